//! The dialog about agreement: what is chosen in it, its head, and which part is shown.

use std::collections::BTreeMap;

use egui::Ui;

use super::words::{coder_name, decimals, group_name, info_of};
use crate::analysis::agreement::MEASURES;
use crate::analysis::agreement::measure::FigureSubject;
use crate::command::Intent;
use crate::command::agreement::{AgreementCommand, AgreementReportForm};
use crate::jobs::agreement::groups_of;
use crate::jobs::agreement::table::{
    AgreementCourse, AgreementTable, OF_ARTICLES, ReliabilityView,
};
use crate::session::Session;
use crate::session::messages::{AgreementMessage, AgreementText};
use crate::ui::controls::{chip_ui, small_button_ui};
use crate::ui::live_region;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{self, DialogSize, PanelCtx, focus_first, reflow};
use crate::ui::theme::small;

/// The measure that is shown first.
const FIRST_MEASURE: &str = "exact_f1";

/// A part of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AgreementTab {
    Figures,
    OverTime,
    Articles,
    Reliability,
}

/// What is known by now.
pub(super) struct AgreementState<'s> {
    pub is_measuring: bool,
    /// Nothing while it is computed, or if that was cancelled.
    pub table: Option<&'s AgreementTable>,
    pub course: Option<&'s AgreementCourse>,
    pub reliability: Option<&'s ReliabilityView>,
}

/// What is chosen in the dialog.
pub(super) struct AgreementPanel {
    pub measure: &'static str,
    /// The numbers of the coders; the first pair if empty.
    pub group: Vec<u32>,
    unfinished_too: bool,
    tab: AgreementTab,
    /// How many annotations differ in the article that is open, by the article and the pair.
    differing: BTreeMap<(usize, Vec<u32>), usize>,
}

impl Default for AgreementPanel {
    fn default() -> Self {
        Self {
            measure: FIRST_MEASURE,
            group: Vec::new(),
            unfinished_too: false,
            tab: AgreementTab::Figures,
            differing: BTreeMap::new(),
        }
    }
}

impl AgreementPanel {
    /// Draws the dialog; `false` once it has been closed.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        state: &AgreementState<'_>,
    ) -> bool {
        let title = AgreementText::Title.text();
        let modal = panels::dialog(ctx, title, DialogSize::Large).show(ctx, |dialog| {
            dialog.body(false, |ui| {
                self.choices_ui(ui, cx, state.table);
                ui.add_space(6.0);
                let Some(table) = state.table else {
                    self.waiting_ui(ui, cx, state.is_measuring);
                    return;
                };
                reflow::part_scroll_ui(ui, "figures", |ui| {
                    self.table_ui(ui, cx, session, table, state);
                });
            });
        });
        !modal.should_close()
    }

    fn choices_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, table: Option<&AgreementTable>) {
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(AgreementText::Measure.text());
            let info = info_of(self.measure);
            let list = DropDown::new(AgreementText::Measure.text());
            let list = list.labelled_by(label.id).width(240.0);
            let shown = info.map_or("", |info| info.name);
            let combo = list.show_into(ui, &mut self.measure, shown, || {
                let shown = MEASURES.iter().map(|measure| measure.info());
                let shown = shown.filter(|info| !info.is_optional);
                shown.map(|info| (info.id, info.name.to_owned())).collect()
            });
            focus_first(ui, &combo);
            let before = self.unfinished_too;
            ui.checkbox(&mut self.unfinished_too, AgreementText::Unfinished.text());
            if self.unfinished_too != before {
                self.measure(cx);
            }
            if table.is_some_and(|table| !table.articles.is_empty()) {
                ui.label(AgreementText::SaveReport.text());
                for (form, text) in [
                    (AgreementReportForm::Html, AgreementText::Html),
                    (AgreementReportForm::Markdown, AgreementText::Markdown),
                    (AgreementReportForm::Csv, AgreementText::Csv),
                    (AgreementReportForm::Json, AgreementText::Json),
                ] {
                    if small_button_ui(ui, text.text()).clicked() {
                        let command = AgreementCommand::SaveReport(form);
                        cx.commands.push(Intent::Agreement(command));
                    }
                }
            }
        });
    }

    fn measure(&self, cx: &mut PanelCtx<'_>) {
        let unfinished_too = self.unfinished_too;
        let command = AgreementCommand::Measure { unfinished_too };
        cx.commands.push(Intent::Agreement(command));
    }

    fn waiting_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, is_measuring: bool) {
        self.differing.clear();
        ui.horizontal(|ui| {
            if is_measuring {
                ui.spinner();
                ui.label(AgreementText::Measuring.text());
                if ui.button(AgreementText::Cancel.text()).clicked() {
                    cx.commands
                        .push(Intent::Agreement(AgreementCommand::Cancel));
                }
                return;
            }
            ui.label(AgreementText::Cancelled.text());
            if ui.button(AgreementText::MeasureAgain.text()).clicked() {
                self.measure(cx);
            }
        });
    }

    fn table_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        table: &AgreementTable,
        state: &AgreementState<'_>,
    ) {
        if table.articles.is_empty() {
            ui.label(AgreementText::Empty.text());
            left_out_ui(ui, cx, table);
            return;
        }
        let counted = AgreementMessage::Counted {
            articles: table.articles.len(),
            coders: table.people().len(),
        };
        ui.label(small(counted.to_string()).color(cx.palette.quiet));
        left_out_ui(ui, cx, table);
        self.current_article_ui(ui, session, table);

        let groups = groups_of(table.study());
        if !groups.contains(&self.group) {
            let of_people = table.people();
            let mut pairs = groups.iter().filter(|group| group.len() == 2);
            let first = pairs.find(|pair| pair.iter().all(|coder| of_people.contains(coder)));
            self.group = first.or(groups.first()).cloned().unwrap_or_default();
        }
        let course = state
            .course
            .filter(|course| course.measure == self.measure && course.group == self.group);
        if course.is_none() {
            let command = AgreementCommand::Course {
                measure: self.measure,
                group: self.group.clone(),
            };
            cx.commands.push(Intent::Agreement(command));
        }
        if let Some(course) = course {
            fall_ui(ui, cx, table, course);
        }
        ui.add_space(6.0);
        self.tabs_ui(ui, cx, session, table);
        ui.add_space(8.0);
        // Figures need two dimensions.
        reflow::table_area("part").show(ui, |ui| match self.tab {
            AgreementTab::Figures => self.figures_ui(ui, cx, session, table),
            AgreementTab::OverTime => {
                self.groups_ui(ui, table, &groups);
                super::course::course_ui(ui, cx, table, course);
            }
            AgreementTab::Articles => {
                super::articles::articles_ui(ui, cx, session, table, &self.group);
            }
            AgreementTab::Reliability => {
                super::reliability::reliability_ui(ui, cx, session, table, state.reliability);
            }
        });
    }

    fn tabs_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        table: &AgreementTable,
    ) {
        let mut tabs = vec![
            (AgreementTab::Figures, AgreementText::Figures),
            (AgreementTab::OverTime, AgreementText::OverTime),
            (AgreementTab::Articles, AgreementText::Articles),
        ];
        if super::reliability::may_see(session, table) {
            tabs.push((AgreementTab::Reliability, AgreementText::Reliability));
        } else if self.tab == AgreementTab::Reliability {
            self.tab = AgreementTab::Figures;
        }
        ui.horizontal_wrapped(|ui| {
            for (tab, text) in tabs {
                if chip_ui(ui, self.tab == tab, text.text()).clicked() {
                    self.tab = tab;
                }
            }
            // Confusions and borders, with their examples, are a dialog of their own.
            if ui.button(AgreementText::Confusions.text()).clicked() {
                cx.commands
                    .push(Intent::Agreement(AgreementCommand::ShowDifferences));
            }
        });
    }

    /// Draws how far the coders agree in the article that is open.
    fn current_article_ui(&mut self, ui: &mut Ui, session: &Session, table: &AgreementTable) {
        let current = session.current.and_then(|id| session.article_of(id));
        let current = current.map(|article| article.id);
        let index = table.articles.iter().position(|id| Some(*id) == current);
        let Some(index) = index else {
            return;
        };
        let mut figures = table
            .of_articles
            .iter()
            .filter(|f| f.article == Some(index));
        let mut told: Vec<String> = Vec::new();
        for figure in figures.by_ref() {
            let names = figure.coders.iter();
            let names: Vec<String> = names.map(|coder| coder_name(table, *coder)).collect();
            let [one, other] = names.as_slice() else {
                continue;
            };
            let key = (index, figure.coders.clone());
            let differing = self.differing.entry(key);
            let differing = differing.or_insert_with(|| table.differing_in(index, &figure.coders));
            let message = AgreementMessage::InCurrent {
                one: one.clone(),
                other: other.clone(),
                count: *differing,
                value: figure
                    .value
                    .map_or_else(|_| AgreementText::Undefined.text().to_owned(), decimals),
            };
            told.push(message.to_string());
        }
        if !told.is_empty() {
            let measure = info_of(OF_ARTICLES).map_or("", |info| info.name).to_owned();
            let text = AgreementMessage::Current { told, measure };
            ui.add(egui::Label::new(text.to_string()).wrap());
        }
    }

    /// Draws a choice between groups of coders.
    pub(super) fn groups_ui(&mut self, ui: &mut Ui, table: &AgreementTable, groups: &[Vec<u32>]) {
        ui.horizontal_wrapped(|ui| {
            ui.label(AgreementText::Coders.text());
            for group in groups {
                let name = group_name(table, group);
                if chip_ui(ui, self.group == *group, name.as_str()).clicked() {
                    self.group.clone_from(group);
                }
            }
        });
        ui.add_space(4.0);
    }
}

/// Draws which codings were left out, and which could not be read.
fn left_out_ui(ui: &mut Ui, cx: &PanelCtx<'_>, table: &AgreementTable) {
    let reasons = table.read.gathered.eligibility.reasons();
    if !reasons.is_empty() {
        let reasons = reasons.into_iter().map(|(reason, count)| {
            let reason = reason.to_string();
            AgreementMessage::LeftOutFor { reason, count }.to_string()
        });
        let reasons = reasons.collect();
        let text = AgreementMessage::LeftOut { reasons }.to_string();
        ui.add(egui::Label::new(small(text).color(cx.palette.quiet)).wrap());
    }
    if let Some(why) = &table.unread {
        let (count, why) = (table.read.gathered.unread, why.clone());
        let text = AgreementMessage::Unread { count, why }.to_string();
        ui.add(egui::Label::new(small(text).color(cx.palette.warning)).wrap());
    }
}

/// Says that the newest window is far below the whole.
fn fall_ui(ui: &mut Ui, cx: &PanelCtx<'_>, table: &AgreementTable, course: &AgreementCourse) {
    let (Some(fall), Some(newest)) = (course.windows.fall, course.windows.windows.last()) else {
        return;
    };
    let text = AgreementMessage::Fall {
        percent: (fall * 100.0).round() as usize,
        from: newest.from.get(..10).unwrap_or_default().to_owned(),
        to: newest.to.get(..10).unwrap_or_default().to_owned(),
        coders: group_name(table, &course.group),
    };
    let text = text.to_string();
    let label = egui::Label::new(small(text.as_str()).color(cx.palette.warning)).wrap();
    let label = ui.add(label);
    live_region::say_once_settled(ui.ctx(), label.id, &text);
}

/// The subject of all labels.
pub(super) const ALL: FigureSubject = FigureSubject::All;
