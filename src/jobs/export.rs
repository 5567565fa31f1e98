//! Making a dataset and writing it to disk, for the window and the command line alike.
//!
//! ```text
//! sources -> gather -> look: a report, nothing is written
//!                   -> staged beside their place -> moved there
//! ```

use std::path::{Path, PathBuf};

use super::request::RequestToken;
use super::staging::{GoesOn, Staging};
use super::{Event, Reporter};
use crate::store::shown;

use crate::formats::split::Split;
use crate::formats::tokens::Tokenizer;
use crate::formats::{
    self, ArticleRef, Beginnings, Dedupe, Filter, Format, FormatError, Losses, Output as _, Report,
    WriteOptions, card, report,
};
use crate::model::document::Status;
use crate::model::history::CodingId;
use crate::model::{Codebook, Document, EntityBook, LabelId};
use crate::store::article::{OpenOptions, open_article};
use crate::store::article_meta::FieldSources;
use crate::store::atomic::{self, Expected, WriteError};
use crate::store::export_choice::{ExportChoice, Ledger};
use crate::store::sidecar::Header;

/// Why a dataset was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Format(#[from] FormatError),
    #[error("the folder could not be made ({source}): {}", shown(path))]
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
                tokenizer: tokenizer.filter(|_| format.about().tokenizer.is_some()),
                split,
                dedupe: Dedupe::by_name(&choice.once).unwrap_or_default(),
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
    pub id: CodingId,
    /// Its name in the project.
    pub name: String,
    pub path: PathBuf,
    pub sidecar: PathBuf,
    /// Whose annotations they are; empty for nobody's.
    pub coder: String,
    /// Where the article's fields are looked for.
    pub fields: FieldSources,
    /// The article as it is open now.
    pub open: Option<(Document, Header)>,
}

/// Articles that go into a dataset.
#[derive(Default)]
pub struct Gathered {
    articles: Vec<(String, CodingId, Document, Header)>,
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
                    fields: source.fields,
                    ..OpenOptions::default()
                };
                match open_article(&source.path, &source.sidecar, &options) {
                    Ok(loaded) => (loaded.document, (*loaded.header).clone()),
                    Err(error) => {
                        log::warn!("left out of the dataset: {}", shown(&source.path));
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
        let articles: Vec<(&str, CodingId, &Document)> = self
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
    pub request: RequestToken,
    pub order: Order,
    pub sources: Vec<Source>,
}

/// Articles by which a preview begins.
const FIRST: usize = 8;

/// How far a file is read to see whether it is a data card of ours, in bytes.
const CARD_BYTES: u64 = 16 << 20;

/// Articles after which progress is told.
const PORTION: usize = 16;

impl Work {
    /// Finds out what the dataset would be: from the first articles at once, then from all.
    pub fn look(self, reporter: &Reporter) {
        let Self { request, order, .. } = &self;
        let tell = |report: Result<Report, ExportError>, is_whole| {
            let report = report.map_err(|error| error.to_string());
            let report = report.map(|report| Report { is_whole, ..report });
            reporter.send(Event::ExportLooked(request.number, Box::new(report)));
        };
        if self.sources.len() > FIRST {
            let mut first = Gathered::default();
            for source in &self.sources[..FIRST] {
                first.add(source.clone(), &order.filter);
            }
            if self.request.is_over(reporter) {
                return;
            }
            tell(look(order, &first), false);
        }
        if let Some(gathered) = self.gather(reporter) {
            let report = look(order, &gathered);
            if !self.request.is_over(reporter) {
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
        let written = self.put(&gathered, &out, replace, ledger, reporter);
        reporter.send(Event::Exported(self.request.number, out, Box::new(written)));
    }

    fn put(
        &self,
        gathered: &Gathered,
        out: &Path,
        replace: Replace,
        ledger: Option<&Path>,
        reporter: &Reporter,
    ) -> Result<Report, NotExported> {
        let failed = |error: ExportError| NotExported::Failed(error.to_string());
        let Order {
            format, options, ..
        } = &self.order;
        let mut losses = Losses::default();
        let (request, reporter) = (self.request.clone(), reporter.clone());
        let goes_on = Box::new(move |bytes| {
            reporter.send(Event::ExportProgress(request.number, bytes));
            !request.is_over(&reporter)
        });
        let refs = gathered.refs();
        let staged = stage(*format, refs, options, out, goes_on, &mut losses).map_err(failed)?;
        let known = match (replace, ledger) {
            (Replace::Own, Some(path)) => Ledger::load(path),
            _ => Ledger::default(),
        };
        if replace != Replace::All {
            let in_the_way = staged.in_the_way(&known);
            if !in_the_way.is_empty() {
                return Err(NotExported::InTheWay(in_the_way));
            }
        }
        let files = staged.put().map_err(|error| failed(error.into()))?;
        if let Some(Err(error)) = ledger.map(|path| Ledger::of(&files).save(path)) {
            log::warn!("it is not remembered which files are ours: {error}");
        }
        Ok(Report {
            is_whole: true,
            ..gathered.report(&losses, files.len())
        })
    }

    /// Reads all articles; `None` if the work was given up.
    fn gather(&self, reporter: &Reporter) -> Option<Gathered> {
        let mut gathered = Gathered::default();
        let total = self.sources.len();
        for (done, source) in self.sources.iter().enumerate() {
            if self.request.is_over(reporter) {
                return None;
            }
            if done % PORTION == 0 {
                reporter.send(Event::ExportGathered(self.request.number, done, total));
            }
            gathered.add(source.clone(), &self.order.filter);
        }
        Some(gathered).filter(|_| !self.request.is_over(reporter))
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
    let deduped = order.options.dedupe.apply(gathered.refs(), &mut losses);
    let articles = deduped.refs();
    order
        .format
        .write(&articles, &order.options, &mut files, &mut losses)?;
    Ok(Report {
        beginnings: files.lines(),
        ..gathered.report(&losses, files.count)
    })
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
    let goes_on = Box::new(|_| true);
    let staged = stage(format, articles.to_vec(), options, out, goes_on, losses)?;
    staged.put()?;
    Ok(())
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

/// Writes all files of a dataset beside their place, its data card too.
fn stage(
    format: &dyn Format,
    articles: Vec<ArticleRef<'_>>,
    options: &WriteOptions,
    out: &Path,
    goes_on: Box<GoesOn>,
    losses: &mut Losses,
) -> Result<Staging, ExportError> {
    let deduped = options.dedupe.apply(articles, losses);
    let articles = deduped.refs();
    let is_folder = formats::is_folder(format, options.split.is_some()) || out.is_dir();
    let staging = Staging::new(out, is_folder).map_err(FormatError::Io)?;
    let mut staging = staging.watched(goes_on);
    format.write(&articles, options, &mut staging, losses)?;
    if is_folder && !staging.holds(card::FILE) {
        // Another README that stands there is somebody's work.
        let is_free = match atomic::read(&out.join(card::FILE), CARD_BYTES) {
            Ok((there, _)) => String::from_utf8_lossy(&there).contains(card::MARK),
            Err(error) => error.kind() == std::io::ErrorKind::NotFound,
        };
        if is_free {
            let card = card::card(format, &articles, options, losses);
            let file = staging.file(card::FILE).map_err(FormatError::Io)?;
            file.write_all(card.as_bytes()).map_err(FormatError::Io)?;
        }
    }
    Ok(staging)
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
