//! The summary of an article that has not been opened, for the list of articles.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use super::article::OpenError;
use super::article_meta::{Copies, FieldPlaces, FieldSources, LoadedMeta};
use super::atomic;
use super::decode::{self, DecodeError};
use super::sidecar::{self, Peek, Snapshot};
use crate::model::document::Status;
use crate::model::entity_uses::EntityUses;
use crate::model::listing::Described;
use crate::model::missing::count_incomplete;
use crate::model::{Codebook, FieldScope, LabelId};

/// The number of bytes of an article that are read. The word count of the rest is extrapolated.
const READ_BYTES: u64 = 1 << 20;

/// The summary of an article with its annotations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Glance {
    pub status: Status,
    pub described: Described,
    /// Annotations of each label, detached ones included.
    pub labels: BTreeMap<LabelId, usize>,
    pub counted: Counted,
    /// The entities that are mentioned, and other texts that may name entities.
    pub entities: EntityUses,
}

/// Counts that background jobs compute, since they take time in proportion to annotations or words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counted {
    /// Placed annotations that lack a required attribute, entity or relation.
    pub incomplete: usize,
    /// Words of the text, separated by white space.
    pub words: usize,
    /// The time of the last annotation, in the format of the files; empty if no annotation has a
    /// time.
    pub last_at: Box<str>,
}

impl Counted {
    /// The counts of an article that has been opened.
    pub fn of(snapshot: &Snapshot, codebook: &Codebook) -> Self {
        let annotations = || snapshot.annotations().iter().map(|a| &**a);
        let relations = snapshot.relations().iter().map(|r| &**r);
        let times = annotations().map(|annotation| &*annotation.provenance.at);
        Self {
            incomplete: count_incomplete(codebook, annotations(), relations),
            words: words_of(snapshot.text().as_str()),
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
pub fn glance(
    article: &Path,
    sidecar: &Path,
    places: &FieldPlaces,
    codebook: &Codebook,
) -> Result<Glance, OpenError> {
    let words = words_in(article)?;
    let mut peek = match atomic::read(sidecar, sidecar::LIMIT_BYTES) {
        Ok((bytes, _)) => sidecar::peek(&bytes, codebook).map_err(|source| OpenError::Sidecar {
            path: sidecar.to_owned(),
            source,
        })?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Peek::default(),
        Err(source) => {
            return Err(OpenError::SidecarFile {
                path: sidecar.to_owned(),
                source,
            });
        }
    };
    if places.has_meta || !places.sidecars.is_empty() {
        let own = Copies {
            fields: std::mem::take(&mut peek.fields.values),
            source_unknown: Default::default(),
        };
        let sources = FieldSources {
            scope: Arc::new(FieldScope::of(codebook)),
            sidecars: places.sidecars.clone(),
        };
        let (_, coded) = sources.scope.split(&own.fields);
        let meta = LoadedMeta::find(article, ("", ""), &sources, (sidecar, own)).meta;
        let (shared, _) = sources.scope.split(&meta.fields);
        peek.fields.values = coded.into_iter().chain(shared).collect();
        for value in peek.fields.values.values() {
            peek.entities.note(value);
        }
    }
    Ok(Glance {
        described: Described::of(&peek.fields),
        status: peek.fields.status,
        labels: peek.labels,
        counted: Counted {
            incomplete: peek.incomplete,
            words,
            last_at: peek.last_at.into(),
        },
        entities: peek.entities,
    })
}

fn words_of(text: &str) -> usize {
    text.split_whitespace().count()
}

fn words_in(article: &Path) -> Result<usize, OpenError> {
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
    let limit = decode::DEFAULT_LIMIT_BYTES;
    if size > limit {
        return Err(no_text(DecodeError::TooLarge { size, limit }));
    }
    let mut head = Vec::with_capacity(size.min(READ_BYTES) as usize);
    file.take(READ_BYTES)
        .read_to_end(&mut head)
        .map_err(unreadable)?;
    // The cut may split a character, which is not an error of the file; binary data is still
    // detected.
    let words = match decode::decode(&head, None) {
        Ok(decoded) => words_of(decoded.text.as_str()),
        Err(error @ DecodeError::NotText { .. }) => return Err(no_text(error)),
        Err(_) => 0,
    };
    let read = (head.len() as u64).max(1);
    Ok((words as u64 * size.max(read) / read) as usize)
}
