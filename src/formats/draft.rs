//! A draft: an article as the file of another program describes it, before its offsets are
//! resolved.
//!
//! A format reader fills a [`Draft`] with the contents of the file; [`Draft::finish`] detects the
//! unit in which the program counted, resolves all offsets in the text, and reports the items that
//! have no valid position. It never guesses a position: an annotation that does not cover the text
//! that its file gives for it is placed where that text certainly stands, and else kept detached.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::model::document::ArticleFields;
use crate::model::{
    Anchor, Annotation, Attributes, Document, Fragments, Provenance, Relation, Span, Text,
};
use crate::store::names::NameCache;
use crate::store::sidecar::Header;

use super::offsets::{
    ClaimFault, Counting, DeclaredPosition, LineEnds, OffsetMap, Unit, detect, is_on_words,
};
use super::relocate::{Relocated, relocate};
use super::{CodingOf, ImportedArticle, LossKind, Losses, LostItem};

/// Drafts after which the memory of those before them is given back.
const PORTION: usize = 4096;

/// How far a reader trusts the offsets of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffsetUnitHint {
    /// The unit that the format counts in.
    pub unit: Unit,
    /// Whether the file declares the unit, so that detection is not needed.
    pub declared: bool,
}

impl From<Unit> for OffsetUnitHint {
    fn from(unit: Unit) -> Self {
        Self {
            unit,
            declared: false,
        }
    }
}

/// A text of a provenance; an empty one, which nearly all are, takes no memory.
pub fn shared(text: &str) -> Arc<str> {
    if text.is_empty() {
        Arc::default()
    } else {
        text.into()
    }
}

/// An article that is being read.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The article's name, with slashes.
    pub name: String,
    /// The text as it is in the file.
    pub text: String,
    pub fields: ArticleFields,
    pub coder: String,
    /// Whether others have coded the same article.
    pub coding: CodingOf,
    pub annotations: Vec<DraftAnnotation>,
    pub relations: Vec<DraftRelation>,
    /// The characters that the format cannot hold within a span: fragments with only such
    /// characters between them are joined.
    pub joins: Option<fn(char) -> bool>,
}

/// An annotation that is being read.
#[derive(Clone, Debug, Default)]
pub struct DraftAnnotation {
    /// The id to which relations refer; empty if the format has no ids.
    pub id: String,
    /// The line in the file, counted from 1.
    pub line: usize,
    pub label: String,
    pub claim: DeclaredPosition,
    pub entity: Option<String>,
    pub attributes: Attributes,
    pub memo: String,
    pub provenance: Provenance,
}

/// A relation that is being read.
#[derive(Clone, Debug, Default)]
pub struct DraftRelation {
    /// The id; empty if the format has no ids.
    pub id: String,
    pub line: usize,
    pub kind: String,
    pub from: String,
    pub to: String,
    pub attributes: Attributes,
    pub provenance: Provenance,
}

impl Draft {
    /// Resolves all offsets. `file` and `format` are for the report and the origin.
    pub fn finish(
        self,
        file: &str,
        format: &str,
        trust: impl Into<OffsetUnitHint>,
        losses: &mut Losses,
    ) -> ImportedArticle {
        self.finish_as(file, format, trust.into(), None, losses)
    }

    /// The same for an article of a file in which most places speak for a way of counting.
    pub fn finish_as(
        mut self,
        file: &str,
        format: &str,
        trust: OffsetUnitHint,
        prevailing: Option<Counting>,
        losses: &mut Losses,
    ) -> ImportedArticle {
        let had_bom = self.text.starts_with('\u{feff}');
        if had_bom {
            self.text.remove(0);
            let why = "the text begins with a byte order mark, which is left out";
            losses.add(file, LostItem::Article, LossKind::Corrected, why);
        }
        let text = Text::new(std::mem::take(&mut self.text));
        let counting = self.counting(&text, trust, had_bom, prevailing, file, losses);
        let places = OffsetMap::new(&text, counting);
        let mut ids = Ids::default();
        // What relations call the annotations.
        let mut names = HashMap::new();
        let has_relations = !self.relations.is_empty();
        let mut shared = NameCache::default();
        let mut annotations = Vec::with_capacity(self.annotations.len());
        let origin = Provenance {
            origin: Some(format!("imported:{format}").into()),
            ..Provenance::default()
        };
        let mut relocated = relocated(&text, counting, &places, &self.annotations).into_iter();
        // Each draft is dropped when its annotation is there: of long articles both would be large.
        let mut drafts = self.annotations;
        drafts.reverse();
        while let Some(draft) = drafts.pop() {
            if drafts.len().is_multiple_of(PORTION) {
                drafts.shrink_to_fit();
            }
            let line = draft.line;
            let (spans, detached) = match draft.claim.spans(&places) {
                Ok(spans) => (spans, None),
                Err(_) => {
                    let named = named(&draft.id, &draft.label);
                    let (what, why, found) = match relocated.next() {
                        Some(Relocated::At(spans, why)) => {
                            (LossKind::Corrected, why, (spans, None))
                        }
                        Some(Relocated::Nowhere(anchor, why)) => {
                            (LossKind::Detached, why, (Vec::new(), Some(anchor)))
                        }
                        // There is one for each claim that is wrong.
                        None => continue,
                    };
                    let why = format!("annotation {named}: {why}");
                    losses.line(file, line, what, why);
                    found
                }
            };
            let unquoted = draft.claim.quote.is_none() && !trust.declared && detached.is_none();
            if unquoted && !spans.iter().all(|span| is_on_words(&text, *span)) {
                let quote: Vec<&str> = spans.iter().map(|span| span.text(&text)).collect();
                let why = format!(
                    "“{}” does not keep to the borders of words",
                    quote.join(" … ")
                );
                losses.line(file, line, LossKind::Doubtful, why);
            }
            let spans = match self.joins {
                Some(joins) => joined(&text, spans, joins),
                None => spans,
            };
            let place = match detached {
                Some(detached) => Some(Anchor::Detached(detached)),
                None => place(spans, file, line, losses),
            };
            let Some(place) = place else {
                continue;
            };
            let id = ids.give(&draft.id, "a");
            if !draft.id.is_empty() && *id != *draft.id {
                let why = format!("the id “{}” was taken; it is now “{id}”", draft.id);
                losses.line(file, line, LossKind::Renamed, why);
            }
            if has_relations && !draft.id.is_empty() {
                names.entry(draft.id).or_insert_with(|| id.clone());
            }
            let entity = draft.entity.filter(|id| !id.is_empty());
            annotations.push(Arc::new(Annotation {
                id: id.into(),
                label: shared.get(&draft.label).into(),
                place,
                entity: entity.map(|id| shared.get(&id).into()),
                attributes: draft.attributes,
                memo: draft.memo,
                provenance: or_origin(&draft.provenance, &origin, &mut shared),
                unknown: Vec::new(),
            }));
        }
        drop(ids);
        let relations = relations(self.relations, &names, &origin, file, losses);
        drop(names);
        let header = Header {
            file: self.name.rsplit('/').next().unwrap_or_default().to_owned(),
            coder: self.coder,
            ..Header::default()
        };
        // All ids were made unique above.
        let annotations = annotations.into_iter();
        let (document, _, _) = Document::load_shared(text, self.fields, annotations, relations);
        ImportedArticle {
            name: self.name,
            document,
            header,
            notices: Vec::new(),
            coding: self.coding,
        }
    }

    /// How the program that wrote the file counted; reports it if it is not as expected.
    fn counting(
        &self,
        text: &Text,
        trust: OffsetUnitHint,
        had_bom: bool,
        prevailing: Option<Counting>,
        file: &str,
        losses: &mut Losses,
    ) -> Counting {
        let claims = self.claims();
        let mut counting = Counting::from(trust.unit);
        let stands = |counting| stand(text, counting, &claims);
        let mut is_usual = (had_bom || !trust.declared) && stands(counting);
        if had_bom && !is_usual {
            // The byte order mark was counted as part of the text, since no quote says otherwise.
            counting.bom = true;
            is_usual = trust.declared || stands(counting);
        }
        let mut differs = false;
        if !trust.declared && !is_usual {
            counting = detect(text, trust.unit, &claims);
            differs = counting != trust.unit.into();
        }
        if let Some(prevailing) = prevailing
            && !trust.declared
            && !had_bom
            && counting != prevailing
            && !is_certain(&claims, || stands(counting))
        {
            counting = prevailing;
            // Where each character is one unit of any kind, there is nothing to convert.
            let is_same = prevailing.line_ends == LineEnds::AsTheyAre
                && !prevailing.bom
                && text.as_str().is_ascii();
            differs = counting != trust.unit.into() && !claims.is_empty() && !is_same;
        }
        if differs {
            let why = format!("{}; they were converted", counting.message(trust.unit));
            losses.add(file, LostItem::Article, LossKind::Corrected, why);
        }
        counting
    }

    fn claims(&self) -> Vec<&DeclaredPosition> {
        self.annotations.iter().map(|a| &a.claim).collect()
    }

    /// How the program that wrote the file seems to have counted, and how many places of this article speak
    /// for it; `None` if all ways are the same here, or none of them fits.
    pub fn vote(&self, trust: OffsetUnitHint) -> Option<(Counting, usize)> {
        let content = self.text.as_str();
        let usual = Counting::from(trust.unit);
        if trust.declared || self.annotations.is_empty() || content.starts_with('\u{feff}') {
            return None;
        }
        let claims = self.claims();
        let text = Text::new(content.to_owned());
        let ends = |claim: &DeclaredPosition| claim.spans.iter().map(|(_, end)| *end).max();
        // Before the first character that takes several units, all ways are the same.
        let odd = content.chars().position(|c| !c.is_ascii());
        let differing = claims
            .iter()
            .filter(|claim| odd.is_some_and(|odd| ends(claim).is_some_and(|end| end > odd)));
        let differing = differing.count();
        if stand(&text, usual, &claims) {
            return (differing > 0).then_some((usual, differing));
        }
        let counting = detect(&text, trust.unit, &claims);
        if counting == usual {
            return None;
        }
        let count = |counting| standing(&text, counting, &claims);
        let more = count(counting).saturating_sub(count(usual));
        (more > 0).then_some((counting, more))
    }
}

/// Where the annotations belong whose claims are wrong, in their order.
fn relocated(
    text: &Text,
    counting: Counting,
    places: &OffsetMap<'_>,
    annotations: &[DraftAnnotation],
) -> Vec<Relocated> {
    let claims = annotations.iter().map(|annotation| &annotation.claim);
    let wrong = claims.filter_map(|claim| Some((claim, claim.spans(places).err()?)));
    let wrong: Vec<(&DeclaredPosition, ClaimFault)> = wrong.collect();
    match wrong.is_empty() {
        true => Vec::new(),
        false => relocate(text, counting, &wrong),
    }
}

fn stand(text: &Text, counting: Counting, claims: &[&DeclaredPosition]) -> bool {
    let places = OffsetMap::new(text, counting);
    claims
        .iter()
        .all(|claim| stands_there(text, claim, &places))
}

/// How many of the claims fit a way of counting.
fn standing(text: &Text, counting: Counting, claims: &[&DeclaredPosition]) -> usize {
    let places = OffsetMap::new(text, counting);
    let standing = claims
        .iter()
        .filter(|claim| stands_there(text, claim, &places));
    standing.count()
}

fn stands_there(text: &Text, claim: &DeclaredPosition, places: &OffsetMap<'_>) -> bool {
    match claim.spans(places) {
        Ok(spans) => claim.quote.is_some() || spans.iter().all(|s| is_on_words(text, *s)),
        Err(_) => false,
    }
}

/// Whether covered texts prove how the places of an article were counted, whatever the rest of its file says.
fn is_certain(claims: &[&DeclaredPosition], stands: impl FnOnce() -> bool) -> bool {
    let has_quotes = !claims.is_empty() && claims.iter().all(|claim| claim.quote.is_some());
    has_quotes && stands()
}

/// Joins ascending spans that have only certain characters between them.
fn joined(text: &Text, spans: Vec<Span>, joins: fn(char) -> bool) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        let before = joined.last().copied();
        let together = before.and_then(|last| {
            let gap = text.slice(last.end(), span.start())?;
            let is_one = !gap.is_empty() && gap.chars().all(joins);
            is_one.then_some(Span::new(text, last.start(), span.end()).ok()?)
        });
        if together.is_some() {
            joined.pop();
        }
        joined.push(together.unwrap_or(span));
    }
    joined
}

fn place(spans: Vec<Span>, file: &str, line: usize, losses: &mut Losses) -> Option<Anchor> {
    match Fragments::new(spans.iter().copied()) {
        Ok(fragments) => Some(Anchor::At(fragments)),
        Err(_) => {
            let why = "its fragments overlap, touch or do not ascend; they were joined and sorted";
            losses.line(file, line, LossKind::Corrected, why);
            Fragments::joined(spans).ok().map(Anchor::At)
        }
    }
}

fn relations(
    drafts: Vec<DraftRelation>,
    names: &HashMap<String, Arc<str>>,
    origin: &Provenance,
    file: &str,
    losses: &mut Losses,
) -> Vec<Relation> {
    let mut ids = Ids::default();
    let mut shared = NameCache::default();
    let mut relations = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let (Some(from), Some(to)) = (names.get(&draft.from), names.get(&draft.to)) else {
            let lost = if names.contains_key(&draft.from) {
                &draft.to
            } else {
                &draft.from
            };
            let named = named(&draft.id, &draft.kind);
            let why = format!("relation {named}: there is no annotation “{lost}”");
            losses.line(file, draft.line, LossKind::Dropped, why);
            continue;
        };
        relations.push(Relation {
            attributes: draft.attributes,
            provenance: or_origin(&draft.provenance, origin, &mut shared),
            ..Relation::new(
                ids.give(&draft.id, "r"),
                draft.kind,
                from.clone().into(),
                to.clone().into(),
            )
        });
    }
    relations
}

/// The provenance that a dataset declares for an item, or else that it was imported.
fn or_origin(provenance: &Provenance, origin: &Provenance, shared: &mut NameCache) -> Provenance {
    let declared = provenance.origin.as_ref();
    Provenance {
        origin: match declared {
            Some(declared) => Some(shared.get(declared)),
            None => origin.origin.clone(),
        },
        by: shared.get(&provenance.by),
        at: shared.get(&provenance.at),
        from: provenance.from.clone(),
    }
}

fn named(id: &str, label: &str) -> String {
    if id.is_empty() {
        format!("“{label}”")
    } else {
        format!("{id} “{label}”")
    }
}

/// Assigns ids: those of the file if they are unique, numbers otherwise.
#[derive(Default)]
struct Ids {
    taken: HashSet<Arc<str>>,
    number: usize,
}

impl Ids {
    fn give(&mut self, wanted: &str, letter: &str) -> Arc<str> {
        if !wanted.is_empty() && !self.taken.contains(wanted) {
            return self.take(wanted.into());
        }
        loop {
            self.number += 1;
            let id = format!("{letter}{}", self.number);
            if !self.taken.contains(id.as_str()) {
                return self.take(id.into());
            }
        }
    }

    fn take(&mut self, id: Arc<str>) -> Arc<str> {
        self.taken.insert(id.clone());
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(text: &str, items: &[(&str, usize, usize, &str)]) -> Draft {
        let annotations = items.iter().map(|(id, start, end, quote)| DraftAnnotation {
            id: (*id).to_owned(),
            line: 7,
            label: "actor".into(),
            claim: DeclaredPosition {
                spans: vec![(*start, *end)],
                quote: Some((*quote).to_owned()),
            },
            ..DraftAnnotation::default()
        });
        Draft {
            name: "a/x.txt".into(),
            text: text.to_owned(),
            annotations: annotations.collect(),
            ..Draft::default()
        }
    }

    #[test]
    fn invalid_items_are_reported_with_their_line_and_the_rest_is_imported() {
        let mut draft = draft(
            "One two.",
            &[
                ("T1", 0, 3, "One"),
                ("T1", 4, 7, "two"),
                ("T3", 4, 7, "six"),
            ],
        );
        for (id, to) in [("R1", "T1"), ("R2", "T3"), ("R3", "T9")] {
            draft.relations.push(DraftRelation {
                id: id.into(),
                line: 9,
                kind: "makes".into(),
                from: "T1".into(),
                to: to.into(),
                ..DraftRelation::default()
            });
        }
        let mut losses = Losses::default();
        let article = draft.finish("x.ann", "brat", Unit::Chars, &mut losses);
        let messages: Vec<String> = losses.all().iter().map(ToString::to_string).collect();
        assert_eq!(
            messages,
            [
                "x.ann:7: renamed: the id “T1” was taken; it is now “a1”",
                "x.ann:7: detached: annotation T3 “actor”: “six” does not stand there, but “two”; \
                 it is kept without a place",
                "x.ann:9: dropped: relation R3 “makes”: there is no annotation “T9”",
            ]
        );
        assert_eq!(article.document.annotations().len(), 2);
        assert_eq!(article.document.detached().len(), 1);
        assert_eq!(article.document.relations().len(), 2);
        assert_eq!(article.header.file, "x.txt");
    }

    #[test]
    fn a_mark_that_was_counted_shifts_nothing() {
        let mut losses = Losses::default();
        let article =
            draft("\u{feff}One", &[("", 1, 4, "One")]).finish("x", "x", Unit::Chars, &mut losses);
        let annotation = &article.document.annotations()[0];
        let fragments = annotation.fragments().expect("a place");
        assert_eq!(fragments.quote(article.document.text()), "One");
        assert_eq!(losses.all().len(), 1);
    }
}
