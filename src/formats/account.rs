//! Opens the objects and elements of a file so that a reader accounts for all of them: what it has not
//! asked for when they are dropped goes to [`Leftovers`].
//!
//! It knows no format. So a reader that knows nothing of a field need not know that it is to be told.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::dataset_row::DatasetRow;
use super::leftovers::{EXAMPLE_CHARS, Leftovers};
use super::{LossKind, json};
use crate::store::xml::{Element, Node};

/// The fields of a JSON object.
pub struct Fields<'v> {
    of: &'static str,
    line: usize,
    map: &'v Map<String, Value>,
    /// The row that it is, with fields that are not parsed.
    row: Option<&'v DatasetRow>,
    taken: RefCell<HashSet<&'v str>>,
    is_told: Cell<bool>,
    left: &'v Leftovers,
}

impl<'v> Fields<'v> {
    /// Opens an object. `of` says in a message what has these fields: “an annotation”.
    pub fn new(
        of: &'static str,
        line: usize,
        map: &'v Map<String, Value>,
        left: &'v Leftovers,
    ) -> Self {
        Self {
            of,
            line,
            map,
            row: None,
            taken: RefCell::default(),
            is_told: Cell::new(false),
            left,
        }
    }

    /// Opens a row, or a part of one.
    pub fn of_row(of: &'static str, line: usize, row: &'v DatasetRow, left: &'v Leftovers) -> Self {
        let mut fields = Self::new(of, line, &row.fields, left);
        fields.row = Some(row);
        fields
    }

    /// Opens a value; `None` if it is not an object.
    pub fn of_value(
        of: &'static str,
        line: usize,
        value: &'v Value,
        left: &'v Leftovers,
    ) -> Option<Self> {
        Some(Self::new(of, line, value.as_object()?, left))
    }

    /// The line that was given.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Takes a field, whatever it is.
    pub fn get(&self, name: &str) -> Option<&'v Value> {
        let (name, value) = self.map.get_key_value(name)?;
        self.take(name);
        Some(value)
    }

    /// A field, without taking it.
    pub fn look(&self, name: &str) -> Option<&'v Value> {
        self.map.get(name)
    }

    /// Takes a text; empty if the field is not a text.
    pub fn text(&self, name: &str) -> &'v str {
        self.string(name).unwrap_or_default()
    }

    /// Takes a text; `None` if the field is not a text.
    pub fn string(&self, name: &str) -> Option<&'v str> {
        let text = self.look(name)?.as_str()?;
        self.get(name);
        Some(text)
    }

    /// Takes an id, which is a text or a number; empty if it is neither.
    pub fn id(&self, name: &str) -> String {
        let id = json::id(self.look(name));
        if !id.is_empty() {
            self.get(name);
        }
        id
    }

    /// Takes a non-negative whole number.
    pub fn number(&self, name: &str) -> Option<usize> {
        let number = json::number(self.look(name))?;
        self.get(name);
        Some(number)
    }

    /// Takes an object, whose own fields are accounted for in turn.
    pub fn object(&self, name: &str, of: &'static str) -> Option<Self> {
        let object = self.look(name)?.as_object()?;
        self.get(name);
        Some(Self::new(of, self.line, object, self.left))
    }

    /// Takes the items of a list, each parsed when it is reached; none if the field is not a list.
    pub fn items(&self, name: &str) -> Box<dyn Iterator<Item = Value> + 'v> {
        let is_list = matches!(self.map.get(name), Some(Value::Array(_)));
        match self.row {
            Some(row) if !is_list => {
                self.take_parted(name, '[');
                row.items(name)
            }
            _ if is_list => {
                let items = self.get(name).and_then(Value::as_array);
                Box::new(items.into_iter().flatten().cloned())
            }
            _ => Box::new(std::iter::empty()),
        }
    }

    /// Takes a field of a row that is parsed part by part.
    pub fn parted(&self, name: &str) -> Option<&'v RawValue> {
        let raw = self.row?.parted(name)?;
        self.take_parted(name, '\0');
        Some(raw)
    }

    /// Takes fields without a use for them: they say nothing that an article could hold.
    pub fn known(&self, names: &[&str]) {
        for name in names {
            self.get(name);
            self.take_parted(name, '\0');
            let later = self.row.into_iter().flat_map(DatasetRow::all_later);
            let found = later.map(|(name, _)| name).find(|other| other == name);
            if let Some(found) = found {
                self.take(found);
            }
        }
    }

    fn take_parted(&self, name: &str, first: char) {
        let parted = self.row.into_iter().flat_map(DatasetRow::all_parted);
        let mut found = parted.filter(|(other, _)| *other == name);
        if let Some((name, raw)) = found.next()
            && (first == '\0' || raw.get().starts_with(first))
        {
            self.take(name);
        }
    }

    /// The fields that are not taken yet and say something; the caller takes those that it uses.
    pub fn rest(&self) -> Vec<(&'v str, &'v Value)> {
        let taken = self.taken.borrow();
        let fields = self.map.iter();
        let rest =
            fields.filter(|(name, value)| !says_nothing(value) && !taken.contains(name.as_str()));
        rest.map(|(name, value)| (name.as_str(), value)).collect()
    }

    /// Takes a field that [`Self::rest`] has returned.
    pub fn take(&self, name: &'v str) {
        self.taken.borrow_mut().insert(name);
    }

    /// Takes all fields, since the whole object was told as left out.
    pub fn all_told(&self) {
        self.is_told.set(true);
    }
}

impl Drop for Fields<'_> {
    fn drop(&mut self) {
        if self.is_told.get() {
            return;
        }
        for (name, value) in self.rest() {
            let what = kind_of_loss(value);
            self.left
                .add(self.of, name, self.line, what, || example_of(value));
        }
        let Some(row) = self.row else { return };
        let taken = self.taken.borrow();
        for (name, raw) in row.all_parted().chain(row.all_later()) {
            let text = raw.get();
            let is_empty = matches!(text.trim(), "null" | "\"\"")
                || text.chars().filter(|c| !c.is_whitespace()).count() <= 2;
            if taken.contains(name) || is_empty {
                continue;
            }
            let start: String = text.chars().take(EXAMPLE_CHARS * 2).collect();
            self.left
                .add(self.of, name, self.line, LossKind::Dropped, || start);
        }
    }
}

/// Whether a value says nothing, so that nothing is lost without it.
pub fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.iter().all(says_nothing),
        Value::Object(fields) => fields.values().all(says_nothing),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A list of objects or lists looks like annotations; anything else is a detail.
fn kind_of_loss(value: &Value) -> LossKind {
    let is_part = |value: &Value| value.is_object() || value.is_array();
    match value {
        Value::Array(items) if items.iter().any(is_part) => LossKind::Dropped,
        _ => LossKind::Stripped,
    }
}

fn example_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The attributes and children of an XML element.
pub struct ElementParts<'e> {
    of: &'static str,
    element: &'e Element,
    attributes: RefCell<HashSet<String>>,
    /// The names of child elements.
    children: RefCell<HashSet<String>>,
    has_known_children: Cell<bool>,
    is_told: Cell<bool>,
    left: &'e Leftovers,
}

impl<'e> ElementParts<'e> {
    /// Opens an element. `of` says in a message what has these parts: “an annotation”.
    pub fn new(of: &'static str, element: &'e Element, left: &'e Leftovers) -> Self {
        Self {
            of,
            element,
            attributes: RefCell::default(),
            children: RefCell::default(),
            has_known_children: Cell::new(false),
            is_told: Cell::new(false),
            left,
        }
    }

    /// Takes an attribute, by its name with the prefix.
    pub fn attribute(&self, name: &str) -> Option<&'e str> {
        self.attributes.borrow_mut().insert(name.to_owned());
        self.element.attribute(name)
    }

    /// Takes the child elements of a name, without regard to prefixes.
    pub fn named(&self, local: &'e str) -> impl Iterator<Item = &'e Element> + use<'e> {
        self.children.borrow_mut().insert(local.to_owned());
        self.element.named(local)
    }

    /// Takes attributes and, with `<` before the name, child elements, without a use for them.
    pub fn known(&self, names: &[&str]) {
        for name in names {
            match name.strip_prefix('<') {
                Some(child) => self.children.borrow_mut().insert(child.to_owned()),
                None => self.attributes.borrow_mut().insert((*name).to_owned()),
            };
        }
    }

    /// Takes all child elements, which are accounted for one by one.
    pub fn all_children_known(&self) {
        self.has_known_children.set(true);
    }

    /// Takes all parts, since the whole element was told as left out.
    pub fn all_told(&self) {
        self.is_told.set(true);
    }
}

impl Drop for ElementParts<'_> {
    fn drop(&mut self) {
        if self.is_told.get() {
            return;
        }
        let (attributes, children) = (self.attributes.borrow(), self.children.borrow());
        let line = self.element.line;
        for (name, value) in &self.element.attributes {
            let is_declaration = ["xmlns", "xml:", "xsi:"]
                .iter()
                .any(|prefix| name.starts_with(prefix));
            if is_declaration || value.is_empty() || attributes.contains(name) {
                continue;
            }
            let example = || value.clone();
            self.left
                .add(self.of, name, line, LossKind::Stripped, example);
        }
        if self.has_known_children.get() {
            return;
        }
        for child in self.element.elements() {
            if !children.contains(child.local()) {
                let example = || all_text(child);
                let what = LossKind::Dropped;
                self.left
                    .add(self.of, child.local(), child.line, what, example);
            }
        }
    }
}

/// The text in an element at any depth, or its attributes if there is none.
fn all_text(element: &Element) -> String {
    let mut parts: Vec<String> = Vec::new();
    for within in [element].into_iter().chain(element.descendants()) {
        let texts = within.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.trim().to_owned()),
            Node::Element(_) => None,
        });
        parts.extend(texts.filter(|text| !text.is_empty()));
    }
    if parts.is_empty() {
        let attributes = element.attributes.iter();
        parts = attributes
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Losses;
    use crate::dataset_row::Unparsed;

    fn told(left: &Leftovers) -> Vec<String> {
        let mut losses = Losses::of_import();
        left.tell(&mut losses);
        losses.all().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_field_that_no_reader_takes_is_told_once_with_its_count_and_place() {
        let left = Leftovers::default();
        left.begin_file("a.jsonl");
        for line in [3, 8] {
            let object =
                json!({"label": "x", "more": {"odd": [1]}, "cats": {"A": 1}, "none": [], "n": 5});
            let object = object.as_object().expect("an object");
            let fields = Fields::new("an article", line, object, &left);
            assert_eq!(fields.text("label"), "x");
            // A number is no text, so that it is not taken.
            assert_eq!(fields.text("n"), "");
            drop(fields.object("more", "its more"));
        }
        assert_eq!(
            told(&left),
            [
                "a.jsonl:3: stripped: “cats” of an article is left out, 2 times: “{\"A\":1}”",
                "a.jsonl:3: stripped: “n” of an article is left out, 2 times: “5”",
                "a.jsonl:3: stripped: “odd” of its more is left out, 2 times: “[1]”",
            ]
        );
        assert!(told(&left).is_empty());
    }

    #[test]
    fn lists_that_are_parsed_item_by_item_are_accounted_for_too() {
        let left = Leftovers::default();
        let row = r#"{"spans":[{"a":1}],"others":[{"b":2}],"empty":[ ],"later":[7]}"#;
        let unparsed = Unparsed {
            later: &["later"],
            ..Unparsed::lists(&["spans", "others", "empty"])
        };
        let row = DatasetRow::parse(row, unparsed).expect("an object");
        let fields = Fields::of_row("an article", 1, &row, &left);
        assert_eq!(fields.items("spans").count(), 1);
        drop(fields);
        let told = told(&left);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("dropped: “later”") && told[1].contains("“others”"));
    }

    /// With a comparison for each pair of fields, this would take a thousand million.
    #[test]
    fn objects_of_very_many_fields_are_accounted_for_at_once() {
        let left = Leftovers::default();
        let fields = (0..100_000).map(|number| (format!("f{number}"), Value::from(1)));
        let object: Map<String, Value> = fields.collect();
        let fields = Fields::new("an article", 1, &object, &left);
        let mut values = crate::model::FieldValues::new();
        crate::metadata::take_rest(&fields, &mut values);
        drop(fields);
        assert_eq!((values.len(), left.kinds()), (100_000, 0));
    }

    #[test]
    fn attributes_and_elements_that_no_reader_takes_are_told() {
        let left = Leftovers::default();
        let xml = "<a xmlns=\"x\" id=\"1\" odd=\"2\"><b/><c><d>text\n here</d></c></a>";
        let root = crate::store::xml::tree::read(xml.as_bytes(), Default::default(), &|_, _| false);
        let root = root.expect("it is XML");
        let parts = ElementParts::new("an element", &root, &left);
        assert_eq!(parts.attribute("id"), Some("1"));
        assert_eq!(parts.named("b").count(), 1);
        drop(parts);
        let told = told(&left);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("“c” of an element is left out: “text here”"));
        assert!(told[1].contains("“odd”"));
    }
}
