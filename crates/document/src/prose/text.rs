use super::{About, Block, BlockKind, Format, Piece, Prose};

/// Plain text: blocks stand apart by empty lines. A line that begins like an item
/// of a list is one, and a short line without a full stop that stands alone is a
/// heading.
pub(super) fn read(source: String) -> Prose {
    let mut blocks = Vec::new();
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        if line.trim().is_empty() {
            close(&mut lines, &mut blocks);
        } else {
            if is_item(line) {
                close(&mut lines, &mut blocks);
            }
            lines.push((at, line));
        }
        at += line.len();
    }
    close(&mut lines, &mut blocks);
    Prose { format: Format::Text, blocks, about: About::default(), source }
}

/// A heading has no more characters than this.
const LONGEST_HEADING: usize = 90;

fn close(lines: &mut Vec<(usize, &str)>, blocks: &mut Vec<Block>) {
    let Some((_, first)) = lines.first().copied() else { return };
    let kind = if is_item(first) {
        BlockKind::Item
    } else if lines.len() == 1 && is_heading(first) {
        BlockKind::Heading(2)
    } else {
        BlockKind::Paragraph
    };
    let mut text = String::new();
    let mut pieces = Vec::new();
    for (at, line) in lines.drain(..) {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        if !text.is_empty() {
            pieces.push(Piece { at: text.len(), source: start - 1..start });
            text.push(' ');
        }
        pieces.push(Piece { at: text.len(), source: start..start + trimmed.len() });
        text.push_str(trimmed);
    }
    blocks.push(Block { kind, text, pieces, comments: Vec::new() });
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    ["- ", "* ", "• ", "– ", "· "].iter().any(|mark| line.starts_with(mark))
}

fn is_heading(line: &str) -> bool {
    let line = line.trim();
    let ends = line.ends_with(['.', '?', '!', ';', ',', '"', '”']);
    !ends && line.len() <= LONGEST_HEADING && !line.contains(": ") && !line.contains(char::is_numeric)
}
