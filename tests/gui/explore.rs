//! The view of results: who demands what, over all articles, beside the page.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use serde_json::{Value, json};

use crate::common::Desk;
use demarche::command::{SizedPanel, UserCommand};
use demarche::session::panes::Side;
use demarche::ui::panels::{RESULTS, WindowPart};

const TEXT: &str = "The Port wants a truce.\nThe Union wants no truce but aid.\n";

/// A coding in which the Port is for a truce, and the Union is against it and for aid.
pub fn coding(date: &str, with_union: bool) -> String {
    let annotation = |id: &str, label: &str, words: &str, attributes: Value| {
        let start = TEXT.find(words).expect("the words");
        json!({"id": id, "label": label, "spans": [[start, start + words.len()]], "quote": [words],
               "attributes": attributes})
    };
    let makes =
        |id: &str, from: &str, to: &str| json!({"id": id, "type": "makes", "from": from, "to": to});
    let demand =
        |category: &str, polarity: &str| json!({"category": [category], "polarity": polarity});
    let mut relations = vec![makes("r1", "p", "t")];
    if with_union {
        relations.push(makes("r2", "u", "n"));
        relations.push(makes("r3", "u", "d"));
    }
    json!({"format": "demarche", "version": 1, "source": {},
        "document": {"status": "done", "date": date, "outlet": "Post"},
        "annotations": [
            annotation("p", "actor", "The Port", json!({})),
            annotation("u", "actor", "The Union", json!({})),
            annotation("t", "demand", "a truce", demand("ceasefire", "for")),
            annotation("n", "demand", "no truce", demand("ceasefire", "against")),
            annotation("d", "demand", "aid", demand("assist", "for")),
        ],
        "relations": relations})
    .to_string()
}

/// Two articles with three statements each.
pub fn desk() -> Desk {
    let (early, late) = (coding("2025-04-11", true), coding("2025-06-02", true));
    let mut desk = Desk::with(&[
        ("one.txt", TEXT),
        ("one.txt.ann.json", &early),
        ("two.txt", TEXT),
        ("two.txt.ann.json", &late),
    ]);
    desk.code_as("");
    desk
}

/// Opens the view and waits for the statements.
pub fn open(desk: &mut Desk) {
    desk.keys(Modifiers::COMMAND, Key::Num9);
    desk.until_label("6 statements in 2 articles");
}

fn names(desk: &Desk, role: Role) -> Vec<String> {
    let found = desk.harness.query_all_by_role(role);
    found
        .filter_map(|node| node.accesskit_node().label())
        .collect()
}

/// The rows of the table, as a screen reader has them.
fn rows(desk: &Desk) -> Vec<String> {
    let mut rows = names(desk, Role::ListBoxOption);
    rows.retain(|row| row.starts_with("2025"));
    rows
}

fn click(desk: &mut Desk, label: &str) {
    desk.harness.get_by_label(label).click();
    desk.run_until_idle();
}

fn says(desk: &Desk, text: &str) -> bool {
    desk.harness.query_all_by_label(text).next().is_some()
}

/// The article and the annotation on screen.
fn place(desk: &Desk) -> (String, Option<String>) {
    let session = desk.app().session().expect("a project");
    let article = session.current_article().expect("an article").name.clone();
    let chosen = session.shown().and_then(|shown| shown.chosen.clone());
    (article, chosen.map(|id| id.to_string()))
}

/// The part of the window that has the keyboard.
fn has_keyboard(desk: &Desk, part: WindowPart) -> bool {
    let mut parts = desk.app().parts().iter();
    let rect = parts.find(|(of, _)| *of == part).map(|(_, rect)| *rect);
    let focused = desk.focused();
    rect.zip(focused)
        .is_some_and(|(rect, focused)| rect.contains(focused.center()))
}

fn is_shown(desk: &Desk) -> bool {
    let mut parts = desk.app().parts().iter();
    parts.any(|(part, _)| *part == WindowPart::Explore)
}

#[test]
fn statements_of_all_articles_lead_to_their_words_and_back_by_key() {
    let mut desk = desk();
    open(&mut desk);
    assert_eq!(
        rows(&desk),
        [
            "2025-04-11, the port, ceasefire, for, a truce",
            "2025-04-11, the union, ceasefire, against, no truce",
            "2025-04-11, the union, assist, for, aid",
            "2025-06-02, the port, ceasefire, for, a truce",
            "2025-06-02, the union, ceasefire, against, no truce",
            "2025-06-02, the union, assist, for, aid",
        ]
    );
    assert!(
        has_keyboard(&desk, WindowPart::Explore),
        "it takes the keyboard"
    );
    // Walking shows each statement on the page, and the keyboard stays.
    desk.key(Key::ArrowDown);
    assert_eq!(place(&desk), ("one.txt".to_owned(), Some("n".to_owned())));
    assert!(has_keyboard(&desk, WindowPart::Explore));
    for _ in 0..3 {
        desk.key(Key::ArrowDown);
    }
    desk.until(|app| {
        let session = app.session().expect("a project");
        session.shown().is_some_and(|shown| shown.chosen.is_some())
    });
    assert_eq!(place(&desk), ("two.txt".to_owned(), Some("n".to_owned())));
    // Enter goes to the page, the key of the view back to the same row.
    desk.key(Key::Enter);
    assert!(has_keyboard(&desk, WindowPart::Page(Side::Left)));
    let row = desk.focused();
    desk.keys(Modifiers::COMMAND, Key::Num9);
    assert!(has_keyboard(&desk, WindowPart::Explore));
    assert_ne!(desk.focused(), row);
    desk.key(Key::ArrowDown);
    assert_eq!(place(&desk), ("two.txt".to_owned(), Some("d".to_owned())));
    desk.key(Key::Escape);
    assert!(!is_shown(&desk), "Escape closes it");
    assert!(has_keyboard(&desk, WindowPart::Page(Side::Left)));
}

#[test]
fn statements_are_sorted_by_the_heading_of_a_column() {
    let mut desk = desk();
    open(&mut desk);
    click(&mut desk, "Sort by Category");
    desk.until_label("Sort by Category, sorted from A to Z");
    desk.until(|_| true);
    let first = |desk: &Desk| rows(desk)[0].clone();
    assert_eq!(first(&desk), "2025-04-11, the union, assist, for, aid");
    click(&mut desk, "Sort by Category, sorted from A to Z");
    desk.until_label("Sort by Category, sorted from Z to A");
    desk.run_until_idle();
    assert_eq!(
        first(&desk),
        "2025-04-11, the port, ceasefire, for, a truce"
    );
}

#[test]
fn a_filter_narrows_what_is_shown_and_says_how_much_is_left() {
    let mut desk = desk();
    open(&mut desk);
    click(&mut desk, "Filter statements");
    desk.type_text("TRUCE");
    desk.until_label("4 of 6 statements in 2 articles");
    assert_eq!(rows(&desk).len(), 4);
    click(&mut desk, "From");
    desk.type_text("2025-05");
    desk.until_label("2 of 6 statements in 2 articles");
    desk.type_text("-x");
    // What is no date filters nothing, and says so.
    desk.until_label("4 of 6 statements in 2 articles");
    click(&mut desk, "Remove all filters");
    desk.until_label("6 statements in 2 articles");
    click(&mut desk, "Filter statements");
    desk.type_text("nothing of this");
    desk.until_label("No statement matches the filter.");
    // Escape in the field closes the view, which keeps its filter.
    desk.key(Key::Escape);
    assert!(!is_shown(&desk));
    desk.keys(Modifiers::COMMAND, Key::Num9);
    desk.until_label("No statement matches the filter.");
}

#[test]
fn an_edit_and_its_undo_change_what_is_shown() {
    let mut desk = desk();
    open(&mut desk);
    // The demand is chosen on the page and deleted there.
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    desk.key(Key::Delete);
    desk.until_label("5 statements in 2 articles");
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.until_label("6 statements in 2 articles");
}

#[test]
fn a_file_that_another_program_changes_changes_what_is_shown() {
    let mut desk = desk();
    open(&mut desk);
    desk.look_away();
    let less = coding("2025-06-02", false);
    std::fs::write(desk.path("two.txt.ann.json"), less).expect("it is written");
    desk.harness.event(egui::Event::WindowFocused(true));
    desk.until_label("4 statements in 2 articles");
    desk.until_label("2 left out");
}

#[test]
fn an_article_of_several_coders_counts_once_and_the_coder_can_be_chosen() {
    let (whole, less) = (coding("2025-04-11", true), coding("2025-04-11", false));
    let mut desk = Desk::with(&[
        ("one.txt", TEXT),
        ("one.txt.ls.ann.json", &less),
        ("one.txt.mk.ann.json", &whole),
    ]);
    desk.code_as("jo");
    desk.keys(Modifiers::COMMAND, Key::Num9);
    desk.until_label("1 statement in 1 article");
    assert!(says(
        &desk,
        "1 article coded by several people: the agreed version counts, else the first coder"
    ));
    desk.harness
        .get_by_role_and_label(Role::ComboBox, "Coding")
        .click();
    desk.run_until_idle();
    desk.harness
        .get_by_role_and_label(Role::ListBoxOption, "mk")
        .click();
    desk.until_label("3 statements in 1 article");
    // Of another coder's article the words are selected, since only the own annotations are on the page.
    desk.keys(Modifiers::COMMAND, Key::Num9);
    desk.run_until_idle();
}

#[test]
fn a_cell_of_the_crosstab_leads_to_its_statements() {
    let mut desk = desk();
    open(&mut desk);
    click(&mut desk, "Crosstab");
    desk.until_label("the union, against: 2");
    assert!(says(&desk, "the union: 4") && says(&desk, "for: 4") && says(&desk, "Total: 6"));
    // By key: from the sum to the cell of the union that are against, and to its statements.
    desk.harness.get_by_label("the union: 4").focus();
    desk.run_until_idle();
    desk.key(Key::ArrowRight);
    desk.key(Key::ArrowRight);
    desk.key(Key::Enter);
    desk.until_label("2 of 6 statements in 2 articles");
    assert_eq!(
        rows(&desk),
        [
            "2025-04-11, the union, ceasefire, against, no truce",
            "2025-06-02, the union, ceasefire, against, no truce",
        ]
    );
}

#[test]
fn a_node_of_the_network_leads_to_its_statements() {
    let mut desk = desk();
    open(&mut desk);
    click(&mut desk, "Network");
    desk.until_label("4 nodes, 3 ties");
    let nodes = names(&desk, Role::Button);
    let node = |name: &str| {
        let mut nodes = nodes.iter();
        let found = nodes.find(|node| node.starts_with(name));
        found
            .unwrap_or_else(|| panic!("{name}: {nodes:#?}"))
            .clone()
    };
    let union = node("the union: Organisation");
    assert!(union.ends_with("4 statements, 2 ties"), "{union}");
    assert!(node("ceasefire: Category").ends_with("4 statements, 2 ties"));
    // The ties are a list too.
    assert!(says(&desk, "the port – ceasefire: 2 for, 0 against"));
    assert!(says(&desk, "the union – ceasefire: 0 for, 2 against"));
    desk.harness.get_by_label(&union).focus();
    desk.run_until_idle();
    desk.key(Key::Enter);
    desk.until_label("4 of 6 statements in 2 articles");
    click(&mut desk, "Remove all filters");
    // With one mode both share what they demand, and a tie leads to the statements of both.
    click(&mut desk, "Network");
    click(&mut desk, "One mode");
    desk.until_label("2 nodes, 1 tie");
    click(&mut desk, "the port – the union: 4");
    desk.until_label("6 statements in 2 articles");
}

#[test]
fn statements_over_time_lead_to_those_of_a_period() {
    let mut desk = desk();
    open(&mut desk);
    click(&mut desk, "Over time");
    desk.run_until_idle();
    click(&mut desk, "Month");
    let columns = |desk: &Desk| {
        let mut names = names(desk, Role::Button);
        names.retain(|name| name.starts_with("2025-"));
        names
    };
    let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while columns(&desk).len() < 4 {
        assert!(std::time::Instant::now() < end, "{:?}", columns(&desk));
        desk.run_until_idle();
    }
    let june = columns(&desk);
    let june = june
        .iter()
        .find(|name| name.starts_with("2025-06") && name.contains("against"));
    let june = june.expect("a column of June").clone();
    desk.harness.get_by_label(&june).focus();
    desk.run_until_idle();
    desk.key(Key::Enter);
    desk.until_label("1 of 6 statements in 2 articles");
    assert_eq!(
        rows(&desk),
        ["2025-06-02, the union, ceasefire, against, no truce"]
    );
}

#[test]
fn what_is_shown_is_saved_as_table_and_as_picture_and_copied() {
    let mut desk = desk();
    desk.harness.state_mut().use_no_file_dialog();
    open(&mut desk);
    click(&mut desk, "Crosstab");
    desk.until_label("the union, against: 2");
    let folder = tempfile::tempdir().expect("a folder");
    let save = |desk: &mut Desk, button: &str, name: &str| {
        click(desk, button);
        desk.until_label("Use this path");
        let path = folder.path().join(name);
        desk.keys(Modifiers::COMMAND, Key::A);
        let typed = path.to_str().expect("a path").to_owned();
        desk.harness.event(egui::Event::Paste(typed));
        desk.run_until_idle();
        click(desk, "Use this path");
        let end = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while !path.exists() {
            assert!(std::time::Instant::now() < end, "{name} does not come");
            desk.run_until_idle();
        }
        desk.run_until_idle();
        std::fs::read_to_string(&path).expect("it is there")
    };
    let table = save(&mut desk, "Save table…", "table.csv");
    assert_eq!(
        table,
        "organisation,for,against\nthe union,2,2\nthe port,2,0\n"
    );
    click(&mut desk, "Bars");
    desk.until_label("Save picture…");
    let picture = save(&mut desk, "Save picture…", "picture.svg");
    assert!(
        picture.starts_with("<svg") && picture.contains("the union"),
        "{picture}"
    );
    click(&mut desk, "Copy table");
    assert!(says(&desk, "The table was copied."));
}

#[test]
fn without_statements_it_says_how_to_make_one() {
    let mut desk = Desk::with(&[("one.txt", TEXT)]);
    desk.keys(Modifiers::COMMAND, Key::Num9);
    desk.until_label(
        "There are no statements yet. A statement is a demand with its maker: annotate a demand, press R and choose \
         who makes it.",
    );
    desk.key(Key::Escape);
    assert!(!is_shown(&desk));
}

#[test]
fn its_width_is_changed_by_commands() {
    let mut desk = desk();
    open(&mut desk);
    let width = |desk: &Desk| {
        let mut parts = desk.app().parts().iter();
        let found = parts.find(|(part, _)| *part == WindowPart::Explore);
        found.map_or(0.0, |(_, rect)| rect.width())
    };
    let before = width(&desk);
    for (is_larger, want) in [(true, before + 40.0), (false, before)] {
        let command = UserCommand::SizePanel(SizedPanel::Explore, is_larger);
        desk.harness.state_mut().ask(command);
        desk.run_until_idle();
        assert_eq!(width(&desk), want);
    }
}

#[test]
fn every_control_has_a_name_and_a_place_in_small_windows_too() {
    assert_eq!(RESULTS, (WindowPart::Explore, UserCommand::ShowExplore));
    for size in [egui::vec2(1280.0, 800.0), egui::vec2(700.0, 560.0)] {
        let mut desk = desk();
        desk.harness.set_size(size);
        desk.run_until_idle();
        open(&mut desk);
        let parts = desk.app().parts().iter();
        let rect = parts.clone().find(|(part, _)| *part == WindowPart::Explore);
        let rect = rect.expect("it is shown").1;
        let window = egui::Rect::from_min_size(egui::Pos2::ZERO, size);
        assert!(window.contains_rect(rect), "{size}: {rect}");
        let page = parts
            .clone()
            .find(|(part, _)| matches!(part, WindowPart::Page(_)));
        let page = page.expect("the page is beside it").1;
        assert!(
            page.width() >= 200.0 && page.height() >= 120.0,
            "{size}: {page}"
        );
        let nameless = desk.nameless_controls(rect);
        assert!(nameless.is_empty(), "{size}: {nameless:#?}");
        click(&mut desk, "Crosstab");
        desk.until_label("the union, against: 2");
        let nameless = desk.nameless_controls(rect);
        assert!(nameless.is_empty(), "{size}: {nameless:#?}");
    }
}
