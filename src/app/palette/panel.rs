//! The command palette: a fuzzy search over the names of all commands and all articles.

use demarche_languages::Language;
use egui::{Align2, FontFamily, FontId, vec2};

use crate::command::table::Needs;
use crate::command::{Command, Intent, UserCommand, search};
use crate::session::Session;
use crate::session::articles::Article;
use crate::session::messages::{KeysMessage, KeysText};
use crate::ui::panels::list_row::{RowState, SearchedList, ground_ui};
use crate::ui::panels::row_list::bring_in_sight;
use crate::ui::panels::{self, DialogSize, PanelCtx, list_filter};
use crate::ui::theme::ROW;

/// Articles that are offered at once.
const ARTICLES: usize = 50;

/// Something to choose.
struct PaletteItem {
    name: String,
    /// The English name of a command, by which it is found too.
    english: String,
    keys: String,
    command: Command,
    needs: Needs,
}

/// What is typed and chosen in the palette.
#[derive(Default)]
pub struct CommandPalette {
    typed: String,
    chosen: usize,
    /// The cached results, with the query they belong to.
    found: Option<(String, Vec<PaletteItem>)>,
    /// The language of the cached results.
    language: Language,
    /// How far the list was scrolled in the last frame, in points.
    scrolled: f32,
}

impl CommandPalette {
    /// Draws the palette over the window; `false` once it has been closed.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: Option<&Session>,
    ) -> bool {
        let title = KeysText::PaletteTitle.text();
        let modal = panels::dialog(ctx, title, DialogSize::Medium).bare(ctx, |ui| {
            let size = ctx.content_rect().size();
            ui.set_width((size.x - 80.0).min(560.0));
            let (step, enter) = list_filter::take_step_and_enter(ui);
            let field = ui.make_persistent_id("search commands");
            let texts = (KeysText::PaletteField.text(), KeysText::PaletteHint.text());
            list_filter::hinted_field_ui(ui, field, &mut self.typed, texts, true);
            ui.add_space(4.0);

            let fresh = self.search(cx, session);
            let Some((_, found)) = &self.found else {
                return;
            };
            let last = found.len().saturating_sub(1);
            self.chosen = self.chosen.saturating_add_signed(step).min(last);
            ui.spacing_mut().item_spacing.y = 0.0;
            let height = (size.y - 240.0).clamp(ROW, 12.0 * ROW);
            let mut area = egui::ScrollArea::vertical()
                .max_height(height)
                .auto_shrink(false);
            if step != 0 || fresh {
                let offset = bring_in_sight(self.scrolled, self.chosen, height);
                area = area.vertical_scroll_offset(offset);
            }
            if found.is_empty() {
                ui.weak(KeysText::PaletteNoMatch.text());
                SearchedList::tell_count(ui, field, &self.typed, 0);
            }
            // Thousands of labels have a row or two each.
            let output = area.show_rows(ui, ROW, found.len(), |ui, rows| {
                let list = SearchedList::begin(ui, field, title, &self.typed, found.len());
                for index in rows {
                    let offer = &found[index];
                    let is_chosen = index == self.chosen;
                    let response = row_ui(ui, cx, list, (index, offer), is_chosen);
                    if response.clicked() && cx.environment.meets(offer.needs) {
                        cx.commands.push(offer.command.clone());
                        ui.close();
                    }
                }
            });
            self.scrolled = output.state.clamped_offset().y;
            // The chosen one may have been scrolled away.
            let chosen = found.get(self.chosen).filter(|_| enter);
            if let Some(offer) = chosen.filter(|offer| cx.environment.meets(offer.needs)) {
                cx.commands.push(offer.command.clone());
                ui.close();
            }
        });
        !modal.should_close()
    }

    /// Searches again if the query has changed. Returns whether it has.
    fn search(&mut self, cx: &PanelCtx<'_>, session: Option<&Session>) -> bool {
        let language = demarche_languages::current();
        let is_same = self.found.as_ref().is_some_and(|(of, _)| *of == self.typed);
        if is_same && self.language == language {
            return false;
        }
        self.language = language;
        let mut offers: Vec<PaletteItem> = cx
            .rows
            .iter()
            .filter(|row| row.command != UserCommand::ShowPalette)
            .map(|row| {
                let keys: Vec<String> = row.keys.iter().map(|key| cx.printed(key)).collect();
                PaletteItem {
                    name: row.name.clone(),
                    english: row.english.clone(),
                    keys: keys.join("  "),
                    command: row.command.clone().into(),
                    needs: row.needs,
                }
            })
            .collect();
        if let Some(session) = session.filter(|_| !self.typed.trim().is_empty()) {
            // The title first, as in the list.
            let name = |article: &Article| {
                let name = article.name.clone();
                let message = match session.title(article) {
                    Some(title) => KeysMessage::GoToTitle {
                        title: title.to_string(),
                        article: name,
                    },
                    None => KeysMessage::GoToArticle { article: name },
                };
                message.to_string()
            };
            let names: Vec<String> = session.articles.iter().map(name).collect();
            let found = search::find(&self.typed, names.iter().map(String::as_str));
            for index in found.into_iter().take(ARTICLES) {
                offers.push(PaletteItem {
                    name: names[index].clone(),
                    english: String::new(),
                    keys: String::new(),
                    command: Intent::ShowArticle(session.articles.ids()[index]).into(),
                    needs: Needs::Project,
                });
            }
        }
        let mut order = search::find(&self.typed, offers.iter().map(|o| o.name.as_str()));
        if !demarche_languages::is_english() {
            // A name that somebody has read in the English documents is found as well.
            order.extend(search::find(
                &self.typed,
                offers.iter().map(|o| o.english.as_str()),
            ));
        }
        let mut offers: Vec<Option<PaletteItem>> = offers.into_iter().map(Some).collect();
        let found = order.into_iter().filter_map(|index| offers[index].take());
        self.found = Some((self.typed.clone(), found.collect()));
        self.chosen = 0;
        true
    }
}

fn row_ui(
    ui: &mut egui::Ui,
    cx: &PanelCtx<'_>,
    list: SearchedList,
    (index, offer): (usize, &PaletteItem),
    is_chosen: bool,
) -> egui::Response {
    let palette = cx.palette;
    let possible = cx.environment.meets(offer.needs);
    // Where it is impossible, the reason is worth more than the key.
    let (ink, aside) = if possible {
        (palette.ink, offer.keys.as_str())
    } else {
        (palette.quiet, offer.needs.missing())
    };
    let described = if possible {
        offer.name.clone()
    } else {
        let message = KeysMessage::Impossible {
            command: offer.name.clone(),
            why: aside.to_owned(),
        };
        message.to_string()
    };
    let state = RowState {
        chosen: is_chosen,
        enabled: possible,
    };
    let response = list.row(ui, index, state, &described);
    if possible && !aside.is_empty() {
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(aside));
    }
    let rect = response.rect;
    if !ui.is_rect_visible(rect) {
        return response;
    }
    ground_ui(ui, &palette, &response, is_chosen);
    let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
    let font = |size| FontId::new(size, FontFamily::Proportional);
    let drawn = painter.text(
        rect.right_center() - vec2(10.0, 0.0),
        Align2::RIGHT_CENTER,
        aside,
        font(12.0),
        palette.quiet,
    );
    let left = rect.left() + 10.0;
    let mut job = egui::text::LayoutJob::simple_singleline(offer.name.clone(), font(13.5), ink);
    let width = (drawn.left() - 8.0 - left).max(40.0);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let top = rect.center().y - galley.size().y / 2.0;
    painter.galley(egui::pos2(left, top), galley, ink);
    response
}
