use attache_model::{Area, Attribute, Code, Event, Organization, Party, Period};

use super::{
    held::{Held, Misfit},
    record::Record,
    schema::{EventText, NoteText, PartyText, TimeText},
};

impl EventText {
    /// The event of a record.
    pub(crate) fn read(&self, record: &dyn Record) -> Result<Held<Event>, Misfit> {
        let mut parties = Vec::new();
        for party in &self.parties {
            match party.read(record, &mut parties)? {
                Held::Is(()) => {}
                Held::PassedOver => return Ok(Held::PassedOver),
                Held::Unread { field, reason } => return Ok(Held::Unread { field, reason }),
            }
        }
        let status = match &self.status {
            None => Code::from_static(""),
            Some(status) => match status.read(record)? {
                Held::Is(status) => status.map_or(Code::from_static(""), |status| status.0),
                Held::PassedOver => return Ok(Held::PassedOver),
                Held::Unread { field, reason } => return Ok(Held::Unread { field, reason }),
            },
        };
        let text = |text: &Option<NoteText>| text.as_ref().and_then(|t| t.read(record)).unwrap_or_default();
        let mut event = Event::new(self.kind.0, status, parties);
        if let Some(named) = self.organization.as_ref().and_then(|o| o.read(record)) {
            event.organization = Organization::find(&named);
            if event.organization.is_none() {
                let field = self.organization.as_ref().and_then(|o| o.field.clone()).unwrap_or_default();
                return Ok(Held::Unread { field, reason: "unknown organization" });
            }
        }
        event.title = text(&self.title).into();
        event.person = text(&self.person).into();
        event.quote = text(&self.quote).into();
        event.signed = time(self.signed.as_ref(), record)?;
        event.from = time(self.from.as_ref(), record)?;
        event.until = time(self.until.as_ref(), record)?;
        for (name, value) in &self.attributes {
            match value.read(record)? {
                Held::Is(Some(value)) => {
                    event.attributes.push(Attribute { name: Code::new(name), value: value.as_str().into() });
                }
                Held::Is(None) => {}
                Held::PassedOver => return Ok(Held::PassedOver),
                Held::Unread { field, reason } => return Ok(Held::Unread { field, reason }),
            }
        }
        Ok(Held::Is(event))
    }
}

impl PartyText {
    fn read(&self, record: &dyn Record, parties: &mut Vec<Party>) -> Result<Held<()>, Misfit> {
        let mut add = |area: Option<Area>| parties.extend(area.map(|area| Party { role: self.role.0, area }));
        let field = self.area.field.as_deref().unwrap_or_default();
        match (&self.separator, record.field(field)) {
            (Some(separator), Some(several)) if self.area.is.is_none() && !separator.is_empty() => {
                for code in several.split(separator.as_str()).map(str::trim).filter(|code| !code.is_empty()) {
                    match self.area.of_code(code) {
                        Held::Is(area) => add(area),
                        Held::PassedOver => return Ok(Held::PassedOver),
                        Held::Unread { field, reason } => return Ok(Held::Unread { field, reason }),
                    }
                }
            }
            _ => match self.area.read(record)? {
                Held::Is(area) => add(area),
                Held::PassedOver => return Ok(Held::PassedOver),
                Held::Unread { field, reason } => return Ok(Held::Unread { field, reason }),
            },
        }
        Ok(Held::Is(()))
    }
}

fn time(time: Option<&TimeText>, record: &dyn Record) -> Result<Option<Period>, Misfit> {
    let Some(time) = time else { return Ok(None) };
    match time.read(record)? {
        Held::Is(period) => Ok(period),
        Held::PassedOver | Held::Unread { .. } => Ok(None),
    }
}
