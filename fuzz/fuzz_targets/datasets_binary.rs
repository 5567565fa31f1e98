//! Datasets in binary files that are not archives: spaCy's, and databases of DNA.

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("datasets_binary").check(input);
});
