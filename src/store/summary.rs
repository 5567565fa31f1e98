//! The summary of an article that has not been opened, for the list of articles.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use super::article::OpenError;
use super::article_meta::{Copies, FieldPlaces, FieldSources, LoadedMeta};
use super::atomic;
use super::decode::{self, DecodeError};
use super::sidecar::{self, SidecarScan, Snapshot};
use crate::model::article_query::Described;
use crate::model::document::Status;
use crate::model::entity_uses::EntityUses;
use crate::model::headline::headline;
use crate::model::missing::count_incomplete;
use crate::model::{Codebook, FieldScope, LabelId};

/// The number of bytes of an article that are read. The word count of the rest is extrapolated.
const READ_BYTES: u64 = 1 << 20;

/// The summary of an article with its annotations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleSummary {
    pub status: Status,
    pub described: Described,
    /// Annotations of each label, detached ones included.
    pub labels: BTreeMap<LabelId, usize>,
    pub counted: SummaryCounts,
    /// The entities that are mentioned, and other texts that may name entities.
    pub entities: EntityUses,
}

/// Counts that background jobs compute, since they take time in proportion to annotations or words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SummaryCounts {
    /// Placed annotations that lack a required attribute, entity or relation.
    pub incomplete: usize,
    /// Words of the text, separated by white space.
    pub words: usize,
    /// The time of the last annotation, in the format of the files; empty if no annotation has a
    /// time.
    pub last_at: Box<str>,
}

impl SummaryCounts {
    /// The counts of an article that has been opened.
    pub fn of(snapshot: &Snapshot, codebook: &Codebook) -> Self {
        let annotations = || snapshot.annotations().iter().map(|a| &**a);
        let relations = snapshot.relations().iter().map(|r| &**r);
        let times = annotations().map(|annotation| &*annotation.provenance.at);
        Self {
            incomplete: count_incomplete(codebook, annotations(), relations),
            words: snapshot.text().word_count(),
            last_at: times.max().unwrap_or_default().into(),
        }
    }
}

/// Checks whether an article can be opened, and scans its sidecar, which need not exist. The
/// codebook determines what annotations require; `fields` says where the article's fields are.
///
/// Only the first megabyte of the article is read, so an error further on appears only when it is
/// opened.
///
/// # Errors
/// Those of opening the article.
pub fn summarize(
    article: &Path,
    sidecar: &Path,
    places: &FieldPlaces,
    codebook: &Codebook,
) -> Result<ArticleSummary, OpenError> {
    let (words, headline) = words_in(article)?;
    let mut scan = match atomic::read(sidecar, sidecar::MAX_FILE_BYTES) {
        Ok((bytes, _)) => sidecar::scan(&bytes, codebook).map_err(|source| OpenError::Sidecar {
            path: sidecar.to_owned(),
            source,
        })?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => SidecarScan::default(),
        Err(source) => {
            return Err(OpenError::SidecarFile {
                path: sidecar.to_owned(),
                source,
            });
        }
    };
    if places.has_meta || !places.sidecars.is_empty() {
        let own = Copies {
            fields: std::mem::take(&mut scan.fields.values),
            source_unknown: Default::default(),
        };
        let sources = FieldSources {
            scope: Arc::new(FieldScope::of(codebook)),
            sidecars: places.sidecars.clone(),
        };
        let (_, coded) = sources.scope.split(&own.fields);
        let meta = LoadedMeta::find(article, ("", ""), &sources, (sidecar, own)).meta;
        let (shared, _) = sources.scope.split(&meta.fields);
        scan.fields.values = coded.into_iter().chain(shared).collect();
        for value in scan.fields.values.values() {
            scan.entities.note(value);
        }
    }
    Ok(ArticleSummary {
        described: Described::of(&scan.fields).with_headline(headline.as_deref()),
        status: scan.fields.status,
        labels: scan.labels,
        counted: SummaryCounts {
            incomplete: scan.incomplete,
            words,
            last_at: scan.last_at.into(),
        },
        entities: scan.entities,
    })
}

/// The number of words of a text, and its headline.
fn words_in(article: &Path) -> Result<(usize, Option<String>), OpenError> {
    let unreadable = |source| OpenError::Article {
        path: article.to_owned(),
        source,
    };
    let no_text = |source| OpenError::Decode {
        path: article.to_owned(),
        source,
    };
    let file = atomic::open(article).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let limit = decode::MAX_ARTICLE_BYTES;
    if size > limit {
        return Err(no_text(DecodeError::TooLarge { size, limit }));
    }
    let mut head = Vec::with_capacity(size.min(READ_BYTES) as usize);
    file.take(READ_BYTES)
        .read_to_end(&mut head)
        .map_err(unreadable)?;
    // The cut may split a character, which is not an error of the file; binary data is still
    // detected.
    let (words, headline) = match decode::decode(&head, None) {
        Ok(decoded) => {
            let headline = headline(decoded.text.as_str()).map(str::to_owned);
            (decoded.text.word_count(), headline)
        }
        Err(error @ DecodeError::NotText { .. }) => return Err(no_text(error)),
        Err(_) => (0, None),
    };
    let read = (head.len() as u64).max(1);
    let words = (words as u64 * size.max(read) / read) as usize;
    Ok((words, headline))
}
