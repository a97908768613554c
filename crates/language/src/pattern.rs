use attache_fact::RoleName;
use attache_model::Code;
use compact_str::CompactString;

use crate::form::Form;

/// A pattern as it is written and, later, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) parts: Box<[Part]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Text(CompactString),
    Hole(Hole),
    Guard(Guard),
    /// Another form of the same kind.
    Own(Box<str>),
    Optional(Box<[Part]>),
    /// One of several, in patterns that are only read.
    Choice(Box<[Box<[Part]>]>),
    /// One of the words of a class, in patterns that are only read.
    Class(Box<str>),
    /// A few words of any sort, in patterns that are only read.
    Gap,
    /// What these words say of a role, in patterns that are only read.
    Fill(Fill),
}

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
    /// A pattern that facts are written with, and read.
    pub(crate) fn read(text: &str) -> Result<Self, PatternError> {
        Self::with(text, false)
    }

    /// A pattern that is only read: it may also have `(one|or|another)`, `[this|or that]`, classes
    /// of words (`@be`), gaps (`...`) and fillings (`{rose=rose}`).
    pub(crate) fn for_reading(text: &str) -> Result<Self, PatternError> {
        Self::with(text, true)
    }

    fn with(text: &str, only_read: bool) -> Result<Self, PatternError> {
        let mut reader =
            Reader { text, at: 0, only_read, literal: CompactString::default(), read: Vec::with_capacity(MANY) };
        let parts = reader.parts(None)?;
        Ok(Self { parts })
    }

    /// The text of a pattern that is nothing else.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &*self.parts {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Every part, those in brackets included.
    pub(crate) fn each_part(&self, f: &mut dyn FnMut(&Part)) {
        fn walk(parts: &[Part], f: &mut dyn FnMut(&Part)) {
            for part in parts {
                f(part);
                match part {
                    Part::Optional(inner) => walk(inner, f),
                    Part::Choice(choices) => choices.iter().for_each(|inner| walk(inner, f)),
                    _ => {}
                }
            }
        }
        walk(&self.parts, f);
    }
}

/// Whether it may be more than text.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'{' | b'}' | b'[' | b']' | b'(' | b')' | b'|' | b'@' | b'.')
}

/// A text up to a mark, and behind it. What stands in braces is short.
fn cut(text: &str, mark: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|byte| byte == mark)?;
    Some((&text[..at], &text[at + 1..]))
}

/// More parts than most patterns have.
const MANY: usize = 16;

/// How deep brackets may stand in brackets.
const DEEPEST: usize = 8;

struct Reader<'a> {
    text: &'a str,
    at: usize,
    only_read: bool,
    /// The text that stands before what is read, as far as no part has it.
    literal: CompactString,
    /// The parts of all that is open, those of a bracket behind those around it.
    read: Vec<Part>,
}

/// A bracket that is open.
#[derive(Clone, Copy)]
struct Open {
    at: usize,
    depth: usize,
    closes_with: char,
}

impl Reader<'_> {
    fn parts(&mut self, open: Option<Open>) -> Result<Box<[Part]>, PatternError> {
        let first = self.read.len();
        while let Some(c) = self.text[self.at..].chars().next() {
            let rest = &self.text[self.at..];
            let doubled = rest[c.len_utf8()..].starts_with(c)
                // Within brackets in brackets, two closing ones close both.
                && !open.is_some_and(|open| c == open.closes_with && open.depth > 1);
            match c {
                '{' | '}' | '[' | ']' if doubled => {
                    self.literal.push(c);
                    self.at += 2;
                }
                '(' | ')' if self.only_read && doubled => {
                    self.literal.push(c);
                    self.at += 2;
                }
                '{' => {
                    self.flush();
                    let part = self.braces()?;
                    self.read.push(part);
                }
                '[' => {
                    self.flush();
                    let mut choices = vec![self.bracketed(open, ']')?];
                    while self.text[self.at..].starts_with('|') {
                        choices.push(self.bracketed(open, ']')?);
                    }
                    self.at += 1;
                    self.read.push(Part::Optional(match choices.len() {
                        1 => choices.remove(0),
                        _ => Box::new([Part::Choice(choices.into())]),
                    }));
                }
                '(' if self.only_read => {
                    self.flush();
                    let mut choices = vec![self.bracketed(open, ')')?];
                    while self.text[self.at..].starts_with('|') {
                        choices.push(self.bracketed(open, ')')?);
                    }
                    self.at += 1;
                    self.read.push(Part::Choice(choices.into()));
                }
                c if open.is_some_and(|open| c == open.closes_with || (c == '|' && self.only_read)) => {
                    self.flush();
                    return Ok(self.read.drain(first..).collect());
                }
                ']' | '}' => {
                    let hint = "double it to write the bracket itself";
                    return Err(self.error(self.at, &format!("this {c} closes nothing"), hint));
                }
                ')' if self.only_read => {
                    let hint = "double it to read the bracket itself";
                    return Err(self.error(self.at, "this ) closes nothing", hint));
                }
                '@' if self.only_read => {
                    self.flush();
                    let name =
                        rest[1..].split(|c: char| !c.is_ascii_lowercase() && c != '-').next().unwrap_or_default();
                    self.name(name, self.at + 1)?;
                    self.at += 1 + name.len();
                    self.read.push(Part::Class(name.into()));
                }
                '.' if self.only_read && rest.starts_with("...") => {
                    self.flush();
                    self.at += 3;
                    self.read.push(Part::Gap);
                }
                c => {
                    // And all that can be nothing but text behind it.
                    let more = &rest[c.len_utf8()..];
                    let plain = more.bytes().take_while(|b| !is_mark(*b)).count();
                    let text = &rest[..c.len_utf8() + plain];
                    self.literal.push_str(text);
                    self.at += text.len();
                }
            }
        }
        if let Some(Open { at, closes_with, .. }) = open {
            let opened = if closes_with == ']' { '[' } else { '(' };
            let hint = "double it to write the bracket itself";
            return Err(self.error(at, &format!("this {opened} is not closed"), hint));
        }
        self.flush();
        Ok(self.read.drain(first..).collect())
    }

    /// What was text is a part of its own.
    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.read.push(Part::Text(std::mem::take(&mut self.literal)));
        }
    }

    /// What stands in brackets, from after the mark that is read; the mark after
    /// it is not read.
    fn bracketed(&mut self, around: Option<Open>, closes_with: char) -> Result<Box<[Part]>, PatternError> {
        let depth = around.map_or(0, |open| open.depth) + 1;
        if depth > DEEPEST {
            return Err(self.error(self.at, "too many brackets within brackets", ""));
        }
        let at = self.at;
        self.at += 1;
        self.parts(Some(Open { at, depth, closes_with }))
    }

    fn error(&self, at: usize, problem: &str, hint: &str) -> PatternError {
        PatternError { at, problem: problem.to_owned(), hint: hint.to_owned() }
    }

    /// What stands in braces, from the opening one.
    fn braces(&mut self) -> Result<Part, PatternError> {
        let open = self.at;
        let Some((inner, _)) = cut(&self.text[open + 1..], b'}') else {
            return Err(self.error(open, "this { is not closed", "double it to write the brace itself"));
        };
        self.at = open + inner.len() + 2;
        if let Some(form) = inner.strip_prefix('.') {
            self.name(form, open + 2)?;
            return Ok(Part::Own(form.into()));
        }
        if let Some(condition) = inner.strip_prefix(['?', '!']) {
            let (role, value) = match cut(condition, b'=') {
                Some((role, value)) => (role, Some(value.into())),
                None => (condition, None),
            };
            self.name(role, open + 2)?;
            return Ok(Part::Guard(Guard { role: Code::new(role).as_str(), value, holds: inner.starts_with('?') }));
        }
        if self.only_read
            && let Some((role, value)) = cut(inner, b'=').filter(|(role, _)| cut(role, b'|').is_none())
        {
            self.name(role, open + 1)?;
            return Ok(Part::Fill(Fill { role: Code::new(role).as_str(), value: value.into() }));
        }
        let (role, spelled) = cut(inner, b'|').map_or((inner, None), |(role, spelled)| (role, Some(spelled)));
        self.name(role, open + 1)?;
        let mut forms = Vec::with_capacity(spelled.map_or(0, |forms| forms.split('|').count()));
        let mut at = open + 1 + role.len() + 1;
        for form in spelled.into_iter().flat_map(|forms| forms.split('|')) {
            let known = Form::read(form).ok_or_else(|| PatternError {
                at,
                problem: format!("{form:?} is not a form that a role can be written in"),
                hint: format!("forms are {}", Form::known()),
            })?;
            forms.push(known);
            at += form.len() + 1;
        }
        Ok(Part::Hole(Hole {
            role: Code::new(role).as_str(),
            forms: forms.into(),
            spelled: spelled.unwrap_or_default().into(),
        }))
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

    fn problem(text: &str) -> (usize, String) {
        let error = Pattern::read(text).unwrap_err();
        (error.at, error.problem)
    }

    #[test]
    fn parts() {
        let pattern = Pattern::read("{a|'s} {{x}}[ to {b}[{?c=d}!]]").unwrap();
        let [Part::Hole(a), Part::Text(text), Part::Optional(inner)] = &*pattern.parts else { panic!("{pattern:?}") };
        assert_eq!((a.role, &*a.forms), ("a", &[Form::Possessive][..]));
        assert_eq!(text, " {x}");
        assert_eq!(inner.len(), 3);
        let mut roles = Vec::new();
        pattern.each_part(&mut |p| {
            if let Part::Hole(h) = p {
                roles.push(h.role.to_string());
            }
        });
        assert_eq!(roles, ["a", "b"]);
        assert_eq!(Pattern::read("plain").unwrap().as_text(), Some("plain"));
    }

    #[test]
    fn patterns_that_are_only_read() {
        let pattern = Pattern::for_reading("{a+b} (rose{rose=rose}|fell [by]) @be ... ((x))").unwrap();
        let [Part::Hole(_), Part::Text(_), Part::Choice(choices), _, Part::Class(be), _, Part::Gap, Part::Text(x)] =
            &*pattern.parts
        else {
            panic!("{pattern:?}")
        };
        assert_eq!((choices.len(), &**be, x.as_str()), (2, "be", " (x)"));
        assert!(matches!(&*choices[0], [Part::Text(_), Part::Fill(_)]));
        let [Part::Text(_), Part::Optional(one)] = &Pattern::for_reading("a [b|c]").unwrap().parts[..] else {
            panic!()
        };
        assert!(matches!(&**one, [Part::Choice(choices)] if choices.len() == 2));
        assert_eq!(Pattern::for_reading("a (b").unwrap_err().at, 2);
        assert_eq!(Pattern::for_reading("a b)").unwrap_err().at, 3);
        assert_eq!(Pattern::for_reading("a @").unwrap_err().at, 3);
        // What is written may have these marks.
        assert_eq!(Pattern::read("a (b) @ ...").unwrap().as_text(), Some("a (b) @ ..."));
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
        assert!(Pattern::read(&"[a".repeat(10_000)).is_err());
    }
}
