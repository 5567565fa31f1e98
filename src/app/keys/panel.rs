//! The help sheet: every command with its keys, made from the command table.

use egui::accesskit::{Node, Role};
use egui::style::ScrollAnimation;
use egui::{Align, Key, Label, Layout, Modifiers, UiBuilder, vec2};

use crate::command::table::{CommandRow, Menu};
use crate::session::messages::{KeysText, WindowMessage};
use crate::ui::panels::{self, DialogSize, PanelCtx};
use crate::ui::theme::{small, strong};

/// A narrower sheet has one column, in points.
const LEAST_WIDTH_OF_TWO_COLUMNS: f32 = 800.0;

/// What an arrow key scrolls by, in points.
const LINE: f32 = 40.0;

/// More than the sheet is high, in points: the scroll area ends where the sheet does.
const END: f32 = 100_000.0;

/// Draws the sheet over the window; `false` once it has been closed.
pub fn show(ctx: &egui::Context, cx: &PanelCtx<'_>) -> bool {
    let title = KeysText::Title.text();
    let modal = panels::dialog(ctx, title, DialogSize::Large).show(ctx, |dialog| {
        dialog.focus_close();
        dialog.body(false, |ui| {
            let width = ui.available_width();
            let help = WindowMessage::KeysInPanels.to_string();
            ui.label(small(help).color(cx.palette.quiet));
            ui.add_space(8.0);
            egui::ScrollArea::vertical()
                .auto_shrink(false)
                .show(ui, |ui| {
                    scroll_by_keys(ui);
                    let sections = |ui: &mut egui::Ui, menus: &[Menu]| {
                        for menu in menus {
                            section_ui(ui, cx, menu.name(), |row| {
                                row.menu.is_some_and(|(of, _)| of.root() == *menu)
                            });
                        }
                    };
                    let caret = |ui: &mut egui::Ui| {
                        section_ui(ui, cx, KeysText::Caret.text(), |row| row.menu.is_none());
                    };
                    if width < LEAST_WIDTH_OF_TWO_COLUMNS {
                        sections(ui, &Menu::ALL);
                        return caret(ui);
                    }
                    ui.columns(2, |columns| {
                        // About as many rows on either side.
                        sections(&mut columns[0], &[Menu::File, Menu::Edit, Menu::Annotate]);
                        sections(&mut columns[1], &[Menu::Go, Menu::View, Menu::Help]);
                        caret(&mut columns[1]);
                    });
                });
        });
    });
    !modal.should_close()
}

/// Scrolls by arrows, Page Up, Page Down, Home and End: there is no row that the keyboard could be at.
fn scroll_by_keys(ui: &mut egui::Ui) {
    let page = (ui.clip_rect().height() - LINE).max(LINE);
    let by = ui.input_mut(|input| {
        let steps = [
            (Key::ArrowUp, LINE),
            (Key::ArrowDown, -LINE),
            (Key::PageUp, page),
            (Key::PageDown, -page),
            (Key::Home, END),
            (Key::End, -END),
        ];
        let steps = steps.map(|(key, by)| {
            let pressed = input.count_and_consume_key(Modifiers::NONE, key);
            pressed as f32 * by
        });
        steps.iter().sum::<f32>()
    });
    if by != 0.0 {
        ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
    }
}

fn section_ui(
    ui: &mut egui::Ui,
    cx: &PanelCtx<'_>,
    name: &str,
    wanted: impl Fn(&CommandRow) -> bool,
) {
    let rows: Vec<&CommandRow> = cx
        .rows
        .iter()
        .filter(|row| !row.keys.is_empty() && wanted(row))
        .collect();
    if rows.is_empty() {
        return;
    }
    ui.label(strong(name));
    let table = part(Role::Table).accessibility_label(name);
    ui.scope_builder(table, |ui| {
        let count = rows.len() + 1;
        tell(ui, |node| {
            node.set_row_count(count);
            node.set_column_count(2);
        });
        // Sections follow one another, so that the headings are not drawn.
        row_ui(ui, 0, |ui| {
            for (column, heading) in [KeysText::Keys, KeysText::Command].into_iter().enumerate() {
                let heading = part(Role::ColumnHeader).accessibility_label(heading.text());
                ui.scope_builder(heading, |ui| {
                    tell(ui, |node| node.set_column_index(column));
                });
            }
        });
        for (index, row) in rows.iter().enumerate() {
            let keys: Vec<String> = row.keys.iter().map(|key| cx.printed(key)).collect();
            let keys = small(keys.join("  ")).color(cx.palette.quiet);
            row_ui(ui, index + 1, |ui| {
                let width = KEYS_WIDTH.min(ui.available_width() * 0.4);
                cell_ui(ui, 0, width, Label::new(keys));
                let rest = ui.available_width();
                cell_ui(ui, 1, rest, Label::new(&row.name));
            });
        }
    });
    ui.add_space(12.0);
}

/// The width of the column of keys where there is room, in points.
const KEYS_WIDTH: f32 = 150.0;

/// A part of a table, as a screen reader is told.
fn part(role: Role) -> UiBuilder {
    UiBuilder::new().accessibility_role(role)
}

fn tell(ui: &egui::Ui, change: impl FnOnce(&mut Node)) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), change);
}

fn row_ui(ui: &mut egui::Ui, index: usize, content: impl FnOnce(&mut egui::Ui)) {
    let row = part(Role::Row).layout(Layout::left_to_right(Align::TOP));
    ui.scope_builder(row, |ui| {
        tell(ui, |node| node.set_row_index(index));
        content(ui);
    });
}

fn cell_ui(ui: &mut egui::Ui, column: usize, width: f32, text: Label) {
    let cell = part(Role::Cell).layout(Layout::top_down(Align::Min));
    ui.scope_builder(cell, |ui| {
        tell(ui, |node| node.set_column_index(column));
        ui.set_width(width);
        ui.add(text.wrap());
    });
}
