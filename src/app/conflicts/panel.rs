//! The conflict resolution dialog: two versions (ours, theirs) side by side, to choose by key.

use egui::{Align, Event, EventFilter, Key, Layout, Modifiers, Ui};

use crate::command::Intent;
use crate::model::entity_merge::EntityClash;
use crate::model::history::{ArticleId, CodingId};
use crate::model::{Annotation, AttributeValue, Decision, Document, Entity, Relation};
use crate::session::Session;
use crate::session::messages::{
    CompareMessage, ConflictsMessage, ConflictsText, FileMessage, status_name,
};
use crate::store::article_meta::FieldClash;
use crate::store::merge::{Conflict, MergeSide};
use crate::store::merge_tree::TreeClash;
use crate::ui::panels::annotation_text::quote;
use crate::ui::panels::version::{VersionText, version_ui};
use crate::ui::panels::{self, DialogAction, DialogSize, PanelCtx, label_name, reflow};
use crate::ui::theme::{small, strong};

/// What is in conflict.
pub enum ConflictSubject {
    /// An article's annotations and fields.
    Article(CodingId, Vec<Conflict>),
    /// The fields that all coders of an article share.
    Fields(ArticleId, Vec<FieldClash>),
    Entities(Vec<EntityClash>),
    Codebook(Vec<TreeClash>),
}

impl ConflictSubject {
    fn len(&self) -> usize {
        match self {
            Self::Article(_, conflicts) => conflicts.len(),
            Self::Fields(_, clashes) => clashes.len(),
            Self::Entities(clashes) => clashes.len(),
            Self::Codebook(clashes) => clashes.len(),
        }
    }

    fn name<'a>(&self, session: &'a Session) -> &'a str {
        match self {
            Self::Article(id, _) => session.article_of(*id).map_or("", |article| &article.name),
            Self::Fields(id, _) => session.article(*id).map_or("", |article| &article.name),
            Self::Entities(_) => ConflictsText::Entities.text(),
            Self::Codebook(_) => ConflictsText::Codebook.text(),
        }
    }

    /// The two versions of one conflict, in words; `None` if the item no longer exists.
    fn message(&self, session: &Session, row: usize) -> Option<ConflictText> {
        Some(match self {
            Self::Article(id, conflicts) => {
                message(session, &session.opened(*id)?.document, conflicts.get(row)?)
            }
            Self::Fields(_, clashes) => field_conflict_text(clashes.get(row)?),
            Self::Entities(clashes) => entity_conflict_text(session, clashes.get(row)?),
            Self::Codebook(clashes) => codebook_conflict_text(clashes.get(row)?),
        })
    }
}

/// The dialog.
pub struct ConflictsPanel {
    pub subject: ConflictSubject,
    choices: Vec<Option<MergeSide>>,
    row: usize,
    /// No version has had the keyboard yet.
    is_fresh: bool,
    /// Whether a version has the keyboard, so that Enter saves the choices.
    is_at_version: bool,
}

impl ConflictsPanel {
    /// Nothing is chosen yet.
    pub fn new(subject: ConflictSubject) -> Self {
        Self {
            choices: vec![None; subject.len()],
            subject,
            row: 0,
            is_fresh: true,
            is_at_version: false,
        }
    }

    /// Draws the dialog; `false` once it has been closed.
    pub fn show(&mut self, ctx: &egui::Context, cx: &mut PanelCtx<'_>, session: &Session) -> bool {
        let rows = (0..self.subject.len()).map(|row| self.subject.message(session, row));
        let Some(rows) = rows.collect::<Option<Vec<ConflictText>>>() else {
            return false;
        };
        let is_moved = self.take_keys(ctx);
        // Before a version takes Enter for a click; a button keeps it.
        let is_free = self.is_at_version || ctx.memory(|memory| memory.focused()).is_none();
        let is_entered =
            is_free && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
        self.is_at_version = false;
        let all: Option<Vec<MergeSide>> = self.choices.iter().copied().collect();
        let mut is_done = false;
        let modal = panels::dialog(ctx, ConflictsText::Title.text(), DialogSize::Medium).show(
            ctx,
            |dialog| {
                dialog.body(true, |ui| {
                    let name = self.subject.name(session).to_owned();
                    let explained = FileMessage::ConflictsExplained { name }.to_string();
                    ui.label(small(explained).color(cx.palette.quiet));
                    ui.add_space(8.0);
                    reflow::list_scroll_ui(ui, "conflicts", |ui| {
                        for (row, message) in rows.iter().enumerate() {
                            self.row_ui(ui, cx, message, row, is_moved);
                        }
                    });
                });
                let choices = self.choices.iter();
                let note = match choices.filter(|choice| choice.is_none()).count() {
                    0 => FileMessage::EnterSaves,
                    count => FileMessage::LeftToChoose { count },
                };
                let save = FileMessage::SaveChoices.to_string();
                let save = DialogAction::main(&save).possible(all.is_some());
                let buttons = dialog.actions(&note.to_string(), &[save]);
                is_done = buttons.iter().any(egui::Response::clicked);
            },
        );
        is_done |= is_entered;
        if let Some(choices) = all.filter(|_| is_done) {
            // The command takes the dialog away.
            let theirs = choices.iter().map(|side| *side == MergeSide::Theirs);
            cx.commands.push(Intent::ResolveConflicts(theirs.collect()));
            return true;
        }
        !modal.should_close()
    }

    /// Whether the row was changed.
    fn take_keys(&mut self, ctx: &egui::Context) -> bool {
        let last = self.subject.len().saturating_sub(1);
        let before = self.row;
        ctx.input_mut(|input| {
            // A key that is held down chooses once.
            input.events.retain(|event| {
                !matches!(event, Event::Key { key, repeat: true, .. }
                    if matches!(key, Key::ArrowLeft | Key::ArrowRight))
            });
            for (key, side) in [
                (Key::ArrowLeft, MergeSide::Ours),
                (Key::ArrowRight, MergeSide::Theirs),
            ] {
                if input.consume_key(Modifiers::SHIFT, key) {
                    self.choices.fill(Some(side));
                } else if input.consume_key(Modifiers::NONE, key) {
                    if let Some(choice) = self.choices.get_mut(self.row) {
                        *choice = Some(side);
                    }
                    self.row = (self.row + 1).min(last);
                }
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                self.row = (self.row + 1).min(last);
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                self.row = self.row.saturating_sub(1);
            }
        });
        self.row != before
    }

    fn row_ui(
        &mut self,
        ui: &mut Ui,
        cx: &mut PanelCtx<'_>,
        message: &ConflictText,
        row: usize,
        is_moved: bool,
    ) {
        let is_here = self.row == row;
        let title = if is_here {
            strong(&message.title).color(cx.palette.accent)
        } else {
            egui::RichText::new(&message.title).color(cx.palette.ink)
        };
        ui.label(title);
        let is_narrow = reflow::is_narrow(ui.ctx());
        let (width, layout) = match is_narrow {
            true => (ui.available_width(), Layout::top_down(Align::Min)),
            false => (
                (ui.available_width() - 12.0) / 2.0,
                Layout::left_to_right(Align::Min),
            ),
        };
        let names = [
            (FileMessage::Mine, MergeSide::Ours),
            (FileMessage::Theirs, MergeSide::Theirs),
        ];
        let response = ui.with_layout(layout, |ui| {
            for ((name, side), lines) in names.into_iter().zip(&message.sides) {
                let is_chosen = self.choices[row] == Some(side);
                let version = side_ui(ui, cx, width, &name.to_string(), lines, is_chosen);
                if version.clicked() {
                    self.choices[row] = Some(side);
                    self.row = row;
                }
                if is_here && side == MergeSide::Ours {
                    if is_moved || self.is_fresh {
                        version.request_focus();
                    }
                    self.is_fresh &= !version.has_focus();
                }
                if version.has_focus() {
                    self.is_at_version = true;
                    // Arrows choose; they do not lead to another control.
                    let filter = EventFilter {
                        horizontal_arrows: true,
                        vertical_arrows: true,
                        ..EventFilter::default()
                    };
                    ui.memory_mut(|memory| memory.set_focus_lock_filter(version.id, filter));
                    if version.gained_focus() {
                        self.row = row;
                    }
                }
            }
        });
        if is_here && is_moved {
            response.response.scroll_to_me(None);
        }
        ui.add_space(8.0);
    }
}

/// One version, in a column of this width; the chosen one is named so.
fn side_ui(
    ui: &mut Ui,
    cx: &mut PanelCtx<'_>,
    width: f32,
    name: &str,
    lines: &[String],
    is_chosen: bool,
) -> egui::Response {
    let version = name.to_owned();
    let heading = match is_chosen {
        true => ConflictsMessage::Chosen { version }.to_string(),
        false => version,
    };
    let spoken = ConflictsMessage::Version {
        version: name.to_owned(),
        lines: lines.to_vec(),
    };
    let version = VersionText {
        heading: &heading,
        lines,
        lacking: &[],
        is_chosen,
        name: spoken.to_string(),
    };
    let column = ui.vertical(|ui| {
        ui.set_width(width);
        version_ui(ui, cx, &version)
    });
    column.inner
}

/// What a conflict is about, with both versions in words.
struct ConflictText {
    title: String,
    sides: [Vec<String>; 2],
}

fn message(session: &Session, document: &Document, conflict: &Conflict) -> ConflictText {
    let removed = || vec![ConflictsText::Removed.text().to_owned()];
    match conflict {
        Conflict::Annotation { ours, theirs, .. } => {
            let one = ours.as_ref().or(theirs.as_ref());
            let words = one.map(|annotation| quote(document, annotation));
            let words = words.unwrap_or_default();
            ConflictText {
                title: ConflictsMessage::Annotation { words }.to_string(),
                sides: differing(
                    ours.as_ref()
                        .map(|a| annotation_lines(session, document, a)),
                    theirs
                        .as_ref()
                        .map(|a| annotation_lines(session, document, a)),
                ),
            }
        }
        Conflict::Relation { ours, theirs, .. } => {
            let one = ours.as_ref().or(theirs.as_ref());
            let kind = one
                .map(|relation| relation.kind.to_string())
                .unwrap_or_default();
            ConflictText {
                title: ConflictsMessage::Relation { kind }.to_string(),
                sides: differing(
                    ours.as_ref().map(|r| relation_lines(document, r)),
                    theirs.as_ref().map(|r| relation_lines(document, r)),
                ),
            }
        }
        Conflict::Decision { ours, theirs, .. } => ConflictText {
            title: CompareMessage::DecisionInConflict.to_string(),
            sides: differing(
                ours.as_deref().map(decision_lines),
                theirs.as_deref().map(decision_lines),
            ),
        },
        Conflict::LostEnd { annotation, .. } => {
            let (kept, is_here) = match document.annotation(annotation) {
                Some(annotation) => {
                    let words = quote(document, annotation);
                    (ConflictsMessage::QuoteKept { words }.to_string(), true)
                }
                None => (ConflictsText::KeptWithRelation.text().to_owned(), false),
            };
            let mut sides = [vec![kept], removed()];
            if !is_here {
                sides.reverse();
            }
            ConflictText {
                title: ConflictsText::LostEnd.text().to_owned(),
                sides,
            }
        }
        Conflict::Status { ours, theirs } => ConflictText {
            title: ConflictsText::Status.text().to_owned(),
            sides: [vec![status_name(ours)], vec![status_name(theirs)]],
        },
        Conflict::Field { name, ours, theirs } => told_of_value(name, ours, theirs),
        Conflict::Header => ConflictText {
            title: ConflictsText::Header.text().to_owned(),
            sides: [
                vec![ConflictsText::HeaderHere.text().to_owned()],
                vec![ConflictsText::HeaderThere.text().to_owned()],
            ],
        },
    }
}

fn field_conflict_text(clash: &FieldClash) -> ConflictText {
    told_of_value(&clash.field, &clash.ours, &clash.theirs)
}

fn told_of_value(
    name: &str,
    ours: &Option<AttributeValue>,
    theirs: &Option<AttributeValue>,
) -> ConflictText {
    let value = |value: &Option<AttributeValue>| match value {
        Some(value) => vec![value.to_string()],
        None => vec![ConflictsText::Removed.text().to_owned()],
    };
    let name = name.to_owned();
    ConflictText {
        title: ConflictsMessage::Field { name }.to_string(),
        sides: [value(ours), value(theirs)],
    }
}

fn entity_conflict_text(session: &Session, clash: &EntityClash) -> ConflictText {
    let lines = |entity: &Option<Entity>| Some(entity_lines(session, entity.as_ref()?));
    let one = clash.ours.as_ref().or(clash.theirs.as_ref());
    let name = one.map(|entity| entity.name.as_str());
    let name = name.filter(|name| !name.is_empty());
    let name = name.unwrap_or(clash.id.as_str()).to_owned();
    ConflictText {
        title: ConflictsMessage::Entity { name }.to_string(),
        sides: differing(lines(&clash.ours), lines(&clash.theirs)),
    }
}

/// A line of a version, and what a version without it is said to lack.
#[derive(Clone, PartialEq)]
struct VersionLine {
    name: String,
    text: String,
}

impl VersionLine {
    /// A value with its name.
    fn value(name: impl ToString, value: impl ToString) -> Self {
        let (name, value) = (name.to_string(), value.to_string());
        let text = ConflictsMessage::Value {
            name: name.clone(),
            value,
        };
        Self {
            name,
            text: text.to_string(),
        }
    }

    /// A line without a name of its own.
    fn whole(text: impl ToString) -> Self {
        let text = text.to_string();
        Self {
            name: text.clone(),
            text,
        }
    }
}

fn entity_lines(session: &Session, entity: &Entity) -> Vec<VersionLine> {
    let label = entity
        .label
        .as_ref()
        .map(|label| label_name(session, label));
    let whole = entity.part_of.as_ref().map(|id| session.entities.name(id));
    let fields = [
        (ConflictsText::Name, entity.name.as_str()),
        (ConflictsText::Label, &label.unwrap_or_default()),
        (ConflictsText::Kind, &entity.kind),
        (ConflictsText::Aliases, &entity.aliases.join(", ")),
        (ConflictsText::PartOf, whole.unwrap_or_default()),
        (ConflictsText::Country, &entity.country),
        (ConflictsText::Wikidata, &entity.wikidata),
        (ConflictsText::Memo, &entity.memo),
    ];
    let known = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let known = known.map(|(name, value)| VersionLine::value(name.text(), value));
    let unknown = entity.unknown.iter();
    let unknown = unknown.map(|(name, json)| VersionLine::value(name, json));
    known.chain(unknown).collect()
}

fn codebook_conflict_text(clash: &TreeClash) -> ConflictText {
    let removed = || vec![ConflictsText::Removed.text().to_owned()];
    ConflictText {
        title: ConflictsMessage::Place {
            path: clash.path.clone(),
        }
        .to_string(),
        sides: clash.lines().map(|lines| lines.unwrap_or_else(removed)),
    }
}

/// The lines in which two versions differ; all of them where one side has removed the item.
fn differing(ours: Option<Vec<VersionLine>>, theirs: Option<Vec<VersionLine>>) -> [Vec<String>; 2] {
    let (ours, theirs) = match (ours, theirs) {
        (Some(ours), Some(theirs)) => (ours, theirs),
        (ours, theirs) => {
            let removed = || vec![ConflictsText::Removed.text().to_owned()];
            let texts = |lines: Vec<VersionLine>| lines.into_iter().map(|line| line.text).collect();
            return [ours, theirs].map(|lines| lines.map_or_else(removed, texts));
        }
    };
    let only = |lines: &[VersionLine], other: &[VersionLine]| {
        let own = lines.iter().filter(|line| !other.contains(line));
        let own: Vec<String> = own.map(|line| line.text.clone()).collect();
        if own.is_empty() {
            vec![
                FileMessage::WithoutValues {
                    names: names_of_missing(lines, other),
                }
                .to_string(),
            ]
        } else {
            own
        }
    };
    [only(&ours, &theirs), only(&theirs, &ours)]
}

/// The names of the values that the other version has and this one lacks.
fn names_of_missing(lines: &[VersionLine], other: &[VersionLine]) -> Vec<String> {
    let missing = other.iter().filter(|line| !lines.contains(line));
    missing.map(|line| line.name.clone()).collect()
}

fn annotation_lines(
    session: &Session,
    document: &Document,
    annotation: &Annotation,
) -> Vec<VersionLine> {
    let line = |name: ConflictsText, value: &str| VersionLine::value(name.text(), value);
    let words = quote(document, annotation);
    let words = ConflictsMessage::Quoted { words }.to_string();
    let mut lines = vec![
        line(
            ConflictsText::Label,
            &label_name(session, &annotation.label),
        ),
        line(ConflictsText::Words, &words),
    ];
    if let Some(entity) = &annotation.entity {
        lines.push(line(ConflictsText::Entity, session.entities.name(entity)));
    }
    for (name, value) in &annotation.attributes {
        lines.push(VersionLine::value(name, value));
    }
    if !annotation.memo.is_empty() {
        lines.push(line(ConflictsText::Memo, &annotation.memo));
    }
    if !annotation.provenance.by.is_empty() || !annotation.provenance.at.is_empty() {
        let provenance = &annotation.provenance;
        let made = ConflictsMessage::MadeBy {
            coder: provenance.by.to_string(),
            time: provenance.at.to_string(),
        };
        lines.push(VersionLine::whole(made));
    }
    lines
}

fn relation_lines(document: &Document, relation: &Relation) -> Vec<VersionLine> {
    let end = |id| match document.annotation(id) {
        Some(annotation) => {
            let words = quote(document, annotation);
            ConflictsMessage::Quoted { words }.to_string()
        }
        None => id.to_string(),
    };
    let (from, to) = (end(&relation.from), end(&relation.to));
    let mut lines = vec![
        VersionLine::value(ConflictsText::Type.text(), &relation.kind),
        VersionLine::whole(ConflictsMessage::Ends { from, to }),
    ];
    for (name, value) in &relation.attributes {
        lines.push(VersionLine::value(name, value));
    }
    lines
}

fn decision_lines(decision: &Decision) -> Vec<VersionLine> {
    let taken = match &decision.take {
        Some(coder) => CompareMessage::VersionTaken {
            coder: coder.to_string(),
        },
        None => CompareMessage::NobodyTaken,
    };
    let by = CompareMessage::DecidedBy {
        coder: decision.by.to_string(),
    };
    let mut lines = vec![VersionLine::whole(taken), VersionLine::whole(by)];
    if !decision.note.is_empty() {
        lines.push(VersionLine::whole(&decision.note));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_that_only_lacks_values_names_them() {
        type Lines<'a> = &'a [(&'a str, &'a str)];
        let lines = |lines: Lines<'_>| {
            let lines = lines.iter();
            lines
                .map(|(name, value)| VersionLine::value(name, value))
                .collect()
        };
        let sides = |ours: Lines<'_>, theirs: Lines<'_>| {
            differing(Some(lines(ours)), Some(lines(theirs))).map(|lines| lines.join(" | "))
        };
        let label = ("Label", "Actor");
        let (entity, memo) = (("Entity", "Peru"), ("Memo", "see: page 2"));
        assert_eq!(
            sides(&[label], &[label, entity, memo]),
            ["Without Entity, Memo", "Entity: Peru | Memo: see: page 2"]
        );
        assert_eq!(
            sides(&[label, ("Memo", "one")], &[label, ("Memo", "two")]),
            ["Memo: one", "Memo: two"]
        );
        let same = "Differs in details that are not shown";
        assert_eq!(sides(&[label], &[label]), [same, same]);
    }
}
