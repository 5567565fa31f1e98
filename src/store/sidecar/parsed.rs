//! A parsed sidecar: its annotations borrow from the bytes of the file.
//!
//! It must not know JSON visitors or the article's text: `read` and `items` fill it, `place` anchors
//! it to the text.

use std::borrow::Cow;
use std::sync::Arc;

use smallvec::SmallVec;

use super::Header;
use crate::json::Str;
use crate::model::annotation::CodedId;
use crate::model::document::ArticleFields;
use crate::model::{Attributes, Decision, DecisionId, Provenance, Relation, Unknown};

/// A parsed sidecar, before its quotes are located in the text.
pub struct Sidecar<'a> {
    /// The header, with the source as it was when the sidecar was written.
    pub header: Header,
    /// The number of scalar values of the source, if recorded.
    pub source_chars: Option<usize>,
    /// Status and fields of the article.
    pub fields: ArticleFields,
    /// The article's text, in records that contain it.
    pub text: Option<Cow<'a, str>>,
    pub(super) annotations: Vec<AnnotationLine<'a>>,
    pub(super) relations: Vec<Relation>,
    pub(super) decisions: Vec<(DecisionId, Arc<Decision>)>,
}

impl Sidecar<'_> {
    /// How many annotations it has, detached ones included.
    pub fn annotation_count(&self) -> usize {
        self.annotations.len()
    }

    /// How many decisions are about an annotation of a coder, by its coder and id.
    pub fn decisions_about(&self, coder: &str, id: &str) -> usize {
        let member = CodedId::new(coder, id);
        let decisions = self.decisions.iter();
        decisions
            .filter(|(_, decision)| decision.of.contains(&member))
            .count()
    }
}

/// One annotation as in the file.
pub(super) struct AnnotationLine<'a> {
    pub id: Cow<'a, str>,
    pub label: Arc<str>,
    pub spans: SmallVec<[(usize, usize); 1]>,
    pub quote: SmallVec<[Str<'a>; 1]>,
    pub prefix: Cow<'a, str>,
    pub suffix: Cow<'a, str>,
    pub detached: bool,
    pub entity: Option<Arc<str>>,
    pub attributes: Attributes,
    pub memo: Cow<'a, str>,
    pub provenance: Provenance,
    pub unknown: Unknown,
}
