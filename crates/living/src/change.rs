use std::{fmt, ops::Range};

use attache_check::{Replacement, bears_out, replacement, sign_of};
use attache_document::prose::Prose;
use attache_fact::{Expression, Fact, RoleName, Time, Value, find};
use attache_language::{Wordings, read::Mentioned};
use attache_model::{Decimal, Language, Panel};

use crate::{
    lock::Locked,
    reference::{Living, Reference, STATEMENT, entry, resolve},
    words::{self, Hanging},
};

/// What newer data say of a reference, and what that does to its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The reference, by its place among [`Living::references`].
    pub reference: usize,
    pub cause: Cause,
    /// The figure as it was locked and as it is now, in words; nothing where it is not
    /// known any more.
    pub was: Option<String>,
    pub is: Option<String>,
    /// What the words are to stand for, with the words as they then are; nothing where
    /// the figure was withdrawn.
    pub now: Option<Locked>,
    pub effect: Effect,
}

/// Why the figure of a reference is another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A figure of a later period has been published.
    NewPeriod,
    /// The figure of the same period has been revised.
    Revision,
    /// It is measured in another way: in another unit, at other prices.
    Method,
    /// Another publisher's figure has taken its place.
    Source,
    /// Its publisher no longer lists it.
    Withdrawal,
    /// Something has happened: another holds the office.
    Event,
    /// Nothing of it had been published before.
    Addition,
}

impl Cause {
    pub fn name(self) -> &'static str {
        match self {
            Self::NewPeriod => "new period",
            Self::Revision => "revision",
            Self::Method => "change of method",
            Self::Source => "change of source",
            Self::Withdrawal => "withdrawal",
            Self::Event => "event",
            Self::Addition => "addition",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a change of the figure does to the words that stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// They are as true of the new figure.
    Holds,
    /// They are these now.
    Words(String),
    /// Something beside the figure would be left false, or cannot be told: a hedge, a
    /// verb, a place in an order. `instead` are the words that would be right of the
    /// figure alone.
    Conflict { why: String, instead: Option<String> },
}

/// The roles that name somebody.
const PERSONS: [RoleName; 2] = ["person", "first_person"];

impl Change {
    /// The words that would be right of the new figure; nothing where those of the text
    /// are, or none can be told.
    pub fn words(&self) -> Option<&str> {
        match &self.effect {
            Effect::Words(words) | Effect::Conflict { instead: Some(words), .. } => Some(words),
            _ => None,
        }
    }
}

impl Living {
    /// What a panel says otherwise than the lock, in the order of the text. `panel` has
    /// what the references [need](Living::needs), the locked releases among it.
    pub fn changes(&self, prose: &Prose, panel: &Panel, wordings: &Wordings) -> Vec<Change> {
        let against = Against { living: self, prose, panel, wordings };
        let told = self.references.iter().enumerate();
        let mut changes: Vec<Change> = told.filter_map(|(at, reference)| against.change(at, reference)).collect();
        // What is said of one fact in one place is moved as a whole or not at all.
        let place = |change: &Change| {
            let reference = &self.references[change.reference];
            (reference.block, reference.locked.fact.clone())
        };
        let open: Vec<(usize, String)> =
            changes.iter().filter(|it| matches!(it.effect, Effect::Conflict { .. })).map(place).collect();
        for change in &mut changes {
            let is_open = matches!(change.effect, Effect::Conflict { .. });
            if !is_open && change.cause == Cause::Event && open.contains(&place(change)) {
                let instead = change.words().map(str::to_owned);
                let why = "what else is said of it is open".to_owned();
                change.effect = Effect::Conflict { why, instead };
            }
        }
        changes
    }
}

/// A document that is held against a panel.
#[derive(Clone, Copy)]
struct Against<'a> {
    living: &'a Living,
    prose: &'a Prose,
    panel: &'a Panel,
    wordings: &'a Wordings,
}

impl Against<'_> {
    fn change(&self, at: usize, reference: &Reference) -> Option<Change> {
        let Self { panel, wordings, .. } = *self;
        let locked = &reference.locked;
        let Reference { expression, role, text, .. } = reference;
        let Ok((fact, value, is_only)) = resolve(expression, role, text, panel, wordings) else {
            let why = "its publisher no longer lists it, and nobody else has it".to_owned();
            let effect = Effect::Conflict { why, instead: None };
            let was = former(locked, role, panel).and_then(|old| Some(in_words(role, old.role(role)?, wordings)));
            return Some(Change { reference: at, cause: Cause::Withdrawal, was, is: None, now: None, effect });
        };
        let time = |expression: &Expression| expression.args.time;
        let is_same = locked.of.parse().is_ok_and(|of| time(&of) == time(&fact.expression))
            && value.to_string() == locked.value
            && sign_of(&fact) == locked.sign.as_deref();
        if is_same {
            return None;
        }
        let old = former(locked, role, panel);
        let cause = cause(locked, old.as_ref(), &fact, &value, panel);
        let effect = match alone(reference, &fact, &value, wordings) {
            Effect::Words(words) if !is_only || other_title(old.as_ref(), &fact).is_some() => {
                let now = in_words(role, &value, wordings);
                let why = match other_title(old.as_ref(), &fact) {
                    Some(title) => format!("{now} is {title}, which the words around may not say"),
                    None => format!("there are several now, of which {now} is one"),
                };
                Effect::Conflict { why, instead: Some(words) }
            }
            Effect::Words(words) if PERSONS.contains(role) => match self.of_whom_it_was(reference) {
                Some(what) => {
                    let why =
                        format!("it is {} now, and {what} may be of whom it was", in_words(role, &value, wordings));
                    Effect::Conflict { why, instead: Some(words) }
                }
                None => Effect::Words(words),
            },
            Effect::Words(text) => self.beside(reference, (old.as_ref(), &fact), &text),
            other => other,
        };
        let was = old.and_then(|old| Some(in_words(role, old.role(role)?, wordings)));
        let is = Some(in_words(role, &value, wordings));
        let mut change = Change { reference: at, cause, was, is, now: None, effect };
        let words = change.words().unwrap_or(text);
        change.now = Some(entry((&locked.fact, role, words), &fact, &value, panel, wordings));
        Some(change)
    }

    /// What beside somebody's name would be said of another: a date or figure that is not
    /// bound, a pronoun, or, in languages whose words agree, the words around.
    fn of_whom_it_was(&self, reference: &Reference) -> Option<String> {
        let Self { living, prose, wordings, .. } = *self;
        if wordings.language() != Language::English {
            return Some("the words around".to_owned());
        }
        let unbound = living.unbound_beside(prose, wordings, reference, |what| {
            matches!(what, Mentioned::Figure(_) | Mentioned::Period(_))
        });
        let text = &prose.blocks.get(reference.block)?.text;
        let pronoun = words::of_a_person(text).map(|word| format!("{word:?}"));
        unbound.into_iter().next().map(|words| format!("{words:?}")).or(pronoun)
    }

    /// What becomes of the words where others in the sentence hang on the figure, as it
    /// was and as it is.
    fn beside(&self, reference: &Reference, (old, new): (Option<&Fact>, &Fact), words: &str) -> Effect {
        let Self { living, prose, panel, wordings } = *self;
        let Some(block) = prose.blocks.get(reference.block) else { return Effect::Words(words.to_owned()) };
        let sentences = wordings.sentences(&block.text);
        let sentence = sentences.into_iter().find(|it| it.contains(&reference.words.start));
        let sentence = sentence.unwrap_or(0..block.text.len());
        let bound = living.references.iter().filter(|it| it.block == reference.block);
        let but: Vec<Range<usize>> = bound
            .filter(|it| it.words.start >= sentence.start && it.words.end <= sentence.end)
            .map(|it| it.words.start - sentence.start..it.words.end - sentence.start)
            .collect();
        let text = block.text.get(sentence).unwrap_or_default();
        for (range, which) in words::hanging(text, &but, wordings.language()) {
            let word = text.get(range).unwrap_or_default();
            let way = |fact: &Fact| direction(fact, reference.role, panel);
            let is_false = match which {
                // A verb is of this figure where it was true of it.
                Hanging::Up | Hanging::Down => old.and_then(way) == Some(which) && way(new) != Some(which),
                Hanging::Other => true,
            };
            if is_false {
                let why = match which {
                    Hanging::Other => format!("whether {word:?} still holds is for its author to say"),
                    _ => format!("{word:?} no longer holds"),
                };
                return Effect::Conflict { why, instead: Some(words.to_owned()) };
            }
        }
        Effect::Words(words.to_owned())
    }
}

/// What becomes of the words by themselves.
fn alone(reference: &Reference, fact: &Fact, value: &Value, wordings: &Wordings) -> Effect {
    let Reference { role, text, locked, .. } = reference;
    if *role == STATEMENT {
        let why = format!("it is something else now: {value}");
        return Effect::Conflict { why, instead: None };
    }
    let said = words::said(text, value, wordings);
    let replaced = said.as_ref().and_then(|said| replacement(text, said, value, wordings));
    let written = |it: &Replacement| {
        let mut words = text.clone();
        words.replace_range(it.at.clone(), &it.text);
        words
    };
    let instead = replaced.as_ref().map(written).or_else(|| renamed(role, value, wordings));
    let conflict = |why: String| Effect::Conflict { why, instead: instead.clone() };
    let signs = (locked.sign.as_deref(), sign_of(fact));
    if signs.0 != signs.1 {
        let told = |sign: Option<&str>| sign.unwrap_or("nothing").to_owned();
        return conflict(format!("it was said of {}, and now it is {}", told(signs.0), told(signs.1)));
    }
    let is_below = |value: &str| value.starts_with('-');
    if matches!(value, Value::Quantity(_)) && is_below(&locked.value) != is_below(&value.to_string()) {
        return conflict("it has changed its sign".to_owned());
    }
    let Some(said) = said else { return conflict("its words cannot be told from the figure".to_owned()) };
    if bears_out(fact, role, &said) {
        return Effect::Holds;
    }
    match (value, replaced) {
        (Value::Rank(n), _) => conflict(format!("it is place {n} now, and the words around may hang on that")),
        (_, Some(it)) if it.holds => Effect::Words(written(&it)),
        (_, Some(_)) => conflict(format!("{text:?} no longer holds of {}", in_words(role, value, wordings))),
        // Which of a list a text names is its author's to say.
        (Value::Areas(_) | Value::Organizations(_) | Value::Texts(_), _) => {
            conflict(format!("the list is another one now: {}", in_words(role, value, wordings)))
        }
        (_, None) => match renamed(role, value, wordings) {
            Some(words) => Effect::Words(words),
            None => {
                conflict(format!("it is {} now, which {text:?} cannot be made to say", in_words(role, value, wordings)))
            }
        },
    }
}

/// What somebody or something is called now, where that is otherwise than it was.
fn other_title<'f>(old: Option<&Fact>, new: &'f Fact) -> Option<&'f str> {
    const TITLES: [RoleName; 4] = ["office", "title", "rank", "status"];
    let old = old?;
    TITLES.into_iter().find_map(|role| match (old.role(role), new.role(role)) {
        (Some(Value::Text(was)), Some(Value::Text(is))) if was != is => Some(is.as_str()),
        _ => None,
    })
}

/// Names and lists in the words of the language, in place of those of the text.
fn renamed(role: RoleName, value: &Value, wordings: &Wordings) -> Option<String> {
    let is_named = matches!(value, Value::Text(_) | Value::Texts(_) | Value::Areas(_) | Value::Organizations(_));
    is_named.then(|| in_words(role, value, wordings)).filter(|words| !words.is_empty())
}

/// A value as the language writes it.
pub(crate) fn in_words(role: RoleName, value: &Value, wordings: &Wordings) -> String {
    let is_person = matches!(value, Value::Text(_)) && PERSONS.contains(&role);
    wordings.value(value, if is_person { "name" } else { "" })
}

/// The fact that was locked, by the releases that it rests on.
fn former(locked: &Locked, role: RoleName, panel: &Panel) -> Option<Fact> {
    let (told, _) = locked.derive(panel).ok()?;
    told.into_iter().find(|fact| role == STATEMENT || fact.role(role).is_some())
}

fn cause(locked: &Locked, old: Option<&Fact>, new: &Fact, value: &Value, panel: &Panel) -> Cause {
    let source = new.derivation.inputs().first().map(|input| panel.release(input.release()).source.to_string());
    let unit = |text: &str| text.rsplit_once(' ').map(|(_, unit)| unit.to_owned());
    let is_quantity = matches!(value, Value::Quantity(_));
    let priced = |fact: &Fact| ["prices", "basis"].map(|role| fact.role(role).cloned());
    let time = |expression: &str| expression.parse::<Expression>().map(|it| it.args.time);
    match () {
        () if locked.releases.first().map(|it| it.source.clone()) != source => Cause::Source,
        () if is_quantity && unit(&locked.value) != unit(&value.to_string()) => Cause::Method,
        () if old.is_some_and(|old| priced(old) != priced(new)) => Cause::Method,
        () if new.period("time").is_none() => Cause::Event,
        () if time(&locked.of).ok() != Some(new.expression.args.time) => Cause::NewPeriod,
        () => Cause::Revision,
    }
}

/// Which way a figure went from the period before.
fn direction(fact: &Fact, role: RoleName, panel: &Panel) -> Option<Hanging> {
    const ALL: u16 = 500;
    let value = |fact: &Fact| fact.quantity(role).map(|quantity| quantity.value);
    let mut args = fact.expression.args.clone();
    args.time = Time::Last(ALL);
    let told = find(fact.expression.kind)?.derive(&args, panel).ok()?;
    let before = told.iter().rfind(|it| it.period("time") < fact.period("time"))?;
    let change: Decimal = value(fact)?.checked_sub(value(before)?)?;
    match () {
        () if change.is_zero() => None,
        () if change.is_sign_positive() => Some(Hanging::Up),
        () => Some(Hanging::Down),
    }
}
