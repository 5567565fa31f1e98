//! The reading pane: an article's text with its annotations, read, selected and pointed at.
//!
//! egui sets no right-to-left text and lays out a text as a whole, so the pane does both itself.
//! Start with `view` (the pane as the program sees it), then follow a frame:
//!
//! ```text
//! blocks    the article cut into paragraphs                       once
//! heights   where each block lies, measured or guessed            always
//! engine    text -> layout: shaping, directions, wrapping         a visible block, once
//! fallbacks which faces of the system serve which script          once
//! layout    lines, characters, where they stand; carets, hits
//! highlights     annotations of a block and their lanes                a visible block, each revision
//! atlas     pictures of glyphs in textures                        a glyph, once
//! signs     letters of labels where underlines begin           a visible block, each revision
//! tags      tags in the margin                                 a visible block, each revision
//! paint     layout, highlights -> meshes                               a visible block, once
//! page      everything painted, kept while it stays the same      a frame
//! scroll    what is visible                                       a frame
//! mouse     presses and drags -> gestures                         a frame
//! moves     the caret by line and page
//! access    the tree for screen readers                           a frame
//! ends      which annotations may be linked, with letters          a frame, while linking
//! arcs      relations, between the lines and in the margin         a frame
//! ```
//!
//! Nothing outside this room knows the layout engine (parley) or the rasteriser (swash).
//! Nothing in here changes a document: the pane hands out [`Gesture`]s.

mod pane;

mod blocks;

mod block_heights;

mod text_engine;

mod font_fallbacks;

mod layout;

mod highlights;

mod label_letters;

mod margin_tags;

mod glyph_atlas;

mod paint;

mod page_paint;

mod scroll;

mod pointer;

mod caret_moves;

mod accessibility;

mod link_targets;

mod link_handle;

mod relation_lines;

mod text_line;

mod style;

pub use caret_moves::LineMotion;
pub use link_handle::{HandleUse, LinkHandle};
pub use link_targets::LinkTargets;
pub use pane::{ArticleView, Border, Gesture, LabelCues, Page, ScrollPlace};
pub use style::{Family, PageColors, ReadingStyle, Weight};
pub use text_engine::{FontSet, FontSources, TextEngine};
pub use text_line::LineTextStyle;
