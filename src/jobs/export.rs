//! Exports datasets: computes and writes them, for the window and the command line alike.
//!
//! ```text
//! sources -> gather -> look: a report, nothing is written
//!                   -> staged beside their place -> moved there
//! ```

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::slice;

use super::agreement::card_line;
use super::agreement::gather::CodingSource;
use super::import::{Dataset, ImportError};
use super::request::RequestToken;
use super::staging::{ContinueWriting, Staging};
use super::{Event, Reporter};
use crate::store::{ArticleFiles, ArticleLoader, display_path};

use crate::analysis::statements::StatementLabels;
use crate::formats::export_options::{ExportRequest, KnownValues, OptionErrors};
use crate::formats::{
    self, ArticleRef, Beginnings, Filter, Format, FormatError, Losses, Output, Report,
    WriteOptions, codings, data_card, report,
};
use crate::model::date::Date;
use crate::model::history::CodingId;
use crate::model::{Codebook, Document, EntityBook};
use crate::store::dataset_folder::FileList;
use crate::store::export_choice::{Coders, ExportChoice, Ledger};
use crate::store::output_guard::{OutputError, OutputGuard};
use crate::store::sidecar::Header;

/// Why a dataset was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Format(#[from] FormatError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(
        "the folder has shards of another export, which would be read together with these; remove \
         them or choose another folder: {}",
        display_path(.0)
    )]
    OtherShards(PathBuf),
}

/// Why an export from the window failed; nothing is changed then, unless writing itself failed.
#[derive(Debug)]
pub enum NotExported {
    /// These files exist, and the user has not confirmed to replace them.
    InTheWay(Vec<PathBuf>),
    /// Articles could not be read, or there are none, and these files may have been written from
    /// more of them.
    Incomplete {
        unread: usize,
        files: Vec<PathBuf>,
    },
    Failed(ExportError),
}

/// The export options.
#[derive(Clone)]
pub struct ExportOrder {
    pub format: &'static dyn Format,
    pub filter: Filter,
    pub options: WriteOptions,
}

impl ExportOrder {
    /// Validates the user's choice. `today` is the reference for relative dates such as
    /// “yesterday”.
    ///
    /// # Errors
    /// Every value that names something that does not exist or was typed wrong.
    pub fn new(
        choice: &ExportChoice,
        known: &KnownValues,
        today: Date,
        codebook: &Codebook,
        entities: &EntityBook,
    ) -> Result<Self, OptionErrors> {
        let options = request(choice).check(known, today)?;
        Ok(Self {
            format: options.format,
            options: options.write_options(codebook.clone(), entities.clone()),
            filter: options.filter,
        })
    }
}

/// A choice as text that can be validated.
fn request(choice: &ExportChoice) -> ExportRequest {
    let format = formats::by_name(&choice.format);
    // A tokenizer that was chosen for another format has no meaning for one without words.
    let has_words = format.is_none_or(|format| format.about().tokenizer.is_some());
    ExportRequest {
        format: choice.format.clone(),
        coders: match &choice.coders {
            Coders::Mine | Coders::First | Coders::All => Vec::new(),
            Coders::Only(name) => vec![name.clone()],
        },
        statuses: choice.statuses.iter().cloned().collect(),
        labels: choice.labels.iter().cloned().collect(),
        since: choice.since.clone(),
        tokenizer: choice.tokenizer.clone().filter(|_| has_words),
        split: choice.split.clone(),
        seed: choice.seed.to_string(),
        stratify: choice.stratify,
        shards: None,
        partition_by: None,
        dedupe: choice.once.clone(),
    }
}

/// An article to export: the open version, or the one on disk.
#[derive(Clone)]
pub struct ExportSource {
    pub id: CodingId,
    /// Its name in the project.
    pub name: String,
    pub files: ArticleFiles,
    /// The snapshot of an open article.
    pub open: Option<(Document, Header)>,
}

/// The articles of an export.
#[derive(Default)]
pub struct GatheredArticles {
    articles: Vec<(String, CodingId, Document, Header)>,
    /// The unreadable articles, with the reason.
    unread: Vec<String>,
}

impl GatheredArticles {
    /// Reads an article if it is not open, and keeps the selected parts of it.
    pub fn add(&mut self, source: ExportSource, filter: &Filter, loader: &ArticleLoader) {
        let (document, header) = match source.open {
            Some(open) => open,
            None => match loader.read(&source.files) {
                Ok(loaded) => (loaded.document, (*loaded.header).clone()),
                Err(error) => {
                    log::warn!(
                        "left out of the dataset: {}",
                        display_path(&source.files.path)
                    );
                    self.unread.push(error.to_string());
                    return;
                }
            },
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

/// An export job for the window, which can be cancelled.
pub struct ExportWork {
    /// The request of the dialog that this answers.
    pub request: RequestToken,
    pub order: ExportOrder,
    pub sources: Vec<ExportSource>,
    pub loader: ArticleLoader,
    /// Knows the files of the project.
    pub guard: OutputGuard,
    /// The articles that several people coded, as far as this coder may see them, for the data card.
    pub codings: Vec<CodingSource>,
    pub labels: StatementLabels,
}

/// The number of articles in the first preview.
const FIRST: usize = 8;

/// The number of articles between two progress events.
const PORTION: usize = 16;

impl ExportWork {
    /// Previews the dataset: from the first articles at once, then from all.
    pub fn look(self, reporter: &Reporter) {
        let Self { request, order, .. } = &self;
        let tell = |report: Result<Report, ExportError>, is_whole| {
            let report = report.map(|report| Report { is_whole, ..report });
            reporter.send(Event::ExportPreviewed(request.number, Box::new(report)));
        };
        if self.sources.len() > FIRST {
            let mut first = GatheredArticles::default();
            for source in &self.sources[..FIRST] {
                first.add(source.clone(), &order.filter, &self.loader);
            }
            if self.request.is_over(reporter) {
                return;
            }
            tell(preview(order, &first), false);
        }
        if let Some(gathered) = self.gather(reporter) {
            let report = preview(order, &gathered);
            if !self.request.is_over(reporter) {
                tell(report, true);
            }
        }
    }

    /// Writes the dataset. Unless all files may be replaced, it replaces only those that the last
    /// export wrote and nobody has changed since.
    pub fn write(self, out: PathBuf, replace: Replace, ledger: Option<&Path>, reporter: &Reporter) {
        let Some(gathered) = self.gather(reporter) else {
            return;
        };
        let is_cancelled = || self.request.is_over(reporter);
        let agreement = card_line(&self.codings, &self.loader, &self.labels, &is_cancelled);
        let mut work = self;
        work.order.options.agreement = agreement;
        let written = work.put(&gathered, &out, replace, ledger, reporter);
        reporter.send(Event::Exported(work.request.number, out, Box::new(written)));
    }

    fn put(
        &self,
        gathered: &GatheredArticles,
        out: &Path,
        replace: Replace,
        ledger: Option<&Path>,
        reporter: &Reporter,
    ) -> Result<Report, NotExported> {
        let ExportOrder {
            format, options, ..
        } = &self.order;
        let mut losses = Losses::default();
        let (request, reporter) = (self.request.clone(), reporter.clone());
        let may_continue = Box::new(move |bytes| {
            reporter.send(Event::ExportProgress(request.number, bytes));
            !request.is_over(&reporter)
        });
        let refs = gathered.refs();
        let staged = stage(*format, refs, options, out, may_continue, &mut losses);
        let staged = staged.map_err(NotExported::Failed)?;
        // Which other files may be replaced is asked for below.
        let guard = self.guard.clone().confirmed(true);
        let refused = |error: OutputError| NotExported::Failed(error.into());
        staged.check(&guard).map_err(refused)?;
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
        let is_incomplete = !gathered.unread.is_empty() || self.sources.is_empty();
        if is_incomplete && replace != Replace::All {
            let (unread, files) = (gathered.unread.len(), staged.existing());
            if !files.is_empty() {
                return Err(NotExported::Incomplete { unread, files });
            }
        }
        let files = staged.put(&guard).map_err(refused)?;
        if let Some(Err(error)) = ledger.map(|path| Ledger::of(&files).save(path)) {
            log::warn!("it is not remembered which files are ours: {error}");
        }
        Ok(Report {
            is_whole: true,
            ..gathered.report(&losses, files.len())
        })
    }

    /// Reads all articles; `None` if the job was cancelled.
    fn gather(&self, reporter: &Reporter) -> Option<GatheredArticles> {
        let mut gathered = GatheredArticles::default();
        let total = self.sources.len();
        for (done, source) in self.sources.iter().enumerate() {
            if self.request.is_over(reporter) {
                return None;
            }
            if done % PORTION == 0 {
                reporter.send(Event::ExportGathered(self.request.number, done, total));
            }
            gathered.add(source.clone(), &self.order.filter, &self.loader);
        }
        Some(gathered).filter(|_| !self.request.is_over(reporter))
    }
}

/// Which existing files may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replace {
    Nothing,
    /// Those that the last export wrote and nobody has changed since.
    Own,
    All,
}

/// Previews the dataset, without writing any of it.
///
/// # Errors
/// If the format cannot represent the articles.
pub fn preview(order: &ExportOrder, gathered: &GatheredArticles) -> Result<Report, ExportError> {
    let (mut files, mut losses) = (Beginnings::default(), Losses::default());
    let deduped = order.options.dedupe.apply(gathered.refs(), &mut losses);
    let articles = deduped.refs();
    codings::tell_apart(order.format.about(), &articles, &mut losses);
    order
        .format
        .write(&articles, &order.options, &mut files, &mut losses)?;
    Ok(Report {
        beginnings: files.lines(),
        ..gathered.report(&losses, files.count)
    })
}

/// Writes a dataset to a file, or to a folder if there are several files; a folder gets a data
/// card. Existing files are replaced as far as the guard allows it.
///
/// # Errors
/// If the format cannot represent the articles, or a file may not or cannot be written.
pub fn write(
    format: &dyn Format,
    articles: &[ArticleRef<'_>],
    options: &WriteOptions,
    out: &Path,
    losses: &mut Losses,
    guard: &OutputGuard,
) -> Result<(), ExportError> {
    let may_continue = Box::new(|_| true);
    let staged = stage(
        format,
        articles.to_vec(),
        options,
        out,
        may_continue,
        losses,
    )?;
    if options.shards.is_some() {
        refuse_other_shards(&staged, out, format.about().extension)?;
    }
    staged.put(guard)?;
    Ok(())
}

/// Joins exports of parts of a project's articles, each a file or a folder. Existing files are
/// replaced as far as the guard allows it.
///
/// # Errors
/// If the parts cannot be joined, or a file cannot be read or written.
pub fn join(
    format: &dyn Format,
    parts: &[PathBuf],
    out: &Path,
    guard: &OutputGuard,
) -> Result<(), ExportError> {
    let is_of_folders = parts.iter().any(|part| part.is_dir());
    let staging = Staging::new(out, is_of_folders || out.is_dir());
    let mut staging = staging.map_err(FormatError::Io)?;
    join_to(format, parts, &mut staging)?;
    refuse_other_shards(&staging, out, format.about().extension)?;
    staging.put(guard)?;
    Ok(())
}

/// The same into any output.
///
/// # Errors
/// If the parts cannot be joined, or a file cannot be read or written.
pub fn join_to(
    format: &dyn Format,
    parts: &[PathBuf],
    output: &mut dyn Output,
) -> Result<(), ExportError> {
    let parts = parts
        .iter()
        .map(|part| Dataset::find(slice::from_ref(part)));
    let parts = parts.collect::<Result<Vec<_>, ImportError>>();
    let parts = parts.map_err(|error| FormatError::NotJoined(error.to_string()))?;
    let inputs: Vec<_> = parts.iter().map(Dataset::inputs).collect();
    Ok(format.join(&inputs, output)?)
}

/// Refuses to put shards beside those of another export, because programs would read them together.
fn refuse_other_shards(staged: &Staging, out: &Path, extension: &str) -> Result<(), ExportError> {
    let places: HashSet<&Path> = staged.places().collect();
    let files = walkdir::WalkDir::new(out).sort_by_file_name().into_iter();
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy();
        let number = name.strip_prefix("part-").and_then(|rest| {
            let number = rest.strip_suffix(extension)?.strip_suffix('.')?;
            number
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then_some(())
        });
        if number.is_some() && !places.contains(file.path()) {
            return Err(ExportError::OtherShards(file.into_path()));
        }
    }
    Ok(())
}

/// Writes a list of losses: as JSON if the file extension says so, as text otherwise.
///
/// # Errors
/// If the file may not or cannot be written.
pub fn write_losses(
    losses: &Losses,
    format: &str,
    path: &Path,
    guard: &OutputGuard,
) -> Result<(), ExportError> {
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
    Ok(guard.replace(path, &bytes)?)
}

/// Writes all files of a dataset to the staging folder, including its data card.
fn stage(
    format: &dyn Format,
    articles: Vec<ArticleRef<'_>>,
    options: &WriteOptions,
    out: &Path,
    may_continue: Box<ContinueWriting>,
    losses: &mut Losses,
) -> Result<Staging, ExportError> {
    let deduped = options.dedupe.apply(articles, losses);
    let articles = deduped.refs();
    codings::tell_apart(format.about(), &articles, losses);
    let is_parted = options.split.is_some() || options.shards.is_some();
    let is_folder = formats::is_folder(format, is_parted) || out.is_dir();
    let staging = Staging::new(out, is_folder).map_err(FormatError::Io)?;
    let mut staging = staging.watched(may_continue);
    format.write(&articles, options, &mut staging, losses)?;
    if is_folder && !staging.holds(data_card::FILE) {
        // Another README in this folder is the user's own work.
        let is_free =
            out.join(data_card::FILE).symlink_metadata().is_err() || FileList::read(out).is_some();
        if is_free {
            let card = data_card::card(format, &articles, options, losses);
            let file = staging.file(data_card::FILE).map_err(FormatError::Io)?;
            file.write_all(card.as_bytes()).map_err(FormatError::Io)?;
        }
    }
    Ok(staging)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::export_options::ExportOption;

    /// The window refuses what the command line refuses, with the same message.
    #[test]
    fn a_choice_is_checked_as_a_request_is() {
        let today = Date::parse("2026-11-29").expect("a day");
        let mut known = KnownValues::default();
        let codebook = Codebook::default();
        let order = |choice: &ExportChoice, known: &KnownValues| {
            ExportOrder::new(choice, known, today, &codebook, &EntityBook::default())
        };
        let choice = ExportChoice {
            format: "jsonl".to_owned(),
            coders: Coders::Only("mk".to_owned()),
            labels: ["actr".to_owned()].into(),
            statuses: ["done".to_owned()].into(),
            since: "yesterday".to_owned(),
            // Chosen for another format.
            tokenizer: Some("words".to_owned()),
            split: Some("a=0.5,b=0.5".to_owned()),
            seed: 7,
            ..ExportChoice::default()
        };
        known.add_label(&"actor".into(), "Actor");
        let wrong = order(&choice, &known).err().expect("two are wrong");
        let options: Vec<ExportOption> = wrong.iter().map(|wrong| wrong.option).collect();
        assert_eq!(options, [ExportOption::Coders, ExportOption::Labels]);
        assert!(
            wrong.messages().contains("did you mean “actor”?"),
            "{wrong}"
        );

        known.add_coder("mk");
        let choice = ExportChoice {
            labels: ["actor".to_owned()].into(),
            ..choice
        };
        let order = order(&choice, &known).unwrap_or_else(|wrong| panic!("{wrong}"));
        assert_eq!(order.filter.since, "2026-11-28");
        assert_eq!(order.options.tokenizer, None);
        assert_eq!(order.options.split.map(|split| split.seed), Some(7));
    }
}
