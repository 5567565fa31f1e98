//! A line of a concordance: a search hit with its context (keyword in context, KWIC).

use std::cmp::Ordering;
use std::ops::Range;

/// Length of the context on either side of a hit, in characters.
const CONTEXT: usize = 64;

/// Length limit of the displayed hit, in characters.
const MAX_LINE_CHARS: usize = 160;

/// The words before a hit, the hit and the words after it, without line ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConcordanceLine {
    text: Box<str>,
    /// The range of the hit in `text`.
    hit: Range<u32>,
}

impl ConcordanceLine {
    /// The line of a range of a text. It begins with a whole word, where spaces separate words.
    pub fn of(text: &str, range: &Range<usize>) -> Self {
        let (before, rest) = text.split_at(range.start);
        let (found, after) = rest.split_at(range.len());
        let start = before.char_indices().rev().take(CONTEXT).last();
        let start = start.map_or(0, |(at, _)| at);
        let cut = &before[start..];
        let before = match cut.find(char::is_whitespace) {
            // At the beginning of the text nothing is cut.
            Some(space) if start > 0 => cut[space..].trim_start(),
            _ => cut,
        };
        let mut line = String::with_capacity(before.len() + found.len() + 2 * CONTEXT);
        push_spaced(&mut line, before);
        let start = line.len();
        if found.chars().nth(MAX_LINE_CHARS).is_some() {
            let half = MAX_LINE_CHARS / 2;
            let head: String = found.chars().take(half).collect();
            let tail = found.char_indices().rev().nth(half - 1);
            push_spaced(&mut line, &head);
            line.push_str(" … ");
            push_spaced(&mut line, tail.map_or("", |(at, _)| &found[at..]));
        } else {
            push_spaced(&mut line, found);
        }
        let end = line.len();
        let after: String = after.chars().take(CONTEXT).collect();
        push_spaced(&mut line, &after);
        Self {
            text: line.into(),
            // A line has some hundred characters.
            hit: start as u32..end as u32,
        }
    }

    /// The words before the hit.
    pub fn left(&self) -> &str {
        &self.text[..self.hit.start as usize]
    }

    /// The hit; of a very long one, its beginning and its end.
    pub fn hit(&self) -> &str {
        &self.text[self.hit.start as usize..self.hit.end as usize]
    }

    /// The words after the hit.
    pub fn right(&self) -> &str {
        &self.text[self.hit.end as usize..]
    }
}

/// Appends a text with each run of white space as one space.
fn push_spaced(line: &mut String, text: &str) {
    let mut spaced = false;
    for c in text.chars() {
        if c.is_whitespace() {
            if !spaced {
                line.push(' ');
            }
            spaced = true;
        } else {
            line.push(c);
            spaced = false;
        }
    }
}

/// The sort order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HitOrder {
    /// In the order of the text, article by article.
    #[default]
    Article,
    /// By the word before the hit, then by the one before that.
    Left,
    /// By the hit, then by the words after it.
    Right,
}

/// Sorts lines and returns their indices; the sort is stable.
pub fn sorted<'a>(lines: impl Iterator<Item = &'a ConcordanceLine>, order: HitOrder) -> Vec<u32> {
    let mut keyed: Vec<(String, u32)> = lines
        .zip(0..)
        .map(|(line, index)| (key(line, order), index))
        .collect();
    keyed.sort_by(|a, b| match order {
        HitOrder::Article => Ordering::Equal,
        HitOrder::Left | HitOrder::Right => a.0.cmp(&b.0),
    });
    keyed.into_iter().map(|(_, index)| index).collect()
}

/// The sort key of a line: words in lower case, without punctuation, nearest first.
fn key(line: &ConcordanceLine, order: HitOrder) -> String {
    let normalized = |text: &str| crate::normalize::normalized(text);
    match order {
        HitOrder::Article => String::new(),
        HitOrder::Left => {
            let left = normalized(line.left());
            let words: Vec<&str> = left.rsplit(' ').collect();
            words.join(" ")
        }
        HitOrder::Right => format!("{}\n{}", normalized(line.hit()), normalized(line.right())),
    }
}
