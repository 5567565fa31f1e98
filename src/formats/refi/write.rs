//! Converts articles to a REFI-QDA project.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::{
    ArticleRef, LossKind, Losses, LostItem, NAMESPACE, NOTE, RefiQda, WriteOptions, features,
};
use crate::model::color::hex;
use crate::model::{Annotation, AnnotationId, EntityId, LabelId, Text};
use crate::names::FileNames;
use crate::store::uuid;
use crate::store::xml::XmlWriter;
use crate::supports::linked;
use crate::{Format, json as rows};

/// Converts articles to the project file, and returns it with the texts of its sources by their
/// file names.
pub fn project(
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
    losses: &mut Losses,
) -> (String, Vec<(String, String)>) {
    let mut project = RefiProject::default();
    let mut texts = Vec::new();
    let mut files = FileNames::default();
    for article in articles {
        // The text is written to a file of its own, as it is.
        let document = features::values_writable_in_xml(article, losses);
        RefiQda.about().supports.report(article, losses);
        features::tell_parts(article, losses);
        let fit = ArticleRef {
            document: &document,
            ..*article
        };
        let name = files.stem(article);
        texts.push(project.source(&fit, &name, losses));
    }
    (project.written(articles, options), texts)
}

/// The elements of a project, as they are collected.
#[derive(Default)]
struct RefiProject {
    sources: Vec<RefiSource>,
    users: BTreeSet<String>,
    /// The selections of each entity.
    cases: BTreeMap<EntityId, Vec<String>>,
    notes: Vec<Note>,
    links: Vec<RefiLink>,
}

struct RefiSource {
    guid: String,
    name: String,
    file: String,
    note: String,
    selections: Vec<RefiSelection>,
}

struct RefiSelection {
    guid: String,
    covered: String,
    start: usize,
    end: usize,
    label: String,
    by: String,
    memo: Option<String>,
}

struct Note {
    guid: String,
    name: &'static str,
    text: String,
}

struct RefiLink {
    guid: String,
    kind: String,
    from: String,
    to: String,
}

impl RefiProject {
    /// Adds an article; returns its text and the name of its file.
    fn source(
        &mut self,
        article: &ArticleRef<'_>,
        name: &str,
        losses: &mut Losses,
    ) -> (String, String) {
        let coder = article.header.coder.as_str();
        let guid = |kind: &str, id: &str| uuid::of_names(&["refi", kind, article.name, coder, id]);
        let original = article.document.text();
        let plain = PlainText::new(original);
        if plain.text != original.as_str() {
            let why = "line ends are written as LF, and a byte order mark is left out";
            losses.add(article.name, LostItem::Article, LossKind::Corrected, why);
        }
        let mut notes = Map::new();
        let mut selections = Vec::new();
        let mut ends: HashMap<AnnotationId, String> = HashMap::new();
        for annotation in article.document.annotations() {
            let places = plain.places(annotation, original);
            if places.is_empty() {
                let why = "it covers nothing but one half of a line end";
                losses.annotation(article, annotation, LossKind::Dropped, why);
                continue;
            }
            let count = annotation
                .fragments()
                .map_or(0, |fragments| fragments.count());
            if places.len() < count || places.windows(2).any(|pair| pair[0].1 >= pair[1].0) {
                let why = "only a half of a line end stands between its fragments";
                losses.annotation(article, annotation, LossKind::Flattened, why);
            }
            let several = places.len() > 1;
            for (part, (start, end, covered)) in places.into_iter().enumerate() {
                let guid_of = guid(&format!("selection{part}"), annotation.id.as_str());
                let part_of = several.then_some(part);
                let mut note = features::annotation_note(annotation, Map::new(), part_of);
                if part == 0 && !annotation.attributes.is_empty() {
                    note.insert("attributes".into(), rows::object(&annotation.attributes));
                }
                if part == 0
                    && let Some(entity) = &annotation.entity
                {
                    note.insert("entity".into(), entity.as_str().into());
                    let case = self.cases.entry(entity.clone()).or_default();
                    case.push(guid_of.clone());
                }
                notes.insert(guid_of.clone(), note.into());
                let has_memo = part == 0 && !annotation.memo.is_empty();
                let memo = has_memo.then(|| {
                    let memo = guid("memo", annotation.id.as_str());
                    self.notes.push(Note {
                        guid: memo.clone(),
                        name: "Memo",
                        text: annotation.memo.clone(),
                    });
                    memo
                });
                let by = annotation.provenance.by.to_string();
                self.users.extend((!by.is_empty()).then(|| by.clone()));
                ends.entry(annotation.id.clone())
                    .or_insert_with(|| guid_of.clone());
                selections.push(RefiSelection {
                    guid: guid_of,
                    covered,
                    start,
                    end,
                    label: annotation.label.to_string(),
                    by,
                    memo,
                });
            }
        }
        for (relation, from, to) in linked(article, &ends, losses) {
            let link = guid("link", relation.id.as_str());
            let mut note = features::relation_note(relation, Map::new());
            if !relation.attributes.is_empty() {
                note.insert("attributes".into(), rows::object(&relation.attributes));
            }
            notes.insert(link.clone(), note.into());
            self.links.push(RefiLink {
                guid: link,
                kind: relation.kind.to_string(),
                from: from.clone(),
                to: to.clone(),
            });
        }
        let mut note = features::article_note(article);
        note.insert("items".into(), notes.into());
        let note_guid = guid("note", "");
        self.notes.push(Note {
            guid: note_guid.clone(),
            name: NOTE,
            text: Value::Object(note).to_string(),
        });
        let file = format!("{}.txt", guid("text", ""));
        self.sources.push(RefiSource {
            guid: guid("source", ""),
            name: name.to_owned(),
            file: file.clone(),
            note: note_guid,
            selections,
        });
        (file, plain.text)
    }

    fn written(&self, articles: &[ArticleRef<'_>], options: &WriteOptions) -> String {
        let mut out = XmlWriter::new();
        let book = &options.codebook;
        let name = if book.name.is_empty() {
            "Demarche"
        } else {
            &book.name
        };
        out.start("Project")
            .attribute("xmlns", NAMESPACE)
            .attribute("name", &features::clean(name))
            .attribute("origin", "Demarche");
        // The schema requires at least one element in each list, and this order of the lists.
        if !self.users.is_empty() {
            out.line().start("Users");
            for user in &self.users {
                out.line().start("User").attribute("guid", &user_guid(user));
                out.attribute("name", &features::clean(user)).end();
            }
            out.line().end();
        }
        let labels = options.labels(articles);
        if !labels.is_empty() {
            out.line().start("CodeBook").start("Codes");
            for label in &labels {
                code(&mut out, label, options);
            }
            out.line().end().end();
        }
        if !self.cases.is_empty() {
            out.line().start("Cases");
            for (entity, selections) in &self.cases {
                let known = options.entities.get(entity);
                let name = known.map_or(entity.as_str(), |known| known.name.as_str());
                out.line()
                    .start("Case")
                    .attribute("guid", &uuid::of_names(&["refi", "case", entity.as_str()]))
                    .attribute("name", &features::clean(name));
                for selection in selections {
                    out.start("SelectionRef")
                        .attribute("targetGUID", selection)
                        .end();
                }
                out.end();
            }
            out.line().end();
        }
        if !self.sources.is_empty() {
            out.line().start("Sources");
            self.sources
                .iter()
                .for_each(|source| source.write(&mut out));
            out.line().end();
        }
        if !self.notes.is_empty() {
            out.line().start("Notes");
            for note in &self.notes {
                out.line()
                    .start("Note")
                    .attribute("guid", &note.guid)
                    .attribute("name", note.name);
                out.start("PlainTextContent")
                    .text(&features::clean(&note.text))
                    .end()
                    .end();
            }
            out.line().end();
        }
        if !self.links.is_empty() {
            out.line().start("Links");
            for link in &self.links {
                out.line()
                    .start("Link")
                    .attribute("guid", &link.guid)
                    .attribute("name", &link.kind)
                    .attribute("direction", "OneWay")
                    .attribute("originGUID", &link.from)
                    .attribute("targetGUID", &link.to)
                    .end();
            }
            out.line().end();
        }
        out.line();
        out.finish()
    }
}

impl RefiSource {
    fn write(&self, out: &mut XmlWriter) {
        out.line()
            .start("TextSource")
            .attribute("guid", &self.guid)
            .attribute("name", &features::clean(&self.name))
            .attribute("plainTextPath", &format!("internal://{}", self.file));
        for selection in &self.selections {
            out.line()
                .start("PlainTextSelection")
                .attribute("guid", &selection.guid)
                .attribute("name", &selection.covered)
                .attribute("startPosition", &selection.start.to_string())
                .attribute("endPosition", &selection.end.to_string());
            out.start("Coding").attribute(
                "guid",
                &uuid::of_names(&["refi", "coding", &selection.guid]),
            );
            if !selection.by.is_empty() {
                out.attribute("creatingUser", &user_guid(&selection.by));
            }
            out.start("CodeRef")
                .attribute("targetGUID", &code_guid(&selection.label))
                .end();
            out.end();
            if let Some(memo) = &selection.memo {
                out.start("NoteRef").attribute("targetGUID", memo).end();
            }
            out.end();
        }
        out.line()
            .start("NoteRef")
            .attribute("targetGUID", &self.note)
            .end();
        out.end();
    }
}

fn code(out: &mut XmlWriter, label: &LabelId, options: &WriteOptions) {
    let label_name = features::clean(label.as_str());
    let known = options.codebook.label(label);
    out.line()
        .start("Code")
        .attribute("guid", &code_guid(&label_name))
        .attribute("name", &label_name)
        .attribute("isCodable", "true");
    if let Some(known) = known {
        out.attribute("color", &hex(known.color.light));
        if !known.definition.is_empty() {
            out.start("Description")
                .text(&features::clean(&known.definition))
                .end();
        }
    }
    out.end();
}

fn code_guid(label: &str) -> String {
    uuid::of_names(&["refi", "code", label])
}

fn user_guid(name: &str) -> String {
    uuid::of_names(&["refi", "user", name])
}

/// A text as all REFI-QDA programs count it: with LF, without a byte order mark.
struct PlainText {
    text: String,
    /// The offsets of the original's removed bytes, in order.
    gone: Vec<usize>,
}

impl PlainText {
    fn new(original: &Text) -> Self {
        let original = original.as_str();
        let mut text = String::with_capacity(original.len());
        let mut gone = Vec::new();
        for (at, c) in original.char_indices() {
            if (at == 0 && c == '\u{feff}') || (c == '\r' && original[at + 1..].starts_with('\n')) {
                gone.push(at);
            } else {
                text.push(if c == '\r' { '\n' } else { c });
            }
        }
        Self { text, gone }
    }

    /// The fragments of an annotation in Unicode scalar values, with the text that they cover.
    fn places(&self, annotation: &Annotation, original: &Text) -> Vec<(usize, usize, String)> {
        let at = |byte: crate::model::ByteOffset| {
            let chars = original.char_from_byte(byte).map_or(0, |at| at.0);
            chars - self.gone.partition_point(|gone| *gone < byte.0)
        };
        let fragments = annotation.fragments().into_iter().flat_map(|f| f.iter());
        let places = fragments.filter_map(|span| {
            let (start, end) = (at(span.start()), at(span.end()));
            let from = span.start().0;
            let kept = span.text(original).char_indices();
            let kept = kept.filter(|(at, _)| self.gone.binary_search(&(from + at)).is_err());
            let covered = kept.map(|(_, c)| if c == '\r' { '\n' } else { c });
            (start < end).then(|| (start, end, covered.collect()))
        });
        places.collect()
    }
}
