//! Reads what several coders did with the same articles, and computes how far they agree.
//!
//! `gather` reads and decides which codings count, `report` writes what was found; both are for the window and the
//! command line. Which codings there are, and who may see them, the caller knows. The figures are those of
//! [`analysis::agreement`](crate::analysis::agreement); here they are computed on all processors.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use super::worker_pool::parallel_chunks;
use crate::analysis::agreement::bootstrap::BootstrapSettings;
use crate::analysis::agreement::by_id;
use crate::analysis::agreement::figures::{AgreementFigure, FigureChoice, FigureWork, groups};
use crate::analysis::agreement::measure::{FigureSubject, Measure};
use crate::analysis::agreement::study::Study;
use crate::analysis::statements::StatementLabels;
use crate::model::plural::counted;
use crate::store::ArticleLoader;
use crate::store::coder::AGREED_CODER;
use gather::{CodingSource, GatherChoice, GatheredCodings, Gathering};
use report::decimals;

pub mod gather;

pub mod report;

pub mod table;

/// The groups of coders that are compared: each two, the agreed version first so that others are measured against
/// it, and all people if there are more than two.
pub fn groups_of(study: &Study) -> Vec<Vec<u32>> {
    let mut coders: Vec<&String> = study.coders.all().iter().collect();
    coders.sort_by_key(|coder| (coder.as_str() != AGREED_CODER, coder.as_str()));
    let numbers = |coders: &[&String]| -> Vec<u32> {
        let numbers = coders.iter().filter_map(|coder| study.coders.find(*coder));
        numbers.collect()
    };
    let mut found = groups(&numbers(&coders));
    found.retain(|group| group.len() == 2);
    coders.retain(|coder| coder.as_str() != AGREED_CODER);
    if coders.len() > 2 {
        found.push(numbers(&coders));
    }
    found
}

/// The figures of some groups of coders, on all processors; `None` if it was cancelled.
pub fn all_figures(
    study: &Study,
    groups: &[Vec<u32>],
    choice: &FigureChoice<'_>,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<Vec<AgreementFigure>> {
    let mut figures = Vec::new();
    // Groups of the same number of articles see the same resamples.
    let mut resamples = None;
    for group in groups {
        if is_cancelled() {
            return None;
        }
        let work = FigureWork::new(study, group, choice, &mut resamples);
        let parts: Vec<usize> = (0..work.parts()).collect();
        let found = Mutex::new(Vec::new());
        parallel_chunks("measure agreement", &parts, 1, || {
            |_, portion: &[usize]| {
                for part in portion {
                    if is_cancelled() {
                        return ControlFlow::Break(());
                    }
                    let of_part = work.figures(*part);
                    let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                    found.push(of_part);
                }
                ControlFlow::Continue(())
            }
        });
        let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        figures.extend(FigureWork::in_order(found));
    }
    (!is_cancelled()).then_some(figures)
}

/// The measures that a data card names.
const ON_CARDS: [&str; 2] = ["exact_f1", "u_alpha"];

/// The most pairs of coders that a data card names.
const PAIRS_ON_CARDS: usize = 6;

/// How far the coders of a project agree, in one line for the data card of a dataset; empty if no two of them
/// finished the same article. The agreed version is no coder.
pub fn card_line(
    sources: &[CodingSource],
    loader: &ArticleLoader,
    labels: &StatementLabels,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> String {
    let mut gathered = GatheredCodings::default();
    let choice = GatherChoice {
        with_gold: false,
        unfinished_too: false,
        is_wanted: &|_, _| true,
        labels,
    };
    let mut tell = |_: Gathering<'_>| -> Result<(), Infallible> { Ok(()) };
    let Ok(_) = gathered.add(sources, loader, &choice, is_cancelled, &mut tell);
    let study = &gathered.study;
    let choice = FigureChoice {
        measures: ON_CARDS
            .iter()
            .filter_map(|id| by_id(id))
            .map(|m| m as &dyn Measure)
            .collect(),
        subjects: &|subject| *subject == FigureSubject::All,
        bootstrap: BootstrapSettings::default(),
        has_each_article: false,
    };
    let mut groups = groups_of(study);
    // Of many coders all together say enough.
    if groups.len() > PAIRS_ON_CARDS {
        groups.retain(|group| group.len() > 2);
    }
    let mut lines: Vec<String> = Vec::new();
    for group in &groups {
        let found = all_figures(study, std::slice::from_ref(group), &choice, is_cancelled);
        let found = found.unwrap_or_default();
        let Some(articles) = found
            .first()
            .map(|figure| figure.articles)
            .filter(|n| *n > 0)
        else {
            continue;
        };
        let values = found.iter().filter_map(|figure| {
            let value = decimals(figure.value.ok()?);
            Some(match figure.interval {
                Some(of) => format!(
                    "{} {value} (95 % {} to {})",
                    figure.measure.name,
                    decimals(of.low),
                    decimals(of.high)
                ),
                None => format!("{} {value}", figure.measure.name),
            })
        });
        let values: Vec<String> = values.collect();
        let coders = group.iter().map(|coder| study.coders.name(*coder).as_str());
        let coders = coders.collect::<Vec<_>>().join(" and ");
        lines.push(format!(
            "{coders} on {}: {}",
            counted(articles, "article"),
            values.join(", ")
        ));
    }
    lines.join("; ")
}
