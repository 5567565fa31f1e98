//! Tables with one article per row, and the kinds JSON Lines and JSON. `csv_table` and
//! `parquet_table` read the others.
//!
//! The meaning of a column is guessed from its name, and the analyst can change it; a column
//! without a known meaning is kept as a field under its own name.

use std::collections::HashMap;

use serde_json::Value;

use super::paragraph_list::ParagraphList;
use super::{
    ArticleDraft, FileKind, ImportOrigin, IngestError, Ingested, Limits, ReadFunction, SourceFile,
    decoded, html,
};

pub(super) const fn kind(
    name: &'static str,
    title: &'static str,
    extensions: &'static [&'static str],
    media_type: &'static str,
    read: fn(&SourceFile<'_>) -> Result<Table, IngestError>,
) -> FileKind {
    FileKind {
        name,
        title,
        extensions,
        media_type,
        read: ReadFunction::Table(read),
    }
}

pub const JSONL: FileKind = kind(
    "json-lines",
    "Table (JSON lines)",
    &["jsonl", "ndjson"],
    "application/x-ndjson",
    read_lines,
);
pub const JSON: FileKind = kind(
    "json",
    "Table (JSON)",
    &["json"],
    "application/json",
    read_json,
);

/// The largest JSON file that is parsed at once, in bytes: in memory it takes many times as much.
const JSON_BYTES: usize = 64 << 20;

/// The most columns of a table; nested objects would add more and more.
pub(super) const MAX_COLUMNS: usize = 512;

/// The number of rows that are examined to guess which column is the text.
const PROBED_ROWS: usize = 50;

/// The average length in bytes from which cells count as text.
const TEXT_LENGTH: usize = 80;

/// The role of a column: what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The article's text; several such columns are concatenated.
    Text,
    Title,
    Date,
    Outlet,
    Author,
    Url,
    Language,
    Id,
    /// Kept under the column's own name.
    Field,
    LeftOut,
}

impl Role {
    /// All roles, in the order in which lists show them.
    pub const ALL: [Self; 10] = [
        Self::Text,
        Self::Title,
        Self::Date,
        Self::Outlet,
        Self::Author,
        Self::Url,
        Self::Language,
        Self::Id,
        Self::Field,
        Self::LeftOut,
    ];

    /// The title in dialogs.
    pub fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Title => "Title",
            Self::Date => "Date",
            Self::Outlet => "Outlet",
            Self::Author => "Author",
            Self::Url => "Address",
            Self::Language => "Language",
            Self::Id => "Id",
            Self::Field => "Further field",
            Self::LeftOut => "Leave out",
        }
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Title => "title",
            Self::Date => "date",
            Self::Outlet => "outlet",
            Self::Author => "author",
            Self::Url => "url",
            Self::Language => "language",
            Self::Id => "id",
            Self::Field => "field",
            Self::LeftOut => "none",
        }
    }

    /// Column names that have this role, the likeliest first, without punctuation and in lower
    /// case.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Text => &[
                "text",
                "fulltext",
                "body",
                "content",
                "articletext",
                "articlebody",
                "maintext",
                "article",
                "bodytext",
                "story",
                "texte",
                "inhalt",
                "volltext",
                "document",
            ],
            Self::Title => &[
                "title", "headline", "titel", "heading", "subject", "titre", "name",
            ],
            Self::Date => &[
                "date",
                "publicationdate",
                "published",
                "pubdate",
                "publishedat",
                "datepublished",
                "datepublish",
                "datum",
                "publishdate",
                "day",
                "time",
                "timestamp",
                "created",
            ],
            Self::Outlet => &[
                "outlet",
                "source",
                "publication",
                "newspaper",
                "publisher",
                "medium",
                "site",
                "sourcename",
                "media",
                "domain",
                "sourcedomain",
                "quelle",
                "journal",
            ],
            Self::Author => &["author", "authors", "byline", "creator", "autor", "writer"],
            Self::Url => &[
                "url",
                "link",
                "address",
                "uri",
                "permalink",
                "href",
                "web",
                "website",
                "weburl",
            ],
            Self::Language => &["language", "lang", "sprache", "langue"],
            Self::Id => &[
                "id",
                "articleid",
                "docid",
                "documentid",
                "uid",
                "guid",
                "key",
                "an",
            ],
            Self::Field | Self::LeftOut => &[],
        }
    }
}

/// A table and the roles of its columns.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub origin: ImportOrigin,
    pub columns: Vec<String>,
    /// Cells by row; a row may have fewer than there are columns.
    pub rows: Vec<Vec<String>>,
    /// The line of the file, or the number of the object, for each row; counted from 1.
    pub numbers: Vec<usize>,
    /// The guessed role of each column.
    pub roles: Vec<Role>,
    /// Messages about what could not be read.
    pub notices: Vec<String>,
}

impl Table {
    /// The articles of the table with these column roles, and the number of rows without a text.
    pub fn articles(&self, roles: &[Role], limits: &Limits) -> (Vec<Ingested>, usize) {
        let mut empty = 0;
        let mut articles = Vec::new();
        for (row, number) in self.rows.iter().zip(&self.numbers) {
            let article = self
                .draft(row, *number, roles, limits)
                .finish(&self.origin, limits);
            match article {
                Some(article) => articles.push(article),
                None => empty += 1,
            }
        }
        (articles, empty)
    }

    fn draft(
        &self,
        row: &[String],
        number: usize,
        roles: &[Role],
        limits: &Limits,
    ) -> ArticleDraft {
        let mut draft = ArticleDraft {
            part: format!("row {number}"),
            ..ArticleDraft::default()
        };
        for ((column, role), cell) in self.columns.iter().zip(roles).zip(row) {
            if cell.trim().is_empty() {
                continue;
            }
            let field = match role {
                Role::Text => {
                    push_paragraphs(&mut draft.paragraphs, cell, limits);
                    continue;
                }
                Role::Title => &mut draft.title,
                Role::Date => &mut draft.date,
                Role::Outlet => &mut draft.outlet,
                Role::Author => &mut draft.author,
                Role::Url => &mut draft.url,
                Role::Language => &mut draft.language,
                Role::Id => {
                    draft.others.push(("id".to_owned(), cell.clone()));
                    continue;
                }
                Role::Field => {
                    draft.others.push((column.clone(), cell.clone()));
                    continue;
                }
                Role::LeftOut => continue,
            };
            if field.is_empty() {
                field.clone_from(cell);
            }
        }
        // A row with a title only is not an article.
        if draft.paragraphs.is_empty() {
            draft.title.clear();
        }
        draft
    }

    /// A table whose column roles are guessed.
    pub(super) fn new(columns: Vec<String>, rows: Vec<Vec<String>>, numbers: Vec<usize>) -> Self {
        let mut roles = guess(&columns, &rows);
        let mut notices = Vec::new();
        for (column, name) in columns.iter().enumerate() {
            if roles[column] == Role::Field && holds_annotations(&rows, column) {
                roles[column] = Role::LeftOut;
                notices.push(format!(
                    "The column “{name}” looks like annotations and is left out. To keep them, \
                     import the file as a dataset."
                ));
            }
        }
        Self {
            columns,
            rows,
            numbers,
            roles,
            notices,
            ..Self::default()
        }
    }
}

/// Adds the paragraphs of a cell, which may hold HTML.
fn push_paragraphs(paragraphs: &mut ParagraphList, cell: &str, limits: &Limits) {
    let is_page = ["<p>", "<p ", "<br", "<div", "</p>"]
        .iter()
        .any(|tag| cell.contains(tag));
    match is_page.then(|| html::lines(cell, limits)) {
        Some(Ok(undressed)) => paragraphs.append(&undressed),
        _ => paragraphs.push_lines(cell),
    }
}

/// Whether most of the first cells of a column are JSON lists of objects or of lists, which no
/// field of an article is: datasets store annotations this way.
fn holds_annotations(rows: &[Vec<String>], column: usize) -> bool {
    let cells = rows.iter().take(PROBED_ROWS);
    let cells = cells.filter_map(|row| row.get(column).filter(|cell| !cell.is_empty()));
    let is_nested = |cell: &&String| cell.starts_with("[{") || cell.starts_with("[[");
    let (nested, others): (Vec<&String>, Vec<&String>) = cells.partition(is_nested);
    nested.len() > others.iter().filter(|cell| **cell != "[]").count()
}

/// Guesses the roles of columns from their names, and the text also from its length.
fn guess(columns: &[String], rows: &[Vec<String>]) -> Vec<Role> {
    let mut roles = vec![Role::Field; columns.len()];
    let bare = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    // `source.name` matches as a whole, `meta.date` by its last part.
    let names: Vec<[String; 2]> = columns
        .iter()
        .map(|name| [bare(name), bare(name.rsplit('.').next().unwrap_or(name))])
        .collect();
    for role in Role::ALL {
        let mut known = role.names().iter();
        let column = known.find_map(|known| {
            let mut names = names.iter();
            names.position(|[whole, last]| whole == known || last == known)
        });
        if let Some(column) = column.filter(|column| roles[*column] == Role::Field) {
            roles[column] = role;
        }
    }
    let length = |column: usize| {
        let cells = rows
            .iter()
            .take(PROBED_ROWS)
            .filter_map(|row| row.get(column));
        cells.map(String::len).sum::<usize>() / rows.len().clamp(1, PROBED_ROWS)
    };
    if !roles.contains(&Role::Text) {
        let longest = (0..columns.len()).max_by_key(|column| length(*column));
        if let Some(longest) = longest.filter(|column| length(*column) >= TEXT_LENGTH) {
            roles[longest] = Role::Text;
        }
    }
    roles
}

fn read_lines(source: &SourceFile<'_>) -> Result<Table, IngestError> {
    let (text, notice) = decoded(source.bytes, None)?;
    let mut rows = Objects::default();
    let mut lines = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    let is_a_line_each = lines
        .clone()
        .next()
        .is_some_and(|(_, line)| serde_json::from_str::<Value>(line).is_ok());
    if is_a_line_each {
        lines.try_for_each(|(index, line)| {
            match serde_json::from_str(line) {
                Ok(value) => rows.add(index + 1, value),
                Err(error) => rows.unreadable(index + 1, &error),
            }
            rows.check(&source.limits)
        })?;
    } else {
        // An object may span several lines.
        if text.len() > JSON_BYTES {
            return Err(IngestError::TooLarge(JSON_BYTES as u64));
        }
        let values = serde_json::Deserializer::from_str(&text).into_iter::<Value>();
        for (index, value) in values.enumerate() {
            match value {
                Ok(value) => rows.add(index + 1, value),
                Err(error) if index == 0 => return Err(malformed_json(&error)),
                Err(error) => {
                    rows.unreadable(index + 1, &error);
                    break;
                }
            }
            rows.check(&source.limits)?;
        }
    }
    Ok(rows.table(notice))
}

fn read_json(source: &SourceFile<'_>) -> Result<Table, IngestError> {
    if source.bytes.len() > JSON_BYTES {
        return Err(IngestError::TooLarge(JSON_BYTES as u64));
    }
    let (text, notice) = decoded(source.bytes, None)?;
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        // The file is JSON Lines, not one value, under the wrong extension.
        Err(error) if error.to_string().starts_with("trailing characters") => {
            return read_lines(source);
        }
        Err(error) => return Err(malformed_json(&error)),
    };
    let items = match value {
        Value::Array(items) => items,
        Value::Object(object) => {
            // Responses of web APIs are wrapped: {"status": "ok", "articles": […]}.
            let lists = object.values().filter_map(Value::as_array);
            let lists = lists.filter(|list| list.iter().any(Value::is_object));
            let longest = lists.max_by_key(|list| list.len()).cloned();
            longest.unwrap_or_else(|| vec![Value::Object(object)])
        }
        _ => Vec::new(),
    };
    let mut rows = Objects::default();
    for (index, item) in items.into_iter().enumerate() {
        rows.add(index + 1, item);
        rows.check(&source.limits)?;
    }
    Ok(rows.table(notice))
}

fn malformed_json(error: &serde_json::Error) -> IngestError {
    IngestError::Malformed {
        kind: JSON.title,
        why: error.to_string(),
    }
}

/// Converts objects to rows; the first occurrence of a name adds a column.
#[derive(Default)]
struct Objects {
    columns: Vec<String>,
    places: HashMap<String, usize>,
    rows: Vec<Vec<String>>,
    numbers: Vec<usize>,
    unreadable: Vec<String>,
    no_objects: usize,
}

impl Objects {
    fn add(&mut self, number: usize, value: Value) {
        let Value::Object(object) = value else {
            self.no_objects += 1;
            return;
        };
        let mut row = Vec::new();
        for (name, value) in object {
            match value {
                // Flatten one level: {"source": {"name": "The Courier"}}.
                Value::Object(inner) => {
                    for (below, value) in inner {
                        self.put(&mut row, format!("{name}.{below}"), value);
                    }
                }
                value => self.put(&mut row, name, value),
            }
        }
        self.rows.push(row);
        self.numbers.push(number);
    }

    fn put(&mut self, row: &mut Vec<String>, name: String, value: Value) {
        let cell = match value {
            Value::Null => return,
            Value::String(text) => text,
            Value::Array(items) if items.iter().all(Value::is_string) => {
                let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                texts.join(if texts.iter().any(|t| t.len() > TEXT_LENGTH) {
                    "\n"
                } else {
                    ", "
                })
            }
            other => other.to_string(),
        };
        let column = match self.places.get(&name) {
            Some(column) => *column,
            None if self.columns.len() < MAX_COLUMNS => {
                self.columns.push(name.clone());
                self.places.insert(name, self.columns.len() - 1);
                self.columns.len() - 1
            }
            None => return,
        };
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = cell;
    }

    fn unreadable(&mut self, number: usize, error: &serde_json::Error) {
        const TOLD: usize = 5;
        if self.unreadable.len() < TOLD {
            self.unreadable
                .push(format!("Line {number} cannot be read: {error}."));
        } else if self.unreadable.len() == TOLD {
            self.unreadable
                .push("More lines cannot be read.".to_owned());
        }
    }

    fn check(&self, limits: &Limits) -> Result<(), IngestError> {
        if self.rows.len() > limits.articles {
            return Err(IngestError::TooMany(limits.articles));
        }
        Ok(())
    }

    fn table(self, notice: Option<String>) -> Table {
        let mut table = Table::new(self.columns, self.rows, self.numbers);
        table.notices.extend(self.unreadable);
        table.notices.extend(notice);
        if self.no_objects > 0 {
            let message = format!(
                "Values that are no objects were left out: {}.",
                self.no_objects
            );
            table.notices.push(message);
        }
        table
    }
}
