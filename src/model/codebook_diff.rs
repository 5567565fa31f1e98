//! Compares two codebooks (diff), and merges them into one.

use std::collections::{HashMap, HashSet};

use super::annotation::{AttributeId, LabelId};
use super::codebook::{Attribute, Choice, Codebook};
use super::relation::RelationTypeId;

/// The changes if `theirs` replaced `ours`, one line for each changed item.
pub fn differences(ours: &Codebook, theirs: &Codebook) -> Vec<String> {
    let mut lines = Vec::new();
    for (what, ours, theirs) in [
        ("name", &ours.name, &theirs.name),
        ("version", &ours.version, &theirs.version),
        ("description", &ours.description, &theirs.description),
    ] {
        if ours != theirs {
            lines.push(format!("The {what} changes."));
        }
    }
    compare(&mut lines, "Label", &ours.labels, &theirs.labels, |label| {
        label.id.to_string()
    });
    let everywhere = (&ours.annotation_attributes, &theirs.annotation_attributes);
    attributes(&mut lines, "every annotation", everywhere.0, everywhere.1);
    for label in &ours.labels {
        if let Some(other) = theirs.label(&label.id) {
            let of = format!("label {}", label.id);
            attributes(&mut lines, &of, &label.attributes, &other.attributes);
        }
    }
    compare(
        &mut lines,
        "Relation type",
        &ours.relations,
        &theirs.relations,
        |kind| kind.id.to_string(),
    );
    compare(
        &mut lines,
        "Kind of entity",
        &ours.entity_kinds,
        &theirs.entity_kinds,
        |kind| kind.id.clone(),
    );
    let fields = (&ours.document_fields, &theirs.document_fields);
    attributes(&mut lines, "the article", fields.0, fields.1);
    if ours.guideline != theirs.guideline {
        lines.push("The guideline changes.".to_owned());
    }
    lines
}

fn attributes(lines: &mut Vec<String>, of: &str, ours: &[Attribute], theirs: &[Attribute]) {
    let what = format!("Attribute of {of}:");
    compare(lines, &what, ours, theirs, |attribute| {
        attribute.id.to_string()
    });
}

fn compare<T: PartialEq>(
    lines: &mut Vec<String>,
    what: &str,
    ours: &[T],
    theirs: &[T],
    id: impl Fn(&T) -> String,
) {
    let places = |items: &[T]| {
        let mut places = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            places.entry(id(item)).or_insert(at);
        }
        places
    };
    let (in_ours, in_theirs) = (places(ours), places(theirs));
    for item in ours {
        let name = id(item);
        match in_theirs.get(&name) {
            None => lines.push(format!("{what} {name} goes.")),
            Some(at) if theirs[*at] != *item => lines.push(format!("{what} {name} changes.")),
            Some(_) => {}
        }
    }
    for item in theirs {
        let name = id(item);
        if !in_ours.contains_key(&name) {
            lines.push(format!("{what} {name} comes."));
        }
    }
}

/// Merges two codebooks: ours plus whatever only theirs has (labels, attributes, choices, relation
/// types, kinds of entities, fields and rules). What both have stays as in ours.
pub fn united(ours: &Codebook, theirs: &Codebook) -> Codebook {
    let mut both = ours.clone();
    let common: HashSet<&AttributeId> = ours.annotation_attributes.iter().map(|a| &a.id).collect();
    let mut places: HashMap<LabelId, usize> = HashMap::new();
    let mut keys: HashSet<String> = HashSet::new();
    for (index, label) in ours.labels.iter().enumerate() {
        places.entry(label.id.clone()).or_insert(index);
        keys.extend(label.keys.iter().map(|key| key.to_ascii_lowercase()));
    }
    for label in &theirs.labels {
        let mut label = label.clone();
        label.attributes.retain(|own| !common.contains(&own.id));
        match places.get(&label.id) {
            Some(index) => add_attributes(&mut both.labels[*index].attributes, &label.attributes),
            None => {
                // A key that is already assigned keeps its meaning.
                label
                    .keys
                    .retain(|key| !keys.contains(&key.to_ascii_lowercase()));
                keys.extend(label.keys.iter().map(|key| key.to_ascii_lowercase()));
                places.insert(label.id.clone(), both.labels.len());
                both.labels.push(label);
            }
        }
    }
    // An attribute is declared either on a label or for all annotations.
    let on_labels = both.labels.iter().flat_map(|label| &label.attributes);
    let on_labels: HashSet<&AttributeId> = on_labels.map(|a| &a.id).collect();
    let further = theirs.annotation_attributes.iter();
    let further = further.filter(|a| !on_labels.contains(&a.id));
    let further: Vec<Attribute> = further.cloned().collect();
    add_attributes(&mut both.annotation_attributes, &further);
    let mut places: HashMap<RelationTypeId, usize> = HashMap::new();
    for (index, kind) in ours.relations.iter().enumerate() {
        places.entry(kind.id.clone()).or_insert(index);
    }
    for kind in &theirs.relations {
        match places.get(&kind.id) {
            Some(index) => {
                add_attributes(&mut both.relations[*index].attributes, &kind.attributes);
            }
            None => {
                places.insert(kind.id.clone(), both.relations.len());
                both.relations.push(kind.clone());
            }
        }
    }
    add_choices(&mut both.entity_kinds, &theirs.entity_kinds);
    add_attributes(&mut both.document_fields, &theirs.document_fields);
    for rule in &theirs.guideline {
        if !both.guideline.contains(rule) {
            both.guideline.push(rule.clone());
        }
    }
    both
}

fn add_attributes(own: &mut Vec<Attribute>, further: &[Attribute]) {
    let mut places: HashMap<AttributeId, usize> = HashMap::new();
    for (index, attribute) in own.iter().enumerate() {
        places.entry(attribute.id.clone()).or_insert(index);
    }
    for attribute in further {
        match places.get(&attribute.id) {
            None => {
                places.insert(attribute.id.clone(), own.len());
                own.push(attribute.clone());
            }
            Some(index) => {
                if let Some(choices) = own[*index].kind.choices_mut() {
                    add_choices(choices, attribute.kind.choices());
                }
            }
        }
    }
}

fn add_choices(own: &mut Vec<Choice>, further: &[Choice]) {
    let mut places: HashMap<String, usize> = HashMap::new();
    for (index, choice) in own.iter().enumerate() {
        places.entry(choice.id.clone()).or_insert(index);
    }
    for choice in further {
        match places.get(&choice.id) {
            None => {
                places.insert(choice.id.clone(), own.len());
                own.push(choice.clone());
            }
            Some(index) => add_choices(&mut own[*index].choices, &choice.choices),
        }
    }
}
