//! Handing out and in: what a coder gets, and what of a returned package is taken into the project.
//!
//! Handing out packs the assigned articles byte by byte, codebook, entities, the coder's own work and nothing
//! of others. Handing in first makes a plan, which can be shown, and writes it as one step. Only this coder's
//! annotations are taken: what others or the project lead did is refused, and the rest goes on. [`package`] packs
//! and unpacks.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use self::package::{HANDED_OUT, Manifest, PackageFiles, ReadPackage, Refusal};
use crate::article_meta::{self, meta_path};
use crate::atomic;
use crate::codebook;
use crate::coder::{AGREED_CODER, is_same_coder};
use crate::decode::{self, MAX_ARTICLE_BYTES};
use crate::display_path;
use crate::entities;
use crate::hash::sha256_hex;
use crate::io_reason::reason;
use crate::merge_files::merge_files;
use crate::model::codebook_diff::differences;
use crate::model::document::Status;
use crate::model::{Anchor, Annotation, Document, Edit, EntityBook, Relation, Text};
use crate::project::{
    ArticleEntry, CODEBOOK_FILE, ENTITIES_FILE, Project, SIDECAR_SUFFIX, is_article,
};
use crate::sidecar::{self, Snapshot, SourceFacts};
use crate::team::{PROJECT_FILE, to_bytes};

mod apply;

pub mod package;

pub use apply::{HandInError, HandedIn};

use apply::PlannedWrite;

/// Why nothing can be handed out.
#[derive(Debug, thiserror::Error)]
pub enum HandOutError {
    #[error("there is no round “{0}” in {PROJECT_FILE}; deal one first")]
    NoRound(String),
    #[error("the round “{round}” assigns no article to “{coder}”; check the code, or deal again")]
    NothingAssigned { round: String, coder: String },
    #[error(
        "an assigned article does not exist: “{0}”; restore it, or remove the assignment from {PROJECT_FILE}"
    )]
    NoArticle(String),
    #[error(
        "the file could not be read ({}): {}",
        reason(source),
        display_path(path)
    )]
    Unreadable { path: PathBuf, source: io::Error },
}

/// What a coder gets of a round: the files of the package.
///
/// # Errors
/// If there is no such round, nothing is assigned, or a file cannot be read.
pub fn hand_out(
    project: &Project,
    round: &str,
    coder: &str,
) -> Result<(Manifest, PackageFiles), HandOutError> {
    if !project.team.rounds.contains_key(round) {
        return Err(HandOutError::NoRound(round.to_owned()));
    }
    let assigned = project.team.articles_of(round, coder);
    if assigned.is_empty() {
        return Err(HandOutError::NothingAssigned {
            round: round.to_owned(),
            coder: coder.to_owned(),
        });
    }
    let read = |path: &Path, limit| match atomic::read(path, limit) {
        Ok((bytes, _)) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(HandOutError::Unreadable {
            path: path.to_owned(),
            source,
        }),
    };
    let mut files = PackageFiles::new();
    let mut handed_out = PackageFiles::new();
    for name in assigned {
        let mut articles = project.articles.iter();
        let entry = articles.find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| HandOutError::NoArticle(name.to_owned()))?;
        let text = read(&entry.path, MAX_ARTICLE_BYTES)?;
        let text = text.ok_or_else(|| HandOutError::NoArticle(name.to_owned()))?;
        files.insert(name.to_owned(), text);
        if let Some(meta) = read(&meta_path(&entry.path), sidecar::MAX_FILE_BYTES)? {
            let name = beside(name, &meta_path(&entry.path));
            handed_out.insert(format!("{HANDED_OUT}{name}"), meta.clone());
            files.insert(name, meta);
        }
        for own in &entry.sidecars {
            let is_own = own
                .coder
                .as_deref()
                .is_some_and(|code| is_same_coder(code, coder));
            if !is_own {
                continue;
            }
            if let Some(bytes) = read(&own.path, sidecar::MAX_FILE_BYTES)? {
                let name = beside(name, &own.path);
                handed_out.insert(format!("{HANDED_OUT}{name}"), bytes.clone());
                files.insert(name, bytes);
            }
        }
    }
    for name in [CODEBOOK_FILE, ENTITIES_FILE] {
        if let Some(bytes) = read(&project.root.join(name), sidecar::MAX_FILE_BYTES)? {
            handed_out.insert(format!("{HANDED_OUT}{name}"), bytes.clone());
            files.insert(name.to_owned(), bytes);
        }
    }
    let plan = project.team.reduced_to(round, coder);
    files.insert(PROJECT_FILE.to_owned(), to_bytes(&plan));
    let manifest = Manifest::of(round, coder, &files);
    files.extend(handed_out);
    Ok((manifest, files))
}

/// The name of a file beside an article.
fn beside(article: &str, path: &Path) -> String {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    match article.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{file}"),
        None => file.into_owned(),
    }
}

/// How far a coder came with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodingProgress {
    Untouched,
    Begun,
    Done,
}

impl CodingProgress {
    /// By status and the number of annotations.
    pub fn of(status: &Status, annotations: usize) -> Self {
        match status {
            Status::Done | Status::Skipped => Self::Done,
            Status::New if annotations == 0 => Self::Untouched,
            _ => Self::Begun,
        }
    }
}

/// How far a coder came with an article, as the file on disk says.
pub fn progress_of(entry: &ArticleEntry, coder: &str) -> CodingProgress {
    let mut own = entry.sidecars.iter();
    let own = own.find(|sidecar| {
        let of = sidecar.coder.as_deref();
        of.is_some_and(|of| is_same_coder(of, coder))
    });
    own.map_or(CodingProgress::Untouched, |own| progress_in(&own.path))
}

/// How far a coder came, as a sidecar says. One that cannot be read was begun.
pub fn progress_in(sidecar: &Path) -> CodingProgress {
    let Ok((bytes, _)) = atomic::read(sidecar, sidecar::MAX_FILE_BYTES) else {
        return CodingProgress::Untouched;
    };
    sidecar::read(&bytes).map_or(CodingProgress::Begun, |read| {
        CodingProgress::of(&read.fields.status, read.annotation_count())
    })
}

/// How a package is taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HandInOptions {
    /// Cuts the times of annotations to the day, since working hours are personal data.
    pub round_times: bool,
    /// Takes texts that were not handed out as new articles.
    pub new_articles: bool,
}

/// What of a package is to be taken into a project.
#[derive(Debug, Default)]
pub struct HandIn {
    pub round: String,
    pub coder: String,
    /// How far the coder came, by article.
    pub articles: BTreeMap<String, CodingProgress>,
    /// The articles whose annotations changed since they were handed out: how many there were, and are.
    pub changed: BTreeMap<String, (usize, usize)>,
    /// Articles whose text differs from the project's; their annotations are moved to where their words are.
    pub other_texts: BTreeSet<String>,
    /// Texts that were not handed out.
    pub new_articles: BTreeSet<String>,
    /// How the codebook differs from the project's, one line for each item. It is not taken.
    pub codebook: Vec<String>,
    /// How many entities are new or changed.
    pub entities: usize,
    pub refused: Vec<(String, Refusal)>,
    writes: Vec<PlannedWrite>,
    /// The entities as they were handed out, and as they came back.
    entity_books: Option<(EntityBook, EntityBook)>,
}

impl HandIn {
    /// Works out what of a package is taken into a project. Writes nothing.
    pub fn plan(project: &Project, package: ReadPackage, options: HandInOptions) -> Self {
        let mut planner = Planner {
            project,
            options,
            manifest: package.manifest,
            files: package.files,
            plan: Self {
                refused: package.refused,
                ..Self::default()
            },
        };
        planner.run();
        planner.plan
    }

    /// How many files would be written.
    pub fn files(&self) -> usize {
        self.writes.len() + usize::from(self.entities > 0)
    }
}

/// Makes a plan.
struct Planner<'p> {
    project: &'p Project,
    options: HandInOptions,
    manifest: Manifest,
    files: PackageFiles,
    plan: HandIn,
}

impl Planner<'_> {
    fn run(&mut self) {
        self.plan.round.clone_from(&self.manifest.round);
        self.plan.coder.clone_from(&self.manifest.coder);
        for name in self.manifest.files.keys() {
            if is_article(Path::new(name)) {
                let untouched = CodingProgress::Untouched;
                self.plan.articles.insert(name.clone(), untouched);
            }
        }
        let names: Vec<String> = self.files.keys().cloned().collect();
        // Texts first, so that it is known which are new.
        for name in names.iter().filter(|name| is_article(Path::new(name))) {
            self.article(name);
        }
        for name in &names {
            let path = Path::new(name);
            if name.starts_with('.') || name.contains("/.") || is_article(path) {
                continue;
            }
            let taken = match name.as_str() {
                PROJECT_FILE => Ok(()),
                CODEBOOK_FILE => self.codebook(),
                ENTITIES_FILE => self.entities(),
                _ => match (
                    name.strip_suffix(SIDECAR_SUFFIX),
                    name.strip_suffix(article_meta::SUFFIX),
                ) {
                    (Some(stem), _) => self.sidecar(name, stem),
                    (None, Some(article)) => self.meta(name, article),
                    (None, None) => Err(Refusal::Unknown),
                },
            };
            if let Err(refusal) = taken {
                self.plan.refused.push((name.clone(), refusal));
            }
        }
    }

    fn article(&mut self, name: &str) {
        if name.starts_with('.') || name.contains("/.") {
            return;
        }
        let bytes = self.files.get(name).cloned().unwrap_or_default();
        let ours = self.text_of_project(name);
        match ours {
            Some(ours) if ours == bytes => {}
            Some(_) => _ = self.plan.other_texts.insert(name.to_owned()),
            None => {
                self.plan.new_articles.insert(name.to_owned());
                if self.options.new_articles {
                    let path = self.project.root.join(name);
                    self.plan.writes.push(PlannedWrite {
                        path,
                        bytes,
                        before: None,
                    });
                }
            }
        }
    }

    fn text_of_project(&self, name: &str) -> Option<Vec<u8>> {
        let mut articles = self.project.articles.iter();
        let entry = articles.find(|entry| entry.name == name)?;
        let (bytes, _) = atomic::read(&entry.path, MAX_ARTICLE_BYTES).ok()?;
        Some(bytes)
    }

    fn bytes_of_project(&self, name: &str) -> Option<Vec<u8>> {
        let read = atomic::read(&self.place_of(name), sidecar::MAX_FILE_BYTES);
        read.ok().map(|(bytes, _)| bytes)
    }

    /// The bytes of a file as it was handed out: as it is here, if that is what was handed out.
    fn base(&self, name: &str, ours: Option<&[u8]>) -> Vec<u8> {
        if let Some(ours) = ours.filter(|ours| self.manifest.has_unchanged(name, ours)) {
            return ours.to_vec();
        }
        let kept = self.files.get(&format!("{HANDED_OUT}{name}"));
        let kept = kept.filter(|kept| self.manifest.has_unchanged(name, kept));
        kept.cloned().unwrap_or_default()
    }

    fn codebook(&mut self) -> Result<(), Refusal> {
        let theirs = codebook::read(self.files.get(CODEBOOK_FILE).map_or(&[], Vec::as_slice));
        let theirs = theirs.map_err(|error| Refusal::Unreadable(error.to_string()))?;
        self.plan.codebook = differences(self.project.codebook(), &theirs.codebook);
        Ok(())
    }

    fn entities(&mut self) -> Result<(), Refusal> {
        let bytes = self.files.get(ENTITIES_FILE).cloned().unwrap_or_default();
        if self.manifest.has_unchanged(ENTITIES_FILE, &bytes) {
            return Ok(());
        }
        let read = |bytes: &[u8]| {
            entities::read(bytes).map_err(|error| Refusal::Unreadable(error.to_string()))
        };
        let theirs = read(&bytes)?;
        let ours = atomic::read(&self.project.entities_path(), sidecar::MAX_FILE_BYTES).ok();
        let base = self.base(
            ENTITIES_FILE,
            ours.as_ref().map(|(bytes, _)| bytes.as_slice()),
        );
        let base = match base.is_empty() {
            true => EntityBook::default(),
            false => read(&base)?,
        };
        // What the coder lacks was not removed: nobody removes entities of a project by coding.
        let mut merged = base.clone();
        for entity in theirs.entities.values() {
            if base.entities.get(&entity.id) != Some(entity) {
                merged.entities.insert(entity.id.clone(), entity.clone());
                self.plan.entities += 1;
            }
        }
        self.plan.entity_books = Some((base, merged));
        Ok(())
    }

    /// Whether there is an article of this name, in the project or to be taken.
    fn has_article(&self, name: &str) -> bool {
        let mut all = self.project.articles.iter();
        all.any(|entry| entry.name == name)
            || (self.options.new_articles && self.plan.new_articles.contains(name))
    }

    fn meta(&mut self, name: &str, article: &str) -> Result<(), Refusal> {
        let bytes = self.files.get(name).cloned().unwrap_or_default();
        if self.manifest.has_unchanged(name, &bytes) {
            return Ok(());
        }
        match self.has_article(article) {
            true => self.merge(name, bytes),
            false => Err(Refusal::NoArticle),
        }
    }

    /// `stem` is its name without the suffix: that of the article, and of the coder.
    fn sidecar(&mut self, name: &str, stem: &str) -> Result<(), Refusal> {
        if self.has_article(stem) {
            return Err(Refusal::Nameless);
        }
        let (article, coder) = stem.rsplit_once('.').ok_or(Refusal::NoArticle)?;
        if is_agreed(coder) {
            return Err(Refusal::Agreed);
        }
        if !is_same_coder(coder, &self.manifest.coder) {
            return Err(Refusal::OtherCoder(coder.to_owned()));
        }
        if !self.has_article(article) {
            return Err(Refusal::NoArticle);
        }
        let bytes = self.files.get(name).cloned().unwrap_or_default();
        let read = sidecar::read(&bytes).map_err(|error| Refusal::Unreadable(error.to_string()))?;
        let header_coder = read.header.coder.clone();
        if !header_coder.is_empty() && !is_same_coder(&header_coder, coder) {
            return Err(Refusal::OtherCoder(header_coder));
        }
        let count = read.annotation_count();
        let progress = CodingProgress::of(&read.fields.status, count);
        drop(read);
        self.plan.articles.insert(article.to_owned(), progress);
        if self.manifest.has_unchanged(name, &bytes) {
            return Ok(());
        }
        let before = self.base(name, self.bytes_of_project(name).as_deref());
        let before = sidecar::read(&before).map_or(0, |read| read.annotation_count());
        self.plan
            .changed
            .insert(article.to_owned(), (before, count));
        let is_other_text = self.plan.other_texts.contains(article);
        let bytes = match is_other_text || self.options.round_times {
            true => self.rewritten(article, &bytes)?,
            false => bytes,
        };
        self.merge(name, bytes)
    }

    /// A sidecar on the project's text, or with its times cut to the day.
    fn rewritten(&self, article: &str, bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
        let unreadable = |why: &dyn std::fmt::Display| Refusal::Unreadable(why.to_string());
        let sidecar = sidecar::read(bytes).map_err(|error| unreadable(&error))?;
        let theirs = self.files.get(article).cloned().unwrap_or_default();
        let ours = self
            .text_of_project(article)
            .unwrap_or_else(|| theirs.clone());
        let decode = |bytes: &[u8]| -> Result<decode::Decoded, Refusal> {
            let encoding = Some(sidecar.header.encoding.as_str()).filter(|name| !name.is_empty());
            let decoded = decode::decode(bytes, encoding);
            decoded.map_err(|error| unreadable(&error))
        };
        let (text, old_text) = (decode(&ours)?, decode(&theirs)?);
        let old_text = (ours != theirs).then_some(&old_text.text);
        let sha256 = sha256_hex(&ours);
        let file = article.rsplit('/').next().unwrap_or(article).to_owned();
        let facts = SourceFacts {
            file: &file,
            sha256: &sha256,
            encoding: &text.encoding,
            old_text,
        };
        let mut placed = sidecar.place(&text.text, facts);
        for found in placed.moves.iter().filter(|found| found.found.certain) {
            let place = Anchor::At(found.found.to.clone());
            let moved = placed
                .document
                .apply(Edit::SetPlace(found.id.clone(), place));
            debug_assert!(moved.is_ok(), "a found place fits the text");
        }
        let document = match self.options.round_times {
            true => with_days_only(&placed.document),
            false => placed.document,
        };
        Ok(Snapshot::new(&document, &Arc::new(placed.header)).to_bytes())
    }

    /// Plans to write a file, merged with what the project has.
    fn merge(&mut self, name: &str, theirs: Vec<u8>) -> Result<(), Refusal> {
        let path = self.place_of(name);
        let ours = match atomic::read(&path, sidecar::MAX_FILE_BYTES) {
            Ok((bytes, _)) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(Refusal::Unreadable(reason(&error).into_owned())),
        };
        let Some(ours) = ours else {
            self.plan.writes.push(PlannedWrite {
                path,
                bytes: theirs,
                before: None,
            });
            return Ok(());
        };
        if ours == theirs {
            return Ok(());
        }
        let base = self.base(name, Some(&ours));
        let merged = merge_files(&base, &ours, &theirs);
        let merged = merged.map_err(|error| Refusal::Unreadable(error.to_string()))?;
        if merged.bytes != ours {
            self.plan.writes.push(PlannedWrite {
                path,
                bytes: merged.bytes,
                before: Some(ours),
            });
        }
        match merged.conflicts.len() {
            0 => Ok(()),
            count => Err(Refusal::Conflicts(count)),
        }
    }

    /// Where a file of the package stands in the project: a coder's file may be there in another case.
    fn place_of(&self, name: &str) -> PathBuf {
        let path = self.project.root.join(name);
        let sidecars = self
            .project
            .articles
            .iter()
            .flat_map(|entry| &entry.sidecars);
        let lower = |path: &Path| path.to_string_lossy().to_lowercase();
        let wanted = lower(&path);
        let mut same = sidecars.filter(|sidecar| lower(&sidecar.path) == wanted);
        same.next().map_or(path, |sidecar| sidecar.path.clone())
    }
}

/// Whether a code is that of the agreed version.
fn is_agreed(code: &str) -> bool {
    is_same_coder(code, AGREED_CODER)
}

/// How many characters of an RFC 3339 time are the day.
const DAY: usize = 10;

/// A document in which the times of annotations and relations say only the day.
fn with_days_only(document: &Document) -> Document {
    let day = |at: &Arc<str>| at.get(..DAY).map_or_else(|| at.clone(), Arc::from);
    let annotations = document.annotations().iter().chain(document.detached());
    let annotations = annotations.map(|annotation| {
        let mut annotation = Annotation::clone(annotation);
        annotation.provenance.at = day(&annotation.provenance.at);
        annotation
    });
    let relations = document.relations().map(|relation| {
        let mut relation = Relation::clone(relation);
        relation.provenance.at = day(&relation.provenance.at);
        relation
    });
    let text: Text = document.text().clone();
    let fields = document.fields().clone();
    let (mut cut, ..) = Document::load(text, fields, annotations.collect(), relations.collect());
    cut.load_decisions(document.decisions().clone());
    cut
}
