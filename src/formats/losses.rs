//! The loss report: what was lost in an export or import, and why.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, Write};

use crate::model::{Annotation, AnnotationId, Relation, RelationId};

use super::ArticleRef;

/// Losses of a kind that an import lists; the others are counted.
const LISTED_OF_A_KIND: usize = 100;

/// The limit of kinds that are told apart by their reason, beyond which only [`LossKind`] counts.
const MAX_KINDS: usize = 1000;

/// The longest reason of an import, in bytes: a reason may quote the file.
const MAX_WHY_BYTES: usize = 1000;

/// The losses of an export or import, in the order in which they occurred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    listed: Vec<Loss>,
    /// In an import, the kinds that have occurred.
    kinds: Option<HashMap<(LossKind, String), Kind>>,
    /// Losses that are not listed.
    unlisted: usize,
}

/// The losses of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Kind {
    count: usize,
    /// The place of the line that says how many are not listed, and the reason of the first of them.
    rest: Option<(usize, String)>,
}

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
    /// The annotation is there, but without a place in the text.
    Detached,
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
            Self::Detached => "detached",
        }
    }

    /// The name in the window, as a heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Dropped => "Dropped",
            Self::Cut => "Cut",
            Self::Widened => "Widened",
            Self::Flattened => "Flattened",
            Self::Renamed => "Renamed",
            Self::Stripped => "Reduced",
            Self::Corrected => "Corrected",
            Self::Doubtful => "Doubtful",
            Self::Detached => "Detached",
        }
    }

    /// The meaning, as a phrase that continues the name.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Dropped => "it is missing",
            Self::Cut => "it covers less",
            Self::Widened => "it covers more, up to borders of words",
            Self::Flattened => "several parts or levels are one",
            Self::Renamed => "it has another name",
            Self::Stripped => "some details are left out",
            Self::Corrected => "it was read differently from how it was written",
            Self::Doubtful => "it is unchanged, but looks wrong",
            Self::Detached => "it has no place in the text until you give it one",
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
    /// Losses of an import, of which the first hundred of each kind are listed and the others
    /// counted: a file may have as many errors as it has bytes.
    pub fn of_import() -> Self {
        Self {
            kinds: Some(HashMap::new()),
            ..Self::default()
        }
    }

    fn push(&mut self, mut loss: Loss) {
        // A report has a line for each, whatever a file has in its names and quotes.
        for text in [&mut loss.article, &mut loss.why] {
            if text.contains(is_line_end) {
                *text = text.replace(is_line_end, " ");
            }
        }
        let Some(kinds) = &mut self.kinds else {
            self.listed.push(loss);
            return;
        };
        if loss.why.len() > MAX_WHY_BYTES {
            let end = loss.why.floor_char_boundary(MAX_WHY_BYTES);
            loss.why.truncate(end);
            loss.why.push('…');
        }
        let mut key = (loss.what, shape(&loss.why));
        if kinds.len() >= MAX_KINDS && !kinds.contains_key(&key) {
            key.1.clear();
        }
        let kind = kinds.entry(key).or_default();
        kind.count += 1;
        let Some(more) = kind
            .count
            .checked_sub(LISTED_OF_A_KIND)
            .filter(|more| *more > 0)
        else {
            self.listed.push(loss);
            return;
        };
        match &kind.rest {
            None => {
                kind.rest = Some((self.listed.len(), loss.why.clone()));
                loss.why = rest(more, &loss.why);
                self.listed.push(loss);
            }
            Some((index, why)) => {
                self.listed[*index].why = rest(more, why);
                self.unlisted += 1;
            }
        }
    }

    /// The number of losses, of which [`Self::all`] may list fewer.
    pub fn count(&self) -> usize {
        self.listed.len() + self.unlisted
    }

    /// Records a loss.
    pub fn add(&mut self, article: &str, item: LostItem, what: LossKind, why: impl Into<String>) {
        self.push(Loss {
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
    pub fn append(&mut self, other: Self) {
        self.unlisted += other.unlisted;
        for loss in other.listed {
            self.push(loss);
        }
    }

    /// All losses.
    pub fn all(&self) -> &[Loss] {
        &self.listed
    }

    /// Whether nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
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
        for (index, loss) in self.listed.iter().enumerate() {
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
        let end = if self.listed.is_empty() { "]" } else { "\n  ]" };
        writeln!(out, "{end}\n}}")
    }
}

impl FromIterator<Loss> for Losses {
    fn from_iter<T: IntoIterator<Item = Loss>>(losses: T) -> Self {
        Self {
            listed: losses.into_iter().collect(),
            ..Self::default()
        }
    }
}

fn is_line_end(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// What the reason of the line says that stands for this many losses.
fn rest(count: usize, why: &str) -> String {
    if count == 1 {
        why.to_owned()
    } else {
        format!("{why} (and {} more of this kind)", count - 1)
    }
}

/// A reason without what it quotes and without its numbers, which tells kinds of reasons apart.
fn shape(why: &str) -> String {
    let mut shape = String::new();
    let mut depth = 0_usize;
    for char in why.chars() {
        match char {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ if depth > 0 || char.is_ascii_digit() => {}
            _ => shape.push(char),
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_lists_a_hundred_of_a_kind_and_counts_the_others() {
        let mut losses = Losses::of_import();
        for line in 1..=5000 {
            let why = format!("there is no label “L{line}” at {line}");
            losses.line("a.jsonl", line, LossKind::Dropped, why);
        }
        losses.line("a.jsonl", 5001, LossKind::Cut, "it overlaps “b”");
        losses.line("a.jsonl", 5002, LossKind::Cut, "x".repeat(5_000_000));
        assert_eq!((losses.all().len(), losses.count()), (103, 5002));
        let rest = losses.all()[100].to_string();
        let expected = "there is no label “L101” at 101 (and 4899 more of this kind)";
        assert!(rest.ends_with(expected), "{rest}");
        assert!(losses.all()[102].why.len() < 2000);
        let mut all = Losses::of_import();
        all.append(losses);
        assert_eq!(all.count(), 5002);

        // The report of an export is complete.
        let mut losses = Losses::default();
        for line in 1..=5000 {
            losses.line("a.jsonl", line, LossKind::Dropped, "no label");
        }
        assert_eq!(losses.all().len(), 5000);
    }

    #[test]
    fn kinds_without_end_are_counted_together() {
        let mut losses = Losses::of_import();
        let word = |number: usize| {
            let digits = number.to_string().into_bytes();
            let letters = digits
                .into_iter()
                .map(|digit| char::from(digit + b'a' - b'0'));
            letters.collect::<String>()
        };
        for line in 0..5000 {
            losses.line("a.jsonl", line, LossKind::Dropped, word(line));
        }
        assert_eq!(losses.count(), 5000);
        assert_eq!(losses.all().len(), MAX_KINDS + LISTED_OF_A_KIND + 1);
    }

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
