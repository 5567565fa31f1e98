//! The command dispatcher: passes each command of the user, a panel or a dialog to its capability.
//!
//! Commands are drained once a frame, after input and before painting. Nothing is done here: an intent
//! goes to the capability that it belongs to, one line for each; `user_commands` has the same for what
//! menus and keys offer. The other files are what annotating itself consists of: tagging, the caret,
//! going through articles and annotations. They change the document through
//! [`Session::perform`](crate::session::Session::perform), move the analyst's place in it, or start a
//! job.

mod annotate;
mod caret;
mod file;
mod incomplete;
mod navigate;
mod panes;
mod resize;
mod user_commands;

use super::{App, ProjectCtx};
use crate::command::{Command, Intent};

pub(super) use file::open_by_system;
pub(super) use incomplete::PendingReveal;

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
        // A change of annotations waits until it is known whose they are.
        if let Some(mut cx) = self.project()
            && cx.asks_for_coder(&command)
        {
            return;
        }
        match command {
            Command::User(command) => self.user_command(ctx, command),
            Command::Intent(intent) => self.intent(intent),
        }
    }

    /// Runs an intent of a panel or a dialog.
    fn intent(&mut self, intent: Intent) {
        use Intent as I;
        match intent {
            I::Open(paths) => self.open_project(paths),
            I::OpenOrImport(paths) => self.open_or_import(paths),
            I::Leave(answer) => self.answer_leaving(answer),
            I::TakeOverHistory(takes) => self.open_moved(takes),
            I::Import(command) => self.import(command),
            I::DismissNotice(id) => self.shell.notices.dismiss(id),
            intent => self.with_project(|cx| cx.intent(intent)),
        }
    }
}

impl ProjectCtx<'_> {
    fn intent(&mut self, intent: Intent) {
        use Intent as I;
        match intent {
            I::ShowArticle(id) => self.show_article(id),
            I::ShowBeside(id) => self.show_beside(id),
            I::Select(selection) => self.select(selection),
            I::Choose(id) => self.choose_or_link(&id),
            I::Unchoose => self.unchoose(),
            I::MoveBorder {
                id,
                start,
                to,
                finished,
            } => self.move_border(&id, start, to, finished),
            I::SaveAgain => self.save_again(),
            I::ShowInFolder(path) => self.shell.show_in_folder(&path),
            I::CancelWork => self.cancel_work(),

            I::ArticleList(command) => self.article_list_command(command),
            I::Find(command) => self.find_command(command),
            I::Fill(filling) => self.fill(filling),
            I::Link(command) => self.link_command(command),
            I::Entity(command) => self.entity_command(command),
            I::GoToStep(done) => self.go_to_step(done),
            I::Concordance(command) => self.concordance_command(command),
            I::Explore(command) => self.explore_command(command),
            I::Codebook(command) => self.codebook_command(command),
            I::Coder(command) => self.coder_command(command),
            I::Agreement(command) => self.agreement_command(command),
            I::Team(command) => self.team_command(command),
            I::Suggest(command) => self.suggest_command(command),
            I::Compare(command) => self.compare_command(command),
            I::TakeOverOrphans(texts) => self.take_over_orphans(&texts),
            I::ResolveConflicts(theirs) => self.resolve_conflicts(&theirs),
            I::Export(command) => self.dataset_command(command),
            I::Incoming(command) => self.incoming_command(command),

            // These need no project; see `App::intent`.
            I::Open(_)
            | I::OpenOrImport(_)
            | I::Leave(_)
            | I::TakeOverHistory(_)
            | I::Import(_)
            | I::DismissNotice(_) => {}
        }
    }
}
