//! Deduplication for exports: drops repeated texts, or repeated annotations and relations.
//!
//! Coders mark each repetition. An annotation is a duplicate of an earlier one with the same label,
//! the same entity (without an entity: the same words) and the same attributes; a relation is a
//! duplicate of one with the same type and attributes between such annotations. Relations of a
//! dropped annotation are redirected to the annotation that it repeats.

use std::collections::{HashMap, HashSet};

use crate::model::{Annotation, AnnotationId, Document, Relation};

use super::{ArticleRef, LossKind, Losses, LostItem, codings};

/// The rule for duplicates: what an export leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dedupe {
    /// Keeps everything.
    #[default]
    None,
    /// Drops articles with the text of an earlier one.
    Texts,
    /// Drops annotations and relations that repeat in the same article.
    Article,
    /// Drops annotations and relations that repeat in articles of the same date.
    Day,
    /// Drops annotations and relations that repeat anywhere.
    All,
}

/// The articles that remain, some of them with fewer annotations.
pub struct Deduped<'a>(Vec<(ArticleRef<'a>, Option<Document>)>);

impl Deduped<'_> {
    /// The remaining articles, to be written.
    pub fn refs(&self) -> Vec<ArticleRef<'_>> {
        let articles = self.0.iter();
        let refs = articles.map(|(article, changed)| ArticleRef {
            document: changed.as_ref().unwrap_or(article.document),
            ..*article
        });
        refs.collect()
    }
}

impl Dedupe {
    /// All rules with their names on the command line and their titles.
    pub const ALL: [(&'static str, &'static str, Self); 5] = [
        ("none", "Keep all", Self::None),
        ("texts", "Each text once", Self::Texts),
        ("article", "Repetitions once an article", Self::Article),
        ("day", "Repetitions once a day", Self::Day),
        ("all", "Repetitions once", Self::All),
    ];

    /// The rule with this name.
    pub fn by_name(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(other, ..)| *other == name);
        found.map(|(.., dedupe)| *dedupe)
    }

    /// Drops the duplicates, and reports them.
    pub fn apply<'a>(self, articles: Vec<ArticleRef<'a>>, losses: &mut Losses) -> Deduped<'a> {
        let mut texts: HashMap<&str, &str> = HashMap::new();
        let mut days: HashMap<String, SeenAnnotations> = HashMap::new();
        let mut kept = Vec::with_capacity(articles.len());
        let are_several = codings::are_several(&articles);
        for (article, is_several) in articles.into_iter().zip(are_several) {
            // What two people say of one article is no repetition.
            let coder = match is_several {
                true => format!("{}\u{1}", article.header.coder),
                false => String::new(),
            };
            let date = article.document.field("date");
            let day = match self {
                Self::None => None,
                Self::Texts => {
                    let text = article.document.text().as_str();
                    // Other people's codings of the article are no copies of it.
                    let is_copy = |first: &&&str| !is_several || **first != article.name;
                    if let Some(first) = texts.get(text).filter(is_copy) {
                        let why = format!("its text is that of {first}");
                        losses.add(article.name, LostItem::Article, LossKind::Dropped, why);
                        continue;
                    }
                    texts.insert(text, article.name);
                    None
                }
                Self::All => Some(coder),
                Self::Day if !date.is_empty() => {
                    Some(coder.chars().chain(date.chars().take(10)).collect())
                }
                // An article without a date forms a group of its own.
                Self::Day | Self::Article => {
                    days.remove("");
                    Some(String::new())
                }
            };
            let changed = day.and_then(|day| {
                let said = days.entry(day).or_default();
                said.without_repetitions(&article, losses)
            });
            kept.push((article, changed));
        }
        Deduped(kept)
    }
}

/// The annotations and relations seen so far.
#[derive(Default)]
struct SeenAnnotations {
    /// By the annotation's key: the first such annotation, and its article.
    annotations: HashMap<String, (AnnotationId, String)>,
    relations: HashSet<String>,
}

impl SeenAnnotations {
    /// The document without its duplicates; `None` if nothing is removed.
    fn without_repetitions(
        &mut self,
        article: &ArticleRef<'_>,
        losses: &mut Losses,
    ) -> Option<Document> {
        let document = article.document;
        let mut first_here: HashMap<String, AnnotationId> = HashMap::new();
        let mut keys: HashMap<AnnotationId, String> = HashMap::new();
        let mut news: HashSet<AnnotationId> = HashSet::new();
        for annotation in document.annotations() {
            let key = key(annotation, document);
            if !self.annotations.contains_key(&key) {
                let first = (annotation.id.clone(), article.name.to_owned());
                self.annotations.insert(key.clone(), first);
                news.insert(annotation.id.clone());
            }
            let id = &annotation.id;
            first_here.entry(key.clone()).or_insert_with(|| id.clone());
            keys.insert(annotation.id.clone(), key);
        }
        let in_place_of = |id: &AnnotationId| {
            let first = keys.get(id).and_then(|key| first_here.get(key));
            first.unwrap_or(id).clone()
        };
        let mut relations = Vec::new();
        for relation in document.relations() {
            let [from, to] = [&relation.from, &relation.to]
                .map(|id| keys.get(id).map_or(id.as_str(), String::as_str));
            let said = format!(
                "{}\u{1}{from}\u{1}{to}\u{1}{:?}",
                relation.kind, relation.attributes
            );
            if !self.relations.insert(said) {
                let why = "it is there already";
                losses.relation(article, relation, LossKind::Dropped, why);
                continue;
            }
            let relation = Relation {
                from: in_place_of(&relation.from),
                to: in_place_of(&relation.to),
                ..(**relation).clone()
            };
            // A relation that is new keeps the annotations at its ends.
            news.extend([relation.from.clone(), relation.to.clone()]);
            relations.push(relation);
        }
        let mut annotations = Vec::new();
        for annotation in document.annotations() {
            if news.contains(&annotation.id) {
                annotations.push((**annotation).clone());
                continue;
            }
            let first = keys.get(&annotation.id);
            if let Some((id, name)) = first.and_then(|key| self.annotations.get(key)) {
                let why = format!("it repeats “{id}” of {name}");
                losses.annotation(article, annotation, LossKind::Dropped, why);
            }
        }
        let is_same = annotations.len() == document.annotations().len()
            && relations.len() == document.relations().len();
        if is_same {
            return None;
        }
        annotations.extend(
            document
                .detached()
                .iter()
                .map(|annotation| (**annotation).clone()),
        );
        let (text, fields) = (document.text().clone(), document.fields().clone());
        Some(Document::load(text, fields, annotations, relations).0)
    }
}

/// The key of an annotation: two with the same key are duplicates.
fn key(annotation: &Annotation, document: &Document) -> String {
    let what = match &annotation.entity {
        Some(entity) => format!("\u{2}{entity}"),
        None => {
            let quote = annotation.fragments().map(|f| f.quote(document.text()));
            let quote = quote.unwrap_or_default().to_lowercase();
            quote.split_whitespace().collect::<Vec<_>>().join(" ")
        }
    };
    format!(
        "{}\u{1}{what}\u{1}{:?}",
        annotation.label, annotation.attributes
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::ArticleFields;
    use crate::model::{AttributeValue, ByteOffset, Span, Text};
    use crate::store::Header;

    /// An article in which each capitalized word is an actor that makes the next word.
    fn article(content: &str, date: &str) -> Document {
        let text = Text::new(content);
        let mut at = 0;
        let words = content.split_inclusive(' ').map(|word| {
            at += word.len();
            (at - word.len(), at - word.len() + word.trim_end().len())
        });
        let annotations = words.enumerate().map(|(index, (start, end))| {
            let span = Span::new(&text, ByteOffset(start), ByteOffset(end)).expect("a word");
            let is_actor = content[start..].starts_with(char::is_uppercase);
            let label = if is_actor { "actor" } else { "demand" };
            Annotation::new(format!("a{index}"), label, span)
        });
        let annotations: Vec<Annotation> = annotations.collect();
        let pairs = annotations.windows(2).enumerate();
        let pairs = pairs.filter(|(_, pair)| pair[0].label.as_str() == "actor");
        let relations = pairs.map(|(index, pair)| {
            let (from, to) = (pair[0].id.clone(), pair[1].id.clone());
            Relation::new(format!("r{index}"), "makes", from, to)
        });
        let relations = relations.collect();
        let mut fields = ArticleFields::default();
        let date = AttributeValue::Text(date.to_owned());
        fields.values.insert("date".to_owned(), date);
        Document::load(text, fields, annotations, relations).0
    }

    /// Checks what remains of each article: its annotations, and its relations by their ends.
    fn check(dedupe: Dedupe, articles: &[(&str, &str)], wanted: &[&str]) {
        let documents: Vec<Document> = articles.iter().map(|(t, date)| article(t, date)).collect();
        let header = Header::default();
        let refs = documents.iter().map(|document| ArticleRef {
            name: "x.txt",
            document,
            header: &header,
        });
        let mut losses = Losses::default();
        let deduped = dedupe.apply(refs.collect(), &mut losses);
        let left = deduped.refs();
        let left: Vec<String> = left
            .iter()
            .map(|article| {
                let document = article.document;
                let quote = |a: &Annotation| Some(a.fragments()?.quote(document.text()));
                let quotes = document.annotations().iter().filter_map(|a| quote(a));
                let links = document.relations().map(|r| format!("{}>{}", r.from, r.to));
                quotes.chain(links).collect::<Vec<_>>().join(" ")
            })
            .collect();
        assert_eq!(left, wanted);
        let count = |document: &Document| document.annotations().len() + document.relations().len();
        let before: usize = documents.iter().map(count).sum();
        let after: usize = deduped.refs().iter().map(|a| count(a.document)).sum();
        if dedupe != Dedupe::Texts {
            assert_eq!(before - after, losses.all().len());
        }
    }

    #[test]
    fn duplicate_annotations_are_written_once() {
        let one = ("Ana stop Ana go Ana stop", "2026-11-04T10:00");
        let other = ("Ana stop Bo stop", "2026-11-04");
        let all = [one, other, ("Ana stop", "2026-11-05")];
        let whole = "Ana stop Ana go Ana stop a0>a1 a2>a3 a4>a5";
        let second = "Ana stop Bo stop a0>a1 a2>a3";
        check(Dedupe::None, &all, &[whole, second, "Ana stop a0>a1"]);
        check(Dedupe::Texts, &[other, one, other], &[second, whole]);
        let once = "Ana stop go a0>a1 a0>a3";
        check(
            Dedupe::Article,
            &all,
            &[once, "Ana stop Bo a0>a1 a2>a1", "Ana stop a0>a1"],
        );
        // An annotation with a new relation stays, though it is a duplicate.
        check(
            Dedupe::Day,
            &all,
            &[once, "stop Bo a2>a1", "Ana stop a0>a1"],
        );
        check(Dedupe::All, &all, &[once, "stop Bo a2>a1", ""]);
        let undated = [("Ana stop", ""), ("Ana stop", "")];
        check(Dedupe::Day, &undated, &["Ana stop a0>a1"; 2]);
    }
}
