//! Mappings: how the fields of a record become figures and events, as data.
//!
//! A record is a row of a table or an observation of an SDMX message. One
//! schema, [`schema::MappingText`], is read from TOML (a mapping file, which
//! describes a source) and from JSON (the property `attache` of a data package's
//! descriptor). It is documented for users in `docs/own-data.md`.
//!
//! What a mapping says is checked when it is read: an error points to line and
//! column. What records hold is checked against it: a code that it does not
//! know is an error or counted as not read, never guessed. Two records that say
//! different things of one series and period are an error that names what the
//! mapping leaves out.

mod area;
mod code;
mod event;
pub(crate) mod figure;
pub(crate) mod file;
mod held;
mod indicators;
mod message;
pub(crate) mod read;
pub(crate) mod record;
pub(crate) mod schema;
mod sdmx;
mod seen;
mod shipped;
mod source;
#[cfg(test)]
mod tests;
pub(crate) mod text;
mod time;
mod value;

pub use file::load;
pub use indicators::KNOWN as INDICATORS;
pub(crate) use shipped::shipped;
