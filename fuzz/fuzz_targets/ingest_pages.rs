//! Articles out of web pages: html, mhtml (`ingest/html`, `ingest/mail`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("ingest_pages").check(input);
});
