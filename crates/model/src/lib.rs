//! The vocabulary of attache: what an official figure is about, what it says
//! and where it came from.
//!
//! Everything here is a plain value. Nothing reads a file, asks the network or
//! looks at the clock; [`Panel`] is the one door through which figures reach
//! the crates that state and check facts.
//!
//! The field's own words are used: SDMX for series and observations
//! (`ref_area`, `counterpart_area`, `time_period`, `obs_status`,
//! `unit_mult`), ISO and UN codelists for areas, W3C PROV for lineage.

mod area;
mod caveat;
mod code;
mod contents;
mod event;
mod hs;
mod observation;
mod organization;
mod panel;
mod period;
mod products;
mod query;
mod region;
mod release;
mod sink;
pub mod unit;

pub use area::{Area, AreaKind, AreaName, Areas, Codelist, Language, NameSort, UnknownArea, fold, plain};
pub use caveat::{Caveat, CaveatError, Caveats};
pub use code::Code;
pub use contents::{Bytes, Contents};
pub use event::{Attribute, Event, EventKind, Party, Role};
pub use hs::{HsCode, HsRevision};
pub use observation::{ObsStatus, Observation, Row, SeriesKey};
pub use organization::Organization;
pub use panel::{EventRef, ObservationRef, Panel, PanelBuilder};
pub use period::{ParsePeriodError, Period};
pub use products::{Printed, ProductBlock, ProductFigures, ProductMeasure, ProductRow, ProductTrade};
pub use query::{AreaSet, CodeSet, Query, Selection};
pub use release::{Coverage, Extent, Hash, Release, ReleaseId, ReleaseIx, Snapshot, Timestamp};
pub use sink::{Edition, Place, Sink, SinkError, Unparsed};

/// Exact decimal arithmetic, from the publisher's token to the sentence.
pub use rust_decimal::Decimal;

/// A civil (calendar) date, without time or zone.
pub use jiff::civil::Date;
