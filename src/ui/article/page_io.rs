//! The input of the pane in a frame (`Page`), and its output (gestures).
//!
//! These are plain values: they know neither how text is laid out nor how it is painted. The
//! program makes a [`Page`] each frame and turns each [`Gesture`] into a command.

use std::ops::Range;

use crate::model::{
    Annotation, AnnotationId, ByteOffset, Codebook, Document, EntityBook, Selection,
};

use super::lane_marks::LaneMarks;
use super::style::{PageColors, ReadingStyle};

/// What a frame of the pane shows.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub document: &'a Document,
    /// Changes whenever the document or an entity has changed.
    pub revision: u64,
    /// The annotations to draw. The first layer must be those of the document
    /// ([`Layer::document`]); only they can be chosen, linked and adjusted.
    pub layers: &'a [Layer<'a>],
    pub codebook: &'a Codebook,
    pub entities: &'a EntityBook,
    pub style: &'a ReadingStyle,
    pub colors: &'a PageColors,
    /// Whether labels use their colours for a dark theme.
    pub dark: bool,
    pub selection: Selection,
    pub chosen: Option<&'a AnnotationId>,
    /// Whether keys go to the text.
    pub focused: bool,
    /// Whether animations are on; without them the caret does not blink.
    pub motion: bool,
    pub cues: LabelCues,
    /// What several coders have, for which there is room below the lines.
    pub marks: Option<&'a LaneMarks>,
}

impl Page<'_> {
    /// Whether an annotation is the chosen one, which is always one of the document's.
    pub(super) fn is_chosen(&self, annotation: &AnnotationRef) -> bool {
        self.chosen.is_some() && annotation.in_document() == self.chosen
    }
}

/// Annotations from one source that are drawn alike.
///
/// One page can show several: the coder's own annotations, suggestions, those of another coder,
/// hits of a search.
#[derive(Clone, Copy)]
pub struct Layer<'a> {
    pub annotations: LayerAnnotations<'a>,
    /// Changes whenever the annotations have changed. For those of the page's document,
    /// [`Page::revision`] is enough.
    pub revision: u64,
    /// What a screen reader says before each annotation's name, such as "Suggestion".
    pub name: Option<&'a str>,
    pub look: LayerLook,
    /// Whether the annotations react to the pointer and to a screen reader's click.
    pub pickable: bool,
}

/// Where the annotations of a layer come from. All of them are in the page's text.
#[derive(Clone, Copy)]
pub enum LayerAnnotations<'a> {
    /// All annotations of a document, found by place however many there are.
    Document(&'a Document),
    /// Some annotations, in the order in which they are counted.
    List(&'a [Annotation]),
    /// Suggestions, in the order of the text, each with its confidence in percent.
    Suggested(&'a [Annotation], &'a [u8]),
}

/// How the annotations of a layer are drawn, in the colours of their labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerLook {
    /// A tint behind the words and an underline in the label's style.
    Filled,
    /// A frame around the words.
    Outline,
    /// The same with a dotted line below, never filled.
    Suggested,
    /// A dotted underline.
    Dotted,
}

impl<'a> Layer<'a> {
    /// The annotations of a document, drawn as the coder's own.
    pub fn document(document: &'a Document) -> Self {
        Self {
            annotations: LayerAnnotations::Document(document),
            revision: 0,
            name: None,
            look: LayerLook::Filled,
            pickable: true,
        }
    }

    /// Annotations that share a character with the range.
    pub(super) fn touching(&self, range: Range<usize>) -> Vec<&'a Annotation> {
        match self.annotations {
            LayerAnnotations::Document(document) => {
                let touching = document.touching(range).into_iter();
                touching.map(|annotation| &**annotation).collect()
            }
            LayerAnnotations::List(list) | LayerAnnotations::Suggested(list, _) => {
                let touches = |annotation: &&Annotation| {
                    let fragments = annotation.fragments().into_iter();
                    let mut spans = fragments.flat_map(|fragments| fragments.iter());
                    spans.any(|span| span.start().0 < range.end && range.start < span.end().0)
                };
                list.iter().filter(touches).collect()
            }
        }
    }

    /// The annotation with this id.
    pub(super) fn annotation(&self, id: &AnnotationId) -> Option<&'a Annotation> {
        match self.annotations {
            LayerAnnotations::Document(document) => document.annotation(id).map(|found| &**found),
            LayerAnnotations::List(list) | LayerAnnotations::Suggested(list, _) => {
                list.iter().find(|annotation| annotation.id == *id)
            }
        }
    }

    /// How sure a suggestion is, in percent; `None` for what is no suggestion.
    pub(super) fn percent(&self, annotation: &Annotation) -> Option<u8> {
        let LayerAnnotations::Suggested(list, percents) = self.annotations else {
            return None;
        };
        let start = |one: &Annotation| one.fragments().map(|place| place.start());
        let first = list.partition_point(|one| start(one) < start(annotation));
        let index = list[first..]
            .iter()
            .position(|one| one.id == annotation.id)?;
        percents.get(first + index).copied()
    }

    /// Which of its annotations one is, from 0, and how many there are.
    pub(super) fn rank(&self, id: &AnnotationId) -> (usize, usize) {
        match self.annotations {
            LayerAnnotations::Document(document) => {
                let rank = document.rank(id).unwrap_or(0);
                (rank, document.annotations().len())
            }
            LayerAnnotations::List(list) | LayerAnnotations::Suggested(list, _) => {
                let rank = list.iter().position(|annotation| annotation.id == *id);
                (rank.unwrap_or(0), list.len())
            }
        }
    }
}

/// An annotation of one of the page's layers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AnnotationRef {
    /// Index of the layer in [`Page::layers`].
    pub layer: usize,
    pub id: AnnotationId,
}

impl AnnotationRef {
    /// An annotation of the document.
    pub fn of_document(id: &AnnotationId) -> Self {
        Self {
            layer: DOCUMENT_LAYER,
            id: id.clone(),
        }
    }

    /// The id, if the annotation is one of the document's.
    pub fn in_document(&self) -> Option<&AnnotationId> {
        (self.layer == DOCUMENT_LAYER).then_some(&self.id)
    }

    /// The id, if the annotation is one of the document's.
    pub fn into_document(self) -> Option<AnnotationId> {
        (self.layer == DOCUMENT_LAYER).then_some(self.id)
    }
}

/// Index of the layer with the document's annotations.
const DOCUMENT_LAYER: usize = 0;

/// What distinguishes labels besides their colours and line styles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LabelCues {
    /// Tags in the margin name the annotations that begin on a line.
    pub margin_tags: bool,
    /// Each underline begins with its label's letter; otherwise only where there is room for it.
    pub every_letter: bool,
}

/// An end of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    Start,
    End,
}

/// What the analyst did in the pane.
#[derive(Clone, Debug, PartialEq)]
pub enum Gesture {
    /// Moved the caret or selected. While the button is held there is one for each change, and
    /// a last one with `finished` when it is released.
    Select {
        selection: Selection,
        finished: bool,
        /// Ctrl (Cmd) was held: the selection is to be added to the chosen annotation.
        adding: bool,
    },
    /// Clicked an annotation of a pickable layer.
    Choose(AnnotationRef),
    /// Clicked where no annotation is.
    Unchoose,
    /// Drags one end of the chosen annotation; `finished` when the button is released.
    MoveBorder {
        id: AnnotationId,
        border: Border,
        to: ByteOffset,
        finished: bool,
    },
    /// Clicked with the secondary button.
    ContextMenu(ByteOffset),
    /// The pointer moved over another annotation, or left the last one.
    Hover(Option<AnnotationRef>),
}

/// Where an article is scrolled to, for as long as its text stays the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScrollPlace {
    /// Start of the first visible line.
    pub at: ByteOffset,
    /// Points of that line that are scrolled out of sight.
    pub into: f32,
}
