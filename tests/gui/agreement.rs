//! The dialog about agreement: what it shows of coders, labels and articles, and what it leads to.

use crate::common::Desk;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

pub const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n";

pub const LS: &str = r#"{"format":"demarche","version":1,"source":{},"document":{"status":"done"},"annotations":[
    {"id":"a","label":"actor","spans":[[22,41]],"quote":["The envoy Ana Reyes"]},
    {"id":"d","label":"demand","spans":[[63,80]],"quote":["release the funds"]},
    {"id":"e","label":"event","spans":[[6,21]],"quote":["calls for talks"]}]}"#;

pub const MK: &str = r#"{"format":"demarche","version":1,"source":{},"document":{"status":"done"},"annotations":[
    {"id":"a","label":"actor","spans":[[32,41]],"quote":["Ana Reyes"]},
    {"id":"d","label":"demand","spans":[[63,80]],"quote":["release the funds"]}]}"#;

pub fn open(files: &[(&str, &str)]) -> Desk {
    let mut desk = Desk::with(files);
    desk.code_as("jo");
    desk.keys(Modifiers::COMMAND, Key::Num7);
    desk
}

fn names(desk: &Desk, role: Role) -> Vec<String> {
    let found = desk.harness.query_all_by_role(role);
    let names = found.filter_map(|node| node.accesskit_node().label());
    names.collect()
}

#[test]
fn figures_of_a_pair_by_label_and_by_article() {
    let mut desk = open(&[
        ("talks.txt", TALKS),
        ("talks.txt.ls.ann.json", LS),
        ("talks.txt.mk.ann.json", MK),
    ]);
    // Two of five annotations are the same: 2 · 1 / (3 + 2).
    desk.until_label("ls and mk: .400 (1)");
    for (label, value) in [
        ("Demand", "1.000"),
        ("Actor", ".000"),
        ("All labels", ".400"),
    ] {
        assert!(desk.harness.query_by_label(label).is_some(), "{label}");
        let mut values = desk.harness.query_all_by_label(value);
        assert!(values.next().is_some(), "{value}");
    }
    let button = names(&desk, Role::Button);
    let button = button.iter().find(|name| name.starts_with("Compare "));
    let button = button.expect("the article").clone();
    assert!(button.ends_with("ls, mk: .400"), "{button}");
    desk.harness.get_by_label(&button).click();
    // It leads to the differences of the article, once these have been read.
    desk.until_label("Compare coders");
}

#[test]
fn what_does_not_count_is_said_with_its_reason_and_can_be_counted() {
    let begun = MK.replace("done", "in-progress");
    let mut desk = open(&[
        ("talks.txt", TALKS),
        ("talks.txt.ls.ann.json", LS),
        ("talks.txt.mk.ann.json", &begun),
    ]);
    desk.until_label(
        "No two coders have finished the same article. Agreement needs two codings of one text.",
    );
    let mut told = desk.harness.query_all_by_label_contains("1 not finished");
    assert!(told.next().is_some(), "why it does not count");
    drop(told);
    desk.harness
        .get_by_label("Count articles that are not done")
        .click();
    desk.run_until_idle();
    desk.until_label("ls and mk: .400 (1)");
}
