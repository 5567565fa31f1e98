//! Documents of tests, written with marks: `[label:text]`, also nested.

use std::collections::BTreeSet;

use super::{FinishedArticle, Taggers};
use crate::clusters::Clusters;
use crate::crf::TrainingSettings;
use crate::features::PreparedText;
use crate::model::codebook::{Codebook, EntityUse, Label, LineStyle};
use crate::model::color::LabelColor;
use crate::model::document::ArticleFields;
use crate::model::{Annotation, ByteOffset, Document, EntityBook, LabelId, Relation, Span, Text};

/// A document whose annotations are marked in the text; their ids are `a0`, `a1`, … by their starts.
pub(crate) fn document(marked: &str) -> Document {
    linked(marked, Vec::new())
}

/// The same with relations.
pub(crate) fn linked(marked: &str, relations: Vec<Relation>) -> Document {
    let mut text = String::new();
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<(String, usize, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        if c == '[' {
            let (label, after) = rest[1..].split_once(':').expect("a mark names its label");
            open.push(found.len());
            found.push((label.to_owned(), text.len(), 0));
            rest = after;
            continue;
        }
        if c == ']' {
            let closed = open.pop().expect("a mark was opened");
            found[closed].2 = text.len();
        } else {
            text.push(c);
        }
        rest = &rest[c.len_utf8()..];
    }
    let text = Text::new(text);
    let annotations = found
        .into_iter()
        .enumerate()
        .map(|(number, (label, start, end))| {
            let span = Span::new(&text, ByteOffset(start), ByteOffset(end)).expect("a span");
            Annotation::new(format!("a{number}"), label, span)
        });
    let annotations = annotations.collect();
    Document::load(text, ArticleFields::default(), annotations, relations).0
}

/// News of a made-up world: the actors and verbs of each sentence follow from the number.
pub(crate) fn news(number: usize) -> String {
    let first = ["Ana", "Boris", "Clara", "Dmitri", "Elena", "Farid", "Gerta"];
    let last = ["Reyes", "Volkov", "Stein", "Okafor", "Marchenko", "Haddad"];
    let verb = ["demanded", "asked for", "called for", "insisted on"];
    let want = [
        "a full ceasefire",
        "the release of prisoners",
        "talks without conditions",
        "new aid",
    ];
    let mut random = crate::random::Seeded::new(number as u64);
    let mut text = String::new();
    for _ in 0..6 {
        let mut pick = |of: &[&str]| of[random.below(of.len())].to_owned();
        let person = format!("{} {}", pick(&first), pick(&last));
        let line = format!(
            "Minister [actor:{person}] {} [demand:{} by Friday], officials in the capital said.\n",
            pick(&verb),
            pick(&want)
        );
        text.push_str(&line);
    }
    text
}

/// The labels of the documents.
pub(crate) fn labels() -> BTreeSet<LabelId> {
    ["actor", "demand", "event"].map(LabelId::from).into()
}

/// A codebook with these labels, of which actors have entities.
pub(crate) fn codebook(labels: &[&str]) -> Codebook {
    let color = LabelColor {
        light: [0; 3],
        dark: [0; 3],
    };
    let label = |id: &&str| {
        let mut label = Label::named(*id, *id, color, LineStyle::Solid);
        if *id == "actor" {
            label.entity = EntityUse::Optional;
        }
        label
    };
    Codebook {
        labels: labels.iter().map(label).collect::<Vec<_>>().into(),
        ..Codebook::default()
    }
}

/// Hands documents over as finished articles.
pub(crate) fn with_articles<T>(
    documents: &[Document],
    take: impl FnOnce(&[FinishedArticle<'_>]) -> T,
) -> T {
    let prepared: Vec<PreparedText> = documents
        .iter()
        .map(|document| PreparedText::new(document.text()))
        .collect();
    let articles: Vec<FinishedArticle> = documents
        .iter()
        .zip(&prepared)
        .map(|(document, prepared)| FinishedArticle { document, prepared })
        .collect();
    take(&articles)
}

/// Taggers of some finished documents.
pub(crate) fn trained(documents: &[Document]) -> Taggers {
    let settings = TrainingSettings::default();
    let entities = EntityBook::default();
    let clusters = Clusters::default();
    with_articles(documents, |articles| {
        Taggers::train(articles, &labels(), &entities, clusters, &settings, &|| {
            false
        })
    })
    .expect("not cancelled")
}
