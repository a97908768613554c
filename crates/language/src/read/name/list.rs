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
    /// Prepositions that belong to no name and may be said again: "of A and of B".
    repeated: Trie<()>,
    /// What stands before the figure of a thing: "China, with 12%".
    before_figures: Trie<()>,
    /// What stands before a direction: "to the" north.
    toward: Trie<()>,
    /// Where a country lies of another: "north", "southeast".
    directions: Trie<()>,
    /// Goods and organizations that are other words too, where they stand
    /// alone: "lead", "CD".
    loose: Vec<Symbol>,
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
    /// Where the longest figure that begins at a token ends, else nothing.
    figures: Vec<usize>,
    /// For an opening bracket the token that closes it.
    closing: Vec<Option<usize>>,
}

/// A list that begins so near the head of a text may be the end of a phrase and
/// what the clause is of.
const NEAR_HEAD: usize = 6;

/// Things one after the other.
struct Run<'s> {
    things: Vec<&'s Found>,
    end: usize,
    /// Where the next run can begin.
    next: usize,
    /// What stands behind the things: figures, and whatever is in brackets.
    asides: Vec<Range<usize>>,
    /// It does not break off before something that is not known.
    is_whole: bool,
}

impl Joints {
    pub(super) fn read(root: &Entry<'_>, vocabulary: &mut Vocabulary) -> Result<Self, WordingError> {
        let mut words = |name: &str| {
            let mut words = Trie::default();
            for text in root.get(name)?.texts()? {
                words.add(vocabulary.interned(text.text()?), ());
            }
            Ok(words)
        };
        let (conjunctions, repeated, before_figures) = (words("and")?, words("repeated")?, words("before-figures")?);
        let (toward, directions) = (words("toward")?, words("directions")?);
        let loose = root.get("loose")?.texts()?;
        let loose =
            loose.iter().map(|text| Ok(vocabulary.intern(text.text()?))).collect::<Result<_, WordingError>>()?;
        let [comma, semicolon, opening, closing] = [",", ";", "(", ")"].map(|mark| vocabulary.intern(mark));
        Ok(Self {
            conjunctions,
            repeated,
            before_figures,
            toward,
            directions,
            loose,
            comma,
            semicolon,
            opening,
            closing,
        })
    }

    /// The lists of the things that are found, each as long as it goes.
    pub(super) fn lists(&self, tokens: &[Token<'_>], found: &[Found]) -> Vec<Found> {
        let mut longest = vec![[None::<&Found>; 3]; tokens.len()];
        let mut figures = vec![0; tokens.len()];
        for thing in found {
            if let (Mentioned::Figure(_), Some(end)) = (&thing.what, figures.get_mut(thing.tokens.start)) {
                *end = thing.tokens.end.max(*end);
            }
            let Some(sort) = Sort::of(&thing.what) else { continue };
            let Some(place) = longest.get_mut(thing.tokens.start).and_then(|p| p.get_mut(sort as usize)) else {
                continue;
            };
            if place.is_none_or(|other| other.tokens.end < thing.tokens.end) {
                *place = Some(thing);
            }
        }
        let sentence = Sentence { joints: self, tokens, longest, figures, closing: self.closing(tokens) };
        Sort::ALL.into_iter().flat_map(|sort| sentence.lists(sort)).collect()
    }

    /// Whether it is called by a word that means other things, with nothing
    /// before it that tells.
    fn is_loose(&self, tokens: &[Token<'_>], thing: &Found) -> bool {
        let can_be = matches!(thing.what, Mentioned::Commodity(_) | Mentioned::Organization(_));
        let is_one = can_be && thing.tokens.len() == 1;
        is_one && tokens.get(thing.tokens.start).is_some_and(|token| self.loose.contains(&token.symbol))
    }

    /// Leaves, of what is called by words that mean other things too, what is
    /// in a list of its sort, and goods behind prepositions.
    pub(super) fn retain_meant(&self, tokens: &[Token<'_>], found: &mut Vec<Found>, lists: &[Found]) {
        let mut listed = vec![None; tokens.len()];
        for list in lists {
            let sort = match list.what {
                Mentioned::Organizations(_) => Sort::Organizations,
                Mentioned::Commodities(_) => Sort::Commodities,
                _ => continue,
            };
            listed.get_mut(list.tokens.clone()).into_iter().flatten().for_each(|place| *place = Some(sort));
        }
        let is_behind = |at: usize| self.repeated.from(tokens, at).next().is_some();
        found.retain(|thing| {
            let start = thing.tokens.start;
            let sort = Sort::of(&thing.what);
            !self.is_loose(tokens, thing)
                || (sort == Some(Sort::Commodities) && start.checked_sub(1).is_some_and(is_behind))
                || listed.get(start).is_some_and(|place| place.is_some() && *place == sort)
        });
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
        // Of "and to the west" the conjunction is "and", elsewhere the longest.
        let conjunction = |at| {
            let ends: Vec<usize> = self.conjunctions.from(tokens, at).map(|(end, ())| end).collect();
            ends.iter().find(|end| self.toward(tokens, **end).is_some()).or(ends.last()).copied()
        };
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

    /// Where the direction ends that begins at a token: "to the north".
    fn toward(&self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        self.directed(tokens, self.toward.from(tokens, at).last()?.0)
    }

    fn directed(&self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        self.directions.from(tokens, at).last().map(|(end, ())| end)
    }
}

impl<'s> Sentence<'s> {
    fn lists(&self, sort: Sort) -> Vec<Found> {
        let mut lists = Vec::new();
        let whole = 0..self.tokens.len();
        let mut parts = vec![whole];
        while let Some(part) = parts.pop() {
            let mut at = part.start;
            while at < part.end {
                let Some(run) = self.run(sort, at..part.end) else {
                    at += 1;
                    continue;
                };
                if run.things.len() > 1 {
                    if run.is_whole {
                        let what = list(sort, &run.things);
                        let starts = self.starts(sort, &run.things).map(|start| start..run.end);
                        lists.extend(starts.map(|tokens| Found { tokens, what: what.clone() }));
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

    /// Where the first of things begins: with a preposition or article, and without.
    fn starts<'a>(&'a self, sort: Sort, things: &[&'a Found]) -> impl Iterator<Item = usize> + use<'a, 's> {
        let first = things.first().map_or(0..0, |thing| thing.tokens.clone());
        let end = first.end;
        first.filter(move |at| self.thing(sort, *at).is_some_and(|thing| thing.tokens.end == end))
    }

    /// Whether a loose good at the end of a list goes on as another word: ", or il".
    fn is_other_word(&self, last: Option<&Found>) -> bool {
        last.is_some_and(|thing| {
            let next = self.tokens.get(thing.tokens.end);
            self.joints.is_loose(self.tokens, thing) && next.is_some_and(|t| t.kind == TokenKind::Word)
        })
    }

    /// The thing at a token, or behind a preposition that is said again; an area also
    /// behind where it lies: "to the south by Argentina".
    fn again(&self, sort: Sort, at: usize) -> Option<&'s Found> {
        let here = |at: usize| {
            let repeated = || self.joints.repeated.from(self.tokens, at).last().map(|(end, ())| end);
            self.thing(sort, at).or_else(|| self.thing(sort, repeated()?))
        };
        let behind = || {
            let end = self.direction(sort, at)?;
            let is_comma = self.tokens.get(end).is_some_and(|token| token.symbol == self.joints.comma);
            here(if is_comma { end + 1 } else { end })
        };
        here(at).or_else(behind)
    }

    /// Where an area lies, "to the north and west", from a token to its end. "To the south
    /// and Peru" is of the south alone.
    fn direction(&self, sort: Sort, at: usize) -> Option<usize> {
        let Self { joints, tokens, .. } = self;
        let mut end = joints.toward(tokens, at).filter(|_| sort == Sort::Areas)?;
        let is_area = |at: usize| self.thing(sort, at).is_some();
        let is_area = |at: usize| is_area(at) || joints.repeated.from(tokens, at).any(|(end, ())| is_area(end));
        while let Some((_, next)) = joints.joint(tokens, end) {
            let bare = || joints.directed(tokens, next).filter(|end| !self.is_word(*end));
            match joints.toward(tokens, next).or_else(bare).filter(|end| !is_area(*end)) {
                Some(further) => end = further,
                None => break,
            }
        }
        Some(end)
    }

    /// Whether what goes on behind a joint lies elsewhere than what stands before it:
    /// "B to the north, C to the east", "by B, to the east by C".
    fn lies_elsewhere(&self, sort: Sort, end: usize, next: usize) -> bool {
        let lies = |at: usize| self.direction(sort, at).is_some();
        let goes_on =
            |thing: &Found| lies(thing.tokens.end) || self.joints.joint(self.tokens, thing.tokens.end).is_some();
        lies(next) || lies(end) && self.again(sort, next).is_some_and(goes_on)
    }

    fn is_word(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Word)
            && self.joints.joint(self.tokens, at).is_none()
    }

    /// What stands in brackets at a token, or a figure without them, or where an area lies.
    fn aside(&self, sort: Sort, at: usize) -> Option<Range<usize>> {
        if let Some(end) = self.direction(sort, at) {
            return Some(at..end);
        }
        if let Some(close) = self.closing.get(at).copied().flatten() {
            return Some(at..close + 1);
        }
        let figure = self.joints.before_figures.from(self.tokens, at).last().map_or(at, |(end, ())| end);
        self.figures.get(figure).filter(|end| **end > figure).map(|end| at..*end)
    }

    /// "After China, Japan is": two clauses, where a comma stands between two
    /// near the head of a text and words go on behind the second.
    fn is_two_clauses(&self, run: &Run<'_>, last: Option<Joint>, start: usize) -> bool {
        let [_, second] = run.things.as_slice() else { return false };
        last == Some(Joint::Comma)
            && start <= NEAR_HEAD
            && matches!(second.what, Mentioned::Area { how: Naming::Name, .. })
            && self.tokens.get(run.end).is_some_and(|token| token.kind != TokenKind::Mark)
    }

    fn run(&self, sort: Sort, within: Range<usize>) -> Option<Run<'s>> {
        let first = self.thing(sort, within.start)?;
        let mut run = Run {
            things: vec![first],
            end: first.tokens.end,
            next: first.tokens.end,
            asides: Vec::new(),
            is_whole: true,
        };
        let mut last = None;
        loop {
            let aside = self.aside(sort, run.end).filter(|aside| aside.end <= within.end);
            let after = aside.as_ref().map_or(run.end, |aside| aside.end);
            let next = self.joints.joint(self.tokens, after).and_then(|(joint, next)| {
                // One mark joins a list, and what stands behind "A and B," is something else,
                // unless it lies elsewhere: "A and B to the north, C to the east".
                let lies = self.lies_elsewhere(sort, run.end, next);
                let goes_on = joint == Joint::And || last.is_none() || last == Some(joint) || lies;
                goes_on.then_some((joint, self.again(sort, next).filter(|t| t.tokens.end <= within.end)))
            });
            let Some((joint, Some(thing))) = next else {
                let breaks_off = next.is_some() && last != Some(Joint::And);
                // "... exports to Bolivia; Peru imports ..."
                let is_clauses = last == Some(Joint::Semicolon) && run.things.len() == 2 && run.asides.is_empty();
                run.is_whole = match sort {
                    Sort::Areas => !is_clauses && !self.is_two_clauses(&run, last, within.start),
                    Sort::Organizations => true,
                    Sort::Commodities => !breaks_off,
                };
                // What stands behind the last thing is the list's where others have it too.
                let says_it_again = |aside: &Range<usize>| {
                    let again = self.thing(sort, aside.start + 1).filter(|again| again.tokens.end + 1 == aside.end);
                    again.is_some_and(|again| run.things.last().is_some_and(|last| last.what == again.what))
                };
                if let Some(aside) = aside.filter(|aside| !run.asides.is_empty() || says_it_again(aside)) {
                    run.end = aside.end;
                    run.asides.push(aside);
                }
                if last == Some(Joint::Comma) && self.is_other_word(run.things.last().copied()) {
                    run.things.pop();
                    run.end = run.things.last().copied().map_or(run.end, |thing| thing.tokens.end);
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
