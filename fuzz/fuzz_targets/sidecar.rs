//! Sidecars (`store/sidecar`), skimmed, read, placed and written again; and three versions merged
//! (`store/merge_files`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("sidecar").check(input);
});
