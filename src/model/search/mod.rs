//! Search for words, or for annotations, in many articles (search in project).
//!
//! ```text
//! Question --new--> Search --places--> matches of the words alone: most articles have none
//!                          --narrow--> Hit: a match that passes the filter, with its line
//! ```
//!
//! The caller loads the annotations of an article only if its text contains the words, and only if
//! the question needs them. Start with [`SearchQuery`].

mod pattern;

mod within;

mod line;

use std::ops::Range;

pub use line::{ConcordanceLine, HitOrder, sorted};
pub use pattern::{Pattern, PatternError};
pub use within::{Annotated, InsideOrOutside, Within};

use super::annotation::{AnnotationId, LabelId};
use super::document::Status;
use super::history::ArticleId;
use pattern::Matcher;

/// The input of a search: words, filters and options.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// The words; if empty, the search finds annotations.
    pub pattern: Pattern,
    /// The filter on annotations: those that contain the words, or those to find.
    pub within: Within,
    /// Only articles of this status.
    pub status: Option<Status>,
    /// Whether hits include the labels on them; see [`SearchHit::marks`].
    pub marked: bool,
}

/// A search result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    pub article: ArticleId,
    /// In bytes of the article.
    pub range: Range<usize>,
    /// The hit with the words before and after it.
    pub line: ConcordanceLine,
    /// The annotation, if the search was for annotations.
    pub annotation: Option<AnnotationId>,
    /// Labels of annotations that overlap the hit, if [`SearchQuery::marked`]: whether the
    /// annotation covers exactly the hit, and its label.
    pub marks: Vec<(bool, LabelId)>,
}

impl SearchHit {
    /// Whether a text still has the hit: the search may have read another version of the file.
    pub fn stands_in(&self, text: &str) -> bool {
        text.get(self.range.clone()).is_some()
            && ConcordanceLine::of(text, &self.range) == self.line
    }
}

/// A compiled question, to run on many articles.
#[derive(Clone, Debug)]
pub struct Search {
    matcher: Option<Matcher>,
    within: Within,
    status: Option<Status>,
    marked: bool,
}

impl Search {
    /// Compiles a question; `None` if it is empty.
    ///
    /// # Errors
    /// If the pattern is an invalid regular expression, or too large.
    pub fn new(question: &SearchQuery) -> Result<Option<Self>, PatternError> {
        let matcher = question.pattern.matcher()?;
        let asks = matcher.is_some() || question.within.is_about_annotations();
        Ok(asks.then(|| Self {
            matcher,
            within: question.within.clone(),
            status: question.status.clone(),
            marked: question.marked,
        }))
    }

    /// Whether hits depend on an article's annotations or status.
    pub fn needs_annotations(&self) -> bool {
        self.matcher.is_none()
            || self.marked
            || self.status.is_some()
            || self.within.is_about_annotations()
            || self.within.side != InsideOrOutside::Anywhere
    }

    /// The matches of the words in a text, at most `most`; `None` if the question has no words.
    pub fn places(&self, text: &str, most: usize) -> Option<Vec<Range<usize>>> {
        let matcher = self.matcher.as_ref()?;
        Some(matcher.places(text).take(most).collect())
    }

    /// Filters the matches by annotations and status and returns the hits; without matches, the
    /// hits are the annotations that pass the filter.
    pub fn narrow(
        &self,
        article: ArticleId,
        text: &str,
        places: Option<Vec<Range<usize>>>,
        annotated: Option<&Annotated<'_>>,
    ) -> Vec<SearchHit> {
        if let (Some(wanted), Some(annotated)) = (&self.status, annotated)
            && annotated.status != wanted
        {
            return Vec::new();
        }
        let hit = |range: Range<usize>, annotation| SearchHit {
            article,
            line: ConcordanceLine::of(text, &range),
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
