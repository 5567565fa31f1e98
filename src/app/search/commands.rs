//! Handles the commands of the concordance (project-wide search), from the user and from its panel.

use std::ops::Range;
use std::time::Instant;

use super::panel::ConcordancePanel;
use crate::app::ProjectCtx;
use crate::command::concordance::ConcordanceCommand;
use crate::jobs::Event;
use crate::jobs::search::{self, SearchSnapshot, SearchSource};
use crate::model::history::{ArticleId, CodingId};
use crate::model::propagate::Template;
use crate::model::search::{HitOrder, InsideOrOutside, Pattern, Search, SearchQuery, sorted};
use crate::model::{ByteOffset, Selection, words};
use crate::session::Session;
use crate::session::articles::{Article, Coding};
use crate::session::concordance::SearchProgress;
use crate::session::messages::SearchMessage;
use crate::session::pending::Pending;
use crate::ui::panels::WindowPart;

/// The longest selection that becomes a search query, in bytes.
const MAX_QUERY_BYTES: usize = 200;

impl ProjectCtx<'_> {
    pub(in crate::app) fn concordance_command(&mut self, command: ConcordanceCommand) {
        use ConcordanceCommand as C;
        match command {
            C::Ask(question, only) => self.search_for(*question, only),
            C::Stop => self.stop_searching(),
            C::Show(hit) => self.show_found(hit),
            C::GoTo(hit) => {
                self.show_found(hit);
                self.shell.focus_ring.leave_for_page();
            }
            C::Sort(order) => self.sort_hits(order),
            C::Annotate { of, hits, template } => self.ask_to_annotate(of, hits, template),
            C::Close => {
                self.stop_searching();
                self.project.search.panel = None;
                self.shell.focus_ring.leave_for_page();
            }
        }
    }

    /// Reads keys that mean something else while a hit has the keyboard.
    pub(in crate::app) fn read_concordance_keys(&mut self, ctx: &egui::Context) {
        let Self { shell, project } = self;
        let is_here = shell.focus_ring.here() == Some(WindowPart::Concordance);
        if let Some(panel) = project.search.panel.as_mut() {
            let session = &project.session;
            panel.take_keys(ctx, &shell.rows, session, is_here, &mut shell.commands);
        }
    }

    /// Annotates hits of a search as one step. Their articles are read first.
    fn ask_to_annotate(&mut self, search: u64, hits: Vec<u32>, template: Box<Template>) {
        let session = &self.project.session;
        let pending = Pending::Annotate {
            search,
            hits,
            template,
            codebook: session.codebook_file.saving.revision(),
        };
        match session.check_pending(&pending) {
            Ok(()) => _ = self.load_then(pending),
            Err(outdated) => self.shell.notices.hint(outdated.message()),
        }
    }

    /// The own codings of the articles of these hits, each once.
    pub(in crate::app) fn codings_of_hits(&self, hits: &[u32]) -> Vec<CodingId> {
        let session = &self.project.session;
        let hits = hits.iter().filter_map(|hit| session.concordance.hit(*hit));
        let articles = hits.filter_map(|hit| session.article(hit.article));
        let mut codings: Vec<CodingId> = articles.map(|article| article.own).collect();
        codings.sort_unstable();
        codings.dedup();
        codings
    }

    /// Opens the concordance, or gives it the keyboard again. What is selected is looked for.
    pub(in crate::app) fn find_in_project(&mut self) {
        let selected = self.project.session.shown();
        let selected = selected.and_then(|shown| {
            let text = shown.document.text();
            let (start, end) = (shown.selection.start(), shown.selection.end());
            text.slice(start, end)
        });
        let selected = selected
            .filter(|text| !text.is_empty() && text.len() <= MAX_QUERY_BYTES)
            .map(str::to_owned);
        if let (Some(panel), None) = (&mut self.project.search.panel, &selected) {
            return panel.focus();
        }
        let mut question = match &self.project.search.panel {
            Some(panel) => panel.question(),
            None => SearchQuery::default(),
        };
        if let Some(selected) = selected {
            question.pattern.text = selected;
        }
        self.project.search.panel = Some(ConcordancePanel::find(question.clone()));
        self.search_for(question, None);
    }

    /// Lists where the words of the chosen annotation stand, or those of the selection, or the word
    /// at the caret.
    pub(in crate::app) fn all_occurrences(&mut self) {
        let session = &self.project.session;
        let Some(shown) = session.shown() else {
            return;
        };
        let text = shown.document.text();
        let chosen = session.chosen();
        let place = chosen.and_then(|chosen| chosen.fragments());
        let range = match place.filter(|_| shown.selection.is_empty()) {
            Some(place) if place.count() > 1 => {
                return self.shell.notices.hint(SearchMessage::SeveralPieces);
            }
            Some(place) => Some(place.start().0..place.end().0),
            None if shown.selection.is_empty() => words::word_at(text, shown.selection.head),
            None => words::snap(text, shown.selection.range()),
        };
        let words = range.and_then(|range| text.as_str().get(range));
        let Some(words) = words.filter(|words| words.len() <= MAX_QUERY_BYTES) else {
            return self.shell.notices.hint(SearchMessage::ChooseWords);
        };
        let template = chosen.map(|chosen| Template {
            label: chosen.label.clone(),
            entity: chosen.entity.clone(),
            attributes: chosen.attributes.clone(),
        });
        let question = SearchQuery {
            pattern: Pattern {
                whole: true,
                ..Pattern::words(words)
            },
            marked: true,
            ..SearchQuery::default()
        };
        self.project.search.panel = Some(ConcordancePanel::occurrences(question.clone(), template));
        self.search_for(question, None);
    }

    /// Searches again what is shown, for another coder whose annotations may be different.
    pub(in crate::app) fn search_again(&mut self) {
        if self.project.search.panel.is_some() {
            let concordance = &self.project.session.concordance;
            self.search_for(concordance.question.clone(), concordance.only);
        }
    }

    fn search_for(&mut self, question: SearchQuery, only: Option<ArticleId>) {
        self.project.search.cancel();
        let session = &mut self.project.session;
        let search = match Search::new(&question) {
            Ok(Some(search)) => search,
            Ok(None) => return session.concordance.refuse(question, None),
            Err(error) => {
                return session
                    .concordance
                    .refuse(question, Some(error.to_string()));
            }
        };
        let sources = sources(session, &question, only, search.needs_annotations());
        let concordance = &mut session.concordance;
        let earlier = concordance.let_go();
        let number = concordance.begin(question, only, sources.len(), Instant::now());
        let request = self.project.search.requests.begin();
        let loader = self.project.loader.clone();
        self.shell.jobs.spawn("search", move |reporter| {
            search::search(
                &search,
                &sources,
                &loader,
                &|| request.is_over(reporter),
                &mut |portion| {
                    reporter.send(Event::Searched(number, portion));
                    std::ops::ControlFlow::Continue(())
                },
            );
            reporter.send(Event::SearchEnded(number));
            drop(earlier);
        });
    }

    fn stop_searching(&mut self) {
        self.project.search.cancel();
        let session = &mut self.project.session;
        if session.concordance.progress == SearchProgress::Searching {
            session.concordance.progress = SearchProgress::Stopped;
            self.sort_if_due();
        }
    }

    fn sort_hits(&mut self, order: HitOrder) {
        let session = &mut self.project.session;
        session.concordance.set_order(order);
        self.sort_if_due();
    }

    /// Sorts the hits once all are there: a list that is sorted while it grows would be read in vain.
    pub(super) fn sort_if_due(&mut self) {
        let session = &self.project.session;
        let concordance = &session.concordance;
        if !concordance.is_unsorted() {
            return;
        }
        let hits = concordance.hits().to_vec();
        let (number, order) = (concordance.number, concordance.order());
        self.shell.jobs.spawn("sort hits", move |reporter| {
            let sorted = sorted(hits.iter().map(|hit| &hit.line), order);
            reporter.send(Event::HitsSorted(number, order, sorted));
        });
    }

    /// Shows a hit. Its article is read first if need be.
    fn show_found(&mut self, index: u32) {
        let session = &self.project.session;
        let Some(article) = session.concordance.hit(index).map(|hit| hit.article) else {
            return;
        };
        if session.current_article().map(|current| current.id) != Some(article) {
            self.show_article(article);
        }
        self.project.search.pending_reveal = Some((article, index));
    }

    /// Selects the hit that is to be shown, once its article is on screen.
    pub(in crate::app) fn arrive_at_hit(&mut self) {
        let session = &self.project.session;
        let Some((article, index)) = self.project.search.pending_reveal else {
            return;
        };
        if session.current_article().map(|current| current.id) != Some(article) {
            // The analyst has gone elsewhere meanwhile.
            self.project.search.pending_reveal = None;
            return;
        }
        let Some(shown) = session.shown() else {
            return;
        };
        self.project.search.pending_reveal = None;
        let Some(hit) = session.concordance.hit(index).cloned() else {
            return;
        };
        if !hit.stands_in(shown.document.text().as_str()) {
            return self.shell.notices.hint(SearchMessage::ArticleChanged);
        }
        let Range { start, end } = hit.range;
        match &hit.annotation {
            Some(id) if shown.document.annotation(id).is_some() => self.choose(id),
            _ => {
                self.select(Selection::new(ByteOffset(start), ByteOffset(end)));
                self.reveal(ByteOffset(end));
                self.reveal(ByteOffset(start));
            }
        }
    }
}

/// The articles to be searched: in an all-occurrences list the active one first, since it is being
/// read. What the list of articles knows already is not read for.
fn sources(
    session: &Session,
    question: &SearchQuery,
    only: Option<ArticleId>,
    annotated: bool,
) -> Vec<SearchSource> {
    let first = session.current_article().filter(|_| question.marked);
    let first = first.and_then(|article| session.articles.row(article.id));
    let all = session.articles.rows();
    let rest = all.filter(|(article, _)| first.is_none_or(|(first, _)| first.id != article.id));
    let wanted = first.into_iter().chain(rest).filter(|(article, own)| {
        own.problem.is_none()
            && only.is_none_or(|only| only == article.id)
            && may_have(own, question)
    });
    let files = session.article_files();
    let source = |(article, own): (&Article, &Coding)| {
        Some(SearchSource {
            id: article.id,
            files: files.of(own.id)?,
            open: session.opened(own.id).map(|open| {
                if annotated {
                    SearchSnapshot::Annotated(open.snapshot())
                } else {
                    SearchSnapshot::Text(open.document.text().clone())
                }
            }),
        })
    };
    wanted.filter_map(source).collect()
}

/// Whether a coding can have hits, as far as is known without reading it.
fn may_have(own: &Coding, question: &SearchQuery) -> bool {
    let Some(summary) = &own.summary else {
        return true;
    };
    let status = question.status.as_ref();
    let within = &question.within;
    let label = within
        .label
        .as_ref()
        .filter(|_| within.side != InsideOrOutside::Outside);
    status.is_none_or(|status| *status == summary.status)
        && label.is_none_or(|label| summary.counts.get(label).is_some_and(|count| *count > 0))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::document::Status;
    use crate::model::search::Within;
    use crate::session::Summary;
    use crate::store::project::ArticleEntry;

    /// A session with articles of these names, of which the first is active.
    fn session(names: &[&str]) -> Session {
        let mut session = Session::new(String::new(), vec![PathBuf::new()], Default::default());
        let entry = |name: &&str| ArticleEntry {
            path: PathBuf::from(name),
            name: (*name).to_owned(),
            sidecars: Vec::new(),
            has_meta: false,
        };
        let mut codings = Vec::new();
        for entry in names.iter().map(entry) {
            codings.extend(session.articles.add_entry(&entry, ""));
        }
        session.current = codings.first().copied();
        session
    }

    fn summarize(session: &mut Session, at: usize, status: Status, labels: &[(&str, usize)]) {
        let id = own(session, at);
        let labels = labels.iter();
        let summary = Summary {
            status,
            counts: labels.map(|(label, n)| ((*label).into(), *n)).collect(),
            ..Summary::default()
        };
        session.coding_mut(id).expect("it is listed").summary = Some(summary);
    }

    fn own(session: &Session, at: usize) -> CodingId {
        let article = session.articles.iter().nth(at);
        article.expect("it is listed").own
    }

    /// The names of the articles that are searched, in order.
    fn searched(session: &Session, query: &SearchQuery, only: Option<ArticleId>) -> String {
        let sources = sources(session, query, only, false);
        let name = |source: &SearchSource| {
            let article = session.articles.get(source.id);
            article.expect("it is listed").name.clone()
        };
        sources.iter().map(name).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn articles_are_searched_unless_they_are_broken_or_not_asked_for() {
        let mut session = session(&["a", "b", "c"]);
        let query = SearchQuery::default();
        assert_eq!(searched(&session, &query, None), "a b c");
        let ids = session.articles.ids().to_vec();
        assert_eq!(searched(&session, &query, Some(ids[1])), "b");
        let broken = own(&session, 1);
        session.coding_mut(broken).expect("it is listed").problem = Some("broken".into());
        assert_eq!(searched(&session, &query, None), "a c");
        assert_eq!(searched(&session, &query, Some(ids[1])), "");
    }

    #[test]
    fn a_list_of_all_occurrences_begins_with_the_active_article() {
        let mut session = session(&["a", "b", "c"]);
        session.current = Some(own(&session, 2));
        let marked = |marked| SearchQuery {
            marked,
            ..SearchQuery::default()
        };
        assert_eq!(searched(&session, &marked(true), None), "c a b");
        assert_eq!(searched(&session, &marked(false), None), "a b c");
    }

    #[test]
    fn articles_that_cannot_have_hits_by_their_summary_are_not_searched() {
        let mut session = session(&["done", "new", "unknown"]);
        summarize(&mut session, 0, Status::Done, &[("actor", 2)]);
        summarize(&mut session, 1, Status::New, &[("actor", 0), ("event", 1)]);
        let query = |status: Option<Status>, side, label: Option<&str>| SearchQuery {
            status,
            within: Within {
                side,
                label: label.map(Into::into),
                ..Within::default()
            },
            ..SearchQuery::default()
        };
        use InsideOrOutside::{Anywhere, Inside, Outside};
        for (status, side, label, wanted) in [
            (None, Anywhere, None, "done new unknown"),
            (Some(Status::Done), Anywhere, None, "done unknown"),
            (None, Anywhere, Some("actor"), "done unknown"),
            (None, Inside, Some("event"), "new unknown"),
            // Words outside annotations of a label are in articles without any, too.
            (None, Outside, Some("actor"), "done new unknown"),
            (Some(Status::Done), Inside, Some("event"), "unknown"),
        ] {
            let query = query(status, side, label);
            assert_eq!(searched(&session, &query, None), wanted, "{query:?}");
        }
    }
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod command_tests;
