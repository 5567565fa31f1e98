//! Anchors the annotations of a sidecar to the text: `text[start..end] == quote`, or detached.

use std::collections::{HashMap, HashSet};

use crate::model::anchor::{FoundAnchor, Move, find_again};
use crate::model::annotation::DetachedAnchor;
use crate::model::{
    Anchor, Annotation, AnnotationId, ByteOffset, CharOffset, Document, Edit, Fragments, Relation,
    Span, Text,
};

use super::Header;
use super::parsed::{AnnotationLine, Sidecar};
use crate::ids;

/// The current facts about the article's file.
#[derive(Clone, Copy, Debug)]
pub struct SourceFacts<'a> {
    /// The file's name, without a folder.
    pub file: &'a str,
    /// SHA-256 of its bytes in hexadecimal digits.
    pub sha256: &'a str,
    /// The encoding that it was read in.
    pub encoding: &'a str,
    /// The text for which the sidecar was written, if it differs and is known.
    pub old_text: Option<&'a Text>,
}

/// A document built from a sidecar and a text.
#[derive(Clone, Debug)]
pub struct Placed {
    pub document: Document,
    /// The sidecar's header, updated to the current source.
    pub header: Header,
    /// Problems that were found.
    pub notices: Vec<SidecarNotice>,
    /// Proposed positions of detached annotations, not applied yet. A proposal for an annotation
    /// that was detached in the file is never certain, since a person may have detached it.
    pub moves: Vec<Move>,
}

/// A problem in a sidecar, and how it was handled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidecarNotice {
    /// The annotation or relation that it concerns, by its current id.
    pub id: Option<String>,
    pub kind: SidecarNoticeKind,
}

/// A kind of problem in a sidecar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SidecarNoticeKind {
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

impl SidecarNoticeKind {
    /// Whether the annotation that it concerns has lost its position, or may have.
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

    /// A machine-readable code for reports.
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
    /// Builds the document: every annotation placed, or detached with a notice.
    pub fn place(self, text: &Text, source: SourceFacts<'_>) -> Placed {
        let mut header = self.header;
        let mut notices = Vec::new();
        let mut notice = |kind| notices.push(SidecarNotice { id: None, kind });
        if let Some(version) = header.migrated_from {
            notice(SidecarNoticeKind::Migrated(version));
        }
        if !header.file.is_empty() && header.file != source.file {
            notice(SidecarNoticeKind::OtherFile(header.file.clone()));
        }
        if !header.encoding.is_empty() && header.encoding != source.encoding {
            notice(SidecarNoticeKind::OtherEncoding {
                then: header.encoding.clone(),
                now: source.encoding.to_owned(),
            });
        }
        let same_bytes = header.sha256.eq_ignore_ascii_case(source.sha256);
        if !header.sha256.is_empty() && !same_bytes {
            notice(SidecarNoticeKind::SourceChanged);
        }
        let header_sha256 = std::mem::take(&mut header.sha256);
        header.file = source.file.to_owned();
        header.sha256 = source.sha256.to_owned();
        header.encoding = source.encoding.to_owned();

        let is_changed = !header_sha256.is_empty() && !same_bytes;
        let mut lines = PendingLines::default();
        let annotations = self.annotations.into_iter().map(|line| {
            let (place, fault) = lines.place(&line, text, same_bytes, is_changed);
            if let Some(kind) = fault {
                let id = (!line.id.is_empty()).then(|| line.id.to_string());
                notices.push(SidecarNotice { id, kind });
            }
            annotation(line, place)
        });
        let mut annotations: Vec<Annotation> = annotations.collect();
        let moves = lines.find_again(text, source.old_text, &mut annotations, &mut notices);
        let (mut document, same_id, same_relation_id) =
            load(text, self.fields, annotations, self.relations);
        document.load_decisions(self.decisions);
        let mut placed = Placed {
            document,
            header,
            notices,
            moves,
        };
        // Of several annotations with a duplicate id only the first has kept it.
        let mut ids = HashSet::new();
        let document = &placed.document;
        placed.moves.retain(|found| {
            let annotation = document.annotation(&found.id);
            annotation.is_some_and(|a| a.fragments().is_none()) && ids.insert(found.id.clone())
        });
        for annotation in same_id {
            placed.add_with_new_id(annotation);
        }
        for relation in same_relation_id {
            placed.link_with_new_id(relation);
        }
        placed
    }
}

/// Loads the items with a unique id; returns those without an id or with a duplicate one.
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

/// Partitions a list, without copying it in the usual case that all items match.
fn split<T>(items: Vec<T>, is_first: impl Fn(&T) -> bool) -> (Vec<T>, Vec<T>) {
    if items.iter().all(&is_first) {
        return (items, Vec::new());
    }
    items.into_iter().partition(is_first)
}

impl Placed {
    fn add_with_new_id(&mut self, mut annotation: Annotation) {
        let old = annotation.id.to_string();
        let document = &self.document;
        let id = ids::unique_id_unless(|id| {
            let id = id.into();
            document.annotation(&id).is_some() || document.relations_of(&id).next().is_some()
        });
        annotation.id = id.as_str().into();
        // The id is unused and the position was made for this text, so the edit is valid.
        let added = self.document.apply(Edit::Add(annotation.into()));
        debug_assert!(added.is_ok(), "{added:?}");
        self.new_id_notice(id, old);
    }

    fn link_with_new_id(&mut self, mut relation: Relation) {
        let old = relation.id.to_string();
        let document = &self.document;
        let id = ids::unique_id_unless(|id| document.relation(&id.into()).is_some());
        relation.id = id.as_str().into();
        let linked = self.document.apply(Edit::Link(relation.into()));
        debug_assert!(linked.is_ok(), "{linked:?}");
        self.new_id_notice(id, old);
    }

    fn new_id_notice(&mut self, id: String, old: String) {
        let kind = if old.is_empty() {
            SidecarNoticeKind::MissingId
        } else {
            SidecarNoticeKind::DuplicateId(old)
        };
        let id = Some(id);
        self.notices.push(SidecarNotice { id, kind });
    }
}

/// Builds an annotation from its line and the position that was found for it.
pub(super) fn annotation(line: AnnotationLine<'_>, place: Anchor) -> Annotation {
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

/// The position of a line in another text than its own: where the quote matches, or detached.
pub(super) fn sought(line: &AnnotationLine<'_>, text: &Text) -> Anchor {
    match fragments(line, text, false) {
        Ok(fragments) if context(line, text, &fragments) != Context::Differs => {
            Anchor::At(fragments)
        }
        _ => Anchor::Detached(detached_anchor(line)),
    }
}

/// Annotations to be re-anchored when all lines have been read.
#[derive(Default)]
struct PendingLines {
    /// Annotations whose quote matches in a changed text, but not with the same context, and that
    /// position.
    doubtful: HashMap<AnnotationId, Fragments>,
    /// Annotations that were detached when the file was written.
    detached: HashSet<AnnotationId>,
}

impl PendingLines {
    /// The position of an annotation in the text, and the problem with it.
    fn place(
        &mut self,
        line: &AnnotationLine<'_>,
        text: &Text,
        same_bytes: bool,
        is_changed: bool,
    ) -> (Anchor, Option<SidecarNoticeKind>) {
        if line.detached {
            // Placing it where its quote happens to match again would be re-anchoring, which the
            // user confirms.
            self.detached.insert(line.id.as_ref().into());
            return (Anchor::Detached(detached_anchor(line)), None);
        }
        match fragments(line, text, same_bytes) {
            Ok(fragments) => match context(line, text, &fragments) {
                Context::Stands => (Anchor::At(fragments), None),
                Context::Partly | Context::Unknown if !is_changed => (Anchor::At(fragments), None),
                Context::Differs if !is_changed => {
                    let notice = (!same_bytes).then_some(SidecarNoticeKind::ContextDiffers);
                    (Anchor::At(fragments), notice)
                }
                _ => {
                    self.doubtful.insert(line.id.as_ref().into(), fragments);
                    (Anchor::Detached(detached_anchor(line)), None)
                }
            },
            Err(kind) => (Anchor::Detached(detached_anchor(line)), Some(kind)),
        }
    }

    /// Searches positions for all annotations without one (re-anchoring). Places those that are
    /// certain to be at their old position.
    fn find_again(
        self,
        text: &Text,
        old: Option<&Text>,
        annotations: &mut [Annotation],
        notices: &mut Vec<SidecarNotice>,
    ) -> Vec<Move> {
        let mut moves = Vec::new();
        let found = {
            let places = || annotations.iter().map(|annotation| &annotation.place);
            let lost = places().filter_map(|place| match place {
                Anchor::Detached(lost) => Some(&**lost),
                Anchor::At(_) => None,
            });
            let standing = places().filter_map(|place| match place {
                Anchor::At(fragments) => Some(fragments),
                Anchor::Detached(_) => None,
            });
            find_again(text, old, &lost.collect::<Vec<_>>(), standing)
        };
        let lost = annotations.iter_mut().filter(|a| a.fragments().is_none());
        for (annotation, mut found) in lost.zip(found) {
            if let Some(stood) = self.doubtful.get(&annotation.id) {
                if found.as_ref().is_some_and(|f| f.certain && f.to == *stood) {
                    annotation.place = Anchor::At(stood.clone());
                    continue;
                }
                notices.push(SidecarNotice {
                    id: Some(annotation.id.to_string()),
                    kind: SidecarNoticeKind::ContextDiffers,
                });
                found = found.or_else(|| Some(FoundAnchor::unlikely(stood.clone())));
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
) -> Result<Fragments, SidecarNoticeKind> {
    let unquoted = line.quote.is_empty();
    if unquoted && !same_bytes {
        return Err(SidecarNoticeKind::NoQuote);
    }
    if line.spans.is_empty() || (!unquoted && line.quote.len() != line.spans.len()) {
        return Err(SidecarNoticeKind::BadPlaces);
    }
    let mut quotes = line.quote.iter();
    let mut spans = line.spans.iter().map(|&(start, end)| {
        let out_of_range = SidecarNoticeKind::OutOfRange { start, end };
        let Some(from) = text.byte_from_char(CharOffset(start)) else {
            return Err(out_of_range);
        };
        let Some(quote) = quotes.next() else {
            let to = text.byte_from_char(CharOffset(end)).ok_or(out_of_range)?;
            return Span::new(text, from, to).map_err(|_| SidecarNoticeKind::BadPlaces);
        };
        // Stepping over the quote is cheaper than looking up the end offset, and verifies the
        // quote.
        let to = ByteOffset(from.0 + quote.0.len());
        let stands = text.slice(from, to) == Some(&*quote.0);
        if stands && start.checked_add(quote.0.chars().count()) == Some(end) {
            return Span::new(text, from, to).map_err(|_| SidecarNoticeKind::BadPlaces);
        }
        if end > text.char_len() {
            return Err(out_of_range);
        }
        let quote = quote.0.to_string();
        Err(SidecarNoticeKind::QuoteDiffers { quote, start })
    });
    if line.spans.len() < 2 {
        let first = spans.next().unwrap_or(Err(SidecarNoticeKind::BadPlaces))?;
        return Ok(first.into());
    }
    let spans = spans.collect::<Result<Vec<Span>, SidecarNoticeKind>>()?;
    Fragments::new(spans).map_err(|_| SidecarNoticeKind::BadPlaces)
}

/// Whether the context of a quote (prefix and suffix) is unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Context {
    Stands,
    /// Unchanged on one side.
    Partly,
    Differs,
    /// The annotation has no context.
    Unknown,
}

pub(super) fn context(line: &AnnotationLine<'_>, text: &Text, fragments: &Fragments) -> Context {
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

pub(super) fn detached_anchor(line: &AnnotationLine<'_>) -> Box<DetachedAnchor> {
    let chars = line.spans.iter();
    Box::new(DetachedAnchor {
        chars: chars
            .map(|(start, end)| (CharOffset(*start), CharOffset(*end)))
            .collect(),
        quote: line.quote.iter().map(|q| q.0.to_string()).collect(),
        prefix: line.prefix.to_string(),
        suffix: line.suffix.to_string(),
    })
}
