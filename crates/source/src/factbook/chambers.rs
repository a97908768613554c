//! The chambers of a legislature, as editions until 2024 describe them in a sentence:
//! `unicameral Parliament (52 seats; ...)`, `bicameral Congress consists of: Senate (81
//! seats; ...) ++ Chamber of Deputies (513 seats; ...)`.

use std::ops::Range;

use attache_model::{Code, ObsStatus, Observation, Period, SeriesKey};

use super::{emit::Out, leaf::Leaf, plain::Plain};
use crate::ParseError;

/// The breakdowns of a legislature of two chambers.
const UPPER: &str = "upper chamber";
const LOWER: &str = "lower chamber";

/// Gives on how many seats each chamber has. Of a legislature that is described otherwise
/// (dissolved, of several counts, a membership that is not fixed) nothing is given.
pub(super) fn read(out: &mut Out<'_>, leaf: &Leaf<'_>, plain: &Plain<'_>) -> Result<(), ParseError> {
    let text = &*plain.text;
    let counts = seats(text);
    let words = text.trim_start();
    let chambers = match counts.as_slice() {
        [_] if words.starts_with("unicameral") => vec![None],
        [first, second] if words.starts_with("bicameral") => {
            let before = &text[..first.digits.start];
            let between = &text[first.digits.end..second.digits.start];
            of_two([name(before), name(between)]).into_iter().flatten().map(Some).collect()
        }
        _ => Vec::new(),
    };
    if chambers.is_empty() {
        out.prose(leaf, plain, &(0..text.len()));
        return Ok(());
    }
    for (count, chamber) in counts.iter().zip(chambers) {
        let observation = Observation {
            key: SeriesKey {
                breakdown: chamber.map(Code::from_static),
                ..SeriesKey::of(out.area, Code::from_static("legislature-seats"))
            },
            time_period: Period::Unstated,
            token: text[count.digits.clone()].into(),
            value: count.seats.into(),
            unit: Code::from_static("SEATS"),
            unit_mult: 0,
            status: ObsStatus::Normal,
            note: None,
        };
        let place = out.place(leaf, Some(plain.source(&count.digits)));
        out.observation(observation, place)?;
    }
    Ok(())
}

/// Which of two chambers of these names is the upper one and which the lower; `None` where the
/// names leave it open, as a Council of States and a National Council do.
pub(super) fn of_two(names: [&str; 2]) -> Option<[&'static str; 2]> {
    match names.map(names_upper) {
        [true, false] => Some([UPPER, LOWER]),
        [false, true] => Some([LOWER, UPPER]),
        _ => None,
    }
}

struct Count {
    digits: Range<usize>,
    seats: u32,
}

/// What stands in brackets right before "seats".
fn seats(text: &str) -> Vec<Count> {
    let opened = text.match_indices('(').map(|(at, _)| at + 1);
    opened
        .filter_map(|start| {
            let length = text[start..].find(|c: char| !c.is_ascii_digit() && c != ',')?;
            let digits = start..start + length;
            let seats = text[digits.clone()].replace(',', "").parse().ok()?;
            // "(760 seats - membership not fixed)".
            let behind = text[digits.end..].strip_prefix(" seats")?;
            behind.starts_with([';', ',', ')']).then_some(Count { digits, seats })
        })
        .collect()
}

/// The name of a chamber, which stands last before its brackets.
fn name(before: &str) -> &str {
    let start = ["consists of", "++", "\n", " and the ", ")", ";"].iter().filter_map(|mark| {
        let at = before.rfind(mark)?;
        Some(at + mark.len())
    });
    &before[start.max().unwrap_or(0)..]
}

/// Whether it is an upper chamber's name.
fn names_upper(name: &str) -> bool {
    const UPPERS: [&str; 8] =
        ["Senat", "Senad", "Sénat", "Upper", "Lords", "Council", "House of Elders", "House of Chiefs"];
    UPPERS.iter().any(|part| name.contains(part))
}
