//! Reads what several coders did with the same articles, and counts in what they differ.
//!
//! Which codings there are, and who may see them, the caller knows. What is counted is
//! [`DifferenceStatistics`].

use super::agreement::gather::{BLOCK, ReadCoding, read_article, read_block};
use super::agreement::table::AgreementSource;
use crate::model::compare::ArticleComparison;
use crate::model::compare::statistics::DifferenceStatistics;
use crate::model::document::{Document, Status};
use crate::model::history::ArticleId;
use crate::model::{FieldScope, LabelId};
use crate::store::coder::AGREED_CODER;

/// In what the coders of a project differ.
#[derive(Debug, Default)]
pub struct CountedDifferences {
    pub statistics: DifferenceStatistics,
    /// The articles that were compared; examples name them by their place here.
    pub articles: Vec<ArticleId>,
    /// Codings that could not be read, with the reason of the first.
    pub unread: Option<(usize, String)>,
}

impl CountedDifferences {
    /// The labels of annotations that were compared.
    pub fn labels(&self) -> Vec<&LabelId> {
        let pairs = self.statistics.labels.keys();
        let labels = pairs.flat_map(|(one, other)| one.iter().chain(other));
        let labels: std::collections::BTreeSet<&LabelId> = labels.collect();
        labels.into_iter().collect()
    }
}

/// Reads the articles and counts. `None` if it was cancelled.
pub fn count(
    sources: &[AgreementSource],
    loader: &crate::store::ArticleLoader,
    scope: &FieldScope,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<CountedDifferences> {
    let mut counted = CountedDifferences::default();
    for block in sources.chunks(BLOCK) {
        let read_one = |source: &AgreementSource| read_article(&source.source, loader);
        let read = read_block(block, is_cancelled, &read_one);
        if is_cancelled() {
            return None;
        }
        for (source, read) in block.iter().zip(read) {
            for error in read.unread {
                let unread = counted.unread.get_or_insert((0, error.to_string()));
                unread.0 += 1;
            }
            counted.add(source.id, &read.codings, scope);
        }
    }
    Some(counted)
}

impl CountedDifferences {
    fn add(&mut self, article: ArticleId, codings: &[ReadCoding], scope: &FieldScope) {
        let is_agreed = |coding: &&ReadCoding| coding.coder == AGREED_CODER;
        let agreed = codings.iter().find(is_agreed);
        let people = codings
            .iter()
            .filter(|coding| !is_agreed(coding) && is_coded(&coding.article.document));
        let mut people = people.map(|coding| (coding.coder.as_str(), &coding.article.document));
        let Some(first) = people.next() else { return };
        let text = first.1.text();
        let same = people.filter(|(_, document)| document.text().as_str() == text.as_str());
        let coders: Vec<(&str, &Document)> = std::iter::once(first).chain(same).collect();
        if coders.len() < 2 {
            return;
        }
        let comparison = ArticleComparison::new(text, &coders, scope);
        let none = std::collections::BTreeMap::new();
        let decisions = agreed.map_or(&none, |coding| coding.article.document.decisions());
        let number = self.articles.len();
        self.articles.push(article);
        self.statistics.add(number, &comparison, decisions);
    }
}

/// Whether a coding counts: it is done or has annotations, and was not skipped.
fn is_coded(document: &Document) -> bool {
    match document.fields().status {
        Status::Done => true,
        Status::Skipped => false,
        _ => !document.annotations().is_empty(),
    }
}
