//! The review queue of re-anchoring: what became of an article's annotations when its text changed,
//! until the analyst has checked them.
//!
//! The document itself tells which annotation was moved, has a proposed position or is detached, so
//! that undo and redo need no extra code here. The analyst's answers are kept until the article is
//! closed.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::model::anchor::{FoundAnchor, Move};
use crate::model::annotation::DetachedAnchor;
use crate::model::{Anchor, Annotation, AnnotationId, Document, Edit};

/// The review state of an article.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// The text differs from the one that was annotated.
    pub is_changed: bool,
    /// Annotations with a certain new position were moved.
    pub is_begun: bool,
    items: BTreeMap<AnnotationId, ReviewItem>,
    /// Changes with each review that is made and with each answer.
    version: u64,
}

/// The annotations to review, as they are listed while neither the article nor the answers change.
#[derive(Debug, PartialEq)]
pub struct ReviewList {
    pub fates: Fates,
    /// Ordered as [`Review::pending`].
    pub ids: Vec<AnnotationId>,
}

#[derive(Clone, Debug)]
struct ReviewItem {
    from: DetachedAnchor,
    found: FoundAnchor,
    answer: Option<Answer>,
}

/// The analyst's answer to a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Accepted,
    Rejected,
}

/// The result of re-anchoring an annotation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ReanchorOutcome {
    /// It was moved to the certain position of its words; with the similarity, from 0 to 1.
    Moved(f32),
    /// It is detached; a proposed position exists, with its similarity.
    Proposed(f32),
    /// It is detached, without a proposal.
    Detached,
}

/// An annotation to review.
pub struct PendingReview<'a> {
    pub annotation: &'a Arc<Annotation>,
    pub fate: ReanchorOutcome,
    /// The new or proposed position.
    pub found: Option<&'a FoundAnchor>,
    /// The recorded anchor of the old position.
    pub from: Option<&'a DetachedAnchor>,
}

/// How many annotations of a changed text have which fate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fates {
    /// Their position is unchanged.
    pub kept: usize,
    pub moved: usize,
    pub proposed: usize,
    pub detached: usize,
}

impl Review {
    /// Creates the review of an article that was read, with the proposals for its detached
    /// annotations.
    pub fn new(document: &Document, moves: Vec<Move>, is_changed: bool) -> Self {
        let items = moves.into_iter().filter_map(|Move { id, found }| {
            let Anchor::Detached(from) = &document.annotation(&id)?.place else {
                return None;
            };
            let item = ReviewItem {
                from: (**from).clone(),
                found,
                answer: None,
            };
            Some((id, item))
        });
        Self {
            is_changed,
            is_begun: false,
            items: items.collect(),
            version: next_version(),
        }
    }

    /// The edits that place the annotations whose new position is certain.
    pub fn certain(&self, document: &Document) -> Vec<Edit> {
        let certain = self.items.iter().filter(|(_, item)| item.found.certain);
        certain
            .filter(|(id, _)| {
                document
                    .annotation(id)
                    .is_some_and(|a| a.fragments().is_none())
            })
            .map(|(id, item)| Edit::SetPlace(id.clone(), Anchor::At(item.found.to.clone())))
            .collect()
    }

    /// The annotations to review, ordered by position; those without a position come last.
    pub fn pending<'a>(&'a self, document: &'a Document) -> Vec<PendingReview<'a>> {
        let moved = self.items.keys();
        let moved = moved.filter_map(|id| self.moved(document.annotation(id)?));
        let detached = document.detached().iter();
        let detached = detached.map(|annotation| self.detached(annotation));
        let mut pending: Vec<PendingReview<'_>> = moved.chain(detached).collect();
        pending.sort_by_key(|pending| {
            let start = pending.found.map(|found| found.to.start());
            (start.is_none(), start)
        });
        pending
    }

    /// An annotation in place, if it was moved there and has no answer.
    fn moved<'a>(&'a self, annotation: &'a Arc<Annotation>) -> Option<PendingReview<'a>> {
        let item = self.items.get(&annotation.id)?;
        let stands = annotation.fragments() == Some(&item.found.to);
        (stands && item.answer.is_none()).then_some(PendingReview {
            annotation,
            fate: ReanchorOutcome::Moved(item.found.score),
            found: Some(&item.found),
            from: Some(&item.from),
        })
    }

    fn detached<'a>(&'a self, annotation: &'a Arc<Annotation>) -> PendingReview<'a> {
        let item = self.items.get(&annotation.id);
        let found = item.filter(|item| item.answer != Some(Answer::Rejected));
        let found = found.map(|item| &item.found);
        PendingReview {
            annotation,
            fate: found.map_or(ReanchorOutcome::Detached, |found| {
                ReanchorOutcome::Proposed(found.score)
            }),
            found,
            from: match &annotation.place {
                Anchor::Detached(lost) => Some(lost),
                Anchor::At(_) => None,
            },
        }
    }

    /// The proposed position of a detached annotation.
    pub fn proposed(&self, id: &AnnotationId) -> Option<&FoundAnchor> {
        let item = self.items.get(id)?;
        (item.answer != Some(Answer::Rejected)).then_some(&item.found)
    }

    /// Records the analyst's answer.
    pub fn answer(&mut self, id: &AnnotationId, answer: Answer) {
        if let Some(item) = self.items.get_mut(id) {
            item.answer = Some(answer);
            self.version = next_version();
        }
    }

    /// A number that no other state of any review has, except those without anything to review.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The annotations to review; `None` if there are none.
    pub fn list(&self, document: &Document) -> Option<ReviewList> {
        let pending = self.pending(document);
        let fates = fates_of(&pending, document)?;
        let ids = pending.iter().map(|pending| pending.annotation.id.clone());
        Some(ReviewList {
            fates,
            ids: ids.collect(),
        })
    }

    /// One of the annotations to review.
    pub fn pending_of<'a>(
        &'a self,
        document: &'a Document,
        id: &AnnotationId,
    ) -> Option<PendingReview<'a>> {
        let annotation = document.annotation(id)?;
        match &annotation.place {
            Anchor::At(_) => self.moved(annotation),
            Anchor::Detached(_) => Some(self.detached(annotation)),
        }
    }

    /// How many annotations are unchanged, moved, proposed and detached; `None` if there is nothing
    /// to review.
    pub fn fates(&self, document: &Document) -> Option<Fates> {
        fates_of(&self.pending(document), document)
    }
}

fn fates_of(pending: &[PendingReview<'_>], document: &Document) -> Option<Fates> {
    let count = |is: fn(ReanchorOutcome) -> bool| pending.iter().filter(|p| is(p.fate)).count();
    let moved = count(|fate| matches!(fate, ReanchorOutcome::Moved(_)));
    (!pending.is_empty()).then(|| Fates {
        kept: document.annotations().len() - moved,
        moved,
        proposed: count(|fate| matches!(fate, ReanchorOutcome::Proposed(_))),
        detached: count(|fate| fate == ReanchorOutcome::Detached),
    })
}

fn next_version() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::ReviewMessage;
    use crate::model::anchor::{detached_anchor, find_again};
    use crate::model::{ByteOffset, Span, Text};

    #[test]
    fn the_review_follows_the_document() {
        let old =
            Text::new("Ahead of the talks the union demands higher wages for all of its members.");
        let text = Text::new(format!("Berlin.\n\n{}", old.as_str()));
        let span = Span::new(&old, ByteOffset(23), ByteOffset(28)).expect("a span");
        let from = detached_anchor(&old, &span.into());
        let found = find_again(&text, Some(&old), &[&from], [])
            .remove(0)
            .expect("it is found");
        assert!(found.certain);
        assert_eq!(found.to.quote(&text), "union");

        let mut document = Document::new(text);
        let mut annotation = Annotation::new("a", "actor", found.to.clone());
        annotation.place = Anchor::Detached(from.into());
        document
            .apply(Edit::Add(annotation.into()))
            .expect("it fits");
        let id = AnnotationId::from("a");
        let moves = vec![Move {
            id: id.clone(),
            found,
        }];
        let mut review = Review::new(&document, moves, true);
        let fate = |review: &Review, document: &Document| {
            let fate = review.pending(document).first().map(|pending| pending.fate);
            // Alone and in the list it is the same.
            let alone = review.pending_of(document, &"a".into());
            assert_eq!(alone.map(|pending| pending.fate), fate);
            let list = review.list(document);
            assert_eq!(list.as_ref().map(|list| list.fates), review.fates(document));
            let ids = list.map_or(Vec::new(), |list| list.ids);
            assert_eq!(ids, Vec::from_iter(fate.map(|_| AnnotationId::from("a"))));
            fate
        };
        let counted = |review: &Review, document: &Document| {
            let fates = review.fates(document)?;
            Some(ReviewMessage::Counted { fates }.to_string())
        };
        assert!(matches!(
            fate(&review, &document),
            Some(ReanchorOutcome::Proposed(_))
        ));
        let proposed = review.proposed(&id).expect("it is proposed");
        assert_eq!(proposed.to.quote(document.text()), "union");
        let undo = document
            .apply(Edit::Batch(review.certain(&document)))
            .expect("it fits");
        assert_eq!(counted(&review, &document).as_deref(), Some("1 moved"));
        let version = review.version();
        review.answer(&id, Answer::Accepted);
        assert_ne!(review.version(), version);
        assert_eq!(fate(&review, &document), None);
        document.apply(undo).expect("it fits");
        assert_eq!(counted(&review, &document).as_deref(), Some("1 to review"));
        review.answer(&id, Answer::Rejected);
        assert_eq!(fate(&review, &document), Some(ReanchorOutcome::Detached));
        assert_eq!(review.proposed(&id), None);
    }
}
