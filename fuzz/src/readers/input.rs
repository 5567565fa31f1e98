//! Inputs: several files in one sequence of bytes.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What a line begins with that names the file behind it.
const MARK: &[u8] = b"\0file ";

/// A file; without a name where the input is this file alone.
#[derive(Clone, Copy)]
pub struct File<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

/// The files of an input.
pub fn files(input: &[u8]) -> Vec<File<'_>> {
    if !input.starts_with(MARK) {
        return vec![File {
            name: "",
            bytes: input,
        }];
    }
    let mut files = Vec::new();
    let mut rest = &input[MARK.len()..];
    loop {
        let next = rest.windows(MARK.len()).position(|window| window == MARK);
        let file = &rest[..next.unwrap_or(rest.len())];
        let line = file.iter().position(|byte| *byte == b'\n');
        let (name, bytes) = file.split_at(line.unwrap_or(file.len()));
        files.push(File {
            name: std::str::from_utf8(name).unwrap_or("file"),
            bytes: bytes.get(1..).unwrap_or_default(),
        });
        let Some(next) = next else {
            return files;
        };
        rest = &rest[next + MARK.len()..];
    }
}

/// The bytes of an input of several files.
pub fn joined<'a>(files: impl IntoIterator<Item = File<'a>>) -> Vec<u8> {
    let mut input = Vec::new();
    for file in files {
        input.extend_from_slice(MARK);
        input.extend_from_slice(file.name.as_bytes());
        input.push(b'\n');
        input.extend_from_slice(file.bytes);
    }
    input
}

/// An archive of these files. Nothing in it is packed: packing and checksums keep a fuzzer from what
/// stands in an archive.
pub fn archive(files: &[File<'_>]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        // A name that comes twice is left out.
        if archive.start_file(file.name, options).is_ok() {
            archive.write_all(file.bytes).expect("memory");
        }
    }
    archive.finish().expect("memory").into_inner()
}
