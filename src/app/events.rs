//! The event dispatcher: passes the events (results) of background jobs to their handlers.
//!
//! An event of a project that has been closed never arrives here; see [`Jobs`](crate::jobs::Jobs).

use std::time::Instant;

use super::path_prompt::PathPrompt;
use super::{App, EVENT_BUDGET, ProjectCtx};
use crate::jobs::Event;
use crate::session::messages::ProgramMessage;

impl App {
    /// Handles queued events of jobs, up to a frame's time limit, and only while no bulk step is
    /// being made.
    pub(super) fn handle_events(&mut self, ctx: &egui::Context) {
        let started = Instant::now();
        while !self.is_in_bulk()
            && let Some(event) = self.shell.jobs.next_event()
        {
            self.on_event(event);
            if started.elapsed() > EVENT_BUDGET {
                ctx.request_repaint();
                return;
            }
        }
    }

    fn on_event(&mut self, event: Event) {
        match event {
            Event::ProjectsGone(gone) => self.shell.persisted_state.leave_out(gone),
            Event::ProjectMoved(paths, from) => self.on_project_moved(paths, from),
            Event::ProjectListed(paths, listed) => self.on_listed(paths, *listed),
            Event::LayoutRead(letters) => self.shell.key_queue.input.learn_layout(&letters),
            Event::FilesPasted(files) => self.shell.on_files_pasted(&files),
            Event::FileDialogIsOpen => self.shell.notices.hint(ProgramMessage::FileDialogIsOpen),
            Event::PathWanted(question) => {
                self.shell.capabilities.path_prompt = Some(PathPrompt::new(question));
            }
            Event::PathsPicked(paths) => self.open_project(paths),
            Event::Dropped(paths, manifest) => self.on_dropped(paths, manifest.as_deref()),
            Event::Import(run, event) => self.on_import(run, event),
            Event::Written(path, result) => self.shell.on_file_written(&path, result),
            event => self.with_project(|cx| cx.on_event(event)),
        }
    }
}

impl ProjectCtx<'_> {
    fn on_event(&mut self, event: Event) {
        match event {
            Event::WrittenDown(number) => self.note_written_down(number),
            Event::JournalFailed(why) => self.tell_no_journal(&why),
            Event::OrphansFound(orphans) => self.on_orphans(orphans),
            Event::OrphansTakenOver(taken) => self.on_taken_over(taken),
            Event::SidecarsRenamed(renamed) => self.on_sidecars_renamed(renamed),
            Event::Summaries(summaries) => self.on_summaries(summaries),
            Event::Counted(id, counted) => self.on_count(id, counted),
            Event::ArticlesChanged(articles) => self.on_changed(&articles),
            Event::Looked(changes) => self.on_changes(&changes),
            Event::Reread(id, known, theirs) => self.on_reread(id, known, *theirs),
            Event::TextChanged(id) => self.note_changed_text(id),
            Event::TextReread(id, revision, result) => self.on_text(id, revision, *result),
            Event::SharedReread(theirs) => self.on_shared(*theirs),
            Event::ArticleRead(id, result) => self.on_article(id, *result),
            Event::ArticlesRead(articles) => self.on_articles(articles),
            Event::CodebookSaved(revision, result) => self.on_codebook(revision, *result),
            Event::CodebookChangedOutside(theirs) => self.merge_their_codebook(*theirs),
            Event::CodebookReread(theirs) => self.take_their_codebook(*theirs),
            Event::CodebookPicked(path, read) => self.on_picked_codebook(&path, *read),
            Event::MigrationPlanned(plan) => self.on_plan(*plan),
            Event::EntitiesSaved(revision, sent, result) => {
                self.on_entities(revision, &sent, *result);
            }
            Event::Saved(id, revision, result) => self.on_saved(id, revision, *result),
            Event::MetaSaved(id, revision, saved) => {
                let (sent, result) = *saved;
                self.on_meta_saved(id, revision, sent, result);
            }
            Event::MetaReread(id, base_version, theirs) => {
                self.on_meta_reread(id, base_version, *theirs);
            }
            Event::TextSnapshotsPending(snapshots) => {
                self.project.text_snapshots_pending.extend(snapshots)
            }
            Event::TextGone(id) => self.on_text_gone(id),
            Event::FilesRenamed(renamed) => self.on_files_renamed(renamed),
            Event::ChangedOutside(id, theirs) => self.on_theirs(id, *theirs),
            Event::Searched(number, portion) => self.on_portion(number, portion),
            Event::Agreement(number, event) => self.on_agreement(number, event),
            Event::Explore(number, event) => self.on_explore(number, event),
            Event::Suggest(number, event) => self.on_suggest(number, event),
            Event::Team(event) => self.on_team_event(*event),
            Event::DifferencesCounted(number, counted) => self.on_differences(number, counted),
            Event::SearchEnded(number) => self.end_search(number),
            Event::HitsSorted(number, order, sorted) => self.on_sorted(number, order, sorted),
            Event::ExportPicked(path) => self.on_export_place(path),
            Event::DatasetPicked(paths) => self.on_dataset_paths(&paths),
            Event::DatasetProgress(turn, done) => self.on_dataset_progress(turn, done),
            Event::DatasetRead(turn, read) => self.on_dataset(turn, *read),
            Event::DatasetTaken(turn, taken) => self.on_taken(turn, *taken),
            Event::ExportGathered(turn, done, total) => {
                self.on_export_gathered(turn, done, total);
            }
            Event::ExportProgress(turn, bytes) => self.on_export_bytes(turn, bytes),
            Event::ExportPreviewed(turn, report) => self.on_export_preview(turn, *report),
            Event::Exported(turn, out, written) => self.on_exported(turn, &out, *written),
            Event::CopyPicked(what, path) => self.copy_to(what, path),
            // These need no project; see `App::on_event`.
            Event::ProjectsGone(_)
            | Event::ProjectMoved(..)
            | Event::ProjectListed(..)
            | Event::FileDialogIsOpen
            | Event::FilesPasted(_)
            | Event::LayoutRead(_)
            | Event::PathWanted(_)
            | Event::PathsPicked(_)
            | Event::Import(..)
            | Event::Dropped(..)
            | Event::Written(..) => {}
        }
    }
}
