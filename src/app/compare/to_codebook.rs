//! What was learned from a difference goes into the codebook: as an example of a label, or as a rule of the guideline,
//! whose number the decision gets.

use std::sync::Arc;

use super::mode::Comparing;
use crate::app::ProjectCtx;
use crate::model::compare::{Issue, Outcome};
use crate::model::history::Change;
use crate::model::migration::next_version;
use crate::model::step_name::{CodebookItem, StepName};
use crate::model::{Codebook, Decision, DecisionId, Edit, LabelId};
use crate::session::Session;
use crate::session::messages::ComparingMessage;

impl ProjectCtx<'_> {
    /// Puts the words that were taken of a difference into the examples of their label, with what was not taken.
    pub(super) fn add_example(&mut self, issue: usize) {
        let session = &self.project.session;
        let example = self
            .project
            .comparing
            .as_ref()
            .and_then(|comparing| example(comparing, session, issue));
        let Some((label, text)) = example else {
            return self.shell.notices.hint(ComparingMessage::NoExample);
        };
        let mut codebook = Codebook::clone(&session.codebook);
        let Some(own) = codebook.labels.iter_mut().find(|own| own.id == label) else {
            return self.shell.notices.hint(ComparingMessage::NoExample);
        };
        if own.examples.contains(&text) {
            return self.shell.notices.hint(ComparingMessage::ExampleThere);
        }
        own.examples.push(text);
        let name = own.name.clone();
        codebook.version = next_version(&codebook.version);
        let version = codebook.version.clone();
        let step = StepName::EditItem {
            item: CodebookItem::Label,
            id: label.to_string(),
        };
        self.edit_codebook(step, Arc::new(codebook));
        let added = ComparingMessage::ExampleAdded {
            label: name,
            version,
        };
        self.shell.notices.hint(added);
    }

    /// Makes the note on a decision a rule of the guideline, and writes the number of the rule into the decision;
    /// both as one step.
    pub(super) fn add_rule(&mut self, issue: usize) {
        let session = &self.project.session;
        let Some(comparing) = &self.project.comparing else {
            return;
        };
        let Some(agreed) = session.opened(comparing.open.agreed) else {
            return;
        };
        let about = &comparing.open.comparison.issues()[issue];
        let decisions = agreed.document.decisions();
        let mut decided = about
            .decision_ids()
            .collect::<Vec<DecisionId>>()
            .into_iter();
        let decided = decided.find_map(|id| Some((id.clone(), decisions.get(&id)?)));
        let Some((id, decision)) = decided.filter(|(_, decision)| !decision.note.trim().is_empty())
        else {
            return self.shell.notices.hint(ComparingMessage::NoteFirst);
        };
        let rule = decision.note.trim().to_owned();
        let mut codebook = Codebook::clone(&session.codebook);
        let known = codebook.guideline.iter().position(|own| *own == rule);
        let number = match known {
            Some(place) => place + 1,
            None => {
                codebook.guideline.push(rule);
                codebook.version = next_version(&codebook.version);
                codebook.guideline.len()
            }
        };
        let ruled = Decision {
            rule: number.to_string(),
            ..Decision::clone(decision)
        };
        let agreed = comparing.open.agreed;
        let ruled = Change::Coding(agreed, Edit::Decide(id, Some(ruled.into())));
        let of_codebook = known
            .is_none()
            .then(|| Change::Codebook(Arc::new(codebook)));
        let changes = of_codebook.into_iter().chain([ruled]).collect();
        let failed = ComparingMessage::NotDecided;
        if self.perform_many(StepName::EditGuideline, changes, None, failed.into()) {
            self.shell
                .notices
                .hint(ComparingMessage::RuleAdded { number });
        }
    }
}

/// The label and the text of an example: what was taken, and what others had instead.
fn example(comparing: &Comparing, session: &Session, issue: usize) -> Option<(LabelId, String)> {
    let comparison = &comparing.open.comparison;
    let about: &Issue = &comparison.issues()[issue];
    let Outcome::Coder(taken) = comparing.open.outcome(issue) else {
        return None;
    };
    let words = comparing.words(session);
    let mut readings = about.readings.iter();
    let own = readings.find(|reading| reading.coders.contains(&taken))?;
    let label = comparison.annotation(*own.units.first()?).label.clone();
    let quotes = |units: &[crate::model::compare::UnitIndex]| {
        let quotes = units
            .iter()
            .map(|unit| words.quote(comparison.annotation(*unit)));
        quotes.collect::<Vec<_>>().join(" … ")
    };
    let others = about.readings.iter().filter(|other| *other != own);
    let wrong: Vec<String> = others
        .filter(|other| !other.units.is_empty())
        .map(|other| quotes(&other.units))
        .filter(|wrong| *wrong != quotes(&own.units))
        .collect();
    let right = quotes(&own.units);
    let text = ComparingMessage::ExampleOf { right, wrong };
    Some((label, text.to_string()))
}
