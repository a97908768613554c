use std::sync::OnceLock;

use attache_document::{
    template::{Block, Front, Inline, Item, Reference, Section, Template},
    written::Written,
};
use attache_fact::{Expression, Kind, find};
use attache_language::Wordings;
use attache_model::{Area, Areas, Date, Language, Selection};

use crate::{
    Facts, SheetError,
    from_facts::FromFacts,
    supply::Supply,
    write::{Writer, Writing, included},
};

/// A document with fact expressions and areas as parameters.
pub struct Sheet {
    template: Template,
    /// It has a line below its title that says of when it is, and a list of what
    /// is missing.
    is_sheet: bool,
    /// What it was read from.
    source: String,
}

/// What a sheet is written for.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// The areas that `{a}`, `{b}` and so on stand for, in order.
    pub areas: Vec<Area>,
    /// Shown in the subtitle: only what was published by this day was asked.
    pub as_of: Option<Date>,
}

impl Sheet {
    /// The sheet of a pair: `{a}` and `{b}`.
    pub fn pair() -> &'static Self {
        static PAIR: OnceLock<Sheet> = OnceLock::new();
        PAIR.get_or_init(|| Self::built_in(include_str!("../sheets/pair.md")))
    }

    /// The sheet of a country: `{a}`.
    pub fn country() -> &'static Self {
        static COUNTRY: OnceLock<Sheet> = OnceLock::new();
        COUNTRY.get_or_init(|| Self::built_in(include_str!("../sheets/country.md")))
    }

    /// The built-in sheet for so many areas.
    pub fn built_in_for(areas: &[Area]) -> &'static Self {
        if areas.len() == 1 { Self::country() } else { Self::pair() }
    }

    fn built_in(text: &str) -> Self {
        let sheet = Self::read(text).expect("tests hold that the built-in sheets can be read");
        Self { is_sheet: true, ..sheet }
    }

    /// Reads a document.
    ///
    /// # Errors
    /// When a link or comment in it is not as templates have it.
    pub fn read(text: &str) -> Result<Self, SheetError> {
        let template = Template::read(text)?;
        Ok(Self { is_sheet: template.front.is_sheet, template, source: text.to_owned() })
    }

    /// What it says of itself.
    pub fn front(&self) -> &Front {
        &self.template.front
    }

    /// What stands before its text: its front matter.
    pub fn head(&self) -> &str {
        &self.source[..self.template.start]
    }

    pub(crate) fn template(&self) -> &Template {
        &self.template
    }

    /// Its text with loops written out, which [`Edit`](crate::Edit)s change.
    pub fn text(&self) -> &str {
        self.template.text()
    }

    /// Whether it is a fact sheet, and no document of another sort.
    pub fn is_sheet(&self) -> bool {
        self.is_sheet
    }

    pub(crate) fn sections(&self) -> &[Section] {
        &self.template.sections
    }

    /// What must be in a panel for the sheet to say all that it can.
    ///
    /// # Errors
    /// When an expression in it means nothing.
    pub fn needs(&self, parameters: &Parameters) -> Result<Vec<Selection>, SheetError> {
        self.needs_of(parameters, |_| true)
    }

    /// What must be in a panel for the kinds that are taken to say all that they
    /// can.
    ///
    /// # Errors
    /// When an expression in it means nothing.
    pub fn needs_of(
        &self,
        parameters: &Parameters,
        takes: impl Fn(&dyn Kind) -> bool,
    ) -> Result<Vec<Selection>, SheetError> {
        let mut needs: Vec<Selection> = Vec::new();
        for reference in self.references(parameters)? {
            let expression = parameters.expression(reference)?;
            let kind = find(expression.kind).ok_or_else(|| unknown_kind(reference, &expression))?;
            let asked = if takes(kind) { kind.needs(&expression.args) } else { Vec::new() };
            for need in asked {
                if !needs.contains(&need) {
                    needs.push(need);
                }
            }
        }
        Ok(needs)
    }

    /// The facts that the sheet asks for.
    ///
    /// # Errors
    /// When an expression in it means nothing.
    pub fn expressions(&self, parameters: &Parameters) -> Result<Vec<Expression>, SheetError> {
        self.references(parameters)?.into_iter().map(|reference| parameters.expression(reference)).collect()
    }

    /// Writes the sheet out.
    ///
    /// # Errors
    /// When something in it means nothing.
    pub fn write(&self, parameters: &Parameters, wordings: &Wordings, facts: &Facts) -> Result<Written, SheetError> {
        let of = |language: Language| {
            if language == wordings.language() { wordings } else { Wordings::in_language(language) }
        };
        Ok(self.write_from(parameters, wordings, &FromFacts::new(facts, &of))?.written)
    }

    /// Writes the document out from whatever supplies its facts.
    ///
    /// # Errors
    /// When something in it means nothing.
    pub fn write_from(
        &self,
        parameters: &Parameters,
        wordings: &Wordings,
        supply: &dyn Supply,
    ) -> Result<Writing, SheetError> {
        Writer::new(parameters, wordings, supply, self.is_sheet).document(&self.template)
    }

    fn references(&self, parameters: &Parameters) -> Result<Vec<&Reference>, SheetError> {
        let mut found = Vec::new();
        let Template { title, opening, sections, footnotes, .. } = &self.template;
        in_words(title, &mut found);
        sections.iter().for_each(|section| in_words(&section.heading, &mut found));
        let blocks = opening.iter().chain(sections.iter().flat_map(|s| &s.blocks)).map(|placed| &placed.block);
        for block in blocks.chain(footnotes.iter().flat_map(|(_, blocks)| blocks)) {
            in_block(block, parameters, &mut found)?;
        }
        Ok(found)
    }
}

fn in_block<'t>(block: &'t Block, parameters: &Parameters, found: &mut Vec<&'t Reference>) -> Result<(), SheetError> {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => in_words(text, found),
        Block::List { items, .. } => {
            for Item { words, blocks } in items {
                in_words(words, found);
                blocks.iter().try_for_each(|block| in_block(block, parameters, found))?;
            }
        }
        Block::Table { caption, header, rows } => {
            in_words(caption, found);
            header.iter().for_each(|column| in_words(&column.heading, found));
            rows.iter().flatten().for_each(|cell| in_words(cell, found));
        }
        Block::Chart(chart) => {
            in_words(&chart.caption, found);
            found.push(&chart.expression);
        }
        Block::Quote(blocks) => blocks.iter().try_for_each(|block| in_block(block, parameters, found))?,
        Block::Include { sheet, section, span } => {
            let section = included(sheet, section, parameters, span)?;
            section.blocks.iter().try_for_each(|placed| in_block(&placed.block, parameters, found))?;
        }
        Block::Code { .. } | Block::Rule | Block::Html(_) => {}
    }
    Ok(())
}

fn in_words<'t>(inlines: &'t [Inline], found: &mut Vec<&'t Reference>) {
    for inline in inlines {
        match inline {
            Inline::Fact { words, expression, .. } => {
                found.push(expression);
                in_words(words, found);
            }
            Inline::Styled(_, inner) | Inline::Link { words: inner, .. } => in_words(inner, found),
            _ => {}
        }
    }
}

pub(crate) fn unknown_kind(reference: &Reference, expression: &Expression) -> SheetError {
    let near = attache_fact::nearest_kind(expression.kind.as_str());
    SheetError::Expression {
        span: reference.span.clone(),
        expression: expression.to_string(),
        problem: format!("there is no fact kind {:?}", expression.kind.as_str()),
        hint: match near {
            Some(near) => format!("did you mean {near}? `attache facts` lists the kinds"),
            None => "`attache facts` lists the kinds".to_owned(),
        },
    }
}

impl Parameters {
    /// The text with the parameters in place of their names.
    fn filled(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (letter, area) in ('a'..='z').zip(&self.areas) {
            let name = format!("{{{letter}}}");
            if text.contains(&name) {
                text = text.replace(&name, area.code());
            }
        }
        text
    }

    /// The expression with the parameters in place of their names.
    pub(crate) fn expression(&self, reference: &Reference) -> Result<Expression, SheetError> {
        let text = self.filled(&reference.text);
        text.parse::<Expression>().map_err(|error| SheetError::Expression {
            span: reference.span.clone(),
            problem: error.problem,
            hint: self.hint(&text, error.hint),
            expression: text,
        })
    }

    pub(crate) fn area(&self, text: &str) -> Result<Area, (String, String)> {
        let text = self.filled(text).replace("%20", " ").replace('+', " ");
        Areas::find(&text).map_err(|unknown| {
            let near = unknown.candidates.iter().map(|a| a.code()).collect::<Vec<_>>().join(", ");
            let hint = if near.is_empty() { "give an ISO code".to_owned() } else { format!("did you mean {near}?") };
            (unknown.to_string(), self.hint(&text, hint))
        })
    }

    /// A parameter that nothing fills is more likely meant than a country of such
    /// a name.
    fn hint(&self, text: &str, hint: String) -> String {
        match text.contains('{') {
            true => "name the countries in the front matter, as `attache: {about: [US, BO]}`, or by a loop".to_owned(),
            false => hint,
        }
    }
}
