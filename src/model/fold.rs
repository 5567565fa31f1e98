//! Normalization of texts for comparison (folding): without case, accents and punctuation.

use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_normalizer::properties::CanonicalCombiningClassMapBorrowed;

/// Normalizes a text: lower case, no accents, words separated by single spaces:
/// `“Volodymyr  ZELENSKÝ’s”` → `volodymyr zelensky s`.
///
/// Two names with the same normalized text are spellings of one name.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        fold_into(&mut folded, text.chars());
        return folded;
    }
    let classes = CanonicalCombiningClassMapBorrowed::new();
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize_iter(text.chars());
    let letters = decomposed.filter(|c| c.is_ascii() || classes.get_u8(*c) == 0);
    fold_into(&mut folded, letters.flat_map(char::to_lowercase));
    folded
}

fn fold_into(folded: &mut String, letters: impl Iterator<Item = char>) {
    let mut parted = false;
    for c in letters {
        if c.is_alphanumeric() {
            if parted && !folded.is_empty() {
                folded.push(' ');
            }
            parted = false;
            folded.push(c.to_ascii_lowercase());
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
            assert_eq!(folded(text), want, "{text}");
        }
    }
}
