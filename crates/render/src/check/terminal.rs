//! Findings as rustc gives its own, then the account of each file's numbers.

mod summary;

use std::{collections::BTreeMap, ops::Range};

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Message, Origin, Padding, Renderer, Snippet,
    normalize_untrusted_str,
};
use attache_check::{Finding, Severity};

use super::{
    CheckedFile, evidence,
    excerpt::{Excerpt, Mark, excerpt},
    has_lines,
    place::{Places, within},
};
use crate::wrap::wrap;

/// How it is to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// With ANSI escapes.
    pub colour: bool,
    /// Of the terminal, in columns.
    pub width: usize,
    /// Every number with its verdict, and what is suppressed.
    pub all: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { colour: false, width: 100, all: false }
    }
}

/// Figures that are shown under a finding; there may be more.
const EVIDENCE: usize = 3;

/// The findings, each with its lines, what it rests on and what would mend it;
/// after those of all files a summary.
pub fn terminal(files: &[CheckedFile<'_>], options: Options) -> String {
    let options = Options { width: options.width.max(40), ..options };
    let mut out = String::new();
    for file in files {
        let places = Places::new(file.prose);
        for finding in file.findings() {
            out.push_str(&Told { file, places: &places, finding, options }.write());
            out.push_str("\n\n");
        }
    }
    summary::write(&mut out, files, options);
    out
}

struct Told<'a> {
    file: &'a CheckedFile<'a>,
    places: &'a Places<'a>,
    finding: &'a Finding,
    options: Options,
}

impl Told<'_> {
    fn write(&self) -> String {
        let renderer = if self.options.colour { Renderer::styled() } else { Renderer::plain() };
        let level = match self.finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note | Severity::Off => Level::NOTE,
        };
        let title = level.primary_title(self.finding.message.as_str()).id(self.finding.rule.name());
        let whole = title.element(self.origin(self.finding.place.start)).elements(self.snippets());
        // The lines are cut already.
        let rendered = renderer.term_width(usize::MAX / 4).render(&[self.notes(whole)]);
        without_bare_origins(&rendered)
    }

    fn origin(&self, offset: usize) -> Origin<'_> {
        let origin = Origin::path(self.file.path);
        if !has_lines(self.file.prose) {
            return origin.section(format!(" {}", self.places.label(offset)));
        }
        let position = self.places.at(offset);
        origin.line(position.line).char_column(position.column)
    }

    fn snippets(&self) -> Vec<Element<'_>> {
        let Finding { place, label, others, .. } = self.finding;
        let own = Mark { place: place.clone(), label: label.clone(), is_primary: true };
        let others =
            others.iter().map(|(place, label)| Mark { place: place.clone(), label: label.clone(), is_primary: false });
        let marks: Vec<Mark> = std::iter::once(own).chain(others).collect();
        if has_lines(self.file.prose) { vec![self.lines(&marks).into()] } else { self.paragraphs(&marks) }
    }

    /// The lines of the source that are marked.
    fn lines(&self, marks: &[Mark]) -> Snippet<'static, Annotation<'static>> {
        let source = self.file.prose.source.as_str();
        let last = marks.iter().map(|mark| self.places.at(mark.place.end).line).max().unwrap_or(1);
        let first = marks.iter().map(|mark| self.places.at(mark.place.start).line).min().unwrap_or(1);
        let (from, to) = (self.places.line_start(first), self.places.line_start(last + 1));
        let moved: Vec<Mark> = marks
            .iter()
            .map(|mark| Mark {
                place: mark.place.start.max(from) - from..mark.place.end.max(from) - from,
                ..mark.clone()
            })
            .collect();
        let gutter = last.to_string().len() + 3;
        let cut = excerpt(&source[from..to], &moved, self.options.width - gutter);
        let first = first + cut.first_line;
        snippet(cut).line_start(first)
    }

    /// The text of the paragraphs that are marked, the finding's own first, where
    /// what stands in the file is none that people see.
    fn paragraphs(&self, marks: &[Mark]) -> Vec<Element<'_>> {
        let prose = self.file.prose;
        let own = self.places.block_at(self.finding.place.start);
        let mut paragraphs: BTreeMap<(bool, usize), (usize, Vec<Mark>)> = BTreeMap::new();
        for mark in marks {
            let at = self.places.block_at(mark.place.start);
            let place = at.and_then(|at| within(&prose.blocks[at], &mark.place));
            if let (Some(at), Some(place)) = (at, place) {
                let key = (Some(at) != own, at);
                paragraphs
                    .entry(key)
                    .or_insert_with(|| (mark.place.start, Vec::new()))
                    .1
                    .push(Mark { place, ..mark.clone() });
            }
        }
        let mut elements = Vec::new();
        for ((is_other, at), (start, marks)) in paragraphs {
            if is_other {
                elements.extend([Padding.into(), self.origin(start).into()]);
            }
            let cut = excerpt(&prose.blocks[at].text, &marks, self.options.width - 4);
            elements.push(snippet(cut).line_numbering(false).into());
        }
        elements
    }

    fn notes<'g>(&self, mut group: Group<'g>) -> Group<'g> {
        let Finding { notes, help, evidence, fix, .. } = self.finding;
        for note in notes {
            group = group.element(self.message(Level::NOTE, [note.as_str()]));
        }
        for one in evidence.iter().take(EVIDENCE) {
            let lines = evidence::lines(one);
            group = group.element(self.message(Level::NOTE, lines.iter().map(String::as_str)));
        }
        if let Some(more) = evidence.len().checked_sub(EVIDENCE).filter(|more| *more > 0) {
            let words = format!("{} more", super::count(more, "figure"));
            group = group.element(self.message(Level::NOTE, [words.as_str()]));
        }
        if let Some(help) = help {
            group = group.element(self.message(Level::HELP, [help.as_str()]));
        }
        let is_told =
            |new: &(Range<usize>, String)| help.as_ref().is_some_and(|help| !new.1.is_empty() && help.contains(&new.1));
        if let Some(fix) = fix.as_ref().filter(|fix| !fix.edits.iter().all(is_told)) {
            let words = evidence::fix(fix, &self.file.prose.source);
            group = group.element(self.message(Level::HELP, [words.as_str()]));
        }
        group
    }

    /// Lines under the mark of a level, none wider than there is room.
    fn message<'m>(&self, level: Level<'m>, lines: impl IntoIterator<Item = impl AsRef<str>>) -> Message<'m> {
        // Before it stands `   = note: `.
        let room = self.options.width.saturating_sub(14);
        let lines: Vec<String> = lines.into_iter().flat_map(|line| wrap(line.as_ref(), room)).collect();
        level.message(normalize_untrusted_str(&lines.join("\n")))
    }
}

fn snippet(cut: Excerpt) -> Snippet<'static, Annotation<'static>> {
    let annotation = |mark: Mark| {
        let kind = if mark.is_primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        let label = (!mark.label.is_empty()).then(|| normalize_untrusted_str(&mark.label));
        kind.span(mark.place).label(label)
    };
    Snippet::source(cut.text).fold(true).annotations(cut.marks.into_iter().map(annotation))
}

/// For annotate-snippets 0.12: of a snippet whose origin stands before it as an
/// element, since its column is not that of the cut line, it writes a second,
/// empty one.
fn without_bare_origins(rendered: &str) -> String {
    let is_bare = |line: &&str| line.trim_matches(|c: char| !matches!(c, ':' | '|' | '=' | '-')) == ":::";
    rendered.lines().filter(|line| !is_bare(line)).collect::<Vec<_>>().join("\n")
}
