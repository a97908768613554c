use md5::Md5;
use sha2::{Digest, Sha256, Sha512};

/// Whether bytes have the hash that a descriptor says: `algorithm:hex`, MD5
/// where no algorithm is named.
///
/// # Errors
/// Names an algorithm that is not known here.
pub(super) fn is(bytes: &[u8], said: &str) -> Result<bool, String> {
    let (algorithm, hex) = said.split_once(':').unwrap_or(("md5", said));
    let found = match algorithm.to_ascii_lowercase().as_str() {
        "md5" => written(&Md5::digest(bytes)),
        "sha256" => written(&Sha256::digest(bytes)),
        "sha512" => written(&Sha512::digest(bytes)),
        other => return Err(format!("has a hash by {other:?}; what is known is md5, sha256 and sha512")),
    };
    Ok(found.eq_ignore_ascii_case(hex.trim()))
}

fn written(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn algorithms_of_the_standard() {
        assert_eq!(is(b"", "d41d8cd98f00b204e9800998ecf8427e"), Ok(true));
        assert_eq!(is(b"", "md5:D41D8CD98F00B204E9800998ECF8427E"), Ok(true));
        assert_eq!(is(b"", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), Ok(true));
        assert_eq!(is(b"a", "sha512:00"), Ok(false));
        assert!(is(b"", "crc32:0").is_err());
    }
}
