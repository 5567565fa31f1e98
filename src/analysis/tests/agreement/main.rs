//! Figures of agreement against those of other programs, of papers, and of our own references.
//!
//! `src/analysis/tests/data/agreement_*.json` has inputs, expected figures, who computed them, and tolerances.

mod cases;

mod published;

mod unitizing;

mod samples;

mod gamma;

mod values;

mod properties;
