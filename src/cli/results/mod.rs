//! `demarche statements`, `network`, `counts`, `timeline`, `events` and `words`: what coded articles say.
//!
//! This file has the options that they share and reads statements and events; each command is a file, `tables` and
//! `figures` write, `recipe` makes a result again. An article that several people coded counts once.

pub mod counts;
pub mod events;
mod figures;
pub mod network;
mod network_tables;
pub(super) mod recipe;
mod row_filter;
pub mod statements;
mod tables;
pub mod timeline;
pub mod words;

use std::path::PathBuf;

use crate::analysis::event_rows::EventReader;
use crate::analysis::network::{
    ColumnIndex, ColumnKind, DateTime, Duplicates, Exclusion, SelectionOptions, StatementSelection,
    StatementTable, TableBuilder, Weeks,
};
use crate::analysis::statement_rows::{
    ArticleCoding, LeftOutStatements, StatementReader, StatementRow, first_moment, last_moment,
    push,
};
use crate::model::Codebook;
use crate::model::plural::counted;
use crate::store::Project;
use crate::store::hash::Hasher;
use crate::store::output_guard::OutputGuard;
use clap::{Args, ValueEnum};

use recipe::Recipe;

use super::load::WantedCoders;
use super::selection::ArticleSelection;
use super::{CliError, Streams, load, values};

// The options that all commands of results have. A doc comment would replace the description of each.
#[derive(Args)]
pub struct ResultOptions {
    #[command(flatten)]
    pub selection: ArticleSelection,
    /// Count this coder's work where an article has no agreed version. Without it the first coder's counts.
    #[arg(long)]
    pub coder: Option<String>,
    /// Count statements from this day on: 2025, 2025-04 or 2025-04-11.
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Count statements up to the end of this day, month or year.
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Leave out statements with this value of a column, such as outlet=Post; may be given several times.
    #[arg(long, value_name = "COLUMN=VALUE")]
    pub exclude: Vec<String>,
    /// Count only statements with this value of a column; may be given several times.
    #[arg(long, value_name = "COLUMN=VALUE")]
    pub only: Vec<String>,
    /// Count demands in the outlet's or the author's own voice too.
    #[arg(long)]
    pub own_voice: bool,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Exit with 1 if statements are left out.
    #[arg(long)]
    pub strict: bool,
    /// Replace existing files even if Demarche did not write them, but never files of a project.
    #[arg(long)]
    pub force: bool,
    /// Make the result of this recipe again; options that are typed too count instead of those of the recipe.
    #[arg(long, value_name = "FILE")]
    pub recipe: Option<PathBuf>,
    /// The options as they were typed or stood in the recipe.
    #[arg(skip)]
    pub given: Vec<String>,
}

/// Which of equal statements count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DuplicateRule {
    /// All of them.
    None,
    /// The first in each article, and so on.
    Article,
    Day,
    Week,
    Month,
    Year,
    All,
}

impl From<DuplicateRule> for Duplicates {
    fn from(rule: DuplicateRule) -> Self {
        match rule {
            DuplicateRule::None => Self::All,
            DuplicateRule::Article => Self::OncePerArticle,
            DuplicateRule::Day => Self::OncePerDay,
            DuplicateRule::Week => Self::OncePerWeek,
            DuplicateRule::Month => Self::OncePerMonth,
            DuplicateRule::Year => Self::OncePerYear,
            DuplicateRule::All => Self::Once,
        }
    }
}

/// What all commands of results need: the projects, and where the output goes.
struct OpenedResults {
    projects: Vec<Project>,
    guard: OutputGuard,
}

/// What was read.
#[derive(Default)]
struct ReadCounts {
    articles: usize,
    /// Articles of which one of several codings was taken.
    several: usize,
    problems: usize,
    left_out: LeftOutStatements,
    /// Rows of a list that its options leave out.
    excluded: usize,
    /// SHA-256 of what was read.
    data: String,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ResultSource {
    Statements,
    Events,
}

impl ResultOptions {
    /// Opens the projects, and checks what can be checked before anything is read.
    fn open(&self) -> Result<OpenedResults, CliError> {
        let selected = self.selection.open(load::projects)?;
        values::check_coders(&selected.projects, self.coder.as_slice())?;
        let guard = load::guard(&selected.projects, self.force);
        if let Some(out) = &self.out {
            for file in [out, &Recipe::beside(out)] {
                let checked = guard.check_file(file);
                checked.map_err(|error| wrong(format!("--out: {error}")))?;
            }
        }
        let mut projects = selected.divided();
        // Nobody has coded the others.
        for project in &mut projects {
            project.articles.retain(|entry| !entry.sidecars.is_empty());
        }
        Ok(OpenedResults { projects, guard })
    }

    /// Writes the output where the options say and, if the file cannot hold its recipe, that beside it.
    fn write(
        &self,
        opened: &OpenedResults,
        bytes: &[u8],
        is_recipe_beside: bool,
        recipe: &Recipe,
        streams: &mut Streams<'_>,
    ) -> Result<(), CliError> {
        load::write_output(&opened.guard, self.out.as_deref(), bytes, streams)?;
        if let Some(out) = self.out.as_ref().filter(|_| is_recipe_beside) {
            let text = recipe.text();
            let written = opened.guard.replace(&Recipe::beside(out), text.as_bytes());
            written.map_err(|error| wrong(error.to_string()))?;
        }
        Ok(())
    }

    /// How a result of these options was made.
    fn recipe(&self, view: &'static str, description: String, counts: &ReadCounts) -> Recipe {
        Recipe {
            view,
            options: self.given.clone(),
            description,
            articles: counts.articles,
            data: counts.data.clone(),
        }
    }

    /// For commands that have no statements to select.
    fn refuse_filters(&self, command: &str) -> Result<(), CliError> {
        let filters = [
            ("--from", self.from.is_some()),
            ("--until", self.until.is_some()),
            ("--exclude", !self.exclude.is_empty()),
            ("--only", !self.only.is_empty()),
            ("--own-voice", self.own_voice),
        ];
        match filters.iter().find(|(_, is_given)| *is_given) {
            Some((flag, _)) => Err(wrong(format!(
                "{flag} selects statements, which `demarche {command}` does not count"
            ))),
            None => Ok(()),
        }
    }

    /// The columns that `--exclude` and `--only` name.
    fn exclusions(&self, table: &StatementTable) -> Result<Vec<Exclusion>, CliError> {
        let mut exclusions: Vec<Exclusion> = Vec::new();
        let excluded = self.exclude.iter().map(|given| ("--exclude", false, given));
        let only = self.only.iter().map(|given| ("--only", true, given));
        for (flag, only, given) in excluded.chain(only) {
            let (name, value) = column_and_value(flag, given)?;
            let column = column(table, flag, name)?;
            let mut same = exclusions.iter_mut();
            match same.find(|known| known.column == column && known.only == only) {
                Some(known) => known.values.push(value.to_owned()),
                None => exclusions.push(Exclusion {
                    column,
                    values: vec![value.to_owned()],
                    only,
                    of_article: ARTICLE_COLUMNS.contains(&name),
                }),
            }
        }
        Ok(exclusions)
    }

    /// The selection of statements by two columns.
    fn selected(
        &self,
        table: &StatementTable,
        first: ColumnIndex,
        second: ColumnIndex,
        qualifier: Option<ColumnIndex>,
        duplicates: DuplicateRule,
        weeks: Weeks,
    ) -> Result<SelectionOptions, CliError> {
        let mut options = SelectionOptions::all(first, second, qualifier);
        options.from = moment("--from", self.from.as_deref(), first_moment)?;
        options.until = moment("--until", self.until.as_deref(), last_moment)?;
        options.exclude = self.exclusions(table)?;
        options.duplicates = duplicates.into();
        options.weeks = weeks;
        Ok(options)
    }
}

/// Columns whose values are the article's.
const ARTICLE_COLUMNS: [&str; 6] = ["article", "outlet", "author", "language", "coder", "status"];

fn wrong(message: String) -> CliError {
    CliError::Unusable(message)
}

/// The column of this name.
fn column(table: &StatementTable, flag: &str, name: &str) -> Result<ColumnIndex, CliError> {
    table.column(name).ok_or_else(|| {
        let known: Vec<&str> = table.column_names().collect();
        no_column(flag, name, &known)
    })
}

fn no_column(flag: &str, name: &str, known: &[&str]) -> CliError {
    wrong(format!(
        "{flag}: there is no column “{name}”; there are {}",
        known.join(", ")
    ))
}

/// The parts of `outlet=Post`.
fn column_and_value<'g>(flag: &str, given: &'g str) -> Result<(&'g str, &'g str), CliError> {
    given.split_once('=').ok_or_else(|| {
        wrong(format!(
            "{flag} needs a column and a value, such as outlet=Post: {given}"
        ))
    })
}

/// The moment that an option names.
fn moment(
    flag: &str,
    given: Option<&str>,
    read: impl Fn(&str) -> Option<DateTime>,
) -> Result<Option<DateTime>, CliError> {
    let Some(given) = given else { return Ok(None) };
    match read(given) {
        Some(moment) => Ok(Some(moment)),
        None => Err(wrong(format!(
            "{flag}: not a date such as 2025, 2025-04 or 2025-04-11: {given}"
        ))),
    }
}

/// Hands over one coding of each article, with the number of the article and the hash of what is read.
fn each_coding(
    projects: &[Project],
    options: &ResultOptions,
    streams: &mut Streams<'_>,
    take: &mut dyn FnMut(u32, ArticleCoding<'_>, &mut Hasher) -> Result<(), CliError>,
) -> Result<ReadCounts, CliError> {
    let mut hash = Hasher::default();
    let mut counts = ReadCounts::default();
    for project in projects {
        let project = std::slice::from_ref(project);
        read_project(
            project,
            options,
            &mut counts,
            streams,
            &mut |number, coding| take(number, coding, &mut hash),
        )?;
    }
    counts.data = hash.finish();
    Ok(counts)
}

/// Hands over one coding of each article of a project.
fn read_project(
    project: &[Project],
    options: &ResultOptions,
    counts: &mut ReadCounts,
    streams: &mut Streams<'_>,
    take: &mut dyn FnMut(u32, ArticleCoding<'_>) -> Result<(), CliError>,
) -> Result<(), CliError> {
    let wanted = match &options.coder {
        Some(coder) => WantedCoders::FirstBut(coder.clone()),
        None => WantedCoders::First,
    };
    let entries = project.iter().flat_map(|project| &project.articles);
    counts.several += entries.filter(|entry| entry.sidecars.len() > 1).count();
    let mut result = Ok(());
    let articles = &mut counts.articles;
    counts.problems += load::each_opened(project, &wanted, streams, &mut |one| {
        let number = u32::try_from(*articles).unwrap_or(u32::MAX);
        *articles += 1;
        let coding = ArticleCoding {
            name: &one.name,
            coder: &one.article.header.coder,
            document: &one.article.document,
        };
        if result.is_ok() {
            result = take(number, coding);
        }
    })?;
    result
}

/// Hands over the rows of all articles, one coding of each, with the number of the article.
fn each_row(
    projects: &[Project],
    options: &ResultOptions,
    source: ResultSource,
    streams: &mut Streams<'_>,
    take: &mut dyn FnMut(u32, StatementRow<'_>) -> Result<(), CliError>,
) -> Result<ReadCounts, CliError> {
    let mut counts = ReadCounts::default();
    let mut hash = Hasher::default();
    for project in projects {
        let mut statements = StatementReader::new(project.codebook(), &project.entities);
        statements.own_voice = options.own_voice;
        let events = EventReader::new(project.codebook(), &project.entities);
        let mut left_out = counts.left_out;
        let of_one = std::slice::from_ref(project);
        read_project(
            of_one,
            options,
            &mut counts,
            streams,
            &mut |number, coding| {
                let mut result = Ok(());
                let mut take = |row: StatementRow<'_>| {
                    for value in &row {
                        hash.update(value.written().as_bytes());
                        hash.update(&[0]);
                    }
                    if result.is_ok() {
                        result = take(number, row);
                    }
                };
                match source {
                    ResultSource::Statements => statements.read(coding, &mut left_out, &mut take),
                    ResultSource::Events => left_out.detached += events.read(coding, &mut take),
                }
                result
            },
        )?;
        counts.left_out = left_out;
    }
    counts.data = hash.finish();
    Ok(counts)
}

/// The statements or events of all articles as a table.
fn read_table(
    opened: &OpenedResults,
    options: &ResultOptions,
    source: ResultSource,
    streams: &mut Streams<'_>,
) -> Result<(StatementTable, ReadCounts), CliError> {
    let columns = columns(&opened.projects, source)?;
    let mut builder = TableBuilder::new(
        columns
            .iter()
            .map(|(name, kind)| (name.as_str(), kind.clone())),
    );
    let mut id = 0;
    let counts = each_row(
        &opened.projects,
        options,
        source,
        streams,
        &mut |article, row| {
            push(&mut builder, &row, article, id);
            id = id.saturating_add(1);
            Ok(())
        },
    )?;
    Ok((builder.build(), counts))
}

/// The columns that all projects have.
fn columns(
    projects: &[Project],
    source: ResultSource,
) -> Result<Vec<(String, ColumnKind)>, CliError> {
    let of = |codebook: &Codebook, project: &Project| match source {
        ResultSource::Statements => StatementReader::new(codebook, &project.entities).columns(),
        ResultSource::Events => EventReader::new(codebook, &project.entities).columns(),
    };
    let mut all = projects
        .iter()
        .map(|project| of(project.codebook(), project));
    let first = all.next().unwrap_or_default();
    if all.any(|other| other != first) {
        return Err(wrong(
            "the projects have codebooks with different attributes; run the command for each of them"
                .to_owned(),
        ));
    }
    Ok(first)
}

/// Says what was left out. Returns whether anything was.
fn tell(
    counts: &ReadCounts,
    selection: Option<&StatementSelection>,
    streams: &mut Streams<'_>,
) -> Result<bool, CliError> {
    let left = counts.left_out;
    let mut lines = vec![
        (
            left.detached,
            "annotation",
            "whose words are no longer in its article",
        ),
        (left.without_maker, "demand", "without a maker"),
        (
            left.own_voice,
            "statement",
            "in the article's own voice (--own-voice counts them)",
        ),
    ];
    lines.push((counts.excluded, "row", "by date or value"));
    if let Some(selection) = selection {
        lines.push((
            selection.empty,
            "statement",
            "without a value that the view needs",
        ));
        lines.push((selection.excluded, "statement", "excluded by value"));
        lines.push((selection.duplicates, "statement", "that repeat another"));
    }
    let mut any = false;
    for (count, what, why) in lines.into_iter().filter(|(count, _, _)| *count > 0) {
        any = true;
        let of = counted(count, what);
        writeln!(streams.talk, "demarche: left out: {of} {why}")?;
    }
    if counts.several > 0 {
        let articles = counted(counts.several, "article");
        writeln!(
            streams.talk,
            "demarche: {articles} coded by several people: the agreed version counts, else the chosen coder's, \
             else the first"
        )?;
    }
    Ok(any)
}

/// The exit code of what was read.
fn exit_code(counts: &ReadCounts, left_out: bool, strict: bool) -> u8 {
    if counts.problems > 0 || (strict && left_out) {
        super::PROBLEMS
    } else {
        super::DONE
    }
}
