//! Every panel beside the page: its command shows it, it lies within the window, F6 brings the keyboard
//! into it and Escape takes it back to the page, and each of its controls has a name.

use crate::common::Desk;
use demarche::session::panes::Side;
use demarche::ui::panels::{PANELS, RESULTS, WindowPart};
use egui::{Key, Rect, pos2, vec2};

const SCREEN: Rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(1280.0, 800.0));

/// An article with an annotation, so that no panel is empty.
pub fn desk() -> Desk {
    let mut desk = Desk::with(&[("talks.txt", "The talks in Geneva go on.\n")]);
    desk.drag_over("talks");
    desk.key(Key::Num1);
    desk
}

/// Where a panel stands, if it is shown.
fn place(desk: &Desk, panel: WindowPart) -> Option<Rect> {
    let mut parts = desk.app().parts().iter();
    let found = parts.find(|(part, _)| *part == panel);
    found.map(|(_, rect)| *rect)
}

/// Whether the keyboard is in this part of the window.
fn is_focus_in(desk: &Desk, rect: Rect) -> bool {
    desk.focused()
        .is_some_and(|focus| rect.contains(focus.center()))
}

/// Whether the keyboard is on the page.
fn is_focus_on_page(desk: &Desk) -> bool {
    place(desk, WindowPart::Page(Side::Left)).is_some_and(|page| is_focus_in(desk, page))
}

#[test]
fn every_panel_is_shown_by_its_command_and_reached_by_key() {
    for (panel, command) in PANELS.into_iter().chain([RESULTS]) {
        let mut desk = desk();
        let was_shown = place(&desk, panel).is_some();
        desk.harness.state_mut().ask(command.clone());
        desk.run_until_idle();
        // The concordance is closed by Escape in its field.
        let hides = panel != WindowPart::Concordance;
        assert!(hides || !was_shown, "{panel:?} is open");
        assert_eq!(place(&desk, panel).is_some(), !was_shown, "{panel:?}");
        if was_shown {
            desk.harness.state_mut().ask(command);
            desk.run_until_idle();
        }
        let rect = place(&desk, panel);
        let rect = rect.unwrap_or_else(|| panic!("{panel:?} is not shown again"));
        assert!(
            SCREEN.contains_rect(rect),
            "{panel:?} does not fit: {rect:?}"
        );
        assert!(
            rect.size().x >= 100.0 && rect.size().y >= 20.0,
            "{panel:?} has no room: {rect:?}"
        );
        let nameless = desk.nameless_controls(rect);
        assert!(
            nameless.is_empty(),
            "{panel:?} has controls without name: {nameless:#?}"
        );

        desk.click_on("Geneva");
        assert!(is_focus_on_page(&desk), "{panel:?}: the page has no focus");
        let around = desk.app().parts().len();
        let reaches = |desk: &mut Desk| {
            desk.key(Key::F6);
            is_focus_in(desk, rect)
        };
        assert!(
            (0..around).any(|_| reaches(&mut desk)),
            "F6 does not reach {panel:?}"
        );
        desk.key(Key::Escape);
        assert!(
            is_focus_on_page(&desk),
            "Escape does not lead out of {panel:?}"
        );
    }
}

#[test]
fn the_list_has_every_panel() {
    let mut desk = desk();
    for (panel, command) in PANELS {
        if place(&desk, panel).is_none() {
            desk.harness.state_mut().ask(command);
            desk.run_until_idle();
        }
    }
    let shown = desk.app().parts().iter().map(|(part, _)| *part);
    let mut shown: Vec<WindowPart> = shown
        .filter(|part| !matches!(part, WindowPart::Page(_)))
        .collect();
    shown.sort_unstable();
    let mut listed: Vec<WindowPart> = PANELS.iter().map(|(part, _)| *part).collect();
    listed.sort_unstable();
    assert_eq!(shown, listed);
    // They leave room for the page.
    let page = desk.phrase("Geneva");
    assert!(SCREEN.contains_rect(page.expand2(vec2(20.0, 10.0))));
}
