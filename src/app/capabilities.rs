//! Capabilities (features) of the program beside annotating, one folder each.
//!
//! A capability has its state, its command handlers, its handlers of job results, and its dialog,
//! all in `app/<name>/`. Elsewhere it has a line here and its rows in the tables of commands.
//! See CONTRIBUTING.md, "Add a panel".
//!
//! The state is a field of [`Capabilities`], which the open project owns: it is made when a project is
//! opened, and goes when the project is closed.

use egui::{Context, Rect};

use super::codebook::CodebookEditor;
use super::export::Export;
use super::guideline::Guideline;
use super::import_dataset::ImportDataset;
use super::leaving::LeavingPrompt;
use crate::command::UserCommand;
use crate::session::Session;
use crate::ui::panels::PanelCtx;

/// The metadata of a dialog: its title and the command that opens it.
#[derive(Clone, Debug, PartialEq)]
pub struct DialogAbout {
    /// Its title, which is also its accessible name for screen readers.
    pub title: &'static str,
    /// The command that opens it; `None` where the program opens it by itself.
    pub opened_by: Option<UserCommand>,
}

/// The state of the rest of the window that dialogs read.
pub(super) struct DialogInput<'a> {
    pub ctx: &'a Context,
    pub session: &'a Session,
    /// Where the words are on the screen for which an entity is being picked.
    pub picked_words: Option<Rect>,
    /// Whether all actions are in the journal.
    pub is_written_down: bool,
    /// Whether the disk does not respond.
    pub is_stalled: bool,
}

/// A capability (feature) of the program, with its dialog. The default is its state while it is not
/// in use.
pub(super) trait Capability: Default {
    const DIALOG: DialogAbout;

    /// Whether its dialog lies over the window and has the keyboard.
    fn is_open(&self) -> bool;

    /// Draws its dialog, if it is open. In its first frame the dialog gives the keyboard to its first
    /// field; `Escape` and its button close it.
    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>);
}

/// Makes the state of all capabilities, and what is done with each of them.
macro_rules! capabilities {
    ($($(#[$about:meta])* $name:ident: $state:ty,)*) => {
        /// The state of all capabilities, in the order in which their dialogs are drawn.
        #[derive(Default)]
        pub(super) struct Capabilities {
            $($(#[$about])* pub $name: $state,)*
        }

        impl Capabilities {
            /// Whether a dialog of one of them lies over the window.
            pub fn is_dialog_open(&self) -> bool {
                false $(|| self.$name.is_open())*
            }

            /// Draws the dialogs that are open.
            pub fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
                $(self.$name.show(cx, input);)*
            }
        }

        /// The metadata of their dialogs.
        pub const DIALOGS: &[DialogAbout] = &[$(<$state as Capability>::DIALOG),*];
    };
}

capabilities! {
    /// Asking what to do with unsaved changes.
    leaving: LeavingPrompt,
    /// Reading and changing the codebook.
    codebook: CodebookEditor,
    /// Writing datasets.
    export: Export,
    /// Taking datasets into the project.
    import_dataset: ImportDataset,
    /// Reading the rules for borderline cases.
    guideline: Guideline,
}
