//! Compares two codebooks (diff), and merges them into one.

use super::annotation::AttributeId;
use super::codebook::{Attribute, Choice, Codebook};

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
    let find = |items: &[T], wanted: &str| items.iter().position(|item| id(item) == wanted);
    for item in ours {
        let name = id(item);
        match find(theirs, &name) {
            None => lines.push(format!("{what} {name} goes.")),
            Some(at) if theirs[at] != *item => lines.push(format!("{what} {name} changes.")),
            Some(_) => {}
        }
    }
    for item in theirs {
        let name = id(item);
        if find(ours, &name).is_none() {
            lines.push(format!("{what} {name} comes."));
        }
    }
}

/// Merges two codebooks: ours plus whatever only theirs has (labels, attributes, choices, relation
/// types, kinds of entities, fields and rules). What both have stays as in ours.
pub fn united(ours: &Codebook, theirs: &Codebook) -> Codebook {
    let mut both = ours.clone();
    for label in &theirs.labels {
        let mut label = label.clone();
        let common = &ours.annotation_attributes;
        label
            .attributes
            .retain(|own| common.iter().all(|a| a.id != own.id));
        match both.labels.iter_mut().find(|own| own.id == label.id) {
            Some(own) => add_attributes(&mut own.attributes, &label.attributes),
            None => {
                // A key that is already assigned keeps its meaning.
                let is_taken = |key: &String| {
                    both.labels
                        .iter()
                        .any(|own| own.keys.iter().any(|k| k.eq_ignore_ascii_case(key)))
                };
                label.keys.retain(|key| !is_taken(key));
                both.labels.push(label);
            }
        }
    }
    // An attribute is declared either on a label or for all annotations.
    let on_label = |id: &AttributeId| {
        both.labels
            .iter()
            .any(|l| l.attributes.iter().any(|a| a.id == *id))
    };
    let further = theirs.annotation_attributes.iter();
    let further: Vec<Attribute> = further.filter(|a| !on_label(&a.id)).cloned().collect();
    add_attributes(&mut both.annotation_attributes, &further);
    for kind in &theirs.relations {
        match both.relations.iter_mut().find(|own| own.id == kind.id) {
            Some(own) => add_attributes(&mut own.attributes, &kind.attributes),
            None => both.relations.push(kind.clone()),
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
    for attribute in further {
        match own.iter_mut().find(|own| own.id == attribute.id) {
            None => own.push(attribute.clone()),
            Some(own) => {
                if let Some(choices) = own.kind.choices_mut() {
                    add_choices(choices, attribute.kind.choices());
                }
            }
        }
    }
}

fn add_choices(own: &mut Vec<Choice>, further: &[Choice]) {
    for choice in further {
        match own.iter_mut().find(|own| own.id == choice.id) {
            None => own.push(choice.clone()),
            Some(own) => add_choices(&mut own.choices, &choice.choices),
        }
    }
}
