//! One country's file: its texts read by their kind, with what they owe to
//! their neighbours (the year of a sibling, the dollars of a note).

use std::collections::HashMap;

use attache_model::{Area, ObsStatus, Period, Sink};

use super::{
    chambers,
    emit::Out,
    events,
    figures::{self, Reading, Rest},
    indicator::measured,
    kind::{Kind, kind},
    leaf::{self, Leaf, LeafValue},
    observations, places,
    plain::Plain,
    stated::stated,
};
use crate::{ParseError, file::File};

/// A text that is read as figures, before it is given on.
pub(super) struct Read<'a> {
    pub(super) leaf: &'a Leaf<'a>,
    pub(super) plain: Plain<'a>,
    pub(super) reading: Reading,
    pub(super) kind: Kind,
}

/// The notes and currencies of a country's fields, by the field's pointer.
#[derive(Default)]
pub(super) struct Beside<'a> {
    notes: HashMap<&'a str, Vec<&'a str>>,
    dated_notes: HashMap<&'a str, (Period, ObsStatus)>,
    /// The currency that a field of exchange rates names.
    pub(super) currency: Option<String>,
}

impl Beside<'_> {
    /// Whether a note of the leaf's field holds these words.
    pub(super) fn note_of(&self, leaf: &Leaf<'_>) -> impl Iterator<Item = &str> {
        self.notes.get(field_pointer(&leaf.pointer)).into_iter().flatten().copied()
    }
}

/// Reads a country's file into the sink.
pub(super) fn read(file: &File<'_>, area: Area, sink: &mut dyn Sink) -> Result<(), ParseError> {
    let value = leaf::json(file)?;
    let leaves = leaf::leaves(&value, file)?;
    let mut out = Out { file: *file, area, sink };
    let mut beside = Beside::default();
    for leaf in &leaves {
        if leaf.is_note {
            beside.notes.entry(field_pointer(&leaf.pointer)).or_default().push(leaf.text());
            if let Some(period) = closing(leaf.text()).filter(|_| leaf.pointer.ends_with("/note/text")) {
                beside.dated_notes.insert(field_pointer(&leaf.pointer), period);
            }
        } else if leaf.field().first().is_some_and(|f| *f == "Exchange rates") && beside.currency.is_none() {
            beside.currency = currency(leaf.text());
        }
    }
    let mut group: Vec<Read<'_>> = Vec::new();
    let mut ranks: Vec<(&Leaf<'_>, i64)> = Vec::new();
    let mut mission = events::Mission::default();
    for (at, leaf) in leaves.iter().enumerate() {
        match leaf.value {
            LeafValue::Number(rank) => ranks.push((leaf, rank)),
            LeafValue::Text(text) => one(&mut out, leaf, text, &mut group, &mut mission)?,
        }
        let last = leaves.get(at + 1).is_none_or(|next| field_pointer(&next.pointer) != field_pointer(&leaf.pointer));
        if last {
            noted(&mut group, &beside);
            siblings(&mut group);
            for (leaf, rank) in ranks.drain(..) {
                observations::rank(&mut out, leaf, rank, group.first())?;
            }
            for read in group.drain(..) {
                given(&mut out, &read, &beside)?;
            }
            mission.finish(&mut out)?;
        }
    }
    Ok(())
}

fn one<'a>(
    out: &mut Out<'_>,
    leaf: &'a Leaf<'a>,
    text: &'a str,
    group: &mut Vec<Read<'a>>,
    mission: &mut events::Mission,
) -> Result<(), ParseError> {
    let plain = Plain::of(text);
    let whole = 0..plain.text.len();
    let section = leaf.names.first().copied().unwrap_or_default();
    let kind = if leaf.is_note { Kind::Prose } else { kind(section, leaf.field()) };
    match kind {
        Kind::Figures | Kind::Mixed if is_prose(&plain.text) => out.prose(leaf, &plain, &whole),
        Kind::Chambers => chambers::read(out, leaf, &plain)?,
        Kind::Elevation => places::elevation(out, leaf, &plain)?,
        Kind::Figures | Kind::Mixed | Kind::Partners | Kind::Borders | Kind::Refugees | Kind::Votes => {
            let names = leaf.field().last().is_some_and(|f| f.starts_with("parties elected"));
            let reading = figures::read(&plain.text, names).map_err(|e| out.absurd(leaf, &plain, e))?;
            group.push(Read { leaf, plain, reading, kind });
        }
        Kind::Commodities if plain.text.contains('%') => {
            let reading = figures::read(&plain.text, false).map_err(|e| out.absurd(leaf, &plain, e))?;
            group.push(Read { leaf, plain, reading, kind });
        }
        Kind::Commodities => places::commodities(out, leaf, &plain)?,
        Kind::Coordinates => places::coordinates(out, leaf, &plain)?,
        Kind::TimeDifference => places::time_difference(out, leaf, &plain)?,
        Kind::MissionIn | Kind::MissionFrom if leaf.is_note => out.prose(leaf, &plain, &whole),
        Kind::MissionIn | Kind::MissionFrom => mission.take(out, leaf, &plain, kind == Kind::MissionIn)?,
        Kind::Prose => {
            if leaf.is_note && leaf.field().first().is_some_and(|f| f.starts_with("Diplomatic representation")) {
                mission.noted(&plain.text);
                events::mission_note(out, leaf, &plain)?;
            } else {
                out.prose(leaf, &plain, &whole);
            }
        }
        kind => events::read(out, leaf, &plain, kind)?,
    }
    Ok(())
}

/// Whether a text is sentences, to whatever field it belongs: many words, of
/// which many are such as only sentences have.
fn is_prose(text: &str) -> bool {
    const OF_SENTENCES: [&str; 24] = [
        "the", "is", "are", "was", "were", "has", "have", "had", "by", "that", "which", "its", "their", "been", "will",
        "to", "in", "a", "an", "as", "for", "on", "with", "this",
    ];
    let mut depth = 0usize;
    let (mut words, mut function_words) = (0usize, 0usize);
    for word in text.split_whitespace() {
        let outside = depth == 0 && !word.starts_with('(');
        depth = (depth + word.matches('(').count()).saturating_sub(word.matches(')').count());
        if outside {
            words += 1;
            function_words += usize::from(
                OF_SENTENCES.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase().as_str()),
            );
        }
    }
    words >= 25 && function_words * 5 >= words
}

fn given(out: &mut Out<'_>, read: &Read<'_>, beside: &Beside<'_>) -> Result<(), ParseError> {
    for rest in &read.reading.rest {
        match rest {
            Rest::Note(part) => out.prose(read.leaf, &read.plain, part),
            Rest::Missing(part) => out.unparsed(read.leaf, &read.plain, part, "not available", true),
            Rest::Irregular(part) => {
                let words = read.plain.text[part.clone()].split_whitespace().count();
                let prose = matches!(read.kind, Kind::Mixed | Kind::Votes) || words >= 20;
                if prose {
                    out.prose(read.leaf, &read.plain, part);
                } else {
                    out.unparsed(read.leaf, &read.plain, part, "no regular figure", false);
                }
            }
        }
    }
    if read.reading.figures.is_empty() && read.reading.rest.is_empty() && read.reading.period.is_some() {
        return events::dated(out, read.leaf, &read.plain, read.reading.period);
    }
    observations::figures(out, read, beside)
}

/// Quirk 13: in the edition of 2015 the year of a field may stand at the end of
/// its note ("... (2009 est.)").
fn noted(group: &mut [Read<'_>], beside: &Beside<'_>) {
    for read in group {
        let unstated = read.reading.figures.iter().all(|f| f.period.is_none()) && read.reading.period.is_none();
        let Some(note) = beside.dated_notes.get(field_pointer(&read.leaf.pointer)).filter(|_| unstated) else {
            continue;
        };
        for figure in &mut read.reading.figures {
            figure.period = Some(*note);
        }
    }
}

/// The period in parentheses that ends a text.
fn closing(text: &str) -> Option<(Period, ObsStatus)> {
    let text = text.trim_end().strip_suffix(')')?;
    let said = stated(&text[text.rfind('(')? + 1..])?;
    said.rest.is_empty().then_some((said.period, said.status))
}

/// Quirk 2: of a field's parts only one may state the year, the last (older
/// editions) or the first (newer ones). Parts without a year take the next
/// one's that follows, or where the first part has it, that before.
fn siblings(group: &mut [Read<'_>]) {
    let dated = |r: &Read<'_>| -> Option<(Period, ObsStatus)> {
        r.reading
            .figures
            .iter()
            .rev()
            .find_map(|f| f.period)
            .or(r.reading.period.filter(|_| !r.reading.figures.is_empty()))
    };
    let depth = |r: &Read<'_>| r.leaf.names.len();
    let stated: Vec<Option<(Period, ObsStatus)>> = group.iter().map(dated).collect();
    let first_states =
        group.iter().zip(&stated).find(|(r, _)| !r.reading.figures.is_empty()).is_some_and(|(_, s)| s.is_some());
    for at in 0..group.len() {
        if stated[at].is_some() || depth(&group[at]) < 3 {
            continue;
        }
        let before = stated[..at].iter().rev().find_map(|s| *s);
        let after = stated[at + 1..].iter().find_map(|s| *s);
        let period = if first_states { before.or(after) } else { after.or(before) };
        for figure in &mut group[at].reading.figures {
            figure.period = figure.period.or(period);
        }
    }
}

/// `/Economy/Exports/Exports 2022/text` is in the field `/Economy/Exports`.
fn field_pointer(pointer: &str) -> &str {
    pointer.match_indices('/').nth(2).map_or(pointer, |(at, _)| &pointer[..at])
}

/// The code in "bolivianos (BOB) per US dollar -".
fn currency(text: &str) -> Option<String> {
    let (_, rest) = text.split_once('(')?;
    let (code, after) = rest.split_once(')')?;
    let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    (is_code && after.contains("per US dollar")).then(|| code.to_owned())
}

/// The name that a leaf's figures go by.
pub(super) fn measure_of(leaf: &Leaf<'_>) -> super::indicator::Measured {
    measured(leaf.field())
}
