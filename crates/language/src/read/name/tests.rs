//! Runs `tests/names.LANGUAGE.txt`: sentences, and what their words are read as.

use attache_fact::{Commodity, Hedge, Printed, Value};
use attache_model::{Area, Areas, Code, HsCode, HsRevision, Language, Organization};
use foldhash::HashMap;

use crate::{
    Wordings, built_in,
    read::{
        mention::{Anaphor, Found, Mentioned, Naming},
        name::Names,
        token::{TokenKind, Vocabulary},
    },
    toml_file::TomlFile,
};

/// What is found in a text, with the words.
fn found(language: Language, text: &str) -> Vec<(String, Mentioned)> {
    let reader = Wordings::in_language(language).reader();
    let tokens = reader.vocabulary.tokens(text);
    let words = |f: &Found| text[tokens[f.tokens.start].span.start..tokens[f.tokens.end - 1].span.end].to_owned();
    let mut found = Vec::new();
    (0..tokens.len()).for_each(|at| reader.names.within(&tokens).find(at, &mut found));
    reader.names.lists(&tokens, &mut found);
    found.into_iter().map(|f| (words(&f), f.what)).collect()
}

/// As the files write it.
fn notation(what: &Mentioned) -> String {
    let codes = |codes: Vec<String>, between| codes.join(between);
    match what {
        Mentioned::Area { areas, how } => {
            let areas = codes(areas.iter().map(|a| a.code().to_owned()).collect(), "/");
            match how {
                Naming::Name => areas,
                Naming::Possessive => format!("{areas}'s"),
                Naming::Of => format!("of {areas}"),
                Naming::To => format!("to {areas}"),
                Naming::In => format!("in {areas}"),
                Naming::Adjective => format!("adjective {areas}"),
                Naming::People => format!("people {areas}"),
            }
        }
        Mentioned::Areas(areas) => codes(areas.iter().map(|a| a.code().to_owned()).collect(), ", "),
        Mentioned::Organization(o) => format!("organization {o}"),
        Mentioned::Organizations(all) => {
            format!("organizations {}", codes(all.iter().map(|o| o.code().to_owned()).collect(), ", "))
        }
        Mentioned::Commodity(c) => format!("good {}", c.code.digits()),
        Mentioned::Commodities(all) => {
            format!("goods {}", codes(all.iter().map(|c| c.code.digits().to_owned()).collect(), ", "))
        }
        Mentioned::Anaphor(Anaphor::Country) => "the country".to_owned(),
        Mentioned::Anaphor(Anaphor::Pair) => "both countries".to_owned(),
        Mentioned::Anaphor(Anaphor::Own) => "ours".to_owned(),
        other => format!("{other:?}"),
    }
}

/// A line of a sentence, then lines `words: what`; `words: -` where nothing is
/// read in them, `words: not what` where only that is not.
fn run(language: Language, file: &str) {
    let mut sentence = "";
    let mut wrong = String::new();
    let mut tried = 0;
    for (number, line) in file.lines().enumerate().filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty()) {
        let Some(case) = line.strip_prefix("  ") else {
            sentence = line;
            continue;
        };
        let (words, expected) = case.rsplit_once(": ").expect("words: what");
        assert!(sentence.contains(words), "line {}: {words:?} is not in the sentence", number + 1);
        let read: Vec<String> =
            found(language, sentence).iter().filter(|(w, _)| w == words).map(|(_, what)| notation(what)).collect();
        let holds = match expected.strip_prefix("not ") {
            Some(expected) => !read.iter().any(|r| r == expected),
            None if expected == "-" => read.is_empty(),
            None => read.iter().any(|r| r == expected),
        };
        tried += 1;
        if !holds {
            wrong += &format!("{}: {sentence}\n  {words}: {expected}, but read as {read:?}\n", number + 1);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(tried >= 60, "{tried}");
}

#[test]
fn english() {
    run(Language::English, include_str!("../../../tests/names.en.txt"));
}

#[test]
fn spanish() {
    run(Language::Spanish, include_str!("../../../tests/names.es.txt"));
}

#[test]
fn french() {
    run(Language::French, include_str!("../../../tests/names.fr.txt"));
}

/// Words that are written for areas and mean something else first.
const OTHERWISE: &[(&str, &str)] = &[
    // "papal", which is said of the Holy See.
    ("PSXX", "adj"),
    // No places.
    ("_Z", ""),
    ("COMTRADE:839", ""),
    // The same adjective as a larger neighbour's.
    ("CG", "adj"),
    ("DM", "adj"),
];

/// What is written for areas is read as them.
#[test]
fn what_is_written_is_read() {
    let mut wrong = String::new();
    for language in Language::ALL {
        let forms: &[&str] = match language {
            Language::English => &["", "bare", "'s", "adj"],
            _ => &["", "bare", "'s", "adj", "adj-ms", "adj-fs", "adj-mp", "adj-fp", "of", "to", "in"],
        };
        // Some groups of a single publisher have names in English only.
        for (area, form) in Areas::all().flat_map(|area| forms.iter().map(move |form| (area, form))) {
            let is_otherwise = OTHERWISE.iter().any(|(code, prefix)| *code == area.code() && form.starts_with(prefix));
            if !is_otherwise && !area.name(language).is_empty() {
                let text = Wordings::in_language(language).value(&Value::Area(area), form);
                let places = found(language, &text).into_iter().filter(|(words, _)| *words == text.trim());
                let areas: Vec<Vec<Area>> = places
                    .filter_map(|(_, what)| if let Mentioned::Area { areas, .. } = what { Some(areas) } else { None })
                    .collect();
                let is_read = areas.iter().any(|areas| areas.first() == Some(&area));
                if !is_read {
                    wrong += &format!("{} {form}: {text:?} is read as {areas:?}, not {area}\n", language.tag());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Lists are read as they are written, and so are their things one by one.
#[test]
fn lists_that_are_written_are_read() {
    let mut wrong = String::new();
    for language in Language::ALL {
        let wordings = Wordings::in_language(language);
        let mut expect = |value: Value, form: &str, what: Mentioned| {
            let text = wordings.value(&value, form);
            if !found(language, &text).contains(&(text.clone(), what)) {
                wrong += &format!("{} {form}: {text:?} is not read\n", language.tag());
            }
        };
        let areas: Vec<Area> = Areas::all().filter(|a| a.is_present()).collect();
        for areas in areas.chunks(4) {
            expect(Value::Areas(areas.to_vec()), "", Mentioned::Areas(areas.to_vec()));
            expect(Value::Areas(areas.to_vec()), "bare|comma", Mentioned::Areas(areas.to_vec()));
        }
        let organizations: Vec<Organization> = Organization::all().collect();
        for all in organizations.chunks(3) {
            for form in ["", "both", "abbr"] {
                expect(Value::Organizations(all.to_vec()), form, Mentioned::Organizations(all.to_vec()));
            }
        }
        let goods = HsCode::named(language).map(|(code, _)| code);
        let mut goods: Vec<HsCode> = goods.filter(|code| code.revision() == HsRevision::Hs2022).collect();
        goods.sort();
        let goods: Vec<Commodity> = goods.into_iter().map(|code| Commodity { code, label: None }).collect();
        for goods in goods.chunks(3) {
            expect(Value::Commodities(goods.to_vec()), "", Mentioned::Commodities(goods.to_vec()));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The figures of a list's things stand in it, whether in brackets or not.
#[test]
fn figures_within_lists() {
    let file = built_in::files(Language::English).names;
    let mut vocabulary = Vocabulary::default();
    let names =
        Names::read(Language::English, &TomlFile::built_in(&file), &HashMap::default(), &mut vocabulary).unwrap();
    let cases = [
        ("Germany 28.0%, France 11.3%, Peru 7.9%", "Germany 28.0%, France 11.3%, Peru 7.9%"),
        (
            "Russia, with 33 %, China, with 15 %, and Iran, with 7 % each",
            "Russia, with 33 %, China, with 15 %, and Iran, with 7 %",
        ),
        ("Chile and Cuba 7 %", "Chile and Cuba"),
    ];
    for (text, list) in cases {
        let tokens = vocabulary.tokens(text);
        let mut found = Vec::new();
        for at in 0..tokens.len() {
            names.within(&tokens).find(at, &mut found);
            if tokens[at].kind == TokenKind::Number {
                let printed = Printed {
                    value: 1.into(),
                    to: None,
                    step: 1.into(),
                    hedge: Hedge::Plain,
                    unit: Code::new("PERCENT"),
                };
                found.push(Found { tokens: at..at + 2, what: Mentioned::Figure(printed) });
            }
        }
        names.lists(&tokens, &mut found);
        let lists: Vec<&str> = found
            .iter()
            .filter(|f| matches!(f.what, Mentioned::Areas(_)))
            .map(|f| &text[tokens[f.tokens.start].span.start..tokens[f.tokens.end - 1].span.end])
            .collect();
        assert_eq!(lists, [list]);
    }
}

#[test]
fn no_text_is_too_strange() {
    for language in Language::ALL {
        for text in [
            "",
            "'",
            "the",
            "the '",
            "l'",
            "de l'",
            "d’",
            "(",
            ")",
            "((",
            "US (",
            "US, (BR",
            "Bolivia and",
            "Bolivia, and (",
            "’s",
            "Bolivia''s",
            "а",
            "US$",
            "and and and",
            ";;;",
            "Bolivia (a (b) c",
            "de de de la la",
            "\u{301}",
            "…",
        ] {
            found(language, text);
            found(language, &text.repeat(50));
        }
        for piece in ["Congo, ", "Guinea and ", "(Peru, ", "the Republic of ", "South ", "de la ", "coffee, (tea and "]
        {
            found(language, &piece.repeat(2_000));
        }
    }
}
