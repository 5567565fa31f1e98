//! The column mapping of tables (CSV, spreadsheets): what each column means, with a preview of the
//! first rows.

use demarche_languages::term;
use egui::{CollapsingHeader, Grid, Id, Label, Ui};

use crate::command::Intent;
use crate::command::import::ImportCommand;
use crate::ingest::Content;
use crate::ingest::dedupe::{Mapping, ReadFile};
use crate::ingest::table::{Role, Table};
use crate::session::messages::ImportMessage;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{PanelCtx, reflow};
use crate::ui::theme::{small, strong};

/// Rows that are shown.
const PREVIEW: usize = 3;

/// Letters of a cell that are shown.
const CELL: usize = 60;

/// Draws the tables among the files that were read. Returns the list of a column that got another meaning.
pub(super) fn show(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    reads: &[ReadFile],
    mapping: &mut Mapping,
) -> Option<Id> {
    let mut changed_at = None;
    for (index, read) in reads.iter().enumerate() {
        let Ok(Content::Table(table)) = &read.result else {
            continue;
        };
        let roles = mapping.get(&index).unwrap_or(&table.roles);
        // Where no column is the text there is something to decide.
        let is_open = !roles.contains(&Role::Text) || reads.len() == 1;
        let name = ImportMessage::ColumnsOf {
            file: read.file.to_string(),
        };
        let header = CollapsingHeader::new(name.to_string())
            .id_salt(index)
            .default_open(is_open)
            .show(ui, |ui| table_ui(ui, table, roles));
        if let Some((list, changed)) = header.body_returned.flatten() {
            mapping.insert(index, changed);
            changed_at = Some(list);
            cx.commands.push(Intent::Import(ImportCommand::Gather));
        }
    }
    changed_at
}

/// Draws a table; the meanings of its columns if one was changed, and its list.
fn table_ui(ui: &mut Ui, table: &Table, roles: &[Role]) -> Option<(Id, Vec<Role>)> {
    let mut changed = None;
    reflow::table_area("columns").show(ui, |ui| {
        Grid::new("columns")
            .num_columns(table.columns.len())
            .show(ui, |ui| {
                for column in &table.columns {
                    ui.label(strong(column));
                }
                ui.end_row();
                for (place, (column, role)) in table.columns.iter().zip(roles).enumerate() {
                    let name = ImportMessage::MeaningOf {
                        column: column.clone(),
                    };
                    let name = name.to_string();
                    let list = DropDown::new(&name).nth(place);
                    let picked = list.show(ui, role, term("column", role.title()), || {
                        let titled = |role: Role| (role, term("column", role.title()).to_owned());
                        Role::ALL.into_iter().map(titled).collect()
                    });
                    if let Some(chosen) = picked.value {
                        let mut roles = roles.to_vec();
                        roles[place] = chosen;
                        changed = Some((picked.response.id, roles));
                    }
                }
                ui.end_row();
                for row in table.rows.iter().take(PREVIEW) {
                    for cell in row {
                        let mut shown: String = cell.chars().take(CELL).collect();
                        if cell.chars().nth(CELL).is_some() {
                            shown.push('…');
                        }
                        ui.add(Label::new(small(shown.replace('\n', " "))).extend());
                    }
                    ui.end_row();
                }
            });
    });
    changed
}
