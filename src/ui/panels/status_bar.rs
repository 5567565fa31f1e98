//! The status bar: the position in the article, the progress of work, and key hints.

use super::next_step::{self, Doing};
use super::{PanelCtx, top_bar};
use crate::command::{Intent, UserCommand};
use crate::session::messages::{ControlText, KeysMessage, KeysText, PageMessage, SpokenMessage};
use crate::session::{Session, Work};
use crate::ui::controls;
use crate::ui::live_region;
use crate::ui::theme::small;

/// Draws the bar.
pub fn show(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session, doing: Doing) {
    if top_bar::is_narrow(ui.ctx()) {
        // Nothing is cut off: the bar has as many rows as it needs.
        ui.horizontal_wrapped(|ui| {
            top_bar::state_ui(ui, cx, session);
            place_ui(ui, cx, session);
            if let Some(hint) = hint(cx, session, doing) {
                ui.label(small(hint).color(cx.palette.quiet));
            }
        });
        return;
    }
    ui.horizontal(|ui| {
        let quiet = cx.palette.quiet;
        place_ui(ui, cx, session);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            for (name, command) in [
                (KeysText::StatusKeys, UserCommand::ShowKeys),
                (KeysText::StatusNext, UserCommand::NextAnnotation),
            ] {
                let text = KeysMessage::KeyAndName {
                    key: cx.key_of(&command),
                    name: name.text().to_owned(),
                };
                let button = egui::Button::new(small(text.to_string()).color(quiet));
                if ui.add(button.frame(false)).clicked() {
                    cx.commands.push(command);
                }
            }
            if let Some(hint) = hint(cx, session, doing) {
                ui.add_space(12.0);
                ui.add(egui::Label::new(small(hint).color(quiet)).truncate());
            }
        });
    });
}

/// What can be done next, while no work goes on.
fn hint(cx: &PanelCtx<'_>, session: &Session, doing: Doing) -> Option<String> {
    let is_idle = session.making.is_none() && session.work.is_none();
    is_idle.then(|| {
        let state = next_step::state(session, doing);
        next_step::hint(state, |command| next_step::key_or_name(cx, command)).to_string()
    })
}

/// The place in the article, or the work that goes on.
fn place_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
    let quiet = cx.palette.quiet;
    if let Some(work) = session.making.as_ref().or(session.work.as_ref()) {
        work_ui(ui, cx, work);
    } else if let Some(shown) = session.shown() {
        let text = shown.document.text();
        let mut parts = vec![
            PageMessage::Paragraph {
                number: text.paragraph_at(shown.selection.head) + 1,
                count: text.paragraphs().len(),
            },
            PageMessage::Annotations {
                count: shown.document.annotations().len(),
            },
        ];
        let coding = session.current.and_then(|id| session.coding(id));
        let summary = coding.and_then(|coding| coding.summary.as_ref());
        if let Some(summary) = summary.filter(|summary| summary.counted.incomplete > 0) {
            let count = summary.counted.incomplete;
            parts.push(PageMessage::Incomplete { count });
        }
        if !shown.selection.is_empty() {
            let chars = text.slice(shown.selection.start(), shown.selection.end());
            let count = chars.map_or(0, |selected| selected.chars().count());
            parts.push(PageMessage::SelectedCharacters { count });
        }
        let encoding = &shown.header.encoding;
        if !encoding.eq_ignore_ascii_case("utf-8") {
            let encoding = encoding.to_string();
            parts.push(PageMessage::ReadAs { encoding });
        }
        let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
        ui.label(small(parts.join(" · ")).color(quiet));
    }
}

/// Draws the progress of long work, with a cancel button.
pub fn work_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, work: &Work) {
    let share = work.done as f32 / work.total.max(1) as f32;
    let bar = egui::ProgressBar::new(share)
        .fill(cx.palette.accent)
        .desired_width(120.0)
        .desired_height(6.0);
    ui.add(bar);
    // At a few steps only.
    let quarter = (share.clamp(0.0, 1.0) * 4.0) as usize;
    let said = SpokenMessage::Progress {
        work: work.name.to_string(),
        percent: quarter * 25,
    };
    live_region::say_once_settled(ui.ctx(), ui.unique_id(), &said.to_string());
    ui.label(small(work.message()).color(cx.palette.quiet));
    if work.can_cancel && controls::small_button_ui(ui, ControlText::Cancel.text()).clicked() {
        cx.commands.push(Intent::CancelWork);
    }
}
