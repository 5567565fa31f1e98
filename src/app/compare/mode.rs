//! The mode in which coders are compared: the difference at hand, which differences are listed, and what is being
//! entered. It changes no document.

use std::collections::BTreeSet;

use super::state::OpenComparison;
use super::words::CompareWords;
use crate::model::compare::{DifferenceFlags, Issue, IssueState, IssueSubject};
use crate::model::{AnnotationId, LabelId};
use crate::session::Session;
use crate::session::messages::{CompareText, ComparingMessage};

/// The kinds of differences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DifferenceKind {
    #[default]
    All,
    Open,
    Borders,
    Values,
    Label,
    OnlySome,
    Links,
    Fields,
}

impl DifferenceKind {
    pub const ALL: [(Self, CompareText); 8] = [
        (Self::All, CompareText::All),
        (Self::Open, CompareText::Open),
        (Self::Borders, CompareText::Borders),
        (Self::Values, CompareText::Values),
        (Self::Label, CompareText::Label),
        (Self::OnlySome, CompareText::OnlySome),
        (Self::Links, CompareText::Links),
        (Self::Fields, CompareText::Fields),
    ];

    fn shows(self, issue: &Issue, state: IssueState) -> bool {
        let DifferenceFlags {
            missing,
            label,
            borders,
            values,
            relation,
            field,
        } = issue.flags;
        let is_annotation = !relation && !field;
        match self {
            Self::All => true,
            Self::Open => state.is_open(),
            Self::Borders => borders,
            Self::Values => values && is_annotation,
            Self::Label => label,
            Self::OnlySome => missing && is_annotation,
            Self::Links => relation,
            Self::Fields => field,
        }
    }
}

/// Which differences the list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct DifferenceFilter {
    pub kind: DifferenceKind,
    /// Only those with an annotation of this label.
    pub label: Option<LabelId>,
    /// Only those in which this coder stands alone.
    pub coder: Option<usize>,
}

/// What the list shows, kept until something of it changes.
#[derive(Default)]
pub(super) struct ListedDifferences {
    key: Option<ListKey>,
    pub rows: Vec<usize>,
    /// How many there are of each kind, by its index in [`DifferenceKind::ALL`].
    pub counts: [usize; DifferenceKind::ALL.len()],
    /// The labels of all differences.
    pub labels: BTreeSet<LabelId>,
}

#[derive(PartialEq)]
struct ListKey {
    version: u64,
    revision: u64,
    filter: DifferenceFilter,
    /// The difference at hand stays where it is when it has been decided.
    at_hand: Option<usize>,
}

/// A value of the difference at hand, by its place in the card.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CardCell {
    pub row: usize,
    /// The number of a coder, from 0.
    pub column: usize,
}

/// Comparing the coders of the article on screen.
pub(in crate::app) struct Comparing {
    pub(super) open: OpenComparison,
    pub(super) filter: DifferenceFilter,
    pub(super) listed: ListedDifferences,
    /// The difference at hand, by its index among the issues.
    pub(super) issue: Option<usize>,
    /// The note that is being typed.
    pub(super) note: Option<String>,
    /// The value that is chosen, while the keyboard is in the card.
    pub(super) cell: Option<CardCell>,
    /// Whether the lanes of all differences are drawn.
    pub(super) shows_all_lanes: bool,
    /// Whether the row at hand is to be scrolled to.
    pub(super) is_moved: bool,
    /// The annotation that was chosen in the last frame.
    pub(super) chosen: Option<AnnotationId>,
    /// Whether the next press marks the article as done although something is open.
    pub(super) is_done_asked: bool,
    /// Whether hiding or showing names was asked for.
    pub(super) names_asked: Option<bool>,
    /// What a screen reader is to be told of what was done.
    pub(super) spoken: Option<String>,
}

impl Comparing {
    pub(super) fn new(open: OpenComparison) -> Self {
        Self {
            open,
            filter: DifferenceFilter::default(),
            listed: ListedDifferences::default(),
            issue: None,
            note: None,
            cell: None,
            shows_all_lanes: false,
            is_moved: true,
            chosen: None,
            is_done_asked: false,
            names_asked: None,
            spoken: None,
        }
    }

    /// The coding with the agreed version, which is on screen.
    pub(in crate::app) fn agreed(&self) -> crate::model::history::CodingId {
        self.open.agreed
    }

    /// How many differences are open.
    pub(in crate::app) fn open_count(&self) -> usize {
        self.open.decided.as_ref().map_or(0, |decided| decided.open)
    }

    /// Brings the list up to date.
    pub(super) fn list(&mut self) {
        let key = ListKey {
            version: self.open.version,
            revision: self
                .open
                .decided
                .as_ref()
                .map_or(0, |decided| decided.revision),
            filter: self.filter.clone(),
            at_hand: self
                .issue
                .filter(|_| self.filter.kind == DifferenceKind::Open),
        };
        if self.listed.key.as_ref() == Some(&key) {
            return;
        }
        let comparison = &self.open.comparison;
        let differences = comparison.differences();
        let shown = differences.iter().copied().filter(|&issue| {
            let about = &comparison.issues()[issue];
            let state = self.open.state(issue);
            let is_of_kind = self.filter.kind.shows(about, state) || key.at_hand == Some(issue);
            is_of_kind && self.is_of_label(about) && self.is_of_coder(about)
        });
        let rows = shown.collect();
        let counts = DifferenceKind::ALL.map(|(kind, _)| {
            let differences = differences.iter();
            let of_kind = differences
                .filter(|&&issue| kind.shows(&comparison.issues()[issue], self.open.state(issue)));
            of_kind.count()
        });
        let same_labels = self
            .listed
            .key
            .as_ref()
            .is_some_and(|old| old.version == key.version);
        if !same_labels {
            let issues = differences.iter().map(|issue| &comparison.issues()[*issue]);
            let labels = issues.flat_map(|issue| comparison.labels(issue));
            self.listed.labels = labels.cloned().collect();
        }
        self.listed.rows = rows;
        self.listed.counts = counts;
        self.listed.key = Some(key);
    }

    fn is_of_label(&self, issue: &Issue) -> bool {
        let Some(label) = &self.filter.label else {
            return true;
        };
        self.open.comparison.labels(issue).contains(label)
    }

    /// Whether a coder stands alone in an issue.
    fn is_of_coder(&self, issue: &Issue) -> bool {
        let Some(coder) = self.filter.coder else {
            return true;
        };
        let is_alone = |coders: &[usize]| coders == [coder];
        let mut readings = issue.readings.iter();
        let has_own = |reading: &crate::model::compare::Reading| {
            let has_something = match issue.subject {
                IssueSubject::Annotations(_) => !reading.units.is_empty(),
                IssueSubject::Relation(_) => reading == &issue.readings[0],
                IssueSubject::Field(_) => false,
            };
            is_alone(&reading.coders) && (has_something || self.open.order.len() > 2)
        };
        readings.any(has_own)
            || issue.rows.iter().any(|row| {
                let own = &row.cells[coder];
                let others = row.cells.iter().enumerate();
                let mut others = others.filter(|(of, cell)| *of != coder && cell.is_vote());
                own.is_vote() && !row.is_equal() && others.all(|(_, cell)| cell != own)
            })
    }

    /// The next difference that is open after one, or before it; at the end of the list it goes on at the other.
    pub(super) fn neighbour(&self, issue: Option<usize>, is_forward: bool) -> Option<usize> {
        let listed = &self.listed.rows;
        let here = listed.iter().position(|other| Some(*other) == issue);
        let is_open = |other: &&usize| self.open.state(**other).is_open() && Some(**other) != issue;
        let found = match (here, is_forward) {
            (Some(here), true) => {
                let (before, after) = listed.split_at(here + 1);
                after.iter().chain(before).find(is_open)
            }
            (Some(here), false) => {
                let (before, after) = listed.split_at(here);
                before.iter().rev().chain(after.iter().rev()).find(is_open)
            }
            (None, true) => listed.iter().find(is_open),
            (None, false) => listed.iter().rev().find(is_open),
        };
        found.copied()
    }

    /// What is said in words.
    pub(super) fn words<'a>(&'a self, session: &'a Session) -> CompareWords<'a> {
        CompareWords {
            session,
            open: &self.open,
        }
    }

    /// What a screen reader is told of the difference at hand: where it is in the list, in what the coders
    /// differ, and what each has.
    pub(super) fn message(&self, session: &Session) -> Option<ComparingMessage> {
        let issue = self.issue?;
        let words = self.words(session);
        let about = &self.open.comparison.issues()[issue];
        let versions = self.open.order.iter().map(|coder| {
            let lines = words.version(about, *coder).join(", ");
            [words.coder(*coder), lines].join(" ")
        });
        let place = self.listed.rows.iter().position(|other| *other == issue);
        Some(ComparingMessage::AtHand {
            number: place.map_or(0, |place| place + 1),
            count: self.listed.rows.len(),
            kind: words.kind(about),
            versions: versions.collect(),
            state: words.state(issue).to_owned(),
        })
    }

    /// What a screen reader is told of a value in the card.
    pub(super) fn cell_message(
        &self,
        session: &Session,
        issue: usize,
        cell: CardCell,
    ) -> Option<String> {
        let words = self.words(session);
        let row = self.open.comparison.issues()[issue].rows.get(cell.row)?;
        let coder = *self.open.order.get(cell.column)?;
        let message = ComparingMessage::Cell {
            name: words.row_name(row),
            coder: words.coder(coder),
            value: words.cell(row, coder),
        };
        Some(message.to_string())
    }

    /// Goes to another value of the card.
    pub(super) fn move_cell(&mut self, rows: isize, columns: isize) {
        let Some(issue) = self.issue else { return };
        let (row_count, column_count) = (
            self.open.comparison.issues()[issue].rows.len(),
            self.open.order.len(),
        );
        let Some(cell) = &mut self.cell else { return };
        let step = |at: usize, by: isize, count: usize| {
            at.saturating_add_signed(by).min(count.saturating_sub(1))
        };
        cell.row = step(cell.row, rows, row_count);
        cell.column = step(cell.column, columns, column_count);
    }
}
