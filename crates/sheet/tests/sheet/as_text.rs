//! A written document as plain text, for people to compare.

use attache_sheet::Written;

use attache_document::written::{Block, Cell, Citation, Span};

/// Each fact is followed by the numbers of its sources. What is missing is not
/// shown.
pub(crate) fn as_text(written: &Written) -> String {
    let mut lines = vec![format!("# {}", written.title), written.subtitle.clone()];
    for section in &written.sections {
        lines.push(format!("\n## {} {{#{}}}", section.heading, section.id));
        section.blocks.iter().for_each(|b| block(b, &mut lines));
    }
    lines.push("\n## Sources".to_owned());
    lines.extend(written.sources.iter().enumerate().map(|(at, source)| format!("{}. {}", at + 1, source.release)));
    lines.join("\n") + "\n"
}

fn block(block: &Block, lines: &mut Vec<String>) {
    lines.push(String::new());
    match block {
        Block::Heading { id, text } => lines.push(format!("### {text} {{#{id}}}")),
        Block::Paragraph(spans) => lines.push(line(spans)),
        Block::List(items) => lines.extend(items.iter().map(|spans| format!("- {}", line(spans)))),
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
    };
    spans.iter().map(span).collect()
}

fn marks(citations: &[Citation]) -> String {
    citations.iter().map(|c| format!("[{}]", c.source)).collect()
}
