//! Reads the statements of all articles into one table.
//!
//! Articles are read in parallel, a block at a time, so that the texts of a large project are never in memory
//! together. What was read before is taken again for articles that have not changed since: whose files have the
//! same sizes and times, or whose open document has the same revision.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use crate::analysis::network::{ColumnKind, StatementTable, StatementValue, TableBuilder};
use crate::analysis::statement_rows::{ArticleCoding, LeftOutStatements, StatementReader, push};
use crate::jobs::worker_pool::parallel_chunks;
use crate::model::history::{ArticleId, CodingId};
use crate::model::{AnnotationId, Codebook, Document, EntityBook};
use crate::store::article_meta::meta_path;
use crate::store::{ArticleFiles, ArticleLoader, LoadedArticle};

/// How many articles are in memory with their texts at once.
const BLOCK: usize = 256;

/// The columns whose values filters offer.
pub const OFFERED: [&str; 5] = ["organisation", "maker", CATEGORY, "polarity", "outlet"];
/// The column of categories, which are paths.
pub const CATEGORY: &str = "category";

/// The column with the id of a statement: `<article>#<demand>.<number>`.
const ID: &str = "statement";
/// The columns with the place of a demand, in scalars.
const START: &str = "start";
const END: &str = "end";

/// The coding that stands for an article.
pub struct StatementSource {
    pub article: ArticleId,
    pub coding: CodingId,
    /// The name of the article in the project.
    pub name: String,
    pub coder: String,
    pub files: ArticleFiles,
    /// The revision of an open coding, which counts instead of its file.
    pub revision: Option<u64>,
    /// An open coding that may have changed.
    pub open: Option<Document>,
    /// Whether several people coded the article.
    pub is_one_of_several: bool,
}

/// What all statements depend on, beside their articles.
#[derive(Clone, Default)]
pub struct StatementBasis {
    pub codebook: Arc<Codebook>,
    pub entities: Arc<EntityBook>,
    /// The versions of both, which grow with each change.
    pub versions: (u64, u64),
}

/// The statements of a project.
pub struct ReadStatements {
    pub table: StatementTable,
    /// By the number that the table has for an article.
    pub articles: Vec<StatementArticle>,
    pub left_out: LeftOutStatements,
    /// Articles that could not be read, with the reason of the first.
    pub unread: Option<(usize, String)>,
    /// Articles of which one of several codings counts.
    pub several: usize,
    /// Articles with any statement.
    pub with_statements: usize,
    /// The values of each column that filters offer, in their order.
    pub values: BTreeMap<String, Vec<String>>,
    /// The number of the article of each coding.
    numbers: HashMap<CodingId, usize>,
    versions: (u64, u64),
}

/// An article whose statements were read.
pub struct StatementArticle {
    pub id: ArticleId,
    pub coding: CodingId,
    pub name: String,
    /// Whose coding counts; empty for nobody's.
    pub coder: String,
    state: ContentsState,
    left_out: LeftOutStatements,
}

/// As what contents were read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum ContentsState {
    Open(u64),
    /// Sizes and times of the files.
    Files(Vec<Option<(u64, SystemTime)>>),
    /// They could not be read.
    Unread,
}

/// Where a statement stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementPlace {
    pub article: ArticleId,
    pub coding: CodingId,
    pub demand: AnnotationId,
    /// The first character and the one after the last, in scalars.
    pub start: usize,
    pub end: usize,
}

impl ReadStatements {
    /// Whether what was read of an open coding still holds.
    pub fn knows(&self, coding: CodingId, revision: u64, name: &str, versions: (u64, u64)) -> bool {
        let number = self.numbers.get(&coding);
        let article = number.and_then(|number| self.articles.get(*number));
        self.versions == versions
            && article.is_some_and(|article| {
                article.state == ContentsState::Open(revision) && article.name == name
            })
    }

    /// The article of a row.
    pub fn article_of(&self, row: u32) -> Option<&StatementArticle> {
        let place = self.table.rows().get(row as usize)?;
        self.articles.get(place.article as usize)
    }

    /// Where the statement of a row stands.
    pub fn place(&self, row: u32) -> Option<StatementPlace> {
        let article = self.article_of(row)?;
        let id = self.table.written(row as usize, self.table.column(ID)?);
        let demand = id.strip_prefix(&article.name)?.strip_prefix('#')?;
        let (demand, _) = demand.rsplit_once('.')?;
        let number = |name: &str| match self.table.value(row as usize, self.table.column(name)?) {
            StatementValue::Number(Some(number)) => usize::try_from(number).ok(),
            _ => None,
        };
        Some(StatementPlace {
            article: article.id,
            coding: article.coding,
            demand: demand.into(),
            start: number(START)?,
            end: number(END)?,
        })
    }
}

/// What came of reading.
pub enum StatementReading {
    Cancelled,
    /// The statements are those that were read last.
    Unchanged,
    Read(Box<ReadStatements>),
}

/// Reads the sources, in their order. `known` is what was read last.
pub fn read_statements(
    sources: Vec<StatementSource>,
    known: Option<&ReadStatements>,
    basis: &StatementBasis,
    loader: &ArticleLoader,
    is_cancelled: &(dyn Fn() -> bool + Sync),
    tell: &mut dyn FnMut(usize, usize),
) -> StatementReading {
    let known = known.filter(|known| known.versions == basis.versions);
    let known = known.map(EarlierStatements::new).unwrap_or_default();
    if known.are_all(&sources) {
        return StatementReading::Unchanged;
    }
    let reader = StatementReader::new(&basis.codebook, &basis.entities);
    let mut reading = StatementTableReading::new(&reader);
    let total = sources.len();
    for block in sources.chunks(BLOCK) {
        let read = read_block(block, &known, loader, is_cancelled);
        if is_cancelled() {
            return StatementReading::Cancelled;
        }
        for (source, (state, contents)) in block.iter().zip(read) {
            reading.add(source, state, contents, &known);
        }
        tell(reading.articles.len(), total);
    }
    StatementReading::Read(Box::new(reading.end(basis.versions)))
}

/// What is known of articles by their codings.
#[derive(Default)]
struct EarlierStatements<'k> {
    read: Option<&'k ReadStatements>,
    /// The rows of each article, by its number.
    rows: Vec<Vec<usize>>,
}

impl<'k> EarlierStatements<'k> {
    fn new(read: &'k ReadStatements) -> Self {
        let mut rows = vec![Vec::new(); read.articles.len()];
        for (row, place) in read.table.rows().iter().enumerate() {
            if let Some(of) = rows.get_mut(place.article as usize) {
                of.push(row);
            }
        }
        Self {
            read: Some(read),
            rows,
        }
    }

    /// Whether these articles were read, in this order, and none has changed.
    fn are_all(&self, sources: &[StatementSource]) -> bool {
        let Some(read) = self.read else { return false };
        let several = sources.iter().filter(|source| source.is_one_of_several);
        let mut numbered = sources.iter().enumerate();
        sources.len() == read.articles.len()
            && several.count() == read.several
            && numbered.all(|(at, source)| self.find(source, &state_of(source)) == Some(at))
    }

    /// The number of an article that was read in this state.
    fn find(&self, source: &StatementSource, state: &ContentsState) -> Option<usize> {
        let read = self.read?;
        let at = *read.numbers.get(&source.coding)?;
        let article = read.articles.get(at)?;
        // The name stands in the rows.
        let is_same = article.state == *state && article.name == source.name;
        is_same.then_some(at)
    }
}

/// What is at hand of an article.
enum ArticleContents {
    /// The number of the article as it was read last.
    Known(usize),
    Open,
    Loaded(Box<LoadedArticle>),
    Unread(String),
}

/// Reads some articles in parallel; they come in their order.
fn read_block(
    block: &[StatementSource],
    known: &EarlierStatements<'_>,
    loader: &ArticleLoader,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Vec<(ContentsState, ArticleContents)> {
    let read = Mutex::new(BTreeMap::new());
    parallel_chunks("read statements", block, 1, || {
        |number, portion: &[StatementSource]| {
            for source in portion {
                if is_cancelled() {
                    return ControlFlow::Break(());
                }
                let contents = read_one(source, known, loader);
                let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
                read.insert(number, contents);
            }
            ControlFlow::Continue(())
        }
    });
    let read = read.into_inner().unwrap_or_else(PoisonError::into_inner);
    read.into_values().collect()
}

fn read_one(
    source: &StatementSource,
    known: &EarlierStatements<'_>,
    loader: &ArticleLoader,
) -> (ContentsState, ArticleContents) {
    // Before it is read: a later change is seen the next time.
    let state = state_of(source);
    if let Some(number) = known.find(source, &state) {
        return (state, ArticleContents::Known(number));
    }
    if source.open.is_some() {
        return (state, ArticleContents::Open);
    }
    match loader.read(&source.files) {
        Ok(article) => (state, ArticleContents::Loaded(Box::new(article))),
        Err(error) => (
            ContentsState::Unread,
            ArticleContents::Unread(error.to_string()),
        ),
    }
}

fn state_of(source: &StatementSource) -> ContentsState {
    match source.revision {
        Some(revision) => ContentsState::Open(revision),
        None => files_state(&source.files),
    }
}

fn files_state(files: &ArticleFiles) -> ContentsState {
    let state = |path: &Path| {
        let about = std::fs::metadata(path).ok()?;
        Some((about.len(), about.modified().ok()?))
    };
    let own = [state(&files.path), state(&files.sidecar)];
    let fields = std::iter::once(state(&meta_path(&files.path)));
    let copies = files.fields.sidecars.iter().map(|path| state(path));
    ContentsState::Files(own.into_iter().chain(fields).chain(copies).collect())
}

/// The values of the columns that filters offer.
fn offered_values(table: &StatementTable) -> BTreeMap<String, Vec<String>> {
    let of = |name: &&str| {
        let column = table.column(name)?;
        let rows = 0..table.rows().len();
        let mut values: BTreeSet<String> = rows.map(|row| table.written(row, column)).collect();
        if *name == CATEGORY {
            let above: Vec<String> = values.iter().flat_map(|path| levels_above(path)).collect();
            values.extend(above);
        }
        values.remove("");
        Some(((*name).to_owned(), values.into_iter().collect()))
    };
    OFFERED.iter().filter_map(of).collect()
}

/// The levels above a category: of `a/b/c` these are `a/b` and `a`.
fn levels_above(path: &str) -> impl Iterator<Item = String> + '_ {
    path.match_indices('/').map(|(at, _)| path[..at].to_owned())
}

/// The table while it grows.
struct StatementTableReading<'r> {
    reader: &'r StatementReader<'r>,
    builder: TableBuilder,
    articles: Vec<StatementArticle>,
    left_out: LeftOutStatements,
    unread: Option<(usize, String)>,
    several: usize,
    next_id: u32,
}

impl<'r> StatementTableReading<'r> {
    fn new(reader: &'r StatementReader<'r>) -> Self {
        let columns = reader.columns();
        let columns = columns.iter();
        let columns = columns.map(|(name, kind): &(String, ColumnKind)| (&**name, kind.clone()));
        Self {
            reader,
            builder: TableBuilder::new(columns),
            articles: Vec::new(),
            left_out: LeftOutStatements::default(),
            unread: None,
            several: 0,
            next_id: 0,
        }
    }

    fn add(
        &mut self,
        source: &StatementSource,
        state: ContentsState,
        contents: ArticleContents,
        known: &EarlierStatements<'_>,
    ) {
        let number = u32::try_from(self.articles.len()).unwrap_or(u32::MAX);
        let mut article = StatementArticle {
            id: source.article,
            coding: source.coding,
            name: source.name.clone(),
            coder: source.coder.clone(),
            state,
            left_out: LeftOutStatements::default(),
        };
        match contents {
            ArticleContents::Known(at) => {
                if let Some(read) = known.read {
                    article.left_out = read.articles[at].left_out;
                    article.coder.clone_from(&read.articles[at].coder);
                    self.copy(&read.table, &known.rows[at], number);
                }
            }
            ArticleContents::Open => {
                if let Some(document) = &source.open {
                    self.read(&mut article, number, document);
                }
            }
            ArticleContents::Loaded(loaded) => {
                if !loaded.header.coder.is_empty() {
                    article.coder.clone_from(&loaded.header.coder);
                }
                self.read(&mut article, number, &loaded.document);
            }
            ArticleContents::Unread(reason) => self.unread.get_or_insert((0, reason)).0 += 1,
        }
        self.several += usize::from(source.is_one_of_several);
        self.left_out.add(article.left_out);
        self.articles.push(article);
    }

    fn read(&mut self, article: &mut StatementArticle, number: u32, document: &Document) {
        let coding = ArticleCoding {
            name: &article.name,
            coder: &article.coder,
            document,
        };
        let (builder, id) = (&mut self.builder, &mut self.next_id);
        self.reader.read(coding, &mut article.left_out, &mut |row| {
            push(builder, &row, number, *id);
            *id = id.saturating_add(1);
        });
    }

    /// Takes rows of an earlier table, whose columns are the same.
    fn copy(&mut self, table: &StatementTable, rows: &[usize], number: u32) {
        let columns: Vec<_> = table.columns().map(|(column, _)| column).collect();
        let mut values = Vec::with_capacity(columns.len());
        for row in rows {
            let mut place = table.rows()[*row];
            (place.article, place.id) = (number, self.next_id);
            self.next_id = self.next_id.saturating_add(1);
            values.clear();
            values.extend(columns.iter().map(|column| table.value(*row, *column)));
            self.builder.push(place, &values);
        }
    }

    fn end(self, versions: (u64, u64)) -> ReadStatements {
        let table = self.builder.build();
        let numbers = self.articles.iter().enumerate();
        let with_statements: BTreeSet<u32> = table.rows().iter().map(|row| row.article).collect();
        ReadStatements {
            with_statements: with_statements.len(),
            values: offered_values(&table),
            numbers: numbers.map(|(at, article)| (article.coding, at)).collect(),
            table,
            articles: self.articles,
            left_out: self.left_out,
            unread: self.unread,
            several: self.several,
            versions,
        }
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
