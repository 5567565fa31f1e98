//! Doing again what was done before, where somebody else may have changed things meanwhile.
//!
//! ```text
//! was a, became b      now a: becomes b     now b: is done already     now c: refused, c stays
//! ```
//!
//! An edit alone tells what it leads to, its inverse what it came from; so the two together tell
//! whether it still fits.

use super::document::{Document, Edit, EditError};

/// What became of an edit that was made again.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// What takes back those parts of the edit that hold now.
    pub inverse: Edit,
    /// Parts that do not fit any more; what they would have changed is as it was found.
    pub refused: usize,
}

/// Makes an edit again whose inverse is known, part by part where it is a batch.
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

/// Makes an edit unless it is made already; whether it holds then.
fn fits(document: &mut Document, edit: &Edit, inverse: &Edit) -> bool {
    match document.apply(edit.clone()) {
        // It came from what it came from before, or nothing has changed by it.
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

/// Whether something that became `new` when it was `old` may become it again, being what it is now.
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
    fn an_edit_holds_once_whether_or_not_it_was_made_already() {
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
    fn what_somebody_else_has_changed_since_stays_theirs() {
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
