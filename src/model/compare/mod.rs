//! Comparing what several coders annotated in one article: what belongs together, and where they differ.
//!
//! ```text
//! Document of each coder --CodedUnits--> match_units --> clusters, flags, knots
//!                                        match_relations --> relations by (type, cluster, cluster)
//! ```
//!
//! Start with [`matching`], which pairs annotations. A *cluster* has at most one annotation of each coder;
//! a *knot* is the clusters that are decided together. Both are derived whenever they are needed and never
//! stored, so that they cannot become outdated.
//!
//! It must not know who may see whose annotations, which rounds there are, or where files are.

mod unit;

pub mod matching;

pub mod relations;

pub use matching::{ClusterFlags, Matching, UnitCluster, UnitIndex, match_units};
pub use relations::{RelationGroup, RelationKey, match_relations};
pub use unit::{CodedUnits, ComparedRelation, ComparedUnit};
