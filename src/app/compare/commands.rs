//! Opens the comparison of an article, and makes decisions as edits of the agreed version.

use super::mode::Comparing;
use super::proposals::ProposalsPanel;
use super::state::OpenComparison;
use crate::app::ProjectCtx;
use crate::command::compare::CompareCommand;
use crate::model::compare::{
    ArticleComparison, Decider, DecisionChanges, IssueSubject, VersionChoice,
};
use crate::model::document::{Document, Status};
use crate::model::history::{ArticleId, Change, CodingId};
use crate::model::step_name::StepName;
use crate::model::{AnnotationId, CharOffset, Edit, Selection};
use crate::session::articles::{Article, Coding};
use crate::session::messages::ComparingMessage;
use crate::session::pending::Pending;
use crate::store::coder::AGREED_CODER;
use crate::store::ids;

impl ProjectCtx<'_> {
    /// Reads the annotations of all coders of the article on screen and compares them; ends comparing if they
    /// are compared already.
    pub(in crate::app) fn compare_coders(&mut self) {
        if self.project.comparing.is_some() {
            return self.end_comparing();
        }
        let session = &self.project.session;
        let Some(article) = session.current_article().map(|article| article.id) else {
            return;
        };
        if session.is_closed_by_blind(article) {
            return self.ask_to_compare(article);
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

    /// Compares the coders of an article whose codings have been read: its agreed version takes the place of
    /// the article on screen.
    pub(in crate::app) fn open_comparison(&mut self, article: ArticleId) {
        let session = &mut self.project.session;
        let Some(agreed) = session.agreed_coding(article) else {
            return;
        };
        let mut open = match OpenComparison::new(session, article, agreed) {
            Ok(open) => open,
            Err(message) => {
                if session.current == Some(agreed) {
                    self.show_article(article);
                }
                return self.shell.notices.hint(message);
            }
        };
        open.refresh(session);
        let mut comparing = Comparing::new(open);
        comparing.list();
        let rows = &comparing.listed.rows;
        let first = comparing.neighbour(None, true).or(rows.first().copied());
        let wanted = self
            .project
            .capabilities
            .difference_report
            .take_wanted(article);
        let issues = comparing.open.comparison.issues().iter();
        let wanted = wanted.and_then(|id| issues.clone().position(|issue| issue.ids.main == id));
        let first = wanted.filter(|issue| rows.contains(issue)).or(first);
        self.project.comparing = Some(comparing);
        self.finish_filling();
        self.show_coding(agreed);
        if let Some(first) = first {
            self.go_to_difference(first);
        }
    }

    /// Ends comparing, and shows the article as it was before.
    fn end_comparing(&mut self) {
        let Some(comparing) = self.project.comparing.take() else {
            return;
        };
        self.finish_filling();
        self.project.capabilities.proposals = None;
        let session = &self.project.session;
        if session.current == Some(comparing.open.agreed) {
            self.show_article(comparing.open.article);
        }
    }

    /// Keeps comparing in line with the window: it ends where another article is shown, and begins where an
    /// agreed version is, as after an undo.
    pub(in crate::app) fn follow_comparison(&mut self) {
        let session = &self.project.session;
        let Some(comparing) = &mut self.project.comparing else {
            let current = session.current.and_then(|id| session.coding(id));
            let is_agreed = |coder: &str| coder == AGREED_CODER && session.coder != AGREED_CODER;
            if let Some(coding) = current.filter(|coding| is_agreed(&coding.coder))
                && session.work.is_none()
                && session.codings_to_compare(coding.article).len() > 1
            {
                let article = coding.article;
                self.load_then(Pending::Compare(article));
            }
            return;
        };
        if session.current != Some(comparing.open.agreed) {
            return self.end_comparing();
        }
        let at_hand = comparing.issue.map(|issue| {
            let about = &comparing.open.comparison.issues()[issue];
            (about.ids.main.clone(), comparing.open.state(issue))
        });
        let revision = session.shown().map(|shown| shown.revision());
        let states = comparing.open.decided.as_ref();
        let states = states.filter(|decided| Some(decided.revision) != revision);
        let states = states.map(|decided| decided.states.clone());
        let Some(is_new) = comparing.open.refresh(session) else {
            return self.end_comparing();
        };
        if let Some(hides) = comparing.names_asked.take() {
            comparing.open.hide_names(session, hides);
        }
        if is_new {
            let issues = comparing.open.comparison.issues();
            let same = |(id, _): &(crate::model::DecisionId, _)| {
                issues.iter().position(|issue| issue.ids.main == *id)
            };
            comparing.issue = at_hand.as_ref().and_then(same);
            comparing.cell = None;
        }
        comparing.list();
        let mut wanted = None;
        let decided = comparing.open.decided.as_ref();
        if let (Some(states), Some(decided), false) = (states, decided, is_new) {
            // What was taken back is looked at again.
            let mut both = states.iter().zip(&decided.states).enumerate();
            let back = both.find(|(_, (was, is))| !was.is_open() && is.is_open());
            wanted = back.map(|(issue, _)| issue);
        }
        let chosen = session.shown().and_then(|shown| shown.chosen.clone());
        if chosen != comparing.chosen {
            comparing.chosen.clone_from(&chosen);
            let taken = chosen.zip(session.shown()).and_then(|(chosen, shown)| {
                comparing
                    .open
                    .comparison
                    .issue_of_taken(&shown.document, &chosen)
            });
            let is_listed = |issue: &usize| comparing.listed.rows.contains(issue);
            if let Some(issue) = taken
                .filter(is_listed)
                .filter(|issue| comparing.issue != Some(*issue))
            {
                comparing.go_to(issue);
            }
        }
        let is_listed = |issue: usize| comparing.listed.rows.contains(&issue);
        if wanted.is_none() && !comparing.issue.is_some_and(is_listed) {
            let first = comparing.neighbour(None, true);
            wanted = first.or(comparing.listed.rows.first().copied());
            if wanted.is_none() {
                comparing.issue = None;
            }
        }
        if let Some(issue) = wanted {
            self.go_to_difference(issue);
        }
    }

    /// Shows a difference: its row, its place in the article, and what was taken of it.
    pub(super) fn go_to_difference(&mut self, issue: usize) {
        let Some(comparing) = &mut self.project.comparing else {
            return;
        };
        let Some(about) = comparing.open.comparison.issues().get(issue) else {
            return;
        };
        let text = comparing.open.comparison.text();
        let (start, end) = about.chars;
        let byte = |at: usize| text.byte_from_char(CharOffset(at));
        let place = byte(start).zip(byte(end));
        let is_field = matches!(about.subject, IssueSubject::Field(_));
        let agreed = comparing.open.agreed;
        let document = self.project.session.opened(agreed);
        let taken = document.and_then(|open| comparing.open.taken(&open.document, issue));
        let taken: Option<AnnotationId> = taken.map(|annotation| annotation.id.clone());
        comparing.go_to(issue);
        comparing.chosen.clone_from(&taken);
        if let Some(shown) = self.project.session.opened_mut(agreed) {
            shown.forget_chosen();
            shown.chosen = taken;
            if let Some((start, _)) = place {
                shown.selection = Selection::caret(start);
            }
        }
        self.project.reading.goal_x = None;
        if let Some((start, end)) = place.filter(|_| !is_field) {
            self.reveal(end);
            self.reveal(start);
        }
    }

    pub(in crate::app) fn compare_command(&mut self, command: CompareCommand) {
        match command {
            CompareCommand::GoTo(issue) => return self.go_to_difference(issue),
            CompareCommand::Close => return self.end_comparing(),
            CompareCommand::AskForProposals => return self.ask_for_proposals(),
            CompareCommand::BeginNote(issue) => return self.begin_note(issue),
            CompareCommand::At(article, issue) => return self.compare_at(article, issue),
            CompareCommand::AddExample(issue) => return self.add_example(issue),
            CompareCommand::AddRule(issue) => return self.add_rule(issue),
            _ => {}
        }
        let session = &self.project.session;
        let Some(comparing) = &self.project.comparing else {
            return;
        };
        let open = &comparing.open;
        let Some(agreed) = session.opened(open.agreed) else {
            return;
        };
        if let CompareCommand::TakeProposal(issue) = command {
            let about = &open.comparison.issues()[issue];
            let proposal = open.comparison.proposal(about, agreed.document.decisions());
            if proposal.is_empty() {
                return self.shell.notices.hint(ComparingMessage::NoMajority);
            }
        }
        let by = Decider {
            by: session.coder.as_str().into(),
            at: ids::now().into(),
        };
        let Some((name, edit)) = edit_of(&command, &open.comparison, &agreed.document, &by) else {
            return self.shell.notices.hint(ComparingMessage::FirstDecide);
        };
        let changes = vec![Change::Coding(open.agreed, edit)];
        let failed = ComparingMessage::NotDecided;
        let article = open.article;
        self.project.session.note_compared_files(article);
        if self.perform_many(name, changes, None, failed.into()) {
            self.after_decision(&command);
        }
        self.note_decided(article);
    }

    /// Goes on after a decision, and says what was decided.
    fn after_decision(&mut self, command: &CompareCommand) {
        let (session, project) = (&self.project.session, &mut self.project.comparing);
        let Some(comparing) = project else { return };
        match command {
            CompareCommand::Decide { issue, .. }
            | CompareCommand::DecideValue { issue, .. }
            | CompareCommand::Note { issue, .. }
            | CompareCommand::TakeProposal(issue) => {
                comparing.open.refresh_decided(session, &[*issue]);
            }
            CompareCommand::TakeProposals(issues) => {
                comparing.open.refresh_decided(session, issues);
            }
            _ => _ = comparing.open.refresh(session),
        }
        comparing.is_done_asked = false;
        let words = comparing.words(session);
        let taken = |choice: VersionChoice| match choice {
            VersionChoice::Coder(coder) => ComparingMessage::Took {
                coder: words.coder(coder),
            },
            VersionChoice::Nobody => ComparingMessage::TookNobody,
            VersionChoice::Open => ComparingMessage::OpenedAgain,
        };
        let (issue, said) = match command {
            CompareCommand::Decide { issue, choice } => {
                let goes_on = *choice != VersionChoice::Open;
                (goes_on.then_some(*issue), Some(taken(*choice)))
            }
            CompareCommand::DecideValue { choice, .. } => (None, Some(taken(*choice))),
            CompareCommand::TakeProposal(issue) => (
                Some(*issue).filter(|issue| !comparing.open.state(*issue).is_open()),
                Some(ComparingMessage::TookProposal),
            ),
            _ => (None, None),
        };
        comparing.spoken = said.map(|said| said.to_string());
        let is_all = comparing.open_count() == 0;
        comparing.list();
        let next = issue.and_then(|issue| comparing.neighbour(Some(issue), true));
        match (next, issue) {
            (Some(next), _) => self.go_to_difference(next),
            (None, Some(issue)) => self.go_to_difference(issue),
            (None, None) => self.choose_taken(),
        }
        if is_all && command.is_decision() && !matches!(command, CompareCommand::Note { .. }) {
            self.shell.notices.hint(ComparingMessage::AllDecided);
        }
    }

    /// Chooses what was taken of the difference at hand.
    fn choose_taken(&mut self) {
        let Some(comparing) = &mut self.project.comparing else {
            return;
        };
        let agreed = comparing.open.agreed;
        let document = self.project.session.opened(agreed);
        let taken = comparing.issue.zip(document).and_then(|(issue, open)| {
            let taken = comparing.open.taken(&open.document, issue);
            taken.map(|annotation| annotation.id.clone())
        });
        comparing.chosen.clone_from(&taken);
        if let Some(shown) = self.project.session.opened_mut(agreed) {
            shown.chosen = taken;
        }
    }

    pub(super) fn ask_for_proposals(&mut self) {
        let session = &self.project.session;
        let Some(comparing) = &self.project.comparing else {
            return;
        };
        match ProposalsPanel::of(comparing, session) {
            Some(panel) => self.project.capabilities.proposals = Some(panel),
            None => self.shell.notices.hint(ComparingMessage::NoProposals),
        }
    }

    /// Opens the field for a note, if there is a decision that it can belong to.
    fn begin_note(&mut self, issue: usize) {
        let Some(comparing) = &mut self.project.comparing else {
            return;
        };
        let agreed = self.project.session.opened(comparing.open.agreed);
        let note = agreed.and_then(|agreed| {
            let decisions = agreed.document.decisions();
            let mut ids = comparing.open.comparison.issues()[issue].decision_ids();
            ids.find_map(|id| Some(decisions.get(&id)?.note.clone()))
        });
        match note {
            Some(note) => comparing.note = Some(note),
            None => self.shell.notices.hint(ComparingMessage::FirstDecide),
        }
    }

    /// The decisions that an edit by hand of the agreed version makes, with the edit: what was taken and is
    /// changed then is decided as edited.
    pub(in crate::app) fn with_edited_marks(&self, article: CodingId, edit: Edit) -> Edit {
        let session = &self.project.session;
        let comparing = self.project.comparing.as_ref();
        let comparing = comparing.filter(|comparing| comparing.open.agreed == article);
        let (Some(comparing), Some(agreed)) = (comparing, session.opened(article)) else {
            return edit;
        };
        let by = Decider {
            by: session.coder.as_str().into(),
            at: ids::now().into(),
        };
        let comparison = &comparing.open.comparison;
        let mut edits = comparison.mark_edited(&agreed.document, &edit, &by);
        if edits.is_empty() {
            return edit;
        }
        edits.push(edit);
        Edit::Batch(edits)
    }

    /// Whether marking the article as done has to wait for another press, since something is open.
    pub(in crate::app) fn asks_about_open(&mut self, status: &Status) -> bool {
        let Some(comparing) = &mut self.project.comparing else {
            return false;
        };
        let open = comparing.open_count();
        if *status != Status::Done || open == 0 || comparing.is_done_asked {
            return false;
        }
        comparing.is_done_asked = true;
        self.shell
            .notices
            .hint(ComparingMessage::StillOpen { open });
        true
    }

    /// Marks the agreed version as done, and compares the coders of the next article that several have coded and
    /// whose agreed version is not done.
    pub(in crate::app) fn decided_and_next(&mut self) {
        if self.asks_about_open(&Status::Done) {
            return;
        }
        self.set_status_here(Status::Done);
        let session = &self.project.session;
        let current = session.current_article().map(|article| article.id);
        let fits = |article: &Article, _: &Coding| {
            Some(article.id) != current && session.is_to_compare(article.id)
        };
        let list = &session.list;
        let next = list.neighbour(&session.articles, current, true, fits);
        let next = next.or_else(|| list.neighbour(&session.articles, None, true, fits));
        match next {
            Some(next) => _ = self.load_then(Pending::Compare(next)),
            None => self.shell.notices.hint(ComparingMessage::AllCompared),
        }
    }
}

impl Comparing {
    /// Makes a difference the one at hand.
    pub(super) fn go_to(&mut self, issue: usize) {
        if self.issue != Some(issue) {
            self.issue = Some(issue);
            self.note = None;
            self.cell = None;
        }
        self.is_moved = true;
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
    let of_proposals = |issues: &[usize]| {
        let mut all = DecisionChanges::default();
        for issue in issues {
            let changes = comparison.take_proposal(agreed, *issue, by);
            all.changes.extend(changes.changes);
            all.issues.extend(changes.issues);
        }
        let strategy = "majority".to_owned();
        let edit = comparison.apply(agreed, all, by);
        (StepName::DecideByStrategy { strategy }, edit)
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
        CompareCommand::TakeProposal(issue) => of_proposals(&[*issue]),
        CompareCommand::TakeProposals(issues) => of_proposals(issues),
        CompareCommand::TakeAgreed => {
            let edit = comparison.take_agreed(agreed, by);
            return Some((StepName::CompareCoders, edit));
        }
        CompareCommand::Note { issue, note } => {
            let edit = comparison.set_note(agreed, *issue, note)?;
            return Some((StepName::NoteDecision, edit));
        }
        CompareCommand::GoTo(_)
        | CompareCommand::AskForProposals
        | CompareCommand::BeginNote(_)
        | CompareCommand::AddExample(_)
        | CompareCommand::AddRule(_)
        | CompareCommand::At(..)
        | CompareCommand::Close => return None,
    };
    // Work has begun, or goes on.
    let opens = |choice: &VersionChoice| *choice == VersionChoice::Open;
    let is_opened = match command {
        CompareCommand::Decide { choice, .. } | CompareCommand::DecideValue { choice, .. } => {
            opens(choice)
        }
        _ => false,
    };
    let begins = match agreed.fields().status {
        Status::New => true,
        Status::Done => is_opened,
        _ => false,
    };
    let begun = begins.then_some(Edit::SetStatus(Status::InProgress));
    if !agreed.decisions().is_empty() || !agreed.annotations().is_empty() {
        let edits = std::iter::once(edit).chain(begun);
        return Some((name, Edit::Batch(edits.collect())));
    }
    // The first decision.
    let mut after = agreed.clone();
    let unanimous = Edit::Batch(
        std::iter::once(comparison.take_agreed(agreed, by))
            .chain(begun)
            .collect(),
    );
    let is_failed = after.apply(unanimous.clone()).is_err();
    // There may be nothing that all have.
    if is_failed || after.decisions().is_empty() && after.annotations().is_empty() {
        return Some((name, edit));
    }
    let (_, edit) = edit_of(command, comparison, &after, by)?;
    Some((name, Edit::Batch(vec![unanimous, edit])))
}

#[cfg(test)]
#[path = "command_tests.rs"]
mod tests;
