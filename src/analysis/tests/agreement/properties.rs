//! Properties of all measures, on random studies of two and three coders.

use demarche_analysis::agreement::MEASURES;
use demarche_analysis::agreement::measure::{
    CoderCount, FigureSubject, Measure, Pooled, Undefined, shared,
};
use demarche_analysis::agreement::span_f1::SpanF1;
use demarche_analysis::agreement::study::{
    ArticleWork, CodedArticle, CodedLink, CodedUnit, CodedValue, Study, coded_range,
};
use proptest::prelude::*;

const LENGTH: u32 = 40;

/// An annotation: start, length, label, entity, value.
type RandomUnit = (u32, u32, u8, Option<u8>, Option<u8>);
/// An article: the annotations of each coder.
type RandomArticle = Vec<Vec<RandomUnit>>;

/// Few places, labels and values, so that annotations coincide, nest, touch and are missing often.
fn articles(coders: usize) -> impl Strategy<Value = Vec<RandomArticle>> {
    let unit = (
        0..LENGTH - 8,
        1_u32..8,
        0_u8..3,
        prop::option::of(0_u8..3),
        prop::option::of(0_u8..3),
    );
    let article = prop::collection::vec(prop::collection::vec(unit, 0..6), coders);
    prop::collection::vec(article, 1..4)
}

/// A study; `order` gives the coders' and labels' numbers, so that properties can rename them.
fn study(articles: &[RandomArticle], coders: &[&str], labels: &[&str]) -> Study {
    let mut study = Study::default();
    for coder in coders {
        study.coders.number(&(*coder).to_owned());
    }
    for (index, article) in articles.iter().enumerate() {
        let mut work = Vec::new();
        for (coder, units) in coders.iter().zip(article) {
            let mut coded: Vec<CodedUnit> = Vec::new();
            let mut units = units.clone();
            // Names, and not the numbers that follow from the order of articles.
            units.sort_by_key(|(start, length, label, ..)| (*start, start + length, *label));
            for (start, length, label, entity, value) in &units {
                let attribute = study.attributes.number(&"value".into());
                let value = value.map(|value| {
                    let value = CodedValue::Word(value.to_string());
                    (attribute, study.value_number(attribute, &value))
                });
                coded.push(CodedUnit {
                    label: study.labels.number(&labels[usize::from(*label)].into()),
                    // Words have four characters.
                    ranges: vec![coded_range(&words(), *start, start + length)],
                    entity: entity.map(|entity| study.entities.number(&entity.to_string())),
                    values: value.into_iter().collect(),
                });
            }
            let kind = study.relation_types.number(&"makes".into());
            let links = (1..coded.len() as u32).map(|to| CodedLink {
                kind,
                from: 0,
                to,
                values: Vec::new(),
            });
            work.push(ArticleWork {
                coder: study.coders.number(&(*coder).to_owned()),
                links: links.collect(),
                units: coded,
                ..ArticleWork::default()
            });
        }
        study.push(CodedArticle {
            name: format!("a{index}"),
            length: LENGTH,
            words: LENGTH / 4,
            work,
        });
    }
    study
}

fn words() -> Vec<(u32, u32)> {
    (0..LENGTH / 4)
        .map(|word| (word * 4, word * 4 + 4))
        .collect()
}

/// All figures of a group, by measure and name of the subject. Gamma has its own tests.
fn figures(study: &Study, group: &[u32]) -> Vec<(&'static str, String, Pooled)> {
    let articles = shared(study, group);
    let mut figures = Vec::new();
    for measure in MEASURES {
        let info = measure.info();
        if info.id == "gamma" || (info.coders == CoderCount::Two && group.len() != 2) {
            continue;
        }
        for subject in measure.subjects(study, &articles) {
            let pooled = measure.pool(study, &articles, &subject);
            figures.push((info.id, subject.name(study), pooled));
        }
    }
    figures
}

fn values(
    figures: &[(&'static str, String, Pooled)],
) -> Vec<(&'static str, String, Result<f64, Undefined>)> {
    let mut values: Vec<_> = figures
        .iter()
        .map(|(id, name, pooled)| (*id, name.clone(), pooled.value()))
        .collect();
    values.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    values
}

fn is_same(a: &Result<f64, Undefined>, b: &Result<f64, Undefined>) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => (a - b).abs() < 1e-9,
        (a, b) => a == b,
    }
}

/// Measures of which one coder is the agreed version are not symmetric.
fn is_symmetric(id: &str) -> bool {
    !matches!(id, "exact_precision" | "exact_recall")
}

proptest! {
    #[test]
    fn figures_are_symmetric_in_coders(articles in articles(2)) {
        let study = study(&articles, &["a", "b"], &["x", "y", "z"]);
        let (one, other) = (values(&figures(&study, &[0, 1])), values(&figures(&study, &[1, 0])));
        prop_assert_eq!(one.len(), other.len());
        for ((id, name, one), (_, _, other)) in one.iter().zip(&other).filter(|((id, ..), _)| is_symmetric(id)) {
            // Matches depend on the order of coders where several pairs are equally alike.
            let is_of_matches = id.starts_with("value") || id.starts_with("entity") || *id == "relation_f1";
            if !is_of_matches {
                prop_assert!(is_same(one, other), "{id} of {name}: {one:?}, {other:?}");
            }
        }
    }

    #[test]
    fn names_of_labels_and_coders_and_the_order_of_articles_do_not_matter(articles in articles(3)) {
        let one = study(&articles, &["a", "b", "c"], &["x", "y", "z"]);
        let mut turned = articles.clone();
        turned.reverse();
        // Labels keep their order by name, since subjects are listed by it.
        let other = study(&turned, &["k", "l", "m"], &["o", "p", "q"]);
        for group in [&[0, 1][..], &[0, 1, 2]] {
            let (one, other) = (values(&figures(&one, group)), values(&figures(&other, group)));
            prop_assert_eq!(one.len(), other.len());
            for ((id, name, one), (_, _, other)) in one.iter().zip(&other) {
                // It measures gaps of the concatenated articles.
                if *id != "alpha_u_2004" {
                    prop_assert!(is_same(one, other), "{id} of {name}: {one:?}, {other:?}");
                }
            }
        }
    }

    /// Of the unitizing measures too: articles that follow each other are one longer text.
    #[test]
    fn pooled_figures_are_those_of_the_concatenated_articles(articles in articles(2)) {
        let apart = study(&articles, &["a", "b"], &["x", "y", "z"]);
        let mut joined = study(&articles, &["a", "b"], &["x", "y", "z"]);
        let parts = std::mem::take(&mut joined.articles);
        let mut whole = CodedArticle { name: "all".to_owned(), length: 0, words: 0, work: Vec::new() };
        for part in parts {
            let (from, words) = (whole.length, whole.words);
            for (index, mut work) in part.work.into_iter().enumerate() {
                for range in work.units.iter_mut().flat_map(|unit| &mut unit.ranges) {
                    range.start += from;
                    range.end += from;
                    range.first_word += words;
                    range.end_word += words;
                }
                match whole.work.get_mut(index) {
                    Some(all) => {
                        let before = all.units.len() as u32;
                        for link in &mut work.links {
                            link.from += before;
                            link.to += before;
                        }
                        all.units.append(&mut work.units);
                        all.links.append(&mut work.links);
                    }
                    None => whole.work.push(work),
                }
            }
            whole.length += part.length;
            whole.words += part.words;
        }
        joined.push(whole);
        let (apart, joined) = (values(&figures(&apart, &[0, 1])), values(&figures(&joined, &[0, 1])));
        for ((id, name, one), (_, _, other)) in apart.iter().zip(&joined) {
            // The entities of articles are sets: joined, they are one.
            if *id != "entity_jaccard" {
                prop_assert!(is_same(one, other), "{id} of {name}: {one:?}, {other:?}");
            }
        }
    }

    #[test]
    fn exact_f1_is_never_above_overlap_f1(articles in articles(2)) {
        let study = study(&articles, &["a", "b"], &["x", "y", "z"]);
        let shared = shared(&study, &[0, 1]);
        for subject in SpanF1::Exact.subjects(&study, &shared) {
            let of = |measure: SpanF1| measure.pool(&study, &shared, &subject).value();
            if let (Ok(exact), Ok(overlap)) = (of(SpanF1::Exact), of(SpanF1::Overlap)) {
                prop_assert!(exact <= overlap + 1e-12, "{exact} > {overlap}");
            }
        }
    }

    /// F1 = 2a/(2a+b+c), with a in both, b and c in one: positive specific agreement.
    #[test]
    fn f1_is_positive_specific_agreement_and_an_empty_article_changes_none(articles in articles(2)) {
        let mut study = study(&articles, &["a", "b"], &["x", "y", "z"]);
        let exact = |study: &Study| {
            SpanF1::Exact.pool(study, &shared(study, &[0, 1]), &FigureSubject::All)
        };
        let before = exact(&study);
        let sums = before.sums();
        let (both, only_a, only_b) = (sums[2], sums[0] - sums[2], sums[1] - sums[2]);
        let specific = 2.0 * both / (2.0 * both + only_a + only_b);
        match before.value() {
            Ok(value) => prop_assert!((value - specific).abs() < 1e-12),
            Err(reason) => prop_assert_eq!(reason, Undefined::NoUnits),
        }
        let empty = |coder| ArticleWork { coder, ..ArticleWork::default() };
        study.push(CodedArticle {
            name: "empty".to_owned(),
            length: 9,
            words: 2,
            work: vec![empty(0), empty(1)],
        });
        let after = exact(&study).value();
        prop_assert!(is_same(&before.value(), &after));
    }

    #[test]
    fn equal_codings_give_one_or_none(articles in articles(1)) {
        let twice: Vec<RandomArticle> = articles
            .into_iter()
            .map(|article| vec![article[0].clone(), article[0].clone()])
            .collect();
        let study = study(&twice, &["a", "b"], &["x", "y", "z"]);
        for (id, name, pooled) in figures(&study, &[0, 1]) {
            // These two are shares, not agreement.
            if id == "cu_coverage" || id == "value_filled_by_one" {
                continue;
            }
            match pooled.value() {
                Ok(value) => prop_assert!((value - 1.0).abs() < 1e-9, "{id} of {name}: {value}"),
                Err(_) => prop_assert!(pooled.sums().iter().all(|sum| sum.is_finite())),
            }
        }
    }

    /// A resample in which every article is once is the whole.
    #[test]
    fn weights_of_one_are_the_whole(articles in articles(3)) {
        let study = study(&articles, &["a", "b", "c"], &["x", "y", "z"]);
        for (id, name, pooled) in figures(&study, &[0, 1, 2]) {
            let weights = vec![1.0; pooled.articles()];
            prop_assert!(is_same(&pooled.value(), &pooled.weighted(&weights)), "{id} of {name}");
            if pooled.articles() == 1 {
                prop_assert!(is_same(&pooled.value(), &pooled.of_article(0)), "{id} of {name}");
            }
        }
    }
}

#[test]
fn measures_have_names_of_their_own() {
    let mut ids: Vec<&str> = MEASURES.iter().map(|measure| measure.info().id).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    for measure in MEASURES {
        let info = measure.info();
        for text in [info.name, info.formula, info.source, info.blind_to] {
            assert!(!text.is_empty(), "{}", info.id);
        }
    }
}
