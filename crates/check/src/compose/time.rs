//! Of when a figure is: by the periods of its sentence.

use std::ops::Range;

use attache_fact::{Relative, Said};
use attache_language::read::{Mention, Mentioned, Naming, Stance, Understood, When};
use attache_model::{Code, Language, Period, plain};

use super::Sentence;
use crate::{
    ask::Known,
    draft::year,
    trigger::{List, Triggers, Words},
};

impl Sentence<'_> {
    /// How the sentence stands to what is composed of it around some bytes: what it tells of the
    /// future in another part, it does not tell of these.
    pub(super) fn stance(&self, is_denied: bool, words: &Words, at: &Range<usize>) -> Stance {
        let is_of_part = |told: &Range<usize>| {
            let (from, to) = (told.end.min(at.end), told.start.max(at.start));
            let gap = self.text.get(from..to.max(from)).unwrap_or_default();
            // "Growth slowed to 1.3 percent, and 2.2 percent is expected".
            let goes_on =
                |(_, rest): (&str, &str)| rest.split_whitespace().next().is_some_and(|it| List::Joining.has(it));
            let is_parted = gap.contains(';') || told.start >= at.end && gap.rsplit_once(',').is_some_and(goes_on);
            !is_parted
        };
        match is_denied {
            _ if Triggers::of(self.wordings.language()).forecasts(words).any(|told| is_of_part(&told)) => {
                Stance::Wavering
            }
            true => Stance::Denied,
            false => Stance::Asserted,
        }
    }

    /// How many years the sentence names.
    pub(super) fn years(&self) -> usize {
        let mut years: Vec<Period> = self.mentions.iter().filter_map(year).collect();
        years.sort_unstable();
        years.dedup();
        years.len()
    }

    /// The period of a figure: the one that stands right behind it, else the nearest
    /// of its sentence that is not another figure's. A figure with which another one is
    /// compared is of a period that is compared with another: "from 943 million in 2019".
    pub(super) fn time(&self, figure: &Range<usize>, words: &Words) -> Option<(Period, &Range<usize>)> {
        self.time_of(figure, self.is_earlier(figure, words), words)
    }

    /// The same, of an earlier time than what is told of or not.
    pub(super) fn time_of(
        &self,
        figure: &Range<usize>,
        is_before: bool,
        words: &Words,
    ) -> Option<(Period, &Range<usize>)> {
        let triggers = Triggers::of(self.wordings.language());
        let is_previous = |span: &Range<usize>| triggers.is_previous(self.text.get(span.clone()).unwrap_or_default());
        // "Faster than in 2018 (6.95 percent)", "from 2013, for which a contraction of 4.8% is estimated".
        let heads = |span: &Range<usize>| {
            let gap = self.text.get(span.end..figure.start).unwrap_or_default().trim();
            let clause = gap.strip_prefix(',').map(str::trim_start).filter(|rest| !rest.contains([',', ';', '(']));
            let is_for_which =
                |clause: &str| List::ForWhich.words().iter().any(|word| clause.starts_with(word.as_str()));
            gap == "(" || clause.is_some_and(is_for_which)
        };
        let periods: Vec<(Period, &Range<usize>)> = self
            .mentions
            .iter()
            .filter_map(|mention| match mention.what {
                Mentioned::Period(When::At(period) | When::By(period)) => Some((period, &mention.span)),
                Mentioned::Period(When::Relative(relative)) if !is_previous(&mention.span) => {
                    Some((self.relative(relative)?, &mention.span))
                }
                Mentioned::Period(When::Since(period @ Period::Year(_))) if is_before => Some((period, &mention.span)),
                // "A turnaround from 2013, for which".
                Mentioned::Figure(_) if heads(&mention.span) => Some((self.bare_year(mention)?, &mention.span)),
                _ => None,
            })
            .collect();
        let is_compared = |span: &Range<usize>| is_compared(self.text, span) && !self.goes_on_with_when(span, figure);
        let is_own = |span: &Range<usize>| self.is_right_behind(figure, span) && !self.heads_another(span, figure);
        let own = periods.iter().find(|(_, span)| is_own(span));
        if let Some(head) = periods.iter().find(|(_, span)| heads(span)) {
            // "In 2021 (18.9 million in 2022)" has its own.
            return own.or(Some(head)).copied();
        }
        let fits = |(_, span): &&(Period, &Range<usize>)| {
            is_compared(span) == is_before
                && !self.is_aside(span, figure)
                && !self.is_of_compared(span, figure, words)
                && !self.is_of_start(span, figure, words)
                && !self.heads_another(span, figure)
                && !self.text.get(figure.end..span.start).is_some_and(|gap| gap.contains([';', ':']))
        };
        // "In 2002, the year after the conflict of 2001".
        let is_of_noun = |span: &Range<usize>| {
            let ahead = self.text.get(self.span.start..span.end).unwrap_or_default();
            ahead.split_whitespace().rev().nth(1).is_some_and(|word| List::Of.has(word))
        };
        let is_else = || periods.iter().filter(fits).any(|(_, span)| !is_of_noun(span));
        let is_weak = |span: &Range<usize>| is_of_noun(span) && span.end <= figure.start;
        let fits = |one: &&(Period, &Range<usize>)| fits(one) && !(is_weak(one.1) && is_else());
        let nearest = || periods.iter().filter(fits).min_by_key(|(_, span)| self.away(figure, span));
        own.filter(|(_, span)| is_before || !is_compared(span)).or_else(nearest).copied()
    }

    /// Whether a figure is of an earlier time than what is told of.
    fn is_earlier(&self, figure: &Range<usize>, words: &Words) -> bool {
        let triggers = Triggers::of(self.wordings.language());
        triggers.is_of_year_before(words, figure) || self.is_compared_figure(figure, words)
    }

    /// Whether a figure is one with which another is compared.
    pub(super) fn is_compared_figure(&self, figure: &Range<usize>, words: &Words) -> bool {
        is_compared_figure(self.text, self.mentions, figure, words, Triggers::of(self.wordings.language()))
    }

    /// "Last year" and "this year", by the document's day.
    fn relative(&self, relative: Relative) -> Option<Period> {
        let year = self.known.dated?.year();
        match relative {
            Relative::LastYear => Some(Period::Year(year - 1)),
            Relative::ThisYear => Some(Period::Year(year)),
            Relative::LastYears(_) | Relative::Now => None,
        }
    }

    /// "Less than in 2021, when 180 million was obligated": the year is the figure's.
    fn goes_on_with_when(&self, period: &Range<usize>, figure: &Range<usize>) -> bool {
        let between = self.text.get(period.end..figure.start).unwrap_or_default();
        let first = between.trim_start_matches([',', ' ']).split(char::is_whitespace).next();
        first.is_some_and(|word| List::When.has(word)) && !between.contains([';', '.'])
    }

    /// Whether a period has another figure in parentheses or behind a colon: "in 2017 (1.5
    /// billion)", "(2021: 2.9 billion)".
    fn heads_another(&self, period: &Range<usize>, figure: &Range<usize>) -> bool {
        self.others(figure)
            .any(|other| self.text.get(period.end..other.span.start).is_some_and(|gap| matches!(gap.trim(), "(" | ":")))
    }

    /// Whether a period is that of a figure with which this one is compared: "up from
    /// $370 million in 2019".
    fn is_of_compared(&self, period: &Range<usize>, figure: &Range<usize>, words: &Words) -> bool {
        let is_its = |other: &Mention| self.is_right_behind(&other.span, period);
        self.others(figure).any(|other| is_its(other) && self.is_earlier(&other.span, words))
    }

    /// Whether a period is that of the figure from which this one was reached: "from
    /// $9.9 billion in 2021 to $3.6 billion".
    fn is_of_start(&self, period: &Range<usize>, figure: &Range<usize>, words: &Words) -> bool {
        let is_end = words.before(figure.start).is_some_and(|word| List::Reaching.has(word));
        is_end && period.end <= figure.start && self.others(figure).any(|o| self.is_right_behind(&o.span, period))
    }

    /// Whether a period stands with another figure between parentheses, and this figure
    /// outside of them.
    fn is_aside(&self, period: &Range<usize>, figure: &Range<usize>) -> bool {
        let open = self.text.get(self.span.start..period.start).and_then(|text| text.rfind('('));
        let close = self.text.get(period.end..self.span.end).and_then(|text| text.find(')'));
        let (Some(open), Some(close)) = (open, close) else { return false };
        let aside = self.span.start + open..period.end + close;
        let is_within = |span: &Range<usize>| aside.start <= span.start && span.end <= aside.end;
        let measures = |mention: &&Mention| matches!(mention.what, Mentioned::Figure(_) | Mentioned::Rank(_));
        let is_closed = self.text.get(aside.start..period.start).is_some_and(|text| text.contains(')'));
        !is_closed
            && !is_within(figure)
            && self.mentions.iter().filter(measures).any(|mention| is_within(&mention.span))
    }

    /// Whether a period hangs on a figure before it.
    pub(super) fn is_right_behind(&self, figure: &Range<usize>, period: &Range<usize>) -> bool {
        is_right_behind(self.text, figure, period)
    }

    /// Bytes between a figure and a period; more, where another figure has the period
    /// or it stands in a part of its own.
    pub(super) fn away(&self, figure: &Range<usize>, period: &Range<usize>) -> usize {
        const ANOTHER: usize = 50;
        let is_owned = self.others(figure).any(|other| self.is_right_behind(&other.span, period));
        let is_behind = period.start >= figure.end;
        let (from, to) = if is_behind { (figure.end, period.start) } else { (period.end, figure.start) };
        let between = self.text.get(from..to.max(from)).unwrap_or_default();
        let joins = between.split_whitespace().any(|word| List::Joining.has(word));
        let parts = if is_behind { joins || between.contains(';') } else { joins && between.contains(',') };
        between.len() + ANOTHER * (usize::from(is_owned) + usize::from(parts))
    }

    /// What is known for a figure; one of the year before the one spoken of is of
    /// that alone.
    pub(super) fn known_of(&self, is_before: bool) -> Known {
        if !is_before {
            return self.known.clone();
        }
        let in_sentence = self.mentions.iter().rev().find_map(year);
        let period = in_sentence.or(self.known.periods.first().copied()).and_then(|period| period.shifted(-1));
        Known { is_of_period: true, periods: period.into_iter().collect(), ..self.known.clone() }
    }
}

/// Whether a period hangs on a figure before it, as "of 2020" in "$12 billion of 2020".
fn is_right_behind(text: &str, figure: &Range<usize>, period: &Range<usize>) -> bool {
    let between = text.get(figure.end..period.start);
    between.is_some_and(|text| text.split_whitespace().count() <= 1 && !text.contains([',', ';', '.', ':', '—']))
}

/// Whether a figure is one with which another is compared: right behind the words that say
/// so, or behind what became of it: "4 % after a rebound of 12.5 %".
fn is_compared_figure(
    text: &str,
    mentions: &[Mention],
    figure: &Range<usize>,
    words: &Words,
    triggers: &Triggers,
) -> bool {
    const FURTHEST: usize = 4;
    if triggers.is_compared_figure(words, figure) {
        return true;
    }
    let Some(place) = triggers.comparison_before(words, figure) else { return false };
    let between = text.get(place.end..figure.start).unwrap_or_default();
    let is_within = |span: &Range<usize>| place.end <= span.start && span.end <= figure.start;
    let measures = |mention: &&Mention| matches!(mention.what, Mentioned::Figure(_) | Mentioned::Period(_));
    let unit = |mention: &Mention| match &mention.what {
        Mentioned::Figure(printed) => Some(printed.unit),
        _ => None,
    };
    let own = mentions.iter().find(|mention| mention.span == *figure).and_then(unit);
    // "After Singapore with 15.1 percent": another country's, and not another year's.
    let is_country = |it: &&Mention| matches!(it.what, Mentioned::Area { how: Naming::Name, .. });
    let names_country = mentions.iter().filter(is_country).any(|mention| is_within(&mention.span));
    let is_like = |other: &Mention| own.is_some() && unit(other) == own && other.span.end <= place.start;
    words.between(place.end, figure.start) <= FURTHEST
        && !between.contains([',', ';', '(', ':'])
        && !mentions.iter().filter(measures).any(|mention| is_within(&mention.span))
        && !names_country
        && mentions.iter().any(is_like)
}

/// Whether a period is that of a figure with which another is compared: "smaller than the
/// $3.5 billion of 2021".
pub(crate) fn is_of_compared_figure(
    text: &str,
    sentence: &Range<usize>,
    mentions: &[Mention],
    period: &Range<usize>,
    language: Language,
) -> bool {
    let figures = mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Figure(_)));
    let mut owners = figures.filter(|mention| mention.span.end <= period.start);
    let Some(owner) = owners.rfind(|mention| is_right_behind(text, &mention.span, period)) else { return false };
    let words = Words::of(text, sentence);
    let triggers = Triggers::of(language);
    let is_it = |figure: &Range<usize>| {
        triggers.is_departed(&words, figure) || is_compared_figure(text, mentions, figure, &words, triggers)
    };
    // "Against $91 billion the year before and $32 billion in 2016".
    let goes_on = |before: &Mention| {
        const FURTHEST: usize = 5;
        let gap = text.get(before.span.end..owner.span.start).unwrap_or_default();
        let joins = gap.split_whitespace().next_back().is_some_and(|word| List::Joining.has(word));
        joins && !gap.contains([';', ':', '(']) && words.between(before.span.end, owner.span.start) <= FURTHEST
    };
    let mut before = mentions.iter().filter(|it| matches!(it.what, Mentioned::Figure(_)));
    let before = before.rfind(|it| sentence.start <= it.span.start && it.span.end <= owner.span.start);
    is_it(&owner.span) || before.is_some_and(|before| goes_on(before) && is_it(&before.span))
}

/// Whether a period is of a comparison in either way, and not when what is told of was.
pub(crate) fn is_of_comparison(
    text: &str,
    sentence: &Range<usize>,
    mentions: &[Mention],
    period: &Range<usize>,
    language: Language,
) -> bool {
    is_compared(text, period) || is_of_compared_figure(text, sentence, mentions, period, language)
}

/// Whether a period is what a figure is compared with: "than in 2021", "on 2021".
pub(crate) fn is_compared(text: &str, period: &Range<usize>) -> bool {
    let words = text.get(period.clone()).unwrap_or_default();
    let before = text.get(..period.start).unwrap_or_default().trim_end();
    let own = words.split_whitespace().next().filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_comparing = |word: &str| List::Comparing.has(word);
    let is_in = own.is_some_and(|own| List::Within.has(own)) && is_comparing(last);
    // "Nearly six times the level of 2012".
    let is_of_like = own.is_some_and(|own| List::Of.has(own)) && List::Likes.has(last);
    // "Four times what they had been in 2020".
    let is_what = || own.is_none_or(|own| List::Within.has(own)) && ends_in_measure(before);
    is_comparing(own.unwrap_or(last)) || is_in || is_of_like || is_what()
}

/// Whether a text ends in what something else was as much as, but for when: "what they had been".
fn ends_in_measure(text: &str) -> bool {
    const MOST: usize = 6;
    let clause = text.rsplit([',', ';', '.', '(']).next().unwrap_or_default();
    let words: Vec<String> = clause.split_whitespace().rev().take(MOST).map(plain).collect();
    let ending = format!(" {} ", words.into_iter().rev().collect::<Vec<_>>().join(" "));
    List::Measures.words().iter().any(|words| ending.contains(&format!(" {words} ")))
}

/// Makes an amount of aid over several years one from the first to the last of them.
pub(crate) fn over_years(understood: &mut Understood) {
    let (from, to) = match understood.claim.role("time") {
        Some(Said::Period(Period::Years { from, to })) if understood.claim.kind == "aid-year" => (*from, *to),
        _ => return,
    };
    let claim = &mut understood.claim;
    claim.kind = Code::from_static("aid-since");
    claim.roles.retain(|(role, _)| *role != "time");
    claim.roles.extend([("from", Said::Period(Period::Year(from))), ("to", Said::Period(Period::Year(to)))]);
    for (role, _) in understood.spans.iter_mut().filter(|(role, _)| *role == "time") {
        *role = "to";
    }
}
