//! A written document as CommonMark with GitHub's tables and footnotes.
//!
//! A mark is a footnote with the number of its source, which also says what is
//! cited of it; what is known to be wrong with figures are footnotes with
//! letters. A chart is left out where a table of its section holds
//! its figures, else it is written as that table. Each block is one line, a
//! table one line a row.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use attache_document::written::{Block, Cell, Citation, Missing, Note, Section, Source, Span, Table, Written};

use crate::{
    is_link,
    labels::{Labels, labels},
    marks::{self, Mark, Piece},
};

/// The document as Markdown.
pub fn markdown(written: &Written) -> String {
    let mut page =
        Page { out: String::with_capacity(64 * 1024), labels: labels(written.language), whats: BTreeMap::new() };
    page.line("# ", &written.title);
    page.line("", &written.subtitle);
    for section in &written.sections {
        page.section(section);
    }
    page.missing(&written.missing);
    for (at, source) in written.sources.iter().enumerate() {
        page.source(at + 1, source);
    }
    for (at, note) in written.notes.iter().enumerate() {
        page.note(at + 1, note);
    }
    let end = page.out.trim_end().len();
    page.out.truncate(end);
    page.out.push('\n');
    page.out
}

struct Page {
    out: String,
    labels: &'static Labels,
    /// What is cited of each source, in order of first mention.
    whats: BTreeMap<usize, Vec<String>>,
}

impl Page {
    /// A block of its own: what it is, then its words.
    fn line(&mut self, opening: &str, words: &str) {
        let words = escape(words.trim());
        if !words.is_empty() {
            let words = if opening.is_empty() { escape_start(&words) } else { words };
            let _ = write!(self.out, "{opening}{words}\n\n");
        }
    }

    fn section(&mut self, section: &Section) {
        self.line("## ", &section.heading);
        for block in &section.blocks {
            match block {
                Block::Heading { text, .. } => self.line("### ", text),
                Block::Paragraph(spans) => {
                    let words = self.spans(spans);
                    let _ = write!(self.out, "{}\n\n", escape_start(words.trim()));
                }
                Block::List(items) => {
                    for item in items {
                        let words = self.spans(item);
                        let _ = writeln!(self.out, "- {}", escape_start(words.trim()));
                    }
                    self.out.push('\n');
                }
                Block::Table(table) => self.table(table),
                Block::Chart(chart) if marks::is_tabulated(chart, &section.blocks) => self.cite(&chart.citations),
                Block::Chart(chart) => self.table(&marks::tabulate(chart)),
            }
        }
    }

    fn spans(&mut self, spans: &[Span]) -> String {
        let mut words = String::new();
        for piece in marks::pieces(spans) {
            match piece {
                // After a footnote, a parenthesis would be read as a link's address.
                Piece::Text(text) if words.ends_with(']') && text.starts_with(['(', '[']) => {
                    words.push('\\');
                    words.push_str(&text[..1]);
                    words.push_str(&escape(&text[1..]));
                }
                Piece::Text(text) => words.push_str(&escape(text)),
                Piece::Stated(stated) => {
                    self.cite(&stated.citations);
                    words.push_str(&escape(&stated.text));
                }
                Piece::Marks(marks) => words.push_str(&footnotes(&marks)),
            }
        }
        words
    }

    fn cite(&mut self, citations: &[Citation]) {
        for Citation { source, what, .. } in citations {
            let whats = self.whats.entry(*source).or_default();
            if !whats.contains(what) {
                whats.push(what.clone());
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let on_caption = marks::caption_marks(table);
        let caption = escape(table.caption.trim());
        if !caption.is_empty() {
            let _ = write!(self.out, "**{caption}**");
            if let Some(marks) = &on_caption {
                let _ = write!(self.out, " {}{}{}", self.labels.all_figures, self.labels.colon, footnotes(marks));
            }
            self.out.push_str("\n\n");
        }
        let width = marks::width(table);
        if width == 0 {
            return;
        }
        for column in 0..width {
            let _ = write!(self.out, "| {} ", table.header.get(column).map_or(String::new(), |head| escape(head)));
        }
        self.out.push_str("|\n");
        for column in 0..width {
            self.out.push_str(if marks::is_numeric(table, column) { "| ---: " } else { "| --- " });
        }
        self.out.push_str("|\n");
        for row in &table.rows {
            for column in 0..width {
                let mut words = row.get(column).map_or(String::new(), |cell| self.cell(cell, on_caption.is_some()));
                if let (0, Some(caption)) = (column, &on_caption) {
                    let apart = marks::notes_apart(row, caption).into_iter();
                    words.extend(apart.map(|note| format!("[^{}]", marks::letter(note))));
                }
                let _ = write!(self.out, "| {} ", words.trim());
            }
            self.out.push_str("|\n");
        }
        self.out.push('\n');
        self.line("", &table.note);
    }

    fn cell(&mut self, cell: &Cell, on_caption: bool) -> String {
        if !on_caption {
            return self.spans(&cell.spans);
        }
        let mut words = String::new();
        for span in &cell.spans {
            match span {
                Span::Text(text) => words.push_str(&escape(text)),
                Span::Stated(stated) => {
                    self.cite(&stated.citations);
                    words.push_str(&escape(&stated.text));
                }
            }
        }
        words
    }

    fn missing(&mut self, missing: &[Missing]) {
        if missing.is_empty() {
            return;
        }
        self.line("## ", self.labels.missing);
        self.line("", self.labels.missing_intro);
        for each in missing {
            let _ = write!(
                self.out,
                "- {}{}{}",
                escape_start(&escape(each.section.trim())),
                self.labels.colon,
                escape(&each.what)
            );
            if !each.sources.is_empty() {
                let _ = write!(
                    self.out,
                    ", {} {}",
                    self.labels.available_from,
                    escape(&each.sources.join(self.labels.apart))
                );
            }
            self.out.push('\n');
        }
        self.out.push('\n');
    }

    fn source(&mut self, number: usize, source: &Source) {
        let labels = self.labels;
        let given = if source.published_is_given { format!(" ({})", labels.date_given) } else { String::new() };
        let address = if is_link(&source.url) { format!("<{}>", source.url) } else { escape(&source.url) };
        let _ = write!(
            self.out,
            "[^{number}]: {}, {}, {}. {} {}{given}. {} {}. {}{}{}. {address} SHA-256 {}.",
            escape(&source.publisher),
            escape(&source.title),
            escape(&source.edition),
            labels.published,
            labels.date(source.published),
            labels.retrieved,
            labels.date(source.retrieved),
            labels.licence,
            labels.colon,
            escape(&source.licence),
            escape(&source.hash),
        );
        if let Some(whats) = self.whats.get(&number) {
            let _ = write!(self.out, " {}{}{}.", labels.cited_for, labels.colon, escape(&whats.join(labels.apart)));
        }
        self.out.push_str("\n\n");
    }

    fn note(&mut self, number: usize, note: &Note) {
        let text = escape(note.text.trim());
        let _ = write!(self.out, "[^{}]: {}{}{text}", marks::letter(number), self.labels.caveat, self.labels.colon);
        if is_link(&note.url) {
            let _ = write!(self.out, " <{}>", note.url);
        }
        self.out.push_str("\n\n");
    }
}

/// The sources, then what is known to be wrong, each once.
fn footnotes(marks: &[Mark<'_>]) -> String {
    let notes: BTreeSet<usize> = marks.iter().flat_map(|mark| &mark.notes).copied().collect();
    let labels = marks.iter().map(|mark| mark.source.to_string()).chain(notes.into_iter().map(marks::letter));
    labels.fold(String::new(), |mut text, label| {
        let _ = write!(text, "[^{label}]");
        text
    })
}

/// Words as Markdown that reads as just these words, on one line.
fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len() + 8);
    let mut before = ' ';
    let mut rest = words.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        match c {
            c if c.is_whitespace() && (c.is_control() || c == ' ') => {
                if before != ' ' || escaped.is_empty() {
                    escaped.push(' ');
                }
                before = ' ';
                continue;
            }
            c if c.is_control() => escaped.push('\u{fffd}'),
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '#' => escaped.extend(['\\', c]),
            // Only where it could open or close emphasis, or begin an entity.
            '_' if !(before.is_alphanumeric() && next.is_alphanumeric()) => escaped.push_str("\\_"),
            '&' if next.is_alphanumeric() || next == '#' => escaped.push_str("\\&"),
            _ => escaped.push(c),
        }
        before = c;
    }
    escaped
}

/// What at the start of a line would make it a list, a quotation or a rule.
fn escape_start(escaped: &str) -> String {
    let digits = escaped.len() - escaped.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match escaped[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &escaped[..digits], &escaped[digits..]),
        Some('-' | '+' | '>' | '=' | ':') if digits == 0 => format!("\\{escaped}"),
        _ => escaped.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_words() {
        assert_eq!(
            escape("AT&T * [x](y) <b> a_b _c_ &lt;\n\n# d"),
            "AT\\&T \\* \\[x\\](y) \\<b> a_b \\_c\\_ \\&lt; \\# d"
        );
        assert_eq!(escape("Relations & trade"), "Relations & trade");
        assert_eq!(escape_start("2022. A year"), "2022\\. A year");
        assert_eq!(escape_start("- no list"), "\\- no list");
        assert_eq!(escape_start("3 January 1849"), "3 January 1849");
    }
}
