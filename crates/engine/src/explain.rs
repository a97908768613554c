use attache_fact::{Absent, Derivation, Expression, Fact, Input};
use attache_model::{Language, Panel, Place, Release, SeriesKey};
use attache_source::excerpt;
use attache_store::TableKind;

use crate::{AsOf, Engine, Error, sheets::wordings};

/// The whole way of one fact: its sentence, how it follows, and every row of
/// every file that it rests on.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub fact: Fact,
    pub sentence: String,
    /// How it follows from what was published: "sum", or nothing where it was
    /// published as it stands.
    pub operation: Option<String>,
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
    pub excerpt: Option<excerpt::Excerpt>,
}

impl Engine {
    /// Explains the facts that an expression gives.
    pub fn explain(&self, expression: &str, language: Language, as_of: AsOf) -> Result<Vec<Explanation>, Error> {
        let expression: Expression = expression
            .strip_prefix("fact:")
            .unwrap_or(expression)
            .parse()
            .map_err(|e: attache_fact::ExpressionError| Error::request(e.problem.clone(), e.hint.clone()))?;
        let kind = attache_fact::find(expression.kind).ok_or_else(|| {
            Error::request(format!("there is no fact kind {:?}", expression.kind.as_str()), "`attache facts` lists the kinds")
        })?;
        let panel = self.store.panel(&as_of.query(kind.needs(&expression.args)))?;
        let facts = kind.derive(&expression.args, &panel).map_err(|absent| match absent {
            Absent::NoData { would_come_from } => Error::request(
                format!("{expression}: there are no data"),
                format!("sources that would have it: {}", would_come_from.join(", ")),
            ),
            Absent::NotApplicable => Error::request(format!("{expression}: does not arise"), ""),
            Absent::BadArgument { argument, problem } => {
                Error::request(format!("{expression}: {argument} {problem}"), kind.states())
            }
        })?;
        facts.into_iter().map(|fact| self.explained(fact, &panel, language)).collect()
    }

    fn explained(&self, fact: Fact, panel: &Panel, language: Language) -> Result<Explanation, Error> {
        let sentence = wordings(language)?.write(&fact, "sentence").map(|s| s.text).unwrap_or_default();
        let operation = match &fact.derivation {
            Derivation::Stated(_) | Derivation::StatedBy(_) => None,
            Derivation::Computed { operation, .. } => Some(operation.to_string()),
        };
        let evidence =
            fact.derivation.inputs().iter().map(|input| self.evidence(*input, panel)).collect::<Result<_, _>>()?;
        let dissent = fact.dissent.clone().into_iter();
        let dissent = dissent.map(|other| self.explained(other, panel, language)).collect::<Result<_, _>>()?;
        Ok(Explanation { fact, sentence, operation, evidence, dissent })
    }

    fn evidence(&self, input: Input, panel: &Panel) -> Result<Evidence, Error> {
        let release = panel.release(input.release()).clone();
        let (says, table, row) = match input {
            Input::Observation { key, time_period, row } => {
                let observation = panel.vintages(key).find(|o| o.row == row);
                let figure = observation.map(|o| {
                    let power = if o.unit_mult == 0 { String::new() } else { format!(" × 10^{}", o.unit_mult) };
                    format!("{}{power} {}", o.token, o.unit)
                });
                let says = format!("{}, {time_period}: {}", in_words(key), figure.unwrap_or_default());
                (says, TableKind::Observations, row)
            }
            Input::Event { kind, row } => {
                let event = panel.event(row);
                let quote = event.map(|e| e.quote.to_string()).unwrap_or_default();
                (format!("{kind}: {quote}"), TableKind::Events, row)
            }
            Input::Coverage { kind, .. } => {
                let statement = release.coverage.iter().find(|c| c.kind == kind).map(|c| c.statement.clone());
                let says = format!("declared coverage: {}", statement.unwrap_or_default());
                return Ok(Evidence { release, says, row: None, place: Place::default(), excerpt: None });
            }
        };
        let place = self.store.place(&release.id, table, row.row)?;
        let snapshot = self.store.snapshot(&release.snapshot.hash)?;
        let excerpt = excerpt::at(&release.snapshot.file, &snapshot, &place);
        Ok(Evidence { says, row: Some(row.row), place, excerpt, release })
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
