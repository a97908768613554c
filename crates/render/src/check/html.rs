//! Checked files as one HTML page that needs nothing else: no script, no font,
//! no image.
//!
//! The text stands block by block as it was read. Each statement is underlined
//! by its verdict, in a way that does not need colour, and ends in its sign,
//! which leads to what it rests on; each finding has a number, and stands beside
//! its block. Ids are `file-1`, `finding-1-1` and `statement-1-1`.

mod account;
mod cards;
mod marked;
mod rows;

use attache_check::Verdict;

use self::{cards::Cards, rows::rows};
use super::{CheckedFile, context::context, count};
use crate::html::markup::Markup;

const STYLE: &str = include_str!("html/report.css");

/// The files with their verdicts and findings, as a page.
pub fn html(files: &[CheckedFile<'_>]) -> String {
    let mut out = Markup::with_capacity(64 * 1024);
    let title = match files {
        [one] => format!("Check of {}", one.path),
        _ => format!("Check of {}", count(files.len(), "file")),
    };
    out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").text(&title);
    out.raw("</title>\n<style>\n").raw(STYLE).raw("</style>\n</head>\n<body>\n<main>\n<header>\n<h1>").text(&title);
    out.raw("</h1>\n");
    account::whole(&mut out, files);
    out.raw("</header>\n");
    for (at, file) in files.iter().enumerate() {
        section(&mut out, at + 1, file, files.len() > 1);
    }
    out.raw("</main>\n</body>\n</html>\n");
    out.finish()
}

fn section(out: &mut Markup, number: usize, file: &CheckedFile<'_>, has_account: bool) {
    out.raw("<section").attribute("aria-labelledby", &format!("file-{number}")).raw(">\n<h2");
    out.attribute("id", &format!("file-{number}")).raw(">").text(file.path).raw("</h2>\n<p class=\"context\">");
    let mut words = context(&file.report.context);
    if let Some(first) = words.get(..1).map(str::to_uppercase) {
        words.replace_range(..1, &first);
    }
    out.text(&words).raw(".");
    if has_account {
        out.raw(" ").text(&file.report.tally().to_string()).raw(".");
    }
    out.raw("</p>\n");
    let cards = Cards::new(number, file);
    rows(out, &cards);
    cards.suppressed(out);
    out.raw("</section>\n");
}

/// How a verdict is called in the style, and its sign.
fn sign(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Supported => ("supported", "✓"),
        Verdict::Contradicted => ("contradicted", "✗"),
        Verdict::Outdated => ("outdated", "↻"),
        Verdict::Disputed => ("disputed", "≠"),
        Verdict::NotCheckable(_) => ("unchecked", "?"),
    }
}
