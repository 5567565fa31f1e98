//! The list of the project's articles: name, status, annotations per label, progress.

use egui::{
    Align2, Button, FontFamily, FontId, RichText, Role, Sense, Stroke, StrokeKind, WidgetInfo, vec2,
};

use super::row_list::{RowList, Turn};
use super::{Part, Scene, hairline_ui, row_ground_ui};
use crate::command::Command;
use crate::model::document::Status;
use crate::session::Session;
use crate::session::articles::Article;
use crate::ui::theme::small;

/// View state of the list.
#[derive(Default)]
pub struct ArticlesPanel {
    filter: String,
    /// Only articles in which something required is missing.
    only_incomplete: bool,
    /// The article that was current when the list was last drawn; a new one is scrolled to.
    last_current: Option<crate::model::history::ArticleId>,
    list: RowList,
}

impl ArticlesPanel {
    /// Draws the list.
    pub fn show(&mut self, ui: &mut egui::Ui, scene: &mut Scene<'_>, session: &Session) {
        let filter = egui::TextEdit::singleline(&mut self.filter)
            .hint_text("Filter articles")
            .desired_width(f32::INFINITY);
        let response = ui.add(filter);
        response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Filter articles"));
        let incomplete = session.articles.iter().filter(|a| incomplete_in(a) > 0);
        let incomplete = incomplete.count();
        if incomplete > 0 || self.only_incomplete {
            let text = small(format!("Incomplete ({incomplete})"));
            ui.toggle_value(&mut self.only_incomplete, text)
                .on_hover_text("Only articles in which something required is missing");
        }
        ui.add_space(4.0);

        let wanted = self.filter.to_lowercase();
        let rows: Vec<&Article> = session
            .articles
            .iter()
            .filter(|article| !self.only_incomplete || incomplete_in(article) > 0)
            .filter(|article| article.name.to_lowercase().contains(&wanted))
            .collect();
        egui::Panel::bottom("progress")
            .frame(egui::Frame::new())
            .resizable(false)
            .show_separator_line(false)
            .show(ui, |ui| progress_ui(ui, scene, session));
        let enters = scene.enters(Part::Articles);
        if rows.is_empty() {
            if enters {
                response.request_focus();
            }
            self.empty_ui(ui, scene, session);
            return;
        }
        let current = rows.iter().position(|a| Some(a.id) == session.current);
        let changed = self.last_current != session.current;
        self.last_current = session.current;
        let turn = Turn {
            // Somewhere in the upper half, so that what comes next is in view.
            reveal: current.filter(|_| changed).map(|row| (row, 0.4)),
            enter: enters.then(|| current.unwrap_or(0)),
        };
        self.list.show(ui, "articles", rows.len(), turn, |ui, row| {
            row_ui(ui, scene, session, rows[row])
        });
    }

    /// Says why there is nothing in the list.
    fn empty_ui(&self, ui: &mut egui::Ui, scene: &Scene<'_>, session: &Session) {
        let text = if session.articles.is_empty() {
            "There is no article here. Put text files (.txt, .text, .md) into the folder and open it again."
        } else if self.only_incomplete {
            "No article of this name is incomplete."
        } else {
            "No article has this in its name."
        };
        ui.add_space(8.0);
        ui.label(small(text).color(scene.palette.quiet));
    }
}

fn row_ui(
    ui: &mut egui::Ui,
    scene: &mut Scene<'_>,
    session: &Session,
    article: &Article,
) -> egui::Response {
    let palette = scene.palette;
    let is_current = session.current == Some(article.id);
    let described = describe(session, article);
    let response = row_ground_ui(ui, &palette, is_current, || described.clone());
    let rect = response.rect;
    let painter = ui.painter().with_clip_rect(rect);
    if is_beside(session, article) && !response.has_focus() {
        let line = Stroke::new(1.0, palette.chosen);
        painter.rect_stroke(rect.shrink(1.0), 5.0, line, StrokeKind::Inside);
    }
    let status = article.summary.as_ref().map(|summary| &summary.status);
    let (sign, sign_color) = match (&article.problem, status) {
        (Some(_), _) => ("!", palette.error),
        (None, Some(Status::Done)) => ("●", palette.accent),
        (None, Some(Status::InProgress)) => ("◐", palette.accent),
        (None, Some(Status::Unsure)) => ("?", palette.warning),
        (None, Some(Status::Skipped)) => ("×", palette.quiet),
        (None, Some(Status::New | Status::Other(_)) | None) => ("○", palette.quiet),
    };
    let font = |size| FontId::new(size, FontFamily::Proportional);
    let middle = rect.center().y;
    painter.text(
        egui::pos2(rect.left() + 14.0, middle),
        Align2::CENTER_CENTER,
        sign,
        font(13.0),
        sign_color,
    );

    // Counts stand at the right, each in its label's colour.
    let mut right = rect.right() - 8.0;
    if let Some(summary) = article
        .summary
        .as_ref()
        .filter(|_| article.problem.is_none())
    {
        let labels: Vec<_> = session.codebook.labels.iter().collect();
        for label in labels.iter().rev() {
            let count = summary.counts.get(&label.id).copied().unwrap_or(0);
            if count == 0 {
                continue;
            }
            let text = format!("{}{count}", label.letter());
            let drawn = painter.text(
                egui::pos2(right, middle),
                Align2::RIGHT_CENTER,
                text,
                font(11.0),
                palette.label(label.color),
            );
            right = drawn.left() - 6.0;
        }
        if summary.incomplete > 0 {
            let drawn = painter.text(
                egui::pos2(right, middle),
                Align2::RIGHT_CENTER,
                format!("…{}", summary.incomplete),
                font(11.0),
                palette.warning,
            );
            right = drawn.left() - 6.0;
        }
    }
    let ink = if article.problem.is_some() {
        palette.quiet
    } else {
        palette.ink
    };
    let width = (right - 4.0 - (rect.left() + 28.0)).max(20.0);
    let mut job = egui::text::LayoutJob::simple_singleline(
        short_name(&article.name).to_owned(),
        font(13.5),
        ink,
    );
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = middle - galley.size().y / 2.0;
    painter.galley(egui::pos2(rect.left() + 28.0, top), galley, ink);

    let response = response.on_hover_text(described);
    let beside = Command::ShowBeside(article.id);
    if response.clicked() {
        let held = ui.input(|input| input.modifiers.command);
        let command = if held {
            beside.clone()
        } else {
            Command::ShowArticle(article.id)
        };
        scene.commands.push(command);
    }
    response.context_menu(|ui| {
        let hint = if cfg!(target_os = "macos") {
            "⌘ and click"
        } else {
            "Ctrl and click"
        };
        let hint = RichText::new(hint).color(palette.quiet);
        if ui
            .add(Button::new("Open beside").shortcut_text(hint))
            .clicked()
        {
            scene.commands.push(beside);
            ui.close();
        }
    });
    response
}

fn is_beside(session: &Session, article: &Article) -> bool {
    let beside = session.beside.map(|beside| beside.article);
    beside == Some(article.id) && beside != session.current
}

/// Annotations in which something required is missing.
fn incomplete_in(article: &Article) -> usize {
    let summary = article.summary.as_ref();
    summary.map_or(0, |summary| summary.incomplete)
}

/// A name without its folder and ending.
fn short_name(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn describe(session: &Session, article: &Article) -> String {
    if let Some(problem) = &article.problem {
        return format!("{}: {problem}", article.name);
    }
    let Some(summary) = &article.summary else {
        return article.name.clone();
    };
    let mut text = format!("{}, {}", article.name, summary.status);
    if is_beside(session, article) {
        text.push_str(", beside");
    }
    for label in &session.codebook.labels {
        if let Some(count) = summary.counts.get(&label.id).filter(|count| **count > 0) {
            text.push_str(&format!(", {count} {}", label.name.to_lowercase()));
        }
    }
    if summary.incomplete > 0 {
        text.push_str(&format!(", {} incomplete", summary.incomplete));
    }
    text
}

fn progress_ui(ui: &mut egui::Ui, scene: &Scene<'_>, session: &Session) {
    let total = session
        .articles
        .iter()
        .filter(|a| a.problem.is_none())
        .count();
    let done = session
        .articles
        .iter()
        .filter(|article| {
            article
                .summary
                .as_ref()
                .is_some_and(|summary| summary.status == Status::Done)
        })
        .count();
    ui.add_space(4.0);
    hairline_ui(ui, &scene.palette);
    ui.add_space(4.0);
    ui.label(small(format!("{done} of {total} done")).color(scene.palette.quiet));
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    ui.painter().rect_filled(rect, 2.0, scene.palette.hairline);
    if total > 0 {
        let mut filled = rect;
        filled.set_width(rect.width() * done as f32 / total as f32);
        ui.painter().rect_filled(filled, 2.0, scene.palette.accent);
    }
}
