//! A guard against decompression bombs ("zip bombs"): the program unpacks archives, compressed
//! texts and streams through it.
//!
//! It does not trust the sizes that a file declares: it counts the bytes as they are unpacked. This
//! module must not know how the files are packed.

use crate::io_reason::reason;
use std::io::{self, Read};

/// Limits for unpacking a packed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnpackLimits {
    /// The total of unpacked bytes.
    pub bytes: u64,
    /// The highest ratio of unpacked to packed size, for the file and each part of it.
    pub ratio: u64,
    /// The bytes that may be unpacked whatever the ratio: repetitive text packs well.
    pub always: u64,
    /// The number of parts of an archive.
    pub parts: usize,
}

impl UnpackLimits {
    /// A limit of only the total, in bytes.
    pub const fn total(bytes: u64) -> Self {
        Self {
            bytes,
            ratio: u64::MAX,
            always: bytes,
            parts: usize::MAX,
        }
    }

    /// The limit for this many packed bytes.
    fn most(&self, packed: u64) -> u64 {
        let by_ratio = packed.saturating_mul(self.ratio);
        by_ratio.max(self.always).min(self.bytes)
    }
}

/// Why unpacking was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    #[error("it unpacks to more than {0} bytes")]
    TooLarge(u64),
    #[error("it has {count} parts, and {most} are read")]
    TooMany { count: usize, most: usize },
    #[error("{}", reason(.0))]
    Broken(#[from] io::Error),
}

/// Counts the unpacked bytes of one file against its limit.
#[derive(Clone, Debug)]
pub struct UnpackGuard {
    limits: UnpackLimits,
    /// The limit for the whole file, in bytes, and what is left of it.
    most: u64,
    left: u64,
}

impl UnpackGuard {
    /// A guard for a file of this many bytes.
    pub fn new(limits: UnpackLimits, packed: u64) -> Self {
        let most = limits.most(packed);
        Self {
            limits,
            most,
            left: most,
        }
    }

    /// The limit for the whole file, in bytes.
    pub fn most(&self) -> u64 {
        self.most
    }

    /// Checks the number of parts of an archive against the limit.
    ///
    /// # Errors
    /// If there are too many.
    pub fn check_parts(&self, count: usize) -> Result<(), UnpackError> {
        let most = self.limits.parts;
        if count > most {
            return Err(UnpackError::TooMany { count, most });
        }
        Ok(())
    }

    /// Counts bytes that are about to be unpacked, or were.
    ///
    /// # Errors
    /// If there are too many.
    pub fn count(&mut self, bytes: u64) -> Result<(), UnpackError> {
        let left = self.left.checked_sub(bytes);
        self.left = left.ok_or(UnpackError::TooLarge(self.most))?;
        Ok(())
    }

    /// Unpacks a part of this many packed bytes.
    ///
    /// # Errors
    /// If it is malformed or too large; it never holds more in memory than may be unpacked.
    pub fn read(&mut self, part: impl Read, packed: u64) -> Result<Vec<u8>, UnpackError> {
        let most = self.limits.most(packed).min(self.left);
        let mut bytes = Vec::new();
        part.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        let count = bytes.len() as u64;
        if count > most {
            return Err(UnpackError::TooLarge(most));
        }
        self.count(count)?;
        Ok(bytes)
    }

    /// Unpacks a part without keeping it, until it ends or is found malformed.
    ///
    /// # Errors
    /// If it is too large.
    pub fn measure(&mut self, mut part: impl Read) -> Result<(), UnpackError> {
        let mut buffer = vec![0; 64 << 10];
        while let Ok(count @ 1..) = part.read(&mut buffer) {
            self.count(count as u64)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: UnpackLimits = UnpackLimits {
        bytes: 100,
        ratio: 5,
        always: 10,
        parts: 3,
    };

    fn read(guard: &mut UnpackGuard, count: u64, packed: u64) -> Result<usize, String> {
        let read = guard.read(io::repeat(b'x').take(count), packed);
        read.map(|bytes| bytes.len())
            .map_err(|error| error.to_string())
    }

    fn too_large(most: u64) -> Result<usize, String> {
        Err(format!("it unpacks to more than {most} bytes"))
    }

    #[test]
    fn a_part_may_be_so_many_times_its_size_and_a_little_in_any_case() {
        for (packed, most) in [(0, 10), (2, 10), (3, 15), (20, 100), (21, 100)] {
            let guard = UnpackGuard::new(LIMITS, 1000);
            let (mut within, mut beyond) = (guard.clone(), guard);
            assert_eq!(read(&mut within, most, packed), Ok(most as usize));
            assert_eq!(read(&mut beyond, most + 1, packed), too_large(most));
        }
    }

    #[test]
    fn the_unpacked_total_is_limited_by_the_size_of_the_archive() {
        let mut guard = UnpackGuard::new(LIMITS, 4);
        assert_eq!(guard.most(), 20);
        assert_eq!(read(&mut guard, 15, 3), Ok(15));
        assert_eq!(read(&mut guard, 6, 3), too_large(5));
        assert_eq!(read(&mut guard, 5, 3), Ok(5));
        assert_eq!(read(&mut guard, 1, 3), too_large(0));
        assert_eq!(UnpackGuard::new(LIMITS, 0).most(), 10);
        assert_eq!(UnpackGuard::new(LIMITS, u64::MAX).most(), 100);
    }

    #[test]
    fn counted_and_measured_bytes_are_limited() {
        let mut guard = UnpackGuard::new(UnpackLimits::total(200_000), 1);
        assert!(guard.count(50_000).is_ok());
        assert!(guard.measure(io::repeat(0).take(150_000)).is_ok());
        assert!(guard.count(0).is_ok());
        assert!(guard.count(1).is_err());
        let mut guard = UnpackGuard::new(UnpackLimits::total(200_000), 1);
        assert!(guard.measure(io::repeat(0)).is_err());
    }

    #[test]
    fn parts_are_counted() {
        let guard = UnpackGuard::new(LIMITS, 0);
        assert!(guard.check_parts(3).is_ok());
        let error = guard.check_parts(4).expect_err("too many").to_string();
        assert_eq!(error, "it has 4 parts, and 3 are read");
    }
}
