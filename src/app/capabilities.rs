//! Capabilities (features) of the program beside annotating, one folder each.
//!
//! A capability has its state, its command handlers, its handlers of job results, and its dialog,
//! all in `app/<name>/`. Elsewhere it has a line here and its rows in the tables of commands.
//! See CONTRIBUTING.md, "Add a panel".
//!
//! There are two lists. The state of [`ProjectCapabilities`] is owned by the open project: it is made
//! when a project is opened, and goes when the project is closed. The state of
//! [`ProgramCapabilities`], which need no project, is owned by the shell.

use super::agreement::Agreement;
use super::capability::{Capability, DialogAbout, DialogInput, ProgramInput};
use super::codebook::CodebookEditor;
use super::coder::WhoCodes;
use super::compare::{DifferenceReport, ProposalsPanel};
use super::conflicts::ConflictsPanel;
use super::entities::{EntitiesPanel, EntityPicker};
use super::export::Export;
use super::guideline::Guideline;
use super::import_articles::ArticleImport;
use super::import_dataset::ImportDataset;
use super::keys::HelpSheet;
use super::leaving::LeavingPrompt;
use super::moved::MovedProject;
use super::orphans::Orphans;
use super::palette::CommandPalette;
use super::path_prompt::PathPrompt;
use super::settings::SettingsDialog;
use super::suggest::SuggestionEngine;
use super::team::{ComparedChange, OpenForComparing, PackageDialog, TeamDialog};
use crate::ui::panels::PanelCtx;

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
        palette: Option<CommandPalette>,
        /// Taking articles out of other files.
        import_articles: ArticleImport,
        /// Reading which key does what.
        keys: HelpSheet,
        /// Asking whether a project was moved.
        moved: Option<MovedProject>,
        /// Typing a path where the system has no file dialog.
        path_prompt: Option<PathPrompt>,
    }
}

capabilities! {
    /// The state of the capabilities of the open project.
    ProjectCapabilities(DialogInput), PROJECT_DIALOGS {
        /// The list of entities.
        entities: Option<EntitiesPanel>,
        /// Choosing the entity behind an annotation.
        entity_picker: Option<EntityPicker>,
        /// How far coders agree.
        agreement: Agreement,
        /// What the program suggests.
        suggestions: SuggestionEngine,
        /// Coders and rounds of the project.
        team: TeamDialog,
        /// Taking in a package that came back.
        hand_in: PackageDialog,
        /// Opening an article of a blind round for comparing.
        open_for_comparing: Option<OpenForComparing>,
        /// Changing an article that was compared.
        compared_change: Option<ComparedChange>,
        /// In what coders differ over all articles.
        difference_report: DifferenceReport,
        /// Asking before all proposals for differences between coders are taken.
        proposals: Option<ProposalsPanel>,
        /// Choosing between two versions.
        conflicts: Option<ConflictsPanel>,
        /// Annotations whose text is gone.
        orphans: Orphans,
        /// Asking what to do with unsaved changes.
        leaving: LeavingPrompt,
        /// Reading and changing the codebook.
        codebook: CodebookEditor,
        /// Asking who codes.
        coder: WhoCodes,
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
