//! The benchmark `bench/claims`: documents of which every statement is annotated,
//! checked as they stand and with one error seeded at a time.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use attache_engine::{
    AsOf, Engine,
    checking::{Draft, Given, Judged, Report, Severity, Unchecked, Verdict},
    language::Wordings,
    model::{Date, Query},
    prose::{Format, Prose},
};
use serde::Deserialize;

/// What stands beside a document.
#[derive(Deserialize)]
struct Annotation {
    language: String,
    #[serde(rename = "statement", default)]
    statements: Vec<Statement>,
}

#[derive(Deserialize)]
struct Statement {
    quote: String,
    kind: String,
    right: Vec<String>,
    error: Option<Seeded>,
}

/// A change of the document that makes the statement false.
#[derive(Deserialize)]
struct Seeded {
    sort: String,
    from: String,
    to: String,
    right: Vec<String>,
}

/// How the checker fared.
#[derive(Clone, Copy, Default)]
struct Score {
    statements: usize,
    /// Of a kind that there is, and of these understood.
    checkable: usize,
    detected: usize,
    right: usize,
    not_checkable: usize,
    /// Said to be right or wrong, and annotated otherwise.
    falsely_supported: usize,
    falsely_flagged: usize,
    flagged: usize,
    seeded: usize,
    caught: usize,
    /// Seeded errors that were held to be right.
    passed: usize,
    composed: usize,
    judged: usize,
    spurious: usize,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.statements += other.statements;
        self.checkable += other.checkable;
        self.detected += other.detected;
        self.right += other.right;
        self.not_checkable += other.not_checkable;
        self.falsely_supported += other.falsely_supported;
        self.falsely_flagged += other.falsely_flagged;
        self.flagged += other.flagged;
        self.seeded += other.seeded;
        self.caught += other.caught;
        self.passed += other.passed;
        self.composed += other.composed;
        self.judged += other.judged;
        self.spurious += other.spurious;
    }
}

fn share(part: usize, of: usize) -> String {
    if of == 0 { "-".to_owned() } else { format!("{:.3}", part as f64 / of as f64) }
}

/// The day on which the documents are checked.
const CHECKED: &str = "2026-02-01";

/// Runs the benchmark over a folder of documents against a store.
pub(crate) fn run(store: &Path, folder: &Path, list: bool) -> Result<(), String> {
    let engine = Engine::open(store).map_err(|error| error.to_string())?;
    let as_of = AsOf { published: CHECKED.parse::<Date>().ok(), ..AsOf::default() };
    let mut documents: Vec<PathBuf> = fs::read_dir(folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    documents.sort();
    let mut all = Score::default();
    let (mut by_kind, mut by_language, mut by_sort) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let mut misses = String::new();
    for path in &documents {
        let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let annotation: Annotation = toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        let document = ["md", "txt", "html"].map(|end| path.with_extension(end)).into_iter().find(|path| path.exists());
        let document = document.ok_or_else(|| format!("{}: there is no document beside it", path.display()))?;
        let scored = of_document(&engine, as_of, &document, &annotation, &mut misses)?;
        for (statement, score) in annotation.statements.iter().zip(&scored.statements) {
            all.add(*score);
            by_kind.entry(statement.kind.clone()).or_insert_with(Score::default).add(*score);
            by_language.entry(annotation.language.clone()).or_insert_with(Score::default).add(*score);
            if let Some(error) = &statement.error {
                by_sort.entry(error.sort.clone()).or_insert_with(Score::default).add(*score);
            }
        }
        all.judged += scored.judged;
        all.spurious += scored.spurious;
        all.composed += scored.composed;
    }
    if list {
        println!("{misses}");
    }
    println!("{} documents, {} statements, {} seeded errors\n", documents.len(), all.statements, all.seeded);
    for (name, scores) in [("kind", &by_kind), ("language", &by_language), ("seeded error", &by_sort)] {
        println!("{}", table(name, scores));
    }
    println!("{}", summary(&all));
    Ok(())
}

/// The scores of a document's statements, and what was judged beside them.
struct Scored {
    statements: Vec<Score>,
    judged: usize,
    spurious: usize,
    composed: usize,
}

/// A text with what is checked of it.
struct Read<'w> {
    prose: Prose,
    draft: Draft,
    wordings: &'w Wordings,
}

fn read<'w>(engine: &'w Engine, path: &Path, bytes: &[u8]) -> Result<Read<'w>, String> {
    let failed = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let format = if path.extension().is_some_and(|end| end == "md") { Format::Markdown } else { Format::Text };
    let prose = Prose::read(bytes, format).map_err(|error| failed(&error))?;
    let given = Given::default();
    let wordings = engine.wordings(Draft::language(&prose, &given));
    let draft = Draft::read(&prose, wordings, &given);
    Ok(Read { prose, draft, wordings })
}

fn of_document(
    engine: &Engine,
    as_of: AsOf,
    path: &Path,
    annotation: &Annotation,
    misses: &mut String,
) -> Result<Scored, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let own = read(engine, path, text.as_bytes())?;
    let mut twins = Vec::new();
    for statement in &annotation.statements {
        let place = place_of(&text, &statement.quote).map_err(|problem| format!("{}: {problem}", path.display()))?;
        let twin = match &statement.error {
            Some(error) => {
                let at = place.start
                    + statement.quote.find(&error.from).ok_or_else(|| {
                        format!("{}: {:?} is not in {:?}", path.display(), error.from, statement.quote)
                    })?;
                let mut changed = text.clone();
                changed.replace_range(at..at + error.from.len(), &error.to);
                let end = place.end + error.to.len() - error.from.len();
                Some((read(engine, path, changed.as_bytes())?, place.start..end, at..at + error.to.len()))
            }
            None => None,
        };
        twins.push((place, twin));
    }
    let mut needs = own.draft.needs();
    for (_, twin) in &twins {
        needs.extend(twin.iter().flat_map(|(twin, ..)| twin.draft.needs()));
    }
    let query = Query { selections: needs, published_by: as_of.published, ..Query::default() };
    let panel = engine.store().panel(&query).map_err(|error| error.to_string())?;
    let report = own.draft.judge(&own.prose, &panel, own.wordings);
    let mut scored = Scored { statements: Vec::new(), judged: 0, spurious: 0, composed: 0 };
    let understood: Vec<&Judged> = report.statements.iter().filter(|judged| judged.kind.is_some()).collect();
    scored.judged = understood.len();
    scored.composed = understood.iter().filter(|judged| judged.is_composed).count();
    let is_annotated = |judged: &&&Judged| twins.iter().any(|(place, _)| overlap(place, &judged.place) > 0);
    scored.spurious = understood.iter().filter(|judged| !is_annotated(judged)).count();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    for (statement, (place, twin)) in annotation.statements.iter().zip(&twins) {
        let judged = best(&report, place, &statement.kind);
        let verdict = judged.map_or("not-checkable", verdict_name);
        let is_right = statement.right.iter().any(|right| right == verdict);
        let is_checkable = statement.kind != "none";
        let is_flag = matches!(verdict, "contradicted" | "outdated");
        let mut score = Score {
            statements: 1,
            checkable: is_checkable.into(),
            detected: (is_checkable && judged.is_some()).into(),
            right: is_right.into(),
            not_checkable: (verdict == "not-checkable").into(),
            falsely_supported: (!is_right && verdict == "supported").into(),
            falsely_flagged: (!is_right && is_flag).into(),
            flagged: is_flag.into(),
            ..Score::default()
        };
        if !is_right {
            let because = judged.map_or("nothing was understood", |judged| judged.because.as_str());
            let _ = writeln!(
                misses,
                "{name}: {verdict}, not {}: [{}] {:?}\n    {} {because}",
                statement.right.join("|"),
                statement.kind,
                statement.quote,
                judged.and_then(|judged| judged.kind).map(|kind| kind.to_string()).unwrap_or_default()
            );
        }
        if let (Some((twin, quote, change)), Some(error)) = (twin, &statement.error) {
            let report = twin.draft.judge(&twin.prose, &panel, twin.wordings);
            let judged = best(&report, quote, &statement.kind);
            let verdict = judged.map_or("not-checkable", verdict_name);
            let is_found = report
                .findings
                .iter()
                .any(|finding| finding.severity >= Severity::Error && overlap(&finding.place, change) > 0);
            let is_caught = error.right.iter().any(|right| right == verdict) || is_found;
            score.seeded = 1;
            score.caught = is_caught.into();
            score.passed = (verdict == "supported" && !is_caught).into();
            if !is_caught {
                let because = judged.map_or("nothing was understood", |judged| judged.because.as_str());
                let _ = writeln!(
                    misses,
                    "{name}: seeded {} {:?} for {:?} is {verdict}: [{}] {:?}\n    {} {because}",
                    error.sort,
                    error.to,
                    error.from,
                    statement.kind,
                    statement.quote,
                    judged.and_then(|judged| judged.kind).map(|kind| kind.to_string()).unwrap_or_default()
                );
            }
        }
        scored.statements.push(score);
    }
    Ok(scored)
}

fn place_of(text: &str, quote: &str) -> Result<Range<usize>, String> {
    let mut places = text.match_indices(quote);
    match (places.next(), places.next()) {
        (Some((at, _)), None) => Ok(at..at + quote.len()),
        (None, _) => Err(format!("{quote:?} is not in the document")),
        (Some(_), Some(_)) => Err(format!("{quote:?} is there twice")),
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The judged statement that is the quoted one: of its kind rather than of
/// another, and the one that has most of it.
fn best<'r>(report: &'r Report, quote: &Range<usize>, kind: &str) -> Option<&'r Judged> {
    let understood = report.statements.iter().filter(|judged| {
        judged.verdict != Verdict::NotCheckable(Unchecked::NotUnderstood) && overlap(&judged.place, quote) > 0
    });
    understood.max_by_key(|judged| {
        let is_of_kind = judged.kind.is_some_and(|known| known == *kind);
        (is_of_kind, overlap(&judged.place, quote), std::cmp::Reverse(judged.place.len()))
    })
}

fn verdict_name(judged: &Judged) -> &'static str {
    match judged.verdict {
        Verdict::NotCheckable(_) => "not-checkable",
        verdict => verdict.name(),
    }
}

fn table(name: &str, scores: &BTreeMap<String, Score>) -> String {
    let mut text = format!(
        "{name:26} {:>10} {:>8} {:>8} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}\n",
        "statements", "detected", "right", "n/c", "false+", "false!", "seeded", "caught", "passed"
    );
    for (name, score) in scores {
        let _ = writeln!(
            text,
            "{name:26} {:>10} {:>8} {:>8} {:>7} {:>7} {:>7} {:>7} {:>7} {:>7}",
            score.statements,
            share(score.detected, score.checkable),
            share(score.right, score.statements),
            share(score.not_checkable, score.statements),
            score.falsely_supported,
            score.falsely_flagged,
            score.seeded,
            share(score.caught, score.seeded),
            score.passed,
        );
    }
    text
}

fn summary(all: &Score) -> String {
    let precision = (all.judged - all.spurious) as f64 / all.judged.max(1) as f64;
    let recall = all.detected as f64 / all.checkable.max(1) as f64;
    format!(
        "detection: precision {precision:.3}, recall {recall:.3}, F1 {:.3}\n\
         verdicts right: {}; not checkable: {}\n\
         flags: precision {} ({} of {} on statements as they stand were wrong), recall on seeded errors {}\n\
         falsely supported: {} as they stand, {} seeded errors\n\
         claims: {} by patterns, {} by composition",
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE),
        share(all.right, all.statements),
        share(all.not_checkable, all.statements),
        share(all.flagged - all.falsely_flagged + all.caught, all.flagged + all.caught),
        all.falsely_flagged,
        all.flagged,
        share(all.caught, all.seeded),
        all.falsely_supported,
        all.passed,
        all.judged - all.composed,
        all.composed,
    )
}
