//! The dialog about who codes: the coders of the project, a field for someone new, and the annotations that
//! carry no name.

use egui::{Button, Label, ScrollArea};

use crate::command::Intent;
use crate::command::coder::CoderCommand;
use crate::session::Session;
use crate::session::coder::CoderWork;
use crate::session::messages::{CoderMessage, CoderText};
use crate::store::coder::{is_new_coder, is_reserved, is_same_coder};
use crate::ui::panels::dialog::DialogAction;
use crate::ui::panels::{self, DialogSize, PanelCtx, text_field};
use crate::ui::theme::{small, strong};

/// The height of the list of coders, in points, before it scrolls.
const LIST_HEIGHT: f32 = 160.0;

/// What the dialog shows of the capability's state.
pub(super) struct DialogState {
    /// A change waits for the answer.
    pub is_asked: bool,
    /// Files are being renamed.
    pub is_renaming: bool,
    /// Files that were renamed can be renamed back.
    pub can_rename_back: bool,
    /// What was renamed last.
    pub message: Option<CoderMessage>,
}

/// View state of the dialog while it is open.
#[derive(Default)]
pub(super) struct CoderPanel {
    /// The coder who is chosen; `None` before the first frame.
    chosen: Option<CoderChoice>,
    typed: String,
}

/// A row of the dialog.
#[derive(Clone, Debug, PartialEq, Eq)]
enum CoderChoice {
    /// A coder of the list; empty for no coder.
    Known(String),
    /// The code in the field.
    New,
}

impl CoderPanel {
    /// Draws the dialog; `false` once it has been closed.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        state: &DialogState,
    ) -> bool {
        let mut coders = session.coders();
        let nameless = coders.iter().find(|work| work.coder.is_empty());
        let nameless = nameless.map_or(0, |work| work.articles);
        // The agreed version is nobody who codes.
        coders.retain(|work| work.coder.is_empty() || !is_reserved(&work.coder));
        // Who is asked is not known yet, and may be anyone of the team.
        if state.is_asked || !session.hides_team() {
            for code in session.team.coders.keys() {
                if coders.iter().all(|work| !is_same_coder(&work.coder, code)) {
                    coders.push(CoderWork {
                        coder: code.clone(),
                        articles: 0,
                    });
                }
            }
        }
        // Who codes now is listed before anything is annotated; no coder only to come back to it.
        let coder = &session.coder;
        if coders.iter().all(|work| work.coder != *coder) && !state.is_asked && !coder.is_empty() {
            coders.push(CoderWork {
                coder: coder.clone(),
                articles: 0,
            });
        }
        if self.chosen.is_none() {
            let is_known = coders.iter().any(|work| work.coder == *coder);
            let is_proposed = is_known && !(coder.is_empty() && state.is_asked);
            if is_proposed {
                self.chosen = Some(CoderChoice::Known(coder.clone()));
            } else {
                self.typed.clone_from(coder);
                self.chosen = Some(CoderChoice::New);
            }
        }
        let chosen = self.code(&coders);
        if panels::is_confirm_key_pressed(ctx) {
            choose(cx, chosen.as_deref());
        }
        let dialog = panels::dialog(ctx, CoderText::Title.text(), DialogSize::Small);
        let modal = dialog.show(ctx, |dialog| {
            let enter = dialog.body(true, |ui| {
                let text = match state.is_asked {
                    true => CoderMessage::WhoIsCoding,
                    false => CoderMessage::WhoCodesNow,
                };
                ui.add(Label::new(text.to_string()).wrap());
                ui.add_space(8.0);
                let enter = self.coders_ui(ui, cx, &coders);
                if nameless > 0 || state.is_renaming || state.message.is_some() {
                    ui.add_space(8.0);
                    panels::hairline_ui(ui, &cx.palette);
                    ui.add_space(8.0);
                    nameless_ui(ui, cx, state, nameless, chosen.as_deref());
                }
                enter
            });
            let name = match chosen.as_deref() {
                None => CoderMessage::Choose,
                Some("") => CoderMessage::CodeWithoutCoder,
                Some(coder) => CoderMessage::CodeAs {
                    coder: coder.to_owned(),
                },
            };
            let name = name.to_string();
            let action = DialogAction::main(&name).possible(chosen.is_some());
            let buttons = dialog.actions("", &[action]);
            if buttons[0].clicked() || enter {
                choose(cx, chosen.as_deref());
            }
        });
        !modal.should_close()
    }

    /// The code that is chosen or typed, if it is one.
    fn code(&self, coders: &[CoderWork]) -> Option<String> {
        match self.chosen.as_ref()? {
            CoderChoice::Known(coder) => Some(coder.clone()),
            CoderChoice::New => match same_person(coders, &self.typed) {
                Some(known) => Some(known.to_owned()),
                None => is_new_coder(&self.typed).then(|| self.typed.clone()),
            },
        }
    }

    /// Draws the coders with a field for a new one. Returns whether Enter was pressed in the field.
    fn coders_ui(&mut self, ui: &mut egui::Ui, cx: &PanelCtx<'_>, coders: &[CoderWork]) -> bool {
        ScrollArea::vertical()
            .max_height(LIST_HEIGHT)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for CoderWork { coder, articles } in coders {
                    let (coder, articles) = (coder.clone(), *articles);
                    // In a blind round it is not said who has done how much.
                    let name = match (coder.is_empty(), articles) {
                        (true, _) => CoderMessage::NoCoderWithWork { articles },
                        (false, 0) => CoderMessage::CoderAlone {
                            coder: coder.clone(),
                        },
                        (false, _) => CoderMessage::CoderWithWork {
                            coder: coder.clone(),
                            articles,
                        },
                    };
                    let choice = CoderChoice::Known(coder);
                    let is_chosen = self.chosen.as_ref() == Some(&choice);
                    let row = ui.radio(is_chosen, name.to_string());
                    if is_chosen {
                        panels::focus_first(ui, &row);
                    }
                    if row.clicked() {
                        self.chosen = Some(choice);
                    }
                }
            });
        let is_new = self.chosen == Some(CoderChoice::New);
        let mut enter = false;
        ui.horizontal(|ui| {
            let radio = ui.radio(is_new, CoderMessage::SomeoneNew.to_string());
            let name = CoderMessage::CoderId.to_string();
            let field = egui::TextEdit::singleline(&mut self.typed).desired_width(160.0);
            let field = text_field::line_ui(ui, field.hint_text(&name));
            let field = panels::name_field(field, &name);
            // Before the field gets the keyboard again.
            let is_enter = ui.input(|input| input.key_pressed(egui::Key::Enter));
            enter = field.lost_focus() && is_enter;
            if is_new {
                panels::focus_first(ui, &field);
            }
            if radio.clicked() {
                self.chosen = Some(CoderChoice::New);
                field.request_focus();
            } else if field.gained_focus() || field.changed() {
                self.chosen = Some(CoderChoice::New);
            }
        });
        if self.chosen == Some(CoderChoice::New) && !self.typed.is_empty() {
            let typed = self.typed.clone();
            let (message, color) = match same_person(coders, &typed) {
                Some(known) if known == typed => return enter,
                Some(known) => {
                    let coder = known.to_owned();
                    let message = CoderMessage::SamePerson { typed, coder };
                    (message, cx.palette.quiet)
                }
                None if is_new_coder(&typed) => return enter,
                None => (CoderMessage::why_not(&typed), cx.palette.error),
            };
            ui.add(Label::new(small(message.to_string()).color(color)).wrap());
        }
        enter
    }
}

/// The coder of the list whom a typed code means.
fn same_person<'c>(coders: &'c [CoderWork], typed: &str) -> Option<&'c str> {
    let mut named = coders.iter().filter(|work| !work.coder.is_empty());
    let known = named.find(|work| is_same_coder(&work.coder, typed))?;
    Some(&known.coder)
}

fn choose(cx: &mut PanelCtx<'_>, coder: Option<&str>) {
    if let Some(coder) = coder {
        let command = CoderCommand::Choose(coder.to_owned());
        cx.commands.push(Intent::Coder(command));
    }
}

/// Draws the annotations that carry no name, which can be given to the coder who is chosen above.
fn nameless_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    state: &DialogState,
    articles: usize,
    chosen: Option<&str>,
) {
    let quiet = cx.palette.quiet;
    if state.is_renaming {
        ui.label(small(CoderMessage::Giving.to_string()).color(quiet));
        return;
    }
    if let Some(message) = &state.message {
        ui.horizontal_wrapped(|ui| {
            ui.label(message.to_string());
            let back = CoderMessage::GiveBack.to_string();
            if state.can_rename_back && ui.button(back).clicked() {
                cx.commands.push(Intent::Coder(CoderCommand::GiveBack));
            }
        });
    }
    if articles == 0 {
        return;
    }
    let offer = CoderMessage::NamelessOffered { articles };
    ui.add(Label::new(strong(offer.to_string())).wrap());
    let explained = CoderMessage::NamelessExplained.to_string();
    ui.add(Label::new(small(explained).color(quiet)).wrap());
    ui.add_space(4.0);
    let coder = chosen.filter(|coder| !coder.is_empty());
    let name = match coder {
        Some(coder) => CoderMessage::GiveTo {
            coder: coder.to_owned(),
        },
        None => CoderMessage::GiveToCoder,
    };
    let button = ui.add_enabled(coder.is_some(), Button::new(name.to_string()));
    if let (true, Some(coder)) = (button.clicked(), coder) {
        let command = CoderCommand::GiveNameless(coder.to_owned());
        cx.commands.push(Intent::Coder(command));
    }
}
