//! Names that the project knows, found in an article by longest match, with their entity.
//!
//! Known are the names and aliases of entities and the mentions of finished articles. Two words match
//! if they are the same without their endings, so that `Путіним` is found for `Путін`. A name is
//! believed as far as it was right in finished articles: a word that is sometimes a name and mostly not
//! is not suggested. Words that finished articles counted to a name, such as titles, are added to it.
//!
//! ```text
//! finished   [President Vladimir Putin] said        new   [President Emmanuel Macron] said
//! known      Emmanuel Macron                              found with the title, its entity filled in
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::dictionary::LONGEST_ENTRY;
use super::layers::spans_of;
use super::model::{EntityBook, EntityId, LabelId, Text};
use super::tagger::FinishedArticle;
use super::tokens::{TokenSequence, covered, tokens_in};

/// A name found in an article.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestedName {
    /// Bytes of the article's text.
    pub range: Range<usize>,
    pub label: LabelId,
    /// The entity that it was, if it was mostly one.
    pub entity: Option<EntityId>,
    /// How often the name was right in finished articles.
    pub confidence: f64,
}

/// What decides which names are suggested.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameSettings {
    /// The least share of right occurrences.
    pub least_precision: f64,
}

impl Default for NameSettings {
    fn default() -> Self {
        Self {
            least_precision: 0.5,
        }
    }
}

/// All names of a project.
#[derive(Debug, Default)]
pub struct KnownNames {
    names: Vec<KnownName>,
    /// Finds the names, as stems with a separator around each; `None` without names.
    finder: Option<AhoCorasick>,
    /// Words before and after names: how often they belonged to the name, and how often not.
    before: BTreeMap<String, Belonging>,
    after: BTreeMap<String, Belonging>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Belonging {
    inside: usize,
    outside: usize,
}

/// A name by its stems.
#[derive(Clone, Debug)]
struct KnownName {
    label: LabelId,
    /// How often it was each entity; one from the project's entities has a head start.
    entities: BTreeMap<EntityId, usize>,
    /// The articles in which it is annotated, if it is no name of an entity.
    articles: Option<BTreeSet<usize>>,
    right: usize,
    occurrences: usize,
}

/// A name is right by itself this often, of this many times, before finished articles tell more.
const FIRST_RIGHT: f64 = 1.5;
const FIRST_OCCURRENCES: f64 = 2.0;

/// The largest number of words that are added to a name on a side.
const MOST_ADDED: usize = 3;

/// Around each stem.
const SEPARATOR: char = '\u{1f}';

impl KnownNames {
    /// Collects the names, and how far they were right in finished articles. Mentions are those with one of
    /// `labels`.
    pub fn learn(
        entities: &EntityBook,
        articles: &[FinishedArticle<'_>],
        labels: &BTreeSet<LabelId>,
    ) -> Self {
        let mut names: BTreeMap<String, KnownName> = BTreeMap::new();
        let usual = usual_labels(articles, labels);
        for entity in entities.entities.values() {
            let label = entity.label.as_ref().or_else(|| usual.get(&entity.id));
            let Some(label) = label.filter(|label| labels.contains(*label)) else {
                continue;
            };
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                let Some(key) = key_of(name) else { continue };
                let name = names
                    .entry(key)
                    .or_insert_with(|| KnownName::new(label, None));
                *name.entities.entry(entity.id.clone()).or_default() += 1;
            }
        }
        for (number, article) in articles.iter().enumerate() {
            let annotations = article.document.annotations().iter();
            for annotation in annotations.filter(|one| labels.contains(&one.label)) {
                let place = annotation.fragments().filter(|place| place.count() == 1);
                let Some(place) = place else { continue };
                let quote = place.quote(article.document.text());
                let Some(key) = key_of(&quote) else { continue };
                let name = names
                    .entry(key)
                    .or_insert_with(|| KnownName::new(&annotation.label, Some(BTreeSet::new())));
                if let Some(articles) = &mut name.articles {
                    articles.insert(number);
                }
                if let Some(entity) = &annotation.entity {
                    *name.entities.entry(entity.clone()).or_default() += 1;
                }
            }
        }
        let (keys, names): (Vec<String>, Vec<KnownName>) = names.into_iter().unzip();
        // What belongs to names is learned from names of entities inside longer mentions, so that these
        // must not be found as names here.
        let cores: Vec<&str> = keys
            .iter()
            .zip(&names)
            .filter(|(_, name)| name.articles.is_none())
            .map(|(key, _)| key.as_str())
            .collect();
        let mut known = Self {
            names,
            finder: finder(&cores),
            ..Self::default()
        };
        for article in articles {
            known.learn_beside(article, labels);
        }
        known.finder = finder(&keys);
        for (number, article) in articles.iter().enumerate() {
            known.learn_from(number, article);
        }
        known
    }

    /// Counts where names are right in a finished article.
    fn learn_from(&mut self, number: usize, article: &FinishedArticle<'_>) {
        let labels: BTreeSet<LabelId> = self.names.iter().map(|name| name.label.clone()).collect();
        let annotated = annotated(article, &labels);
        for sequence in &article.prepared.sequences {
            for (tokens, name) in self.matches(article.document.text(), sequence) {
                let known = &mut self.names[name];
                // Where a name is known from nowhere else, its own mention proves nothing.
                let only_here = known
                    .articles
                    .as_ref()
                    .is_some_and(|of| of.len() == 1 && of.contains(&number));
                if !only_here {
                    let spans = annotated.get(&known.label).map_or(&[][..], Vec::as_slice);
                    let is_right = around(spans, &range_of(sequence, &tokens)).is_some();
                    known.occurrences += 1;
                    known.right += usize::from(is_right);
                }
            }
        }
    }

    /// Counts which words beside names are annotated with them.
    fn learn_beside(&mut self, article: &FinishedArticle<'_>, labels: &BTreeSet<LabelId>) {
        let text = article.document.text();
        let annotated = annotated(article, labels);
        for sequence in &article.prepared.sequences {
            for (tokens, _) in self.matches(text, sequence) {
                let range = range_of(sequence, &tokens);
                let span = annotated.values().find_map(|spans| around(spans, &range));
                if let Some(span) = span {
                    let inside = covered(&sequence.tokens, span).unwrap_or(tokens.clone());
                    self.count_beside(text, sequence, &tokens, &inside);
                }
            }
        }
    }

    fn count_beside(
        &mut self,
        text: &Text,
        sequence: &TokenSequence,
        name: &Range<usize>,
        inside: &Range<usize>,
    ) {
        for count in 1..=MOST_ADDED {
            if let Some(words) = words_before(text, sequence, name.start, count) {
                let belonging = self.before.entry(words).or_default();
                if name.start - inside.start.min(name.start) == count {
                    belonging.inside += 1;
                } else {
                    belonging.outside += 1;
                }
            }
            if let Some(words) = words_after(text, sequence, name.end, count) {
                let belonging = self.after.entry(words).or_default();
                if inside.end.max(name.end) - name.end == count {
                    belonging.inside += 1;
                } else {
                    belonging.outside += 1;
                }
            }
        }
    }

    /// The longest names in a sequence that do not overlap: tokens and number of the name.
    fn matches(&self, text: &Text, sequence: &TokenSequence) -> Vec<(Range<usize>, usize)> {
        let Some(finder) = &self.finder else {
            return Vec::new();
        };
        let mut stems = String::new();
        stems.push(SEPARATOR);
        let mut starts = Vec::with_capacity(sequence.tokens.len());
        for token in &sequence.tokens {
            starts.push(stems.len() - SEPARATOR.len_utf8());
            stems.push_str(&stem(&text.as_str()[token.clone()]));
            stems.push(SEPARATOR);
        }
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        let mut from = 0;
        // The separator after a name is also the one before the next.
        while let Some(found_here) = finder.find(aho_corasick::Input::new(&stems).range(from..)) {
            let first = starts.partition_point(|start| *start < found_here.start());
            let end = starts.partition_point(|start| *start < found_here.end() - 1);
            found.push((first..end, found_here.pattern().as_usize()));
            from = (found_here.end() - SEPARATOR.len_utf8()).max(from + 1);
        }
        found
    }

    /// The names in the sequences of an article, in the order of the text.
    pub fn suggest(
        &self,
        text: &Text,
        sequences: &[TokenSequence],
        settings: &NameSettings,
    ) -> Vec<SuggestedName> {
        let mut suggested = Vec::new();
        for sequence in sequences {
            let mut taken = 0;
            for (tokens, name) in self.matches(text, sequence) {
                let name = &self.names[name];
                let confidence = name.precision();
                if confidence < settings.least_precision {
                    continue;
                }
                let tokens = self.with_words_beside(text, sequence, tokens, taken);
                taken = tokens.end;
                suggested.push(SuggestedName {
                    range: range_of(sequence, &tokens),
                    label: name.label.clone(),
                    entity: name.usual_entity(),
                    confidence,
                });
            }
        }
        suggested
    }

    /// A name with the words before and after it that mostly belonged to names, not before `from`.
    fn with_words_beside(
        &self,
        text: &Text,
        sequence: &TokenSequence,
        name: Range<usize>,
        from: usize,
    ) -> Range<usize> {
        let belongs = |of: Option<&Belonging>| of.is_some_and(|of| of.inside > of.outside);
        let before = (1..=MOST_ADDED).rev().find(|count| {
            let words = words_before(text, sequence, name.start, *count);
            words.is_some_and(|words| belongs(self.before.get(&words)))
        });
        let after = (1..=MOST_ADDED).rev().find(|count| {
            let words = words_after(text, sequence, name.end, *count);
            words.is_some_and(|words| belongs(self.after.get(&words)))
        });
        let start = (name.start - before.unwrap_or(0)).max(from.min(name.start));
        start..name.end + after.unwrap_or(0)
    }

    /// The number of names.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether no name is known.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

impl KnownName {
    fn new(label: &LabelId, articles: Option<BTreeSet<usize>>) -> Self {
        Self {
            label: label.clone(),
            entities: BTreeMap::new(),
            articles,
            right: 0,
            occurrences: 0,
        }
    }

    fn precision(&self) -> f64 {
        (self.right as f64 + FIRST_RIGHT) / (self.occurrences as f64 + FIRST_OCCURRENCES)
    }

    /// The entity of at least two thirds of its mentions.
    fn usual_entity(&self) -> Option<EntityId> {
        let all: usize = self.entities.values().sum();
        let most = self.entities.iter().max_by_key(|(_, count)| **count);
        most.filter(|(_, count)| 3 * **count >= 2 * all)
            .map(|(entity, _)| entity.clone())
    }
}

/// The spans of labels in an article.
fn annotated(
    article: &FinishedArticle<'_>,
    labels: &BTreeSet<LabelId>,
) -> BTreeMap<LabelId, Vec<Range<usize>>> {
    let spans = |label: &LabelId| (label.clone(), spans_of(article.document, label));
    labels.iter().map(spans).collect()
}

/// The span that covers a range.
fn around<'a>(spans: &'a [Range<usize>], range: &Range<usize>) -> Option<&'a Range<usize>> {
    spans
        .iter()
        .find(|span| span.start <= range.start && range.end <= span.end)
}

fn finder<T: AsRef<[u8]>>(keys: &[T]) -> Option<AhoCorasick> {
    if keys.is_empty() {
        return None;
    }
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostLongest);
    // It fails only with more states than fit into 32 bits.
    builder.build(keys).ok()
}

/// The label that most mentions of an entity have.
fn usual_labels(
    articles: &[FinishedArticle<'_>],
    labels: &BTreeSet<LabelId>,
) -> BTreeMap<EntityId, LabelId> {
    let mut counts: BTreeMap<EntityId, BTreeMap<LabelId, usize>> = BTreeMap::new();
    let annotations = articles
        .iter()
        .flat_map(|article| article.document.annotations());
    for annotation in annotations.filter(|one| labels.contains(&one.label)) {
        if let Some(entity) = &annotation.entity {
            let of = counts.entry(entity.clone()).or_default();
            *of.entry(annotation.label.clone()).or_default() += 1;
        }
    }
    let usual = counts.into_iter().filter_map(|(entity, of)| {
        let label = of.into_iter().max_by_key(|(_, count)| *count)?.0;
        Some((entity, label))
    });
    usual.collect()
}

/// The stems of a name with separators around them; `None` if it has no letter or is too long.
fn key_of(name: &str) -> Option<String> {
    let tokens = tokens_in(name, 0..name.len());
    if tokens.is_empty() || tokens.len() > LONGEST_ENTRY || !name.chars().any(char::is_alphabetic) {
        return None;
    }
    let mut key = String::from(SEPARATOR);
    for token in tokens {
        key.push_str(&stem(&name[token]));
        key.push(SEPARATOR);
    }
    Some(key)
}

/// A word without what changes with its case and number: up to three last letters of Cyrillic endings, or
/// a plural `s`.
fn stem(word: &str) -> String {
    /// The least number of letters that stay.
    const SHORTEST: usize = 3;
    let chars: Vec<char> = word.chars().filter(|c| *c != SEPARATOR).collect();
    let is_cyrillic = |c: &char| ('\u{400}'..='\u{52f}').contains(c);
    let mut end = chars.len();
    match chars.last() {
        Some(last) if is_cyrillic(last) => {
            let ends = |c: &char| "аеиоуыэюяіїєйьвгмх".contains(*c);
            while end > SHORTEST && chars.len() - end < 3 && ends(&chars[end - 1]) {
                end -= 1;
            }
        }
        Some('s') if end > SHORTEST + 1 && chars[end - 2] != 's' => end -= 1,
        _ => {}
    }
    chars[..end].iter().collect()
}

fn range_of(sequence: &TokenSequence, tokens: &Range<usize>) -> Range<usize> {
    sequence.tokens[tokens.start].start..sequence.tokens[tokens.end - 1].end
}

/// The words right before a token, if there are so many in the sequence.
fn words_before(
    text: &Text,
    sequence: &TokenSequence,
    token: usize,
    count: usize,
) -> Option<String> {
    Some(joined(
        text,
        &sequence.tokens[token.checked_sub(count)?..token],
    ))
}

/// The words from a token on, if there are so many in the sequence.
fn words_after(
    text: &Text,
    sequence: &TokenSequence,
    token: usize,
    count: usize,
) -> Option<String> {
    Some(joined(text, sequence.tokens.get(token..token + count)?))
}

fn joined(text: &Text, tokens: &[Range<usize>]) -> String {
    let words: Vec<&str> = tokens
        .iter()
        .map(|token| &text.as_str()[token.clone()])
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::PreparedText;
    use crate::model::{Document, Entity};
    use crate::tagger::test_documents::document;

    fn entities(names: &[(&str, &[&str])]) -> EntityBook {
        let mut book = EntityBook::default();
        for (name, aliases) in names {
            let aliases = aliases.iter().map(|alias| (*alias).to_owned()).collect();
            let label = Some("actor".into());
            book.insert(Entity {
                aliases,
                label,
                ..Entity::new(book.unique_id(name), *name)
            });
        }
        book
    }

    fn found(book: &EntityBook, finished: &[Document], text: &str) -> Vec<String> {
        let prepared: Vec<PreparedText> = finished
            .iter()
            .map(|document| PreparedText::new(document.text()))
            .collect();
        let articles: Vec<FinishedArticle> = finished
            .iter()
            .zip(&prepared)
            .map(|(document, prepared)| FinishedArticle { document, prepared })
            .collect();
        let known = KnownNames::learn(book, &articles, &["actor".into()].into());
        let text = Text::new(text);
        let sequences = crate::tokens::sequences(&text);
        let names = known.suggest(&text, &sequences, &NameSettings::default());
        let shown = names.into_iter().map(|name| {
            let entity = name
                .entity
                .map_or_else(String::new, |id| format!(" = {id}"));
            format!("{}{entity}", &text.as_str()[name.range])
        });
        shown.collect()
    }

    #[test]
    fn the_longest_name_on_borders_of_words_is_found_with_its_entity() {
        let book = entities(&[
            ("Ana Reyes", &["Reyes"]),
            ("League of Nations", &["League"]),
            ("Nat", &[]),
        ]);
        assert_eq!(
            found(
                &book,
                &[],
                "Ana Reyes told the League of Nations that Reyes and the League agreed. Nation, Nat."
            ),
            [
                "Ana Reyes = ana-reyes",
                "League of Nations = league-of-nations",
                "Reyes = ana-reyes",
                "League = league-of-nations",
                "Nat = nat",
            ]
        );
        assert_eq!(found(&book, &[], "Reyes Reyes, Reyes").len(), 3);
    }

    #[test]
    fn inflected_names_are_found() {
        let book = entities(&[
            ("Володимир Зеленський", &["Зеленський"]),
            ("Путін", &[]),
            ("Москва", &[]),
        ]);
        assert_eq!(
            found(
                &book,
                &[],
                "Зеленського та Володимиру Зеленському з Путіним у Москві, Москвою"
            ),
            [
                "Зеленського = володимир-зеленський",
                "Володимиру Зеленському = володимир-зеленський",
                "Путіним = путін",
                "Москві = москва",
                "Москвою = москва",
            ]
        );
    }

    #[test]
    fn names_that_are_mostly_something_else_are_not_suggested() {
        let book = entities(&[("May", &[]), ("Kyiv", &[])]);
        let finished = document("In May they met. In May [actor:Kyiv] spoke. May came.\nMay went.");
        assert_eq!(
            found(&book, &[], "May met Kyiv"),
            ["May = may", "Kyiv = kyiv"]
        );
        assert_eq!(found(&book, &[finished], "May met Kyiv"), ["Kyiv = kyiv"]);
    }

    #[test]
    fn titles_that_belonged_to_names_belong_to_new_ones() {
        let book = entities(&[
            ("Ana Reyes", &[]),
            ("Boris Stein", &[]),
            ("Clara Okafor", &[]),
        ]);
        let finished = [
            document("Yesterday [actor:President Ana Reyes] spoke."),
            document("But [actor:President Boris Stein] and minister [actor:Ana Reyes] left."),
        ];
        assert_eq!(
            found(
                &book,
                &finished,
                "President Clara Okafor met minister Boris Stein."
            ),
            [
                "President Clara Okafor = clara-okafor",
                "Boris Stein = boris-stein"
            ]
        );
    }

    #[test]
    fn mentions_of_finished_articles_are_names_too() {
        let book = EntityBook::default();
        let finished = [
            document("[actor:The Union] met."),
            document("[actor:The Union] left, they said."),
        ];
        assert_eq!(
            found(&book, &finished, "Then The Union agreed."),
            ["The Union"]
        );
        // A name of many entities has none.
        assert!(found(&book, &[], "The Union").is_empty());
    }

    #[test]
    fn strange_names_and_texts_do_no_harm() {
        let book = entities(&[("\u{1f}", &["\u{1f}\u{1f}x"]), ("…", &[]), ("", &["  "])]);
        for text in ["", "\u{1f}x \u{1f}", "x", "…", "\n\n"] {
            found(&book, &[], text);
        }
    }
}
