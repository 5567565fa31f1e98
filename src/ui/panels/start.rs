//! The start screen, and the placeholder where no article can be shown.

use std::path::PathBuf;

use super::{PanelCtx, text_field};
use crate::command::{Intent, UserCommand};
use crate::model::history::CodingId;
use crate::session::Session;
use crate::session::messages::{PathText, SpokenMessage, StartMessage, StartText};
use crate::store::display_path;
use crate::store::typed_paths::typed_path;
use crate::ui::panels;
use crate::ui::theme::{small, strong};

/// The start screen, with what is typed on it.
#[derive(Default)]
pub struct StartScreen {
    path: String,
}

impl StartScreen {
    /// Draws it.
    pub fn show(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, recent: &[PathBuf]) {
        let hint = if cx.takes_drops {
            StartMessage::DropOrPaste
        } else {
            StartMessage::Paste
        };
        let hint = &hint.to_string();
        centred(ui, |ui| {
            ui.label(strong(StartText::Program.text()).size(28.0));
            ui.label(StartText::About.text());
            ui.add_space(20.0);
            for (text, command) in [
                (StartText::OpenFolder.text(), UserCommand::OpenFolder),
                (StartText::OpenFiles.text(), UserCommand::OpenFiles),
            ] {
                let tip = cx.tip(text, &command);
                let button = egui::Button::new(text).min_size(egui::vec2(240.0, 32.0));
                let button = ui.add(button).on_hover_text(tip);
                if command == UserCommand::OpenFolder {
                    first_ui(ui, &button, hint);
                }
                if button.clicked() {
                    cx.commands.push(command);
                }
            }
            ui.add_space(4.0);
            self.path_ui(ui, cx);
            ui.add_space(8.0);
            ui.label(small(hint).color(cx.palette.quiet));
            if recent.is_empty() {
                return;
            }
            ui.add_space(24.0);
            ui.label(small(StartText::RecentProjects.text()).color(cx.palette.quiet));
            for path in recent {
                let name = display_path(path).to_string();
                if ui.link(name).clicked() {
                    cx.commands.push(Intent::Open(vec![path.clone()]));
                }
            }
        });
    }

    /// The field for a path, which needs no dialog of the system.
    fn path_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>) {
        let field = egui::TextEdit::singleline(&mut self.path)
            .desired_width(240.0)
            .hint_text(PathText::TypeIt.text());
        let field = panels::name_field(text_field::path_ui(ui, field), PathText::Field.text());
        let is_confirmed =
            field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if is_confirmed && let Some(path) = typed_path(&self.path, None) {
            cx.commands.push(Intent::OpenOrImport(vec![path]));
            // What cannot be opened is told, and can be mended.
            field.request_focus();
        }
    }
}

/// The first control has the keyboard at once, so that a screen reader says what there is to do.
fn first_ui(ui: &egui::Ui, button: &egui::Response, hint: &str) {
    let about = SpokenMessage::InOrder {
        texts: [StartText::About.text(), hint]
            .map(|text| text.trim_end_matches('.').to_owned())
            .to_vec(),
    };
    ui.ctx().accesskit_node_builder(button.id, |node| {
        node.set_description(about.to_string());
    });
    // A dialog over it has a first control of its own.
    if ui.memory(|memory| memory.top_modal_layer()).is_none() {
        panels::focus_first(ui, button);
    }
}

/// Draws the placeholder for an article that is not open or cannot be opened.
pub fn show_instead_of_article(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    coding: Option<CodingId>,
) {
    let shown = coding.and_then(|id| Some((session.article_of(id)?, session.coding(id)?)));
    centred(ui, |ui| match shown {
        Some((article, coding)) if coding.problem.is_some() => {
            ui.label(strong(&article.name).size(17.0));
            ui.add_space(4.0);
            let problem = coding.problem.clone().unwrap_or_default();
            ui.label(egui::RichText::new(problem).color(cx.palette.error));
            ui.add_space(4.0);
            let rest = StartText::FileLeft.text();
            ui.label(small(rest).color(cx.palette.quiet));
        }
        Some((article, _)) => {
            let article = article.name.clone();
            let message = StartMessage::Opening { article };
            ui.label(small(message.to_string()).color(cx.palette.quiet));
        }
        None if session.articles.is_empty() => {
            ui.label(strong(StartText::NoArticle.text()).size(17.0));
            let hint = if cx.takes_drops {
                StartMessage::NoArticleDropOrPaste
            } else {
                StartMessage::NoArticlePaste
            };
            let hint = hint.to_string();
            ui.label(hint);
            ui.add_space(12.0);
            let import = UserCommand::ImportArticles;
            let tip = cx.tip(StartText::Import.text(), &import);
            if ui
                .button(StartText::Import.text())
                .on_hover_text(tip)
                .clicked()
            {
                cx.commands.push(import);
            }
        }
        None => {
            ui.label(StartText::ChooseArticle.text());
        }
    });
}

fn centred(ui: &mut egui::Ui, content: impl FnOnce(&mut egui::Ui)) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.28);
        ui.set_max_width(520.0);
        content(ui);
    });
}
