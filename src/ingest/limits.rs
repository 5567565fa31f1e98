//! The limits of reading a file: a small file may claim to be an endless one.

/// The limits of reading one file. Tests use smaller ones.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest file, in bytes.
    pub file_bytes: u64,
    /// The quota of bytes that may be unpacked from one archive.
    pub unpacked_bytes: u64,
    /// The largest compression ratio of a part: how many times larger it may be than its packed
    /// form.
    pub ratio: u64,
    /// The most parts of an archive.
    pub parts: usize,
    /// The deepest nesting of elements, groups or objects.
    pub depth: usize,
    /// The most articles in one file.
    pub articles: usize,
    /// The longest article, in bytes of its text.
    pub text_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            unpacked_bytes: 256 << 20,
            ratio: 200,
            parts: 20_000,
            depth: 500,
            articles: 100_000,
            text_bytes: 32 << 20,
        }
    }
}
