//! Gamma against pygamma-agreement: the disorder of the best alignment exactly, gamma within what its samples
//! spread.

use std::collections::BTreeMap;

use demarche_analysis::agreement::gamma::Gamma;
use demarche_analysis::agreement::gamma::alignment::{AlignedUnit, Dissimilarity, align};
use demarche_analysis::agreement::gamma::sampling::ShuffleSampler;
use demarche_analysis::agreement::study::NameTable;
use serde_json::Value;

use crate::cases::{data, number};

/// The judge computes in single precision.
const TOLERANCE: f64 = 1e-5;
/// How far gamma may be outside of the interval of five seeds.
const OUTSIDE: f64 = 0.05;

#[test]
fn disorder_and_gamma_are_those_of_pygamma_agreement() {
    let data = data("gamma");
    let mut coders: Vec<Vec<AlignedUnit>> = Vec::new();
    let mut of: &Value = &Value::Null;
    let mut compared = 0;
    for case in data["cases"].as_array().expect("cases") {
        // Runs with other parameters have the annotations of the run before.
        if let Some(units) = case.get("units") {
            coders = read(units);
            of = &case["id"];
        }
        assert_eq!(case["id"], *of);
        let parameter = |name: &str| case[name].as_f64().expect("a parameter");
        let dissimilarity = Dissimilarity {
            alpha: parameter("alpha"),
            beta: parameter("beta"),
            delta_empty: parameter("delta_empty"),
        };
        let what = format!("{} with α {}", case["id"], dissimilarity.alpha);
        let best = align(&coders, &dissimilarity).expect("an alignment");
        let expected = case["expected"]["disorder"].as_f64().expect("a number");
        assert!(
            (best.disorder() - expected).abs() < TOLERANCE,
            "{what}: {best:?}, {expected}"
        );
        let groups = case["expected"]["unitary_alignments"]
            .as_u64()
            .expect("a count");
        // Of alignments that cost the same we take the one with the fewest groups.
        assert!(best.groups as u64 <= groups, "{what}");
        let end = coders
            .iter()
            .flatten()
            .map(|unit| unit.end)
            .max()
            .expect("a unit") as u32;
        for (sampler, name) in [
            (ShuffleSampler::Rotation, "shuffle"),
            (ShuffleSampler::Statistical, "statistical"),
        ] {
            let gamma = Gamma {
                dissimilarity,
                sampler,
                seed: 1,
            };
            let found = gamma.disorders("", end, &coders).expect("disorders");
            let value = 1.0 - found.observed / found.expected;
            let range = &case["monte_carlo_5_seeds_of_60_samples"][name]["gamma"];
            let (low, high) = (
                range[0].as_f64().expect("low"),
                range[1].as_f64().expect("high"),
            );
            assert!(
                value > low - OUTSIDE && value < high + OUTSIDE,
                "{what}, {name}: {value}, and {low} to {high} was expected ({found:?})"
            );
        }
        compared += 1;
    }
    assert_eq!(compared, 28);
}

fn read(units: &Value) -> Vec<Vec<AlignedUnit>> {
    let mut labels = NameTable::<String>::default();
    let coders: BTreeMap<&String, Vec<AlignedUnit>> = units
        .as_object()
        .expect("coders")
        .iter()
        .map(|(coder, units)| {
            let units = units
                .as_array()
                .expect("units")
                .iter()
                .map(|unit| AlignedUnit {
                    start: i64::from(number(&unit[0])),
                    end: i64::from(number(&unit[1])),
                    label: labels.number(&unit[2].to_string()),
                });
            (coder, units.collect())
        })
        .collect();
    coders.into_values().collect()
}
