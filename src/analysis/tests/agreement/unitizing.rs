//! The alphas for unitizing, against three other programs, DKPro Statistics and Krippendorff's book.

use demarche_analysis::agreement::alpha_u::AlphaU;
use demarche_analysis::agreement::joint_alpha::JointAlpha;
use demarche_analysis::agreement::measure::FigureSubject;
use demarche_analysis::agreement::u_alpha::UAlpha;
use serde_json::Value;

use crate::cases::{assert_figure, data, figure, label, study};

/// Expected figures are rounded to twelve digits.
const TOLERANCE: f64 = 1e-9;

fn cases() -> Vec<Value> {
    data("ualpha")["cases"].as_array().expect("cases").clone()
}

#[test]
fn the_alphas_of_2016_are_those_of_other_programs() {
    let mut compared = 0;
    for case in cases() {
        let study = study(&case["articles"]);
        let id = case["id"].as_str().expect("an id");
        let coders: Vec<&str> = study.coders.all().iter().map(String::as_str).collect();
        let mut check = |what: &str, joint: JointAlpha, coders: &[&str], expected: &Value| {
            let got = figure(&study, &joint, coders, &FigureSubject::All);
            assert_figure(&format!("{id}, {what}"), got, expected, TOLERANCE);
            compared += 1;
        };
        let expected = &case["expected"];
        check("uα", JointAlpha::Nominal, &coders, &expected["u"]);
        check("|uα", JointAlpha::Presence, &coders, &expected["bar"]);
        check("cuα", JointAlpha::Coding, &coders, &expected["cu"]);
        for (pair, expected) in case["expected_pairs"].as_object().into_iter().flatten() {
            let pair: Vec<&str> = pair.split('-').collect();
            check("uα of a pair", JointAlpha::Nominal, &pair, &expected["u"]);
            check(
                "|uα of a pair",
                JointAlpha::Presence,
                &pair,
                &expected["bar"],
            );
            check("cuα of a pair", JointAlpha::Coding, &pair, &expected["cu"]);
        }
        for (name, expected) in expected["k"].as_object().into_iter().flatten() {
            let of = |joint| figure(&study, &joint, &coders, &label(&study, name));
            let what = format!("{id}, {name}");
            assert_figure(&what, of(JointAlpha::Label), &expected["alpha"], TOLERANCE);
            assert_figure(
                &what,
                of(JointAlpha::Coverage),
                &expected["coverage"],
                TOLERANCE,
            );
        }
        for (name, expected) in expected["per_label_u"].as_object().into_iter().flatten() {
            let got = figure(&study, &UAlpha, &coders, &label(&study, name));
            assert_figure(&format!("{id}, {name}"), got, expected, TOLERANCE);
        }
        if let Some(expected) = expected
            .get("cu_coverage")
            .filter(|_| !study.labels.all().is_empty())
        {
            let got = figure(&study, &JointAlpha::Coverage, &coders, &FigureSubject::All);
            assert_figure(&format!("{id}, coverage"), got, expected, TOLERANCE);
        }
    }
    assert!(compared > 80, "{compared}");
}

#[test]
fn the_published_figures_of_2019_are_reached() {
    let case = cases()
        .into_iter()
        .find(|case| case["id"] == "krippendorff2019_fig12_11");
    let study = study(&case.expect("the case")["articles"]);
    let coders = ["alex", "paul", "suzan"];
    for (joint, published) in [
        (JointAlpha::Nominal, 0.510),
        (JointAlpha::Presence, 0.413),
        (JointAlpha::Coding, 0.724),
    ] {
        let got = figure(&study, &joint, &coders, &FigureSubject::All).expect("a figure");
        assert!((got - published).abs() < 0.001, "{joint:?}: {got}");
    }
}

#[test]
fn alpha_u_of_2004_is_that_of_dkpro() {
    let mut compared = 0;
    for case in cases() {
        let Some(expected) = case["alpha_u_1995_2004_dkpro_concatenated"].as_object() else {
            continue;
        };
        let study = study(&case["articles"]);
        let coders: Vec<&str> = study.coders.all().iter().map(String::as_str).collect();
        for (name, expected) in expected {
            let subject = match name.as_str() {
                "all" => FigureSubject::All,
                name => label(&study, name),
            };
            let got = figure(&study, &AlphaU, &coders, &subject);
            // DKPro gives 0 where chance brings no disagreement, and we give none.
            if case["id"] == "one_character_text" && got.is_err() {
                continue;
            }
            assert_figure(&format!("{}, {name}", case["id"]), got, expected, TOLERANCE);
            compared += 1;
        }
    }
    assert!(compared > 30, "{compared}");
}
