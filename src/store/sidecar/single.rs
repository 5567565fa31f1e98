//! Serializes one annotation or relation by itself, in the form of the sidecar.

use serde::de::DeserializeSeed as _;
use serde_json::value::RawValue;

use crate::model::span::SpanError;
use crate::model::{
    Anchor, Annotation, ByteOffset, Decision, DecisionId, Fragments, Relation, Span, Text,
};

use super::items::{AnnotationSeed, RelationSeed};
use super::place::{annotation, detached_anchor, sought};
use super::{agreed, write};
use crate::names::NameCache;

/// Why an annotation or a relation cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ItemError {
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error(transparent)]
    Place(#[from] SpanError),
}

/// The position of an annotation that was serialized by itself.
pub enum RecordedPosition<'a> {
    /// In the text for which it was written, at these byte ranges.
    At(&'a [(usize, usize)]),
    /// In another text, where its quote is checked at its recorded position.
    Sought(&'a Text),
}

/// Writes an annotation of this text.
pub fn annotation_to_json(annotation: &Annotation, text: &Text) -> serde_json::Result<String> {
    let mut line = Vec::with_capacity(320);
    write::write_annotation(&mut line, annotation, text).map_err(serde_json::Error::io)?;
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// Reads an annotation.
///
/// # Errors
/// If it is not a valid annotation, or its positions are invalid.
pub fn annotation_from_json(
    json: &RawValue,
    stands: &RecordedPosition<'_>,
    names: &mut NameCache,
) -> Result<Annotation, ItemError> {
    let mut deserializer = serde_json::Deserializer::from_str(json.get());
    let line = AnnotationSeed(names).deserialize(&mut deserializer)?;
    let place = match stands {
        _ if line.detached => Anchor::Detached(detached_anchor(&line)),
        RecordedPosition::Sought(text) => sought(&line, text),
        RecordedPosition::At(bytes) => {
            let spans = bytes.iter();
            let spans = spans.map(|(from, to)| Span::noted(ByteOffset(*from), ByteOffset(*to)));
            let spans: Result<Vec<Span>, _> = spans.collect();
            let fragments = spans.and_then(Fragments::new);
            Anchor::At(fragments?)
        }
    };
    Ok(annotation(line, place))
}

/// Writes a relation.
pub fn relation_to_json(relation: &Relation) -> serde_json::Result<String> {
    let mut line = Vec::with_capacity(128);
    write::write_relation(&mut line, relation).map_err(serde_json::Error::io)?;
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// Writes a decision.
pub fn decision_to_json(id: &DecisionId, decision: &Decision) -> serde_json::Result<String> {
    let mut line = Vec::with_capacity(256);
    agreed::write_decision(&mut line, id, decision).map_err(serde_json::Error::io)?;
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// Reads a decision with its id.
///
/// # Errors
/// If it is none.
pub fn decision_from_json(
    json: &RawValue,
    names: &mut NameCache,
) -> Result<(DecisionId, Decision), ItemError> {
    Ok(agreed::read_decision(json.get(), names)?)
}

/// Reads a relation.
///
/// # Errors
/// If it is none.
pub fn relation_from_json(json: &RawValue, names: &mut NameCache) -> Result<Relation, ItemError> {
    let mut deserializer = serde_json::Deserializer::from_str(json.get());
    Ok(RelationSeed(names).deserialize(&mut deserializer)?)
}
