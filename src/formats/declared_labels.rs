//! The labels that a dataset declares with their colours, apart from what its annotations use.
//!
//! It knows no format.

use std::collections::HashSet;

use crate::model::Codebook;
use crate::model::codebook::Label;
use crate::model::codebook_diff::united;
use crate::model::color_vision::pair_of;
use crate::model::label_style::StylesInUse;

use super::ImportSink;

/// Labels that are being collected.
pub struct DeclaredLabels {
    codebook: Codebook,
    styles: StylesInUse,
    known: HashSet<String>,
}

impl Default for DeclaredLabels {
    fn default() -> Self {
        Self {
            codebook: Codebook::default(),
            styles: StylesInUse::of(&[]),
            known: HashSet::new(),
        }
    }
}

impl DeclaredLabels {
    /// Adds a label, unless there is one of its name or it has none. Without a colour it gets one that is
    /// not in use.
    pub fn add(&mut self, name: &str, color: Option<[u8; 3]>, definition: &str) {
        if name.is_empty() || !self.known.insert(name.to_owned()) {
            return;
        }
        let mut label = Label::with_style(name, name, self.styles.unused());
        label.definition = definition.trim().to_owned();
        if let Some(light) = color {
            label.color = pair_of(light);
        }
        self.styles.add(label.color, label.line);
        self.codebook.labels.push(label);
    }

    /// Adds them to those that the dataset declared before.
    pub fn finish(self, intake: &mut ImportSink<'_>) {
        if self.known.is_empty() {
            return;
        }
        intake.codebook = match intake.codebook.take() {
            Some(before) => Some(united(&before, &self.codebook)),
            None => Some(self.codebook),
        };
    }
}
