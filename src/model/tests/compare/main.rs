//! Matching on the cases of `matching.json`, whose clusters were written by hand.

mod samples;

use std::collections::BTreeMap;

use demarche_model::compare::{ClusterFlags, ComparedUnit, UnitIndex, match_units};
use demarche_model::{AttributeValue, Attributes, LabelId};
use serde_json::Value;

struct CaseUnit {
    label: LabelId,
    spans: Vec<(usize, usize)>,
    attributes: Attributes,
}

fn case_unit(unit: &Value) -> CaseUnit {
    let number = |value: &Value| value.as_u64().expect("a number") as usize;
    let spans = unit["spans"].as_array().expect("spans").iter();
    let attributes = unit["attributes"].as_object().into_iter().flatten();
    CaseUnit {
        label: unit["label"].as_str().expect("a label").into(),
        spans: spans
            .map(|span| (number(&span[0]), number(&span[1])))
            .collect(),
        attributes: attributes
            .map(|(name, value)| {
                let value = value.as_str().expect("a text").to_owned();
                (name.as_str().into(), AttributeValue::Text(value))
            })
            .collect(),
    }
}

/// The flags of a cluster as the cases name them.
fn flag_names(flags: ClusterFlags) -> String {
    let named = [
        (flags.missing, "missing"),
        (flags.label, "label"),
        (flags.borders, "borders"),
        (flags.values, "values"),
        (flags.is_agreed(), "agreed"),
    ];
    let named = named.iter().filter(|(is_set, _)| *is_set);
    named.map(|(_, name)| *name).collect::<Vec<_>>().join("+")
}

#[test]
fn clusters_flags_and_knots_are_those_of_all_cases() {
    let cases: Value = serde_json::from_str(include_str!("matching.json")).expect("it is JSON");
    let cases = cases["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 20);
    for case in cases {
        let coders: BTreeMap<&String, Vec<CaseUnit>> = case["coders"]
            .as_object()
            .expect("coders")
            .iter()
            .map(|(coder, units)| {
                let units = units.as_array().expect("units").iter();
                (coder, units.map(case_unit).collect())
            })
            .collect();
        let names: Vec<&String> = coders.keys().copied().collect();
        let units: Vec<Vec<ComparedUnit<'_>>> = coders
            .values()
            .map(|units| {
                let units = units.iter().map(|unit| {
                    let compared = ComparedUnit::from_chars(&unit.label, unit.spans.clone());
                    compared
                        .expect("it is none")
                        .with_values(None, &unit.attributes)
                });
                units.collect()
            })
            .collect();
        let matching = match_units(&units);
        let name = |member: &UnitIndex| format!("{}{}", names[member.coder], member.unit);
        let clusters = matching.clusters.iter();
        let clusters: Vec<Vec<String>> = clusters
            .map(|cluster| cluster.members.iter().map(name).collect())
            .collect();
        let flags = matching.clusters.iter();
        let flags: Vec<String> = flags.map(|cluster| flag_names(cluster.flags)).collect();
        let found = serde_json::json!({
            "clusters": clusters,
            "flags": flags,
            "knots": matching.knots,
        });
        assert_eq!(found, case["expected"], "{}", case["id"]);
    }
}
