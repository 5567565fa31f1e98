//! Comparing coders: the list of differences, one key or one click for each, and the agreed version that
//! comes of it.

use crate::common::Desk;
use egui::accesskit::{Role, Toggled};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n";

/// ls: the actor in full, the demand without its date.
const LS: &str = r#"{"format":"demarche","version":1,"source":{},"document":{"status":"done"},"annotations":[
    {"id":"a","label":"actor","spans":[[22,41]],"quote":["The envoy Ana Reyes"]},
    {"id":"d","label":"demand","spans":[[63,80]],"quote":["release the funds"],"attributes":{"polarity":"for"}},
    {"id":"e","label":"event","spans":[[6,21]],"quote":["calls for talks"]}]}"#;

/// mk: the actor by name only, the demand with another polarity, no event.
pub const MK: &str = r#"{"format":"demarche","version":1,"source":{},"document":{"status":"done"},"annotations":[
    {"id":"a","label":"actor","spans":[[32,41]],"quote":["Ana Reyes"],"memo":"the name alone"},
    {"id":"d","label":"demand","spans":[[63,80]],"quote":["release the funds"],"attributes":{"polarity":"against"}}]}"#;

/// A window on an article that ls and mk have coded, and jo looks at.
pub fn team(mk: &str) -> Desk {
    let files = [
        ("talks.txt", TALKS),
        ("talks.txt.ls.ann.json", LS),
        ("talks.txt.mk.ann.json", mk),
    ];
    let mut desk = Desk::with(&files);
    desk.code_as("jo");
    desk
}

fn compare(desk: &mut Desk) {
    desk.keys(Modifiers::COMMAND, Key::J);
    desk.run_until_idle();
}

fn is_open(desk: &Desk) -> bool {
    let found = desk
        .harness
        .query_by_role_and_label(Role::Dialog, "Compare coders");
    found.is_some()
}

/// The rows of the list that say this.
fn rows(desk: &Desk, words: &str) -> usize {
    let rows = desk.harness.query_all_by_role(Role::ListBoxOption);
    let rows = rows.filter(|row| {
        let name = row.accesskit_node().label();
        name.is_some_and(|name| name.contains(words))
    });
    rows.count()
}

fn agreed(desk: &Desk) -> serde_json::Value {
    serde_json::from_str(&desk.read("talks.txt.gold.ann.json")).unwrap_or_default()
}

fn until_agreed(desk: &mut Desk, so: impl Fn(&serde_json::Value) -> bool) {
    let path = desk.path("talks.txt.gold.ann.json");
    desk.until(|_| {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        so(&serde_json::from_str(&text).unwrap_or_default())
    });
}

fn count(file: &serde_json::Value, list: &str) -> usize {
    file[list].as_array().map_or(0, Vec::len)
}

#[test]
fn one_key_decides_a_difference_and_undo_takes_it_back() {
    let mut desk = team(MK);
    compare(&mut desk);
    assert!(is_open(&desk));
    assert_eq!(rows(&desk, ", open"), 3);
    assert!(
        !desk.path("talks.txt.gold.ann.json").exists(),
        "comparing alone writes nothing"
    );

    // The event that only ls has: nobody’s. Then mk’s words of the actor, ls’s polarity.
    desk.key(Key::X);
    desk.key(Key::Num2);
    desk.key(Key::Num1);
    assert_eq!(rows(&desk, ", open"), 0);
    desk.until_label("All differences of this article are decided.");
    until_agreed(&mut desk, |file| count(file, "decisions") == 3);
    let file = agreed(&desk);
    let quotes: Vec<&str> = file["annotations"]
        .as_array()
        .expect("annotations")
        .iter()
        .filter_map(|annotation| annotation["quote"][0].as_str())
        .collect();
    assert_eq!(quotes, ["Ana Reyes", "release the funds"]);
    assert_eq!(file["annotations"][1]["attributes"]["polarity"], "for");
    assert_eq!(file["coder"], "gold");
    assert_eq!(file["decisions"][0]["by"], "jo");

    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(rows(&desk, ", open"), 1);
    until_agreed(&mut desk, |file| count(file, "decisions") == 2);
}

#[test]
fn clicks_decide_too_and_values_one_by_one() {
    let mut desk = team(MK);
    compare(&mut desk);
    let version = "2 mk: actor: “Ana Reyes”";
    let row = desk.harness.get_all_by_role(Role::ListBoxOption);
    let row = row.into_iter().find(|row| {
        let name = row.accesskit_node().label().unwrap_or_default();
        name.contains("boundaries")
    });
    row.expect("the actor").click();
    desk.run_until_idle();
    let found = desk.harness.query_all_by_role(Role::RadioButton);
    let names: Vec<String> = found
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert!(
        names
            .iter()
            .any(|name| name.to_lowercase() == version.to_lowercase()),
        "{names:?}"
    );
    assert!(
        desk.harness
            .query_by_label("2 mk: the name alone")
            .is_some()
    );
    let name = names
        .iter()
        .find(|name| name.starts_with("2 mk"))
        .expect("a version")
        .clone();
    desk.harness
        .get_by_role_and_label(Role::RadioButton, &name)
        .click();
    desk.run_until_idle();
    assert_eq!(rows(&desk, ", decided"), 1);
    let cell = "Polarity, 2 mk: against";
    let found = desk.harness.query_all_by_role(Role::RadioButton);
    let names: Vec<String> = found
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    let cell = names
        .iter()
        .find(|name| name.eq_ignore_ascii_case(cell))
        .expect("the polarity")
        .clone();
    desk.harness
        .get_by_role_and_label(Role::RadioButton, &cell)
        .click();
    desk.run_until_idle();
    let cell = desk.harness.get_by_role_and_label(Role::RadioButton, &cell);
    assert_eq!(cell.accesskit_node().toggled(), Some(Toggled::True));
    assert_eq!(rows(&desk, ", decided"), 2);
}

#[test]
fn a_coder_who_changes_something_later_opens_that_decision_alone() {
    let mut desk = team(MK);
    compare(&mut desk);
    for key in [Key::X, Key::Num2, Key::Num1] {
        desk.key(key);
    }
    until_agreed(&mut desk, |file| count(file, "decisions") == 3);
    desk.key(Key::Escape);
    let later = MK.replace("against", "neutral");
    std::fs::write(desk.path("talks.txt.mk.ann.json"), later).expect("written");
    compare(&mut desk);
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while rows(&desk, "open again") != 1 {
        assert!(
            std::time::Instant::now() < end,
            "the decision is not opened again"
        );
        std::thread::sleep(std::time::Duration::from_millis(20));
        desk.run_until_idle();
    }
    assert_eq!(rows(&desk, ", decided"), 2);
}

#[test]
fn one_coder_alone_is_not_compared_and_it_is_said_why() {
    let files = [("talks.txt", TALKS), ("talks.txt.ls.ann.json", LS)];
    let mut desk = Desk::with(&files);
    desk.code_as("jo");
    compare(&mut desk);
    desk.until_label("Only ls has annotated this article. Comparing needs two coders.");
    assert!(!is_open(&desk));
}

#[test]
fn a_note_is_kept_with_its_decision() {
    let mut desk = team(MK);
    compare(&mut desk);
    desk.key(Key::M);
    desk.until_label("Decide it first: a note belongs to a decision.");
    desk.key(Key::X);
    desk.key(Key::P);
    desk.key(Key::M);
    desk.type_text("no event without a date");
    desk.key(Key::Enter);
    until_agreed(&mut desk, |file| {
        file["decisions"][0]["note"] == "no event without a date"
    });
}

#[test]
fn in_a_blind_round_nothing_is_compared_before_it_is_open() {
    let plan = r#"{"format":"demarche-project","version":1,"coders":[{"id":"jo"},{"id":"ls"},{"id":"mk"}],
        "rounds":[{"id":"pilot","blind":true,"coders":["jo","ls","mk"]}],
        "assignments":[{"round":"pilot","article":"talks.txt","coders":["jo","ls","mk"]}]}"#;
    let files = [
        ("talks.txt", TALKS),
        ("talks.txt.ls.ann.json", LS),
        ("talks.txt.mk.ann.json", MK),
        ("project.json", plan),
    ];
    let mut desk = Desk::with(&files);
    desk.code_as("jo");
    compare(&mut desk);
    let mut told = desk
        .harness
        .query_all_by_label_contains("is blind and not open");
    assert!(told.next().is_some());
    drop(told);
    assert!(!is_open(&desk));
    desk.keys(Modifiers::COMMAND, Key::Num7);
    desk.until_label(
        "No two coders have finished the same article. Agreement needs two codings of one text.",
    );
    assert!(
        desk.harness
            .query_all_by_label_contains("ls")
            .next()
            .is_none()
    );
}

/// What the dialog counts: differences, and those that are open.
fn counted(desk: &Desk) -> (usize, usize) {
    let mut found = desk.harness.query_all_by_label_contains(" differences, ");
    let node = found
        .next()
        .expect("what the dialog counts")
        .accesskit_node();
    let text = node.label().or(node.value()).unwrap_or_default();
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let numbers: Vec<usize> = numbers.filter_map(|number| number.parse().ok()).collect();
    match numbers.as_slice() {
        [.., differences, open] => (*differences, *open),
        _ => panic!("{text}"),
    }
}

#[test]
fn each_difference_of_the_samples_takes_one_press_or_one_click() {
    macro_rules! sample {
        ($name:literal) => {
            [
                (
                    "a.txt",
                    include_str!(concat!("../../sample_data/", $name, ".txt")),
                ),
                (
                    "a.txt.lena.ann.json",
                    include_str!(concat!("../../sample_data/", $name, ".txt.lena.ann.json")),
                ),
                (
                    "a.txt.mk.ann.json",
                    include_str!(concat!("../../sample_data/", $name, ".txt.mk.ann.json")),
                ),
            ]
        };
    }
    let samples = [
        sample!("harbour-and-exchange/prisoner-exchange"),
        sample!("talks/envoy-deadline"),
    ];
    for is_clicked in [false, true] {
        let mut acts = 0;
        for files in &samples {
            let mut desk = Desk::with(files);
            desk.code_as("jo");
            compare(&mut desk);
            desk.until_label("Compare coders");
            let (differences, mut open) = counted(&desk);
            assert_eq!(open, differences);
            while open > 0 {
                if is_clicked {
                    click_first_version(&mut desk);
                } else {
                    desk.key(Key::Num1);
                }
                acts += 1;
                // Each of them shows at once.
                let now = counted(&desk).1;
                assert!(now < open, "{now} of {differences} after {acts}");
                open = now;
            }
        }
        assert_eq!(acts, 41);
    }
}

fn click_first_version(desk: &mut Desk) {
    let mut versions = desk.harness.query_all_by_role(Role::RadioButton);
    let first = versions.find(|node| {
        let name = node.accesskit_node().label();
        name.is_some_and(|name| name.starts_with("1 "))
    });
    first.expect("a version").click();
    drop(versions);
    desk.run_until_idle();
}
