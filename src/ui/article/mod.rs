//! The reading pane: an article's text with its annotations, read, selected and pointed at.
//!
//! egui shapes no right-to-left text and lays out a text as a whole, so the pane does both itself.
//!
//! What this folder must never know: files, the session and commands; of the settings, `style` knows
//! those of the text. Nothing in it changes a document: the program hands in a [`Page`] each frame and
//! gets [`Gesture`]s back. Nothing outside of it knows the layout engine (parley) or the rasteriser
//! (swash).
//!
//! *Chosen* is the annotation that is selected; *selection* is selected text. A press on the letters at an
//! annotation's border starts a selection; only the handles of the chosen annotation resize it.
//!
//! | Looking for … | File |
//! |---|---|
//! | the pane as the program sees it; the order of a frame | `pane` |
//! | what goes in and comes out of a frame | `page_io` |
//! | how the text is split into paragraphs, headings and pieces | `blocks` |
//! | shaping, fonts, line breaks | `text_engine` |
//! | lines and characters: where a caret is, what a click hits | `layout` |
//! | column width, type sizes, space between paragraphs | `page_metrics` |
//! | colours and label looks | `style` |
//! | annotations of a block, lanes of underlines | `highlights`, `highlight_sizes` |
//! | how tints and underlines are painted | `highlight_paint`, on a `canvas` with a `glyph_atlas` |
//! | a block that is laid out: where its lines, lanes and words are | `annotated_block` |
//! | letters of labels at underlines | `label_letters` |
//! | tags in the margin | `margin_tags`; under the pointer: `margin_tag_ui` |
//! | what is kept from frame to frame, and when it is made anew | `block_cache`, `page_cache` |
//! | scrolling, what is visible | `scroll`, `block_heights`, `scroll_bar` |
//! | where a place of the text is on the screen | `viewport` |
//! | what is at a point of the screen | `hit_test` |
//! | presses, drags, clicks | `pointer`; reading them: `pointer_input` |
//! | the caret; moving it by line and page | `caret`, `caret_moves` |
//! | painting a frame | `page_paint` |
//! | the accessibility tree | `accessibility`, `text_runs` |
//! | lanes of several coders below the lines | `lane_marks`, room for them: `highlights`; over the page: `coder_lanes` |
//! | relations and linking, over the page | `relation_lines`, `link_targets`, `link_handle` |
//! | article text in lists, quotes and tooltips | `text_line`, `line_cache` |
//!
//! # Layers
//! A file uses files of the layers below it only, or those to its left in its own layer.
//!
//! ```text
//! the pane             pane
//! over the page        relation_lines  link_targets  link_handle  coder_lanes
//! a frame              margin_tag_ui  pointer  pointer_input  caret_moves  scroll_bar  page_paint
//!                      accessibility
//! on the screen        viewport  hit_test
//! kept                 scroll  block_cache  page_cache
//! of one block         annotated_block  highlight_paint  label_letters  margin_tags  text_runs
//! text                 text_engine  text_line
//! pieces               glyph_atlas  layout  canvas  line_cache  highlights
//! plain values         style  blocks  block_heights  highlight_sizes  lane_marks
//!                      page_io  page_metrics  caret
//! ```

mod pane;

mod page_io;

mod style;

mod blocks;

mod layout;

mod text_engine;

mod system_fonts;

mod glyph_atlas;

mod canvas;

mod page_metrics;

mod highlights;

mod highlight_sizes;

mod lane_marks;

mod annotated_block;

mod highlight_paint;

mod label_letters;

mod margin_tags;

mod text_runs;

mod block_cache;

mod block_heights;

mod scroll;

mod viewport;

mod hit_test;

mod scroll_bar;

mod pointer;

mod pointer_input;

mod margin_tag_ui;

mod caret;

mod caret_moves;

mod page_cache;

mod page_paint;

mod accessibility;

mod whole_article;

mod relation_lines;

mod link_targets;

mod link_handle;

mod coder_lanes;

mod text_line;

mod line_cache;

pub use caret_moves::LineMotion;
pub use coder_lanes::{CoderLanes, LaneClick};
pub use lane_marks::{LaneMark, LaneMarks};
pub use link_handle::{HandleUse, LinkHandle};
pub use link_targets::LinkTargets;
pub use page_io::{
    AnnotationRef, Border, Gesture, LabelCues, Layer, LayerAnnotations, LayerLook, Page,
    ScrollPlace,
};
pub use pane::ArticleView;
pub use style::{Family, PageColors, ReadingStyle, Weight};
pub use text_engine::{FontSet, FontSources, TextEngine};
pub use text_line::LineTextStyle;
pub use whole_article::forget_all as forget_sent_nodes;
