//! The names of people in datasets, as codes of coders: an address of mail or a long id becomes a short
//! code that can stand in the name of a sidecar.
//!
//! It does not know which codes a project has.

use std::collections::HashSet;

use crate::store::coder::{AGREED_CODER, is_new_coder, is_same_coder};

/// The longest code, in characters.
const MOST_CHARS: usize = 32;

/// How many characters of an id that nobody can read are kept.
const ID_CHARS: usize = 8;

/// The code for a person of this name; empty if there is no name.
pub fn code(name: &str) -> String {
    let name = name.trim();
    let name = match name.split_once('@') {
        Some((local, domain)) if !local.is_empty() && domain.contains('.') => local,
        _ => name,
    };
    let is_id = name.len() == 36 && name.matches('-').count() == 4;
    let is_hexadecimal = |c: char| c.is_ascii_hexdigit() || c == '-';
    let most = match is_id && name.chars().all(is_hexadecimal) {
        true => ID_CHARS,
        false => MOST_CHARS,
    };
    let plain = name.chars().take(most);
    let plain = plain.map(|c| {
        if c.is_alphanumeric() || c == '-' {
            c
        } else {
            '_'
        }
    });
    let plain: String = plain.collect();
    let code = plain.trim_matches('_');
    if code.is_empty() || is_new_coder(code) {
        return code.to_owned();
    }
    let longer = format!("{code}_");
    match is_new_coder(&longer) {
        true => longer,
        false => "coder".to_owned(),
    }
}

/// The codes of several people who have coded one article, all different; a person without a name gets a
/// number.
pub fn distinct<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::new();
    let codes = names.enumerate().map(|(index, name)| {
        let wanted = match code(name) {
            // The agreed version stays it among the codings of people.
            _ if name == AGREED_CODER => name.to_owned(),
            code if code.is_empty() => format!("coder-{}", index + 1),
            code => code,
        };
        let mut unique = wanted.clone();
        let mut number = 1;
        while taken.iter().any(|other| is_same_coder(other, &unique)) {
            number += 1;
            let kept: String = wanted.chars().take(MOST_CHARS - 6).collect();
            unique = format!("{kept}-{number}");
        }
        taken.insert(unique.clone());
        unique
    });
    codes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_become_codes_that_can_stand_in_a_file_name() {
        for (name, wanted) in [
            ("mara@desk.example", "mara"),
            ("Mara Moe", "Mara_Moe"),
            ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "3f2504e0"),
            ("gold", "gold_"),
            ("", ""),
            ("7", "7"),
            ("a/b.c", "a_b_c"),
        ] {
            assert_eq!(code(name), wanted);
            assert!(wanted.is_empty() || is_new_coder(wanted), "{wanted}");
        }
        assert!(is_new_coder(&code(&"x".repeat(90))));
    }

    #[test]
    fn people_of_one_article_have_different_codes() {
        let names = ["mara@a.example", "Mara@b.example", "", ""];
        let codes = distinct(names.into_iter());
        assert_eq!(codes, ["mara", "Mara-2", "coder-3", "coder-4"]);
        assert_eq!(distinct(["gold", "mk"].into_iter()), ["gold", "mk"]);
    }
}
