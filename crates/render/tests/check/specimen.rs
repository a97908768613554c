//! Checked files made by hand: a brief in Markdown with one long line to a
//! paragraph, a French note in hard lines that end in CR LF, a DOCX.

use std::ops::Range;

use attache_check::{
    Account, By, Context, Evidence, Exempt, Finding, Fix, Judged, Number, Report, Rule, Told, Unchecked, Verdict,
};
use attache_document::prose::{About, Block, BlockKind, Format, Piece, Prose};
use attache_model::{Areas, Code, Language};
use attache_render::check::CheckedFile;

pub(crate) struct Specimen {
    pub(crate) path: &'static str,
    pub(crate) prose: Prose,
    pub(crate) report: Report,
}

impl Specimen {
    pub(crate) fn file(&self) -> CheckedFile<'_> {
        CheckedFile { path: self.path, prose: &self.prose, report: &self.report }
    }

    /// The first place of these words.
    fn at(&self, words: &str) -> Range<usize> {
        let start = self.prose.source.find(words).unwrap_or_else(|| panic!("{words}"));
        start..start + words.len()
    }

    fn judged(&mut self, text: &str, verdict: Verdict, because: &str, evidence: Vec<Evidence>) -> usize {
        self.report.statements.push(Judged {
            place: self.at(text),
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            kind: Some(Code::new("population")),
            verdict,
            because: because.into(),
            evidence,
            is_composed: false,
            basis: None,
        });
        self.report.statements.len() - 1
    }

    fn number(&mut self, text: &str, account: Account) {
        self.report.numbers.push(Number { place: self.at(text), text: text.into(), account });
    }

    fn finding(&mut self, rule: Rule, words: &str, message: &str, label: &str) -> &mut Finding {
        let finding = Finding {
            rule,
            severity: rule.documentation().severity,
            place: self.at(words),
            message: message.into(),
            label: label.into(),
            others: Vec::new(),
            notes: Vec::new(),
            help: None,
            evidence: Vec::new(),
            fix: None,
            statement: None,
        };
        self.report.findings.push(finding);
        self.report.findings.last_mut().unwrap()
    }
}

pub(crate) fn evidence(expression: &str, sentence: &str) -> Evidence {
    Evidence {
        expression: expression.into(),
        sentence: sentence.into(),
        publisher: "World Bank".into(),
        title: "World Development Indicators".into(),
        release: "worldbank-wdi/2024-06-28".into(),
        published: "2024-06-28".parse().unwrap(),
        url: "https://databank.worldbank.org/data/download/WDI_CSV.zip".into(),
        hash: "9f2c4e1ab83d57c0".repeat(4),
    }
}

fn context(language: Language) -> Context {
    Context {
        about: Told { it: ["US", "BO"].map(|code| Areas::find(code).unwrap()).to_vec(), by: By::Text },
        author: Told { it: None, by: By::Nothing },
        dated: Told { it: Some("2023-08-15".parse().unwrap()), by: By::Request },
        language: Told { it: language, by: By::Text },
    }
}

fn empty(path: &'static str, prose: Prose, language: Language) -> Specimen {
    let report = Report {
        context: context(language),
        statements: Vec::new(),
        numbers: Vec::new(),
        findings: Vec::new(),
        suppressed: Vec::new(),
    };
    Specimen { path, prose, report }
}

const BRIEF: &str = "\
Bolivia and the United States

The Plurinational State of Bolivia lies in the middle of South America, without a coast since the War of the Pacific, \
and its relations with the United States have been cool for much of the past two decades. It had 15 million inhabitants \
in 2023, of whom some two thirds live in towns; life expectancy at birth was 68 years. The two countries established \
diplomatic relations in 1849 & have had no ambassadors in each other's capital since 2008. In 2022 exports of \
$2.0 billion and imports of $2.4 billion brought trade in goods to $5.1 billion, and the government expects it to \
double by 2030.

- Exports of goods to Bolivia: more than $400 million in 2022
- Capital: Sucre <constitutional>, La Paz (seat of government)

Source: fact sheet of 1 August 2023, p. 4
";

/// Errors, a warning, notes, another place far off on the same line, suppressed
/// findings, exempt numbers.
pub(crate) fn brief() -> Specimen {
    let mut it =
        empty("briefs/bolivia 2023.md", Prose::read(BRIEF.as_bytes(), Format::Text).unwrap(), Language::English);
    it.prose.format = Format::Markdown;
    let population = || evidence("population?area=BO&time=2023", "Bolivia's population was 12.2 million in 2023.");
    let first = it.judged(
        "It had 15 million inhabitants in 2023",
        Verdict::Contradicted,
        "the figure is 12.2 million, and 15 million is 23 percent above it",
        vec![population()],
    );
    it.number("15", Account::Statement(first));
    it.number("2023", Account::Statement(first));
    let thirds = it.judged(
        "some two thirds live in towns",
        Verdict::NotCheckable(Unchecked::NoData),
        "no data on the urban population is at hand",
        vec![],
    );
    it.number("two thirds", Account::Statement(thirds));
    let life = it.judged(
        "life expectancy at birth was 68 years",
        Verdict::Outdated,
        "right by the release of 2023-06-29, which has been revised since",
        vec![evidence("life-expectancy?area=BO", "Life expectancy in Bolivia was 64.9 years in 2022.")],
    );
    it.number("68", Account::Statement(life));
    let relations = it.judged(
        "established diplomatic relations in 1849",
        Verdict::Supported,
        "the Office of the Historian has 1849-01-03",
        vec![evidence(
            "relations-since?area=US,BO",
            "The United States and Bolivia established diplomatic relations in 1849.",
        )],
    );
    it.number("1849", Account::Statement(relations));
    let exports = it.judged(
        "more than $400 million in 2022",
        Verdict::Disputed,
        "right by Bolivia's record, not by that of the United States",
        vec![
            evidence(
                "goods-exports?area=US,BO&time=2022",
                "U.S. exports of goods to Bolivia were $519.8 million in 2022.",
            ),
            evidence(
                "goods-imports?area=BO,US&time=2022",
                "Bolivia's imports of goods from the United States were $0.7 billion in 2022.",
            ),
        ],
    );
    it.number("400", Account::Statement(exports));
    it.number("1 August 2023", Account::Exempt(Exempt::Citation));
    it.number("4\n", Account::Exempt(Exempt::Citation));

    let place = it.at("15 million");
    let found = it.finding(
        Rule::WrongValue,
        "15 million",
        "Bolivia's population was 12.2 million in 2023, not 15 million",
        "12.2 million in 2023",
    );
    found.evidence = vec![population()];
    found.statement = Some(first);
    found.fix = Some(Fix { edits: vec![(place, "12.2 million".into())], is_safe: true });
    let found = it.finding(Rule::StaleFigure, "68 years", "68 years has been superseded", "64.9 years in 2022");
    found.statement = Some(life);
    found.notes = vec!["right at the document's day, by the release published on 2023-06-29".into()];
    let others = ["$2.0 billion", "$2.4 billion"].map(|part| (it.at(part), "a part".into())).to_vec();
    let found = it.finding(
        Rule::SumOff,
        "$5.1 billion",
        "$2.0 billion and $2.4 billion make $4.4 billion, not $5.1 billion",
        "the parts make $4.4 billion",
    );
    found.others = others;
    let found =
        it.finding(Rule::LooseHedge, "more than $400 million", "the figure is 30 percent above", "$519.8 million");
    found.help = Some("\"more than $500 million\" would hold".into());
    found.statement = Some(exports);
    let mut off = it.finding(Rule::MissingPeriod, "68 years", "not told", "").clone();
    it.report.findings.pop();
    off.severity = attache_check::Severity::Off;
    it.report.findings.push(off);
    it.finding(Rule::SourcesDisagree, "$400 million", "the two records differ", "by Bolivia's record");
    let suppressed = it.report.findings.pop().unwrap();
    it.report.suppressed = vec![(suppressed, "we cite their customs, 100 %".into())];
    it.prose.blocks[2].comments = vec!["attache: allow(sources-disagree) we cite their customs, 100 %".into()];
    it
}

const NOTE: &str = "Fiche\r\n\r\nÀ São Tomé-et-Príncipe, la population s’élevait à 1,4\r\nmillion d’habitants en 2023 (日本の資料).\r\n\r\nFin\r\n";

/// Lines that end in CR LF; a finding over two of them, in other scripts.
pub(crate) fn note() -> Specimen {
    let mut it = empty("note.txt", Prose::read(NOTE.as_bytes(), Format::Text).unwrap(), Language::French);
    let text = "la population s’élevait à 1,4\r\nmillion d’habitants en 2023";
    let first = it.judged(text, Verdict::Contradicted, "le chiffre est 0,2 million", vec![]);
    it.number("1,4", Account::Statement(first));
    it.number("2023", Account::Statement(first));
    let place = it.at("1,4");
    let found = it.finding(Rule::WrongValue, "1,4\r\nmillion", "0,2 million: pas 1,4 million", "0,2 million en 2023");
    found.statement = Some(first);
    found.fix = Some(Fix { edits: vec![(place, "0,2".into())], is_safe: false });
    let other = it.at("資料");
    let found = it.finding(Rule::MissingPeriod, "日本の資料", "une source sans date", "sans date");
    found.others = vec![(other, "ici".into())];
    it
}

/// A source of XML, whose paragraphs are what people see.
pub(crate) fn docx() -> Specimen {
    let source = "<w:p><w:r><w:t>Notes</w:t></w:r></w:p><w:p><w:r><w:t>Trade &amp; aid: </w:t></w:r><w:r><w:t>15 million</w:t></w:r><w:t> people</w:t></w:p>";
    let at = |words: &str| source.find(words).unwrap();
    let block = |kind, text: &str, pieces| Block { kind, text: text.into(), pieces, comments: Vec::new() };
    let piece = |place, words: &str| Piece { at: place, source: at(words)..at(words) + words.len() };
    let blocks = vec![
        block(BlockKind::Heading(1), "Notes", vec![piece(0, "Notes")]),
        block(
            BlockKind::Paragraph,
            "Trade & aid: 15 million people",
            vec![
                piece(0, "Trade "),
                piece(6, "&amp;"),
                piece(7, " aid: "),
                piece(13, "15 million"),
                piece(23, " people"),
            ],
        ),
    ];
    let mut prose = Prose::read(source.as_bytes(), Format::Text).unwrap();
    prose.format = Format::Docx;
    prose.blocks = blocks;
    prose.about = About::default();
    let mut it = empty("note.docx", prose, Language::English);
    let other = at("Notes");
    let found = it.finding(Rule::WrongValue, "15 million", "12.2 million, not 15 million", "12.2 million");
    found.others = vec![(other..other + 5, "under this head".into())];
    found.fix =
        Some(Fix { edits: vec![(at("15 million")..at("15 million") + 10, "12.2 million".into())], is_safe: true });
    it
}

pub(crate) fn clean() -> Specimen {
    let prose = Prose::read(b"Nothing to see here.\n", Format::Text).unwrap();
    empty("clean.txt", prose, Language::English)
}
