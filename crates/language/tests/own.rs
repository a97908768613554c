//! The user's own wordings, as files beside the built-in ones.

use attache_fact::{Args, Derivation, Expression, Fact, Operation, Quantity, Value};
use attache_language::{Wordings, read::Context};
use attache_model::{Area, Areas, Code, Decimal, Language, ObsStatus, Period};

fn area(code: &str) -> Area {
    Areas::find(code).unwrap()
}

fn fact(kind: &str, args: Args) -> Fact {
    let nothing = Derivation::Computed { operation: Operation::Sum, inputs: Vec::new() };
    Fact::new(Expression { kind: Code::new(kind), args }, nothing)
}

fn plain(kind: &str, value: i64, unit: &str) -> Fact {
    fact(kind, Args::of(&[area("BO")]))
        .with("subject", Value::Area(area("BO")))
        .with("value", Value::Quantity(Quantity::new(Decimal::from(value), Code::new(unit))))
        .with("time", Value::Period(Period::Year(2022)))
}

/// A figure of a user's data package, on a pair.
fn grants(category: Option<&str>) -> Fact {
    let mut args = Args::of(&[area("US"), area("BO")]).with("indicator", "scholarships");
    if let Some(category) = category {
        args = args.with("category", category);
    }
    fact("own-figures", args)
        .with("subject", Value::Area(area("US")))
        .with("partner", Value::Area(area("BO")))
        .with("label", Value::Text("Scholarships granted".to_owned()))
        .with("value", Value::Quantity(Quantity::new(14.into(), Code::new("COUNT"))))
        .with("time", Value::Period(Period::Year(2022)))
}

fn extended(text: &str) -> Wordings {
    let mut wordings = Wordings::built_in(Language::English).unwrap();
    wordings.extend("mine.toml", text).unwrap_or_else(|e| panic!("{e}"));
    wordings
}

fn sentence(wordings: &Wordings, fact: &Fact) -> String {
    wordings.write(fact, "sentence").unwrap().text
}

#[test]
fn a_user_s_sentence_stands_before_those_that_there_are() {
    let wordings = extended("[population]\nsentence = \"{subject} counted {value} souls {time|in}.\"");
    let mut people = plain("population", 12_300_000, "PERSONS");
    assert_eq!(sentence(&wordings, &people), "Bolivia counted 12,300,000 souls in 2022.");
    let variants = wordings.variants(&people);
    assert!(variants.iter().any(|(_, s)| s.text == "Bolivia's population was 12,300,000 in 2022."), "{variants:?}");
    // Without a period theirs does not fit.
    people.roles.pop();
    assert_eq!(sentence(&wordings, &people), "Bolivia's population is 12,300,000.");
}

#[test]
fn a_user_s_sentence_is_read_as_it_is_written() {
    let wordings = extended("[population]\nsentence = \"{subject} counted {value} souls {time|in}.\"");
    let people = plain("population", 12_300_000, "PERSONS");
    for text in [sentence(&wordings, &people), "Bolivia's population was 12,300,000 in 2022.".to_owned()] {
        let reading = wordings.read(&text, &Context::default());
        let [statement] = reading.statements.as_slice() else { panic!("{text}: {reading:?}") };
        assert_eq!(wordings.holds_of(&statement.readings[0].claim, &people), Ok(Vec::new()), "{text}");
    }
}

#[test]
fn kinds_that_are_like_another_keep_their_own_sentences() {
    let wordings = extended("[exports-goods-services]\nsentence = \"{subject} exported {value} {time|in}.\"");
    let imports = plain("imports-goods-services", 9, "USD");
    assert!(sentence(&wordings, &imports).contains("total imports"), "{}", sentence(&wordings, &imports));
    assert_eq!(sentence(&wordings, &plain("exports-goods-services", 9, "USD")), "Bolivia exported $9 in 2022.");
    let wordings = extended("[indicator]\nsentence = \"For {time}, {subject|'s} {.noun} is given as {value}.\"");
    assert_eq!(
        sentence(&wordings, &plain("median-age", 26, "YEARS")),
        "For 2022, Bolivia's median age is given as 26 years."
    );
}

#[test]
fn a_series_of_one_s_own_has_a_sentence() {
    let wordings = extended(
        "[\"own:scholarships\"]\nsentence = \"{partner} received {value} {subject|adj} scholarships {time|in}.\"",
    );
    assert_eq!(sentence(&wordings, &grants(None)), "Bolivia received 14 U.S. scholarships in 2022.");
    assert_eq!(wordings.write(&grants(None), "item").unwrap().text, "Scholarships granted: 14 (2022)");
    // A category is another series.
    assert_eq!(sentence(&wordings, &grants(Some("women"))), "Scholarships granted: 14 (2022).");
    let women = extended(
        "[\"own:scholarships:women\"]\nsentence = \"{value} Bolivian women received scholarships {time|in}.\"",
    );
    assert_eq!(sentence(&women, &grants(Some("women"))), "14 Bolivian women received scholarships in 2022.");
    assert_eq!(sentence(&women, &grants(None)), "Scholarships granted: 14 (2022).");
}

#[test]
fn a_series_of_one_s_own_may_be_like_the_plain_series() {
    let wordings = extended(
        "language = \"en\"\n[\"own:llamas\"]\nlike = \"indicator\"\nlabel = \"Llamas\"\nnoun = \"number of llamas\"",
    );
    let mut llamas = plain("own-figures", 2_834_000, "COUNT");
    llamas.expression.args = llamas.expression.args.with("indicator", "llamas");
    assert_eq!(sentence(&wordings, &llamas), "Bolivia's number of llamas was 2,834,000 in 2022.");
    assert_eq!(wordings.label("own:llamas"), Some("Llamas"));
}

#[test]
fn two_files_add_to_one_kind() {
    let mut wordings = extended("[population]\nsentence = \"{subject} had {value} heads {time|in}.\"");
    wordings.extend("more.toml", "[population]\nsentence = \"{subject} had {value} mouths {time|in}.\"").unwrap();
    let people = plain("population", 3, "PERSONS");
    let sentences: Vec<String> =
        wordings.variants(&people).into_iter().filter(|(form, _)| *form == "sentence").map(|(_, s)| s.text).collect();
    assert_eq!(sentences[..2], ["Bolivia had 3 mouths in 2022.", "Bolivia had 3 heads in 2022."]);
}

#[test]
fn a_file_says_its_language() {
    let of = |text| Wordings::language_of("x.toml", text);
    assert_eq!(of("language = \"fr\"\n[population]\nnoun = \"x\""), Ok(Some(Language::French)));
    assert_eq!(of("[population]\nnoun = \"x\""), Ok(None));
    let error = of("\nlanguage = \"tlh\"").unwrap_err();
    assert_eq!(
        (error.to_string().as_str(), error.hint.as_str()),
        ("x.toml:2:12: \"tlh\" is no language that is known", "it is one of en, es, fr")
    );
}

#[test]
fn what_may_have_been_meant_is_told() {
    let hint = |text: &str| {
        let mut wordings = Wordings::built_in(Language::English).unwrap();
        let error = wordings.extend("x.toml", text).unwrap_err();
        (error.line, error.hint)
    };
    let (line, told) = hint("\n[own:grants]\nlabel = \"x\"");
    assert_eq!((line, told.as_str()), (2, "a code with a colon stands in quotation marks: [\"own:grants\"]"));
    assert!(hint("[goods-rnak]\nlabel = \"x\"").1.starts_with("did you mean [goods-rank]?"));
    assert!(hint("[llamas]\nlabel = \"x\"").1.contains("[\"own:llamas\"]"));
    assert!(hint("[population]\nitem = \"{subjct}\"").1.contains("subject, value, time"));
}

#[test]
fn variants_begin_with_what_is_written_and_every_form_is_named() {
    let trade = fact("goods-trade", Args::of(&[area("US"), area("BO")]))
        .with("a", Value::Area(area("US")))
        .with("b", Value::Area(area("BO")))
        .with("value", Value::Quantity(Quantity::new(1_163_700_000.into(), Code::new("USD"))))
        .with("exports", Value::Quantity(Quantity::new(519_900_000.into(), Code::new("USD"))))
        .with("imports", Value::Quantity(Quantity::new(643_800_000.into(), Code::new("USD"))))
        .with("time", Value::Period(Period::Year(2022)));
    let wordings = Wordings::english();
    let variants = wordings.variants(&trade);
    assert_eq!(variants[0].1, wordings.write(&trade, "sentence").unwrap());
    assert!(variants.len() > 7, "{variants:?}");
    for (form, sentence) in &variants {
        let capital = !sentence.text.starts_with(char::is_lowercase);
        assert!(capital || *form == "cell", "{form}: {}", sentence.text);
        assert!(sentence.roles.iter().all(|(_, r)| sentence.text.get(r.clone()).is_some_and(|t| !t.is_empty())));
    }
    let heading = variants.iter().find(|(form, _)| *form == "heading").unwrap();
    assert_eq!(heading.1.text, "Two-way trade in goods between the United States and Bolivia, 2022");
}

/// What is written only where nothing before it fits is no other wording.
#[test]
fn variants_are_all_true() {
    let said =
        |fact: &Fact| -> Vec<String> { Wordings::english().variants(fact).into_iter().map(|(_, s)| s.text).collect() };
    let balance = fact("goods-balance", Args::of(&[area("US"), area("BO")]))
        .with("reporter", Value::Area(area("US")))
        .with("partner", Value::Area(area("BO")))
        .with("value", Value::Quantity(Quantity::new(Decimal::from(-5_000_000), Code::new("USD"))))
        .with("deficit", Value::Text("deficit".to_owned()))
        .with("time", Value::Period(Period::Year(2022)));
    let wordings = said(&balance);
    assert!(wordings.len() > 5 && !wordings.iter().any(|w| w.contains("balanced")), "{wordings:?}");
    let mut people = plain("population", 12_300_000, "PERSONS");
    assert!(said(&people).iter().all(|w| w.contains("2022")), "{:?}", said(&people));
    if let Some((_, Value::Quantity(q))) = people.roles.iter_mut().find(|(name, _)| *name == "value") {
        q.status = ObsStatus::Estimated;
    }
    let wordings = said(&people);
    assert!(wordings.iter().all(|w| w.contains("est") || w.contains("Bolivia's population, 2022")), "{wordings:?}");
}

#[test]
fn two_facts_in_one_sentence() {
    let mut people = plain("population", 12_300_000, "PERSONS");
    let age = plain("median-age", 26, "YEARS");
    let wordings = Wordings::english();
    let both = wordings.together(&[&people, &age]).unwrap();
    assert_eq!(both.text, "Bolivia's population was 12,300,000 in 2022, and its median age was 26 years in 2022.");
    let said: Vec<&str> = both.roles.iter().map(|(_, r)| &both.text[r.clone()]).collect();
    assert_eq!(said, ["Bolivia's", "12,300,000", "in 2022", "26 years", "in 2022"]);
    assert_eq!(wordings.together(&[&people]), None);
    people.expression.args = Args::of(&[area("PE")]);
    assert_eq!(wordings.together(&[&people, &age]), None);
}

/// A stop that belongs to an abbreviation stays, and a status is a status still.
#[test]
fn joints_of_two_facts() {
    let pair = Args::of(&[area("BO"), area("US")]);
    let address = fact("mission-address", pair.clone())
        .with("sender", Value::Area(area("BO")))
        .with("receiver", Value::Area(area("US")))
        .with("office", Value::Text("embassy".to_owned()))
        .with("address", Value::Text("3014 Massachusetts Avenue, Washington, D.C.".to_owned()));
    let mut exports = fact("goods-exports", pair)
        .with("exporter", Value::Area(area("US")))
        .with("importer", Value::Area(area("BO")))
        .with("reporter", Value::Area(area("US")))
        .with("value", Value::Quantity(Quantity::new(5_000_000.into(), Code::new("USD"))))
        .with("time", Value::Period(Period::Year(2022)));
    if let Some((_, Value::Quantity(q))) = exports.roles.iter_mut().find(|(name, _)| *name == "value") {
        q.status = ObsStatus::Provisional;
    }
    let both = Wordings::english().together(&[&address, &exports]).unwrap().text;
    assert!(
        both.ends_with("Washington, D.C., and U.S. exports of goods were $5 million in 2022 (provisional)."),
        "{both}"
    );
    let trade = Wordings::english().together(&[&exports, &exports]).unwrap().text;
    assert!(trade.contains("(provisional), and U.S. exports"), "{trade}");
}
