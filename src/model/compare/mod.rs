//! Comparing what several coders annotated in one article: what belongs together, where they differ, and what
//! was taken for the agreed version.
//!
//! ```text
//! Document of each coder --CodedUnits--> match_units     --> clusters, flags, knots
//!                                        match_relations --> relations by (type, cluster, cluster)
//!                    all --ArticleComparison--> issues; differences are those in which coders differ
//!        + decisions --outcome--> open, taken, edited
//!        + a choice, a proposal, a strategy --apply--> Edit of the agreed version
//! ```
//!
//! Start with [`matching`], which pairs annotations. A *cluster* has at most one annotation of each coder;
//! a *knot* is the clusters that are decided together. Both are derived whenever they are needed and never
//! stored, so that they cannot become outdated. Each *facet* is decided for itself: the label with its place,
//! the entity, each attribute. [`ArticleComparison`] is what a window draws: the list of differences, the
//! versions and values of each as rows, proposals, and decisions as edits.
//!
//! It must not know who may see whose annotations, which rounds there are, or where files are.

mod unit;

pub mod matching;

pub mod relations;

mod issue;

mod comparison;

pub mod outcome;

mod agreed;

mod edited;

pub mod strategy;

pub mod statistics;

#[cfg(test)]
mod comparison_tests;

pub use agreed::{Decider, DecisionChanges, VersionChoice};
pub use comparison::{ArticleComparison, CoderPart};
pub use issue::{DifferenceFlags, Issue, IssueIds, IssueSubject, Reading, ValueCell, ValueRow};
pub use matching::{ClusterFlags, Matching, UnitCluster, UnitIndex, match_units};
pub use outcome::{IssueState, Outcome, ValueOutcome};
pub use relations::{RelationGroup, RelationKey, match_relations};
pub use strategy::{Proposal, Strategy, StrategyPreview, StrategyScope};
pub use unit::{CodedUnits, ComparedRelation, ComparedUnit};
