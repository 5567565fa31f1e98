//! `labelbuddy`: documents with their annotations, as the program labelbuddy exchanges them.
//!
//! ```json
//! {"text":"…","metadata":{"name":"talks/envoy.txt","outlet":"Torvik Post"},"list_title":"Envoy leaves",
//!  "annotations":[{"start_char":0,"end_char":16,"label_name":"actor","extra_data":"union"}]}
//! ```
//!
//! Offsets count Unicode scalar values; labelbuddy also writes bytes, which tell nothing more.
//! The free text of an annotation (`extra_data`) is its memo, and the metadata are fields of the article. A
//! file may have annotations alone, with a checksum of the text in place of it: the text must then be in
//! another file of the dataset. A file of labels gives the codebook.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value, json};

use crate::model::color::rgb;
use crate::model::fields::TITLE;
use crate::model::plural::counted;
use crate::store::sidecar::OFFSETS;

use super::account::Fields;
use super::dataset_row::{DatasetRow, Unparsed};
use super::declared_labels::DeclaredLabels;
use super::draft::{Draft, DraftAnnotation, OffsetUnitHint};
use super::json;
use super::leftovers::Leftovers;
use super::metadata;
use super::names::safe_path;
use super::offsets::{DeclaredPosition, Unit, char_at};
use super::per_file;
use super::pieces::pieces;
use super::rendered;
use super::rows::{self, each_row};
use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    Output, Supports, WriteOptions,
};

/// The labelbuddy format (JSON Lines).
pub struct Labelbuddy;

const LISTS: Unparsed<'_> = Unparsed::lists(&["annotations"]);

/// Our name for an article in its metadata.
const NAME: &str = "name";

/// The unit of offsets in the metadata that we write.
const UNIT: &str = "offsets";

/// The annotations of several fragments in the metadata that we write, with the places of each: labelbuddy
/// has an annotation for every fragment.
const FRAGMENTS: &str = "fragments";

/// The checksum of a document's text, by which annotations alone refer to it.
const CHECKSUM: &str = "utf8_text_md5_checksum";

impl Format for Labelbuddy {
    fn about(&self) -> &About {
        &About {
            name: "labelbuddy",
            title: "labelbuddy, documents with annotations",
            purpose: "labelbuddy: continue annotating",
            group: Group::Annotate,
            extension: "jsonl",
            files: Files::One,
            supports: Supports {
                overlaps: true,
                any_border: true,
                memos: true,
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
            let out = output.file(&part.file("documents", self.about().extension))?;
            rendered::lines(self, &part.articles, out, losses, |_, article, losses| {
                json::line(&row(article, losses))
            })?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let texts = texts_by_checksum(files)?;
        let mut labels = DeclaredLabels::default();
        for file in per_file::without_card(files) {
            rows::articles(
                file,
                LISTS,
                self.about().name,
                intake,
                |row, losses, left| {
                    if let Some((name, color)) = label(row, left) {
                        labels.add(name, color, "");
                        return None;
                    }
                    draft(row, file.name, &texts, losses, left)
                },
            )?;
        }
        labels.finish(intake);
        Ok(())
    }
}

fn row(article: &ArticleRef<'_>, losses: &mut Losses) -> Value {
    let text = article.document.text();
    // It has no relations, and what links fragments is in the metadata.
    let pieces = pieces(article, losses);
    let mut whole: Vec<Value> = Vec::new();
    for pieces in pieces.chunk_by(|_, next| !next.is_first) {
        let places = pieces.iter().map(|piece| piece.span);
        let places = places.map(|span| [char_at(text, span.start()), char_at(text, span.end())]);
        let places: Vec<[usize; 2]> = places.collect();
        if let ([first, _, ..], true) = (pieces, places.len() > 1) {
            let label = first.annotation.label.as_str();
            let mut parts = json!({"label_name": label, "places": places});
            if !first.annotation.memo.is_empty() {
                // Of several with a label at a place it tells which one goes on.
                parts["extra_data"] = first.annotation.memo.as_str().into();
            }
            whole.push(parts);
        }
    }
    let mut places = HashSet::new();
    let annotations = pieces.iter().map(|piece| {
        let (annotation, span) = (piece.annotation, piece.span);
        if !places.insert((span, annotation.label.as_str())) {
            let why = "labelbuddy takes one annotation with its label at its place";
            losses.annotation(article, annotation, LossKind::Doubtful, why);
        }
        let mut item = json!({
            "start_char": char_at(text, span.start()),
            "end_char": char_at(text, span.end()),
            "label_name": annotation.label.as_str(),
        });
        if piece.is_first && !annotation.memo.is_empty() {
            item["extra_data"] = annotation.memo.as_str().into();
        }
        item
    });
    let annotations: Vec<Value> = annotations.collect();
    let values = &article.document.fields().values;
    let mut metadata: Map<String, Value> = values
        .iter()
        .map(|(name, value)| (name.clone(), json::value(value)))
        .collect();
    metadata.insert(NAME.to_owned(), article.name.into());
    metadata.insert(UNIT.to_owned(), OFFSETS.into());
    if !whole.is_empty() {
        metadata.insert(FRAGMENTS.to_owned(), whole.into());
    }
    let title = values.get(TITLE).map(ToString::to_string);
    let title = title.unwrap_or_else(|| article.name.to_owned());
    json!({
        "text": text.as_str(),
        "metadata": metadata,
        "list_title": title,
        "display_title": title,
        "annotations": annotations,
    })
}

/// The texts that other documents of the dataset refer to by their checksum.
fn texts_by_checksum(files: &[InputFile<'_>]) -> Result<HashMap<String, String>, FormatError> {
    let mut wanted = HashSet::new();
    let each = |take: &mut dyn FnMut(&DatasetRow)| -> Result<(), FormatError> {
        for file in per_file::without_card(files) {
            let mut nowhere = |_| Ok(());
            let mut sink = ImportSink::new(&mut nowhere);
            each_row(file, LISTS, &mut sink, &mut |row, _| {
                take(&row);
                Ok(())
            })?;
        }
        Ok(())
    };
    each(&mut |row| {
        if !row.fields.contains_key("text") {
            wanted.insert(json::text(&row.fields, CHECKSUM).to_owned());
        }
    })?;
    wanted.remove("");
    let mut texts = HashMap::new();
    if wanted.is_empty() {
        return Ok(texts);
    }
    each(&mut |row| {
        let (text, sum) = ["text", CHECKSUM]
            .map(|name| json::text(&row.fields, name))
            .into();
        if !text.is_empty() && wanted.contains(sum) {
            texts.insert(sum.to_owned(), text.to_owned());
        }
    })?;
    Ok(texts)
}

/// The name and the colour, if a row is a label.
fn label<'r>(row: &'r DatasetRow, left: &Leftovers) -> Option<(&'r str, Option<[u8; 3]>)> {
    let fields = &row.fields;
    let name = json::text(fields, "name");
    let name = if name.is_empty() {
        // As older versions and doccano write it.
        json::text(fields, "text")
    } else {
        name
    };
    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
    let is_label = |name: &&str| {
        [
            "name",
            "text",
            "color",
            "background_color",
            "shortcut_key",
            "suffix_key",
        ]
        .contains(name)
    };
    let has_own = names.contains(&"name") || names.contains(&"background_color");
    if name.is_empty() || !has_own || row.has("annotations") || !names.iter().all(is_label) {
        return None;
    }
    for key in ["shortcut_key", "suffix_key"] {
        let said = json::text(fields, key);
        if !said.is_empty() {
            let example = || said.to_owned();
            left.add("a label", key, row.line, LossKind::Stripped, example);
        }
    }
    let color = ["color", "background_color"].map(|name| rgb(json::text(fields, name)));
    Some((name, color.into_iter().flatten().next()))
}

fn draft(
    row: &DatasetRow,
    file: &str,
    texts: &HashMap<String, String>,
    losses: &mut Losses,
    left: &Leftovers,
) -> Option<(Draft, OffsetUnitHint)> {
    let line = row.line;
    let fields = Fields::of_row("a document", line, row, left);
    let text = fields.string("text");
    let sum = fields.text(CHECKSUM);
    let Some(text) = text.or_else(|| Some(texts.get(sum)?.as_str())) else {
        fields.all_told();
        let count = row.items("annotations").count();
        let why = format!(
            "there is no “text” in it, so that {} cannot be placed: export the documents with \
             their texts, or choose the file of the texts too",
            counted(count, "annotation")
        );
        losses.line(file, line, LossKind::Dropped, why);
        return None;
    };
    let mut draft = Draft {
        text: text.to_owned(),
        ..Draft::default()
    };
    let values = &mut draft.fields.values;
    let mut declared = false;
    let mut fragments = Value::Null;
    for name in ["metadata", "meta"] {
        let Some(members) = fields.object(name, "the metadata") else {
            continue;
        };
        if let Some(name) = members.string(NAME) {
            draft.name = safe_path(name);
        }
        if members.look(UNIT).and_then(Value::as_str) == Some(OFFSETS) {
            declared = true;
            members.known(&[UNIT]);
            fragments = members.get(FRAGMENTS).cloned().unwrap_or_default();
        }
        metadata::take_rest(&members, values);
    }
    for title in ["list_title", "display_title"] {
        let title = fields.text(title);
        if title != draft.name {
            metadata::put(values, TITLE, &Value::from(title));
        }
    }
    for item in fields.items("annotations") {
        match annotation(&item, line, left) {
            Some(annotation) => draft.annotations.push(annotation),
            None => {
                let why = format!("{item} in “annotations” is no annotation");
                losses.line(file, line, LossKind::Dropped, why);
            }
        }
    }
    rejoin(&mut draft.annotations, &fragments);
    let trust = OffsetUnitHint {
        unit: Unit::Chars,
        declared,
    };
    Some((draft, trust))
}

/// Joins the annotations that are fragments of one, as far as they are still there.
fn rejoin(annotations: &mut Vec<DraftAnnotation>, fragments: &Value) {
    // By label, place and memo, which only the first fragment has.
    let mut indexes: HashMap<(String, (usize, usize), String), Vec<usize>> = HashMap::new();
    if fragments.is_null() {
        return;
    }
    for (index, annotation) in annotations.iter().enumerate().rev() {
        let (label, memo) = (annotation.label.clone(), annotation.memo.clone());
        let key = (label, annotation.claim.spans[0], memo);
        indexes.entry(key).or_default().push(index);
    }
    let mut joined = HashSet::new();
    for whole in fragments.as_array().into_iter().flatten() {
        let label = json::id(whole.get("label_name"));
        let places = whole.get("places").and_then(Value::as_array);
        let places = places.into_iter().flatten().filter_map(|place| {
            let number = |index: usize| json::number(place.get(index));
            Some((number(0)?, number(1)?))
        });
        let memo = whole
            .get("extra_data")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let found = places.enumerate().map(|(index, place)| {
            let memo = if index == 0 { memo } else { "" };
            let key = (label.clone(), place, memo.to_owned());
            indexes.get_mut(&key)?.pop()
        });
        // One that was changed since stays apart, and so do the others.
        let Some(found) = found.collect::<Option<Vec<usize>>>() else {
            continue;
        };
        if let Some((first, others)) = found.split_first() {
            for other in others {
                let spans = annotations[*other].claim.spans.clone();
                annotations[*first].claim.spans.extend(spans);
                joined.insert(*other);
            }
        }
    }
    let mut index = 0;
    annotations.retain(|_| {
        index += 1;
        !joined.contains(&(index - 1))
    });
}

/// Parses an annotation; older versions and doccano have other names, and lists.
fn annotation(item: &Value, line: usize, left: &Leftovers) -> Option<DraftAnnotation> {
    let empty = Map::new();
    let members = item.as_object().unwrap_or(&empty);
    let fields = Fields::new("an annotation", line, members, left);
    // Bytes tell nothing that characters do not.
    fields.known(&["start_byte", "end_byte"]);
    let part = |index: usize, names: [&str; 3]| {
        let named = names.iter().find_map(|name| fields.get(name));
        named.or_else(|| item.get(index))
    };
    let start = json::number(part(0, ["start_char", "start_offset", "start"]));
    let end = json::number(part(1, ["end_char", "end_offset", "end"]));
    let label = json::id(part(2, ["label_name", "label", "name"]));
    let memo = match part(3, ["extra_data", "memo", "comment"]) {
        Some(Value::String(text)) => text.clone(),
        None | Some(Value::Null) => String::new(),
        Some(other) => other.to_string(),
    };
    let (Some(start), Some(end), false) = (start, end, label.is_empty()) else {
        fields.all_told();
        return None;
    };
    Some(DraftAnnotation {
        line,
        label,
        claim: DeclaredPosition {
            spans: vec![(start, end)],
            quote: None,
        },
        memo,
        ..DraftAnnotation::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harness_tests::read_file;

    fn check(content: &str, wanted: &[&str], message: &[&str]) {
        let (got, losses) = read_file(&Labelbuddy, "x.jsonl", content);
        assert_eq!(got, wanted);
        assert_eq!(losses.len(), message.len(), "{losses:?}");
        for (loss, message) in losses.iter().zip(message) {
            assert!(loss.contains(message), "{loss}");
        }
    }

    const STRIKE: &str = r#"{"text": "Miners of Torvik want higher wages by May. Minister Arvo Lind refused.\n", "metadata": {"outlet": "Torvik Post"}, "utf8_text_md5_checksum": "0", "annotations": [{"start_char": 0, "end_char": 16, "label_name": "actor", "extra_data": "union"}]}"#;

    #[test]
    fn documents_come_with_their_annotations_memos_and_metadata() {
        check(STRIKE, &["actor Miners of Torvik"], &[]);
        let file = InputFile::new("in.jsonl", STRIKE.as_bytes());
        let imported = Labelbuddy.read(&[file]).expect("it is read");
        let document = &imported.articles[0].document;
        assert_eq!(document.annotations()[0].memo, "union");
        let outlet = document.fields().values.get("outlet");
        assert_eq!(outlet.map(ToString::to_string), Some("Torvik Post".into()));
    }

    #[test]
    fn what_is_not_taken_is_told_with_its_number() {
        check(
            r#"[{"text":"One 🕊 two","x":1,"display_title":"T","annotations":[
                {"start_char":0,"end_char":3,"start_byte":0,"end_byte":3,"label_name":"a","sure":true},
                {"start_char":6,"end_char":9,"label_name":"b","sure":false},
                {"start_char":6,"label_name":"b"}]}]"#,
            &["a One", "b two"],
            &[
                "no annotation",
                "“x” of a document is left out: “1”",
                "“sure” of an annotation is left out, 2 times: “true”",
            ],
        );
    }

    #[test]
    fn annotations_alone_find_their_text_by_its_checksum() {
        let texts = br#"{"text":"One two","utf8_text_md5_checksum":"ab","list_title":"T"}"#;
        let alone = br#"{"utf8_text_md5_checksum":"ab","annotations":[{"start_char":4,"end_char":7,"label_name":"b"}]}"#;
        let files = [
            InputFile::new("a.jsonl", alone),
            InputFile::new("t.jsonl", texts),
        ];
        let imported = Labelbuddy.read(&files).expect("it is read");
        assert_eq!(imported.articles[0].document.annotations().len(), 1);
        let imported = Labelbuddy.read(&files[..1]).expect("nothing is read");
        assert!(imported.articles.is_empty());
        let said = imported.losses.all()[0].to_string();
        assert!(said.contains("1 annotation cannot be placed"), "{said}");
    }

    #[test]
    fn a_file_of_labels_is_the_codebook() {
        let labels =
            br##"[{"name":"actor","color":"#aec7e8"},{"name":"demand","shortcut_key":"d"}]"##;
        let imported = Labelbuddy
            .read(&[InputFile::new("l.json", labels)])
            .expect("labels");
        let codebook = imported.codebook.expect("it is declared");
        let names: Vec<&str> = codebook
            .labels
            .iter()
            .map(|label| label.id.as_str())
            .collect();
        assert_eq!(names, ["actor", "demand"]);
        let actor = codebook.label(&"actor".into()).expect("a label");
        assert_eq!(actor.color.light, [0xae, 0xc7, 0xe8]);
        assert_eq!(imported.losses.all().len(), 1);
    }
}
