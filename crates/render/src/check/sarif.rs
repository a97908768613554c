//! SARIF 2.1.0, for code scanning and editors.
//!
//! One run with all rules as the driver's; a result for each finding, those that
//! are suppressed too, with their suppression. An artifact has the account of
//! its numbers as its description. Places in formats that are no text are logical
//! locations, "paragraph 7", and their fixes are left out, since what they
//! replace are no characters of the file.

mod location;

use std::rc::Rc;

use attache_check::{Finding, Fingerprints, Fix, Report, Rule, Severity};

use self::location::{Located, artifact_location};
use super::{CheckedFile, context, evidence, json};
use crate::{
    json::{Writer, written},
    rules,
};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The files as one SARIF log.
pub fn sarif(files: &[CheckedFile<'_>]) -> String {
    written(|w| {
        w.text("$schema", SCHEMA);
        w.text("version", "2.1.0");
        w.array("runs", [files], |w, files| {
            w.object(|w| {
                tool(w);
                w.text("columnKind", "utf16CodeUnits");
                w.array("artifacts", files, artifact);
                w.member("results");
                w.list(files.iter().enumerate().flat_map(|(at, file)| results(at, file)), |w, result| result.write(w));
            });
        });
    })
}

fn message(w: &mut Writer<'_>, name: &'static str, text: &str) {
    w.member(name);
    w.object(|w| w.text("text", text));
}

fn tool(w: &mut Writer<'_>) {
    w.member("tool");
    w.object(|w| {
        w.member("driver");
        w.object(|w| {
            w.text("name", "attache");
            w.text("version", env!("CARGO_PKG_VERSION"));
            w.array("rules", Rule::ALL, rule);
        });
    });
}

fn rule(w: &mut Writer<'_>, rule: Rule) {
    let documentation = rule.documentation();
    w.object(|w| {
        w.text("id", rule.name());
        message(w, "shortDescription", documentation.what);
        message(w, "fullDescription", &format!("{} {}", documentation.what, documentation.why));
        w.member("help");
        w.object(|w| {
            w.text("text", &rules::one(rule));
            w.text("markdown", &rules::markdown_of(rule));
        });
        w.member("defaultConfiguration");
        w.object(|w| w.text("level", level(documentation.severity)));
    });
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Off => "none",
    }
}

fn artifact(w: &mut Writer<'_>, file: &CheckedFile<'_>) {
    w.object(|w| {
        artifact_location(w, "location", file.path, None);
        message(w, "description", &format!("{}. {}", context::context(&file.report.context), file.report.tally()));
    });
}

/// A finding that becomes a result.
struct ToTell<'a> {
    file: &'a CheckedFile<'a>,
    located: Rc<Located<'a>>,
    finding: &'a Finding,
    fingerprint: String,
    /// Why it is suppressed.
    suppressed: Option<&'a str>,
}

fn results<'a>(number: usize, file: &'a CheckedFile<'a>) -> impl Iterator<Item = ToTell<'a>> {
    let Report { statements, suppressed, .. } = file.report;
    let mut fingerprints = Fingerprints::new(file.path, statements);
    let located = Rc::new(Located::new(number, file));
    let told = file.findings().map(|finding| (finding, None));
    let kept_back = suppressed.iter().map(|(finding, reason)| (finding, Some(reason.as_str())));
    told.chain(kept_back).map(move |(finding, suppressed)| ToTell {
        file,
        located: located.clone(),
        finding,
        fingerprint: fingerprints.of(finding, &file.prose.source),
        suppressed,
    })
}

impl ToTell<'_> {
    fn write(&self, w: &mut Writer<'_>) {
        let Finding { rule, severity, place, label, others, .. } = self.finding;
        w.object(|w| {
            w.text("ruleId", rule.name());
            w.plain("ruleIndex", &Rule::ALL.iter().position(|known| known == rule).unwrap_or_default());
            w.text("level", level(*severity));
            message(w, "message", &self.words());
            w.member("locations");
            w.list([place], |w, place| self.located.location(w, place, None, label));
            if !others.is_empty() {
                w.member("relatedLocations");
                w.list(others.iter().enumerate(), |w, (at, (place, label))| {
                    self.located.location(w, place, Some(at + 1), label);
                });
            }
            w.member("partialFingerprints");
            w.object(|w| w.text("attacheStatement/v1", &self.fingerprint));
            if let Some(fix) = self.finding.fix.as_ref().filter(|_| self.located.has_lines()) {
                w.array("fixes", [fix], |w, fix| self.fix(w, fix));
            }
            w.member("suppressions");
            w.list(self.suppressed, |w, reason| self.suppression(w, reason));
            self.properties(w);
        });
    }

    /// The message, and under it what it rests on.
    fn words(&self) -> String {
        let Finding { message, notes, evidence, help, .. } = self.finding;
        let mut lines = vec![message.clone()];
        lines.extend(notes.iter().cloned());
        lines.extend(evidence.first().into_iter().flat_map(evidence::lines));
        lines.extend(help.clone());
        lines.join("\n")
    }

    fn fix(&self, w: &mut Writer<'_>, fix: &Fix) {
        w.object(|w| {
            message(w, "description", &evidence::fix(fix, &self.file.prose.source));
            w.array("artifactChanges", [fix], |w, fix| {
                w.object(|w| {
                    artifact_location(w, "artifactLocation", self.file.path, Some(self.located.number));
                    w.array("replacements", &fix.edits, |w, (place, text)| {
                        w.object(|w| {
                            self.located.region(w, "deletedRegion", place, None);
                            message(w, "insertedContent", text);
                        });
                    });
                });
            });
        });
    }

    fn suppression(&self, w: &mut Writer<'_>, reason: &str) {
        let block = self.located.places.block_at(self.finding.place.start);
        let comments = block.map(|at| self.file.prose.blocks[at].comments.as_slice()).unwrap_or_default();
        let in_source = comments.iter().any(|comment| comment.contains(self.finding.rule.name()));
        w.object(|w| {
            w.text("kind", if in_source { "inSource" } else { "external" });
            w.text("status", "accepted");
            w.text("justification", reason);
        });
    }

    fn properties(&self, w: &mut Writer<'_>) {
        w.member("properties");
        w.object(|w| {
            let statement = self.finding.statement.and_then(|at| self.file.report.statements.get(at));
            if let Some(statement) = statement {
                w.text("statement", &statement.text);
                w.text("verdict", json::verdict(statement.verdict));
            }
            if let Some(fix) = &self.finding.fix {
                w.plain("fixIsSafe", &fix.is_safe);
            }
            w.array("evidence", &self.finding.evidence, json::evidence);
        });
    }
}
