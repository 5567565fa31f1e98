//! `hypothesis`: annotations of web pages, as the API of Hypothesis and its export give them.
//!
//! ```json
//! {"rows":[{"id":"aB1","user":"acct:mara@hypothes.is","uri":"https://news.example/strike",
//!   "text":"who pays?","tags":["demand"],"target":[{"selector":[
//!     {"type":"TextPositionSelector","start":22,"end":41},
//!     {"type":"TextQuoteSelector","exact":"higher wages by May","prefix":"…","suffix":"…"}]}],
//!   "document":{"title":["Strike in Torvik"]}}],"total":1}
//! ```
//!
//! The first tag is the label, further tags are the attribute `tags`, the note is the memo; replies go
//! into the memo of what they answer. Pages are not in the file: the text of each must be beside it as
//! `.txt`, named as the file, as the end of the page's address, or as its title. Since the text of a page
//! and a text that was saved from it differ in white space and menus, the quote with its context decides;
//! a position only chooses among several places.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::model::fields::{MEMO, TITLE, URL};
use crate::model::plural::counted;
use crate::model::{AttributeValue, Provenance};

use super::account::Fields;
use super::dataset_row::{DatasetRow, Unparsed};
use super::draft::{Draft, DraftAnnotation, OffsetUnitHint, shared};
use super::leftovers::Leftovers;
use super::metadata;
use super::offsets::{DeclaredPosition, Unit};
use super::rows::each_row;
use super::{
    About, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Supports, json,
};

mod quotes;

use quotes::{PageText, Quote};

/// The format of Hypothesis; it is only read.
pub struct Hypothesis;

const LISTS: Unparsed<'_> = Unparsed::lists(&["rows", "annotations"]);

/// The most annotations in the thread above a reply.
const MAX_THREAD: usize = 100;

/// The fields of an annotation that say how the server keeps it.
const OF_SERVER: [&str; 8] = [
    "updated",
    "user_info",
    "group",
    "permissions",
    "links",
    "actions",
    "mentions",
    "flagged",
];

impl Format for Hypothesis {
    fn about(&self) -> &About {
        &About {
            name: "hypothesis",
            title: "Hypothesis, annotations of web pages with their texts beside",
            purpose: "Hypothesis: take over annotations of pages",
            group: Group::Annotate,
            extension: "json",
            files: Files::Several,
            supports: Supports {
                overlaps: true,
                any_border: true,
                memos: true,
                attributes: true,
                provenance: true,
                ..Supports::LABELS_ONLY
            },
            reads: true,
            tokenizer: None,
        }
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
    ) -> Result<(), FormatError> {
        let has_extension =
            |file: &&InputFile<'_>, extension: &str| file.name.to_lowercase().ends_with(extension);
        let texts: Vec<&InputFile<'_>> =
            files.iter().filter(|f| has_extension(f, ".txt")).collect();
        let mut taken = 0;
        let mut first_error = None;
        let sources = files.iter().filter(|file| {
            has_extension(file, ".json") || has_extension(file, ".jsonl") || files.len() == 1
        });
        for file in sources {
            match read(file, &texts, intake) {
                Ok(count) => taken += count,
                Err(error) => {
                    first_error.get_or_insert(error);
                }
            }
        }
        match first_error {
            Some(error) if taken == 0 => Err(error),
            _ => Ok(()),
        }
    }
}

/// An annotation as the file has it.
#[derive(Debug, Default)]
struct PageNote {
    line: usize,
    id: String,
    user: String,
    at: String,
    note: String,
    tags: Vec<String>,
    /// What it answers, the top of the thread first.
    references: Vec<String>,
    quote: Option<Quote>,
    /// Whether it is about a place in the page.
    has_place: bool,
}

/// The annotations of a page.
#[derive(Debug, Default)]
struct AnnotatedPage {
    titles: Vec<String>,
    notes: Vec<PageNote>,
}

/// Reads a file, and returns the number of its annotations that got a place.
fn read(
    file: &InputFile<'_>,
    texts: &[&InputFile<'_>],
    intake: &mut ImportSink<'_>,
) -> Result<usize, FormatError> {
    let mut pages: BTreeMap<String, AnnotatedPage> = BTreeMap::new();
    intake.left.begin_file(file.name);
    let mut seen = 0;
    each_row(file, LISTS, intake, &mut |row, intake| {
        let left = &intake.left;
        let mut take = |row: &DatasetRow, line: usize| {
            if take(row, line, &mut pages, left) {
                seen += 1;
            } else {
                let example = || Value::Object(row.fields.clone()).to_string();
                let kind = "object that is no annotation";
                left.add("the file", kind, line, LossKind::Dropped, example);
            }
        };
        let mut inner = 0;
        for name in ["rows", "annotations"] {
            for item in row.raw_items(name) {
                inner += 1;
                take(&DatasetRow::part(item.get(), Unparsed::default()), row.line);
            }
        }
        let is_answer = row.has("rows") || row.has("annotations");
        if inner == 0 && !is_answer {
            take(&row, row.line);
        }
        Ok(())
    })?;
    if seen == 0 {
        let why = "it has no annotations of Hypothesis, which have “uri” and “target”";
        return Err(file.unreadable(1, why));
    }
    let mut placed = 0;
    let mut missing = Vec::new();
    let is_only = pages.len() == 1;
    for (uri, page) in pages {
        let Some(text) = text_of(file, &uri, &page, texts, is_only) else {
            let count = page.notes.len();
            let losses = &mut intake.losses;
            let line = page.notes.first().map_or(1, |note| note.line);
            let why = format!(
                "{} cannot be placed: the text of “{uri}” is missing. Save it as “{}” beside it",
                counted(count, "annotation"),
                wanted_name(file, &uri, is_only),
            );
            missing.push(why.clone());
            losses.line(file.name, line, LossKind::Dropped, why);
            continue;
        };
        placed += article(file, text, &uri, page, intake)?;
    }
    match missing.into_iter().next() {
        Some(why) if placed == 0 => Err(file.unreadable(1, why)),
        _ => Ok(placed),
    }
}

/// Takes an object, if it is an annotation.
fn take(
    row: &DatasetRow,
    line: usize,
    pages: &mut BTreeMap<String, AnnotatedPage>,
    left: &Leftovers,
) -> bool {
    let fields = Fields::of_row("an annotation", line, row, left);
    fields.known(&OF_SERVER);
    let text = |name: &str| fields.text(name).to_owned();
    let (uri, url) = (text("uri"), text("url"));
    let uri = if uri.is_empty() { url } else { uri };
    let targets = json::list(&row.fields, "target");
    let has = |name: &str| row.fields.contains_key(name);
    if uri.is_empty() || !(has("target") || has("references")) {
        fields.all_told();
        return false;
    }
    fields.get("target");
    let mut quote = None;
    let mut has_place = false;
    for target in targets {
        let selectors = target.get("selector").and_then(Value::as_array);
        let selectors = selectors.map_or(&[][..], Vec::as_slice);
        has_place |= !selectors.is_empty();
        let found = Quote::of(selectors, |kind| {
            left.add("a target", kind, line, LossKind::Stripped, String::new);
        });
        if let (true, Some(found)) = (quote.is_some(), &found) {
            let example = || found.exact().to_owned();
            let kind = "further place";
            left.add("an annotation", kind, line, LossKind::Stripped, example);
        }
        quote = quote.or(found);
    }
    let texts = |name: &str| {
        let items = fields.items(name);
        let texts = items.filter_map(|item| item.as_str().map(str::to_owned));
        texts.collect::<Vec<String>>()
    };
    let created = text("created");
    let page = pages.entry(uri).or_default();
    let document = fields.object("document", "the page");
    let titles = document.as_ref().and_then(|document| document.get("title"));
    match titles {
        Some(Value::String(title)) => page.titles.push(title.clone()),
        Some(Value::Array(titles)) => {
            let titles = titles.iter().filter_map(Value::as_str);
            page.titles.extend(titles.map(str::to_owned));
        }
        _ => {}
    }
    page.titles.truncate(1);
    page.notes.push(PageNote {
        line,
        id: text("id"),
        user: user(&text("user")).to_owned(),
        at: created,
        note: text("text"),
        tags: texts("tags"),
        references: texts("references"),
        quote,
        has_place,
    });
    true
}

/// The name of a user: `acct:mara@hypothes.is` is `mara`.
fn user(account: &str) -> &str {
    let name = account.strip_prefix("acct:").unwrap_or(account);
    name.split('@').next().unwrap_or_default()
}

/// The file with the text of a page.
fn text_of<'i, 'f>(
    file: &InputFile<'_>,
    uri: &str,
    page: &AnnotatedPage,
    texts: &[&'i InputFile<'f>],
    is_only: bool,
) -> Option<&'i InputFile<'f>> {
    let title = page.titles.first().map(String::as_str).unwrap_or_default();
    let wanted = [last_of(uri), title].map(plain_name);
    let stem = |name: &str| plain_name(without_extension(name.rsplit('/').next().unwrap_or(name)));
    let named = texts.iter().find(|text| {
        wanted
            .iter()
            .any(|name| !name.is_empty() && *name == stem(text.name))
    });
    let beside = || {
        let same =
            |text: &&&InputFile<'_>| without_extension(text.name) == without_extension(file.name);
        let beside = texts.iter().find(same);
        beside.or(texts.first().filter(|_| texts.len() == 1))
    };
    named.or_else(|| beside().filter(|_| is_only)).copied()
}

fn without_extension(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The last part of the address of a page: of `https://news.example/a/strike.html?x=1` it is `strike`.
fn last_of(uri: &str) -> &str {
    let path = uri.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let last = path.trim_end_matches('/').rsplit('/').next();
    let last = last.unwrap_or_default();
    ["html", "htm", "php", "pdf", "aspx"]
        .iter()
        .find_map(|extension| last.strip_suffix(extension)?.strip_suffix('.'))
        .unwrap_or(last)
}

/// Letters and digits alone, in lower case.
fn plain_name(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// How the text of a page may be called that is missing.
fn wanted_name(file: &InputFile<'_>, uri: &str, is_only: bool) -> String {
    let stem = if is_only {
        without_extension(file.name.rsplit('/').next().unwrap_or(file.name))
    } else {
        last_of(uri)
    };
    format!("{stem}.txt")
}

/// Makes the article of a page, and returns the number of annotations that got a place.
fn article(
    file: &InputFile<'_>,
    text: &InputFile<'_>,
    uri: &str,
    page: AnnotatedPage,
    intake: &mut ImportSink<'_>,
) -> Result<usize, FormatError> {
    let losses = &mut intake.losses;
    let content = json::utf8(text, losses)?;
    let content = content.as_ref();
    let places = PageText::new(content);
    let mut draft = Draft {
        name: text.name.to_owned(),
        text: content.to_owned(),
        ..Draft::default()
    };
    let title = page.titles.first().map_or("", String::as_str);
    for (name, value) in [(URL, uri), (TITLE, title)] {
        metadata::put(&mut draft.fields.values, name, &Value::from(value));
    }
    let mut notes = page.notes;
    // In the order in which they were made, so that replies come behind what they answer.
    notes.sort_by(|one, other| (&one.at, one.line).cmp(&(&other.at, other.line)));
    let mut by_id: HashMap<String, usize> = HashMap::new();
    let mut about_page: HashMap<String, ()> = HashMap::new();
    let mut of_page: Vec<String> = Vec::new();
    for note in notes {
        let (line, id) = (note.line, note.id.clone());
        let top = note.references.iter().take(MAX_THREAD);
        let answered = top.clone().find_map(|id| by_id.get(id).copied());
        if let Some(index) = answered {
            let annotation: &mut DraftAnnotation = &mut draft.annotations[index];
            add_line(&mut annotation.memo, &said(&note));
            by_id.insert(id, index);
            continue;
        }
        let is_reply = !note.references.is_empty();
        if is_reply && !top.clone().any(|id| about_page.contains_key(id)) {
            let why = format!("the reply “{}” answers nothing that was taken", said(&note));
            losses.line(file.name, line, LossKind::Dropped, why);
            continue;
        }
        if is_reply || !note.has_place {
            // A note on the page as a whole.
            of_page.push(said(&note));
            about_page.insert(id, ());
            continue;
        }
        let found = match &note.quote {
            Some(quote) => places.find(quote),
            None => Err("it has no quote".to_owned()),
        };
        match found {
            Ok((start, end)) => {
                by_id.insert(id, draft.annotations.len());
                draft.annotations.push(annotation(note, (start, end)));
            }
            Err(why) => {
                let why = format!("annotation {id} “{}”: {why}", label(&note));
                losses.line(file.name, line, LossKind::Dropped, why);
            }
        }
    }
    put_memo(&mut draft, &of_page);
    let count = draft.annotations.len() + of_page.len();
    let trust = OffsetUnitHint {
        unit: Unit::Bytes,
        declared: true,
    };
    let article = draft.finish(file.name, "hypothesis", trust, losses);
    intake.article(article)?;
    Ok(count)
}

fn put_memo(draft: &mut Draft, notes: &[String]) {
    if !notes.is_empty() {
        metadata::put(
            &mut draft.fields.values,
            MEMO,
            &Value::from(notes.join("\n")),
        );
    }
}

fn add_line(memo: &mut String, line: &str) {
    if !memo.is_empty() {
        memo.push('\n');
    }
    memo.push_str(line);
}

/// What someone wrote, with the name and the tags.
fn said(note: &PageNote) -> String {
    let tags: Vec<String> = note.tags.iter().map(|tag| format!("#{tag}")).collect();
    let tags = tags.join(" ");
    let words: Vec<&str> = [note.note.trim(), tags.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    if note.user.is_empty() {
        words.join(" ")
    } else {
        format!("{}: {}", note.user, words.join(" "))
    }
}

/// The label of an annotation: its first tag, or else what kind it is.
fn label(note: &PageNote) -> &str {
    let kind = if note.note.is_empty() {
        "highlight"
    } else {
        "note"
    };
    note.tags.first().map_or(kind, String::as_str)
}

fn annotation(note: PageNote, place: (usize, usize)) -> DraftAnnotation {
    let mut annotation = DraftAnnotation {
        line: note.line,
        label: label(&note).to_owned(),
        claim: DeclaredPosition {
            spans: vec![place],
            quote: None,
        },
        provenance: Provenance {
            by: shared(&note.user),
            at: shared(&note.at),
            ..Provenance::default()
        },
        id: note.id,
        memo: note.note,
        ..DraftAnnotation::default()
    };
    if note.tags.len() > 1 {
        let others = note.tags.into_iter().skip(1).collect();
        let others = AttributeValue::List(others);
        annotation.attributes.insert("tags".into(), others);
    }
    annotation
}

#[cfg(test)]
mod tests;
