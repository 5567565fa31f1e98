//! Comparing coders: the page with its lanes, the list of differences, one key or one click for each, and the
//! agreed version that comes of it.

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

/// Asks for comparing, and waits until the codings of the others are read.
pub fn compare(desk: &mut Desk) {
    desk.keys(Modifiers::COMMAND, Key::J);
    desk.until(|app| app.session().is_some_and(|session| session.work.is_none()));
}

fn is_open(desk: &Desk) -> bool {
    let mut found = desk.harness.query_all_by_label_contains(" differences, ");
    found.next().is_some()
}

/// Draws until something is so.
fn wait(desk: &mut Desk, is_so: impl Fn(&Desk) -> bool) {
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !is_so(desk) {
        assert!(std::time::Instant::now() < end, "it does not become so");
        std::thread::sleep(std::time::Duration::from_millis(20));
        desk.run_until_idle();
    }
}

/// Clicks the row of the list that says this, once it is there: the codings may still be read.
fn click_row(desk: &mut Desk, words: &str) {
    let is_it = |row: &egui_kittest::Node<'_>| {
        let name = row.accesskit_node().label();
        name.is_some_and(|name| name.contains(words))
    };
    wait(desk, |desk| {
        let mut rows = desk.harness.query_all_by_role(Role::ListBoxOption);
        rows.any(|row| is_it(&row))
    });
    let rows = desk.harness.get_all_by_role(Role::ListBoxOption);
    let row = rows.into_iter().find(is_it);
    row.expect("it was waited for").click();
    desk.run_until_idle();
}

/// The names of all controls of a role.
fn names(desk: &Desk, role: Role) -> Vec<String> {
    let found = desk.harness.query_all_by_role(role);
    found
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

fn click(desk: &mut Desk, role: Role, begins: &str) {
    let mut found = desk.harness.query_all_by_role(role);
    let control = found.find(|node| {
        let name = node.accesskit_node().label();
        name.is_some_and(|name| name.to_lowercase().starts_with(&begins.to_lowercase()))
    });
    control.unwrap_or_else(|| panic!("{begins}")).click();
    drop(found);
    desk.run_until_idle();
}

/// Reads the agreed version once it has so many decisions.
fn decided(desk: &mut Desk, decisions: usize) -> serde_json::Value {
    until_agreed(desk, |file| count(file, "decisions") == decisions);
    agreed(desk)
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
    click_row(&mut desk, "boundaries");
    let versions = names(&desk, Role::RadioButton);
    let version = "2 mk: actor: “ana reyes”, – the envoy";
    assert!(
        versions.iter().any(|name| name.to_lowercase() == version),
        "what it lacks is said: {versions:?}"
    );
    assert!(
        desk.harness
            .query_by_label("2 mk: the name alone")
            .is_some()
    );
    click(&mut desk, Role::RadioButton, "2 mk: actor");
    assert_eq!(rows(&desk, ", decided"), 1);
    // It goes on to the next difference that is open.
    let cell = "polarity, 2 mk: against";
    click(&mut desk, Role::RadioButton, cell);
    let versions = desk.harness.query_all_by_role(Role::RadioButton);
    let taken = versions.filter(|node| node.accesskit_node().toggled() == Some(Toggled::True));
    let taken: Vec<String> = taken
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert!(
        taken.iter().any(|name| name.eq_ignore_ascii_case(cell)),
        "{taken:?}"
    );
    assert_eq!(rows(&desk, ", decided"), 2);
}

#[test]
fn a_click_on_a_lane_takes_that_version_and_no_line_moves() {
    let mut desk = team(MK);
    compare(&mut desk);
    click_row(&mut desk, "boundaries");
    // Where the lines of the article stand.
    let place = |desk: &Desk| {
        let runs = desk.harness.query_all_by_role(Role::TextRun);
        let of_article = runs.filter(|run| {
            let text = run.accesskit_node().value().unwrap_or_default();
            text.contains("Envoy calls") || text.contains("the council")
        });
        let rects = of_article.map(|node| node.rect());
        let tops: Vec<f32> = rects.map(|rect| rect.top()).collect();
        assert!(tops.len() >= 2, "{tops:?}");
        tops
    };
    let before = place(&desk);
    let lanes = names(&desk, Role::Button);
    let lanes: Vec<&String> = lanes
        .iter()
        .filter(|name| name.starts_with("Take "))
        .collect();
    assert!(
        lanes.iter().any(|name| name.starts_with("Take 1 ls:"))
            && lanes.iter().any(|name| name.starts_with("Take 2 mk:")),
        "{lanes:?}"
    );
    click(&mut desk, Role::Button, "Take 2 mk: actor");
    assert_eq!(rows(&desk, ", decided"), 1);
    assert_eq!(place(&desk), before, "lanes keep their room");
    desk.key(Key::L);
    assert_eq!(place(&desk), before);
    let file = decided(&mut desk, 1);
    assert_eq!(file["decisions"][0]["take"], "mk");
    // Leaving gives the room back.
    compare(&mut desk);
    assert!(!is_open(&desk));
}

#[test]
fn what_was_taken_is_edited_like_any_other_and_says_so() {
    let mut desk = team(MK);
    compare(&mut desk);
    click_row(&mut desk, "boundaries");
    desk.key(Key::Num2);
    click_row(&mut desk, "boundaries");
    // Its end by one word, with the key of annotating.
    desk.key(Key::CloseBracket);
    until_agreed(&mut desk, |file| file["decisions"][0]["how"] == "edited");
    let file = agreed(&desk);
    assert_eq!(file["annotations"][0]["quote"][0], "Ana Reyes asked");
    assert_eq!(file["decisions"][0]["take"], "mk");
    assert_eq!(count(&file, "decisions"), 1);
    assert!(desk.harness.query_by_label("edited by hand").is_some());
    // Both are one step.
    desk.keys(Modifiers::COMMAND, Key::Z);
    until_agreed(&mut desk, |file| file["decisions"][0]["how"] == "chosen");
    assert_eq!(agreed(&desk)["annotations"][0]["quote"][0], "Ana Reyes");
    // A label letter, then the deletion of what was taken.
    desk.key(Key::E);
    until_agreed(&mut desk, |file| file["annotations"][0]["label"] == "event");
    desk.key(Key::Delete);
    // The demand, about whose place they agree, stays.
    until_agreed(&mut desk, |file| count(file, "annotations") == 1);
    assert_eq!(agreed(&desk)["decisions"][0]["how"], "edited");
    assert_eq!(rows(&desk, ", decided"), 1, "it stays decided");
}

#[test]
fn names_can_be_hidden() {
    let mut desk = team(MK);
    compare(&mut desk);
    let named = |desk: &Desk| {
        let mut all = names(desk, Role::RadioButton);
        all.extend(names(desk, Role::Button));
        all.retain(|name| name.contains("ls:") || name.contains("mk:"));
        all
    };
    assert!(!named(&desk).is_empty());
    click(&mut desk, Role::Button, "Hide names");
    assert_eq!(named(&desk), Vec::<String>::new());
    let versions = names(&desk, Role::RadioButton);
    assert!(
        versions.iter().any(|name| name.starts_with("1: ")),
        "{versions:?}"
    );
    // The numbers still take what stands beside them.
    let first = versions
        .iter()
        .find(|name| name.starts_with("1: "))
        .cloned();
    let takes_nothing = first.is_some_and(|name| name.contains("nothing here"));
    desk.key(Key::Num1);
    let file = decided(&mut desk, 1);
    let of_mk = file["decisions"][0]["take"] == "mk";
    assert_eq!(of_mk, takes_nothing, "{file}");
}

#[test]
fn the_files_that_were_compared_stand_in_the_agreed_version() {
    use demarche::model::digest::sha256_hex;
    let mut desk = team(MK);
    compare(&mut desk);
    desk.key(Key::X);
    let file = decided(&mut desk, 1);
    let inputs = file["adjudication"]["inputs"]
        .as_array()
        .expect("inputs")
        .clone();
    let hashes: Vec<(&str, &str)> = inputs
        .iter()
        .filter_map(|input| Some((input["coder"].as_str()?, input["sha256"].as_str()?)))
        .collect();
    let hash =
        |coder: &str| sha256_hex(desk.read(&format!("talks.txt.{coder}.ann.json")).as_bytes());
    assert_eq!(
        hashes,
        [("ls", hash("ls").as_str()), ("mk", hash("mk").as_str())]
    );
    assert_eq!(file["document"]["status"], "in-progress");
}

#[test]
fn a_value_is_chosen_by_keys_in_the_card() {
    let mut desk = team(MK);
    compare(&mut desk);
    click_row(&mut desk, "values");
    desk.key(Key::Enter);
    desk.key(Key::ArrowRight);
    desk.key(Key::Space);
    let file = decided(&mut desk, 1);
    assert_eq!(file["decisions"][0]["facet"], "attribute:polarity");
    assert_eq!(file["decisions"][0]["take"], "mk");
    assert_eq!(file["annotations"][0]["attributes"]["polarity"], "against");
    // Escape leads back to the page and not out of comparing; digits mean the whole difference again.
    desk.key(Key::Escape);
    assert!(is_open(&desk));
    desk.key(Key::Num1);
    until_agreed(&mut desk, |file| {
        file["annotations"][0]["attributes"]["polarity"] == "for"
    });
}

#[test]
fn undo_after_comparing_leads_back_to_it() {
    let mut desk = team(MK);
    compare(&mut desk);
    desk.key(Key::X);
    decided(&mut desk, 1);
    compare(&mut desk);
    assert!(!is_open(&desk));
    desk.keys(Modifiers::COMMAND, Key::Z);
    wait(&mut desk, |desk| {
        let mut found = desk
            .harness
            .query_all_by_label_contains(" differences, 3 open");
        found.next().is_some()
    });
    assert_eq!(rows(&desk, ", open"), 3);
}

/// A window that asks whether all proposals are to be taken: two of three coders have the same.
pub fn proposing() -> Desk {
    let files = [
        ("talks.txt", TALKS),
        ("talks.txt.ls.ann.json", LS),
        ("talks.txt.mk.ann.json", MK),
        ("talks.txt.rt.ann.json", MK),
    ];
    let mut desk = Desk::with(&files);
    desk.code_as("jo");
    compare(&mut desk);
    desk.keys(Modifiers::SHIFT, Key::Y);
    desk
}

#[test]
fn proposals_are_shown_before_they_are_taken() {
    let mut desk = proposing();
    desk.until_label("Most coders agree on 3 of 3 open differences. Take them?");
    let mut taken = desk.harness.query_all_by_label_contains("(2 coders)");
    assert!(taken.next().is_some());
    drop(taken);
    assert_eq!(
        rows(&desk, ", open"),
        0,
        "nothing behind a dialog is in the tree"
    );
    desk.key(Key::Enter);
    let file = decided(&mut desk, 3);
    assert_eq!(count(&file, "annotations"), 2);
    assert_eq!(file["annotations"][0]["quote"][0], "Ana Reyes");
    assert_eq!(file["annotations"][1]["attributes"]["polarity"], "against");
}

#[test]
fn the_agreed_version_is_done_only_after_it_was_asked_about_what_is_open() {
    let mut desk = team(MK);
    compare(&mut desk);
    desk.key(Key::X);
    decided(&mut desk, 1);
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until_label(
        "2 differences are open. Press the key again to mark the agreed version as done.",
    );
    assert_eq!(agreed(&desk)["document"]["status"], "in-progress");
    desk.keys(Modifiers::COMMAND, Key::Enter);
    until_agreed(&mut desk, |file| file["document"]["status"] == "done");
    assert!(is_open(&desk), "there is no other article to compare");
}

/// Draws frame by frame until a screen reader is told this; later messages may follow at once.
fn until_told(desk: &mut Desk, words: &str) {
    let mut told = Vec::new();
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while std::time::Instant::now() < end {
        desk.harness.step();
        let text = desk.spoken().unwrap_or_default();
        if text.contains(words) {
            return;
        }
        if told.last() != Some(&text) {
            told.push(text);
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("“{words}” is not told: {told:?}");
}

#[test]
fn the_difference_at_hand_and_the_decision_are_spoken() {
    let mut desk = team(MK);
    desk.harness
        .state_mut()
        .ask(demarche::command::UserCommand::CompareCoders);
    until_told(
        &mut desk,
        "1 of 3: only some: 1 ls Event: “calls for talks”; 2 mk nothing here; open",
    );
    desk.run_until_idle();
    desk.harness.key_press(Key::X);
    until_told(&mut desk, "Took nobody’s");
}

#[test]
fn a_coder_who_changes_something_later_opens_that_decision_alone() {
    let mut desk = team(MK);
    compare(&mut desk);
    for key in [Key::X, Key::Num2, Key::Num1] {
        desk.key(key);
    }
    until_agreed(&mut desk, |file| count(file, "decisions") == 3);
    compare(&mut desk);
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
    click_row(&mut desk, "only some");
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
        .query_all_by_label_contains("Mark it as done before you compare it.");
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
    for way in [Way::Key, Way::Version, Way::Lane] {
        let mut acts = 0;
        for files in &samples {
            let mut desk = Desk::with(files);
            desk.code_as("jo");
            compare(&mut desk);
            wait(&mut desk, is_open);
            let (differences, mut open) = counted(&desk);
            assert_eq!(open, differences);
            while open > 0 {
                match way {
                    Way::Key => desk.key(Key::Num1),
                    Way::Version => click(&mut desk, Role::RadioButton, "1 "),
                    Way::Lane => {
                        // Messages may lie over the lanes.
                        desk.keys(Modifiers::SHIFT, Key::Escape);
                        click(&mut desk, Role::Button, "Take 1 ");
                    }
                }
                acts += 1;
                // Each of them shows at once.
                let now = counted(&desk).1;
                assert!(now < open, "{way:?}: {now} of {differences} after {acts}");
                open = now;
            }
        }
        assert_eq!(acts, 41);
    }
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Key,
    Version,
    Lane,
}

#[test]
fn a_difference_leads_to_an_example_and_to_a_rule_of_the_codebook() {
    let mut desk = team(MK);
    compare(&mut desk);
    click_row(&mut desk, "boundaries");
    desk.key(Key::Num2);
    click_row(&mut desk, "boundaries");
    desk.key(Key::M);
    desk.type_text("Names without what comes before");
    desk.key(Key::Enter);
    until_agreed(&mut desk, |file| {
        file["decisions"][0]["note"] == "Names without what comes before"
    });
    click(&mut desk, Role::Button, "Make the note a rule");
    until_agreed(&mut desk, |file| !file["decisions"][0]["rule"].is_null());
    let rule = agreed(&desk)["decisions"][0]["rule"].clone();
    click(&mut desk, Role::Button, "Add to examples");
    let path = desk.path("codebook.json");
    desk.until(|_| {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        text.contains("“Ana Reyes”, not “The envoy Ana Reyes”")
    });
    let codebook = desk.read("codebook.json");
    let codebook: serde_json::Value = serde_json::from_str(&codebook).expect("JSON");
    let guideline = codebook["guideline"].as_array().expect("rules");
    let last = guideline.last().and_then(|rule| rule.as_str());
    assert_eq!(last, Some("Names without what comes before"));
    assert_eq!(rule, guideline.len().to_string());
    // The example alone is undone, then rule and number together.
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.keys(Modifiers::COMMAND, Key::Z);
    until_agreed(&mut desk, |file| {
        file["decisions"][0]["rule"].is_null() && count(file, "decisions") == 1
    });
    desk.until(|_| {
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        !text.contains("Names without what comes before")
    });
}

#[test]
fn kinds_of_differences_are_counted_with_examples_that_lead_to_comparing() {
    let mut desk = team(MK);
    desk.harness
        .state_mut()
        .ask(demarche::command::UserCommand::ShowDifferences);
    desk.until_label("1 article compared");
    // ls and mk agree on two labels; the event is only of one.
    assert!(
        desk.harness
            .query_by_label("Event and nothing here: 1")
            .is_some(),
        "{:?}",
        names(&desk, Role::Button)
    );
    desk.harness.get_by_label("Boundaries").click();
    desk.run_until_idle();
    let kind = "Actor: “the envoy” at the start, 1 of 1";
    desk.harness.get_by_label(kind).click();
    desk.run_until_idle();
    for reading in ["ls: [The envoy] Ana Reyes", "mk: Ana Reyes"] {
        assert!(desk.harness.query_by_label(reading).is_some(), "{reading}");
    }
    click(&mut desk, Role::Button, "Compare the coders of");
    wait(&mut desk, is_open);
    // At this difference, not at the first.
    let versions = names(&desk, Role::RadioButton);
    assert!(
        versions
            .iter()
            .any(|name| name.starts_with("2 mk: Actor: “Ana Reyes”")),
        "{versions:?}"
    );
}

#[test]
fn who_decides_is_asked_once_and_the_decision_follows() {
    let files = [
        ("talks.txt", TALKS),
        ("talks.txt.ls.ann.json", LS),
        ("talks.txt.mk.ann.json", MK),
    ];
    let mut desk = Desk::with(&files);
    compare(&mut desk);
    desk.key(Key::X);
    desk.until_label("Someone new");
    desk.type_text("jo");
    desk.key(Key::Enter);
    wait(&mut desk, |desk| is_open(desk) && rows(desk, ", open") == 2);
    let file = decided(&mut desk, 1);
    assert_eq!(file["decisions"][0]["by"], "jo");
    desk.key(Key::Num1);
    assert_eq!(decided(&mut desk, 2)["decisions"][1]["by"], "jo");
}
