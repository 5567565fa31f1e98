//! The live region: the one place in the accessibility tree from which a screen reader speaks by itself.
//!
//! It must not know what is said. Screen readers drop an announcement that follows another within a short
//! time, so that all that one key causes is said as one message: what panels say in a frame is joined, and
//! what comes shortly after it waits. The node is directly below the window: below the page it would be said
//! again whenever a dialog closes, since the page leaves the tree behind a dialog.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use egui::accesskit::{Live, Role};
use egui::{Context, Event, Id, Plugin};

/// After an announcement, seconds in which another without a key or a click waits.
const GAP: f64 = 0.6;

/// How long a text that follows typing must be the same before it is said, in seconds.
const SETTLED: f64 = 0.4;

/// Messages that can be heard again.
const KEPT: usize = 5;

/// What is said, and what is to be said.
#[derive(Default)]
struct LiveRegion {
    /// Said at the end of this frame.
    queue: Vec<String>,
    is_urgent: bool,
    /// Whether it was said before.
    is_repeated: bool,
    /// Said once they have been the same for a while, each with the time since which it is.
    settling: HashMap<Id, (String, f64)>,
    /// What texts on screen said when they were last drawn, with the pass of egui.
    shown: HashMap<Id, (String, u64)>,
    /// The announcement in the tree.
    text: String,
    /// Increases with each announcement, so that the same words can be announced again.
    turn: u64,
    /// When it was made, in seconds.
    at: f64,
    was_urgent: bool,
    last: VecDeque<String>,
}

impl Plugin for LiveRegion {
    fn debug_name(&self) -> &'static str {
        "live_region"
    }
}

fn with<T>(ctx: &Context, change: impl FnOnce(&mut LiveRegion) -> T) -> T {
    let plugin = ctx.plugin_or_default::<LiveRegion>();
    let mut region = plugin.lock();
    change(&mut region)
}

/// Says a text at the end of this frame.
pub fn say(ctx: &Context, text: impl Into<String>) {
    let text = text.into();
    with(ctx, |region| region.push(text));
}

/// The same, and a screen reader interrupts what it says.
pub fn say_at_once(ctx: &Context, text: impl Into<String>) {
    let text = text.into();
    with(ctx, |region| {
        region.is_urgent = true;
        region.push(text);
    });
}

/// Says a text on the screen when it appears and when it changes. To be called in each frame in which it is
/// drawn.
pub fn say_changes(ctx: &Context, key: Id, text: &str) {
    say_new_state(ctx, key, text, || text.to_owned());
}

/// The same, with another text to be said than the one that tells whether it has changed.
pub fn say_new_state(ctx: &Context, key: Id, state: &str, text: impl FnOnce() -> String) {
    let pass = ctx.cumulative_pass_nr();
    if with(ctx, |region| region.is_news(key, state, pass)) {
        say(ctx, text());
    }
}

/// The same for a text that follows each letter that is typed, or counts: only what stays for a while is said.
pub fn say_once_settled(ctx: &Context, key: Id, text: &str) {
    let pass = ctx.cumulative_pass_nr();
    let now = ctx.input(|input| input.time);
    let is_news = with(ctx, |region| {
        let mut is_news = region.is_news(key, text, pass);
        if is_news && text.trim().is_empty() {
            region.settling.remove(&key);
            is_news = false;
        }
        if is_news {
            region.settling.insert(key, (text.to_owned(), now));
        }
        is_news
    });
    if is_news {
        ctx.request_repaint_after(Duration::from_secs_f64(SETTLED));
    }
}

/// Says earlier messages once more; they are not noted as messages.
pub fn say_again(ctx: &Context, text: &str) {
    with(ctx, |region| {
        region.is_repeated = true;
        region.push(text.to_owned());
    });
}

/// Notes that what was said last is no longer true.
pub fn retract(ctx: &Context) {
    with(ctx, |region| region.text.clear());
}

/// The last messages, the newest first.
pub fn last_messages(ctx: &Context) -> Vec<String> {
    with(ctx, |region| region.last.iter().cloned().collect())
}

/// Puts what is said into the tree, at the end of a frame.
pub fn end_frame(ctx: &Context) {
    let (now, acts) = ctx.input(|input| (input.time, input.events.iter().any(is_act)));
    let waits = with(ctx, |region| region.end_frame(now, acts));
    if let Some(wait) = waits {
        ctx.request_repaint_after(Duration::from_secs_f64(wait));
    }
    let (text, turn, live) = with(ctx, |region| {
        let live = if region.was_urgent {
            Live::Assertive
        } else {
            Live::Polite
        };
        (region.text.clone(), region.turn, live)
    });
    if text.is_empty() {
        return;
    }
    // It has no parent among the widgets, so that it is below the window.
    let id = Id::unique("live region").with(turn);
    ctx.accesskit_node_builder(id, |node| {
        node.set_role(Role::Status);
        node.set_live(live);
        node.set_label(text);
    });
}

/// Whether an event is something that the user does, and expects to hear of.
fn is_act(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { pressed: true, .. }
            | Event::Text(_)
            | Event::PointerButton { .. }
            | Event::AccessKitActionRequest(_)
    )
}

impl LiveRegion {
    fn push(&mut self, text: String) {
        if !text.trim().is_empty() && !self.queue.contains(&text) {
            self.queue.push(text);
        }
    }

    /// Whether a text on the screen is another than in the frame before, or was not drawn in it.
    fn is_news(&mut self, key: Id, text: &str, pass: u64) -> bool {
        let before = self.shown.get(&key);
        let is_same = before.is_some_and(|(before, seen)| before == text && *seen + 1 >= pass);
        if is_same {
            if let Some((_, seen)) = self.shown.get_mut(&key) {
                *seen = pass;
            }
            return false;
        }
        // What has not been drawn for long is forgotten.
        self.shown.retain(|_, (_, seen)| *seen + 1 >= pass);
        self.shown.insert(key, (text.to_owned(), pass));
        true
    }

    /// Makes the announcement of what was said in this frame. Returns the seconds after which it has to be
    /// called again.
    fn end_frame(&mut self, now: f64, acts: bool) -> Option<f64> {
        let mut wait: Option<f64> = None;
        let due: Vec<Id> = self
            .settling
            .iter()
            .filter(|(_, (_, since))| now - since >= SETTLED)
            .map(|(key, _)| *key)
            .collect();
        for key in due {
            if let Some((text, _)) = self.settling.remove(&key) {
                self.push(text);
            }
        }
        for (_, since) in self.settling.values() {
            let left = (since + SETTLED - now).max(0.01);
            wait = Some(wait.map_or(left, |wait| wait.min(left)));
        }
        if self.queue.is_empty() {
            return wait;
        }
        let left = self.at + GAP - now;
        if self.turn > 0 && left > 0.0 && !acts && !self.is_urgent {
            return Some(wait.map_or(left, |wait| wait.min(left)));
        }
        self.text = joined(&std::mem::take(&mut self.queue));
        self.turn += 1;
        self.at = now;
        self.was_urgent = std::mem::take(&mut self.is_urgent);
        if !std::mem::take(&mut self.is_repeated) {
            self.last.push_front(self.text.clone());
            self.last.truncate(KEPT);
        }
        wait
    }
}

/// The texts as sentences of one message.
fn joined(texts: &[String]) -> String {
    let mut whole = String::new();
    for text in texts {
        if !whole.is_empty() {
            if !whole.ends_with(['.', '?', '!', '…', ':']) {
                whole.push('.');
            }
            whole.push(' ');
        }
        whole.push_str(text.trim());
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_key_causes_is_one_message() {
        let mut region = LiveRegion::default();
        region.push("Undone: relabel as event".to_owned());
        region.push("Actor “dockers”".to_owned());
        region.push("Actor “dockers”".to_owned());
        assert_eq!(region.end_frame(10.0, true), None);
        assert_eq!(region.text, "Undone: relabel as event. Actor “dockers”");
        assert_eq!(region.turn, 1);
        assert_eq!(region.end_frame(10.1, true), None);
        assert_eq!(region.turn, 1, "nothing is new");
    }

    #[test]
    fn what_follows_soon_without_a_key_waits() {
        let mut region = LiveRegion::default();
        region.push("one".to_owned());
        region.end_frame(10.0, true);
        region.push("two".to_owned());
        assert!(region.end_frame(10.2, false).is_some_and(|wait| wait > 0.3));
        assert_eq!(region.text, "one");
        region.push("three".to_owned());
        assert_eq!(region.end_frame(10.7, false), None);
        assert_eq!(region.text, "two. three");
        // A key is answered at once.
        region.push("four".to_owned());
        region.end_frame(10.8, true);
        assert_eq!(region.text, "four");
        assert_eq!(region.last, ["four", "two. three", "one"]);
    }

    #[test]
    fn a_text_on_the_screen_is_news_when_it_appears_and_when_it_changes() {
        let mut region = LiveRegion::default();
        let key = Id::unique("text");
        assert!(region.is_news(key, "a", 5));
        assert!(!region.is_news(key, "a", 6));
        assert!(region.is_news(key, "b", 7));
        assert!(region.is_news(key, "b", 9), "it was away in between");
    }

    #[test]
    fn of_what_changes_with_each_letter_only_the_last_is_said() {
        let mut region = LiveRegion::default();
        let key = Id::unique("text");
        for (text, at) in [("9 results", 1.0), ("4 results", 1.1), ("2 results", 1.2)] {
            region.settling.insert(key, (text.to_owned(), at));
            assert!(region.end_frame(at, true).is_some());
        }
        assert_eq!(region.text, "");
        assert_eq!(region.end_frame(1.7, false), None);
        assert_eq!(region.text, "2 results");
    }
}
