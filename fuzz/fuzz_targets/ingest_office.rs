//! Articles out of documents in archives: docx, odt, epub (`ingest/`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("ingest_office").check(input);
});
