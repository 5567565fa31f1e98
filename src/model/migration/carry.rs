//! The article's part of a migration: the edits of annotations, relations and fields, and the
//! concerns to report.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::values::{self, Mapped, moved};
use super::{
    ArticleOutcome, DeletionPolicy, Holder, Migration, MigrationAction, MigrationIssue,
    MigrationSubject, SplitCriterion, SplitItem, Why, scheme,
};
use crate::audit::{self, Fault, FaultKind, audit};
use crate::codebook::{Attribute, Codebook};
use crate::document::Owner;
use crate::{
    Anchor, Annotation, AttributeId, AttributeValue, Attributes, Document, Edit, EditError,
    EntityId, LabelId, Relation, RelationId, RelationTypeId,
};

impl Migration {
    /// The outcome of the migration for an article when the codebook changes from `old` to `new`.
    ///
    /// `entities` are the ids of the project's entities, as for the audit.
    ///
    /// # Errors
    /// If the edit does not fit the document, which would be a bug of this program.
    pub fn outcome(
        &self,
        old: &Codebook,
        new: &Codebook,
        document: &Document,
        entities: Option<&HashSet<EntityId>>,
    ) -> Result<ArticleOutcome, EditError> {
        self.outcome_with(old, new, document, entities, &|_| false)
    }

    /// The same, with items that go the other way in a split than its criterion tells.
    ///
    /// # Errors
    /// See [`Self::outcome`].
    pub fn outcome_with(
        &self,
        old: &Codebook,
        new: &Codebook,
        document: &Document,
        entities: Option<&HashSet<EntityId>>,
        is_exception: &dyn Fn(&audit::FaultSubject) -> bool,
    ) -> Result<ArticleOutcome, EditError> {
        let mut draft = EditCollector::new(document, is_exception);
        match &self.subject {
            MigrationSubject::Label(label) => draft.migrate_label(label, &self.action, new),
            MigrationSubject::Relation(kind) => draft.migrate_relation(kind, &self.action, new),
            MigrationSubject::Attribute(holder, id) => {
                draft.migrate_attribute(holder, id, &self.action, old, new)
            }
            MigrationSubject::Choice(holder, id, path) => {
                if let Some(attribute) = declared(old, holder, id) {
                    draft.migrate_choice(self, holder, attribute, path, old);
                }
            }
        }
        let mut edits = draft.edits;
        edits.extend(self.of_decisions(document));
        let edit = Edit::Batch(edits);
        let before = audit(document, old, entities);
        let mut after = document.clone();
        after.apply(edit.clone())?;
        let mut concerns = draft.concerns;
        let after = audit(&after, new, entities);
        for fault in new_faults(before, after, |kind| self.renamed(kind)) {
            concerns.push(MigrationIssue {
                quote: quote_of(document, &fault.subject),
                subject: fault.subject,
                why: Why::Fault(fault.kind),
            });
        }
        Ok(ArticleOutcome {
            edit,
            annotations: draft.annotations.len(),
            relations: draft.relations.len(),
            concerns,
            split: draft.split,
        })
    }

    /// Maps an earlier fault to the new id after a renaming, so that it does not count as a new
    /// one.
    pub(super) fn renamed(&self, kind: FaultKind) -> FaultKind {
        let MigrationAction::Rename(to) = &self.action else {
            return kind;
        };
        let to = to.as_str();
        match (&self.subject, kind) {
            (MigrationSubject::Label(id), FaultKind::IllegalEnd(end, label)) if label == *id => {
                FaultKind::IllegalEnd(end, to.into())
            }
            (MigrationSubject::Relation(id), FaultKind::MissingRelation(kind)) if kind == *id => {
                FaultKind::MissingRelation(to.into())
            }
            (MigrationSubject::Attribute(_, id), FaultKind::MissingAttribute(name))
                if name == *id =>
            {
                FaultKind::MissingAttribute(to.into())
            }
            (MigrationSubject::Attribute(_, id), FaultKind::BadValue(name, why)) if name == *id => {
                FaultKind::BadValue(to.into(), why)
            }
            (_, kind) => kind,
        }
    }
}

/// The new faults: those of `after` that are not in `before`.
fn new_faults(
    before: Vec<Fault>,
    after: Vec<Fault>,
    renamed: impl Fn(FaultKind) -> FaultKind,
) -> Vec<Fault> {
    let mut known: HashMap<(audit::FaultSubject, String), usize> = HashMap::new();
    for fault in before {
        let message = renamed(fault.kind).to_string();
        *known.entry((fault.subject, message)).or_default() += 1;
    }
    let is_new =
        |fault: &Fault| match known.get_mut(&(fault.subject.clone(), fault.kind.to_string())) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
    after.into_iter().filter(is_new).collect()
}

fn declared<'a>(
    codebook: &'a Codebook,
    holder: &Holder,
    id: &AttributeId,
) -> Option<&'a Attribute> {
    let mut attributes = holder.attributes(codebook).iter();
    attributes.find(|attribute| attribute.id == *id)
}

/// An item with attributes: an annotation, a relation or the article.
enum AttributeOwner<'d> {
    Annotation(&'d Annotation),
    Relation(&'d Relation),
    Article,
}

impl AttributeOwner<'_> {
    fn set(&self, name: &AttributeId, value: Option<AttributeValue>) -> Edit {
        match self {
            Self::Annotation(annotation) => {
                let owner = Owner::Annotation(annotation.id.clone());
                Edit::SetAttribute(owner, name.clone(), value)
            }
            Self::Relation(relation) => {
                let owner = Owner::Relation(relation.id.clone());
                Edit::SetAttribute(owner, name.clone(), value)
            }
            Self::Article => Edit::SetField(name.to_string(), value),
        }
    }

    fn subject(&self) -> audit::FaultSubject {
        match self {
            Self::Annotation(annotation) => audit::FaultSubject::Annotation(annotation.id.clone()),
            Self::Relation(relation) => audit::FaultSubject::Relation(relation.id.clone()),
            Self::Article => audit::FaultSubject::Article,
        }
    }
}

/// Collects the edits of an article.
struct EditCollector<'d> {
    document: &'d Document,
    edits: Vec<Edit>,
    annotations: HashSet<&'d str>,
    relations: HashSet<RelationId>,
    concerns: Vec<MigrationIssue>,
    split: Vec<SplitItem>,
    is_exception: &'d dyn Fn(&audit::FaultSubject) -> bool,
}

impl<'d> EditCollector<'d> {
    fn new(document: &'d Document, is_exception: &'d dyn Fn(&audit::FaultSubject) -> bool) -> Self {
        Self {
            document,
            edits: Vec::new(),
            annotations: HashSet::new(),
            relations: HashSet::new(),
            concerns: Vec::new(),
            split: Vec::new(),
            is_exception,
        }
    }

    /// Whether an item that uses what is split goes to the new part.
    fn moves(
        &mut self,
        by: &SplitCriterion,
        values: &Attributes,
        subject: audit::FaultSubject,
        quote: String,
    ) -> bool {
        let moves = falls(by, values, || quote.as_str()) != (self.is_exception)(&subject);
        self.split.push(SplitItem {
            subject,
            quote,
            moves,
        });
        moves
    }

    fn all(&self) -> impl Iterator<Item = &'d Annotation> + use<'d> {
        let document = self.document;
        let all = document.annotations().iter().chain(document.detached());
        all.map(|annotation| &**annotation)
    }

    fn concern(&mut self, subject: audit::FaultSubject, why: Why) {
        let quote = quote_of(self.document, &subject);
        self.concerns.push(MigrationIssue {
            subject,
            quote,
            why,
        });
    }

    fn migrate_label(&mut self, label: &LabelId, action: &MigrationAction, new: &Codebook) {
        let document = self.document;
        for annotation in self.all().filter(|annotation| annotation.label == *label) {
            let to = match action {
                MigrationAction::Rename(to) | MigrationAction::Merge(to) => to,
                MigrationAction::Split { into, by } => {
                    let subject = audit::FaultSubject::Annotation(annotation.id.clone());
                    let quote = quote(document, annotation);
                    if !self.moves(by, &annotation.attributes, subject, quote) {
                        continue;
                    }
                    into
                }
                MigrationAction::Delete(DeletionPolicy::Remove) => {
                    self.annotations.insert(annotation.id.as_str());
                    self.remove(annotation);
                    continue;
                }
                _ => continue,
            };
            self.annotations.insert(annotation.id.as_str());
            let to = LabelId::from(to.as_str());
            let id = annotation.id.clone();
            self.edits.push(Edit::SetLabel(id, to.clone()));
            // An attribute with the same id may allow other values on the new label.
            for attribute in new.attributes_of(&to) {
                if let Some(value) = annotation.attributes.get(&attribute.id) {
                    let then = values::carried(value, attribute);
                    if then != *value {
                        let bearer = AttributeOwner::Annotation(annotation);
                        self.edits.push(bearer.set(&attribute.id, Some(then)));
                    }
                }
            }
        }
    }

    fn remove(&mut self, annotation: &'d Annotation) {
        let relations: Vec<&Arc<Relation>> = self.document.relations_of(&annotation.id).collect();
        for relation in relations {
            // Both of its ends may be removed; count the relation once.
            if self.relations.insert(relation.id.clone()) {
                self.edits.push(Edit::Unlink(relation.id.clone()));
                self.concern(
                    audit::FaultSubject::Relation(relation.id.clone()),
                    Why::Removed,
                );
            }
        }
        self.edits.push(Edit::Remove(annotation.id.clone()));
        self.concern(
            audit::FaultSubject::Annotation(annotation.id.clone()),
            Why::Removed,
        );
    }

    fn migrate_relation(
        &mut self,
        kind: &RelationTypeId,
        action: &MigrationAction,
        new: &Codebook,
    ) {
        let document = self.document;
        for relation in document.relations().filter(|r| r.kind == *kind) {
            let to = match action {
                MigrationAction::Rename(to) | MigrationAction::Merge(to) => to,
                MigrationAction::Split { into, by } => {
                    let subject = audit::FaultSubject::Relation(relation.id.clone());
                    let quote = quote_of_relation(document, relation);
                    if !self.moves(by, &relation.attributes, subject, quote) {
                        continue;
                    }
                    into
                }
                MigrationAction::Delete(DeletionPolicy::Remove) => {
                    self.relations.insert(relation.id.clone());
                    self.edits.push(Edit::Unlink(relation.id.clone()));
                    let subject = audit::FaultSubject::Relation(relation.id.clone());
                    self.concern(subject, Why::Removed);
                    continue;
                }
                _ => continue,
            };
            let mut then = (**relation).clone();
            then.kind = to.as_str().into();
            let declared = new.relation(&then.kind).map(|kind| &kind.attributes);
            for attribute in declared.into_iter().flatten() {
                if let Some(value) = then.attributes.get_mut(&attribute.id) {
                    *value = values::carried(value, attribute);
                }
            }
            self.relations.insert(relation.id.clone());
            self.edits.push(Edit::Unlink(relation.id.clone()));
            self.edits.push(Edit::Link(Arc::new(then)));
        }
    }

    /// All items to which an attribute of the holder applies, with their values.
    fn bearers(
        &self,
        holder: &Holder,
        id: &AttributeId,
        codebook: &Codebook,
    ) -> Vec<(AttributeOwner<'d>, Attributes)> {
        let document = self.document;
        match holder {
            Holder::Label(label) => self
                .all()
                .filter(|annotation| annotation.label == *label)
                .map(|a| (AttributeOwner::Annotation(a), a.attributes.clone()))
                .collect(),
            Holder::Annotations => {
                // A label's own attribute takes precedence over the common one with the same id.
                let has_own = |label: &LabelId| {
                    let label = codebook.label(label);
                    label.is_some_and(|label| label.attributes.iter().any(|a| a.id == *id))
                };
                self.all()
                    .filter(|annotation| !has_own(&annotation.label))
                    .map(|a| (AttributeOwner::Annotation(a), a.attributes.clone()))
                    .collect()
            }
            Holder::Relation(kind) => document
                .relations()
                .filter(|relation| relation.kind == *kind)
                .map(|r| (AttributeOwner::Relation(r), r.attributes.clone()))
                .collect(),
            Holder::Article => {
                let values = document.fields().values.iter();
                let values = values.map(|(name, value)| (name.as_str().into(), value.clone()));
                vec![(AttributeOwner::Article, values.collect())]
            }
        }
    }

    fn touch(&mut self, bearer: &AttributeOwner<'d>) {
        match bearer {
            AttributeOwner::Annotation(annotation) => {
                self.annotations.insert(annotation.id.as_str());
            }
            AttributeOwner::Relation(relation) => {
                self.relations.insert(relation.id.clone());
            }
            AttributeOwner::Article => {}
        }
    }

    fn migrate_attribute(
        &mut self,
        holder: &Holder,
        id: &AttributeId,
        action: &MigrationAction,
        old: &Codebook,
        new: &Codebook,
    ) {
        for (bearer, values) in self.bearers(holder, id, old) {
            let Some(value) = values.get(id) else {
                continue;
            };
            let mut edits = Vec::new();
            match action {
                // Do not overwrite an existing value under that id.
                MigrationAction::Rename(to) if values.contains_key(to.as_str()) => {}
                MigrationAction::Rename(to) => {
                    edits.push(bearer.set(id, None));
                    edits.push(bearer.set(&to.as_str().into(), Some(value.clone())));
                }
                MigrationAction::Merge(into) => {
                    let into = AttributeId::from(into.as_str());
                    let Some(attribute) = declared(new, holder, &into) else {
                        continue;
                    };
                    let carried = values::carried(value, attribute);
                    let both = match values.get(&into) {
                        None => Some(carried),
                        Some(there) => united(there, &carried),
                    };
                    if let Some(both) = both {
                        edits.push(bearer.set(id, None));
                        edits.push(bearer.set(&into, Some(both)));
                    }
                }
                MigrationAction::ChangeKind(_) => {
                    let Some(attribute) = declared(new, holder, id) else {
                        continue;
                    };
                    let then = values::carried(value, attribute);
                    if then != *value {
                        edits.push(bearer.set(id, Some(then)));
                    }
                }
                MigrationAction::Delete(DeletionPolicy::Remove) => {
                    edits.push(bearer.set(id, None));
                    let why = Why::ValueRemoved(id.clone(), value.clone());
                    self.concern(bearer.subject(), why);
                }
                MigrationAction::Delete(DeletionPolicy::Keep)
                | MigrationAction::Split { .. }
                | MigrationAction::Move(_) => {}
            }
            if !edits.is_empty() {
                self.touch(&bearer);
                self.edits.extend(edits);
            }
        }
    }

    fn migrate_choice(
        &mut self,
        migration: &Migration,
        holder: &Holder,
        attribute: &Attribute,
        path: &str,
        old: &Codebook,
    ) {
        let document = self.document;
        let moves = scheme::moves(&migration.subject, &migration.action, &attribute.kind);
        for (bearer, values) in self.bearers(holder, &attribute.id, old) {
            let Some(value) = values.get(&attribute.id) else {
                continue;
            };
            let quote = || match &bearer {
                AttributeOwner::Annotation(annotation) => quote(document, annotation),
                AttributeOwner::Relation(relation) => quote_of_relation(document, relation),
                AttributeOwner::Article => document.field("title").to_owned(),
            };
            let moves_to_new = match &migration.action {
                MigrationAction::Split { by, .. } if has_choice(value, path) => {
                    self.moves(by, &values, bearer.subject(), quote())
                }
                _ => false,
            };
            let then = values::map_choices(value, |choice| match (&migration.action, &moves) {
                (_, Some((from, to))) => match moved(choice, from, to) {
                    Some(to) => Mapped::To(to),
                    None => Mapped::Same,
                },
                (MigrationAction::Split { into, .. }, _) if choice == path && moves_to_new => {
                    let (above, _) = scheme::split_path(&attribute.kind, path);
                    Mapped::To(values::join(above, into))
                }
                (MigrationAction::Delete(DeletionPolicy::Remove), _)
                    if moved(choice, path, "").is_some() =>
                {
                    Mapped::Gone
                }
                _ => Mapped::Same,
            });
            if then.as_ref() == Some(value) {
                continue;
            }
            if migration.action == MigrationAction::Delete(DeletionPolicy::Remove) {
                let why =
                    Why::ValueRemoved(attribute.id.clone(), AttributeValue::Text(path.into()));
                self.concern(bearer.subject(), why);
            }
            self.touch(&bearer);
            self.edits.push(bearer.set(&attribute.id, then));
        }
    }
}

/// Merges two values; `None` if the attribute holds only one and they differ.
fn united(there: &AttributeValue, further: &AttributeValue) -> Option<AttributeValue> {
    match (there, further) {
        (AttributeValue::List(there), AttributeValue::List(further)) => {
            let mut both = there.clone();
            both.extend(further.iter().filter(|item| !there.contains(item)).cloned());
            Some(AttributeValue::List(both))
        }
        _ => (there == further).then(|| there.clone()),
    }
}

/// Whether a value is or has the choice at this path.
fn has_choice(value: &AttributeValue, path: &str) -> bool {
    match value {
        AttributeValue::Text(choice) => choice == path,
        AttributeValue::List(choices) => choices.iter().any(|choice| choice == path),
        _ => false,
    }
}

/// Whether an item belongs to the new part of a split.
fn falls<'q>(by: &SplitCriterion, values: &Attributes, quote: impl FnOnce() -> &'q str) -> bool {
    match by {
        SplitCriterion::All => true,
        SplitCriterion::Value(name, wanted) => match values.get(name) {
            Some(AttributeValue::List(items)) => items.contains(wanted),
            Some(value) => value.to_string() == *wanted,
            None => false,
        },
        SplitCriterion::Phrase(phrase) => quote().to_lowercase().contains(&phrase.to_lowercase()),
    }
}

fn quote_of(document: &Document, subject: &audit::FaultSubject) -> String {
    match subject {
        audit::FaultSubject::Article => String::new(),
        audit::FaultSubject::Annotation(id) => {
            let annotation = document.annotation(id);
            annotation.map_or_else(String::new, |annotation| quote(document, annotation))
        }
        audit::FaultSubject::Relation(id) => {
            let relation = document.relation(id);
            relation.map_or_else(String::new, |relation| {
                quote_of_relation(document, relation)
            })
        }
    }
}

fn quote(document: &Document, annotation: &Annotation) -> String {
    match &annotation.place {
        Anchor::At(fragments) => fragments.quote(document.text()),
        Anchor::Detached(lost) => lost.quote.join(" … "),
    }
}

fn quote_of_relation(document: &Document, relation: &Relation) -> String {
    let end = |id| {
        let annotation = document.annotation(id);
        annotation.map_or_else(String::new, |annotation| quote(document, annotation))
    };
    format!("{} → {}", end(&relation.from), end(&relation.to))
}
