use std::{cell::RefCell, collections::HashMap};

use attache_document::{
    template::Presentation,
    written::{Note, Source},
};
use attache_fact::{Absent, Expression, Fact, Input, Value};
use attache_language::{NoWording, Sentence, Wordings};
use attache_model::{Decimal, Language, Period, Release, ReleaseIx};

use crate::{
    Facts,
    facts::Answer,
    supply::{Ask, Cited, Drawn, Lack, Point, Statement, Supply},
};

/// The form of an expression that states, as sentences, a user's own figures of
/// the series for which the user has wordings.
pub(crate) const OWN_SENTENCE: &str = "own-sentence";

/// Statements from the facts of a panel, in the words of a language.
pub struct FromFacts<'a> {
    facts: &'a Facts,
    wordings: &'a dyn Fn(Language) -> &'a Wordings,
    /// Facts that were stated, by the handles of their statements.
    stated: RefCell<Vec<(Answer, usize)>>,
    answers: RefCell<HashMap<Expression, Answer>>,
    /// Caveats that were told, by the numbers of notes.
    notes: RefCell<Vec<(String, Note)>>,
}

impl<'a> FromFacts<'a> {
    pub fn new(facts: &'a Facts, wordings: &'a dyn Fn(Language) -> &'a Wordings) -> Self {
        let (stated, answers, notes) = Default::default();
        Self { facts, wordings, stated, answers, notes }
    }

    /// The fact that a statement of this supply states.
    pub fn fact(&self, of: &Statement) -> Option<Fact> {
        let (answer, at) = self.stated.borrow().get(of.handle).cloned()?;
        answer.as_ref().as_ref().ok()?.get(at).cloned()
    }

    /// What the facts say to an expression, derived once.
    fn facts_of(&self, expression: &Expression) -> Result<Answer, Lack> {
        if let Some(answer) = self.answers.borrow().get(expression) {
            return Ok(Answer::clone(answer));
        }
        let answer = self.facts.of(expression).ok_or(Lack::UnknownKind)?;
        self.answers.borrow_mut().insert(expression.clone(), Answer::clone(&answer));
        Ok(answer)
    }

    fn lack(absent: &Absent) -> Lack {
        match absent {
            Absent::NoData { would_come_from } => {
                Lack::NoData { would_come_from: would_come_from.iter().map(|id| (*id).to_owned()).collect() }
            }
            Absent::NotApplicable => Lack::NotApplicable,
            Absent::BadArgument { argument, problem } => Lack::Refused {
                problem: format!("{argument} {problem}"),
                hint: "`attache facts` tells what each kind takes".to_owned(),
            },
        }
    }

    fn statement(&self, fact: &Fact, handle: usize, said: Said, wordings: &Wordings) -> Statement {
        // What has a year alone is told behind what has a day of it.
        let begins = ["date", "signed", "from"].into_iter().find_map(|role| fact.period(role)).and_then(Period::end);
        Statement {
            fact: fact.expression.clone(),
            text: said.text,
            value: said.value,
            figures: said.figures,
            time: fact.period("time"),
            begins,
            citations: self.cite(fact, wordings),
            dissent: Vec::new(),
            handle,
        }
    }

    /// A fact in a form, or a role of it by itself.
    fn say(&self, fact: &Fact, how: &Presentation, wordings: &Wordings) -> Result<Option<Said>, Lack> {
        let Some(role) = &how.role else { return whole(fact, &how.form, how.precision, wordings).map(Some) };
        Wordings::check_form(&how.form).map_err(|(unknown, known)| Lack::Refused {
            problem: format!("values have no form {unknown:?}"),
            hint: format!("the forms are {known}"),
        })?;
        let Some(value) = fact.role(role) else {
            return if is_role_of_kind(role, fact) { Ok(None) } else { Err(no_role(role, fact)) };
        };
        let text = match how.precision {
            Some(digits) => wordings.value_rounded(value, &how.form, digits),
            None => wordings.value(value, &how.form),
        };
        let figures = std::iter::once(0..text.len()).collect();
        Ok(Some(Said { text, value: value.to_string(), figures }))
    }

    /// Whether a dissent, as the language words it, says something that its fact
    /// does not: figures may differ by less than is written. A kind without
    /// words for dissents keeps them to itself.
    fn reads_otherwise(fact: &Fact, dissent: &Fact, wordings: &Wordings) -> Result<bool, Lack> {
        let sentence = match wordings.write(dissent, "dissent") {
            Err(NoWording::Form { .. }) => return Ok(false),
            sentence => sentence.map_err(no_wording)?,
        };
        let Ok(own) = wordings.write(fact, "dissent") else { return Ok(true) };
        let says = |sentence: &Sentence, name: &str| {
            let range = sentence.roles.iter().find(|(n, _)| *n == name).map(|(_, range)| range.clone())?;
            Some(sentence.text[range].to_owned())
        };
        let shared = sentence.roles.iter().filter(|(name, _)| fact.role(name).is_some());
        Ok(shared.into_iter().any(|(name, _)| says(&sentence, name) != says(&own, name)))
    }

    /// The citations of a fact: one for each release that it rests on.
    fn cite(&self, fact: &Fact, wordings: &Wordings) -> Vec<Cited> {
        let what = what(fact, wordings);
        let mut cited: Vec<Cited> = Vec::new();
        let mut before = None;
        for input in fact.derivation.inputs() {
            let release = input.release();
            if before == Some(release) {
                continue;
            }
            before = Some(release);
            let source = usize::from(release.0);
            if !cited.iter().any(|c| c.source == source) {
                cited.push(Cited { source, what: what.clone(), notes: Vec::new() });
            }
        }
        if !self.facts.caveats().is_empty() {
            for input in fact.derivation.inputs().iter().filter(|input| is_of(fact, **input)) {
                let source = usize::from(input.release().0);
                if let Some(cited) = cited.iter_mut().find(|c| c.source == source) {
                    self.warn(cited, *input, wordings.language());
                }
            }
        }
        cited
    }

    /// Adds to a citation the caveats on a figure that it stands for.
    fn warn(&self, cited: &mut Cited, input: Input, language: Language) {
        let Input::Observation { key, time_period, row } = input else { return };
        let source = self.facts.panel().release(row.release).source;
        for caveat in self.facts.caveats().on(&key, time_period, source) {
            let mut notes = self.notes.borrow_mut();
            let at = notes.iter().position(|(id, _)| *id == caveat.id).unwrap_or_else(|| {
                let note = Note { text: caveat.text(language).to_owned(), url: caveat.reference.clone() };
                notes.push((caveat.id.clone(), note));
                notes.len() - 1
            });
            if !cited.notes.contains(&at) {
                cited.notes.push(at);
            }
        }
    }
}

impl Supply for FromFacts<'_> {
    fn answer(&self, ask: &Ask<'_>) -> Result<Vec<Statement>, Lack> {
        let answer = self.facts_of(ask.expression)?;
        let facts = answer.as_ref().as_ref().map_err(Self::lack)?;
        let wordings = (self.wordings)(ask.language);
        let own = ask.presentation.form == OWN_SENTENCE;
        let how = if own {
            &Presentation { form: "sentence".to_owned(), ..ask.presentation.clone() }
        } else {
            ask.presentation
        };
        let mut statements = Vec::with_capacity(facts.len());
        for (at, fact) in facts.iter().enumerate() {
            if own && !wordings.has_own_words(fact) {
                continue;
            }
            let handle = self.stated.borrow().len();
            self.stated.borrow_mut().push((Answer::clone(&answer), at));
            let said = self.say(fact, how, wordings)?.unwrap_or_default();
            let mut statement = self.statement(fact, handle, said, wordings);
            if how.role.is_none() && how.form == "sentence" {
                for other in &fact.dissent {
                    if Self::reads_otherwise(fact, other, wordings)? {
                        let said = whole(other, "dissent", how.precision, wordings)?;
                        statement.dissent.push(self.statement(other, handle, said, wordings));
                    }
                }
            }
            statements.push(statement);
        }
        Ok(statements)
    }

    fn role(&self, of: &Statement, presentation: &Presentation, language: Language) -> Result<Option<Statement>, Lack> {
        let Some(fact) = self.fact(of) else { return Ok(None) };
        let wordings = (self.wordings)(language);
        let said = self.say(&fact, presentation, wordings)?;
        Ok(said.map(|said| self.statement(&fact, of.handle, said, wordings)))
    }

    fn chart(&self, expression: &Expression, roles: &[String], language: Language) -> Result<Option<Drawn>, Lack> {
        let answer = self.facts_of(expression)?;
        let facts = answer.as_ref().as_ref().map_err(Self::lack)?;
        draw(self, facts, roles, (self.wordings)(language))
    }

    fn source(&self, id: usize) -> Source {
        let ix = ReleaseIx(u16::try_from(id).unwrap_or_default());
        source(self.facts.panel().release(ix))
    }

    fn note(&self, id: usize) -> Note {
        self.notes.borrow()[id].1.clone()
    }

    fn is_at_hand(&self, source: &str) -> bool {
        self.facts.panel().releases().any(|r| r.source == *source)
    }
}

#[derive(Default)]
struct Said {
    text: String,
    value: String,
    figures: Vec<std::ops::Range<usize>>,
}

fn whole(fact: &Fact, form: &str, precision: Option<u32>, wordings: &Wordings) -> Result<Said, Lack> {
    let sentence = match precision {
        Some(digits) => wordings.write_rounded(fact, form, digits),
        None => wordings.write(fact, form),
    };
    let sentence = sentence.map_err(no_wording)?;
    let mut figures: Vec<_> = sentence
        .roles
        .iter()
        .filter(|(name, _)| !matches!(fact.role(name), Some(Value::Area(_)) | None))
        .map(|(_, range)| range.clone())
        .collect();
    figures.sort_by_key(|r| (r.start, r.end));
    // Two roles may be written as one: "from 5 to 9 May 1943".
    figures.dedup();
    figures.retain(|r| !r.is_empty());
    let value = fact.role("value").map(ToString::to_string).unwrap_or_default();
    Ok(Said { text: sentence.text, value, figures })
}

/// What in a source a fact is, as a citation says it: "Population, 2023".
pub fn what(fact: &Fact, wordings: &Wordings) -> String {
    let kind = match fact.expression.args.get("of") {
        Some(indicator) => indicator,
        None => fact.expression.kind,
    };
    let mut what = match fact.role("label") {
        Some(Value::Text(own)) => own.clone(),
        _ => wordings.label(&kind).unwrap_or(&kind).to_owned(),
    };
    let date = ["time", "date", "to"].into_iter().find_map(|role| fact.role(role));
    if let Some(date) = date {
        what = format!("{what}, {}", wordings.value(date, ""));
    }
    what
}

fn draw(supply: &FromFacts<'_>, facts: &[Fact], roles: &[String], wordings: &Wordings) -> Result<Option<Drawn>, Lack> {
    if let Some(unknown) = roles.iter().find(|role| !facts.iter().any(|f| f.role(role).is_some()))
        && let Some(fact) = facts.first().filter(|fact| !is_role_of_kind(unknown, fact))
    {
        return Err(no_role(unknown, fact));
    }
    let quantities = || roles.iter().flat_map(|role| facts.iter().filter_map(|f| f.quantity(role)));
    let greatest = quantities().map(|q| q.value.abs()).max();
    // One point is no course over time.
    let (Some(greatest), true) = (greatest, facts.len() > 1) else { return Ok(None) };
    let unit = quantities().next().map(|q| q.unit.as_str()).unwrap_or_default();
    let scale = ["", "thousand", "million", "billion"]
        .into_iter()
        .enumerate()
        .map(|(i, name)| (Decimal::from(1000_u64.pow(i as u32)), name))
        .take_while(|(scale, name)| name.is_empty() || greatest >= *scale * Decimal::TEN)
        .last();
    let (divisor, scale) = scale.unwrap_or((Decimal::ONE, ""));
    let in_unit = match scale {
        "thousand" => "thousands",
        "million" => "millions",
        "billion" => "billions",
        _ => "bare",
    };
    let word = |name: &str| wordings.word(name, &[]).map_err(no_wording);
    let unit = word(&format!("unit.{scale}{}{unit}", if scale.is_empty() { "" } else { "-" }))?;
    let mut series = Vec::new();
    for role in roles {
        let mut points = Vec::new();
        for fact in facts {
            let (Some(quantity), Some(time)) = (fact.quantity(role), fact.role("time")) else { continue };
            let value = (quantity.value / divisor).round_dp(3).normalize();
            points.push(Point {
                label: wordings.value(time, "short"),
                value,
                text: wordings.value(&Value::Quantity(quantity), in_unit),
                fact: fact.expression.clone(),
            });
        }
        let name = wordings.write(&facts[0], role).map(|s| s.text);
        let name = name.or_else(|_| word(&format!("role.{role}")))?;
        series.push((name, points));
    }
    let mut citations: Vec<Cited> = Vec::new();
    for citation in facts.iter().flat_map(|fact| supply.cite(fact, wordings)) {
        match citations.iter_mut().find(|c| c.source == citation.source) {
            Some(known) => {
                let further = citation.notes.into_iter().filter(|note| !known.notes.contains(note));
                known.notes.extend(further.collect::<Vec<_>>());
            }
            None => citations.push(citation),
        }
    }
    Ok(Some(Drawn { unit, series, citations }))
}

/// Whether facts of the kind may have the role, as the kind documents it.
fn is_role_of_kind(role: &str, fact: &Fact) -> bool {
    let states = attache_fact::find(fact.expression.kind).map_or("", |kind| kind.states());
    let roles = states.rsplit_once("Roles: ").map_or("", |(_, roles)| roles);
    roles.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).any(|word| word == role)
        || ["estimated", "provisional"].contains(&role)
}

fn no_role(role: &str, fact: &Fact) -> Lack {
    let roles: Vec<&str> = fact.roles.iter().map(|(name, _)| *name).collect();
    Lack::Refused {
        problem: format!("{} has no role {role:?}", fact.expression.kind.as_str()),
        hint: format!("its roles are {}", roles.join(", ")),
    }
}

fn no_wording(error: NoWording) -> Lack {
    Lack::Refused {
        problem: error.to_string(),
        hint: "`attache say KIND AREA --form all` shows the wordings that there are".to_owned(),
    }
}

/// Whether a figure is of what the fact is about. A rank rests on the figures
/// of all others too, and what is wrong with one of them is not said of it.
fn is_of(fact: &Fact, input: Input) -> bool {
    let Input::Observation { key, .. } = input else { return false };
    let about = &fact.expression.args.area;
    let counterpart = key.counterpart_area.is_none_or(|area| about.len() == 1 || about.contains(&area));
    about.contains(&key.ref_area) && counterpart
}

fn source(release: &Release) -> Source {
    Source {
        release: release.id.to_string(),
        publisher: release.publisher.clone(),
        title: release.title.clone(),
        edition: release.edition.clone(),
        published: release.published,
        published_is_given: release.published_is_given,
        retrieved: release.snapshot.retrieved,
        licence: release.licence.clone(),
        url: release.snapshot.url.clone(),
        homepage: release.homepage.clone(),
        citation: release.citation.clone(),
        hash: release.snapshot.hash.to_string(),
    }
}
