//! A written document as plain text, for people to compare.

use attache_sheet::Written;

use attache_document::written::{Block, Cell, Citation, Item, Span, plain};

/// Each fact is followed by the numbers of its sources. What is missing is not
/// shown.
pub(crate) fn as_text(written: &Written) -> String {
    let mut lines = vec![format!("# {}", written.title), written.subtitle.clone()];
    for section in &written.sections {
        lines.push(format!("\n## {} {{#{}}}", line(&section.heading), section.id));
        section.blocks.iter().for_each(|b| block(b, &mut lines));
    }
    lines.push("\n## Sources".to_owned());
    lines.extend(written.sources.iter().enumerate().map(|(at, source)| format!("{}. {}", at + 1, source.release)));
    lines.join("\n") + "\n"
}

fn block(told: &Block, lines: &mut Vec<String>) {
    lines.push(String::new());
    match told {
        Block::Heading { level, id, text } => {
            lines.push(format!("{} {} {{#{id}}}", "#".repeat((*level).into()), line(text)));
        }
        Block::Paragraph(spans) => lines.push(line(spans)),
        Block::List(list) => {
            for (at, Item { spans, blocks }) in list.items.iter().enumerate() {
                let number = list.start.map_or("-".to_owned(), |start| format!("{}.", start + at as u64));
                lines.push(format!("{number} {}", line(spans)));
                blocks.iter().for_each(|inner| block(inner, lines));
            }
        }
        Block::Quote(blocks) => {
            let mut quoted = Vec::new();
            blocks.iter().for_each(|inner| block(inner, &mut quoted));
            lines.extend(quoted.iter().skip(1).map(|line| format!("> {line}")));
        }
        Block::Code { language, text } => lines.push(format!("```{language}\n{text}```")),
        Block::Rule => lines.push("---".to_owned()),
        Block::Html(html) => lines.push(html.trim_end().to_owned()),
        Block::Table(table) => {
            lines.extend((!table.caption.is_empty()).then(|| table.caption.clone()));
            lines.push(table.header.join(" | "));
            let row = |cells: &Vec<Cell>| cells.iter().map(|c| line(&c.spans)).collect::<Vec<_>>().join(" | ");
            lines.extend(table.rows.iter().map(row));
        }
        Block::Chart(chart) => {
            lines.push(format!("{} ({}){}", chart.caption, chart.unit, marks(&chart.citations)));
            for series in &chart.series {
                let points = series.points.iter().map(|p| format!("{} {}", p.label, p.text));
                lines.push(format!("{}: {}", series.name, points.collect::<Vec<_>>().join(", ")));
            }
        }
    }
}

pub(crate) fn line(spans: &[Span]) -> String {
    let span = |span: &Span| match span {
        Span::Text(text) => text.clone(),
        Span::Stated(stated) => format!("{}{}", stated.text, marks(&stated.citations)),
        Span::Styled(style, inner) => format!("<{style:?}>{}</>", line(inner)),
        Span::Link { url, spans, .. } => format!("[{}]({url})", line(spans)),
        Span::Footnote(number) => format!("[^{number}]"),
        other => plain(std::slice::from_ref(other)),
    };
    spans.iter().map(span).collect()
}

fn marks(citations: &[Citation]) -> String {
    citations.iter().map(|c| format!("[{}]", c.source)).collect()
}
