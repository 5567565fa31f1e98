//! The codebook's part of a migration: the codebook after renaming, merging, splitting, deleting or
//! moving an item.

use super::values::{self, Mapped, join, moved};
use super::{DeletionPolicy, Holder, Migration, MigrationAction, MigrationError, MigrationSubject};
use crate::codebook::{Attribute, AttributeKind, Choice, Codebook, choice_at};
use crate::fields;
use crate::label_style::LabelStyle;
use crate::{AttributeId, LabelId, RelationTypeId};

impl Migration {
    /// The codebook after the migration, with an increased version.
    ///
    /// # Errors
    /// If the migration is impossible.
    pub fn codebook(&self, old: &Codebook) -> Result<Codebook, MigrationError> {
        let mut codebook = old.clone();
        match &self.subject {
            MigrationSubject::Label(id) => migrate_label(&mut codebook, id, &self.action)?,
            MigrationSubject::Relation(id) => migrate_relation(&mut codebook, id, &self.action)?,
            MigrationSubject::Attribute(holder, id) => {
                migrate_attribute(&mut codebook, holder, id, &self.action)?;
            }
            MigrationSubject::Choice(holder, id, path) => {
                migrate_choice(&mut codebook, holder, id, path, &self.action)?;
            }
        }
        codebook.version = super::next_version(&old.version);
        Ok(codebook)
    }
}

impl Holder {
    /// The attributes that it declares.
    pub fn attributes<'a>(&self, codebook: &'a Codebook) -> &'a [Attribute] {
        match self {
            Self::Label(id) => codebook.label(id).map_or(&[], |label| &label.attributes),
            Self::Annotations => &codebook.annotation_attributes,
            Self::Relation(id) => codebook.relation(id).map_or(&[], |kind| &kind.attributes),
            Self::Article => &codebook.document_fields,
        }
    }

    /// The attributes that it declares, mutable; `None` if it is not in the codebook.
    pub fn attributes_mut<'a>(&self, codebook: &'a mut Codebook) -> Option<&'a mut Vec<Attribute>> {
        match self {
            Self::Label(id) => {
                let label = codebook.labels.iter_mut().find(|label| label.id == *id);
                label.map(|label| &mut label.attributes)
            }
            Self::Annotations => Some(&mut codebook.annotation_attributes),
            Self::Relation(id) => {
                let kind = codebook.relations.iter_mut().find(|kind| kind.id == *id);
                kind.map(|kind| &mut kind.attributes)
            }
            Self::Article => Some(&mut codebook.document_fields),
        }
    }
}

/// The choices below a path of ids; the top for an empty one.
fn choices_below<'a>(choices: &'a mut Vec<Choice>, path: &[&str]) -> Option<&'a mut Vec<Choice>> {
    match path.split_first() {
        None => Some(choices),
        Some((first, below)) => {
            let choice = choices.iter_mut().find(|choice| choice.id == *first)?;
            choices_below(&mut choice.choices, below)
        }
    }
}

fn require_unused(id: &str, taken: bool) -> Result<(), MigrationError> {
    if id.trim() != id || id.is_empty() || id.contains('/') {
        Err(MigrationError::NotAnId(id.to_owned()))
    } else if taken {
        Err(MigrationError::Taken(id.to_owned()))
    } else {
        Ok(())
    }
}

fn unknown(id: impl ToString) -> MigrationError {
    MigrationError::Unknown(id.to_string())
}

fn migrate_label(
    codebook: &mut Codebook,
    id: &LabelId,
    action: &MigrationAction,
) -> Result<(), MigrationError> {
    let found = codebook.labels.iter().position(|label| label.id == *id);
    let at = found.ok_or_else(|| unknown(id))?;
    let is_taken = |codebook: &Codebook, id: &str| codebook.label(&id.into()).is_some();
    match action {
        MigrationAction::Rename(to) => {
            require_unused(to, is_taken(codebook, to))?;
            codebook.labels[at].id = to.as_str().into();
            replace_end(codebook, id, Some(to));
        }
        MigrationAction::Merge(into) if into == id.as_str() => return Err(MigrationError::Itself),
        MigrationAction::Merge(into) => {
            if !is_taken(codebook, into) {
                return Err(unknown(into));
            }
            let merged = codebook.labels.remove(at);
            let common: Vec<AttributeId> = codebook
                .annotation_attributes
                .iter()
                .map(|attribute| attribute.id.clone())
                .collect();
            let into_label = codebook.labels.iter_mut().find(|l| l.id.as_str() == into);
            if let Some(label) = into_label {
                let further = merged.attributes.into_iter();
                let further = further.filter(|attribute| !common.contains(&attribute.id));
                add_attributes(&mut label.attributes, further);
            }
            replace_end(codebook, id, Some(into));
        }
        MigrationAction::Split { into, .. } => {
            require_unused(into, is_taken(codebook, into))?;
            let mut new = codebook.labels[at].clone();
            new.id = into.as_str().into();
            new.name.clone_from(into);
            new.keys.clear();
            LabelStyle {
                color: new.color,
                line: new.line,
            } = codebook.unused_style();
            let new_id = new.id.clone();
            codebook.labels.insert(at + 1, new);
            for kind in &mut codebook.relations {
                for ends in [&mut kind.from, &mut kind.to] {
                    if ends.contains(id) {
                        ends.push(new_id.clone());
                    }
                }
            }
        }
        MigrationAction::Delete(DeletionPolicy::Keep) => codebook.labels[at].enabled = false,
        MigrationAction::Delete(DeletionPolicy::Remove) => {
            codebook.labels.remove(at);
            replace_end(codebook, id, None);
        }
        MigrationAction::ChangeKind(_) | MigrationAction::Move(_) => {
            return Err(MigrationError::Impossible);
        }
    }
    Ok(())
}

/// Replaces a label by another, or by none, in the allowed ends of relation types.
fn replace_end(codebook: &mut Codebook, old: &LabelId, new: Option<&String>) {
    for kind in &mut codebook.relations {
        for ends in [&mut kind.from, &mut kind.to] {
            let Some(at) = ends.iter().position(|end| end == old) else {
                continue;
            };
            match new.map(|new| LabelId::from(new.as_str())) {
                Some(new) if !ends.contains(&new) => ends[at] = new,
                _ => {
                    ends.remove(at);
                }
            }
        }
    }
}

fn migrate_relation(
    codebook: &mut Codebook,
    id: &RelationTypeId,
    action: &MigrationAction,
) -> Result<(), MigrationError> {
    let found = codebook.relations.iter().position(|kind| kind.id == *id);
    let at = found.ok_or_else(|| unknown(id))?;
    let is_taken = |codebook: &Codebook, id: &str| codebook.relation(&id.into()).is_some();
    match action {
        MigrationAction::Rename(to) => {
            require_unused(to, is_taken(codebook, to))?;
            codebook.relations[at].id = to.as_str().into();
        }
        MigrationAction::Merge(into) if into == id.as_str() => return Err(MigrationError::Itself),
        MigrationAction::Merge(into) => {
            if !is_taken(codebook, into) {
                return Err(unknown(into));
            }
            let merged = codebook.relations.remove(at);
            let kinds = &mut codebook.relations;
            if let Some(kind) = kinds.iter_mut().find(|kind| kind.id.as_str() == into) {
                for (ends, further) in [(&mut kind.from, merged.from), (&mut kind.to, merged.to)] {
                    for end in further {
                        if !ends.contains(&end) {
                            ends.push(end);
                        }
                    }
                }
                add_attributes(&mut kind.attributes, merged.attributes.into_iter());
            }
        }
        MigrationAction::Split { into, .. } => {
            require_unused(into, is_taken(codebook, into))?;
            let mut new = codebook.relations[at].clone();
            new.id = into.as_str().into();
            new.name.clone_from(into);
            new.key = None;
            // An annotation need not have both parts of the split.
            new.required_for = None;
            codebook.relations.insert(at + 1, new);
        }
        MigrationAction::Delete(_) => {
            codebook.relations.remove(at);
        }
        MigrationAction::ChangeKind(_) | MigrationAction::Move(_) => {
            return Err(MigrationError::Impossible);
        }
    }
    Ok(())
}

/// Adds the attributes that are missing.
fn add_attributes(own: &mut Vec<Attribute>, further: impl Iterator<Item = Attribute>) {
    for attribute in further {
        if own.iter().all(|other| other.id != attribute.id) {
            own.push(attribute);
        }
    }
}

/// Whether the id of an attribute is already taken where the holder's attributes apply.
fn is_attribute_taken(codebook: &Codebook, holder: &Holder, id: &str) -> bool {
    let has = |attributes: &[Attribute]| attributes.iter().any(|a| a.id.as_str() == id);
    let elsewhere = match holder {
        Holder::Label(_) => has(&codebook.annotation_attributes),
        Holder::Annotations => codebook.labels.iter().any(|label| has(&label.attributes)),
        Holder::Relation(_) => false,
        Holder::Article => fields::WELL_KNOWN.contains(&id),
    };
    elsewhere || has(holder.attributes(codebook))
}

fn migrate_attribute(
    codebook: &mut Codebook,
    holder: &Holder,
    id: &AttributeId,
    action: &MigrationAction,
) -> Result<(), MigrationError> {
    if let MigrationAction::Rename(to) = action {
        require_unused(to, is_attribute_taken(codebook, holder, to))?;
    }
    let own = holder.attributes_mut(codebook).ok_or_else(|| unknown(id))?;
    let found = own.iter().position(|attribute| attribute.id == *id);
    let at = found.ok_or_else(|| unknown(id))?;
    match action {
        MigrationAction::Rename(to) => own[at].id = to.as_str().into(),
        MigrationAction::Merge(into) if into == id.as_str() => return Err(MigrationError::Itself),
        MigrationAction::Merge(into) => {
            let into_at = own.iter().position(|a| a.id.as_str() == into);
            let into_at = into_at.ok_or_else(|| unknown(into))?;
            let choices = own[at].kind.choices().to_vec();
            if let Some(own) = own[into_at].kind.choices_mut() {
                add_choices(own, choices);
            }
            own.remove(at);
        }
        MigrationAction::Delete(_) => {
            own.remove(at);
        }
        MigrationAction::ChangeKind(kind) => {
            let attribute = &mut own[at];
            attribute.kind = kind.clone();
            if let Some(default) = &attribute.default {
                let default = values::carried(default, attribute);
                let fits = attribute.fault(&default).is_none();
                attribute.default = fits.then_some(default);
            }
        }
        MigrationAction::Split { .. } | MigrationAction::Move(_) => {
            return Err(MigrationError::Impossible);
        }
    }
    Ok(())
}

/// Adds the missing choices, and recursively the missing children of existing ones.
fn add_choices(own: &mut Vec<Choice>, further: Vec<Choice>) {
    for choice in further {
        match own.iter_mut().find(|other| other.id == choice.id) {
            Some(same) => add_choices(&mut same.choices, choice.choices),
            None => own.push(choice),
        }
    }
}

/// The old and the new path of a choice in a migration. `None` if it does not move.
pub(super) fn moves(
    subject: &MigrationSubject,
    action: &MigrationAction,
    kind: &AttributeKind,
) -> Option<(String, String)> {
    let MigrationSubject::Choice(_, _, path) = subject else {
        return None;
    };
    let (above, last) = split_path(kind, path);
    let to = match action {
        MigrationAction::Rename(to) => join(above, to),
        MigrationAction::Merge(into) => into.clone(),
        MigrationAction::Move(parent) => join(parent, last),
        _ => return None,
    };
    Some((path.clone(), to))
}

/// Splits the path of a choice into its parent's path and its own id.
pub(super) fn split_path<'p>(kind: &AttributeKind, path: &'p str) -> (&'p str, &'p str) {
    match (kind, path.rsplit_once('/')) {
        (AttributeKind::Tree { .. }, Some(parts)) => parts,
        _ => ("", path),
    }
}

/// Splits a path into ids; the top of the tree has none.
pub(super) fn ids<'p>(kind: &AttributeKind, path: &'p str) -> Vec<&'p str> {
    match kind {
        _ if path.is_empty() => Vec::new(),
        AttributeKind::Tree { .. } => path.split('/').collect(),
        _ => vec![path],
    }
}

fn migrate_choice(
    codebook: &mut Codebook,
    holder: &Holder,
    id: &AttributeId,
    path: &str,
    action: &MigrationAction,
) -> Result<(), MigrationError> {
    let own = holder.attributes_mut(codebook).ok_or_else(|| unknown(id))?;
    let found = own.iter_mut().find(|attribute| attribute.id == *id);
    let attribute = found.ok_or_else(|| unknown(id))?;
    let kind = attribute.kind.clone();
    let (above, last) = split_path(&kind, path);
    let above = ids(&kind, above);
    let subject = MigrationSubject::Choice(holder.clone(), id.clone(), path.to_owned());
    let moves = moves(&subject, action, &kind);
    let choices = attribute
        .kind
        .choices_mut()
        .ok_or(MigrationError::Impossible)?;
    if choice_at(choices, &ids(&kind, path)).is_none() {
        return Err(unknown(path));
    }
    // A choice must not move below itself: that would create a cycle.
    let is_inside = |to: &str| moved(to, path, "").is_some();
    let mut gone = None;
    match action {
        MigrationAction::Rename(to) => {
            let siblings = choices_below(choices, &above).ok_or_else(|| unknown(path))?;
            require_unused(to, siblings.iter().any(|choice| choice.id == *to))?;
            if let Some(choice) = siblings.iter_mut().find(|choice| choice.id == last) {
                choice.id.clone_from(to);
            }
        }
        MigrationAction::Merge(into) => {
            if is_inside(into) {
                return Err(MigrationError::Itself);
            }
            if choice_at(choices, &ids(&kind, into)).is_none() {
                return Err(unknown(into));
            }
            let merged = take(choices, &above, last).ok_or_else(|| unknown(path))?;
            if let Some(below) = choices_below(choices, &ids(&kind, into)) {
                add_choices(below, merged.choices);
            }
        }
        MigrationAction::Move(parent) => {
            if !matches!(kind, AttributeKind::Tree { .. }) {
                return Err(MigrationError::Impossible);
            }
            if is_inside(parent) {
                return Err(MigrationError::Itself);
            }
            let parent = ids(&kind, parent);
            let below = choices_below(choices, &parent).ok_or_else(|| unknown(parent.join("/")))?;
            if below.iter().any(|choice| choice.id == last) {
                return Err(MigrationError::Taken(last.to_owned()));
            }
            let taken = take(choices, &above, last).ok_or_else(|| unknown(path))?;
            if let Some(below) = choices_below(choices, &parent) {
                below.push(taken);
            }
        }
        MigrationAction::Split { into, .. } => {
            let siblings = choices_below(choices, &above).ok_or_else(|| unknown(path))?;
            require_unused(into, siblings.iter().any(|choice| choice.id == *into))?;
            if let Some(at) = siblings.iter().position(|choice| choice.id == last) {
                let new = Choice {
                    id: into.clone(),
                    name: into.clone(),
                    key: None,
                    choices: Vec::new(),
                    ..siblings[at].clone()
                };
                siblings.insert(at + 1, new);
            }
        }
        MigrationAction::Delete(DeletionPolicy::Keep) => {
            let siblings = choices_below(choices, &above).ok_or_else(|| unknown(path))?;
            if let Some(choice) = siblings.iter_mut().find(|choice| choice.id == last) {
                choice.enabled = false;
            }
        }
        MigrationAction::Delete(DeletionPolicy::Remove) => {
            take(choices, &above, last);
            gone = Some(path);
        }
        MigrationAction::ChangeKind(_) => return Err(MigrationError::Impossible),
    }
    if let Some(default) = &attribute.default {
        attribute.default = values::map_choices(default, |choice| {
            if let Some((from, to)) = &moves
                && let Some(to) = moved(choice, from, to)
            {
                return Mapped::To(to);
            }
            match gone {
                Some(gone) if moved(choice, gone, "").is_some() => Mapped::Gone,
                _ => Mapped::Same,
            }
        });
    }
    Ok(())
}

fn take(choices: &mut Vec<Choice>, above: &[&str], id: &str) -> Option<Choice> {
    let siblings = choices_below(choices, above)?;
    let at = siblings.iter().position(|choice| choice.id == id)?;
    Some(siblings.remove(at))
}
