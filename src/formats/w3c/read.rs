//! Converts pages of Web Annotations to articles.

use std::collections::{HashMap, HashSet};

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::bodies::{Bodies, several};
use super::{CONTEXT, ENTITY};
use crate::account::Fields;
use crate::dataset_row::{DatasetRow, Unparsed};
use crate::draft::{Draft, DraftAnnotation, DraftRelation};
use crate::leftovers::Leftovers;
use crate::metadata;
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
        each_item(&row, None, &mut |item| {
            named = named.or_else(|| texts.named_by(file.name, item));
        });
        Ok(())
    })?;
    let left = &intake.left;
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
            each_item(&row, Some(left), &mut |item| {
                let line = lines
                    .get(rows::text(item, "id"))
                    .copied()
                    .unwrap_or(row.line);
                let item_fields = Fields::new("an annotation", line, item, left);
                take(&item_fields, &text, file.name, &mut draft, losses, left);
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

/// What a page or a collection says of itself.
const OF_PAGE: [&str; 11] = [
    "@context",
    "id",
    "type",
    "last",
    "next",
    "prev",
    "partOf",
    "startIndex",
    "total",
    "generator",
    features::NOTE,
];

/// What an annotation says that is no part of it here.
const OF_ANNOTATION: [&str; 8] = [
    "@context",
    "id",
    "type",
    "modified",
    "generated",
    "generator",
    "created",
    "creator",
];

const PARTS: Unparsed<'_> = Unparsed {
    later: &[],
    lists: &INNER,
    objects: &INNER,
};

/// Hands over the annotations of a page, a collection or a list, at any nesting, one by one.
///
/// What a page says beside them is counted in `left`.
fn each_item(
    row: &DatasetRow,
    left: Option<&Leftovers>,
    take: &mut dyn FnMut(&Map<String, Value>),
) {
    if !INNER.iter().any(|name| row.has(name)) {
        take(&row.fields);
        return;
    }
    if let Some(left) = left {
        let page = Fields::of_row("a page", row.line, row, left);
        page.known(&INNER);
        page.known(&OF_PAGE);
    }
    for (name, raw) in row.all_parted() {
        let mut inner = |raw: &RawValue| {
            if raw.get().starts_with('{') {
                each_item(&DatasetRow::part(raw.get(), PARTS), left, take);
            } else if let Some(left) = left {
                let example = || raw.get().chars().take(100).collect();
                left.add("a page", name, row.line, LossKind::Dropped, example);
            }
        };
        if raw.get().starts_with('[') {
            row.raw_items(name).for_each(inner);
        } else {
            inner(raw);
        }
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
    item: &Fields<'_>,
    text: &str,
    file: &str,
    draft: &mut Draft,
    losses: &mut Losses,
    left: &Leftovers,
) {
    let line = item.line();
    item.known(&OF_ANNOTATION);
    let empty = Map::new();
    let note = item.get(features::NOTE).and_then(Value::as_object);
    let note = note.unwrap_or(&empty);
    let bodies = Bodies::of(item, left);
    for creator in several(item.look("creator")) {
        if let Some(creator) = Fields::of_value("a creator", line, creator, left) {
            creator.known(&["id", "type", "name", "nickname", "email", "homepage"]);
        }
    }
    for target in several(item.look("target")) {
        if let Some(target) = Fields::of_value("a target", line, target, left) {
            target.known(&["id", "type", "source", "selector", "format", "language"]);
        }
    }
    let tag = bodies.tags.first().cloned();
    let targets = several(item.get("target"));
    let is_link = several(item.get("motivation"))
        .iter()
        .any(|m| m == "linking");
    let ends: Vec<&str> = targets.iter().filter_map(id_of_target).collect();
    let from_us = |name: &str| note.get(name).and_then(Value::as_str);
    let mut attributes = rows::attributes(note.get("attributes"));
    bodies.add_to(&mut attributes);
    metadata::take_attributes(item, &mut attributes);
    if is_link || (ends.len() == 2 && targets.iter().all(|t| t.get("selector").is_none())) {
        let said = from_us("from").zip(from_us("to"));
        let ends = said.or(match ends.as_slice() {
            [from, to] => Some((*from, *to)),
            _ => None,
        });
        let Some((from, to)) = ends else {
            item.all_told();
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
            attributes,
            provenance: provenance(item, note),
        });
        return;
    }
    let mut claim = DeclaredPosition::default();
    let mut quotes = Vec::new();
    for target in targets {
        let (span, quote) = place(target, text, file, line, losses, left);
        claim.spans.extend(span);
        quotes.extend(quote);
    }
    if claim.spans.len() < targets.len() {
        // Where one of its places is missing, the others are not all of it.
        claim.spans.clear();
        claim.quote = Some(quotes.join(" "));
    } else if !quotes.is_empty() && quotes.len() == claim.spans.len() {
        claim.quote = Some(quotes.join(" "));
    }
    let entity = bodies.identified.first().map(|iri| {
        let ours = from_us("entity").map(str::to_owned);
        let last = iri.strip_prefix(ENTITY);
        let last = last.or_else(|| iri.rsplit(['/', '#']).next());
        ours.unwrap_or_else(|| percent_decoded(last.unwrap_or(iri)))
    });
    draft.annotations.push(DraftAnnotation {
        id: item.text("id").to_owned(),
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
        attributes,
        memo: bodies.memo.join("\n"),
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

fn provenance(item: &Fields<'_>, note: &Map<String, Value>) -> Provenance {
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
        item.text("created").into()
    } else {
        ours.at
    };
    Provenance { by, at, ..ours }
}

type TargetPlace = (Option<(usize, usize)>, Option<String>);

/// The position and the quote of a target, as far as it has them.
fn place(
    target: &Value,
    text: &str,
    file: &str,
    line: usize,
    losses: &mut Losses,
    left: &Leftovers,
) -> TargetPlace {
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
                if let Some(selector) = Fields::of_value("a selector", line, selector, left) {
                    selector.known(&["type", "start", "end"]);
                }
            }
            Some("TextQuoteSelector") => {
                quote = selector.as_object();
                if let Some(selector) = Fields::of_value("a selector", line, selector, left) {
                    selector.known(&["type", "exact", "prefix", "suffix"]);
                }
            }
            Some(other) => others.push(other),
            None => others.push("a selector without a type"),
        }
    }
    let exact = quote.map(|quote| rows::text(quote, "exact").to_owned());
    let why = match (position, quote) {
        (Some(position), _) => {
            for other in others {
                let example = || other.to_owned();
                left.add("a target", "selector", line, LossKind::Stripped, example);
            }
            return (Some(position), exact);
        }
        (None, Some(quote)) => match by_quote(quote, text) {
            Ok(place) => return (Some(place), exact),
            Err(why) => why,
        },
        (None, None) if others.is_empty() => "it names no place in the text".into(),
        (None, None) => format!("places by {} are not read", others.join(", ")),
    };
    losses.line(file, line, LossKind::Doubtful, why);
    (None, exact)
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
