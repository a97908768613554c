use std::collections::BTreeSet;

use attache_document::written::{Block, Citation, Stated};
use attache_fact::Expression;
use attache_language::Wordings;
use attache_model::{Area, Caveats, Codelist};
use attache_sheet::{Facts, Sheet, Written};

use crate::{as_text::as_text, ids, parameters, specimen::Specimen, write};

/// The sheet of the United States and Bolivia, as a reader finds it. When it is
/// meant to change, the text that the failure prints goes into the file.
#[test]
fn the_sheet_of_a_pair() {
    let written = write(Sheet::pair(), &Specimen::united_states_bolivia(), &["US", "BO"]).unwrap();
    let text = as_text(&written);
    assert!(text == include_str!("us-bo.txt"), "us-bo.txt is to be:\n{text}");
}

#[test]
fn the_sheet_of_a_country() {
    let written = write(Sheet::country(), &Specimen::united_states_bolivia(), &["BO"]).unwrap();
    let text = as_text(&written);
    assert!(text == include_str!("bo.txt"), "bo.txt is to be:\n{text}");
}

/// The sheets of all that the specimen speaks of.
fn written() -> impl Iterator<Item = (Written, Facts)> {
    let pairs =
        [&["US", "BO"][..], &["BO", "US"], &["US", "TD"], &["BO", "PE"], &["CN", "RU"], &["US"], &["BO"], &["SM"]];
    pairs.into_iter().map(|areas| {
        let parameters = parameters(areas);
        let facts = Facts::new(Specimen::united_states_bolivia().panel());
        let sheet = Sheet::built_in_for(&parameters.areas);
        (sheet.write(&parameters, Wordings::english(), &facts).unwrap(), facts)
    })
}

/// Everything that states a fact, and the citations of charts.
fn stated(written: &Written) -> (Vec<&Stated>, Vec<&Citation>) {
    let mut citations = Vec::new();
    for block in written.sections.iter().flat_map(|s| &s.blocks) {
        if let Block::Chart(chart) = block {
            citations.extend(&chart.citations);
        }
    }
    let stated = written.stated();
    citations.extend(stated.iter().flat_map(|s| &s.citations));
    (stated, citations)
}

#[test]
fn every_figure_is_cited() {
    for (written, _) in written() {
        let (stated, citations) = stated(&written);
        assert!(!stated.is_empty(), "{}", written.title);
        for stated in stated {
            assert!(!stated.citations.is_empty(), "{:?} has no source", stated.text);
        }
        for citation in citations {
            assert!(
                (1..=written.sources.len()).contains(&citation.source) && !citation.what.is_empty(),
                "{citation:?}"
            );
        }
    }
}

#[test]
fn figures_lie_within_their_words() {
    for (written, _) in written() {
        for stated in stated(&written).0 {
            let mut end = 0;
            for figure in &stated.figures {
                assert!(stated.text.get(figure.clone()).is_some_and(|f| !f.is_empty()), "{stated:?}");
                assert!(figure.start >= end, "{stated:?} has figures within figures");
                end = figure.end;
            }
        }
    }
}

/// What stands in the text can be looked up by its expression.
#[test]
fn expressions_give_the_facts_again() {
    for (written, facts) in written() {
        for stated in stated(&written).0 {
            let expression: Expression = stated.fact.parse().unwrap();
            let answer = facts.of(&expression).unwrap();
            let given = answer.as_ref().as_ref().unwrap();
            assert_eq!((given.len(), &given[0].expression), (1, &expression), "{}", stated.text);
        }
    }
}

#[test]
fn identifiers_are_unique() {
    for (written, _) in written() {
        let mut ids = BTreeSet::new();
        for section in &written.sections {
            assert!(ids.insert(section.id.clone()), "{}", section.id);
            for block in &section.blocks {
                if let Block::Heading { id, .. } = block {
                    assert!(ids.insert(id.clone()), "{id}");
                }
            }
        }
        assert!(ids.iter().all(|id| id.is_ascii() && !id.is_empty() && !id.contains(' ')), "{ids:?}");
    }
}

#[test]
fn the_same_facts_give_the_same_sheet() {
    let sheets = || written().map(|(written, _)| written).collect::<Vec<_>>();
    assert_eq!(sheets(), sheets());
}

/// What the sheet asks for is all that it reads.
#[test]
fn a_sheet_needs_what_it_says() {
    let specimen = Specimen::united_states_bolivia();
    for (written, _) in written() {
        let areas: Vec<&str> = written.about.iter().map(|a| a.code()).collect();
        let sheet = Sheet::built_in_for(&written.about);
        assert_eq!(write(sheet, &specimen, &areas).unwrap(), written);
    }
}

#[test]
fn without_data_a_sheet_only_says_what_is_missing() {
    for areas in [&["US", "BO"][..], &["US"]] {
        let sheet = Sheet::built_in_for(&parameters(areas).areas);
        let written = write(sheet, &Specimen::default(), areas).unwrap();
        assert_eq!((written.sections.len(), written.sources.len()), (0, 0));
        assert_eq!(written.subtitle, "Fact sheet");
        assert!(
            !written.missing.is_empty() && written.missing.iter().all(|m| !m.section.is_empty() && !m.what.is_empty())
        );
    }
    let written = write(Sheet::pair(), &Specimen::default(), &["US", "BO"]).unwrap();
    let sources: BTreeSet<&str> = written.missing.iter().flat_map(|m| &m.sources).map(|s| s.id.as_str()).collect();
    for source in [
        "census",
        "desta",
        "factbook",
        "foreignassistance",
        "historian-missions",
        "historian-relations",
        "historian-visits",
        "unctad-bits",
    ] {
        assert!(sources.contains(source), "{source} is not among {sources:?}");
    }
}

/// The factbook is at hand and does not have them; the World Bank would.
#[test]
fn what_is_missing_and_who_would_have_it() {
    let written = write(Sheet::pair(), &Specimen::united_states_bolivia(), &["US", "BO"]).unwrap();
    let missing = |section: &str| -> Vec<(&str, String)> {
        let of = written.missing.iter().filter(|m| m.section == section);
        of.map(|m| (m.what.as_str(), ids(m))).collect()
    };
    assert!(missing("Relations").is_empty() && missing("Agreements").is_empty(), "{:?}", written.missing);
    assert!(
        missing("Bilateral economic relations").contains(&("Main trading partners (United States)", String::new()))
    );
    let side_by_side = missing("United States and Bolivia side by side");
    assert!(side_by_side.contains(&("Gini index (Bolivia)", "worldbank".to_owned())), "{side_by_side:?}");
    assert!(!side_by_side.iter().any(|(what, _)| what.starts_with("Population (")), "{side_by_side:?}");
}

/// Of a pair without the United States nobody that is read would tell most.
#[test]
fn what_no_source_tells_is_missing_without_a_source() {
    let written = write(Sheet::pair(), &Specimen::default(), &["BO", "PE"]).unwrap();
    let relations = written.missing.iter().find(|m| m.what == "Diplomatic relations").unwrap();
    assert_eq!((relations.section.as_str(), relations.sources.len()), ("Relations", 0));
}

#[test]
fn a_sheet_can_be_written_of_any_two_areas() {
    let specimen = Specimen::united_states_bolivia();
    let facts = Facts::new(specimen.panel());
    let us = Area::from_code(Codelist::Attache, "US").unwrap();
    for area in attache_model::Areas::all().filter(|a| *a != us).step_by(7) {
        let parameters = attache_sheet::Parameters { areas: vec![area, us], as_of: None };
        let written = Sheet::pair().write(&parameters, Wordings::english(), &facts).unwrap();
        assert!(!written.title.is_empty());
    }
}

#[test]
fn as_of_a_day() {
    let parameters =
        attache_sheet::Parameters { as_of: Some("2022-12-31".parse().unwrap()), ..parameters(&["US", "BO"]) };
    let panel = Specimen::united_states_bolivia().panel().published_by("2022-12-31".parse().unwrap());
    let written = Sheet::pair().write(&parameters, Wordings::english(), &Facts::new(panel)).unwrap();
    let text = as_text(&written);
    assert_eq!(written.subtitle, "Fact sheet. Figures as published by 31 December 2022.");
    assert!(text.contains("2,150,000") && !text.contains("4,231,140"), "{text}");
    assert!(written.sources.iter().all(|s| s.published.year() <= 2022));
}

/// A warning on a series comes with every figure that rests on it, and with no
/// other.
#[test]
fn caveats_come_with_their_figures() {
    let caveats = "id\tindicators\tareas\tsources\tfrom\ttext_en\treference\n\
                   mirror-gap\texports-goods\tUS\tcensus\t2022\tThe two records differ.\thttps://example.org/gap";
    let caveats = Caveats::read("caveats.tsv", caveats).unwrap();
    let facts = Facts::new(Specimen::united_states_bolivia().panel()).with_caveats(caveats.into());
    let written = Sheet::pair().write(&parameters(&["US", "BO"]), Wordings::english(), &facts).unwrap();
    let (stated, _) = stated(&written);
    let warned = |fact: &str| {
        let mut of = stated.iter().filter(|s| s.fact == fact).peekable();
        assert!(of.peek().is_some(), "{fact} is not on the sheet");
        of.all(|s| s.citations.iter().any(|c| c.notes == [1]))
    };
    assert_eq!(written.notes.len(), 1);
    assert_eq!(written.notes[0].url, "https://example.org/gap");
    assert!(warned("goods-trade?area=US,BO&time=2022") && warned("goods-balance?area=US,BO&time=2022"));
    assert!(!warned("goods-trade?area=US,BO&time=2021") && !warned("population?area=BO&time=2025"));
}

/// What is known of the figures of the United States and Bolivia is told once
/// each, however many figures it is on; what is known of others, whom ranks rest
/// on as well, is not told here.
#[test]
fn caveats_are_told_once() {
    let facts = Facts::new(Specimen::united_states_bolivia().panel()).with_caveats(Caveats::built_in().into());
    let written = Sheet::pair().write(&parameters(&["US", "BO"]), Wordings::english(), &facts).unwrap();
    let caveats = Caveats::built_in();
    let id = |url: &str, text: &str| {
        let known = caveats.iter().find(|c| c.reference == url && c.text(written.language) == text);
        known.unwrap_or_else(|| panic!("{text}")).id.as_str()
    };
    let mut told: Vec<&str> = written.notes.iter().map(|note| id(&note.url, &note.text)).collect();
    told.sort_unstable();
    assert_eq!(told, ["imports-cif", "us-general-imports", "us-puerto-rico", "us-transition-quarter"]);
    let (stated, citations) = stated(&written);
    assert!(citations.iter().flat_map(|c| &c.notes).all(|note| (1..=written.notes.len()).contains(note)));
    assert!(stated.iter().filter(|s| s.citations.iter().any(|c| !c.notes.is_empty())).count() > 20);
}
