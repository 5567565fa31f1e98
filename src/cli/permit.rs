//! `demarche permit`: shows and changes to which endpoints a project's texts may be sent. Nothing is permitted by
//! itself.

use std::path::PathBuf;

use clap::Args;

use crate::formats::export_options::ValueError;
use crate::jobs::models::endpoint::address::EndpointAddress;
use crate::store::team::permissions::ModelPermissions;
use crate::store::team::{project_file, save};

use super::values::WrongValues;
use super::{CliError, DONE, Streams, load};

/// Show or change what a project permits models of your own.
///
/// Without options the permissions are listed. They stand in project.json, so that a team shares them.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  demarche permit my-project\n  demarche permit my-project --endpoint http://localhost:11434/v1\n  demarche permit my-project --withdraw"
)]
pub struct PermitArgs {
    /// The project's folder.
    pub path: PathBuf,
    /// Texts may be sent to this address; may be given several times.
    #[arg(long, value_name = "URL")]
    pub endpoint: Vec<String>,
    /// Take back these permissions, or all if none is given.
    #[arg(long)]
    pub withdraw: bool,
}

/// Runs the command.
pub fn run(args: &PermitArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let mut wrong = WrongValues::default();
    let mut endpoints = Vec::new();
    for typed in &args.endpoint {
        endpoints.extend(wrong.keep("--endpoint", address(typed)));
    }
    let endpoints = wrong.unless_wrong(endpoints)?;
    let projects = load::projects(std::slice::from_ref(&args.path))?;
    let Some(project) = projects.first() else {
        return Err(CliError::Unusable("there is no project".to_owned()));
    };
    if !args.path.is_dir() {
        let why = "permissions belong to a project: name its folder";
        return Err(CliError::Unusable(why.to_owned()));
    }
    if let Some(problem) = project.problems.iter().find(|_| project.team_is_broken()) {
        return Err(CliError::Unusable(problem.to_string()));
    }
    let before = ModelPermissions::of(&project.team);
    let permitted = changed(&before, &endpoints, args);
    if permitted != before {
        let plan = permitted.set(&project.team);
        save(&project_file(&project.root), &project.team, &plan)
            .map_err(|error| CliError::Unusable(error.to_string()))?;
    }
    print(&permitted, streams)?;
    Ok(DONE)
}

/// Reads an address of an option.
pub fn address(typed: &str) -> Result<EndpointAddress, ValueError> {
    EndpointAddress::read(typed).map_err(|error| ValueError::malformed(typed, error.to_string()))
}

fn changed(
    before: &ModelPermissions,
    endpoints: &[EndpointAddress],
    args: &PermitArgs,
) -> ModelPermissions {
    let mut permitted = before.clone();
    if args.withdraw && endpoints.is_empty() {
        return ModelPermissions::default();
    }
    for endpoint in endpoints.iter().map(EndpointAddress::to_string) {
        match args.withdraw {
            true => permitted.endpoints.remove(&endpoint),
            false => permitted.endpoints.insert(endpoint),
        };
    }
    permitted
}

fn print(permitted: &ModelPermissions, streams: &mut Streams<'_>) -> Result<(), CliError> {
    for endpoint in &permitted.endpoints {
        writeln!(streams.out, "texts may be sent to {endpoint}")?;
    }
    if *permitted == ModelPermissions::default() {
        writeln!(
            streams.out,
            "nothing is permitted: no text leaves this machine"
        )?;
    }
    Ok(())
}
