use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    File, Input, ParseError,
    archive::{Member, members},
    mapping::text::{Lack, Step, Text},
};

/// `datapackage.json`, as far as it matters here.
#[derive(Debug, Deserialize)]
pub(super) struct Descriptor<'d> {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) description: String,
    #[serde(default)]
    pub(super) homepage: String,
    #[serde(default)]
    pub(super) version: String,
    pub(super) created: Option<String>,
    #[serde(default)]
    pub(super) licenses: Vec<Licence>,
    #[serde(default)]
    pub(super) sources: Vec<Origin>,
    #[serde(default)]
    pub(super) contributors: Vec<Contributor>,
    #[serde(borrow)]
    pub(super) resources: Vec<Resource<'d>>,
    #[serde(borrow)]
    pub(super) attache: Option<&'d RawValue>,
    #[serde(rename = "attache:restricted", default)]
    pub(super) restricted: bool,
    #[serde(rename = "attache:citation", default)]
    pub(super) citation: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Licence {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) path: String,
    #[serde(default)]
    pub(super) title: String,
}

/// Where the data come from.
#[derive(Debug, Deserialize)]
pub(super) struct Origin {
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) path: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Contributor {
    #[serde(default)]
    pub(super) title: String,
    #[serde(default)]
    pub(super) organization: String,
    /// Version 1.
    #[serde(default)]
    pub(super) role: String,
    /// Version 2.
    #[serde(default)]
    pub(super) roles: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Resource<'d> {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) path: Paths,
    #[serde(borrow)]
    pub(super) data: Option<&'d RawValue>,
    #[serde(default)]
    pub(super) format: String,
    #[serde(default)]
    pub(super) encoding: String,
    pub(super) bytes: Option<u64>,
    pub(super) hash: Option<String>,
    #[serde(borrow)]
    pub(super) dialect: Option<&'d RawValue>,
    #[serde(borrow)]
    pub(super) schema: Option<&'d RawValue>,
    #[serde(borrow)]
    pub(super) attache: Option<&'d RawValue>,
}

/// One path or several, whose rows follow each other.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "OneOrMany")]
pub(super) struct Paths(pub(super) Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Paths {
    fn from(written: OneOrMany) -> Self {
        match written {
            OneOrMany::One(one) => Self(vec![one]),
            OneOrMany::Many(many) => Self(many),
        }
    }
}

impl<'d> Descriptor<'d> {
    /// The mapping of a resource, as far as it is its own and the package's;
    /// `None` where it is to be left out.
    pub(super) fn mapping_of(&self, resource: &Resource<'d>) -> Option<(Option<&'d RawValue>, Option<&'d RawValue>)> {
        match (resource.attache, self.attache) {
            (Some(own), _) if own.get() == "false" => None,
            (None, None) => None,
            both => Some(both),
        }
    }
}

/// The files of a package.
pub(super) struct Opened<'i> {
    pub(super) input: &'i Input<'i>,
    members: Vec<Member>,
    /// The descriptor among them.
    at: usize,
    /// The folder that it is in, with a `/` behind it, or nothing.
    folder: String,
}

impl<'i> Opened<'i> {
    pub(super) fn of(input: &'i Input<'i>) -> Result<Self, ParseError> {
        let members = members(input)?;
        let depth = |member: &Member| member.name.matches('/').count();
        let is_descriptor = |member: &Member| member.name.rsplit('/').next() == Some("datapackage.json");
        let mut found: Vec<usize> = match members.as_slice() {
            // A file that is no archive.
            [one] if one.name.is_empty() => vec![0],
            many => (0..many.len()).filter(|at| is_descriptor(&many[*at])).collect(),
        };
        found.sort_by_key(|at| depth(&members[*at]));
        let error = |problem: String| {
            ParseError::new(input.name, attache_model::Place::default(), problem)
                .hint("a data package has one datapackage.json, in the folder of its files; see docs/own-data.md")
        };
        let at = match found.as_slice() {
            [] => return Err(error("holds no datapackage.json".to_owned())),
            [first, second, ..] if depth(&members[*first]) == depth(&members[*second]) => {
                let (a, b) = (&members[*first].name, &members[*second].name);
                return Err(error(format!("holds two packages, {a} and {b}")));
            }
            [first, ..] => *first,
        };
        let folder = members[at].name.strip_suffix("datapackage.json").unwrap_or_default().to_owned();
        Ok(Self { input, members, at, folder })
    }

    pub(super) fn file(&self) -> File<'_> {
        File::of(self.input, &self.members[self.at])
    }

    pub(super) fn descriptor(&self) -> Result<Descriptor<'_>, ParseError> {
        read(&self.file())
    }

    /// The text of the descriptor, or of a part of it.
    pub(super) fn text<'t>(&'t self, part: &'t str) -> Result<Text<'t>, ParseError> {
        Ok(Text::json(self.input.name, &self.members[self.at].name, self.file().text()?, part))
    }

    /// An error at a place of the descriptor.
    pub(super) fn error(&self, path: &[Step], problem: impl Into<String>, hint: impl Into<String>) -> ParseError {
        let lack = Lack { path: path.to_vec(), problem: problem.into(), hint: hint.into() };
        match self.file().text().and_then(|text| self.text(text)) {
            Ok(text) => text.lack(lack),
            Err(error) => error,
        }
    }

    /// The file that a path names.
    pub(super) fn member(&self, path: &str) -> Option<&Member> {
        let mut name = self.folder.clone();
        name.push_str(path.strip_prefix("./").unwrap_or(path));
        self.members.binary_search_by(|member| member.name.as_str().cmp(&name)).ok().map(|at| &self.members[at])
    }
}

fn read<'f>(file: &File<'f>) -> Result<Descriptor<'f>, ParseError> {
    let text = file.text()?;
    Text::json(file.input, file.member, text, text).read()
}

/// What is wrong with a path, and what would help.
pub(super) fn check_path(path: &str) -> Result<(), (String, &'static str)> {
    let inside = "a path leads from the folder of datapackage.json to a file in it, as data/trade.csv";
    if path.contains("://") {
        return Err((
            format!("{path:?} is an address on the web"),
            "download the file into the package's folder and write its path there",
        ));
    }
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.is_empty() || path.starts_with(['/', '~']) || path.contains('\\') || drive {
        return Err((format!("{path:?} is no path inside the package"), inside));
    }
    let path = path.strip_prefix("./").unwrap_or(path);
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err((format!("{path:?} leads out of the package, or around in it"), inside));
    }
    Ok(())
}

/// The files that a package's descriptor names and a mapping reads: paths from
/// the descriptor's folder, sorted.
///
/// # Errors
/// When the bytes are no descriptor, or a path leads out of its folder.
pub fn listed(name: &str, bytes: &[u8]) -> Result<Vec<String>, ParseError> {
    let input = Input::new(name, bytes);
    let opened = Opened::of(&input)?;
    let descriptor = opened.descriptor()?;
    let mut all = Vec::new();
    for (at, resource) in descriptor.resources.iter().enumerate() {
        if descriptor.mapping_of(resource).is_none() {
            continue;
        }
        let parts = [("schema", resource.schema), ("dialect", resource.dialect)];
        let referred = parts.into_iter().filter_map(|(key, raw)| {
            let path = serde_json::from_str::<String>(raw?.get()).ok()?;
            Some((key, path))
        });
        for (key, path) in resource.path.0.iter().map(|path| ("path", path.clone())).chain(referred) {
            check_path(&path).map_err(|(problem, hint)| {
                opened.error(&[Step::Key("resources"), Step::At(at), Step::Key(key)], problem, hint)
            })?;
            all.push(path.strip_prefix("./").unwrap_or(&path).to_owned());
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}
