//! The dialog about agreement: a matrix of coders, the figures by label with their intervals, and the articles
//! in which coders differ most.

use egui::{Grid, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::agreement::MEASURES;
use crate::analysis::agreement::figures::{AgreementFigure, groups};
use crate::analysis::agreement::measure::{FigureSubject, MeasureInfo};
use crate::command::Intent;
use crate::command::agreement::AgreementCommand;
use crate::jobs::agreement::AgreementTable;
use crate::model::codebook::Codebook;
use crate::session::Session;
use crate::session::messages::{AgreementMessage, AgreementText};
use crate::ui::article::{LineTextStyle, Weight};
use crate::ui::controls::chip_ui;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::{self, DialogSize, PanelCtx, focus_first, label_name, name_of, reflow};
use crate::ui::theme::{small, strong};

/// The measure that is shown first.
const FIRST_MEASURE: &str = "exact_f1";

/// The room for the title of an article, in points.
const TITLE: egui::Vec2 = egui::vec2(420.0, 20.0);

/// How many articles are listed at most.
const MAX_ARTICLES: usize = 200;

/// The size of a picture of a figure, in points.
const PICTURE: egui::Vec2 = egui::vec2(180.0, 16.0);

/// Where the picture has lines: values that Krippendorff (2019, ch. 12) names for tentative and for firm
/// conclusions.
const LINES: [f32; 2] = [0.667, 0.8];

/// What is chosen in the dialog.
pub(super) struct AgreementPanel {
    measure: &'static str,
    /// The numbers of the coders; the first pair if empty.
    group: Vec<u32>,
    unfinished_too: bool,
}

impl Default for AgreementPanel {
    fn default() -> Self {
        Self {
            measure: FIRST_MEASURE,
            group: Vec::new(),
            unfinished_too: false,
        }
    }
}

impl AgreementPanel {
    /// Draws the dialog; `false` once it has been closed. There is no table while it is being computed.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        table: Option<&AgreementTable>,
    ) -> bool {
        let title = AgreementText::Title.text();
        let modal = panels::dialog(ctx, title, DialogSize::Large).show(ctx, |dialog| {
            dialog.body(false, |ui| {
                self.choices_ui(ui, cx);
                ui.add_space(6.0);
                let Some(table) = table else {
                    ui.horizontal(|ui| {
                        ui.spinner();
                        ui.label(AgreementText::Measuring.text());
                    });
                    return;
                };
                reflow::part_scroll_ui(ui, "figures", |ui| self.table_ui(ui, cx, session, table));
            });
        });
        !modal.should_close()
    }

    fn choices_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>) {
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(AgreementText::Measure.text());
            let info = info_of(self.measure);
            let list = DropDown::new(AgreementText::Measure.text());
            let list = list.labelled_by(label.id).width(280.0);
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
                let command = AgreementCommand::Measure {
                    unfinished_too: self.unfinished_too,
                };
                cx.commands.push(Intent::Agreement(command));
            }
        });
    }

    fn table_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        table: &AgreementTable,
    ) {
        let quiet = cx.palette.quiet;
        if table.articles.is_empty() {
            ui.label(AgreementText::Empty.text());
            left_out_ui(ui, cx, table);
            return;
        }
        let counted = AgreementMessage::Counted {
            articles: table.articles.len(),
            coders: table.study.coders.all().len(),
        };
        ui.label(small(counted.to_string()).color(quiet));
        left_out_ui(ui, cx, table);
        ui.add_space(8.0);

        let coders: Vec<u32> = (0..).take(table.study.coders.all().len()).collect();
        let all = groups(&coders);
        if !all.contains(&self.group) {
            self.group = all.first().cloned().unwrap_or_default();
        }
        ui.label(strong(AgreementText::Coders.text()));
        reflow::table_area("matrix").show(ui, |ui| self.matrix_ui(ui, table, &coders));
        if coders.len() > 2 {
            let is_all = self.group == coders;
            let text = AgreementText::AllCoders.text();
            if chip_ui(ui, is_all, text).clicked() {
                self.group = coders.clone();
            }
        }
        ui.add_space(10.0);
        ui.label(strong(AgreementText::BySubject.text()));
        reflow::table_area("by_subject").show(ui, |ui| {
            self.subjects_ui(ui, cx, session, table);
        });
        if let Some(info) = info_of(self.measure) {
            let formula = AgreementMessage::Formula {
                formula: info.formula.to_owned(),
                source: info.source.to_owned(),
            };
            let blind = AgreementMessage::BlindTo {
                what: info.blind_to.to_owned(),
            };
            // Signs of formulas are in few fonts.
            let style = LineTextStyle {
                size: 12.0,
                color: quiet,
                weight: Weight::Regular,
            };
            for text in [formula.to_string(), blind.to_string()] {
                cx.engine.paragraph_ui(ui, &text, style);
            }
        }
        ui.add_space(10.0);
        ui.label(strong(AgreementText::OfArticles.text()));
        reflow::table_area("by_article").show(ui, |ui| {
            self.articles_ui(ui, cx, session, table);
        });
    }

    /// Draws the figure of each pair of coders; a click chooses the pair.
    fn matrix_ui(&mut self, ui: &mut Ui, table: &AgreementTable, coders: &[u32]) {
        let name = |coder: u32| coder_name(table, coder);
        let mut chosen = None;
        Grid::new("coders")
            .num_columns(coders.len())
            .show(ui, |ui| {
                ui.label("");
                for column in &coders[1..] {
                    ui.label(small(name(*column)));
                }
                ui.end_row();
                for (at, row) in coders[..coders.len() - 1].iter().enumerate() {
                    ui.label(small(name(*row)));
                    for (other, column) in coders.iter().enumerate().skip(1) {
                        if other <= at {
                            ui.label("");
                            continue;
                        }
                        let group = vec![*row, *column];
                        let figure = table.figures.iter().find(|figure| {
                            figure.measure.id == self.measure
                                && figure.coders == group
                                && figure.subject == FigureSubject::All
                        });
                        let shown = figure.map_or_else(
                            || AgreementText::Undefined.text().to_owned(),
                            |figure| {
                                let message = AgreementMessage::Figure {
                                    value: value_text(figure),
                                    articles: figure.articles,
                                };
                                message.to_string()
                            },
                        );
                        let is_chosen = self.group == group;
                        let chip = chip_ui(ui, is_chosen, shown.as_str());
                        chip.widget_info(|| {
                            let pair = AgreementMessage::Pair {
                                one: name(*row),
                                other: name(*column),
                                value: shown.clone(),
                            };
                            let pair = pair.to_string();
                            WidgetInfo::selected(Role::RadioButton, true, is_chosen, pair)
                        });
                        if explained(chip, figure).clicked() {
                            chosen = Some(group);
                        }
                    }
                    ui.end_row();
                }
            });
        if let Some(chosen) = chosen {
            self.group = chosen;
        }
    }

    /// Draws the figures of the chosen coders for each label, attribute and relation type.
    fn subjects_ui(
        &self,
        ui: &mut Ui,
        cx: &PanelCtx<'_>,
        session: &Session,
        table: &AgreementTable,
    ) {
        let figures = table
            .figures
            .iter()
            .filter(|figure| figure.measure.id == self.measure && figure.coders == self.group);
        let figures: Vec<&AgreementFigure> = figures.collect();
        if figures.is_empty() {
            ui.label(AgreementText::NoSubject.text());
            return;
        }
        let quiet = cx.palette.quiet;
        Grid::new("subjects")
            .striped(true)
            .num_columns(6)
            .show(ui, |ui| {
                for heading in [
                    AgreementText::BySubject,
                    AgreementText::Value,
                    AgreementText::Interval,
                    AgreementText::Articles,
                    AgreementText::Units,
                    AgreementText::Picture,
                ] {
                    ui.label(small(heading.text()).color(quiet));
                }
                ui.end_row();
                for figure in figures {
                    ui.label(subject_name(session, table, &figure.subject));
                    explained(ui.label(value_text(figure)), Some(figure));
                    let interval = figure.interval.map_or_else(
                        || AgreementText::Undefined.text().to_owned(),
                        |interval| {
                            let message = AgreementMessage::Interval {
                                low: decimals(interval.low),
                                high: decimals(interval.high),
                            };
                            message.to_string()
                        },
                    );
                    let told = ui.label(small(interval));
                    if !figure.notes.is_empty() {
                        told.on_hover_text(figure.notes.join("; "));
                    }
                    ui.label(small(figure.articles.to_string()));
                    ui.label(small(figure.units.to_string()));
                    picture_ui(ui, cx, figure);
                    ui.end_row();
                }
            });
    }

    fn articles_ui(
        &self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        table: &AgreementTable,
    ) {
        let shown = table.of_articles.iter();
        let shown = shown.filter(|figure| self.group.len() != 2 || figure.coders == self.group);
        Grid::new("articles")
            .num_columns(3)
            .striped(true)
            .show(ui, |ui| {
                for figure in shown.take(MAX_ARTICLES) {
                    let id = figure.article.and_then(|index| table.articles.get(index));
                    let Some(id) = id.copied() else { continue };
                    let coders = figure.coders.iter();
                    let coders: Vec<String> =
                        coders.map(|coder| coder_name(table, *coder)).collect();
                    let article = name_of(session, id).to_owned();
                    let value = value_text(figure);
                    ui.add_sized(TITLE, egui::Label::new(&article).truncate());
                    let of_pair = AgreementMessage::OfPair {
                        coders: coders.clone(),
                        value: value.clone(),
                    };
                    ui.label(small(of_pair.to_string()));
                    let compare = ui.button(AgreementText::Compare.text());
                    compare.widget_info(|| {
                        let message = AgreementMessage::CompareIn {
                            article: article.clone(),
                            coders: coders.clone(),
                            value: value.clone(),
                        };
                        WidgetInfo::labeled(Role::Button, true, message.to_string())
                    });
                    if compare.clicked() {
                        let command = AgreementCommand::Compare(id);
                        cx.commands.push(Intent::Agreement(command));
                    }
                    ui.end_row();
                }
            });
    }
}

/// Draws which codings were left out, and which could not be read.
fn left_out_ui(ui: &mut Ui, cx: &PanelCtx<'_>, table: &AgreementTable) {
    let reasons = table.eligibility.reasons();
    if !reasons.is_empty() {
        let reasons = reasons.into_iter().map(|(reason, count)| {
            let reason = reason.to_string();
            AgreementMessage::LeftOutFor { reason, count }.to_string()
        });
        let reasons = reasons.collect();
        let text = AgreementMessage::LeftOut { reasons }.to_string();
        ui.add(egui::Label::new(small(text).color(cx.palette.quiet)).wrap());
    }
    if let Some((count, why)) = &table.unread {
        let (count, why) = (*count, why.clone());
        let text = AgreementMessage::Unread { count, why }.to_string();
        ui.add(egui::Label::new(small(text).color(cx.palette.warning)).wrap());
    }
}

/// Draws a figure as a dot on a line from 0 to 1, with its interval.
fn picture_ui(ui: &mut Ui, cx: &PanelCtx<'_>, figure: &AgreementFigure) {
    let (rect, _) = ui.allocate_exact_size(PICTURE, Sense::hover());
    let palette = cx.palette;
    let at = |value: f64| {
        let value = value.clamp(0.0, 1.0) as f32;
        rect.left() + value * rect.width()
    };
    let middle = rect.center().y;
    let painter = ui.painter();
    let thin = Stroke::new(1.0, palette.hairline);
    painter.hline(rect.x_range(), middle, thin);
    for line in LINES {
        painter.vline(at(f64::from(line)), rect.y_range(), thin);
    }
    if let Some(interval) = figure.interval {
        let (low, high) = (at(interval.low), at(interval.high));
        painter.hline(low..=high, middle, Stroke::new(2.0, palette.accent));
        for end in [low, high] {
            let stroke = Stroke::new(2.0, palette.accent);
            painter.vline(end, middle - 4.0..=middle + 4.0, stroke);
        }
    }
    if let Ok(value) = figure.value {
        let dot = pos2(at(value), middle);
        painter.circle_filled(dot, 4.0, palette.accent);
        // Below 0 there is no room.
        if value < 0.0 {
            painter.line_segment(
                [dot, dot - vec2(6.0, 0.0)],
                Stroke::new(2.0, palette.accent),
            );
        }
    }
}

/// Says in a tooltip why a figure is undefined.
fn explained(response: Response, figure: Option<&AgreementFigure>) -> Response {
    match figure.map(|figure| &figure.value) {
        Some(Err(reason)) => {
            let reason = reason.to_string();
            response.on_hover_text(AgreementMessage::Why { reason }.to_string())
        }
        _ => response,
    }
}

fn value_text(figure: &AgreementFigure) -> String {
    match figure.value {
        Ok(value) => decimals(value),
        Err(_) => AgreementText::Undefined.text().to_owned(),
    }
}

/// Three decimals, without the zero before the point.
fn decimals(value: f64) -> String {
    let text = format!("{value:.3}");
    match text.strip_prefix("0.") {
        Some(rest) => format!(".{rest}"),
        None => match text.strip_prefix("-0.") {
            Some(rest) => format!("−.{rest}"),
            None => text,
        },
    }
}

fn coder_name(table: &AgreementTable, coder: u32) -> String {
    match table.study.coders.name(coder) {
        code if code.is_empty() => AgreementText::NoCode.text().to_owned(),
        code => code.clone(),
    }
}

fn info_of(measure: &str) -> Option<&'static MeasureInfo> {
    let mut infos = MEASURES.iter().map(|measure| measure.info());
    infos.find(|info| info.id == measure)
}

fn subject_name(session: &Session, table: &AgreementTable, subject: &FigureSubject) -> String {
    let study = &table.study;
    let codebook: &Codebook = &session.codebook;
    let attribute = |number: &u32| study.attributes.name(*number).to_string();
    match subject {
        FigureSubject::All => AgreementText::All.text().to_owned(),
        FigureSubject::Label(label) => label_name(session, study.labels.name(*label)),
        FigureSubject::Attribute(label, name) => {
            let label = label_name(session, study.labels.name(*label));
            let attribute = attribute(name);
            AgreementMessage::AttributeOf {
                item: label,
                attribute,
            }
            .to_string()
        }
        FigureSubject::RelationType(kind) => {
            let kind = study.relation_types.name(*kind);
            let known = codebook.relation(kind);
            known.map_or_else(|| kind.to_string(), |known| known.name.clone())
        }
        FigureSubject::RelationAttribute(kind, name) => {
            let item = study.relation_types.name(*kind).to_string();
            let attribute = attribute(name);
            AgreementMessage::AttributeOf { item, attribute }.to_string()
        }
    }
}
