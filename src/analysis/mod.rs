//! What can be learned from coded articles: counts now; concordance, agreement and networks later.
//!
//! Everything here takes documents and hands back tables; paths and windows belong to the caller.

// Other rooms, under the names that they have everywhere.
use demarche_model as model;

pub mod counts;
