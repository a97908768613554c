//! What the kinds on the goods of a pair's trade share: a list of goods by value,
//! from one release, in one revision of the Harmonized System.
//!
//! A flow's goods stand in up to three places: the reporter's own record, the
//! partner's of the same trade, and CEPII's reconciliation of both (BACI). The
//! first that there is counts; nothing is taken from a second one.

use std::{cmp::Reverse, collections::BTreeMap};

use attache_model::{
    Area, Code, Decimal, HsCode, HsRevision, ObsStatus, ObservationRef, Panel, Period, ReleaseIx, Selection, SeriesKey,
};

use crate::{
    Absent, Args, Commodity, Fact, Input, Quantity, Time, Value, arithmetic,
    kinds::{goods, partners::Flow},
    precedence, select,
};

const EXPORTS: Code = Code::from_static("exports-goods-by-commodity");
const IMPORTS: Code = Code::from_static("imports-goods-by-commodity");
const RECONCILED: Code = Code::from_static("exports-goods-reconciled");

/// How many digits the reconciliation's goods have, whose chapters are added up.
const RECONCILED_LEVEL: usize = 6;

pub(super) fn needs(args: &Args) -> Vec<Selection> {
    let indicators = [EXPORTS, IMPORTS, RECONCILED, goods::EXPORTS, goods::IMPORTS];
    match *args.area.as_slice() {
        [a, b] => vec![select::of_pair(&[a, b], &indicators), select::of_pair(&[b, a], &indicators)],
        _ => vec![select::of_pair(&args.area, &indicators)],
    }
}

/// Nobody tells of the goods of the pair's trade, or not of that time.
pub(super) fn absent(args: &Args) -> Absent {
    Absent::no_data_of_pair(args, &["census-hs", "comtrade", "baci"], &["comtrade", "baci"])
}

/// What of the trade of a pair is asked for.
pub(super) struct Asked {
    pub(super) reporter: Area,
    pub(super) partner: Area,
    pub(super) flow: Flow,
    /// Digits of the codes: 2, 4 or 6.
    pub(super) level: usize,
}

impl Asked {
    pub(super) fn of(args: &Args) -> Result<Self, Absent> {
        let (reporter, partner) = args.pair()?;
        goods::calendar_years(args)?;
        let level = match args.get("level").as_deref() {
            None | Some("2") => 2,
            Some("4") => 4,
            Some("6") => 6,
            Some(other) => {
                return Err(Absent::BadArgument {
                    argument: "level",
                    problem: format!("is 2, 4 or 6 digits of the Harmonized System, not {other:?}"),
                });
            }
        };
        Ok(Self { reporter, partner, flow: Flow::asked(args)?, level })
    }

    fn exporter_and_importer(&self) -> (Area, Area) {
        match self.flow {
            Flow::Exports => (self.reporter, self.partner),
            Flow::Imports => (self.partner, self.reporter),
        }
    }

    /// The places where the flow's goods stand, the first before the others.
    fn records(&self) -> [Record; 3] {
        let (exporter, importer) = self.exporter_and_importer();
        let record = |of: Area, with: Area, goods, total| Record {
            goods: SeriesKey::of(of, goods).with(with),
            total: Some(SeriesKey::of(of, total).with(with)),
        };
        let exports = record(exporter, importer, EXPORTS, goods::EXPORTS);
        let imports = record(importer, exporter, IMPORTS, goods::IMPORTS);
        let reconciled = Record { goods: SeriesKey::of(exporter, RECONCILED).with(importer), total: None };
        match self.flow {
            Flow::Exports => [exports, imports, reconciled],
            Flow::Imports => [imports, exports, reconciled],
        }
    }

    /// The lists at the times asked for, oldest first.
    pub(super) fn lists<'a>(&self, panel: &'a Panel, time: Time) -> Vec<List<'a>> {
        let lists = self.records().into_iter().map(|record| record.lists(panel, self.level, time));
        lists.into_iter().find(|lists| !lists.is_empty()).unwrap_or_default()
    }

    /// The roles that facts on the goods of a flow have in common.
    pub(super) fn fill(&self, fact: Fact, list: &List<'_>) -> Fact {
        let (exporter, importer) = self.exporter_and_importer();
        let (whose, by) = match list.is_reconciled {
            true => ("reconciled", goods::publisher(&list.lead)),
            false => ("reporter", Value::Area(list.lead.key.ref_area)),
        };
        fact.with("exporter", Value::Area(exporter))
            .with("importer", Value::Area(importer))
            .with(whose, by)
            .with("partner", Value::Area(self.partner))
            .with("flow", Value::Text(self.flow.name().to_owned()))
    }

    /// The arguments of one fact of a list, every one fixed.
    pub(super) fn args(&self, list: &List<'_>) -> Args {
        Args::of(&[self.reporter, self.partner])
            .at(list.time)
            .with("flow", self.flow.name())
            .with("level", &self.level.to_string())
    }
}

/// Where goods of a flow stand, and the flow as a whole.
struct Record {
    goods: SeriesKey,
    /// `None` for the reconciliation, which is complete.
    total: Option<SeriesKey>,
}

/// What makes figures one list.
type Of = (Period, ReleaseIx, HsRevision, Code);

/// The goods of a flow in a year, the greatest first.
pub(super) struct List<'a> {
    pub(super) time: Period,
    pub(super) goods: Vec<Good<'a>>,
    pub(super) is_reconciled: bool,
    pub(super) unit: Code,
    /// The flow as a whole, and what it rests on.
    pub(super) total: Option<(Decimal, Vec<Input>)>,
    lead: ObservationRef<'a>,
}

/// Goods of one code.
pub(super) struct Good<'a> {
    pub(super) code: HsCode,
    pub(super) value: Decimal,
    /// The figure, or those that add up to it.
    pub(super) rests_on: Vec<ObservationRef<'a>>,
}

impl Record {
    fn lists<'a>(&self, panel: &'a Panel, level: usize, time: Time) -> Vec<List<'a>> {
        let all = self.by_list(panel, time);
        let mut lists: Vec<List<'a>> = all.iter().filter_map(|(of, rows)| self.list(panel, level, *of, rows)).collect();
        let most = |list: &List<'_>| {
            let same =
                |other: &&List<'_>| (other.time, other.lead.release.source) == (list.time, list.lead.release.source);
            lists.iter().filter(same).map(|other| other.goods.len()).max().unwrap_or(0)
        };
        // A release of some chapters alone gives no order of all of them.
        let whole: Vec<bool> = lists.iter().map(|list| list.goods.len() * 2 >= most(list)).collect();
        let mut whole = whole.into_iter();
        lists.retain(|_| whole.next().unwrap_or(false));
        let order = |list: &List<'_>| {
            let release = list.lead.release;
            let revision = list.goods.first().map(|good| good.code.revision());
            (list.time, Reverse(precedence::place(release.source)), release.published, release.recorded, revision)
        };
        lists.sort_by_key(order);
        lists.reverse();
        lists.dedup_by_key(|list| list.time);
        lists.truncate(match time {
            Time::Last(n) => n.into(),
            Time::Latest | Time::Period(_) => 1,
        });
        lists.reverse();
        lists
    }

    /// Every figure of goods, by the list that it belongs to.
    fn by_list<'a>(&self, panel: &'a Panel, time: Time) -> BTreeMap<Of, Vec<(HsCode, ObservationRef<'a>)>> {
        let suits = |o: &ObservationRef<'_>| {
            let asked = match time {
                Time::Period(period) => o.time_period == period,
                Time::Latest | Time::Last(_) => o.status != ObsStatus::Forecast,
            };
            asked && select::is_year(o)
        };
        let mut lists: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let SeriesKey { ref_area, indicator, counterpart_area, .. } = self.goods;
        let keys = counterpart_area.into_iter().flat_map(|with| panel.keys_with(ref_area, indicator, with));
        for key in keys {
            let Some(code) = key.breakdown.and_then(|code| code.parse::<HsCode>().ok()) else { continue };
            for o in panel.vintages(key).filter(suits) {
                let of = (o.time_period, o.row.release, code.revision(), o.unit);
                lists.entry(of).or_default().push((code, o));
            }
        }
        lists
    }

    fn list<'a>(
        &self,
        panel: &'a Panel,
        level: usize,
        (time, release, _, unit): Of,
        rows: &[(HsCode, ObservationRef<'a>)],
    ) -> Option<List<'a>> {
        let is_reconciled = self.total.is_none();
        let mut by_code: BTreeMap<&str, Good<'a>> = BTreeMap::new();
        for (code, o) in rows {
            let wanted = if is_reconciled { RECONCILED_LEVEL } else { level };
            let Some(at_level) = code.up_to(level).filter(|_| code.level() == wanted) else { continue };
            let good = by_code.entry(&code.digits()[..level]).or_insert_with(|| Good {
                code: at_level,
                value: Decimal::ZERO,
                rests_on: Vec::new(),
            });
            good.value = good.value.checked_add(o.quantity())?;
            good.rests_on.push(*o);
        }
        let mut goods: Vec<Good<'a>> = by_code.into_values().filter(|good| good.value > Decimal::ZERO).collect();
        goods.sort_by(|a, b| b.value.cmp(&a.value).then(a.code.cmp(&b.code)));
        let lead = *goods.first()?.rests_on.first()?;
        let sum = goods.iter().try_fold(Decimal::ZERO, |sum, good| sum.checked_add(good.value))?;
        let stated = self.total.and_then(|key| {
            panel.vintages(key).find(|o| o.row.release == release && o.time_period == time && o.unit == unit)
        });
        let total = match stated {
            Some(total) => Some((total.quantity(), vec![Input::from(total)])),
            // All chapters together are the flow.
            None if is_reconciled || level == 2 => Some((sum, inputs(&goods))),
            None => chapters(rows),
        };
        if level == 2 && self.is_short(panel, sum, time, unit) {
            return None;
        }
        let total = total.filter(|(total, _)| goods.first().is_some_and(|good| good.value <= *total));
        Some(List { time, goods, is_reconciled, unit, total, lead })
    }
}

impl Record {
    /// Whether chapters that add up to `sum` are a tenth short of the flow, as
    /// anyone publishes the same record: then they are not all of them.
    fn is_short(&self, panel: &Panel, sum: Decimal, time: Period, unit: Code) -> bool {
        let Some(key) = self.total else { return false };
        let flow = select::at_times(panel, key, Time::Period(time), |o| o.unit == unit).pop();
        let Some(flow) = flow.map(|o| o.quantity()) else { return false };
        sum.checked_mul(Decimal::TEN).zip(flow.checked_mul(Decimal::from(9))).is_some_and(|(sum, flow)| sum < flow)
    }
}

/// The sum of the chapters in a list, where it has them.
fn chapters(rows: &[(HsCode, ObservationRef<'_>)]) -> Option<(Decimal, Vec<Input>)> {
    let chapters: Vec<_> = rows.iter().filter(|(code, _)| code.level() == 2).map(|(_, o)| *o).collect();
    let sum = chapters.iter().try_fold(Decimal::ZERO, |sum, o| sum.checked_add(o.quantity()))?;
    (!chapters.is_empty()).then(|| (sum, chapters.into_iter().map(Input::from).collect()))
}

/// What goods rest on.
pub(super) fn inputs(goods: &[Good<'_>]) -> Vec<Input> {
    goods.iter().flat_map(|good| &good.rests_on).map(|o| Input::from(*o)).collect()
}

impl List<'_> {
    /// What a good is called by the publisher, beside its code.
    pub(super) fn commodity(&self, good: &Good<'_>) -> Commodity {
        let breakdown = good.code.breakdown();
        let label = self.lead.release.labels.iter().find(|(code, _)| *code == breakdown);
        Commodity { code: good.code, label: label.map(|(_, label)| label.clone()) }
    }

    pub(super) fn quantity(&self, good: &Good<'_>) -> Quantity {
        let status = match good.rests_on.as_slice() {
            [one] => one.status,
            _ => ObsStatus::Normal,
        };
        Quantity { value: good.value, unit: self.unit, status }
    }

    /// A good's share of the flow, per cent.
    pub(super) fn share(&self, good: &Good<'_>) -> Option<Quantity> {
        let (total, _) = self.total.as_ref()?;
        let share = arithmetic::share(good.value, *total)?;
        Some(Quantity::new(share, attache_model::unit::PERCENT))
    }

    /// What shares of the flow rest on beside the goods themselves.
    pub(super) fn total_inputs(&self) -> &[Input] {
        self.total.as_ref().map_or(&[], |(_, inputs)| inputs)
    }
}

/// How many of a list are asked for.
pub(super) fn count(args: &Args, default: usize) -> Result<usize, Absent> {
    let Some(asked) = args.get("count") else { return Ok(default) };
    asked.parse().ok().filter(|n| (1..=100).contains(n)).ok_or_else(|| Absent::BadArgument {
        argument: "count",
        problem: format!("is a whole number from 1 to 100, not {asked:?}"),
    })
}

/// The inputs in their order, each once.
pub(super) fn once(inputs: impl IntoIterator<Item = Input>) -> Vec<Input> {
    let mut known = std::collections::BTreeSet::new();
    inputs.into_iter().filter(|input| known.insert(*input)).collect()
}
