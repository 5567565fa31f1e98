//! `demarche import`: brings articles into a project.
//!
//! [`files`] makes articles of web pages, documents, mail and tables; [`dataset`] reads a dataset with
//! its annotations.

use std::path::PathBuf;

use clap::Args;

use super::{CliError, Streams};

mod files;

mod dataset;

/// Make articles of web pages, documents, mail and tables, or of a dataset with its annotations.
#[derive(Args)]
#[command(
    after_help = "Examples: demarche import --into my-project pages/ archive.rtf table.csv --column lead=text\n          demarche import --from brat --into my-project corpus/\nNothing that is there is written over: a name that is taken gets a number."
)]
pub struct ImportArgs {
    /// Files, or folders of them.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// What the files are: a dataset format that `demarche formats` lists as read, or html, mhtml,
    /// docx, odt, epub, rtf, pdf, eml, mbox, csv, tsv, json-lines, json, parquet-table or txt; auto finds out which
    /// of the latter each is.
    #[arg(long, value_name = "FORMAT", default_value = "auto")]
    pub from: String,
    /// The folder that the articles and sidecars are written to. What is no dataset goes into its
    /// folder `articles` if it has one.
    #[arg(long = "into", value_name = "DIR", alias = "out")]
    pub out: PathBuf,
    /// Write what could not be taken as it was to this file, as JSON.
    #[arg(long, value_name = "FILE", alias = "losses")]
    pub report: Option<PathBuf>,
    /// What a column of a table means, such as `lead=text`; may be given several times. Meanings are
    /// text, title, date, outlet, author, url, language, id, field and none.
    #[arg(long, value_name = "NAME=MEANING")]
    pub column: Vec<String>,
    /// The coder in the names of the sidecars of articles that are no dataset.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub coder: String,
    /// Take articles that are nearly the same as others.
    #[arg(long)]
    pub near: bool,
    /// Take articles that are the same as others, too.
    #[arg(long)]
    pub duplicates: bool,
    /// Add labels, attributes and relation types of a dataset that the codebook does not know.
    #[arg(long)]
    pub extend_codebook: bool,
    /// Exit with 1 if there was any complaint.
    #[arg(long)]
    pub strict: bool,
}

/// Runs the command.
pub fn run(args: &ImportArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    if files::is_meant(&args.from) {
        files::run(args, streams)
    } else {
        dataset::run(args, streams)
    }
}
