//! Which way a yearly figure went, where words beside a right one say the other way: "inflation fell
//! to 5.8 percent in 2022", from 2.1 percent.

use std::ops::Range;

use attache_fact::{Fact, Fit, Quantity};
use attache_language::Wordings;
use attache_model::{Decimal, Period, unit};

use crate::{
    compose::told_of,
    course::courses,
    draft::{Sentence, Statement},
    judge::Ruling,
    report::Verdict,
    settle::{Clocks, Outcome},
    trigger::{List, Triggers, Words},
};

/// Words that are belied, in bytes of the block, with the figures of the year that is told and of
/// the year before.
pub(crate) struct Belied {
    pub(crate) place: Range<usize>,
    pub(crate) now: Fact,
    pub(crate) before: Fact,
}

/// Kinds whose figures are themselves by how much something grew.
const RATES: [&str; 3] = ["gdp-growth-rate", "inflation-rate", "population-growth-rate"];

/// A text may compare with a year so many before.
pub(crate) const YEARS: i16 = 3;

/// By no more of a figure other publishers' may go the other way.
const SLIGHT: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// The words beside a right figure by which it went the other way than it did, whichever of the
/// years before it is compared with.
pub(crate) fn belied(
    statement: &Statement,
    ruling: &Ruling,
    sentence: &Sentence,
    text: &str,
    clocks: &Clocks<'_>,
    wordings: &Wordings,
) -> Option<Belied> {
    // What was right when it was written went from what was published then.
    let (fact, panel) = match (ruling.verdict, &ruling.outcome) {
        (Verdict::Supported, Outcome::Right { fact, .. }) => (fact, clocks.now),
        (Verdict::Outdated, Outcome::Superseded { was, .. }) => (was, clocks.then.as_ref()?),
        _ => return None,
    };
    let kind = attache_fact::find(fact.expression.kind)?;
    // How goods trade changed is a fact of its own.
    if kind.id().starts_with("goods-") || kind.id() == "exchange-rate" {
        return None;
    }
    let figure = statement.figure()?;
    let (language, words) = (wordings.language(), Words::of(text, &sentence.span));
    let triggers = Triggers::of(language);
    if triggers.turns_signs(&words) {
        return None;
    }
    let time = fact.period("time").filter(|time| matches!(time, Period::Year(_) | Period::FiscalYear { .. }))?;
    let told = |back: i16| -> Option<Fact> {
        let args = fact.expression.args.clone().at(time.shifted(-back)?);
        kind.derive(&args, panel).ok()?.pop()
    };
    // Two figures of the text say themselves which way it went; "rose from 4.6 to 9.8 percent" they
    // do of years that came the other way round.
    let told_courses = courses(text, &sentence.span, &sentence.mentions, language);
    if let Some(course) = told_courses.iter().find(|course| course.from.1 == *figure && course.to.1 != *figure) {
        let is_end = |fact: &Fact| fact.quantity("value").is_some_and(|it| course.to.0.fit(it.value) == Fit::Within);
        let is_turned = !told(-1).is_some_and(|next| is_end(&next));
        let place = course.place.clone();
        return told(1).filter(|before| is_turned && is_end(before)).map(|before| Belied {
            place,
            now: fact.as_ref().clone(),
            before,
        });
    }
    let (place, way) = told_of(figure, text, &sentence.mentions, &words, triggers)?;
    if told_courses.iter().any(|course| course.place == place) {
        return None;
    }
    // "After the peak of 2011, by 2020 it had fallen to $32 million": since when, is told.
    let years = years(text.get(sentence.span.clone())?);
    // "Prices rose 8 percent" tells a rate, "inflation rose to 8 percent" which way it went.
    let is_rate = RATES.contains(&kind.id());
    let is_reached = words.before(figure.start).is_some_and(|word| List::Reaching.has(word));
    if years.len() > 1
        || is_rate && (!is_reached || text.get(place.clone()).is_some_and(|words| List::Growing.has(words)))
    {
        return None;
    }
    let now = fact.quantity("value")?;
    let before = told(1)?;
    let is_turned =
        |then: &Fact| then.quantity("value").and_then(|then| went(then, now)).is_some_and(|went| went != way);
    let is_so_since_any = (1..=YEARS).filter_map(told).any(|then| !is_turned(&then));
    let amount = before.quantity("value")?.value;
    let most = amount.abs().max(now.value.abs()).checked_mul(SLIGHT)?;
    let is_slight = amount.checked_sub(now.value)?.abs() <= most;
    (!is_so_since_any && !is_slight).then(|| Belied { place, now: fact.as_ref().clone(), before })
}

/// The years of the last and this century that a text names, each once where it is named again
/// right behind.
pub(crate) fn years(text: &str) -> Vec<i16> {
    let words = text.split(|c: char| !c.is_ascii_digit());
    let mut years: Vec<i16> =
        words.filter_map(|word| word.parse().ok()).filter(|year| (1900..2100).contains(year)).collect();
    years.dedup();
    years
}

/// Which way a figure went; `None` where a deficit became a surplus, or the two cannot be compared.
fn went(from: Quantity, to: Quantity) -> Option<&'static str> {
    let is_alike = from.unit == to.unit && from.unit != unit::RANK;
    let (a, b) = (from.value, to.value);
    (is_alike && a.is_sign_negative() == b.is_sign_negative()).then(|| if b.abs() > a.abs() { "rose" } else { "fell" })
}
