//! Prints the checked specimens of the tests, to look at: `terminal`, `json`,
//! `sarif`, `github` or `html`.
#![allow(clippy::print_stdout, reason = "it prints the specimen")]

#[path = "../tests/check/specimen.rs"]
mod specimen;

use attache_render::check;

fn main() {
    let specimens = [specimen::brief(), specimen::note(), specimen::docx(), specimen::clean()];
    let files: Vec<check::CheckedFile<'_>> = specimens.iter().map(specimen::Specimen::file).collect();
    let text = match std::env::args().nth(1).as_deref() {
        Some("json") => check::json(&files),
        Some("sarif") => check::sarif(&files),
        Some("github") => check::github(&files),
        Some("html") => check::html(&files),
        _ => check::terminal(&files, check::Options { colour: true, width: 100, all: true }),
    };
    println!("{text}");
}
