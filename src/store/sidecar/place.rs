//! Ties the lines of a sidecar to the text: `text[start..end] == quote`, or detached.

use crate::model::annotation::Lost;
use crate::model::{
    Annotation, ByteOffset, CharOffset, Document, Edit, Fragments, Place, Relation, Span, Text,
};

use super::Header;
use super::read::{AnnotationLine, Sidecar};
use crate::store::ids;

/// What is known of the article's file now.
#[derive(Clone, Copy, Debug)]
pub struct SourceFacts<'a> {
    /// The file's name, without a folder.
    pub file: &'a str,
    /// SHA-256 of its bytes in hexadecimal digits.
    pub sha256: &'a str,
    /// The encoding that it was read in.
    pub encoding: &'a str,
}

/// A document made of a sidecar and a text.
#[derive(Clone, Debug)]
pub struct Placed {
    pub document: Document,
    /// The sidecar's header, brought up to date with the source.
    pub header: Header,
    /// What was found out of order, in the order of the file.
    pub notices: Vec<Notice>,
}

/// Something that was out of order in a sidecar, and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The annotation or relation that it is about, by the id that it has now.
    pub id: Option<String>,
    pub kind: NoticeKind,
}

/// What was out of order.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeKind {
    #[error("the article has changed since it was annotated; each quote was looked for")]
    SourceChanged,
    #[error("the sidecar was made for the file “{0}”")]
    OtherFile(String),
    #[error("the article was read as {now}; it was annotated as {then}")]
    OtherEncoding { then: String, now: String },
    #[error("the sidecar's encoding “{0}” is unknown or does not fit; another was found")]
    UselessEncoding(String),
    #[error("some bytes of the article are no characters; they stand as U+FFFD")]
    Malformed,
    #[error("the sidecar has the older version {0}; a copy is kept when it is first saved")]
    Migrated(u64),
    #[error("“{quote}” no longer stands at {start}; the annotation is detached")]
    QuoteDiffers { quote: String, start: usize },
    #[error("the place {start}–{end} lies outside the text; the annotation is detached")]
    OutOfRange { start: usize, end: usize },
    #[error(
        "the places are empty, out of order, or not as many as the quotes; the annotation is detached"
    )]
    BadPlaces,
    #[error("there is no quote to check the place by and the article has changed; it is detached")]
    NoQuote,
    #[error("the quote stands in place, but between other words than before; look at it")]
    ContextDiffers,
    #[error("the id “{0}” was taken; it has a fresh one")]
    DuplicateId(String),
    #[error("it had no id; it has a fresh one")]
    MissingId,
}

impl NoticeKind {
    /// A name for programs that read the report.
    pub fn code(&self) -> &'static str {
        match self {
            Self::SourceChanged => "source-changed",
            Self::OtherFile(_) => "other-file",
            Self::OtherEncoding { .. } => "other-encoding",
            Self::UselessEncoding(_) => "useless-encoding",
            Self::Malformed => "malformed-text",
            Self::Migrated(_) => "older-version",
            Self::QuoteDiffers { .. } => "quote-mismatch",
            Self::OutOfRange { .. } => "out-of-range",
            Self::BadPlaces => "bad-spans",
            Self::NoQuote => "no-quote",
            Self::ContextDiffers => "context-differs",
            Self::DuplicateId(_) => "duplicate-id",
            Self::MissingId => "missing-id",
        }
    }
}

impl Sidecar<'_> {
    /// Makes the document: every annotation in its place, or detached with a notice.
    pub fn place(self, text: &Text, source: SourceFacts<'_>) -> Placed {
        let mut header = self.header;
        let mut notices = Vec::new();
        let mut notice = |kind| notices.push(Notice { id: None, kind });
        if let Some(version) = header.migrated_from {
            notice(NoticeKind::Migrated(version));
        }
        if !header.file.is_empty() && header.file != source.file {
            notice(NoticeKind::OtherFile(header.file.clone()));
        }
        if !header.encoding.is_empty() && header.encoding != source.encoding {
            notice(NoticeKind::OtherEncoding {
                then: header.encoding.clone(),
                now: source.encoding.to_owned(),
            });
        }
        let same_bytes = header.sha256.eq_ignore_ascii_case(source.sha256);
        if !header.sha256.is_empty() && !same_bytes {
            notice(NoticeKind::SourceChanged);
        }
        header.file = source.file.to_owned();
        header.sha256 = source.sha256.to_owned();
        header.encoding = source.encoding.to_owned();

        let annotations = self.annotations.into_iter().map(|line| {
            let (place, fault) = place_of(&line, text, same_bytes);
            if let Some(kind) = fault {
                let id = (!line.id.is_empty()).then(|| line.id.to_string());
                notices.push(Notice { id, kind });
            }
            annotation(line, place)
        });
        let annotations: Vec<Annotation> = annotations.collect();
        let (document, same_id, same_relation_id) =
            load(text, self.fields, annotations, self.relations);
        let mut placed = Placed {
            document,
            header,
            notices,
        };
        for annotation in same_id {
            placed.add_under_fresh_id(annotation);
        }
        for relation in same_relation_id {
            placed.link_under_fresh_id(relation);
        }
        placed
    }
}

/// Loads what has an id; the rest is handed back with what has an id that is taken.
fn load(
    text: &Text,
    fields: crate::model::document::ArticleFields,
    annotations: Vec<Annotation>,
    relations: Vec<Relation>,
) -> (Document, Vec<Annotation>, Vec<Relation>) {
    let (annotations, without) = split(annotations, |a| !a.id.as_str().is_empty());
    let (relations, relations_without) = split(relations, |r| !r.id.as_str().is_empty());
    let (document, mut same, mut same_relations) =
        Document::load(text.clone(), fields, annotations, relations);
    same.extend(without);
    same_relations.extend(relations_without);
    (document, same, same_relations)
}

/// Parts a list, without touching it in the ordinary case that all belong to the first part.
fn split<T>(items: Vec<T>, is_first: impl Fn(&T) -> bool) -> (Vec<T>, Vec<T>) {
    if items.iter().all(&is_first) {
        return (items, Vec::new());
    }
    items.into_iter().partition(is_first)
}

impl Placed {
    fn add_under_fresh_id(&mut self, mut annotation: Annotation) {
        let old = annotation.id.to_string();
        let document = &self.document;
        let id = ids::fresh_unless(|id| {
            let id = id.into();
            document.annotation(&id).is_some() || document.relations_of(&id).next().is_some()
        });
        annotation.id = id.as_str().into();
        // The id is free and the place was made for this text, so the edit fits.
        let added = self.document.apply(Edit::Add(annotation.into()));
        debug_assert!(added.is_ok(), "{added:?}");
        self.fresh_notice(id, old);
    }

    fn link_under_fresh_id(&mut self, mut relation: Relation) {
        let old = relation.id.to_string();
        let document = &self.document;
        let id = ids::fresh_unless(|id| document.relation(&id.into()).is_some());
        relation.id = id.as_str().into();
        let linked = self.document.apply(Edit::Link(relation.into()));
        debug_assert!(linked.is_ok(), "{linked:?}");
        self.fresh_notice(id, old);
    }

    fn fresh_notice(&mut self, id: String, old: String) {
        let kind = if old.is_empty() {
            NoticeKind::MissingId
        } else {
            NoticeKind::DuplicateId(old)
        };
        let id = Some(id);
        self.notices.push(Notice { id, kind });
    }
}

/// An annotation of its line and the place that was found for it.
pub(super) fn annotation(line: AnnotationLine<'_>, place: Place) -> Annotation {
    Annotation {
        id: line.id.as_ref().into(),
        label: line.label.into(),
        place,
        entity: line.entity.map(Into::into),
        attributes: line.attributes,
        memo: line.memo.into_owned(),
        provenance: line.provenance,
        unknown: line.unknown,
    }
}

/// Where a line stands in the text, and what is wrong with it.
pub(super) fn place_of(
    line: &AnnotationLine<'_>,
    text: &Text,
    same_bytes: bool,
) -> (Place, Option<NoticeKind>) {
    if line.detached {
        // Putting it back where its quote happens to stand again is re-anchoring, which asks.
        return (Place::Detached(lost(line)), None);
    }
    match fragments(line, text, same_bytes) {
        Ok(fragments) => {
            let moved = !same_bytes && context_differs(line, text, &fragments);
            let notice = moved.then_some(NoticeKind::ContextDiffers);
            (Place::At(fragments), notice)
        }
        Err(kind) => (Place::Detached(lost(line)), Some(kind)),
    }
}

fn fragments(
    line: &AnnotationLine<'_>,
    text: &Text,
    same_bytes: bool,
) -> Result<Fragments, NoticeKind> {
    let unquoted = line.quote.len() == 0;
    if unquoted && !same_bytes {
        return Err(NoticeKind::NoQuote);
    }
    if line.spans.len() == 0 || (!unquoted && line.quote.len() != line.spans.len()) {
        return Err(NoticeKind::BadPlaces);
    }
    let mut quotes = line.quote.iter();
    let mut spans = line.spans.iter().map(|&(start, end)| {
        let out_of_range = NoticeKind::OutOfRange { start, end };
        let Some(from) = text.byte_from_char(CharOffset(start)) else {
            return Err(out_of_range);
        };
        let Some(quote) = quotes.next() else {
            let to = text.byte_from_char(CharOffset(end)).ok_or(out_of_range)?;
            return Span::new(text, from, to).map_err(|_| NoticeKind::BadPlaces);
        };
        // Walking along the quote is cheaper than looking up the end, and checks it.
        let to = ByteOffset(from.0 + quote.0.len());
        let stands = text.slice(from, to) == Some(&*quote.0);
        if stands && start.checked_add(quote.0.chars().count()) == Some(end) {
            return Span::new(text, from, to).map_err(|_| NoticeKind::BadPlaces);
        }
        if end > text.char_len() {
            return Err(out_of_range);
        }
        let quote = quote.0.to_string();
        Err(NoticeKind::QuoteDiffers { quote, start })
    });
    if line.spans.others.is_empty() {
        let first = spans.next().unwrap_or(Err(NoticeKind::BadPlaces))?;
        return Ok(first.into());
    }
    let spans = spans.collect::<Result<Vec<Span>, NoticeKind>>()?;
    Fragments::new(spans).map_err(|_| NoticeKind::BadPlaces)
}

/// Whether neither the words before nor those after are what they were.
fn context_differs(line: &AnnotationLine<'_>, text: &Text, fragments: &Fragments) -> bool {
    let before = &text.as_str()[..fragments.start().0];
    let after = &text.as_str()[fragments.end().0..];
    let known = !line.prefix.is_empty() && !line.suffix.is_empty();
    known && !before.ends_with(&*line.prefix) && !after.starts_with(&*line.suffix)
}

pub(super) fn lost(line: &AnnotationLine<'_>) -> Lost {
    let chars = line.spans.iter();
    Lost {
        chars: chars
            .map(|(start, end)| (CharOffset(*start), CharOffset(*end)))
            .collect(),
        quote: line.quote.iter().map(|q| q.0.to_string()).collect(),
        prefix: line.prefix.to_string(),
        suffix: line.suffix.to_string(),
    }
}
