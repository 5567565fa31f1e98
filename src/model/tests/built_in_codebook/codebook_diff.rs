//! Tests of comparing and merging codebooks.

use demarche_model::Codebook;
use demarche_model::codebook_diff::*;

fn changed() -> Codebook {
    let mut theirs = demarche_store::codebook::built_in().codebook;
    theirs.labels[0].name = "Who".into();
    theirs.labels[2].id = "happening".into();
    theirs.labels[1].attributes.remove(0);
    theirs.guideline.clear();
    theirs
}

#[test]
fn added_removed_and_changed_items_are_listed() {
    let ours = demarche_store::codebook::built_in().codebook;
    assert_eq!(differences(&ours, &ours), [""; 0]);
    let lines = differences(&ours, &changed());
    for line in [
        "Label actor changes.",
        "Label event goes.",
        "Label happening comes.",
        "Attribute of label demand: category goes.",
        "The guideline changes.",
    ] {
        assert!(lines.iter().any(|lines| lines == line), "{line} {lines:?}");
    }
}

#[test]
fn uniting_adds_and_changes_nothing() {
    let ours = demarche_store::codebook::built_in().codebook;
    let both = united(&ours, &changed());
    assert_eq!(both.faults(), [""; 0]);
    let lines = differences(&ours, &both);
    assert_eq!(lines, ["Label happening comes."]);
    assert_eq!(
        united(&changed(), &ours).labels[1].attributes.len(),
        ours.labels[1].attributes.len()
    );
}
