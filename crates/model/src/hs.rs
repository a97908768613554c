use std::{fmt, str::FromStr, sync::OnceLock};

use foldhash::HashMap;

use crate::{Code, Language};

/// A revision of the Harmonized System, which the World Customs Organization
/// amends every five years or so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HsRevision {
    Hs1992,
    Hs1996,
    Hs2002,
    Hs2007,
    Hs2012,
    Hs2017,
    Hs2022,
}

impl HsRevision {
    pub const ALL: [Self; 7] =
        [Self::Hs1992, Self::Hs1996, Self::Hs2002, Self::Hs2007, Self::Hs2012, Self::Hs2017, Self::Hs2022];

    /// The code of UN Comtrade's classification: `H0` is HS 1992.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hs1992 => "H0",
            Self::Hs1996 => "H1",
            Self::Hs2002 => "H2",
            Self::Hs2007 => "H3",
            Self::Hs2012 => "H4",
            Self::Hs2017 => "H5",
            Self::Hs2022 => "H6",
        }
    }

    /// The year that names it, and from which it is in force.
    pub const fn year(self) -> i16 {
        match self {
            Self::Hs1992 => 1992,
            Self::Hs1996 => 1996,
            Self::Hs2002 => 2002,
            Self::Hs2007 => 2007,
            Self::Hs2012 => 2012,
            Self::Hs2017 => 2017,
            Self::Hs2022 => 2022,
        }
    }

    /// The revision in force in a year; the first one before it was.
    pub fn in_force(year: i16) -> Self {
        Self::ALL.into_iter().rev().find(|revision| revision.year() <= year).unwrap_or(Self::Hs1992)
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|revision| revision.code() == code)
    }
}

/// A commodity of the Harmonized System: a chapter (2 digits), heading (4) or
/// subheading (6), or a national line below one (8 or 10), in a revision.
///
/// As the breakdown of a series it is written with the revision in front,
/// `H6:0901`: the same digits can mean other goods in another revision.
///
/// ```
/// use attache_model::{HsCode, HsRevision};
/// let coffee: HsCode = "H6:090111".parse().unwrap();
/// assert_eq!((coffee.revision(), coffee.digits()), (HsRevision::Hs2022, "090111"));
/// assert_eq!(coffee.up_to(2).unwrap().to_string(), "H6:09");
/// assert!("H6:9".parse::<HsCode>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HsCode {
    revision: HsRevision,
    length: u8,
    digits: [u8; 10],
}

impl HsCode {
    /// `None` where the digits are no 2, 4, 6, 8 or 10 digits.
    pub fn new(revision: HsRevision, digits: &str) -> Option<Self> {
        if !matches!(digits.len(), 2 | 4 | 6 | 8 | 10) || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut all = [0; 10];
        all[..digits.len()].copy_from_slice(digits.as_bytes());
        Some(Self { revision, length: digits.len() as u8, digits: all })
    }

    pub fn revision(self) -> HsRevision {
        self.revision
    }

    pub fn digits(&self) -> &str {
        std::str::from_utf8(&self.digits[..usize::from(self.length)]).unwrap_or_default()
    }

    /// The chapter (2), heading (4) or subheading (6) that it belongs to; `None`
    /// where it is a wider one itself.
    pub fn up_to(self, digits: usize) -> Option<Self> {
        Self::new(self.revision, self.digits().get(..digits)?)
    }

    /// As the breakdown of a series.
    pub fn breakdown(self) -> Code {
        Code::new(&self.to_string())
    }

    /// How many digits it has.
    pub fn level(self) -> usize {
        usize::from(self.length)
    }

    /// A short name for people, from `data/hs.tsv`: of every chapter that means
    /// the same everywhere, and of the headings that lists of goods most often
    /// begin with. `None` for others, and where the number means other goods in
    /// this revision.
    ///
    /// ```
    /// use attache_model::{HsCode, Language};
    /// let gold: HsCode = "H6:7108".parse().unwrap();
    /// assert_eq!(gold.name(Language::English), Some("gold"));
    /// assert_eq!(gold.name(Language::French), Some("or"));
    /// ```
    pub fn name(&self, language: Language) -> Option<&'static str> {
        let name = names().get(self.digits())?;
        (name.revisions.0 <= self.revision && self.revision <= name.revisions.1)
            .then_some(name.by_language[language as usize])
    }
}

impl HsCode {
    /// Everything that `data/hs.tsv` has a name for, each in the last revision
    /// in which it means that.
    pub fn named(language: Language) -> impl Iterator<Item = (Self, &'static str)> {
        names().iter().filter_map(move |(digits, name)| {
            Some((Self::new(name.revisions.1, digits)?, name.by_language[language as usize]))
        })
    }
}

/// What the digits are called, in the revisions from the first to the last.
struct Name {
    by_language: [&'static str; 3],
    revisions: (HsRevision, HsRevision),
}

fn names() -> &'static HashMap<&'static str, Name> {
    static NAMES: OnceLock<HashMap<&'static str, Name>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let lines = include_str!("../data/hs.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1);
        let named = lines.map(|line| {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let (code, by_language) = (cell(), [cell(), cell(), cell()]);
            let revisions = cell()
                .split_once('-')
                .and_then(|(first, last)| Some((HsRevision::from_code(first)?, HsRevision::from_code(last)?)));
            (code, Name { by_language, revisions: revisions.unwrap_or((HsRevision::Hs1992, HsRevision::Hs2022)) })
        });
        named.collect()
    })
}

impl fmt::Display for HsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.revision.code(), self.digits())
    }
}

impl fmt::Debug for HsCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for HsCode {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let code = text.split_once(':').and_then(|(revision, digits)| {
            HsRevision::from_code(revision).and_then(|revision| Self::new(revision, digits))
        });
        code.ok_or_else(|| format!("{text:?} is no commodity of the Harmonized System, as H6:0901"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_year_has_its_revision() {
        let cases = [(1985, "H0"), (1995, "H0"), (1996, "H1"), (2021, "H5"), (2022, "H6"), (2030, "H6")];
        for (year, code) in cases {
            assert_eq!(HsRevision::in_force(year).code(), code);
        }
    }

    #[test]
    fn chapters_have_names_in_every_language() {
        for chapter in (1..=97).filter(|n| *n != 77) {
            let code = HsCode::new(HsRevision::Hs2022, &format!("{chapter:02}")).unwrap();
            for language in Language::ALL {
                assert!(code.name(language).is_some_and(|name| !name.is_empty()), "{code} {language:?}");
            }
        }
        for unnamed in ["H6:77", "H6:98", "H6:99", "H6:0511", "H6:090111"] {
            assert_eq!(unnamed.parse::<HsCode>().unwrap().name(Language::English), None, "{unnamed}");
        }
    }

    #[test]
    fn every_line_of_the_names_is_whole() {
        let lines = include_str!("../data/hs.tsv").lines().filter(|l| !l.starts_with('#'));
        let mut before = (0, "");
        for line in lines.skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(matches!(cells.len(), 4 | 5) && cells.iter().all(|c| !c.is_empty()), "{line}");
            let code = HsCode::new(HsRevision::Hs2022, cells[0]).unwrap_or_else(|| panic!("{line}"));
            assert!((code.level(), cells[0]) > before, "{line} is out of order");
            before = (code.level(), cells[0]);
            if let Some(revisions) = cells.get(4) {
                let (first, last) = revisions.split_once('-').unwrap();
                assert!(HsRevision::from_code(first).unwrap() <= HsRevision::from_code(last).unwrap(), "{line}");
            }
        }
    }

    #[test]
    fn a_number_is_named_only_where_it_means_that() {
        let name = |code: &str| code.parse::<HsCode>().unwrap().name(Language::English);
        assert_eq!(
            (name("H5:8803"), name("H6:8803"), name("H6:8807")),
            (Some("aircraft parts"), None, Some("aircraft parts"))
        );
        assert_eq!((name("H2:8517"), name("H3:8517")), (None, Some("telephones and network equipment")));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "0901", "H6:", "H6:090", "H9:0901", "H6:09a1", "H6:090111223344", "H6:é1"] {
            assert!(text.parse::<HsCode>().is_err(), "{text}");
        }
    }
}
