//! The options of a writer, and what they and the articles decide together: the parts of a dataset,
//! its labels and relation types.

use std::collections::BTreeSet;

use crate::model::{Codebook, EntityBook, LabelId};

use super::shards::Shards;
use super::split::{DatasetPart, Split};
use super::tokens::Tokenizer;
use super::{ArticleRef, Dedupe};

/// The options of a writer. Filters are applied before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WriteOptions {
    /// The labels, attributes and relation types in use.
    pub codebook: Codebook,
    /// The entities that annotations mention.
    pub entities: EntityBook,
    /// The tokenizer of token-based formats; `None` for the format's own.
    pub tokenizer: Option<Tokenizer>,
    /// Which articles go into which part; `None` for one dataset.
    pub split: Option<Split>,
    /// How articles are distributed to shards; `None` for no shards.
    pub shards: Option<Shards>,
    /// The rule for duplicates.
    pub dedupe: Dedupe,
    /// How far the coders agree, in one line for the data card; empty if it is not known.
    pub agreement: String,
}

impl WriteOptions {
    /// The parts of the dataset in order: one part without a name if it is not split.
    pub fn parts<'a>(&'a self, articles: &[ArticleRef<'a>]) -> Vec<DatasetPart<'a>> {
        match &self.split {
            None => vec![DatasetPart {
                name: "",
                articles: articles.to_vec(),
            }],
            Some(split) => split.parts(articles),
        }
    }

    /// The labels of the articles and of the codebook, sorted by name: the basis of a list of
    /// labels that must be the same in all parts.
    pub fn labels(&self, articles: &[ArticleRef<'_>]) -> Vec<LabelId> {
        let used = articles.iter().flat_map(|article| {
            let annotations = article.document.annotations();
            annotations.iter().map(|annotation| &annotation.label)
        });
        let declared = self.codebook.labels.iter().map(|label| &label.id);
        let labels: BTreeSet<&LabelId> = used.chain(declared).collect();
        labels.into_iter().cloned().collect()
    }

    /// The relation types of the articles and of the codebook, sorted by name.
    pub fn relation_types(&self, articles: &[ArticleRef<'_>]) -> Vec<String> {
        let used = articles.iter().flat_map(|article| {
            let relations = article.document.relations();
            relations.map(|relation| relation.kind.as_str())
        });
        let declared = self.codebook.relations.iter().map(|kind| kind.id.as_str());
        let kinds: BTreeSet<&str> = used.chain(declared).collect();
        kinds.into_iter().map(str::to_owned).collect()
    }
}
