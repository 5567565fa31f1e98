//! What can be learned from coded articles: counts now; concordance, agreement and networks later.
//!
//! Everything here takes documents and hands back tables; paths and windows belong to the caller.

pub mod counts;
