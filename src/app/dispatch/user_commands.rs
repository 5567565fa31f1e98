//! The table of what each user command does: the commands of menus, the command palette and keys.
//!
//! A line names the method of the capability that does it. The names, keys and menus of the commands
//! are in `command/table`.

use egui::{Context, ViewportCommand};

use crate::app::drawers::SidePanel;
use crate::app::leaving::Leaving;
use crate::app::{App, ProjectCtx};
use crate::command::UserCommand;
use crate::session::review::Answer;
use crate::settings::Theme;
use crate::ui::panels::announcements;

impl App {
    /// Runs a command of a menu entry, the palette or a key.
    pub(super) fn user_command(&mut self, ctx: &Context, command: UserCommand) {
        use UserCommand as C;
        let shell = &mut self.shell;
        match command {
            // Opening and leaving.
            C::OpenFolder => self.pick_folder(),
            C::OpenFiles => self.pick_files(),
            C::CloseProject => self.leave(Leaving::Project),
            C::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),

            // Settings.
            C::ShowSettings => shell.capabilities.settings.toggle(),
            C::ToggleArticles => {
                let setting = &mut shell.settings.articles;
                shell.drawers.toggle(SidePanel::Articles, setting);
            }
            C::ToggleInspector => {
                let setting = &mut shell.settings.inspector;
                shell.drawers.toggle(SidePanel::Annotations, setting);
            }
            C::ToggleLegend => shell.settings.legend ^= true,
            C::ToggleHistory => shell.settings.history ^= true,
            C::ToggleMarginTags => shell.settings.margin_tags ^= true,
            C::TextAlone => shell.text_alone ^= true,
            C::ZoomIn => shell.settings.zoom(true),
            C::ZoomOut => shell.settings.zoom(false),
            C::ResetZoom => shell.settings.reset_zoom(),
            C::SizePanel(panel, is_larger) => shell.size_panel(ctx, panel, is_larger),
            C::ResetPanels => shell.reset_panels(),
            C::LargerText => shell.settings.scale_text(1.0),
            C::SmallerText => shell.settings.scale_text(-1.0),
            C::ResetText => shell.settings.reset_text(),
            C::ThemeLight => shell.settings.theme = Theme::Light,
            C::ThemeDark => shell.settings.theme = Theme::Dark,
            C::ThemeHighContrast => shell.settings.theme = Theme::HighContrast,
            C::ThemeSystem => shell.settings.theme = Theme::System,

            C::OpenMenus => shell.menu_bar.toggle(ctx),
            C::DismissNotices => shell.notices.dismiss_all(),

            // The other dialogs of the program.
            C::ShowKeys => shell.capabilities.keys.toggle(),
            C::ShowPalette => {
                let palette = &mut shell.capabilities.palette;
                *palette = palette.is_none().then(Default::default);
            }
            C::ImportArticles => self.pick_import(),
            C::SayMessages => announcements::say_last_messages(ctx),
            C::ShowLog => shell.show_log(),

            command => self.with_project(|cx| cx.user_command(ctx, command)),
        }
    }
}

impl ProjectCtx<'_> {
    fn user_command(&mut self, ctx: &Context, command: UserCommand) {
        use UserCommand as C;
        match command {
            // Annotating.
            C::Tag(label) => self.tag(&label),
            C::TagAlso(label) => self.tag_also(&label),
            C::StepBorder {
                start,
                forward,
                by_char,
            } => self.step_border(start, forward, by_char),
            C::AddFragment => self.add_fragment(),
            C::Delete => self.delete(),

            // The inspector.
            C::EditMemo => self.edit_memo(),
            C::EditAttributes => self.edit_slots(false),
            C::EditFields => self.edit_slots(true),
            C::SetStatus(status) => self.set_status(status),

            // The caret and the selection.
            C::SelectWord => self.select_word(),
            C::SelectSentence => self.select_sentence(),
            C::SelectParagraph => self.select_paragraph(),
            C::SelectAll => self.select_all(),
            C::Release => self.release(),
            C::Copy => self.copy(ctx),
            C::Move(motion, extend) => self.move_caret(motion, extend),

            // Going through annotations, articles and panes.
            C::NextAnnotation => self.step_annotation(true),
            C::PreviousAnnotation => self.step_annotation(false),
            C::NextIncomplete => self.step_incomplete(true),
            C::PreviousIncomplete => self.step_incomplete(false),
            C::CycleOverlapping => self.cycle_overlapping(),
            C::NextArticle => self.step_article(true),
            C::PreviousArticle => self.step_article(false),
            C::DoneAndNext => self.done_and_next(),
            C::NextUnfinished => self.next_unfinished(),
            C::GoBeside => self.go_beside(),
            C::SideBySide => self.toggle_side_by_side(),
            C::NextPart => self.step_part(ctx, true),
            C::PreviousPart => self.step_part(ctx, false),

            C::OpenContextMenu => self.open_context_menu(),

            // History.
            C::Undo => self.undo(),
            C::Redo => self.redo(),

            // Finding and searching.
            C::Find => self.find(),
            C::FindNext => self.find_step(1),
            C::FindPrevious => self.find_step(-1),
            C::FindInProject => self.find_in_project(),
            C::AllOccurrences => self.all_occurrences(),
            C::ShowExplore => self.show_explore(),

            // Linking.
            C::Link => self.link(),
            C::FarEnd => self.go_to_far_end(),
            C::ToggleArcs => self.project.links.all_arcs ^= true,

            // Entities.
            C::PickEntity => self.pick_entity(),
            C::ShowEntities => self.show_entities(),

            // Review of changed texts.
            C::NextPending => self.next_pending(),
            C::AcceptMove => {
                if !self.take_chosen() {
                    self.answer_move(Answer::Accepted);
                }
            }
            C::RejectMove => {
                if !self.reject_chosen() {
                    self.answer_move(Answer::Rejected);
                }
            }
            C::AcceptMoves => {
                if !self.ask_for_all_suggestions() {
                    self.accept_moves();
                }
            }
            C::ToggleSuggestions => self.toggle_suggestions(),

            // Codebook and guideline.
            C::ShowCodebook => self.show_codebook(),
            C::ChangeCoder => self.toggle_coder(),
            C::ImportCodebook => self.pick_codebook(),
            C::ShowGuideline => self.project.capabilities.guideline.toggle(),

            // Datasets, copies and conflicts.
            C::Export => self.show_export(),
            C::ExportAgain => self.export_again(),
            C::ImportDataset => self.show_dataset_import(),
            C::SaveCopy => self.pick_copy(),
            C::SayPlace => self.say_place(ctx),
            C::ShowConflicts => self.show_conflicts(),
            C::CompareCoders => self.compare_coders(),
            C::ShowTeam => self.toggle_team(),
            C::HandIn => self.toggle_hand_in(),
            C::ShowDifferences => self.toggle_difference_report(),
            C::ShowAgreement => self.toggle_agreement(),
            C::BringBackRemoved => self.bring_back_removed(),
            C::ShowOrphans => self.project.capabilities.orphans.toggle(),

            // These need no project; see `App::user_command`.
            C::OpenFolder
            | C::OpenFiles
            | C::CloseProject
            | C::Quit
            | C::ShowSettings
            | C::ToggleArticles
            | C::ToggleInspector
            | C::ToggleLegend
            | C::ToggleHistory
            | C::ToggleMarginTags
            | C::TextAlone
            | C::ZoomIn
            | C::ZoomOut
            | C::ResetZoom
            | C::SizePanel(..)
            | C::ResetPanels
            | C::LargerText
            | C::SmallerText
            | C::ResetText
            | C::ThemeLight
            | C::ThemeDark
            | C::ThemeHighContrast
            | C::ThemeSystem
            | C::OpenMenus
            | C::DismissNotices
            | C::ShowKeys
            | C::ShowPalette
            | C::ImportArticles
            | C::SayMessages
            | C::ShowLog => {}
        }
    }
}
