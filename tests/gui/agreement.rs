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
    click(&mut desk, "Articles");
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

/// A project in which ls and mk have finished two articles, one of which jo compared.
fn team() -> Vec<(String, String)> {
    let gold = MK.replace(
        r#""format":"demarche","version":1,"#,
        r#""format":"demarche","version":1,"coder":"gold","#,
    );
    let polarity = |coding: &str, value: &str| {
        coding.replace(
            r#""quote":["release the funds"]"#,
            &format!(r#""quote":["release the funds"],"attributes":{{"polarity":"{value}"}}"#),
        )
    };
    let dated = |coding: &str, day: &str| {
        let time = format!(r#""at":"2026-11-{day}T10:00:00Z","label":"#);
        coding.replace(r#""label":"#, &time)
    };
    let project = r#"{"format":"demarche-project","version":1,"coders":[{"id":"ls"},{"id":"mk"}],
        "rounds":[{"id":"pilot","coders":["ls","mk"],"seed":1,"per_article":2,"overlap":100}],
        "assignments":[{"round":"pilot","article":"talks.txt","coders":["ls","mk"]}]}"#;
    let files = [
        ("talks.txt", TALKS.to_owned()),
        ("talks.txt.ls.ann.json", dated(&polarity(LS, "for"), "02")),
        (
            "talks.txt.mk.ann.json",
            dated(&polarity(MK, "against"), "03"),
        ),
        ("talks.txt.gold.ann.json", gold),
        ("more.txt", TALKS.to_owned()),
        ("more.txt.ls.ann.json", dated(&polarity(LS, "for"), "10")),
        ("more.txt.mk.ann.json", dated(&polarity(LS, "for"), "11")),
        ("project.json", project.to_owned()),
    ];
    files.map(|(name, text)| (name.to_owned(), text)).into()
}

fn open_team(coder: &str, files: &[(String, String)]) -> Desk {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    let mut desk = Desk::with(&files);
    desk.code_as(coder);
    // The list of a coder of the round begins with what is assigned and unfinished.
    if coder == "jo" {
        desk.show("talks.txt");
    }
    desk.keys(Modifiers::COMMAND, Key::Num7);
    desk.until_label("ls and mk: .727 (2)");
    desk
}

fn click(desk: &mut Desk, label: &str) {
    desk.harness.get_by_label(label).click();
    desk.run_until_idle();
}

fn says(desk: &Desk, part: &str) -> bool {
    let mut found = desk.harness.query_all_by_label_contains(part);
    found.next().is_some()
}

#[test]
fn each_coder_stands_against_the_agreed_version_too() {
    let desk = open_team("jo", &team());
    assert!(says(&desk, "Each coder against the agreed version"));
    // ls has one of the agreed two, in three; mk has both.
    for value in [".333", ".500", ".400"] {
        assert!(says(&desk, value), "{value}");
    }
    assert!(names(&desk, Role::RadioButton).contains(&"agreed and mk: 1.000 (1)".to_owned()));
    // Attributes have the names of the codebook.
    drop(desk);
    let mut desk = open_team("jo", &team());
    desk.harness
        .get_by_role_and_label(Role::ComboBox, "Measure")
        .click();
    desk.run_until_idle();
    // The list is long, so it has a field to filter it.
    desk.type_text("equal values");
    desk.key(Key::Enter);
    assert!(
        says(&desk, "Demand: Polarity"),
        "the display name of the attribute"
    );
}

#[test]
fn the_article_that_is_open_is_told() {
    let desk = open_team("jo", &team());
    let line =
        "The article that is open (span F1, exact): ls and mk: annotations that differ 3, .400";
    assert!(says(&desk, line));
}

#[test]
fn rounds_weeks_and_windows_are_told_apart() {
    let mut desk = open_team("jo", &team());
    click(&mut desk, "Over time");
    desk.until_label("pilot");
    // The round has one article of two.
    for part in [
        "By round",
        "2026-11-02",
        "2026-11-09",
        "2026-11-03 to 2026-11-03",
    ] {
        assert!(says(&desk, part), "{part}");
    }
    assert!(!says(&desk, "below all articles"), "it has risen");
    drop(desk);
    let mut files = team();
    for (name, text) in &mut files {
        // The article in which they differ is the newer one.
        if name.starts_with("talks.txt.") {
            *text = text.replace("2026-11-0", "2026-11-2");
        }
    }
    let mut desk = open_team("jo", &files);
    desk.run_until_idle();
    assert!(
        says(&desk, "are 45 % below all articles of ls and mk"),
        "the newest fell"
    );
    click(&mut desk, "Over time");
    assert!(says(&desk, "2026-11-23"));
}

#[test]
fn it_leads_to_the_kinds_of_differences() {
    let mut desk = open_team("jo", &team());
    click(&mut desk, "Kinds of differences…");
    desk.until_label("Kinds of differences");
    let dialogs = names(&desk, Role::Dialog);
    assert!(!dialogs.contains(&"Agreement".to_owned()), "{dialogs:?}");
}

#[test]
fn reliability_is_for_who_codes_in_no_round() {
    let tabs = |coder: &str| names(&open_team(coder, &team()), Role::Button);
    assert!(!tabs("ls").contains(&"Reliability".to_owned()));
    let mut desk = open_team("jo", &team());
    click(&mut desk, "Reliability");
    desk.until_label("Dawid and Skene");
    assert!(says(&desk, "Two coders cannot tell who of them errs") && says(&desk, "Which label"));
}

#[test]
fn a_blind_round_stays_closed() {
    let mut files = team();
    for (name, text) in &mut files {
        if name == "project.json" {
            *text = text
                .replace(r#""id":"pilot","#, r#""id":"pilot","blind":true,"#)
                .replace(
                    r#""assignments":["#,
                    r#""assignments":[{"round":"pilot","article":"more.txt","coders":["ls","mk"]},"#,
                );
        }
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(n, t)| (n.as_str(), t.as_str()))
        .collect();
    let mut desk = Desk::with(&files);
    desk.code_as("mk");
    desk.keys(Modifiers::COMMAND, Key::Num7);
    desk.until_label(
        "No two coders have finished the same article. Agreement needs two codings of one text.",
    );
    assert!(!says(&desk, "ls and mk") && !says(&desk, "Figures"));
}

#[test]
fn a_report_is_saved_where_the_user_says() {
    let mut desk = open_team("jo", &team());
    desk.harness.state_mut().use_no_file_dialog();
    for (form, start) in [
        ("HTML", "<!"),
        ("Markdown", "# Agreement"),
        ("CSV", "measure,"),
        ("JSON", "{"),
    ] {
        click(&mut desk, form);
        desk.until_label("Use this path");
        desk.keys(Modifiers::COMMAND, Key::A);
        let path = desk.path("report");
        let typed = path.to_str().expect("a path").to_owned();
        desk.harness.event(egui::Event::Paste(typed));
        desk.run_until_idle();
        click(&mut desk, "Use this path");
        desk.until(|_| path.exists());
        let report = desk.read("report");
        assert!(report.starts_with(start), "{form}: {report:.80}");
        std::fs::remove_file(desk.path("report")).expect("a file");
    }
}
