//! Key handling while an annotation is being linked: letters and digits answer the question and do
//! not run commands.
//!
//! It knows what is asked and nothing of how it is drawn.

use egui::{Event, Key, Modifiers};

use crate::app::ProjectCtx;
use crate::command::Intent;
use crate::command::linking::LinkCommand;
use crate::session::linking::{LinkQuestion, choices};
use crate::ui::keyboard::letters;

/// How far PageUp and PageDown, and the arrows, scroll while linking, in heights of the pane.
const PAGE: f32 = 0.85;
const LINES: f32 = 0.1;

impl ProjectCtx<'_> {
    /// Whether keys answer a question of linking; its search field is part of that.
    pub(in crate::app) fn is_link_asking(&self, ctx: &egui::Context) -> bool {
        let Some(linking) = &self.project.links.linking else {
            return false;
        };
        let searching = matches!(&linking.question, LinkQuestion::End(s) if s.sought.is_some());
        searching || !ctx.text_edit_focused()
    }

    /// Takes the keys that linking understands, and every other that would type, out of this
    /// frame's input.
    pub(in crate::app) fn read_link_keys(&mut self, ctx: &egui::Context) {
        let searching = match self
            .project
            .links
            .linking
            .as_ref()
            .map(|linking| &linking.question)
        {
            Some(LinkQuestion::End(search)) => search.sought.is_some(),
            _ => false,
        };
        let mut presses = Vec::new();
        ctx.input_mut(|input| {
            let events = std::mem::take(&mut input.events);
            for (index, event) in events.iter().enumerate() {
                let is_left = match event {
                    Event::Key {
                        key,
                        pressed: true,
                        modifiers,
                        ..
                    } if !modifiers.command && !modifiers.alt => {
                        let is_left = searching && types(*key);
                        if !is_left {
                            let letters = letters(event, events.get(index + 1));
                            presses.push((*key, *modifiers, letters));
                        }
                        is_left
                    }
                    Event::Text(_) => searching,
                    _ => true,
                };
                if is_left {
                    input.events.push(event.clone());
                }
            }
        });
        for (key, modifiers, letters) in presses {
            self.press_link_key(key, modifiers, &letters);
        }
    }

    fn press_link_key(&mut self, key: Key, modifiers: Modifiers, letters: &[char]) {
        let Some(linking) = &mut self.project.links.linking else {
            return;
        };
        match (key, &mut linking.question) {
            (Key::Escape, _) => self.cancel_link(),
            (Key::PageDown, _) => self.scroll_page(PAGE),
            (Key::PageUp, _) => self.scroll_page(-PAGE),
            (Key::ArrowDown, LinkQuestion::End(_)) => self.scroll_page(LINES),
            (Key::ArrowUp, LinkQuestion::End(_)) => self.scroll_page(-LINES),
            (Key::Tab, LinkQuestion::End(_)) => self.step_link_end(!modifiers.shift),
            (Key::Enter, LinkQuestion::End(search)) => {
                if let Some(candidate) = search.candidate.clone() {
                    self.shell.commands.push(Intent::Choose(candidate));
                }
            }
            (Key::Enter, LinkQuestion::Attribute { .. }) => self.leave_link(),
            (Key::Backspace, LinkQuestion::End(search)) => search.typed.clear(),
            (key, LinkQuestion::End(search)) if key == Key::Slash || letters.contains(&'/') => {
                search.sought = Some(String::new());
            }
            (_, LinkQuestion::End(search)) => {
                if let Some(id) = search.press(letters) {
                    self.shell.commands.push(Intent::Choose(id));
                }
            }
            (key, LinkQuestion::LinkOption { .. } | LinkQuestion::Attribute { .. }) => {
                self.answer_by_key(key, letters);
            }
        }
    }

    fn answer_by_key(&mut self, key: Key, letters: &[char]) {
        let session = &self.project.session;
        let keyboard = self.shell.key_queue.input.letters();
        let Some(linking) = &self.project.links.linking else {
            return;
        };
        let Some(shown) = session.shown() else {
            return;
        };
        let command = match &linking.question {
            LinkQuestion::LinkOption { .. } => {
                let ways = linking.ways(&shown.document, &session.codebook, keyboard);
                // Enter takes the first, which is a required one if there is any.
                let by_letter = letters.iter().find_map(|letter| {
                    let mut ways = ways.iter();
                    ways.find(|way| way.key == Some(*letter))
                });
                let taken = by_letter.or_else(|| ways.first().filter(|_| key == Key::Enter));
                taken.map(|way| {
                    Intent::Link(LinkCommand::Start {
                        kind: way.kind.id.clone(),
                        end: way.end,
                    })
                })
            }
            LinkQuestion::Attribute { .. } => {
                let attribute = linking.asked(&session.codebook);
                let choices = attribute.map_or_else(Vec::new, |a| choices(&a.kind, keyboard));
                let taken = letters.iter().find_map(|letter| {
                    let mut choices = choices.iter();
                    choices.find(|(_, key)| *key == Some(*letter))
                });
                taken.map(|(choice, _)| Intent::Link(LinkCommand::Answer(choice.id.clone())))
            }
            LinkQuestion::End(_) => None,
        };
        self.shell.commands.extend(command);
    }

    fn scroll_page(&mut self, pages: f32) {
        if let Some(view) = self.view_mut() {
            view.scroll_pages(pages);
        }
    }
}

/// Whether a key belongs to a search field.
fn types(key: Key) -> bool {
    !matches!(
        key,
        Key::Escape
            | Key::Enter
            | Key::Tab
            | Key::PageUp
            | Key::PageDown
            | Key::ArrowUp
            | Key::ArrowDown
    )
}
