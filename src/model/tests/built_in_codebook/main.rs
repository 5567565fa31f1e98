//! Integration tests of the model with the built-in codebook.
//!
//! The store reads the codebook and depends on the model, so these tests cannot be unit tests.

mod codebook_diff;
mod colors;
mod entity_changes;
mod links;
