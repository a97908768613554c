//! From a claim to the questions that would settle it: a claim leaves roles
//! open, and each way to fill them is a question of its own.

use attache_fact::{Args, Claim, Kind, Relative, Said};
use attache_model::{Area, Areas, Date, Period};

use crate::trigger::List;

/// What a fact kind is asked, so that its answer can be held against a claim.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Question {
    pub(crate) args: Args,
    pub(crate) when: When,
    /// How much was taken for granted to fill what the claim leaves open: 0 where
    /// nothing else is likely.
    pub(crate) assumed: u8,
    /// It is of a time that the text spoke of long before: what fits it may do so by chance.
    pub(crate) is_remote: bool,
}

/// Of when a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    At(Period),
    /// The text does not say: of the latest, as the document's day has it.
    Open,
}

/// What the document says beyond the sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    pub(crate) about: Vec<Area>,
    pub(crate) author: Option<Area>,
    pub(crate) dated: Option<Date>,
    /// The periods that the text spoke of last, the latest first.
    pub(crate) periods: Vec<Period>,
    /// A figure without a period of its own is of that one, and not of the latest.
    pub(crate) is_of_period: bool,
}

/// The most questions that one reading may ask.
const MOST: usize = 32;

/// The questions that a claim asks of its kind, the likeliest first; none where
/// what it leaves open cannot be filled.
pub(crate) fn questions(claim: &Claim, kind: &dyn Kind, known: &Known) -> Vec<Question> {
    let Some(when) = when(claim, kind, known) else { return Vec::new() };
    let mut questions: Vec<Question> = parties(claim, kind, known)
        .into_iter()
        .map(|(areas, flow, assumed)| {
            let mut args = Args::of(&areas);
            if let Some(flow) = flow {
                args = args.with("flow", flow);
            }
            Question { args, when, assumed, is_remote: false }
        })
        .collect();
    for name in kind.takes() {
        let values = match (name, claim.role("to")) {
            // "Since 1993" is until about the document's day.
            (&"until", None) if kind.id() == "aid-since" => fiscal_years_until(known),
            _ => values(claim, kind, name),
        };
        if values.is_empty() {
            continue;
        }
        let asked = questions.into_iter().flat_map(|question| {
            if question.args.get(name).is_some() {
                return vec![question];
            }
            let with = |(value, assumed): &(String, u8)| Question {
                args: question.args.clone().with(name, value),
                assumed: question.assumed + assumed,
                ..question
            };
            values.iter().map(with).collect()
        });
        questions = asked.collect();
    }
    // Without a period of its own a figure may be of one that was named before.
    if when == When::Open && !is_timeless(kind) {
        const NEAR: usize = 2;
        const RECENT: i16 = 3;
        let is_old = |period: &Period| {
            known.dated.zip(period.year()).is_none_or(|(day, year)| year < day.year().saturating_sub(RECENT))
        };
        let of = |(place, period): (usize, &Period)| {
            let (when, is_remote) = (When::At(as_kept(*period, kind)), place >= NEAR && is_old(period));
            questions.iter().map(move |question| Question { when, is_remote, ..question.clone() })
        };
        let next = year_after_base(claim, known).filter(|year| !known.periods.contains(year));
        let spoken_of = known.periods.iter().enumerate();
        let of_them: Vec<Question> = spoken_of.chain(next.iter().map(|next| (0, next))).flat_map(of).collect();
        if known.is_of_period && kind.states().contains("time") {
            questions.clear();
        }
        questions.extend(of_them);
    }
    questions.sort_by_key(|question| question.assumed);
    questions.truncate(MOST);
    questions
}

/// "Down 11 percent on 2012" is of 2013, as far as nothing else is said.
fn year_after_base(claim: &Claim, known: &Known) -> Option<Period> {
    let base = match claim.role("before") {
        Some(Said::Period(Period::Year(base))) => base,
        _ => return None,
    };
    let is_past = known.dated.is_none_or(|day| *base < day.year());
    is_past.then_some(Period::Year(base.saturating_add(1)))
}

/// Of when the claim is; `None` where it hangs on a day that is not known.
fn when(claim: &Claim, kind: &dyn Kind, known: &Known) -> Option<When> {
    let year = |back: i16| known.dated.map(|day| When::At(as_kept(Period::Year(day.year() - back), kind)));
    match claim.role("time") {
        // Of what hardly changes a time says when it was looked up.
        Some(_) if is_timeless(kind) => Some(When::Open),
        Some(Said::Period(period)) => Some(When::At(as_kept(*period, kind))),
        Some(Said::Relative(Relative::LastYear)) => year(1),
        Some(Said::Relative(Relative::ThisYear)) => year(0),
        Some(Said::Relative(Relative::LastYears(_))) => None,
        _ => Some(When::Open),
    }
}

/// Kinds of what hardly changes, whose figures are of no period.
fn is_timeless(kind: &dyn Kind) -> bool {
    matches!(
        kind.id(),
        "area-total"
            | "area-land"
            | "area-water"
            | "land-boundary-total"
            | "coastline"
            | "elevation-highest"
            | "land-neighbors"
    )
}

/// The period as a kind's figures have it: of aid, fiscal years.
pub(crate) fn as_kept(period: Period, kind: &dyn Kind) -> Period {
    match period {
        Period::Year(year) | Period::FiscalYear { year, starts: None } if kind.id().starts_with("aid-") => {
            Period::us_fiscal_year(year)
        }
        _ => period,
    }
}

/// Who fills the areas, the direction of goods where that hangs on it, and how
/// much is assumed.
fn parties(claim: &Claim, kind: &dyn Kind, known: &Known) -> Vec<(Vec<Area>, Option<&'static str>, u8)> {
    let area = |role: &str| match claim.role(role) {
        Some(Said::Area(area)) => Some(*area),
        Some(Said::Areas(areas)) => areas.first().copied(),
        _ => None,
    };
    let roles = kind.areas();
    // Goods are told by the one who sends or the one who gets them.
    if roles == ["reporter", "partner"] && (area("exporter").is_some() || area("importer").is_some()) {
        let ends = fill(area("exporter"), area("importer"), known);
        let both = ends.into_iter().flat_map(|(exporter, importer, assumed)| {
            [(vec![exporter, importer], Some("exports"), assumed), (vec![importer, exporter], Some("imports"), assumed)]
        });
        return both.collect();
    }
    match roles {
        [one] => {
            let said = area(one).into_iter();
            // Who writes of another does not mean itself.
            let is_author = |it: &Area| known.about.len() > 1 && known.author == Some(*it);
            let untold = || known.about.iter().rev().copied().filter(|_| area(one).is_none());
            let meant = untold().filter(|it| !is_author(it)).chain(untold().filter(is_author));
            (0..).zip(said.chain(meant)).map(|(assumed, it)| (vec![it], None, assumed)).collect()
        }
        [first, second] => {
            let (a, b) = (area(first).or_else(|| sender_of(claim)), area(second));
            if let (Some(subject), None, true) = (area("subject"), b, has_one_too(kind)) {
                return vec![(vec![subject], None, 0)];
            }
            if kind.id() == "own-memberships" {
                let subject = a.or(known.about.last().copied());
                return subject.into_iter().map(|it| (std::iter::once(it).chain(b).collect(), None, 0)).collect();
            }
            let filled = fill(a, b, known).into_iter().map(|(one, other, assumed)| {
                // Of two who are not named, the record is one's of its dealings with the other.
                let is_open = (a, b) == (None, None) && is_on_one_s_record(kind);
                (one, other, if is_open { 0 } else { assumed })
            });
            let is_even = *first == "a";
            let mut filled: Vec<_> = filled.filter(|(a, b, _)| !is_even || a != b).collect();
            // Of two who are not named it is one thing, told from either side.
            if is_even && (a, b) == (None, None) {
                filled.truncate(1);
            }
            // A pair's trade is told by either of the two.
            let turned: Vec<_> = match filled.as_slice() {
                [(a, b, assumed)] if is_even && is_told_by_either(kind) => vec![(*b, *a, *assumed)],
                _ => Vec::new(),
            };
            filled.into_iter().chain(turned).map(|(a, b, assumed)| (vec![a, b], None, assumed)).collect()
        }
        _ => Vec::new(),
    }
}

/// Whose visitor somebody is whom all know: a president of the United States, or its secretary of
/// state.
pub(crate) fn sender_of(claim: &Claim) -> Option<Area> {
    let Some(Said::Text(person)) = claim.role("person").filter(|_| claim.kind == "visit-latest") else { return None };
    let is_known = person.split(|c: char| !c.is_alphabetic()).any(|name| List::Travellers.has(name));
    Areas::known("US").filter(|_| is_known)
}

/// Kinds of a country or of a pair.
fn has_one_too(kind: &dyn Kind) -> bool {
    matches!(kind.id(), "fdi-stock" | "fdi-flow" | "own-figures")
}

/// Whose figures of two-way trade are meant, a text does not say.
fn is_told_by_either(kind: &dyn Kind) -> bool {
    matches!(kind.id(), "goods-trade")
}

/// Kinds of which one state alone keeps a record.
fn is_on_one_s_record(kind: &dyn Kind) -> bool {
    matches!(kind.id(), "recognition" | "mission-opened" | "mission-raised" | "mission-history")
}

/// Both ends, where the claim has one or none: the other of the document's pair,
/// whose author, where it is one of them, speaks of itself first.
fn fill(a: Option<Area>, b: Option<Area>, known: &Known) -> Vec<(Area, Area, u8)> {
    let others = |than: Area| (0..).zip(known.about.iter().rev().copied().filter(move |it| *it != than));
    match (a, b) {
        (Some(a), Some(b)) => vec![(a, b, 0)],
        (Some(a), None) => others(a).map(|(assumed, b)| (a, b, assumed)).collect(),
        (None, Some(b)) => others(b).map(|(assumed, a)| (a, b, assumed)).collect(),
        (None, None) => match *known.about.as_slice() {
            [a, b, ..] => {
                let own = known.author.unwrap_or(a);
                let (a, b) = if own == b { (b, a) } else { (a, b) };
                vec![(a, b, 0), (b, a, 1)]
            }
            _ => Vec::new(),
        },
    }
}

/// The fiscal years up to which a document may count: the one of its day, and those before of
/// which figures may have been the newest.
fn fiscal_years_until(known: &Known) -> Vec<(String, u8)> {
    let years = known.dated.map(|day| day.year() - FEW_YEARS..=day.year() + 1);
    years.into_iter().flatten().map(|year| (format!("FY{year}"), 0)).collect()
}

/// So many years before a document's day its newest figures may be of.
const FEW_YEARS: i16 = 3;

/// Offices of leaders that are no chief of state's.
const HEADS_OF_GOVERNMENT: [&str; 4] = ["headofgovernment", "primeminister", "chancellor", "premier"];

/// What an argument of the kind may be, with how much is assumed; nothing where
/// it is best left out.
fn values(claim: &Claim, kind: &dyn Kind, name: &str) -> Vec<(String, u8)> {
    let said = |role: &str| match claim.role(role) {
        Some(Said::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let any = |values: &[&str]| values.iter().map(|value| ((*value).to_owned(), 0)).collect::<Vec<_>>();
    let fiscal_year = |role: &str| match claim.role(role) {
        // Since the nineties is since the first of them.
        Some(Said::Period(Period::Years { from, .. })) => any(&[&format!("FY{from}")]),
        Some(Said::Period(period)) => period.year().map(|year| any(&[&format!("FY{year}")])).unwrap_or_default(),
        _ => Vec::new(),
    };
    match name {
        "flow" => match said("flow") {
            Some("export market" | "exports") => any(&["exports"]),
            Some("source of imports" | "imports") => any(&["imports"]),
            Some("balance") => any(&["balance"]),
            Some(_) => any(&["total"]),
            None => match kind.id() {
                "goods-growth" => any(&["total"]),
                "goods-rank" => any(&["total", "exports", "imports"]),
                _ => any(&["exports", "imports"]),
            },
        },
        "transaction" => match said("transaction") {
            Some(one) => any(&[one]),
            None => any(&["obligations", "disbursements"]),
        },
        "type" => match said("type") {
            Some(one) => any(&[one]),
            None => any(&["trade", "investment"]),
        },
        "office" if kind.id() == "leader" => {
            let plain = |text: &str| text.replace([' ', '-'], "").to_lowercase();
            let named = |text: String| match text.as_str() {
                "vicepresident" => Some(any(&["vice-president"])),
                it if HEADS_OF_GOVERNMENT.contains(&it) => Some(any(&["head-of-government", "prime-minister"])),
                _ => None,
            };
            match (said("office").map(plain), said("title").map(plain)) {
                (Some(office), _) => named(office).unwrap_or_else(|| any(&["chief-of-state"])),
                (None, title) => {
                    title.and_then(named).unwrap_or_else(|| any(&["chief-of-state", "head-of-government"]))
                }
            }
        }
        // A head of mission is called by many titles.
        "office" if kind.id() == "chief-of-mission" => Vec::new(),
        "office" => said("office").map(|one| any(&[&one.replace(' ', "-")])).unwrap_or_default(),
        "since" if kind.id() == "aid-since" => fiscal_year("from"),
        "until" => fiscal_year("to"),
        "since" => match (claim.role("before"), claim.role("since")) {
            (Some(Said::Period(period)), _) | (None, Some(Said::Period(period))) => any(&[&period.to_string()]),
            _ => Vec::new(),
        },
        "of" => said("indicator").map(|one| any(&[one])).unwrap_or_default(),
        "among" => match claim.role("among") {
            Some(Said::Area(area)) => any(&[&area.to_string()]),
            _ => Vec::new(),
        },
        "organization" => match claim.role("organization").or(claim.role("organizations")) {
            Some(Said::Organizations(all)) => all.iter().map(|one| (one.code().to_owned(), 0)).collect(),
            _ => Vec::new(),
        },
        "crop" => match said("crop") {
            Some(one) => any(&[one]),
            None => any(&["coca", "opium-poppy"]),
        },
        "group" if kind.id().ends_with("-share") => said("group").map(|one| any(&[one])).unwrap_or_default(),
        "chamber" => said("chamber").map(|one| any(&[one])).unwrap_or_default(),
        // What one source calls broken another calls interrupted.
        "event" => match said("event") {
            Some("severed" | "interrupted" | "ended") => any(&["severed", "interrupted", "ended"]),
            Some("resumed") => any(&["resumed", "established"]),
            Some(one) => any(&[one]),
            None => Vec::new(),
        },
        "series" | "direction" | "status" | "scheme" | "rank" => said(name).map(|one| any(&[one])).unwrap_or_default(),
        _ => Vec::new(),
    }
}
