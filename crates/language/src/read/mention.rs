use std::ops::Range;

use attache_fact::{Commodity, Printed, Relative};
use attache_model::{Area, Organization, Period};

/// Something that a sentence speaks of, whether or not a claim is made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Bytes of the sentence, with the preposition or article that belongs to it
    /// ("in 2022", "the United States").
    pub span: Range<usize>,
    pub what: Mentioned,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Mentioned {
    /// A number with what is counted or measured, as far as it is said.
    Figure(Printed),
    Period(When),
    /// Several where the name is ambiguous (Congo, Korea), the likeliest first.
    Area {
        areas: Vec<Area>,
        how: Naming,
    },
    /// One after the other: "China, Brazil and Argentina".
    Areas(Vec<Area>),
    Organization(Organization),
    Organizations(Vec<Organization>),
    Commodity(Commodity),
    Commodities(Vec<Commodity>),
    /// A place in an order: "third", "third-largest", "No. 3", "largest".
    Rank(u32),
    /// A small whole number of things, in words or digits: "three", "14", "twice".
    Count(u32),
    /// What was named before, or who speaks.
    Anaphor(Anaphor),
}

/// How an area is named, with the words that belong to its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Naming {
    /// With its article or without.
    Name,
    /// English: "Bolivia's", "the United States'".
    Possessive,
    /// Spanish, French: "de los Estados Unidos", "du Pérou", "d'Haïti".
    Of,
    /// Spanish, French: "al Perú", "aux États-Unis", "en Bolivie".
    To,
    /// Spanish, French: "en Bolivia", "aux États-Unis", "en Bolivie".
    In,
    /// "Bolivian", "U.S.".
    Adjective,
    /// "Bolivians".
    People,
}

/// How a claim stands to a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// "in 2022", "2022", "for fiscal year 2021", "on 3 January 1849".
    At(Period),
    /// "since 1963".
    Since(Period),
    /// "by the end of 2020", "as of 1 July".
    By(Period),
    /// "until 2012", "to 2012".
    Until(Period),
    /// A period that hangs on the day of the text.
    Relative(Relative),
}

/// A word that stands for what was named before, or for who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anaphor {
    /// One country: "it", "its", "the country", "the kingdom", "the island".
    Country,
    /// "the two countries", "both countries", "they", "bilateral".
    Pair,
    /// "we", "our".
    Own,
}

/// What a recogniser found: a mention by its tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) tokens: Range<usize>,
    pub(crate) what: Mentioned,
}
