//! Changing the codebook, alone or with everything that bears its labels, attributes and choices.
//!
//! A change that no annotation notices is a step at once. Any other is planned first, in the
//! background and over all articles and coders; the plan is shown and done when the user says so.

use std::path::Path;
use std::sync::Arc;

use crate::app::App;
use crate::app::shared::unreadable;
use crate::command::Command;
use crate::jobs::Event;
use crate::model::history::{Change, CodingId};
use crate::model::migration::{Migration, Plan};
use crate::model::{Codebook, Document, EditError, EntityBook, EntityId};
use crate::store::atomic::{self, Expected};
use crate::store::codebook::exchange::{self, Imported};
use crate::store::codebook::{self, CodebookError, CodebookFile};
use crate::store::shown;
use crate::ui::panels::codebook::{CodebookPanel, Planning};

impl App {
    pub(super) fn show_codebook(&mut self) {
        let closed = self.dialogs.codebook.is_none() && self.session.is_some();
        self.finish_codebook();
        self.drop_plan();
        self.dialogs.codebook = closed.then(CodebookPanel::default);
    }

    /// Takes over what is still being typed into the codebook, because it is about to be left.
    pub(in crate::app) fn finish_codebook(&mut self) {
        let step = self
            .dialogs
            .codebook
            .as_mut()
            .and_then(CodebookPanel::take_step);
        if let Some((name, codebook)) = step {
            self.edit_codebook(name, codebook);
        }
    }

    /// Lets go of what is planned, and of finding it out.
    pub(super) fn drop_plan(&mut self) {
        if matches!(self.dialogs.planning, Planning::Working) {
            self.cancel_work();
        }
        self.dialogs.planning = Planning::Nothing;
    }

    /// Takes over a codebook that differs in nothing that annotations bear.
    pub(in crate::app) fn edit_codebook(&mut self, name: String, codebook: Arc<Codebook>) {
        self.dialogs.planning = Planning::Nothing;
        if self.is_codebook_closed() {
            return;
        }
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let change = Change::Codebook(codebook);
        match session.perform_all(name, vec![change], |_| {}) {
            Ok(()) => self.after_change(),
            Err(error) => self.notices.error("The codebook is not changed", error),
        }
    }

    /// Whether the codebook must not be changed, because its file could not be read; says so.
    fn is_codebook_closed(&mut self) -> bool {
        let session = self.session.as_ref();
        let broken = session.and_then(|session| session.codebook_file.broken.clone());
        if let Some(broken) = &broken {
            self.notices.error("The codebook is not changed", broken);
        }
        broken.is_some()
    }

    /// Whether it is being found out what a change of the codebook does.
    pub fn is_planning(&self) -> bool {
        matches!(self.dialogs.planning, Planning::Working)
    }

    /// Finds out what a change does, once all articles that it may concern have been read.
    pub(super) fn plan_migration(&mut self, migration: &Migration) {
        if self.is_codebook_closed() {
            return;
        }
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let new = match migration.codebook(&session.codebook) {
            Ok(new) => Arc::new(new),
            Err(error) => {
                self.dialogs.planning = Planning::Impossible(error.to_string());
                return;
            }
        };
        let concerned = self.concerned_by(migration);
        self.dialogs.planning = Planning::Working;
        let again = Command::PlanMigration(Box::new(migration.clone()));
        if !self.have_read(&concerned, &again) {
            return;
        }
        let Some(session) = self.session.as_ref() else {
            return;
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
        let migration = migration.clone();
        self.jobs.spawn("plan migration", move |reporter| {
            let plan = plan(migration, &old, new, articles, &entities);
            let plan = plan.map_err(|error| error.to_string());
            reporter.send(Event::MigrationPlanned(Box::new(plan)));
        });
    }

    /// All articles, of all coders, that are not known to be free of what is changed.
    fn concerned_by(&self, migration: &Migration) -> Vec<CodingId> {
        let Some(session) = self.session.as_ref() else {
            return Vec::new();
        };
        let concerned = session
            .articles
            .codings()
            .all()
            .filter(|coding| match &coding.summary {
                Some(summary) => {
                    let labels = summary.counts.iter().filter(|(_, count)| **count > 0);
                    !migration.spares(labels.map(|(label, _)| label.clone()))
                }
                // A file that is no article has nothing to change, unless somebody annotated it.
                None => coding.problem.is_none() || coding.sidecar.exists(),
            });
        concerned.map(|coding| coding.id).collect()
    }

    /// Shows what was found out.
    pub(in crate::app) fn on_plan(&mut self, plan: Result<Plan, String>) {
        // The user may have closed the codebook meanwhile.
        if matches!(self.dialogs.planning, Planning::Working) {
            self.dialogs.planning = match plan {
                Ok(plan) => Planning::Ready(Box::new(plan)),
                Err(why) => Planning::Impossible(why),
            };
        }
    }

    /// Does what was planned, as one step over all articles.
    pub(super) fn migrate(&mut self) {
        let Planning::Ready(plan) = std::mem::take(&mut self.dialogs.planning) else {
            return;
        };
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let is_same =
            |(id, revision, _): &(CodingId, u64, _)| session.shown_revision(*id) == Some(*revision);
        if !plan.articles.iter().all(is_same) {
            // Another program has changed an article; what was shown is not true any more.
            let again = Command::PlanMigration(Box::new(plan.migration));
            self.commands.push(again);
            self.notices
                .hint("An article has changed meanwhile: look at what it touches now.");
            return;
        }
        let told = format!("{} – undo takes it back.", plan.message());
        let name = plan.migration.name();
        self.perform_many(name, plan.changes(), Some(told), "Nothing was changed");
    }

    pub(super) fn read_their_codebook(&mut self) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let path = session.codebook_file.path.clone();
        self.jobs.spawn("read codebook", move |reporter| {
            let theirs = codebook::read_file(&path);
            reporter.send(Event::CodebookReread(Box::new(theirs)));
        });
    }

    /// Puts what stands on disk in the place of our codebook; undo brings ours back.
    pub(in crate::app) fn take_their_codebook(
        &mut self,
        theirs: Result<Option<CodebookFile>, CodebookError>,
    ) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        let file = &mut session.codebook_file;
        match theirs {
            Ok(Some(theirs)) => {
                let codebook = Arc::new(theirs.codebook.clone());
                file.saving.on_disk = theirs;
                file.theirs = None;
                self.edit_codebook("take the codebook on disk".to_owned(), codebook);
            }
            Ok(None) => {
                file.saving.on_disk.stamp = None;
                file.saving.try_again();
                self.notices
                    .warn("The codebook on disk is gone; yours is written anew.");
            }
            Err(error) => {
                let why = unreadable(&error, &file.path);
                self.notices.error("The codebook cannot be read", why);
            }
        }
    }

    pub(super) fn pick_codebook(&mut self) {
        let start = self.start_folder();
        self.jobs.spawn("file dialog", move |reporter| {
            let mut dialog = rfd::FileDialog::new()
                .set_title("Import codebook")
                .add_filter("Codebooks", &exchange::EXTENSIONS);
            if let Some(folder) = start {
                dialog = dialog.set_directory(folder);
            }
            if let Some(path) = dialog.pick_file() {
                let read = exchange::read_file(&path).map_err(|error| error.to_string());
                reporter.send(Event::CodebookPicked(path, Box::new(read)));
            }
        });
    }

    /// Reads a codebook to import it, as if the user had picked the file.
    pub fn import_codebook(&mut self, path: &Path) {
        let read = exchange::read_file(path).map_err(|error| error.to_string());
        self.on_picked_codebook(path, read);
    }

    /// Shows what a codebook from a file would change.
    pub(in crate::app) fn on_picked_codebook(
        &mut self,
        path: &Path,
        read: Result<Imported, String>,
    ) {
        match read {
            Ok(imported) => {
                self.dialogs.codebook.get_or_insert_default();
                self.dialogs.planning = Planning::Import(Box::new(imported));
            }
            Err(error) => {
                let why = format!("{error}: {}", shown(path));
                self.notices.error("The codebook cannot be imported", why);
            }
        }
    }

    pub(super) fn pick_codebook_copy(&mut self, extension: &'static str) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let file = session.codebook_file.saving.on_disk.clone();
        let file = file.with((*session.codebook).clone());
        let name = format!("{}-codebook.{extension}", session.name);
        let start = self.start_folder();
        self.jobs.spawn("file dialog", move |reporter| {
            let mut dialog = rfd::FileDialog::new()
                .set_title("Export codebook")
                .set_file_name(name);
            if let Some(folder) = start {
                dialog = dialog.set_directory(folder);
            }
            let Some(path) = dialog.save_file() else {
                return;
            };
            let written = write_copy(&file, extension, &path);
            reporter.send(Event::Written(path, written));
        });
    }
}

fn write_copy(file: &CodebookFile, extension: &str, path: &Path) -> Result<String, String> {
    let bytes = exchange::write(file, extension).map_err(|error| error.to_string())?;
    atomic::replace(path, &bytes, Expected::Anything)
        .map(|_| "The codebook was exported".to_owned())
        .map_err(|error| error.to_string())
}

/// What a migration does to these articles, in the state in which they are handed over.
fn plan(
    migration: Migration,
    old: &Codebook,
    new: Arc<Codebook>,
    articles: Vec<(CodingId, u64, Document)>,
    entities: &EntityBook,
) -> Result<Plan, EditError> {
    let known = entities.entities.keys().cloned().collect();
    let known: Option<&std::collections::HashSet<EntityId>> = Some(&known);
    let mut outcomes = Vec::with_capacity(articles.len());
    for (id, revision, document) in articles {
        let outcome = migration.outcome(old, &new, &document, known)?;
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
