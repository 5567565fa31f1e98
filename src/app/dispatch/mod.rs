//! The command dispatcher: runs each command of the user, a panel or a dialog.
//!
//! Commands are drained once a frame, after input and before painting. An arm here either changes
//! the document through [`Session::perform`](crate::session::Session::perform), moves the
//! analyst's place in it, or starts a job.

mod annotate;
mod caret;
mod conflicts;
mod entities;
mod file;
mod go;
mod incomplete;
mod panes;
mod place;

use crate::command::{Command, Intent, UserCommand};
use crate::session::review::Answer;

use super::leaving::Leaving;
use super::{App, ProjectCtx};

pub(super) use incomplete::Arriving;

impl App {
    /// Runs all queued commands. Commands that arrive while a bulk step is being made run after it,
    /// not in its middle; only cancelling it does not wait.
    pub(super) fn drain_commands(&mut self, ctx: &egui::Context) {
        if self.is_in_bulk() && self.shell.commands.contains(Intent::CancelWork) {
            self.shell.commands.clear();
            self.with_project(|cx| cx.cancel_work());
        }
        while !self.must_commands_wait() && !self.shell.commands.is_empty() {
            let mut commands = self.shell.commands.take();
            for command in commands.by_ref() {
                self.dispatch(ctx, command);
                if self.must_commands_wait() {
                    break;
                }
            }
            self.shell.commands.put_back(commands);
        }
    }

    /// Whether commands stay queued: a bulk step is incomplete, or not all articles are listed.
    fn must_commands_wait(&self) -> bool {
        self.is_in_bulk() || self.phase.is_opening()
    }

    fn dispatch(&mut self, ctx: &egui::Context, command: Command) {
        match command {
            Command::User(command) => self.user_command(ctx, command),
            Command::Intent(intent) => self.intent(intent),
        }
    }

    /// Runs a command of a menu entry, the palette or a key.
    fn user_command(&mut self, ctx: &egui::Context, command: UserCommand) {
        use UserCommand as C;
        match command {
            C::OpenFolder => self.pick_folder(),
            C::OpenFiles => self.pick_files(),
            C::CloseProject => self.leave(Leaving::Project),
            C::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            C::ToggleArticles => self.shell.settings.articles ^= true,
            C::ToggleInspector => self.shell.settings.inspector ^= true,
            C::ToggleLegend => self.shell.settings.legend ^= true,
            C::ToggleHistory => self.shell.settings.history ^= true,
            C::ToggleMarginTags => self.shell.settings.margin_tags ^= true,
            C::TextAlone => self.shell.text_alone ^= true,
            C::LargerText => self.shell.settings.scale_text(1.0),
            C::SmallerText => self.shell.settings.scale_text(-1.0),
            C::ResetText => self.shell.settings.reset_text(),
            C::ThemeLight => self.shell.settings.theme = crate::settings::Theme::Light,
            C::ThemeDark => self.shell.settings.theme = crate::settings::Theme::Dark,
            C::ThemeHighContrast => {
                self.shell.settings.theme = crate::settings::Theme::HighContrast;
            }
            C::ThemeSystem => self.shell.settings.theme = crate::settings::Theme::System,
            C::ShowKeys => self.shell.capabilities.keys.toggle(),
            C::ShowLog => self.shell.show_log(),
            C::ShowPalette => self.shell.capabilities.palette.toggle(),
            C::ShowSettings => self.shell.capabilities.settings.toggle(),
            C::ImportArticles => self.pick_import(),
            command => self.with_project(|cx| cx.user_command(ctx, command)),
        }
    }

    /// Runs a command of a panel or a dialog.
    fn intent(&mut self, intent: Intent) {
        use Intent as I;
        match intent {
            I::Open(paths) => self.open_project(paths),
            I::LeaveSaving => self.leave_after_all(true),
            I::LeaveUnsaved => self.leave_after_all(false),
            I::TakeOverHistory(takes) => self.open_moved(takes),
            I::Import(command) => self.import(command),
            I::DismissNotice(index) => self.shell.notices.dismiss(index),
            intent => self.with_project(|cx| cx.intent(intent)),
        }
    }
}

impl ProjectCtx<'_> {
    fn user_command(&mut self, ctx: &egui::Context, command: UserCommand) {
        use UserCommand as C;
        match command {
            C::Export => self.show_export(),
            C::ExportAgain => self.export_again(),
            C::ImportDataset => self.show_dataset_import(),
            C::ShowConflicts => self.show_conflicts(),
            C::SaveCopy => self.pick_copy(),
            C::Undo => self.undo(),
            C::Redo => self.redo(),
            C::Delete => self.delete(),
            C::Tag(label) => self.tag(&label),
            C::TagAlso(label) => self.tag_also(&label),
            C::StepBorder {
                start,
                forward,
                by_char,
            } => self.step_border(start, forward, by_char),
            C::AddFragment => self.add_fragment(),
            C::EditMemo => self.edit_memo(),
            C::PickEntity => self.pick_entity(),
            C::EditAttributes => self.edit_slots(false),
            C::EditFields => self.edit_slots(true),
            C::SetStatus(status) => self.set_status(status),
            C::Link => self.link(),
            C::SelectWord => self.select_word(),
            C::SelectSentence => self.select_sentence(),
            C::SelectParagraph => self.select_paragraph(),
            C::SelectAll => self.select_all(),
            C::Release => self.release(),
            C::Copy => self.copy(ctx),
            C::Move(motion, extend) => {
                self.project.reading.spoken.moves(motion);
                self.move_caret(motion, extend);
            }
            C::Find => self.find(),
            C::FindInProject => self.find_in_project(),
            C::AllOccurrences => self.all_occurrences(),
            C::FindNext => self.find_step(1),
            C::FindPrevious => self.find_step(-1),
            C::NextAnnotation => self.step_annotation(true),
            C::PreviousAnnotation => self.step_annotation(false),
            C::NextIncomplete => self.step_incomplete(true),
            C::PreviousIncomplete => self.step_incomplete(false),
            C::NextPending => self.next_pending(),
            C::AcceptMove => self.answer_move(Answer::Accepted),
            C::RejectMove => self.answer_move(Answer::Rejected),
            C::AcceptMoves => self.accept_moves(),
            C::CycleOverlapping => self.cycle_overlapping(),
            C::FarEnd => self.go_to_far_end(),
            C::NextArticle => self.step_article(true),
            C::PreviousArticle => self.step_article(false),
            C::DoneAndNext => self.done_and_next(),
            C::NextUnfinished => self.next_unfinished(),
            C::GoBeside => self.go_beside(),
            C::NextPart => self.step_part(ctx, true),
            C::PreviousPart => self.step_part(ctx, false),
            C::SideBySide => self.toggle_side_by_side(),
            C::ToggleArcs => self.project.links.all_arcs ^= true,
            C::ShowEntities => self.show_entities(),
            C::ShowCodebook => self.show_codebook(),
            C::ShowGuideline => self.project.capabilities.guideline.toggle(),
            C::ImportCodebook => self.pick_codebook(),
            // These need no project; see `App::user_command`.
            C::OpenFolder
            | C::OpenFiles
            | C::CloseProject
            | C::Quit
            | C::ToggleArticles
            | C::ToggleInspector
            | C::ToggleLegend
            | C::ToggleHistory
            | C::ToggleMarginTags
            | C::TextAlone
            | C::LargerText
            | C::SmallerText
            | C::ResetText
            | C::ThemeLight
            | C::ThemeDark
            | C::ThemeHighContrast
            | C::ThemeSystem
            | C::ShowKeys
            | C::ShowLog
            | C::ShowPalette
            | C::ShowSettings
            | C::ImportArticles => {}
        }
    }

    fn intent(&mut self, intent: Intent) {
        use Intent as I;
        match intent {
            I::Incoming(command) => self.incoming_command(command),
            I::Export(command) => self.dataset_command(command),
            I::SaveAgain => self.save_again(),
            I::ResolveConflicts(theirs) => self.resolve_conflicts(&theirs),
            I::Stay => self.stay(),
            I::GoToStep(done) => self.go_to_step(done),
            I::MoveBorder {
                id,
                start,
                to,
                finished,
            } => self.move_border(&id, start, to, finished),
            I::Entity(command) => self.entity_command(command),
            I::Fill(filling) => self.fill(filling),
            I::StartLink { kind, end } => self.start_link(&kind, end),
            I::LinkPair { this, other } => self.link_pair(&this, &other),
            I::MakeLink { kind, from, to } => self.make_link(&kind, &from, &to),
            I::SeekLinkEnd(words) => self.seek_link_end(words),
            I::AnswerLink(choice) => self.answer_link(choice),
            I::LeaveLink => self.leave_link(),
            I::Unlink(id) => self.unlink(&id),
            I::ReverseLink(id) => self.reverse_link(&id),
            I::RetypeLink(id, kind) => self.retype_link(&id, kind),
            I::AskRelationAttribute(id, attribute) => self.ask_attribute(&id, attribute),
            I::SetRelationAttribute {
                relation,
                attribute,
                value,
            } => self.set_relation_attribute(&relation, attribute, value),
            I::Select(selection) => self.select(selection),
            I::Concordance(command) => self.concordance_command(command),
            I::FindTyped(typed) => self.find_typed(&typed),
            I::FindTake { exact } => self.take_hit(exact),
            I::FindLeave { give_back } => self.leave_finder(give_back),
            I::Choose(id) => {
                if !self.take_link_end(&id) {
                    self.choose(&id);
                }
            }
            I::Unchoose => self.unchoose(),
            I::ShowArticle(id) => self.show_article(id),
            I::FilterArticles(typed) => self.filter_articles(&typed),
            I::SortArticles(order) => self.sort_articles(order),
            I::ToggleFolders => self.toggle_folders(),
            I::ToggleFileNames => self.toggle_file_names(),
            I::ToggleFolder(name) => self.toggle_folder(&name),
            I::ShowBeside(id) => self.show_beside(id),
            I::ExportCodebook(extension) => self.pick_codebook_copy(extension),
            I::EditCodebook(name, codebook) => self.change_codebook(name, codebook),
            I::PlanMigration(migration) => self.plan_migration(&migration),
            I::Migrate => self.migrate(),
            I::DropPlan => self.drop_plan(),
            I::TakeTheirCodebook => self.read_their_codebook(),
            I::CancelWork => self.cancel_work(),
            // These need no project; see `App::intent`.
            I::Open(_)
            | I::LeaveSaving
            | I::LeaveUnsaved
            | I::TakeOverHistory(_)
            | I::Import(_)
            | I::DismissNotice(_) => {}
        }
    }
}
