//! What a capability (feature) of the program is: its state, with a dialog.
//!
//! It does not know which capabilities there are: `app/capabilities.rs` lists them. See CONTRIBUTING.md,
//! "Add a panel".

use egui::{Context, Rect};

use crate::command::UserCommand;
use crate::session::Session;
use crate::ui::panels::PanelCtx;

/// The metadata of a dialog: its title and the command that opens it.
#[derive(Clone, Debug)]
pub struct DialogAbout {
    /// Its title in the language of the window, which is also its accessible name for screen readers.
    pub title: fn() -> &'static str,
    /// The command that opens it; `None` where the program opens it by itself.
    pub opened_by: Option<UserCommand>,
}

impl DialogAbout {
    /// Its title.
    pub fn title(&self) -> &'static str {
        (self.title)()
    }
}

/// The state of the rest of the window that the dialogs of a project read.
pub(super) struct DialogInput<'a> {
    pub ctx: &'a Context,
    pub session: &'a Session,
    /// Where the words are on the screen for which an entity is being picked.
    pub picked_words: Option<Rect>,
    /// Whether all actions are in the journal.
    pub is_journaled: bool,
    /// Whether the disk does not respond.
    pub is_stalled: bool,
}

/// The state of the rest of the window that the dialogs of the program read.
pub(super) struct ProgramInput<'a> {
    pub ctx: &'a Context,
    /// The open project, if there is one.
    pub session: Option<&'a Session>,
}

/// A capability (feature) of the program, with its dialog. The default is its state while it is not
/// in use.
///
/// Where there is no state but that of the open dialog, it is an `Option` of a [`DialogPanel`].
pub(super) trait Capability: Default {
    const DIALOG: DialogAbout;

    /// What its dialog reads: [`DialogInput`] if it belongs to a project, else [`ProgramInput`].
    type Input<'a>;

    /// Whether its dialog lies over the window and has the keyboard.
    fn is_open(&self) -> bool;

    /// Draws its dialog, if it is open. In its first frame the dialog gives the keyboard to its first
    /// field; `Escape` and its button close it.
    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &Self::Input<'_>);
}

/// The panel of a dialog: all that there is of a capability, and only while the dialog is open.
pub(super) trait DialogPanel {
    const DIALOG: DialogAbout;

    /// See [`Capability::Input`].
    type Input<'a>;

    /// Draws the dialog as [`Capability::show`] does. Returns whether it stays open.
    fn draw(&mut self, cx: &mut PanelCtx<'_>, input: &Self::Input<'_>) -> bool;
}

impl<P: DialogPanel> Capability for Option<P> {
    const DIALOG: DialogAbout = P::DIALOG;

    type Input<'a> = P::Input<'a>;

    fn is_open(&self) -> bool {
        self.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &P::Input<'_>) {
        if let Some(panel) = self
            && !panel.draw(cx, input)
        {
            *self = None;
        }
    }
}
