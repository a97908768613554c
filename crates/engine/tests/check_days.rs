//! Days, addresses and names that the record of real publishers has otherwise than a text, whatever
//! words these are put together with.
//!
//! The files lie in the folder that `ATTACHE_SHARED` names, or beside the
//! project; without them the test prints that it was skipped.
#![allow(clippy::disallowed_methods, reason = "the test reads publishers' files")]
#![allow(clippy::print_stdout, reason = "it tells who runs it what it found")]

mod checked;
mod publishers;

use attache_engine::{
    AsOf, Engine,
    checking::{Given, Judged, Severity},
    model::{Areas, Language},
    prose::Format,
};
use checked::{check, engine, told};
use publishers::{date, shared};

/// A text of two countries, of a day; words of it, and whether they are flagged as an error.
type Case = ([&'static str; 2], &'static str, &'static str, &'static str, bool);

fn assert_flagged(engine: &Engine, language: Language, cases: &[Case]) {
    for &(about, dated, text, words, is_wrong) in cases {
        let about = about.iter().map(|name| Areas::find(name).unwrap()).collect();
        let given = Given { about, dated: Some(date(dated)), language: Some(language), ..Given::default() };
        let checked = check(engine, text, Format::Markdown, given, AsOf::default());
        let at = checked.prose.source.find(words).unwrap();
        let mut flags = checked.report.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let is_found = flags.any(|finding| finding.place.contains(&at));
        let all: Vec<String> = checked.report.statements.iter().map(|judged: &Judged| told(judged)).collect();
        assert_eq!(is_found, is_wrong, "{text:?}: {all:#?}");
    }
}

/// By the Office of the Historian: Cotonou 15 February 1961, Lilongwe 1 April 1976, Algiers 6 June 1967,
/// Uruguay 25 January 1836, Nepal 21 April 1947; by the Factbook, Mozambique 25 June 1975.
#[test]
fn a_day_of_another_year_is_wrong() {
    let Some(folder) = shared() else { return };
    let cotonou = [
        "The American Embassy in Cotonou followed on February 15, 1961.",
        "The American Embassy in Cotonou followed on February 15, 1966.",
    ];
    let cases = [
        (["US", "BJ"], "2020-05-01", cotonou[0], "1961", false),
        (["US", "BJ"], "2020-05-01", cotonou[1], "1966", true),
        (
            ["US", "MW"],
            "2020-05-01",
            "The consulate in Blantyre was turned into an embassy, which moved to Lilongwe on April 1, 1986.",
            "1986",
            true,
        ),
        (
            ["US", "DZ"],
            "2020-05-01",
            "Relations were severed by Algiers on June 6, 1973, in the wake of the Arab-Israeli War.",
            "1973",
            true,
        ),
        (["US", "UY"], "2020-05-01", "Recognition goes back to January 25, 1863, when a consul came.", "1863", true),
        (["US", "NP"], "2020-05-01", "- **April 21, 1951.** The United States recognizes Nepal.", "1951", true),
        // An anniversary, and words for nothing that states do to one another.
        (["IE", "MZ"], "2025-07-28", "On 25 June 2025 the country celebrated its independence.", "2025", false),
        (["US", "BJ"], "2020-05-01", "The hospital in Cotonou opened on February 15, 1966.", "1966", false),
        (["US", "KH"], "2024-05-01", "President Biden followed on November 12-13, 2021.", "November", true),
        (["US", "KH"], "2024-05-01", "President Biden followed on November 12-13, 2022.", "November", false),
        // Who met a third country's president need not have gone there.
        (
            ["US", "IS"],
            "2020-12-08",
            "President Nixon met President Pompidou of France in Reykjavik in 1973.",
            "1973",
            false,
        ),
    ];
    assert_flagged(engine(&folder), Language::English, &cases);
}

/// By UNCTAD's list: India and Mauritius ended on 22 March 2017, Switzerland and Zambia are in force since
/// 7 March 1995, Canada and Senegal since 5 August 2016, Honduras and the United States since 11 July
/// 2001; by DESTA's, Oman and the United States since 2009.
#[test]
fn a_day_of_an_agreement_tells_which_step_it_is() {
    let Some(folder) = shared() else { return };
    let cases = [
        (
            ["IN", "MU"],
            "2020-05-01",
            "The Bilateral Investment Treaty remains in force after its renewal of 22 March 2017.",
            "2017",
            true,
        ),
        (
            ["IN", "MU"],
            "2020-05-01",
            "The Bilateral Investment Treaty was denounced and came to an end on 22 March 2017.",
            "2017",
            false,
        ),
        (
            ["IE", "ZM"],
            "2023-05-01",
            "The investment treaty between Switzerland and Zambia was terminated on 7 March 1995.",
            "1995",
            true,
        ),
        (
            ["IE", "ZM"],
            "2023-05-01",
            "The investment treaty between Switzerland and Zambia was not in force until 7 March 1995.",
            "1995",
            false,
        ),
        (
            ["CA", "SN"],
            "2017-05-01",
            "The investment treaty, signed on 27 November 2014 on the margins of the summit of Dakar, has not yet entered \
             into force.",
            "into force",
            true,
        ),
        (
            ["US", "OM"],
            "2022-05-01",
            "The U.S.-Oman free trade agreement was signed in January 2006 but has still not entered into force.",
            "into force",
            true,
        ),
    ];
    assert_flagged(engine(&folder), Language::English, &cases);
}

/// By the list of chiefs of mission, G. Lewis Jones took up the post in Tunis on 4 October 1956; by the
/// Census, imports from Côte d'Ivoire were $1,055.0 million in 2022.
#[test]
fn envoys_and_flows_are_those_of_the_record() {
    let Some(folder) = shared() else { return };
    let cases = [
        (
            ["US", "TN"],
            "2018-05-01",
            "The first ambassador, Walter N. Walmsley, took up his functions on October 4, 1956.",
            "1956",
            true,
        ),
        // "Its", of one of two.
        (
            ["US", "CI"],
            "2024-06-17",
            "The United States imported Ivorian goods worth $1.05 billion in 2022; its deficit narrowed from $867 million \
             in 2021 to $550 million.",
            "its deficit",
            false,
        ),
        (
            ["US", "HN"],
            "2022-09-15",
            "It is the leading buyer of American cotton yarn in the hemisphere, with purchases of $1.1 billion.",
            "$1.1",
            false,
        ),
    ];
    assert_flagged(engine(&folder), Language::English, &cases);
}

/// By the edition that is built in.
#[test]
fn addresses_and_who_governs_are_those_of_the_factbook() {
    let engine = Engine::built_in().unwrap();
    let cases = [
        (
            ["US", "KE"],
            "2026-02-01",
            "Kenya maintains an embassy in the United States at 2249 R Street, N.W., Washington, DC 20008.",
            "2249",
            false,
        ),
        (
            ["US", "KE"],
            "2026-02-01",
            "Kenya maintains an embassy in the United States at 2294 R Street NW, Washington, DC 20008.",
            "2294",
            true,
        ),
        (
            ["US", "KE"],
            "2026-02-01",
            "Kenya maintains an embassy at 2249 R Street NW, Washington, DC 60008.",
            "60008",
            true,
        ),
        (["FR", "MN"], "2026-02-01", "Land frontier: 8,082 km (China 3,452 km; Russia 4,630 km)", "3,452", true),
        (["FR", "MN"], "2026-02-01", "Land frontier: 8,082 km (China 4,630 km; Russia 3,452 km)", "4,630", false),
    ];
    assert_flagged(&engine, Language::English, &cases);
    let cases = [
        (
            ["FR", "RS"],
            "2026-02-01",
            "M. Milos Vucevic, médecin de profession, dirige le gouvernement depuis le 16 avril 2025.",
            "Milos",
            true,
        ),
        (
            ["FR", "RS"],
            "2026-02-01",
            "M. Djuro Macut, médecin de profession, dirige le gouvernement depuis le 16 avril 2025.",
            "Djuro",
            false,
        ),
        (
            ["FR", "GE"],
            "2026-02-01",
            "La Géorgie partage 1 814 km de frontières avec la Russie (894 km), l'Azerbaïdjan (428 km), la Turquie \
             (273 km) et l'Arménie (219 km).",
            "1 814",
            false,
        ),
    ];
    assert_flagged(&engine, Language::French, &cases);
}
