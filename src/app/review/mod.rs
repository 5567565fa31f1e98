//! The review of annotations after a text change (re-anchoring): which were moved, which have a
//! proposed position, and which are detached.
//!
//! The session holds the review of each article ([`Review`](crate::session::review::Review)), and
//! [`anchor`](crate::model::anchor) computes it, so this module has no state and guesses no
//! position.
//!
//! | File | What it has |
//! |---|---|
//! | `changed_text` | detects and reloads texts that other programs change while they are open |
//! | `commands` | applies certain moves, goes through the rest, accepts and rejects |
//! | `panel` | the list above the annotations of the article |

mod changed_text;

mod commands;

mod panel;

pub(super) use panel::show;
