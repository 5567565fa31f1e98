//! The serde types of edits and changes in the journal, and their conversion to and from the model.
//!
//! Annotations and relations have the form of the sidecar. An annotation's position is stored
//! twice: in bytes, which applies as long as the article is the same, and with its quote as in the
//! sidecar, to re-anchor it if the article has changed since.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::codebook::{self, CodebookError, CodebookFile};
use crate::entities::{self, EntityError};
use crate::json::{attribute_value, write_value};
use crate::model::document::{Owner, Status};
use crate::model::history::{ArticleId, Change, CodingId};
use crate::model::{
    Anchor, Annotation, AttributeValue, Attributes, Edit, Provenance, Text, Unknown,
};
use crate::names::NameCache;
use crate::sidecar::single::{self, ItemError, RecordedPosition};

/// Why an entry of the journal contains nothing that the model knows.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    #[error(transparent)]
    Item(#[from] ItemError),
    #[error(transparent)]
    Codebook(#[from] CodebookError),
    #[error(transparent)]
    Entity(#[from] EntityError),
    #[error("it has too many articles")]
    TooManyArticles,
    #[error("it names no file")]
    NoFile,
}

/// A change of a coding or of an article's field, which references its file by the index in the
/// action's list, or a change of the shared files.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JournalChange {
    Article(usize, EditForm),
    /// A field that belongs to an article, and the value if there is one.
    Field(usize, String, Vec<Box<RawValue>>),
    Codebook(Box<RawValue>),
    Entity(String, Option<Box<RawValue>>),
}

/// A change of one document.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditForm {
    Add(PlacedForm),
    Remove(String),
    /// An annotation's new position: only its id and the position.
    Place(PlacedForm),
    Label(String, String),
    Entity(String, Option<String>),
    /// Annotation, attribute, and the value if there is one.
    Attribute(String, String, Vec<Box<RawValue>>),
    RelationAttribute(String, String, Vec<Box<RawValue>>),
    Memo(String, String),
    Link(Box<RawValue>),
    Unlink(String),
    Status(String),
    Field(String, Vec<Box<RawValue>>),
    /// A decision with its id.
    Decide(Box<RawValue>),
    /// The id of a decision that is removed.
    Undecide(String),
    Batch(Vec<Self>),
}

/// An annotation as in a sidecar, and the byte ranges of its fragments.
#[derive(Debug, Serialize, Deserialize)]
pub struct PlacedForm {
    line: Box<RawValue>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bytes: Vec<(usize, usize)>,
}

impl JournalChange {
    /// Converts a change of the model; `coding` returns the index of a coding in the action's list and
    /// its text, `article` the index of an article's own file.
    pub fn new<'a>(
        change: &Change,
        coding: impl Fn(CodingId) -> Option<(usize, &'a Text)>,
        article: impl Fn(ArticleId) -> Option<usize>,
    ) -> serde_json::Result<Option<Self>> {
        Ok(match change {
            Change::Coding(id, edit) => match coding(*id) {
                Some((index, text)) => Some(Self::Article(index, EditForm::new(edit, text)?)),
                None => None,
            },
            Change::Field(id, name, value) => match article(*id) {
                Some(index) => {
                    let value = value_form(value.as_ref())?;
                    Some(Self::Field(index, name.clone(), value))
                }
                None => None,
            },
            Change::Codebook(codebook) => {
                let line = CodebookFile::line_of(codebook)?;
                Some(Self::Codebook(RawValue::from_string(line)?))
            }
            Change::Entity(id, entity) => {
                let line = entity.as_ref().map(|entity| {
                    let mut line = Vec::new();
                    entities::write_entity(entity, &mut line).map_err(serde_json::Error::io)?;
                    raw(line)
                });
                Some(Self::Entity(id.to_string(), line.transpose()?))
            }
        })
    }

    /// Converts to a change of the model. The id of a coding or an article is its index in the list;
    /// `text` returns the current text of an article that has changed since.
    ///
    /// # Errors
    /// If it contains nothing that the model knows.
    pub fn read(&self, text: impl Fn(usize) -> Option<Text>) -> Result<Change, EntryError> {
        Ok(match self {
            Self::Article(index, edit) => {
                let id = u32::try_from(*index).map_err(|_| EntryError::TooManyArticles)?;
                let text = text(*index);
                Change::Coding(
                    CodingId(id),
                    edit.read(text.as_ref(), &mut NameCache::default())?,
                )
            }
            Self::Field(index, name, value) => {
                let id = u32::try_from(*index).map_err(|_| EntryError::TooManyArticles)?;
                Change::Field(ArticleId(id), name.clone(), read_value(value))
            }
            Self::Codebook(line) => {
                let file = codebook::read(line.get().as_bytes())?;
                Change::Codebook(Arc::new(file.codebook))
            }
            Self::Entity(id, line) => {
                let entity = line.as_deref().map(entities::entity).transpose()?;
                Change::Entity(id.as_str().into(), entity.map(Box::new))
            }
        })
    }
}

impl EditForm {
    fn new(edit: &Edit, text: &Text) -> serde_json::Result<Self> {
        Ok(match edit {
            Edit::Add(annotation) => Self::Add(PlacedForm::new(annotation, text)?),
            Edit::Remove(id) => Self::Remove(id.to_string()),
            Edit::SetPlace(id, place) => {
                let placed = Annotation {
                    id: id.clone(),
                    label: "".into(),
                    place: place.clone(),
                    entity: None,
                    attributes: Attributes::new(),
                    memo: String::new(),
                    provenance: Provenance::default(),
                    unknown: Unknown::new(),
                };
                Self::Place(PlacedForm::new(&placed, text)?)
            }
            Edit::SetLabel(id, label) => Self::Label(id.to_string(), label.to_string()),
            Edit::SetEntity(id, entity) => {
                Self::Entity(id.to_string(), entity.as_ref().map(ToString::to_string))
            }
            Edit::SetAttribute(owner, name, value) => {
                let (name, value) = (name.to_string(), value_form(value.as_ref())?);
                match owner {
                    Owner::Annotation(id) => Self::Attribute(id.to_string(), name, value),
                    Owner::Relation(id) => Self::RelationAttribute(id.to_string(), name, value),
                }
            }
            Edit::SetMemo(id, memo) => Self::Memo(id.to_string(), memo.clone()),
            Edit::Link(relation) => {
                Self::Link(RawValue::from_string(single::relation_to_json(relation)?)?)
            }
            Edit::Unlink(id) => Self::Unlink(id.to_string()),
            Edit::SetStatus(status) => Self::Status(status.to_string()),
            Edit::SetField(name, value) => Self::Field(name.clone(), value_form(value.as_ref())?),
            Edit::Decide(id, Some(decision)) => Self::Decide(RawValue::from_string(
                single::decision_to_json(id, decision)?,
            )?),
            Edit::Decide(id, None) => Self::Undecide(id.to_string()),
            Edit::Batch(edits) => {
                let forms = edits.iter().map(|edit| Self::new(edit, text));
                Self::Batch(forms.collect::<Result<_, _>>()?)
            }
        })
    }

    fn read(&self, changed: Option<&Text>, names: &mut NameCache) -> Result<Edit, EntryError> {
        Ok(match self {
            Self::Add(placed) => Edit::Add(Arc::new(placed.read(changed, names)?)),
            Self::Remove(id) => Edit::Remove(id.as_str().into()),
            Self::Place(placed) => {
                let annotation = placed.read(changed, names)?;
                Edit::SetPlace(annotation.id, annotation.place)
            }
            Self::Label(id, label) => Edit::SetLabel(id.as_str().into(), names.get(label).into()),
            Self::Entity(id, entity) => {
                let entity = entity.as_deref().map(|entity| names.get(entity).into());
                Edit::SetEntity(id.as_str().into(), entity)
            }
            Self::Attribute(id, name, value) => {
                let owner = Owner::Annotation(id.as_str().into());
                Edit::SetAttribute(owner, names.get(name).into(), read_value(value))
            }
            Self::RelationAttribute(id, name, value) => {
                let owner = Owner::Relation(id.as_str().into());
                Edit::SetAttribute(owner, names.get(name).into(), read_value(value))
            }
            Self::Memo(id, memo) => Edit::SetMemo(id.as_str().into(), memo.clone()),
            Self::Link(line) => Edit::Link(Arc::new(single::relation_from_json(line, names)?)),
            Self::Unlink(id) => Edit::Unlink(id.as_str().into()),
            Self::Status(status) => Edit::SetStatus(Status::parse(status)),
            Self::Field(name, value) => Edit::SetField(name.clone(), read_value(value)),
            Self::Decide(line) => {
                let (id, decision) = single::decision_from_json(line, names)?;
                Edit::Decide(id, Some(Arc::new(decision)))
            }
            Self::Undecide(id) => Edit::Decide(id.as_str().into(), None),
            Self::Batch(forms) => {
                let edits = forms.iter().map(|form| form.read(changed, names));
                Edit::Batch(edits.collect::<Result<_, _>>()?)
            }
        })
    }
}

impl PlacedForm {
    fn new(annotation: &Annotation, text: &Text) -> serde_json::Result<Self> {
        let bytes = match &annotation.place {
            Anchor::At(fragments) => {
                let spans = fragments.iter();
                spans.map(|span| (span.start().0, span.end().0)).collect()
            }
            Anchor::Detached(_) => Vec::new(),
        };
        let line = RawValue::from_string(single::annotation_to_json(annotation, text)?)?;
        Ok(Self { line, bytes })
    }

    fn read(
        &self,
        changed: Option<&Text>,
        names: &mut NameCache,
    ) -> Result<Annotation, EntryError> {
        let stands = match changed {
            Some(text) => RecordedPosition::Sought(text),
            None => RecordedPosition::At(&self.bytes),
        };
        Ok(single::annotation_from_json(&self.line, &stands, names)?)
    }
}

/// A list of no value or one: a field of a newer program may have the value `null`, so `null`
/// cannot mean absence.
fn value_form(value: Option<&AttributeValue>) -> serde_json::Result<Vec<Box<RawValue>>> {
    let line = value.map(|value| {
        let mut line = Vec::new();
        write_value(&mut line, value).map_err(serde_json::Error::io)?;
        raw(line)
    });
    Ok(line.transpose()?.into_iter().collect())
}

fn read_value(value: &[Box<RawValue>]) -> Option<AttributeValue> {
    value.first().map(|value| attribute_value(value))
}

fn raw(json: Vec<u8>) -> serde_json::Result<Box<RawValue>> {
    RawValue::from_string(String::from_utf8_lossy(&json).into_owned())
}
