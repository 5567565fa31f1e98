//! A small binary form: numbers in little endian, texts and lists with their length before them.
//!
//! The reader trusts nothing: a length is checked against what is left before anything is allocated.

/// Why stored bytes could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StateFault {
    #[error("it is no stored tagger")]
    Foreign,
    #[error("another version of the program has stored it")]
    Version,
    #[error("it is damaged")]
    Damaged,
}

/// Bytes to be written.
#[derive(Debug, Default)]
pub(crate) struct ByteWriter(Vec<u8>);

impl ByteWriter {
    pub fn u16(&mut self, number: u16) {
        self.0.extend(number.to_le_bytes());
    }

    pub fn u32(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    pub fn u64(&mut self, number: u64) {
        self.0.extend(number.to_le_bytes());
    }

    pub fn f32(&mut self, number: f32) {
        self.0.extend(number.to_le_bytes());
    }

    /// The length of a list that follows.
    pub fn length(&mut self, length: usize) {
        self.u32(length as u32);
    }

    pub fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend(text.as_bytes());
    }

    pub fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Bytes to be read.
#[derive(Debug)]
pub(crate) struct ByteReader<'a>(pub &'a [u8]);

impl<'a> ByteReader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], StateFault> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(StateFault::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], StateFault> {
        self.take(N)?.try_into().map_err(|_| StateFault::Damaged)
    }

    pub fn u16(&mut self) -> Result<u16, StateFault> {
        self.array().map(u16::from_le_bytes)
    }

    pub fn u32(&mut self) -> Result<u32, StateFault> {
        self.array().map(u32::from_le_bytes)
    }

    pub fn u64(&mut self) -> Result<u64, StateFault> {
        self.array().map(u64::from_le_bytes)
    }

    /// A weight: finite and of a size that training can reach.
    pub fn weight(&mut self) -> Result<f32, StateFault> {
        let number = self.array().map(f32::from_le_bytes)?;
        if number.abs() <= 1e4 {
            Ok(number)
        } else {
            Err(StateFault::Damaged)
        }
    }

    /// The length of a list whose items take at least this many bytes.
    pub fn length(&mut self, least: usize) -> Result<usize, StateFault> {
        let length = self.u32()? as usize;
        if length.saturating_mul(least) <= self.0.len() {
            Ok(length)
        } else {
            Err(StateFault::Damaged)
        }
    }

    pub fn text(&mut self) -> Result<&'a str, StateFault> {
        let length = self.length(1)?;
        std::str::from_utf8(self.take(length)?).map_err(|_| StateFault::Damaged)
    }
}
