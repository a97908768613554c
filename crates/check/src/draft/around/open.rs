//! Whether whose a claim is, or of when, hangs on what else its sentence says.

use std::ops::Range;

use attache_fact::{RoleName, Said};
use attache_language::read::{Anaphor, Mention, Mentioned, Naming, Understood};
use attache_model::{Area, Decimal, Period, unit};

use super::{Around, LISTED, NEAR, shifted};
use crate::{
    compose, course, label,
    trigger::{List, Triggers},
};

impl Around<'_> {
    /// Whether whose a claim is, or of when, hangs on what else the sentence says.
    pub(in crate::draft) fn is_open(&self, understood: &Understood) -> bool {
        self.may_be_another_s(understood)
            || self.may_be_of_one_before(understood)
            || self.has_nobody_s_rank(understood)
            || self.has_another_s_year(understood)
            || self.has_year_of_start(understood)
            || self.is_start_of_course(understood)
            || self.is_turned_into_another(understood)
            || self.is_part_of_flow(understood)
            || self.is_of_goods_of_another(understood)
            || self.has_doubtful_partner(understood)
            || self.is_no_beginning(understood)
            || self.may_be_of_all(understood)
            || self.is_of_unknown_unit(understood)
            || self.is_another_s_length(understood)
            || self.is_of_place_before(understood)
    }

    /// Whether a length may be that of another border that the sentence names: "Sweden,
    /// Finland and, for 191 kilometres, Russia".
    fn is_another_s_length(&self, understood: &Understood) -> bool {
        let span = |name: &str| understood.spans.iter().find(|(role, _)| *role == name).map(|(_, span)| span);
        let (Some(length), Some(with)) = (span("length"), span("b")) else { return false };
        let (from, to) = (length.end.min(with.end), length.start.max(with.start));
        let between = self.text.get(from..to.max(from)).unwrap_or_default();
        understood.claim.kind == "land-border" && between.contains(',') && self.bystanders(understood).len() > 1
    }

    /// Whether aid may be that of all donors: none is named, and no word of the United
    /// States' accounts.
    fn may_be_of_all(&self, understood: &Understood) -> bool {
        understood.claim.kind.starts_with("aid-")
            && !understood.spans.iter().any(|(role, _)| *role == "donor")
            && (!Triggers::of(self.language).says_whole(self.text) || self.tells_of_lender())
    }

    /// Banks commit and disburse as well.
    fn tells_of_lender(&self) -> bool {
        self.text.split(|c: char| !c.is_alphabetic()).any(|word| List::Lenders.has(word))
    }

    /// Whether a bare number is counted in what its label says, and that is not known.
    fn is_of_unknown_unit(&self, understood: &Understood) -> bool {
        let is_unknown = label::is_unknown(self.text);
        // No country has so few people.
        let is_few = |value: Decimal| understood.claim.kind == "population" && value < Decimal::ONE_THOUSAND;
        understood.claim.roles.iter().any(|(_, said)| match said {
            Said::Figure(printed) => printed.unit == unit::COUNT && (is_unknown || is_few(printed.value)),
            _ => false,
        })
    }

    /// Whether the year of a claim stands right beside another figure.
    fn has_another_s_year(&self, understood: &Understood) -> bool {
        let time = understood.spans.iter().find(|(role, _)| *role == "time").map(|(_, span)| shifted(span, self.start));
        let Some(time) = time else { return false };
        // A day is when something else happened.
        let has_figure = understood.claim.roles.iter().any(|(_, said)| matches!(said, Said::Figure(_)));
        if has_figure && matches!(understood.claim.role("time"), Some(Said::Period(Period::Day(_)))) {
            return true;
        }
        let measures = |mention: &&Mention| matches!(mention.what, Mentioned::Figure(_) | Mentioned::Rank(_));
        let figures = self.mentions.iter().filter(measures);
        let is_short = |from: usize, to: usize, most: usize| {
            let gap = self.text.get(from.saturating_sub(self.start)..to.saturating_sub(self.start));
            gap.is_some_and(|gap| gap.split_whitespace().count() <= most && !gap.contains([',', ';', '.', '(']))
        };
        // "In 2022 and their 14th market": what is joined to it is told besides.
        let is_joined = |to: usize| {
            let gap = self.text.get(time.end - self.start..to.saturating_sub(self.start)).unwrap_or_default();
            gap.split_whitespace().next().is_some_and(|word| List::Joining.has(word))
        };
        // "$389 million of FY 2009", "the 2010 surplus of $658 million".
        let is_beside = |mention: &&Mention| {
            let is_behind = is_short(time.end, mention.span.start, 3) && !is_joined(mention.span.start);
            is_short(mention.span.end, time.start, 1) || is_behind
        };
        let beside: Vec<&Mention> = figures.filter(is_beside).collect();
        let is_own = |mention: &Mention| {
            let overlaps = |span: Range<usize>| span.start < mention.span.end && mention.span.start < span.end;
            understood.spans.iter().any(|(_, span)| overlaps(shifted(span, self.start)))
        };
        !beside.is_empty() && !beside.into_iter().any(is_own)
    }

    /// Whether the year of a claim is that of the figure from which its own was reached:
    /// "from $9.9 billion in 2021 to $3.6 billion".
    fn has_year_of_start(&self, understood: &Understood) -> bool {
        let is_lent =
            understood.claim.role("time").is_some() && !understood.spans.iter().any(|(role, _)| *role == "time");
        let is_figure = |role: &RoleName| matches!(understood.claim.role(role), Some(Said::Figure(_)));
        let figure = understood.spans.iter().find(|(role, _)| is_figure(role)).map(|(_, span)| span.start);
        let before = figure.and_then(|start| self.text.get(..start)).unwrap_or_default();
        let reaching = before.split_whitespace().rev().take(NEAR).any(|word| List::Reaching.has(word));
        is_lent && reaching && self.figures().any(|mention| mention.span.end < self.start + before.len())
    }

    /// Whether a figure is that from which something went to another, without a year of its own:
    /// "fell from $57.8 billion to $47.9 billion in 2020".
    fn is_start_of_course(&self, understood: &Understood) -> bool {
        let span = |name: &str| understood.spans.iter().find(|(role, _)| *role == name).map(|(_, span)| span);
        let (Some(value), None) = (span("value"), span("time")) else { return false };
        let value = shifted(value, self.start);
        if !self.figures().any(|mention| value.end <= mention.span.start) {
            return false;
        }
        let told = course::courses(self.block, &self.sentence(), self.mentions, self.language);
        told.iter().any(|course| course.from.1 == value && course.to.1 != value)
    }

    /// Whether a balance is one that became another: "turning a deficit of $34 million into a
    /// surplus".
    fn is_turned_into_another(&self, understood: &Understood) -> bool {
        understood.claim.kind == "goods-balance" && List::Into.words().contains(&self.behind_value(understood))
    }

    /// Whether an amount is one of several that make up a flow: "some $1.1 billion of the imports".
    fn is_part_of_flow(&self, understood: &Understood) -> bool {
        understood.claim.kind.starts_with("goods-") && List::OfThe.words().contains(&self.behind_value(understood))
    }

    /// The two words behind the figure of a claim.
    fn behind_value(&self, understood: &Understood) -> String {
        let value = understood.spans.iter().find(|(role, _)| *role == "value").map(|(_, span)| span.end);
        let behind = value.and_then(|end| self.text.get(end..)).unwrap_or_default();
        behind.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
    }

    /// Whether goods may be those of the country behind them, and not what it buys: "importaciones
    /// de bienes guatemaltecos".
    fn is_of_goods_of_another(&self, understood: &Understood) -> bool {
        let importer = understood.spans.iter().find(|(role, _)| *role == "importer").map(|(_, span)| span);
        understood.claim.kind == "goods-imports"
            && importer.is_some_and(|span| {
                let is_adjective = matches!(
                    self.mention_at(span).map(|mention| &mention.what),
                    Some(Mentioned::Area { how: Naming::Adjective, .. })
                );
                let before = self.text.get(..span.start).unwrap_or_default().split_whitespace().next_back();
                is_adjective && before.is_some_and(|word| List::Goods.has(word))
            })
    }

    /// Whether it is not sure whose partner is told of: another country than the one that
    /// the document tells of stands for it, and nothing makes the trade that one's.
    fn has_doubtful_partner(&self, understood: &Understood) -> bool {
        let claim = &understood.claim;
        let owner = match claim.kind.as_str() {
            "partner-share" => "subject",
            "goods-rank" => "reporter",
            _ => return false,
        };
        let said = |role: &str| understood.spans.iter().find(|(name, _)| *name == role).map(|(_, span)| span);
        let is_own = |span: &Range<usize>| {
            let how = self.mention_at(span).map(|mention| &mention.what);
            matches!(how, Some(Mentioned::Area { how: Naming::Possessive | Naming::Adjective | Naming::Of, .. }))
        };
        let is_told_of = |area: &Area| match owner {
            "subject" => self.known.about.last() == Some(area),
            _ => self.known.about.contains(area),
        };
        let is_of_it = matches!(claim.role(owner), Some(Said::Area(area)) if is_told_of(area));
        // "China took 29 % of Peru's exports, and the United States, the second market, 12 %".
        let told_of = self.known.about.last().filter(|told_of| claim.role(owner) != Some(&Said::Area(**told_of)));
        let names_another = told_of.is_some_and(|told_of| self.bystanders(understood).contains(told_of));
        names_another || said(owner).is_some_and(|span| !is_of_it && !is_own(span))
    }

    /// Whether a population stands in brackets behind the name of a place.
    fn is_of_place_before(&self, understood: &Understood) -> bool {
        let value = understood.spans.iter().find(|(role, _)| *role == "value").map(|(_, span)| self.start + span.start);
        let is_aside = |at: usize| compose::is_of_place(self.block, &self.sentence(), at, self.mentions);
        let is_its = understood.spans.iter().any(|(role, span)| {
            let is_anaphor = |mention: &Mention| matches!(mention.what, Mentioned::Anaphor(_));
            let is_possessive = self.text.get(span.clone()).is_some_and(|words| List::Possessives.has(words.trim()));
            *role == "subject" && !is_possessive && self.mention_at(span).is_some_and(is_anaphor)
        });
        // "Tokyo has 14 million, though the conurbation around it is home to 37 million".
        let is_of_part = || is_its && Triggers::of(self.language).forbids("population", self.text);
        understood.claim.kind == "population" && (value.is_some_and(is_aside) || is_of_part())
    }

    /// Whether independence is told of as a time, or of somebody's struggle for it.
    fn is_no_beginning(&self, understood: &Understood) -> bool {
        understood.claim.kind == "independence" && Triggers::of(self.language).forbids("independence", self.text)
    }

    /// Whether a claim leaves open whose it is, and the sentence names others.
    fn may_be_another_s(&self, understood: &Understood) -> bool {
        let kind = attache_fact::find(understood.claim.kind);
        let is_of_pair = kind.is_some_and(|kind| kind.areas().len() == 2 && !LISTED.contains(&kind.id()));
        let is_known = |area: &Area| self.known.about.contains(area);
        is_of_pair && self.unsaid(understood).is_some() && !self.bystanders(understood).iter().all(is_known)
    }

    /// Whether a claim does not name both of its two countries, and the text tells of another one:
    /// "United States. Relations were established in 1867. The investment treaty is in force".
    fn may_be_of_one_before(&self, understood: &Understood) -> bool {
        const TOLD_APART: [&str; 8] = [
            "agreement",
            "no-agreement",
            "recognition",
            "relations-established",
            "relations-history",
            "mission-opened",
            "mission-raised",
            "mission-history",
        ];
        let kind = attache_fact::find(understood.claim.kind);
        let roles = kind.map(|kind| kind.areas()).unwrap_or_default();
        let is_pair = |(said, span): &(RoleName, Range<usize>), role: &str| {
            let mention = self.mention_at(span);
            *said == role && mention.is_some_and(|mention| mention.what == Mentioned::Anaphor(Anaphor::Pair))
        };
        let is_untold =
            |role: &&str| !self.says(understood, role) || understood.spans.iter().any(|one| is_pair(one, role));
        let is_of_pair = roles.len() == 2 && roles.iter().any(is_untold);
        let is_stranger = |area: &Area| !self.known.about.contains(area);
        let is_told_apart = kind.is_some_and(|kind| TOLD_APART.contains(&kind.id()));
        is_of_pair && is_told_apart && self.before.iter().any(is_stranger)
    }

    /// "It was fifth among suppliers": in whose trade a place in an order is, of two who are not named.
    fn has_nobody_s_rank(&self, understood: &Understood) -> bool {
        let is_named = |mention: &Mention| {
            matches!(mention.what, Mentioned::Area { .. } | Mentioned::Anaphor(Anaphor::Own | Anaphor::Pair))
        };
        let has_possessive = || self.text.split(|c: char| !c.is_alphabetic()).any(|word| List::Possessives.has(word));
        understood.claim.kind == "goods-rank" && !self.mentions.iter().any(is_named) && !has_possessive()
    }
}
