//! The translations of a language, read from its files when its first text is wanted.
//!
//! A text that a file lacks, or that cannot be formed, is English: `None` here.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast;
use unic_langid::LanguageIdentifier;

use crate::{Grouped, Language, current, pseudo};

/// All files of all languages: the name of the language's folder, the name of the file without its ending, and the
/// file.
static FILES: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// What a text says of something that only the program knows.
#[derive(Clone, Debug, PartialEq)]
pub enum TextArgument<'a> {
    /// Decides about the plural form, and is written with the digits of the language.
    Number(u64),
    Text(Cow<'a, str>),
}

impl fmt::Display for TextArgument<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => Grouped(*number).fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// The translation of a text without arguments, in the language of this thread. `None` means English.
pub fn fixed(id: &str) -> Option<&'static str> {
    let language = current();
    match language {
        Language::English => None,
        _ => catalogue(language).fixed.get(id).copied(),
    }
}

/// The translation of an English name of a lower room, such as that of a dataset format. It is found by what it
/// names and by the name itself, since these rooms know no window: see [`term_id`].
pub fn term(of: &str, english: &'static str) -> &'static str {
    match current() {
        Language::English => english,
        _ => fixed(&term_id(of, english)).unwrap_or(english),
    }
}

/// The id of an English name: `attribute-kind-one-choice-of-a-tree`.
pub fn term_id(of: &str, english: &str) -> String {
    let words = english.split(|c: char| !c.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    let mut id = of.to_owned();
    for word in words {
        id.push('-');
        id.push_str(&word.to_ascii_lowercase());
    }
    id
}

/// The translation of a text with its arguments, in the language of this thread. `None` means English.
///
/// The names of arguments are those of the text's declaration. Names and quotes among them have their isolation
/// already.
pub fn format(id: &str, arguments: &[(&str, TextArgument<'_>)]) -> Option<String> {
    let language = current();
    match language {
        Language::English => None,
        _ => catalogue(language).format(id, arguments),
    }
}

/// The translations of one language.
struct Catalogue {
    bundle: FluentBundle<FluentResource>,
    /// The texts that are always the same. They stay until the program ends.
    fixed: HashMap<String, &'static str>,
    is_pseudo: bool,
}

fn catalogue(language: Language) -> &'static Catalogue {
    static READ: [OnceLock<Catalogue>; 7] = [const { OnceLock::new() }; 7];
    let place = match language {
        Language::English => 0,
        Language::German => 1,
        Language::Ukrainian => 2,
        Language::Russian => 3,
        Language::French => 4,
        Language::Spanish => 5,
        Language::Pseudo => 6,
    };
    READ[place].get_or_init(|| {
        // The pseudo-language is made of the English templates.
        let folder = match language {
            Language::Pseudo => Language::English.tag(),
            _ => language.tag(),
        };
        let files = FILES.iter().filter(|(of, ..)| *of == folder);
        Catalogue::of(language, files.map(|(_, _, text)| *text))
    })
}

impl Catalogue {
    /// Reads files. A faulty entry is left out, the others are read; tests find it.
    fn of<'a>(language: Language, files: impl Iterator<Item = &'a str>) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let is_pseudo = language == Language::Pseudo;
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Arguments that need it are isolated before.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(digits));
        if is_pseudo {
            bundle.set_transform(Some(pseudo::piece));
        }
        let mut ids = Vec::new();
        for file in files {
            let resource = match FluentResource::try_new(file.to_owned()) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            let messages = resource.entries().filter_map(|entry| match entry {
                ast::Entry::Message(message) => Some(message),
                _ => None,
            });
            let fixed = messages.filter(|message| message.value.as_ref().is_some_and(is_fixed));
            ids.extend(fixed.map(|message| message.id.name.to_owned()));
            // A second text of the same id is left out.
            let _ = bundle.add_resource(resource);
        }
        let mut catalogue = Self {
            bundle,
            fixed: HashMap::new(),
            is_pseudo,
        };
        for id in ids {
            if let Some(text) = catalogue.format(&id, &[]) {
                catalogue.fixed.insert(id, text.leak());
            }
        }
        catalogue
    }

    fn format(&self, id: &str, arguments: &[(&str, TextArgument<'_>)]) -> Option<String> {
        if arguments.is_empty()
            && let Some(text) = self.fixed.get(id)
        {
            return Some((*text).to_owned());
        }
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut values = FluentArgs::with_capacity(arguments.len());
        for (name, argument) in arguments {
            values.set(*name, value(argument));
        }
        let mut faults = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&values), &mut faults);
        let text = faults.is_empty().then(|| text.into_owned())?;
        Some(match self.is_pseudo {
            true => pseudo::whole(&text),
            false => text,
        })
    }
}

fn value<'a>(argument: &'a TextArgument<'_>) -> FluentValue<'a> {
    match argument {
        TextArgument::Number(number) => FluentValue::from(*number),
        TextArgument::Text(text) => FluentValue::from(text.as_ref()),
    }
}

/// Numbers with their digits in groups.
fn digits<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 && number.value >= 0.0 => {
            Some(Grouped(number.value as u64).to_string())
        }
        _ => None,
    }
}

/// Whether a text has nothing to be filled in.
fn is_fixed(pattern: &ast::Pattern<&str>) -> bool {
    let mut elements = pattern.elements.iter();
    elements.all(|element| matches!(element, ast::PatternElement::TextElement { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "
words-count = { $count ->
    [one] { $count } слово
    [few] { $count } слова
   *[many] { $count } слів
}
title = Порівняння
between = { $one } і { $other }
broken = { $one ->
";

    fn ukrainian() -> Catalogue {
        Catalogue::of(Language::Ukrainian, [FILE].into_iter())
    }

    #[test]
    fn numbers_choose_the_plural_form_of_the_language() {
        let catalogue = ukrainian();
        crate::set(Language::Ukrainian);
        for (count, text) in [
            (0, "0 слів"),
            (1, "1 слово"),
            (2, "2 слова"),
            (5, "5 слів"),
            (11, "11 слів"),
            (21, "21 слово"),
            (24, "24 слова"),
            (20_001, "20\u{a0}001 слово"),
        ] {
            let arguments = [("count", TextArgument::Number(count))];
            let formed = catalogue.format("words-count", &arguments);
            assert_eq!(formed.as_deref(), Some(text));
        }
    }

    #[test]
    fn what_cannot_be_formed_is_english() {
        let catalogue = ukrainian();
        assert_eq!(catalogue.fixed.get("title"), Some(&"Порівняння"));
        let one = || TextArgument::Text("A".into());
        let both = [("one", one()), ("other", TextArgument::Text("Б".into()))];
        assert_eq!(catalogue.format("between", &both).as_deref(), Some("A і Б"));
        // An argument is missing, the text is missing, the text is faulty.
        assert_eq!(catalogue.format("between", &[("one", one())]), None);
        assert_eq!(catalogue.format("unknown", &[]), None);
        assert_eq!(catalogue.format("broken", &[("one", one())]), None);
    }

    #[test]
    fn the_pseudo_language_changes_the_text_and_not_its_arguments() {
        let file = "found = Found { $words } here";
        let pseudo = Catalogue::of(Language::Pseudo, [file].into_iter());
        let arguments = [("words", TextArgument::Text("cease-fire".into()))];
        assert_eq!(
            pseudo.format("found", &arguments).as_deref(),
            Some("[!! Fóóúúñd cease-fire hééréé]")
        );
    }

    #[test]
    fn a_thread_speaks_english_until_it_is_told() {
        assert_eq!(fixed("compare-text-title"), None);
        crate::set(Language::Pseudo);
        let other = std::thread::spawn(crate::is_english).join();
        assert!(other.is_ok_and(|is_english| is_english));
        assert!(!crate::is_english());
        crate::set(Language::English);
    }
}
