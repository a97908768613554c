//! Who fills a composed claim's areas: by possessives, adjectives and prepositions
//! near its words, else whom the document tells of.

use std::ops::Range;

use attache_fact::{RoleName, Said};
use attache_language::read::{Anaphor, Mention, Mentioned, Naming, Understood};
use attache_model::{Area, Code, Language};

use super::Sentence;
use crate::trigger::{List, Measure, Prepositions, Trigger, Triggers, Words};

/// An area as a sentence has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'a> {
    pub(super) area: Area,
    pub(super) span: &'a Range<usize>,
    pub(super) how: Naming,
    /// By its name, and not by a word that stands for it.
    pub(super) is_said: bool,
}

/// Words of a kind with what stands near them.
pub(super) struct Near<'a> {
    pub(super) trigger: &'a Trigger,
    pub(super) place: &'a Range<usize>,
    /// The figure, date or name that they are words for.
    pub(super) figure: &'a Range<usize>,
    pub(super) areas: &'a [Named<'a>],
    pub(super) words: &'a Words,
}

/// An area that fills a role, with where it is said.
type Party = (Area, Option<Range<usize>>);

/// Who fills the areas of a claim, with where it is said.
type Parties = Vec<(RoleName, Area, Option<Range<usize>>)>;

/// Of so many areas all pairs are looked at.
const MOST_NAMED: usize = 4;

impl Named<'_> {
    fn party(&self) -> Party {
        (self.area, self.is_said.then(|| self.span.clone()))
    }

    /// Bytes between the area and a place.
    fn away(&self, from: &Range<usize>) -> usize {
        if self.span.end <= from.start { from.start - self.span.end } else { self.span.start.saturating_sub(from.end) }
    }

    /// On which side of a flow it stands.
    fn side(&self, words: &Words, prepositions: &Prepositions) -> Side {
        match self.how {
            Naming::Of => return Side::From,
            Naming::To => return Side::To,
            Naming::In | Naming::Possessive | Naming::Adjective => return Side::None,
            Naming::Name | Naming::People => {}
        }
        let Some(before) = words.before(self.span.start) else { return Side::None };
        let is = |list: &[String]| list.iter().any(|word| word == before);
        if is(&prepositions.to) {
            Side::To
        } else if is(&prepositions.from) {
            Side::From
        } else if is(&prepositions.with) {
            Side::With
        } else if is(&prepositions.within) {
            Side::In
        } else {
            Side::None
        }
    }
}

/// On which side of a flow an area stands, by the preposition before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    To,
    From,
    With,
    In,
    None,
}

impl Sentence<'_> {
    /// The areas that the sentence names or speaks of, in their order.
    pub(super) fn areas(&self) -> Vec<Named<'_>> {
        let mut areas = Vec::new();
        for mention in self.mentions {
            let span = &mention.span;
            match &mention.what {
                Mentioned::Area { areas: meant, how } => {
                    let known = meant.iter().find(|area| self.known.about.contains(area)).or(meant.first());
                    areas.extend(known.map(|area| Named { area: *area, span, how: *how, is_said: true }));
                }
                Mentioned::Areas(all) => {
                    areas.extend(all.iter().map(|area| Named { area: *area, span, how: Naming::Name, is_said: true }));
                }
                Mentioned::Anaphor(Anaphor::Own) => {
                    let own =
                        self.known.author.map(|area| Named { area, span, how: Naming::Possessive, is_said: false });
                    areas.extend(own);
                }
                Mentioned::Anaphor(Anaphor::Country) => {
                    let is_possessive = List::Possessives.has(self.text.get(span.clone()).unwrap_or_default());
                    // "The United States is a smaller market: in 2022 it imported".
                    let subject = areas.iter().find(|named: &&Named<'_>| named.is_said);
                    let subject =
                        subject.filter(|named| !is_possessive && self.is_subject(named)).map(|named| named.area);
                    let meant = subject.or(self.named).or(self.known.about.last().copied());
                    let how = if is_possessive { Naming::Possessive } else { Naming::Name };
                    areas.extend(meant.map(|area| Named { area, span, how, is_said: false }));
                }
                _ => {}
            }
        }
        areas
    }

    /// Whether a country is named by its name at the head of the sentence.
    fn is_subject(&self, named: &Named<'_>) -> bool {
        let before = self.text.get(self.span.start..named.span.start).unwrap_or_default();
        let is_head = before.split_whitespace().count() <= 1;
        is_head && named.how == Naming::Name
    }

    /// Who fills the kind's areas, the likeliest first, and how many of these are
    /// equally likely.
    pub(super) fn parties(&self, near: &Near<'_>) -> (Vec<Parties>, usize) {
        let Some(kind) = attache_fact::find(Code::new(&near.trigger.kind)) else { return (Vec::new(), 0) };
        match kind.areas() {
            [one] => {
                let (subjects, even) = self.subjects(near);
                (subjects.into_iter().map(|(area, span)| vec![(*one, area, span)]).collect(), even)
            }
            [first, second] => {
                let of = |((a, a_span), (b, b_span)): (Party, Party)| vec![(*first, a, a_span), (*second, b, b_span)];
                let mut pairs = self.pairs(near, *first == "a");
                let mut even = pairs.len().min(1);
                // Whether somebody represents a country or is sent to it hangs on a verb.
                if matches!(kind.id(), "chief-of-mission" | "chief-served")
                    && let Some((a, b)) = pairs.first().cloned()
                {
                    pairs.retain(|((other, _), _)| *other != b.0);
                    pairs.insert(1, (b, a));
                    even = 2;
                }
                (pairs.into_iter().map(of).collect(), even)
            }
            _ => (Vec::new(), 0),
        }
    }

    pub(super) fn side(&self, named: &Named<'_>, words: &Words) -> Side {
        named.side(words, &Triggers::of(self.wordings.language()).words)
    }

    /// Whether a country is named before a place as with whom something is.
    pub(super) fn is_partner_before(&self, named: &Named<'_>, place: &Range<usize>, words: &Words) -> bool {
        named.span.end <= place.start && self.side(named, words) == Side::With
    }

    /// Whose a figure is, of a kind that is of one country: it stands before, or
    /// hangs on it behind.
    fn subjects(&self, near: &Near<'_>) -> (Vec<Party>, usize) {
        let &Near { trigger, place, figure, words, .. } = near;
        // From whom somebody became independent is not whose independence it is.
        let is_from = |named: &Named<'_>| {
            let is_of = self.side(named, words) == Side::From || named.how == Naming::Of;
            trigger.kind == "independence" && is_of && !self.known.about.contains(&named.area)
        };
        let areas: Vec<Named<'_>> = near.areas.iter().copied().filter(|named| !is_from(named)).collect();
        let is_compared = |named: &&Named<'_>| {
            words.before(named.span.start).is_some_and(|word| matches!(word, "as" | "than" | "que" | "qu"))
        };
        let before =
            areas.iter().filter(|named| named.span.start < place.start.max(figure.start) && !is_compared(named));
        // "Shares a border with Mozambique and has a coastline": of the subject, that is.
        let is_left = |named: &Named<'_>| {
            let gap = self.text.get(named.span.end..place.start.max(named.span.end)).unwrap_or_default();
            self.side(named, words) == Side::With && gap.split_whitespace().any(|word| List::Joining.has(word))
        };
        let is_behind_from =
            |named: &Named<'_>| named.how == Naming::Name && (self.side(named, words) == Side::From || is_left(named));
        let nearest = before
            .min_by_key(|named| (is_behind_from(named), named.away(place)))
            .or_else(|| areas.iter().filter(|named| !is_compared(named)).find(|named| named.how != Naming::People));
        let mut meant: Vec<Party> = nearest.map(Named::party).into_iter().collect();
        let is_said = nearest.is_some_and(|named| named.is_said);
        let is_person = trigger.measure == Measure::Person;
        let about = self.known.about.iter().rev().copied().enumerate();
        let about = about.filter(|(place, _)| *place == 0 || is_person).map(|(_, area)| area);
        for area in about.chain(self.named) {
            if !meant.iter().any(|(other, _)| *other == area) {
                meant.push((area, None));
            }
        }
        // A name or a date fits nobody else by chance, and "it" may be either.
        let is_sure = matches!(trigger.measure, Measure::Person | Measure::Date);
        let even = if !is_said && (is_sure || nearest.is_some()) { meant.len() } else { 1 };
        (meant, even)
    }

    /// Between whom, of a kind that is of two: the likeliest first, then other pairs
    /// of those who are named, since that one of them fits forbids to contradict.
    fn pairs(&self, near: &Near<'_>, is_even: bool) -> Vec<(Party, Party)> {
        // Behind a semicolon another thing is told.
        let is_with_it = |named: &&Named<'_>| {
            let (from, to) = (named.span.end.min(near.place.end), named.span.start.max(near.place.start));
            let between = self.text.get(from..to.max(from)).unwrap_or_default();
            // "A treaty signed in 1994 is not in force, whereas those with France are".
            let is_of_next = near.trigger.kind == "agreement"
                && named.span.start >= near.place.end
                && between.rsplit_once(',').is_some_and(|(_, rest)| {
                    rest.split_whitespace().next().is_some_and(|word| List::Joining.has(word) && word.len() > 3)
                });
            !is_of_next && !between.contains(';') && !self.is_of_clause_behind(near, named)
        };
        let mut nearest: Vec<&Named<'_>> = near.areas.iter().filter(is_with_it).collect();
        nearest.sort_by_key(|named| named.away(near.place).min(named.away(near.figure)));
        let is_ranked = matches!(near.trigger.kind.as_str(), "goods-rank" | "partner-share");
        if is_ranked && nearest.iter().any(|named| !self.is_beside_another(named, near)) {
            nearest.retain(|named| !self.is_beside_another(named, near));
        }
        let is_listed = near.trigger.kind == "land-border";
        let (first, is_told) = if is_ranked {
            (self.possessor_and_other(near, &nearest), false)
        } else if is_listed {
            (self.subject_and_beside(near, &nearest), true)
        } else {
            self.owner_and_partner(near, &nearest)
        };
        let Some((a, b)) = first else { return Vec::new() };
        let mut all = vec![(a.clone(), b.clone())];
        if !is_even && (is_ranked || !is_told) {
            all.push((b, a));
        }
        let mut named: Vec<Area> = near.areas.iter().map(|named| named.area).collect();
        named.extend(&self.known.about);
        named.sort_unstable();
        named.dedup();
        named.truncate(MOST_NAMED);
        // Whose direction is told has no other one.
        let is_one_way = is_even || (is_told && !is_ranked);
        // A place in an order of two others is one by chance.
        let is_of_others = |a: &Area, b: &Area| {
            let about = &self.known.about;
            is_ranked && !about.is_empty() && !about.contains(a) && !about.contains(b)
        };
        for one in &named {
            for other in named.iter().filter(|other| *other != one && !is_of_others(one, other)) {
                let is_there =
                    all.iter().any(|((a, _), (b, _))| (a, b) == (one, other) || (is_one_way && (a, b) == (other, one)));
                if !is_there {
                    all.push(((*one, None), (*other, None)));
                }
            }
        }
        all
    }

    /// Whether a country stands in a clause behind what two states did on a day, and is none of the two:
    /// "relations followed on March 19, when an envoy resident in Kuwait presented his credentials".
    fn is_of_clause_behind(&self, near: &Near<'_>, named: &Named<'_>) -> bool {
        const DATED: [&str; 5] =
            ["relations-established", "recognition", "mission-opened", "mission-raised", "chief-served"];
        let end = near.place.end.max(near.figure.end);
        let gap = self.text.get(end..named.span.start.max(end)).unwrap_or_default();
        DATED.contains(&near.trigger.kind.as_str())
            && named.span.start >= end
            && gap.contains(',')
            && !self.known.about.contains(&named.area)
    }

    /// Whose exports or imports, and with whom, and whether either is told.
    fn owner_and_partner(&self, near: &Near<'_>, nearest: &[&Named<'_>]) -> (Option<(Party, Party)>, bool) {
        let &Near { trigger, place, words, .. } = near;
        let favoured = self.favoured(near);
        // "Imported Romanian goods": what stands before its noun is not whose imports they are.
        let is_ahead = self.wordings.language() == Language::English;
        let owner = nearest.iter().find(|named| {
            if let Some((favoured, _)) = favoured {
                return favoured.span == named.span;
            }
            let is_before = named.span.end <= place.start;
            // "Imports of Norwegian goods fell, so the deficit narrowed".
            let is_of_goods = named.how == Naming::Adjective
                && words
                    .within(&(named.span.end..place.start.max(named.span.end)))
                    .next()
                    .is_some_and(|word| List::Goods.has(word));
            let is_own = matches!(named.how, Naming::Possessive | Naming::Adjective) && !is_of_goods;
            // "El déficit boliviano", "les exportations de la Suisse", "the deficit of Switzerland".
            let is_right_behind =
                |far: usize| named.span.start >= place.end && words.between(place.end, named.span.start) == far;
            // "Recognition of Turkmenistan" is none by it.
            let is_behind = trigger.kind != "recognition"
                && ((is_right_behind(0) && (named.how == Naming::Of || (named.how == Naming::Adjective && !is_ahead)))
                    || (is_right_behind(1) && words.before(named.span.start) == Some("of")));
            // "It left Honduras a deficit", "dejó a Honduras un déficit", "a deficit for the US".
            let is_balance = trigger.kind == "goods-balance";
            let is_dative = is_before && words.between(named.span.end, place.start) <= 1;
            let is_for = named.span.start >= place.end
                && words.before(named.span.start).is_some_and(|word| List::Whose.has(word));
            let is_given = is_balance && ((is_dative && self.side(named, words) == Side::To) || is_for);
            let is_bare = self.side(named, words) == Side::None && !is_of_goods;
            is_given || is_behind || ((is_own || is_bare) && is_before)
        });
        let is_inward = trigger.kind == "goods-imports";
        // "El acuerdo de Canadá" is the one with it.
        let sides: &[Side] = match trigger.kind.as_str() {
            "agreement" => &[Side::To, Side::With, Side::From],
            _ if is_inward => &[Side::From, Side::With],
            _ => &[Side::To, Side::With],
        };
        let partner = nearest.iter().find(|named| {
            let is_recognized = trigger.kind == "recognition"
                && named.span.start >= place.end
                && words.between(place.end, named.span.start) <= 1;
            (is_recognized || sides.contains(&self.side(named, words)))
                && owner.is_none_or(|owner| owner.area != named.area)
        });
        let other_of = |area: Area| {
            let near = nearest.iter().map(|named| named.party());
            near.chain(self.told_of().map(|area| (area, None))).find(|(other, _)| *other != area)
        };
        let pair = match (owner, partner) {
            (Some(a), Some(b)) => Some((a.party(), b.party())),
            (Some(a), None) => other_of(a.area).map(|other| (a.party(), other)),
            (None, Some(b)) => other_of(b.area).map(|other| (other, b.party())),
            (None, None) => match nearest {
                [one, ..] => other_of(one.area).map(|other| match self.known.author == Some(one.area) {
                    true => (one.party(), other),
                    false => (other, one.party()),
                }),
                [] => match self.known.about.as_slice() {
                    [a, b, ..] => Some(((*a, None), (*b, None))),
                    _ => None,
                },
            },
        };
        (pair, owner.is_some() || partner.is_some())
    }

    /// Whom a balance is said to favour, or to be against: "a surplus in our favour", "un
    /// solde en faveur de la Suisse", "un saldo en contra de México".
    pub(super) fn favoured<'n>(&self, near: &Near<'n>) -> Option<(&'n Named<'n>, bool)> {
        const NEAR: usize = 6;
        let &Near { trigger, place, figure, areas, words } = near;
        if trigger.kind != "goods-balance" {
            return None;
        }
        let is_near =
            |word: &Range<usize>| self.distance(words, word, figure).min(self.distance(words, word, place)) <= NEAR;
        let mut favours = Triggers::of(self.wordings.language()).favours(words).filter(|(word, _)| is_near(word));
        let beside = |word: &Range<usize>| {
            areas.iter().find(|named| match named.span.end <= word.start {
                true => words.between(named.span.end, word.start) == 0,
                false => words.between(word.end, named.span.start) <= 1,
            })
        };
        favours.find_map(|(word, is_for)| Some((beside(&word)?, is_for)))
    }

    /// Whether a balance is a surplus, by a word beside one that is neither: "the balance was
    /// negative, by $43 million".
    pub(super) fn sign(&self, near: &Near<'_>) -> Option<bool> {
        const NEAR: usize = 4;
        let &Near { trigger, place, figure, areas, words } = near;
        // Whose it is, a name must say.
        let is_whose = areas.iter().any(|named| named.is_said && named.span.start < figure.start);
        if trigger.kind != "goods-balance" || !trigger.sets.is_empty() || !is_whose {
            return None;
        }
        let away = |word: &Range<usize>| self.distance(words, word, figure).min(self.distance(words, word, place));
        let signs = Triggers::of(self.wordings.language()).signs(words);
        let near = signs.map(|(word, is_surplus)| (away(&word), is_surplus)).filter(|(away, _)| *away <= NEAR);
        near.min_by_key(|(away, _)| *away).map(|(_, is_surplus)| is_surplus)
    }

    /// Of a rank or share: "The United States is Bolivia's fifth market" is of
    /// Bolivia's trade. The possessor stands beside the words, else it is, of two
    /// that are named, the one that the document tells of.
    fn possessor_and_other(&self, near: &Near<'_>, nearest: &[&Named<'_>]) -> Option<(Party, Party)> {
        let &Near { place, figure, words, .. } = near;
        let is_supplier = near.trigger.flow.as_deref() == Some("source of imports");
        let is_possessor = |named: &Named<'_>| {
            let is_beside = |far: usize| match named.span.end <= place.start {
                true => words.between(named.span.end, place.start) <= far,
                false => words.between(place.end, named.span.start) <= 1,
            };
            let is_behind = named.span.start >= place.end;
            match named.how {
                Naming::Possessive | Naming::Adjective => is_beside(3),
                Naming::Of => is_behind && is_beside(0),
                // "Among suppliers of goods to the United States".
                _ if self.side(named, words) == Side::To && is_behind && is_supplier => {
                    words.between(place.end, named.span.start) <= 4
                }
                _ => self.side(named, words) == Side::From && is_behind && is_beside(0),
            }
        };
        // "China and the United States were rivals as customers": neither is whose customers they are.
        let is_one_of_several = |named: &Named<'_>| near.areas.iter().any(|other| self.are_joined(named, other));
        // "Seguido de India", "after Australia, the main destinations were": whom others stand behind.
        let is_compared = |named: &Named<'_>| Triggers::of(self.wordings.language()).is_beside(words, named.span);
        let own = nearest.iter().find(|named| is_possessor(named) && !is_compared(named)).or_else(|| {
            let is_told_of = |named: &&&Named<'_>| {
                self.known.about.contains(&named.area)
                    && !is_compared(named)
                    && !self.heads_figure(named, self.figures())
                    && !is_one_of_several(named)
            };
            let mut told_of = nearest.iter().filter(is_told_of);
            match (told_of.next(), told_of.next()) {
                (Some(one), None) if nearest.iter().any(|named| named.area != one.area) => Some(one),
                _ => None,
            }
        });
        // Who alone is named is who has a place: "Thailand held 14th place among suppliers".
        if let (None, Measure::Rank, [first, rest @ ..]) = (own, near.trigger.measure, nearest)
            && first.how == Naming::Name
            && rest.iter().all(|named| named.area == first.area)
            && self.known.about.contains(&first.area)
            && let Some(owner) = self.known.about.iter().find(|area| **area != first.area)
        {
            return Some(((*owner, None), first.party()));
        }
        let subject = self.told_of().next();
        let owner: Option<Area> = own.map(|own| own.area).or(subject);
        let others = nearest.iter().filter(|named| owner != Some(named.area) && !self.has_own_figure(named, figure));
        // "Bought 33 % of its exports, while Peru took": who stands in the next part has its own.
        let is_next = |named: &Named<'_>| {
            let gap = self.text.get(figure.end..named.span.start.max(figure.end)).unwrap_or_default();
            gap.contains(';') || (gap.contains(',') && gap.split_whitespace().any(|word| List::Joining.has(word)))
        };
        let other = others.min_by_key(|named| (is_next(named), self.distance(words, named.span, figure)));
        let other = other.map(|named| named.party());
        let own = own.map(|own| own.party()).or(subject.map(|area| (area, None)))?;
        let other = other.or_else(|| self.told_of().find(|area| *area != own.0).map(|area| (area, None)))?;
        Some((own, other))
    }

    /// Whether two countries are named together: "China and Peru".
    pub(super) fn are_joined(&self, a: &Named<'_>, b: &Named<'_>) -> bool {
        let gap = self.text.get(a.span.end..b.span.start).or_else(|| self.text.get(b.span.end..a.span.start));
        let is_joining = |gap: &str| gap.split_whitespace().count() == 1 && List::Joining.has(gap.trim());
        a.area != b.area && (a.span == b.span || gap.is_some_and(is_joining))
    }

    /// Whether a country is told of beside the one whom a figure is of: "32 percent, followed by
    /// China", "against the 7 percent of Vietnam, the 6.7 percent of Peru".
    fn is_beside_another(&self, named: &Named<'_>, near: &Near<'_>) -> bool {
        let triggers = Triggers::of(self.wordings.language());
        let is_compared = |named: &Named<'_>| triggers.is_beside(near.words, named.span);
        // "More than Guatemala and Honduras together".
        let is_joined = |other: &Named<'_>| {
            is_compared(other) && other.span.end <= named.span.start && self.are_joined(other, named)
        };
        if is_compared(named) || near.areas.iter().any(is_joined) {
            // Behind it another part of the sentence goes on with the subject.
            let gap = self.text.get(named.span.end..near.figure.start.max(named.span.end)).unwrap_or_default();
            let goes_on = || {
                let mut parts = gap.split(',').skip(1).filter_map(|part| part.split_whitespace().next());
                parts.any(|word| List::Joining.has(word))
            };
            return named.span.start >= near.figure.end || goes_on();
        }
        named.how != Naming::Possessive
            && self.others(near.figure).any(|other| {
                let gap = self.text.get(other.span.end..named.span.start).unwrap_or_default();
                let has_of = gap.split_whitespace().next().is_some_and(|word| List::Of.has(word))
                    || matches!(named.how, Naming::Of);
                let is_near = gap.split_whitespace().count() <= 1 && !gap.contains([',', ';', '(', ')']);
                other.span.end <= named.span.start && is_near && has_of
            })
    }

    /// Whether another figure stands right behind an area: "ahead of China (14 percent)".
    pub(super) fn has_own_figure(&self, named: &Named<'_>, figure: &Range<usize>) -> bool {
        self.heads_figure(named, self.others(figure))
    }

    /// Whether one of the figures stands right behind an area.
    fn heads_figure<'m>(&self, named: &Named<'_>, mut figures: impl Iterator<Item = &'m Mention>) -> bool {
        figures.any(|mention| {
            let gap = self.text.get(named.span.end..mention.span.start).map(str::trim);
            gap.is_some_and(|gap| matches!(gap, "" | "(" | ":") || List::Carrying.has(gap) || List::Articles.has(gap))
        })
    }

    /// Of several borders each is the subject's with who stands beside its length.
    fn subject_and_beside(&self, near: &Near<'_>, nearest: &[&Named<'_>]) -> Option<(Party, Party)> {
        let with = nearest.iter().filter(|named| self.side(named, near.words) == Side::With);
        // "324 km with Russia and 233 km with Latvia": behind a figure, before what joins on.
        let is_parted = |named: &Named<'_>| {
            let figure = near.figure;
            let (from, to) = (named.span.end.min(figure.end), named.span.start.max(figure.start));
            let gap = self.text.get(from..to.max(from)).unwrap_or_default();
            gap.split_whitespace().any(|word| List::Joining.has(word))
        };
        let beside = with.min_by_key(|named| (is_parted(named), named.away(near.figure))).or(nearest.first());
        let beside = self.before_bracket(near.figure, near.areas).or(beside.copied())?;
        let first = near.areas.first().filter(|named| self.known.about.contains(&named.area)).map(Named::party);
        let told = self.told_of().map(|area| (area, None));
        let subject = first.into_iter().chain(told).find(|(area, _)| *area != beside.area)?;
        Some((subject, beside.party()))
    }

    /// Who is named last before a figure in brackets: "the Gambia, which it surrounds (749 km),
    /// Mauritania (742 km)".
    pub(super) fn before_bracket<'n>(&self, figure: &Range<usize>, areas: &'n [Named<'n>]) -> Option<&'n Named<'n>> {
        let ahead = self.text.get(self.span.start..figure.start)?.trim_end();
        let last = || areas.iter().rfind(|named| named.is_said && named.span.end <= figure.start);
        ahead.ends_with('(').then(last).flatten()
    }

    /// Takes out "market" where it is one that is supplied: "a supplier of the American market".
    pub(super) fn without_markets_supplied(&self, placed: &mut [(&Trigger, Vec<Range<usize>>)], words: &Words) {
        const FURTHEST: usize = 4;
        let is_of =
            |trigger: &Trigger, flow: &str| trigger.measure == Measure::Rank && trigger.flow.as_deref() == Some(flow);
        let suppliers: Vec<Range<usize>> = placed
            .iter()
            .filter(|(trigger, _)| is_of(trigger, "source of imports"))
            .flat_map(|(_, places)| places.iter().cloned())
            .collect();
        let is_supplied = |market: &Range<usize>| {
            suppliers.iter().any(|supplier| {
                let between = self.text.get(supplier.end..market.start).unwrap_or_default();
                let first = between.split_whitespace().next().unwrap_or_default();
                (List::Of.has(first) || first == "to") && words.between(supplier.end, market.start) <= FURTHEST
            })
        };
        for (_, places) in placed.iter_mut().filter(|(trigger, _)| is_of(trigger, "export market")) {
            places.retain(|place| !is_supplied(place));
        }
    }

    /// From whom a country became independent: "from a mandate under French administration".
    pub(super) fn former_ruler<'n>(&self, near: &Near<'n>, understood: &Understood) -> Option<&'n Named<'n>> {
        let is_in = |named: &&Named<'_>| understood.claim.role("subject") == Some(&Said::Area(named.area));
        let rules = |named: &&Named<'_>| {
            let how = matches!(named.how, Naming::Adjective | Naming::Of);
            let before = near.words.before(named.span.start);
            how || before.is_some_and(|word| List::Ruling.has(word))
        };
        near.areas.iter().filter(|named| named.span.start >= near.place.end && !is_in(named)).find(rules)
    }

    /// Whom the document tells of, and whom it named last.
    pub(super) fn told_of(&self) -> impl Iterator<Item = Area> {
        self.known.about.iter().rev().copied().chain(self.named)
    }
}

/// Whether what stands at a place of a sentence is of a place that is no country: in brackets
/// behind its name, "Ulaanbaatar (population 1.67 million)", or what that has, "Ulaanbaatar had
/// 1.67 million inhabitants".
pub(crate) fn is_of_place(text: &str, sentence: &Range<usize>, at: usize, mentions: &[Mention]) -> bool {
    const FEW: usize = 5;
    let before = text.get(sentence.start..at).unwrap_or_default();
    let is_place = |ahead: &str, is_none: fn(&Mentioned) -> bool| {
        let end = sentence.start + ahead.trim_end().len();
        let last = ahead.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        let is_it = |mention: &Mention| mention.span.end == end && is_none(&mention.what);
        last.starts_with(char::is_uppercase) && !mentions.iter().any(is_it)
    };
    if let Some((ahead, _)) = before.rsplit_once('(').filter(|(_, aside)| !aside.contains(')')) {
        return is_place(ahead, |what| matches!(what, Mentioned::Area { .. }));
    }
    let clause = before.rsplit([',', ';', ':']).next().unwrap_or_default();
    let mut ahead = clause.trim_end();
    for _ in 0..FEW {
        let Some((rest, word)) = ahead.rsplit_once(char::is_whitespace) else { return false };
        ahead = rest.trim_end();
        if List::Has.has(word) {
            let end = before.len() - clause.len() + ahead.len();
            let is_nobody = ahead.rsplit(char::is_whitespace).next().is_some_and(|word| List::Pronouns.has(word));
            let is_named = |what: &Mentioned| !matches!(what, Mentioned::Figure(_) | Mentioned::Period(_));
            if !is_nobody && is_place(&before[..end], is_named) {
                return true;
            }
        }
    }
    false
}
