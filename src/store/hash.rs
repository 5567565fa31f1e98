//! The hash that identifies file contents: SHA-256, of bytes in memory and of what comes in portions.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

pub use crate::model::digest::{hex, sha256, sha256_hex};

/// SHA-256 of everything that a reader returns, as 64 lower-case hexadecimal digits.
///
/// # Errors
/// If reading fails.
pub fn sha256_hex_of(mut contents: impl Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match contents.read(&mut buffer)? {
            0 => return Ok(hex(&hasher.finalize())),
            count => hasher.update(&buffer[..count]),
        }
    }
}

/// A SHA-256 of contents that come in portions.
#[derive(Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Adds a portion.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash, as 64 lower-case hexadecimal digits.
    pub fn finish(self) -> String {
        hex(&self.digest())
    }

    /// The hash.
    pub fn digest(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_is_the_published_one() {
        let published = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256_hex(b"abc"), published);
        let read = super::sha256_hex_of(b"abc".as_slice());
        assert_eq!(read.expect("memory"), published);
    }
}
