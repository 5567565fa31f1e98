//! The user's state folder: settings, a project's state, summaries, the ledger of exports, kept
//! texts.

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("state").check(input);
});
