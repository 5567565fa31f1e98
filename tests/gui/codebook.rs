//! The codebook, changed as a project lead would.

use crate::common::Desk;
use demarche::app::App;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

const TALKS: &str = "Envoy calls for talks\nThe envoy asked the council to release the funds.\n";
const VOTE: &str = "The council votes\nThe council asked the envoy to leave.\n";

/// Annotations by a coder who is not at this desk.
const BEN: &str = r#"{
  "format": "demarche",
  "version": 1,
  "source": { "file": "vote.txt", "sha256": "SHA", "chars": 56, "encoding": "utf-8" },
  "offsets": "unicode-scalar",
  "codebook": { "name": "actor-demand-event", "version": "1.0" },
  "coder": "ben",
  "document": { "status": "in-progress" },
  "annotations": [
    {"id":"b1","label":"event","spans":[[12,17]],"quote":["votes"],"prefix":"The council ","suffix":"\nThe council asked the envoy to ","origin":"manual","by":"ben"}
  ],
  "relations": []
}
"#;

fn open_codebook(desk: &mut Desk) {
    desk.keys(Modifiers::COMMAND, Key::B);
    desk.harness.get_by_role_and_label(Role::Dialog, "Codebook");
}

fn click(desk: &mut Desk, name: &str) {
    desk.harness.get_by_label(name).click();
    desk.run_until_idle();
}

/// Chooses a line of the outline.
fn go_to(desk: &mut Desk, name: &str) {
    desk.harness
        .get_by_role_and_label(Role::ListBoxOption, name)
        .click();
    desk.run_until_idle();
}

/// Replaces what a field holds and leaves it.
fn fill(desk: &mut Desk, name: &str, text: &str) {
    focus(desk, name);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text(text);
    desk.key(Key::Tab);
}

fn focus(desk: &mut Desk, name: &str) {
    let fields = desk.harness.get_all_by_label(name);
    let role = |node: &egui_kittest::Node<'_>| {
        use egui_kittest::kittest::NodeT as _;
        matches!(
            node.accesskit_node().role(),
            Role::TextInput | Role::MultilineTextInput
        )
    };
    let field = fields.into_iter().find(role).expect("the field");
    field.focus();
    desk.run_until_idle();
}

fn pick(desk: &mut Desk, list: &str, item: &str) {
    desk.harness
        .get_by_role_and_label(Role::ComboBox, list)
        .click();
    desk.run_until_idle();
    let items = desk.harness.get_all_by_label(item);
    items.last().expect("it is in the list").click();
    desk.run_until_idle();
}

fn steps(app: &App) -> Vec<String> {
    let done = app.session().map(|session| session.history.done());
    done.into_iter()
        .flatten()
        .map(|step| step.name.text())
        .collect()
}

/// The labels of the annotations of the article on screen.
pub fn labels(desk: &Desk) -> Vec<String> {
    let shown = desk.app().session().and_then(|session| session.shown());
    let annotations = shown.map(|shown| shown.document.annotations());
    let annotations = annotations.into_iter().flatten();
    annotations
        .map(|annotation| annotation.label.to_string())
        .collect()
}

#[test]
fn a_label_gets_a_name_and_a_key_and_both_act_at_once() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    open_codebook(&mut desk);
    go_to(&mut desk, "Actor");
    fill(&mut desk, "Name", "Claimant");
    fill(&mut desk, "Keys", "8 a");
    assert_eq!(steps(desk.app()), ["edit label actor"; 2]);
    desk.key(Key::Escape);
    desk.harness
        .get_by_label_contains("Claimant, 0 in this article, key 8");
    assert!(desk.harness.query_by_label("Codebook").is_none());
    desk.drag_over("The envoy");
    desk.key(Key::Num8);
    assert_eq!(labels(&desk), ["actor"]);
    desk.until_saved();
    assert!(desk.read("codebook.json").contains("\"Claimant\""));
    // The codebook is taken back like anything else.
    for _ in 0..3 {
        desk.keys(Modifiers::COMMAND, Key::Z);
    }
    desk.harness
        .get_by_label_contains("Actor, 0 in this article, key 1");
}

#[test]
fn a_key_that_is_already_bound_is_reported() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    open_codebook(&mut desk);
    go_to(&mut desk, "Actor");
    fill(&mut desk, "Keys", "2");
    desk.harness
        .get_by_label("2 already means “Tag as demand”.");
}

#[test]
fn colours_that_are_hard_to_distinguish_are_reported() {
    // Both have solid lines; another line style would tell them apart.
    let codebook = r##"{"format":"demarche-codebook","version":1,"name":"two","codebook_version":"1","labels":[
        {"id":"actor","name":"Actor","color":{"light":"#2563B0","dark":"#7DB0F2"},"line":"solid"},
        {"id":"demand","name":"Demand","color":{"light":"#A65A00","dark":"#F0AE4A"},"line":"solid"}]}"##;
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("codebook.json", codebook)]);
    open_codebook(&mut desk);
    go_to(&mut desk, "Actor");
    click(&mut desk, "Colour 2");
    desk.harness
        .get_by_label("It cannot be told apart from Demand.");
}

#[test]
fn labels_are_merged_in_all_articles_and_for_all_coders() {
    let mut files = vec![("talks.txt", TALKS), ("vote.txt", VOTE)];
    let sha = demarche::store::hash::sha256_hex(VOTE.as_bytes());
    let ben = BEN.replace("SHA", &sha);
    files.push(("vote.txt.ben.ann.json", &ben));
    let mut desk = Desk::with(&files);
    desk.code_as("");
    desk.drag_over("calls for talks");
    desk.key(Key::Num3);
    desk.show("vote.txt");
    desk.drag_over("votes");
    desk.key(Key::Num3);
    desk.until_saved();
    // Only one of the articles is read when the merge begins.
    let mut desk = desk.open_again();
    desk.until(|app| app.session().is_some_and(|s| s.shown().is_some()));
    let names = [
        "talks.txt.ann.json",
        "vote.txt.ann.json",
        "vote.txt.ben.ann.json",
    ];
    let before = names.map(|name| desk.read(name));
    assert!(
        before
            .iter()
            .all(|file| file.contains("\"label\":\"event\""))
    );

    open_codebook(&mut desk);
    go_to(&mut desk, "Event");
    click(&mut desk, "Merge…");
    pick(&mut desk, "Into", "Demand");
    click(&mut desk, "Preview");
    desk.until_label("3 annotations in 3 files.");
    desk.harness.get_by_label("ben: 1 file");
    // What was done before the restart, and nothing yet.
    assert_eq!(steps(desk.app()), ["tag as event"; 2]);
    click(&mut desk, "Merge label event into demand");
    desk.until_saved();
    for name in names {
        let file = desk.read(name);
        assert!(file.contains("\"label\":\"demand\""), "{file}");
        assert!(!file.contains("\"label\":\"event\""), "{file}");
        assert!(file.contains("\"version\": \"1.1\""), "{file}");
    }
    assert!(!desk.read("codebook.json").contains("\"id\": \"event\""));

    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until_saved();
    assert_eq!(names.map(|name| desk.read(name)), before);
    assert!(desk.read("codebook.json").contains("\"id\": \"event\""));
}

#[test]
fn the_losses_of_a_change_are_listed_before_it_is_applied() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    open_codebook(&mut desk);
    go_to(&mut desk, "Demand");
    click(&mut desk, "Delete…");
    click(&mut desk, "Remove its annotations with their relations");
    click(&mut desk, "Preview");
    desk.until_label("“release the funds” is removed");
    desk.key(Key::Escape);
    assert_eq!(labels(&desk), ["demand"]);
    desk.harness.get_by_label("Delete…");
}

#[test]
fn a_label_is_deleted_with_its_annotations_and_comes_back() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    open_codebook(&mut desk);
    go_to(&mut desk, "Demand");
    click(&mut desk, "Delete…");
    click(&mut desk, "Remove its annotations with their relations");
    click(&mut desk, "Preview");
    desk.until_label("Delete label demand");
    click(&mut desk, "Delete label demand");
    assert_eq!(labels(&desk), [""; 0]);
    // Nothing is chosen that is not there.
    assert_eq!(desk.place().map(|(_, chosen)| chosen), Some(None));
    click(&mut desk, "Undo");
    assert_eq!(labels(&desk), ["demand"]);
    click(&mut desk, "Redo");
    assert_eq!(labels(&desk), [""; 0]);
}

#[test]
fn a_kind_is_changed_and_what_does_not_fit_is_listed() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("release the funds");
    desk.key(Key::Num2);
    open_codebook(&mut desk);
    go_to(&mut desk, "Polarity");
    pick(&mut desk, "Kind", "date");
    desk.until_label(
        "“release the funds” is kept, but attribute “polarity”: “for” is not a date such as \
         2025-04-25, 2025-04 or 2025",
    );
    click(&mut desk, "Change the kind of attribute polarity");
    let kind = |app: &App| {
        let session = app.session()?;
        let mut attributes = session.codebook.labels[1].attributes.iter();
        let polarity = attributes.find(|attribute| attribute.id.as_str() == "polarity")?;
        Some(polarity.kind.name())
    };
    assert_eq!(kind(desk.app()), Some("date"));
    let shown = desk.app().session().and_then(|session| session.shown());
    let annotation = shown.and_then(|shown| shown.document.annotations().first());
    let value = annotation.and_then(|a| a.attributes.get("polarity"));
    assert_eq!(value.map(ToString::to_string).as_deref(), Some("for"));
}

#[test]
fn a_label_is_added_and_tags() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    open_codebook(&mut desk);
    click(&mut desk, "Add to labels");
    desk.type_text("Threat made");
    desk.key(Key::Enter);
    assert_eq!(steps(desk.app()), ["add Threat made"]);
    fill(&mut desk, "Keys", "9");
    desk.key(Key::Escape);
    desk.drag_over("The envoy");
    desk.key(Key::Num9);
    assert_eq!(labels(&desk), ["threat_made"]);
}

#[test]
fn an_unreadable_article_blocks_the_change() {
    let broken = ("vote.txt.ben.ann.json", "{\"format\": \"demarche\",");
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("vote.txt", VOTE), broken]);
    desk.code_as("");
    desk.drag_over("The envoy");
    desk.key(Key::Num1);
    open_codebook(&mut desk);
    go_to(&mut desk, "Actor");
    click(&mut desk, "Merge…");
    pick(&mut desk, "Into", "Demand");
    click(&mut desk, "Preview");
    desk.until(|app| app.session().is_some_and(|session| session.work.is_none()));
    desk.harness.get_by_label_contains("Nothing was changed");
    assert_eq!(labels(&desk), ["actor"]);
    assert_eq!(desk.read(broken.0), broken.1);
}

#[test]
fn an_impossible_change_says_why() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    open_codebook(&mut desk);
    go_to(&mut desk, "Actor");
    click(&mut desk, "Change id…");
    fill(&mut desk, "New id", "demand");
    click(&mut desk, "Preview");
    desk.harness.get_by_label_contains("“demand” is taken");
}

#[test]
fn a_codebook_is_imported_after_its_differences_were_shown() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    let table = "row,id,name,keys\nlabel,promise,Promise,9\n";
    let path = desk.state_folder().join("further.csv");
    std::fs::write(&path, table).expect("written");
    desk.harness.state_mut().import_codebook(&path);
    desk.run_until_idle();
    let message = desk.harness.query_all_by_label("Label promise comes.");
    // By adding and by replacing.
    assert_eq!(message.count(), 2);
    click(&mut desk, "Add what is new: 1 difference");
    desk.key(Key::Escape);
    desk.drag_over("The envoy");
    desk.key(Key::Num9);
    assert_eq!(labels(&desk), ["promise"]);
}

#[test]
fn a_broken_codebook_is_not_changed() {
    let broken = "{\"format\": \"demarche-codebook\",";
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("codebook.json", broken)]);
    open_codebook(&mut desk);
    desk.harness.get_by_label_contains("Repair the file");
    assert!(desk.harness.query_by_label("Labels").is_none());
    assert_eq!(desk.read("codebook.json"), broken);
}

#[test]
fn a_codebook_that_another_program_wrote_is_not_overwritten() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    let theirs = demarche::store::codebook::BUILT_IN
        .replacen("\"Actor\"", "\"Who\"", 1)
        .replacen("Who demands what of whom", "Theirs", 1);
    desk.look_away();
    std::fs::write(desk.path("codebook.json"), &theirs).expect("written");
    open_codebook(&mut desk);
    fill(&mut desk, "Description", "Ours");
    desk.until(|app| app.session().is_some_and(|session| session.has_failed()));
    assert_eq!(desk.read("codebook.json"), theirs);
    click(&mut desk, "Use the codebook on disk");
    desk.until_saved();
    let name = |app: &App| app.session().map(|s| s.codebook.labels[0].name.clone());
    assert_eq!(name(desk.app()).as_deref(), Some("Who"));
}

#[test]
fn a_held_key_shows_what_the_label_means_and_tags_once() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("The envoy");
    desk.harness.key_down(Key::Num1);
    for _ in 0..60 {
        desk.harness.key_down(Key::Num1);
        desk.harness.step();
    }
    let card = "A person, organisation, state or group that can make, receive or carry out a political claim or act.";
    desk.harness.get_by_label(card);
    assert_eq!(steps(desk.app()), ["tag as actor"]);
    desk.harness.key_up(Key::Num1);
    desk.run_until_idle();
    assert!(desk.harness.query_by_label(card).is_none());
    assert_eq!(steps(desk.app()), ["tag as actor"]);
}

#[test]
fn the_guideline_is_read_from_the_help_menu() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    click(&mut desk, "Help");
    desk.harness.get_by_label_contains("Guideline").click();
    desk.run_until_idle();
    desk.harness
        .get_by_label_contains("A rally with a slogan: the rally is an event");
}

#[test]
fn of_thousands_of_labels_those_are_drawn_that_can_be_seen() {
    let color = r##""color":{"light":"#2563B0","dark":"#7DB0F2"},"line":"solid""##;
    let labels = (0..5_000).map(|n| format!(r#"{{"id":"l{n}","name":"Label {n}",{color}}}"#));
    let labels = labels.collect::<Vec<_>>().join(",");
    let head = r#""format":"demarche-codebook","version":1,"name":"long","codebook_version":"1""#;
    let codebook = format!(r#"{{{head},"labels":[{labels}]}}"#);
    let mut desk = Desk::with(&[("talks.txt", TALKS), ("codebook.json", &codebook)]);
    let names = |desk: &Desk, role| {
        let nodes = desk.harness.get_all_by_role(role);
        let nodes = nodes.filter_map(|node| {
            use egui_kittest::kittest::NodeT as _;
            node.accesskit_node().label()
        });
        let names = nodes.filter(|name| name.starts_with("Label "));
        names.collect::<Vec<String>>()
    };
    let in_legend = names(&desk, Role::Button).len();
    assert!((5..60).contains(&in_legend), "{in_legend}");
    open_codebook(&mut desk);
    let first = names(&desk, Role::ListBoxOption);
    assert!((20..200).contains(&first.len()), "{}", first.len());
    // What is far away comes while the list is scrolled.
    for _ in 0..4 {
        let last = names(&desk, Role::ListBoxOption).pop().expect("a label");
        desk.harness
            .get_by_role_and_label(Role::ListBoxOption, &last)
            .scroll_to_me();
        desk.run_until_idle();
    }
    let later = names(&desk, Role::ListBoxOption);
    assert!(later.len() < 200, "{}", later.len());
    assert!(!later.contains(&"Label 0".to_owned()));
    desk.key(Key::Escape);
    desk.harness.get_by_label("More labels").click();
    desk.run_until_idle();
    desk.harness.get_by_label_contains("Search…").click();
    desk.run_until_idle();
    desk.type_text("label 4999");
    desk.run_until_idle();
    desk.harness.get_by_label_contains("Tag as label 4999");
}

#[test]
fn undo_in_the_dialog_is_of_the_codebook_and_says_of_what() {
    let mut desk = Desk::with(&[("talks.txt", TALKS)]);
    desk.drag_over("The envoy");
    desk.key(Key::Num1);
    open_codebook(&mut desk);
    assert_eq!(
        undo_tip(&desk),
        "The last step was made elsewhere: tag as actor"
    );
    go_to(&mut desk, "Actor");
    fill(&mut desk, "Name", "Claimant");
    assert_eq!(steps(desk.app()), ["tag as actor", "edit label actor"]);
    assert_eq!(undo_tip(&desk), "Undo: edit label actor (Ctrl+Z)");
    // The field that has the keyboard now has nothing to undo itself.
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(steps(desk.app()), ["tag as actor"]);
    for _ in 0..2 {
        desk.keys(Modifiers::COMMAND, Key::Z);
    }
    click(&mut desk, "Undo");
    assert_eq!(steps(desk.app()), ["tag as actor"], "it is of an article");
    assert_eq!(labels(&desk), ["actor"]);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(steps(desk.app()), ["tag as actor", "edit label actor"]);
    // A field undoes what is typed into it.
    focus(&mut desk, "Name");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("Speaker");
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.key(Key::Tab);
    assert_eq!(labels(&desk), ["actor"]);
    let session = desk.app().session().expect("a project");
    assert_eq!(session.codebook.labels[0].name, "Claimant");
    desk.key(Key::Escape);
    for _ in 0..steps(desk.app()).len() {
        desk.keys(Modifiers::COMMAND, Key::Z);
    }
    assert!(labels(&desk).is_empty(), "outside it reaches everything");
}

/// What the button of the dialog would undo.
fn undo_tip(desk: &Desk) -> String {
    use egui_kittest::kittest::NodeT as _;
    let button = desk.harness.get_by_role_and_label(Role::Button, "Undo");
    button.accesskit_node().description().unwrap_or_default()
}
