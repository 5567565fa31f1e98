//! Reads the parts of a source: its selections with their codings, and what is said of the whole text,
//! which becomes fields of the article.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::NOTE;
use super::codes::guid;
use super::read::{RefiArticle, RefiReader, SELECTION, add_memo, claim_of, spaced};
use crate::draft::DraftAnnotation;
use crate::leftovers::Leftovers;
use crate::metadata;
use crate::store::xml::Element;
use crate::{LossKind, Losses, json as rows};

/// The field with the codes of whole sources.
const CODES: &str = "codes";

impl<'p> RefiReader<'p> {
    /// Reads a part of a source, and adds the entities that it mentions, by id and name.
    pub fn take(
        &mut self,
        article: &mut RefiArticle<'p>,
        part: &Element,
        entities: &mut BTreeMap<String, String>,
        losses: &mut Losses,
        left: &Leftovers,
    ) {
        if article.text.is_none() {
            return;
        }
        let with_ids = [part].into_iter().chain(part.descendants());
        let links = with_ids.filter_map(|element| {
            let id = guid(element.attribute("guid"));
            self.links.remove(&id)
        });
        article.links.extend(links.flatten());
        if part.local() == SELECTION {
            self.selection(article, part, entities, losses);
            return;
        }
        let values = &mut article.draft.fields.values;
        let tell = |what: LossKind| {
            let example = || part.text();
            left.add("a source", part.local(), part.line, what, example);
        };
        match part.local() {
            "PlainTextContent" => {}
            // What is said of the whole text is said of the article.
            "Coding" => {
                let code = part.named("CodeRef").next();
                let code = guid(code.and_then(|code| code.attribute("targetGUID")));
                let label = self.codes.get(&code);
                if !label.is_some_and(|label| metadata::add(values, CODES, label)) {
                    tell(LossKind::Dropped);
                }
                self.use_notes(part);
            }
            "Description" => add_memo(values, &part.text()),
            "NoteRef" => {
                let id = guid(part.attribute("targetGUID"));
                match self.notes.get(&id) {
                    Some((name, _)) if *name == NOTE => {}
                    Some((_, text)) => add_memo(values, text),
                    None => tell(LossKind::Dropped),
                }
                self.used_notes.borrow_mut().insert(id);
            }
            "VariableValue" => {
                let id = part.named("VariableRef").next();
                let id = guid(id.and_then(|id| id.attribute("targetGUID")));
                let mut value = part.elements().filter(|e| e.local() != "VariableRef");
                let value = value.next().map(Element::text).unwrap_or_default();
                let name = self.variables.get(&id);
                let value = Value::String(value);
                if !name.is_some_and(|name| metadata::put(values, name, &value)) {
                    tell(LossKind::Stripped);
                }
            }
            _ => tell(LossKind::Dropped),
        }
    }

    /// Notes that the notes of an element are used.
    fn use_notes(&self, element: &Element) {
        let ids = element.named("NoteRef");
        let ids = ids.map(|note| guid(note.attribute("targetGUID")));
        self.used_notes.borrow_mut().extend(ids);
    }

    fn selection(
        &self,
        article: &mut RefiArticle<'p>,
        selection: &Element,
        entities: &mut BTreeMap<String, String>,
        losses: &mut Losses,
    ) {
        let Some(mut claim) = claim_of(selection) else {
            let why = "its startPosition or endPosition is no whole number";
            losses.line(self.path, selection.line, LossKind::Dropped, why);
            return;
        };
        // In some programs the name of a selection is not the text that it covers.
        let is_quote = article.text.as_ref().is_some_and(|text| text.has(&claim))
            || claim
                .quote
                .as_ref()
                .is_some_and(|quote| article.standing.contains(&spaced(quote)));
        if !is_quote {
            claim.quote = None;
        }
        let id = guid(selection.attribute("guid"));
        let codings: Vec<&Element> = selection.named("Coding").collect();
        if codings.is_empty() {
            let why = "a selection has no code";
            losses.line(self.path, selection.line, LossKind::Dropped, why);
        }
        for (index, coding) in codings.into_iter().enumerate() {
            if coding.named("CodeRef").nth(1).is_some() {
                let why = "a coding has several codes, of which the first is read";
                losses.line(self.path, coding.line, LossKind::Dropped, why);
            }
            let code = coding.named("CodeRef").next();
            let code = guid(code.and_then(|code| code.attribute("targetGUID")));
            let Some(label) = self.codes.get(&code) else {
                let why = format!("the code {code} is not in the codebook");
                losses.line(self.path, coding.line, LossKind::Dropped, why);
                continue;
            };
            let first = index == 0;
            let key = if first {
                id.clone()
            } else {
                guid(coding.attribute("guid"))
            };
            let note = if first {
                article.note_of(&id)
            } else {
                Map::new()
            };
            let entity = self.entity(&id, &note);
            let annotation = DraftAnnotation {
                line: selection.line,
                label: label.clone(),
                claim: claim.clone(),
                entity: entity.as_ref().map(|(id, _)| id.clone()),
                attributes: rows::attributes(note.get("attributes")),
                memo: self.memo(selection, coding),
                ..DraftAnnotation::default()
            };
            entities.extend(entity);
            let gathered = &mut article.gathered;
            let at = gathered.annotations.len();
            gathered.add(&key, &note, annotation);
            if let Some(added) = gathered.annotations.get_mut(at)
                && added.provenance.by.is_empty()
            {
                let user = guid(coding.attribute("creatingUser"));
                let by = self.users.get(&user).copied().unwrap_or_default();
                added.provenance.by = by.into();
            }
        }
    }

    pub fn notes_of<'r>(
        &'r self,
        element: &'r Element,
    ) -> impl Iterator<Item = &'r (&'p str, String)> + 'r {
        self.use_notes(element);
        let references = element.named("NoteRef");
        references.filter_map(|note| self.notes.get(&guid(note.attribute("targetGUID"))))
    }

    fn memo(&self, selection: &Element, coding: &Element) -> String {
        let described = selection.named("Description").map(Element::text);
        let notes = self.notes_of(selection).chain(self.notes_of(coding));
        let notes = notes.map(|(_, text)| text.clone());
        let all: Vec<String> = described
            .chain(notes)
            .filter(|text| !text.is_empty())
            .collect();
        all.join("\n")
    }

    /// The entity of the case that a selection belongs to: id and name.
    fn entity(&self, selection: &str, note: &Map<String, Value>) -> Option<(String, String)> {
        let name = *self.cases.get(selection)?;
        let ours = note.get("entity").and_then(Value::as_str);
        let id = ours.filter(|id| !id.is_empty()).unwrap_or(name);
        (!id.is_empty()).then(|| (id.to_owned(), name.to_owned()))
    }
}
