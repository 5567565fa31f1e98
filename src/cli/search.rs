//! `demarche search`: where words or annotations are, each hit among the words around it.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::ControlFlow;
use std::path::PathBuf;

use serde_json::json;

use crate::jobs::search::{MOST_HITS, Source, search};
use crate::model::document::Status;
use crate::model::fold::folded;
use crate::model::history::ArticleId;
use crate::model::search::{Hit, Pattern, Question, Search, Side, Within};
use crate::model::{ByteOffset, EntityId, Text};
use crate::store::shown;
use crate::store::{ArticleEntry, Project};

use super::{CliError, DONE, PROBLEMS, SearchArgs, Streams, load};

/// Characters before a hit, so that hits stand below one another.
const LEFT: usize = 40;

/// Characters after a hit.
const RIGHT: usize = 60;

/// Runs the verb.
pub fn run(args: &SearchArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let mut problems = 0;
    for project in load::projects(&args.paths)? {
        for problem in &project.problems {
            problems += 1;
            writeln!(streams.talk, "demarche: {problem}")?;
        }
        let prepared = prepare(args, &project)?;
        let searched = searched(&project, prepared.needs_annotations());
        let sources: Vec<Source> = searched.iter().map(Searched::source).collect();
        let mut portions = Vec::new();
        search(&prepared, &sources, &|| false, &mut |portion| {
            portions.push(portion);
            ControlFlow::Continue(())
        });
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
                    match load::open(&project, article.entry, coder, &article.sidecar) {
                        Ok(loaded) => read = Some((hit.article, loaded.document.text().clone())),
                        Err(error) => {
                            problems += 1;
                            writeln!(streams.talk, "demarche: {error}")?;
                            continue;
                        }
                    }
                }
                if let Some((_, text)) = &read {
                    print(args, article, text, hit, streams)?;
                }
            }
            if portion.is_cut {
                problems += 1;
                writeln!(
                    streams.talk,
                    "demarche: these are the first {MOST_HITS} hits; look for something rarer to \
                     see all"
                )?;
            }
        }
    }
    Ok(if problems == 0 { DONE } else { PROBLEMS })
}

/// An article with the annotations that are searched with it.
struct Searched<'p> {
    id: ArticleId,
    entry: &'p ArticleEntry,
    coder: Option<String>,
    sidecar: PathBuf,
}

impl Searched<'_> {
    fn source(&self) -> Source {
        Source {
            id: self.id,
            path: self.entry.path.clone(),
            sidecar: self.sidecar.clone(),
            open: None,
        }
    }
}

/// Each article, and where annotations matter each article with each coder's.
fn searched(project: &Project, annotated: bool) -> Vec<Searched<'_>> {
    let all = project.articles.iter().flat_map(|entry| {
        let most = if annotated { usize::MAX } else { 1 };
        let sidecars = load::wanted_sidecars(entry, &[]).into_iter().take(most);
        sidecars.map(move |(coder, sidecar)| (entry, coder, sidecar))
    });
    all.zip((0..).map(ArticleId))
        .map(|((entry, coder, sidecar), id)| Searched {
            id,
            entry,
            coder,
            sidecar,
        })
        .collect()
}

fn prepare(args: &SearchArgs, project: &Project) -> Result<Search, CliError> {
    let unusable = |why: &dyn Display| CliError::Unusable(why.to_string());
    let attribute = match args.attribute.as_deref().map(|text| text.split_once('=')) {
        Some(Some((name, value))) => Some((name.into(), value.to_owned())),
        Some(None) => {
            let why = "--attribute takes a name and a value, such as polarity=against";
            return Err(unusable(&why));
        }
        None => None,
    };
    let side = match (args.inside, args.outside) {
        (true, _) => Side::Inside,
        (_, true) => Side::Outside,
        _ => Side::Anywhere,
    };
    let question = Question {
        pattern: Pattern {
            text: args.pattern.clone(),
            regex: args.regex,
            cased: args.case,
            whole: args.word,
            accents: args.accents,
            inflected: args.endings,
        },
        within: Within {
            side,
            label: args.label.as_deref().map(Into::into),
            entities: args.entity.as_deref().map(|name| entities(project, name)),
            attribute,
        },
        status: args.status.as_deref().map(Status::parse),
        marked: false,
    };
    let prepared = Search::new(&question).map_err(|error| unusable(&error))?;
    prepared.ok_or_else(|| {
        unusable(&"nothing is looked for; give some words, --label, --entity or --attribute")
    })
}

/// Entities with this id, or with this in one of their names.
fn entities(project: &Project, wanted: &str) -> BTreeSet<EntityId> {
    let sought = folded(wanted);
    let all = project.entities.entities.values();
    let named = all.filter(|entity| {
        let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
        entity.id.as_str() == wanted || names.any(|name| folded(name).contains(&sought))
    });
    named.map(|entity| entity.id.clone()).collect()
}

fn print(
    args: &SearchArgs,
    article: &Searched<'_>,
    text: &Text,
    hit: &Hit,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let place = |at| text.char_from_byte(ByteOffset(at)).map_or(0, |at| at.0);
    let (start, end) = (place(hit.range.start), place(hit.range.end));
    let (left, right) = (hit.line.left(), hit.line.right());
    let path = shown(&article.entry.path);
    if args.json {
        let line = json!({
            "file": path.to_string(),
            "coder": article.coder,
            "start": start,
            "end": end,
            "annotation": hit.annotation.as_ref().map(|id| id.as_str()),
            "left": left,
            "hit": hit.line.hit(),
            "right": right,
        });
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
