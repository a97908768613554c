use std::io::Write;

use attache_model::{Event, Observation, Release};

use crate::{AsOf, Engine, Error};

/// What was written by an export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    pub observations: u64,
    pub events: u64,
    /// Releases that were left out, since their terms forbid handing on rows.
    pub restricted: usize,
}

const OBSERVATION_COLUMNS: [&str; 14] = [
    "release",
    "published",
    "ref_area",
    "indicator",
    "counterpart_area",
    "breakdown",
    "time_period",
    "obs_value",
    "unit_measure",
    "unit_mult",
    "obs_status",
    "comment_obs",
    "place",
    "snapshot",
];

const EVENT_COLUMNS: [&str; 12] = [
    "release",
    "published",
    "kind",
    "status",
    "parties",
    "organization",
    "title",
    "person",
    "signed",
    "from",
    "until",
    "place",
];

impl Engine {
    /// Writes the observations of releases as CSV, a row each, with the
    /// publisher's token as `obs_value`, and where it stands in which snapshot.
    pub fn export_observations(
        &self,
        source: Option<&str>,
        as_of: AsOf,
        out: &mut dyn Write,
    ) -> Result<Exported, Error> {
        let mut exported = Exported::default();
        let out = &mut csv::Writer::from_writer(out);
        row(out, OBSERVATION_COLUMNS.iter().copied())?;
        for release in self.exportable(source, as_of, &mut exported)? {
            for found in self.store.observations(&release.id)? {
                let (_, o, place) = found?;
                observation(out, &release, &o, &place.to_string())?;
                exported.observations += 1;
            }
        }
        out.flush().map_err(|error| unwritable(&error))?;
        Ok(exported)
    }

    /// Writes the events of releases as CSV, a row each.
    pub fn export_events(&self, source: Option<&str>, as_of: AsOf, out: &mut dyn Write) -> Result<Exported, Error> {
        let mut exported = Exported::default();
        let out = &mut csv::Writer::from_writer(out);
        row(out, EVENT_COLUMNS.iter().copied())?;
        for release in self.exportable(source, as_of, &mut exported)? {
            for found in self.store.events(&release.id)? {
                let (_, e, place) = found?;
                event(out, &release, &e, &place.to_string())?;
                exported.events += 1;
            }
        }
        out.flush().map_err(|error| unwritable(&error))?;
        Ok(exported)
    }

    fn exportable(&self, source: Option<&str>, as_of: AsOf, exported: &mut Exported) -> Result<Vec<Release>, Error> {
        let (restricted, free): (Vec<_>, Vec<_>) =
            self.releases(source, as_of)?.into_iter().partition(|r| r.restricted);
        exported.restricted = restricted.len();
        Ok(free)
    }
}

fn observation(
    out: &mut csv::Writer<&mut dyn Write>,
    release: &Release,
    o: &Observation,
    place: &str,
) -> Result<(), Error> {
    let code = |code: Option<attache_model::Code>| code.map_or("", |c| c.as_str());
    let cells = [
        release.id.0.as_str(),
        &release.published.to_string(),
        o.key.ref_area.code(),
        o.key.indicator.as_str(),
        o.key.counterpart_area.map_or("", |a| a.code()),
        code(o.key.breakdown),
        &o.time_period.to_string(),
        &o.token,
        o.unit.as_str(),
        &o.unit_mult.to_string(),
        o.status.code(),
        code(o.note),
        place,
        &release.snapshot.hash.to_string(),
    ];
    row(out, cells.into_iter())
}

fn event(out: &mut csv::Writer<&mut dyn Write>, release: &Release, e: &Event, place: &str) -> Result<(), Error> {
    let parties: Vec<String> = e.parties.iter().map(|p| format!("{}:{}", p.role.code(), p.area)).collect();
    let date = |date: Option<attache_model::Period>| date.map(|d| d.to_string()).unwrap_or_default();
    let cells = [
        release.id.0.as_str(),
        &release.published.to_string(),
        e.kind.code(),
        e.status.as_str(),
        &parties.join(" "),
        e.organization.map_or("", |o| o.code()),
        &e.title,
        &e.person,
        &date(e.signed),
        &date(e.from),
        &date(e.until),
        place,
    ];
    row(out, cells.into_iter())
}

fn row<'a>(out: &mut csv::Writer<&mut dyn Write>, cells: impl Iterator<Item = &'a str>) -> Result<(), Error> {
    out.write_record(cells).map_err(|error| unwritable(&error))
}

fn unwritable(error: &dyn std::error::Error) -> Error {
    Error::request(format!("the export cannot be written: {error}"), "check the output's place")
}
