//! Messages to the user, as values: a message has an id and arguments, and its English is here and
//! nowhere else.
//!
//! A message does not know how or where it is shown, nor what it leads to. Each capability has a file
//! with its enum, in which one line is one message. Whoever translates the program translates these
//! files, so a message is never put together from pieces of text elsewhere. The names of undo steps
//! have their texts in `model/step_name`.
//!
//! ```text
//! app: notices.hint(LinkMessage::NoRelation { label })
//!                   -> Notice { message, .. } in the session -> Display -> the window
//! ```
//!
//! A message of an error is its heading: why it failed follows after a colon, so the heading has no
//! full stop.

use std::fmt;

/// Declares messages: an enum whose variants have their English beside them, either as a text with
/// the arguments in braces, or as a block that formats it.
macro_rules! messages {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$about:meta])* $variant:ident $({ $($argument:ident: $type:ty),* })? => $text:tt;)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$about])* $variant $({ $($argument: $type),* })?,)*
        }

        impl $name {
            /// Identifies the message, whatever its arguments and the language.
            pub fn id(&self) -> &'static str {
                match self {
                    $(Self::$variant $({ $($argument: _),* })? => {
                        concat!(stringify!($name), "::", stringify!($variant))
                    })*
                }
            }

            /// Every message of the enum, with sample arguments.
            #[cfg(test)]
            pub(super) fn samples(seed: usize) -> Vec<Self> {
                let _ = seed;
                vec![$(Self::$variant $({
                    $($argument: super::tests::Sample::sample(seed, stringify!($argument))),*
                })?,)*]
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$variant $({ $($argument),* })? => messages!(@text f, [$($($argument)*)?] $text),)*
                }
            }
        }
    };
    (@text $f:ident, [$($argument:ident)*] $text:literal) => {{
        $(let $argument = &$crate::messages::argument::MessageArgument::isolated($argument);)*
        write!($f, $text)
    }};
    (@text $f:ident, [$($argument:ident)*] $text:tt) => {{
        $(let $argument = &$crate::messages::argument::MessageArgument::isolated($argument);)*
        $f.write_str(&$text)
    }};
}

mod argument;

mod annotating;

mod linking;

mod moves;

mod entities;

mod codebook;

mod coder;

mod files;

mod hints;

mod history;

mod pending;

mod review;

mod search;

mod spoken;

mod datasets;

mod program;

mod window;

mod work;

#[cfg(test)]
mod tests;

/// Names that a notice lists.
const NAMES_SHOWN: usize = 3;

/// The first names of a list, and how many more there are.
fn listed(names: &[String]) -> String {
    let shown = names.iter().take(NAMES_SHOWN).cloned();
    let shown = shown.collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(NAMES_SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

pub use annotating::{AnnotatingMessage, MORE_LABELS, SEARCH_LABELS, status_name, status_title};
pub use codebook::CodebookMessage;
pub use coder::{CODER_TITLE, CoderMessage};
pub use datasets::{DatasetMessage, SHOW_IN_FOLDER};
pub use entities::EntityMessage;
pub use files::{
    CONFLICTS_TITLE, FileMessage, MOVED_TITLE, RESTORE_HISTORY, START_WITHOUT_HISTORY,
    UNSAVED_TITLE,
};
pub use hints::HintMessage;
pub use history::{HistoryMessage, REDO, UNDO};
pub use linking::{ASK_FROM, ASK_TO, CHANGE_LINK_END, INVERSE_NAME, LinkMessage};
pub use moves::{MoveMessage, ORPHANS_TITLE};
pub use pending::{PendingMessage, Purpose};
pub use program::{
    PATH_FIELD, PATH_TITLE, PathMessage, ProgramMessage, RECENT_PROJECTS, REPLACE_FILE,
    StartMessage, TAKE_PATH, TYPE_PATH,
};
pub use review::ReviewMessage;
pub use search::{ALL_OCCURRENCES, ALL_OCCURRENCES_HINT, SearchMessage, TICK_ALL};
pub use spoken::SpokenMessage;
pub use window::{
    ADD_WORD, CONTEXT_MENU, MENU_BAR, SELECT_TO_HERE, SHOW_ANNOTATIONS, SHOW_ARTICLES,
    WINDOW_TITLE, WindowMessage, font_package,
};
pub use work::WorkMessage;
pub(crate) use work::progress;

/// Joins the messages of all capabilities in one type.
macro_rules! message {
    ($($variant:ident($type:ident),)*) => {
        /// A message to the user.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Message {
            $($variant($type),)*
        }

        impl Message {
            /// Identifies the message, whatever its arguments and the language.
            pub fn id(&self) -> &'static str {
                match self {
                    $(Self::$variant(message) => message.id(),)*
                }
            }

            /// Every message, with sample arguments.
            #[cfg(test)]
            fn samples(seed: usize) -> Vec<Self> {
                let all = [$($type::samples(seed).into_iter().map(Self::from).collect(),)*];
                all.into_iter().flat_map(|messages: Vec<Self>| messages).collect()
            }
        }

        impl fmt::Display for Message {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant(message) => message.fmt(f),)*
                }
            }
        }

        $(impl From<$type> for Message {
            fn from(message: $type) -> Self {
                Self::$variant(message)
            }
        })*
    };
}

message! {
    Annotating(AnnotatingMessage),
    Linking(LinkMessage),
    Moves(MoveMessage),
    Entities(EntityMessage),
    Codebook(CodebookMessage),
    Coder(CoderMessage),
    Files(FileMessage),
    History(HistoryMessage),
    Pending(PendingMessage),
    Review(ReviewMessage),
    Search(SearchMessage),
    Spoken(SpokenMessage),
    Datasets(DatasetMessage),
    Hints(HintMessage),
    Program(ProgramMessage),
    Window(WindowMessage),
}

/// Alternatives in a sentence: `actor or event`.
fn alternatives(names: &[String]) -> String {
    names.join(" or ")
}
