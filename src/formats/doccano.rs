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
//! allows them; the loss report warns of this. The reader accepts the shapes of all versions:
//! `label`, `labels`, `annotations` and `entities`, as lists or objects.

use serde_json::{Map, Value, json};

use crate::model::Provenance;
use crate::store::sidecar::OFFSETS;

use super::dataset_row::{DatasetRow, Unparsed};
use super::draft::{Draft, DraftAnnotation, DraftRelation, OffsetUnitHint, shared};
use super::json;
use super::offsets::{DeclaredPosition, Unit, char_at};
use super::per_file;
use super::pieces::{links, overlap, pieces, rejoin};
use super::rows;
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    LostItem, Output, Supports, WriteOptions,
};

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
            for (index, article) in part.articles.iter().enumerate() {
                self.about().supports.report(article, losses);
                out.write_all(&json::line(&row(index + 1, article, losses))?)?;
            }
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        for file in per_file::without_card(files) {
            rows::articles(file, LISTS, self.about().name, intake, |row, losses| {
                draft(row, file.name, losses)
            })?;
        }
        Ok(())
    }
}

fn row(number: usize, article: &ArticleRef<'_>, losses: &mut Losses) -> Value {
    let text = article.document.text();
    let pieces = pieces(article, losses);
    if overlap(pieces.iter().map(|piece| piece.span)) {
        let why = "annotations overlap: allow that in the settings of the doccano project, or \
                   doccano drops them";
        losses.add(article.name, LostItem::Article, LossKind::Doubtful, why);
    }
    let entities = pieces.iter().enumerate().map(|(id, piece)| {
        json!({
            "id": id,
            "label": piece.annotation.label.as_str(),
            "start_offset": char_at(text, piece.span.start()),
            "end_offset": char_at(text, piece.span.end()),
        })
    });
    let entities: Vec<Value> = entities.collect();
    let links = links(article, &pieces, losses);
    let relations = links.iter().enumerate().map(
        |(id, link)| json!({"id": id, "from_id": link.from, "to_id": link.to, "type": link.kind()}),
    );
    let relations: Vec<Value> = relations.collect();
    json!({
        "id": number,
        "text": text.as_str(),
        "entities": entities,
        "relations": relations,
        "Comments": [],
        "name": article.name,
        "offsets": OFFSETS,
    })
}

fn draft(row: &DatasetRow, file: &str, losses: &mut Losses) -> Option<(Draft, OffsetUnitHint)> {
    let fields = &row.fields;
    let Some(Value::String(text)) = fields.get("text").or_else(|| fields.get("data")) else {
        losses.line(
            file,
            row.line,
            LossKind::Dropped,
            "there is no “text” in it",
        );
        return None;
    };
    let mut draft = Draft {
        name: json::text(fields, "name").to_owned(),
        text: text.clone(),
        ..Draft::default()
    };
    for name in ANNOTATIONS {
        for item in row.items(name) {
            match entity(&item) {
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
    for item in row.items("relations") {
        let relation = Some(DraftRelation {
            line: row.line,
            kind: json::id(item.get("type")),
            from: json::id(item.get("from_id")),
            to: json::id(item.get("to_id")),
            ..DraftRelation::default()
        });
        match relation.filter(|r| !r.kind.is_empty()) {
            Some(relation) => draft.relations.push(relation),
            None => {
                let why = format!("{item} is no relation");
                losses.line(file, row.line, LossKind::Dropped, why);
            }
        }
    }
    if !json::list(fields, "Comments").is_empty() || !json::list(fields, "comments").is_empty() {
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
        declared: json::text(fields, "offsets") == OFFSETS,
    };
    Some((draft, trust))
}

/// Parses an annotation, a list or an object.
fn entity(item: &Value) -> Option<DraftAnnotation> {
    let (start, end, label) = match item {
        Value::Array(parts) => match parts.as_slice() {
            [start, end, label] => (Some(start), Some(end), Some(label)),
            _ => return None,
        },
        Value::Object(fields) => {
            let either = |names: [&str; 2]| names.iter().find_map(|name| fields.get(*name));
            (
                either(["start_offset", "start"]),
                either(["end_offset", "end"]),
                fields.get("label"),
            )
        }
        _ => return None,
    };
    let label = json::id(label);
    let empty = Map::new();
    let fields = item.as_object().unwrap_or(&empty);
    let id = json::id(fields.get("id"));
    let by = json::id(fields.get("user"));
    (!label.is_empty()).then_some(DraftAnnotation {
        id,
        label,
        claim: DeclaredPosition {
            spans: vec![(json::number(start)?, json::number(end)?)],
            quote: None,
        },
        provenance: Provenance {
            by: shared(&by),
            ..Provenance::default()
        },
        ..DraftAnnotation::default()
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
            &["about war", "doubtful"],
        );
    }

    #[test]
    fn utf16_is_found_by_the_borders_of_words() {
        let row = r#"{"text":"🕊 Putin said no","label":[[3,8,"actor"],[9,13,"event"]]}"#;
        check(row, &["actor Putin", "event said"], &["UTF-16"]);
    }
}
