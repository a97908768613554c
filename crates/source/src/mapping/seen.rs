//! Which figures have been read, so that no two for one series and period mix.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{DefaultHasher, Hash, Hasher},
};

use attache_model::{Observation, Place};

use super::{figure::Mapping, read::Records, record::Record};
use crate::{ParseError, file::clip};

/// At most so many figures are told apart, in some 400 MB.
const MOST: usize = 14_000_000;

/// The figures so far, as hashes of their series and period.
#[derive(Default)]
pub(super) struct Seen(HashMap<u64, (u64, u32)>);

impl Seen {
    /// Takes a figure of the record with this number. `false` where the same
    /// figure was read before.
    ///
    /// # Errors
    /// The number of the record that gave another figure, or `None` when there
    /// are too many to be told apart.
    pub(super) fn take(&mut self, figure: &Observation, record: u32) -> Result<bool, Option<u32>> {
        let full = self.0.len() >= MOST;
        match self.0.entry(hash((figure.key, figure.time_period))) {
            Entry::Occupied(earlier) => {
                let (said, by) = *earlier.get();
                if said == said_by(figure) { Ok(false) } else { Err(Some(by)) }
            }
            Entry::Vacant(_) if full => Err(None),
            Entry::Vacant(place) => {
                place.insert((said_by(figure), record));
                Ok(true)
            }
        }
    }
}

fn said_by(figure: &Observation) -> u64 {
    hash((figure.quantity(), figure.unit))
}

fn hash(what: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

/// Two records that say different things of one series and period.
pub(super) struct Collision {
    /// The records' numbers.
    pub(super) earlier: u32,
    pub(super) later: u32,
    /// The field of the later figure.
    pub(super) field: String,
    pub(super) observation: Observation,
}

/// A record as it was.
struct Kept {
    fields: Vec<(String, String)>,
    place: Place,
    /// Fields that hold the figures.
    figures: Vec<String>,
    /// Fields that the mapping reads.
    read: Vec<String>,
}

impl Kept {
    fn of(mapping: &Mapping, record: &dyn Record, field: &str) -> Self {
        let fields = record.fields();
        Self {
            fields: fields
                .iter()
                .map(|name| ((*name).to_owned(), record.field(name).unwrap_or_default().trim().to_owned()))
                .collect(),
            place: record.place(field),
            figures: mapping.figures.iter().filter_map(|f| f.value.field.clone()).collect(),
            read: mapping.needs().into_iter().map(str::to_owned).collect(),
        }
    }

    fn get(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, held)| held.as_str()).unwrap_or_default()
    }
}

impl Collision {
    /// Goes through the records again, and says what tells the two apart.
    pub(super) fn explain(&self, input: &str, records: &Records<'_>) -> ParseError {
        let (mut at, mut earlier, mut later) = (0_u32, None, None);
        // What goes wrong here went wrong before.
        _ = records(&mut |mapping, record| {
            if at == self.earlier {
                earlier = Some(Kept::of(mapping, record, &self.field));
            }
            if at == self.later {
                later = Some(Kept::of(mapping, record, &self.field));
                return Err(ParseError::new(input, Place::default(), "found"));
            }
            at = at.saturating_add(1);
            Ok(())
        });
        let what = self.what();
        let (Some(earlier), Some(later)) = (earlier, later) else {
            return ParseError::new(input, Place::default(), format!("two records give different figures for {what}"));
        };
        let (problem, hint) = if self.earlier == self.later {
            (
                format!("gives two figures for {what}"),
                "two figures of the mapping have one indicator; give each its own",
            )
        } else {
            let apart = telling(&earlier, &later);
            let tell = match apart.as_slice() {
                [] => "nothing else tells the two apart".to_owned(),
                [one] => format!("`{one}` tells the two apart"),
                several => format!(
                    "{} tell the two apart",
                    several.iter().map(|f| format!("`{f}`")).collect::<Vec<_>>().join(", ")
                ),
            };
            let hint = if apart.is_empty() {
                "the data contradict themselves; ask their publisher, or take one of the two rows out"
            } else {
                "make the field part of the mapping, as `breakdown` or in the table of the `indicator`, or leave rows \
                 out by `when`"
            };
            let (a, b) = (clip(later.get(&self.field), 40), clip(earlier.get(&self.field), 40));
            let place = &earlier.place;
            let figures = if a == b { String::new() } else { format!(", {a:?} here and {b:?} there") };
            (format!("gives another figure for {what} than {place} does{figures}; {tell}"), hint)
        };
        ParseError::new(input, later.place, problem).hint(hint)
    }

    fn what(&self) -> String {
        let key = self.observation.key;
        let with = key.counterpart_area.map_or(String::new(), |area| format!(" with {area}"));
        let by = key.breakdown.map_or(String::new(), |breakdown| format!(", {breakdown}"));
        format!("{} of {}{with}{by} in {}", key.indicator, key.ref_area, self.observation.time_period)
    }
}

/// The fields in which two records differ besides their figures; where fields
/// that the mapping does not read are among them, those alone.
fn telling<'k>(a: &'k Kept, b: &'k Kept) -> Vec<&'k str> {
    let differing: Vec<&str> = a
        .fields
        .iter()
        .filter(|(name, held)| !a.figures.contains(name) && b.get(name) != held)
        .map(|(name, _)| name.as_str())
        .collect();
    let unread: Vec<&str> = differing.iter().copied().filter(|name| !a.read.iter().any(|r| r == name)).collect();
    let mut telling = if unread.is_empty() { differing } else { unread };
    telling.truncate(4);
    telling
}
