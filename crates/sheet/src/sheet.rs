use std::sync::OnceLock;

use attache_document::{
    template::{Block, Inline, Reference, Template},
    written::Written,
};
use attache_fact::{Expression, Kind, find};
use attache_language::Wordings;
use attache_model::{Area, Date, Selection};

use crate::{Facts, SheetError, write::Writer};

/// A document with fact expressions and areas as parameters.
pub struct Sheet {
    template: Template,
}

/// What a sheet is written for.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// The areas that `{a}`, `{b}` and so on stand for, in order.
    pub areas: Vec<Area>,
    /// Shown in the subtitle: only what was published by this day was asked.
    pub as_of: Option<Date>,
}

const NAMES: [&str; 2] = ["{a}", "{b}"];

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
        Self::read(text).expect("tests hold that the built-in sheets can be read")
    }

    /// Reads a sheet from a document.
    pub fn read(text: &str) -> Result<Self, SheetError> {
        Ok(Self { template: Template::read(text)? })
    }

    /// What must be in a panel for the sheet to say all that it can.
    pub fn needs(&self, parameters: &Parameters) -> Result<Vec<Selection>, SheetError> {
        self.needs_of(parameters, |_| true)
    }

    /// What must be in a panel for the kinds that are taken to say all that they
    /// can.
    pub fn needs_of(
        &self,
        parameters: &Parameters,
        takes: impl Fn(&dyn Kind) -> bool,
    ) -> Result<Vec<Selection>, SheetError> {
        let mut needs: Vec<Selection> = Vec::new();
        for reference in self.references() {
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
    pub fn expressions(&self, parameters: &Parameters) -> Result<Vec<Expression>, SheetError> {
        self.references().into_iter().map(|reference| parameters.expression(reference)).collect()
    }

    /// Writes the sheet out.
    pub fn write(&self, parameters: &Parameters, wordings: &Wordings, facts: &Facts) -> Result<Written, SheetError> {
        Writer::new(parameters, wordings, facts).document(&self.template)
    }

    fn references(&self) -> Vec<&Reference> {
        let Template { title, opening, sections } = &self.template;
        let headings = title.iter().chain(sections.iter().flat_map(|s| &s.heading));
        let blocks = opening.iter().chain(sections.iter().flat_map(|s| &s.blocks));
        let mut references: Vec<&Reference> = headings.filter_map(reference).collect();
        for block in blocks {
            match block {
                Block::Heading { text, .. } | Block::Paragraph(text) => {
                    references.extend(text.iter().filter_map(reference))
                }
                Block::List(items) => references.extend(items.iter().flatten().filter_map(reference)),
                Block::Table { header, rows } => {
                    references.extend(header.iter().flat_map(|c| &c.heading).filter_map(reference));
                    references.extend(rows.iter().flatten().flatten().filter_map(reference));
                }
                Block::Chart(chart) => {
                    references.extend(chart.caption.iter().filter_map(reference));
                    references.push(&chart.expression);
                }
            }
        }
        references
    }
}

fn reference(inline: &Inline) -> Option<&Reference> {
    match inline {
        Inline::Fact { expression, .. } => Some(expression),
        _ => None,
    }
}

pub(crate) fn unknown_kind(reference: &Reference, expression: &Expression) -> SheetError {
    SheetError::Expression {
        span: reference.span.clone(),
        expression: expression.to_string(),
        problem: format!("there is no fact kind {:?}", expression.kind.as_str()),
        hint: "`attache facts` lists the kinds".to_owned(),
    }
}

impl Parameters {
    /// The expression with the parameters in place of their names.
    pub(crate) fn expression(&self, reference: &Reference) -> Result<Expression, SheetError> {
        let mut text = reference.text.clone();
        for (name, area) in NAMES.iter().zip(&self.areas) {
            if text.contains(name) {
                text = text.replace(name, area.code());
            }
        }
        text.parse::<Expression>().map_err(|error| SheetError::Expression {
            span: reference.span.clone(),
            problem: error.problem,
            hint: error.hint,
            expression: text,
        })
    }
}
