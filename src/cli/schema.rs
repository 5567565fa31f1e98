//! `demarche schema`: prints the JSON Schema of a file.

use clap::{Args, ValueEnum};

use super::{CliError, DONE, Streams};

/// Print the JSON Schema of a file.
#[derive(Args)]
#[command(after_help = "Example: demarche schema sidecar > sidecar.schema.json")]
pub struct SchemaArgs {
    /// Describe this file.
    #[arg(value_enum)]
    pub file: SchemaOf,
}

/// A file of which there is a schema.
#[derive(Clone, Copy, ValueEnum)]
pub enum SchemaOf {
    Sidecar,
    Article,
    Codebook,
    Entities,
    /// The report of `demarche agree --format json`.
    Agreement,
    Project,
    /// A file of `demarche suggest --out`.
    Suggestions,
    /// A line of the protocol of `demarche suggest --command`.
    Model,
}

/// Runs the command.
pub fn run(args: &SchemaArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let schema = match args.file {
        SchemaOf::Sidecar => include_str!("../../assets/schema/sidecar.schema.json"),
        SchemaOf::Article => include_str!("../../assets/schema/article.schema.json"),
        SchemaOf::Codebook => include_str!("../../assets/schema/codebook.schema.json"),
        SchemaOf::Entities => include_str!("../../assets/schema/entities.schema.json"),
        SchemaOf::Agreement => include_str!("../../assets/schema/agreement.schema.json"),
        SchemaOf::Project => include_str!("../../assets/schema/project.schema.json"),
        SchemaOf::Suggestions => include_str!("../../assets/schema/suggestions.schema.json"),
        SchemaOf::Model => include_str!("../../assets/schema/model.schema.json"),
    };
    streams.out.write_all(schema.as_bytes())?;
    Ok(DONE)
}
