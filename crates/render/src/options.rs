/// How sources are cited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Citations {
    /// Not at all: the text as it stands.
    None,
    /// A note where the figure stands.
    #[default]
    Footnotes,
    /// A mark in the text, and a list of the sources at the end.
    Endnotes,
}

/// How a document is rendered.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    pub citations: Citations,
    /// Sources as a style of citation has them; without, as publishers give them.
    pub references: Option<&'a References>,
    /// It is a document of an author's, and no fact sheet: HTML and JSON have
    /// data for machines in them, figures are `<data>` elements, and there are no
    /// lists of what is missing.
    pub is_document: bool,
}

/// Sources in a style of citation, one for each of the document's, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// What stands in the text: `(US Census Bureau, 2023)`, `[1]`.
    pub marks: Vec<String>,
    /// What a note says.
    pub notes: Vec<String>,
    /// What the list of sources says; empty where the style has no list.
    pub entries: Vec<String>,
}

impl Options<'_> {
    /// What stands in the text for a source, where a style says it.
    pub(crate) fn mark(&self, source: usize) -> Option<&str> {
        self.of(source, |references| &references.marks)
    }

    pub(crate) fn note(&self, source: usize) -> Option<&str> {
        self.of(source, |references| &references.notes).or_else(|| self.entry(source))
    }

    pub(crate) fn entry(&self, source: usize) -> Option<&str> {
        self.of(source, |references| &references.entries).or_else(|| self.of(source, |references| &references.notes))
    }

    fn of(&self, source: usize, which: impl Fn(&References) -> &Vec<String>) -> Option<&str> {
        let text = which(self.references?).get(source.checked_sub(1)?)?;
        Some(text.as_str()).filter(|text| !text.is_empty())
    }
}

/// Which sources, notes and citations of a document are shown.
pub(crate) fn shown(citations: Citations) -> bool {
    citations != Citations::None
}
