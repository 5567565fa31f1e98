//! Scans a sidecar for the list of articles, without building the document.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use smallvec::SmallVec;

use crate::model::codebook::End;
use crate::model::document::ArticleFields;
use crate::model::entity_uses::{EntityUses, Mention};
use crate::model::missing::{Filled, missing, required_relations};
use crate::model::span::QUOTE_GAP;
use crate::model::{AttributeId, Codebook, LabelId, RelationTypeId};

use super::items::FieldsSeed;
use super::read::{SidecarError, as_json, read};
use super::seed::seed;
use crate::json::{ShortList, Str, text};

/// The summary of a sidecar.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SidecarScan {
    /// Status and fields of the article.
    pub fields: ArticleFields,
    /// The coder in the file, empty if it names none.
    pub coder: String,
    /// Annotations of each label, detached ones included.
    pub labels: BTreeMap<LabelId, usize>,
    /// Annotations marked as detached in the file.
    pub detached: usize,
    /// Relations.
    pub relations: usize,
    /// Placed annotations that lack a required attribute, entity or relation.
    pub incomplete: usize,
    /// The time of the last annotation, in the format of the file; empty if no annotation has a
    /// time.
    pub last_at: String,
    /// The entities that are mentioned, and other texts that may name entities.
    pub entities: EntityUses,
}

impl SidecarScan {
    /// All annotations, detached ones included.
    pub fn annotations(&self) -> usize {
        self.labels.values().sum()
    }
}

/// Scans a sidecar; the codebook determines what is required.
///
/// # Errors
/// If it is not JSON or not a sidecar. Skipped parts are checked only for their brackets.
pub fn scan(bytes: &[u8], codebook: &Codebook) -> Result<SidecarScan, SidecarError> {
    let json = as_json(bytes)?;
    let mut scanner = Scanner::new(codebook);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let scanned = (&mut scanner)
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    if scanned.is_err() || scanner.format != super::FORMAT || scanner.version > super::VERSION {
        // The full parser reports the error; what it accepts can also be opened.
        let sidecar = read(bytes)?;
        scanner.fields = sidecar.fields;
    }
    for value in scanner.fields.values.values() {
        scanner.entities.note(value);
    }
    Ok(SidecarScan {
        incomplete: scanner.incomplete(),
        fields: scanner.fields,
        last_at: scanner.last_at.into_owned(),
        coder: scanner.coder,
        labels: scanner.labels,
        detached: scanner.detached,
        relations: scanner.relations,
        entities: scanner.entities,
    })
}

/// The state of the scan so far.
struct Scanner<'a> {
    codebook: &'a Codebook,
    format: String,
    version: u64,
    fields: ArticleFields,
    coder: String,
    labels: BTreeMap<LabelId, usize>,
    detached: usize,
    relations: usize,
    /// Annotations that lack an attribute or an entity.
    lacking: usize,
    /// Annotations that are complete but for relations that their label requires, which may follow
    /// later in the file.
    waiting: Vec<(Cow<'a, str>, &'a LabelId)>,
    /// Ends of relations: type, which end, annotation.
    ends: HashSet<(Cow<'a, str>, End, Cow<'a, str>)>,
    /// The latest time of an annotation.
    last_at: Cow<'a, str>,
    entities: EntityUses,
}

impl<'a> Scanner<'a> {
    fn new(codebook: &'a Codebook) -> Self {
        Self {
            codebook,
            format: String::new(),
            version: 0,
            fields: ArticleFields::default(),
            coder: String::new(),
            labels: BTreeMap::new(),
            detached: 0,
            relations: 0,
            lacking: 0,
            waiting: Vec::new(),
            ends: HashSet::new(),
            last_at: Cow::Borrowed(""),
            entities: EntityUses::default(),
        }
    }

    fn count(&mut self, line: &ScannedAnnotation<'a>) {
        match self.labels.get_mut(&*line.label) {
            Some(count) => *count += 1,
            None => {
                self.labels.insert(line.label.as_ref().into(), 1);
            }
        }
        // Times of the same format and time zone compare as strings do.
        if line.at > self.last_at {
            self.last_at = line.at.clone();
        }
        if !line.entity.is_empty() {
            let quote: Vec<&str> = line.quote.iter().map(|Str(part)| &**part).collect();
            self.entities.mentions.push(Mention {
                annotation: line.id.as_ref().into(),
                entity: line.entity.as_ref().into(),
                quote: quote.join(QUOTE_GAP),
            });
        }
        if line.detached {
            self.detached += 1;
            return;
        }
        let mut labels = self.codebook.labels.iter();
        let Some(label) = labels.find(|label| label.id.as_str() == line.label) else {
            return;
        };
        if missing(self.codebook, &label.id, line).next().is_some() {
            self.lacking += 1;
        } else if required_relations(self.codebook, &label.id)
            .next()
            .is_some()
        {
            self.waiting.push((line.id.clone(), &label.id));
        }
    }

    fn incomplete(&self) -> usize {
        let lack_relations = self.waiting.iter().filter(|(id, label)| {
            let mut required = required_relations(self.codebook, label);
            required.any(|(kind, end)| {
                let end = (kind.id.as_str().into(), end, id.clone());
                !self.ends.contains(&end)
            })
        });
        self.lacking + lack_relations.count()
    }
}

impl<'de> DeserializeSeed<'de> for &mut Scanner<'de> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Scanner<'de> {
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
                "annotations" => map.next_value_seed(Annotations(self))?,
                "relations" => map.next_value_seed(Relations(self))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

struct Annotations<'s, 'de>(&'s mut Scanner<'de>);

seed!(Annotations<'_, 'de>, (), [], "a list of annotations", {
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let mut line = ScannedAnnotation::default();
        let scanner = self.0;
        while seq
            .next_element_seed(ScannedAnnotationSeed(&mut line, &mut scanner.entities))?
            .is_some()
        {
            scanner.count(&line);
        }
        Ok(())
    }
});

/// The scanned fields of an annotation.
#[derive(Default)]
struct ScannedAnnotation<'de> {
    id: Cow<'de, str>,
    label: Cow<'de, str>,
    detached: bool,
    entity: Cow<'de, str>,
    at: Cow<'de, str>,
    quote: SmallVec<[Str<'de>; 1]>,
    /// Names of the attributes that have a value.
    attributes: Vec<Cow<'de, str>>,
}

impl Filled for ScannedAnnotation<'_> {
    fn has_attribute(&self, id: &AttributeId) -> bool {
        self.attributes.iter().any(|name| name == id.as_str())
    }

    fn has_entity(&self) -> bool {
        !self.entity.is_empty()
    }

    fn has_relation(&self, _: &RelationTypeId, _: End) -> bool {
        // Required relations are checked later, when all relations are known.
        true
    }
}

/// Reads an annotation and reuses the allocations of the previous one.
struct ScannedAnnotationSeed<'s, 'de>(&'s mut ScannedAnnotation<'de>, &'s mut EntityUses);

seed!(ScannedAnnotationSeed<'_, 'de>, (), [], "an annotation", {
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut attributes = std::mem::take(&mut self.0.attributes);
        attributes.clear();
        let mut line = ScannedAnnotation {
            attributes,
            ..ScannedAnnotation::default()
        };
        while let Some(Str(name)) = map.next_key()? {
            match &*name {
                "id" => line.id = text(&mut map)?,
                "label" => line.label = map.next_value::<Str<'de>>()?.0,
                "detached" => line.detached = map.next_value::<Option<bool>>()?.unwrap_or(false),
                "entity" => line.entity = text(&mut map)?,
                "at" => line.at = text(&mut map)?,
                "quote" => line.quote = map.next_value::<ShortList<_>>()?.0,
                "attributes" => {
                    let names = Some(&mut line.attributes);
                    map.next_value_seed(ScannedAttributesSeed(names, self.1))?;
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        *self.0 = line;
        Ok(())
    }
});

/// Reads attributes: their names, and the strings among their values, which may name entities.
struct ScannedAttributesSeed<'s, 'de>(Option<&'s mut Vec<Cow<'de, str>>>, &'s mut EntityUses);

seed!(
    ScannedAttributesSeed<'_, 'de>,
    (),
    [],
    "attributes by name",
    {
        fn visit_unit<E>(self) -> Result<(), E> {
            Ok(())
        }

        fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
            while let Some(Str(name)) = map.next_key()? {
                let raw: &'de RawValue = map.next_value()?;
                if let Some(names) = &mut self.0 {
                    names.push(name);
                }
                // A string without escapes is the same as the text between its quotes.
                let text = raw
                    .get()
                    .strip_prefix('"')
                    .and_then(|t| t.strip_suffix('"'));
                match text {
                    Some(text) if !text.contains('\\') => self.1.note_text(text),
                    Some(_) => {
                        if let Ok(text) = serde_json::from_str::<String>(raw.get()) {
                            self.1.note_text(&text);
                        }
                    }
                    None => {}
                }
            }
            Ok(())
        }
    }
);

struct Relations<'s, 'de>(&'s mut Scanner<'de>);

seed!(Relations<'_, 'de>, (), [], "a list of relations", {
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let scanner = self.0;
        while let Some([kind, from, to]) =
            seq.next_element_seed(ScannedRelationSeed(&mut scanner.entities))?
        {
            scanner.relations += 1;
            scanner.ends.insert((kind.clone(), End::From, from));
            scanner.ends.insert((kind, End::To, to));
        }
        Ok(())
    }
});

/// Type, start and end of a relation.
struct ScannedRelationSeed<'s>(&'s mut EntityUses);

seed!(
    ScannedRelationSeed<'_>,
    [Cow<'de, str>; 3],
    [],
    "a relation",
    {
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut relation = [const { Cow::Borrowed("") }; 3];
            while let Some(Str(name)) = map.next_key()? {
                match &*name {
                    "type" => relation[0] = text(&mut map)?,
                    "from" => relation[1] = text(&mut map)?,
                    "to" => relation[2] = text(&mut map)?,
                    "attributes" => map.next_value_seed(ScannedAttributesSeed(None, self.0))?,
                    _ => {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
            }
            Ok(relation)
        }
    }
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use crate::model::missing::{Missing, count_incomplete, missing_in};
    use crate::sidecar::SourceFacts;

    #[test]
    fn a_scan_finds_as_many_incomplete_as_the_document() {
        let codebook = crate::codebook::built_in().codebook;
        let demand = |id: &str, start: usize, more: &str| {
            let (end, c) = (start + 1, &"abcdefgh"[start..=start]);
            format!(
                r#"{{"id":"{id}","label":"demand","spans":[[{start},{end}]],"quote":["{c}"]{more}}}"#
            )
        };
        let full = r#","attributes":{"category":["meet"],"polarity":"for"}"#;
        let annotations = [
            r#"{"id":"m","label":"actor","spans":[[6,7]],"quote":["g"]}"#.to_owned(),
            demand("made", 0, full),
            demand("nobody", 1, full),
            demand("bare", 2, ""),
            demand("half", 3, r#","attributes":{"polarity":"for"}"#),
            demand("gone", 4, r#","detached":true"#),
            r#"{"id":"x","label":"unheard of","spans":[[5,6]],"quote":["f"]}"#.to_owned(),
            demand("unrelated", 7, full),
        ];
        let relations = r#"{"id":"1","type":"makes","from":"m","to":"made"},
            {"id":"2","type":"makes","from":"nobody","to":"m"},
            {"id":"3","type":"affects","from":"m","to":"nobody"}"#;
        let list = annotations.join(",");
        let (before, after) = (
            format!(r#""relations":[{relations}],"#),
            format!(r#","relations":[{relations}]"#),
        );
        for (before, after) in [(before.as_str(), ""), ("", after.as_str())] {
            let json = format!(
                r#"{{"format":"demarche","version":1,"source":{{"file":"a.txt","sha256":"00","encoding":"utf-8"}},{before}"annotations":[{list}]{after}}}"#
            );
            let scanned = scan(json.as_bytes(), &codebook).expect("it is ours");
            let sidecar = read(json.as_bytes()).expect("it is ours");
            let facts = SourceFacts {
                file: "a.txt",
                sha256: "00",
                encoding: "utf-8",
                old_text: None,
            };
            let document = sidecar.place(&Text::new("abcdefgh"), facts).document;
            let annotations = document.annotations().iter().map(|a| &**a);
            let relations = document.relations().map(|r| &**r);
            let counted = count_incomplete(&codebook, annotations, relations);
            assert_eq!((scanned.incomplete, counted), (4, 4));
            for annotation in document.annotations() {
                let lacks = missing_in(&codebook, &document, annotation);
                let lacks: Vec<&str> = lacks.into_iter().map(Missing::name).collect();
                let want: &[&str] = match annotation.id.as_str() {
                    "nobody" | "unrelated" => &["makes"],
                    "bare" => &["Category", "Polarity", "makes"],
                    "half" => &["Category", "makes"],
                    _ => &[],
                };
                assert_eq!(lacks, want, "{}", annotation.id);
            }
        }
    }
}
