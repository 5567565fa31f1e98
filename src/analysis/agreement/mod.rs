//! Agreement between coders: measures, their intervals, and what they are computed from.
//!
//! Everything here is a function of [`study::Study`], which holds what several coders did with the same
//! articles. The room knows no files, no clock, no threads and no window: the caller reads the documents,
//! decides where results go, and passes the seed of everything random.
//!
//! Start with [`study`] (the data), then [`measure`] (what a measure is) and [`MEASURES`] (all of them). A
//! measure is a file and a line in the list: reports, the command line and the tests of all measures take it
//! from there.

mod statement_parts;

pub mod study;

pub mod measure;

pub mod shared;

pub mod subject;

pub mod sums;

mod cover;

pub mod matching;

pub mod span_f1;

pub mod u_alpha;

pub mod joint_alpha;

pub mod alpha_u;

pub mod tokens;

pub mod values;

pub mod value_kappa;

pub mod entities;

pub mod relations;

pub mod statement_f1;

pub mod random;

pub mod gamma;

pub mod bootstrap;

pub mod eligible;

pub mod figures;

pub mod plan;

pub mod windows;

pub mod reliability;

use measure::Measure;

/// All measures, in the order of reports.
pub static MEASURES: &[&dyn Measure] = &[
    &span_f1::SpanF1::Exact,
    &span_f1::SpanF1::Overlap,
    &span_f1::SpanF1::Characters,
    &span_f1::SpanF1::Precision,
    &span_f1::SpanF1::Recall,
    &u_alpha::UAlpha,
    &joint_alpha::JointAlpha::Nominal,
    &joint_alpha::JointAlpha::Presence,
    &joint_alpha::JointAlpha::Coding,
    &joint_alpha::JointAlpha::Label,
    &joint_alpha::JointAlpha::Coverage,
    &alpha_u::AlphaU,
    &gamma::GAMMA,
    &values::ValueAlpha::Nominal,
    &values::ValueAlpha::Jaccard,
    &values::ValueAlpha::Interval,
    &values::ValueAlpha::Equal,
    &values::ValueAlpha::FilledByOne,
    &value_kappa::ValueKappa::Cohen,
    &value_kappa::ValueKappa::Fleiss,
    &entities::EntityAgreement::Alpha,
    &entities::EntityAgreement::Equal,
    &entities::EntityAgreement::Jaccard,
    &relations::RelationF1::MatchedEnds,
    &relations::RelationF1::ExactEnds,
    &statement_f1::StatementF1::Whole,
    &statement_f1::StatementF1::WithoutAddressee,
    &statement_f1::StatementF1::WithoutPolarity,
    &statement_f1::StatementF1::MakerAndCategory,
    &statement_f1::StatementF1::Maker,
    &tokens::TokenKappa::Cohen,
    &tokens::TokenKappa::Fleiss,
];

/// The measure with this name in options and files.
pub fn by_id(id: &str) -> Option<&'static dyn Measure> {
    let mut all = MEASURES.iter().copied();
    all.find(|measure| measure.info().id == id)
}
