//! Which way something went from one figure to another, as a text tells it: "rose to
//! $64 million from $180 million" says so of itself that it fell.

use std::ops::Range;

use attache_fact::Printed;
use attache_language::read::{Mention, Mentioned};
use attache_model::{Decimal, Language, unit};

use crate::trigger::{List, Triggers, Words};

/// From what to what something went, and by which words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Course {
    /// Of the words, in bytes of the block.
    pub(crate) place: Range<usize>,
    pub(crate) rises: bool,
    pub(crate) from: (Printed, Range<usize>),
    pub(crate) to: (Printed, Range<usize>),
}

/// No more words than these stand between those for a direction and its figure.
const NEAR: usize = 5;

/// And no more than these between a figure and words that compare it.
const FEW: usize = 3;

/// Behind the figure by how much something changed.
const PERCENT: [&str; 4] = ["percent", "per cent", "por ciento", "pour cent"];

impl Course {
    /// Whether the figures go the other way than the words.
    pub(crate) fn is_off(&self) -> bool {
        let (from, to) = (self.from.0, self.to.0);
        let is_turned = if self.rises { to.value < from.value } else { to.value > from.value };
        is_turned && !from.interval().overlaps(&to.interval())
    }
}

/// The courses that a sentence tells, in the order of the text.
pub(crate) fn courses(text: &str, span: &Range<usize>, mentions: &[Mention], language: Language) -> Vec<Course> {
    let triggers = Triggers::of(language);
    let words = Words::of(text, span);
    let directions: Vec<(Range<usize>, bool)> =
        triggers.directions(&words).map(|(at, role)| (at, role == "rose")).collect();
    // A currency falls where more of it is paid, and a place where its number rises.
    let is_empty = directions.is_empty() && triggers.comparisons(&words).next().is_none();
    if is_empty || triggers.turns_signs(&words) {
        return Vec::new();
    }
    let figures: Vec<(Printed, &Range<usize>)> = mentions
        .iter()
        .filter_map(|mention| match &mention.what {
            Mentioned::Figure(printed) if !printed.value.is_sign_negative() => Some((*printed, &mention.span)),
            _ => None,
        })
        .collect();
    let teller = Teller { text, words: &words, triggers, directions: &directions };
    let mut courses: Vec<Course> = figures.iter().filter_map(|(printed, at)| teller.of_range(printed, at)).collect();
    let pairs = figures.windows(2).enumerate();
    courses.extend(pairs.filter_map(|(at, pair)| match pair {
        [(first, a), (second, b)] if measures_alike(first, second) => {
            let next = figures.get(at + 2).filter(|(next, _)| measures_alike(second, next)).map(|(_, next)| *next);
            // "Exports rose to $5 billion, so the deficit narrowed from $3 billion to $2 billion".
            let goes_on = next.is_some_and(|next| teller.goes_on(b, next));
            if goes_on { None } else { teller.of_two((first, a), (second, b)) }
        }
        _ => None,
    }));
    courses.sort_by_key(|course| course.place.start);
    courses
}

/// Whether two figures are of one unit that has more and less of it.
fn measures_alike(a: &Printed, b: &Printed) -> bool {
    let is_measure = |printed: &Printed| {
        printed.unit != unit::COUNT || printed.value >= Decimal::from(10_000) || !printed.value.fract().is_zero()
    };
    a.unit == b.unit && is_measure(a) && is_measure(b)
}

struct Teller<'t> {
    text: &'t str,
    words: &'t Words,
    triggers: &'t Triggers,
    /// Whether each rises.
    directions: &'t [(Range<usize>, bool)],
}

impl Teller<'_> {
    fn of_range(&self, printed: &Printed, at: &Range<usize>) -> Option<Course> {
        let to = printed.to?;
        let is_departing = self.is_behind_departure(at)
            || self.words.within(at).next().is_some_and(|first| self.triggers.departs(first));
        let (place, rises) = self.before(at.start).filter(|_| is_departing && printed.unit != unit::COUNT)?;
        let (least, most) = (Printed { to: None, ..*printed }, Printed { value: to, to: None, ..*printed });
        // A range has its lesser end first, whichever the text has.
        let (from, to) = if self.is_falling_range(at) { (most, least) } else { (least, most) };
        Some(Course { place, rises, from: (from, at.clone()), to: (to, at.clone()) })
    }

    /// Whether the first of two numbers is the greater: "867 à 550 millions".
    fn is_falling_range(&self, at: &Range<usize>) -> bool {
        let words = self.text.get(at.clone()).unwrap_or_default();
        let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        // Before three digits a mark parts thousands.
        let mut numbers = words.split(|c: char| !is_of_number(c)).filter_map(|word| {
            let word = word.trim_matches(['.', ',']);
            let mut parts = word.split(['.', ',']);
            let first = parts.next().unwrap_or_default().to_owned();
            let digits = parts.fold(first, |number, part| number + if part.len() == 3 { "" } else { "." } + part);
            digits.parse::<Decimal>().ok()
        });
        matches!((numbers.next(), numbers.next()), (Some(first), Some(second)) if first > second)
    }

    /// Whether something went from one figure to the next.
    fn goes_on(&self, from: &Range<usize>, to: &Range<usize>) -> bool {
        let between = self.text.get(from.end..to.start).unwrap_or_default();
        let is_near = self.words.between(from.end, to.start) <= NEAR && !between.contains([',', ';', ':', '.', '(']);
        self.is_behind_departure(from) && is_near && between.split_whitespace().any(|word| List::Reaching.has(word))
    }

    fn of_two(&self, (first, a): (&Printed, &Range<usize>), (second, b): (&Printed, &Range<usize>)) -> Option<Course> {
        let between = self.text.get(a.end..b.start)?;
        if between.contains([';', ':', '—', '–', '.', '(']) || self.words.between(a.end, b.start) > NEAR + 2 {
            return None;
        }
        let course = |(place, rises), from: (&Printed, &Range<usize>), to: (&Printed, &Range<usize>)| Course {
            place,
            rises,
            from: (*from.0, from.1.clone()),
            to: (*to.0, to.1.clone()),
        };
        // "Fell from 5 billion in 2019 to 4 billion".
        // "From $31 million, exports to $17 million from $12 million" is of two things.
        let is_another = between.rsplit_once(',').is_some_and(|(_, rest)| rest.split_whitespace().count() > 1);
        if self.is_behind_departure(a) && self.is_behind_reach(b) && is_another {
            return None;
        }
        if self.is_behind_departure(a) && self.is_behind_reach(b) {
            return self.before(a.start).map(|told| course(told, (first, a), (second, b)));
        }
        if let Some(told) = self.compared_before(a, b) {
            return Some(course(told, (second, b), (first, a)));
        }
        if !self.is_behind_departure(b) {
            return None;
        }
        // "4 billion, down from 5 billion", else "fell to 4 billion from 5 billion".
        let joins = between.split_whitespace().any(|word| List::Joining.has(word));
        let within = self.directions.iter().find(|(at, _)| {
            let is_between = a.end <= at.start && at.end <= b.start;
            is_between && self.words.between(a.end, at.start) <= FEW && self.words.between(at.end, b.start) <= 1
        });
        // "Rose to 19 million in 2020, from 39 million".
        let last = between.rsplit(',').next().unwrap_or_default();
        let is_alone = last.split_whitespace().count() <= 2;
        let is_reached = (!between.contains(',') || is_alone) && self.is_behind_reach(a);
        let told = within.cloned().or_else(|| self.before(a.start).filter(|_| is_reached)).filter(|_| !joins)?;
        Some(course(told, (second, b), (first, a)))
    }

    /// Words right before a figure that say of the one before that it is more or less: "a
    /// surplus of $2 billion, smaller than the $3.5 billion of 2021".
    fn compared_before(&self, a: &Range<usize>, b: &Range<usize>) -> Option<(Range<usize>, bool)> {
        let comparisons = self.triggers.comparisons(self.words);
        let mut beside = comparisons.filter(|(at, _)| {
            let gap = self.text.get(at.end..b.start).unwrap_or_default();
            let is_article = gap.split_whitespace().all(|word| List::Articles.has(word) || matches!(word, "$" | "US$"));
            a.end <= at.start && at.end <= b.start && self.words.between(a.end, at.start) <= FEW && is_article
        });
        beside.next()
    }

    /// The words for a direction nearest before a place, with no clause between.
    fn before(&self, start: usize) -> Option<(Range<usize>, bool)> {
        let last = self.directions.iter().filter(|(at, _)| at.end <= start).max_by_key(|(at, _)| at.end)?;
        let gap = self.text.get(last.0.end..start)?;
        let joins = gap.split_whitespace().any(|word| List::Joining.has(word));
        let is_near = self.words.between(last.0.end, start) <= NEAR;
        // "Rose 13 percent, from 389 million".
        let is_by_percent = gap.contains('%') || PERCENT.iter().any(|word| gap.contains(word));
        // "Halved since 2019, from $943 million".
        let departs = gap.split_whitespace().next_back().is_some_and(|word| self.triggers.departs(word));
        let most = usize::from(is_by_percent || departs);
        let is_parted =
            gap.contains([';', ':', '(', '—', '–']) || gap.matches(", ").count() > most || gap.ends_with(',');
        (is_near && !joins && !is_parted).then(|| last.clone())
    }

    fn is_behind_departure(&self, at: &Range<usize>) -> bool {
        self.is_behind(at, &|word| self.triggers.departs(word))
    }

    fn is_behind_reach(&self, at: &Range<usize>) -> bool {
        self.is_behind(at, &|word| List::Reaching.has(word))
    }

    /// Whether such a word stands before a place, or an article between.
    fn is_behind(&self, at: &Range<usize>, is_such: &dyn Fn(&str) -> bool) -> bool {
        let before = self.text.get(..at.start).unwrap_or_default();
        let mut last = before.rsplit(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let Some(word) = last.next() else { return false };
        is_such(word) || (List::Articles.has(word) && last.next().is_some_and(is_such))
    }
}

#[cfg(test)]
mod tests {
    use attache_language::Wordings;

    use super::*;

    fn told(language: Language, text: &str) -> Vec<(String, bool)> {
        let wordings = Wordings::built_in(language).unwrap();
        let mentions = wordings.mentions(text);
        let courses = courses(text, &(0..text.len()), &mentions, language);
        courses.into_iter().map(|course| (text[course.place.clone()].to_owned(), course.is_off())).collect()
    }

    #[track_caller]
    fn check(language: Language, text: &str, word: &str, is_off: bool) {
        assert_eq!(told(language, text), [(word.to_owned(), is_off)], "{text}");
    }

    #[test]
    fn figures_bear_words_out() {
        use Language::{English, French, Spanish};
        check(English, "Exports fell from $180.5 million in 2021 to $63.9 million in 2022.", "fell", false);
        check(English, "U.S. exports fell to $63.9 million from $180.5 million.", "fell", false);
        check(English, "Unemployment was 7.7% in 2019, down from 9.1% in 2018.", "down from", false);
        let text =
            "Trade shrank from $167.6 million to $135.9 million, and the deficit from $118 million to $86.5 million.";
        check(English, text, "shrank", false);
        check(Spanish, "El superávit subió de 324 a 809 millones de dólares.", "subió", false);
        check(
            Spanish,
            "Las ventas cayeron desde 5.000 millones de dólares a 4.000 millones de dólares.",
            "cayeron",
            false,
        );
        check(Spanish, "El excedente se amplió de 120 a 1.190 millones de dólares.", "se amplió", false);
        check(French, "Le déficit est tombé de 867 à 550 millions de dollars.", "tombé", false);
    }

    #[test]
    fn figures_belie_words() {
        use Language::{English, French, Spanish};
        check(English, "Exports rose from $180.5 million in 2021 to $63.9 million in 2022.", "rose", true);
        check(English, "U.S. exports rose to $63.9 million from $180.5 million.", "rose", true);
        check(English, "Exports rose 13.4 percent, from $389.2 million in 2021 to $337.1 million.", "rose", true);
        check(Spanish, "Las ventas subieron un 13,4 %, de 389,2 millones a 337,1 millones.", "subieron", true);
        check(English, "Unemployment was 7.7% in 2019, up from 9.1% in 2018.", "up from", true);
        check(Spanish, "El superávit bajó de 324 a 809 millones de dólares.", "bajó", true);
        check(French, "Le déficit est monté de 867 à 550 millions de dollars.", "monté", true);
    }

    #[test]
    fn what_tells_no_course_is_left() {
        for text in [
            "Exports rose, and imports were from $5 billion to $4 billion.",
            "The peso fell from 17.5 to 20.3 per dollar.",
            "It rose from 20th to 5th place.",
            "Sales of between $5 million and $4 million rose.",
            "Exports rose to $5 billion. From $6 billion of imports ...",
            "Exports of $4 billion rose by 5 percent, imports of 6 percent.",
            "Exports to it rose from $31 million, imports to $17 million.",
            "It bought goods for $3.41 billion, while its exports dropped from $389 million.",
        ] {
            assert_eq!(told(Language::English, text), [], "{text}");
        }
        // Rounded alike they may have gone either way.
        check(Language::English, "It rose to $4.1 billion from about $4 billion.", "rose", false);
        check(Language::English, "It fell to about $4 billion from $3.9 billion.", "fell", false);
    }
}
