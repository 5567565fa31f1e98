//! Counts what readers have not taken from the files of a dataset, by kind with the first place, for the
//! report.
//!
//! It knows no format. What comes here by itself: `account.rs`.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::{LossKind, Losses, LostItem};

/// How many characters of an example are told.
pub const EXAMPLE_CHARS: usize = 60;

/// The limit of kinds that are told apart, beyond which they are counted together.
const MAX_KINDS: usize = 1000;

/// The name under which kinds beyond [`MAX_KINDS`] are counted.
const OTHERS: &str = "…";

/// What readers have not taken from the files of a dataset: counted by kind, with the first place.
#[derive(Debug, Default)]
pub struct Leftovers {
    /// By what has it (“an annotation”) and its name.
    found: RefCell<BTreeMap<(&'static str, String), Leftover>>,
    /// The file that is being read.
    file: RefCell<String>,
}

#[derive(Debug)]
struct Leftover {
    count: usize,
    what: LossKind,
    file: String,
    /// Counted from 1; 0 if it is not known.
    line: usize,
    example: String,
}

impl Leftovers {
    /// What is found from now on is in this file.
    pub fn begin_file(&self, name: &str) {
        name.clone_into(&mut self.file.borrow_mut());
    }

    /// Counts something that is left out.
    pub fn add(
        &self,
        of: &'static str,
        name: &str,
        line: usize,
        what: LossKind,
        example: impl FnOnce() -> String,
    ) {
        let mut found = self.found.borrow_mut();
        let mut key = (of, name.to_owned());
        if found.len() >= MAX_KINDS && !found.contains_key(&key) {
            OTHERS.clone_into(&mut key.1);
        }
        let of_kind = found.entry(key).or_insert_with(|| Leftover {
            count: 0,
            what,
            file: self.file.borrow().clone(),
            line,
            example: shortened(&example()),
        });
        of_kind.count += 1;
        of_kind.what = of_kind.what.min(what);
    }

    /// Adds what another reader found.
    pub fn append(&self, other: Self) {
        let mut found = self.found.borrow_mut();
        for (kind, leftover) in other.found.into_inner() {
            match found.get_mut(&kind) {
                Some(known) => known.count += leftover.count,
                None => {
                    found.insert(kind, leftover);
                }
            }
        }
    }

    /// The number of kinds so far.
    pub fn kinds(&self) -> usize {
        self.found.borrow().len()
    }

    /// Moves all of it into the report, one line for each kind.
    pub fn tell(&self, losses: &mut Losses) {
        for ((of, name), leftover) in std::mem::take(&mut *self.found.borrow_mut()) {
            let Leftover {
                count,
                what,
                file,
                line,
                example,
            } = leftover;
            let times = match count {
                1 => String::new(),
                count => format!(", {count} times"),
            };
            let example = match example.as_str() {
                "" => String::new(),
                example => format!(": “{example}”"),
            };
            let why = format!("“{name}” of {of} is left out{times}{example}");
            let item = match line {
                0 => LostItem::Article,
                line => LostItem::Line(line),
            };
            losses.add(&file, item, what, why);
        }
    }
}

fn shortened(example: &str) -> String {
    let mut words = example.split_whitespace();
    let mut line = words.next().unwrap_or_default().to_owned();
    for word in words {
        if line.len() > EXAMPLE_CHARS * 4 {
            break;
        }
        line.push(' ');
        line.push_str(word);
    }
    match line.char_indices().nth(EXAMPLE_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
