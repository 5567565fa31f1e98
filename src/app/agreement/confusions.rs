//! What two coders confuse: labels, values and borders, each with examples that lead to their articles.

use egui::{Grid, Role, Ui, WidgetInfo};

use super::articles::compare_ui;
use super::panel::{AgreementPanel, ChosenConfusion};
use super::words::{attribute_name, coder_name};
use crate::analysis::agreement::confusion::{
    BorderEnd, BorderShift, ConfusionCount, PairConfusions,
};
use crate::jobs::agreement::table::AgreementTable;
use crate::model::LabelId;
use crate::session::Session;
use crate::session::messages::{AgreementMessage, AgreementText};
use crate::ui::controls::chip_ui;
use crate::ui::panels::{PanelCtx, label_name};
use crate::ui::theme::{small, strong};

/// How many confusions of values, and how many kinds of borders, are listed at most.
const MAX_ROWS: usize = 40;

/// The room for an example's readings, in points.
const READING: egui::Vec2 = egui::vec2(250.0, 20.0);

impl AgreementPanel {
    /// Draws what the chosen pair confuses.
    pub(super) fn confusions_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        table: &AgreementTable,
        pairs: &[Vec<u32>],
    ) {
        let people = table.people();
        let of_people = |pair: &&Vec<u32>| pair.iter().all(|coder| people.contains(coder));
        let pairs: Vec<Vec<u32>> = pairs.iter().filter(of_people).cloned().collect();
        if !pairs.contains(&self.group) {
            self.group = pairs.first().cloned().unwrap_or_default();
        }
        self.groups_ui(ui, table, &pairs);
        let names: Vec<String> = self.group.iter().map(|c| coder_name(table, *c)).collect();
        let codes = self
            .group
            .iter()
            .map(|coder| table.study().coders.name(*coder).clone());
        let codes: Vec<String> = codes.collect();
        let ([one, other], [first, second]) = (names.as_slice(), codes.as_slice()) else {
            return;
        };
        let found = table.confusions.get(&[first.clone(), second.clone()]);
        let Some(found) = found else {
            ui.label(AgreementText::NoPart.text());
            return;
        };
        let names = [one.clone(), other.clone()];
        ui.label(strong(AgreementText::LabelsConfused.text()));
        self.labels_ui(ui, cx, session, found, &names);
        ui.add_space(8.0);
        ui.label(strong(AgreementText::ValuesConfused.text()));
        self.values_ui(ui, session, found);
        ui.add_space(8.0);
        ui.label(strong(AgreementText::BordersOff.text()));
        self.borders_ui(ui, found, &names);
        ui.add_space(8.0);
        self.examples_ui(ui, cx, session, table, found, &names);
    }

    /// Draws the labels of the one in rows, of the other in columns.
    fn labels_ui(
        &mut self,
        ui: &mut Ui,
        cx: &PanelCtx<'_>,
        session: &Session,
        found: &PairConfusions,
        names: &[String; 2],
    ) {
        let mut labels: Vec<Option<LabelId>> = found.labels.keys().flatten().cloned().collect();
        labels.sort_by_key(|label| {
            let declared = session.codebook.labels.iter();
            let place = declared
                .map(|d| &d.id)
                .position(|id| Some(id) == label.as_ref());
            (label.is_none(), place.unwrap_or(usize::MAX), label.clone())
        });
        labels.dedup();
        let name = |label: &Option<LabelId>| match label {
            Some(label) => label_name(session, label),
            None => AgreementText::Nothing.text().to_owned(),
        };
        let quiet = cx.palette.quiet;
        let [one, other] = names.clone();
        ui.label(small(AgreementMessage::RowsAndColumns { one, other }.to_string()).color(quiet));
        let grid = Grid::new("confused labels").num_columns(labels.len() + 1);
        grid.show(ui, |ui| {
            ui.label("");
            for column in &labels {
                ui.label(small(name(column)).color(quiet));
            }
            ui.end_row();
            for row in &labels {
                ui.label(small(name(row)).color(quiet));
                for column in &labels {
                    let key = [row.clone(), column.clone()];
                    let count = found.labels.get(&key).map_or(0, |found| found.count);
                    if count == 0 || row == column {
                        let text = match count {
                            0 => String::new(),
                            count => count.to_string(),
                        };
                        ui.label(text);
                        continue;
                    }
                    let chosen = ChosenConfusion::Labels(key);
                    let told = AgreementMessage::ConfusedLabels {
                        one: name(row),
                        other: name(column),
                        count,
                    };
                    self.count_ui(ui, chosen, &count.to_string(), &told.to_string());
                }
                ui.end_row();
            }
        });
    }

    fn values_ui(&mut self, ui: &mut Ui, session: &Session, found: &PairConfusions) {
        let mut rows: Vec<(usize, ChosenConfusion, String)> = Vec::new();
        for ((label, attribute), values) in &found.values {
            let item = label_name(session, label);
            let named = attribute_name(session, label, attribute);
            for (pair, count) in values.iter().filter(|(pair, _)| pair[0] != pair[1]) {
                let value = |value: &Option<String>| match value {
                    Some(value) => value.clone(),
                    None => AgreementText::Nothing.text().to_owned(),
                };
                let text = AgreementMessage::ConfusedValues {
                    item: item.clone(),
                    attribute: named.clone(),
                    one: value(&pair[0]),
                    other: value(&pair[1]),
                    count: count.count,
                };
                let (label, attribute) = (label.clone(), attribute.clone());
                let chosen = ChosenConfusion::Values(label, attribute, pair.clone());
                rows.push((count.count, chosen, text.to_string()));
            }
        }
        self.rows_ui(ui, rows);
    }

    fn borders_ui(&mut self, ui: &mut Ui, found: &PairConfusions, names: &[String; 2]) {
        let counted = AgreementMessage::BordersOf {
            differ: found.other_borders,
            of: found.matched,
        };
        ui.label(small(counted.to_string()));
        let rows = found.borders.iter().map(|(shift, count)| {
            let text = border_text(shift, count.count, names);
            (count.count, ChosenConfusion::Border(shift.clone()), text)
        });
        self.rows_ui(ui, rows.collect());
    }

    /// Draws rows that can be chosen, the commonest first.
    fn rows_ui(&mut self, ui: &mut Ui, mut rows: Vec<(usize, ChosenConfusion, String)>) {
        if rows.is_empty() {
            ui.label(small(AgreementText::NoneConfused.text()));
            return;
        }
        rows.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.2.cmp(&b.2)));
        let more = rows.len().saturating_sub(MAX_ROWS);
        ui.horizontal_wrapped(|ui| {
            for (_, chosen, text) in rows.into_iter().take(MAX_ROWS) {
                self.count_ui(ui, chosen, &text, &text);
            }
        });
        if more > 0 {
            ui.label(small(AgreementMessage::More { count: more }.to_string()));
        }
    }

    fn count_ui(&mut self, ui: &mut Ui, chosen: ChosenConfusion, shown: &str, told: &str) {
        let is_chosen = self.confusion.as_ref() == Some(&chosen);
        let chip = chip_ui(ui, is_chosen, shown);
        chip.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, told));
        if chip.clicked() {
            self.confusion = (!is_chosen).then_some(chosen);
        }
    }

    /// Draws the examples of what is chosen.
    fn examples_ui(
        &self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        table: &AgreementTable,
        found: &PairConfusions,
        names: &[String; 2],
    ) {
        let chosen: Option<&ConfusionCount> = match &self.confusion {
            None => None,
            Some(ChosenConfusion::Labels(labels)) => found.labels.get(labels),
            Some(ChosenConfusion::Values(label, attribute, values)) => {
                let of_attribute = found.values.get(&(label.clone(), attribute.clone()));
                of_attribute.and_then(|found| found.get(values))
            }
            Some(ChosenConfusion::Border(shift)) => found.borders.get(shift),
        };
        let Some(chosen) = chosen else {
            ui.label(small(AgreementText::ChooseConfusion.text()).color(cx.palette.quiet));
            return;
        };
        let counted = AgreementMessage::Examples {
            shown: chosen.examples.len(),
            count: chosen.count,
        };
        ui.label(strong(counted.to_string()));
        let grid = Grid::new("examples").striped(true).num_columns(3);
        grid.show(ui, |ui| {
            for name in names {
                ui.label(small(name).color(cx.palette.quiet));
            }
            ui.end_row();
            for example in &chosen.examples {
                let Some(id) = table.articles.get(example.article) else {
                    continue;
                };
                for reading in &example.readings {
                    let shown = match reading.as_str() {
                        "" => AgreementText::Nothing.text().to_owned(),
                        words => AgreementMessage::Quoted {
                            words: words.to_owned(),
                        }
                        .to_string(),
                    };
                    ui.add_sized(READING, egui::Label::new(shown).truncate());
                }
                compare_ui(ui, cx, session, *id, names.to_vec(), String::new());
                ui.end_row();
            }
        });
    }
}

/// How borders differ, in words.
fn border_text(shift: &BorderShift, count: usize, names: &[String; 2]) -> String {
    let coder = names[shift.longer.min(1)].clone();
    let words = match shift.words.as_str() {
        "" => AgreementText::ManyWords.text().to_owned(),
        words => AgreementMessage::Quoted {
            words: words.to_owned(),
        }
        .to_string(),
    };
    match shift.end {
        BorderEnd::Start => AgreementMessage::MoreAtStart {
            coder,
            words,
            count,
        }
        .to_string(),
        BorderEnd::End => AgreementMessage::MoreAtEnd {
            coder,
            words,
            count,
        }
        .to_string(),
    }
}
