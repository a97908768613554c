//! Doubts: what lets words that fit no figure be of something else than they seem to, so
//! that nothing is wrong of them.

mod time;
mod trade;

use std::ops::Range;

use attache_fact::{Claim, Fact, RoleName, Said, Value};
use attache_language::{
    Wordings,
    read::{Mention, Mentioned, Naming},
};
use attache_model::{Area, Areas, Decimal, Language, fold, unit};

use crate::{
    certain::is_of_signature,
    compare::measured_as,
    draft::{Meant, Statement, areas_of},
    judge::{Passage, Ruling},
    label::MARK,
    settle::{Clocks, Outcome},
    slip::{self, are_dates_slips},
    trigger::{List, Triggers},
};

/// A reason to leave open what would be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// The figure may be of men or of women alone, of towns or of the countryside.
    SomePeople,
    /// Several agreements are told of together.
    SeveralAgreements,
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
    /// A share of something else than trade.
    OneProduct,
    /// Of the prices of some goods, not of all.
    SomePrices,
    /// A direction that is another figure's.
    AnotherCourse,
    /// A direction since another year than the one before.
    AnotherBase,
    /// Words that are the next figure's.
    NextFigure,
    /// The figure is of a part of the year.
    PartOfYear,
    /// The length may be of another border.
    AnotherBorder,
    /// The date on record is told beside.
    DatedBeside,
    /// The text gives what another country has counted.
    OtherData,
    /// The date may be that of a holiday, or of an anniversary.
    Holiday,
    /// Whom a pronoun stands for.
    Pronoun,
    /// Who is on record is named beside.
    NamedBeside,
    /// Who is named is one that comes after others in an order.
    BehindOthers,
    /// An agreement that may be of another sort than those that are listed.
    AnotherSort,
    /// The figure is a sum of several years.
    Sum,
    /// Growth of an amount of money, and not of what it buys.
    Nominal,
    /// The time that is named is that of another figure.
    AnotherTime,
    /// One of several things that together make up what is published.
    OneOfThem,
    /// A rate of another market than the official one.
    Unofficial,
    /// Growth of which the words do not say that it is the economy's.
    AnotherGrowth,
    /// With whom an agreement is that others are told of beside.
    AnotherParty,
    /// The country is one of those that are named as its partners.
    AmongThem,
    /// Who is named is on record in another office than the title that the text gives.
    AnotherOffice,
    /// Most of what the text tells is not so of the country that it was taken to be about.
    AnotherCountry,
    /// No word says whose it is, and it was held against the country of the text's author.
    NotAuthor,
    /// Words behind the figure may give it the other sign.
    AnotherSign,
}

impl Doubt {
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::SomePeople => "the figure may be of some people alone: of men or women, of towns or the countryside",
            Self::SeveralAgreements => "the text tells of several agreements together",
            Self::AnotherPerson => "the text may tell of somebody else than who is named beside it",
            Self::WithinGroup => "the text tells of a place within a group, and what is published here is of all",
            Self::NextPlace => "the place in an order may be that of the words behind it",
            Self::LongAgo => "the latest figure that is published here is years older than the text",
            Self::Course => "the text tells how it went from one year to another",
            Self::AnotherFlow => "whose trade it is, the text leaves open",
            Self::Nominal => "the growth may be that of an amount in money, and what is published here is real growth",
            Self::Sum => "the figure may be the sum of several years",
            Self::PartOfName => "the country's name is part of another name",
            Self::OneProduct => "the share may be of one product",
            Self::SomePrices => "the prices of some goods alone may be meant",
            Self::AnotherCourse => "whether it rose or fell may be told of another figure",
            Self::AnotherBase => "since which year it rose or fell, the text leaves open",
            Self::NextFigure => "the words may be those of the next figure",
            Self::PartOfYear => "the figure is of a part of a year, and what is published here of whole ones",
            Self::AnotherBorder => "the length may be that of another border that is named beside it",
            Self::OtherData => "the text gives the data of another country than whose are here",
            Self::Holiday => "the date may be that of a holiday or of an anniversary",
            Self::DatedBeside => "the date on record is told beside it",
            Self::Pronoun => "whom the pronoun stands for, the text leaves open",
            Self::NamedBeside => "who is on record is named beside it",
            Self::BehindOthers => "the country is named as one that something is compared with",
            Self::AnotherTime => "the time that is named may be that of another figure",
            Self::Unofficial => "the rate may be that of another market than the official one",
            Self::AnotherGrowth => "what grows, the text does not say: the economy or the population",
            Self::AnotherParty => "with whom the agreement is, the text leaves open",
            Self::AmongThem => "the text names the country among its own partners, so that another one's are meant",
            Self::AnotherCountry => {
                "which country the text is about was guessed, and most of it does not fit: name it with --about"
            }
            Self::NotAuthor => "the text does not say which country's it is, and hardly means its author's own",
            Self::AnotherSign => "words behind the figure may give it the other sign",
            Self::AnotherOffice => "who is named is on record in another office than by the title that the text gives",
            Self::OneOfThem => "the figure may be of one of several, and what is published here is of all",
            Self::AnotherSort => "the agreement may be of another sort than those that are listed here",
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
    if is_of_signature(statement, ruling) {
        return None;
    }
    let meant = statement.readings.get(ruling.reading)?;
    let triggers = Triggers::of(passage.language);
    let doubted = Doubted { meant, statement, ruling, fact, roles, passage, triggers };
    let doubts = [
        (Doubt::SomePeople, doubted.may_be_of_some_people()),
        (Doubt::SeveralAgreements, doubted.is_of_several_agreements()),
        (Doubt::AnotherPerson, doubted.may_be_of_another_person(clocks)),
        (Doubt::WithinGroup, doubted.is_within_group()),
        (Doubt::NextPlace, doubted.has_next_place()),
        (Doubt::LongAgo, doubted.is_of_long_ago(clocks)),
        (Doubt::Course, doubted.is_of_course()),
        (Doubt::Sum, doubted.may_be_a_sum()),
        (Doubt::Nominal, doubted.may_be_nominal()),
        (Doubt::AnotherFlow, doubted.may_be_another_flow() || doubted.is_with_third(clocks)),
        (Doubt::PartOfName, doubted.is_part_of_name()),
        (Doubt::OneProduct, doubted.is_of_one_product()),
        (Doubt::SomePrices, doubted.is_of_some_prices()),
        (Doubt::AnotherCourse, doubted.has_another_course()),
        (Doubt::NextFigure, doubted.has_words_of_next()),
        (Doubt::PartOfYear, doubted.is_of_part_of_year()),
        (Doubt::AnotherBorder, doubted.may_be_of_another_border()),
        (Doubt::OtherData, doubted.is_of_other_data(clocks)),
        (Doubt::Holiday, doubted.may_be_a_holiday()),
        (Doubt::DatedBeside, doubted.has_date_on_record_beside()),
        (Doubt::Pronoun, doubted.has_pronoun_for_partner(clocks)),
        (Doubt::NamedBeside, doubted.names_whom_it_is_of()),
        (Doubt::BehindOthers, doubted.is_behind_others()),
        (Doubt::AnotherSort, doubted.may_be_of_another_sort()),
        (Doubt::AnotherTime, doubted.has_time_of_another() || doubted.is_counted_from() || doubted.is_in_list()),
        (Doubt::AnotherTime, doubted.is_of_year_beside(clocks)),
        (Doubt::AnotherBase, doubted.is_base()),
        (Doubt::OneOfThem, doubted.is_of_one_of_them()),
        (Doubt::Unofficial, doubted.is_unofficial()),
        (Doubt::AnotherGrowth, doubted.may_be_of_people()),
        (Doubt::AnotherParty, doubted.may_be_with_another(clocks)),
        (Doubt::AmongThem, doubted.is_among_them()),
    ];
    let doubt = doubts.into_iter().find_map(|(doubt, is_so)| is_so.then_some(doubt))?;
    let is_wrong = doubt == Doubt::AnotherTime && doubted.is_wrong_whenever(clocks);
    (!is_wrong).then_some(doubt)
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

    /// "It is landlocked since Eritrea became independent, and borders six states: Djibouti, Eritrea".
    fn is_among_them(&self) -> bool {
        let partners = match self.claim().role("partners") {
            Some(Said::Areas(partners)) => partners.as_slice(),
            _ => &[],
        };
        self.fact.expression.args.area.iter().any(|area| partners.contains(area))
    }

    /// "68.7 years (men), 77.2 years (women)".
    fn may_be_of_some_people(&self) -> bool {
        let is_of_people = |(_, said): &(RoleName, Said)| matches!(said, Said::Figure(printed) if [unit::YEARS, unit::PERCENT, unit::COUNT].contains(&printed.unit));
        let is_of_one = self.meant.kind.is_some_and(|kind| kind.areas().len() == 1);
        let is_of_towns = self.claim().kind == "urban-population-share";
        // "17.1 million, of whom a quarter live in towns": the number of all is told first.
        let span = &self.statement.span;
        let before = self.passage.block.get(self.passage.sentence.start..span.start).unwrap_or_default();
        let part =
            before.rfind([';', ',', '(']).map_or(self.passage.sentence.start, |at| self.passage.sentence.start + at);
        let within = match self.claim().kind.as_str() {
            "population" => self.passage.block.get(part..span.end).unwrap_or_default(),
            _ => self.passage.text,
        };
        is_of_one
            && !is_of_towns
            && self.claim().roles.iter().any(is_of_people)
            && self.triggers.names_some_people(within)
    }

    /// "The 23 treaties that it had signed by 2020", "with Singapore (2004), the EFTA states
    /// (2001) and Canada (2009)".
    fn is_of_several_agreements(&self) -> bool {
        if !self.claim().kind.ends_with("agreement") {
            return false;
        }
        let span = &self.statement.span;
        let is_many = |mention: &Mention| match &mention.what {
            Mentioned::Figure(printed) => {
                printed.unit == unit::COUNT && printed.value > Decimal::ONE && printed.value < Decimal::ONE_THOUSAND
            }
            _ => false,
        };
        let is_right_before = |mention: &Mention| {
            let gap = self.passage.block.get(mention.span.end..span.start);
            gap.is_some_and(|gap| gap.trim().is_empty())
        };
        let is_counted = self.passage.mentions.iter().any(|mention| is_many(mention) && is_right_before(mention));
        let before = self.passage.block.get(self.passage.sentence.start..span.start).unwrap_or_default();
        // "The Group, whose agreement has been in force".
        let mut words = before.split(|c: char| !c.is_alphabetic()).rev().filter(|word| !word.is_empty());
        let is_of_named = words.find(|word| !List::Articles.has(word)).is_some_and(|word| List::Relatives.has(word));
        let clause = self.statement.clause(self.passage.block, &self.passage.sentence);
        let may_be_in_place =
            self.triggers.tells_of_replacing(clause) && !are_dates_slips(self.claim(), self.fact, self.roles);
        // "Is a party to the South Asian Free Trade Area, in force since 2006".
        let head = before.rsplit(';').next().unwrap_or_default();
        let is_of_many = [self.passage.own, head].iter().any(|words| self.triggers.is_party_to(words));
        // "Did not enter into force until 1990".
        let behind = self.passage.block.get(span.end..self.passage.sentence.end.max(span.end)).unwrap_or_default();
        let is_only_later =
            *self.roles == ["status"] && behind.split(|c: char| !c.is_alphabetic()).any(|word| List::Until.has(word));
        is_counted
            || is_only_later
            || is_of_many
            || is_of_named
            || may_be_in_place
            || self.names_another_of_list()
            || self.triggers.names_agreements(clause)
    }

    /// "By Egyptian data exports rose", where the figure on record is the United States'.
    fn is_of_other_data(&self, clocks: &Clocks<'_>) -> bool {
        let Passage { block, sentence, mentions, .. } = self.passage;
        let next = |at: usize| block.get(at..sentence.end)?.split_whitespace().next();
        let last = |at: usize| block.get(sentence.start..at)?.split_whitespace().next_back();
        let is_data = |word: Option<&str>| word.is_some_and(|word| List::Data.has(word.trim_matches([',', '.'])));
        // "American data" are those of the U.S. Census Bureau.
        let is_own = |areas: &[Area]| {
            let first = |publisher: &str| Areas::known(publisher.split_whitespace().next().unwrap_or_default());
            clocks.publishers(self.fact).into_iter().filter_map(first).any(|area| areas.contains(&area))
        };
        mentions.iter().any(|mention| match &mention.what {
            Mentioned::Area { areas, how: Naming::Adjective } => {
                let is_beside = is_data(next(mention.span.end)) || is_data(last(mention.span.start));
                is_beside && !is_own(areas)
            }
            _ => false,
        })
    }

    /// Whether the words go on to another country, or a group of them, behind a comma or an "and".
    fn names_another_of_list(&self) -> bool {
        let span = &self.statement.span;
        let is_in_claim = |area: &Area| self.claim().roles.iter().any(|(_, said)| *said == Said::Area(*area));
        let is_another = |mention: &Mention| match &mention.what {
            Mentioned::Area { areas, .. } => !areas.iter().any(is_in_claim),
            Mentioned::Organization(_) => true,
            _ => false,
        };
        // "The ASEAN-Australia-New Zealand Free Trade Agreement".
        let is_hyphened = |mention: &Mention| {
            let ahead = self.passage.block.get(..span.start).unwrap_or_default();
            let behind = self.passage.block.get(mention.span.end..).unwrap_or_default();
            mention.span.end <= span.start && ahead.ends_with(['-', '–']) && behind.starts_with(['-', '–'])
        };
        let goes_on = |mention: &Mention| {
            let before = self.passage.block.get(span.start..mention.span.start).unwrap_or_default();
            let mut words = before.split_whitespace().rev().skip_while(|word| List::Articles.has(word));
            words.next().is_some_and(|word| word.ends_with(',') || List::Joining.has(word))
        };
        // "EFTA: signed in 2018".
        let is_label = |mention: &Mention| {
            self.passage.block.get(mention.span.end..).is_some_and(|behind| behind.starts_with(':'))
        };
        let within = |mention: &&Mention| span.start <= mention.span.start && mention.span.end <= span.end;
        let mut within = self.passage.mentions.iter().filter(within);
        self.passage.mentions.iter().any(|mention| is_another(mention) && is_hyphened(mention))
            || within.any(|mention| is_another(mention) && (goes_on(mention) || is_label(mention)))
    }

    /// "Essebsi, elected against Marzouki, has been president since": behind a preposition
    /// stands nobody who does anything.
    fn may_be_of_another_person(&self, clocks: &Clocks<'_>) -> bool {
        let is_person = |role: &&RoleName| matches!(**role, "person" | "first_person");
        let Some(role) = self.roles.iter().find(is_person) else { return false };
        let is_against = self.around(role).is_some_and(|(before, _)| {
            before.split_whitespace().next_back().is_some_and(|word| List::Against.has(word))
        });
        let is_told = slip::is_evident(self.claim(), self.fact, self.roles);
        is_against || self.has_title_between(role) || !is_told && self.is_of_another_office(clocks)
    }

    /// "Although food prices jumped by 17 percent" tells nothing of all of them.
    fn is_of_some_prices(&self) -> bool {
        let clause = self.statement.clause(self.passage.block, &self.passage.sentence);
        self.claim().kind == "inflation-rate" && self.triggers.tells_of_some_prices(clause)
    }

    /// "President Kuczynski was received, and President Obama had come in November 2016": a date behind
    /// another title is of whom that names.
    fn has_title_between(&self, role: RoleName) -> bool {
        const FEW: usize = 3;
        let ends = self.meant.spans_of(role).next().zip(self.meant.spans_of("date").next());
        let gap = ends.and_then(|(name, date)| self.passage.block.get(name.end..date.start)).unwrap_or_default();
        let words: Vec<&str> = gap.split_whitespace().collect();
        let is_title = |word: &&str| List::Presidents.has(word) || List::Ministers.has(word);
        let names_next = |at: usize| words.iter().skip(at + 1).take(FEW).any(is_title);
        let mut joined = words.iter().enumerate().filter(|(_, word)| List::Joining.has(word));
        self.claim().kind == "visit-latest" && joined.any(|(at, _)| names_next(at))
    }

    /// "Prime Minister: Ann Bee", where the president heads the government, or did when it was written.
    fn is_of_another_office(&self, clocks: &Clocks<'_>) -> bool {
        let is_minister = |office: &str| List::Ministers.words().iter().any(|word| office.contains(word.as_str()));
        if self.claim().kind != "leader" || !is_minister(&fold(self.passage.own)) {
            return false;
        }
        let held_then = || {
            let args = self.ruling.question.as_ref().map(|question| &question.args);
            let asked = self.meant.kind.zip(args).zip(clocks.then.as_ref());
            asked.and_then(|((kind, args), then)| kind.derive(args, then).ok()).unwrap_or_default()
        };
        let is_of_other = |fact: &Fact| match fact.role("title") {
            Some(Value::Text(known)) => !is_minister(&fold(known)),
            _ => false,
        };
        is_of_other(self.fact) || held_then().iter().any(is_of_other)
    }

    /// "Of the six members it is the third supplier", "in West Africa".
    fn is_within_group(&self) -> bool {
        let Passage { block, sentence, mentions, .. } = self.passage;
        // What another part of the sentence tells of a region is of another place in an order.
        let clause = self.statement.clause(block, sentence);
        let start = block.get(sentence.clone()).and_then(|text| text.find(clause)).map_or(0, |at| sentence.start + at);
        let head = block.get(sentence.start..start).unwrap_or_default();
        let is_headed = head.split(',').count() == 2;
        let within = if is_headed { sentence.start } else { start }..start + clause.len();
        let is_region = |area: &Area| area.is_region();
        // "America's 87th market".
        let is_own = |span: &Range<usize>| {
            self.meant.understood.spans.iter().any(|(_, own)| own.start < span.end && span.start < own.end)
        };
        // "The largest market in Africa and the 40th in the world".
        let is_another_s = |span: &Range<usize>| {
            let own = self.meant.spans_of("rank").next().map_or(within.end, |own| own.start);
            let ahead = |it: &&Mention| within.start <= it.span.start && it.span.end <= span.start;
            span.end <= own && mentions.iter().filter(ahead).any(|it| matches!(it.what, Mentioned::Rank(_)))
        };
        let names_region = |mention: &Mention| {
            let is_within = within.start <= mention.span.start && mention.span.end <= within.end;
            is_within
                && !is_own(&mention.span)
                && !is_another_s(&mention.span)
                && match &mention.what {
                    Mentioned::Area { areas, .. } => areas.iter().any(is_region),
                    Mentioned::Areas(areas) => areas.iter().any(is_region),
                    _ => false,
                }
        };
        let words = block.get(within.clone()).unwrap_or_default();
        self.roles.contains(&"rank")
            && self.claim().role("among").is_none()
            && (self.triggers.names_group(words) || mentions.iter().any(names_region))
    }

    /// "The last is the longest of its land borders, at 1,975 kilometres".
    fn is_of_one_of_them(&self) -> bool {
        let before = self.passage.block.get(self.passage.sentence.start..self.statement.span.start).unwrap_or_default();
        let mut words = before.split_whitespace().rev();
        let is_part = words.next().is_some_and(|word| List::Of.has(word));
        let is_one = |word: &str| fold(word).ends_with("est") || List::Small.has(word);
        // "La más larga de".
        let is_most = |word: &str| List::Superlatives.has(word);
        let is_amount = ["value", "length"].iter().any(|role| self.claim().role(role).is_some());
        is_amount && is_part && (words.next().is_some_and(is_one) || words.next().is_some_and(is_most))
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

    /// "In dollars, output rose by 11% to $1.32 trillion".
    fn may_be_nominal(&self) -> bool {
        const FEW: usize = 2;
        let figure = self.meant.spans_of("value").next().filter(|_| self.claim().kind == "gdp-growth-rate");
        let Some(figure) = figure else { return false };
        self.passage.mentions.iter().any(|mention| {
            let is_money =
                matches!(&mention.what, Mentioned::Figure(printed) if unit::is_currency(printed.unit.as_str()));
            let gap = self.passage.block.get(figure.end..mention.span.start).unwrap_or("-");
            let mut words = gap.split_whitespace();
            is_money && words.clone().count() <= FEW && words.any(|word| List::Reaching.has(word))
        })
    }

    /// "On the parallel market, a dollar cost 108 birr."
    fn is_unofficial(&self) -> bool {
        let mut words = self.passage.text.split(|c: char| !c.is_alphabetic());
        self.claim().kind == "exchange-rate" && words.any(|word| List::Unofficial.has(word))
    }

    /// "Trade between the UK and Panama was £618 million. The treaty concluded in 1983", in a text on
    /// Panama and the United States.
    fn may_be_with_another(&self, clocks: &Clocks<'_>) -> bool {
        let Some(pair) = clocks.pair.filter(|_| self.claim().kind == "agreement") else { return false };
        let names_party = ["a", "b"].into_iter().any(|role| self.meant.spans_of(role).next().is_some());
        // From the sentence before on.
        let ahead = self.passage.block.get(..self.passage.sentence.start).unwrap_or_default().trim_end();
        !names_party && self.names_third_before(pair, ahead.rfind(". ").map_or(0, |at| at + 2))
    }

    /// Whether another country than two, or an organization, is named not long before the
    /// statement, from a place of its block on.
    fn names_third_before(&self, pair: [Area; 2], from: usize) -> bool {
        const FURTHEST: usize = 600;
        let end = self.statement.span.start;
        let block = self.passage.block;
        let from = (from.max(end.saturating_sub(FURTHEST))..=end).find(|at| block.is_char_boundary(*at));
        let before = from.and_then(|from| block.get(from..end)).unwrap_or_default();
        Wordings::in_language(self.passage.language).mentions(before).iter().any(|mention| match &mention.what {
            Mentioned::Area { areas, .. } => !areas.iter().any(|area| pair.contains(area)),
            Mentioned::Areas(areas) => !areas.iter().all(|area| pair.contains(area)),
            Mentioned::Organization(_) => true,
            _ => false,
        })
    }

    /// "Annual growth rate: 0.44 percent" may be that of the people, and "output fell by 31 percent"
    /// that of a crop.
    fn may_be_of_people(&self) -> bool {
        const MOST: Decimal = Decimal::from_parts(15, 0, 0, false, 0);
        let has = |list: List| self.passage.own.split(|c: char| !c.is_alphanumeric()).any(|word| list.has(word));
        let is_more = |role: RoleName| matches!(self.claim().role(role), Some(Said::Figure(printed)) if printed.value.abs() > MOST);
        let is_labelled = self.passage.own.contains(MARK) && has(List::Rates);
        self.claim().kind == "gdp-growth-rate" && (is_labelled || is_more("value")) && !has(List::Economic)
    }

    /// "In June James Baker came to Tirana, and in 2007 George Bush": who is on record is told of.
    fn names_whom_it_is_of(&self) -> bool {
        const SHORTEST: usize = 4;
        // What a pattern has read of two, one after the other, it has read of the right one.
        let is_of_visit = self.claim().kind == "visit-latest";
        let is_person = |role: &&RoleName| matches!(**role, "person" | "first_person");
        if !is_of_visit && !self.statement.is_composed {
            return false;
        }
        let Some(Value::Text(name)) = self.roles.iter().find(is_person).and_then(|role| self.fact.role(role)) else {
            return false;
        };
        let words = |text: &str| -> Vec<String> {
            fold(text).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
        };
        let sentence = words(self.passage.text);
        let names = words(name).into_iter().filter(|word| word.len() >= SHORTEST && !List::Titles.has(word));
        let own = words(
            self.meant
                .spans_of("person")
                .next()
                .and_then(|span| self.passage.block.get(span.clone()))
                .unwrap_or_default(),
        );
        names.into_iter().filter(|name| !own.contains(name)).any(|name| sentence.contains(&name))
    }

    /// "A trade agreement has been in force since 1994" is none of free trade.
    fn may_be_of_another_sort(&self) -> bool {
        let is_of_trade = matches!(self.claim().role("type"), Some(Said::Text(category)) if category == "trade");
        let is_absent = self.fact.expression.kind == "no-agreement" && self.claim().kind == "agreement";
        let is_of_none = is_absent && is_of_trade && !self.triggers.names_free_trade(self.passage.own);
        is_of_none || self.is_of_another_title() || self.is_of_the_two_alone() || is_of_trade && self.is_of_mere_trade()
    }

    /// "They signed a trade agreement in 1981": years before one on free trade, on which words say
    /// nothing.
    fn is_of_mere_trade(&self) -> bool {
        let is_date = |role: &RoleName| matches!(*role, "signed" | "from" | "until");
        self.roles.iter().all(is_date)
            && !self.triggers.names_free_trade(self.passage.own)
            && !are_dates_slips(self.claim(), self.fact, self.roles)
    }

    /// "An agreement on transparency in trade, in force since March 2017", and of no sort that is
    /// listed.
    fn is_of_another_title(&self) -> bool {
        let is_agreement = self.claim().kind == "agreement";
        let (Some(Said::Text(said)), None, true) =
            (self.claim().role("title"), self.claim().role("type"), is_agreement)
        else {
            return false;
        };
        let is_known = |known: &str| {
            let (said, known) = (fold(said), fold(known));
            said.contains(&known) || known.contains(&said)
        };
        let is_of_sort = || match self.fact.role("type") {
            Some(Value::Text(category)) => self.triggers.names_agreement(said, category),
            _ => false,
        };
        !matches!(self.fact.role("title"), Some(Value::Text(known)) if is_known(known)) && !is_of_sort()
    }

    /// "There is no free trade agreement that is strictly bilateral", where one of several parties
    /// is on record, by the name that it has there.
    fn is_of_the_two_alone(&self) -> bool {
        let Some(Value::Text(title)) = self.fact.role("title") else { return false };
        let end = self.statement.span.end;
        let behind = self.passage.block.get(end..self.passage.sentence.end.max(end)).unwrap_or_default();
        let behind = behind.split([',', ';']).next().unwrap_or_default();
        let says_alone = [self.passage.own, behind].iter().any(|words| self.triggers.says_alone(words));
        if self.claim().kind != "no-agreement" || !says_alone {
            return false;
        }
        let named = areas_of(&Wordings::in_language(Language::English).mentions(title));
        let pair = ["a", "b"].map(|role| match self.fact.role(role) {
            Some(Value::Area(area)) => Some(*area),
            _ => None,
        });
        let is_of_pair = pair.iter().flatten().all(|area| named.contains(area));
        !is_of_pair || named.iter().any(|area| !pair.contains(&Some(*area)))
    }

    /// "Exports 7.8 billion, imports 6.5 billion".
    fn has_words_of_next(&self) -> bool {
        if self.has_figure_between() {
            return true;
        }
        let Some(value) = self.meant.spans_of("value").next() else { return false };
        let end = self.statement.span.end;
        // "Exports 280.8 billion in 2019, imports 261.7 billion".
        let is_behind = self.passage.block.get(value.end..end).is_some_and(|words| words.contains(','));
        let is_next = |mention: &Mention| {
            let gap = self.passage.block.get(end..mention.span.start);
            matches!(mention.what, Mentioned::Figure(_)) && gap.is_some_and(|gap| gap.trim().is_empty())
        };
        is_behind && self.passage.mentions.iter().any(is_next)
    }

    /// "Imports fell by half in 2012, to $1.89 billion, to $1.11 billion", "China, at 26 percent, and
    /// Japan, at 22 percent, bought three-quarters".
    fn has_figure_between(&self) -> bool {
        let ends = match self.claim().kind.as_str() {
            "goods-growth" => ["growth", "value"],
            "partner-share" => ["partner", "share"],
            _ => return false,
        };
        let [first, second] = ends.map(|role| self.meant.spans_of(role).next());
        let (Some(first), Some(second)) = (first, second) else { return false };
        let unit = match self.claim().role(ends[1]) {
            Some(Said::Figure(printed)) => printed.unit,
            _ => return false,
        };
        let is_like = |mention: &Mention| matches!(&mention.what, Mentioned::Figure(other) if other.unit == unit);
        // "China comes second with 20 percent and is the leading source of imports, at 49 percent".
        let is_aside = |span: &Range<usize>| {
            let gap = self.passage.block.get(first.end..span.start).unwrap_or_default().trim_start();
            ends[0] != "partner" || gap.starts_with([',', '('])
        };
        let is_between = |mention: &Mention| {
            first.end <= mention.span.start && mention.span.end <= second.start && is_aside(&mention.span)
        };
        // "The United States took 40%, with Singapore second at 14%".
        let is_other = |mention: &Mention| {
            let is_own = |area: &Area| self.claim().roles.iter().any(|(_, said)| *said == Said::Area(*area));
            let is_within = first.end <= mention.span.start && mention.span.end <= second.start;
            let is_stranger = match &mention.what {
                Mentioned::Area { areas, how } => *how == Naming::Name && !areas.iter().any(is_own),
                _ => false,
            };
            ends[0] == "partner" && is_within && is_stranger
        };
        self.passage.mentions.iter().any(|mention| is_like(mention) && is_between(mention) || is_other(mention))
    }

    /// "It borders China, Thailand and Vietnam, the last along 2,161 km".
    fn may_be_of_another_border(&self) -> bool {
        // "1,389 km of frontier run along the ridge, and 1,770 km along the plain": of two lengths neither is all.
        if self.claim().kind == "land-boundary-total" && self.statement.is_composed {
            let is_length = |it: &&Mention| match &it.what {
                Mentioned::Figure(it) => it.unit != unit::COUNT && measured_as(it, unit::KM).is_some(),
                _ => false,
            };
            return self.passage.mentions.iter().filter(is_length).count() > 1;
        }
        let Some(length) = self.meant.spans_of("length").next().filter(|_| self.claim().kind == "land-border") else {
            return false;
        };
        let ends: Vec<&Range<usize>> = ["a", "b"].into_iter().flat_map(|role| self.meant.spans_of(role)).collect();
        let Some(with) = ends.iter().max_by_key(|span| span.start) else { return false };
        // "Haiti and the Dominican Republic share a border of 376 km" names both at once.
        let most = if ends.iter().filter(|span| *span == with).count() > 1 { 2 } else { 1 };
        // "Borders: Argentina 2,531 km., Brazil 1,371 km." has each behind its own.
        let is_right_before =
            self.passage.block.get(with.end..length.start).is_some_and(|gap| matches!(gap.trim(), "" | "(" | ":"));
        if is_right_before && most == 1 {
            return false;
        }
        // "Land borders of 7,252 km with Brazil, much of it forest, Peru and Chile" is of all.
        let own = self.passage.own.split(|c: char| !c.is_alphabetic());
        let is_stranger = |mention: &Mention| {
            mention.span.start >= self.statement.span.end.max(with.end)
                && matches!(mention.what, Mentioned::Area { .. } | Mentioned::Areas(_))
        };
        if own.into_iter().any(|word| List::Borders.has(word)) && self.passage.mentions.iter().any(is_stranger) {
            return true;
        }
        // All from the first of the two to the second.
        let all = with.start.min(length.start)..with.end.max(length.end);
        // "Of its 8,082 kilometres of frontier, 4,630 are shared with China."
        let is_length = |mention: &Mention| matches!(mention.what, Mentioned::Figure(_)) && mention.span != *length;
        if self
            .passage
            .mentions
            .iter()
            .any(|it| is_length(it) && length.end <= it.span.start && it.span.end <= with.start)
        {
            return true;
        }
        let named = self.passage.mentions.iter().filter(|it| all.start <= it.span.start && it.span.end <= all.end);
        let count = named.map(|mention| match &mention.what {
            Mentioned::Area { .. } => 1,
            Mentioned::Areas(areas) => areas.len(),
            _ => 0,
        });
        count.sum::<usize>() > most
    }

    /// "6.6 percent less than in 2018, and imports $162 million, 23.6 percent more".
    fn has_another_course(&self) -> bool {
        let is_course = |role: &RoleName| matches!(*role, "rose" | "fell");
        let place = self.roles.iter().filter(|role| is_course(role)).find_map(|role| self.meant.spans_of(role).next());
        let (Some(place), Some(figure)) = (place, self.meant.spans_of("growth").next()) else { return false };
        let (from, to) = (place.end.min(figure.end), place.start.max(figure.start));
        self.passage.mentions.iter().any(|mention| {
            matches!(mention.what, Mentioned::Figure(_)) && from <= mention.span.start && mention.span.end <= to
        })
    }

    /// "Independent since 1960 within the Federation of Mali".
    fn is_part_of_name(&self) -> bool {
        let is_of_ruler = self.claim().kind == "independence" && self.roles.contains(&"from");
        is_of_ruler
            && self.meant.spans_of("from").next().is_some_and(|span| {
                let ahead = self.passage.block.get(self.passage.sentence.start..span.start).unwrap_or_default();
                let binds = |word: &&str| List::Articles.has(word) || List::Of.has(word);
                let before = ahead.split_whitespace().rev().find(|word| !binds(word));
                before.is_some_and(|word| word.starts_with(char::is_uppercase) && !word.ends_with(','))
            })
    }
}
