//! The comparison of an article that the dialog shows, made anew when a coder's work changes.

use crate::model::Edit;
use crate::model::compare::{ArticleComparison, Decider, IssueState, Outcome};
use crate::model::document::Document;
use crate::model::history::{ArticleId, CodingId};
use crate::session::Session;
use crate::session::messages::ComparingMessage;

/// An article's coders, compared.
pub(super) struct OpenComparison {
    pub article: ArticleId,
    /// The coding with the agreed version.
    pub agreed: CodingId,
    pub comparison: ArticleComparison,
    /// Coders who have not finished the article.
    pub not_done: Vec<String>,
    /// The codings that were compared, in the state of these revisions.
    made_from: Vec<(CodingId, u64)>,
    /// What follows from the agreed version in the state of this revision.
    pub decided: Option<Decided>,
}

/// How far the differences are decided.
pub(super) struct Decided {
    revision: u64,
    /// By issue.
    pub states: Vec<IssueState>,
    /// By issue.
    pub outcomes: Vec<Outcome>,
    /// The differences that are open.
    pub open: usize,
    /// Whether the agreed version lacks something that all coders have.
    pub lacks_agreed: bool,
}

impl OpenComparison {
    /// Compares the coders of an article, whose codings have been read.
    ///
    /// # Errors
    ///
    /// Why they cannot be compared.
    pub fn new(
        session: &Session,
        article: ArticleId,
        agreed: CodingId,
    ) -> Result<Self, ComparingMessage> {
        let coded = session.coded_codings(article);
        let coder = |id: &CodingId| {
            let coding = session.coding(*id);
            coding.map_or("", |coding| &*coding.coder)
        };
        if coded.len() < 2 {
            let coders = coded.iter().map(|id| coder(id).to_owned()).collect();
            return Err(ComparingMessage::NeedsTwo { coders });
        }
        let documents: Vec<(&str, &Document)> = coded
            .iter()
            .filter_map(|id| Some((coder(id), &session.opened(*id)?.document)))
            .collect();
        let text = session.opened(agreed).map(|open| open.document.text());
        let Some(text) = text else {
            return Err(ComparingMessage::NeedsTwo { coders: Vec::new() });
        };
        let is_other =
            |(_, document): &&(&str, &Document)| document.text().as_str() != text.as_str();
        if let Some((coder, _)) = documents.iter().find(is_other) {
            let coder = (*coder).to_owned();
            return Err(ComparingMessage::TextsDiffer { coder });
        }
        let not_done = coded.iter().filter(|id| !session.is_done(**id));
        Ok(Self {
            article,
            agreed,
            comparison: ArticleComparison::new(text, &documents, &session.field_scope()),
            not_done: not_done.map(|id| coder(id).to_owned()).collect(),
            made_from: revisions(session, coded),
            decided: None,
        })
    }

    /// Takes in what has changed; `false` if there is nothing to compare any more.
    pub fn refresh(&mut self, session: &Session) -> bool {
        if revisions(session, session.coded_codings(self.article)) != self.made_from {
            match Self::new(session, self.article, self.agreed) {
                Ok(new) => *self = new,
                Err(_) => return false,
            }
        }
        let Some(open) = session.opened(self.agreed) else {
            return false;
        };
        let revision = open.revision();
        if self.decided.as_ref().map(|decided| decided.revision) != Some(revision) {
            let decisions = open.document.decisions();
            let comparison = &self.comparison;
            let issues = comparison.issues().iter();
            let states: Vec<IssueState> = issues
                .clone()
                .map(|issue| comparison.state(issue, decisions))
                .collect();
            let outcomes = issues.map(|issue| comparison.outcome(issue, decisions));
            let lacking = comparison.take_agreed(&open.document, &Decider::default());
            self.decided = Some(Decided {
                revision,
                outcomes: outcomes.collect(),
                open: states.iter().filter(|state| state.is_open()).count(),
                states,
                lacks_agreed: !matches!(lacking, Edit::Batch(edits) if edits.is_empty()),
            });
        }
        true
    }

    /// How far an issue is decided.
    pub fn state(&self, issue: usize) -> IssueState {
        let decided = self.decided.as_ref();
        let state = decided.and_then(|decided| decided.states.get(issue));
        state.copied().unwrap_or(IssueState::Open)
    }
}

fn revisions(session: &Session, codings: Vec<CodingId>) -> Vec<(CodingId, u64)> {
    let revision = |id| session.shown_revision(id).unwrap_or_default();
    codings.into_iter().map(|id| (id, revision(id))).collect()
}
