//! Which language the window speaks, and the translations of its texts.
//!
//! The English of a text stands where the text is declared (`session/messages`, `command/table.rs`); this room
//! finds its translation by its id. It must not know a text, nor the window.
//!
//! ```text
//! assets/texts/de/compare.ftl -> catalogue -> fixed(id), format(id, arguments) -> session/messages, command
//! English of the declarations -> template  -> assets/texts/en/compare.ftl, which translators read
//! ```
//!
//! The language is one setting of a thread ([`set`]): that of the window has the user's, all others stay with
//! English, so that the log and the command line do.
//!
//! Start with `language.rs` (which there are), then `catalogue.rs` (how a text is found), `template.rs` (what
//! translators read) and `check.rs` (what is wrong with a translation).

mod catalogue;
pub mod check;
mod current;
mod id;
mod language;
mod numbers;
mod pseudo;
pub mod template;

pub use catalogue::{TextArgument, fixed, format, term, term_id};
pub use current::{current, is_english, set};
pub use id::{id_from_name, id_length};
pub use language::Language;
pub use numbers::{Grouped, day};

/// The id of a text, from the name of its enum and its variant: `compare-text-title`.
#[macro_export]
macro_rules! text_id {
    ($name:ident, $variant:ident) => {{
        const NAME: &str = concat!(stringify!($name), "::", stringify!($variant));
        const ID: [u8; $crate::id_length(NAME)] = $crate::id_from_name(NAME);
        const TEXT: &str = match std::str::from_utf8(&ID) {
            Ok(text) => text,
            Err(_) => panic!("names are ASCII"),
        };
        TEXT
    }};
}
