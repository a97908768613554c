use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    rc::Rc,
};

use attache_document::{
    template::{Block, Chart, Inline, Item, Placed, Presentation, Reference, Section, Template},
    written::{self, Edit, Missing, Origin, Replacement, Span, Written, plain},
};
use attache_fact::{Expression, Value};
use attache_language::Wordings;
use attache_model::{Area, Language};

use crate::{
    Parameters, SheetError,
    cite::Sources,
    line::{Line, Place, Repeat},
    sheet::{Sheet, unknown_kind},
    supply::{Ask, Lack, Statement, Supply},
};

/// A document written out, and how its source is to be edited to read as it.
#[derive(Clone, Debug)]
pub struct Writing {
    pub written: Written,
    /// In order of their places in [`Sheet::text`], none within another; none
    /// for a fact sheet.
    pub edits: Vec<Edit>,
    /// References for which there are no data.
    pub gaps: Vec<Gap>,
}

/// A reference without data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Bytes of the document.
    pub span: Range<usize>,
    pub expression: String,
    /// The sources that would have it.
    pub would_come_from: Vec<String>,
    /// The author's words stand, without a source.
    pub has_words: bool,
}

/// By what was asked: with the author's words, where there are some.
type Answers = HashMap<(Expression, Presentation, Language, Option<String>), Rc<Result<Vec<Statement>, Lack>>>;

/// Writes one document.
pub(crate) struct Writer<'a> {
    pub(crate) parameters: &'a Parameters,
    pub(crate) wordings: &'a Wordings,
    supply: &'a dyn Supply,
    is_sheet: bool,
    answers: Answers,
    sources: Sources,
    missing: Vec<Missing>,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) edits: Vec<Edit>,
    /// What is being written cannot be had by edits within it.
    pub(crate) is_made_anew: bool,
    /// Within a section of a built-in sheet, where what is missing is not told.
    is_included: bool,
    /// Labels of footnotes that were referred to, by their numbers.
    pub(crate) footnotes: Vec<String>,
    /// The heading that is being written below.
    heading: String,
    /// The identifiers given so far.
    ids: HashSet<String>,
}

/// A heading that waits for something to stand above.
struct Pending {
    level: u8,
    heading: written::Block,
    at: Option<Range<usize>>,
    /// The author has blocks below it.
    has_blocks: bool,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(
        parameters: &'a Parameters,
        wordings: &'a Wordings,
        supply: &'a dyn Supply,
        is_sheet: bool,
    ) -> Self {
        Self {
            parameters,
            wordings,
            supply,
            is_sheet,
            answers: HashMap::new(),
            sources: Sources::default(),
            missing: Vec::new(),
            gaps: Vec::new(),
            edits: Vec::new(),
            is_made_anew: false,
            is_included: false,
            footnotes: Vec::new(),
            heading: String::new(),
            ids: ["sources", "missing", "cautions", "footnotes"].map(str::to_owned).into(),
        }
    }

    pub(crate) fn document(mut self, template: &Template) -> Result<Writing, SheetError> {
        let title = plain(&self.spans(&template.title)?);
        let mut sections = Vec::new();
        let opening = self.placed(&template.opening)?;
        if !opening.is_empty() {
            let id = self.id("summary".to_owned());
            sections.push(written::Section { id, level: 2, heading: Vec::new(), blocks: opening });
        }
        for section in &template.sections {
            sections.extend(self.section(section)?);
        }
        let footnotes = self.footnotes(template)?;
        let (sources, notes) = std::mem::take(&mut self.sources).into_lists();
        let newest = sources.iter().map(|s| s.published).max();
        let subtitle = if self.is_sheet { self.subtitle(newest)? } else { String::new() };
        let written = Written {
            title,
            subtitle,
            language: self.wordings.language(),
            about: self.parameters.areas.clone(),
            as_of: self.parameters.as_of,
            dated: template.front.dated,
            author: template.front.author.clone().unwrap_or_default(),
            sections,
            footnotes,
            sources,
            notes,
            missing: self.missing,
        };
        self.edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
        Ok(Writing { written, edits: self.edits, gaps: self.gaps })
    }

    fn subtitle(&self, newest: Option<attache_model::Date>) -> Result<String, SheetError> {
        let (subtitle, day) = match (self.parameters.as_of, newest) {
            (Some(day), _) => ("subtitle.as-of", Some(day)),
            (None, Some(day)) => ("subtitle.newest", Some(day)),
            (None, None) => ("subtitle", None),
        };
        let day = day.map(|day| self.wordings.value(&Value::Period(day.into()), "")).unwrap_or_default();
        Ok(self.word(subtitle, 0..0)?.replace("{date}", &day))
    }

    /// What the footnotes say that were referred to, and those that they refer to.
    fn footnotes(&mut self, template: &Template) -> Result<Vec<Vec<written::Block>>, SheetError> {
        let mut footnotes = Vec::new();
        while let Some(label) = self.footnotes.get(footnotes.len()).cloned() {
            let blocks = template.footnotes.iter().find(|(known, _)| *known == label);
            let blocks = blocks.map_or(&[][..], |(_, blocks)| blocks.as_slice());
            footnotes.push(self.blocks(blocks)?);
        }
        Ok(footnotes)
    }

    fn section(&mut self, section: &Section) -> Result<Option<written::Section>, SheetError> {
        let heading = self.spans(&section.heading)?;
        let words = plain(&heading);
        self.heading.clone_from(&words);
        let blocks = self.placed(&section.blocks)?;
        if blocks.is_empty() && !section.blocks.is_empty() {
            self.leave_out(section.at.clone());
            return Ok(None);
        }
        let id = if section.id.is_empty() { slug("", &words) } else { section.id.clone() };
        Ok(Some(written::Section { id: self.id(id), level: section.level, heading, blocks }))
    }

    /// Keeps an edit of the text, which nobody makes of a fact sheet.
    pub(crate) fn edit(&mut self, at: &Range<usize>, with: impl FnOnce() -> Replacement) {
        if !self.is_sheet {
            self.edits.push(Edit { at: at.clone(), with: with() });
        }
    }

    fn leave_out(&mut self, at: Range<usize>) {
        if self.is_sheet {
            return;
        }
        self.edits.retain(|edit| edit.at.end <= at.start || edit.at.start >= at.end);
        self.edits.push(Edit { at, with: Replacement::Blocks(Vec::new()) });
    }

    /// An identifier that nothing else in the document has.
    fn id(&mut self, wanted: String) -> String {
        let wanted = if is_of_page(&wanted) { format!("section-{wanted}") } else { wanted };
        let numbered = (2..).map(|n| format!("{wanted}-{n}"));
        let id = std::iter::once(wanted.clone()).chain(numbered).find(|id| !self.ids.contains(id)).unwrap_or(wanted);
        self.ids.insert(id.clone());
        id
    }

    /// Blocks whose places are known, with the edits that make them.
    fn placed(&mut self, placed: &[Placed]) -> Result<Vec<written::Block>, SheetError> {
        self.all(placed.iter().map(|placed| (&placed.block, Some(&placed.at))))
    }

    pub(crate) fn blocks(&mut self, blocks: &[Block]) -> Result<Vec<written::Block>, SheetError> {
        self.all(blocks.iter().map(|block| (block, None)))
    }

    fn all<'b>(
        &mut self,
        blocks: impl Iterator<Item = (&'b Block, Option<&'b Range<usize>>)>,
    ) -> Result<Vec<written::Block>, SheetError> {
        let mut written = Vec::new();
        let mut pending: Vec<Pending> = Vec::new();
        let blocks: Vec<_> = blocks.collect();
        for (index, &(block, at)) in blocks.iter().enumerate() {
            // A chart and the words beside it are of one paragraph.
            let neighbors = [index.wrapping_sub(1), index + 1].into_iter().filter_map(|i| blocks.get(i));
            let end = |at: Option<&Range<usize>>| at.map(|at| at.end);
            let is_part = at.is_some() && neighbors.into_iter().any(|(_, other)| end(*other) == end(at));
            if let Block::Heading { level, id, text } = block {
                self.end_pending(&mut pending, *level, &mut written);
                let text = self.spans(text)?;
                let wanted = if id.is_empty() { slug(&self.heading, &plain(&text)) } else { id.clone() };
                let heading = written::Block::Heading { level: *level, id: self.id(wanted), text };
                pending.push(Pending { level: *level, heading, at: at.cloned(), has_blocks: false });
                continue;
            }
            pending.iter_mut().for_each(|heading| heading.has_blocks = true);
            let edits = self.edits.len();
            let outer = std::mem::take(&mut self.is_made_anew);
            let blocks = self.block(block)?;
            self.is_made_anew |= is_part || (blocks.is_empty() && !matches!(block, Block::Html(_)));
            if !blocks.is_empty() {
                written.extend(pending.drain(..).map(|pending| pending.heading));
            }
            if let (true, Some(at), false) = (self.is_made_anew, at, self.is_sheet) {
                self.edits.truncate(edits);
                match self.edits.last_mut() {
                    Some(Edit { at: before, with: Replacement::Blocks(parts) }) if before.end == at.end => {
                        parts.extend(blocks.iter().cloned());
                    }
                    _ => self.edits.push(Edit { at: at.clone(), with: Replacement::Blocks(blocks.clone()) }),
                }
                self.is_made_anew = outer;
            }
            self.is_made_anew |= outer;
            written.extend(blocks);
        }
        self.end_pending(&mut pending, 0, &mut written);
        Ok(written)
    }

    /// Headings that are not above this level end without anything below them:
    /// they stand only where the author meant them so.
    fn end_pending(&mut self, pending: &mut Vec<Pending>, level: u8, written: &mut Vec<written::Block>) {
        while let Some(heading) = pending.pop_if(|heading| heading.level >= level) {
            if !heading.has_blocks {
                written.extend(pending.drain(..).map(|pending| pending.heading));
                written.push(heading.heading);
            } else if let Some(at) = heading.at {
                self.leave_out(at);
            } else {
                self.is_made_anew = true;
            }
        }
    }

    fn block(&mut self, block: &Block) -> Result<Vec<written::Block>, SheetError> {
        Ok(match block {
            Block::Paragraph(inlines) => self.paragraph(inlines)?.into_iter().collect(),
            Block::List { start, items } => self.list(*start, items)?.into_iter().collect(),
            Block::Table { caption, header, rows } => {
                let caption = plain(&self.spans(caption)?);
                self.table(caption, header, rows)?.into_iter().collect()
            }
            Block::Chart(chart) => {
                self.is_made_anew = true;
                self.chart(chart)?.into_iter().collect()
            }
            Block::Quote(blocks) => {
                let written = self.blocks(blocks)?;
                if written.is_empty() && !blocks.is_empty() {
                    return Ok(Vec::new());
                }
                vec![written::Block::Quote(written)]
            }
            Block::Code { language, text } => {
                vec![written::Block::Code { language: language.clone(), text: text.clone() }]
            }
            Block::Rule => vec![written::Block::Rule],
            Block::Html(html) => vec![written::Block::Html(html.clone())],
            Block::Include { sheet, section, span } => self.include(sheet, section, span)?,
            // Headings are dealt with where they stand among others.
            Block::Heading { .. } => Vec::new(),
        })
    }

    fn paragraph(&mut self, inlines: &[Inline]) -> Result<Option<written::Block>, SheetError> {
        let line = self.line(inlines, Place::Running, None)?;
        Ok((line.stands() && !line.spans.is_empty()).then(|| written::Block::Paragraph(line.finish())))
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) -> Result<Option<written::Block>, SheetError> {
        let mut written = Vec::new();
        // An author who writes words around facts has put them in order.
        let mut is_of_facts = start.is_none();
        for Item { words, blocks } in items {
            let repeats = self.repeats(words, Place::Item)?;
            self.is_made_anew |= repeats.len() != 1;
            is_of_facts &= blocks.is_empty() && !crate::line::has_words(words);
            for of in repeats {
                let line = self.line(words, Place::Item, of.as_ref())?;
                let stands = line.stands() && !line.spans.is_empty();
                let begins = of.as_ref().and_then(|of| of.statement.begins);
                let below = self.blocks(blocks)?;
                if stands || !below.is_empty() || (words.is_empty() && blocks.is_empty()) {
                    written.push((begins, written::Item { spans: line.finish(), blocks: below }));
                } else {
                    self.is_made_anew = true;
                }
            }
        }
        // What all have dates is told in their order.
        if is_of_facts && written.iter().all(|(begins, _)| begins.is_some()) {
            self.is_made_anew |= !written.is_sorted_by_key(|(begins, _)| *begins);
            written.sort_by_key(|(begins, _)| *begins);
        }
        let items: Vec<_> = written.into_iter().map(|(_, item)| item).collect();
        Ok((!items.is_empty()).then_some(written::Block::List(written::List { start, items })))
    }

    /// A section of a built-in sheet, without its heading.
    fn include(&mut self, sheet: &str, section: &str, span: &Range<usize>) -> Result<Vec<written::Block>, SheetError> {
        let included = included(sheet, section, self.parameters, span)?;
        self.is_made_anew = true;
        let outer = std::mem::replace(&mut self.is_included, true);
        let blocks: Vec<Block> = included.blocks.iter().map(|placed| placed.block.clone()).collect();
        let edits = self.edits.len();
        let written = self.blocks(&blocks);
        self.edits.truncate(edits);
        self.is_included = outer;
        let written = written.map_err(|error| at_place(error, span))?;
        if written.is_empty() {
            let expression = format!("sheet:{sheet}#{section}");
            self.gaps.push(Gap { span: span.clone(), expression, would_come_from: Vec::new(), has_words: false });
        }
        Ok(written)
    }

    fn chart(&mut self, chart: &Chart) -> Result<Option<written::Block>, SheetError> {
        let caption = plain(&self.spans(&chart.caption)?);
        let expression = self.parameters.expression(&chart.expression)?;
        let language = self.wordings.language();
        let drawn = match self.supply.chart(&expression, &chart.roles, language) {
            Ok(drawn) => drawn,
            Err(lack) => {
                self.note_lack(&chart.expression, &expression, &lack, false)?;
                None
            }
        };
        let Some(drawn) = drawn else { return Ok(None) };
        let series = drawn.series.into_iter().map(|(name, points)| written::Series {
            name,
            points: points
                .into_iter()
                .map(|point| written::Point {
                    label: point.label,
                    value: point.value,
                    text: point.text,
                    fact: point.fact.to_string(),
                })
                .collect(),
        });
        let series = series.collect();
        let citations = self.number(&drawn.citations);
        Ok(Some(written::Block::Chart(written::Chart { caption, unit: drawn.unit, series, citations })))
    }

    pub(crate) fn number(&mut self, cited: &[crate::supply::Cited]) -> Vec<written::Citation> {
        self.sources.number(cited, self.supply)
    }

    /// The facts for which an item or row is repeated: those of its first
    /// expression, or none where it has no expression or the author's words for
    /// it, and then it stands once.
    pub(crate) fn repeats<'i>(
        &mut self,
        inlines: impl IntoIterator<Item = &'i Inline>,
        place: Place,
    ) -> Result<Vec<Option<Repeat<'i>>>, SheetError> {
        let Some(first) = first_fact(inlines) else { return Ok(vec![None]) };
        let Inline::Fact { words, expression, presentation, .. } = first else { return Ok(vec![None]) };
        if !words.is_empty() {
            return Ok(vec![None]);
        }
        let presentation = presentation.or_form(place.form());
        let answer = self.answer(expression, &presentation, None)?;
        Ok(match answer.as_ref() {
            Ok(statements) => {
                statements.iter().map(|statement| Some(Repeat { first, statement: statement.clone() })).collect()
            }
            Err(_) => Vec::new(),
        })
    }

    /// What the supply says to an expression; a gap is noted.
    pub(crate) fn answer(
        &mut self,
        reference: &Reference,
        presentation: &Presentation,
        words: Option<&str>,
    ) -> Result<Rc<Result<Vec<Statement>, Lack>>, SheetError> {
        let expression = self.parameters.expression(reference)?;
        let language = self.language(reference, presentation)?;
        let key = (expression, presentation.clone(), language, words.map(str::to_owned));
        let answer = match self.answers.get(&key) {
            Some(answer) => Rc::clone(answer),
            None => {
                let ask = Ask { expression: &key.0, presentation, language, words };
                let answer = Rc::new(self.supply.answer(&ask));
                self.answers.insert(key.clone(), Rc::clone(&answer));
                answer
            }
        };
        if let Err(lack) = answer.as_ref() {
            self.note_lack(reference, &key.0, lack, false)?;
        }
        Ok(answer)
    }

    /// A role of what was stated.
    pub(crate) fn role(
        &mut self,
        of: &Statement,
        place: &Reference,
        presentation: &Presentation,
    ) -> Result<Option<Statement>, SheetError> {
        let language = self.language(place, presentation)?;
        self.supply.role(of, presentation, language).map_err(|lack| match lack {
            Lack::Refused { problem, hint } => SheetError::Reference { span: place.span.clone(), problem, hint },
            _ => unknown_kind(place, &of.fact),
        })
    }

    fn language(&self, place: &Reference, presentation: &Presentation) -> Result<Language, SheetError> {
        let Some(tag) = &presentation.language else { return Ok(self.wordings.language()) };
        Language::ALL.into_iter().find(|language| language.tag() == tag).ok_or_else(|| {
            let known: Vec<&str> = Language::ALL.iter().map(|language| language.tag()).collect();
            SheetError::Reference {
                span: place.span.clone(),
                problem: format!("lang={tag} is no language that is known"),
                hint: format!("it is one of {}", known.join(", ")),
            }
        })
    }

    /// That there is nothing, as a gap where that may be, else as an error.
    pub(crate) fn note_lack(
        &mut self,
        reference: &Reference,
        expression: &Expression,
        lack: &Lack,
        has_words: bool,
    ) -> Result<(), SheetError> {
        match lack {
            Lack::UnknownKind => return Err(unknown_kind(reference, expression)),
            Lack::Refused { problem, hint } => {
                return Err(SheetError::Expression {
                    span: reference.span.clone(),
                    problem: problem.clone(),
                    hint: hint.clone(),
                    expression: expression.to_string(),
                });
            }
            Lack::NotApplicable if self.is_sheet || self.is_included => {}
            Lack::NoData { .. } if self.is_included => {}
            Lack::NoData { would_come_from } if self.is_sheet => {
                self.note_missing(reference, expression, would_come_from)?;
            }
            Lack::NoData { .. } | Lack::NotApplicable => {
                self.what(reference, expression)?;
                let would_come_from = match lack {
                    Lack::NoData { would_come_from } => self.not_at_hand(would_come_from),
                    _ => Vec::new(),
                };
                let (span, expression) = (reference.span.clone(), expression.to_string());
                match self.gaps.iter_mut().find(|gap| gap.span == span && gap.expression == expression) {
                    Some(known) => known.has_words |= has_words,
                    None => self.gaps.push(Gap { span, expression, would_come_from, has_words }),
                }
            }
        }
        Ok(())
    }

    /// A source that is at hand does not have it.
    fn not_at_hand(&self, sources: &[String]) -> Vec<String> {
        sources.iter().filter(|id| !self.supply.is_at_hand(id)).cloned().collect()
    }

    /// What an expression asks for is called.
    fn what(&self, reference: &Reference, expression: &Expression) -> Result<String, SheetError> {
        let kind = expression.args.get("of").unwrap_or(expression.kind);
        self.label(&kind, reference.span.clone())
    }

    fn note_missing(
        &mut self,
        reference: &Reference,
        expression: &Expression,
        sources: &[String],
    ) -> Result<(), SheetError> {
        let mut what = self.what(reference, expression)?;
        // The sheet's title names the pair.
        if let ([area], [_, _]) = (expression.args.area.as_slice(), self.parameters.areas.as_slice()) {
            what = format!("{what} ({})", area.name(self.wordings.language()));
        }
        let sources = self.not_at_hand(sources).into_iter().map(Origin::new);
        match self.missing.iter_mut().find(|m| m.what == what && m.section == self.heading) {
            Some(known) => {
                let further = sources.filter(|s| !known.sources.contains(s)).collect::<Vec<_>>();
                known.sources.extend(further);
            }
            None => self.missing.push(Missing { section: self.heading.clone(), what, sources: sources.collect() }),
        }
        Ok(())
    }

    /// Headings and captions.
    pub(crate) fn spans(&mut self, inlines: &[Inline]) -> Result<Vec<Span>, SheetError> {
        let line: Line = self.line(inlines, Place::Heading, None)?;
        Ok(line.finish())
    }

    pub(crate) fn label(&self, kind: &str, span: Range<usize>) -> Result<String, SheetError> {
        self.wordings.label(kind).map(str::to_owned).ok_or_else(|| SheetError::Wording {
            span,
            problem: format!("{} has no label for the fact kind {kind}", self.wordings.language().tag()),
        })
    }

    /// A word of the sheet's own, with the areas in place of `{a}` and `{b}`.
    pub(crate) fn word(&self, name: &str, span: Range<usize>) -> Result<String, SheetError> {
        const ROLES: [&str; 2] = ["a", "b"];
        let areas = ROLES.into_iter().zip(self.parameters.areas.iter().map(|a: &Area| Value::Area(*a)));
        let word = self.wordings.word(name, &areas.collect::<Vec<_>>());
        word.map_err(|error| SheetError::Wording { span, problem: error.to_string() })
    }

    /// What an area is called.
    pub(crate) fn name(&self, reference: &Reference, form: &str) -> Result<String, SheetError> {
        let fault =
            |problem: String, hint: String| SheetError::Reference { span: reference.span.clone(), problem, hint };
        let area = self.parameters.area(&reference.text).map_err(|(problem, hint)| fault(problem, hint))?;
        Wordings::check_form(form).map_err(|(unknown, _)| {
            fault(format!("names have no form {unknown:?}"), "the forms are bare, the, of, to, in, adj, 's".to_owned())
        })?;
        Ok(self.wordings.value(&Value::Area(area), form))
    }
}

/// The first expression of words, however they are marked up.
fn first_fact<'i>(inlines: impl IntoIterator<Item = &'i Inline>) -> Option<&'i Inline> {
    inlines.into_iter().find_map(|inline| match inline {
        Inline::Fact { .. } => Some(inline),
        Inline::Styled(_, inner) | Inline::Link { words: inner, .. } => first_fact(inner),
        _ => None,
    })
}

/// The section of a built-in sheet that a document includes.
pub(crate) fn included(
    sheet: &str,
    section: &str,
    parameters: &Parameters,
    span: &Range<usize>,
) -> Result<&'static Section, SheetError> {
    let fault = |problem: String, hint: String| SheetError::Reference { span: span.clone(), problem, hint };
    let (included, wants) = match sheet {
        "pair" => (Sheet::pair(), 2),
        "country" => (Sheet::country(), 1),
        _ => return Err(fault(format!("there is no sheet {sheet:?}"), "the sheets are pair and country".to_owned())),
    };
    let has = parameters.areas.len();
    if has < wants {
        let wanted = if wants == 1 { "a country" } else { "two countries" };
        let hint = "name them in the front matter, as `attache: {about: [US, BO]}`".to_owned();
        return Err(fault(format!("the sheet {sheet} is of {wanted}, and the document is about {has}"), hint));
    }
    let sections = included.sections();
    sections.iter().find(|known| known.id == section && !section.is_empty()).ok_or_else(|| {
        let known: Vec<&str> = sections.iter().map(|known| known.id.as_str()).collect();
        fault(format!("the sheet {sheet} has no section {section:?}"), format!("its sections are {}", known.join(", ")))
    })
}

/// An error in what a document includes stands at the place where it does.
fn at_place(error: SheetError, place: &Range<usize>) -> SheetError {
    match error {
        SheetError::Expression { expression, problem, hint, .. } => {
            SheetError::Expression { span: place.clone(), expression, problem, hint }
        }
        SheetError::Reference { problem, hint, .. } => SheetError::Reference { span: place.clone(), problem, hint },
        SheetError::Wording { problem, .. } => SheetError::Wording { span: place.clone(), problem },
        error @ SheetError::Template(_) => error,
    }
}

/// Identifiers that pages have of their own.
fn is_of_page(id: &str) -> bool {
    let numbered = |rest: &str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    ["source-", "note-", "caution-", "chart-", "footnote-"].iter().any(|own| id.strip_prefix(own).is_some_and(numbered))
}

/// An identifier for links, from the words of a heading and the one above it.
fn slug(above: &str, heading: &str) -> String {
    let words = attache_model::fold(&format!("{above} {heading}"));
    let slug = words.split(' ').collect::<Vec<_>>().join("-");
    if slug.is_ascii() && !slug.is_empty() {
        return slug;
    }
    let ascii: String = slug.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let ascii = ascii.trim_matches('-');
    if ascii.is_empty() { "section".to_owned() } else { ascii.to_owned() }
}
