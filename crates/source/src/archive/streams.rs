//! The files of an input one after the other, none of them held in memory: for
//! publishers whose files are larger than that.

use std::io::{Cursor, Read};

use flate2::read::MultiGzDecoder;

use super::{
    Halt, Limits, each_stream, is_gzip,
    limits::{Meter, Metered},
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
/// [`Limits::STREAMS`]. Damage within a file shows in what the reader answers.
pub(crate) fn each(input: &Input<'_>, visit: Visit<'_>) -> Result<(), ParseError> {
    let meter = Meter::new(Limits::STREAMS, input.size());
    each_stream(input, Limits::STREAMS, &mut |name, stream| {
        let file = File { input: input.name, member: name, bytes: &[] };
        if name.ends_with(".gz") { gzipped(&file, stream, &meter, visit) } else { Ok(visit(&file, stream)?) }
    })
}

/// A file whose name says that it is gzipped, and which may not be.
fn gzipped(file: &File<'_>, mut stream: &mut dyn Read, meter: &Meter, visit: Visit<'_>) -> Result<(), Halt> {
    let mut head = Vec::new();
    Read::take(&mut stream, 2).read_to_end(&mut head)?;
    let is_gzip = is_gzip(&head);
    let mut whole = Cursor::new(head).chain(stream);
    if is_gzip {
        visit(file, &mut Metered::new(MultiGzDecoder::new(whole), meter))?;
    } else {
        visit(file, &mut whole)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{super::limits, *};

    fn contents(bytes: &[u8]) -> Vec<String> {
        let mut seen = Vec::new();
        each(&Input::new("a", bytes), &mut |file, stream| {
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
