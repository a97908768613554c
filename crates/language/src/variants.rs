//! One fact in all its wordings, and two facts in one sentence.

use std::collections::BTreeSet;

use attache_fact::{Fact, RoleName, Value};

use crate::{
    Sentence, Wordings,
    pattern::{Part, Pattern},
    write::Writer,
};

/// The forms that say the whole of a fact.
const WHOLE: [&str; 5] = ["sentence", "following", "item", "heading", "cell"];

/// The roles of the fact's periods that a sentence says.
fn periods(fact: &Fact, sentence: &Sentence) -> Vec<RoleName> {
    let is_period = |role: &RoleName| matches!(fact.role(role), Some(Value::Period(_)));
    sentence.roles.iter().map(|(role, _)| *role).filter(is_period).collect()
}

/// A sentence of two facts is of no other number.
const TOGETHER: usize = 2;

impl Wordings {
    /// The fact in every wording that fits it, with the form that the wording is
    /// of: `sentence`, `following` (a sentence that goes on about areas just
    /// named), `item`, `heading`, `cell`, and further sentences and items
    /// (`sentence-count`). The first of each form is the one that
    /// [`Wordings::write`] gives; what reads alike is here once, and what leaves
    /// out when, where the first says it, is not here.
    pub fn variants(&self, fact: &Fact) -> Vec<(&str, Sentence)> {
        let kind = self.kind_of(fact);
        let mut variants: Vec<(&str, Sentence)> = Vec::new();
        for form in self.whole_forms(kind) {
            let mut first: Option<Vec<RoleName>> = None;
            for pattern in self.patterns(kind, form).unwrap_or_default() {
                let written = Writer::new(self, kind, &fact.roles).write(std::slice::from_ref(pattern), form);
                let Ok(sentence) = written else { continue };
                let said = periods(fact, &sentence);
                if first.get_or_insert_with(|| said.clone()).iter().any(|role| !said.contains(role)) {
                    continue;
                }
                if !variants.iter().any(|(known, other)| *known == form && other.text == sentence.text) {
                    variants.push((form, sentence));
                }
            }
        }
        variants
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
        let is_words = matches!(pattern.parts.first(), Some(Part::Text(text)) if is_word(text));
        if let Some(first) = sentence.text.chars().next().filter(|c| is_words && c.is_ascii_uppercase()) {
            sentence.text.replace_range(..1, &first.to_ascii_lowercase().to_string());
        }
        Some(sentence)
    }
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
