use attache_document::{
    template::{Inline, Presentation, Reference},
    written::{Replacement, Span, Stated, plain},
};

use crate::{
    SheetError,
    from_facts::OWN_SENTENCE,
    supply::{Cited, Statement},
    write::Writer,
};

/// Where words stand, which gives facts their form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Running,
    Item,
    Cell,
    Heading,
}

impl Place {
    pub(crate) fn form(self) -> &'static str {
        match self {
            Self::Running => "sentence",
            Self::Item => "item",
            Self::Cell | Self::Heading => "cell",
        }
    }
}

/// The fact that an item or row is repeated for: it gives the roles, stands for
/// the expression that it came from, and of what other expressions give only the
/// facts of its time are taken.
pub(crate) struct Repeat<'i> {
    pub(crate) first: &'i Inline,
    pub(crate) statement: Statement,
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
            None | Some(Span::Break) => true,
            Some(Span::Text(before)) => before.ends_with(' '),
            Some(_) => false,
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
        loop {
            match self.spans.last_mut() {
                Some(Span::Text(last)) => {
                    let kept = last.trim_end().len();
                    last.truncate(kept);
                    if kept > 0 {
                        break;
                    }
                }
                // A line that ends here needs no break.
                Some(Span::Break) => {}
                _ => break,
            }
            self.spans.pop();
        }
        self.spans
    }
}

impl Writer<'_> {
    /// Words in a row.
    pub(crate) fn line(
        &mut self,
        inlines: &[Inline],
        place: Place,
        of: Option<&Repeat<'_>>,
    ) -> Result<Line, SheetError> {
        let mut line = Line::default();
        let told = matches!(place, Place::Running | Place::Item) && has_words(inlines);
        self.inlines(&mut line, inlines, (place, told), of)?;
        Ok(line)
    }

    /// `told` says that a gap is to be seen in the words around it.
    fn inlines(
        &mut self,
        line: &mut Line,
        inlines: &[Inline],
        (place, told): (Place, bool),
        of: Option<&Repeat<'_>>,
    ) -> Result<(), SheetError> {
        for inline in inlines {
            let before = line.spans.len();
            let at = match inline {
                Inline::Text(text) => {
                    line.push_text(text);
                    None
                }
                Inline::Word(name) => {
                    let word = self.word(&name.text, name.span.clone())?;
                    line.push_text(&word);
                    Some(&name.at)
                }
                Inline::Label(kind) => {
                    let label = self.label(&kind.text, kind.span.clone())?;
                    line.push_text(&label);
                    Some(&kind.at)
                }
                Inline::Name { area, form } => {
                    let begins = line.spans.iter().all(|span| matches!(span, Span::Text(t) if t.trim().is_empty()));
                    let is_bare = form.is_empty() && matches!(place, Place::Cell | Place::Heading);
                    let name = self.name(area, if is_bare { "bare" } else { form })?;
                    line.push_text(&if begins { with_capital(&name) } else { name });
                    Some(&area.at)
                }
                Inline::Role { presentation, place } => {
                    line.asked = true;
                    if let Some(of) = of
                        && let Some(statement) = self.role(&of.statement, place, presentation)?
                        && !statement.text.is_empty()
                    {
                        line.push_stated("", self.stated(&statement));
                    }
                    Some(&place.at)
                }
                Inline::Fact { words, words_at, expression, presentation } if !words.is_empty() => {
                    line.asked = true;
                    line.given = true;
                    let stated = self.own_words(words, expression, presentation, place)?;
                    line.spans.push(Span::Stated(stated));
                    self.edit(&expression.at, || Replacement::Words(words_at.clone()));
                    None
                }
                Inline::Fact { expression, presentation, .. } => {
                    line.asked = true;
                    let presentation = presentation.or_form(place.form());
                    if !self.facts(line, inline, expression, &presentation, of)? && told {
                        let word = self.word("no-data", expression.span.clone())?;
                        line.push_text(&word);
                    }
                    Some(&expression.at)
                }
                Inline::Styled(style, inner) => {
                    let mut spans = self.within(line, inner, (place, told), of)?;
                    let kept = spans.iter().rposition(|span| *span != Span::Break).map_or(0, |at| at + 1);
                    let breaks = spans.split_off(kept);
                    line.spans.extend((!spans.is_empty()).then_some(Span::Styled(*style, spans)));
                    line.spans.extend(breaks);
                    None
                }
                Inline::Link { url, title, words } => {
                    let spans = self.within(line, words, (place, told), of)?;
                    let (url, title) = (url.clone(), title.clone());
                    line.spans.push(Span::Link { url, title, spans });
                    None
                }
                Inline::Image { url, title, alt } => {
                    let (url, title, alt) = (url.clone(), title.clone(), alt.clone());
                    line.spans.push(Span::Image { url, title, alt });
                    None
                }
                Inline::Code(code) => {
                    line.spans.push(Span::Code(code.clone()));
                    None
                }
                Inline::Break => {
                    line.spans.extend((!line.spans.is_empty()).then_some(Span::Break));
                    None
                }
                Inline::Footnote(label) => {
                    let known = self.footnotes.iter().position(|known| known == label);
                    let at = known.unwrap_or_else(|| {
                        self.footnotes.push(label.clone());
                        self.footnotes.len() - 1
                    });
                    line.spans.push(Span::Footnote(at + 1));
                    None
                }
                Inline::Html(html) => {
                    line.spans.push(Span::Html(html.clone()));
                    None
                }
            };
            if let Some(at) = at {
                self.edit(at, || Replacement::Spans(line.spans[before..].to_vec()));
            }
        }
        Ok(())
    }

    /// Words within a markup.
    fn within(
        &mut self,
        line: &mut Line,
        inlines: &[Inline],
        place: (Place, bool),
        of: Option<&Repeat<'_>>,
    ) -> Result<Vec<Span>, SheetError> {
        let mut inner = Line::default();
        self.inlines(&mut inner, inlines, place, of)?;
        line.asked |= inner.asked;
        line.given |= inner.given;
        Ok(inner.spans)
    }

    /// Writes what an expression gives, and says whether it gives anything.
    fn facts(
        &mut self,
        line: &mut Line,
        inline: &Inline,
        expression: &Reference,
        presentation: &Presentation,
        of: Option<&Repeat<'_>>,
    ) -> Result<bool, SheetError> {
        if let Some(of) = of.filter(|of| std::ptr::eq(of.first, inline)) {
            self.state(line, " ", &of.statement, presentation);
            return Ok(true);
        }
        let answer = self.answer(expression, presentation, None)?;
        let Ok(statements) = answer.as_ref() else { return Ok(false) };
        let own = of.and_then(|of| statements.iter().find(|s| s.fact == of.statement.fact));
        let time = of.and_then(|of| of.statement.time);
        let suits = |s: &&Statement| own.is_none() && time.is_none_or(|time| s.time == Some(time));
        let is_sentence = presentation.form.starts_with("sentence") || presentation.form == OWN_SENTENCE;
        for (at, statement) in own.into_iter().chain(statements.iter().filter(suits)).enumerate() {
            let gap = match at {
                0 if presentation.role.is_some() => "",
                0 => " ",
                _ if is_sentence && presentation.role.is_none() => " ",
                _ => self.wordings.apart(),
            };
            self.state(line, gap, statement, presentation);
        }
        Ok(true)
    }

    /// States a fact, with the gap where another fact stands just before it.
    fn state(&mut self, line: &mut Line, gap: &str, statement: &Statement, presentation: &Presentation) {
        if statement.text.is_empty() {
            return;
        }
        let gap = if presentation.role.is_some() && gap == " " { "" } else { gap };
        line.push_stated(gap, self.stated(statement));
        for dissent in &statement.dissent {
            line.push_stated(" ", self.stated(dissent));
        }
    }

    fn stated(&mut self, statement: &Statement) -> Stated {
        Stated {
            citations: self.number(&statement.citations),
            text: statement.text.clone(),
            marked_up: Vec::new(),
            fact: statement.fact.to_string(),
            value: statement.value.clone(),
            figures: statement.figures.clone(),
        }
    }

    /// The author's words for all that an expression gives.
    fn own_words(
        &mut self,
        words: &[Inline],
        expression: &Reference,
        presentation: &Presentation,
        place: Place,
    ) -> Result<Stated, SheetError> {
        // What it is in the program's words does not matter; that the form is
        // one of the kind's is held where it is named.
        let how = if presentation.form.is_empty() && presentation.role.is_none() {
            &Presentation { role: Some("value".to_owned()), ..presentation.clone() }
        } else {
            presentation
        };
        let mut line = Line::default();
        self.inlines(&mut line, words, (place, false), None)?;
        let text = plain(&line.spans);
        let answer = self.bearing(expression, &text, how, presentation)?;
        let mut cited: Vec<Cited> = Vec::new();
        let (fact, value) = match answer.as_slice() {
            [statement] => (statement.fact.to_string(), statement.value.clone()),
            _ => (self.parameters.expression(expression)?.to_string(), String::new()),
        };
        for citation in answer.iter().flat_map(|statement| &statement.citations) {
            match cited.iter_mut().find(|known| (known.source, &known.what) == (citation.source, &citation.what)) {
                Some(known) => {
                    let further: Vec<usize> =
                        citation.notes.iter().filter(|note| !known.notes.contains(note)).copied().collect();
                    known.notes.extend(further);
                }
                None => cited.push(citation.clone()),
            }
        }
        let citations = self.number(&cited);
        let is_plain = matches!(line.spans.as_slice(), [Span::Text(_)]);
        let figures = std::iter::once(0..text.len()).collect();
        let marked_up = if is_plain { Vec::new() } else { line.spans };
        Ok(Stated { text, marked_up, fact, value, figures, citations })
    }

    /// The facts that bear out an author's words; none where there are no data,
    /// which is noted.
    fn bearing(
        &mut self,
        expression: &Reference,
        words: &str,
        how: &Presentation,
        asked: &Presentation,
    ) -> Result<Vec<Statement>, SheetError> {
        let answer = match self.answer(expression, how, Some(words)) {
            // A kind without a value is told by its sentence.
            Err(_) if how != asked => self.answer(expression, &asked.or_form("sentence"), Some(words))?,
            answer => answer?,
        };
        match answer.as_ref() {
            Ok(statements) => Ok(statements.clone()),
            Err(lack) => {
                let read = self.parameters.expression(expression)?;
                self.note_lack(expression, &read, lack, true)?;
                Ok(Vec::new())
            }
        }
    }
}

/// Whether there are words of the author's around facts.
pub(crate) fn has_words(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(text) => text.contains(char::is_alphanumeric),
        Inline::Styled(_, inner) | Inline::Link { words: inner, .. } => has_words(inner),
        Inline::Code(_) | Inline::Name { .. } => true,
        Inline::Fact { words, .. } => !words.is_empty(),
        _ => false,
    })
}

fn with_capital(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}
