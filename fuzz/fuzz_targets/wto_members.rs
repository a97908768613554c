#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| attache_fuzz::parse("wto-members", "org6_e.htm", bytes));
