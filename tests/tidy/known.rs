//! Lists of known violations in `known/`, which may only shrink.
//!
//! A line is a count and a name. The test fails when there are more violations than listed, and also when
//! there are fewer, so that fixed ones do not come back; `DEMARCHE_TIDY=shrink cargo test --test tidy` then
//! updates the list. Adding a line by hand needs a reason in the commit message.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The number of violations by name (of a file, a type, a use).
pub type Counts = BTreeMap<String, usize>;

/// How a list may change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Allowance {
    /// Every count may only fall.
    Each,
    /// The sum may only fall: code that moves to another file takes its violations along.
    Sum,
}

/// Parses a list.
///
/// # Errors
///
/// The first line that is not a count and a name.
pub fn parse(text: &str) -> Result<Counts, String> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (count, name) = line.split_once(' ').ok_or(line)?;
            let count = count.parse().map_err(|_| line)?;
            Ok((name.to_owned(), count))
        })
        .collect::<Result<_, &str>>()
        .map_err(|line| format!("not a count and a name: {line:?}"))
}

fn render(head: &str, known: &Counts) -> String {
    let head = head.lines().filter(|line| line.starts_with('#'));
    let lines = known.iter().map(|(name, count)| format!("{count} {name}"));
    let mut text: Vec<String> = head.map(str::to_owned).chain(lines).collect();
    text.push(String::new());
    text.join("\n")
}

/// Describes names with more violations than listed, and names with fewer.
pub fn compare(listed: &Counts, found: &Counts) -> (Vec<String>, Vec<String>) {
    let (mut more, mut fewer) = (Vec::new(), Vec::new());
    let mut names: Vec<&String> = listed.keys().chain(found.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let [is, was] = [found, listed].map(|known| known.get(name).copied().unwrap_or(0));
        let line = format!("{name}: {is} found, {was} listed");
        match is.cmp(&was) {
            std::cmp::Ordering::Greater => more.push(line),
            std::cmp::Ordering::Less => fewer.push(line),
            std::cmp::Ordering::Equal => {}
        }
    }
    (more, fewer)
}

/// Whether the found violations may replace a list.
pub fn may_replace(listed: &Counts, found: &Counts, allowance: Allowance) -> bool {
    match allowance {
        Allowance::Each => compare(listed, found).0.is_empty(),
        Allowance::Sum => found.values().sum::<usize>() <= listed.values().sum(),
    }
}

/// Fails unless a list equals the found violations. `explain` returns the places of one name.
pub fn check(
    list: &str,
    found: &Counts,
    allowance: Allowance,
    explain: impl Fn(&str) -> Vec<String>,
) {
    let path = path(list);
    let text = fs::read_to_string(&path).expect("the list is there");
    let listed = parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    if listed == *found {
        return;
    }
    if env::var_os("DEMARCHE_TIDY").is_some_and(|wish| wish == "shrink")
        && may_replace(&listed, found, allowance)
    {
        fs::write(&path, render(&text, found)).expect("the list can be written");
        return;
    }
    let (more, fewer) = compare(&listed, found);
    let places = found
        .iter()
        .filter(|(name, count)| listed.get(*name).is_none_or(|listed| listed < count))
        .flat_map(|(name, _)| explain(name));
    let mut lines = Vec::new();
    if !more.is_empty() {
        lines.push(format!(
            "More violations than listed in tests/tidy/known/{list}:"
        ));
        lines.extend(more);
        lines.push("Their places, old and new:".to_owned());
        lines.extend(places);
    }
    if !fewer.is_empty() {
        lines.push(format!(
            "Fewer violations than listed in tests/tidy/known/{list}:"
        ));
        lines.extend(fewer);
    }
    if may_replace(&listed, found, allowance) {
        lines.push("`DEMARCHE_TIDY=shrink cargo test --test tidy` updates the list.".to_owned());
    }
    panic!("\n{}", lines.join("\n"));
}

fn path(list: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/tidy/known")
        .join(list)
}
