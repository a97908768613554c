//! The rules of a check for those who meet them: in the terminal, and in
//! `docs/rules.md`.

use std::fmt::Write;

use attache_check::{Documentation, Rule};

/// A line for each rule: name, severity and what it finds.
pub fn list() -> String {
    let widest = Rule::ALL.into_iter().map(|rule| rule.name().len()).max().unwrap_or_default();
    let mut out = String::new();
    for rule in Rule::ALL {
        let Documentation { severity, what, .. } = rule.documentation();
        let _ = writeln!(out, "{:widest$}  {:7}  {what}", rule.name(), severity.name());
    }
    out
}

/// One rule in full, as plain text.
pub fn one(rule: Rule) -> String {
    let Documentation { severity, what, why, example, fix } = rule.documentation();
    let mut out = format!("{rule} ({severity})\n");
    for (head, text) in [("What it finds", what), ("Why", why)] {
        section(&mut out, head, text);
    }
    let _ = write!(out, "\nExample\n    {}\n    {severity}[{rule}]: {}\n", example[0], example[1]);
    section(&mut out, "Fix", fix);
    let _ = write!(out, "\nAllowed in one place by\n    <!-- attache: allow({rule}) the reason -->\n");
    out
}

fn section(out: &mut String, head: &str, text: &str) {
    let _ = writeln!(out, "\n{head}");
    for line in crate::wrap::wrap(text, 78) {
        let _ = writeln!(out, "  {line}");
    }
}

/// `docs/rules.md`: every rule in full, after a table of all.
pub fn markdown() -> String {
    let mut out = String::from(INTRODUCTION);
    out.push_str("| rule | severity | finds |\n|---|---|---|\n");
    for rule in Rule::ALL {
        let Documentation { severity, what, .. } = rule.documentation();
        let _ = writeln!(out, "| [`{rule}`](#{rule}) | {severity} | {what} |");
    }
    for rule in Rule::ALL {
        let _ = write!(out, "\n## {rule}\n\n{}", markdown_of(rule));
    }
    out
}

const INTRODUCTION: &str = "\
# Rules

<!-- Written from crates/check/src/rule: `UPDATE=1 cargo test -p attache-render --test rules` writes it anew. -->

What `attache check` finds in a text, by rule. An error or a warning makes the check fail, a note is only told, and \
a folder's settings can give a rule another severity. \
`attache rules` lists them, `attache rules wrong-value` shows one.

A comment beside a paragraph allows what a rule finds in it, with the reason: \
`<!-- attache: allow(sources-disagree) we cite their customs -->`. A comment that allows nothing is itself found \
(`unused-suppression`).

";

/// One rule under its heading, as Markdown.
pub(crate) fn markdown_of(rule: Rule) -> String {
    let Documentation { severity, what, why, example, fix } = rule.documentation();
    format!(
        "{what} *{severity}*\n\n**Why.** {why}\n\n**Example.**\n\n```text\n{}\n{severity}[{rule}]: {}\n```\n\n**Fix.** {fix}\n",
        example[0], example[1]
    )
}
