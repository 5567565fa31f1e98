//! Gives annotations that carry no name to a coder: renames their files, once everything is saved, and
//! renames them back.
//!
//! It overwrites nothing: an article where the coder has annotations keeps both files. The articles are read
//! again under their new coder. Undo takes the step back as long as it is the newest one.

use std::path::PathBuf;

use super::WhoCodes;
use crate::app::ProjectCtx;
use crate::jobs::Event;
use crate::model::history::ArticleId;
use crate::session::Session;
use crate::session::messages::{CoderMessage, Message};
use crate::store::coder::{is_same_coder, rename_sidecar};
use crate::store::display_path;
use crate::store::orphans::TakeOverError;

/// Sidecars that are to be renamed.
pub(super) struct SidecarsToRename {
    /// Whose they are now; empty for no coder.
    from: String,
    to: String,
    articles: Vec<(ArticleId, PathBuf)>,
    /// Names of the articles where the other coder has annotations.
    in_the_way: Vec<String>,
    is_running: bool,
    /// Whether files go back to where they were.
    is_undo: bool,
}

/// Sidecars that were renamed.
pub(super) struct RenamedSidecars {
    from: String,
    to: String,
    articles: Vec<(ArticleId, PathBuf)>,
    is_undo: bool,
}

impl RenamedSidecars {
    /// What was done.
    pub fn message(&self) -> CoderMessage {
        CoderMessage::Given {
            articles: self.articles.len(),
            coder: self.to.clone(),
        }
    }
}

impl WhoCodes {
    /// Whether files that were renamed can be renamed back.
    pub fn can_rename_back(&self) -> bool {
        let renamed = self.renamed.as_ref();
        self.to_rename.is_none()
            && renamed.is_some_and(|renamed| !renamed.is_undo && !renamed.articles.is_empty())
    }

    /// Whether renaming files was the newest step, so that undo takes it back.
    pub fn is_newest(&self, session: &Session) -> bool {
        session.newest_given().is_some() && self.can_rename_back()
    }
}

impl ProjectCtx<'_> {
    /// Tells that annotations carry no name, if there are any and a coder is set.
    pub(super) fn offer_nameless(&mut self) {
        let session = &self.project.session;
        let articles = session.articles_of_coder("");
        self.shell.notices.remove_settled(is_offer);
        if articles > 0 && !session.coder.is_empty() {
            let message = CoderMessage::NamelessOffered { articles };
            self.shell.notices.warn(message);
        }
    }

    /// Gives all annotations without a coder to this one.
    pub(super) fn give_nameless(&mut self, coder: &str) {
        let files = self.project.session.files_of_coder("");
        self.rename_sidecars("", coder, files, false);
    }

    /// Renames the files back that were given to a coder last.
    pub(in crate::app) fn rename_back(&mut self) {
        if !self.project.capabilities.coder.can_rename_back() {
            return;
        }
        if let Some(renamed) = self.project.capabilities.coder.renamed.take() {
            self.rename_sidecars(&renamed.to, &renamed.from, renamed.articles, true);
        }
    }

    fn rename_sidecars(
        &mut self,
        from: &str,
        to: &str,
        files: Vec<(ArticleId, PathBuf)>,
        is_undo: bool,
    ) {
        if self.project.capabilities.coder.to_rename.is_some() || from == to {
            return;
        }
        let session = &self.project.session;
        let (articles, in_the_way): (Vec<_>, Vec<_>) = files
            .into_iter()
            .partition(|(article, _)| !session.has_work_of(*article, |c| is_same_coder(c, to)));
        let names = in_the_way.iter().filter_map(|(id, _)| session.article(*id));
        self.project.capabilities.coder.to_rename = Some(SidecarsToRename {
            from: from.to_owned(),
            to: to.to_owned(),
            articles,
            in_the_way: names.map(|article| article.name.clone()).collect(),
            is_running: false,
            is_undo,
        });
        self.take_over_now();
        self.note_changes();
    }

    /// Starts to rename files once everything is saved.
    pub(super) fn rename_when_saved(&mut self) {
        let is_busy = self.is_busy_with_steps();
        let session = &mut self.project.session;
        let Some(wanted) = &mut self.project.capabilities.coder.to_rename else {
            return;
        };
        if wanted.is_running || is_busy {
            return;
        }
        if session.has_failed() {
            self.project.capabilities.coder.to_rename = None;
            return self.shell.notices.warn(CoderMessage::GivingFailed);
        }
        if !session.is_saved() || !session.actions.are_journaled() {
            return;
        }
        wanted.is_running = true;
        let (from, to) = (wanted.from.clone(), wanted.to.clone());
        let articles = wanted.articles.clone();
        // Nothing is written to the files while they are renamed.
        for (article, _) in &articles {
            session.let_go_of_coders(*article, &[&from, &to]);
        }
        self.shell.jobs.spawn("rename sidecars", move |reporter| {
            let named = |coder: &str| (!coder.is_empty()).then(|| coder.to_owned());
            let (from, to) = (named(&from), named(&to));
            let renamed = articles.into_iter().map(|(article, path)| {
                let _wait = reporter.begin_io(display_path(&path).to_string());
                (
                    article,
                    rename_sidecar(&path, from.as_deref(), to.as_deref()),
                )
            });
            reporter.send(Event::SidecarsRenamed(renamed.collect()));
        });
    }

    /// Goes on with articles whose sidecars were renamed, and reports them.
    pub(in crate::app) fn on_sidecars_renamed(
        &mut self,
        results: Vec<(ArticleId, Result<bool, TakeOverError>)>,
    ) {
        let Some(wanted) = self.project.capabilities.coder.to_rename.take() else {
            return;
        };
        let session = &mut self.project.session;
        let (mut renamed, mut in_the_way) = (Vec::new(), wanted.in_the_way);
        let mut changed = Vec::new();
        for (article, result) in results {
            let Some((name, path)) = session
                .article(article)
                .map(|article| (article.name.clone(), article.path.clone()))
            else {
                continue;
            };
            match result {
                Ok(true) => {
                    changed.extend(session.move_coding(article, &wanted.from, &wanted.to));
                    renamed.push((article, path));
                }
                // Another program has removed the file.
                Ok(false) => {}
                Err(TakeOverError::InTheWay { .. }) => in_the_way.push(name),
                Err(error) => {
                    let what = CoderMessage::NotGiven { article: name };
                    self.shell.notices.error(what, error);
                }
            }
            changed.extend(session.article(article).map(|article| article.own));
        }
        let is_given = !wanted.is_undo && !renamed.is_empty();
        session.note_given(is_given.then_some(&wanted.to));
        let panes = session.panes();
        self.summarize_articles(&changed, None);
        for (_, id) in panes {
            self.read_article(id);
        }
        let done = RenamedSidecars {
            from: wanted.from,
            to: wanted.to,
            articles: renamed,
            is_undo: wanted.is_undo,
        };
        self.offer_nameless();
        if !done.articles.is_empty() {
            self.shell.notices.hint(done.message());
        }
        if !in_the_way.is_empty() {
            let coder = done.to.clone();
            let articles = in_the_way;
            let message = CoderMessage::GiftsInTheWay { articles, coder };
            self.shell.notices.warn(message);
        }
        self.project.capabilities.coder.renamed = Some(done);
    }
}

/// Whether a notice offers annotations that carry no name.
fn is_offer(message: &Message) -> bool {
    matches!(
        message,
        Message::Coder(CoderMessage::NamelessOffered { .. })
    )
}
