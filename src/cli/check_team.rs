//! What `demarche check` finds in the file of a team and in agreed versions.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use crate::model::annotation::CodedId;
use crate::model::{Decision, Document};
use crate::store::coder::{is_new_coder, is_same_coder};
use crate::store::team::{self, TeamError};
use crate::store::{ArticleEntry, Project, atomic, sidecar};

use super::check_fault::CheckFault;

/// Checks the file that says how a team codes the project, if there is one.
pub fn check_plan(project: &Project, faults: &mut Vec<CheckFault>) {
    if project.team.is_empty() {
        return;
    }
    let path = team::project_file(&project.root);
    let (bytes, _) = atomic::read(&path, sidecar::MAX_FILE_BYTES).unwrap_or_default();
    let names: HashSet<&str> = project.articles.iter().map(|a| a.name.as_str()).collect();
    let wrong = team::faults(&bytes, &project.team, is_new_coder, |article| {
        names.contains(article)
    });
    faults.extend(wrong.into_iter().map(|(fault, line)| CheckFault {
        line,
        id: Some(fault.subject),
        ..CheckFault::new(&path, "team", fault.kind)
    }));
}

/// The fault of a file of a team that cannot be read.
pub fn of_team_error(path: &Path, error: &TeamError) -> CheckFault {
    match error {
        TeamError::Json { line, column, why } => CheckFault {
            line: Some(*line),
            column: Some(*column),
            ..CheckFault::new(path, "bad-team", why)
        },
        other => CheckFault::new(path, "bad-team", other),
    }
}

/// Checks that what an agreed version stands for exists in the coders' files. What does not was removed
/// since, and must be decided again.
pub fn check_agreed(
    entry: &ArticleEntry,
    path: &Path,
    document: &Document,
    line_of: impl Fn(&'static str, &str) -> Option<usize>,
    faults: &mut Vec<CheckFault>,
) {
    let mut known = KnownIds {
        entry,
        ids: BTreeMap::new(),
    };
    let mut check = |kind: &'static str, id: &str, members: &[CodedId]| {
        let message = members.iter().find_map(|member| known.missing(member));
        faults.extend(message.map(|message| CheckFault {
            line: line_of(kind, id),
            id: Some(id.to_owned()),
            unfinished: true,
            ..CheckFault::new(path, "stale-source", message)
        }));
    };
    for annotation in document.annotations().iter().chain(document.detached()) {
        check(
            "annotation",
            annotation.id.as_str(),
            &annotation.provenance.from,
        );
    }
    for relation in document.relations() {
        check("relation", relation.id.as_str(), &relation.provenance.from);
    }
    for (id, decision) in document.decisions() {
        check("decision", id.as_str(), &decision.of);
    }
    for (id, decision) in document.decisions() {
        if let Some(message) = wrong_id(id.as_str(), decision) {
            faults.push(CheckFault {
                line: line_of("decision", id.as_str()),
                id: Some(id.to_string()),
                ..CheckFault::new(path, "decision-id", message)
            });
        }
    }
}

fn wrong_id(id: &str, decision: &Decision) -> Option<String> {
    let wanted = decision.id();
    (wanted.as_str() != id).then(|| {
        format!(
            "its id does not follow from what it is about, so it is ignored; it would be “{wanted}”"
        )
    })
}

/// The ids in the coders' files of an article, read once.
struct KnownIds<'e> {
    entry: &'e ArticleEntry,
    /// By coder; `None` if there is no file.
    ids: BTreeMap<String, Option<HashSet<String>>>,
}

impl KnownIds<'_> {
    /// What is wrong with a member, if something is.
    fn missing(&mut self, member: &CodedId) -> Option<String> {
        let Some((coder, id)) = member.parts() else {
            return Some(format!("“{member}” is not of the form coder:id"));
        };
        let entry = self.entry;
        let ids = self.ids.entry(coder.to_owned()).or_insert_with(|| {
            let path = file_of(entry, coder)?;
            let (bytes, _) = atomic::read(&path, sidecar::MAX_FILE_BYTES).ok()?;
            let items = sidecar::lines(&bytes).into_iter();
            Some(items.map(|(_, id, _)| id).collect())
        });
        match ids {
            None => Some(format!(
                "the file of {coder} is missing; restore it, or decide again"
            )),
            // A decision about a field of the article is about no annotation.
            Some(_) if id.is_empty() => None,
            Some(ids) if ids.contains(id) => None,
            Some(_) => Some(format!(
                "{coder} has no “{id}” any more; compare and decide again"
            )),
        }
    }
}

/// The file of a coder. A nameless one may say in its contents whose it is.
fn file_of(entry: &ArticleEntry, coder: &str) -> Option<PathBuf> {
    let is_of = |named: Option<&str>| named.is_some_and(|named| is_same_coder(named, coder));
    let mut named = entry.sidecars.iter().filter(|s| is_of(s.coder.as_deref()));
    if let Some(found) = named.next() {
        return Some(found.path.clone());
    }
    let mut nameless = entry.sidecars.iter().filter(|s| s.coder.is_none());
    let found = nameless.next()?;
    let (bytes, _) = atomic::read(&found.path, sidecar::MAX_FILE_BYTES).ok()?;
    let read = sidecar::read(&bytes).ok()?;
    is_of(Some(&read.header.coder)).then(|| found.path.clone())
}
