//! `demarche events`: what happened, with those who take part in it, a row each.

use clap::Args;

use super::row_filter::RowFilter;
use super::statements::cells;
use super::tables::{ResultForm, ResultTable};
use super::{ResultOptions, ResultSource, columns, each_row, exit_code, tell};
use crate::cli::{CliError, Streams};
use crate::model::plural::counted;

/// List events: what happened, when, with those who take part in each role, one a row.
#[derive(Args)]
#[command(
    args_override_self = true,
    after_help = "Example: demarche events --to xlsx --out events.xlsx my-project"
)]
pub struct EventsArgs {
    #[command(flatten)]
    pub options: ResultOptions,
    /// The form of the output.
    #[arg(long, value_enum, default_value = "csv")]
    pub to: ResultForm,
}

/// Runs the command.
pub fn run(args: &EventsArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let opened = args.options.open()?;
    let columns = columns(&opened.projects, ResultSource::Events)?;
    let filter = RowFilter::of(&args.options, &columns, ResultSource::Events)?;
    let mut table = ResultTable {
        name: "Events",
        columns: columns.iter().map(|(name, _)| name.clone()).collect(),
        rows: Vec::new(),
    };
    let source = ResultSource::Events;
    let mut excluded = 0;
    let mut counts = each_row(
        &opened.projects,
        &args.options,
        source,
        streams,
        &mut |_, row| {
            if filter.keeps(&row) {
                table.rows.push(cells(&row));
            } else {
                excluded += 1;
            }
            Ok(())
        },
    )?;
    counts.excluded = excluded;
    let events = counted(table.rows.len(), "event");
    let description = format!("{events} in {}", counted(counts.articles, "article"));
    let recipe = args.options.recipe("events", description, &counts);
    let bytes = table.written(args.to, &recipe.about())?;
    args.options.write(
        &opened,
        &bytes,
        args.to != ResultForm::Xlsx,
        &recipe,
        streams,
    )?;
    let left_out = tell(&counts, None, streams)?;
    Ok(exit_code(&counts, left_out, args.options.strict))
}
