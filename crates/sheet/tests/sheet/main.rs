//! Sheets as they are written from a panel of some 150 rows.

#[path = "../../../fact/src/specimen.rs"]
mod specimen;

mod as_text;
mod built_in;
mod supplied;
mod templates;

use attache_document::written::Missing;
use attache_language::Wordings;
use attache_sheet::{Facts, Parameters, Sheet, SheetError, Written};
use specimen::{Specimen, area};

fn parameters(areas: &[&str]) -> Parameters {
    Parameters { areas: areas.iter().map(|code| area(code)).collect(), as_of: None }
}

/// The sources that would have what is missing, by name.
fn ids(missing: &Missing) -> String {
    missing.sources.iter().map(|source| source.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// Writes a sheet from what a store would answer to its needs.
fn write(sheet: &Sheet, specimen: &Specimen, areas: &[&str]) -> Result<Written, SheetError> {
    let parameters = parameters(areas);
    let panel = specimen.answering(&sheet.needs(&parameters)?);
    sheet.write(&parameters, Wordings::english(), &Facts::new(panel))
}
