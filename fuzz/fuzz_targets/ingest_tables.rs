//! Articles out of tables: csv, tsv, json-lines, json (`ingest/table`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("ingest_tables").check(input);
});
