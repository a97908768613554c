//! Prints the specimen of the tests, to look at: `html`, `md` or `json`.
#![allow(clippy::print_stdout, reason = "it prints the specimen")]

#[path = "../tests/specimen/mod.rs"]
mod specimen;

fn main() {
    let written = specimen::specimen();
    let page = match std::env::args().nth(1).as_deref() {
        Some("md") => attache_render::markdown(&written),
        Some("json") => attache_render::json(&written),
        _ => attache_render::html(&written),
    };
    print!("{page}");
}
