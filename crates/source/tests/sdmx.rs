//! Real messages, where the folder of shared data is there (`ATTACHE_SHARED`, or
//! `shared` beside the project). The numbers are those of an independent reader,
//! the Python package sdmx1, and where that cannot read a file, of its text; see
//! `scripts/sdmx-crosscheck`.
#![allow(clippy::print_stdout, reason = "it tells who runs it what it found")]

mod kept;

use attache_source::{
    Input, find,
    sdmx::{Message, Role, records},
};
use kept::{Kept, shared_bytes};

/// Observations and structures of each file, the latter as counted for people.
const FILES: [(&str, u64, &str); 27] = [
    ("ECB_EXR/1/M.USD.EUR.SP00.A.xml", 252, ""),
    ("ECB_EXR/flat.json", 4, ""),
    ("ECB_EXR/ng-flat-ss.xml", 12, ""),
    ("ECB_EXR/ng-flat.xml", 12, ""),
    ("ECB_EXR/ng-structure-full.xml", 0, "8 codelists, 2 concept schemes, 1 data structure"),
    ("ECB_EXR/ng-ts-ss.xml", 12, ""),
    ("ECB_EXR/ng-ts.xml", 12, ""),
    ("ECB_EXR/ng-xs.xml", 12, ""),
    ("ECB_EXR/rg-ts-ss.xml", 12, ""),
    ("ECB_EXR/rg-ts.xml", 12, ""),
    ("ECB_EXR/sg-ts-gf-ss.xml", 12, ""),
    ("ECB_EXR/ts.json", 4, ""),
    ("IMF/1PI-structure.xml", 0, "15 codelists, 2 concept schemes, 1 agency scheme, 1 data structure, 1 dataflow"),
    ("IMF/CL_AREA-structure.xml", 0, "1 codelist"),
    ("v3/csv/example-01.csv", 2, ""),
    ("v3/csv/example-02.csv", 4, ""),
    ("v3/csv/example-03.csv", 4, ""),
    ("v3/csv/example-04.csv", 2, ""),
    ("v3/csv/example-05.csv", 2, ""),
    ("v3/csv/example-06.csv", 2, ""),
    ("v3/csv/example-10.csv", 2, ""),
    ("v3/csv/example-11.csv", 2, ""),
    ("v3/csv/example-12.csv", 2, ""),
    ("v3/json/data/agri.json", 12, ""),
    ("v3/json/data/exr-flat.json", 4, ""),
    ("v3/json/data/exr-time-series.json", 4, ""),
    (
        "v3/json/structure/constructed-sample.json",
        0,
        "5 codelists, 1 concept scheme, 1 agency scheme, 1 data structure, 1 dataflow",
    ),
];

/// The bytes of a shared message, where it is there.
fn shared(path: &str) -> Option<Vec<u8>> {
    shared_bytes(&format!("sdmx/{path}"))
}

/// The message, and each record as its sorted components, time and number.
fn read(path: &str) -> Option<(Message, Vec<String>)> {
    let bytes = shared(path)?;
    let mut read = Vec::new();
    let each = &mut |record: &attache_source::sdmx::Record<'_>| {
        let mut parts: Vec<String> = record.components.iter().map(|c| format!("{}={}", c.id, c.value)).collect();
        parts.sort();
        let number = record.number().map(|(token, _)| token).unwrap_or_default();
        read.push(format!("{} {}: {number}", parts.join(","), record.time.unwrap_or_default()));
        Ok(())
    };
    let mut messages = records(&Input::new(path, &bytes), each).unwrap_or_else(|e| panic!("{e}"));
    Some((messages.pop().expect("one message"), read))
}

#[test]
fn every_file_has_its_observations_and_structures() {
    for (path, observations, structures) in FILES {
        let Some((message, read)) = read(path) else { continue };
        assert_eq!((message.records, read.len() as u64), (observations, observations), "{path}");
        // A JSON message describes its own components; that is no structure message.
        if message.data_sets == 0 {
            assert_eq!(message.structures.counted(), structures, "{path}");
        }
    }
}

/// The same data in five forms have the same components, but for what a form
/// leaves out.
#[test]
fn the_forms_of_one_data_set_are_alike() {
    let Some((_, mut flat)) = read("ECB_EXR/ng-flat.xml") else { return };
    flat.sort();
    for path in ["ng-flat-ss.xml", "ng-ts.xml", "ng-ts-ss.xml", "ng-xs.xml"] {
        let Some((_, mut other)) = read(&format!("ECB_EXR/{path}")) else { continue };
        other.sort();
        assert_eq!(other, flat, "{path}");
    }
    // The same with attributes at groups, of another structure.
    for path in ["rg-ts.xml", "rg-ts-ss.xml", "sg-ts-gf-ss.xml"] {
        let Some((_, mut other)) = read(&format!("ECB_EXR/{path}")) else { continue };
        other.sort();
        assert_eq!(other, flat, "{path}");
    }
}

#[test]
fn a_structure_tells_the_roles_of_structure_specific_data() {
    let (Some(data), Some(structure)) = (shared("ECB_EXR/ng-ts-ss.xml"), shared("ECB_EXR/ng-structure-full.xml"))
    else {
        return;
    };
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("data.xml", &data), ("structure.xml", &structure)] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let mut dimensions = Vec::new();
    records(&Input::new("exr.zip", &bytes), &mut |record| {
        let key = record.components.iter().filter(|c| c.role == Role::Dimension).map(|c| c.value.to_string());
        dimensions.push(key.collect::<Vec<_>>().join("."));
        assert!(record.components.iter().all(|c| c.role != Role::Unknown));
        Ok(())
    })
    .unwrap();
    assert_eq!(dimensions[0], "M.CHF.EUR.SP00.E");
}

#[test]
fn areas_of_the_imf_have_names_and_codes() {
    let Some((message, _)) = read("IMF/CL_AREA-structure.xml") else { return };
    let list = &message.structures.codelists[0];
    assert_eq!((list.reference.id.as_str(), list.reference.version.as_str()), ("CL_AREA", "1.15"));
    assert_eq!(list.item("BO").and_then(|item| item.names.best()), Some("Bolivia"));
    assert_eq!(list.item("_Z").and_then(|item| item.names.best()), Some("Not applicable"));
}

/// Without a mapping, each observation with a number is kept, under a key that
/// no other has.
#[test]
fn the_source_keeps_every_figure() {
    for (path, observations, _) in FILES.into_iter().filter(|(_, observations, _)| *observations > 0) {
        let Some(bytes) = shared(path) else { continue };
        let mut kept = Kept::default();
        find("sdmx").unwrap().parse(&Input::new(path, &bytes), &mut kept).unwrap();
        let without = kept.unparsed.iter().filter(|u| u.reason == "observation without a value").count();
        assert_eq!(kept.observations.len() + without, observations as usize, "{path}: {:?}", kept.unparsed);
        let mut keys: Vec<_> = kept.observations.iter().map(|(o, _)| (o.key, o.time_period)).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), kept.observations.len(), "{path}");
        println!("{path}: {}; {:?}", kept.editions[0].name, kept.observations.first().map(|(o, _)| o.key));
    }
}
