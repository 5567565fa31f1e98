//! The dialog that shows in what coders differ over all articles: which labels and values they confuse, and at which
//! words their borders part; each with its examples.

use egui::{Button, Grid, Role, ScrollArea, Ui, WidgetInfo};

use crate::app::ProjectCtx;
use crate::app::capability::{Capability, DialogAbout, DialogInput};
use crate::command::compare::CompareCommand;
use crate::command::{Intent, UserCommand};
use crate::jobs::Event;
use crate::jobs::differences::{CountedDifferences, count};
use crate::jobs::request::LatestRequest;
use crate::model::compare::statistics::{BorderKind, ConfusedPair, DifferenceExample};
use crate::model::history::ArticleId;
use crate::model::{AttributeId, DecisionId, LabelId};
use crate::session::Session;
use crate::session::messages::{CompareText, ComparingMessage};
use crate::session::pending::Pending;
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::controls::value_chip_ui;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{self, DialogSize, PanelCtx, label_name, name_of};
use crate::ui::theme::{small, strong};

/// How many kinds of borders and examples are shown.
const SHOWN: usize = 200;

/// The share of the dialog's height that the counts have; the examples have the rest.
const COUNTS: f32 = 0.5;

/// The dialog, and what was counted last.
#[derive(Default)]
pub(in crate::app) struct DifferenceReport {
    requests: LatestRequest,
    is_counting: bool,
    counted: Option<Box<CountedDifferences>>,
    panel: Option<ReportPanel>,
    /// The difference that is shown once its article is compared.
    wanted: Option<(ArticleId, DecisionId)>,
}

/// Which table is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ReportTable {
    #[default]
    Labels,
    Values,
    Borders,
}

/// Whose examples are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum TakenFilter {
    #[default]
    All,
    Open,
    Decided,
}

/// What of a table was chosen.
#[derive(Clone, Debug, PartialEq)]
enum ReportCell {
    Labels(ConfusedPair<LabelId>),
    Values(LabelId, AttributeId, ConfusedPair<String>),
    Borders(BorderKind),
}

#[derive(Default)]
struct ReportPanel {
    table: ReportTable,
    values: Option<(LabelId, AttributeId)>,
    taken: TakenFilter,
    cell: Option<ReportCell>,
}

impl Capability for DifferenceReport {
    const DIALOG: DialogAbout = DialogAbout {
        title: || CompareText::ReportTitle.text(),
        opened_by: Some(UserCommand::ShowDifferences),
    };

    type Input<'a> = DialogInput<'a>;

    fn is_open(&self) -> bool {
        self.panel.is_some()
    }

    fn show(&mut self, cx: &mut PanelCtx<'_>, input: &DialogInput<'_>) {
        let Some(panel) = &mut self.panel else {
            return;
        };
        let counted = self.counted.as_deref().filter(|_| !self.is_counting);
        if !panel.show(input.ctx, cx, input.session, counted) {
            self.close();
        }
    }
}

impl DifferenceReport {
    fn close(&mut self) {
        self.panel = None;
        self.counted = None;
        self.requests.stop();
    }

    /// Takes the difference of an article that is to be shown once it is compared.
    pub(super) fn take_wanted(&mut self, article: ArticleId) -> Option<DecisionId> {
        let (of, _) = self.wanted.as_ref()?;
        if *of != article {
            return None;
        }
        self.wanted.take().map(|(_, issue)| issue)
    }
}

impl ProjectCtx<'_> {
    /// Opens the dialog and counts what it shows; closes it if it is open.
    pub(in crate::app) fn toggle_difference_report(&mut self) {
        if self.project.capabilities.difference_report.is_open() {
            return self.project.capabilities.difference_report.close();
        }
        let sources = self.agreement_sources();
        let scope = self.project.session.field_scope();
        let loader = self.project.loader.clone();
        let report = &mut self.project.capabilities.difference_report;
        report.panel = Some(ReportPanel::default());
        report.is_counting = true;
        let request = report.requests.begin();
        self.shell.jobs.spawn("count differences", move |reporter| {
            let is_cancelled = || request.is_over(reporter);
            let counted = count(&sources, &loader, &scope, &is_cancelled);
            reporter.send(Event::DifferencesCounted(
                request.number,
                counted.map(Box::new),
            ));
        });
    }

    /// Takes the result of the job.
    pub(in crate::app) fn on_differences(
        &mut self,
        number: u64,
        counted: Option<Box<CountedDifferences>>,
    ) {
        let report = &mut self.project.capabilities.difference_report;
        if report.requests.is_last(number) {
            report.is_counting = false;
            report.counted = counted.filter(|_| report.panel.is_some());
        }
    }

    /// Compares the coders of an article at one of its differences, in the place of the dialog.
    pub(super) fn compare_at(&mut self, article: ArticleId, issue: DecisionId) {
        let report = &mut self.project.capabilities.difference_report;
        report.close();
        report.wanted = Some((article, issue));
        self.load_then(Pending::Compare(article));
    }
}

impl ReportPanel {
    fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        counted: Option<&CountedDifferences>,
    ) -> bool {
        let title = CompareText::ReportTitle.text();
        let modal = panels::dialog(ctx, title, DialogSize::Large).show(ctx, |dialog| {
            dialog.body(true, |ui| match counted {
                None => {
                    ui.spinner();
                    ui.label(CompareText::Counting.text());
                }
                Some(counted) => self.body_ui(ui, cx, session, counted),
            });
        });
        !modal.should_close()
    }

    fn body_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        counted: &CountedDifferences,
    ) {
        let before = self.table;
        ui.horizontal_wrapped(|ui| {
            let tables = [
                (ReportTable::Labels, CompareText::LabelTable),
                (ReportTable::Values, CompareText::ValueTable),
                (ReportTable::Borders, CompareText::BorderTable),
            ];
            for (index, (table, name)) in tables.into_iter().enumerate() {
                let chip = value_chip_ui(ui, &mut self.table, table, name.text());
                if index == 0 {
                    panels::focus_first(ui, &chip);
                }
            }
            let articles = ComparingMessage::ComparedArticles {
                count: counted.articles.len(),
            };
            ui.label(small(articles.to_string()).color(cx.palette.quiet));
            if let Some((count, why)) = &counted.unread {
                let unread = ComparingMessage::Unread {
                    count: *count,
                    why: why.clone(),
                };
                ui.label(small(unread.to_string()).color(cx.palette.warning));
            }
        });
        if self.table != before {
            self.cell = None;
        }
        ui.add_space(6.0);
        if counted.articles.is_empty() {
            ui.add(egui::Label::new(CompareText::NothingCompared.text()).wrap());
            return;
        }
        let height = ui.available_height() * COUNTS;
        ScrollArea::both()
            .id_salt("counts")
            .max_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| match self.table {
                ReportTable::Labels => self.labels_ui(ui, session, counted),
                ReportTable::Values => self.values_ui(ui, session, counted),
                ReportTable::Borders => self.borders_ui(ui, session, counted),
            });
        ui.separator();
        self.examples_ui(ui, cx, session, counted);
    }

    fn labels_ui(&mut self, ui: &mut Ui, session: &Session, counted: &CountedDifferences) {
        let labels = counted.labels().into_iter().cloned();
        let sides: Vec<Option<LabelId>> = labels.map(Some).chain([None]).collect();
        let name = |label: &Option<LabelId>| match label {
            Some(label) => label_name(session, label),
            None => CompareText::Nothing.text().to_owned(),
        };
        let pairs = &counted.statistics.labels;
        let chosen = matrix_ui(ui, &sides, &name, &|pair| {
            pairs.get(pair).map_or(0, Vec::len)
        });
        if let Some(pair) = chosen {
            self.cell = Some(ReportCell::Labels(pair));
        }
    }

    fn values_ui(&mut self, ui: &mut Ui, session: &Session, counted: &CountedDifferences) {
        let values = &counted.statistics.values;
        if self
            .values
            .as_ref()
            .is_none_or(|chosen| !values.contains_key(chosen))
        {
            self.values = values.keys().next().cloned();
        }
        let Some(chosen) = &mut self.values else {
            ui.label(CompareText::NoneInFilter.text());
            return;
        };
        let name = |(label, attribute): &(LabelId, AttributeId)| {
            let attributes = session.codebook.attributes_of(label);
            let mut attributes = attributes.filter(|own| own.id == *attribute);
            let name = attributes.next().map(|own| own.name.clone());
            ComparingMessage::ValueOf {
                label: label_name(session, label),
                attribute: name.unwrap_or_else(|| attribute.to_string()),
            }
            .to_string()
        };
        let shown = name(chosen);
        let list = DropDown::new(CompareText::Value.text());
        list.show_into(ui, chosen, &shown, || {
            values.keys().map(|key| (key.clone(), name(key))).collect()
        });
        let (label, attribute) = chosen.clone();
        let pairs = &values[&(label.clone(), attribute.clone())];
        let sides = pairs.keys().flat_map(|(one, other)| [one, other]);
        let sides: std::collections::BTreeSet<&String> = sides.flatten().collect();
        let sides = sides.into_iter().cloned().map(Some);
        let sides: Vec<Option<String>> = sides.chain([None]).collect();
        let name = |value: &Option<String>| {
            let empty = || CompareText::Empty.text().to_owned();
            value.clone().unwrap_or_else(empty)
        };
        let chosen = matrix_ui(ui, &sides, &name, &|pair| {
            pairs.get(pair).map_or(0, Vec::len)
        });
        if let Some(pair) = chosen {
            self.cell = Some(ReportCell::Values(label, attribute, pair));
        }
    }

    fn borders_ui(&mut self, ui: &mut Ui, session: &Session, counted: &CountedDifferences) {
        let kinds = counted.statistics.commonest_borders();
        if kinds.is_empty() {
            ui.label(CompareText::NoneInFilter.text());
        }
        let all: usize = kinds.iter().map(|(_, examples)| examples.len()).sum();
        for (kind, examples) in kinds.into_iter().take(SHOWN) {
            let text = ComparingMessage::BorderCount {
                label: label_name(session, &kind.label),
                words: kind.words.clone().unwrap_or_default(),
                is_start: kind.is_start,
                count: examples.len(),
                all,
            };
            let cell = ReportCell::Borders(kind.clone());
            let is_chosen = self.cell.as_ref() == Some(&cell);
            if ui.selectable_label(is_chosen, text.to_string()).clicked() {
                self.cell = Some(cell);
            }
        }
    }

    /// The examples of what was chosen, as rows: both readings, and which was taken.
    fn examples_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        counted: &CountedDifferences,
    ) {
        let statistics = &counted.statistics;
        let found = match &self.cell {
            None => None,
            Some(ReportCell::Labels(pair)) => statistics.labels.get(pair),
            Some(ReportCell::Values(label, attribute, pair)) => {
                let values = statistics.values.get(&(label.clone(), attribute.clone()));
                values.and_then(|values| values.get(pair))
            }
            Some(ReportCell::Borders(kind)) => statistics.borders.get(kind),
        };
        let Some(examples) = found else {
            ui.label(small(CompareText::ChooseCell.text()).color(cx.palette.quiet));
            return;
        };
        ui.horizontal_wrapped(|ui| {
            let filters = [
                (TakenFilter::All, CompareText::All),
                (TakenFilter::Open, CompareText::Open),
                (TakenFilter::Decided, CompareText::Decided),
            ];
            for (filter, name) in filters {
                value_chip_ui(ui, &mut self.taken, filter, name.text());
            }
        });
        let taken = self.taken;
        let shown = examples.iter().filter(|example| match taken {
            TakenFilter::All => true,
            TakenFilter::Open => example.taken.is_none(),
            TakenFilter::Decided => example.taken.is_some(),
        });
        ScrollArea::vertical()
            .id_salt("examples")
            .auto_shrink([false, false])
            .show(ui, |ui| {
                for example in shown.take(SHOWN) {
                    example_ui(ui, cx, session, counted, example);
                }
            });
    }
}

/// Draws a table of pairs: how often one was met with the other. Returns the pair that was clicked.
fn matrix_ui<T: Ord + Clone>(
    ui: &mut Ui,
    sides: &[Option<T>],
    name: &dyn Fn(&Option<T>) -> String,
    count: &dyn Fn(&ConfusedPair<T>) -> usize,
) -> Option<ConfusedPair<T>> {
    let mut chosen = None;
    Grid::new("matrix").striped(true).show(ui, |ui| {
        ui.label("");
        for side in sides {
            ui.label(small(name(side)));
        }
        ui.end_row();
        for (row, one) in sides.iter().enumerate() {
            ui.label(small(name(one)));
            for (column, other) in sides.iter().enumerate() {
                // A pair stands once, with the smaller one first and nothing last.
                let pair = (one.clone(), other.clone());
                let counted = if column < row { 0 } else { count(&pair) };
                if counted == 0 {
                    ui.label("");
                    continue;
                }
                let text = counted.to_string();
                let text = if row == column {
                    small(text)
                } else {
                    strong(text)
                };
                let cell = ui.add(Button::new(text).frame_when_inactive(row != column));
                cell.widget_info(|| {
                    let cell = ComparingMessage::Confused {
                        one: name(one),
                        other: name(other),
                        count: counted,
                    };
                    WidgetInfo::labeled(Role::Button, true, cell.to_string())
                });
                if cell.clicked() {
                    chosen = Some(pair);
                }
            }
            ui.end_row();
        }
    });
    chosen
}

fn example_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    counted: &CountedDifferences,
    example: &DifferenceExample,
) {
    let Some(article) = counted.articles.get(example.article) else {
        return;
    };
    let style = |is_taken| LineTextStyle {
        size: 13.5,
        color: cx.palette.ink,
        weight: if is_taken {
            Weight::Semibold
        } else {
            Weight::Regular
        },
    };
    let marked = marked(&example.readings);
    for (index, reading) in marked.iter().enumerate() {
        let is_taken = example.taken == Some(index);
        let line = ComparingMessage::ReadingOf {
            coder: example.coders[index].clone(),
            reading: reading
                .clone()
                .unwrap_or_else(|| CompareText::Nothing.text().to_owned()),
            is_taken,
        };
        let style = style(is_taken);
        cx.engine.paragraph_ui(ui, &line.to_string(), style);
    }
    let name = name_of(session, *article);
    let button = ui.add(Button::new(small(name)).frame_when_inactive(false));
    button.widget_info(|| {
        let article = name.to_owned();
        let text = ComparingMessage::CompareHere { article }.to_string();
        WidgetInfo::labeled(Role::Button, true, text)
    });
    if button.clicked() {
        let command = CompareCommand::At(*article, example.issue.clone());
        cx.commands.push(Intent::Compare(command));
    }
    ui.add_space(6.0);
}

/// Two readings with the words between brackets in which they differ.
fn marked(readings: &[Option<String>; 2]) -> [Option<String>; 2] {
    let [Some(one), Some(other)] = readings else {
        return readings.clone();
    };
    let words = [one, other].map(|text| text.split_whitespace().collect::<Vec<_>>());
    let pairs = words[0].iter().zip(&words[1]);
    let start = pairs.take_while(|(one, other)| one == other).count();
    let shorter = words[0].len().min(words[1].len());
    let ends = words[0].iter().rev().zip(words[1].iter().rev());
    let end = ends.take_while(|(one, other)| one == other).count();
    let end = end.min(shorter - start);
    words.map(|words| {
        let middle = words[start..words.len() - end].join(" ");
        let mut parts: Vec<String> = words[..start]
            .iter()
            .map(|word| (*word).to_owned())
            .collect();
        if !middle.is_empty() {
            parts.push(format!("[{middle}]"));
        }
        parts.extend(
            words[words.len() - end..]
                .iter()
                .map(|word| (*word).to_owned()),
        );
        Some(parts.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_which_readings_differ_are_bracketed() {
        for (one, other, want) in [
            (
                "the Russian president",
                "Russian president",
                ["[the] Russian president", "Russian president"],
            ),
            ("a b c", "a x c", ["a [b] c", "a [x] c"]),
            ("a a", "a", ["a [a]", "a"]),
            ("same", "same", ["same", "same"]),
        ] {
            let got = marked(&[Some(one.to_owned()), Some(other.to_owned())]);
            assert_eq!(got, want.map(|text| Some(text.to_owned())));
        }
        let lone = [Some("one".to_owned()), None];
        assert_eq!(marked(&lone), lone);
    }
}
