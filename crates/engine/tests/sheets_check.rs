//! A sheet that attache has written checks clean against the data that it was
//! written from, in every language; and a number in it that is altered is found.
//!
//! By default some pairs over the built-in data. `scripts/check-sheets` does the
//! same with many pairs of a store.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "the environment says which store")]

use std::{env, ops::Range};

use attache_engine::{
    AsOf, CheckRequest, Checked, Engine, SheetRequest,
    checking::{Account, Given, Severities, Severity, Verdict},
    model::{Area, AreaKind, Language},
    prose::Format,
    render, sheet_areas,
};

/// A generator of numbers (Knuth's MMIX), so that a failure comes again.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
}

fn check(engine: &Engine, text: &str, areas: &[Area], language: Language) -> Checked {
    let given = Given { about: areas.to_vec(), language: Some(language), ..Given::default() };
    let request = CheckRequest {
        name: "sheet.md".to_owned(),
        bytes: text.into(),
        format: Some(Format::Markdown),
        given,
        defaults: Given::default(),
        severities: Severities::default(),
        as_of: AsOf::default(),
    };
    engine.check(&request).unwrap()
}

/// The digits of a supported figure of four digits and more, and what they are
/// altered to: the first digit is another one.
fn altered(checked: &Checked, numbers: &mut Numbers) -> Option<(Range<usize>, String)> {
    let source = &checked.prose.source;
    let figures: Vec<Range<usize>> = checked
        .report
        .numbers
        .iter()
        .filter(|number| match number.account {
            Account::Statement(at) => checked.report.statements[at].verdict == Verdict::Supported,
            Account::Exempt(_) => false,
        })
        .filter_map(|number| {
            let text = source.get(number.place.clone())?;
            // Days and years stand in names of months, and lists in words.
            let is_figure = text.contains(['$', '%', '€']) || text.chars().filter(char::is_ascii_digit).count() >= 5;
            let is_date = !text.contains(['$', '%', '€']) && text.chars().filter(|c| c.is_alphabetic()).count() > 2;
            let at = text.find(|c: char| c.is_ascii_digit()).filter(|_| is_figure && !is_date)?;
            Some(number.place.start + at..number.place.start + at + 1)
        })
        .collect();
    let place = figures.get(numbers.below(figures.len()))?.clone();
    let digit = source.get(place.clone())?.parse::<usize>().ok()?;
    let other = (digit + 2 + numbers.below(5)) % 9 + 1;
    let other = if other == digit { other % 9 + 1 } else { other };
    Some((place, other.to_string()))
}

#[test]
fn sheets_check_clean_and_alterations_are_found() {
    let engine = match env::var_os("ATTACHE_CHECK_SHEETS_STORE") {
        Some(store) => Engine::open(store.as_ref()).unwrap(),
        None => Engine::built_in().unwrap(),
    };
    let most: usize = env::var("ATTACHE_CHECK_SHEETS_PAIRS").ok().and_then(|n| n.parse().ok()).unwrap_or(3);
    let countries: Vec<Area> = sheet_areas().filter(|area| area.kind() == AreaKind::Country).collect();
    let mut numbers = Numbers(5);
    let (mut sheets, mut alarms, mut tried, mut found) = (0, Vec::new(), 0, 0);
    let mut missed = Vec::new();
    for _ in 0..most {
        let a = countries[numbers.below(countries.len())];
        let b = countries[numbers.below(countries.len())];
        if a == b {
            continue;
        }
        for language in Language::ALL {
            let request = SheetRequest { areas: vec![a, b], language, as_of: AsOf::default() };
            let text = render::markdown(&engine.sheet(&request).unwrap());
            let checked = check(&engine, &text, &[a, b], language);
            sheets += 1;
            let findings = checked.report.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
            alarms.extend(findings.map(|finding| format!("{a}, {b}, {}: {}", language.tag(), finding.message)));
            let Some((place, other)) = altered(&checked, &mut numbers) else { continue };
            let mut false_text = checked.prose.source.clone();
            false_text.replace_range(place.clone(), &other);
            tried += 1;
            let checked = check(&engine, &false_text, &[a, b], language);
            let is_named = checked.report.findings.iter().any(|finding| {
                finding.severity >= Severity::Warning
                    && finding.place.start <= place.start
                    && place.end <= finding.place.end
            });
            found += usize::from(is_named);
            if !is_named {
                let line = false_text[..place.start].rfind('\n').map_or(0, |at| at + 1);
                let line = false_text[line..].lines().next().unwrap_or_default();
                missed.push(format!("{a}, {b}, {}: {other} in {line}", language.tag()));
            }
        }
    }
    println!("{sheets} sheets, {} false alarms; {found} of {tried} alterations found", alarms.len());
    println!("{}\nmissed:\n{}", alarms.join("\n"), missed.join("\n"));
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
    assert!(tried > 0 && found * 100 >= tried * 95, "{found} of {tried}: {}", missed.join("\n"));
}
