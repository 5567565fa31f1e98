//! Sidecars of imported articles: what people have marked and noted in a document becomes annotations, in a
//! coding of each person.
//!
//! It knows no file format; `ingest` has found the places.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::formats::{coder_code, coder_codes};
use crate::ingest::{Ingested, MarkedText};
use crate::model::document::ArticleFields;
use crate::model::observed::Observed;
use crate::model::{
    Anchor, Annotation, AttributeValue, Attributes, ByteOffset, Document, Fragments, Provenance,
    Span, Text,
};
use crate::store::hash::sha256_hex;
use crate::store::sidecar::{Header, Snapshot};

/// The encoding of all imported articles.
const UTF_8: &str = "utf-8";

/// The attribute with what the file says that a mark is about.
const SUBJECT: &str = "subject";

/// The coding of a person in an article that is imported.
pub struct MarkedCoding {
    /// Whose name the sidecar gets; `None` if nobody else has marked the article.
    pub coder: Option<String>,
    document: Document,
    author: String,
}

impl MarkedCoding {
    /// Collects what its annotations use.
    pub fn collect(&self, used: &mut Observed) {
        used.add(&self.document);
    }

    /// The sidecar of the article that has this file name.
    pub fn sidecar(&self, file: &str) -> Snapshot {
        let header = Header {
            file: file.to_owned(),
            sha256: sha256_hex(self.document.text().as_str().as_bytes()),
            encoding: UTF_8.to_owned(),
            coder: self.author.clone(),
            ..Header::default()
        };
        Snapshot::new(&self.document, &header.into())
    }
}

/// The codings of an article: one for each person who has marked something in it, none if nobody has.
pub fn codings(article: &Ingested) -> Vec<MarkedCoding> {
    let mut by_author: BTreeMap<&str, Vec<&MarkedText>> = BTreeMap::new();
    for marked in &article.annotations {
        by_author.entry(&marked.author).or_default().push(marked);
    }
    let codes = match by_author.len() {
        1 => by_author.keys().map(|name| coder_code(name)).collect(),
        _ => coder_codes(by_author.keys().copied()),
    };
    let is_only = by_author.len() == 1;
    let codings = by_author.into_values().zip(codes);
    let codings = codings.map(|(marked, author)| MarkedCoding {
        coder: (!is_only).then(|| author.clone()),
        document: document(&article.text, &marked, &author),
        author,
    });
    codings.collect()
}

fn document(text: &str, marked: &[&MarkedText], author: &str) -> Document {
    let text = Text::new(text.to_owned());
    let by: Arc<str> = author.into();
    let annotations = marked.iter().enumerate().filter_map(|(number, marked)| {
        let spans = marked.spans.iter();
        let spans = spans
            .filter_map(|span| Span::new(&text, ByteOffset(span.start), ByteOffset(span.end)).ok());
        let fragments = Fragments::new(spans).ok()?;
        let mut attributes = Attributes::new();
        if !marked.subject.is_empty() {
            let value = AttributeValue::Text(marked.subject.clone());
            attributes.insert(SUBJECT.into(), value);
        }
        Some(Arc::new(Annotation {
            id: format!("a{}", number + 1).into(),
            label: marked.label.as_str().into(),
            place: Anchor::At(fragments),
            entity: None,
            attributes,
            memo: marked.memo.clone(),
            provenance: Provenance {
                origin: Some("imported:pdf".into()),
                by: Arc::clone(&by),
                at: marked.at.as_str().into(),
                ..Provenance::default()
            },
            unknown: Vec::new(),
        }))
    });
    let annotations: Vec<Arc<Annotation>> = annotations.collect();
    let fields = ArticleFields::default();
    let (document, _, _) = Document::load_shared(text, fields, annotations.into_iter(), Vec::new());
    document
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::ingest::{Content, Limits, read};
    use crate::jobs::ingest::ArticleWriter;

    /// The articles of a PDF that two people have marked.
    fn marked() -> Vec<Ingested> {
        let bytes = include_bytes!("../../tests/data/ingest/marked-by-two.pdf");
        match read("paper.pdf", bytes, None, Limits::default()) {
            Ok(Content::Articles(articles)) => articles,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_interrupted_import_goes_on_and_annotations_of_others_attach_to_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = || {
            let writer = ArticleWriter::new(folder.path().to_owned());
            let mut writer = writer.expect("a writer");
            let path = writer.write(&marked()).remove(0).expect("it is written");
            path.file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        };
        let at = |name: &str| folder.path().join(name);
        let sidecars = [
            "dockers-stay-out.txt.Mara.ann.json",
            "dockers-stay-out.txt.Ole_Nord.ann.json",
        ];
        assert_eq!(write(), "dockers-stay-out.txt");
        let whole = sidecars.map(|name| fs::read(at(name)).expect("a sidecar"));

        // It was killed before the article and one of the sidecars.
        fs::remove_file(at("dockers-stay-out.txt")).expect("it is there");
        fs::remove_file(at(sidecars[1])).expect("it is there");
        assert_eq!(write(), "dockers-stay-out.txt");
        assert_eq!(
            sidecars.map(|name| fs::read(at(name)).expect("a sidecar")),
            whole
        );

        // Somebody else's work on an article that is gone.
        fs::remove_file(at("dockers-stay-out.txt")).expect("it is there");
        fs::write(at("dockers-stay-out.txt.mk.ann.json"), "{}").expect("a file");
        assert_eq!(write(), "dockers-stay-out-2.txt");

        // Work of one of the people that is not what would be written.
        fs::remove_file(at("dockers-stay-out.txt.mk.ann.json")).expect("it is there");
        fs::write(at(sidecars[0]), "{}").expect("a file");
        fs::remove_file(at("dockers-stay-out-2.txt")).expect("it is there");
        fs::remove_file(at("dockers-stay-out-2.txt.article.json")).expect("it is there");
        assert_eq!(write(), "dockers-stay-out-3.txt");
    }
}
