//! What the toolkit does not tell of the clipboard: a paste that brought nothing, a copy that failed.
//!
//! It must not know what is copied or pasted. The toolkit takes the keys of copying and pasting, and reads texts
//! and pictures. Where the clipboard has neither, nothing arrives but that the key is let go; then this module
//! looks for files, of which some file managers give only a `text/uri-list`, and tells the user where there are
//! none. That copying failed stands in the log alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use egui::{Context, Event, Key, OutputCommand};

use super::App;
use super::shell::Shell;
use crate::jobs;
use crate::session::messages::WindowMessage;
use crate::store::log_file::{self, Log};
use crate::ui::key_names::is_modifier;

/// How long the toolkit may take to write to the clipboard after the frame.
const AFTER_COPY: Duration = Duration::from_millis(200);

/// The clipboard as far as the program knows it.
pub(super) struct ClipboardWatch {
    paste: PasteWatch,
    /// The files in the clipboard; it may wait for another program, so it belongs on the thread of a job.
    files: Arc<dyn Fn() -> Vec<PathBuf> + Send + Sync>,
    /// The log has it that the last copy failed.
    copy_failed: Arc<AtomicBool>,
    /// The log has it that there is no clipboard of the system.
    is_missing: Arc<AtomicBool>,
}

impl Default for ClipboardWatch {
    /// A clipboard that has no files and of which no log tells.
    fn default() -> Self {
        Self {
            paste: PasteWatch::default(),
            files: Arc::new(Vec::new),
            copy_failed: Arc::default(),
            is_missing: Arc::default(),
        }
    }
}

impl ClipboardWatch {
    /// The clipboard of the system.
    pub fn of_system(log: &Log) -> Self {
        Self {
            files: Arc::new(files_of_system),
            copy_failed: log.watch_for(log_file::COPY_FAILED),
            is_missing: log.watch_for(log_file::NO_CLIPBOARD),
            ..Self::default()
        }
    }
}

/// Finds out that a paste brought nothing: the toolkit takes the key when it is pressed, and tells only what was
/// pasted and that the key was let go.
#[derive(Debug, Default)]
struct PasteWatch {
    /// The key that is held did something, or was pressed in another window.
    is_answered: bool,
}

impl PasteWatch {
    /// Whether one of these events is the end of a paste that brought nothing.
    fn brought_nothing(&mut self, events: &[Event]) -> bool {
        let mut nothing = false;
        for event in events {
            match event {
                Event::Paste(_) | Event::WindowFocused(_) => self.is_answered = true,
                // A picture cannot be pasted anywhere.
                Event::PasteImage(_) => (self.is_answered, nothing) = (true, true),
                Event::Key {
                    key: Key::V | Key::Insert | Key::Paste,
                    pressed: true,
                    ..
                } => self.is_answered = true,
                // What is pressed with it is pressed in this window.
                Event::Key {
                    key, pressed: true, ..
                } if is_modifier(*key) => self.is_answered = false,
                Event::Key {
                    key: key @ (Key::V | Key::Insert | Key::Paste),
                    pressed: false,
                    modifiers,
                    ..
                } => {
                    let is_paste = match key {
                        Key::V => modifiers.command,
                        Key::Insert => modifiers.shift,
                        _ => true,
                    };
                    nothing |= is_paste && !self.is_answered;
                    self.is_answered = false;
                }
                _ => {}
            }
        }
        nothing
    }
}

impl App {
    /// Has this for the files in the clipboard from now on.
    pub fn use_clipboard_files(
        &mut self,
        files: impl Fn() -> Vec<PathBuf> + Send + Sync + 'static,
    ) {
        self.shell.clipboard.files = Arc::new(files);
    }

    /// Looks for files in the clipboard where a paste brought nothing.
    pub(super) fn watch_pastes(&mut self, ctx: &Context) {
        let paste = &mut self.shell.clipboard.paste;
        if !ctx.input(|input| paste.brought_nothing(&input.raw.events)) {
            return;
        }
        let files = Arc::clone(&self.shell.clipboard.files);
        self.shell.jobs.spawn("paste", move |reporter| {
            reporter.send(jobs::Event::FilesPasted(files()));
        });
    }
}

impl Shell {
    /// Pastes files as if the clipboard had their paths as a text, or tells that there was nothing to paste.
    pub(super) fn on_files_pasted(&mut self, files: &[PathBuf]) {
        let paths: Vec<&str> = files.iter().filter_map(|path| path.to_str()).collect();
        if paths.is_empty() {
            self.notices.hint(WindowMessage::NothingPasted);
        } else {
            self.key_queue.add(Event::Paste(paths.join("\n")));
        }
    }

    /// Tells that what was copied did not reach the clipboard of the system.
    pub(super) fn watch_copies(&mut self, ctx: &Context) {
        let is_copy = |command: &OutputCommand| matches!(command, OutputCommand::CopyText(_));
        let copies = ctx.output(|output| output.commands.iter().any(is_copy));
        let clipboard = &self.clipboard;
        if clipboard.copy_failed.swap(false, Ordering::Relaxed) {
            self.notices.warn_once(WindowMessage::NotCopied);
        } else if copies && clipboard.is_missing.load(Ordering::Relaxed) && self.takes_drops {
            // Under Wayland, where nothing is dropped, another clipboard serves.
            self.notices.warn_once(WindowMessage::CopiedHereOnly);
        } else if copies {
            ctx.request_repaint_after(AFTER_COPY);
        }
    }
}

/// The files in the system's clipboard, none where it has none or cannot be reached.
fn files_of_system() -> Vec<PathBuf> {
    let files = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get().file_list());
    let mut files = match files {
        Ok(files) => files,
        Err(error) => {
            log::info!("there are no files in the clipboard: {error}");
            Vec::new()
        }
    };
    files.retain(|file| Path::is_absolute(file));
    files
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    fn key(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        }
    }

    #[test]
    fn a_paste_that_brings_nothing_is_known_when_its_key_is_let_go() {
        let command = Modifiers::COMMAND;
        let let_go = key(Key::V, false, command);
        let pasted = Event::Paste("words".to_owned());
        for (frames, wanted) in [
            (vec![vec![let_go.clone()]], true),
            (vec![vec![pasted.clone(), let_go.clone()]], false),
            (vec![vec![pasted.clone()], vec![let_go.clone()]], false),
            // The next one brings nothing.
            (
                vec![vec![pasted], vec![let_go.clone()], vec![let_go.clone()]],
                true,
            ),
            // A letter, or a key that something else has taken.
            (vec![vec![key(Key::V, false, Modifiers::NONE)]], false),
            (
                vec![vec![key(Key::V, true, command)], vec![let_go.clone()]],
                false,
            ),
            // It was pressed in another window.
            (
                vec![vec![Event::WindowFocused(true)], vec![let_go.clone()]],
                false,
            ),
            (
                vec![
                    vec![Event::WindowFocused(true)],
                    vec![key(Key::ControlLeft, true, command), let_go],
                ],
                true,
            ),
            (vec![vec![key(Key::Insert, false, Modifiers::SHIFT)]], true),
            (vec![vec![key(Key::Insert, false, Modifiers::NONE)]], false),
        ] {
            let mut watch = PasteWatch::default();
            let nothing: Vec<bool> = frames
                .iter()
                .map(|events| watch.brought_nothing(events))
                .collect();
            let said = nothing.iter().filter(|nothing| **nothing).count();
            assert_eq!(said, usize::from(wanted), "{frames:?}");
        }
    }
}
