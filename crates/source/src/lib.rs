//! The publishers: one module each, which reads the files that the publisher
//! offers into observations and events.
//!
//! Only this crate knows a publisher's quirks. Each quirk stands in its module
//! with a number, its cause, and when the workaround may go. A source is found
//! through [`all`]; a new one is a module and a line there.

pub mod archive;
mod area;
mod baci;
mod bea;
mod census;
mod census_hs;
mod comtrade;
mod cow;
pub mod data_package;
mod date;
mod desta;
mod error;
mod european_union;
pub mod excerpt;
mod factbook;
pub mod fetch;
mod file;
mod foreign_aid;
mod historian;
mod input;
pub mod job;
mod json;
pub mod mapping;
mod markup;
mod number;
mod rows;
pub mod sdmx;
mod sheet;
#[cfg(test)]
mod specimen;
mod table;
mod trade_statistics;
mod un_members;
mod unctad;
mod unodc;
mod world_bank;
mod wto;
mod xml;

pub use error::ParseError;
pub use input::Input;

use file::File;
use job::{Asked, BadOption, Job, Key, Pace};

use std::sync::OnceLock;

use attache_model::Sink;

/// What a publisher's data set is, for citations and for the list of sources.
#[derive(Debug)]
pub struct About {
    /// The name used on the command line and in release names: `factbook`.
    pub id: &'static str,
    pub publisher: &'static str,
    /// The data set's title as its publisher writes it.
    pub title: &'static str,
    /// One sentence: what it tells, of whom, since when.
    pub what: &'static str,
    /// The files it takes, for people: "country.xlsx".
    pub files: &'static str,
    /// Where the publisher offers them.
    pub url: &'static str,
    /// The page that describes the data set.
    pub homepage: &'static str,
    pub licence: &'static str,
    /// The publisher's terms of use: an address, or a sentence.
    pub terms: &'static str,
    /// The terms forbid handing on the raw rows.
    pub restricted: bool,
    /// How the publisher asks to be cited; edition and dates are added.
    pub citation: &'static str,
    /// When the publisher brings out the next one, for people: "monthly, some
    /// 35 days after the month". Empty where nothing is announced.
    pub calendar: &'static str,
    /// The least number of days between two releases: sooner there is nothing
    /// new to ask for. 0 where the publisher may publish at any time.
    pub days_between: u16,
    /// Fetched only when it is named, since it is large or costs a quota.
    pub on_request: bool,
    /// What a pull may ask for, for people, each as (`name`, what it means).
    pub options: &'static [(&'static str, &'static str)],
    pub key: Option<Key>,
    pub pace: Pace,
    /// Hosts to which the publisher's addresses are known to redirect.
    pub redirects: &'static [&'static str],
}

impl About {
    /// What most sources have no more to say of; for `..About::EMPTY`.
    pub const EMPTY: Self = Self {
        id: "",
        publisher: "",
        title: "",
        what: "",
        files: "",
        url: "",
        homepage: "",
        licence: "",
        terms: "",
        restricted: false,
        citation: "",
        calendar: "",
        days_between: 0,
        on_request: false,
        options: &[],
        key: None,
        pace: Pace::POLITE,
        redirects: &[],
    };
}

/// A publisher's data set and the reader of its files.
pub trait Source: Sync {
    fn about(&self) -> &'static About;

    /// What is to be fetched, a job for each snapshot; none where the publisher
    /// hands its files out in another way.
    ///
    /// # Errors
    /// When an option that is asked for makes no sense.
    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&[])?;
        Ok(Vec::new())
    }

    /// Whether there is anything that could be fetched.
    fn can_pull(&self) -> bool {
        false
    }

    /// Reads a file into the sink, edition by edition.
    ///
    /// # Errors
    /// When the bytes are not what this source offers, with the place where
    /// that shows. What was given to the sink before is to be dropped.
    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError>;
}

/// Every source, in the order in which lists name them: those that are code, and
/// those that are mapping files.
pub fn all() -> &'static [&'static dyn Source] {
    static ALL: OnceLock<Vec<&'static dyn Source>> = OnceLock::new();
    ALL.get_or_init(|| CODE.iter().copied().chain(mapping::shipped()).collect())
}

static CODE: &[&dyn Source] = &[
    &factbook::FACTBOOK,
    &census::CENSUS,
    &census_hs::CENSUS_HS,
    &comtrade::COMTRADE,
    &trade_statistics::TRADE_STATISTICS,
    &foreign_aid::FOREIGN_AID,
    &historian::RELATIONS,
    &historian::MISSIONS,
    &historian::VISITS,
    &historian::TRAVELS,
    &world_bank::WORLD_BANK,
    &bea::BEA,
    &unctad::UNCTAD,
    &desta::DESTA,
    &baci::BACI,
    &wto::WTO_AGREEMENTS,
    &wto::WTO_MEMBERS,
    &un_members::UN_MEMBERS,
    &cow::COW_MEMBERSHIPS,
    &cow::COW_STATES,
    &unodc::UNODC,
    &sdmx::SDMX,
    &data_package::DATA_PACKAGE,
];

/// The source with this name.
pub fn find(id: &str) -> Option<&'static dyn Source> {
    all().iter().copied().find(|s| s.about().id == id)
}
