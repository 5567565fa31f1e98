//! The size of everything in the window, and of its panels, by command.

use crate::common::Desk;
use crate::side_panels;
use demarche::command::{SizedPanel, UserCommand};
use demarche::session::panes::Side;
use demarche::ui::panels::WindowPart;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

fn width(desk: &Desk, part: WindowPart) -> f32 {
    let mut parts = desk.app().parts().iter();
    let found = parts.find(|(of, _)| *of == part);
    found.map_or(0.0, |(_, rect)| rect.width())
}

fn height(desk: &Desk, part: WindowPart) -> f32 {
    let mut parts = desk.app().parts().iter();
    let found = parts.find(|(of, _)| *of == part);
    found.map_or(0.0, |(_, rect)| rect.height())
}

#[test]
fn ctrl_plus_and_minus_zoom_everything_and_the_text_has_its_own_size() {
    let mut desk = side_panels::desk();
    let zoom = |desk: &Desk| desk.harness.ctx.zoom_factor();
    assert_eq!(zoom(&desk), 1.0);
    desk.keys(Modifiers::COMMAND, Key::Plus);
    assert_eq!(zoom(&desk), 1.1);
    for _ in 0..12 {
        desk.keys(Modifiers::COMMAND, Key::Equals);
    }
    assert_eq!(zoom(&desk), 4.0);
    assert_eq!(desk.app().settings().interface_size, 4.0);
    desk.keys(Modifiers::COMMAND, Key::Minus);
    assert_eq!(zoom(&desk), 3.0);
    desk.keys(Modifiers::COMMAND, Key::Num0);
    assert_eq!(zoom(&desk), 1.0);
    // Over a dialog too.
    desk.keys(Modifiers::COMMAND, Key::Comma);
    desk.keys(Modifiers::COMMAND, Key::Plus);
    assert_eq!(zoom(&desk), 1.1);
    desk.key(Key::Escape);
    desk.keys(Modifiers::COMMAND, Key::Num0);
    // The article's own text.
    let size = desk.app().settings().text_size;
    desk.keys(Modifiers::ALT, Key::Plus);
    assert_eq!(desk.app().settings().text_size, size + 1.0);
    desk.keys(Modifiers::ALT, Key::Minus);
    assert_eq!(desk.app().settings().text_size, size);
    assert_eq!(zoom(&desk), 1.0);
}

#[test]
fn panels_are_sized_by_commands() {
    let mut desk = side_panels::desk();
    let ask = |desk: &mut Desk, command: UserCommand| {
        desk.harness.state_mut().ask(command);
        desk.run_until_idle();
    };
    ask(&mut desk, UserCommand::ToggleHistory);
    ask(&mut desk, UserCommand::FindInProject);
    type Size = fn(&Desk, WindowPart) -> f32;
    let cases: [(SizedPanel, WindowPart, Size); 3] = [
        (SizedPanel::Articles, WindowPart::Articles, width),
        (SizedPanel::History, WindowPart::History, height),
        (SizedPanel::Concordance, WindowPart::Concordance, height),
    ];
    for (panel, part, size) in cases {
        let before = size(&desk, part);
        ask(&mut desk, UserCommand::SizePanel(panel, true));
        assert_eq!(size(&desk, part), before + 40.0, "{panel:?}");
        // It stays, and can be changed again.
        desk.run_until_idle();
        ask(&mut desk, UserCommand::SizePanel(panel, false));
        ask(&mut desk, UserCommand::SizePanel(panel, false));
        assert_eq!(size(&desk, part), before - 40.0, "{panel:?}");
    }
    let left = |desk: &Desk| {
        let mut parts = desk.app().parts().iter();
        let found = parts.find(|(of, _)| *of == WindowPart::Annotations);
        found.map_or(0.0, |(_, rect)| rect.left())
    };
    let before = left(&desk);
    let annotations = SizedPanel::Annotations;
    ask(&mut desk, UserCommand::SizePanel(annotations, true));
    assert_eq!(left(&desk), before - 40.0);
    ask(&mut desk, UserCommand::ResetPanels);
    assert_eq!(left(&desk), before);
    assert_eq!(width(&desk, WindowPart::Articles), 264.0);
    for _ in 0..20 {
        ask(&mut desk, UserCommand::SizePanel(annotations, true));
    }
    assert!(width(&desk, WindowPart::Page(Side::Left)) > 100.0);
}

#[test]
fn the_panel_sizes_are_in_the_view_menu() {
    let mut desk = side_panels::desk();
    let before = width(&desk, WindowPart::Articles);
    desk.harness.get_by_label("View").click();
    desk.run_until_idle();
    for item in ["Panel sizes", "Narrower article list"] {
        desk.harness
            .get_by_role_and_label(Role::MenuItem, item)
            .click();
        desk.run_until_idle();
    }
    assert_eq!(width(&desk, WindowPart::Articles), before - 40.0);
}
