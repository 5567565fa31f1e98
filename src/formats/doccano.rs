//! `doccano`: JSON Lines for sequence labelling with relations.
//!
//! ```json
//! {"id":1,"text":"…","entities":[{"id":0,"label":"actor","start_offset":0,"end_offset":5}],
//!  "relations":[{"id":0,"from_id":0,"to_id":1,"type":"makes"}],"Comments":[],
//!  "name":"talks/envoy.txt","offsets":"unicode-scalar"}
//! ```
//!
//! Offsets count Unicode scalar values; doccano keeps other fields as metadata, so `offsets` tells
//! a later reader the unit. A doccano project silently drops overlapping annotations unless it
//! allows them; the loss report warns of this. Several people's codings are one row, whose annotations have a
//! `user`. The reader accepts the shapes of all versions:
//! `label`, `labels`, `annotations` and `entities`, as lists or objects.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Value, json};

use crate::model::{Attributes, Provenance};
use crate::store::sidecar::OFFSETS;

use super::account::Fields;
use super::coders::distinct;
use super::codings::{CoderSupport, by_article, coder_name};
use super::dataset_row::{DatasetRow, Unparsed};
use super::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint, shared};
use super::json;
use super::leftovers::Leftovers;
use super::metadata;
use super::offsets::{DeclaredPosition, Unit, char_at};
use super::per_file;
use super::pieces::{links, overlap, pieces, rejoin};
use super::rendered;
use super::rows;
use super::{
    About, ArticleRef, CodingOf, Files, Format, FormatError, Group, ImportSink, InputFile,
    LossKind, Losses, LostItem, Output, Supports, WriteOptions,
};

/// More people than this have not coded one article.
const MOST_PEOPLE: usize = 64;

/// The doccano format (JSON Lines).
pub struct Doccano;

/// The lists of annotations, by the names that versions of doccano have for them.
const ANNOTATIONS: [&str; 5] = ["entities", "label", "labels", "annotations", "spans"];

const LISTS: Unparsed<'_> = Unparsed::lists(&[
    "entities",
    "label",
    "labels",
    "annotations",
    "spans",
    "relations",
]);

impl Format for Doccano {
    fn about(&self) -> &About {
        &About {
            name: "doccano",
            title: "doccano, sequence labelling with relations",
            purpose: "doccano: continue annotating",
            group: Group::Annotate,
            extension: "jsonl",
            files: Files::One,
            supports: Supports {
                overlaps: true,
                any_border: true,
                relations: true,
                coders: CoderSupport::Together,
                ..Supports::LABELS_ONLY
            },
            reads: true,
            tokenizer: None,
        }
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        for part in options.parts(articles) {
            let out = output.file(&part.file("articles", self.about().extension))?;
            let articles = by_article(&part.articles);
            let render = |index: usize, codings: &Vec<&ArticleRef<'_>>, losses: &mut Losses| {
                for article in codings {
                    self.about().supports.report(article, losses);
                }
                Ok(json::line(&row(index + 1, codings, losses))?)
            };
            rendered::each(&articles, losses, render, |line| Ok(out.write_all(&line)?))?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        for file in per_file::without_card(files) {
            rows::articles(
                file,
                LISTS,
                self.about().name,
                intake,
                |row, losses, left| {
                    draft(row, file.name, losses, left).map_or(Vec::new(), by_person)
                },
            )?;
        }
        Ok(())
    }
}

/// The row of an article with the annotations of all its codings.
fn row(number: usize, codings: &[&ArticleRef<'_>], losses: &mut Losses) -> Value {
    let has_several = codings.len() > 1;
    let (mut entities, mut relations) = (Vec::new(), Vec::new());
    for article in codings {
        let text = article.document.text();
        let pieces = pieces(article, losses);
        if overlap(pieces.iter().map(|piece| piece.span)) {
            let why = "annotations overlap: allow that in the settings of the doccano project, or \
                       doccano drops them";
            losses.add(article.name, LostItem::Article, LossKind::Doubtful, why);
        }
        if has_several && pieces.is_empty() {
            let why = format!(
                "the coding of {} has no annotations, and doccano has no other trace of it",
                coder_name(article)
            );
            losses.add(article.name, LostItem::Article, LossKind::Dropped, why);
        }
        let before = entities.len();
        for (index, piece) in pieces.iter().enumerate() {
            let mut entity = json!({
                "id": before + index,
                "label": piece.annotation.label.as_str(),
                "start_offset": char_at(text, piece.span.start()),
                "end_offset": char_at(text, piece.span.end()),
            });
            if has_several {
                entity["user"] = article.header.coder.as_str().into();
            }
            entities.push(entity);
        }
        for link in links(article, &pieces, losses) {
            relations.push(json!({
                "id": relations.len(),
                "from_id": before + link.from,
                "to_id": before + link.to,
                "type": link.kind(),
            }));
        }
    }
    let (name, text) = codings.first().map_or(("", ""), |first| {
        (first.name, first.document.text().as_str())
    });
    if has_several {
        let why = "several people's annotations are one row: doccano shows them together, this program \
                   keeps them apart by their “user”";
        losses.add(name, LostItem::Article, LossKind::Doubtful, why);
    }
    json!({
        "id": number,
        "text": text,
        "entities": entities,
        "relations": relations,
        "Comments": [],
        "name": name,
        "offsets": OFFSETS,
    })
}

fn draft(
    row: &DatasetRow,
    file: &str,
    losses: &mut Losses,
    left: &Leftovers,
) -> Option<(Draft, OffsetUnitHint)> {
    let fields = Fields::of_row("an article", row.line, row, left);
    let text = fields.string("text").or_else(|| fields.string("data"));
    let Some(text) = text else {
        fields.all_told();
        losses.line(
            file,
            row.line,
            LossKind::Dropped,
            "there is no “text” in it",
        );
        return None;
    };
    let mut draft = Draft {
        name: fields.text("name").to_owned(),
        text: text.to_owned(),
        ..Draft::default()
    };
    fields.known(&["id"]);
    for name in ANNOTATIONS {
        for item in fields.items(name) {
            // A text in the list is said of the whole article.
            if let Value::String(said) = &item {
                if !metadata::add(&mut draft.fields.values, name, said) {
                    let why = format!("“{said}” in “{name}” is no annotation");
                    losses.line(file, row.line, LossKind::Dropped, why);
                }
                continue;
            }
            match entity(&item, row.line, left) {
                Some(annotation) => draft.annotations.push(DraftAnnotation {
                    line: row.line,
                    ..annotation
                }),
                None => {
                    let why = format!("{item} in “{name}” is no annotation");
                    losses.line(file, row.line, LossKind::Dropped, why);
                }
            }
        }
    }
    for item in fields.items("relations") {
        match relation(&item, row.line, left) {
            Some(relation) => draft.relations.push(relation),
            None => {
                let why = format!("{item} is no relation");
                losses.line(file, row.line, LossKind::Dropped, why);
            }
        }
    }
    let comments = ["Comments", "comments"].map(|name| fields.items(name).collect::<Vec<_>>());
    if comments.iter().any(|comments| !comments.is_empty()) {
        losses.line(
            file,
            row.line,
            LossKind::Stripped,
            "its comments are left out",
        );
    }
    rejoin(&mut draft);
    let trust = OffsetUnitHint {
        unit: Unit::Chars,
        declared: fields.text("offsets") == OFFSETS,
    };
    for name in ["meta", "metadata"] {
        if let Some(meta) = fields.object(name, "the metadata") {
            metadata::take_rest(&meta, &mut draft.fields.values);
        }
    }
    metadata::take_rest(&fields, &mut draft.fields.values);
    Some((draft, trust))
}

/// A coding for each of the people who made annotations of an article, if they are several.
fn by_person((draft, trust): (Draft, OffsetUnitHint)) -> Vec<(Draft, OffsetUnitHint)> {
    let mut people: Vec<Arc<str>> = Vec::new();
    for annotation in &draft.annotations {
        let by = &annotation.provenance.by;
        if !people.contains(by) && people.len() < MOST_PEOPLE {
            people.push(by.clone());
        }
    }
    if people.len() < 2 || people.len() == MOST_PEOPLE {
        return vec![(draft, trust)];
    }
    let codes = distinct(people.iter().map(|by| &**by));
    let codings = people.iter().zip(codes).map(|(by, code)| {
        let mut own = draft.clone();
        own.annotations.retain(|a| a.provenance.by == *by);
        let ids: HashSet<String> = own.annotations.iter().map(|a| a.id.clone()).collect();
        own.relations.retain(|r| ids.contains(&r.from));
        own.coder = code;
        own.coding = CodingOf::Several;
        (own, trust)
    });
    codings.collect()
}

fn relation(item: &Value, line: usize, left: &Leftovers) -> Option<DraftRelation> {
    let fields = Fields::of_value("a relation", line, item, left)?;
    let kind = fields.id("type");
    if kind.is_empty() {
        fields.all_told();
        return None;
    }
    fields.known(&["id"]);
    let relation = DraftRelation {
        line,
        kind,
        from: fields.id("from_id"),
        to: fields.id("to_id"),
        ..DraftRelation::default()
    };
    Some(relation)
}

/// Parses an annotation, a list or an object.
fn entity(item: &Value, line: usize, left: &Leftovers) -> Option<DraftAnnotation> {
    if let Value::Array(parts) = item {
        let [start, end, label] = parts.as_slice() else {
            return None;
        };
        let label = json::id(Some(label));
        return (!label.is_empty()).then_some(DraftAnnotation {
            label,
            claim: DeclaredPosition {
                spans: vec![(json::number(Some(start))?, json::number(Some(end))?)],
                quote: None,
            },
            ..DraftAnnotation::default()
        });
    }
    let fields = Fields::of_value("an annotation", line, item, left)?;
    let either = |names: [&str; 2]| names.iter().find_map(|name| fields.number(name));
    let place = either(["start_offset", "start"]).zip(either(["end_offset", "end"]));
    let label = fields.id("label");
    let (Some(place), false) = (place, label.is_empty()) else {
        fields.all_told();
        return None;
    };
    let mut attributes = Attributes::new();
    // What doccano keeps of an annotation beside its place.
    fields.known(&["created_at", "updated_at"]);
    let annotation = DraftAnnotation {
        id: fields.id("id"),
        label,
        claim: DeclaredPosition {
            spans: vec![place],
            quote: fields.string("text").map(str::to_owned),
        },
        provenance: Provenance {
            by: shared(&fields.id("user")),
            ..Provenance::default()
        },
        ..DraftAnnotation::default()
    };
    metadata::take_attributes(&fields, &mut attributes);
    Some(DraftAnnotation {
        attributes,
        ..annotation
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness_tests::read_file;

    fn check(row: &str, wanted: &[&str], message: &[&str]) {
        let (got, losses) = read_file(&Doccano, "x.jsonl", row);
        assert_eq!(got, wanted);
        assert_eq!(losses.len(), message.len(), "{losses:?}");
        for (loss, message) in losses.iter().zip(message) {
            assert!(loss.contains(message), "{loss}");
        }
    }

    #[test]
    fn the_shapes_of_all_versions_are_understood() {
        check(
            r#"{"text":"Putin no","label":[[0,5,"actor"]]}"#,
            &["actor Putin"],
            &[],
        );
        check(
            r#"{"text":"Putin no","labels":[[0,5,"actor"]]}"#,
            &["actor Putin"],
            &[],
        );
        check(
            r#"{"text":"Putin no","annotations":[{"label":3,"start_offset":0,"end_offset":5,"user":1}]}"#,
            &["3 Putin"],
            &[],
        );
        check(
            r#"{"data":"Putin no","entities":[{"id":4,"label":"a","start_offset":0,"end_offset":5}],"relations":[{"id":0,"from_id":4,"to_id":9,"type":"x"}],"Comments":["hm"]}"#,
            &["a Putin"],
            &["comments", "no annotation “9”"],
        );
        check(
            r#"{"text":"Putin no","label":["about war",[0,4,"a"]]}"#,
            &["a Puti"],
            &["doubtful"],
        );
    }

    #[test]
    fn the_annotations_of_several_users_are_codings() {
        let row = r#"{"text":"Putin no","annotations":[{"id":1,"label":"a","start_offset":0,"end_offset":5,"user":1},
            {"id":2,"label":"b","start_offset":6,"end_offset":8,"user":2}]}"#.replace('\n', "");
        let file = InputFile::new("x.jsonl", row.as_bytes());
        let read = Doccano.read(&[file]).expect("it is read");
        let codings: Vec<(&str, usize)> = read
            .articles
            .iter()
            .map(|article| {
                (
                    article.header.coder.as_str(),
                    article.document.annotations().len(),
                )
            })
            .collect();
        assert_eq!(codings, [("1", 1), ("2", 1)]);
        assert!(
            read.articles
                .iter()
                .all(|article| article.coding == CodingOf::Several)
        );
    }

    #[test]
    fn utf16_is_found_by_the_borders_of_words() {
        let row = r#"{"text":"🕊 Putin said no","label":[[3,8,"actor"],[9,13,"event"]]}"#;
        check(row, &["actor Putin", "event said"], &["UTF-16"]);
    }
}
