//! Alphas of values and bootstrap intervals against krippendorff, scikit-learn, statsmodels, nltk and scipy.

use demarche_analysis::agreement::bootstrap::{BootstrapSettings, intervals};
use demarche_analysis::agreement::joint_alpha::JointAlpha;
use demarche_analysis::agreement::measure::{FigureSubject, Measure, Pooled, shared};
use demarche_analysis::agreement::span_f1::SpanF1;
use demarche_analysis::agreement::study::UnitValues;
use demarche_analysis::agreement::study::{CodedValue, NameTable, Study};
use demarche_analysis::agreement::u_alpha::UAlpha;
use demarche_analysis::agreement::value_kappa::ValueKappa;
use demarche_analysis::agreement::values::ValueAlpha;
use serde_json::Value;

use crate::cases::{assert_figure, data, study};

/// Units of a table with a row a coder, or of the CSV file with a column a coder.
fn transposed(rows: &Value) -> Vec<Vec<Value>> {
    let rows = rows.as_array().expect("rows");
    let count = rows[0].as_array().expect("a row").len();
    let column = |at: usize| rows.iter().map(|row| row[at].clone()).collect();
    (0..count).map(column).collect()
}

fn numbered(units: &[Vec<Value>], names: &mut NameTable<CodedValue>) -> Vec<UnitValues> {
    let mut number = |value: &Value| {
        let value = match value {
            Value::Null => return None,
            Value::Number(number) => {
                CodedValue::Number(number.as_f64().expect("a number").to_bits())
            }
            Value::Array(items) => {
                let items = items
                    .iter()
                    .map(|item| item.as_str().expect("a text").to_owned());
                let mut items: Vec<String> = items.collect();
                items.sort();
                CodedValue::Set(items)
            }
            other => CodedValue::Word(other.to_string()),
        };
        Some(names.number(&value))
    };
    units
        .iter()
        .map(|unit| unit.iter().map(&mut number).collect())
        .collect()
}

#[track_caller]
fn check(measure: ValueAlpha, units: &[Vec<Value>], expected: &Value) {
    let mut names = NameTable::default();
    let units = numbered(units, &mut names);
    let got = measure.pool_values(&names, &[units]).value();
    assert_figure(&format!("{measure:?}"), got, expected, 1e-9);
}

#[test]
fn alphas_and_kappas_of_values_are_those_of_other_programs() {
    let expected = &data("values_and_bootstrap")["values"];
    let table = include_str!("../data/agreement_nominal_values.csv");
    let cell = |cell: &str| match cell {
        "" => Value::Null,
        cell => Value::from(cell),
    };
    let units = table
        .lines()
        .skip(1)
        .map(|line| line.split(',').skip(1).map(cell).collect());
    let units: Vec<Vec<Value>> = units.collect();
    check(ValueAlpha::Nominal, &units, &expected["alpha_nominal"]);
    let names = ["mk", "ls", "jo"];
    for (pair, expected) in expected["pairs"].as_object().expect("pairs") {
        let at: Vec<usize> = pair
            .split('-')
            .map(|name| {
                names
                    .iter()
                    .position(|other| *other == name)
                    .expect("a coder")
            })
            .collect();
        let units: Vec<Vec<Value>> = units
            .iter()
            .map(|unit| vec![unit[at[0]].clone(), unit[at[1]].clone()])
            .collect();
        check(ValueAlpha::Nominal, &units, &expected["alpha_nominal"]);
        let mut names = NameTable::default();
        let pooled = ValueKappa::Cohen.pool_values(2, &[numbered(&units, &mut names)]);
        assert_figure(pair, pooled.value(), &expected["kappa"], 1e-9);
        assert_eq!(pooled.sums()[0], expected["n"].as_f64().expect("a count"));
    }
    let mut table = NameTable::default();
    let pooled = ValueKappa::Fleiss.pool_values(3, &[numbered(&units, &mut table)]);
    let fleiss = &expected["fleiss_kappa_on_units_of_all_three"]["kappa"];
    assert_figure("Fleiss", pooled.value(), fleiss, 1e-9);

    let one = &expected["one_value_only"];
    check(
        ValueAlpha::Nominal,
        &transposed(&one["data"]),
        &one["alpha"],
    );
    let numbers = &expected["interval"];
    let units = transposed(&numbers["data"]);
    check(ValueAlpha::Interval, &units, &numbers["alpha_interval"]);
    check(ValueAlpha::Nominal, &units, &numbers["alpha_nominal"]);
    let sets = &expected["sets"];
    let units: Vec<Vec<Value>> = sets["data"]
        .as_array()
        .expect("units")
        .iter()
        .map(|unit| unit.as_array().expect("a unit").clone())
        .collect();
    check(ValueAlpha::Jaccard, &units, &sets["alpha_jaccard"]);
    check(
        ValueAlpha::Nominal,
        &units,
        &sets["alpha_nominal_on_whole_sets"],
    );
}

fn pooled(study: &Study, measure: &dyn Measure) -> Pooled {
    let coder = |name: &str| study.coders.find(&name.to_owned()).expect("a coder");
    let articles = shared(study, &[coder("mk"), coder("ls")]);
    measure.pool(study, &articles, &FigureSubject::All)
}

#[test]
fn intervals_are_those_of_scipy() {
    let expected = &data("values_and_bootstrap")["bootstrap"];
    let study = study(&expected["articles"]);
    let exact = pooled(&study, &SpanF1::Exact);
    // The expected uα is the nominal one of all labels.
    let joint = pooled(&study, &JointAlpha::Nominal);
    let settings = BootstrapSettings {
        resamples: 10_000,
        ..BootstrapSettings::default()
    };
    let found = intervals(&[&exact, &joint], settings);
    for (pooled, found, expected) in [
        (&exact, &found[0], &expected["exact_f1"]),
        (&joint, &found[1], &expected["u_alpha"]),
    ] {
        assert_figure("value", pooled.value(), &expected["value"], 1e-9);
        let found = found.expect("an interval");
        for (got, expected) in [
            (found.low, &expected["percentile_95"][0]),
            (found.high, &expected["percentile_95"][1]),
            (found.standard_error, &expected["standard_error"]),
        ] {
            assert_figure("interval", Ok(got), expected, 0.01);
        }
    }
}

#[test]
fn all_27_resamples_of_three_articles_are_exact() {
    let expected = &data("values_and_bootstrap")["bootstrap"];
    let mut three = expected["articles"].clone();
    three.as_array_mut().expect("articles").truncate(3);
    let study = study(&three);
    let exact = pooled(&study, &SpanF1::Exact);
    let mut values = Vec::new();
    for resample in 0..27 {
        let mut weights = [0.0; 3];
        for drawn in [resample % 3, resample / 3 % 3, resample / 9] {
            weights[drawn] += 1.0;
        }
        values.push(exact.weighted(&weights).expect("a figure"));
    }
    values.sort_by(f64::total_cmp);
    let expected =
        expected["all_27_resamples_of_the_first_three_articles_exact_f1_sorted"].as_array();
    for (got, expected) in values.iter().zip(expected.expect("values")) {
        assert_figure("resample", Ok(*got), expected, 1e-9);
    }
    let few = intervals(&[&exact], BootstrapSettings::default());
    assert_eq!(few, [None], "three articles have no interval");
}

#[test]
fn the_same_seed_gives_the_same_interval_and_another_one_hardly_differs() {
    let expected = &data("values_and_bootstrap")["bootstrap"];
    let study = study(&expected["articles"]);
    let of_labels = pooled(&study, &UAlpha);
    let of_seed = |seed| {
        let settings = BootstrapSettings {
            seed,
            ..BootstrapSettings::default()
        };
        intervals(&[&of_labels], settings)[0].expect("an interval")
    };
    assert_eq!(of_seed(1), of_seed(1));
    assert_ne!(of_seed(1), of_seed(2));
    assert!((of_seed(1).low - of_seed(2).low).abs() < 0.03);
}
