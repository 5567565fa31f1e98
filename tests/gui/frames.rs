//! How many frames an act costs: frames that show nothing new cost time on every machine, and most where
//! there is no graphics card.

mod rest;
mod screen;

use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers, pos2};

use screen::{Frames, Screen, press, release};

#[test]
fn an_act_costs_a_frame_for_each_thing_that_it_changes() {
    let mut screen = Screen::resting();
    let command = Modifiers::CTRL | Modifiers::COMMAND;
    screen.act(press(Key::Home, command));
    screen.act(release(Key::Home, command));
    let none = Modifiers::NONE;
    // At most so many frames, and so many of them with anything new. Each act has a frame when the key
    // goes down, one that makes sure of the new layout, and one when it goes up. A change of the
    // document has one when saving is due, one when it is saved, and two once the article is counted
    // again; egui does not know the style of a button at first, here of the count of incomplete annotations.
    // On a busy machine what becomes true together may come one after the other: a frame more.
    let mut costs = Vec::new();
    for (what, key, modifiers, annotations, frames, drawn) in [
        ("select", Key::ArrowRight, Modifiers::SHIFT, 0, 3, 1),
        ("tag", Key::Num3, none, 1, 9, 5),
        ("undo", Key::Z, command, 0, 9, 5),
        ("redo", Key::Y, command, 1, 9, 5),
        ("delete", Key::Delete, none, 0, 9, 5),
        ("no key of ours", Key::F9, none, 0, 3, 0),
    ] {
        let mut cost = Frames(vec![screen.frame(press(key, modifiers))]);
        cost.0.extend(screen.run_for(Duration::from_millis(60)).0);
        cost.0.push(screen.frame(release(key, modifiers)));
        cost.0.extend(screen.until_quiet().0);
        assert_eq!(screen.annotations(), annotations, "{what}");
        println!(
            "{what}: {} frames, {} drawn",
            cost.0.len(),
            cost.new_pictures()
        );
        costs.push((what, [frames, drawn], cost));
        // A hint that disappears, and the files of which the last look knows nothing yet.
        screen.run_for(Duration::from_millis(4500));
    }
    let dear: Vec<_> = costs
        .iter()
        .filter(|(_, most, cost)| cost.0.len() > most[0] || cost.new_pictures() > most[1])
        .collect();
    assert!(dear.is_empty(), "{dear:#?}");
}

#[test]
fn a_pointer_that_moves_over_plain_text_costs_no_drawing() {
    let mut screen = Screen::resting();
    // The reading position is stored once after the click.
    screen.run_for(Duration::from_secs(4));
    // It leaves the words that were clicked on.
    screen.act(vec![Event::PointerMoved(pos2(490.0, 700.0))]);
    for x in [500.0, 510.0, 523.0, 537.0] {
        let moved = Event::PointerMoved(pos2(x, 700.0));
        let drawn = screen.act(vec![moved]);
        assert_eq!(drawn.0.len(), 1, "{drawn:#?}");
        assert_eq!(drawn.new_pictures(), 0, "{drawn:#?}");
    }
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let mut screen = Screen::resting();
    // The reading position is stored once after the click.
    screen.run_for(Duration::from_secs(4));
    // The files are looked at several times meanwhile.
    let drawn = screen.run_for(Duration::from_millis(5500));
    assert!(drawn.0.is_empty(), "{drawn:#?}");
}

#[test]
fn a_change_by_another_program_wakes_the_window() {
    let mut screen = Screen::resting();
    let path = screen.project.path().join("c.txt");
    std::fs::write(&path, "Another article.\n").expect("written");
    let end = Instant::now() + Duration::from_secs(30);
    let count = |screen: &Screen| {
        let session = screen.app.session().expect("a project is open");
        session.articles.iter().count()
    };
    while count(&screen) < 3 {
        assert!(Instant::now() < end, "the new article is not listed");
        screen.run_for(Duration::from_millis(50));
    }
}

#[test]
fn the_caret_blinks_with_the_focus_and_rests_without_it() {
    let mut screen = Screen::with_motion(true);
    let drawn = screen.run_for(Duration::from_millis(3000)).0.len();
    assert!((3..=7).contains(&drawn), "{drawn} frames in three seconds");
    screen.focused = false;
    screen.act(vec![Event::WindowFocused(false)]);
    let drawn = screen.run_for(Duration::from_millis(3000));
    assert!(drawn.0.is_empty(), "{drawn:#?}");
}
