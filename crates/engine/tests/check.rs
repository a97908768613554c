//! Texts against a small store: what others get wrong, hedges, the two clocks,
//! publishers who disagree, what a text says against itself, and the account of
//! its numbers.
#![allow(clippy::disallowed_methods, reason = "the test writes the packages that it imports")]

mod editions;

use std::ops::Range;

use attache_engine::{
    AsOf, CheckRequest, Checked, Engine,
    checking::{Account, Exempt, Finding, Given, Judged, Rule, Severities, Unchecked, Verdict},
    model::{Areas, Language},
    prose::Format,
    render,
};
use attache_store::Store;
use editions::{Edition, FIGURES, date, engine};

/// What is told of a text: its countries and its day.
fn given(about: &[&str], dated: Option<&str>, language: Option<Language>) -> Given {
    let about = about.iter().map(|name| Areas::find(name).unwrap()).collect();
    Given { about, author: None, dated: dated.map(date), language }
}

fn check(engine: &Engine, text: &str, given: Given) -> Checked {
    let request = CheckRequest {
        name: "text.txt".to_owned(),
        bytes: text.into(),
        format: Some(Format::Text),
        given,
        defaults: Given::default(),
        severities: Severities::default(),
        as_of: AsOf::default(),
    };
    engine.check(&request).unwrap()
}

fn english(engine: &Engine, text: &str) -> Checked {
    check(engine, text, given(&["US", "BO"], None, Some(Language::English)))
}

fn dated(engine: &Engine, text: &str, day: &str) -> Checked {
    check(engine, text, given(&["US", "BO"], Some(day), Some(Language::English)))
}

/// The statements that cover a quote of the text.
fn of<'c>(checked: &'c Checked, quote: &str) -> Vec<&'c Judged> {
    let start = checked.prose.source.find(quote).unwrap_or_else(|| panic!("{quote:?} is not in the text"));
    let end = start + quote.len();
    let covers = |judged: &&Judged| judged.place.start < end && start < judged.place.end;
    checked.report.statements.iter().filter(covers).collect()
}

fn told(checked: &Checked) -> String {
    let statements = checked.report.statements.iter().map(|it| {
        let kind = it.kind.map(|kind| kind.to_string()).unwrap_or_default();
        format!("{:?}: {kind} {}: {}", it.text, it.verdict, it.because)
    });
    let findings = checked.report.findings.iter().map(|it| format!("{}: {}", it.rule.name(), it.message));
    statements.chain(findings).collect::<Vec<_>>().join("\n")
}

/// The one statement that covers a quote has this verdict.
#[track_caller]
fn is(checked: &Checked, quote: &str, verdict: Verdict) {
    let statements = of(checked, quote);
    assert_eq!(statements.len(), 1, "{quote:?} in\n{}", told(checked));
    assert_eq!(statements[0].verdict, verdict, "{quote:?} in\n{}", told(checked));
}

#[track_caller]
fn finding(checked: &Checked, rule: Rule) -> &Finding {
    let found = checked.report.findings.iter().find(|finding| finding.rule == rule);
    found.unwrap_or_else(|| panic!("no {} in\n{}", rule.name(), told(checked)))
}

fn rules(checked: &Checked) -> Vec<&'static str> {
    checked.report.findings.iter().map(|finding| finding.rule.name()).collect()
}

const SUPPORTED: Verdict = Verdict::Supported;
const CONTRADICTED: Verdict = Verdict::Contradicted;
const VAGUE: Verdict = Verdict::NotCheckable(Unchecked::Vague);

// What others got wrong.

#[test]
fn billions_are_true_of_millions() {
    let engine = engine(&[FIGURES]);
    let text = "U.S. exports of goods to Bolivia were $0.64 billion in 2022.";
    is(&english(&engine, text), "$0.64", SUPPORTED);
    let text = "U.S. exports of goods to Bolivia were $0.65 billion in 2022.";
    assert_ne!(of(&english(&engine, text), "$0.65")[0].verdict, SUPPORTED);
}

#[test]
fn exceeded_is_true_of_what_is_more() {
    let engine = engine(&[FIGURES]);
    let text = "U.S. exports of goods to Bolivia exceeded $600 million in 2022.";
    is(&english(&engine, text), "$600", SUPPORTED);
}

#[test]
fn a_rounded_number_is_true_of_what_rounds_to_it() {
    let engine = engine(&[FIGURES]);
    is(&english(&engine, "Bolivia had 12.4 million inhabitants in 2023."), "12.4", SUPPORTED);
    is(&english(&engine, "Bolivia's population was 12,388,571 in 2023."), "12,388,571", SUPPORTED);
    assert_ne!(of(&english(&engine, "Bolivia had 12.3 million inhabitants in 2023."), "12.3")[0].verdict, SUPPORTED);
}

#[test]
fn the_figure_of_another_year_is_false_however_near() {
    let engine = engine(&[FIGURES]);
    for (text, number) in [
        ("Bolivia's population was 12,224,110 in 2023.", "12,224,110"),
        ("Bolivia had 12.2 million inhabitants in 2023.", "12.2"),
        ("U.S. exports of goods to Bolivia were $642.3 million in 2023.", "$642.3"),
    ] {
        let checked = english(&engine, text);
        is(&checked, number, CONTRADICTED);
        let finding = finding(&checked, Rule::WrongValue);
        assert!(finding.notes.iter().any(|note| note.contains("2022")), "{:?}", finding.notes);
    }
}

#[test]
fn a_comma_before_the_tenths_parts_no_number_in_french_and_spanish() {
    let engine = engine(&[FIGURES]);
    for (language, text) in [
        (
            Language::French,
            "Les exportations de marchandises des États-Unis vers la Bolivie ont atteint 642,3 millions de dollars en 2022.",
        ),
        (
            Language::Spanish,
            "Las exportaciones de bienes de Estados Unidos a Bolivia fueron de 642,3 millones de dólares en 2022.",
        ),
    ] {
        let checked = check(&engine, text, given(&["US", "BO"], None, Some(language)));
        is(&checked, "642,3", SUPPORTED);
        let with = |digits: &str| checked.report.numbers.iter().filter(|n| n.text.contains(digits)).count();
        assert_eq!((checked.report.numbers.len(), with("642,3")), (2, 1), "{:?}", checked.report.numbers);
    }
}

#[test]
fn a_comma_before_the_tenths_parts_no_number_in_german() {
    let engine = engine(&[FIGURES]);
    let text = "Die Ausfuhren der Vereinigten Staaten nach Bolivien betrugen 2022 642,3 Millionen Dollar.";
    let checked = check(&engine, text, given(&["US", "BO"], None, None));
    assert_accounted(&checked);
    let with: Vec<&str> = checked
        .report
        .numbers
        .iter()
        .map(|n| n.text.as_str())
        .filter(|n| n.contains("642") || n.contains('3'))
        .collect();
    assert_eq!(with.len(), 1, "{:?}", checked.report.numbers);
    assert!(with[0].contains("642,3"), "{with:?}");
}

#[test]
fn between_two_years_is_no_range_of_values() {
    let engine = engine(&[FIGURES]);
    for text in [
        "Between 2022 and 2023, U.S. exports of goods to Bolivia rose from $642.3 million to $700.4 million.",
        "U.S. exports of goods to Bolivia rose between 2022 and 2023.",
        "Bolivia's population grew between 2022 and 2023.",
    ] {
        let checked = english(&engine, text);
        assert_eq!(rules(&checked), Vec::<&str>::new(), "{text}\n{}", told(&checked));
        assert_accounted(&checked);
    }
}

#[test]
fn a_point_in_a_number_ends_no_sentence() {
    let engine = engine(&[FIGURES]);
    let text =
        "U.S. imports of goods from Peru were $4.2 billion in 2022. U.S. exports of goods to Peru were $3.9 billion.";
    let checked = check(&engine, text, given(&["US", "PE"], None, Some(Language::English)));
    is(&checked, "$4.2 billion", SUPPORTED);
    assert_eq!(checked.report.statements.len(), 2, "{}", told(&checked));
}

#[test]
fn a_number_that_stands_twice_has_two_places() {
    let engine = engine(&[FIGURES]);
    let text = "Bolivia had 12.4 million inhabitants in 2023. Of these 12.4 million, most lived in towns.";
    let checked = english(&engine, text);
    let places: Vec<Range<usize>> =
        checked.report.numbers.iter().filter(|n| n.text.contains("12.4")).map(|n| n.place.clone()).collect();
    assert_eq!(places.len(), 2, "{:?}", checked.report.numbers);
    for (place, at) in places.iter().zip([12, 55]) {
        let digits = place.start + text[place.clone()].find("12.4").unwrap();
        assert_eq!(digits, at, "{places:?}");
    }
}

// Hedges, by the rules of docs and design: X as printed, a step its last digit.

#[test]
fn hedges_hold_as_far_as_they_say() {
    let engine = engine(&[FIGURES]);
    // The figure is 642.3 million.
    for (said, verdict, rule) in [
        ("were about $640 million", SUPPORTED, None),
        ("were roughly $650 million", SUPPORTED, None),
        ("were over $640 million", SUPPORTED, None),
        ("were over $500 million", SUPPORTED, Some("loose-hedge")),
        ("were at least $400 million", SUPPORTED, Some("loose-hedge")),
        ("were more than $700 million", CONTRADICTED, Some("wrong-value")),
        ("were nearly $650 million", SUPPORTED, None),
        ("were nearly $700 million", SUPPORTED, None),
        ("were almost $710 million", SUPPORTED, None),
        ("were nearly $750 million", VAGUE, None),
        ("were nearly $600 million", VAGUE, None),
        ("were nearly $500 million", CONTRADICTED, Some("wrong-value")),
        ("were almost $900 million", CONTRADICTED, Some("wrong-value")),
    ] {
        let text = format!("U.S. exports of goods to Bolivia {said} in 2022.");
        let checked = english(&engine, &text);
        is(&checked, "$", verdict);
        assert_eq!(rules(&checked), rule.into_iter().collect::<Vec<_>>(), "{text}\n{}", told(&checked));
    }
}

// The two clocks.

const BEFORE: Edition = Edition {
    created: "2023-07-01",
    series: "BO,population,2021,12079472,PERSONS,0
BO,population,2022,12224110,PERSONS,0
",
    pairs: "US,BO,exports-goods,2021,540.0,USD,6
US,BO,imports-goods,2021,495.4,USD,6
US,BO,exports-goods,2022,642.3,USD,6
US,BO,imports-goods,2022,321.0,USD,6
US,BO,exports-goods,2019,333.3,USD,6
",
    agreements: "BO,CL,Agreement on trade,1998-04-17,2001-06-06
BO,PE,Agreement on border trade,1998-04-17,2001-06-06
",
    memberships: "BO,United Nations
BO,Organization of American States
",
    ..FIGURES
};

#[test]
fn a_figure_without_a_period_goes_stale() {
    let engine = engine(&[BEFORE, FIGURES]);
    let text = "Bolivia has 12,224,110 inhabitants.";
    for checked in [english(&engine, text), dated(&engine, text, "2023-08-15")] {
        is(&checked, "12,224,110", Verdict::Outdated);
        assert!(finding(&checked, Rule::StaleFigure).message.contains("12.4 million"), "{}", told(&checked));
    }
    is(&english(&engine, "Bolivia has 12,388,571 inhabitants."), "12,388,571", SUPPORTED);
}

#[test]
fn a_figure_with_its_period_is_history() {
    let engine = engine(&[BEFORE, FIGURES]);
    let text = "Bolivia had 12,224,110 inhabitants in 2022.";
    for checked in [english(&engine, text), dated(&engine, text, "2023-08-15")] {
        is(&checked, "12,224,110", SUPPORTED);
        assert_eq!(rules(&checked), Vec::<&str>::new());
    }
}

#[test]
fn a_revised_figure_is_outdated_by_the_revision() {
    let engine = engine(&[BEFORE, FIGURES]);
    let text = "U.S. exports of goods to Bolivia were $540.0 million in 2021.";
    for checked in [english(&engine, text), dated(&engine, text, "2023-08-15")] {
        is(&checked, "$540.0", Verdict::Outdated);
        assert!(finding(&checked, Rule::StaleFigure).message.contains("552.2"), "{}", told(&checked));
        let judged = of(&checked, "$540.0")[0];
        assert!(judged.because.contains("revised"), "{}", judged.because);
        assert_eq!(judged.evidence.len(), 2, "what is said now, and what was");
    }
    is(&english(&engine, "U.S. exports of goods to Bolivia were $552.2 million in 2021."), "$552.2", SUPPORTED);
}

/// Editions of a series are parts of it: only a mark of the publisher withdraws.
#[test]
fn a_figure_that_the_next_edition_does_not_repeat_holds() {
    let engine = engine(&[BEFORE, FIGURES]);
    let text = "U.S. exports of goods to Bolivia were $333.3 million in 2019.";
    is(&english(&engine, text), "$333.3", SUPPORTED);
}

#[test]
fn a_membership_that_is_no_longer_listed_is_outdated() {
    let engine = engine(&[BEFORE, FIGURES]);
    let checked = english(&engine, "Bolivia is a member of the Organization of American States.");
    is(&checked, "Organization of American States", Verdict::Outdated);
    let checked = english(&engine, "Bolivia is a member of the United Nations.");
    is(&checked, "United Nations", SUPPORTED);
}

#[test]
fn a_list_that_is_silent_on_a_pair_withdraws_no_agreement_of_it() {
    let engine = engine(&[BEFORE, FIGURES]);
    for partner in ["Chile", "Peru"] {
        let text = format!("The trade agreement between Bolivia and {partner} entered into force on 6 June 2001.");
        let checked = check(&engine, &text, given(&["BO", partner], None, Some(Language::English)));
        is(&checked, "6 June 2001", SUPPORTED);
    }
}

// Who says so.

const ANOTHER: Edition = Edition {
    name: "other-figures",
    publisher: "Another Office",
    series: "BO,population,2023,11312620,PERSONS,0\n",
    pairs: "BO,US,imports-goods,2022,611.1,USD,6\n",
    agreements: "",
    memberships: "",
    ..FIGURES
};

#[test]
fn what_is_right_by_one_publisher_is_disputed() {
    let engine = engine(&[FIGURES, ANOTHER]);
    let verdicts = ["12,388,571", "11,312,620"].map(|number| {
        let checked = english(&engine, &format!("Bolivia's population was {number} in 2023."));
        (of(&checked, number)[0].verdict, rules(&checked))
    });
    let first = verdicts.iter().filter(|it| **it == (SUPPORTED, Vec::new())).count();
    let other = verdicts.iter().filter(|it| **it == (Verdict::Disputed, vec!["sources-disagree"])).count();
    assert_eq!((first, other), (1, 1), "{verdicts:?}");
    is(&english(&engine, "Bolivia's population was 13,500,000 in 2023."), "13,500,000", CONTRADICTED);
}

#[test]
fn the_partner_s_record_makes_a_figure_disputed() {
    let engine = engine(&[FIGURES, ANOTHER]);
    let text = "U.S. exports of goods to Bolivia were $611.1 million in 2022.";
    let checked = english(&engine, text);
    is(&checked, "$611.1", Verdict::Disputed);
    finding(&checked, Rule::SourcesDisagree);
}

#[test]
fn evidence_names_publisher_release_and_hash() {
    let engine = engine(&[FIGURES]);
    let checked = english(&engine, "Bolivia had 12.4 million inhabitants in 2023.");
    let evidence = &of(&checked, "12.4")[0].evidence[0];
    assert_eq!(evidence.publisher, "Office of Figures");
    assert_eq!(evidence.published, date("2024-07-01"));
    assert!(evidence.release.starts_with("figures-2024-07-01-"), "{}", evidence.release);
    assert_eq!(evidence.hash.len(), 64);
    assert!(!engine.explain(&evidence.expression, Language::English, AsOf::default()).unwrap().is_empty());
}

// What is no statement of a figure that is here.

#[test]
fn a_part_of_a_total_is_not_measured_against_it() {
    let engine = Engine::built_in().unwrap();
    for (text, number) in [
        (
            "In Fiscal Year 2021, the United States provided $440,000 to support Bolivia's response to natural disasters.",
            "$440,000",
        ),
        ("Some 1.2 million people in Bolivia speak Aymara.", "1.2 million"),
    ] {
        let checked = english(&engine, text);
        for judged in of(&checked, number) {
            assert!(matches!(judged.verdict, Verdict::NotCheckable(_)), "{text}\n{}", told(&checked));
        }
        assert_eq!(rules(&checked), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn the_right_digits_in_another_unit_are_a_slip() {
    let engine = Engine::built_in().unwrap();
    // World Factbook, January 2026: 1,098,581 square kilometers; GDP of 2024 $49.668 billion.
    for text in ["Bolivia has an area of 1,098,581 square miles.", "Bolivia's GDP was 49.668 billion euros in 2024."] {
        finding(&english(&engine, text), Rule::UnitMismatch);
    }
    // What is converted is right.
    let text = "Bolivia has an area of 424,164 square miles.";
    assert_eq!(rules(&english(&engine, text)), Vec::<&str>::new());
}

/// How the one statement of neighbours of a text fares: right, wrong, or neither; `None`
/// where there is none.
fn neighbors(engine: &Engine, language: Language, text: &str) -> Option<Option<bool>> {
    let checked = check(engine, text, given(&["US", "BO"], None, Some(language)));
    let mut of_kind =
        checked.report.statements.iter().filter(|it| it.kind.is_some_and(|kind| kind == "land-neighbors"));
    let first = of_kind.next()?;
    assert_eq!(of_kind.count(), 0, "{text}\n{}", told(&checked));
    Some(match first.verdict {
        Verdict::Supported => Some(true),
        Verdict::Contradicted => Some(false),
        _ => None,
    })
}

const RIGHT: Option<Option<bool>> = Some(Some(true));
const WRONG: Option<Option<bool>> = Some(Some(false));
const OPEN: Option<Option<bool>> = Some(None);

// World Factbook, January 2026.
#[test]
fn neighbors_are_counted_and_named() {
    let engine = Engine::built_in().unwrap();
    for (text, stands) in [
        ("Bolivia borders five countries.", RIGHT),
        ("Bolivia has five neighbors: Argentina, Brazil, Chile, Paraguay and Peru.", RIGHT),
        ("Bolivia has six neighbors.", WRONG),
        ("Bolivia borders Peru and Chile.", RIGHT),
        ("Bolivia borders Peru and Ecuador.", WRONG),
        ("Bolivia borders five countries: Argentina, Brazil, Chile, Paraguay and Ecuador.", WRONG),
        ("Bolivia is bordered by Brazil to the north and east, Argentina to the south and Peru to the west.", RIGHT),
        ("Bolivia is landlocked between Peru and Brazil.", RIGHT),
        ("Peru has no land borders.", WRONG),
        ("Japan has no land borders.", RIGHT),
        // States may be those of a federation.
        ("Paraguay borders four states.", OPEN),
        ("Paraguay borders three states.", RIGHT),
    ] {
        assert_eq!(neighbors(&engine, Language::English, text), stands, "{text}");
    }
    for (text, stands) in [
        ("Bolivia limita con cinco países.", RIGHT),
        ("Bolivia limita con seis países.", WRONG),
        ("Limita con cinco países.", RIGHT),
        ("Bolivia limita al norte con Brasil, al sur con la Argentina y al oeste con Perú.", RIGHT),
        ("Bolivia limita con Ecuador.", WRONG),
        ("Países limítrofes: Argentina, Brasil, Chile, Paraguay y Perú", RIGHT),
    ] {
        assert_eq!(neighbors(&engine, Language::Spanish, text), stands, "{text}");
    }
    for (text, stands) in [
        ("La Bolivie est frontalière de cinq pays.", RIGHT),
        ("La Bolivie a quatre voisins.", WRONG),
        ("La Bolivie est entourée par le Brésil, le Paraguay, l'Argentine, le Chili et le Pérou.", RIGHT),
        ("La Bolivie partage une frontière avec l'Équateur.", WRONG),
        ("Frontières : cinq voisins", RIGHT),
    ] {
        assert_eq!(neighbors(&engine, Language::French, text), stands, "{text}");
    }
}

#[test]
fn neighbors_that_hang_on_who_counts_are_not_wrong() {
    let engine = Engine::built_in().unwrap();
    for (text, stands) in [
        ("France shares borders with eleven countries.", OPEN),
        ("France borders Brazil.", RIGHT),
        ("Israel borders four countries.", OPEN),
        ("Israel borders nine countries.", WRONG),
        ("Algeria borders seven countries.", OPEN),
        ("Algeria borders Morocco, Mauritania and Western Sahara.", RIGHT),
        ("Jordan borders Israel, Saudi Arabia, Iraq, Syria and Palestine.", RIGHT),
        ("India borders seven countries.", OPEN),
        ("Serbia borders seven countries.", OPEN),
        ("Canada's only land border is with the United States.", OPEN),
        // Across the sea, in a wide sense, or of one of several by a name.
        ("Malaysia borders Thailand and Singapore.", OPEN),
        ("Japan borders Russia.", OPEN),
        ("Indonesia has ten neighbours.", OPEN),
        ("Kenya's neighbours are Uganda, Tanzania and Rwanda.", OPEN),
        ("Gabon borders Congo.", OPEN),
        ("Sweden borders Norway, Finland and Denmark.", OPEN),
    ] {
        assert_eq!(neighbors(&engine, Language::English, text), stands, "{text}");
    }
    // A state came into being since.
    let text = "Sudan borders nine countries.";
    assert_eq!(rules(&dated(&engine, text, "2009-05-01")), Vec::<&str>::new());
    assert_eq!(rules(&dated(&engine, text, "2025-05-01")), ["wrong-value"]);
}

#[test]
fn neighbors_of_what_is_no_country_are_none() {
    let engine = Engine::built_in().unwrap();
    for text in [
        "The eight countries with which it shares the Amazon signed a treaty.",
        "Cuba and Haiti are neighbors of the United States.",
        "Colombia borders two oceans.",
        "Trade with its three neighbors grew.",
        "Mexico borders four U.S. states.",
        "India shares maritime borders with seven countries.",
        "Brazil borders three countries of the Southern Cone.",
        "In the south, Bolivia borders two countries.",
        "The department of Tarija borders seven provinces.",
        "At the Mexico border, Canada is rarely spoken of.",
        "Bolivia does not border Ecuador.",
    ] {
        let stands = neighbors(&engine, Language::English, text);
        assert!(matches!(stands, None | OPEN), "{text}: {stands:?}");
    }
}

#[test]
fn a_city_is_not_its_country() {
    let engine = Engine::built_in().unwrap();
    for text in [
        "Bolivia's capital has 2 million inhabitants.",
        "Bolivia's largest city has 1.9 million inhabitants.",
        "Santa Cruz, in Bolivia, has a population of 1.9 million.",
    ] {
        let checked = english(&engine, text);
        assert_eq!(rules(&checked), Vec::<&str>::new(), "{text}\n{}", told(&checked));
    }
}

#[test]
fn what_will_be_is_a_forecast() {
    let engine = engine(&[FIGURES]);
    for text in [
        "Bolivia's population will reach 15 million in 2023.",
        "Bolivia's population will be 15 million in 2023.",
        "Bolivia's population is projected to reach 15 million in 2023.",
    ] {
        is(&english(&engine, text), "15 million", Verdict::NotCheckable(Unchecked::Forecast));
    }
}

#[test]
fn a_forecast_is_not_checked() {
    let engine = engine(&[FIGURES]);
    for text in [
        "U.S. exports of goods to Bolivia are expected to reach $900 million in 2023.",
        "If U.S. exports of goods to Bolivia had reached $900 million in 2022, the balance would be larger.",
    ] {
        let checked = english(&engine, text);
        let is_left = |judged: &Judged| matches!(judged.verdict, Verdict::NotCheckable(_));
        assert!(checked.report.statements.iter().all(is_left), "{text}\n{}", told(&checked));
        assert_eq!(rules(&checked), Vec::<&str>::new());
    }
}

#[test]
fn a_denial_is_not_taken_for_what_it_denies() {
    let engine = engine(&[FIGURES]);
    let checked = english(&engine, "Bolivia's population was not 15 million in 2023.");
    for judged in of(&checked, "15 million") {
        assert_ne!(judged.verdict, CONTRADICTED, "{}", told(&checked));
    }
    let checked = english(&engine, "Bolivia's population was not 12.4 million in 2023.");
    for judged in of(&checked, "12.4 million") {
        assert_ne!(judged.verdict, SUPPORTED, "{}", told(&checked));
    }
    let about = given(&["PE", "BO"], None, Some(Language::English));
    let checked = check(&engine, "Bolivia and Peru do not have a trade agreement.", about);
    is(&checked, "trade agreement", CONTRADICTED);
    // Nothing says that the list is complete.
    let checked = english(&engine, "The United States and Bolivia have a trade agreement.");
    assert!(matches!(of(&checked, "agreement")[0].verdict, Verdict::NotCheckable(_)), "{}", told(&checked));
}

// What a text says against itself.

#[test]
fn parts_make_the_total() {
    let engine = Engine::over(Store::in_memory());
    let text = |total: &str| {
        format!(
            "In 2022 U.S. exports of goods to Bolivia were $642.3 million. U.S. imports of goods from Bolivia were \
             $500.0 million in 2022. U.S. goods trade with Bolivia was ${total} million in 2022."
        )
    };
    let checked = english(&engine, &text("1,142.3"));
    assert_eq!(rules(&checked), Vec::<&str>::new(), "{}", told(&checked));
    let off = text("1,242.3");
    let checked = english(&engine, &off);
    let finding = finding(&checked, Rule::SumOff);
    assert!(off[finding.place.clone()].contains("1,242.3"), "{finding:?}");
    assert_eq!(finding.others.len(), 2);
    assert!(finding.message.ends_with("which give $1,142.3 million"), "{}", finding.message);
}

#[test]
fn growth_follows_from_its_two_values() {
    let engine = Engine::over(Store::in_memory());
    let text = |percent: &str| {
        format!(
            "U.S. exports of goods to Bolivia were $552.2 million in 2021. U.S. exports of goods to Bolivia were \
             $642.3 million in 2022. U.S. exports of goods to Bolivia rose by {percent} percent in 2022."
        )
    };
    let checked = english(&engine, &text("16.3"));
    assert_eq!(rules(&checked), Vec::<&str>::new(), "{}", told(&checked));
    let checked = english(&engine, &text("25"));
    assert!(finding(&checked, Rule::PercentOff).message.contains("16.3"), "{}", told(&checked));
}

#[test]
fn one_thing_is_not_said_in_two_ways() {
    let engine = Engine::over(Store::in_memory());
    let text = "Bolivia's population was 12.4 million in 2023. It is a poor country.\n\n\
                The population of Bolivia was 11.7 million in 2023.";
    let checked = english(&engine, text);
    let found = finding(&checked, Rule::Inconsistent);
    assert!(text[found.place.clone()].contains("11.7"), "{found:?}");
    assert!(text[found.others[0].0.clone()].contains("12.4"), "{found:?}");
    for same in [
        "Bolivia had 12.4 million inhabitants in 2023.\n\nBolivia's population was 12,388,571 in 2023.",
        "Bolivia had 12.4 million inhabitants in 2023.\n\nBolivia's population was 12.2 million in 2022.",
        "Bolivia had 12.4 million inhabitants in 2023.\n\nPeru's population was 34.4 million in 2023.",
    ] {
        let checked = english(&engine, same);
        assert_eq!(rules(&checked), Vec::<&str>::new(), "{same}\n{}", told(&checked));
    }
}

#[test]
fn one_thing_in_two_units_is_not_said_in_two_ways() {
    let engine = Engine::over(Store::in_memory());
    let text = "Bolivia had 12.4 million inhabitants in 2023.\n\nBolivia's population was 11.7 million in 2023.";
    finding(&english(&engine, text), Rule::Inconsistent);
    // The example of the rule's own documentation.
    let text = "Bolivia has 12.2 million inhabitants. Its population of 11.7 million lives mostly in cities.";
    finding(&english(&engine, text), Rule::Inconsistent);
}

// The account of numbers.

/// Each run of digits lies in exactly one number, and no number is cut off inside
/// one.
#[track_caller]
fn assert_accounted(checked: &Checked) {
    let source = &checked.prose.source;
    let bytes = source.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = (at..bytes.len()).find(|end| !bytes[*end].is_ascii_digit()).unwrap_or(bytes.len());
        let within = |place: &Range<usize>| place.start <= at && end <= place.end;
        let touches = |place: &Range<usize>| place.start < end && at < place.end;
        let places: Vec<&Range<usize>> = checked.report.numbers.iter().map(|number| &number.place).collect();
        let (inside, touching) =
            (places.iter().filter(|p| within(p)).count(), places.iter().filter(|p| touches(p)).count());
        assert_eq!(
            (inside, touching),
            (1, 1),
            "{:?} at {at} in {source:?}: {:?}",
            &source[at..end],
            checked.report.numbers
        );
        at = end;
    }
    for number in &checked.report.numbers {
        assert_eq!(source[number.place.clone()], number.text);
    }
}

const TEXTS: [(Language, &str); 6] = [
    (
        Language::English,
        "U.S. Relations With Bolivia\n\nAugust 15, 2023\n\n1. The 12.4m people (2023 est.) of Bolivia bought $642.3 \
         million, up 16.3% on 2021's $552.2m; in FY2021-22 aid was $440,000-$495,000. See Law 906 of 2017, UNSC \
         Resolution 1325, G20 and the 1980s. Between 11:30 and 14:00 on 3/4/2022, 2-3 of 15 (1/5) came; \
         the 13th century, 1st and 2nd; 3½ hours at -5°C, 10 km2, 5x. Tel. +1 202-483-4410, 3014 Massachusetts \
         Ave., NW, Washington, DC 20008; https://example.org/2022/07?x=9#p3, a4@b5.org.[12]\n\nSources: p. 17; ISBN \
         978-3-16-148410-0\n",
    ),
    (
        Language::English,
        "Two hundred and 50 thousand; 3 to 4 million; from 12,000 ha to 22,000 ha; 0.5 percentage points; .75; 1,2,3; \
         1.098.581; 12 388 571; 5'000; $1bn; €2.3m; 7th; 1990s; mid-2019; 2019/20; 2022Q4; Q3 2022; 31.12.2022; \
         10^6; 2:1; No. 5; B-52; 4x4; 1e9; v1.2.3; 50/50; 100%; 1849.",
    ),
    (
        Language::Spanish,
        "En 2022, las exportaciones de bienes de Estados Unidos a Bolivia sumaron 642,3 millones de dólares (+16,3 %), \
         y en 2021-2022 la ayuda fue de US$ 440.000. La Ley 906 de 2017 elevó el límite de 12.000 a 22.000 ha. El 6 de \
         agosto de 1825, 1.º de enero, siglo XXI, años 90, 3,5 por ciento, 12.388.571 habitantes, 1.098.581 km².",
    ),
    (
        Language::Spanish,
        "Bolivia tiene 12,4 millones de habitantes (2023). Tel.: (591-2) 216-8000; Av. Arce 2780; entre 2022 y 2023; \
         el 10% al 15%; 2ª y 3er; 1/3; 20 mil; 5 mil millones; 1 098 581.",
    ),
    (
        Language::French,
        "En 2022, les exportations de marchandises des États-Unis vers la Bolivie ont atteint 642,3 millions de \
         dollars (+16,3 %), soit 12 388 571 habitants et 1 098 581 km². Entre 2022 et 2023, du 1er au 3 mai, la loi \
         n° 906 a porté la limite de 12 000 à 22 000 ha ; 3,5 % en 2021-2022, 440 000 $, 2e et 3ème, XIXe, 14 h 30.",
    ),
    (
        Language::French,
        "La population était de 12,4 millions en 2023\u{202f}; 12\u{a0}388\u{a0}571 ou 12\u{202f}388\u{202f}571 ; \
         de 10 à 15 milliards d’euros, 1,5 Md€, années 1990, 0,5 point, 1/3, no 7, tél. 01 42 34 56 78.",
    ),
];

#[test]
fn every_number_is_accounted_for() {
    for engine in [engine(&[BEFORE, FIGURES, ANOTHER]), Engine::built_in().unwrap()] {
        for (language, text) in TEXTS {
            let checked = check(&engine, text, given(&["US", "BO"], Some("2023-08-15"), Some(language)));
            assert_accounted(&checked);
            let tally = checked.report.tally();
            let sum = tally.supported + tally.contradicted + tally.outdated + tally.disputed;
            assert_eq!(sum + tally.not_checkable() + tally.no_statement(), tally.numbers);
        }
    }
}

#[test]
fn hyphenated_ordinals_are_accounted_for() {
    let engine = Engine::over(Store::in_memory());
    for text in ["The Ly Dynasty (11th-13th century) ruled.", "The 19th-century treaty.", "The 1st- to 3rd-ranked."] {
        assert_accounted(&english(&engine, text));
    }
}

#[test]
fn numbers_in_names_are_exempt() {
    let engine = Engine::over(Store::in_memory());
    for text in ["Bolivia was hit by COVID-19.", "Bolivia is a guest of the G20.", "The US sold Bolivia F-16s."] {
        let checked = english(&engine, text);
        assert_eq!(checked.report.numbers.len(), 1, "{:?}", checked.report.numbers);
        assert_eq!(checked.report.numbers[0].account, Account::Exempt(Exempt::Name), "{text}");
    }
}

#[test]
fn what_states_nothing_is_exempt() {
    let engine = Engine::over(Store::in_memory());
    let (_, text) = TEXTS[0];
    let checked = dated(&engine, text, "2023-08-15");
    let why = |digits: &str| {
        let number = checked.report.numbers.iter().find(|number| number.text.contains(digits));
        match number.map(|number| number.account) {
            Some(Account::Exempt(why)) => Some(why),
            _ => None,
        }
    };
    for (digits, exempt) in [
        ("August 15, 2023", Exempt::Date),
        ("906", Exempt::Name),
        ("G20", Exempt::Name),
        ("4410", Exempt::Contact),
        ("20008", Exempt::Contact),
        ("b5.org", Exempt::Contact),
        ("978", Exempt::Citation),
    ] {
        assert_eq!(why(digits), Some(exempt), "{digits} of {:?}", checked.report.numbers);
    }
}

#[test]
fn the_same_store_and_text_give_the_same_bytes() {
    let editions = || engine(&[BEFORE, FIGURES, ANOTHER]);
    let all = |engine: &Engine| {
        let mut out = String::new();
        for (language, text) in TEXTS {
            let checked = check(engine, text, given(&["US", "BO"], Some("2023-08-15"), Some(language)));
            let file = render::check::CheckedFile { path: "text.txt", prose: &checked.prose, report: &checked.report };
            out += &render::check::json(&[file]);
        }
        out
    };
    let engine = editions();
    let first = all(&engine);
    assert!(first.contains("figures-2024-07-01-"), "{first}");
    assert_eq!(first, all(&engine));
    assert_eq!(first, all(&editions()));
}

#[test]
fn bad_input_is_no_panic() {
    let engine = engine(&[FIGURES]);
    let long = "9".repeat(5_000);
    for text in [
        "",
        ".",
        "\u{feff}",
        "$",
        "%%%",
        "99999999999999999999999999999999999999 million people live in Bolivia in 99999.",
        "Bolivia had -0 inhabitants in 2023, 0.0000000000000000000000000000001%.",
        "Bolivia's population was 1/0 in 2023; U.S. exports of goods to Bolivia rose by 1e999 percent in 0.",
        "١٢٫٤ million people, 十二, Ⅻ, ½, ²",
        long.as_str(),
    ] {
        let checked = english(&engine, text);
        assert_accounted(&checked);
    }
}
