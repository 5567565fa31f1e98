//! What the model makes of the built-in codebook.
//!
//! The codebook is read by the store, which stands on the model, so these tests cannot be unit tests.

mod codebook_diff;
mod colors;
mod entity_changes;
mod links;
