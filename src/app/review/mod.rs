//! Reviewing the annotations of an article whose text has changed: which were moved, which may stand
//! somewhere, and which have no place.
//!
//! What is to be reviewed is kept by the session with each article
//! ([`Review`](crate::session::review::Review)) and found by [`anchor`](crate::model::anchor), so that
//! there is no state here, and no place is guessed here.
//!
//! | File | What it has |
//! |---|---|
//! | `changed_text` | texts that other programs change while they are open: noticed, read, put in place |
//! | `commands` | moving what is certain, going through the rest, accepting and rejecting |
//! | `panel` | the list above the annotations of the article |

mod changed_text;

mod commands;

mod panel;

pub(super) use panel::show;
