//! Replays recorded edits on a document that somebody else may have changed meanwhile (a three-way
//! merge of edits).
//!
//! ```text
//! was a, became b      now a: becomes b     now b: already done     now c: conflict, c stays
//! ```
//!
//! An edit contains the new state, its inverse the old state; so the two together determine whether
//! the edit still fits.

use super::document::{Document, Edit, EditError};

/// The result of replaying an edit.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// The inverse of the parts of the edit that are in effect now.
    pub inverse: Edit,
    /// The number of parts that no longer fit (conflicts); they changed nothing.
    pub refused: usize,
}

/// Replays an edit with a known inverse; a batch part by part.
pub fn replay(document: &mut Document, edit: &Edit, inverse: &Edit) -> Replayed {
    if let (Edit::Batch(edits), Edit::Batch(inverses)) = (edit, inverse)
        && edits.len() == inverses.len()
    {
        let pairs = edits.iter().zip(inverses.iter().rev());
        let mut parts = Vec::with_capacity(edits.len());
        let mut refused = 0;
        for (edit, inverse) in pairs {
            let part = replay(document, edit, inverse);
            refused += part.refused;
            parts.push(part.inverse);
        }
        parts.reverse();
        let inverse = Edit::Batch(parts);
        return Replayed { inverse, refused };
    }
    if fits(document, edit, inverse) {
        let inverse = inverse.clone();
        let refused = 0;
        return Replayed { inverse, refused };
    }
    let inverse = Edit::Batch(Vec::new());
    let refused = 1;
    Replayed { inverse, refused }
}

/// Applies an edit unless it is already in effect; returns whether it is in effect then.
fn fits(document: &mut Document, edit: &Edit, inverse: &Edit) -> bool {
    match document.apply(edit.clone()) {
        // The old state is the recorded one, or the edit changed nothing.
        Ok(back) if back == *inverse || back == *edit => true,
        Ok(back) => {
            let undone = document.apply(back);
            debug_assert!(undone.is_ok(), "an inverse always fits");
            false
        }
        Err(error) => match (error, edit) {
            (EditError::IdTaken(_), Edit::Add(annotation)) => {
                document.annotation(&annotation.id) == Some(annotation)
            }
            (EditError::IdTaken(_), Edit::Link(relation)) => {
                document.relation(&relation.id) == Some(relation)
            }
            (EditError::NoAnnotation(_), Edit::Remove(_))
            | (EditError::NoRelation(_), Edit::Unlink(_)) => true,
            _ => false,
        },
    }
}

/// Whether a recorded change from `old` to `new` may be replayed on the current value `now`.
pub fn may_follow<T: PartialEq>(now: &T, old: &T, new: &T) -> bool {
    now == old || now == new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Status;
    use crate::{Annotation, ByteOffset, Span, Text};

    fn document() -> Document {
        Document::new(Text::new("Putin demands a NATO freeze."))
    }

    fn add(id: &str) -> Edit {
        let document = document();
        let span = Span::new(document.text(), ByteOffset(0), ByteOffset(5)).expect("a span");
        Edit::Add(Annotation::new(id, "actor", span).into())
    }

    #[test]
    fn replaying_an_edit_twice_applies_it_once() {
        let edit = Edit::Batch(vec![add("a"), Edit::SetStatus(Status::InProgress)]);
        let mut document = document();
        let inverse = document.apply(edit.clone()).expect("it fits");
        let again = replay(&mut document, &edit, &inverse);
        assert_eq!((again.refused, document.annotations().len()), (0, 1));
        assert_eq!(again.inverse, inverse);

        document.apply(inverse.clone()).expect("it goes");
        let again = replay(&mut document, &edit, &inverse);
        assert_eq!((again.refused, document.annotations().len()), (0, 1));
    }

    #[test]
    fn replay_keeps_changes_that_others_made_since() {
        let edit = Edit::Batch(vec![
            Edit::SetLabel("a".into(), "demand".into()),
            Edit::SetStatus(Status::Done),
            Edit::Remove("a".into()),
        ]);
        let mut ours = document();
        ours.apply(add("a")).expect("it fits");
        let inverse = ours.apply(edit.clone()).expect("it fits");

        let mut theirs = document();
        theirs.apply(add("a")).expect("it fits");
        theirs
            .apply(Edit::SetLabel("a".into(), "event".into()))
            .expect("it fits");
        let again = replay(&mut theirs, &edit, &inverse);
        assert_eq!(again.refused, 2);
        let kept = theirs.annotation(&"a".into()).expect("it is not removed");
        assert_eq!(kept.label.as_str(), "event");
        assert_eq!(theirs.fields().status, Status::Done);
        theirs.apply(again.inverse).expect("an inverse fits");
        assert_eq!(theirs.fields().status, Status::New);
    }
}
