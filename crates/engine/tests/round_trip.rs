//! What is written of a fact, in every wording and language, is read as that
//! fact again, with the fact's areas as context.
//!
//! By default over the built-in data, the latest periods. `scripts/round-trip`
//! does the same with every fact of a store.

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use attache_engine::{
    AsOf, Engine,
    fact::Fact,
    model::{Area, Language},
};
use attache_language::{
    Wordings,
    read::{Context, Stance},
};

/// So much of what is written may be read otherwise, each for a reason that
/// `docs/round-trip.md` gives.
const MOST_LOST: f64 = 0.02;

/// What became of sentences of a kind, form and language.
#[derive(Default)]
struct Account {
    tried: usize,
    lost: usize,
    example: String,
}

/// Why what was read is not the fact that was written; `None` where it is.
fn lost(wordings: &Wordings, areas: &[Area], fact: &Fact, text: &str) -> Option<String> {
    let context =
        Context { about: areas.to_vec(), author: None, named: areas.first().copied().filter(|_| areas.len() == 1) };
    let reading = wordings.read(text, &context);
    let mut why = String::from("nothing is read");
    for statement in reading.statements.iter().filter(|s| s.stance == Stance::Asserted) {
        for understood in &statement.readings {
            match understood.claim.holds_of(fact) {
                // What is left open is the context's to fill: the areas of the sheet.
                Ok(open)
                    if open
                        .iter()
                        .all(|role| matches!(fact.role(role), Some(attache_engine::fact::Value::Area(_)))) =>
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
    let tried = AtomicUsize::new(0);
    let told = engine
        .all_facts(AsOf::default(), periods, is_tried, |areas, fact| {
            for language in Language::ALL {
                let wordings = Wordings::in_language(language);
                for (form, sentence) in wordings.variants(fact) {
                    if form == "cell" {
                        continue;
                    }
                    tried.fetch_add(1, Ordering::Relaxed);
                    let why = lost(wordings, areas, fact, &sentence.text);
                    let mut accounts = accounts.lock().unwrap();
                    let account =
                        accounts.entry((fact.expression.kind.to_string(), form.to_owned(), language)).or_default();
                    account.tried += 1;
                    if let Some(why) = why {
                        account.lost += 1;
                        if account.example.is_empty() {
                            account.example = format!("{}\n      {}\n      {why}", fact.expression, sentence.text);
                        }
                    }
                }
            }
        })
        .unwrap();
    let accounts = accounts.into_inner().unwrap();
    let lost: usize = accounts.values().map(|a| a.lost).sum();
    let tried = tried.into_inner();
    let mut report = String::new();
    for ((kind, form, language), account) in accounts.iter().filter(|(_, a)| a.lost > 0) {
        let Account { tried, lost, example } = account;
        writeln!(report, "{kind} {form} {}: {lost} of {tried} lost, as\n      {example}", language.tag()).unwrap();
    }
    let share = lost as f64 / tried.max(1) as f64;
    println!("{report}\n{told} facts, {tried} sentences, {lost} of them not read as written ({:.3} %)", 100.0 * share);
    assert!(tried > 1_000 && share <= MOST_LOST, "{report}");
}
