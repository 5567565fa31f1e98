//! Finds the articles of a project: a folder with articles in it, or a few articles named one by
//! one.
//!
//! The walk skips hidden folders and links to folders, and stops at the limits; it reports such
//! links and limits. It reads only names, the project's own codebook and entities, and the data
//! cards of datasets, whose texts are not articles.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::article_meta::{self, FieldSources, meta_path};
use super::display_path::seen;
pub use super::project_problem::ProjectProblem;
use super::team::{self, PROJECT_FILE};
use crate::io_reason::reason;
use crate::model::entity::EntityBook;
use crate::model::team::TeamPlan;
use crate::model::{Codebook, FieldScope};

use super::codebook::CodebookFile;
use super::{atomic, codebook, dataset_folder, entities, natural};

/// What every sidecar's name ends with.
pub const SIDECAR_SUFFIX: &str = ".ann.json";

/// The name of a project's codebook.
pub const CODEBOOK_FILE: &str = "codebook.json";

/// The name of a project's entities.
pub const ENTITIES_FILE: &str = "entities.json";

/// The number of parent folders of a file in which the project's root is searched.
const ROOT_SEARCH: usize = 8;

/// Limits of the folder walk.
#[derive(Clone, Copy, Debug)]
pub struct WalkLimits {
    /// The depth of folders below the project's own.
    pub depth: usize,
    /// The number of files and folders visited.
    pub entries: usize,
}

impl Default for WalkLimits {
    fn default() -> Self {
        Self {
            depth: 32,
            entries: 1_000_000,
        }
    }
}

/// A project as found on disk.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder of codebook and entities; articles named one by one have a common parent.
    pub root: PathBuf,
    /// Articles in natural order of their names.
    pub articles: Vec<ArticleEntry>,
    /// Sidecars and files of article fields without an article.
    pub orphans: Vec<PathBuf>,
    /// The project's codebook, or the built-in one.
    pub codebook: CodebookFile,
    /// Whether the codebook is the project's own file.
    pub has_own_codebook: bool,
    /// The project's entities.
    pub entities: EntityBook,
    /// How a team codes it; says nothing where there is no such file.
    pub team: TeamPlan,
    /// What could not be read or was left out.
    pub problems: Vec<ProjectProblem>,
    /// Folders with temporary files, which a program that has ended may have left.
    pub leftovers: BTreeSet<PathBuf>,
}

impl Project {
    /// The labels, attributes and relation types in use.
    pub fn codebook(&self) -> &Codebook {
        &self.codebook.codebook
    }

    /// The path of the project's codebook, which need not exist.
    pub fn codebook_path(&self) -> PathBuf {
        self.root.join(CODEBOOK_FILE)
    }

    /// The path of the project's entities, which need not exist.
    pub fn entities_path(&self) -> PathBuf {
        self.root.join(ENTITIES_FILE)
    }

    /// Whether the project's own codebook exists and could not be read. The built-in one replaces
    /// it so that articles can be read and coded; the file must not be overwritten.
    pub fn codebook_is_broken(&self) -> bool {
        let is_codebook = |p: &ProjectProblem| matches!(p, ProjectProblem::Codebook { .. });
        self.problems.iter().any(is_codebook)
    }

    /// Whether the file of the team exists and could not be read. Then nobody may see the work of others.
    pub fn team_is_broken(&self) -> bool {
        let is_team = |p: &ProjectProblem| matches!(p, ProjectProblem::Team { .. });
        self.problems.iter().any(is_team)
    }

    /// Whether the entities file exists and could not be read. It must not be overwritten.
    pub fn entities_are_broken(&self) -> bool {
        let is_entities = |p: &ProjectProblem| matches!(p, ProjectProblem::Entities { .. });
        self.problems.iter().any(is_entities)
    }
}

/// An article and its sidecars, by name only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleEntry {
    /// Its path.
    pub path: PathBuf,
    /// Its name within the project, with slashes: `articles/talks.txt`.
    pub name: String,
    /// Its sidecars: the one without a coder first, then by coder.
    pub sidecars: Vec<SidecarEntry>,
    /// Whether it has a file of its own fields.
    pub has_meta: bool,
}

impl ArticleEntry {
    /// The path of the sidecar of a coder, or of the one without a coder, which need not exist.
    pub fn sidecar_path(&self, coder: Option<&str>) -> PathBuf {
        sidecar_path(&self.path, coder)
    }

    /// Where the fields are looked for that belong to the article.
    pub fn field_sources(&self, scope: &Arc<FieldScope>) -> FieldSources {
        FieldSources {
            scope: Arc::clone(scope),
            sidecars: self.sidecars.iter().map(|s| s.path.clone()).collect(),
        }
    }

    /// Whether that sidecar exists.
    pub fn has_sidecar(&self, coder: Option<&str>) -> bool {
        self.sidecars.iter().any(|s| s.coder.as_deref() == coder)
    }
}

/// A sidecar by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidecarEntry {
    /// The coder in its name.
    pub coder: Option<String>,
    pub path: PathBuf,
}

/// The path of the sidecar of a coder, or of the one without a coder, which need not exist.
pub fn sidecar_path(article: &Path, coder: Option<&str>) -> PathBuf {
    let mut path = article.as_os_str().to_owned();
    if let Some(coder) = coder {
        path.push(".");
        path.push(coder);
    }
    path.push(SIDECAR_SUFFIX);
    path.into()
}

/// Whether a coder's name is valid in a file name: letters, digits, `-` and `_`, at most 32.
pub fn is_coder_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    (1..=32).contains(&name.chars().count()) && name.chars().all(fits)
}

/// Whether a file is an article by its name: `.txt`, `.text` or `.md`.
pub fn is_article(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    ["txt", "text", "md"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// Opens a folder, or articles named one by one.
///
/// Several paths may be given. The first folder among them is the root; without one, the nearest
/// folder above the first file that has a codebook or entities, or else the file's own. A named
/// file is an article whatever its extension. A sidecar stands for its article.
///
/// # Errors
/// If the first path does not exist, or no path is given.
pub fn open_project(paths: &[PathBuf], limits: WalkLimits) -> io::Result<Project> {
    let first = paths
        .first()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "no path is given"))?;
    let root = root_of(paths.iter().find(|p| p.is_dir()).unwrap_or(first))?;
    let mut found = WalkResults::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => found.walk(path, limits),
            Ok(_) => found.file(path),
            Err(error) => found.unreadable(path, &reason(&error)),
        }
    }
    let (articles, orphans) = found.pair(&root);
    let (mut problems, leftovers) = (found.problems, found.leftovers);
    let (codebook, has_own_codebook) = open_codebook(&root, &mut problems);
    let entities = open_entities(&root, &mut problems);
    let team = open_team(&root, &mut problems);
    Ok(Project {
        root,
        articles,
        orphans,
        codebook,
        has_own_codebook,
        entities,
        team,
        problems,
        leftovers,
    })
}

/// Lists the articles of an open project, as they are on disk now.
///
/// # Errors
/// If any part of the project cannot be read: an inaccessible article does not count as removed.
pub fn list_articles(
    paths: &[PathBuf],
    root: &Path,
    limits: WalkLimits,
) -> io::Result<Vec<ArticleEntry>> {
    let mut found = WalkResults::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => found.walk(path, limits),
            Ok(_) => found.file(path),
            // An article that was named by itself may have been removed.
            Err(error) if error.kind() == io::ErrorKind::NotFound && path != root => {}
            Err(error) => return Err(error),
        }
    }
    let is_unreadable = |p: &&ProjectProblem| matches!(p, ProjectProblem::Unreadable { .. });
    if let Some(problem) = found.problems.iter().find(is_unreadable) {
        return Err(io::Error::other(problem.to_string()));
    }
    Ok(found.pair(root).0)
}

/// Finds the root: a folder is its own root. A file belongs to the nearest folder above it that has
/// a codebook, entities or a team, or else to its own.
fn root_of(path: &Path) -> io::Result<PathBuf> {
    if std::fs::metadata(path)?.is_dir() {
        return Ok(path.to_owned());
    }
    let own = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let is_root = |folder: &&Path| {
        let has = |name: &str| folder.join(name).is_file();
        has(CODEBOOK_FILE) || has(ENTITIES_FILE) || has(PROJECT_FILE)
    };
    let root = own.ancestors().take(ROOT_SEARCH).find(is_root);
    Ok(root.map_or_else(|| own.clone(), Path::to_owned))
}

fn open_codebook(root: &Path, problems: &mut Vec<ProjectProblem>) -> (CodebookFile, bool) {
    let path = root.join(CODEBOOK_FILE);
    match codebook::read_file(&path) {
        Ok(Some(codebook)) => (codebook, true),
        Ok(None) => (codebook::built_in(), false),
        Err(source) => {
            problems.push(ProjectProblem::Codebook { path, source });
            (codebook::built_in(), false)
        }
    }
}

fn open_entities(root: &Path, problems: &mut Vec<ProjectProblem>) -> EntityBook {
    let path = root.join(ENTITIES_FILE);
    match entities::read_file(&path) {
        Ok(Some(book)) => book,
        Ok(None) => EntityBook::default(),
        Err(source) => {
            problems.push(ProjectProblem::Entities { path, source });
            EntityBook::default()
        }
    }
}

fn open_team(root: &Path, problems: &mut Vec<ProjectProblem>) -> TeamPlan {
    let path = team::project_file(root);
    let plan = team::read_file(&path).unwrap_or_else(|source| {
        problems.push(ProjectProblem::Team { path, source });
        None
    });
    plan.unwrap_or_default()
}

/// The results of the walk so far.
#[derive(Default)]
struct WalkResults {
    articles: Vec<PathBuf>,
    sidecars: Vec<PathBuf>,
    /// Files of articles' fields.
    metas: Vec<PathBuf>,
    problems: Vec<ProjectProblem>,
    /// Folders with temporary files.
    leftovers: BTreeSet<PathBuf>,
    /// The sidecars of the folders of named files: a list may name a thousand files of a folder.
    folders: HashMap<PathBuf, HashMap<OsString, Vec<PathBuf>>>,
}

impl WalkResults {
    fn unreadable(&mut self, path: &Path, why: &str) {
        self.problems.push(ProjectProblem::Unreadable {
            path: path.to_owned(),
            why: why.to_owned(),
        });
    }

    fn walk(&mut self, root: &Path, limits: WalkLimits) {
        let named = self.articles.len();
        // A linked folder may be outside of the project, a cycle, or contain articles that are
        // listed already; so the walk follows links to files and not links to folders.
        let mut leftovers = BTreeSet::new();
        let walk = WalkDir::new(root)
            .max_depth(limits.depth + 1)
            .into_iter()
            .filter_entry(|entry| {
                if entry.depth() > 0 && atomic::may_be_leftover(entry.file_name()) {
                    leftovers.extend(entry.path().parent().map(Path::to_owned));
                }
                entry.depth() == 0 || !is_hidden(entry)
            });
        for (count, entry) in walk.enumerate() {
            if count >= limits.entries {
                self.problems.push(ProjectProblem::TooMany {
                    path: root.to_owned(),
                    limit: limits.entries,
                });
                break;
            }
            match entry {
                Ok(entry) if is_file(&entry) => self.sort_in(entry.into_path()),
                Ok(entry) if entry.depth() > limits.depth && entry.file_type().is_dir() => {
                    self.problems.push(ProjectProblem::TooDeep {
                        path: entry.into_path(),
                        limit: limits.depth,
                    });
                }
                Ok(entry) => self.left_out(entry.into_path()),
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_owned();
                    let why = error
                        .io_error()
                        .map_or_else(|| error.to_string().into(), reason);
                    self.unreadable(&path, &why);
                }
            }
        }
        self.leftovers.append(&mut leftovers);
        dataset_folder::leave_out(&mut self.articles, named, root, &self.sidecars);
    }

    /// Reports what is neither a file nor a folder, if it has the name of an article or a sidecar,
    /// and links to folders.
    fn left_out(&mut self, path: PathBuf) {
        let is_link = path.is_symlink();
        let is_named = is_article(&path) || is_ours(&path);
        match std::fs::metadata(&path) {
            Ok(there) if there.is_dir() => {
                let problem = is_link.then_some(ProjectProblem::LinkedFolder { path });
                self.problems.extend(problem);
            }
            Ok(_) if is_named => self.problems.push(ProjectProblem::NoFile { path }),
            Err(error) if is_named => self.problems.push(ProjectProblem::DeadLink {
                path,
                why: reason(&error).into_owned(),
            }),
            _ => {}
        }
    }

    fn sort_in(&mut self, path: PathBuf) {
        if stem_of(&path).is_some() {
            self.sidecars.push(path);
        } else if article_of_meta(&path).is_some() {
            self.metas.push(path);
        } else if is_article(&path) {
            self.articles.push(path);
        }
    }

    /// Adds a file that the analyst named.
    fn file(&mut self, path: &Path) {
        let folder = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let article = match stem_of(path) {
            None => article_of_meta(path).unwrap_or_else(|| path.to_owned()),
            Some(stem) => {
                let exact = folder.join(&stem);
                match without_coder(&stem).map(|(article, _)| folder.join(article)) {
                    Some(article) if !exact.exists() && article.exists() => article,
                    _ => exact,
                }
            }
        };
        if !article.is_file() {
            let is_meta = article_of_meta(path).is_some();
            let files = if is_meta {
                &mut self.metas
            } else {
                &mut self.sidecars
            };
            return files.push(path.to_owned());
        }
        self.metas
            .extend(Some(meta_path(&article)).filter(|meta| meta.is_file()));
        let folders = &mut self.folders;
        let there = folders.entry(folder.to_owned());
        let there = there.or_insert_with(|| sidecars_in(folder));
        let of_article = article.file_name().and_then(|name| there.get(name));
        self.sidecars
            .extend(of_article.into_iter().flatten().cloned());
        self.articles.push(article);
    }

    /// Matches sidecars and files of article fields with their articles; the rest are orphans.
    fn pair(&mut self, root: &Path) -> (Vec<ArticleEntry>, Vec<PathBuf>) {
        let mut articles: BTreeMap<PathBuf, (Vec<SidecarEntry>, bool)> =
            std::mem::take(&mut self.articles)
                .into_iter()
                .map(|path| (path, Default::default()))
                .collect();
        let mut orphans = Vec::new();
        let mut sidecars = std::mem::take(&mut self.sidecars);
        sidecars.sort_unstable();
        sidecars.dedup();
        for path in sidecars {
            match article_of(&path, |article| articles.contains_key(article)) {
                Some((article, coder)) => articles
                    .entry(article)
                    .or_default()
                    .0
                    .push(SidecarEntry { coder, path }),
                None => orphans.push(path),
            }
        }
        for path in std::mem::take(&mut self.metas) {
            match article_of_meta(&path).and_then(|article| articles.get_mut(&article)) {
                Some((_, has_meta)) => *has_meta = true,
                None => orphans.push(path),
            }
        }
        orphans.sort_unstable();
        orphans.dedup();
        let mut entries: Vec<ArticleEntry> = articles
            .into_iter()
            .map(|(path, (mut sidecars, has_meta))| {
                sidecars.sort_by(|a, b| a.coder.cmp(&b.coder));
                let name = name_in(root, &path);
                ArticleEntry {
                    path,
                    name,
                    sidecars,
                    has_meta,
                }
            })
            .collect();
        entries.sort_by_cached_key(|entry| (natural::key(&entry.name), entry.name.clone()));
        (entries, orphans)
    }
}

/// The sidecars in a folder, by the names of the articles that they may belong to.
fn sidecars_in(folder: &Path) -> HashMap<OsString, Vec<PathBuf>> {
    let mut sidecars: HashMap<OsString, Vec<PathBuf>> = HashMap::new();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for sidecar in entries.map(|entry| folder.join(entry.file_name())) {
        let Some(stem) = stem_of(&sidecar) else {
            continue;
        };
        if let Some((article, _)) = without_coder(&stem) {
            let of_article = sidecars.entry(article.to_owned()).or_default();
            of_article.push(sidecar.clone());
        }
        sidecars.entry(stem).or_default().push(sidecar);
    }
    sidecars
}

/// The article and the coder to which a sidecar's name refers.
pub(super) fn article_of(
    sidecar: &Path,
    is_article: impl Fn(&Path) -> bool,
) -> Option<(PathBuf, Option<String>)> {
    let stem = stem_of(sidecar)?;
    // `a.txt.md.ann.json` is the sidecar of `a.txt.md` if there is one, else `md`'s of `a.txt`.
    let exact = sidecar.with_file_name(&stem);
    if is_article(&exact) {
        return Some((exact, None));
    }
    let (article, coder) = without_coder(&stem)?;
    let article = sidecar.with_file_name(article);
    is_article(&article).then(|| (article, Some(coder.to_owned())))
}

/// Whether a file is a sidecar by its name.
pub fn is_sidecar(path: &Path) -> bool {
    stem_of(path).is_some()
}

/// Whether a file is a sidecar, or a file of an article's fields, by its name.
pub fn is_ours(path: &Path) -> bool {
    stem_of(path).is_some() || article_of_meta(path).is_some()
}

/// The article whose fields a file has, by its name; `None` of any other file.
pub(super) fn article_of_meta(path: &Path) -> Option<PathBuf> {
    Some(path.with_file_name(without_suffix(path, article_meta::SUFFIX)?))
}

/// The name of a sidecar without [`SIDECAR_SUFFIX`]; `None` for any other file.
pub(super) fn stem_of(path: &Path) -> Option<OsString> {
    without_suffix(path, SIDECAR_SUFFIX)
}

/// A file's name without this suffix, a dot before each of its parts. It need not be Unicode.
fn without_suffix(path: &Path, suffix: &str) -> Option<OsString> {
    let mut name = Path::new(path.file_name()?);
    for part in suffix.rsplit('.').filter(|part| !part.is_empty()) {
        if name.extension()? != part {
            return None;
        }
        name = Path::new(name.file_stem()?);
    }
    Some(name.into())
}

/// Splits a sidecar's stem at the dot before the coder.
fn without_coder(stem: &OsStr) -> Option<(&OsStr, &str)> {
    let stem = Path::new(stem);
    let coder = stem.extension()?.to_str()?;
    Some((stem.file_stem()?, coder)).filter(|_| is_coder_name(coder))
}

/// The name of a file within a project, with slashes; U+FFFD replaces invisible characters.
pub fn name_in(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts = inside.components().filter_map(|part| match part {
        std::path::Component::Normal(part) => Some(seen(part)),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().first() == Some(&b'.')
}

fn is_file(entry: &DirEntry) -> bool {
    let is_linked_file = || entry.path_is_symlink() && entry.path().is_file();
    entry.file_type().is_file() || is_linked_file()
}

#[cfg(test)]
#[path = "project_tests.rs"]
mod tests;
