//! The check as a whole: a draft, a panel, and what comes of them.

use std::{collections::HashMap, ops::Range};

use attache_document::prose::{Block, BlockKind, Prose};
use attache_fact::{Fact, RoleName, Said};
use attache_language::Wordings;
use attache_model::{Area, Panel, Period, Release};

use crate::{
    beside::{Told, is_borne_out, swapped},
    beyond,
    certain::is_of_other_scale,
    column::{odd_rows, of_flow},
    compare::Comparison,
    compose, crossed,
    doubt::Doubt,
    draft::{Draft, Statement, areas_of},
    judge::{Aside, Passage, Ruling, judge},
    misfit::{has_digits, is_exact},
    numbers::{self, Owners},
    on_record, owner, part, perspective,
    report::{Account, By, Judged, Number, Report, Unchecked, Verdict},
    settle::{Clocks, DATES, Outcome},
    shares, sign, slip,
    tell::Teller,
    trend,
    trigger::{List, Triggers},
    within,
};

impl Draft {
    /// Holds the document's statements against a panel that has what the draft
    /// [needs](Draft::needs). The same text, panel and dates give the same report.
    pub fn judge(&self, prose: &Prose, panel: &Panel, wordings: &Wordings) -> Report {
        let texts: Vec<&str> = prose.blocks.iter().map(|block| block.text.as_str()).collect();
        let mut clocks = Clocks::new(panel, &self.context, &texts.join("\n"), &self.notes());
        let teller = Teller { prose, panel, wordings, is_dated: self.context.dated.it.is_some() };
        let mut statements = Vec::new();
        let mut findings = Vec::new();
        let judge = |statement: &Statement, block: &Block, clocks: &Clocks<'_>| {
            let sentence = self.sentences.get(statement.sentence);
            let text = sentence.and_then(|sentence| block.text.get(sentence.span.clone())).unwrap_or_default();
            let own = block.text.get(statement.span.clone()).unwrap_or_default();
            // A sentence that is longer than any is prose of no kind.
            let sentence = sentence.filter(|sentence| sentence.span.len() <= compose::LONGEST);
            let named = sentence.map(|sentence| areas_of(&sentence.mentions)).unwrap_or_default();
            let language = wordings.language();
            let is_of_part = sentence.zip(statement.figure()).is_some_and(|(sentence, figure)| {
                part::is_of_part_of_year(&block.text, &sentence.span, &sentence.mentions, figure, language)
            });
            let mentions = sentence.map(|sentence| sentence.mentions.as_slice()).unwrap_or_default();
            let sentence = sentence.map(|sentence| sentence.span.clone()).unwrap_or_default();
            let block = block.text.as_str();
            judge(
                statement,
                &Passage { block, own, text, sentence, mentions, language, named: &named, is_of_part },
                clocks,
            )
        };
        let told = self.statements.iter().filter_map(|it| Some((it, self.block(it.sentence)?)));
        let mut told: Vec<_> = told.map(|(it, block)| (it, block, judge(it, block, &clocks))).collect();
        // By the flows that fit it is seen whether the text counts goods alone.
        clocks.speaks_of_goods |=
            !clocks.speaks_of_services && told.iter().any(|(it, _, ruling)| is_of_goods(it, ruling));
        let may_be_goods = |ruling: &Ruling| ruling.aside == Aside::WithServices && clocks.speaks_of_goods;
        for (statement, block, ruling) in told.iter_mut().filter(|(.., ruling)| may_be_goods(ruling)) {
            *ruling = judge(statement, block, &clocks);
        }
        let known: Vec<(usize, Fact)> = told.iter().filter_map(|(it, _, ruling)| agreement(it, ruling)).collect();
        let triggers = Triggers::of(wordings.language());
        for (statement, block, ruling) in &mut told {
            let own = block.text.get(statement.span.clone()).unwrap_or_default();
            let sentence = self.sentences.get(statement.sentence).map(|sentence| sentence.span.clone());
            let clause = statement.clause(&block.text, &sentence.unwrap_or_default());
            let is_of_others =
                statement.names_others(self.mentions_of(statement.sentence)) || triggers.names_agreements(clause);
            // "It entered into force in 1994": that of the sentence before.
            let first = self
                .sentences
                .get(statement.sentence)
                .and_then(|sentence| block.text.get(sentence.span.clone())?.split_whitespace().next());
            let back = usize::from(first.is_some_and(|word| List::Again.has(word)));
            let is_of_verb = is_of_next_verb(statement, ruling, &block.text, triggers);
            if !triggers.tells_of_several_agreements(own) && !is_of_others && !is_of_verb {
                with_known_agreement(statement, ruling, &known, back);
            }
        }
        let borne_out = told.iter().filter(|(.., ruling)| is_of_pair_s_goods(ruling));
        let confirmed: Vec<usize> =
            borne_out.filter_map(|(it, ..)| Some(self.sentences.get(it.sentence)?.block)).collect();
        for (statement, _, ruling) in &mut told {
            let Some(sentence) = self.sentences.get(statement.sentence) else { continue };
            let is_open =
                || confirmed.binary_search(&sentence.block).is_err() && areas_of(&sentence.mentions).is_empty();
            if may_be_with_all(statement, ruling) && is_open() {
                ruling.verdict = Verdict::NotCheckable(Unchecked::Ambiguous);
            }
            // Beside what two trade, "our exports are led by wheat" is told of these.
            let is_beside_trade = confirmed.binary_search(&sentence.block).is_ok();
            if is_wrong_on_goods(statement, ruling)
                && (is_beside_trade || is_asked_of(ruling, self.context.author.it) && clocks.pair.is_some())
            {
                ruling.verdict = Verdict::NotCheckable(Unchecked::Ambiguous);
                ruling.aside = Aside::Doubt(Doubt::AnotherFlow);
            }
        }
        // A row that is right from the other side than its column alone is wrong.
        let tables = self.tables();
        let table = |statement: &Statement| {
            let sentence = self.sentences.get(statement.sentence)?;
            tables.get(sentence.block).copied().flatten()
        };
        for (place, flow) in odd_rows(&told, table) {
            let Some((statement, block, ruling)) = told.get_mut(place) else { continue };
            if let Some((one, places)) = of_flow(statement, &flow) {
                *ruling = judge(&one, block, &clocks);
                if let (Outcome::Wrong { .. }, Aside::OtherReading(_) | Aside::WithServices) =
                    (&ruling.outcome, &ruling.aside)
                {
                    (ruling.verdict, ruling.aside) = (Verdict::Contradicted, Aside::Nothing);
                }
                ruling.reading = places.get(ruling.reading).copied().unwrap_or_default();
            }
        }
        for (place, question) in owner::of_those_beside(&told) {
            let Some((statement, block, ruling)) = told.get_mut(place) else { continue };
            if let Some((one, places)) = owner::of_owner(statement, ruling, &question) {
                *ruling = judge(&one, block, &clocks);
                ruling.reading = places.get(ruling.reading).copied().unwrap_or_default();
            }
        }
        let all: Vec<Told<'_>> =
            told.iter().map(|(statement, block, ruling)| Told { statement, text: &block.text, ruling }).collect();
        for place in [self.borne_out(&all), swapped(&all)].concat() {
            if let Some((.., ruling)) = told.get_mut(place) {
                ruling.verdict = Verdict::Contradicted;
            }
        }
        let misplaced = shares::misplaced(&told, |sentence| self.mentions_of(sentence));
        for (place, outcome) in shares::off_list(&told, &clocks).into_iter().chain(misplaced) {
            if let Some((.., ruling)) = told.get_mut(place) {
                ruling.outcome = outcome;
                ruling.aside = Aside::Nothing;
                ruling.verdict = Verdict::Contradicted;
            }
        }
        for (place, exchanged) in crossed::exchanged(&told, &clocks) {
            if let Some((.., ruling)) = told.get_mut(place) {
                *ruling = exchanged;
            }
        }
        for (place, fact) in sign::turned(&told) {
            if let Some((.., ruling)) = told.get_mut(place) {
                ruling.outcome = Outcome::Wrong { fact: Box::new(fact), roles: vec!["value"] };
                ruling.aside = Aside::Nothing;
                ruling.verdict = Verdict::Contradicted;
            }
        }
        for place in of_some_parties(&told) {
            if let Some((.., ruling)) = told.get_mut(place) {
                ruling.verdict = Verdict::NotCheckable(Unchecked::Ambiguous);
            }
        }
        let names = |place: usize, area: Area| {
            let sentence = told.get(place).map(|(statement, ..)| statement.sentence);
            sentence.is_some_and(|sentence| areas_of(self.mentions_of(sentence)).contains(&area))
        };
        for (place, fact) in perspective::of_other_side(&told, self.context.author.it, names) {
            if let Some((.., ruling)) = told.get_mut(place) {
                ruling.aside = Aside::OtherReading(Box::new(fact));
                ruling.verdict = Verdict::NotCheckable(Unchecked::Ambiguous);
            }
        }
        if self.context.about.by == By::Text {
            let heads: Vec<Area> = self.head_areas();
            for place in owner::of_stranger(&told, |area| heads.contains(&area)) {
                if let Some((.., ruling)) = told.get_mut(place) {
                    ruling.aside = Aside::Doubt(Doubt::AnotherCountry);
                    ruling.verdict = Verdict::NotCheckable(Unchecked::Ambiguous);
                }
            }
        }
        for (statement, block, mut ruling) in told {
            if ruling.verdict == Verdict::Supported && rests_on_itself(&ruling, panel, prose) {
                ruling.verdict = Verdict::NotCheckable(Unchecked::OwnSource);
            }
            let (judged, finding) = teller.tell(statement, block, &ruling);
            let at = statements.len();
            let sentence = self.sentences.get(statement.sentence);
            let belied = sentence.and_then(|it| trend::belied(statement, &ruling, it, &block.text, &clocks, wordings));
            let belied = belied.map(|belied| teller.tell_belied(&belied, block));
            let finding = finding.into_iter().chain(belied);
            findings.extend(finding.map(|finding| crate::Finding { statement: Some(at), ..finding }));
            statements.push(judged);
        }
        let stated = statements.len();
        for statement in &self.tentative {
            let Some(block) = self.block(statement.sentence) else { continue };
            let ruling = judge(statement, block, &clocks);
            let place = block.place(statement.span.clone());
            let is_known = statements.iter().skip(stated).any(|one: &Judged| one.place == place);
            let sentence = self.sentences.get(statement.sentence).and_then(|it| block.text.get(it.span.clone()));
            let names_office = || sentence.is_some_and(|text| triggers.names_office(compose::LEADER, text));
            if is_on_record(statement, &ruling, names_office) && !is_known {
                let (judged, finding) = teller.tell(statement, block, &ruling);
                findings.extend(finding.map(|it| crate::Finding { statement: Some(statements.len()), ..it }));
                statements.push(judged);
            }
        }
        for (statement, ruling) in on_record::told_otherwise(self, &statements, &clocks, wordings.language()) {
            let Some(block) = self.block(statement.sentence) else { continue };
            let (judged, finding) = teller.tell(&statement, block, &ruling);
            findings.extend(finding.map(|it| crate::Finding { statement: Some(statements.len()), ..it }));
            statements.push(judged);
        }
        let verdicts: Vec<Verdict> = statements.iter().map(|judged: &Judged| judged.verdict).collect();
        findings.extend(within::findings(self, &verdicts, prose));
        let further = stated..statements.len();
        let numbers = self.account(&mut statements, &further);
        findings.sort_by_key(|finding| (finding.place.start, finding.place.end, finding.rule));
        Report { context: self.context.clone(), statements, numbers, findings, suppressed: Vec::new() }
    }

    /// The countries that the document's first lines name.
    fn head_areas(&self) -> Vec<Area> {
        const FIRST: usize = 4;
        let first = self.sentences.iter().take_while(|sentence| sentence.block < FIRST);
        first.flat_map(|sentence| areas_of(&sentence.mentions)).collect()
    }

    /// The text of the document's notes, and of what stands under a heading of sources.
    fn notes(&self) -> String {
        let mut is_cited = false;
        let mut notes = String::new();
        for block in &self.blocks {
            if matches!(block.kind, BlockKind::Heading(_)) {
                is_cited = numbers::names_sources(&block.text);
            } else if is_cited || block.kind == BlockKind::Note {
                notes.push_str(&block.text);
                notes.push('\n');
            }
        }
        notes
    }

    /// The places of statements that were left open, and of which what stands beside them makes
    /// certain what they are of.
    fn borne_out(&self, all: &[Told<'_>]) -> Vec<usize> {
        let is_open = |told: &Told<'_>| matches!(told.ruling.verdict, Verdict::NotCheckable(Unchecked::Ambiguous));
        let first_of = |sentence: usize| all.partition_point(|told| told.statement.sentence < sentence);
        let is_it = |told: &Told<'_>| {
            let sentence = told.statement.sentence;
            let beside = || all.get(first_of(sentence)..first_of(sentence + 1)).unwrap_or_default();
            is_open(told)
                && is_borne_out(told, beside(), &areas_of(self.mentions_of(sentence)), self.context.language.it)
        };
        (0..all.len()).filter(|place| all.get(*place).is_some_and(is_it)).collect()
    }

    /// Of each block in which table or list of the document it is, by the blocks ahead of it that
    /// are of none.
    fn tables(&self) -> Vec<Option<usize>> {
        let mut ahead = 0;
        let blocks = self.blocks.iter().map(|block| {
            let is_row = matches!(block.kind, BlockKind::Cell { .. } | BlockKind::Item);
            ahead += usize::from(!is_row);
            is_row.then_some(ahead)
        });
        blocks.collect()
    }

    pub(crate) fn block(&self, sentence: usize) -> Option<&Block> {
        self.blocks.get(self.sentences.get(sentence)?.block)
    }

    /// Every number with what became of it; those of which nothing is known make
    /// a statement of their sentence that was not understood. The further statements, by their places,
    /// have numbers that no statement of words has.
    fn account(&self, statements: &mut Vec<Judged>, further: &Range<usize>) -> Vec<Number> {
        let mut all: Vec<Number> = Vec::new();
        // What a table says once is read with each of its rows.
        let mut known: HashMap<Range<usize>, usize> = HashMap::new();
        let mut is_cited = false;
        for (place, block) in self.blocks.iter().enumerate() {
            if matches!(block.kind, BlockKind::Heading(_)) {
                is_cited = numbers::names_sources(&block.text);
            }
            let sentences = &self.sentences[self.sentences_of(place)];
            let mentions: Vec<_> = sentences.iter().flat_map(|sentence| &sentence.mentions).collect();
            let owners = Owners::of(self, place);
            let mut unknown: Vec<(Range<usize>, Unchecked, usize)> = Vec::new();
            for number in numbers::numbers(block, &mentions) {
                let place = block.place(number.span.clone());
                let told = known.get(&place).and_then(|at| all.get_mut(*at));
                let is_its = |one: &Judged| one.place.start <= place.start && place.end <= one.place.end;
                let of_further = || further.clone().find(|at| statements.get(*at).is_some_and(is_its));
                let owner = owners.owner(&number).or_else(of_further);
                let is_told = told.as_ref().is_some_and(|told| matches!(told.account, Account::Statement(_)));
                if place.is_empty() || is_told || (told.is_some() && owner.is_none()) {
                    continue;
                }
                if let (Some(told), Some(statement)) = (told, owner) {
                    told.account = Account::Statement(statement);
                    continue;
                }
                let account = match owner {
                    Some(statement) => Account::Statement(statement),
                    None => match numbers::exempt(block, &number, is_cited, self.context.dated.it) {
                        Some(why) => Account::Exempt(why),
                        None => {
                            let sentence = sentences.iter().find(|s| s.span.contains(&number.span.start));
                            let span = sentence.map_or(number.span.clone(), |sentence| sentence.span.clone());
                            let why = beyond::why(block, &span, &number.span, self.context.language.it);
                            let known = unknown.iter().find(|(known, because, _)| *known == span && *because == why);
                            let at = known.map_or(statements.len(), |(.., at)| *at);
                            if at == statements.len() {
                                statements.push(not_understood(block, &span, why));
                                unknown.push((span, why, at));
                            }
                            Account::Statement(at)
                        }
                    },
                };
                known.insert(place.clone(), all.len());
                all.push(Number { place, text: block.text.get(number.span).unwrap_or_default().to_owned(), account });
            }
        }
        all
    }
}

/// Whether the record bears out that who is named did something on the day beside the name, or tells
/// that another one on it did, or this one on a day of which it is a slip. On the day that a president
/// takes office, so do others: for another one the sentence must name the office.
fn is_on_record(statement: &Statement, ruling: &Ruling, names_office: impl Fn() -> bool) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    match (ruling.verdict, &ruling.outcome) {
        (Verdict::Supported, _) => true,
        (Verdict::Contradicted, Outcome::Wrong { fact, roles }) => match roles.as_slice() {
            // On the day that one leaves a mission another takes it up.
            ["person"] => claim.kind != compose::POST && (claim.kind != compose::LEADER || names_office()),
            ["date"] | ["since"] => slip::are_dates_slips(claim, fact, roles),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a flow is that of goods alone to several digits.
fn is_of_goods(statement: &Statement, ruling: &Ruling) -> bool {
    let claim = statement.readings.get(ruling.reading).map(|meant| &meant.understood.claim);
    let is_flow = claim.is_some_and(|claim| matches!(claim.kind.as_str(), "goods-exports" | "goods-imports"));
    is_flow && ruling.verdict == Verdict::Supported && claim.is_some_and(is_exact)
}

/// Whether data bear out what is told of the goods that two countries trade.
fn is_of_pair_s_goods(ruling: &Ruling) -> bool {
    let is_so = matches!(ruling.verdict, Verdict::Supported | Verdict::Outdated | Verdict::Disputed);
    let kind = match &ruling.outcome {
        Outcome::Right { fact, .. } | Outcome::Superseded { was: fact, .. } | Outcome::ByOther { by: fact, .. } => {
            fact.expression.kind
        }
        _ => return false,
    };
    is_so && kind.starts_with("goods-")
}

/// Whether what no words say whose trade it is may be that of one country with all others.
fn may_be_with_all(statement: &Statement, ruling: &Ruling) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let claim = &meant.understood.claim;
    let is_long_slip = || match &ruling.outcome {
        Outcome::Wrong { fact, roles } => has_digits(claim, 4) && slip::is_evident(claim, fact, roles),
        _ => false,
    };
    ruling.verdict == Verdict::Contradicted
        && claim.kind.starts_with("goods-")
        && !meant.names_whose()
        && !is_long_slip()
        && !is_of_other_scale(statement, ruling)
}

/// Whether a statement is wrong on which goods a country trades most.
fn is_wrong_on_goods(statement: &Statement, ruling: &Ruling) -> bool {
    let meant = statement.readings.get(ruling.reading);
    let is_of_goods = meant.is_some_and(|meant| meant.understood.claim.kind == "main-commodities");
    is_of_goods && ruling.verdict == Verdict::Contradicted
}

/// Whether what was asked is of one country.
fn is_asked_of(ruling: &Ruling, country: Option<Area>) -> bool {
    let asked = ruling.question.as_ref().and_then(|question| question.args.area.first().copied());
    asked.is_some() && asked == country
}

/// The agreement that a statement is right of by a date, with the statement's sentence.
fn agreement(statement: &Statement, ruling: &Ruling) -> Option<(usize, Fact)> {
    match &ruling.outcome {
        Outcome::Right { fact, comparison } if fact.expression.kind == "agreement" => {
            let is_dated = comparison.right.iter().any(|role| DATES.contains(role));
            is_dated.then(|| (statement.sentence, fact.as_ref().clone()))
        }
        _ => None,
    }
}

/// The places of statements that are right of an agreement with one of several parties, with
/// another of whom none is known: "the agreement with Central America and the Dominican Republic".
fn of_some_parties(told: &[(&Statement, &Block, Ruling)]) -> Vec<usize> {
    let is_of_agreement = |statement: &Statement| {
        statement.readings.first().is_some_and(|meant| meant.understood.claim.kind == "agreement")
    };
    let same = told.chunk_by(|(a, ..), (b, ..)| a.sentence == b.sentence && a.span == b.span && is_of_agreement(a));
    let mut first = 0;
    let mut places = Vec::new();
    for group in same {
        let has = |verdict: Verdict| group.iter().any(|(.., ruling)| ruling.verdict == verdict);
        if has(Verdict::NotCheckable(Unchecked::NoData)) {
            let is_right = |at: &usize| group[*at].2.verdict == Verdict::Supported;
            places.extend((0..group.len()).filter(is_right).map(|at| first + at));
        }
        first += group.len();
    }
    places
}

/// By so many years records of the entry into force of one agreement differ.
const FEW_YEARS: u16 = 2;

/// Which agreement is meant, a right date in the same sentence tells: another date of it
/// that is wrong is no other agreement's.
fn with_known_agreement(statement: &Statement, ruling: &mut Ruling, known: &[(usize, Fact)], back: usize) {
    let meant = statement.readings.get(ruling.reading);
    let claim = meant.map(|meant| &meant.understood.claim).filter(|claim| claim.kind == "agreement");
    let is_doubted = ruling.aside == Aside::Doubt(Doubt::SeveralAgreements);
    let is_open = ruling.verdict == Verdict::NotCheckable(Unchecked::Ambiguous) && !is_doubted;
    let (Some(claim), true, Outcome::Wrong { fact, .. }) = (claim, is_open, &ruling.outcome) else { return };
    let is_same = |other: &Fact| other.expression.args.area == fact.expression.args.area;
    let is_near = |sentence: usize| (sentence..=sentence + back).contains(&statement.sentence);
    let told = known.iter().rfind(|(sentence, other)| is_near(*sentence) && is_same(other));
    let Some((_, other)) =
        told.filter(|(_, other)| other.expression.args.get("type") == fact.expression.args.get("type"))
    else {
        return;
    };
    // A date of which the text does not say what it is may be another one on record.
    let is_on_record = |said: Period| {
        let dates = [other, fact.as_ref()].into_iter().flat_map(|fact| DATES.map(|role| fact.period(role)));
        dates.flatten().any(|known| said.contains(known) || known.contains(said) || said == known)
    };
    let mut said = claim.roles.iter().filter_map(|(_, said)| match said {
        Said::Period(period) => Some(*period),
        _ => None,
    });
    if said.any(is_on_record) {
        return;
    }
    let comparison = Comparison::of(claim, other, &["a", "b", "type", "title"]);
    // An agreement of many comes into force for each at another time.
    let is_near = |role: &RoleName| {
        let years = other.period(role).and_then(Period::year).zip(match claim.role(role) {
            Some(Said::Period(said)) => said.year(),
            _ => None,
        });
        *role != "signed" && years.is_some_and(|(known, said)| known.abs_diff(said) <= FEW_YEARS)
    };
    if comparison.wrong.iter().any(is_near) {
        return;
    }
    if !comparison.wrong.is_empty() && comparison.wrong.iter().all(|role| DATES.contains(role)) {
        ruling.outcome = Outcome::Wrong { fact: Box::new(other.clone()), roles: comparison.wrong };
        ruling.verdict = Verdict::Contradicted;
    }
}

/// Whether the date of an agreement stands behind a comma with no word for what became of it: "with an
/// agreement in force since 2006, it sold goods in 2021".
fn is_of_next_verb(statement: &Statement, ruling: &Ruling, block: &str, triggers: &Triggers) -> bool {
    let Some(meant) = statement.readings.get(ruling.reading) else { return false };
    let date = DATES.into_iter().find_map(|role| meant.spans_of(role).next());
    let ahead = date.and_then(|date| block.get(statement.span.start..date.start)).unwrap_or_default();
    ahead.rsplit_once(',').is_some_and(|(_, words)| {
        let is_empty = words.trim().is_empty();
        let lasts = words.split(|c: char| !c.is_alphabetic()).any(|word| List::Since.has(word));
        !is_empty && !lasts && !triggers.dates_agreement(words)
    })
}

/// Whether a verdict rests on the very page that the document is, or its copy.
fn rests_on_itself(ruling: &Ruling, panel: &Panel, prose: &Prose) -> bool {
    let Some(url) = prose.about.url.as_deref() else { return false };
    let plain = |url: &str| {
        let bare = url.split("://").last().unwrap_or_default().trim_start_matches("www.");
        bare.trim_end_matches('/').to_lowercase()
    };
    let is_own = |release: &Release| {
        [&release.homepage, &release.snapshot.url].into_iter().any(|page| !page.is_empty() && plain(page) == plain(url))
    };
    match &ruling.outcome {
        Outcome::Right { fact, .. } => {
            fact.derivation.inputs().iter().all(|input| is_own(panel.release(input.release())))
        }
        _ => false,
    }
}

fn not_understood(block: &Block, span: &Range<usize>, why: Unchecked) -> Judged {
    Judged {
        place: block.place(span.clone()),
        text: block.text.get(span.clone()).unwrap_or_default().to_owned(),
        kind: None,
        verdict: Verdict::NotCheckable(why),
        because: beyond::because(why).to_owned(),
        evidence: Vec::new(),
        is_composed: false,
        basis: None,
    }
}
