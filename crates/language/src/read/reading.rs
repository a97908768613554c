use std::{borrow::Cow, ops::Range};

use attache_fact::{Claim, Fact, Printed, RoleName, Said, Value};
use attache_model::{Area, Code, Decimal, Period, unit};

use super::{
    attach,
    lattice::Lattice,
    machine::{Arrival, Capture, Captured, Fits, Machine, Scratch},
    mention::{Anaphor, Found, Mention, Mentioned, When},
    program::Adjunct,
    reader::Reader,
    role::owner_and_partner,
    rule::{Lookup, Rule},
    token::Token,
};
use crate::Wordings;

/// What a document has said before the sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The areas that the document is about: "the two countries" are the first
    /// two, and "the country" is the second where there are two.
    pub about: Vec<Area>,
    /// Whose document it is: "our".
    pub author: Option<Area>,
    /// The country that was named last: "it", "its", "the country".
    pub named: Option<Area>,
    /// The one currency of the document, of amounts that are told without any:
    /// "exports of 3.9 billion".
    pub currency: Option<Code>,
}

/// What a sentence speaks of whatever was said before it, found once for all that is asked of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// In the order of the text; none overlaps another.
    pub mentions: Vec<Mention>,
    found: Vec<Found>,
}

/// What a sentence says, as far as it is understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// In the order of the text.
    pub statements: Vec<Statement>,
    /// What the sentence speaks of, in the order of the text; none overlaps
    /// another.
    pub mentions: Vec<Mention>,
}

/// A part of a sentence that claims something.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Bytes of the sentence.
    pub span: Range<usize>,
    /// What it may mean, the likeliest first; never empty.
    pub readings: Vec<Understood>,
    pub stance: Stance,
}

/// How a sentence stands to what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    Asserted,
    /// "has not established".
    Denied,
    /// A forecast, a plan, a condition.
    Wavering,
}

/// One reading of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Understood {
    pub claim: Claim,
    /// Which bytes of the sentence say what fills a role; a role may be said by
    /// several words, and one that a condition of the wording gives by none.
    pub spans: Vec<(RoleName, Range<usize>)>,
}

/// A rule that fits, and what it took.
pub(crate) struct Match {
    pub(crate) kind: usize,
    pub(crate) tokens: Range<usize>,
    pub(crate) captures: Vec<Capture>,
    /// How much of the text it explains.
    pub(crate) weight: i64,
    /// Its own words deny something: "is no longer in force".
    pub(crate) denies: bool,
    /// Facts are written so.
    pub(crate) is_written: bool,
    /// It only goes on from a statement of its kind that stands before it.
    pub(crate) goes_on: bool,
}

/// In bytes.
const LONGEST_SENTENCE: usize = 8_000;

impl Wordings {
    /// The sentences of a text, without the space between them: bytes, in order.
    /// The stop of an abbreviation, an initial or a number ends none. What is longer
    /// than any sentence, 8,000 bytes, is cut between two words.
    pub fn sentences(&self, text: &str) -> Vec<Range<usize>> {
        let reader = self.reader();
        let tokens = reader.vocabulary.tokens(text);
        let lattice = Lattice::of_tokens(text, &tokens);
        let mut sentences = Vec::new();
        let mut start = 0;
        for at in 0..tokens.len() {
            // What a semicolon parts may be one list.
            let ends = lattice.ends_sentence(at) && tokens.get(at).is_some_and(|token| token.text != ";");
            let is_long = lattice.bytes(&(start..at + 1)).len() >= LONGEST_SENTENCE;
            if ends || is_long || at + 1 == tokens.len() {
                sentences.push(lattice.bytes(&(start..at + 1)));
                start = at + 1;
            }
        }
        sentences
    }

    /// What a sentence speaks of, as [`Self::read`] has it in its mentions.
    pub fn mentions(&self, sentence: &str) -> Vec<Mention> {
        self.survey(sentence).mentions
    }

    /// What a sentence speaks of, for [`Self::read_surveyed`].
    pub fn survey(&self, sentence: &str) -> Survey {
        let reader = self.reader();
        let tokens = reader.vocabulary.tokens(sentence);
        let found = reader.found(&tokens);
        Survey { mentions: mentions(&Lattice::of_tokens(sentence, &tokens), &found), found }
    }

    /// Reads a sentence: what it claims, with open roles, and what it mentions.
    ///
    /// Words that stand for what was named before are filled from the context;
    /// what the sentence leaves out stays open. Any text is read, in time that
    /// is linear in its length.
    pub fn read(&self, sentence: &str, context: &Context) -> Reading {
        self.read_surveyed(sentence, &self.survey(sentence), context)
    }

    /// Reads a sentence whose survey was made before, as [`Self::read`] does.
    pub fn read_surveyed(&self, sentence: &str, survey: &Survey, context: &Context) -> Reading {
        let reader = self.reader();
        let tokens = reader.vocabulary.tokens(sentence);
        let mut found = Cow::Borrowed(survey.found.as_slice());
        let lent = context.currency.map(|currency| reader.in_currency(currency, &tokens, &found)).unwrap_or_default();
        let has_lent = !lent.is_empty();
        if has_lent {
            // It is what the sentence mentions.
            found.to_mut().splice(0..0, lent);
        }
        let terms = reader.terms(&tokens);
        let (passes, joints, hang) = (reader.passes(&tokens), reader.joints(&tokens), reader.hang(&tokens));
        let mut lattice = Lattice::new(sentence, &tokens, &found, &terms, [&passes, &joints, &hang]);
        let mut scratch = Scratch::default();
        reader.table.find(&mut lattice, &mut scratch);
        let mut matches = matches(reader, &lattice, &mut scratch);
        attach::settle(reader, &lattice, &mut matches);
        attach::go_on(reader, &lattice, &mut matches);
        Reading {
            statements: attach::statements(reader, &lattice, matches, context),
            mentions: if has_lent { mentions(&lattice, &found) } else { survey.mentions.clone() },
        }
    }
}

impl Wordings {
    /// The code that a word of the language stands for: "Roma" is the Factbook's
    /// "Rome", "obligations" a transaction. `None` where it stands for none.
    pub fn code_of(&self, word: &str) -> Option<Code> {
        self.reader().term(word)
    }

    /// Whether a claim that was read is what a fact states, as
    /// [`Claim::holds_of`] has it; codes that the language calls by one word
    /// ("embajador" of several ranks) are the same to it.
    ///
    /// # Errors
    /// The first role of which the claim says otherwise; `kind` where it is of
    /// another kind.
    pub fn holds_of(&self, claim: &Claim, fact: &Fact) -> Result<Vec<RoleName>, RoleName> {
        let plain = |text: &mut String| {
            if let Some(term) = self.term(text) {
                *text = self.reader().term(&term.one).map_or(std::mem::take(text), |code| code.to_string());
            }
        };
        let mut fact = fact.clone();
        for (_, value) in &mut fact.roles {
            match value {
                Value::Text(text) => plain(text),
                Value::Texts(texts) => texts.iter_mut().for_each(plain),
                _ => {}
            }
        }
        claim.holds_of(&fact)
    }
}

/// Every rule that fits anywhere.
fn matches(reader: &Reader, lattice: &Lattice<'_>, scratch: &mut Scratch) -> Vec<Match> {
    let mut matches = Vec::new();
    let nodes = &reader.table.nodes;
    let fits = Fits::of(lattice, nodes);
    let has = Some(&fits.has);
    for (at, token) in lattice.tokens.iter().enumerate() {
        for rule in reader.called(token) {
            let [onward, back] = rule.cut.needs(nodes);
            if !fits.has.meets(onward, at, true) || !fits.has.meets(back, at, false) {
                continue;
            }
            let Some(kind) = reader.kinds.get(rule.kind) else { continue };
            let mut run = |program, onward| {
                let (adjuncts, to_the_edge) = (kind.adjuncts.as_slice(), rule.is_whole);
                Machine { lattice, onward, adjuncts, has, fits: Some(&fits), to_the_edge, in_class: false, scratch }
                    .run(program, at)
            };
            let [from, before] = rule.cut.programs(nodes);
            let Some(mut onward) = run(from, true) else { continue };
            let Some(mut back) = run(before, false) else { continue };
            let mut says_more = |more: &Adjunct| {
                Machine {
                    lattice,
                    onward: true,
                    adjuncts: &[],
                    has,
                    fits: None,
                    to_the_edge: false,
                    in_class: false,
                    scratch,
                }
                .run(&more.made(nodes).onward, onward.at)
                .is_some()
            };
            if kind.unless.iter().any(&mut says_more) {
                continue;
            }
            if !rule.is_whole {
                let adjuncts = kind.adjuncts.as_slice();
                let mut machine = Machine {
                    lattice,
                    onward: true,
                    adjuncts,
                    has,
                    fits: Some(&fits),
                    to_the_edge: false,
                    in_class: false,
                    scratch,
                };
                machine.beyond(&mut onward, &back.captures, kind.period);
                machine.onward = false;
                machine.beyond(&mut back, &onward.captures, kind.period);
            }
            let mut one = matched(rule, rule.cut.denies(nodes, &reader.denies), back, onward);
            one.weight -= i64::from(is_to_nobody(kind.id.as_str(), &one));
            matches.push(one);
        }
    }
    matches
}

/// Whether it is a flow of goods to or from nobody who is named: of a country's
/// exports or imports as a whole, services are more often a part.
fn is_to_nobody(kind: &str, one: &Match) -> bool {
    let partner = owner_and_partner(kind).map(|(_, partner)| partner).filter(|_| is_goods_flow(kind));
    partner.is_some_and(|partner| one.captures.iter().all(|capture| capture.role != partner))
}

fn is_goods_flow(kind: &str) -> bool {
    matches!(kind, "goods-exports" | "goods-imports")
}

fn matched(rule: &Rule, denies: bool, back: Arrival, onward: Arrival) -> Match {
    let tokens = back.at..onward.at;
    let words = back.words + onward.words;
    let passed = back.passed + onward.passed;
    let mut captures = back.captures;
    captures.extend(onward.captures);
    // "Bilateral treaty with Japan": of two, one is named by itself.
    let is_twice = |capture: &&Capture| match capture.what {
        Captured::Found { with: Some(with), .. } => captures.iter().any(|other| other.role == with),
        _ => false,
    };
    let twice = 3 * captures.iter().filter(is_twice).count() as i64;
    let worth: i64 = captures.iter().map(worth).sum::<i64>() - twice;
    let weight = worth + 2 * i64::from(words) - i64::from(passed);
    let &Rule { kind, is_written, goes_on, .. } = rule;
    Match { kind, tokens, captures, weight, denies, is_written, goes_on }
}

/// How much a capture explains, a word of the pattern being worth 2.
fn worth(capture: &Capture) -> i64 {
    match capture.what {
        _ if capture.role == "_" => 0,
        Captured::Loose(_) | Captured::Said(_) => 0,
        // What is established is rather the first time than a later one.
        Captured::Term(code) if code == "established" => 1,
        // As the words of the pattern that they stand for.
        Captured::Term(_) => 2 * i64::try_from(capture.tokens.len()).unwrap_or(1),
        // "The two countries" are as much as both of their names.
        Captured::Found { with: Some(_), .. } => 6,
        // The source's own words may be anything.
        Captured::Text => 2,
        _ => 3,
    }
}

/// The longest of what was found at each place, one after the other; of a list in which each
/// has a figure, "China, with 34%, and India, with 17%", the things and the figures. A number
/// that can be a year is one in brackets, "(2021)", and at the head of a line, "2021: ...".
fn mentions(lattice: &Lattice<'_>, found: &[Found]) -> Vec<Mention> {
    let mark = |at: Option<usize>| at.and_then(|at| lattice.tokens.get(at)).map_or("", |token| token.text);
    let is_year = |found: &Found| {
        let (before, after) = (mark(found.tokens.start.checked_sub(1)), mark(Some(found.tokens.end)));
        let is_apart = before == "(" || after == ")" || (before.is_empty() && after == ":");
        is_apart && after != "%" && matches!(found.what, Mentioned::Period(When::At(Period::Year(1700..=2099))))
    };
    let has_figure = |list: &Found| {
        let is_within =
            |figure: &Found| list.tokens.start <= figure.tokens.start && figure.tokens.end <= list.tokens.end;
        matches!(list.what, Mentioned::Areas(_))
            && found.iter().any(|other| matches!(other.what, Mentioned::Figure(_)) && is_within(other))
    };
    let mut order: Vec<&Found> = found.iter().filter(|found| !has_figure(found)).collect();
    order.sort_by_key(|found| (found.tokens.start, std::cmp::Reverse(found.tokens.end), !is_year(found)));
    let mut mentions: Vec<Mention> = Vec::new();
    let mut end = 0;
    for found in order {
        if found.tokens.start >= end {
            end = found.tokens.end;
            mentions.push(Mention { span: lattice.bytes(&found.tokens), what: found.what.clone() });
        }
    }
    mentions
}

/// What a capture says of roles, in a context.
pub(crate) fn said(
    reader: &Reader,
    lattice: &Lattice<'_>,
    capture: &Capture,
    context: &Context,
) -> Vec<(RoleName, Said)> {
    let role = capture.role;
    let one = |said: Option<Said>| said.map(|said| (role, said)).into_iter().collect();
    match &capture.what {
        Captured::Said(said) => vec![(role, said.clone())],
        Captured::Term(code) => vec![(role, Said::Text(code.to_string()))],
        Captured::Text => {
            let start = if role == "person" { reader.name_start(lattice.tokens, capture.tokens.start) } else { 0 };
            let bytes = lattice.bytes(&(start.clamp(capture.tokens.start, capture.tokens.end)..capture.tokens.end));
            one(lattice.text(bytes).map(|text| Said::Text(text.to_owned())))
        }
        Captured::Texts => vec![(role, Said::Texts(texts(reader, lattice, &capture.tokens)))],
        Captured::DayOf { number, .. } | Captured::Loose(number) => one(plain(lattice, *number)),
        Captured::Found { number, with } => {
            let Some(found) = lattice.found.get(*number) else { return Vec::new() };
            match (&found.what, with) {
                (Mentioned::Areas(areas), Some(with)) if areas.len() == 2 && !is_list_role(role) => {
                    areas.iter().zip([role, *with]).map(|(area, role)| (role, Said::Area(*area))).collect()
                }
                (Mentioned::Anaphor(Anaphor::Pair), Some(with)) => {
                    let named = lattice.areas_before(capture.tokens.start);
                    let pair = if named.len() == 2 { named } else { context.about.clone() };
                    pair.into_iter().take(2).zip([role, *with]).map(|(area, role)| (role, Said::Area(area))).collect()
                }
                (_, Some(with)) => {
                    let mut said: Vec<(RoleName, Said)> = one(plain(lattice, *number));
                    let figures = as_shares(lattice.figures_within(&found.tokens));
                    let is_each = match &found.what {
                        Mentioned::Areas(areas) => areas.len() == figures.len(),
                        _ => true,
                    };
                    // What partners bought in money is no share.
                    let is_share = role != "partners" || figures.iter().all(|figure| figure.unit == unit::PERCENT);
                    if !figures.is_empty() && is_each && is_share {
                        // Of goods either their values or their shares are told, by their unit.
                        let are_shares = figures.iter().all(|figure| figure.unit == unit::PERCENT);
                        let with = if *with == "values" && are_shares { "shares" } else { with };
                        said.push((with, Said::Figures(figures)));
                    }
                    said
                }
                (Mentioned::Count(n), None) if role == "rank" => one(Some(Said::Rank(*n))),
                (Mentioned::Area { areas, .. }, None) => {
                    let known = areas.iter().find(|area| context.about.contains(area)).or(areas.first());
                    one(known.map(|area| Said::Area(*area)))
                }
                (Mentioned::Anaphor(anaphor), None) => one(meant(*anaphor, context).map(Said::Area)),
                _ => one(plain(lattice, *number)),
            }
        }
    }
}

/// Figures of a list of which the first alone says that they are per cent: "China
/// (32.6 percent), Russia (28.1)".
fn as_shares(mut figures: Vec<Printed>) -> Vec<Printed> {
    let are_shares = figures.first().is_some_and(|first| first.unit == unit::PERCENT);
    for figure in figures.iter_mut().filter(|figure| are_shares && figure.value <= Decimal::ONE_HUNDRED) {
        if figure.unit == unit::COUNT {
            figure.unit = unit::PERCENT;
        }
    }
    figures
}

/// The texts of a list, cut at what joins them; what the language has a word for
/// is given by its code.
fn texts(reader: &Reader, lattice: &Lattice<'_>, tokens: &Range<usize>) -> Vec<String> {
    let mut texts = Vec::new();
    let mut at = tokens.start;
    let mut begun = at;
    // Where semicolons stand between them, commas stand within.
    let is_apart = |at: usize| lattice.tokens.get(at).is_some_and(|token| token.text == ";");
    let all_apart = tokens.clone().any(is_apart);
    let is_joint = |at: usize| if all_apart { is_apart(at) } else { reader.is_joint(lattice.tokens, at) };
    let own = |range: Range<usize>| {
        let text = Some(range).filter(|range| !range.is_empty()).map(|range| lattice.bytes(&range));
        text.and_then(|bytes| lattice.text(bytes)).map(str::to_owned)
    };
    while at < tokens.end {
        let ends = |end: usize| end == tokens.end || is_joint(end);
        let term = lattice.terms_at(at, true).filter_map(|number| lattice.terms.get(number)).find(|term| {
            // Sucre is no sugar.
            let is_name = lattice.tokens.get(at).is_some_and(Token::is_capital);
            let is_like = !is_name || term.code.starts_with(char::is_uppercase);
            is_like
                && begun == at
                && *term.lookup == Lookup::Term
                && term.tokens.end <= tokens.end
                && ends(term.tokens.end)
        });
        if let Some(term) = term {
            texts.push(term.code.to_string());
            at = term.tokens.end;
            begun = at;
        } else if is_joint(at) {
            texts.extend(own(begun..at));
            at += 1;
            begun = at;
        } else {
            at += 1;
        }
    }
    texts.extend(own(begun..tokens.end));
    texts
}

fn is_list_role(role: RoleName) -> bool {
    matches!(role, "partners" | "organizations" | "commodities")
}

/// The area that a word stands for.
pub(crate) fn meant(anaphor: Anaphor, context: &Context) -> Option<Area> {
    match anaphor {
        Anaphor::Country => context.named.or(match context.about.as_slice() {
            [one] | [_, one, ..] => Some(*one),
            [] => None,
        }),
        Anaphor::Own => context.author,
        Anaphor::Pair => None,
    }
}

/// A mention by itself.
fn plain(lattice: &Lattice<'_>, number: usize) -> Option<Said> {
    Some(match &lattice.found.get(number)?.what {
        Mentioned::Figure(printed) => Said::Figure(*printed),
        Mentioned::Period(When::Relative(relative)) => Said::Relative(*relative),
        Mentioned::Period(When::At(period) | When::Since(period) | When::By(period) | When::Until(period)) => {
            Said::Period(*period)
        }
        Mentioned::Area { areas, .. } => Said::Area(*areas.first()?),
        Mentioned::Areas(areas) => Said::Areas(areas.clone()),
        Mentioned::Organization(organization) => Said::Organizations(vec![*organization]),
        Mentioned::Organizations(organizations) => Said::Organizations(organizations.clone()),
        Mentioned::Commodity(commodity) => Said::Commodities(vec![commodity.clone()]),
        Mentioned::Commodities(commodities) => Said::Commodities(commodities.clone()),
        Mentioned::Rank(n) => Said::Rank(*n),
        Mentioned::Count(n) => Said::Count(*n),
        Mentioned::Anaphor(_) => return None,
    })
}

/// The day of a month, of the month in which another day is.
pub(crate) fn day_of(day: u32, date: Option<&Said>) -> Option<Said> {
    let Some(Said::Period(Period::Day(date))) = date else { return None };
    let day = i8::try_from(day).ok()?;
    Some(Said::Period(Period::Day(date.with().day(day).build().ok()?)))
}
