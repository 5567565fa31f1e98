//! Reads and writes what only the agreed version has: decisions, what was compared, and what an annotation
//! stands for.
//!
//! Files of other programs may have fields of the same names with other contents. Such a field is unknown to
//! us and is kept as it is; it is never an error.

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::json::{RawObject, SeenFields, Str, text, unknown, write_str};
use crate::model::annotation::CodedId;
use crate::model::decision::{DecidedHow, Facet};
use crate::model::{Decision, DecisionId, Unknown};
use crate::names::NameCache;

use super::header::{Adjudication, AdjudicationInput};
use super::object_writer::{COMPACT, ObjectWriter};
use super::seed::seed;

/// The field of an annotation with what it stands for.
pub(super) const FROM: &str = "from";

/// The field of a relation with what it stands for: its `from` is the annotation that it starts at.
pub(super) const OF: &str = "of";

/// Takes a field out of the unknown ones, if it has the form that we know.
pub(super) fn take_known<T>(
    fields: &mut Unknown,
    name: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let index = fields.iter().position(|(other, _)| other == name)?;
    let known = read(&fields[index].1)?;
    fields.remove(index);
    Some(known)
}

/// Reads what an annotation or relation stands for; `None` if it is no list of ids, or an empty one.
pub(super) fn read_members(json: &str) -> Option<Box<[CodedId]>> {
    let members: Vec<Str<'_>> = serde_json::from_str(json).ok()?;
    let members = members
        .into_iter()
        .map(|Str(member)| CodedId::from(&*member));
    let members: Box<[CodedId]> = members.collect();
    (!members.is_empty()).then_some(members)
}

/// Reads the list of decisions; `None` if one of them is none, or two have one id.
pub(super) fn read_decisions(
    json: &str,
    names: &mut NameCache,
) -> Option<Vec<(DecisionId, Arc<Decision>)>> {
    let raws: Vec<&RawValue> = serde_json::from_str(json).ok()?;
    let mut decisions = Vec::with_capacity(raws.len());
    let mut ids = std::collections::HashSet::new();
    for raw in raws {
        let (id, decision) = read_decision(raw.get(), names).ok()?;
        if !ids.insert(id.clone()) {
            return None;
        }
        decisions.push((id, Arc::new(decision)));
    }
    (!decisions.is_empty()).then_some(decisions)
}

/// Reads one decision.
///
/// # Errors
/// If it is none.
pub(super) fn read_decision(
    json: &str,
    names: &mut NameCache,
) -> Result<(DecisionId, Decision), serde_json::Error> {
    DecisionSeed(names).deserialize(&mut serde_json::Deserializer::from_str(json))
}

struct DecisionSeed<'n>(&'n mut NameCache);

seed!(
    DecisionSeed<'_>,
    (DecisionId, Decision),
    [],
    "a decision",
    {
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let names = self.0;
            let mut id = None;
            let mut decision = Decision::default();
            let mut seen = SeenFields::default();
            while let Some(Str(name)) = map.next_key()? {
                match &*name {
                    "id" => {
                        seen.first(0, &name)?;
                        id = Some(DecisionId::from(Arc::<str>::from(text(&mut map)?)));
                    }
                    "of" => {
                        seen.first(1, &name)?;
                        let members: Vec<Str<'de>> = map.next_value()?;
                        let members = members.into_iter();
                        decision.of = members.map(|Str(member)| CodedId::from(&*member)).collect();
                    }
                    "facet" => {
                        seen.first(2, &name)?;
                        decision.facet = Facet::parse(&text(&mut map)?);
                    }
                    "seen" => {
                        seen.first(3, &name)?;
                        decision.seen = Arc::from(text(&mut map)?);
                    }
                    "take" => {
                        seen.first(4, &name)?;
                        let take = text(&mut map)?;
                        decision.take = (!take.is_empty()).then(|| names.get(&take));
                    }
                    "how" => {
                        seen.first(5, &name)?;
                        let how = text(&mut map)?;
                        if !how.is_empty() {
                            decision.how = DecidedHow::parse(&how);
                        }
                    }
                    "by" => {
                        seen.first(6, &name)?;
                        decision.by = names.get(&text(&mut map)?);
                    }
                    "at" => {
                        seen.first(7, &name)?;
                        decision.at = Arc::from(text(&mut map)?);
                    }
                    "note" => {
                        seen.first(8, &name)?;
                        decision.note = text(&mut map)?.into_owned();
                    }
                    "rule" => {
                        seen.first(9, &name)?;
                        decision.rule = text(&mut map)?.into_owned();
                    }
                    _ => unknown(&mut map, &mut decision.unknown, &name)?,
                }
            }
            let id = id.filter(|id| !id.as_str().is_empty());
            let id =
                id.ok_or_else(|| serde::de::Error::custom("a decision lacks the field “id”"))?;
            Ok((id, decision))
        }
    }
);

/// Writes one decision as a line.
pub(super) fn write_decision(
    out: &mut impl Write,
    id: &DecisionId,
    decision: &Decision,
) -> io::Result<()> {
    let mut object = ObjectWriter::open(out, COMPACT)?;
    object.text("id", id.as_str())?;
    write_members(&mut object, "of", &decision.of)?;
    object.text("facet", &decision.facet.name())?;
    object.text("seen", &decision.seen)?;
    object.text("take", decision.take.as_deref().unwrap_or_default())?;
    object.text("how", decision.how.as_str())?;
    object.text("by", &decision.by)?;
    object.text("at", &decision.at)?;
    object.text("note", &decision.note)?;
    object.text("rule", &decision.rule)?;
    object.unknown(&decision.unknown)?;
    object.close("")
}

/// Writes a list of members, which is left out if empty.
pub(super) fn write_members(
    object: &mut ObjectWriter<'_, impl Write>,
    name: &str,
    members: &[CodedId],
) -> io::Result<()> {
    if members.is_empty() {
        return Ok(());
    }
    let members: Vec<&str> = members.iter().map(CodedId::as_str).collect();
    serde_json::to_writer(object.field(name)?, &members).map_err(io::Error::from)
}

/// Reads what was compared; `None` if it has another form.
pub(super) fn read_adjudication(json: &str) -> Option<Adjudication> {
    let RawObject(fields) = serde_json::from_str(json).ok()?;
    let mut adjudication = Adjudication::default();
    for (name, raw) in fields {
        match name.as_str() {
            "round" => adjudication.round = serde_json::from_str(raw.get()).ok()?,
            "inputs" => {
                let inputs: Vec<RawObject<'_>> = serde_json::from_str(raw.get()).ok()?;
                for input in inputs {
                    let (coder, input) = read_input(input)?;
                    if adjudication.inputs.insert(coder, input).is_some() {
                        return None;
                    }
                }
            }
            _ => adjudication.unknown.push((name, raw.get().to_owned())),
        }
    }
    Some(adjudication)
}

fn read_input(RawObject(fields): RawObject<'_>) -> Option<(String, AdjudicationInput)> {
    let (mut coder, mut input) = (None, AdjudicationInput::default());
    for (name, raw) in fields {
        match name.as_str() {
            "coder" => coder = Some(serde_json::from_str(raw.get()).ok()?),
            "sha256" => input.sha256 = serde_json::from_str(raw.get()).ok()?,
            _ => input.unknown.push((name, raw.get().to_owned())),
        }
    }
    Some((coder?, input))
}

/// Writes what was compared on one line.
pub(super) fn write_adjudication(out: &mut impl Write, of: &Adjudication) -> io::Result<()> {
    let mut object = ObjectWriter::open(out, COMPACT)?;
    object.text("round", &of.round)?;
    let inputs = object.field("inputs")?;
    inputs.write_all(b"[")?;
    for (index, (coder, input)) in of.inputs.iter().enumerate() {
        if index > 0 {
            inputs.write_all(b",")?;
        }
        let mut line = ObjectWriter::open(&mut *inputs, COMPACT)?;
        write_str(line.field("coder")?, coder)?;
        line.text("sha256", &input.sha256)?;
        line.unknown(&input.unknown)?;
        line.close("")?;
    }
    inputs.write_all(b"]")?;
    object.unknown(&of.unknown)?;
    object.close("")
}
