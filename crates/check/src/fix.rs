//! Which fixes of a report can be made together.

use std::ops::Range;

use crate::{
    report::{Fix, Report},
    rule::Severity,
};

/// The edits that fixes ask for, in order, none overlapping another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    pub edits: Vec<(Range<usize>, String)>,
    /// Of how many findings these are the fixes.
    pub fixes: usize,
    /// Fixes that are left out, since they overlap one that is made.
    pub overlapping: usize,
}

impl Report {
    /// The safe fixes of the findings that are told, or all of them. Of those that
    /// overlap the first in the text is made; a fix is made as a whole or not at all.
    pub fn edits(&self, with_unsafe: bool) -> Edits {
        let mut all = Edits::default();
        let told = self.findings.iter().filter(|finding| finding.severity != Severity::Off);
        let fixes = told.filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.is_safe || with_unsafe);
        for Fix { edits, .. } in fixes.filter(|fix| !fix.edits.is_empty()) {
            if edits.iter().any(|(place, _)| all.edits.iter().any(|(made, _)| overlap(made, place))) {
                all.overlapping += 1;
            } else {
                all.edits.extend(edits.iter().cloned());
                all.fixes += 1;
            }
        }
        all.edits.sort_by_key(|(place, _)| (place.start, place.end));
        all
    }
}

/// Two insertions at one place overlap too: which comes first cannot be told.
fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a == b || a.start < b.end && b.start < a.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{rule::Rule, suppress::tests::report};

    #[test]
    fn the_first_of_those_that_overlap_is_made_as_a_whole() {
        let fix = |edits: &[(usize, usize)], is_safe| {
            Some(Fix { edits: edits.iter().map(|(from, to)| (*from..*to, "x".to_owned())).collect(), is_safe })
        };
        let mut report = report(&vec![(Rule::WrongValue, 0..1); 5]);
        report.findings[0].fix = fix(&[(0, 4), (20, 22)], true);
        report.findings[1].fix = fix(&[(10, 12), (3, 5)], true);
        report.findings[2].fix = fix(&[(4, 6)], true);
        report.findings[3].fix = fix(&[(8, 8)], false);
        report.findings[4].fix = fix(&[(8, 8)], false);
        let places = |edits: &Edits| edits.edits.iter().map(|(place, _)| place.clone()).collect::<Vec<_>>();
        let safe = report.edits(false);
        assert_eq!((places(&safe), safe.fixes, safe.overlapping), (vec![0..4, 4..6, 20..22], 2, 1));
        let all = report.edits(true);
        assert_eq!((places(&all), all.fixes, all.overlapping), (vec![0..4, 4..6, 8..8, 20..22], 3, 2));
        report.findings[0].severity = Severity::Off;
        assert_eq!(places(&report.edits(false)), [3..5, 10..12]);
    }
}
