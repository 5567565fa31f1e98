//! The keys of labels, for panels in which they mean something besides tagging.
//!
//! It must not know what has the keyboard, nor what the label is for.

use egui::Event;

use super::presses;
use crate::command::UserCommand;
use crate::command::table::CommandRow;
use crate::model::LabelId;
use crate::ui::key_names::named;

/// The labels whose keys are pressed, each with the index of the event. A key that is held down counts
/// once, and a key that means another command is no label's.
pub fn label_keys(events: &[Event], rows: &[CommandRow]) -> impl Iterator<Item = (usize, LabelId)> {
    events.iter().enumerate().filter_map(move |(index, event)| {
        let Event::Key { repeat: false, .. } = event else {
            return None;
        };
        let mut presses = presses(event, events.get(index + 1)).into_iter();
        let row = presses.find_map(|press| {
            let has_it = |row: &&CommandRow| row.keys.iter().any(|key| named(key) == press);
            rows.iter().find(has_it)
        });
        match &row?.command {
            UserCommand::Tag(label) => Some((index, label.clone())),
            _ => None,
        }
    })
}
