//! The panels around the page, one file each, and what several panels share.
//!
//! A panel with commands of its own is not here but in the folder of its capability (`app/<name>/`), which
//! this room does not know.
//!
//! A panel reads the [`Session`] and pushes [`Command`](crate::command::Command)s; it changes nothing itself and keeps view
//! state only.
//!
//! # Panes, panels and the keyboard
//!
//! Two articles may stand side by side. `Session::current` is the active one, which commands, panels and
//! status mean; `Session::beside` is the other. A document is open once. What a pane has of its own is a
//! view, kept by side and article in `app/reading`, so one article can be read at two places; selection
//! and choice belong to the article, and are the same in both.
//!
//! The active text has the keyboard unless something takes it; `F6` goes around the parts of the window
//! (`app/focus_ring`). While a control of a panel has it, letters, digits and plain arrows are no
//! commands: a label key must not tag what the analyst does not look at. Keys with `Ctrl` or `Alt`
//! work as ever, `Enter` acts, `Escape` goes back to the text.

pub mod annotation_fields;
pub mod annotation_text;
pub mod announcements;
pub mod confirm;
pub mod context_menu;
pub mod definition;
pub mod dialog;
pub mod drop_down;
pub mod field_grid;
pub mod figure;
pub mod hover;
pub mod label_rows;
pub mod legend;
pub mod link_option_text;
pub mod list_filter;
pub mod list_row;
pub mod menu_bar;
pub mod menu_item;
pub mod next_step;
pub mod notices;
pub mod open_menu;
pub mod pane_header;
pub mod point_menu;
pub mod reflow;
pub mod relations;
pub mod row_list;
pub mod rows_in_sight;
pub mod selection_bar;
pub mod start;
pub mod status_bar;
pub mod text_field;
pub mod top_bar;
pub mod version;
pub mod wrapped_row;

use crate::command::keys::KeyPress;
use crate::command::table::{CommandRow, Environment};
use crate::command::{CommandQueue, Intent, UserCommand};
use crate::model::codebook::Label;
use crate::session::messages::{ControlText, KeysMessage, PageMessage};
use crate::session::panes::Side;
use crate::session::{Session, Work};
use crate::settings::Settings;
use crate::ui::article::TextEngine;
use crate::ui::controls;
use crate::ui::keyboard::KeyInput;
use crate::ui::theme::{Palette, small};

pub use dialog::{DialogAction, DialogSize, dialog};
pub use list_row::{headings_ui, row_ground_ui};

/// A part of the window that can have the keyboard focus, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WindowPart {
    Articles,
    /// Results of all articles, beside the page.
    Explore,
    Legend,
    Page(Side),
    Concordance,
    Annotations,
    History,
    /// The messages over the lower edge of the page.
    Notices,
}

/// The view of results, which takes the room of other panels, with the command that shows it.
pub const RESULTS: (WindowPart, UserCommand) = (WindowPart::Explore, UserCommand::ShowExplore);

/// Each other panel beside the page with the command that shows it, which most hides it again.
pub const PANELS: [(WindowPart, UserCommand); 5] = [
    (WindowPart::Articles, UserCommand::ToggleArticles),
    (WindowPart::Legend, UserCommand::ToggleLegend),
    (WindowPart::Concordance, UserCommand::FindInProject),
    (WindowPart::Annotations, UserCommand::ToggleInspector),
    (WindowPart::History, UserCommand::ToggleHistory),
];

/// The context of a panel: the state that it reads, and the queue for its commands.
pub struct PanelCtx<'a> {
    pub settings: &'a Settings,
    pub rows: &'a [CommandRow],
    pub environment: Environment,
    pub palette: Palette,
    pub engine: &'a mut TextEngine,
    pub commands: &'a mut CommandQueue,
    /// The panel that is to take the keyboard.
    pub entering: Option<WindowPart>,
    /// Where the keys are on the keyboard in use.
    pub keyboard: &'a KeyInput,
    /// Whether files can be dropped into the window.
    pub takes_drops: bool,
}

impl PanelCtx<'_> {
    /// The key that a command is shown with, empty if it has none.
    pub fn key_of(&self, command: &UserCommand) -> String {
        let row = self.rows.iter().find(|row| row.command == *command);
        let key = row.and_then(|row| row.keys.first());
        key.map(|key| self.printed(key)).unwrap_or_default()
    }

    /// A key as it is printed on the keyboard in use, as far as that is known.
    pub fn printed(&self, key: &KeyPress) -> String {
        let printed = self.keyboard.printed(key);
        printed.as_ref().unwrap_or(key).to_string()
    }

    /// Whether this panel is to take the keyboard now.
    pub fn enters(&mut self, part: WindowPart) -> bool {
        self.entering.take_if(|wanted| *wanted == part).is_some()
    }

    /// The tooltip of a button: what it does, and its key.
    pub fn tip(&self, text: &str, command: &UserCommand) -> String {
        match self.key_of(command).as_str() {
            "" => text.to_owned(),
            key => {
                let (text, key) = (text.to_owned(), key.to_owned());
                KeysMessage::WithKey { text, key }.to_string()
            }
        }
    }
}

/// Whether the key that confirms a dialog, `Ctrl+Enter`, is pressed; it is consumed.
pub fn is_confirm_key_pressed(ctx: &egui::Context) -> bool {
    ctx.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, egui::Key::Enter))
}

/// Draws the progress of a dialog's work, with a cancel button.
pub fn busy_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, work: &Work, cancel: Intent) {
    ui.spinner();
    ui.label(small(work.message()).color(cx.palette.quiet));
    if controls::small_button_ui(ui, ControlText::Cancel.text()).clicked() {
        cx.commands.push(cancel);
    }
}

/// Scrolls a menu to the item that the keyboard has reached.
fn follow_focus(item: &egui::Response) {
    if item.gained_focus() {
        item.scroll_to_me(None);
    }
}

/// The width and the height of a label's chip, in points.
const CHIP: f32 = 18.0;

/// Draws a label's chip: its letter on its colour.
pub fn chip_ui(ui: &mut egui::Ui, palette: &Palette, label: Option<&Label>) -> egui::Response {
    let color = label.map_or(palette.quiet, |label| palette.label(label.color));
    let letter = label.map_or('?', Label::letter);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(CHIP, CHIP), egui::Sense::hover());
    ui.painter().rect_filled(rect, 4.0, color);
    ui.painter().text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        letter,
        egui::FontId::new(11.5, crate::ui::theme::semibold()),
        palette.on_label(color),
    );
    response
}

/// Draws controls at the right end of a row, from the left to the right: Tab goes through them as they are
/// read, which a layout from the right would reverse. `texts` are those of buttons of that width, for the
/// first frame; then the width of the last frame is known.
pub fn at_right_ui<T>(
    ui: &mut egui::Ui,
    texts: &[&str],
    content: impl FnOnce(&mut egui::Ui) -> T,
) -> T {
    let width = width_at_right(ui, texts);
    let id = at_right_id(ui, texts);
    if ui.layout().main_wrap && ui.max_rect().width() < width {
        // They take several lines.
        return content(ui);
    }
    if ui.layout().main_wrap && ui.available_size_before_wrap().x < width {
        ui.end_row();
    }
    let room = ui.available_size_before_wrap().x - width;
    ui.add_space(room.max(0.0).floor());
    let drawn = ui.scope(content);
    let width = drawn.response.rect.width();
    ui.data_mut(|data| data.insert_temp(id, width));
    drawn.inner
}

/// The width of the controls that [`at_right_ui`] draws in the same row.
pub fn width_at_right(ui: &egui::Ui, texts: &[&str]) -> f32 {
    let known = ui.data(|data| data.get_temp::<f32>(at_right_id(ui, texts)));
    known.unwrap_or_else(|| width_of_buttons(ui, texts))
}

/// The width of buttons with these texts in a row.
pub fn width_of_buttons(ui: &egui::Ui, texts: &[&str]) -> f32 {
    let padding = 2.0 * ui.spacing().button_padding.x;
    let widths = texts.iter().map(|text| {
        let text = egui::WidgetText::from(*text);
        let extend = Some(egui::TextWrapMode::Extend);
        let galley = text.into_galley(ui, extend, f32::INFINITY, egui::TextStyle::Button);
        galley.size().x + padding
    });
    let gaps = texts.len().saturating_sub(1) as f32 * ui.spacing().item_spacing.x;
    widths.sum::<f32>() + gaps
}

fn at_right_id(ui: &egui::Ui, texts: &[&str]) -> egui::Id {
    ui.scope_id().with(("at_right", texts))
}

/// Draws a separator line between two parts of a panel.
pub fn hairline_ui(ui: &mut egui::Ui, palette: &Palette) {
    let (rect, _) =
        ui.allocate_exact_size(egui::vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, 0.0, palette.hairline);
}

/// The session's label of an annotation, with its name to show.
pub fn label_name(session: &Session, id: &crate::model::LabelId) -> String {
    let label = session.codebook.label(id);
    label.map_or_else(|| id.to_string(), |label| label.name.clone())
}

/// The name of an article in lists, with the coder's name if the annotations are another coder's.
pub fn place_of(session: &Session, file: crate::model::history::CodingId) -> String {
    let Some(coding) = session.coding(file) else {
        return String::new();
    };
    let name = name_of(session, coding.article);
    if session.articles.is_own(file) {
        name.to_owned()
    } else if coding.coder.is_empty() {
        let article = name.to_owned();
        PageMessage::WithoutCoder { article }.to_string()
    } else {
        let (article, coder) = (name.to_owned(), coding.coder.clone());
        PageMessage::OfCoder { article, coder }.to_string()
    }
}

/// The name of an article in lists.
pub fn name_of(session: &Session, article: crate::model::history::ArticleId) -> &str {
    let article = session.article(article);
    article.map_or("", |article| {
        session.title(article).unwrap_or(article.short_name())
    })
}

/// Names a text field for screen readers that do not follow the label beside it.
pub fn name_field(field: egui::Response, name: &str) -> egui::Response {
    field
        .ctx
        .accesskit_node_builder(field.id, |node| node.set_label(name));
    field
}

/// Gives a control the keyboard while no other control has it, so that a dialog that has just been
/// opened can be used and left by key.
pub fn focus_first(ui: &egui::Ui, control: &egui::Response) {
    if ui.memory(|memory| memory.focused()).is_none() {
        control.request_focus();
    }
}
