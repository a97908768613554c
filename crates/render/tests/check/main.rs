//! Checked files, as each renderer gives them.

mod hostile;
mod json;
mod page;
mod sarif;
mod specimen;
mod terminal;
mod workflow;

use attache_render::check::CheckedFile;
use specimen::Specimen;

/// A brief, a note, a DOCX and a text without findings.
fn specimens() -> [Specimen; 4] {
    [specimen::brief(), specimen::note(), specimen::docx(), specimen::clean()]
}

fn files(specimens: &[Specimen]) -> Vec<CheckedFile<'_>> {
    specimens.iter().map(Specimen::file).collect()
}
