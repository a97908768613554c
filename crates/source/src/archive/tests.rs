use std::io::Write;

use super::*;

const SMALL: Limits =
    Limits { total: 10_000, member: 5_000, members: 3, ratio: 10, ratio_from: 2_000, xz_dictionary_kib: 1 << 16 };

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn names(bytes: &[u8]) -> Vec<String> {
    members(&Input::new("x", bytes)).unwrap().into_iter().map(|m| m.name).collect()
}

fn refused(bytes: &[u8], limits: Limits) -> String {
    gather(&Input::new("x.bin", bytes), limits).unwrap_err().to_string()
}

#[test]
fn every_container_gives_the_same_members_in_order() {
    let files: &[(&str, &[u8])] = &[("b/two.xml", b"2"), ("a.xml", b"1")];
    for packed in [tar(files), gzip(&tar(files)), zip(files)] {
        let unpacked = members(&Input::new("x", &packed)).unwrap();
        assert_eq!(unpacked.len(), 2);
        assert_eq!((unpacked[0].name.as_str(), unpacked[0].bytes.as_slice()), ("a.xml", b"1".as_slice()));
        assert_eq!((unpacked[1].name.as_str(), unpacked[1].bytes.as_slice()), ("b/two.xml", b"2".as_slice()));
    }
}

#[test]
fn a_plain_or_gzipped_file_is_one_member_without_a_name() {
    for bytes in [b"a,b\n1,2\n".to_vec(), gzip(b"a,b\n1,2\n")] {
        let unpacked = members(&Input::new("x", &bytes)).unwrap();
        assert_eq!(unpacked, [Member { name: String::new(), bytes: b"a,b\n1,2\n".to_vec() }]);
    }
}

#[test]
fn junk_is_dropped_and_of_doubles_the_later_kept() {
    let files: &[(&str, &[u8])] = &[
        ("a/._x.xml", b""),
        ("__MACOSX/x.xml", b""),
        ("a/.DS_Store", b""),
        ("repo/.git/config", b""),
        ("x.xml", b"old"),
        ("x.xml", b"new"),
    ];
    let packed = tar(files);
    let unpacked = members(&Input::new("x", &packed)).unwrap();
    assert_eq!(unpacked, [Member { name: "x.xml".into(), bytes: b"new".to_vec() }]);
}

#[test]
fn a_workbook_is_one_plain_file() {
    assert_eq!(names(&zip(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")])), [""]);
    // A workbook inside an archive stays packed.
    let workbook = zip(&[("[Content_Types].xml", b"")]);
    assert_eq!(names(&zip(&[("a.xlsx", &workbook)])), ["a.xlsx"]);
}

#[test]
fn limits_hold_for_each_container() {
    let big = vec![b' '; 6_000];
    let many: Vec<(&str, &[u8])> = vec![("a", b""), ("b", b""), ("c", b""), ("d", b"")];
    assert_eq!(refused(&tar(&many), SMALL), "x.bin, d: holds more than 3 files");
    assert_eq!(refused(&zip(&many), SMALL), "x.bin, d: holds more than 3 files");
    assert_eq!(
        refused(&tar(&[("a", &big)]), SMALL),
        "x.bin, a: unpacks to 6000 bytes, more than the 5000 bytes allowed"
    );
    assert_eq!(refused(&gzip(&big), SMALL), "x.bin: unpacks to more than 10 times its size");
    let two: &[(&str, &[u8])] = &[("a", &big[..4_000]), ("b", &big[..4_000])];
    assert_eq!(refused(&gzip(&tar(two)), SMALL), "x.bin, a: unpacks to more than 10 times its size");
    let three: &[(&str, &[u8])] = &[("a", &big[..4_000]), ("b", &big[..4_000]), ("c", &big[..4_000])];
    assert_eq!(refused(&tar(three), SMALL), "x.bin, c: brings the archive to more than the 10000 bytes allowed");
    assert_eq!(refused(&zip(&[("a", &big[..4_000])]), SMALL), "x.bin, a: unpacks to more than 10 times its size");
    let tall = Limits { ratio: 1_000, member: 1 << 20, ..SMALL };
    assert_eq!(refused(&gzip(&vec![0; 20_000]), tall), "x.bin: unpacks to more than the 10000 bytes allowed");
}

#[test]
fn what_is_cut_short_is_said_to_be() {
    let text: Vec<u8> = (0..3_000_u32).flat_map(|n| n.to_string().into_bytes()).collect();
    let packed = tar(&[("a.xml", &text)]);
    assert_eq!(
        refused(&packed[..2_000], Limits::ARCHIVE),
        format!("x.bin, a.xml: ends after 1488 of {} bytes", text.len())
    );
    let packed = gzip(&text);
    assert_eq!(
        refused(&packed[..packed.len() / 2], Limits::ARCHIVE),
        "x.bin: ends in the middle; the file was cut short"
    );
    let packed = zip(&[("a.xml", &text)]);
    assert!(refused(&packed[..packed.len() / 2], Limits::ARCHIVE).starts_with("x.bin: cannot be read as a zip"));
}

#[test]
fn damage_at_any_byte_is_no_panic() {
    let files: &[(&str, &[u8])] = &[("b/two.xml", b"some text some text"), ("a.xml", b"1")];
    for packed in [tar(files), gzip(&tar(files)), zip(files)] {
        for at in 0..packed.len().min(1_200) {
            let mut damaged = packed.clone();
            damaged[at] ^= 0xff;
            let _ = members(&Input::new("x", &damaged));
            let _ = members(&Input::new("x", &packed[..at]));
        }
    }
}
