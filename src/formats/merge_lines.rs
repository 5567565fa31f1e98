//! Merges files of lines, each of which is about an article, into the order of a project.
//!
//! The files are parts of one run and have the lines of their own articles in that order. This
//! module does not know what else the lines hold. One line of each file is in memory.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{BufRead as _, Read as _};

use super::{FormatError, InputFile, MAX_FILE_BYTES};
use crate::store::natural;

/// Where a name belongs in the order of a project.
pub type NameOrder = (Vec<u8>, String);

/// The order of an article's name.
pub fn name_order(name: &str) -> NameOrder {
    (natural::key(name), name.to_owned())
}

/// Hands over the lines of all files, each with its end, in the order of their articles' names.
/// `name_of` finds the name of an article in a line. The first `skipped` lines of each file are not
/// handed over.
///
/// # Errors
/// If a file cannot be read, a line has no name, the same article is in two files, or `take` fails.
pub fn merge_lines(
    files: &[InputFile<'_>],
    skipped: usize,
    name_of: &dyn Fn(&[u8]) -> Option<String>,
    take: &mut dyn FnMut(&[u8]) -> Result<(), FormatError>,
) -> Result<(), FormatError> {
    let mut readers = Vec::new();
    for file in files {
        let mut reader = file.reader()?;
        for _ in 0..skipped {
            let line = reader.by_ref().take(MAX_FILE_BYTES).skip_until(b'\n');
            line.map_err(|error| file.unread(&error))?;
        }
        readers.push((file, reader, skipped));
    }
    let mut heap = BinaryHeap::new();
    let mut lines = vec![Vec::new(); files.len()];
    let mut advance = |at: usize, line: &mut Vec<u8>| -> Result<Option<NameOrder>, FormatError> {
        let Some((file, reader, number)) = readers.get_mut(at) else {
            return Ok(None);
        };
        line.clear();
        *number += 1;
        let read = reader.by_ref().take(MAX_FILE_BYTES).read_until(b'\n', line);
        if read.map_err(|error| file.unread(&error))? == 0 {
            return Ok(None);
        }
        match name_of(line) {
            Some(name) => Ok(Some(name_order(&name))),
            None => Err(file.unreadable(*number, "this line names no article")),
        }
    };
    for (at, line) in lines.iter_mut().enumerate() {
        if let Some(order) = advance(at, line)? {
            heap.push(Reverse((order, at)));
        }
    }
    let mut last: Option<(NameOrder, usize)> = None;
    while let Some(Reverse((order, at))) = heap.pop() {
        if let Some((before, of)) = &last
            && *before == order
            && *of != at
        {
            let why = format!("the article “{}” is in two of them", order.1);
            return Err(FormatError::NotJoined(why));
        }
        let Some(line) = lines.get_mut(at) else {
            continue;
        };
        take(line)?;
        if let Some(next) = advance(at, line)? {
            if next < order {
                let why = format!("the article “{}” is not where it belongs", next.1);
                return Err(FormatError::NotJoined(why));
            }
            heap.push(Reverse((next, at)));
        }
        last = Some((order, at));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(parts: &[&str]) -> Result<String, FormatError> {
        let files: Vec<InputFile<'_>> = parts
            .iter()
            .map(|part| InputFile::new("part", part.as_bytes()))
            .collect();
        let name_of = |line: &[u8]| {
            let line = std::str::from_utf8(line).ok()?;
            line.split_whitespace().next().map(str::to_owned)
        };
        let mut all = String::new();
        merge_lines(&files, 0, &name_of, &mut |line| {
            all.push_str(&String::from_utf8_lossy(line));
            Ok(())
        })?;
        Ok(all)
    }

    #[test]
    fn lines_follow_the_order_of_articles() {
        let parts = ["a2 1\na2 2\nb 3\n", "", "a10 4\nc/a 5\n", "A1 6\n"];
        let whole = "A1 6\na2 1\na2 2\na10 4\nb 3\nc/a 5\n";
        assert_eq!(merged(&parts).expect("they are joined"), whole);
    }

    #[test]
    fn parts_that_do_not_belong_together_are_refused() {
        for (parts, why) in [
            (&["a\n", "a\n"][..], "in two of them"),
            (&["b\na\n"], "not where it belongs"),
            (&["a\n\n"], "line 2"),
        ] {
            let error = merged(parts).expect_err("they are refused").to_string();
            assert!(error.contains(why), "{error}");
        }
    }
}
