//! `demarche check`: lists every fault with file, line and id. Changes nothing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use clap::Args;
use serde_json::Value;

use crate::command::label_keys::label_key_faults;
use crate::model::anchor::Move;
use crate::model::audit::{FaultSubject, audit};
use crate::model::document::Status;
use crate::model::plural::counted;
use crate::model::{Document, EntityBook, EntityId, FieldScope, Unknown};
use crate::store::article_meta::{self, Copies, FieldDisagreement, MetaError, disagreements};
use crate::store::codebook::CodebookError;
use crate::store::coder::is_reserved;
use crate::store::entities::{self, EntitiesError};
use crate::store::merge_tree::CONFLICT;
use crate::store::merge_tree::CONFLICTS;
use crate::store::project::{self, ProjectProblem};
use crate::store::versions::has_conflicts;
use crate::store::{
    ArticleEntry, OpenError, Project, SidecarNoticeKind, atomic, meta_path, sidecar,
};

use super::check_fault::CheckFault;
use super::part::Part;
use super::part_record::PartRecord;
use super::selection::ArticleSelection;
use super::{CliError, DONE, PROBLEMS, Streams, check_team, load};

/// Report every fault in sidecars, codebook and entities; change nothing.
#[derive(Args)]
#[command(after_help = "Example: demarche check my-project --json")]
pub struct CheckArgs {
    #[command(flatten)]
    pub selection: ArticleSelection,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(args: &CheckArgs, streams: &mut Streams<'_>) -> Result<u8, CliError> {
    let selected = args.selection.open(load::projects)?;
    let mut faults = Vec::new();
    let mut orders = Vec::new();
    let mut files = 0;
    for project in &selected.projects {
        files += check_project(project, selected.part, &mut faults, &mut orders);
    }
    let failed = faults.iter().any(|fault| !fault.unfinished);
    if args.json {
        let list = faults.iter().zip(&orders).map(|(fault, order)| {
            let mut fault = fault.to_json();
            if selected.part.is_some() {
                fault["order"] = order.to_json();
            }
            fault
        });
        let record = selected.record("check", &());
        let report = report(files as u64, list.collect(), record.as_ref());
        writeln!(streams.out, "{report:#}")?;
    } else {
        for fault in &faults {
            fault.write(streams.out)?;
        }
        let unfinished = faults.iter().filter(|fault| fault.unfinished).count();
        let wrong = faults.len() - unfinished;
        writeln!(
            streams.talk,
            "{} checked: {}, {unfinished} unfinished",
            counted(files, "file"),
            counted(wrong, "fault")
        )?;
    }
    Ok(if failed { PROBLEMS } else { DONE })
}

/// The report as JSON, with the record of the part if it is of one.
pub fn report(files: u64, faults: Vec<Value>, record: Option<&PartRecord>) -> Value {
    let mut report = serde_json::json!({
        "format": "demarche-check",
        "version": 1,
        "files": files,
        "faults": faults,
    });
    if let Some(record) = record {
        report["part"] = record.to_json();
    }
    report
}

/// Where a fault comes in the report of all parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultOrder {
    /// 0 for the project, 1 for its articles, 2 for files without an article.
    pub stage: u64,
    /// The name of the article, if there is one.
    pub article: String,
}

impl FaultOrder {
    fn new(stage: u64, article: &str) -> Self {
        let article = article.to_owned();
        Self { stage, article }
    }

    fn to_json(&self) -> Value {
        serde_json::json!([self.stage, self.article])
    }

    /// Reads the field that a part's report has for each fault.
    pub fn of_json(json: &Value) -> Option<Self> {
        let article = json.get(1)?.as_str()?;
        Some(Self::new(json.get(0)?.as_u64()?, article))
    }
}

/// Checks a project, or a part of its articles, and returns the number of checked files. What
/// belongs to no article is checked with the first part. `orders` gets a value for each fault.
fn check_project(
    project: &Project,
    part: Option<Part>,
    faults: &mut Vec<CheckFault>,
    orders: &mut Vec<FaultOrder>,
) -> usize {
    let is_first = part.is_none_or(Part::is_first);
    if is_first {
        faults.extend(project.problems.iter().map(of_problem));
        check_codebook(project, faults);
        check_entities(project, faults);
        check_team::check_plan(project, faults);
    }
    orders.resize(faults.len(), FaultOrder::new(0, ""));
    // If the entities cannot be read, unknown ones cannot be detected.
    let known: Option<HashSet<EntityId>> = (!project.entities_are_broken())
        .then(|| project.entities.entities.keys().cloned().collect());
    let mut files = 0;
    for entry in &project.articles {
        if part.is_some_and(|part| !part.has(&entry.name)) {
            continue;
        }
        files += 1;
        files += usize::from(entry.has_meta);
        check_meta(project, entry, faults);
        for (coder, path) in load::wanted_sidecars(entry, &load::WantedCoders::Everybody) {
            files += usize::from(path.exists());
            check_sidecar(
                project,
                entry,
                coder.as_deref(),
                &path,
                known.as_ref(),
                faults,
            );
        }
        orders.resize(faults.len(), FaultOrder::new(1, &entry.name));
    }
    for orphan in project.orphans.iter().filter(|_| is_first) {
        files += 1;
        let message = "its article does not exist; restore it, or rename this file";
        if !project::is_sidecar(orphan) {
            faults.push(CheckFault::new(orphan, "orphan-fields", message));
            if let Err(error) = article_meta::read_file(orphan) {
                faults.push(of_meta_error(orphan, &error));
            }
            continue;
        }
        faults.push(CheckFault::new(orphan, "orphan-sidecar", message));
        match atomic::read(orphan, sidecar::MAX_FILE_BYTES) {
            Ok((bytes, _)) => {
                if let Err(error) = sidecar::read(&bytes) {
                    faults.push(of_sidecar_error(orphan, &error));
                }
            }
            Err(error) => faults.push(CheckFault::new(orphan, "unreadable", error)),
        }
    }
    orders.resize(faults.len(), FaultOrder::new(2, ""));
    files
}

fn of_problem(problem: &ProjectProblem) -> CheckFault {
    let at =
        |path: &Path, code, message: &dyn ToString, place: Option<(usize, usize)>| CheckFault {
            line: place.map(|(line, _)| line),
            column: place.map(|(_, column)| column),
            ..CheckFault::new(path, code, message.to_string())
        };
    match problem {
        ProjectProblem::Unreadable { path, why } => at(path, "unreadable", why, None),
        ProjectProblem::TooMany { path, .. } => at(path, "too-many-files", problem, None),
        ProjectProblem::TooDeep { path, .. } => at(path, "too-deep", problem, None),
        ProjectProblem::LinkedFolder { path } => at(path, "linked-folder", problem, None),
        ProjectProblem::DeadLink { path, .. } => at(path, "dead-link", problem, None),
        ProjectProblem::NoFile { path } => at(path, "no-file", problem, None),
        ProjectProblem::Codebook { path, source } => match source {
            CodebookError::Json { line, column, why } => {
                at(path, "bad-codebook", why, Some((*line, *column)))
            }
            other => at(path, "bad-codebook", other, None),
        },
        ProjectProblem::Team { path, source } => check_team::of_team_error(path, source),
        ProjectProblem::Entities { path, source } => match source {
            EntitiesError::Json { line, column, why } => {
                at(path, "bad-entities", why, Some((*line, *column)))
            }
            EntitiesError::DuplicateId { line, .. } => {
                at(path, "duplicate-id", source, Some((*line, 1)))
            }
            other => at(path, "bad-entities", other, None),
        },
    }
}

fn check_codebook(project: &Project, faults: &mut Vec<CheckFault>) {
    let path = project.codebook_path();
    let wrong = project.codebook().faults();
    faults.extend(
        wrong
            .iter()
            .map(|why| CheckFault::new(&path, "codebook", why)),
    );
    let dead = label_key_faults(project.codebook(), &BTreeMap::new());
    let dead = dead.into_iter();
    faults.extend(dead.map(|why| CheckFault::new(&path, "label-key", why)));
}

fn check_entities(project: &Project, faults: &mut Vec<CheckFault>) {
    let path = project.entities_path();
    let wrong = entity_faults(&project.entities, project);
    if wrong.is_empty() {
        return;
    }
    let (bytes, _) = atomic::read(&path, sidecar::MAX_FILE_BYTES).unwrap_or_default();
    let lines: HashMap<String, usize> = entities::lines(&bytes).into_iter().collect();
    faults.extend(wrong.into_iter().map(|(id, why)| CheckFault {
        line: lines.get(id.as_str()).copied(),
        id: Some(id.to_string()),
        ..CheckFault::new(&path, "entity", why)
    }));
}

fn entity_faults(book: &EntityBook, project: &Project) -> Vec<(EntityId, String)> {
    let mut wrong = book.faults();
    let codebook = project.codebook();
    for (id, entity) in &book.entities {
        if let Some(label) = &entity.label
            && codebook.label(label).is_none()
        {
            wrong.push((id.clone(), format!("unknown label “{label}”")));
        }
        let kind = &entity.kind;
        if !kind.is_empty() && !codebook.entity_kinds.iter().any(|known| known.id == *kind) {
            wrong.push((id.clone(), format!("unknown kind “{kind}”")));
        }
    }
    wrong
}

fn of_sidecar_error(path: &Path, error: &sidecar::SidecarError) -> CheckFault {
    let place = error.place();
    CheckFault {
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        ..CheckFault::new(path, error.code(), error)
    }
}

fn of_meta_error(path: &Path, error: &MetaError) -> CheckFault {
    let (line, column) = match error {
        MetaError::Json { line, column, .. } => (Some(*line), Some(*column)),
        MetaError::Io(_) | MetaError::NotOurs | MetaError::Newer(_) => (None, None),
    };
    let message = match error {
        MetaError::Json { why, .. } => why.clone(),
        other => other.to_string(),
    };
    CheckFault {
        line,
        column,
        ..CheckFault::new(path, "bad-fields", message)
    }
}

/// Checks what belongs to an article: its own file, or that its sidecars say the same.
fn check_meta(project: &Project, entry: &ArticleEntry, faults: &mut Vec<CheckFault>) {
    let path = meta_path(&entry.path);
    match article_meta::read_file(&path) {
        Ok(Some((meta, _))) => {
            for clash in meta.left_clashes() {
                let message = "it has two versions; open it in Demarche to choose one";
                faults.push(CheckFault {
                    id: Some(clash.field),
                    ..CheckFault::new(&path, "conflict", message)
                });
            }
            return;
        }
        Ok(None) => {}
        Err(error) => faults.push(of_meta_error(&path, &error)),
    }
    if entry.sidecars.len() < 2 {
        return;
    }
    let copies: Vec<Copies> = entry
        .sidecars
        .iter()
        .map(|sidecar| Copies::read_file(&sidecar.path).unwrap_or_default())
        .collect();
    let scope = FieldScope::of(project.codebook());
    for FieldDisagreement { field, values } in disagreements(&copies, &scope) {
        let said = values.iter().filter_map(|(at, value)| {
            let coder = entry.sidecars.get(*at)?.coder.as_deref();
            Some(format!("“{value}” ({})", coder.unwrap_or("no coder")))
        });
        let said: Vec<String> = said.collect();
        let message = format!(
            "the sidecars disagree about this field of the article: {}; the first counts until the field \
             is entered anew",
            said.join(", ")
        );
        faults.push(CheckFault {
            id: Some(field),
            unfinished: true,
            ..CheckFault::new(&entry.path, "fields-differ", message)
        });
    }
}

fn check_sidecar(
    project: &Project,
    entry: &ArticleEntry,
    coder: Option<&str>,
    path: &Path,
    entities: Option<&HashSet<EntityId>>,
    faults: &mut Vec<CheckFault>,
) {
    let loaded = match load::open(project, entry, coder, path) {
        Ok(loaded) => loaded,
        Err(error) => {
            faults.push(match &error {
                OpenError::Article { path, source } => CheckFault::new(path, "unreadable", source),
                OpenError::Decode { path, source } => CheckFault::new(path, "undecodable", source),
                OpenError::SidecarFile { path, source } => {
                    CheckFault::new(path, "unreadable", source)
                }
                OpenError::Sidecar { path, source } => of_sidecar_error(path, source),
            });
            return;
        }
    };
    let found = audit(&loaded.document, project.codebook(), entities);
    if is_reserved(&loaded.header.coder) || !loaded.document.decisions().is_empty() {
        let lines = ItemLines::read(path);
        let line_of = |kind, id: &str| lines.of(kind, id);
        check_team::check_agreed(entry, path, &loaded.document, line_of, faults);
    }
    let is_resolved = !has_conflicts(&loaded.document, &loaded.header);
    if loaded.notices.is_empty() && found.is_empty() && is_resolved {
        return;
    }
    let lines = ItemLines::read(path);
    // A newly assigned id is not in the file: the notice contains the line of the old one.
    let mut reported: HashSet<&str> = HashSet::new();
    for notice in &loaded.notices {
        let (id, line) = match (&notice.kind, &notice.id) {
            (SidecarNoticeKind::DuplicateId(old), _) => (Some(old.clone()), lines.second(old)),
            (SidecarNoticeKind::MissingId, _) | (_, None) => (None, None),
            (_, Some(id)) => (Some(id.clone()), lines.of("annotation", id)),
        };
        if let Some(id) = &notice.id {
            reported.insert(id);
        }
        let file = match notice.kind {
            SidecarNoticeKind::Malformed => &entry.path,
            _ => path,
        };
        let code = notice.kind.code();
        let mut fault = CheckFault {
            line,
            id,
            ..CheckFault::new(file, code, &notice.kind)
        };
        let found = loaded
            .moves
            .iter()
            .find(|found| Some(found.id.as_str()) == fault.id.as_deref());
        if let Some(found) = found {
            fault
                .message
                .push_str(&move_message(&loaded.document, found));
        }
        faults.push(fault);
    }
    for (kind, id) in conflicts(&loaded.document) {
        faults.push(CheckFault {
            line: lines.of(kind, &id),
            id: Some(id),
            ..CheckFault::new(
                path,
                "conflict",
                "it has two versions; open it in Demarche to choose one",
            )
        });
    }
    if loaded
        .header
        .unknown
        .iter()
        .any(|(name, _)| name == CONFLICTS)
    {
        let message = "the article’s fields have two versions; open it in Demarche to choose";
        faults.push(CheckFault::new(path, "conflict", message));
    }
    let is_done = loaded.document.fields().status == Status::Done;
    for fault in found {
        let (id, line) = match &fault.subject {
            FaultSubject::Article => (None, None),
            FaultSubject::Annotation(id) => {
                (Some(id.to_string()), lines.of("annotation", id.as_str()))
            }
            FaultSubject::Relation(id) => (Some(id.to_string()), lines.of("relation", id.as_str())),
        };
        let is_detached = fault.kind.code() == "detached";
        if is_detached && id.as_deref().is_some_and(|id| reported.contains(id)) {
            continue;
        }
        faults.push(CheckFault {
            line,
            id,
            unfinished: fault.kind.is_incomplete() && !is_done,
            ..CheckFault::new(path, fault.kind.code(), &fault.kind)
        });
    }
}

/// Annotations and relations with conflicts that a merge has left.
fn conflicts(document: &Document) -> Vec<(&'static str, String)> {
    let is_left = |unknown: &Unknown| unknown.iter().any(|(name, _)| name == CONFLICT);
    let annotations = document.annotations().iter().chain(document.detached());
    let annotations = annotations.filter(|annotation| is_left(&annotation.unknown));
    let relations = document
        .relations()
        .filter(|relation| is_left(&relation.unknown));
    let decisions = document.decisions().iter();
    let decisions = decisions.filter(|(_, decision)| is_left(&decision.unknown));
    annotations
        .map(|annotation| ("annotation", annotation.id.to_string()))
        .chain(relations.map(|relation| ("relation", relation.id.to_string())))
        .chain(decisions.map(|(id, _)| ("decision", id.to_string())))
        .collect()
}

/// What to do about a detached annotation with a new position, as the end of a message.
fn move_message(document: &Document, Move { found, .. }: &Move) -> String {
    let start = document.text().char_from_byte(found.to.start());
    let start = start.map_or(0, |start| start.0);
    let score = found.score;
    if found.certain {
        format!("; its words stand at {start} now: “demarche reanchor” moves it")
    } else {
        format!("; it may stand at {start} now (score {score:.2}): decide in the window")
    }
}

/// The line numbers of a sidecar's items.
struct ItemLines(HashMap<(&'static str, String), Vec<usize>>);

impl ItemLines {
    fn read(path: &Path) -> Self {
        let (bytes, _) = atomic::read(path, sidecar::MAX_FILE_BYTES).unwrap_or_default();
        let mut lines: HashMap<_, Vec<usize>> = HashMap::new();
        for (kind, id, line) in sidecar::lines(&bytes) {
            lines.entry((kind, id)).or_default().push(line);
        }
        Self(lines)
    }

    fn of(&self, kind: &'static str, id: &str) -> Option<usize> {
        self.0.get(&(kind, id.to_owned()))?.first().copied()
    }

    /// The line of the second item with an id.
    fn second(&self, id: &str) -> Option<usize> {
        let of_kind = |kind| self.0.get(&(kind, id.to_owned()))?.get(1).copied();
        of_kind("annotation").or_else(|| of_kind("relation"))
    }
}
