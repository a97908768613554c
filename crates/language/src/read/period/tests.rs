use attache_fact::Relative;
use attache_fact::Value;
use attache_model::{Language, Period};

use crate::{
    Wordings,
    read::{
        marked::{longest, run},
        mention::{Mentioned, When},
    },
};

/// The languages whose wordings are their own.
const READ_BACK: [Language; 1] = [Language::English];

#[test]
fn periods_that_people_write() {
    for (language, file, cases) in [
        (Language::English, "periods.en", include_str!("../../../tests/mentions/periods.en")),
        (Language::Spanish, "periods.es", include_str!("../../../tests/mentions/periods.es")),
        (Language::French, "periods.fr", include_str!("../../../tests/mentions/periods.fr")),
    ] {
        let marks = run(file, cases, language, |r, tokens, at, found| r.periods.within(tokens).find(at, found));
        assert!(marks >= 60, "{file} marks {marks}");
    }
}

/// What begins at the first token, by the text's words and meaning.
fn at_first(text: &str) -> Vec<(usize, When)> {
    let reader = Wordings::english().reader();
    let tokens = reader.vocabulary.tokens(text);
    let mut found = Vec::new();
    reader.periods.within(&tokens).find(0, &mut found);
    let when = found.into_iter().filter_map(|f| match f.what {
        Mentioned::Period(when) => Some((f.tokens.end, when)),
        _ => None,
    });
    when.collect()
}

#[test]
fn every_length_that_can_be_meant_is_found() {
    let years = Period::Years { from: 2020, to: 2022 };
    assert_eq!(at_first("2020 to 2022"), [(1, When::At(Period::Year(2020))), (3, When::At(years))]);
    assert_eq!(at_first("in 2020 to 2022").len(), 2);
    assert_eq!(at_first("in the last year"), [(4, When::Relative(Relative::LastYears(1)))]);
    let to: Vec<When> = at_first("until the end of 2012").into_iter().map(|(_, when)| when).collect();
    assert_eq!(to, [When::Until(Period::Year(2012))]);
}

/// Of a fiscal year, a text does not say which month it starts in.
fn as_said(period: Period) -> Period {
    match period {
        Period::FiscalYear { year, .. } => Period::FiscalYear { year, starts: None },
        other => other,
    }
}

/// Whatever form the wordings write a period in, it is found again.
#[test]
fn written_periods_are_read() {
    let mut grid: Vec<Period> = ["2020/2025", "1998/2001", "FY1976TQ", "-0659", "-0043", "FY2021", "FY1999/04"]
        .iter()
        .map(|text| text.parse().unwrap())
        .collect();
    for year in [1000, 1849, 1976, 2000, 2022, 2199] {
        grid.extend([Period::Year(year), Period::us_fiscal_year(year)]);
        grid.extend((1..=12).map(|month| Period::Month { year, month }));
        grid.extend((1..=4).map(|quarter| Period::Quarter { year, quarter }));
        for (month, day) in (1..=12).zip([1, 2, 3, 4, 9, 10, 11, 12, 13, 21, 22, 31].iter().cycle()) {
            let day = if *day == 31 && month == 12 { 31 } else { (*day).min(28) };
            grid.push(format!("{year}-{month:02}-{day:02}").parse().unwrap());
        }
    }
    let mut wrong = Vec::new();
    for language in READ_BACK {
        for period in &grid {
            for form in ["", "in", "since", "by", "short"] {
                let text = Wordings::in_language(language).value(&Value::Period(*period), form);
                let said = as_said(*period);
                let when = match form {
                    "since" => When::Since(said),
                    "by" => When::By(said),
                    _ => When::At(said),
                };
                let found = longest(&text, language, |r, tokens, at, found| r.periods.within(tokens).find(at, found));
                if found != [(0..text.len(), Mentioned::Period(when))] {
                    wrong.push(format!("{language:?} {form:?} {period}: {text:?} is read as {found:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} in all", wrong[..wrong.len().min(20)].join("\n"), wrong.len());
}

/// However strange the text, and the work is bounded by its length.
#[test]
fn no_text_is_too_strange() {
    let pieces = [
        "in ",
        "2022",
        " to ",
        "-",
        "/",
        "99",
        "0",
        "31 ",
        "May",
        ".",
        ",",
        "the ",
        "first ",
        "quarter ",
        "of ",
        "FY",
        "Q",
        "since ",
        "'",
        "s",
        "9999999999",
        "1er ",
        "de ",
        "BC",
        "enero ",
        "mars ",
        "١٢",
        "½",
        "years ",
    ];
    let read = |text: &str, language| {
        longest(text, language, |r, tokens, at, found| {
            r.periods.within(tokens).find(at, found);
            r.ranks.within(tokens).find(at, found);
        });
    };
    let mut state = 7_u32;
    for language in Language::ALL {
        for length in [3, 10, 40, 400] {
            for _ in 0..50 {
                let text: String = (0..length)
                    .map(|_| {
                        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        pieces[state as usize / 65_536 % pieces.len()]
                    })
                    .collect();
                read(&text, language);
            }
        }
        for text in ["123 ", "2020-", "one of the ", "from 2020 to ", "3 to ", "uno de los ", "l'un des ", "the "] {
            read(&text.repeat(300), language);
        }
    }
}
