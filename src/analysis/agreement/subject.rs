//! What a figure is about: all labels, one of them, an attribute, a relation type.

use std::ops::Range;

use super::study::{Study, to_u32};

/// What a figure is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureSubject {
    /// All labels, or all relation types, together.
    All,
    /// One label, by its number.
    Label(u32),
    /// An attribute of a label.
    Attribute(u32, u32),
    /// One relation type.
    RelationType(u32),
    /// An attribute of a relation type.
    RelationAttribute(u32, u32),
}

impl FigureSubject {
    /// Its name in reports: `demand`, `demand.polarity`, `all`.
    pub fn name(&self, study: &Study) -> String {
        let label = |number: &u32| study.labels.name(*number).to_string();
        let kind = |number: &u32| study.relation_types.name(*number).to_string();
        let attribute = |number: &u32| study.attributes.name(*number).to_string();
        match self {
            Self::All => "all".to_owned(),
            Self::Label(number) => label(number),
            Self::Attribute(number, name) => format!("{}.{}", label(number), attribute(name)),
            Self::RelationType(number) => kind(number),
            Self::RelationAttribute(number, name) => {
                format!("{}.{}", kind(number), attribute(name))
            }
        }
    }

    /// The numbers of the labels that it counts: its own, or all of the study.
    pub fn label_range(&self, study: &Study) -> Range<u32> {
        match self.label() {
            Some(label) => label..label + 1,
            None => 0..to_u32(study.labels.all().len()),
        }
    }

    /// The label that it is about.
    pub fn label(&self) -> Option<u32> {
        match self {
            Self::Label(label) | Self::Attribute(label, _) => Some(*label),
            _ => None,
        }
    }
}
