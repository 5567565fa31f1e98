//! Parses the parts of a sidecar: source, codebook, document, annotations, relations.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use smallvec::SmallVec;

use crate::model::document::{ArticleFields, Status};
use crate::model::{Attributes, Provenance, Relation, Unknown};

use super::CodebookName;
use super::agreed::{FROM, OF, read_members, take_known};
use super::parsed::{AnnotationLine, Sidecar};
use super::seed::seed;
use crate::json::{
    AttributesSeed, SeenFields, ShortList, Str, attribute_value, text, twice, unknown,
};
use crate::names::NameCache;

/// Reads `source`.
pub struct SourceSeed<'s, 'a>(pub &'s mut Sidecar<'a>);

seed!(SourceSeed<'_, '_>, (), [], "an object", {
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let header = &mut self.0.header;
        let mut seen = SeenFields::default();
        while let Some(Str(name)) = map.next_key()? {
            match &*name {
                "file" => {
                    seen.first(0, &name)?;
                    header.file = text(&mut map)?.into_owned();
                }
                "sha256" => {
                    seen.first(1, &name)?;
                    header.sha256 = text(&mut map)?.into_owned();
                }
                "encoding" => {
                    seen.first(2, &name)?;
                    header.encoding = text(&mut map)?.into_owned();
                }
                "chars" => {
                    seen.first(3, &name)?;
                    self.0.source_chars = map.next_value()?;
                }
                _ => unknown(&mut map, &mut header.source_unknown, &name)?,
            }
        }
        Ok(())
    }
});

/// Reads `codebook`.
pub struct CodebookSeed;

seed!(CodebookSeed, Option<CodebookName>, [], "an object", {
    fn visit_unit<E>(self) -> Result<Option<CodebookName>, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Option<CodebookName>, A::Error> {
        let mut codebook = CodebookName::default();
        let mut seen = SeenFields::default();
        while let Some(Str(name)) = map.next_key()? {
            match &*name {
                "name" => {
                    seen.first(0, &name)?;
                    codebook.name = text(&mut map)?.into_owned();
                }
                "version" => {
                    seen.first(1, &name)?;
                    codebook.version = text(&mut map)?.into_owned();
                }
                _ => unknown(&mut map, &mut codebook.unknown, &name)?,
            }
        }
        Ok(Some(codebook))
    }
});

/// Reads `document`: the status, and every other field as a value.
pub struct FieldsSeed;

seed!(FieldsSeed, ArticleFields, [], "an object", {
    fn visit_unit<E>(self) -> Result<ArticleFields, E> {
        Ok(ArticleFields::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ArticleFields, A::Error> {
        let mut fields = ArticleFields::default();
        let mut seen = SeenFields::default();
        while let Some(Str(name)) = map.next_key()? {
            if &*name == "status" {
                seen.first(0, &name)?;
                let status = text(&mut map)?;
                if !status.is_empty() {
                    fields.status = Status::parse(&status);
                }
                continue;
            }
            let value = attribute_value(map.next_value()?);
            if fields.values.insert(name.as_ref().into(), value).is_some() {
                return Err(twice(&name));
            }
        }
        Ok(fields)
    }
});

/// Reads `annotations` into a list.
pub struct AnnotationsSeed<'s, 'a>(pub &'s mut Vec<AnnotationLine<'a>>, pub &'s mut NameCache);

seed!(AnnotationsSeed<'_, 'de>, (), [], "a list of annotations", {
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(line) = seq.next_element_seed(AnnotationSeed(self.1))? {
            self.0.push(line);
        }
        Ok(())
    }
});

/// Reads one annotation.
pub(super) struct AnnotationSeed<'n>(pub &'n mut NameCache);

seed!(
    AnnotationSeed<'_>,
    AnnotationLine<'de>,
    [],
    "an annotation",
    {
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AnnotationLine<'de>, A::Error> {
            let names = self.0;
            let mut label = None;
            let mut line = AnnotationLine {
                id: Cow::Borrowed(""),
                label: Arc::default(),
                spans: SmallVec::new(),
                quote: SmallVec::new(),
                prefix: Cow::Borrowed(""),
                suffix: Cow::Borrowed(""),
                detached: false,
                entity: None,
                attributes: Attributes::new(),
                memo: Cow::Borrowed(""),
                provenance: Provenance::default(),
                unknown: Unknown::new(),
            };
            let mut seen = SeenFields::default();
            while let Some(Str(name)) = map.next_key()? {
                match &*name {
                    "id" => {
                        seen.first(0, &name)?;
                        line.id = text(&mut map)?;
                    }
                    "label" => {
                        seen.first(1, &name)?;
                        label = Some(names.get(&map.next_value::<Str<'de>>()?.0));
                    }
                    "spans" => {
                        seen.first(2, &name)?;
                        line.spans = map.next_value::<ShortList<_>>()?.0;
                    }
                    "quote" => {
                        seen.first(3, &name)?;
                        line.quote = map.next_value::<ShortList<_>>()?.0;
                    }
                    "prefix" => {
                        seen.first(4, &name)?;
                        line.prefix = text(&mut map)?;
                    }
                    "suffix" => {
                        seen.first(5, &name)?;
                        line.suffix = text(&mut map)?;
                    }
                    "detached" => {
                        seen.first(6, &name)?;
                        line.detached = map.next_value::<Option<bool>>()?.unwrap_or(false);
                    }
                    "entity" => {
                        seen.first(7, &name)?;
                        let entity = text(&mut map)?;
                        line.entity = (!entity.is_empty()).then(|| names.get(&entity));
                    }
                    "attributes" => {
                        seen.first(8, &name)?;
                        line.attributes = map.next_value_seed(AttributesSeed(names))?;
                    }
                    "memo" => {
                        seen.first(9, &name)?;
                        line.memo = text(&mut map)?;
                    }
                    "origin" | "by" | "at" => {
                        provenance(&mut line.provenance, &mut seen, &name, &mut map, names)?;
                    }
                    _ => unknown(&mut map, &mut line.unknown, &name)?,
                }
            }
            let from = take_known(&mut line.unknown, FROM, read_members);
            line.provenance.from = from.unwrap_or_default();
            line.label = label.ok_or_else(|| missing("an annotation", "label"))?;
            Ok(line)
        }
    }
);

/// Reads `relations` into a list.
pub struct RelationsSeed<'s>(pub &'s mut Vec<Relation>, pub &'s mut NameCache);

seed!(RelationsSeed<'_>, (), [], "a list of relations", {
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(relation) = seq.next_element_seed(RelationSeed(self.1))? {
            self.0.push(relation);
        }
        Ok(())
    }
});

/// Reads one relation.
pub struct RelationSeed<'n>(pub &'n mut NameCache);

seed!(RelationSeed<'_>, Relation, [], "a relation", {
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Relation, A::Error> {
        let names = self.0;
        let (mut kind, mut from, mut to) = (None, None, None);
        let mut relation = Relation::new("", "", "".into(), "".into());
        let mut seen = SeenFields::default();
        while let Some(Str(name)) = map.next_key()? {
            match &*name {
                "id" => {
                    seen.first(0, &name)?;
                    relation.id = Arc::<str>::from(text(&mut map)?).into();
                }
                "type" => {
                    seen.first(1, &name)?;
                    kind = Some(names.get(&map.next_value::<Str<'de>>()?.0));
                }
                "from" => {
                    seen.first(2, &name)?;
                    from = Some(Arc::<str>::from(map.next_value::<Str<'de>>()?.0));
                }
                "to" => {
                    seen.first(3, &name)?;
                    to = Some(Arc::<str>::from(map.next_value::<Str<'de>>()?.0));
                }
                "attributes" => {
                    seen.first(4, &name)?;
                    relation.attributes = map.next_value_seed(AttributesSeed(names))?;
                }
                "origin" | "by" | "at" => {
                    provenance(&mut relation.provenance, &mut seen, &name, &mut map, names)?;
                }
                _ => unknown(&mut map, &mut relation.unknown, &name)?,
            }
        }
        let of = take_known(&mut relation.unknown, OF, read_members);
        relation.provenance.from = of.unwrap_or_default();
        relation.kind = kind.ok_or_else(|| missing("a relation", "type"))?.into();
        relation.from = from.ok_or_else(|| missing("a relation", "from"))?.into();
        relation.to = to.ok_or_else(|| missing("a relation", "to"))?.into();
        Ok(relation)
    }
});

/// Reads `origin`, `by` or `at`, which annotations and relations have in common.
fn provenance<'de, A: MapAccess<'de>>(
    provenance: &mut Provenance,
    seen: &mut SeenFields,
    name: &str,
    map: &mut A,
    names: &mut NameCache,
) -> Result<(), A::Error> {
    let value = text(map)?;
    match name {
        "origin" => {
            seen.first(20, name)?;
            provenance.origin = (!value.is_empty()).then(|| names.get(&value));
        }
        "by" => {
            seen.first(21, name)?;
            provenance.by = names.get(&value);
        }
        _ => {
            seen.first(22, name)?;
            provenance.at = Arc::from(value);
        }
    }
    Ok(())
}

fn missing<E: serde::de::Error>(what: &str, field: &str) -> E {
    E::custom(format_args!("{what} lacks the field “{field}”"))
}
