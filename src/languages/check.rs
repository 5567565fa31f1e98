//! What is wrong with a translation, against the English template.
//!
//! `cargo run -p demarche-languages --example check_texts -- de` tells it of one language; a test tells it of all.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, Resource, VariantKey,
};
use fluent_syntax::parser;

use crate::Language;
use crate::template::GIVEN;

/// A file: its name without its ending, and its text.
pub type TextFile = (String, String);

/// Something wrong with a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// The text is not translated yet; the window shows it in English.
    Missing(String),
    /// What makes the translation wrong.
    Wrong(String),
}

/// A text of a file.
struct Entered {
    file: String,
    variables: BTreeSet<String>,
    /// The keys of the selections by plural form.
    plurals: Vec<BTreeSet<String>>,
    /// What a reader may see of it, its variants one after another.
    words: Vec<String>,
}

/// The files of a language.
///
/// # Errors
/// If the folder or a file in it cannot be read.
pub fn files_of(language: Language) -> io::Result<Vec<TextFile>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/texts");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder.join(language.tag()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "ftl") {
            let name = path.file_stem().unwrap_or_default();
            let text = fs::read_to_string(&path)?;
            files.push((name.to_string_lossy().into_owned(), text));
        }
    }
    files.sort();
    Ok(files)
}

/// All faults of a translation.
pub fn faults(language: Language, english: &[TextFile], translated: &[TextFile]) -> Vec<TextFault> {
    let mut faults = Vec::new();
    let (english, _) = read(english);
    let (translated, wrong) = read(translated);
    faults.extend(wrong.into_iter().map(TextFault::Wrong));
    for (id, source) in &english {
        match translated.get(id) {
            None => faults.push(TextFault::Missing(format!("{}.ftl: {id}", source.file))),
            Some(text) => {
                let of_text = of_text(language, source, text).into_iter();
                let placed = |fault| TextFault::Wrong(format!("{}.ftl: {id}: {fault}", text.file));
                faults.extend(of_text.map(placed));
            }
        }
    }
    for (id, text) in &translated {
        if !english.contains_key(id) {
            faults.push(TextFault::Wrong(format!(
                "{}.ftl: {id}: there is no such text",
                text.file
            )));
        }
    }
    faults
}

/// The faults of one text.
fn of_text(language: Language, source: &Entered, text: &Entered) -> Vec<String> {
    let mut faults = Vec::new();
    if source.file != text.file {
        faults.push(format!("it belongs into {}.ftl", source.file));
    }
    for variable in &text.variables {
        let plain = variable.trim_end_matches(GIVEN);
        if !source.variables.contains(plain) && !source.variables.contains(variable) {
            faults.push(format!("there is no ${variable}"));
        }
    }
    for variable in &source.variables {
        if !variable.ends_with(GIVEN) && !text.variables.contains(variable) {
            faults.push(format!("${variable} is not shown"));
        }
    }
    for keys in &text.plurals {
        for form in plural_forms(language) {
            if !keys.contains(*form) {
                faults.push(format!("a plural form is missing: [{form}]"));
            }
        }
    }
    for key in keys_in(&source.words) {
        if !text.words.iter().any(|words| words.contains(&key)) {
            faults.push(format!("the key {key} is not named"));
        }
    }
    for words in &text.words {
        if words.contains("  ") {
            faults.push("two spaces in a row".to_owned());
        }
    }
    faults
}

/// The plural forms of whole numbers that a language tells apart, but for the one that stands for all others.
///
/// See the Unicode CLDR, “Language Plural Rules”. French and Spanish have a form for millions as well, which is
/// written like all others.
fn plural_forms(language: Language) -> &'static [&'static str] {
    match language {
        Language::Ukrainian | Language::Russian => &["one", "few", "many"],
        _ => &["one"],
    }
}

/// Combinations of keys that a text names, such as `Ctrl+M`.
fn keys_in(words: &[String]) -> BTreeSet<String> {
    let words = words.iter().flat_map(|words| words.split_whitespace());
    let is_key = |word: &&str| {
        ["Ctrl+", "Shift+", "Alt+"]
            .iter()
            .any(|modifier| word.starts_with(modifier))
    };
    let keys = words.filter(is_key);
    let keys = keys.map(|key| key.trim_end_matches([',', '.', ':', ';', ')']).to_owned());
    keys.collect()
}

/// The texts of files by their ids, and what cannot be read.
fn read(files: &[TextFile]) -> (BTreeMap<String, Entered>, Vec<String>) {
    let mut texts = BTreeMap::new();
    let mut faults = Vec::new();
    for (file, text) in files {
        let (resource, errors): (Resource<&str>, _) = match parser::parse(text.as_str()) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => (resource, errors),
        };
        for error in errors {
            let start = error.pos.start.min(text.len());
            let before = text.get(..start).unwrap_or_default();
            let line = before.lines().count().max(1);
            faults.push(format!("{file}.ftl:{line}: {}", error.kind));
        }
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let mut entered = Entered {
                file: file.clone(),
                variables: BTreeSet::new(),
                plurals: Vec::new(),
                words: Vec::new(),
            };
            if let Some(pattern) = &message.value {
                entered.read_pattern(pattern);
            }
            let id = message.id.name;
            if texts.insert(id.to_owned(), entered).is_some() {
                faults.push(format!("{file}.ftl: {id}: it is there twice"));
            }
        }
    }
    (texts, faults)
}

impl Entered {
    fn read_pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.words.push((*value).to_owned()),
                PatternElement::Placeable { expression } => self.read_expression(expression),
            }
        }
    }

    fn read_expression(&mut self, expression: &Expression<&str>) {
        let (Expression::Inline(inline)
        | Expression::Select {
            selector: inline, ..
        }) = expression;
        match inline {
            InlineExpression::VariableReference { id } => {
                self.variables.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.read_expression(expression),
            _ => {}
        }
        let Expression::Select { variants, .. } = expression else {
            return;
        };
        let mut keys = BTreeSet::new();
        for variant in variants {
            if let VariantKey::Identifier { name } = &variant.key {
                keys.insert((*name).to_owned());
            }
            self.read_pattern(&variant.value);
        }
        let plural = ["zero", "one", "two", "few", "many"];
        if plural.iter().any(|form| keys.contains(*form)) {
            self.plurals.push(keys);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "
title = Compare
words = { $count ->
    [one] { $count } word of { $coder }
   *[other] { $count } words of { $coder }
}
of = { $coder-given ->
    [none] nobody
   *[some] { $coder }
}
keys = Ctrl+M shows { $count } of them
";

    fn of(language: Language, text: &str) -> Vec<TextFault> {
        let english = [("a".to_owned(), ENGLISH.to_owned())];
        faults(language, &english, &[("a".to_owned(), text.to_owned())])
    }

    fn wrong(fault: &str) -> TextFault {
        TextFault::Wrong(format!("a.ftl: {fault}"))
    }

    /// A language may lack some texts, which are shown in English, but few. It is to be 5 again once the view of results
    /// and the suggestions are translated.
    const MISSING_PERCENT: usize = 15;

    #[test]
    fn translations_are_complete_and_fit_the_english_texts() {
        let english = files_of(Language::English).expect("templates");
        let ids: usize = read(&english).0.len();
        let mut all = Vec::new();
        for language in Language::OFFERED {
            let translated = files_of(language).expect("a folder of translations");
            let (missing, wrong): (Vec<TextFault>, Vec<TextFault>) =
                faults(language, &english, &translated)
                    .into_iter()
                    .partition(|fault| matches!(fault, TextFault::Missing(_)));
            println!(
                "{language:?} lacks {} of {ids}: {missing:#?}",
                missing.len()
            );
            all.extend(wrong.into_iter().map(|fault| (language, fault)));
            if missing.len() * 100 > ids * MISSING_PERCENT {
                all.extend(missing.into_iter().map(|fault| (language, fault)));
            }
        }
        assert!(all.is_empty(), "{all:#?}");
    }

    #[test]
    fn a_translation_with_its_own_forms_is_right() {
        let text = "
title = Порівняти
words = { $count ->
    [one] { $count } слово, { $coder }
    [few] { $count } слова, { $coder }
   *[many] { $count } слів, { $coder }
}
of = { $coder-given ->
    [none] нічиє
   *[some] { $coder }
}
keys = { $count } з них показує Ctrl+M
";
        assert_eq!(of(Language::Ukrainian, text), []);
    }

    #[test]
    fn faults_name_the_file_and_the_text() {
        let text = "
title = Vergleichen
words = { $count ->
    [one] { $number } Wort
   *[other] { $count }  Wörter
}
extra = Mehr
keys = Strg+M zeigt { $count } davon
keys = Strg+M zeigt { $count } davon
broken = { $count ->
";
        let faults = of(Language::German, text);
        for fault in [
            TextFault::Missing("a.ftl: of".to_owned()),
            wrong("words: there is no $number"),
            wrong("words: $coder is not shown"),
            wrong("words: two spaces in a row"),
            wrong("extra: there is no such text"),
            wrong("keys: it is there twice"),
            wrong("keys: the key Ctrl+M is not named"),
        ] {
            assert!(faults.contains(&fault), "{fault:?} in {faults:#?}");
        }
        let broken = |fault: &TextFault| matches!(fault, TextFault::Wrong(fault) if fault.starts_with("a.ftl:1"));
        assert!(faults.iter().any(broken), "{faults:#?}");
        let russian = of(Language::Russian, text);
        assert!(russian.contains(&wrong("words: a plural form is missing: [few]")));
    }
}
