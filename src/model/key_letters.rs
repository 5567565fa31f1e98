//! The letters that a keyboard has as keys of their own, as far as is known.
//!
//! It must not know keys or layouts: the window learns from what is typed. A choice whose letter no key gives
//! could not be taken by key, so letters for choices, fields and links are chosen among these. The Latin
//! letters and the digits always are: without a key that types them, the key of their place means them.

use std::collections::BTreeMap;

use super::normalize::normalized;

/// What is known of the keys of a keyboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyLetters {
    /// The letters that were typed without other keys. For a letter that is not Latin, the Latin letter of its
    /// place, which means the same key.
    typed: BTreeMap<char, Option<char>>,
}

impl KeyLetters {
    /// What is known once these were typed, each with the Latin letter whose key's place it has, if that counts.
    pub fn of(typed: impl IntoIterator<Item = (char, Option<char>)>) -> Self {
        let letters = typed.into_iter().filter(|(typed, _)| typed.is_alphabetic());
        Self {
            typed: letters.collect(),
        }
    }

    /// Whether a key gives this small letter or digit.
    pub fn has(&self, letter: char) -> bool {
        if letter.is_ascii_alphanumeric() || self.typed.contains_key(&letter) {
            return true;
        }
        let Some(script) = Script::of(letter).filter(|script| script.is_of_keys(letter)) else {
            return false;
        };
        let mut known = self.typed.keys().filter_map(|typed| Script::of(*typed));
        // Nothing is known before the first letter.
        self.typed.is_empty() || known.any(|other| other == script)
    }

    /// The letters for a name, the likeliest first: those of which it consists, where the keyboard has them, or
    /// else what they are without accents.
    pub fn of_name<'s>(&'s self, name: &'s str) -> impl Iterator<Item = char> + 's {
        let small = name.chars().flat_map(char::to_lowercase);
        let letters = small.filter(|letter| letter.is_alphanumeric());
        letters.filter_map(|letter| {
            if self.has(letter) {
                return Some(letter);
            }
            let mut plain = [0; 4];
            let plain = normalized(letter.encode_utf8(&mut plain));
            plain.chars().next().filter(|letter| self.has(*letter))
        })
    }

    /// Whether it is known that no key gives this letter of a codebook.
    pub fn lacks(&self, letter: char) -> bool {
        let is_foreign = Script::of(letter) != Some(Script::Latin);
        !self.typed.is_empty() && is_foreign && letter.is_alphabetic() && !self.could_have(letter)
    }

    fn could_have(&self, letter: char) -> bool {
        let mut known = self.typed.keys().map(|typed| Script::of(*typed));
        self.has(letter) || known.any(|script| script == Script::of(letter))
    }

    /// The key that gives a letter: two letters with the same key cannot mean different things.
    pub fn key_of(&self, letter: char) -> char {
        let placed = self.typed.get(&letter).copied().flatten();
        placed.unwrap_or(letter)
    }
}

/// A script whose letters are keys of keyboards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Other(u32),
}

impl Script {
    /// The script of a letter; `None` where letters are composed of several keys or chosen from a list.
    fn of(letter: char) -> Option<Self> {
        match u32::from(letter) {
            0..=0x2AF | 0x1E00..=0x1EFF => Some(Self::Latin),
            0x370..=0x3FF | 0x1F00..=0x1FFF => Some(Self::Greek),
            0x400..=0x52F => Some(Self::Cyrillic),
            // Letters of one alphabet each, from Armenian to Khmer.
            code @ (0x530..=0x10FF | 0x1780..=0x17FF) => Some(Self::Other(code / 0x80)),
            _ => None,
        }
    }

    /// Whether keyboards of this script have such a letter as a key, and not only as one with an accent.
    fn is_of_keys(self, letter: char) -> bool {
        match self {
            Self::Latin => false,
            Self::Greek => {
                let mut own = [0; 4];
                normalized(letter.encode_utf8(&mut own))
                    .chars()
                    .eq([letter])
            }
            // Not all languages have these.
            Self::Cyrillic => matches!(letter, 'а'..='я') && !matches!(letter, 'ъ' | 'ы' | 'э'),
            Self::Other(_) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is known after these letters were typed on a layout without Latin letters.
    fn typed(pairs: &str) -> KeyLetters {
        let pairs: Vec<char> = pairs.chars().collect();
        KeyLetters::of(pairs.chunks(2).map(|pair| (pair[0], Some(pair[1]))))
    }

    #[test]
    fn letters_without_a_key_are_none() {
        let nothing = KeyLetters::default();
        let latin = KeyLetters::of([('a', None), ('ü', None)]);
        let ukrainian = typed("фaіs");
        let greek = typed("αa");
        for (keyboard, has, lacks) in [
            (&nothing, "az09пשαا", "éüάы漢한"),
            (&latin, "az09ü", "éпשα"),
            (&ukrainian, "az09піф", "éüשαыё"),
            (&greek, "azασς", "άώïп"),
        ] {
            for letter in has.chars() {
                assert!(keyboard.has(letter), "{letter} of {has}");
            }
            for letter in lacks.chars() {
                assert!(!keyboard.has(letter), "{letter} of {lacks}");
            }
        }
    }

    #[test]
    fn a_name_gives_the_letters_that_can_be_pressed() {
        let first = |keyboard: &KeyLetters, name: &str| keyboard.of_name(name).next();
        let latin = KeyLetters::of([('a', None)]);
        assert_eq!(first(&latin, "Élan"), Some('e'));
        assert_eq!(first(&latin, "Підтримка"), None);
        assert_eq!(first(&typed("фa"), "Підтримка"), Some('п'));
        assert_eq!(first(&typed("αa"), "Άλλο"), Some('α'));
        assert_eq!(first(&KeyLetters::default(), "漢字 (kanji)"), Some('k'));
    }

    #[test]
    fn letters_of_one_key_are_known_as_such() {
        let ukrainian = typed("фaпg");
        assert_eq!(ukrainian.key_of('п'), 'g');
        assert_eq!(ukrainian.key_of('g'), 'g');
        assert_eq!(ukrainian.key_of('я'), 'я');
    }

    #[test]
    fn a_codebooks_own_letter_is_given_up_only_where_no_key_gives_it() {
        let latin = KeyLetters::of([('a', None)]);
        assert!(latin.lacks('п') && latin.lacks('α') && latin.lacks('漢'));
        // A French keyboard has a key for it.
        assert!(!latin.lacks('é') && !latin.lacks('z') && !latin.lacks('7'));
        assert!(!typed("фa").lacks('ї') && !KeyLetters::default().lacks('п'));
    }
}
