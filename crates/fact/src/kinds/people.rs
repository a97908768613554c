use attache_model::{Area, Code, ObservationRef, Panel, Selection, SeriesKey};

use crate::{Absent, Args, Derivation, Expression, Fact, Kind, Quantity, RoleName, Value, select};

/// How many people of one country are in another, or come to it.
pub(super) struct PeopleLink;

/// A group of people, and the series that count it.
struct Group {
    name: &'static str,
    /// The host's record of those who came.
    of_host: Code,
    /// The origin's record of those who went.
    of_origin: Code,
    /// Whether the host counts them better than the origin does.
    by_host_first: bool,
}

/// Who crosses a border is counted there; who lives or studies abroad, where.
const GROUPS: [Group; 4] = [
    Group {
        name: "residents",
        of_host: Code::from_static("residents-from-abroad"),
        of_origin: Code::from_static("residents-abroad"),
        by_host_first: true,
    },
    Group {
        name: "visitors",
        of_host: Code::from_static("visitor-arrivals"),
        of_origin: Code::from_static("visitor-departures"),
        by_host_first: true,
    },
    Group {
        name: "students",
        of_host: Code::from_static("students-from-abroad"),
        of_origin: Code::from_static("students-abroad"),
        by_host_first: true,
    },
    // The state whose second nationality it is registers it.
    Group {
        name: "dual-nationals",
        of_host: Code::from_static("dual-nationals-resident"),
        of_origin: Code::from_static("dual-nationals-abroad"),
        by_host_first: false,
    },
];

impl Group {
    /// The series of origin and host, the one that is taken first.
    fn keys(&self, origin: Area, host: Area) -> [SeriesKey; 2] {
        let by_host = SeriesKey::of(host, self.of_host).with(origin);
        let by_origin = SeriesKey::of(origin, self.of_origin).with(host);
        if self.by_host_first { [by_host, by_origin] } else { [by_origin, by_host] }
    }

    fn told(&self, id: &'static str, args: &Args, panel: &Panel, (origin, host): (Area, Area)) -> Vec<Fact> {
        let fact = |o: ObservationRef<'_>, source: Option<Code>| {
            let fixed = Args::of(&[origin, host]).at(o.time_period).with("group", self.name).by(source);
            Fact::new(Expression::new(id, fixed), Derivation::from(o))
                .with("origin", Value::Area(origin))
                .with("host", Value::Area(host))
                .with("group", Value::Text(self.name.to_owned()))
                .with("reporter", Value::Area(o.key.ref_area))
                .with("value", Value::Quantity(Quantity::of(o)))
                .with("time", Value::Period(o.time_period))
                .with_some("publisher", source.map(|_| Value::Text(o.release.publisher.clone())))
        };
        let told = |key| select::stated(panel, key, args, |_| true, select::of_one_measure, fact);
        self.keys(origin, host).into_iter().map(told).find(|facts| !facts.is_empty()).unwrap_or_default()
    }
}

impl Kind for PeopleLink {
    fn id(&self) -> &'static str {
        "people-link"
    }

    fn states(&self) -> &'static str {
        "How many people of one country live in another, visit it in a year, study there, or are nationals of both. \
         `area` is the country that they are of and the one that they are in; `group` is `residents`, `visitors`, \
         `students` or `dual-nationals`: without it, a fact for each group that there are figures of. By the host's \
         record, else by that of the country that they are of; of dual nationals the other way round. `source` takes \
         one publisher's figures. Roles: origin, host, group, reporter (whose record it is), value, time; publisher \
         where a source is named."
    }

    fn takes(&self) -> &'static [&'static str] {
        &["group", "source"]
    }

    fn areas(&self) -> &'static [RoleName] {
        &["origin", "host"]
    }

    fn needs(&self, args: &Args) -> Vec<Selection> {
        let mut reverse = args.area.clone();
        reverse.reverse();
        let of_host = GROUPS.each_ref().map(|group| group.of_host);
        let of_origin = GROUPS.each_ref().map(|group| group.of_origin);
        vec![select::of_pair(&reverse, &of_host), select::of_pair(&args.area, &of_origin)]
    }

    fn derive(&self, args: &Args, panel: &Panel) -> Result<Vec<Fact>, Absent> {
        let pair = args.pair()?;
        let named = args.get("group");
        let asked: Vec<&Group> = GROUPS.iter().filter(|g| named.is_none_or(|name| name == g.name)).collect();
        if asked.is_empty() {
            let names = GROUPS.each_ref().map(|group| group.name).join(", ");
            let problem = format!("is one of {names}, not {:?}", named.as_deref().unwrap_or_default());
            return Err(Absent::BadArgument { argument: "group", problem });
        }
        let facts: Vec<Fact> = asked.into_iter().flat_map(|group| group.told(self.id(), args, panel, pair)).collect();
        // No publisher that is read has such figures: they are data packages'.
        if facts.is_empty() { Err(Absent::no_data(&[])) } else { Ok(facts) }
    }
}

#[cfg(test)]
mod tests {
    use crate::told::{absent_where, told_where};

    const PEOPLE: &str = "
        release statistics 2024-03-01 \"Statistical Office\" \"People abroad\"
        ES residents-from-abroad > BO 2022 = 150,123 PERSONS
        ES residents-from-abroad > BO 2023 = 148,321 PERSONS
        BO residents-abroad > ES 2023 = 250,000 PERSONS
        BO visitor-arrivals > ES 2023 = 31,456 PERSONS
        BO students-abroad > ES 2023 = 2,111 PERSONS
        BO dual-nationals-abroad > ES 2020 = 80,000 PERSONS
        ES dual-nationals-resident > BO 2020 = 81,000 PERSONS
        release ministry 2024-04-01 Ministry T
        ES residents-from-abroad > BO 2023 = 149,999 PERSONS";

    #[test]
    fn a_fact_for_each_group_by_who_counts_it_best() {
        assert_eq!(
            told_where(PEOPLE, "people-link?area=BO,ES"),
            [
                "origin=BO host=ES group=residents reporter=ES value=149999 PERSONS time=2023 / \
                 origin=BO host=ES group=residents reporter=ES value=148321 PERSONS time=2023 publisher=Statistical Office",
                "origin=BO host=ES group=students reporter=BO value=2111 PERSONS time=2023",
                "origin=BO host=ES group=dual-nationals reporter=BO value=80000 PERSONS time=2020",
            ]
        );
        assert_eq!(
            told_where(PEOPLE, "people-link?area=ES,BO&group=visitors"),
            ["origin=ES host=BO group=visitors reporter=BO value=31456 PERSONS time=2023"]
        );
    }

    #[test]
    fn a_year_a_source_and_several_years() {
        assert_eq!(
            told_where(PEOPLE, "people-link?area=BO,ES&group=residents&time=2022"),
            ["origin=BO host=ES group=residents reporter=ES value=150123 PERSONS time=2022"]
        );
        assert_eq!(told_where(PEOPLE, "people-link?area=BO,ES&group=residents&source=statistics&time=last:5").len(), 2);
    }

    #[test]
    fn absent() {
        assert_eq!(absent_where(PEOPLE, "people-link?area=US,BO"), "no data");
        assert_eq!(absent_where(PEOPLE, "people-link?area=BO,ES&group=visitors"), "no data");
        assert_eq!(
            absent_where(PEOPLE, "people-link?area=BO,ES&group=sailors"),
            "group is one of residents, visitors, students, dual-nationals, not \"sailors\""
        );
        assert_eq!(absent_where(PEOPLE, "people-link?area=BO"), "area wants two countries, got 1");
    }
}
