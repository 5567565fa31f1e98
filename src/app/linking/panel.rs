//! The linking bar: shows the question and its answers while a link is made, in the place of the legend, or
//! where a link was dropped.
//!
//! In the legend's place it covers nothing: the page begins below it.

use egui::{
    Area, Button, EventFilter, Frame, Id, Margin, Order, Panel, Pos2, ScrollArea, Stroke, Ui, vec2,
};

use crate::command::Intent;
use crate::command::linking::LinkCommand;
use crate::model::codebook::{Attribute, End};
use crate::model::links::LinkOption;
use crate::model::{Annotation, AnnotationId, AttributeValue, Document, Relation};
use crate::session::linking::{self, EndSearch, LinkQuestion, Linking, short_quote};
use crate::session::messages::{ControlText, LinkMessage, LinkText, SpokenMessage};
use crate::session::{OpenArticle, Session};
use crate::ui::live_region;
use crate::ui::panels::annotation_text::line_ui;
use crate::ui::panels::link_option_text::{keyed, labels, way_name};
use crate::ui::panels::text_field;
use crate::ui::panels::{PanelCtx, label_name};
use crate::ui::theme::small;

/// Room beside a bar that stands where a link was dropped, in points.
const GAP: f32 = 8.0;

/// How much of the window's height the bar above the page takes at most; the rest scrolls.
const MOST: f32 = 0.25;

/// The width of such a bar, in points.
const WIDTH: f32 = 240.0;

/// View state of the bar.
#[derive(Default)]
pub struct LinkBar {
    /// Where a link was dropped: the bar that asks for its type appears there.
    at: Option<Pos2>,
    /// What is being typed to search.
    typed: String,
    /// The greatest height of the bar above the page while this link is made, in points.
    height: f32,
}

impl LinkBar {
    /// Asks the next question at a point of the screen.
    pub fn stand_at(&mut self, at: Pos2) {
        self.at = Some(at);
    }

    /// Draws the bar above the page, while there is something to ask that was not asked by dropping a link.
    /// Returns whether it is there.
    pub fn panel_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        linking: Option<&Linking>,
    ) -> bool {
        let (Some(linking), Some(shown)) = (linking, session.shown()) else {
            *self = Self::default();
            return false;
        };
        if self.at.is_some() {
            return false;
        }
        let frame = Frame::new()
            .fill(cx.palette.surface)
            .inner_margin(Margin::symmetric(24, 8));
        let panel = Panel::top("link bar").frame(frame).show(ui, |ui| {
            // The next question moves no line of the page up.
            ui.set_min_height(self.height);
            let most = MOST * ui.ctx().content_rect().height();
            // Otherwise it would be no higher than the panel was before.
            let area = ScrollArea::vertical()
                .max_height(most)
                .min_scrolled_height(most);
            area.show(ui, |ui| self.row_ui(ui, cx, session, shown, linking));
            self.height = self.height.max(ui.min_rect().height()).min(most);
        });
        let rect = panel.response.rect;
        let line = Stroke::new(2.0, cx.palette.accent);
        ui.painter().hline(rect.x_range(), rect.top() + 1.0, line);
        true
    }

    /// Draws the bar where a link was dropped.
    pub fn dropped_ui(
        &mut self,
        ctx: &egui::Context,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        linking: Option<&Linking>,
    ) {
        let (Some(linking), Some(shown), Some(at)) = (linking, session.shown(), self.at) else {
            return;
        };
        Area::new(Id::unique("dropped link"))
            .order(Order::Middle)
            .fixed_pos(at + vec2(GAP, GAP))
            .constrain_to(ctx.content_rect().shrink(GAP))
            .show(ctx, |ui| {
                Frame::new()
                    .fill(cx.palette.surface)
                    .stroke(Stroke::new(1.0, cx.palette.accent))
                    .corner_radius(6.0)
                    .inner_margin(Margin::symmetric(10, 6))
                    .show(ui, |ui| {
                        ui.set_max_width(WIDTH);
                        self.row_ui(ui, cx, session, shown, linking);
                    });
            });
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &OpenArticle,
        linking: &Linking,
    ) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
            self.question_ui(ui, cx, session, shown, linking);
            let key = LinkText::CancelKey.text();
            let (text, name) = (ControlText::Cancel, LinkText::CancelLinking);
            if key_button_ui(ui, cx, key, text.text(), name.text()) {
                cx.commands.push(Intent::Link(LinkCommand::Cancel));
            }
        });
    }

    fn question_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &OpenArticle,
        linking: &Linking,
    ) {
        let document = &shown.document;
        let Some(this) = linking.annotation(document) else {
            return;
        };
        let quote = short_quote(document, this);
        match &linking.question {
            LinkQuestion::LinkOption { .. } => {
                let question = LinkMessage::LinkFrom { words: quote }.to_string();
                title_ui(ui, cx, &question);
                let keyboard = cx.keyboard.letters();
                let ways = linking.ways(document, &session.codebook, keyboard);
                say_ways(ui, cx, session, question, &ways);
                for way in ways {
                    way_ui(ui, cx, session, &way);
                }
            }
            LinkQuestion::End(search) => {
                let Some(way) = linking.way(document, &session.codebook) else {
                    return;
                };
                let question = ends_of(session, &way, &quote);
                title_ui(ui, cx, &question);
                say_end(ui, cx, (session, shown), linking, search, &question);
                self.search_ui(ui, cx, shown, search);
            }
            LinkQuestion::Attribute { relation, .. } => {
                if let Some(attribute) = linking.asked(&session.codebook) {
                    let question = value_question(session, document, attribute, relation);
                    title_ui(ui, cx, &question);
                    let choices = linking::choices(&attribute.kind, cx.keyboard.letters());
                    let choices = choices
                        .into_iter()
                        .map(|(choice, key)| keyed_text(cx, key, choice.name.clone()));
                    say_question(ui, question, choices.collect());
                    choices_ui(ui, cx, attribute, relation);
                }
            }
        }
    }

    fn search_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        shown: &OpenArticle,
        search: &EndSearch,
    ) {
        let quiet = cx.palette.quiet;
        if search.sought.is_some() {
            let field = egui::TextEdit::singleline(&mut self.typed)
                .desired_width(160.0)
                .hint_text(LinkText::SearchHint.text())
                .event_filter(EventFilter {
                    tab: true,
                    escape: true,
                    ..EventFilter::default()
                });
            let response = text_field::line_ui(ui, field);
            response.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::TextInput, true, LinkText::Search.text())
            });
            response.request_focus();
            if response.changed() {
                cx.commands
                    .push(Intent::Link(LinkCommand::SeekEnd(self.typed.clone())));
            }
        } else {
            self.typed.clear();
        }
        let candidate = search.candidate.as_ref();
        let candidate = candidate.and_then(|id| shown.document.annotation(id));
        let text = match candidate {
            Some(candidate) => LinkMessage::EnterChooses {
                words: short_quote(&shown.document, candidate),
            },
            None => LinkMessage::NoMatch,
        };
        let ink = cx.palette.ink;
        line_ui(ui, cx, &text.to_string(), 12.0, ink);
        let how = if search.sought.is_some() {
            LinkMessage::SearchKeys
        } else {
            LinkMessage::LetterKeys
        };
        ui.label(small(how.to_string()).color(quiet));
    }
}

/// The prompt.
fn title_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, text: &str) {
    let ink = cx.palette.ink;
    line_ui(ui, cx, text, 13.0, ink);
}

/// Says the relations on offer, each with its key.
fn say_ways(
    ui: &egui::Ui,
    cx: &PanelCtx<'_>,
    session: &Session,
    question: String,
    ways: &[LinkOption<'_>],
) {
    let ways = ways.iter();
    let ways = ways.map(|way| {
        let labels = labels(session, way.others());
        let relation = way.kind.name.clone();
        let name = match way.end {
            End::From => LinkMessage::WayToLabels { relation, labels },
            End::To => LinkMessage::LabelsToWay { labels, relation },
        };
        keyed_text(cx, way.key, name.to_string())
    });
    say_question(ui, question, ways.collect());
}

fn keyed_text(cx: &PanelCtx<'_>, key: Option<char>, action: String) -> String {
    match key {
        None => action,
        Some(key) => {
            let key = cx.keyboard.printed_letter(key);
            SpokenMessage::Keyed { key, action }.to_string()
        }
    }
}

/// Says a question with its answers once.
fn say_question(ui: &egui::Ui, question: String, ways: Vec<String>) {
    let text = SpokenMessage::LinkWays { question, ways }.to_string();
    live_region::say_changes(ui.ctx(), Id::unique("link question"), &text);
}

/// Says the annotation that Enter takes for the other end, and first what is asked.
fn say_end(
    ui: &egui::Ui,
    cx: &PanelCtx<'_>,
    (session, shown): (&Session, &OpenArticle),
    linking: &Linking,
    search: &EndSearch,
    question: &str,
) {
    let ctx = ui.ctx();
    if search.sought.is_none() {
        live_region::say_changes(ctx, Id::unique("link question"), question);
    }
    let key = Id::unique("link end");
    let Some(candidate) = &search.candidate else {
        return live_region::say_changes(ctx, key, &LinkMessage::NoMatch.to_string());
    };
    // The letters may follow when the page has scrolled.
    live_region::say_new_state(ctx, key, candidate.as_str(), || {
        end_text(cx, (session, shown), linking, search, candidate)
    });
}

/// "Event: strike, 1 of 12, letter F".
fn end_text(
    cx: &PanelCtx<'_>,
    (session, shown): (&Session, &OpenArticle),
    linking: &Linking,
    search: &EndSearch,
    candidate: &AnnotationId,
) -> String {
    let document = &shown.document;
    let Some(annotation) = document.annotation(candidate) else {
        return String::new();
    };
    let way = linking.way(document, &session.codebook);
    let fits = |other: &&std::sync::Arc<Annotation>| {
        way.as_ref()
            .is_some_and(|way| linking.fits(document, &session.entities, way, other))
    };
    let (mut number, mut count) = (0, 0);
    for other in document.annotations().iter().filter(fits) {
        count += 1;
        if other.id == *candidate {
            number = count;
        }
    }
    let letters = search.letters.iter().find(|(id, _)| id == candidate);
    SpokenMessage::LinkEnd {
        label: label_name(session, &annotation.label),
        words: short_quote(document, annotation),
        number,
        count,
        letters: letters.map_or_else(String::new, |(_, letters)| {
            let letters = letters.chars();
            letters
                .map(|letter| cx.keyboard.printed_letter(letter))
                .collect()
        }),
    }
    .to_string()
}

fn way_ui(ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session, way: &LinkOption<'_>) {
    let key = way.key.map(|key| cx.keyboard.printed_letter(key));
    let key = key.unwrap_or_default();
    let text = way_name(session, way);
    let name = LinkMessage::StartLink { way: text.clone() }.to_string();
    if key_button_ui(ui, cx, &key, &text, &name) {
        cx.commands.push(Intent::Link(LinkCommand::Start {
            kind: way.kind.id.clone(),
            end: way.end,
        }));
    }
}

fn choices_ui(
    ui: &mut egui::Ui,
    cx: &mut PanelCtx<'_>,
    attribute: &Attribute,
    relation: &Relation,
) {
    let now = relation.attributes.get(&attribute.id);
    for (choice, key) in linking::choices(&attribute.kind, cx.keyboard.letters()) {
        let key = key.map(|key| cx.keyboard.printed_letter(key));
        let key = key.unwrap_or_default();
        let name = LinkMessage::ValueOf {
            attribute: attribute.name.clone(),
            value: choice.name.clone(),
        };
        let is_now = now == Some(&AttributeValue::Text(choice.id.clone()));
        let text = if is_now {
            let value = choice.name.clone();
            LinkMessage::ValueByEnter { value }.to_string()
        } else {
            choice.name.clone()
        };
        if key_button_ui(ui, cx, &key, &text, &name.to_string()) {
            cx.commands
                .push(Intent::Link(LinkCommand::Answer(choice.id.clone())));
        }
    }
}

/// A key and its action, as a button.
fn key_button_ui(ui: &mut egui::Ui, cx: &PanelCtx<'_>, key: &str, text: &str, name: &str) -> bool {
    let words = keyed(ui, cx, key, text);
    let response = ui.add(Button::new(words));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, name));
    response.clicked()
}

fn value_question(
    session: &Session,
    document: &Document,
    attribute: &Attribute,
    relation: &Relation,
) -> String {
    let end = |id| {
        document
            .annotation(id)
            .map_or_else(String::new, |end| short_quote(document, end))
    };
    let kind = session.codebook.relation(&relation.kind);
    let name = kind.map_or_else(|| relation.kind.to_string(), |kind| kind.name.clone());
    let message = LinkMessage::ChooseValue {
        attribute: attribute.name.to_lowercase(),
        from: end(&relation.from),
        relation: name,
        to: end(&relation.to),
    };
    message.to_string()
}

fn ends_of(session: &Session, way: &LinkOption<'_>, quote: &str) -> String {
    let words = quote.to_owned();
    let kind = way.kind;
    if let Some(question) = kind.question_for(way.end.other()) {
        let question = question.to_owned();
        return LinkMessage::Ask { question, words }.to_string();
    }
    let others = labels(session, way.others());
    let message = match kind.name_at(way.end) {
        Some(relation) => LinkMessage::AskAsNamed {
            others,
            words,
            relation: relation.to_owned(),
        },
        None => {
            let (from, to) = way.ends(format!("“{quote}”"), "?".to_owned());
            LinkMessage::ChooseOtherEnd {
                others,
                from,
                relation: kind.name.clone(),
                to,
            }
        }
    };
    message.to_string()
}
