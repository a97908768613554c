use crate::form::Form;

/// A pattern as it is written and, later, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Text(Box<str>),
    Hole(Hole),
    Guard(Guard),
    /// Another form of the same kind.
    Own(Box<str>),
    Optional(Vec<Part>),
}

/// A place for what fills a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hole {
    pub(crate) role: Box<str>,
    pub(crate) forms: Box<[Form]>,
    /// The forms as the file spells them.
    pub(crate) spelled: Box<str>,
}

/// A condition on a role, which writes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Guard {
    pub(crate) role: Box<str>,
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
    pub(crate) fn read(text: &str) -> Result<Self, PatternError> {
        let mut reader = Reader { text, at: 0 };
        let parts = reader.parts(None)?;
        Ok(Self { parts })
    }

    /// The text of a pattern that is nothing else.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self.parts.as_slice() {
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
                if let Part::Optional(inner) = part {
                    walk(inner, f);
                }
            }
        }
        walk(&self.parts, f);
    }
}

/// How deep brackets may stand in brackets.
const DEEPEST: usize = 8;

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn parts(&mut self, open: Option<(usize, usize)>) -> Result<Vec<Part>, PatternError> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let flush = |literal: &mut String, parts: &mut Vec<Part>| {
            if !literal.is_empty() {
                parts.push(Part::Text(std::mem::take(literal).into()));
            }
        };
        while let Some(c) = self.text[self.at..].chars().next() {
            let doubled = self.text[self.at + c.len_utf8()..].starts_with(c)
                // Within brackets in brackets, two closing ones close both.
                && !(c == ']' && open.is_some_and(|(_, depth)| depth > 1));
            match c {
                '{' | '}' | '[' | ']' if doubled => {
                    literal.push(c);
                    self.at += 2;
                }
                '{' => {
                    flush(&mut literal, &mut parts);
                    parts.push(self.braces()?);
                }
                '[' => {
                    flush(&mut literal, &mut parts);
                    let depth = open.map_or(0, |(_, depth)| depth) + 1;
                    if depth > DEEPEST {
                        return Err(self.error(self.at, "too many brackets within brackets", ""));
                    }
                    let at = self.at;
                    self.at += 1;
                    let inner = self.parts(Some((at, depth)))?;
                    parts.push(Part::Optional(inner));
                }
                ']' if open.is_some() => {
                    flush(&mut literal, &mut parts);
                    self.at += 1;
                    return Ok(parts);
                }
                ']' => {
                    return Err(self.error(self.at, "this ] closes nothing", "double it to write the bracket itself"));
                }
                '}' => return Err(self.error(self.at, "this } closes nothing", "double it to write the brace itself")),
                c => {
                    literal.push(c);
                    self.at += c.len_utf8();
                }
            }
        }
        if let Some((at, _)) = open {
            return Err(self.error(at, "this [ is not closed", "double it to write the bracket itself"));
        }
        flush(&mut literal, &mut parts);
        Ok(parts)
    }

    fn error(&self, at: usize, problem: &str, hint: &str) -> PatternError {
        PatternError { at, problem: problem.to_owned(), hint: hint.to_owned() }
    }

    /// What stands in braces, from the opening one.
    fn braces(&mut self) -> Result<Part, PatternError> {
        let open = self.at;
        let Some(length) = self.text[open..].find('}') else {
            return Err(self.error(open, "this { is not closed", "double it to write the brace itself"));
        };
        let inner = &self.text[open + 1..open + length];
        self.at = open + length + 1;
        if let Some(form) = inner.strip_prefix('.') {
            self.name(form, open + 2)?;
            return Ok(Part::Own(form.into()));
        }
        if let Some(condition) = inner.strip_prefix(['?', '!']) {
            let (role, value) = match condition.split_once('=') {
                Some((role, value)) => (role, Some(value.into())),
                None => (condition, None),
            };
            self.name(role, open + 2)?;
            return Ok(Part::Guard(Guard { role: role.into(), value, holds: inner.starts_with('?') }));
        }
        let (role, spelled) = inner.split_once('|').unwrap_or((inner, ""));
        self.name(role, open + 1)?;
        let mut forms = Vec::new();
        let mut at = open + 1 + role.len() + 1;
        for form in spelled.split('|').filter(|_| inner.contains('|')) {
            let known = Form::read(form).ok_or_else(|| PatternError {
                at,
                problem: format!("{form:?} is not a form that a role can be written in"),
                hint: format!("forms are {}", Form::known()),
            })?;
            forms.push(known);
            at += form.len() + 1;
        }
        Ok(Part::Hole(Hole { role: role.into(), forms: forms.into(), spelled: spelled.into() }))
    }

    fn name(&self, name: &str, at: usize) -> Result<(), PatternError> {
        let fine = !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
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
        let [Part::Hole(a), Part::Text(text), Part::Optional(inner)] = pattern.parts.as_slice() else {
            panic!("{pattern:?}")
        };
        assert_eq!((&*a.role, &*a.forms), ("a", &[Form::Possessive][..]));
        assert_eq!(&**text, " {x}");
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
