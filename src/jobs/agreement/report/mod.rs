//! Reports about agreement: what was found, ready for every form of output, for the command line and the window.
//!
//! This file must not know how the forms look: `page` writes Markdown and HTML, `long_tables` CSV and JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::analysis::agreement::bootstrap::{BootstrapSettings, FEW_ARTICLES, MIN_ARTICLES};
use crate::analysis::agreement::figures::AgreementFigure;
use crate::analysis::agreement::measure::MeasureInfo;
use crate::analysis::agreement::random::RandomSequence;
use crate::analysis::agreement::study::Study;
use crate::model::Codebook;
use crate::model::plural::counted;
use crate::store::coder::AGREED_CODER;
use crate::store::hash;

use super::gather::GatheredCodings;
use teams::ReportedTeams;

mod long_tables;

mod methods;

mod page;

pub mod sections;

pub mod teams;

/// The forms of a report that can be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredForm {
    Csv,
    Json,
    Markdown,
    Html,
}

impl StoredForm {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Html, Self::Markdown, Self::Csv, Self::Json];

    /// The extension of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// The form that a file with this extension has; Markdown if the extension says nothing.
    pub fn of(path: &Path) -> Self {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let mut all = Self::ALL.into_iter();
        let found = all.find(|form| extension.eq_ignore_ascii_case(form.extension()));
        let is_page = extension.eq_ignore_ascii_case("htm");
        found.unwrap_or(if is_page { Self::Html } else { Self::Markdown })
    }
}

/// What was read of the projects that are measured.
#[derive(Default)]
pub struct ReadStudy {
    pub gathered: GatheredCodings,
    /// Rounds of the projects, in the order of their files.
    pub teams: ReportedTeams,
    /// Names and versions of the codebooks, with the hash of their files; empty for the built-in one.
    pub codebooks: BTreeSet<(String, String, String)>,
}

impl ReadStudy {
    /// What the figures are computed from.
    pub fn study(&self) -> &Study {
        &self.gathered.study
    }

    /// Notes the codebook of a project in this folder.
    pub fn note_codebook(&mut self, codebook: &Codebook, folder: &Path) {
        let file = std::fs::read(folder.join("codebook.json"));
        let hash = file.map(|bytes| hash::sha256_hex(&bytes));
        self.codebooks.insert((
            codebook.name.clone(),
            codebook.version.clone(),
            hash.unwrap_or_default(),
        ));
    }
}

/// A figure, and the round that it is of.
pub struct ReportedFigure {
    pub figure: AgreementFigure,
    pub round: Option<String>,
}

/// Everything that was found.
pub struct AgreementReport {
    pub read: Arc<ReadStudy>,
    pub figures: Vec<ReportedFigure>,
    pub bootstrap: BootstrapSettings,
    pub names: CoderNames,
    /// The command that gives this report again.
    pub command: String,
    pub unfinished_too: bool,
    pub round: Option<String>,
    pub more: Vec<MoreSection>,
}

/// A part of the report beside the figures, such as a plan.
pub struct MoreSection {
    pub title: String,
    pub table: Vec<Vec<String>>,
    pub notes: Vec<String>,
    /// The field of the JSON, and its value.
    pub json: (&'static str, serde_json::Value),
}

impl AgreementReport {
    /// The report in one of its forms.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&self, form: StoredForm) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match form {
            StoredForm::Csv => long_tables::write_csv(self, &mut bytes)?,
            StoredForm::Json => long_tables::write_json(self, &mut bytes)?,
            StoredForm::Markdown => bytes = page::markdown(self).into_bytes(),
            StoredForm::Html => bytes = page::html(self).into_bytes(),
        }
        Ok(bytes)
    }

    /// The name of a coder in the report.
    pub fn coder(&self, name: &str) -> String {
        self.names.name(name)
    }

    /// The names of a figure's coders.
    pub fn coders(&self, figure: &AgreementFigure) -> Vec<String> {
        let coders = figure.coders.iter();
        coders
            .map(|coder| self.coder(self.read.study().coders.name(*coder)))
            .collect()
    }

    /// What a row is about: the article, or the subject.
    pub fn row_name(&self, figure: &AgreementFigure) -> String {
        match figure.article {
            Some(article) => self.read.study().articles[article].name.clone(),
            None => figure.subject.name(self.read.study()),
        }
    }

    /// Why there is no value, and the remarks, in one line.
    pub fn note(&self, figure: &AgreementFigure) -> String {
        let reason = figure.value.err().map(|reason| reason.to_string());
        let notes = reason.into_iter().chain(figure.notes.iter().cloned());
        notes.collect::<Vec<_>>().join("; ")
    }

    /// The measures of the figures, in their order, each once.
    pub fn measures(&self) -> Vec<&'static MeasureInfo> {
        let mut measures: Vec<&'static MeasureInfo> = Vec::new();
        for reported in &self.figures {
            if measures
                .iter()
                .all(|known| known.id != reported.figure.measure.id)
            {
                measures.push(reported.figure.measure);
            }
        }
        measures
    }

    /// Groups of figures that make a table: the same coders, of the same round.
    pub fn tables(&self) -> Vec<(String, Vec<&AgreementFigure>)> {
        let mut tables: Vec<(String, Vec<&AgreementFigure>)> = Vec::new();
        for reported in &self.figures {
            let coders = self.coders(&reported.figure).join(" + ");
            let title = match &reported.round {
                Some(round) => format!("{coders}, round {round}"),
                None => coders,
            };
            match tables.last_mut() {
                Some((last, figures)) if *last == title => figures.push(&reported.figure),
                _ => tables.push((title, vec![&reported.figure])),
            }
        }
        tables
    }

    /// How many articles a table rests on, as the end of its title.
    pub fn about_articles(&self, figures: &[&AgreementFigure]) -> String {
        let Some(first) = figures.first().filter(|figure| figure.article.is_none()) else {
            return String::new();
        };
        let articles = counted(first.articles, "article");
        if first.articles < MIN_ARTICLES && self.bootstrap.resamples > 0 {
            return format!(": {articles}, too few for intervals (at least {MIN_ARTICLES})");
        }
        format!(": {articles}")
    }

    /// What was left out and what is marked, one line each.
    pub fn left_out(&self) -> Vec<String> {
        let eligibility = &self.read.gathered.eligibility;
        let mut lines: Vec<String> = eligibility
            .reasons()
            .iter()
            .map(|(reason, count)| format!("{}: {reason}", codings(*count)))
            .collect();
        if eligibility.detached > 0 {
            lines.push(format!("{} detached annotations", eligibility.detached));
        }
        let suggested = eligibility.with_suggestions.len();
        if suggested > 0 {
            lines.push(format!(
                "{} had suggestions on, which raise agreement; they are not left out",
                codings(suggested)
            ));
        }
        lines
    }
}

/// The names of coders in reports: their own, or C1, C2 in an order that a seed decides.
pub struct CoderNames(Option<BTreeMap<String, String>>);

impl CoderNames {
    /// The names for what was read; `anonymous` is the seed, or `None` for their own.
    pub fn new(read: &ReadStudy, anonymous: Option<u64>) -> Self {
        Self(anonymous.map(|seed| {
            let mut coders: Vec<&String> = read.study().coders.all().iter().collect();
            let others = read
                .gathered
                .eligibility
                .left_out
                .iter()
                .map(|(_, coder, _)| coder);
            coders.extend(others);
            coders.retain(|coder| *coder != AGREED_CODER);
            coders.sort_unstable();
            coders.dedup();
            coders.sort_by_cached_key(|coder| RandomSequence::for_name(seed, coder).next_u64());
            let numbered = coders.into_iter().zip(1..);
            numbered
                .map(|(coder, number)| (coder.clone(), format!("C{number}")))
                .collect()
        }))
    }

    /// The name of a coder.
    pub fn name(&self, coder: &str) -> String {
        let renamed = self.0.as_ref().and_then(|names| names.get(coder));
        renamed.map_or(coder, String::as_str).to_owned()
    }
}

/// A figure with three decimals, or “—”.
pub fn shown(figure: &AgreementFigure) -> String {
    figure.value.map_or_else(|_| "—".to_owned(), decimals)
}

/// An interval, or “—”; with a mark where it rests on few articles.
pub fn shown_interval(figure: &AgreementFigure) -> String {
    match figure.interval {
        Some(interval) => {
            let mark = if figure.articles < FEW_ARTICLES {
                "*"
            } else {
                ""
            };
            format!(
                "{} to {}{mark}",
                decimals(interval.low),
                decimals(interval.high)
            )
        }
        None => "—".to_owned(),
    }
}

/// Three decimals, without a minus before zero.
pub fn decimals(value: f64) -> String {
    let text = format!("{value:.3}");
    if text == "-0.000" {
        "0.000".to_owned()
    } else {
        text
    }
}

fn codings(count: usize) -> String {
    counted(count, "coding")
}
