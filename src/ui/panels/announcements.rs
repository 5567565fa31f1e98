//! Screen reader announcements while the page has the keyboard focus: the chosen annotation, what is changed
//! of it, and the words that the caret moved over.
//!
//! The page exposes caret and selection, and screen readers speak moves by character and by line
//! from that. They do not recognize moves by a whole word, so this module announces these. How announcements
//! reach the screen reader is in [`live_region`].

use std::ops::Range;
use std::sync::Arc;

use super::annotation_fields::value_name;
use super::label_name;
use crate::command::Motion;
use crate::model::history::CodingId;
use crate::model::missing::missing_in;
use crate::model::{Annotation, AnnotationId, ByteOffset, words};
use crate::session::messages::SpokenMessage;
use crate::session::{OpenArticle, Session};
use crate::settings::SpokenAnnotations;
use crate::ui::article::ArticleView;
use crate::ui::live_region;

/// Longer passages are cut, in characters.
const MAX_CHARS: usize = 400;

/// How many of the last messages a key says again.
const SAID_AGAIN: usize = 3;

/// How many annotations are said when the caret comes to them.
const MAX_MARKS: usize = 6;

/// What was announced last, and what is to be.
#[derive(Default)]
pub struct LastAnnouncement {
    seen: Option<Announced>,
    motion: Option<Motion>,
    /// The annotations where the caret was.
    touched: Vec<AnnotationId>,
}

/// The caret and choice at the last announcement.
struct Announced {
    article: Option<CodingId>,
    revision: u64,
    chosen: Option<AnnotationId>,
    /// The chosen annotation as it was.
    annotation: Option<Arc<Annotation>>,
    head: ByteOffset,
}

impl LastAnnouncement {
    /// Notes how the caret is about to be moved.
    pub fn moves(&mut self, motion: Motion) {
        self.motion = Some(motion);
    }

    /// Announces what is new. It draws nothing.
    pub fn show(
        &mut self,
        ctx: &egui::Context,
        session: &Session,
        shown: &OpenArticle,
        view: &ArticleView,
        spoken: SpokenAnnotations,
    ) {
        let motion = self.motion.take();
        let is_same = self.seen.as_ref().is_some_and(|seen| {
            seen.article == session.current
                && seen.revision == shown.revision()
                && seen.chosen == shown.chosen
                && seen.head == shown.selection.head
        });
        if is_same {
            return;
        }
        let chosen = shown.chosen.as_ref();
        let now = Announced {
            article: session.current,
            revision: shown.revision(),
            chosen: shown.chosen.clone(),
            annotation: chosen.and_then(|id| shown.document.annotation(id).cloned()),
            head: shown.selection.head,
        };
        let news = self.news(session, shown, &now, motion);
        let before = self.seen.as_ref().map(|seen| seen.head);
        let here = motion.zip(before).and_then(|(motion, before)| {
            let head = shown.selection.head;
            reached(shown, before, head, motion).or_else(|| view.line_range(head))
        });
        let marks = here.and_then(|here| self.marks(session, shown, here, spoken));
        let is_dropped =
            |seen: &Announced| seen.article != now.article || seen.chosen != now.chosen;
        if self.seen.as_ref().is_some_and(is_dropped) {
            // What was announced is no longer chosen.
            live_region::retract(ctx);
        }
        self.seen = Some(now);
        for text in [news, marks].into_iter().flatten() {
            live_region::say(ctx, text);
        }
    }

    /// The annotations that a move of the caret comes to, without those where it was.
    fn marks(
        &mut self,
        session: &Session,
        shown: &OpenArticle,
        here: Range<usize>,
        spoken: SpokenAnnotations,
    ) -> Option<String> {
        let touching = shown.document.touching(here);
        let new = touching.iter().filter(|a| !self.touched.contains(&a.id));
        let mut texts: Vec<String> = match spoken {
            SpokenAnnotations::Off => Vec::new(),
            _ => new.map(|a| mark_text(session, shown, a, spoken)).collect(),
        };
        self.touched = touching.iter().map(|a| a.id.clone()).collect();
        let more = texts.len().saturating_sub(MAX_MARKS);
        texts.truncate(MAX_MARKS);
        if more > 0 {
            texts.push(SpokenMessage::More { count: more }.to_string());
        }
        (!texts.is_empty()).then(|| SpokenMessage::Marks { marks: texts }.to_string())
    }

    fn news(
        &self,
        session: &Session,
        shown: &OpenArticle,
        now: &Announced,
        motion: Option<Motion>,
    ) -> Option<String> {
        let seen = self.seen.as_ref();
        let chosen = now.annotation.as_deref();
        if seen.is_some_and(|seen| seen.article != now.article) {
            let chosen = chosen.map(|annotation| chosen_text(session, shown, annotation));
            let article = article_text(session, shown);
            let texts = std::iter::once(article).chain(chosen).collect();
            return Some(SpokenMessage::InOrder { texts }.to_string());
        }
        let before = seen.filter(|seen| seen.chosen == now.chosen);
        let before = before.and_then(|seen| seen.annotation.as_deref());
        match (before, chosen) {
            (Some(before), Some(annotation)) if before != annotation => {
                return Some(changed_text(session, shown, before, annotation));
            }
            (None, Some(annotation)) => return Some(chosen_text(session, shown, annotation)),
            _ => {}
        }
        let gone = seen.and_then(|seen| seen.chosen.as_ref());
        if gone.is_some_and(|id| shown.document.annotation(id).is_none()) {
            return Some(SpokenMessage::Removed.to_string());
        }
        passed(shown, seen?.head, now.head, motion?)
    }
}

/// "Envoy calls for talks, 12 annotations".
fn article_text(session: &Session, shown: &OpenArticle) -> String {
    let message = SpokenMessage::Article {
        article: session
            .current
            .map_or_else(String::new, |id| super::place_of(session, id)),
        annotations: shown.document.annotations().len(),
    };
    message.to_string()
}

/// What a change made of the chosen annotation: "Entity: UN", "Category: wages".
fn changed_text(
    session: &Session,
    shown: &OpenArticle,
    before: &Annotation,
    now: &Annotation,
) -> String {
    if before.label != now.label || before.place != now.place {
        return chosen_text(session, shown, now);
    }
    let mut texts = Vec::new();
    if before.entity != now.entity {
        texts.push(match &now.entity {
            Some(entity) => SpokenMessage::Entity {
                name: session.entities.name(entity).to_owned(),
            },
            None => SpokenMessage::NoEntity,
        });
    }
    let attribute = |id: &_| {
        let mut attributes = session.codebook.attributes_of(&now.label);
        attributes.find(|attribute| attribute.id == *id)
    };
    for (id, value) in &now.attributes {
        if before.attributes.get(id) != Some(value) {
            let attribute = attribute(id);
            texts.push(SpokenMessage::Value {
                attribute: attribute.map_or_else(|| id.to_string(), |a| a.name.clone()),
                value: value_name(session, attribute, value),
            });
        }
    }
    for id in before.attributes.keys() {
        if !now.attributes.contains_key(id) {
            let name = attribute(id).map_or_else(|| id.to_string(), |a| a.name.clone());
            texts.push(SpokenMessage::NoValue { attribute: name });
        }
    }
    if texts.is_empty() {
        return chosen_text(session, shown, now);
    }
    let facts = texts.iter().map(ToString::to_string).collect();
    SpokenMessage::Facts { facts }.to_string()
}

/// Says the last messages again, the newest first.
pub fn say_last_messages(ctx: &egui::Context) {
    let last = live_region::last_messages(ctx);
    let last: Vec<&str> = last.iter().take(SAID_AGAIN).map(String::as_str).collect();
    if last.is_empty() {
        live_region::say_again(ctx, &SpokenMessage::NoMessages.to_string());
    } else {
        live_region::say_again(ctx, &last.join(" | "));
    }
}

/// Says all about the place of the caret: where it is, and each annotation there with what it lacks.
pub fn say_place(ctx: &egui::Context, session: &Session, shown: &OpenArticle) {
    live_region::say(ctx, place_text(session, shown));
}

fn place_text(session: &Session, shown: &OpenArticle) -> String {
    let document = &shown.document;
    let text = document.text();
    let head = shown.selection.head;
    let mut parts = vec![article_text(session, shown)];
    let place = SpokenMessage::Paragraph {
        number: text.paragraph_at(head) + 1,
        count: text.paragraphs().len(),
    };
    parts.push(place.to_string());
    let selection = &shown.selection;
    if !selection.is_empty() {
        let selected = text.slice(selection.start(), selection.end());
        let words = cut(selected.unwrap_or_default());
        parts.push(SpokenMessage::Selected { words }.to_string());
    }
    let covers = |annotation: &&Arc<Annotation>| {
        let fragments = annotation.fragments();
        fragments.is_some_and(|f| f.start() <= head && head < f.end())
    };
    let here: Vec<&Arc<Annotation>> = document.annotations().iter().filter(covers).collect();
    if here.is_empty() {
        parts.push(SpokenMessage::NoAnnotationHere.to_string());
    }
    for annotation in here {
        let mut facts = vec![described(session, shown, annotation)];
        for (id, value) in &annotation.attributes {
            let mut attributes = session.codebook.attributes_of(&annotation.label);
            let attribute = attributes.find(|attribute| attribute.id == *id);
            let name = attribute.map_or(id.as_str(), |a| &a.name);
            let message = SpokenMessage::Value {
                attribute: name.to_owned(),
                value: value_name(session, attribute, value).to_string(),
            };
            facts.push(message.to_string());
        }
        let missing = missing_in(&session.codebook, document, annotation);
        if !missing.is_empty() {
            let names = missing.iter().map(|missing| missing.name().to_owned());
            let names = names.collect();
            facts.push(SpokenMessage::Lacks { names }.to_string());
        }
        parts.push(SpokenMessage::Facts { facts }.to_string());
    }
    SpokenMessage::InOrder { texts: parts }.to_string()
}

/// "Chosen: demand “a full ceasefire”, 2 of 14, entity UN".
fn chosen_text(session: &Session, shown: &OpenArticle, annotation: &Annotation) -> String {
    let annotation = described(session, shown, annotation);
    SpokenMessage::Chosen { annotation }.to_string()
}

/// "demand “a full ceasefire”, 2 of 14, entity UN".
fn described(session: &Session, shown: &OpenArticle, annotation: &Annotation) -> String {
    let document = &shown.document;
    let label = label_name(session, &annotation.label).to_lowercase();
    let quote = annotation.fragments();
    let quote = quote.map(|f| f.quote_start(document.text(), MAX_CHARS));
    let quote = quote.unwrap_or_default().replace(char::is_control, " ");
    let number = document.rank(&annotation.id).unwrap_or(0) + 1;
    let count = document.annotations().len();
    let message = match &annotation.entity {
        Some(entity) => SpokenMessage::AnnotationWithEntity {
            label,
            quote,
            number,
            count,
            entity: session.entities.name(entity).to_owned(),
        },
        None => SpokenMessage::Annotation {
            label,
            quote,
            number,
            count,
        },
    };
    message.to_string()
}

/// The text that a caret move passed over or reached, where a screen reader cannot know it.
fn passed(shown: &OpenArticle, from: ByteOffset, to: ByteOffset, motion: Motion) -> Option<String> {
    if matches!(motion, Motion::CharLeft | Motion::CharRight) {
        return None;
    }
    let range = reached(shown, from, to, motion)?;
    let text = shown.document.text();
    let passage = text.as_str().get(range)?.trim();
    (!passage.is_empty()).then(|| cut(passage))
}

/// What a move of the caret passes over or reaches; `None` where that is a line of the page.
fn reached(
    shown: &OpenArticle,
    from: ByteOffset,
    to: ByteOffset,
    motion: Motion,
) -> Option<Range<usize>> {
    use Motion as M;
    let text = shown.document.text();
    match motion {
        M::WordLeft | M::WordRight => Some(from.0.min(to.0)..from.0.max(to.0)),
        M::SentenceBack | M::SentenceForward => Some(words::sentence_at(text, to)),
        M::ParagraphBack | M::ParagraphForward => {
            Some(text.paragraphs()[text.paragraph_at(to)].clone())
        }
        M::CharLeft | M::CharRight => Some(to.0..to.0 + 1),
        M::LineUp
        | M::LineDown
        | M::LineStart
        | M::LineEnd
        | M::PageUp
        | M::PageDown
        | M::TextStart
        | M::TextEnd => None,
    }
}

/// "Demand, Kyiv, missing: Category".
fn mark_text(
    session: &Session,
    shown: &OpenArticle,
    annotation: &Annotation,
    spoken: SpokenAnnotations,
) -> String {
    let label = label_name(session, &annotation.label);
    if spoken != SpokenAnnotations::Full {
        return label;
    }
    let mut facts = vec![label];
    if let Some(entity) = &annotation.entity {
        facts.push(session.entities.name(entity).to_owned());
    }
    let missing = missing_in(&session.codebook, &shown.document, annotation);
    if !missing.is_empty() {
        let names = missing.iter().map(|missing| missing.name().to_owned());
        let names = names.collect();
        facts.push(SpokenMessage::Lacks { names }.to_string());
    }
    SpokenMessage::Facts { facts }.to_string()
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
