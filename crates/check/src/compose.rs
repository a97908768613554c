//! Claims that no pattern gave: put together from what a sentence mentions, by the
//! words of each kind that stand near.
//!
//! A figure is taken by the nearest trigger of its measure in its clause; the areas
//! are those that stand nearest with the prepositions of their roles, else the
//! country spoken of and the other of the document's pair. What is put together so
//! is less sure than what a pattern says, and its verdicts are more careful.

mod agreements;
mod balances;
mod borders;
mod certain;
mod days;
mod direction;
mod ellipsis;
mod growth;
mod parties;
mod persons;
mod posts;
mod terms;
mod time;
mod units;

use std::ops::Range;

use attache_fact::{Claim, Printed, RoleName, Said};
use attache_language::{
    Wordings,
    read::{Mention, Mentioned, Naming, Stance, Understood, When},
};
use attache_model::{Area, AreaKind, Code, Decimal, Period, unit};

use crate::{
    ask::Known,
    trigger::{Dating, List, Measure, Trigger, Triggers, Words},
};
pub(crate) use days::LEADER;
pub(crate) use direction::told_of;
pub(crate) use ellipsis::turns_away;
pub(crate) use parties::is_of_place;
use parties::{Named, Near};
pub(crate) use persons::is_numeral;
pub(crate) use posts::is_of_state;
pub(crate) use time::{is_compared, is_of_compared_figure, is_of_comparison, over_years};
use units::{Units, measures};

/// A sentence that is to be composed from.
#[derive(Clone)]
pub(crate) struct Sentence<'a> {
    /// Of the block.
    pub(crate) text: &'a str,
    /// Bytes of the block's text, as are the mentions'.
    pub(crate) span: Range<usize>,
    pub(crate) mentions: &'a [Mention],
    /// Bytes that statements have claimed.
    pub(crate) claimed: &'a [Range<usize>],
    /// Bytes of whole statements, whose words are no other figure's.
    pub(crate) told: &'a [Range<usize>],
    pub(crate) known: &'a Known,
    /// The country that "it" stands for.
    pub(crate) named: Option<Area>,
    /// What statements of the sentence claim, with where each stands: of it an ellipsis
    /// speaks on. What the sentence before claimed ends at its beginning.
    pub(crate) topics: Vec<(Range<usize>, Understood)>,
    pub(crate) wordings: &'a Wordings,
}

/// A statement that was put together.
pub(crate) struct Composed {
    pub(crate) span: Range<usize>,
    /// The likeliest first.
    pub(crate) readings: Vec<Understood>,
    pub(crate) stance: Stance,
    /// It may be about something else: that it fits supports it, and that it does
    /// not proves nothing.
    pub(crate) is_unsure: bool,
    /// So many of the readings are equally likely.
    pub(crate) even: usize,
    /// What the document says beyond the sentence, for this figure.
    pub(crate) known: Known,
}

/// What words may say of the sign of a figure, or that it is told without one.
const SIGNS: [RoleName; 5] = ["deficit", "surplus", "size", "rose", "fell"];

/// The roles of what a claim measures.
pub(crate) const MEASURED: [RoleName; 4] = ["value", "share", "length", "growth"];

/// The kind of who took up a post, whose date may be another claim's as well.
pub(crate) const POST: &str = "chief-served";

/// The longest sentence, in bytes.
pub(crate) const LONGEST: usize = 3_000;

/// A trigger is no further from its figure than so many words.
const FURTHEST: usize = 14;

/// Where no other figure stands between the two, no further than so many.
const FURTHEST_ALONE: usize = 20;

/// And no further than so many, where what does not fit is to be called wrong.
const NEAR: usize = 7;

impl Sentence<'_> {
    /// All that can be put together, in the order of the text. A sentence that is
    /// longer than any is prose of no kind, and nothing is composed of it.
    pub(crate) fn compose(&self) -> Vec<Composed> {
        if self.span.len() > LONGEST {
            return Vec::new();
        }
        let triggers = Triggers::of(self.wordings.language());
        let words = Words::of(self.text, &self.span);
        let mut placed: Vec<(&Trigger, Vec<Range<usize>>)> = triggers
            .all
            .iter()
            .map(|trigger| match self.is_growth_of_topic(trigger, &words) || self.is_of_relations(trigger, &words) {
                true => (trigger, trigger.places_beside(&words)),
                false => (trigger, trigger.places(&words)),
            })
            .filter(|(_, places)| !places.is_empty())
            .collect();
        let ones = triggers.ones(&words);
        if let Some(first) = ones.first()
            && let Some(trigger) = triggers.last_agreement(&Words::of(self.text, &(0..first.start)))
        {
            placed.push((trigger, ones.clone()));
        }
        if placed.is_empty() && self.topics.is_empty() {
            return Vec::new();
        }
        self.with_ranks_before_others(&mut placed, triggers);
        self.without_markets_supplied(&mut placed, &words);
        let areas = self.areas();
        let mut composed: Vec<Composed> = Vec::new();
        let mut units = Units::default();
        for mention in self.mentions {
            // "Covers 118,484 square kilometers and has a population of 21.8 million" has no unit to lend.
            let what = match self.counts_people(&placed, &mention.span, &words) {
                true => mention.what.clone(),
                false => units.lend(&mention.what, self.text.get(mention.span.clone()).unwrap_or_default()),
            };
            if self.is_claimed(&mention.span) || self.bare_year(mention).is_some() || self.is_multiple(mention) {
                continue;
            }
            let further = self
                .further_rank(mention, &composed, &areas, &words)
                .or_else(|| self.further_agreement(mention, &composed, &placed, &areas, &words))
                .or_else(|| self.term_of_topic(mention, &composed, &words));
            if further.is_some() {
                composed.extend(further);
                continue;
            }
            let measures = measures(&what);
            let nearest = placed
                .iter()
                .filter(|(trigger, _)| measures.contains(&trigger.measure) && trigger.kind != POST)
                .flat_map(|(trigger, places)| places.iter().map(move |place| (*trigger, place)))
                .filter(|(_, place)| {
                    !self.is_told_apart(place, &mention.span) && !self.is_of_next_clause(place, &mention.span)
                })
                // "Gold exports".
                .filter(|(trigger, place)| {
                    !(is_of_trade(trigger) || trigger.kind == "gdp-growth-rate") || !self.is_of_product(place)
                })
                // "271 kilometers of land border with India" are not all that there are.
                .filter(|(trigger, place)| {
                    trigger.kind != "land-boundary-total" || !self.is_with_one(place, &areas, &words)
                })
                // The European Free Trade Association is no agreement.
                .filter(|(trigger, place)| trigger.kind != "agreement" || !self.is_of_organization(place))
                .filter(|(trigger, place)| {
                    // "Nor a free trade agreement; in 2017 they signed".
                    trigger.kind != "agreement"
                        || !(self.is_of_another_agreement(place, &mention.span, &words)
                            || self.is_in_brackets_before(&mention.span, place))
                })
                // "Who came to the throne in 1999".
                .filter(|(trigger, place)| {
                    let mut behind = words.behind(place.end, 3);
                    trigger.kind != "visit-latest" || !behind.any(|word| List::Attained.has(word))
                })
                // "On August 6, 1992, and the embassy opened on August 25": the words have their own date.
                .filter(|(trigger, place)| {
                    let is_of_before = trigger.measure == Measure::Date && mention.span.end <= place.start;
                    let behind = self.text.get(place.end..self.span.end).unwrap_or_default();
                    !(is_of_before && triggers.goes_on_with_day(behind))
                })
                // "In force since 2005, and the one with Peru": the date is another's.
                .filter(|(_, place)| !ones.contains(place) || place.end <= mention.span.start)
                .map(|(trigger, place)| (self.distance(&words, place, &mention.span), trigger, place))
                .filter(|(distance, _, place)| {
                    let is_alone = place.end <= mention.span.start && !self.has_figure(place.end..mention.span.start);
                    *distance <= if is_alone { FURTHEST_ALONE } else { FURTHEST }
                })
                .min_by_key(|(distance, trigger, _)| (*distance, self.away_from_also(trigger, &words, &mention.span)));
            let other = self.other_thing(&measures, &words, &mention.span, nearest.as_ref().map(|(.., place)| *place));
            let nearest = nearest.filter(|(distance, ..)| other.is_none_or(|other| *distance < other));
            // Words that another figure of the measure has are spoken on of, and not anew.
            let is_spoken_on = match &nearest {
                // "The largest annual sum, $82 million, was obligated in fiscal year 2003": to whom
                // the sentence before tells.
                Some((_, trigger, _))
                    if trigger.kind == "aid-year" && self.goes_on_of_aid(mention, &composed, &placed) =>
                {
                    !areas.iter().any(|named| named.is_said)
                }
                Some((_, _, place)) => self.is_behind_like(place, &mention.span, &what),
                None => other.is_none(),
            };
            let spoken_on = match is_spoken_on {
                true => self.spoken_on(&mention.span, &what, &composed, &placed, &areas, &words),
                false => None,
            };
            let Some((_, trigger, place)) = nearest.filter(|_| spoken_on.is_none()) else {
                composed.extend(spoken_on);
                continue;
            };
            // "The one with China, of 1985" is not with whom one was before, or is behind it, and
            // "those with Switzerland (1994) and Taiwan (2010)" are each with whom stands before.
            let headed = areas.iter().find(|named| {
                let gap = self.text.get(named.span.end..mention.span.start).map(str::trim).unwrap_or_default();
                gap.starts_with('(') && gap.split_whitespace().count() == 1
            });
            let is_own = |named: &Named<'_>| match headed {
                Some(headed) => named.area == headed.area || self.known.about.contains(&named.area),
                None => named.span.start < mention.span.end && !self.is_partner_before(named, place, &words),
            };
            let is_listed = trigger.kind == "agreement" && headed.is_some();
            // "As part of a trip to Africa" is where on a continent one was, and not the host.
            let is_visit = trigger.kind == "visit-latest";
            let is_country = |named: &Named<'_>| !is_visit || named.area.kind() != AreaKind::Aggregate;
            let own: Vec<Named<'_>> = match is_listed || ones.contains(place) {
                true => areas.iter().copied().filter(is_own).collect(),
                false => areas.iter().copied().filter(is_country).collect(),
            };
            let near = Near { trigger, place, figure: &mention.span, areas: &own, words: &words };
            composed.extend(self.of_figure(&near, mention, &what, &composed));
        }
        composed.extend(self.directions(&composed, &words));
        composed.extend(self.balances(&placed, &composed, &areas, &words));
        composed.extend(self.persons(&placed, &areas, &words));
        composed.extend(self.posts(&placed, &areas, &words));
        composed.extend(self.terms(&composed, &areas, &words));
        composed.extend(self.borders());
        composed.extend(self.shared_borders(&composed, &areas, &words));
        composed
    }

    /// Whether the name of a good stands right before words for trade, or for what is made.
    fn is_of_product(&self, place: &Range<usize>) -> bool {
        self.mentions.iter().any(|mention| {
            let gap = self.text.get(mention.span.end..place.start);
            matches!(mention.what, Mentioned::Commodity(_)) && gap.is_some_and(|gap| gap == " " || gap == "-")
        })
    }

    /// Puts in the words for a rank that words for a region forbid behind another one: "the 41st
    /// largest export market and the fourth largest in the Caribbean".
    fn with_ranks_before_others<'t>(&self, placed: &mut Vec<(&'t Trigger, Vec<Range<usize>>)>, triggers: &'t Triggers) {
        let mut ranks = self.mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Rank(_)));
        let Some(second) = ranks.nth(1) else { return };
        let words = Words::of(self.text, &(self.span.start..second.span.start));
        for trigger in triggers.all.iter().filter(|trigger| trigger.kind == "goods-rank") {
            let places = trigger.places(&words);
            let is_known = placed.iter().any(|(known, _)| std::ptr::eq(*known, trigger));
            if !is_known && !places.is_empty() {
                placed.push((trigger, places));
            }
        }
    }

    /// What a mention and the words that measure it claim together.
    fn of_figure(
        &self,
        near: &Near<'_>,
        mention: &Mention,
        what: &Mentioned,
        composed: &[Composed],
    ) -> Option<Composed> {
        let &Near { trigger, place, words, .. } = near;
        let triggers = Triggers::of(self.wordings.language());
        // "It left ECOWAS, with which it has signed an agreement": with no country.
        let has_organization = || self.mentions.iter().any(|it| matches!(it.what, Mentioned::Organization(_)));
        if trigger.kind == "agreement" && !near.areas.iter().any(|named| named.is_said) && has_organization() {
            return None;
        }
        // What another is compared with is of a time that the text must say.
        let is_compared = self.is_compared_figure(&mention.span, words);
        let is_before = triggers.is_of_year_before(words, &mention.span);
        if is_compared && !is_before && self.time(&mention.span, words).is_none() {
            return None;
        }
        // "Borders with five countries".
        let is_count = matches!(what, Mentioned::Count(_))
            || matches!(what, Mentioned::Figure(printed) if printed.unit == unit::COUNT && printed.value < Decimal::TEN);
        if trigger.kind == "land-border" && is_count {
            return None;
        }
        if trigger.kind == "goods-growth" && self.is_of_untold(near, composed) {
            return None;
        }
        if trigger.kind == "population" && is_of_place(self.text, &self.span, place.start, self.mentions) {
            return None;
        }
        let (mut readings, mut even) = match self.growth_of_topic(near, what, composed) {
            Some(growth) => (vec![growth], 1),
            None => self.readings(near, mention, what),
        };
        if let (Some(ends), Some(first)) = (self.ends_of_other_flow(near, composed), readings.first_mut()) {
            first.claim.roles.retain(|(role, _)| !ends.iter().any(|(end, _)| end == role));
            first.spans.retain(|(role, _)| !ends.iter().any(|(end, _)| end == role));
            first.claim.roles.extend(ends);
            readings.truncate(1);
            even = 1;
        }
        // "Italy and Hungary are the leading suppliers, with 14 percent": whose of the two it is.
        if trigger.kind == "partner-share" && readings.first().is_some_and(|first| self.shares_one_figure(near, first))
        {
            return None;
        }
        if trigger.kind == "goods-rank" && readings.first().is_some_and(|first| self.ranks_another(near, first)) {
            return None;
        }
        let known = self.known_of(is_before);
        // "The year before" is one year, where the sentence names one.
        if let (true, 1, [period]) = (is_before, self.years(), known.periods.as_slice()) {
            for reading in readings.iter_mut().filter(|reading| reading.claim.role("time").is_none()) {
                reading.claim.roles.push(("time", Said::Period(*period)));
            }
        }
        let first = readings.first()?;
        let said = self.topics.iter().filter(|(place, _)| place.end > self.span.start);
        let said = said.filter(|_| !is_before).map(|(_, topic)| topic);
        let of_then = composed.iter().filter(|other| other.known.periods == known.periods);
        let own = of_then.filter_map(|other| other.readings.first());
        if own.chain(said).any(|other| is_same_but_figure(other, first)) {
            return None;
        }
        // What is denied in one part of the sentence is not what another part says.
        // Nor is what stood before a semicolon: "there is no treaty with Canada; one with China was".
        let start = place.start.min(mention.span.start);
        let parted = self.text.get(self.span.start..start).and_then(|ahead| ahead.rfind(';'));
        let clause = parted.map(|at| Words::of(self.text, &(self.span.start + at + 1..self.span.end)));
        let is_denied = triggers.denies(clause.as_ref().unwrap_or(words), place, &mention.span)
            && !self.is_parted(place, &mention.span);
        let is_unsure = match trigger.measure {
            Measure::Date => !self.is_sure(near, Some(first)) || first.claim.role("from").is_some_and(is_area),
            // The year before one that another sentence names.
            _ if is_before && first.claim.role("time").is_none() && self.years() != 1 => true,
            // Behind what it is compared with, and not right behind the words that say so.
            _ if is_compared && !triggers.is_compared_figure(words, &mention.span) => true,
            _ => self.is_loose(near, first),
        };
        // Where another figure stands between, the words are that one's as well.
        let whole = place.start.min(mention.span.start)..place.end.max(mention.span.end);
        let has_other = self.others(&mention.span).any(|it| whole.start <= it.span.start && it.span.end <= whole.end);
        Some(Composed {
            span: if has_other { mention.span.clone() } else { whole },
            stance: self.stance(is_denied, words, &mention.span),
            is_unsure,
            even,
            known,
            readings,
        })
    }

    /// The year that a number is which no unit follows: "up 24 percent from 2020".
    fn bare_year(&self, mention: &Mention) -> Option<Period> {
        let digits = self.text.get(mention.span.clone()).unwrap_or_default();
        let is_year = matches!(&mention.what, Mentioned::Figure(printed) if printed.unit == unit::COUNT)
            && digits.len() == 4
            && digits.parse().is_ok_and(|year: i16| (1800..2100).contains(&year));
        let ahead = self.text.get(self.span.start..mention.span.start).unwrap_or_default();
        let before = ahead.split_whitespace().next_back();
        let is_bare = is_year && before.is_some_and(|word| List::Comparing.has(word) || List::Since.has(word));
        digits.parse().ok().filter(|_| is_bare).map(Period::Year)
    }

    /// Whether a rank is that of whom its sentence has right before the verb, and not that of the
    /// partner who was found: "The United States is the second customer, while China is".
    fn ranks_another(&self, near: &Near<'_>, first: &Understood) -> bool {
        const NEAR: usize = 3;
        let &Near { place, figure, areas, words, .. } = near;
        let start = place.start.min(figure.start);
        let before = areas.iter().rfind(|named| named.span.end <= start);
        before.is_some_and(|named| {
            let gap = self.text.get(named.span.end..start).unwrap_or_default();
            let is_next = words.between(named.span.end, start) <= NEAR && !gap.contains([',', ';', '(', ':']);
            let is_partner = first.claim.role("partner") == Some(&Said::Area(named.area));
            // "Muestran a Estados Unidos como primer destino".
            let is_as = gap.split_whitespace().next_back().is_some_and(|word| matches!(word, "as" | "como" | "comme"));
            is_next && (named.how == Naming::Name || is_as) && named.is_said && !is_partner
        })
    }

    /// Whether the partner is named together with another one, and no further share stands behind.
    fn shares_one_figure(&self, near: &Near<'_>, first: &Understood) -> bool {
        let partner = first.claim.role("partner");
        let named = near.areas.iter().find(|named| partner == Some(&Said::Area(named.area)));
        let is_whose = |other: &Named<'_>| first.claim.role("subject") == Some(&Said::Area(other.area));
        let is_joined =
            named.is_some_and(|named| near.areas.iter().any(|other| !is_whose(other) && self.are_joined(named, other)));
        let is_share =
            |mention: &Mention| matches!(&mention.what, Mentioned::Figure(other) if other.unit == unit::PERCENT);
        let is_only_share_behind = named.is_some_and(|named| {
            let mut others = self.others(near.figure);
            named.span.end <= near.figure.start
                && !others.any(|other| is_share(other) && named.span.end <= other.span.start)
        });
        // "With 14 percent each".
        let is_each_one_s = near.words.behind(near.figure.end, 2).any(|word| List::Each.has(word));
        is_joined && is_only_share_behind && !is_each_one_s
    }

    /// Whether a number says how many times as much something is as something else: "three times",
    /// "half as much as", "three to one".
    fn is_multiple(&self, mention: &Mention) -> bool {
        let own = self.text.get(mention.span.clone()).unwrap_or_default();
        let behind = self.text.get(mention.span.end..self.span.end).unwrap_or_default();
        let next = behind.split_whitespace().next().unwrap_or_default();
        let is_in_words = !own.contains(|c: char| c.is_ascii_digit());
        match &mention.what {
            Mentioned::Figure(printed) if printed.unit == unit::COUNT => {
                let is_ratio = is_in_words && List::Versus.has(next);
                is_ratio || List::Multiples.has(next.trim_matches(|c: char| !c.is_alphanumeric()))
            }
            Mentioned::Figure(_) => is_in_words && List::AsMuch.has(next),
            _ => false,
        }
    }

    /// Whether a clause ends between words and a figure.
    fn is_parted(&self, place: &Range<usize>, figure: &Range<usize>) -> bool {
        let (from, to) = (place.end.min(figure.end), place.start.max(figure.start));
        self.text.get(from..to.max(from)).unwrap_or_default().contains([',', ';', '—', '–'])
    }

    /// Whether words are of a statement to which what stands elsewhere does not belong.
    fn is_told_apart(&self, words: &Range<usize>, figure: &Range<usize>) -> bool {
        let has = |told: &Range<usize>, span: &Range<usize>| told.start <= span.start && span.end <= told.end;
        let is_behind = words.start >= figure.end;
        is_behind && self.told.iter().any(|told| has(told, words) && !has(told, figure))
    }

    /// Whether words are those of the clause behind a figure: "above the $28 million of the year
    /// before; disbursements were lower".
    fn is_of_next_clause(&self, words: &Range<usize>, figure: &Range<usize>) -> bool {
        self.text.get(figure.end..words.start).is_some_and(|gap| gap.contains(';'))
    }

    /// Whether words are part of an organization's name.
    fn is_of_organization(&self, place: &Range<usize>) -> bool {
        self.mentions.iter().any(|mention| {
            let name = self.text.get(mention.span.clone()).unwrap_or_default();
            // NAFTA is one, and so is what is called an agreement.
            let is_agreement = || name.split(|c: char| !c.is_alphabetic()).any(|word| List::Agreements.has(word));
            matches!(mention.what, Mentioned::Organization(_) | Mentioned::Organizations(_))
                && mention.span.start <= place.start
                && place.end <= mention.span.end
                && place.len() < name.len()
                && !is_agreement()
        })
    }

    /// Whether words behind those for an agreement tell of another one, of which a date is: "nor a
    /// free trade agreement; in 2017 they signed", "with China, and they signed an upgrade on".
    fn is_of_another_agreement(&self, place: &Range<usize>, date: &Range<usize>, words: &Words) -> bool {
        let Some(gap) = self.text.get(place.end..date.start) else { return false };
        let is_named = |part: &str| part.split_whitespace().any(|word| word.starts_with(char::is_uppercase));
        let is_parted = gap.split_once(';').is_some_and(|(_, next)| next.trim().is_empty() || is_named(next));
        let between = place.end..date.start;
        is_parted || words.within(&between).any(|word| List::OtherAgreements.has(word))
    }

    /// Whether a date stands in brackets and words behind them: "is party to CEFTA (in force 2007) and
    /// has trade agreements".
    fn is_in_brackets_before(&self, date: &Range<usize>, words: &Range<usize>) -> bool {
        let gap = self.text.get(date.end..words.start).unwrap_or_default();
        gap.find(')').is_some_and(|close| gap.find('(').is_none_or(|open| close < open))
    }

    fn is_claimed(&self, span: &Range<usize>) -> bool {
        self.claimed.iter().any(|claimed| claimed.start < span.end && span.start < claimed.end)
    }

    fn figures(&self) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Figure(_)))
    }

    fn others(&self, figure: &Range<usize>) -> impl Iterator<Item = &Mention> {
        self.figures().filter(move |mention| mention.span != *figure)
    }

    /// Whether words before a figure are those of another one of its measure, in another part
    /// of the sentence: "18 percent of exports in 2019; the United States took 5 percent".
    fn is_behind_like(&self, place: &Range<usize>, figure: &Range<usize>, what: &Mentioned) -> bool {
        let Mentioned::Figure(printed) = what else { return false };
        let is_like = |it: &Mention| matches!(&it.what, Mentioned::Figure(other) if other.unit == printed.unit);
        let parts = |from: usize, to: usize| {
            let gap = self.text.get(from..to.max(from)).unwrap_or_default();
            gap.contains([',', ';']) || gap.split_whitespace().any(|word| List::Joining.has(word))
        };
        let has_words = |like: &Mention| match place.end <= like.span.start {
            true => parts(like.span.end, figure.start),
            false => {
                like.span.end <= place.start && !parts(like.span.end, place.start) && parts(place.end, figure.start)
            }
        };
        place.end <= figure.start
            && self.figures().filter(|it| is_like(it) && it.span.end <= figure.start).any(has_words)
    }

    fn has_figure(&self, within: Range<usize>) -> bool {
        self.figures().any(|mention| within.start <= mention.span.start && mention.span.end <= within.end)
    }

    /// In words, and further where a clause ends between.
    fn distance(&self, words: &Words, trigger: &Range<usize>, figure: &Range<usize>) -> usize {
        let (from, to) = if trigger.end <= figure.start {
            (trigger.end, figure.start)
        } else {
            (figure.end.min(trigger.start), trigger.start.max(figure.end))
        };
        let between = self.text.get(from..to).unwrap_or_default();
        let stops = between.matches([';', '—', '–']).count() * 8 + between.matches(',').count() * 2;
        let is_behind = trigger.start > figure.start;
        // "27 percent of imports" is of these.
        const OF: usize = 3;
        let own = || self.text.get(trigger.clone()).and_then(|own| own.split_whitespace().next());
        let first = between.split_whitespace().next().or_else(own).unwrap_or_default();
        if is_behind && List::Of.has(first) && stops == 0 && words.between(from, to) <= OF {
            return 0;
        }
        let parts = |word: &str| List::Joining.has(word) || List::When.has(word);
        let joins = is_behind && between.split_whitespace().any(parts);
        words.between(from, to) + stops + usize::from(is_behind) * 2 + usize::from(joins) * 8
    }

    /// What the words and a mention near them may claim, the likeliest first, and how
    /// many of these are equally likely.
    fn readings(&self, near: &Near<'_>, mention: &Mention, what: &Mentioned) -> (Vec<Understood>, usize) {
        let &Near { trigger, place, words, .. } = near;
        let mut roles: Vec<(RoleName, Said)> = Vec::new();
        let mut spans: Vec<(RoleName, Range<usize>)> = Vec::new();
        let mut add = |role: RoleName, said: Said, span: Option<&Range<usize>>| {
            roles.push((role, said));
            spans.extend(span.map(|span| (role, span.clone())));
        };
        let value = match trigger.kind.as_str() {
            "partner-share" => "share",
            "land-border" => "length",
            "goods-growth" => "growth",
            _ => "value",
        };
        // Whom a balance favours has a surplus.
        let signs = [["deficit".to_owned()], ["surplus".to_owned()]];
        let sign = self.favoured(near).map(|(_, is_for)| is_for).or_else(|| self.sign(near));
        // "A deficit in our favour" is no slip of one of the two.
        let denies = |is_surplus: bool| trigger.sets.iter().any(|set| signs[usize::from(!is_surplus)].contains(set));
        if sign.is_some_and(denies) {
            return (Vec::new(), 0);
        }
        let sets = match sign {
            Some(is_surplus) => signs[usize::from(is_surplus)].as_slice(),
            None => trigger.sets.as_slice(),
        };
        match what {
            Mentioned::Figure(printed) => {
                let printed = signed(*printed, trigger, sets);
                let is_shrinking = trigger.kind == "gdp-growth-rate" && self.is_shrinking(place, &mention.span, words);
                add(value, Said::Figure(if is_shrinking { printed.below_zero() } else { printed }), Some(&mention.span))
            }
            Mentioned::Rank(n) => add("rank", Said::Rank(*n), Some(&mention.span)),
            // "In force as of January 2020" says when it was counted.
            Mentioned::Period(When::By(_)) if trigger.kind == "agreement" => return (Vec::new(), 0),
            // "Interrupted by the war of 1846-48".
            Mentioned::Period(When::At(Period::Years { .. })) if trigger.event.is_some() => return (Vec::new(), 0),
            Mentioned::Period(When::At(period) | When::Since(period) | When::By(period) | When::Until(period)) => {
                let Some(role) = self.date_role(trigger, &mention.span, words) else { return (Vec::new(), 0) };
                add(role, Said::Period(*period), Some(&mention.span));
            }
            _ => return (Vec::new(), 0),
        }
        for set in sets {
            let Some(role) = SIGNS.iter().find(|role| *role == set) else { continue };
            add(role, Said::Text(set.clone()), Some(place));
        }
        let codes: [(RoleName, &Option<String>); 6] = [
            ("flow", &trigger.flow),
            ("crop", &trigger.crop),
            ("type", &trigger.category),
            ("office", &trigger.office),
            ("transaction", &trigger.transaction),
            ("event", &trigger.event),
        ];
        for (role, code) in codes {
            if let Some(code) = code {
                add(role, Said::Text(code.clone()), None);
            }
        }
        if trigger.kind == "goods-growth" {
            for (role, period, span) in self.years_of_growth(&mention.span, words) {
                add(role, Said::Period(period), Some(span));
            }
        } else if trigger.measure != Measure::Date
            && let Some((period, span)) = self.time(&mention.span, words)
        {
            add("time", Said::Period(period), Some(span));
        }
        let kind = Code::new(&trigger.kind);
        let (parties, even) = self.parties(near);
        let readings = parties.into_iter().map(|parties| {
            let mut claim = Claim { kind, roles: roles.clone() };
            let mut spans = spans.clone();
            for (role, area, span) in parties {
                claim.roles.push((role, Said::Area(area)));
                spans.extend(span.map(|span| (role, span)));
            }
            Understood { claim, spans }
        });
        let mut readings: Vec<Understood> = readings.collect();
        if trigger.kind == "visit-latest"
            && let Some(name) = match place.end <= mention.span.start {
                true => self.visitor(place, &mention.span),
                false => self
                    .visitor_between(place, &mention.span, words)
                    .or_else(|| self.visitor_behind(place, &mention.span, words)),
            }
        {
            let person = Said::Text(self.text.get(name.clone()).unwrap_or_default().to_owned());
            for reading in &mut readings {
                reading.claim.roles.push(("person", person.clone()));
                reading.spans.push(("person", name.clone()));
            }
            self.send_from_home(&mut readings);
        }
        if trigger.kind == "visit-latest" {
            self.receive_at_home(&mut readings, place);
        }
        if trigger.kind == "independence" {
            for reading in &mut readings {
                let Some(former) = self.former_ruler(near, reading) else { continue };
                reading.claim.roles.push(("from", Said::Area(former.area)));
                reading.spans.push(("from", former.span.clone()));
            }
        }
        readings.iter_mut().for_each(over_years);
        readings.extend(readings.first().and_then(turned));
        (readings, even)
    }

    /// How far from a figure a word stands for what no kind is of: "debt", "budget". Within
    /// the words of the trigger that is nearest it is of what these are of.
    fn other_thing(
        &self,
        measures: &[Measure],
        words: &Words,
        figure: &Range<usize>,
        trigger: Option<&Range<usize>>,
    ) -> Option<usize> {
        let is_own = |place: &Range<usize>| trigger.is_some_and(|t| t.start <= place.start && place.end <= t.end);
        let places = Triggers::of(self.wordings.language()).others(measures, words).filter(|place| !is_own(place));
        let distances = places.map(|place| self.distance(words, &place, figure));
        distances.filter(|distance| *distance <= FURTHEST).min()
    }

    /// What was claimed last before a place, with where that ends.
    fn topic<'t>(&'t self, before: usize, composed: &'t [Composed]) -> Option<(usize, &'t Understood)> {
        let own = composed.iter().filter_map(|one| Some((one.span.end, one.readings.first()?)));
        let topics = self.topics.iter().map(|(place, topic)| (place.end, topic)).chain(own);
        topics.filter(|(end, _)| *end <= before).max_by_key(|(end, _)| *end)
    }

    /// The word that says which date of an agreement a period is, and where it stands.
    fn dating(&self, span: &Range<usize>, words: &Words) -> Option<(&'static Dating, Range<usize>)> {
        let dates = &Triggers::of(self.wordings.language()).dates;
        let places = dates.iter().flat_map(|dating| dating.places(words).map(move |place| (dating, place)));
        places.min_by_key(|(_, place)| self.distance(words, place, span))
    }

    /// Which date of its kind a period is; `None` where it can be none.
    fn date_role(&self, trigger: &Trigger, span: &Range<usize>, words: &Words) -> Option<RoleName> {
        let is_since =
            |mention: &&Mention| mention.span == *span && matches!(mention.what, Mentioned::Period(When::Since(_)));
        let is_since = || self.mentions.iter().any(|mention| is_since(&mention));
        if trigger.kind != "agreement" {
            // A visit is on a day.
            let is_visit = trigger.kind == "visit-latest" && is_since();
            return (!is_visit).then_some("date");
        }
        // "The treaty of 1994, a convention on double taxation since 1996".
        let place = trigger.word_places(words).into_iter().rfind(|place| place.end <= span.start);
        let between = place.map(|place| place.end..span.start);
        let is_of_another = |between: Range<usize>| {
            let is_other = words.within(&between).any(|word| List::OtherAgreements.has(word));
            is_other || Triggers::of(self.wordings.language()).has_denial(words, &between)
        };
        if between.is_some_and(is_of_another) {
            return None;
        }
        let (dating, told) = self.dating(span, words)?;
        // "The agreement of 2006, which has been in force": the words are the next date's.
        let agreement = trigger.word_places(words).into_iter().rfind(|place| place.end <= span.start);
        let behind = agreement.and_then(|place| self.text.get(place.end..span.end)).unwrap_or_default();
        let is_named_by = behind.split_whitespace().rev().skip(1).all(|word| List::Of.has(word))
            && behind.split_whitespace().count() > 1;
        if is_named_by && told.start >= span.end {
            return Some("signed");
        }
        match dating.role.as_str() {
            // "The one concluded with France has been so since 1975": nothing is signed since a time.
            "signed" if is_since() => Some("from"),
            "signed" => Some("signed"),
            "from" => Some("from"),
            "until" => Some("until"),
            _ => None,
        }
    }

    /// Whether the sentence is a label with its value: "Chief of state: ...".
    fn is_label(&self, words: &Words) -> bool {
        const LONGEST: usize = 16;
        let text = self.text.get(self.span.clone()).unwrap_or_default();
        let label = text.split_once(": ").map(|(label, _)| self.span.start..self.span.start + label.len());
        // "October 2, 1991: the embassy opens" is an entry of a chronology.
        let is_date = |label: &Range<usize>| {
            let mut periods = self.mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Period(_)));
            periods.clone().any(|it| it.span.start == label.start) && periods.any(|it| it.span.end == label.end)
        };
        label.is_some_and(|label| !is_date(&label)) && words.between(self.span.start, self.span.end) <= LONGEST
    }
}

fn is_of_trade(trigger: &Trigger) -> bool {
    matches!(
        trigger.kind.as_str(),
        "goods-exports" | "goods-imports" | "goods-trade" | "goods-growth" | "partner-share"
    )
}

fn is_area(said: &Said) -> bool {
    matches!(said, Said::Area(_))
}

/// Whether two claims say of the same thing two figures; what one leaves open is no
/// difference.
fn is_same_but_figure(a: &Understood, b: &Understood) -> bool {
    let is_figure = |said: &Said| matches!(said, Said::Figure(_));
    let has_figure = |claim: &Claim| claim.roles.iter().any(|(_, said)| is_figure(said));
    let is_same = |(role, said): &(RoleName, Said)| {
        let other = b.claim.role(role);
        is_figure(said) || other == Some(said) || (other.is_none() && matches!(said, Said::Area(_)))
    };
    let has_time = |claim: &Claim| claim.role("time").is_some();
    a.claim.kind == b.claim.kind
        && has_figure(&a.claim)
        && has_figure(&b.claim)
        && has_time(&a.claim) == has_time(&b.claim)
        && a.claim.roles.iter().all(is_same)
}

/// A flow in the other direction.
fn turned(flow: &Understood) -> Option<Understood> {
    let other = match flow.claim.kind.as_str() {
        "goods-exports" => "goods-imports",
        "goods-imports" => "goods-exports",
        _ => return None,
    };
    let exchanged = |role: RoleName| match role {
        "exporter" => "importer",
        "importer" => "exporter",
        role => role,
    };
    let roles = flow.claim.roles.iter().map(|(role, said)| (exchanged(role), said.clone())).collect();
    let spans = flow.spans.iter().map(|(role, span)| (exchanged(role), span.clone())).collect();
    Some(Understood { claim: Claim { kind: Code::from_static(other), roles }, spans })
}

/// Whether an area is only where something else lies: "Santa Cruz, in Bolivia".
pub(crate) fn is_where(text: &str, area: &Range<usize>) -> bool {
    let before = text.get(..area.start).unwrap_or_default().trim_end();
    let words = text.get(area.clone()).unwrap_or_default();
    let is_in = |word: &str| List::Within.has(word);
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let own = words.split_whitespace().next().unwrap_or_default();
    let ahead = before.strip_suffix(last).unwrap_or_default().trim_end();
    (is_in(last) && ahead.ends_with(',')) || (is_in(own) && before.ends_with(','))
}

/// A figure whose sign the trigger's words have.
fn signed(printed: Printed, trigger: &Trigger, sets: &[String]) -> Printed {
    if sets.iter().any(|set| set == "deficit") && trigger.kind == "goods-balance" {
        printed.below_zero()
    } else {
        printed
    }
}
