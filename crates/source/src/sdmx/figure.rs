//! A record as a figure, without being told what the components mean: by the
//! names that statistical offices use for them.

use std::collections::BTreeSet;

use attache_model::{Area, Code, Codelist, Decimal, ObsStatus, Observation, SeriesKey, unit};

use super::{
    Action, DataSetInfo, Record, Role, Structures,
    areas::{self, Found},
    period,
    structure::is_id,
};

/// The names of the area that a figure is about, the surest first.
const REF_AREA: [&str; 17] = [
    "REF_AREA",
    "GEO",
    "REPORTING_COUNTRY",
    "REPORTING_AREA",
    "REPORTER",
    "REP_COUNTRY",
    "L_REP_CTY",
    "DONOR",
    "COUNTRY",
    "LOCATION",
    "AREA",
    "ECONOMY",
    "REGION",
    "COU",
    "GEO_PICT",
    "GEOGRAPHIC_AREA",
    "ITTER107",
];

const COUNTERPART_AREA: [&str; 12] = [
    "COUNTERPART_AREA",
    "COUNTERPART_COUNTRY",
    "COUNTERPART",
    "PARTNER",
    "PARTNER_AREA",
    "PARTNER_COUNTRY",
    "VIS_AREA",
    "VIS_CTY",
    "CP_COUNTRY",
    "L_CP_COUNTRY",
    "RECIPIENT",
    "DESTINATION",
];

/// The names of a dimension that says what is measured.
const INDICATOR: [&str; 7] = ["INDICATOR", "SERIES", "INDICATOR_CODE", "SERIES_CODE", "SUBJECT", "INDICADOR", "IDBANK"];

const UNIT: [&str; 5] = ["UNIT_MEASURE", "UNIT", "UNIT_CODE", "CURRENCY", "UNIT_TYPE"];

const UNIT_MULT: [&str; 5] = ["UNIT_MULT", "UNIT_MULTIPLIER", "SCALE", "POWERCODE", "MULTIPLIER"];

const OBS_STATUS: [&str; 3] = ["OBS_STATUS", "OBS_FLAG", "STATUS"];

/// Parts of the names of what describes a figure and never tells it from
/// others. Such components have no role where no structure is at hand.
const DESCRIPTIVE: [&str; 13] = [
    "TITLE",
    "NOTE",
    "COMMENT",
    "STATUS",
    "FLAG",
    "CONF_",
    "DECIMALS",
    "DATE",
    "EMBARGO",
    "CONTACT",
    "TIME_FORMAT",
    "UNIT_MULT",
    "BREAK",
];

/// SDMX's code for what is not specified.
const NOT_SPECIFIED: Code = Code::from_static("_X");

/// What reading a message's records once tells of their components.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Components of no known role that hold other than codes.
    texts: BTreeSet<String>,
}

/// Why a record is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NotKept {
    pub(super) reason: &'static str,
    pub(super) text: String,
    /// There is no figure in it.
    pub(super) expected: bool,
}

impl NotKept {
    fn of(reason: &'static str, text: impl Into<String>) -> Self {
        Self { reason, text: text.into(), expected: false }
    }
}

impl Survey {
    pub(super) fn take(&mut self, record: &Record<'_>) {
        let unknown = record.components.iter().filter(|c| c.role == Role::Unknown && !is_id(&c.value));
        for component in unknown.filter(|c| !c.value.is_empty()) {
            if !self.texts.contains(component.id.as_ref()) {
                self.texts.insert(component.id.clone().into_owned());
            }
        }
    }

    /// Whether the component tells one series from another.
    fn is_key(&self, id: &str, role: Role) -> bool {
        match role {
            Role::Dimension => true,
            Role::Attribute => false,
            Role::Unknown => {
                let upper = id.to_ascii_uppercase();
                !self.texts.contains(id) && !DESCRIPTIVE.iter().any(|part| upper.contains(part))
            }
        }
    }
}

/// Turns records into figures.
///
/// The observations of a series have all but their time and value in common, so
/// that what follows from the components is kept from one record to the next.
pub(super) struct Figures<'k> {
    survey: &'k Survey,
    known: &'k Structures,
    /// The components of the last record, its measure and flow.
    components: String,
    last: Option<Described>,
}

/// What the components of a record say.
#[derive(Clone)]
struct Described {
    key: SeriesKey,
    unit: Code,
    unit_mult: Result<i8, NotKept>,
    status: ObsStatus,
    note: Option<Code>,
}

impl<'k> Figures<'k> {
    pub(super) fn new(survey: &'k Survey, known: &'k Structures) -> Self {
        Self { survey, known, components: String::new(), last: None }
    }

    /// The figure of a record, or a deletion as one that is withdrawn.
    pub(super) fn figure(&mut self, record: &Record<'_>) -> Result<Observation, NotKept> {
        let deleted = record.action == Action::Delete;
        if deleted && record.time.is_none() {
            let key: Vec<String> = record.components.iter().map(|c| format!("{}={}", c.id, c.value)).collect();
            return Err(NotKept::of("deletion of a whole series, not applied", key.join(",")));
        }
        let (token, value) = match (record.number(), deleted) {
            (_, true) => ("", Decimal::ZERO),
            (Some(number), false) => number,
            (None, false) => return Err(without_number(record)),
        };
        let time_period = match record.time {
            Some(time) => period(time, record.get("REPORTING_YEAR_START_DAY"))
                .map_err(|not| NotKept::of("time period that is not kept", not.text))?,
            None => attache_model::Period::Unstated,
        };
        let Described { key, unit, unit_mult, status, note } = self.described(record);
        Ok(Observation {
            key,
            time_period,
            token: token.into(),
            value,
            unit,
            // Of what is deleted it does not matter.
            unit_mult: if deleted { unit_mult.unwrap_or_default() } else { unit_mult? },
            status: if deleted { ObsStatus::Withdrawn } else { status },
            note: note.filter(|_| !deleted),
        })
    }

    fn described(&mut self, record: &Record<'_>) -> Described {
        let mut components = String::with_capacity(self.components.len());
        let flow = record.data_set.flow().map(|flow| [flow.agency.as_str(), &flow.id, &flow.version]);
        let own = flow.into_iter().flatten().chain([record.measure]);
        let parts = record.components.iter().flat_map(|c| [c.id.as_ref(), c.value.as_ref()]);
        for part in own.chain(parts) {
            components.push_str(part);
            components.push('\0');
        }
        match &self.last {
            Some(last) if components == self.components => last.clone(),
            _ => {
                let (status, note) = status(record);
                let described = Described {
                    key: key(record, self.survey, self.known),
                    unit: unit_of(record),
                    unit_mult: unit_mult(record),
                    status,
                    note,
                };
                self.components = components;
                self.last.insert(described).clone()
            }
        }
    }
}

fn without_number(record: &Record<'_>) -> NotKept {
    match record.value {
        super::Value::Text(text) => NotKept::of("no number", crate::file::clip(text, 60)),
        _ => NotKept { expected: true, ..NotKept::of("observation without a value", "") },
    }
}

/// The first of these components that there is, as its id and value.
fn first<'r>(record: &'r Record<'_>, names: &[&str]) -> Option<(&'r str, &'r str)> {
    names.iter().find_map(|name| {
        let found = record.components.iter().find(|c| c.id.eq_ignore_ascii_case(name) && !c.value.is_empty())?;
        Some((found.id.as_ref(), found.value.as_ref()))
    })
}

fn key(record: &Record<'_>, survey: &Survey, known: &Structures) -> SeriesKey {
    let agency = record.data_set.flow().map(|flow| flow.agency.as_str()).unwrap_or_default();
    let area = |names: &[&str]| -> Option<(&str, Found)> {
        let (id, code) = first(record, names)?;
        Some((id, areas::find(code, agency, known.code_name(record.data_set, id, code))?))
    };
    let (ref_area, counterpart) = (area(&REF_AREA), area(&COUNTERPART_AREA));
    let indicator = first(record, &INDICATOR);
    let told = |id: &str| {
        [ref_area, counterpart].iter().flatten().any(|(of, found)| *of == id && found.exact)
            || indicator.is_some_and(|(of, _)| of == id)
    };
    let mut rest: Vec<(usize, String)> = Vec::new();
    let structure = known.data_structure(record.data_set);
    for component in record.components {
        let (id, value) = (component.id.as_ref(), component.value.as_ref());
        if value.is_empty() || told(id) || !survey.is_key(id, component.role) {
            continue;
        }
        let place = structure.and_then(|s| s.dimensions.iter().position(|d| d.id == id)).unwrap_or(usize::MAX);
        rest.push((place, format!("{id}={value}")));
    }
    let one_measure = structure.is_some_and(|s| s.measures.len() == 1);
    if !one_measure && !record.measure.eq_ignore_ascii_case("OBS_VALUE") {
        rest.push((usize::MAX, format!("MEASURE={}", record.measure)));
    }
    // Stable: without a structure, the message's order.
    rest.sort_by_key(|(place, _)| *place);
    let rest: Vec<String> = rest.into_iter().map(|(_, part)| part).collect();
    SeriesKey {
        ref_area: ref_area.map_or_else(not_stated, |(_, found)| found.area),
        indicator: Code::new(&indicator_of(record.data_set, indicator.map(|(_, code)| code))),
        counterpart_area: counterpart.map(|(_, found)| found.area),
        breakdown: (!rest.is_empty()).then(|| Code::new(&rest.join(","))),
    }
}

/// The area of figures whose message names none that is known.
///
/// # Panics
/// When the codelist that is compiled in has no such area.
fn not_stated() -> Area {
    Area::from_code(Codelist::Attache, "_Z").expect("the codelist of areas has _Z")
}

/// `sdmx:ECB:EXR`, with the code of what is measured where a dimension says it.
fn indicator_of(data_set: &DataSetInfo, measured: Option<&str>) -> String {
    let mut indicator = "sdmx".to_owned();
    let flow = data_set.flow();
    let parts = [flow.map(|f| f.agency.as_str()), flow.map(|f| f.id.as_str()), measured];
    for part in parts.into_iter().flatten().filter(|part| !part.is_empty()) {
        indicator.push(':');
        indicator.push_str(part);
    }
    indicator
}

/// What the indicator of a record is called, as (indicator, name), where the
/// message or a structure at hand tells.
pub(super) fn label(record: &Record<'_>, known: &Structures) -> Option<(String, String)> {
    let measured = first(record, &INDICATOR);
    let flow = known.flow_name(record.data_set);
    let name = measured.and_then(|(id, code)| known.code_name(record.data_set, id, code));
    let label = match (flow, name) {
        (Some(flow), Some(name)) => format!("{flow}: {name}"),
        (flow, name) => flow.or(name)?.to_owned(),
    };
    Some((indicator_of(record.data_set, measured.map(|(_, code)| code)), label))
}

/// The unit as a code; per cent by the program's own.
fn unit_of(record: &Record<'_>) -> Code {
    let Some((_, printed)) = first(record, &UNIT) else { return NOT_SPECIFIED };
    match printed {
        "PT" | "PC" | "PCT" | "PERCENT" => unit::PERCENT,
        code if is_id(code) && !code.bytes().any(|b| b.is_ascii_lowercase()) => Code::new(code),
        other => {
            let word = |c: char| if c.is_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
            Code::new(&other.chars().take(60).map(word).collect::<String>())
        }
    }
}

/// The power of ten, as a number or by its name.
fn unit_mult(record: &Record<'_>) -> Result<i8, NotKept> {
    const NAMES: [(&str, i8); 8] = [
        ("units", 0),
        ("ones", 0),
        ("tens", 1),
        ("hundreds", 2),
        ("thousands", 3),
        ("millions", 6),
        ("billions", 9),
        ("trillions", 12),
    ];
    let Some((_, printed)) = first(record, &UNIT_MULT) else { return Ok(0) };
    let named = || NAMES.iter().find(|(name, _)| printed.eq_ignore_ascii_case(name)).map(|(_, power)| *power);
    let none = matches!(printed, "_Z" | "_X" | "_O");
    let power = printed.parse().ok().filter(|power| (-15..=15).contains(power)).or_else(named).or(none.then_some(0));
    power.ok_or_else(|| NotKept::of("unit multiplier that is not read", printed))
}

/// The status, and where the program has no word for it, its code as a note.
///
/// SDMX has one code of a capital letter; Eurostat one or more small ones.
fn status(record: &Record<'_>) -> (ObsStatus, Option<Code>) {
    let Some((id, printed)) = first(record, &OBS_STATUS) else { return (ObsStatus::Normal, None) };
    if let Some(status) = published(printed) {
        return (status, None);
    }
    let flags = printed.len() <= 4 && printed.bytes().all(|b| b.is_ascii_lowercase());
    let of_flag = |flag| flags && printed.contains(flag);
    let known = [
        ('f', ObsStatus::Forecast),
        ('e', ObsStatus::Estimated),
        ('p', ObsStatus::Provisional),
        ('b', ObsStatus::Break),
    ];
    let found = known.iter().find(|(flag, _)| of_flag(*flag)).map(|(_, status)| *status).unwrap_or_default();
    let whole = printed.len() == 1 && found != ObsStatus::Normal;
    let note = (!whole && is_id(printed)).then(|| Code::new(&format!("{id}={printed}")));
    (found, note)
}

/// A status by SDMX's code. The program's own mark of a withdrawn figure is no
/// code of a publisher's.
fn published(code: &str) -> Option<ObsStatus> {
    ObsStatus::from_code(code).filter(|status| *status != ObsStatus::Withdrawn)
}
