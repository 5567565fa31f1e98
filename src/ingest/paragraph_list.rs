//! A list of paragraphs in one piece of memory.
//!
//! A text of millions of very short lines would take many times its size as a list of strings, each of
//! which is allocated by itself.

use super::words::count_words;

/// Paragraphs in their order. They may be empty, and may have line breaks in them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ParagraphList {
    text: String,
    /// Where each paragraph ends in `text`, in bytes.
    ends: Vec<usize>,
}

impl ParagraphList {
    /// A paragraph for each line of a text.
    pub fn of_lines(text: &str) -> Self {
        let mut list = Self::default();
        list.push_lines(text);
        list
    }

    /// Adds a paragraph.
    pub fn push(&mut self, paragraph: &str) {
        self.text.push_str(paragraph);
        self.ends.push(self.text.len());
    }

    /// Adds a paragraph for each line of a text.
    pub fn push_lines(&mut self, text: &str) {
        // Without this the two would grow to twice their size.
        self.text.reserve_exact(text.len());
        self.ends.reserve_exact(text.lines().count());
        for line in text.lines() {
            self.push(line);
        }
    }

    /// Adds the paragraphs of another list.
    pub fn append(&mut self, other: &Self) {
        for paragraph in other.iter() {
            self.push(paragraph);
        }
    }

    /// The paragraphs in their order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let paragraph = &self.text[start..*end];
            start = *end;
            paragraph
        })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The number of words in all of them.
    pub fn words(&self) -> usize {
        self.iter().map(count_words).sum()
    }
}

impl std::fmt::Debug for ParagraphList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<S: AsRef<str>> FromIterator<S> for ParagraphList {
    fn from_iter<I: IntoIterator<Item = S>>(paragraphs: I) -> Self {
        let mut list = Self::default();
        for paragraph in paragraphs {
            list.push(paragraph.as_ref());
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_come_back_one_by_one() {
        let mut list = ParagraphList::of_lines("é one\r\n\n two ");
        list.push("three\nfour");
        list.append(&["", "five"].into_iter().collect());
        let found: Vec<&str> = list.iter().collect();
        assert_eq!(found, ["é one", "", " two ", "three\nfour", "", "five"]);
        assert_eq!((list.words(), list.is_empty()), (6, false));
        assert!(ParagraphList::of_lines("").is_empty());
        assert_eq!(
            format!("{:?}", ParagraphList::of_lines("a\nb")),
            r#"["a", "b"]"#
        );
    }

    #[test]
    fn a_very_short_line_takes_no_more_than_its_letters_and_its_end() {
        let lines = "abc\n".repeat(1000);
        let list = ParagraphList::of_lines(&lines);
        assert!(list.text.capacity() <= lines.len());
        assert_eq!(list.ends.capacity(), 1000);
    }
}
