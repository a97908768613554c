use std::ops::Range;

use crate::{
    WordingError,
    read::{
        mention::{Found, Mentioned, Naming},
        token::{Symbol, Token, TokenKind, Vocabulary},
        trie::Trie,
    },
    toml_file::Entry,
};

/// What stands between the things of a list.
pub(super) struct Joints {
    conjunctions: Trie<()>,
    comma: Symbol,
    semicolon: Symbol,
    opening: Symbol,
    closing: Symbol,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Joint {
    Comma,
    Semicolon,
    And,
}

/// What lists are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Sort {
    Areas,
    Organizations,
    Commodities,
}

impl Sort {
    const ALL: [Self; 3] = [Self::Areas, Self::Organizations, Self::Commodities];

    fn of(what: &Mentioned) -> Option<Self> {
        match what {
            Mentioned::Area { how: Naming::Name | Naming::Of | Naming::To | Naming::In, .. } => Some(Self::Areas),
            Mentioned::Organization(_) => Some(Self::Organizations),
            Mentioned::Commodity(_) => Some(Self::Commodities),
            _ => None,
        }
    }
}

/// A sentence with what is found in it, each by where it begins.
struct Sentence<'s> {
    joints: &'s Joints,
    tokens: &'s [Token<'s>],
    /// The longest thing of each sort that begins at a token.
    longest: Vec<[Option<&'s Found>; 3]>,
    /// For an opening bracket the token that closes it.
    closing: Vec<Option<usize>>,
}

/// Things one after the other.
struct Run<'s> {
    things: Vec<&'s Found>,
    end: usize,
    /// Where the next run can begin.
    next: usize,
    /// What stands in brackets behind the things.
    asides: Vec<Range<usize>>,
    /// It does not break off before something that is not known.
    is_whole: bool,
}

/// So many words of a preposition with its article.
const MOST_REPEATED: usize = 2;

impl Joints {
    pub(super) fn read(root: &Entry<'_>, vocabulary: &mut Vocabulary) -> Result<Self, WordingError> {
        let mut conjunctions = Trie::default();
        for text in root.get("and")?.texts()? {
            conjunctions.add(&vocabulary.intern_all(text.text()?), ());
        }
        let [comma, semicolon, opening, closing] = [",", ";", "(", ")"].map(|mark| vocabulary.intern(mark));
        Ok(Self { conjunctions, comma, semicolon, opening, closing })
    }

    /// The lists of the things that are found, each as long as it goes.
    pub(super) fn lists(&self, tokens: &[Token<'_>], found: &[Found]) -> Vec<Found> {
        let mut longest = vec![[None::<&Found>; 3]; tokens.len()];
        for thing in found {
            let Some(sort) = Sort::of(&thing.what) else { continue };
            let Some(place) = longest.get_mut(thing.tokens.start).and_then(|p| p.get_mut(sort as usize)) else {
                continue;
            };
            if place.is_none_or(|other| other.tokens.end < thing.tokens.end) {
                *place = Some(thing);
            }
        }
        let sentence = Sentence { joints: self, tokens, longest, closing: self.closing(tokens) };
        Sort::ALL.into_iter().flat_map(|sort| sentence.lists(sort)).collect()
    }

    fn closing(&self, tokens: &[Token<'_>]) -> Vec<Option<usize>> {
        let mut closing = vec![None; tokens.len()];
        let mut open = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            if token.symbol == self.opening {
                open.push(i);
            } else if token.symbol == self.closing
                && let Some(place) = open.pop().and_then(|at: usize| closing.get_mut(at))
            {
                *place = Some(i);
            }
        }
        closing
    }

    /// What joins at a token, and the token after it: "," and ", and" alike.
    fn joint(&self, tokens: &[Token<'_>], at: usize) -> Option<(Joint, usize)> {
        let conjunction = |at| self.conjunctions.from(tokens, at).last().map(|(end, ())| end);
        if let Some(end) = conjunction(at) {
            return Some((Joint::And, end));
        }
        let joint = match tokens.get(at)?.symbol {
            s if s == self.comma => Joint::Comma,
            s if s == self.semicolon => Joint::Semicolon,
            _ => return None,
        };
        Some(conjunction(at + 1).map_or((joint, at + 1), |end| (Joint::And, end)))
    }
}

impl<'s> Sentence<'s> {
    fn lists(&self, sort: Sort) -> Vec<Found> {
        let mut lists = Vec::new();
        let mut parts = vec![0..self.tokens.len()];
        while let Some(part) = parts.pop() {
            let mut at = part.start;
            while at < part.end {
                let Some(run) = self.run(sort, at..part.end) else {
                    at += 1;
                    continue;
                };
                if run.things.len() > 1 {
                    if run.is_whole {
                        lists.push(Found { tokens: at..run.end, what: list(sort, &run.things) });
                    }
                    parts.extend(run.asides);
                }
                at = run.next.max(at + 1);
            }
        }
        lists
    }

    fn thing(&self, sort: Sort, at: usize) -> Option<&'s Found> {
        (*self.longest.get(at)?)[sort as usize]
    }

    /// What stands in brackets at a token, or the share of a thing without them:
    /// "China 15 %, Peru 9 %". The token at its end closes it.
    fn aside(&self, sort: Sort, at: usize) -> Option<Range<usize>> {
        if let Some(close) = self.closing.get(at).copied().flatten() {
            return Some(at + 1..close);
        }
        let is_share = sort != Sort::Organizations
            && self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
            && self.tokens.get(at + 1).is_some_and(|token| token.text == "%");
        is_share.then_some(at..at + 1)
    }

    /// The thing behind a joint; a preposition may be said again before an
    /// organization: "de la ONU y de la OEA".
    fn next_thing(&self, sort: Sort, at: usize) -> Option<&'s Found> {
        let is_short = |token: &Token<'_>| token.text.chars().count() <= 3 && !token.is_capital();
        let again = (1..=MOST_REPEATED).take_while(|n| self.tokens.get(at + n - 1).is_some_and(is_short));
        let again = again.filter(|_| sort == Sort::Organizations).find_map(|n| self.thing(sort, at + n));
        self.thing(sort, at).or(again)
    }

    fn run(&self, sort: Sort, within: Range<usize>) -> Option<Run<'s>> {
        let first = self.thing(sort, within.start)?;
        // A preposition before the first thing is not the list's.
        if matches!(first.what, Mentioned::Area { how: Naming::Of | Naming::To | Naming::In, .. }) {
            return None;
        }
        let mut run = Run {
            things: vec![first],
            end: first.tokens.end,
            next: first.tokens.end,
            asides: Vec::new(),
            is_whole: true,
        };
        let mut last = None;
        loop {
            let aside = self.aside(sort, run.end).filter(|aside| aside.end < within.end);
            let after = aside.as_ref().map_or(run.end, |aside| aside.end + 1);
            let next = self.joints.joint(self.tokens, after).and_then(|(joint, next)| {
                // What stands behind "A and B," goes on with something else.
                let goes_on = last != Some(Joint::And) || joint != Joint::Comma;
                goes_on.then_some((joint, self.next_thing(sort, next).filter(|t| t.tokens.end <= within.end)))
            });
            let Some((joint, Some(thing))) = next else {
                let breaks_off = next.is_some() && last != Some(Joint::And);
                run.is_whole = sort != Sort::Commodities || !breaks_off;
                // Brackets behind the last thing are the list's where others have them too.
                if let Some(aside) = aside.filter(|_| !run.asides.is_empty()) {
                    run.end = aside.end + 1;
                    run.asides.push(aside);
                }
                run.next = if run.things.len() > 1 { run.end } else { first.tokens.end };
                return Some(run);
            };
            run.asides.extend(aside);
            run.things.push(thing);
            run.end = thing.tokens.end;
            last = Some(joint);
        }
    }
}

fn list(sort: Sort, things: &[&Found]) -> Mentioned {
    let things = things.iter().map(|thing| &thing.what);
    match sort {
        Sort::Areas => Mentioned::Areas(
            things
                .filter_map(|t| if let Mentioned::Area { areas, .. } = t { areas.first().copied() } else { None })
                .collect(),
        ),
        Sort::Organizations => Mentioned::Organizations(
            things.filter_map(|t| if let Mentioned::Organization(o) = t { Some(*o) } else { None }).collect(),
        ),
        Sort::Commodities => Mentioned::Commodities(
            things.filter_map(|t| if let Mentioned::Commodity(c) = t { Some(c.clone()) } else { None }).collect(),
        ),
    }
}
