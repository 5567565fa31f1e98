//! The concordance: what all articles are searched for, and each hit among its words.
//!
//! It stands below the page, so that the hits can be walked while they are read: arrows go from hit
//! to hit and the page follows, while the keyboard stays in the list.

mod fields;

mod rows;

mod template;

use std::collections::BTreeSet;

use egui::{Key, Modifiers, WidgetInfo};

use crate::command::concordance::ConcordanceCommand as Ask;
use crate::command::table::CommandRow;
use crate::command::{CommandQueue, Intent};
use crate::model::history::ArticleId;
use crate::model::propagate::Template;
use crate::model::search::{HitOrder, SearchQuery};
use crate::model::{Attributes, LabelId};
use crate::session::Session;
use crate::session::concordance::{AnnotateOutcome, Concordance, SearchProgress};
use crate::session::messages::{ControlText, SearchMessage, SearchText};
use crate::ui::controls;
use crate::ui::keyboard::label_keys;
use crate::ui::live_region;
use crate::ui::panels::row_list::{ListFrame, RowList};
use crate::ui::panels::{PanelCtx, WindowPart, hairline_ui, wrapped_row};
use crate::ui::theme::small;

use fields::SearchFields;
use template::{AnnotationTemplate, TemplateClick};

/// Room that it takes to say what can be pressed, in points.
const HELP_ROOM: f32 = 420.0;

/// Room for the orders, in points.
const SORT_ROOM: f32 = 220.0;

/// View state of the concordance.
pub struct ConcordancePanel {
    fields: SearchFields,
    /// The annotation whose words are searched for, to annotate other places like it.
    taken: Option<AnnotationTemplate>,
    list: RowList,
    /// Hits by their index.
    ticked: BTreeSet<u32>,
    /// Whether all hits that can be ticked were ticked at once.
    is_all_ticked: bool,
    /// The question whose hits are ticked.
    number: u64,
    /// The hit that has the keyboard.
    walked: Option<u32>,
    /// The first hit is to get the keyboard as soon as it is there.
    to_list: bool,
}

impl ConcordancePanel {
    /// A search; the field has the keyboard.
    pub fn find(question: SearchQuery) -> Self {
        Self {
            fields: SearchFields::new(question),
            taken: None,
            list: RowList::default(),
            ticked: BTreeSet::new(),
            is_all_ticked: false,
            number: 0,
            walked: None,
            to_list: false,
        }
    }

    /// A list of the places where some words stand; the list has the keyboard. The template is what
    /// is said of the words where they were taken from.
    pub fn occurrences(question: SearchQuery, template: Option<Template>) -> Self {
        let mut panel = Self::find(question);
        panel.fields.fresh = false;
        panel.taken = template.map(AnnotationTemplate::new);
        panel.to_list = true;
        panel
    }

    /// Gives the keyboard to the field.
    pub fn focus(&mut self) {
        self.fields.fresh = true;
    }

    /// The query in the form.
    pub fn question(&self) -> SearchQuery {
        self.fields.question.clone()
    }

    /// How many hits are ticked.
    pub fn ticked(&self) -> usize {
        self.ticked.len()
    }

    /// Takes the keys that mean something while a hit has the keyboard, and Escape while any control of the
    /// panel has it (`is_here`).
    pub fn take_keys(
        &mut self,
        ctx: &egui::Context,
        rows: &[CommandRow],
        session: &Session,
        is_here: bool,
        commands: &mut CommandQueue,
    ) {
        let taken = |modifiers, key| ctx.input_mut(|input| input.consume_key(modifiers, key));
        if is_here && taken(Modifiers::NONE, Key::Escape) {
            return commands.push(Intent::Concordance(Ask::Close));
        }
        let concordance = &session.concordance;
        let focused = self.list.focused().and_then(|row| concordance.in_row(row));
        let Some(focused) = focused else {
            return;
        };
        if taken(Modifiers::NONE, Key::Space) {
            self.tick(session, focused);
        }
        if taken(Modifiers::COMMAND, Key::A) {
            self.tick_all(session);
        }
        if taken(Modifiers::NONE, Key::Enter) {
            match self.taken.as_ref().map(AnnotationTemplate::template) {
                Some(template) => self.annotate(focused, template, commands),
                None => commands.push(Intent::Concordance(Ask::GoTo(focused))),
            }
        }
        if let Some(label) = ctx.input_mut(|input| take_label(input, rows)) {
            let template = self.labelled(label);
            self.annotate(focused, template, commands);
        }
    }

    /// What a label's key means: the label, and the entity that the words were taken with.
    fn labelled(&self, label: LabelId) -> Template {
        let taken = self.taken.as_ref().map(AnnotationTemplate::template);
        match taken {
            Some(taken) if taken.label == label => taken,
            taken => Template {
                label,
                entity: taken.and_then(|taken| taken.entity),
                attributes: Attributes::new(),
            },
        }
    }

    /// Annotates the ticked hits, or else the hit that has the keyboard.
    fn annotate(&mut self, focused: u32, template: Template, commands: &mut CommandQueue) {
        let hits: Vec<u32> = if self.ticked.is_empty() {
            vec![focused]
        } else {
            self.is_all_ticked = false;
            std::mem::take(&mut self.ticked).into_iter().collect()
        };
        commands.push(Intent::Concordance(Ask::Annotate {
            of: self.number,
            hits,
            template: Box::new(template),
        }));
    }

    fn tick(&mut self, session: &Session, hit: u32) {
        self.is_all_ticked = false;
        if !self.ticked.remove(&hit) && self.can_tick(session, hit) {
            self.ticked.insert(hit);
        }
    }

    fn tick_all(&mut self, session: &Session) {
        let all = (0..).take(session.concordance.len());
        let all: BTreeSet<u32> = all.filter(|hit| self.can_tick(session, *hit)).collect();
        self.is_all_ticked = self.ticked != all;
        self.ticked = if self.ticked == all {
            BTreeSet::new()
        } else {
            all
        };
    }

    /// Whether a hit lacks the label that is being put on others.
    fn can_tick(&self, session: &Session, hit: u32) -> bool {
        !self.is_done(session, hit)
    }

    /// Whether a hit has the label that is being put on others.
    fn is_done(&self, session: &Session, hit: u32) -> bool {
        if session.hit_outcome(hit) == Some(AnnotateOutcome::Done) {
            return true;
        }
        let Some(taken) = &self.taken else {
            return false;
        };
        let marks = session.hit_marks(hit);
        let mut labels = marks.iter().filter(|(exact, _)| *exact);
        labels.any(|(_, label)| *label == taken.template.label)
    }

    /// Draws the panel.
    pub fn show(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        // Panels around it come and go while an article is being read; a row that had another id
        // then would lose the keyboard.
        let builder = egui::UiBuilder::new().scope_id(egui::Id::unique("concordance"));
        ui.scope_builder(builder, |ui| self.panel_ui(ui, cx, session));
    }

    fn panel_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        // The panel keeps its height while there is little in it.
        ui.set_min_height(ui.available_height());
        let concordance = &session.concordance;
        if self.number != concordance.number {
            self.number = concordance.number;
            self.ticked.clear();
            self.is_all_ticked = false;
            self.walked = None;
        }
        let enters = cx.enters(WindowPart::Concordance);
        if enters && concordance.is_empty() {
            self.fields.fresh = true;
        }
        self.head_ui(ui, cx, session);
        let only = self.fields.only_this;
        if let Some(question) = self.fields.changed(ui.ctx(), session) {
            let only = session
                .current_article()
                .map(|article| article.id)
                .filter(|_| only);
            self.ask(cx, question, only);
        }
        let is_all = self.is_all_ticked;
        let taken = self.taken.as_mut();
        let click = taken.and_then(|taken| taken.show(ui, cx, session, self.ticked.len(), is_all));
        match click {
            Some(TemplateClick::All) => self.tick_all(session),
            Some(TemplateClick::Annotate(template)) => {
                let focused = self.walked.unwrap_or_default();
                self.annotate(focused, template, cx.commands);
            }
            None => {}
        }
        self.counts_ui(ui, cx, concordance);
        hairline_ui(ui, &cx.palette);
        self.list_ui(ui, cx, session, enters);
    }

    fn ask(&mut self, cx: &mut PanelCtx<'_>, mut question: SearchQuery, only: Option<ArticleId>) {
        question.marked = self.taken.is_some();
        let ask = Ask::Ask(Box::new(question), only);
        cx.commands.push(Intent::Concordance(ask));
    }

    fn head_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        let done = self.fields.show(ui, cx, session);
        if done.close {
            cx.commands.push(Intent::Concordance(Ask::Close));
        }
        self.to_list |= done.to_list;
    }

    /// How many hits there are, how far the search has come, and their order.
    fn counts_ui(&self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, concordance: &Concordance) {
        wrapped_row::show(ui, |ui| {
            let color = match concordance.progress {
                SearchProgress::Refused(_) => cx.palette.error,
                SearchProgress::Cut => cx.palette.warning,
                _ => cx.palette.quiet,
            };
            let found = message(concordance);
            let message = match self.ticked.len() {
                0 => found,
                ticked => SearchMessage::WithTicked { found, ticked }.to_string(),
            };
            // How many there are is said once it is known.
            let is_known = !matches!(concordance.progress, SearchProgress::Searching);
            let said = if is_known { message.as_str() } else { "" };
            live_region::say_once_settled(ui.ctx(), ui.unique_id(), said);
            ui.label(small(message).color(color));
            if concordance.progress == SearchProgress::Searching {
                let done = concordance.searched as f32 / concordance.total.max(1) as f32;
                let bar = egui::ProgressBar::new(done).fill(cx.palette.accent);
                ui.add(bar.desired_width(90.0).desired_height(6.0));
                if controls::small_button_ui(ui, ControlText::Stop.text()).clicked() {
                    cx.commands.push(Intent::Concordance(Ask::Stop));
                }
            }
            if concordance.failed > 0 {
                let articles = concordance.failed;
                let message = SearchMessage::Unreadable { articles };
                let reason = concordance.reason.clone().unwrap_or_default();
                ui.label(small(message.to_string()).color(cx.palette.warning))
                    .on_hover_text(reason);
            }
            let ticked = self.ticked.len();
            let help = match (&self.taken, ticked) {
                (Some(_), 0) => SearchMessage::KeysToAnnotate,
                (Some(_), _) => SearchMessage::AnnotateTicked { ticked },
                (None, 0) => SearchMessage::KeysToTag,
                (None, _) => SearchMessage::TagTicked { ticked },
            };
            let help = help.to_string();
            let has_help =
                !concordance.is_empty() && wrapped_row::has_room(ui, HELP_ROOM + SORT_ROOM);
            let name = if has_help {
                "help-and-orders"
            } else {
                "orders"
            };
            wrapped_row::at_right_ui(ui, name, SORT_ROOM, |ui| {
                if has_help {
                    ui.label(small(help.as_str()).color(cx.palette.quiet));
                    ui.add_space(16.0);
                }
                ui.label(small(SearchText::SortBy.text()).color(cx.palette.quiet));
                for (order, name, text) in [
                    (
                        HitOrder::Article,
                        SearchText::SortByArticle.text(),
                        SearchText::ByArticle.text(),
                    ),
                    (
                        HitOrder::Left,
                        SearchText::SortByBefore.text(),
                        SearchText::ByBefore.text(),
                    ),
                    (
                        HitOrder::Right,
                        SearchText::SortByAfter.text(),
                        SearchText::ByAfter.text(),
                    ),
                ] {
                    let chosen = concordance.order() == order;
                    let button = controls::chip_ui(ui, chosen, small(text));
                    button.widget_info(|| {
                        WidgetInfo::selected(egui::Role::RadioButton, true, chosen, name)
                    });
                    if button.on_hover_text(name).clicked() {
                        cx.commands.push(Intent::Concordance(Ask::Sort(order)));
                    }
                }
            });
        });
    }

    fn list_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        enters: bool,
    ) {
        let concordance = &session.concordance;
        if concordance.is_empty() {
            self.to_list &= concordance.progress == SearchProgress::Searching;
            let text = match concordance.progress {
                SearchProgress::Idle => SearchText::NothingTyped.text(),
                SearchProgress::Complete | SearchProgress::Stopped | SearchProgress::Cut => {
                    SearchText::NothingFound.text()
                }
                SearchProgress::Searching | SearchProgress::Refused(_) => "",
            };
            ui.add_space(4.0);
            ui.label(small(text).color(cx.palette.quiet));
            return;
        }
        let enter = std::mem::take(&mut self.to_list) || enters;
        let stood = self.list.focused();
        let turn = ListFrame {
            enter: enter.then_some(0),
            ..ListFrame::default()
        };
        let rows = rows::ConcordanceColumns::new(ui, session);
        let mut clicked = None;
        let mut toggled = None;
        let mut list = std::mem::take(&mut self.list);
        list.show(ui, "concordance", concordance.len(), turn, |ui, row| {
            let Some(index) = concordance.in_row(row) else {
                return ui.label("");
            };
            let state = rows::State {
                ticked: self.ticked.contains(&index),
                done: self.is_done(session, index),
                outcome: session.hit_outcome(index),
            };
            let (response, tick) = rows.row_ui(ui, cx, session, index, state);
            if tick {
                toggled = Some(index);
            } else if response.clicked() {
                clicked = Some(index);
            }
            if response.clicked() {
                response.request_focus();
            }
            response
        });
        self.list = list;
        if let Some(hit) = toggled {
            self.tick(session, hit);
        }
        let focused = self.list.focused().and_then(|row| concordance.in_row(row));
        // Entering the list moves nothing on the page; going on from there does.
        let walked = focused.filter(|hit| stood.is_some() && self.walked != Some(*hit));
        if let Some(hit) = clicked.or(walked) {
            cx.commands.push(Intent::Concordance(Ask::Show(hit)));
        }
        self.walked = clicked.or(focused).or(self.walked);
    }
}

/// The label whose key was pressed, which is taken from the input with what it would have typed.
fn take_label(input: &mut egui::InputState, rows: &[CommandRow]) -> Option<LabelId> {
    let (index, label) = label_keys(&input.events, rows).next()?;
    input.events.remove(index);
    if let Some(egui::Event::Text(_)) = input.events.get(index) {
        input.events.remove(index);
    }
    Some(label)
}

/// How far the search has come, in words.
fn message(concordance: &Concordance) -> String {
    let (hits, articles) = (concordance.len(), concordance.articles());
    let (searched, total) = (concordance.searched, concordance.total);
    let message = match &concordance.progress {
        SearchProgress::Idle => return String::new(),
        SearchProgress::Refused(why) => return why.clone(),
        SearchProgress::Searching => {
            let seconds = concordance.took.as_secs_f64().max(0.001);
            let rate = (searched as f64 / seconds).round() as usize;
            SearchMessage::Searched {
                hits,
                articles,
                searched,
                total,
                rate,
            }
        }
        SearchProgress::Complete => {
            let (annotated, skipped) = concordance.outcomes();
            SearchMessage::Complete {
                hits,
                articles,
                annotated,
                skipped,
            }
        }
        SearchProgress::Cut => SearchMessage::Cut { hits, articles },
        SearchProgress::Stopped => SearchMessage::Stopped {
            hits,
            articles,
            searched,
            total,
        },
    };
    message.to_string()
}
