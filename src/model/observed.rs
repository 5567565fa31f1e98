//! Infers a codebook from annotations that come without one: declares the labels, attributes and
//! relation types that they use.

use std::collections::BTreeMap;

use super::annotation::{AttributeId, AttributeValue, Attributes};
use super::codebook::{Attribute, AttributeKind, Choice, Codebook, Label, RelationType};
use super::document::Document;

/// The labels, relation types and attributes that documents use, collected one document at a time.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    labels: BTreeMap<String, ObservedAttributes>,
    relations: BTreeMap<String, ObservedAttributes>,
}

impl Observed {
    /// Collects what a document uses.
    pub fn add(&mut self, document: &Document) {
        for annotation in document.annotations().iter().chain(document.detached()) {
            let found = self.labels.entry(annotation.label.to_string()).or_default();
            found.add(&annotation.attributes);
        }
        for relation in document.relations() {
            let found = self.relations.entry(relation.kind.to_string()).or_default();
            found.add(&relation.attributes);
            let label = |id| Some(document.annotation(id)?.label.clone());
            for (ends, id) in [
                (&mut found.from, &relation.from),
                (&mut found.to, &relation.to),
            ] {
                ends.extend(label(id).filter(|label| !ends.contains(label)));
            }
        }
    }

    /// The inferred codebook. Labels get colours that `beside` does not use.
    pub fn codebook(&self, beside: &Codebook) -> Codebook {
        // Colours must differ from those of `beside` and from one another.
        let mut all = beside.clone();
        let mut codebook = Codebook::default();
        for (id, found) in &self.labels {
            let label = Label {
                attributes: found.attributes(),
                ..Label::new(id.as_str(), id.as_str(), &all)
            };
            if all.label(&label.id).is_none() {
                all.labels.push(label.clone());
            }
            codebook.labels.push(label);
        }
        for (id, found) in &self.relations {
            codebook.relations.push(RelationType {
                id: id.as_str().into(),
                name: id.clone(),
                key: None,
                attributes: found.attributes(),
                from: found.from.clone(),
                to: found.to.clone(),
                required_for: None,
                definition: String::new(),
                example: String::new(),
            });
        }
        codebook
    }
}

/// The attributes seen on a label or a relation type.
#[derive(Clone, Debug, Default)]
struct ObservedAttributes {
    kinds: BTreeMap<AttributeId, AttributeKind>,
    from: Vec<super::LabelId>,
    to: Vec<super::LabelId>,
}

impl ObservedAttributes {
    fn add(&mut self, attributes: &Attributes) {
        for (id, value) in attributes {
            let kind = kind_of(value);
            match self.kinds.get_mut(id) {
                None => {
                    self.kinds.insert(id.clone(), kind);
                }
                Some(AttributeKind::Several(choices)) => {
                    if let AttributeKind::Several(more) = kind {
                        let known = |more: &Choice| choices.iter().any(|one| one.id == more.id);
                        let more: Vec<Choice> = more.into_iter().filter(|m| !known(m)).collect();
                        choices.extend(more);
                    }
                }
                // An attribute with values of different kinds is text.
                Some(known) if *known != kind => *known = AttributeKind::Text,
                Some(_) => {}
            }
        }
    }

    fn attributes(&self) -> Vec<Attribute> {
        let attribute = |(id, kind): (&AttributeId, &AttributeKind)| {
            let mut kind = kind.clone();
            if let AttributeKind::Several(choices) = &mut kind {
                choices.sort_by(|a, b| a.id.cmp(&b.id));
                choices.dedup_by(|a, b| a.id == b.id);
            }
            Attribute::new(id.as_str(), id.as_str(), kind, "")
        };
        self.kinds.iter().map(attribute).collect()
    }
}

fn kind_of(value: &AttributeValue) -> AttributeKind {
    let choice = |id: &String| Choice {
        id: id.clone(),
        name: id.clone(),
        key: None,
        definition: String::new(),
        enabled: true,
        choices: Vec::new(),
    };
    match value {
        AttributeValue::Flag(_) => AttributeKind::Flag,
        AttributeValue::Integer(_) => AttributeKind::Integer,
        AttributeValue::Number(_) => AttributeKind::Number,
        AttributeValue::List(items) => AttributeKind::Several(items.iter().map(choice).collect()),
        AttributeValue::Text(_) | AttributeValue::Unknown(_) => AttributeKind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ArticleFields;
    use crate::{Annotation, ByteOffset, Relation, Span, Text};

    #[test]
    fn used_labels_and_attributes_are_declared() {
        let text = Text::new("Moscow refused.");
        let at = |from, to| Span::new(&text, ByteOffset(from), ByteOffset(to)).expect("a span");
        let mut state = Annotation::new("a1", "state", at(0, 6));
        let list = |items: &[&str]| {
            AttributeValue::List(items.iter().map(|item| (*item).to_owned()).collect())
        };
        state.attributes.insert("role".into(), list(&["b", "a"]));
        state
            .attributes
            .insert("sure".into(), AttributeValue::Flag(true));
        let mut event = Annotation::new("a2", "state", at(7, 14));
        event.attributes.insert("role".into(), list(&["a"]));
        event
            .attributes
            .insert("sure".into(), AttributeValue::Integer(3));
        let relation = Relation::new("r1", "makes", "a1".into(), "a2".into());
        let document = Document::load(
            text.clone(),
            ArticleFields::default(),
            vec![state, event],
            vec![relation],
        )
        .0;
        let mut observed = Observed::default();
        observed.add(&document);
        let codebook = observed.codebook(&Codebook::default());
        let [label] = codebook.labels.as_slice() else {
            panic!("one label");
        };
        let kinds: Vec<String> = label
            .attributes
            .iter()
            .map(|attribute| {
                let choices = attribute
                    .kind
                    .choices()
                    .iter()
                    .map(|choice| choice.id.as_str());
                let choices = choices.collect::<Vec<_>>().join(" ");
                format!("{} {} {choices}", attribute.id, attribute.kind.name())
            })
            .collect();
        assert_eq!(kinds.len(), 2);
        assert!(kinds[0].ends_with(" a b"), "{kinds:?}");
        assert_eq!(label.attributes[1].kind, AttributeKind::Text);
        assert_eq!(codebook.relations[0].from, ["state".into()]);
    }
}
