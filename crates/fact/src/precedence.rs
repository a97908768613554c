//! Whose figure a fact takes where several publishers have one.

use attache_model::Code;

/// Sources that stand on one step, and why they stand there.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub sources: &'static [&'static str],
    pub why: &'static str,
}

/// Sources in the order in which a fact takes their figures of one series and
/// period, the first before the others; what the others say is the fact's
/// dissent, where it differs by more than rounding. No fact mixes them. A source
/// that is not named comes after all: a data package or a service that a user
/// added says what its maker took from somewhere.
pub const PRECEDENCE: &[Step] = &[
    Step {
        sources: &["census", "census-hs", "bea-direct-investment"],
        why: "the statistical office whose figures they are, which others republish later and rounded",
    },
    Step { sources: &["comtrade"], why: "what each country's office reported to the United Nations, in one concept" },
    Step {
        sources: &["imf-imts", "imf-dip"],
        why: "what countries reported to the Fund, which fills gaps with its own estimates",
    },
    Step {
        sources: &["eurostat-comext"],
        why: "official for the members of the European Union, but by the Union's concept of trade, which counts \
              goods in transit, so that it does not compare with what others report",
    },
    Step {
        sources: &["worldbank", "factbook", "foreignassistance"],
        why: "compilers, between whom the latest publication counts",
    },
];

/// The place of a source in the order, 0 the first.
pub(crate) fn place(source: Code) -> usize {
    PRECEDENCE.iter().position(|step| step.sources.contains(&source.as_str())).unwrap_or(PRECEDENCE.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_before_collectors_before_packages() {
        let places = ["census", "comtrade", "imf-imts", "eurostat-comext", "worldbank", "penppml"];
        let places = places.map(|source| place(Code::new(source)));
        assert!(places.is_sorted_by(|a, b| a < b), "{places:?}");
    }

    #[test]
    fn every_step_has_its_reason() {
        assert!(PRECEDENCE.iter().all(|step| !step.sources.is_empty() && !step.why.is_empty()));
        let all: Vec<_> = PRECEDENCE.iter().flat_map(|step| step.sources).collect();
        assert!(all.iter().enumerate().all(|(at, source)| !all[..at].contains(source)), "{all:?}");
    }
}
