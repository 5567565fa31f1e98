//! The reliability models against crowd-kit and an independent implementation.

use demarche_analysis::agreement::reliability;
use demarche_analysis::agreement::reliability::dawid_skene::{ConfusionPrior, fit};
use demarche_analysis::agreement::reliability::{CoderAnswers, ReliabilityModel, mace};
use serde_json::Value;

use crate::cases::data;

/// Expected probabilities have nine digits.
const TOLERANCE: f64 = 1e-8;

struct Case {
    answers: CoderAnswers,
    items: Vec<String>,
    coders: Vec<String>,
    labels: Vec<String>,
}

fn read(case: &Value) -> Case {
    let names = |name: &str| -> Vec<String> {
        let names = case[name].as_array().expect("names").iter();
        names
            .map(|name| name.as_str().expect("a name").to_owned())
            .collect()
    };
    let (coders, labels) = (names("coders"), names("labels"));
    let mut items: Vec<String> = Vec::new();
    let mut given = Vec::new();
    for response in case["responses"].as_array().expect("responses") {
        let text = |at: usize| response[at].as_str().expect("a text").to_owned();
        let item = items
            .iter()
            .position(|item| *item == text(0))
            .unwrap_or_else(|| {
                items.push(text(0));
                items.len() - 1
            });
        let at = |names: &[String], name: String| {
            names
                .iter()
                .position(|known| *known == name)
                .expect("a known name") as u32
        };
        given.push((item as u32, at(&coders, text(1)), at(&labels, text(2))));
    }
    let answers = CoderAnswers {
        items: items.len(),
        coders: coders.len(),
        values: labels.len(),
        given,
    };
    Case {
        answers,
        items,
        coders,
        labels,
    }
}

#[track_caller]
fn close(what: &str, got: f64, expected: &Value, tolerance: f64) {
    let expected = expected.as_f64().expect("a number");
    assert!(
        (got - expected).abs() < tolerance,
        "{what}: {got}, and {expected} was expected"
    );
}

#[test]
fn dawid_skene_is_that_of_crowd_kit() {
    let data = data("reliability");
    for json in data["cases"].as_array().expect("cases") {
        let name = json["name"].as_str().expect("a name");
        let case = read(json);
        let found = fit(&case.answers, None, ConfusionPrior::NONE);
        for (item, posterior) in case.items.iter().zip(&found.posteriors) {
            for (label, got) in case.labels.iter().zip(posterior) {
                close(
                    &format!("{name}, {item}"),
                    *got,
                    &json["posterior"][item][label],
                    TOLERANCE,
                );
            }
        }
        for (label, got) in case.labels.iter().zip(&found.priors) {
            close(
                &format!("{name}, prior"),
                *got,
                &json["priors"][label],
                TOLERANCE,
            );
        }
        for (coder, confusion) in case.coders.iter().zip(&found.confusions) {
            for (truth, row) in case.labels.iter().zip(confusion) {
                for (given, got) in case.labels.iter().zip(row) {
                    let expected = &json["confusion"][coder][truth][given];
                    close(&format!("{name}, {coder}"), *got, expected, TOLERANCE);
                }
            }
        }
        let Some(truth) = json["truth"].as_object() else {
            continue;
        };
        let groups: Vec<u32> = (0..case.answers.items as u32).collect();
        let fitted = reliability::fit(ReliabilityModel::DawidSkene, &case.answers, &groups, 0, 1);
        let right = case.items.iter().enumerate().filter(|(at, item)| {
            truth
                .get(*item)
                .is_some_and(|truth| *truth == case.labels[fitted.likeliest(*at)])
        });
        let share = right.count() as f64 / case.answers.items as f64;
        close(
            &format!("{name}, accuracy"),
            share,
            &json["accuracy"]["dawid_skene"],
            0.011,
        );
    }
}

#[test]
fn mace_is_that_of_crowd_kit() {
    let data = data("mace");
    for (case, expected) in crate::cases::data("reliability")["cases"]
        .as_array()
        .expect("cases")
        .iter()
        .zip(data["cases"].as_array().expect("cases"))
    {
        assert_eq!(case["name"], expected["name"]);
        let read = read(case);
        let found = mace::fit(&read.answers, None);
        let name = case["name"].as_str().expect("a name");
        for (item, posterior) in read.items.iter().zip(&found.posteriors) {
            for (label, got) in read.labels.iter().zip(posterior) {
                close(
                    &format!("{name}, {item}"),
                    *got,
                    &expected["posterior"][item][label],
                    1e-6,
                );
            }
        }
        for (coder, got) in read.coders.iter().zip(&found.knowing) {
            close(
                &format!("{name}, {coder}"),
                *got,
                &expected["knowing"][coder],
                1e-6,
            );
        }
    }
}
