//! Which rules that fit say nothing of their kind: they lack what it states, or
//! the words around them make them a statement of something else.

use std::ops::Range;

use attache_fact::Said;
use attache_model::{Area, AreaKind};

use super::is_core;
use crate::read::{
    lattice::Lattice,
    machine::{Capture, Captured},
    mention::{Mentioned, Naming},
    reader::Reader,
    reading::Match,
    role::{Sort, is_of_areas_alone, sort},
    token::{Token, TokenKind},
    trie::Trie,
};

/// Whether a match of a kind that states a figure has none: a heading does.
pub(super) fn lacks_figure(reader: &Reader, one: &Match) -> bool {
    let is_figure = |c: &Capture| reader.kinds.get(one.kind).is_some_and(|kind| sort(&kind.id, c.role) == Sort::Figure);
    reader.kinds.get(one.kind).is_some_and(|kind| kind.has_figure) && !one.captures.iter().any(is_figure)
}

/// Whether the words before a match make it a statement of something less:
/// "*copper* exports", "*youth* unemployment".
pub(super) fn is_narrowed(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> bool {
    const LONGEST: usize = 3;
    let start = one.tokens.start;
    if one.captures.iter().any(|c| matches!(c.role, "commodity" | "commodities") || c.tokens.start == start) {
        return false;
    }
    let narrows = (start.saturating_sub(LONGEST)..start)
        .any(|at| reader.narrows.from(lattice.tokens, at).any(|(end, ())| end == start));
    let of_goods = |number: usize| {
        lattice.found.get(number).is_some_and(|f| matches!(f.what, Mentioned::Commodity(_) | Mentioned::Commodities(_)))
    };
    narrows
        || lattice.found_at(start, false).any(of_goods)
        // What goes on from another begins with no noun that could be owned.
        || !one.goes_on && has_owner_before(lattice, start)
        || is_of_services(reader, lattice, one)
        || is_of_neighbor(reader, lattice, one)
}

/// Whether what is told as the length of all borders is that with a neighbor: "Borders: *Nicaragua*
/// 313 km".
fn is_of_neighbor(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> bool {
    let is_total = reader.kinds.get(one.kind).is_some_and(|kind| kind.id == "land-boundary-total");
    let label = (one.tokens.clone()).find(|at| lattice.tokens.get(*at).is_some_and(|token| token.text == ":"));
    is_total
        && one.captures.iter().any(|c| c.role == "subject" && label.is_some_and(|label| c.tokens.start == label + 1))
}

/// Whether who is named is no leader: "*Former President* X visited", "*Vice President* X".
pub(super) fn is_no_leader(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> bool {
    let mut of_person = one.captures.iter().filter(|c| c.role == "person" && matches!(c.what, Captured::Text));
    let begins = |at: usize| reader.no_leaders.from(lattice.tokens, at).next().is_some();
    of_person.any(|c| begins(c.tokens.start) || begins(one.tokens.start))
}

/// Whether the sentence has spoken of services, and the match does not say what
/// it is of: "trade in goods and services was $5 billion, with *exports* of ...". Of both are
/// imports as well where exports have just been: "exports of goods and services were $5
/// billion, and *imports* ...".
fn is_of_services(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> bool {
    let id = reader.kinds.get(one.kind).map_or("", |kind| kind.id.as_str());
    let has =
        |class: &Trie<()>, mut tokens: Range<usize>| tokens.any(|at| class.from(lattice.tokens, at).next().is_some());
    let start = one.tokens.start;
    let head = lattice.head(start);
    let is_of_both = |services: usize| {
        const LONGEST: usize = 6;
        let before = lattice.tokens.get(services.saturating_sub(LONGEST).max(head)..services).unwrap_or_default();
        let begins = |token: &Token<'_>, word: &str| {
            token.text.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word))
        };
        before.iter().any(|token| begins(token, "export") || begins(token, "import"))
    };
    let says_which = match id {
        "exports-goods-services" | "imports-goods-services"
            if (head..start).filter(|at| has(&reader.services, *at..at + 1)).all(is_of_both) =>
        {
            return false;
        }
        "exports-goods-services" | "imports-goods-services" => &reader.services,
        _ if id.starts_with("goods-") => &reader.goods,
        _ => return false,
    };
    has(&reader.services, head..start) && !has(says_which, one.tokens.clone())
}

/// Whether an owner stands before a place with other words between: "Peru's
/// *quinoa* exports".
fn has_owner_before(lattice: &Lattice<'_>, start: usize) -> bool {
    const MOST: usize = 2;
    let is_word = |at: usize| lattice.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word);
    let is_owner = |number: usize| {
        let found = lattice.found.get(number).map(|f| &f.what);
        matches!(found, Some(Mentioned::Area { how: Naming::Adjective | Naming::Possessive, .. }))
    };
    (1..=MOST).any(|by| {
        let Some(end) = start.checked_sub(by) else { return false };
        (end..start).all(is_word) && lattice.found_at(end, false).any(is_owner)
    })
}

/// Whether a match begins with a country that hangs on the words before it:
/// "exports *to Brazil* grew".
pub(super) fn hangs(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> bool {
    // "A quarter *of its exports went to Mali*" is of a part.
    let is_of_all = reader.kinds.get(one.kind).is_some_and(|kind| kind.id == "main-partners") && !one.is_written;
    if is_of_all && (lattice.hangs_at(one.tokens.start) || is_said_of_less(lattice, one)) {
        return true;
    }
    let begins = one.captures.iter().find(|c| c.tokens.start == one.tokens.start && !matches!(c.role, "_" | "a"));
    let Some(Captured::Found { number, .. }) = begins.map(|c| &c.what) else { return false };
    lattice.found.get(*number).is_some_and(|found| lattice.hangs(found))
}

/// Whether neighbours are those of a part of a country, or some of them: "*the department*
/// that borders Peru", "borders two countries *of the European Union*", "*in the north* it
/// borders two countries"; or a sea is one.
pub(super) fn is_of_some_neighbors(reader: &Reader, lattice: &Lattice<'_>, one: &Match) -> bool {
    if reader.kinds.get(one.kind).is_none_or(|kind| kind.id != "land-neighbors") {
        return false;
    }
    let (start, end, head) = (one.tokens.start, one.tokens.end, lattice.head(one.tokens.start));
    let capture = |role: &str| one.captures.iter().find(|c| c.role == role);
    let what = |number: usize| lattice.found.get(number).map(|found| &found.what);
    // Only at its head a sentence may leave out whose, or say it last: "a dispute with one
    // neighbor, Chile".
    let is_last = |c: &Capture| {
        let before = c.tokens.start.checked_sub(1).and_then(|at| lattice.tokens.get(at));
        c.tokens.start > start && before.is_some_and(|token| token.text == ",")
    };
    if start != head && !one.is_written && capture("subject").is_none_or(is_last) {
        return true;
    }
    let stands = |class: &Trie<()>, at: usize| class.from(lattice.tokens, at).next().is_some();
    if let Some(Capture { what: Captured::Found { number, .. }, .. }) = capture("partners") {
        // "Belize is its only neighbor to the south."
        if capture("count").is_some() && stands(&reader.limits, end) {
            return true;
        }
        let is_land = |area: &Area| area.kind() != AreaKind::Ocean;
        return match what(*number) {
            Some(Mentioned::Area { areas, .. } | Mentioned::Areas(areas)) => !areas.iter().any(is_land),
            _ => false,
        };
    }
    if !capture("count").is_some_and(|c| matches!(c.what, Captured::Found { .. })) {
        return false;
    }
    let is_more = match capture("subject").is_some_and(|c| c.tokens.end == end) {
        true => stands(&reader.limits, end),
        // "Four American states", "two powerful neighbors" where the adjective stands behind.
        false => {
            let is_word = lattice.tokens.get(end).is_some_and(|token| token.kind == TokenKind::Word);
            is_word && !lattice.ends_sentence(end) && !lattice.is_joint(end) && !lattice.passes_at(end)
        }
    };
    is_more || (head..end).any(|at| stands(&reader.sides, at) && !lattice.is_of_name(at))
}

/// Whether a word that says more stands before a match which names no owner there:
/// "*garment* exports went to Germany".
fn is_said_of_less(lattice: &Lattice<'_>, one: &Match) -> bool {
    let start = one.tokens.start;
    let is_more = |at: usize| {
        let is_word = lattice.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word);
        is_word && !lattice.passes_at(at) && !lattice.is_joint(at)
    };
    start.checked_sub(1).is_some_and(is_more) && !one.captures.iter().any(|c| c.tokens.start == start)
}

/// Whether a match claims more than that there are areas: "trade between the two
/// countries" by itself says nothing.
pub(super) fn says_something(reader: &Reader, one: &Match) -> bool {
    let kind = reader.kinds.get(one.kind).map_or("", |k| k.id.as_str());
    // Of what facts are written in, headings name areas alone.
    is_of_areas_alone(kind) && !one.is_written
        || one.captures.iter().any(|c| match c.what {
            Captured::Said(_) => true,
            Captured::Term(_) => matches!(c.role, "type" | "event"),
            _ => is_core(c),
        })
}

/// Whether a kind of its own states it: that relations were established is told
/// as what became of them only where it was done again.
pub(super) fn is_told_better(reader: &Reader, one: &Match) -> bool {
    let is_history = reader.kinds.get(one.kind).is_some_and(|kind| kind.id == "relations-history");
    let is_established = |c: &Capture| match &c.what {
        Captured::Term(code) => *code == "established",
        Captured::Said(Said::Text(text)) => text == "established",
        _ => false,
    };
    is_history && one.captures.iter().any(is_established)
}
