//! Reads what several coders did with the articles of projects, and decides which codings count.
//!
//! Articles are read in parallel, a block at a time, so that the texts of a large project are never in memory
//! together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use crate::analysis::agreement::eligible::{CodingFacts, Eligibility};
use crate::analysis::agreement::study::{ArticleReading, Study};
use crate::analysis::statements::StatementLabels;
use crate::jobs::agreement::{coding_facts, compared_inputs};
use crate::jobs::worker_pool::parallel_chunks;
use crate::model::FieldScope;
use crate::store::{ArticleEntry, LoadedArticle, OpenError, Project, hash};

use super::differences::DifferenceRows;
use super::rounds::TeamFile;
use crate::cli::{CliError, Streams, load};

pub use crate::store::coder::AGREED_CODER as GOLD;

/// The name in reports of a coder who is not named.
const NAMELESS: &str = "unnamed";

/// How many articles are in memory with their texts at once.
const BLOCK: usize = 256;

/// What is to be read.
pub struct ReadChoice<'c> {
    pub with_gold: bool,
    pub unfinished_too: bool,
    /// Only articles of this round, and only the coders whom it assigned.
    pub round: Option<&'c str>,
    /// Only these coders, if any.
    pub coders: &'c [String],
}

/// What was read.
#[derive(Default)]
pub struct ReadStudy {
    pub study: Study,
    pub eligibility: Eligibility,
    /// Rounds of the projects, in the order of their files.
    pub team: TeamFile,
    /// Names and versions of the codebooks, with the hash of their files; empty for the built-in one.
    pub codebooks: BTreeSet<(String, String, String)>,
    /// What could not be read.
    pub problems: usize,
}

/// Reads the articles of projects. Differences are noted where they are wanted.
///
/// # Errors
/// If a report cannot be written to the stream, or a project file cannot be read.
pub fn read(
    projects: &[Project],
    choice: &ReadChoice<'_>,
    mut differences: Option<&mut DifferenceRows>,
    streams: &mut Streams<'_>,
) -> Result<ReadStudy, CliError> {
    let mut read = ReadStudy::default();
    for project in projects {
        for problem in &project.problems {
            read.problems += 1;
            writeln!(streams.talk, "demarche: {problem}")?;
        }
        let team = TeamFile::of(&project.root)?;
        for round in team.closed_rounds() {
            writeln!(
                streams.talk,
                "demarche: the round “{round}” is blind and not open yet: do not show these figures to its coders"
            )?;
        }
        let codebook = project.codebook();
        let file = std::fs::read(project.root.join("codebook.json"));
        read.codebooks.insert((
            codebook.name.clone(),
            codebook.version.clone(),
            file.map(|bytes| hash::sha256_hex(&bytes))
                .unwrap_or_default(),
        ));
        let labels = StatementLabels::of(codebook);
        let wanted: Vec<&ArticleEntry> = project
            .articles
            .iter()
            .filter(|entry| {
                choice
                    .round
                    .is_none_or(|round| team.has(round, &entry.name))
            })
            .collect();
        for block in wanted.chunks(BLOCK) {
            for (entry, codings) in block.iter().zip(load_block(project, block, choice)) {
                let codings = codings.into_iter().filter_map(|coding| match coding {
                    Ok(coding) => Some(Ok(coding)),
                    Err(error) => {
                        read.problems += 1;
                        let told = writeln!(streams.talk, "demarche: {error}");
                        told.err().map(Err)
                    }
                });
                let codings: Vec<ReadCoding> = codings.collect::<Result<_, _>>()?;
                add(
                    &mut read,
                    (project, entry),
                    codings,
                    choice,
                    &team,
                    &labels,
                    &mut differences,
                );
            }
        }
        read.team.append(team);
    }
    Ok(read)
}

/// A coding as it was read.
struct ReadCoding {
    coder: String,
    article: LoadedArticle,
}

type ReadCodings = Vec<Result<ReadCoding, OpenError>>;

fn load_block(
    project: &Project,
    block: &[&ArticleEntry],
    choice: &ReadChoice<'_>,
) -> Vec<ReadCodings> {
    let loaded: Mutex<BTreeMap<usize, ReadCodings>> = Mutex::new(BTreeMap::new());
    parallel_chunks("read articles", block, 1, || {
        |number, entries: &[&ArticleEntry]| {
            for entry in entries {
                let codings = codings(project, entry, choice);
                let mut loaded = loaded
                    .lock()
                    .unwrap_or_else(std::sync::PoisonError::into_inner);
                loaded.insert(number, codings);
            }
            std::ops::ControlFlow::Continue(())
        }
    });
    let loaded = loaded
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    loaded.into_values().collect()
}

/// The codings of an article by different coders, if there are at least two.
fn codings(project: &Project, entry: &ArticleEntry, choice: &ReadChoice<'_>) -> ReadCodings {
    let sidecars = entry
        .sidecars
        .iter()
        .filter(|sidecar| choice.with_gold || sidecar.coder.as_deref() != Some(GOLD));
    if sidecars.clone().count() < 2 {
        return Vec::new();
    }
    let codings = sidecars.map(|sidecar| {
        let article = load::open(project, entry, sidecar.coder.as_deref(), &sidecar.path)?;
        let coder = match (&sidecar.coder, article.header.coder.as_str()) {
            (Some(coder), _) => coder.clone(),
            (None, "") => NAMELESS.to_owned(),
            (None, coder) => coder.to_owned(),
        };
        Ok(ReadCoding { coder, article })
    });
    codings.collect()
}

fn add(
    read: &mut ReadStudy,
    (project, entry): (&Project, &ArticleEntry),
    mut codings: Vec<ReadCoding>,
    choice: &ReadChoice<'_>,
    team: &TeamFile,
    labels: &StatementLabels,
    differences: &mut Option<&mut DifferenceRows>,
) {
    if let Some(round) = choice.round {
        codings.retain(|coding| {
            coding.coder == GOLD || team.is_assigned(round, &entry.name, &coding.coder)
        });
    }
    if choice.coders.len() > 1 {
        codings.retain(|coding| {
            choice.coders.contains(&coding.coder) || choice.with_gold && coding.coder == GOLD
        });
    }
    // Two sidecars of one coder: the one without a name in its file name came first and counts.
    let mut seen = BTreeSet::new();
    codings.retain(|coding| seen.insert(coding.coder.to_lowercase()));
    codings.sort_by(|a, b| a.coder.cmp(&b.coder));
    let inputs = codings
        .iter()
        .find(|coding| coding.coder == GOLD)
        .map(|gold| compared_inputs(&gold.article))
        .unwrap_or_else(|| gold_inputs(project, entry));
    let facts: Vec<CodingFacts> = codings
        .iter()
        .map(|coding| coding_facts(&coding.coder, &coding.article, &inputs))
        .collect();
    let counting = read
        .eligibility
        .judge(&entry.name, &facts, choice.unfinished_too);
    let Some(first) = counting.first() else {
        return;
    };
    let mut article = ArticleReading::new(&entry.name, codings[*first].article.document.text());
    for index in &counting {
        let coding = &codings[*index];
        let document = &coding.article.document;
        let work = read
            .study
            .read(&mut article, &coding.coder, document, labels);
        work.codebook_version = facts[*index].codebook_version.clone();
    }
    read.study.add(article);
    if let Some(differences) = differences {
        let counting = counting.iter().map(|index| &codings[*index]);
        let documents = counting.map(|coding| (coding.coder.as_str(), &coding.article.document));
        let scope = FieldScope::of(project.codebook());
        differences.note(&entry.name, &documents.collect::<Vec<_>>(), &scope);
    }
}

/// The hashes of the coders' sidecars when the article was compared; none if nobody has.
fn gold_inputs(project: &Project, entry: &ArticleEntry) -> BTreeMap<String, String> {
    let mut sidecars = entry.sidecars.iter();
    let gold = sidecars.find(|sidecar| sidecar.coder.as_deref() == Some(GOLD));
    let gold = gold.and_then(|gold| load::open(project, entry, Some(GOLD), &gold.path).ok());
    gold.map(|gold| compared_inputs(&gold)).unwrap_or_default()
}
