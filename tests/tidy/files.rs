//! How long a file is, and that it says what it is for.

use crate::house::House;

/// No file is so long that a newcomer dreads it.
pub const LONGEST: usize = 600;

/// Files with too many lines.
pub fn too_long(house: &House) -> Vec<String> {
    let files = house.files.iter().filter(|file| file.lines > LONGEST);
    files
        .map(|file| format!("src/{}: {} lines", file.path, file.lines))
        .collect()
}

/// Files that do not open with a comment.
pub fn without_comment(house: &House) -> Vec<String> {
    let files = house.program().filter(|file| !file.has_comment);
    files.map(|file| format!("src/{}", file.path)).collect()
}
