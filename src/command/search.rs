//! Fuzzy search of commands and articles by name, best match first.
//!
//! Every typed word must match: its letters must occur in the name in order, and the score is
//! higher the closer they are together and the more of them begin a word (“opfo” finds “Open
//! folder…”). Case is ignored, and so are accents that were not typed.

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Returns the indices of the names that match the query, best first.
///
/// Of equally good names the shorter comes first, then the earlier. An empty query matches all
/// names, in their order.
pub fn find<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
    let pattern = Pattern::new(
        typed,
        CaseMatching::Ignore,
        Normalization::Smart,
        AtomKind::Fuzzy,
    );
    let names = names.into_iter().enumerate();
    if pattern.atoms.is_empty() {
        return names.map(|(index, _)| index).collect();
    }
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut score = |name| pattern.score(Utf32Str::new(name, &mut letters), &mut matcher);
    let found = names.filter_map(|(index, name)| Some((score(name)?, name.len(), index)));
    let mut found: Vec<(u32, usize, usize)> = found.collect();
    found.sort_unstable_by_key(|(score, length, index)| (u32::MAX - score, *length, *index));
    found.into_iter().map(|(.., index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 8] = [
        "Open folder…",
        "Open files…",
        "Save a copy…",
        "Copy",
        "Next annotation",
        "Next overlapping annotation",
        "Go to talks/elbe-day.txt",
        "Go to érable.txt",
    ];

    #[test]
    fn the_best_name_comes_first() {
        for (typed, want) in [
            ("copy", &["Copy", "Save a copy…"][..]),
            ("OPEN", &["Open files…", "Open folder…"]),
            ("fol", &["Open folder…"]),
            ("folder open", &["Open folder…"]),
            ("opfo", &["Open folder…"]),
            (
                "next ann",
                &["Next annotation", "Next overlapping annotation"],
            ),
            ("elbe", &["Go to talks/elbe-day.txt"]),
            ("talks txt", &["Go to talks/elbe-day.txt"]),
            ("erable", &["Go to érable.txt"]),
            ("open talks", &[]),
            ("ä", &[]),
        ] {
            let found: Vec<&str> = find(typed, NAMES).into_iter().map(|i| NAMES[i]).collect();
            assert_eq!(found, want, "{typed}");
        }
    }

    #[test]
    fn an_empty_query_lists_all_commands_in_order() {
        assert_eq!(find(" ", NAMES), Vec::from_iter(0..NAMES.len()));
    }

    #[test]
    fn letters_that_begin_words_count_more_than_letters_in_between() {
        let names = ["Enlarge pane", "Next annotation"];
        assert_eq!(find("na", names), [1, 0]);
    }
}
