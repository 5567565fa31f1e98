//! Choosing, taking and rejecting suggestions. What is taken becomes an annotation of the coder, whose origin names
//! the engine; each act is one step.

use std::sync::Arc;

use super::take_all::TakeAllPanel;
use crate::app::ProjectCtx;
use crate::command::suggest::SuggestCommand;
use crate::model::step_name::StepName;
use crate::model::{
    Annotation, AnnotationId, ByteOffset, Document, Edit, Fragments, LabelId, Provenance, Selection,
};
use crate::session::messages::SuggestMessage;
use crate::session::suggest::{SuggestedItem, SuggestionsOff, TakenChange};
use crate::store::ids;

/// Where `Tab` stops.
enum Stop {
    Annotation(AnnotationId),
    Suggestion(AnnotationId),
}

impl ProjectCtx<'_> {
    pub(in crate::app) fn suggest_command(&mut self, command: SuggestCommand) {
        match command {
            SuggestCommand::Choose(id) => self.choose_suggestion(&id),
            SuggestCommand::Take(id) => {
                if let Some(item) = self.item(&id) {
                    self.take(&item, None, None);
                }
            }
            SuggestCommand::Reject(id) => {
                if let Some(item) = self.item(&id) {
                    self.reject(&item);
                }
            }
            SuggestCommand::TakeAll(ids) => self.take_all(&ids),
            SuggestCommand::TakeValues(id) => _ = self.take_values_of(&id, None),
            SuggestCommand::TakeValue(id, field) => _ = self.take_values_of(&id, Some(&field)),
            SuggestCommand::RejectValue(id, field) => self.reject_value(&id, &field),
        }
    }

    /// Shows suggestions, or hides them.
    pub(in crate::app) fn toggle_suggestions(&mut self) {
        let shown = &mut self.shell.settings.suggestions.shown;
        *shown ^= true;
        let message = match *shown {
            true => SuggestMessage::On,
            false => SuggestMessage::Off,
        };
        self.shell.notices.hint(message);
    }

    fn item(&self, id: &AnnotationId) -> Option<SuggestedItem> {
        let session = &self.project.session;
        session.suggestions.item(session.current?, id).cloned()
    }

    /// Chooses a suggestion and shows it.
    pub(in crate::app) fn choose_suggestion(&mut self, id: &AnnotationId) {
        self.project.reading.goal_x = None;
        self.project.session.choose_suggestion(id);
        let chosen = self.project.session.chosen_suggestion();
        if let Some(range) = chosen.map(SuggestedItem::range) {
            self.reveal(ByteOffset(range.end));
            self.reveal(ByteOffset(range.start));
        }
    }

    /// Goes to the next annotation or suggestion in the order of the text; false if there are no suggestions, so
    /// that only annotations are gone through.
    pub(in crate::app) fn step_over_suggestions(&mut self, is_forward: bool) -> bool {
        let session = &self.project.session;
        let (Some(coding), Some(shown)) = (session.current, session.shown()) else {
            return false;
        };
        let (suggested, _) = session.suggestions.shown(coding);
        if suggested.is_empty() {
            return false;
        }
        let chosen = session.chosen_suggestion().map(|item| &item.annotation);
        let chosen = chosen.or_else(|| session.chosen().map(|chosen| &**chosen));
        let is_suggestion = session.chosen_suggestion().is_some();
        let here = match chosen.and_then(place) {
            Some((start, end)) => (start, end, is_suggestion),
            // What begins at the caret comes next.
            None => (shown.selection.head, ByteOffset(0), false),
        };
        let stop = neighbour(
            &shown.document,
            suggested,
            here,
            chosen.is_some(),
            is_forward,
        );
        match stop {
            Some(Stop::Annotation(id)) => {
                self.project.session.unchoose_suggestion();
                self.choose(&id);
            }
            Some(Stop::Suggestion(id)) => self.choose_suggestion(&id),
            None => {}
        }
        true
    }

    /// Takes the chosen suggestion, or the values that are suggested for the chosen annotation. Returns whether
    /// there was something to take.
    pub(in crate::app) fn take_chosen(&mut self) -> bool {
        if let Some(item) = self.project.session.chosen_suggestion().cloned() {
            self.take(&item, None, None);
            return true;
        }
        let chosen = self
            .project
            .session
            .chosen()
            .map(|chosen| chosen.id.clone());
        let Some(id) = chosen else { return false };
        let shown = self.project.session.shown();
        let is_in_review =
            shown.is_some_and(|shown| shown.review.pending_of(&shown.document, &id).is_some());
        !is_in_review && self.take_values_of(&id, None)
    }

    /// Rejects the chosen suggestion for good; returns whether there was one.
    pub(in crate::app) fn reject_chosen(&mut self) -> bool {
        let chosen = self.project.session.chosen_suggestion().cloned();
        let Some(item) = chosen else { return false };
        self.reject(&item);
        true
    }

    fn reject(&mut self, item: &SuggestedItem) {
        let session = &mut self.project.session;
        let quote = session.shown().and_then(|shown| {
            let fragments = item.annotation.fragments()?;
            Some(fragments.quote_start(shown.document.text(), 60))
        });
        session.reject_suggestion(&item.range(), &item.annotation.label);
        let label = self.label_name(&item.annotation.label);
        let words = quote.unwrap_or_default();
        self.shell
            .notices
            .hint(SuggestMessage::Rejected { label, words });
        self.after_change();
    }

    /// Takes the chosen suggestion as another label; false if none is chosen.
    pub(in crate::app) fn take_as(&mut self, label: &LabelId) -> bool {
        let shown = self.project.session.shown();
        let has_selection = shown.is_some_and(|shown| !shown.selection.is_empty());
        let chosen = self.project.session.chosen_suggestion().cloned();
        let Some(item) = chosen.filter(|_| !has_selection) else {
            return false;
        };
        self.take(&item, Some(label), None);
        true
    }

    /// Takes a suggestion with another place.
    pub(in crate::app) fn take_with_place(&mut self, item: &SuggestedItem, place: Fragments) {
        self.take(item, None, Some(place));
    }

    fn take(&mut self, item: &SuggestedItem, label: Option<&LabelId>, place: Option<Fragments>) {
        let Some(annotation) = self.taken(item, label, place) else {
            return;
        };
        let name = StepName::TakeSuggestion {
            label: self.label_title(&annotation.label),
        };
        let id = annotation.id.clone();
        let end = annotation.fragments().map(Fragments::end);
        self.project.session.unchoose_suggestion();
        self.perform(name, Edit::Add(Arc::new(annotation)), |article| {
            if let Some(end) = end {
                article.selection = Selection::caret(end);
            }
            article.chosen = Some(id);
        });
        self.project.session.refresh_suggestions();
    }

    /// The annotation that a suggestion becomes.
    fn taken(
        &self,
        item: &SuggestedItem,
        label: Option<&LabelId>,
        place: Option<Fragments>,
    ) -> Option<Annotation> {
        let session = &self.project.session;
        let shown = session.shown()?;
        let suggested = item.annotation.fragments()?;
        let label = label.unwrap_or(&item.annotation.label);
        let place = place.unwrap_or_else(|| suggested.clone());
        let changes = [
            (*label != item.annotation.label, TakenChange::Label),
            (place != *suggested, TakenChange::Borders),
        ];
        let changed = changes.into_iter().filter(|(is_changed, _)| *is_changed);
        let changed: Vec<TakenChange> = changed.map(|(_, change)| change).collect();
        let id = AnnotationId::from(ids::unique_id_unless(|id| {
            shown.document.annotation(&id.into()).is_some()
        }));
        let mut annotation = Annotation::new(id, label.clone(), place);
        annotation.provenance = Provenance {
            origin: Some(item.origin(&changed).into()),
            ..Provenance::manual(session.coder.as_str(), ids::now())
        };
        // What the card and the list show is taken with it: the entity.
        if *label == item.annotation.label {
            annotation.entity = self.shown_entity(item);
        }
        for attribute in session.codebook.attributes_of(label) {
            if let Some(default) = &attribute.default {
                let attributes = &mut annotation.attributes;
                attributes.insert(attribute.id.clone(), default.clone());
            }
        }
        Some(annotation)
    }

    fn shown_entity(&self, item: &SuggestedItem) -> Option<crate::model::EntityId> {
        let session = &self.project.session;
        let entity = item.values.entity.as_ref()?;
        let is_sure = entity.confidence >= session.suggestions.choice().least_confidence;
        let is_known = session.entities.get(&entity.value).is_some();
        (is_sure && is_known).then(|| entity.value.clone())
    }

    /// Opens the dialog about all suggestions of the article; false if suggestions are not shown.
    pub(in crate::app) fn ask_for_all_suggestions(&mut self) -> bool {
        let session = &self.project.session;
        let Some(coding) = session.current else {
            return false;
        };
        let shown = session.shown();
        let has_review = shown.is_some_and(|shown| {
            let document = &shown.document;
            let mut all = document.annotations().iter().chain(document.detached());
            shown.review.is_changed
                && all.any(|one| shown.review.pending_of(document, &one.id).is_some())
        });
        let is_off = session.suggestions.choice().off == Some(SuggestionsOff::Setting);
        if has_review || is_off {
            return false;
        }
        if session.suggestions.shown(coding).0.is_empty() {
            let percent = (self.shell.settings.suggestions.least_confidence * 100.0) as usize;
            let message = SuggestMessage::NoneAbove { percent };
            self.shell.notices.hint(message);
            return true;
        }
        self.project.capabilities.suggestions.panel = Some(TakeAllPanel::new(coding));
        true
    }

    fn take_all(&mut self, ids: &[AnnotationId]) {
        let items = ids.iter().filter_map(|id| self.item(id));
        let items: Vec<SuggestedItem> = items.collect();
        let annotations = items.iter().filter_map(|item| self.taken(item, None, None));
        let edits: Vec<Edit> = annotations
            .map(|annotation| Edit::Add(Arc::new(annotation)))
            .collect();
        let count = edits.len();
        if count == 0 {
            return;
        }
        self.project.session.unchoose_suggestion();
        self.perform(StepName::TakeSuggestions, Edit::Batch(edits), |_| {});
        self.project.session.refresh_suggestions();
        self.shell.notices.hint(SuggestMessage::Taken { count });
    }
}

fn place(annotation: &Annotation) -> Option<(ByteOffset, ByteOffset)> {
    let fragments = annotation.fragments()?;
    Some((fragments.start(), fragments.end()))
}

/// What comes after a place, or before it: annotations and suggestions in the order of the text, of one place the
/// annotation first. At the end of the text it goes on at the start.
fn neighbour(
    document: &Document,
    suggested: &[Annotation],
    here: (ByteOffset, ByteOffset, bool),
    is_chosen: bool,
    is_forward: bool,
) -> Option<Stop> {
    let annotations = document.annotations();
    let key = |annotation: &Annotation, is_suggestion: bool| {
        place(annotation).map(|(start, end)| (start, end, is_suggestion))
    };
    let is_before = |other: Option<(ByteOffset, ByteOffset, bool)>| other.is_some_and(|o| o < here);
    let is_up_to = |other: Option<(ByteOffset, ByteOffset, bool)>| {
        other.is_some_and(|o| o < here || is_chosen && o == here)
    };
    let at = |index: Option<usize>| index.and_then(|index| annotations.get(index));
    let of = |index: Option<usize>| index.and_then(|index| suggested.get(index));
    let (one, other) = if is_forward {
        let one = annotations.partition_point(|one| is_up_to(key(one, false)));
        let other = suggested.partition_point(|one| is_up_to(key(one, true)));
        match (annotations.get(one), suggested.get(other)) {
            (None, None) => (annotations.first(), suggested.first()),
            found => found,
        }
    } else {
        let one = annotations.partition_point(|one| is_before(key(one, false)));
        let other = suggested.partition_point(|one| is_before(key(one, true)));
        match (at(one.checked_sub(1)), of(other.checked_sub(1))) {
            (None, None) => (annotations.last(), suggested.last()),
            found => found,
        }
    };
    let annotation = one.map(|one| (key(one, false), Stop::Annotation(one.id.clone())));
    let suggestion = other.map(|one| (key(one, true), Stop::Suggestion(one.id.clone())));
    let (first, second) = match (annotation, suggestion) {
        (Some(one), Some(other)) => (one, other),
        (one, other) => return one.or(other).map(|(_, stop)| stop),
    };
    let is_first = (first.0 < second.0) == is_forward;
    Some(if is_first { first.1 } else { second.1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Span, Text};

    fn annotation(text: &Text, id: &str, range: std::ops::Range<usize>) -> Annotation {
        let span = Span::new(text, ByteOffset(range.start), ByteOffset(range.end));
        Annotation::new(id, "actor", span.expect("in the text"))
    }

    fn walk(is_forward: bool) -> Vec<String> {
        let text = Text::new("one two three four five");
        let own = [("a", 0..3), ("c", 8..13)];
        let own = own.map(|(id, range)| annotation(&text, id, range));
        let (document, ..) = Document::load(text.clone(), Default::default(), own.into(), vec![]);
        let suggested = [("B", 4..7), ("C", 8..13), ("D", 14..18)];
        let suggested = suggested.map(|(id, range)| annotation(&text, id, range));
        let mut here = (ByteOffset(4), ByteOffset(0), false);
        let mut is_chosen = false;
        let mut walked = Vec::new();
        for _ in 0..6 {
            let stop = neighbour(&document, &suggested, here, is_chosen, is_forward);
            let (found, is_suggestion) = match stop.expect("there is always one") {
                Stop::Annotation(id) => (document.annotation(&id).map(|one| &**one), false),
                Stop::Suggestion(id) => (suggested.iter().find(|one| one.id == id), true),
            };
            let found = found.expect("it is there");
            let (start, end) = place(found).expect("it has a place");
            (here, is_chosen) = ((start, end, is_suggestion), true);
            walked.push(found.id.to_string());
        }
        walked
    }

    #[test]
    fn annotations_and_suggestions_are_gone_through_in_the_order_of_the_text() {
        assert_eq!(walk(true), ["B", "c", "C", "D", "a", "B"]);
        assert_eq!(walk(false), ["a", "D", "C", "c", "B", "a"]);
    }
}
