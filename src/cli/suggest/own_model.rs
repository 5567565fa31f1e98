//! `demarche suggest --command` and `--endpoint`: a model of the user's own suggests, named in every message of the run.
//!
//! Which annotations a model sees: none as a coder of its own; otherwise those of the coding that is given by
//! `--coder`, or of the only coding. What people do not see of each other, a model does not see either.

use std::time::Duration;

use clap::Args;

use crate::assist::proposals::{ProposalCheck, ProposalCounts, Proposals};
use crate::formats::export_options::ValueError;
use crate::jobs::models::command::{self, ModelCommand};
use crate::jobs::models::endpoint::instruction::Instruction;
use crate::jobs::models::endpoint::{self, Endpoint};
use crate::jobs::models::protocol::{Engine, article_line, project_line};
use crate::jobs::models::{ModelEvent, words};
use crate::model::plural::counted;
use crate::model::{Document, Text};
use crate::store::{ArticleEntry, LoadedArticle, Project};

use super::endpoint::{EndpointArgs, Estimate, check_permitted, confirm};
use super::output::{OutputPlace, SuggestionWriter, has_coding, suggestion_file};
use super::{SuggestArgs, bare, is_finished, is_machines};
use crate::cli::values::WrongValues;
use crate::cli::{CliError, DONE, PROBLEMS, Streams, load};

/// The longest wait for an answer that can be chosen, in seconds.
const MAX_TIMEOUT_SECS: u64 = 86_400;

// The options of models of the user's own.
#[derive(Args)]
pub struct OwnModelArgs {
    /// Let this command suggest: it reads articles from its standard input and writes what it proposes to its
    /// standard output; see docs/models.md. No shell runs it.
    #[arg(long, value_name = "COMMAND", conflicts_with = "evaluate")]
    pub command: Option<String>,
    #[command(flatten)]
    pub endpoint: EndpointArgs,
    /// The longest wait for the model's next answer.
    #[arg(long, default_value_t = 120, value_name = "SECONDS")]
    pub timeout: u64,
    /// Ask the model about finished articles too. It always is where its suggestions become those of a coder.
    #[arg(long)]
    pub all: bool,
    /// Skip articles that have a file of suggestions in the folder already, to go on after a stop.
    #[arg(long, requires = "out")]
    pub missing: bool,
}

impl OwnModelArgs {
    /// Whether a model of the user's own is to be asked.
    pub fn is_given(&self) -> bool {
        self.command.is_some() || self.endpoint.endpoint.is_some()
    }
}

/// An article that a model is asked about.
pub struct ModelInput<'p> {
    pub entry: &'p ArticleEntry,
    pub loaded: LoadedArticle,
    /// With the annotations that the model may see.
    pub document: Document,
}

/// Asks the model about the articles of projects.
pub fn run(
    projects: Vec<Project>,
    args: &SuggestArgs,
    place: &OutputPlace,
    streams: &mut Streams<'_>,
) -> Result<u8, CliError> {
    let timeout = timeout(&args.model)?;
    let endpoint = args.model.endpoint.endpoint(timeout)?;
    let mut problems = 0;
    for project in &projects {
        for problem in &project.problems {
            problems += 1;
            writeln!(streams.talk, "demarche: {problem}")?;
        }
        let inputs = inputs(project, args, place, &mut problems, streams)?;
        problems += match &endpoint {
            Some(endpoint) => of_endpoint(endpoint, project, &inputs, args, place, streams)?,
            None => of_command(timeout, project, &inputs, args, place, streams)?,
        };
    }
    Ok(if problems == 0 { DONE } else { PROBLEMS })
}

/// Runs the command; returns the number of problems.
fn of_command(
    timeout: Duration,
    project: &Project,
    inputs: &[ModelInput<'_>],
    args: &SuggestArgs,
    place: &OutputPlace,
    streams: &mut Streams<'_>,
) -> Result<usize, CliError> {
    let line = args.model.command.as_deref().unwrap_or_default();
    let words = words::words(line).map_err(|error| {
        let expected = format!("a command with its arguments, and {error}");
        WrongValues::one("--command", ValueError::malformed(line, expected))
    })?;
    let name = format!("the command “{line}”");
    let mut run = ModelRun::new(project, inputs, args, place, name, streams);
    run.tell_start()?;
    let project_line = project_line(&project.codebook, &project.entities);
    let lines: Vec<(String, Vec<u8>)> = inputs
        .iter()
        .map(|input| {
            let name = &input.entry.name;
            (name.clone(), article_line(name, &input.document))
        })
        .collect();
    let command = ModelCommand { words, timeout };
    command::run(&command, &project_line, &lines, &mut |event| {
        run.take(event);
    });
    run.finish()
}

/// Asks the endpoint, once it is permitted and confirmed; returns the number of problems.
fn of_endpoint(
    endpoint: &Endpoint,
    project: &Project,
    inputs: &[ModelInput<'_>],
    args: &SuggestArgs,
    place: &OutputPlace,
    streams: &mut Streams<'_>,
) -> Result<usize, CliError> {
    let instruction = Instruction::new(project.codebook());
    let texts: Vec<&Text> = inputs.iter().map(|input| input.document.text()).collect();
    let estimate = Estimate::new(texts.iter().copied(), &instruction, endpoint.passage_chars);
    if args.model.endpoint.estimate {
        estimate.print(args.json, streams)?;
        return Ok(0);
    }
    check_permitted(project, &endpoint.address)?;
    confirm(&args.model.endpoint, &endpoint.address, &estimate, streams)?;
    let name = format!("the model “{}” at {}", endpoint.model, endpoint.address);
    let mut run = ModelRun::new(project, inputs, args, place, name, streams);
    run.tell_start()?;
    run.take::<String>(ModelEvent::Engine(Engine::new(&endpoint.model, "")));
    endpoint::run(endpoint, &instruction, &texts, &mut |event| run.take(event));
    run.finish()
}

/// The longest wait for an answer.
fn timeout(args: &OwnModelArgs) -> Result<Duration, WrongValues> {
    match args.timeout {
        secs @ 1..=MAX_TIMEOUT_SECS => Ok(Duration::from_secs(secs)),
        secs => {
            let expected = format!("a number of seconds from 1 to {MAX_TIMEOUT_SECS}");
            let error = ValueError::malformed(&secs.to_string(), expected);
            Err(WrongValues::one("--timeout", error))
        }
    }
}

/// The articles that the model is asked about.
fn inputs<'p>(
    project: &'p Project,
    args: &SuggestArgs,
    place: &OutputPlace,
    problems: &mut usize,
    streams: &mut Streams<'_>,
) -> Result<Vec<ModelInput<'p>>, CliError> {
    let mut inputs = Vec::new();
    let wanted = match args.coder.is_empty() {
        true => load::WantedCoders::First,
        false => load::WantedCoders::Only(args.coder.clone()),
    };
    for entry in &project.articles {
        let is_there = match place {
            OutputPlace::Coder(code) => has_coding(entry, code),
            OutputPlace::Folder(folder) if args.model.missing => {
                suggestion_file(folder, &entry.name).exists()
            }
            _ => false,
        };
        if is_there {
            continue;
        }
        let mut sidecars = load::wanted_sidecars(entry, &wanted);
        if sidecars.is_empty() {
            sidecars.push((None, entry.sidecar_path(None)));
        }
        let (coder, sidecar) = sidecars.swap_remove(0);
        match load::open(project, entry, coder.as_deref(), &sidecar) {
            Ok(loaded) => {
                let is_coder = matches!(place, OutputPlace::Coder(_));
                if is_finished(&loaded) && !is_machines(&loaded) && !is_coder && !args.model.all {
                    continue;
                }
                let is_one_coders =
                    entry.sidecars.len() < 2 && !project.team.is_closed("", &entry.name);
                let is_chosen = args.coder.contains(&loaded.header.coder);
                let is_shown = !is_coder && !is_machines(&loaded) && (is_one_coders || is_chosen);
                let document = match is_shown {
                    true => loaded.document.clone(),
                    false => bare(&loaded.document),
                };
                inputs.push(ModelInput {
                    entry,
                    loaded,
                    document,
                });
            }
            Err(error) => {
                *problems += 1;
                writeln!(streams.talk, "demarche: {error}")?;
            }
        }
    }
    Ok(inputs)
}

/// Takes what a model answers for the articles of a project.
pub struct ModelRun<'r, 'w> {
    inputs: &'r [ModelInput<'r>],
    check: ProposalCheck<'r>,
    writer: SuggestionWriter<'r>,
    /// What the model is, for people.
    name: String,
    engine: Engine,
    counts: ProposalCounts,
    problems: usize,
    streams: &'r mut Streams<'w>,
    /// Why nothing more can be said.
    broken: Option<CliError>,
}

impl<'r, 'w> ModelRun<'r, 'w> {
    pub fn new(
        project: &'r Project,
        inputs: &'r [ModelInput<'r>],
        args: &'r SuggestArgs,
        place: &'r OutputPlace,
        name: String,
        streams: &'r mut Streams<'w>,
    ) -> Self {
        Self {
            inputs,
            check: ProposalCheck {
                codebook: project.codebook(),
                entities: &project.entities,
                least_confidence: args.confidence,
            },
            writer: SuggestionWriter::new(project, args, place),
            name,
            engine: Engine::new("command", ""),
            counts: ProposalCounts::default(),
            problems: 0,
            streams,
            broken: None,
        }
    }

    /// Says which model is asked about how much.
    pub fn tell_start(&mut self) -> Result<(), CliError> {
        let count = counted(self.inputs.len(), "article");
        writeln!(self.streams.talk, "{} is asked about {count}", self.name)?;
        Ok(())
    }

    /// Takes an event.
    pub fn take<F: std::fmt::Display>(&mut self, event: ModelEvent<F>) {
        if self.broken.is_none() {
            self.broken = self.try_take(event).err();
        }
    }

    fn try_take<F: std::fmt::Display>(&mut self, event: ModelEvent<F>) -> Result<(), CliError> {
        match event {
            ModelEvent::Engine(engine) => {
                if !engine.name.is_empty() {
                    self.engine = engine;
                }
            }
            ModelEvent::Stray(line) => writeln!(
                self.streams.talk,
                "demarche: the model wrote something that is no answer: {line}"
            )?,
            ModelEvent::Article(index, Ok(proposals)) => self.answer(index, &proposals)?,
            ModelEvent::Article(index, Err(fault)) => {
                self.problems += 1;
                let name = &self.inputs[index].entry.name;
                writeln!(self.streams.talk, "demarche: {name}: {fault}")?;
            }
        }
        Ok(())
    }

    fn answer(&mut self, index: usize, proposals: &Proposals) -> Result<(), CliError> {
        let input = &self.inputs[index];
        let (suggestions, counts) = self.check.check(&input.document, proposals);
        self.counts.add(&counts);
        if counts.rejected() > 0 {
            let why = rejected(&counts);
            writeln!(self.streams.talk, "{}: {why}", input.entry.name)?;
        }
        self.writer.write(
            input.entry,
            &input.loaded,
            &suggestions,
            &self.engine,
            self.streams,
        )
    }

    /// Says what was done; returns the number of problems.
    pub fn finish(self) -> Result<usize, CliError> {
        if let Some(error) = self.broken {
            return Err(error);
        }
        if self.counts.moved > 0 {
            writeln!(
                self.streams.talk,
                "{} found by their quotes, since the places were wrong or missing",
                counted(self.counts.moved, "annotation")
            )?;
        }
        if self.counts.rejected() > 0 {
            writeln!(self.streams.talk, "in all {}", rejected(&self.counts))?;
        }
        if self.counts.unsure > 0 {
            let unsure = counted(self.counts.unsure, "suggestion");
            writeln!(self.streams.talk, "{unsure} less sure than --confidence")?;
        }
        let by = format!("{} has run", self.name);
        Ok(self.problems + self.writer.finish(&by, self.streams)?)
    }
}

/// What was left out and why.
pub fn rejected(counts: &ProposalCounts) -> String {
    let reasons = [
        (counts.unanchored, "quote or place not in the text"),
        (counts.labels, "label not in the codebook"),
        (counts.values, "value not allowed"),
        (counts.links, "link not allowed"),
        (counts.surplus, "more than is taken for one article"),
    ];
    let reasons = reasons.iter().filter(|(count, _)| *count > 0);
    let reasons: Vec<String> = reasons
        .map(|(count, why)| format!("{count} {why}"))
        .collect();
    format!("left out: {}", reasons.join(", "))
}
