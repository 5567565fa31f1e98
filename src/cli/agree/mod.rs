//! `demarche agree`: how far coders agree who coded the same articles.
//!
//! `read` opens the articles, [`jobs::agreement`](crate::jobs::agreement) decides which codings count, computes and
//! writes reports, and `text` is the form for a terminal.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};

use crate::analysis::agreement::figures::{AgreementFigure, FigureChoice};
use crate::analysis::agreement::measure::{FigureSubject, Measure};
use crate::analysis::agreement::study::Study;
use crate::formats::export_options::{ValueError, ValueKind};
use crate::jobs::agreement::report::sections::{self, SectionInput};
use crate::jobs::agreement::report::{
    AgreementReport, CoderNames, MoreSection, ReportedFigure, StoredForm,
};
use crate::jobs::agreement::{all_figures, groups_of};
use crate::store::coder::AGREED_CODER;

use super::values::{self, WrongValues};
use super::{CliError, DONE, PROBLEMS, Streams, UNUSABLE, load};

mod differences;

mod options;

mod read;

mod spans;

mod text;

use differences::DifferenceRows;
use options::{CheckedOptions, below, check, command};
use read::ReadChoice;

/// Measure how far coders agree who coded the same articles.
///
/// Of the codings of an article those count that are done, of the same text, made with the same major version
/// of the codebook, and unchanged since the article was compared; the report says what was left out. A figure
/// that is not defined is “—” with the reason.
#[derive(Args)]
#[command(
    after_help = "Example: demarche agree my-project\n         demarche agree --format html --out agreement.html my-project\n         demarche agree --measure exact_f1 --fail-under exact_f1=0.8 my-project"
)]
pub struct AgreeArgs {
    /// Folders or articles.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Only articles of this round of project.json, and only the coders whom it assigned.
    #[arg(long)]
    pub round: Option<String>,
    /// Only this coder; may be given several times.
    #[arg(long)]
    pub coder: Vec<String>,
    /// Only figures of this label; may be given several times.
    #[arg(long)]
    pub label: Vec<String>,
    /// Only this measure; may be given several times. Without it all but the optional ones.
    #[arg(long, value_name = "NAME")]
    pub measure: Vec<String>,
    /// γ too, which takes longer.
    #[arg(long)]
    pub gamma: bool,
    /// The agreed version too, as the coder “gold”: with the precision and recall of each coder against it.
    #[arg(long)]
    pub with_gold: bool,
    /// What each row of the tables is about.
    #[arg(long, value_enum, default_value = "label")]
    pub by: RowsBy,
    /// How many bootstrap resamples the intervals rest on; 0 for no intervals.
    #[arg(long, value_name = "COUNT", default_value_t = 1000)]
    pub bootstrap: usize,
    /// The seed of everything random.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Count codings that are not done too.
    #[arg(long)]
    pub include_unfinished: bool,
    /// Call coders C1, C2 and so on, in an order that the seed decides.
    #[arg(long)]
    pub anonymous: bool,
    /// How the report is written.
    #[arg(long, value_enum, default_value = "text")]
    pub format: ReportForm,
    /// Write the report to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write a CSV table with a row for each difference of two coders.
    #[arg(long, value_name = "FILE")]
    pub differences: Option<PathBuf>,
    /// Write a CSV table of all that the figures were computed from.
    #[arg(long, value_name = "FILE")]
    pub spans: Option<PathBuf>,
    /// Exit with 1 if this measure is below the number for any two coders, or is not defined; may be given
    /// several times. A label may follow the measure after a colon: exact_f1:demand=0.7.
    #[arg(long, value_name = "MEASURE=NUMBER")]
    pub fail_under: Vec<String>,
    /// Tell how many articles several coders must code for a 95 % interval of this width, such as 0.1, with these
    /// articles as the pilot.
    #[arg(long, value_name = "WIDTH")]
    pub plan: Option<f64>,
    /// Agreement over time: so many windows of equally many articles, in the order in which they were finished.
    #[arg(long, value_name = "COUNT")]
    pub windows: Option<usize>,
    /// How reliable each coder is, by models that need no agreed version.
    #[arg(long)]
    pub reliability: bool,
    /// Replace existing files even if Demarche did not write them, but never files of a project.
    #[arg(long)]
    pub force: bool,
}

/// By what the rows of a table are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RowsBy {
    /// One row for each measure and group of coders, all labels together.
    Pair,
    /// One row for each label, attribute and relation type.
    Label,
    /// One row for each article, the worst first.
    Article,
    /// As by label, for each round.
    Round,
}

/// The forms of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportForm {
    Text,
    Csv,
    Json,
    Markdown,
    Html,
}

/// Runs the command.
pub fn run(args: &AgreeArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let projects = load::projects(&args.paths)?;
    let checked = check(args, &projects)?;
    let outputs = [
        ("--out", &args.out),
        ("--differences", &args.differences),
        ("--spans", &args.spans),
    ];
    let outputs: Vec<(&'static str, &Path)> = outputs
        .into_iter()
        .filter_map(|(flag, path)| Some((flag, path.as_deref()?)))
        .collect();
    values::check_outputs(&outputs)?;
    let guard = load::guard(&projects, args.force);
    for (_, path) in &outputs {
        guard.check_file(path).map_err(|error| unusable(&error))?;
    }

    let choice = ReadChoice {
        with_gold: args.with_gold,
        unfinished_too: args.include_unfinished,
        round: args.round.as_deref(),
        coders: &args.coder,
    };
    let mut differences = args.differences.as_ref().map(|_| DifferenceRows::default());
    let (read, problems) = read::read(&projects, &choice, differences.as_mut(), streams)?;
    let rounds = read.teams.ids();
    if let Some(round) = &args.round
        && !rounds.contains(round)
    {
        let error = ValueError::unknown(ValueKind::Round, round, rounds);
        return Err(WrongValues::one("--round", error).into());
    }
    let anonymous = args.anonymous.then_some(args.seed);
    let names = CoderNames::new(&read, anonymous);
    let name = |coder: &str| names.name(coder);
    let command = command(args, &name);
    let reported = reported(args, &checked, read.study(), &rounds, &|round, article| {
        read.teams.has(round, article)
    });
    let more = sections_of(args, &checked, read.study(), &name);
    let failed = below(&checked.limits, &reported, read.study(), streams)?;

    if let Some(path) = &args.spans {
        let mut table = Vec::new();
        spans::write(read.study(), &mut table, &name)?;
        guard
            .replace(path, &table)
            .map_err(|error| unusable(&error))?;
    }
    if let (Some(path), Some(rows)) = (&args.differences, &differences) {
        let mut table = Vec::new();
        rows.write(&mut table, &name)?;
        guard
            .replace(path, &table)
            .map_err(|error| unusable(&error))?;
        let count = crate::model::plural::counted(rows.len(), "difference");
        writeln!(streams.talk, "{count} written")?;
    }
    let has_pair = !read.study().articles.is_empty();
    let report = AgreementReport {
        figures: reported,
        read: Arc::new(read),
        bootstrap: checked.bootstrap,
        names,
        command,
        unfinished_too: args.include_unfinished,
        round: args.round.clone(),
        more,
    };
    if !has_pair {
        for line in report.left_out() {
            writeln!(streams.talk, "demarche: left out: {line}")?;
        }
        writeln!(
            streams.talk,
            "demarche: no two coders have finished the same article; agreement needs two codings of one text \
             (--include-unfinished counts those that are not done)"
        )?;
        return Ok(UNUSABLE);
    }
    write_report(args, &report, &guard, streams)?;
    Ok(if failed || problems > 0 {
        PROBLEMS
    } else {
        DONE
    })
}

fn unusable(error: &dyn std::fmt::Display) -> CliError {
    CliError::Unusable(error.to_string())
}

fn write_report(
    args: &AgreeArgs,
    report: &AgreementReport,
    guard: &crate::store::output_guard::OutputGuard,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let bytes = match args.format {
        ReportForm::Text => {
            let mut bytes = Vec::new();
            text::write(report, &mut bytes)?;
            bytes
        }
        ReportForm::Csv => report.write(StoredForm::Csv)?,
        ReportForm::Json => report.write(StoredForm::Json)?,
        ReportForm::Markdown => report.write(StoredForm::Markdown)?,
        ReportForm::Html => report.write(StoredForm::Html)?,
    };
    load::write_output(guard, args.out.as_deref(), &bytes, streams)
}

/// The groups of coders that are compared, or those with the one coder that was asked for.
fn wanted_groups(args: &AgreeArgs, study: &Study) -> Vec<Vec<u32>> {
    let mut groups = groups_of(study);
    if let [only] = args.coder.as_slice() {
        let only = study.coders.find(only);
        groups.retain(|group| only.is_some_and(|only| group.contains(&only)));
    }
    groups
}

/// All figures that were asked for, in the order of the report.
fn reported(
    args: &AgreeArgs,
    checked: &CheckedOptions,
    study: &Study,
    rounds: &[String],
    has: &dyn Fn(&str, &str) -> bool,
) -> Vec<ReportedFigure> {
    let mut reported = Vec::new();
    let mut add = |study: &Study, round: Option<&str>| {
        for figure in figures_of(args, checked, study) {
            let round = round.map(str::to_owned);
            reported.push(ReportedFigure { figure, round });
        }
    };
    if args.by != RowsBy::Round {
        add(study, None);
        return reported;
    }
    for round in rounds {
        if args.round.as_ref().is_some_and(|wanted| wanted != round) {
            continue;
        }
        let mut of_round = study.clone();
        of_round
            .articles
            .retain(|article| has(round, &article.name));
        if !of_round.articles.is_empty() {
            add(&of_round, Some(round));
        }
    }
    reported
}

fn figures_of(args: &AgreeArgs, checked: &CheckedOptions, study: &Study) -> Vec<AgreementFigure> {
    let is_of_labels = |subject: &FigureSubject| {
        let label = subject
            .label()
            .map(|label| study.labels.name(label).to_string());
        checked.labels.is_empty() || label.is_some_and(|label| checked.labels.contains(&label))
    };
    let is_limited = |subject: &FigureSubject| {
        let name = subject.name(study);
        checked.limits.iter().any(|limit| limit.subject == name)
    };
    // Without labels together only what has no other subject, so that no measure is missing.
    let wanted = |subject: &FigureSubject| match args.by {
        RowsBy::Pair | RowsBy::Article if checked.labels.is_empty() => {
            *subject == FigureSubject::All || is_limited(subject)
        }
        _ => is_of_labels(subject),
    };
    // Gamma has the seed of the command.
    let measures: Vec<&dyn Measure> = checked
        .measures
        .iter()
        .map(|measure| match measure.info().id {
            "gamma" => &checked.gamma as &dyn Measure,
            _ => *measure,
        })
        .collect();
    let choice = FigureChoice {
        measures,
        subjects: &wanted,
        bootstrap: checked.bootstrap,
        has_each_article: args.by == RowsBy::Article,
    };
    let groups = wanted_groups(args, study);
    let figures = all_figures(study, &groups, &choice, &|| false);
    let mut figures = figures.unwrap_or_default();
    if args.by == RowsBy::Article {
        figures.retain(|figure| figure.article.is_some());
        // The worst first; what is not defined last.
        let measures: Vec<&str> = checked
            .measures
            .iter()
            .map(|measure| measure.info().id)
            .collect();
        let rank =
            |figure: &AgreementFigure| measures.iter().position(|id| *id == figure.measure.id);
        figures.sort_by(|a, b| {
            let value = |figure: &AgreementFigure| figure.value.unwrap_or(f64::INFINITY);
            let place = |figure: &AgreementFigure| groups.iter().position(|g| *g == figure.coders);
            (place(a), rank(a), &a.subject)
                .cmp(&(place(b), rank(b), &b.subject))
                .then(value(a).total_cmp(&value(b)))
        });
    }
    figures
}

/// The sections that were asked for. Without `--measure` they are about exact F1 and uα.
fn sections_of(
    args: &AgreeArgs,
    checked: &CheckedOptions,
    study: &Study,
    name: &dyn Fn(&str) -> String,
) -> Vec<MoreSection> {
    let is_wanted = |measure: &&&'static dyn Measure| {
        !args.measure.is_empty() || ["exact_f1", "u_alpha"].contains(&measure.info().id)
    };
    let measures = checked.measures.iter().filter(is_wanted);
    let labels = checked.labels.iter();
    let labels = labels.filter_map(|label| study.labels.find(&label.as_str().into()));
    let mut subjects: Vec<FigureSubject> = labels.map(FigureSubject::Label).collect();
    if subjects.is_empty() {
        subjects.push(FigureSubject::All);
    }
    let mut coders: Vec<&String> = study
        .coders
        .all()
        .iter()
        .filter(|coder| coder.as_str() != AGREED_CODER)
        .collect();
    coders.sort();
    let input = SectionInput {
        study,
        coders: coders
            .into_iter()
            .filter_map(|coder| study.coders.find(coder))
            .collect(),
        measures: measures.map(|measure| *measure as &dyn Measure).collect(),
        subjects,
        bootstrap: checked.bootstrap,
        name,
    };
    let mut more = Vec::new();
    if let Some(width) = args.plan {
        more.push(sections::plan(&input, width));
    }
    if let Some(count) = args.windows {
        more.push(sections::over_time(
            &input,
            &wanted_groups(args, study),
            count,
        ));
    }
    if args.reliability {
        more.push(sections::reliability(&input));
    }
    more
}
