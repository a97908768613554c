//! Doubts about whose trade it is, with whom, and in what.

use attache_fact::{RoleName, Said};
use attache_language::read::{Anaphor, Mention, Mentioned, Naming};
use attache_model::{Area, AreaKind, Language, unit};

use super::Doubted;
use crate::{
    judge::{Aside, Passage},
    settle::Clocks,
    trigger::List,
};

impl Doubted<'_> {
    pub(super) fn may_be_another_flow(&self) -> bool {
        let is_of_goods = self.claim().kind.starts_with("goods-");
        let is_goods_s = || self.is_with_all_of_another() || self.is_partner_of_list() || self.is_verb_s();
        is_of_goods && (is_goods_s() || self.may_be_with_all())
            || self.is_possessive_s_again()
            || self.may_go_to_one()
            || self.is_with_region()
    }

    /// "China was the leading buyer", in a text about two others: of which of these it does not say.
    pub(super) fn is_with_third(&self, clocks: &Clocks<'_>) -> bool {
        let Some(pair) = clocks.pair.filter(|_| self.claim().kind.starts_with("goods-")) else { return false };
        let ends = self.meant.kind.map(|kind| kind.areas()).unwrap_or_default();
        let is_country = |area: &Area| area.kind() == AreaKind::Country && !pair.contains(area);
        let is_third = |role: &RoleName| matches!(self.claim().role(role), Some(Said::Area(area)) if is_country(area));
        // "China was the first buyer, and the United States the second" tells it of neither's.
        let is_said = |role: &RoleName| {
            self.meant.spans_of(role).any(|span| {
                let gap = self.passage.block.get(self.statement.span.end..span.start).unwrap_or_default();
                !gap.contains([',', ';'])
            })
        };
        let is_untold = |role: &RoleName| self.claim().role(role).is_some() && !is_said(role) && !is_third(role);
        ends.iter().any(is_third) && ends.iter().any(is_untold)
    }

    /// "In total the country exported goods for $2.2 billion": to whom, it does not say.
    fn may_be_with_all(&self) -> bool {
        let partner = match self.claim().kind.as_str() {
            "goods-exports" => "importer",
            "goods-imports" => "exporter",
            _ => return false,
        };
        self.meant.spans_of(partner).next().is_none() && self.triggers.says_whole(self.passage.text)
    }

    /// "A fifth of the sales to the Union": no list of partners has one.
    fn is_with_region(&self) -> bool {
        matches!(self.claim().role("partner"), Some(Said::Area(area)) if area.kind() == AreaKind::Aggregate)
    }

    /// "Leading exports include machinery", in a text that may tell of what one sells to the other.
    fn may_go_to_one(&self) -> bool {
        let whose = self.claim().role("subject");
        let is_another = |mention: &Mention| match &mention.what {
            Mentioned::Area { areas, .. } => !areas.iter().any(|area| whose == Some(&Said::Area(*area))),
            Mentioned::Anaphor(anaphor) => *anaphor != Anaphor::Country,
            Mentioned::Organization(_) => true,
            _ => false,
        };
        self.roles.contains(&"commodities")
            && (!self.meant.names_whose() || self.passage.mentions.iter().any(is_another))
    }

    /// "The country is its 28th export market and its 46th supplier": of whom, a second
    /// possessive says as little as the first.
    fn is_possessive_s_again(&self) -> bool {
        let is_possessive = |word: &str| List::Possessives.has(word);
        let mut own = self.passage.own.split_whitespace();
        let begins = own.next().is_some_and(|word| List::Joining.has(word)) && own.next().is_some_and(is_possessive);
        let before = self.passage.block.get(self.passage.sentence.start..self.statement.span.start);
        let has_one_before = || before.is_some_and(|before| before.split_whitespace().any(is_possessive));
        self.roles.contains(&"rank") && begins && has_one_before()
    }

    /// "Exports to the world" are those of whom the text tells, and it does not say who that is.
    fn is_with_all_of_another(&self) -> bool {
        let ends = ["exporter", "importer"];
        let is_all = |role: &str| matches!(self.claim().role(role), Some(Said::Area(area)) if area.kind() == AreaKind::Aggregate);
        let is_untold = |role: RoleName| self.meant.spans_of(role).next().is_none();
        ends.iter().any(|role| is_all(role)) && ends.iter().any(|role| is_untold(role))
    }

    /// "Exports $7.5 billion: US 24.9%, Saudi Arabia 12.8%": those with shares are partners.
    fn is_partner_of_list(&self) -> bool {
        let is_percent =
            |mention: &Mention| matches!(&mention.what, Mentioned::Figure(printed) if printed.unit == unit::PERCENT);
        let has_share = |role: &RoleName| {
            self.meant.spans_of(role).any(|span| {
                self.passage.mentions.iter().any(|mention| {
                    let gap = self.passage.block.get(span.end..mention.span.start);
                    is_percent(mention) && gap.is_some_and(|gap| matches!(gap.trim(), "" | "(" | ":"))
                })
            })
        };
        ["exporter", "importer"].iter().any(has_share)
    }

    /// "The United States bought $732 million worth of Uruguayan goods and sold $357 million":
    /// who sold, a composed claim may have the wrong way round.
    fn is_verb_s(&self) -> bool {
        const FEW: usize = 3;
        let is_verb = |word: &str| [List::Selling, List::Buying, List::Trading].iter().any(|list| list.has(word));
        let begins = self.passage.own.split(|c: char| !c.is_alphabetic()).next().is_some_and(is_verb);
        let before = self.passage.block.get(self.passage.sentence.start..self.statement.span.start).unwrap_or_default();
        // "And sold", "ceux-ci ont importé", "et y ont exporté".
        let is_open = |word: &str| List::Joining.has(word) || List::Pronouns.has(word);
        let goes_on = || before.split_whitespace().rev().take(FEW).any(is_open);
        self.statement.is_composed && matches!(self.ruling.aside, Aside::Reversed(_)) && begins && goes_on()
    }

    /// "Three quarters of all imports of natural gas": of neither a country nor of goods.
    fn goes_on_to_product(&self, behind: &str) -> bool {
        const NEAR: usize = 3;
        const FEW: usize = 4;
        let words: Vec<&str> = behind.split_whitespace().take(NEAR + FEW).collect();
        let Some(at) = words.iter().take(NEAR).position(|word| List::Trade.has(word)) else { return false };
        let [of, what @ ..] = &words[at + 1..] else { return false };
        let what = what.join(" ");
        let names_area = |mention: &Mention| {
            let is_area = matches!(
                mention.what,
                Mentioned::Area { .. } | Mentioned::Areas(_) | Mentioned::Anaphor(_) | Mentioned::Organization(_)
            );
            is_area && self.passage.block.get(mention.span.clone()).is_some_and(|name| what.contains(name))
        };
        // "Of Bolivia's exports of 2023".
        let is_word = what.starts_with(char::is_alphabetic);
        let is_whole = self.triggers.says_goods(&what) || self.triggers.says_services(&what);
        List::Of.has(of) && is_word && !is_whole && !self.passage.mentions.iter().any(names_area)
    }

    /// "It supplies 80 percent of the world's vanilla", "the leading source of foreign exchange".
    pub(super) fn is_of_one_product(&self) -> bool {
        const NEAR: usize = 24;
        let is_other = |behind: &str| {
            let mut words = behind.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
            let is_of = words.next().is_some_and(|word| List::Of.has(word));
            let rest: Vec<&str> = words.take(4).collect();
            is_of && !rest.is_empty() && !rest.iter().any(|word| List::Trade.has(word))
        };
        let Passage { block, sentence, mentions, .. } = self.passage;
        let end = self.statement.span.end;
        let behind = block.get(end..sentence.end.max(end)).unwrap_or_default();
        let is_of_order = matches!(self.claim().kind.as_str(), "partner-share" | "goods-rank");
        let is_of_country = self.passage.mentions.iter().any(|mention| {
            // "The largest provider of bilateral aid" names nobody.
            let is_area = matches!(mention.what, Mentioned::Area { .. })
                || matches!(&mention.what, Mentioned::Anaphor(it) if *it != Anaphor::Pair);
            is_area && end <= mention.span.start && mention.span.start - end <= NEAR
        });
        let is_source_of = is_of_order && self.roles.contains(&"rank") && !is_of_country && is_other(behind);
        let is_of_share = self.claim().kind == "partner-share";
        let is_share_of = is_of_share
            && self.around("share").is_some_and(|(_, behind)| is_other(behind) || self.goes_on_to_product(behind));
        // "The Korean market for fresh grapes: 47 %", "Lithium carbonate: 79 % of imports".
        let is_market_of = || {
            let behind = self.meant.spans_of("subject").next().zip(self.meant.spans_of("share").next());
            let behind = behind.and_then(|(subject, share)| block.get(subject.end..share.start));
            behind.is_some_and(|behind| behind.trim_end().ends_with(':') && is_other(behind))
        };
        let is_labelled = || {
            let ahead = block.get(sentence.start..self.statement.span.start).unwrap_or_default();
            let label = ahead.rsplit_once(':').map(|(label, _)| label);
            let names_area = |label: &str| {
                let end = sentence.start + label.len();
                let within = |it: &Mention| sentence.start <= it.span.start && it.span.end <= end;
                mentions.iter().any(|it| within(it) && !matches!(it.what, Mentioned::Commodity(_)))
            };
            label.is_some_and(|label| {
                !names_area(label) && !label.split(|c: char| !c.is_alphabetic()).any(|word| List::Trade.has(word))
            })
        };
        self.is_of_goods_before()
            || self.is_of_trader_in_product()
            || is_source_of
            || is_share_of
            || self.is_market_of_product()
            || (is_of_share && (is_market_of() || is_labelled()))
    }

    /// "The leading buyer of American cotton yarn, with purchases of $1.1 billion."
    fn is_of_trader_in_product(&self) -> bool {
        const MOST: usize = 8;
        let Passage { block, sentence, mentions, .. } = self.passage;
        let Some(value) = self.meant.spans_of("value").next().filter(|_| self.claim().kind.starts_with("goods-"))
        else {
            return false;
        };
        let ahead = block.get(sentence.start..value.start).unwrap_or_default();
        ahead.match_indices(' ').any(|(at, _)| {
            let trader = ahead[..at].rsplit(' ').next().unwrap_or_default();
            let Some((of, rest)) = ahead[at + 1..].split_once(' ') else { return false };
            let start = sentence.start + at + 1 + of.len() + 1;
            let rest = rest.split([',', ';', '(', ':']).next().unwrap_or_default();
            let names_whom = mentions.iter().any(|it| {
                let is_noun = matches!(&it.what, Mentioned::Area { how, .. } if *how != Naming::Adjective)
                    || matches!(it.what, Mentioned::Anaphor(_));
                is_noun && start <= it.span.start && it.span.end <= start + rest.len()
            });
            let words: Vec<&str> = rest.split_whitespace().collect();
            let is_other = !words.iter().any(|word| List::Trade.has(word));
            let is_product = is_other && !names_whom && (1..=MOST).contains(&words.len());
            List::Traders.has(trader) && List::Of.has(of) && is_product
        })
    }

    /// "60 percent of the gold exports of $665 million went to the United States."
    fn is_of_goods_before(&self) -> bool {
        const FEW: usize = 3;
        let Some(value) = self.meant.spans_of("value").next() else { return false };
        self.claim().kind.starts_with("goods-")
            && self.passage.mentions.iter().any(|mention| {
                let gap = self.passage.block.get(mention.span.end..value.start).unwrap_or("-");
                let mut words = gap.split_whitespace();
                matches!(mention.what, Mentioned::Commodity(_))
                    && words.clone().count() <= FEW
                    && words.next().is_some_and(|word| List::Trade.has(word))
            })
    }

    /// "Canada's share of the lentil market is about 38 percent."
    fn is_market_of_product(&self) -> bool {
        let Passage { block, sentence, mentions, own, language, .. } = self.passage;
        let start = self.statement.span.start;
        let ahead = block.get(sentence.start..start).unwrap_or_default().trim_end();
        let before = ahead.rsplit(char::is_whitespace).next().unwrap_or_default();
        let is_mentioned = mentions.iter().any(|it| start <= it.span.end + 1 && it.span.end <= start);
        let is_known = [List::Articles, List::Trade, List::Superlatives, List::Possessives];
        *language == Language::English
            && self.claim().kind == "partner-share"
            && own.starts_with("market")
            && before.starts_with(char::is_lowercase)
            && !is_mentioned
            && !is_known.iter().any(|list| list.has(before))
    }

    /// "China took half of its exports. It supplied 29 percent of imports".
    pub(super) fn has_pronoun_for_partner(&self, clocks: &Clocks<'_>) -> bool {
        if self.claim().kind != "partner-share" || !self.meant.has_pronoun_for("partner", self.passage.block) {
            return false;
        }
        // "It took 38 percent of the country's exports", where no third one is named.
        let whose = self.meant.spans_of("subject").next().and_then(|span| self.passage.block.get(span.clone()));
        let is_of_country = whose.is_some_and(|words| words.trim().contains(' '));
        !is_of_country || clocks.pair.is_none_or(|pair| self.names_third_before(pair, 0))
    }

    /// "A GDP of $226 billion, the fourth highest after Egypt and Nigeria" is of neither.
    pub(super) fn is_behind_others(&self) -> bool {
        const FEW: usize = 6;
        // "Recognized it on 18 February, nine days before Switzerland".
        let date = if self.statement.is_composed { &["date"][..] } else { &[] };
        let figures = ["value", "share", "rank"].iter().chain(date);
        let value = figures.into_iter().find_map(|role| self.meant.spans_of(role).next());
        let Some(value) = value else { return false };
        let Some(kind) = self.meant.kind else { return false };
        kind.areas().iter().filter_map(|role| self.meant.spans_of(role).next()).any(|area| {
            let between = self.passage.block.get(value.end..area.start.max(value.end)).unwrap_or_default();
            let mut words = between.split_whitespace().rev().take(FEW).map(|word| word.trim_matches(','));
            area.start >= value.end && words.any(|word| List::Behind.has(word))
        })
    }
}
