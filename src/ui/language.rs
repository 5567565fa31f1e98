//! The languages in the accessibility tree: that of the window's own texts, and that of an article, so that a
//! screen reader reads each with its voice (WCAG 2.2, 3.1.1 and 3.1.2).
//!
//! It must not know what an article is: its page gives what its field says.

use egui::accesskit::Node;

/// The language of the window's own texts.
pub fn of_window() -> &'static str {
    demarche_languages::current().tag()
}

/// Tells the language of what is in a node and below it, if it is the tag of a language.
pub fn tell(node: &mut Node, language: &str) {
    let language = language.trim();
    if is_tag(language) {
        node.set_language(language);
    }
}

/// Whether a text is a tag as BCP 47 has them, such as `de` or `zh-Hant-TW`, and not the name of a language.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let is_language =
        matches!(first.len(), 2 | 3) && first.chars().all(|c| c.is_ascii_alphabetic());
    let mut rest = parts.map(|part| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    });
    is_language && rest.all(|is_part| is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_names() {
        for tag in ["en", "uk", "yue", "de-AT", "zh-Hant-TW", "sr-Latn"] {
            assert!(is_tag(tag), "{tag}");
        }
        for name in [
            "",
            "English",
            "e",
            "en_GB",
            "en-",
            "français",
            "12",
            "en GB",
        ] {
            assert!(!is_tag(name), "{name}");
        }
    }
}
