#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| variorum_server::fuzzing::check_token(bytes));
