#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attache_fuzz::parse("cow-states", "states2024.csv", bytes));
