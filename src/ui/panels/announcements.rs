//! Screen reader announcements (a live region) while the page has the keyboard focus: the chosen
//! annotation, and the words that the caret moved over.
//!
//! The page exposes caret and selection, and screen readers speak moves by character and by line
//! from that. They do not recognize moves by a whole word, so this module announces these.

use egui::accesskit::{Live, Role};
use egui::{Id, Rect, Sense, Ui};

use super::label_name;
use crate::command::Motion;
use crate::model::history::CodingId;
use crate::model::{Annotation, AnnotationId, ByteOffset, words};
use crate::session::{OpenArticle, Session};

/// Longer passages are cut, in characters.
const MAX_CHARS: usize = 400;

/// The last announcement and its subject.
#[derive(Default)]
pub struct LastAnnouncement {
    seen: Option<Announced>,
    motion: Option<Motion>,
    text: String,
    /// Increases with each announcement, so that the same words can be announced again.
    turn: u64,
}

/// The caret and choice at the last announcement.
#[derive(PartialEq)]
struct Announced {
    article: Option<CodingId>,
    revision: u64,
    chosen: Option<AnnotationId>,
    head: ByteOffset,
}

impl LastAnnouncement {
    /// Notes how the caret is about to be moved.
    pub fn moves(&mut self, motion: Motion) {
        self.motion = Some(motion);
    }

    /// Announces what is new. It draws nothing visible.
    pub fn show(&mut self, ui: &Ui, session: &Session, shown: &OpenArticle) {
        let now = Announced {
            article: session.current,
            revision: shown.revision(),
            chosen: shown.chosen.clone(),
            head: shown.selection.head,
        };
        let motion = self.motion.take();
        if self.seen.as_ref() != Some(&now) {
            let news = self.news(session, shown, &now, motion);
            let is_dropped = |seen: &Announced| seen.chosen.is_some() && seen.chosen != now.chosen;
            if self.seen.as_ref().is_some_and(is_dropped) {
                // What was announced is no longer chosen.
                self.text.clear();
            }
            self.seen = Some(now);
            if let Some(news) = news {
                self.text = news;
                self.turn += 1;
            }
        }
        if self.text.is_empty() {
            return;
        }
        let id = Id::unique("spoken").with(self.turn);
        // Puts it into the tree; without an area it takes no part in pointing.
        ui.interact(Rect::NOTHING, id, Sense::hover());
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Status);
            node.set_live(Live::Polite);
            node.set_label(self.text.as_str());
        });
    }

    fn news(
        &self,
        session: &Session,
        shown: &OpenArticle,
        now: &Announced,
        motion: Option<Motion>,
    ) -> Option<String> {
        let seen = self.seen.as_ref();
        let same_place =
            seen.is_some_and(|seen| seen.chosen == now.chosen && seen.revision == now.revision);
        let chosen = now.chosen.as_ref().filter(|_| !same_place);
        if let Some(annotation) = chosen.and_then(|id| shown.document.annotation(id)) {
            return Some(chosen_text(session, shown, annotation));
        }
        let gone = seen.filter(|seen| seen.article == now.article);
        let gone = gone.and_then(|seen| seen.chosen.as_ref());
        if gone.is_some_and(|id| shown.document.annotation(id).is_none()) {
            return Some("The annotation was removed.".to_owned());
        }
        let before = seen.filter(|seen| seen.article == now.article)?.head;
        passed(shown, before, now.head, motion?)
    }
}

/// "Chosen: demand “a full ceasefire”, 2 of 14, entity UN".
fn chosen_text(session: &Session, shown: &OpenArticle, annotation: &Annotation) -> String {
    let document = &shown.document;
    let label = label_name(session, &annotation.label).to_lowercase();
    let quote = annotation.fragments();
    let quote = quote.map(|f| f.quote_start(document.text(), MAX_CHARS));
    let quote = quote.unwrap_or_default().replace(char::is_control, " ");
    let rank = document.rank(&annotation.id).unwrap_or(0) + 1;
    let count = document.annotations().len();
    let mut text = format!("Chosen: {label} “{quote}”, {rank} of {count}");
    if let Some(entity) = &annotation.entity {
        text.push_str(&format!(", entity {}", session.entities.name(entity)));
    }
    text
}

/// The text that a caret move passed over or reached, where a screen reader cannot know it.
fn passed(shown: &OpenArticle, from: ByteOffset, to: ByteOffset, motion: Motion) -> Option<String> {
    use Motion as M;
    let text = shown.document.text();
    let range = match motion {
        M::WordLeft | M::WordRight => from.0.min(to.0)..from.0.max(to.0),
        M::SentenceBack | M::SentenceForward => words::sentence_at(text, to),
        M::ParagraphBack | M::ParagraphForward => text.paragraphs()[text.paragraph_at(to)].clone(),
        M::CharLeft
        | M::CharRight
        | M::LineUp
        | M::LineDown
        | M::LineStart
        | M::LineEnd
        | M::PageUp
        | M::PageDown
        | M::TextStart
        | M::TextEnd => return None,
    };
    let passage = text.as_str().get(range)?.trim();
    (!passage.is_empty()).then(|| cut(passage))
}

/// The text without line ends, and no longer than is listened to.
fn cut(text: &str) -> String {
    let mut chars = text.chars();
    let mut short: String = chars
        .by_ref()
        .take(MAX_CHARS)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if chars.next().is_some() {
        short.push('…');
    }
    short
}
