//! Plain text.
//!
//! Empty lines stand between blocks. Lines that follow each other are one paragraph
//! if they look wrapped, and each its own if they do not: if the next line's first
//! word would well have had room, or lines are longer than anyone wraps them. Lines
//! in columns are a table. The lines that a document begins with, before the first empty
//! one, are each their own if all are short and begin with a capital, as those of a
//! letter's head. Lines of dashes, the box that is drawn around lines, and the line under a heading
//! are left out. The mark of an item stays in its text.

use std::ops::Range;

use super::draft::Draft;
use super::{About, Block, BlockKind, Piece, link};

/// The blocks of a text. Its first heading, if it begins with one, is its title. What
/// binds words to facts is no text.
pub(super) fn read(source: &str) -> (Vec<Block>, About) {
    let (bare, marks) = Marks::taken_out(source);
    let Some(bare) = bare else { return read_bare(source) };
    let (mut blocks, about) = read_bare(&bare);
    for block in &mut blocks {
        block.pieces = std::mem::take(&mut block.pieces).into_iter().flat_map(|piece| marks.put_back(piece)).collect();
    }
    (blocks, about)
}

/// What was taken out of a source: from which byte of what is left, and how many bytes.
struct Marks(Vec<(usize, usize)>);

impl Marks {
    fn taken_out(source: &str) -> (Option<String>, Self) {
        let links = link::in_text(source);
        let ranges = links.iter().flat_map(|it| [it.whole.start..it.words.start, it.words.end..it.whole.end]);
        let mut bare = String::new();
        let mut marks = Vec::new();
        let mut end = 0;
        for range in ranges {
            bare.push_str(source.get(end..range.start).unwrap_or_default());
            marks.push((bare.len(), range.len()));
            end = range.end;
        }
        bare.push_str(source.get(end..).unwrap_or_default());
        ((!marks.is_empty()).then_some(bare), Self(marks))
    }

    /// How much was taken out before this byte, or before and at it.
    fn before(&self, at: usize, with_it: bool) -> usize {
        let marks = self.0.iter().take_while(|(mark, _)| *mark < at || with_it && *mark == at);
        marks.map(|(_, length)| length).sum()
    }

    /// The pieces of the source that a piece of the rest is of.
    fn put_back(&self, piece: Piece) -> Vec<Piece> {
        let Range { start, end } = piece.source;
        let cuts = self.0.iter().map(|(mark, _)| *mark).filter(|mark| (start + 1..end).contains(mark));
        let mut bounds: Vec<usize> = [start].into_iter().chain(cuts).chain([end]).collect();
        bounds.dedup();
        let parts = bounds.windows(2).map(|pair| Piece {
            at: piece.at + (pair[0] - start),
            source: pair[0] + self.before(pair[0], true)..pair[1] + self.before(pair[1], false),
        });
        parts.collect()
    }
}

fn read_bare(source: &str) -> (Vec<Block>, About) {
    let mut blocks = Vec::new();
    let mut run: Vec<Line<'_>> = Vec::new();
    let mut at = 0;
    for whole in super::lines(source) {
        let text = in_box(whole.trim());
        if text.is_empty() {
            if blocks.is_empty() && is_letterhead(&run) {
                blocks.extend(run.drain(..).filter_map(|line| block(&[line])));
            }
            close(&mut run, &mut blocks);
        } else {
            let start = at + whole.find(text).unwrap_or_default();
            run.push(Line { start, text, length: text.chars().count() });
        }
        at += whole.len();
    }
    close(&mut run, &mut blocks);
    let first = blocks.first().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let title = first.map(|block| block.text.clone());
    (blocks, About { title, ..About::default() })
}

/// What stands in a line of a box that is drawn around a text: of its top and bottom nothing.
fn in_box(line: &str) -> &str {
    let is_side = |c: char| matches!(c, '|' | '│' | '║');
    let is_edge = |c: char| matches!(c, '+' | '┌' | '┐' | '└' | '┘' | '╔' | '╗' | '╚' | '╝');
    let is_line = |c: char| is_edge(c) || matches!(c, '-' | '=' | '─' | '═');
    if line.starts_with(is_edge) && line.ends_with(is_edge) && line.chars().all(is_line) {
        return "";
    }
    let inner = line.strip_prefix(is_side).and_then(|rest| rest.strip_suffix(is_side));
    inner.filter(|inner| !inner.contains(is_side)).map_or(line, str::trim)
}

/// The cells of lines that are all of one table, set in columns with spaces or tabs; `at` is where
/// they begin in the source.
pub(super) fn table(source: &str, at: usize) -> Option<Vec<Block>> {
    let mut blocks = Vec::new();
    let mut run = Vec::new();
    let mut start = at;
    for whole in super::lines(source) {
        let text = whole.trim();
        let indent = whole.len() - whole.trim_start().len();
        run.push(Line { start: start + indent, text, length: text.chars().count() });
        start += whole.len();
    }
    let is_set = run.len() > 2 && run.iter().any(|line| columns(*line).count() > 1);
    if !is_set {
        return None;
    }
    close(&mut run, &mut blocks);
    blocks.iter().all(|block| matches!(block.kind, BlockKind::Cell { .. })).then_some(blocks)
}

/// A line without the white space around it.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    text: &'a str,
    /// In characters.
    length: usize,
}

/// A heading has no more characters than this.
const LONGEST_HEADING: usize = 90;

/// No one wraps lines at more characters than this.
const WIDEST: usize = 120;

/// Whether the lines that a document begins with are its title, who wrote it, and when.
fn is_letterhead(lines: &[Line<'_>]) -> bool {
    const MOST: usize = 6;
    let is_part = |line: &Line<'_>| {
        let is_short = line.length <= LONGEST_HEADING && !line.text.ends_with(['.', ';', ',']);
        is_short && line.text.starts_with(char::is_uppercase)
    };
    // A day may stand at the other end of a line.
    let in_columns = lines.iter().filter(|line| columns(**line).count() > 1).count();
    (2..=MOST).contains(&lines.len()) && lines.iter().all(is_part) && in_columns <= 1
}

/// Ends lines that follow each other. Rules between the rows of a table are left out.
fn close(run: &mut Vec<Line<'_>>, blocks: &mut Vec<Block>) {
    let is_row = |line: &Line<'_>| columns(*line).count() > 1;
    let rules = (1..run.len()).filter(|at| is_rule(run[*at].text) && is_row(&run[at - 1]));
    let rules: Vec<usize> = rules.collect();
    let mut at = 0;
    run.retain(|_| {
        at += 1;
        !rules.contains(&(at - 1))
    });
    let mut rest = run.as_slice();
    while !rest.is_empty() {
        let (mut ahead, mut rows) = (0, 0);
        while ahead < rest.len() && !is_table(&rest[ahead..ahead + rows]) {
            ahead += rows;
            rows = alike(&rest[ahead..]);
        }
        let head = usize::from(rows > 0 && ahead > 0 && is_head(rest[ahead - 1], rest[ahead]));
        close_lines(&rest[..ahead - head], blocks);
        for (row, line) in (0..).zip(&rest[ahead - head..ahead + rows]) {
            let first = if row == 0 { head as u32 } else { 0 };
            blocks.extend((first..).zip(columns(*line)).filter_map(|(column, cell)| {
                let mut draft = Draft::default();
                draft.stands(cell.text, cell.start);
                draft.finish(BlockKind::Cell { row, column })
            }));
        }
        rest = &rest[ahead + rows..];
    }
    run.clear();
}

fn close_lines(run: &[Line<'_>], blocks: &mut Vec<Block>) {
    let width = run.iter().map(|line| line.length).max().unwrap_or(0);
    let mut first = 0;
    for at in 1..=run.len() {
        if at < run.len() && !begins_block(&run[first..at], &run[at..], width) {
            continue;
        }
        blocks.extend(block(&run[first..at]));
        first = at;
    }
}

/// How many lines from the first on have as many columns as it has, and nothing long in them
/// but what stands behind labels; of none at all, none.
fn alike(lines: &[Line<'_>]) -> usize {
    const WIDEST_CELL: usize = 48;
    const WIDEST_LABEL: usize = 24;
    let Some(first) = lines.first() else { return 0 };
    let count = columns(*first).count();
    // What stands behind labels begins at the same place in each line.
    let behind_label = |line: Line<'_>| match columns(line).collect::<Vec<_>>().as_slice() {
        [label, value] if label.length <= WIDEST_LABEL => Some(value.start - label.start),
        _ => None,
    };
    let is_labelled = |line: Line<'_>| behind_label(line).is_some_and(|at| behind_label(*first) == Some(at));
    let is_row = |line: &Line<'_>| {
        (columns(*line).all(|cell| cell.length <= WIDEST_CELL) || is_labelled(*line))
            && !is_field(line.text)
            && item(line.text).is_none()
    };
    let rows = lines.iter().take_while(|line| columns(**line).count() == count && is_row(line)).count();
    rows.max(1)
}

/// Whether lines that are alike are a table: several, of several columns, and all but the head
/// with a figure.
fn is_table(lines: &[Line<'_>]) -> bool {
    const FEWEST: usize = 3;
    let has_figure = |line: &&Line<'_>| line.text.contains(|c: char| c.is_ascii_digit());
    lines.len() >= FEWEST
        && columns(lines[0]).count() >= 2
        && lines.iter().filter(has_figure).count() + 1 >= lines.len()
}

/// Whether a line heads the columns of the rows below it, but the first.
fn is_head(line: Line<'_>, row: Line<'_>) -> bool {
    let count = columns(line).count();
    count >= 2 && count + 1 == columns(row).count()
}

/// What stands between tabs, or between gaps of several spaces.
fn columns<'a>(line: Line<'a>) -> impl Iterator<Item = Line<'a>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut rest = line.text;
    while let Some(gap) = rest.find(['\t', ' ']) {
        let wide = rest.get(gap..).unwrap_or_default();
        let length = wide.find(|c| !matches!(c, '\t' | ' ')).unwrap_or(wide.len());
        let is_gap = length > 1 || wide.starts_with('\t');
        let at = line.text.len() - rest.len();
        if is_gap {
            parts.push(start..at + gap);
            start = at + gap + length;
        }
        rest = wide.get(length..).unwrap_or_default();
    }
    parts.push(start..line.text.len());
    // The longest label leaves its figure no gap: "Exports (US$ bn) 20.2".
    let first = parts.first().cloned().filter(|_| parts.len() > 1).unwrap_or_default();
    let label = line.text.get(first.clone()).unwrap_or_default();
    if let Some((name, figure)) = label.rsplit_once(' ')
        && name.ends_with(')')
        && figure.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '–' | '−'))
    {
        parts.splice(..1, [0..name.len(), label.len() - figure.len()..label.len()]);
    }
    parts.into_iter().map(move |part| {
        let text = line.text.get(part.clone()).unwrap_or_default();
        Line { start: line.start + part.start, text, length: text.chars().count() }
    })
}

/// Whether the first of the next lines does not belong to the block of the lines before it.
fn begins_block(before: &[Line<'_>], next: &[Line<'_>], width: usize) -> bool {
    let ([.., last], [line, ..]) = (before, next) else { return true };
    if before.len() == 1 && is_underline(last.text) {
        return true;
    }
    if is_underline(line.text) {
        // What stands under a heading goes with it.
        return before.len() > 1 || last.length > LONGEST_HEADING;
    }
    if before.len() == 2 && is_underline(last.text) {
        return true;
    }
    let ends = last.text.ends_with(['.', ':', ';', '!', '?', '”', '"', ')', ',']);
    let starts = !line.text.starts_with(|c: char| c.is_lowercase() || c.is_numeric() && !ends);
    let word = line.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    let has_room = (last.length + 1 + word) * 10 <= width * 7;
    let is_apart = if width > WIDEST { ends || starts } else { has_room && starts };
    match item(line.text) {
        Some(Mark::Bullet) => return true,
        Some(Mark::Number) if ends || is_apart || item(before[0].text).is_some() => return true,
        _ => {}
    }
    is_apart
        || is_field(line.text) && is_field(before[0].text)
        || before.len() == 1 && heads_fields(last.text, next.iter().map(|line| line.text))
}

fn block(lines: &[Line<'_>]) -> Option<Block> {
    let [first, rest @ ..] = lines else { return None };
    if rest.is_empty() && is_underline(first.text) {
        return None;
    }
    let (kind, lines) = match rest {
        // What has a value is no heading: the line ends a box.
        [under] if is_underline(under.text) && is_field(first.text) => (BlockKind::Paragraph, &lines[..1]),
        [under] if is_underline(under.text) => {
            let level = if under.text.starts_with('=') { 1 } else { 2 };
            (BlockKind::Heading(level), &lines[..1])
        }
        _ if item(first.text).is_some() => (BlockKind::Item, lines),
        [] if is_heading(*first) => (BlockKind::Heading(2), lines),
        _ => (BlockKind::Paragraph, lines),
    };
    let mut draft = Draft::default();
    let mut end = first.start;
    for line in lines {
        draft.space(end..line.start);
        draft.stands(line.text, line.start);
        end = line.start + line.text.len();
    }
    draft.finish(kind)
}

enum Mark {
    Bullet,
    Number,
}

/// The mark that a line of a list begins with: `- `, `1. `, `a) `, `(iv) `.
fn item(line: &str) -> Option<Mark> {
    let (mark, _) = line.split_once([' ', '\t'])?;
    if ["-", "*", "•", "–", "—", "·", "‣", "◦", "▪"].contains(&mark) {
        return Some(Mark::Bullet);
    }
    let inner = mark.strip_suffix(')').map(|inner| inner.strip_prefix('(').unwrap_or(inner));
    let is_number = |text: &str| (1..=3).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_digit());
    let is_letter = |text: &str| text.len() == 1 && text.bytes().all(|c| c.is_ascii_alphabetic());
    let is_roman = |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|c| matches!(c, b'i' | b'v' | b'x'));
    let is_mark = match inner {
        Some(inner) => is_number(inner) || is_letter(inner) || is_roman(inner),
        None => {
            mark.strip_suffix('.').is_some_and(|mark| is_number(mark) || mark != mark.to_uppercase() && is_letter(mark))
        }
    };
    is_mark.then_some(Mark::Number)
}

/// Whether a line is one of a profile: `Population: 12 million`, `Population ... 12 million`,
/// `Population--12 million`.
pub(super) fn is_field(line: &str) -> bool {
    if let Some((name, value)) = line.split_once("--")
        && is_field_name(name)
    {
        return value.starts_with(|c: char| c.is_alphanumeric() || c == '$');
    }
    let Some((name, value)) = line.split_once(':').or_else(|| line.split_once("...")).or_else(|| line.split_once(" …"))
    else {
        return false;
    };
    let value = value.trim_start_matches('.');
    is_field_name(name) && value.starts_with([' ', '\t']) && !value.trim().is_empty()
}

fn is_field_name(name: &str) -> bool {
    const LONGEST: usize = 40;
    let begins = name.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    begins && name.chars().count() <= LONGEST && !name.contains([':', '.', ';', '!', '?', '"'])
}

/// Whether a line is the heading of fields that follow it: `Principal Government Officials`.
pub(super) fn heads_fields<'l>(line: &str, next: impl Iterator<Item = &'l str>) -> bool {
    const ENOUGH: usize = 2;
    const LONGEST: usize = 60;
    let is_short = line.chars().count() <= LONGEST && line.starts_with(char::is_uppercase);
    let is_plain = !line.contains([':', '.', ';', ',', '!', '?']);
    is_short && is_plain && next.take(ENOUGH).filter(|line| is_field(line)).count() == ENOUGH
}

/// Whether a line has nothing but dashes, in one run or one for each column.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.bytes().all(|c| matches!(c, b'=' | b'-' | b' ' | b'\t'))
}

fn is_underline(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|c| c == b'=') || line.bytes().all(|c| c == b'-'))
}

/// Whether a line that stands alone is a heading: short and without a full stop, and
/// with no figure unless it is in capitals.
fn is_heading(line: Line<'_>) -> bool {
    let text = line.text;
    if line.length > LONGEST_HEADING || text.ends_with(['.', '?', '!', ':', ';', ',', '"', '”']) {
        return false;
    }
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let in_capitals = letters >= 4 && !text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase);
    in_capitals && !text.contains(": ")
        || letters > 0 && !text.contains(": ") && !text.contains('\t') && !text.contains(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::{Heading, Item, Paragraph};

    fn of(source: &str) -> Vec<(BlockKind, String)> {
        read(source).0.into_iter().map(|block| (block.kind, block.text)).collect()
    }

    #[track_caller]
    fn check(source: &str, expected: &[(BlockKind, &str)]) {
        let found = of(source);
        let found: Vec<_> = found.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "Bolivia lies in the middle of South America, and has no coast since\r\n\
                    the war of 1879. Its population was about\r\n12 million in 2022.\r\n\r\nIt exports gas.";
        check(
            text,
            &[
                (
                    Paragraph,
                    "Bolivia lies in the middle of South America, and has no coast since the war of 1879. Its population was about 12 million in 2022.",
                ),
                (Paragraph, "It exports gas."),
            ],
        );
    }

    #[test]
    fn lines_of_a_letterhead_are_blocks() {
        check(
            "OBSERVATORY OF THE PACIFIC\nRelations of Fiji and Samoa\nSuva, 3 May 2021\n\nThey share\nMuch.",
            &[
                (Heading(2), "OBSERVATORY OF THE PACIFIC"),
                (Heading(2), "Relations of Fiji and Samoa"),
                (Paragraph, "Suva, 3 May 2021"),
                (Paragraph, "They share Much."),
            ],
        );
        let wrapped = "Fiji and its neighbor are bound by\nTreaties since 1970, and\nmuch else";
        check(&format!("{wrapped}\n\nMore."), &[(Paragraph, &wrapped.replace('\n', " ")), (Paragraph, "More.")]);
    }

    #[test]
    fn a_box_around_lines_is_no_text() {
        check(
            "+------------------------+\n|  U.S. DEPARTMENT       |\n|  FACT SHEET   3 May 2021 |\n+------------------------+\n\nText.",
            &[(Heading(2), "U.S. DEPARTMENT"), (Paragraph, "FACT SHEET 3 May 2021"), (Paragraph, "Text.")],
        );
    }

    #[test]
    fn rules_are_no_text() {
        check(
            "------------\nAT A GLANCE\n------------\nCapital:   Suva\nArea:      18,274 sq km\n------------\n\n=====\nText.",
            &[
                (Heading(2), "AT A GLANCE"),
                (Paragraph, "Capital: Suva"),
                (Paragraph, "Area: 18,274 sq km"),
                (Paragraph, "Text."),
            ],
        );
    }

    #[test]
    fn long_lines_are_paragraphs_of_their_own() {
        let long = "Bolivia lies in the middle of South America, and has no coast since the war of 1879, in which it lost its coast to Chile and much else.";
        check(
            &format!("Geography\n{long}\nIt exports gas.\n{long}\r"),
            &[(Heading(2), "Geography"), (Paragraph, long), (Paragraph, "It exports gas."), (Paragraph, long)],
        );
    }

    #[test]
    fn headings_in_capitals_and_underlined() {
        check(
            "U.S. RELATIONS SINCE 1990\n\nText ends.",
            &[(Heading(2), "U.S. RELATIONS SINCE 1990"), (Paragraph, "Text ends.")],
        );
        check("Bolivia in 2022\n=====\nThe text.", &[(Heading(1), "Bolivia in 2022"), (Paragraph, "The text.")]);
        check("Trade 2020\n---\n\nThe text.", &[(Heading(2), "Trade 2020"), (Paragraph, "The text.")]);
        assert_eq!(read("BOLIVIA\n\nText.").1.title.as_deref(), Some("BOLIVIA"));
    }

    #[test]
    fn items_with_marks_of_all_sorts() {
        check(
            "It exports:\n- gas, and\n  oil\n• tin\n1. soya\n2) zinc\n(iii) gold\na) silver",
            &[
                (Paragraph, "It exports:"),
                (Item, "- gas, and oil"),
                (Item, "• tin"),
                (Item, "1. soya"),
                (Item, "2) zinc"),
                (Item, "(iii) gold"),
                (Item, "a) silver"),
            ],
        );
        check(
            "In that year it grew by about\n12. It shrank later on, and much.",
            &[(Paragraph, "In that year it grew by about 12. It shrank later on, and much.")],
        );
    }

    #[test]
    fn fields_are_blocks() {
        check(
            "Population: 12 million\nArea: 1,098,581 km2, of which a part is under\nwater\nGDP per capita:\t$3,600",
            &[
                (Paragraph, "Population: 12 million"),
                (Paragraph, "Area: 1,098,581 km2, of which a part is under water"),
                (Paragraph, "GDP per capita: $3,600"),
            ],
        );
        check(
            "Exports, goods ... US$5 billion\nClients ..... Peru 32%",
            &[(Paragraph, "Exports, goods ... US$5 billion"), (Paragraph, "Clients ..... Peru 32%")],
        );
    }

    #[test]
    fn lines_in_columns_are_a_table() {
        let cell = |row, column| BlockKind::Cell { row, column };
        check(
            "Trade, million dollars\nYear   Exports   Imports\n2012   24.7\t209.5\n2016   15.1      0.4\nSource: Comtrade",
            &[
                (Heading(2), "Trade, million dollars"),
                (cell(0, 0), "Year"),
                (cell(0, 1), "Exports"),
                (cell(0, 2), "Imports"),
                (cell(1, 0), "2012"),
                (cell(1, 1), "24.7"),
                (cell(1, 2), "209.5"),
                (cell(2, 0), "2016"),
                (cell(2, 1), "15.1"),
                (cell(2, 2), "0.4"),
                (Paragraph, "Source: Comtrade"),
            ],
        );
        check(
            "          2019   2020\nExports   505.5  181.1\nImports   34.2   80.7\nBalance   471.4  100.4",
            &[
                (cell(0, 1), "2019"),
                (cell(0, 2), "2020"),
                (cell(1, 0), "Exports"),
                (cell(1, 1), "505.5"),
                (cell(1, 2), "181.1"),
                (cell(2, 0), "Imports"),
                (cell(2, 1), "34.2"),
                (cell(2, 2), "80.7"),
                (cell(3, 0), "Balance"),
                (cell(3, 1), "471.4"),
                (cell(3, 2), "100.4"),
            ],
        );
        // Two spaces behind a full stop part no columns.
        let text = "It grew by 3 percent.  Trade fell.\nIt shrank in 2012.  Trade rose.";
        check(text, &[(Paragraph, "It grew by 3 percent. Trade fell. It shrank in 2012. Trade rose.")]);
        // The longest label leaves its figure no gap.
        check(
            "Growth (%)             3.0   5.2\nPrices (%)             2.9   5.3\nExports, goods (US$ m) 20.2  25.5",
            &[
                (cell(0, 0), "Growth (%)"),
                (cell(0, 1), "3.0"),
                (cell(0, 2), "5.2"),
                (cell(1, 0), "Prices (%)"),
                (cell(1, 1), "2.9"),
                (cell(1, 2), "5.3"),
                (cell(2, 0), "Exports, goods (US$ m)"),
                (cell(2, 1), "20.2"),
                (cell(2, 2), "25.5"),
            ],
        );
    }

    #[test]
    fn rules_between_rows_are_left_out() {
        let cell = |row, column| BlockKind::Cell { row, column };
        let table = "-------------\nECONOMY       2021      2022\n-------------\nGrowth, %    -1.04      1.48\nInflation     2.06      5.83\n-------------";
        let cells = of(table);
        assert_eq!(cells.first(), Some(&(cell(0, 0), "ECONOMY".to_owned())), "{cells:?}");
        assert!(cells.contains(&(cell(1, 1), "-1.04".to_owned())) && cells.len() == 9, "{cells:?}");
        let table =
            "Year   Exports   Imports\n----   -------   -------\n2020     11.5      36.1\n2021     12.5      37.1";
        assert_eq!(of(table).last(), Some(&(cell(2, 2), "37.1".to_owned())));
    }

    #[test]
    fn labels_stand_before_long_lines() {
        let profile = "COUNTRY     65,610 sq km; coastline 1,340 km; highest point Pidurutalagala, 2,524 m\n\
            PEOPLE      22.05 million (July 2015)\nPOWER       3.37 million kW (2012), of which fossil fuels 51.1%";
        let cells: Vec<(BlockKind, String)> = of(profile);
        assert_eq!(cells.len(), 6, "{cells:?}");
        assert_eq!(cells[3], (BlockKind::Cell { row: 1, column: 1 }, "22.05 million (July 2015)".to_owned()));
        // Sentences with wide gaps in them are none.
        let sentences = "It exports tin,  zinc and 3 others.\nIts population  is 12 million, of whom many live in towns.\n\
            It imports  fuel from 4 countries, all of which lie beside it on the same continent.";
        assert!(of(sentences).iter().all(|(kind, _)| *kind == Paragraph));
    }

    #[test]
    fn no_character_is_lost_and_each_keeps_its_place() {
        let samples = [
            "  One\u{a0}two \t three\r\rFour:\x0cfive\n- 六\n\n==\n\nx",
            "A: b\nC: d\n1) e\n\n\u{a0}\n\nÉ é É",
            "",
            "\n\n",
            "--\n",
        ];
        for source in samples {
            let (blocks, _) = read(source);
            let read: String = blocks.iter().map(|block| block.text.as_str()).collect();
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(solid(&read), solid(source), "{source:?}");
            for block in &blocks {
                for (at, c) in block.text.char_indices().filter(|(_, c)| *c != ' ') {
                    let place = block.place(at..at + c.len_utf8());
                    assert_eq!(&source[place], c.to_string(), "{source:?}");
                }
            }
        }
    }
}
