//! Published examples: of Cohen, Artstein and Poesio, Fleiss, Krippendorff, Mathet, and of the tests of DKPro
//! Statistics and pygamma-agreement.

use std::collections::BTreeMap;

use demarche_analysis::agreement::alpha_u::AlphaU;
use demarche_analysis::agreement::gamma::Gamma;
use demarche_analysis::agreement::gamma::alignment::{AlignedUnit, Dissimilarity, align};
use demarche_analysis::agreement::gamma::sampling::ShuffleSampler;
use demarche_analysis::agreement::measure::FigureSubject;
use demarche_analysis::agreement::span_f1::SpanF1;
use demarche_analysis::agreement::study::UnitValues;
use demarche_analysis::agreement::study::{
    ArticleWork, CodedArticle, CodedRange, CodedUnit, NameTable, Study,
};
use demarche_analysis::agreement::tokens::TokenKappa;
use demarche_analysis::agreement::value_kappa::ValueKappa;
use demarche_analysis::agreement::values::ValueAlpha;
use serde_json::{Value, json};

use crate::cases::{assert_figure, data, figure, label, number, study, unit};

fn vectors() -> Vec<Value> {
    data("published")["vectors"]
        .as_array()
        .expect("vectors")
        .clone()
}

/// Values as numbers by their order of appearance; `null` is missing.
struct Items(Vec<UnitValues>);

impl Items {
    fn read(input: &Value) -> Option<Self> {
        let mut names: BTreeMap<String, u32> = BTreeMap::new();
        let mut value = |json: &Value| {
            (!json.is_null()).then(|| {
                let next = names.len() as u32;
                *names.entry(json.to_string()).or_insert(next)
            })
        };
        let mut items = Vec::new();
        if let Some(pairs) = input["pairs_with_counts"].as_array() {
            for pair in pairs {
                let unit = vec![value(&pair[0]), value(&pair[1])];
                items.extend(std::iter::repeat_n(unit, number(&pair[2]) as usize));
            }
        } else {
            for item in input["items_by_raters"].as_array()? {
                items.push(item.as_array()?.iter().map(&mut value).collect());
            }
        }
        Some(Self(items))
    }

    fn kappa(
        &self,
        which: ValueKappa,
    ) -> Result<f64, demarche_analysis::agreement::measure::Undefined> {
        let coders = self.0.iter().map(Vec::len).max().unwrap_or(2);
        which
            .pool_values(coders, std::slice::from_ref(&self.0))
            .value()
    }

    fn alpha(&self) -> Result<f64, demarche_analysis::agreement::measure::Undefined> {
        let names = NameTable::default();
        ValueAlpha::Nominal
            .pool_values(&names, std::slice::from_ref(&self.0))
            .value()
    }

    /// One value against all others.
    fn against_rest(&self, value: u32) -> Self {
        let items = self.0.iter().map(|item| {
            let of = |given: &Option<u32>| given.map(|given| u32::from(given == value));
            item.iter().map(of).collect()
        });
        Self(items.collect())
    }
}

#[test]
fn kappas_and_nominal_alphas_are_the_published_ones() {
    let mut compared = 0;
    for vector in vectors() {
        let (expected, id) = (&vector["expected"], vector["id"].as_str().expect("an id"));
        let Some(items) = Items::read(&vector["input"]) else {
            continue;
        };
        let mut check = |field: &str, got| {
            if let Some(expected) = expected.get(field) {
                assert_figure(&format!("{id}, {field}"), got, expected, 1e-9);
                compared += 1;
            }
        };
        match vector["metric"].as_str() {
            Some("cohen_kappa") => {
                check("kappa_exact", items.kappa(ValueKappa::Cohen));
                check("alpha_nominal_exact", items.alpha());
                if id == "degenerate_all_same" {
                    check("kappa", items.kappa(ValueKappa::Cohen));
                    assert!(items.alpha().is_err(), "one value only");
                }
            }
            Some("fleiss_kappa") => check("kappa_exact", items.kappa(ValueKappa::Fleiss)),
            Some("alpha_nominal") => {
                check("alpha_exact", items.alpha());
                for (name, expected) in expected["per_category_exact"]
                    .as_object()
                    .into_iter()
                    .flatten()
                {
                    let first = vector["input"]["items_by_raters"].to_string();
                    // Values have numbers by their first appearance.
                    let mut seen: Vec<&str> = Vec::new();
                    for value in first.split(|c: char| !c.is_ascii_digit()) {
                        if !value.is_empty() && !seen.contains(&value) {
                            seen.push(value);
                        }
                    }
                    let at = seen
                        .iter()
                        .position(|value| value == name)
                        .expect("a value");
                    let got = items.against_rest(at as u32).alpha();
                    assert_figure(&format!("{id}, {name}"), got, expected, 1e-9);
                }
            }
            _ => {}
        }
    }
    assert_eq!(compared, 10);
}

#[test]
fn kappa_on_words_is_that_of_the_digitised_example() {
    let mut compared = 0;
    for vector in vectors()
        .iter()
        .filter(|vector| vector["metric"] == "token_kappa")
    {
        let mut study = Study::default();
        let mut work = Vec::new();
        let mut words = 0;
        for coder in ["a", "b"] {
            let marks = vector["input"][coder].as_str().expect("marks");
            words = marks.len() as u32;
            let coded = (0..).zip(marks.chars()).filter(|(_, mark)| *mark == '1');
            let units = coded.map(|(at, _)| CodedUnit {
                ranges: vec![CodedRange {
                    start: at,
                    end: at + 1,
                    first_word: at,
                    end_word: at + 1,
                }],
                ..unit(&mut study, at, at + 1, "x")
            });
            let units = units.collect();
            let coder = study.coders.number(&coder.to_owned());
            work.push(ArticleWork {
                coder,
                units,
                ..ArticleWork::default()
            });
        }
        study.push(CodedArticle {
            name: String::new(),
            length: words,
            words,
            work,
        });
        let got = figure(&study, &TokenKappa::Cohen, &["a", "b"], &label(&study, "x"));
        assert_figure("Cohen", got, &vector["expected"]["kappa_exact"], 1e-9);
        // Fleiss' kappa of two coders is Scott's pi.
        let got = figure(
            &study,
            &TokenKappa::Fleiss,
            &["a", "b"],
            &label(&study, "x"),
        );
        assert_figure("Fleiss", got, &vector["expected"]["scott_pi_exact"], 1e-9);
        compared += 1;
    }
    assert_eq!(compared, 3);
}

#[test]
fn alpha_u_is_the_published_one() {
    let mut compared = 0;
    for vector in vectors()
        .iter()
        .filter(|vector| vector["metric"] == "alpha_u")
    {
        let (input, expected) = (&vector["input"], &vector["expected"]);
        let begin = number(&input["begin"]);
        let mut coders = serde_json::Map::new();
        for rater in input["raters"].as_array().expect("raters") {
            let units = input["units_rater_begin_length_cat"]
                .as_array()
                .expect("units");
            let units = units.iter().filter(|unit| unit[0] == *rater).map(|unit| {
                let start = number(&unit[1]) - begin;
                json!([start, start + number(&unit[2]), unit[3]])
            });
            coders.insert(rater.to_string(), units.collect());
        }
        let study = study(&json!([{ "length": input["length"], "coders": coders }]));
        let coders: Vec<&str> = study.coders.all().iter().map(String::as_str).collect();
        let exact = expected.get("exact").unwrap_or(expected);
        for (name, expected) in exact.as_object().expect("figures") {
            let (subject, expected) = match name.as_str() {
                "alpha_u" => (FigureSubject::All, expected),
                name if expected.is_object() => (label(&study, name), &expected["alpha_u"]),
                _ => continue,
            };
            let got = figure(&study, &AlphaU, &coders, &subject);
            assert_figure(&format!("{}, {name}", vector["id"]), got, expected, 1e-9);
            compared += 1;
        }
    }
    assert_eq!(compared, 15);
}

#[test]
fn span_f1_is_that_of_the_cases_by_hand() {
    let mut compared = 0;
    for vector in vectors()
        .iter()
        .filter(|vector| vector["metric"] == "pairwise_span_f1")
    {
        let input = &vector["input"];
        let coders = json!({ "a": input["a_begin_end_label"], "b": input["b_begin_end_label"] });
        let study = study(&json!([{ "length": 100, "coders": coders }]));
        for (field, measure) in [("exact_f1", SpanF1::Exact), ("overlap_f1", SpanF1::Overlap)] {
            let got = figure(&study, &measure, &["a", "b"], &FigureSubject::All);
            assert_figure(field, got, &vector["expected"][field], 1e-9);
            compared += 1;
        }
    }
    assert_eq!(compared, 6);
}

#[test]
fn the_disorder_of_gamma_is_that_of_pygamma_agreement() {
    let mut compared = 0;
    for vector in vectors()
        .iter()
        .filter(|vector| vector["metric"] == "gamma")
    {
        let (input, expected) = (&vector["input"], &vector["expected"]);
        let mut labels = NameTable::<String>::default();
        let mut coders: BTreeMap<&str, Vec<AlignedUnit>> = BTreeMap::new();
        for unit in input["units"].as_array().expect("units") {
            let name = unit["annotator"].as_str().expect("a name");
            coders.entry(name).or_default().push(AlignedUnit {
                start: i64::from(number(&unit["start"])),
                end: i64::from(number(&unit["end"])),
                label: labels.number(&unit["category"].to_string()),
            });
        }
        let coders: Vec<Vec<AlignedUnit>> = coders.into_values().collect();
        let parameter = |name: &str| input["params"][name].as_f64().expect("a parameter");
        let dissimilarity = Dissimilarity {
            alpha: parameter("alpha"),
            beta: parameter("beta"),
            delta_empty: parameter("deltaEmpty"),
        };
        let best = align(&coders, &dissimilarity).expect("an alignment");
        let disorder = expected["best_alignment_disorder"]
            .as_f64()
            .expect("a number");
        assert!(
            (best.disorder() - disorder).abs() < 1e-5,
            "{}: {best:?}, {disorder}",
            vector["id"]
        );
        if let Some(groups) = expected["unitary_alignments"].as_u64() {
            assert_eq!(best.groups as u64, groups, "{}", vector["id"]);
        }
        if let Some(range) = expected["gamma_range"].as_array() {
            let gamma = Gamma {
                dissimilarity,
                sampler: ShuffleSampler::Rotation,
                seed: 1,
            };
            let end = coders
                .iter()
                .flatten()
                .map(|unit| unit.end)
                .max()
                .expect("a unit");
            let found = gamma.disorders("", end as u32, &coders).expect("disorders");
            let value = 1.0 - found.observed / found.expected;
            let (low, high) = (
                range[0].as_f64().expect("low"),
                range[1].as_f64().expect("high"),
            );
            assert!((low..=high).contains(&value), "{value}");
        }
        compared += 1;
    }
    assert_eq!(compared, 7);
}
