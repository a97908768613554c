//! How fast the wordings load, and how many sentences a second are written.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells who runs it what it found")]

use std::{hint::black_box, time::Instant};

use attache_fact::{Args, Derivation, Expression, Fact, Operation, Quantity, Value};
use attache_language::Wordings;
use attache_model::{Area, Areas, Period, unit};

fn fact(kind: &'static str, roles: Vec<(&'static str, Value)>) -> Fact {
    let derivation = Derivation::Computed { operation: Operation::Sum, inputs: Vec::new() };
    let mut fact = Fact::new(Expression::new(kind, Args::default()), derivation);
    fact.roles = roles;
    fact
}

fn main() {
    let areas: Vec<Area> = Areas::all().filter(|a| a.is_present()).collect();
    let start = Instant::now();
    let wordings = Wordings::english();
    println!("load {:?}", start.elapsed());
    let usd = |n: i64| Value::Quantity(Quantity::new((n * 100_000).into(), unit::USD));
    let year = Value::Period(Period::Year(2022));
    let facts: Vec<Fact> = (0_i64..)
        .zip(areas.iter().zip(areas.iter().skip(1)))
        .flat_map(|(i, (a, b))| {
            let (a, b) = (Value::Area(*a), Value::Area(*b));
            let day = Value::Period("1849-01-03".parse().unwrap());
            let roles = |value: Value| {
                vec![
                    ("a", a.clone()),
                    ("b", b.clone()),
                    ("value", value),
                    ("exports", usd(i)),
                    ("imports", usd(7 * i)),
                    ("time", year.clone()),
                ]
            };
            let persons = Quantity::new((12_436_103 + i).into(), unit::PERSONS);
            [
                fact("goods-trade", roles(usd(8 * i))),
                fact("relations-established", vec![("a", a.clone()), ("b", b.clone()), ("date", day)]),
                fact("population", vec![("subject", a), ("value", Value::Quantity(persons)), ("time", year.clone())]),
            ]
        })
        .collect();
    for kind in 0..3 {
        let of_kind: Vec<&Fact> = facts.iter().skip(kind).step_by(3).collect();
        let rounds = 500;
        let start = Instant::now();
        for _ in 0..rounds {
            for fact in &of_kind {
                black_box(wordings.write(black_box(fact), "sentence").unwrap());
            }
        }
        let each = start.elapsed() / (rounds * u32::try_from(of_kind.len()).unwrap());
        println!(
            "{:<24}{each:?} a sentence, {:.0} a second",
            of_kind[0].expression.kind.as_str(),
            1.0 / each.as_secs_f64()
        );
    }
}
