//! Living documents on real figures: real texts and those of the benchmark bound and
//! unbound, a brief on two countries brought up to date over two and a half years, and
//! the sheets of pairs from edition to edition.
//!
//! The publishers' files lie in the folder that `ATTACHE_SHARED` names, or beside the
//! project; without them the test prints that it was skipped.
#![allow(clippy::disallowed_methods, reason = "the test reads publishers' files")]
#![allow(clippy::print_stdout, reason = "it tells who runs it what it found")]

mod publishers;

use std::{
    collections::BTreeSet,
    fs,
    ops::Range,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use attache_engine::{
    AsOf, BoundDocument, CheckRequest, Engine, Keeping, LivingRequest, SheetRequest, UpdateRequest,
    checking::{Given, Severities, Verdict},
    living_documents::{Cause, Outcome},
    model::{Areas, Date, Language},
};
use attache_store::Store;
use publishers::{date, filled, shared};

/// The store of all tests, with all editions of the four countries.
fn engine(folder: &Path) -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| filled(folder))
}

fn request(name: &str, bytes: Vec<u8>, day: Option<Date>) -> CheckRequest {
    CheckRequest {
        name: name.to_owned(),
        bytes,
        format: None,
        given: Given::default(),
        defaults: Given::default(),
        severities: Severities::default(),
        as_of: AsOf { published: day, known: None },
    }
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let claims = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/claims");
    let of = |part: &str| fs::read_dir(claims.join(part)).unwrap().map(|entry| entry.unwrap().path());
    let is_text = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md" || ending == "txt");
    let mut found: Vec<PathBuf> = of("tuned").chain(of("held-out")).filter(is_text).collect();
    found.push(folder.join("texts/bolivia.txt"));
    found.sort();
    found
}

/// What is bound says the same as before, all that is supported is bound, and unbound
/// it is the same bytes.
#[test]
fn texts_are_bound_and_unbound() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    let mut counts = (0, 0, 0);
    for path in documents(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = fs::read(&path).unwrap();
        let plain = request(&name, source.clone(), None);
        let before = engine.check(&plain).unwrap().report;
        let BoundDocument { bound, .. } = engine.bind(&plain, |_, _| None).unwrap();
        let bound = CheckRequest { bytes: bound.bytes, ..plain };
        assert!(engine.unbind(&bound).unwrap() == source, "{name}");
        let after = engine.check(&bound).unwrap();
        let said = |statements: &[attache_engine::checking::Judged]| {
            statements.iter().map(|it| (it.text.clone(), it.verdict)).collect::<Vec<_>>()
        };
        assert_eq!(said(&after.report.statements), said(&before.statements), "{name}");
        let links = after.prose.fact_links();
        let supported = after.report.statements.iter().filter(|it| it.verdict == Verdict::Supported);
        let (mut all, mut held) = (0, 0);
        for statement in supported {
            all += 1;
            // A date may stand apart from the words that it belongs to.
            let said = statement.basis.iter().flat_map(|basis| &basis.said).map(|(.., place)| place);
            let places: Vec<_> = std::iter::once(&statement.place).chain(said).collect();
            let is_over = |at: &Range<usize>| places.iter().any(|it| at.start < it.end && it.start < at.end);
            let is_bound = links.iter().any(|link| is_over(&link.whole));
            // A year that is counted from another one has no digits to be bound.
            let has_digit = |at: &Range<usize>| after.prose.source[at.clone()].contains(|c: char| c.is_ascii_digit());
            if !is_bound && !places.iter().any(|at| has_digit(at)) {
                continue;
            }
            held += usize::from(is_bound);
            assert!(is_bound, "{name}: {:?} is not bound", statement.text);
        }
        counts = (counts.0 + 1, counts.1 + all, counts.2 + held);
    }
    println!("{} documents, {} supported statements, {} bound", counts.0, counts.1, counts.2);
}

/// Figures of the World Factbook and of ForeignAssistance.gov as of 29 June 2023.
const BRIEF: &str = include_str!("living/brief.md");

#[test]
fn a_brief_is_brought_up_to_date() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    let (then, now) = (date("2023-06-29"), date("2026-01-22"));
    let BoundDocument { bound, .. } = engine.bind(&request("brief.md", BRIEF.into(), Some(then)), |_, _| None).unwrap();
    assert!(bound.new >= 20, "{} bound; {:?}", bound.new, bound.unbound);
    let lock = ("brief.lock".to_owned(), bound.lock.to_string());
    let living = LivingRequest { document: request("brief.md", bound.bytes, Some(now)), lock };
    let moved = engine.update(&living, &UpdateRequest::default()).unwrap();
    let plain = engine.unbind(&request("brief.md", moved.bytes.clone(), None)).unwrap();
    let plain = String::from_utf8(plain).unwrap();
    let causes: BTreeSet<&str> = moved.steps.iter().map(|step| step.cause.name()).collect();
    for cause in [Cause::NewPeriod, Cause::Revision, Cause::Method, Cause::Event, Cause::Withdrawal] {
        assert!(causes.contains(cause.name()), "{cause}: {causes:?}");
    }
    for sentence in [
        // Each figure moves, at its precision.
        "The median age is 30.4 years, and infant mortality stands at 10.6 deaths per 1,000 live births.",
        "The President of Peru is José Enrique Jerí Oré, in office since 10 October 2025.",
        "Peru's real GDP at purchasing power parity is nearly $536 billion",
        "Its inflation rate is 6.6% and its unemployment rate 9.7%.",
        "the United States obligated $813.3 million in assistance to Colombia.",
        "| Population | 32,768,614 | 49,842,298 |",
        // Of a stated time it stays.
        "In 2019, Peru's external debt was $81.3 billion.",
        // What would be left false is left as it is, and said to be open.
        "Peru has a population of just over 32.4 million.",
        "The U.S. Ambassador to Peru is Lisa Kenna.",
        // What its publisher no longer lists: of figures no edition has withdrawn any.
        "Colombia last held a legislative election on 13 March 2022.",
    ] {
        assert!(plain.contains(sentence), "{sentence}\n{plain}");
    }
    let open: Vec<&str> = moved
        .steps
        .iter()
        .filter(|step| matches!(step.outcome, Outcome::Open(_)))
        .map(|step| step.id.as_str())
        .collect();
    let election = "election?area=CO&office=legislature&status=held&time=2022-03-13#date";
    assert_eq!(open, ["population?area=PE#value", "chief-of-mission?area=US,PE#person", election]);
    // What is printed from the lock of the day stays what it was.
    assert_eq!(engine.unbind(&request("brief.md", living.document.bytes.clone(), None)).unwrap(), BRIEF.as_bytes());
}

/// Dates that are not bound, pronouns and words that agree are of whom it was.
#[test]
fn somebody_else_s_name_is_not_put_among_words_of_another() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    let (then, now) = (date("2023-06-29"), date("2026-01-22"));
    for (text, is_moved) in [
        ("Dina Boluarte has been President of Peru since 7 December 2022.", true),
        ("Dina Boluarte has been President of Peru since 7 December 2022. She was vice president before.", false),
        ("Dina Boluarte est présidente du Pérou depuis le 7 décembre 2022.", false),
        ("Dina Boluarte es presidenta del Perú desde el 7 de diciembre de 2022.", false),
    ] {
        let text = format!("---\ndate: 2023-06-29\nattache:\n  about: [PE]\n---\n{text}\n");
        let BoundDocument { bound, .. } =
            engine.bind(&request("brief.md", text.clone().into(), Some(then)), |_, _| None).unwrap();
        assert!(bound.new > 0, "{text}");
        let lock = ("brief.lock".to_owned(), bound.lock.to_string());
        let living = LivingRequest { document: request("brief.md", bound.bytes, Some(now)), lock };
        let moved = engine.update(&living, &UpdateRequest::default()).unwrap();
        let of_leader = moved.steps.iter().filter(|step| step.id.starts_with("leader?"));
        let outcomes: Vec<bool> = of_leader.map(|step| step.outcome == Outcome::Moved).collect();
        assert_eq!(outcomes, [is_moved, is_moved], "{text}: {:?}", moved.steps);
    }
}

const PAIRS: [(&str, &str); 6] = [("US", "BO"), ("US", "PE"), ("PE", "CO"), ("BO", "PE"), ("CO", "US"), ("BO", "CO")];

const EDITIONS: [&str; 5] = ["2015-01-06", "2018-01-02", "2020-12-31", "2022-12-29", "2026-01-22"];

/// Each sentence of a sheet that is another one from one edition to the next has a
/// cause that its sources bear out.
#[test]
fn no_sentence_of_a_sheet_changes_without_a_cause() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    let mut told = 0;
    for (a, b) in PAIRS {
        let areas = [a, b].iter().map(|name| Areas::find(name).unwrap()).collect();
        let request = SheetRequest { areas, language: Language::English, as_of: AsOf::default() };
        for days in EDITIONS.windows(2) {
            let at = |day| AsOf { published: Some(date(day)), known: None };
            let (steps, _) = engine.diff_sheets(&request, at(days[0]), at(days[1])).unwrap();
            told += steps.len();
            for step in steps {
                let (was, now) = (step.was.as_ref(), step.now.as_ref());
                let is_so = match step.cause {
                    Cause::Addition => was.is_none() && now.is_some(),
                    Cause::Withdrawal => was.is_some() && now.is_none(),
                    Cause::Source => was.map(|it| &it.publisher) != now.map(|it| &it.publisher),
                    Cause::NewPeriod => was.map(|it| &it.period) != now.map(|it| &it.period),
                    Cause::Revision | Cause::Method | Cause::Event => {
                        was.map(|it| &it.release) != now.map(|it| &it.release)
                    }
                };
                assert!(is_so, "{a}, {b}, {days:?}: {step:?}");
            }
        }
    }
    println!("{told} changed statements of {} sheets, each with its cause", PAIRS.len());
}

/// Each statement of a sheet is derived again from the rows that it rests on, without
/// the store.
#[test]
fn sheets_are_derived_again_from_the_rows_they_cite() {
    let Some(folder) = shared() else { return };
    let engine = engine(&folder);
    let nothing = Engine::over(Store::in_memory());
    let mut all = 0;
    for (a, b) in PAIRS {
        let areas: Vec<_> = [a, b].iter().map(|name| Areas::find(name).unwrap()).collect();
        let text = engine.ejected(&areas, Language::English).unwrap();
        let document = request("sheet.md", text.into(), None);
        let BoundDocument { bound, unwritten, .. } = engine.bind(&document, |_, _| None).unwrap();
        assert_eq!(unwritten, None);
        let lock = ("sheet.lock".to_owned(), bound.lock.to_string());
        let vendored = tempfile::tempdir().unwrap();
        engine.vendor(&lock, vendored.path(), Keeping::Rows).unwrap();
        let found = nothing.verify_document(&LivingRequest { document, lock }, vendored.path()).unwrap();
        assert_eq!((found.from_rows, found.problems), (found.statements, Vec::new()), "{a}, {b}");
        all += found.statements;
    }
    println!("{all} statements of {} sheets derived again", PAIRS.len());
}
