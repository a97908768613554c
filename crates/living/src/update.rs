use std::ops::Range;

use attache_document::prose::{Format, Prose, ProseError};

use crate::{
    change::{Change, Effect},
    lock::{Lock, Locked},
    reference::Living,
};

/// A document with the words of some references moved to newer figures.
#[derive(Clone, Debug)]
pub struct Updated {
    pub bytes: Vec<u8>,
    pub lock: Lock,
    /// The changes that were made, by their places among those given.
    pub made: Vec<usize>,
}

/// Moves those references that `takes` takes: their words in the document, where they
/// change, and their entries in the lock. Where what stands in a conflict is taken, its
/// words are those that are right of the figure alone.
///
/// # Errors
/// When words cannot be written where they stand.
pub fn update(
    prose: &Prose,
    bytes: &[u8],
    living: &Living,
    lock: &Lock,
    changes: &[Change],
    takes: impl Fn(&Change) -> bool,
) -> Result<Updated, ProseError> {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut made = Vec::new();
    let mut entries: Vec<Locked> = living.references.iter().map(|reference| reference.locked.clone()).collect();
    for (at, change) in changes.iter().enumerate() {
        let (Some(now), Some(reference)) = (&change.now, living.references.get(change.reference)) else { continue };
        // Where nothing can be told in place of the words, there is nothing to take.
        if matches!(change.effect, Effect::Conflict { instead: None, .. }) || !takes(change) {
            continue;
        }
        if let Some(words) = change.words() {
            let Some(of_words) = replacing(prose, reference.block, &reference.words, words) else { continue };
            edits.extend(of_words);
        }
        entries[change.reference].clone_from(now);
        made.push(at);
    }
    // Entries of words that were edited away stay until they are bound anew.
    let known: Vec<&Locked> = living.references.iter().map(|reference| &reference.locked).collect();
    let others = lock.references.iter().filter(|entry| !known.contains(entry)).cloned();
    entries.extend(others);
    let bytes = prose.apply(bytes, &edits)?;
    let moved = Lock::new(lock.language, entries);
    Ok(Updated { bytes, lock: Lock { references: moved.references, ..lock.clone() }, made })
}

/// What puts these words in place of those that stand in a block: only what differs is
/// replaced, so that markup around stays. In Word, where words may stand in several runs,
/// the first of those that differ has the new ones.
fn replacing(prose: &Prose, block: usize, words: &Range<usize>, new: &str) -> Option<Vec<(Range<usize>, String)>> {
    let block = prose.blocks.get(block)?;
    let old = block.text.get(words.clone())?;
    let mut start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(start) || !new.is_char_boundary(start) {
        start -= 1;
    }
    let longest = old.len().min(new.len()) - start;
    let mut end = old.bytes().rev().zip(new.bytes().rev()).take(longest).take_while(|(a, b)| a == b).count();
    while !old.is_char_boundary(old.len() - end) || !new.is_char_boundary(new.len() - end) {
        end -= 1;
    }
    // What is only put in takes the place of a character, so that it stands in the words.
    if start + end == old.len() {
        let before = old.get(..start).and_then(|text| text.chars().next_back());
        match (before, old.get(start..).and_then(|text| text.chars().next())) {
            (Some(before), _) => start -= before.len_utf8(),
            (None, after) => end -= after.map_or(0, char::len_utf8),
        }
    }
    let at = words.start + start..words.end - end;
    let new = new.get(start..new.len() - end).unwrap_or_default().to_owned();
    if block.stands_whole(at.clone(), &prose.source) {
        return Some(vec![(block.place(at), new)]);
    }
    if prose.format != Format::Docx {
        return None;
    }
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let ends = block.pieces.iter().skip(1).map(|next| next.at).chain([block.text.len()]);
    for (piece, end) in block.pieces.iter().zip(ends) {
        let part = piece.at.max(at.start)..end.min(at.end);
        if part.is_empty() {
            continue;
        }
        let place = block.place(part.clone());
        // What is no text, as a tab or an entity, goes where it is one thing.
        let written = prose.source.get(place.clone())?;
        let is_one = written.starts_with('<') && written.ends_with("/>") && written.matches('<').count() == 1;
        if written.contains('<') && !is_one {
            return None;
        }
        edits.push((place, String::new()));
    }
    let is_text = |place: &Range<usize>| prose.source.get(place.clone()).is_some_and(|it| !it.starts_with('<'));
    edits.iter_mut().find(|(place, _)| is_text(place))?.1 = new;
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_replaced_within_their_link() {
        let source = "It has [9](fact:x) and **[12 m](fact:y)** people.";
        let prose = Prose::read(source.as_bytes(), Format::Markdown).unwrap();
        let text = prose.blocks[0].text.clone();
        let replaced = |old: &str, new: &str| {
            let at = text.find(old).unwrap();
            let edits = replacing(&prose, 0, &(at..at + old.len()), new).unwrap();
            String::from_utf8(prose.apply(source.as_bytes(), &edits).unwrap()).unwrap()
        };
        assert_eq!(replaced("9", "98"), source.replace("[9]", "[98]"));
        assert_eq!(replaced("9", "19"), source.replace("[9]", "[19]"));
        assert_eq!(replaced("12 m", "12 mn"), source.replace("[12 m]", "[12 mn]"));
        assert_eq!(replaced("12 m", "over 12 m"), source.replace("[12 m]", "[over 12 m]"));
        assert_eq!(replaced("12 m", "13 m"), source.replace("[12 m]", "[13 m]"));
    }
}
