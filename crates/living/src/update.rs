use std::ops::Range;

use attache_document::prose::{Prose, ProseError};

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
            let Some(edit) = edit(prose, reference.block, &reference.words, words) else { continue };
            edits.push(edit);
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

/// What puts these words in place of those that stand in a block, where they stand in
/// one run: only what differs is replaced, so that markup around stays.
fn edit(prose: &Prose, block: usize, words: &Range<usize>, new: &str) -> Option<(Range<usize>, String)> {
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
    let at = words.start + start..words.end - end;
    let is_whole = block.stands_whole(at.clone(), &prose.source);
    is_whole.then(|| (block.place(at), new.get(start..new.len() - end).unwrap_or_default().to_owned()))
}
