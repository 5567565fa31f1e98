//! Reads what several coders did with the articles of projects: the codings of each article, as files say.

use crate::analysis::statements::StatementLabels;
use crate::jobs::agreement::gather::{CodingSource, GatherChoice, Gathering};
use crate::jobs::agreement::report::ReadStudy;
use crate::jobs::agreement::report::teams::ReportedTeams;
use crate::model::FieldScope;
use crate::store::team::{project_file, read_file};
use crate::store::{ArticleEntry, Project, display_path};

use super::differences::DifferenceRows;
use crate::cli::{CliError, Streams, load};

/// What is to be read.
pub struct ReadChoice<'c> {
    pub with_gold: bool,
    pub unfinished_too: bool,
    /// Only articles of this round, and only the coders whom it assigned.
    pub round: Option<&'c str>,
    /// Only these coders, if any.
    pub coders: &'c [String],
}

/// Reads the articles of projects. Differences are noted where they are wanted. Returns what was read, and how
/// much could not be.
///
/// # Errors
/// If a report cannot be written to the stream, or a project file cannot be read.
pub fn read(
    projects: &[Project],
    choice: &ReadChoice<'_>,
    mut differences: Option<&mut DifferenceRows>,
    streams: &mut Streams<'_>,
) -> Result<(ReadStudy, usize), CliError> {
    let mut read = ReadStudy::default();
    let mut problems = 0;
    for project in projects {
        for problem in &project.problems {
            problems += 1;
            writeln!(streams.talk, "demarche: {problem}")?;
        }
        let teams = teams_of(project)?;
        for round in teams.closed_rounds() {
            writeln!(
                streams.talk,
                "demarche: the round “{round}” is blind and not open yet: do not show these figures to its coders"
            )?;
        }
        read.note_codebook(project.codebook(), &project.root);
        let labels = StatementLabels::of(project.codebook());
        let scope = FieldScope::of(project.codebook());
        let is_of_round = |entry: &ArticleEntry| {
            let round = choice.round;
            round.is_none_or(|round| teams.has(round, &entry.name))
        };
        let mut sources = load::coding_sources(project, choice.with_gold, is_of_round);
        // Differences may be of fields; figures never are.
        if differences.is_none() {
            sources = sources
                .into_iter()
                .map(CodingSource::without_fields)
                .collect();
        }
        let is_wanted = |article: &str, coder: &str| {
            let is_of_round = |round| teams.is_assigned(round, article, coder);
            let is_chosen =
                choice.coders.len() < 2 || choice.coders.iter().any(|chosen| chosen == coder);
            is_chosen && choice.round.is_none_or(is_of_round)
        };
        let gather = GatherChoice {
            with_gold: choice.with_gold,
            unfinished_too: choice.unfinished_too,
            is_wanted: &is_wanted,
            labels: &labels,
        };
        let mut tell = |gathering: Gathering<'_>| -> Result<(), CliError> {
            match gathering {
                Gathering::Unread(error) => writeln!(streams.talk, "demarche: {error}")?,
                Gathering::Article(index, codings) => {
                    if let Some(differences) = &mut differences {
                        differences.note(&sources[index].name, codings, &scope);
                    }
                }
            }
            Ok(())
        };
        let gathered = &mut read.gathered;
        gathered.add(&sources, &load::loader(), &gather, &|| false, &mut tell)?;
        read.teams.append(teams);
    }
    problems += read.gathered.unread;
    Ok((read, problems))
}

/// The rounds of a project; none if it has no file of them.
fn teams_of(project: &Project) -> Result<ReportedTeams, CliError> {
    let path = project_file(&project.root);
    let plan = read_file(&path).map_err(|error| {
        CliError::Unusable(format!(
            "the rounds of the project could not be read ({error}); mend the file: {}",
            display_path(&path)
        ))
    })?;
    Ok(plan.map(ReportedTeams::of).unwrap_or_default())
}
