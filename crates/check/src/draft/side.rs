//! From whose side a part of a text tells of trade.

use std::ops::Range;

use attache_fact::Said;
use attache_language::read::Understood;
use attache_model::Area;

use super::{Draft, Known, Meant, Statement, meant};
use crate::trigger::{List, Triggers};

impl Draft {
    /// Trade of which a text does not say whose it is, is that of the country whose the same part
    /// has told of before.
    pub(super) fn tell_from_one_side(&mut self, first: usize, text: &str, known: &Known) {
        for at in first..self.statements.len() {
            let Some(side) = self.side(first..at, text, known) else { continue };
            let (Some(statement), Some(other)) =
                (self.statements.get_mut(at), known.about.iter().find(|area| **area != side))
            else {
                continue;
            };
            let of_side = |meant: &Meant| {
                let [own, partner] = ends(meant)?;
                let mut understood: Understood = meant.understood.clone();
                understood.claim.roles.retain(|(role, _)| ![own, partner].contains(role));
                understood.claim.roles.extend([(own, Said::Area(side)), (partner, Said::Area(*other))]);
                Some(self::meant(understood, meant.standing, known))
            };
            let own = text.get(statement.span.clone()).unwrap_or_default();
            let names_flow = own.split(|c: char| !c.is_alphabetic()).any(|word| List::Flows.has(word));
            let is_balance = |meant: &&Meant| meant.understood.claim.kind == "goods-balance";
            match statement.readings.first().filter(is_balance) {
                Some(first) => {
                    statement.readings = of_side(first).map_or(statement.readings.split_off(0), |one| vec![one])
                }
                // "Exports were $3.6 billion"; of who bought and sold, words tell otherwise. Flows may
                // be with all countries as well.
                None if names_flow => {
                    for meant in &mut statement.readings {
                        if let Some(one) = of_side(meant) {
                            *meant = one;
                        }
                    }
                }
                None => {}
            }
        }
    }

    /// Whose trade statements tell of, where it is that of one of the document's two countries
    /// alone, and each says so: "U.S. exports", "U.S. trade with Trinidad and Tobago".
    fn side(&self, statements: Range<usize>, text: &str, known: &Known) -> Option<Area> {
        let [a, b] = *known.about.as_slice() else { return None };
        let mut sides = self.statements.get(statements)?.iter().filter_map(|statement| self.side_of(statement, text));
        let first = sides.next().filter(|side| [a, b].contains(side))?;
        sides.all(|side| side == first).then_some(first)
    }

    fn side_of(&self, statement: &Statement, text: &str) -> Option<Area> {
        let first = statement.readings.first()?;
        let own = match first.understood.claim.kind.as_str() {
            "goods-exports" => "exporter",
            "goods-imports" => "importer",
            "goods-trade" => "a",
            // "U.S. exports were $22 million", which may be all of its exports.
            "exports-goods-services" | "imports-goods-services" => "subject",
            _ => return None,
        };
        let span = first.spans_of(own).next()?;
        // "Trade between the United States and Bolivia" is of neither.
        let is_with = || {
            let other = first.spans_of("b").next().map_or(span.start, |other| other.start);
            let gap = text.get(span.end..other).unwrap_or_default();
            let with = &Triggers::of(self.context.language.it).words.with;
            gap.split_whitespace().next_back().is_some_and(|word| with.iter().any(|known| known == word))
        };
        match first.understood.claim.role(own) {
            Some(Said::Area(area)) if own != "a" || is_with() => Some(*area),
            _ => None,
        }
    }
}

/// The roles of whose trade a claim is and with whom, where words say neither.
fn ends(meant: &Meant) -> Option<[&'static str; 2]> {
    let ends = match meant.understood.claim.kind.as_str() {
        "goods-balance" => ["reporter", "partner"],
        "goods-exports" => ["exporter", "importer"],
        "goods-imports" => ["importer", "exporter"],
        _ => return None,
    };
    // A balance is said to be with somebody.
    let open: &[&str] = if ends[0] == "reporter" { &ends[..1] } else { &ends };
    open.iter().all(|role| meant.spans_of(role).next().is_none()).then_some(ends)
}
