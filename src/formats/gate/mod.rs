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
use std::sync::Arc;

use serde_json::{Map, Value};

use super::account::ElementParts;
use super::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint};
use super::features::{self, Features, GatheredFragments};
use super::leftovers::Leftovers;
use super::names::{FileNames, text_name};
use super::offsets::{DeclaredPosition, Unit};
use super::supports::linked;
use super::{
    About, ArticleRef, CodingOf, Files, Format, FormatError, Group, ImportSink, InputFile,
    LossKind, Losses, LostItem, Output, Supports, WriteOptions, coders, json, metadata, per_file,
    rendered,
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
    /// The id in a file that is being read; empty if there is none.
    key: String,
    /// The name of its set; empty for the set without a name.
    set: Arc<str>,
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
            let (mut gate, trust) = match self.form {
                GateForm::Xml => gate_xml::read(file, losses, &intake.left, &mut take)?,
                GateForm::Bdoc => bdoc::read(file, losses, &intake.left, &mut take)?,
            };
            let article = article(&mut gate, file.name, &intake.left);
            let name = self.about().name;
            let mut drafts = items.drafts(article).into_iter();
            let first = drafts.next().unwrap_or_default();
            let first = first.finish(file.name, name, trust, losses);
            for draft in drafts {
                let coding = draft.finish(file.name, name, trust, &mut intake.losses);
                intake.article(coding)?;
            }
            Ok(first)
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

/// The features of a document that say how GATE has loaded it.
const OF_LOADING: [&str; 3] = ["MimeType", "docNewLineType", "gate.DocumentFormat"];

/// The article of a document, without its annotations.
fn article(gate: &mut GateDocument, file: &str, left: &Leftovers) -> Draft {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut draft = Draft {
        name: text_name(stem),
        text: std::mem::take(&mut gate.text),
        ..Draft::default()
    };
    features::take_article_note(&note_of(&gate.features), &mut draft);
    let others = gate.features.iter();
    let others =
        others.filter(|(name, _)| name != features::NOTE && !OF_LOADING.contains(&name.as_str()));
    for (name, value) in others {
        if !metadata::put(&mut draft.fields.values, name, value) {
            let what = LossKind::Stripped;
            left.add("the document", name, 0, what, || value.to_string());
        }
    }
    draft
}

/// The annotations and relations of a document that is being read, by their sets.
#[derive(Default)]
struct GateItems {
    sets: Vec<GateSet>,
    indexes: HashMap<Arc<str>, usize>,
}

#[derive(Default)]
struct GateSet {
    name: Arc<str>,
    gathered: GatheredFragments,
    /// With their notes.
    relations: Vec<(DraftRelation, Map<String, Value>)>,
}

impl GateItems {
    fn set(&mut self, name: &Arc<str>) -> &mut GateSet {
        let index = *self.indexes.entry(name.clone()).or_insert_with(|| {
            self.sets.push(GateSet {
                name: name.clone(),
                ..GateSet::default()
            });
            self.sets.len() - 1
        });
        &mut self.sets[index]
    }

    fn take(&mut self, item: &GateAnnotation) {
        let feature = |wanted: &str| {
            let found = item.features.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| json::id(Some(value)))
        };
        let note = note_of(&item.features);
        let ends = feature("head").zip(feature("tail"));
        let ends = ends.filter(|_| item.kind == RELATION);
        let reserved: &[&str] = match &ends {
            Some(_) => &["head", "tail", "label", features::NOTE],
            None => &["entity", "memo", features::NOTE],
        };
        let others = item.features.iter();
        let others = others.filter(|(name, _)| !reserved.contains(&name.as_str()));
        let attributes = features::joined(others.cloned(), &note);
        let set = self.set(&item.set);
        if let Some((from, to)) = ends {
            let relation = DraftRelation {
                line: item.line,
                kind: feature("label").unwrap_or_default(),
                from,
                to,
                attributes,
                ..DraftRelation::default()
            };
            set.relations.push((relation, note));
            return;
        }
        let annotation = DraftAnnotation {
            line: item.line,
            label: item.kind.clone(),
            claim: DeclaredPosition {
                spans: vec![(item.start, item.end)],
                quote: None,
            },
            entity: feature("entity").filter(|entity| metadata::is_entity(entity)),
            memo: feature("memo").unwrap_or_default(),
            attributes,
            ..DraftAnnotation::default()
        };
        set.gathered.add(&item.key, &note, annotation);
    }

    /// The codings of an article: one for each set if sets are the work of several people, otherwise
    /// one in which each annotation says the set that it is from.
    fn drafts(self, article: Draft) -> Vec<Draft> {
        if self.are_codings() {
            let names = self.sets.iter().map(|set| set.name.to_string());
            let names: Vec<String> = names.collect();
            let codes = coders::distinct(names.iter().map(String::as_str));
            let drafts = self.sets.into_iter().zip(codes).map(|(set, code)| {
                let coder = match set.name.is_empty() {
                    true => String::new(),
                    false => code,
                };
                set.fill(Draft {
                    coder,
                    coding: CodingOf::Several,
                    ..article.clone()
                })
            });
            return drafts.collect();
        }
        let mut draft = article;
        for set in self.sets {
            let name = set.name.clone();
            let before = draft.annotations.len();
            draft = set.fill(draft);
            let added = draft.annotations.get_mut(before..).unwrap_or_default();
            for annotation in added.iter_mut().filter(|a| a.provenance.by.is_empty()) {
                annotation.provenance.by = name.clone();
            }
        }
        vec![draft]
    }

    /// Whether the sets are the work of several people: two with names annotate the same type.
    fn are_codings(&self) -> bool {
        let mut types: HashMap<&str, &str> = HashMap::new();
        let named = self.sets.iter().filter(|set| !set.name.is_empty());
        let mut all = named.flat_map(|set| {
            let labels = set.gathered.annotations.iter();
            labels.map(|annotation| (annotation.label.as_str(), &*set.name))
        });
        all.any(|(label, set)| *types.entry(label).or_insert(set) != set)
    }
}

impl GateSet {
    fn fill(self, mut draft: Draft) -> Draft {
        let Self {
            gathered,
            relations,
            ..
        } = self;
        let links = relations.into_iter();
        let links = links.map(|(relation, note)| gathered.link(&note, relation));
        draft.relations.extend(links);
        draft.annotations.extend(gathered.annotations);
        draft
    }
}
