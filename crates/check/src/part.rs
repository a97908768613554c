//! Whether a figure is of a part of a year, of which publishers have figures of the whole.

use std::ops::Range;

use attache_language::read::{Mention, Mentioned, When};
use attache_model::{Language, Period};

use crate::{
    label,
    trigger::{Triggers, Words},
};

/// Between a figure and what says of which months it is no more words stand.
const FURTHEST: usize = 8;

/// Whether words tell that a figure of a sentence is of some months alone: "in the first half of
/// 2022 exports were $2.9 billion", "inflation stood at 11.4 percent in May".
pub(crate) fn is_of_part_of_year(
    text: &str,
    sentence: &Range<usize>,
    mentions: &[Mention],
    figure: &Range<usize>,
    language: Language,
) -> bool {
    let words = Words::of(text, sentence);
    let triggers = Triggers::of(language);
    if is_label_of_month(text, sentence, mentions, triggers) {
        return true;
    }
    let overlaps = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let is_period =
        |mention: &&Mention| matches!(&mention.what, Mentioned::Period(when) if !matches!(when, When::Relative(_)));
    triggers.parts_of_year(&words).any(|part| {
        // A month with its year, and a day, are periods of their own.
        let is_whole = mentions.iter().filter(is_period).any(|mention| overlaps(&mention.span, &part));
        // What heads a sentence is of all of it.
        let is_head = words.between(sentence.start, part.start) <= 2 && part.end <= figure.start;
        let gap = part.end.min(figure.end)..part.start.max(figure.start);
        let between = text.get(gap.clone()).unwrap_or_default();
        let is_between = |mention: &Mention| {
            let is_other = gap.start <= mention.span.start && mention.span.end <= gap.end;
            // "In the first half of 2022".
            let is_its_year =
                text.get(part.end..mention.span.start).is_some_and(|gap| gap.split_whitespace().count() <= 1);
            let parts = matches!(mention.what, Mentioned::Period(_) | Mentioned::Figure(_));
            is_other && !is_its_year && !is_head && parts
        };
        let furthest = if is_head { usize::MAX } else { FURTHEST };
        let parts: &[char] = if is_head { &[';', '(', '—'] } else { &[';', ':', '(', '—'] };
        !is_whole
            && !between.contains(parts)
            && words.between(gap.start, gap.end) <= furthest
            && !mentions.iter().any(is_between)
    })
}

/// Whether a label has a month without its year: "Inflation, December: 36.1 %".
fn is_label_of_month(text: &str, sentence: &Range<usize>, mentions: &[Mention], triggers: &Triggers) -> bool {
    const LONGEST: usize = 60;
    let Some(mark) = text.get(sentence.clone()).and_then(|text| text.find(label::MARK)).filter(|at| *at <= LONGEST)
    else {
        return false;
    };
    let label = sentence.start..sentence.start + mark;
    let is_dated = |mention: &Mention| {
        let period = match mention.what {
            Mentioned::Period(When::At(period) | When::Since(period) | When::By(period) | When::Until(period)) => {
                period
            }
            _ => return false,
        };
        matches!(period, Period::Month { .. } | Period::Day(_)) && mention.span.start < label.end
    };
    Words::of(text, &label).within(&label).any(|word| triggers.is_month(word)) && !mentions.iter().any(is_dated)
}
