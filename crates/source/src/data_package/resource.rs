//! The resources of a package, made ready to be read.

use std::io::Cursor;

use serde_json::{Value, value::RawValue};

use super::{
    descriptor::{Descriptor, Opened, Resource, check_path},
    hash,
};
use crate::{
    File, Input, ParseError,
    archive::{self, Member},
    mapping::{figure::Mapping, read::Each, schema::MappingText, text::Step},
    rows::{self, Dialect, Kind, Schema, Table, dialect::Encoding},
};

/// A resource that a mapping reads.
pub(super) struct Prepared<'o> {
    /// Its place among the package's.
    pub(super) at: usize,
    pub(super) mapping: Mapping,
    rows: Rows<'o>,
    dialect: Dialect,
    schema: Schema,
}

enum Rows<'o> {
    Files(Vec<Tabled<'o>>),
    /// Written out in the descriptor.
    Inline(File<'o>, Value),
}

/// A file that holds a table.
struct Tabled<'o> {
    file: File<'o>,
    kind: Kind,
    /// What is in it, where it is compressed.
    unpacked: Option<Vec<u8>>,
}

/// Makes ready all resources that have a mapping.
///
/// # Errors
/// When none has, when a mapping is wrong, or a file is not there or another
/// than its hash says.
pub(super) fn prepare<'o>(
    descriptor: &Descriptor<'o>,
    opened: &'o Opened<'_>,
) -> Result<Vec<Prepared<'o>>, ParseError> {
    let mut prepared = Vec::new();
    for (at, resource) in descriptor.resources.iter().enumerate() {
        if let Some((own, of_all)) = descriptor.mapping_of(resource) {
            let mapping = mapping(opened, own, of_all)?;
            prepared.push(Reading { at, resource, opened }.prepare(mapping)?);
        }
    }
    if prepared.is_empty() {
        return Err(opened.error(
            &[Step::Key("resources")],
            "no resource has a mapping",
            "say what its fields mean by the property \"attache\"; docs/own-data.md shows how",
        ));
    }
    Ok(prepared)
}

fn mapping(opened: &Opened<'_>, own: Option<&RawValue>, of_all: Option<&RawValue>) -> Result<Mapping, ParseError> {
    let read = |raw: Option<&RawValue>| match raw {
        None => Ok(MappingText::default()),
        Some(raw) => opened.text(raw.get())?.read::<MappingText>(),
    };
    let both = read(own)?.over(read(of_all)?);
    let text = own.or(of_all).map_or("", RawValue::get);
    Mapping::of(&both).map_err(|lack| match opened.text(text) {
        Ok(text) => text.lack(lack),
        Err(error) => error,
    })
}

struct Reading<'r, 'o, 'i> {
    at: usize,
    resource: &'r Resource<'o>,
    opened: &'o Opened<'i>,
}

impl<'o> Reading<'_, 'o, '_> {
    fn error(&self, key: Option<&'static str>, problem: impl Into<String>, hint: impl Into<String>) -> ParseError {
        let mut path = vec![Step::Key("resources"), Step::At(self.at)];
        path.extend(key.map(Step::Key));
        self.opened.error(&path, problem, hint)
    }

    fn prepare(&self, mapping: Mapping) -> Result<Prepared<'o>, ParseError> {
        let schema: Schema = self.part("schema", self.resource.schema)?.unwrap_or_default();
        let dialect: Option<Dialect> = self.part("dialect", self.resource.dialect)?;
        let is_tabs = self.format(self.resource.path.0.first().map_or("", String::as_str)) == "tsv";
        let mut dialect = match dialect {
            Some(dialect) => dialect,
            None if is_tabs => Dialect::separated_by('\t'),
            None => Dialect::default(),
        };
        dialect.check().map_err(|problem| self.error(Some("dialect"), problem, "correct the dialect"))?;
        if !self.resource.encoding.is_empty() {
            dialect.encoding = Encoding::named(&self.resource.encoding).map_err(|problem| {
                self.error(Some("encoding"), problem, "save the file as UTF-8, and leave `encoding` out")
            })?;
        }
        let rows = match (self.resource.data, self.resource.path.0.as_slice()) {
            (Some(data), []) => Rows::Inline(self.opened.file(), self.inline(data)?),
            (None, []) => return Err(self.error(None, "has neither `path` nor `data`", "name its file as `path`")),
            (Some(_), _) => return Err(self.error(None, "has both `path` and `data`", "it is one of the two")),
            (None, paths) => {
                Rows::Files(paths.iter().map(|path| self.file(path, paths.len())).collect::<Result<_, _>>()?)
            }
        };
        Ok(Prepared { at: self.at, mapping, rows, dialect, schema })
    }

    /// A part of the resource, or of a file that it names instead.
    fn part<T: serde::de::DeserializeOwned>(
        &self,
        key: &'static str,
        raw: Option<&'o RawValue>,
    ) -> Result<Option<T>, ParseError> {
        let Some(raw) = raw else { return Ok(None) };
        if !raw.get().starts_with('"') {
            return self.opened.text(raw.get())?.read().map(Some);
        }
        let path: String = self.opened.text(raw.get())?.read()?;
        let member = self.member(key, &path)?;
        let file = File::of(self.opened.input, member);
        let text = file.text()?;
        crate::mapping::text::Text::json(file.input, file.member, text, text).read().map(Some)
    }

    fn inline(&self, data: &RawValue) -> Result<Value, ParseError> {
        self.opened.text(data.get())?.read()
    }

    fn member(&self, key: &'static str, path: &str) -> Result<&'o Member, ParseError> {
        check_path(path).map_err(|(problem, hint)| self.error(Some(key), problem, hint))?;
        self.opened.member(path).ok_or_else(|| {
            self.error(
                Some(key),
                format!("names the file {path:?}, which is not in the package"),
                "put the file into the folder of datapackage.json, and import that folder or its zip",
            )
        })
    }

    /// The format of a file: what the resource says, or the name's ending.
    fn format(&self, path: &str) -> String {
        if !self.resource.format.is_empty() {
            return self.resource.format.to_ascii_lowercase();
        }
        let name = path.to_ascii_lowercase();
        let name = [".gz", ".zip", ".xz"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
        name.rsplit_once('.').map_or("", |(_, end)| end).to_owned()
    }

    fn file(&self, path: &str, of: usize) -> Result<Tabled<'o>, ParseError> {
        let member = self.member("path", path)?;
        self.verify(member, of)?;
        let file = File::of(self.opened.input, member);
        let unpacked = unpacked(&file)?;
        let bytes = unpacked.as_deref().unwrap_or(file.bytes);
        let kind = match self.format(path).as_str() {
            "csv" | "tsv" | "txt" | "tab" => Kind::Separated,
            "xlsx" => Kind::Workbook,
            "parquet" | "pq" => Kind::Parquet,
            "" => Kind::of_bytes(bytes),
            other => {
                let key = if self.resource.format.is_empty() { "path" } else { "format" };
                let problem = format!("is of the format {other:?}; what is read is csv, tsv, xlsx and parquet");
                return Err(self.error(Some(key), problem, "save the table as CSV"));
            }
        };
        Ok(Tabled { file, kind, unpacked })
    }

    /// Bytes and hash are those of the file as it lies in the package. What is
    /// said of several files together is not checked.
    fn verify(&self, member: &Member, of: usize) -> Result<(), ParseError> {
        if of != 1 {
            return Ok(());
        }
        let hint = "the file is another than the one described; get it anew, or correct the descriptor";
        match self.resource.bytes {
            Some(bytes) if bytes != member.bytes.len() as u64 => {
                let problem = format!("{} has {} bytes, and not {bytes}", member.name, member.bytes.len());
                return Err(self.error(Some("bytes"), problem, hint));
            }
            _ => {}
        }
        let Some(said) = &self.resource.hash else { return Ok(()) };
        match hash::is(&member.bytes, said) {
            Ok(true) => Ok(()),
            Ok(false) => Err(self.error(Some("hash"), format!("{} has another hash", member.name), hint)),
            Err(problem) => Err(self.error(Some("hash"), problem, "write the hash of another algorithm")),
        }
    }
}

/// What is in a compressed file, which is one file.
fn unpacked(file: &File<'_>) -> Result<Option<Vec<u8>>, ParseError> {
    let is_packed = file.bytes.starts_with(&[0x1f, 0x8b])
        || file.bytes.starts_with(b"\xfd7zXZ\0")
        || file.bytes.starts_with(b"PK") && !archive::is_workbook(Cursor::new(file.bytes));
    if !is_packed {
        return Ok(None);
    }
    let inside = archive::members(&Input::new(file.input, file.bytes)).map_err(|e| match e {
        ParseError::Malformed { problem, .. } => file.error("", problem),
        other => other,
    })?;
    match <[Member; 1]>::try_from(inside) {
        Ok([one]) => Ok(Some(one.bytes)),
        Err(several) => Err(file
            .error("", format!("holds {} files; a compressed table is one", several.len()))
            .hint("put the files into the package's folder, and name them as a list in `path`")),
    }
}

impl Prepared<'_> {
    /// Gives the records, one after the other.
    pub(super) fn records(&self, each: &mut Each<'_>) -> Result<(), ParseError> {
        let needs = self.mapping.needs();
        match &self.rows {
            Rows::Inline(file, data) => {
                let pointer = format!("/resources/{}/data", self.at);
                rows::inline(file, &pointer, data, &self.schema, &needs, &mut |row| each(&self.mapping, row))
            }
            Rows::Files(files) => files.iter().try_for_each(|Tabled { file, kind, unpacked }| {
                let file = File { bytes: unpacked.as_deref().unwrap_or(file.bytes), ..*file };
                let table = Table { file, kind: *kind, dialect: &self.dialect, schema: &self.schema };
                table.each(&needs, &mut |row| each(&self.mapping, row))
            }),
        }
    }
}
