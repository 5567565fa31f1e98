//! The loss report: what was lost in an export or import, and why.

use std::fmt;
use std::io::{self, Write};

use crate::model::{Annotation, AnnotationId, Relation, RelationId};

use super::ArticleRef;

/// The losses of an export or import, in the order in which they occurred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(Vec<Loss>);

/// One loss: something that a format could not hold unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The article's name; in an import, the name of the file.
    pub article: String,
    pub item: LostItem,
    pub what: LossKind,
    /// The reason, in words.
    pub why: String,
}

/// The item that a loss is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LostItem {
    Article,
    Annotation(AnnotationId),
    Relation(RelationId),
    /// A line of an input file, counted from 1.
    Line(usize),
}

/// The kind of loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LossKind {
    /// The item is missing.
    Dropped,
    /// The annotation covers less.
    Cut,
    /// The annotation covers more.
    Widened,
    /// Several parts or levels became one.
    Flattened,
    /// The item has another name.
    Renamed,
    /// The item is there, but some of its details are missing.
    Stripped,
    /// The item was read otherwise than it was written, since that was evidently meant.
    Corrected,
    /// The item is unchanged, but looks wrong.
    Doubtful,
}

impl LossKind {
    /// The name in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dropped => "dropped",
            Self::Cut => "cut",
            Self::Widened => "widened",
            Self::Flattened => "flattened",
            Self::Renamed => "renamed",
            Self::Stripped => "stripped",
            Self::Corrected => "corrected",
            Self::Doubtful => "doubtful",
        }
    }

    /// The meaning, as a phrase that continues the name.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Dropped => "it is not there",
            Self::Cut => "it covers less",
            Self::Widened => "it covers more, up to borders of words",
            Self::Flattened => "several parts or levels are one",
            Self::Renamed => "it has another name",
            Self::Stripped => "something that was said about it is not there",
            Self::Corrected => "it was read otherwise than it was written",
            Self::Doubtful => "it is as it was, and looks wrong",
        }
    }
}

impl fmt::Display for LossKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            article, what, why, ..
        } = self;
        match &self.item {
            LostItem::Line(line) => write!(f, "{article}:{line}: {what}: {why}"),
            LostItem::Article => write!(f, "{article}: {what}: {why}"),
            LostItem::Annotation(id) => write!(f, "{article}: annotation {id} {what}: {why}"),
            LostItem::Relation(id) => write!(f, "{article}: relation {id} {what}: {why}"),
        }
    }
}

impl Losses {
    /// Records a loss.
    pub fn add(&mut self, article: &str, item: LostItem, what: LossKind, why: impl Into<String>) {
        self.0.push(Loss {
            article: article.to_owned(),
            item,
            what,
            why: why.into(),
        });
    }

    /// Records a loss of an annotation.
    pub fn annotation(
        &mut self,
        article: &ArticleRef<'_>,
        annotation: &Annotation,
        what: LossKind,
        why: impl Into<String>,
    ) {
        let item = LostItem::Annotation(annotation.id.clone());
        self.add(article.name, item, what, why);
    }

    /// Records a loss of a relation.
    pub fn relation(
        &mut self,
        article: &ArticleRef<'_>,
        relation: &Relation,
        what: LossKind,
        why: impl Into<String>,
    ) {
        let item = LostItem::Relation(relation.id.clone());
        self.add(article.name, item, what, why);
    }

    /// Records a problem in a line of an input file.
    pub fn line(&mut self, file: &str, line: usize, what: LossKind, why: impl Into<String>) {
        self.add(file, LostItem::Line(line), what, why);
    }

    /// Appends the losses of another report.
    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// All losses.
    pub fn all(&self) -> &[Loss] {
        &self.0
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes the report as JSON: one object with a list, one loss per line.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write_json(&self, format: &str, out: &mut dyn Write) -> io::Result<()> {
        let format = serde_json::Value::from(format);
        write!(
            out,
            "{{\n  \"format\": \"demarche-losses\",\n  \"version\": 1,\n  \"to\": {format},\n  \"losses\": ["
        )?;
        for (index, loss) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let mut line = serde_json::Map::new();
            line.insert("article".into(), loss.article.as_str().into());
            match &loss.item {
                LostItem::Article => {}
                LostItem::Line(number) => {
                    line.insert("line".into(), (*number).into());
                }
                LostItem::Annotation(id) => {
                    line.insert("annotation".into(), id.as_str().into());
                }
                LostItem::Relation(id) => {
                    line.insert("relation".into(), id.as_str().into());
                }
            }
            line.insert("what".into(), loss.what.as_str().into());
            line.insert("why".into(), loss.why.as_str().into());
            write!(out, "{comma}\n    {}", serde_json::Value::Object(line))?;
        }
        let end = if self.0.is_empty() { "]" } else { "\n  ]" };
        writeln!(out, "{end}\n}}")
    }
}

impl FromIterator<Loss> for Losses {
    fn from_iter<T: IntoIterator<Item = Loss>>(losses: T) -> Self {
        Self(losses.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_names_article_item_and_reason() {
        let mut losses = Losses::default();
        let id = LostItem::Annotation("a1".into());
        losses.add("talks.txt", id, LossKind::Cut, "it overlaps “b2”");
        let mut report = Vec::new();
        losses.write_json("conll2003", &mut report).expect("memory");
        let report: serde_json::Value = serde_json::from_slice(&report).expect("it is JSON");
        assert_eq!(report["losses"][0]["annotation"], "a1");
        assert_eq!(report["losses"][0]["what"], "cut");
        assert_eq!(
            losses.all()[0].to_string(),
            "talks.txt: annotation a1 cut: it overlaps “b2”"
        );
    }
}
