//! What stands behind a verdict, in lines of plain text.

use attache_check::{Evidence, Fix, Report};

/// The fact, whose it is, and how its way can be walked.
pub(super) fn lines(evidence: &Evidence) -> [String; 3] {
    [evidence.sentence.clone(), publication(evidence), format!("attache explain {}", quoted(&evidence.expression))]
}

/// "World Bank, World Development Indicators, published 2024-06-28"
pub(super) fn publication(evidence: &Evidence) -> String {
    let Evidence { publisher, title, published, .. } = evidence;
    format!("{publisher}, {title}, published {published}")
}

/// As one argument of a shell.
pub(super) fn quoted(expression: &str) -> String {
    if expression.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", expression.replace('\'', r"'\''"))
    } else {
        format!("\"{expression}\"")
    }
}

/// "write “12.3 million” for “15 million”", for each edit.
pub(super) fn fix(fix: &Fix, source: &str) -> String {
    let edit = |(place, new): &(std::ops::Range<usize>, String)| {
        let old = source.get(place.clone()).unwrap_or_default();
        let old = old.split_whitespace().collect::<Vec<_>>().join(" ");
        match (old.is_empty(), new.is_empty()) {
            (true, _) => format!("add \"{}\"", new.trim()),
            (_, true) => format!("leave out \"{old}\""),
            _ => format!("write \"{new}\" for \"{old}\""),
        }
    };
    let edits = fix.edits.iter().map(edit).collect::<Vec<_>>().join(", ");
    if fix.is_safe { edits } else { format!("{edits}, and look at the words around it") }
}

/// What became of a number, and why.
pub(super) fn account(report: &Report, number: &attache_check::Number) -> (String, String) {
    use attache_check::{Account, Unchecked, Verdict};
    match number.account {
        Account::Exempt(why) => ("no statement".to_owned(), why.name().to_owned()),
        Account::Statement(at) => match report.statements.get(at) {
            Some(statement) => (statement.verdict.to_string(), statement.because.clone()),
            None => (Verdict::NotCheckable(Unchecked::NotUnderstood).to_string(), String::new()),
        },
    }
}
