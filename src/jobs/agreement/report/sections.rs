//! Parts of the report beside the figures: plans, windows of time, reliability of coders.

use serde_json::{Value, json};

use crate::analysis::agreement::bootstrap::BootstrapSettings;
use crate::analysis::agreement::measure::{FigureSubject, Measure, shared};
use crate::analysis::agreement::plan::{ArticlePlan, plans};
use crate::analysis::agreement::reliability::questions::questions;
use crate::analysis::agreement::reliability::{ReliabilityModel, fit};
use crate::analysis::agreement::study::Study;
use crate::analysis::agreement::windows::{NOTABLE_FALL, WindowFigure, windows};
use crate::model::plural::counted;

use super::{MoreSection, decimals};

/// What the sections are computed from.
pub struct SectionInput<'s> {
    pub study: &'s Study,
    /// People, without the agreed version.
    pub coders: Vec<u32>,
    pub measures: Vec<&'s dyn Measure>,
    pub subjects: Vec<FigureSubject>,
    pub bootstrap: BootstrapSettings,
    /// The name of a coder in reports.
    pub name: &'s dyn Fn(&str) -> String,
}

impl SectionInput<'_> {
    fn coder(&self, coder: u32) -> String {
        (self.name)(self.study.coders.name(coder))
    }
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// How many articles an interval of a width needs.
pub fn plan(input: &SectionInput<'_>, width: f64) -> MoreSection {
    let mut table = vec![row([
        "measure",
        "for",
        "coders an article",
        "articles needed",
        "width now",
        "articles now",
        "note",
    ])];
    let mut json: Vec<Value> = Vec::new();
    for measure in &input.measures {
        for subject in &input.subjects {
            let found = plans(
                input.study,
                &input.coders,
                *measure,
                subject,
                width,
                input.bootstrap,
            );
            for ArticlePlan {
                coders,
                pilot_articles,
                width_now,
                articles,
                reason,
            } in found
            {
                let (id, name) = (measure.info().id, subject.name(input.study));
                let note = reason.map_or_else(String::new, |reason| reason.to_string());
                json.push(json!({
                    "measure": id, "label": name, "coders_per_article": coders, "articles": articles,
                    "width": width, "width_now": width_now, "articles_now": pilot_articles, "note": note,
                }));
                table.push(vec![
                    id.to_owned(),
                    name,
                    coders.to_string(),
                    articles.map_or_else(|| "—".to_owned(), |count| count.to_string()),
                    width_now.map_or_else(|| "—".to_owned(), decimals),
                    pilot_articles.to_string(),
                    note,
                ]);
            }
        }
    }
    MoreSection {
        title: format!("Articles needed for a 95 % interval of {width} from end to end"),
        table,
        notes: vec![
            "The articles of this study are the pilot, and further ones are taken to be like them. With \
             several groups of so many coders, the one in the middle counts."
                .to_owned(),
        ],
        json: ("plan", json.into()),
    }
}

/// Agreement over time.
pub fn over_time(input: &SectionInput<'_>, groups: &[Vec<u32>], count: usize) -> MoreSection {
    let mut table = vec![row([
        "measure", "for", "coders", "from", "to", "articles", "value", "95 %", "codebook",
    ])];
    let (mut notes, mut json): (Vec<String>, Vec<Value>) = (Vec::new(), Vec::new());
    for measure in &input.measures {
        for group in groups.iter().filter(|group| group.len() == 2) {
            for subject in &input.subjects {
                let found = windows(
                    input.study,
                    group,
                    *measure,
                    subject,
                    count,
                    input.bootstrap,
                );
                let coders: Vec<String> = group.iter().map(|coder| input.coder(*coder)).collect();
                let (id, name) = (measure.info().id, subject.name(input.study));
                let day = |time: &str| time.get(..10).unwrap_or(time).to_owned();
                for window in &found.windows {
                    let (low, high) = (
                        window.interval.map(|interval| interval.low),
                        window.interval.map(|interval| interval.high),
                    );
                    json.push(json!({
                        "measure": id, "label": name, "coders": coders, "from": window.from, "to": window.to,
                        "articles": window.articles, "value": window.state.value(), "low": low, "high": high,
                        "state": window.state.id(), "codebook_versions": window.codebook_versions,
                    }));
                    table.push(vec![
                        id.to_owned(),
                        name.clone(),
                        coders.join(" + "),
                        day(&window.from),
                        day(&window.to),
                        window.articles.to_string(),
                        match window.state {
                            WindowFigure::Figure(value) => decimals(value),
                            WindowFigure::TotalAgreement => "total agreement".to_owned(),
                            WindowFigure::CannotBeKnown(reason) => format!("— ({reason})"),
                        },
                        match (low, high) {
                            (Some(low), Some(high)) => {
                                format!("{} to {}", decimals(low), decimals(high))
                            }
                            _ => "—".to_owned(),
                        },
                        window.codebook_versions.join(", "),
                    ]);
                }
                if let Some(fall) = found.fall {
                    notes.push(format!(
                        "{id} of {name}, {}: the newest window is {:.0} % below the whole (told from {:.0} %)",
                        coders.join(" + "),
                        fall * 100.0,
                        NOTABLE_FALL * 100.0
                    ));
                }
                if found.without_time > 0 {
                    let articles = counted(found.without_time, "article");
                    notes.push(format!("{articles} without a time are in no window"));
                }
            }
        }
    }
    notes.dedup();
    MoreSection {
        title: "Agreement over time".to_owned(),
        table,
        notes,
        json: ("windows", json.into()),
    }
}

/// Resamples of the standard errors.
pub const RESAMPLES: usize = 100;

/// Items against the majority that a note lists.
const LISTED: usize = 10;

/// The reliability of coders by two models.
pub fn reliability(input: &SectionInput<'_>) -> MoreSection {
    let mut table = vec![row([
        "model",
        "question",
        "coder",
        "reliability",
        "standard error",
        "answers",
    ])];
    let articles = shared(input.study, &input.coders);
    let (mut notes, mut json): (Vec<String>, Vec<Value>) = (Vec::new(), Vec::new());
    for question in questions(&articles) {
        let name = question.name(input.study);
        for model in [ReliabilityModel::DawidSkene, ReliabilityModel::Mace] {
            let seed = input.bootstrap.seed;
            let found = fit(model, &question.answers, &question.groups, RESAMPLES, seed);
            for (at, coder) in input.coders.iter().enumerate() {
                let error = found.standard_errors.get(at).copied();
                let answers = question.answers.of_coder(at);
                json.push(json!({
                    "model": model.id(), "question": name, "coder": input.coder(*coder),
                    "reliability": found.coders[at], "standard_error": error, "answers": answers,
                }));
                table.push(vec![
                    model.id().to_owned(),
                    name.clone(),
                    input.coder(*coder),
                    decimals(found.coders[at]),
                    error.map_or_else(|| "—".to_owned(), decimals),
                    answers.to_string(),
                ]);
            }
            let against = found.against_majority(&question.answers);
            if !against.is_empty() {
                let names = against
                    .iter()
                    .take(LISTED)
                    .map(|item| articles[question.items[*item].0].article.name.as_str());
                let mut names: Vec<&str> = names.collect();
                names.dedup();
                notes.push(format!(
                    "{}, {name}: {} in which the most reliable coders stand against the majority, often a fault of \
                     the codebook: {}",
                    model.id(),
                    counted(against.len(), "annotation"),
                    names.join(", ")
                ));
            }
        }
    }
    if input.coders.len() < 3 {
        notes.push(
            "Two coders cannot tell who of them errs: the models rest on a prior by which both are right eight \
             times of ten."
                .to_owned(),
        );
    }
    notes.push(
        "For the project lead alone. The models decide nothing: Dawid and Skene 1979, Applied Statistics \
         28(1):20-28; MACE, Hovy, Berg-Kirkpatrick, Vaswani and Hovy 2013, NAACL-HLT, 1120-1130."
            .to_owned(),
    );
    MoreSection {
        title: "Reliability of coders, without an agreed version".to_owned(),
        table,
        notes,
        json: ("reliability", json.into()),
    }
}
