//! What several coders did with the same articles, in the form that all measures read.
//!
//! It keeps no text: places are numbers of characters (Unicode scalar values), names are numbers of a list,
//! so that ten thousand articles with three coders each fit into memory. It must not know which articles
//! count; [`eligible`](super::eligible) decides that before articles are added.

use std::collections::HashMap;
use std::hash::Hash;

use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

use crate::model::{
    Annotation, AnnotationId, AttributeId, AttributeValue, ByteOffset, CharOffset, Document,
    LabelId, RelationTypeId, Text,
};
use crate::statements::StatementLabels;

use super::statement_parts::statement_parts;

/// Names with their numbers, in the order in which they were first met.
#[derive(Clone, Debug)]
pub struct NameTable<T> {
    names: Vec<T>,
    numbers: HashMap<T, u32>,
}

impl<T> Default for NameTable<T> {
    fn default() -> Self {
        Self {
            names: Vec::new(),
            numbers: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> NameTable<T> {
    /// The number of a name, new if the name is.
    pub fn number(&mut self, name: &T) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = to_u32(self.names.len());
        self.names.push(name.clone());
        self.numbers.insert(name.clone(), number);
        number
    }

    /// The number of a known name.
    pub fn find(&self, name: &T) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// The name of a number.
    ///
    /// # Panics
    /// If the number is of another table.
    pub fn name(&self, number: u32) -> &T {
        &self.names[number as usize]
    }

    /// All names by number.
    pub fn all(&self) -> &[T] {
        &self.names
    }
}

/// A count as a `u32`. Texts are shorter than 4 GiB, so that no count of their parts is larger.
pub(super) fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// One stretch of text: where it starts and ends, in characters, and which words it touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodedRange {
    /// The first character.
    pub start: u32,
    /// After the last character.
    pub end: u32,
    /// The first word that it touches.
    pub first_word: u32,
    /// After the last word that it touches.
    pub end_word: u32,
}

impl CodedRange {
    /// Start and end in characters.
    pub fn chars(self) -> (u32, u32) {
        (self.start, self.end)
    }
}

/// A value of an attribute, as values are compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodedValue {
    /// A choice, a flag, a date, a text: equal or not.
    Word(String),
    /// Several choices, sorted, each once.
    Set(Vec<String>),
    /// A number, by its bits; `-0` is `0`.
    Number(u64),
}

impl CodedValue {
    /// The value of an attribute; `None` if it is empty, which counts as not filled.
    pub fn of(value: &AttributeValue) -> Option<Self> {
        Some(match value {
            AttributeValue::Flag(flag) => Self::Word(flag.to_string()),
            AttributeValue::Text(text) | AttributeValue::Unknown(text) => {
                (!text.is_empty()).then(|| Self::Word(text.clone()))?
            }
            AttributeValue::Integer(number) => Self::number(*number as f64),
            AttributeValue::Number(number) => Self::number(*number),
            AttributeValue::List(items) => {
                let mut items = items.clone();
                items.sort_unstable();
                items.dedup();
                (!items.is_empty()).then_some(Self::Set(items))?
            }
        })
    }

    fn number(number: f64) -> Self {
        Self::Number((number + 0.0).to_bits())
    }

    /// The elements of a set; a single choice is a set of one.
    pub fn elements(&self) -> &[String] {
        match self {
            Self::Word(word) => std::slice::from_ref(word),
            Self::Set(items) => items,
            Self::Number(_) => &[],
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(bits) => Some(f64::from_bits(*bits)),
            _ => None,
        }
    }
}

/// The values of one attribute of matched annotations: one for each coder who has the annotation, `None` where
/// it is not filled.
pub type UnitValues = Vec<Option<u32>>;

/// An annotation of one coder.
#[derive(Clone, Debug)]
pub struct CodedUnit {
    /// The number of its label in [`Study::labels`].
    pub label: u32,
    /// Its fragments, ascending; at least one.
    pub ranges: Vec<CodedRange>,
    /// The number of its entity in [`Study::entities`].
    pub entity: Option<u32>,
    /// Its attributes that are filled: numbers in [`Study::attributes`] and [`Study::values`], ascending.
    pub values: Vec<(u32, u32)>,
}

impl CodedUnit {
    /// The first character.
    pub fn start(&self) -> u32 {
        self.ranges.first().map_or(0, |range| range.start)
    }

    /// After the last character.
    pub fn end(&self) -> u32 {
        self.ranges.last().map_or(0, |range| range.end)
    }

    /// How many characters its fragments cover.
    pub fn size(&self) -> u32 {
        let sizes = self.ranges.iter().map(|range| range.end - range.start);
        sizes.sum()
    }

    /// The value of an attribute.
    pub fn value(&self, attribute: u32) -> Option<u32> {
        let at = self
            .values
            .binary_search_by_key(&attribute, |(name, _)| *name);
        at.ok().map(|at| self.values[at].1)
    }
}

/// A relation of one coder.
#[derive(Clone, Debug)]
pub struct CodedLink {
    /// The number of its type in [`Study::relation_types`].
    pub kind: u32,
    /// Indices of the coder's units at its ends.
    pub from: u32,
    pub to: u32,
    /// As in [`CodedUnit::values`].
    pub values: Vec<(u32, u32)>,
}

/// A statement as it is compared: a demand without its place. Each part is a number of
/// [`Study::statement_parts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodedStatement {
    pub makers: u32,
    pub addressees: u32,
    pub categories: u32,
    pub polarity: u32,
}

/// What one coder did in one article.
#[derive(Clone, Debug, Default)]
pub struct ArticleWork {
    /// The number of the coder in [`Study::coders`].
    pub coder: u32,
    /// Annotations in place, by start, end, id.
    pub units: Vec<CodedUnit>,
    pub links: Vec<CodedLink>,
    pub statements: Vec<CodedStatement>,
    /// When the coder's last annotation was made, as an RFC 3339 time; empty if unknown.
    pub finished: String,
    /// The version of the codebook; empty if unknown.
    pub codebook_version: String,
}

/// An article with what its coders did.
#[derive(Clone, Debug)]
pub struct CodedArticle {
    /// Its name in the project.
    pub name: String,
    /// Its length in characters.
    pub length: u32,
    /// The number of its words, punctuation marks included.
    pub words: u32,
    /// One for each coder, by the coder's number.
    pub work: Vec<ArticleWork>,
}

/// All articles of a study.
#[derive(Clone, Debug, Default)]
pub struct Study {
    pub coders: NameTable<String>,
    pub labels: NameTable<LabelId>,
    pub attributes: NameTable<AttributeId>,
    pub values: NameTable<CodedValue>,
    pub entities: NameTable<String>,
    pub relation_types: NameTable<RelationTypeId>,
    /// Sorted lists of entities or categories, or a polarity, each with its number.
    pub statement_parts: NameTable<Vec<String>>,
    pub articles: Vec<CodedArticle>,
    has_sets: std::collections::HashSet<u32>,
}

/// An article whose coders' documents are added one by one.
pub struct ArticleReading {
    name: String,
    text: Text,
    words: Vec<(u32, u32)>,
    work: Vec<ArticleWork>,
}

impl ArticleReading {
    /// An article of which all coders coded this text.
    pub fn new(name: impl Into<String>, text: &Text) -> Self {
        Self {
            name: name.into(),
            text: text.clone(),
            words: words_of(text),
            work: Vec::new(),
        }
    }

    /// The article's text.
    pub fn text(&self) -> &Text {
        &self.text
    }
}

/// Words of a text, in characters: what stands between Unicode word boundaries (UAX #29) and is no white
/// space. Punctuation marks are words.
pub fn words_of(text: &Text) -> Vec<(u32, u32)> {
    let content = text.as_str();
    let segmenter = WordSegmenter::new_auto(WordBreakInvariantOptions::default());
    let borders = segmenter.segment_str(content);
    let mut words = Vec::new();
    let mut chars = 0;
    let mut from = 0;
    for border in borders {
        let Some(word) = content.get(from..border).filter(|word| !word.is_empty()) else {
            continue;
        };
        let end = chars + to_u32(word.chars().count());
        if !word.chars().all(char::is_whitespace) {
            words.push((chars, end));
        }
        (chars, from) = (end, border);
    }
    words
}

impl Study {
    /// Adds what a coder did. The document's text is that of the article; detached annotations are left
    /// out.
    pub fn read<'a>(
        &mut self,
        article: &'a mut ArticleReading,
        coder: &str,
        document: &Document,
        labels: &StatementLabels,
    ) -> &'a mut ArticleWork {
        let text = &article.text;
        let char_at = |at: ByteOffset| {
            text.char_from_byte(at)
                .map_or(0, |CharOffset(at)| to_u32(at))
        };
        let mut numbers: HashMap<&AnnotationId, u32> = HashMap::new();
        let mut work = ArticleWork {
            coder: self.coders.number(&coder.to_owned()),
            ..ArticleWork::default()
        };
        for annotation in document.annotations() {
            let Some(fragments) = annotation.fragments() else {
                continue;
            };
            numbers.insert(&annotation.id, to_u32(work.units.len()));
            let ranges = fragments.iter().map(|span| {
                let (start, end) = (char_at(span.start()), char_at(span.end()));
                coded_range(&article.words, start, end)
            });
            work.units.push(CodedUnit {
                label: self.labels.number(&annotation.label),
                ranges: ranges.collect(),
                entity: annotation
                    .entity
                    .as_ref()
                    .map(|entity| self.entities.number(&entity.to_string())),
                values: self.values_of(&annotation.attributes),
            });
            let at = &annotation.provenance.at;
            if **at > *work.finished {
                work.finished = at.to_string();
            }
        }
        for relation in document.relations() {
            let end = |id: &AnnotationId| numbers.get(id).copied();
            if let (Some(from), Some(to)) = (end(&relation.from), end(&relation.to)) {
                work.links.push(CodedLink {
                    kind: self.relation_types.number(&relation.kind),
                    from,
                    to,
                    values: self.values_of(&relation.attributes),
                });
            }
        }
        let name_of = |actor: &Annotation| match (&actor.entity, actor.fragments()) {
            (Some(entity), _) => entity.to_string(),
            // An actor without an entity is known by its words alone.
            (None, Some(fragments)) => format!("“{}”", fragments.quote(text).to_lowercase()),
            (None, None) => String::new(),
        };
        work.statements = statement_parts(document, labels, &name_of)
            .into_iter()
            .map(
                |[makers, addressees, categories, polarity]| CodedStatement {
                    makers: self.statement_parts.number(&makers),
                    addressees: self.statement_parts.number(&addressees),
                    categories: self.statement_parts.number(&categories),
                    polarity: self.statement_parts.number(&polarity),
                },
            )
            .collect();
        article.work.push(work);
        let last = article.work.len() - 1;
        &mut article.work[last]
    }

    /// Adds an article with what its coders did.
    pub fn add(&mut self, article: ArticleReading) {
        self.push(CodedArticle {
            name: article.name,
            length: to_u32(article.text.char_len()),
            words: to_u32(article.words.len()),
            work: article.work,
        });
    }

    /// Adds an article whose numbers are those of this study.
    pub fn push(&mut self, mut article: CodedArticle) {
        article.work.sort_by_key(|work| work.coder);
        self.articles.push(article);
    }

    /// The number of a value, and whether its attribute has sets.
    pub fn value_number(&mut self, attribute: u32, value: &CodedValue) -> u32 {
        if matches!(value, CodedValue::Set(_)) {
            self.has_sets.insert(attribute);
        }
        self.values.number(value)
    }

    /// Whether any coder gave this attribute several choices.
    pub fn is_set(&self, attribute: u32) -> bool {
        self.has_sets.contains(&attribute)
    }

    fn values_of(&mut self, attributes: &crate::model::Attributes) -> Vec<(u32, u32)> {
        let mut values = Vec::new();
        for (name, value) in attributes {
            if let Some(value) = CodedValue::of(value) {
                let name = self.attributes.number(name);
                values.push((name, self.value_number(name, &value)));
            }
        }
        values.sort_unstable();
        values
    }
}

/// A range of characters with the words that it touches.
pub fn coded_range(words: &[(u32, u32)], start: u32, end: u32) -> CodedRange {
    let first = words.partition_point(|word| word.1 <= start);
    let after = words.partition_point(|word| word.0 < end);
    CodedRange {
        start,
        end,
        first_word: to_u32(first),
        end_word: to_u32(after.max(first)),
    }
}
