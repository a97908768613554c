//! Figures in prose that are bound to facts.
//!
//! A bound figure is the author's words with the expression of a fact beside them:
//! in Markdown and plain text a link, `[about $1 billion](fact:goods-trade?area=US,BO)`,
//! whose title says which role of the fact they are where that is not its value
//! (`"#growth"`); in HTML `<data value="fact:…" data-form="#growth">`; in DOCX a
//! content control.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::{Format, Prose, ProseError, docx, docx::control, front, markdown};

/// The scheme of destinations that are facts.
pub(super) const SCHEME: &str = "fact:";

/// The role that is meant where none is named.
const VALUE: &str = "value";

/// Words that are bound to a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactLink {
    /// Bytes of [`Prose::source`] with all that binds them.
    pub whole: Range<usize>,
    /// Bytes of [`Prose::source`]: the author's words.
    pub words: Range<usize>,
    /// Without the scheme: `goods-trade?area=US,BO&time=2022`.
    pub expression: String,
    /// Which role of the fact the words are, and in what form: `#growth`; empty for
    /// its value.
    pub form: String,
}

/// Words that are to be bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Bytes of [`Prose::source`].
    pub words: Range<usize>,
    /// Without the scheme.
    pub expression: String,
    pub role: String,
}

impl FactLink {
    /// The role of the fact that the words are.
    pub fn role(&self) -> &str {
        let role = self.form.strip_prefix('#').and_then(|form| form.split(' ').next());
        role.filter(|role| !role.is_empty()).unwrap_or(VALUE)
    }
}

impl Binding {
    /// The form that says the role; empty where that goes without saying.
    fn form(&self) -> String {
        if self.role == VALUE { String::new() } else { format!("#{}", self.role) }
    }
}

impl Prose {
    /// The words of the document that are bound to facts, in their order.
    pub fn fact_links(&self) -> Vec<FactLink> {
        match self.format {
            Format::Markdown => in_markdown(&self.source),
            Format::Text => in_text(&self.source),
            Format::Html => in_html(&self.source),
            Format::Docx => control::links(&self.source),
            Format::Pdf => Vec::new(),
        }
    }

    /// The file with words bound to facts, and everything else byte for byte as it
    /// was. `bytes` are those that were read; what is bound stands apart and in order.
    ///
    /// # Errors
    /// As of [`Prose::apply`].
    pub fn bind(&self, bytes: &[u8], bindings: &[Binding]) -> Result<Vec<u8>, ProseError> {
        if self.format == Format::Docx {
            let bindings: Vec<_> = bindings.iter().map(|it| (it.words.clone(), address(it))).collect();
            let edits = control::edits(&self.source, &bindings);
            return docx::apply_markup(bytes, &self.source, &edits);
        }
        let edits = bindings.iter().flat_map(|binding| {
            let (before, after) = match self.format {
                Format::Html => html_marks(binding),
                _ => ("[".to_owned(), format!("]({})", destination(binding))),
            };
            [(binding.words.start..binding.words.start, before), (binding.words.end..binding.words.end, after)]
        });
        self.apply(bytes, &edits.collect::<Vec<_>>())
    }

    /// The file with nothing bound any more: the words alone, and everything else byte
    /// for byte as it was. Links without words, which state a fact in the program's
    /// own, stay.
    ///
    /// # Errors
    /// As of [`Prose::apply`].
    pub fn unbind(&self, bytes: &[u8]) -> Result<Vec<u8>, ProseError> {
        if self.format == Format::Docx {
            return docx::apply_markup(bytes, &self.source, &control::unmarks(&self.source));
        }
        let links = self.fact_links().into_iter().filter(|link| !link.words.is_empty());
        let marks = links.flat_map(|link| {
            [(link.whole.start..link.words.start, String::new()), (link.words.end..link.whole.end, String::new())]
        });
        self.apply(bytes, &marks.collect::<Vec<_>>())
    }

    /// Where words of the document can be bound.
    pub fn bindable(&self) -> Bindable<'_> {
        let taken = match self.format {
            Format::Markdown => unbindable(&self.source),
            Format::Html => self.fact_links().into_iter().map(|link| link.whole).collect(),
            Format::Text | Format::Docx | Format::Pdf => Vec::new(),
        };
        Bindable { prose: self, taken }
    }
}

/// Where words of a document can be bound.
pub struct Bindable<'a> {
    prose: &'a Prose,
    /// What is a link, an image or code of its own, and holds no other link.
    taken: Vec<Range<usize>>,
}

impl Bindable<'_> {
    /// Whether words can be bound where they stand.
    pub fn takes(&self, binding: &Binding) -> bool {
        let Prose { format, source, .. } = self.prose;
        let words = &binding.words;
        let text = source.get(words.clone()).unwrap_or_default();
        let is_apart = self.taken.iter().all(|taken| taken.end <= words.start || words.end <= taken.start);
        let before = source.get(..words.start).unwrap_or_default();
        match format {
            _ if text.is_empty() || !is_apart => false,
            Format::Pdf => false,
            Format::Docx => control::takes(source, words, &address(binding)),
            Format::Html => !text.contains('<'),
            Format::Text => !text.contains(['[', ']', '\n', '\r']),
            Format::Markdown => !before.ends_with(['!', '\\']),
        }
    }
}

fn destination(binding: &Binding) -> String {
    let form = binding.form();
    let title = if form.is_empty() { form } else { format!(" \"{form}\"") };
    format!("{SCHEME}{}{title}", binding.expression)
}

fn html_marks(binding: &Binding) -> (String, String) {
    let value = binding.expression.replace('&', "&amp;").replace('"', "&quot;");
    let form = binding.form();
    let form = if form.is_empty() { form } else { format!(" data-form=\"{form}\"") };
    (format!("<data value=\"{SCHEME}{value}\"{form}>"), "</data>".to_owned())
}

/// As a content control names it, in one word.
fn address(binding: &Binding) -> String {
    format!("{}{}", binding.expression, binding.form())
}

/// The events of the text of a Markdown file, with their bytes in it.
fn events(source: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let start = front::ends(source);
    let text = source.get(start..).unwrap_or_default();
    let events = Parser::new_ext(text, markdown::options()).into_offset_iter();
    events.map(move |(event, range)| (event, range.start + start..range.end + start))
}

fn in_markdown(source: &str) -> Vec<FactLink> {
    let mut links = Vec::new();
    for (event, whole) in events(source) {
        let Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, .. }) = event else { continue };
        let Some(expression) = dest_url.strip_prefix(SCHEME) else { continue };
        let written = source.get(whole.clone()).unwrap_or_default();
        let Some(end) = written.rfind("](") else { continue };
        links.push(FactLink {
            words: whole.start + 1..whole.start + end,
            whole,
            expression: expression.to_owned(),
            form: title.to_string(),
        });
    }
    links
}

/// What of a Markdown file can hold no link.
fn unbindable(source: &str) -> Vec<Range<usize>> {
    let is_closed = |event: &Event<'_>| {
        matches!(
            event,
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock)
                | Event::Code(_)
                | Event::InlineHtml(_)
        )
    };
    events(source).filter(|(event, _)| is_closed(event)).map(|(_, range)| range).collect()
}

/// Links in plain text are written as in Markdown, within a line.
pub(super) fn in_text(source: &str) -> Vec<FactLink> {
    let mut links: Vec<FactLink> = Vec::new();
    for (end, _) in source.match_indices("](fact:") {
        let after = end + 2;
        let Some(length) = source.get(after..).and_then(|rest| rest.find(')')) else { continue };
        let destination = source.get(after..after + length).unwrap_or_default();
        let before = source.get(..end).unwrap_or_default();
        let Some(start) = before.rfind('[') else { continue };
        let words = start + 1..end;
        let text = source.get(words.clone()).unwrap_or_default();
        let is_one_line = !text.contains(['\n', '\r', ']']) && !destination.contains(['\n', '\r']);
        if !is_one_line || links.last().is_some_and(|last| last.whole.end > start) {
            continue;
        }
        let (expression, form) = match destination.split_once(" \"") {
            Some((expression, title)) => (expression, title.trim_end_matches('"')),
            None => (destination, ""),
        };
        links.push(FactLink {
            whole: start..after + length + 1,
            words,
            expression: expression.strip_prefix(SCHEME).unwrap_or(expression).to_owned(),
            form: form.to_owned(),
        });
    }
    links
}

/// Elements `data` as [`html_marks`] writes them.
fn in_html(source: &str) -> Vec<FactLink> {
    const OPENS: &str = "<data value=\"fact:";
    const ENDS: &str = "</data>";
    let mut links = Vec::new();
    for (start, _) in source.match_indices(OPENS) {
        let rest = source.get(start + OPENS.len()..).unwrap_or_default();
        let Some((value, after)) = rest.split_once('"') else { continue };
        let Some((attributes, content)) = after.split_once('>') else { continue };
        let Some(length) = content.find(ENDS) else { continue };
        let words = source.len() - content.len()..source.len() - content.len() + length;
        let form = attributes.split_once("data-form=\"").and_then(|(_, form)| form.split('"').next());
        links.push(FactLink {
            whole: start..words.end + ENDS.len(),
            words,
            expression: value.replace("&quot;", "\"").replace("&amp;", "&"),
            form: form.unwrap_or_default().to_owned(),
        });
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Binds the first of each words in a file, and gives what is written.
    fn bound(source: &str, format: Format, words: &[(&str, &str, &str)]) -> String {
        let prose = Prose::read(source.as_bytes(), format).unwrap();
        let bindings: Vec<Binding> = words
            .iter()
            .map(|(words, expression, role)| {
                let at = prose.source.find(words).unwrap();
                let (expression, role) = ((*expression).to_owned(), (*role).to_owned());
                Binding { words: at..at + words.len(), expression, role }
            })
            .collect();
        assert!(bindings.iter().all(|binding| prose.bindable().takes(binding)));
        let bytes = prose.bind(source.as_bytes(), &bindings).unwrap();
        let again = Prose::read(&bytes, format).unwrap();
        assert_eq!(texts(&again), texts(&prose));
        for block in &again.blocks {
            for (at, c) in block.text.char_indices().filter(|(_, c)| *c != ' ') {
                let written = &again.source[block.place(at..at + c.len_utf8())];
                assert!(written == c.to_string() || written.starts_with('&'), "{c:?} is {written:?}");
            }
        }
        let links = again.fact_links();
        let found: Vec<_> =
            links.iter().map(|it| (&again.source[it.words.clone()], &*it.expression, it.role())).collect();
        assert_eq!(found, words);
        assert_eq!(again.unbind(&bytes).unwrap(), source.as_bytes());
        String::from_utf8(bytes).unwrap()
    }

    fn texts(prose: &Prose) -> Vec<(super::super::BlockKind, String)> {
        prose.blocks.iter().map(|block| (block.kind, block.text.clone())).collect()
    }

    #[test]
    fn markdown_is_bound_by_links() {
        let source = "---\ntitle: 12 million\n---\n# Peru\r\n\r\n| of | people |\r\n|---|---|\r\n| Lima | **10 million** |\r\n\r\nIt grew 2.1%, to over\n34 million.";
        let words = [("10 million", "population?area=PE", "value"), ("2.1%", "gdp-growth?area=PE&time=2022", "growth")];
        let text = bound(source, Format::Markdown, &words);
        assert!(text.contains("| Lima | **[10 million](fact:population?area=PE)** |"), "{text}");
        assert!(text.contains("grew [2.1%](fact:gdp-growth?area=PE&time=2022 \"#growth\"), to"), "{text}");
        bound(source, Format::Markdown, &[("over\n34 million", "population?area=PE", "value")]);
    }

    #[test]
    fn plain_text_is_bound_as_markdown_is() {
        let source = "PERU\n\nPopulation: 34 million (2.1% more\nthan before).\r\n- Rank: third\r\n";
        let words = [
            ("34 million", "population?area=PE", "value"),
            ("2.1%", "population-growth?area=PE", "value"),
            ("third", "goods-rank?area=US,PE", "rank"),
        ];
        let text = bound(source, Format::Text, &words);
        assert!(text.contains("- Rank: [third](fact:goods-rank?area=US,PE \"#rank\")\r\n"), "{text}");
    }

    #[test]
    fn a_page_is_bound_by_data_elements() {
        let source = "<p>Peru has <b>34&nbsp;million</b> people, third of all.</p>";
        let text = bound(source, Format::Html, &[("third", "goods-rank?area=US,PE&flow=total", "rank")]);
        let data = "<data value=\"fact:goods-rank?area=US,PE&amp;flow=total\" data-form=\"#rank\">third</data>";
        assert!(text.contains(data), "{text}");
    }

    #[test]
    fn what_is_a_link_or_code_is_not_bound() {
        let source = "See [34 million](http://x.org), `35 million`, ![36 million](x.png) and \\37 million.";
        let prose = Prose::read(source.as_bytes(), Format::Markdown).unwrap();
        let can = |words: &str| {
            let at = source.find(words).unwrap();
            let (expression, role) = ("population?area=PE".to_owned(), "value".to_owned());
            prose.bindable().takes(&Binding { words: at..at + words.len(), expression, role })
        };
        for words in ["34 million", "35 million", "36 million", "37 million"] {
            assert!(!can(words), "{words}");
        }
        assert!(can("See"));
    }

    #[test]
    fn links_that_bind_nothing_are_passed_over() {
        for source in ["](fact:", "[a](fact:", "[a\nb](fact:x)", "](fact:x)", "[[a](fact:x)](fact:y)", "`[a](fact:x)`"]
        {
            for format in [Format::Markdown, Format::Text, Format::Html] {
                let prose = Prose::read(source.as_bytes(), format).unwrap();
                for link in prose.fact_links() {
                    assert!(prose.source.get(link.words).is_some());
                }
                assert!(prose.unbind(source.as_bytes()).is_ok(), "{source}");
            }
        }
    }
}
