//! What the pane is given to show in a frame, and what it reports back.
//!
//! These are plain values: they know neither how text is laid out nor how it is painted. The
//! program makes a [`Page`] each frame and turns each [`Gesture`] into a command.

use crate::model::{AnnotationId, ByteOffset, Codebook, Document, EntityBook, Selection};

use super::style::{PageColors, ReadingStyle};

/// What a frame of the pane shows.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub document: &'a Document,
    /// Changes whenever the document or an entity has changed.
    pub revision: u64,
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
}

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
    /// Clicked an annotation.
    Choose(AnnotationId),
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
    Hover(Option<AnnotationId>),
}

/// Where an article is scrolled to, for as long as its text stays the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScrollPlace {
    /// Start of the first visible line.
    pub at: ByteOffset,
    /// Points of that line that are scrolled out of sight.
    pub into: f32,
}
