//! Looking for words, or for annotations, in many articles.
//!
//! ```text
//! Question --new--> Search --places--> by the words alone: most articles hold none
//!                          --narrow--> Hit: what the annotations let through, with its line
//! ```
//!
//! The annotations of an article are asked for only where the words stand in it, and only if the
//! question is about them. Start with [`Question`].

mod pattern;

mod within;

mod line;

use std::ops::Range;

pub use line::{Line, Order, sorted};
pub use pattern::{Pattern, PatternError};
pub use within::{Annotated, Side, Within};

use super::annotation::{AnnotationId, LabelId};
use super::document::Status;
use super::history::ArticleId;
use pattern::Matcher;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// The words; where there are none, annotations are looked for.
    pub pattern: Pattern,
    /// Which annotations the words may stand in, or which are looked for.
    pub within: Within,
    /// Only articles of this status.
    pub status: Option<Status>,
    /// Hits tell which labels are on them.
    pub marked: bool,
}

/// Where something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    pub article: ArticleId,
    /// In bytes of the article.
    pub range: Range<usize>,
    /// Words before and after it.
    pub line: Line,
    /// The annotation that was looked for.
    pub annotation: Option<AnnotationId>,
    /// Labels of annotations that share a character with it, if they were asked for: whether one
    /// covers exactly the hit, and which it is.
    pub marks: Vec<(bool, LabelId)>,
}

/// A question that can be asked of many articles.
#[derive(Clone, Debug)]
pub struct Search {
    matcher: Option<Matcher>,
    within: Within,
    status: Option<Status>,
    marked: bool,
}

impl Search {
    /// Prepares a question; `None` if it asks for nothing.
    ///
    /// # Errors
    /// If the pattern is no regular expression, or too large a one.
    pub fn new(question: &Question) -> Result<Option<Self>, PatternError> {
        let matcher = question.pattern.matcher()?;
        let asks = matcher.is_some() || question.within.is_about_annotations();
        Ok(asks.then(|| Self {
            matcher,
            within: question.within.clone(),
            status: question.status.clone(),
            marked: question.marked,
        }))
    }

    /// Whether hits depend on what was said about an article.
    pub fn needs_annotations(&self) -> bool {
        self.matcher.is_none()
            || self.marked
            || self.status.is_some()
            || self.within.is_about_annotations()
            || self.within.side != Side::Anywhere
    }

    /// Where the words stand in a text, at most so many times; `None` if there are none to look for.
    pub fn places(&self, text: &str, most: usize) -> Option<Vec<Range<usize>>> {
        let matcher = self.matcher.as_ref()?;
        Some(matcher.places(text).take(most).collect())
    }

    /// Hits among the places, as far as the annotations let them through; without places, the
    /// annotations that were asked for.
    pub fn narrow(
        &self,
        article: ArticleId,
        text: &str,
        places: Option<Vec<Range<usize>>>,
        annotated: Option<&Annotated<'_>>,
    ) -> Vec<Hit> {
        if let (Some(wanted), Some(annotated)) = (&self.status, annotated)
            && annotated.status != wanted
        {
            return Vec::new();
        }
        let hit = |range: Range<usize>, annotation| Hit {
            article,
            line: Line::of(text, &range),
            marks: match annotated.filter(|_| self.marked) {
                Some(annotated) => annotated.marks(&range),
                None => Vec::new(),
            },
            annotation,
            range,
        };
        let Some(places) = places else {
            let all = annotated.map(|annotated| self.within.annotations(annotated));
            let all = all.into_iter().flatten();
            return all
                .map(|(id, range)| hit(range, Some(id.clone())))
                .collect();
        };
        let places = places.into_iter();
        let kept = places.filter(|place| match annotated {
            Some(annotated) => self.within.lets_through(annotated, place),
            None => true,
        });
        kept.map(|place| hit(place, None)).collect()
    }
}

#[cfg(test)]
mod tests;
