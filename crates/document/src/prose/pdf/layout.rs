use std::collections::{HashMap, HashSet};

use super::super::draft::Draft;
use super::super::{Block, BlockKind};
use super::page::Run;

/// What the pages show.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) source: String,
    pub(super) blocks: Vec<Block>,
    /// `page 3`, each from its byte on.
    pub(super) labels: Vec<(usize, String)>,
}

/// A line of a page.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    page: usize,
    x: f32,
    end: f32,
    y: f32,
    size: f32,
    is_bold: bool,
    /// Where it stands in the source.
    at: usize,
}

/// The last is that of the font Symbol.
const BULLETS: [char; 7] = ['•', '▪', '‣', '◦', '·', '■', '\u{f0b7}'];

/// Puts runs together as lines and those as blocks.
pub(super) fn text_of(pages: Vec<Vec<Run>>) -> Text {
    let mut text = Text::default();
    let mut pages: Vec<Vec<Line>> = pages.into_iter().enumerate().map(|(page, runs)| lines(runs, page)).collect();
    leave_out_edges(&mut pages);
    let mut all = Vec::new();
    for (page, lines) in pages.into_iter().enumerate() {
        if page > 0 {
            text.source.push('\u{c}');
        }
        text.labels.push((text.source.len(), format!("page {}", page + 1)));
        for mut line in lines {
            line.at = text.source.len();
            text.source.push_str(&line.text);
            text.source.push('\n');
            all.push(line);
        }
    }
    let measure = Measure::of(&all);
    let hyphenated = hyphenated(&all);
    let mut first = 0;
    for next in 1..=all.len() {
        if next == all.len() || measure.part(&all[next - 1], &all[next], next - first == 1) {
            text.blocks.extend(block(&all[first..next], &measure, &hyphenated));
            first = next;
        }
    }
    text
}

/// Runs on one baseline are a line.
fn lines(runs: Vec<Run>, page: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut before: Option<Run> = None;
    for run in runs {
        let text = plain(&run.text);
        // Text that is drawn twice in one place is meant to look bold.
        let is_again = before.as_ref().is_some_and(|before| {
            before.text == run.text
                && (before.x - run.x).abs() < run.size * 0.3
                && (before.y - run.y).abs() < run.size * 0.3
        });
        if is_again || text.trim().is_empty() && lines.is_empty() {
            continue;
        }
        let size = before.as_ref().map_or(run.size, |before| before.size.max(run.size));
        match lines.last_mut() {
            Some(line) if (line.y - run.y).abs() < size * 0.5 && run.x > line.end - size * 0.5 => {
                if run.x - line.end > size * 0.17 && !line.text.ends_with(' ') && !text.starts_with(' ') {
                    line.text.push(' ');
                }
                line.text.push_str(&text);
                line.end = run.end.max(line.end);
                line.is_bold &= run.is_bold || text.trim().is_empty();
                if run.size > line.size {
                    (line.size, line.y) = (run.size, run.y);
                }
            }
            _ if text.trim().is_empty() => continue,
            _ => lines.push(Line {
                text,
                page,
                x: run.x,
                end: run.end,
                y: run.y,
                size: run.size,
                is_bold: run.is_bold,
                at: 0,
            }),
        }
        before = Some(run);
    }
    for line in &mut lines {
        line.text = line.text.trim().to_owned();
    }
    lines
}

/// With the letters of ligatures, and nothing that is no character.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'ﬀ' => plain.push_str("ff"),
            'ﬁ' => plain.push_str("fi"),
            'ﬂ' => plain.push_str("fl"),
            'ﬃ' => plain.push_str("ffi"),
            'ﬄ' => plain.push_str("ffl"),
            'ﬅ' | 'ﬆ' => plain.push_str("st"),
            '\t' | '\n' | '\r' | '\u{c}' => plain.push(' '),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    plain
}

/// Leaves out page numbers, and what stands at the top or bottom of many pages.
fn leave_out_edges(pages: &mut [Vec<Line>]) {
    /// A header or footer has no more lines.
    const LINES: usize = 2;
    if pages.len() < 2 {
        return;
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for lines in pages.iter() {
        let edges: HashSet<String> =
            edges(lines, LINES).into_iter().map(|at| without_number(&lines[at].text)).collect();
        edges.into_iter().for_each(|edge| *counts.entry(edge).or_default() += 1);
    }
    let many = (pages.len() * 2).div_ceil(5).max(3);
    for lines in pages {
        let out: HashSet<usize> = edges(lines, LINES)
            .into_iter()
            .filter(|at| {
                let text = &lines[*at].text;
                counts.get(&without_number(text)).is_some_and(|count| *count >= many) || is_page_number(text)
            })
            .collect();
        let mut at = 0;
        lines.retain(|_| {
            at += 1;
            !out.contains(&(at - 1))
        });
    }
}

/// The numbers of the topmost and lowest lines.
fn edges(lines: &[Line], most: usize) -> Vec<usize> {
    let mut by_height: Vec<usize> = (0..lines.len()).collect();
    by_height.sort_by(|one, other| lines[*one].y.total_cmp(&lines[*other].y));
    let lowest = by_height.iter().take(most);
    lowest.chain(by_height.iter().rev().take(most)).copied().collect()
}

/// A line without the number at its start or end, which may be the page's.
fn without_number(text: &str) -> String {
    text.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()).to_owned()
}

/// Whether a line is a page's number: `12`, `- 12 -`, `Page 12 of 20`, `12/20`.
fn is_page_number(text: &str) -> bool {
    let mut numbered = String::new();
    for c in text.chars() {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if c != '#' || !numbered.ends_with('#') {
            numbered.push(c);
        }
    }
    let bare = numbered
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | '[' | ']'))
        .to_ascii_lowercase();
    matches!(bare.as_str(), "#" | "#/#" | "# / #" | "# of #" | "page #" | "page # of #" | "page #/#" | "p. #")
}

/// What is usual in the document.
struct Measure {
    size: f32,
    /// Between the baselines of lines, in parts of their size.
    distance: f32,
    /// The right edge of most text.
    edge: f32,
}

impl Measure {
    fn of(lines: &[Line]) -> Self {
        let mut sizes: Vec<(f32, usize)> = lines.iter().map(|line| (line.size, line.text.len())).collect();
        sizes.sort_by(|one, other| one.0.total_cmp(&other.0));
        let half = sizes.iter().map(|(_, length)| length).sum::<usize>() / 2;
        let mut seen = 0;
        let median = sizes.iter().find(|(_, length)| {
            seen += length;
            seen > half
        });
        let size = median.map_or(1.0, |(size, _)| *size);
        let pairs = lines.windows(2).filter(|pair| pair[0].page == pair[1].page);
        let mut distances: Vec<f32> =
            pairs.map(|pair| (pair[0].y - pair[1].y) / size).filter(|it| *it > 0.5 && *it < 3.0).collect();
        distances.sort_by(f32::total_cmp);
        // Lines of a paragraph are most of those that are near each other.
        let distance = distances.get(distances.len() / 3).copied().unwrap_or(1.2);
        let mut ends: Vec<f32> = lines.iter().map(|line| line.end).collect();
        ends.sort_by(f32::total_cmp);
        let edge = ends.get(ends.len() * 3 / 4).copied().unwrap_or(0.0);
        Self { size, distance, edge }
    }

    /// Whether a line begins another block than the line before, which may be the first
    /// of its own.
    fn part(&self, before: &Line, line: &Line, is_second: bool) -> bool {
        let is_bullet = line.text.starts_with(BULLETS);
        if (line.size - before.size).abs() > self.size * 0.1 || is_bullet || line.is_bold != before.is_bold && is_second
        {
            return true;
        }
        let ends = before.text.ends_with(['.', '!', '?', ':', '”', '"']);
        let goes_on = line.text.starts_with(char::is_lowercase);
        let down = before.y - line.y;
        if before.page != line.page || down <= 0.0 || down > self.distance * line.size * 6.0 {
            // The next column or page.
            return ends || !goes_on;
        }
        let is_far = down > self.distance * line.size * 1.3;
        let is_short = before.end < self.edge - (self.edge - before.x).max(0.0) * 0.25;
        let is_indented = !is_second && line.x > before.x + line.size * 0.8;
        is_far || ends && (is_short || is_indented)
    }

    fn kind(&self, lines: &[Line], text: &str) -> BlockKind {
        /// A heading has no more characters.
        const LONGEST: usize = 150;
        let size = lines.first().map_or(self.size, |line| line.size);
        let is_bold = lines.iter().all(|line| line.is_bold);
        let is_title =
            text.chars().count() <= LONGEST && !text.ends_with(['.', ';', ',']) && text.contains(char::is_alphabetic);
        if text.starts_with(BULLETS) {
            BlockKind::Item
        } else if is_title && size > self.size * 1.6 {
            BlockKind::Heading(1)
        } else if is_title && size > self.size * 1.12 {
            BlockKind::Heading(2)
        } else if is_title && is_bold && lines.len() <= 2 && !text.ends_with(':') {
            BlockKind::Heading(3)
        } else {
            BlockKind::Paragraph
        }
    }
}

/// The words with a hyphen that stand within lines, which keep it at a line's end.
fn hyphenated(lines: &[Line]) -> HashSet<String> {
    let words = lines.iter().flat_map(|line| line.text.split_whitespace());
    words.filter(|word| word.trim_matches('-').contains('-')).map(bare).collect()
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn block(lines: &[Line], measure: &Measure, hyphenated: &HashSet<String>) -> Option<Block> {
    let mut draft = Draft::default();
    for (number, line) in lines.iter().enumerate() {
        let next = lines.get(number + 1);
        let joined = next.map(|next| join(&line.text, &next.text, hyphenated));
        let end = line.at + line.text.len();
        match joined {
            Some(Join::WithoutHyphen) => {
                let hyphen = line.text.chars().next_back().map_or(0, char::len_utf8);
                draft.stands(&line.text[..line.text.len() - hyphen], line.at);
            }
            Some(Join::WithHyphen) => draft.stands(&line.text, line.at),
            Some(Join::Space) | None => {
                draft.stands(&line.text, line.at);
                draft.space(end..next.map_or(end, |next| next.at));
            }
        }
    }
    let mut block = draft.finish(BlockKind::Paragraph)?;
    block.kind = measure.kind(lines, &block.text);
    Some(block)
}

enum Join {
    Space,
    WithHyphen,
    WithoutHyphen,
}

fn join(line: &str, next: &str, hyphenated: &HashSet<String>) -> Join {
    let Some(head) = line.strip_suffix(['-', '\u{ad}', '‐']).filter(|head| head.ends_with(char::is_alphanumeric))
    else {
        return Join::Space;
    };
    let (word, rest) =
        (head.split_whitespace().next_back().unwrap_or_default(), next.split_whitespace().next().unwrap_or_default());
    if line.ends_with('\u{ad}') {
        return Join::WithoutHyphen;
    }
    let goes_on = next.starts_with(char::is_lowercase) && head.ends_with(char::is_lowercase);
    if goes_on && !hyphenated.contains(&bare(&format!("{word}-{rest}"))) {
        Join::WithoutHyphen
    } else {
        Join::WithHyphen
    }
}
