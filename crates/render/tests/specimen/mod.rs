//! A sheet of two countries with everything that a document can hold, and
//! words that no renderer may take for markup.

mod economy;
mod sources;

use attache_document::written::{
    Block, Cell, Chart, Citation, Missing, Origin, Section, Series, Span, Stated, Table, Written,
};
use attache_model::{Area, Areas, Date, Language};

use economy::{economy, point};
use sources::{AGREEMENTS, AID_2022, AID_2023, BANK, FACTBOOK, HISTORIAN, TREATIES, sources};

/// What a careless or hostile publisher might send.
pub(crate) const HOSTILE: &str =
    "<script>alert('x')</script> & \"quoted\" | `code` [link](javascript:alert(1)) *bold* \u{202e}kcab\u{202c} \u{0}";

fn area(name: &str) -> Area {
    Areas::find(name).unwrap()
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn text(words: &str) -> Span {
    Span::Text(words.into())
}

fn cite(source: usize, what: &str) -> Citation {
    Citation { source, what: what.into(), notes: Vec::new() }
}

fn says(words: &str, fact: &str, citations: &[Citation]) -> Span {
    let figures = words.find(|c: char| c.is_ascii_digit()).map(|from| {
        let until = words[from..].find(' ').map_or(words.len(), |at| from + at);
        from..until
    });
    Span::Stated(Stated {
        text: words.into(),
        fact: fact.into(),
        value: String::new(),
        marked_up: Vec::new(),
        figures: figures.into_iter().collect(),
        citations: citations.to_vec(),
    })
}

fn words(words: &str) -> Cell {
    Cell { spans: if words.is_empty() { Vec::new() } else { vec![text(words)] }, numeric: false }
}

fn figure(words: &str, fact: &str, citations: &[Citation]) -> Cell {
    Cell { spans: vec![says(words, fact, citations)], numeric: true }
}

fn origin(id: &str, title: &str) -> Origin {
    Origin { id: id.into(), title: title.into() }
}

fn section(id: &str, heading: &str, blocks: Vec<Block>) -> Section {
    Section { id: id.into(), level: 2, heading: vec![text(heading)], blocks }
}

fn side_by_side() -> Table {
    let row = |what: &str, us: (&str, usize, &str), bo: (&str, usize, &str)| {
        let cell = |code: &str, (value, source, when): (&str, usize, &str)| {
            figure(
                value,
                &format!("{}?area={code}", what.to_lowercase().replace(' ', "-")),
                &[cite(source, &format!("{what}, {when}"))],
            )
        };
        vec![words(what), cell("US", us), cell("BO", bo)]
    };
    let mut rows = vec![
        row("Population", ("341,963,408", FACTBOOK, "2024 est."), ("12,311,974", FACTBOOK, "2024 est.")),
        row("Area", ("9,833,517 km²", FACTBOOK, "unstated"), ("1,098,581 km²", FACTBOOK, "unstated")),
        row(
            "Gross domestic product",
            ("27,720,709 million US dollars", BANK, "2023"),
            ("45,135 million US dollars", BANK, "2023"),
        ),
        row(
            "GDP per capita, purchasing power parity",
            ("73,600 US dollars", FACTBOOK, "2023 est."),
            ("9,800 US dollars", FACTBOOK, "2023 est."),
        ),
        row("Growth of real GDP", ("2.9 %", BANK, "2023"), ("3.1 %", BANK, "2023")),
        row("Inflation", ("4.1 %", FACTBOOK, "2023 est."), ("2.6 %", FACTBOOK, "2023 est.")),
        row("Life expectancy at birth", ("80.9 years", FACTBOOK, "2024 est."), ("72.5 years", FACTBOOK, "2024 est.")),
    ];
    rows.push(vec![
        words("Population below the national poverty line"),
        Cell::default(),
        figure("36.4 %", "poverty?area=BO", &[cite(FACTBOOK, "Poverty, 2021 est."), cite(BANK, "SI.POV.NAHC, 2021")]),
    ]);
    rows.push(vec![
        words("Capital"),
        Cell { spans: vec![says("Washington, DC", "capital?area=US", &[cite(FACTBOOK, "Capital")])], numeric: false },
        Cell {
            spans: vec![says(
                "La Paz (administrative); Sucre (constitutional)",
                "capital?area=BO",
                &[cite(FACTBOOK, "Capital")],
            )],
            numeric: false,
        },
    ]);
    Table {
        caption: "The United States and Bolivia".into(),
        header: ["", "United States", "Bolivia"].map(Into::into).into(),
        rows,
        note: "Latest figures published; each mark shows its year.".into(),
    }
}

fn aid_chart() -> Chart {
    let points = ["19.85", "13.24", "8.11", "3.20", "1.96", "4.23"];
    Chart {
        caption: "U.S. foreign assistance obligated for Bolivia, fiscal years".into(),
        unit: "million US dollars".into(),
        series: vec![Series {
            name: "Obligations".into(),
            points: (2017..).zip(points).map(|(y, v)| point(y, v, "aid-obligations")).collect(),
        }],
        citations: vec![cite(AID_2023, "Obligations, fiscal years 2017 to 2022")],
    }
}

fn relations() -> Vec<Block> {
    vec![
        Block::Paragraph(vec![
            says(
                "The United States recognized Bolivia on 30 May 1848.",
                "recognition?area=US,BO",
                &[cite(HISTORIAN, "Recognition, 30 May 1848")],
            ),
            text(" "),
            says(
                "Diplomatic relations were established on 3 January 1849, when John Appleton presented his credentials.",
                "relations?area=US,BO",
                &[cite(HISTORIAN, "Relations established, 3 January 1849")],
            ),
            text(" "),
            says(
                "Another article of the same office gives 1848.",
                "relations?area=US,BO&reading=2",
                &[cite(HISTORIAN, "Relations established, 1848")],
            ),
        ]),
        Block::Paragraph(vec![
            text("The legation at La Paz was raised to an embassy on "),
            says("1 July 1942", "mission-raised?area=US,BO", &[cite(HISTORIAN, "Legation raised to embassy, 1942")]),
            text(". Since then "),
            says(
                "27 ambassadors",
                "chiefs-of-mission?area=US,BO",
                &[cite(HISTORIAN, "Chiefs of mission, 1942 to 2008")],
            ),
            text(" have served, and "),
            says(
                "none since 2008",
                "chief-of-mission?area=US,BO",
                &[cite(HISTORIAN, "Chiefs of mission, 1942 to 2008")],
            ),
            text("."),
        ]),
    ]
}

fn aid() -> Vec<Block> {
    vec![
        Block::Paragraph(vec![
            says(
                "The United States obligated $4.23 million of foreign assistance for Bolivia in fiscal year 2022.",
                "aid?area=US,BO&time=FY2022/10",
                &[cite(AID_2023, "Obligations, fiscal year 2022")],
            ),
            text(" An edition a year earlier put it at "),
            says(
                "$2.15 million",
                "aid?area=US,BO&time=FY2022/10&edition=2022",
                &[cite(AID_2022, "Obligations, fiscal year 2022")],
            ),
            text("."),
        ]),
        Block::Chart(aid_chart()),
    ]
}

fn representation() -> Vec<Block> {
    let of = |what: &str| [cite(FACTBOOK, what)];
    let row = |what: &str, us: &str, bo: &str| {
        let cell = |words: &str, code: &str| Cell {
            spans: vec![says(words, &format!("{what}?area={code}"), &of("Diplomatic representation, 2025"))],
            numeric: false,
        };
        vec![words(what), cell(us, "US,BO"), cell(bo, "BO,US")]
    };
    vec![Block::Table(Table {
        caption: "Embassies".into(),
        header: ["", "United States in Bolivia", "Bolivia in the United States"].map(Into::into).into(),
        rows: vec![
            row("Head of mission", "Chargé d’Affaires Debra Hevia", "Chargé d’Affaires Henry Balderrama"),
            row("Address", "Avenida Arce 2780, La Paz", "3014 Massachusetts Avenue NW, Washington, DC 20008"),
            row("Telephone", "[591] (2) 216-8000", "[1] (202) 483-4410"),
        ],
        note: String::new(),
    })]
}

pub(crate) fn specimen() -> Written {
    let treaty = |what: &str| [cite(TREATIES, what)];
    let member = |name: &str| {
        says(
            name,
            &format!("membership?area=US,BO&organization={}", &name[..3]),
            &[cite(FACTBOOK, "International organization participation, 2025")],
        )
    };
    Written {
        title: "The United States and Bolivia".into(),
        subtitle: "Fact sheet. Figures as published by 24 November 2026.".into(),
        language: Language::English,
        about: vec![area("US"), area("BO")],
        as_of: Some(date("2026-11-24")),
        dated: None,
        author: String::new(),
        footnotes: Vec::new(),
        sections: vec![
            section("relations", "Relations", relations()),
            section("assistance", "U.S. Assistance to Bolivia", aid()),
            section("economic-relations", "Bilateral Economic Relations", economy()),
            section(
                "agreements",
                "Agreements",
                vec![Block::Paragraph(vec![
                    says(
                        "A bilateral investment treaty was signed on 17 April 1998, entered into force on 6 June 2001 and was terminated on 10 June 2012.",
                        "bit?area=US,BO",
                        &treaty("Bolivia – United States BIT (1998)"),
                    ),
                    text(" "),
                    says(
                        "The two have no preferential trade agreement, of those concluded to 2023.",
                        "pta?area=US,BO",
                        &[cite(AGREEMENTS, "Coverage to 2023"), cite(TREATIES, "Treaties with investment provisions")],
                    ),
                ])],
            ),
            section(
                "membership",
                "Membership in International Organizations",
                vec![Block::Paragraph(vec![
                    text("Both belong to the "),
                    member("United Nations"),
                    text(", the "),
                    member("Organization of American States"),
                    text(", the "),
                    member("International Monetary Fund"),
                    text(", the "),
                    member("World Bank"),
                    text(" and the "),
                    member("World Trade Organization"),
                    text("."),
                ])],
            ),
            section("representation", "Bilateral Representation", representation()),
            section("side-by-side", "Side by Side", vec![Block::Table(side_by_side())]),
        ],
        sources: sources(),
        notes: Vec::new(),
        missing: vec![
            Missing {
                section: "Relations".into(),
                what: "Official visits".into(),
                sources: vec![origin("historian-visits", "Office of the Historian, Visits by Foreign Leaders")],
            },
            Missing {
                section: "Bilateral Economic Relations".into(),
                what: "Foreign direct investment of each in the other".into(),
                sources: vec![
                    origin("dip", "IMF, Direct Investment Positions by Counterpart Economy"),
                    origin("bea", "U.S. Bureau of Economic Analysis, Direct Investment by Country and Industry"),
                ],
            },
            Missing {
                section: "Bilateral Economic Relations".into(),
                what: "Trade in services".into(),
                sources: vec![origin(
                    "bea",
                    "U.S. Bureau of Economic Analysis, Direct Investment by Country and Industry",
                )],
            },
            Missing { section: "Agreements".into(), what: HOSTILE.into(), sources: Vec::new() },
        ],
    }
}
