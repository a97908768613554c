use std::collections::{BTreeMap, HashMap};

use attache_fact::{Derivation, Expression, Fact, Input};
use attache_language::Wordings;
use attache_model::{Caveat, Caveats, Hash, Language, Panel, Place, Release, ReleaseIx, SeriesKey};
use attache_source::excerpt::{Excerpt, Opened};
use attache_store::{Store, TableKind};

use crate::{
    AsOf, Engine, Error,
    say::{of_expression, refused},
};

/// A fact may rest on thousands of rows, as a list of all products does; so many
/// are looked up.
const SHOWN: usize = 20;

/// The whole way of one fact: its sentence, how it follows, and the rows of
/// files that it rests on.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub fact: Fact,
    pub sentence: String,
    /// How it follows from what was published: "sum", or nothing where it was
    /// published as it stands.
    pub operation: Option<String>,
    /// How many rows it rests on.
    pub rows: usize,
    /// The first of them, at most 20.
    pub evidence: Vec<Evidence>,
    /// What other sources or passages say, explained likewise.
    pub dissent: Vec<Explanation>,
}

/// One row that a fact rests on.
#[derive(Clone, Debug)]
pub struct Evidence {
    pub release: Release,
    /// The row, in words: whose, what, of when, and the figure as published.
    pub says: String,
    /// The row of the release's table.
    pub row: Option<u32>,
    /// Where in the snapshot.
    pub place: Place,
    /// The text that stands there, where it can be shown, and the part of it
    /// that was read.
    pub excerpt: Option<Excerpt>,
    /// Known defects of the series.
    pub caveats: Vec<Caveat>,
}

impl Engine {
    /// Explains the facts that an expression gives.
    pub fn explain(&self, expression: &str, language: Language, as_of: AsOf) -> Result<Vec<Explanation>, Error> {
        let expression: Expression =
            expression.strip_prefix("fact:").unwrap_or(expression).parse().map_err(of_expression)?;
        let (panel, facts) = self.derived(&expression, as_of)?;
        let facts = facts.map_err(|absent| refused(&expression, absent))?;
        let (store, caveats, wordings) = (&self.store, &*self.caveats, self.wordings(language));
        let mut looking = Looking { store, caveats, panel: &panel, wordings, opened: HashMap::new() };
        facts.into_iter().map(|fact| looking.explained(fact)).collect()
    }
}

/// Looks into the files of a store, each unpacked once.
struct Looking<'a> {
    store: &'a Store,
    caveats: &'a Caveats,
    panel: &'a Panel,
    wordings: &'a Wordings,
    opened: HashMap<Hash, Opened<'a>>,
}

impl Looking<'_> {
    fn explained(&mut self, fact: Fact) -> Result<Explanation, Error> {
        let sentence = self.wordings.write(&fact, "sentence").map(|s| s.text).unwrap_or_default();
        let operation = match &fact.derivation {
            Derivation::Stated(_) | Derivation::StatedBy(_) => None,
            Derivation::Computed { operation, .. } => Some(operation.to_string()),
        };
        let rows = fact.derivation.inputs().len();
        let shown = &fact.derivation.inputs()[..rows.min(SHOWN)];
        let places = self.places(shown)?;
        let evidence =
            shown.iter().zip(places).map(|(input, place)| self.evidence(*input, place)).collect::<Result<_, _>>()?;
        let dissent = fact.dissent.clone().into_iter();
        let dissent = dissent.map(|other| self.explained(other)).collect::<Result<_, _>>()?;
        Ok(Explanation { fact, sentence, operation, rows, evidence, dissent })
    }

    /// Where each input stands, read a table at a time.
    fn places(&self, inputs: &[Input]) -> Result<Vec<Place>, Error> {
        let mut rows: BTreeMap<(ReleaseIx, bool), Vec<(usize, u32)>> = BTreeMap::new();
        for (at, input) in inputs.iter().enumerate() {
            match input {
                Input::Observation { row, .. } => rows.entry((row.release, true)).or_default().push((at, row.row)),
                Input::Event { row, .. } => rows.entry((row.release, false)).or_default().push((at, row.row)),
                Input::Coverage { .. } => {}
            }
        }
        let mut places = vec![Place::default(); inputs.len()];
        for ((release, observations), rows) in rows {
            let kind = if observations { TableKind::Observations } else { TableKind::Events };
            let numbers: Vec<u32> = rows.iter().map(|(_, row)| *row).collect();
            let found = self.store.places(&self.panel.release(release).id, kind, &numbers)?;
            rows.into_iter().zip(found).for_each(|((at, _), place)| places[at] = place);
        }
        Ok(places)
    }

    fn evidence(&mut self, input: Input, place: Place) -> Result<Evidence, Error> {
        let release = self.panel.release(input.release()).clone();
        let mut caveats = Vec::new();
        let (says, row) = match input {
            Input::Observation { key, time_period, row } => {
                caveats.extend(self.caveats.on(&key, time_period, release.source).cloned());
                let observation = self.panel.vintages(key).find(|o| o.row == row);
                let figure = observation.map(|o| {
                    let power = if o.unit_mult == 0 { String::new() } else { format!(" × 10^{}", o.unit_mult) };
                    format!("{}{power} {}", o.token, o.unit)
                });
                (format!("{}, {time_period}: {}", in_words(key), figure.unwrap_or_default()), row)
            }
            Input::Event { kind, row } => {
                let event = self.panel.event(row);
                let quote = event.map(|e| e.quote.to_string()).unwrap_or_default();
                (format!("{kind}: {quote}"), row)
            }
            Input::Coverage { kind, .. } => {
                let statement = release.coverage.iter().find(|c| c.kind == kind).map(|c| c.statement.clone());
                let says = format!("declared coverage: {}", statement.unwrap_or_default());
                return Ok(Evidence { release, says, row: None, place, excerpt: None, caveats });
            }
        };
        if self.store.has_rows_only(&release.id)? {
            return Ok(Evidence { says, row: Some(row.row), place, excerpt: None, caveats, release });
        }
        let hash = release.snapshot.hash;
        if !self.opened.contains_key(&hash) {
            let contents = self.store.snapshot_contents(&hash)?;
            self.opened.insert(hash, Opened::of(&release.snapshot.file, Box::new(contents)));
        }
        let excerpt = self.opened.get(&hash).and_then(|snapshot| snapshot.at(&place));
        Ok(Evidence { says, row: Some(row.row), place, excerpt, caveats, release })
    }
}

fn in_words(key: SeriesKey) -> String {
    let mut words = format!("{} {}", key.ref_area.name(Language::English), key.indicator);
    if let Some(counterpart) = key.counterpart_area {
        words.push_str(&format!(" with {}", counterpart.name(Language::English)));
    }
    if let Some(breakdown) = key.breakdown {
        words.push_str(&format!(" ({breakdown})"));
    }
    words
}
