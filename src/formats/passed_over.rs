//! Counts what a reader does not take, by kind, so that the report has one line for each kind with its
//! number and where it stands first.
//!
//! It knows no format.

use std::collections::BTreeMap;

use super::{LossKind, Losses, LostItem};

/// The kinds that are told apart in one file; what is beyond is counted as one kind.
const MAX_KINDS: usize = 200;

/// The longest name of a kind that is reported, in characters.
const KIND_CHARS: usize = 60;

/// What was not taken from a file.
#[derive(Debug, Default)]
pub struct PassedOver {
    /// How often, and the first line, by kind.
    kinds: BTreeMap<String, (usize, usize)>,
}

impl PassedOver {
    /// Counts an item of a kind, such as `the field “x”`. `line` is 0 if there is none.
    pub fn add(&mut self, kind: &str, line: usize) {
        self.add_many(kind, 1, line);
    }

    /// Counts several items of a kind.
    pub fn add_many(&mut self, kind: &str, count: usize, line: usize) {
        if count == 0 {
            return;
        }
        if let Some((known, _)) = self.kinds.get_mut(kind) {
            *known += count;
            return;
        }
        let kind: String = if self.kinds.len() < MAX_KINDS {
            kind.chars().take(KIND_CHARS).collect()
        } else {
            "other kinds".to_owned()
        };
        self.kinds.entry(kind).or_insert((0, line)).0 += count;
    }

    /// Reports each kind.
    pub fn report(&self, file: &str, losses: &mut Losses) {
        for (kind, (count, line)) in &self.kinds {
            let times = match count {
                1 => "once".to_owned(),
                count => format!("{count} times"),
            };
            let why = format!("{kind} is left out ({times})");
            let item = match line {
                0 => LostItem::Article,
                line => LostItem::Line(*line),
            };
            losses.add(file, item, LossKind::Stripped, why);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_reported_once_with_its_number_and_first_place() {
        let mut passed = PassedOver::default();
        for line in 3..6 {
            passed.add("the field “a”", line);
        }
        passed.add_many("the field “b”", 2, 0);
        passed.add_many("the field “c”", 0, 9);
        let mut losses = Losses::default();
        passed.report("x.json", &mut losses);
        let said: Vec<String> = losses.all().iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "x.json:3: stripped: the field “a” is left out (3 times)",
                "x.json: stripped: the field “b” is left out (2 times)",
            ]
        );
    }

    #[test]
    fn kinds_without_end_are_one() {
        let mut passed = PassedOver::default();
        for number in 0..10_000 {
            passed.add(&format!("the field “{number}”"), 1);
        }
        let mut losses = Losses::default();
        passed.report("x.json", &mut losses);
        assert_eq!(losses.all().len(), MAX_KINDS + 1);
    }
}
