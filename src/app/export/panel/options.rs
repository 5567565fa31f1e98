//! The input fields for the options of an export, each with its validation error below it.
//!
//! Only options that the format supports are shown. As on the command line,
//! [`export_options`](crate::formats::export_options) validates them.

use egui::{DragValue, Id, TextEdit, Ui};

use crate::formats::export_options::{ExportOption, OptionErrors, SINCE_FORMS};
use crate::formats::tokens::Tokenizer;
use crate::formats::{Dedupe, Format};
use crate::model::document::Status;
use crate::session::Session;
use crate::session::messages::{DatasetMessage, ExportMessage, ExportText, status_title};
use crate::store::coder::AGREED_CODER;
use crate::store::export_choice::{Coders, ExportChoice};
use crate::ui::live_region;
use crate::ui::panels::drop_down::DropDown;
use crate::ui::panels::rows_in_sight::{choice_height, rows_in_sight};
use crate::ui::panels::{self, PanelCtx, reflow, text_field, wrapped_row};
use crate::ui::theme::small;

/// Points for the name of a row.
const NAME_WIDTH: f32 = 100.0;

/// The number of labels above which they are a list that scrolls.
const MAX_LABELS_BESIDE: usize = 60;

/// The default parts of a split.
const SPLIT: &str = "train=0.8,dev=0.1,test=0.1";

/// View state of the choices.
#[derive(Default)]
pub(super) struct OptionFields {
    /// The parts as they were typed before splitting was given up.
    split: Option<String>,
}

impl OptionFields {
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        cx: &PanelCtx<'_>,
        session: &Session,
        format: &dyn Format,
        wrong: &OptionErrors,
        choice: &mut ExportChoice,
    ) {
        coders_ui(ui, session, choice);
        wrong_ui(ui, cx, wrong, ExportOption::Coders);
        row_ui(ui, ExportText::Articles.text(), |ui, _| {
            all_ui(ui, &mut choice.statuses, DatasetMessage::AllArticles);
            for status in Status::ALL {
                let name = status.as_str();
                tick_ui(ui, &mut choice.statuses, name, &status_title(&status));
            }
        });
        wrong_ui(ui, cx, wrong, ExportOption::Statuses);
        row_ui(ui, ExportText::Labels.text(), |ui, _| {
            all_ui(ui, &mut choice.labels, DatasetMessage::AllLabels);
            let codebook = &session.codebook;
            let labels = &codebook.labels;
            let mut label_ui = |ui: &mut Ui, index: usize| {
                let label = &labels[index];
                tick_ui(ui, &mut choice.labels, label.id.as_str(), &label.name);
            };
            if labels.len() > MAX_LABELS_BESIDE {
                let height = choice_height(ui);
                let list = egui::ScrollArea::vertical().max_height(6.0 * height);
                ui.vertical(|ui| {
                    list.show(ui, |ui| {
                        rows_in_sight(ui, labels.len(), height, label_ui);
                    });
                });
            } else {
                (0..labels.len()).for_each(|index| label_ui(ui, index));
            }
            // Chosen before the codebook lost it: it is shown so that it can be unticked.
            let chosen = choice.labels.iter();
            let gone = chosen.filter(|id| codebook.label(&id.as_str().into()).is_none());
            for id in gone.cloned().collect::<Vec<_>>() {
                tick_ui(ui, &mut choice.labels, &id, &id);
            }
        });
        wrong_ui(ui, cx, wrong, ExportOption::Labels);
        let name = ExportText::Since.text();
        row_ui(ui, name, |ui, label| {
            let field = TextEdit::singleline(&mut choice.since)
                .hint_text("2026-11-04")
                .desired_width(110.0);
            let field = panels::name_field(text_field::line_ui(ui, field).labelled_by(label), name);
            let forms = SINCE_FORMS.to_string();
            field.on_hover_text(ExportMessage::ValidForms { forms }.to_string());
            if let Some(own) = format.about().tokenizer {
                tokenizer_ui(ui, own, choice);
            }
        });
        wrong_ui(ui, cx, wrong, ExportOption::Since);
        wrong_ui(ui, cx, wrong, ExportOption::Tokenizer);
        row_ui(ui, ExportText::Duplicates.text(), |ui, label| {
            dedupe_ui(ui, label, choice)
        });
        wrong_ui(ui, cx, wrong, ExportOption::Dedupe);
        row_ui(ui, ExportText::Parts.text(), |ui, _| {
            self.split_ui(ui, choice)
        });
        wrong_ui(ui, cx, wrong, ExportOption::Split);
        wrong_ui(ui, cx, wrong, ExportOption::Seed);
    }

    fn split_ui(&mut self, ui: &mut Ui, choice: &mut ExportChoice) {
        let mut splits = choice.split.is_some();
        if ui
            .checkbox(&mut splits, ExportText::SplitByArticle.text())
            .changed()
        {
            if splits {
                let typed = self.split.take().unwrap_or_else(|| SPLIT.to_owned());
                choice.split = Some(typed);
            } else {
                self.split = choice.split.take();
            }
        }
        let Some(split) = &mut choice.split else {
            return;
        };
        let field = TextEdit::singleline(split).desired_width(210.0);
        text_field::line_ui(ui, field).widget_info(|| {
            egui::WidgetInfo::labeled(
                egui::Role::TextInput,
                true,
                ExportText::PartsAndShares.text(),
            )
        });
        let label = ui.label(ExportText::Seed.text());
        ui.add(DragValue::new(&mut choice.seed))
            .labelled_by(label.id);
        ui.checkbox(&mut choice.stratify, ExportText::Balance.text());
    }
}

/// What is wrong with an option, below its field.
fn wrong_ui(ui: &mut Ui, cx: &PanelCtx<'_>, wrong: &OptionErrors, option: ExportOption) {
    for error in wrong.of(option) {
        let error = error.to_string();
        let message = small(error.as_str()).color(cx.palette.error);
        let label = ui.add(egui::Label::new(message).wrap());
        live_region::say_once_settled(ui.ctx(), label.id, &error);
    }
}

/// What is left out because it is there already.
fn dedupe_ui(ui: &mut Ui, label: Id, choice: &mut ExportChoice) {
    let chosen = Dedupe::by_name(&choice.once).unwrap_or_default();
    let all = Dedupe::ALL.iter();
    let shown = all.clone().find(|(.., one)| *one == chosen);
    let shown = shown.map_or("", |(_, words, _)| *words);
    let list = DropDown::new(ExportText::Duplicates.text()).labelled_by(label);
    let picked = list.show(ui, &chosen, shown, || {
        all.map(|(_, words, one)| (*one, (*words).to_owned()))
            .collect()
    });
    if let Some(one) = picked.value {
        let mut all = Dedupe::ALL.iter();
        let name = all
            .find(|(.., other)| *other == one)
            .map(|(name, ..)| *name);
        choice.once = name.unwrap_or_default().to_owned();
    }
}

fn coders_ui(ui: &mut Ui, session: &Session, choice: &mut ExportChoice) {
    let others = session.articles.codings().others();
    let mut names: Vec<&str> = others.map(|coding| coding.coder.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return;
    }
    let shown = |coders: &Coders| match coders {
        Coders::Mine => ExportText::Mine.text().to_owned(),
        Coders::First => ExportText::FirstCoders.text().to_owned(),
        Coders::All => ExportText::AllCoders.text().to_owned(),
        Coders::Only(name) if name == AGREED_CODER => ExportText::AgreedVersions.text().to_owned(),
        Coders::Only(name) if name.is_empty() => ExportText::WithoutCoder.text().to_owned(),
        Coders::Only(name) => name.clone(),
    };
    row_ui(ui, ExportText::Coders.text(), |ui, label| {
        let list = DropDown::new(ExportText::Coders.text()).labelled_by(label);
        let now = shown(&choice.coders);
        list.show_into(ui, &mut choice.coders, &now, || {
            let named = names.iter().map(|name| Coders::Only((*name).to_owned()));
            let all = [Coders::Mine, Coders::First, Coders::All]
                .into_iter()
                .chain(named);
            all.map(|coders| (coders.clone(), shown(&coders))).collect()
        });
    });
}

fn tokenizer_ui(ui: &mut Ui, own: Tokenizer, choice: &mut ExportChoice) {
    let label = ui.label(ExportText::Tokenizer.text());
    let chosen = choice.tokenizer.as_deref().and_then(Tokenizer::by_name);
    let mut chosen = chosen.unwrap_or(own);
    let list = DropDown::new(ExportText::Tokenizer.text()).labelled_by(label.id);
    let shown = tokenizer_name(chosen);
    list.show_into(ui, &mut chosen, shown, || {
        let named = |tokenizer| (tokenizer, tokenizer_name(tokenizer).to_owned());
        Tokenizer::ALL.into_iter().map(named).collect()
    });
    choice.tokenizer = (chosen != own).then(|| chosen.name().to_owned());
}

fn tokenizer_name(tokenizer: Tokenizer) -> &'static str {
    let text = match tokenizer {
        Tokenizer::Words => ExportText::TokensWords,
        Tokenizer::Whitespace => ExportText::TokensWhitespace,
        Tokenizer::SpacyEnglish => ExportText::TokensSpacy,
    };
    text.text()
}

/// The choice of all, which is what an empty choice means.
fn all_ui(ui: &mut Ui, chosen: &mut std::collections::BTreeSet<String>, name: DatasetMessage) {
    let mut all = chosen.is_empty();
    let tick = ui.checkbox(&mut all, DatasetMessage::All.to_string());
    tick.widget_info(|| {
        egui::WidgetInfo::selected(egui::Role::CheckBox, true, all, name.to_string())
    });
    if tick.changed() {
        chosen.clear();
    }
}

fn tick_ui(ui: &mut Ui, chosen: &mut std::collections::BTreeSet<String>, id: &str, name: &str) {
    let mut ticked = chosen.contains(id);
    if ui.checkbox(&mut ticked, name).changed() {
        if ticked {
            chosen.insert(id.to_owned());
        } else {
            chosen.remove(id);
        }
    }
}

/// A name with something beside it, which goes on in further lines beside the name.
pub(super) fn row_ui<T>(ui: &mut Ui, name: &str, add: impl FnOnce(&mut Ui, Id) -> T) -> T {
    reflow::named_ui(ui, name, NAME_WIDTH, |ui, label| {
        wrapped_row::show(ui, |ui| add(ui, label))
    })
}
