//! A document's statements, before anything is looked up.

mod around;
mod asides;
mod side;

use std::ops::Range;

use attache_document::prose::{Block, BlockKind, Prose};
use attache_fact::{Kind, Relative, RoleName, Said};
use attache_language::{
    Wordings,
    read::{self, Anaphor, Mention, Mentioned, Naming, Stance, Understood},
};
use attache_model::{Area, Areas, Language, Period, Selection, unit};

use crate::{
    ask::{Known, Question, questions},
    caption, compose, currency,
    infer::{self, Given},
    kin::{Standing, kin},
    label,
    mentions::Mentions,
    numbers,
    on_record::Dated,
    report::Context,
    separators, spelled,
    status::with_status_behind,
    step, table,
    trigger::{List, Triggers, Words},
    years,
};
use around::{Around, without};
pub(crate) use around::{areas_of, year};
use asides::without_asides;

/// A document that has been read, and what it asks of a panel.
pub struct Draft {
    pub(crate) context: Context,
    /// The document's blocks, with the rows of lists in tables as one each.
    pub(crate) blocks: Vec<Block>,
    pub(crate) sentences: Vec<Sentence>,
    /// In the order of the text.
    pub(crate) statements: Vec<Statement>,
    /// Statements that no words make: they are none, unless the record bears them out or belies them.
    pub(crate) tentative: Vec<Statement>,
    /// Days beside words for what befalls states.
    pub(crate) days: Vec<Dated>,
}

/// A sentence with what it mentions.
pub(crate) struct Sentence {
    /// Of which block.
    pub(crate) block: usize,
    /// Bytes of the block's text.
    pub(crate) span: Range<usize>,
    /// With bytes of the block's text.
    pub(crate) mentions: Vec<Mention>,
}

/// A statement with the questions that would settle it.
#[derive(Clone)]
pub(crate) struct Statement {
    pub(crate) sentence: usize,
    /// Bytes of the block's text.
    pub(crate) span: Range<usize>,
    pub(crate) stance: Stance,
    /// The likeliest first.
    pub(crate) readings: Vec<Meant>,
    pub(crate) is_composed: bool,
    /// It may be about something else, so that it can be supported and no more.
    pub(crate) is_unsure: bool,
    /// The sentence names a country that the likeliest reading has not.
    pub(crate) names_another: bool,
}

/// One reading of a statement.
#[derive(Clone)]
pub(crate) struct Meant {
    pub(crate) understood: Understood,
    pub(crate) standing: Standing,
    pub(crate) kind: Option<&'static dyn Kind>,
    pub(crate) questions: Vec<Question>,
}

impl Draft {
    /// The language of a document: as given, else by its own words.
    pub fn language(prose: &Prose, given: &Given) -> Language {
        infer::language(prose, given).it
    }

    /// Reads a document in its language's wordings.
    pub fn read(prose: &Prose, wordings: &Wordings, given: &Given) -> Self {
        let language = infer::language(prose, given);
        let texts = Mentions::by(wordings);
        let context = infer::context(prose, &texts, given, language);
        let mut known = Known {
            about: context.about.it.clone(),
            author: context.author.it,
            dated: context.dated.it,
            ..Known::default()
        };
        let triggers = Triggers::of(wordings.language());
        let blocks = separators::in_own_way(prose.blocks.clone(), wordings.language());
        let rows = table::rows(&blocks, |text| infer::areas(&texts, text));
        let rows = caption::completed(rows, triggers, |text| infer::only_area(&texts, text).is_some());
        let spelled_out = |(block, column): (Block, Option<Area>)| {
            let block = spelled::in_full(&block, triggers).unwrap_or(block);
            let block = label::with_colon(&block).unwrap_or(block);
            let block = label::with_colons(&block).unwrap_or(block);
            let block = label::in_parts(&block).unwrap_or(block);
            let block = label::spelled_out(&block, wordings.language()).unwrap_or(block);
            (years::spelled_out(&block, wordings.language()).unwrap_or(block), column)
        };
        let rows: Vec<(Block, Option<Area>)> = rows.into_iter().map(spelled_out).collect();
        let currency = currency::currency(rows.iter().map(|(block, _)| block.text.as_str()), &texts);
        let columns: Vec<Area> = rows.iter().filter_map(|(_, column)| *column).collect();
        let mut draft = Self {
            context,
            blocks: Vec::new(),
            sentences: Vec::new(),
            statements: Vec::new(),
            tentative: Vec::new(),
            days: Vec::new(),
        };
        let mut is_citing = false;
        // A part under the name of a country is of that one, as a column that it heads.
        let mut headed: Vec<(u8, Area)> = Vec::new();
        // So is what stands behind its name at the head of a paragraph, to the next such head: "China.
        // Relations date from".
        let mut run_in: Option<Area> = None;
        // Under "Scenarios" nothing is told that has been.
        let mut is_imagined = false;
        for (number, (block, column)) in rows.iter().enumerate() {
            let cell_of = *column;
            if let Some(area) = head_of(&block.text, &texts) {
                run_in = draft.third_country(area);
            }
            let column = cell_of.or(run_in).or(headed.last().map(|(_, area)| *area));
            let mut named = column;
            let mut topic: Option<Understood> = None;
            let mut recent: Vec<Area> = Vec::new();
            let mut before: Vec<Area> = Vec::new();
            let is_heading = matches!(block.kind, BlockKind::Heading(_));
            if let BlockKind::Heading(level) = block.kind {
                headed.retain(|(known, _)| *known < level);
                let area = match level {
                    1 => infer::only_area(&texts, &block.text),
                    _ => infer::headed_area(&texts, &block.text),
                };
                headed.extend(area.map(|area| (level, area)));
                run_in = None;
                known.periods.clear();
                is_imagined = block.text.split(|c: char| !c.is_alphabetic()).any(|word| List::Scenarios.has(word));
                is_citing = numbers::names_sources(&block.text);
            }
            let about = &draft.context.about.it;
            // Those of the other columns are compared with it, and are no partners.
            let is_compared = |area: &Area| cell_of.is_some() && columns.contains(area);
            let others = about.iter().copied().filter(|area| Some(*area) != column && !is_compared(area));
            known.about = others.chain(column).collect();
            // In a text about Morocco and Spain a part under the name of a third country is of that
            // one's relations with Morocco.
            let third = column.filter(|_| cell_of.is_none()).and_then(|area| draft.third_country(area));
            if let Some(third) = third {
                known.about = [third].into_iter().chain(draft.told_of()).collect();
            }
            let first_of_block = draft.statements.len();
            let is_stating = !is_heading && !is_citing && block.kind != BlockKind::Note;
            for span in texts.sentences(&block.text).iter().cloned() {
                let text = block.text.get(span.clone()).unwrap_or_default();
                let context = read::Context { about: known.about.clone(), author: known.author, named, currency };
                let reading = wordings.read_surveyed(text, &texts.survey(text), &context);
                let is_read = !reading.statements.is_empty();
                let sentence = draft.sentences.len();
                let mentions = reading.mentions.into_iter();
                let mut mentions: Vec<Mention> =
                    mentions.map(|it| Mention { span: shifted(&it.span, span.start), ..it }).collect();
                without_bygone_states(&mut mentions);
                let is_of_that_year = Triggers::of(wordings.language()).is_of_that_year(text);
                let that_year = known.periods.first().copied().filter(|_| is_of_that_year);
                if that_year.is_some() && !mentions.iter().any(|mention| year(mention).is_some()) {
                    known.periods.truncate(1);
                }
                known.is_of_period = is_of_that_year;
                let is_of_comparison = |period: &Range<usize>| {
                    compose::is_of_comparison(&block.text, &span, &mentions, period, wordings.language())
                };
                remember(&mut known.periods, &mentions, is_of_comparison);
                let mut here = in_sentence(&known, &mentions, is_of_comparison);
                if let Some(period) = that_year.filter(|period| !here.periods.contains(period)) {
                    here.periods.insert(0, period);
                }
                if is_stating {
                    let around = Around {
                        recent: &recent,
                        before: &before,
                        block: &block.text,
                        text,
                        wordings,
                        language: wordings.language(),
                        start: span.start,
                        mentions: &mentions,
                        known: &here,
                        named,
                    };
                    // "Population: 6.78 million. Annual growth rate: 1.16 %."
                    // "17.7 million inhabitants (2022), annual growth 1.58 %".
                    let counts_people =
                        |it: &Mention| matches!(&it.what, Mentioned::Figure(one) if one.unit == unit::PERSONS);
                    let is_of_people = (topic.as_ref().is_some_and(|topic| topic.claim.kind == "population")
                        || mentions.iter().any(counts_people))
                        && !Triggers::of(wordings.language()).tells_of_economy(text);
                    // "Trade was $2.9 billion in 2025, with growth of 6 percent".
                    let is_carried = |statement: &read::Statement| {
                        let ahead = text.get(..statement.span.start).unwrap_or_default();
                        let mut words = ahead.split_whitespace().rev().skip_while(|word| List::Small.has(word));
                        words.next().is_some_and(|word| List::Carrying.has(word))
                            && Triggers::of(wordings.language()).forbids("gdp-growth-rate", text)
                            && !Triggers::of(wordings.language()).tells_of_economy(text)
                    };
                    let is_growth = |statement: &read::Statement| {
                        statement.readings.first().is_some_and(|first| first.claim.kind == "gdp-growth-rate")
                    };
                    let told = reading.statements.into_iter().filter(|statement| {
                        !(around.is_no_claim(statement)
                            || ((is_of_people || is_carried(statement)) && is_growth(statement)))
                    });
                    let statements = told.map(|statement| {
                        let is_unsure = is_of_a_place_within(text, &statement.readings)
                            || statement.readings.first().is_some_and(|first| around.is_open(first))
                            || third.is_some_and(|third| is_untold_of(third, statement.readings.first()));
                        let (all, even) = around.as_likely(statement.readings);
                        let names_another = all.first().is_some_and(|first| !around.bystanders(first).is_empty());
                        Statement {
                            names_another,
                            sentence,
                            span: shifted(&statement.span, span.start),
                            stance: statement.stance,
                            is_composed: false,
                            is_unsure,
                            readings: readings(all, even, span.start, &here, wordings.language()),
                        }
                    });
                    let first = draft.statements.len();
                    draft.statements.extend(statements);
                    let said = draft.statements.iter().skip(first).map(|statement| statement.said(&mentions));
                    let claimed: Vec<Range<usize>> = said.flatten().collect();
                    let whole: Vec<Range<usize>> =
                        draft.statements.iter().skip(first).map(|statement| statement.span.clone()).collect();
                    let said = draft.statements.iter().skip(first);
                    let topics = topic
                        .clone()
                        .into_iter()
                        .map(|topic| (span.start..span.start, topic))
                        .chain(
                            said.filter_map(|one| Some((one.span.clone(), one.readings.first()?.understood.clone()))),
                        )
                        .collect();
                    let composed = compose::Sentence {
                        text: &block.text,
                        span: span.clone(),
                        mentions: &mentions,
                        claimed: &claimed,
                        told: &whole,
                        known: &here,
                        named,
                        topics,
                        wordings,
                    };
                    let is_of_third = |composed: &compose::Composed| {
                        third.is_some_and(|third| is_untold_of(third, composed.readings.first()))
                    };
                    let stated = |composed: compose::Composed| Statement {
                        is_unsure: composed.is_unsure || is_of_third(&composed),
                        sentence,
                        span: composed.span,
                        stance: composed.stance,
                        readings: readings(composed.readings, composed.even, 0, &composed.known, wordings.language()),
                        is_composed: true,
                        names_another: false,
                    };
                    let mut told = composed.compose();
                    if told.is_empty()
                        && !is_read
                        && let Some(plain) = without_asides(&block.text, &span, &mentions)
                    {
                        told = compose::Sentence { text: &plain, ..composed.clone() }.compose();
                    }
                    draft.statements.extend(told.into_iter().map(stated));
                    let said = draft.statements.iter().skip(first).map(|statement| statement.said(&mentions));
                    let said: Vec<Range<usize>> = said.flatten().collect();
                    draft.tentative.extend(composed.named_days(&said).into_iter().map(stated));
                    for statement in draft.statements.iter_mut().skip(first) {
                        statement.stance = if is_imagined { Stance::Wavering } else { statement.stance };
                        with_status_behind(statement, &block.text, &span, wordings.language());
                    }
                }
                draft.sentences.push(Sentence { block: number, span, mentions });
                draft.tell_from_one_side(first_of_block, &block.text, &here);
                let mentions = draft.mentions_of(sentence);
                let last = draft.statements.last().filter(|statement| statement.sentence == sentence);
                topic = last.and_then(|statement| Some(statement.readings.first()?.understood.clone()));
                named = last_named(mentions, &block.text, &known, wordings.language()).or(named);
                recent = areas_of(mentions);
                let span = draft.sentences.last().map(|sentence| sentence.span.clone()).unwrap_or_default();
                before.extend(subject_of(&block.text, &span, mentions));
            }
        }
        draft.blocks = rows.into_iter().map(|(block, _)| block).collect();
        draft.days = Dated::of(&draft, wordings.language());
        draft
    }

    /// The one of the document's two countries of which it tells: not who writes it.
    fn told_of(&self) -> Option<Area> {
        let Context { about, author, .. } = &self.context;
        about.it.iter().rev().copied().find(|area| author.it != Some(*area))
    }

    /// A country that is none of the two of which the document is.
    fn third_country(&self, area: Area) -> Option<Area> {
        let about = &self.context.about.it;
        (about.len() == 2 && !about.contains(&area)).then_some(area)
    }

    /// What a sentence mentions, by its place.
    pub(crate) fn mentions_of(&self, sentence: usize) -> &[Mention] {
        self.sentences.get(sentence).map(|sentence| sentence.mentions.as_slice()).unwrap_or_default()
    }

    /// The sentences of a block, by their places.
    pub(crate) fn sentences_of(&self, block: usize) -> Range<usize> {
        let before = |least: usize| self.sentences.partition_point(|sentence| sentence.block < least);
        before(block)..before(block + 1)
    }

    /// The statements of a block, by their places.
    pub(crate) fn statements_of(&self, block: usize) -> Range<usize> {
        let sentences = self.sentences_of(block);
        let before = |least: usize| self.statements.partition_point(|statement| statement.sentence < least);
        before(sentences.start)..before(sentences.end)
    }

    /// What must be in the panel that the statements are held against.
    pub fn needs(&self) -> Vec<Selection> {
        let mut needs: Vec<Selection> = Vec::new();
        let all = self.statements.iter().chain(&self.tentative);
        for meant in all.flat_map(|statement| &statement.readings) {
            let Some(kind) = meant.kind else { continue };
            let id = meant.understood.claim.kind;
            let beside = |question: &Question| step::needs(id, &question.args.area);
            let needs_of = |question: &Question| kind.needs(&question.args).into_iter().chain(beside(question));
            for selection in meant.questions.iter().flat_map(needs_of) {
                if !needs.contains(&selection) {
                    needs.push(selection);
                }
            }
        }
        for selection in self.days.iter().flat_map(Dated::needs) {
            if !needs.contains(&selection) {
                needs.push(selection);
            }
        }
        needs
    }
}

/// The country whose name, with a period, is all that a paragraph's first sentence says.
fn head_of(text: &str, texts: &Mentions<'_>) -> Option<Area> {
    const LONGEST: usize = 60;
    let (head, rest) = text.split_once(". ")?;
    (head.len() <= LONGEST && !rest.is_empty()).then(|| infer::only_area(texts, head)).flatten()
}

/// Whether a claim is of two states of which its words name neither a third country, under whose
/// name it stands, nor whom else it is of.
fn is_untold_of(third: Area, first: Option<&Understood>) -> bool {
    let Some(first) = first else { return false };
    let roles = attache_fact::find(first.claim.kind).map(Kind::areas).unwrap_or_default();
    let names = |role: &&str| first.spans.iter().any(|(said, _)| said == role);
    roles.len() == 2
        && !(roles.iter().all(names) && first.claim.roles.iter().any(|(_, said)| *said == Said::Area(third)))
}

/// Takes out states that ceased to be before figures of them are known, where no year of theirs is
/// named: Texas is none any more.
fn without_bygone_states(mentions: &mut Vec<Mention>) {
    const FIRST_FIGURES: i16 = 1945;
    let is_of_then = mentions.iter().filter_map(year).filter_map(Period::year).any(|year| year < FIRST_FIGURES);
    let is_bygone = |area: &Area| area.until().and_then(Period::year).is_some_and(|year| year < FIRST_FIGURES);
    if !is_of_then {
        mentions
            .retain(|mention| !matches!(&mention.what, Mentioned::Area { areas, .. } if areas.iter().all(is_bygone)));
    }
}

fn shifted(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

/// What was understood, each with its kin, by their standing; the first `even`
/// are equally likely.
fn readings(all: Vec<Understood>, even: usize, start: usize, known: &Known, language: Language) -> Vec<Meant> {
    let mut readings = Vec::new();
    let covers = all.iter().find(|one| one.claim.kind == "goods-growth").cloned();
    let is_part = |one: &Understood| covers.as_ref().is_some_and(|covers| is_part_of(one, covers));
    let parts: Vec<bool> = all.iter().map(is_part).collect();
    // What says more is what is meant.
    let (first, even) = if parts.first() == Some(&true) { (covers.as_ref(), 1) } else { (None, even) };
    for (place, mut understood) in all.iter().cloned().enumerate() {
        by_the_day(&mut understood, known);
        without_coming_term(&mut understood, known);
        for_whom(&mut understood);
        of_listed_sort(&mut understood, language);
        for (_, span) in &mut understood.spans {
            *span = shifted(span, start);
        }
        let own = match first {
            _ if parts.get(place) == Some(&true) => Standing::Part,
            Some(first) if all.get(place) == Some(first) => Standing::First,
            Some(_) => Standing::Other,
            None if place < even => Standing::First,
            None => Standing::Other,
        };
        for (claim, standing) in kin(&understood) {
            let spans = understood.spans.clone();
            readings.push(meant(Understood { claim, spans }, own.max(standing), known));
        }
        readings.push(meant(understood, own, known));
    }
    readings.sort_by_key(|meant| meant.standing);
    readings
}

/// Whether a reading has the amount to which another has a flow rise or fall, and no more.
fn is_part_of(part: &Understood, whole: &Understood) -> bool {
    let value = |one: &Understood| one.spans.iter().find(|(role, _)| *role == "value").map(|(_, span)| span.clone());
    let is_flow = matches!(part.claim.kind.as_str(), "goods-exports" | "goods-imports" | "goods-trade");
    let tells_change = ["growth", "rose", "fell"].iter().any(|role| whole.claim.role(role).is_some());
    is_flow && tells_change && value(part).is_some() && value(part) == value(whole)
}

/// Whether a country is told of only as where something lies: "Santa Cruz, in
/// Bolivia, has".
fn is_of_a_place_within(text: &str, readings: &[Understood]) -> bool {
    let subject = readings.first().and_then(|first| first.spans.iter().find(|(role, _)| *role == "subject"));
    subject.is_some_and(|(_, span)| compose::is_where(text, span))
}

/// What is given for a country is given to it, and for no purpose.
fn for_whom(understood: &mut Understood) {
    let area = match understood.claim.role("purpose") {
        Some(Said::Text(text)) => {
            let text = text.trim().trim_start_matches("the ");
            let ends = text
                .match_indices(' ')
                .filter(|(at, _)| text[at + 1..].split_whitespace().next().is_some_and(|word| List::Within.has(word)));
            let parts = ends.map(|(at, _)| &text[..at]);
            std::iter::once(text).chain(parts).find_map(Areas::known)
        }
        _ => None,
    };
    if let Some(area) = area
        && understood.claim.role("recipient").is_none()
    {
        without(understood, &["purpose"]);
        understood.claim.roles.push(("recipient", Said::Area(area)));
    }
    without_generality(understood);
}

/// "For programs in Zambia" says of no purpose.
fn without_generality(understood: &mut Understood) {
    let Some(Said::Text(text)) = understood.claim.role("purpose") else { return };
    let mut words = text.splitn(3, ' ');
    if !words.next().is_some_and(|word| List::Generalities.has(word)) {
        return;
    }
    let area = match (words.next(), words.next()) {
        (None, _) => None,
        (Some(within), Some(place)) if List::Within.has(within) => {
            let Some(area) = Areas::known(place.split([',', ';']).next().unwrap_or_default()) else { return };
            Some(area)
        }
        _ => return,
    };
    without(understood, &["purpose"]);
    if let (Some(area), None) = (area, understood.claim.role("recipient")) {
        understood.claim.roles.push(("recipient", Said::Area(area)));
    }
}

/// A "Foreign Investment Promotion and Protection" agreement is one of those on investment, and a
/// "Free Trade" one of those on trade.
fn of_listed_sort(understood: &mut Understood, language: Language) {
    const LISTED: [&str; 2] = ["investment", "trade"];
    if understood.claim.kind != "agreement" {
        return;
    }
    let sorts = understood.claim.roles.iter_mut().filter(|(role, _)| *role == "type");
    for (_, said) in sorts {
        let Said::Text(sort) = said else { continue };
        let named = LISTED.into_iter().find(|listed| Triggers::of(language).names_agreement(sort, listed));
        if let Some(listed) = named.filter(|_| sort.contains(' ')) {
            *said = Said::Text(listed.to_owned());
        }
    }
}

/// Whoever took office "this year" did so in that of the document's day.
fn by_the_day(understood: &mut Understood, known: &Known) {
    let Some(day) = known.dated else { return };
    for (_, said) in understood.claim.roles.iter_mut().filter(|(role, _)| *role != "time") {
        *said = match said {
            Said::Relative(Relative::ThisYear) => Said::Period(Period::Year(day.year())),
            Said::Relative(Relative::LastYear) => Said::Period(Period::Year(day.year() - 1)),
            _ => continue,
        };
    }
}

/// Nobody has held an office since a day after the document's.
fn without_coming_term(understood: &mut Understood, known: &Known) {
    let since = match understood.claim.role("since") {
        Some(Said::Period(period)) => period.start(),
        _ => None,
    };
    if let (Some(since), Some(day)) = (since, known.dated)
        && since > day
    {
        without(understood, &["since"]);
    }
}

fn meant(understood: Understood, standing: Standing, known: &Known) -> Meant {
    let kind = attache_fact::find(understood.claim.kind);
    let questions = kind.map(|kind| questions(&understood.claim, kind, known)).unwrap_or_default();
    Meant { understood, standing, kind, questions }
}

/// So many periods are remembered.
const REMEMBERED: usize = 3;

/// Puts the years that are named before those that were, of which the text may
/// still speak, and last those with which others are compared.
fn remember(periods: &mut Vec<Period>, mentions: &[Mention], is_compared: impl Fn(&Range<usize>) -> bool) {
    let years = mentions.iter().filter(|mention| year(mention).is_some());
    let (compared, own): (Vec<&Mention>, Vec<&Mention>) = years.partition(|it| is_compared(&it.span));
    for period in compared.into_iter().chain(own).filter_map(year) {
        periods.retain(|known| *known != period);
        periods.insert(0, period);
    }
    periods.truncate(REMEMBERED);
}

/// What is known for a sentence: where it names years itself, its figures are of none
/// that was named before, nor of one with which it compares them.
fn in_sentence(known: &Known, mentions: &[Mention], is_compared: impl Fn(&Range<usize>) -> bool) -> Known {
    let years = mentions.iter().filter(|mention| year(mention).is_some());
    let (compared, own): (Vec<&Mention>, Vec<&Mention>) = years.partition(|it| is_compared(&it.span));
    let named: Vec<Period> = own.into_iter().filter_map(year).collect();
    let compared: Vec<Period> = compared.into_iter().filter_map(year).collect();
    let mut known = known.clone();
    match named.is_empty() {
        true => known.periods.retain(|period| !compared.contains(period)),
        false => known.periods.retain(|period| named.contains(period)),
    }
    known
}

/// The country with whose name a sentence begins.
fn subject_of(text: &str, sentence: &Range<usize>, mentions: &[Mention]) -> Option<Area> {
    let first = mentions.iter().find(|mention| matches!(mention.what, Mentioned::Area { .. }))?;
    let ahead = text.get(sentence.start..first.span.start)?;
    match &first.what {
        Mentioned::Area { areas, how: Naming::Name }
            if ahead.split_whitespace().all(|word| List::Articles.has(word)) =>
        {
            areas.first().copied()
        }
        _ => None,
    }
}

/// Whether something is compared with what is named: "53 years, against 81 in Ireland".
fn is_compared_with(text: &str, name: &Range<usize>, language: Language) -> bool {
    const FEW: usize = 3;
    let start = text.get(..name.start).and_then(|ahead| ahead.rfind([',', ';', '.', ':', '('])).map_or(0, |at| at + 1);
    let words = Words::of(text, &(start..name.end));
    let place = Triggers::of(language).comparison_before(&words, name);
    place.is_some_and(|place| words.between(place.end, name.start) <= FEW)
}

/// The country that the next sentence's "it" stands for: the only one that is
/// named beside the author, else the one that the document tells of, else the
/// one that is named first.
fn last_named(mentions: &[Mention], text: &str, known: &Known, language: Language) -> Option<Area> {
    let mentions: Vec<&Mention> = mentions.iter().filter(|it| !is_compared_with(text, &it.span, language)).collect();
    let mut named: Vec<Area> = Vec::new();
    for mention in &mentions {
        if let Mentioned::Area { areas, how } = &mention.what
            && *how != Naming::People
            && let Some(area) = areas.iter().find(|area| known.about.contains(area)).or(areas.first())
            && !named.contains(area)
        {
            named.push(*area);
        }
    }
    // "Uruguay's customers were Brazil and the United States": it is Uruguay still.
    let first = mentions.iter().find_map(|mention| match &mention.what {
        Mentioned::Area { areas, how } => Some((areas.iter().find(|area| known.about.contains(area))?, *how)),
        _ => None,
    });
    if let Some((area, Naming::Possessive)) = first {
        return Some(*area);
    }
    // "Its exports went to Japan": it is still "it".
    let is_of_it = mentions.iter().any(|mention| mention.what == Mentioned::Anaphor(Anaphor::Country));
    if is_of_it && !named.iter().any(|area| known.about.contains(area)) {
        return None;
    }
    let others: Vec<Area> = named.iter().copied().filter(|area| Some(*area) != known.author).collect();
    match others.as_slice() {
        [one] => Some(*one),
        _ => known.about.last().copied().filter(|area| named.contains(area)).or(named.first().copied()),
    }
}

impl Statement {
    /// Whether its words name a country or an organization besides those that it is of.
    pub(crate) fn names_others(&self, mentions: &[Mention]) -> bool {
        let claim = self.readings.first().map(|first| &first.understood.claim);
        let is_in_claim =
            |area: &Area| claim.is_some_and(|claim| claim.roles.iter().any(|(_, said)| *said == Said::Area(*area)));
        let mut within = mentions.iter().filter(|it| self.span.start <= it.span.start && it.span.end <= self.span.end);
        within.any(|mention| match &mention.what {
            Mentioned::Area { areas, .. } => !areas.iter().any(is_in_claim),
            Mentioned::Areas(areas) => !areas.iter().all(is_in_claim),
            Mentioned::Organization(_) => true,
            _ => false,
        })
    }

    /// Its words with those before them in their part of the sentence.
    pub(crate) fn clause<'b>(&self, block: &'b str, sentence: &Range<usize>) -> &'b str {
        let ahead = block.get(sentence.start..self.span.start).unwrap_or_default();
        let start = sentence.start + ahead.rfind([',', ';', '(']).map_or(0, |at| at + 1);
        block.get(start..self.span.end).unwrap_or_default()
    }

    /// The bytes of the figure of its likeliest reading.
    pub(crate) fn figure(&self) -> Option<&Range<usize>> {
        let first = self.readings.first()?;
        compose::MEASURED.iter().find_map(|role| first.spans_of(role).next())
    }

    /// The bytes that say anything of its likeliest reading. Of partners without their shares a share
    /// that stands beside one says more.
    fn said(&self, mentions: &[Mention]) -> Vec<Range<usize>> {
        let Some(first) = self.readings.first() else { return Vec::new() };
        let claim = &first.understood.claim;
        let is_share =
            |mention: &&Mention| matches!(&mention.what, Mentioned::Figure(one) if one.unit == unit::PERCENT);
        let is_of_names = claim.kind == "main-partners" && claim.role("shares").is_none();
        let shares: Vec<&Range<usize>> =
            mentions.iter().filter(|_| is_of_names).filter(is_share).map(|mention| &mention.span).collect();
        let mut said = Vec::new();
        for (_, span) in &first.understood.spans {
            let mut at = span.start;
            for share in shares.iter().filter(|share| span.start <= share.start && share.end <= span.end) {
                said.push(at..share.start);
                at = share.end;
            }
            said.push(at..span.end);
        }
        said
    }
}

impl Meant {
    /// Whether the words of the statement name one of its areas.
    pub(crate) fn names_whose(&self) -> bool {
        let areas = self.kind.map(|kind| kind.areas()).unwrap_or_default();
        areas.iter().any(|role| self.spans_of(role).next().is_some())
    }

    /// Whether more than a possessive names one of its areas: "its imports" may be either's. What
    /// the statement says, and where that begins.
    pub(crate) fn names_whose_by_name(&self, own: &str, start: usize) -> bool {
        let areas = self.kind.map(|kind| kind.areas()).unwrap_or_default();
        let words = |span: &Range<usize>| own.get(span.start.checked_sub(start)?..span.end.checked_sub(start)?);
        let is_pronoun =
            |words: &str| List::Possessives.has(words) || List::Pronouns.has(words) && !List::Our.has(words);
        let is_name = |span: &Range<usize>| words(span).is_none_or(|words| !is_pronoun(words.trim()));
        areas.iter().any(|role| self.spans_of(role).any(is_name))
    }

    /// Whether all that says whose it is stands for somebody who was named before: "it", "its".
    pub(crate) fn says_whose_by_pronoun(&self, own: &str, start: usize) -> bool {
        let areas = self.kind.map(|kind| kind.areas()).unwrap_or_default();
        areas.iter().any(|role| self.spans_of(role).next().is_some()) && !self.names_whose_by_name(own, start)
    }

    /// Whether a role is said by a pronoun of a text.
    pub(crate) fn has_pronoun_for(&self, role: RoleName, text: &str) -> bool {
        let words = self.spans_of(role).next().and_then(|span| text.get(span.clone()));
        words.is_some_and(|words| List::Pronouns.has(words.trim()))
    }

    /// The bytes that say a role.
    pub(crate) fn spans_of(&self, role: RoleName) -> impl Iterator<Item = &Range<usize>> {
        self.understood.spans.iter().filter(move |(name, _)| *name == role).map(|(_, span)| span)
    }
}
