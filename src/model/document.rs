//! An annotated article, and the only function that changes it.
//!
//! [`Document::apply`] takes an [`Edit`], validates it, applies all of it or nothing, and returns
//! the inverse edit. Undo, the journal and bulk edits use nothing else.
//!
//! A document tolerates invalid content of a file: labels that the codebook lacks, dangling
//! relations. [`audit`](super::audit) reports them. Only edits are strict.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::annotation::{
    Anchor, Annotation, AnnotationId, AnnotationOrder, AttributeId, AttributeValue, Attributes,
    EntityId, LabelId, MAX_VALUE_BYTES,
};
use super::decision::{Decision, DecisionId};
use super::fields::FieldValues;
use super::relation::{Relation, RelationId};
use super::span_index::SpanIndex;
use super::text::{ByteOffset, Text};

/// The annotation status of an article (workflow state).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    #[default]
    New,
    InProgress,
    Done,
    Unsure,
    Skipped,
    /// A status that only a newer version of the program knows, kept unchanged.
    Other(Arc<str>),
}

impl Status {
    /// The statuses that a user can choose, in display order.
    pub const ALL: [Self; 5] = [
        Self::New,
        Self::InProgress,
        Self::Done,
        Self::Unsure,
        Self::Skipped,
    ];

    /// The name in files.
    pub fn as_str(&self) -> &str {
        match self {
            Self::New => "new",
            Self::InProgress => "in-progress",
            Self::Done => "done",
            Self::Unsure => "unsure",
            Self::Skipped => "skipped",
            Self::Other(name) => name,
        }
    }

    /// Reads the name in files.
    pub fn parse(name: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|status| status.as_str() == name)
            .unwrap_or_else(|| Self::Other(name.into()))
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The metadata of an article: its status and its fields by name.
///
/// Well-known names are in [`fields`](super::fields); the codebook may declare more, and any other name in a file
/// is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleFields {
    pub status: Status,
    pub values: BTreeMap<String, AttributeValue>,
}

/// A change of one document, as a value (the command of undo and redo).
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    Add(Arc<Annotation>),
    /// Fails if relations refer to it; [`Document::removal`] makes a batch that also unlinks.
    Remove(AnnotationId),
    SetPlace(AnnotationId, Anchor),
    SetLabel(AnnotationId, LabelId),
    SetEntity(AnnotationId, Option<EntityId>),
    SetAttribute(Owner, AttributeId, Option<AttributeValue>),
    SetMemo(AnnotationId, String),
    Link(Arc<Relation>),
    Unlink(RelationId),
    SetStatus(Status),
    SetField(String, Option<AttributeValue>),
    /// Sets or removes a decision of the agreed version.
    Decide(DecisionId, Option<Arc<Decision>>),
    /// Applied in order, all or nothing.
    Batch(Vec<Self>),
}

impl Edit {
    /// Whether it sets a text longer than [`MAX_VALUE_BYTES`].
    pub fn is_too_long(&self) -> bool {
        match self {
            Self::SetMemo(_, memo) => memo.len() > MAX_VALUE_BYTES,
            Self::SetAttribute(_, _, Some(value)) | Self::SetField(_, Some(value)) => {
                value.is_too_long()
            }
            Self::Decide(_, Some(decision)) => decision.note.len() > MAX_VALUE_BYTES,
            Self::Batch(edits) => edits.iter().any(Self::is_too_long),
            _ => false,
        }
    }
}

/// The target of an attribute edit: an annotation or a relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    Annotation(AnnotationId),
    Relation(RelationId),
}

/// Why [`Document::apply`] rejected an edit; the document is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    #[error("there is no annotation {0}")]
    NoAnnotation(AnnotationId),
    #[error("there is no relation {0}")]
    NoRelation(RelationId),
    #[error("the id {0} is taken")]
    IdTaken(String),
    #[error("annotation {0} reaches beyond the text")]
    OutsideText(AnnotationId),
    #[error("relation {1} still links annotation {0}")]
    StillLinked(AnnotationId, RelationId),
    #[error("the article has not been read")]
    NotRead,
    #[error("a text may have {} bytes at most: shorten it", MAX_VALUE_BYTES)]
    TooLong,
}

/// An article's text with its annotations, relations, status and fields.
#[derive(Clone, Debug)]
pub struct Document {
    text: Text,
    fields: ArticleFields,
    /// Annotations in place, by start, end, id.
    order: Vec<Arc<Annotation>>,
    /// Detached annotations, by id.
    detached: Vec<Arc<Annotation>>,
    /// Lookup by id: the start and end of each annotation, `None` while detached.
    places: HashMap<AnnotationId, Option<(ByteOffset, ByteOffset)>>,
    index: SpanIndex,
    counts: HashMap<LabelId, usize>,
    relations: BTreeMap<RelationId, Arc<Relation>>,
    links: HashMap<AnnotationId, Vec<RelationId>>,
    decisions: BTreeMap<DecisionId, Arc<Decision>>,
}

impl Document {
    /// A document without annotations.
    pub fn new(text: Text) -> Self {
        Self {
            text,
            fields: ArticleFields::default(),
            order: Vec::new(),
            detached: Vec::new(),
            places: HashMap::new(),
            index: SpanIndex::default(),
            counts: HashMap::new(),
            relations: BTreeMap::new(),
            links: HashMap::new(),
            decisions: BTreeMap::new(),
        }
    }

    /// A document from the content of a file.
    ///
    /// Relations may dangle; ids must be unique, so of several items with one id it keeps the first
    /// and returns the others.
    pub fn load(
        text: Text,
        fields: ArticleFields,
        annotations: Vec<Annotation>,
        relations: Vec<Relation>,
    ) -> (Self, Vec<Annotation>, Vec<Relation>) {
        let annotations = annotations.into_iter().map(Arc::new);
        let (document, same_id, same_relation_id) =
            Self::load_shared(text, fields, annotations, relations);
        let same_id = same_id.into_iter().map(Arc::unwrap_or_clone);
        (document, same_id.collect(), same_relation_id)
    }

    /// The same for annotations that are shared already, so that they are in memory once.
    pub fn load_shared(
        text: Text,
        fields: ArticleFields,
        annotations: impl ExactSizeIterator<Item = Arc<Annotation>>,
        relations: Vec<Relation>,
    ) -> (Self, Vec<Arc<Annotation>>, Vec<Relation>) {
        let mut document = Self::new(text);
        document.fields = fields;
        document.places.reserve(annotations.len());
        let (mut same_id, mut same_relation_id) = (Vec::new(), Vec::new());
        for annotation in annotations {
            if document.places.contains_key(&annotation.id) {
                same_id.push(annotation);
                continue;
            }
            // Sort once at the end instead of at each insertion.
            document.note(&annotation);
            match &annotation.place {
                Anchor::At(_) => document.order.push(annotation),
                Anchor::Detached(_) => document.detached.push(annotation),
            }
        }
        // Ids differ, so that no two are equal.
        let order = &mut document.order;
        order.sort_unstable_by(|a, b| a.order().cmp(&b.order()));
        for annotation in &document.order {
            document.index.insert(annotation);
        }
        document.detached.sort_by(|a, b| a.id.cmp(&b.id));
        for relation in relations {
            if document.relations.contains_key(&relation.id) {
                same_relation_id.push(relation);
            } else {
                document.insert_relation(Arc::new(relation));
            }
        }
        (document, same_id, same_relation_id)
    }

    /// Sets the decisions of the agreed version, as the content of a file. Of several with one id it keeps
    /// the first and returns how many others there were.
    pub fn load_decisions(
        &mut self,
        decisions: impl IntoIterator<Item = (DecisionId, Arc<Decision>)>,
    ) -> usize {
        let mut same_id = 0;
        for (id, decision) in decisions {
            match self.decisions.entry(id) {
                Entry::Vacant(free) => _ = free.insert(decision),
                Entry::Occupied(_) => same_id += 1,
            }
        }
        same_id
    }

    /// The article's text, which never changes.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Status and fields.
    pub fn fields(&self) -> &ArticleFields {
        &self.fields
    }

    /// Puts other values in the place of all fields. Nothing takes it back: what belongs to the article
    /// changes elsewhere, and is only shown here.
    pub fn show_values(&mut self, values: FieldValues) {
        self.fields.values = values;
    }

    /// Puts another value in the place of one field's, like [`Self::show_values`].
    pub fn show_value(&mut self, name: &str, value: Option<AttributeValue>) {
        swap(&mut self.fields.values, &name.to_owned(), value);
    }

    /// A text field's value, empty where it has none.
    pub fn field(&self, name: &str) -> &str {
        match self.fields.values.get(name) {
            Some(AttributeValue::Text(text)) => text,
            _ => "",
        }
    }

    /// Annotations in place, by start, end, id.
    pub fn annotations(&self) -> &[Arc<Annotation>] {
        &self.order
    }

    /// Detached annotations: those whose quote is no longer at its position in the text.
    pub fn detached(&self) -> &[Arc<Annotation>] {
        &self.detached
    }

    /// The annotation with this id, in place or detached.
    pub fn annotation(&self, id: &AnnotationId) -> Option<&Arc<Annotation>> {
        match self.rank_or_gap(id)? {
            Ok(rank) => self.order.get(rank),
            Err(index) => self.detached.get(index),
        }
    }

    /// The index of this annotation among those in place; `None` while it is detached.
    pub fn rank(&self, id: &AnnotationId) -> Option<usize> {
        self.rank_or_gap(id)?.ok()
    }

    /// Annotations that share a character with the range, by start, end, id.
    pub fn touching(&self, range: Range<usize>) -> Vec<&Arc<Annotation>> {
        let mut touching = self.index.near(range.clone());
        touching.retain(|annotation| {
            let fragments = annotation.fragments();
            fragments.is_some_and(|fragments| fragments.touching(range.clone()).next().is_some())
        });
        touching
    }

    /// Annotations at a position (hit test), the smallest first: the order in which repeated clicks
    /// cycle through them.
    pub fn at(&self, place: ByteOffset) -> Vec<&Arc<Annotation>> {
        let mut at = self.touching(place.0..place.0 + 1);
        at.sort_by_key(|annotation| annotation.fragments().map(|f| f.byte_len()));
        at
    }

    /// How many annotations carry each label, detached ones included.
    pub fn counts(&self) -> &HashMap<LabelId, usize> {
        &self.counts
    }

    /// All relations by id.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = &Arc<Relation>> {
        self.relations.values()
    }

    /// The relation with this id.
    pub fn relation(&self, id: &RelationId) -> Option<&Arc<Relation>> {
        self.relations.get(id)
    }

    /// Relations that start or end at an annotation.
    pub fn relations_of(&self, id: &AnnotationId) -> impl Iterator<Item = &Arc<Relation>> {
        self.links
            .get(id)
            .into_iter()
            .flatten()
            .filter_map(|id| self.relations.get(id))
    }

    /// How many relations start or end at an annotation.
    pub fn count_relations_of(&self, id: &AnnotationId) -> usize {
        self.links.get(id).map_or(0, Vec::len)
    }

    /// The decisions of the agreed version by id; none in the work of a coder.
    pub fn decisions(&self) -> &BTreeMap<DecisionId, Arc<Decision>> {
        &self.decisions
    }

    /// The edit that removes an annotation together with its relations.
    pub fn removal(&self, id: &AnnotationId) -> Edit {
        let mut edits: Vec<Edit> = self
            .relations_of(id)
            .map(|relation| Edit::Unlink(relation.id.clone()))
            .collect();
        edits.push(Edit::Remove(id.clone()));
        Edit::Batch(edits)
    }

    /// Applies an edit and returns the inverse edit, for undo.
    ///
    /// # Errors
    /// If the edit does not fit the document; the document is then unchanged.
    pub fn apply(&mut self, edit: Edit) -> Result<Edit, EditError> {
        match edit {
            Edit::Add(annotation) => self.add(annotation),
            Edit::Remove(id) => self.remove(&id),
            Edit::SetPlace(id, place) => {
                self.check_place(&id, &place)?;
                let old = self.change(&id, |a| std::mem::replace(&mut a.place, place))?;
                Ok(Edit::SetPlace(id, old))
            }
            Edit::SetLabel(id, label) => {
                let old = self.change(&id, |a| std::mem::replace(&mut a.label, label))?;
                Ok(Edit::SetLabel(id, old))
            }
            Edit::SetEntity(id, entity) => {
                let old = self.change(&id, |a| std::mem::replace(&mut a.entity, entity))?;
                Ok(Edit::SetEntity(id, old))
            }
            Edit::SetMemo(id, memo) => {
                let old = self.change(&id, |a| std::mem::replace(&mut a.memo, memo))?;
                Ok(Edit::SetMemo(id, old))
            }
            Edit::SetAttribute(owner, name, value) => self.set_attribute(owner, name, value),
            Edit::Link(relation) => self.link(relation),
            Edit::Unlink(id) => {
                let relation = self.remove_relation(&id)?;
                Ok(Edit::Link(relation))
            }
            Edit::SetStatus(status) => {
                let old = std::mem::replace(&mut self.fields.status, status);
                Ok(Edit::SetStatus(old))
            }
            Edit::SetField(name, value) => {
                let old = swap(&mut self.fields.values, &name, value);
                Ok(Edit::SetField(name, old))
            }
            Edit::Decide(id, decision) => {
                let old = swap(&mut self.decisions, &id, decision);
                Ok(Edit::Decide(id, old))
            }
            Edit::Batch(edits) => self.batch(edits),
        }
    }

    fn batch(&mut self, edits: Vec<Edit>) -> Result<Edit, EditError> {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    for inverse in inverses.into_iter().rev() {
                        let undone = self.apply(inverse);
                        debug_assert!(undone.is_ok(), "an inverse always fits");
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::Batch(inverses))
    }

    fn add(&mut self, annotation: Arc<Annotation>) -> Result<Edit, EditError> {
        // A dangling relation occupies the id too: undo must be able to remove what is added.
        let linked = self.relations_of(&annotation.id).next().is_some();
        if linked || self.places.contains_key(&annotation.id) {
            return Err(EditError::IdTaken(annotation.id.to_string()));
        }
        self.check_place(&annotation.id, &annotation.place)?;
        let id = annotation.id.clone();
        self.insert(annotation);
        Ok(Edit::Remove(id))
    }

    fn remove(&mut self, id: &AnnotationId) -> Result<Edit, EditError> {
        if let Some(relation) = self.relations_of(id).next() {
            return Err(EditError::StillLinked(id.clone(), relation.id.clone()));
        }
        Ok(Edit::Add(self.take(id)?))
    }

    /// Removes an annotation from the indexes, changes it and inserts it at its new position.
    fn change<T>(
        &mut self,
        id: &AnnotationId,
        change: impl FnOnce(&mut Annotation) -> T,
    ) -> Result<T, EditError> {
        let mut annotation = self.take(id)?;
        let old = change(Arc::make_mut(&mut annotation));
        self.insert(annotation);
        Ok(old)
    }

    fn set_attribute(
        &mut self,
        owner: Owner,
        name: AttributeId,
        value: Option<AttributeValue>,
    ) -> Result<Edit, EditError> {
        let set = |attributes: &mut Attributes| swap(attributes, &name, value);
        let old = match &owner {
            Owner::Annotation(id) => self.change(id, |a| set(&mut a.attributes))?,
            Owner::Relation(id) => {
                let relation = self
                    .relations
                    .get_mut(id)
                    .ok_or_else(|| EditError::NoRelation(id.clone()))?;
                set(&mut Arc::make_mut(relation).attributes)
            }
        };
        Ok(Edit::SetAttribute(owner, name, old))
    }

    fn link(&mut self, relation: Arc<Relation>) -> Result<Edit, EditError> {
        if self.relations.contains_key(&relation.id) {
            return Err(EditError::IdTaken(relation.id.to_string()));
        }
        // A loaded file may contain dangling relations, and undoing an unlink must restore one;
        // the caller that offers the ends of a new link validates them.
        let id = relation.id.clone();
        self.insert_relation(relation);
        Ok(Edit::Unlink(id))
    }

    fn check_place(&self, id: &AnnotationId, place: &Anchor) -> Result<(), EditError> {
        let Anchor::At(fragments) = place else {
            return Ok(());
        };
        // `Span::new` validates a span, but perhaps against another text.
        let fits = fragments
            .iter()
            .all(|span| self.text.slice(span.start(), span.end()).is_some());
        if fits {
            Ok(())
        } else {
            Err(EditError::OutsideText(id.clone()))
        }
    }

    /// Adds an annotation to the lookup by id and to the counts.
    fn note(&mut self, annotation: &Arc<Annotation>) {
        self.places.insert(
            annotation.id.clone(),
            annotation.fragments().map(|f| (f.start(), f.end())),
        );
        *self.counts.entry(annotation.label.clone()).or_default() += 1;
    }

    fn insert(&mut self, annotation: Arc<Annotation>) {
        self.note(&annotation);
        self.index.insert(&annotation);
        if annotation.fragments().is_some() {
            let order = annotation.order();
            let at = self.order.partition_point(|other| other.order() < order);
            self.order.insert(at, annotation);
        } else {
            let at = self.detached.partition_point(|a| a.id < annotation.id);
            self.detached.insert(at, annotation);
        }
    }

    fn take(&mut self, id: &AnnotationId) -> Result<Arc<Annotation>, EditError> {
        let annotation = match self.rank_or_gap(id) {
            Some(Ok(rank)) => self.order.remove(rank),
            Some(Err(index)) => self.detached.remove(index),
            None => return Err(EditError::NoAnnotation(id.clone())),
        };
        self.index.remove(&annotation);
        self.places.remove(id);
        if let Some(count) = self.counts.get_mut(&annotation.label) {
            *count -= 1;
        }
        Ok(annotation)
    }

    /// Index in `order` (`Ok`) or in `detached` (`Err`).
    fn rank_or_gap(&self, id: &AnnotationId) -> Option<Result<usize, usize>> {
        match *self.places.get(id)? {
            Some((start, end)) => {
                let order: AnnotationOrder<'_> = (start, end, id);
                let rank = self.order.partition_point(|a| a.order() < Some(order));
                Some(Ok(rank))
            }
            None => Some(Err(self.detached.partition_point(|a| a.id < *id))),
        }
    }

    fn insert_relation(&mut self, relation: Arc<Relation>) {
        for end in ends(&relation) {
            self.links
                .entry(end.clone())
                .or_default()
                .push(relation.id.clone());
        }
        self.relations.insert(relation.id.clone(), relation);
    }

    fn remove_relation(&mut self, id: &RelationId) -> Result<Arc<Relation>, EditError> {
        let relation = self
            .relations
            .remove(id)
            .ok_or_else(|| EditError::NoRelation(id.clone()))?;
        for end in ends(&relation) {
            if let Some(links) = self.links.get_mut(end) {
                links.retain(|other| other != id);
            }
        }
        Ok(relation)
    }
}

/// The annotations at a relation's ends, one where both are the same.
fn ends(relation: &Relation) -> impl Iterator<Item = &AnnotationId> {
    let to = (relation.to != relation.from).then_some(&relation.to);
    std::iter::once(&relation.from).chain(to)
}

/// Sets or removes a value and returns the old one.
fn swap<K: Ord + Clone, V>(map: &mut BTreeMap<K, V>, key: &K, value: Option<V>) -> Option<V> {
    match value {
        Some(value) => map.insert(key.clone(), value),
        None => map.remove(key),
    }
}

#[cfg(test)]
#[path = "document_tests.rs"]
mod tests;
