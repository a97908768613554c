use std::ops::Range;

use super::{About, Block, BlockKind, FactLink, Prose};

impl Prose {
    /// The document's text as Markdown, with its bound words as links to facts: what
    /// documents of other formats are written out from. Of how they look, headings,
    /// items and tables are kept.
    pub fn to_markdown(&self) -> String {
        let links = self.fact_links();
        let is_titled = is_titled(&self.about, &self.blocks);
        let mut out = front(&self.about, is_titled);
        let mut before: Option<BlockKind> = None;
        let mut blocks = self.blocks.iter().peekable();
        while let Some(block) = blocks.next() {
            let words = in_markdown(block, &links);
            let is_first = before.is_none();
            if !matches!((before, block.kind), (Some(BlockKind::Item), BlockKind::Item)) && before.is_some() {
                out.push('\n');
            }
            before = Some(block.kind);
            match block.kind {
                BlockKind::Heading(level) => {
                    let level = if is_first && is_titled { 1 } else { level };
                    out.push_str(&format!("{} {words}\n", "#".repeat(usize::from(level.clamp(1, 6)))));
                }
                BlockKind::Item => out.push_str(&format!("- {}\n", without_bullet(&words))),
                BlockKind::Paragraph | BlockKind::Note => out.push_str(&format!("{words}\n")),
                BlockKind::Cell { mut row, column } => {
                    let mut rows = vec![vec![(column, words)]];
                    while let Some((cell, at)) = blocks.peek().and_then(|cell| match cell.kind {
                        BlockKind::Cell { row: at, column } if at >= row => Some((*cell, (at, column))),
                        _ => None,
                    }) {
                        if at.0 > row {
                            rows.push(Vec::new());
                        }
                        row = at.0;
                        if let Some(last) = rows.last_mut() {
                            last.push((at.1, in_markdown(cell, &links)));
                        }
                        blocks.next();
                    }
                    out.push_str(&table(rows));
                }
            }
        }
        out
    }
}

/// Whether the first heading is the document's title.
fn is_titled(about: &About, blocks: &[Block]) -> bool {
    let first = blocks.first().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    first.is_some_and(|block| block.kind == BlockKind::Heading(1) || about.title.as_ref() == Some(&block.text))
}

/// What the document says of itself, as front matter.
fn front(About { title, dated, author, .. }: &About, is_titled: bool) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " "));
    let lines = [
        title.as_deref().filter(|_| !is_titled).map(|title| format!("title: {}\n", quoted(title))),
        dated.map(|day| format!("date: {day}\n")),
        author.as_deref().map(|author| format!("author: {}\n", quoted(author))),
    ];
    let lines: String = lines.into_iter().flatten().collect();
    if lines.is_empty() { lines } else { format!("---\n{lines}---\n\n") }
}

/// An item of a plain text without the mark before it, which a list has of its own.
fn without_bullet(words: &str) -> &str {
    ["\\- ", "\\* ", "\\+ ", "• ", "– "].into_iter().find_map(|bullet| words.strip_prefix(bullet)).unwrap_or(words)
}

/// Rows of cells, each with its column; the first is the head.
fn table(mut rows: Vec<Vec<(u32, String)>>) -> String {
    let columns = rows.iter().flatten().map(|(column, _)| column + 1).max().unwrap_or(1);
    let mut out = String::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let mut cells = row.drain(..).peekable();
        for column in 0..columns {
            let mut here = Vec::new();
            while let Some((_, words)) = cells.next_if(|(own, _)| *own <= column) {
                here.push(words);
            }
            out.push_str(&format!("| {} ", here.join(" ")));
        }
        out.push_str("|\n");
        if at == 0 {
            out.push_str(&"|---".repeat(columns as usize));
            out.push_str("|\n");
        }
    }
    out
}

/// A block's text, with links where words are bound.
fn in_markdown(block: &Block, links: &[FactLink]) -> String {
    let own = links.iter().filter_map(|link| Some((link, block.within(&link.words)?)));
    let mut own: Vec<(&FactLink, Range<usize>)> = own.collect();
    own.sort_by_key(|(_, words)| words.start);
    let mut out = String::new();
    let mut at = 0;
    for (link, words) in own.into_iter().filter(|(link, _)| !link.words.is_empty()) {
        let (Some(before), Some(text)) = (block.text.get(at..words.start), block.text.get(words.clone())) else {
            continue;
        };
        let title = if link.form.is_empty() { String::new() } else { format!(" \"{}\"", link.form) };
        out.push_str(&format!("{}[{}](fact:{}{title})", escaped(before), escaped(text), link.expression));
        at = words.end;
    }
    out + &escaped(block.text.get(at..).unwrap_or_default())
}

/// Text that is no markup: before every mark that could be some stands a backslash.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Format;

    use super::*;

    #[test]
    fn a_page_is_the_same_text_and_links() {
        let page = "<title>T</title><h1>A [b] *c*</h1><p>1. It has <data value=\"fact:population?area=PE&amp;time=2022\" \
                    data-form=\"#value\">34&nbsp;million</data> | 5 &lt;b&gt; people.</p><ul><li># x<li>y_z_</ul><table><tr><th>a\
                    <th>b<tr><td>c<td><data value=\"fact:x\">9</data></table><table><tr><td>d</table>";
        let prose = Prose::read(page.as_bytes(), Format::Html).unwrap();
        let text = prose.to_markdown();
        let again = Prose::read(text.as_bytes(), Format::Markdown).unwrap();
        let told = |prose: &Prose| prose.blocks.iter().map(|it| (it.kind, it.text.clone())).collect::<Vec<_>>();
        assert_eq!(told(&again), told(&prose), "{text}");
        let links = |prose: &Prose| {
            let own = prose.fact_links().into_iter();
            own.map(|it| (it.expression.clone(), it.role().to_owned())).collect::<Vec<_>>()
        };
        assert_eq!(links(&again), links(&prose));
        assert_eq!(links(&prose).len(), 2);
    }

    #[test]
    fn what_a_text_says_of_itself_is_front_matter() {
        let about = About { title: Some("A \"b\"".to_owned()), author: Some("C".to_owned()), ..About::default() };
        assert_eq!(front(&about, false), "---\ntitle: \"A \\\"b\\\"\"\nauthor: \"C\"\n---\n\n");
        assert_eq!(front(&about, true), "---\nauthor: \"C\"\n---\n\n");
        assert_eq!(front(&About::default(), false), "");
        let text = Prose::read(b"PERU\n\n- Lima [x](fact:y)\n- Cusco\n", Format::Text).unwrap();
        assert_eq!(text.to_markdown(), "# PERU\n\n- Lima [x](fact:y)\n- Cusco\n");
    }
}
