//! The wordings of a fact kind.

use attache_model::Code;

use crate::{
    WordingError,
    pattern::{Part, Pattern, PatternReader},
    read::Measure,
    toml_file::Entry,
};

/// The wordings of a fact kind.
#[derive(Clone, Default)]
pub(crate) struct Kind {
    /// The kind whose forms stand in for those that are not here.
    pub(crate) like: Option<Box<str>>,
    pub(crate) forms: Vec<(Box<str>, Box<[Pattern]>)>,
    /// Forms to which a user has added wordings, with those that were there;
    /// kinds that are like this one go without them.
    pub(crate) added: Vec<(Box<str>, Box<[Pattern]>)>,
    pub(crate) reading: KindReading,
}

/// How a kind is read, beside its written patterns.
#[derive(Clone, Default)]
pub(crate) struct KindReading {
    /// Patterns that are only read.
    pub(crate) patterns: Vec<Pattern>,
    /// What may stand between the words of any of its patterns.
    pub(crate) adjuncts: Vec<Pattern>,
    /// What may not follow its patterns, because it makes another statement.
    pub(crate) unless: Vec<Pattern>,
    /// Clauses that go on from a statement of the kind: "and from Brazil, 240 million".
    pub(crate) goes_on: Vec<Pattern>,
    /// What it is called, beside its noun and label.
    pub(crate) names: Vec<Box<str>>,
    pub(crate) measures: Option<Measure>,
    /// What a bare number counts.
    pub(crate) counts: Option<Code>,
}

/// How far one kind's wordings may lean on another's.
pub(crate) const LONGEST_LIKENESS: usize = 4;

/// The kind's patterns of a form, its own or those of the kind that it is like.
pub(crate) fn patterns<'k>(
    kind: &'k Kind,
    form: &str,
    find: &dyn Fn(&str) -> Option<&'k Kind>,
) -> Option<&'k [Pattern]> {
    if let Some((_, patterns)) = kind.added.iter().find(|(name, _)| &**name == form) {
        return Some(patterns);
    }
    let mut kind = kind;
    for _ in 0..=LONGEST_LIKENESS {
        if let Some((_, patterns)) = kind.forms.iter().find(|(name, _)| &**name == form) {
            return Some(patterns);
        }
        kind = find(kind.like.as_deref()?)?;
    }
    None
}

impl Kind {
    pub(crate) fn read(entry: &Entry<'_>, reader: &mut PatternReader) -> Result<Self, WordingError> {
        let mut kind = Self::default();
        for (form, entry) in entry.entries() {
            match form {
                "like" => kind.like = Some(entry.text()?.into()),
                "read" => kind.reading.patterns = read_patterns(&entry, reader)?,
                "adjuncts" => kind.reading.adjuncts = read_patterns(&entry, reader)?,
                "unless" => kind.reading.unless = read_patterns(&entry, reader)?,
                "goes-on" => kind.reading.goes_on = read_patterns(&entry, reader)?,
                "names" => {
                    let names: Result<_, WordingError> = entry.texts()?.iter().map(|t| Ok(t.text()?.into())).collect();
                    kind.reading.names = names?;
                }
                "counts" => kind.reading.counts = Some(Code::new(entry.text()?)),
                "measures" => kind.reading.measures = Some(Measure::read(entry.text()?)),
                _ => {}
            }
            if READING.contains(&form) {
                continue;
            }
            let patterns = entry.texts()?.iter().map(|text| pattern(text, reader)).collect::<Result<Vec<_>, _>>()?;
            if patterns.is_empty() {
                return Err(entry.error("a form wants at least one pattern", ""));
            }
            kind.forms.push((form.into(), patterns.into()));
        }
        Ok(kind)
    }

    /// Reads further patterns too.
    pub(crate) fn read_too(&mut self, more: KindReading) {
        self.reading.patterns.extend(more.patterns);
        self.reading.adjuncts.extend(more.adjuncts);
        self.reading.unless.extend(more.unless);
        self.reading.goes_on.extend(more.goes_on);
        self.reading.names.extend(more.names);
        self.reading.measures = more.measures.or(self.reading.measures);
        self.reading.counts = more.counts.or(self.reading.counts);
    }

    /// That the kinds and forms which its patterns lean on are there, and that
    /// no form leans on itself.
    pub(crate) fn check<'k>(
        &'k self,
        id: &str,
        entry: &Entry<'_>,
        find: &dyn Fn(&str) -> Option<&'k Kind>,
    ) -> Result<(), WordingError> {
        let mut chain = vec![self];
        while let Some(like) = chain.last().and_then(|kind| kind.like.as_deref()) {
            let at = entry.find("like").unwrap_or_else(|| entry.clone());
            let next = find(like)
                .ok_or_else(|| at.error(&format!("there is no fact kind {like:?}"), "name one with wordings"))?;
            if chain.len() > LONGEST_LIKENESS {
                return Err(at.error(&format!("{id:?} is like itself, or the row of likenesses is too long"), ""));
            }
            chain.push(next);
        }
        for (form, own) in chain.iter().flat_map(|kind| &kind.forms).chain(&self.added) {
            let mut problem = None;
            for part in own.iter().flat_map(|pattern| &pattern.all) {
                let Part::Own(name) = part else { continue };
                let Some(patterns) = patterns(self, name, find) else {
                    let text = format!("the fact kind {id:?} has no form {name:?}, which {form:?} wants");
                    problem = Some((&**form, text));
                    continue;
                };
                if patterns.iter().flat_map(|pattern| &pattern.all).any(|part| matches!(part, Part::Own(_))) {
                    let text = format!("{name:?} is to stand in other forms, and so may hold none");
                    problem = Some((&**name, text));
                }
            }
            if let Some((form, problem)) = problem {
                return Err(entry.find(form).unwrap_or_else(|| entry.clone()).error(&problem, ""));
            }
        }
        Ok(())
    }
}

/// The entries of a kind that are no forms.
const READING: [&str; 8] = ["like", "read", "adjuncts", "unless", "goes-on", "names", "measures", "counts"];

pub(crate) fn read_patterns(entry: &Entry<'_>, reader: &mut PatternReader) -> Result<Vec<Pattern>, WordingError> {
    let pattern =
        |text: &Entry<'_>| reader.for_reading(text.text()?).map_err(|e| text.error_within(e.at, &e.problem, &e.hint));
    entry.texts()?.iter().map(pattern).collect()
}

pub(crate) fn pattern(entry: &Entry<'_>, reader: &mut PatternReader) -> Result<Pattern, WordingError> {
    reader.written(entry.text()?).map_err(|e| entry.error_within(e.at, &e.problem, &e.hint))
}
