//! The overlay of the page for linking: letters at the candidates, the drag handle, and the arcs of
//! relations.
//!
//! It changes no document: what is clicked or dropped becomes a command.

use super::Links;
use crate::command::linking::LinkCommand;
use crate::command::{Command, Intent, UserCommand};
use crate::model::codebook::Codebook;
use crate::model::links;
use crate::model::{Annotation, AnnotationId, Document};
use crate::session::Session;
use crate::session::linking::{LinkQuestion, Linking};
use crate::ui::article::{ArticleView, Gesture, HandleUse, LinkTargets, Page};
use crate::ui::keyboard::KeyInput;
use crate::ui::panels::PanelCtx;

impl Links {
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
            let clicked = letters_ui(ui, view, page, linking, cx.keyboard);
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
                cx.commands
                    .push(Intent::Link(LinkCommand::Pair { this, other }));
            }
            None => {}
        }
    }

    /// Draws what is being asked above the page. Returns whether it is there, and so no legend.
    pub fn bar_ui(&mut self, ui: &mut egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) -> bool {
        self.bar.panel_ui(ui, cx, session, self.linking.as_ref())
    }

    /// Draws what is being asked where a link was dropped.
    pub fn dropped_ui(&mut self, ui: &egui::Ui, cx: &mut PanelCtx<'_>, session: &Session) {
        let linking = self.linking.as_ref();
        self.bar.dropped_ui(ui.ctx(), cx, session, linking);
    }
}

/// The limit of the candidates on the screen. There are letters for a third of them.
const MAX_CANDIDATES: usize = 2000;

/// Gives letters to the candidates on the screen and draws them.
fn letters_ui(
    ui: &egui::Ui,
    view: &ArticleView,
    page: &Page<'_>,
    linking: &mut Linking,
    keyboard: &KeyInput,
) -> Option<AnnotationId> {
    let this = page.document.annotation(&linking.this)?;
    let way = linking.way(page.document, page.codebook)?;
    let visible = page.document.touching(view.visible_range()).into_iter();
    let mut candidates: Vec<AnnotationId> = visible
        .filter(|other| linking.fits(page.document, page.entities, &way, other))
        .take(MAX_CANDIDATES)
        .filter(|other| !view.rects_of_annotation(other).is_empty())
        .map(|other| other.id.clone())
        .collect();
    links::rank(page.document, &way, this, &mut candidates);
    let LinkQuestion::End(search) = &mut linking.question else {
        return None;
    };
    search.letters = if search.sought.is_some() {
        // Letters are typed into the search.
        let nothing = std::iter::repeat(String::new());
        candidates.into_iter().zip(nothing).collect()
    } else {
        links::stable_jump_letters(&mut search.given, &candidates)
    };
    let targets = LinkTargets {
        this: &linking.this,
        possible: &search.letters,
        typed: &search.typed,
        keyboard: Some(keyboard),
        candidate: search.candidate.as_ref(),
    };
    view.link_targets_ui(ui, page, &targets)
}

/// The annotation that was clicked while an other end is asked for: of several at one place, one
/// that fits.
pub(in crate::app) fn pointed_at(
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
    let LinkQuestion::End(search) = &linking.question else {
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
