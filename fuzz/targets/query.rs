#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| variorum_schema::fuzzing::check_query(
    bytes,
    &variorum_text::tokenise::words
));
