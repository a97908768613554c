use attache_model::{Area, Codelist};
use csv::StringRecord;

use crate::{File, ParseError, table::Table};

/// The areas of BACI's country codes, which have at most three digits.
pub(super) struct Countries(Vec<Option<Area>>);

impl Countries {
    const CODES: u32 = 1000;

    /// Quirk 3: UN Comtrade's codes.
    pub(super) fn of_comtrade() -> Self {
        Self((0..Self::CODES).map(|code| Area::from_code(Codelist::Comtrade, &code.to_string())).collect())
    }

    pub(super) fn area(&self, code: u32) -> Option<Area> {
        self.0.get(code as usize).copied().flatten()
    }

    /// Adds what CEPII's country file says of codes that are not known.
    pub(super) fn add(&mut self, file: &File<'_>) -> Result<(), ParseError> {
        // Older ones are in Latin-1; what is read is ASCII.
        let text = file.latin1_text()?;
        let mut table = Table::open(*file, &text, b',')?;
        let code = table.column(&["country_code"])?;
        let iso3 = table.column(&["country_iso3", "iso_3digit_alpha"])?;
        let mut row = StringRecord::new();
        while table.read(&mut row)? {
            let number: usize = row[code]
                .trim()
                .parse()
                .ok()
                .filter(|number| *number < self.0.len())
                .ok_or_else(|| file.error(table.cell(code), format!("is no country code: {:?}", &row[code])))?;
            if self.0[number].is_none() {
                self.0[number] = Area::from_code(Codelist::Iso3, &row[iso3]);
            }
        }
        Ok(())
    }
}
