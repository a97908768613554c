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

use attache_document::written::{
    Block, Cell, Citation, Edit, List, Missing, Note, Replacement, Section, Source, Span, Style, Table, Written,
};

use crate::{
    Citations, Options, is_link,
    labels::{Labels, labels},
    marks::{self, Mark, Piece},
    options::shown,
};

/// The document as Markdown.
pub fn markdown(written: &Written) -> String {
    markdown_with(written, Options::default())
}

/// The document as Markdown, with its sources cited as asked for: as footnotes, or
/// by marks and a list at the end.
pub fn markdown_with(written: &Written, options: Options<'_>) -> String {
    let mut page = Page::new(written, options);
    page.front(written);
    page.line("# ", &written.title);
    page.line("", &written.subtitle);
    for section in &written.sections {
        page.section(section);
    }
    page.missing(&written.missing);
    page.footnotes(&written.footnotes);
    page.end(written)
}

/// A document's own text with edits made in it: the references in the place of
/// which words stand, and blocks that are written anew. Nothing else of it
/// changes. `front` is what stands before the text, as it is to be.
///
/// # Panics
/// Never: edits that lie outside of the text are left out.
pub fn edited(front: &str, text: &str, edits: &[Edit], written: &Written) -> String {
    let mut page = Page::new(written, Options { citations: Citations::None, ..Options::default() });
    let mut out = String::with_capacity(front.len() + text.len() + 1024);
    out.push_str(front);
    let mut at = 0;
    for Edit { at: place, with } in edits {
        let (Some(before), Some(old)) = (text.get(at..place.start), text.get(place.clone())) else { continue };
        out.push_str(before);
        match with {
            Replacement::Words(words) => {
                let words = text.get(words.clone()).unwrap_or_default();
                out.push_str(&as_words(&out, words));
            }
            Replacement::Spans(spans) => {
                let words = page.spans(spans);
                out.push_str(&as_words(&out, &words));
            }
            Replacement::Blocks(blocks) => {
                let ends = &old[old.trim_end_matches(['\n', '\r', ' ']).len()..];
                let new = page.blocks_text(blocks);
                out.push_str(new.trim_end());
                // What is left out leaves no gap.
                out.push_str(if new.is_empty() { "" } else { ends });
                if new.is_empty() {
                    at = place.end + text[place.end..].len() - text[place.end..].trim_start_matches(['\n', '\r']).len();
                    continue;
                }
            }
        }
        at = place.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

struct Page<'a> {
    out: String,
    labels: &'static Labels,
    options: Options<'a>,
    /// What is cited of each source, in order of first mention.
    whats: BTreeMap<usize, Vec<String>>,
    /// Words stand in a cell, which is one line.
    in_cell: bool,
}

impl<'a> Page<'a> {
    fn new(written: &Written, options: Options<'a>) -> Self {
        let out = String::with_capacity(64 * 1024);
        Self { out, labels: labels(written.language), options, whats: BTreeMap::new(), in_cell: false }
    }

    /// What a document says of itself.
    fn front(&mut self, written: &Written) {
        if !self.options.is_document {
            return;
        }
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        self.out.push_str("---\n");
        if !written.title.is_empty() {
            let _ = writeln!(self.out, "title: {}", quoted(&written.title));
        }
        if let Some(day) = written.dated {
            let _ = writeln!(self.out, "date: {day}");
        }
        if !written.author.is_empty() {
            let _ = writeln!(self.out, "author: {}", quoted(&written.author));
        }
        let _ = writeln!(self.out, "lang: {}", written.language.tag());
        self.out.push_str("---\n\n");
    }

    /// The document with its sources.
    fn end(mut self, written: &Written) -> String {
        match self.options.citations {
            Citations::None => {}
            Citations::Footnotes => {
                for (at, source) in written.sources.iter().enumerate() {
                    self.source(at + 1, source);
                }
            }
            Citations::Endnotes if written.sources.is_empty() => {}
            Citations::Endnotes => {
                self.line("## ", self.labels.sources);
                for (at, source) in written.sources.iter().enumerate() {
                    let _ = write!(self.out, "{}. ", at + 1);
                    self.source_words(at + 1, source);
                    self.out.push('\n');
                }
                self.out.push('\n');
            }
        }
        if shown(self.options.citations) {
            for (at, note) in written.notes.iter().enumerate() {
                self.note(at + 1, note);
            }
        }
        let end = self.out.trim_end().len();
        self.out.truncate(end);
        self.out.push('\n');
        self.out
    }

    /// A block of its own: what it is, then its words.
    fn line(&mut self, opening: &str, words: &str) {
        let words = escape(words.trim());
        if !words.is_empty() {
            let words = if opening.is_empty() { escape_start(&words) } else { words };
            let _ = write!(self.out, "{opening}{words}\n\n");
        }
    }

    fn heading(&mut self, level: u8, text: &[Span]) {
        let outer = std::mem::replace(&mut self.in_cell, true);
        let words = self.spans(text);
        self.in_cell = outer;
        if !words.trim().is_empty() {
            let _ = write!(self.out, "{} {}\n\n", "#".repeat(usize::from(level.clamp(1, 6))), words.trim());
        }
    }

    fn section(&mut self, section: &Section) {
        self.heading(section.level, &section.heading);
        self.blocks(&section.blocks);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            if let (Block::List(list), Some(Block::List(before))) = (block, at.checked_sub(1).map(|at| &blocks[at]))
                && list.start.is_some() == before.start.is_some()
            {
                // Else the two would be one.
                self.out.push_str("<!-- -->\n\n");
            }
            match block {
                Block::Heading { level, text, .. } => self.heading(*level, text),
                Block::Paragraph(spans) => {
                    let words = self.spans(spans);
                    let _ = write!(self.out, "{}\n\n", escape_start(words.trim()));
                }
                Block::List(list) => self.list(list),
                Block::Table(table) => self.table(table),
                Block::Chart(chart) if marks::is_tabulated(chart, blocks) => self.cite(&chart.citations),
                Block::Chart(chart) => self.table(&marks::tabulate(chart)),
                Block::Quote(blocks) => {
                    let inner = self.blocks_text(blocks);
                    self.prefixed(inner.trim_end(), "> ", "> ");
                    self.out.push('\n');
                }
                Block::Code { language, text } => {
                    let fence = "`".repeat(longest_run(text).max(2) + 1);
                    let end = if text.ends_with('\n') { "" } else { "\n" };
                    let language: String = language.chars().filter(|c| *c != '`' && !c.is_whitespace()).collect();
                    let _ = write!(self.out, "{fence}{language}\n{text}{end}{fence}\n\n");
                }
                Block::Rule => self.out.push_str("***\n\n"),
                Block::Html(html) => {
                    let _ = write!(self.out, "{}\n\n", html.trim_end());
                }
            }
        }
    }

    /// Blocks by themselves, to stand within others.
    fn blocks_text(&mut self, blocks: &[Block]) -> String {
        let outer = std::mem::take(&mut self.out);
        self.blocks(blocks);
        std::mem::replace(&mut self.out, outer)
    }

    /// Lines, the first and the others each with what is to stand before them.
    fn prefixed(&mut self, text: &str, first: &str, others: &str) {
        for (at, line) in text.split('\n').enumerate() {
            let prefix = if at == 0 { first } else { others };
            let prefix = if line.is_empty() { prefix.trim_end() } else { prefix };
            let _ = writeln!(self.out, "{prefix}{line}");
        }
    }

    fn list(&mut self, list: &List) {
        for (at, item) in list.items.iter().enumerate() {
            let words = self.spans(&item.spans);
            let words = escape_start(words.trim());
            let opening = match list.start {
                None => "- ".to_owned(),
                Some(start) => format!("{}. ", start.saturating_add(at as u64)),
            };
            if item.blocks.is_empty() && !words.contains('\n') {
                let _ = writeln!(self.out, "{opening}{words}");
                continue;
            }
            let below = self.blocks_text(&item.blocks);
            let is_list = matches!(item.blocks.first(), Some(Block::List(_)) | None);
            let text = match (words.is_empty(), is_list) {
                (true, _) => below,
                (false, true) => format!("{words}\n{below}"),
                (false, false) => format!("{words}\n\n{below}"),
            };
            self.prefixed(text.trim_end(), &opening, &" ".repeat(opening.len()));
        }
        self.out.push('\n');
    }

    fn footnotes(&mut self, footnotes: &[Vec<Block>]) {
        for (at, blocks) in footnotes.iter().enumerate() {
            let text = self.blocks_text(blocks);
            self.prefixed(text.trim_end(), &format!("[^n{}]: ", at + 1), "    ");
            self.out.push('\n');
        }
    }

    fn spans(&mut self, spans: &[Span]) -> String {
        let pieces = if shown(self.options.citations) { marks::pieces(spans) } else { marks::unmarked(spans) };
        self.pieces(pieces)
    }

    fn pieces(&mut self, pieces: Vec<Piece<'_>>) -> String {
        let mut words = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    let text = separated(&words, &escape(text));
                    words.push_str(&text);
                }
                Piece::Stated(stated) => {
                    self.cite(&stated.citations);
                    let text = match stated.marked_up.as_slice() {
                        [] => escape(&stated.text),
                        spans => self.pieces(marks::unmarked(spans)),
                    };
                    words.push_str(&separated(&words, &text));
                }
                Piece::Marks(marks) => {
                    let marks = self.marks(&marks);
                    words.push_str(&marks);
                }
                Piece::Open(span) => {
                    // A link after it would be an image.
                    if matches!(span, Span::Link { .. }) && words.ends_with('!') && !words.ends_with("\\!") {
                        words.insert(words.len() - 1, '\\');
                    }
                    words.push_str(opening(span));
                }
                Piece::Close(span) => words.push_str(&closing(span)),
                Piece::Other(span) => {
                    let text = self.other(span);
                    words.push_str(&text);
                }
            }
        }
        words
    }

    fn other(&self, span: &Span) -> String {
        match span {
            Span::Image { url, title, alt } => format!("![{}]({})", escape(alt), destination(url, title)),
            Span::Code(code) => {
                let fence = "`".repeat(longest_run(code) + 1);
                let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
                let code = if self.in_cell { code.replace('|', "\\|") } else { code.clone() };
                format!("{fence}{pad}{}{pad}{fence}", code.replace(['\n', '\r'], " "))
            }
            Span::Break => if self.in_cell { "<br>" } else { "\\\n" }.to_owned(),
            Span::Footnote(number) => format!("[^n{number}]"),
            Span::Html(html) => html.clone(),
            Span::Text(_) | Span::Stated(_) | Span::Styled(..) | Span::Link { .. } => String::new(),
        }
    }

    /// The sources, then what is known to be wrong, each once.
    fn marks(&self, marks: &[Mark<'_>]) -> String {
        if self.options.citations == Citations::Footnotes {
            return footnotes(marks);
        }
        let mut text = String::new();
        for mark in marks {
            match self.options.mark(mark.source) {
                Some(words) => {
                    let _ = write!(text, " {}", escape(words));
                }
                None => {
                    let _ = write!(text, "\\[{}\\]", mark.source);
                }
            }
        }
        let notes: BTreeSet<usize> = marks.iter().flat_map(|mark| &mark.notes).copied().collect();
        notes.into_iter().for_each(|note| {
            let _ = write!(text, "[^{}]", marks::letter(note));
        });
        text
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
        let is_shown = shown(self.options.citations);
        let on_caption = marks::caption_marks(table).filter(|_| is_shown);
        let caption = escape(table.caption.trim());
        if !caption.is_empty() {
            let _ = write!(self.out, "**{caption}**");
            if let Some(marks) = &on_caption {
                let marks = self.marks(marks);
                let _ = write!(self.out, " {}{}{marks}", self.labels.all_figures, self.labels.colon);
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
        let outer = std::mem::replace(&mut self.in_cell, true);
        let words = if on_caption { self.pieces(marks::unmarked(&cell.spans)) } else { self.spans(&cell.spans) };
        self.in_cell = outer;
        words
    }

    fn missing(&mut self, missing: &[Missing]) {
        if missing.is_empty() {
            return;
        }
        self.line("## ", self.labels.missing);
        self.line("", self.labels.missing_intro);
        for each in marks::lacking(missing, self.labels) {
            let (section, colon) = (escape_start(&escape(each.section.trim())), self.labels.colon);
            let _ = writeln!(self.out, "- {section}{colon}{}{}", escape(&each.what), escape(&each.origin));
        }
        self.out.push('\n');
    }

    fn source(&mut self, number: usize, source: &Source) {
        let _ = write!(self.out, "[^{number}]: ");
        self.source_words(number, source);
        self.out.push_str("\n\n");
    }

    fn source_words(&mut self, number: usize, source: &Source) {
        let labels = self.labels;
        let given = if source.published_is_given { format!(" ({})", labels.date_given) } else { String::new() };
        let address = if is_link(&source.url) { format!("<{}>", source.url) } else { escape(&source.url) };
        let styled = match self.options.citations {
            Citations::Endnotes => self.options.entry(number),
            _ => self.options.note(number),
        };
        let what = match styled {
            Some(styled) => format!("{}{}", escape(styled), if styled.ends_with('.') { "" } else { "." }),
            None => {
                let Source { publisher, title, edition, .. } = source;
                format!("{}, {}, {}.", escape(publisher), escape(title), escape(edition))
            }
        };
        let _ = write!(
            self.out,
            "{what} {} {}{given}. {} {}. {}{}{}. {address} SHA-256 {}.",
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

/// Words that begin no list, quotation, heading or rule where they begin a line.
fn as_words(before: &str, words: &str) -> String {
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    if !line.chars().all(|c| c.is_whitespace() || c == '>') {
        return words.to_owned();
    }
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = words[digits..].chars();
    match (rest.next(), rest.next()) {
        (Some('.' | ')'), None | Some(' ' | '\t' | '\n')) if digits > 0 => {
            format!("{}\\{}", &words[..digits], &words[digits..])
        }
        (Some('-' | '+' | '>' | '=' | ':' | '#'), _) if digits == 0 => format!("\\{words}"),
        (Some('*'), None | Some(' ' | '\t' | '\n')) if digits == 0 => format!("\\{words}"),
        _ => words.to_owned(),
    }
}

fn opening(span: &Span) -> &'static str {
    match span {
        Span::Styled(Style::Emphasis, _) => "*",
        Span::Styled(Style::Strong, _) => "**",
        Span::Styled(Style::Strikethrough, _) => "~~",
        Span::Styled(Style::Subscript, _) => "<sub>",
        Span::Styled(Style::Superscript, _) => "<sup>",
        Span::Link { .. } => "[",
        _ => "",
    }
}

fn closing(span: &Span) -> String {
    match span {
        Span::Styled(Style::Subscript, _) => "</sub>".to_owned(),
        Span::Styled(Style::Superscript, _) => "</sup>".to_owned(),
        Span::Link { url, title, .. } => format!("]({})", destination(url, title)),
        span => opening(span).to_owned(),
    }
}

/// An address and a title as they stand in a link.
fn destination(url: &str, title: &str) -> String {
    let is_plain =
        !url.is_empty() && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>()|\\".contains(c));
    let url = if is_plain {
        url.to_owned()
    } else {
        let mut escaped = String::from("<");
        for c in url.chars() {
            match c {
                '<' => escaped.push_str("%3C"),
                '>' => escaped.push_str("%3E"),
                '|' => escaped.push_str("%7C"),
                '\\' => escaped.push_str("%5C"),
                c if c.is_control() => {}
                c => escaped.push(c),
            }
        }
        escaped + ">"
    };
    let title = escape(title).replace('"', "\\\"");
    if title.is_empty() { url } else { format!("{url} \"{title}\"") }
}

/// The length of the longest run of backticks.
fn longest_run(code: &str) -> usize {
    code.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Words that are escaped as they stand after others: a parenthesis after a
/// footnote or link would be read as its address.
fn separated(before: &str, words: &str) -> String {
    if before.ends_with(']') && words.starts_with(['(', ':']) || before.ends_with('!') && words.starts_with('[') {
        return format!("\\{words}");
    }
    if before.ends_with("\\\n") { escape_start(words.trim_start()) } else { words.to_owned() }
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
