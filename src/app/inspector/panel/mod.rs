//! The inspector: a keyboard-driven form for the attributes of an annotation or the fields of an article.
//!
//! While it has the keyboard, a letter opens its slot. An entered value becomes one undo step, and the focus
//! returns to the slots. Start with [`slots`]; `choices` and `entry` are the two editors.
//!
//! Attributes, the entity, required relations, the memo and an article's fields are *slots*: each has a letter,
//! and what fills it is a value (`command::Filling`) or another command. `model/links::letters` gives letters, to
//! attributes first and then to relations, so that a letter means the same here and in the bar of linking.
//! Dates are read by `model/date` as people type them, against the article's own date.

mod choice_offers;
mod choices;
mod entry;
mod press;
mod row;
pub mod slots;
pub mod suggested;

use egui::EventFilter;

use self::choices::ChoiceList;
use self::entry::FieldEntry;
use self::slots::{Slot, SlotId, SlotOwner};
use crate::command::{CommandQueue, Filling, Intent};
use crate::model::codebook::AttributeKind;
use crate::model::date::Date;
use crate::model::fields;
use crate::model::history::{CodingId, TypingId};
use crate::model::links;
use crate::model::{AttributeValue, Document};
use crate::session::messages::AnnotatingMessage;
use crate::session::typing::FieldDraft;
use crate::session::{OpenArticle, Session};
use crate::ui::panels::PanelCtx;
use crate::ui::theme::small;

/// Which slot has the keyboard, and the editor that is open.
#[derive(Default)]
pub struct Inspector {
    /// What the slots of the last frame belonged to.
    subject: Option<(CodingId, SlotOwner)>,
    /// The slot at which the keyboard is or was.
    at: Option<SlotId>,
    /// Keys go to the slots rather than to the page.
    keyboard: bool,
    /// The article's fields are wanted though an annotation is chosen.
    article_wanted: bool,
    /// The slot to open in the next frame.
    wanted: Option<SlotId>,
    open: Option<OpenSlot>,
    /// The control that was given the keyboard; `None` until it is drawn.
    focus: Option<egui::Id>,
    /// It was on screen in this frame.
    seen: bool,
    /// In this frame the entity picker has the keyboard.
    paused: bool,
}

/// A slot that is being filled.
struct OpenSlot {
    slot: SlotId,
    kind: AttributeKind,
    /// What relative dates are counted from.
    date: Option<Date>,
    editor: Editor,
    /// It was opened from the page, to which the keyboard returns.
    from_page: bool,
}

enum Editor {
    List(ChoiceList),
    Entry(FieldEntry),
}

impl Editor {
    /// The visit to its text field, if what it takes is typed.
    fn typing(&self) -> Option<TypingId> {
        match self {
            Self::List(_) => None,
            Self::Entry(entry) => Some(entry.typing()),
        }
    }
}

/// The result of an editor in a frame.
enum EditorOutcome {
    Open,
    /// A value to take over while the editor stays open.
    Set(Option<AttributeValue>),
    Done(Option<AttributeValue>, AfterEdit),
    Leave(AfterEdit),
}

/// Where the keyboard goes after an editor.
#[derive(Clone, Copy)]
enum AfterEdit {
    /// To the slot itself.
    Stay,
    /// To the first that is still missing, if there is one.
    Onward,
    /// So many slots on.
    Step(isize),
}

impl Inspector {
    /// Gives the keyboard to the slots of the chosen annotation, or of the article.
    pub fn enter(&mut self, article_wanted: bool) {
        self.article_wanted = article_wanted;
        self.keyboard = true;
        self.at = None;
        self.focus = None;
    }

    /// Opens the memo, from wherever the keyboard is.
    pub fn open_memo(&mut self) {
        self.wanted = Some(SlotId::Memo);
        self.article_wanted = false;
    }

    /// Whether the article's fields are to be shown instead of the chosen annotation.
    pub fn wants_article(&self) -> bool {
        self.article_wanted
    }

    /// Whether keys go to the slots, or will once the inspector is drawn.
    pub fn wants_keyboard(&self) -> bool {
        self.keyboard || self.wanted.is_some()
    }

    /// Whether keys go to the slots or to a field among them.
    pub fn has_keyboard(&self, ctx: &egui::Context) -> bool {
        self.keyboard && self.holds_focus(ctx)
    }

    /// Whether a list of choices is open.
    pub fn is_choosing(&self) -> bool {
        let open = self.open.as_ref();
        open.is_some_and(|open| matches!(open.editor, Editor::List(_)))
    }

    /// Whether no other control has taken the focus since one of ours was given it.
    fn holds_focus(&self, ctx: &egui::Context) -> bool {
        // Keys such as Escape take the focus from a control before they can be read.
        let ours = |id| Some(id) == self.focus;
        self.focus.is_none() || ctx.memory(|memory| memory.focused().is_none_or(ours))
    }

    /// Gives the keyboard to the entity picker, until that is closed.
    pub fn pause(&mut self) {
        self.paused = true;
        self.focus = None;
    }

    /// Releases the keyboard focus because a dialog has opened or the panel is hidden.
    pub fn release(&mut self) {
        self.keyboard = false;
        self.article_wanted = false;
    }

    /// Closes the editor and returns its value if it is valid.
    pub fn finish(&mut self) -> Option<Filling> {
        let open = self.open.take()?;
        let (article, subject) = self.subject.as_ref()?;
        let Editor::Entry(entry) = &open.editor else {
            return None;
        };
        let value = entry.written(&open.kind, open.date)?.ok()?;
        let filling = slots::filling(*article, subject, &open.slot, value)?;
        Some(Filling {
            typing: Some(entry.typing()),
            ..filling
        })
    }

    /// What stands in the open field, compared with what was taken over.
    pub fn draft(&self) -> FieldDraft {
        match &self.open {
            Some(OpenSlot {
                kind,
                date,
                editor: Editor::Entry(entry),
                ..
            }) => entry.draft(kind, *date),
            _ => FieldDraft::None,
        }
    }

    /// Hands over what was typed so far if it is valid, while the field stays open.
    pub fn take_draft(&mut self) -> Option<Filling> {
        let open = self.open.as_mut()?;
        let (article, subject) = self.subject.as_ref()?;
        let Editor::Entry(entry) = &mut open.editor else {
            return None;
        };
        let value = entry.take(&open.kind, open.date)?;
        let filling = slots::filling(*article, subject, &open.slot, value)?;
        Some(Filling {
            typing: Some(entry.typing()),
            ..filling
        })
    }

    /// Commits the value of an editor whose panel is no longer drawn.
    pub fn end_frame(&mut self, commands: &mut CommandQueue) {
        self.paused = false;
        if !std::mem::take(&mut self.seen) {
            commands.extend(self.finish().map(Intent::Fill));
            self.release();
        }
    }

    /// Draws the slots.
    pub(super) fn show(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        shown: &OpenArticle,
        subject: SlotOwner,
    ) {
        let Some(article) = session.current else {
            return;
        };
        self.seen = true;
        let (codebook, entities) = (&*session.codebook, &*session.entities);
        let (document, keyboard) = (&shown.document, cx.keyboard.letters());
        let mut ways = Vec::new();
        let slots = match &subject {
            SlotOwner::Annotation(id) => match document.annotation(id) {
                Some(annotation) => {
                    ways = links::lettered_ways(codebook, &annotation.label, keyboard);
                    let mut slots =
                        slots::of_annotation(codebook, entities, document, annotation, keyboard);
                    suggested::add(&mut slots, session, annotation);
                    slots
                }
                None => return,
            },
            SlotOwner::Article => slots::of_article(codebook, entities, document, keyboard),
        };
        let now = Some((article, subject));
        if self.subject != now {
            cx.commands.extend(self.finish().map(Intent::Fill));
            // It was given the keyboard for this one if nothing is focused yet.
            if self.focus.is_some() {
                self.leave(ui.ctx());
            }
            self.at = None;
            self.subject = now;
        }
        let paused = self.paused;
        if self.keyboard && !paused && !self.has_keyboard(ui.ctx()) {
            self.release();
        }
        if let Some(wanted) = self.wanted.take()
            && let Some(slot) = slots.iter().find(|slot| slot.id == wanted)
        {
            self.open(cx, document, slot, !self.keyboard);
        }
        if self.keyboard && self.index(&slots).is_none() {
            let mut declared = slots.iter().filter(|slot| slot.is_declared);
            let missing = declared.clone().find(|slot| slot.missing);
            let first = missing.or_else(|| declared.next());
            self.at = first.map(|slot| slot.id.clone());
        }
        let before = self.at.clone();
        if self.keyboard && self.open.is_none() && !paused {
            self.read_keys(ui, cx, document, &slots, &ways);
        }
        let moved = self.at != before;
        for slot in &slots {
            let is_open = self.open.as_ref().is_some_and(|open| open.slot == slot.id);
            self.row_ui(ui, cx, document, slot, moved && !is_open);
            if is_open {
                self.editor_ui(ui, cx, &slots, slot);
            }
        }
    }

    /// Draws what the keys do while the keyboard is with the slots, below everything that can be filled.
    pub(super) fn keys_ui(&self, ui: &mut egui::Ui, cx: &PanelCtx<'_>) {
        if self.keyboard && self.open.is_none() {
            let text = AnnotatingMessage::FieldKeys.to_string();
            ui.add(egui::Label::new(small(text).color(cx.palette.quiet)).wrap());
        }
    }

    fn index(&self, slots: &[Slot<'_>]) -> Option<usize> {
        let is_here = |slot: &Slot<'_>| Some(&slot.id) == self.at.as_ref();
        slots.iter().position(is_here)
    }

    /// Gives the keyboard back to the page.
    fn leave(&mut self, ctx: &egui::Context) {
        if let Some(focus) = self.focus {
            ctx.memory_mut(|memory| memory.surrender_focus(focus));
        }
        self.release();
    }

    fn fill(&self, cx: &mut PanelCtx<'_>, slot: &Slot<'_>, value: Option<AttributeValue>) {
        self.fill_typed(cx, slot, value, None);
    }

    fn fill_typed(
        &self,
        cx: &mut PanelCtx<'_>,
        slot: &Slot<'_>,
        value: Option<AttributeValue>,
        typing: Option<TypingId>,
    ) {
        let Some((article, subject)) = &self.subject else {
            return;
        };
        if value != slot.value {
            let filling = slots::filling(*article, subject, &slot.id, value);
            let filling = filling.map(|filling| Filling { typing, ..filling });
            cx.commands.extend(filling.map(Intent::Fill));
        }
    }

    fn clear(&self, cx: &mut PanelCtx<'_>, slots: &[Slot<'_>]) {
        let slot = self.index(slots).and_then(|at| slots.get(at));
        if let Some(slot) = slot.filter(|slot| slot.can_be_cleared()) {
            self.fill(cx, slot, None);
        }
    }

    /// Opens a slot to be filled; a flag is turned at once.
    fn open(
        &mut self,
        cx: &mut PanelCtx<'_>,
        document: &Document,
        slot: &Slot<'_>,
        from_page: bool,
    ) {
        cx.commands.extend(self.finish().map(Intent::Fill));
        self.at = Some(slot.id.clone());
        self.keyboard = true;
        if let Some((article, subject)) = &self.subject
            && let Some(command) = slots::filled_elsewhere(*article, subject, slot)
        {
            return cx.commands.push(command);
        }
        let editor = match &slot.attribute.kind {
            _ if !slot.is_declared => return,
            AttributeKind::Entity => return,
            AttributeKind::Flag => {
                let set = slot.value == Some(AttributeValue::Flag(true));
                return self.fill(cx, slot, Some(AttributeValue::Flag(!set)));
            }
            AttributeKind::Choice(_) | AttributeKind::Several(_) | AttributeKind::Tree { .. } => {
                Editor::List(ChoiceList::new(slot))
            }
            AttributeKind::Text
            | AttributeKind::LongText
            | AttributeKind::Integer
            | AttributeKind::Number
            | AttributeKind::Date => Editor::Entry(FieldEntry::new(slot)),
        };
        // The article's own date is what the others are counted from.
        let is_own_date = matches!(self.subject, Some((_, SlotOwner::Article)))
            && slot.attribute.id.as_str() == fields::DATE;
        let date = Date::parse(document.field(fields::DATE));
        self.open = Some(OpenSlot {
            slot: slot.id.clone(),
            kind: slot.attribute.kind.clone(),
            date: date.filter(|_| !is_own_date),
            editor,
            from_page,
        });
        self.focus = None;
    }

    fn row_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        document: &Document,
        slot: &Slot<'_>,
        moved: bool,
    ) {
        let has_it = self.keyboard && self.open.is_none() && self.at.as_ref() == Some(&slot.id);
        let response = row::show(ui, cx, slot, self.keyboard, has_it);
        if slot.can_be_cleared() && row::menu_ui(ui, &cx.palette, slot, response.rect, has_it) {
            self.fill(cx, slot, None);
        }
        if has_it && !self.paused {
            self.focus = Some(response.id);
            hold_focus(ui, response.id);
            if moved {
                response.scroll_to_me(None);
            }
        }
        if response.clicked() {
            self.focus = Some(response.id);
            let was_open = self.open.as_ref().is_some_and(|open| open.slot == slot.id);
            if was_open {
                cx.commands.extend(self.finish().map(Intent::Fill));
            } else {
                self.open(cx, document, slot, false);
            }
        } else if response.gained_focus() && self.open.is_none() {
            self.keyboard = true;
            self.at = Some(slot.id.clone());
            self.focus = Some(response.id);
        }
    }

    fn editor_ui(
        &mut self,
        ui: &mut egui::Ui,
        cx: &mut PanelCtx<'_>,
        slots: &[Slot<'_>],
        slot: &Slot<'_>,
    ) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        let id = ui.make_persistent_id("slot editor");
        let has_keyboard = self.holds_focus(ui.ctx());
        let frame = egui::Frame::new().inner_margin(egui::Margin {
            left: 18,
            right: 0,
            top: 2,
            bottom: 6,
        });
        let drawn = frame.show(ui, |ui| match &mut open.editor {
            Editor::List(list) => list.show(ui, cx, slot, id, has_keyboard),
            Editor::Entry(entry) => entry.show(ui, cx, slot, open.date, id, has_keyboard),
        });
        let outcome = drawn.inner;
        if self.focus.is_none() {
            drawn.response.scroll_to_me(None);
        }
        let focused = ui.memory(|memory| memory.focused());
        if has_keyboard && focused.is_none() {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        self.focus = Some(id);
        let then = match outcome {
            EditorOutcome::Open if has_keyboard || focused == Some(id) => {
                self.keyboard = true;
                self.open = Some(open);
                return;
            }
            EditorOutcome::Open => return self.left(cx, open, slot),
            EditorOutcome::Set(value) => {
                self.fill(cx, slot, value);
                self.open = Some(open);
                ui.memory_mut(|memory| memory.request_focus(id));
                return;
            }
            EditorOutcome::Done(value, then) => {
                self.fill_typed(cx, slot, value, open.editor.typing());
                then
            }
            EditorOutcome::Leave(then) => then,
        };
        if open.from_page {
            return self.leave(ui.ctx());
        }
        match then {
            AfterEdit::Stay => {}
            AfterEdit::Onward => {
                let mut others = slots.iter().filter(|other| other.id != slot.id);
                if let Some(next) = others.find(|slot| slot.missing && slot.is_declared) {
                    self.at = Some(next.id.clone());
                }
            }
            AfterEdit::Step(by) => self.step(slots, by),
        }
        // The field is gone in the next frame; until then its slot's row stands in for it.
        if let Some(at) = &self.at {
            let row = row::id(ui, at);
            self.focus = Some(row);
            ui.memory_mut(|memory| memory.request_focus(row));
        }
    }

    /// Handles the loss of the keyboard focus while a slot is open: commits a valid value; keeps
    /// the slot open with the error otherwise.
    fn left(&mut self, cx: &mut PanelCtx<'_>, mut open: OpenSlot, slot: &Slot<'_>) {
        self.keyboard = false;
        if let Editor::Entry(entry) = &mut open.editor {
            match entry.written(&open.kind, open.date) {
                Some(Ok(value)) => self.fill_typed(cx, slot, value, Some(entry.typing())),
                Some(Err(why)) => {
                    entry.refuse(why);
                    self.open = Some(open);
                }
                None if entry.is_ambiguous(&open.kind, open.date) => self.open = Some(open),
                None => {}
            }
        }
    }
}

/// Keeps the keyboard at a control, with the keys that otherwise move between controls.
fn hold_focus(ui: &egui::Ui, id: egui::Id) {
    ui.memory_mut(|memory| {
        if !memory.has_focus(id) {
            memory.request_focus(id);
        }
        let filter = EventFilter {
            tab: true,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        memory.set_focus_lock_filter(id, filter);
    });
}
