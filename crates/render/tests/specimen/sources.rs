//! The releases that the specimen rests on, one of them hostile.

use attache_document::written::Source;

use super::{HOSTILE, date};

pub(super) const FACTBOOK: usize = 1;
pub(super) const CENSUS: usize = 2;
pub(super) const HISTORIAN: usize = 3;
pub(super) const BANK: usize = 4;
pub(super) const AID_2022: usize = 5;
pub(super) const AID_2023: usize = 6;
pub(super) const TREATIES: usize = 7;
pub(super) const AGREEMENTS: usize = 8;

fn source(
    release: &str,
    publisher: &str,
    title: &str,
    edition: &str,
    dates: [&str; 2],
    given: bool,
    url: &str,
) -> Source {
    Source {
        release: release.into(),
        publisher: publisher.into(),
        title: title.into(),
        edition: edition.into(),
        published: date(dates[0]),
        published_is_given: given,
        retrieved: date(dates[1]),
        licence: "Public domain (17 U.S.C. § 105)".into(),
        url: url.into(),
        homepage: "https://www.example.gov/".into(),
        citation: format!("{publisher}. {title}, {edition}. Washington, DC."),
        hash: format!("{:02x}", release.len() % 256).repeat(32),
    }
}

pub(super) fn sources() -> Vec<Source> {
    let mut sources = vec![
        source(
            "cia-factbook@2025-01",
            "Central Intelligence Agency",
            "The World Factbook",
            "last edition, January 2025",
            ["2025-01-22", "2026-11-20"],
            false,
            "https://github.com/factbook/factbook.json/archive/refs/heads/master.zip",
        ),
        source(
            "census-trade@2023-03",
            "U.S. Census Bureau",
            "U.S. Trade in Goods by Country",
            "country.xlsx, March 2023 (annual revisions of June 2022 included)",
            ["2023-03-08", "2026-11-20"],
            false,
            "https://www.census.gov/foreign-trade/balance/country.xlsx",
        ),
        source(
            "hist-recognition@2024",
            "Office of the Historian, U.S. Department of State",
            "A Guide to the United States’ History of Recognition, Diplomatic, and Consular Relations, by Country, since 1776",
            "TEI of 12 February 2024",
            ["2024-02-12", "2026-11-20"],
            false,
            "https://history.state.gov/countries/bolivia",
        ),
        source(
            "wb-wdi@2026-10",
            "World Bank",
            "World Development Indicators",
            "October 2026",
            ["2026-10-07", "2026-11-20"],
            false,
            "https://api.worldbank.org/v2/country/BOL/indicator/NY.GDP.MKTP.CD?format=json&per_page=20000",
        ),
        source(
            "us-aid@2022-12-31",
            "U.S. Department of State and USAID",
            "U.S. Foreign Assistance by Country",
            "complete data set, 31 December 2022",
            ["2022-12-31", "2026-11-20"],
            true,
            "https://foreignassistance.gov/data",
        ),
        source(
            "us-aid@2023-12-31",
            "U.S. Department of State and USAID",
            "U.S. Foreign Assistance by Country",
            "complete data set, 31 December 2023",
            ["2023-12-31", "2026-11-20"],
            true,
            "https://foreignassistance.gov/data",
        ),
        source(
            "unctad-iia@2024",
            "UN Trade and Development (UNCTAD)",
            "International Investment Agreements Navigator",
            "bilateral treaties, 2024",
            ["2024-06-20", "2026-11-20"],
            true,
            "https://investmentpolicy.unctad.org/international-investment-agreements",
        ),
        source(
            "desta@2.3",
            HOSTILE,
            "Design of Trade Agreements <b>DESTA</b>",
            "2.3",
            ["2024-11-01", "2026-11-20"],
            false,
            "javascript:alert(document.domain)",
        ),
    ];
    sources[BANK - 1].licence = "CC BY 4.0".into();
    sources[AGREEMENTS - 1].homepage = "https://evil.example/\" onmouseover=\"alert(1)".into();
    sources
}
