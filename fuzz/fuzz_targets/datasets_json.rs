//! Datasets in JSON: jsonl, spacy, hf, prodigy, doccano, label-studio, chat, argilla, w3c, cas-json,
//! bdoc (`formats/`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("datasets_json").check(input);
});
