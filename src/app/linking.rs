//! Linking on the page: keys while it goes on, letters at the candidates, dragging, arcs.

use egui::{Event, Key, Modifiers};

use super::ProjectCtx;
use crate::command::{Command, Intent, UserCommand};
use crate::model::codebook::Codebook;
use crate::model::links;
use crate::model::{Annotation, AnnotationId, Document};
use crate::session::Session;
use crate::session::linking::{Linking, Question, choices};
use crate::ui::article::{ArticleView, Gesture, HandleUse, LinkHandle, LinkTargets, Page};
use crate::ui::panels::PanelCtx;
use crate::ui::panels::link_bar::LinkBar;

/// How far PageUp and PageDown, and the arrows, scroll while linking, in heights of the pane.
const PAGE: f32 = 0.85;
const LINES: f32 = 0.1;

impl ProjectCtx<'_> {
    /// Whether keys answer a question of linking; its search field is part of that.
    pub(super) fn is_link_asking(&self, ctx: &egui::Context) -> bool {
        let Some(linking) = &self.project.reading.links.linking else {
            return false;
        };
        let searching = matches!(&linking.question, Question::End(s) if s.sought.is_some());
        searching || !ctx.text_edit_focused()
    }

    /// Takes the keys that linking understands, and every other that would type, out of this
    /// frame's input.
    pub(super) fn read_link_keys(&mut self, ctx: &egui::Context) {
        let searching = match self
            .project
            .reading
            .links
            .linking
            .as_ref()
            .map(|linking| &linking.question)
        {
            Some(Question::End(search)) => search.sought.is_some(),
            _ => false,
        };
        let mut presses = Vec::new();
        ctx.input_mut(|input| {
            input.events.retain(|event| match event {
                Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } if !modifiers.command && !modifiers.alt => {
                    let taken = !searching || !types(*key);
                    if taken {
                        presses.push((*key, *modifiers));
                    }
                    !taken
                }
                Event::Text(_) => searching,
                _ => true,
            });
        });
        for (key, modifiers) in presses {
            self.press_link_key(key, modifiers);
        }
    }

    fn press_link_key(&mut self, key: Key, modifiers: Modifiers) {
        let Some(linking) = &mut self.project.reading.links.linking else {
            return;
        };
        match (key, &mut linking.question) {
            (Key::Escape, _) => self.leave_link(),
            (Key::PageDown, _) => self.scroll_page(PAGE),
            (Key::PageUp, _) => self.scroll_page(-PAGE),
            (Key::ArrowDown, Question::End(_)) => self.scroll_page(LINES),
            (Key::ArrowUp, Question::End(_)) => self.scroll_page(-LINES),
            (Key::Tab, Question::End(_)) => self.step_link_end(!modifiers.shift),
            (Key::Enter, Question::End(search)) => {
                if let Some(candidate) = search.candidate.clone() {
                    self.shell.commands.push(Intent::Choose(candidate));
                }
            }
            (Key::Enter, Question::Attribute { .. }) => self.leave_link(),
            (Key::Backspace, Question::End(search)) => search.typed.clear(),
            (Key::Slash, Question::End(search)) => search.sought = Some(String::new()),
            (key, Question::End(search)) => {
                if let Some(id) = letter(key).and_then(|letter| search.press(letter)) {
                    self.shell.commands.push(Intent::Choose(id));
                }
            }
            (key, Question::Way { .. } | Question::Attribute { .. }) => self.answer_by_key(key),
        }
    }

    fn answer_by_key(&mut self, key: Key) {
        let session = &self.project.session;
        let Some(linking) = &self.project.reading.links.linking else {
            return;
        };
        let (Some(shown), pressed) = (session.shown(), letter(key)) else {
            return;
        };
        let command = match &linking.question {
            Question::Way { .. } => {
                let ways = linking.ways(&shown.document, &session.codebook);
                // Enter takes the first, which is a required one if there is any.
                let taken = ways
                    .iter()
                    .find(|way| key == Key::Enter || (pressed.is_some() && way.key == pressed));
                taken.map(|way| Intent::StartLink {
                    kind: way.kind.id.clone(),
                    end: way.end,
                })
            }
            Question::Attribute { .. } => {
                let attribute = linking.asked(&session.codebook);
                let choices = attribute.map_or_else(Vec::new, |a| choices(&a.kind));
                let mut choices = choices.into_iter();
                let taken = choices.find(|(_, key)| pressed.is_some() && *key == pressed);
                taken.map(|(choice, _)| Intent::AnswerLink(choice.id.clone()))
            }
            Question::End(_) => None,
        };
        self.shell.commands.extend(command);
    }

    fn scroll_page(&mut self, pages: f32) {
        if let Some(view) = self.view_mut() {
            view.scroll_pages(pages);
        }
    }
}

/// Linking on the page.
#[derive(Default)]
pub(super) struct Links {
    /// Linking of the chosen annotation, while it goes on.
    pub linking: Option<Linking>,
    bar: LinkBar,
    pub handle: LinkHandle,
    /// Whether the relations of all annotations on screen are drawn.
    pub all_arcs: bool,
}

impl Links {
    /// Whether a link is being made, by key or by dragging.
    pub fn are_being_made(&self) -> bool {
        self.linking.is_some() || self.handle.is_dragged()
    }

    /// Draws over the active pane: candidates with their letters while linking goes on, otherwise
    /// arcs and the handle. What is done with them is added to the commands.
    pub fn show(
        &mut self,
        ui: &mut egui::Ui,
        view: &mut ArticleView,
        cx: &mut PanelCtx<'_>,
        page: &Page<'_>,
    ) {
        if let Some(linking) = &mut self.linking {
            let clicked = letters_ui(ui, view, page, linking);
            cx.commands.extend(clicked.map(Intent::Choose));
            return;
        }
        if !self.handle.is_dragged() {
            let far = view.relation_lines_ui(ui, cx.engine, page, self.all_arcs);
            cx.commands.extend(far.map(Intent::Choose));
        }
        let legal = |this: &Annotation, other: Option<&Annotation>| {
            is_legal(page.document, page.codebook, this, other)
        };
        match view.link_handle_ui(ui, &mut self.handle, cx.engine, page, &legal) {
            Some(HandleUse::Click(id)) => {
                cx.commands
                    .extend([Command::from(Intent::Choose(id)), UserCommand::Link.into()]);
            }
            Some(HandleUse::Drop { this, other, at }) => {
                self.bar.stand_at(at);
                cx.commands.push(Intent::LinkPair { this, other });
            }
            None => {}
        }
    }

    /// Draws what is being asked, if anything is.
    pub fn bar_ui(
        &mut self,
        ui: &egui::Ui,
        cx: &mut PanelCtx<'_>,
        session: &Session,
        view: &ArticleView,
    ) {
        self.bar
            .show(ui.ctx(), cx, session, self.linking.as_ref(), view);
    }
}

/// Gives letters to the candidates on the screen and draws them.
fn letters_ui(
    ui: &egui::Ui,
    view: &ArticleView,
    page: &Page<'_>,
    linking: &mut Linking,
) -> Option<AnnotationId> {
    let this = page.document.annotation(&linking.this)?;
    let way = linking.way(page.document, page.codebook)?;
    let visible = page.document.touching(view.visible_range()).into_iter();
    let mut candidates: Vec<AnnotationId> = visible
        .filter(|other| linking.fits(page.document, &way, other))
        .filter(|other| !view.rects_of_annotation(other).is_empty())
        .map(|other| other.id.clone())
        .collect();
    links::rank(page.document, &way, this, &mut candidates);
    let Question::End(search) = &mut linking.question else {
        return None;
    };
    let letters = if search.sought.is_some() {
        // Letters are typed into the search.
        vec![String::new(); candidates.len()]
    } else {
        links::jump_letters(candidates.len())
    };
    search.letters = candidates.into_iter().zip(letters).collect();
    let targets = LinkTargets {
        this: &linking.this,
        possible: &search.letters,
        typed: &search.typed,
        candidate: search.candidate.as_ref(),
    };
    view.link_targets_ui(ui, page, &targets)
}

/// The annotation that was clicked while an other end is asked for: of several at one place, one
/// that fits.
pub(super) fn pointed_at(
    linking: &Linking,
    document: &Document,
    gestures: &[Gesture],
) -> Option<AnnotationId> {
    let mut place = None;
    let mut clicked = None;
    for gesture in gestures {
        match gesture {
            Gesture::Select { selection, .. } => place = Some(selection.head),
            Gesture::Choose(annotation) => clicked = annotation.in_document().cloned(),
            _ => {}
        }
    }
    let clicked = clicked?;
    let Question::End(search) = &linking.question else {
        return Some(clicked);
    };
    let fits = |id: &AnnotationId| search.letters.iter().any(|(other, _)| other == id);
    let here = place.map_or_else(Vec::new, |place| document.at(place));
    let mut here = here.into_iter().map(|annotation| &annotation.id);
    let other = here.find(|id| !fits(&clicked) && fits(id)).cloned();
    Some(other.unwrap_or(clicked))
}

/// Whether two annotations can be linked, or whether one can be linked at all.
fn is_legal(
    document: &Document,
    codebook: &Codebook,
    this: &Annotation,
    other: Option<&Annotation>,
) -> bool {
    let ways = links::ways(codebook, &this.label);
    match other {
        None => !ways.is_empty(),
        Some(other) => ways
            .iter()
            .any(|way| links::refusal(document, way, &this.id, other).is_none()),
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

/// The letter or digit of a key.
fn letter(key: Key) -> Option<char> {
    let mut name = key.name().chars();
    let letter = name.next().filter(char::is_ascii_alphanumeric)?;
    name.next().is_none().then(|| letter.to_ascii_lowercase())
}
