//! Parses the cells of a row: values with their numbers, and roles with their targets.
//!
//! It does not know what a column means.

use std::collections::{HashMap, HashSet};

use super::{places_of, unescaped};

/// What the name of a column of roles begins with; the next column has what has the roles.
pub const SLOT: &str = "ROLE_";

/// Parses the values of a cell: the text, `None` for `*`, and the number in brackets.
pub fn values(cell: &str) -> Vec<CellValue> {
    if cell == "_" {
        return Vec::new();
    }
    pieces(cell)
        .into_iter()
        .map(|piece| {
            let (raw, number) = bracketed(piece);
            let number = number.and_then(|number| number.parse().ok()).unwrap_or(0);
            (
                (!matches!(raw, "*" | "_")).then(|| unescaped(raw).into_owned()),
                number,
            )
        })
        .collect()
}

pub fn pieces(cell: &str) -> Vec<&str> {
    let mut start = 0;
    let mut pieces = Vec::new();
    for at in places_of('|', cell) {
        pieces.push(&cell[start..at]);
        start = at + 1;
    }
    pieces.push(&cell[start..]);
    pieces
}

/// Splits off brackets at the end; returns the part before them and their content.
pub fn bracketed(piece: &str) -> (&str, Option<&str>) {
    let open = places_of('[', piece).pop();
    let close = places_of(']', piece).pop();
    match (open, close) {
        (Some(open), Some(close)) if open < close && close + 1 == piece.len() => {
            (&piece[..open], Some(&piece[open + 1..close]))
        }
        _ => (piece, None),
    }
}

/// The roles and their targets of the annotation with this number, which is the one at this index.
pub fn slot_of<'l>(
    roles: &'l str,
    targets: &'l str,
    number: usize,
    place: usize,
) -> Option<(&'l str, &'l str)> {
    if targets == "_" {
        return None;
    }
    let numbered: Vec<(&str, Option<usize>)> = pieces(roles)
        .into_iter()
        .map(|piece| {
            let (roles, own) = bracketed(piece);
            (roles, own.and_then(|own| own.parse().ok()))
        })
        .collect();
    let by_number = numbered
        .iter()
        .position(|(_, own)| number > 0 && *own == Some(number));
    let has_numbers = numbered.iter().any(|(_, own)| own.is_some());
    let index = match by_number {
        Some(index) => index,
        None if number > 0 && has_numbers => return None,
        None => place,
    };
    let (roles, _) = numbered.get(index)?;
    let targets = pieces(targets).get(index).copied()?;
    Some((*roles, targets)).filter(|(_, targets)| !matches!(*targets, "_" | "*"))
}

/// The values of a cell, in their order.
pub struct CellValues {
    /// With their numbers, 0 for those without.
    pub all: Vec<CellValue>,
    /// The index of the first value with each number above 0.
    numbered: HashMap<usize, usize>,
}

/// A value with its number, 0 if it has none.
pub type CellValue = (Option<String>, usize);

impl CellValues {
    /// Indexes the values by their numbers.
    pub fn new(all: Vec<CellValue>) -> Self {
        let mut numbered = HashMap::new();
        for (index, (_, number)) in all.iter().enumerate().filter(|(_, (_, n))| *n > 0) {
            numbered.entry(*number).or_insert(index);
        }
        Self { all, numbered }
    }

    /// The value for the annotation with this number, which is the one at this index.
    pub fn of(&self, number: usize, place: usize) -> Option<String> {
        let is_numbered = number > 0 && !self.numbered.is_empty();
        let index = match is_numbered {
            true => *self.numbered.get(&number)?,
            false => place,
        };
        self.all.get(index).and_then(|(text, _)| text.clone())
    }
}

/// The numbers of the annotations on a token, 0 for those without. A column omits the annotations
/// for which it has no value, or it has no numbers and lists all of them in order.
pub fn stacked(columns: &[CellValues]) -> Vec<usize> {
    let mut numbers = Vec::new();
    let mut known = HashSet::new();
    for (_, number) in columns.iter().flat_map(|cell| &cell.all) {
        if *number > 0 && known.insert(*number) {
            numbers.push(*number);
        }
    }
    if numbers.is_empty() {
        let count = columns.iter().map(|cell| cell.all.len()).max();
        numbers.resize(count.unwrap_or(0), 0);
    }
    numbers
}

/// The parts of a value with several, parted by semicolons.
pub fn parts(value: &str) -> impl Iterator<Item = &str> {
    let ends = places_of(';', value).into_iter().chain([value.len()]);
    let mut start = 0;
    ends.map(move |end| {
        let part = value.get(start..end).unwrap_or_default();
        start = end + 1;
        part
    })
}

/// The index of the feature that is the label.
pub fn label_of(features: &[String]) -> Option<usize> {
    let named = ["label", "value"]
        .iter()
        .find_map(|wanted| features.iter().position(|name| name == wanted));
    // A slot has two columns: the roles, and their targets.
    let is_slot = |at: usize| features.get(at).is_some_and(|name| name.starts_with(SLOT));
    let is_plain = |at: &usize| !is_slot(*at) && !at.checked_sub(1).is_some_and(is_slot);
    named.or_else(|| (0..features.len()).find(is_plain))
}
