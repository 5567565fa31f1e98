//! The length of files and their module comments.

use crate::source_tree::SourceTree;

/// The maximum number of lines of a file.
pub const MAX_LINES: usize = 600;

/// Files with too many lines.
pub fn too_long(tree: &SourceTree) -> Vec<String> {
    let files = tree.files.iter().filter(|file| file.lines > MAX_LINES);
    files
        .map(|file| format!("src/{}: {} lines", file.path, file.lines))
        .collect()
}

/// Files that do not start with a module comment.
pub fn without_comment(tree: &SourceTree) -> Vec<String> {
    let files = tree.program().filter(|file| !file.has_comment);
    files.map(|file| format!("src/{}", file.path)).collect()
}

/// The lines, counted from 1, at which git has marked a merge conflict.
pub fn conflict_marks(text: &str) -> impl Iterator<Item = usize> {
    let is_mark = |line: &str| {
        ["<", ">"]
            .iter()
            .any(|mark| line.starts_with(&(mark.repeat(7) + " ")))
    };
    let lines = text.lines().enumerate();
    lines
        .filter(move |(_, line)| is_mark(line))
        .map(|(at, _)| at + 1)
}
