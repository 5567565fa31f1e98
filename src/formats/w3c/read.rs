//! Converts pages of Web Annotations to articles.

use std::collections::{HashMap, HashSet};

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::{CONTEXT, ENTITY};
use crate::dataset_row::{DatasetRow, Unparsed};
use crate::draft::{Draft, DraftAnnotation, DraftRelation};
use crate::model::Provenance;
use crate::offsets::{DeclaredPosition, Unit};
use crate::rows::each_row;
use crate::{
    FormatError, ImportSink, ImportedArticle, InputFile, LossKind, Losses, LostItem, features,
    json as rows, per_file,
};

/// Reads pages of annotations, each with its text.
pub fn read(files: &[InputFile<'_>], intake: &mut ImportSink<'_>) -> Result<(), FormatError> {
    let mut pages = per_file::own(files, &["jsonld", "json"]);
    pages.retain(|file| !is_text(file.name));
    let texts = Texts::new(files);
    per_file::read(&pages, intake, |file, intake| page(file, &texts, intake))
}

/// Reads the article of a page.
fn page(
    file: &InputFile<'_>,
    texts: &Texts<'_, '_>,
    intake: &mut ImportSink<'_>,
) -> Result<ImportedArticle, FormatError> {
    let mut page_note = Map::new();
    let mut is_linked = false;
    let mut named = None;
    each_row(file, PARTS, intake, &mut |row, _| {
        is_linked |= names_context(row.fields.get("@context"));
        if let Some(Value::Object(note)) = row.fields.get(features::NOTE)
            && note.contains_key("article")
        {
            page_note = note.clone();
        }
        each_item(&row, &mut |item| {
            named = named.or_else(|| texts.named_by(file.name, item));
        });
        Ok(())
    })?;
    let losses = &mut intake.losses;
    if !is_linked {
        let why = "it does not say that it holds Web Annotations (there is no @context)";
        losses.add(file.name, LostItem::Line(1), LossKind::Doubtful, why);
    }
    let Some(text_file) = named.or_else(|| texts.beside(file.name)) else {
        let why = "the text that it is about is missing: choose its .txt together with it";
        return Err(file.unreadable(1, why));
    };
    // The draft handles the byte order mark, since it detects whether the mark was counted.
    let text = rows::plain_utf8(text_file)?;
    let mut draft = Draft {
        name: text_file.name.to_owned(),
        text: text.as_ref().to_owned(),
        ..Draft::default()
    };
    features::take_article_note(&page_note, &mut draft);
    let lines = lines_of_ids(file)?;
    let mut names = FormerIds::default();
    // What is wrong with the rows was reported above.
    let mut nowhere = |_| Ok(());
    each_row(
        file,
        PARTS,
        &mut ImportSink::new(&mut nowhere),
        &mut |row, _| {
            each_item(&row, &mut |item| {
                let line = lines
                    .get(rows::text(item, "id"))
                    .copied()
                    .unwrap_or(row.line);
                take(item, line, &text, file.name, &mut draft, losses);
                names.add(item);
            });
            Ok(())
        },
    )?;
    drop(lines);
    names.restore(&mut draft);
    Ok(draft.finish(file.name, "w3c", Unit::Chars, losses))
}

fn is_text(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".txt")
}

fn names_context(context: Option<&Value>) -> bool {
    match context {
        Some(Value::String(uri)) => uri.replace("https:", "http:") == CONTEXT,
        Some(Value::Array(items)) => items.iter().any(|item| names_context(Some(item))),
        _ => false,
    }
}

/// The fields of a page, a collection or a graph that have annotations in them.
const INNER: [&str; 3] = ["items", "first", "@graph"];

const PARTS: Unparsed<'_> = Unparsed {
    later: &[],
    lists: &INNER,
    objects: &INNER,
};

/// Hands over the annotations of a page, a collection or a list, at any nesting, one by one.
fn each_item(row: &DatasetRow, take: &mut dyn FnMut(&Map<String, Value>)) {
    if !INNER.iter().any(|name| row.has(name)) {
        take(&row.fields);
        return;
    }
    for (name, raw) in row.all_parted() {
        let mut inner = |raw: &RawValue| {
            if raw.get().starts_with('{') {
                each_item(&DatasetRow::part(raw.get(), PARTS), take);
            }
        };
        if raw.get().starts_with('[') {
            row.raw_items(name).for_each(inner);
        } else {
            inner(raw);
        }
    }
}

/// Normalizes one value or several to a slice: the model allows both nearly everywhere.
fn several(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(items)) => items,
        Some(one) => std::slice::from_ref(one),
    }
}

/// The text files of a dataset.
struct Texts<'i, 'f> {
    named: HashMap<&'i str, &'i InputFile<'f>>,
    /// The files by their names without the extension.
    stems: HashMap<&'i str, &'i InputFile<'f>>,
    /// The text file, if there is only one.
    only: Option<&'i InputFile<'f>>,
}

impl<'i, 'f> Texts<'i, 'f> {
    fn new(files: &'i [InputFile<'f>]) -> Self {
        let mut texts = Self {
            named: HashMap::new(),
            stems: HashMap::new(),
            only: None,
        };
        for file in files.iter().filter(|file| is_text(file.name)) {
            texts.named.insert(file.name, file);
            texts
                .stems
                .entry(without_extension(file.name))
                .or_insert(file);
            texts.only = Some(file).filter(|_| texts.named.len() == 1);
        }
        texts
    }

    /// The file of a page's text, if a target of this annotation names it.
    fn named_by(&self, page: &str, item: &Map<String, Value>) -> Option<&'i InputFile<'f>> {
        let folder = page.rfind('/').map_or("", |slash| &page[..=slash]);
        let targets = several(item.get("target")).iter();
        let mut sources = targets.filter_map(|target| target.get("source").and_then(Value::as_str));
        let found = sources.find_map(|source| {
            let name = percent_decoded(source.rsplit('/').next()?);
            self.named.get(format!("{folder}{name}").as_str())
        });
        found.copied()
    }

    /// The file of a page's text, if no target names it: the one beside the page, or the only one.
    fn beside(&self, page: &str) -> Option<&'i InputFile<'f>> {
        let beside = self.stems.get(without_extension(page));
        beside.copied().or(self.only)
    }
}

fn without_extension(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Reads one annotation into the draft.
fn take(
    item: &Map<String, Value>,
    line: usize,
    text: &str,
    file: &str,
    draft: &mut Draft,
    losses: &mut Losses,
) {
    let empty = Map::new();
    let note = item.get(features::NOTE).and_then(Value::as_object);
    let note = note.unwrap_or(&empty);
    let bodies = several(item.get("body"));
    let purpose = |body: &Value, wanted: &str| {
        let purposes = several(body.get("purpose"));
        purposes.iter().any(|purpose| purpose == wanted)
    };
    let value = |body: &Value| -> Option<String> {
        let value = body.get("value").and_then(Value::as_str);
        value.or_else(|| body.as_str()).map(str::to_owned)
    };
    // A tag without a purpose is a tag too.
    let tag = bodies
        .iter()
        .find(|body| purpose(body, "tagging"))
        .or_else(|| bodies.iter().find(|body| body.get("purpose").is_none()))
        .and_then(value);
    let targets = several(item.get("target"));
    let is_link = several(item.get("motivation"))
        .iter()
        .any(|m| m == "linking");
    let ends: Vec<&str> = targets.iter().filter_map(id_of_target).collect();
    let from_us = |name: &str| note.get(name).and_then(Value::as_str);
    if is_link || (ends.len() == 2 && targets.iter().all(|t| t.get("selector").is_none())) {
        let said = from_us("from").zip(from_us("to"));
        let ends = said.or(match ends.as_slice() {
            [from, to] => Some((*from, *to)),
            _ => None,
        });
        let Some((from, to)) = ends else {
            let why = "a link needs two targets that are annotations";
            losses.line(file, line, LossKind::Dropped, why);
            return;
        };
        draft.relations.push(DraftRelation {
            id: rows::text(note, "id").to_owned(),
            line,
            kind: tag.unwrap_or_else(|| "linking".into()),
            from: from.to_owned(),
            to: to.to_owned(),
            attributes: rows::attributes(note.get("attributes")),
            provenance: provenance(item, note),
        });
        return;
    }
    let mut claim = DeclaredPosition::default();
    let mut quotes = Vec::new();
    for target in targets {
        match place(target, text, file, line, losses) {
            Ok((span, quote)) => {
                claim.spans.push(span);
                quotes.extend(quote);
            }
            Err(why) => {
                losses.line(file, line, LossKind::Dropped, why);
                return;
            }
        }
    }
    if !quotes.is_empty() && quotes.len() == claim.spans.len() {
        claim.quote = Some(quotes.join(" "));
    }
    let comments = bodies.iter().filter(|body| {
        purpose(body, "commenting") || purpose(body, "describing") || purpose(body, "replying")
    });
    let memo: Vec<String> = comments.filter_map(value).collect();
    let identified = bodies.iter().find(|body| purpose(body, "identifying"));
    let identified = identified.and_then(|body| {
        let source = body.get("source").or_else(|| body.get("id"));
        source.and_then(Value::as_str)
    });
    let entity = identified.map(|iri| {
        let ours = from_us("entity").map(str::to_owned);
        let last = iri.strip_prefix(ENTITY);
        let last = last.or_else(|| iri.rsplit(['/', '#']).next());
        ours.unwrap_or_else(|| percent_decoded(last.unwrap_or(iri)))
    });
    draft.annotations.push(DraftAnnotation {
        id: rows::text(item, "id").to_owned(),
        line,
        label: tag.unwrap_or_else(|| {
            let motivation = several(item.get("motivation")).first();
            motivation
                .and_then(Value::as_str)
                .unwrap_or("annotation")
                .to_owned()
        }),
        claim,
        entity,
        attributes: rows::attributes(note.get("attributes")),
        memo: memo.join("\n"),
        provenance: provenance(item, note),
    });
}

/// The id, if a target is an annotation.
fn id_of_target(target: &Value) -> Option<&str> {
    target
        .as_str()
        .or_else(|| target.get("id")?.as_str())
        .filter(|_| target.get("selector").is_none())
}

fn provenance(item: &Map<String, Value>, note: &Map<String, Value>) -> Provenance {
    let ours = features::provenance(note);
    let creator = several(item.get("creator")).first();
    let name = creator.and_then(|creator| {
        let named = creator.get("nickname").or_else(|| creator.get("name"));
        named
            .or_else(|| creator.get("id"))
            .unwrap_or(creator)
            .as_str()
    });
    let by = if ours.by.is_empty() {
        name.unwrap_or_default().into()
    } else {
        ours.by
    };
    let at = if ours.at.is_empty() {
        rows::text(item, "created").into()
    } else {
        ours.at
    };
    Provenance { by, at, ..ours }
}

type TargetPlace = ((usize, usize), Option<String>);

/// The position and the quote of a target.
fn place(
    target: &Value,
    text: &str,
    file: &str,
    line: usize,
    losses: &mut Losses,
) -> Result<TargetPlace, String> {
    let (mut position, mut quote) = (None, None);
    let mut others = Vec::new();
    for selector in several(target.get("selector")) {
        match selector.get("type").and_then(Value::as_str) {
            Some("TextPositionSelector") => {
                let mut number = |name: &str| {
                    let value = selector.get(name)?;
                    let written = value.as_str().and_then(|text| text.trim().parse().ok());
                    if written.is_some() {
                        let why = format!("its {name} is a text and not a number");
                        losses.line(file, line, LossKind::Corrected, why);
                    }
                    written.or_else(|| rows::number(Some(value)))
                };
                position = number("start").zip(number("end"));
            }
            Some("TextQuoteSelector") => quote = selector.as_object(),
            Some(other) => others.push(other),
            None => others.push("a selector without a type"),
        }
    }
    let exact = quote.map(|quote| rows::text(quote, "exact").to_owned());
    match (position, quote) {
        (Some(position), _) => Ok((position, exact)),
        (None, Some(quote)) => by_quote(quote, text).map(|place| (place, exact)),
        (None, None) if others.is_empty() => Err("it names no place in the text".into()),
        (None, None) => Err(format!("places by {} are not read", others.join(", "))),
    }
}

/// The only position at which a quote matches with its context, in Unicode scalar values.
fn by_quote(quote: &Map<String, Value>, text: &str) -> Result<(usize, usize), String> {
    let part = |name: &str| rows::text(quote, name);
    let (exact, prefix, suffix) = (part("exact"), part("prefix"), part("suffix"));
    if exact.is_empty() {
        return Err("it quotes nothing".into());
    }
    let whole = format!("{prefix}{exact}{suffix}");
    let mut found = text.match_indices(&whole).map(|(at, _)| at + prefix.len());
    match (found.next(), found.next()) {
        (Some(at), None) => {
            let start = text[..at].chars().count();
            Ok((start, start + exact.chars().count()))
        }
        (Some(_), Some(_)) => Err(format!("“{exact}” stands in several places")),
        (None, _) => Err(format!("“{exact}” does not stand in the text")),
    }
}

/// The ids that annotations had in the article that we wrote.
#[derive(Default)]
struct FormerIds {
    /// By the ids that they have in the page.
    names: HashMap<String, String>,
    given: HashSet<String>,
}

impl FormerIds {
    fn add(&mut self, item: &Map<String, Value>) {
        let note = item.get(features::NOTE).and_then(Value::as_object);
        let ours = note.map_or("", |note| rows::text(note, "id"));
        let is_link = note.is_some_and(|note| note.contains_key("from"));
        if !ours.is_empty() && !is_link && self.given.insert(ours.to_owned()) {
            let id = rows::text(item, "id").to_owned();
            self.names.insert(id, ours.to_owned());
        }
    }

    /// Gives them back, as far as they are unique.
    fn restore(&self, draft: &mut Draft) {
        let ends = draft
            .relations
            .iter_mut()
            .flat_map(|relation| [&mut relation.from, &mut relation.to]);
        let ids = draft
            .annotations
            .iter_mut()
            .map(|annotation| &mut annotation.id);
        for id in ids.chain(ends) {
            if let Some(ours) = self.names.get(id.as_str()) {
                id.clone_from(ours);
            }
        }
    }
}

/// The lines of the annotations in a page that we wrote, by their ids.
fn lines_of_ids(file: &InputFile<'_>) -> Result<HashMap<String, usize>, FormatError> {
    let mut lines = HashMap::new();
    file.each_line(|number, line| {
        let line = std::str::from_utf8(line).unwrap_or_default();
        if let Some((_, rest)) = line.split_once("\"id\"") {
            let rest = rest.trim_start_matches([':', ' ', '"']);
            let id = rest.split('"').next().unwrap_or_default();
            if !lines.contains_key(id) {
                lines.insert(id.to_owned(), number);
            }
        }
        Ok(())
    })?;
    Ok(lines)
}

fn percent_decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let decoded = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match decoded.filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
