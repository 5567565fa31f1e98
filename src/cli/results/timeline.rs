//! `demarche timeline`: statements or events over time.

use clap::{Args, ValueEnum};

use super::figures::{FigureOptions, other_way, series};
use super::tables::{ResultCell, ResultForm, ResultTable};
use super::{
    DuplicateRule, ResultOptions, ResultSource, column, exit_code, read_table, tell, wrong,
};
use crate::analysis::network::{StatementSelection, Weeks};
use crate::analysis::timeline::{MAX_PERIODS, PeriodUnit, Timeline, timeline};
use crate::cli::{CliError, Streams};
use crate::figures::{Figure, TimeSeries, time_series};
use crate::model::plural::counted;

/// Count statements or events in each day, week, month, quarter or year.
#[derive(Args)]
#[command(
    args_override_self = true,
    after_help = "Example: demarche timeline --by polarity --figure demands.svg my-project\n\
                  Example: demarche timeline --of events --by type --unit quarter my-project"
)]
pub struct TimelineArgs {
    #[command(flatten)]
    pub options: ResultOptions,
    #[command(flatten)]
    pub figures: FigureOptions,
    /// What is counted.
    #[arg(long, value_enum, default_value = "statements")]
    pub of: TimelineOf,
    /// A count for each value of this column. Without it: polarity of statements, type of events.
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// How long a period is.
    #[arg(long, value_enum, default_value = "month")]
    pub unit: UnitRule,
    /// The form of the table.
    #[arg(long, value_enum, default_value = "csv")]
    pub to: ResultForm,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TimelineOf {
    Statements,
    Events,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum UnitRule {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// Runs the command.
pub fn run(args: &TimelineArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let opened = args.options.open()?;
    args.figures.check(&opened)?;
    let (source, what, first, by) = match args.of {
        TimelineOf::Statements => (
            ResultSource::Statements,
            "statement",
            "statement",
            "polarity",
        ),
        TimelineOf::Events => (ResultSource::Events, "event", "event", "type"),
    };
    let by = args.by.as_deref().unwrap_or(by);
    let (table, counts) = read_table(&opened, &args.options, source, streams)?;
    let (first, by) = (column(&table, "--by", first)?, column(&table, "--by", by)?);
    let options = args.options.selected(
        &table,
        first,
        first,
        None,
        DuplicateRule::None,
        Weeks::Calendar,
    )?;
    let selection = StatementSelection::of(&table, &options);
    let unit = match args.unit {
        UnitRule::Day => PeriodUnit::Day,
        UnitRule::Week => PeriodUnit::Week,
        UnitRule::Month => PeriodUnit::Month,
        UnitRule::Quarter => PeriodUnit::Quarter,
        UnitRule::Year => PeriodUnit::Year,
    };
    let kinds: Vec<String> = selection
        .kept
        .iter()
        .map(|row| table.written(*row, by))
        .collect();
    let days = selection
        .kept
        .iter()
        .map(|row| table.rows()[*row].time.map(|time| time.date()));
    let things = days.zip(kinds.iter().map(String::as_str));
    let found = timeline(things, unit).map_err(|_| {
        wrong(format!(
            "--unit: there would be more than {MAX_PERIODS} periods; choose a longer one, or --from and --until"
        ))
    })?;
    let description = format!(
        "{} in {}, {}",
        counted(selection.kept.len(), what),
        counted(counts.articles, "article"),
        counted(found.periods.len(), "period"),
    );
    let recipe = args.options.recipe("timeline", description, &counts);
    let names: Vec<String> = found
        .periods
        .iter()
        .map(|first| unit.name(*first))
        .collect();
    let rows = names.iter().zip(&found.counts).map(|(name, counts)| {
        let counts = counts
            .iter()
            .map(|count| ResultCell::Number(Some(*count as f64)));
        std::iter::once(ResultCell::Text(name.clone()))
            .chain(counts)
            .collect()
    });
    let head = std::iter::once("period".to_owned()).chain(found.kinds.iter().cloned());
    let result = ResultTable {
        name: "Timeline",
        columns: head.collect(),
        rows: rows.collect(),
    };
    if args.figures.is_wanted() {
        let figure = drawn(&found, names, format!("{what}s"), &recipe.description);
        args.figures.write(&opened, &figure, &recipe)?;
    }
    let bytes = result.written(args.to, &recipe.about())?;
    args.options.write(
        &opened,
        &bytes,
        args.to != ResultForm::Xlsx,
        &recipe,
        streams,
    )?;
    if found.undated > 0 {
        let of = counted(found.undated, what);
        writeln!(streams.talk, "demarche: left out: {of} without a date")?;
    }
    let left_out = tell(&counts, Some(&selection), streams)? || found.undated > 0;
    Ok(exit_code(&counts, left_out, args.options.strict))
}

fn drawn(found: &Timeline, periods: Vec<String>, unit: String, description: &str) -> Figure {
    let values = found.counts.iter();
    let values = values.map(|counts| counts.iter().map(|count| *count as f64).collect());
    time_series(&TimeSeries {
        title: format!("{unit} over time"),
        description: description.to_owned(),
        periods,
        series: series(&found.kinds),
        values: values.collect(),
        downward: other_way(&found.kinds),
        unit,
        width: 520.0,
        height: 260.0,
        ..TimeSeries::default()
    })
}
