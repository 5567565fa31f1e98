//! The journal (`store/journal`), opened, replayed over a project, opened again.

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("journal").check(input);
});
