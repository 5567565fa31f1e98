//! Searching all articles, walking the hits, and annotating them.

use std::ops::Range;
use std::time::Instant;

use crate::app::App;
use crate::command::concordance::ConcordanceCommand;
use crate::jobs::Event;
use crate::jobs::request::LatestRequest;
use crate::jobs::search::{self, Open, Portion, Source};
use crate::model::history::ArticleId;
use crate::model::propagate::Template;
use crate::model::search::{Line, Order, Pattern, Question, Search, Side, sorted};
use crate::model::{ByteOffset, Selection, words};
use crate::session::Session;
use crate::session::articles::{Article, Coding};
use crate::session::concordance::Progress;
use crate::ui::panels::concordance::ConcordancePanel;

/// The most of a selection that is taken over as what to look for, in bytes.
const LONGEST: usize = 200;

/// Searching all articles, beside what the session knows of it.
#[derive(Default)]
pub(in crate::app) struct Searching {
    /// The concordance while it is open.
    pub panel: Option<ConcordancePanel>,
    requests: LatestRequest,
    /// A hit on its way to the screen: its article may have to be read first.
    arriving: Option<(ArticleId, u32)>,
}

impl Searching {
    /// Looks no further.
    pub fn cancel(&self) {
        self.requests.stop();
    }
}

impl App {
    pub(super) fn concordance_command(&mut self, command: ConcordanceCommand) {
        use ConcordanceCommand as C;
        match command {
            C::Ask(question, only) => self.search_for(*question, only),
            C::Stop => self.stop_searching(),
            C::Show(hit) => self.show_found(hit),
            C::GoTo(hit) => {
                self.show_found(hit);
                self.parts.leave_for_page();
            }
            C::Sort(order) => self.sort_hits(order),
            C::Annotate { of, hits, template } => self.annotate_hits(of, hits, &template),
            C::Leave => self.parts.leave_for_page(),
            C::Close => {
                self.stop_searching();
                self.searching.panel = None;
                self.parts.leave_for_page();
            }
        }
    }

    /// Opens the concordance, or gives it the keyboard again. What is selected is looked for.
    pub(super) fn find_in_project(&mut self) {
        let selected = self.session().and_then(|session| session.shown());
        let selected = selected.and_then(|shown| {
            let text = shown.document.text();
            let (start, end) = (shown.selection.start(), shown.selection.end());
            text.slice(start, end)
        });
        let selected = selected
            .filter(|text| !text.is_empty() && text.len() <= LONGEST)
            .map(str::to_owned);
        if let (Some(panel), None) = (&mut self.searching.panel, &selected) {
            return panel.focus();
        }
        let mut question = match &self.searching.panel {
            Some(panel) => panel.question(),
            None => Question::default(),
        };
        if let Some(selected) = selected {
            question.pattern.text = selected;
        }
        self.searching.panel = Some(ConcordancePanel::find(question.clone()));
        self.search_for(question, None);
    }

    /// Lists where the words of the chosen annotation stand, or those of the selection, or the word
    /// at the caret.
    pub(super) fn all_occurrences(&mut self) {
        let Some(session) = self.session() else {
            return;
        };
        let Some(shown) = session.shown() else {
            return;
        };
        let text = shown.document.text();
        let chosen = session.chosen();
        let place = chosen.and_then(|chosen| chosen.fragments());
        let range = match place.filter(|_| shown.selection.is_empty()) {
            Some(place) if place.count() > 1 => {
                let hint = "An annotation in several pieces has no words to look for elsewhere.";
                return self.notices.hint(hint);
            }
            Some(place) => Some(place.start().0..place.end().0),
            None if shown.selection.is_empty() => words::word_at(text, shown.selection.head),
            None => words::snap(text, shown.selection.range()),
        };
        let words = range.and_then(|range| text.as_str().get(range));
        let Some(words) = words.filter(|words| words.len() <= LONGEST) else {
            let hint = "Choose an annotation or select some words to look for elsewhere.";
            return self.notices.hint(hint);
        };
        let template = chosen.map(|chosen| Template {
            label: chosen.label.clone(),
            entity: chosen.entity.clone(),
            attributes: chosen.attributes.clone(),
        });
        let question = Question {
            pattern: Pattern {
                whole: true,
                ..Pattern::words(words)
            },
            marked: true,
            ..Question::default()
        };
        self.searching.panel = Some(ConcordancePanel::occurrences(question.clone(), template));
        self.search_for(question, None);
    }

    fn search_for(&mut self, question: Question, only: Option<ArticleId>) {
        self.searching.cancel();
        let Some(session) = self.session.as_mut() else {
            return;
        };
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
        let request = self.searching.requests.begin();
        self.jobs.spawn("search", move |reporter| {
            search::search(
                &search,
                &sources,
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
        self.searching.cancel();
        let Some(session) = self.session.as_mut() else {
            return;
        };
        if session.concordance.progress == Progress::Searching {
            session.concordance.progress = Progress::Stopped;
            self.sort_if_due();
        }
    }

    pub(in crate::app) fn on_portion(&mut self, number: u64, portion: Portion) {
        let Some(concordance) = self.concordance_of(number) else {
            return;
        };
        if concordance.progress != Progress::Searching {
            return;
        }
        concordance.extend(portion.hits, Instant::now());
        concordance.searched += portion.articles;
        concordance.failed += portion.failed;
        if let Some(reason) = portion.reason {
            concordance.reason.get_or_insert(reason);
        }
        if portion.is_cut {
            concordance.progress = Progress::Cut;
            self.sort_if_due();
        }
    }

    pub(in crate::app) fn end_search(&mut self, number: u64) {
        if let Some(concordance) = self.concordance_of(number)
            && concordance.progress == Progress::Searching
        {
            concordance.progress = Progress::Complete;
            self.sort_if_due();
        }
    }

    fn concordance_of(
        &mut self,
        number: u64,
    ) -> Option<&mut crate::session::concordance::Concordance> {
        let concordance = &mut self.session.as_mut()?.concordance;
        (concordance.number == number).then_some(concordance)
    }

    fn sort_hits(&mut self, order: Order) {
        if let Some(session) = self.session.as_mut() {
            session.concordance.set_order(order);
            self.sort_if_due();
        }
    }

    /// Sorts the hits once all are there: a list that is sorted while it grows would be read in vain.
    fn sort_if_due(&mut self) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let concordance = &session.concordance;
        if !concordance.is_unsorted() {
            return;
        }
        let hits = concordance.hits().to_vec();
        let (number, order) = (concordance.number, concordance.order());
        self.jobs.spawn("sort hits", move |reporter| {
            let sorted = sorted(hits.iter().map(|hit| &hit.line), order);
            reporter.send(Event::HitsSorted(number, order, sorted));
        });
    }

    pub(in crate::app) fn on_sorted(&mut self, number: u64, order: Order, sorted: Vec<u32>) {
        if let Some(concordance) = self.concordance_of(number)
            && concordance.order() == order
        {
            concordance.set_sorted(sorted);
        }
    }

    /// Shows a hit. Its article is read first if need be.
    fn show_found(&mut self, index: u32) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let Some(article) = session.concordance.hit(index).map(|hit| hit.article) else {
            return;
        };
        if session.current_article().map(|current| current.id) != Some(article) {
            self.show_article(article);
        }
        self.searching.arriving = Some((article, index));
    }

    /// Selects the hit that is to be shown, once its article is on screen.
    pub(in crate::app) fn arrive_at_hit(&mut self) {
        let (Some(session), Some((article, index))) =
            (self.session.as_ref(), self.searching.arriving)
        else {
            return;
        };
        if session.current_article().map(|current| current.id) != Some(article) {
            // The analyst has gone elsewhere meanwhile.
            self.searching.arriving = None;
            return;
        }
        let Some(shown) = session.shown() else {
            return;
        };
        self.searching.arriving = None;
        let Some(hit) = session.concordance.hit(index).cloned() else {
            return;
        };
        let text = shown.document.text().as_str();
        if text.get(hit.range.clone()).is_none() || Line::of(text, &hit.range) != hit.line {
            let hint = "The article has changed since it was searched. Search again.";
            return self.notices.hint(hint);
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
    question: &Question,
    only: Option<ArticleId>,
    annotated: bool,
) -> Vec<Source> {
    let first = session.current_article().filter(|_| question.marked);
    let first = first.and_then(|article| session.articles.row(article.id));
    let all = session.articles.rows();
    let rest = all.filter(|(article, _)| first.is_none_or(|(first, _)| first.id != article.id));
    let wanted = first.into_iter().chain(rest).filter(|(article, own)| {
        own.problem.is_none()
            && only.is_none_or(|only| only == article.id)
            && may_have(own, question)
    });
    let source = |(article, own): (&Article, &Coding)| Source {
        id: article.id,
        path: article.path.clone(),
        sidecar: own.sidecar.clone(),
        open: session.opened(own.id).map(|open| {
            if annotated {
                Open::Annotated(open.snapshot())
            } else {
                Open::Text(open.document.text().clone())
            }
        }),
    };
    wanted.map(source).collect()
}

/// Whether a coding can have hits, as far as is known without reading it.
fn may_have(own: &Coding, question: &Question) -> bool {
    let Some(summary) = &own.summary else {
        return true;
    };
    let status = question.status.as_ref();
    let within = &question.within;
    let label = within
        .label
        .as_ref()
        .filter(|_| within.side != Side::Outside);
    status.is_none_or(|status| *status == summary.status)
        && label.is_none_or(|label| summary.counts.get(label).is_some_and(|count| *count > 0))
}
