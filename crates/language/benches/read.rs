//! How fast what is needed to read loads, and how many sentences a second are
//! read, on one core: the sentences of the suites, which are not easy, and
//! those that attache writes.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads files and the clock")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells who runs it what it found")]

use std::{
    fs,
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use attache_language::{Wordings, read::Context};
use attache_model::{Areas, Language};

/// So often the language is loaded.
const LOADS: u32 = 10;

/// The sentences of a language's suites: the lines that are no trees.
fn suites(language: Language) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/language").join(language.tag());
    let mut sentences = Vec::new();
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let text = fs::read_to_string(file.path()).unwrap_or_default();
        let is_sentence = |line: &&str| !line.is_empty() && !line.starts_with([' ', '#', '@']);
        sentences.extend(text.lines().filter(is_sentence).map(|line| line.trim_start_matches("~ ").to_owned()));
    }
    sentences
}

fn main() {
    let about = ["US", "BO"].map(|code| Areas::find(code).expect("a code of the codelist")).to_vec();
    let context = Context { about, ..Context::default() };
    for language in Language::ALL {
        if std::env::args().any(|a| a.len() == 2 && a != language.tag() && a.bytes().all(|b| b.is_ascii_lowercase())) {
            continue;
        }
        let (mut to_write, mut to_read) = (Duration::MAX, Duration::MAX);
        for _ in 0..LOADS {
            let start = Instant::now();
            let wordings = Wordings::built_in(language).expect("the built-in wordings read");
            to_write = to_write.min(start.elapsed());
            black_box(wordings.read("", &context));
            to_read = to_read.min(start.elapsed());
        }
        println!("{} load {to_write:?} to write, {to_read:?} to read as well (best of {LOADS})", language.tag());
        let wordings = Wordings::in_language(language);
        black_box(wordings.read("", &context));
        let sentences = suites(language);
        let bytes: usize = sentences.iter().map(String::len).sum();
        let rounds = std::env::args().find_map(|n| n.parse().ok()).unwrap_or(20);
        let start = Instant::now();
        for _ in 0..rounds {
            for sentence in &sentences {
                black_box(wordings.read(black_box(sentence), &context));
            }
        }
        let seconds = start.elapsed().as_secs_f64();
        let read = f64::from(rounds) * sentences.len() as f64;
        println!(
            "{} read {:.0} sentences a second of the suites' {} ({:.0} bytes each), {:.1} MB/s",
            language.tag(),
            read / seconds,
            sentences.len(),
            bytes as f64 / sentences.len().max(1) as f64,
            f64::from(rounds) * bytes as f64 / seconds / 1e6,
        );
    }
    for (what, unit) in [
        ("no spaces", "x"),
        ("brackets", "("),
        ("asides", "exports, of goods, to Bolivia, "),
        ("words that call up much", "exports imports trade of to in and the was million $5 2022 "),
        ("sentences", "Exports to Bolivia were $519.8 million in 2022. "),
    ] {
        let mut times = [16_000, 64_000].map(|bytes| {
            let text = unit.repeat(bytes / unit.len());
            let start = Instant::now();
            black_box(Wordings::english().read(&text, &context));
            start.elapsed().as_secs_f64()
        });
        times[1] /= times[0];
        println!(
            "hostile: {what}, 16 kB in {:.0} ms; four times the text takes {:.1} times as long",
            times[0] * 1e3,
            times[1]
        );
    }
}
