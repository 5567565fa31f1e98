//! `csv`, `csv-excel` and `parquet`: related tables, joined by ids.
//!
//! | table | columns |
//! |---|---|
//! | `documents` | `doc_id`, `text`, `name`, `coder`, `status` |
//! | `spans` | `span_id`, `doc_id`, `start`, `end`, `label`, `text`, `entity`, `memo`, `origin`, `by`, `at` |
//! | `fragments` | `span_id`, `doc_id`, `i`, `start`, `end`, `text` |
//! | `relations` | `relation_id`, `doc_id`, `head_span_id`, `tail_span_id`, `label`, `origin`, `by`, `at` |
//! | `attributes` | `doc_id`, `owner` (`span`, `relation`, `document`), `owner_id`, `key`, `type`, `value` |
//! | `statements` | `statement_id`, `doc_id`, `span_id`, `article`, `title`, `date`, `outlet`, `maker`, `maker_id`, `organisation`, `category`, `polarity`, `addressees`, `quote`, `start`, `end`, `coder`, `status` |
//! | `events` | `span_id`, `doc_id`, `article`, `title`, `date`, `outlet`, `type`, `factuality`, `participants`, `place`, `quote`, `start`, `end`, `coder`, `status` |
//! | `entities` | `canonical_id`, `name`, `kind`, `label`, `aliases`, `part_of`, `country`, `wikidata`, `memo` |
//!
//! `start` and `end` count Unicode scalar values, and `text` is the text between them: for a span
//! of several fragments it includes what the analyst left out, and `fragments` has the exact parts.
//! Ids of spans and relations are unique within their document.
//!
//! `statements` and `events` repeat what the other tables hold, one row for each statement (a demand with
//! one maker and one category, see `analysis/statements`) and event, so that it can be counted without
//! joins. They are not imported.

use std::borrow::Cow;
use std::io::Write;

use super::{
    About, ArticleRef, Files, Format, FormatError, Group, ImportSink, InputFile, LossKind, Losses,
    LostItem, Output, Supports, WriteOptions,
};
use crate::shards::Shards;

use write::{TableArticles, TableContents};

mod csv;

mod derived;

mod join;

mod package;

#[cfg(feature = "parquet")]
mod parquet_file;

mod read;

mod write;

/// The definition of a table: its name, its columns, and the source of its rows.
struct TableSchema {
    name: &'static str,
    columns: &'static [&'static str],
    rows: TableContents,
}

/// The tables in the order in which they are written.
const TABLES: [TableSchema; 8] = [
    TableSchema {
        name: "documents",
        columns: &["doc_id", "text", "name", "coder", "status"],
        rows: TableContents::OfArticle(write::documents),
    },
    TableSchema {
        name: "spans",
        columns: &[
            "span_id", "doc_id", "start", "end", "label", "text", "entity", "memo", "origin", "by",
            "at",
        ],
        rows: TableContents::OfArticle(write::spans),
    },
    TableSchema {
        name: "fragments",
        columns: &["span_id", "doc_id", "i", "start", "end", "text"],
        rows: TableContents::OfArticle(write::fragments),
    },
    TableSchema {
        name: "relations",
        columns: &[
            "relation_id",
            "doc_id",
            "head_span_id",
            "tail_span_id",
            "label",
            "origin",
            "by",
            "at",
        ],
        rows: TableContents::OfArticle(write::relations),
    },
    TableSchema {
        name: "attributes",
        columns: &["doc_id", "owner", "owner_id", "key", "type", "value"],
        rows: TableContents::OfArticle(write::attributes),
    },
    TableSchema {
        name: "statements",
        columns: &[
            "statement_id",
            "doc_id",
            "span_id",
            "article",
            "title",
            "date",
            "outlet",
            "maker",
            "maker_id",
            "organisation",
            "category",
            "polarity",
            "addressees",
            "quote",
            "start",
            "end",
            "coder",
            "status",
        ],
        rows: TableContents::Derived(derived::statements),
    },
    TableSchema {
        name: "events",
        columns: &[
            "span_id",
            "doc_id",
            "article",
            "title",
            "date",
            "outlet",
            "type",
            "factuality",
            "participants",
            "place",
            "quote",
            "start",
            "end",
            "coder",
            "status",
        ],
        rows: TableContents::Derived(derived::events),
    },
    TableSchema {
        name: "entities",
        columns: &[
            "canonical_id",
            "name",
            "kind",
            "label",
            "aliases",
            "part_of",
            "country",
            "wikidata",
            "memo",
        ],
        rows: TableContents::OfBook(write::entities),
    },
];

/// The data type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnType {
    Text,
    Whole,
}

impl ColumnType {
    /// The name in a schema.
    fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Whole => "int64",
        }
    }

    /// The type by the column's name: numbers for offsets and indexes, otherwise text.
    fn of(column: &str) -> Self {
        match column {
            "start" | "end" | "i" => Self::Whole,
            _ => Self::Text,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Cell<'a> {
    Text(Cow<'a, str>),
    Whole(i64),
}

impl<'a> Cell<'a> {
    fn whole(number: usize) -> Self {
        Self::Whole(i64::try_from(number).unwrap_or(i64::MAX))
    }

    fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Whole(number) => Cow::Owned(number.to_string()),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// The tables format, as CSV or Parquet.
pub struct Tables {
    form: TableForm,
    about: About,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TableForm {
    Csv,
    /// For spreadsheets: with a byte order mark, and without formulas.
    Excel,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Tables {
    /// CSV as RFC 4180 defines it.
    pub const CSV: Self = Self {
        form: TableForm::Csv,
        about: About {
            name: "csv",
            title: "CSV tables",
            purpose: "CSV: count in pandas or R",
            group: Group::Count,
            extension: "csv",
            files: Files::Several,
            supports: Supports::PLACED,
            reads: true,
            tokenizer: None,
        },
    };

    /// CSV that is safe to open in spreadsheets (no formula injection).
    pub const EXCEL: Self = Self {
        form: TableForm::Excel,
        about: About {
            name: "csv-excel",
            title: "CSV tables for spreadsheets",
            purpose: "CSV for Excel: view as a spreadsheet",
            group: Group::Count,
            ..Self::CSV.about
        },
    };

    /// Parquet.
    #[cfg(feature = "parquet")]
    pub const PARQUET: Self = Self {
        form: TableForm::Parquet,
        about: About {
            name: "parquet",
            title: "Parquet tables",
            purpose: "Parquet: query with DuckDB or Polars",
            group: Group::Count,
            extension: "parquet",
            ..Self::CSV.about
        },
    };

    /// Writes the file of one table, with the rows that `rows` hands over.
    fn write_rows(
        &self,
        schema: &TableSchema,
        out: &mut dyn Write,
        rows: &mut dyn FnMut(&mut write::TakeRow<'_>) -> Result<(), FormatError>,
    ) -> Result<(), FormatError> {
        match self.form {
            TableForm::Csv | TableForm::Excel => {
                let mut table =
                    csv::CsvTableWriter::begin(out, schema, self.form == TableForm::Excel)?;
                rows(&mut |cells| table.row(cells))
            }
            #[cfg(feature = "parquet")]
            TableForm::Parquet => {
                let mut table = parquet_file::ParquetTableWriter::begin(out, schema)?;
                rows(&mut |cells| table.row(cells))?;
                table.end()
            }
        }
    }

    /// Writes a folder of shards for each table. The entities belong to no article and are one
    /// file.
    fn write_shards(
        &self,
        shards: Shards,
        articles: &[ArticleRef<'_>],
        options: &WriteOptions,
        output: &mut dyn Output,
        losses: &mut Losses,
    ) -> Result<(), FormatError> {
        let mut articles = articles.to_vec();
        if let Shards::By(_) = shards {
            // A join finds the coders of an article in several partitions, so that it knows no
            // other order of them.
            for same in articles.chunk_by_mut(|a, b| a.name == b.name) {
                same.sort_by(|a, b| a.header.coder.cmp(&b.header.coder));
            }
        }
        let rows = self.begin(&articles, options, losses);
        let shards = shards.of(&articles)?;
        for schema in &TABLES {
            let path = |shard: &str| format!("{}/{shard}.{}", schema.name, self.about.extension);
            if let TableContents::OfBook(_) = schema.rows {
                let out = output.file(&path("part-0"))?;
                self.write_rows(schema, out, &mut |take| rows.each_row(schema, take))?;
                continue;
            }
            for shard in &shards {
                let out = output.file(&path(&shard.path))?;
                self.write_rows(schema, out, &mut |take| {
                    rows.each_row_of(&shard.articles, schema, take)
                })?;
            }
        }
        Ok(())
    }

    /// Reports what the tables cannot hold, and assigns ids to the articles.
    fn begin<'a>(
        &self,
        articles: &'a [ArticleRef<'a>],
        options: &'a WriteOptions,
        losses: &mut Losses,
    ) -> TableArticles<'a> {
        for article in articles {
            self.about().supports.report(article, losses);
            if self.form == TableForm::Excel {
                csv::tell_long_cells(article, losses);
            }
        }
        TableArticles::new(articles, options, losses)
    }

    /// The rows of one table's file.
    fn rows<'f>(&self, file: &InputFile<'f>) -> Result<Box<dyn read::RowSource + 'f>, FormatError> {
        let mut losses = Losses::default();
        Ok(match self.form {
            TableForm::Csv => Box::new(csv::CsvTableReader::open(file, false, &mut losses)?),
            TableForm::Excel => Box::new(csv::CsvTableReader::open(file, true, &mut losses)?),
            #[cfg(feature = "parquet")]
            TableForm::Parquet => Box::new(parquet_file::ParquetTableReader::open(file)?),
        })
    }

    /// Opens the file of one table.
    fn open<'f>(
        &self,
        file: &InputFile<'f>,
        losses: &mut Losses,
    ) -> Result<read::InputTable<'f>, FormatError> {
        match self.form {
            TableForm::Csv => read::InputTable::new(
                file,
                csv::CsvTableReader::open(file, false, losses)?,
                losses,
            ),
            TableForm::Excel => {
                read::InputTable::new(file, csv::CsvTableReader::open(file, true, losses)?, losses)
            }
            #[cfg(feature = "parquet")]
            TableForm::Parquet => {
                read::InputTable::new(file, parquet_file::ParquetTableReader::open(file)?, losses)
            }
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
        if let Some(shards) = options.shards {
            return self.write_shards(shards, articles, options, output, losses);
        }
        for part in options.parts(articles) {
            let articles = self.begin(&part.articles, options, losses);
            for schema in &TABLES {
                let path = format!(
                    "{}{}.{}",
                    part.folder(),
                    schema.name,
                    self.about().extension
                );
                let out = output.file(&path)?;
                self.write_rows(schema, out, &mut |take| articles.each_row(schema, take))?;
            }
            let package = package::describe(self.about().extension);
            let path = format!("{}{}", part.folder(), package::FILE);
            output.file(&path)?.write_all(package.as_bytes())?;
        }
        Ok(())
    }

    fn schema(&self) -> Vec<[&'static str; 3]> {
        let columns = TABLES.iter().flat_map(|schema| {
            let columns = schema.columns.iter();
            columns.map(|column| [schema.name, column, ColumnType::of(column).name()])
        });
        columns.collect()
    }

    fn writes_shards(&self) -> bool {
        true
    }

    fn join(
        &self,
        parts: &[Vec<InputFile<'_>>],
        output: &mut dyn Output,
    ) -> Result<(), FormatError> {
        join::join(self, parts, output)
    }

    fn read_into(
        &self,
        files: &[InputFile<'_>],
        intake: &mut ImportSink<'_>,
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
                tables.insert(name, self.open(&file, &mut intake.losses)?);
            }
            read::articles(tables, self.about().name, intake)?;
        }
        Ok(())
    }
}
