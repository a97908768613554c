//! Checksums of a file's blocks, for proving a part without reading the whole.

use std::ops::Range;

/// Bytes in a block; the last may be shorter.
const BLOCK: u64 = 8 * 1024;

/// The CRC-32 of each block of the bytes, in hexadecimal.
pub(super) fn checksums(data: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for block in data.chunks(BLOCK as usize) {
        _ = write!(text, "{:08x}", crc32fast::hash(block));
    }
    text
}

/// Reads what [`checksums`] wrote.
pub(super) fn read(text: &str) -> Option<Vec<u32>> {
    let digits = text.as_bytes().chunks(8);
    digits.map(|d| u32::from_str_radix(std::str::from_utf8(d).ok()?, 16).ok()).collect()
}

/// The whole blocks in which the range lies, of data that ends at `end`.
pub(super) fn around(range: &Range<u64>, end: u64) -> Range<u64> {
    let start = range.start / BLOCK * BLOCK;
    let stop = range.end.div_ceil(BLOCK) * BLOCK;
    start..stop.min(end)
}

/// Whether bytes that begin at a block's start are those of the checksums.
pub(super) fn whole(start: u64, bytes: &[u8], checksums: &[u32]) -> bool {
    let first = (start / BLOCK) as usize;
    bytes.chunks(BLOCK as usize).enumerate().all(|(i, block)| checksums.get(first + i) == Some(&crc32fast::hash(block)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_flipped_byte_of_a_part_is_seen() {
        let data: Vec<u8> = (0..20_000_u32).map(|i| (i * 7 % 251) as u8).collect();
        let sums = read(&checksums(&data)).unwrap();
        let part = around(&(9_000..9_010), data.len() as u64);
        assert_eq!(part, 8192..16384);
        assert_eq!(around(&(16_384..20_000), 20_000), 16_384..20_000);
        let mut bytes = data[8192..16384].to_vec();
        assert!(whole(8192, &bytes, &sums));
        for at in [0, 1, 4000, 8191] {
            bytes[at] ^= 1;
            assert!(!whole(8192, &bytes, &sums));
            bytes[at] ^= 1;
        }
    }
}
