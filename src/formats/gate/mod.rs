//! `gate-xml` and `bdoc`: GATE's documents, as XML and as gatenlp's JSON.
//!
//! The type of an annotation is its label, and its attributes are features. A relation is an
//! annotation of the type `Relation` over both of its ends, with the features `head`, `tail` (ids)
//! and `label`. GATE has no fragments: each becomes an annotation of its own, and the feature
//! `demarche` links those that belong together. Where several people coded an article, each has a set of
//! annotations that is called by the coder's code.
//!
//! In XML, offsets are nodes within the text, which are named by their UTF-16 offset; in bdoc they
//! count Unicode scalar values (`"offset_type": "p"`) or UTF-16 units (`"j"`).

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::account::ElementParts;
use super::codings::{CoderSupport, by_article};
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
use crate::model::document::Status;
use crate::model::{AnnotationId, AttributeValue, ByteOffset, Document, Span, Text};

mod bdoc;

mod gate_xml;

/// The type of annotations that represent relations.
const RELATION: &str = "Relation";

/// The field of the note that has the people who coded an article, if they are several.
const CODINGS: &str = "codings";

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
    /// The sets of a document that is written, in their order.
    sets: Vec<Arc<str>>,
}

impl GateDocument {
    /// The annotations of each set, which stand together.
    fn by_set(&self) -> impl Iterator<Item = (&str, &[GateAnnotation])> {
        self.sets.iter().map(|set| {
            let start = self
                .items
                .partition_point(|item| self.place(&item.set) < self.place(set));
            let end = self
                .items
                .partition_point(|item| self.place(&item.set) <= self.place(set));
            (&**set, self.items.get(start..end).unwrap_or_default())
        })
    }

    fn place(&self, set: &str) -> usize {
        let mut sets = self.sets.iter();
        sets.position(|other| **other == *set).unwrap_or_default()
    }
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
            supports: Supports {
                coders: CoderSupport::Together,
                ..Supports::ONE_STRETCH
            },
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
            let articles = by_article(&part.articles);
            let stems = articles.iter().filter_map(|codings| codings.first());
            let stems: Vec<String> = stems.map(|first| files.stem(first)).collect();
            let render = |index: usize, codings: &Vec<&ArticleRef<'_>>, losses: &mut Losses| {
                let mut gate = GateDocument::default();
                let mut text = None;
                for article in codings {
                    let document = match self.form {
                        GateForm::Xml => features::writable_in_xml(article, losses),
                        GateForm::Bdoc => std::borrow::Cow::Borrowed(article.document),
                    };
                    self.about().supports.report(article, losses);
                    features::tell_parts(article, losses);
                    let set = match codings.len() {
                        1 => "",
                        _ => article.header.coder.as_str(),
                    };
                    gate.sets.push(set.into());
                    self.add_items(&mut gate, article, &document, &mut names.clone(), losses);
                    text.get_or_insert_with(|| document.text().clone());
                }
                let text = text.unwrap_or_else(|| Text::new(""));
                text.as_str().clone_into(&mut gate.text);
                let note = note_of_codings(codings);
                gate.features.push((features::NOTE.into(), note.into()));
                let stem = stems[index].as_str();
                let written = match self.form {
                    GateForm::Xml => gate_xml::write(&gate, &text),
                    GateForm::Bdoc => bdoc::write(&gate, stem),
                };
                Ok((stem, written))
            };
            rendered::each(&articles, losses, render, |(stem, written)| {
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
            let note = note_of(&gate.features);
            let codings = note.get(CODINGS).and_then(Value::as_object);
            let article = article(&mut gate, file.name, &intake.left);
            let name = self.about().name;
            let mut drafts = match codings {
                Some(codings) => items.drafts_of(&article, codings).into_iter(),
                None => items.drafts(article).into_iter(),
            };
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
    /// Adds a coding to the last set of a document, with offsets in Unicode scalar values.
    fn add_items(
        &self,
        gate: &mut GateDocument,
        article: &ArticleRef<'_>,
        document: &Document,
        names: &mut Features,
        losses: &mut Losses,
    ) {
        let set = gate.sets.last().cloned().unwrap_or_default();
        let items = &mut gate.items;
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
                    set: set.clone(),
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
                set: set.clone(),
                kind: RELATION.into(),
                start: at(one.start().min(other.start())),
                end: at(one.end().max(other.end())),
                features: own,
                ..GateAnnotation::default()
            });
        }
    }
}

/// The note on an article, with the status of each coding where it has several.
fn note_of_codings(codings: &[&ArticleRef<'_>]) -> Map<String, Value> {
    let Some(first) = codings.first() else {
        return Map::new();
    };
    let mut note = features::article_note(first);
    if codings.len() > 1 {
        note.remove("coder");
        note.remove("status");
        let of_people = codings.iter().map(|coding| {
            let status = coding.document.fields().status.as_str();
            let about = Map::from_iter([("status".to_owned(), status.into())]);
            (coding.header.coder.clone(), about.into())
        });
        let of_people: Map<String, Value> = of_people.collect();
        note.insert(CODINGS.into(), of_people.into());
    }
    note
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

    /// The codings of an article that this program wrote: one for each that the note names.
    fn drafts_of(self, article: &Draft, codings: &Map<String, Value>) -> Vec<Draft> {
        let mut sets: HashMap<Arc<str>, GateSet> = HashMap::new();
        for set in self.sets {
            sets.insert(set.name.clone(), set);
        }
        let mut drafts = Vec::new();
        for (coder, about) in codings {
            let mut draft = Draft {
                coder: coder.clone(),
                coding: CodingOf::Several,
                ..article.clone()
            };
            if let Some(status) = about.get("status").and_then(Value::as_str) {
                draft.fields.status = Status::parse(status);
            }
            let set = sets.remove(coder.as_str()).unwrap_or_default();
            drafts.push(set.fill(draft));
        }
        // Somebody has added a set since.
        let mut others: Vec<GateSet> = sets.into_values().collect();
        others.sort_by(|a, b| a.name.cmp(&b.name));
        for set in others {
            let draft = Draft {
                coder: coders::code(&set.name),
                coding: CodingOf::Several,
                ..article.clone()
            };
            drafts.push(set.fill(draft));
        }
        drafts
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
