//! English plurals: a number with a noun, `1 article`, `2 articles`.
//!
//! It knows no window and no file. All code of the program forms plurals with these functions, so
//! that a translation (locale), which may need more than two forms, has one place to change.

/// A number with a noun whose plural ends in `s`: `1 article`, `2 articles`.
pub fn counted(count: usize, one: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {one}{s}")
}

/// A number with a noun in singular or plural: `1 entity`, `2 entities`.
pub fn counted_as(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", form(count, one, many))
}

/// The singular or plural form of some words for a number: `was` for 1, `were` for 2.
pub fn form<'w>(count: usize, one: &'w str, many: &'w str) -> &'w str {
    if count == 1 { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_is_singular() {
        for (count, regular, irregular) in [
            (0, "0 articles", "0 entities"),
            (1, "1 article", "1 entity"),
            (2, "2 articles", "2 entities"),
            (21, "21 articles", "21 entities"),
        ] {
            assert_eq!(counted(count, "article"), regular);
            assert_eq!(counted_as(count, "entity", "entities"), irregular);
        }
        assert_eq!(
            (form(1, "was", "were"), form(0, "was", "were")),
            ("was", "were")
        );
    }
}
