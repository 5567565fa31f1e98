//! Two articles side by side, the keyboard's way through the window, and what the window remembers.

use crate::common::Desk;
use demarche::session::panes::Side;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

const TALKS: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n";

const PORT: &str = "Cranes stand still\n\
    Dockers at the northern port demand higher wages.\n";

fn desk() -> Desk {
    Desk::with(&[("talks.txt", TALKS), ("port.txt", PORT)])
}

/// Two articles, “talks.txt” on the left and “port.txt” on the right, which is active.
fn two() -> Desk {
    let mut desk = desk();
    desk.keys(Modifiers::COMMAND, Key::Backslash);
    desk.show("port.txt");
    desk
}

/// The articles on screen, the active one in brackets.
fn panes(desk: &Desk) -> String {
    let Some(session) = desk.app().session() else {
        return String::new();
    };
    let panes = session.panes().into_iter().map(|(side, id)| {
        let name = session.article_of(id).map_or("", |article| &article.name);
        if side == session.side() {
            format!("[{name}]")
        } else {
            name.to_owned()
        }
    });
    panes.collect::<Vec<_>>().join(" ")
}

/// How many annotations an article has.
fn count(desk: &Desk, name: &str) -> usize {
    let session = desk.app().session().expect("a project");
    let mut articles = session.articles.iter();
    let article = articles.find(|article| article.name == name);
    let open = article.and_then(|article| session.opened(article.own));
    open.map_or(0, |open| open.document.annotations().len())
}

/// The name of the control that has the keyboard.
fn focused(desk: &Desk) -> String {
    let nodes = desk.harness.query_all_by(|node| node.is_focused());
    let names = nodes.filter_map(|node| node.accesskit_node().label());
    names.collect()
}

fn drag(desk: &mut Desk, from: egui::Pos2, to: egui::Pos2) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.harness.hover_at(from);
    desk.run_until_idle();
    desk.harness.event(button(from, true));
    desk.harness.step();
    for share in [0.5, 1.0] {
        desk.harness.hover_at(from + (to - from) * share);
        desk.harness.step();
    }
    desk.harness.event(button(to, false));
    desk.run_until_idle();
}

fn divider(desk: &Desk) -> Rect {
    desk.harness
        .get_by_label("Divider between the articles")
        .rect()
}

#[test]
fn commands_apply_to_the_active_pane() {
    let mut desk = two();
    assert_eq!(panes(&desk), "talks.txt [port.txt]");
    desk.drag_over("Dockers");
    desk.key(Key::Num1);
    desk.harness.get_by_label("Actor: Dockers");

    // Selecting in the other makes it active, and the key that follows tags there.
    desk.drag_over("release the funds");
    assert_eq!(panes(&desk), "[talks.txt] port.txt");
    desk.key(Key::Num2);
    assert_eq!(
        (count(&desk, "talks.txt"), count(&desk, "port.txt")),
        (1, 1)
    );
    desk.harness.get_by_label("Demand: release the funds");
    assert!(desk.harness.query_by_label("Actor: Dockers").is_none());

    // Undo leads to where the step was done.
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(panes(&desk), "[talks.txt] port.txt");
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(panes(&desk), "talks.txt [port.txt]");
    assert_eq!(
        (count(&desk, "talks.txt"), count(&desk, "port.txt")),
        (0, 0)
    );
    desk.key(Key::Num3);
    assert_eq!(count(&desk, "port.txt"), 1);
}

#[test]
fn the_other_article_is_reached_by_key_and_by_its_title() {
    let mut desk = two();
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Backslash);
    assert_eq!(panes(&desk), "[talks.txt] port.txt");
    desk.key(Key::A);
    assert_eq!(
        (count(&desk, "talks.txt"), count(&desk, "port.txt")),
        (1, 0)
    );
    desk.harness
        .get_by_role_and_label(Role::Tab, "port.txt")
        .click();
    desk.run_until_idle();
    assert_eq!(panes(&desk), "talks.txt [port.txt]");
}

#[test]
fn the_list_opens_articles_beside() {
    let mut desk = desk();
    let row = desk.row("port.txt").center();
    desk.harness
        .event(Event::ModifiersChanged(Modifiers::COMMAND));
    desk.click_at(row);
    desk.harness.event(Event::ModifiersChanged(Modifiers::NONE));
    desk.until(|app| {
        let shown = app.session().and_then(|session| session.shown());
        shown.is_some_and(|shown| shown.document.text().as_str() == PORT)
    });
    assert_eq!(panes(&desk), "talks.txt [port.txt]");
    desk.phrase("release the funds");
    desk.phrase("Dockers");
}

#[test]
fn the_active_article_is_left_alone_and_either_can_be_closed() {
    let mut desk = two();
    desk.keys(Modifiers::COMMAND, Key::Backslash);
    assert_eq!(panes(&desk), "[port.txt]");
    desk.drag_over("Dockers");
    desk.key(Key::Num1);
    assert_eq!(count(&desk, "port.txt"), 1);
    for (closed, left) in [("talks.txt", "[port.txt]"), ("port.txt", "[talks.txt]")] {
        let mut desk = two();
        desk.harness
            .get_by_label(&format!("Close {closed}"))
            .click();
        desk.run_until_idle();
        assert_eq!(panes(&desk), left);
    }
}

#[test]
fn one_article_can_be_read_at_two_places() {
    let lines: Vec<String> = (0..200).map(|n| format!("Line {n} of the text.")).collect();
    let mut desk = Desk::with(&[("long.txt", &lines.join("\n"))]);
    desk.keys(Modifiers::COMMAND, Key::Backslash);
    assert_eq!(panes(&desk), "long.txt [long.txt]");
    assert_eq!(desk.phrases("Line 0 ").len(), 2);
    desk.keys(Modifiers::COMMAND, Key::End);
    assert_eq!(desk.phrases("Line 0 ").len(), 1);
    let last = desk.phrase("Line 199 ");
    assert!(last.left() > divider(&desk).right());
    // What is tagged in one is there in the other.
    desk.drag_over("Line 198 ");
    desk.key(Key::Num1);
    assert_eq!(count(&desk, "long.txt"), 1);

    // Left alone, the right one stays where it is.
    desk.keys(Modifiers::COMMAND, Key::Backslash);
    assert_eq!(panes(&desk), "[long.txt]");
    desk.phrase("Line 198 ");
}

#[test]
fn a_narrow_window_shows_only_the_active_pane() {
    let mut desk = two();
    desk.harness.set_size(egui::vec2(760.0, 600.0));
    desk.run_until_idle();
    desk.phrase("Dockers");
    assert!(
        desk.harness
            .query_by_label("Divider between the articles")
            .is_none()
    );
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Backslash);
    desk.phrase("Ana");
    // Without the panels there is room again.
    desk.keys(Modifiers::COMMAND, Key::Period);
    desk.phrase("Dockers");
    desk.phrase("Ana");
}

#[test]
fn the_keyboard_goes_around_the_window() {
    let mut desk = two();
    desk.key(Key::A);
    desk.keys(Modifiers::COMMAND, Key::Num4);
    assert_eq!(focused(&desk), "Article text");
    for want in [
        "Actor: Cranes",
        "tag as actor",
        "port.txt, in progress, 1 actor",
        "Actor, 1 in this article, key 1",
        "Article text",
    ] {
        desk.key(Key::F6);
        assert_eq!(focused(&desk), want);
    }
    assert_eq!(panes(&desk), "[talks.txt] port.txt");
    desk.key(Key::F6);
    assert_eq!(panes(&desk), "talks.txt [port.txt]");
    assert_eq!(focused(&desk), "Article text");
    desk.keys(Modifiers::SHIFT, Key::F6);
    assert_eq!(panes(&desk), "[talks.txt] port.txt");
    // Of the panels those of the active article are meant, which has no annotation to go to.
    for want in [
        "Actor, 0 in this article, key 1",
        "talks.txt, not begun",
        "tag as actor",
        "Article text",
    ] {
        desk.keys(Modifiers::SHIFT, Key::F6);
        assert_eq!(focused(&desk), want);
    }
    assert_eq!(panes(&desk), "talks.txt [port.txt]");
}

#[test]
fn in_a_list_keys_move_and_tag_nothing() {
    let names: Vec<String> = (100..160).map(|n| format!("{n}.txt")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), TALKS)).collect();
    let mut desk = Desk::with(&files);
    desk.drag_over("Ana Reyes");
    desk.keys(Modifiers::SHIFT, Key::F6);
    desk.keys(Modifiers::SHIFT, Key::F6);
    assert!(focused(&desk).starts_with("100.txt"), "{}", focused(&desk));
    desk.key(Key::Num1);
    desk.key(Key::Delete);
    assert_eq!(count(&desk, "100.txt"), 0);

    // Escape goes back to the text and changes nothing there.
    desk.key(Key::Escape);
    assert_eq!(focused(&desk), "Article text");
    desk.key(Key::Num1);
    assert_eq!(count(&desk, "100.txt"), 1);

    desk.keys(Modifiers::SHIFT, Key::F6);
    desk.keys(Modifiers::SHIFT, Key::F6);
    // Also to rows that were not drawn.
    desk.key(Key::ArrowDown);
    assert!(focused(&desk).starts_with("101.txt"), "{}", focused(&desk));
    desk.key(Key::End);
    assert!(focused(&desk).starts_with("159.txt"), "{}", focused(&desk));
    desk.key(Key::ArrowUp);
    desk.key(Key::Enter);
    desk.until(|app| {
        let session = app.session();
        session.is_some_and(|session| session.current.is_some_and(|id| id.0 == 58))
    });
    assert!(focused(&desk).starts_with("158.txt"), "{}", focused(&desk));
}

#[test]
fn the_window_is_arranged_as_it_was_left() {
    let mut desk = two();
    desk.keys(Modifiers::COMMAND, Key::Num3);
    desk.keys(Modifiers::COMMAND, Key::Num4);
    let edge = |desk: &Desk| desk.row("port.txt").right();
    let from = egui::pos2(263.5, 400.0);
    drag(&mut desk, from, from + egui::vec2(60.0, 0.0));
    let at = divider(&desk).center();
    drag(&mut desk, at, at - egui::vec2(50.0, 0.0));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Backslash);
    let (list, middle) = (edge(&desk), divider(&desk));
    assert!(
        list > 300.0 && middle.center().x < at.x - 40.0,
        "{list} {middle}"
    );

    let mut desk = desk.open_again();
    desk.until(|app| app.session().is_some_and(|s| s.shown().is_some()));
    desk.until(|app| {
        let session = app.session();
        session.is_some_and(|s| s.panes().iter().all(|(_, id)| s.opened(*id).is_some()))
    });
    let settings = desk.app().settings();
    assert!(settings.history && !settings.legend);
    assert_eq!(panes(&desk), "[talks.txt] port.txt");
    let session = desk.app().session().expect("a project");
    assert_eq!(session.side(), Side::Left);
    assert_eq!((edge(&desk), divider(&desk)), (list, middle));
}

#[test]
fn the_reading_position_outlives_a_kill() {
    let mut desk = Desk::with(&[
        ("port.txt", "The port is closed. Nobody knows why.\n"),
        ("talks.txt", "The talks go on. Nobody knows why.\n"),
    ]);
    desk.show("talks.txt");
    desk.drag_over("Nobody knows");
    let place = desk.place();
    let state = demarche::store::state::StateFolder::new(Some(desk.state_folder()));
    let state = state.expect("a state folder");
    let root = desk.path("").canonicalize().expect("the project's folder");
    let head = place.as_ref().map(|(selection, _)| selection.head.0);
    desk.until(|_| {
        let stored = state.load_project(&root).articles;
        stored.get("talks.txt").map(|stored| stored.head_byte) == head
    });
    let mut desk = desk.open_after_kill();
    desk.until(|app| app.session().is_some_and(|s| s.shown().is_some()));
    assert!(focused_article(&desk).is_some_and(|name| name == "talks.txt"));
    assert_eq!(desk.place(), place);
}

/// The name of the article on screen.
fn focused_article(desk: &Desk) -> Option<String> {
    let article = desk.app().session()?.current_article()?;
    Some(article.name.clone())
}
