//! The file names of imported articles.

use std::collections::HashSet;

use crate::store::device_names::is_device_name;

/// The longest name without its extension, in bytes: a coder's suffix for annotations must fit
/// behind it.
const MAX_NAME_BYTES: usize = 96;

/// A file name of letters, digits and hyphens made of date and title, such as
/// `2025-04-25-dockers-stay-out.txt`, which is not among the `taken` names and is added to them.
///
/// Names are compared without case, as case-insensitive file systems do.
pub fn file_name(title: &str, date: &str, taken: &mut HashSet<String>) -> String {
    let mut name = String::new();
    for c in date.chars().chain([' ']).chain(title.chars()) {
        let ends = matches!(c, '’' | '\'');
        if c.is_alphanumeric() {
            if name.len() + c.len_utf8() > MAX_NAME_BYTES {
                break;
            }
            name.extend(c.to_lowercase());
        } else if !ends && !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let mut name = name.trim_end_matches('-').to_owned();
    if name.is_empty() || name == date || is_device_name(&name) {
        name = format!("article-{name}").trim_end_matches('-').to_owned();
    }
    let mut number = 1;
    loop {
        let candidate = match number {
            1 => format!("{name}.txt"),
            number => format!("{name}-{number}.txt"),
        };
        if taken.insert(candidate.to_lowercase()) {
            return candidate;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_short_and_free() {
        let mut taken = HashSet::from(["dockers-stay-out.txt".to_owned()]);
        for (title, date, name) in [
            ("Dockers stay out", "", "dockers-stay-out-2.txt"),
            (
                "Dockers stay out!",
                "2025-04-25",
                "2025-04-25-dockers-stay-out.txt",
            ),
            ("../../etc/passwd", "", "etc-passwd.txt"),
            ("C:\\a<b>|c?*", "", "c-a-b-c.txt"),
            ("Касара’s нота", "", "касараs-нота.txt"),
            ("", "2025", "article-2025.txt"),
            ("…", "", "article.txt"),
            ("…", "", "article-2.txt"),
            ("NUL", "", "article-nul.txt"),
            ("Com 7", "", "com-7.txt"),
            ("COM7", "", "article-com7.txt"),
        ] {
            assert_eq!(file_name(title, date, &mut taken), name, "{title}");
        }
        let long = file_name(&"ж".repeat(400), "", &mut taken);
        assert!(long.len() <= MAX_NAME_BYTES + 4 && long.ends_with("ж.txt"));
    }
}
