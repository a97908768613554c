use attache_model::Area;

use super::{
    held::{Held, Misfit},
    record::Record,
    schema::AreaText,
};

impl AreaText {
    /// The area of a record; `Is(None)` where a code says that there is none.
    pub(crate) fn read(&self, record: &dyn Record) -> Result<Held<Option<Area>>, Misfit> {
        if let Some(area) = self.is {
            return Ok(Held::Is(Some(area.0)));
        }
        let field = self.field.as_deref().unwrap_or_default();
        let code = record.field(field).unwrap_or_default().trim();
        match self.of_code(code) {
            Held::Unread { .. } if code.is_empty() => Err(Misfit::new(
                field,
                "is empty; an area is expected",
                "a row without an area can be left out by `when`",
            )),
            other => Ok(other),
        }
    }

    /// The area that a code or name stands for.
    pub(crate) fn of_code(&self, code: &str) -> Held<Option<Area>> {
        if let Some(area) = self.codes.get(code) {
            return Held::Is(Some(area.0));
        }
        if self.none.iter().any(|pattern| pattern.fits(code)) {
            return Held::Is(None);
        }
        if self.skip.iter().any(|pattern| pattern.is(code)) {
            return Held::PassedOver;
        }
        match self.codelist.iter().find_map(|list| list.area(code)) {
            Some(area) => Held::Is(Some(area)),
            None if self.skip.iter().any(|pattern| pattern.fits(code)) => Held::PassedOver,
            None => Held::Unread { field: self.field.clone().unwrap_or_default(), reason: "unknown area" },
        }
    }
}
