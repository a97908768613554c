//! Findings that are known and not told: a file that is written once for texts
//! which are older than their check, and shrinks as they are mended.

use std::{collections::BTreeSet, fmt};

use attache_document::prose::Prose;

use crate::{
    fingerprint::Fingerprints,
    report::Report,
    rule::{Rule, Severity},
};

/// Known findings, by what does not change when lines move.
///
/// It is a text of a line a finding, `PATH RULE FINGERPRINT`, in order; lines that
/// begin with `#` say nothing. A path has `/` between its parts, and what would
/// end a line or a path is escaped as in a URI.
///
/// ```
/// let text = "# ours\nbriefs/a%20b.md wrong-value 00ff:1\n";
/// let baseline = attache_check::Baseline::read(text)?;
/// assert!(baseline.to_string().ends_with("\nbriefs/a%20b.md wrong-value 00ff:1\n"));
/// # Ok::<(), attache_check::BaselineError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline(BTreeSet<(String, String, String)>);

/// A line of a baseline that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineError {
    pub line: usize,
}

impl fmt::Display for BaselineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} is not of the form PATH RULE FINGERPRINT", self.line)
    }
}

impl std::error::Error for BaselineError {}

impl Baseline {
    /// Reads what [`Baseline`]'s `to_string` writes.
    ///
    /// # Errors
    /// When a line has another form.
    pub fn read(text: &str) -> Result<Self, BaselineError> {
        let mut known = BTreeSet::new();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let parts: Vec<&str> = line.split(' ').collect();
            match parts.as_slice() {
                [path, rule, fingerprint] if fingerprint.contains(':') => {
                    known.insert(((*path).to_owned(), (*rule).to_owned(), (*fingerprint).to_owned()));
                }
                _ => return Err(BaselineError { line: at + 1 }),
            }
        }
        Ok(Self(known))
    }

    /// Takes up what is told of a file.
    pub fn add(&mut self, path: &str, prose: &Prose, report: &Report) {
        let mut fingerprints = Fingerprints::new(path, &report.statements);
        for finding in &report.findings {
            let fingerprint = fingerprints.of(finding, &prose.source);
            if finding.severity != Severity::Off {
                self.0.insert(entry(path, finding.rule, fingerprint));
            }
        }
    }

    /// Lets go what is known of a file, by whether it is one of these.
    pub fn retain(&mut self, mut keep: impl FnMut(&str) -> bool) {
        self.0.retain(|(path, ..)| keep(&unescaped(path)));
    }

    /// The report with what is known of the file among the suppressed, for this
    /// reason.
    #[must_use]
    pub fn apply(&self, path: &str, prose: &Prose, mut report: Report, reason: &str) -> Report {
        let mut fingerprints = Fingerprints::new(path, &report.statements);
        let is_known: Vec<bool> = report
            .findings
            .iter()
            .map(|finding| self.0.contains(&entry(path, finding.rule, fingerprints.of(finding, &prose.source))))
            .collect();
        for (finding, is_known) in std::mem::take(&mut report.findings).into_iter().zip(is_known) {
            if is_known {
                report.suppressed.push((finding, reason.to_owned()));
            } else {
                report.findings.push(finding);
            }
        }
        report
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Baseline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "# Findings that `attache check --baseline` does not tell; `--write-baseline` writes them anew.\n",
        )?;
        self.0.iter().try_for_each(|(path, rule, fingerprint)| writeln!(f, "{path} {rule} {fingerprint}"))
    }
}

fn entry(path: &str, rule: Rule, fingerprint: String) -> (String, String, String) {
    (escaped(path), rule.name().to_owned(), fingerprint)
}

/// A path without white space, control characters or a `#` at its start.
fn escaped(path: &str) -> String {
    let mut out = String::new();
    for (at, c) in path.chars().enumerate() {
        if c.is_whitespace() || c.is_control() || c == '%' || (c == '#' && at == 0) {
            let mut bytes = [0; 4];
            out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

fn unescaped(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('%') {
        bytes.extend_from_slice(before.as_bytes());
        let byte = after.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(b'%'));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use attache_document::prose::Format;

    use super::*;
    use crate::suppress::tests::report;

    fn read(source: &str) -> Prose {
        Prose::read(source.as_bytes(), Format::Text).unwrap()
    }

    #[test]
    fn what_is_known_stays_so_when_lines_move_and_what_is_new_is_told() {
        let before = read("15 and 15");
        let found = report(&[(Rule::WrongValue, 0..2), (Rule::WrongValue, 7..9)]);
        let mut baseline = Baseline::default();
        baseline.add("a b\n#.md", &before, &found);
        assert_eq!(baseline.len(), 2);
        let baseline = Baseline::read(&baseline.to_string()).unwrap();
        let after = read("New 16.\n\n15 and 15, 15");
        let places = [4..6, 9..11, 16..18, 20..22];
        let found = report(&places.map(|place| (Rule::WrongValue, place)));
        let found = baseline.apply("a b\n#.md", &after, found, "known");
        let told: Vec<_> = found.findings.iter().map(|finding| finding.place.start).collect();
        assert_eq!((told, found.suppressed.len()), (vec![4, 20], 2));
        let elsewhere = baseline.apply("b.md", &before, report(&[(Rule::WrongValue, 0..2)]), "known");
        assert!(elsewhere.suppressed.is_empty());
    }

    #[test]
    fn files_are_let_go_by_their_names() {
        let mut baseline = Baseline::default();
        for path in ["#1 50%.md", "b.md"] {
            baseline.add(path, &read("15"), &report(&[(Rule::WrongValue, 0..2)]));
        }
        baseline.retain(|path| path == "#1 50%.md");
        let text = baseline.to_string();
        assert!(text.lines().count() == 2 && text.contains("\n%231%2050%25.md wrong-value "), "{text}");
    }

    #[test]
    fn a_line_of_another_form_is_named() {
        assert_eq!(Baseline::read("# x\n\na.md wrong-value\n"), Err(BaselineError { line: 3 }));
        assert!(Baseline::read("\u{feff}# x\r\na.md wrong-value 0:1\r\n").is_ok_and(|found| found.len() == 1));
    }
}
