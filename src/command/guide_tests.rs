//! The guide names keys and pages that there are.

use std::fs;
use std::path::PathBuf;

use super::keys::KeyPress;
use super::table;

/// Keys that have a meaning only in a mode, a dialog or a list, or that the codebook gives.
const WITHIN_A_MODE: [&str; 15] = [
    "Enter", "Escape", "Space", "Shift", "Ctrl", "Alt", "0", "L", "C", "M", "T", "…", "1", "2", "3",
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/guide/src")
}

fn pages() -> Vec<(String, String)> {
    let entries = fs::read_dir(folder()).expect("the guide is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).expect("a page is text"))
    };
    paths.map(read).collect()
}

/// What stands between backquotes, without code blocks.
fn quoted(page: &str) -> Vec<String> {
    let lines = page.lines().filter(|line| !line.starts_with("    "));
    let text = lines.collect::<Vec<_>>().join(" ");
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.map(str::to_owned).collect()
}

/// Whether it is meant as a key: one character, a named key, or a combination.
fn is_key(text: &str) -> bool {
    let is_single = text.chars().count() == 1;
    let is_function = text
        .strip_prefix('F')
        .is_some_and(|number| number.parse::<u8>().is_ok());
    let is_combined = ["Ctrl+", "Alt+", "Shift+"]
        .iter()
        .any(|start| text.starts_with(start));
    is_single || is_function || is_combined
}

#[test]
fn each_key_of_the_guide_is_in_the_command_table() {
    let codebook = crate::store::codebook::built_in().codebook;
    let rows = table::rows(&codebook);
    let known: Vec<&KeyPress> = rows.iter().flat_map(|row| &row.keys).collect();
    for (name, page) in pages() {
        for text in quoted(&page).iter().filter(|text| is_key(text)) {
            if WITHIN_A_MODE.contains(&text.as_str()) {
                continue;
            }
            let press: Option<KeyPress> = text.parse().ok();
            let has = press.is_some_and(|press| known.iter().any(|key| key.is_same(&press)));
            assert!(has, "{name}: no command has `{text}`");
        }
    }
}

#[test]
fn each_page_is_in_the_table_of_contents_and_each_link_leads_somewhere() {
    let pages = pages();
    let summary = &pages
        .iter()
        .find(|(name, _)| name == "SUMMARY.md")
        .expect("it is there")
        .1;
    for (name, page) in &pages {
        let is_listed = summary.contains(&format!("({name})"));
        assert!(
            is_listed || name == "SUMMARY.md",
            "{name} is not in SUMMARY.md"
        );
        for link in page
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let file = link.split('#').next().unwrap_or_default();
            let is_there = file.is_empty() || folder().join(file).exists();
            assert!(
                is_there || file.starts_with("https:"),
                "{name}: {link} leads nowhere"
            );
        }
    }
}
