//! What the dialog about agreement shows: the figures of all, and those of one pair of coders in detail.
//!
//! The figures are computed in one job, when the dialog opens; a measure over rounds, weeks and windows, and the
//! models of reliability, in others, when they are looked at.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use super::gather::{CodingSource, GatherChoice, Gathering};
use super::report::sections::RESAMPLES;
use super::report::{AgreementReport, CoderNames, ReadStudy, ReportedFigure};
use super::{all_figures, groups_of};
use crate::analysis::agreement::MEASURES;
use crate::analysis::agreement::bootstrap::BootstrapSettings;
use crate::analysis::agreement::figures::{AgreementFigure, FigureChoice};
use crate::analysis::agreement::matching::Match;
use crate::analysis::agreement::measure::{
    FigureSubject, Measure, Pooled, SharedArticle, Undefined, shared,
};
use crate::analysis::agreement::reliability::questions::{QuestionKind, questions};
use crate::analysis::agreement::reliability::{ReliabilityModel, fit};
use crate::analysis::agreement::study::{CodedUnit, Study};
use crate::analysis::agreement::windows::{WindowSeries, windows};
use crate::analysis::statements::StatementLabels;
use crate::jobs::worker_pool::parallel_chunks;
use crate::model::date::Date;
use crate::model::history::ArticleId;
use crate::store::coder::AGREED_CODER;
use crate::store::{ArticleLoader, atomic, hash};

/// The measure by which articles are ordered, the worst first.
pub const OF_ARTICLES: &str = "exact_f1";

/// Measures that are computed for the agreed version and a coder alone.
const AGAINST_AGREED: [&str; 2] = ["exact_precision", "exact_recall"];

/// How many windows the articles are cut into.
const WINDOWS: usize = 5;

/// An article of the project that is measured.
pub struct AgreementSource {
    pub id: ArticleId,
    pub source: CodingSource,
}

/// How far the coders of a project agree.
#[derive(Default)]
pub struct AgreementTable {
    pub read: Arc<ReadStudy>,
    /// The articles in the order of the study.
    pub articles: Vec<ArticleId>,
    /// Of each pair of coders, with the agreed version, and of all people if there are more than two.
    pub figures: Vec<AgreementFigure>,
    /// By [`OF_ARTICLES`], of each pair of people and article; the worst first.
    pub of_articles: Vec<AgreementFigure>,
    /// The reason why the first coding that could not be read could not.
    pub unread: Option<String>,
    pub bootstrap: BootstrapSettings,
    pub unfinished_too: bool,
}

/// One measure of some coders in parts of the articles.
#[derive(Clone, Debug)]
pub struct AgreementCourse {
    pub measure: &'static str,
    pub group: Vec<u32>,
    /// The name of a round, and the figure of its articles.
    pub rounds: Vec<(String, PartFigure)>,
    /// The first day of a week, and the figure of the articles that were finished in it.
    pub weeks: Vec<(String, PartFigure)>,
    pub windows: WindowSeries,
}

/// A figure of some of the articles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartFigure {
    pub value: Result<f64, Undefined>,
    pub articles: usize,
}

/// How reliable a coder is in one question, as a model without an agreed version has it.
#[derive(Clone, Debug)]
pub struct CoderReliability {
    pub question: QuestionKind,
    pub model: ReliabilityModel,
    pub coder: u32,
    pub reliability: f64,
    pub standard_error: Option<f64>,
    /// Answers from which it was estimated.
    pub answers: usize,
}

/// What the models say of the people.
#[derive(Clone, Debug, Default)]
pub struct ReliabilityView {
    pub coders: Vec<CoderReliability>,
    /// Articles in which the most reliable coders stand against the majority, by their index, with the question.
    pub against_majority: Vec<(usize, QuestionKind)>,
}

/// Reads the articles and computes everything. `None` if it was cancelled.
pub fn measure(
    sources: Vec<AgreementSource>,
    mut read: ReadStudy,
    loader: &ArticleLoader,
    labels: &StatementLabels,
    unfinished_too: bool,
    is_cancelled: &(dyn Fn() -> bool + Sync),
) -> Option<AgreementTable> {
    let mut table = AgreementTable {
        unfinished_too,
        ..AgreementTable::default()
    };
    let choice = GatherChoice {
        with_gold: true,
        unfinished_too,
        is_wanted: &|_, _| true,
        labels,
    };
    let (ids, sources): (Vec<ArticleId>, Vec<CodingSource>) = sources
        .into_iter()
        .map(|source| (source.id, source.source.without_fields()))
        .unzip();
    let mut tell = |gathering: Gathering<'_>| -> Result<(), Infallible> {
        match gathering {
            Gathering::Unread(error) => {
                table.unread.get_or_insert_with(|| error.to_string());
            }
            Gathering::Article(index, _) => {
                table.articles.push(ids[index]);
            }
        }
        Ok(())
    };
    let Ok(is_whole) = read
        .gathered
        .add(&sources, loader, &choice, is_cancelled, &mut tell);
    if !is_whole {
        return None;
    }
    table.read = Arc::new(read);
    table.compute(is_cancelled)?;
    Some(table)
}

impl AgreementTable {
    /// What the figures were computed from.
    pub fn study(&self) -> &Study {
        self.read.study()
    }

    /// The numbers of the people, in the order of their codes.
    pub fn people(&self) -> Vec<u32> {
        let mut coders: Vec<&String> = self.study().coders.all().iter().collect();
        coders.retain(|coder| coder.as_str() != AGREED_CODER);
        coders.sort();
        let numbers = coders.into_iter();
        numbers
            .filter_map(|coder| self.study().coders.find(coder))
            .collect()
    }

    /// The number of the agreed version, if any article has one.
    pub fn agreed(&self) -> Option<u32> {
        self.study().coders.find(&AGREED_CODER.to_owned())
    }

    /// The figure of a measure for these coders and this subject.
    pub fn figure(
        &self,
        measure: &str,
        group: &[u32],
        subject: &FigureSubject,
    ) -> Option<&AgreementFigure> {
        let mut figures = self.figures.iter();
        figures.find(|figure| {
            figure.measure.id == measure && figure.coders == group && figure.subject == *subject
        })
    }

    /// How many annotations of two people differ in an article, by its index: in place, label, entity or values,
    /// or since only one has them.
    pub fn differing_in(&self, article: usize, pair: &[u32]) -> usize {
        let study = self.study();
        let article = study.articles.get(article);
        let article = article.and_then(|article| SharedArticle::new(study, article, pair));
        let Some(article) = article else {
            return 0;
        };
        let differs = |found: &&Match| {
            let units = found.0.iter().zip(&article.work);
            let units = units.map(|(index, work)| Some(&(*work)?.units[(*index)? as usize]));
            let units: Vec<Option<&CodedUnit>> = units.collect();
            match units.as_slice() {
                [Some(one), Some(other)] => {
                    let alike = |unit: &CodedUnit| {
                        (
                            unit.label,
                            unit.ranges.clone(),
                            unit.entity,
                            unit.values.clone(),
                        )
                    };
                    alike(one) != alike(other)
                }
                _ => true,
            }
        };
        article.matches().iter().filter(differs).count()
    }

    /// Computes the figures; `None` if it was cancelled.
    fn compute(&mut self, is_cancelled: &(dyn Fn() -> bool + Sync)) -> Option<()> {
        let read = Arc::clone(&self.read);
        let study = read.study();
        let groups = groups_of(study);
        let gold = self.agreed();
        let chosen = |is_chosen: &dyn Fn(&str, bool) -> bool| -> Vec<&'static dyn Measure> {
            let measures = MEASURES.iter().copied();
            let chosen = measures.filter(|measure| {
                let info = measure.info();
                is_chosen(info.id, info.is_optional)
            });
            chosen.collect()
        };
        // The same as the command line computes with the agreed version.
        let all = FigureChoice {
            measures: chosen(&|id, is_optional| {
                !is_optional || (gold.is_some() && AGAINST_AGREED.contains(&id))
            }),
            subjects: &|_| true,
            bootstrap: self.bootstrap,
            has_each_article: false,
        };
        let without_intervals = BootstrapSettings {
            resamples: 0,
            ..self.bootstrap
        };
        let of_articles = FigureChoice {
            measures: chosen(&|id, _| id == OF_ARTICLES),
            subjects: &|subject| *subject == FigureSubject::All,
            bootstrap: without_intervals,
            has_each_article: true,
        };
        let is_of_people =
            |group: &&Vec<u32>| group.len() == 2 && gold.is_none_or(|gold| !group.contains(&gold));
        let pairs: Vec<Vec<u32>> = groups.iter().filter(is_of_people).cloned().collect();
        let figures = all_figures(study, &groups, &all, is_cancelled)?;
        let mut each = all_figures(study, &pairs, &of_articles, is_cancelled)?;
        each.retain(|figure| figure.article.is_some());
        // The worst first; what is not defined last.
        let value = |figure: &AgreementFigure| figure.value.unwrap_or(f64::INFINITY);
        each.sort_by(|a, b| value(a).total_cmp(&value(b)));
        (self.figures, self.of_articles) = (figures, each);
        Some(())
    }

    /// A measure of some coders by round, by week, and over time.
    pub fn course(&self, measure: &'static dyn Measure, group: &[u32]) -> AgreementCourse {
        let study = self.study();
        let articles = shared(study, group);
        let pooled = measure.pool(study, &articles, &FigureSubject::All);
        let part = |is_in: &dyn Fn(usize) -> bool| part_figure(&pooled, is_in);
        let rounds = self.read.teams.ids().into_iter().filter_map(|round| {
            let has = |at: usize| self.read.teams.has(&round, &articles[at].article.name);
            let figure = part(&has);
            (figure.articles > 0).then_some((round, figure))
        });
        let rounds = rounds.collect();
        let week_of: Vec<Option<String>> = articles
            .iter()
            .map(|article| {
                let last = article.present().map(|work| work.finished.as_str()).max()?;
                week(last.get(..10)?)
            })
            .collect();
        let all: BTreeSet<&String> = week_of.iter().flatten().collect();
        let weeks = all.into_iter().map(|week| {
            let figure = part(&|at| week_of[at].as_ref() == Some(week));
            (week.clone(), figure)
        });
        AgreementCourse {
            measure: measure.info().id,
            group: group.to_vec(),
            rounds,
            weeks: weeks.collect(),
            windows: windows(
                study,
                group,
                measure,
                &FigureSubject::All,
                WINDOWS,
                self.bootstrap,
            ),
        }
    }

    /// How reliable each of the people is; `None` if it was cancelled.
    pub fn reliability(&self, is_cancelled: &dyn Fn() -> bool) -> Option<ReliabilityView> {
        let (study, people) = (self.study(), self.people());
        let articles = shared(study, &people);
        let mut view = ReliabilityView::default();
        let index_of: HashMap<&str, usize> = study
            .articles
            .iter()
            .enumerate()
            .map(|(index, article)| (article.name.as_str(), index))
            .collect();
        for question in questions(&articles) {
            for model in [ReliabilityModel::DawidSkene, ReliabilityModel::Mace] {
                if is_cancelled() {
                    return None;
                }
                let (answers, seed) = (&question.answers, self.bootstrap.seed);
                let fitted = fit(model, answers, &question.groups, RESAMPLES, seed);
                for (at, coder) in people.iter().enumerate() {
                    view.coders.push(CoderReliability {
                        question: question.kind.clone(),
                        model,
                        coder: *coder,
                        reliability: fitted.coders[at],
                        standard_error: fitted.standard_errors.get(at).copied(),
                        answers: answers.of_coder(at),
                    });
                }
                for item in fitted.against_majority(answers) {
                    let name = articles[question.items[item].0].article.name.as_str();
                    let article = index_of.get(name).copied();
                    let against = article.map(|article| (article, question.kind.clone()));
                    if let Some(against) = against
                        && !view.against_majority.contains(&against)
                    {
                        view.against_majority.push(against);
                    }
                }
            }
        }
        Some(view)
    }

    /// The report that the command line writes too.
    pub fn report(&self) -> AgreementReport {
        let mut command = vec!["demarche agree --by label".to_owned()];
        command.push(format!("--bootstrap {}", self.bootstrap.resamples));
        command.push(format!("--seed {}", self.bootstrap.seed));
        if self.agreed().is_some() {
            command.push("--with-gold".to_owned());
        }
        if self.unfinished_too {
            command.push("--include-unfinished".to_owned());
        }
        command.push(".".to_owned());
        let figures = self.figures.iter().cloned();
        AgreementReport {
            read: Arc::clone(&self.read),
            figures: figures
                .map(|figure| ReportedFigure {
                    figure,
                    round: None,
                })
                .collect(),
            bootstrap: self.bootstrap,
            names: CoderNames::new(&self.read, None),
            command: command.join(" "),
            unfinished_too: self.unfinished_too,
            round: None,
            more: Vec::new(),
        }
    }
}

/// What the table was computed from: hashes of all files, and what was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourcesDigest(String);

impl SourcesDigest {
    /// Reads the files; `None` if it was cancelled.
    pub fn of(
        sources: &[AgreementSource],
        read: &ReadStudy,
        unfinished_too: bool,
        is_cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Option<Self> {
        let found: Mutex<BTreeMap<usize, String>> = Mutex::default();
        parallel_chunks("hash articles", sources, 64, || {
            |number, portion: &[AgreementSource]| {
                if is_cancelled() {
                    return ControlFlow::Break(());
                }
                let hashes = portion.iter().map(hash_of).collect();
                let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
                found.insert(number, hashes);
                ControlFlow::Continue(())
            }
        });
        let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let hashes: String = found.into_values().collect();
        let chosen = format!("{unfinished_too} {:?} {:?}", read.codebooks, read.teams);
        let all = hash::sha256_hex(format!("{hashes}{chosen}").as_bytes());
        (!is_cancelled()).then_some(Self(all))
    }
}

/// A hash of the text and the sidecars of an article. A file that cannot be read has none.
fn hash_of(source: &AgreementSource) -> String {
    let name = format!("{} {:?}", source.source.name, source.id);
    let codings = source.source.codings.iter();
    let files = codings.flat_map(|(_, files)| [&files.path, &files.sidecar]);
    let hashes = files.map(|path| {
        let file = atomic::open(path).and_then(hash::sha256_hex_of);
        file.unwrap_or_default()
    });
    let hashes: String = hashes.collect();
    hash::sha256_hex(format!("{name}{hashes}").as_bytes())
}

/// A result of the jobs of the dialog.
pub enum AgreementEvent {
    /// The table with what it was computed from; `None` if that was cancelled.
    Measured(Option<(Arc<AgreementTable>, SourcesDigest)>),
    Course(Box<AgreementCourse>),
    /// `None` if it was cancelled.
    Reliability(Option<Box<ReliabilityView>>),
}

/// The figure of some articles.
fn part_figure(pooled: &Pooled, is_in: &dyn Fn(usize) -> bool) -> PartFigure {
    let weights = (0..pooled.articles()).map(|at| f64::from(u8::from(is_in(at))));
    let weights: Vec<f64> = weights.collect();
    let articles = weights.iter().filter(|weight| **weight > 0.0).count();
    PartFigure {
        value: match articles {
            0 => Err(Undefined::NoSharedArticle),
            _ => pooled.weighted(&weights),
        },
        articles,
    }
}

/// The Monday of the week of a day.
fn week(day: &str) -> Option<String> {
    let day = Date::parse(day)?;
    Some(day.monday()?.to_string())
}
