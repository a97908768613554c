//! What a text and its folder's settings say of findings: how much each rule
//! weighs, and what a comment beside a block allows.
//!
//! `attache: allow(wrong-value, stale-figure) the embassy's own count` allows what
//! these rules find in its block, for a reason. A comment without a reason allows
//! nothing, and one that allows nothing is itself found.

use std::{collections::BTreeMap, ops::Range};

use attache_document::prose::{Block, Prose};

use crate::{
    report::{Finding, Report},
    rule::{Rule, Severity},
};

/// How much rules weigh, where that is not what they say of themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Severities(BTreeMap<Rule, Severity>);

impl Severities {
    pub fn of(&self, rule: Rule) -> Severity {
        self.0.get(&rule).copied().unwrap_or_else(|| rule.severity())
    }

    pub fn set(&mut self, rule: Rule, severity: Severity) {
        self.0.insert(rule, severity);
    }
}

impl Report {
    /// The report with every finding weighed, and those that comments allow among
    /// the [suppressed](Report::suppressed).
    #[must_use]
    pub fn weighed(mut self, prose: &Prose, severities: &Severities) -> Self {
        for finding in &mut self.findings {
            // What a rule does not say of itself it may say of a single case.
            if severities.0.contains_key(&finding.rule) {
                finding.severity = severities.of(finding.rule);
            }
        }
        let mut comments = Comment::all(prose);
        self.allow(&mut comments, prose);
        let faults: Vec<Finding> = comments.iter().flat_map(|comment| comment.faults(severities)).collect();
        self.findings.extend(faults);
        // A comment may allow that another one is unused.
        self.allow(&mut comments, prose);
        let idle = |comment: &Comment<'_>| comment.idle(severities);
        self.findings.extend(comments.iter().filter_map(idle));
        self.findings.sort_by_key(|finding| (finding.place.start, finding.place.end, finding.rule));
        self
    }

    fn allow(&mut self, comments: &mut [Comment<'_>], prose: &Prose) {
        let findings = std::mem::take(&mut self.findings);
        for finding in findings {
            let reason = comments.iter_mut().find_map(|comment| comment.reason_for(&finding, prose));
            match reason {
                Some(reason) => self.suppressed.push((finding, reason)),
                None => self.findings.push(finding),
            }
        }
    }
}

/// A comment that allows something in a block.
struct Comment<'p> {
    block: &'p Block,
    place: Range<usize>,
    reason: &'p str,
    /// With whether anything was found by it.
    rules: Vec<(Rule, bool)>,
    /// What is wrong with it, and what to do.
    faults: Vec<(String, String)>,
}

/// How it is written.
const FORM: &str = "write it as `attache: allow(wrong-value) the reason`";

impl<'p> Comment<'p> {
    fn all(prose: &'p Prose) -> Vec<Self> {
        let mut all = Vec::new();
        let mut from = 0;
        for (at, block) in prose.blocks.iter().enumerate() {
            let own = block.place(0..block.text.len());
            let next = prose.blocks.get(at + 1).map_or(prose.source.len(), |next| next.place(0..0).start);
            for text in &block.comments {
                let place = place(&prose.source, text, from, next);
                from = place.as_ref().map_or(from, |place| place.end);
                all.push(Self::read(block, text, place.unwrap_or_else(|| own.clone())));
            }
            from = from.max(own.end);
        }
        all
    }

    fn read(block: &'p Block, text: &'p str, place: Range<usize>) -> Self {
        let mut comment = Self { block, place, reason: "", rules: Vec::new(), faults: Vec::new() };
        let named = text.split_once("allow").map(|(_, rest)| rest.trim_start());
        let parts = named.and_then(|rest| rest.strip_prefix('(')?.split_once(')'));
        let Some((names, reason)) = parts else {
            comment.faults.push(("the comment does not say which rule it allows".to_owned(), FORM.to_owned()));
            return comment;
        };
        comment.reason = reason.trim().trim_start_matches([':', '-', '–', '—']).trim_start();
        for name in names.split(',').map(str::trim) {
            match Rule::find(name) {
                Ok(rule) if comment.rules.iter().any(|(known, _)| *known == rule) => {}
                Ok(rule) => comment.rules.push((rule, false)),
                Err(unknown) => comment.faults.push((unknown.to_string(), unknown.hint())),
            }
        }
        if comment.reason.is_empty() {
            let problem = "the comment gives no reason, and allows nothing".to_owned();
            comment.faults.push((problem, format!("{FORM}: readers want to know why")));
            comment.rules.clear();
        }
        comment
    }

    /// Why a finding is allowed, if it is.
    fn reason_for(&mut self, finding: &Finding, prose: &Prose) -> Option<String> {
        let (_, used) = self.rules.iter_mut().find(|(rule, _)| *rule == finding.rule)?;
        let is_here = match finding.rule {
            Rule::UnusedSuppression => finding.place != self.place && speaks_beside(self.block, &finding.place, prose),
            _ => is_within(self.block, finding.place.start),
        };
        if !is_here {
            return None;
        }
        *used = true;
        Some(self.reason.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn faults(&self, severities: &Severities) -> Vec<Finding> {
        let unused = self.rules.iter().filter(|(rule, used)| !used && *rule != Rule::UnusedSuppression);
        let unused = unused.map(|(rule, _)| {
            (format!("nothing here breaks {rule}; the comment suppresses nothing"), "delete it".to_owned())
        });
        self.faults.iter().cloned().chain(unused).map(|(problem, help)| self.found(problem, help, severities)).collect()
    }

    /// That it allows unused comments where there are none.
    fn idle(&self, severities: &Severities) -> Option<Finding> {
        let is_idle = self.rules.contains(&(Rule::UnusedSuppression, false));
        let problem = "no comment here is unused; this one suppresses nothing".to_owned();
        is_idle.then(|| self.found(problem, "delete it".to_owned(), severities))
    }

    fn found(&self, message: String, help: String, severities: &Severities) -> Finding {
        Finding {
            rule: Rule::UnusedSuppression,
            severity: severities.of(Rule::UnusedSuppression),
            place: self.place.clone(),
            message,
            label: String::new(),
            others: Vec::new(),
            notes: Vec::new(),
            help: Some(help),
            evidence: Vec::new(),
            fix: None,
            statement: None,
        }
    }
}

/// The bytes of a comment, which stands after what was read before and before the
/// next block.
fn place(source: &str, text: &str, from: usize, next: usize) -> Option<Range<usize>> {
    let start = from + source.get(from..next.max(from))?.find(text)?;
    Some(start..start + text.len())
}

fn is_within(block: &Block, at: usize) -> bool {
    block.pieces.iter().any(|piece| piece.source.contains(&at))
}

/// Whether a comment is one of the block's.
fn speaks_beside(block: &Block, comment: &Range<usize>, prose: &Prose) -> bool {
    prose.source.get(comment.clone()).is_some_and(|text| block.comments.iter().any(|own| own == text))
}

#[cfg(test)]
pub(crate) mod tests {
    use attache_document::prose::Format;
    use attache_model::Language;

    use super::*;
    use crate::report::{By, Context, Told};

    pub(crate) fn report(findings: &[(Rule, Range<usize>)]) -> Report {
        fn nothing<T>(it: T) -> Told<T> {
            Told { it, by: By::Nothing }
        }
        let finding = |(rule, place): &(Rule, Range<usize>)| Finding {
            rule: *rule,
            severity: rule.severity(),
            place: place.clone(),
            message: "m".into(),
            label: String::new(),
            others: Vec::new(),
            notes: Vec::new(),
            help: None,
            evidence: Vec::new(),
            fix: None,
            statement: None,
        };
        Report {
            context: Context {
                about: nothing(Vec::new()),
                author: nothing(None),
                dated: nothing(None),
                language: nothing(Language::English),
            },
            statements: Vec::new(),
            numbers: Vec::new(),
            findings: findings.iter().map(finding).collect(),
            suppressed: Vec::new(),
        }
    }

    /// What is found and suppressed in a text of which each `15` is a wrong value
    /// and each `over 9` a loose hedge.
    fn of(source: &str, severities: &Severities) -> (Vec<String>, Vec<String>) {
        let prose = Prose::read(source.as_bytes(), Format::Markdown).unwrap();
        let of_rule = |words: &'static str, rule| {
            source.match_indices(words).map(move |(at, words)| (rule, at..at + words.len()))
        };
        let mut findings: Vec<_> = of_rule("15", Rule::WrongValue).chain(of_rule("over 9", Rule::LooseHedge)).collect();
        findings.sort_by_key(|(_, place)| place.start);
        let found = report(&findings).weighed(&prose, severities);
        let named = |finding: &Finding| match finding.rule {
            Rule::UnusedSuppression => format!("{} @ {}", finding.message, &source[finding.place.clone()]),
            rule => format!("{} {rule}", finding.severity),
        };
        let suppressed = found.suppressed.iter().map(|(finding, reason)| format!("{}: {reason}", finding.rule));
        (found.findings.iter().map(named).collect(), suppressed.collect())
    }

    #[track_caller]
    fn check(source: &str, found: &[&str], suppressed: &[&str]) {
        let (told, allowed) = of(source, &Severities::default());
        assert_eq!(told, found, "{source}");
        assert_eq!(allowed, suppressed, "{source}");
    }

    #[test]
    fn a_comment_allows_what_is_found_in_its_block_alone() {
        check(
            "It has 15.\n\n<!-- attache: allow(wrong-value) the embassy's\nown count -->\nIt has 15, over 9.\n\nAnd 15.",
            &["error wrong-value", "note loose-hedge", "error wrong-value"],
            &["wrong-value: the embassy's own count"],
        );
        check("It has 15. <!-- attache: allow(wrong-value): ours -->", &[], &["wrong-value: ours"]);
        check(
            "<!-- attache: allow(wrong-value, loose-hedge) ours -->\n- It has 15, over 9, 15.\n- 15",
            &["error wrong-value"],
            &["wrong-value: ours", "loose-hedge: ours", "wrong-value: ours"],
        );
    }

    #[test]
    fn a_comment_without_a_reason_or_rule_allows_nothing() {
        check(
            "15 <!-- attache: allow(wrong-value) -->",
            &["error wrong-value", "the comment gives no reason, and allows nothing @ attache: allow(wrong-value)"],
            &[],
        );
        check(
            "15 <!-- attache: allow(worng-value) ours -->",
            &["error wrong-value", "there is no rule \"worng-value\" @ attache: allow(worng-value) ours"],
            &[],
        );
        for comment in ["attache: allow wrong-value", "attache: allow(wrong-value", "attache: allow"] {
            let found = format!("the comment does not say which rule it allows @ {comment}");
            check(&format!("15 <!-- {comment} -->"), &["error wrong-value", &found], &[]);
        }
    }

    #[test]
    fn a_comment_that_allows_nothing_is_found_unless_that_is_allowed() {
        check(
            "One. <!-- attache: allow(wrong-value) ours -->",
            &["nothing here breaks wrong-value; the comment suppresses nothing @ attache: allow(wrong-value) ours"],
            &[],
        );
        check(
            "One. <!-- attache: allow(wrong-value) a --> <!-- attache: allow(unused-suppression) b -->",
            &[],
            &["unused-suppression: b"],
        );
        check(
            "One. <!-- attache: allow(unused-suppression) b -->",
            &["no comment here is unused; this one suppresses nothing @ attache: allow(unused-suppression) b"],
            &[],
        );
    }

    #[test]
    fn two_comments_alike_have_two_places() {
        let source = "One. <!-- attache: allow(wrong-value) a -->\n\n<!-- attache: allow(wrong-value) a -->\nTwo.";
        let prose = Prose::read(source.as_bytes(), Format::Markdown).unwrap();
        let found = report(&[]).weighed(&prose, &Severities::default()).findings;
        let starts: Vec<usize> = found.iter().map(|finding| finding.place.start).collect();
        let expected: Vec<usize> = source.match_indices("attache").map(|(at, _)| at).collect();
        assert_eq!(starts, expected);
    }

    #[test]
    fn rules_weigh_what_the_settings_say() {
        let mut severities = Severities::default();
        severities.set(Rule::LooseHedge, Severity::Off);
        severities.set(Rule::WrongValue, Severity::Warning);
        let (told, _) = of("15, over 9", &severities);
        assert_eq!(told, ["warning wrong-value", "off loose-hedge"]);
    }
}
