//! A row of the article list: an article with its status and annotation counts per label, or a
//! folder.

use egui::{Align2, FontFamily, FontId, RichText, Stroke, StrokeKind, Ui};

use super::row_menu::RowMenu;
use super::status;
use crate::command::Intent;
use crate::command::article_list::ArticleListCommand;
use crate::model::codebook::Label;
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::isolate::is_directed;
use crate::session::articles::{Article, Coding};
use crate::session::messages::{
    AnnotatingMessage, ArticleListMessage, ArticleListText, PageMessage, status_name,
};
use crate::session::{Session, Summary};
use crate::ui::panels::annotation_text::line_ui;
use crate::ui::panels::{PanelCtx, row_ground_ui};

/// Draws a folder with its progress; a click hides its articles or shows them again.
pub fn folder_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    number: usize,
) -> egui::Response {
    let palette = cx.palette;
    let Some(folder) = session.list.folder(number) else {
        return row_ground_ui(ui, &palette, false, String::new);
    };
    let name = match folder.name.as_str() {
        "" => session.name.as_str(),
        name => name,
    };
    let (finished, articles) = (folder.finished, folder.articles);
    let share = ArticleListMessage::FolderShare { finished, articles }.to_string();
    let described = {
        let name = name.to_owned();
        let message = match folder.is_open {
            true => ArticleListMessage::FolderOpen {
                name,
                finished,
                articles,
            },
            false => ArticleListMessage::FolderClosed {
                name,
                finished,
                articles,
            },
        };
        message.to_string()
    };
    let response = row_ground_ui(ui, &palette, false, || described.clone());
    // Not every screen reader is told by its adapter, so that the words say it too.
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_expanded(folder.is_open);
    });
    let rect = response.rect;
    let painter = ui.painter().with_clip_rect(rect);
    let text = |x: f32, align, text: &str, size| {
        let font = FontId::new(size, FontFamily::Proportional);
        let at = egui::pos2(x, rect.center().y);
        painter.text(at, align, text, font, palette.quiet)
    };
    let sign = if folder.is_open { "▾" } else { "▸" };
    text(rect.left() + 14.0, Align2::CENTER_CENTER, sign, 11.0);
    let right = text(rect.right() - 8.0, Align2::RIGHT_CENTER, &share, 11.0);
    let width = (right.left() - 8.0 - (rect.left() + 28.0)).max(20.0);
    let font = FontId::new(12.5, crate::ui::theme::semibold());
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), font, palette.quiet);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = egui::pos2(rect.left() + 28.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, palette.quiet);
    let response = response.on_hover_text(described);
    if response.clicked() {
        let name = folder.name.clone();
        cx.commands
            .push(Intent::ArticleList(ArticleListCommand::ToggleFolder(name)));
    }
    response
}

/// The limit of the counts at the right of a row, which leaves room for the title.
const MAX_COUNTS: usize = 5;

/// The limit of the counts in a row's name and tooltip.
const MAX_COUNTS_IN_WORDS: usize = 20;

/// Draws an article; a click opens it.
pub fn article_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    id: ArticleId,
    menu: &mut RowMenu,
) -> egui::Response {
    let palette = cx.palette;
    let Some((article, own)) = session.articles.row(id) else {
        return row_ground_ui(ui, &palette, false, String::new);
    };
    let is_current = session.current == Some(own.id);
    let described = || describe(session, article, own);
    let response = row_ground_ui(ui, &palette, is_current, described);
    let rect = response.rect;
    let painter = ui.painter().with_clip_rect(rect);
    if is_beside(session, article) && !response.has_focus() {
        let line = Stroke::new(1.0, palette.chosen);
        painter.rect_stroke(rect.shrink(1.0), 5.0, line, StrokeKind::Inside);
    }
    let status = own.summary.as_ref().map(|summary| &summary.status);
    let font = |size| FontId::new(size, FontFamily::Proportional);
    let middle = rect.center().y;
    let problem = match &own.problem {
        _ if article.is_gone => Some(("–", palette.warning)),
        Some(_) => Some(("!", palette.error)),
        None => None,
    };
    if let Some((sign, color)) = problem {
        let at = egui::pos2(rect.left() + 14.0, middle);
        painter.text(at, Align2::CENTER_CENTER, sign, font(13.0), color);
    }

    // Counts are at the right, each in its label's colour.
    let mut right = rect.right() - 8.0;
    if let Some(summary) = own.summary.as_ref().filter(|_| own.problem.is_none()) {
        let (labels, more) = counted_labels(session, summary, MAX_COUNTS);
        if more > 0 {
            let drawn = painter.text(
                egui::pos2(right, middle),
                Align2::RIGHT_CENTER,
                format!("+{more}"),
                font(11.0),
                palette.quiet,
            );
            right = drawn.left() - 6.0;
        }
        for (label, count) in labels.iter().rev() {
            let text = format!("{}{count}", label.letter());
            let drawn = painter.text(
                egui::pos2(right, middle),
                Align2::RIGHT_CENTER,
                text,
                font(11.0),
                palette.label_text(label.color),
            );
            right = drawn.left() - 6.0;
        }
        if summary.counted.incomplete > 0 {
            let drawn = painter.text(
                egui::pos2(right, middle),
                Align2::RIGHT_CENTER,
                format!("…{}", summary.counted.incomplete),
                font(11.0),
                palette.warning,
            );
            right = drawn.left() - 6.0;
        }
    }
    let proposed = session.proposed_title(article);
    let ink = if own.problem.is_some() || article.is_gone || proposed.is_some() {
        palette.quiet
    } else {
        palette.ink
    };
    let width = (right - 4.0 - (rect.left() + 28.0)).max(20.0);
    let name = session.title(article).or(proposed);
    let name = name.unwrap_or(article.short_name());
    if is_directed(name) {
        // The reading pane's layout knows the direction of letters.
        let left = egui::pos2(rect.left() + 28.0, rect.top());
        let place = egui::Rect::from_min_size(left, egui::vec2(width, rect.height()));
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let mut place = ui.new_child(egui::UiBuilder::new().max_rect(place).layout(layout));
        line_ui(&mut place, cx, name, 13.5, ink);
    } else {
        let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), font(13.5), ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let top = middle - galley.size().y / 2.0;
        painter.galley(egui::pos2(rect.left() + 28.0, top), galley, ink);
    }

    let from_text = proposed.map(|headline| {
        let headline = headline.to_owned();
        AnnotatingMessage::TitleFromText { headline }.to_string()
    });
    if let Some(text) = &from_text {
        let id = response.id;
        ui.ctx()
            .accesskit_node_builder(id, |node| node.set_description(text.as_str()));
    }
    let response = response.on_hover_ui(|ui| {
        ui.label(described());
        if let Some(text) = &from_text {
            ui.label(RichText::new(text).color(palette.quiet));
        }
        let has_title = session.title(article).is_some();
        let summary = own.summary.iter();
        for line in summary.flat_map(|summary| details(summary, has_title)) {
            ui.label(RichText::new(line).color(palette.quiet));
        }
    });
    if response.clicked() {
        let held = ui.input(|input| input.modifiers.command);
        cx.commands.push(match held {
            true => Intent::ShowBeside(article.id),
            false => Intent::ShowArticle(article.id),
        });
    }
    let new = Status::New;
    let changeable = problem.is_none().then(|| status.unwrap_or(&new));
    if let Some(status) = changeable {
        status::sign_ui(ui, cx, &response, article.id, status);
    }
    menu.look(article.id, &response);
    response
}

fn is_beside(session: &Session, article: &Article) -> bool {
    let beside = session.beside.map(|beside| beside.article);
    beside == Some(article.own) && beside != session.current
}

fn describe(session: &Session, article: &Article, own: &Coding) -> String {
    if let Some(problem) = &own.problem {
        let message = ArticleListMessage::RowProblem {
            article: article.name.clone(),
            problem: problem.to_string(),
        };
        return message.to_string();
    }
    let Some(summary) = &own.summary else {
        return article.name.clone();
    };
    let title = session.title(article).map(ToString::to_string);
    let name_and_status = [article.name.clone(), status_name(&summary.status)];
    let mut facts: Vec<String> = title.into_iter().chain(name_and_status).collect();
    if article.is_gone {
        facts.push(ArticleListText::Gone.text().to_owned());
    }
    if is_beside(session, article) {
        facts.push(ArticleListText::Beside.text().to_owned());
    }
    let (labels, more) = counted_labels(session, summary, MAX_COUNTS_IN_WORDS);
    for (label, count) in labels {
        let label = label.name.to_lowercase();
        facts.push(ArticleListMessage::LabelCount { count, label }.to_string());
    }
    if more > 0 {
        facts.push(ArticleListMessage::MoreLabels { count: more }.to_string());
    }
    if summary.counted.incomplete > 0 {
        let count = summary.counted.incomplete;
        facts.push(ArticleListMessage::IncompleteCount { count }.to_string());
    }
    ArticleListMessage::Row { facts }.to_string()
}

/// The first labels of the codebook that an article has, with their counts, and how many further ones it
/// has.
fn counted_labels<'s>(
    session: &'s Session,
    summary: &Summary,
    limit: usize,
) -> (Vec<(&'s Label, usize)>, usize) {
    // Of thousands of labels an article has few.
    let labels = &session.codebook.labels;
    let counted = summary.counts.iter().filter(|(_, count)| **count > 0);
    let counted = counted.filter_map(|(id, count)| Some((labels.position_of(id)?, *count)));
    let mut counted: Vec<(usize, usize)> = counted.collect();
    counted.sort_unstable();
    let more = counted.len().saturating_sub(limit);
    let first = counted.into_iter().take(limit);
    let first = first.filter_map(|(position, count)| Some((labels.get(position)?, count)));
    (first.collect(), more)
}

/// The further details of an article, one per line.
fn details(summary: &Summary, has_title: bool) -> Vec<String> {
    let described = &summary.described;
    let source = [&described.outlet, &described.date, &described.language];
    let source = source.into_iter().filter(|part| !part.is_empty());
    let facts = source.map(ToString::to_string).collect();
    let title = if has_title { "" } else { &described.title };
    let mut lines = vec![title.to_owned(), PageMessage::Facts { facts }.to_string()];
    if summary.counted.words > 0 {
        let count = summary.counted.words;
        lines.push(ArticleListMessage::Words { count }.to_string());
    }
    lines.retain(|line| !line.is_empty());
    lines
}
