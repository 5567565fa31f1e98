//! A string interner for frequent names (labels, coders, origins): shares their allocation.

use std::sync::Arc;

/// Slots of the cache, a power of two. A codebook has some dozen names; a collision costs one
/// allocation.
const SLOTS: usize = 256;

/// A bounded cache of shared names.
pub struct NameCache(Vec<Option<Arc<str>>>);

impl Default for NameCache {
    fn default() -> Self {
        Self(vec![None; SLOTS])
    }
}

impl NameCache {
    /// The name, shared with an earlier one where possible.
    pub fn get(&mut self, name: &str) -> Arc<str> {
        // FNV-1a hash: fast for a dozen bytes, and an attacker gains nothing from collisions.
        let hash = name.bytes().fold(0xCBF2_9CE4_u32, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        });
        let slot = &mut self.0[(hash ^ (hash >> 16)) as usize % SLOTS];
        match slot {
            Some(known) if **known == *name => known.clone(),
            _ => slot.insert(name.into()).clone(),
        }
    }
}
