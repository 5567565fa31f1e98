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
    let mut hex: Vec<char> = hasher
        .finalize()
        .iter()
        .take(16)
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect();
    // Version and variant have their places.
    if let [
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        _,
        version,
        _,
        _,
        _,
        variant,
        ..,
    ] = hex.as_mut_slice()
    {
        *version = '8';
        *variant = match *variant {
            '0'..='3' => '8',
            '4'..='7' => '9',
            '8' | '9' | 'a' | 'b' => 'a',
            _ => 'b',
        };
    }
    let mut uuid = String::with_capacity(36);
    for (index, digit) in hex.into_iter().enumerate() {
        if matches!(index, 8 | 12 | 16 | 20) {
            uuid.push('-');
        }
        uuid.push(digit);
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
