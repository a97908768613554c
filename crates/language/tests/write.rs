//! Runs `LANGUAGE/write.trees`: trees of facts and the sentences that each
//! language writes them as.

use attache_fact::{Args, Commodity, Derivation, Expression, Fact, Operation, Quantity, RoleName, Value};
use attache_language::Wordings;
use attache_model::{Area, Code, Codelist, Language, ObsStatus, Organization};

/// `(kind role=value ...)`; what values look like is said in `en/write.trees`.
fn tree(line: &str) -> Fact {
    let inner = line.strip_prefix('(').and_then(|l| l.strip_suffix(')')).expect("a tree stands in brackets");
    let (kind, mut rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let nothing = Derivation::Computed { operation: Operation::Sum, inputs: Vec::new() };
    let kind = Code::new(kind).as_str();
    let mut fact = Fact::new(Expression::new(kind, Args::default()), nothing);
    while let Some((name, after)) = rest.trim_start().split_once('=') {
        let end = match after.chars().next() {
            Some('"') => after[1..].find('"').map(|i| i + 2),
            Some('<') => after.find('>').map(|i| i + 1),
            _ => after.find(' '),
        };
        let (text, after) = after.split_at(end.unwrap_or(after.len()));
        let name: RoleName = Code::new(name).as_str();
        fact = fact.with(name, value(text));
        rest = after;
    }
    fact
}

fn area(text: &str) -> Option<Area> {
    Area::from_code(Codelist::Attache, text)
}

fn quantity(text: &str) -> Option<Quantity> {
    let mut parts = text.split(':');
    let value = parts.next()?.replace('_', "").parse().ok()?;
    let mut quantity = Quantity::new(value, Code::new(parts.next()?));
    quantity.status = match parts.next() {
        None => ObsStatus::Normal,
        Some("est") => ObsStatus::Estimated,
        Some("proj") => ObsStatus::Forecast,
        Some("prov") => ObsStatus::Provisional,
        Some(other) => panic!("{other}"),
    };
    Some(quantity)
}

fn value(text: &str) -> Value {
    if let Some(text) = text.strip_prefix('"') {
        return Value::Text(text.trim_end_matches('"').to_owned());
    }
    if let Some(list) = text.strip_prefix('<') {
        let items: Vec<&str> = list.trim_end_matches('>').split("; ").collect();
        if let Some(areas) = items.iter().map(|t| area(t)).collect() {
            return Value::Areas(areas);
        }
        if let Some(quantities) = items.iter().map(|t| quantity(t)).collect() {
            return Value::Quantities(quantities);
        }
        if let Some(goods) = items.iter().map(|t| t.parse().ok().map(|code| Commodity { code, label: None })).collect()
        {
            return Value::Commodities(goods);
        }
        if let Some(organizations) = items.iter().map(|t| Organization::find(t)).collect() {
            return Value::Organizations(organizations);
        }
        return Value::Texts(items.iter().map(|t| (*t).to_owned()).collect());
    }
    if let Some(rank) = text.strip_prefix('#') {
        return Value::Rank(rank.parse().unwrap());
    }
    if let Some(count) = text.strip_suffix('x') {
        return Value::Count(count.parse().unwrap());
    }
    area(text)
        .map(Value::Area)
        .or_else(|| quantity(text).map(Value::Quantity))
        .unwrap_or_else(|| Value::Period(text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))))
}

/// The trees of each language, and how many lines they have at least.
const TREES: &[(Language, &str, usize)] = &[
    (Language::English, include_str!("en/write.trees"), 60),
    (Language::Spanish, include_str!("es/write.trees"), 200),
    (Language::French, include_str!("fr/write.trees"), 180),
];

#[test]
fn trees_are_written_as_their_sentences() {
    let mut wrong = String::new();
    for (language, trees, least) in TREES {
        let mut fact = None;
        let mut tried = 0;
        for (number, line) in trees.lines().enumerate() {
            match line.trim() {
                "" => {}
                comment if comment.starts_with('#') => {}
                line if line.starts_with('(') => fact = Some(tree(line)),
                line => {
                    let (form, expected) = line.split_once(": ").expect("form: sentence");
                    let written = Wordings::in_language(*language).write(fact.as_ref().expect("a tree"), form);
                    let written = written.map_or_else(|e| format!("({e})"), |s| s.text);
                    tried += 1;
                    if written != expected {
                        let place = format!("{}/write.trees:{}", language.tag(), number + 1);
                        wrong += &format!("{place}\n  expected {expected}\n  written  {written}\n");
                    }
                }
            }
        }
        assert!(tried > *least, "{tried} lines of {}", language.tag());
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a publisher calls goods that have no name here is in its own words, as
/// far as they are read at a glance, and in small letters.
#[test]
fn goods_by_their_publisher_s_names() {
    let good = |code: &str, label: &str| Commodity { code: code.parse().unwrap(), label: Some(label.to_owned()) };
    let goods = [
        good("H6:98", "SPECIAL CLASSIFICATION PROVISIONS; NESOI"),
        good("H6:8548", "Electrical parts of machinery"),
        good("H6:09", "COFFEE, TEA; SPICES"),
    ];
    assert_eq!(
        Wordings::english().value(&Value::Commodities(goods[..2].to_vec()), ""),
        "special classification provisions and Electrical parts of machinery"
    );
    assert_eq!(Wordings::english().value(&Value::Commodities(goods[2..].to_vec()), ""), "coffee, tea and spices");
}

#[test]
fn ranges_are_where_the_roles_are() {
    let fact = tree("(goods-balance reporter=US partner=BO value=-124000000:USD deficit=\"deficit\" time=2022)");
    let sentence = Wordings::english().write(&fact, "sentence").unwrap();
    let written: Vec<_> = sentence.roles.iter().map(|(name, range)| (*name, &sentence.text[range.clone()])).collect();
    assert_eq!(
        written,
        [("reporter", "The United States"), ("value", "$124 million"), ("partner", "Bolivia"), ("time", "in 2022")]
    );
}
