#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attache_fuzz::parse("datapackage", "datapackage.json", bytes));
