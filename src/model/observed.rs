//! Infers a codebook from annotations that come without one: declares the labels, attributes and
//! relation types that they use.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::LabelId;
use super::annotation::{AttributeId, AttributeValue, Attributes};
use super::codebook::{Attribute, AttributeKind, Choice, Codebook, Label, RelationType};
use super::document::Document;
use super::label_style::StylesInUse;

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
                if let Some(label) = label(id) {
                    ends.add(label);
                }
            }
        }
    }

    /// The inferred codebook. Labels get colours that `beside` does not use.
    pub fn codebook(&self, beside: &Codebook) -> Codebook {
        // Styles must differ from those of `beside` and from one another.
        let mut styles = StylesInUse::of(&beside.labels);
        let known: HashSet<&LabelId> = beside.labels.iter().map(|label| &label.id).collect();
        let mut codebook = Codebook::default();
        for (id, found) in &self.labels {
            let label = Label {
                attributes: found.attributes(),
                ..Label::with_style(id.as_str(), id.as_str(), styles.unused())
            };
            if !known.contains(&label.id) {
                styles.add(label.color, label.line);
            }
            codebook.labels.push(label);
        }
        for (id, found) in &self.relations {
            codebook.relations.push(RelationType {
                attributes: found.attributes(),
                from: found.from.in_order.clone(),
                to: found.to.in_order.clone(),
                ..RelationType::new(id.as_str(), id.as_str())
            });
        }
        codebook
    }
}

/// The attributes seen on a label or a relation type.
#[derive(Clone, Debug, Default)]
struct ObservedAttributes {
    /// Those of several choices have none here.
    kinds: BTreeMap<AttributeId, AttributeKind>,
    choices: BTreeMap<AttributeId, BTreeSet<String>>,
    from: ObservedLabels,
    to: ObservedLabels,
}

/// The labels seen at one end of a relation type, in the order in which they were seen.
#[derive(Clone, Debug, Default)]
struct ObservedLabels {
    in_order: Vec<LabelId>,
    known: HashSet<LabelId>,
}

impl ObservedLabels {
    fn add(&mut self, label: LabelId) {
        if self.known.insert(label.clone()) {
            self.in_order.push(label);
        }
    }
}

impl ObservedAttributes {
    fn add(&mut self, attributes: &Attributes) {
        for (id, value) in attributes {
            let kind = kind_of(value);
            match self.kinds.get_mut(id) {
                None => {
                    self.kinds.insert(id.clone(), kind);
                }
                Some(AttributeKind::Several(_)) => {}
                // An attribute with values of different kinds is text.
                Some(known) if *known != kind => *known = AttributeKind::Text,
                Some(_) => {}
            }
            if let (Some(AttributeKind::Several(_)), AttributeValue::List(items)) =
                (self.kinds.get(id), value)
            {
                let choices = self.choices.entry(id.clone()).or_default();
                choices.extend(items.iter().cloned());
            }
        }
    }

    fn attributes(&self) -> Vec<Attribute> {
        let attribute = |(id, kind): (&AttributeId, &AttributeKind)| {
            let mut kind = kind.clone();
            if let AttributeKind::Several(choices) = &mut kind {
                let seen = self.choices.get(id).into_iter().flatten();
                *choices = seen.map(|id| choice(id)).collect();
            }
            Attribute::new(id.as_str(), id.as_str(), kind, "")
        };
        self.kinds.iter().map(attribute).collect()
    }
}

fn choice(id: &str) -> Choice {
    Choice {
        id: id.to_owned(),
        name: id.to_owned(),
        key: None,
        definition: String::new(),
        enabled: true,
        choices: Vec::new(),
    }
}

fn kind_of(value: &AttributeValue) -> AttributeKind {
    match value {
        AttributeValue::Flag(_) => AttributeKind::Flag,
        AttributeValue::Integer(_) => AttributeKind::Integer,
        AttributeValue::Number(_) => AttributeKind::Number,
        AttributeValue::List(_) => AttributeKind::Several(Vec::new()),
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
