//! A written document for Word (WordprocessingML, ECMA-376).
//!
//! What states a fact is a content control; its tag `fact:N` leads to the
//! expression in a part of the package's own XML, since Word takes no tag of more
//! than 64 characters. Sources are Word's footnotes, or marks that lead to a list
//! at the end. Charts are tables of their figures, images their descriptions: the
//! renderer reads no file. There is no day and no random number in it, so that the
//! same document is the same bytes.
//!
//! The package is written here and not by `docx-rs`, which (0.4.22) numbers
//! footnotes by a counter of the whole process, and has no tags of controls.

mod package;
mod xml;

use attache_document::written::{
    Block, Item, List, Missing, Note, Source, Span, Stated, Style, Table, Written, plain, text_of_html,
};

use self::xml::Xml;
use crate::{
    Citations, Options, is_link,
    labels::{Labels, labels},
    marks::{self, Mark, Piece},
    options::shown,
};

/// The document as a file of Word's.
pub fn docx(written: &Written, options: Options<'_>) -> Vec<u8> {
    let mut body = Body {
        written,
        options,
        labels: labels(written.language),
        out: Xml::default(),
        footnotes: Vec::new(),
        cited: Vec::new(),
        links: Vec::new(),
        facts: Vec::new(),
        lists: Vec::new(),
        bookmarks: 0,
        indent: 0,
        style: None,
        runs: Vec::new(),
        in_footnote: false,
    };
    body.document();
    package::zipped(&body)
}

struct Body<'w> {
    written: &'w Written,
    options: Options<'w>,
    labels: &'static Labels,
    out: Xml,
    /// What each of Word's footnotes says, the first numbered 1.
    footnotes: Vec<Xml>,
    /// Sources that were cited in full.
    cited: Vec<usize>,
    /// Addresses, by their relationships `link1` and on.
    links: Vec<String>,
    /// Expressions, by the tags of their controls.
    facts: Vec<String>,
    /// The first numbers of lists, `None` for those without.
    lists: Vec<Option<u64>>,
    bookmarks: usize,
    /// How many quotations are open.
    indent: usize,
    /// The style of paragraphs, where it is not the usual one.
    style: Option<&'static str>,
    /// The styles of words that are open.
    runs: Vec<Style>,
    /// In a footnote, whose part of the package has no links, addresses are words.
    in_footnote: bool,
}

impl<'w> Body<'w> {
    fn document(&mut self) {
        let written = self.written;
        self.styled("Title", |body| body.text(&written.title));
        let day = written.dated.map(|day| self.labels.date(day)).unwrap_or_default();
        let below: Vec<&str> = [&written.subtitle, &day, &written.author]
            .into_iter()
            .map(String::as_str)
            .filter(|t| !t.is_empty())
            .collect();
        if !below.is_empty() {
            self.styled("Subtitle", |body| body.text(&below.join(" · ")));
        }
        for section in &written.sections {
            if !section.heading.is_empty() {
                self.heading(section.level, &section.id, &section.heading);
            }
            self.blocks(&section.blocks);
        }
        self.missing(&written.missing);
        if shown(self.options.citations) {
            self.cautions(&written.notes);
        }
        if self.options.citations == Citations::Endnotes {
            self.sources(&written.sources);
        }
    }

    /// A paragraph in the style.
    fn styled(&mut self, style: &'static str, words: impl FnOnce(&mut Self)) {
        let outer = self.style.replace(style);
        self.paragraph("", words);
        self.style = outer;
    }

    /// `properties` stand after style and indentation.
    fn paragraph(&mut self, properties: &str, words: impl FnOnce(&mut Self)) {
        self.out.raw("<w:p><w:pPr>");
        if let Some(style) = self.style {
            self.out.raw("<w:pStyle w:val=\"").raw(style).raw("\"/>");
        }
        self.out.raw(properties);
        if self.indent > 0 && !self.in_footnote && !properties.contains("<w:numPr>") {
            self.out.raw(&format!("<w:ind w:left=\"{}\"/>", self.indent * 480));
        }
        self.out.raw("</w:pPr>");
        words(self);
        self.out.raw("</w:p>\n");
    }

    fn heading(&mut self, level: u8, id: &str, spans: &'w [Span]) {
        // The title is above all headings, which begin at Word's first level.
        let style = match level {
            0..=2 => "Heading1",
            3 => "Heading2",
            4 => "Heading3",
            5 => "Heading4",
            _ => "Heading5",
        };
        self.styled(style, |body| body.marked(id, |body| body.spans(spans)));
    }

    /// Words to which links lead.
    fn marked(&mut self, name: &str, words: impl FnOnce(&mut Self)) {
        self.bookmarks += 1;
        let id = self.bookmarks;
        self.out.raw(&format!("<w:bookmarkStart w:id=\"{id}\" w:name=\""));
        self.out.text(&bookmark(name)).raw("\"/>");
        words(self);
        self.out.raw(&format!("<w:bookmarkEnd w:id=\"{id}\"/>"));
    }

    fn blocks(&mut self, blocks: &'w [Block]) {
        for block in blocks {
            match block {
                Block::Heading { level, id, text } => self.heading(*level, id, text),
                Block::Paragraph(spans) => self.paragraph("", |body| body.spans(spans)),
                Block::List(list) => self.list(list, 0),
                Block::Table(table) => self.table(table),
                Block::Chart(chart) if marks::is_tabulated(chart, blocks) => {}
                Block::Chart(chart) => self.chart(&marks::tabulate(chart)),
                Block::Quote(blocks) => {
                    self.indent += 1;
                    let outer = self.style.replace("Quote");
                    self.blocks(blocks);
                    self.style = outer;
                    self.indent -= 1;
                }
                Block::Code { text, .. } => self.styled("Code", |body| {
                    for (at, line) in text.trim_end_matches('\n').split('\n').enumerate() {
                        if at > 0 {
                            body.out.raw("<w:r><w:br/></w:r>");
                        }
                        body.text(line);
                    }
                }),
                Block::Rule => self.paragraph(
                    "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"BFBFBF\"/></w:pBdr>",
                    |_| {},
                ),
                Block::Html(html) => {
                    let text = text_of_html(html);
                    if !text.is_empty() {
                        self.paragraph("", |body| body.text(&text));
                    }
                }
            }
        }
    }

    fn list(&mut self, list: &'w List, level: usize) {
        self.lists.push(list.start);
        let number = self.lists.len();
        // Word has nine levels.
        let at = level.min(8);
        for Item { spans, blocks } in &list.items {
            let numbered = format!("<w:numPr><w:ilvl w:val=\"{at}\"/><w:numId w:val=\"{number}\"/></w:numPr>");
            let outer = self.style.replace("ListParagraph");
            self.paragraph(&numbered, |body| body.spans(spans));
            self.style = outer;
            for block in blocks {
                match block {
                    Block::List(inner) => self.list(inner, level + 1),
                    other => {
                        self.indent += level + 1;
                        self.blocks(std::slice::from_ref(other));
                        self.indent -= level + 1;
                    }
                }
            }
        }
    }

    fn chart(&mut self, table: &Table) {
        // It is made here, and has no words but figures.
        let caption = table.caption.clone();
        self.styled("Caption", |body| body.text(&caption));
        self.open_table(marks::width(table));
        self.row(
            true,
            table.header.iter().enumerate().map(|(column, head)| (marks::is_numeric(table, column), head.clone())),
        );
        for row in &table.rows {
            let cells: Vec<(bool, String)> = row.iter().map(|cell| (cell.numeric, plain(&cell.spans))).collect();
            self.row(false, cells.into_iter());
        }
        self.close_table();
    }

    fn table(&mut self, table: &'w Table) {
        let is_shown = shown(self.options.citations);
        let on_caption = marks::caption_marks(table).filter(|_| is_shown);
        if !table.caption.is_empty() {
            self.styled("Caption", |body| {
                body.text(&table.caption);
                if let Some(marks) = &on_caption {
                    body.text(&format!(" ({})", body.labels.all_figures));
                    body.marks(marks);
                }
            });
        }
        self.open_table(marks::width(table));
        let width = marks::width(table);
        if table.header.iter().any(|head| !head.is_empty()) {
            let heads = (0..width).map(|column| {
                (marks::is_numeric(table, column), table.header.get(column).cloned().unwrap_or_default())
            });
            self.row(true, heads.collect::<Vec<_>>().into_iter());
        }
        for row in &table.rows {
            self.out.raw("<w:tr>");
            for column in 0..width {
                let cell = row.get(column);
                self.open_cell(cell.is_some_and(|cell| cell.numeric));
                if let Some(cell) = cell {
                    match &on_caption {
                        Some(_) => self.pieces(marks::unmarked(&cell.spans)),
                        None => self.spans(&cell.spans),
                    }
                }
                if let (0, Some(caption)) = (column, &on_caption) {
                    let notes = marks::notes_apart(row, caption);
                    self.letters(&notes);
                }
                self.out.raw("</w:p></w:tc>");
            }
            self.out.raw("</w:tr>\n");
        }
        self.close_table();
        if !table.note.is_empty() {
            self.paragraph("", |body| body.text(&table.note));
        }
    }

    fn open_table(&mut self, width: usize) {
        self.out.raw("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/></w:tblPr><w:tblGrid>");
        let column = 9000 / width.max(1);
        (0..width).for_each(|_| {
            self.out.raw(&format!("<w:gridCol w:w=\"{column}\"/>"));
        });
        self.out.raw("</w:tblGrid>\n");
    }

    fn close_table(&mut self) {
        // A table ends with a paragraph, so that two do not become one.
        self.out.raw("</w:tbl>\n<w:p><w:pPr><w:spacing w:after=\"60\"/></w:pPr></w:p>\n");
    }

    fn open_cell(&mut self, numeric: bool) {
        self.out.raw(
            "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"TableText\"/>",
        );
        self.out.raw(if numeric { "<w:jc w:val=\"right\"/></w:pPr>" } else { "</w:pPr>" });
    }

    fn row(&mut self, is_header: bool, cells: impl Iterator<Item = (bool, String)>) {
        self.out.raw("<w:tr>").raw(if is_header { "<w:trPr><w:tblHeader/></w:trPr>" } else { "" });
        for (numeric, words) in cells {
            self.open_cell(numeric);
            if is_header {
                self.runs.push(Style::Strong);
            }
            self.text(&words);
            if is_header {
                self.runs.pop();
            }
            self.out.raw("</w:p></w:tc>");
        }
        self.out.raw("</w:tr>\n");
    }

    fn spans(&mut self, spans: &'w [Span]) {
        let pieces = if shown(self.options.citations) { marks::pieces(spans) } else { marks::unmarked(spans) };
        self.pieces(pieces);
    }

    fn pieces(&mut self, pieces: Vec<Piece<'w>>) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.text(text),
                Piece::Stated(stated) => self.stated(stated),
                Piece::Marks(marks) => self.marks(&marks),
                Piece::Open(Span::Styled(style, _)) => self.runs.push(*style),
                Piece::Close(Span::Styled(..)) => {
                    self.runs.pop();
                }
                Piece::Open(Span::Link { url, title, .. }) => self.open_link(url, title),
                Piece::Close(Span::Link { url, .. }) if is_target(url) && !self.in_footnote => {
                    self.out.raw("</w:hyperlink>");
                }
                Piece::Other(span) => self.other(span),
                Piece::Open(_) | Piece::Close(_) => {}
            }
        }
    }

    fn open_link(&mut self, url: &str, title: &str) {
        if !is_target(url) || self.in_footnote {
            return;
        }
        match url.strip_prefix('#') {
            Some(place) => {
                self.out.raw("<w:hyperlink w:anchor=\"").text(&bookmark(place)).raw("\"");
            }
            None => {
                self.links.push(url.to_owned());
                self.out.raw(&format!("<w:hyperlink r:id=\"link{}\"", self.links.len()));
            }
        }
        if !title.is_empty() {
            self.out.raw(" w:tooltip=\"").text(title).raw("\"");
        }
        self.out.raw(">");
    }

    fn other(&mut self, span: &'w Span) {
        match span {
            Span::Code(code) => self.run("<w:rStyle w:val=\"CodeWords\"/>", code),
            Span::Break => {
                self.out.raw("<w:r><w:br/></w:r>");
            }
            Span::Image { alt, .. } => self.text(alt),
            Span::Html(html) => self.text(&text_of_html(html)),
            Span::Footnote(number) => {
                let blocks = number.checked_sub(1).and_then(|at| self.written.footnotes.get(at));
                let outer = std::mem::take(&mut self.out);
                let style = self.style.replace("FootnoteText");
                self.in_footnote = true;
                self.blocks(blocks.map_or(&[][..], Vec::as_slice));
                self.in_footnote = false;
                self.style = style;
                let text = std::mem::replace(&mut self.out, outer);
                self.footnote(text);
            }
            Span::Text(_) | Span::Stated(_) | Span::Styled(..) | Span::Link { .. } => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.run("", text);
    }

    fn run(&mut self, properties: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        // The schema has an order: the style, then weight and slant, then height.
        let is_raised = properties.starts_with("<w:vertAlign");
        self.out.raw("<w:r><w:rPr>").raw(if is_raised { "" } else { properties });
        let marks = [
            (Style::Strong, "<w:b/>"),
            (Style::Emphasis, "<w:i/>"),
            (Style::Strikethrough, "<w:strike/>"),
            (Style::Subscript, "<w:vertAlign w:val=\"subscript\"/>"),
            (Style::Superscript, "<w:vertAlign w:val=\"superscript\"/>"),
        ];
        let open = marks.iter().filter(|(style, _)| self.runs.contains(style));
        let open: String =
            open.take_while(|(_, mark)| !is_raised || !mark.starts_with("<w:vert")).map(|(_, mark)| *mark).collect();
        self.out.raw(&open).raw(if is_raised { properties } else { "" });
        self.out.raw("</w:rPr><w:t xml:space=\"preserve\">").text(text).raw("</w:t></w:r>");
    }

    /// A content control.
    fn stated(&mut self, stated: &'w Stated) {
        self.facts.push(stated.fact.clone());
        let number = self.facts.len();
        self.out.raw("<w:sdt><w:sdtPr>");
        if let Some(citation) = stated.citations.first() {
            let short: String = citation.what.chars().take(60).collect();
            self.out.raw("<w:alias w:val=\"").text(&short).raw("\"/>");
        }
        self.out.raw(&format!("<w:tag w:val=\"fact:{number}\"/><w:id w:val=\"{number}\"/></w:sdtPr><w:sdtContent>"));
        match stated.marked_up.as_slice() {
            [] => self.text(&stated.text),
            spans => self.pieces(marks::unmarked(spans)),
        }
        self.out.raw("</w:sdtContent></w:sdt>");
    }

    fn marks(&mut self, marks: &[Mark<'_>]) {
        for mark in marks {
            let number = mark.source;
            if self.in_footnote {
                // A footnote has no footnotes.
                let source = number.checked_sub(1).and_then(|at| self.written.sources.get(at));
                let source = source.map(|s| format!("{}, {}", s.publisher, s.title)).unwrap_or_default();
                self.text(&format!(" ({source}{}{})", self.labels.colon, mark.whats.join(self.labels.apart)));
            } else if self.options.citations == Citations::Footnotes {
                let mut text = Xml::default();
                std::mem::swap(&mut text, &mut self.out);
                let style = self.style.replace("FootnoteText");
                self.in_footnote = true;
                self.note(mark);
                self.in_footnote = false;
                self.style = style;
                std::mem::swap(&mut text, &mut self.out);
                self.footnote(text);
            } else {
                let words = match self.options.mark(number) {
                    Some(words) => format!(" {words}"),
                    None => format!("[{number}]"),
                };
                self.out.raw(&format!("<w:hyperlink w:anchor=\"source-{number}\">"));
                let superscript = self.options.mark(number).is_none();
                self.run(if superscript { "<w:vertAlign w:val=\"superscript\"/>" } else { "" }, &words);
                self.out.raw("</w:hyperlink>");
            }
            self.letters(&mark.notes);
        }
    }

    fn letters(&mut self, notes: &[usize]) {
        if !notes.is_empty() {
            let letters: Vec<String> = notes.iter().map(|note| marks::letter(*note)).collect();
            self.run("<w:vertAlign w:val=\"superscript\"/>", &letters.join(","));
        }
    }

    /// What is cited: in full where it is the first time.
    fn note(&mut self, mark: &Mark<'_>) {
        let Some(source) = mark.source.checked_sub(1).and_then(|at| self.written.sources.get(at)) else { return };
        let is_first = !self.cited.contains(&mark.source);
        if is_first {
            self.cited.push(mark.source);
        }
        let what = mark.whats.join(self.labels.apart);
        let styled = self.options.note(mark.source).map(str::to_owned);
        self.paragraph("", |body| match styled {
            Some(styled) => body.text(&format!("{styled} {what}.")),
            None if is_first => {
                body.full(source);
                body.text(&format!(" {what}."));
            }
            None => body.text(&format!("{}, {}. {what}.", source.publisher, source.title)),
        });
    }

    /// A source as publishers give it.
    fn full(&mut self, source: &Source) {
        let labels = self.labels;
        self.text(&format!("{}, ", source.publisher));
        self.runs.push(Style::Emphasis);
        self.text(&source.title);
        self.runs.pop();
        let given = if source.published_is_given { format!(" ({})", labels.date_given) } else { String::new() };
        self.text(&format!(
            ", {}. {} {}{given}. {} {}. {}{}{}. ",
            source.edition,
            labels.published,
            labels.date(source.published),
            labels.retrieved,
            labels.date(source.retrieved),
            labels.licence,
            labels.colon,
            source.licence,
        ));
        self.address(&source.url);
        self.text(&format!(" SHA-256 {}.", source.hash));
    }

    fn address(&mut self, url: &str) {
        if !is_link(url) || self.in_footnote {
            return self.text(url);
        }
        self.open_link(url, "");
        self.text(url);
        self.out.raw("</w:hyperlink>");
    }

    /// A footnote of Word's, whose text is paragraphs.
    fn footnote(&mut self, text: Xml) {
        self.footnotes.push(text);
        let number = self.footnotes.len();
        self.out.raw(&format!(
            "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{number}\"/></w:r>"
        ));
    }

    fn missing(&mut self, missing: &[Missing]) {
        if missing.is_empty() {
            return;
        }
        self.styled("Heading1", |body| body.text(body.labels.missing));
        self.paragraph("", |body| body.text(body.labels.missing_intro));
        self.lists.push(None);
        let numbered = format!("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{}\"/></w:numPr>", self.lists.len());
        for each in marks::lacking(missing, self.labels) {
            let words = format!("{}{}{}{}", each.section, self.labels.colon, each.what, each.origin);
            self.paragraph(&numbered, |body| body.text(&words));
        }
    }

    fn cautions(&mut self, notes: &[Note]) {
        if notes.is_empty() {
            return;
        }
        self.styled("Heading1", |body| body.text(body.labels.caveats));
        for (at, note) in notes.iter().enumerate() {
            self.paragraph("", |body| {
                body.text(&format!("{}. {} ", marks::letter(at + 1), note.text.trim()));
                body.address(&note.url);
            });
        }
    }

    fn sources(&mut self, sources: &[Source]) {
        if sources.is_empty() {
            return;
        }
        self.styled("Heading1", |body| body.marked("sources", |body| body.text(body.labels.sources)));
        for (at, source) in sources.iter().enumerate() {
            let entry = self.options.entry(at + 1).map(str::to_owned);
            self.styled("Bibliography", |body| {
                body.marked(&format!("source-{}", at + 1), |body| {
                    if body.options.mark(at + 1).is_none() {
                        body.text(&format!("[{}] ", at + 1));
                    }
                });
                match entry {
                    Some(entry) => body.text(&entry),
                    None => body.full(source),
                }
            });
        }
    }
}

/// Whether Word's links may lead there.
fn is_target(url: &str) -> bool {
    let is_mail = url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    is_link(url) || (crate::is_href(url) && (is_mail || url.starts_with('#')))
}

/// A name that Word takes for a bookmark: of up to 40 letters, digits and `_`,
/// beginning with a letter.
fn bookmark(id: &str) -> String {
    let name: String = id.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).take(38).collect();
    if name.starts_with(char::is_alphabetic) { name } else { format!("p{name}") }
}
