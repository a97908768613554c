use std::{collections::HashMap, fmt, sync::OnceLock};

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

struct Table {
    rows: Vec<Row>,
    by_name: HashMap<String, Organization>,
}

impl Organization {
    /// The organization with this abbreviation, full name or alias. Case,
    /// accents and punctuation do not matter.
    pub fn find(text: &str) -> Option<Self> {
        table().by_name.get(&fold(text)).copied()
    }

    pub fn all() -> impl Iterator<Item = Self> {
        (0..table().rows.len()).filter_map(|i| u16::try_from(i).ok()).map(Self)
    }

    fn row(self) -> &'static Row {
        &table().rows[usize::from(self.0)]
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

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../data/organizations.tsv");
        let mut lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let columns = ["code", "name_en", "name_es", "name_fr", "aliases_en", "kind"]
            .map(|name| header.iter().position(|h| *h == name).unwrap_or(usize::MAX));
        let mut table = Table { rows: Vec::new(), by_name: HashMap::new() };
        for line in lines {
            let cells: Vec<&'static str> = line.split('\t').map(str::trim).collect();
            let [code, en, es, fr, aliases, kind] = columns.map(|c| cells.get(c).copied().unwrap_or_default());
            let organization = Organization(u16::try_from(table.rows.len()).unwrap_or(u16::MAX));
            for name in [code, en, es, fr].into_iter().chain(aliases.split(';')) {
                let folded = fold(name);
                if !folded.is_empty() {
                    table.by_name.entry(folded).or_insert(organization);
                }
            }
            table.rows.push(Row { code, names: [en, es, fr], aliases, kind });
        }
        table
    })
}
