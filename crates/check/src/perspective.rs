//! From whose side a paragraph tells of the trade of two countries: a flow of which no word says
//! whose it is, and that is right from the other side than the rest, is right by chance.

use attache_document::prose::Block;
use attache_fact::Fact;
use attache_model::Area;

use crate::{draft::Statement, judge::Ruling, report::Verdict, settle::Outcome};

/// A flow that is right.
struct Flow<'t> {
    place: usize,
    fact: &'t Fact,
    /// Whose exports or imports it is.
    side: Area,
    /// No word says so.
    is_untold: bool,
}

/// The places and facts of statements that are right from the other side than most of their paragraph, or
/// than as many: "Imports were $506 million", the United States', and "exports in 2020 $1.66
/// billion", the other's.
pub(crate) fn of_other_side(
    told: &[(&Statement, &Block, Ruling)],
    author: Option<Area>,
    names: impl Fn(usize, Area) -> bool,
) -> Vec<(usize, Fact)> {
    let mut places = Vec::new();
    let mut first = 0;
    for paragraph in told.chunk_by(|(_, a, _), (_, b, _)| std::ptr::eq(*a, *b)) {
        let flows: Vec<Flow<'_>> = paragraph
            .iter()
            .enumerate()
            .filter_map(|(at, (statement, _, ruling))| flow(first + at, statement, ruling))
            .collect();
        let count = |is_it: &dyn Fn(Area) -> bool| flows.iter().filter(|flow| is_it(flow.side)).count();
        // "Exports totaled", as one of the two has it: its own.
        let is_author_s = |flow: &&Flow<'_>| {
            let parties = &flow.fact.expression.args.area;
            let is_party = author.is_some_and(|author| parties.contains(&author) && author != flow.side);
            is_party && !names(flow.place, flow.side)
        };
        let is_of_other = |flow: &&Flow<'_>| {
            let others = count(&|side| side != flow.side);
            let is_most_s_other = others > 0 && others >= count(&|side| side == flow.side);
            flow.is_untold && (is_most_s_other || is_author_s(flow))
        };
        places.extend(flows.iter().filter(is_of_other).map(|flow| (flow.place, flow.fact.clone())));
        first += paragraph.len();
    }
    places
}

fn flow<'t>(place: usize, statement: &Statement, ruling: &'t Ruling) -> Option<Flow<'t>> {
    let (Verdict::Supported, Outcome::Right { fact, .. }) = (ruling.verdict, &ruling.outcome) else { return None };
    let owner = match fact.expression.kind.as_str() {
        "goods-exports" => "exporter",
        "goods-imports" => "importer",
        _ => return None,
    };
    let side = *fact.expression.args.area.first()?;
    let meant = statement.readings.get(ruling.reading)?;
    Some(Flow { place, fact, side, is_untold: meant.spans_of(owner).next().is_none() })
}
