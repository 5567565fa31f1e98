//! Converts an article to a CAS.

use std::collections::HashMap;

use serde_json::Value;

use super::{
    ARTICLE, ArticleRef, Cas, CasWord, Feature, FeatureStructure, Features, Losses, RELATION,
    RESERVED, SENTENCE, SPAN, TOKEN, WriteOptions, features,
};
use crate::model::{AnnotationId, Document};
use crate::offsets::Chars;
use crate::supports::linked;
use crate::tokens::{Tokenizer, Tokens};

/// The type system of a dataset: which features the spans and the relations have.
#[derive(Clone)]
pub struct Types {
    names: Features,
    pub span: Vec<String>,
    pub relation: Vec<String>,
}

impl Types {
    pub fn new(articles: &[ArticleRef<'_>], options: &WriteOptions) -> Self {
        let mut names = Features::java(RESERVED);
        let (span, relation) = features::attribute_names(articles, options);
        let mut all = |own: &[&str], attributes: Vec<String>| {
            let own = own.iter().map(|name| (*name).to_owned());
            let names = attributes
                .iter()
                .map(|name| names.name(&features::clean(name)));
            let mut all: Vec<String> = own.chain(names).collect();
            let mut seen = std::collections::HashSet::new();
            all.retain(|name| seen.insert(name.clone()));
            all
        };
        let span = all(&["canonical", "label", "memo", features::NOTE], span);
        let relation = all(&["label", features::NOTE], relation);
        Self {
            names,
            span,
            relation,
        }
    }

    /// All types with their features: the name, and the type of its values.
    pub fn all(&self) -> Vec<(&'static str, Vec<(String, &'static str)>)> {
        let texts = |names: &[String]| -> Vec<(String, &'static str)> {
            names
                .iter()
                .map(|name| (name.clone(), "uima.cas.String"))
                .collect()
        };
        let mut relation: Vec<(String, &'static str)> = vec![
            ("Dependent".into(), "uima.tcas.Annotation"),
            ("Governor".into(), "uima.tcas.Annotation"),
        ];
        relation.extend(texts(&self.relation));
        vec![
            (SENTENCE, Vec::new()),
            (TOKEN, Vec::new()),
            (ARTICLE, texts(&[features::NOTE.to_owned()])),
            (SPAN, texts(&self.span)),
            (RELATION, relation),
        ]
    }
}

/// Converts an article to a CAS. The article's document must be fit for XML.
pub fn cas(
    article: &ArticleRef<'_>,
    document: &Document,
    options: &WriteOptions,
    types: &mut Types,
    losses: &mut Losses,
) -> Cas {
    let text = document.text();
    let mut items = Items {
        places: Chars::utf16(text.as_str()),
        next_id: 2,
        items: Vec::new(),
        words: Vec::new(),
    };
    let whole = 0..text.len();
    let language = match document.field("language") {
        "" => "x-unspecified",
        language => language,
    };
    let language = vec![("language".to_owned(), value(&features::clean(language)))];
    items.add("uima.tcas.DocumentAnnotation", whole.clone(), language);
    let note = Value::Object(features::article_note(article)).to_string();
    items.add(
        ARTICLE,
        whole,
        vec![(features::NOTE.into(), value(&features::clean(&note)))],
    );
    let head = std::mem::take(&mut items.items);
    let tokens = Tokens::new(text, options.tokenizer.unwrap_or(Tokenizer::Words));
    for sentence in tokens.sentences(text) {
        items.add_word(SENTENCE, tokens.stretch(&sentence));
    }
    for token in &tokens.tokens {
        items.add_word(TOKEN, token.clone());
    }

    let mut ends: HashMap<AnnotationId, (String, std::ops::Range<usize>)> = HashMap::new();
    for annotation in document.annotations() {
        let Some(fragments) = annotation.fragments() else {
            continue;
        };
        let (attributes, exact) = types.names.split(&annotation.attributes, features::as_text);
        for (part, span) in fragments.iter().enumerate() {
            let mut own = vec![("label".to_owned(), value(annotation.label.as_str()))];
            let several = (fragments.count() > 1).then_some(part);
            let note = if part == 0 {
                if let Some(entity) = &annotation.entity {
                    own.push(("canonical".into(), value(entity.as_str())));
                }
                if !annotation.memo.is_empty() {
                    own.push(("memo".into(), value(&annotation.memo)));
                }
                let attributes = attributes.iter().cloned();
                own.extend(attributes.map(|(name, value)| (name, Feature::Value(value))));
                features::annotation_note(annotation, exact.clone(), several)
            } else {
                features::annotation_note(annotation, serde_json::Map::new(), several)
            };
            own.push((
                features::NOTE.into(),
                value(&Value::Object(note).to_string()),
            ));
            let id = items.add(SPAN, span.range(), own);
            ends.entry(annotation.id.clone())
                .or_insert((id, span.range()));
        }
    }
    let fit = ArticleRef {
        document,
        ..*article
    };
    for (relation, (from, _), (to, place)) in linked(&fit, &ends, losses) {
        let (attributes, exact) = types.names.split(&relation.attributes, features::as_text);
        let mut own = vec![
            ("Governor".to_owned(), Feature::Item(from.clone())),
            ("Dependent".to_owned(), Feature::Item(to.clone())),
            ("label".to_owned(), value(relation.kind.as_str())),
        ];
        own.extend(
            attributes
                .into_iter()
                .map(|(name, value)| (name, Feature::Value(value))),
        );
        let note = Value::Object(features::relation_note(relation, exact)).to_string();
        own.push((features::NOTE.into(), value(&note)));
        items.add(RELATION, place.clone(), own);
    }
    Cas {
        text: text.as_str().to_owned(),
        head,
        words: items.words,
        items: items.items,
        others: Vec::new(),
    }
}

fn value(text: &str) -> Feature {
    Feature::Value(Value::String(text.to_owned()))
}

struct Items<'t> {
    places: Chars<'t>,
    next_id: usize,
    items: Vec<FeatureStructure>,
    words: Vec<CasWord>,
}

impl Items<'_> {
    fn add(
        &mut self,
        kind: &'static str,
        range: std::ops::Range<usize>,
        features: Vec<(String, Feature)>,
    ) -> String {
        let place = self.place(range);
        let id = self.next_id.to_string();
        self.next_id += 1;
        self.items.push(FeatureStructure {
            id: id.clone(),
            line: 0,
            kind: kind.into(),
            sofa: "1".into(),
            place: Some(place),
            features,
        });
        id
    }

    fn add_word(&mut self, kind: &'static str, range: std::ops::Range<usize>) {
        let place = self.place(range);
        let id = self.next_id;
        self.next_id += 1;
        self.words.push(CasWord { id, kind, place });
    }

    fn place(&mut self, range: std::ops::Range<usize>) -> (usize, usize) {
        let start = self.places.before(range.start);
        (start, self.places.before(range.end))
    }
}
