//! Opens a project that will be written to, and tidies it first.
//!
//! It does not know what a leftover is: that is in [`atomic`].

use std::io;
use std::path::PathBuf;

use super::atomic;
use super::project::{Project, WalkLimits, open_project};

/// Like [`open_project`], and first removes what killed programs have left in the project, and puts
/// back files that they were about to replace.
///
/// # Errors
/// If the first path does not exist, or no path is given.
pub fn open_and_tidy(paths: &[PathBuf], limits: WalkLimits) -> io::Result<Project> {
    let project = open_project(paths, limits)?;
    if project.leftovers.is_empty() {
        return Ok(project);
    }
    for folder in &project.leftovers {
        atomic::remove_leftovers(folder);
    }
    open_project(paths, limits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_that_a_killed_program_was_replacing_is_in_the_project_again() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join("news");
        fs::create_dir(&folder).expect("a folder");
        fs::write(folder.join("a.txt"), "Talks.").expect("a file");
        let temporary = atomic::TemporaryFolder::new_in(&folder).expect("a folder");
        let left = folder.join(".demarche-Left00");
        fs::create_dir_all(left.join("replaced")).expect("a folder");
        let lock = ".gitignore";
        fs::copy(temporary.path().join(lock), left.join(lock)).expect("the lock");
        fs::write(left.join("replaced/b.txt"), "Peace.").expect("a file");
        drop(temporary);

        let paths = [root.path().to_owned()];
        let names = |project: Project| {
            let names = project.articles.into_iter().map(|article| article.name);
            names.collect::<Vec<_>>()
        };
        let read = open_project(&paths, WalkLimits::default()).expect("it opens");
        assert_eq!(names(read), ["news/a.txt"]);
        assert!(left.exists(), "only who writes removes leftovers");
        let tidied = open_and_tidy(&paths, WalkLimits::default()).expect("it opens");
        assert_eq!(tidied.leftovers.len(), 0);
        assert_eq!(names(tidied), ["news/a.txt", "news/b.txt"]);
        assert!(!left.exists());
    }
}
