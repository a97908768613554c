//! A panel to test with, as text: what publishers said of the United States and
//! Bolivia, and whatever else a test writes down.
//!
//! | line | is |
//! |---|---|
//! | `release census 2023-03-08 given "Publisher" "Title"` | a release; the lines below are of it |
//! | `covers agreement trade until=2020 "all agreements"` | that it lists all of them |
//! | `label own:grants "Grants made"` | what it calls a code |
//! | `years 2022 2022` | the years that it tells of |
//! | `US exports-goods > BO 2022 = 519.8 million USD provisional ; note` | a figure |
//! | `BO population:female 2025 = 6,178,189 PERSONS` | a figure of a breakdown; `own:` begins a user's indicator |
//! | `visit visited visitor:BO host:US person="A B" from=1990` | an event; what is no part of one is an attribute |

use attache_model::{
    Area, Attribute, Code, Codelist, Coverage, Date, Event, EventKind, Extent, Hash, ObsStatus, Observation,
    Organization, Panel, PanelBuilder, Party, Period, Release, ReleaseId, ReleaseIx, Role, Row, Selection, SeriesKey,
    Snapshot,
};

/// Rows of releases.
#[derive(Clone, Default)]
pub(crate) struct Specimen {
    releases: Vec<Release>,
    observations: Vec<(Observation, Row)>,
    events: Vec<(Event, Row)>,
}

impl Specimen {
    /// The United States and Bolivia.
    pub(crate) fn united_states_bolivia() -> Self {
        Self::read(include_str!("../specimen/united-states-bolivia.txt"))
    }

    pub(crate) fn read(text: &str) -> Self {
        let mut specimen = Self::default();
        for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let words = words(line);
            match words[0].as_str() {
                "release" => specimen.releases.push(release(&words, specimen.releases.len())),
                "covers" => {
                    let release = specimen.releases.last_mut().expect("a release comes first");
                    release.coverage.push(coverage(&words));
                }
                "label" | "years" => {
                    let release = specimen.releases.last_mut().expect("a release comes first");
                    let [what, a, b] = words.as_slice() else { panic!("{words:?}") };
                    match what.as_str() {
                        "label" => release.labels.push((Code::new(a), b.clone())),
                        _ => release.extent.years = Some((a.parse().unwrap(), b.parse().unwrap())),
                    }
                }
                kind => {
                    let release = ReleaseIx(specimen.releases.len() as u16 - 1);
                    let row = |rows: usize| Row { release, row: rows as u32 };
                    match EventKind::from_code(kind) {
                        Some(kind) => specimen.events.push((event(kind, &words[1..]), row(specimen.events.len()))),
                        None => specimen.observations.push((observation(line), row(specimen.observations.len()))),
                    }
                }
            }
        }
        specimen
    }

    pub(crate) fn panel(&self) -> Panel {
        self.panel_of(|_| true, |_| true)
    }

    /// The panel that a store would answer these selections with.
    pub(crate) fn answering(&self, needs: &[Selection]) -> Panel {
        self.panel_of(
            |o| needs.iter().any(|selection| takes_observation(selection, &o.key)),
            |e| needs.iter().any(|selection| takes_event(selection, e)),
        )
    }

    fn panel_of(&self, observation: impl Fn(&Observation) -> bool, event: impl Fn(&Event) -> bool) -> Panel {
        let mut builder = PanelBuilder::default();
        for release in &self.releases {
            builder.release(release.clone());
        }
        builder.extend(
            self.observations.iter().filter(|(o, _)| observation(o)).cloned(),
            self.events.iter().filter(|(e, _)| event(e)).cloned(),
        );
        builder.build()
    }
}

fn takes_observation(selection: &Selection, key: &SeriesKey) -> bool {
    let Selection::Observations { ref_area, counterpart_area, indicator } = selection else { return false };
    let counterpart = match (counterpart_area, key.counterpart_area) {
        (None, None) => true,
        (Some(set), Some(area)) => set.contains(area),
        _ => false,
    };
    ref_area.contains(key.ref_area) && counterpart && indicator.contains(key.indicator)
}

fn takes_event(selection: &Selection, event: &Event) -> bool {
    let Selection::Events { kind, area, with } = selection else { return false };
    let has = |one: &Party| {
        let other =
            |with: &attache_model::AreaSet| event.parties.iter().any(|p| p.area != one.area && with.contains(p.area));
        area.contains(one.area) && with.as_ref().is_none_or(other)
    };
    *kind == event.kind && event.parties.iter().any(has)
}

pub(crate) fn area(code: &str) -> Area {
    Area::from_code(Codelist::Attache, code).unwrap_or_else(|| panic!("{code} is no area"))
}

/// The words of a line; quotes hold several together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().expect("never empty").push(c),
        }
    }
    words.retain(|w| !w.is_empty());
    words
}

fn release(words: &[String], place: usize) -> Release {
    let [_, source, published, rest @ ..] = words else { panic!("{words:?}") };
    let (is_given, [publisher, title]) = match rest {
        [given, publisher, title] if given == "given" => (true, [publisher, title]),
        [publisher, title] => (false, [publisher, title]),
        _ => panic!("{words:?}"),
    };
    let published: Date = published.parse().unwrap();
    let hash = Hash([place as u8 + 1; 32]);
    Release {
        id: ReleaseId(format!("{source}-{published}-{}", hash.short())),
        source: Code::new(source),
        publisher: publisher.clone(),
        title: title.clone(),
        edition: format!("edition of {published}"),
        published,
        published_is_given: is_given,
        // A day later each, in the order of the file.
        recorded: format!("2026-02-{:02}T00:00:00Z", place + 1).parse().unwrap(),
        snapshot: Snapshot {
            hash,
            file: format!("{source}.txt"),
            bytes: 1,
            url: format!("https://example.org/{source}"),
            retrieved: published,
            etag: None,
            last_modified: None,
        },
        licence: "CC0".to_owned(),
        terms: String::new(),
        restricted: false,
        citation: format!("{publisher}, {title}"),
        homepage: "https://example.org".to_owned(),
        coverage: Vec::new(),
        labels: Vec::new(),
        extent: Extent::default(),
        observations: 0,
        events: 0,
    }
}

fn coverage(words: &[String]) -> Coverage {
    let [_, kind, category, rest @ .., statement] = words else { panic!("{words:?}") };
    let value = |name: &str| rest.iter().find_map(|w| w.strip_prefix(name));
    Coverage {
        kind: EventKind::from_code(kind).unwrap(),
        category: Code::new(category),
        areas: value("among=").map(|areas| areas.split(',').map(area).collect()),
        from: value("from=").map(|p| p.parse().unwrap()),
        until: value("until=").map(|p| p.parse().unwrap()),
        statement: statement.clone(),
    }
}

fn observation(line: &str) -> Observation {
    let (key, figure) = line.split_once(" = ").unwrap_or_else(|| panic!("no = in {line:?}"));
    let (key, period) = key.rsplit_once(' ').unwrap();
    let (key, counterpart) = key.split_once(" > ").map_or((key, None), |(key, with)| (key, Some(area(with))));
    let (ref_area, series) = key.split_once(' ').unwrap();
    let own = if series.starts_with("own:") { "own:".len() } else { 0 };
    let (indicator, breakdown) = match series[own..].split_once(':') {
        Some((indicator, breakdown)) => (&series[..own + indicator.len()], Some(Code::new(breakdown))),
        None => (series, None),
    };
    let (figure, note) = figure.split_once(" ; ").map_or((figure, None), |(f, n)| (f, Some(Code::new(n))));
    let mut words = figure.split(' ').peekable();
    let token = words.next().unwrap();
    let scales = [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)];
    let unit_mult = scales.iter().find(|(name, _)| words.peek() == Some(name)).map(|(_, power)| *power);
    if unit_mult.is_some() {
        words.next();
    }
    let unit = Code::new(words.next().unwrap());
    let status = match words.next() {
        None => ObsStatus::Normal,
        Some("estimated") => ObsStatus::Estimated,
        Some("provisional") => ObsStatus::Provisional,
        Some("forecast") => ObsStatus::Forecast,
        Some(other) => panic!("{other} in {line:?}"),
    };
    Observation {
        key: SeriesKey {
            ref_area: area(ref_area),
            indicator: Code::new(indicator),
            counterpart_area: counterpart,
            breakdown,
        },
        time_period: period.parse().unwrap(),
        token: token.into(),
        value: token.replace(',', "").parse().unwrap(),
        unit,
        unit_mult: unit_mult.unwrap_or(0),
        status,
        note,
    }
}

fn event(kind: EventKind, words: &[String]) -> Event {
    let mut parties = Vec::new();
    let mut event = Event::new(kind, Code::new(&words[0]), Vec::new());
    let date = |text: &str| -> Option<Period> { Some(text.parse().unwrap()) };
    for word in &words[1..] {
        let Some((name, value)) = word.split_once('=') else {
            let (role, code) = word.split_once(':').unwrap_or_else(|| panic!("{word:?} of {words:?}"));
            parties.push(Party { role: Role::from_code(role).unwrap(), area: area(code) });
            continue;
        };
        match name {
            "title" => event.title = value.into(),
            "person" => event.person = value.into(),
            "signed" => event.signed = date(value),
            "from" => event.from = date(value),
            "until" => event.until = date(value),
            "org" => event.organization = Some(Organization::find(value).unwrap_or_else(|| panic!("{value}"))),
            _ => event.attributes.push(Attribute { name: Code::new(name), value: value.into() }),
        }
    }
    Event { parties: Event::new(kind, event.status, parties).parties, ..event }
}
