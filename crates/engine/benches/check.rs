//! How fast prose is checked against the built-in data: one page, the same page
//! after a sentence has changed, and a thousand pages. Beside each, in the same
//! run, what only a part of it takes: the text split into words, the document read
//! as Markdown, its sentences read.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
#![allow(clippy::print_stdout, reason = "it tells who runs it what it found")]

use std::{
    hint::black_box,
    thread,
    time::{Duration, Instant},
};

use attache_engine::{
    AsOf, CheckRequest, Checked, Engine,
    checking::{Draft, Given, Severities},
    language::Wordings,
    model::Language,
    prose::{Format, Prose},
};

/// A page of 470 words, with 56 numbers, 30 of which the built-in data tell.
const BRIEF: &str = include_str!("brief.md");

/// Of so many times the median is taken.
const TIMES: usize = 41;

/// So many pages are checked by so many threads.
const PAGES: usize = 1_000;
const THREADS: usize = 2;

fn main() {
    let start = Instant::now();
    let engine = Engine::built_in().expect("the built-in data open");
    let opened = start.elapsed();
    let first = check(&engine, BRIEF);
    println!("the first page {:.1?}, of which {opened:.1?} to open the built-in data", start.elapsed());
    println!("  {} statements, {} findings", first.report.statements.len(), first.report.findings.len());

    let page = median(|| drop(black_box(check(&engine, black_box(BRIEF)))));
    println!("a page, the whole check: {page:.2?} (median of {TIMES})");
    let wordings = Wordings::in_language(Language::English);
    let prose = markdown(BRIEF);
    for (what, time) in [
        ("its sentences read", median(|| drop(black_box(draft(black_box(&prose), wordings))))),
        ("read as Markdown", median(|| drop(black_box(markdown(black_box(BRIEF)))))),
        ("split into words", median(|| drop(black_box(words(black_box(BRIEF.as_bytes())))))),
    ] {
        println!("  {what}: {time:.2?}; the check takes {:.1} times as long", ratio(page, time));
    }

    // Nothing is kept from one check to the next: after a change all is read again.
    let mut figure = 0;
    let changed = median(|| {
        figure = (figure + 1) % 10;
        let text = BRIEF.replacen("$49.7 billion", &format!("$4{figure}.7 billion"), 1);
        black_box(check(&engine, &text));
    });
    println!("the page again after one sentence changed, in full: {changed:.2?}; {:.2} times", ratio(changed, page));

    let pages: Vec<String> = (0..PAGES).map(page_of).collect();
    let checked = on_threads(&pages, |page| drop(black_box(check(&engine, page))));
    let read = on_threads(&pages, |page| drop(black_box(draft(&markdown(page), wordings))));
    let split = on_threads(&pages, |page| drop(black_box(words(page.as_bytes()))));
    let a_second = |time: Duration| PAGES as f64 / time.as_secs_f64();
    println!("{PAGES} pages on {THREADS} threads: {checked:.2?}, {:.0} pages a second", a_second(checked));
    println!("  read alone: {:.0} a second; the check takes {:.1} times as long", a_second(read), ratio(checked, read));
    println!("  words: {:.0} a second; the check takes {:.0} times as long", a_second(split), ratio(checked, split));
}

fn check(engine: &Engine, text: &str) -> Checked {
    let request = CheckRequest {
        name: "brief.md".to_owned(),
        bytes: text.as_bytes().to_vec(),
        format: None,
        given: Given::default(),
        defaults: Given::default(),
        severities: Severities::default(),
        as_of: AsOf::default(),
    };
    engine.check(&request).expect("the brief is a document")
}

fn markdown(text: &str) -> Prose {
    Prose::read(text.as_bytes(), Format::Markdown).expect("the brief is Markdown")
}

fn draft(prose: &Prose, wordings: &Wordings) -> Draft {
    Draft::read(prose, wordings, &Given::default())
}

fn words(bytes: &[u8]) -> Vec<&str> {
    std::str::from_utf8(bytes).expect("the brief is UTF-8").split_whitespace().collect()
}

/// A page of another country and other figures than the pages beside it.
fn page_of(number: usize) -> String {
    const COUNTRIES: [&str; 10] =
        ["Bolivia", "Peru", "Chile", "Ecuador", "Kenya", "Ghana", "Japan", "Vietnam", "Norway", "Poland"];
    let country = COUNTRIES[number % COUNTRIES.len()];
    BRIEF.replace("Bolivia", country).replacen("$49.7 billion", &format!("${}.7 billion", number + 1), 1)
}

fn median(mut act: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let start = Instant::now();
            act();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[TIMES / 2]
}

/// How long it takes until each thread has done its part of the pages.
fn on_threads(pages: &[String], act: impl Fn(&str) + Sync) -> Duration {
    let start = Instant::now();
    thread::scope(|scope| {
        for part in pages.chunks(pages.len().div_ceil(THREADS)) {
            scope.spawn(|| part.iter().for_each(|page| act(page)));
        }
    });
    start.elapsed()
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}
