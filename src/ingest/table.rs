//! Tables with one article per row. `csv_table`, `json_table`, `xlsx` and `parquet_table` read them.
//!
//! `column_roles` guesses the meaning of a column, and the analyst can change it; a column without
//! a known meaning is kept as a field under its own name.

use super::column_roles::{guess, guess_without_names, holds_annotations};
use super::dates::{self, DateOrder};
use super::paragraph_list::ParagraphList;
use super::{
    ArticleDraft, FileKind, ImportOrigin, IngestError, Ingested, Limits, ReadFunction, SourceFile,
    html,
};

pub use super::column_roles::Role;

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

/// The most columns of a table; nested objects would add more and more.
pub(super) const MAX_COLUMNS: usize = 512;

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
        for draft in self.all_drafts(roles, limits) {
            let article = draft.finish(&self.origin, limits);
            match article {
                Some(article) => articles.push(article),
                None => empty += 1,
            }
        }
        (articles, empty)
    }

    /// The drafts of all rows with the guessed roles, without rows that have no text.
    pub(super) fn drafts(&self, limits: &Limits) -> Vec<ArticleDraft> {
        let drafts = self.all_drafts(&self.roles, limits);
        drafts
            .filter(|draft| !draft.paragraphs.is_empty())
            .collect()
    }

    fn all_drafts<'a>(
        &'a self,
        roles: &'a [Role],
        limits: &'a Limits,
    ) -> impl Iterator<Item = ArticleDraft> + 'a {
        let (order, mut doubt) = self.date_order(roles);
        let rows = self.rows.iter().zip(&self.numbers);
        rows.map(move |(row, number)| {
            let mut draft = self.draft(row, *number, roles, order, limits);
            if !draft.paragraphs.is_empty() {
                draft.notices.extend(doubt.take());
            }
            draft
        })
    }

    /// The order of day and month in the columns of dates, and a notice if nothing shows it.
    fn date_order(&self, roles: &[Role]) -> (DateOrder, Option<String>) {
        let columns =
            || (0..self.columns.len()).filter(|column| roles.get(*column) == Some(&Role::Date));
        let cells = || {
            columns().flat_map(|column| {
                let cells = self.rows.iter().filter_map(move |row| row.get(column));
                cells.map(String::as_str)
            })
        };
        let shown = dates::order_of(cells());
        if shown != DateOrder::Unknown {
            return (shown, None);
        }
        let Some(example) = cells().find(|cell| dates::is_ambiguous(cell)) else {
            return (shown, None);
        };
        // Whoever names the column in another language than English writes the day first.
        let is_english = |column: usize| {
            ["date", "time", "publish", "pubdate", "created", "day"]
                .iter()
                .any(|name| self.columns[column].to_lowercase().contains(name))
        };
        let (order, how) = match columns().any(is_english) {
            true => (DateOrder::MonthFirst, "month"),
            false => (DateOrder::DayFirst, "day"),
        };
        let message = format!(
            "No date of the table shows whether the day or the month is first (“{}”): the {how} is \
             taken to be first.",
            example.trim()
        );
        (order, Some(message))
    }

    fn draft(
        &self,
        row: &[String],
        number: usize,
        roles: &[Role],
        order: DateOrder,
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
            if *role == Role::Text {
                match list_of(cell) {
                    Some(items) => items
                        .iter()
                        .for_each(|item| push_paragraphs(&mut draft.paragraphs, item, limits)),
                    None => push_paragraphs(&mut draft.paragraphs, cell, limits),
                }
                continue;
            }
            let cell = &match list_of(cell) {
                Some(items) => items.join(", "),
                None => cell.clone(),
            };
            let field = match role {
                Role::Title => &mut draft.title,
                Role::Date => {
                    if draft.date.is_empty() {
                        let date = dates::iso_of_cell(cell, order);
                        draft.date = date.unwrap_or_else(|| cell.clone());
                    }
                    continue;
                }
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
                Role::Text | Role::LeftOut => continue,
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

    /// A table whose column roles are guessed from their names and cells.
    pub(super) fn new(columns: Vec<String>, rows: Vec<Vec<String>>, numbers: Vec<usize>) -> Self {
        let roles = guess(&columns, &rows);
        Self::with_roles(columns, rows, numbers, roles)
    }

    /// A table of rows whose first one may hold the names of columns or an article.
    pub(super) fn of_rows(mut rows: Vec<Vec<String>>, mut numbers: Vec<usize>) -> Self {
        let is_head = rows
            .first()
            .is_some_and(|first| super::column_roles::are_names(first));
        let width = rows.iter().map(Vec::len).max().unwrap_or_default();
        let numbered = |index: usize| format!("column {}", index + 1);
        if !is_head && !rows.is_empty() {
            let columns: Vec<String> = (0..width.min(MAX_COLUMNS)).map(numbered).collect();
            let roles = guess_without_names(columns.len(), &rows);
            let mut table = Self::with_roles(columns, rows, numbers, roles);
            let message = "The first row holds no names of columns but an article: the columns are \
                           numbered, and their meaning is guessed from their contents.";
            table.notices.push(message.to_owned());
            return table;
        }
        let names = match rows.is_empty() {
            true => Vec::new(),
            false => {
                numbers.remove(0);
                rows.remove(0)
            }
        };
        let names = names.into_iter().take(MAX_COLUMNS).enumerate();
        let columns = names.map(|(index, name)| match name.trim() {
            "" => numbered(index),
            name => name.to_owned(),
        });
        Self::new(columns.collect(), rows, numbers)
    }

    fn with_roles(
        columns: Vec<String>,
        rows: Vec<Vec<String>>,
        numbers: Vec<usize>,
        mut roles: Vec<Role>,
    ) -> Self {
        let mut notices = Vec::new();
        for (column, name) in columns.iter().enumerate() {
            if [Role::Field, Role::Text].contains(&roles[column])
                && holds_annotations(&rows, column)
            {
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

/// The notice about columns that are not read; `None` if there are no more than are.
pub(super) fn too_many_columns(count: usize) -> Option<String> {
    let more = count.checked_sub(MAX_COLUMNS).filter(|more| *more > 0)?;
    Some(format!(
        "Columns beyond the first {MAX_COLUMNS} are left out: {more}."
    ))
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

/// The items of a cell that is a list of texts, as JSON or as Python writes it.
fn list_of(cell: &str) -> Option<Vec<String>> {
    let cell = cell.trim();
    let inside = cell.strip_prefix('[')?.strip_suffix(']')?.trim();
    if let Ok(items) = serde_json::from_str::<Vec<String>>(cell) {
        return (!items.is_empty()).then_some(items);
    }
    let mut items = Vec::new();
    let mut rest = inside;
    loop {
        let quote = rest.chars().next().filter(|c| ['\'', '"'].contains(c))?;
        let (mut item, mut length, mut is_escaped) = (String::new(), None, false);
        for (index, c) in rest.char_indices().skip(1) {
            match c {
                _ if is_escaped => {
                    item.push(if c == 'n' { '\n' } else { c });
                    is_escaped = false;
                }
                '\\' => is_escaped = true,
                c if c == quote => {
                    length = Some(index + 1);
                    break;
                }
                c => item.push(c),
            }
        }
        items.push(item);
        rest = rest[length?..].trim_start();
        match rest.strip_prefix(',') {
            Some(after) => rest = after.trim_start(),
            None => return rest.is_empty().then_some(items),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::list_of;

    #[test]
    fn lists_in_cells_are_recognized() {
        for (cell, items) in [
            (
                r#"["Maria Sorel", "Jan Kol"]"#,
                Some(vec!["Maria Sorel", "Jan Kol"]),
            ),
            (
                "['Maria Sorel', \"D'Arcy\"]",
                Some(vec!["Maria Sorel", "D'Arcy"]),
            ),
            (r"['a\'b']", Some(vec!["a'b"])),
            ("[]", None),
            ("[1, 2]", None),
            ("[Photo] Dockers", None),
            ("['a' b]", None),
            ("['a", None),
        ] {
            let items: Option<Vec<String>> =
                items.map(|items| items.into_iter().map(str::to_owned).collect());
            assert_eq!(list_of(cell), items, "{cell}");
        }
    }
}
