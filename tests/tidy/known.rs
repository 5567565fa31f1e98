//! Lists of what breaks a rule today, beside this file in `known/`. They may only get shorter.
//!
//! A line is a count and what it is of. Nothing is added by hand but with a reason in the commit; what
//! is gone must be removed, so that it does not come back. `DEMARCHE_TIDY=shrink cargo test --test tidy`
//! removes it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// How often something breaks a rule, by its name.
pub type Known = BTreeMap<String, usize>;

/// What a list allows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Allowance {
    /// No count may rise.
    Each,
    /// A count may rise when another falls: texts move from file to file.
    Sum,
}

/// Reads a list.
///
/// # Errors
///
/// The first line that is none of a list.
pub fn parse(text: &str) -> Result<Known, String> {
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

fn render(head: &str, known: &Known) -> String {
    let head = head.lines().filter(|line| line.starts_with('#'));
    let lines = known.iter().map(|(name, count)| format!("{count} {name}"));
    let mut text: Vec<String> = head.map(str::to_owned).chain(lines).collect();
    text.push(String::new());
    text.join("\n")
}

/// What is found more often than listed, and what less often.
pub fn compare(listed: &Known, found: &Known) -> (Vec<String>, Vec<String>) {
    let (mut more, mut fewer) = (Vec::new(), Vec::new());
    let mut names: Vec<&String> = listed.keys().chain(found.keys()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let [is, was] = [found, listed].map(|known| known.get(name).copied().unwrap_or(0));
        let line = format!("{name}: {is}, and {was} are listed");
        match is.cmp(&was) {
            std::cmp::Ordering::Greater => more.push(line),
            std::cmp::Ordering::Less => fewer.push(line),
            std::cmp::Ordering::Equal => {}
        }
    }
    (more, fewer)
}

/// Whether a list may be replaced by what is found.
pub fn may_replace(listed: &Known, found: &Known, allowance: Allowance) -> bool {
    match allowance {
        Allowance::Each => compare(listed, found).0.is_empty(),
        Allowance::Sum => found.values().sum::<usize>() <= listed.values().sum(),
    }
}

/// Fails unless a list says exactly what is found. `explain` gives the places of one name.
pub fn check(
    list: &str,
    found: &Known,
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
    let mut say = Vec::new();
    if !more.is_empty() {
        say.push(format!("More than tests/tidy/known/{list} allows:"));
        say.extend(more);
        say.push("All of these, of which some are new:".to_owned());
        say.extend(places);
    }
    if !fewer.is_empty() {
        say.push(format!(
            "Fewer than in tests/tidy/known/{list}, which may be shorter now:"
        ));
        say.extend(fewer);
    }
    if may_replace(&listed, found, allowance) {
        say.push(
            "`DEMARCHE_TIDY=shrink cargo test --test tidy` brings the list up to date.".to_owned(),
        );
    }
    panic!("\n{}", say.join("\n"));
}

fn path(list: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/tidy/known")
        .join(list)
}
