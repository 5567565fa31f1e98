//! `demarche formats`: lists the dataset formats.

use clap::Args;

use crate::formats::{ALL, Files, ONLY_READ};

use super::{CliError, DONE, Streams};

/// List the dataset formats.
#[derive(Args)]
#[command(after_help = "Example: demarche formats --json")]
pub struct FormatsArgs {
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(args: &FormatsArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let written = ALL.iter().map(|format| (format, true));
    let all = written.chain(ONLY_READ.iter().map(|format| (format, false)));
    if args.json {
        let list: Vec<serde_json::Value> = all
            .map(|(format, is_written)| {
                serde_json::json!({
                    "name": format.about().name,
                    "title": format.about().title,
                    "purpose": format.about().purpose,
                    "extension": format.about().extension,
                    "reads": format.about().reads,
                    "writes": is_written,
                    "one_file": format.about().files == Files::One,
                    "cannot_hold": format.about().supports.missing(),
                })
            })
            .collect();
        writeln!(streams.out, "{:#}", serde_json::Value::from(list))?;
        return Ok(DONE);
    }
    for (format, is_written) in all {
        let reads = match (format.about().reads, is_written) {
            (true, true) => "reads, writes",
            (true, false) => "reads",
            (false, _) => "writes",
        };
        let missing = format.about().supports.missing();
        let missing = if missing.is_empty() {
            "stores everything".to_owned()
        } else {
            format!("cannot store {}", missing.join(", "))
        };
        writeln!(
            streams.out,
            "{:<14} .{:<8} {reads:<14} {}. {}; {missing}",
            format.about().name,
            format.about().extension,
            format.about().purpose,
            format.about().title,
        )?;
    }
    Ok(DONE)
}
