//! `demarche network`: who demands what, and who shares demands with whom, as a network.

use clap::{Args, ValueEnum};

use super::figures::FigureOptions;
use super::network_tables;
use super::tables::ResultForm;
use super::{
    DuplicateRule, ResultOptions, ResultSource, column, exit_code, read_table, tell, wrong,
};
use crate::analysis::network::{
    Aggregation, ColumnKind, Exclusion, Mode, NetworkError, NetworkOptions, Normalisation, Scale,
    StatementNetwork, StatementSelection, StatementTable, StatementValue, Weeks, WindowUnit,
    Windows, network, windows,
};
use crate::cli::{CliError, Streams};
use crate::figures::EdgeSense;
use crate::formats::statement_network::{
    NetworkFile, dl, edges_csv, gexf, graphml, json, matrix_csv,
};
use crate::model::plural::counted;

/// Write a network of statements: two-mode (who demands what) or one-mode (who shares demands with whom).
#[derive(Args)]
#[command(
    args_override_self = true,
    after_help = "Example: demarche network --to gexf --out demands.gexf my-project\n\
                  Example: demarche network --one-mode --aggregate congruence --normalise average \
                  --duplicates article --to csv my-project"
)]
pub struct NetworkArgs {
    #[command(flatten)]
    pub options: ResultOptions,
    #[command(flatten)]
    pub figures: FigureOptions,
    /// The columns whose values are the nodes; `demarche statements` shows all columns.
    #[arg(
        long,
        value_name = "FIRST,SECOND",
        default_value = "organisation,category"
    )]
    pub modes: String,
    /// The nodes are the values of the first column only; an edge says what two of them share.
    #[arg(long)]
    pub one_mode: bool,
    /// The column whose levels agree or disagree.
    #[arg(long, value_name = "COLUMN", default_value = "polarity")]
    pub qualifier: String,
    /// How the levels are put together.
    #[arg(long, value_enum, default_value = "ignore")]
    pub aggregate: AggregateRule,
    /// What each cell is divided by: average, jaccard and cosine (the product of activities) with one mode,
    /// activity (of the row) and prominence (of the column) with two.
    #[arg(long, value_enum, default_value = "no")]
    pub normalise: NormaliseRule,
    /// Which of equal statements count: the first in each article, day, week, month, year, or of all.
    #[arg(long, value_enum, default_value = "none")]
    pub duplicates: DuplicateRule,
    /// Leave out values of the first column with fewer statements.
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub min_statements: usize,
    /// Names of left out statements are nodes too.
    #[arg(long)]
    pub isolates: bool,
    /// A network for each window of time, such as months:3 or statements:50.
    #[arg(long, value_name = "UNIT:WIDTH")]
    pub window: Option<String>,
    /// The greatest difference of a qualifier: that of the codebook, or that which occurs.
    #[arg(long, value_enum, default_value = "declared")]
    pub scale: ScaleRule,
    /// What the same week and month is: of one year, or of any, as in Discourse Network Analyzer 3.1.
    #[arg(long, value_enum, default_value = "calendar")]
    pub periods: PeriodRule,
    /// The form of the output.
    #[arg(long, value_enum, default_value = "csv")]
    pub to: NetworkForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AggregateRule {
    Ignore,
    Congruence,
    Conflict,
    Subtract,
    Combine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NormaliseRule {
    No,
    Average,
    Jaccard,
    Cosine,
    Activity,
    Prominence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ScaleRule {
    Declared,
    Observed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PeriodRule {
    Calendar,
    Dna,
}

/// The forms of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum NetworkForm {
    /// The matrix as a table.
    Csv,
    /// An edge a row.
    Edges,
    Json,
    Graphml,
    Gexf,
    /// UCINET.
    Dl,
    /// The matrix as a workbook.
    Xlsx,
    /// A node a row, with its measures and its community.
    Nodes,
}

/// Runs the command.
pub fn run(args: &NetworkArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let opened = args.options.open()?;
    let window = args.window.as_deref().map(parse_window).transpose()?;
    if window.is_some()
        && matches!(
            args.to,
            NetworkForm::Csv
                | NetworkForm::Graphml
                | NetworkForm::Dl
                | NetworkForm::Xlsx
                | NetworkForm::Nodes
        )
    {
        return Err(wrong(
            "--window: several networks can be written as edges, json or gexf".to_owned(),
        ));
    }
    if window.is_some() && args.figures.is_wanted() {
        return Err(wrong(
            "--figure: a picture shows one network, not windows".to_owned(),
        ));
    }
    args.figures.check(&opened)?;
    let (table, counts) = read_table(&opened, &args.options, ResultSource::Statements, streams)?;
    let (first, second) = modes(args)?;
    let mut options = network_options(args, &table, first, second)?;
    leave_out_small(args, &table, &mut options, first);
    let refused = |error: NetworkError| wrong(message(error));
    let selection = StatementSelection::of(&table, &options.selection);
    let networks: Vec<(StatementNetwork, Option<(String, String)>)> = match window {
        None => vec![(
            network(&table, &options, &selection).map_err(refused)?,
            None,
        )],
        Some(width) => windows(&table, &options, &selection, width)
            .map_err(refused)?
            .into_iter()
            .map(|of| {
                let days = (of.from.date().to_string(), of.until.date().to_string());
                (of.network, Some(days))
            })
            .collect(),
    };
    let description = description(args, &table, &selection, &networks);
    let files: Vec<NetworkFile<'_>> = networks
        .iter()
        .map(|(network, days)| NetworkFile {
            network,
            mode: options.mode,
            first,
            second,
            description: &description,
            window: days
                .as_ref()
                .map(|(from, until)| (from.as_str(), until.as_str())),
        })
        .collect();
    let recipe = args.options.recipe("network", description.clone(), &counts);
    if let ([file], true) = (files.as_slice(), args.figures.is_wanted()) {
        let figure = network_tables::drawn(file, |weight| sense(args.aggregate, weight));
        args.figures.write(&opened, &figure, &recipe)?;
    }
    let bytes = match (args.to, files.as_slice()) {
        (NetworkForm::Xlsx, [file]) => {
            network_tables::matrix(file).written(ResultForm::Xlsx, &recipe.about())?
        }
        (NetworkForm::Nodes, [file]) => {
            network_tables::nodes(file).written(ResultForm::Csv, &[])?
        }
        (form, files) => written(form, files, &description)?,
    };
    let is_beside = args.to != NetworkForm::Xlsx;
    args.options
        .write(&opened, &bytes, is_beside, &recipe, streams)?;
    writeln!(streams.talk, "demarche: {description}")?;
    let left_out = tell(&counts, Some(&selection), streams)?;
    Ok(exit_code(&counts, left_out, args.options.strict))
}

fn written(
    form: NetworkForm,
    files: &[NetworkFile<'_>],
    description: &str,
) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    match (form, files) {
        (NetworkForm::Csv, [file]) => matrix_csv(file, &mut bytes)?,
        (NetworkForm::Dl, [file]) => dl(file, &mut bytes)?,
        (NetworkForm::Graphml, [file]) => bytes = graphml(file).into_bytes(),
        (NetworkForm::Edges, files) => edges_csv(files, &mut bytes)?,
        (NetworkForm::Gexf, files) => bytes = gexf(files, description).into_bytes(),
        (_, files) => {
            bytes = format!("{:#}\n", json(files, description)).into_bytes();
        }
    }
    Ok(bytes)
}

/// The names of both columns.
fn modes(args: &NetworkArgs) -> Result<(&str, &str), CliError> {
    match args.modes.split_once(',') {
        Some((first, second)) if !first.is_empty() && !second.is_empty() && first != second => {
            Ok((first, second))
        }
        _ => Err(wrong(format!(
            "--modes needs two different columns, such as organisation,category: {}",
            args.modes
        ))),
    }
}

fn network_options(
    args: &NetworkArgs,
    table: &StatementTable,
    first: &str,
    second: &str,
) -> Result<NetworkOptions, CliError> {
    let nodes = |name: &str| {
        let found = column(table, "--modes", name)?;
        if matches!(table.kind(found), ColumnKind::Number { .. }) {
            return Err(wrong(format!(
                "--modes: the column “{name}” has numbers, not names"
            )));
        }
        Ok(found)
    };
    let (first, second) = (nodes(first)?, nodes(second)?);
    let aggregation = match args.aggregate {
        AggregateRule::Ignore => Aggregation::Ignore,
        AggregateRule::Congruence => Aggregation::Congruence,
        AggregateRule::Conflict => Aggregation::Conflict,
        AggregateRule::Subtract => Aggregation::Subtract,
        AggregateRule::Combine => Aggregation::Combine,
    };
    // Without statements of demands there may be no such column, and it may not matter.
    let qualifier = match (aggregation, table.column(&args.qualifier)) {
        (_, Some(qualifier)) => Some(qualifier),
        (Aggregation::Ignore, None) => None,
        (_, None) => Some(column(table, "--qualifier", &args.qualifier)?),
    };
    let weeks = match args.periods {
        PeriodRule::Calendar => Weeks::Calendar,
        PeriodRule::Dna => Weeks::Dna,
    };
    let selection =
        args.options
            .selected(table, first, second, qualifier, args.duplicates, weeks)?;
    Ok(NetworkOptions {
        mode: if args.one_mode { Mode::One } else { Mode::Two },
        selection: selection.for_aggregation(aggregation),
        aggregation,
        normalisation: match args.normalise {
            NormaliseRule::No => Normalisation::No,
            NormaliseRule::Average => Normalisation::AverageActivity,
            NormaliseRule::Jaccard => Normalisation::Jaccard,
            NormaliseRule::Cosine => Normalisation::ActivityProduct,
            NormaliseRule::Activity => Normalisation::Activity,
            NormaliseRule::Prominence => Normalisation::Prominence,
        },
        scale: match args.scale {
            ScaleRule::Declared => Scale::Declared,
            ScaleRule::Observed => Scale::Observed,
        },
        isolates: args.isolates,
    })
}

/// Excludes values of the first column with fewer statements than asked for.
fn leave_out_small(
    args: &NetworkArgs,
    table: &StatementTable,
    options: &mut NetworkOptions,
    first: &str,
) {
    let Some(column) = table.column(first).filter(|_| args.min_statements > 1) else {
        return;
    };
    let selection = StatementSelection::of(table, &options.selection);
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for row in &selection.kept {
        if let StatementValue::Text(name) = table.value(*row, column) {
            *counts.entry(name).or_default() += 1;
        }
    }
    let few = counts
        .into_iter()
        .filter(|(_, count)| *count < args.min_statements);
    options.selection.exclude.push(Exclusion {
        column,
        values: few.map(|(name, _)| name.to_owned()).collect(),
        only: false,
        of_article: false,
    });
}

fn parse_window(given: &str) -> Result<Windows, CliError> {
    let parsed = given.split_once(':').and_then(|(unit, width)| {
        let unit = match unit {
            "days" => WindowUnit::Days,
            "weeks" => WindowUnit::Weeks,
            "months" => WindowUnit::Months,
            "years" => WindowUnit::Years,
            "statements" => WindowUnit::Statements,
            _ => return None,
        };
        let width: u32 = width.parse().ok().filter(|width| *width > 0)?;
        Some(Windows { unit, width })
    });
    parsed.ok_or_else(|| {
        wrong(format!(
            "--window needs a unit (days, weeks, months, years, statements) and a width, such as months:3: {given}"
        ))
    })
}

/// One sentence for a methods section.
fn description(
    args: &NetworkArgs,
    table: &StatementTable,
    selection: &StatementSelection,
    networks: &[(StatementNetwork, Option<(String, String)>)],
) -> String {
    let rows = selection.kept.iter().map(|row| table.rows()[*row]);
    let articles: std::collections::BTreeSet<u32> = rows.clone().map(|row| row.article).collect();
    let times: Vec<_> = rows.filter_map(|row| row.time).collect();
    let of = match networks {
        [(network, None)] => size(network, args),
        of => counted(of.len(), "network"),
    };
    let mut text = format!(
        "{of} from {} in {}",
        counted(selection.kept.len(), "statement"),
        counted(articles.len(), "article"),
    );
    if let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) {
        text.push_str(&format!(", {} to {}", first.date(), last.date()));
    }
    if args.duplicates != DuplicateRule::None {
        let duplicates = selection.duplicates;
        text.push_str(&format!(", {} left out", counted(duplicates, "repetition")));
    }
    let name = |value: &dyn ValueName| value.name();
    text.push_str(&format!(
        "; {}, normalised: {}",
        name(&args.aggregate),
        name(&args.normalise)
    ));
    text
}

fn size(network: &StatementNetwork, args: &NetworkArgs) -> String {
    let (first, second) = args.modes.split_once(',').unwrap_or((&args.modes, ""));
    if args.one_mode {
        format!("{} values of {first}", network.rows.len())
    } else {
        format!(
            "{} values of {first} × {} of {second}",
            network.rows.len(),
            network.columns.len()
        )
    }
}

/// The name of an option's value on the command line.
trait ValueName {
    fn name(&self) -> String;
}

impl<V: ValueEnum> ValueName for V {
    fn name(&self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

fn message(error: NetworkError) -> String {
    match error {
        NetworkError::Aggregation(_, Mode::One) => {
            "--aggregate: with one mode it can be ignore, congruence, conflict or subtract".to_owned()
        }
        NetworkError::Aggregation(_, Mode::Two) => {
            "--aggregate: with two modes it can be ignore, subtract or combine; congruence and conflict need \
             --one-mode"
                .to_owned()
        }
        NetworkError::Normalisation(_, Mode::One) => {
            "--normalise: with one mode it can be no, average, jaccard or cosine".to_owned()
        }
        NetworkError::Normalisation(_, Mode::Two) => {
            "--normalise: with two modes it can be no, activity or prominence, and for combine only no".to_owned()
        }
        NetworkError::TooLarge { rows, columns } => format!(
            "the matrix would have {rows} rows and {columns} columns; leave out small ones with --min-statements"
        ),
        NetworkError::TooManyLevels(levels) => {
            format!("--aggregate combine: {levels} levels are too many to be told apart")
        }
    }
}

/// What an edge of the drawing means.
fn sense(aggregate: AggregateRule, weight: f64) -> EdgeSense {
    match aggregate {
        AggregateRule::Ignore | AggregateRule::Combine => EdgeSense::Neutral,
        AggregateRule::Congruence => EdgeSense::InFavour,
        AggregateRule::Conflict => EdgeSense::Against,
        AggregateRule::Subtract if weight < 0.0 => EdgeSense::Against,
        AggregateRule::Subtract => EdgeSense::InFavour,
    }
}
