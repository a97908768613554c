//! Content controls: what Word keeps of words that are bound to facts.

use std::ops::Range;

use super::super::link::{FactLink, SCHEME};
use super::xml::escaped;

/// Word takes no longer tag for a content control, in characters.
const LONGEST_TAG: usize = 64;

const OPENS: &str = "<w:sdt>";
const CONTENT: &str = "<w:sdtContent>";
const ENDS: &str = "</w:sdtContent></w:sdt>";

/// The edits of the XML that put words into a content control with this address;
/// `None` where they do not stand in one run of text, or the address is too long.
pub(crate) fn marks(source: &str, words: &Range<usize>, address: &str) -> Option<Vec<(Range<usize>, String)>> {
    let tag = format!("{SCHEME}{address}");
    if tag.chars().count() > LONGEST_TAG {
        return None;
    }
    let run = Run::around(source, words)?;
    let properties = source.get(run.properties.clone())?;
    let tag = escaped(&tag).replace('"', "&quot;");
    let begins = format!(
        "</w:t></w:r>{OPENS}<w:sdtPr><w:tag w:val=\"{tag}\"/></w:sdtPr>{CONTENT}<w:r>{properties}<w:t xml:space=\"preserve\">"
    );
    let ends = format!("</w:t></w:r>{ENDS}<w:r>{properties}<w:t xml:space=\"preserve\">");
    let mut edits = vec![(words.start..words.start, begins), (words.end..words.end, ends)];
    // The spaces beside the words now stand at the ends of runs.
    if source.get(run.text_tag.clone())? == "<w:t>" {
        edits.insert(0, (run.text_tag, "<w:t xml:space=\"preserve\">".to_owned()));
    }
    Some(edits)
}

/// A run of text, by bytes of the XML.
struct Run {
    /// Its `<w:rPr>`, empty where it has none.
    properties: Range<usize>,
    /// The start tag of the text.
    text_tag: Range<usize>,
}

impl Run {
    /// The run in whose text the words stand as a whole.
    fn around(source: &str, words: &Range<usize>) -> Option<Self> {
        let before = source.get(..words.start)?;
        let tag = before.rfind('<')?;
        let opens = before.get(tag..)?;
        let is_text = opens.starts_with("<w:t>") || opens.starts_with("<w:t ");
        let length = opens.find('>')? + 1;
        let is_whole = !source.get(words.clone())?.contains('<');
        let after = source.get(words.end..)?;
        if !is_text || !is_whole || !after.get(after.find('<')?..)?.starts_with("</w:t>") {
            return None;
        }
        let head = source.get(..tag)?;
        let run = head.rfind("<w:r>").max(head.rfind("<w:r "))?;
        let inner = run + head.get(run..)?.find('>')? + 1;
        let between = head.get(inner..)?;
        if between.contains("</w:r>") {
            return None;
        }
        const PROPERTIES: &str = "</w:rPr>";
        let properties = match (between.starts_with("<w:rPr>"), between.find(PROPERTIES)) {
            (true, Some(end)) => inner..inner + end + PROPERTIES.len(),
            _ => inner..inner,
        };
        Some(Self { properties, text_tag: tag..tag + length })
    }
}

/// The words in content controls whose tags are facts. `whole` is the control; where
/// its words are several runs, `words` has the markup between them too.
pub(crate) fn links(source: &str) -> Vec<FactLink> {
    let mut links = Vec::new();
    for (start, _) in source.match_indices(OPENS) {
        let Some(link) = link(source, start) else { continue };
        links.push(link);
    }
    links
}

fn link(source: &str, start: usize) -> Option<FactLink> {
    const TAG: &str = "<w:tag w:val=\"";
    let rest = source.get(start..)?;
    let content = rest.find(CONTENT)?;
    let head = rest.get(..content)?;
    let value = head.get(head.find(TAG)? + TAG.len()..)?.split('"').next()?;
    let value = value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let address = value.strip_prefix(SCHEME)?;
    let (expression, form) = match address.split_once('#') {
        Some((expression, role)) => (expression, format!("#{role}")),
        None => (address, String::new()),
    };
    let inner = start + content + CONTENT.len();
    let end = inner + source.get(inner..)?.find(ENDS)?;
    let body = source.get(inner..end)?;
    let first = body.find("<w:t>").into_iter().chain(body.find("<w:t ")).min()?;
    let words = inner + first + body.get(first..)?.find('>')? + 1..inner + body.rfind("</w:t>")?;
    Some(FactLink { whole: start..end + ENDS.len(), words, expression: expression.to_owned(), form })
}

/// The edits that take content controls away and leave what is in them.
pub(crate) fn unmarks(source: &str) -> Vec<(Range<usize>, String)> {
    let controls = links(source).into_iter().flat_map(|link| {
        let content = source.get(link.whole.clone()).and_then(|whole| whole.find(CONTENT)).unwrap_or_default();
        let begins = link.whole.start..link.whole.start + content + CONTENT.len();
        [begins, link.whole.end - ENDS.len()..link.whole.end]
    });
    controls.map(|range| (range, String::new())).collect()
}
