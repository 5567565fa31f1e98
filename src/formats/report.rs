//! The report of an export: what the dataset contains and what was lost, with the place of each
//! loss.

use std::collections::HashMap;

use crate::model::history::CodingId;
use crate::model::{AnnotationId, Document};

use super::{Loss, Losses, LostItem};

/// The contents of a dataset, written or previewed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub articles: usize,
    pub annotations: usize,
    pub relations: usize,
    /// Whether the report covers all articles, not only the first ones.
    pub is_whole: bool,
    /// Articles that could not be read, with the reason.
    pub unread: Vec<String>,
    /// The number of files.
    pub files: usize,
    /// The first lines of the first files, for the preview; `None` for a file that is not text.
    pub beginnings: Vec<(String, Option<Vec<String>>)>,
    pub losses: Vec<PlacedLoss>,
}

/// A loss, with its place in the open project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedLoss {
    pub loss: Loss,
    /// The file of annotations in the open project.
    pub file: Option<CodingId>,
    pub annotation: Option<AnnotationId>,
    /// The text that the annotation covers, on one line.
    pub quote: String,
}

impl Report {
    /// The losses, to be saved as a list.
    pub fn losses(&self) -> Losses {
        self.losses
            .iter()
            .map(|placed| placed.loss.clone())
            .collect()
    }
}

/// Finds the place of each loss in the articles from which a dataset was made. If several articles
/// have the same name (of different coders), the one that has the lost item counts.
pub fn place(losses: &Losses, articles: &[(&str, CodingId, &Document)]) -> Vec<PlacedLoss> {
    let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, (name, ..)) in articles.iter().enumerate() {
        by_name.entry(name).or_default().push(index);
    }
    let place = |loss: &Loss| {
        let named = by_name.get(loss.article.as_str());
        let candidates = named.into_iter().flatten().map(|index| articles[*index]);
        let found = candidates.clone().find_map(|(_, file, document)| {
            let id = match &loss.item {
                LostItem::Annotation(id) => id,
                LostItem::Relation(id) => &document.relation(id)?.from,
                LostItem::Article | LostItem::Line(_) => return None,
            };
            let annotation = document.annotation(id)?;
            let quotes = annotation.fragments().map(|fragments| {
                let text = document.text().as_str();
                let parts = fragments.iter().filter_map(|part| text.get(part.range()));
                parts.flat_map(str::split_whitespace).collect::<Vec<_>>()
            });
            Some((file, id.clone(), quotes.unwrap_or_default().join(" ")))
        });
        let first = candidates.map(|(_, file, _)| file).next();
        let (file, annotation, quote) = match found {
            Some((file, id, quote)) => (Some(file), Some(id), quote),
            None => (first, None, String::new()),
        };
        PlacedLoss {
            loss: loss.clone(),
            file,
            annotation,
            quote,
        }
    };
    losses.all().iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LossKind;
    use crate::model::document::ArticleFields;
    use crate::model::{Annotation, ByteOffset, Span, Text};

    #[test]
    fn a_loss_is_placed_in_the_file_that_has_it() {
        let text = Text::new("Moscow refused.");
        let document = |id: &str| {
            let span = Span::new(&text, ByteOffset(0), ByteOffset(6)).expect("a span");
            let annotations = vec![Annotation::new(id, "actor", span)];
            Document::load(
                text.clone(),
                ArticleFields::default(),
                annotations,
                Vec::new(),
            )
            .0
        };
        let (ours, theirs) = (document("a1"), document("b2"));
        let articles = [
            ("one.txt", CodingId(4), &ours),
            ("one.txt", CodingId(7), &theirs),
        ];
        let mut losses = Losses::default();
        let lost = LostItem::Annotation("b2".into());
        losses.add("one.txt", lost, LossKind::Dropped, "no place");
        losses.add("one.txt", LostItem::Article, LossKind::Stripped, "no place");
        let placed = place(&losses, &articles);
        assert_eq!(placed[0].file, Some(CodingId(7)));
        assert_eq!(placed[0].quote, "Moscow");
        assert_eq!(placed[1].file, Some(CodingId(4)));
        assert_eq!(placed[1].annotation, None);
    }
}
