#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attache_fuzz::parse("baci", "BACI_HS92_Y2022_V202401b.csv", bytes));
