//! One fact in all its wordings, and two facts in one sentence.

use std::collections::BTreeSet;

use attache_fact::{Fact, Value};
use attache_model::ObsStatus;

use crate::{
    NoWording, Sentence, Wordings,
    pattern::{Part, Pattern},
    write::Writer,
};

/// A rounded estimate is not said to be one.
fn no_estimate_when_rounded(value: &mut Value, digits: u32) {
    if let Value::Quantity(quantity) = value
        && quantity.status == ObsStatus::Estimated
        && quantity.value.round_sf(digits) != Some(quantity.value)
    {
        quantity.status = ObsStatus::Normal;
    }
}

/// The forms that say the whole of a fact.
const WHOLE: [&str; 5] = ["sentence", "following", "item", "heading", "cell"];

/// A sentence of two facts is of no other number.
const TOGETHER: usize = 2;

impl Wordings {
    /// The fact in every wording that is true of it, with the form that the
    /// wording is of: `sentence`, `following` (a sentence that goes on about
    /// areas just named), `item`, `heading`, `cell`, and further sentences and
    /// items (`sentence-count`). The first of each form is the one that
    /// [`Wordings::write`] gives; what reads alike is here once.
    ///
    /// Patterns are tried in order, so that a later one may be meant only for
    /// what the earlier ones do not fit ("was balanced", after a surplus and a
    /// deficit; a figure without a period). Such a wording is left out: one that
    /// has not all the periods and conditions of those before it that fit.
    pub fn variants(&self, fact: &Fact) -> Vec<(&str, Sentence)> {
        let kind = self.kind_of(fact);
        let mut variants: Vec<(&str, Sentence)> = Vec::new();
        for form in self.whole_forms(kind) {
            let mut told: BTreeSet<Condition<'_>> = BTreeSet::new();
            for pattern in self.patterns(kind, form).unwrap_or_default() {
                let written = Writer::new(self, kind, &fact.roles).write(std::slice::from_ref(pattern), form);
                let Ok(sentence) = written else { continue };
                let roles = sentence.roles.iter().map(|(name, _)| (*name, None));
                let tells: BTreeSet<Condition<'_>> = conditions(pattern, fact).chain(roles).collect();
                if !told.is_subset(&tells) {
                    continue;
                }
                let periods = tells.iter().filter(|(role, _)| fact.period(role).is_some());
                told.extend(periods.copied().chain(conditions(pattern, fact)));
                if !variants.iter().any(|(known, other)| *known == form && other.text == sentence.text) {
                    variants.push((form, sentence));
                }
            }
        }
        variants
    }

    /// As [`Wordings::write`], with figures rounded to so many significant digits
    /// (2 to 9) and a hedge where that changes them: "nearly $1.2 billion". A
    /// rounded estimate is no further said to be one.
    ///
    /// # Errors
    /// As of [`Wordings::write`].
    pub fn write_rounded(&self, fact: &Fact, form: &str, digits: u32) -> Result<Sentence, NoWording> {
        let kind = self.kind_of(fact);
        let mut roles = fact.roles.clone();
        roles.iter_mut().for_each(|(_, value)| no_estimate_when_rounded(value, digits));
        Writer::new(self, kind, &roles).rounded(digits).write(self.patterns_of(kind, form)?, form)
    }

    /// As [`Wordings::value`], rounded as [`Wordings::write_rounded`] does it.
    pub fn value_rounded(&self, value: &Value, form: &str, digits: u32) -> String {
        let mut value = value.clone();
        no_estimate_when_rounded(&mut value, digits);
        self.value(&value, &format!("{form}|hedged{digits}"))
    }

    /// The kind's forms that say the whole of a fact, in order.
    fn whole_forms(&self, kind: &str) -> Vec<&str> {
        let further: BTreeSet<&str> = self
            .forms(kind)
            .filter(|form| form.split_once('-').is_some_and(|(first, _)| matches!(first, "sentence" | "item")))
            .collect();
        WHOLE.into_iter().chain(further).collect()
    }

    /// Two facts in one sentence: the first as a sentence, the second in its
    /// form `following`, as "Bolivia's population was 12.3 million in 2023, and
    /// its median age was 26.3 years in 2024." The ranges of roles are the
    /// first's, then the second's.
    ///
    /// `None` where the facts are not two, are not about the same country or
    /// pair, or have no wordings of these forms.
    pub fn together(&self, facts: &[&Fact]) -> Option<Sentence> {
        let [first, second] = <[&Fact; TOGETHER]>::try_from(facts).ok()?;
        let areas = |fact: &Fact| fact.expression.args.area.iter().copied().collect::<BTreeSet<_>>();
        if areas(first) != areas(second) {
            return None;
        }
        let opening = without_stop(self.write(first, "sentence").ok()?);
        let going_on = without_stop(self.going_on(second)?);
        let mut both = Sentence { text: String::new(), roles: Vec::new() };
        self.grammar.together.write(&mut both.text, |gap, out| {
            let part = if gap == 0 { &opening } else { &going_on };
            let start = out.len();
            out.push_str(&part.text);
            both.roles.extend(part.roles.iter().map(|(name, r)| (*name, r.start + start..r.end + start)));
        });
        if !both.text.ends_with('.') {
            both.text.push('.');
        }
        Some(both)
    }

    /// The form `following` as it stands within a sentence: with a small letter,
    /// unless it begins with a name.
    fn going_on(&self, fact: &Fact) -> Option<Sentence> {
        let kind = self.kind_of(fact);
        let patterns = self.patterns(kind, "following")?;
        let written = |pattern: &Pattern, form| {
            Writer::new(self, kind, &fact.roles).write(std::slice::from_ref(pattern), form).ok()
        };
        let pattern = patterns.iter().find(|pattern| written(pattern, "following").is_some())?;
        // No form of its own begins with a capital letter.
        let mut sentence = written(pattern, "")?;
        let is_words = matches!(pattern.all.first(), Some(Part::Text(text)) if is_word(text));
        if let Some(first) = sentence.text.chars().next().filter(|c| is_words && c.is_uppercase()) {
            let small: String = first.to_lowercase().collect();
            // The ranges stand where they are.
            if small.len() == first.len_utf8() {
                sentence.text.replace_range(..small.len(), &small);
            }
        }
        Some(sentence)
    }
}

/// That a role is filled, or the status that its quantity has.
type Condition<'p> = (&'p str, Option<&'p str>);

/// What the pattern makes a condition: other wordings tell it too, in words or
/// by naming the role, though a figure does not say its own status.
fn conditions<'p>(pattern: &'p Pattern, fact: &Fact) -> impl Iterator<Item = Condition<'p>> {
    pattern.parts().filter_map(|(part, _)| match part {
        Part::Guard(guard) if guard.holds => {
            let status = guard.value.as_deref().filter(|_| fact.quantity(guard.role).is_some());
            Some((guard.role, status))
        }
        _ => None,
    })
}

/// Whether a text begins with a word that is no abbreviation.
fn is_word(text: &str) -> bool {
    text.chars().nth(1).is_none_or(|second| !second.is_uppercase() && second != '.')
}

/// Without the full stop at its end, unless that belongs to an abbreviation.
fn without_stop(mut sentence: Sentence) -> Sentence {
    let end = sentence.text.len();
    let in_role = sentence.roles.iter().any(|(_, range)| range.end == end);
    if !in_role && sentence.text.ends_with('.') {
        sentence.text.pop();
    }
    sentence
}
