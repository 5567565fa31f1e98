//! The values that a project defines: labels, statuses, coders and attributes that an option may
//! name.
//!
//! This module knows no project and no file; the caller that has opened a project fills it. The
//! codebook and the file names supply most values at no cost. Values that occur only in articles (a
//! label that the codebook lacks, a coder who is named within a sidecar) are added only when a
//! value would otherwise be rejected, since all articles must be read for them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::model::codebook::{Attribute, AttributeKind, Choice};
use crate::model::document::Status;
use crate::model::normalize::normalized;
use crate::model::{AttributeId, AttributeValue, Codebook, Document, LabelId};

use super::{ValueError, ValueKind};

/// The values that a project defines and options may name.
#[derive(Clone, Debug)]
pub struct KnownValues {
    /// The labels with their display names, in the order in which they were added.
    labels: Vec<(LabelId, String)>,
    /// The ids of these labels: a project may have thousands, and each annotation names one.
    label_ids: HashSet<LabelId>,
    statuses: Vec<Status>,
    coders: BTreeSet<String>,
    attributes: BTreeMap<AttributeId, KnownAttribute>,
}

/// An attribute, as labels declare it and as annotations use it.
#[derive(Clone, Debug, Default)]
struct KnownAttribute {
    /// The declarations, each with its label; `None` means that every annotation may have it.
    declared: Vec<(Option<LabelId>, Attribute)>,
    /// Undeclared values of annotations, with the labels of these annotations.
    in_use: BTreeSet<(LabelId, String)>,
}

impl Default for KnownValues {
    /// Only the statuses that every article may have.
    fn default() -> Self {
        Self {
            labels: Vec::new(),
            label_ids: HashSet::new(),
            statuses: Status::ALL.to_vec(),
            coders: BTreeSet::new(),
            attributes: BTreeMap::new(),
        }
    }
}

impl KnownValues {
    /// Adds what a codebook declares.
    pub fn add_codebook(&mut self, codebook: &Codebook) {
        for label in &codebook.labels {
            self.add_label(&label.id, &label.name);
            for attribute in &label.attributes {
                self.declare(Some(&label.id), attribute);
            }
        }
        for attribute in &codebook.annotation_attributes {
            self.declare(None, attribute);
        }
    }

    fn declare(&mut self, label: Option<&LabelId>, attribute: &Attribute) {
        let known = self.attributes.entry(attribute.id.clone()).or_default();
        known.declared.push((label.cloned(), attribute.clone()));
    }

    /// Adds a label with its display name.
    pub fn add_label(&mut self, id: &LabelId, name: &str) {
        if !self.label_ids.contains(id) {
            self.label_ids.insert(id.clone());
            self.labels.push((id.clone(), name.to_owned()));
        }
    }

    /// Adds a status.
    pub fn add_status(&mut self, status: &Status) {
        if !self.statuses.contains(status) {
            self.statuses.push(status.clone());
        }
    }

    /// Adds a coder; the empty name stands for annotations without a coder.
    pub fn add_coder(&mut self, name: &str) {
        if !self.coders.contains(name) {
            self.coders.insert(name.to_owned());
        }
    }

    /// Adds the values of an article and of a coder's annotations of it.
    pub fn add_article(&mut self, document: &Document, coder: &str) {
        self.add_coder(coder);
        self.add_status(&document.fields().status);
        for annotation in document.annotations().iter().chain(document.detached()) {
            let label = &annotation.label;
            self.add_label(label, label.as_str());
            for (id, value) in annotation.attributes.iter() {
                let known = self.attributes.entry(id.clone()).or_default();
                let mut add = |value: String| known.in_use.insert((label.clone(), value));
                match value {
                    AttributeValue::List(items) => items.iter().for_each(|item| {
                        add(item.clone());
                    }),
                    value => {
                        add(value.to_string());
                    }
                }
            }
        }
    }

    /// The label with this id, or the only one with this name, ignoring case.
    ///
    /// # Errors
    /// If there is no such label.
    pub fn label(&self, typed: &str) -> Result<LabelId, ValueError> {
        if let Some((id, _)) = self.labels.iter().find(|(id, _)| id.as_str() == typed) {
            return Ok(id.clone());
        }
        let sought = normalized(typed);
        let is_called = |(id, name): &&(LabelId, String)| {
            !sought.is_empty() && (normalized(name) == sought || normalized(id.as_str()) == sought)
        };
        let mut called = self.labels.iter().filter(is_called);
        match (called.next(), called.next()) {
            (Some((id, _)), None) => Ok(id.clone()),
            _ => {
                let ids = self.labels.iter().map(|(id, _)| id.as_str());
                Err(ValueError::unknown(ValueKind::Label, typed, ids))
            }
        }
    }

    /// The status with this name, in any spelling: `in-progress`, `In progress`.
    ///
    /// # Errors
    /// If there is no such status.
    pub fn status(&self, typed: &str) -> Result<Status, ValueError> {
        let sought = normalized(typed);
        let is_called = |status: &&Status| {
            let name = status.as_str();
            name == typed || (!sought.is_empty() && normalized(name) == sought)
        };
        let status = self.statuses.iter().find(is_called);
        status.cloned().ok_or_else(|| {
            let names = self.statuses.iter().map(Status::as_str);
            ValueError::unknown(ValueKind::Status, typed, names)
        })
    }

    /// The coder with this name. The match is case-sensitive, since coders may differ in case only.
    ///
    /// # Errors
    /// If no coder of this name has annotated anything.
    pub fn coder(&self, typed: &str) -> Result<String, ValueError> {
        self.coders.get(typed).cloned().ok_or_else(|| {
            let names = self.coders.iter().filter(|name| !name.is_empty());
            ValueError::unknown(ValueKind::Coder, typed, names)
        })
    }

    /// An attribute and one of its values, typed as `NAME=VALUE`: of this label if one is given.
    ///
    /// # Errors
    /// If it has another form, there is no such attribute, or the attribute cannot have the value.
    pub fn attribute(
        &self,
        label: Option<&LabelId>,
        typed: &str,
    ) -> Result<(AttributeId, String), ValueError> {
        let pair = typed.split_once('=').filter(|(name, _)| !name.is_empty());
        let (name, value) = pair
            .ok_or_else(|| ValueError::malformed(typed, "NAME=VALUE, such as polarity=against"))?;
        let known = self.attributes.get(name);
        let Some(known) = known.filter(|known| known.belongs_to(label)) else {
            let all = self.attributes.iter();
            let of_label = all.filter(|(_, known)| known.belongs_to(label));
            let names = of_label.map(|(id, _)| id.as_str());
            return Err(ValueError::unknown(ValueKind::Attribute, name, names));
        };
        if known.may_have(label, value) {
            return Ok((name.into(), value.to_owned()));
        }
        let valid = known.values(label);
        Err(match valid.as_slice() {
            [] => ValueError::malformed(value, known.expected(label)),
            _ => ValueError::unknown(ValueKind::AttributeValue, value, valid),
        })
    }
}

impl KnownAttribute {
    /// The declarations that apply to a label, or all.
    fn declared<'a>(&'a self, of: Option<&'a LabelId>) -> impl Iterator<Item = &'a Attribute> {
        let all = self.declared.iter().filter(move |(label, _)| {
            let (Some(of), Some(label)) = (of, label) else {
                return true;
            };
            of == label
        });
        all.map(|(_, attribute)| attribute)
    }

    fn in_use<'a>(&'a self, of: Option<&'a LabelId>) -> impl Iterator<Item = &'a str> {
        let all = self.in_use.iter();
        let of_label = all.filter(move |(label, _)| of.is_none_or(|of| of == label));
        of_label.map(|(_, value)| value.as_str())
    }

    fn belongs_to(&self, label: Option<&LabelId>) -> bool {
        self.declared(label).next().is_some() || self.in_use(label).next().is_some()
    }

    fn may_have(&self, label: Option<&LabelId>, value: &str) -> bool {
        let fits = |attribute: &Attribute| {
            let value = match &attribute.kind {
                // Match one value of the list: a comma is part of it.
                AttributeKind::Several(_) | AttributeKind::Tree { .. } => {
                    AttributeValue::List(vec![value.to_owned()])
                }
                kind => kind.value_of(value),
            };
            attribute.fault(&value).is_none()
        };
        // A prefix of a path matches it too.
        let is_of = |in_use: &str| {
            let rest = in_use.strip_prefix(value);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.declared(label).any(fits) || self.in_use(label).any(is_of)
    }

    /// The values to choose from; none if values are free text.
    fn values(&self, label: Option<&LabelId>) -> Vec<String> {
        let mut values = Vec::new();
        for attribute in self.declared(label) {
            match &attribute.kind {
                AttributeKind::Flag => values.extend(["true", "false"].map(str::to_owned)),
                kind => add_paths("", kind.choices(), &mut values),
            }
        }
        let mut seen = BTreeSet::new();
        values.retain(|value| seen.insert(value.clone()));
        values
    }

    /// The expected form of values that are not chosen from a list, in words.
    fn expected(&self, label: Option<&LabelId>) -> &'static str {
        let kind = self.declared(label).next().map(|attribute| &attribute.kind);
        match kind {
            Some(AttributeKind::Integer) => "a whole number, such as 12",
            Some(AttributeKind::Number) => "a number, such as 12 or 1.5",
            Some(AttributeKind::Date) => "a date, such as 2025-04-25, 2025-04 or 2025",
            _ => "a value that annotations have",
        }
    }
}

/// Adds the choices and all choices below them, as paths with slashes.
fn add_paths(above: &str, choices: &[Choice], paths: &mut Vec<String>) {
    for choice in choices {
        let path = format!("{above}{}", choice.id);
        let below = format!("{path}/");
        paths.push(path);
        add_paths(&below, &choice.choices, paths);
    }
}
