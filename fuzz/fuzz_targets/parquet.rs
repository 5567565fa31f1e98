//! Parquet as a dataset (`formats/tables`) and as a table of articles (`ingest/parquet_table`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("parquet").check(input);
});
