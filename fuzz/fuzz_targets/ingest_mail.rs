//! Articles out of mail: eml, mbox (`ingest/mail`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("ingest_mail").check(input);
});
