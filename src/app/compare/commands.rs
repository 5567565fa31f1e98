//! Opens the comparison of an article, and makes decisions as edits of the agreed version.

use crate::app::ProjectCtx;
use crate::command::compare::CompareCommand;
use crate::model::compare::{ArticleComparison, Decider, DecisionChanges, VersionChoice};
use crate::model::document::Document;
use crate::model::history::{ArticleId, Change, CodingId};
use crate::model::step_name::StepName;
use crate::model::{CharOffset, Edit, Selection};
use crate::session::messages::ComparingMessage;
use crate::session::pending::Pending;
use crate::store::ids;

use super::panel::ComparePanel;
use super::state::OpenComparison;

impl ProjectCtx<'_> {
    /// Reads the annotations of all coders of the article on screen and compares them; closes the dialog
    /// if it is open.
    pub(in crate::app) fn compare_coders(&mut self) {
        if self.project.capabilities.compare.take().is_some() {
            return;
        }
        let session = &self.project.session;
        let Some(article) = session.current_article().map(|article| article.id) else {
            return;
        };
        if session.is_closed_by_blind(article) {
            return self.shell.notices.warn(ComparingMessage::Blind);
        }
        let codings = session.codings_to_compare(article);
        if codings.len() < 2 {
            let coding = |id: &CodingId| session.coding(*id);
            let coders = codings.iter().filter_map(coding);
            let coders = coders.map(|coding| coding.coder.clone()).collect();
            let message = ComparingMessage::NeedsTwo { coders };
            return self.shell.notices.hint(message);
        }
        self.load_then(Pending::Compare(article));
    }

    /// The codings that must have been read to compare the coders of an article.
    pub(in crate::app) fn codings_of_comparison(&mut self, article: ArticleId) -> Vec<CodingId> {
        let session = &mut self.project.session;
        let mut codings = session.codings_to_compare(article);
        codings.extend(session.agreed_coding(article));
        codings
    }

    /// Opens the dialog on an article whose codings have been read.
    pub(in crate::app) fn open_comparison(&mut self, article: ArticleId) {
        let session = &mut self.project.session;
        let Some(agreed) = session.agreed_coding(article) else {
            return;
        };
        match OpenComparison::new(session, article, agreed) {
            Ok(open) => self.project.capabilities.compare = Some(ComparePanel::new(open)),
            Err(message) => self.shell.notices.hint(message),
        }
    }

    pub(in crate::app) fn compare_command(&mut self, command: CompareCommand) {
        if let CompareCommand::Show(issue) = command {
            return self.show_difference(issue);
        }
        let session = &self.project.session;
        let Some(panel) = &self.project.capabilities.compare else {
            return;
        };
        let open = &panel.open;
        let Some(agreed) = session.opened(open.agreed) else {
            return;
        };
        let by = Decider {
            by: session.coder.as_str().into(),
            at: ids::now().into(),
        };
        let Some((name, edit)) = edit_of(&command, &open.comparison, &agreed.document, &by) else {
            return self.shell.notices.hint(ComparingMessage::FirstDecide);
        };
        let changes = vec![Change::Coding(open.agreed, edit)];
        let failed = ComparingMessage::NotDecided;
        self.perform_many(name, changes, None, failed.into());
    }

    /// Closes the dialog and selects the place of a difference in the article.
    fn show_difference(&mut self, issue: usize) {
        let Some(panel) = self.project.capabilities.compare.take() else {
            return;
        };
        let open = &panel.open;
        let text = open.comparison.text();
        let place = open.comparison.issues().get(issue).and_then(|issue| {
            let (start, end) = issue.chars;
            let byte = |at: usize| text.byte_from_char(CharOffset(at));
            Some(Selection::new(byte(start)?, byte(end)?))
        });
        if let Some(place) = place {
            self.select(place);
        }
    }
}

/// A command as an edit of the agreed version; `None` for a note on what is not decided. With the first
/// decision what all coders have is taken, too.
fn edit_of(
    command: &CompareCommand,
    comparison: &ArticleComparison,
    agreed: &Document,
    by: &Decider,
) -> Option<(StepName, Edit)> {
    let coder = |coder: usize| {
        let code = comparison.parts()[coder].coder.to_string();
        StepName::DecideFor { coder: code }
    };
    let step = |choice: VersionChoice| match choice {
        VersionChoice::Coder(index) => coder(index),
        VersionChoice::Nobody => StepName::DecideForNobody,
        VersionChoice::Open => StepName::Undecide,
    };
    let (name, edit) = match command {
        CompareCommand::Decide { issue, choice } => {
            let edit = comparison.decide(agreed, *issue, *choice, by);
            (step(*choice), edit)
        }
        CompareCommand::DecideValue { issue, row, choice } => {
            let edit = comparison.decide_value(agreed, (*issue, *row), *choice, by);
            (step(*choice), edit)
        }
        CompareCommand::TakeProposals(issues) => {
            let mut all = DecisionChanges::default();
            for issue in issues {
                let changes = comparison.take_proposal(agreed, *issue, by);
                all.changes.extend(changes.changes);
                all.issues.extend(changes.issues);
            }
            let strategy = "majority".to_owned();
            let edit = comparison.apply(agreed, all, by);
            (StepName::DecideByStrategy { strategy }, edit)
        }
        CompareCommand::TakeAgreed => {
            let edit = comparison.take_agreed(agreed, by);
            return Some((StepName::CompareCoders, edit));
        }
        CompareCommand::Note { issue, note } => {
            let edit = comparison.set_note(agreed, *issue, note)?;
            return Some((StepName::NoteDecision, edit));
        }
        CompareCommand::Show(_) => return None,
    };
    if !agreed.decisions().is_empty() || !agreed.annotations().is_empty() {
        return Some((name, edit));
    }
    // The first decision.
    let mut after = agreed.clone();
    let unanimous = comparison.take_agreed(agreed, by);
    if after.apply(unanimous.clone()).is_err() {
        return Some((name, edit));
    }
    let (_, edit) = edit_of(command, comparison, &after, by)?;
    Some((name, Edit::Batch(vec![unanimous, edit])))
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
