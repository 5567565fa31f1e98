//! The codes of a REFI-QDA project as labels.
//!
//! Labels have no tree: a label is called after its code, and after the path to it if several codes have
//! the same name.

use std::collections::{HashMap, HashSet};

use crate::model::Codebook;
use crate::model::codebook::Label;
use crate::model::color::rgb;
use crate::model::color_vision::pair_of;
use crate::model::label_style::StylesInUse;
use crate::store::xml::Element;

/// Normalizes an id for comparison: programs write it in upper or lower case, some in braces.
pub fn guid(id: Option<&str>) -> String {
    let id = id.unwrap_or_default().trim();
    id.trim_matches(['{', '}']).to_ascii_lowercase()
}

/// The names of codes as labels, by their ids.
#[derive(Default)]
pub struct CodeNames {
    pub names: HashMap<String, String>,
    /// How many stand below others.
    pub nested: usize,
}

/// The label of each code: its name, and of codes with the same name the path to each.
pub fn code_names(root: &Element) -> CodeNames {
    let mut found = CodeNames::default();
    let mut paths: Vec<(String, String, &str)> = Vec::new();
    let mut waiting: Vec<(&Element, String)> = Vec::new();
    for book in root.named("CodeBook").flat_map(Element::elements) {
        let children = book.elements().filter(|element| element.local() == "Code");
        waiting.extend(children.map(|code| (code, String::new())));
    }
    waiting.reverse();
    while let Some((code, above)) = waiting.pop() {
        let name = code.attribute("name").unwrap_or_default();
        let path = match above.as_str() {
            "" => name.to_owned(),
            above => format!("{above}/{name}"),
        };
        found.nested += usize::from(!above.is_empty());
        let mut children: Vec<(&Element, String)> = code
            .elements()
            .filter(|element| element.local() == "Code")
            .map(|code| (code, path.clone()))
            .collect();
        children.reverse();
        waiting.append(&mut children);
        paths.push((guid(code.attribute("guid")), path, name));
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, _, name) in &paths {
        *counts.entry(name).or_default() += 1;
    }
    let is_shared: Vec<bool> = paths.iter().map(|(_, _, name)| counts[name] > 1).collect();
    for ((id, path, name), is_shared) in paths.into_iter().zip(is_shared) {
        let label = if is_shared { path } else { name.to_owned() };
        found.names.insert(id, label);
    }
    found
}

/// The labels that a project declares: its codes, at any depth. Annotations refer to them by name.
pub fn codebook(root: &Element, names: &CodeNames) -> Codebook {
    let mut codebook = Codebook::default();
    let mut styles = StylesInUse::of(&[]);
    let mut known = HashSet::new();
    for code in codes(root) {
        let is_codable = !matches!(code.attribute("isCodable"), Some("false" | "0"));
        let name = names.names.get(&guid(code.attribute("guid")));
        let name = name.map_or("", String::as_str);
        if !is_codable || name.is_empty() || !known.insert(name) {
            continue;
        }
        let mut label = Label::with_style(name, name, styles.unused());
        let described = code.named("Description").next().map(Element::text);
        label.definition = described.unwrap_or_default().trim().to_owned();
        if let Some(light) = code.attribute("color").and_then(rgb) {
            label.color = pair_of(light);
        }
        styles.add(label.color, label.line);
        codebook.labels.push(label);
    }
    codebook
}

/// The codes of a project, including nested ones.
fn codes(root: &Element) -> impl Iterator<Item = &Element> {
    let all = root.named("CodeBook").flat_map(Element::descendants);
    all.filter(|element| element.local() == "Code")
}
