//! Splits annotations of several fragments, for formats whose annotations are contiguous: every
//! fragment becomes an annotation, and relations of the type [`FRAGMENT`] link the first to the
//! others.

use std::collections::HashMap;

use crate::model::{Annotation, AnnotationId, Relation, Span};

use super::draft::Draft;
use super::supports::linked;
use super::{ArticleRef, LossKind, Losses};

/// The relation type between the fragments of an annotation.
pub const FRAGMENT: &str = "fragment";

/// A fragment of an annotation.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    pub annotation: &'a Annotation,
    pub span: Span,
    /// Whether it is the first of its annotation, which carries all details of the annotation.
    pub is_first: bool,
}

/// A relation between pieces, by their indexes; one without a relation of the article links the
/// fragments of an annotation.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    pub relation: Option<&'a Relation>,
    pub from: usize,
    pub to: usize,
}

impl Link<'_> {
    /// Its type.
    pub fn kind(&self) -> &str {
        self.relation
            .map_or(FRAGMENT, |relation| relation.kind.as_str())
    }
}

/// All fragments of an article in the order of its annotations.
pub fn pieces<'a>(article: &ArticleRef<'a>, losses: &mut Losses) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for annotation in article.document.annotations() {
        let Some(fragments) = annotation.fragments() else {
            continue;
        };
        if fragments.count() > 1 {
            let why = format!("its fragments are annotations, linked by “{FRAGMENT}”");
            losses.annotation(article, annotation, LossKind::Flattened, why);
        }
        pieces.extend(fragments.iter().enumerate().map(|(index, span)| Piece {
            annotation,
            span,
            is_first: index == 0,
        }));
    }
    pieces
}

/// Whether two of some spans have characters in common.
pub fn overlap(spans: impl Iterator<Item = Span>) -> bool {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_unstable();
    // If any two overlap, one of them overlaps its neighbour.
    spans.array_windows().any(|[one, next]| one.overlaps(*next))
}

/// The relations of an article between its pieces, and those that link fragments.
pub fn links<'a>(
    article: &ArticleRef<'a>,
    pieces: &[Piece<'a>],
    losses: &mut Losses,
) -> Vec<Link<'a>> {
    let mut links = Vec::new();
    let mut first = 0;
    let mut indexes: HashMap<AnnotationId, usize> = HashMap::new();
    for (index, piece) in pieces.iter().enumerate() {
        if piece.is_first {
            first = index;
            indexes.insert(piece.annotation.id.clone(), index);
        } else {
            links.push(Link {
                relation: None,
                from: first,
                to: index,
            });
        }
    }
    for (relation, from, to) in linked(article, &indexes, losses) {
        links.push(Link {
            relation: article.document.relation(&relation.id).map(|r| &**r),
            from: *from,
            to: *to,
        });
    }
    links
}

/// Joins annotations that are linked as fragments.
pub fn rejoin(draft: &mut Draft) {
    let mut whole: HashMap<String, String> = HashMap::new();
    draft.relations.retain(|relation| {
        let is_link = relation.kind == FRAGMENT && relation.from != relation.to;
        if is_link {
            whole.insert(relation.to.clone(), relation.from.clone());
        }
        !is_link
    });
    if whole.is_empty() {
        return;
    }
    let (parts, mut kept): (Vec<_>, Vec<_>) = std::mem::take(&mut draft.annotations)
        .into_iter()
        .partition(|annotation| whole.contains_key(&annotation.id));
    // The first of each id.
    let mut indexes: HashMap<String, usize> = HashMap::with_capacity(kept.len());
    for (index, annotation) in kept.iter().enumerate() {
        indexes.entry(annotation.id.clone()).or_insert(index);
    }
    for part in parts {
        let of = whole.get(&part.id).and_then(|of| indexes.get(of).copied());
        let Some(annotation) = of.and_then(|of| kept.get_mut(of)) else {
            indexes.entry(part.id.clone()).or_insert(kept.len());
            kept.push(part);
            continue;
        };
        annotation.claim.spans.extend(part.claim.spans);
        if let (Some(quote), Some(more)) = (&mut annotation.claim.quote, part.claim.quote) {
            quote.push(' ');
            quote.push_str(&more);
        }
    }
    draft.annotations = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{DraftAnnotation, DraftRelation};
    use crate::model::ByteOffset;
    use crate::offsets::DeclaredPosition;

    fn span(start: usize, end: usize) -> Span {
        Span::noted(ByteOffset(start), ByteOffset(end)).expect("it is not empty")
    }

    #[test]
    fn spans_overlap_if_a_pair_of_them_does() {
        let all: Vec<Span> = (0..4)
            .flat_map(|start| (start + 1..5).map(move |end| span(start, end)))
            .collect();
        let mut overlapping = 0;
        for a in &all {
            for b in &all {
                for c in &all {
                    let expected = a.overlaps(*b) || b.overlaps(*c) || a.overlaps(*c);
                    assert_eq!(
                        overlap([*a, *b, *c].into_iter()),
                        expected,
                        "{a:?} {b:?} {c:?}"
                    );
                    overlapping += usize::from(expected);
                }
            }
        }
        assert!(overlapping < all.len().pow(3));
        // With a step for each pair, this would take forty thousand million.
        assert!(!overlap((0..200_000).map(|at| span(at, at + 1))));
    }

    #[test]
    fn linked_annotations_become_fragments_of_the_first() {
        let annotation = |id: String, at: usize| DraftAnnotation {
            id,
            claim: DeclaredPosition {
                spans: vec![(at, at + 1)],
                quote: Some(at.to_string()),
            },
            ..DraftAnnotation::default()
        };
        let link = |from: String, to: String| DraftRelation {
            kind: FRAGMENT.to_owned(),
            from,
            to,
            ..DraftRelation::default()
        };
        // With a search for each part, this would take thousands of millions of steps.
        let count = 50_000;
        let firsts = (0..count).map(|n| annotation(format!("a{n}"), 3 * n));
        let parts = (0..count).map(|n| annotation(format!("b{n}"), 3 * n + 2));
        let mut draft = Draft {
            annotations: firsts.chain(parts).collect(),
            relations: (0..count)
                .map(|n| link(format!("a{n}"), format!("b{n}")))
                .chain([
                    link("nobody".into(), "c".into()),
                    link("c".into(), "d".into()),
                ])
                .collect(),
            ..Draft::default()
        };
        draft
            .annotations
            .extend(["c", "d"].map(|id| annotation(id.into(), 0)));
        rejoin(&mut draft);
        assert_eq!(draft.annotations.len(), count + 1);
        let last = &draft.annotations[count - 1].claim;
        let at = 3 * (count - 1);
        assert_eq!(last.spans, [(at, at + 1), (at + 2, at + 3)]);
        assert_eq!(last.quote, Some(format!("{at} {}", at + 2)));
        // A part of nothing is one of its own, which may have parts.
        let single = &draft.annotations[count];
        assert_eq!((single.id.as_str(), single.claim.spans.len()), ("c", 2));
    }
}
