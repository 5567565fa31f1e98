//! What coders have, as marks of the page: lanes below the lines, and outlines where something is open.
//!
//! It draws nothing and knows no window.

use std::ops::Range;

use crate::model::compare::{ArticleComparison, Issue, IssueSubject, UnitIndex};
use crate::model::span::segments;
use crate::model::{Annotation, Fragments, LabelId};
use crate::ui::article::{LaneMark, LaneMarks};

/// A part of the words of a difference that only some of its coders cover.
pub(super) struct DifferingWords {
    /// In bytes of the text.
    pub range: Range<usize>,
    /// The coders who cover it.
    pub coders: Vec<usize>,
}

/// The marks of all coders, whose lanes are in this order.
pub(super) fn of_coders(
    comparison: &ArticleComparison,
    order: &[usize],
    revision: u64,
) -> LaneMarks {
    let mut marks = Vec::new();
    for (group, issue) in comparison.issues().iter().enumerate() {
        match issue.subject {
            IssueSubject::Field(_) => {}
            IssueSubject::Annotations(_) => {
                of_annotations(comparison, order, group, issue, &mut marks);
            }
            IssueSubject::Relation(relation) if issue.is_difference() => {
                of_relation(comparison, order, group, relation, &mut marks);
            }
            IssueSubject::Relation(_) => {}
        }
    }
    LaneMarks::new(order.len(), marks, revision)
}

fn of_annotations(
    comparison: &ArticleComparison,
    order: &[usize],
    group: usize,
    issue: &Issue,
    marks: &mut Vec<LaneMark>,
) {
    let units = units(comparison, issue);
    let differing = differing_words(comparison, issue);
    let all = spans_of(comparison, &units);
    for (lane, coder) in order.iter().enumerate() {
        let own = units.iter().filter(|unit| unit.coder == *coder);
        let before = marks.len();
        marks.extend(own.map(|unit| {
            let spans = spans_of(comparison, std::slice::from_ref(unit));
            let theirs = differing
                .iter()
                .filter(|differing| differing.coders.contains(coder));
            let theirs = theirs.flat_map(|differing| {
                let spans = spans.iter();
                spans.filter_map(|span| common(span, &differing.range))
            });
            LaneMark {
                lane,
                group,
                label: Some(comparison.annotation(*unit).label.clone()),
                is_link: false,
                differing: theirs.collect(),
                spans,
            }
        }));
        if marks.len() == before && issue.is_difference() {
            marks.push(absent(lane, group, all.clone()));
        }
    }
}

/// The ends of a relation, in the lanes of those who have drawn it.
fn of_relation(
    comparison: &ArticleComparison,
    order: &[usize],
    group: usize,
    relation: usize,
    marks: &mut Vec<LaneMark>,
) {
    let relation = &comparison.relations()[relation];
    let ends = [relation.key.from, relation.key.to];
    let ends = ends.map(|cluster| &comparison.matching().clusters[cluster]);
    for (lane, coder) in order.iter().enumerate() {
        let has_it = relation.members.iter().any(|(of, _)| of == coder);
        for end in ends {
            let Some(unit) = end.of_coder(*coder) else {
                continue;
            };
            let spans = spans_of(comparison, &[unit]);
            match has_it {
                true => marks.push(LaneMark {
                    lane,
                    group,
                    label: Some(comparison.annotation(unit).label.clone()),
                    is_link: true,
                    spans,
                    differing: Box::default(),
                }),
                false => marks.push(absent(lane, group, spans)),
            }
        }
    }
}

fn absent(lane: usize, group: usize, spans: Box<[Range<usize>]>) -> LaneMark {
    LaneMark {
        lane,
        group,
        label: None,
        is_link: false,
        spans,
        differing: Box::default(),
    }
}

/// The parts of the words of an issue that only some of those have who have anything there.
pub(super) fn differing_words(
    comparison: &ArticleComparison,
    issue: &Issue,
) -> Vec<DifferingWords> {
    if !issue.flags.borders {
        return Vec::new();
    }
    let units = units(comparison, issue);
    let mut coders: Vec<usize> = units.iter().map(|unit| unit.coder).collect();
    coders.sort_unstable();
    coders.dedup();
    let (mut ranges, mut owners) = (Vec::new(), Vec::new());
    for unit in &units {
        for span in spans_of(comparison, std::slice::from_ref(unit)) {
            ranges.push(span);
            owners.push(unit.coder);
        }
    }
    let mut found: Vec<DifferingWords> = Vec::new();
    for segment in segments(&ranges) {
        let mut active: Vec<usize> = segment.active.iter().map(|index| owners[*index]).collect();
        active.sort_unstable();
        active.dedup();
        if active.len() == coders.len() {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.range.end == segment.range.start && last.coders == active => {
                last.range.end = segment.range.end;
            }
            _ => found.push(DifferingWords {
                range: segment.range,
                coders: active,
            }),
        }
    }
    found
}

/// Where an issue that is open is outlined: all that any coder has there, with the label of most.
pub(super) fn outline(comparison: &ArticleComparison, issue: usize) -> Option<Annotation> {
    let about = &comparison.issues()[issue];
    let label = label(comparison, about)?;
    let units = units(comparison, about);
    let spans = units.iter().filter_map(|unit| {
        let fragments = comparison.annotation(*unit).fragments()?;
        Some(fragments.iter())
    });
    let place = Fragments::joined(spans.flatten()).ok()?;
    Some(Annotation::new(format!("{issue}"), label, place))
}

/// The issue of an outline.
pub(super) fn issue_of_outline(outline: &Annotation) -> Option<usize> {
    outline.id.as_str().parse().ok()
}

/// The label of most coders.
fn label(comparison: &ArticleComparison, issue: &Issue) -> Option<LabelId> {
    let unit = issue
        .readings
        .iter()
        .find_map(|reading| reading.units.first())?;
    Some(comparison.annotation(*unit).label.clone())
}

/// The annotations of all coders that an issue is about; none for relations and fields.
pub(super) fn units(comparison: &ArticleComparison, issue: &Issue) -> Vec<UnitIndex> {
    let IssueSubject::Annotations(knot) = issue.subject else {
        return Vec::new();
    };
    let clusters = comparison.matching().knots[knot].iter();
    let units = clusters.flat_map(|cluster| &comparison.matching().clusters[*cluster].members);
    units.copied().collect()
}

/// What units cover, in bytes, ascending and joined.
fn spans_of(comparison: &ArticleComparison, units: &[UnitIndex]) -> Box<[Range<usize>]> {
    let spans = units.iter().filter_map(|unit| {
        let fragments = comparison.annotation(*unit).fragments()?;
        Some(fragments.iter())
    });
    let joined = Fragments::joined(spans.flatten());
    joined.map_or_else(
        |_| Box::default(),
        |joined| joined.iter().map(|span| span.range()).collect(),
    )
}

fn common(one: &Range<usize>, other: &Range<usize>) -> Option<Range<usize>> {
    let common = one.start.max(other.start)..one.end.min(other.end);
    (!common.is_empty()).then_some(common)
}

#[cfg(test)]
#[path = "marks_tests.rs"]
mod tests;
