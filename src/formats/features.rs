//! Converts the details of annotations, relations and articles to features (names with values), for
//! programs that support features.
//!
//! Each attribute becomes a feature, so that the other program shows it and can edit it. A value
//! that the other program cannot return unchanged (a number in a text-only format, a name that it
//! rejects) is stored a second time in a Demarche note, which counts only as long as the feature
//! has the value that we wrote. The note also holds the id, who made the item, and, where a format
//! has no fragments, which annotation a fragment belongs to.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::model::document::Status;
use crate::model::{
    Annotation, AttributeValue, Attributes, Document, Provenance, Relation, Text, Unknown, plural,
};
use crate::store::xml::{is_writable, unwritable};

use super::draft::{Draft, DraftAnnotation, DraftRelation, shared};
use super::names::PlainNames;
use super::{ArticleRef, LossKind, Losses, LostItem, WriteOptions, json as rows};

/// The name of our notes.
pub const NOTE: &str = "demarche";

/// The names of features that a format accepts.
#[derive(Clone, Debug)]
pub struct Features {
    names: PlainNames,
    /// Names that have another meaning in the format.
    reserved: &'static [&'static str],
    /// Whether a name must begin with an ASCII letter.
    begins_with_letter: bool,
}

impl Features {
    /// Features with any name.
    pub fn any(reserved: &'static [&'static str]) -> Self {
        Self {
            names: PlainNames::new(|c| c != '\0').with(reserved.iter().copied()),
            reserved,
            begins_with_letter: false,
        }
    }

    /// Features with names that are valid in Java.
    pub fn java(reserved: &'static [&'static str]) -> Self {
        let names = PlainNames::new(|c| c.is_ascii_alphanumeric() || c == '_');
        Self {
            names: names.with(reserved.iter().copied()),
            reserved,
            begins_with_letter: true,
        }
    }

    /// The feature name of an attribute.
    pub fn name(&mut self, attribute: &str) -> String {
        // No format accepts a NUL, so that it becomes `_` in a unique name.
        if self.reserved.contains(&attribute) {
            self.names.get(&format!("{attribute}\0"))
        } else if self.begins_with_letter
            && !attribute.starts_with(|c: char| c.is_ascii_alphabetic())
        {
            self.names.get(&format!("x\0{attribute}"))
        } else {
            self.names.get(attribute)
        }
    }

    /// Splits attributes into features and what the note must store. `write` converts a value to
    /// the form of the format.
    pub fn split(
        &mut self,
        attributes: &Attributes,
        write: impl Fn(&AttributeValue) -> Value,
    ) -> (Vec<(String, Value)>, Map<String, Value>) {
        let mut features = Vec::with_capacity(attributes.len());
        let mut exact = Map::new();
        for (name, value) in attributes {
            let feature = self.name(name.as_str());
            let written = write(value);
            if feature != name.as_str() || rows::attribute_value(&written) != *value {
                let meant = json!({
                    "written": written, "name": name.as_str(), "value": rows::value(value),
                });
                exact.insert(feature.clone(), meant);
            }
            features.push((feature, written));
        }
        (features, exact)
    }
}

/// The attributes from the features, restored from the note if it still applies.
pub fn joined(
    features: impl IntoIterator<Item = (String, Value)>,
    note: &Map<String, Value>,
) -> Attributes {
    let exact = note.get("exact");
    let attribute = |(feature, written): (String, Value)| {
        let meant = exact.and_then(|exact| exact.get(&feature));
        let meant = meant.filter(|meant| meant.get("written") == Some(&written));
        let name = meant.and_then(|meant| meant.get("name")?.as_str());
        match (name, meant.and_then(|meant| meant.get("value"))) {
            (Some(name), Some(value)) => (name.into(), rows::attribute_value(value)),
            _ => (feature.into(), rows::attribute_value(&written)),
        }
    };
    features.into_iter().map(attribute).collect()
}

/// A value as text, for text-only formats.
pub fn as_text(value: &AttributeValue) -> Value {
    Value::String(value.to_string())
}

/// All attribute names of annotations and of relations, sorted: those that the codebook declares
/// and those in use.
pub fn attribute_names(
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
) -> (Vec<String>, Vec<String>) {
    let book = &options.codebook;
    let (mut on_annotations, mut on_relations) = (BTreeSet::new(), BTreeSet::new());
    let labels = book.labels.iter().flat_map(|label| &label.attributes);
    on_annotations.extend(
        labels
            .chain(&book.annotation_attributes)
            .map(|a| a.id.as_str()),
    );
    let kinds = book.relations.iter().flat_map(|kind| &kind.attributes);
    on_relations.extend(kinds.map(|a| a.id.as_str()));
    for article in articles {
        for annotation in article.document.annotations() {
            on_annotations.extend(annotation.attributes.keys().map(|name| name.as_str()));
        }
        for relation in article.document.relations() {
            on_relations.extend(relation.attributes.keys().map(|name| name.as_str()));
        }
    }
    let owned = |names: BTreeSet<&str>| names.into_iter().map(str::to_owned).collect();
    (owned(on_annotations), owned(on_relations))
}

/// The note on an annotation. `part` is the number of the fragment if each fragment is written
/// separately.
pub fn annotation_note(
    annotation: &Annotation,
    exact: Map<String, Value>,
    part: Option<usize>,
) -> Map<String, Value> {
    let mut note = of_id(annotation.id.as_str(), &annotation.provenance, exact);
    if let Some(part) = part {
        note.insert("part".into(), part.into());
    }
    note
}

/// Reports annotations whose fragments other programs treat as separate annotations.
pub fn tell_parts(article: &ArticleRef<'_>, losses: &mut Losses) {
    for annotation in article.document.annotations() {
        let count = annotation.fragments().map_or(0, |f| f.count());
        if count > 1 {
            let why = format!("its {count} fragments are {count} annotations for other programs");
            losses.annotation(article, annotation, LossKind::Flattened, why);
        }
    }
}

/// The note on a relation.
pub fn relation_note(relation: &Relation, exact: Map<String, Value>) -> Map<String, Value> {
    of_id(relation.id.as_str(), &relation.provenance, exact)
}

fn of_id(id: &str, provenance: &Provenance, exact: Map<String, Value>) -> Map<String, Value> {
    let mut note = Map::new();
    note.insert("id".into(), id.into());
    put_provenance(&mut note, provenance);
    if !exact.is_empty() {
        note.insert("exact".into(), exact.into());
    }
    note
}

/// Adds origin, coder and time, if they are known.
pub fn put_provenance(note: &mut Map<String, Value>, provenance: &Provenance) {
    if let Some(origin) = &provenance.origin {
        note.insert("origin".into(), (**origin).into());
    }
    for (name, value) in [("by", &provenance.by), ("at", &provenance.at)] {
        if !value.is_empty() {
            note.insert(name.into(), (**value).into());
        }
    }
}

/// Origin, coder and time from a note.
pub fn provenance(note: &Map<String, Value>) -> Provenance {
    Provenance {
        origin: note.get("origin").and_then(Value::as_str).map(Into::into),
        by: shared(rows::text(note, "by")),
        at: shared(rows::text(note, "at")),
        ..Provenance::default()
    }
}

/// The note on an article: its name, coder, status and fields.
pub fn article_note(article: &ArticleRef<'_>) -> Map<String, Value> {
    let mut note = Map::new();
    note.insert("article".into(), article.name.into());
    if !article.header.coder.is_empty() {
        note.insert("coder".into(), article.header.coder.as_str().into());
    }
    let fields = article.document.fields();
    note.insert("status".into(), fields.status.as_str().into());
    let values = fields.values.iter();
    let values: Map<String, Value> = values
        .map(|(name, value)| (name.clone(), rows::value(value)))
        .collect();
    if !values.is_empty() {
        note.insert("fields".into(), values.into());
    }
    note
}

/// Applies the note on an article to its draft.
pub fn take_article_note(note: &Map<String, Value>, draft: &mut Draft) {
    let name = rows::text(note, "article");
    if !name.is_empty() {
        draft.name = super::names::safe_path(name);
    }
    draft.coder = rows::text(note, "coder").to_owned();
    if let Some(status) = note.get("status").and_then(Value::as_str) {
        draft.fields.status = Status::parse(status);
    }
    let values = rows::attributes(note.get("fields")).into_iter();
    let values = values.map(|(name, value)| (name.to_string(), value));
    draft.fields.values.extend(values);
}

/// Parses a note that a file stores as text; empty if it is not a note.
pub fn parse_note(text: Option<&str>) -> Map<String, Value> {
    match text.map(serde_json::from_str) {
        Some(Ok(Value::Object(note))) => note,
        _ => Map::new(),
    }
}

/// The annotations of a file in which each fragment is a separate annotation.
#[derive(Debug, Default)]
pub struct GatheredFragments {
    pub annotations: Vec<DraftAnnotation>,
    /// The index of the annotation with an id, to which further fragments are added.
    parts: HashMap<String, usize>,
    /// The ids in use.
    ids: BTreeSet<String>,
    /// The id of an annotation, by its key in the file.
    keys: HashMap<String, String>,
}

impl GatheredFragments {
    /// Adds an annotation, or a further fragment of one. `key` is its key in the file.
    pub fn add(&mut self, key: &str, note: &Map<String, Value>, mut found: DraftAnnotation) {
        let id = rows::text(note, "id");
        let part = rows::number(note.get("part"));
        if let (Some(_), Some(index)) = (part.filter(|part| *part > 0), self.parts.get(id)) {
            let first = &mut self.annotations[*index];
            if first.label == found.label {
                first.claim.spans.append(&mut found.claim.spans);
                let quote = found.claim.quote.unwrap_or_default();
                if let Some(all) = &mut first.claim.quote {
                    all.push(' ');
                    all.push_str(&quote);
                }
                self.keys.insert(key.to_owned(), id.to_owned());
                return;
            }
        }
        found.provenance = provenance(note);
        // An item that was copied in the other program has the same note as the original.
        found.id = if !id.is_empty() && self.ids.insert(id.to_owned()) {
            id.to_owned()
        } else {
            let mut own = key.to_owned();
            while !own.is_empty() && !self.ids.insert(own.clone()) {
                own.push('_');
            }
            own
        };
        if part == Some(0) {
            self.parts.insert(id.to_owned(), self.annotations.len());
        }
        self.keys.insert(key.to_owned(), found.id.clone());
        self.annotations.push(found);
    }

    /// A relation between two annotations, which may be named before they are added.
    pub fn link(&self, note: &Map<String, Value>, mut relation: DraftRelation) -> DraftRelation {
        let id = |key: &String| self.keys.get(key).unwrap_or(key).clone();
        relation.from = id(&relation.from);
        relation.to = id(&relation.to);
        relation.id = rows::text(note, "id").to_owned();
        relation.provenance = provenance(note);
        relation
    }
}

/// The document as an XML file can hold it: without characters that XML 1.0 cannot hold, in its text, its
/// names and its values. What is replaced is reported.
pub fn writable_in_xml<'d>(article: &ArticleRef<'d>, losses: &mut Losses) -> Cow<'d, Document> {
    let document = values_writable_in_xml(article, losses);
    let Some((text, count)) = text_for_xml(document.text().as_str()) else {
        return document;
    };
    let counted = plural::counted(count, "character");
    let why = format!("its text has {counted} that XML cannot hold; a space replaces each");
    losses.add(article.name, LostItem::Article, LossKind::Corrected, why);
    let copied = |annotation: &Arc<Annotation>| Annotation::clone(annotation);
    let annotations = document.annotations().iter().map(copied).collect();
    let relations = document
        .relations()
        .map(|relation| Relation::clone(relation))
        .collect();
    let fields = document.fields().clone();
    // Each replacement takes as many bytes, so that no position moves.
    let (written, _, _) = Document::load(Text::new(text), fields, annotations, relations);
    Cow::Owned(written)
}

/// A text in which a space (U+FFFD for U+FFFE and U+FFFF) stands for each character that XML 1.0 cannot
/// hold, and their number; `None` if there is none. It has as many bytes as before.
fn text_for_xml(text: &str) -> Option<(String, usize)> {
    unwritable(text)?;
    let mut count = 0;
    let written = text.chars().map(|c| {
        if is_writable(c) {
            return c;
        }
        count += 1;
        if c.is_ascii() {
            ' '
        } else {
            char::REPLACEMENT_CHARACTER
        }
    });
    let written = written.collect();
    Some((written, count))
}

/// The document without characters in its names and values that XML 1.0 cannot hold, which are reported.
/// Its text stays as it is.
pub fn values_writable_in_xml<'d>(
    article: &ArticleRef<'d>,
    losses: &mut Losses,
) -> Cow<'d, Document> {
    let document = article.document;
    let clean_value = |value: &AttributeValue| match value {
        AttributeValue::Text(text) => AttributeValue::Text(clean(text)),
        AttributeValue::List(items) => {
            AttributeValue::List(items.iter().map(|item| clean(item)).collect())
        }
        other => other.clone(),
    };
    let clean_all = |attributes: &Attributes| -> Attributes {
        let cleaned = attributes.iter();
        cleaned
            .map(|(name, value)| (clean(name.as_str()).into(), clean_value(value)))
            .collect()
    };
    let why = "it holds characters that XML cannot; they are written as U+FFFD";
    let mut changed = false;
    let mut annotations = Vec::with_capacity(document.annotations().len());
    for annotation in document.annotations() {
        let cleaned = Annotation {
            label: clean(annotation.label.as_str()).into(),
            entity: annotation.entity.as_ref().map(|e| clean(e.as_str()).into()),
            attributes: clean_all(&annotation.attributes),
            memo: clean(&annotation.memo),
            unknown: Unknown::new(),
            ..(**annotation).clone()
        };
        let is_same = cleaned.label == annotation.label
            && cleaned.entity == annotation.entity
            && cleaned.attributes == annotation.attributes
            && cleaned.memo == annotation.memo;
        if !is_same {
            changed = true;
            losses.annotation(article, annotation, LossKind::Renamed, why);
            losses.annotation(article, annotation, LossKind::Stripped, why);
        }
        annotations.push(cleaned);
    }
    let mut relations = Vec::with_capacity(document.relations().len());
    for relation in document.relations() {
        let cleaned = Relation {
            kind: clean(relation.kind.as_str()).into(),
            attributes: clean_all(&relation.attributes),
            ..(**relation).clone()
        };
        if cleaned != **relation {
            changed = true;
            losses.relation(article, relation, LossKind::Renamed, why);
            losses.relation(article, relation, LossKind::Stripped, why);
        }
        relations.push(cleaned);
    }
    if !changed {
        return Cow::Borrowed(document);
    }
    let fields = document.fields().clone();
    let (cleaned, _, _) = Document::load(document.text().clone(), fields, annotations, relations);
    Cow::Owned(cleaned)
}

/// A text without the characters that XML 1.0 cannot hold.
pub fn clean(text: &str) -> String {
    let mut clean = text.to_owned();
    while let Some(c) = unwritable(&clean) {
        clean = clean.replace(c, "\u{fffd}");
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ByteOffset;

    #[test]
    fn attributes_come_back_unless_they_were_changed_elsewhere() {
        let mut features = Features::java(&["memo"]);
        let attributes: Attributes = [
            ("memo".into(), AttributeValue::Text("x".into())),
            ("mémo".into(), AttributeValue::Flag(true)),
            ("2nd".into(), AttributeValue::Integer(2)),
            ("role".into(), AttributeValue::Text("speaker".into())),
        ]
        .into();
        let (mut written, exact) = features.split(&attributes, as_text);
        let names: Vec<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["x_2nd", "memo_", "memo_2", "role"]);
        let mut note = Map::new();
        note.insert("exact".into(), exact.into());
        assert_eq!(joined(written.clone(), &note), attributes);
        written[0].1 = "3".into();
        let changed = joined(written, &note);
        assert_eq!(
            changed.get("x_2nd"),
            Some(&AttributeValue::Text("3".into()))
        );
        assert_eq!(changed.len(), 4);
    }

    #[test]
    fn a_copied_annotation_is_one_of_its_own() {
        let mut gathered = GatheredFragments::default();
        let draft = |label: &str| DraftAnnotation {
            label: label.into(),
            ..DraftAnnotation::default()
        };
        let note = |json: Value| json.as_object().cloned().unwrap_or_default();
        gathered.add("10", &note(json!({"id": "a", "part": 0})), draft("x"));
        gathered.add("11", &note(json!({"id": "a", "part": 1})), draft("x"));
        gathered.add("12", &note(json!({"id": "a"})), draft("x"));
        gathered.add("13", &note(json!({})), draft("x"));
        let ids: Vec<&str> = gathered.annotations.iter().map(|a| a.id.as_str()).collect();
        assert_eq!(ids, ["a", "12", "13"]);
    }

    #[test]
    fn characters_that_xml_cannot_store_are_reported() {
        let header = crate::store::Header::default();
        let check = |content: &str, memo: &str, wanted: (&str, &str), message: &str| {
            let text = crate::model::Text::new(content);
            let span = crate::model::Span::new(&text, ByteOffset(0), ByteOffset(1));
            let annotation = Annotation {
                memo: memo.into(),
                ..Annotation::new("a", "actor", span.expect("a span"))
            };
            let (document, _, _) =
                Document::load(text, Default::default(), vec![annotation], Vec::new());
            let article = ArticleRef {
                name: "a.txt",
                document: &document,
                header: &header,
            };
            let mut losses = Losses::default();
            let fit = writable_in_xml(&article, &mut losses);
            let annotation = &fit.annotations()[0];
            assert_eq!((fit.text().as_str(), annotation.memo.as_str()), wanted);
            let range = annotation
                .fragments()
                .map(|fragments| fragments.start()..fragments.end());
            assert_eq!(range, Some(ByteOffset(0)..ByteOffset(1)));
            let said: Vec<String> = losses.all().iter().map(ToString::to_string).collect();
            assert!(said.concat().contains(message), "{said:?}");
            assert_eq!(said.is_empty(), message.is_empty());
        };
        check("text", "a\tmemo", ("text", "a\tmemo"), "");
        check("text", "a\u{1}memo", ("text", "a\u{fffd}memo"), "stripped");
        let corrected = "a.txt: corrected: its text has 3 characters that XML cannot hold; a space replaces each";
        let text = "te\u{c}x\u{ffff}t\u{0}";
        check(text, "", ("te x\u{fffd}t ", ""), corrected);
    }
}
