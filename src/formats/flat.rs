//! Flattens annotations for token-based formats: to whole tokens, one fragment and no overlaps.
//!
//! The losses are reported: spans that are widened to whole tokens, fragments that are dropped, and
//! annotations that overlap a longer one.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::Annotation;

use super::tokens::{Tokens, is_space};
use super::{ArticleRef, LossKind, Losses};

/// An annotation that is widened to whole tokens.
#[derive(Clone, Debug)]
pub struct Chunk<'a> {
    /// Indexes of tokens, never empty.
    pub tokens: Range<usize>,
    pub annotation: &'a Annotation,
}

/// The annotations of an article on whole tokens, in their order. Of an annotation of several
/// fragments, the longest fragment is kept.
pub fn chunks<'a>(
    article: &ArticleRef<'a>,
    tokens: &Tokens,
    losses: &mut Losses,
) -> Vec<Chunk<'a>> {
    let text = article.document.text();
    let mut chunks = Vec::new();
    for annotation in article.document.annotations() {
        let Some(fragments) = annotation.fragments() else {
            continue;
        };
        // Of equally long ones, take the first.
        let longest = fragments.iter().rev().max_by_key(|span| span.byte_len());
        let Some(span) = longest else { continue };
        if fragments.count() > 1 {
            let why = format!(
                "it has {} fragments; only “{}” is kept",
                fragments.count(),
                span.text(text)
            );
            losses.annotation(article, annotation, LossKind::Cut, why);
        }
        // Tokens may be white space too, which no tagger takes as the border of a span.
        let covered = span.text(text);
        let start = span.start().0 + covered.len() - covered.trim_start_matches(is_space).len();
        let words = start..start + covered.trim_matches(is_space).len();
        let Some(touched) = tokens.touching(&words).filter(|_| !words.is_empty()) else {
            let why = "it covers no word";
            losses.annotation(article, annotation, LossKind::Dropped, why);
            continue;
        };
        let stretch = tokens.stretch(&touched);
        if stretch != span.range() {
            let covered = &text.as_str()[stretch.clone()];
            let (kind, how) = if stretch.start >= span.start().0 && stretch.end <= span.end().0 {
                (LossKind::Cut, "without the space around it")
            } else {
                (LossKind::Widened, "since it ends within a word")
            };
            let why = format!("it covers “{covered}”, {how}");
            losses.annotation(article, annotation, kind, why);
        }
        chunks.push(Chunk {
            tokens: touched,
            annotation,
        });
    }
    chunks
}

/// Removes overlaps (chunks that share a token): the longest are kept, of equally long ones the
/// first.
pub fn without_overlap<'a>(
    article: &ArticleRef<'_>,
    chunks: Vec<Chunk<'a>>,
    losses: &mut Losses,
) -> Vec<Chunk<'a>> {
    let mut order: Vec<usize> = (0..chunks.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(chunks[*index].tokens.len()));
    let mut kept: Vec<usize> = Vec::with_capacity(chunks.len());
    // The kept chunks never overlap, so that their starts and ends ascend together.
    let mut by_start: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for index in order {
        let Chunk { tokens, annotation } = &chunks[index];
        let before = by_start.range(..tokens.end).next_back();
        let other = before.filter(|(_, other)| chunks[**other].tokens.end > tokens.start);
        if let Some((_, other)) = other {
            let other = &chunks[*other].annotation.id;
            let why = format!("it overlaps “{other}”, which is kept");
            losses.annotation(article, annotation, LossKind::Dropped, why);
        } else {
            by_start.insert(tokens.start, index);
            kept.push(index);
        }
    }
    let kept: std::collections::HashSet<usize> = kept.into_iter().collect();
    let chunks = chunks.into_iter().enumerate();
    chunks
        .filter_map(|(index, chunk)| kept.contains(&index).then_some(chunk))
        .collect()
}

/// The tagging scheme: how tags mark where a chunk begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `B-` begins, `I-` continues.
    Bio,
    /// `B-` begins, `I-` continues, `L-` ends, `U-` is a chunk of one token.
    Bilou,
}

impl Scheme {
    /// The tag of each token. Chunks must not overlap.
    pub fn tags(
        self,
        tokens: usize,
        chunks: &[Chunk<'_>],
        mut label: impl FnMut(&Annotation) -> String,
    ) -> Vec<Cow<'static, str>> {
        let mut tags = vec![Cow::Borrowed("O"); tokens];
        for Chunk { tokens, annotation } in chunks {
            let label = label(annotation);
            let last = tokens.end - 1;
            for index in tokens.clone() {
                let mark = match (self, index == tokens.start, index == last) {
                    (Self::Bilou, true, true) => 'U',
                    (_, true, _) => 'B',
                    (Self::Bilou, false, true) => 'L',
                    _ => 'I',
                };
                tags[index] = format!("{mark}-{label}").into();
            }
        }
        tags
    }
}
