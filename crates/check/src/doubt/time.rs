//! Doubts about when something is: the text tells of another time than the figure on record.

use std::{collections::BTreeSet, ops::Range};

use attache_fact::{Fact, Fit, Printed, RoleName, Said, Time, Value};
use attache_language::read::{Mention, Mentioned, When};
use attache_model::{Decimal, Period, fold, unit};

use super::Doubted;
use crate::{
    ask::{self, as_kept},
    compose::is_compared,
    course,
    judge::Passage,
    misfit::{figure, has_digits},
    settle::Clocks,
    trigger::{List, Words},
};

impl Doubted<'_> {
    /// A figure without a period is of about the document's day.
    pub(super) fn is_of_long_ago(&self, clocks: &Clocks<'_>) -> bool {
        const YEARS: i16 = 4;
        let latest = || {
            let mut args = self.ruling.question.as_ref()?.args.clone();
            args.time = Time::Latest;
            let told = self.meant.kind?.derive(&args, clocks.now).ok()?;
            told.iter().filter_map(|fact| fact.period("time")?.year()).max()
        };
        self.claim().role("time").is_none()
            && self.fact.period("time").is_some()
            && clocks.year().zip(latest()).is_some_and(|(now, known)| now - known > YEARS)
    }

    /// "Between 2011 and 2013 it rose from $62 million to $121 million" gives no sum.
    pub(super) fn is_of_course(&self) -> bool {
        let Passage { block, sentence, mentions, language, .. } = self.passage;
        // "U.S. imports tripled": since when, is not said.
        let is_multiple = self.claim().kind == "goods-growth"
            && *self.roles != ["value"]
            && self.claim().role("before").is_none()
            && matches!(self.claim().role("growth"), Some(Said::Figure(printed)) if printed.value >= Decimal::ONE_HUNDRED);
        is_multiple
            || self.claim().kind == "aid-since" && !course::courses(block, sentence, mentions, *language).is_empty()
    }

    /// "In the five fiscal years ending with 2020 the United States obligated $311 million".
    pub(super) fn may_be_a_sum(&self) -> bool {
        let is_more = self.roles.iter().all(|role| match (self.claim().role(role), self.fact.role(role)) {
            (Some(Said::Figure(printed)), Some(Value::Quantity(known))) => printed.value > known.value,
            _ => false,
        });
        self.claim().kind == "aid-year" && is_more && self.triggers.counts_years(self.passage.text)
    }

    /// "Inflation was 3.9% in the twelve months to December 2023".
    pub(super) fn is_of_part_of_year(&self) -> bool {
        let is_part = match (self.claim().role("time"), self.fact.period("time")) {
            (Some(Said::Period(said)), Some(known)) => *said != known && known.contains(*said),
            _ => false,
        };
        is_part
            || (self.claim().kind == "inflation-rate" && self.triggers.tells_of_year_end(self.passage.text))
            || (matches!(self.fact.period("time"), Some(Period::Year(_))) && self.tells_of_some_months())
    }

    /// "On February 24, 2022, Estonian Independence Day".
    pub(super) fn may_be_a_holiday(&self) -> bool {
        const FEW: usize = 6;
        let is_of_date = self.claim().kind == "independence" && self.roles.contains(&"date");
        let date = self.meant.spans_of("date").next().filter(|_| is_of_date);
        let behind = date.and_then(|date| self.passage.block.get(date.end..self.passage.sentence.end.max(date.end)));
        let words: Vec<&str> = behind.unwrap_or_default().split_whitespace().take(FEW).collect();
        let words = fold(&words.join(" "));
        List::NationalDays.words().iter().any(|day| words.contains(day.as_str()))
    }

    /// "6 July 1964: independence; a republic from 6 July 1966".
    pub(super) fn has_date_on_record_beside(&self) -> bool {
        let dates = self.roles.iter().filter_map(|role| self.fact.period(role));
        let known: Vec<Period> = dates.filter(|date| !matches!(date, Period::Year(_))).collect();
        let own = self.passage.mentions.iter().filter(|mention| {
            self.passage.sentence.start <= mention.span.start && mention.span.end <= self.passage.sentence.end
        });
        // "King Mahendra came in 1960 and on a state visit in 1967".
        let is_its = |span: &Range<usize>| self.meant.spans_of("date").any(|date| date == span);
        let is_of_visit = self.claim().kind == "visit-latest";
        own.into_iter().any(|mention| match mention.what {
            Mentioned::Period(When::At(date) | When::Since(date)) => {
                let contains = is_of_visit && !is_its(&mention.span) && known.iter().any(|known| date.contains(*known));
                contains || known.contains(&date)
            }
            _ => false,
        })
    }

    /// "2008, the year before the agreement took effect": not the year of what it is counted from.
    pub(super) fn is_counted_from(&self) -> bool {
        let is_date = |role: &str| matches!(role, "date" | "signed" | "from" | "until" | "since");
        let mut dated = self.roles.iter().filter(|role| is_date(role)).flat_map(|role| self.meant.spans_of(role));
        dated.any(|span| {
            let end = self.statement.span.end.max(span.end);
            let gap = self.passage.block.get(span.end..end).unwrap_or_default().trim_start_matches([',', ' ']);
            let gap = gap.split(',').next().unwrap_or_default();
            self.triggers.counts_from(gap)
        })
    }

    /// "A surplus of $29 million, whereas in 2008", "$80.6 million, still less than half the 2010
    /// level", "than in 2021, and we imported $7.7 billion".
    pub(super) fn has_time_of_another(&self) -> bool {
        let roles = ["value", "share", "growth", "rank", "rose", "fell", "deficit", "surplus"];
        let Some(time) = self.meant.spans_of("time").next().or_else(|| self.named_time()) else { return false };
        let block = self.passage.block;
        let is_parted = |span: &Range<usize>| {
            let gap = block.get(span.end..time.start).unwrap_or_default();
            // "Obligations came to $181 million; in fiscal year 2013 they were".
            let is_of_next_clause = gap.contains([';', ':']) && self.meant.spans_of("time").next().is_none();
            // "For that fiscal year reached $28 million before falling to $5 million in 2011".
            let is_of_that_year = time.start >= span.end && self.triggers.is_of_that_year(self.passage.own);
            // "A deficit of $31 million contrasts with a surplus of $47 million in 2019".
            let is_of_contrast = self.meant.spans_of("time").next().is_none() && self.triggers.compares(gap);
            if is_of_next_clause || is_of_that_year || is_of_contrast || self.is_lent_by_next(span, time) {
                return true;
            }
            gap.rsplit_once([',', ';', '—', '–']).is_some_and(|(_, words)| {
                // "Our 79th market, and our 73rd supplier in 2021": the year is that of both.
                let is_listed = self.passage.mentions.iter().any(|it| {
                    let is_rank = matches!(it.what, Mentioned::Rank(_)) && self.claim().role("rank").is_some();
                    is_rank && time.start - words.len() <= it.span.start && it.span.end <= time.start
                });
                if is_listed {
                    return false;
                }
                words.split_whitespace().any(|word| List::Joining.has(word) || List::Comparing.has(word))
                    || self.triggers.compares(words)
            })
        };
        // "Less than in 2021, when $181.8 million was obligated".
        let is_before = |span: &Range<usize>| {
            let gap = block.get(time.end..span.start).unwrap_or_default();
            time.end <= span.start && !gap.split_whitespace().any(|word| List::When.has(word))
        };
        // "After deficits in 2015 and 2016, the United States recorded a surplus".
        let is_of_head = |span: &Range<usize>| {
            let ahead = block.get(self.passage.sentence.start..time.start).unwrap_or_default();
            let gap = block.get(time.end..span.start).unwrap_or_default();
            let first = ahead.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
            is_before(span) && gap.contains(',') && first.is_some_and(|word| List::Contrasting.has(word))
        };
        // "By 5 percent in 2016, after which it grew by 1.6 percent".
        let is_later = |span: &Range<usize>| {
            let gap = block.get(time.end..span.start).unwrap_or_default();
            is_before(span) && gap.split_whitespace().any(|word| List::Later.has(word.trim_matches(',')))
        };
        // "Fell back to $64 million from $180.5 million in 2021".
        let is_of_base = || {
            let figure = self.passage.mentions.iter().find(|mention| {
                let is_right_before = block.get(mention.span.end..time.start).is_some_and(|gap| gap.trim().is_empty());
                matches!(mention.what, Mentioned::Figure(_)) && is_right_before && mention.span.end <= time.start
            });
            let ahead = figure.and_then(|figure| block.get(self.passage.sentence.start..figure.span.start));
            let before = ahead.and_then(|ahead| ahead.split_whitespace().next_back());
            self.claim().kind == "goods-growth" && before.is_some_and(|word| word == "from" || List::Since.has(word))
        };
        // "Imports had stood at $6.7 billion in 2019, and shipments dropped by 21 percent in one year".
        let is_of_amount_ahead = || {
            let is_amount = |it: &&Mention| match &it.what {
                Mentioned::Figure(printed) => {
                    let gap = block.get(it.span.end..time.start);
                    unit::is_currency(printed.unit.as_str()) && gap.is_some_and(|gap| gap.trim().is_empty())
                }
                _ => false,
            };
            let change = self.meant.spans_of("growth").next();
            let gap = change.and_then(|change| block.get(time.end..change.start)).unwrap_or_default();
            let goes_on = gap.starts_with(',') && gap.split_whitespace().any(|word| List::Joining.has(word));
            goes_on && self.passage.mentions.iter().any(|it| is_amount(&it))
        };
        if is_of_base() || is_of_amount_ahead() {
            return true;
        }
        let mut own = roles.iter().flat_map(|role| self.meant.spans_of(role));
        own.any(|span| {
            let is_lent = self.meant.spans_of("time").next().is_none() && self.claim().kind != "goods-growth";
            let is_of_compared = (is_lent || is_before(span)) && is_compared(block, time);
            is_parted(span) || is_of_head(span) || is_later(span) || is_of_compared
        })
    }

    /// "Obligations jumped to $60 million in 2022, from $6 million in 2021, while disbursements were":
    /// a time that other words lend, where the figure is that of the year before or after.
    pub(super) fn is_of_year_beside(&self, clocks: &Clocks<'_>) -> bool {
        const FEWEST_DIGITS: usize = 2;
        let is_lent = self.meant.spans_of("time").next().is_none() && has_digits(self.claim(), FEWEST_DIGITS);
        let beside = |by| self.fact.period("time").and_then(|period| period.shifted(by));
        let (Some(kind), Some(question)) = (self.meant.kind, &self.ruling.question) else { return false };
        let fits = |time: Period| {
            let mut args = question.args.clone();
            args.time = Time::Period(time);
            let told = kind.derive(&args, clocks.now).unwrap_or_default();
            told.iter().any(|fact| {
                let is_its = |role: &RoleName| {
                    figure(self.claim(), fact, role).is_some_and(|(printed, actual)| printed.fit(actual) == Fit::Within)
                };
                self.roles.iter().all(is_its)
            })
        };
        is_lent && [-1, 1].into_iter().filter_map(beside).any(fits)
    }

    /// "Commitments were $60 million, $71 million and $82 million in 2018 to 2020": of which year each is.
    pub(super) fn is_in_list(&self) -> bool {
        let block = self.passage.block;
        let unit = |mention: &Mention| match &mention.what {
            Mentioned::Figure(printed) => Some(printed.unit),
            _ => None,
        };
        let Some(own) = ["value", "share"].into_iter().find_map(|role| self.meant.spans_of(role).next()) else {
            return false;
        };
        let mentions = self.passage.mentions;
        let of_own = mentions.iter().find(|it| it.span.start < own.end && own.start < it.span.end).and_then(unit);
        let is_time_behind =
            |next: &Mention| self.meant.spans_of("time").next().is_none_or(|time| next.span.end <= time.start);
        mentions.iter().any(|next| {
            let gap = block.get(own.end..next.span.start).map(str::trim).unwrap_or("-");
            let is_next = gap == "," || List::Joining.has(gap.trim_start_matches(',').trim_start());
            is_next && of_own.is_some() && unit(next) == of_own && is_time_behind(next)
        })
    }

    /// "American imports, worth $7 billion in 2017, had dwindled": from that year on.
    pub(super) fn is_base(&self) -> bool {
        const FEW: usize = 2;
        let value = self.meant.spans_of("value").next().zip(self.meant.spans_of("time").next());
        let behind = value
            .filter(|(value, time)| value.end <= time.start)
            .and_then(|(_, time)| self.passage.block.get(time.end..self.statement.span.end));
        // "Imports were $7 billion in 2017, up from".
        let is_aside = |value: &Range<usize>| {
            let ahead = self.passage.block.get(self.passage.sentence.start..value.start).unwrap_or_default();
            ahead.rsplit_once(',').is_some_and(|(_, words)| words.split_whitespace().count() <= FEW)
        };
        let is_open = self.meant.spans_of("growth").next().is_none() && value.is_some_and(|(value, _)| is_aside(value));
        self.claim().kind == "goods-growth" && is_open && behind.is_some_and(|behind| behind.starts_with(','))
    }

    /// Whether a change is lent the time of another figure: "rose by a third, and our deficit, $123.5
    /// million in 2021, more than doubled".
    fn is_lent_by_next(&self, own: &Range<usize>, time: &Range<usize>) -> bool {
        let block = self.passage.block;
        let is_own = |span: &Range<usize>| {
            self.meant.understood.spans.iter().any(|(_, own)| own.start < span.end && span.start < own.end)
        };
        let is_right_before = |mention: &Mention| {
            let is_figure = matches!(mention.what, Mentioned::Figure(_)) && own.end <= mention.span.start;
            is_figure
                && !is_own(&mention.span)
                && block.get(mention.span.end..time.start).is_some_and(|gap| gap.trim().is_empty())
        };
        self.claim().kind == "goods-growth"
            && block.get(own.end..time.start).is_some_and(|gap| gap.contains(','))
            && self.passage.mentions.iter().any(is_right_before)
    }

    /// Whether one country's figure is far from what is on record of every time that it may be of: those
    /// that its sentence names and those beside them, those that the text spoke of, and the years up to
    /// the document's day. Of what is of no time, there is one.
    pub(super) fn is_wrong_whenever(&self, clocks: &Clocks<'_>) -> bool {
        const YEARS_BACK: i16 = 3;
        let (Some(kind), Some(question)) = (self.meant.kind, &self.ruling.question) else { return false };
        if kind.areas().len() > 1
            || self.roles.is_empty()
            || self.roles.iter().any(|role| figure(self.claim(), self.fact, role).is_none())
        {
            return false;
        }
        if matches!(self.fact.period("time"), None | Some(Period::Unstated)) {
            return true;
        }
        let sentence = &self.passage.sentence;
        let own = self.passage.mentions.iter();
        let own = own.filter(|it| sentence.start <= it.span.start && it.span.end <= sentence.end);
        let named = own.filter_map(|mention| match mention.what {
            Mentioned::Period(When::At(period) | When::Since(period) | When::By(period) | When::Until(period)) => {
                period.year()
            }
            _ => None,
        });
        let spoken_of = self.meant.questions.iter().filter_map(|question| match question.when {
            ask::When::At(period) => period.year(),
            ask::When::Open => None,
        });
        let beside = named.chain(spoken_of).flat_map(|year| year - 1..=year + 1);
        let of_day = clocks.year().into_iter().flat_map(|year| year - YEARS_BACK..=year);
        let years: BTreeSet<i16> = beside.chain(of_day).collect();
        let told = |year: i16| {
            let mut args = question.args.clone();
            args.time = Time::Period(as_kept(Period::Year(year), kind));
            let panels = [Some(clocks.now), clocks.then.as_ref()].into_iter().flatten();
            panels.flat_map(|panel| kind.derive(&args, panel).unwrap_or_default()).collect::<Vec<_>>()
        };
        let facts: Vec<Fact> = years.into_iter().flat_map(told).collect();
        let accounts = || facts.iter().flat_map(|fact| std::iter::once(fact).chain(&fact.dissent));
        clocks.year().is_some()
            && !facts.is_empty()
            && accounts().all(|fact| {
                let is_off = |role: &RoleName| {
                    figure(self.claim(), fact, role).is_some_and(|(printed, actual)| is_far(&printed, actual))
                };
                self.roles.iter().any(is_off)
            })
    }

    /// Where the sentence names the time that a claim was lent, or any where it has none.
    fn named_time(&self) -> Option<&Range<usize>> {
        let lent = match self.claim().role("time") {
            Some(Said::Period(time)) => Some(*time),
            Some(_) => return None,
            None => None,
        };
        let sentence = &self.passage.sentence;
        let own =
            self.passage.mentions.iter().filter(|it| sentence.start <= it.span.start && it.span.end <= sentence.end);
        let is_it =
            |it: &&Mention| matches!(it.what, Mentioned::Period(When::At(it)) if lent.is_none_or(|lent| lent == it));
        own.into_iter().find(is_it).map(|it| &it.span)
    }

    /// "Between January and May of 2022 we exported $9 billion, and imported $7 billion".
    fn tells_of_some_months(&self) -> bool {
        let words = Words::of(self.passage.block, &self.passage.sentence);
        let is_whole = |part: &Range<usize>| {
            self.passage.mentions.iter().any(|mention| {
                let is_period = matches!(&mention.what, Mentioned::Period(When::At(_) | When::Since(_)));
                is_period && mention.span.start < part.end && part.start < mention.span.end
            })
        };
        self.triggers.parts_of_year(&words).any(|part| !is_whole(&part))
    }
}

/// Whether a figure is off by more than publishers are, or than it changes from one year to the next.
fn is_far(printed: &Printed, actual: Decimal) -> bool {
    const PART: i64 = 5;
    const POINTS: i64 = 2;
    let away = (printed.value - actual).abs();
    match printed.unit == unit::PERCENT {
        true => away > Decimal::from(POINTS),
        false => away.checked_mul(Decimal::from(PART)).is_some_and(|away| away > actual.abs()),
    }
}
