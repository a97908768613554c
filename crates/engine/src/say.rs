use attache_fact::{Absent, Expression, ExpressionError, Fact};
use attache_language::{NoWording, Sentence};
use attache_model::{Language, Panel};

use crate::{AsOf, Engine, Error};

/// Which facts are to be put into words, and how.
#[derive(Clone, Debug)]
pub struct SayRequest {
    /// An expression, `goods-trade?area=US,BO`, or its words by themselves:
    /// `goods-trade US BO 2022 source=census`.
    pub words: Vec<String>,
    pub language: Language,
    pub form: SayForm,
    /// Rounds figures to so many significant digits, with a hedge where that
    /// changes them.
    pub precision: Option<u32>,
    pub as_of: AsOf,
}

/// In which of the wordings' forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SayForm {
    /// One, as `sentence`.
    One(String),
    /// All that say the whole of a fact, in every wording that fits.
    All,
}

/// What was asked for, in words.
#[derive(Clone, Debug)]
pub enum Said {
    Facts(Vec<SaidFact>),
    /// There is no such fact.
    Absent {
        why: String,
        /// The sources that would have it.
        would_come_from: Vec<String>,
    },
}

/// A fact in words.
#[derive(Clone, Debug)]
pub struct SaidFact {
    pub fact: Fact,
    /// Each with the form that it is of.
    pub wordings: Vec<(String, Sentence)>,
}

impl Engine {
    /// Puts facts into words.
    ///
    /// # Errors
    /// When the words are no expression, the kind refuses an argument, or the
    /// language has no such form for it. That there is no fact is an answer.
    pub fn say(&self, request: &SayRequest) -> Result<Said, Error> {
        let expression = Expression::of_words(&request.words).map_err(of_expression)?;
        let facts = match self.derived(&expression, request.as_of)? {
            (_, Ok(facts)) => facts,
            (_, Err(absent)) => return absence(&expression, absent),
        };
        let said = facts.into_iter().map(|fact| {
            let wordings = self.in_words(&fact, request)?;
            Ok(SaidFact { fact, wordings })
        });
        Ok(Said::Facts(said.collect::<Result<_, Error>>()?))
    }

    fn in_words(&self, fact: &Fact, request: &SayRequest) -> Result<Vec<(String, Sentence)>, Error> {
        let wordings = self.wordings(request.language);
        match &request.form {
            SayForm::All if request.precision.is_some() => {
                Err(Error::request("figures are rounded in one form", "name it with --form, or leave out --precision"))
            }
            SayForm::All => {
                Ok(wordings.variants(fact).into_iter().map(|(form, said)| (form.to_owned(), said)).collect())
            }
            SayForm::One(form) => {
                let written = match request.precision {
                    Some(digits) => wordings.write_rounded(fact, form, digits),
                    None => wordings.write(fact, form),
                };
                let sentence = written.map_err(|error| no_wording(fact, &error))?;
                Ok(vec![(form.clone(), sentence)])
            }
        }
    }

    /// What an expression's kind tells, with the panel that it tells it from.
    pub(crate) fn derived(
        &self,
        expression: &Expression,
        as_of: AsOf,
    ) -> Result<(Panel, Result<Vec<Fact>, Absent>), Error> {
        let kind = attache_fact::find(expression.kind).ok_or_else(|| {
            Error::request(
                format!("there is no fact kind {:?}", expression.kind.as_str()),
                "`attache facts` lists the kinds",
            )
        })?;
        let panel = self.store.panel(&as_of.query(kind.needs(&expression.args)))?;
        let facts = kind.derive(&expression.args, &panel);
        Ok((panel, facts))
    }
}

pub(crate) fn of_expression(error: ExpressionError) -> Error {
    Error::request(error.problem, error.hint)
}

/// An argument of no use is a mistake of who asks; the rest is an answer.
fn absence(expression: &Expression, absent: Absent) -> Result<Said, Error> {
    let (why, sources) = match absent {
        Absent::NoData { would_come_from } => (format!("{expression}: there are no data"), would_come_from),
        Absent::NotApplicable => (format!("{expression}: does not arise"), &[][..]),
        Absent::BadArgument { .. } => return Err(refused(expression, absent)),
    };
    Ok(Said::Absent { why, would_come_from: sources.iter().map(|id| (*id).to_owned()).collect() })
}

/// Why an expression gives nothing, where something is wanted.
pub(crate) fn refused(expression: &Expression, absent: Absent) -> Error {
    match absent {
        Absent::NoData { would_come_from } => Error::request(
            format!("{expression}: there are no data"),
            format!("sources that would have it: {}", would_come_from.join(", ")),
        ),
        Absent::NotApplicable => Error::request(format!("{expression}: does not arise"), ""),
        Absent::BadArgument { argument, problem } => {
            let states = attache_fact::find(expression.kind).map_or("", |kind| kind.states());
            Error::request(format!("{expression}: {argument} {problem}"), states)
        }
    }
}

fn no_wording(fact: &Fact, error: &NoWording) -> Error {
    let hint = "--form all shows the wordings that there are; a file of your own may add others";
    Error::request(format!("{}: {error}", fact.expression), hint)
}
