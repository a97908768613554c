//! Checks prose that people wrote against official figures, as a compiler checks
//! code.
//!
//! From a document ([`attache_document::prose`]) come statements; each is held
//! against the facts that follow from a panel and gets a verdict, on two clocks:
//! what publishers say now, and what they had said by the document's day. Every
//! number of the text is accounted for.
//!
//! [`Draft::read`] reads the document and says what it [needs](Draft::needs) to
//! know; [`Draft::judge`] answers with a [`Report`].

mod address;
mod ask;
mod baseline;
mod basis;
mod beside;
mod beyond;
mod caption;
mod certain;
mod check;
mod column;
mod compare;
mod compose;
mod course;
mod crossed;
mod currency;
mod denial;
mod doubt;
mod draft;
mod fingerprint;
mod fix;
mod goods;
mod infer;
mod judge;
mod kin;
mod label;
mod mentions;
mod misfit;
mod neighbors;
mod numbers;
mod on_record;
mod order;
mod owner;
mod part;
mod perspective;
mod report;
mod reprint;
mod rule;
mod separators;
mod settle;
mod shares;
mod sign;
mod slip;
mod spelled;
mod status;
mod step;
mod suppress;
mod swap;
mod table;
mod tell;
mod trend;
mod trigger;
mod within;
mod years;

pub use baseline::{Baseline, BaselineError};
pub use compare::{bears_out, sign_of};
pub use draft::Draft;
pub use fingerprint::Fingerprints;
pub use fix::Edits;
pub use infer::Given;
pub use report::{
    Account, Basis, By, Context, Evidence, Exempt, Finding, Fix, Judged, Number, Report, Tally, Told, Unchecked,
    Verdict,
};
pub use reprint::{Replacement, replacement};
pub use rule::{Documentation, Rule, Severity, UnknownRule};
pub use suppress::Severities;
