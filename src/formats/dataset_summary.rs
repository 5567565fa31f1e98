//! A summary of what a dataset contains, made without keeping its articles.

use std::collections::{BTreeMap, HashSet};

use crate::model::codebook_diff::united;
use crate::model::observed::Observed;
use crate::model::{Codebook, EntityBook, LabelId};

use super::unzipped::UnzippedFiles;
use super::{CodingOf, Format, FormatError, ImportSink, ImportedArticle, InputFile, Losses};

/// The summary of a dataset, without its articles.
#[derive(Clone, Debug, Default)]
pub struct DatasetSummary {
    /// The number of articles, each counted once however many people have coded it.
    pub articles: usize,
    /// The number of annotations in place.
    pub annotations: usize,
    /// The number of annotations whose place was not found.
    pub detached: usize,
    pub relations: usize,
    /// The number of annotations per label.
    pub labels: BTreeMap<LabelId, usize>,
    /// The entities of the dataset.
    pub entities: EntityBook,
    /// The problems, one per line: first in articles, then in the files.
    pub notices: Vec<String>,
    pub losses: Losses,
    declared: Option<Codebook>,
    used: Observed,
    /// The articles that several people have coded.
    coded: HashSet<String>,
}

impl DatasetSummary {
    /// Reads a dataset, passes its articles on, and returns a summary. What was found before an
    /// error is returned too.
    pub fn of(
        format: &dyn Format,
        files: &[InputFile<'_>],
        take: &mut dyn FnMut(ImportedArticle) -> Result<(), FormatError>,
    ) -> (Self, Result<(), FormatError>) {
        let mut summary = Self::default();
        let mut take = |article: ImportedArticle| {
            summary.add(&article);
            take(article)
        };
        let mut intake = ImportSink::new(&mut take);
        let unzipped = UnzippedFiles::of(files);
        let read = unzipped.read(&mut intake, |files, intake| format.read_into(files, intake));
        intake.end();
        let ImportSink {
            entities,
            codebook,
            losses,
            ..
        } = intake;
        summary.entities = entities;
        summary.declared = codebook;
        summary.losses = losses;
        (summary, read)
    }

    fn add(&mut self, article: &ImportedArticle) {
        let document = &article.document;
        let is_new = article.coding == CodingOf::Only || self.coded.insert(article.name.clone());
        self.articles += usize::from(is_new);
        self.annotations += document.annotations().len();
        self.detached += document.detached().len();
        self.relations += document.relations().len();
        for (label, count) in document.counts() {
            *self.labels.entry(label.clone()).or_default() += count;
        }
        let notices = article.notices.iter();
        let notices = notices.map(|notice| format!("{}: {}", article.name, notice.kind));
        self.notices.extend(notices);
        self.used.add(document);
    }

    /// The codebook, extended by what the dataset declares and uses.
    pub fn extended(&self, ours: &Codebook) -> Codebook {
        let declared = match &self.declared {
            Some(theirs) => united(ours, theirs),
            None => ours.clone(),
        };
        united(&declared, &self.used.codebook(&declared))
    }
}
