//! The list of an entity's mentions, in all articles and of all coders.

use egui::vec2;

use crate::command::Intent;
use crate::command::entities::EntityCommand;
use crate::model::history::CodingId;
use crate::model::{AnnotationId, Document, EntityId};
use crate::session::Session;
use crate::session::messages::EntityMessage;
use crate::ui::panels::annotation_text::line_ui;
use crate::ui::panels::{PanelCtx, headings_ui, place_of, reflow, row_ground_ui};
use crate::ui::theme::{ROW, small};

/// The mentions of an entity, listed once for each state of the project.
#[derive(Default)]
pub struct Mentions {
    of: Option<(EntityId, u64)>,
    /// How many entities are part of it, counted once for each state of the entities.
    parts: Option<(EntityId, u64, usize)>,
    pub rows: Vec<MentionRow>,
}

/// A mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MentionRow {
    /// The file of annotations that has it.
    pub file: CodingId,
    pub annotation: AnnotationId,
    pub quote: String,
}

impl Mentions {
    /// Updates the cached list of mentions if the project has changed.
    pub fn list(&mut self, session: &Session, id: &EntityId) {
        let index = &session.entity_index;
        let version = index.version;
        if self
            .of
            .as_ref()
            .is_some_and(|(of, at)| of == id && *at == version)
        {
            return;
        }
        self.rows.clear();
        let files = index.mentioned(id).map(|mentioned| mentioned.files.keys());
        for file in files.into_iter().flatten() {
            let uses = index
                .uses(*file)
                .into_iter()
                .flat_map(|uses| &uses.mentions);
            let mentions = uses.filter(|mention| mention.entity == *id);
            self.rows.extend(mentions.map(|mention| {
                MentionRow {
                    file: file.1,
                    annotation: mention.annotation.clone(),
                    quote: mention
                        .quote
                        .split_whitespace()
                        .collect::<Vec<_>>()
                        .join(" "),
                }
            }));
        }
        self.of = Some((id.clone(), version));
    }

    fn parts(&mut self, session: &Session, id: &EntityId) -> usize {
        let version = session.entities_version;
        match &self.parts {
            Some((of, at, parts)) if of == id && *at == version => *parts,
            _ => {
                let parts = session.entities.parts(id);
                self.parts = Some((id.clone(), version, parts));
                parts
            }
        }
    }

    /// Draws the list. A click, or Enter on a row, leads to the mention.
    pub fn show(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        id: &EntityId,
    ) {
        self.list(session, id);
        let counts = session.entity_index.mentioned(id);
        let (mentions, articles) = counts.map_or((0, 0), |m| (m.mentions, m.articles()));

        let counts = match self.parts(session, id) {
            0 => EntityMessage::Counts { mentions, articles },
            parts => EntityMessage::CountsWithParts {
                mentions,
                articles,
                parts,
            },
        };
        ui.label(small(counts.to_string()).color(cx.palette.quiet));
        ui.spacing_mut().item_spacing.y = 0.0;
        if !self.rows.is_empty() {
            let (words, article) = (EntityMessage::ColumnMention, EntityMessage::ColumnArticle);
            headings_ui(ui, &cx.palette, &words.to_string(), &article.to_string());
        }
        let area = egui::ScrollArea::vertical()
            .id_salt("mentions")
            .min_scrolled_height(reflow::LEAST_LIST)
            .auto_shrink(false);
        area.show_rows(ui, ROW, self.rows.len(), |ui, range| {
            for mention in &self.rows[range] {
                let place = place_of(session, mention.file);
                let described = || {
                    let (quote, place) = (mention.quote.clone(), place.clone());
                    EntityMessage::GoToMention { quote, place }.to_string()
                };
                let response = row_ground_ui(ui, &cx.palette, false, described);
                row_ui(ui, cx, session, mention, &place, response.rect);
                if response.clicked() {
                    let command = EntityCommand::GoTo(mention.file, mention.annotation.clone());
                    cx.commands.push(Intent::Entity(command));
                }
            }
        });
    }
}

/// The quote, among its words where the article is open, and the article's name.
pub fn row_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    mention: &MentionRow,
    place: &str,
    rect: egui::Rect,
) {
    let palette = cx.palette;
    let mut row = ui.new_child(
        egui::UiBuilder::new()
            .max_rect(rect.shrink2(vec2(8.0, 0.0)))
            .layout(egui::Layout::right_to_left(egui::Align::Center)),
    );
    row.label(small(place).color(palette.quiet));
    row.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let open = session.opened(mention.file);
        let around = open.and_then(|open| around(&open.document, &mention.annotation));
        let (before, after) = around.unwrap_or_default();
        if !before.is_empty() {
            line_ui(ui, cx, &before, 12.0, palette.quiet);
        }
        line_ui(ui, cx, &mention.quote, 13.5, palette.ink);
        if !after.is_empty() {
            line_ui(ui, cx, &after, 12.0, palette.quiet);
        }
    });
}

/// Some words before and after a mention.
fn around(document: &Document, id: &AnnotationId) -> Option<(String, String)> {
    /// In characters.
    const BEFORE: usize = 24;
    const AFTER: usize = 48;
    let fragments = document.annotation(id)?.fragments()?.clone();
    let text = document.text().as_str();
    let before = text.get(..fragments.start().0)?;
    let after = text.get(fragments.end().0..)?;
    let start = before.char_indices().rev().take(BEFORE).last();
    let before = start.map_or("", |(at, _)| &before[at..]);
    // From a word's start on, and no further than the line.
    let before = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let before = before.split_once(' ').map_or(before, |(_, words)| words);
    let after = after.split(['\n', '\r']).next().unwrap_or_default();
    let after: String = after.chars().take(AFTER).collect();
    Some((before.trim().to_owned(), after.trim().to_owned()))
}
