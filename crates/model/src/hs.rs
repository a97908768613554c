use std::{fmt, str::FromStr};

use crate::Code;

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
    fn what_is_no_code_is_refused() {
        for text in ["", "0901", "H6:", "H6:090", "H9:0901", "H6:09a1", "H6:090111223344", "H6:é1"] {
            assert!(text.parse::<HsCode>().is_err(), "{text}");
        }
    }
}
