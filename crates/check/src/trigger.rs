//! Words by which a figure, rank, date or name becomes a claim of a kind, where no
//! pattern has understood its sentence: `triggers/LANGUAGE.toml`.

mod comparing;
mod counting;
mod direction;
mod force;
mod list;
mod sources;
mod words;

use std::{ops::Range, sync::OnceLock};

use attache_model::{Language, fold, plain};
use serde::Deserialize;

pub(crate) use force::Force;
pub(crate) use list::List;
pub(crate) use sources::{Source, country_of_mission, publishing_country};
use words::Phrase;
pub(crate) use words::Words;

/// A language's triggers.
#[derive(Deserialize)]
pub(crate) struct Triggers {
    #[serde(rename = "trigger")]
    pub(crate) all: Vec<Trigger>,
    /// By which words a date is one of an agreement's.
    #[serde(rename = "date")]
    pub(crate) dates: Vec<Dating>,
    pub(crate) words: Prepositions,
    /// Words by which a date is the beginning of a term of office.
    begin: Vec<Phrase>,
    /// Words that deny what stands behind them.
    deny: Vec<Phrase>,
    /// Words by which a time hangs on another one: "two years later".
    hang: Vec<Phrase>,
    /// Words by which a figure is of the year before the one spoken of.
    previous: Vec<Phrase>,
    /// Words that stand for an agreement of the kind that was spoken of last, before whom it
    /// is with.
    one_with: Vec<Phrase>,
    /// Words for the year that was named last.
    that_year: Vec<Phrase>,
    /// Words by which somebody holds an office today, and by which it is history.
    present: Vec<Phrase>,
    past: Vec<Phrase>,
    /// By which who is named holds an office.
    holding: Vec<String>,
    /// Words that part a date from what it might be the date of.
    apart: Vec<Phrase>,
    /// Names with one of these are no person's.
    institutions: Vec<String>,
    /// Words by which something is still to come.
    forecast: Vec<Phrase>,
    /// What is said of an agreement that binds, and of whether it does: "in force".
    force: Vec<Phrase>,
    /// The same of one that binds once it is; that it is so does not say that it binds.
    ratified: Vec<Phrase>,
    /// Before that, by which it is so,
    being: Vec<Phrase>,
    /// of these, by which it goes on,
    lasting: Vec<Phrase>,
    /// by which it has come to be so, one day or another,
    coming: Vec<Phrase>,
    /// by which it is not, or not yet,
    not_yet: Vec<Phrase>,
    /// and by which it was.
    no_longer: Vec<Phrase>,
    /// By which it is not, where nothing is said of that.
    waiting: Vec<Phrase>,
    /// By which a sentence tells what somebody holds or wants.
    opinion: Vec<Phrase>,
    /// What is counted and in nobody's data that are kept.
    beyond: Vec<Phrase>,
    /// Beginnings of words that say of an amount that it is all there is.
    whole: Vec<String>,
    /// Before an agreement of many.
    party_to: Vec<Phrase>,
    /// Before what a time is counted from.
    counted_from: Vec<Phrase>,
    /// Before whom something else is unlike, or like, where a language leaves out the pronoun.
    #[serde(default)]
    contrast: Vec<Phrase>,
    /// Of what two have between them alone.
    alone: Vec<Phrase>,
    /// Of trade on some terms alone, or in some goods.
    part_of_trade: Vec<Phrase>,
    /// Beginnings of words that say of trade that it is in goods, or in services.
    goods: Vec<String>,
    services: Vec<String>,
    /// By which a flow is the other way round than the one before.
    turn: Vec<Phrase>,
    /// What is so by habit, and no single figure's.
    seldom: Vec<Phrase>,
    /// In what labels count.
    #[serde(rename = "unit")]
    units: Vec<Unit>,
    /// Behind a word for a flow: it is one of goods.
    pub(crate) of_goods: String,
    /// What a table of trade leaves out in the labels of its rows.
    #[serde(rename = "row")]
    rows: Vec<Row>,
    /// How lists of partners are headed for short.
    partners: Vec<InFull>,
    /// What is written shorter than any pattern has it.
    #[serde(rename = "short", default)]
    shorts: Vec<InFull>,
    /// Of amounts of money, by which they are of what no kind is of.
    other_money: Vec<Phrase>,
    /// And of shares and rates.
    other_percent: Vec<Phrase>,
    /// By which poverty is that of a national line.
    poverty_line: Vec<Phrase>,
    /// Of more than one agreement.
    agreements: Vec<Phrase>,
    /// Of agreements by which trade is freed.
    free_trade: Vec<Phrase>,
    /// Of how prices stand at the end of a year, and not over it.
    year_end: Vec<Phrase>,
    /// Of men or of women, of towns or of the countryside.
    some_people: Vec<Phrase>,
    /// Before those among whom a place in an order is.
    groups: Vec<Phrase>,
    /// By which a term is told to have begun, whoever has followed since.
    began: Vec<Phrase>,
    /// Names of the months.
    months: Vec<String>,
    /// Behind a day or month, for the year that was named last.
    of_that_year: Vec<Phrase>,
    /// The same for the year after it.
    of_next_year: Vec<Phrase>,
    /// For the year after it, alone.
    next_year: Vec<Phrase>,
    /// Behind how many years it is later than it.
    years_later: Vec<Phrase>,
    /// Behind how many years it is earlier than it.
    years_earlier: Vec<Phrase>,
    /// How many, from one on.
    counts: Vec<String>,
    /// Before a year behind a day, behind a month, and alone.
    before_year: [String; 3],
    /// Parts of a year that stand without it, or before it.
    replacing: Vec<Phrase>,
    part_of_year: Vec<Phrase>,
    /// Words for an economy and what it yields.
    economy: Vec<Phrase>,
    /// What was so at the highest.
    peak: Vec<Phrase>,
    /// By which an event is one of several steps.
    step: Vec<Phrase>,
    /// By which a change is over more than a year.
    long: Vec<Phrase>,
    /// Beside the one whom a balance favours.
    favour: Vec<Phrase>,
    /// And beside the one at whose expense it is.
    disfavour: Vec<Phrase>,
    /// By which a balance is a deficit, and by which it is a surplus.
    in_deficit: Vec<Phrase>,
    in_surplus: Vec<Phrase>,
    /// By which a flow went up, and by which it went down.
    rising: Vec<Phrase>,
    falling: Vec<Phrase>,
    /// By which one figure is more, or less, than the one right behind them.
    more_than: Vec<Phrase>,
    less_than: Vec<Phrase>,
    /// Words right before the figure from which something went to another one.
    departing: Vec<String>,
    /// Of what goes up where its number goes down, or is worth less.
    turned_signs: Vec<Phrase>,
    /// By which an economy grew by less than nothing.
    shrinking: Vec<Phrase>,
    /// Prices that are not all of which inflation is told.
    some_prices: Vec<Phrase>,
    /// Who travels as well, and is in no record.
    deputies: Vec<Phrase>,
    /// Words right before a figure from which another one grew or fell.
    from: Vec<Phrase>,
    /// Words before a country that is told of beside the one whom a figure is of.
    beside: Vec<Phrase>,
    /// Words right before a figure that another one is compared with.
    compared: Vec<Phrase>,
    /// The same, behind another figure of the measure.
    compared_behind: Vec<Phrase>,
    /// Before who has less in an order,
    before_less: Vec<Phrase>,
    /// and before who has more.
    before_more: Vec<Phrase>,
}

/// In what a label counts, and how a sentence has it.
#[derive(Deserialize)]
pub(crate) struct Unit {
    /// As labels write it, without case, accents, blanks and points.
    words: Vec<String>,
    /// Before the number in a sentence.
    #[serde(default)]
    pub(crate) before: String,
    pub(crate) after: String,
}

/// How a sentence has what labels a row of a table of trade.
#[derive(Deserialize)]
pub(crate) struct Row {
    /// In small letters without accents.
    words: Vec<String>,
    pub(crate) full: String,
    /// Whether it is one only where whose it is stands behind: "Exporta EE. UU.".
    #[serde(default)]
    pub(crate) needs_owner: bool,
    /// Of a balance, the same where its figure is below zero, and above.
    #[serde(default)]
    pub(crate) signed: Option<[String; 2]>,
}

/// Words that stand for longer ones.
#[derive(Deserialize)]
struct InFull {
    /// In small letters without accents.
    words: Vec<String>,
    full: String,
}

/// What a trigger makes of what stands near it.
#[derive(Deserialize)]
pub(crate) struct Trigger {
    pub(crate) kind: String,
    pub(crate) measure: Measure,
    words: Vec<Phrase>,
    /// One of these is to stand in the sentence too, where there are any.
    #[serde(default)]
    also: Vec<Phrase>,
    #[serde(default)]
    never: Vec<Phrase>,
    /// Roles that the words say: "deficit".
    #[serde(default)]
    pub(crate) sets: Vec<String>,
    pub(crate) flow: Option<String>,
    pub(crate) crop: Option<String>,
    #[serde(rename = "type")]
    pub(crate) category: Option<String>,
    pub(crate) office: Option<String>,
    pub(crate) transaction: Option<String>,
    pub(crate) event: Option<String>,
    /// What stands near may be about something else.
    #[serde(default)]
    pub(crate) weak: bool,
    /// Who does it stands before the words.
    #[serde(default, rename = "verb")]
    pub(crate) is_verb: bool,
}

#[derive(Deserialize)]
pub(crate) struct Dating {
    pub(crate) role: String,
    words: Vec<Phrase>,
}

/// Before areas.
#[derive(Deserialize)]
pub(crate) struct Prepositions {
    pub(crate) to: Vec<String>,
    pub(crate) from: Vec<String>,
    pub(crate) with: Vec<String>,
    #[serde(rename = "in")]
    pub(crate) within: Vec<String>,
}

/// What a trigger's thing is measured in, or what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Measure {
    Money,
    Percent,
    People,
    Area,
    Length,
    Land,
    Years,
    Rank,
    Date,
    Person,
    Place,
}

impl Trigger {
    /// Where its words stand in a sentence, if these allow it.
    pub(crate) fn places(&self, words: &Words) -> Vec<Range<usize>> {
        match self.also.is_empty() || words.has_any(&self.also) {
            true => self.places_beside(words),
            false => Vec::new(),
        }
    }

    /// The same, where what it is to stand beside is known.
    pub(crate) fn places_beside(&self, words: &Words) -> Vec<Range<usize>> {
        match words.has_any(&self.never) {
            true => Vec::new(),
            false => self.word_places(words),
        }
    }

    /// The same, whatever else the sentence says.
    pub(crate) fn word_places(&self, words: &Words) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = self.words.iter().flat_map(|phrase| words.places(phrase)).collect();
        places.sort_by_key(|place| place.start);
        places
    }

    /// Where the words stand beside which it is one.
    pub(crate) fn also_places<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = Range<usize>> + 'w {
        self.also.iter().flat_map(|phrase| words.places(phrase))
    }
}

impl Dating {
    pub(crate) fn places<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = Range<usize>> + 'w {
        self.words.iter().flat_map(|phrase| words.places(phrase))
    }
}

fn has_any_beginning(text: &str, beginnings: &[String]) -> bool {
    let text = fold(text);
    beginnings.iter().any(|word| text.contains(word.as_str()))
}

impl Triggers {
    /// Whether one of the few words before a trigger or its figure denies it; "not until
    /// 2009" says when.
    pub(crate) fn denies(&self, words: &Words, trigger: &Range<usize>, figure: &Range<usize>) -> bool {
        const NEAR: usize = 5;
        let first = words.within(figure).next();
        let is_until = words.before(figure.start).into_iter().chain(first).any(|word| List::Until.has(word));
        let denials = || self.deny.iter().flat_map(|phrase| words.places(phrase));
        let is_denied = |place: &Range<usize>| {
            denials().any(|denial| denial.end <= place.start && words.between(denial.end, place.start) <= NEAR)
        };
        !is_until && (is_denied(trigger) || is_denied(figure))
    }

    /// Whether words within these bytes deny something.
    pub(crate) fn has_denial(&self, words: &Words, within: &Range<usize>) -> bool {
        let mut places = self.deny.iter().flat_map(|phrase| words.places(phrase));
        places.any(|place| within.start <= place.start && place.end <= within.end)
    }

    /// Whether a text denies something.
    pub(crate) fn says_no(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.deny)
    }

    /// Whether a text says of an amount that it is all there is.
    pub(crate) fn says_whole(&self, text: &str) -> bool {
        has_any_beginning(text, &self.whole)
    }

    /// Whether a text tells of what two countries have between them alone: "strictly bilateral".
    pub(crate) fn says_alone(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.alone)
    }

    /// Whether a text says of what is named in it that something else is unlike it, or like it.
    pub(crate) fn contrasts(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.contrast)
    }

    /// Whether a text tells of somebody as one of those whose an agreement is.
    pub(crate) fn is_party_to(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.party_to)
    }

    /// Whether words count a time from another one: "the year before".
    pub(crate) fn counts_from(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.counted_from)
    }

    /// Whether a text tells of trade on some terms alone: "duty-free imports".
    pub(crate) fn says_part_of_trade(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.part_of_trade)
    }

    /// Whether a text says of trade that it is in goods.
    pub(crate) fn says_goods(&self, text: &str) -> bool {
        has_any_beginning(text, &self.goods)
    }

    /// Whether a text speaks of trade in services.
    pub(crate) fn says_services(&self, text: &str) -> bool {
        has_any_beginning(text, &self.services)
    }

    /// Where words speak of what is still to come.
    pub(crate) fn forecasts<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = Range<usize>> + 'w {
        self.forecast.iter().flat_map(|phrase| words.places(phrase))
    }

    /// Whether they do.
    pub(crate) fn foretells(&self, words: &Words) -> bool {
        words.has_any(&self.forecast)
    }

    /// Whether words tell what somebody holds or wants.
    pub(crate) fn is_opinion(&self, words: &Words) -> bool {
        words.has_any(&self.opinion)
    }

    /// Where words stand for what is counted and in nobody's data that are kept.
    pub(crate) fn beyond_data<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = Range<usize>> + 'w {
        self.beyond.iter().flat_map(|phrase| words.places(phrase))
    }

    /// Whether a sentence speaks of today, and not of history.
    pub(crate) fn is_of_today(&self, words: &Words) -> bool {
        words.has_any(&self.present) && !words.has_any(&self.past)
    }

    /// Whether a word says of whom it stands beside that he holds an office.
    pub(crate) fn holds(&self, word: &str) -> bool {
        self.holding.contains(&plain(word))
    }

    /// Whether a text says of today that somebody holds an office.
    pub(crate) fn is_present(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.present)
    }

    /// Whether a text speaks of the past alone.
    pub(crate) fn is_history(&self, text: &str) -> bool {
        let words = Words::of_all(text);
        words.has_any(&self.past) && !words.has_any(&self.present)
    }

    /// Whether a word between two places, or right before the first, parts them.
    pub(crate) fn parts(&self, words: &Words, a: &Range<usize>, b: &Range<usize>) -> bool {
        let (from, to) = (a.start.min(b.start), a.end.max(b.end));
        let mut places = self.apart.iter().flat_map(|phrase| words.places(phrase));
        places.any(|place| {
            let is_between = from <= place.start && place.end <= to && !(b.start <= place.start && place.end <= b.end);
            is_between || (place.end <= a.start && words.between(place.end, a.start) <= 1)
        })
    }

    /// Whether words within these bytes turn a flow round.
    pub(crate) fn turns(&self, words: &Words, within: &Range<usize>) -> bool {
        let mut places = self.turn.iter().flat_map(|phrase| words.places(phrase));
        places.any(|place| within.start <= place.start && place.end <= within.end)
    }

    /// Whether a text tells what is so by habit.
    pub(crate) fn is_habit(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.seldom)
    }

    /// The unit that a label writes so, without case, blanks and points.
    pub(crate) fn unit(&self, label: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.words.iter().any(|word| word == label))
    }

    /// How a sentence has what labels a row of a table of trade: "Total trade" for "Total".
    pub(crate) fn row(&self, label: &str) -> Option<&Row> {
        let label = plain(label.trim());
        self.rows.iter().find(|row| row.words.contains(&label))
    }

    /// How a sentence has what heads a list of partners: "Main export markets" for "Exports to".
    pub(crate) fn partners(&self, head: &str) -> Option<&str> {
        in_full(&self.partners, head)
    }

    /// Whether a head names those with whom a country trades, and whose they are: "Suppliers of the
    /// Gambia".
    pub(crate) fn heads_partners(&self, head: &str) -> bool {
        let words = Words::of_all(head);
        let shares = self.all.iter().filter(|trigger| trigger.kind == "partner-share");
        head.split_whitespace().nth(1).is_some()
            && shares.clone().any(|trigger| words.has_any(&trigger.words))
            && !shares.clone().any(|trigger| words.has_any(&trigger.never))
    }

    /// How a sentence has a word that is short for others.
    pub(crate) fn short(&self, word: &str) -> Option<&str> {
        in_full(&self.shorts, word)
    }

    /// Where words stand for what no kind is of, in one of the measures.
    pub(crate) fn others<'w>(
        &'w self,
        measures: &[Measure],
        words: &'w Words,
    ) -> impl Iterator<Item = Range<usize>> + 'w {
        let phrases = match measures {
            [Measure::Money] => self.other_money.as_slice(),
            [Measure::Percent] => self.other_percent.as_slice(),
            _ => &[],
        };
        phrases.iter().flat_map(|phrase| words.places(phrase))
    }

    /// Whether what words say is of the year before the one spoken of.
    pub(crate) fn is_previous(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.previous)
    }

    /// Whether a word stands before the figure from which something went.
    pub(crate) fn departs(&self, word: &str) -> bool {
        self.departing.contains(&plain(word))
    }

    /// Whether words are of a rate or a place that goes up where its number goes down.
    pub(crate) fn turns_signs(&self, words: &Words) -> bool {
        words.has_any(&self.turned_signs)
    }

    /// Whether a text names an office of whose holders a kind tells.
    pub(crate) fn names_office(&self, kind: &str, text: &str) -> bool {
        let words = Words::of_all(text);
        let is_title = |it: &&Trigger| it.kind == kind && it.measure == Measure::Person;
        self.all.iter().filter(is_title).any(|it| !it.word_places(&words).is_empty())
    }

    /// Whether a text speaks of those who stand in for whom the record has.
    pub(crate) fn tells_of_deputy(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.deputies)
    }

    /// Whether words are of the prices of some goods, and not of all.
    pub(crate) fn tells_of_some_prices(&self, words: &str) -> bool {
        Words::of_all(words).has_any(&self.some_prices)
    }

    /// Where words stand for an agreement like the one before, with another country.
    pub(crate) fn ones(&self, words: &Words) -> Vec<Range<usize>> {
        self.one_with.iter().flat_map(|phrase| words.places(phrase)).collect()
    }

    /// The words of an agreement that a text has last.
    pub(crate) fn last_agreement(&self, words: &Words) -> Option<&Trigger> {
        let told = self.all.iter().filter(|trigger| trigger.kind == "agreement");
        let ends = told.filter_map(|trigger| Some((trigger.places(words).last()?.end, trigger)));
        ends.max_by_key(|(end, _)| *end).map(|(_, trigger)| trigger)
    }

    /// Whether a text speaks of agreements of several types.
    pub(crate) fn tells_of_several_agreements(&self, text: &str) -> bool {
        let words = Words::of_all(text);
        let told = self.all.iter().filter(|it| it.kind == "agreement" && !it.places(&words).is_empty());
        let mut types: Vec<&str> = told.filter_map(|trigger| trigger.category.as_deref()).collect();
        types.sort_unstable();
        types.dedup();
        types.len() > 1
    }

    /// Whether words right before a figure make it a change, and no share.
    pub(crate) fn changes(&self, words: &Words, figure: &Range<usize>) -> bool {
        const NEAR: usize = 3;
        if words.before(figure.start) == Some("by") {
            return true;
        }
        let growth = self.all.iter().filter(|trigger| trigger.kind == "goods-growth");
        let mut places = growth.flat_map(|trigger| trigger.words.iter()).flat_map(|phrase| words.places(phrase));
        places.any(|place| place.end <= figure.start && words.between(place.end, figure.start) <= NEAR)
    }

    /// Whether a text has words beside which those of a kind make no claim.
    pub(crate) fn forbids(&self, kind: &str, text: &str) -> bool {
        let words = Words::of_all(text);
        self.all.iter().any(|trigger| trigger.kind == kind && words.has_any(&trigger.never))
    }

    /// Whether a text tells of the year that was named last: "that year".
    pub(crate) fn is_of_that_year(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.that_year)
    }

    /// Where words tell of a part of a year.
    pub(crate) fn parts_of_year<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = Range<usize>> + 'w {
        self.part_of_year.iter().flat_map(|phrase| words.places(phrase))
    }

    /// Whether a text tells of an economy.
    pub(crate) fn tells_of_economy(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.economy)
    }

    /// Whether a text tells of an agreement in place of another.
    pub(crate) fn tells_of_replacing(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.replacing)
    }

    /// Whether a text tells that an ambassador took up a post, and of no chargé: those are on no record.
    pub(crate) fn tells_of_taking_post(&self, text: &str) -> bool {
        let words = Words::of_all(text);
        let has = |list: List| text.split(|c: char| !c.is_alphabetic()).any(|word| list.has(word));
        (has(List::TakingPosts) || has(List::Credentials) || self.begins(&words)) && !has(List::Deputizing)
    }

    /// Whether a text tells of more than one agreement.
    pub(crate) fn names_agreements(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.agreements)
    }

    /// Whether a text tells of free trade, and not of trade alone.
    pub(crate) fn names_free_trade(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.free_trade)
    }

    /// Whether a text tells how prices stand at the end of a year.
    pub(crate) fn tells_of_year_end(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.year_end)
    }

    /// Whether a text tells of some people: of men or women, of towns or the countryside.
    pub(crate) fn names_some_people(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.some_people)
    }

    /// Whether a text tells of a place among some alone.
    pub(crate) fn names_group(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.groups)
    }

    /// Whether a text tells how high something went.
    pub(crate) fn is_peak(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.peak)
    }

    /// Whether a text tells of one of several steps: "fully", "restored".
    pub(crate) fn names_step(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.step)
    }

    /// Whether a text names an agreement of a sort.
    pub(crate) fn names_agreement(&self, text: &str, category: &str) -> bool {
        let words = Words::of_all(text);
        let of_sort = |trigger: &&Trigger| trigger.kind == "agreement" && trigger.category.as_deref() == Some(category);
        self.all.iter().filter(of_sort).any(|trigger| !trigger.places(&words).is_empty())
    }

    /// Whether a text tells of a change over more than a year.
    pub(crate) fn is_over_years(&self, text: &str) -> bool {
        let words = Words::of_all(text);
        // "An increase of 45 percent over the year before" is of one.
        let is_of_one_year = |place: &Range<usize>| words.behind(place.end, 1).any(|word| List::YearBefore.has(word));
        let mut places = self.long.iter().flat_map(|phrase| words.places(phrase));
        places.any(|place| !is_of_one_year(&place))
    }

    /// Where words say whom a balance favours, or at whose expense it is.
    pub(crate) fn favours<'w>(&'w self, words: &'w Words) -> impl Iterator<Item = (Range<usize>, bool)> + 'w {
        let for_whom = self.favour.iter().flat_map(|phrase| words.places(phrase)).map(|place| (place, true));
        let against = self.disfavour.iter().flat_map(|phrase| words.places(phrase)).map(|place| (place, false));
        for_whom.chain(against)
    }

    /// The last place before a figure where words say that another is compared with what
    /// follows.
    pub(crate) fn comparison_before(&self, words: &Words, figure: &Range<usize>) -> Option<Range<usize>> {
        let places = self.compared_behind.iter().flat_map(|phrase| words.places(phrase));
        places.filter(|place| place.end <= figure.start).max_by_key(|place| place.end)
    }

    /// Whether a text says when by counting from another time.
    pub(crate) fn hangs(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.hang)
    }

    /// Whether a text says by which line poverty is measured.
    pub(crate) fn names_poverty_line(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.poverty_line)
    }

    /// Whether a text tells that an agreement ended.
    pub(crate) fn tells_end(&self, text: &str) -> bool {
        let words = Words::of_all(text);
        self.dates.iter().filter(|dating| dating.role == "until").any(|dating| words.has_any(&dating.words))
    }

    /// Whether a text ends with words by which an agreement ends on a day, and not until one.
    pub(crate) fn ends_on(&self, text: &str) -> bool {
        const FEW: usize = 3;
        let words = Words::of_all(text);
        let endings =
            self.dates.iter().filter(|dating| dating.role == "until").flat_map(|dating| dating.places(&words));
        let is_until = |place: &Range<usize>| text.get(place.clone()).is_some_and(|word| List::Until.has(word));
        let is_near = |place: &Range<usize>| words.between(place.end, text.len()) <= FEW && !is_until(place);
        endings.into_iter().any(|place| is_near(&place))
    }

    /// Whether a text has a word by which a date is one of an agreement's.
    pub(crate) fn dates_agreement(&self, text: &str) -> bool {
        let words = Words::of_all(text);
        words.has_any(&self.force) || self.dates.iter().any(|dating| words.has_any(&dating.words))
    }

    /// Whether a name is an institution's, and no person's.
    pub(crate) fn names_institution(&self, name: &str) -> bool {
        name.split_whitespace().any(|word| self.institutions.iter().any(|other| other == word))
    }

    /// Whether a text tells that a term began.
    pub(crate) fn has_began(&self, text: &str) -> bool {
        Words::of_all(text).has_any(&self.began)
    }

    /// Whether a text tells that a term began, and not that it lasts.
    pub(crate) fn tells_past_beginning(&self, text: &str) -> bool {
        let words = Words::of_all(text);
        words.has_any(&self.began) && !words.has_any(&self.present)
    }

    /// Whether words speak of the beginning of a term.
    pub(crate) fn begins(&self, words: &Words) -> bool {
        words.has_any(&self.begin)
    }

    /// Whether words say right before a date that a term of office begins with it.
    pub(crate) fn begins_before(&self, words: &Words, date: &Range<usize>, furthest: usize) -> bool {
        let mut places = self.begin.iter().chain(&self.began).flat_map(|phrase| words.places(phrase));
        places.any(|place| place.end <= date.end && words.between(place.end, date.start) <= furthest)
    }

    /// Those of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        static ENGLISH: OnceLock<Triggers> = OnceLock::new();
        static SPANISH: OnceLock<Triggers> = OnceLock::new();
        static FRENCH: OnceLock<Triggers> = OnceLock::new();
        let (lock, text) = match language {
            Language::English => (&ENGLISH, include_str!("../triggers/en.toml")),
            Language::Spanish => (&SPANISH, include_str!("../triggers/es.toml")),
            Language::French => (&FRENCH, include_str!("../triggers/fr.toml")),
        };
        lock.get_or_init(|| {
            let mut triggers: Self = toml::from_str(text).expect("the program's own triggers are read by a test");
            for trigger in triggers.all.iter_mut().filter(|trigger| trigger.kind == "visit-latest") {
                trigger.also.extend(List::Travellers.words().iter().map(|name| Phrase::from(name.clone())));
            }
            triggers
        })
    }
}

fn in_full<'t>(known: &'t [InFull], text: &str) -> Option<&'t str> {
    let text = plain(text.trim());
    known.iter().find(|known| known.words.contains(&text)).map(|known| known.full.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_triggers_of_kinds_that_there_are() {
        for language in Language::ALL {
            for trigger in &Triggers::of(language).all {
                let kind = attache_model::Code::new(&trigger.kind);
                assert!(attache_fact::find(kind).is_some(), "{language:?}: {}", trigger.kind);
                assert!(!trigger.words.is_empty());
            }
        }
    }

    #[test]
    fn common_words_are_plain() {
        for word in List::Titles.words().iter().chain(List::Naming.words()).chain(List::Sources.words()) {
            assert_eq!(plain(word), *word);
        }
        assert!(List::Titles.has("Président") && !List::Titles.has("Macron"));
    }

    #[test]
    fn words_and_what_forbids_them() {
        let trigger: Trigger = toml::from_str(
            "kind = \"population\"\nmeasure = \"people\"\nwords = [\"inhabit*\", \"life expectancy\"]\nnever = [\"diaspora\"]",
        )
        .unwrap();
        let places = |text: &str| {
            let places = trigger.places(&Words::of_all(text));
            places.into_iter().map(|place| text[place].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(places("It has 3 million Inhabitants."), ["Inhabitants"]);
        assert_eq!(places("its Life Expectancy, too"), ["Life Expectancy"]);
        assert!(places("A diaspora of 3 million inhabitants").is_empty());
        assert!(places("lives").is_empty());
    }
}
