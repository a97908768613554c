//! What became of the numbers, which is the legend too.

use std::fmt::Write;

use attache_check::{Severity, Tally, Unchecked, Verdict};

use super::sign;
use crate::{
    check::{CheckedFile, count, tally},
    html::markup::Markup,
};

pub(super) fn whole(out: &mut Markup, files: &[CheckedFile<'_>]) {
    let tally = tally(files);
    let findings = |severity| files.iter().flat_map(CheckedFile::findings).filter(|f| f.severity == severity).count();
    let found: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")]
        .into_iter()
        .map(|(severity, name)| (findings(severity), name))
        .filter(|(n, _)| *n > 0)
        .map(|(n, name)| count(n, name))
        .collect();
    let found = if found.is_empty() { "No findings".to_owned() } else { found.join(", ") };
    out.raw("<p class=\"found\">")
        .text(&found)
        .raw(". ")
        .text(&count(tally.numbers, "number"))
        .raw(" in the text:</p>\n");
    let rows = rows(&tally);
    out.raw("<div class=\"bar\" aria-hidden=\"true\">");
    for row in rows.iter().filter(|row| row.n > 0) {
        let _ = write!(out, "<span class=\"{}\" style=\"flex:{}\"></span>", row.class, row.n);
    }
    out.raw("</div>\n<ul class=\"account\">\n");
    for row in &rows {
        let _ = write!(out, "<li class=\"{}\"><b>{}</b> <span class=\"sign\" aria-hidden=\"true\">", row.class, row.n);
        out.raw(row.sign).raw("</span> <span class=\"name\">").text(row.name).raw("</span> <span class=\"means\">");
        out.text(&row.means).raw("</span></li>\n");
    }
    out.raw("</ul>\n");
    if files.len() > 1 {
        contents(out, files);
    }
}

struct Row {
    n: usize,
    class: &'static str,
    sign: &'static str,
    name: &'static str,
    means: String,
}

fn rows(tally: &Tally) -> [Row; 6] {
    let verdict = |n, verdict: Verdict, means: &str| {
        let (class, sign) = sign(verdict);
        Row { n, class, sign, name: verdict.name(), means: means.to_owned() }
    };
    let which = |means: &str, parts: Vec<String>| match parts.is_empty() {
        true => means.to_owned(),
        false => format!("{means}: {}", parts.join(", ")),
    };
    let unchecked = tally.unchecked.iter().map(|(why, n)| format!("{n} {}", why.name())).collect();
    let exempt = tally.exempt.iter().map(|(why, n)| format!("{n} {}", why.name())).collect();
    [
        verdict(tally.supported, Verdict::Supported, "by official figures"),
        verdict(tally.contradicted, Verdict::Contradicted, "official figures say otherwise"),
        verdict(tally.outdated, Verdict::Outdated, "was right, and has been superseded"),
        verdict(tally.disputed, Verdict::Disputed, "sources disagree, and it is right by one"),
        verdict(
            tally.not_checkable(),
            Verdict::NotCheckable(Unchecked::NoData),
            &which("nothing at hand decides it", unchecked),
        ),
        Row {
            n: tally.no_statement(),
            class: "exempt",
            sign: "·",
            name: "no statement",
            means: which("states nothing to check", exempt),
        },
    ]
}

fn contents(out: &mut Markup, files: &[CheckedFile<'_>]) {
    out.raw("<nav aria-label=\"Files\"><ul>\n");
    for (at, file) in files.iter().enumerate() {
        out.raw("<li><a").attribute("href", &format!("#file-{}", at + 1)).raw(">").text(file.path).raw("</a> <span>");
        out.text(&count(file.findings().count(), "finding")).raw("</span></li>\n");
    }
    out.raw("</ul></nav>\n");
}
