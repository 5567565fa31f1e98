//! What the list of articles shows of a sidecar, without building the document.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::document::{ArticleFields, Status};
use crate::model::entity_uses::{EntityUses, Mention};
use crate::model::span::QUOTE_GAP;
use crate::model::{AttributeValue, LabelId};

use super::items::FieldsSeed;
use super::read::{SidecarError, as_json, read};
use crate::store::json::{Few, Str, text};

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
    /// Which entities are mentioned, and where else they may be named.
    pub entities: EntityUses,
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
    for value in skim.fields.values.values() {
        skim.entities.note(value);
    }
    Ok(Peek {
        title: field("title"),
        date: field("date"),
        status: skim.fields.status,
        coder: skim.coder,
        labels: skim.labels,
        detached: skim.detached,
        relations: skim.relations,
        entities: skim.entities,
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
    entities: EntityUses,
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
                "annotations" => map.next_value_seed(Items(self, Skim::note_annotation))?,
                "relations" => map.next_value_seed(Items(self, Skim::note_relation))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

impl Skim {
    fn note_annotation(&mut self, item: Item<'_>) {
        match self.labels.get_mut(&*item.label) {
            Some(count) => *count += 1,
            None => {
                self.labels.insert(item.label.as_ref().into(), 1);
            }
        }
        self.detached += usize::from(item.detached);
        if !item.entity.is_empty() {
            let quote: Vec<&str> = item.quote.iter().map(|Str(part)| &**part).collect();
            self.entities.mentions.push(Mention {
                annotation: item.id.as_ref().into(),
                entity: item.entity.as_ref().into(),
                quote: quote.join(QUOTE_GAP),
            });
        }
    }

    fn note_relation(&mut self, _: Item<'_>) {
        self.relations += 1;
    }
}

/// A list of annotations or of relations, each of which is noted.
struct Items<'s>(&'s mut Skim, fn(&mut Skim, Item<'_>));

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Self(skim, note) = self;
        while let Some(item) = seq.next_element_seed(ItemSeed(&mut skim.entities))? {
            note(skim, item);
        }
        Ok(())
    }
}

/// What is noted of an annotation or a relation.
#[derive(Default)]
struct Item<'de> {
    id: Cow<'de, str>,
    label: Cow<'de, str>,
    entity: Cow<'de, str>,
    quote: Few<Str<'de>>,
    detached: bool,
}

struct ItemSeed<'s>(&'s mut EntityUses);

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = Item<'de>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Item<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for ItemSeed<'_> {
    type Value = Item<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an annotation or a relation")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item<'de>, A::Error> {
        let mut item = Item::default();
        while let Some(Str(name)) = map.next_key()? {
            match &*name {
                "id" => item.id = text(&mut map)?,
                "label" => item.label = text(&mut map)?,
                "entity" => item.entity = text(&mut map)?,
                "quote" => item.quote = map.next_value()?,
                "detached" => item.detached = map.next_value::<Option<bool>>()?.unwrap_or(false),
                "attributes" => map.next_value_seed(ValuesSeed(self.0))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(item)
    }
}

/// The values of attributes, noted if they are texts.
struct ValuesSeed<'s>(&'s mut EntityUses);

impl<'de> DeserializeSeed<'de> for ValuesSeed<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ValuesSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("attributes")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_key::<IgnoredAny>()?.is_some() {
            let raw: &'de RawValue = map.next_value()?;
            // A text without escapes stands between its quotes as it is.
            let text = raw
                .get()
                .strip_prefix('"')
                .and_then(|t| t.strip_suffix('"'));
            match text {
                Some(text) if !text.contains('\\') => self.0.note_text(text),
                Some(_) => {
                    if let Ok(text) = serde_json::from_str::<String>(raw.get()) {
                        self.0.note_text(&text);
                    }
                }
                None => {}
            }
        }
        Ok(())
    }
}
