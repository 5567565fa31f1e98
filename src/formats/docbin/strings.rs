//! How spaCy numbers strings (`StringStore`): an empty one is 0, some 450 names of features have small numbers, and
//! every other has its hash, MurmurHash64A with the seed 1.
//!
//! It knows no file.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The names that have numbers, in the order of these, from 0.
static SYMBOLS: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("symbols.txt").lines().collect());

static SYMBOL_NUMBERS: LazyLock<HashMap<&str, u64>> =
    LazyLock::new(|| (*SYMBOLS).iter().copied().zip(0..).collect());

/// The number of a string.
pub fn number(string: &str) -> u64 {
    let symbol = SYMBOL_NUMBERS.get(string).copied();
    symbol.unwrap_or_else(|| murmur(string.as_bytes(), 1))
}

/// The name that has a small number.
pub fn symbol(number: u64) -> Option<&'static str> {
    SYMBOLS.get(usize::try_from(number).ok()?).copied()
}

/// MurmurHash64A by Austin Appleby, which is in the public domain.
fn murmur(bytes: &[u8], seed: u64) -> u64 {
    const MULTIPLIER: u64 = 0xc6a4_a793_5bd1_e995;
    const SHIFT: u32 = 47;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(MULTIPLIER);
    let (eights, rest) = bytes.as_chunks::<8>();
    for eight in eights {
        let mut k = u64::from_le_bytes(*eight).wrapping_mul(MULTIPLIER);
        k ^= k >> SHIFT;
        hash ^= k.wrapping_mul(MULTIPLIER);
        hash = hash.wrapping_mul(MULTIPLIER);
    }
    if !rest.is_empty() {
        let mut eight = [0; 8];
        eight[..rest.len()].copy_from_slice(rest);
        hash ^= u64::from_le_bytes(eight);
        hash = hash.wrapping_mul(MULTIPLIER);
    }
    hash ^= hash >> SHIFT;
    hash = hash.wrapping_mul(MULTIPLIER);
    hash ^ hash >> SHIFT
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers that spaCy 3.8.18 gives.
    #[test]
    fn strings_have_spacys_numbers() {
        for (string, wanted) in [
            ("", 0),
            ("actor", 6_917_656_656_232_907_963),
            ("a", 11_901_859_001_352_538_922),
            ("Miners", 9_015_881_743_086_626_285),
            ("über uns", 1_782_638_129_695_083_107),
            ("12345678", 9_871_996_032_675_327_904),
            ("123456789", 2_056_675_840_866_671_865),
            ("IS_ALPHA", 1),
            ("ORTH", 65),
            ("PERSON", 380),
            ("ORG", 383),
            ("DATE", 391),
            ("ENT_KB_ID", 452),
            ("_", 456),
        ] {
            assert_eq!(number(string), wanted, "{string}");
        }
        assert_eq!(symbol(380), Some("PERSON"));
        assert_eq!(symbol(457), None);
        assert_eq!(murmur(b"", 1), 14_313_749_767_032_693_980);
    }
}
