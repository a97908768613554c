//! The data packages in `examples/packages`: the project's own, and those for
//! files of publishers, where the folder of shared data is there
//! (`ATTACHE_SHARED`, or `shared` beside the project).
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "it tells who runs it what it found")]
#![expect(clippy::disallowed_methods, reason = "a test reads files")]

mod kept;

use std::{
    fs,
    ops::Deref,
    path::{Path, PathBuf},
};

use attache_model::Observation;
use attache_source::{About, Input, data_package};
use kept::{Kept, shared};

/// A package as it was read, and the source that it is.
struct Package {
    about: &'static About,
    kept: Kept,
}

impl Deref for Package {
    type Target = Kept;

    fn deref(&self) -> &Kept {
        &self.kept
    }
}

fn examples() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/packages"))
}

/// Reads a package of the descriptor and files from `folder`, or says that they
/// are not there.
fn read_with(package: &str, folder: &Path) -> Option<Package> {
    let descriptor = fs::read(examples().join(package).join("datapackage.json")).unwrap();
    let mut tar = tar::Builder::new(Vec::new());
    let mut add = |name: &str, bytes: &[u8]| {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, bytes).unwrap();
    };
    add("datapackage.json", &descriptor);
    for name in data_package::listed("datapackage.json", &descriptor).unwrap() {
        let Ok(bytes) = fs::read(folder.join(&name)) else {
            println!("skipped: {} is not there", folder.join(&name).display());
            return None;
        };
        add(&name, &bytes);
    }
    let bytes = tar.into_inner().unwrap();
    let input = Input::new("package.tar", &bytes);
    let source = data_package::source(&input).unwrap();
    let mut kept = Kept::default();
    source.parse(&input, &mut kept).unwrap_or_else(|e| panic!("{package}: {e}"));
    let unread = kept.unparsed.iter().filter(|u| !u.expected).count();
    println!("{package}: {} observations, {} events, {unread} not read", kept.observations.len(), kept.events.len());
    Some(Package { about: source.about(), kept })
}

/// Reads a package whose files lie in a folder of the shared data.
fn read(package: &str, folder: &str) -> Option<Package> {
    read_with(package, &shared(folder)?)
}

impl Package {
    fn one(
        &self,
        ref_area: &str,
        indicator: &str,
        counterpart: Option<&str>,
        breakdown: Option<&str>,
        period: &str,
    ) -> &Observation {
        let found: Vec<&Observation> = self
            .observations
            .iter()
            .map(|(o, _)| o)
            .filter(|o| o.key.ref_area.code() == ref_area && o.key.indicator == indicator)
            .filter(|o| o.key.counterpart_area.map(|a| a.code()) == counterpart)
            .filter(|o| o.key.breakdown.map(|b| b.as_str()) == breakdown && o.time_period.to_string() == period)
            .collect();
        assert_eq!(found.len(), 1, "{ref_area} {indicator} {counterpart:?} {breakdown:?} {period}");
        found[0]
    }

    /// What was not read, without repetition.
    fn unread(&self) -> Vec<&str> {
        let mut unread: Vec<&str> = self.unparsed.iter().filter(|u| !u.expected).map(|u| u.text.as_str()).collect();
        unread.sort_unstable();
        unread.dedup();
        unread
    }
}

#[test]
fn ministry() {
    let kept = read_with("ministry", &examples().join("ministry")).unwrap();
    assert_eq!((kept.about.id, kept.editions[0].name.as_str()), ("comercio-ejemplo", "version 1.0 of 2024-03-15"));
    let exports = kept.one("BO", "exports-goods", Some("PE"), None, "2022");
    assert_eq!((exports.token.as_str(), exports.quantity().to_string().as_str()), ("1.502,25", "1502250000"));
    assert_eq!(kept.one("BO", "own:scholarships", Some("PE"), None, "2023").quantity().to_string(), "17");
    assert!(kept.observations.iter().any(|(_, place)| place.to_string() == "trade.csv#row 4, exports"));
    assert_eq!(kept.events[0].0.from.unwrap().to_string(), "2020-01-01");
    assert_eq!(kept.unread(), [""; 0]);
}

#[test]
fn gapminder() {
    let Some(kept) = read("gapminder", "wdi/systema_globalis") else { return };
    let bolivia = kept.one("BO", "own:human-development-index", None, None, "2000");
    assert_eq!((bolivia.unit.as_str(), bolivia.token.as_str()), ("RATIO", "0.63"));
    assert!(kept.observations.len() > 100_000);
    assert_eq!(kept.unread(), [""; 0]);
}

#[test]
fn penppml() {
    let Some(kept) = read("penppml", "trade") else { return };
    let exports = kept.one("US", "own:exports-goods-penppml", Some("BO"), None, "2016");
    assert_eq!(exports.quantity().to_string(), "502945568");
    // 191,213 rows have a figure other than 0; the others are of special areas
    // and of states that no codelist has.
    assert_eq!(kept.observations.len(), 187_511);
    assert_eq!(kept.unread(), [""; 0]);
}

#[test]
fn cepii_distances() {
    let Some(kept) = read("cepii-distances", "countries") else { return };
    let weighted = kept.one("US", "own:distance-weighted", Some("BO"), None, "unstated");
    assert_eq!(weighted.token.as_str(), "6913.281");
    assert_eq!(kept.one("BO", "own:contiguous", Some("PE"), None, "unstated").quantity().to_string(), "1");
    // Twelve figures a pair, of which 4,430 weighted distances are missing.
    assert_eq!(kept.observations.len(), 224 * 224 * 12 - 4_430);
    assert_eq!(kept.unread(), [""; 0]);
}

#[test]
fn coca() {
    let Some(kept) = read("coca-areas", "coca") else { return };
    let of = |breakdown, period| kept.one("BO", "own:coca-cultivation-area", None, Some(breakdown), period);
    // Two series that differ by definition.
    assert_eq!(of("unodc", "2011").quantity().to_string(), "27200");
    assert_eq!(of("us-government", "2011").quantity().to_string(), "30000");
    assert!(of("unodc", "2009").note.unwrap().starts_with("revised; https://www.latinnews.com/"));
    assert!(kept.observations.iter().all(|(o, _)| o.key.indicator == "own:coca-cultivation-area"));
    let limit = read("coca-legal-limit", "coca").unwrap();
    assert_eq!((limit.about.id, limit.about.publisher), ("coca-legal-limit", "U.S. Department of State"));
    assert_eq!(limit.observations.len(), 1);
    let (figure, _) = &limit.observations[0];
    assert_eq!(
        (figure.key.indicator.as_str(), figure.quantity().to_string().as_str()),
        ("own:coca-legal-limit", "22000")
    );
}
