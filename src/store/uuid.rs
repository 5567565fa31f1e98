//! Deterministic UUIDs for export formats that demand unique ids: derived from names, so that an
//! export is the same each time. They are UUIDs of version 8 (RFC 9562), derived from SHA-256.
//!
//! Other programs know things in existing exports by these ids: an id derived from names must never
//! change, though codebooks and datasets derive them in two ways for historical reasons.

use ::uuid::Builder;
use sha2::{Digest, Sha256};

/// The UUID for a list of names in a dataset.
pub fn of_names(names: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for name in names {
        hasher.update((name.len() as u64).to_le_bytes());
        hasher.update(name);
    }
    let mut bytes = beginning(hasher);
    // The variant replaces the two upper bits of this byte; they move down, and the two below them
    // are dropped.
    bytes[8] = (bytes[8] >> 6 << 4) | (bytes[8] & 0x0F);
    version_8(bytes)
}

/// The UUID of a code in a codebook, by its path of ids, separated by slashes.
pub fn of_code(path: &str) -> String {
    let mut bytes = beginning(Sha256::new_with_prefix(format!("demarche codebook {path}")));
    bytes[8] = 0x10 | (bytes[8] & 0x0F);
    version_8(bytes)
}

/// The first bytes of a hash.
fn beginning(hasher: Sha256) -> [u8; 16] {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize()[..16]);
    bytes
}

fn version_8(bytes: [u8; 16]) -> String {
    Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Existing files contain these ids.
    #[test]
    fn names_give_the_ids_that_they_always_gave() {
        let datasets: [(&[&str], &str); 4] = [
            (&["a", "b"], "cf6ab613-e394-8391-b88e-d698557e1680"),
            (
                &["refi", "code", "actor"],
                "eff5e76f-a0d2-837f-a0bb-1a059466802f",
            ),
            (&["user", "Ana"], "459d51b5-a12a-8d49-95e6-d3226be68a7b"),
            (&["", ""], "374708ff-f771-8dd5-a79e-c875d56cd228"),
        ];
        for (names, uuid) in datasets {
            assert_eq!(of_names(names), uuid, "{names:?}");
        }
        for (path, uuid) in [
            ("demand", "464a23a2-9eec-86be-9824-d6c7a7618d4e"),
            ("actor", "9e60a384-dccc-8ad3-91c6-bfcaebe2cb43"),
            (
                "demand/category/yield",
                "86ef8721-60c4-87f4-94dd-90c818f2a9d7",
            ),
            ("set of labels", "bcdc74d3-9a0e-8c80-9f62-1effbef1a114"),
        ] {
            assert_eq!(of_code(path), uuid, "{path}");
        }
    }

    #[test]
    fn names_are_kept_apart() {
        assert_ne!(of_names(&["a", "b"]), of_names(&["ab", ""]));
        assert_ne!(of_names(&["demand"]), of_code("demand"));
    }
}
