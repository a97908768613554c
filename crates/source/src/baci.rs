//! CEPII's BACI: goods trade of every exporter with every importer by product
//! of six digits, a table a year, 11 million rows each; as the yearly CSV, or
//! the zip of all years of a revision of the Harmonized System with its country
//! codes, product codes and Readme.
//!
//! A row is the value FOB in thousands of US dollars and the weight in tonnes.
//! CEPII reconciles what the exporter and the importer report of the same trade
//! (CIF costs taken out, the more reliable report weighing more), so that the
//! figure is neither's own: its indicators are `exports-goods-reconciled` and
//! `exports-goods-reconciled-weight`, of the exporter with the importer, and
//! stand beside `exports-goods` and `imports-goods`.
//!
//! # Quirks
//! 1. The revision of the HS stands only in the file's name
//!    (`BACI_HS92_Y2022_V202401b.csv`), and the same six digits mean other goods
//!    in another one. A file that is named otherwise is read as HS 1992, which is
//!    what CEPII offers first, and said to be.
//! 2. The name's version is no date of publication: V202401b came out in April
//!    2024. The zip's Readme has the date (`Release Date: 2025 01 30`); for a
//!    yearly CSV it is given at import.
//! 3. Countries have UN Comtrade's codes (842 is the United States, 490
//!    Taiwan). The ISO codes in CEPII's country file fold former states and
//!    groups into a present one (58 Belgium-Luxembourg is `BEL`, 711 the
//!    Southern African Customs Union `ZAF`), so that it decides only for codes
//!    that Comtrade does not have.
//! 4. Products lose their leading zero where a program took them for numbers:
//!    `10121` is 010121.
//! 5. Quantities are padded with blanks, quoted or not (`"       13.235"`), and
//!    `NA` or nothing where unknown. The token is what is printed between.
//! 6. Trade below 1,000 dollars and zeros are not listed.

mod block;
mod countries;
mod rows;
#[cfg(test)]
mod tests;
mod usual;

use std::io::Read;

use attache_model::{
    Code, Date, Edition, HsRevision, ObsStatus, Period, Place, ProductMeasure, ProductTrade, Sink, Unparsed, unit,
};

use crate::{
    About, File, Input, ParseError, Source,
    archive::{self, Limits, Member},
    job::{Asked, BadOption, Job},
};
use countries::Countries;

pub(crate) static BACI: Baci = Baci;

pub(crate) struct Baci;

static ABOUT: About = About {
    id: "baci",
    publisher: "CEPII",
    title: "BACI: International Trade Database at the Product-Level",
    what: "Goods trade of every exporter with every importer by product (HS, six digits), value and weight, by year, \
           since 1995; the reports of both sides reconciled.",
    files: "BACI_HS92_V202501.zip, or a year of it: BACI_HS92_Y2022_V202501.csv",
    url: "https://www.cepii.fr/DATA_DOWNLOAD/baci/data/",
    homepage: "http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
    licence: "Etalab Open Licence 2.0",
    terms: "https://www.etalab.gouv.fr/wp-content/uploads/2018/11/open-licence.pdf",
    restricted: false,
    citation: "Gaulier, G. and Zignago, S. (2010), BACI: International Trade Database at the Product-Level. The \
               1994-2007 Version. CEPII Working Paper 2010-23",
    calendar: "yearly, in January or February",
    options: &[
        ("revision", "the revision of the Harmonized System: HS92 (the default, years since 1995) to HS22"),
        ("version", "the edition, as V202501; the default is that of this January, from February on"),
    ],
    days_between: 180,
    on_request: true,
    ..About::EMPTY
};

/// Value FOB, exporter's and importer's reports reconciled.
const VALUE: ProductMeasure = ProductMeasure {
    indicator: Code::from_static("exports-goods-reconciled"),
    unit: unit::USD,
    unit_mult: 3,
    column: Code::from_static("v"),
};

const QUANTITY: ProductMeasure = ProductMeasure {
    indicator: Code::from_static("exports-goods-reconciled-weight"),
    unit: unit::TONNES,
    unit_mult: 0,
    column: Code::from_static("q"),
};

impl Source for Baci {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn can_pull(&self) -> bool {
        true
    }

    fn plan(&self, asked: &Asked) -> Result<Vec<Job>, BadOption> {
        asked.only(&["revision", "version"])?;
        let revision =
            asked.read("revision", HsRevision::Hs1992, "HS92, HS96, HS02, HS07, HS12, HS17 or HS22", |text| {
                revision_in(text).filter(|_| text.len() == 4)
            })?;
        let edition = asked.today.year() - i16::from(asked.today.month() == 1);
        let version = asked.read("version", format!("V{edition}01"), "an edition, as V202501", |text| {
            version_in(&format!("_{text}")).filter(|version| *version == text).map(str::to_owned)
        })?;
        let mut job = Job::of(format!("{}BACI_{}_{version}.zip", ABOUT.url, short(revision)));
        job.first.large = true;
        Ok(vec![job])
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let companions = Companions::read(input)?;
        let mut is_open = false;
        archive::each_stream(input, Limits::STREAMS, &mut |member, stream| {
            let file = File { input: input.name, member, bytes: &[] };
            if !is_table(&file) {
                sink.unparsed(Unparsed {
                    place: file.place(""),
                    reason: "other file",
                    text: member.to_owned(),
                    expected: true,
                });
                return Ok(());
            }
            let trade = trade_of(&file, sink)?;
            // One archive is one edition; its files are of one day.
            if !is_open {
                sink.edition(companions.edition(&file, trade.revision)).map_err(ParseError::from)?;
                is_open = true;
            }
            rows::read(file, stream, &companions.countries, trade, sink)
        })?;
        if is_open {
            return Ok(());
        }
        Err(ParseError::new(input.name, Place::default(), "holds no table of BACI")
            .hint("its tables are named as BACI_HS92_Y2022_V202401b.csv"))
    }
}

/// What the zip holds beside the tables.
struct Companions {
    countries: Countries,
    released: Option<Date>,
}

impl Companions {
    fn read(input: &Input<'_>) -> Result<Self, ParseError> {
        /// None of them comes near.
        const LARGEST: u64 = 1 << 20;
        let mut found = Self { countries: Countries::of_comtrade(), released: None };
        archive::each_stream(input, Limits::STREAMS, &mut |name, stream| {
            let base = File { input: input.name, member: name, bytes: &[] }.name().to_ascii_lowercase();
            let (is_countries, is_readme) = (base.starts_with("country_codes"), base.starts_with("readme"));
            if name.is_empty() || !(is_countries || is_readme) {
                return Ok(());
            }
            let mut member = Member { name: name.to_owned(), bytes: Vec::new() };
            stream.take(LARGEST).read_to_end(&mut member.bytes)?;
            let file = File::of(input, &member);
            if is_countries {
                found.countries.add(&file)?;
            } else {
                found.released = released(&file.latin1_text()?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn edition(&self, table: &File<'_>, revision: HsRevision) -> Edition {
        let names = [table.name(), table.input];
        let version = names.into_iter().find_map(version_in).map_or("without a version", |version| version);
        let label = |measure: ProductMeasure, label: &str| (measure.indicator, label.to_owned());
        Edition {
            published: self.released,
            name: format!("{} {version}", short(revision)),
            labels: vec![
                label(VALUE, "value of the trade flow, reconciled"),
                label(QUANTITY, "quantity of the trade flow, reconciled"),
            ],
            ..Edition::default()
        }
    }
}

/// Quirk 2: the date of `Release Date: 2025 01 30`.
fn released(readme: &str) -> Option<Date> {
    let line = readme.lines().find_map(|line| line.trim().strip_prefix("Release Date:"))?;
    let mut numbers = line.split_whitespace().map(str::parse::<i16>);
    let mut number = || numbers.next()?.ok();
    let (year, month, day) = (number()?, number()?, number()?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Whether a file is a yearly table. One that came by itself is read as such.
fn is_table(file: &File<'_>) -> bool {
    let name = file.name().to_ascii_lowercase();
    let is_codes = name.starts_with("country_codes") || name.starts_with("product_codes");
    !is_codes && (file.member.is_empty() || name.ends_with(".csv"))
}

/// Quirk 1: what a table's name, or that of its archive, says of its rows. The
/// year is that of the rows.
fn trade_of(file: &File<'_>, sink: &mut dyn Sink) -> Result<ProductTrade, ParseError> {
    let names = [file.name(), file.input];
    let revision = names.into_iter().find_map(revision_in);
    if revision.is_none() {
        if names.into_iter().any(|name| !revisions_in(name).is_empty()) {
            return Err(file
                .error("", "is named for several revisions of the Harmonized System")
                .hint("name the file as CEPII does: BACI_HS92_Y2022_V202401b.csv"));
        }
        sink.unparsed(Unparsed {
            place: file.place(""),
            reason: "revision of the Harmonized System, which the file's name does not tell; read as HS92",
            text: "CEPII names its files so: BACI_HS92_Y2022_V202401b.csv".to_owned(),
            expected: false,
        });
    }
    Ok(ProductTrade {
        member: file.member.into(),
        time_period: Period::Unstated,
        revision: revision.unwrap_or(HsRevision::Hs1992),
        status: ObsStatus::Normal,
        value: VALUE,
        quantity: QUANTITY,
    })
}

/// `HS92`
fn short(revision: HsRevision) -> String {
    format!("HS{:02}", revision.year() % 100)
}

/// The one that is named.
fn revision_in(name: &str) -> Option<HsRevision> {
    if let [one] = revisions_in(name).as_slice() { Some(*one) } else { None }
}

fn revisions_in(name: &str) -> Vec<HsRevision> {
    let name = name.to_ascii_uppercase();
    HsRevision::ALL.into_iter().filter(|revision| name.contains(&short(*revision))).collect()
}

/// `V202401b` of `BACI_HS92_Y2022_V202401b.csv`.
fn version_in(name: &str) -> Option<&str> {
    let (at, _) = name.match_indices("_V").find(|(at, _)| {
        name.as_bytes().get(at + 2..at + 8).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit))
    })?;
    let version = &name[at + 1..];
    let length = version.bytes().skip(1).take_while(u8::is_ascii_alphanumeric).count();
    version.get(..1 + length)
}
