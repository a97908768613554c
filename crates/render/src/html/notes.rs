//! The notes behind marks: one for each source and what is cited of it,
//! however many marks show it.
//!
//! They stand after the document, so that its prose stays prose for whatever
//! reads the file. A mark opens its note as a popover, which needs no script;
//! a browser without popovers shows them as a list there.

use std::{collections::HashMap, fmt::Write};

use attache_document::written::Source;

use super::markup::Markup;
use crate::{
    Citations, is_link,
    labels::Labels,
    marks::{Mark, letter},
    options::Options,
};

/// So many things cited are read at a glance.
const WHATS: usize = 4;

pub(super) struct Notes<'a> {
    sources: &'a [Source],
    labels: &'static Labels,
    options: Options<'a>,
    numbers: HashMap<Mark<'a>, usize>,
    /// In order of their numbers, from 1.
    order: Vec<Mark<'a>>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(sources: &'a [Source], labels: &'static Labels, options: Options<'a>) -> Self {
        Self { sources, labels, options, numbers: HashMap::new(), order: Vec::new() }
    }

    fn source(&self, mark: &Mark<'_>) -> Option<&'a Source> {
        self.sources.get(mark.source.checked_sub(1)?)
    }

    /// What the pointer finds on a mark, and on a figure whose mark stands
    /// elsewhere.
    pub(super) fn title(&self, mark: &Mark<'_>) -> String {
        let mut title = mark.whats[..mark.whats.len().min(WHATS)].join(self.labels.apart);
        if mark.whats.len() > WHATS {
            let _ = write!(title, "{}{}", self.labels.apart, self.labels.more);
        }
        if let Some(source) = self.source(mark) {
            let _ = write!(title, " — {}, {}", source.publisher, source.edition);
        }
        title
    }

    /// Writes marks as buttons that open their notes, and after each the letters
    /// of what is known to be wrong.
    pub(super) fn marks(&mut self, out: &mut Markup, marks: Vec<Mark<'a>>) {
        if self.options.citations == Citations::Endnotes {
            return self.endnotes(out, &marks);
        }
        // A word joiner keeps the mark on the line of what it backs.
        out.raw("<sup class=\"mark\">\u{2060}");
        for mark in marks {
            if self.source(&mark).is_none() {
                let _ = write!(out, "[{}]", mark.source);
                continue;
            }
            let title = self.title(&mark);
            let number = mark.source;
            let cautions = mark.notes.clone();
            let note = *self.numbers.entry(mark).or_insert_with_key(|mark| {
                self.order.push(mark.clone());
                self.order.len()
            });
            let _ = write!(out, "<button popovertarget=\"note-{note}\" aria-label=\"{} {number}\"", self.labels.source);
            out.attribute("title", &title);
            let _ = write!(out, ">[{number}]</button>");
            letters(out, &cautions, self.labels, ",");
        }
        out.raw("</sup>");
    }

    /// Writes marks as links to the list of sources.
    fn endnotes(&self, out: &mut Markup, marks: &[Mark<'_>]) {
        let is_in_words = marks.iter().any(|mark| self.options.mark(mark.source).is_some());
        out.raw(if is_in_words { "<span class=\"cite\"> " } else { "<sup class=\"mark\">\u{2060}" });
        for (at, mark) in marks.iter().enumerate() {
            let number = mark.source;
            let words = self.options.mark(number).map_or_else(|| format!("[{number}]"), str::to_owned);
            out.raw(if is_in_words && at > 0 { " " } else { "" });
            let _ = write!(out, "<a href=\"#source-{number}\"");
            out.attribute("title", &self.title(mark)).raw(">").text(&words).raw("</a>");
            letters(out, &mark.notes, self.labels, ",");
        }
        out.raw(if is_in_words { "</span>" } else { "</sup>" });
    }

    /// Writes a mark that is of no source: the letters of what is known to be
    /// wrong.
    pub(super) fn cautions(&self, out: &mut Markup, notes: &[usize]) {
        if !notes.is_empty() {
            out.raw("<sup class=\"mark\">\u{2060}");
            letters(out, notes, self.labels, ",");
            out.raw("</sup>");
        }
    }

    /// Writes the notes that marks so far open.
    pub(super) fn write(&self, out: &mut Markup) {
        let labels = self.labels;
        for (at, mark) in self.order.iter().enumerate() {
            let Some(source) = self.source(mark) else {
                continue;
            };
            let many = if mark.whats.len() > WHATS { " many" } else { "" };
            let _ = write!(out, "<div class=\"note\" popover id=\"note-{}\">", at + 1);
            let _ = write!(out, "<p class=\"what{many}\">");
            out.text(&mark.whats.join(labels.apart));
            out.raw("</p>");
            if !mark.notes.is_empty() {
                out.raw("<p class=\"caution\">").raw(labels.caveat).raw(labels.colon);
                letters(out, &mark.notes, labels, ", ");
                out.raw("</p>");
            }
            let _ = write!(out, "<p><a href=\"#source-{}\">[{0}]</a> ", mark.source);
            if let Some(note) = self.options.note(mark.source) {
                out.text(note).raw(" ").link(&source.url, host(&source.url)).raw("</p></div>\n");
                continue;
            }
            out.text(&source.publisher).raw(", <cite>").text(&source.title).raw("</cite>, ").text(&source.edition);
            out.raw(". ").raw(labels.published).raw(" ").raw(&labels.date(source.published));
            if source.published_is_given {
                out.raw(" (").raw(labels.date_given).raw(")");
            }
            out.raw(". ").raw(labels.retrieved).raw(" ").raw(&labels.date(source.retrieved));
            out.raw(". ").text(&source.licence).raw(". ").link(&source.url, host(&source.url)).raw("</p></div>\n");
        }
    }
}

/// Writes the letters of notes, each leading to its note.
fn letters(out: &mut Markup, notes: &[usize], labels: &Labels, between: &'static str) {
    for (at, note) in notes.iter().enumerate() {
        out.raw(if at == 0 { "" } else { between });
        let letter = letter(*note);
        let _ = write!(out, "<a href=\"#caution-{note}\" aria-label=\"{} {letter}\">{letter}</a>", labels.caveat);
    }
}

/// What a link is called where its address is too long.
pub(super) fn host(url: &str) -> &str {
    if !is_link(url) {
        return url;
    }
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
