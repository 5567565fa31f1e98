//! Converts an article to rows of tokens.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::ops::Range;

use super::{
    ArticleRef, FIRST_LINE, LossKind, Losses, RELATION, SPAN, WriteOptions, escaped, escaped_text,
};
use crate::model::{Annotation, AnnotationId};
use crate::offsets::Chars;
use crate::supports::linked;
use crate::tokens::{Tokenizer, Tokens};

/// A unit that an annotation covers: a token, or a part of one.
type CoveredUnit = (usize, Range<usize>);

/// An annotation with the units that it covers.
struct PlacedAnnotation<'a> {
    annotation: &'a Annotation,
    units: Vec<CoveredUnit>,
    /// The number that disambiguates it; 0 if it is not needed.
    number: usize,
}

impl PlacedAnnotation<'_> {
    /// The tokens that the annotation overlaps.
    fn tokens(&self) -> Option<Range<usize>> {
        Some(self.units.first()?.0..self.units.last()?.0 + 1)
    }
}

/// Writes the file of an article.
pub fn article(article: &ArticleRef<'_>, options: &WriteOptions, losses: &mut Losses) -> String {
    let text = article.document.text();
    let content = text.as_str();
    let tokens = Tokens::new(text, options.tokenizer.unwrap_or(Tokenizer::Words));
    let placed = placed(article, &tokens, losses);
    let mut at_unit: BTreeMap<(usize, usize, usize), Vec<usize>> = BTreeMap::new();
    for (index, one) in placed.iter().enumerate() {
        for (token, range) in &one.units {
            let key = (*token, range.start, range.end);
            at_unit.entry(key).or_default().push(index);
        }
    }
    // Readers expect an annotation within one sentence.
    let stretches: Vec<Range<usize>> = placed.iter().filter_map(PlacedAnnotation::tokens).collect();
    let sentences = tokens.sentences_around(text, &stretches);
    let names = names(&tokens, &sentences, &at_unit);
    let relations = relations(article, &placed, &names, losses);

    let mut out =
        format!("{FIRST_LINE}\n#T_SP={SPAN}|canonical|label\n#T_RL={RELATION}|label|BT_{SPAN}\n\n");
    let mut utf16 = Chars::utf16(content);
    for (number, sentence) in (1..).zip(&sentences) {
        out.push('\n');
        // A sentence that spans several lines has one `#Text` line for each.
        for line in content[tokens.stretch(sentence)].split('\n') {
            // Writing to a `String` cannot fail.
            let _ = writeln!(out, "#Text={}", escaped_text(line));
        }
        for (place, token) in (1..).zip(sentence.clone()) {
            let whole = tokens.tokens[token].clone();
            let mut parts = at_unit.range((token, 0, 0)..(token + 1, 0, 0)).peekable();
            if parts.peek().is_none() {
                let (begin, end) = (utf16.before(whole.start), utf16.before(whole.end));
                let word = escaped_text(&content[whole]);
                let _ = writeln!(out, "{number}-{place}\t{begin}-{end}\t{word}\t_\t_\t_\t_\t");
                continue;
            }
            let mut ranges = vec![whole.clone()];
            let parts = parts.map(|((_, start, end), _)| *start..*end);
            ranges.extend(parts.filter(|range| *range != whole));
            for range in ranges {
                let key = (token, range.start, range.end);
                let here = at_unit.get(&key).map(Vec::as_slice).unwrap_or_default();
                let cell = |value: &dyn Fn(&Annotation) -> String| {
                    let values = here.iter().map(|index| {
                        let one = &placed[*index];
                        let number = match one.number {
                            0 => String::new(),
                            number => format!("[{number}]"),
                        };
                        format!("{}{number}", value(one.annotation))
                    });
                    or_nothing(values.collect::<Vec<_>>().join("|"))
                };
                let entity = cell(&|annotation| {
                    let entity = annotation.entity.as_ref();
                    entity.map_or("*".to_owned(), |entity| value(entity.as_str()))
                });
                let label = cell(&|annotation| value(annotation.label.as_str()));
                let (kinds, sources) = relations.get(&key).cloned().unwrap_or_default();
                let (begin, end) = (utf16.before(range.start), utf16.before(range.end));
                let _ = writeln!(
                    out,
                    "{}\t{begin}-{end}\t{}\t{entity}\t{label}\t{}\t{}\t",
                    names.get(&key).map_or("", String::as_str),
                    escaped_text(&content[range.clone()]),
                    or_nothing(kinds.join("|")),
                    or_nothing(sources.join("|")),
                );
            }
        }
    }
    if sentences.is_empty() {
        out.push('\n');
    }
    out
}

fn or_nothing(cell: String) -> String {
    if cell.is_empty() {
        "_".to_owned()
    } else {
        cell
    }
}

fn value(text: &str) -> String {
    if text.is_empty() {
        "*".to_owned()
    } else {
        escaped(text)
    }
}

/// The annotations on tokens and parts of tokens, with their numbers.
fn placed<'a>(
    article: &ArticleRef<'a>,
    tokens: &Tokens,
    losses: &mut Losses,
) -> Vec<PlacedAnnotation<'a>> {
    let text = article.document.text();
    let mut placed: Vec<PlacedAnnotation<'a>> = Vec::new();
    for annotation in article.document.annotations() {
        let Some(fragments) = annotation.fragments() else {
            continue;
        };
        // Of equally long ones, take the first.
        let longest = fragments.iter().rev().max_by_key(|span| span.byte_len());
        let Some(span) = longest else { continue };
        if fragments.count() > 1 {
            let count = fragments.count();
            let kept = span.text(text);
            let why = format!("it has {count} fragments; only “{kept}” is kept");
            losses.annotation(article, annotation, LossKind::Cut, why);
        }
        let Some(touched) = tokens.touching(&span.range()) else {
            let why = "it covers no word";
            losses.annotation(article, annotation, LossKind::Dropped, why);
            continue;
        };
        let (start, end) = (span.start().0, span.end().0);
        let units: Vec<CoveredUnit> = touched
            .map(|index| {
                let token = &tokens.tokens[index];
                (index, token.start.max(start)..token.end.min(end))
            })
            .collect();
        let is_cut = units.first().is_some_and(|(_, first)| first.start > start)
            || units.last().is_some_and(|(_, last)| last.end < end);
        if is_cut {
            let why = "it is written without the space at its borders";
            losses.annotation(article, annotation, LossKind::Cut, why);
        }
        placed.push(PlacedAnnotation {
            annotation,
            units,
            number: 0,
        });
    }
    let mut counts: HashMap<CoveredUnit, usize> = HashMap::new();
    for unit in placed.iter().flat_map(|one| &one.units) {
        *counts.entry(unit.clone()).or_default() += 1;
    }
    let mut number = 0;
    for one in &mut placed {
        let is_stacked = one.units.iter().any(|unit| counts.get(unit) > Some(&1));
        if one.units.len() > 1 || is_stacked {
            number += 1;
            one.number = number;
        }
    }
    placed
}

type UnitKey = (usize, usize, usize);

/// The name of each annotated token and each part of one: `1-3`, `1-3.1`.
fn names(
    tokens: &Tokens,
    sentences: &[Range<usize>],
    at_unit: &BTreeMap<UnitKey, Vec<usize>>,
) -> HashMap<UnitKey, String> {
    let mut names = HashMap::new();
    for (sentence, range) in sentences.iter().enumerate() {
        for (place, token) in range.clone().enumerate() {
            let mut parts = at_unit.range((token, 0, 0)..(token + 1, 0, 0)).peekable();
            if parts.peek().is_none() {
                continue;
            }
            let whole = &tokens.tokens[token];
            let name = format!("{}-{}", sentence + 1, place + 1);
            names.insert((token, whole.start, whole.end), name.clone());
            let parts = parts.filter(|((_, start, end), _)| (*start..*end) != *whole);
            for (part, (key, _)) in parts.enumerate() {
                names.insert(*key, format!("{name}.{}", part + 1));
            }
        }
    }
    names
}

/// The types and sources of the relations that lead to each unit.
fn relations(
    article: &ArticleRef<'_>,
    placed: &[PlacedAnnotation<'_>],
    names: &HashMap<UnitKey, String>,
    losses: &mut Losses,
) -> HashMap<UnitKey, (Vec<String>, Vec<String>)> {
    let first = |one: &PlacedAnnotation<'_>| {
        let (token, range) = one.units.first()?;
        Some(((*token, range.start, range.end), one.number))
    };
    let ends: HashMap<AnnotationId, (UnitKey, usize)> = placed
        .iter()
        .filter_map(|one| Some((one.annotation.id.clone(), first(one)?)))
        .collect();
    let mut relations: HashMap<UnitKey, (Vec<String>, Vec<String>)> = HashMap::new();
    for (relation, (from, source), (to, target)) in linked(article, &ends, losses) {
        let name = names.get(from).map_or("", String::as_str);
        let (kinds, sources) = relations.entry(*to).or_default();
        kinds.push(value(relation.kind.as_str()));
        sources.push(match (source, target) {
            (0, 0) => name.to_owned(),
            (source, target) => format!("{name}[{source}_{target}]"),
        });
    }
    relations
}
