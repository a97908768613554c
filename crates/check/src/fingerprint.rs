use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::report::{Finding, Judged};

/// What makes a finding the same in the next run, wherever its line has moved.
///
/// A finding is its file, its rule, the words of its statement and those that are
/// marked, as the which of those that are alike.
pub struct Fingerprints<'a> {
    path: &'a str,
    statements: &'a [Judged],
    seen: HashMap<String, usize>,
}

impl<'a> Fingerprints<'a> {
    /// Of a file's findings, whose statements these are.
    pub fn new(path: &'a str, statements: &'a [Judged]) -> Self {
        Self { path, statements, seen: HashMap::new() }
    }

    /// That of the next finding. Those that are alike are counted in the order in
    /// which they are asked for.
    pub fn of(&mut self, finding: &Finding, source: &str) -> String {
        let statement = finding.statement.and_then(|at| self.statements.get(at)).map(|judged| judged.text.as_str());
        let marked = source.get(finding.place.clone()).unwrap_or_default();
        let mut hash = Sha256::new();
        for part in [self.path, finding.rule.name(), statement.unwrap_or_default(), marked] {
            let words: Vec<&str> = part.split_whitespace().collect();
            hash.update(words.join(" "));
            hash.update([0]);
        }
        let hash: String = hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let alike = self.seen.entry(hash.clone()).or_default();
        *alike += 1;
        format!("{hash}:{alike}")
    }
}
