//! Made-up files and a parser of them.
#![allow(dead_code)]

use attache_model::{
    Area, Areas, Attribute, Code, Coverage, Date, Decimal, Edition, Event, EventKind, ObsStatus, Observation,
    Organization, Party, Period, Place, Role, SeriesKey, Sink, SinkError, Timestamp, Unparsed,
};
use attache_store::{ImportOptions, Imported, Outcome, SourceAbout, Store};

pub(crate) fn area(name: &str) -> Area {
    Areas::find(name).unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn about(id: &'static str) -> SourceAbout {
    SourceAbout {
        id: Code::from_static(id),
        publisher: "Central Office of Figures".into(),
        title: "Figures of “all” countries".into(),
        url: "https://example.org/figures.csv".into(),
        homepage: "https://example.org".into(),
        licence: "CC0-1.0".into(),
        terms: String::new(),
        restricted: false,
        citation: "Central Office of Figures, Figures, 2024".into(),
    }
}

pub(crate) fn options(recorded: &str) -> ImportOptions {
    let recorded: Timestamp = format!("{recorded}T12:00:00Z").parse().unwrap();
    ImportOptions::of_file(None, day("2024-06-01"), recorded)
}

pub(crate) fn observation(of: Area, indicator: &'static str, period: &str, token: &str) -> Observation {
    Observation {
        key: SeriesKey::of(of, Code::from_static(indicator)),
        time_period: period.parse().unwrap(),
        token: token.into(),
        value: token.replace(',', "").parse().unwrap(),
        unit: Code::from_static("USD"),
        unit_mult: 6,
        status: ObsStatus::Normal,
        note: None,
    }
}

pub(crate) fn place(member: &str, pointer: &str) -> Place {
    Place { member: member.into(), pointer: pointer.into(), span: Some(3..9) }
}

pub(crate) fn edition(published: Option<&str>, name: &str) -> Edition {
    Edition { published: published.map(day), name: name.into(), ..Edition::default() }
}

/// An edition with `countries × indicators` figures, a trade figure and two
/// events for each country. The same seed gives the same rows.
pub(crate) fn fill(
    sink: &mut dyn Sink,
    published: &str,
    countries: usize,
    indicators: usize,
    seed: u64,
) -> Result<(), SinkError> {
    let states: Vec<Area> = Areas::all().filter(|a| a.is_present()).take(countries).collect();
    let us = area("US");
    let mut random = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random
    };
    sink.edition(edition(Some(published), &format!("edition of {published}")))?;
    for state in &states {
        let member = format!("region/{}.json", state.code());
        for number in 0..indicators {
            let token = format!("{}.{}", next() % 100_000, next() % 100);
            let mut it = observation(*state, "population", &format!("{}", 1990 + next() % 30), &token);
            it.key.indicator = Code::new(&format!("indicator-{}", number % 150));
            if number >= 150 {
                it.key.breakdown = Some(Code::new(&format!("part {}", number / 150)));
            }
            let pointer = format!("/Section {}/Field {}/text", number % 9, number % 150);
            let start = (next() % 400) as u32;
            sink.observation(
                it,
                Place { member: member.as_str().into(), pointer: pointer.into(), span: Some(start..start + 6) },
            )?;
        }
        let mut exports = observation(*state, "exports-goods", published.get(..4).unwrap(), "642.3");
        exports.key.counterpart_area = Some(us);
        sink.observation(exports, place(&member, "/Economy/Exports"))?;
        let mut parties = vec![Party { role: Role::Sender, area: us }, Party { role: Role::Receiver, area: *state }];
        parties.dedup_by_key(|p| p.area);
        let mut mission = Event::new(EventKind::Mission, Code::from_static("opened"), parties);
        mission.from = Some("1849-01-03".parse().unwrap());
        mission.quote = format!("The mission in {} opened ({}).", state.code(), next() % 1000).into();
        sink.event(mission, place(&member, "/Government/Mission"))?;
        let member_of = Event {
            organization: Organization::all().next(),
            ..Event::new(
                EventKind::Membership,
                Code::from_static("member"),
                vec![Party { role: Role::Member, area: *state }],
            )
        };
        sink.event(member_of, place(&member, "/Government/Organizations"))?;
    }
    Ok(())
}

/// One of everything, with odd values.
pub(crate) fn odd() -> (Vec<Observation>, Vec<Event>, Vec<Coverage>) {
    let bolivia = area("BO");
    let mut observations = Vec::new();
    let periods = [
        "unstated",
        "-0659",
        "0009-02",
        "2022-Q4",
        "2020/2025",
        "FY2022/10",
        "FY2015",
        "FY1976TQ",
        "2024-02-29",
        "9999",
    ];
    for (token, value) in [
        ("1,098,581", "1098581"),
        ("0.50", "0.5"),
        ("-79228162514264337593543950335", "-79228162514264337593543950335"),
        ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
        ("½", "0.5"),
        ("1.2345678901234567890123456789", "1.2345678901234567890123456789"),
    ] {
        for period in periods {
            observations.push(Observation {
                token: token.into(),
                value: value.parse::<Decimal>().unwrap(),
                ..observation(bolivia, "odd", period, "0")
            });
        }
    }
    for (number, observation) in observations.iter_mut().enumerate() {
        observation.unit_mult = [0, 9, -128, 127, -3][number % 5];
        observation.unit = Code::new(["USD", "T_CO2", "ha per 1.000 Einwohner, "][number % 3]);
        observation.status =
            [ObsStatus::Estimated, ObsStatus::Forecast, ObsStatus::Break, ObsStatus::Provisional][number % 4];
        observation.note =
            [None, Some(Code::new("")), Some(Code::new("in 2021 dollars — “constant” \u{1F30E}\n"))][number % 3];
        observation.key.breakdown = [None, Some(Code::new("Roman Catholic")), Some(Code::new("الإسلام"))][number % 3];
        observation.key.counterpart_area = [None, Some(area("US")), Some(area("VA"))][number % 3];
    }
    let treaty = Event {
        kind: EventKind::Agreement,
        parties: ["AR", "BO", "PE", "US"].map(|a| Party { role: Role::Party, area: area(a) }).to_vec(),
        organization: None,
        status: Code::new("in-force"),
        title: "Tratado “A”; with : odd; marks=1".into(),
        person: "".into(),
        signed: Some("1998-04-17".parse().unwrap()),
        from: Some("2001-06".parse().unwrap()),
        until: Some("-0043".parse().unwrap()),
        attributes: vec![Attribute { name: Code::new("type"), value: "investment".into() }],
        quote: "long text ".repeat(20_000).into(),
    };
    let leader = Event {
        organization: Organization::all().last(),
        person: "José Ñandú".into(),
        ..Event::new(EventKind::Leader, Code::new(""), vec![Party { role: Role::Subject, area: bolivia }])
    };
    let note = Event::new(EventKind::Note, Code::new("unstated"), Vec::new());
    let twice = Event::new(
        EventKind::Recognition,
        Code::new("recognized"),
        vec![Party { role: Role::Subject, area: bolivia }, Party { role: Role::Object, area: bolivia }],
    );
    let coverage = Coverage {
        kind: EventKind::Agreement,
        category: Code::new("investment"),
        areas: Some(vec![bolivia, area("US")]),
        from: Some(Period::Year(1959)),
        until: Some("2020-01-31".parse().unwrap()),
        statement: "All “bilateral” investment treaties".into(),
    };
    (
        observations,
        vec![treaty, leader, note, twice],
        vec![coverage.clone(), Coverage { areas: None, from: None, until: None, ..coverage }],
    )
}

pub(crate) fn unparsed(text: &str) -> Unparsed {
    Unparsed { place: place("a", "b"), reason: "prose", text: text.into(), expected: true }
}

pub(crate) fn imported(outcome: Outcome) -> Imported {
    match outcome {
        Outcome::Imported(imported) => imported,
        Outcome::Already { .. } => panic!("the file was known"),
    }
}

/// Imports a made-up file of one edition.
pub(crate) fn import(store: &Store, published: &str, countries: usize, indicators: usize) -> Imported {
    let file = format!("made {published} {countries} {indicators}");
    let parse = |sink: &mut dyn Sink| fill(sink, published, countries, indicators, file.len() as u64);
    imported(store.import(&about("made"), "made.csv", &file.as_bytes(), &options("2024-06-01"), parse).unwrap())
}
