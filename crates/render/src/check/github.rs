//! Workflow commands of GitHub Actions, which become annotations of the lines.

use attache_check::{Finding, Severity};

use super::{CheckedFile, evidence, has_lines, place::Places};

/// A command a line for each finding; `note` is what GitHub calls `notice`.
///
/// GitHub takes columns only of what is on one line.
pub fn github(files: &[CheckedFile<'_>]) -> String {
    let mut out = String::new();
    for file in files {
        let places = Places::new(file.prose);
        for finding in file.findings() {
            command(&mut out, file, &places, finding);
        }
    }
    out
}

fn command(out: &mut String, file: &CheckedFile<'_>, places: &Places<'_>, finding: &Finding) {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Off => "notice",
    };
    let mut properties = vec![("file", file.path.replace('\\', "/"))];
    if has_lines(file.prose) {
        let (from, to) = places.span(&finding.place);
        properties.push(("line", from.line.to_string()));
        if from.line == to.line {
            properties.push(("col", from.column.to_string()));
        }
        properties.push(("endLine", to.line.to_string()));
        if from.line == to.line {
            properties.push(("endColumn", to.column.to_string()));
        }
    }
    properties.push(("title", format!("attache {}", finding.rule)));
    let properties: Vec<String> =
        properties.into_iter().map(|(name, value)| format!("{name}={}", property(&value))).collect();
    let mut lines = vec![finding.message.clone()];
    if !has_lines(file.prose) {
        lines[0] = format!("{}: {}", places.label(finding.place.start), lines[0]);
    }
    lines.extend(finding.notes.iter().cloned());
    lines.extend(finding.evidence.first().into_iter().flat_map(evidence::lines));
    lines.extend(finding.help.iter().map(|help| format!("help: {help}")));
    lines.extend(finding.fix.iter().map(|fix| format!("help: {}", evidence::fix(fix, &file.prose.source))));
    out.push_str(&format!("::{level} {}::{}\n", properties.join(","), message(&lines.join("\n"))));
}

fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{message, property};

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(message("4%, a: b\r\n%0A"), "4%25, a: b%0D%0A%250A");
        assert_eq!(property("C:/a,b 4%\n"), "C%3A/a%2Cb 4%25%0A");
    }
}
