//! Loops, written out.

use std::ops::Range;

use attache_model::Areas;
use pulldown_cmark::{Event, Parser};

use super::{TemplateError, read::options};

/// A text whose loops are written out, and where its parts come from.
#[derive(Clone, Debug)]
pub(super) struct Expanded {
    pub(super) text: String,
    pieces: Vec<Piece>,
}

/// From here on the text is that of the document from there on.
#[derive(Clone, Debug)]
struct Piece {
    at: usize,
    from: Range<usize>,
    /// The same bytes, and not a loop's value in the place of its name.
    is_verbatim: bool,
}

impl Expanded {
    /// The bytes of the document that this range of the text comes from.
    pub(super) fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = self.place(range.start, false);
        start..self.place(range.end, true).max(start)
    }

    fn place(&self, at: usize, is_end: bool) -> usize {
        // An end belongs to what stands before it.
        let before = self.pieces.partition_point(|piece| piece.at < at || (!is_end && piece.at == at));
        let Some(piece) = before.checked_sub(1).map(|at| &self.pieces[at]) else {
            return self.pieces.first().map_or(at, |piece| piece.from.start);
        };
        match piece.is_verbatim {
            true => (piece.from.start + (at - piece.at)).min(piece.from.end),
            false if at == piece.at => piece.from.start,
            false => piece.from.end,
        }
    }
}

/// What a comment says.
enum Directive {
    For { name: String, values: Vec<String> },
    End,
}

struct Comment {
    span: Range<usize>,
    says: Directive,
}

/// A document whose loops make more than this is a mistake.
const LARGEST: usize = 16 << 20;
const DEEPEST: usize = 8;

/// Writes out the loops of a document whose text begins at `start`.
pub(super) fn expand(source: &str, start: usize) -> Result<Expanded, TemplateError> {
    let comments = comments(source, start)?;
    let mut expansion =
        Expansion { source, expanded: Expanded { text: String::with_capacity(source.len()), pieces: Vec::new() } };
    expansion.range(start..source.len(), &comments, &mut Vec::new())?;
    Ok(expansion.expanded)
}

/// The comments that direct loops, in order.
fn comments(source: &str, start: usize) -> Result<Vec<Comment>, TemplateError> {
    let mut comments = Vec::new();
    if !source[start..].contains("attache:") {
        return Ok(comments);
    }
    for (event, span) in Parser::new_ext(&source[start..], options()).into_offset_iter() {
        if !matches!(event, Event::Html(_) | Event::InlineHtml(_)) {
            continue;
        }
        let html = span.start + start..span.end + start;
        let mut at = html.start;
        while let Some(opening) = source[at..html.end].find("<!--").map(|found| at + found) {
            let Some(end) = source[opening..html.end].find("-->").map(|found| opening + found + 3) else { break };
            at = end;
            let inner = source[opening + 4..end - 3].trim();
            if let Some(words) = inner.strip_prefix("attache:") {
                let span = opening..end;
                if let Some(says) = directive(source, words.trim(), &span)? {
                    comments.push(Comment { span, says });
                }
            }
        }
    }
    Ok(comments)
}

/// What a comment of the program's directs; `allow` is for checks.
fn directive(source: &str, words: &str, span: &Range<usize>) -> Result<Option<Directive>, TemplateError> {
    let error = |problem: String, hint: &str| TemplateError::at(source, span.clone(), problem, hint);
    let known = "write <!-- attache: for c in BO, PE --> and <!-- attache: end -->";
    match words.split_whitespace().next().unwrap_or_default() {
        "end" if words == "end" => return Ok(Some(Directive::End)),
        first if first.starts_with("allow") => return Ok(None),
        "for" => {}
        _ => return Err(error(format!("{words:?} is nothing that a comment can ask for"), known)),
    }
    let Some((name, values)) = words["for".len()..].trim().split_once(" in ") else {
        return Err(error(format!("{words:?} does not say for what"), known));
    };
    let name = name.trim();
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        return Err(error(format!("{name:?} is no name for what a loop goes through"), "use small letters, as c"));
    }
    let mut read = Vec::new();
    for value in values.split(',').map(str::trim) {
        // The name of an outer loop's or of a parameter.
        if value.len() > 2 && value.starts_with('{') && value.ends_with('}') {
            read.push(value.to_owned());
            continue;
        }
        let area = Areas::find(value).map_err(|unknown| {
            let near = unknown.candidates.iter().map(|area| area.code()).collect::<Vec<_>>().join(", ");
            let hint = if near.is_empty() { "give an ISO code".to_owned() } else { format!("did you mean {near}?") };
            TemplateError::at(source, span.clone(), unknown.to_string(), hint)
        })?;
        read.push(area.code().to_owned());
    }
    Ok(Some(Directive::For { name: name.to_owned(), values: read }))
}

struct Expansion<'s> {
    source: &'s str,
    expanded: Expanded,
}

type Bound = Vec<(String, String)>;

impl Expansion<'_> {
    fn range(&mut self, range: Range<usize>, comments: &[Comment], bound: &mut Bound) -> Result<(), TemplateError> {
        let (mut at, mut next) = (range.start, 0);
        while let Some(comment) = comments.get(next) {
            let Directive::For { name, values } = &comment.says else {
                return Err(self.error(comment, "this ends no loop", "remove it, or begin the loop above it"));
            };
            let end = next + self.end_of(&comments[next..])?;
            let inner = &comments[next + 1..end];
            let Loop { before, body, after, holes } = self.bounds(comment, &comments[end])?;
            if bound.len() >= DEEPEST {
                return Err(self.error(comment, "loops stand in loops too deeply", "write some of it out"));
            }
            self.copy(at..before.max(at), bound);
            for value in values {
                let value = bound
                    .iter()
                    .fold(value.clone(), |value, (name, bound)| value.replace(&format!("{{{name}}}"), bound));
                bound.push((name.clone(), value));
                let repeated = match &holes {
                    None => self.range(body.clone(), inner, bound),
                    Some([first, last]) if inner.is_empty() => {
                        self.copy(body.start..first.start, bound);
                        self.copy(first.end..last.start, bound);
                        self.copy(last.end..body.end, bound);
                        if !self.expanded.text.ends_with('\n') {
                            self.expanded.text.push('\n');
                        }
                        Ok(())
                    }
                    Some(_) => {
                        Err(self.error(comment, "a loop within one line holds no other", "give each lines of its own"))
                    }
                };
                bound.pop();
                repeated?;
                if self.expanded.text.len() > LARGEST {
                    return Err(self.error(comment, "the loops make a document that is too large", "go through less"));
                }
            }
            at = after;
            next = end + 1;
        }
        self.copy(at..range.end.max(at), bound);
        Ok(())
    }

    fn error(&self, comment: &Comment, problem: &str, hint: &str) -> TemplateError {
        TemplateError::at(self.source, comment.span.clone(), problem, hint)
    }

    /// Which of the comments ends the loop that the first begins.
    fn end_of(&self, comments: &[Comment]) -> Result<usize, TemplateError> {
        let mut open = 0_usize;
        for (at, comment) in comments.iter().enumerate() {
            match comment.says {
                Directive::For { .. } => open += 1,
                Directive::End => open -= 1,
            }
            if open == 0 {
                return Ok(at);
            }
        }
        Err(self.error(&comments[0], "this loop has no end", "end it with <!-- attache: end -->"))
    }

    fn bounds(&self, first: &Comment, last: &Comment) -> Result<Loop, TemplateError> {
        let line = |at: &Range<usize>| {
            let start = self.source[..at.start].rfind('\n').map_or(0, |at| at + 1);
            let end = self.source[at.end..].find('\n').map_or(self.source.len(), |found| at.end + found + 1);
            start..end
        };
        let (opening, closing) = (line(&first.span), line(&last.span));
        if opening == closing {
            let holes = Some([first.span.clone(), last.span.clone()]);
            return Ok(Loop { before: opening.start, after: opening.end, body: opening, holes });
        }
        for (comment, line) in [(first, &opening), (last, &closing)] {
            let (before, after) =
                (&self.source[line.start..comment.span.start], &self.source[comment.span.end..line.end]);
            let is_margin = |text: &str| text.chars().all(|c| c.is_whitespace() || c == '>');
            if !is_margin(before) || !after.trim().is_empty() {
                let hint = "or put both comments of the loop into the one line that is to be repeated";
                return Err(self.error(comment, "the comment does not stand on a line of its own", hint));
            }
        }
        Ok(Loop { before: opening.start, body: opening.end..closing.start, after: closing.end, holes: None })
    }

    /// Takes a part of the source, with the values of loops in destinations.
    fn copy(&mut self, range: Range<usize>, bound: &Bound) {
        let mut at = range.start;
        if !bound.is_empty() {
            let mut from = range.start;
            while let Some(opening) = self.source[from..range.end].find('{').map(|found| from + found) {
                from = opening + 1;
                let Some(close) = self.source[from..range.end].find('}').map(|found| from + found) else { break };
                let named = bound.iter().rev().find(|(name, _)| *name == self.source[from..close]);
                let Some((_, value)) = named.filter(|_| is_in_destination(&self.source[..opening])) else { continue };
                self.verbatim(at..opening);
                let piece = Piece { at: self.expanded.text.len(), from: opening..close + 1, is_verbatim: false };
                self.expanded.pieces.push(piece);
                self.expanded.text.push_str(value);
                at = close + 1;
                from = at;
            }
        }
        self.verbatim(at..range.end);
    }

    fn verbatim(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.expanded.pieces.push(Piece { at: self.expanded.text.len(), from: range.clone(), is_verbatim: true });
        self.expanded.text.push_str(&self.source[range]);
    }
}

/// Where a loop stands.
struct Loop {
    before: usize,
    body: Range<usize>,
    after: usize,
    /// The comments, where they stand in the line that is repeated.
    holes: Option<[Range<usize>; 2]>,
}

/// Whether what follows these words stands in the destination of a link.
fn is_in_destination(before: &str) -> bool {
    let Some(opening) = before.rfind("](") else { return false };
    let destination = &before[opening + 2..];
    let is_named = destination.strip_prefix('<').unwrap_or(destination);
    !is_named.contains(|c: char| c.is_whitespace() || c == ')' || c == '>')
}
