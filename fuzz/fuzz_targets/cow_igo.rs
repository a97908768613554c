#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attache_fuzz::parse("cow-igo", "state_year_formatv3.csv", bytes));
