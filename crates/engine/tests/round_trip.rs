//! What is written of a fact, in every wording and language, is read as that
//! fact again, with the fact's areas as context; and no two facts of one context
//! are written the same. `docs/round-trip.md` says what is tried, and what is
//! lost by nature.
//!
//! By default over the built-in data, the latest periods. `scripts/round-trip`
//! does the same with every fact of a store.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "the environment says which store, and the report is printed"
)]

use std::{
    collections::{BTreeMap, HashMap},
    env,
    fmt::Write as _,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{self, ThreadId},
};

use attache_engine::{
    AsOf, Engine,
    fact::{Fact, Value},
    model::{Area, Language},
};
use attache_language::{
    Sentence, Wordings,
    read::{Context, Stance},
};

/// So much of what is written may be read otherwise, each for a reason that
/// `docs/round-trip.md` gives.
const MOST_LOST: f64 = 0.005;

/// Roles of a fact's key that a wording may leave unsaid, where what it says is
/// enough to tell the fact from others: that no two are written the same is held.
const UNSAID: [&str; 3] = ["title", "type", "rank"];

/// What became of sentences of a kind, form and language.
#[derive(Default)]
struct Account {
    tried: usize,
    lost: usize,
    example: String,
}

/// What was written of the facts of one context, by language, form and text, and
/// of which fact.
#[derive(Default)]
struct Told {
    areas: Vec<Area>,
    texts: HashMap<(Language, String, String), String>,
}

/// Texts that two facts share, by language, form and the kinds of both.
type Shared = BTreeMap<(Language, String, String, String), (usize, String)>;

/// Why what was read is not the fact that was written; `None` where it is.
fn lost(wordings: &Wordings, areas: &[Area], fact: &Fact, sentence: &Sentence) -> Option<String> {
    let is_unsaid = |role: &str| UNSAID.contains(&role) && !sentence.roles.iter().any(|(said, _)| *said == role);
    let context = Context {
        about: areas.to_vec(),
        named: areas.first().copied().filter(|_| areas.len() == 1),
        ..Context::default()
    };
    let reading = wordings.read(&sentence.text, &context);
    let mut why = String::from("nothing is read");
    for statement in &reading.statements {
        for understood in &statement.readings {
            if statement.stance != Stance::Asserted {
                why = format!("{:?}: {:?}", statement.stance, understood.claim);
                continue;
            }
            match wordings.holds_of(&understood.claim, fact) {
                // What is left open is the context's to fill: the areas of the sheet.
                Ok(open)
                    if open.iter().all(|role| is_unsaid(role) || matches!(fact.role(role), Some(Value::Area(_)))) =>
                {
                    return None;
                }
                Ok(open) => why = format!("open: {}", open.join(", ")),
                Err("kind") if why != "nothing is read" => {}
                Err(role) => why = format!("{role}: {:?}", understood.claim),
            }
        }
    }
    Some(why)
}

/// Whether a wording states something by itself: a heading names a fact, a cell
/// stands in a column, and so does an item that has no words but its roles'.
fn states(form: &str, sentence: &Sentence) -> bool {
    let is_own = |at: usize| !sentence.roles.iter().any(|(_, range)| range.contains(&at));
    form != "cell" && form != "heading" && sentence.text.char_indices().any(|(at, c)| c.is_alphabetic() && is_own(at))
}

/// Remembers the text as the fact's; the fact that was written so before, if it
/// was another one.
fn told_before(
    told: &Mutex<HashMap<ThreadId, Told>>,
    areas: &[Area],
    key: (Language, &str, &str),
    fact: &str,
) -> Option<String> {
    let mut told = told.lock().unwrap();
    let told = told.entry(thread::current().id()).or_default();
    if told.areas != areas {
        *told = Told { areas: areas.to_vec(), texts: HashMap::new() };
    }
    let (language, form, text) = key;
    let first = told.texts.entry((language, form.to_owned(), text.to_owned())).or_insert_with(|| fact.to_owned());
    (first != fact).then(|| first.clone())
}

fn report(accounts: &BTreeMap<(String, String, Language), Account>, shared: &Shared) -> String {
    let mut report = String::new();
    for ((kind, form, language), account) in accounts.iter().filter(|(_, a)| a.lost > 0) {
        let Account { tried, lost, example } = account;
        writeln!(report, "{kind} {form} {}: {lost} of {tried} lost, as\n      {example}", language.tag()).unwrap();
    }
    for ((language, form, one, other), (times, example)) in shared {
        writeln!(report, "{one} and {other} share {times} texts, {form} {}, as\n      {example}", language.tag())
            .unwrap();
    }
    for language in Language::ALL {
        let of = |count: fn(&Account) -> usize| -> usize {
            accounts.iter().filter(|((.., l), _)| *l == language).map(|(_, account)| count(account)).sum()
        };
        let (tried, lost) = (of(|a| a.tried), of(|a| a.lost));
        let share = 100.0 * lost as f64 / tried.max(1) as f64;
        writeln!(report, "{}: {tried} sentences, {lost} not read as written ({share:.3} %)", language.tag()).unwrap();
    }
    report
}

#[test]
fn what_is_written_is_read() {
    let store = env::var_os("ATTACHE_ROUND_TRIP_STORE");
    let engine = match &store {
        Some(store) => Engine::open(store.as_ref()).unwrap(),
        None => Engine::built_in().unwrap(),
    };
    let periods = if store.is_some() { 500 } else { 2 };
    // Of the pairs and countries, some; all with the whole store.
    let every = env::var("ATTACHE_ROUND_TRIP_EVERY").ok().and_then(|n| n.parse().ok());
    let every: usize = every.unwrap_or(if store.is_some() { 1 } else { 199 });
    let is_tried = |areas: &[Area]| {
        let letters = areas.iter().flat_map(|a| a.code().bytes()).fold(0, |n: usize, b| n * 31 + usize::from(b));
        letters.is_multiple_of(if areas.len() == 1 { every.div_ceil(20) } else { every })
    };
    let accounts: Mutex<BTreeMap<(String, String, Language), Account>> = Mutex::default();
    let (texts, shared): (Mutex<HashMap<ThreadId, Told>>, Mutex<Shared>) = Default::default();
    let (tried, left_out) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let told = engine
        .all_facts(AsOf::default(), periods, is_tried, |areas, fact| {
            let expression = fact.expression.to_string();
            let kind = fact.expression.kind.to_string();
            for language in Language::ALL {
                let wordings = Wordings::in_language(language);
                for (form, sentence) in wordings.variants(fact) {
                    if !states(form, &sentence) {
                        left_out.fetch_add(1, Ordering::Relaxed);
                        continue;
                    }
                    tried.fetch_add(1, Ordering::Relaxed);
                    if let Some(other) = told_before(&texts, areas, (language, form, &sentence.text), &expression) {
                        let other_kind = other.split('?').next().unwrap_or_default().to_owned();
                        let mut shared = shared.lock().unwrap();
                        let class = shared.entry((language, form.to_owned(), other_kind, kind.clone()));
                        let example = || (0, format!("{}\n      {other}\n      {expression}", sentence.text));
                        class.or_insert_with(example).0 += 1;
                    }
                    let why = lost(wordings, areas, fact, &sentence);
                    let mut accounts = accounts.lock().unwrap();
                    let account = accounts.entry((kind.clone(), form.to_owned(), language)).or_default();
                    account.tried += 1;
                    if let Some(why) = why {
                        account.lost += 1;
                        if account.example.is_empty() {
                            account.example = format!("{expression}\n      {}\n      {why}", sentence.text);
                        }
                    }
                }
            }
        })
        .unwrap();
    let accounts = accounts.into_inner().unwrap();
    let lost: usize = accounts.values().map(|a| a.lost).sum();
    let (tried, left_out) = (tried.into_inner(), left_out.into_inner());
    let report = report(&accounts, &shared.into_inner().unwrap());
    let share = lost as f64 / tried.max(1) as f64;
    println!(
        "{report}\n{told} facts, {tried} sentences, {lost} of them not read as written ({:.3} %); \
         {left_out} headings and cells left out",
        100.0 * share
    );
    assert!(tried > 1_000 && share <= MOST_LOST, "{report}");
}
