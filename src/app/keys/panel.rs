//! The help sheet: every command with its keys, made from the command table.

use crate::command::table::{CommandRow, Menu};
use crate::ui::panels::{self, PanelCtx};
use crate::ui::theme::{small, strong};

/// What the dialog is called.
pub const TITLE: &str = "Keys";

/// Draws the sheet over the window; `false` once it has been closed.
pub fn show(ctx: &egui::Context, cx: &PanelCtx<'_>) -> bool {
    let modal = panels::modal(ctx, TITLE).show(ctx, |ui| {
        let size = ctx.content_rect().size();
        ui.set_width((size.x - 120.0).min(880.0));
        ui.horizontal(|ui| {
            ui.label(strong(TITLE).size(18.0));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if panels::close_button(ui).clicked() {
                    ui.close();
                }
            });
        });
        let help = "While a panel has the keyboard, letters tag nothing: arrows move in it, \
                      Enter acts, Escape goes back to the page.";
        ui.label(small(help).color(cx.palette.quiet));
        ui.add_space(8.0);
        egui::ScrollArea::vertical()
            .max_height(size.y - 180.0)
            .min_scrolled_height(size.y - 180.0)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.columns(2, |columns| {
                    let (left, right) = columns.split_at_mut(1);
                    for menu in Menu::ALL {
                        // About as many rows on either side.
                        let works = matches!(menu, Menu::File | Menu::Edit | Menu::Annotate);
                        let column = if works { &mut left[0] } else { &mut right[0] };
                        section_ui(column, cx, menu.name(), |row| {
                            row.menu.is_some_and(|(of, _)| of == menu)
                        });
                    }
                    section_ui(&mut right[0], cx, "Caret and selection", |row| {
                        row.menu.is_none()
                    });
                });
            });
    });
    !modal.should_close()
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
    egui::Grid::new(name)
        .num_columns(2)
        .min_col_width(150.0)
        .show(ui, |ui| {
            for row in rows {
                let keys: Vec<String> = row.keys.iter().map(|key| cx.printed(key)).collect();
                ui.label(small(keys.join("  ")).color(cx.palette.quiet));
                ui.label(&row.name);
                ui.end_row();
            }
        });
    ui.add_space(12.0);
}
