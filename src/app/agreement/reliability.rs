//! How reliable each coder is, as models without an agreed version estimate it; for who leads the project alone.

use egui::{Grid, Ui};

use super::articles::compare_ui;
use super::words::{coder_name, decimals, subject_name};
use crate::analysis::agreement::reliability::ReliabilityModel;
use crate::analysis::agreement::reliability::questions::QuestionKind;
use crate::command::Intent;
use crate::command::agreement::AgreementCommand;
use crate::jobs::agreement::table::{AgreementTable, ReliabilityView};
use crate::session::Session;
use crate::session::messages::{AgreementMessage, AgreementText};
use crate::store::coder::is_same_coder;
use crate::ui::panels::{PanelCtx, name_of};
use crate::ui::theme::{small, strong};

/// How many articles are listed in which the most reliable coders stand against the majority.
const MAX_ARTICLES: usize = 50;

/// Whether the coder who has opened the project leads it: a coder of none of its rounds and of no article that
/// is measured.
pub(super) fn may_see(session: &Session, table: &AgreementTable) -> bool {
    let coder = session.coder.as_str();
    let is_own = |code: &String| is_same_coder(code, coder);
    let mut rounds = session.team.rounds.values();
    let codes_in_round = rounds.any(|round| round.coders.iter().any(is_own));
    let has_coded = table.study().coders.all().iter().any(is_own);
    !session.is_blind() && !codes_in_round && !has_coded
}

/// Draws the models' figures; they are asked for when they are first looked at.
pub(super) fn reliability_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    session: &Session,
    table: &AgreementTable,
    view: Option<&ReliabilityView>,
) {
    let quiet = cx.palette.quiet;
    let Some(view) = view else {
        cx.commands
            .push(Intent::Agreement(AgreementCommand::Reliability));
        ui.spinner();
        return;
    };
    let why = AgreementText::ReliabilityMeaning.text();
    ui.add(egui::Label::new(small(why).color(quiet)).wrap());
    if table.people().len() < 3 {
        let prior = AgreementText::TwoCodersOnly.text();
        ui.add(egui::Label::new(small(prior).color(cx.palette.warning)).wrap());
    }
    let question = |kind: &QuestionKind| match kind {
        QuestionKind::Presence => AgreementText::Presence.text().to_owned(),
        QuestionKind::Label => AgreementText::LabelOfAnnotation.text().to_owned(),
        QuestionKind::Value(subject) => subject_name(session, table, subject),
    };
    let grid = Grid::new("reliability").striped(true).num_columns(5);
    grid.show(ui, |ui| {
        for heading in [
            AgreementText::Question,
            AgreementText::Model,
            AgreementText::Coder,
            AgreementText::ReliabilityValue,
            AgreementText::Answers,
        ] {
            ui.label(small(heading.text()).color(quiet));
        }
        ui.end_row();
        for row in &view.coders {
            ui.label(small(question(&row.question)));
            let model = match row.model {
                ReliabilityModel::DawidSkene => AgreementText::DawidSkene,
                ReliabilityModel::Mace => AgreementText::Mace,
            };
            ui.label(small(model.text()));
            ui.label(small(coder_name(table, row.coder)));
            let value = decimals(row.reliability);
            ui.label(match row.standard_error.map(decimals) {
                Some(error) => AgreementMessage::WithError { value, error }.to_string(),
                None => value,
            });
            ui.label(small(row.answers.to_string()));
            ui.end_row();
        }
    });
    ui.add_space(8.0);
    ui.label(strong(AgreementText::AgainstMajority.text()));
    if view.against_majority.is_empty() {
        ui.label(small(AgreementText::NoneConfused.text()));
    }
    let grid = Grid::new("against the majority")
        .striped(true)
        .num_columns(3);
    grid.show(ui, |ui| {
        for (article, kind) in view.against_majority.iter().take(MAX_ARTICLES) {
            let Some(id) = table.articles.get(*article) else {
                continue;
            };
            ui.label(name_of(session, *id));
            ui.label(small(question(kind)));
            compare_ui(ui, cx, session, *id, Vec::new(), String::new());
            ui.end_row();
        }
    });
}
