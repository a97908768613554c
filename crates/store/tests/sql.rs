//! Queries in SQL and the rows that they give: `tests/sql/*.slt`.
//!
//! A file holds cases of this form. Cells are separated by two spaces or more;
//! `NULL` is no value, `(empty)` an empty text.
//!
//! ```text
//! # What the case shows.
//! query [as of 2022-12-31] [known at 2024-01-15]
//! SELECT ...
//! ----
//! the rows, in order
//! ```
//!
//! `query error` is followed by a part of the error instead. With
//! `ATTACHE_TEST_UPDATE` set, the rows are written into the files.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "it is no library")]

mod made;

use std::{fmt::Write, path::Path};

use attache_model::{
    Area, Code, Event, EventKind, HsCode, HsRevision, ObsStatus, Observation, Party, Period, Printed, ProductBlock,
    ProductMeasure, ProductRow, ProductTrade, Role, Sink, SinkError,
};
use attache_store::{Format, SqlQuery, Store};
use made::{about, area, day, edition, observation, options, place};

fn between(of: Area, with: Area, indicator: &'static str, period: &str, token: &str) -> Observation {
    let mut it = observation(of, indicator, period, token);
    it.key.counterpart_area = Some(with);
    it
}

/// Two editions of aid and one of trade in a store, over a country's own
/// figures and two events that are built in.
fn store() -> Store {
    let (us, bolivia) = (area("US"), area("BO"));
    let import = |store: &Store,
                  source: &'static str,
                  published: &'static str,
                  recorded: &str,
                  rows: &[Observation],
                  events: &[Event]| {
        let parse = |sink: &mut dyn Sink| {
            sink.edition(edition(Some(published), &format!("edition of {published}")))?;
            for (number, it) in rows.iter().enumerate() {
                sink.observation(it.clone(), place("", &format!("row {}", number + 2)))?;
            }
            events.iter().try_for_each(|it| sink.event(it.clone(), place("bolivia.xml", "//date")))?;
            Ok::<_, SinkError>(())
        };
        let file = format!("{source} {published}");
        store.import(&about(source), "figures.csv", &file.as_bytes(), &options(recorded), parse).unwrap();
    };

    let parties = vec![Party { role: Role::Subject, area: us }, Party { role: Role::Object, area: bolivia }];
    let mut relations = Event::new(EventKind::DiplomaticRelations, Code::new("established"), parties);
    relations.from = Some("1849-01-03".parse().unwrap());
    let mut treaty = Event::new(
        EventKind::Agreement,
        Code::new("terminated"),
        ["BO", "US", "PE"].map(|a| Party { role: Role::Party, area: area(a) }).to_vec(),
    );
    (treaty.from, treaty.until) = (Some("2001-06".parse().unwrap()), Some("2012-06-10".parse().unwrap()));
    let mut population = observation(bolivia, "population", "2023", "12,186,079");
    (population.unit, population.unit_mult) = (Code::new("PERSONS"), 0);
    let built_in = Store::in_memory();
    import(&built_in, "factbook", "2024-01-22", "2024-02-01", &[population], &[relations, treaty]);

    let store = Store::in_memory();
    for (published, recorded, token) in [("2022-10-01", "2024-03-01", "2.15"), ("2023-10-01", "2024-04-01", "4.23")] {
        let obligations = between(us, bolivia, "aid-obligations", "FY2022/10", token);
        import(&store, "aid", published, recorded, &[obligations], &[]);
    }
    let trade = [
        between(us, bolivia, "imports-goods", "2022", "643.8"),
        between(us, bolivia, "exports-goods", "2022", "519.8"),
        between(us, bolivia, "exports-goods", "2021", "494.123456789012345"),
        between(us, area("PE"), "exports-goods", "2022", "12,345.6"),
    ];
    import(&store, "census", "2023-03-08", "2024-05-01", &trade, &[]);
    store.over(built_in)
}

struct Case<'a> {
    /// The lines before the rows.
    head: Vec<&'a str>,
    rows: Vec<&'a str>,
}

impl Case<'_> {
    fn word_after(&self, words: &str) -> Option<&str> {
        let line = self.head.iter().find(|l| l.starts_with("query"))?;
        line.split_once(words)?.1.split_whitespace().next()
    }

    fn run(&self, store: &Store) -> Vec<String> {
        let sql: Vec<&str> = self.head.iter().skip_while(|l| !l.starts_with("query")).skip(1).copied().collect();
        let sql = sql.join("\n");
        let query = SqlQuery {
            text: sql.strip_suffix("\n----").unwrap(),
            published_by: self.word_after(" as of ").map(day),
            known_by: self.word_after(" known at ").map(|d| format!("{d}T00:00:00Z").parse().unwrap()),
        };
        match store.sql(&query) {
            Err(error) if self.head.contains(&"query error") => {
                let (error, expected) = (error.to_string(), self.rows.first().copied().unwrap_or_default());
                vec![if !expected.is_empty() && error.contains(expected) { expected.to_owned() } else { error }]
            }
            answer => answer.unwrap().cells().into_iter().map(line).collect(),
        }
    }
}

fn line(cells: Vec<Option<String>>) -> String {
    let word = |cell: Option<String>| match cell.as_deref() {
        None => "NULL".to_owned(),
        Some("") => "(empty)".to_owned(),
        Some(text) => text.to_owned(),
    };
    cells.into_iter().map(word).collect::<Vec<_>>().join("  ")
}

fn cases(text: &str) -> Vec<Case<'_>> {
    let blocks = text.trim_end().split("\n\n");
    blocks
        .map(|block| {
            let lines: Vec<&str> = block.lines().collect();
            let split = lines.iter().position(|l| *l == "----").expect("a case has a line of four hyphens") + 1;
            Case { head: lines[..split].to_vec(), rows: lines[split..].to_vec() }
        })
        .collect()
}

#[test]
fn queries_give_their_rows() {
    let store = store();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sql");
    let update = std::env::var_os("ATTACHE_TEST_UPDATE").is_some();
    let mut wrong = String::new();
    for file in std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()) {
        let text = std::fs::read_to_string(&file).unwrap();
        let mut written = String::new();
        for case in cases(&text) {
            let rows = case.run(&store);
            if rows != case.rows {
                _ = writeln!(wrong, "{}\n{}\nhas:\n{}\n", file.display(), case.head.join("\n"), rows.join("\n"));
            }
            _ = writeln!(written, "{}", [case.head.join("\n"), rows.join("\n")].join("\n").trim_end());
            written.push('\n');
        }
        if update {
            std::fs::write(&file, written.trim_end().to_owned() + "\n").unwrap();
        }
    }
    assert!(update || wrong.is_empty(), "{wrong}");
}

#[test]
fn an_answer_is_written_in_each_format() {
    let query = |text| SqlQuery { text, published_by: None, known_by: None };
    let answer = store()
        .sql(&query("SELECT ref_area, token, value FROM observations WHERE indicator = 'imports-goods'"))
        .unwrap();
    assert_eq!((answer.columns(), answer.rows()), (vec!["ref_area", "token", "value"], 1));
    let written = |format| {
        let mut out = Vec::new();
        answer.write(format, &mut out).unwrap();
        out
    };
    let text = |format| String::from_utf8(written(format)).unwrap();
    assert_eq!(text(Format::Csv), "ref_area,token,value\nUS,643.8,643.8000000000\n");
    assert!(text(Format::Json).contains(r#""ref_area":"US","token":"643.8""#), "{}", text(Format::Json));
    assert!(text(Format::Table).contains("| US       | 643.8 |"), "{}", text(Format::Table));
    assert_eq!(&written(Format::Parquet)[..4], b"PAR1");
    let nothing = store().sql(&query("SELECT token FROM observations WHERE indicator = 'none'")).unwrap();
    let mut out = Vec::new();
    nothing.write(Format::Csv, &mut out).unwrap();
    assert_eq!(out, b"token\n");
}

#[test]
fn a_store_without_data_has_its_tables() {
    let query =
        SqlQuery { text: "SELECT count(*) FROM observations, events, releases", published_by: None, known_by: None };
    let absent = Store::open(Path::new("/nonexistent/attache")).unwrap();
    assert_eq!(absent.sql(&query).unwrap().cells(), [[Some("0".to_owned())]]);
}

#[test]
fn pages_are_skipped_by_what_is_asked() {
    let store = Store::in_memory();
    made::import(&store, "2023-01-01", 200, 100);
    let text = "EXPLAIN ANALYZE SELECT token FROM observations WHERE ref_area = 'BO' AND indicator = 'indicator-7'";
    let plan = store.sql(&SqlQuery { text, published_by: None, known_by: None }).unwrap().cells().concat();
    let plan = plan.into_iter().flatten().collect::<String>();
    let read = plan.split("page_index_rows_pruned=").nth(1).unwrap();
    assert!(!read.starts_with("0 "), "{plan}");
}

#[test]
fn trade_by_product_is_a_table() {
    let measure = |indicator, unit, unit_mult, column| ProductMeasure {
        indicator: Code::from_static(indicator),
        unit: Code::from_static(unit),
        unit_mult,
        column: Code::from_static(column),
    };
    let parse = |sink: &mut dyn Sink| {
        sink.edition(edition(Some("2024-01-01"), "e"))?;
        let mut block = ProductBlock::new(ProductTrade {
            member: "2022.csv".into(),
            time_period: Period::Year(2022),
            revision: HsRevision::Hs1992,
            status: ObsStatus::Normal,
            value: measure("exports-by-product", "USD", 3, "v"),
            quantity: measure("exports-by-product-weight", "T", 0, "q"),
        });
        let product = HsCode::new(HsRevision::Hs1992, "090111").map(|code| block.name(code)).unwrap();
        for (line, partner, quantity) in [(2, "US", Printed::new(13_500, 1)), (3, "PE", None)] {
            let value = Printed::new(52_050, 2).unwrap();
            let (ref_area, counterpart_area) = (area("BO"), area(partner));
            block.push(ProductRow { ref_area, counterpart_area, product, value, quantity, line });
        }
        sink.products(block)
    };
    let store = Store::in_memory();
    store.import(&about("made"), "f", b"f", &options("2024-06-01"), parse).unwrap();
    let text = "SELECT ref_area, counterpart_area, product, value, value_decimals, value_unit, value_unit_mult, quantity, \
                revision, time_period, member, line, source FROM products WHERE ref_area = 'BO' ORDER BY line";
    let cells = store.sql(&SqlQuery { text, published_by: None, known_by: None }).unwrap().cells();
    let rows: Vec<String> = cells
        .iter()
        .map(|row| row.iter().map(|c| c.as_deref().unwrap_or("NULL")).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        rows,
        [
            "BO US 090111 52.050 2 USD 3 13.500 H0 2022 2022.csv 2 made",
            "BO PE 090111 52.050 2 USD 3 NULL H0 2022 2022.csv 3 made"
        ]
    );
    let count = SqlQuery { text: "SELECT count(*) FROM observations", published_by: None, known_by: None };
    assert_eq!(store.sql(&count).unwrap().cells(), [[Some("0".to_owned())]]);
}
