use attache_model::{Area, Code, ObsStatus, ObservationRef, Panel, Selection, fold, unit};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, Time, Value, select};

/// What share of a country's people a religion, an ethnic group or a language has.
pub(super) struct GroupShare {
    series: Code,
    states: &'static str,
}

macro_rules! shares {
    ($code:literal, $of:literal) => {
        GroupShare {
            series: Code::from_static($code),
            states: concat!(
                "The share of a country's people that ",
                $of,
                " has, per cent, in the newest edition that lists them. `area` is the country; `group` names one, as \
                 the publisher does or as people do (`Catholic`, `Roman Catholic`); without it, a fact for each that \
                 is no part of another, the greatest first. Roles: subject, group (in the publisher's words), value, \
                 time, estimated."
            ),
        }
    };
}

pub(super) static RELIGION: GroupShare = shares!("religion-share", "a religion");
pub(super) static ETHNIC_GROUP: GroupShare = shares!("ethnic-group-share", "an ethnic group");
pub(super) static LANGUAGE: GroupShare = shares!("language-share", "a language");

const SOURCES: &[&str] = &["factbook"];

/// What editions call a group otherwise than people do.
const CALLED: &[(&str, &str)] = &[
    ("roman catholic", "catholic"),
    ("islam", "muslim"),
    ("buddhism", "buddhist"),
    ("hinduism", "hindu"),
    ("christianity", "christian"),
    ("judaism", "jewish"),
    ("evangelical christian", "evangelical"),
    ("eastern orthodox", "orthodox"),
    ("eastern orthodox christian", "orthodox"),
    ("orthodox christian", "orthodox"),
    ("evangelical lutheran", "lutheran"),
    ("no religion", "none"),
    ("castilian spanish", "spanish"),
    ("castilian", "spanish"),
    ("bangla", "bengali"),
    ("filipino", "tagalog"),
    ("amerindian", "indigenous"),
    ("jehovah s witnesses", "jehovah s witness"),
    ("assemblies of god", "assembly of god"),
    ("sunni muslim", "sunni"),
    ("shia muslim", "shia"),
    ("folk religions", "folk religion"),
    ("folk", "folk religion"),
    ("taoism", "taoist"),
    ("shintoism", "shinto"),
    ("congregationalist", "congregational"),
    ("voodoo", "vodoun"),
    ("vodou", "vodoun"),
    ("roma", "romani"),
    ("romany", "romani"),
    ("fula", "fulani"),
    ("peuhl", "fulani"),
    ("azeri", "azerbaijani"),
    ("mulato", "mulatto"),
    ("mandingo", "mandinka"),
    ("papiamentu", "papiamento"),
    ("romansch", "romansh"),
    ("oriya", "odia"),
    ("tigrigna", "tigrinya"),
];

/// What people call a group: without what an edition says of it in brackets, or of what
/// it is a part.
fn plain_name(name: &str) -> String {
    let own = name.rsplit('/').next().unwrap_or(name);
    let own = own.split(" (").next().unwrap_or(own);
    let folded = fold(own.trim());
    CALLED.iter().find(|(called, _)| *called == folded).map_or(folded, |(_, plain)| (*plain).to_owned())
}

impl GroupShare {
    /// The newest list, wholes before their parts, the greatest share first.
    fn listed<'a>(&self, panel: &'a Panel, subject: Area, time: Time) -> Vec<(&'static str, ObservationRef<'a>)> {
        let of_groups = panel.keys(subject, self.series).filter(|key| key.breakdown.is_some());
        let all = of_groups.flat_map(|key| panel.vintages(key)).collect();
        let listed = select::newest_list(all, time).map(|(_, listed)| listed).unwrap_or_default();
        let named = |o: ObservationRef<'a>| Some((o.key.breakdown?.as_str(), o));
        let mut listed: Vec<_> =
            listed.into_iter().filter_map(named).filter(|(_, o)| o.unit == unit::PERCENT).collect();
        let depth = |name: &str| name.matches('/').count();
        listed.sort_by(|(a, x), (b, y)| {
            depth(a).cmp(&depth(b)).then(y.quantity().cmp(&x.quantity())).then(x.row.cmp(&y.row))
        });
        listed
    }
}

impl Kind for GroupShare {
    fn id(&self) -> &'static str {
        self.series.as_str()
    }

    fn states(&self) -> &'static str {
        self.states
    }

    fn takes(&self) -> &'static [&'static str] {
        &["group"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        vec![select::of_area(&args.area, &[self.series])]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let subject = args.one()?;
        let mut listed = self.listed(panel, subject, args.time);
        match args.get("group") {
            None => listed.retain(|(name, _)| !name.contains('/')),
            // The very name, else what people call by it, wholes first.
            Some(asked) => {
                let plain = plain_name(&asked);
                let found = listed.iter().position(|(name, _)| *name == asked.as_str());
                let found = found.or_else(|| listed.iter().position(|(name, _)| plain_name(name) == plain));
                listed = found.and_then(|at| listed.get(at).copied()).into_iter().collect();
            }
        }
        let facts: Vec<Fact> = listed
            .into_iter()
            .map(|(name, o)| {
                let fixed = Args::of(&[subject]).at(o.time_period).with("group", name);
                let estimated = o.status == ObsStatus::Estimated;
                Fact::new(Expression::new(self.id(), fixed), Derivation::from(o))
                    .with("subject", Value::Area(subject))
                    .with("group", Value::Text(name.to_owned()))
                    .with("value", Value::Quantity(Quantity::of(o)))
                    .with("time", Value::Period(o.time_period))
                    .with_some("estimated", estimated.then(|| Value::Text("est.".to_owned())))
            })
            .collect();
        if facts.is_empty() { Err(Absent::no_data(SOURCES)) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent, told, told_where};

    const TWO: &str = "
        release factbook 2020-01-01 P T
        BO religion-share:Muslim 2014 = 1 PERCENT
        BO religion-share:Roman Catholic 2014 = 77 PERCENT
        release factbook 2024-01-01 P T
        BO religion-share:none 2023 = 5 PERCENT
        BO religion-share:Roman Catholic 2023 = 65 PERCENT
        BO religion-share:Protestant 2023 = 20 PERCENT
        BO religion-share:Protestant/Methodist 2023 = 2 PERCENT";

    #[test]
    fn all_of_the_newest_list_but_parts() {
        assert_eq!(
            told_where(TWO, "religion-share?area=BO"),
            [
                "subject=BO group=Roman Catholic value=65 PERCENT time=2023",
                "subject=BO group=Protestant value=20 PERCENT time=2023",
                "subject=BO group=none value=5 PERCENT time=2023",
            ]
        );
    }

    #[test]
    fn one_as_people_call_it() {
        let catholics = ["subject=BO group=Roman Catholic value=65 PERCENT time=2023"];
        assert_eq!(told_where(TWO, "religion-share?area=BO&group=Catholic"), catholics);
        assert_eq!(told_where(TWO, "religion-share?area=BO&group=Roman%20Catholic"), catholics);
        assert_eq!(
            told_where(TWO, "religion-share?area=BO&group=methodist"),
            ["subject=BO group=Protestant/Methodist value=2 PERCENT time=2023"]
        );
        assert_eq!(
            told_where(TWO, "religion-share?area=BO&group=Catholic&time=2014"),
            ["subject=BO group=Roman Catholic value=77 PERCENT time=2014"]
        );
    }

    #[test]
    fn what_is_not_listed() {
        assert_eq!(absent("religion-share?area=TD"), "no data but from factbook");
        assert!(told("ethnic-group-share?area=BO")[0].contains("group=Mestizo"));
        assert!(told("language-share?area=BO&group=Spanish")[0].contains("value=68.1 PERCENT"));
    }
}
