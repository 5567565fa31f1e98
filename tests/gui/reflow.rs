//! Everything at 400 %: what a window of 1280 by 1024 or 800 pixels shows then is 320 by 256 or 200 points
//! (WCAG 2.2, 1.4.10).

use crate::common::Desk;
use crate::dialogs::{closing_button, open};
use crate::side_panels;
use demarche::app::dialogs;
use egui::accesskit::{Action, Role};
use egui::{Key, Modifiers, Rect, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// 1280 by 1024 pixels, and 1280 by 800.
const NARROW: [egui::Vec2; 2] = [vec2(320.0, 256.0), vec2(320.0, 200.0)];

fn screen(desk: &Desk) -> Rect {
    desk.harness.ctx.content_rect()
}

/// Names and places of what lies beside the screen, at the left or at the right.
fn beside(desk: &Desk) -> Vec<(String, Rect)> {
    let screen = screen(desk);
    let mut found = Vec::new();
    let mut nodes: Vec<_> = desk.harness.root().children().collect();
    while let Some(node) = nodes.pop() {
        let access = node.accesskit_node();
        let data = access.data();
        let is_page = matches!(access.role(), Role::Document | Role::Splitter);
        // A matrix needs two dimensions, and scrolls sideways in an area of its own.
        if is_page || access.role() == Role::Table {
            continue;
        }
        nodes.extend(node.children());
        let is_seen = data.supports_action(Action::Click) || access.role() == Role::Label;
        if !is_seen || data.bounds().is_none() {
            continue;
        }
        let rect = node.rect();
        if rect.left() < -1.0 || rect.right() > screen.right() + 1.0 {
            let name = access.label().or(access.value());
            found.push((name.unwrap_or_default(), rect));
        }
    }
    found
}

#[test]
fn at_four_times_the_size_the_window_has_what_it_has_otherwise() {
    let mut desk = side_panels::desk();
    desk.until_saved();
    desk.harness.set_size(NARROW[0]);
    desk.run_until_idle();
    let screen = screen(&desk);
    assert_eq!(beside(&desk), []);
    // The text wraps, and some of it is seen.
    assert!(screen.contains_rect(desk.phrase("talks")));
    // What stood beside the menus stands in the status bar.
    let saved = desk.harness.query_by_label_contains("Saved");
    let saved = saved.expect("whether it is saved").rect();
    assert!(screen.contains_rect(saved), "{saved:?}");
    let last = desk.harness.get_by_label("Help").rect();
    assert!(screen.contains_rect(last), "{last:?}");
    assert!(!last.intersects(saved));
    // Panels are drawers.
    for (modifiers, key) in [
        (Modifiers::COMMAND, Key::Num1),
        (Modifiers::COMMAND, Key::Num2),
    ] {
        desk.keys(modifiers, key);
        assert_eq!(beside(&desk), [], "{key:?}");
        desk.keys(modifiers, key);
    }
    // Menus scroll up and down only.
    desk.key(Key::F10);
    for _ in 0..7 {
        assert_eq!(beside(&desk), []);
        desk.key(Key::ArrowRight);
    }
    desk.key(Key::ArrowRight);
    desk.key(Key::End);
    desk.run_until_idle();
    let focus = desk.focused().expect("an item");
    assert!(screen.contains_rect(focus), "{focus:?}");
}

#[test]
fn dialogs_fit_and_scroll_in_one_direction() {
    let mut seen = 0;
    let mut found = Vec::new();
    for dialog in dialogs() {
        let title = dialog.title();
        let Some(mut desk) = open(dialog) else {
            continue;
        };
        for size in NARROW {
            desk.harness.set_size(size);
            desk.run_until_idle();
            let screen = screen(&desk);
            if let Some(name) = closing_button(title) {
                let close = desk
                    .harness
                    .get_by_role_and_label(Role::Button, name)
                    .rect();
                assert!(screen.contains_rect(close), "{title}: {close:?}");
            }
            found.extend(overflow(&desk, title));
            seen += 1;
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    assert!(seen >= 30, "{seen} dialogs");
}

/// What lies beside the screen, and the dialog if it is too wide for it.
fn overflow(desk: &Desk, place: &str) -> Vec<String> {
    let width = desk.harness.get_by_role(Role::Dialog).rect().width();
    let is_wide = width > screen(desk).width() - 27.0;
    let dialog = is_wide.then(|| format!("{place}: the dialog is {width} wide"));
    let beside = beside(desk).into_iter();
    let beside = beside.map(|(name, rect)| format!("{place}: {name} {rect:?}"));
    dialog.into_iter().chain(beside).collect()
}

fn press(desk: &mut Desk, button: &str) {
    let button = desk.harness.get_by_role_and_label(Role::Button, button);
    button.click_accesskit();
    desk.run_until_idle();
}

#[test]
fn every_form_of_the_codebook_fits() {
    let codebook = dialogs().find(|dialog| dialog.title() == "Codebook");
    let mut desk = open(codebook.expect("it is there")).expect("it opens");
    desk.harness.set_size(NARROW[1]);
    desk.run_until_idle();
    let mut found = overflow(&desk, "About");
    let rows = desk.harness.get_all_by_role(Role::ListBoxOption);
    let rows = rows.filter_map(|row| row.accesskit_node().label());
    let seen: Vec<String> = rows.collect();
    for name in &seen {
        let mut rows = desk
            .harness
            .query_all_by_role_and_label(Role::ListBoxOption, name);
        rows.next().expect("it is a row").click_accesskit();
        drop(rows);
        desk.run_until_idle();
        found.extend(overflow(&desk, name));
    }
    // Labels, attributes and relation types have been among them.
    for name in ["Guideline", "Actor", "Category", "makes"] {
        assert!(seen.iter().any(|seen| seen == name), "{name}: {seen:?}");
    }
    let actor = desk
        .harness
        .get_by_role_and_label(Role::ListBoxOption, "Actor");
    actor.click_accesskit();
    desk.run_until_idle();
    for change in ["Merge…", "Split…", "Delete…"] {
        press(&mut desk, change);
        found.extend(overflow(&desk, change));
        press(&mut desk, "Cancel");
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn entities_with_their_mentions_and_questions_fit() {
    let mut desk = crate::entities::project();
    desk.keys(Modifiers::COMMAND, Key::Num6);
    desk.until_label("Entities");
    desk.harness.set_size(NARROW[1]);
    desk.run_until_idle();
    let mut found = overflow(&desk, "details");
    press(&mut desk, "Delete…");
    found.extend(overflow(&desk, "delete"));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_an_export_and_imports_have_found_fits() {
    let mut desk = crate::export::project();
    desk.keys(Modifiers::COMMAND, Key::E);
    desk.until_label("What is it for?");
    desk.type_text("four columns");
    desk.harness.set_size(NARROW[1]);
    desk.run_until_idle();
    let losses = desk.harness.get_by_label_contains("Losses");
    losses.click_accesskit();
    desk.until_label("Dropped, 1: it is missing");
    let mut found = overflow(&desk, "losses");
    press(&mut desk, "Save list…");
    found.extend(overflow(&desk, "save the list"));
    let split = desk.harness.get_by_label_contains("Split by article");
    split.click_accesskit();
    desk.run_until_idle();
    found.extend(overflow(&desk, "split"));

    let dataset = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| {
        std::fs::write(dataset.path().join(name), content).expect("written");
    };
    write("one.txt", "Tokyo waits.\n");
    write("one.ann", "T1\tstate 0 5\tTokyo\nT2\tactor 6 99\twaits\n");
    let mut desk = crate::export::project();
    let import = demarche::command::UserCommand::ImportDataset;
    desk.harness.state_mut().ask(import);
    desk.until_label("Import dataset");
    let path = dataset.path().display().to_string();
    desk.harness.event(egui::Event::Text(path));
    desk.run_until_idle();
    desk.keys(Modifiers::COMMAND, Key::Enter);
    desk.until_label("brat standoff, two files an article");
    desk.harness.set_size(NARROW[1]);
    desk.run_until_idle();
    found.extend(overflow(&desk, "dataset"));

    let mut desk = Desk::with(&[("talks.txt", "The talks in Geneva go on.\n")]);
    let table =
        "name,lead,when,where,who,why,how\nDockers,The harbour fell silent.,2026-10-23,a,b,c,d\n";
    let files = [
        ("table.csv", table),
        ("again.txt", "The talks in Geneva go on.\n"),
    ];
    crate::importing::import(&mut desk, &files);
    desk.harness.set_size(NARROW[1]);
    desk.run_until_idle();
    // The columns of a table are data of two dimensions: they scroll in an area of their own.
    assert!(
        desk.harness
            .query_by_label("Columns of table.csv")
            .is_some()
    );
    let found_too = overflow(&desk, "articles").into_iter();
    found.extend(found_too.filter(|line| line.contains("the dialog is")));
    assert!(found.is_empty(), "{found:#?}");
}

/// Dialogs that do not always scroll to what the keyboard comes to: in the codebook the outline scrolls within
/// the body that scrolls too, and both go the whole way to the buttons that add something, which is too far.
const SCROLLS_TOO_FAR: [&str; 1] = ["Codebook"];

#[test]
fn a_dialog_scrolls_to_what_the_keyboard_comes_to() {
    for dialog in dialogs() {
        let title = dialog.title();
        if SCROLLS_TOO_FAR.contains(&title) {
            continue;
        }
        let Some(mut desk) = open(dialog) else {
            continue;
        };
        desk.harness.set_size(NARROW[1]);
        desk.run_until_idle();
        let screen = screen(&desk);
        let top = closing_button(title).map_or(0.0, |name| {
            let close = desk.harness.get_by_role_and_label(Role::Button, name);
            close.rect().bottom()
        });
        for step in 0..12 {
            desk.key(Key::Tab);
            desk.run_until_idle();
            let Some(focus) = desk.focused() else {
                continue;
            };
            let seen = focus.intersect(Rect::from_min_max(
                egui::pos2(screen.left(), top),
                screen.right_bottom(),
            ));
            let is_close = focus.bottom() <= top + 1.0 && focus.top() >= 0.0;
            let least = focus.height().min(20.0) - 1.0;
            assert!(
                is_close || seen.height() >= least,
                "{title}, {step}: {focus:?} is out of sight"
            );
        }
    }
}

#[test]
fn figures_of_agreement_scroll_sideways_in_areas_of_their_own() {
    use crate::agreement::{LS, MK, TALKS};
    let files = [
        ("talks.txt", TALKS),
        ("talks.txt.ls.ann.json", LS),
        ("talks.txt.mk.ann.json", MK),
    ];
    let mut desk = crate::agreement::open(&files);
    desk.until_label("ls and mk: .400 (1)");
    desk.harness.set_size(NARROW[1]);
    desk.run_until_idle();
    let screen = screen(&desk);
    let dialog = desk.harness.get_by_role(Role::Dialog).rect();
    assert!(screen.contains_rect(dialog), "{dialog:?}");
}
