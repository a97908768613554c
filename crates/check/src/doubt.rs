//! Doubts: what lets words that fit no figure be of something else than they seem to, so
//! that nothing is wrong of them.

use attache_fact::{Claim, Fact, RoleName, Said, Value};
use attache_language::read::{Mention, Mentioned};
use attache_model::{AreaKind, Decimal, Period, unit};

use crate::{
    course,
    draft::{Meant, Statement, areas_of},
    judge::{Aside, Passage, Ruling},
    settle::{Clocks, Outcome},
    trigger::{List, Triggers},
};

/// A reason to leave open what would be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// The figure may be of men or of women alone.
    Sexes,
    /// Several agreements are told of together.
    Several,
    /// Who is named may not be whom the sentence tells of.
    AnotherPerson,
    /// A place in an order is one within a group.
    WithinGroup,
    /// A place in an order is that of the words behind it.
    NextPlace,
    /// What is published is of years before the text.
    LongAgo,
    /// Figures of several years are told of one after the other.
    Course,
    /// Whose trade it is, words beside it leave open.
    AnotherFlow,
    /// A name of which the country's is a part.
    PartOfName,
}

impl Doubt {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Sexes => "the figure may be of men or of women alone",
            Self::Several => "the text tells of several agreements together",
            Self::AnotherPerson => "the text may tell of somebody else than who is named beside it",
            Self::WithinGroup => "the text tells of a place within a group, and what is published here is of all",
            Self::NextPlace => "the place in an order may be that of the words behind it",
            Self::LongAgo => "the latest figure that is published here is years older than the text",
            Self::Course => "the text tells how it went from one year to another",
            Self::AnotherFlow => "whose trade it is, the text leaves open",
            Self::PartOfName => "the country's name is part of another name",
        }
    }
}

/// A ruling by which a statement is wrong, with where it stands.
struct Doubted<'a> {
    meant: &'a Meant,
    statement: &'a Statement,
    ruling: &'a Ruling,
    fact: &'a Fact,
    roles: &'a [RoleName],
    passage: &'a Passage<'a>,
    triggers: &'static Triggers,
}

/// Why what a ruling finds wrong may be of something else.
pub(crate) fn doubt(
    statement: &Statement,
    ruling: &Ruling,
    passage: &Passage<'_>,
    clocks: &Clocks<'_>,
) -> Option<Doubt> {
    let Outcome::Wrong { fact, roles } = &ruling.outcome else { return None };
    let meant = statement.readings.get(ruling.reading)?;
    let triggers = Triggers::of(passage.language);
    let doubted = Doubted { meant, statement, ruling, fact, roles, passage, triggers };
    let doubts = [
        (Doubt::Sexes, doubted.may_be_of_one_sex()),
        (Doubt::Several, doubted.is_of_several_agreements()),
        (Doubt::AnotherPerson, doubted.may_be_of_another_person()),
        (Doubt::WithinGroup, doubted.is_within_group()),
        (Doubt::NextPlace, doubted.has_next_place()),
        (Doubt::LongAgo, doubted.is_of_long_ago(clocks)),
        (Doubt::Course, doubted.is_of_course()),
        (Doubt::AnotherFlow, doubted.may_be_another_flow()),
        (Doubt::PartOfName, doubted.is_part_of_name()),
    ];
    doubts.into_iter().find_map(|(doubt, is_so)| is_so.then_some(doubt))
}

impl Doubted<'_> {
    fn claim(&self) -> &Claim {
        &self.meant.understood.claim
    }

    /// Before and behind what is said in a role, within its sentence.
    fn around(&self, role: RoleName) -> Option<(&str, &str)> {
        let span = self.meant.spans_of(role).next()?;
        let sentence = &self.passage.sentence;
        let before = self.passage.block.get(sentence.start..span.start)?;
        Some((before, self.passage.block.get(span.end..sentence.end)?))
    }

    /// "68.7 years (men), 77.2 years (women)".
    fn may_be_of_one_sex(&self) -> bool {
        let is_of_people = |(_, said): &(RoleName, Said)| {
            matches!(said, Said::Figure(printed) if [unit::YEARS, unit::PERCENT, unit::COUNT].contains(&printed.unit))
        };
        let is_of_one = self.meant.kind.is_some_and(|kind| kind.areas().len() == 1);
        is_of_one && self.claim().roles.iter().any(is_of_people) && self.triggers.names_sex(self.passage.text)
    }

    /// "The 23 treaties that it had signed by 2020", "with Singapore (2004), the EFTA states
    /// (2001) and Canada (2009)".
    fn is_of_several_agreements(&self) -> bool {
        if !self.claim().kind.ends_with("agreement") {
            return false;
        }
        let span = &self.statement.span;
        let is_many = |mention: &Mention| match &mention.what {
            Mentioned::Figure(printed) => printed.unit == unit::COUNT && printed.value > Decimal::ONE,
            _ => false,
        };
        let is_right_before = |mention: &Mention| {
            let gap = self.passage.block.get(mention.span.end..span.start);
            gap.is_some_and(|gap| gap.trim().is_empty()) || (span.contains(&mention.span.start))
        };
        let is_counted = self.passage.mentions.iter().any(|mention| is_many(mention) && is_right_before(mention));
        is_counted || self.statement.names_others(self.passage.mentions)
    }

    /// "Essebsi, elected against Marzouki, has been president since": behind a preposition
    /// stands nobody who does anything.
    fn may_be_of_another_person(&self) -> bool {
        let is_person = |role: &&RoleName| matches!(**role, "person" | "first_person");
        let Some(role) = self.roles.iter().find(is_person) else { return false };
        self.around(role).is_some_and(|(before, _)| {
            before.split_whitespace().next_back().is_some_and(|word| List::Against.has(word))
        })
    }

    /// "Of the six members it is the third supplier".
    fn is_within_group(&self) -> bool {
        self.roles.contains(&"rank") && self.triggers.names_group(self.passage.text)
    }

    /// "29th export market, 6th supplier".
    fn has_next_place(&self) -> bool {
        let next = |behind: &str| {
            let word = behind.strip_prefix(' ')?.split(|c: char| !c.is_alphabetic()).next()?;
            Some(word.starts_with(char::is_lowercase) && !List::BehindPlaces.has(word))
        };
        self.roles.contains(&"rank")
            && self.around("rank").is_some_and(|(before, behind)| {
                before.trim_end().ends_with([',', ':', '(']) && next(behind) == Some(true)
            })
    }

    /// A figure without a period is of about the document's day.
    fn is_of_long_ago(&self, clocks: &Clocks<'_>) -> bool {
        const YEARS: i16 = 4;
        let known = self.fact.period("time").and_then(Period::year);
        self.claim().role("time").is_none() && clocks.year().zip(known).is_some_and(|(now, known)| now - known > YEARS)
    }

    /// "Between 2011 and 2013 it rose from $62 million to $121 million" gives no sum.
    fn is_of_course(&self) -> bool {
        let Passage { block, sentence, mentions, language, .. } = self.passage;
        self.claim().kind == "aid-since" && !course::courses(block, sentence, mentions, *language).is_empty()
    }

    fn may_be_another_flow(&self) -> bool {
        let is_of_goods = self.claim().kind.starts_with("goods-");
        is_of_goods
            && (self.is_with_all_of_another()
                || self.is_partner_of_list()
                || self.is_verb_s()
                || self.has_sign_of_reporter())
    }

    /// "Exports to the world" are those of whom the text tells, and it does not say who that is.
    fn is_with_all_of_another(&self) -> bool {
        let ends = ["exporter", "importer"];
        let is_all = |role: &str| {
            matches!(self.claim().role(role), Some(Said::Area(area)) if area.kind() == AreaKind::Aggregate)
        };
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
        ["exporter", "importer"].iter().any(|role| has_share(role))
    }

    /// "The United States bought $732 million worth of Uruguayan goods and sold $357 million":
    /// who sells, a composed claim may have the wrong way round.
    fn is_verb_s(&self) -> bool {
        let has_verb = || {
            let mut words = self.passage.own.split(|c: char| !c.is_alphabetic());
            words.any(|word| List::Selling.has(word) || List::Buying.has(word))
        };
        self.statement.is_composed && matches!(self.ruling.aside, Aside::Reversed(_)) && has_verb()
    }

    /// A deficit that the record has as one, of whom the sentence names: it is no surplus.
    fn has_sign_of_reporter(&self) -> bool {
        let is_sign = |role: &RoleName| matches!(*role, "surplus" | "deficit") && self.fact.role(role).is_some();
        let reporter = match self.fact.role("reporter") {
            Some(Value::Area(area)) => *area,
            _ => return false,
        };
        self.claim().kind == "goods-balance"
            && self.roles.iter().all(is_sign)
            && areas_of(self.passage.mentions).contains(&reporter)
    }

    /// "Independent since 1960 within the Federation of Mali".
    fn is_part_of_name(&self) -> bool {
        let is_of_ruler = self.claim().kind == "independence" && self.roles.contains(&"from");
        is_of_ruler
            && self.meant.spans_of("from").next().is_some_and(|span| {
                let words = self.passage.block.get(self.passage.sentence.start..span.end).unwrap_or_default();
                let mut words = words.split_whitespace().rev();
                // The name, with its article or preposition.
                let before = words.by_ref().skip(1).find(|word| !word.chars().all(char::is_lowercase));
                before.is_some_and(|word| word.starts_with(char::is_uppercase) && !word.ends_with(',')) && words.next().is_some()
            })
    }
}
