//! The texts of the window, as values: messages, which have an id and arguments, and fixed texts such as the
//! names of controls. Their English is here and nowhere else.
//!
//! A message does not know how or where it is shown, nor what it leads to. Each capability has a file
//! with its enums, in which one line is one text. Whoever translates the program translates these
//! files, so a message is never put together from pieces of text elsewhere. The names of undo steps
//! have their texts in `model/step_name`, commands and menus in `command/table`.
//!
//! ```text
//! app: notices.hint(LinkMessage::NoRelation { label })
//!                   -> Notice { message, .. } in the session -> Display -> the window
//! ui:  ui.button(LinkText::Remove.text())
//! ```
//!
//! A message of an error is its heading: why it failed follows after a colon, so the heading has no
//! full stop.

use std::fmt;

/// Declares fixed texts: names of controls, headings, tooltips and placeholders, an enum whose variants have
/// their English beside them.
macro_rules! texts {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$about:meta])* $variant:ident => $text:literal;)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$about])* $variant,)*
        }

        impl $name {
            /// Every text of the enum.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Identifies the text, whatever the language.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!(stringify!($name), "::", stringify!($variant)),)*
                }
            }

            /// The text as it is shown.
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }
    };
}

/// Declares messages: an enum whose variants have their English beside them, either as a text with
/// the arguments in braces, or as one text for each plural form of a count (`[count: one | other]`), or as
/// a block that formats it.
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
    (@text $f:ident, [$($argument:ident)*] [$count:ident: $one:literal | $other:literal]) => {{
        $(let $argument = &$crate::messages::argument::MessageArgument::isolated($argument);)*
        match *$count {
            1 => write!($f, $one),
            _ => write!($f, $other),
        }
    }};
    (@text $f:ident, [$($argument:ident)*] $text:tt) => {{
        $(let $argument = &$crate::messages::argument::MessageArgument::isolated($argument);)*
        $f.write_str(&$text)
    }};
}

mod argument;

mod agreement;

mod annotating;

mod article_list;

mod conflicts;

mod controls;

mod linking;

mod moves;

mod entities;

mod codebook;

mod coder;

mod compare;

mod explore;

mod export;

mod files;

mod hints;

mod history;

mod import;

mod inspector;

mod keys;

mod page;

mod pending;

mod review;

mod search;

mod settings;

mod spoken;

mod suggest;

mod team;

mod datasets;

mod dialogs;

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

pub use agreement::{AgreementMessage, AgreementText};
pub use annotating::{AnnotatingMessage, AnnotatingText, status_name, status_title};
pub use article_list::{ArticleListMessage, ArticleListText};
pub use codebook::{CodebookMessage, CodebookText};
pub use coder::{CoderMessage, CoderText};
pub use compare::{CompareMessage, CompareText, ComparingMessage};
pub use conflicts::{ConflictsMessage, ConflictsText};
pub use controls::ControlText;
pub use datasets::DatasetMessage;
pub use dialogs::dialog_purpose;
pub use entities::{EntityMessage, EntityText};
pub use explore::{ExploreMessage, ExploreText};
pub use export::{ExportMessage, ExportText};
pub use files::{FileMessage, FileText};
pub use hints::HintMessage;
pub use history::{HistoryMessage, HistoryText};
pub use import::{ImportArticlesText, ImportDatasetText, ImportMessage};
pub use inspector::{InspectorMessage, InspectorText};
pub use keys::{KeysMessage, KeysText};
pub use linking::{LinkMessage, LinkText};
pub use moves::{MoveMessage, MoveText};
pub use page::{PageMessage, PageText};
pub use pending::{PendingMessage, Purpose};
pub use program::{NoticeText, PathMessage, PathText, ProgramMessage, StartMessage, StartText};
pub use review::{ReviewMessage, ReviewText};
pub use search::{SearchMessage, SearchText};
pub use settings::SettingsText;
pub use spoken::SpokenMessage;
pub use suggest::{SuggestMessage, SuggestText};
pub use team::{TeamMessage, TeamText};
pub use window::{WINDOW_TITLE, WindowMessage, WindowText, font_package};
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
    ArticleList(ArticleListMessage),
    Linking(LinkMessage),
    Moves(MoveMessage),
    Entities(EntityMessage),
    Codebook(CodebookMessage),
    Coder(CoderMessage),
    Compare(CompareMessage),
    Comparing(ComparingMessage),
    Agreement(AgreementMessage),
    Conflicts(ConflictsMessage),
    Files(FileMessage),
    History(HistoryMessage),
    Pending(PendingMessage),
    Review(ReviewMessage),
    Search(SearchMessage),
    Spoken(SpokenMessage),
    Suggest(SuggestMessage),
    Team(TeamMessage),
    Datasets(DatasetMessage),
    Explore(ExploreMessage),
    Export(ExportMessage),
    Import(ImportMessage),
    Inspector(InspectorMessage),
    Keys(KeysMessage),
    Page(PageMessage),
    Hints(HintMessage),
    Program(ProgramMessage),
    Window(WindowMessage),
}

/// Alternatives in a sentence: `actor or event`.
fn alternatives(names: &[String]) -> String {
    names.join(" or ")
}
