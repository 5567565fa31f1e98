//! Where no frame is asked for any more, the picture is what it would be after another frame: nothing is
//! left out that takes effect late.

use demarche::command::UserCommand;
use demarche::command::keys::KeyPress;
use demarche::command::table::{CommandRow, rows};
use demarche::store::codebook::built_in;
use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, TouchPhase, pos2, vec2};

use super::screen::{Screen, button, press, release};

/// Commands that open dialogs of the system or close the window.
const LEAVE_THE_WINDOW: [UserCommand; 4] = [
    UserCommand::OpenFolder,
    UserCommand::OpenFiles,
    UserCommand::CloseProject,
    UserCommand::Quit,
];

/// The same for clicks.
const NOT_CLICKED: [&str; 3] = ["Open folder…", "Open files…", "Quit"];

fn text() -> String {
    "Putin demands a freeze. Zelenskyy refused on Thursday in Kyiv.\n\n".repeat(60)
}

/// Does something, and notes its name if the picture is not at rest afterwards.
struct Check {
    screen: Screen,
    failed: Vec<String>,
    acts: usize,
}

impl Check {
    fn new(motion: bool) -> Self {
        let mut screen = Screen::of_text(&text(), motion);
        // Without the focus the caret does not blink.
        if motion {
            screen.focused = false;
        }
        Self {
            screen,
            failed: Vec::new(),
            acts: 0,
        }
    }

    fn act(&mut self, name: &str, events: Vec<Event>) {
        self.screen.frame(events);
        self.acts += 1;
        if let Err(drawn) = self.screen.is_at_rest() {
            self.failed.push(format!("{name}: {drawn:?}"));
        }
    }

    fn key(&mut self, name: &str, key: Key, modifiers: Modifiers) {
        self.act(&format!("{name} down"), press(key, modifiers));
        self.act(&format!("{name} up"), release(key, modifiers));
    }

    fn click(&mut self, name: &str, at: Pos2) {
        self.act(&format!("over {name}"), vec![Event::PointerMoved(at)]);
        self.act(&format!("{name} down"), vec![button(at, true)]);
        self.act(&format!("{name} up"), vec![button(at, false)]);
    }

    /// Closes what is open.
    fn escape(&mut self, after: &str) {
        for _ in 0..2 {
            self.act(
                &format!("Escape after {after}"),
                press(Key::Escape, Modifiers::NONE),
            );
        }
        self.screen.frame(release(Key::Escape, Modifiers::NONE));
    }

    fn end(self, at_least: usize) {
        assert!(self.acts >= at_least, "only {} acts", self.acts);
        assert!(self.failed.is_empty(), "not at rest: {:#?}", self.failed);
    }
}

fn key_of(keys: &KeyPress) -> Option<(Key, Modifiers)> {
    let modifiers = Modifiers {
        alt: keys.alt,
        ctrl: keys.ctrl,
        shift: keys.shift,
        command: keys.ctrl,
        ..Modifiers::NONE
    };
    Some((Key::from_name(&keys.key)?, modifiers))
}

#[test]
fn each_key_of_a_command_leaves_the_right_picture() {
    let mut check = Check::new(false);
    let codebook = built_in().codebook;
    let rows = rows(&codebook).into_iter();
    for CommandRow { command, keys, .. } in
        rows.filter(|row| !LEAVE_THE_WINDOW.contains(&row.command))
    {
        let Some((key, modifiers)) = keys.first().and_then(key_of) else {
            continue;
        };
        let name = command.id();
        check.key(&name, key, modifiers);
        if !matches!(command, UserCommand::Move(..)) {
            // Whatever has opened is used a little.
            check.act(
                &format!("Tab after {name}"),
                press(Key::Tab, Modifiers::NONE),
            );
            check.escape(&name);
        }
    }
    check.end(250);
}

#[test]
fn each_click_leaves_the_right_picture() {
    let mut check = Check::new(false);
    check.key("select", Key::ArrowRight, Modifiers::SHIFT);
    check.key("tag", Key::Num3, Modifiers::NONE);
    for (name, at) in check.screen.buttons() {
        if !NOT_CLICKED.contains(&name.as_str()) {
            check.click(&name, at);
            check.escape(&name);
        }
    }
    check.end(100);
}

#[test]
fn what_moves_comes_to_rest_at_the_right_picture() {
    let mut check = Check::new(true);
    let middle = pos2(640.0, 400.0);
    check.act("over the page", vec![Event::PointerMoved(middle)]);
    for notch in 0..3 {
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: vec2(0.0, -1.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        };
        check.act(&format!("notch {notch}"), vec![wheel]);
    }
    let command = Modifiers::CTRL | Modifiers::COMMAND;
    for key in [Key::K, Key::E, Key::B, Key::Comma, Key::Num6, Key::Num4] {
        check.key(key.name(), key, command);
        check.escape(key.name());
    }
    for (name, at) in check.screen.buttons().into_iter().take(12) {
        check.act(&format!("over {name}"), vec![Event::PointerMoved(at)]);
    }
    check.end(40);
}
