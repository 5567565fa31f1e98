//! What the list of articles shows of a sidecar, without building the document.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::model::document::{ArticleFields, Status};
use crate::model::{AttributeValue, LabelId};

use super::items::FieldsSeed;
use super::read::{SidecarError, as_json, read};
use crate::store::json::{Str, text};

/// A sidecar at a glance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Peek {
    pub status: Status,
    /// The title field, empty where there is none.
    pub title: String,
    /// The date field as written, empty where there is none.
    pub date: String,
    /// The coder that the file names, empty where it names none.
    pub coder: String,
    /// Annotations of each label, detached ones included.
    pub labels: BTreeMap<LabelId, usize>,
    /// Annotations marked as detached in the file.
    pub detached: usize,
    /// Relations.
    pub relations: usize,
}

impl Peek {
    /// All annotations, detached ones included.
    pub fn annotations(&self) -> usize {
        self.labels.values().sum()
    }
}

/// Skims a sidecar.
///
/// # Errors
/// If it is not JSON or not a sidecar. What is skipped is not checked beyond its brackets.
pub fn peek(bytes: &[u8]) -> Result<Peek, SidecarError> {
    let json = as_json(bytes)?;
    let mut skim = Skim::default();
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let skimmed = (&mut skim)
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    if skimmed.is_err() || skim.format != super::FORMAT || skim.version > super::VERSION {
        // The thorough reader says what is wrong; what it finds in order it would also open.
        let sidecar = read(bytes)?;
        skim.fields = sidecar.fields;
    }
    let field = |name: &str| match skim.fields.values.get(name) {
        Some(AttributeValue::Text(text)) => text.clone(),
        _ => String::new(),
    };
    Ok(Peek {
        title: field("title"),
        date: field("date"),
        status: skim.fields.status,
        coder: skim.coder,
        labels: skim.labels,
        detached: skim.detached,
        relations: skim.relations,
    })
}

#[derive(Default)]
struct Skim {
    format: String,
    version: u64,
    fields: ArticleFields,
    coder: String,
    labels: BTreeMap<LabelId, usize>,
    detached: usize,
    relations: usize,
}

impl<'de> DeserializeSeed<'de> for &mut Skim {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Skim {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Str(name)) = map.next_key()? {
            match &*name {
                "format" => self.format = text(&mut map)?.into_owned(),
                "version" => self.version = map.next_value()?,
                "document" => self.fields = map.next_value_seed(FieldsSeed)?,
                "coder" => self.coder = text(&mut map)?.into_owned(),
                "annotations" => map.next_value_seed(Labels(self))?,
                "relations" => {
                    let relations: Option<Vec<IgnoredAny>> = map.next_value()?;
                    self.relations = relations.map_or(0, |all| all.len());
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Labels<'s>(&'s mut Skim);

impl<'de> DeserializeSeed<'de> for Labels<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Labels<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of annotations")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some((label, detached)) = seq.next_element_seed(LabelSeed)? {
            match self.0.labels.get_mut(&*label.0) {
                Some(count) => *count += 1,
                None => {
                    self.0.labels.insert(label.0.as_ref().into(), 1);
                }
            }
            self.0.detached += usize::from(detached);
        }
        Ok(())
    }
}

/// The label of an annotation, and whether it is detached.
struct LabelSeed;

impl<'de> DeserializeSeed<'de> for LabelSeed {
    type Value = (Str<'de>, bool);
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for LabelSeed {
    type Value = (Str<'de>, bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an annotation")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut label, mut detached) = (Str("".into()), false);
        while let Some(Str(name)) = map.next_key()? {
            match &*name {
                "label" => label = map.next_value()?,
                "detached" => detached = map.next_value::<Option<bool>>()?.unwrap_or(false),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok((label, detached))
    }
}
