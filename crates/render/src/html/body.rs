//! Sections: running text, tables and charts.

use std::fmt::Write;

use attache_document::written::{Block, Cell, Chart, List, Section, Span, Stated, Style, Table, plain, text_of_html};

use super::{markup::Markup, notes::Notes};
use crate::{
    chart, is_href, is_src,
    labels::Labels,
    marks::{self, Piece},
    options::{Options, shown},
};

pub(super) struct Body<'a> {
    pub out: Markup,
    pub notes: Notes<'a>,
    pub labels: &'static Labels,
    pub options: Options<'a>,
    /// Charts so far, for their ids.
    pub charts: usize,
}

/// Rows of a table that is not broken over pages.
const SHORT: usize = 12;

/// A cell of more characters is broken over lines, so that the columns beside it keep their place
/// on the page.
const LONGEST_FIGURE: usize = 28;

/// Where the figures of a table are marked.
#[derive(Clone, Copy, PartialEq)]
enum Marked {
    OnCaption,
    InCells,
}

impl<'a> Body<'a> {
    pub(super) fn section(&mut self, section: &'a Section) {
        if section.heading.is_empty() && self.options.is_document {
            self.out.raw("<section").attribute("id", &section.id).raw(">\n");
        } else {
            self.out.raw("<section").attribute("aria-labelledby", &section.id).raw(">\n");
            self.heading(section.level, &section.id, &section.heading);
        }
        self.blocks(&section.blocks);
        self.out.raw("</section>\n");
    }

    fn heading(&mut self, level: u8, id: &str, text: &'a [Span]) {
        let level = level.clamp(1, 6);
        let _ = write!(self.out, "<h{level}");
        self.out.attribute("id", id).raw(">");
        self.spans(text);
        let _ = writeln!(self.out, "</h{level}>");
    }

    pub(super) fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Heading { level, id, text } => self.heading(*level, id, text),
                Block::Paragraph(spans) => {
                    self.out.raw("<p>");
                    self.spans(spans);
                    self.out.raw("</p>\n");
                }
                Block::List(list) => self.list(list),
                Block::Table(table) => self.table(table),
                Block::Chart(chart) => self.chart(chart, blocks),
                Block::Quote(blocks) => {
                    self.out.raw("<blockquote>\n");
                    self.blocks(blocks);
                    self.out.raw("</blockquote>\n");
                }
                Block::Code { language, text } => {
                    self.out.raw("<pre><code");
                    if !language.is_empty() {
                        self.out.attribute("class", &format!("language-{language}"));
                    }
                    self.out.raw(">").text(text).raw("</code></pre>\n");
                }
                Block::Rule => {
                    self.out.raw("<hr>\n");
                }
                Block::Html(html) => {
                    let text = text_of_html(html);
                    if !text.is_empty() {
                        self.out.raw("<p>").text(&text).raw("</p>\n");
                    }
                }
            }
        }
    }

    fn list(&mut self, list: &'a List) {
        match list.start {
            None => self.out.raw("<ul>\n"),
            Some(1) => self.out.raw("<ol>\n"),
            Some(start) => self.out.raw("<ol").attribute("start", &start.to_string()).raw(">\n"),
        };
        for item in &list.items {
            self.out.raw("<li>");
            self.spans(&item.spans);
            if !item.blocks.is_empty() {
                self.out.raw("\n");
                self.blocks(&item.blocks);
            }
            self.out.raw("</li>\n");
        }
        self.out.raw(if list.start.is_none() { "</ul>\n" } else { "</ol>\n" });
    }

    pub(super) fn spans(&mut self, spans: &'a [Span]) {
        let pieces = match shown(self.options.citations) {
            true => marks::pieces(spans),
            false => marks::unmarked(spans),
        };
        self.pieces(pieces, None);
    }

    /// `titled` tells what the pointer finds on a figure whose mark is elsewhere.
    fn pieces(&mut self, pieces: Vec<Piece<'a>>, titled: Option<bool>) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    self.out.text(text);
                }
                Piece::Stated(stated) => self.stated(stated, titled.unwrap_or(false)),
                Piece::Marks(marks) => self.notes.marks(&mut self.out, marks),
                Piece::Open(span) => self.markup(span, false),
                Piece::Close(span) => self.markup(span, true),
                Piece::Other(span) => self.other(span),
            }
        }
    }

    fn stated(&mut self, stated: &'a Stated, titled: bool) {
        let close = if self.options.is_document {
            self.out.raw("<data").attribute("value", &format!("fact:{}", stated.fact));
            "</data>"
        } else {
            self.out.raw("<span").attribute("data-fact", &stated.fact);
            "</span>"
        };
        if titled {
            let titles: Vec<String> = marks::marks(&stated.citations).iter().map(|m| self.notes.title(m)).collect();
            self.out.attribute("title", &titles.join("\n"));
        }
        self.out.raw(">");
        match stated.marked_up.as_slice() {
            [] => drop(self.out.text(&stated.text)),
            spans => self.pieces(marks::unmarked(spans), None),
        }
        self.out.raw(close);
    }

    fn markup(&mut self, span: &'a Span, closes: bool) {
        let tag = match span {
            Span::Styled(Style::Emphasis, _) => "em",
            Span::Styled(Style::Strong, _) => "strong",
            Span::Styled(Style::Strikethrough, _) => "s",
            Span::Styled(Style::Subscript, _) => "sub",
            Span::Styled(Style::Superscript, _) => "sup",
            Span::Link { url, .. } if is_href(url) => "a",
            _ => return,
        };
        if closes {
            self.out.raw("</").raw(tag).raw(">");
            return;
        }
        self.out.raw("<").raw(tag);
        if let Span::Link { url, title, .. } = span {
            self.out.attribute("href", url);
            if !title.is_empty() {
                self.out.attribute("title", title);
            }
        }
        self.out.raw(">");
    }

    fn other(&mut self, span: &'a Span) {
        match span {
            Span::Image { url, title, alt } if is_src(url) => {
                self.out.raw("<img").attribute("src", url).attribute("alt", alt);
                if !title.is_empty() {
                    self.out.attribute("title", title);
                }
                self.out.raw(">");
            }
            Span::Image { alt, .. } => {
                self.out.text(alt);
            }
            Span::Code(code) => {
                self.out.raw("<code>").text(code).raw("</code>");
            }
            Span::Break => {
                self.out.raw("<br>\n");
            }
            Span::Footnote(number) => {
                let roman = marks::roman(*number);
                let _ =
                    write!(self.out, "<sup class=\"mark\">\u{2060}<a href=\"#footnote-{number}\">({roman})</a></sup>");
            }
            Span::Html(html) => {
                self.out.text(&text_of_html(html));
            }
            Span::Text(_) | Span::Stated(_) | Span::Styled(..) | Span::Link { .. } => {}
        }
    }

    fn table(&mut self, table: &'a Table) {
        let is_shown = shown(self.options.citations);
        let caption_marks = marks::caption_marks(table).filter(|_| is_shown);
        let marked = if caption_marks.is_some() { Marked::OnCaption } else { Marked::InCells };
        let apart = |row: &[Cell]| caption_marks.as_ref().map(|caption| marks::notes_apart(row, caption));
        let apart: Vec<Vec<usize>> = table.rows.iter().map(|row| apart(row).unwrap_or_default()).collect();
        let short = if table.rows.len() <= SHORT { " short" } else { "" };
        let _ = write!(self.out, "<div class=\"scroll{short}\"");
        // A wide table scrolls on a narrow screen, which must work by keyboard.
        if marks::width(table) > 4 {
            self.out.raw(" tabindex=\"0\" role=\"group\"").attribute("aria-label", &table.caption);
        }
        self.out.raw("><table");
        if marked == Marked::InCells {
            let _ = write!(self.out, " class=\"marked\" style=\"--marks:{}\"", marks::widest(table));
        }
        self.out.raw(">\n");
        if !table.caption.is_empty() {
            self.out.raw("<caption>").text(&table.caption);
            if let Some(marks) = caption_marks {
                self.out.raw(" <span class=\"all\">").raw(self.labels.all_figures).raw(self.labels.colon);
                self.notes.marks(&mut self.out, marks);
                self.out.raw("</span>");
            }
            self.out.raw("</caption>\n");
        }
        self.header(table);
        self.out.raw("<tbody>\n");
        for (row, apart) in table.rows.iter().zip(&apart) {
            self.out.raw("<tr>");
            for (column, cell) in row.iter().enumerate() {
                let apart = if column == 0 { apart.as_slice() } else { &[] };
                let is_figure = cell.numeric && plain(&cell.spans).chars().count() <= LONGEST_FIGURE;
                let class = match (marks::is_numeric(table, column), is_figure) {
                    (true, true) => " class=\"number figure\"",
                    (true, false) => " class=\"number\"",
                    _ => "",
                };
                self.cell(cell, column, class, marked, apart);
            }
            for _ in row.len()..marks::width(table) {
                self.out.raw("<td></td>");
            }
            self.out.raw("</tr>\n");
        }
        self.out.raw("</tbody></table>\n");
        if !table.note.is_empty() {
            self.out.raw("<p class=\"table-note\">").text(&table.note).raw("</p>\n");
        }
        self.out.raw("</div>\n");
    }

    fn header(&mut self, table: &Table) {
        if table.header.is_empty() {
            return;
        }
        self.out.raw("<thead><tr>");
        for column in 0..marks::width(table) {
            let class = if marks::is_numeric(table, column) { " class=\"number\"" } else { "" };
            match table.header.get(column).filter(|head| !head.is_empty()) {
                Some(head) => self.out.raw("<th scope=\"col\"").raw(class).raw(">").text(head).raw("</th>"),
                None => self.out.raw("<td></td>"),
            };
        }
        self.out.raw("</tr></thead>\n");
    }

    /// `apart` are the notes on the row that stand at its head.
    fn cell(&mut self, cell: &'a Cell, column: usize, class: &str, marked: Marked, apart: &[usize]) {
        let (open, close) = match (column, cell.spans.is_empty()) {
            (0, false) => ("<th scope=\"row\"", "</th>"),
            _ => ("<td", "</td>"),
        };
        self.out.raw(open).raw(class).raw(">");
        match marked {
            Marked::InCells => self.spans(&cell.spans),
            Marked::OnCaption => self.cell_without_marks(cell),
        }
        self.notes.cautions(&mut self.out, apart);
        self.out.raw(close);
    }

    /// The mark is on the caption; the pointer still finds what each figure is.
    fn cell_without_marks(&mut self, cell: &'a Cell) {
        self.pieces(marks::unmarked(&cell.spans), Some(true));
    }

    fn chart(&mut self, chart: &'a Chart, blocks: &[Block]) {
        self.charts += 1;
        self.out.raw("<figure class=\"chart\"><figcaption>").text(&chart.caption);
        if !chart.unit.is_empty() {
            self.out.raw(", <span class=\"unit\">").text(&chart.unit).raw("</span>");
        }
        if shown(self.options.citations) {
            self.notes.marks(&mut self.out, marks::marks(&chart.citations));
        }
        self.out.raw("</figcaption>\n");
        let drawable = chart::is_drawable(chart);
        if drawable {
            chart::svg(&mut self.out, chart, self.charts, self.labels);
        }
        if !drawable || !marks::is_tabulated(chart, blocks) {
            self.figures(chart, drawable);
        }
        self.out.raw("</figure>\n");
    }

    /// The figures of a chart that stand in no table beside it, folded away
    /// where the chart shows them.
    fn figures(&mut self, chart: &Chart, folded: bool) {
        if folded {
            self.out.raw("<details><summary>").raw(self.labels.show_figures).raw("</summary>\n");
        }
        let table = marks::tabulate(chart);
        self.out.raw("<div class=\"scroll\"><table>\n");
        self.header(&table);
        self.out.raw("<tbody>\n");
        for row in &table.rows {
            self.out.raw("<tr>");
            for (column, cell) in row.iter().enumerate() {
                self.figure(cell, column);
            }
            self.out.raw("</tr>\n");
        }
        self.out.raw("</tbody></table></div>");
        if folded {
            self.out.raw("</details>");
        }
        self.out.raw("\n");
    }

    fn figure(&mut self, cell: &Cell, column: usize) {
        let (open, close) =
            if column == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td class=\"number\">", "</td>") };
        self.out.raw(open);
        for span in &cell.spans {
            match span {
                Span::Text(text) => self.out.text(text),
                Span::Stated(s) => {
                    self.out.raw("<span").attribute("data-fact", &s.fact).raw(">").text(&s.text).raw("</span>")
                }
                _ => &mut self.out,
            };
        }
        self.out.raw(close);
    }
}
