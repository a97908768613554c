//! What bound documents cite, put beside them and derived again from there.
#![allow(clippy::disallowed_methods, reason = "the test alters the files that were vendored")]

mod editions;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use attache_engine::{
    AsOf, BoundDocument, CheckRequest, Engine, Keeping, LivingRequest, RowsOnly, VendoredRelease, Verified,
    checking::{Given, Severities},
    living_documents::Lock,
    model::Areas,
};
use attache_store::Store;
use editions::{Edition, FIGURES, date, engine, import};
use tempfile::TempDir;

/// An edition that nothing in the documents rests on, and that says otherwise.
const NEXT: Edition = Edition {
    name: "figures",
    publisher: "Office of Figures",
    created: "2025-07-01",
    series: "BO,population,2023,12000000,PERSONS,0\nBO,population,2024,12567336,PERSONS,0\n",
    pairs: "US,BO,exports-goods,2022,655.1,USD,6\nUS,BO,imports-goods,2022,300.0,USD,6\n",
    agreements: FIGURES.agreements,
    memberships: "BO,Mercosur\n",
};

/// A figure, a sum of two, an event that two parties share, a list, the pair's balance.
const TEXT: &str = "Bolivia has about 12.4 million people. In 2022, the United States exported goods worth $642 million \
                    to Bolivia. Two-way trade in goods between the United States and Bolivia was $963.3 million in \
                    2022. Bolivia is a member of the United Nations. Bolivia and Peru signed a trade agreement in 1998.\n";

/// Statements, a loop with roles, a list, a chart and an absence in the program's words.
const WRITTEN: &str = "---\nattache:\n  about: [US, BO]\n---\n# Bolivia\n\nBolivia has about 12.4 million people. \
                       [](fact:goods-trade?area={a},{b}&time=2022)\n\n<!-- attache: for c in BO, PE -->\n\n\
                       - [](name:{c}): [](fact:population?area={c} \"#value\")\n\n<!-- attache: end -->\n\n\
                       - [](fact:agreement?area=BO,PE&type=trade)\n\n\
                       ![](fact:goods-trade?area={a},{b}&time=last:10 \"exports, imports\")\n\n\
                       [](fact:gdp-current?area=BO)\n";

fn request(bytes: impl Into<Vec<u8>>) -> CheckRequest {
    let about = ["US", "BO"].iter().map(|name| Areas::find(name).unwrap()).collect();
    CheckRequest {
        name: "brief.md".to_owned(),
        bytes: bytes.into(),
        format: None,
        given: Given { about, dated: Some(date("2024-08-01")), ..Given::default() },
        defaults: Given::default(),
        severities: Severities::default(),
        as_of: AsOf { published: Some(date("2024-08-01")), known: None },
    }
}

/// A bound document with its lock, and a folder for what is vendored.
struct Bound {
    engine: Engine,
    living: LivingRequest,
    folder: TempDir,
}

impl Bound {
    fn of(engine: Engine, text: &str) -> Self {
        let BoundDocument { bound, unwritten, .. } = engine.bind(&request(text), |_, _| None).unwrap();
        assert!(bound.new > 0 && unwritten.is_none(), "{:?} {unwritten:?}", bound.unbound);
        let lock = ("brief.lock".to_owned(), bound.lock.to_string());
        Self { engine, living: LivingRequest { document: request(bound.bytes), lock }, folder: TempDir::new().unwrap() }
    }

    fn references(&self) -> usize {
        self.living.lock.1.matches("[[reference]]").count()
    }

    fn vendored(&self) -> PathBuf {
        self.folder.path().join("brief.vendor")
    }

    fn vendor(&self, keeping: Keeping) -> Vec<VendoredRelease> {
        self.engine.vendor(&self.living.lock, &self.vendored(), keeping).unwrap()
    }

    fn statements(&self) -> usize {
        let lock = Lock::read(&self.living.lock.1).unwrap();
        lock.stated().count()
    }

    /// By an empty store and what was vendored.
    fn verify(&self) -> Verified {
        Engine::over(Store::in_memory()).verify_document(&self.living, &self.vendored()).unwrap()
    }

    /// The one problem that there is.
    fn problem(&self) -> (String, String) {
        let [problem] = self.verify().problems.try_into().unwrap();
        (problem.problem, problem.hint)
    }

    fn objects(&self) -> BTreeMap<String, Vec<u8>> {
        objects(&self.vendored())
    }
}

fn objects(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for kind in ["commits", "snapshots", "tables"] {
        for entry in fs::read_dir(folder.join(kind)).into_iter().flatten() {
            let path = entry.unwrap().path();
            all.insert(format!("{kind}/{}", path.file_name().unwrap().display()), fs::read(path).unwrap());
        }
    }
    all
}

fn both() -> Engine {
    engine(&[FIGURES, NEXT])
}

#[test]
fn files_are_vendored_whole_and_figures_derived_from_them_alone() {
    let bound = Bound::of(both(), TEXT);
    assert!(bound.living.lock.1.contains("fact = \"agreement?"), "{}", bound.living.lock.1);
    let [vendored] = bound.vendor(Keeping::Fitting).try_into().unwrap();
    assert!(vendored.release.id.0.starts_with("figures-2024-07-01-") && vendored.rows.is_none());
    let all = bound.references();
    let verified = bound.verify();
    assert_eq!(verified, Verified { references: all, from_files: all, ..Verified::default() });
    // Figures of a package that is not known by name are read by the package itself.
    let snapshots = bound.objects().keys().filter(|name| name.starts_with("snapshots")).count();
    assert_eq!(snapshots, 1);
    // The store serves as well, and what stands in it besides does not matter.
    let nowhere = bound.folder.path().join("none");
    let from_store = bound.engine.verify_document(&bound.living, &nowhere).unwrap();
    assert_eq!(from_store, verified);
    assert!(!nowhere.exists());
}

#[test]
fn rows_suffice_and_are_said_to_be_rows() {
    let bound = Bound::of(both(), TEXT);
    let [vendored] = bound.vendor(Keeping::Rows).try_into().unwrap();
    let rows = vendored.rows.unwrap();
    // Population, exports and imports, the membership, the agreement.
    assert_eq!((rows.count, rows.why), (5, RowsOnly::Asked));
    assert!(bound.objects().keys().all(|name| !name.starts_with("snapshots")));
    let verified = bound.verify();
    let all = bound.references();
    assert_eq!((verified.from_rows, verified.from_files, verified.problems.len()), (all, 0, 0), "{verified:?}");
    assert_eq!(verified.rows_of, [vendored.release.id].into());
}

/// What the program states by itself is derived again too: from files, and from the rows
/// that it rests on.
#[test]
fn what_references_without_words_state_is_derived_again() {
    let mut bound = Bound::of(both(), WRITTEN);
    let all = bound.references() + bound.statements();
    assert!(bound.references() == 1 && bound.statements() >= 5, "{}", bound.living.lock.1);
    for keeping in [Keeping::Fitting, Keeping::Rows] {
        let [vendored] = bound.vendor(keeping).try_into().unwrap();
        let found = bound.verify();
        let counts = if keeping == Keeping::Rows { (0, all) } else { (all, 0) };
        assert_eq!((found.from_files, found.from_rows), counts, "{found:?}");
        assert_eq!((found.statements, &found.problems), (bound.statements(), &Vec::new()));
        assert_eq!(found.lacking, ["gdp-current?area=BO".to_owned()].into());
        // Two populations, three years of two flows, the agreement.
        assert_eq!(vendored.rows.map(|rows| rows.count), (keeping == Keeping::Rows).then_some(9));
    }
    bound.vendor(Keeping::Fitting);
    let lock = bound.living.lock.1.clone();
    for (from, to, says) in [
        ("text = \"34,352,719\"", "text = \"34,352,718\"", "and its releases give \"34,352,719\""),
        ("text = \"34,352,719\"\nvalue = \"34352719 PERSONS\"", "text = \"34,352,719\"", "figures and sources"),
        ("value = \"642.3\"", "value = \"642.4\"", "goods-trade?area=US,BO&time=last:10 (\"exports, imports\")"),
        ("of = \"agreement?", "of = \"agreements?", "no such fact kind"),
    ] {
        assert!(lock.contains(from), "{from}: {lock}");
        bound.living.lock.1 = lock.replacen(from, to, 1);
        let found = bound.verify();
        assert!(found.problems.iter().any(|it| it.problem.contains(says)), "{to}: {:?}", found.problems);
        let error = bound.engine.vendor(&bound.living.lock, &bound.vendored(), Keeping::Rows).unwrap_err();
        assert!(error.to_string().starts_with("brief.lock: "), "{error}");
    }
    bound.living.lock.1 = lock;
    fs::remove_dir_all(bound.vendored()).unwrap();
    let found = bound.verify();
    assert_eq!((found.from_files, found.from_rows, found.problems.len()), (0, 0, 1), "{found:?}");
}

#[test]
fn what_forbids_handing_on_is_never_vendored_whole() {
    let folder = FIGURES.write();
    let descriptor = folder.path().join("datapackage.json");
    let text = fs::read_to_string(&descriptor).unwrap();
    fs::write(&descriptor, text.replacen('{', r#"{ "attache:restricted": true,"#, 1)).unwrap();
    let engine = Engine::over(Store::in_memory());
    import(&engine, "datapackage", folder.path(), None);
    let bound = Bound::of(engine, TEXT);
    for keeping in [Keeping::Fitting, Keeping::Rows, Keeping::Snapshots] {
        let [vendored] = bound.vendor(keeping).try_into().unwrap();
        assert_eq!(vendored.rows.unwrap().why, RowsOnly::Restricted);
        assert!(bound.objects().keys().all(|name| !name.starts_with("snapshots")));
        assert!(bound.verify().problems.is_empty());
    }
}

#[test]
fn writing_again_leaves_what_is_cited_and_nothing_else() {
    let bound = Bound::of(both(), TEXT);
    bound.vendor(Keeping::Fitting);
    let whole = bound.objects();
    bound.vendor(Keeping::Rows);
    let rows = bound.objects();
    assert!(rows.len() < whole.len());
    // Of another lock, nothing of these is left.
    let edition = Edition { created: "2024-07-15", ..NEXT };
    let other = Bound::of(engine(&[edition]), "Bolivia has about 12.6 million people.");
    other.engine.vendor(&other.living.lock, &bound.vendored(), Keeping::Fitting).unwrap();
    let common: Vec<&String> =
        whole.keys().chain(rows.keys()).filter(|name| bound.objects().contains_key(*name)).collect();
    assert!(common.is_empty(), "{common:?}");
    // And back: the same bytes.
    bound.vendor(Keeping::Rows);
    assert_eq!(bound.objects(), rows);
    bound.vendor(Keeping::Fitting);
    assert_eq!(bound.objects(), whole);
    bound.vendor(Keeping::Fitting);
    assert_eq!(bound.objects(), whole);
    // A folder that is a store of one's own is left as it is.
    let own = bound.folder.path().join("own");
    import(&Engine::over(Store::open(&own).unwrap()), "datapackage", FIGURES.write().path(), None);
    let before = objects(&own);
    let error = bound.engine.vendor(&bound.living.lock, &own, Keeping::Fitting).unwrap_err();
    assert!(error.to_string().contains("is an import"), "{error}");
    assert_eq!(objects(&own), before);
}

#[test]
fn a_file_that_is_gone_is_named_with_the_way_to_have_it_again() {
    let bound = Bound::of(both(), TEXT);
    let (problem, hint) = bound.problem();
    assert!(problem.contains("figures-2024-07-01-") && problem.contains(".tar (SHA-256 "), "{problem}");
    assert!(hint.contains("`attache import datapackage "), "{hint}");
    bound.vendor(Keeping::Fitting);
    let snapshot = bound.objects().into_keys().find(|name| name.starts_with("snapshots")).unwrap();
    fs::remove_file(bound.vendored().join(&snapshot)).unwrap();
    assert_eq!(bound.problem(), (problem, hint));
    // Where the store has it, it is the vendored folder that is not whole.
    let found = bound.engine.verify_document(&bound.living, &bound.vendored()).unwrap();
    assert_eq!(found.from_files, bound.references());
    assert!(found.problems[0].problem.contains(&format!("{snapshot}: missing")), "{:?}", found.problems);
}

/// Any altered byte is told with the file that it is in, and nothing is derived from it.
#[test]
fn what_was_altered_is_named() {
    let bound = Bound::of(both(), TEXT);
    for keeping in [Keeping::Fitting, Keeping::Rows] {
        bound.vendor(keeping);
        for (name, bytes) in bound.objects() {
            let path = bound.vendored().join(&name);
            for at in (0..bytes.len()).step_by(bytes.len().div_ceil(7)).chain([bytes.len() - 1]) {
                let mut altered = bytes.clone();
                altered[at] ^= 1;
                fs::write(&path, altered).unwrap();
                let found = bound.verify();
                let is_named = found.problems.iter().any(|it| it.problem.contains(&name));
                assert!(is_named, "byte {at} of {name}: {found:?}");
            }
            fs::write(&path, bytes).unwrap();
        }
        assert!(bound.verify().problems.is_empty());
    }
}

#[test]
fn a_lock_that_says_otherwise_is_told() {
    let mut bound = Bound::of(both(), TEXT);
    bound.vendor(Keeping::Fitting);
    let lock = bound.living.lock.1.clone();
    for (from, to, says) in [
        ("value = \"12388571 PERSONS\"", "value = \"12388572 PERSONS\"", "and its releases give 12388571 PERSONS"),
        ("of = \"population?area=BO&time=2023\"", "of = \"population?area=BO&time=2013\"", "do not give it"),
        ("of = \"population?area=BO&time=2023\"", "of = \"populace?area=BO\"", "no fact kind \"populace\""),
        ("of = \"population?area=BO&time=2023\"", "of = \"population?area=\"", "area"),
        ("text = \"about 12.4 million people\"", "text = \"about 12 million people\"", "was locked"),
    ] {
        assert!(lock.contains(from), "{from}: {lock}");
        bound.living.lock.1 = lock.replace(from, to);
        let found = bound.verify();
        assert!(found.problems.iter().any(|it| it.problem.contains(says)), "{to}: {:?}", found.problems);
    }
    // A day that is not the file's.
    bound.living.lock.1 = lock.replace("release = \"figures-2024-07-01", "release = \"figures-2024-07-02");
    let (problem, _) = bound.problem();
    assert!(problem.contains("read anew, gives figures-2024-07-01-"), "{problem}");
    let error = bound.engine.vendor(&bound.living.lock, &bound.vendored(), Keeping::Fitting).unwrap_err();
    assert!(error.to_string().starts_with("the store has no figures-2024-07-02-"), "{error}");
}

/// What a publisher's file does not tell is given again, as the lock has it.
#[test]
fn a_date_that_was_given_is_given_again() {
    let aid = "Country Code,Country Name,Region ID,Region Name,Income Group Acronym,Income Group Name,Transaction Type \
               ID,Transaction Type Name,Fiscal Year,current_amount,constant_amount\n\
               BOL,Bolivia,6,Western Hemisphere,LMIC,Lower Middle Income Country,2,Obligations,2022,2150000,4300000\n\
               BOL,Bolivia,6,Western Hemisphere,LMIC,Lower Middle Income Country,3,Disbursements,2022,2150000,4300000\n";
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("aid.csv");
    fs::write(&file, aid).unwrap();
    let engine = Engine::over(Store::in_memory());
    import(&engine, "foreignassistance", &file, Some("2024-01-01"));
    let text = "In fiscal year 2022, the United States obligated $2.15 million in foreign assistance to Bolivia.";
    let bound = Bound::of(engine, text);
    assert!(bound.living.lock.1.contains("published-is-given = true"));
    bound.vendor(Keeping::Fitting);
    let verified = bound.verify();
    assert_eq!((verified.from_files, verified.problems.len()), (bound.references(), 0), "{verified:?}");
    fs::remove_dir_all(bound.vendored()).unwrap();
    let (_, hint) = bound.problem();
    assert!(hint.contains("`attache import foreignassistance aid.csv --released 2024-01-01`"), "{hint}");
}

/// Figures of a user's own service, which a mapping file makes a source: who verifies
/// them needs the mapping too.
#[test]
fn figures_by_a_mapping_are_vendored_and_derived_again_by_it() {
    let folder = TempDir::new().unwrap();
    let mapping = folder.path().join("own-statistics.toml");
    let text = r#"
        [source]
        id = "own-statistics"
        publisher = "Office of Statistics"
        title = "Population"
        what = "Population of each country, by year."
        homepage = "https://example.org/data"
        licence = "CC BY 4.0"
        citation = "Office of Statistics, Population"

        [mapping]
        ref_area = { field = "REF_AREA", codelist = "iso2" }
        time_period = "TIME_PERIOD"
        value = "OBS_VALUE"
        indicator = "population"
        unit = "PERSONS"
    "#;
    fs::write(&mapping, text).unwrap();
    let file = folder.path().join("population.csv");
    fs::write(&file, "REF_AREA,TIME_PERIOD,OBS_VALUE\nBO,2022,12224110\nBO,2023,12388571\nPE,2023,34352719\n").unwrap();
    let with_mapping = |store: Store| Engine::over(store).with_mappings(std::slice::from_ref(&mapping)).unwrap();
    let engine = with_mapping(Store::in_memory());
    import(&engine, "own-statistics", &file, Some("2024-07-01"));
    let text = "Bolivia has about 12.4 million people.\n\n[](fact:population?area=PE)\n";
    let bound = Bound::of(engine, text);
    for (keeping, counts) in [(Keeping::Fitting, (2, 0)), (Keeping::Rows, (0, 2))] {
        let [vendored] = bound.vendor(keeping).try_into().unwrap();
        assert!(vendored.release.id.0.starts_with("own-statistics-2024-07-01-"));
        let verified = with_mapping(Store::in_memory()).verify_document(&bound.living, &bound.vendored()).unwrap();
        assert_eq!((verified.from_files, verified.from_rows), counts, "{verified:?}");
        assert!(verified.problems.is_empty());
    }
    // Rows need no reading.
    assert_eq!(bound.verify().from_rows, 2);
    bound.vendor(Keeping::Fitting);
    let (problem, hint) = bound.problem();
    assert!(
        problem.contains("there is no source \"own-statistics\"") && hint.contains("--mapping FILE"),
        "{problem}; {hint}"
    );
}
