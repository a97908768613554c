//! What newer data say of bound documents, and what was made of it: for a terminal, as
//! JSON, and as a page with the changed words marked.
//!
//! The shape of the JSON is stable: within one `schema`, members are only added.
//!
//! ```json
//! { "schema": "attache-living/1", "documents": [DOCUMENT…] }
//! ```
//!
//! | | members |
//! |---|---|
//! | DOCUMENT | `path`, `references` (how many there are), `steps`: a list of STEP, `orphans`: what of document and lock does not go together, and why the document cannot be written out: [{`line` (or `null`), `problem`, `hint`}] |
//! | STEP | `reference`, `line` and `place` ("paragraph 12") of which one is `null`, `cause`, `was`, `now`: FIGURE or `null`, `words`: {`before`, `after`}, `sentence`: {`before`, `after`}, `outcome` (`moved`, `left` or `open`), `why` (or `null`), `beside`: [figures of the sentence that are not bound] |
//! | FIGURE | `value` (with its unit), `period`, `release`, `publisher`, `published` |
//!
//! `cause` is `new period`, `revision`, `change of method`, `change of source`,
//! `withdrawal`, `event` or `addition`.

use attache_document::prose::Prose;
use attache_living::{Figure, Orphan, Outcome, Step};
use similar::{ChangeTag, TextDiff};

use crate::{
    html::markup::Markup,
    json::{Writer, written},
    wrap::wrap,
};

/// A bound document, or a sheet, with what has changed in its figures.
#[derive(Clone, Copy)]
pub struct ChangedDocument<'a> {
    /// Its file, or what the sheet is of.
    pub path: &'a str,
    /// Nothing of a sheet.
    pub prose: Option<&'a Prose>,
    /// How many figures there are, or statements of a sheet.
    pub references: usize,
    pub steps: &'a [Step],
    pub orphans: &'a [Orphan],
    /// Why it cannot be written out, if so: problem and hint.
    pub unwritten: Option<(&'a str, &'a str)>,
}

impl ChangedDocument<'_> {
    /// What is amiss: its line, from 1, where it has one, the problem and a hint.
    fn amiss(&self) -> Vec<(Option<usize>, String, String)> {
        let line = |orphan: &Orphan| Some(self.prose?.where_is(orphan.place.as_ref()?.start).line);
        let orphans = self.orphans.iter().map(|orphan| (line(orphan), orphan.problem(), orphan.hint()));
        let unwritten = self.unwritten.map(|(problem, hint)| (None, problem.to_owned(), hint.to_owned()));
        orphans.chain(unwritten).collect()
    }

    /// "brief.md: 3 of 31 figures have changed, 1 of them open"
    fn summary(&self) -> String {
        let open = self.steps.iter().filter(|step| matches!(step.outcome, Outcome::Open(_))).count();
        let open = if open > 0 { format!(", {open} of them open") } else { String::new() };
        let has = if self.steps.len() == 1 { "has" } else { "have" };
        let what = if self.prose.is_some() { "figures" } else { "statements" };
        format!("{}: {} of {} {what} {has} changed{open}", self.path, self.steps.len(), self.references)
    }
}

/// What changed, for people at a terminal of so many columns.
pub fn text(documents: &[ChangedDocument<'_>], columns: usize) -> String {
    let mut out = String::new();
    for document in documents {
        for steps in sentences(document.steps) {
            for step in steps {
                let place = match (&step.label, step.line) {
                    (Some(label), _) => format!(", {label}"),
                    (None, Some(line)) => format!(":{line}"),
                    (None, None) => String::new(),
                };
                out.push_str(&format!("{}{place}: {}\n", document.path, step.id));
                for line in wrap(&account(step), columns.saturating_sub(2).max(20)) {
                    out.push_str(&format!("  {line}\n"));
                }
                match &step.outcome {
                    Outcome::Open(why) => out.push_str(&format!("  open: {why}\n")),
                    Outcome::Moved if step.words.0 == step.words.1 => out.push_str("  the words hold of it too\n"),
                    Outcome::Moved | Outcome::Left => {}
                }
            }
            let (before, after) = redlined(steps);
            for (mark, sentence) in [('-', before), ('+', after)] {
                if !sentence.is_empty() && (mark == '-' || before != after) {
                    out.push_str(&format!("  {mark} {sentence}\n"));
                }
            }
            if let Some(beside) = beside(steps) {
                out.push_str(&format!("  note: {beside}\n"));
            }
            out.push('\n');
        }
        for (line, problem, hint) in document.amiss() {
            let line = line.map(|line| format!(":{line}")).unwrap_or_default();
            out.push_str(&format!("{}{line}: error: {problem}\n  {hint}\n\n", document.path));
        }
        out.push_str(&document.summary());
        out.push('\n');
    }
    out
}

/// The steps of each sentence.
fn sentences(steps: &[Step]) -> impl Iterator<Item = &[Step]> {
    let place = |step: &Step| (step.line, step.label.clone());
    steps.chunk_by(move |a, b| place(a) != (None, None) && place(a) == place(b) && a.sentence.0 == b.sentence.0)
}

/// A sentence before and after the steps in it that are not open; after those, where
/// all are.
fn redlined(steps: &[Step]) -> (&str, &str) {
    let done = steps.iter().rfind(|step| !matches!(step.outcome, Outcome::Open(_))).or(steps.last());
    done.map_or(("", ""), |step| (&step.sentence.0, &step.sentence.1))
}

/// What of a changed sentence is not bound, and stays as it is.
fn beside(steps: &[Step]) -> Option<String> {
    let figures = &steps.last()?.beside;
    let is = if figures.len() == 1 { "is" } else { "are" };
    (!figures.is_empty()).then(|| format!("{} in this sentence {is} not bound", figures.join(", ")))
}

/// "new period: 12,186,079, 2022 (Central Intelligence Agency, 2023-06-29) -> …"
fn account(step: &Step) -> String {
    let told = |it: &Option<Figure>| it.as_ref().map_or_else(|| "nothing".to_owned(), figure);
    format!("{}: {} -> {}", step.cause, told(&step.was), told(&step.now))
}

fn figure(figure: &Figure) -> String {
    let Figure { value, period, publisher, published, .. } = figure;
    let mut parts = vec![value.as_str(), period.as_str()];
    parts.retain(|part| !part.is_empty());
    // A date is of the day that it is.
    parts.dedup();
    let told = parts.join(", ");
    format!("{told}{}({publisher}, {published})", if told.is_empty() { "" } else { " " })
}

/// What changed, in the shape that this module documents.
pub fn json(documents: &[ChangedDocument<'_>]) -> String {
    let mut text = written(|w| {
        w.text("schema", "attache-living/1");
        w.array("documents", documents, |w, document| {
            w.object(|w| {
                w.text("path", document.path);
                w.plain("references", &document.references);
                w.array("steps", document.steps, |w, step| w.object(|w| of_step(w, step)));
                w.array("orphans", &document.amiss(), |w, (line, problem, hint)| {
                    w.object(|w| {
                        match line {
                            Some(line) => w.plain("line", line),
                            None => w.plain("line", &"null"),
                        }
                        w.text("problem", problem);
                        w.text("hint", hint);
                    });
                });
            });
        });
    });
    text.push('\n');
    text
}

fn of_step(w: &mut Writer<'_>, step: &Step) {
    w.text("reference", &step.id);
    match step.line {
        Some(line) => w.plain("line", &line),
        None => w.plain("line", &"null"),
    }
    match &step.label {
        Some(label) => w.text("place", label),
        None => w.plain("place", &"null"),
    }
    w.text("cause", step.cause.name());
    for (name, told) in [("was", &step.was), ("now", &step.now)] {
        w.member(name);
        match told {
            Some(told) => of_figure(w, told),
            None => w.value(&"null"),
        }
    }
    for (name, (before, after)) in [("words", &step.words), ("sentence", &step.sentence)] {
        w.member(name);
        w.object(|w| {
            w.text("before", before);
            w.text("after", after);
        });
    }
    let (outcome, why) = match &step.outcome {
        Outcome::Moved => ("moved", None),
        Outcome::Left => ("left", None),
        Outcome::Open(why) => ("open", Some(why)),
    };
    w.text("outcome", outcome);
    match why {
        Some(why) => w.text("why", why),
        None => w.plain("why", &"null"),
    }
    w.array("beside", &step.beside, |w, figure| w.string(figure));
}

fn of_figure(w: &mut Writer<'_>, figure: &Figure) {
    w.object(|w| {
        w.text("value", &figure.value);
        w.text("period", &figure.period);
        w.text("release", &figure.release);
        w.text("publisher", &figure.publisher);
        w.text("published", &figure.published);
    });
}

const STYLE: &str = include_str!("living/redline.css");

/// What changed, as a page that needs nothing else: each sentence with its words struck
/// out and put in, and why beside it.
pub fn html(documents: &[ChangedDocument<'_>]) -> String {
    let mut out = Markup::with_capacity(16 * 1024);
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<title>Changes of figures</title>\n<style>\n").raw(STYLE).raw("</style>\n</head>\n<body>\n<main>\n");
    out.raw("<h1>Changes of figures</h1>\n");
    for document in documents {
        out.raw("<section>\n<h2>").text(document.path).raw("</h2>\n<p>").text(&document.summary()).raw(".</p>\n");
        for steps in sentences(document.steps) {
            let is_open = steps.iter().any(|step| matches!(step.outcome, Outcome::Open(_)));
            out.raw("<article")
                .attribute("class", if is_open { "step open" } else { "step" })
                .raw(">\n<p class=\"sentence\">");
            let (before, after) = redlined(steps);
            redline(&mut out, before, after);
            out.raw("</p>\n");
            for step in steps {
                out.raw("<p class=\"why\"><b>").text(step.cause.name()).raw("</b> ");
                let account = account(step).replace(" -> ", " → ");
                out.text(account.split_once(": ").map_or("", |(_, rest)| rest));
                out.raw("<br><code>").text(&step.id).raw("</code>");
                match (&step.label, step.line) {
                    (Some(label), _) => drop(out.raw(", ").text(label)),
                    (None, Some(line)) => drop(out.raw(", line ").text(&line.to_string())),
                    (None, None) => {}
                }
                match &step.outcome {
                    Outcome::Open(why) => drop(out.raw("<br><strong>Open:</strong> ").text(why)),
                    Outcome::Moved if step.words.0 == step.words.1 => drop(out.raw("<br>The words hold of it too.")),
                    Outcome::Moved | Outcome::Left => {}
                }
                out.raw("</p>\n");
            }
            if let Some(beside) = beside(steps) {
                out.raw("<p class=\"why\">Note: ").text(&beside).raw("</p>\n");
            }
            out.raw("</article>\n");
        }
        for (_, problem, hint) in document.amiss() {
            out.raw("<article class=\"step open\">\n<p><strong>Error:</strong> ").text(&problem);
            out.raw("; ").text(&hint).raw(".</p>\n</article>\n");
        }
        out.raw("</section>\n");
    }
    out.raw("</main>\n</body>\n</html>\n");
    out.finish()
}

fn redline(out: &mut Markup, before: &str, after: &str) {
    for change in TextDiff::from_words(before, after).iter_all_changes() {
        match change.tag() {
            ChangeTag::Equal => out.text(change.value()),
            ChangeTag::Delete => out.raw("<del>").text(change.value()).raw("</del>"),
            ChangeTag::Insert => out.raw("<ins>").text(change.value()).raw("</ins>"),
        };
    }
}
