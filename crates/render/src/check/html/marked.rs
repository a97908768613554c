//! A block's text with its statements, numbers and findings marked.

use std::{collections::HashMap, ops::Range};

use attache_check::{Account, Report, Severity, Verdict};
use attache_document::prose::Block;

use super::{cards::Cards, rows::here, sign};
use crate::{check::place::Places, html::markup::Markup};

/// What of a report is in each block, by its place there.
#[derive(Default)]
pub(super) struct ByBlock {
    statements: HashMap<usize, Vec<usize>>,
    findings: HashMap<usize, Vec<usize>>,
    numbers: HashMap<usize, Vec<usize>>,
}

impl ByBlock {
    pub(super) fn new(report: &Report, places: &Places<'_>) -> Self {
        let index = |ranges: &mut dyn Iterator<Item = &Range<usize>>| {
            let mut all: HashMap<usize, Vec<usize>> = HashMap::new();
            for (at, place) in ranges.enumerate() {
                for block in places.blocks(place) {
                    all.entry(block).or_default().push(at);
                }
            }
            all
        };
        Self {
            statements: index(&mut report.statements.iter().map(|statement| &statement.place)),
            findings: index(&mut report.findings.iter().map(|finding| &finding.place)),
            numbers: index(&mut report.numbers.iter().map(|number| &number.place)),
        }
    }
}

/// What is marked in one block, each with its place in the report.
struct Marks<'a> {
    statements: Vec<(Range<usize>, usize)>,
    findings: Vec<(Range<usize>, usize)>,
    exempt: Vec<(Range<usize>, &'static str)>,
    report: &'a Report,
}

impl<'a> Marks<'a> {
    fn new(report: &'a Report, by_block: &ByBlock, number: usize, block: &Block) -> Self {
        let of = |index: &HashMap<usize, Vec<usize>>| index.get(&number).cloned().unwrap_or_default();
        let found = |at: usize, place: &Range<usize>| Some((here(block, place)?, at));
        let statements = of(&by_block.statements).into_iter();
        let findings = of(&by_block.findings).into_iter().map(|at| (at, &report.findings[at]));
        let numbers = of(&by_block.numbers).into_iter().map(|at| &report.numbers[at]);
        Self {
            statements: statements.filter_map(|at| found(at, &report.statements[at].place)).collect(),
            findings: findings
                .filter(|(_, finding)| finding.severity != Severity::Off)
                .filter_map(|(at, finding)| found(at, &finding.place))
                .collect(),
            exempt: numbers
                .filter_map(|number| match number.account {
                    Account::Exempt(why) => Some((here(block, &number.place)?, why.name())),
                    Account::Statement(_) => None,
                })
                .collect(),
            report,
        }
    }
}

/// How a run of text is marked.
#[derive(Clone, Copy, Default, PartialEq)]
struct Look {
    statement: Option<usize>,
    finding: Option<usize>,
    exempt: Option<&'static str>,
}

/// The text of a block, by its number from 0.
pub(super) fn marked(out: &mut Markup, cards: &Cards<'_>, number: usize) {
    let block = &cards.file.prose.blocks[number];
    let marks = Marks::new(cards.file.report, &cards.by_block, number, block);
    let mut look = Look::default();
    let mut from = 0;
    for to in marks.cuts(block.text.len()) {
        let next = marks.look(from..to);
        if next != look {
            close(out, look);
            open(out, &marks, next);
            look = next;
        }
        out.text(&block.text[from..to]);
        if marks.ends_at(to) {
            close(out, look);
            look = Look::default();
            marks.signs(out, cards, to);
        }
        from = to;
    }
    close(out, look);
}

impl Marks<'_> {
    /// Where something begins or ends.
    fn cuts(&self, end: usize) -> Vec<usize> {
        let statements = self.statements.iter().chain(&self.findings).map(|(range, _)| range);
        let all = statements.chain(self.exempt.iter().map(|(range, _)| range));
        let mut cuts: Vec<usize> = all.flat_map(|range| [range.start, range.end]).chain([end]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts.retain(|at| *at > 0);
        cuts
    }

    /// Of statements that overlap, the one that most needs to be looked at.
    fn look(&self, run: Range<usize>) -> Look {
        let covers = |range: &Range<usize>| range.start <= run.start && run.end <= range.end;
        let urgency = |at: usize| match self.report.statements[at].verdict {
            Verdict::Contradicted => 4,
            Verdict::Outdated => 3,
            Verdict::Disputed => 2,
            Verdict::Supported => 1,
            Verdict::NotCheckable(_) => 0,
        };
        let statements = self.statements.iter().filter(|(range, _)| covers(range)).map(|(_, at)| *at);
        Look {
            statement: statements.max_by_key(|at| urgency(*at)),
            finding: self.findings.iter().find(|(range, _)| covers(range)).map(|(_, at)| *at),
            exempt: self.exempt.iter().find(|(range, _)| covers(range)).map(|(_, why)| *why),
        }
    }

    fn ends_at(&self, to: usize) -> bool {
        self.statements.iter().chain(&self.findings).any(|(range, _)| range.end == to)
    }

    /// The numbers of findings and the signs of statements that end here.
    fn signs(&self, out: &mut Markup, cards: &Cards<'_>, to: usize) {
        for (_, at) in self.findings.iter().filter(|(range, _)| range.end == to) {
            let finding = &self.report.findings[*at];
            let words = format!("finding {}, {}: {}", at + 1, finding.severity, finding.message);
            out.raw("<a class=\"number ").raw(finding.severity.name()).raw("\"");
            out.attribute("href", &format!("#finding-{}-{}", cards.number, at + 1)).attribute("title", &words);
            out.attribute("aria-label", &words).raw(">").text(&(at + 1).to_string()).raw("</a>");
        }
        for (_, at) in self.statements.iter().filter(|(range, _)| range.end == to) {
            let statement = &self.report.statements[*at];
            let (class, sign) = sign(statement.verdict);
            let words = format!("{}: {}", statement.verdict, statement.because);
            out.raw("<a class=\"sign ").raw(class).raw("\"");
            out.attribute("href", &format!("#statement-{}-{}", cards.number, at + 1)).attribute("title", &words);
            out.attribute("aria-label", &words).raw(">").raw(sign).raw("</a>");
        }
    }
}

fn open(out: &mut Markup, marks: &Marks<'_>, look: Look) {
    if let Some(at) = look.statement {
        let verdict = marks.report.statements[at].verdict;
        out.raw("<span class=\"statement ").raw(sign(verdict).0).raw("\"");
        out.attribute("title", &verdict.to_string()).raw(">");
    }
    if let Some(at) = look.finding {
        out.raw("<mark class=\"").raw(marks.report.findings[at].severity.name()).raw("\">");
    }
    if let Some(why) = look.exempt {
        out.raw("<span class=\"exempt\"").attribute("title", &format!("no statement: {why}")).raw(">");
    }
}

fn close(out: &mut Markup, look: Look) {
    if look.exempt.is_some() {
        out.raw("</span>");
    }
    if look.finding.is_some() {
        out.raw("</mark>");
    }
    if look.statement.is_some() {
        out.raw("</span>");
    }
}
