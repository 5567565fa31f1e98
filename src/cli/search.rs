//! `demarche search`: finds words or annotations, and prints each hit among the words around it.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use crate::formats::export_options::{KnownValues, ValueError, ValueKind};
use crate::jobs::search::{MAX_SEARCH_RESULTS, SearchSource, search};
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::normalize::normalized;
use crate::model::search::{InsideOrOutside, Pattern, Search, SearchHit, SearchQuery, Within};
use crate::model::{AttributeId, ByteOffset, EntityId, LabelId, Text};
use crate::store::display_path;
use crate::store::{ArticleEntry, Project};

use super::part::Part;
use super::selection::ArticleSelection;
use super::values::{self, WrongValues};
use super::{CliError, DONE, PROBLEMS, Streams, load};

/// Find words or annotations; print each hit among the words around it.
#[derive(Args)]
#[command(
    after_help = "Example: demarche search 'cease-?fires?' --regex --label demand my-project\n\
                  Example: demarche search '' --label demand --attribute polarity=against my-project"
)]
pub struct SearchArgs {
    /// Find these words, whatever their case and accents; list annotations if it is empty.
    pub pattern: String,
    #[command(flatten)]
    pub selection: ArticleSelection,
    /// Read the pattern as a regular expression.
    #[arg(long, conflicts_with = "word_forms")]
    pub regex: bool,
    /// Match case.
    #[arg(long, alias = "case")]
    pub match_case: bool,
    /// Find whole words only.
    #[arg(long)]
    pub word: bool,
    /// Match accents.
    #[arg(long, alias = "accents")]
    pub match_accents: bool,
    /// Find whole words only, and their plurals and other endings too.
    #[arg(long, alias = "endings")]
    pub word_forms: bool,
    /// Search only within annotations of this label.
    #[arg(long)]
    pub label: Option<String>,
    /// Search only within annotations of this entity: its id, or a part of its names.
    #[arg(long)]
    pub entity: Option<String>,
    /// Search only within annotations that have this value.
    #[arg(long, value_name = "NAME=VALUE")]
    pub attribute: Option<String>,
    /// Search only articles of this status.
    #[arg(long)]
    pub status: Option<String>,
    /// Search only within annotations.
    #[arg(long, conflicts_with = "outside")]
    pub inside: bool,
    /// Search only where no such annotation is.
    #[arg(long)]
    pub outside: bool,
    /// Print JSON, a line for each hit.
    #[arg(long)]
    pub json: bool,
}

/// Characters of context before a hit, so that hits are aligned.
const LEFT: usize = 40;

/// Characters of context after a hit.
const RIGHT: usize = 60;

/// Runs the command.
pub fn run(args: &SearchArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let selected = args.selection.open(load::projects)?;
    let filters = values::check(&selected.projects, |known| filters(args, known))?;
    let entities = entities_of_all(args.entity.as_deref(), &selected.projects)?;
    let record = selected.record("search", &options(args));
    if let Some(record) = record.as_ref().filter(|_| args.json) {
        writeln!(streams.out, "{}", json!({ "part": record.to_json() }))?;
    }
    let part = selected.part;
    let projects = selected.divided();
    let mut problems = 0;
    for (project, entities) in projects.iter().zip(entities) {
        for problem in &project.problems {
            problems += 1;
            writeln!(streams.talk, "demarche: {problem}")?;
        }
        let prepared = prepare(args, &filters, entities)?;
        let searched = searched(project, prepared.needs_annotations());
        let sources: Vec<SearchSource> = searched.iter().map(Searched::source).collect();
        let mut portions = Vec::new();
        search(
            &prepared,
            &sources,
            &load::loader(),
            &|| false,
            &mut |portion| {
                portions.push(portion);
                ControlFlow::Continue(())
            },
        );
        let mut read: Option<(ArticleId, Text)> = None;
        for portion in portions {
            problems += portion.failed;
            if let Some(reason) = &portion.reason {
                writeln!(streams.talk, "demarche: {reason}")?;
            }
            for hit in &portion.hits {
                let Some(article) = searched.get(hit.article.0 as usize) else {
                    continue;
                };
                if read.as_ref().is_none_or(|(id, _)| *id != hit.article) {
                    let coder = article.coder.as_deref();
                    match load::open(project, article.entry, coder, &article.sidecar) {
                        Ok(loaded) => read = Some((hit.article, loaded.document.text().clone())),
                        Err(error) => {
                            problems += 1;
                            writeln!(streams.talk, "demarche: {error}")?;
                            continue;
                        }
                    }
                }
                if let Some((_, text)) = &read {
                    print(args, part, article, text, hit, streams)?;
                }
            }
            if portion.is_cut {
                problems += 1;
                writeln!(
                    streams.talk,
                    "demarche: these are the first {MAX_SEARCH_RESULTS} hits; look for something rarer to \
                     see all"
                )?;
            }
        }
    }
    Ok(if problems == 0 { DONE } else { PROBLEMS })
}

/// The options that change the hits, for the record of a part.
fn options(args: &SearchArgs) -> impl std::fmt::Debug + '_ {
    (
        (&args.pattern, args.regex, args.match_case, args.word),
        (args.match_accents, args.word_forms),
        (&args.label, &args.entity, &args.attribute, &args.status),
        (args.inside, args.outside),
    )
}

/// An article to search, with the annotations for the filters.
struct Searched<'p> {
    id: ArticleId,
    project: &'p Project,
    entry: &'p ArticleEntry,
    coder: Option<String>,
    sidecar: PathBuf,
}

impl Searched<'_> {
    fn source(&self) -> SearchSource {
        SearchSource {
            id: self.id,
            files: load::files(
                self.project,
                self.entry,
                self.coder.as_deref(),
                &self.sidecar,
            ),
            open: None,
        }
    }
}

/// Each article once, or if annotations matter, once for each coder.
fn searched(project: &Project, annotated: bool) -> Vec<Searched<'_>> {
    let all = project.articles.iter().flat_map(|entry| {
        let most = if annotated { usize::MAX } else { 1 };
        let sidecars = load::wanted_sidecars(entry, &load::WantedCoders::Everybody)
            .into_iter()
            .take(most);
        sidecars.map(move |(coder, sidecar)| (entry, coder, sidecar))
    });
    all.zip((0..).map(ArticleId))
        .map(|((entry, coder, sidecar), id)| Searched {
            id,
            project,
            entry,
            coder,
            sidecar,
        })
        .collect()
}

/// The filters that refer to labels, entities or values of the projects.
struct Filters {
    label: Option<LabelId>,
    attribute: Option<(AttributeId, String)>,
    status: Option<Status>,
}

/// Parses the filters.
fn filters(args: &SearchArgs, known: &KnownValues) -> Result<Filters, WrongValues> {
    let mut wrong = WrongValues::default();
    let label = args.label.as_deref().map(|name| known.label(name));
    let label = label.and_then(|label| wrong.keep("--label", label));
    let attribute = args.attribute.as_deref();
    let attribute = attribute.map(|typed| known.attribute(label.as_ref(), typed));
    let attribute = attribute.and_then(|value| wrong.keep("--attribute", value));
    let status = args.status.as_deref().map(|name| known.status(name));
    let status = status.and_then(|status| wrong.keep("--status", status));
    if args.outside && args.pattern.trim().is_empty() {
        let why = "without words to find, the annotations themselves are listed".to_owned();
        wrong.keep("--outside", Err::<(), _>(ValueError::NoEffect { why }));
    }
    wrong.unless_wrong(Filters {
        label,
        attribute,
        status,
    })
}

/// The entities in each project that `--entity` means; `None` if it is not used.
///
/// # Errors
/// If no project has such an entity.
pub fn entities_of_all(
    name: Option<&str>,
    projects: &[Project],
) -> Result<Vec<Option<BTreeSet<EntityId>>>, WrongValues> {
    let Some(name) = name else {
        return Ok(vec![None; projects.len()]);
    };
    let found: Vec<BTreeSet<EntityId>> = projects
        .iter()
        .map(|project| entities(project, name))
        .collect();
    if found.iter().any(|entities| !entities.is_empty()) {
        return Ok(found.into_iter().map(Some).collect());
    }
    let all = projects.iter().flat_map(|p| p.entities.entities.values());
    let names: BTreeSet<&str> = all.map(|entity| entity.name.as_str()).collect();
    let unknown = ValueError::unknown(ValueKind::Entity, name, names);
    Err(WrongValues::one("--entity", unknown))
}

fn prepare(
    args: &SearchArgs,
    filters: &Filters,
    entities: Option<BTreeSet<EntityId>>,
) -> Result<Search, CliError> {
    let side = match (args.inside, args.outside) {
        (true, _) => InsideOrOutside::Inside,
        (_, true) => InsideOrOutside::Outside,
        _ => InsideOrOutside::Anywhere,
    };
    let question = SearchQuery {
        pattern: Pattern {
            text: args.pattern.clone(),
            regex: args.regex,
            cased: args.match_case,
            whole: args.word,
            accents: args.match_accents,
            inflected: args.word_forms,
        },
        within: Within {
            side,
            label: filters.label.clone(),
            entities,
            attribute: filters.attribute.clone(),
        },
        status: filters.status.clone(),
        marked: false,
    };
    let prepared =
        Search::new(&question).map_err(|error| CliError::Unusable(format!("PATTERN: {error}")))?;
    prepared.ok_or_else(|| {
        let why =
            "there is nothing to search for; give some words, --label, --entity or --attribute";
        CliError::Unusable(why.to_owned())
    })
}

/// Entities with this id, or with this in one of their names.
fn entities(project: &Project, wanted: &str) -> BTreeSet<EntityId> {
    let sought = normalized(wanted);
    let all = project.entities.entities.values();
    let named = all.filter(|entity| {
        let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
        let is_named = |name: &String| !sought.is_empty() && normalized(name).contains(&sought);
        entity.id.as_str() == wanted || names.any(is_named)
    });
    named.map(|entity| entity.id.clone()).collect()
}

fn print(
    args: &SearchArgs,
    part: Option<Part>,
    article: &Searched<'_>,
    text: &Text,
    hit: &SearchHit,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let place = |at| text.char_from_byte(ByteOffset(at)).map_or(0, |at| at.0);
    let (start, end) = (place(hit.range.start), place(hit.range.end));
    let (left, right) = (hit.line.left(), hit.line.right());
    let path = display_path(&article.entry.path);
    if args.json {
        let mut line = json!({
            "file": path.to_string(),
            "coder": article.coder,
            "start": start,
            "end": end,
            "annotation": hit.annotation.as_ref().map(|id| id.as_str()),
            "left": left,
            "hit": hit.line.hit(),
            "right": right,
        });
        if part.is_some() {
            line["article"] = article.entry.name.as_str().into();
        }
        writeln!(streams.out, "{line}")?;
    } else {
        let skipped = left.chars().count().saturating_sub(LEFT);
        let left: String = left.chars().skip(skipped).collect();
        let right: String = right.chars().take(RIGHT).collect();
        let found = hit.line.hit();
        writeln!(
            streams.out,
            "{path}:{start}-{end}:\t{left:>LEFT$}[{found}]{}",
            right.trim_end()
        )?;
    }
    Ok(())
}
