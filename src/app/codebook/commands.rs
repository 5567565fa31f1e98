//! Handles the commands about the codebook, from the user and from its dialog.

use std::path::Path;
use std::sync::Arc;

use super::panel::{CodebookPanel, Planning};
use crate::app::ProjectCtx;
use crate::command::codebook::{CodebookCommand, CodebookDraft};
use crate::jobs::Event;
use crate::jobs::file_dialog::{FileDialog, Wanted};
use crate::jobs::written::{NotWritten, WrittenFile};
use crate::model::audit::FaultSubject;
use crate::model::history::{Change, CodingId, TypingId};
use crate::model::migration::{Migration, Plan, SplitExceptions};
use crate::model::step_name::StepName;
use crate::model::{Codebook, Document, EditError, EntityBook, EntityId};
use crate::session::messages::{CodebookMessage, CodebookText};
use crate::session::pending::Pending;
use crate::store::codebook::exchange;
use crate::store::codebook::{self, CodebookFile};
use crate::store::output_guard::OutputGuard;

impl ProjectCtx<'_> {
    /// Runs a command of the editor.
    pub(in crate::app) fn codebook_command(&mut self, command: CodebookCommand) {
        match command {
            CodebookCommand::Edit(name, codebook) => self.change_codebook(name, codebook),
            CodebookCommand::Draft(draft) => self.take_codebook_draft(draft),
            CodebookCommand::Plan(migration) => {
                self.plan_migration(&migration, SplitExceptions::default(), Planning::Working);
            }
            CodebookCommand::Migrate => self.migrate(),
            CodebookCommand::MigrateSplit(exceptions) => self.migrate_split(exceptions),
            CodebookCommand::DropPlan => self.drop_plan(),
            CodebookCommand::Export(extension) => self.pick_codebook_copy(extension),
            CodebookCommand::TakeTheirs => self.read_their_codebook(),
        }
    }

    pub(in crate::app) fn show_codebook(&mut self) {
        let closed = self.project.capabilities.codebook.panel.is_none();
        self.finish_codebook();
        self.drop_plan();
        self.project.capabilities.codebook.panel = closed.then(CodebookPanel::default);
    }

    /// Commits what is still being typed into the codebook dialog, because it is about to close.
    pub(in crate::app) fn finish_codebook(&mut self) {
        let panel = self.project.capabilities.codebook.panel.as_mut();
        if let Some(command) = panel.and_then(CodebookPanel::take_step) {
            self.codebook_command(command);
        }
    }

    /// Drops the planned change and cancels the job that computes the plan.
    fn drop_plan(&mut self) {
        self.cancel_planning();
        self.project.capabilities.codebook.planning = Planning::Nothing;
    }

    /// Applies a change of the codebook that affects no annotation.
    fn change_codebook(&mut self, name: StepName, codebook: Arc<Codebook>) {
        let change = Change::Codebook(codebook);
        if !self.must_wait(std::slice::from_ref(&change))
            && let Change::Codebook(codebook) = change
        {
            self.edit_codebook(name, codebook);
        }
    }

    /// Applies what was changed in a draft. The codebook in use may be another one by now: another program's
    /// changes can come between two frames.
    fn take_codebook_draft(&mut self, draft: CodebookDraft) {
        let CodebookDraft {
            name,
            base,
            draft,
            typing,
        } = draft;
        let session = &self.project.session;
        let codebook = match Arc::ptr_eq(&base, &session.codebook) {
            true => draft,
            false => Arc::new(session.codebook_of_draft(&base, &draft)),
        };
        match typing {
            Some(typing) => self.type_codebook(typing, name, codebook),
            None => self.change_codebook(name, codebook),
        }
    }

    /// Applies what was typed into the codebook.
    fn type_codebook(&mut self, typing: TypingId, name: StepName, codebook: Arc<Codebook>) {
        let change = Change::Codebook(codebook);
        if self.must_wait(std::slice::from_ref(&change)) {
            return;
        }
        self.forget_plan();
        if !self.is_codebook_closed() {
            self.perform_typed(typing, name, change);
        }
    }

    /// Replaces the codebook in use by one with which no annotation changes.
    pub(in crate::app) fn edit_codebook(&mut self, name: StepName, codebook: Arc<Codebook>) {
        self.forget_plan();
        if self.is_codebook_closed() {
            return;
        }
        let session = &mut self.project.session;
        let change = Change::Codebook(codebook);
        match session.perform_all(name, vec![change], |_| {}) {
            Ok(()) => self.after_change(),
            Err(error) => self.shell.notices.error(CodebookMessage::NotChanged, error),
        }
    }

    /// Drops the plan, which is stale because it was made for the previous codebook.
    pub(in crate::app) fn forget_plan(&mut self) {
        self.project.capabilities.codebook.planning = Planning::Nothing;
    }

    /// Whether the codebook is read-only because its file could not be read; shows a hint if so.
    fn is_codebook_closed(&mut self) -> bool {
        let broken = self.project.session.codebook_file.broken();
        let broken = broken.map(str::to_owned);
        if let Some(broken) = &broken {
            self.shell
                .notices
                .error(CodebookMessage::NotChanged, broken);
        }
        broken.is_some()
    }

    /// Plans the previewed split again, with these exceptions, and applies it then.
    fn migrate_split(&mut self, exceptions: SplitExceptions) {
        let Planning::Ready(plan) = &self.project.capabilities.codebook.planning else {
            return;
        };
        let migration = plan.migration.clone();
        self.plan_migration(&migration, exceptions, Planning::Applying);
    }

    /// Plans a codebook change (a migration) once all articles that it may affect have been read.
    fn plan_migration(
        &mut self,
        migration: &Migration,
        exceptions: SplitExceptions,
        working: Planning,
    ) {
        if self.is_codebook_closed() {
            return;
        }
        let session = &self.project.session;
        if let Err(error) = migration.codebook(&session.codebook) {
            self.project.capabilities.codebook.planning = Planning::Impossible(error.to_string());
            return;
        }
        let pending = Pending::Plan {
            migration: Box::new(migration.clone()),
            codebook: session.codebook_file.saving.revision(),
        };
        let codebook = &mut self.project.capabilities.codebook;
        let before = (
            std::mem::replace(&mut codebook.planning, working),
            std::mem::replace(&mut codebook.exceptions, exceptions),
        );
        if !self.load_then(pending) {
            let codebook = &mut self.project.capabilities.codebook;
            (codebook.planning, codebook.exceptions) = before;
        }
    }

    /// Starts the job that computes what a change does to articles that have been read.
    pub(in crate::app) fn plan_of(&mut self, migration: Migration) {
        let concerned = self.concerned_by(&migration);
        let session = &self.project.session;
        let new = match migration.codebook(&session.codebook) {
            Ok(new) => Arc::new(new),
            Err(error) => {
                self.project.capabilities.codebook.planning =
                    Planning::Impossible(error.to_string());
                return;
            }
        };
        let articles: Vec<(CodingId, u64, Document)> = concerned
            .into_iter()
            .filter_map(|id| {
                let open = session.opened(id)?;
                Some((id, session.shown_revision(id)?, open.document.clone()))
            })
            .collect();
        let old = Arc::clone(&session.codebook);
        let entities = Arc::clone(&session.entities);
        let exceptions = self.project.capabilities.codebook.exceptions.clone();
        self.shell.jobs.spawn("plan migration", move |reporter| {
            let plan = plan(migration, &old, new, articles, &entities, &exceptions);
            reporter.send(Event::MigrationPlanned(Box::new(plan)));
        });
    }

    /// All articles, of all coders, that the change may affect.
    pub(in crate::app) fn concerned_by(&self, migration: &Migration) -> Vec<CodingId> {
        let session = &self.project.session;
        let concerned =
            session
                .articles
                .every_coding()
                .all()
                .filter(|coding| match &coding.summary {
                    Some(summary) => {
                        let labels = summary.counts.iter().filter(|(_, count)| **count > 0);
                        !migration.can_skip(labels.map(|(label, _)| label.clone()))
                    }
                    // A file that is no article has nothing to change, unless somebody annotated it.
                    None => coding.problem.is_none() || coding.sidecar.exists(),
                });
        concerned.map(|coding| coding.id).collect()
    }

    /// Applies the plan, as one step over all articles.
    pub(super) fn migrate(&mut self) {
        let Planning::Ready(plan) = &self.project.capabilities.codebook.planning else {
            return;
        };
        if self.must_wait(&plan.changes()) {
            return;
        }
        let Planning::Ready(plan) =
            std::mem::take(&mut self.project.capabilities.codebook.planning)
        else {
            return;
        };
        let session = &mut self.project.session;
        let is_same =
            |(id, revision, _): &(CodingId, u64, _)| session.shown_revision(*id) == Some(*revision);
        if !plan.articles.iter().all(is_same) {
            // Another program has changed an article, so the plan that was shown is stale.
            self.shell.notices.hint(CodebookMessage::ArticleChanged);
            let exceptions = std::mem::take(&mut self.project.capabilities.codebook.exceptions);
            return self.plan_migration(&plan.migration, exceptions, Planning::Working);
        }
        let (annotations, relations) = plan.touched();
        let made = CodebookMessage::Migrated {
            annotations,
            relations,
            files: plan.touched_files(),
        };
        let name = plan.migration.name();
        let failed = CodebookMessage::NothingChanged;
        self.perform_many(name, plan.changes(), Some(made.into()), failed.into());
    }

    fn read_their_codebook(&mut self) {
        let session = &self.project.session;
        let path = session.codebook_file.path.clone();
        self.shell.jobs.spawn("read codebook", move |reporter| {
            let theirs = codebook::read_file(&path);
            reporter.send(Event::CodebookReread(Box::new(theirs)));
        });
    }

    pub(in crate::app) fn pick_codebook(&mut self) {
        let dialog = FileDialog {
            folder: self.project.start_folder(),
            filter: Some((CodebookText::FileKind.text(), exchange::EXTENSIONS.to_vec())),
            ..FileDialog::new(CodebookText::ImportTitle.text(), Wanted::Files)
        };
        let dialogs = self.shell.file_dialogs.clone();
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter).into_iter().next();
            if let Some(path) = picked {
                let read = exchange::read_file(&path);
                reporter.send(Event::CodebookPicked(path, Box::new(read)));
            }
        });
    }

    /// Reads a codebook to import it, as if the user had picked the file.
    pub(in crate::app) fn import_codebook(&mut self, path: &Path) {
        let read = exchange::read_file(path);
        self.on_picked_codebook(path, read);
    }

    fn pick_codebook_copy(&mut self, extension: &'static str) {
        let session = &self.project.session;
        let file = session.codebook_file.saving.base().clone();
        let file = file.with((*session.codebook).clone());
        let name = format!("{}-codebook.{extension}", session.name);
        let dialog = FileDialog {
            folder: self.project.start_folder(),
            name: Some(name),
            ..FileDialog::new(CodebookText::ExportTitle.text(), Wanted::NewFile)
        };
        // The file dialog has asked whether a file is to be replaced.
        let guard = self.output_guard().confirmed(true).creating_codebooks();
        let dialogs = self.shell.file_dialogs.clone();
        self.shell.jobs.spawn("file dialog", move |reporter| {
            let picked = dialogs.ask(&dialog, reporter).into_iter().next();
            let Some(path) = picked else {
                return;
            };
            let written = write_copy(&file, extension, &path, &guard);
            reporter.send(Event::Written(path, written));
        });
    }
}

fn write_copy(
    file: &CodebookFile,
    extension: &str,
    path: &Path,
    guard: &OutputGuard,
) -> Result<WrittenFile, NotWritten> {
    let bytes = exchange::write(file, extension)?;
    guard.replace(path, &bytes)?;
    Ok(WrittenFile::Codebook)
}

/// What a migration does to these articles, in the state in which they are handed over.
fn plan(
    migration: Migration,
    old: &Codebook,
    new: Arc<Codebook>,
    articles: Vec<(CodingId, u64, Document)>,
    entities: &EntityBook,
    exceptions: &SplitExceptions,
) -> Result<Plan, EditError> {
    let known = entities.entities.keys().cloned().collect();
    let known: Option<&std::collections::HashSet<EntityId>> = Some(&known);
    let mut outcomes = Vec::with_capacity(articles.len());
    for (id, revision, document) in articles {
        let is_exception = |subject: &FaultSubject| exceptions.contains(id, subject);
        let outcome = migration.outcome_with(old, &new, &document, known, &is_exception)?;
        outcomes.push((id, revision, outcome));
    }
    let entities = migration.entities(entities.entities.values()).collect();
    Ok(Plan {
        migration,
        codebook: new,
        articles: outcomes,
        entities,
    })
}
