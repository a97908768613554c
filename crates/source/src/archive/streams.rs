//! The files of an input one after the other, none of them held in memory: for
//! publishers whose files are larger than that.

use std::io::{Chain, Cursor, Read};

use flate2::read::MultiGzDecoder;
use lzma_rust2::XzReader;

use super::{
    Failure, Limits, TAR_BLOCK, is_gzip, is_junk, is_tar, is_workbook, is_xz, is_zip,
    limits::{self, Meter, Metered},
    path,
};
use crate::{File, Input, ParseError};

/// What looks at one file; its bytes come from the reader, `File::bytes` is
/// empty. What it does not read is skipped.
pub(crate) type Visit<'v> = &'v mut dyn FnMut(&File<'_>, &mut dyn Read) -> Result<(), ParseError>;

/// Shows every file of an input to `visit`, in the archive's order: those of a
/// tar (plain, gzip or xz), of a zip, or the input itself where it is none of
/// these. A file of an archive that is gzipped is unpacked as well.
///
/// # Errors
/// What `visit` says, and when the archive is damaged or unpacks to more than
/// [`Limits::STREAM`]. Damage within a file shows in what the reader answers.
pub(crate) fn each(input: &Input<'_>, visit: Visit<'_>) -> Result<(), ParseError> {
    let bytes = input.bytes;
    let meter = Meter::new(Limits::STREAM, bytes.len());
    if is_gzip(bytes) {
        each_of_stream(input, MultiGzDecoder::new(bytes), &meter, visit)
    } else if is_xz(bytes) {
        let stream = XzReader::new_mem_limit(bytes, true, Limits::STREAM.xz_dictionary_kib);
        each_of_stream(input, stream, &meter, visit)
    } else if is_tar(bytes) {
        each_of_tar(input, bytes, &meter, visit)
    } else if is_zip(bytes) && !is_workbook(bytes) {
        each_of_zip(input, &meter, visit)
    } else {
        visit(&File { input: input.name, member: "", bytes: &[] }, &mut &bytes[..])
    }
}

fn each_of_stream(input: &Input<'_>, stream: impl Read, meter: &Meter, visit: Visit<'_>) -> Result<(), ParseError> {
    let mut stream = Metered::new(stream, meter);
    let mut head = Vec::new();
    stream.by_ref().take(TAR_BLOCK).read_to_end(&mut head).map_err(|e| Failure::from(e).in_file(input))?;
    let is_tar = is_tar(&head);
    let mut whole: Chain<_, _> = Cursor::new(head).chain(stream);
    if is_tar {
        each_of_tar(input, whole, meter, visit)
    } else {
        visit(&File { input: input.name, member: "", bytes: &[] }, &mut whole)
    }
}

fn each_of_tar(input: &Input<'_>, stream: impl Read, meter: &Meter, visit: Visit<'_>) -> Result<(), ParseError> {
    let failed = |e: std::io::Error| Failure::from(e).in_file(input);
    let mut archive = tar::Archive::new(stream);
    for entry in archive.entries().map_err(failed)? {
        let mut entry = entry.map_err(failed)?;
        let name = path(&entry.path_bytes());
        if !entry.header().entry_type().is_file() || is_junk(&name) {
            continue;
        }
        meter.member(entry.size()).map_err(|e| Failure::of(&name, limits::explain(&e)).in_file(input))?;
        each_member(input, &name, &mut entry, meter, visit)?;
    }
    Ok(())
}

fn each_of_zip(input: &Input<'_>, meter: &Meter, visit: Visit<'_>) -> Result<(), ParseError> {
    let mut zip = zip::ZipArchive::new(Cursor::new(input.bytes))
        .map_err(|e| Failure::new(format!("cannot be read as a zip: {e}")).in_file(input))?;
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(|e| Failure::new(format!("member {index}: {e}")).in_file(input))?;
        let name = path(file.name_raw());
        if !file.is_file() || is_junk(&name) {
            continue;
        }
        meter.member(file.size()).map_err(|e| Failure::of(&name, limits::explain(&e)).in_file(input))?;
        each_member(input, &name, &mut Metered::new(file, meter), meter, visit)?;
    }
    Ok(())
}

fn each_member(
    input: &Input<'_>,
    name: &str,
    mut stream: &mut dyn Read,
    meter: &Meter,
    visit: Visit<'_>,
) -> Result<(), ParseError> {
    let file = File { input: input.name, member: name, bytes: &[] };
    if !name.ends_with(".gz") {
        return visit(&file, stream);
    }
    let mut head = Vec::new();
    Read::take(&mut stream, 2)
        .read_to_end(&mut head)
        .map_err(|e| Failure::of(name, limits::explain(&e)).in_file(input))?;
    let is_gzip = is_gzip(&head);
    let mut whole = Cursor::new(head).chain(&mut stream);
    if is_gzip { visit(&file, &mut Metered::new(MultiGzDecoder::new(whole), meter)) } else { visit(&file, &mut whole) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn contents(bytes: &[u8]) -> Vec<String> {
        let mut seen = Vec::new();
        each(&Input { name: "a", bytes }, &mut |file, stream| {
            let mut text = String::new();
            stream.read_to_string(&mut text).map_err(|e| file.error("", limits::explain(&e)))?;
            seen.push(format!("{}={text}", file.member));
            Ok(())
        })
        .unwrap();
        seen
    }

    #[test]
    fn each_file_of_each_kind_of_archive() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let mut tar = tar::Builder::new(Vec::new());
        for (name, text) in [("b.csv", "1"), ("__MACOSX/b.csv", "junk"), ("a.csv", "2")] {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            tar.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
        let tar = tar.into_inner().unwrap();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&tar).unwrap();
        for bytes in [zip.finish().unwrap().into_inner(), tar, gzip.finish().unwrap()] {
            assert_eq!(contents(&bytes), ["b.csv=1", "a.csv=2"]);
        }
        assert_eq!(contents(b"plain"), ["=plain"]);
    }
}
