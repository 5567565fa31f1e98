//! Articles out of PDF documents (`ingest/pdf`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("ingest_pdf").check(input);
});
