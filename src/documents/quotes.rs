//! Reports of quotes: each annotation with the sentences around it, grouped.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{ByteOffset, Text, words};
use crate::report::{ReportLabel, ReportNote, ReportPassage, ReportSection};

/// The most text around an annotation that is shown, in bytes on each side.
const CONTEXT: usize = 600;

/// What quotes are grouped by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QuoteGroups {
    #[default]
    Label,
    Entity,
    Article,
}

/// The heading of quotes without an entity.
const NO_ENTITY: &str = "No entity";

/// The annotations of articles in groups, in each group in the order of the articles.
pub fn sections(
    articles: impl IntoIterator<Item = ReportPassage>,
    labels: &[ReportLabel],
    groups: QuoteGroups,
) -> Vec<ReportSection> {
    let mut sections: BTreeMap<GroupKey, ReportSection> = BTreeMap::new();
    for (number, article) in articles.into_iter().enumerate() {
        let all = article.notes.iter().chain(&article.unplaced);
        for note in all {
            let (key, heading) = group(groups, note, number, &article, labels);
            let section = sections.entry(key).or_default();
            section.heading.get_or_insert(heading);
            section.passages.push(quote(&article, note));
        }
    }
    sections.into_values().collect()
}

/// The order of groups: by number, then by name.
type GroupKey = (usize, String, String);

fn group(
    groups: QuoteGroups,
    note: &ReportNote,
    number: usize,
    article: &ReportPassage,
    labels: &[ReportLabel],
) -> (GroupKey, String) {
    match (groups, &note.entity) {
        (QuoteGroups::Label, _) => {
            let name = labels.get(note.label).map(|label| label.name.clone());
            (
                (note.label, String::new(), String::new()),
                name.unwrap_or_default(),
            )
        }
        (QuoteGroups::Article, _) => (
            (number, String::new(), String::new()),
            article.title.clone(),
        ),
        (QuoteGroups::Entity, Some(entity)) => {
            ((0, entity.to_lowercase(), entity.clone()), entity.clone())
        }
        (QuoteGroups::Entity, None) => ((1, String::new(), String::new()), NO_ENTITY.to_owned()),
    }
}

/// One annotation of an article with its context.
fn quote(article: &ReportPassage, note: &ReportNote) -> ReportPassage {
    let mut note = note.clone();
    for end in note
        .links
        .iter_mut()
        .flat_map(|link| [&mut link.from, &mut link.to])
    {
        end.index = (end.mark == note.mark).then_some(0);
    }
    let (notes, unplaced) = match note.spans.is_empty() {
        false => (vec![note], Vec::new()),
        true => (Vec::new(), vec![note]),
    };
    ReportPassage {
        title: article.title.clone(),
        facts: article.facts.clone(),
        url: article.url.clone(),
        language: article.language.clone(),
        text: article.text.clone(),
        range: notes
            .first()
            .map_or(0..0, |note| context(&article.text, &note.spans)),
        notes,
        unplaced,
    }
}

/// The sentences that spans are in, as far as they are near.
fn context(text: &Text, spans: &[Range<usize>]) -> Range<usize> {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return 0..0;
    };
    let start = words::sentence_at(text, ByteOffset(first.start))
        .start
        .min(first.start);
    let content = text.as_str();
    let last_char = content[..last.end]
        .char_indices()
        .next_back()
        .map_or(0, |(at, _)| at);
    let end = words::sentence_at(text, ByteOffset(last_char))
        .end
        .max(last.end);
    let near_start = content.ceil_char_boundary(first.start.saturating_sub(CONTEXT));
    let near_end = content.floor_char_boundary(last.end.saturating_add(CONTEXT));
    start.max(near_start)..end.min(near_end)
}

#[cfg(test)]
#[allow(
    clippy::single_range_in_vec_init,
    reason = "most annotations have one fragment"
)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_has_the_sentences_around_it() {
        let content = "It rained. The port wants a truce. Nobody came.\n\nThe end.";
        let text = Text::new(content);
        let check = |words: &str, expected: &str| {
            let start = content.find(words).expect("the words");
            let span = start..start + words.len();
            assert_eq!(content[context(&text, &[span])].trim(), expected, "{words}");
        };
        check("a truce", "The port wants a truce.");
        check("rained. The", "It rained. The port wants a truce.");
        check("end", "The end.");
        let long = Text::new("é".repeat(10_000));
        let range = context(&long, &[8_000..8_002]);
        assert!(
            range.len() < 3 * CONTEXT && range.start <= 8_000,
            "{range:?}"
        );
    }
}
