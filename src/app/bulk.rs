//! Annotating many places as one step, some in each frame.
//!
//! ```text
//! annotate -> have_read(articles)? -> each frame: some articles, a few milliseconds -> saving
//!                                     `- all of them one step: a series of the history
//! ```
//!
//! Whatever the user asks for meanwhile comes after the whole step; see [`App::finish_bulk`]. Nothing
//! is written before it is whole.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::App;
use crate::command::Command;
use crate::command::concordance::ConcordanceCommand;
use crate::model::history::{ArticleId, Change, Series};
use crate::model::propagate::{Propagated, Template, propagate};
use crate::model::search::Hit;
use crate::model::{AnnotationId, Edit, EditError, Provenance};
use crate::session::concordance::Outcome;
use crate::store::ids;

/// How long a frame may be taken up.
const EACH_FRAME: Duration = Duration::from_millis(4);

/// Hits that are being annotated.
pub(super) struct Bulk {
    /// What the step is called.
    name: String,
    series: u64,
    template: Template,
    provenance: Provenance,
    /// The hits of each article that is still to come.
    waiting: VecDeque<(ArticleId, Vec<u32>)>,
    /// Whether a part of the step has been done.
    begun: bool,
    annotated: usize,
    articles: usize,
    refused: usize,
}

impl App {
    /// Annotates hits of the concordance as one step. Their articles are read first.
    pub(super) fn annotate_hits(&mut self, of: u64, hits: Vec<u32>, template: &Template) {
        let Some(session) = self.session.as_ref() else {
            return;
        };
        if session.concordance.number != of {
            // While articles were being read something else was looked for.
            let hint = "Nothing was annotated, since other words were searched meanwhile.";
            return self.notices.hint(hint);
        }
        let mut waiting: VecDeque<(ArticleId, Vec<u32>)> = VecDeque::new();
        for index in &hits {
            let Some(hit) = session.concordance.hit(*index) else {
                continue;
            };
            match waiting.back_mut() {
                Some((article, hits)) if *article == hit.article => hits.push(*index),
                _ => waiting.push_back((hit.article, vec![*index])),
            }
        }
        let articles: Vec<ArticleId> = waiting.iter().map(|(article, _)| *article).collect();
        let again = ConcordanceCommand::Annotate {
            of,
            hits,
            template: Box::new(template.clone()),
        };
        if articles.is_empty() || !self.have_read(&articles, &Command::Concordance(again)) {
            return;
        }
        let coder = self.session().map_or("", |session| session.coder.as_str());
        let provenance = Provenance {
            origin: Some("propagated".into()),
            ..Provenance::manual(coder, ids::now())
        };
        self.bulks += 1;
        self.bulk = Some(Bulk {
            name: format!("tag occurrences as {}", self.label_name(&template.label)),
            series: self.bulks,
            template: template.clone(),
            provenance,
            waiting,
            begun: false,
            annotated: 0,
            articles: 0,
            refused: 0,
        });
    }

    /// Annotates as much as a frame has time for.
    pub(super) fn go_on_with_bulk(&mut self, ctx: &egui::Context) {
        if self.bulk.is_some() {
            self.annotate_until(Some(Instant::now() + EACH_FRAME));
            ctx.request_repaint();
        }
    }

    /// Annotates all that is left, so that what comes next is a step of its own.
    pub(super) fn finish_bulk(&mut self) {
        self.annotate_until(None);
    }

    fn annotate_until(&mut self, end: Option<Instant>) {
        let Some(mut bulk) = self.bulk.take() else {
            return;
        };
        let mut changes = Vec::new();
        while let Some((article, hits)) = bulk.waiting.pop_front() {
            changes.extend(self.propagate_in(&mut bulk, article, &hits));
            if end.is_some_and(|end| Instant::now() >= end) {
                break;
            }
        }
        if let Err(error) = self.perform_part(&mut bulk, changes) {
            self.take_back(&bulk);
            return self.notices.error("Nothing was annotated", error);
        }
        if bulk.waiting.is_empty() {
            self.notices.hint(bulk.told());
            self.after_change();
        } else {
            self.bulk = Some(bulk);
        }
    }

    /// The change that annotates hits of an article, if any of them can be.
    fn propagate_in(
        &mut self,
        bulk: &mut Bulk,
        article: ArticleId,
        indices: &[u32],
    ) -> Option<Change> {
        let session = self.session.as_mut()?;
        let open = session.opened(article)?;
        let concordance = &session.concordance;
        let (indices, hits): (Vec<u32>, Vec<&Hit>) = indices
            .iter()
            .filter_map(|index| Some((*index, &**concordance.hit(*index)?)))
            .unzip();
        let document = &open.document;
        let mut given: Vec<AnnotationId> = Vec::new();
        let fresh = || {
            let taken = |id: &str| document.annotation(&id.into()).is_some();
            let id = ids::fresh_unless(|id| taken(id) || given.iter().any(|g| g.as_str() == id));
            let id = AnnotationId::from(id);
            given.push(id.clone());
            id
        };
        let Propagated { edits, refused } = propagate(
            document,
            &session.codebook,
            &bulk.template,
            &hits,
            &bulk.provenance,
            fresh,
        );
        let mut outcomes: Vec<Outcome> = vec![Outcome::Done; indices.len()];
        for (number, refusal) in &refused {
            outcomes[*number] = Outcome::Refused(*refusal);
        }
        for (index, outcome) in indices.into_iter().zip(outcomes) {
            session.concordance.set_outcome(index, outcome);
        }
        bulk.annotated += edits.len();
        bulk.refused += refused.len();
        if edits.is_empty() {
            return None;
        }
        bulk.articles += 1;
        Some(Change::Article(article, Edit::Batch(edits)))
    }

    fn perform_part(&mut self, bulk: &mut Bulk, changes: Vec<Change>) -> Result<(), EditError> {
        let Some(session) = self.session.as_mut() else {
            return Ok(());
        };
        if changes.is_empty() {
            return Ok(());
        }
        let series = Series::Bulk(bulk.series);
        session.perform_in_series(series, bulk.name.as_str(), changes, |_| {})?;
        bulk.begun = true;
        Ok(())
    }

    /// Takes back the part that has been done.
    fn take_back(&mut self, bulk: &Bulk) {
        let Some(session) = self.session.as_mut() else {
            return;
        };
        session.concordance.forget_outcomes();
        if bulk.begun
            && let Err(error) = session.undo()
        {
            self.notices.error("A part cannot be taken back", error);
        }
        self.after_change();
    }
}

impl Bulk {
    /// What has been done, in words.
    fn told(&self) -> String {
        let (annotated, articles) = (self.annotated, self.articles);
        let s = |count: usize| if count == 1 { "" } else { "s" };
        let mut told = format!(
            "{annotated} place{} annotated in {articles} article{}",
            s(annotated),
            s(articles)
        );
        if self.refused > 0 {
            told.push_str(&format!(
                "; {} left as before, the list says why",
                self.refused
            ));
        }
        told
    }
}
