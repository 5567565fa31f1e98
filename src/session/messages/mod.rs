//! The texts of the window, as values: messages, which have an id and arguments, and fixed texts such as the
//! names of controls. Their English is here and nowhere else.
//!
//! A message does not know how or where it is shown, nor what it leads to. Each capability has a file
//! with its enums, in which one line is one text. Whoever translates the program translates these
//! files as `assets/texts/<language>/<file>.ftl`, so a message is never put together from pieces of text
//! elsewhere. Commands and menus have their texts in `command/table`.
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

        #[allow(dead_code, reason = "texts that only other messages use need not all of it")]
        impl $name {
            /// Every text of the enum.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Identifies the text, whatever the language: `compare-text-title`.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$variant => demarche_languages::text_id!($name, $variant),)*
                }
            }

            /// The text as it is shown, in the language of the window.
            pub fn text(self) -> &'static str {
                if demarche_languages::is_english() {
                    return self.english();
                }
                demarche_languages::fixed(self.id()).unwrap_or(self.english())
            }

            /// The text in the language of the source.
            pub const fn english(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }

            /// The texts for translators.
            #[cfg(test)]
            pub(super) fn declared() -> Vec<demarche_languages::template::Declared> {
                vec![$(demarche_languages::template::Declared {
                    enumeration: stringify!($name),
                    id: Self::$variant.id(),
                    comments: vec![$(stringify!($about)),*],
                    english: demarche_languages::template::English::Text($text),
                    arguments: Vec::new(),
                },)*]
            }
        }
    };
}

/// Declares messages: an enum whose variants have their English beside them, in one of these forms:
///
/// ```text
/// "{coder} is done"                                    a text with its arguments in braces
/// ("{places|place|places} in {files|file|files}")      the same, with the nouns of counts
/// [count: "{count} file is new" | "{count} files are new"]   by whether a count is 1
/// [coder? "Nobody’s" | "{coder}’s"]                    by whether an argument is 0, false or empty
/// (names = listed(names) => "Left out: {names}")       with arguments that are formed first
/// { match … { … => Self::Other { … }.to_string() } }   chosen among other messages, without a text of its own
/// ```
///
/// The second to fifth hold any form in the place of a text. A translator gets each whole text with all its
/// arguments, and may choose by other numbers than English does.
macro_rules! messages {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$about:meta])* $variant:ident $({ $($argument:ident: $type:ty),* $(,)? })? => $text:tt;)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum $name {
            $($(#[$about])* $variant $({ $($argument: $type),* })?,)*
        }

        #[allow(dead_code, reason = "messages that only others use need no id")]
        impl $name {
            /// Identifies the message, whatever its arguments and the language: `compare-message-decided-by`.
            pub fn id(&self) -> &'static str {
                match self {
                    $(Self::$variant $({ $($argument: _),* })? => {
                        demarche_languages::text_id!($name, $variant)
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

            /// The messages for translators.
            #[cfg(test)]
            pub(super) fn declared() -> Vec<demarche_languages::template::Declared> {
                vec![$(demarche_languages::template::Declared {
                    enumeration: stringify!($name),
                    id: demarche_languages::text_id!($name, $variant),
                    comments: vec![$(stringify!($about)),*],
                    english: messages!(@english $text),
                    arguments: vec![$($((stringify!($argument), <$type as $crate::messages::argument::MessageArgument>::KIND)),*)?],
                },)*]
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self {
                    $(Self::$variant $({ $($argument),* })? => {
                        $($(let $argument = &$crate::messages::argument::MessageArgument::isolated($argument);)*)?
                        messages!(@shown f, demarche_languages::text_id!($name, $variant), [$($($argument)*)?] $text)
                    })*
                }
            }
        }
    };

    // How a message is written: translated if there is a translation, else in English.
    (@shown $f:ident, $id:expr, [$($argument:ident)*] { $($code:tt)* }) => {
        $f.write_str(&{ $($code)* })
    };
    (@shown $f:ident, $id:expr, [$($argument:ident)*] ($($formed:ident = $value:expr),+ => $text:tt)) => {{
        $(let $formed = &$value;)+
        messages!(@shown $f, $id, [$($argument)* $($formed)+] $text)
    }};
    (@shown $f:ident, $id:expr, [$($argument:ident)*] $text:tt) => {
        match $crate::messages::argument::translated($id, || vec![$(
            $crate::messages::argument::named(stringify!($argument), $argument)
        ),*]) {
            Some(text) => $f.write_str(&text),
            None => messages!(@write $f, [$($argument)*] $text),
        }
    };
    (@write $f:ident, [$($argument:ident)*] $text:literal) => {{
        $(
            let $argument = &$crate::messages::argument::MessageArgument::argument($argument);
            let _ = $argument;
        )*
        write!($f, $text)
    }};
    (@write $f:ident, $arguments:tt [$count:ident: $one:tt | $other:tt]) => {
        match *$count {
            1 => messages!(@write $f, $arguments $one),
            _ => messages!(@write $f, $arguments $other),
        }
    };
    (@write $f:ident, $arguments:tt [$argument:ident? $none:tt | $some:tt]) => {
        match $crate::messages::argument::MessageArgument::is_none($argument) {
            true => messages!(@write $f, $arguments $none),
            false => messages!(@write $f, $arguments $some),
        }
    };
    (@write $f:ident, [$($argument:ident)*] ($text:literal)) => {
        $f.write_str(&$crate::messages::argument::with_nouns($text, &[$(
            $crate::messages::argument::named(stringify!($argument), $argument)
        ),*]))
    };

    // The English for translators.
    (@english $text:literal) => { demarche_languages::template::English::Text($text) };
    (@english ($text:literal)) => { demarche_languages::template::English::Inline($text) };
    (@english ($($formed:ident = $value:expr),+ => $text:tt)) => { messages!(@english $text) };
    (@english [$count:ident: $one:tt | $other:tt]) => {
        demarche_languages::template::English::Plural(
            stringify!($count), &const { messages!(@english $one) }, &const { messages!(@english $other) },
        )
    };
    (@english [$argument:ident? $none:tt | $some:tt]) => {
        demarche_languages::template::English::Choice(
            stringify!($argument), &const { messages!(@english $none) }, &const { messages!(@english $some) },
        )
    };
    (@english { $($code:tt)* }) => { demarche_languages::template::English::Computed };
}

mod argument;

mod lists;

mod steps;

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
mod templates;

#[cfg(test)]
mod tests;

pub use agreement::{AgreementMessage, AgreementText};
pub use annotating::{AnnotatingMessage, AnnotatingText, StatusText, status_name, status_title};
pub use article_list::{ArticleListMessage, ArticleListText};
pub use codebook::{CodebookMessage, CodebookText};
pub use coder::{CoderMessage, CoderText};
pub use compare::{CompareMessage, CompareText, ComparingMessage};
pub use conflicts::{ConflictsMessage, ConflictsText};
pub use controls::ControlText;
pub use datasets::DatasetMessage;
pub use dialogs::dialog_purpose;
pub use entities::{EntityMessage, EntityText};
pub use explore::{ExploreMessage, ExploreText, left_out_why};
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
pub use steps::step_text;
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
