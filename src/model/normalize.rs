//! Normalization of texts for comparison (folding): without case, accents and punctuation.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

/// Normalizes a text: lower case, no accents, words separated by single spaces:
/// `“Volodymyr  ZELENSKÝ’s”` → `volodymyr zelensky s`.
///
/// Two names with the same normalized text are spellings of one name.
pub fn normalized(text: &str) -> String {
    let mut normalized = String::with_capacity(text.len());
    if text.is_ascii() {
        normalize_into(&mut normalized, text.chars());
        return normalized;
    }
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(text.chars());
    let letters = decomposed.filter(|c| c.is_ascii() || classes.get_u8(*c) == 0);
    normalize_into(&mut normalized, letters.flat_map(char::to_lowercase));
    normalized
}

fn normalize_into(normalized: &mut String, letters: impl Iterator<Item = char>) {
    let mut parted = false;
    for c in letters {
        if c.is_alphanumeric() {
            if parted && !normalized.is_empty() {
                normalized.push(' ');
            }
            parted = false;
            normalized.push(c.to_ascii_lowercase());
        } else {
            parted = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_normalize_equally() {
        for (text, want) in [
            ("“Volodymyr  ZELENSKÝ’s”", "volodymyr zelensky s"),
            ("  the U.S.\n", "the u s"),
            ("René Castel", "rene castel"),
            ("Rene\u{301} CASTEL", "rene castel"),
            ("Аскар Бейлен", "аскар беилен"),
            ("ΑΘΗΝΑ", "αθηνα"),
            ("البنك", "البنك"),
            ("…", ""),
        ] {
            assert_eq!(normalized(text), want, "{text}");
        }
    }
}
