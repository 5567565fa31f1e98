//! Datasets in XML: cas-xmi, gate-xml, refi-qda with its archive (`formats/`).

#![no_main]

libfuzzer_sys::fuzz_target!(init: demarche_fuzz::start(), |input: &[u8]| {
    demarche_fuzz::readers::family("datasets_xml").check(input);
});
