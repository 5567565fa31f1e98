//! What each command does.
//!
//! Commands are drained once a frame, after input and before painting. An arm here either changes
//! the document through [`Session::perform`](crate::session::Session::perform), moves the
//! analyst's place in it, or starts a job.

mod annotate;
mod caret;
mod codebook;
mod concordance;
mod conflicts;
mod entities;
mod export;
mod file;
mod fill;
mod find;
mod go;
mod import;
mod incoming;
mod incomplete;
mod link;
mod panes;
mod place;
mod relation;
mod review;

pub(super) use relation::Round;

pub(super) use concordance::Searching;
pub(super) use export::Exporting;
pub(super) use find::Finding;
pub(super) use incoming::Importing;

use crate::command::Command;
use crate::session::review::Answer;

use super::App;

pub(super) use incomplete::Arriving;

impl App {
    /// Does all commands that are waiting. What is asked for while a step over many articles is being
    /// made comes after it, and not into its middle; only giving it up does not wait.
    pub(super) fn drain_commands(&mut self, ctx: &egui::Context) {
        if self.is_in_bulk() && self.commands.contains(&Command::CancelWork) {
            self.commands.clear();
            self.cancel_work();
        }
        while !self.is_in_bulk() && self.entering.is_none() && !self.commands.is_empty() {
            let mut commands = std::mem::take(&mut self.commands).into_iter();
            for command in commands.by_ref() {
                self.dispatch(ctx, command);
                if self.is_in_bulk() {
                    break;
                }
            }
            self.commands.splice(0..0, commands);
        }
    }

    fn dispatch(&mut self, ctx: &egui::Context, command: Command) {
        use Command as C;
        match command {
            C::OpenFolder => self.pick_folder(),
            C::OpenFiles => self.pick_files(),
            C::Open(paths) => self.open_project(paths),
            C::CloseProject => self.close_project(),
            C::Export => self.show_export(),
            C::ExportAgain => self.export_again(),
            C::ImportDataset => self.show_dataset_import(),
            C::Incoming(command) => self.incoming_command(command),
            C::Dataset(command) => self.dataset_command(command),
            C::SaveAgain => self.save_again(),
            C::ShowConflicts => self.show_conflicts(),
            C::ResolveConflicts(theirs) => self.resolve_conflicts(&theirs),
            C::SaveCopy => self.pick_copy(),
            C::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            C::LeaveSaving => self.leave_after_all(true),
            C::LeaveUnsaved => self.leave_after_all(false),
            C::TakeOverHistory(takes) => self.open_moved(takes),
            C::Stay => self.dialogs.asking_to_leave = None,

            C::Undo => self.undo(),
            C::Redo => self.redo(),
            C::GoToStep(done) => self.go_to_step(done),
            C::Delete => self.delete(),
            C::Tag(label) => self.tag(&label),
            C::TagAlso(label) => self.tag_also(&label),
            C::MoveBorder {
                id,
                start,
                to,
                finished,
            } => self.move_border(&id, start, to, finished),
            C::StepBorder {
                start,
                forward,
                by_char,
            } => self.step_border(start, forward, by_char),
            C::AddFragment => self.add_fragment(),
            C::EditMemo => self.edit_memo(),
            C::PickEntity => self.pick_entity(),
            C::Entity(command) => self.entity_command(command),
            C::EditAttributes => self.edit_slots(false),
            C::EditFields => self.edit_slots(true),
            C::Fill(filling) => self.fill(filling),
            C::SetStatus(status) => self.set_status(status),

            C::Link => self.link(),
            C::StartLink { kind, end } => self.start_link(&kind, end),
            C::LinkPair { this, other } => self.link_pair(&this, &other),
            C::MakeLink { kind, from, to } => self.make_link(&kind, &from, &to),
            C::SeekLinkEnd(words) => self.seek_link_end(words),
            C::AnswerLink(choice) => self.answer_link(choice),
            C::LeaveLink => self.leave_link(),
            C::Unlink(id) => self.unlink(&id),
            C::ReverseLink(id) => self.reverse_link(&id),
            C::RetypeLink(id, kind) => self.retype_link(&id, kind),
            C::AskRelationAttribute(id, attribute) => self.ask_attribute(&id, attribute),
            C::SetRelationAttribute {
                relation,
                attribute,
                value,
            } => self.set_relation_attribute(&relation, attribute, value),

            C::SelectWord => self.select_word(),
            C::SelectSentence => self.select_sentence(),
            C::SelectParagraph => self.select_paragraph(),
            C::SelectAll => self.select_all(),
            C::Release => self.release(),
            C::Copy => self.copy(ctx),
            C::Move(motion, extend) => {
                self.reading.spoken.moves(motion);
                self.move_caret(motion, extend);
            }
            C::Select(selection) => self.select(selection),
            C::Find => self.find(),
            C::FindInProject => self.find_in_project(),
            C::AllOccurrences => self.all_occurrences(),
            C::Concordance(command) => self.concordance_command(command),
            C::FindTyped(typed) => self.find_typed(&typed),
            C::FindNext => self.find_step(1),
            C::FindPrevious => self.find_step(-1),
            C::FindTake { exact } => self.take_hit(exact),
            C::FindLeave { give_back } => self.leave_finder(give_back),

            C::Choose(id) => {
                if !self.take_link_end(&id) {
                    self.choose(&id);
                }
            }
            C::Unchoose => self.unchoose(),
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
            C::ShowArticle(id) => self.show_article(id),
            C::NextArticle => self.step_article(true),
            C::PreviousArticle => self.step_article(false),
            C::DoneAndNext => self.done_and_next(),
            C::NextUnfinished => self.next_unfinished(),
            C::FilterArticles(typed) => self.filter_articles(&typed),
            C::SortArticles(order) => self.sort_articles(order),
            C::ToggleFolders => self.toggle_folders(),
            C::ToggleFileNames => self.toggle_file_names(),
            C::ToggleFolder(name) => self.toggle_folder(&name),
            C::ShowBeside(id) => self.show_beside(id),
            C::GoBeside => self.go_beside(),
            C::NextPart => self.step_part(ctx, true),
            C::PreviousPart => self.step_part(ctx, false),

            C::SideBySide => self.toggle_side_by_side(),
            C::ToggleArticles => self.settings.articles ^= true,
            C::ToggleInspector => self.settings.inspector ^= true,
            C::ToggleLegend => self.settings.legend ^= true,
            C::ToggleHistory => self.settings.history ^= true,
            C::ToggleMarginTags => self.settings.margin_tags ^= true,
            C::ToggleArcs => self.reading.links.all_arcs ^= true,
            C::TextAlone => self.text_alone ^= true,
            C::LargerText => self.settings.scale_text(1.0),
            C::SmallerText => self.settings.scale_text(-1.0),
            C::ResetText => self.settings.reset_text(),
            C::ThemeLight => self.settings.theme = crate::settings::Theme::Light,
            C::ThemeDark => self.settings.theme = crate::settings::Theme::Dark,
            C::ThemeHighContrast => {
                self.settings.theme = crate::settings::Theme::HighContrast;
            }
            C::ThemeSystem => self.settings.theme = crate::settings::Theme::System,
            C::ShowKeys => self.dialogs.keys ^= true,
            C::ShowLog => self.show_log(),
            C::ShowPalette => {
                let closed = self.dialogs.palette.is_none();
                self.dialogs.palette = closed.then(Default::default);
            }
            C::ShowSettings => {
                let closed = self.dialogs.settings.is_none();
                self.dialogs.settings = closed.then(Default::default);
            }
            C::ShowEntities => self.show_entities(),
            C::ShowCodebook => self.show_codebook(),
            C::ShowGuideline => self.dialogs.guideline ^= true,
            C::ImportArticles => self.pick_import(),
            C::Import(command) => self.import(command),
            C::ImportCodebook => self.pick_codebook(),
            C::ExportCodebook(extension) => self.pick_codebook_copy(extension),
            C::EditCodebook(name, codebook) => self.change_codebook(name, codebook),
            C::PlanMigration(migration) => self.plan_migration(&migration),
            C::Migrate => self.migrate(),
            C::DropPlan => self.drop_plan(),
            C::TakeTheirCodebook => self.read_their_codebook(),
            C::CancelWork => self.cancel_work(),
            C::DismissNotice(index) => self.notices.dismiss(index),
        }
    }
}
