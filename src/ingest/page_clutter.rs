//! Removes from the separated article of a page what stands within it and is none of it: lists of other
//! headlines, pointers to other articles, the buttons of picture galleries and captions that come again.
//!
//! It gets the article only; `html` has separated it from the rest of the page.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeRef, Selection};

/// The fewest items of a list of other headlines.
const FEWEST_HEADLINES: usize = 2;

/// The fewest words of such a headline, in the mean.
const HEADLINE_WORDS: usize = 4;

/// The longest line that points to another article, in characters.
const POINTER_CHARS: usize = 160;

/// The shortest line that is left out when it comes again, in bytes.
const REPEATED_BYTES: usize = 60;

/// How lines begin that point to other articles, in lower case.
const POINTERS: [&str; 26] = [
    "related:",
    "related articles",
    "related stories",
    "related coverage",
    "related content",
    "read more:",
    "read more on ",
    "read next:",
    "read also:",
    "also read:",
    "see also:",
    "see more:",
    "more from ",
    "don't miss",
    "don’t miss",
    "you may also like",
    "you might also like",
    "recommended for you",
    "lesen sie auch",
    "mehr zum thema",
    "lire aussi",
    "à lire aussi",
    "lea también",
    "leggi anche",
    "lees ook",
    "читайте также",
];

/// Removes lists of which each item is a link to another article.
pub(super) fn remove_headlines(article: &Document) {
    for list in article.select("ul, ol").nodes() {
        let selection = Selection::from(*list);
        // Of lists within lists the innermost are looked at, each once.
        if selection.select("ul, ol").exists() {
            continue;
        }
        let items: Vec<NodeRef<'_>> = list
            .children()
            .into_iter()
            .filter(|child| child.is_element())
            .collect();
        let words: usize = items
            .iter()
            .map(|item| item.text().split_whitespace().count())
            .sum();
        let are_headlines =
            items.len() >= FEWEST_HEADLINES && words >= HEADLINE_WORDS * items.len();
        if are_headlines && items.iter().all(is_link) {
            list.remove_from_parent();
        }
    }
}

/// Whether all text of an element is that of one link.
fn is_link(item: &NodeRef<'_>) -> bool {
    let links = Selection::from(*item).select("a");
    let [link] = links.nodes() else {
        return false;
    };
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    letters(&link.text()) == letters(&item.text())
}

/// The lines of an article without pointers, buttons of galleries and captions that come again.
pub(super) fn without_clutter(text: &str) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for line in text.lines().filter(|line| line.len() >= REPEATED_BYTES) {
        *counts.entry(line.trim()).or_default() += 1;
    }
    let has_gallery = text.lines().any(is_counter);
    let mut seen = HashSet::new();
    let lines = text.lines().filter(|line| {
        let line = line.trim();
        let comes_again = counts.get(line).is_some_and(|count| *count > 1);
        let is_of_gallery = has_gallery && (comes_again || is_button(line));
        // A paragraph may come again, as a refrain does; a caption is no sentence.
        let is_repeated = comes_again && !is_sentence(line) && !seen.insert(line);
        !(is_counter(line) || is_of_gallery || is_repeated || is_pointer(line) || is_credit(line))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a line counts the pictures of a gallery: `Image 1 of 8`, `Image 1 of / 8`.
fn is_counter(line: &str) -> bool {
    let words: Vec<&str> = line
        .split_whitespace()
        .filter(|word| *word != "/")
        .collect();
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    match words[..] {
        [what, number, "of", count] => {
            ["Image", "Photo", "Slide", "Picture"].contains(&what)
                && is_number(number)
                && is_number(count)
        }
        _ => false,
    }
}

/// Whether a line is a button or a credit of a gallery.
fn is_button(line: &str) -> bool {
    let is_photo = line.starts_with("Photo:") && line.len() < REPEATED_BYTES * 2;
    is_photo || ["Caption", "Close", "Buy photo", "Buy this photo"].contains(&line)
}

/// Whether a line is only the credit of a picture: `(Image credit: NASA)`.
fn is_credit(line: &str) -> bool {
    let inside = line
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    inside.is_some_and(|inside| {
        let is_short = inside.len() < POINTER_CHARS && !inside.contains(['(', ')']);
        is_short
            && ["Image:", "Image credit:", "Photo:", "Photo credit:"]
                .iter()
                .any(|start| inside.starts_with(start))
    })
}

/// Whether a line ends as a sentence does, or goes on.
fn is_sentence(line: &str) -> bool {
    line.ends_with(['.', '”', '"', ',', ';', '।', '。'])
}

/// Whether a line points to another article.
fn is_pointer(line: &str) -> bool {
    let is_short = line.chars().nth(POINTER_CHARS).is_none();
    let start: String = line.chars().take(24).flat_map(char::to_lowercase).collect();
    let points = |pointer: &&str| start.starts_with(*pointer);
    !is_sentence(line) && is_short && POINTERS.iter().any(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_that_come_again_and_buttons_of_galleries_are_left_out() {
        let caption = "The dockers of Port-Lévan stand at the gate of the harbour on Friday.";
        let body =
            "The harbour fell silent again on Friday, as dockers kept up their strike over pay.";
        let gallery = format!(
            "{caption}\nPhoto: Maria Sorel, AP\nImage 1 of / 8\nCaption\nClose\n{caption}\n{body}"
        );
        assert_eq!(without_clutter(&gallery), body);
        // Where there is no gallery, a caption is kept once.
        let caption = caption.trim_end_matches('.');
        let twice = format!("{caption}\n{body}\n{caption}\n{body}\nPhoto: a story.");
        assert_eq!(
            without_clutter(&twice),
            format!("{caption}\n{body}\n{body}\nPhoto: a story.")
        );
    }

    #[test]
    fn pointers_to_other_articles_are_left_out_and_sentences_stay() {
        for (line, stays) in [
            ("Related: The owners say no", false),
            ("READ MORE: The owners say no", false),
            ("DON'T MISS", false),
            ("Lesen Sie auch: Der Hafen schweigt", false),
            ("(Image credit: Maria Sorel)", false),
            ("Related to this is the question of jobs.", true),
            ("Read more: that was her advice to the young.", true),
            ("(Image of a port)", true),
            ("More from the harbour was not to be had.", true),
            ("Image 1 of 8", false),
            ("Image 1 of many", true),
        ] {
            assert_eq!(without_clutter(line) == line, stays, "{line}");
        }
    }

    #[test]
    fn lists_of_other_headlines_are_removed_and_other_lists_stay() {
        let page = |list: &str| {
            let document = Document::from(format!("<div><p>Text.</p>{list}</div>"));
            remove_headlines(&document);
            document.select("ul").exists()
        };
        let headlines = "<ul><li><a href=a>The owners of the port say no</a></li>\
            <li><a href=b>Talks go on until the morning</a></li></ul>";
        assert!(!page(headlines));
        for list in [
            "<ul><li><a href=a>Port</a></li><li><a href=b>Ship</a></li></ul>",
            "<ul><li><a href=a>The owners of the port</a> say no again</li><li>b</li></ul>",
            "<ul><li>Higher wages by May of this year</li><li>Two people in every cab at night</li></ul>",
        ] {
            assert!(page(list), "{list}");
        }
    }
}
