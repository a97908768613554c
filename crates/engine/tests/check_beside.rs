//! What stands beside a figure decides of it: shares of one list, a place beside a share, headings,
//! labels and marks; by the Factbook that is built in.

mod judged;

use attache_engine::{Engine, model::Language};
use judged::{OPEN, RIGHT, WRONG};

#[track_caller]
fn are(language: Language, rows: &[(&str, &str, Option<bool>)]) {
    judged::are(&Engine::built_in().unwrap(), "2026-02-01".parse().unwrap(), language, rows);
}

/// Of Bolivia's exports of 2023: Brazil 15 %, India 13, Argentina and China 11, the Emirates 8.
#[test]
fn shares_of_one_sentence_are_of_one_list() {
    are(
        Language::English,
        &[
            ("In 2023 Brazil took 15 percent of Bolivia's exports, ahead of India with 13 percent.", "13", RIGHT),
            ("In 2023 Brazil took 15 percent of Bolivia's exports, ahead of Peru with 13 percent.", "13", WRONG),
            ("In 2023 Brazil took 15 percent of Bolivia's exports; Peru followed with 9 percent.", "9", WRONG),
            // Who is not listed may have less than the last who is.
            ("In 2023 Brazil took 15 percent of Bolivia's exports; Peru followed with 5 percent.", "5 percent.", OPEN),
        ],
    );
}

/// Of imports, China had 22 %, Brazil 18, Chile 13, the United States 7 and Peru 5.
#[test]
fn shares_of_both_ways_are_each_of_one_of_the_lists() {
    are(
        Language::English,
        &[
            (
                "In 2023 Brazil was the first market, with 15 percent of Bolivia's exports, and the second supplier \
                 of its imports, with 18 percent, after China (22 percent).",
                "22",
                RIGHT,
            ),
            (
                "In 2023 Brazil was the first market, with 15 percent of Bolivia's exports, and the second supplier \
                 of its imports, with 18 percent, after Germany (22 percent).",
                "22",
                WRONG,
            ),
            // Who goes on is who was told of first.
            (
                "In 2023 Brazil took 15 percent of Bolivia's exports, ahead of India with 13 percent, and supplied \
                 28 percent of its imports.",
                "28",
                WRONG,
            ),
            (
                "In 2023 Brazil took 15 percent of Bolivia's exports; Chile and Peru together supplied 28 percent of \
                 its imports.",
                "28",
                OPEN,
            ),
            (
                "In 2023 Brazil took 18 percent of Bolivia's exports and supplied 15 percent of its imports.",
                "18",
                WRONG,
            ),
            ("In 2023 exports went first of all to Peru, with 15 percent, and to India, with 13 percent.", "15", WRONG),
        ],
    );
}

/// In 2023 exports of goods and services were $11.905 billion, and imports 12.988.
#[test]
fn flows_that_have_each_the_others_figure_are_exchanged() {
    are(
        Language::English,
        &[
            (
                "In 2023 Bolivia's exports of goods and services were $11.9 billion and imports $13.0 billion.",
                "11.9",
                RIGHT,
            ),
            (
                "In 2023 Bolivia's exports of goods and services were $13.0 billion and imports $11.9 billion.",
                "13.0",
                WRONG,
            ),
        ],
    );
    are(
        Language::Spanish,
        &[(
            "En 2023 las exportaciones de bienes y servicios de Bolivia fueron de 13.000 millones de dólares y las \
             importaciones de 11.900 millones.",
            "13.000",
            WRONG,
        )],
    );
}

#[test]
fn a_share_on_record_says_whose_place_is_wrong() {
    are(
        Language::English,
        &[
            ("In 2023 India was second among Bolivia's export markets, with 13 percent.", "second", RIGHT),
            ("In 2023 India was fourth among export markets, with 13 percent.", "fourth", WRONG),
            (
                "India is Bolivia's third-largest export market: India took 13 percent of its exports in 2023.",
                "third",
                WRONG,
            ),
            ("Brazil (15 percent) was the principal market in 2023, followed by India (13 percent).", "15", RIGHT),
            // Of two places each share has its own.
            ("Of exports, India took 13 percent and China 11 percent, in second and third place.", "13", RIGHT),
        ],
    );
    are(Language::French, &[("L'Inde était le quatrième client, avec 13 %.", "quatrième", WRONG)]);
}

/// Under "Sources" nothing is stated, and under a heading of a country all is that one's.
#[test]
fn headings_say_what_stands_below_them() {
    are(
        Language::English,
        &[
            ("## References\n\nInflation: 2.6% (2023)", "2.6", OPEN),
            ("## Notes and references\n\nInflation: 2.6% (2023)", "2.6", OPEN),
            ("## Reference: Bolivia\n\nInflation: 2.6% (2023)", "2.6", RIGHT),
            ("## Bolivia at a glance\n\nInflation: 2.6% (2023)", "2.6", RIGHT),
            ("## Sources of growth\n\nInflation in Bolivia was 2.6% in 2023.", "2.6", RIGHT),
        ],
    );
}

#[test]
fn profiles_have_many_marks_between_names_and_values() {
    are(
        Language::English,
        &[
            ("Principal Government Officials\nPresident--Rodrigo Paz\nVice President--Ann Bee", "Rodrigo", RIGHT),
            ("Boundaries: Brazil, 3,403 km.; Peru, 1,212 km.; Paraguay, 753 km.", "1,212", RIGHT),
            ("Boundaries: Brazil, 3,403 km.; Ecuador, 1,212 km.; Paraguay, 753 km.", "1,212", WRONG),
        ],
    );
    are(
        Language::French,
        &[
            ("Solde des transactions courantes : – 1,15 milliard de dollars (2023)", "1,15", RIGHT),
            ("Solde des transactions courantes : 1,15 milliard de dollars (2023)", "1,15", WRONG),
        ],
    );
}

/// The economy grew by 1.4 % in 2024, and shrank by 8.7 % in 2020; the current account had a deficit.
#[test]
fn a_sign_is_said_by_words_or_goes_on() {
    are(
        Language::English,
        &[
            ("The current account showed a deficit of $1.15 billion in 2023.", "1.15", RIGHT),
            ("The current account showed a surplus of $1.15 billion in 2023.", "1.15", WRONG),
        ],
    );
}

/// A clause of its own denies nothing of what stands behind it.
#[test]
fn what_an_aside_denies_is_no_denial() {
    are(
        Language::English,
        &[
            ("In 2023, when the state could not pay its debts, inflation was 2.6 percent.", "2.6", RIGHT),
            ("In 2023, when the state could not pay its debts, inflation was 6.2 percent.", "6.2", WRONG),
        ],
    );
}

/// A document that writes its decimals behind commas has thousands before points.
#[test]
fn numbers_are_read_as_the_document_writes_them() {
    let beside = "Inflación: 2,6 % (2023). Desempleo: 3,1 % (2023). ";
    let gdp = |figure: &str| format!("{beside}\n\nEl PIB de Bolivia fue de {figure} millones de dólares en 2024.");
    are(Language::Spanish, &[(&gdp("49.668"), "49.668", RIGHT), (&gdp("49.668 mil"), "49.668", WRONG)]);
}

#[test]
fn who_ruled_before_is_no_part_of_a_name() {
    are(
        Language::English,
        &[
            ("Bolivia became independent from Spain on 6 August 1825.", "1825", RIGHT),
            ("Bolivia became independent from the United Kingdom on 6 August 1825.", "1825", WRONG),
            ("Bolivia became independent from Portugal on 6 August 1825, now a holiday.", "1825", WRONG),
        ],
    );
}
