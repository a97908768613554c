//! What the kinds on main partners share: the list of partners with shares
//! that a source gives for an area.

use attache_model::{Area, Code, ObservationRef, Panel, Period, Selection};

use crate::{Absent, Args, Time, select};

pub(super) const SOURCES: &[&str] = &["factbook"];

/// Exports or imports.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    Exports,
    Imports,
}

impl Flow {
    pub(super) fn asked(args: &Args) -> Result<Self, Absent> {
        match args.get("flow").as_deref() {
            None | Some("exports") => Ok(Self::Exports),
            Some("imports") => Ok(Self::Imports),
            Some(other) => Err(Absent::BadArgument {
                argument: "flow",
                problem: format!("is one of exports and imports, not {other:?}"),
            }),
        }
    }

    pub(super) fn name(self) -> &'static str {
        if self == Self::Exports { "exports" } else { "imports" }
    }

    pub(super) fn partner_is(self) -> &'static str {
        if self == Self::Exports { "export market" } else { "source of imports" }
    }

    pub(super) fn indicator(self) -> Code {
        if self == Self::Exports {
            Code::from_static("export-partner-share")
        } else {
            Code::from_static("import-partner-share")
        }
    }
}

pub(super) fn needs(args: &Args) -> Vec<Selection> {
    vec![select::with_all(&args.area, &[Flow::Exports.indicator(), Flow::Imports.indicator()])]
}

/// The newest release's list of partners and their shares, the greatest first,
/// and the period it is about; with a period asked for, the newest list of that.
pub(super) fn listed<'a>(
    panel: &'a Panel,
    subject: Area,
    flow: Flow,
    time: Time,
) -> Option<(Period, Vec<ObservationRef<'a>>)> {
    let all: Vec<ObservationRef<'a>> = panel
        .keys(subject, flow.indicator())
        .filter(|k| k.counterpart_area.is_some_and(Area::is_present) && k.breakdown.is_none())
        .flat_map(|k| panel.vintages(k))
        .collect();
    let (period, mut listed) = select::newest_list(all, time)?;
    listed.sort_by(|a, b| b.quantity().cmp(&a.quantity()).then(a.row.cmp(&b.row)));
    Some((period, listed))
}
