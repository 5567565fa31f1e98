//! `demarche report`: coded articles, or quotes from them, as a document for people.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::documents::quotes::{QuoteGroups, sections};
use crate::documents::report::{ReportContent, ReportPassage, ReportSection};
use crate::documents::{
    ArticleReader, CodedReport, DocumentForm, ReportFilter, ReportedArticle, write,
};
use crate::formats::export_options::{KnownValues, ValueError};
use crate::model::plural::counted;
use crate::store::Project;
use crate::store::coder::AGREED_CODER;

use super::load::WantedCoders;
use super::selection::ArticleSelection;
use super::values::{self, WrongValues};
use super::{CliError, DONE, PROBLEMS, Streams, load, search};

/// Write coded articles, or quotes from them, as a document: a web page, ODT, DOCX or PDF.
#[derive(Args)]
#[command(
    after_help = "Example: demarche report --to pdf --out articles.pdf my-project\n\
                  Example: demarche report --to docx --quotes --by entity --label demand --out quotes.docx my-project"
)]
pub struct ReportArgs {
    #[command(flatten)]
    pub selection: ArticleSelection,
    /// The form of the document.
    #[arg(long, value_enum)]
    pub to: DocumentArg,
    /// Write to this file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The title of the document; by default that of the article, or the name of the folder.
    #[arg(long)]
    pub title: Option<String>,
    /// Write a list of quotes, each with its sentence, instead of whole articles.
    #[arg(long)]
    pub quotes: bool,
    /// What quotes are grouped by.
    #[arg(long, value_enum, requires = "quotes")]
    pub by: Option<QuoteOrder>,
    /// Show only annotations of this label; may be given several times.
    #[arg(long)]
    pub label: Vec<String>,
    /// Show only annotations of this entity: its id, or a part of its names.
    #[arg(long)]
    pub entity: Option<String>,
    /// Show only annotations that have this value.
    #[arg(long, value_name = "NAME=VALUE")]
    pub attribute: Option<String>,
    /// Show this coder's work where an article has no agreed version. Without it the first coder's is shown.
    #[arg(long)]
    pub coder: Option<String>,
    /// Exit with 1 if the document cannot show something.
    #[arg(long)]
    pub strict: bool,
    /// Replace existing files even if Demarche did not write them, but never files of a project.
    #[arg(long)]
    pub force: bool,
}

/// The forms of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DocumentArg {
    /// A web page in one file.
    Html,
    Odt,
    Docx,
    Pdf,
}

/// The values of `--by`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum QuoteOrder {
    Label,
    Entity,
    Article,
}

/// Runs the command.
pub fn run(args: &ReportArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let form = form(args.to)?;
    let selected = args.selection.open(load::projects)?;
    let filter = values::check(&selected.projects, |known| filter(args, known))?;
    values::check_coders(&selected.projects, args.coder.as_slice())?;
    let entities = search::entities_of_all(args.entity.as_deref(), &selected.projects)?;
    let guard = load::guard(&selected.projects, args.force);
    if let Some(out) = &args.out {
        values::check_outputs(&[("--out", out)])?;
        let checked = guard.check_file(out);
        checked.map_err(|error| CliError::Unusable(error.to_string()))?;
    }
    let mut projects = selected.divided();
    let [project] = projects.as_mut_slice() else {
        return Err(CliError::Unusable(format!(
            "a document has the labels of one project, and the paths are {} projects: run the command for each \
             of them",
            projects.len()
        )));
    };
    // Nobody has coded the others.
    project.articles.retain(|entry| !entry.sidecars.is_empty());
    let entities = entities.into_iter().next().flatten();
    let filter = ReportFilter { entities, ..filter };
    let (report, problems) = read(args, project, &filter, streams)?;
    if report.passages().next().is_none() {
        writeln!(
            streams.talk,
            "demarche: {}, so nothing was written",
            nothing(args, project)
        )?;
        return Ok(PROBLEMS);
    }
    let written = write(&report, form).map_err(|error| CliError::Unusable(error.to_string()))?;
    load::write_output(&guard, args.out.as_deref(), &written.bytes, streams)?;
    for sentence in report.about.iter().chain(&written.limits) {
        writeln!(streams.talk, "demarche: {sentence}")?;
    }
    let lacks = args.strict && !written.limits.is_empty();
    Ok(if problems == 0 && !lacks {
        DONE
    } else {
        PROBLEMS
    })
}

/// The form; a build may have no PDF.
fn form(wanted: DocumentArg) -> Result<DocumentForm, CliError> {
    let name = wanted.to_possible_value();
    let name = name.as_ref().map_or("", |name| name.get_name());
    let found = DocumentForm::ALL.iter().find(|form| form.name() == name);
    found.copied().ok_or_else(|| {
        CliError::Unusable(format!(
            "--to: this build of Demarche writes no {}",
            name.to_uppercase()
        ))
    })
}

/// The filters that refer to labels or values of the project.
fn filter(args: &ReportArgs, known: &KnownValues) -> Result<ReportFilter, WrongValues> {
    let mut wrong = WrongValues::default();
    let labels = args
        .label
        .iter()
        .map(|name| wrong.keep("--label", known.label(name)));
    let labels: BTreeSet<_> = labels.collect::<Vec<_>>().into_iter().flatten().collect();
    // The attribute of one label alone can be told from those of others.
    let label = labels.first().filter(|_| labels.len() == 1);
    let attribute = args
        .attribute
        .as_deref()
        .map(|typed| known.attribute(label, typed));
    let attribute = attribute.and_then(|value| wrong.keep("--attribute", value));
    if args
        .title
        .as_deref()
        .is_some_and(|title| title.trim().is_empty())
    {
        wrong.keep(
            "--title",
            Err::<(), _>(ValueError::malformed("", "a title")),
        );
    }
    wrong.unless_wrong(ReportFilter {
        labels,
        entities: None,
        attribute,
    })
}

/// Reads the articles, one coding of each; returns the number of problems too.
fn read(
    args: &ReportArgs,
    project: &Project,
    filter: &ReportFilter,
    streams: &mut Streams<'_>,
) -> Result<(CodedReport, usize), CliError> {
    let wanted = match &args.coder {
        Some(coder) => WantedCoders::FirstBut(coder.clone()),
        None => WantedCoders::First,
    };
    let mut reader = ArticleReader::new(project.codebook(), &project.entities, filter);
    let mut articles: Vec<ReportPassage> = Vec::new();
    let of = std::slice::from_ref(project);
    let problems = load::each_opened(of, &wanted, streams, &mut |one| {
        articles.push(reader.passage(ReportedArticle {
            name: &one.name,
            coder: &one.article.header.coder,
            document: &one.article.document,
        }));
    })?;
    let mut report = CodedReport {
        title: title(args, project, &articles),
        labels: reader.into_labels(),
        ..CodedReport::default()
    };
    report.about = about(args, project, articles.len());
    if args.quotes {
        let groups = match args.by {
            None | Some(QuoteOrder::Label) => QuoteGroups::Label,
            Some(QuoteOrder::Entity) => QuoteGroups::Entity,
            Some(QuoteOrder::Article) => QuoteGroups::Article,
        };
        report.content = ReportContent::Quotes;
        report.sections = sections(articles, &report.labels, groups);
    } else {
        let passages = articles;
        report.sections = vec![ReportSection {
            heading: None,
            passages,
        }];
    }
    let annotations = counted(report.note_count(), "annotation");
    if let Some(first) = report.about.first_mut() {
        first.push_str(&format!(", {annotations}."));
    }
    Ok((report, problems))
}

fn title(args: &ReportArgs, project: &Project, articles: &[ReportPassage]) -> String {
    let folder = project
        .root
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    match (&args.title, articles) {
        (Some(title), _) => title.trim().to_owned(),
        (None, [one]) if !args.quotes => one.title.clone(),
        (None, _) => folder.unwrap_or_else(|| "Coded articles".to_owned()),
    }
}

/// What the reader must know, a sentence each; the first is completed with the number of annotations.
fn about(args: &ReportArgs, project: &Project, articles: usize) -> Vec<String> {
    let codebook = project.codebook();
    let mut sentences = vec![
        counted(articles, "coded article"),
        format!("Codebook: {} {}", codebook.name, codebook.version)
            .trim_end()
            .to_owned()
            + ".",
    ];
    let several = project
        .articles
        .iter()
        .filter(|entry| entry.sidecars.len() > 1)
        .count();
    if several > 0 {
        let chosen = args.coder.as_ref().filter(|coder| *coder != AGREED_CODER);
        let chosen = chosen.map_or(String::new(), |coder| format!("else {coder}’s, "));
        sentences.push(format!(
            "One coding of each article is shown. Of {}, which several people coded, it is the agreed version, \
             {chosen}else the first coder’s.",
            counted(several, "article")
        ));
    }
    let shown = shown(args);
    if !shown.is_empty() {
        sentences.push(format!(
            "Shown are annotations with {}.",
            shown.join(" and ")
        ));
    }
    sentences
}

/// The filters in words.
fn shown(args: &ReportArgs) -> Vec<String> {
    let labels = (!args.label.is_empty()).then(|| format!("the label {}", args.label.join(" or ")));
    let entity = args
        .entity
        .as_ref()
        .map(|entity| format!("an entity called “{entity}”"));
    let attribute = args
        .attribute
        .as_ref()
        .map(|attribute| format!("the value {attribute}"));
    [labels, entity, attribute].into_iter().flatten().collect()
}

/// Why there is nothing to write.
fn nothing(args: &ReportArgs, project: &Project) -> &'static str {
    match args.quotes && !project.articles.is_empty() {
        true => "no annotation is of this kind",
        false => "nobody has coded one of these articles",
    }
}
