//! One of several parts of the articles: `--part 2/7`.
//!
//! A part is a share of the articles by a hash of their names, so that several runs, on any machines,
//! divide the work without knowing of one another, and a new article moves no other to another part.
//! This module knows no project and no output.

use std::fmt;

use crate::formats::export_options::{ValueError, values};
use crate::formats::shards::share;

/// One of several parts of the articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Counted from 1.
    pub number: usize,
    /// The number of parts.
    pub count: usize,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

impl Part {
    /// One of `count` parts; `None` if there is no such part.
    pub fn new(number: usize, count: usize) -> Option<Self> {
        (1..=count)
            .contains(&number)
            .then_some(Self { number, count })
    }

    /// Parses `2/7`.
    ///
    /// # Errors
    /// If it has another form, or there is no such part.
    pub fn parse(typed: &str) -> Result<Self, ValueError> {
        values::part(typed).map(|(number, count)| Self { number, count })
    }

    /// Whether an article of this name belongs to the part.
    pub fn has(self, name: &str) -> bool {
        share(name, self.count) + 1 == self.number
    }

    /// Whether it is the part that reports what belongs to no article.
    pub fn is_first(self) -> bool {
        self.number == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_article_is_in_exactly_one_part() {
        for count in [1, 2, 3, 7] {
            for number in 0..50 {
                let name = format!("articles/{number}.txt");
                let parts = (1..=count).map(|number| Part { number, count });
                assert_eq!(parts.filter(|part| part.has(&name)).count(), 1, "{name}");
            }
        }
        let part = Part::parse("2/7").expect("a part");
        assert_eq!(part.to_string(), "2/7");
        for wrong in ["0/3", "4/3", "2", "", "a/b", "1/0", "-1/3", "1/2/3"] {
            assert!(Part::parse(wrong).is_err(), "{wrong}");
        }
    }
}
