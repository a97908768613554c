use std::{fmt, sync::OnceLock};

use foldhash::HashMap;

use crate::{Language, fold};

/// An international organization, treaty regime or group of states.
///
/// The codelist, `data/organizations.tsv`, is keyed by the abbreviations that
/// the World Factbook uses ("IBRD", "G-77").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Organization(u16);

struct Row {
    code: &'static str,
    names: [&'static str; 3],
    aliases: &'static str,
    kind: &'static str,
}

impl Organization {
    /// The organization with this abbreviation, full name or alias. Case,
    /// accents and punctuation do not matter.
    pub fn find(text: &str) -> Option<Self> {
        by_name().get(&fold(text)).copied()
    }

    pub fn all() -> impl Iterator<Item = Self> {
        (0..rows().len()).filter_map(|i| u16::try_from(i).ok()).map(Self)
    }

    fn row(self) -> &'static Row {
        &rows()[usize::from(self.0)]
    }

    /// The abbreviation.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The full name, in English where the language has none.
    pub fn name(self, language: Language) -> &'static str {
        let names = self.row().names;
        match names[language as usize] {
            "" => names[0],
            name => name,
        }
    }

    /// Other names and abbreviations by which it goes in English.
    pub fn aliases(self) -> impl Iterator<Item = &'static str> {
        self.row().aliases.split(';').map(str::trim).filter(|a| !a.is_empty())
    }

    /// An operation in the field that a state sends people to (MINUSTAH),
    /// rather than something that it is a member of.
    pub fn is_field_mission(self) -> bool {
        self.row().kind == "mission"
    }
}

impl fmt::Display for Organization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl fmt::Debug for Organization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let text = include_str!("../data/organizations.tsv");
        let mut lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let columns = ["code", "name_en", "name_es", "name_fr", "aliases_en", "kind"]
            .map(|name| header.iter().position(|h| *h == name).unwrap_or(usize::MAX));
        let row = |line: &'static str| {
            let cells: Vec<&'static str> = line.split('\t').map(str::trim).collect();
            let [code, en, es, fr, aliases, kind] = columns.map(|c| cells.get(c).copied().unwrap_or_default());
            Row { code, names: [en, es, fr], aliases, kind }
        };
        lines.map(row).collect()
    })
}

/// By folded names. Made when one is first asked for: who only has codes does without.
fn by_name() -> &'static HashMap<String, Organization> {
    static BY_NAME: OnceLock<HashMap<String, Organization>> = OnceLock::new();
    BY_NAME.get_or_init(|| {
        let mut by_name = HashMap::default();
        for organization in Organization::all() {
            let Row { code, names, aliases, .. } = organization.row();
            for name in [*code].into_iter().chain(*names).chain(aliases.split(';')) {
                let folded = fold(name);
                if !folded.is_empty() {
                    by_name.entry(folded).or_insert(organization);
                }
            }
        }
        by_name
    })
}
