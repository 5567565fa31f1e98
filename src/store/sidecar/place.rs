//! Ties the lines of a sidecar to the text: `text[start..end] == quote`, or detached.

use std::collections::{HashMap, HashSet};

use crate::model::anchor::{Found, Move, find_again};
use crate::model::annotation::Lost;
use crate::model::{
    Annotation, AnnotationId, ByteOffset, CharOffset, Document, Edit, Fragments, Place, Relation,
    Span, Text,
};

use super::Header;
use super::read::{AnnotationLine, Sidecar};
use crate::ids;

/// What is known of the article's file now.
#[derive(Clone, Copy, Debug)]
pub struct SourceFacts<'a> {
    /// The file's name, without a folder.
    pub file: &'a str,
    /// SHA-256 of its bytes in hexadecimal digits.
    pub sha256: &'a str,
    /// The encoding that it was read in.
    pub encoding: &'a str,
    /// The text for which the sidecar was written, if it was another and is known.
    pub old_text: Option<&'a Text>,
}

/// A document made of a sidecar and a text.
#[derive(Clone, Debug)]
pub struct Placed {
    pub document: Document,
    /// The sidecar's header, brought up to date with the source.
    pub header: Header,
    /// What was found out of order.
    pub notices: Vec<Notice>,
    /// Where detached annotations may stand now. Nothing is placed there yet; what was detached
    /// before is never certain, since somebody may have decided so.
    pub moves: Vec<Move>,
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
    #[error(
        "the quote stands in place, but between other words than before; the annotation is detached"
    )]
    ContextDiffers,
    #[error("the id “{0}” was taken; it has a fresh one")]
    DuplicateId(String),
    #[error("it had no id; it has a fresh one")]
    MissingId,
}

impl NoticeKind {
    /// Whether it says that an annotation has lost its place, or may have.
    pub fn is_about_place(&self) -> bool {
        match self {
            Self::SourceChanged
            | Self::QuoteDiffers { .. }
            | Self::OutOfRange { .. }
            | Self::NoQuote
            | Self::ContextDiffers => true,
            Self::OtherFile(_)
            | Self::OtherEncoding { .. }
            | Self::UselessEncoding(_)
            | Self::Malformed
            | Self::Migrated(_)
            | Self::BadPlaces
            | Self::DuplicateId(_)
            | Self::MissingId => false,
        }
    }

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
        let header_sha256 = std::mem::take(&mut header.sha256);
        header.file = source.file.to_owned();
        header.sha256 = source.sha256.to_owned();
        header.encoding = source.encoding.to_owned();

        let is_changed = !header_sha256.is_empty() && !same_bytes;
        let mut lines = Lines::default();
        let annotations = self.annotations.into_iter().map(|line| {
            let (place, fault) = lines.place(&line, text, same_bytes, is_changed);
            if let Some(kind) = fault {
                let id = (!line.id.is_empty()).then(|| line.id.to_string());
                notices.push(Notice { id, kind });
            }
            annotation(line, place)
        });
        let mut annotations: Vec<Annotation> = annotations.collect();
        let moves = lines.find_again(text, source.old_text, &mut annotations, &mut notices);
        let (document, same_id, same_relation_id) =
            load(text, self.fields, annotations, self.relations);
        let mut placed = Placed {
            document,
            header,
            notices,
            moves,
        };
        // Of several lines with one id only the first has kept it.
        let mut ids = HashSet::new();
        let document = &placed.document;
        placed.moves.retain(|found| {
            let annotation = document.annotation(&found.id);
            annotation.is_some_and(|a| a.fragments().is_none()) && ids.insert(found.id.clone())
        });
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

/// Where a line stands in another text than its own: at its place, or nowhere.
pub(super) fn sought(line: &AnnotationLine<'_>, text: &Text) -> Place {
    match fragments(line, text, false) {
        Ok(fragments) if context(line, text, &fragments) != Context::Differs => {
            Place::At(fragments)
        }
        _ => Place::Detached(lost(line)),
    }
}

/// What is to be looked for when all lines have been read.
#[derive(Default)]
struct Lines {
    /// Lines whose quote stands in a changed text, but not between the same words, with that place.
    doubtful: HashMap<AnnotationId, Fragments>,
    /// Lines that were detached when the file was written.
    detached: HashSet<AnnotationId>,
}

impl Lines {
    /// Where a line stands in the text, and what is wrong with it.
    fn place(
        &mut self,
        line: &AnnotationLine<'_>,
        text: &Text,
        same_bytes: bool,
        is_changed: bool,
    ) -> (Place, Option<NoticeKind>) {
        if line.detached {
            // Putting it back where its quote happens to stand again is re-anchoring, which asks.
            self.detached.insert(line.id.as_ref().into());
            return (Place::Detached(lost(line)), None);
        }
        match fragments(line, text, same_bytes) {
            Ok(fragments) => match context(line, text, &fragments) {
                Context::Stands => (Place::At(fragments), None),
                Context::Partly | Context::Unknown if !is_changed => (Place::At(fragments), None),
                Context::Differs if !is_changed => {
                    let notice = (!same_bytes).then_some(NoticeKind::ContextDiffers);
                    (Place::At(fragments), notice)
                }
                _ => {
                    self.doubtful.insert(line.id.as_ref().into(), fragments);
                    (Place::Detached(lost(line)), None)
                }
            },
            Err(kind) => (Place::Detached(lost(line)), Some(kind)),
        }
    }

    /// Looks for all lines that have no place. Those that stand where they stood, without a doubt, are
    /// placed.
    fn find_again(
        self,
        text: &Text,
        old: Option<&Text>,
        annotations: &mut [Annotation],
        notices: &mut Vec<Notice>,
    ) -> Vec<Move> {
        let mut moves = Vec::new();
        let found = {
            let places = || annotations.iter().map(|annotation| &annotation.place);
            let lost = places().filter_map(|place| match place {
                Place::Detached(lost) => Some(lost),
                Place::At(_) => None,
            });
            let standing = places().filter_map(|place| match place {
                Place::At(fragments) => Some(fragments),
                Place::Detached(_) => None,
            });
            find_again(text, old, &lost.collect::<Vec<_>>(), standing)
        };
        let lost = annotations.iter_mut().filter(|a| a.fragments().is_none());
        for (annotation, mut found) in lost.zip(found) {
            if let Some(stood) = self.doubtful.get(&annotation.id) {
                if found.as_ref().is_some_and(|f| f.certain && f.to == *stood) {
                    annotation.place = Place::At(stood.clone());
                    continue;
                }
                notices.push(Notice {
                    id: Some(annotation.id.to_string()),
                    kind: NoticeKind::ContextDiffers,
                });
                found = found.or_else(|| Some(Found::unlikely(stood.clone())));
            }
            if let Some(mut found) = found {
                found.certain &= !self.detached.contains(&annotation.id);
                let id = annotation.id.clone();
                moves.push(Move { id, found });
            }
        }
        moves
    }
}

fn fragments(
    line: &AnnotationLine<'_>,
    text: &Text,
    same_bytes: bool,
) -> Result<Fragments, NoticeKind> {
    let unquoted = line.quote.is_empty();
    if unquoted && !same_bytes {
        return Err(NoticeKind::NoQuote);
    }
    if line.spans.is_empty() || (!unquoted && line.quote.len() != line.spans.len()) {
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
    if line.spans.len() < 2 {
        let first = spans.next().unwrap_or(Err(NoticeKind::BadPlaces))?;
        return Ok(first.into());
    }
    let spans = spans.collect::<Result<Vec<Span>, NoticeKind>>()?;
    Fragments::new(spans).map_err(|_| NoticeKind::BadPlaces)
}

/// Whether the words around a quote are what they were.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Stands,
    /// On one side.
    Partly,
    Differs,
    /// The line names none.
    Unknown,
}

fn context(line: &AnnotationLine<'_>, text: &Text, fragments: &Fragments) -> Context {
    let before = &text.as_str()[..fragments.start().0];
    let after = &text.as_str()[fragments.end().0..];
    let sides = [
        (&line.prefix, before.ends_with(&*line.prefix)),
        (&line.suffix, after.starts_with(&*line.suffix)),
    ];
    let known = sides.iter().filter(|(side, _)| !side.is_empty());
    match known.clone().filter(|(_, stands)| *stands).count() {
        _ if known.clone().count() == 0 => Context::Unknown,
        0 if known.clone().count() == 2 => Context::Differs,
        stands if stands == known.count() => Context::Stands,
        _ => Context::Partly,
    }
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
