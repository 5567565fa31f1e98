//! Agreement over time: figures of equally many articles, in the order in which they were finished.
//!
//! An article enters when the last of its coders finished it. It must not know clocks: times are texts of RFC
//! 3339 in UTC, which compare as they are.

use super::bootstrap::{BootstrapSettings, ConfidenceInterval, intervals};
use super::measure::{FigureSubject, Measure, SharedArticle, SharedArticles, Undefined};
use super::study::Study;

/// The newest window is told if it is so much below the whole.
pub const NOTABLE_FALL: f64 = 0.15;

/// What a window tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WindowFigure {
    Figure(f64),
    /// The coders agree in everything, but chance would as well, so that there is no figure.
    TotalAgreement,
    /// There is nothing from which agreement could be known.
    CannotBeKnown(Undefined),
}

impl WindowFigure {
    /// The figure, if there is one.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::Figure(value) => Some(value),
            Self::TotalAgreement | Self::CannotBeKnown(_) => None,
        }
    }

    /// Its name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Figure(_) => "figure",
            Self::TotalAgreement => "total_agreement",
            Self::CannotBeKnown(_) => "cannot_be_known",
        }
    }
}

/// Some articles that were finished one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeWindow {
    /// When the first and the last of them were finished.
    pub from: String,
    pub to: String,
    pub articles: usize,
    pub state: WindowFigure,
    pub interval: Option<ConfidenceInterval>,
    /// The versions of the codebook that their coders had, in their order.
    pub codebook_versions: Vec<String>,
}

/// The windows of one group of coders, for one measure and subject.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowSeries {
    pub windows: Vec<TimeWindow>,
    /// The figure of all articles of the windows.
    pub whole: WindowFigure,
    /// Articles whose times are unknown; they are in no window.
    pub without_time: usize,
    /// How far the newest window is below the whole, as a share of it, if that is notable.
    pub fall: Option<f64>,
}

/// Cuts the articles of a group into so many windows; the last has those that are left over too.
pub fn windows(
    study: &Study,
    group: &[u32],
    measure: &dyn Measure,
    subject: &FigureSubject,
    count: usize,
    settings: BootstrapSettings,
) -> WindowSeries {
    let all = super::measure::shared(study, group);
    let total = all.len();
    let mut timed: Vec<(String, SharedArticle<'_>)> = all
        .into_vec()
        .into_iter()
        .filter_map(|article| Some((finished(&article)?, article)))
        .collect();
    let without_time = total - timed.len();
    timed.sort_by(|(a, x), (b, y)| (a, &x.article.name).cmp(&(b, &y.article.name)));
    let (times, articles): (Vec<String>, Vec<SharedArticle<'_>>) = timed.into_iter().unzip();
    let size = (articles.len() / count.max(1)).max(1);
    let mut borders: Vec<usize> = (0..count.max(1)).map(|window| window * size).collect();
    borders.retain(|border| *border < articles.len());
    borders.push(articles.len());
    let windows = borders.windows(2).map(|pair| {
        let part = &articles[pair[0]..pair[1]];
        let pooled = measure.pool(study, &SharedArticles::new(study, part.to_vec()), subject);
        let mut versions: Vec<String> = Vec::new();
        for work in part.iter().flat_map(SharedArticle::present) {
            if !versions.contains(&work.codebook_version) && !work.codebook_version.is_empty() {
                versions.push(work.codebook_version.clone());
            }
        }
        versions.sort();
        TimeWindow {
            from: times[pair[0]].clone(),
            to: times[pair[1] - 1].clone(),
            articles: part.len(),
            state: state(&pooled, part),
            interval: intervals(&[&pooled], settings)[0],
            codebook_versions: versions,
        }
    });
    let windows: Vec<TimeWindow> = windows.collect();
    let articles = SharedArticles::new(study, articles);
    let whole = state(&measure.pool(study, &articles, subject), &articles);
    let newest = windows.last().and_then(|window| window.state.value());
    let fall = match (newest, whole.value()) {
        (Some(newest), Some(whole)) if whole > 0.0 && windows.len() > 1 => {
            Some(1.0 - newest / whole).filter(|fall| *fall >= NOTABLE_FALL)
        }
        _ => None,
    };
    WindowSeries {
        windows,
        whole,
        without_time,
        fall,
    }
}

/// When the last of an article's coders finished it; `None` if that of one of them is unknown. A coder
/// who annotated nothing finished at an unknown time, which counts only if nobody else's is known.
fn finished(article: &SharedArticle<'_>) -> Option<String> {
    let times = article.present().map(|work| work.finished.as_str());
    times
        .max()
        .filter(|last| !last.is_empty())
        .map(str::to_owned)
}

fn state(pooled: &super::measure::Pooled, articles: &[SharedArticle<'_>]) -> WindowFigure {
    match pooled.value() {
        Ok(value) => WindowFigure::Figure(value),
        Err(Undefined::OneValue | Undefined::NoChanceDisagreement) if has_annotations(articles) => {
            WindowFigure::TotalAgreement
        }
        Err(reason) => WindowFigure::CannotBeKnown(reason),
    }
}

fn has_annotations(articles: &[SharedArticle<'_>]) -> bool {
    let mut works = articles.iter().flat_map(SharedArticle::present);
    works.any(|work| !work.units.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::span_f1::SpanF1;
    use crate::agreement::study::{ArticleWork, CodedArticle, CodedUnit, coded_range};
    use crate::agreement::u_alpha::UAlpha;

    /// Articles of two coders, finished in this order; `true` where they agree.
    fn study(agreed: &[bool]) -> Study {
        let mut study = Study::default();
        let label = study.labels.number(&"demand".into());
        for (day, agreed) in agreed.iter().enumerate() {
            let work = ["ls", "mk"].map(|coder| {
                let start = if *agreed || coder == "ls" { 0 } else { 50 };
                ArticleWork {
                    coder: study.coders.number(&coder.to_owned()),
                    units: vec![CodedUnit {
                        label,
                        ranges: vec![coded_range(&[], start, start + 10)],
                        entity: None,
                        values: Vec::new(),
                    }],
                    // The second coder is the later one.
                    finished: format!(
                        "2026-11-{:02}T{}:00:00Z",
                        day + 1,
                        if coder == "ls" { 10 } else { 12 }
                    ),
                    codebook_version: if day < 4 { "1.0" } else { "1.1" }.to_owned(),
                    ..ArticleWork::default()
                }
            });
            study.push(CodedArticle {
                // Names are not in the order of time.
                name: format!("a{}", 99 - day),
                length: 100,
                words: 0,
                work: work.into(),
            });
        }
        study.articles.reverse();
        study
    }

    fn series(agreed: &[bool], count: usize) -> WindowSeries {
        let study = study(agreed);
        let settings = BootstrapSettings::default();
        windows(
            &study,
            &[0, 1],
            &SpanF1::Exact,
            &FigureSubject::All,
            count,
            settings,
        )
    }

    #[test]
    fn windows_have_equally_many_articles_in_the_order_of_time() {
        let found = series(
            &[true, true, true, true, true, false, false, false, true],
            4,
        );
        let sizes: Vec<usize> = found.windows.iter().map(|window| window.articles).collect();
        assert_eq!(sizes, [2, 2, 2, 3], "the last has what is left over");
        let values: Vec<Option<f64>> = found
            .windows
            .iter()
            .map(|window| window.state.value())
            .collect();
        assert_eq!(values, [Some(1.0), Some(1.0), Some(0.5), Some(1.0 / 3.0)]);
        assert_eq!(found.windows[0].from, "2026-11-01T12:00:00Z");
        assert_eq!(found.windows[3].to, "2026-11-09T12:00:00Z");
        assert_eq!(found.windows[1].codebook_versions, ["1.0"]);
        assert_eq!(found.windows[2].codebook_versions, ["1.1"]);
        assert_eq!(found.whole, WindowFigure::Figure(6.0 / 9.0));
        assert!(
            found.fall.is_some_and(|fall| (fall - 0.5).abs() < 1e-9),
            "{found:?}"
        );
    }

    #[test]
    fn a_small_fall_is_not_told_and_articles_without_a_time_are_counted() {
        assert_eq!(series(&[true; 8], 4).fall, None);
        assert_eq!(series(&[true, false, true, false], 2).fall, None);
        let mut study = study(&[true; 4]);
        for work in &mut study.articles[0].work {
            work.finished.clear();
        }
        let settings = BootstrapSettings::default();
        let found = windows(
            &study,
            &[0, 1],
            &SpanF1::Exact,
            &FigureSubject::All,
            3,
            settings,
        );
        assert_eq!((found.without_time, found.windows.len()), (1, 3));
    }

    #[test]
    fn total_agreement_is_not_what_cannot_be_known() {
        let mut study = study(&[true; 2]);
        // The one article is coded whole by both, the other by nobody.
        for work in &mut study.articles[0].work {
            work.units[0].ranges[0].end = 100;
        }
        for work in &mut study.articles[1].work {
            work.units.clear();
        }
        let settings = BootstrapSettings::default();
        let found = windows(&study, &[0, 1], &UAlpha, &FigureSubject::All, 2, settings);
        let states: Vec<&str> = found
            .windows
            .iter()
            .map(|window| window.state.id())
            .collect();
        assert_eq!(states, ["cannot_be_known", "total_agreement"]);
    }
}
