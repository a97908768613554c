use std::sync::Arc;

use attache_model::{Area, AreaKind, Areas, Codelist, Language};
use attache_sheet::{Facts, Parameters, Sheet, Written};

use crate::{AsOf, Engine, Error};

/// Which sheet is to be written.
#[derive(Clone, Debug)]
pub struct SheetRequest {
    /// One country, or two.
    pub areas: Vec<Area>,
    pub language: Language,
    pub as_of: AsOf,
}

/// The areas that have a sheet: every country and territory that the Factbook
/// has, in the codelist's order.
pub fn sheet_areas() -> impl Iterator<Item = Area> {
    Areas::all().filter(|a| a.is_present() && a.code_in(Codelist::Gec).is_some())
}

impl Engine {
    /// Writes the built-in sheet of a country or of a pair.
    pub fn sheet(&self, request: &SheetRequest) -> Result<Written, Error> {
        let sheet = built_in(&request.areas)?;
        let wordings = self.wordings(request.language);
        let parameters = parameters(request);
        let panel = self.store.panel(&request.as_of.query(sheet.needs(&parameters)?))?;
        let facts = Facts::new(panel).with_caveats(Arc::clone(&self.caveats));
        Ok(self.with_titles(sheet.write(&parameters, wordings, &facts)?))
    }

    /// With the titles of the sources that would have what is missing.
    pub(crate) fn with_titles(&self, mut written: Written) -> Written {
        for origin in written.missing.iter_mut().flat_map(|missing| &mut missing.sources) {
            if let Ok(source) = self.source(&origin.id) {
                let about = source.about();
                origin.title = format!("{}, {}", about.publisher, about.title);
            }
        }
        written
    }
}

pub(crate) fn built_in(areas: &[Area]) -> Result<&'static Sheet, Error> {
    let hint = "name one country, or two, as `attache sheet US BO`";
    match areas {
        [_] | [_, _] => {}
        _ => return Err(Error::request(format!("a sheet is of one or two countries, not {}", areas.len()), hint)),
    }
    if let [a, b] = areas
        && a == b
    {
        let name = a.name(Language::English);
        return Err(Error::request(format!("{name} was named twice"), hint));
    }
    if let Some(area) = areas.iter().find(|a| !sheet_areas().any(|s| s == **a)) {
        let kind = match area.kind() {
            AreaKind::Predecessor => "a former state",
            AreaKind::Aggregate => "a group of countries",
            AreaKind::Ocean => "an ocean",
            AreaKind::Country | AreaKind::Territory => "not in the Factbook",
        };
        let successors: Vec<&str> = area.successors().iter().map(|s| s.name(Language::English)).collect();
        let hint = if successors.is_empty() {
            hint.to_owned()
        } else {
            format!("it was succeeded by {}", successors.join(", "))
        };
        return Err(Error::request(format!("{} is {kind}, and has no sheet", area.name(Language::English)), hint));
    }
    Ok(Sheet::built_in_for(areas))
}

fn parameters(request: &SheetRequest) -> Parameters {
    Parameters { areas: request.areas.clone(), as_of: request.as_of.published }
}
