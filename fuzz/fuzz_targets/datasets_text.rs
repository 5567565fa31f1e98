//! Datasets in lines and tables: brat, conll2003, conll2002, bilou, webanno-tsv, csv, csv-excel
//! (`formats/`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("datasets_text").check(input);
});
