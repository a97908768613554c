//! Figures of invented publishers, in a store in memory.

use std::{fs, path::Path};

use attache_engine::{Engine, ImportRequest, Outcome, model::Date};
use attache_store::Store;

/// One edition of a publisher's figures, as a data package.
pub(crate) struct Edition {
    pub(crate) name: &'static str,
    pub(crate) publisher: &'static str,
    pub(crate) created: &'static str,
    /// Area, indicator, time, value, unit, power of ten.
    pub(crate) series: &'static str,
    /// Area, partner, indicator, time, value, unit, power of ten.
    pub(crate) pairs: &'static str,
    /// Two parties, title, signed, in force.
    pub(crate) agreements: &'static str,
    /// Member, organization.
    pub(crate) memberships: &'static str,
}

/// Population: World Development Indicators, edition of 2024. Trade of the United
/// States with Bolivia in 2021: Census Bureau, FT-900, edition of March 2023; all
/// else is invented.
pub(crate) const FIGURES: Edition = Edition {
    name: "figures",
    publisher: "Office of Figures",
    created: "2024-07-01",
    series: "BO,population,2022,12224110,PERSONS,0
BO,population,2023,12388571,PERSONS,0
PE,population,2023,34352719,PERSONS,0
BO,inflation-rate,2023,2.6,PERCENT,0
",
    pairs: "US,BO,exports-goods,2021,552.2,USD,6
US,BO,imports-goods,2021,495.4,USD,6
US,BO,exports-goods,2022,642.3,USD,6
US,BO,imports-goods,2022,321.0,USD,6
US,BO,exports-goods,2023,700.4,USD,6
US,BO,imports-goods,2023,450.0,USD,6
US,PE,imports-goods,2022,4.2,USD,9
US,PE,exports-goods,2022,3.9,USD,9
",
    agreements: "BO,PE,Agreement on border trade,1998-04-17,2001-06-06
CL,PE,Agreement on mining,2006-08-22,2009-03-01
",
    memberships: "BO,United Nations\n",
};

impl Edition {
    pub(crate) fn write(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let areas = r#""ref_area": { "field": "area", "codelist": "iso2" }"#;
        let figure = r#""time_period": "time", "indicator": { "field": "indicator" }, "value": "value",
            "unit": { "field": "unit" }, "unit_mult": { "field": "mult" }"#;
        let partner = r#""counterpart_area": { "field": "partner", "codelist": "iso2" }"#;
        let event = r#""event": [{ "kind": "agreement", "status": "in-force", "title": "title",
            "parties": [
                { "role": "party", "area": { "field": "a", "codelist": "iso2" } },
                { "role": "party", "area": { "field": "b", "codelist": "iso2" } }
            ],
            "signed": { "field": "signed", "form": "%Y-%m-%d" },
            "from": { "field": "from", "form": "%Y-%m-%d" },
            "attributes": { "type": "trade" } }]"#;
        let membership = r#""event": [{ "kind": "membership", "status": "member", "organization": "organization",
            "parties": [{ "role": "member", "area": { "field": "member", "codelist": "iso2" } }] }]"#;
        let tables = [
            ("series", "area,indicator,time,value,unit,mult\n", self.series, format!("{areas}, {figure}")),
            (
                "pairs",
                "area,partner,indicator,time,value,unit,mult\n",
                self.pairs,
                format!("{areas}, {partner}, {figure}"),
            ),
            ("agreements", "a,b,title,signed,from\n", self.agreements, event.to_owned()),
            ("memberships", "member,organization\n", self.memberships, membership.to_owned()),
        ];
        let mut resources = Vec::new();
        for (name, head, rows, mapping) in tables {
            if !rows.is_empty() {
                fs::write(folder.path().join(format!("{name}.csv")), format!("{head}{rows}")).unwrap();
                resources.push(format!(r#"{{ "name": "{name}", "path": "{name}.csv", "attache": {{ {mapping} }} }}"#));
            }
        }
        let Self { name, publisher, created, .. } = self;
        let descriptor = format!(
            r#"{{ "name": "{name}", "title": "Figures", "created": "{created}",
                "contributors": [{{ "title": "{publisher}", "role": "publisher" }}],
                "resources": [{}] }}"#,
            resources.join(", ")
        );
        fs::write(folder.path().join("datapackage.json"), descriptor).unwrap();
        folder
    }
}

pub(crate) fn engine(editions: &[Edition]) -> Engine {
    let engine = Engine::over(Store::in_memory());
    for edition in editions {
        import(&engine, "datapackage", edition.write().path(), None);
    }
    engine
}

/// Imports a file or folder, with the day that it was published where it is given.
pub(crate) fn import(engine: &Engine, source: &str, file: &Path, released: Option<&str>) {
    let request = ImportRequest {
        source: source.to_owned(),
        files: vec![file.to_owned()],
        released: released.map(date),
        retrieved: date("2026-11-24"),
        recorded: "2026-11-24T00:00:00Z".parse().unwrap(),
    };
    let result = engine.import(&request, |_, _| {}).unwrap().remove(0).result;
    assert!(matches!(result, Ok(Outcome::Imported(_))), "{result:?}");
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}
