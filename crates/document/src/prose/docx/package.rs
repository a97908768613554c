use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter};

use super::super::{Encoding, Format, ProseError};

/// No part is larger, unpacked, in bytes.
const LARGEST: u64 = 64 << 20;

/// A zip of XML.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

/// One of its files.
pub(super) struct Part {
    pub(super) name: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) text: String,
    pub(super) encoding: Encoding,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ProseError> {
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
            return Err(ProseError::new(
                "is an old Word document or one with a password",
                "save it as .docx without one",
            ));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        Ok(Self { zip })
    }

    /// A part, if the package has it.
    ///
    /// # Errors
    /// When it is damaged or too large.
    pub(super) fn part(&mut self, name: &'static str) -> Result<Option<Part>, ProseError> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(|error| damaged(&error))?;
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        if bytes.len() as u64 > LARGEST {
            return Err(ProseError::new(
                format!("its {name} has more than {} MiB, unpacked", LARGEST >> 20),
                "split the document",
            ));
        }
        let (text, encoding) = Encoding::decode(&bytes, Format::Html);
        Ok(Some(Part { name, bytes, text, encoding }))
    }

    /// The package with these parts in place of its own, and every other part as it is
    /// packed.
    pub(super) fn with(mut self, parts: &[(&str, Vec<u8>)]) -> Result<Vec<u8>, ProseError> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.zip.len() {
            let file = self.zip.by_index_raw(index).map_err(|error| damaged(&error))?;
            let Some((name, bytes)) = parts.iter().find(|(name, _)| name.as_bytes() == file.name_raw()) else {
                writer.raw_copy_file(file).map_err(|error| damaged(&error))?;
                continue;
            };
            let options = file.options();
            writer.start_file(*name, options).map_err(|error| damaged(&error))?;
            writer.write_all(bytes).map_err(|error| damaged(&error))?;
        }
        let written = writer.finish().map_err(|error| damaged(&error))?;
        Ok(written.into_inner())
    }
}

fn damaged(error: &dyn std::fmt::Display) -> ProseError {
    ProseError::new(format!("cannot be unpacked as a Word document: {error}"), "open it in Word and save it anew")
}
