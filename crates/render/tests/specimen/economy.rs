//! Trade: running text, a chart, tables and a list in one section.

use attache_document::written::{Block, Chart, List, Point, Series, Table};
use attache_model::Decimal;

use super::{
    HOSTILE, cite, figure, says,
    sources::{AGREEMENTS, CENSUS, FACTBOOK},
    text, words,
};

const EXPORTS: [&str; 10] = ["685.3", "789.5", "932.1", "692.4", "565.2", "577.8", "571.2", "396.9", "512.0", "519.8"];
const IMPORTS: [&str; 10] =
    ["1,324.0", "1,997.5", "961.9", "964.3", "673.2", "583.8", "468.9", "487.6", "596.1", "643.8"];

pub(super) fn economy() -> Vec<Block> {
    let trade = [cite(CENSUS, "Exports, 2022"), cite(CENSUS, "Imports, 2022")];
    vec![
        Block::Paragraph(vec![
            says(
                "In 2022 the United States exported goods worth $519.8 million to Bolivia and imported goods worth $643.8 million from it: trade of $1,163.7 million in all.",
                "goods-trade?area=US,BO&time=2022",
                &trade,
            ),
            text(" "),
            says(
                "Exports rose by 1.5 % on the year before and imports by 8.0 %.",
                "goods-growth?area=US,BO&time=2022",
                &trade,
            ),
            text(" "),
            says(
                "The United States is the 5th largest origin of Bolivia’s imports",
                "rank?area=BO,US&flow=M",
                &[cite(FACTBOOK, "Imports - partners, 2023")],
            ),
            text(", with "),
            says("6 %", "share?area=BO,US&flow=M", &[cite(FACTBOOK, "Imports - partners, 2023")]),
            text(" of them."),
        ]),
        Block::Chart(trade_chart()),
        Block::Table(trade_table()),
        Block::Heading { level: 3, id: "partners".into(), text: vec![text("Main partners and commodities")] },
        Block::Table(partners()),
        Block::List(List::of([
            vec![
                text("Exports of Bolivia: "),
                says(
                    "natural gas, gold, zinc ore, soybean products, precious metal ore",
                    "commodities?area=BO&flow=X",
                    &[cite(FACTBOOK, "Exports - commodities, 2022")],
                ),
            ],
            vec![
                text("Imports of Bolivia: "),
                says(
                    "refined petroleum, cars, plastic products, pesticides, trucks",
                    "commodities?area=BO&flow=M",
                    &[cite(FACTBOOK, "Imports - commodities, 2022")],
                ),
            ],
            vec![
                text("# no heading, <img src=x onerror=alert(1)> "),
                says(HOSTILE, "x?area=US&text=\"><script>", &[cite(AGREEMENTS, HOSTILE)]),
            ],
        ])),
    ]
}

fn trade_chart() -> Chart {
    let series = |name: &str, kind: &str, values: [&str; 10]| Series {
        name: name.into(),
        points: (2013..).zip(values).map(|(year, value)| point(year, value, kind)).collect(),
    };
    Chart {
        caption: "U.S. goods trade with Bolivia, 2013–2022".into(),
        unit: "million US dollars".into(),
        series: vec![
            series("Exports to Bolivia", "goods-exports", EXPORTS),
            series("Imports from Bolivia", "goods-imports", IMPORTS),
        ],
        citations: vec![cite(CENSUS, "Exports, 2013 to 2022"), cite(CENSUS, "Imports, 2013 to 2022")],
    }
}

pub(super) fn point(year: i32, value: &str, kind: &str) -> Point {
    Point {
        label: year.to_string(),
        value: value.replace(',', "").parse::<Decimal>().unwrap(),
        text: value.into(),
        fact: format!("{kind}?area=US,BO&time={year}"),
    }
}

fn trade_table() -> Table {
    let cell = |kind: &str, name: &str, year: i32, value: &str| {
        figure(value, &format!("{kind}?area=US,BO&time={year}"), &[cite(CENSUS, &format!("{name}, {year}"))])
    };
    let rows = (2013..).zip(EXPORTS.iter().zip(IMPORTS)).map(|(year, (exports, imports))| {
        let number = |text: &str| text.replace(',', "").parse::<Decimal>().unwrap();
        let balance = number(exports) - number(imports);
        let balance = balance.to_string().replace('-', "−").replace("1208", "1,208");
        vec![
            words(&year.to_string()),
            cell("goods-exports", "Exports", year, exports),
            cell("goods-imports", "Imports", year, imports),
            cell("goods-balance", "Balance", year, &balance),
        ]
    });
    Table {
        caption: "U.S. goods trade with Bolivia".into(),
        header: ["Year", "Exports to Bolivia", "Imports from Bolivia", "Balance"].map(Into::into).into(),
        rows: rows.collect(),
        note: "Million US dollars, Census basis, not seasonally adjusted.".into(),
    }
}

fn partners() -> Table {
    let row = |rank: &str, exports: [&str; 2], imports: [&str; 2]| {
        let by = |flow: &str| [cite(FACTBOOK, &format!("{flow} - partners, 2023"))];
        let fact = |flow: &str| format!("partner?area=BO&flow={flow}&rank={rank}");
        let of = |flow: &str, [name, share]: [&str; 2]| {
            [words(name), figure(share, &fact(flow), &by(if flow == "X" { "Exports" } else { "Imports" }))]
        };
        [vec![words(rank)], of("X", exports).into(), of("M", imports).into()].concat()
    };
    Table {
        caption: "Bolivia’s main partners in goods trade, 2023".into(),
        header: ["", "Destination of exports", "Share", "Origin of imports", "Share"].map(Into::into).into(),
        rows: vec![
            row("1", ["Brazil", "17 %"], ["China", "21 %"]),
            row("2", ["United Arab Emirates (الإمارات العربية المتحدة)", "15 %"], ["Brazil", "18 %"]),
            row("3", ["China", "13 %"], ["Argentina", "13 %"]),
            row("4", ["India", "12 %"], ["Saint Helena, Ascension and Tristan da Cunha", "7 %"]),
            row("5", ["Argentina", "9 %"], ["Côte d’Ivoire", "6 %"]),
        ],
        note: String::new(),
    }
}
