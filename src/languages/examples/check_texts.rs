//! Tells what is missing and wrong in the translations of some languages, or of all:
//! `cargo run -p demarche-languages --example check_texts -- de uk`.

use std::{env, io};

use demarche_languages::Language;
use demarche_languages::check::{TextFault, faults, files_of};

fn main() -> io::Result<()> {
    let asked: Vec<String> = env::args().skip(1).collect();
    let english = files_of(Language::English)?;
    for language in Language::OFFERED {
        let tag = language.tag();
        if !asked.is_empty() && !asked.iter().any(|asked| asked == tag) {
            continue;
        }
        let translated = files_of(language).unwrap_or_default();
        let faults = faults(language, &english, &translated);
        let (mut missing, mut wrong) = (0, 0);
        for fault in &faults {
            match fault {
                TextFault::Missing(text) => {
                    missing += 1;
                    println!("{tag}: missing: {text}");
                }
                TextFault::Wrong(text) => {
                    wrong += 1;
                    println!("{tag}: WRONG: {text}");
                }
            }
        }
        println!("{tag}: {missing} missing, {wrong} wrong");
    }
    Ok(())
}
