//! `csv`, `csv-excel` and `parquet`: tables that belong together.
//!
//! | table | columns |
//! |---|---|
//! | `documents` | `doc_id`, `text`, `name`, `coder`, `status` |
//! | `spans` | `span_id`, `doc_id`, `start`, `end`, `label`, `text`, `entity`, `memo`, `origin`, `by`, `at` |
//! | `fragments` | `span_id`, `doc_id`, `i`, `start`, `end`, `text` |
//! | `relations` | `relation_id`, `doc_id`, `head_span_id`, `tail_span_id`, `label`, `origin`, `by`, `at` |
//! | `attributes` | `doc_id`, `owner` (`span`, `relation`, `document`), `owner_id`, `key`, `type`, `value` |
//! | `entities` | `canonical_id`, `name`, `kind`, `label`, `aliases`, `part_of`, `country`, `wikidata`, `memo` |
//!
//! `start` and `end` count Unicode scalar values, and `text` is what stands between them: in a span
//! of several fragments also what the analyst left out, so that `fragments` tells what was meant.
//! Ids of spans and relations are unique within their document.

use super::{
    About, ArticleRef, Files, Format, FormatError, Holds, InputFile, Intake, LossKind, Losses,
    LostItem, Output, WriteOptions,
};

mod csv;

mod package;

#[cfg(feature = "parquet")]
mod parquet_file;

mod read;

mod write;

/// A table with what stands in it.
#[derive(Clone, Debug, Default)]
struct Table {
    columns: Vec<(String, Kind)>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug, Default)]
struct Row {
    /// Where it stands in its file, counted from 1.
    line: usize,
    cells: Vec<Cell>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Whole,
}

#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Text(String),
    Whole(i64),
}

impl Cell {
    fn whole(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// The names of the tables, in the order in which they are written.
const NAMES: [&str; 6] = [
    "documents",
    "spans",
    "fragments",
    "relations",
    "attributes",
    "entities",
];

/// Tables in one of their forms.
pub struct Tables {
    form: Form,
    about: About,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Csv,
    /// For spreadsheets: with a byte order mark, and nothing that is taken for a formula.
    Excel,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Tables {
    /// CSV after RFC 4180.
    pub const CSV: Self = Self {
        form: Form::Csv,
        about: About {
            name: "csv",
            title: "CSV tables",
            purpose: "Count in pandas or R",
            extension: "csv",
            files: Files::Several,
            holds: Holds::PLACED,
            reads: true,
            tokenizer: None,
        },
    };

    /// CSV that spreadsheets open without harm.
    pub const EXCEL: Self = Self {
        form: Form::Excel,
        about: About {
            name: "csv-excel",
            title: "CSV tables for spreadsheets",
            purpose: "Look at it in a spreadsheet",
            ..Self::CSV.about
        },
    };

    /// Parquet.
    #[cfg(feature = "parquet")]
    pub const PARQUET: Self = Self {
        form: Form::Parquet,
        about: About {
            name: "parquet",
            title: "Parquet tables",
            purpose: "Query with DuckDB, Polars or Arrow",
            extension: "parquet",
            ..Self::CSV.about
        },
    };

    fn written(&self, table: &Table) -> Result<Vec<u8>, FormatError> {
        match self.form {
            Form::Csv => Ok(csv::write(table, false).into_bytes()),
            Form::Excel => Ok(csv::write(table, true).into_bytes()),
            #[cfg(feature = "parquet")]
            Form::Parquet => parquet_file::write(table),
        }
    }
}

impl Format for Tables {
    fn about(&self) -> &About {
        &self.about
    }

    fn write(
        &self,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        for part in options.parts(articles) {
            for article in &part.articles {
                self.about().holds.report(article, losses);
                if self.form == Form::Excel {
                    csv::tell_long_cells(article, losses);
                }
            }
            let tables = write::tables(&part.articles, options, losses);
            for (name, table) in NAMES.iter().zip(&tables) {
                let path = format!("{}{name}.{}", part.folder(), self.about().extension);
                output.file(&path)?.write_all(&self.written(table)?)?;
            }
            let package = package::describe(&tables, self.about().extension);
            let path = format!("{}{}", part.folder(), package::FILE);
            output.file(&path)?.write_all(package.as_bytes())?;
        }
        Ok(())
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut Intake<'_>,
    ) -> Result<(), FormatError> {
        let sets = read::sets(files);
        if sets.is_empty() {
            return Err(FormatError::Unreadable {
                file: files.first().map_or("", |file| file.name).to_owned(),
                line: 0,
                why: "none of the files is called after a table, such as “documents”".into(),
            });
        }
        for set in sets {
            let mut tables = read::Set::default();
            for (name, file) in set {
                let table = match self.form {
                    Form::Csv => csv::read(&file, false, &mut intake.losses)?,
                    Form::Excel => csv::read(&file, true, &mut intake.losses)?,
                    #[cfg(feature = "parquet")]
                    Form::Parquet => parquet_file::read(&file)?,
                };
                tables.insert(name, read::Named::new(file.name, table));
            }
            read::articles(&tables, self.about().name, intake)?;
        }
        Ok(())
    }
}
