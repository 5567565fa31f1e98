//! Finding commands and articles by some letters of their names, best first.
//!
//! Every typed word must be found: at the start of a word of the name, inside one, or as letters
//! that follow one another from the start of a word on (“opfo” finds “Open folder…”).

/// Where the typed words are found in each name; indices of the names, best first.
///
/// Of equally good names the shorter comes first, then the earlier. Without typed words all names
/// are found, in their order.
pub fn find<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<usize> {
    let typed = words(typed);
    let mut found: Vec<(i32, usize, usize)> = names
        .into_iter()
        .enumerate()
        .filter_map(|(index, name)| Some((-score_words(&typed, name)?, name.len(), index)))
        .collect();
    if !typed.is_empty() {
        found.sort_unstable();
    }
    found.into_iter().map(|(_, _, index)| index).collect()
}

/// How well the typed words fit a name; `None` if one of them is not in it.
pub fn score(typed: &str, name: &str) -> Option<i32> {
    score_words(&words(typed), name)
}

fn score_words(typed: &[String], name: &str) -> Option<i32> {
    let words = words(name);
    typed.iter().map(|part| score_part(part, &words)).sum()
}

const WHOLE_WORD: i32 = 120;
const WORD_START: i32 = 100;
const INSIDE: i32 = 50;
const SCATTERED: i32 = 10;
/// For each further word of which a scattered match takes the first letter.
const INITIAL: i32 = 8;

fn score_part(part: &str, words: &[String]) -> Option<i32> {
    let in_word = |word: &String| {
        if word == part {
            Some(WHOLE_WORD)
        } else if word.starts_with(part) {
            Some(WORD_START)
        } else {
            word.contains(part).then_some(INSIDE)
        }
    };
    let best = words.iter().filter_map(in_word).max();
    best.or_else(|| {
        let starts = 0..words.len();
        starts.filter_map(|at| scattered(part, &words[at..])).max()
    })
}

/// The score of letters that follow one another with gaps, from the start of the first word on.
fn scattered(part: &str, words: &[String]) -> Option<i32> {
    let mut wanted = part.chars().peekable();
    let mut score = SCATTERED;
    for (nth, word) in words.iter().enumerate() {
        for (at, c) in word.chars().enumerate() {
            match wanted.peek() {
                Some(next) if *next == c => {
                    wanted.next();
                    if at == 0 && nth > 0 {
                        score += INITIAL;
                    }
                }
                Some(_) if nth == 0 && at == 0 => return None,
                _ => {}
            }
        }
    }
    wanted.peek().is_none().then_some(score)
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let words = parts.filter(|part| !part.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 7] = [
        "Open folder…",
        "Open files…",
        "Save a copy…",
        "Copy",
        "Next annotation",
        "Next annotation at this place",
        "Go to talks/elbe-day.txt",
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
                &["Next annotation", "Next annotation at this place"],
            ),
            ("elbe", &["Go to talks/elbe-day.txt"]),
            ("talks txt", &["Go to talks/elbe-day.txt"]),
            ("open talks", &[]),
            ("ä", &[]),
        ] {
            let found: Vec<&str> = find(typed, NAMES).into_iter().map(|i| NAMES[i]).collect();
            assert_eq!(found, want, "{typed}");
        }
    }

    #[test]
    fn nothing_typed_finds_everything_in_its_order() {
        assert_eq!(find(" ", NAMES), Vec::from_iter(0..NAMES.len()));
    }

    #[test]
    fn initials_count_more_than_letters_in_between() {
        assert!(score("na", "Next annotation") > score("nx", "Next annotation"));
        assert_eq!(score("tn", "Next annotation"), None);
    }
}
