//! The annotations of the article on screen, and what is entered about them: attributes, memos, and the
//! fields of the article.
//!
//! It knows no attribute: the codebook declares them, and `panel` makes a slot of each. A panel changes
//! nothing; an entered value is a [`Filling`](crate::command::Filling), which `commands` applies as one
//! step in the article that it belongs to.
//!
//! | File | What it has |
//! |---|---|
//! | `commands` | applying an entered value, giving the keyboard to the slots or the memo |
//! | `annotations` | the panel beside the page: the card of the chosen annotation, and the list of all |
//! | `panel` | the inspector within that card: the slots and their editors |
//!
//! The panel is no dialog, so it has no line in `capabilities`, and the open project has its state as a
//! field.

mod commands;

mod annotations;

mod panel;

pub(super) use annotations::AnnotationsPanel;
