//! Where marks stand in running text and in tables.

use attache_document::written::{self, Block, Cell, Chart, Citation, Missing, Span, Stated, Table};

use crate::labels::Labels;

/// A part of running text as it is written out.
#[derive(Debug, PartialEq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Stated(&'a Stated),
    Marks(Vec<Mark<'a>>),
    /// Markup of words begins, and ends.
    Open(&'a Span),
    Close(&'a Span),
    /// What neither states anything nor has words in it: code, an image, a
    /// break, a footnote, HTML.
    Other(&'a Span),
}

/// One source behind what stands before the mark, and what of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Mark<'a> {
    pub source: usize,
    pub whats: Vec<&'a str>,
    /// The numbers of the document's notes on it, in order.
    pub notes: Vec<usize>,
}

/// The marks of citations: one a source, in order of their numbers.
pub(crate) fn marks<'a>(citations: impl IntoIterator<Item = &'a Citation>) -> Vec<Mark<'a>> {
    let mut marks: Vec<Mark<'a>> = Vec::new();
    for citation in citations {
        let Citation { source, what, notes } = citation;
        let at = marks.iter().position(|m| m.source == *source).unwrap_or_else(|| {
            marks.push(Mark { source: *source, whats: Vec::new(), notes: Vec::new() });
            marks.len() - 1
        });
        let mark = &mut marks[at];
        if !mark.whats.contains(&what.as_str()) {
            mark.whats.push(what);
        }
        for note in notes {
            if let Err(at) = mark.notes.binary_search(note) {
                mark.notes.insert(at, *note);
            }
        }
    }
    marks.sort_by_key(|mark| mark.source);
    marks
}

/// The spans of a paragraph, list item or cell with their marks between them.
/// A mark follows the punctuation mark that closes what it backs, and the markup
/// that it stands in.
pub(crate) fn pieces(spans: &[Span]) -> Vec<Piece<'_>> {
    let mut flat = Vec::with_capacity(spans.len());
    flatten(spans, &mut flat);
    let mut pieces = Vec::with_capacity(flat.len() * 2);
    let mut owed: Option<Vec<Mark<'_>>> = None;
    for (at, piece) in flat.iter().enumerate() {
        match piece {
            Piece::Text(text) => {
                let mut rest = *text;
                if let Some(marks) = owed.take() {
                    let (closing, after) =
                        rest.split_at(rest.len() - rest.trim_start_matches(['.', ',', ';', ':', ')', '”', '’']).len());
                    if !closing.is_empty() {
                        pieces.push(Piece::Text(closing));
                    }
                    pieces.push(Piece::Marks(marks));
                    rest = after;
                }
                if !rest.is_empty() {
                    pieces.push(Piece::Text(rest));
                }
            }
            Piece::Stated(stated) => {
                pieces.extend(owed.take().map(Piece::Marks));
                pieces.push(Piece::Stated(stated));
                let next = flat[at + 1..].iter().find_map(|piece| match piece {
                    Piece::Stated(stated) => Some(stated),
                    _ => None,
                });
                if next.is_none_or(|next| next.citations != stated.citations) && !stated.citations.is_empty() {
                    owed = Some(marks(&stated.citations));
                }
            }
            Piece::Close(span) => pieces.push(Piece::Close(span)),
            Piece::Open(span) => {
                pieces.extend(owed.take().map(Piece::Marks));
                pieces.push(Piece::Open(span));
            }
            Piece::Other(span) => {
                pieces.extend(owed.take().map(Piece::Marks));
                pieces.push(Piece::Other(span));
            }
            Piece::Marks(_) => {}
        }
    }
    pieces.extend(owed.map(Piece::Marks));
    pieces
}

/// The same without any marks.
pub(crate) fn unmarked(spans: &[Span]) -> Vec<Piece<'_>> {
    let mut flat = Vec::with_capacity(spans.len());
    flatten(spans, &mut flat);
    flat
}

fn flatten<'a>(spans: &'a [Span], flat: &mut Vec<Piece<'a>>) {
    for span in spans {
        match span {
            Span::Text(text) => flat.push(Piece::Text(text)),
            Span::Stated(stated) => flat.push(Piece::Stated(stated)),
            Span::Styled(_, inner) | Span::Link { spans: inner, .. } => {
                flat.push(Piece::Open(span));
                flatten(inner, flat);
                flat.push(Piece::Close(span));
            }
            Span::Image { .. } | Span::Code(_) | Span::Break | Span::Footnote(_) | Span::Html(_) => {
                flat.push(Piece::Other(span));
            }
        }
    }
}

/// What a table states, row by row.
pub(crate) fn stated(table: &Table) -> impl Iterator<Item = &Stated> {
    table.rows.iter().flatten().flat_map(|cell: &Cell| written::stated(&cell.spans))
}

/// The marks for a table's caption, where all that it states rests on the same
/// sources.
pub(crate) fn caption_marks(table: &Table) -> Option<Vec<Mark<'_>>> {
    let sources = |stated: &Stated| {
        let mut sources: Vec<usize> = stated.citations.iter().map(|c| c.source).collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    };
    let shared = sources(stated(table).next()?);
    let common = !table.caption.is_empty() && !shared.is_empty() && stated(table).all(|s| sources(s) == shared);
    common.then(|| {
        let mut marks = marks(stated(table).flat_map(|s| &s.citations));
        for mark in &mut marks {
            let with = |note: &usize| table.rows.iter().filter(|row| notes(row).contains(note)).count();
            mark.notes.retain(|note| with(note) * 2 > table.rows.len());
        }
        marks
    })
}

/// The notes on figures of a row, in order.
fn notes(row: &[Cell]) -> Vec<usize> {
    let stated = row.iter().flat_map(|cell| written::stated(&cell.spans));
    let mut notes: Vec<usize> = stated.flat_map(|s| &s.citations).flat_map(|c| &c.notes).copied().collect();
    notes.sort_unstable();
    notes.dedup();
    notes
}

/// The notes on a row's figures that are not on the caption.
pub(crate) fn notes_apart(row: &[Cell], caption: &[Mark<'_>]) -> Vec<usize> {
    let mut notes = notes(row);
    notes.retain(|note| !caption.iter().any(|mark| mark.notes.contains(note)));
    notes
}

/// What is missing in one section and would come from the same sources, as a list in words.
pub(crate) struct Lacking<'a> {
    pub section: &'a str,
    pub what: String,
    /// Where to get it: ", available from …", or nothing.
    pub origin: String,
}

/// What a sheet lacks, one line for each run of the same section and sources.
pub(crate) fn lacking<'a>(missing: &'a [Missing], labels: &Labels) -> impl Iterator<Item = Lacking<'a>> {
    let listed = |all: Vec<&str>| all.join(labels.apart);
    missing.chunk_by(|a, b| a.section == b.section && a.sources == b.sources).map(move |group| {
        let first = &group[0];
        let origin = match listed(first.sources.iter().map(|source| source.title.as_str()).collect()) {
            titles if titles.is_empty() => titles,
            titles => format!(", {} {titles}", labels.available_from),
        };
        Lacking { section: &first.section, what: listed(group.iter().map(|it| it.what.as_str()).collect()), origin }
    })
}

/// What a note on figures goes by: `a` for the first, `aa` for the 27th.
pub(crate) fn letter(number: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = number;
    while let Some(before) = rest.checked_sub(1) {
        letters.push(char::from(b'a' + (before % 26) as u8));
        rest = before / 26;
    }
    letters.into_iter().rev().collect()
}

/// What an author's footnote goes by: `i`, `iv`.
pub(crate) fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number >= 4000 {
        return number.to_string();
    }
    let mut rest = number;
    SIGNS.iter().fold(String::new(), |mut roman, (value, sign)| {
        while rest >= *value {
            roman.push_str(sign);
            rest -= value;
        }
        roman
    })
}

/// The characters of the widest marks in a table's cells: 6 for "[1][4]", 5
/// for "[1]a,".
pub(crate) fn widest(table: &Table) -> usize {
    let notes = |mark: &Mark<'_>| mark.notes.iter().map(|note| letter(*note).len() + 1).sum::<usize>();
    let width = |mark: &Mark<'_>| mark.source.to_string().len() + 2 + notes(mark);
    let characters = |stated: &Stated| marks(&stated.citations).iter().map(width).sum();
    stated(table).map(characters).max().unwrap_or(0)
}

/// Whether a column's figures align at the right.
pub(crate) fn is_numeric(table: &Table, column: usize) -> bool {
    let cells = || table.rows.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.spans.is_empty());
    cells().count() > 0 && cells().filter(|cell| cell.numeric).count() * 2 > cells().count()
}

/// As many columns as the header or the longest row has.
pub(crate) fn width(table: &Table) -> usize {
    table.rows.iter().map(Vec::len).chain([table.header.len()]).max().unwrap_or(0)
}

/// Whether every point of the chart is also stated in a table among the blocks.
pub(crate) fn is_tabulated(chart: &Chart, blocks: &[Block]) -> bool {
    let facts: std::collections::HashSet<&str> = blocks
        .iter()
        .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
        .flat_map(stated)
        .map(|stated| stated.fact.as_str())
        .collect();
    chart.series.iter().flat_map(|series| &series.points).all(|point| facts.contains(point.fact.as_str()))
}

/// The figures of a chart as a table: a row a period, a column a series.
pub(crate) fn tabulate(chart: &Chart) -> Table {
    let labels = crate::chart::periods(chart);
    let cell = |text: &str, fact: &str| Cell {
        spans: vec![Span::Stated(Stated {
            text: text.to_owned(),
            fact: fact.to_owned(),
            value: String::new(),
            marked_up: Vec::new(),
            figures: std::iter::once(0..text.len()).collect(),
            citations: chart.citations.clone(),
        })],
        numeric: true,
    };
    let row = |label: &str| {
        let values = chart.series.iter().map(|series| {
            let point = series.points.iter().find(|p| p.label == label);
            point.map_or_else(Cell::default, |p| cell(&p.text, &p.fact))
        });
        let head = Cell { spans: vec![Span::Text(label.to_owned())], numeric: false };
        std::iter::once(head).chain(values).collect()
    };
    Table {
        caption: if chart.unit.is_empty() {
            chart.caption.clone()
        } else {
            format!("{}, {}", chart.caption, chart.unit)
        },
        header: std::iter::once(String::new()).chain(chart.series.iter().map(|s| s.name.clone())).collect(),
        rows: labels.into_iter().map(row).collect(),
        note: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(text: &str, source: usize, what: &str) -> Span {
        let citations = vec![Citation { source, what: what.into(), notes: Vec::new() }];
        Span::Stated(Stated {
            text: text.into(),
            fact: String::new(),
            value: String::new(),
            marked_up: Vec::new(),
            figures: Vec::new(),
            citations,
        })
    }

    fn shown(spans: &[Span]) -> String {
        let show = |piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Stated(stated) => stated.text.clone(),
            Piece::Marks(marks) => marks.iter().map(|m| format!("[{}]", m.source)).collect(),
            Piece::Open(_) => "<".to_owned(),
            Piece::Close(_) => ">".to_owned(),
            Piece::Other(_) => "?".to_owned(),
        };
        pieces(spans).into_iter().map(show).collect()
    }

    #[test]
    fn a_run_of_like_citations_is_marked_once_after_its_punctuation() {
        let text = |t: &str| Span::Text(t.into());
        let spans = [
            says("One", 1, "a"),
            text(" and "),
            says("two", 1, "a"),
            text(", then "),
            says("three", 1, "b"),
            text("."),
        ];
        assert_eq!(shown(&spans), "One and two,[1] then three.[1]");
        assert_eq!(shown(&[says("One.", 1, "a"), says("Two.", 2, "a")]), "One.[1]Two.[2]");
        let strong = |span| Span::Styled(attache_document::written::Style::Strong, vec![span]);
        assert_eq!(shown(&[strong(says("One", 1, "a")), text(". "), strong(text("x"))]), "<One>.[1] <x>");
    }

    #[test]
    fn one_source_is_one_mark() {
        let cite = |source, what: &str| Citation { source, what: what.into(), notes: Vec::new() };
        let (first, second, third) = (cite(3, "Exports, 2022"), cite(1, "GDP"), cite(3, "Imports, 2022"));
        let marks = marks([&first, &second, &third, &first]);
        assert_eq!(marks[0].source, 1);
        assert_eq!(marks[1], Mark { source: 3, whats: vec!["Exports, 2022", "Imports, 2022"], notes: Vec::new() });
    }

    #[test]
    fn footnotes_go_by_roman_numbers() {
        assert_eq!([1, 4, 9, 14, 40, 1994].map(roman), ["i", "iv", "ix", "xiv", "xl", "mcmxciv"]);
    }

    #[test]
    fn notes_go_by_letters() {
        assert_eq!([1, 2, 26, 27, 52, 53, 702, 703].map(letter), ["a", "b", "z", "aa", "az", "ba", "zz", "aaa"]);
    }
}
