//! `cas-xmi` and `cas-json`: UIMA's CAS, as INCEpTION and WebAnno exchange it.
//!
//! | type | what it is here |
//! |---|---|
//! | `webanno.custom.Span` | an annotation: `label`, `canonical` (its entity), `memo`, one feature for each attribute |
//! | `webanno.custom.Relation` | a relation from `Governor` to `Dependent`, at the place of the latter |
//! | `…segmentation.type.Sentence`, `Token` | for programs that show and choose by them |
//! | `demarche.Article` | name, coder, status and fields of the article |
//!
//! Offsets count UTF-16 units. A CAS has no fragments: each fragment becomes a span of its own, and
//! the feature `demarche` links those that belong together. The reader treats every type that has
//! offsets and no meaning of its own as a layer of annotations.

use std::borrow::Cow;

use super::account::ElementParts;
use super::codings::CodingFiles;
use super::features::{self, Features, GatheredFragments};
use super::leftovers::Leftovers;
use super::tokens::Tokenizer;
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    LostItem, Output, Supports, WriteOptions,
};
use super::{per_file, rendered};

mod write;

mod xmi;

mod json_form;

mod read;

mod types;

use types::TypeSystem;

const SPAN: &str = "webanno.custom.Span";
const RELATION: &str = "webanno.custom.Relation";
const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
const ARTICLE: &str = "demarche.Article";

/// Features of spans that are not attributes.
const RESERVED: &[&str] = &[
    "sofa",
    "begin",
    "end",
    "id",
    "label",
    "canonical",
    "memo",
    features::NOTE,
    "Governor",
    "Dependent",
];

/// A feature structure: a typed item with features, and with offsets if it has a position.
#[derive(Clone, Debug, Default)]
struct FeatureStructure {
    id: String,
    /// The line in its file, counted from 1.
    line: usize,
    kind: Cow<'static, str>,
    sofa: Cow<'static, str>,
    place: Option<(usize, usize)>,
    features: Vec<(String, Feature)>,
}

/// The value of a feature.
#[derive(Clone, Debug, PartialEq)]
enum Feature {
    Value(serde_json::Value),
    /// A reference: the id of another item.
    Item(String),
    /// References to several items.
    Items(Vec<String>),
}

impl FeatureStructure {
    fn text(&self, name: &str) -> Option<&str> {
        match self.feature(name)? {
            Feature::Value(value) => value.as_str(),
            Feature::Item(_) | Feature::Items(_) => None,
        }
    }

    fn feature(&self, name: &str) -> Option<&Feature> {
        let found = self.features.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value)
    }

    /// The id of the item that a feature refers to.
    fn target(&self, name: &str) -> Option<&str> {
        match self.feature(name)? {
            Feature::Item(id) => Some(id),
            // In XMI a reference is an ordinary number.
            Feature::Value(value) => value.as_str(),
            Feature::Items(ids) => match ids.as_slice() {
                [id] => Some(id),
                _ => None,
            },
        }
    }
}

/// A sentence or a token. Nearly all items of a file are words, so that they are not stored as
/// [`FeatureStructure`]s, and the reader skips them.
struct CasWord {
    id: usize,
    kind: &'static str,
    place: (usize, usize),
}

/// A CAS: a text with items.
#[derive(Default)]
struct Cas {
    text: String,
    /// In a file that we write: the items about the whole text, before the words.
    head: Vec<FeatureStructure>,
    words: Vec<CasWord>,
    items: Vec<FeatureStructure>,
    /// In a file that was read: the items that are in no text, such as links and lists.
    others: Vec<FeatureStructure>,
}

impl Cas {
    /// The words, grouped by their type.
    fn kinds_of_words(&self) -> impl Iterator<Item = (&'static str, &[CasWord])> {
        let kinds = self.words.chunk_by(|word, next| word.kind == next.kind);
        kinds.filter_map(|words| Some((words.first()?.kind, words)))
    }
}

/// The UIMA CAS format, as XMI or JSON.
pub struct CasFormat {
    form: CasForm,
    about: About,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CasForm {
    Xmi,
    Json,
}

impl CasFormat {
    /// XMI, with a `TypeSystem.xml`.
    pub const XMI: Self = Self {
        form: CasForm::Xmi,
        about: About {
            name: "cas-xmi",
            title: "UIMA CAS XMI (INCEpTION), one file an article",
            purpose: "INCEpTION (XMI): continue in any version",
            group: Group::Annotate,
            extension: "xmi",
            files: Files::Several,
            supports: Supports::ONE_STRETCH,
            reads: true,
            tokenizer: Some(Tokenizer::Words),
        },
    };

    /// JSON, which includes its type system.
    pub const JSON: Self = Self {
        form: CasForm::Json,
        about: About {
            name: "cas-json",
            title: "UIMA CAS JSON (INCEpTION), one file an article",
            purpose: "INCEpTION (JSON): continue in new versions",
            group: Group::Annotate,
            extension: "json",
            ..Self::XMI.about
        },
    };
}

impl Format for CasFormat {
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
        let types = write::Types::new(articles, options);
        for part in options.parts(articles) {
            let mut names = CodingFiles::new(&part);
            if self.form == CasForm::Xmi {
                let name = format!("{}TypeSystem.xml", part.folder());
                output
                    .file(&name)?
                    .write_all(xmi::type_system(&types).as_bytes())?;
            }
            let render = |index: usize, article: &ArticleRef<'_>, losses: &mut Losses| {
                let document = match self.form {
                    CasForm::Xmi => features::writable_in_xml(article, losses),
                    CasForm::Json => features::values_writable_in_xml(article, losses),
                };
                self.about().supports.report(article, losses);
                features::tell_parts(article, losses);
                // The types declare every name that an article may need.
                let mut types = types.clone();
                let cas = write::cas(article, &document, options, &mut types, losses);
                let written = match self.form {
                    CasForm::Xmi => xmi::write(&cas).into_bytes(),
                    CasForm::Json => json_form::write(&cas, &types)?,
                };
                Ok((index, written))
            };
            rendered::each(&part.articles, losses, render, |(index, written)| {
                let name = names.take(&part, index, self.about().extension);
                Ok(output.file(&name)?.write_all(&written)?)
            })?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let is_types = |file: &InputFile<'_>| {
            let name = file.name.to_ascii_lowercase();
            name.ends_with("typesystem.xml")
        };
        let mut types = TypeSystem::default();
        for file in files.iter().filter(|file| is_types(file)) {
            // Without its types a document is read as far as it says itself what is a reference.
            if let Ok(root) = file.xml() {
                types.add(&root);
            }
        }
        let mut files = per_file::own(files, &[self.about().extension]);
        files.retain(|file| !is_types(file));
        per_file::read(&files, intake, |file, intake| {
            let losses = &mut intake.losses;
            let cas = match self.form {
                CasForm::Xmi => xmi::read(file, &types, losses, &intake.left)?,
                CasForm::Json => json_form::read(file, losses, &intake.left)?,
            };
            let format = self.about().name;
            Ok(read::article(cas, file.name, format, losses, &intake.left))
        })
    }
}

/// What is told to have the annotations of a word layer.
pub const WORDS: &str = "the words";

/// The packages of types that describe words and sentences, and not what an analyst has annotated.
const OF_WORDS: [&str; 5] = [
    ".segmentation.type.",
    ".lexmorph.type.",
    ".syntax.type.",
    ".transform.type.",
    ".coref.type.CoreferenceChain",
];

/// Whether a layer describes words: part of speech, lemma, stem, morphology, syntax.
pub fn is_word_layer(kind: &str) -> bool {
    OF_WORDS.iter().any(|package| kind.contains(package))
}

/// Whether a type describes the document or the structure of its text.
fn is_structure(kind: &str) -> bool {
    kind == SENTENCE
        || kind == TOKEN
        || kind.starts_with("uima.cas.")
        || kind.ends_with("tcas.DocumentAnnotation")
        || kind.contains(".metadata.type.")
}

/// Reports that a file has more than one text (view), of which the first is read.
fn tell_views(file: &str, count: usize, losses: &mut Losses) {
    if count > 1 {
        let why = format!("it has {count} views; the first with a text is read");
        losses.add(file, LostItem::Article, LossKind::Dropped, why);
    }
}
