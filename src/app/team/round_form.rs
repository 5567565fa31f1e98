//! The form of a round: who codes which articles, and the preview of the deal.

use std::collections::{BTreeSet, HashSet};

use egui::{ComboBox, DragValue, Grid, Label, ScrollArea, TextEdit, Ui};

use super::{DealTable, TeamDialog};
use crate::command::Intent;
use crate::command::team::{RoundOrder, TeamAction};
use crate::model::document::Status;
use crate::model::history::ArticleId;
use crate::model::team::Round;
use crate::session::Session;
use crate::session::messages::{TeamMessage, TeamText, status_title};
use crate::store::coder::is_same_coder;
use crate::store::project::is_coder_name;
use crate::ui::panels::dialog::DialogParts;
use crate::ui::panels::{self, DialogAction, PanelCtx, name_field, text_field};
use crate::ui::theme::{small, strong};

/// A round that is being dealt.
pub(super) struct RoundForm {
    id: String,
    /// Articles are dealt in a round that exists.
    is_more: bool,
    round: Round,
    coders: BTreeSet<String>,
    which: WhichArticles,
    status: Status,
    chosen: Option<ChosenArticles>,
    /// The last order that was sent for the preview.
    asked: Option<RoundOrder>,
    is_seen: bool,
}

/// Which articles are to be dealt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WhichArticles {
    All,
    Listed,
    WithStatus,
}

/// The articles that are to be dealt, for this state of what they follow from.
struct ChosenArticles {
    of: ChosenOf,
    articles: Vec<ArticleId>,
    /// Left out, since the round has dealt them before.
    dealt: usize,
    /// Left out, since another round has them for one of the coders.
    claimed: usize,
    /// Whether the words of each are known.
    has_words: bool,
}

#[derive(PartialEq)]
struct ChosenOf {
    version: u64,
    shown: usize,
    which: WhichArticles,
    status: Status,
    id: String,
    coders: BTreeSet<String>,
}

impl RoundForm {
    /// A new round.
    pub fn new(session: &Session) -> Self {
        let rounds = &session.team.rounds;
        let mut names = (1..).map(|number| match number {
            1 => TeamText::FirstRound.text().to_owned(),
            number => TeamMessage::ProposedRound { number }.to_string(),
        });
        let id = names.find(|name| !rounds.contains_key(name));
        let round = Round {
            seed: 1,
            per_article: 2,
            overlap: 100,
            codebook: session.codebook.version.clone(),
            ..Round::default()
        };
        Self::of(id.unwrap_or_default(), round, false)
    }

    /// More articles of a round.
    pub fn more(id: &str, round: &Round) -> Self {
        Self::of(id.to_owned(), round.clone(), true)
    }

    fn of(id: String, round: Round, is_more: bool) -> Self {
        Self {
            id,
            is_more,
            coders: round.coders.iter().cloned().collect(),
            round,
            which: WhichArticles::All,
            status: Status::New,
            chosen: None,
            asked: None,
            is_seen: false,
        }
    }

    /// Draws the form; whether it is left.
    pub fn show(
        &mut self,
        dialog: &mut DialogParts<'_>,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        team: &TeamDialog,
    ) -> bool {
        let articles = self.choose(session).articles.clone();
        let mut round = self.round.clone();
        round.coders = self.coders.iter().cloned().collect();
        round.per_article = round.per_article.min(round.coders.len()).max(1);
        let order = RoundOrder {
            id: self.id.clone(),
            round,
            articles,
        };
        let fault = self.fault(session, &order);
        if fault.is_none() && self.asked.as_ref() != Some(&order) {
            self.asked = Some(order.clone());
            let command = TeamAction::Preview(order.clone().into());
            cx.commands.push(Intent::Team(command));
        }
        dialog.body(true, |ui| {
            ScrollArea::vertical()
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    self.fields_ui(ui, cx, session);
                    ui.add_space(10.0);
                    self.preview_ui(ui, cx, team, fault.as_ref());
                });
        });
        let is_current = !team.preview.is_dealing && team.preview.order == order;
        let is_dealt = matches!(&team.preview.result, Some(Ok(_))) && is_current;
        let can_deal = fault.is_none() && is_dealt && !team.is_saving();
        let articles = order.articles.len();
        let deal = TeamMessage::DealOf { articles }.to_string();
        let buttons = dialog.actions(
            "",
            &[
                DialogAction::other(TeamText::Back.text()),
                DialogAction::main(&deal).possible(can_deal),
            ],
        );
        if buttons[1].clicked() {
            cx.commands
                .push(Intent::Team(TeamAction::Deal(order.into())));
        }
        buttons[0].clicked()
    }

    /// Why it cannot be dealt yet.
    fn fault(&self, session: &Session, order: &RoundOrder) -> Option<TeamMessage> {
        let rounds = session.team.rounds.keys();
        let is_known = !self.is_more && rounds.clone().any(|id| is_same_coder(id, &self.id));
        if self.id.is_empty() {
            Some(TeamMessage::NameTheRound)
        } else if !is_coder_name(&self.id) {
            Some(TeamMessage::NotARoundName)
        } else if is_known {
            Some(TeamMessage::RoundExists)
        } else if self.coders.is_empty() {
            Some(TeamMessage::ChooseCoders)
        } else if order.articles.is_empty() {
            Some(TeamMessage::NothingToDeal)
        } else {
            None
        }
    }

    /// The articles that are to be dealt, worked out again when something changes of which they follow.
    fn choose(&mut self, session: &Session) -> &ChosenArticles {
        let of = ChosenOf {
            version: session.articles.version(),
            shown: session.list.shown().len(),
            which: self.which,
            status: self.status.clone(),
            id: self.id.clone(),
            coders: self.coders.clone(),
        };
        let known = self.chosen.take().filter(|chosen| chosen.of == of);
        self.chosen
            .insert(known.unwrap_or_else(|| ChosenArticles::new(session, of)))
    }

    fn fields_ui(&mut self, ui: &mut Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        let quiet = cx.palette.quiet;
        ui.horizontal_wrapped(|ui| {
            let label = ui.label(TeamText::RoundName.text());
            let field = TextEdit::singleline(&mut self.id).desired_width(160.0);
            let field = ui
                .add_enabled_ui(!self.is_more, |ui| text_field::line_ui(ui, field))
                .inner;
            let field = name_field(field.labelled_by(label.id), TeamText::RoundName.text());
            if !std::mem::replace(&mut self.is_seen, true) && !self.is_more {
                field.request_focus();
            }
        });
        ui.add_space(6.0);
        ui.label(strong(TeamText::Who.text()));
        let mut codes = session.team_codes();
        if self.is_more {
            codes.clone_from(&self.round.coders);
        }
        if codes.is_empty() {
            ui.add(Label::new(TeamText::NoCoders.text()).wrap());
        }
        ui.add_enabled_ui(!self.is_more, |ui| {
            ui.horizontal_wrapped(|ui| {
                for code in codes {
                    let mut is_in = self.coders.contains(&code);
                    let name = session.team.coders.get(&code).map(|coder| &coder.name);
                    let text = match name.filter(|name| !name.is_empty()) {
                        Some(name) => TeamMessage::NamedCoder {
                            coder: code.clone(),
                            name: name.clone(),
                        }
                        .to_string(),
                        None => code.clone(),
                    };
                    if ui.checkbox(&mut is_in, text).changed() {
                        match is_in {
                            true => _ = self.coders.insert(code),
                            false => _ = self.coders.remove(&code),
                        }
                    }
                }
            });
        });
        ui.add_space(6.0);
        ui.label(strong(TeamText::Which.text()));
        self.which_ui(ui, session);
        ui.add_space(6.0);
        ui.add_enabled_ui(!self.is_more, |ui| {
            Grid::new("numbers of the round")
                .num_columns(2)
                .show(ui, |ui| {
                    let most = self.coders.len().max(1);
                    let round = &mut self.round;
                    let drag = DragValue::new(&mut round.overlap).range(0..=100);
                    number_ui(ui, TeamText::Overlap, drag);
                    let drag = DragValue::new(&mut round.per_article).range(1..=most);
                    number_ui(ui, TeamText::PerArticle, drag);
                    number_ui(ui, TeamText::Seed, DragValue::new(&mut round.seed));
                });
            ui.checkbox(&mut self.round.by_words, TeamText::ByWords.text());
            ui.checkbox(&mut self.round.blind, TeamText::Blind.text());
        });
        if self.round.blind {
            for text in [TeamText::BlindExplained, TeamText::EntitiesShared] {
                ui.add(Label::new(small(text.text()).color(quiet)).wrap());
            }
        }
    }

    fn which_ui(&mut self, ui: &mut Ui, session: &Session) {
        let all = TeamMessage::AllArticles {
            count: session.articles.len(),
        };
        let listed = TeamMessage::ListedArticles {
            count: session.list.shown().len(),
            filter: session.list.typed().to_owned(),
        };
        ui.radio_value(&mut self.which, WhichArticles::All, all.to_string());
        ui.radio_value(&mut self.which, WhichArticles::Listed, listed.to_string());
        ui.horizontal_wrapped(|ui| {
            let text = TeamText::WithStatus.text();
            ui.radio_value(&mut self.which, WhichArticles::WithStatus, text);
            let combo = ComboBox::from_id_salt("status of articles")
                .selected_text(status_title(&self.status))
                .show_ui(ui, |ui| {
                    for status in Status::ALL {
                        let title = status_title(&status);
                        let choice = ui.selectable_value(&mut self.status, status, title);
                        if choice.clicked() {
                            self.which = WhichArticles::WithStatus;
                        }
                    }
                });
            name_field(combo.response, text);
        });
    }

    fn preview_ui(
        &self,
        ui: &mut Ui,
        cx: &PanelCtx<'_>,
        team: &TeamDialog,
        fault: Option<&TeamMessage>,
    ) {
        let quiet = cx.palette.quiet;
        panels::hairline_ui(ui, &cx.palette);
        ui.add_space(4.0);
        ui.label(strong(TeamText::Preview.text()));
        if let Some(chosen) = &self.chosen {
            let mut remark = |message: TeamMessage| {
                let text = small(message.to_string()).color(quiet);
                ui.add(Label::new(text).wrap());
            };
            if chosen.dealt > 0 {
                let count = chosen.dealt;
                remark(TeamMessage::LeftOutDealt { count });
            }
            if chosen.claimed > 0 {
                let count = chosen.claimed;
                remark(TeamMessage::LeftOutClaimed { count });
            }
            if !chosen.has_words {
                remark(TeamMessage::WordsUnknown);
            }
        }
        if let Some(fault) = fault {
            ui.add(Label::new(fault.to_string()).wrap());
            return;
        }
        match &team.preview.result {
            None => {
                ui.label(TeamText::Dealing.text());
            }
            Some(Err(why)) => {
                let why = TeamMessage::CannotDeal { why: why.clone() };
                let why = egui::RichText::new(why.to_string()).color(cx.palette.error);
                ui.add(Label::new(why).wrap());
            }
            Some(Ok(table)) => table_ui(ui, cx, table),
        }
    }
}

impl ChosenArticles {
    fn new(session: &Session, of: ChosenOf) -> Self {
        let plan = &session.team;
        let coders: Vec<String> = of.coders.iter().cloned().collect();
        let (mut dealt, mut claimed) = (HashSet::new(), HashSet::new());
        for (key, assignment) in &plan.assignments {
            let mut codes = assignment.coders.iter();
            if key.round == of.id {
                dealt.insert(key.article.as_str());
            } else if codes.any(|code| coders.iter().any(|coder| is_same_coder(code, coder))) {
                claimed.insert(key.article.as_str());
            }
        }
        let shown: HashSet<ArticleId> = match of.which {
            WhichArticles::Listed => session.list.shown().iter().copied().collect(),
            _ => HashSet::new(),
        };
        let mut chosen = Self {
            of,
            articles: Vec::new(),
            dealt: 0,
            claimed: 0,
            has_words: true,
        };
        for (article, own) in session.articles.rows() {
            let summary = own.summary.as_ref();
            let is_meant = match chosen.of.which {
                WhichArticles::All => true,
                WhichArticles::Listed => shown.contains(&article.id),
                WhichArticles::WithStatus => {
                    let status = summary.map_or(&Status::New, |summary| &summary.status);
                    *status == chosen.of.status
                }
            };
            if !is_meant || article.is_gone || own.problem.is_some() {
                continue;
            }
            if dealt.contains(article.name.as_str()) {
                chosen.dealt += 1;
            } else if claimed.contains(article.name.as_str()) {
                chosen.claimed += 1;
            } else {
                chosen.has_words &= summary.is_some();
                chosen.articles.push(article.id);
            }
        }
        chosen
    }
}

fn number_ui(ui: &mut Ui, text: TeamText, drag: DragValue<'_>) {
    let label = ui.label(text.text());
    let field = ui.add(drag);
    name_field(field.labelled_by(label.id), text.text());
    ui.end_row();
}

/// Draws a deal in figures.
fn table_ui(ui: &mut Ui, cx: &PanelCtx<'_>, table: &DealTable) {
    let quiet = cx.palette.quiet;
    Grid::new("deal by coder")
        .num_columns(3)
        .spacing([18.0, 4.0])
        .show(ui, |ui| {
            for head in [TeamText::Coder, TeamText::Articles, TeamText::Words] {
                ui.label(small(head.text()).color(quiet));
            }
            ui.end_row();
            for (coder, articles, words) in &table.coders {
                ui.label(coder);
                ui.label(articles.to_string());
                ui.label(words.to_string());
                ui.end_row();
            }
        });
    if table.pairs.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.label(small(TeamText::Shared.text()).color(quiet));
    Grid::new("deal by pair")
        .num_columns(2)
        .spacing([18.0, 4.0])
        .show(ui, |ui| {
            for (one, other, count) in &table.pairs {
                let pair = TeamMessage::Pair {
                    one: one.clone(),
                    other: other.clone(),
                };
                ui.label(pair.to_string());
                ui.label(count.to_string());
                ui.end_row();
            }
        });
}
