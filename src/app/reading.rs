//! The article on screen: painting it, and what is done in it with the mouse.

use super::App;
use crate::command::Command;
use crate::model::{ByteOffset, Codebook};
use crate::session::OpenArticle;
use crate::settings::Font;
use crate::ui::article::{Border, Family, Gesture, LineMotion, Page, PageColors, ReadingStyle};
use crate::ui::panels::Scene;
use crate::ui::theme::Palette;

impl App {
    pub(super) fn article_ui(&mut self, ui: &mut egui::Ui) {
        let dialog = self.is_dialog_open();
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let (Some(id), Some(shown)) = (session.current, session.shown()) else {
            return;
        };
        let Some(view) = self.views.get_mut(&id) else {
            return;
        };
        let elsewhere = dialog || self.annotations_panel.inspector.has_keyboard(ui.ctx());
        let palette = Palette::of(ui);
        let style = reading_style(&self.settings);
        let colors = page_colors(&palette);
        let page = Page {
            dark: palette.dark,
            focused: !elsewhere && !ui.ctx().text_edit_focused(),
            motion: self.settings.motion,
            ..page(&session.codebook, shown, &style, &colors)
        };
        let gestures = view.show(ui, &mut self.engine, &page);
        if let Some(pane) = view.id() {
            if dialog {
                // Tab and arrows belong to the dialog.
                ui.memory_mut(|memory| memory.surrender_focus(pane));
            } else {
                keep_focus(ui.ctx(), pane);
            }
        }
        for gesture in gestures {
            // With Ctrl held the selection is added to what was chosen.
            let adds = matches!(
                &gesture,
                Gesture::Select { selection, finished: true, adding: true } if !selection.is_empty()
            );
            if let Gesture::Select {
                selection,
                finished,
                adding,
            } = &gesture
            {
                self.selection_bar.offer(*selection, *finished && !*adding);
            }
            self.commands.extend(command_for(gesture));
            if adds {
                self.commands.push(Command::AddFragment);
            }
        }
        self.over_page_ui(ui);
    }

    /// What lies over the page for a moment: the card of the annotation under the pointer, and
    /// the labels at the selection.
    fn over_page_ui(&mut self, ui: &egui::Ui) {
        let environment = self.environment();
        let Some(session) = self.session.as_ref() else {
            return;
        };
        let (Some(id), Some(shown)) = (session.current, session.shown()) else {
            return;
        };
        let Some(view) = self.views.get(&id) else {
            return;
        };
        let mut scene = Scene {
            settings: &self.settings,
            rows: &self.rows,
            environment,
            palette: Palette::of(ui),
            engine: &mut self.engine,
            commands: &mut self.commands,
        };
        self.selection_bar
            .show(ui.ctx(), &mut scene, session, shown, view);
        self.hover.show(ui.ctx(), &mut scene, session, shown, view);
    }

    /// Where a move that depends on the layout leads.
    pub(super) fn line_move(&mut self, from: ByteOffset, motion: LineMotion) -> ByteOffset {
        let Some(session) = self.session.as_ref() else {
            return from;
        };
        let (Some(id), Some(shown)) = (session.current, session.shown()) else {
            return from;
        };
        let Some(view) = self.views.get_mut(&id) else {
            return from;
        };
        let style = reading_style(&self.settings);
        let colors = page_colors(&Palette::LIGHT);
        let page = page(&session.codebook, shown, &style, &colors);
        view.line_move(&mut self.engine, &page, from, motion, &mut self.goal_x)
    }
}

/// An article as the pane sees it, in light surroundings and with the keyboard.
fn page<'a>(
    codebook: &'a Codebook,
    shown: &'a OpenArticle,
    style: &'a ReadingStyle,
    colors: &'a PageColors,
) -> Page<'a> {
    Page {
        document: &shown.document,
        revision: shown.revision,
        codebook,
        style,
        colors,
        dark: false,
        selection: shown.selection,
        chosen: shown.chosen.as_ref(),
        focused: true,
        motion: true,
    }
}

/// Gives the keyboard to the page while nothing else has it, with the keys that otherwise move
/// between controls. F6 leads to the panels.
fn keep_focus(ctx: &egui::Context, pane: egui::Id) {
    ctx.memory_mut(|memory| {
        if memory.focused().is_none() {
            memory.request_focus(pane);
        }
        if memory.has_focus(pane) {
            let filter = egui::EventFilter {
                tab: true,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            memory.set_focus_lock_filter(pane, filter);
        }
    });
}

fn command_for(gesture: Gesture) -> Option<Command> {
    Some(match gesture {
        Gesture::Select { selection, .. } => Command::Select(selection),
        Gesture::Choose(id) => Command::Choose(id),
        Gesture::Unchoose => Command::Unchoose,
        Gesture::MoveBorder {
            id,
            border,
            to,
            finished,
        } => Command::MoveBorder {
            id,
            start: border == Border::Start,
            to,
            finished,
        },
        Gesture::ContextMenu(_) | Gesture::Hover(_) => return None,
    })
}

fn reading_style(settings: &crate::settings::Settings) -> ReadingStyle {
    ReadingStyle {
        size: settings.text_size,
        line_height: settings.line_height,
        measure: settings.measure,
        family: match &settings.font {
            Font::Serif => Family::Serif,
            Font::Sans => Family::Sans,
            Font::Family(name) => Family::Named(name.clone()),
        },
    }
}

fn page_colors(palette: &Palette) -> PageColors {
    PageColors {
        paper: palette.paper,
        ink: palette.ink,
        caret: palette.ink,
        faint: palette.quiet,
        selection: palette.selection,
        accent: palette.accent,
    }
}
