//! Checked documents for people and for programs: a terminal, JSON, SARIF,
//! GitHub's workflow commands, a page of HTML; and the difference that fixes make.
//!
//! Every renderer takes the files in the order given and keeps the order of
//! their findings. A finding whose severity is [`Severity::Off`] is told by
//! none but [`json`].
//!
//! # Places
//! Lines and columns are counted from 1. A column is a character, in SARIF a
//! unit of UTF-16, as its `columnKind` says. In formats that are no text (DOCX,
//! PDF) a place is the number of its paragraph, and what is shown is the
//! paragraph's text.

mod context;
mod diff;
mod evidence;
mod excerpt;
mod github;
mod html;
mod json;
mod place;
mod sarif;
mod terminal;

use attache_check::{Finding, Report, Severity, Tally};
use attache_document::prose::{Format, Prose};

pub use self::{
    diff::diff,
    github::github,
    html::html,
    json::json,
    sarif::sarif,
    terminal::{Options, terminal},
};

/// A document with what its check answers.
#[derive(Clone, Copy, Debug)]
pub struct CheckedFile<'a> {
    /// As people name it: relative to where they stand, where it can be.
    pub path: &'a str,
    pub prose: &'a Prose,
    pub report: &'a Report,
}

impl<'a> CheckedFile<'a> {
    /// The findings that are told.
    fn findings(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        self.report.findings.iter().filter(|finding| finding.severity != Severity::Off)
    }
}

/// Whether the format's source is text that people see, with lines.
fn has_lines(prose: &Prose) -> bool {
    !matches!(prose.format, Format::Docx | Format::Pdf)
}

fn format_name(format: Format) -> &'static str {
    match format {
        Format::Text => "text",
        Format::Markdown => "markdown",
        Format::Html => "html",
        Format::Docx => "docx",
        Format::Pdf => "pdf",
    }
}

/// The account of the numbers of all files.
fn tally(files: &[CheckedFile<'_>]) -> Tally {
    fn add<T: Copy + Ord>(counts: &mut Vec<(T, usize)>, more: Vec<(T, usize)>) {
        for (what, n) in more {
            match counts.binary_search_by_key(&what, |(known, _)| *known) {
                Ok(at) => counts[at].1 += n,
                Err(at) => counts.insert(at, (what, n)),
            }
        }
    }
    files.iter().map(|file| file.report.tally()).fold(Tally::default(), |mut all, one| {
        all.numbers += one.numbers;
        all.supported += one.supported;
        all.contradicted += one.contradicted;
        all.outdated += one.outdated;
        all.disputed += one.disputed;
        add(&mut all.unchecked, one.unchecked);
        add(&mut all.exempt, one.exempt);
        all
    })
}

/// "1 finding", "2 findings".
fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
