use std::{collections::HashMap, ops::Range, sync::Arc};

use jiff::{Timestamp, civil::Date};

use crate::{
    Area, Code, Coverage, Event, EventKind, ObsStatus, Observation, Period, Release, ReleaseId, ReleaseIx, Row,
    SeriesKey,
};

/// What a store answered: every release of what was asked, in memory.
///
/// A panel never changes. [`Panel::published_by`] and [`Panel::known_by`] are
/// cheap views of it in which later releases are not there; the figures that
/// superseded one are found by asking the wider panel.
#[derive(Clone)]
pub struct Panel {
    data: Arc<Data>,
    /// For each release, whether this view shows it.
    visible: Arc<[bool]>,
}

struct Data {
    releases: Vec<Release>,
    /// Sorted by key, period, then the release's precedence: the newest last.
    observations: Vec<(Observation, Row)>,
    /// Some of the observations are marks of withdrawal.
    has_withdrawn: bool,
    events: Vec<(Event, Row)>,
    /// (kind, area, precedence of the release, event), sorted.
    by_party: Vec<(EventKind, Area, u16, u32)>,
}

/// A figure in a panel, with the release that says it.
#[derive(Clone, Copy)]
pub struct ObservationRef<'a> {
    pub observation: &'a Observation,
    pub release: &'a Release,
    pub row: Row,
}

impl std::ops::Deref for ObservationRef<'_> {
    type Target = Observation;
    fn deref(&self) -> &Observation {
        self.observation
    }
}

/// An event in a panel, with the release that says it.
#[derive(Clone, Copy)]
pub struct EventRef<'a> {
    pub event: &'a Event,
    pub release: &'a Release,
    pub row: Row,
}

impl std::ops::Deref for EventRef<'_> {
    type Target = Event;
    fn deref(&self) -> &Event {
        self.event
    }
}

impl Panel {
    pub fn releases(&self) -> impl Iterator<Item = &Release> {
        self.data.releases.iter().zip(self.visible.iter()).filter(|(_, v)| **v).map(|(r, _)| r)
    }

    pub fn release(&self, ix: ReleaseIx) -> &Release {
        &self.data.releases[usize::from(ix.0)]
    }

    /// The panel as publishers had published it by the end of this day.
    pub fn published_by(&self, day: Date) -> Self {
        self.seeing(|release| release.published <= day)
    }

    /// The panel as the store had recorded it by then.
    pub fn known_by(&self, instant: Timestamp) -> Self {
        self.seeing(|release| release.recorded <= instant)
    }

    /// The panel with these releases alone.
    pub fn of_releases(&self, ids: &[ReleaseId]) -> Self {
        self.seeing(|release| ids.contains(&release.id))
    }

    fn seeing(&self, shown: impl Fn(&Release) -> bool) -> Self {
        let visible = self.data.releases.iter().zip(self.visible.iter()).map(|(r, v)| *v && shown(r)).collect();
        Self { data: Arc::clone(&self.data), visible }
    }

    fn shows(&self, row: Row) -> bool {
        self.visible[usize::from(row.release.0)]
    }

    /// Whether the observation is a figure that its source has not withdrawn
    /// since: the source's newest release that speaks of the series and period
    /// does not mark it as withdrawn.
    fn stands(&self, index: usize) -> bool {
        let all = &self.data.observations;
        let (one, row) = &all[index];
        if !self.shows(*row) {
            return false;
        }
        if !self.data.has_withdrawn {
            return true;
        }
        let source = self.release(row.release).source;
        let alike = all[index..].iter().take_while(|(o, _)| o.key == one.key && o.time_period == one.time_period);
        let newest = alike.filter(|(_, r)| self.shows(*r) && self.release(r.release).source == source).last();
        one.status != ObsStatus::Withdrawn && newest.is_none_or(|(o, _)| o.status != ObsStatus::Withdrawn)
    }

    fn observation(&self, index: usize) -> ObservationRef<'_> {
        let (observation, row) = &self.data.observations[index];
        ObservationRef { observation, release: self.release(row.release), row: *row }
    }

    fn range(&self, key: SeriesKey) -> Range<usize> {
        let all = &self.data.observations;
        let start = all.partition_point(|(o, _)| o.key < key);
        let end = start + all[start..].partition_point(|(o, _)| o.key == key);
        start..end
    }

    /// Every figure of a series, all releases: by period, then the newest
    /// release last. What its source has withdrawn since is not among them; a
    /// view from before the withdrawal has it.
    pub fn vintages(&self, key: SeriesKey) -> impl DoubleEndedIterator<Item = ObservationRef<'_>> {
        self.range(key).filter(|i| self.stands(*i)).map(|i| self.observation(i))
    }

    /// The figures of a series for this period, the newest release last.
    pub fn vintages_at(&self, key: SeriesKey, period: Period) -> impl DoubleEndedIterator<Item = ObservationRef<'_>> {
        let all = &self.data.observations;
        let range = self.range(key);
        let start = range.start + all[range.clone()].partition_point(|(o, _)| o.time_period < period);
        let end = start + all[start..range.end].partition_point(|(o, _)| o.time_period == period);
        (start..end).filter(|i| self.stands(*i)).map(|i| self.observation(i))
    }

    /// A series as the newest releases have it: one figure a period, in order.
    pub fn series(&self, key: SeriesKey) -> impl Iterator<Item = ObservationRef<'_>> {
        let mut vintages = self.vintages(key).peekable();
        std::iter::from_fn(move || {
            loop {
                let one = vintages.next()?;
                if vintages.peek().is_none_or(|next| next.time_period != one.time_period) {
                    return Some(one);
                }
            }
        })
    }

    /// The figure of the newest release for this period.
    pub fn at(&self, key: SeriesKey, period: Period) -> Option<ObservationRef<'_>> {
        self.vintages_at(key, period).next_back()
    }

    /// The figure of the latest period.
    pub fn latest(&self, key: SeriesKey) -> Option<ObservationRef<'_>> {
        self.vintages(key).next_back()
    }

    /// The series of an area for one indicator, whatever counterpart and
    /// breakdown.
    pub fn keys(&self, ref_area: Area, indicator: Code) -> impl Iterator<Item = SeriesKey> + '_ {
        let all = &self.data.observations;
        let mut at = all.partition_point(|(o, _)| (o.key.ref_area, o.key.indicator) < (ref_area, indicator));
        std::iter::from_fn(move || {
            let key = all.get(at)?.0.key;
            if (key.ref_area, key.indicator) != (ref_area, indicator) {
                return None;
            }
            at += all[at..].partition_point(|(o, _)| o.key == key);
            Some(key)
        })
    }

    /// The series of an area with a counterpart for one indicator, whatever
    /// breakdown.
    pub fn keys_with(
        &self,
        ref_area: Area,
        indicator: Code,
        counterpart: Area,
    ) -> impl Iterator<Item = SeriesKey> + '_ {
        let of = move |key: &SeriesKey| (key.ref_area, key.indicator, key.counterpart_area);
        let wanted = (ref_area, indicator, Some(counterpart));
        let all = &self.data.observations;
        let mut at = all.partition_point(|(o, _)| of(&o.key) < wanted);
        std::iter::from_fn(move || {
            let key = all.get(at).map(|(o, _)| o.key).filter(|key| of(key) == wanted)?;
            at += all[at..].partition_point(|(o, _)| o.key == key);
            Some(key)
        })
    }

    /// The series of an area whose indicators begin with `prefix`.
    pub fn keys_prefixed(&self, ref_area: Area, prefix: Code) -> impl Iterator<Item = SeriesKey> + '_ {
        let all = &self.data.observations;
        let mut at = all.partition_point(|(o, _)| (o.key.ref_area, o.key.indicator) < (ref_area, prefix));
        std::iter::from_fn(move || {
            let key = all.get(at)?.0.key;
            if key.ref_area != ref_area || !key.indicator.starts_with(prefix.as_str()) {
                return None;
            }
            at += all[at..].partition_point(|(o, _)| o.key == key);
            Some(key)
        })
    }

    /// The areas that have a figure for the indicator, in the codelist's order.
    pub fn ref_areas_of(&self, indicator: Code) -> impl Iterator<Item = Area> + '_ {
        let all = &self.data.observations;
        let mut at = 0;
        std::iter::from_fn(move || {
            loop {
                let area = all.get(at)?.0.key.ref_area;
                let found = all[at..].partition_point(|(o, _)| (o.key.ref_area, o.key.indicator) < (area, indicator));
                let has =
                    all.get(at + found).is_some_and(|(o, _)| (o.key.ref_area, o.key.indicator) == (area, indicator));
                at += all[at..].partition_point(|(o, _)| o.key.ref_area == area);
                if has {
                    return Some(area);
                }
            }
        })
    }

    /// The event of this row.
    pub fn event(&self, row: Row) -> Option<EventRef<'_>> {
        let (event, row) = self.data.events.iter().find(|(_, r)| *r == row)?;
        Some(EventRef { event, release: self.release(row.release), row: *row })
    }

    /// Every event of the kind in which the area takes part, all releases: the
    /// newest release last.
    pub fn events(&self, kind: EventKind, area: Area) -> impl DoubleEndedIterator<Item = EventRef<'_>> {
        let all = &self.data.by_party;
        let start = all.partition_point(|(k, a, ..)| (*k, *a) < (kind, area));
        let end = start + all[start..].partition_point(|(k, a, ..)| (*k, *a) == (kind, area));
        all[start..end]
            .iter()
            .map(|(_, _, _, index)| {
                let (event, row) = &self.data.events[*index as usize];
                EventRef { event, release: self.release(row.release), row: *row }
            })
            .filter(|e| self.shows(e.row))
    }

    /// The events of the kind as they stand: from each source only those of its
    /// newest release that speaks of the kind and area, since a source that
    /// stops listing something has withdrawn it.
    pub fn current_events(&self, kind: EventKind, area: Area) -> Vec<EventRef<'_>> {
        let mut newest: Vec<(Code, ReleaseIx)> = Vec::new();
        let mut current = Vec::new();
        for event in self.events(kind, area).rev() {
            let source = event.release.source;
            match newest.iter().find(|(s, _)| *s == source) {
                Some((_, release)) if *release != event.row.release => continue,
                Some(_) => {}
                None => newest.push((source, event.row.release)),
            }
            current.push(event);
        }
        current.reverse();
        current
    }

    /// The newest release that declares to list all events of this kind and
    /// category among these areas, with what it declares.
    pub fn coverage(&self, kind: EventKind, category: Code, among: &[Area]) -> Option<(ReleaseIx, &Coverage)> {
        let shown = self.data.releases.iter().enumerate().filter(|(i, _)| self.visible[*i]);
        let newest = shown
            .flat_map(|(i, r)| r.coverage.iter().map(move |c| (i, r, c)))
            .filter(|(_, _, c)| c.kind == kind && c.category == category)
            .filter(|(_, _, c)| c.areas.as_ref().is_none_or(|covered| among.iter().all(|a| covered.contains(a))))
            .max_by_key(|(_, r, _)| (r.published, r.recorded))?;
        Some((ReleaseIx(newest.0 as u16), newest.2))
    }

    pub fn len(&self) -> usize {
        self.data.observations.len() + self.data.events.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Collects what a [`Panel`] holds.
#[derive(Default)]
pub struct PanelBuilder {
    releases: Vec<Release>,
    observations: Vec<(Observation, Row)>,
    events: Vec<(Event, Row)>,
}

impl PanelBuilder {
    /// At most 65,535 releases.
    ///
    /// # Panics
    /// With more than that.
    pub fn release(&mut self, release: Release) -> ReleaseIx {
        let ix = u16::try_from(self.releases.len()).expect("a panel holds at most 65,535 releases");
        self.releases.push(release);
        ReleaseIx(ix)
    }

    pub fn observation(&mut self, observation: Observation, row: Row) {
        self.observations.push((observation, row));
    }

    /// An event may be given once for each of its parties; it is kept once.
    pub fn event(&mut self, event: Event, row: Row) {
        self.events.push((event, row));
    }

    /// Takes many at once, in any order.
    pub fn extend(
        &mut self,
        observations: impl IntoIterator<Item = (Observation, Row)>,
        events: impl IntoIterator<Item = (Event, Row)>,
    ) {
        self.observations.extend(observations);
        self.events.extend(events);
    }

    pub fn build(self) -> Panel {
        let Self { releases, mut observations, mut events } = self;
        let mut order: Vec<u16> = (0..releases.len()).map(|i| i as u16).collect();
        order.sort_by_key(|i| {
            let r = &releases[usize::from(*i)];
            (r.published, r.recorded, r.id.clone())
        });
        let mut precedence = vec![0_u16; releases.len()];
        for (place, release) in order.into_iter().enumerate() {
            precedence[usize::from(release)] = place as u16;
        }
        let precedence = |row: &Row| precedence[usize::from(row.release.0)];
        sort_observations(&mut observations, precedence);
        events.sort_unstable_by_key(|(_, row)| (precedence(row), row.row));
        events.dedup_by_key(|(_, row)| *row);
        let mut by_party = Vec::new();
        for (index, (event, row)) in events.iter().enumerate() {
            for party in &event.parties {
                by_party.push((event.kind, party.area, precedence(row), index as u32));
            }
        }
        by_party.sort_unstable();
        by_party.dedup();
        let visible = vec![true; releases.len()].into();
        let has_withdrawn = observations.iter().any(|(o, _)| o.status == ObsStatus::Withdrawn);
        Panel { data: Arc::new(Data { releases, observations, has_withdrawn, events, by_party }), visible }
    }
}

/// Sorts by key, period, precedence of the release and row.
///
/// A panel of many releases has each key many times; ranking the keys once and
/// sorting numbers is several times as fast as comparing rows.
fn sort_observations(rows: &mut [(Observation, Row)], precedence: impl Fn(&Row) -> u16) {
    let (numbers, keys) = number_keys(rows);
    let mut sorted: Vec<u32> = (0..keys.len() as u32).collect();
    sorted.sort_unstable_by_key(|number| keys[*number as usize]);
    let mut rank = vec![0_u32; keys.len()];
    for (place, number) in sorted.into_iter().enumerate() {
        rank[number as usize] = place as u32;
    }
    // 27 bits of key, 53 of period, 16 of release, 32 of row.
    let mut order: Vec<(u128, u32)> = rows
        .iter()
        .zip(numbers)
        .zip(0..)
        .map(|(((observation, row), number), index)| {
            let order = u128::from(rank[number as usize]) << 101
                | u128::from(observation.time_period.order()) << 48
                | u128::from(precedence(row)) << 32
                | u128::from(row.row);
            (order, index)
        })
        .collect();
    // The rows of each release come sorted: runs, which this sort merges.
    order.sort();
    let mut place: Vec<u32> = vec![0; rows.len()];
    for (at, (_, index)) in order.into_iter().enumerate() {
        place[index as usize] = at as u32;
    }
    for at in 0..rows.len() {
        while place[at] as usize != at {
            let to = place[at] as usize;
            rows.swap(at, to);
            place.swap(at, to);
        }
    }
}

/// The distinct keys, and the number of each row's key among them.
fn number_keys(rows: &[(Observation, Row)]) -> (Vec<u32>, Vec<SeriesKey>) {
    let mut known: HashMap<SeriesKey, u32> = HashMap::new();
    let mut keys: Vec<SeriesKey> = Vec::new();
    // What came after each key when it was last met. Releases have their rows
    // in one order, so that this mostly saves the look-up.
    let mut after: Vec<u32> = Vec::new();
    let mut last: Option<u32> = None;
    let mut numbers = Vec::with_capacity(rows.len());
    for (observation, _) in rows {
        let key = observation.key;
        let expected = last.map(|last| after[last as usize]).filter(|number| keys[*number as usize] == key);
        let number = expected.unwrap_or_else(|| {
            *known.entry(key).or_insert_with(|| {
                keys.push(key);
                after.push(0);
                keys.len() as u32 - 1
            })
        });
        if let Some(last) = last {
            after[last as usize] = number;
        }
        last = Some(number);
        numbers.push(number);
    }
    (numbers, keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Codelist, Hash, ReleaseId, Snapshot, unit};

    fn release(source: &'static str, day: &str) -> Release {
        let published: Date = day.parse().unwrap();
        let snapshot = Snapshot {
            hash: Hash([0; 32]),
            file: String::new(),
            bytes: 0,
            url: String::new(),
            retrieved: published,
            etag: None,
            last_modified: None,
        };
        Release {
            id: ReleaseId(format!("{source}-{day}")),
            source: Code::from_static(source),
            publisher: String::new(),
            title: String::new(),
            edition: String::new(),
            published,
            published_is_given: false,
            recorded: Timestamp::UNIX_EPOCH,
            snapshot,
            licence: String::new(),
            terms: String::new(),
            restricted: false,
            citation: String::new(),
            homepage: String::new(),
            coverage: Vec::new(),
            labels: Vec::new(),
            extent: crate::Extent::default(),
            observations: 0,
            events: 0,
        }
    }

    fn key() -> SeriesKey {
        SeriesKey::of(Area::from_code(Codelist::Attache, "BO").unwrap(), Code::from_static("population"))
    }

    fn figure(period: &str, token: &str) -> Observation {
        Observation {
            key: key(),
            time_period: period.parse().unwrap(),
            token: token.into(),
            value: token.parse().unwrap_or_default(),
            unit: unit::PERSONS,
            unit_mult: 0,
            status: if token.is_empty() { ObsStatus::Withdrawn } else { ObsStatus::Normal },
            note: None,
        }
    }

    /// Source, day, and figures as (period, token); an empty token withdraws.
    type Made<'a> = (&'static str, &'a str, &'a [(&'a str, &'a str)]);

    fn panel(releases: &[Made<'_>]) -> Panel {
        let mut builder = PanelBuilder::default();
        for (source, day, figures) in releases {
            let ix = builder.release(release(source, day));
            for (row, (period, token)) in figures.iter().enumerate() {
                builder.observation(figure(period, token), Row { release: ix, row: row as u32 });
            }
        }
        builder.build()
    }

    fn tokens<'a>(figures: impl Iterator<Item = ObservationRef<'a>>) -> Vec<&'a str> {
        figures.map(|o| o.observation.token.as_str()).collect()
    }

    #[test]
    fn what_is_withdrawn_is_no_figure_of_its_source() {
        let all = panel(&[
            ("a", "2020-01-01", &[("2018", "1"), ("2019", "2")]),
            ("b", "2020-02-01", &[("2019", "3")]),
            ("a", "2020-03-01", &[("2019", "")]),
        ]);
        let year = |text: &str| text.parse::<Period>().unwrap();
        assert_eq!(tokens(all.vintages(key())), ["1", "3"]);
        assert_eq!(tokens(all.series(key())), ["1", "3"]);
        assert_eq!(all.at(key(), year("2019")).unwrap().token, "3");
        assert_eq!(all.latest(key()).unwrap().token, "3");
        let before = all.published_by("2020-02-15".parse().unwrap());
        assert_eq!(tokens(before.vintages(key())), ["1", "2", "3"]);
    }

    #[test]
    fn what_comes_back_is_a_figure_again() {
        let all = panel(&[
            ("a", "2020-01-01", &[("2019", "2")]),
            ("a", "2020-03-01", &[("2019", "")]),
            ("a", "2020-05-01", &[("2019", "4")]),
        ]);
        assert_eq!(tokens(all.series(key())), ["4"]);
        let between = all.published_by("2020-04-01".parse().unwrap());
        assert!(between.latest(key()).is_none() && between.vintages(key()).next().is_none());
    }
}
