//! Real texts against real files of real publishers: the model sheet on Bolivia,
//! statement by statement, and sheets of one day checked on a later one.
//!
//! The files lie in the folder that `ATTACHE_SHARED` names, or beside the
//! project; without them the test prints that it was skipped.
#![allow(clippy::disallowed_methods, reason = "the test reads publishers' files")]
#![allow(clippy::print_stdout, reason = "it tells who runs it what it found")]

mod checked;
mod publishers;

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    ops::Range,
    path::Path,
};

use attache_engine::{
    AsOf, Checked, SheetRequest,
    checking::{Given, Judged, Rule, Severity, Verdict},
    model::{Area, Areas, Language},
    prose::Format,
    render,
};
use checked::{check, engine, told};
use publishers::{date, shared};

/// Each run of digits of the document's blocks lies in exactly one number.
fn assert_accounted(checked: &Checked) {
    for block in &checked.prose.blocks {
        let is_digit = |at: usize| block.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        let mut at = 0;
        while at < block.text.len() {
            let end = (at..block.text.len()).find(|end| !is_digit(*end)).unwrap_or(block.text.len());
            if end > at {
                let run = block.place(at..end);
                let touches = |place: &Range<usize>| place.start < run.end && run.start < place.end;
                let numbers = checked.report.numbers.iter().filter(|number| touches(&number.place));
                let places: Vec<&Range<usize>> = numbers.map(|number| &number.place).collect();
                let is_one = matches!(places.as_slice(), [it] if it.start <= run.start && run.end <= it.end);
                assert!(is_one, "{:?} of {:?}: {places:?}", &block.text[at..end], block.text);
            }
            at = end.max(at + 1);
        }
    }
}

/// What a careful reader finds in the text (`texts/bolivia.expected.md`): the
/// number of the row, words that only its statement has, and the verdicts that
/// are right, by their initials; `n` is any that is not checkable. A row that
/// allows `n` need not be read as a statement at all.
const ROWS: &[(&str, &str, &str)] = &[
    ("1", "established diplomatic relations with Bolivia in 1849", "sd"),
    ("2", "independence from Spain", "s"),
    ("3", "Beginning in 2008, the Bolivian government’s decisions to expel the U.S. ambassador", "sn"),
    ("4", "October 2020 elections", "sn"),
    ("5", "third largest producer of cocaine", "son"),
    ("6", "own-sanctioned limit of 22,000 hectares", "n"),
    ("6b", "produces well above", "sn"),
    ("7", "In 2017, Bolivia changed the General Law on Coca (Law 906)", "n"),
    ("8", "from 12,000 ha to 22,000 ha", "n"),
    ("9", "provided $440,000", "n"),
    ("10", "provided $495,000", "n"),
    ("11", "about $1 billion in bilateral goods trade in 2022", "s"),
    ("12", "do not have a free trade agreement", "s"),
    ("13", "mineral oils/fuels, plastic materials, food preparations", "n"),
    ("14", "raw tin, mineral ores, cereals, nuts, and tungsten", "n"),
    ("15", "fifth largest import market", "cdn"),
    ("16", "eleventh export market", "nd"),
    ("17", "investment promotion law adopted in 2014", "n"),
    ("18", "abrogated its Bilateral Investment Treaties with the United States", "s"),
    ("19", "multiple other countries in 2012", "sn"),
    ("20", "From 2008 to 2016, the Bolivian government nationalized", "n"),
    ("20", "in the 1990s", "n"),
    ("21", "about $430 million", "n"),
    ("22", "Air Transport Agreement from 1947", "n"),
    ("23", "positive economic growth", "cn"),
    ("24", "poorest countries in the Western Hemisphere", "sn"),
    ("25", "United Nations, Organization of American States, International Monetary Fund, World Bank", "s"),
    ("26", "3014 Massachusetts Ave., NW, Washington, DC 20008 (tel. 202-483-4410)", "s"),
];

fn initial(verdict: Verdict) -> char {
    match verdict {
        Verdict::NotCheckable(_) => 'n',
        other => other.name().chars().next().unwrap(),
    }
}

fn bolivia(folder: &Path, dated: Option<&str>) -> Checked {
    let text = fs::read_to_string(folder.join("texts/bolivia.txt")).unwrap();
    let areas: Vec<Area> = ["US", "BO"].iter().map(|name| Areas::find(name).unwrap()).collect();
    let author = areas.first().copied();
    let given = Given { about: areas, author, dated: dated.map(date), language: None };
    check(engine(folder), &text, Format::Text, given, AsOf::default())
}

#[test]
fn no_verdict_on_the_sheet_on_bolivia_is_wrong() {
    let Some(folder) = shared() else { return };
    for dated in [None, Some("2023-08-15"), Some("2024-05-30")] {
        let checked = bolivia(&folder, dated);
        let source = &checked.prose.source;
        let mut wrong = Vec::new();
        for (row, quote, right) in ROWS {
            let start = source.find(quote).unwrap_or_else(|| panic!("row {row}: {quote:?} is not in the text"));
            let end = start + quote.len();
            let of = checked.report.statements.iter().filter(|it| it.place.start < end && start < it.place.end);
            let of: Vec<&Judged> = of.collect();
            // A statement beside the quoted words may share some of them.
            let is_right = |it: &&Judged| right.contains(initial(it.verdict));
            let all_unchecked = of.iter().all(|it| matches!(it.verdict, Verdict::NotCheckable(_)));
            let is_one = of.iter().any(is_right) || (of.is_empty() && right.contains('n'));
            let is_other = of.iter().any(|it| !is_right(it) && !matches!(it.verdict, Verdict::NotCheckable(_)));
            let shares = ["2", "6b", "19", "15", "16", "18"].contains(row);
            if !is_one || (is_other && !shares) || (all_unchecked && !right.contains('n')) {
                let of = of.into_iter().map(told).collect::<Vec<_>>().join("\n  ");
                wrong.push(format!("row {row}, {right}: {of}"));
            }
        }
        println!("dated {dated:?}: {} of {} rows wrong", wrong.len(), ROWS.len());
        assert!(wrong.is_empty(), "dated {dated:?}\n{}", wrong.join("\n"));
        let errors = checked.report.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        let errors: Vec<&str> = errors.map(|finding| finding.message.as_str()).collect();
        assert!(errors.len() <= 2, "only rows 15 and 23 may be found wrong: {errors:?}");
    }
}

#[test]
fn every_number_of_the_sheet_on_bolivia_is_accounted_for() {
    let Some(folder) = shared() else { return };
    let checked = bolivia(&folder, Some("2023-08-15"));
    assert_accounted(&checked);
    println!("{}", checked.report.tally());
}

/// Row 21: "U.S. foreign direct investment in Bolivia is about $430 million".
#[test]
fn the_investment_lacks_its_period() {
    let Some(folder) = shared() else { return };
    let checked = bolivia(&folder, None);
    let at = checked.prose.source.find("$430 million").unwrap();
    let is_it = |finding: &&attache_engine::checking::Finding| finding.place.contains(&at);
    let rules: Vec<Rule> = checked.report.findings.iter().filter(is_it).map(|finding| finding.rule).collect();
    assert_eq!(rules, [Rule::MissingPeriod]);
}

const BEFORE: &str = "2022-12-29";
const AFTER: &str = "2026-01-22";

fn published(day: &str) -> AsOf {
    AsOf { published: Some(date(day)), known: None }
}

/// What became of the statements of sheets, by whether the later sheet has them.
#[derive(Default)]
struct Shares {
    same: usize,
    changed: usize,
    /// Of those that changed: outdated, still supported (of a period that is
    /// named, and not revised), neither.
    outdated: usize,
    supported: usize,
    other: usize,
    /// The outdated, by why they are.
    why: BTreeMap<String, usize>,
}

/// Sheets of one day, checked three years later: what the later sheet still says
/// is not found fault with, and nothing that was ever published is contradicted.
#[test]
fn sheets_go_stale_where_their_figures_did() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    let names = ["US", "BO", "PE", "CO"];
    let pairs = (0..4).flat_map(|a| (a + 1..4).map(move |b| [names[a], names[b]]));
    let mut shares = Shares::default();
    let mut wrong = Vec::new();
    let mut missed = Vec::new();
    for pair in pairs {
        let areas: Vec<Area> = pair.iter().map(|name| Areas::find(name).unwrap()).collect();
        let sheet = |day: &str| {
            let request = SheetRequest { areas: areas.clone(), language: Language::English, as_of: published(day) };
            render::markdown(&engine.sheet(&request).unwrap())
        };
        let given = || Given {
            about: areas.clone(),
            dated: Some(date(BEFORE)),
            language: Some(Language::English),
            ..Given::default()
        };
        let checked = |day: &str| check(engine, &sheet(BEFORE), Format::Markdown, given(), published(day));
        let later = check(engine, &sheet(AFTER), Format::Markdown, given(), published(AFTER));
        let still: HashSet<&str> = later.report.statements.iter().map(|it| it.text.as_str()).collect();
        let is_flagged =
            |it: &Judged| matches!(it.verdict, Verdict::Outdated | Verdict::Contradicted | Verdict::Disputed);
        let then = checked(BEFORE);
        let found = then.report.findings.iter().filter(|finding| finding.severity >= Severity::Warning);
        wrong.extend(found.map(|finding| format!("{pair:?} on its own day: {}", finding.message)));
        let now = checked(AFTER);
        assert_accounted(&now);
        for judged in now.report.statements.iter().filter(|it| it.kind.is_some()) {
            let is_same = still.contains(judged.text.as_str());
            match (is_same, judged.verdict) {
                (true, _) => shares.same += 1,
                (false, _) => shares.changed += 1,
            }
            match judged.verdict {
                _ if is_same && is_flagged(judged) => wrong.push(format!("{pair:?} still so: {}", told(judged))),
                Verdict::Contradicted => wrong.push(format!("{pair:?} was published: {}", told(judged))),
                _ if is_same => {}
                Verdict::Outdated => {
                    shares.outdated += 1;
                    let why = judged.because.split('.').next().unwrap_or_default().to_owned();
                    *shares.why.entry(why).or_default() += 1;
                }
                Verdict::Supported => {
                    shares.supported += 1;
                    // Of no period, and no longer what the sheet says.
                    if !judged.text.contains(|c: char| c.is_ascii_digit()) {
                        missed.push(format!("{pair:?}: {}", told(judged)));
                    }
                }
                _ => {
                    shares.other += 1;
                    missed.push(format!("{pair:?}: {}", told(judged)));
                }
            }
        }
    }
    let Shares { same, changed, outdated, supported, other, why } = shares;
    println!(
        "{same} statements are the same; {changed} changed: {outdated} outdated, {supported} supported, {other} other"
    );
    println!("outdated: {why:?}");
    println!("to be looked at:\n{}", missed.join("\n"));
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(same > 100 && outdated > 10, "{same}, {outdated}");
}

/// A statement of the Factbook of December 2022, which newer editions have superseded.
fn of_before(folder: &Path, text: &str) -> Vec<String> {
    let areas = ["US", "BO"].iter().map(|name| Areas::find(name).unwrap()).collect();
    let given = Given { about: areas, dated: Some(date(BEFORE)), language: Some(Language::English), author: None };
    let checked = check(engine(folder), text, Format::Markdown, given, published(AFTER));
    let is_other = |it: &&Judged| it.verdict != Verdict::Outdated;
    checked.report.statements.iter().filter(is_other).map(told).collect()
}

#[test]
fn a_leader_of_a_list_who_left_office_is_outdated() {
    let Some(folder) = shared() else { return };
    let text = "# Bolivia\n\n- Head of government: President Luis Alberto Arce Catacora (since 8 November 2020)\n";
    assert_eq!(of_before(&folder, text), Vec::<String>::new());
}

#[test]
fn a_chief_of_mission_who_left_is_outdated() {
    let Some(folder) = shared() else { return };
    let text = "Charisse Phillips, Charge d'Affaires, heads the mission of the United States in Bolivia, and has done so \
                since August 2020.\n";
    assert_eq!(of_before(&folder, text), Vec::<String>::new());
}

/// David Greenlee took up the post in 2003, and others after him; no edition since lists him.
#[test]
fn a_chief_of_mission_whose_successor_came_long_ago_is_wrong() {
    let Some(folder) = shared() else { return };
    let found = of_before(&folder, "The U.S. Ambassador to Bolivia is David N. Greenlee.\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("contradicted") && found[0].contains("Phillips"), "{found:?}");
}
