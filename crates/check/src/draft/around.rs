//! A statement that a pattern has read, beside what else its sentence says: what of
//! it is another's, and what it may mean as well.

mod alone;
mod no_claim;
mod open;
mod time;

use std::ops::Range;

use attache_fact::{Claim, RoleName, Said};
use attache_language::{
    Wordings,
    read::{Anaphor, Mention, Mentioned, Naming, Understood, When},
};
use attache_model::{Area, AreaKind, Code, Language, Period};

use self::alone::{
    in_hundredths, without_change_of_base, without_compared_year, without_next_visit, without_people_of_city,
    without_pronoun,
};
use super::shifted;
use crate::{
    ask::Known,
    compose, course, label,
    trigger::{List, Triggers},
};

/// Kinds of one country's partners and neighbours, of which a sentence names several.
const LISTED: [&str; 4] = ["partner-share", "goods-rank", "land-border", "land-neighbors"];

/// So many words before a figure may say what becomes of it.
const NEAR: usize = 4;

/// A sentence with what may be meant by its words.
pub(super) struct Around<'a> {
    /// All of the block's text.
    pub(super) block: &'a str,
    pub(super) text: &'a str,
    pub(super) wordings: &'a Wordings,
    pub(super) language: Language,
    /// Where it begins in its block.
    pub(super) start: usize,
    /// With bytes of the block's text.
    pub(super) mentions: &'a [Mention],
    pub(super) known: &'a Known,
    /// The country that was named last.
    pub(super) named: Option<Area>,
    /// The countries that the sentence before named.
    pub(super) recent: &'a [Area],
    /// And those with whose names the sentences of its block before it begin.
    pub(super) before: &'a [Area],
}

impl Around<'_> {
    /// The readings, behind the first one those that are as likely, and how many these
    /// are: "it" may be the country of the sentence before or the document's, and a year
    /// that stands apart may be another figure's.
    pub(super) fn as_likely(&self, mut all: Vec<Understood>) -> (Vec<Understood>, usize) {
        let triggers = Triggers::of(self.language);
        let (is_of_goods, is_of_services) = (triggers.says_goods(self.text), triggers.says_services(self.text));
        // "Exports of goods and services" are a country's with all others.
        if !(is_of_goods && is_of_services) {
            between_the_two(&mut all, self.known, is_of_goods);
        }
        for understood in &mut all {
            without_compared_year(understood, self.text);
            self.without_year_of_compared(understood);
            self.without_passed_year(understood);
            self.without_time_of_next_clause(understood);
            self.without_lent_year(understood);
            self.of_that_year(understood);
            self.of_year_before(understood);
            self.with_time_of_purpose(understood);
            compose::over_years(understood);
            self.without_next_rank(understood);
            self.without_deputy(understood);
            self.without_cut_date(understood);
            self.without_date_of_part_before(understood);
            // What was denounced is not in force, whenever it came into it.
            if understood.claim.kind == "agreement" && Triggers::of(self.language).tells_end(self.text) {
                without(understood, &["status"]);
            }
            // What there is not has no date.
            if understood.claim.kind == "no-agreement" {
                understood.claim.roles.retain(|(_, said)| !matches!(said, Said::Period(_)));
            }
            self.without_next_subject(understood);
            self.with_partner_beside(understood);
            self.between_two(understood);
            self.of_country_and_it(understood);
            self.of_subject_s_balance(understood);
            self.of_subject_s_verb(understood);
            self.of_that_country_s_balance(understood);
            self.of_course(understood);
            self.without_subject_behind(understood);
            without_people_of_city(understood, self.wordings);
            without_next_visit(understood);
            without_change_of_base(understood);
            without_pronoun(understood);
            in_hundredths(understood);
        }
        let mut rest = all.into_iter();
        let Some(mut first) = rest.next() else { return (Vec::new(), 0) };
        if let Some(one) = self.of_subject(&first) {
            first = one;
        }
        if let Some(all) = self.of_member(&first) {
            let count = all.len();
            return (all, count);
        }
        let mut even = [self.of_others(&first), self.of_other_years(&first), self.of_unsaid(&first)].concat();
        even.extend(self.turned_round(&first));
        even.insert(0, first);
        let count = even.len();
        even.extend(rest);
        (even, count)
    }

    /// Behind a further figure a place in an order is of another: "93 % went to China and
    /// 2 % to Peru, the second market".
    fn without_next_rank(&self, understood: &mut Understood) {
        let span = |name: &str| understood.spans.iter().find(|(role, _)| *role == name).map(|(_, span)| span.clone());
        let (Some(share), Some(rank)) = (span("share"), span("rank")) else { return };
        let between = shifted(&(share.end..rank.start.max(share.end)), self.start);
        if self.has_figure(between) {
            without(understood, &["rank"]);
        }
    }

    /// Its bytes in the block.
    fn sentence(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    fn has_figure(&self, within: Range<usize>) -> bool {
        self.figures().any(|mention| within.start <= mention.span.start && mention.span.end <= within.end)
    }

    /// "The king, represented since 2022 by a governor": since when he is king is not said.
    fn without_deputy(&self, understood: &mut Understood) {
        let since = understood.spans.iter().find(|(role, _)| *role == "since").map(|(_, span)| span.start);
        let before = since.and_then(|start| self.text.get(..start)).unwrap_or_default();
        if before.split_whitespace().next_back().is_some_and(|word| List::Deputed.has(word)) {
            without(understood, &["since"]);
        }
    }

    /// In "China supplies 16 % of imports, Nigeria 12 %" it is not Nigeria whose imports
    /// they are, there and in what goes on from there.
    fn without_next_subject(&self, understood: &mut Understood) {
        let said: Vec<RoleName> = understood
            .spans
            .iter()
            .filter(|(role, span)| {
                let is_figure_told =
                    understood.spans.iter().any(|(other, told)| other != role && told.end < span.start);
                is_figure_told && self.is_next_of_list(span)
            })
            .map(|(role, _)| *role)
            .collect();
        let is_lent = |role: &RoleName| !understood.spans.iter().any(|(other, _)| other == role);
        let has_own_figure = |area: &Area| {
            let mentions = self.mentions.iter().filter(|_| self.text.len() <= compose::LONGEST);
            mentions.into_iter().any(|mention| match &mention.what {
                Mentioned::Area { areas, .. } if areas.contains(area) && mention.span.start >= self.start => {
                    self.is_next_of_list(&(mention.span.start - self.start..mention.span.end - self.start))
                }
                _ => false,
            })
        };
        let lent = understood.claim.roles.iter().filter(|(role, said)| match said {
            Said::Area(area) => *role == "subject" && is_lent(role) && has_own_figure(area),
            _ => false,
        });
        let next: Vec<RoleName> = said.into_iter().chain(lent.map(|(role, _)| *role)).collect();
        let is_area = |role: &RoleName| matches!(understood.claim.role(role), Some(Said::Area(_)));
        let next: Vec<RoleName> = next.into_iter().filter(is_area).collect();
        without(understood, &next);
    }

    /// Whether a country stands behind a comma and right before a figure of its own.
    fn is_next_of_list(&self, span: &Range<usize>) -> bool {
        let before = self.text.get(..span.start).unwrap_or_default().trim_end();
        let behind = span.end + self.start;
        let figure = self.mentions.iter().find(|mention| mention.span.start >= behind);
        let is_beside = figure.is_some_and(|mention| {
            let gap = self.text.get(span.end..mention.span.start - self.start).unwrap_or("-").trim();
            matches!(mention.what, Mentioned::Figure(_)) && (gap.is_empty() || List::Articles.has(gap))
        });
        let (ahead, last) = before.rsplit_once(' ').unwrap_or(("", before));
        let before = if List::Articles.has(last) { ahead.trim_end() } else { before };
        is_beside && before.ends_with(',')
    }

    /// Behind the value of a label stands nobody whose it is: "Population: 2.55 million, only
    /// Mongolia is emptier".
    fn without_subject_behind(&self, understood: &mut Understood) {
        const LONGEST: usize = 40;
        let span = |name: &str| understood.spans.iter().find(|(role, _)| *role == name).map(|(_, span)| span.clone());
        let (Some(value), Some(subject)) = (span("value"), span("subject")) else { return };
        let is_label = self.text.find(label::MARK).is_some_and(|mark| mark <= LONGEST && mark <= value.start);
        if is_label && subject.start >= value.end {
            without(understood, &["subject"]);
        }
    }

    /// Nobody trades with itself: of two words for one country the possessive is the other
    /// one's, as in "its exports to the island".
    fn between_two(&self, understood: &mut Understood) {
        let Some(kind) = attache_fact::find(understood.claim.kind) else { return };
        let roles: Vec<RoleName> = understood
            .claim
            .roles
            .iter()
            .filter(|(role, said)| matches!(said, Said::Area(_)) && *role != "among")
            .map(|(role, _)| *role)
            .collect();
        let [a, b] = *roles.as_slice() else { return };
        let (Some(Said::Area(one)), Some(Said::Area(other))) = (understood.claim.role(a), understood.claim.role(b))
        else {
            return;
        };
        let is_possessive = |role: &&RoleName| {
            let span = understood.spans.iter().find(|(name, _)| name == *role).map(|(_, span)| span.clone());
            span.and_then(|span| self.text.get(span)).is_some_and(|words| List::Possessives.has(words.trim()))
        };
        let stands_for = [a, b].iter().find(is_possessive).copied();
        let (one, is_same) = (*one, one == other);
        let another = self.known.about.iter().copied().find(|area| *area != one);
        if let (true, 2, Some(role), Some(another)) = (is_same, kind.areas().len(), stands_for, another) {
            *understood = filled(understood, role, Said::Area(another));
        }
    }

    /// Whose a balance is, the country says that the sentence begins with: "Norway thus had
    /// a surplus".
    fn of_subject_s_balance(&self, understood: &mut Understood) {
        let value = understood.spans.iter().find(|(role, _)| *role == "value").map(|(_, span)| span.start + self.start);
        let Some(value) =
            value.filter(|_| understood.claim.kind == "goods-balance" && !self.says(understood, "reporter"))
        else {
            return;
        };
        let mut named = self.mentions.iter().filter(|mention| mention.span.end <= value).filter_map(|mention| {
            match &mention.what {
                Mentioned::Area { areas, how } => Some((*areas.first()?, *how, mention.span.clone())),
                _ => None,
            }
        });
        let (Some((area, Naming::Name, span)), None) = (named.next(), named.next()) else { return };
        let other = self.known.about.iter().copied().find(|known| *known != area);
        let before = self.text.get(..span.start.saturating_sub(self.start)).unwrap_or_default();
        let is_first = !before.contains(|c: char| c.is_alphabetic());
        if let Some(other) = other.filter(|_| is_first && self.known.about.contains(&area)) {
            without(understood, &["reporter", "partner"]);
            understood.claim.roles.extend([("reporter", Said::Area(area)), ("partner", Said::Area(other))]);
            understood.spans.push(("reporter", span.start - self.start..span.end - self.start));
        }
    }

    /// Who buys or sells, where a language leaves out the pronoun, is whom the sentence begins with:
    /// "Estados Unidos es su principal socio: en 2022 le compró bienes por".
    fn of_subject_s_verb(&self, understood: &mut Understood) {
        let [seller, buyer] = match understood.claim.kind.as_str() {
            "goods-exports" | "goods-imports" => ["exporter", "importer"],
            _ => return,
        };
        let span = |name: &str| understood.spans.iter().find(|(role, _)| *role == name).map(|(_, span)| span.clone());
        let is_untold = self.language == Language::Spanish && span(seller).is_none() && span(buyer).is_none();
        let Some(value) = span("value").filter(|_| is_untold) else { return };
        let mut before = self.text.get(..value.start).unwrap_or_default().split_whitespace().rev();
        let Some(sells) = before.find_map(|word| match (List::Selling.has(word), List::Buying.has(word)) {
            (false, false) => None,
            (sells, _) => Some(sells),
        }) else {
            return;
        };
        let begins = |mention: &&Mention| {
            let ahead = self.text.get(..mention.span.start - self.start).unwrap_or_default();
            ahead.split_whitespace().all(|word| List::Articles.has(word))
        };
        let first = self.mentions.iter().find(begins).and_then(|mention| match &mention.what {
            Mentioned::Area { areas, how: Naming::Name } => areas.first().copied(),
            _ => None,
        });
        let other = first.and_then(|first| self.known.about.iter().rev().copied().find(|area| *area != first));
        let (Some(first), Some(other)) = (first, other) else { return };
        let (from, to) = if sells { (first, other) } else { (other, first) };
        without(understood, &[seller, buyer]);
        understood.claim.roles.extend([(seller, Said::Area(from)), (buyer, Said::Area(to))]);
    }

    /// "Trade with Chile came to $39 billion, with a balance in favor of that country": whom the
    /// sentence named last.
    fn of_that_country_s_balance(&self, understood: &mut Understood) {
        let span = understood.spans.iter().find(|(role, _)| *role == "reporter").map(|(_, span)| span.clone());
        let Some(span) = span.filter(|_| understood.claim.kind == "goods-balance") else { return };
        let is_pointing = self
            .text
            .get(span.clone())
            .is_some_and(|words| words.split_whitespace().any(|word| List::Pointing.has(word)));
        let before = self.mentions.iter().filter(|mention| mention.span.end <= self.start + span.start);
        let last = before.into_iter().rev().find_map(|mention| match &mention.what {
            Mentioned::Area { areas, .. } => areas.iter().find(|area| self.known.about.contains(area)).copied(),
            _ => None,
        });
        let Some(last) = last.filter(|_| is_pointing) else { return };
        if let Some(other) = self.known.about.iter().copied().find(|area| *area != last) {
            without(understood, &["reporter", "partner"]);
            understood.claim.roles.extend([("reporter", Said::Area(last)), ("partner", Said::Area(other))]);
        }
    }

    /// A figure that something went "from 324 to 809 million" has at its end.
    fn of_course(&self, understood: &mut Understood) {
        let is_range = |said: &Said| matches!(said, Said::Figure(printed) if printed.to.is_some());
        if !understood.claim.roles.iter().any(|(_, said)| is_range(said)) {
            return;
        }
        let told = course::courses(self.block, &self.sentence(), self.mentions, self.language);
        for (role, said) in &mut understood.claim.roles {
            let place = understood.spans.iter().find(|(name, _)| name == role).map(|(_, at)| shifted(at, self.start));
            let own = told.iter().find(|course| course.from.1 == course.to.1 && Some(&course.to.1) == place.as_ref());
            if let (true, Some(course)) = (is_range(said), own) {
                *said = Said::Figure(course.to.0);
            }
        }
    }

    /// "It" as each country that it may stand for.
    fn of_others(&self, first: &Understood) -> Vec<Understood> {
        let is_anaphor = |span: &Range<usize>| {
            self.mention_at(span).is_some_and(|mention| mention.what == Mentioned::Anaphor(Anaphor::Country))
        };
        let role = first.spans.iter().find(|(_, span)| is_anaphor(span)).map(|(role, _)| *role);
        let role = role.filter(|role| matches!(first.claim.role(role), Some(Said::Area(_))));
        if role.is_some_and(|role| self.is_last_named(first, role)) {
            return Vec::new();
        }
        let subject = role.and_then(|role| self.subject_before(first, role));
        let others = self.known.about.iter().rev().copied().chain(self.named).filter(|_| subject.is_none());
        // "The United States had a surplus; ten years later it recorded a deficit", by its embassy.
        let is_told_of = |author: Area| {
            self.mentions.iter().any(|mention| match &mention.what {
                Mentioned::Area { areas, how: Naming::Name } => areas.contains(&author),
                _ => false,
            })
        };
        let others = others.filter(|area| Some(*area) != self.known.author || is_told_of(*area));
        others.filter_map(|area| self.of_another(first, role?, area)).collect()
    }

    /// "The country is its second market": each may be either.
    fn turned_round(&self, first: &Understood) -> Option<Understood> {
        if first.claim.kind != "goods-rank" {
            return None;
        }
        let is_anaphor = |(_, span): &&(RoleName, Range<usize>)| {
            let is_possessive = self.text.get(span.clone()).is_some_and(|words| List::Possessives.has(words.trim()));
            let what = self.mention_at(span).map(|mention| &mention.what);
            is_possessive || what == Some(&Mentioned::Anaphor(Anaphor::Country))
        };
        let mut anaphors = first.spans.iter().filter(is_anaphor).map(|(role, _)| *role);
        let (a, b) = anaphors.next().zip(anaphors.next())?;
        let (one, other) = first.claim.role(a).cloned().zip(first.claim.role(b).cloned())?;
        let are_areas = matches!((&one, &other), (Said::Area(one), Said::Area(other)) if one != other);
        are_areas.then(|| with(&with(first, a, other), b, one))
    }

    /// "Imports from Lebanon were $766 million and exports to it $212 million": to whom goods go is
    /// who was named last.
    fn is_last_named(&self, understood: &Understood, role: RoleName) -> bool {
        let is_end = matches!(
            (understood.claim.kind.as_str(), role),
            ("goods-exports", "importer") | ("goods-imports", "exporter")
        );
        let span = understood.spans.iter().find(|(name, _)| *name == role).map(|(_, span)| self.start + span.start);
        let before = self.mentions.iter().filter(|mention| span.is_some_and(|start| mention.span.end <= start));
        let last = before.into_iter().rev().find_map(|mention| match &mention.what {
            Mentioned::Area { areas, how: Naming::Name | Naming::Of } => areas.first(),
            _ => None,
        });
        is_end && last.is_some_and(|last| understood.claim.role(role) == Some(&Said::Area(*last)))
    }

    /// The country that the sentence names first, where what stands for one is not the
    /// author: "Chile is a market for U.S. goods, and it ran a deficit with us".
    fn subject_before(&self, understood: &Understood, role: RoleName) -> Option<Area> {
        let (_, span) = understood.spans.iter().find(|(name, _)| *name == role)?;
        let has_author = self.mentions.iter().any(|mention| mention.what == Mentioned::Anaphor(Anaphor::Own));
        let before = self.mentions.iter().filter(|mention| mention.span.end <= self.start + span.start);
        let first = before.into_iter().find_map(|mention| match &mention.what {
            Mentioned::Area { areas, how } => Some((areas.iter().find(|area| self.known.about.contains(area))?, *how)),
            _ => None,
        });
        first.filter(|(_, how)| has_author && *how == Naming::Name).map(|(area, _)| *area)
    }

    /// "It took 38 percent of the country's exports": the country is the one that the document tells
    /// of, and "it" the other.
    fn of_country_and_it(&self, understood: &mut Understood) {
        let words = |name: &str| {
            let (_, span) = understood.spans.iter().find(|(role, _)| *role == name)?;
            let is_anaphor = self.mention_at(span).is_some_and(|it| it.what == Mentioned::Anaphor(Anaphor::Country));
            self.text.get(span.clone()).filter(|_| is_anaphor).map(str::trim)
        };
        let is_country = words("subject").is_some_and(|words| words.contains(' '));
        let is_it = words("partner").is_some_and(|words| List::Pronouns.has(words));
        if let ([other, subject], "partner-share", true, true) =
            (self.known.about.as_slice(), understood.claim.kind.as_str(), is_country, is_it)
        {
            for (role, said) in &mut understood.claim.roles {
                match *role {
                    "subject" => *said = Said::Area(*subject),
                    "partner" => *said = Said::Area(*other),
                    _ => {}
                }
            }
        }
    }

    /// The claim with "it" as the subject of its sentence.
    fn of_subject(&self, understood: &Understood) -> Option<Understood> {
        let is_anaphor = |(_, span): &&(RoleName, Range<usize>)| {
            self.mention_at(span).is_some_and(|mention| mention.what == Mentioned::Anaphor(Anaphor::Country))
        };
        let (role, _) = understood.spans.iter().find(is_anaphor)?;
        let subject = self.subject_before(understood, role)?;
        (understood.claim.role(role) != Some(&Said::Area(subject)))
            .then(|| self.of_another(understood, role, subject))
            .flatten()
    }

    /// Of "it" that belongs to an organization, or exports some goods, the one country of which
    /// the document tells: great powers belong to nearly all, and trade nearly everything.
    fn of_member(&self, first: &Understood) -> Option<Vec<Understood>> {
        let is_anaphor = |(role, span): &&(RoleName, Range<usize>)| {
            let what = self.mention_at(span).map(|mention| &mention.what);
            *role == "subject" && what == Some(&Mentioned::Anaphor(Anaphor::Country))
        };
        let is_of_any =
            matches!(first.claim.kind.as_str(), "own-memberships" | "membership-status" | "main-commodities");
        let (_, span) = first.spans.iter().find(is_anaphor).filter(|_| is_of_any)?;
        // The one with which the sentence begins, or the one that the document tells of.
        let begins = |mention: &Mention| {
            let ahead = self.text.get(..mention.span.start - self.start).unwrap_or_default();
            mention.span.end <= self.start + span.start && ahead.split_whitespace().all(|word| List::Articles.has(word))
        };
        let named = self.mentions.iter().filter(|mention| begins(mention)).find_map(|mention| match &mention.what {
            Mentioned::Area { areas, how: Naming::Name } => areas.iter().find(|area| self.known.about.contains(area)),
            _ => None,
        });
        let about = named.or(self.known.about.last())?;
        // Or the one of the sentence before.
        let before = self.named.filter(|area| named.is_none() && area != about && self.known.about.contains(area));
        let all = std::iter::once(*about).chain(before);
        Some(all.map(|area| with(first, "subject", Said::Area(area))).collect())
    }

    /// Who fills an area that no word of the claim says: another that the sentence names,
    /// else the country named last, or the document's other one.
    fn of_unsaid(&self, first: &Understood) -> Vec<Understood> {
        let Some(kind) = attache_fact::find(first.claim.kind) else { return Vec::new() };
        // Whose partner, and whose surplus, the first reading takes rightly or nobody can say.
        if LISTED.contains(&kind.id()) || kind.id() == "goods-balance" {
            return Vec::new();
        }
        let Some(role) = self.unsaid(first) else { return Vec::new() };
        let is_in = |area: &Area| first.claim.roles.iter().any(|(_, said)| *said == Said::Area(*area));
        let mut others: Vec<Area> = areas_of(self.mentions).into_iter().filter(|area| !is_in(area)).collect();
        if others.is_empty() {
            let is_of_one = kind.areas().len() == 1;
            // "Es miembro de la OEA" may be of either, where none was named before.
            let is_named = self.named.is_some_and(|named| self.known.about.contains(&named));
            let is_membership = self.language == Language::Spanish
                && matches!(kind.id(), "own-memberships" | "membership-status")
                && !is_named;
            let told_of = self.known.about.iter().copied().filter(|_| !is_of_one || is_membership);
            others.extend(self.named.filter(|_| is_of_one).into_iter().chain(told_of).filter(|area| !is_in(area)));
        }
        others.into_iter().map(|area| filled(first, role, Said::Area(area))).collect()
    }

    /// The area of a claim that no word says.
    fn unsaid(&self, understood: &Understood) -> Option<RoleName> {
        let areas = attache_fact::find(understood.claim.kind)?.areas();
        areas.iter().copied().find(|role| !self.says(understood, role))
    }

    /// Whether words name what fills a role; "bilateral" names none, and "the two
    /// countries" are the document's.
    fn says(&self, understood: &Understood, role: &str) -> bool {
        let is_bilateral = |span: &Range<usize>| {
            let is_pair = |mention: &Mention| mention.what == Mentioned::Anaphor(Anaphor::Pair);
            let is_one_word = self.text.get(span.clone()).is_some_and(|words| !words.trim().contains(' '));
            is_one_word && self.mention_at(span).is_some_and(is_pair)
        };
        understood.spans.iter().any(|(said, span)| *said == role && !is_bilateral(span))
    }

    /// What is mentioned by these bytes of the sentence.
    fn mention_at(&self, span: &Range<usize>) -> Option<&Mention> {
        let span = shifted(span, self.start);
        self.mentions.iter().find(|it| it.span.start < span.end && span.start < it.span.end)
    }

    /// Countries that the sentence names, and the claim has not; of a pair of which the
    /// sentence names neither, those of the sentence before.
    pub(super) fn bystanders(&self, understood: &Understood) -> Vec<Area> {
        let is_in = |area: &Area| understood.claim.roles.iter().any(|(_, said)| *said == Said::Area(*area));
        let named: Vec<Area> = areas_of(self.mentions).into_iter().filter(|area| !is_in(area)).collect();
        let kind = attache_fact::find(understood.claim.kind);
        let is_said = |role: &RoleName| self.says(understood, role);
        // With whom an agreement is, or goods are traded, the sentence before may say.
        let names_none = kind.is_some_and(|kind| {
            let is_with_any = kind.id().ends_with("agreement") || kind.id().starts_with("goods-");
            is_with_any && kind.areas().len() == 2 && !kind.areas().iter().any(is_said)
        });
        match named.is_empty() && names_none {
            true => self.recent.iter().copied().filter(|area| !is_in(area)).collect(),
            false => named,
        }
    }

    fn figures(&self) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(|mention| matches!(mention.what, Mentioned::Figure(_)))
    }

    /// A partner that no word of the claim says stands right beside its share: "Switzerland
    /// took 17 %, the Netherlands 9 %".
    fn with_partner_beside(&self, understood: &mut Understood) {
        let span = |name: &str| understood.spans.iter().find(|(role, _)| *role == name).map(|(_, span)| span.clone());
        let (Some(share), None) = (span("share"), span("partner")) else { return };
        let share = shifted(&share, self.start);
        let is_beside = |mention: &&Mention| {
            let gap = self.text.get(mention.span.end.saturating_sub(self.start)..share.start - self.start);
            mention.span.end <= share.start && gap.is_some_and(|gap| matches!(gap.trim(), "" | "(" | ":"))
        };
        let area = self.mentions.iter().filter(is_beside).find_map(|mention| match &mention.what {
            Mentioned::Area { areas, .. } => Some((*areas.first()?, mention.span.clone())),
            _ => None,
        });
        if understood.claim.kind == "partner-share"
            && let Some((area, span)) = area
            && understood.claim.role("subject") != Some(&Said::Area(area))
        {
            *understood = filled(understood, "partner", Said::Area(area));
            understood.spans.push(("partner", span.start - self.start..span.end - self.start));
        }
    }

    /// The claim with another country in a role; where that was taken for granted in
    /// another role, the two are exchanged.
    fn of_another(&self, first: &Understood, role: RoleName, area: Area) -> Option<Understood> {
        let said = Said::Area(area);
        let known = first.claim.role(role)?;
        let elsewhere = first.claim.roles.iter().find(|(_, other)| *other == said).map(|(role, _)| *role);
        match elsewhere {
            Some(other) if other == role || first.spans.iter().any(|(told, _)| *told == other) => None,
            Some(other) => Some(with(&with(first, other, known.clone()), role, said)),
            None => Some(with(first, role, said)),
        }
    }

    /// A year that stands apart, or was taken from a statement before, as each other one
    /// of the sentence.
    fn of_other_years(&self, first: &Understood) -> Vec<Understood> {
        if !matches!(first.claim.role("time"), Some(Said::Period(_))) {
            return Vec::new();
        }
        let time = first.spans.iter().find(|(role, _)| *role == "time").map(|(_, span)| span);
        if time.is_some_and(|time| !self.is_apart(first, time)) {
            return Vec::new();
        }
        let is_compared = |period: &Range<usize>| {
            compose::is_of_comparison(self.block, &self.sentence(), self.mentions, period, self.language)
        };
        let years = self.mentions.iter().filter_map(|mention| Some((mention, year(mention)?)));
        let years = years.filter(|(mention, _)| !is_compared(&mention.span) && !self.is_of_next_figure(first, mention));
        let others = years.filter(|(mention, _)| time.is_none_or(|time| mention.span.start != time.start + self.start));
        others.map(|(_, period)| with(first, "time", Said::Period(period))).collect()
    }

    /// Whether a year stands right behind a figure that a claim does not have: "157 million in 2019".
    fn is_of_next_figure(&self, first: &Understood, year: &Mention) -> bool {
        let is_own = |mention: &Mention| {
            let overlaps = |span: Range<usize>| span.start < mention.span.end && mention.span.start < span.end;
            first.spans.iter().any(|(_, span)| overlaps(shifted(span, self.start)))
        };
        self.figures().any(|figure| {
            let gap = self.block.get(figure.span.end..year.span.start);
            gap.is_some_and(|gap| gap.trim().is_empty()) && !is_own(figure)
        })
    }

    /// Whether a mark or many words part a period from all else that a claim says.
    fn is_apart(&self, first: &Understood, time: &Range<usize>) -> bool {
        const MANY: usize = 4;
        let gap = |span: &Range<usize>| self.text.get(span.end.min(time.end)..span.start.max(time.start));
        let others = first.spans.iter().filter(|(role, _)| *role != "time");
        let gaps = others.filter_map(|(_, span)| gap(span));
        gaps.min_by_key(|gap| gap.len())
            .is_some_and(|gap| gap.contains([',', ';', '—']) || gap.split_whitespace().count() > MANY)
    }
}

/// The countries that are named, each once, in their order.
pub(crate) fn areas_of(mentions: &[Mention]) -> Vec<Area> {
    let mut named: Vec<Area> = Vec::new();
    for mention in mentions {
        let area = match &mention.what {
            Mentioned::Area { areas, how } if *how != Naming::People => areas.first(),
            _ => None,
        };
        if let Some(area) = area
            && !named.contains(area)
            && matches!(area.kind(), AreaKind::Country | AreaKind::Territory)
        {
            named.push(*area);
        }
    }
    named
}

/// Takes roles out of a claim.
pub(super) fn without(understood: &mut Understood, roles: &[RoleName]) {
    understood.claim.roles.retain(|(role, _)| !roles.contains(role));
    understood.spans.retain(|(role, _)| !roles.contains(role));
}

/// The claim with a role filled that it leaves open.
fn filled(understood: &Understood, role: RoleName, said: Said) -> Understood {
    let mut other = understood.clone();
    other.claim.roles.retain(|(name, _)| *name != role);
    other.claim.roles.push((role, said));
    other
}

/// The same claim with another thing in a role.
fn with(understood: &Understood, role: RoleName, said: Said) -> Understood {
    let mut other = understood.clone();
    for (name, known) in &mut other.claim.roles {
        if *name == role {
            *known = said.clone();
        }
    }
    other
}

/// In a document about two countries a flow is between them, rather than one's with
/// the world.
fn between_the_two(all: &mut [Understood], known: &Known, is_of_goods: bool) {
    let is_between = |understood: &Understood| {
        let claim = &understood.claim;
        let area = |role| matches!(claim.role(role), Some(Said::Area(area)) if known.about.contains(area));
        claim.kind.starts_with("goods-") && area("exporter") && area("importer")
    };
    let is_with_all = |understood: &Understood| understood.claim.kind.ends_with("-goods-services");
    if all.first().is_some_and(is_with_all)
        && let Some(at) = all.iter().position(is_between)
    {
        all.swap(0, at);
    } else if let Some(first) = all.first_mut()
        && is_of_goods
        && let Some(goods) = of_goods_between(first, known)
    {
        *first = goods;
    }
}

/// What is said of one's trade with all, of goods that it trades with the other.
fn of_goods_between(understood: &Understood, known: &Known) -> Option<Understood> {
    let (kind, [own, others]) = match understood.claim.kind.as_str() {
        "exports-goods-services" => ("goods-exports", ["exporter", "importer"]),
        "imports-goods-services" => ("goods-imports", ["importer", "exporter"]),
        _ => return None,
    };
    let Some(Said::Area(subject)) = understood.claim.role("subject") else { return None };
    let other = known.about.iter().find(|area| *area != subject).filter(|_| known.about.contains(subject))?;
    let renamed = |role: RoleName| if role == "subject" { own } else { role };
    let roles = understood.claim.roles.iter().map(|(role, said)| (renamed(role), said.clone()));
    let roles = roles.chain([(others, Said::Area(*other))]).collect();
    let spans = understood.spans.iter().map(|(role, span)| (renamed(role), span.clone())).collect();
    Some(Understood { claim: Claim { kind: Code::from_static(kind), roles }, spans })
}

/// The year that is mentioned.
pub(crate) fn year(mention: &Mention) -> Option<Period> {
    match mention.what {
        Mentioned::Period(When::At(period @ (Period::Year(_) | Period::FiscalYear { .. }))) => Some(period),
        _ => None,
    }
}
