use std::collections::HashSet;

use attache_document::{
    template::{Block, Chart, Inline, Reference, Section, Template},
    written::{self, Missing, Span, Stated, Written},
};
use attache_fact::{Absent, Expression, Fact, Value};
use attache_language::{NoWording, Sentence, Wordings};
use attache_model::{Area, Date, Decimal, Period};

use crate::{Facts, Parameters, SheetError, cite::Sources, facts::Answer, sheet::unknown_kind};

/// The form of an expression that states, as sentences, a user's own figures of
/// the series for which the user has wordings.
const OWN_SENTENCE: &str = "own-sentence";

/// Writes one sheet.
pub(crate) struct Writer<'a> {
    pub(crate) parameters: &'a Parameters,
    pub(crate) wordings: &'a Wordings,
    pub(crate) facts: &'a Facts,
    sources: Sources,
    missing: Vec<Missing>,
    /// The heading that is being written below.
    heading: String,
    /// The identifiers given so far.
    ids: HashSet<String>,
}

/// Facts that the words written so far have given, and words that only hold
/// them together.
#[derive(Default)]
pub(crate) struct Line {
    pub(crate) spans: Vec<Span>,
    /// Facts were asked for.
    pub(crate) asked: bool,
    /// Facts were given.
    pub(crate) given: bool,
}

impl Line {
    /// Whether the line says something: it states a fact, or asks for none.
    pub(crate) fn stands(&self) -> bool {
        self.given || !self.asked
    }

    fn push_text(&mut self, text: &str) {
        let ends_in_space = match self.spans.last() {
            None => true,
            Some(Span::Text(before)) => before.ends_with(' '),
            Some(Span::Stated(_)) => false,
        };
        let text = if ends_in_space { text.trim_start() } else { text };
        if !text.is_empty() {
            self.spans.push(Span::Text(text.to_owned()));
        }
    }

    /// `gap` stands between this fact and one just before it.
    fn push_stated(&mut self, gap: &str, stated: Stated) {
        if matches!(self.spans.last(), Some(Span::Stated(_))) {
            self.push_text(gap);
        }
        self.given = true;
        self.spans.push(Span::Stated(stated));
    }

    pub(crate) fn finish(mut self) -> Vec<Span> {
        while let Some(Span::Text(last)) = self.spans.last_mut() {
            let kept = last.trim_end().len();
            last.truncate(kept);
            if kept > 0 {
                break;
            }
            self.spans.pop();
        }
        self.spans
    }
}

impl<'a> Writer<'a> {
    pub(crate) fn new(parameters: &'a Parameters, wordings: &'a Wordings, facts: &'a Facts) -> Self {
        Self {
            parameters,
            wordings,
            facts,
            sources: Sources::default(),
            missing: Vec::new(),
            heading: String::new(),
            ids: HashSet::new(),
        }
    }

    pub(crate) fn document(mut self, template: &Template) -> Result<Written, SheetError> {
        let title = self.plain(&template.title)?;
        let mut sections = Vec::new();
        let opening = self.blocks(&template.opening)?;
        if !opening.is_empty() {
            let id = self.id("summary".to_owned());
            sections.push(written::Section { id, heading: String::new(), blocks: opening });
        }
        for section in &template.sections {
            sections.extend(self.section(section)?);
        }
        let (sources, notes) = std::mem::take(&mut self.sources).into_lists();
        let newest = sources.iter().map(|s| s.published).max();
        let (subtitle, day) = match (self.parameters.as_of, newest) {
            (Some(day), _) => ("subtitle.as-of", Some(day)),
            (None, Some(day)) => ("subtitle.newest", Some(day)),
            (None, None) => ("subtitle", None),
        };
        let day = day.map(|day| self.value(&Value::Period(day.into()), "")).unwrap_or_default();
        let subtitle = self.word(subtitle)?.replace("{date}", &day);
        Ok(Written {
            title,
            subtitle,
            language: self.wordings.language(),
            about: self.parameters.areas.clone(),
            as_of: self.parameters.as_of,
            sections,
            sources,
            notes,
            missing: self.missing,
        })
    }

    fn section(&mut self, section: &Section) -> Result<Option<written::Section>, SheetError> {
        let heading = self.plain(&section.heading)?;
        self.heading.clone_from(&heading);
        let blocks = self.blocks(&section.blocks)?;
        if blocks.is_empty() {
            return Ok(None);
        }
        let id = if section.id.is_empty() { slug("", &heading) } else { section.id.clone() };
        Ok(Some(written::Section { id: self.id(id), heading, blocks }))
    }

    /// An identifier that nothing else in the document has.
    fn id(&mut self, wanted: String) -> String {
        let numbered = (2..).map(|n| format!("{wanted}-{n}"));
        let id = std::iter::once(wanted.clone()).chain(numbered).find(|id| !self.ids.contains(id)).unwrap_or(wanted);
        self.ids.insert(id.clone());
        id
    }

    fn blocks(&mut self, blocks: &[Block]) -> Result<Vec<written::Block>, SheetError> {
        let mut written = Vec::new();
        let mut caption = String::new();
        let mut pending: Option<written::Block> = None;
        for block in blocks {
            let block = match block {
                Block::Heading { level: 4, text } => {
                    caption = self.plain(text)?;
                    continue;
                }
                Block::Heading { text, .. } => {
                    let text = self.plain(text)?;
                    // A heading stands only above something.
                    let id = self.id(slug(&self.heading, &text));
                    pending = Some(written::Block::Heading { id, text });
                    caption.clear();
                    continue;
                }
                Block::Paragraph(inlines) => self.paragraph(inlines)?,
                Block::List(items) => self.list(items)?,
                Block::Table { header, rows } => self.table(std::mem::take(&mut caption), header, rows)?,
                Block::Chart(chart) => self.chart(std::mem::take(&mut caption), chart)?,
            };
            if let Some(block) = block {
                written.extend(pending.take());
                written.push(block);
            }
        }
        Ok(written)
    }

    fn paragraph(&mut self, inlines: &[Inline]) -> Result<Option<written::Block>, SheetError> {
        let line = self.line(inlines, "sentence", None)?;
        Ok((line.stands() && !line.spans.is_empty()).then(|| written::Block::Paragraph(line.finish())))
    }

    fn list(&mut self, items: &[Vec<Inline>]) -> Result<Option<written::Block>, SheetError> {
        let mut written = Vec::new();
        for inlines in items {
            for fact in self.repeats(inlines)? {
                let line = self.line(inlines, "item", fact.as_ref())?;
                if line.stands() && !line.spans.is_empty() {
                    written.push((fact.as_ref().and_then(when), line.finish()));
                }
            }
        }
        // What all have dates is told in their order.
        if written.iter().all(|(when, _)| when.is_some()) {
            written.sort_by_key(|(when, _)| *when);
        }
        let written: Vec<_> = written.into_iter().map(|(_, item)| item).collect();
        Ok((!written.is_empty()).then_some(written::Block::List(written)))
    }

    /// The facts for which an item or row is repeated: those of its first
    /// expression, or none where it has no expression, and then it stands once.
    pub(crate) fn repeats<'i>(
        &mut self,
        inlines: impl IntoIterator<Item = &'i Inline>,
    ) -> Result<Vec<Option<Fact>>, SheetError> {
        for inline in inlines {
            if let Inline::Fact { expression, .. } = inline {
                let answer = self.answer(expression)?;
                return Ok(match answer.as_ref() {
                    Ok(facts) => facts.iter().cloned().map(Some).collect(),
                    Err(_) => Vec::new(),
                });
            }
        }
        Ok(vec![None])
    }

    /// Words in a row. `of` is the fact that an item or row is repeated for: it
    /// gives the roles, stands for the expression that it came from, and of what
    /// other expressions give only the facts of its time are taken.
    pub(crate) fn line(&mut self, inlines: &[Inline], form: &str, of: Option<&Fact>) -> Result<Line, SheetError> {
        let mut line = Line::default();
        let time = of.and_then(|fact| fact.role("time"));
        for inline in inlines {
            match inline {
                Inline::Text(text) => line.push_text(text),
                Inline::Word(name) => {
                    let word = self.word(name)?;
                    line.push_text(&word);
                }
                Inline::Label(kind) => {
                    let label = self.label(kind)?;
                    line.push_text(&label);
                }
                Inline::Role { name, form } => {
                    line.asked = true;
                    if let Some(stated) = of.and_then(|fact| self.role(fact, name, form)) {
                        line.push_stated("", stated);
                    }
                }
                Inline::Fact { text, expression, form: own } => {
                    line.asked = true;
                    let form = if own.is_empty() { form } else { own };
                    let answer = self.answer(expression)?;
                    let facts = answer.as_ref().as_deref().unwrap_or_default();
                    let (form, worded) = if form == OWN_SENTENCE { ("sentence", true) } else { (form, false) };
                    let own = of.and_then(|of| facts.iter().find(|f| *f == of));
                    let suits = |f: &&Fact| own.is_none() && time.is_none_or(|time| f.role("time") == Some(time));
                    let meant = own.into_iter().chain(facts.iter().filter(suits));
                    let meant = meant.filter(|fact| !worded || self.wordings.has_own_words(fact));
                    for (at, fact) in meant.enumerate() {
                        let gap = match (at, form) {
                            (0, form) if form.starts_with('#') => "",
                            (0, _) => " ",
                            (_, form) if form.starts_with("sentence") => " ",
                            _ => self.wordings.apart(),
                        };
                        self.state(&mut line, gap, fact, text, form)?;
                    }
                }
            }
        }
        Ok(line)
    }

    /// States a fact, with the gap where another fact stands just before it.
    fn state(&mut self, line: &mut Line, gap: &str, fact: &Fact, text: &str, form: &str) -> Result<(), SheetError> {
        if let Some((name, form)) = form.strip_prefix('#').map(|rest| rest.split_once(' ').unwrap_or((rest, ""))) {
            if let Some(stated) = self.role(fact, name, form) {
                line.push_stated(gap, stated);
            }
            return Ok(());
        }
        let mut stated = self.stated(fact, form)?;
        if !text.is_empty() {
            stated.figures = std::iter::once(0..text.len()).collect();
            text.clone_into(&mut stated.text);
        }
        line.push_stated(gap, stated);
        if form == "sentence" {
            for other in &fact.dissent {
                if self.reads_otherwise(fact, other)? {
                    let stated = self.stated(other, "dissent")?;
                    line.push_stated(" ", stated);
                }
            }
        }
        Ok(())
    }

    /// Whether a dissent, as the language words it, says something that its fact
    /// does not: figures may differ by less than is written. A kind without
    /// words for dissents keeps them to itself.
    fn reads_otherwise(&self, fact: &Fact, dissent: &Fact) -> Result<bool, SheetError> {
        let sentence = match self.wordings.write(dissent, "dissent") {
            Err(NoWording::Form { .. }) => return Ok(false),
            sentence => sentence.map_err(no_wording)?,
        };
        let Ok(own) = self.wordings.write(fact, "dissent") else { return Ok(true) };
        let says = |sentence: &Sentence, name: &str| {
            let range = sentence.roles.iter().find(|(n, _)| *n == name).map(|(_, range)| range.clone())?;
            Some(sentence.text[range].to_owned())
        };
        let shared = sentence.roles.iter().filter(|(name, _)| fact.role(name).is_some());
        Ok(shared.into_iter().any(|(name, _)| says(&sentence, name) != says(&own, name)))
    }

    fn stated(&mut self, fact: &Fact, form: &str) -> Result<Stated, SheetError> {
        let sentence = self.wordings.write(fact, form).map_err(no_wording)?;
        let mut figures: Vec<_> = sentence
            .roles
            .iter()
            .filter(|(name, _)| !matches!(fact.role(name), Some(Value::Area(_)) | None))
            .map(|(_, range)| range.clone())
            .collect();
        figures.sort_by_key(|r| (r.start, r.end));
        // Two roles may be written as one: "from 5 to 9 May 1943".
        figures.dedup();
        figures.retain(|r| !r.is_empty());
        Ok(Stated { citations: self.cite(fact), text: sentence.text, fact: fact.expression.to_string(), figures })
    }

    /// A role of a fact by itself.
    fn role(&mut self, fact: &Fact, name: &str, form: &str) -> Option<Stated> {
        let text = self.value(fact.role(name)?, form);
        let figures = std::iter::once(0..text.len()).collect();
        Some(Stated { citations: self.cite(fact), text, fact: fact.expression.to_string(), figures })
    }

    pub(crate) fn cite(&mut self, fact: &Fact) -> Vec<written::Citation> {
        let kind = match fact.expression.args.get("of") {
            Some(indicator) => indicator,
            None => fact.expression.kind,
        };
        let mut what = match fact.role("label") {
            Some(Value::Text(own)) => own.clone(),
            _ => self.wordings.label(&kind).unwrap_or(&kind).to_owned(),
        };
        let date = ["time", "date", "to"].into_iter().find_map(|role| fact.role(role));
        if let Some(date) = date {
            what = format!("{what}, {}", self.value(date, ""));
        }
        self.sources.cite(fact, &what, self.facts, self.wordings.language())
    }

    fn chart(&mut self, caption: String, chart: &Chart) -> Result<Option<written::Block>, SheetError> {
        let answer = self.answer(&chart.expression)?;
        let Ok(facts) = answer.as_ref() else { return Ok(None) };
        let quantities = || chart.roles.iter().flat_map(|role| facts.iter().filter_map(|f| f.quantity(role)));
        let greatest = quantities().map(|q| q.value.abs()).max();
        // One point is no course over time.
        let (Some(greatest), true) = (greatest, facts.len() > 1) else { return Ok(None) };
        let unit = quantities().next().map(|q| q.unit.as_str()).unwrap_or_default();
        let scale = ["", "thousand", "million", "billion"]
            .into_iter()
            .enumerate()
            .map(|(i, name)| (Decimal::from(1000_u64.pow(i as u32)), name))
            .take_while(|(scale, name)| name.is_empty() || greatest >= *scale * Decimal::TEN)
            .last();
        let (divisor, scale) = scale.unwrap_or((Decimal::ONE, ""));
        let in_unit = match scale {
            "thousand" => "thousands",
            "million" => "millions",
            "billion" => "billions",
            _ => "bare",
        };
        let unit = self.word(&format!("unit.{scale}{}{unit}", if scale.is_empty() { "" } else { "-" }))?;
        let mut series = Vec::new();
        for role in &chart.roles {
            let mut points = Vec::new();
            for fact in facts {
                let (Some(quantity), Some(time)) = (fact.quantity(role), fact.role("time")) else { continue };
                let value = (quantity.value / divisor).round_dp(3).normalize();
                points.push(written::Point {
                    label: self.value(time, "short"),
                    value,
                    text: self.value(&Value::Quantity(quantity), in_unit),
                    fact: fact.expression.to_string(),
                });
            }
            let name = self.wordings.write(&facts[0], role).map(|s| s.text);
            let name = name.or_else(|_| self.word(&format!("role.{role}")))?;
            series.push(written::Series { name, points });
        }
        let citations = facts.iter().flat_map(|f| self.cite(f)).collect::<Vec<_>>();
        let mut cited: Vec<written::Citation> = Vec::new();
        for citation in citations {
            match cited.iter_mut().find(|c| c.source == citation.source) {
                Some(known) => {
                    let further = citation.notes.into_iter().filter(|note| !known.notes.contains(note));
                    known.notes.extend(further.collect::<Vec<_>>());
                }
                None => cited.push(citation),
            }
        }
        let caption = if chart.caption.is_empty() { caption } else { self.plain(&chart.caption)? };
        Ok(Some(written::Block::Chart(written::Chart { caption, unit, series, citations: cited })))
    }

    /// What the store's facts say to an expression; a gap is noted.
    pub(crate) fn answer(&mut self, reference: &Reference) -> Result<Answer, SheetError> {
        let expression = self.parameters.expression(reference)?;
        let answer = self.facts.of(&expression).ok_or_else(|| unknown_kind(reference, &expression))?;
        match answer.as_ref() {
            Err(Absent::NoData { would_come_from }) => self.note_missing(&expression, would_come_from)?,
            Err(Absent::BadArgument { argument, problem }) => {
                return Err(SheetError::Expression {
                    span: reference.span.clone(),
                    problem: format!("{argument} {problem}"),
                    hint: "`attache facts` tells what each kind takes".to_owned(),
                    expression: expression.to_string(),
                });
            }
            Err(Absent::NotApplicable) | Ok(_) => {}
        }
        Ok(answer)
    }

    fn note_missing(&mut self, expression: &Expression, sources: &[&str]) -> Result<(), SheetError> {
        let kind = match expression.args.get("of") {
            Some(indicator) => indicator,
            None => expression.kind,
        };
        let mut what = self.label(&kind)?;
        // The sheet's title names the pair.
        if let ([area], [_, _]) = (expression.args.area.as_slice(), self.parameters.areas.as_slice()) {
            what = format!("{what} ({})", area.name(self.wordings.language()));
        }
        // A source that is at hand does not have it.
        let at_hand = |id: &str| self.facts.panel().releases().any(|r| r.source == *id);
        let sources: Vec<String> = sources.iter().filter(|id| !at_hand(id)).map(|id| (*id).to_owned()).collect();
        match self.missing.iter_mut().find(|m| m.what == what && m.section == self.heading) {
            Some(known) => {
                let further = sources.into_iter().filter(|s| !known.sources.contains(s)).collect::<Vec<_>>();
                known.sources.extend(further);
            }
            None => self.missing.push(Missing { section: self.heading.clone(), what, sources }),
        }
        Ok(())
    }

    /// Headings and captions: words without citations.
    pub(crate) fn plain(&mut self, inlines: &[Inline]) -> Result<String, SheetError> {
        let line = self.line(inlines, "cell", None)?;
        Ok(line
            .finish()
            .into_iter()
            .map(|span| match span {
                Span::Text(text) => text,
                Span::Stated(stated) => stated.text,
            })
            .collect())
    }

    fn value(&self, value: &Value, form: &str) -> String {
        self.wordings.value(value, form)
    }

    fn label(&self, kind: &str) -> Result<String, SheetError> {
        self.wordings.label(kind).map(str::to_owned).ok_or_else(|| SheetError::Wording {
            problem: format!("{} has no label for the fact kind {kind}", self.wordings.language().tag()),
        })
    }

    /// A word of the sheet's own, with the areas in place of `{a}` and `{b}`.
    fn word(&self, name: &str) -> Result<String, SheetError> {
        const ROLES: [&str; 2] = ["a", "b"];
        let areas = ROLES.into_iter().zip(self.parameters.areas.iter().map(|a: &Area| Value::Area(*a)));
        self.wordings.word(name, &areas.collect::<Vec<_>>()).map_err(no_wording)
    }
}

/// The day by which what a fact tells had begun.
fn when(fact: &Fact) -> Option<Date> {
    ["date", "signed", "from"].into_iter().find_map(|role| fact.period(role)).and_then(Period::start)
}

fn no_wording(error: NoWording) -> SheetError {
    SheetError::Wording { problem: error.to_string() }
}

/// An identifier for links, from the words of a heading and the one above it.
fn slug(above: &str, heading: &str) -> String {
    let words = attache_model::fold(&format!("{above} {heading}"));
    words.split(' ').collect::<Vec<_>>().join("-")
}
