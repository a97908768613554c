//! What a pattern has read and the sentence does not state: a bare number where a size would
//! stand, the name of an office's institution, a place in an order that others hold before.

use std::ops::Range;

use attache_fact::{Claim, Kind, RoleName, Said};
use attache_language::read::{self, Anaphor, Mention, Mentioned, Naming, Understood};
use attache_model::{Areas, Language, fold, unit};

use super::Around;
use crate::{
    compose::{self, MEASURED},
    trigger::{List, Triggers},
};

impl Around<'_> {
    /// Whether a size is told by a bare number, which only a label allows, or an office is
    /// held by a party: "a chain of 83 islands" has no area of 83.
    pub(in crate::draft) fn is_no_claim(&self, statement: &read::Statement) -> bool {
        const SIZES: [&str; 7] =
            ["area-total", "area-land", "area-water", "land-border", "land-boundary-total", "coastline", "crop-area"];
        let claim = statement.readings.first().map(|first| &first.claim);
        let person = claim.and_then(|claim| claim.role("person").or(claim.role("first_person")));
        if let Some(Said::Text(person)) = person
            && (Triggers::of(self.language).names_institution(person)
                || self.is_party_in_brackets(statement)
                || is_more_than_a_name(person)
                || is_nobody_s(person)
                || compose::is_numeral(person)
                || self.is_place_of(statement)
                || self.is_of_ministry(statement)
                || self.is_of_its_holders(statement))
        {
            return true;
        }
        if self.is_of_pair_beside(statement)
            || self.has_own_day_behind(statement)
            || self.goes_on_with_another(statement)
            || self.is_of_turned_flow(statement)
            || self.is_of_contrasted(statement)
            || self.is_beside_capital(statement)
            || self.is_of_district(statement)
            || self.is_part_of_budget(statement)
        {
            return true;
        }
        let rank = claim.and_then(|claim| claim.role("rank"));
        let is_first = matches!(rank, Some(Said::Rank(1)));
        if (is_first && self.is_first_but_for(statement)) || (rank.is_some() && self.is_for_one_product(statement)) {
            return true;
        }
        if statement.readings.first().is_some_and(|first| self.is_multiple(first)) {
            return true;
        }
        let figures = |said: &Said| matches!(said, Said::Figure(printed) if printed.unit == unit::COUNT);
        let is_bare =
            |claim: &&Claim| SIZES.contains(&claim.kind.as_str()) && claim.roles.iter().any(|(_, said)| figures(said));
        claim.filter(is_bare).is_some() && !self.text.contains(':')
    }

    /// Whether "the two countries" are others than the document's: "the agreement with India dates
    /// from 2011, and the investment treaty between the two countries from 1995".
    fn is_of_pair_beside(&self, statement: &read::Statement) -> bool {
        let Some(first) = statement.readings.first() else { return false };
        let ends = attache_fact::find(first.claim.kind).map(Kind::areas).unwrap_or_default();
        let is_pair = |(role, span): &&(RoleName, Range<usize>)| {
            let mention = self.mention_at(span);
            ends.contains(role) && mention.is_some_and(|it| it.what == Mentioned::Anaphor(Anaphor::Pair))
        };
        let Some((_, pair)) = first.spans.iter().find(is_pair) else { return false };
        let is_stranger = |mention: &Mention| match &mention.what {
            Mentioned::Area { areas, .. } => !areas.iter().any(|area| self.known.about.contains(area)),
            _ => false,
        };
        self.mentions.iter().any(|it| it.span.end <= self.start + pair.start && is_stranger(it))
    }

    /// Whether a date that stands before is another's, and a day without its year follows: "on August
    /// 6, 1992, and the embassy opened on August 25".
    fn has_own_day_behind(&self, statement: &read::Statement) -> bool {
        let Some(first) = statement.readings.first() else { return false };
        let is_before = |(role, span): &(RoleName, Range<usize>)| {
            matches!(*role, "date" | "since") && first.spans.iter().any(|(_, other)| span.end <= other.start)
        };
        let behind = self.text.get(statement.span.end..).unwrap_or_default();
        first.spans.iter().any(is_before) && Triggers::of(self.language).goes_on_with_day(behind)
    }

    /// Whether who would do something hangs on words before, and the sentence goes on with another
    /// subject: "smaller than France, and borders on".
    fn goes_on_with_another(&self, statement: &read::Statement) -> bool {
        let Some(first) = statement.readings.first() else { return false };
        let ends = attache_fact::find(first.claim.kind).map(Kind::areas).unwrap_or_default();
        let subject =
            first.spans.iter().find(|(role, span)| ends.first() == Some(role) && span.start == statement.span.start);
        let Some((_, subject)) = subject else { return false };
        let before = self.text.get(..subject.start).unwrap_or_default();
        let behind = self.text.get(subject.end..).unwrap_or_default();
        // "Independence from France on 5 July 1962, and the United States established": of the second.
        let second = ends.get(1).and_then(|end| first.spans.iter().find(|(role, _)| role == end));
        let gap = second.and_then(|(_, second)| self.text.get(subject.end..second.start));
        let rest = match gap {
            Some(gap) => gap.rsplit_once(',').map(|(_, rest)| rest),
            None => behind.strip_prefix(','),
        };
        let goes_on = rest.and_then(|rest| rest.split_whitespace().next()).is_some_and(|word| List::Joining.has(word));
        let mut words = before.split_whitespace().rev().skip_while(|word| List::Articles.has(word));
        let hangs = |word: &str| {
            [List::Comparing, List::Of, List::Within, List::Behind, List::Against].iter().any(|list| list.has(word))
        };
        goes_on && words.next().is_some_and(hangs)
    }

    /// Whether who would hold an office is where somebody was born or comes from: "born in Kingston,
    /// has been".
    fn is_place_of(&self, statement: &read::Statement) -> bool {
        let span = statement.readings.first().and_then(|first| first.spans.iter().find(|(role, _)| *role == "person"));
        let Some((_, span)) = span else { return false };
        let before = self.text.get(..span.start).unwrap_or_default().split_whitespace().next_back();
        let is_apart = self.text.get(span.end..).is_some_and(|behind| behind.starts_with(','));
        before.is_some_and(|word| List::Places.has(word) || (is_apart && List::Of.has(word)))
    }

    /// Whether a label is of something else than the capital that it names: "Largest city after the
    /// capital: Sumgait".
    fn is_beside_capital(&self, statement: &read::Statement) -> bool {
        let Some(first) = statement.readings.first().filter(|first| first.claim.kind == "capital") else {
            return false;
        };
        let names = first.spans.iter().find(|(role, _)| *role == "names").map(|(_, span)| span.start);
        let gap = names.and_then(|names| self.text.get(statement.span.start..names)).unwrap_or_default();
        let ahead = self.text.get(..statement.span.start).unwrap_or_default();
        let is_preposition = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            [List::Behind, List::Within, List::Comparing, List::Of].iter().any(|list| list.has(word))
        };
        let mut words = ahead.split_whitespace().rev().skip_while(|word| List::Articles.has(word));
        gap.contains(':') && words.next().is_some_and(is_preposition)
    }

    /// Whether the capital is that of a part of a country: "a department and its capital, Villa Hayes".
    fn is_of_district(&self, statement: &read::Statement) -> bool {
        let is_capital = statement.readings.first().is_some_and(|first| first.claim.kind == "capital");
        let ahead = self.text.get(..statement.span.start).unwrap_or_default();
        let clause = ahead.rsplit([';', '.', ':']).next().unwrap_or_default();
        let own = self.text.get(statement.span.clone()).unwrap_or_default();
        let is_its = own.split_whitespace().next().is_some_and(|word| List::Possessives.has(word));
        is_capital && is_its && Triggers::of(self.language).forbids("capital", clause)
    }

    /// Whether a percentage is one of what its words name, and of nothing else: "15 percent of its defense
    /// budget".
    fn is_part_of_budget(&self, statement: &read::Statement) -> bool {
        let Some(first) = statement.readings.first() else { return false };
        let figure = first.spans.iter().find(|(role, _)| *role == "value").map(|(_, span)| span.end);
        let behind = figure.and_then(|end| self.text.get(end..statement.span.end)).unwrap_or_default();
        let mut words = behind.split_whitespace();
        let is_of = words.next().is_some_and(|word| List::Of.has(word));
        let is_definite = words.next().is_some_and(|word| List::Possessives.has(word) || List::Articles.has(word));
        let is_of_product = behind.split(|c: char| !c.is_alphabetic()).any(|word| List::Economic.has(word));
        first.claim.kind.ends_with("-share-of-gdp") && is_of && is_definite && !is_of_product
    }

    /// Whether a figure in words says how many times as much something is as something else:
    /// "exceeded exports by more than three to one", "New Zealand half as much".
    fn is_multiple(&self, understood: &Understood) -> bool {
        let is_in_words = |(role, span): &(RoleName, Range<usize>)| {
            let own = self.text.get(span.clone()).unwrap_or_default();
            let behind = self.text.get(span.end..).unwrap_or_default();
            let next = behind.split_whitespace().next().unwrap_or_default();
            let is_part = !own.contains(|c: char| c.is_ascii_digit());
            MEASURED.contains(role) && is_part && [List::Versus, List::AsMuch].iter().any(|list| list.has(next))
        };
        understood.spans.iter().any(is_in_words)
    }

    /// Whether who would hold an office is what another one is of: "an ex minister of Finance, took".
    fn is_of_ministry(&self, statement: &read::Statement) -> bool {
        let span = statement.readings.first().and_then(|first| first.spans.iter().find(|(role, _)| *role == "person"));
        let before = span.and_then(|(_, span)| self.text.get(..span.start)).unwrap_or_default();
        let mut words = before.split_whitespace().rev();
        let is_minister = |word: &str| List::Ministers.has(word);
        words.next().is_some_and(|word| List::Of.has(word)) && words.next().is_some_and(is_minister)
    }

    /// Whether who would hold an office is a name in brackets: "Ann Bee of the Liberals (LP) has
    /// been president".
    fn is_party_in_brackets(&self, statement: &read::Statement) -> bool {
        let span = statement.readings.first().and_then(|first| first.spans.iter().find(|(role, _)| *role == "person"));
        span.is_some_and(|(_, span)| {
            let before = self.text.get(..span.start).unwrap_or_default();
            let behind = self.text.get(span.end..).unwrap_or_default();
            before.ends_with('(') && behind.starts_with(')')
        })
    }

    /// "A diferencia de Dinamarca, no es miembro": where a language leaves out the pronoun, not
    /// Denmark is.
    fn is_of_contrasted(&self, statement: &read::Statement) -> bool {
        const FEW: usize = 4;
        let Some(first) = statement.readings.first() else { return false };
        let Some((_, subject)) = first.spans.iter().find(|(role, _)| *role == "subject") else { return false };
        let is_apart = self.text.get(subject.end..).is_some_and(|behind| behind.starts_with(','));
        let before = self.text.get(..subject.start).unwrap_or_default();
        let clause = before.rsplit([';', ':']).next().unwrap_or_default();
        let head: Vec<&str> = clause.split_whitespace().take(FEW).collect();
        let is_of_membership = matches!(first.claim.kind.as_str(), "own-memberships" | "membership-status");
        self.language == Language::Spanish
            && is_of_membership
            && is_apart
            && Triggers::of(self.language).contrasts(&head.join(" "))
    }

    /// Whether a share goes on from one of the other flow, behind another's words: "31 percent of
    /// exports, and supplied 23 percent of imports, followed by China, with 15 percent".
    fn is_of_turned_flow(&self, statement: &read::Statement) -> bool {
        let Some(first) = statement.readings.first().filter(|first| first.claim.kind == "partner-share") else {
            return false;
        };
        let is_told = first.spans.iter().any(|(role, _)| *role == "flow");
        let ahead = 0..statement.span.end;
        match first.claim.role("flow") {
            Some(Said::Text(flow)) if !is_told => {
                compose::turns_away(self.text, &ahead, flow, Triggers::of(self.language))
            }
            _ => false,
        }
    }

    /// Whether an office is told of as that of one of those who have held it: "the first
    /// ambassador, Ann Bee, presented her credentials".
    fn is_of_its_holders(&self, statement: &read::Statement) -> bool {
        let start = self.start + statement.span.start;
        let before = self.mentions.iter().filter(|mention| mention.span.end <= start);
        before.into_iter().next_back().is_some_and(|mention| {
            let gap = self.block.get(mention.span.end..start).unwrap_or("-");
            matches!(mention.what, Mentioned::Rank(_)) && gap.trim().is_empty()
        })
    }

    /// Whether a place in an order is told but for those who are before it: "the most populous
    /// after China and India".
    fn is_first_but_for(&self, statement: &read::Statement) -> bool {
        let rest = self.text.get(statement.span.end..).unwrap_or_default().trim_start_matches([',', ' ']);
        let words = fold(&rest.split_whitespace().take(6).collect::<Vec<_>>().join(" "));
        List::Excepting
            .words()
            .iter()
            .any(|word| words.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(' ')))
    }

    /// Whether a place is that of a market for one product: "the largest market for U.S. beef".
    fn is_for_one_product(&self, statement: &read::Statement) -> bool {
        let Some(first) = statement.readings.first().filter(|first| first.claim.kind == "goods-rank") else {
            return false;
        };
        let ends = first.spans.iter().filter(|(role, _)| matches!(*role, "reporter" | "partner")).map(|(_, span)| span);
        let is_attribute = |span: &&Range<usize>| {
            let is_adjective = self
                .mention_at(span)
                .is_some_and(|mention| matches!(mention.what, Mentioned::Area { how: Naming::Adjective, .. }));
            is_adjective || matches!(self.text.get((*span).clone()), Some("U.S." | "US" | "UK" | "U.K."))
        };
        let is_product = |span: &Range<usize>| {
            let rest = self.text.get(span.end..).unwrap_or_default();
            let next = rest.strip_prefix(' ').and_then(|rest| rest.split(|c: char| !c.is_alphabetic()).next());
            next.is_some_and(|word| word.starts_with(char::is_lowercase) && !List::OfAllGoods.has(word))
        };
        self.language == Language::English && ends.filter(is_attribute).any(is_product)
    }
}

/// Whether what was taken for a name goes on: "Clinton is the only sitting president to have".
fn is_more_than_a_name(text: &str) -> bool {
    const FEW: usize = 2;
    let is_word = |word: &&str| word.starts_with(char::is_lowercase) && !List::Particles.has(word);
    text.split_whitespace().filter(is_word).count() > FEW
}

/// Whether a name is a title and no more, or a country's: "Chargé d'Affaires", "the first woman to lead
/// Namibia, took office".
fn is_nobody_s(person: &str) -> bool {
    if Areas::known(person.trim_matches(|c: char| !c.is_alphanumeric())).is_some() {
        return true;
    }
    let mut words = person.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1).peekable();
    words.peek().is_some() && words.all(|word| List::Titles.has(word) || List::Particles.has(word))
}
