//! The comparison of the samples that two people coded, whose numbers were counted by another program.

use std::path::Path;

use demarche_model::compare::{
    ArticleComparison, Decider, Issue, IssueState, IssueSubject, VersionChoice,
};
use demarche_model::digest::sha256_hex;
use demarche_model::{Document, FieldScope, Text};
use demarche_store::project::sidecar_path;
use demarche_store::sidecar::{self, SourceFacts};

const ARTICLES: [&str; 2] = [
    "talks/envoy-deadline.txt",
    "harbour-and-exchange/prisoner-exchange.txt",
];

fn coded(article: &str, coder: &str) -> Document {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample_data");
    let article = project.join(article);
    let sidecar = sidecar_path(&article, Some(coder));
    let text = std::fs::read_to_string(&article).expect("a sample");
    let bytes = std::fs::read(sidecar).expect("a sample");
    let sidecar = sidecar::read(&bytes).expect("a sidecar");
    let sha256 = sha256_hex(text.as_bytes());
    let facts = SourceFacts {
        file: article
            .file_name()
            .and_then(|name| name.to_str())
            .expect("a name"),
        sha256: &sha256,
        encoding: "utf-8",
        old_text: None,
    };
    sidecar.place(&Text::new(text), facts).document
}

fn compared(article: &str) -> ArticleComparison {
    let (lena, mk) = (coded(article, "lena"), coded(article, "mk"));
    let coders = [("mk", &mk), ("lena", &lena)];
    ArticleComparison::new(lena.text(), &coders, &FieldScope::default())
}

fn decider() -> Decider {
    Decider {
        by: "jo".into(),
        at: "2026-12-01T09:00:00Z".into(),
    }
}

#[test]
fn the_samples_have_as_many_clusters_and_differences_as_counted() {
    let mut flags = [0; 6];
    let mut differences = Vec::new();
    for article in ARTICLES {
        let comparison = compared(article);
        for cluster in &comparison.matching().clusters {
            let found = cluster.flags;
            let all = [
                true,
                found.is_agreed(),
                found.borders,
                found.values,
                found.label,
                found.missing,
            ];
            for (count, is_set) in flags.iter_mut().zip(all) {
                *count += usize::from(is_set);
            }
        }
        let is_relation = |issue: &&Issue| matches!(issue.subject, IssueSubject::Relation(_));
        let all = comparison.differences().iter();
        let all: Vec<&Issue> = all.map(|index| &comparison.issues()[*index]).collect();
        let relations = all.iter().copied().filter(is_relation).count();
        differences.push((all.len() - relations, relations));
    }
    // All, agreed, borders, values (two with borders), label, missing.
    assert_eq!(flags, [143, 110, 13, 9, 1, 12]);
    assert_eq!(differences, [(18, 6), (15, 2)]);
}

/// Deciding everything in one person's favour gives that person's work.
#[test]
fn one_choice_a_difference_makes_the_agreed_version() {
    for article in ARTICLES {
        let comparison = compared(article);
        for (coder, name) in [(0, "lena"), (1, "mk")] {
            let theirs = coded(article, name);
            let mut agreed = Document::new(theirs.text().clone());
            let edit = comparison.take_agreed(&agreed, &decider());
            agreed.apply(edit).expect("it fits");
            for &issue in comparison.differences() {
                let edit =
                    comparison.decide(&agreed, issue, VersionChoice::Coder(coder), &decider());
                agreed.apply(edit).expect("it fits");
            }
            assert!(comparison.open(agreed.decisions()).is_empty(), "{article}");
            let places = |document: &Document| -> Vec<String> {
                let annotations = document.annotations().iter();
                let mut told: Vec<String> = annotations
                    .map(|a| {
                        format!(
                            "{:?} {} {:?} {:?}",
                            a.place, a.label, a.entity, a.attributes
                        )
                    })
                    .collect();
                told.sort();
                told
            };
            assert_eq!(places(&agreed), places(&theirs), "{article} by {name}");
            let links = |document: &Document| -> Vec<String> {
                let place = |id| {
                    document
                        .annotation(id)
                        .map(|a| (a.place.clone(), a.label.clone()))
                };
                let mut told: Vec<String> = document
                    .relations()
                    .map(|r| {
                        format!(
                            "{} {:?} {:?} {:?}",
                            r.kind,
                            place(&r.from),
                            place(&r.to),
                            r.attributes
                        )
                    })
                    .collect();
                told.sort();
                told
            };
            assert_eq!(links(&agreed), links(&theirs), "{article} by {name}");
            let states = comparison.issues().iter();
            let decided = states
                .filter(|issue| comparison.state(issue, agreed.decisions()) == IssueState::Decided);
            assert_eq!(decided.count(), comparison.differences().len());
        }
    }
}
