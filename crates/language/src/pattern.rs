use std::sync::Arc;

use attache_fact::RoleName;
use attache_model::Code;
use compact_str::CompactString;
use foldhash::HashMap;

use crate::form::Form;

/// A pattern as it is written and, later, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// Every part, what a bracket holds right behind it.
    pub(crate) all: Box<[Part]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Text(CompactString),
    Hole(Arc<Hole>),
    Guard(Arc<Guard>),
    /// Another form of the same kind.
    Own(Arc<str>),
    /// What may be missing: so many parts.
    Optional(usize),
    /// One of several rows, in patterns that are only read: so many parts with them.
    Choice(usize),
    /// Of so many parts, in a choice.
    Row(usize),
    /// One of the words of a class, in patterns that are only read.
    Class(Arc<str>),
    /// A few words of any sort, in patterns that are only read.
    Gap,
    /// What these words say of a role, in patterns that are only read.
    Fill(Arc<Fill>),
}

/// The parts of a pattern, or of what stands in a bracket, each with those that it holds.
#[derive(Clone, Copy, Default)]
pub(crate) struct Parts<'p>(&'p [Part]);

/// A role and what words that do not name it say that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fill {
    pub(crate) role: RoleName,
    pub(crate) value: Box<str>,
}

/// A place for what fills a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hole {
    pub(crate) role: RoleName,
    pub(crate) forms: Box<[Form]>,
    /// The forms as the file spells them.
    pub(crate) spelled: Box<str>,
}

/// A condition on a role, which writes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guard {
    pub(crate) role: RoleName,
    /// What it is to be; anything, where `None`.
    pub(crate) value: Option<Box<str>>,
    /// Whether the condition is to hold.
    pub(crate) holds: bool,
}

/// What is wrong in a pattern, at which byte of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PatternError {
    pub(crate) at: usize,
    pub(crate) problem: String,
    pub(crate) hint: String,
}

impl Pattern {
    pub(crate) fn parts(&self) -> Parts<'_> {
        Parts(&self.all)
    }

    /// The text of a pattern that is nothing else.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &*self.all {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }
}

impl<'p> Parts<'p> {
    /// Every part, those in brackets included.
    pub(crate) fn every(self) -> &'p [Part] {
        self.0
    }
}

impl<'p> Iterator for Parts<'p> {
    type Item = (&'p Part, Self);

    fn next(&mut self) -> Option<Self::Item> {
        let (part, behind) = self.0.split_first()?;
        let held = match part {
            Part::Optional(held) | Part::Choice(held) | Part::Row(held) => *held,
            _ => 0,
        };
        let (held, behind) = behind.split_at_checked(held)?;
        self.0 = behind;
        Some((part, Self(held)))
    }
}

/// Which bytes may be more than text.
const MARKS: [bool; 256] = {
    let (mut marks, mut at) = ([false; 256], 0);
    let all = b"{}[]()|@.";
    while at < all.len() {
        marks[all[at] as usize] = true;
        at += 1;
    }
    marks
};

/// A text up to a mark, and behind it. What stands in braces is short.
fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == mark)?;
    Some((&text[..at], &text[at + 1..]))
}

/// How deep brackets may stand in brackets.
const DEEPEST: usize = 8;

/// Reads patterns. What stands in their braces stands in many, and is read once.
#[derive(Default)]
pub(crate) struct PatternReader {
    written: HashMap<CompactString, Part>,
    only_read: HashMap<CompactString, Part>,
    /// The parts of the pattern that is read.
    parts: Vec<Part>,
    /// The text that stands before what is read, as far as no part has it.
    literal: String,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    only_read: bool,
    known: &'a mut HashMap<CompactString, Part>,
    parts: &'a mut Vec<Part>,
    literal: &'a mut String,
}

/// A bracket that is open.
#[derive(Clone, Copy)]
struct Open {
    at: usize,
    depth: usize,
    closes_with: u8,
}

impl PatternReader {
    /// A pattern that facts are written with, and read.
    pub(crate) fn written(&mut self, text: &str) -> Result<Pattern, PatternError> {
        self.read(text, false)
    }

    /// A pattern that is only read: it may also have `(one|or|another)`, `[this|or that]`, classes
    /// of words (`@be`), gaps (`...`) and fillings (`{rose=rose}`).
    pub(crate) fn for_reading(&mut self, text: &str) -> Result<Pattern, PatternError> {
        self.read(text, true)
    }

    fn read(&mut self, text: &str, only_read: bool) -> Result<Pattern, PatternError> {
        let Self { written, only_read: only, parts, literal } = self;
        parts.clear();
        literal.clear();
        let known = if only_read { only } else { written };
        Reader { text, at: 0, only_read, known, parts, literal }.parts(None)?;
        Ok(Pattern { all: parts.drain(..).collect() })
    }
}

impl Reader<'_> {
    fn parts(&mut self, open: Option<Open>) -> Result<(), PatternError> {
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.bytes().position(|byte| MARKS[usize::from(byte)]).unwrap_or(rest.len());
            self.literal.push_str(&rest[..plain]);
            self.at += plain;
            let rest = &rest.as_bytes()[plain..];
            let [mark, behind @ ..] = rest else { break };
            let doubled = behind.first() == Some(mark)
                // Within brackets in brackets, two closing ones close both.
                && !open.is_some_and(|open| *mark == open.closes_with && open.depth > 1);
            match mark {
                b'{' | b'}' | b'[' | b']' if doubled => self.push_mark(*mark, 2),
                b'(' | b')' if self.only_read && doubled => self.push_mark(*mark, 2),
                b'{' => {
                    self.flush();
                    self.braces()?;
                }
                b'[' => {
                    self.flush();
                    let first = self.parts.len();
                    match self.rows(open, b']')? {
                        // The one row is no choice.
                        1 => self.parts[first] = Part::Optional(self.behind(first)),
                        _ => {
                            self.parts.insert(first, Part::Choice(self.parts.len() - first));
                            self.parts.insert(first, Part::Optional(self.parts.len() - first));
                        }
                    }
                }
                b'(' if self.only_read => {
                    self.flush();
                    let first = self.parts.len();
                    self.rows(open, b')')?;
                    self.parts.insert(first, Part::Choice(self.parts.len() - first));
                }
                mark if open.is_some_and(|open| *mark == open.closes_with || (*mark == b'|' && self.only_read)) => {
                    self.flush();
                    return Ok(());
                }
                b']' | b'}' => {
                    let hint = "double it to write the bracket itself";
                    return Err(self.error(self.at, &format!("this {} closes nothing", char::from(*mark)), hint));
                }
                b')' if self.only_read => {
                    let hint = "double it to read the bracket itself";
                    return Err(self.error(self.at, "this ) closes nothing", hint));
                }
                b'@' if self.only_read => {
                    self.flush();
                    self.class()?;
                }
                b'.' if self.only_read && rest.starts_with(b"...") => {
                    self.flush();
                    self.at += 3;
                    self.parts.push(Part::Gap);
                }
                _ => self.push_mark(*mark, 1),
            }
        }
        if let Some(Open { at, closes_with, .. }) = open {
            let opened = if closes_with == b']' { '[' } else { '(' };
            let hint = "double it to write the bracket itself";
            return Err(self.error(at, &format!("this {opened} is not closed"), hint));
        }
        self.flush();
        Ok(())
    }

    /// A mark that is text, of so many bytes.
    fn push_mark(&mut self, mark: u8, length: usize) {
        self.literal.push(char::from(mark));
        self.at += length;
    }

    /// What was text is a part of its own.
    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.parts.push(Part::Text(CompactString::new(&self.literal)));
            self.literal.clear();
        }
    }

    /// How many parts stand behind one.
    fn behind(&self, at: usize) -> usize {
        self.parts.len() - at - 1
    }

    /// What stands in brackets, from the opening one; gives how many rows there are.
    fn rows(&mut self, around: Option<Open>, closes_with: u8) -> Result<usize, PatternError> {
        let depth = around.map_or(0, |open| open.depth) + 1;
        let mut rows = 0;
        while rows == 0 || self.text[self.at..].starts_with('|') {
            if depth > DEEPEST {
                return Err(self.error(self.at, "too many brackets within brackets", ""));
            }
            let (at, row) = (self.at, self.parts.len());
            self.at += 1;
            self.parts.push(Part::Row(0));
            self.parts(Some(Open { at, depth, closes_with }))?;
            self.parts[row] = Part::Row(self.behind(row));
            rows += 1;
        }
        self.at += 1;
        Ok(rows)
    }

    fn error(&self, at: usize, problem: &str, hint: &str) -> PatternError {
        PatternError { at, problem: problem.to_owned(), hint: hint.to_owned() }
    }

    /// A class, from its mark.
    fn class(&mut self) -> Result<(), PatternError> {
        let rest = &self.text[self.at..];
        let length = rest[1..].bytes().take_while(|b| b.is_ascii_lowercase() || *b == b'-').count();
        let class = &rest[..1 + length];
        self.named(class, |reader| {
            reader.name(&class[1..], reader.at + 1)?;
            Ok(Part::Class(class[1..].into()))
        })?;
        self.at += class.len();
        Ok(())
    }

    /// What stands in braces, from the opening one.
    fn braces(&mut self) -> Result<(), PatternError> {
        let open = self.at;
        let Some((inner, _)) = cut(&self.text[open + 1..], b'}') else {
            return Err(self.error(open, "this { is not closed", "double it to write the brace itself"));
        };
        self.named(inner, |reader| reader.braced(inner, open + 1))?;
        self.at = open + inner.len() + 2;
        Ok(())
    }

    /// Adds a part by its text, which is read where no pattern before had it.
    fn named(
        &mut self,
        text: &str,
        read: impl FnOnce(&Self) -> Result<Part, PatternError>,
    ) -> Result<(), PatternError> {
        let part = match self.known.get(text) {
            Some(known) => known.clone(),
            None => {
                let part = read(self)?;
                self.known.insert(text.into(), part.clone());
                part
            }
        };
        self.parts.push(part);
        Ok(())
    }

    /// What stands in braces, whose first byte is at a place of the pattern.
    fn braced(&self, inner: &str, start: usize) -> Result<Part, PatternError> {
        if let Some(form) = inner.strip_prefix('.') {
            self.name(form, start + 1)?;
            return Ok(Part::Own(form.into()));
        }
        if let Some(condition) = inner.strip_prefix(['?', '!']) {
            let (role, value) = match cut(condition, b'=') {
                Some((role, value)) => (role, Some(value.into())),
                None => (condition, None),
            };
            self.name(role, start + 1)?;
            let guard = Guard { role: Code::new(role).as_str(), value, holds: inner.starts_with('?') };
            return Ok(Part::Guard(Arc::new(guard)));
        }
        if self.only_read
            && let Some((role, value)) = cut(inner, b'=').filter(|(role, _)| cut(role, b'|').is_none())
        {
            self.name(role, start)?;
            return Ok(Part::Fill(Arc::new(Fill { role: Code::new(role).as_str(), value: value.into() })));
        }
        let (role, spelled) = cut(inner, b'|').map_or((inner, None), |(role, spelled)| (role, Some(spelled)));
        self.name(role, start)?;
        let mut forms = Vec::new();
        let mut at = start + role.len() + 1;
        for form in spelled.into_iter().flat_map(|forms| forms.split('|')) {
            let known = Form::read(form).ok_or_else(|| PatternError {
                at,
                problem: format!("{form:?} is not a form that a role can be written in"),
                hint: format!("forms are {}", Form::known()),
            })?;
            forms.push(known);
            at += form.len() + 1;
        }
        let (role, forms) = (Code::new(role).as_str(), forms.into());
        Ok(Part::Hole(Arc::new(Hole { role, forms, spelled: spelled.unwrap_or_default().into() })))
    }

    fn name(&self, name: &str, at: usize) -> Result<(), PatternError> {
        let fine = !name.is_empty()
            && name.bytes().all(|b| {
                b.is_ascii_lowercase()
                    || b.is_ascii_digit()
                    || matches!(b, b'_' | b'-')
                    || (self.only_read && b == b'+')
            });
        if fine {
            return Ok(());
        }
        Err(PatternError {
            at,
            problem: format!("{name:?} is not the name of a role"),
            hint: "roles are named in small letters, as in {exporter} or {value|abs}".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Result<Pattern, PatternError> {
        PatternReader::default().written(text)
    }

    fn for_reading(text: &str) -> Result<Pattern, PatternError> {
        PatternReader::default().for_reading(text)
    }

    fn problem(text: &str) -> (usize, String) {
        let error = written(text).unwrap_err();
        (error.at, error.problem)
    }

    #[test]
    fn parts() {
        let pattern = written("{a|'s} {{x}}[ to {b}[{?c=d}!]].").unwrap();
        let parts: Vec<(&Part, Parts<'_>)> = pattern.parts().collect();
        let [(Part::Hole(a), _), (Part::Text(text), _), (Part::Optional(5), inner), (Part::Text(_), _)] = parts[..]
        else {
            panic!("{pattern:?}")
        };
        assert_eq!((a.role, &*a.forms), ("a", &[Form::Possessive][..]));
        assert_eq!(text, " {x}");
        assert_eq!(inner.count(), 3);
        assert_eq!(pattern.all.iter().filter(|part| matches!(part, Part::Hole(_))).count(), 2);
        assert_eq!(written("plain").unwrap().as_text(), Some("plain"));
    }

    #[test]
    fn patterns_that_are_only_read() {
        let pattern = for_reading("{a+b} (rose{rose=rose}|fell [by]) @be ... ((x))").unwrap();
        let parts: Vec<(&Part, Parts<'_>)> = pattern.parts().collect();
        let [(Part::Hole(_), _), _, (Part::Choice(_), rows), _, (Part::Class(be), _), _, (Part::Gap, _), (x, _)] =
            parts[..]
        else {
            panic!("{pattern:?}")
        };
        assert_eq!((&**be, x), ("be", &Part::Text(" (x)".into())));
        let rows: Vec<Vec<&Part>> = rows.map(|(_, row)| row.map(|(part, _)| part).collect()).collect();
        assert!(matches!(&rows[..], [rose, _] if matches!(rose[..], [Part::Text(_), Part::Fill(_)])));
        let of = |text: &str| for_reading(text).unwrap().all;
        assert!(matches!(
            of("a [b|c]")[..],
            [Part::Text(_), Part::Optional(5), Part::Choice(4), Part::Row(1), _, Part::Row(1), _]
        ));
        assert_eq!(for_reading("a (b").unwrap_err().at, 2);
        assert_eq!(for_reading("a b)").unwrap_err().at, 3);
        assert_eq!(for_reading("a @").unwrap_err().at, 3);
        // What is written may have these marks.
        assert_eq!(written("a (b) @ ...").unwrap().as_text(), Some("a (b) @ ..."));
    }

    #[test]
    fn errors_point_into_the_pattern() {
        assert_eq!(problem("a {b"), (2, "this { is not closed".to_owned()));
        assert_eq!(problem("ä [b"), (3, "this [ is not closed".to_owned()));
        assert_eq!(problem("a ]"), (2, "this ] closes nothing".to_owned()));
        assert_eq!(problem("{value|abs|huge}").0, 11);
        assert_eq!(problem("{Value}").0, 1);
        assert_eq!(problem("{}").0, 1);
        assert_eq!(problem("{a|}").0, 3);
        assert!(written(&"[a".repeat(10_000)).is_err());
    }
}
