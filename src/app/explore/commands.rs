//! Opens and closes the view, asks for what it shows, and goes to statements.

use std::sync::Arc;

use super::figures::picture;
use super::{Explore, StatementInputs};
use crate::app::ProjectCtx;
use crate::command::explore::ExploreCommand;
use crate::jobs::Event;
use crate::jobs::explore::ExploreEvent;
use crate::jobs::explore::read::{
    StatementBasis, StatementReading, StatementSource, read_statements,
};
use crate::jobs::explore::view::{ExploreFigure, ExploreQuestion, view};
use crate::model::document::Document;
use crate::model::history::CodingId;
use crate::model::{CharOffset, Selection};
use crate::session::Session;
use crate::session::articles::{Article, Coding};
use crate::session::messages::{ExploreMessage, SearchMessage};
use crate::store::coder::{AGREED_CODER, is_same_coder, representative};
use crate::ui::panels::WindowPart;

impl ProjectCtx<'_> {
    /// Opens the view, or gives it the keyboard; closes it if it has the keyboard.
    pub(in crate::app) fn show_explore(&mut self) {
        let explore = &mut self.project.explore;
        let is_here = self.shell.focus_ring.here() == Some(WindowPart::Explore);
        if explore.is_open && is_here {
            return self.close_explore();
        }
        if self.project.comparing.is_some() {
            return self.shell.notices.hint(ExploreMessage::AfterComparing);
        }
        explore.is_open = true;
        explore.reading.is_cancelled = false;
        // They would hide it.
        self.shell.text_alone = false;
        self.shell.focus_ring.entering = Some(WindowPart::Explore);
    }

    pub(in crate::app) fn explore_command(&mut self, command: ExploreCommand) {
        use ExploreCommand as C;
        match command {
            C::Show(row) => self.show_statement(row),
            C::GoTo(row) => {
                self.show_statement(row);
                self.shell.focus_ring.leave_for_page();
            }
            C::CountCoder(coder) => self.project.explore.coder = coder,
            C::Cancel => {
                let reading = &mut self.project.explore.reading;
                reading.requests.stop();
                (reading.is_cancelled, reading.progress) = (true, None);
            }
            C::ReadAgain => {
                self.project.explore.reading.is_cancelled = false;
                self.project.explore.is_stale = true;
            }
            C::Copy => self.copy_results(),
            C::SaveTable => self.save_result_table(),
            C::SavePicture => self.save_result_picture(),
            C::Close => self.close_explore(),
        }
    }

    fn close_explore(&mut self) {
        let explore = &mut self.project.explore;
        explore.is_open = false;
        explore.reading.requests.stop();
        explore.reading.progress = None;
        self.shell.focus_ring.leave_for_page();
    }

    /// Reads keys that mean something else while a control of the view has the keyboard.
    pub(in crate::app) fn read_explore_keys(&mut self, ctx: &egui::Context) {
        let Self { shell, project } = self;
        let is_here = shell.focus_ring.here() == Some(WindowPart::Explore);
        if project.explore.is_open {
            let Explore { panel, shown, .. } = &mut project.explore;
            panel.take_keys(ctx, shown.as_deref(), is_here, &mut shell.commands);
        }
    }

    /// Starts the jobs for what the view shows, if it is open and something is new.
    pub(in crate::app) fn follow_statements(&mut self) {
        if !self.project.explore.is_open {
            return;
        }
        self.read_if_stale();
        let explore = &mut self.project.explore;
        let Some(statements) = explore.statements.clone() else {
            return;
        };
        let question = explore.panel.question();
        let is_asked = explore
            .asked
            .as_ref()
            .is_some_and(|(asked, of)| *asked == question && Arc::ptr_eq(of, &statements));
        if is_asked {
            return;
        }
        explore.asked = Some((question.clone(), Arc::clone(&statements)));
        let names = explore.panel.figure_names(&self.project.session);
        let known = explore.shown.clone();
        let request = explore.views.begin();
        self.shell.jobs.spawn("view of results", move |reporter| {
            let draw = |figure: &ExploreFigure, question: &ExploreQuestion| {
                picture(figure, question, &names)
            };
            let is_cancelled = || request.is_over(reporter);
            let view = view(statements, question, known.as_deref(), &draw, &is_cancelled);
            if let Some(view) = view {
                let event = ExploreEvent::Viewed(Arc::new(view));
                reporter.send(Event::Explore(request.number, event));
            }
        });
    }

    /// Reads the statements if something may have changed, unless a job is doing so.
    fn read_if_stale(&mut self) {
        let explore = &self.project.explore;
        let reading = &explore.reading;
        let inputs = self.statement_inputs();
        let is_new = reading.began_at.as_ref() != Some(&inputs);
        // No file may hold a part of a step, and no result either.
        let waits = reading.is_cancelled || self.project.is_in_bulk();
        if waits || reading.progress.is_some() || !(is_new || explore.is_stale) {
            return;
        }
        let session = &self.project.session;
        let basis = StatementBasis {
            codebook: Arc::clone(&session.codebook),
            entities: Arc::clone(&session.entities),
            versions: (inputs.codebook, inputs.entities),
        };
        let known = explore.statements.clone();
        let coder = explore.coder.as_deref();
        let sources = statement_sources(session, coder, |coding, revision, name| {
            known
                .as_ref()
                .is_some_and(|known| known.knows(coding, revision, name, basis.versions))
        });
        let loader = self.project.loader.clone();
        let explore = &mut self.project.explore;
        explore.is_stale = false;
        explore.reading.progress = Some((0, sources.len()));
        explore.reading.began_at = Some(inputs);
        let request = explore.reading.requests.begin();
        self.shell.jobs.spawn("read statements", move |reporter| {
            let is_cancelled = || request.is_over(reporter);
            let mut tell = |done: usize, total: usize| {
                let event = ExploreEvent::Progress(done, total);
                reporter.send(Event::Explore(request.number, event));
            };
            let read = read_statements(
                sources,
                known.as_deref(),
                &basis,
                &loader,
                &is_cancelled,
                &mut tell,
            );
            let read = match read {
                StatementReading::Cancelled => None,
                StatementReading::Unchanged => known,
                StatementReading::Read(read) => Some(Arc::from(read)),
            };
            let event = ExploreEvent::Read(read);
            reporter.send(Event::Explore(request.number, event));
        });
    }

    fn statement_inputs(&self) -> StatementInputs {
        let session = &self.project.session;
        StatementInputs {
            articles: session.articles.version(),
            codebook: session.codebook_file.saving.revision(),
            entities: session.entities_version,
            coder: self.project.explore.coder.clone(),
        }
    }

    /// Takes the result of a job.
    pub(in crate::app) fn on_explore(&mut self, number: u64, event: ExploreEvent) {
        let explore = &mut self.project.explore;
        match event {
            ExploreEvent::Progress(done, total) => {
                if explore.reading.requests.is_last(number) && explore.reading.progress.is_some() {
                    explore.reading.progress = Some((done, total));
                }
            }
            ExploreEvent::Read(read) => {
                if explore.reading.requests.is_last(number) {
                    explore.reading.progress = None;
                    explore.is_stale |= read.is_none();
                    if let Some(read) = read {
                        explore.statements = Some(read);
                    }
                }
            }
            ExploreEvent::Viewed(view) => {
                if explore.views.is_last(number) {
                    explore.shown = Some(view);
                }
            }
            ExploreEvent::Copied(text) => {
                if explore.copies.is_last(number) {
                    explore.copied = Some(text);
                }
            }
        }
    }

    /// Shows the statement of a row. Its article is read first if need be.
    fn show_statement(&mut self, row: u32) {
        let shown = self.project.explore.shown.as_ref();
        let Some(place) = shown.and_then(|shown| shown.statements.place(row)) else {
            return;
        };
        let session = &self.project.session;
        if session.current_article().map(|current| current.id) != Some(place.article) {
            self.show_article(place.article);
        }
        self.project.explore.pending_reveal = Some(place);
    }

    /// Chooses the statement that is to be shown, once its article is on screen. In another coder's article, whose
    /// annotations are not on screen, its words are selected.
    pub(in crate::app) fn arrive_at_statement(&mut self) {
        let session = &self.project.session;
        let Some(place) = self.project.explore.pending_reveal.clone() else {
            return;
        };
        if session.current_article().map(|current| current.id) != Some(place.article) {
            // The analyst has gone elsewhere meanwhile.
            self.project.explore.pending_reveal = None;
            return;
        }
        let Some(shown) = session.shown() else {
            return;
        };
        self.project.explore.pending_reveal = None;
        let is_own = session.current == Some(place.coding);
        if is_own && shown.document.annotation(&place.demand).is_some() {
            return self.choose(&place.demand);
        }
        let byte = |at| shown.document.text().byte_from_char(CharOffset(at));
        match (byte(place.start), byte(place.end)) {
            (Some(start), Some(end)) => {
                self.select(Selection::new(start, end));
                self.reveal(end);
                self.reveal(start);
            }
            _ => self.shell.notices.hint(SearchMessage::ArticleChanged),
        }
    }
}

/// The coding that counts of each article: the agreed version, else the chosen coder's, else the first of those
/// with work; the own one where nobody has any.
fn statement_sources(
    session: &Session,
    coder: Option<&str>,
    is_known: impl Fn(CodingId, u64, &str) -> bool,
) -> Vec<StatementSource> {
    let files = session.article_files();
    let source = |article: &Article| {
        let (coding, is_one_of_several) = counted_coding(session, article, coder)?;
        let revision = session.shown_revision(coding.id);
        let open = session.opened(coding.id);
        let has_changed = |number: u64| !is_known(coding.id, number, &article.name);
        let open = open.filter(|_| revision.is_some_and(has_changed));
        Some(StatementSource {
            article: article.id,
            coding: coding.id,
            name: article.name.clone(),
            coder: coding.coder.clone(),
            files: files.of(coding.id)?,
            revision,
            open: open.map(|open| Document::clone(&open.document)),
            is_one_of_several,
        })
    };
    session.articles.iter().filter_map(source).collect()
}

/// The coding that counts of an article, and whether it is one of several.
fn counted_coding<'s>(
    session: &'s Session,
    article: &Article,
    coder: Option<&str>,
) -> Option<(&'s Coding, bool)> {
    let all = session.articles.codings().of(article.id);
    let with_work: Vec<&Coding> = all.filter(|coding| session.has_work(coding)).collect();
    let coders: Vec<&str> = with_work.iter().map(|coding| &*coding.coder).collect();
    let first = representative(&coders)?;
    let is_agreed = is_same_coder(coders[first], AGREED_CODER);
    let chosen = coder.filter(|_| !is_agreed);
    let chosen = chosen.and_then(|chosen| coders.iter().position(|coder| *coder == chosen));
    let people = coders
        .iter()
        .filter(|coder| !is_same_coder(coder, AGREED_CODER));
    let counted = with_work[chosen.unwrap_or(first)];
    (counted.problem.is_none()).then_some((counted, people.count() > 1))
}
