//! The comparison of an article that the window shows, made anew when a coder's work changes.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::marks;
use crate::model::compare::{
    ArticleComparison, Decider, IssueState, IssueSubject, Outcome, VersionChoice,
};
use crate::model::document::Document;
use crate::model::history::{ArticleId, CodingId};
use crate::model::{Annotation, Edit};
use crate::session::Session;
use crate::session::messages::ComparingMessage;
use crate::ui::article::LaneMarks;

/// An article's coders, compared.
pub(super) struct OpenComparison {
    pub article: ArticleId,
    /// The coding with the agreed version.
    pub agreed: CodingId,
    pub comparison: ArticleComparison,
    /// Coders who have not finished the article.
    pub not_done: Vec<String>,
    /// The coders by their numbers. While names are hidden they are shuffled, so that the order does not tell
    /// who is who.
    pub order: Vec<usize>,
    pub hides_names: bool,
    /// What each has, for the lanes below the lines.
    pub marks: LaneMarks,
    /// The codings that were compared, in the state of these revisions.
    made_from: Vec<(CodingId, u64)>,
    /// Changes with every comparison and every order of the coders.
    pub version: u64,
    /// The outline of each difference that has one.
    outlines: Vec<(usize, Annotation)>,
    /// What follows from the agreed version in the state of this revision.
    pub decided: Option<Decided>,
}

/// How far the differences are decided.
pub(super) struct Decided {
    pub revision: u64,
    /// By issue.
    pub states: Vec<IssueState>,
    /// By issue.
    pub outcomes: Vec<Outcome>,
    /// The differences that are open.
    pub open: usize,
    /// What all coders have and the agreed version lacks: it is drawn as if it were taken.
    pub agreed: Vec<Annotation>,
    /// Whether the agreed version lacks something that all coders have.
    pub lacks_agreed: bool,
    /// Where something is open. The id of each begins with the number of its issue.
    pub outlines: Vec<Annotation>,
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
        let comparison = ArticleComparison::new(text, &documents, &session.field_scope());
        let order: Vec<usize> = (0..comparison.parts().len()).collect();
        let outlines = comparison.differences().iter();
        let outlines = outlines
            .filter_map(|issue| Some((*issue, marks::outline(&comparison, *issue)?)))
            .collect();
        Ok(Self {
            article,
            agreed,
            outlines,
            marks: marks::of_coders(&comparison, &order, 1),
            comparison,
            not_done: not_done.map(|id| coder(id).to_owned()).collect(),
            order,
            hides_names: false,
            made_from: revisions(session, coded),
            version: 1,
            decided: None,
        })
    }

    /// Hides who is who, or shows it.
    pub fn hide_names(&mut self, session: &Session, hides: bool) {
        self.hides_names = hides;
        self.order = (0..self.comparison.parts().len()).collect();
        if hides {
            let article = session.article(self.article);
            let name = article.map_or("", |article| &*article.name);
            let parts = self.comparison.parts();
            self.order
                .sort_by_cached_key(|coder| rank(name, &parts[*coder].coder));
        }
        self.version += 1;
        self.marks = marks::of_coders(&self.comparison, &self.order, self.version);
    }

    /// The number by which a coder's version is taken, from 0.
    pub fn position(&self, coder: usize) -> usize {
        let mut order = self.order.iter();
        order.position(|of| *of == coder).unwrap_or(coder)
    }

    /// Takes in what has changed; `None` if there is nothing to compare any more, else whether it was compared
    /// anew.
    pub fn refresh(&mut self, session: &Session) -> Option<bool> {
        let is_new = revisions(session, session.coded_codings(self.article)) != self.made_from;
        if is_new {
            let new = Self::new(session, self.article, self.agreed).ok()?;
            let (version, hides_names) = (self.version, self.hides_names);
            *self = Self { version, ..new };
            self.hide_names(session, hides_names);
        }
        let open = session.opened(self.agreed)?;
        let revision = open.revision();
        if self.decided.as_ref().map(|decided| decided.revision) != Some(revision) {
            self.decided = Some(self.follow(&open.document, revision));
        }
        Some(is_new)
    }

    /// What follows from the agreed version.
    fn follow(&self, document: &Document, revision: u64) -> Decided {
        let decisions = document.decisions();
        let comparison = &self.comparison;
        let issues = comparison.issues().iter();
        let states: Vec<IssueState> = issues
            .clone()
            .map(|issue| comparison.state(issue, decisions))
            .collect();
        let outcomes = issues.map(|issue| comparison.outcome(issue, decisions));
        let lacking = comparison.take_agreed(document, &Decider::default());
        Decided {
            revision,
            outcomes: outcomes.collect(),
            open: states.iter().filter(|state| state.is_open()).count(),
            outlines: self.outlines_of(&states),
            agreed: added(&lacking),
            lacks_agreed: !matches!(&lacking, Edit::Batch(edits) if edits.is_empty()),
            states,
        }
    }

    fn outlines_of(&self, states: &[IssueState]) -> Vec<Annotation> {
        let open = self
            .outlines
            .iter()
            .filter(|(issue, _)| states[*issue].is_open());
        open.map(|(_, outline)| outline.clone()).collect()
    }

    /// Takes in a decision about some issues that was just made here: nothing but they, and the relations at
    /// them, is worked out again.
    pub fn refresh_decided(&mut self, session: &Session, issues: &[usize]) {
        let Some(open) = session.opened(self.agreed) else {
            return;
        };
        let revision = open.revision();
        let Some(mut decided) = self.decided.take().filter(|decided| !decided.lacks_agreed) else {
            // The first decision takes what all have, too.
            self.decided = Some(self.follow(&open.document, revision));
            return;
        };
        let decisions = open.document.decisions();
        for issue in self.with_relations(issues) {
            let about = &self.comparison.issues()[issue];
            decided.states[issue] = self.comparison.state(about, decisions);
            decided.outcomes[issue] = self.comparison.outcome(about, decisions);
        }
        let states = decided.states.iter();
        decided.open = states.filter(|state| state.is_open()).count();
        decided.outlines = self.outlines_of(&decided.states);
        decided.revision = revision;
        debug_assert!({
            let whole = self.follow(&open.document, revision);
            (&whole.states, &whole.outcomes) == (&decided.states, &decided.outcomes)
                && !whole.lacks_agreed
        });
        self.decided = Some(decided);
    }

    /// Issues, and those of relations at their annotations.
    fn with_relations(&self, issues: &[usize]) -> BTreeSet<usize> {
        let subjects = issues
            .iter()
            .map(|issue| &self.comparison.issues()[*issue].subject);
        let clusters: BTreeSet<usize> = subjects
            .filter_map(|subject| match subject {
                IssueSubject::Annotations(knot) => Some(&self.comparison.matching().knots[*knot]),
                _ => None,
            })
            .flatten()
            .copied()
            .collect();
        let groups = self.comparison.relations().iter().enumerate();
        let groups = groups.filter(|(_, group)| {
            clusters.contains(&group.key.from) || clusters.contains(&group.key.to)
        });
        let relations = groups.map(|(group, _)| self.comparison.issue_of_relation(group));
        issues.iter().copied().chain(relations).collect()
    }

    /// How far an issue is decided.
    pub fn state(&self, issue: usize) -> IssueState {
        let decided = self.decided.as_ref();
        let state = decided.and_then(|decided| decided.states.get(issue));
        state.copied().unwrap_or(IssueState::Open)
    }

    /// What was taken of an issue.
    pub fn outcome(&self, issue: usize) -> Outcome {
        let decided = self.decided.as_ref();
        let outcome = decided.and_then(|decided| decided.outcomes.get(issue));
        outcome.copied().unwrap_or(Outcome::Open)
    }

    /// Whether a coder's version of an issue was taken, or one that is equal.
    pub fn is_taken(&self, issue: usize, coder: usize) -> bool {
        let Outcome::Coder(taken) = self.outcome(issue) else {
            return false;
        };
        let mut readings = self.comparison.issues()[issue].readings.iter();
        let reading = readings.find(|reading| reading.coders.contains(&taken));
        taken == coder || reading.is_some_and(|reading| reading.coders.contains(&coder))
    }

    /// The annotation of the agreed version that was taken of an issue, or its place if there are several.
    pub fn taken<'d>(&self, document: &'d Document, issue: usize) -> Option<&'d Arc<Annotation>> {
        let about = &self.comparison.issues()[issue];
        if !matches!(about.subject, IssueSubject::Annotations(_)) {
            return None;
        }
        let all = document.annotations().iter();
        let mut standing = all.filter(|annotation| {
            let mut from = annotation.provenance.from.iter();
            from.any(|member| about.of.contains(member))
        });
        standing.next()
    }

    /// Where the annotations at the ends of a link start, in bytes.
    pub fn ends_of_link(&self, issue: usize) -> Vec<usize> {
        let IssueSubject::Relation(group) = self.comparison.issues()[issue].subject else {
            return Vec::new();
        };
        let key = &self.comparison.relations()[group].key;
        let starts = [key.from, key.to].into_iter().filter_map(|cluster| {
            let unit = self.comparison.matching().clusters[cluster]
                .members
                .first()?;
            let fragments = self.comparison.annotation(*unit).fragments()?;
            Some(fragments.start().0)
        });
        starts.collect()
    }

    /// The choice of the coder with a number, from 0.
    pub fn choice(&self, number: usize) -> Option<VersionChoice> {
        self.order.get(number).copied().map(VersionChoice::Coder)
    }
}

/// The place of a coder in an article while names are hidden: anybody can work it out again, and it tells nothing.
fn rank(article: &str, coder: &str) -> String {
    crate::model::digest::sha256_hex(format!("{article}\0{coder}").as_bytes())
}

/// The annotations that an edit adds.
fn added(edit: &Edit) -> Vec<Annotation> {
    match edit {
        Edit::Add(annotation) => vec![Annotation::clone(annotation)],
        Edit::Batch(edits) => edits.iter().flat_map(added).collect(),
        _ => Vec::new(),
    }
}

fn revisions(session: &Session, codings: Vec<CodingId>) -> Vec<(CodingId, u64)> {
    let revision = |id| session.shown_revision(id).unwrap_or_default();
    codings.into_iter().map(|id| (id, revision(id))).collect()
}
