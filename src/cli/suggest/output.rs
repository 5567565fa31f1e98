//! Writes suggestions: into files of their own, as a coder's sidecars, or to standard output.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::assist::assistant::{ArticleSuggestions, SpanSource, SuggestedAnnotation};
use crate::assist::values::AnnotationValues;
use crate::assist::values::links::SuggestedLink;
use crate::formats::export_options::ValueError;
use crate::jobs::models::protocol::{Engine, value_to_json};
use crate::model::document::{ArticleFields, Status};
use crate::model::plural::counted;
use crate::model::{
    Annotation, AnnotationId, ByteOffset, Document, Provenance, Relation, Span, Text,
};
use crate::store::coder::is_reserved;
use crate::store::output_guard::OutputGuard;
use crate::store::project::is_coder_name;
use crate::store::sidecar::{Header, Snapshot};
use crate::store::{ArticleEntry, LoadedArticle, Project, display_path, ids, save_sidecar};

use super::SuggestArgs;
use crate::cli::values::{WrongValues, is_in_file};
use crate::cli::{CliError, Streams, load};

/// The engine that learns from finished articles, in files.
pub fn own_engine() -> Engine {
    Engine::new("demarche", env!("CARGO_PKG_VERSION"))
}

/// Where suggestions go.
pub enum OutputPlace {
    /// One line of JSON for each article.
    Stream,
    Folder(PathBuf),
    Coder(String),
}

impl OutputPlace {
    pub fn of(args: &SuggestArgs) -> Result<Self, CliError> {
        if let Some(code) = &args.as_coder {
            if !is_coder_name(code) || is_reserved(code) {
                let expected = "a code of a coder, with letters, digits, - and _";
                let error = ValueError::malformed(code, expected);
                return Err(WrongValues::one("--as-coder", error).into());
            }
            return Ok(Self::Coder(code.clone()));
        }
        let Some(folder) = &args.out else {
            return Ok(Self::Stream);
        };
        if folder.is_file() || is_in_file(folder) {
            let name = display_path(folder).to_string();
            let error = ValueError::malformed(&name, "a folder, and this is a file or in one");
            return Err(WrongValues::one("--out", error).into());
        }
        Ok(Self::Folder(folder.clone()))
    }
}

/// Writes the suggestions of a project.
pub struct SuggestionWriter<'a> {
    place: &'a OutputPlace,
    guard: OutputGuard,
    written: usize,
    suggested: usize,
    skipped: usize,
    problems: usize,
}

impl<'a> SuggestionWriter<'a> {
    pub fn new(project: &Project, args: &SuggestArgs, place: &'a OutputPlace) -> Self {
        Self {
            place,
            guard: load::guard(std::slice::from_ref(project), args.force),
            written: 0,
            suggested: 0,
            skipped: 0,
            problems: 0,
        }
    }

    /// Writes what is suggested for an article.
    pub fn write(
        &mut self,
        entry: &ArticleEntry,
        article: &LoadedArticle,
        suggestions: &ArticleSuggestions,
        engine: &Engine,
        streams: &mut Streams<'_>,
    ) -> Result<(), CliError> {
        self.suggested += suggestions.annotations.len();
        let result = match self.place {
            OutputPlace::Stream => {
                let json = to_json(&entry.name, article.document.text(), suggestions, engine);
                writeln!(streams.out, "{json}")?;
                Ok(true)
            }
            OutputPlace::Folder(folder) => {
                let path = suggestion_file(folder, &entry.name);
                let json = to_json(&entry.name, article.document.text(), suggestions, engine);
                let bytes = format!("{json:#}\n");
                let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
                let made = made.map_err(|error| error.to_string());
                made.and_then(|()| {
                    self.guard
                        .replace(&path, bytes.as_bytes())
                        .map_err(|error| error.to_string())
                })
                .map(|()| true)
            }
            OutputPlace::Coder(code) => as_coder(entry, article, suggestions, code, engine),
        };
        match result {
            Ok(true) => self.written += 1,
            Ok(false) => self.skipped += 1,
            Err(why) => {
                self.problems += 1;
                writeln!(streams.talk, "demarche: {}: {why}", entry.name)?;
            }
        }
        Ok(())
    }

    /// Says what was done and by whom; returns the number of problems.
    pub fn finish(self, by: &str, streams: &mut Streams<'_>) -> Result<usize, CliError> {
        writeln!(
            streams.talk,
            "{by}; {} suggested in {}",
            counted(self.suggested, "annotation"),
            counted(self.written, "article"),
        )?;
        if self.skipped > 0 {
            writeln!(
                streams.talk,
                "{} skipped: this coder has annotations there",
                counted(self.skipped, "article")
            )?;
        }
        Ok(self.problems)
    }
}

/// The file for the suggestions of an article.
pub fn suggestion_file(folder: &Path, article: &str) -> PathBuf {
    folder.join(format!("{article}.suggestions.json"))
}

/// Whether a coder has annotations of an article.
pub fn has_coding(entry: &ArticleEntry, code: &str) -> bool {
    entry.has_sidecar(Some(code)) || entry.sidecar_path(Some(code)).exists()
}

/// Writes suggestions as the annotations of a coder. Returns `false` if the coder has the article already.
fn as_coder(
    entry: &ArticleEntry,
    article: &LoadedArticle,
    suggestions: &ArticleSuggestions,
    code: &str,
    engine: &Engine,
) -> Result<bool, String> {
    if has_coding(entry, code) {
        return Ok(false);
    }
    let path = entry.sidecar_path(Some(code));
    let text = article.document.text();
    let document = coded(text, suggestions, code, engine);
    let of_article = &article.header;
    let header = Header {
        file: of_article.file.clone(),
        sha256: of_article.sha256.clone(),
        encoding: of_article.encoding.clone(),
        codebook: of_article.codebook.clone(),
        split: of_article.split.clone(),
        coder: code.to_owned(),
        ..Header::default()
    };
    let snapshot = Snapshot::new(&document, &Arc::new(header));
    save_sidecar(&path, &snapshot, None, &|_| true)
        .map(|_| true)
        .map_err(|error| error.to_string())
}

/// The suggestions as annotations of a document of their own.
fn coded(text: &Text, suggestions: &ArticleSuggestions, code: &str, engine: &Engine) -> Document {
    let at: Arc<str> = ids::now().into();
    let provenance = |engine: &str| Provenance {
        origin: Some(format!("suggested:{engine}").into()),
        by: code.into(),
        at: at.clone(),
        ..Provenance::default()
    };
    let annotation = |one: &SuggestedAnnotation| {
        let (start, end) = (ByteOffset(one.range.start), ByteOffset(one.range.end));
        let place = Span::new(text, start, end).ok()?;
        let mut annotation = Annotation::new(one.id.clone(), one.label.clone(), place);
        annotation.entity = one
            .values
            .entity
            .as_ref()
            .map(|entity| entity.value.clone());
        let values = one.values.attributes.iter();
        annotation.attributes = values
            .map(|(id, value)| (id.clone(), value.value.clone()))
            .collect();
        annotation.provenance = provenance(match one.source {
            SpanSource::Model => &engine.name,
            learned => learned.as_str(),
        });
        Some(annotation)
    };
    let annotations: Vec<Annotation> = suggestions
        .annotations
        .iter()
        .filter_map(annotation)
        .collect();
    let is_new = |id: &AnnotationId| annotations.iter().any(|one| one.id == *id);
    let links = suggestions
        .links
        .iter()
        .filter(|link| is_new(&link.from) && is_new(&link.to));
    let relations = links.enumerate().map(|(number, link)| {
        let id = format!("link-{}", number + 1);
        let mut relation = Relation::new(id, link.kind.clone(), link.from.clone(), link.to.clone());
        relation.attributes.extend(link.role.clone());
        relation.provenance = provenance(match *engine == own_engine() {
            true => SpanSource::Learned.as_str(),
            false => &engine.name,
        });
        relation
    });
    let fields = ArticleFields {
        status: Status::Done,
        ..ArticleFields::default()
    };
    let relations = relations.collect();
    Document::load(text.clone(), fields, annotations, relations).0
}

/// The suggestions of an article as JSON; see docs/assist.md.
pub fn to_json(
    article: &str,
    text: &Text,
    suggestions: &ArticleSuggestions,
    engine: &Engine,
) -> Value {
    let new: Vec<Value> = suggestions
        .annotations
        .iter()
        .map(|one| {
            let char_at = |byte| text.char_from_byte(ByteOffset(byte)).map(|place| place.0);
            let mut json = json!({
                "id": one.id.as_str(),
                "label": one.label.as_str(),
                "spans": [[char_at(one.range.start), char_at(one.range.end)]],
                "quote": [text.as_str().get(one.range.clone())],
                "confidence": rounded(one.confidence),
                "source": one.source.as_str(),
            });
            add_values(&mut json, &one.values);
            json
        })
        .collect();
    let values: Vec<Value> = suggestions
        .values
        .iter()
        .map(|(id, values)| {
            let mut json = json!({ "annotation": id.as_str() });
            add_values(&mut json, values);
            json
        })
        .collect();
    let links: Vec<Value> = suggestions.links.iter().map(link).collect();
    json!({
        "format": "demarche-suggestions",
        "version": 1,
        "engine": { "name": engine.name, "version": engine.version },
        "article": article,
        "chars": text.char_len(),
        "offsets": "unicode-scalar",
        "annotations": new,
        "values": values,
        "links": links,
    })
}

fn add_values(json: &mut Value, values: &AnnotationValues) {
    if let Some(entity) = &values.entity {
        json["entity"] = json!({
            "value": entity.value.as_str(),
            "confidence": rounded(entity.confidence),
        });
    }
    if !values.attributes.is_empty() {
        let attributes = values.attributes.iter().map(|(id, value)| {
            let json = json!({
                "value": value_to_json(&value.value),
                "confidence": rounded(value.confidence),
            });
            (id.to_string(), json)
        });
        json["attributes"] = attributes.collect::<Map<String, Value>>().into();
    }
}

fn link(link: &SuggestedLink) -> Value {
    let mut json = json!({
        "type": link.kind.as_str(),
        "from": link.from.as_str(),
        "to": link.to.as_str(),
        "confidence": rounded(link.confidence),
    });
    if let Some((id, value)) = &link.role {
        json["attributes"] = json!({ id.as_str(): value_to_json(value) });
    }
    json
}

/// Three digits: more would feign a precision that no suggestion has.
fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}
