//! Capabilities (features) of the program beside annotating, one folder each.
//!
//! A capability has its state, its command handlers, its handlers of job results, and its dialog,
//! all in `app/<name>/`. Elsewhere it has a line here and its rows in the tables of commands.
//! See CONTRIBUTING.md, "Add a panel".
//!
//! There are two lists. The state of [`ProjectCapabilities`] is owned by the open project: it is made
//! when a project is opened, and goes when the project is closed. The state of
//! [`ProgramCapabilities`], which need no project, is owned by the shell.

use egui::{Context, Rect};

use super::codebook::CodebookEditor;
use super::conflicts::ConflictsDialog;
use super::entities::{EntitiesDialog, EntityPickerDialog};
use super::export::Export;
use super::guideline::Guideline;
use super::import_articles::ArticleImport;
use super::import_dataset::ImportDataset;
use super::keys::HelpSheet;
use super::leaving::LeavingPrompt;
use super::moved::MovedPrompt;
use super::palette::PaletteDialog;
use super::settings::SettingsDialog;
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

/// The state of the rest of the window that the dialogs of a project read.
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

/// The state of the rest of the window that the dialogs of the program read.
pub(super) struct ProgramInput<'a> {
    pub ctx: &'a Context,
    /// The open project, if there is one.
    pub session: Option<&'a Session>,
}

/// A capability (feature) of the program, with its dialog. The default is its state while it is not
/// in use.
pub(super) trait Capability: Default {
    const DIALOG: DialogAbout;

    /// What its dialog reads: [`DialogInput`] if it belongs to a project, else [`ProgramInput`].
    type Input<'a>;

    /// Whether its dialog lies over the window and has the keyboard.
    fn is_open(&self) -> bool;

    /// Draws its dialog, if it is open. In its first frame the dialog gives the keyboard to its first
    /// field; `Escape` and its button close it.
    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &Self::Input<'_>);
}

/// Makes the state of all capabilities of a list, and what is done with each of them.
macro_rules! capabilities {
    (
        $(#[$about_all:meta])*
        $all:ident($input:ident), $dialogs:ident {
            $($(#[$about:meta])* $name:ident: $state:ty,)*
        }
    ) => {
        $(#[$about_all])*
        #[derive(Default)]
        pub(super) struct $all {
            $($(#[$about])* pub $name: $state,)*
        }

        impl $all {
            /// Whether a dialog of one of them lies over the window.
            pub fn is_dialog_open(&self) -> bool {
                false $(|| self.$name.is_open())*
            }

            /// Draws the dialogs that are open, in the order of the list.
            pub fn show(&mut self, cx: &mut PanelCtx<'_>, input: &$input<'_>) {
                $(self.$name.show(cx, input);)*
            }
        }

        /// The metadata of their dialogs.
        const $dialogs: &[DialogAbout] = &[$(<$state as Capability>::DIALOG),*];
    };
}

capabilities! {
    /// The state of the capabilities that need no project.
    ProgramCapabilities(ProgramInput), PROGRAM_DIALOGS {
        /// Reading and changing the settings.
        settings: SettingsDialog,
        /// Finding commands and articles by name.
        palette: PaletteDialog,
        /// Taking articles out of other files.
        import_articles: ArticleImport,
        /// Reading which key does what.
        keys: HelpSheet,
        /// Asking whether a project was moved.
        moved: MovedPrompt,
    }
}

capabilities! {
    /// The state of the capabilities of the open project.
    ProjectCapabilities(DialogInput), PROJECT_DIALOGS {
        /// The list of entities.
        entities: EntitiesDialog,
        /// Choosing the entity behind an annotation.
        entity_picker: EntityPickerDialog,
        /// Choosing between two versions.
        conflicts: ConflictsDialog,
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
}

/// The metadata of all dialogs, of the program and of a project.
pub fn dialogs() -> impl Iterator<Item = &'static DialogAbout> {
    PROGRAM_DIALOGS.iter().chain(PROJECT_DIALOGS)
}
