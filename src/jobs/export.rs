//! Making a dataset and writing it to disk, for the window and the command line alike.
//!
//! ```text
//! sources -> gather -> look: a report, nothing is written
//!                   -> files: everything in memory -> write
//! ```

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Event, Reporter};

use crate::formats::split::Split;
use crate::formats::tokens::Tokenizer;
use crate::formats::{
    self, ArticleRef, Beginnings, Dedupe, Filter, Format, FormatError, Losses, MemoryOutput,
    Report, WriteOptions, card, report,
};
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::{Codebook, Document, EntityBook, LabelId};
use crate::store::article::{OpenOptions, open_article};
use crate::store::atomic::{self, Expected, WriteError};
use crate::store::export_choice::{ExportChoice, Ledger};
use crate::store::sidecar::Header;

/// Why a dataset was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Format(#[from] FormatError),
    #[error("the folder could not be made ({source}): {}", path.display())]
    Folder {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Why a dataset that the window asked for was not written; nothing is changed then, unless writing
/// itself failed.
#[derive(Debug)]
pub enum NotExported {
    /// These files are there, and nobody said that they may go.
    InTheWay(Vec<PathBuf>),
    Failed(String),
}

/// What is to be made of the articles.
#[derive(Clone)]
pub struct Order {
    pub format: &'static dyn Format,
    pub filter: Filter,
    pub options: WriteOptions,
}

impl Order {
    /// What a choice asks for.
    ///
    /// # Errors
    /// In words, if it names something that does not exist or was typed wrong.
    pub fn new(
        choice: &ExportChoice,
        codebook: Codebook,
        entities: EntityBook,
    ) -> Result<Self, String> {
        let format = formats::by_name(&choice.format)
            .ok_or_else(|| format!("There is no format “{}”.", choice.format))?;
        // A way to cut words that was chosen for another format is none for this one.
        let tokenizer = choice.tokenizer.as_deref().and_then(Tokenizer::by_name);
        let split = match &choice.split {
            None => None,
            Some(spec) => {
                Some(Split::parse(spec, choice.seed, choice.stratify).map_err(|e| e.to_string())?)
            }
        };
        let since = choice.since.trim().to_owned();
        if !is_time(&since) {
            let told = format!("“{since}” is no date: write it as 2026-11-04.");
            return Err(told);
        }
        Ok(Self {
            format,
            filter: Filter {
                statuses: choice.statuses.iter().map(|s| Status::parse(s)).collect(),
                labels: choice
                    .labels
                    .iter()
                    .map(|l| LabelId::from(l.as_str()))
                    .collect(),
                since,
            },
            options: WriteOptions {
                codebook,
                entities,
                tokenizer: tokenizer.filter(|_| format.tokenizer().is_some()),
                split,
                dedupe: if choice.dedupe {
                    Dedupe::Texts
                } else {
                    Dedupe::None
                },
            },
        })
    }
}

/// Whether something is nothing, or a year that a month, a day and a time may follow.
fn is_time(text: &str) -> bool {
    let shape = b"0000-00-00";
    let fits = |(index, byte): (usize, u8)| match shape.get(index) {
        Some(b'0') => byte.is_ascii_digit(),
        Some(dash) => byte == *dash,
        None => byte.is_ascii_graphic(),
    };
    text.bytes().enumerate().all(fits) && matches!(text.len(), 0 | 4 | 7 | 10..)
}

/// An article to be exported: as it is open, or as it is on disk.
#[derive(Clone)]
pub struct Source {
    pub id: ArticleId,
    /// Its name in the project.
    pub name: String,
    pub path: PathBuf,
    pub sidecar: PathBuf,
    /// Whose annotations they are; empty for nobody's.
    pub coder: String,
    /// The article as it is open now.
    pub open: Option<(Document, Header)>,
}

/// Articles that go into a dataset.
#[derive(Default)]
pub struct Gathered {
    articles: Vec<(String, ArticleId, Document, Header)>,
    /// Those that could not be read, with the reason.
    unread: Vec<String>,
}

impl Gathered {
    /// Reads an article if it is not open, and keeps of it what is wanted.
    pub fn add(&mut self, source: Source, filter: &Filter) {
        let (document, header) = match source.open {
            Some(open) => open,
            None => {
                let options = OpenOptions {
                    coder: Some(source.coder).filter(|coder| !coder.is_empty()),
                    ..OpenOptions::default()
                };
                match open_article(&source.path, &source.sidecar, &options) {
                    Ok(loaded) => (loaded.document, (*loaded.header).clone()),
                    Err(error) => {
                        log::warn!("left out of the dataset: {error}");
                        self.unread.push(error.to_string());
                        return;
                    }
                }
            }
        };
        if filter.takes(&document.fields().status) {
            let document = filter.apply(document);
            self.articles
                .push((source.name, source.id, document, header));
        }
    }

    fn refs(&self) -> Vec<ArticleRef<'_>> {
        let articles = self.articles.iter();
        let refs = articles.map(|(name, _, document, header)| ArticleRef {
            name,
            document,
            header,
        });
        refs.collect()
    }

    fn report(&self, losses: &Losses, files: usize) -> Report {
        let articles: Vec<(&str, ArticleId, &Document)> = self
            .articles
            .iter()
            .map(|(name, id, document, _)| (name.as_str(), *id, document))
            .collect();
        Report {
            articles: articles.len(),
            annotations: articles.iter().map(|a| a.2.annotations().len()).sum(),
            relations: articles.iter().map(|a| a.2.relations().len()).sum(),
            unread: self.unread.clone(),
            files,
            losses: report::place(losses, &articles),
            ..Report::default()
        }
    }
}

/// Work on a dataset for the window, which may be given up.
pub struct Work {
    /// Which of the dialog's questions this answers.
    pub turn: u64,
    pub order: Order,
    pub sources: Vec<Source>,
    pub cancelled: Arc<AtomicBool>,
}

/// Articles by which a preview begins.
const FIRST: usize = 8;

/// Articles after which progress is told.
const PORTION: usize = 16;

impl Work {
    /// Finds out what the dataset would be: from the first articles at once, then from all.
    pub fn look(self, reporter: &Reporter) {
        let Self { turn, order, .. } = &self;
        let tell = |report: Result<Report, ExportError>, is_whole| {
            let report = report.map_err(|error| error.to_string());
            let report = report.map(|report| Report { is_whole, ..report });
            reporter.send(Event::ExportLooked(*turn, Box::new(report)));
        };
        if self.sources.len() > FIRST {
            let mut first = Gathered::default();
            for source in &self.sources[..FIRST] {
                first.add(source.clone(), &order.filter);
            }
            if self.is_cancelled(reporter) {
                return;
            }
            tell(look(order, &first), false);
        }
        if let Some(gathered) = self.gather(reporter) {
            let report = look(order, &gathered);
            if !self.is_cancelled(reporter) {
                tell(report, true);
            }
        }
    }

    /// Writes the dataset. Where not everything may be replaced, that is only what the last export
    /// wrote and nobody changed since.
    pub fn write(self, out: PathBuf, replace: Replace, ledger: Option<&Path>, reporter: &Reporter) {
        let Some(gathered) = self.gather(reporter) else {
            return;
        };
        let known = match (replace, ledger) {
            (Replace::Own, Some(path)) => Ledger::load(path),
            _ => Ledger::default(),
        };
        let written = make(&self.order, &gathered, &out)
            .map_err(|error| NotExported::Failed(error.to_string()))
            .and_then(|(files, report)| {
                if replace != Replace::All {
                    let in_the_way = in_the_way(&files, &known);
                    if !in_the_way.is_empty() {
                        return Err(NotExported::InTheWay(in_the_way));
                    }
                }
                write_all(&files).map_err(|error| NotExported::Failed(error.to_string()))?;
                if let Some(Err(error)) = ledger.map(|path| Ledger::of(&files).save(path)) {
                    log::warn!("it is not remembered which files are ours: {error}");
                }
                Ok(report)
            });
        reporter.send(Event::Exported(self.turn, out, Box::new(written)));
    }

    /// Reads all articles; `None` if the work was given up.
    fn gather(&self, reporter: &Reporter) -> Option<Gathered> {
        let mut gathered = Gathered::default();
        let total = self.sources.len();
        for (done, source) in self.sources.iter().enumerate() {
            if self.is_cancelled(reporter) {
                return None;
            }
            if done % PORTION == 0 {
                reporter.send(Event::ExportGathered(self.turn, done, total));
            }
            gathered.add(source.clone(), &self.order.filter);
        }
        Some(gathered).filter(|_| !self.is_cancelled(reporter))
    }

    fn is_cancelled(&self, reporter: &Reporter) -> bool {
        self.cancelled.load(Ordering::Relaxed) || reporter.is_cancelled()
    }
}

/// Which files may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    Nothing,
    /// Those that the last export wrote and nobody changed since.
    Own,
    All,
}

/// What the dataset would be, without writing any of it.
///
/// # Errors
/// If the articles do not go into the format.
pub fn look(order: &Order, gathered: &Gathered) -> Result<Report, ExportError> {
    let (mut files, mut losses) = (Beginnings::default(), Losses::default());
    let articles = order.options.dedupe.apply(gathered.refs(), &mut losses);
    order
        .format
        .write(&articles, &order.options, &mut files, &mut losses)?;
    Ok(Report {
        beginnings: files.lines(),
        ..gathered.report(&losses, files.count)
    })
}

/// The files of a dataset, with their paths, and what it holds.
///
/// # Errors
/// If the articles do not go into the format.
pub fn make(
    order: &Order,
    gathered: &Gathered,
    out: &Path,
) -> Result<(Vec<(PathBuf, Vec<u8>)>, Report), ExportError> {
    let mut losses = Losses::default();
    let articles = gathered.refs();
    let files = files(order.format, &articles, &order.options, out, &mut losses)?;
    let report = Report {
        is_whole: true,
        ..gathered.report(&losses, files.len())
    };
    Ok((files, report))
}

/// What stands in the way of writing files: those that are there, other than what the last export
/// has written.
pub fn in_the_way(files: &[(PathBuf, Vec<u8>)], ours: &Ledger) -> Vec<PathBuf> {
    let paths = files.iter().map(|(path, _)| path);
    paths
        .filter(|path| path.exists() && !ours.has_written(path))
        .cloned()
        .collect()
}

/// Writes all files of a dataset.
///
/// # Errors
/// If one of them cannot be written; those before it stand.
pub fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<(), ExportError> {
    files
        .iter()
        .try_for_each(|(path, bytes)| replace(path, bytes))
}

/// Writes a dataset to a file, or to a folder where there are several files; a folder gets a data
/// card. What is there is replaced.
///
/// # Errors
/// If the articles do not go into the format, or a file cannot be written.
pub fn write(
    format: &dyn Format,
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
    out: &Path,
    losses: &mut Losses,
) -> Result<(), ExportError> {
    write_all(&files(format, articles, options, out, losses)?)
}

/// Writes a list of losses: as JSON if the name says so, as text otherwise. A file that is there
/// stays.
///
/// # Errors
/// If there is a file already, or it cannot be written.
pub fn write_losses(losses: &Losses, format: &str, path: &Path) -> Result<(), ExportError> {
    let mut bytes = Vec::new();
    let is_json = path
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("json"));
    if is_json {
        losses
            .write_json(format, &mut bytes)
            .map_err(FormatError::Io)?;
    } else {
        let lines = losses.all().iter().map(|loss| format!("{loss}\n"));
        bytes = lines.collect::<String>().into_bytes();
    }
    atomic::replace(path, &bytes, Expected::Nothing)?;
    Ok(())
}

fn files(
    format: &dyn Format,
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
    out: &Path,
    losses: &mut Losses,
) -> Result<Vec<(PathBuf, Vec<u8>)>, ExportError> {
    let articles = options.dedupe.apply(articles.to_vec(), losses);
    let mut output = MemoryOutput::default();
    format.write(&articles, options, &mut output, losses)?;
    let is_folder = formats::is_folder(format, options.split.is_some()) || out.is_dir();
    let path = |name: &str| match is_folder {
        true => inside(out, name),
        false => out.to_owned(),
    };
    let mut files: Vec<(PathBuf, Vec<u8>)> = output
        .into_files()
        .into_iter()
        .map(|(name, bytes)| (path(&name), bytes))
        .collect();
    let card_path = out.join(card::FILE);
    if is_folder && !files.iter().any(|(path, _)| *path == card_path) {
        // Another README that stands there is somebody's work.
        let is_free = match std::fs::read_to_string(&card_path) {
            Ok(there) => there.contains(card::MARK),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        if is_free {
            let card = card::card(format, &articles, options, losses);
            files.push((card_path, card.into_bytes()));
        }
    }
    Ok(files)
}

/// Writes a file and the folders above it.
///
/// # Errors
/// If one of them cannot be made.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), ExportError> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).map_err(|source| ExportError::Folder {
            path: folder.to_owned(),
            source,
        })?;
    }
    atomic::replace(path, bytes, Expected::Anything)?;
    Ok(())
}

/// A name with slashes as a path that cannot leave the folder.
fn inside(folder: &Path, name: &str) -> PathBuf {
    let parts = Path::new(name)
        .components()
        .filter(|part| matches!(part, Component::Normal(_)));
    parts.fold(folder.to_owned(), |path, part| path.join(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_year_and_what_may_follow() {
        for (text, want) in [
            ("", true),
            ("2026", true),
            ("2026-11-04T10:00:00Z", true),
            ("2026-1-4", false),
            ("20261104", false),
            ("yesterday", false),
        ] {
            assert_eq!(is_time(text), want, "{text}");
        }
    }
}
