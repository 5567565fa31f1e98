//! Ids that other programs demand to be unique in the world, made of ours so that an export is the
//! same each time.

use sha2::{Digest, Sha256};

/// A UUID (version 8) of some names, which always give the same.
pub fn of(names: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for name in names {
        hasher.update(name.len().to_le_bytes());
        hasher.update(name);
    }
    let mut uuid = String::with_capacity(36);
    for (index, byte) in hasher.finalize().iter().take(16).enumerate() {
        let (high, low) = (byte >> 4, byte & 15);
        // Version and variant have their places.
        let high = match index {
            6 => 8,
            8 => 8 | (high >> 2),
            _ => high,
        };
        if matches!(index, 4 | 6 | 8 | 10) {
            uuid.push('-');
        }
        uuid.extend([high, low].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
    }
    uuid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_names_give_the_same_id() {
        let uuid = of(&["a", "b"]);
        assert_eq!(uuid, of(&["a", "b"]));
        assert_ne!(uuid, of(&["ab", ""]));
        assert_eq!(uuid.len(), 36);
        assert_eq!(uuid.as_bytes()[14], b'8');
        assert!(matches!(uuid.as_bytes()[19], b'8' | b'9' | b'a' | b'b'));
    }
}
