//! From a coded article to a passage of a report: numbers of annotations, names, links, facts.
//!
//! It knows no file: whose coding of an article is shown, the caller decides.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::clean::heading;
use crate::model::codebook::{Attribute, AttributeKind, Codebook};
use crate::model::{
    Anchor, Annotation, AnnotationId, AttributeId, AttributeValue, Attributes, Document,
    EntityBook, EntityId, LabelId, Relation, fields,
};
use crate::report::{ReportLabel, ReportLink, ReportLinkEnd, ReportNote, ReportPassage};

/// The longest quote in a list of annotations, in characters; the text has all of it.
const QUOTE_CHARS: usize = 200;
/// The longest words in a link, in characters.
const LINK_CHARS: usize = 60;

/// A coded article.
#[derive(Clone, Copy, Debug)]
pub struct ReportedArticle<'a> {
    /// Its name in the project, with slashes.
    pub name: &'a str,
    /// Whose coding it is, empty if coders are not named.
    pub coder: &'a str,
    pub document: &'a Document,
}

/// Which annotations are in a report.
#[derive(Clone, Debug, Default)]
pub struct ReportFilter {
    /// Any of these labels; all if there is none.
    pub labels: BTreeSet<LabelId>,
    /// Any of these entities.
    pub entities: Option<BTreeSet<EntityId>>,
    /// An attribute with this value, or with a list that contains it.
    pub attribute: Option<(AttributeId, String)>,
}

impl ReportFilter {
    /// Whether an annotation is in the report.
    pub fn takes(&self, annotation: &Annotation) -> bool {
        let entity = annotation.entity.as_ref();
        let has_entity = |of: &BTreeSet<EntityId>| entity.is_some_and(|entity| of.contains(entity));
        let has_value = |(id, wanted): &(AttributeId, String)| match annotation.attributes.get(id) {
            Some(AttributeValue::List(items)) => items.contains(wanted),
            Some(value) => value.to_string() == *wanted,
            None => false,
        };
        (self.labels.is_empty() || self.labels.contains(&annotation.label))
            && self.entities.as_ref().is_none_or(has_entity)
            && self.attribute.as_ref().is_none_or(has_value)
    }
}

/// The mark of an annotation, and its index among those that are shown.
struct NumberedMark {
    mark: String,
    index: Option<usize>,
}

type Marks<'d> = HashMap<&'d AnnotationId, NumberedMark>;

/// Reads articles with one codebook and one list of entities, and counts the labels that occur.
#[derive(Debug)]
pub struct ArticleReader<'b> {
    codebook: &'b Codebook,
    entities: &'b EntityBook,
    filter: &'b ReportFilter,
    labels: Vec<ReportLabel>,
    /// Indexes of `labels`.
    known: HashMap<LabelId, usize>,
    /// The letters that are taken.
    letters: BTreeSet<String>,
}

impl<'b> ArticleReader<'b> {
    /// A reader that has read nothing.
    pub fn new(codebook: &'b Codebook, entities: &'b EntityBook, filter: &'b ReportFilter) -> Self {
        let mut reader = Self {
            codebook,
            entities,
            filter,
            labels: Vec::new(),
            known: HashMap::new(),
            letters: BTreeSet::new(),
        };
        for label in &codebook.labels {
            reader.label(&label.id);
        }
        reader
    }

    /// The labels so far, those of the codebook first.
    pub fn into_labels(self) -> Vec<ReportLabel> {
        self.labels
    }

    /// The index of a label; one that the codebook lacks gets a grey of its own.
    fn label(&mut self, id: &LabelId) -> usize {
        if let Some(index) = self.known.get(id) {
            return *index;
        }
        let label = self.codebook.label(id);
        let name = label.map_or(id.as_str(), |label| &label.name);
        let name = heading(if name.trim().is_empty() {
            id.as_str()
        } else {
            name
        });
        let letters = unused_letters(&name, &mut self.letters);
        self.labels.push(ReportLabel {
            letters,
            name,
            color: label.map_or(UNDECLARED, |label| label.color.light),
            line: label.map(|label| label.line).unwrap_or_default(),
            definition: label
                .map(|label| label.definition.clone())
                .unwrap_or_default(),
            count: 0,
        });
        self.known.insert(id.clone(), self.labels.len() - 1);
        self.labels.len() - 1
    }

    /// The article with its annotations, of which the filter may leave out some. Numbers are given before:
    /// the same annotation has the same number in every report of the article.
    pub fn passage(&mut self, source: ReportedArticle<'_>) -> ReportPassage {
        let document = source.document;
        let all = document.annotations().iter().chain(document.detached());
        let mut numbers: HashMap<usize, usize> = HashMap::new();
        let mut marks = Marks::new();
        let mut shown = 0..;
        for annotation in all {
            let label = self.label(&annotation.label);
            let number = numbers.entry(label).or_default();
            *number += 1;
            let mark = format!("{}{number}", self.labels[label].letters);
            let is_shown = self.filter.takes(annotation);
            let index = if is_shown { shown.next() } else { None };
            marks.insert(&annotation.id, NumberedMark { mark, index });
        }
        let mut notes = |annotations: &[Arc<Annotation>]| -> Vec<ReportNote> {
            let taken = annotations
                .iter()
                .filter(|annotation| self.filter.takes(annotation));
            let taken: Vec<&Arc<Annotation>> = taken.collect();
            let taken = taken.into_iter();
            taken
                .map(|annotation| self.note(document, annotation, &marks))
                .collect()
        };
        let (placed, unplaced) = (notes(document.annotations()), notes(document.detached()));
        ReportPassage {
            title: title(&source),
            facts: self.facts(&source),
            url: web_address(document.field(fields::URL)),
            language: language(document.field(fields::LANGUAGE)),
            text: document.text().clone(),
            range: 0..document.text().len(),
            notes: placed,
            unplaced,
        }
    }

    fn note(
        &mut self,
        document: &Document,
        annotation: &Annotation,
        marks: &Marks<'_>,
    ) -> ReportNote {
        let label = self.label(&annotation.label);
        self.labels[label].count += 1;
        let spans = annotation
            .fragments()
            .map(|of| of.iter().map(|span| span.range()).collect());
        let attributes: Vec<&Attribute> = self.codebook.attributes_of(&annotation.label).collect();
        let links = document.relations_of(&annotation.id);
        ReportNote {
            mark: marks
                .get(&annotation.id)
                .map(|of| of.mark.clone())
                .unwrap_or_default(),
            label,
            spans: spans.unwrap_or_default(),
            quote: quote(document, annotation, QUOTE_CHARS),
            entity: annotation
                .entity
                .as_ref()
                .map(|id| self.entities.name(id).to_owned()),
            values: self.values(&annotation.attributes, &attributes),
            links: links
                .map(|relation| self.link(document, relation, marks))
                .collect(),
            memo: annotation.memo.clone(),
            by: annotation.provenance.by.to_string(),
            at: annotation.provenance.at.to_string(),
        }
    }

    fn link(&self, document: &Document, relation: &Relation, marks: &Marks<'_>) -> ReportLink {
        let kind = self.codebook.relation(&relation.kind);
        let attributes: Vec<&Attribute> = kind.iter().flat_map(|kind| &kind.attributes).collect();
        let name = kind
            .map(|kind| kind.name.as_str())
            .filter(|name| !name.is_empty());
        let end = |id: &AnnotationId| {
            let annotation = document.annotation(id);
            let entity = annotation.and_then(|annotation| annotation.entity.as_ref());
            let mark = marks.get(id);
            ReportLinkEnd {
                mark: mark.map(|of| of.mark.clone()).unwrap_or_default(),
                words: match (entity, annotation) {
                    (Some(entity), _) => self.entities.name(entity).to_owned(),
                    (None, Some(annotation)) => quote(document, annotation, LINK_CHARS),
                    (None, None) => id.to_string(),
                },
                index: mark.and_then(|of| of.index),
            }
        };
        ReportLink {
            from: end(&relation.from),
            name: name.unwrap_or(relation.kind.as_str()).to_owned(),
            to: end(&relation.to),
            values: self.values(&relation.attributes, &attributes),
        }
    }

    /// Values as people read them, in the order of the codebook, then those that it lacks.
    fn values(&self, values: &Attributes, declared: &[&Attribute]) -> Vec<(String, String)> {
        let known = declared.iter().filter_map(|attribute| {
            let value = values.get(&attribute.id)?;
            Some((attribute.name.clone(), self.value(Some(attribute), value)))
        });
        let is_declared = |id: &AttributeId| declared.iter().any(|attribute| attribute.id == *id);
        let others = values.iter().filter(|(id, _)| !is_declared(id));
        let others = others.map(|(id, value)| (id.to_string(), self.value(None, value)));
        let all = known.chain(others);
        all.filter(|(_, value)| !value.trim().is_empty()).collect()
    }

    fn value(&self, attribute: Option<&Attribute>, value: &AttributeValue) -> String {
        match (attribute.map(|attribute| &attribute.kind), value) {
            (Some(AttributeKind::Entity), AttributeValue::Text(id)) => {
                self.entities.name(&EntityId::from(id.as_str())).to_owned()
            }
            _ => attribute.map_or_else(|| value.to_string(), |a| a.display_text(value)),
        }
    }

    /// Date, outlet, author and the declared fields, then the coder and the status.
    fn facts(&self, source: &ReportedArticle<'_>) -> Vec<(String, String)> {
        let values = &source.document.fields().values;
        let fields = self.codebook.article_fields();
        let shown = fields
            .iter()
            .filter(|field| !NOT_FACTS.contains(&field.id.as_str()));
        let shown = shown.filter_map(|field| {
            let value = values.get(field.id.as_str())?;
            Some((field.name.clone(), self.value(Some(field), value)))
        });
        let mut facts: Vec<(String, String)> = shown.collect();
        facts.push(("Article".to_owned(), source.name.to_owned()));
        facts.push(("Coder".to_owned(), source.coder.to_owned()));
        facts.push((
            "Status".to_owned(),
            source.document.fields().status.to_string(),
        ));
        facts.retain(|(_, value)| !value.trim().is_empty());
        facts
    }
}

/// The colour of labels that the codebook lacks.
const UNDECLARED: [u8; 3] = [0x5A, 0x5A, 0x64];

/// Fields that stand elsewhere: in the heading, as a link, as the language of the text.
const NOT_FACTS: [&str; 3] = [fields::TITLE, fields::URL, fields::LANGUAGE];

/// The first letter of a name, or as many as no other label has, or else the first with a number.
fn unused_letters(name: &str, taken: &mut BTreeSet<String>) -> String {
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
    let first: String = letters
        .iter()
        .take(1)
        .flat_map(|c| c.to_uppercase())
        .collect();
    let first = if first.is_empty() {
        "X".to_owned()
    } else {
        first
    };
    let longer = (1..letters.len().min(4)).map(|more| {
        let others: String = letters[1..=more].iter().collect();
        first.clone() + &others.to_lowercase()
    });
    let numbered = (2..).map(|number: usize| format!("{first}{number}."));
    let mut all = std::iter::once(first.clone()).chain(longer).chain(numbered);
    let unused = all
        .find(|letters| !taken.contains(letters))
        .unwrap_or(first.clone());
    taken.insert(unused.clone());
    unused
}

fn quote(document: &Document, annotation: &Annotation, chars: usize) -> String {
    match &annotation.place {
        Anchor::At(fragments) => fragments.quote_start(document.text(), chars),
        Anchor::Detached(lost) => lost.quote_start(chars),
    }
}

/// The title, or else the name.
fn title(source: &ReportedArticle<'_>) -> String {
    let title = heading(source.document.field(fields::TITLE));
    if title.is_empty() {
        heading(source.name)
    } else {
        title
    }
}

/// The address of a web page; nothing else may become a link.
fn web_address(url: &str) -> String {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    let is_sound =
        url.len() < 2_000 && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    if is_web && is_sound {
        url.to_owned()
    } else {
        String::new()
    }
}

/// A language code that can stand in a file: `en`, `uk`, `zh-Hant`.
fn language(code: &str) -> Option<String> {
    let mut parts = code.trim().split('-');
    let first = parts.next()?;
    let is_letters = |part: &str, sizes: std::ops::RangeInclusive<usize>| {
        sizes.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let is_language = is_letters(first, 2..=3) && first.bytes().all(|b| b.is_ascii_alphabetic());
    (is_language && parts.all(|part| is_letters(part, 2..=8))).then(|| code.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_unique() {
        let mut taken = BTreeSet::new();
        let letters: Vec<String> = ["Actor", "Act", "Demand", "actor", "Ac", "акт", "", "7"]
            .map(|name| unused_letters(name, &mut taken))
            .into();
        assert_eq!(letters, ["A", "Ac", "D", "Act", "A2.", "А", "X", "X2."]);
    }

    #[test]
    fn only_sound_codes_are_languages() {
        for (code, is_one) in [
            ("en", true),
            ("zh-Hant", true),
            (" uk ", true),
            ("", false),
            ("English", false),
            ("e\"n", false),
            ("en-", false),
            ("42", false),
        ] {
            assert_eq!(language(code).is_some(), is_one, "{code}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        for (url, is_one) in [
            ("https://example.org/a?b=c", true),
            ("http://example.org", true),
            ("javascript:alert(1)", false),
            ("file:///etc/passwd", false),
            ("https://a b", false),
            ("", false),
        ] {
            assert_eq!(!web_address(url).is_empty(), is_one, "{url}");
        }
    }
}
