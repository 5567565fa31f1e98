//! The order in which people list files: `talks2` before `talks10`, `érable` before `zebra`.
//!
//! It is that of the Unicode Collation Algorithm without a language, so that a project has the same
//! order on every machine. It must not know what the names are of.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};

/// Compares letters, then accents; case does not count, and numbers count by their value.
static COLLATOR: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    let mut preferences = CollatorPreferences::default();
    preferences.numeric_ordering = Some(CollationNumericOrdering::True);
    let mut options = CollatorOptions::default();
    options.strength = Some(Strength::Secondary);
    Collator::try_new(preferences, options).expect("the order of no language is compiled in")
});

/// Compares names, folder by folder; names that are then equal compare by their bytes, so that the
/// order is total.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (mut of_a, mut of_b) = (a.split('/'), b.split('/'));
    loop {
        // What stands in a folder comes before a file or folder whose name goes on.
        let order = match (of_a.next(), of_b.next()) {
            (Some(x), Some(y)) => COLLATOR.compare(x, y),
            (None, None) => return a.cmp(b),
            (x, y) => x.is_some().cmp(&y.is_some()),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// A key whose bytes compare as [`compare`] does, except for names that differ in their bytes only. To
/// order many names by it takes a fraction of the time. It must not be stored: another version of the
/// order may make other keys.
pub fn key(name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(2 * name.len());
    for (number, part) in name.split('/').enumerate() {
        if number > 0 {
            // Below whatever a key contains.
            key.push(0);
        }
        let Ok(()) = COLLATOR.write_sort_key_to(part, &mut key);
    }
    key
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_stand_as_people_list_them() {
        let ordered = [
            "a/b.txt",
            "a/c/d.txt",
            "a-1.txt",
            "a.txt",
            "a2.txt",
            "a10.txt",
            "Ärger.txt",
            "érable.txt",
            "Talks 2.txt",
            "talks 02.txt",
            "talks 10.txt",
            "Zebra.txt",
        ];
        let mut sorted = ordered;
        sorted.reverse();
        sorted.sort_by(|a, b| compare(a, b));
        assert_eq!(sorted, ordered);
        sorted.reverse();
        sorted.sort_by_cached_key(|name| (key(name), *name));
        assert_eq!(sorted, ordered);
    }

    proptest! {
        /// Letters that are easily put wrong: signs below the slash, digits, accents, case.
        #[test]
        fn keys_compare_as_names_do(a in "[aAäb0-3/. -]{0,6}", b in "[aAäb0-3/. -]{0,6}") {
            let by_key = (key(&a), &a).cmp(&(key(&b), &b));
            prop_assert_eq!(compare(&a, &b), by_key);
        }
    }
}
