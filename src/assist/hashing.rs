//! Hashes of features and words that are the same on every machine.
//!
//! A feature is known by its hash alone. With 64 bits two of a million features collide with a
//! probability below one in ten million, and a collision costs a little accuracy, nothing else.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The hash of a text (FNV-1a, then mixed).
pub(crate) fn hash_text(text: &str) -> u64 {
    hash_bytes(text.as_bytes())
}

/// The hash of bytes.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    mix(hash)
}

/// Spreads the bits of a number (the finaliser of SplitMix64).
pub(crate) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A hash of two numbers whose order matters.
pub(crate) fn join(first: u64, second: u64) -> u64 {
    mix(first.rotate_left(23) ^ second.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A hasher for keys that are hashes already.
#[derive(Clone, Copy, Default)]
pub(crate) struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0 ^ u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

/// A map whose keys are hashes of [`hash_text`] or [`join`].
pub(crate) type HashedMap<V> = HashMap<u64, V, BuildHasherDefault<AlreadyHashed>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_two_hashes_matters() {
        let (a, b) = (hash_text("Kyiv"), hash_text("Moscow"));
        assert_ne!(join(a, b), join(b, a));
        assert_ne!(join(a, a), join(b, b));
    }

    #[test]
    fn hashes_never_change() {
        // Stored taggers refer to features by their hashes.
        assert_eq!(hash_text("Kyiv"), 0xafe6_6cdb_742c_77a9);
        assert_eq!(hash_text(""), 0xc381_7c01_6ba4_ff30);
    }
}
