//! Codes of coders: which may be chosen, which mean the same person; and renaming a sidecar from one
//! coder's to another's.
//!
//! It must not know who codes now. File names have the codes, so two that differ only by case are one
//! person: many file systems cannot tell them apart.

use std::path::Path;

use super::natural;
use super::orphans::{TakeOverError, move_along};
use super::project::{is_coder_name, sidecar_path};

/// The code of the agreed version.
pub const AGREED_CODER: &str = "gold";

/// Codes that nobody may choose: `gold` is the agreed version, and the others end the names of texts.
const RESERVED: [&str; 4] = [AGREED_CODER, "txt", "text", "md"];

/// Whether a person may choose this code: a name that can stand in a file name, and is not reserved.
pub fn is_new_coder(code: &str) -> bool {
    is_coder_name(code) && !is_reserved(code)
}

/// Whether a code is reserved, in whatever case.
pub fn is_reserved(code: &str) -> bool {
    RESERVED
        .iter()
        .any(|reserved| is_same_coder(reserved, code))
}

/// Whether two codes mean the same person.
pub fn is_same_coder(one: &str, other: &str) -> bool {
    one == other || one.to_lowercase() == other.to_lowercase()
}

/// Which of an article's codings, given by their coders' codes, stands for it where each article counts once:
/// the agreed version, or else the one of the first code in the order of names. A coding without a code comes
/// before all others.
pub fn representative(coders: &[&str]) -> Option<usize> {
    let is_agreed = |coder: &&str| is_same_coder(coder, AGREED_CODER);
    let numbered = coders.iter().enumerate();
    let first = numbered.min_by(|(_, one), (_, other)| {
        is_agreed(other)
            .cmp(&is_agreed(one))
            .then_with(|| natural::compare(one, other))
    });
    first.map(|(index, _)| index)
}

/// Renames the sidecar of an article from one coder's to another's; no coder is `None`. Returns whether there
/// was one.
///
/// # Errors
/// If the other coder has a sidecar of the article, or the file cannot be renamed. Nothing has changed then.
pub fn rename_sidecar(
    article: &Path,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<bool, TakeOverError> {
    move_along(&sidecar_path(article, from), &sidecar_path(article, to))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_code_can_stand_in_a_file_name_and_is_not_reserved() {
        for code in ["mk", "MK-2", "anna_b", "Łukasz", "golden"] {
            assert!(is_new_coder(code), "{code}");
        }
        for code in ["", "m k", "a.b", "a/b", "gold", "Gold", "txt", "TEXT", "md"] {
            assert!(!is_new_coder(code), "{code}");
        }
        assert!(!is_new_coder(&"a".repeat(33)));
    }

    #[test]
    fn codes_that_differ_only_by_case_are_the_same_person() {
        assert!(is_same_coder("mk", "MK") && is_same_coder("Łukasz", "łukasz"));
        assert!(!is_same_coder("mk", "mk2") && !is_same_coder("", "mk"));
    }

    #[test]
    fn the_agreed_version_stands_for_an_article_or_else_the_first_coder() {
        assert_eq!(representative(&["mk", "gold", ""]), Some(1));
        assert_eq!(representative(&["mk", "ls", "c10"]), Some(2));
        assert_eq!(representative(&["c10", "c9"]), Some(1));
        assert_eq!(representative(&["mk", ""]), Some(1));
        assert_eq!(representative(&[]), None);
    }

    #[test]
    fn a_sidecar_gets_another_coder_unless_one_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let article = folder.path().join("a.txt");
        let path = |coder| sidecar_path(&article, coder);
        fs::write(path(None), "nobody's").expect("a file");
        assert!(rename_sidecar(&article, None, Some("mk")).expect("it is free"));
        assert!(!path(None).exists());
        assert!(!rename_sidecar(&article, None, Some("mk")).expect("there is none"));
        fs::write(path(None), "nobody's again").expect("a file");
        rename_sidecar(&article, None, Some("mk")).expect_err("mk has one");
        let read = |coder| fs::read_to_string(path(coder)).expect("a file");
        assert_eq!(read(None), "nobody's again");
        assert_eq!(read(Some("mk")), "nobody's");
    }
}
