//! Articles out of text: txt with the exports of newspaper archives, rtf (`ingest/`); and the
//! decoding of articles (`store/decode`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("ingest_text").check(input);
});
