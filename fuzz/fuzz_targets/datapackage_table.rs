#![no_main]

//! The bytes are the table of a package: CSV, a workbook, or one of them
//! compressed. Not Parquet, whose reader panics on damage: that is caught, but
//! here it would end the run.

const DESCRIPTOR: &[u8] = br#"{"name": "own-figures", "contributors": [{"title": "M", "role": "publisher"}], "resources":
    [{"path": "t", "attache": {"ref_area": {"field": "c", "codelist": ["iso3", "name"]}, "time_period": "t", "value": "v",
    "indicator": "population", "unit": "PERSONS"}}]}"#;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PAR1") {
        return;
    }
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in [("datapackage.json", DESCRIPTOR), ("t", bytes)] {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        tar.append_data(&mut header, name, bytes).expect("memory takes it");
    }
    attache_fuzz::parse("datapackage", "package.tar", &tar.into_inner().expect("memory takes it"));
});
