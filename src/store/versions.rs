//! The two versions in a sidecar after a merge with conflicts; see [`merge_files`].
//!
//! [`merge_files`]: super::merge_files

use std::sync::Arc;

use serde_json::value::RawValue;

use crate::model::document::{ArticleFields, Status};
use crate::model::{Annotation, AttributeValue, Decision, DecisionId, Document, Relation, Unknown};

use super::json::{RawObject, attribute_value};
use super::merge_tree::CONFLICT;
use super::merge_tree::CONFLICTS;
use super::names::NameCache;
use super::sidecar::single::{
    RecordedPosition, annotation_from_json, decision_from_json, relation_from_json,
};
use super::sidecar::{Header, Snapshot};

/// Both versions of an article's annotations.
#[derive(Clone, Debug)]
pub struct Versions {
    /// The merge base: it differs from both wherever these differ.
    pub base: Snapshot,
    pub ours: Snapshot,
    pub theirs: Snapshot,
}

impl Versions {
    /// Extracts both versions from a document; `None` if it has no conflict.
    pub fn of(document: &Document, header: &Arc<Header>) -> Option<Self> {
        if !has_conflicts(document, header) {
            return None;
        }
        let mut sides = [(); 3].map(|()| VersionBuilder::new(document, header));
        let mut names = NameCache::default();
        let text = document.text();
        for annotation in document.annotations().iter().chain(document.detached()) {
            let (own, other) = apart(annotation, |a| &mut a.unknown);
            let other = other.map_or_else(
                || Some(own.clone()),
                |json| {
                    annotation_from_json(&json, &RecordedPosition::Sought(text), &mut names).ok()
                },
            );
            sides[0].annotations.push((**annotation).clone());
            sides[1].annotations.push(own);
            sides[2].annotations.extend(other);
        }
        for relation in document.relations() {
            let (own, other) = apart(relation, |r| &mut r.unknown);
            let other = other.map_or_else(
                || Some(own.clone()),
                |json| relation_from_json(&json, &mut names).ok(),
            );
            sides[0].relations.push((**relation).clone());
            sides[1].relations.push(own);
            sides[2].relations.extend(other);
        }
        for (id, decision) in document.decisions() {
            let (own, other) = apart(decision, |d| &mut d.unknown);
            let other = other.map_or_else(
                || Some((id.clone(), own.clone())),
                |json| decision_from_json(&json, &mut names).ok(),
            );
            sides[0].decisions.push((id.clone(), decision.clone()));
            sides[1].decisions.push((id.clone(), own.into()));
            sides[2]
                .decisions
                .extend(other.map(|(id, other)| (id, other.into())));
        }
        let mut clean = (**header).clone();
        clean.split = None;
        if let Some(json) = take(&mut clean.unknown, CONFLICTS) {
            let clean = Arc::new(clean);
            sides[1].header = Arc::clone(&clean);
            sides[2].header = clean;
            sides[2].take_fields(&json, false);
            sides[0].take_fields(&json, true);
        }
        let [base, ours, theirs] = sides.map(|side| side.into_snapshot(document));
        Some(Self { base, ours, theirs })
    }
}

/// Whether a merge left two versions of something (a conflict).
pub fn has_conflicts(document: &Document, header: &Header) -> bool {
    let is_left = |unknown: &Unknown| unknown.iter().any(|(name, _)| name == CONFLICT);
    let annotations = document.annotations().iter().chain(document.detached());
    annotations.into_iter().any(|a| is_left(&a.unknown))
        || document.relations().any(|r| is_left(&r.unknown))
        || document.decisions().values().any(|d| is_left(&d.unknown))
        || header.unknown.iter().any(|(name, _)| name == CONFLICTS)
}

/// Splits an item into ours and the other version of it: `null` if the other side removed it.
fn apart<T: Clone>(
    item: &Arc<T>,
    unknown: impl Fn(&mut T) -> &mut Unknown,
) -> (T, Option<Box<RawValue>>) {
    let mut own = (**item).clone();
    let other = take(unknown(&mut own), CONFLICT);
    (own, other)
}

fn take(unknown: &mut Unknown, name: &str) -> Option<Box<RawValue>> {
    let at = unknown.iter().position(|(known, _)| known == name)?;
    RawValue::from_string(unknown.remove(at).1).ok()
}

/// One version under construction.
struct VersionBuilder {
    header: Arc<Header>,
    fields: ArticleFields,
    annotations: Vec<Annotation>,
    relations: Vec<Relation>,
    decisions: Vec<(DecisionId, Arc<Decision>)>,
}

impl VersionBuilder {
    /// The sidecar alone: what belongs to the article has no versions in it but old copies.
    fn new(document: &Document, header: &Arc<Header>) -> Self {
        let fields = document.fields();
        let mut of_file = Arc::clone(header);
        if header.split.is_some() {
            Arc::make_mut(&mut of_file).split = None;
        }
        Self {
            header: of_file,
            fields: ArticleFields {
                status: fields.status.clone(),
                values: header.own_values(&fields.values).into_owned(),
            },
            annotations: Vec::new(),
            relations: Vec::new(),
            decisions: Vec::new(),
        }
    }

    /// Applies the other side's article fields and coder's name, or with `only_note` only marks the
    /// fields in which it differs.
    fn take_fields(&mut self, json: &RawValue, only_note: bool) {
        let Ok(RawObject(parts)) = serde_json::from_str(json.get()) else {
            return;
        };
        for (part, raw) in parts {
            match part.as_str() {
                "coder" => {
                    let mut coder = serde_json::from_str(raw.get()).unwrap_or_default();
                    if only_note {
                        coder = CONFLICT.to_owned();
                    }
                    Arc::make_mut(&mut self.header).coder = coder;
                }
                "document" => {
                    let Ok(RawObject(fields)) = serde_json::from_str(raw.get()) else {
                        continue;
                    };
                    for (name, raw) in fields {
                        if name == "status" && only_note {
                            self.fields.status = Status::Other(CONFLICT.into());
                        } else if only_note {
                            let noted = AttributeValue::Unknown(CONFLICT.to_owned());
                            self.fields.values.insert(name, noted);
                        } else if name == "status" {
                            let status: String =
                                serde_json::from_str(raw.get()).unwrap_or_default();
                            self.fields.status = Status::parse(&status);
                        } else if raw.get() == "null" {
                            self.fields.values.remove(&name);
                        } else {
                            let value = attribute_value(raw);
                            self.fields.values.insert(name, value);
                        }
                    }
                }
                // Other parts describe the source, which is known from the article itself.
                _ => {}
            }
        }
    }

    fn into_snapshot(self, document: &Document) -> Snapshot {
        let text = document.text().clone();
        let (mut document, ..) =
            Document::load(text, self.fields, self.annotations, self.relations);
        document.load_decisions(self.decisions);
        Snapshot::new(&document, &self.header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merge::{self, Conflict};
    use crate::model::{Anchor, ByteOffset};
    use crate::model::{Edit, Span, Text};

    /// Resolves all conflicts of a document for one side, and returns the result.
    fn resolved(
        document: &Document,
        header: &Header,
        side: merge::MergeSide,
    ) -> (Vec<String>, String) {
        let header = Arc::new(header.clone());
        let versions = Versions::of(document, &header).expect("there are conflicts");
        let now = Snapshot::new(document, &header);
        let sides = [&versions.base, &versions.ours, &versions.theirs];
        let merge = merge::resolve(&now, sides, |_| side);
        let kinds = merge.conflicts.iter().map(|conflict| match conflict {
            Conflict::Annotation { id, .. } => id.to_string(),
            Conflict::Status { .. } => "status".to_owned(),
            other => format!("{other:?}"),
        });
        let kinds = kinds.collect();
        let mut document = document.clone();
        document
            .apply(Edit::Batch(merge.edits))
            .expect("the edits fit");
        assert!(Versions::of(&document, &merge.header).is_none());
        let labels = document.annotations().iter().map(|a| a.label.to_string());
        let labels: Vec<String> = labels.collect();
        (
            kinds,
            format!("{} {}", document.fields().status, labels.join(" ")),
        )
    }

    #[test]
    fn a_conflict_in_a_merged_file_is_resolved_for_either_side() {
        let text = Text::new("Putin demands a freeze.");
        let span = |from, to| {
            Anchor::At(
                Span::new(&text, ByteOffset(from), ByteOffset(to))
                    .expect("a span")
                    .into(),
            )
        };
        let with = |id: &str, place: Anchor, other: &str| {
            let mut annotation = Annotation::new(
                id,
                "event",
                Span::new(&text, ByteOffset(0), ByteOffset(1)).expect("a span"),
            );
            annotation.place = place;
            annotation.unknown = vec![(CONFLICT.to_owned(), other.to_owned())];
            annotation
        };
        let other = r#"{"id":"a","label":"actor","spans":[[0,5]],"quote":["Putin"]}"#;
        let annotations = vec![with("a", span(0, 5), other), with("b", span(6, 13), "null")];
        let fields = ArticleFields {
            status: Status::Done,
            ..ArticleFields::default()
        };
        let (document, ..) = Document::load(text.clone(), fields, annotations, Vec::new());
        let conflicts = r#"{"document":{"status":"unsure"}}"#.to_owned();
        let header = Header {
            unknown: vec![(CONFLICTS.to_owned(), conflicts)],
            ..Header::default()
        };
        let kinds: Vec<String> = ["a", "b", "status"].map(str::to_owned).into();
        let ours = resolved(&document, &header, merge::MergeSide::Ours);
        assert_eq!(ours, (kinds.clone(), "done event event".to_owned()));
        let theirs = resolved(&document, &header, merge::MergeSide::Theirs);
        assert_eq!(theirs, (kinds, "unsure actor".to_owned()));
    }
}
