//! What `demarche agree` found, ready for every form of output.
//!
//! It must not know how the forms look.

use crate::analysis::agreement::bootstrap::{BootstrapSettings, FEW_ARTICLES};
use crate::analysis::agreement::figures::AgreementFigure;
use crate::analysis::agreement::measure::MeasureInfo;
use crate::analysis::agreement::random::RandomSequence;

use super::read::ReadStudy;

/// By what the rows of a table are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum RowsBy {
    /// One row for each measure and group of coders, all labels together.
    Pair,
    /// One row for each label, attribute and relation type.
    Label,
    /// One row for each article, the worst first.
    Article,
    /// As by label, for each round.
    Round,
}

/// A figure, and the round that it is of.
pub struct ReportedFigure {
    pub figure: AgreementFigure,
    pub round: Option<String>,
}

/// Everything that was found.
pub struct AgreementReport {
    pub read: ReadStudy,
    pub figures: Vec<ReportedFigure>,
    pub bootstrap: BootstrapSettings,
    /// The seed by which coders are renamed; `None` if they keep their names.
    pub anonymous: Option<u64>,
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
    /// The name of a coder in the report.
    pub fn coder(&self, name: &str) -> String {
        coder_name(name, &self.read, self.anonymous)
    }

    /// The names of a figure's coders.
    pub fn coders(&self, figure: &AgreementFigure) -> Vec<String> {
        let coders = figure.coders.iter();
        coders
            .map(|coder| self.coder(self.read.study.coders.name(*coder)))
            .collect()
    }

    /// What a row is about: the article, or the subject.
    pub fn row_name(&self, figure: &AgreementFigure) -> String {
        match figure.article {
            Some(article) => self.read.study.articles[article].name.clone(),
            None => figure.subject.name(&self.read.study),
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

    /// What was left out and what is marked, one line each.
    pub fn left_out(&self) -> Vec<String> {
        let eligibility = &self.read.eligibility;
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

/// The name of a coder in reports: the own one, or C1, C2 in an order that the seed decides.
pub fn coder_name(name: &str, read: &ReadStudy, anonymous: Option<u64>) -> String {
    let Some(seed) = anonymous else {
        return name.to_owned();
    };
    let mut coders: Vec<&String> = read.study.coders.all().iter().collect();
    let others = read.eligibility.left_out.iter().map(|(_, coder, _)| coder);
    coders.extend(others);
    coders.retain(|coder| *coder != super::read::GOLD);
    coders.sort_by_cached_key(|coder| (RandomSequence::for_name(seed, coder).next_u64(), *coder));
    coders.dedup();
    let at = coders.iter().position(|coder| *coder == name);
    at.map_or_else(|| name.to_owned(), |at| format!("C{}", at + 1))
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
    crate::model::plural::counted(count, "coding")
}
