//! Content controls: what Word keeps of words that are bound to facts.
//!
//! A control stands around runs. Where words begin or end within a run, the run is cut
//! there; the runs that a cut makes are written in a way of their own ([`CUT_RUN`],
//! [`CUT_TEXT`]), so that taking the control away joins them again, byte for byte. Word
//! writes a document that it saves in its own way; what is cut then stays so, and reads
//! the same.
//!
//! The tag of a control has 64 characters. A longer address stands as a variable of the
//! document in `word/settings.xml`, and the tag names the variable.

use std::ops::Range;

use super::super::link::{FactLink, SCHEME};
use super::xml::escaped;

/// Word takes no longer tag for a content control, in characters.
const LONGEST_TAG: usize = 64;

const OPENS: &str = "<w:sdt>";
const CONTENT: &str = "<w:sdtContent>";
const ENDS: &str = "</w:sdtContent></w:sdt>";

const RUN_ENDS: &str = "</w:r>";
const TEXT_ENDS: &str = "</w:t>";
/// How a run begins that a cut has made. No program writes it so.
const CUT_RUN: &str = "<w:r >";
/// How the text of such a run begins, or text whose white space at the end is to stay.
const CUT_TEXT: &str = "<w:t xml:space=\"preserve\" >";

/// Before the name of a variable.
const VARIABLE: char = '@';
const VARIABLES: &str = "<w:docVars>";
const VARIABLES_END: &str = "</w:docVars>";
const VARIABLE_OPENS: &str = "<w:docVar ";

/// What follows the variables of a document in its settings (ISO/IEC 29500-1, 17.15.1.78).
const AFTER_VARIABLES: [&str; 18] = [
    "<w:rsids",
    "<m:mathPr",
    "<w:attachedSchema",
    "<w:themeFontLang",
    "<w:clrSchemeMapping",
    "<w:doNotIncludeSubdocsInStats",
    "<w:doNotAutoCompressPictures",
    "<w:forceUpgrade",
    "<w:captions",
    "<w:readModeInkLockDown",
    "<w:smartTagType",
    "<sl:schemaLibrary",
    "<w:shapeDefaults",
    "<w:doNotEmbedSmartTags",
    "<w:decimalSymbol",
    "<w:listSeparator",
    "<w14:docId",
    "</w:settings>",
];

type Edit = (Range<usize>, String);

/// Whether words can be put into a content control with this address: they stand in runs
/// of one paragraph, none of which is in markup of its own.
pub(crate) fn takes(source: &str, words: &Range<usize>, address: &str) -> bool {
    marks(source, words, "").is_some() && (!is_long(address) || place_of_variables(source).is_some())
}

/// The edits of the XML that put words, apart and in order, into content controls with
/// these addresses.
pub(crate) fn edits(source: &str, bindings: &[(Range<usize>, String)]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut variables: Vec<(String, &str)> = Vec::new();
    for (words, address) in bindings {
        let tag = match is_long(address) {
            true => {
                let name = variable(address);
                if !variables.iter().any(|(known, _)| *known == name) {
                    variables.push((name.clone(), address));
                }
                name
            }
            false => address.clone(),
        };
        edits.extend(marks(source, words, &tag).unwrap_or_default());
    }
    variables.retain(|(name, _)| value_of(source, name).is_none());
    if !variables.is_empty()
        && let Some((at, is_there)) = place_of_variables(source)
    {
        let all = variables.iter().map(|(name, address)| {
            format!("{VARIABLE_OPENS}w:name=\"{SCHEME}{name}\" w:val=\"{}\"/>", attribute(address))
        });
        let all: String = all.collect();
        edits.push((at..at, if is_there { all } else { format!("{VARIABLES}{all}{VARIABLES_END}") }));
    }
    edits
}

fn is_long(address: &str) -> bool {
    SCHEME.len() + address.chars().count() > LONGEST_TAG
}

/// What the variable of an address is called: by its content, so that a control that is
/// copied into another document is never of another fact (FNV-1a of 64 bits).
fn variable(address: &str) -> String {
    let hash = address
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{VARIABLE}{hash:016x}")
}

/// Where a variable is to be put into the settings, and whether others are there.
fn place_of_variables(source: &str) -> Option<(usize, bool)> {
    let settings = source.rfind("<w:settings")?;
    let rest = source.get(settings..)?;
    if let Some(end) = rest.find(VARIABLES_END) {
        return Some((settings + end, true));
    }
    let at = AFTER_VARIABLES.iter().filter_map(|name| rest.find(name)).min()?;
    Some((settings + at, false))
}

/// The variables of the document that hold addresses: where each stands, its name and
/// its address.
fn variables(source: &str) -> impl Iterator<Item = (Range<usize>, &str, String)> {
    source.match_indices(VARIABLE_OPENS).filter_map(|(start, _)| {
        let element = source.get(start..)?;
        let element = element.get(..element.find('>')? + 1)?;
        let value = |name: &str| element.split_once(name)?.1.split('"').next();
        let name = value("w:name=\"")?.strip_prefix(SCHEME)?;
        Some((start..start + element.len(), name, unescaped(value("w:val=\"")?)))
    })
}

fn value_of(source: &str, name: &str) -> Option<String> {
    variables(source).find(|(_, known, _)| *known == name).map(|(_, _, value)| value)
}

fn attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;")
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The edits that put words into a content control.
fn marks(source: &str, words: &Range<usize>, tag: &str) -> Option<Vec<Edit>> {
    if !stands_in_runs(source.get(words.clone())?) {
        return None;
    }
    let tag = attribute(&format!("{SCHEME}{tag}"));
    let opens = format!("{OPENS}<w:sdtPr><w:tag w:val=\"{tag}\"/></w:sdtPr>{CONTENT}");
    let (first, last) = (Run::at(source, words.start)?, Run::at(source, words.end)?);
    let mut edits = Vec::new();
    let before = source.get(first.text_tag.end..words.start)?;
    let properties = source.get(first.properties.clone())?;
    if !before.is_empty() {
        // White space that comes to stand at the end of a run is kept only where its
        // text says so.
        let spaces = before.len() - before.trim_end().len();
        if spaces > 0 && source.get(first.text_tag.clone())? == "<w:t>" {
            let at = words.start - spaces;
            edits.push((at..at, format!("{TEXT_ENDS}{CUT_TEXT}")));
        }
        let cut = format!("{TEXT_ENDS}{RUN_ENDS}{opens}{CUT_RUN}{properties}{CUT_TEXT}");
        edits.push((words.start..words.start, cut));
    } else if first.properties.end < first.text_tag.start {
        let at = first.text_tag.start;
        edits.push((at..at, format!("{RUN_ENDS}{opens}{CUT_RUN}{properties}")));
    } else {
        edits.push((first.start..first.start, opens));
    }
    let after = source.get(words.end..)?;
    let properties = source.get(last.properties)?;
    let text_ends = words.end + TEXT_ENDS.len();
    edits.push(match after.strip_prefix(TEXT_ENDS) {
        None => (words.end..words.end, format!("{TEXT_ENDS}{RUN_ENDS}{ENDS}{CUT_RUN}{properties}{CUT_TEXT}")),
        Some(after) if after.starts_with(RUN_ENDS) => {
            let at = text_ends + RUN_ENDS.len();
            (at..at, ENDS.to_owned())
        }
        Some(_) => (text_ends..text_ends, format!("{RUN_ENDS}{ENDS}{CUT_RUN}{properties}")),
    });
    Some(edits)
}

/// Whether what stands between two places in the texts of runs leaves every element
/// whole, but for those texts and runs, and a control may hold it.
fn stands_in_runs(between: &str) -> bool {
    const WITHIN: [&str; 2] = ["w:r", "w:t"];
    const NEVER: [&str; 6] = ["w:p", "w:tbl", "w:sdt", "w:fldChar", "w:instrText", "w:txbxContent"];
    let mut open = WITHIN.to_vec();
    let mut rest = between;
    while let Some((_, tag)) = rest.split_once('<') {
        let Some((tag, after)) = tag.split_once('>') else { return false };
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with(['!', '?']) || NEVER.contains(&name) {
            return false;
        }
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.ends_with('/') {
            open.push(name);
        }
    }
    open == WITHIN
}

/// A run of text, by bytes of the XML.
struct Run {
    start: usize,
    /// Its `<w:rPr>`, empty where it has none.
    properties: Range<usize>,
    /// The start tag of the text.
    text_tag: Range<usize>,
}

impl Run {
    /// The run in whose text this place is.
    fn at(source: &str, place: usize) -> Option<Self> {
        let before = source.get(..place)?;
        let tag = before.rfind('<')?;
        let opens = before.get(tag..)?;
        let is_text = opens.starts_with("<w:t>") || opens.starts_with("<w:t ");
        let text_tag = tag..tag + opens.find('>')? + 1;
        let head = before.get(..tag)?;
        let start = head.rfind("<w:r>").max(head.rfind("<w:r "))?;
        let inner = start + head.get(start..)?.find('>')? + 1;
        let between = head.get(inner..)?;
        if !is_text || between.contains(RUN_ENDS) {
            return None;
        }
        Some(Self { start, properties: inner..inner + properties(between), text_tag })
    }
}

/// How many bytes of the inside of a run its properties are.
fn properties(inside: &str) -> usize {
    const OPENS: &str = "<w:rPr>";
    const ENDS: &str = "</w:rPr>";
    if !inside.starts_with(OPENS) {
        return 0;
    }
    // As they were before a change that is tracked, they stand within.
    let (mut at, mut open) = (OPENS.len(), 1_usize);
    while open > 0 {
        let Some(end) = inside.get(at..).and_then(|rest| rest.find(ENDS)) else { return 0 };
        open = open - 1 + inside.get(at..at + end).map_or(0, |within| within.matches(OPENS).count());
        at += end + ENDS.len();
    }
    at
}

/// The words in content controls whose tags are facts. `whole` is the control; where
/// its words are several runs, `words` has the markup between them too.
pub(crate) fn links(source: &str) -> Vec<FactLink> {
    source.match_indices(OPENS).filter_map(|(start, _)| Some(Control::at(source, start)?.link)).collect()
}

/// A content control, by bytes of the XML.
struct Control {
    link: FactLink,
    /// What is in it.
    content: Range<usize>,
}

impl Control {
    fn at(source: &str, start: usize) -> Option<Self> {
        const TAG: &str = "<w:tag w:val=\"";
        let rest = source.get(start..)?;
        let opens = rest.find(CONTENT)?;
        let head = rest.get(..opens)?;
        let value = head.get(head.find(TAG)? + TAG.len()..)?.split('"').next()?;
        let tag = unescaped(value.strip_prefix(SCHEME)?);
        let address = if tag.starts_with(VARIABLE) { value_of(source, &tag).unwrap_or(tag) } else { tag };
        let (expression, form) = match address.split_once('#') {
            Some((expression, role)) => (expression, format!("#{role}")),
            None => (address.as_str(), String::new()),
        };
        let inner = start + opens + CONTENT.len();
        let end = inner + source.get(inner..)?.find(ENDS)?;
        let body = source.get(inner..end)?;
        let first = body.find("<w:t>").into_iter().chain(body.find("<w:t ")).min()?;
        let words = inner + first + body.get(first..)?.find('>')? + 1..inner + body.rfind(TEXT_ENDS)?;
        let link = FactLink { whole: start..end + ENDS.len(), words, expression: expression.to_owned(), form };
        Some(Self { link, content: inner..end })
    }
}

/// The edits that take content controls away and leave what is in them, joining what was
/// cut.
pub(crate) fn unmarks(source: &str) -> Vec<Edit> {
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (start, _) in source.match_indices(OPENS) {
        let Some(Control { link, content }) = Control::at(source, start) else { continue };
        let opens = joint(source, start..content.start);
        let kept = format!("{TEXT_ENDS}{CUT_TEXT}");
        let before = source.get(..opens.start).unwrap_or_default();
        let spaces = before.len() - before.trim_end().len();
        if before.trim_end().ends_with(&kept) {
            let at = opens.start - spaces;
            taken.push(at - kept.len()..at);
        }
        taken.push(opens);
        taken.push(joint(source, content.end..link.whole.end));
    }
    let own: Vec<Range<usize>> = variables(source).map(|(place, ..)| place).collect();
    let all = own.first().zip(own.last()).map(|(first, last)| first.start..last.end).filter(|all| {
        let is_whole = own.windows(2).all(|pair| pair[0].end == pair[1].start);
        let around = (source.get(..all.start), source.get(all.end..));
        is_whole && matches!(around, (Some(before), Some(after)) if before.ends_with(VARIABLES) && after.starts_with(VARIABLES_END))
    });
    match all {
        Some(all) => taken.push(all.start - VARIABLES.len()..all.end + VARIABLES_END.len()),
        None => taken.extend(own),
    }
    taken.into_iter().map(|range| (range, String::new())).collect()
}

/// Markup of a control, with the end of the run before it and the beginning of the one
/// after it, where a cut has made these.
fn joint(source: &str, markup: Range<usize>) -> Range<usize> {
    let before = source.get(..markup.start).unwrap_or_default();
    let after = source.get(markup.end..).unwrap_or_default();
    let (Some(cut), true) = (after.strip_prefix(CUT_RUN), before.ends_with(RUN_ENDS)) else { return markup };
    let properties = properties(cut);
    let is_text = cut.get(properties..).is_some_and(|text| text.starts_with(CUT_TEXT));
    let end = markup.end + CUT_RUN.len() + properties;
    match is_text && before.ends_with("</w:t></w:r>") {
        true => markup.start - RUN_ENDS.len() - TEXT_ENDS.len()..end + CUT_TEXT.len(),
        false => markup.start - RUN_ENDS.len()..end,
    }
}
