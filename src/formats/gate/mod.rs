//! `gate-xml` and `bdoc`: GATE's documents, as XML and as gatenlp's JSON.
//!
//! The type of an annotation is its label, and its attributes are features. A relation is an
//! annotation of the type `Relation` over both of its ends, with the features `head`, `tail` (ids)
//! and `label`. GATE has no fragments: each becomes an annotation of its own, and the feature
//! `demarche` links those that belong together.
//!
//! In XML, offsets are nodes within the text, which are named by their UTF-16 offset; in bdoc they
//! count Unicode scalar values (`"offset_type": "p"`) or UTF-16 units (`"j"`).

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use super::features::{self, Features, GatheredFragments};
use super::names::FileNames;
use super::offsets::{DeclaredPosition, Unit};
use super::supports::linked;
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    LostItem, Output, Supports, WriteOptions, json, per_file, rendered,
};
use crate::model::{AnnotationId, AttributeValue, ByteOffset, Document, Span};

mod bdoc;

mod gate_xml;

/// The type of annotations that represent relations.
const RELATION: &str = "Relation";

/// Features that are not attributes.
const RESERVED: &[&str] = &["entity", "memo", "head", "tail", "label", features::NOTE];

/// A GATE annotation with features.
#[derive(Clone, Debug, Default)]
struct GateAnnotation {
    id: usize,
    /// The line in its file, counted from 1.
    line: usize,
    kind: String,
    start: usize,
    end: usize,
    features: Vec<(String, Value)>,
}

/// A GATE document with its annotations and features.
#[derive(Clone, Debug, Default)]
struct GateDocument {
    text: String,
    items: Vec<GateAnnotation>,
    features: Vec<(String, Value)>,
}

/// The GATE format, as XML or bdoc.
pub struct Gate {
    form: GateForm,
    about: About,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum GateForm {
    Xml,
    Bdoc,
}

impl Gate {
    /// GATE XML.
    pub const XML: Self = Self {
        form: GateForm::Xml,
        about: About {
            name: "gate-xml",
            title: "GATE XML, one file an article",
            purpose: "GATE XML: continue in GATE",
            group: Group::Annotate,
            extension: "xml",
            files: Files::Several,
            supports: Supports::ONE_STRETCH,
            reads: true,
            tokenizer: None,
        },
    };

    /// gatenlp's bdoc in JSON.
    pub const BDOC: Self = Self {
        form: GateForm::Bdoc,
        about: About {
            name: "bdoc",
            title: "bdoc JSON (gatenlp), one file an article",
            purpose: "gatenlp (bdoc JSON): continue in Python",
            group: Group::Annotate,
            extension: "bdocjs",
            ..Self::XML.about
        },
    };
}

impl Format for Gate {
    fn about(&self) -> &About {
        &self.about
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        let mut names = Features::any(RESERVED);
        let (on_annotations, on_relations) = features::attribute_names(articles, options);
        for name in on_annotations.iter().chain(&on_relations) {
            names.name(name);
        }
        for part in options.parts(articles) {
            let mut files = FileNames::default();
            let stems = part.articles.iter().map(|article| files.stem(article));
            let stems: Vec<String> = stems.collect();
            let render = |index: usize, article: &ArticleRef<'_>, losses: &mut Losses| {
                let document = match self.form {
                    GateForm::Xml => features::writable_in_xml(article, losses),
                    GateForm::Bdoc => std::borrow::Cow::Borrowed(article.document),
                };
                self.about().supports.report(article, losses);
                features::tell_parts(article, losses);
                let gate = self.document(article, &document, &mut names.clone(), losses);
                let stem = stems[index].as_str();
                let written = match self.form {
                    GateForm::Xml => gate_xml::write(&gate, document.text()),
                    GateForm::Bdoc => bdoc::write(&gate, stem),
                };
                Ok((stem, written))
            };
            rendered::each(&part.articles, losses, render, |(stem, written)| {
                let name = format!("{}{stem}.{}", part.folder(), self.about().extension);
                Ok(output.file(&name)?.write_all(written.as_bytes())?)
            })?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let files = per_file::own(files, &[self.about().extension]);
        per_file::read(&files, intake, |file, intake| {
            let losses = &mut intake.losses;
            let mut items = GateItems::default();
            let mut take = |item| items.take(&item);
            let (gate, trust) = match self.form {
                GateForm::Xml => gate_xml::read(file, losses, &mut take)?,
                GateForm::Bdoc => bdoc::read(file, losses, &mut take)?,
            };
            let draft = items.draft(gate, file.name);
            Ok(draft.finish(file.name, self.about().name, trust, losses))
        })
    }
}

impl Gate {
    /// Converts an article to a document with offsets in Unicode scalar values.
    fn document(
        &self,
        article: &ArticleRef<'_>,
        document: &Document,
        names: &mut Features,
        losses: &mut Losses,
    ) -> GateDocument {
        let text = document.text();
        let at = |byte: ByteOffset| text.char_from_byte(byte).map_or(0, |at| at.0);
        let native: fn(&AttributeValue) -> Value = match self.form {
            GateForm::Bdoc => json::value,
            // XML has a class for each of these types.
            GateForm::Xml => |value| match value {
                AttributeValue::Flag(_)
                | AttributeValue::Integer(_)
                | AttributeValue::Number(_)
                | AttributeValue::Text(_) => json::value(value),
                AttributeValue::List(_) | AttributeValue::Unknown(_) => features::as_text(value),
            },
        };
        let mut items: Vec<GateAnnotation> = Vec::new();
        let mut ends: HashMap<AnnotationId, (usize, Span)> = HashMap::new();
        for annotation in document.annotations() {
            let Some(fragments) = annotation.fragments() else {
                continue;
            };
            for (part, span) in fragments.iter().enumerate() {
                let several = (fragments.count() > 1).then_some(part);
                let mut own = Vec::new();
                let mut exact = Map::new();
                if part == 0 {
                    (own, exact) = names.split(&annotation.attributes, native);
                    if let Some(entity) = &annotation.entity {
                        own.push(("entity".into(), entity.as_str().into()));
                    }
                    if !annotation.memo.is_empty() {
                        own.push(("memo".into(), annotation.memo.as_str().into()));
                    }
                }
                let note = features::annotation_note(annotation, exact, several);
                own.push((features::NOTE.into(), note.into()));
                let id = items.len() + 1;
                items.push(GateAnnotation {
                    id,
                    kind: annotation.label.to_string(),
                    start: at(span.start()),
                    end: at(span.end()),
                    features: own,
                    ..GateAnnotation::default()
                });
                ends.entry(annotation.id.clone()).or_insert((id, span));
            }
        }
        let fit = ArticleRef {
            document,
            ..*article
        };
        for (relation, (from, one), (to, other)) in linked(&fit, &ends, losses) {
            let (mut own, exact) = names.split(&relation.attributes, native);
            own.push(("head".into(), from.to_string().into()));
            own.push(("tail".into(), to.to_string().into()));
            own.push(("label".into(), relation.kind.as_str().into()));
            let note = features::relation_note(relation, exact);
            own.push((features::NOTE.into(), note.into()));
            items.push(GateAnnotation {
                id: items.len() + 1,
                kind: RELATION.into(),
                start: at(one.start().min(other.start())),
                end: at(one.end().max(other.end())),
                features: own,
                ..GateAnnotation::default()
            });
        }
        let note = features::article_note(article);
        GateDocument {
            text: text.as_str().to_owned(),
            items,
            features: vec![(features::NOTE.into(), note.into())],
        }
    }
}

/// The note among some features; empty if there is none.
fn note_of(features: &[(String, Value)]) -> Map<String, Value> {
    let note = features.iter().find(|(name, _)| name == features::NOTE);
    match note.map(|(_, note)| note) {
        Some(Value::Object(note)) => note.clone(),
        Some(Value::String(note)) => features::parse_note(Some(note)),
        _ => Map::new(),
    }
}

/// The annotations and relations of a document that is being read.
#[derive(Default)]
struct GateItems {
    gathered: GatheredFragments,
    /// With their notes.
    relations: Vec<(DraftRelation, Map<String, Value>)>,
}

impl GateItems {
    fn take(&mut self, item: &GateAnnotation) {
        let feature = |wanted: &str| {
            let found = item.features.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| json::id(Some(value)))
        };
        let note = note_of(&item.features);
        let others = item.features.iter();
        let others = others.filter(|(name, _)| !RESERVED.contains(&name.as_str()));
        let attributes = features::joined(others.cloned(), &note);
        let ends = feature("head").zip(feature("tail"));
        if let (RELATION, Some((from, to))) = (item.kind.as_str(), ends) {
            let relation = DraftRelation {
                line: item.line,
                kind: feature("label").unwrap_or_default(),
                from,
                to,
                attributes,
                ..DraftRelation::default()
            };
            self.relations.push((relation, note));
            return;
        }
        let annotation = DraftAnnotation {
            line: item.line,
            label: item.kind.clone(),
            claim: DeclaredPosition {
                spans: vec![(item.start, item.end)],
                quote: None,
            },
            entity: feature("entity").filter(|entity| !entity.is_empty()),
            memo: feature("memo").unwrap_or_default(),
            attributes,
            ..DraftAnnotation::default()
        };
        self.gathered.add(&item.id.to_string(), &note, annotation);
    }

    fn draft(self, gate: GateDocument, file: &str) -> Draft {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let mut draft = Draft {
            name: format!("{stem}.txt"),
            text: gate.text,
            ..Draft::default()
        };
        features::take_article_note(&note_of(&gate.features), &mut draft);
        let Self {
            gathered,
            relations,
        } = self;
        let links = relations.into_iter();
        draft.relations = links
            .map(|(relation, note)| gathered.link(&note, relation))
            .collect();
        draft.annotations = gathered.annotations;
        draft
    }
}
