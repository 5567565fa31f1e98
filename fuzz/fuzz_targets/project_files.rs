//! Codebooks as JSON, CSV and QDC, and entities (`store/codebook`, `store/entities`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("project_files").check(input);
});
