//! Texts that other programs rename or move while the project is open: the files beside them are renamed
//! too, and the article goes on under its new name.
//!
//! `store/watch` recognizes the texts by their bytes, `session/renamed` changes the paths. Nothing is written
//! to the files of an article while they are renamed. A sidecar that is missing when it is to be written,
//! together with its text, is not written anew at once: the next look says whether both were renamed.

use std::collections::BTreeSet;
use std::time::Instant;

use super::ProjectCtx;
use crate::jobs::{Event, RenamedFiles};
use crate::model::history::{ArticleId, CodingId};
use crate::session::incoming::PartId;
use crate::session::messages::MoveMessage;
use crate::store::article_meta::meta_path;
use crate::store::display_path;
use crate::store::journal::ProjectFile;
use crate::store::orphans::move_along;
use crate::store::project::name_in;
use crate::store::watch::MovedText;
use crate::ui::request_frame;

/// Articles that get their new names in a frame.
const EACH_FRAME: usize = 4;

/// The renamed texts of a project.
#[derive(Default)]
pub(super) struct Renaming {
    /// Texts whose articles are still to be renamed.
    moved: Vec<MovedText>,
    /// Codings whose sidecar and text are both missing, until the next look.
    waiting: BTreeSet<CodingId>,
    /// Files under their old names, of which the journal must know that they are gone once the part is saved.
    unrecorded: Vec<(PartId, ProjectFile)>,
    /// Articles whose files are being renamed by a job.
    running: BTreeSet<ArticleId>,
    /// Nothing waits for a look any more, since the project is being left.
    is_leaving: bool,
}

impl Renaming {
    /// Whether files are being renamed, or are about to be.
    pub fn is_busy(&self) -> bool {
        !self.running.is_empty() || !self.moved.is_empty()
    }
}

impl ProjectCtx<'_> {
    /// Notes the texts that a look has found under other names.
    pub(super) fn note_moved(&mut self, moved: &[MovedText]) {
        self.project.renamed.moved.extend(moved.iter().cloned());
        self.go_on_renaming();
    }

    /// Gives articles the names under which their texts were found, some in each frame, and starts to rename
    /// their files.
    pub(super) fn follow_moved(&mut self, ctx: &egui::Context) {
        if self.go_on_renaming() {
            request_frame(ctx);
        }
        self.record_old_names();
    }

    /// Returns whether the next frame has more to do.
    fn go_on_renaming(&mut self) -> bool {
        if self.project.renamed.moved.is_empty() || self.project.is_in_bulk() {
            return false;
        }
        // What was done under the old names is in the journal before.
        self.journal_actions();
        let now = Instant::now();
        let (mut rest, mut jobs, mut new) = (Vec::new(), Vec::new(), Vec::new());
        let mut has_more = false;
        for moved in std::mem::take(&mut self.project.renamed.moved) {
            let session = &mut self.project.session;
            let known = session.articles.at_path(&moved.from);
            // A name under which another article is still on screen stays that article's.
            let is_taken = session.articles.find(&moved.to).is_some();
            let Some(id) = known.filter(|_| !is_taken) else {
                new.push(moved);
                continue;
            };
            if session.is_writing_article(id) || jobs.len() == EACH_FRAME {
                has_more |= jobs.len() == EACH_FRAME;
                rest.push(moved);
                continue;
            }
            jobs.push((id, moved));
        }
        self.project.renamed.moved = rest;
        let jobs: Vec<_> = jobs
            .into_iter()
            .map(|(id, moved)| {
                let before = self.project_files(id);
                let session = &mut self.project.session;
                let files = session.rename_article(id, &moved.to, now);
                let after = self.project_files(id);
                for ((part, from), (_, to)) in before.into_iter().zip(after) {
                    self.project.journaling.rename(&from, to);
                    self.project.renamed.unrecorded.push((part, from));
                }
                (id, moved, files)
            })
            .collect();
        for moved in new {
            self.mark_removed(&[moved.from]);
            self.on_changed(&[moved.to]);
        }
        if !jobs.is_empty() {
            let running = jobs.iter().map(|(id, ..)| *id);
            self.project.renamed.running.extend(running);
            self.shell
                .jobs
                .spawn("rename files beside texts", move |reporter| {
                    let renamed = jobs.into_iter().map(|(article, moved, files)| {
                        let _wait = reporter.begin_io(display_path(&moved.to.path).to_string());
                        let files = files.into_iter().map(|(from, to)| {
                            let result = move_along(&from, &to);
                            (from, to, result)
                        });
                        RenamedFiles {
                            article,
                            files: files.collect(),
                            from: moved.from,
                            entry: moved.to,
                        }
                    });
                    reporter.send(Event::FilesRenamed(renamed.collect()));
                });
        }
        has_more
    }

    /// The files of an article, as the journal names them.
    fn project_files(&self, id: ArticleId) -> Vec<(PartId, ProjectFile)> {
        let session = &self.project.session;
        let parts = session.parts_of(id).into_iter();
        let files = parts.filter_map(|part| {
            let file = match part {
                PartId::Annotations(coding) => session.project_file(session.coding(coding)?)?,
                PartId::Fields(id) => session.meta_file(session.article(id)?),
                PartId::Codebook | PartId::Entities => return None,
            };
            Some((part, file))
        });
        files.collect()
    }

    /// Records in the journal that there is no file under an old name any more, once all that was done
    /// under it is saved under the new one.
    fn record_old_names(&mut self) {
        if self.project.renamed.unrecorded.is_empty() || self.project.renamed.is_busy() {
            return;
        }
        let session = &self.project.session;
        let unrecorded = std::mem::take(&mut self.project.renamed.unrecorded);
        let (saved, rest): (Vec<_>, Vec<_>) = unrecorded
            .into_iter()
            .partition(|(part, _)| session.is_part_saved(*part));
        self.project.renamed.unrecorded = rest;
        for (part, old) in saved {
            self.note_renamed(part, old);
        }
    }

    /// Goes on with articles whose files have been renamed, and reports them.
    pub(super) fn on_files_renamed(&mut self, renamed: Vec<RenamedFiles>) {
        let (mut entries, mut names) = (Vec::new(), Vec::new());
        for RenamedFiles {
            article,
            from,
            mut entry,
            files,
        } in renamed
        {
            self.project.renamed.running.remove(&article);
            let from = name_in(&self.project.session.root, &from);
            let fields = meta_path(&entry.path);
            for (_, to, result) in files {
                match result {
                    Ok(is_renamed) => entry.has_meta |= is_renamed && to == fields,
                    Err(error) => {
                        let article = entry.name.clone();
                        let what = MoveMessage::NotRenamed { article };
                        self.shell.notices.error(what, error);
                    }
                }
            }
            self.project.session.release_article(article);
            let to = entry.name.clone();
            names.push((from.clone(), to.clone()));
            self.shell.notices.warn(MoveMessage::Renamed { from, to });
            entries.push(entry);
        }
        self.follow_in_team(&names);
        // What is under the new names may have been written by other programs.
        self.on_changed(&entries);
    }

    /// Waits with a sidecar that was to be written and is missing together with its text: the next look says
    /// whether both were renamed.
    pub(super) fn on_text_gone(&mut self, id: CodingId) {
        let article = self.project.session.article_of(id);
        let is_known = article.is_none_or(|article| article.is_gone);
        if is_known || self.project.renamed.is_leaving {
            return self.on_theirs(id, Ok(None));
        }
        self.project.session.hold_coding(id, Instant::now());
        self.project.renamed.waiting.insert(id);
        self.report_next_look();
    }

    /// A look has ended: what waited for it is written, under its old name or the new one.
    pub(super) fn end_waiting(&mut self) {
        for id in std::mem::take(&mut self.project.renamed.waiting) {
            let (session, renamed) = (&mut self.project.session, &self.project.renamed);
            let Some(article) = session.article_of(id) else {
                continue;
            };
            // One that was renamed is written once its files are.
            let mut moved = renamed.moved.iter();
            let is_queued = moved.any(|moved| moved.from == article.path);
            if !is_queued && !renamed.running.contains(&article.id) {
                session.release_coding(id);
            }
        }
    }

    /// The project is being left: nothing waits for a look.
    pub(super) fn wait_no_longer(&mut self, is_leaving: bool) {
        self.project.renamed.is_leaving = is_leaving;
        if is_leaving && !self.project.renamed.waiting.is_empty() {
            self.end_waiting();
        }
    }
}
