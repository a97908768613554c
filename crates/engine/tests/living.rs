//! Documents that are bound to figures, and what becomes of them as figures change.
#![allow(clippy::disallowed_methods, reason = "the test writes the packages that it imports")]
#![allow(clippy::print_stderr, reason = "it tells who runs it what it skipped")]

mod editions;

use std::{
    fs,
    io::{Cursor, Read, Write},
    process::Command,
};

use attache_engine::{
    AsOf, BoundDocument, CheckRequest, Engine, LivingRequest, Moved, Outdated, Problem, RenderRequest, UpdateRequest,
    checking::{Given, Severities},
    living_documents::{Cause, Lock, OrphanKind, Outcome, Step},
    model::Areas,
    render,
};
use editions::{Edition, FIGURES, date, engine};

/// The next year's edition: invented, but for the population of 2024 (World Development
/// Indicators, edition of 2025).
const NEXT: Edition = Edition {
    name: "figures",
    publisher: "Office of Figures",
    created: "2025-07-01",
    series: "BO,population,2023,12388571,PERSONS,0
BO,population,2024,12567336,PERSONS,0
PE,population,2023,34352719,PERSONS,0
PE,population,2024,34217848,PERSONS,0
BO,inflation-rate,2024,-1.2,PERCENT,0
BO,unemployment-rate,2024,4.0,PERCENT,0
",
    pairs: "US,BO,exports-goods,2022,655.1,USD,6
US,BO,imports-goods,2022,321.0,USD,6
US,BO,exports-goods,2023,700.4,USD,6
US,BO,imports-goods,2023,450.0,USD,6
US,BO,exports-goods,2024,810.9,USD,6
US,BO,imports-goods,2024,400.0,USD,6
",
    agreements: FIGURES.agreements,
    memberships: FIGURES.memberships,
};

fn both() -> Engine {
    engine(&[FIGURES, NEXT])
}

fn request(name: &str, text: impl Into<Vec<u8>>, as_of: &str) -> CheckRequest {
    let about = ["US", "BO"].iter().map(|name| Areas::find(name).unwrap()).collect();
    CheckRequest {
        name: name.to_owned(),
        bytes: text.into(),
        format: None,
        given: Given { about, dated: Some(date("2024-08-01")), ..Given::default() },
        defaults: Given::default(),
        severities: Severities::default(),
        as_of: AsOf { published: Some(date(as_of)), known: None },
    }
}

/// A document, bound as of the first edition, with its lock.
fn bound(engine: &Engine, text: &str) -> (String, String) {
    let BoundDocument { bound, .. } = engine.bind(&request("brief.md", text, "2024-08-01"), |_, _| None).unwrap();
    (String::from_utf8(bound.bytes).unwrap(), bound.lock.to_string())
}

fn living(text: &str, lock: &str, as_of: &str) -> LivingRequest {
    LivingRequest { document: request("brief.md", text, as_of), lock: ("brief.lock".to_owned(), lock.to_owned()) }
}

fn updated(engine: &Engine, text: &str, wanted: &UpdateRequest) -> (Moved, String) {
    let (document, lock) = bound(engine, text);
    let moved = engine.update(&living(&document, &lock, "2026-01-01"), wanted).unwrap();
    let plain = engine.unbind(&request("brief.md", moved.bytes.clone(), "2026-01-01")).unwrap();
    (moved, String::from_utf8(plain).unwrap())
}

fn told(steps: &[Step]) -> Vec<(&str, Cause, bool)> {
    steps.iter().map(|step| (step.id.as_str(), step.cause, step.outcome == Outcome::Moved)).collect()
}

#[test]
fn what_is_bound_is_a_link_and_unbinds_to_the_same_bytes() {
    let engine = both();
    for (name, text, expected) in [
        (
            "brief.md",
            "# Bolivia\r\n\r\nBolivia has **about 12.4 million** people.\r\n",
            "**[about 12.4 million](fact:population?area=BO)** people",
        ),
        (
            "brief.txt",
            "\u{feff}BOLIVIA\n\nIn 2022 the United States exported goods worth $642 million to Bolivia.\n",
            "worth [$642 million](fact:goods-exports?area=US,BO&time=2022) to",
        ),
        (
            "brief.html",
            "<main><h1>Bolivia</h1><p>Bolivia is a member of the United Nations.</p></main>",
            "<data value=\"fact:own-memberships?area=BO\" data-form=\"#organizations\">",
        ),
    ] {
        let request = request(name, text, "2024-08-01");
        let BoundDocument { bound, .. } = engine.bind(&request, |_, _| None).unwrap();
        let document = String::from_utf8(bound.bytes.clone()).unwrap();
        assert!(document.contains(expected), "{document}");
        let plain = engine.unbind(&CheckRequest { bytes: bound.bytes.clone(), ..request.clone() }).unwrap();
        assert_eq!(String::from_utf8(plain).unwrap(), text);
        // What is bound stays as it is.
        let again = engine.bind(&CheckRequest { bytes: bound.bytes.clone(), ..request }, |_, _| None).unwrap().bound;
        assert_eq!((again.bytes, again.new, again.kept), (bound.bytes, 0, bound.new));
        assert_eq!(again.lock, bound.lock);
    }
}

#[test]
fn what_is_not_bound_is_told_with_the_reason() {
    let engine = both();
    let text = "Bolivia has about 15 million people. It has 27 volcanoes. See [12.4 million](http://x.org).";
    let BoundDocument { bound, .. } = engine.bind(&request("brief.md", text, "2024-08-01"), |_, _| None).unwrap();
    let told: Vec<_> = bound.unbound.iter().map(|it| (it.text.as_str(), it.why.split(':').next().unwrap())).collect();
    assert_eq!(told[0], ("about 15 million people", "contradicted"));
    assert!(told.iter().any(|(text, why)| *text == "27" && *why == "what it states was not understood"), "{told:?}");
    assert_eq!(bound.new, 0);
}

/// A Word document of this paragraph.
fn word(paragraph: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let text = format!("<w:document xmlns:w=\"w\"><w:body><w:p>{paragraph}</w:p></w:body></w:document>");
    for (name, part) in [("word/document.xml", text.as_str()), ("word/settings.xml", "<w:settings></w:settings>")] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn xml(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut text).unwrap();
    text
}

/// In Word a figure may stand in several runs, which stay what they are.
#[test]
fn a_figure_in_several_runs_is_bound_updated_and_unbound() {
    let engine = both();
    let paragraph = "<w:r w:rsidR=\"1\"><w:t>Bolivia has about 1</w:t></w:r><w:proofErr w:type=\"gramStart\"/>\
                     <w:r><w:rPr><w:b/></w:rPr><w:t>2.4 mil</w:t></w:r><w:r><w:t>lion people.</w:t></w:r>";
    let document = request("brief.docx", word(paragraph), "2024-08-01");
    let BoundDocument { bound, .. } = engine.bind(&document, |_, _| None).unwrap();
    assert_eq!(bound.new, 1, "{:?}", bound.unbound);
    let unbound = |bytes: Vec<u8>| xml(&engine.unbind(&CheckRequest { bytes, ..document.clone() }).unwrap());
    assert_eq!(unbound(bound.bytes.clone()), xml(&document.bytes));
    let lock = ("brief.lock".to_owned(), bound.lock.to_string());
    let living = LivingRequest { document: request("brief.docx", bound.bytes, "2026-01-01"), lock };
    let moved = engine.update(&living, &UpdateRequest::default()).unwrap();
    assert_eq!(moved.steps[0].words.1, "about 12.6 million people");
    assert_eq!(unbound(moved.bytes), xml(&word(&paragraph.replace("2.4", "2.6"))));
}

/// Wherever Word has cut a figure, its new digits and words stand in it, and nothing else
/// changes.
#[test]
fn a_figure_is_updated_wherever_its_runs_are_cut() {
    let engine = both();
    let text = "Bolivia has about 12.4 million people. In 2022, the United States exported goods worth $642 million to \
                Bolivia.";
    let expected = text.replace("12.4", "12.6").replace("642", "655");
    for at in (1..text.len()).step_by(5) {
        for length in [1, 2, 7] {
            let (first, rest) = text.split_at(at);
            let (middle, last) = rest.split_at(length.min(rest.len()));
            let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
            let paragraph = [first, middle, last].map(run).concat();
            let document = request("brief.docx", word(&paragraph), "2024-08-01");
            let BoundDocument { bound, .. } = engine.bind(&document, |_, _| None).unwrap();
            assert_eq!(bound.new, 2, "{paragraph}");
            let lock = ("brief.lock".to_owned(), bound.lock.to_string());
            let living = LivingRequest { document: request("brief.docx", bound.bytes, "2026-01-01"), lock };
            let moved = engine.update(&living, &UpdateRequest::default()).unwrap();
            assert!(moved.steps.iter().all(|step| step.outcome == Outcome::Moved), "{paragraph}: {:?}", moved.steps);
            let again = LivingRequest {
                document: CheckRequest { bytes: moved.bytes.clone(), ..living.document },
                lock: ("brief.lock".to_owned(), moved.lock.to_string()),
            };
            let Outdated { prose, steps, orphans, references, .. } = engine.outdated(&again).unwrap();
            assert_eq!(prose.blocks[0].text, expected, "{paragraph}");
            assert!(steps.is_empty() && orphans.is_empty() && references == 2, "{paragraph}: {orphans:?}");
        }
    }
}

/// What is outdated may be meant as history: its author chooses the figure.
#[test]
fn a_number_is_bound_to_the_fact_that_is_chosen() {
    let engine = both();
    let text = "Bolivia has about 12.4 million people.";
    let request = request("brief.md", text, "2026-01-01");
    let mut asked = Vec::new();
    let BoundDocument { bound, .. } = engine
        .bind(&request, |_, it| {
            asked.push((it.text.clone(), it.readings.len()));
            it.readings.iter().position(|(expression, _)| expression.contains("2023"))
        })
        .unwrap();
    assert_eq!(asked, [("about 12.4 million people".to_owned(), 2)]);
    let document = String::from_utf8(bound.bytes).unwrap();
    assert_eq!(document, "Bolivia has [about 12.4 million people](fact:population?area=BO&time=2023).");
    assert!(bound.unbound.is_empty());
    // What the fact does not bear out is not bound to it.
    let wrong =
        engine.bind(&request, |_, it| it.readings.iter().position(|(it, _)| it.contains("2024"))).unwrap().bound;
    assert_eq!((wrong.new, wrong.unbound.len()), (0, 1));
}

#[test]
fn an_update_moves_what_changed_and_says_why() {
    let text = "Bolivia has about 12.4 million people. In 2022, the United States exported goods worth $642 million \
                to Bolivia. In 2023, U.S. goods exports to Bolivia were $700.4 million.";
    let (moved, plain) = updated(&both(), text, &UpdateRequest::default());
    assert_eq!(
        plain,
        "Bolivia has about 12.6 million people. In 2022, the United States exported goods worth $655 million \
         to Bolivia. In 2023, U.S. goods exports to Bolivia were $700.4 million."
    );
    assert_eq!(
        told(&moved.steps),
        [
            ("population?area=BO#value", Cause::NewPeriod, true),
            ("goods-exports?area=US,BO&time=2022#value", Cause::Revision, true),
        ]
    );
    let population = &moved.steps[0];
    let was = population.was.as_ref().unwrap();
    assert_eq!((was.value.as_str(), was.period.as_str()), ("12,388,571", "2023"));
    assert_eq!(population.now.as_ref().unwrap().period, "2024");
    // Nothing is left to do.
    let document = String::from_utf8(moved.bytes).unwrap();
    let Outdated { steps, orphans, .. } =
        both().outdated(&living(&document, &moved.lock.to_string(), "2026-01-01")).unwrap();
    assert!(steps.is_empty() && orphans.is_empty());
}

#[test]
fn what_would_be_left_false_is_open() {
    for (text, why) in [
        ("Bolivia has just over 12.3 million people.", "no longer holds of"),
        ("Bolivia still has about 12.4 million people.", "\"still\""),
        ("Peru's population has risen to 34.4 million.", "\"risen\" no longer holds"),
        ("Bolivia's inflation rate is 2.6%.", "changed its sign"),
    ] {
        let engine = engine(&[PERU, FIGURES, NEXT]);
        let (moved, plain) = updated(&engine, text, &UpdateRequest::default());
        let [Step { outcome: Outcome::Open(told), id, .. }] = moved.steps.as_slice() else {
            panic!("{text}: {:?}", moved.steps)
        };
        assert!(told.contains(why), "{text}: {told}");
        assert_eq!(plain, text);
        let accept = UpdateRequest { accept: vec![id.clone()], ..UpdateRequest::default() };
        let (accepted, plain) = updated(&engine, text, &accept);
        assert_eq!(accepted.steps[0].outcome, Outcome::Moved, "{text}");
        assert_ne!(plain, text);
    }
}

/// So that Peru's population rose to what it was in 2023.
const PERU: Edition = Edition {
    name: "figures",
    publisher: "Office of Figures",
    created: "2023-07-01",
    series: "PE,population,2022,34049588,PERSONS,0\n",
    pairs: "",
    agreements: "",
    memberships: "",
};

#[test]
fn what_is_on_a_list_no_more_is_open() {
    // The next edition of the list has another membership.
    let last = Edition {
        name: "figures",
        created: "2025-12-01",
        memberships: "BO,Mercosur\n",
        series: "",
        pairs: "",
        agreements: "",
        publisher: "Office of Figures",
    };
    let engine = engine(&[FIGURES, last]);
    let (moved, _) = updated(&engine, "Bolivia is a member of the United Nations.", &UpdateRequest::default());
    let [Step { outcome: Outcome::Open(why), cause: Cause::Event, .. }] = moved.steps.as_slice() else {
        panic!("{:?}", moved.steps)
    };
    assert!(why.contains("Southern Common Market"), "{why}");
}

#[test]
fn only_what_is_named_is_moved() {
    let text = "Bolivia has about 12.4 million people, and Peru has 34.4 million people. In 2022, the United States exported \
                goods worth $642 million to Bolivia.";
    let engine = both();
    let only = |name: &str| UpdateRequest { only: vec![name.to_owned()], ..UpdateRequest::default() };
    let (moved, plain) = updated(&engine, text, &only("goods-exports"));
    assert!(plain.contains("$655 million") && plain.contains("12.4 million"), "{plain}");
    assert!(moved.steps.iter().any(|step| step.outcome == Outcome::Left));
    let (document, lock) = bound(&engine, text);
    let error = engine.update(&living(&document, &lock, "2026-01-01"), &only("gdp")).unwrap_err();
    assert_eq!(error.to_string(), "brief.md has no reference \"gdp\"");
}

#[test]
fn two_updates_of_other_references_merge_as_text() {
    let text = "Bolivia has about 12.4 million people.\n\nThat is so.\n\nIn 2022, the United States exported goods \
                worth $642 million to Bolivia.\n";
    let engine = both();
    let (document, lock) = bound(&engine, text);
    let moved = |name: &str| {
        let wanted = UpdateRequest { only: vec![name.to_owned()], ..UpdateRequest::default() };
        let moved = engine.update(&living(&document, &lock, "2026-01-01"), &wanted).unwrap();
        (String::from_utf8(moved.bytes).unwrap(), moved.lock.to_string())
    };
    let (one, other) = (moved("population"), moved("goods-exports"));
    let folder = tempfile::tempdir().unwrap();
    let merge = |base: &str, a: &str, b: &str| {
        let [base, a, b] = [("base", base), ("a", a), ("b", b)].map(|(name, text)| {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            path
        });
        Command::new("git").args(["merge-file", "-p"]).args([a, base, b]).output()
    };
    let Ok(merged) = merge(&lock, &one.1, &other.1) else {
        eprintln!("skipped: there is no git here");
        return;
    };
    assert!(merged.status.success(), "{}", String::from_utf8_lossy(&merged.stdout));
    let lock = String::from_utf8(merged.stdout).unwrap();
    let text = merge(&document, &one.0, &other.0).unwrap();
    assert!(text.status.success());
    let text = String::from_utf8(text.stdout).unwrap();
    let found = engine.outdated(&living(&text, &lock, "2026-01-01")).unwrap();
    assert!(found.steps.is_empty() && found.orphans.is_empty(), "{:?} {:?}", found.steps, found.orphans);
}

#[test]
fn orphans_are_told() {
    let text = "Bolivia has about 12.4 million people, and Peru has 34.4 million people.";
    let engine = both();
    let (document, lock) = bound(&engine, text);
    let orphans = |document: &str| engine.outdated(&living(document, &lock, "2024-08-01")).unwrap().orphans;
    assert!(orphans(&document).is_empty());
    let edited = document.replace("about 12.4 million", "about 12 million");
    assert!(matches!(&orphans(&edited)[0].kind, OrphanKind::WordsChanged { from, to }
        if from == "about 12.4 million people" && to == "about 12 million people"));
    let more = format!(
        "{document} [2.6%](fact:inflation-rate?area=BO) [3](fact:nothing?area=BO) [4](fact:population?area=BO \"#rank\")"
    );
    let found = orphans(&more);
    assert_eq!(found[0].kind, OrphanKind::NotLocked);
    assert!(matches!(&found[1].kind, OrphanKind::Malformed { problem, .. } if problem.contains("no fact kind")));
    assert!(matches!(&found[2].kind, OrphanKind::Malformed { problem, .. } if problem.contains("no role")));
    assert!(matches!(&orphans(text)[0].kind, OrphanKind::NotInText { .. }));
    // Bound anew, what holds is locked and what does not is an error.
    let again = engine.bind(&request("brief.md", edited, "2024-08-01"), |_, _| None).unwrap().bound;
    assert!(again.unbound.is_empty() && again.lock.to_string().contains("about 12 million"), "{:?}", again.unbound);
    let false_now = document.replace("about 12.4 million", "about 15 million");
    let again = engine.bind(&request("brief.md", false_now, "2024-08-01"), |_, _| None).unwrap().bound;
    assert!(again.unbound.iter().any(|it| it.is_reference && it.why.contains("does not hold")), "{:?}", again.unbound);
}

/// Words put in and taken out beside bound figures move no reference to another one.
#[test]
fn edits_around_bound_figures_move_no_reference() {
    let text = "Bolivia has about 12.4 million people, and Peru has 34.4 million people. In 2022, the United States \
                exported goods worth $642 million to Bolivia.";
    let engine = both();
    let (document, lock) = bound(&engine, text);
    let count = engine.outdated(&living(&document, &lock, "2024-08-01")).unwrap().references;
    assert_eq!(count, 3);
    let is_within_link = |at: usize| {
        let before = &document[..at];
        before.matches('[').count() > before.matches(')').count()
    };
    for at in (0..=document.len()).filter(|at| document.is_char_boundary(*at) && !is_within_link(*at)) {
        for put in ["12.4 million ", "[x] ", "\n\n", "**", "(", "fact: "] {
            let mut edited = document.clone();
            edited.insert_str(at, put);
            let found = engine.outdated(&living(&edited, &lock, "2024-08-01")).unwrap();
            assert!(found.steps.is_empty(), "{put:?} at {at}: {:?}", found.steps);
            let is_whole = found.references == count && found.orphans.is_empty();
            assert!(is_whole || !found.orphans.is_empty(), "{put:?} at {at}");
        }
    }
}

const WRITTEN: &str = "---\nattache:\n  about: [US, BO]\n---\n# Bolivia\n\n[](fact:population?area={b}) It has \
                       [about 12.4 million people](fact:population?area=BO).\n\n<!-- attache: for c in BO, PE -->\n\n\
                       - [](name:{c}): [](fact:population?area={c} \"#value\")\n\n<!-- attache: end -->\n\n\
                       ![](fact:goods-trade?area={a},{b}&time=last:10 \"exports, imports\")\n";

fn written(engine: &Engine, text: &str, lock: &str, is_locked: bool) -> String {
    let request = RenderRequest {
        name: "brief.md".to_owned(),
        bytes: text.as_bytes().to_vec(),
        language: None,
        about: Vec::new(),
        as_of: AsOf::default(),
        lock: Some(("brief.lock".to_owned(), lock.to_owned())),
        is_locked,
    };
    let rendered = engine.render_document(&request).unwrap();
    assert!(rendered.faults.is_empty(), "{:?}", rendered.faults);
    render::html_with(&rendered.written, rendered.options(render::Citations::Footnotes, None))
}

/// References without words, loops and charts are kept in the lock, and are written from
/// it without a store.
#[test]
fn what_is_written_by_the_program_is_locked_too() {
    let before = engine(&[FIGURES]);
    let (document, lock) = bound(&before, WRITTEN);
    let then = written(&before, &document, &lock, true);
    assert!(then.contains("12,388,571") && then.contains("34,352,719") && then.contains("<svg"), "{then}");
    let nothing = Engine::built_in().unwrap();
    let after = both();
    for engine in [&after, &nothing] {
        assert_eq!(written(engine, &document, &lock, true), then);
    }
    assert_eq!(written(&after, &document, &lock, false), then);
    let moved = after.update(&living(&document, &lock, "2026-01-01"), &UpdateRequest::default()).unwrap();
    let steps: Vec<_> = moved.steps.iter().map(|step| (step.cause, step.words.1.as_str())).collect();
    assert_eq!(steps[0], (Cause::NewPeriod, "about 12.6 million people"));
    assert!(steps.contains(&(Cause::NewPeriod, "Bolivia's population was 12,567,336 in 2024.")), "{steps:?}");
    assert!(steps.contains(&(Cause::NewPeriod, "34,217,848")), "{steps:?}");
    // What is put into the document later has not changed, and hides nothing that has.
    let more = format!("{document}\n[](fact:inflation-rate?area=BO&time=2023)\n");
    let found = after.outdated(&living(&more, &lock, "2026-01-01")).unwrap();
    let told: Vec<_> = found.steps.iter().map(|step| step.words.1.as_str()).collect();
    assert!(told.contains(&"34,217,848") && !told.iter().any(|words| words.contains("2.6%")), "{told:?}");
    let document = String::from_utf8(moved.bytes).unwrap();
    let now = written(&nothing, &document, &moved.lock.to_string(), true);
    assert!(now.contains("12,567,336") && !now.contains("12,388,571"), "{now}");
    assert_eq!(Lock::read(&moved.lock.to_string()).unwrap(), moved.lock);
}

#[test]
fn a_lock_of_another_version_is_printed_and_said_to_be() {
    let engine = both();
    let (document, lock) = bound(&engine, WRITTEN);
    let version = lock.lines().find(|line| line.starts_with("attache = ")).unwrap();
    let other = lock.replace(version, "attache = \"0.0.1\"");
    let request = |lock: &str| RenderRequest {
        name: "brief.md".to_owned(),
        bytes: document.clone().into_bytes(),
        language: None,
        about: Vec::new(),
        as_of: AsOf::default(),
        lock: Some(("brief.lock".to_owned(), lock.to_owned())),
        is_locked: true,
    };
    assert_eq!(engine.render_document(&request(&lock)).unwrap().other_version, None);
    let rendered = engine.render_document(&request(&other)).unwrap();
    assert_eq!(rendered.other_version.as_deref(), Some("0.0.1"));
    // What has all been written anew is of this version.
    let moved = engine.update(&living(&document, &other, "2026-01-01"), &UpdateRequest::default()).unwrap();
    assert_eq!(moved.lock.other_version(), None);
}

/// Its figures are bound all the same.
#[test]
fn what_cannot_be_written_out_is_told() {
    let engine = both();
    let text = "Bolivia has about 12.4 million people.\n\n- [](fact:populace?area=BO)\n";
    let BoundDocument { bound, unwritten, .. } =
        engine.bind(&request("brief.md", text, "2024-08-01"), |_, _| None).unwrap();
    let Problem { problem, hint } = unwritten.unwrap();
    assert_eq!(problem, "brief.md:3:3: fact:populace?area=BO: there is no fact kind \"populace\"");
    assert!(hint.contains("`attache facts`") && bound.new == 1 && bound.lock.kept.is_empty(), "{hint}");
    let living = living(&String::from_utf8(bound.bytes).unwrap(), &bound.lock.to_string(), "2026-01-01");
    assert_eq!(engine.outdated(&living).unwrap().unwritten.unwrap().problem, problem);
    let moved = engine.update(&living, &UpdateRequest::default()).unwrap();
    assert_eq!((moved.unwritten.unwrap().problem, moved.steps.len()), (problem, 1));
}

/// Plain text and HTML are written out as they are, with marks and a list of sources; and
/// they, and Word, in the formats that the program writes.
#[test]
fn what_is_no_markdown_is_written_out_too() {
    let engine = both();
    let nothing = Engine::built_in().unwrap();
    let page = "<!doctype html><html><head><title>Brief</title></head><body><main><h1>Bolivia</h1><p>Bolivia has <b>about \
                12.4 million people</b>.</p></main></body></html>";
    let text = "BOLIVIA\r\n\r\nBolivia has about 12.4 million people. In 2022, the United States exported goods worth $642 \
                million\r\nto Bolivia.\r\n";
    let paragraph = "<w:r><w:t>Bolivia has about 12.4 million people.</w:t></w:r>";
    for (name, bytes) in [
        ("brief.html", page.as_bytes().to_vec()),
        ("brief.txt", text.as_bytes().to_vec()),
        ("brief.docx", word(paragraph)),
    ] {
        let BoundDocument { bound, unwritten, .. } =
            engine.bind(&request(name, bytes.clone(), "2024-08-01"), |_, _| None).unwrap();
        assert!(bound.new > 0 && unwritten.is_none(), "{name}: {:?}", bound.unbound);
        let request = RenderRequest {
            name: name.to_owned(),
            bytes: bound.bytes,
            language: None,
            about: Vec::new(),
            as_of: AsOf::default(),
            lock: Some(("brief.lock".to_owned(), bound.lock.to_string())),
            is_locked: true,
        };
        let rendered = nothing.render_document(&request).unwrap();
        let options = rendered.options(render::Citations::Endnotes, None);
        let markdown = render::markdown_with(&rendered.written, options);
        assert!(markdown.contains("about 12.4 million people.\\[1\\]"), "{markdown}");
        if name == "brief.docx" {
            assert_eq!(xml(&rendered.as_it_stands().unwrap()), xml(&bytes));
            assert!(rendered.beside(options).unwrap_err().to_string().contains("plain text and HTML alone"));
            continue;
        }
        assert!(markdown.contains("# B") && !markdown.contains("\n## B"), "{markdown}");
        assert_eq!(rendered.as_it_stands().unwrap(), bytes);
        let beside = String::from_utf8(rendered.beside(options).unwrap()).unwrap();
        let wanted: &[&str] = match name {
            "brief.html" => &[
                "<b><data value=\"fact:population?area=BO\">about 12.4 million people</data><sup>[<a \
                 href=\"#attache-source-1\">1</a>]</sup></b>.</p><section id=\"attache-sources\">",
                "<li id=\"attache-source-1\">Office of Figures, Figures",
            ],
            _ => &[
                "has about 12.4 million people [1]. In 2022,",
                "worth $642 \
                million [1]\r\nto Bolivia.\r\n\r\nSources\r\n\r\n[1] Office of Figures, Figures",
            ],
        };
        assert!(wanted.iter().all(|wanted| beside.contains(wanted)), "{beside}");
        // Of a store, too, and without a lock what the store has.
        let of_store = engine.render_document(&RenderRequest { is_locked: false, ..request.clone() }).unwrap();
        assert_eq!(String::from_utf8(of_store.beside(options).unwrap()).unwrap(), beside);
        let as_of = AsOf { published: Some(date("2024-08-01")), known: None };
        let of_facts =
            engine.render_document(&RenderRequest { lock: None, is_locked: false, as_of, ..request }).unwrap();
        assert_eq!(String::from_utf8(of_facts.beside(options).unwrap()).unwrap(), beside);
        assert!(of_facts.faults.is_empty() && of_facts.gaps.is_empty());
    }
    let wordless = RenderRequest {
        name: "brief.txt".to_owned(),
        bytes: b"Bolivia.\n\nIt has [](fact:population?area=BO) people.\n".to_vec(),
        language: None,
        about: Vec::new(),
        as_of: AsOf::default(),
        lock: None,
        is_locked: false,
    };
    let error = engine.render_document(&wordless).unwrap_err();
    assert_eq!(error.to_string(), "brief.txt:3: population?area=BO: it has no words of the author's");
    let malformed = RenderRequest { bytes: b"\nIt has [12](fact:populace?area=BO) people.\n".to_vec(), ..wordless };
    let error = engine.render_document(&malformed).unwrap_err();
    assert!(error.to_string().starts_with("brief.txt:2:8: fact:populace?area=BO: there is no fact kind"), "{error}");
}

#[test]
fn a_damaged_lock_is_refused() {
    let engine = both();
    let (document, lock) = bound(&engine, "Bolivia has about 12.4 million people.");
    let error = engine.outdated(&living(&document, &lock.replace("role", "rule"), "2024-08-01")).unwrap_err();
    assert!(error.to_string().starts_with("brief.lock:"), "{error}");
}
