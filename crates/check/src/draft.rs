//! A document's statements, before anything is looked up.

use std::ops::Range;

use attache_document::prose::{Block, BlockKind, Prose};
use attache_fact::{Claim, Kind, RoleName, Said};
use attache_language::{
    Wordings,
    read::{self, Anaphor, Mention, Mentioned, Naming, Stance, Understood, When},
};
use attache_model::{Area, AreaKind, Areas, Language, Period, Selection, unit};

use crate::{
    ask::{Known, Question, questions},
    compose, currency,
    infer::{self, Given},
    kin::{Standing, kin},
    label, numbers,
    report::Context,
    table,
    trigger::{List, Triggers},
};

/// A document that has been read, and what it asks of a panel.
pub struct Draft {
    pub(crate) context: Context,
    /// The document's blocks, with the rows of lists in tables as one each.
    pub(crate) blocks: Vec<Block>,
    pub(crate) sentences: Vec<Sentence>,
    /// In the order of the text.
    pub(crate) statements: Vec<Statement>,
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
        let context = infer::context(prose, wordings, given, language);
        let mut known = Known {
            about: context.about.it.clone(),
            author: context.author.it,
            dated: context.dated.it,
            ..Known::default()
        };
        let rows = table::rows(&prose.blocks, |text| infer::areas(wordings, text));
        let spelled_out = |(block, column): (Block, Option<Area>)| {
            (label::spelled_out(&block, wordings.language()).unwrap_or(block), column)
        };
        let rows: Vec<(Block, Option<Area>)> = rows.into_iter().map(spelled_out).collect();
        let currency = currency::currency(rows.iter().map(|(block, _)| block.text.as_str()), wordings);
        let columns: Vec<Area> = rows.iter().filter_map(|(_, column)| *column).collect();
        let mut draft = Self { context, blocks: Vec::new(), sentences: Vec::new(), statements: Vec::new() };
        let mut is_citing = false;
        // A part under the name of a country is of that one.
        let mut headed: Option<(u8, Area)> = None;
        for (number, (block, column)) in rows.iter().enumerate() {
            let cell_of = *column;
            let column = cell_of.or(headed.map(|(_, area)| area));
            let mut named = column;
            let mut topic: Option<Understood> = None;
            let is_heading = matches!(block.kind, BlockKind::Heading(_));
            if let BlockKind::Heading(level) = block.kind {
                if headed.is_none_or(|(known, _)| level <= known) {
                    headed = infer::only_area(wordings, &block.text).map(|area| (level, area));
                }
                known.periods.clear();
                is_citing = numbers::names_sources(&block.text);
            }
            // A column that is headed by a country is of that one.
            let about = &draft.context.about.it;
            // Those of the other columns are compared with it, and are no partners.
            let is_compared = |area: &Area| cell_of.is_some() && columns.contains(area);
            let others = about.iter().copied().filter(|area| Some(*area) != column && !is_compared(area));
            known.about = others.chain(column).collect();
            let is_stating = !is_heading && !is_citing && block.kind != BlockKind::Note;
            for span in wordings.sentences(&block.text) {
                let text = block.text.get(span.clone()).unwrap_or_default();
                let context = read::Context { about: known.about.clone(), author: known.author, named, currency };
                let reading = wordings.read(text, &context);
                let sentence = draft.sentences.len();
                let mentions = reading.mentions.into_iter();
                let mentions: Vec<Mention> =
                    mentions.map(|it| Mention { span: shifted(&it.span, span.start), ..it }).collect();
                remember(&mut known.periods, &mentions);
                if is_stating {
                    let around = Around {
                        text,
                        language: wordings.language(),
                        start: span.start,
                        mentions: &mentions,
                        known: &known,
                        named,
                    };
                    let told = reading.statements.into_iter().filter(|statement| !around.is_unmeasured(statement));
                    let statements = told.map(|statement| {
                        let is_unsure = is_of_a_place_within(text, &statement.readings)
                            || statement.readings.first().is_some_and(|first| around.is_open(first));
                        let (all, even) = around.as_likely(statement.readings);
                        let names_another = all.first().is_some_and(|first| !around.bystanders(first).is_empty());
                        Statement {
                            names_another,
                            sentence,
                            span: shifted(&statement.span, span.start),
                            stance: statement.stance,
                            is_composed: false,
                            is_unsure,
                            readings: readings(all, even, span.start, &known),
                        }
                    });
                    let first = draft.statements.len();
                    draft.statements.extend(statements);
                    let claimed: Vec<Range<usize>> =
                        draft.statements.iter().skip(first).flat_map(Statement::said).collect();
                    let whole: Vec<Range<usize>> =
                        draft.statements.iter().skip(first).map(|statement| statement.span.clone()).collect();
                    let said = draft.statements.iter().skip(first);
                    let topics = topic
                        .clone()
                        .into_iter()
                        .map(|topic| (span.start, topic))
                        .chain(said.filter_map(|one| Some((one.span.end, one.readings.first()?.understood.clone()))))
                        .collect();
                    let composed = compose::Sentence {
                        text: &block.text,
                        span: span.clone(),
                        mentions: &mentions,
                        claimed: &claimed,
                        told: &whole,
                        known: &known,
                        named,
                        topics,
                        wordings,
                    };
                    draft.statements.extend(composed.compose().into_iter().map(|composed| Statement {
                        sentence,
                        span: composed.span,
                        stance: composed.stance,
                        readings: readings(composed.readings, composed.even, 0, &composed.known),
                        is_composed: true,
                        is_unsure: composed.is_unsure,
                        names_another: false,
                    }));
                }
                let last = draft.statements.last().filter(|statement| statement.sentence == sentence);
                topic = last.and_then(|statement| Some(statement.readings.first()?.understood.clone()));
                named = last_named(&mentions, &known).or(named);
                draft.sentences.push(Sentence { block: number, span, mentions });
            }
        }
        draft.blocks = rows.into_iter().map(|(block, _)| block).collect();
        draft
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
        for meant in self.statements.iter().flat_map(|statement| &statement.readings) {
            let Some(kind) = meant.kind else { continue };
            for selection in meant.questions.iter().flat_map(|question| kind.needs(&question.args)) {
                if !needs.contains(&selection) {
                    needs.push(selection);
                }
            }
        }
        needs
    }
}

/// A sentence with what may be meant by its words.
struct Around<'a> {
    text: &'a str,
    language: Language,
    /// Where it begins in its block.
    start: usize,
    /// With bytes of the block's text.
    mentions: &'a [Mention],
    known: &'a Known,
    /// The country that was named last.
    named: Option<Area>,
}

impl Around<'_> {
    /// The readings, behind the first one those that are as likely, and how many these
    /// are: "it" may be the country of the sentence before or the document's, and a year
    /// that stands apart may be another figure's.
    fn as_likely(&self, mut all: Vec<Understood>) -> (Vec<Understood>, usize) {
        between_the_two(&mut all, self.known);
        for understood in &mut all {
            without_compared_year(understood, self.text);
            self.of_year_before(understood);
            self.without_next_rank(understood);
            self.without_deputy(understood);
            // What there is not has no date.
            if understood.claim.kind == "no-agreement" {
                understood.claim.roles.retain(|(_, said)| !matches!(said, Said::Period(_)));
            }
            self.without_next_subject(understood);
        }
        let mut rest = all.into_iter();
        let Some(first) = rest.next() else { return (Vec::new(), 0) };
        let mut even = [self.of_others(&first), self.of_other_years(&first), self.of_unsaid(&first)].concat();
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
        let has_figure = self.mentions.iter().any(|mention| {
            let is_within = between.start <= mention.span.start && mention.span.end <= between.end;
            is_within && matches!(mention.what, Mentioned::Figure(_))
        });
        if has_figure {
            understood.claim.roles.retain(|(role, _)| *role != "rank");
            understood.spans.retain(|(role, _)| *role != "rank");
        }
    }

    /// "The king, represented since 2022 by a governor": since when he is king is not said.
    fn without_deputy(&self, understood: &mut Understood) {
        let since = understood.spans.iter().find(|(role, _)| *role == "since").map(|(_, span)| span.start);
        let before = since.and_then(|start| self.text.get(..start)).unwrap_or_default();
        if before.split_whitespace().next_back().is_some_and(|word| List::Deputed.has(word)) {
            understood.claim.roles.retain(|(role, _)| *role != "since");
            understood.spans.retain(|(role, _)| *role != "since");
        }
    }

    /// Whether a size is told by a bare number, which only a label allows: "a chain of 83
    /// islands" has no area of 83.
    fn is_unmeasured(&self, statement: &read::Statement) -> bool {
        const SIZES: [&str; 3] = ["area-total", "land-border", "crop-area"];
        let claim = statement.readings.first().map(|first| &first.claim);
        let is_bare = |claim: &&Claim| {
            let figures = |said: &Said| matches!(said, Said::Figure(printed) if printed.unit == unit::COUNT);
            SIZES.contains(&claim.kind.as_str()) && claim.roles.iter().any(|(_, said)| figures(said))
        };
        claim.filter(is_bare).is_some() && !self.text.contains(':')
    }

    /// "The year before" is before the year that was named last, and not before the
    /// document's.
    fn of_year_before(&self, understood: &mut Understood) {
        let time = understood.spans.iter().find(|(role, _)| *role == "time").map(|(_, span)| span);
        let Some(time) = time.filter(|time| {
            let words = self.text.get((*time).clone()).unwrap_or_default();
            Triggers::of(self.language).is_previous(words)
        }) else {
            return;
        };
        let before = time.start + self.start;
        let in_sentence = self.mentions.iter().filter(|mention| mention.span.end <= before);
        let named = in_sentence.filter_map(|mention| year(mention)).last();
        if let Some(period) = named.or(self.known.periods.first().copied()).and_then(|period| period.shifted(-1)) {
            *understood = with(understood, "time", Said::Period(period));
        }
    }

    /// In "China supplies 16 % of imports, Nigeria 12 %" it is not Nigeria whose imports
    /// they are.
    fn without_next_subject(&self, understood: &mut Understood) {
        let is_next = |(role, span): &(RoleName, Range<usize>)| {
            let before = self.text.get(..span.start).unwrap_or_default().trim_end();
            let behind = span.end + self.start;
            let figure = self.mentions.iter().find(|mention| mention.span.start >= behind);
            let is_beside = figure.is_some_and(|mention| {
                let gap = self.text.get(span.end..mention.span.start - self.start).unwrap_or("-");
                matches!(mention.what, Mentioned::Figure(_)) && gap.trim().is_empty()
            });
            let is_figure_told = understood.spans.iter().any(|(other, told)| other != role && told.end < span.start);
            is_beside && is_figure_told && before.ends_with(',')
        };
        let next: Vec<RoleName> = understood.spans.iter().filter(|one| is_next(one)).map(|(role, _)| *role).collect();
        let is_area = |role: &RoleName| matches!(understood.claim.role(role), Some(Said::Area(_)));
        let next: Vec<RoleName> = next.into_iter().filter(is_area).collect();
        understood.claim.roles.retain(|(role, _)| !next.contains(role));
        understood.spans.retain(|(role, _)| !next.contains(role));
    }

    fn of_others(&self, first: &Understood) -> Vec<Understood> {
        let is_anaphor = |span: &Range<usize>| {
            let span = shifted(span, self.start);
            let stands_there = |mention: &&Mention| mention.span.start < span.end && span.start < mention.span.end;
            let here = self.mentions.iter().find(stands_there);
            here.is_some_and(|mention| mention.what == Mentioned::Anaphor(Anaphor::Country))
        };
        let role = first.spans.iter().find(|(_, span)| is_anaphor(span)).map(|(role, _)| *role);
        let role = role.filter(|role| matches!(first.claim.role(role), Some(Said::Area(_))));
        let others = self.known.about.iter().rev().copied().chain(self.named);
        let others = others.filter(|area| Some(*area) != self.known.author);
        others.filter_map(|area| self.of_another(first, role?, area)).collect()
    }

    /// Who fills an area that no word of the claim says: another that the sentence names,
    /// else the country named last.
    fn of_unsaid(&self, first: &Understood) -> Vec<Understood> {
        let Some(role) = self.unsaid(first) else { return Vec::new() };
        let mut others = self.bystanders(first);
        if others.is_empty() && attache_fact::find(first.claim.kind).is_some_and(|kind| kind.areas().len() == 1) {
            others.extend(self.named);
        }
        others.into_iter().map(|area| filled(first, role, Said::Area(area))).collect()
    }

    /// The area of a claim that no word says.
    fn unsaid(&self, understood: &Understood) -> Option<RoleName> {
        let areas = attache_fact::find(understood.claim.kind)?.areas();
        areas.iter().copied().find(|role| !understood.spans.iter().any(|(said, _)| said == role))
    }

    /// Countries that the sentence names, and the claim has not.
    fn bystanders(&self, understood: &Understood) -> Vec<Area> {
        let mut named: Vec<Area> = Vec::new();
        for mention in self.mentions {
            let area = match &mention.what {
                Mentioned::Area { areas, how } if *how != Naming::People => areas.first(),
                _ => None,
            };
            if let Some(area) = area
                && !named.contains(area)
                && !understood.claim.roles.iter().any(|(_, said)| *said == Said::Area(*area))
                && matches!(area.kind(), AreaKind::Country | AreaKind::Territory)
            {
                named.push(*area);
            }
        }
        named
    }

    /// Whether whose a claim is, or of when, hangs on what else the sentence says.
    fn is_open(&self, understood: &Understood) -> bool {
        self.may_be_another_s(understood)
            || self.has_another_s_year(understood)
            || self.may_be_of_all(understood)
            || self.is_of_unknown_unit(understood)
    }

    /// Whether aid may be that of all donors: none is named, and no word of the United
    /// States' accounts.
    fn may_be_of_all(&self, understood: &Understood) -> bool {
        understood.claim.kind.starts_with("aid-")
            && !understood.spans.iter().any(|(role, _)| *role == "donor")
            && !Triggers::of(self.language).says_whole(self.text)
    }

    /// Whether a bare number is counted in what its label says, and that is not known.
    fn is_of_unknown_unit(&self, understood: &Understood) -> bool {
        let is_bare = |said: &Said| matches!(said, Said::Figure(printed) if printed.unit == unit::COUNT);
        label::is_unknown(self.text) && understood.claim.roles.iter().any(|(_, said)| is_bare(said))
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
        // "$389 million of FY 2009", "the 2010 surplus of $658 million".
        let is_beside =
            |mention: &&Mention| is_short(mention.span.end, time.start, 1) || is_short(time.end, mention.span.start, 3);
        let beside: Vec<&Mention> = figures.filter(is_beside).collect();
        let is_own = |mention: &Mention| {
            understood.spans.iter().any(|(_, span)| {
                shifted(span, self.start).start < mention.span.end && mention.span.start < shifted(span, self.start).end
            })
        };
        !beside.is_empty() && !beside.into_iter().any(is_own)
    }

    /// Whether a claim leaves open whose it is, and the sentence names others.
    fn may_be_another_s(&self, understood: &Understood) -> bool {
        // Of one country's partners and neighbours a sentence names several.
        const LISTED: [&str; 3] = ["partner-share", "goods-rank", "land-border"];
        let kind = attache_fact::find(understood.claim.kind);
        let is_of_pair = kind.is_some_and(|kind| kind.areas().len() == 2 && !LISTED.contains(&kind.id()));
        let is_known = |area: &Area| self.known.about.contains(area);
        is_of_pair && self.unsaid(understood).is_some() && !self.bystanders(understood).iter().all(is_known)
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

    fn of_other_years(&self, first: &Understood) -> Vec<Understood> {
        let time = first.spans.iter().find(|(role, _)| *role == "time").map(|(_, span)| span);
        let Some(time) = time.filter(|time| self.is_apart(first, time)) else { return Vec::new() };
        let years = self.mentions.iter().filter_map(|mention| match mention.what {
            Mentioned::Period(When::At(period @ (Period::Year(_) | Period::FiscalYear { .. }))) => {
                Some((mention, period))
            }
            _ => None,
        });
        let others = years.filter(|(mention, _)| mention.span.start != time.start + self.start);
        others.map(|(_, period)| with(first, "time", Said::Period(period))).collect()
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

fn shifted(span: &Range<usize>, by: usize) -> Range<usize> {
    span.start + by..span.end + by
}

/// In a document about two countries a flow is between them, rather than one's with
/// the world.
fn between_the_two(all: &mut [Understood], known: &Known) {
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
    }
}

/// What was understood, each with its kin, by their standing; the first `even`
/// are equally likely.
fn readings(all: Vec<Understood>, even: usize, start: usize, known: &Known) -> Vec<Meant> {
    let mut readings = Vec::new();
    for (place, mut understood) in all.into_iter().enumerate() {
        without_coming_term(&mut understood, known);
        for_whom(&mut understood);
        for (_, span) in &mut understood.spans {
            *span = shifted(span, start);
        }
        let own = if place < even { Standing::First } else { Standing::Other };
        for (claim, standing) in kin(&understood.claim) {
            let spans = understood.spans.clone();
            readings.push(meant(Understood { claim, spans }, own.max(standing), known));
        }
        readings.push(meant(understood, own, known));
    }
    readings.sort_by_key(|meant| meant.standing);
    readings
}

/// Whether a country is told of only as where something lies: "Santa Cruz, in
/// Bolivia, has".
fn is_of_a_place_within(text: &str, readings: &[Understood]) -> bool {
    let subject = readings.first().and_then(|first| first.spans.iter().find(|(role, _)| *role == "subject"));
    subject.is_some_and(|(_, span)| compose::is_where(text, span))
}

/// A year that a figure is compared with is not its own: "down on 2021".
fn without_compared_year(understood: &mut Understood, text: &str) {
    let said = understood.spans.iter().find(|(role, _)| *role == "time").map(|(_, span)| span.clone());
    let Some(said) = said else { return };
    let is_year = matches!(understood.claim.role("time"), Some(Said::Period(Period::Year(_))));
    if is_year && compose::is_compared(text, &said) {
        understood.claim.roles.retain(|(role, _)| *role != "time");
        understood.spans.retain(|(role, _)| *role != "time");
    }
}

/// What is given for a country is given to it, and for no purpose.
fn for_whom(understood: &mut Understood) {
    let area = match understood.claim.role("purpose") {
        Some(Said::Text(text)) => Areas::find(text.trim().trim_start_matches("the ")).ok(),
        _ => None,
    };
    if let Some(area) = area
        && understood.claim.role("recipient").is_none()
    {
        understood.claim.roles.retain(|(role, _)| *role != "purpose");
        understood.claim.roles.push(("recipient", Said::Area(area)));
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
        understood.claim.roles.retain(|(role, _)| *role != "since");
        understood.spans.retain(|(role, _)| *role != "since");
    }
}

fn meant(understood: Understood, standing: Standing, known: &Known) -> Meant {
    let kind = attache_fact::find(understood.claim.kind);
    let questions = kind.map(|kind| questions(&understood.claim, kind, known)).unwrap_or_default();
    Meant { understood, standing, kind, questions }
}

/// The year that is mentioned.
fn year(mention: &Mention) -> Option<Period> {
    match mention.what {
        Mentioned::Period(When::At(period @ (Period::Year(_) | Period::FiscalYear { .. }))) => Some(period),
        _ => None,
    }
}

/// So many periods are remembered.
const REMEMBERED: usize = 3;

/// Puts the years that are named before those that were, of which the text may
/// still speak.
fn remember(periods: &mut Vec<Period>, mentions: &[Mention]) {
    for mention in mentions {
        if let Some(period) = year(mention) {
            periods.retain(|known| *known != period);
            periods.insert(0, period);
        }
    }
    periods.truncate(REMEMBERED);
}

/// The country that the next sentence's "it" stands for: the only one that is
/// named beside the author, else the one that the document tells of, else the
/// one that is named first.
fn last_named(mentions: &[Mention], known: &Known) -> Option<Area> {
    let mut named: Vec<Area> = Vec::new();
    for mention in mentions {
        if let Mentioned::Area { areas, how } = &mention.what
            && *how != Naming::People
            && let Some(area) = areas.iter().find(|area| known.about.contains(area)).or(areas.first())
            && !named.contains(area)
        {
            named.push(*area);
        }
    }
    let others: Vec<Area> = named.iter().copied().filter(|area| Some(*area) != known.author).collect();
    match others.as_slice() {
        [one] => Some(*one),
        _ => known.about.last().copied().filter(|area| named.contains(area)).or(named.first().copied()),
    }
}

impl Statement {
    /// The bytes that say anything of its likeliest reading.
    fn said(&self) -> Vec<Range<usize>> {
        let first = self.readings.first();
        first.into_iter().flat_map(|meant| meant.understood.spans.iter().map(|(_, span)| span.clone())).collect()
    }
}

impl Meant {
    /// Whether the words of the statement name one of its areas.
    pub(crate) fn names_whose(&self) -> bool {
        let areas = self.kind.map(|kind| kind.areas()).unwrap_or_default();
        areas.iter().any(|role| self.spans_of(role).next().is_some())
    }

    /// The bytes that say a role.
    pub(crate) fn spans_of(&self, role: RoleName) -> impl Iterator<Item = &Range<usize>> {
        self.understood.spans.iter().filter(move |(name, _)| *name == role).map(|(_, span)| span)
    }
}
