//! What a dialog of the system asks for when it asks for files and folders, and the same question to the
//! user where the system has no such dialog: a path is typed in the window instead.
//!
//! It shows nothing. It waits on the thread of a job for the answer of the window, and looks at the disk
//! there, which may not respond.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};

use super::{Event, Reporter};
use crate::store::typed_paths::typed_path;

/// A dialog of the system before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDialog {
    pub title: &'static str,
    pub wanted: Wanted,
    /// The folder that it shows first.
    pub folder: Option<PathBuf>,
    /// The name that it proposes.
    pub name: Option<String>,
    /// Which files it shows: a name for them, and their extensions without the dot.
    pub filter: Option<(&'static str, Vec<&'static str>)>,
}

/// What a dialog asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Folder,
    /// A folder that may have to be made.
    NewFolder,
    Files,
    /// A place for a file that is to be written. The dialog asks whether a file there may be replaced.
    NewFile,
}

impl FileDialog {
    /// A dialog that proposes nothing.
    pub fn new(title: &'static str, wanted: Wanted) -> Self {
        Self {
            title,
            wanted,
            folder: None,
            name: None,
            filter: None,
        }
    }

    /// What stands in the field for the path at first.
    fn proposal(&self) -> String {
        let mut path = self.folder.clone().unwrap_or_default();
        // A separator at the end invites to go on.
        path.push(self.name.as_deref().unwrap_or_default());
        path.to_string_lossy().into_owned()
    }
}

/// A question for a path, to be answered in the window.
pub struct PathQuestion {
    pub dialog: FileDialog,
    /// What stands in the field.
    pub typed: String,
    /// Why the path that was typed before cannot be taken.
    pub fault: Option<PathFault>,
    /// Takes the answer; dropped if there is none.
    pub answer: Sender<TypedPath>,
}

/// Why a path that was typed cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathFault {
    /// Nothing is typed.
    Empty,
    NotThere(PathBuf),
    /// A folder is wanted, and it is a file.
    NotAFolder(PathBuf),
    /// A file is wanted, and it is a folder.
    IsAFolder(PathBuf),
    /// The folder for it is not there.
    NoFolder(PathBuf),
    /// The file would be replaced.
    Exists(PathBuf),
}

/// A path as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedPath {
    pub text: String,
    /// Whether the user has agreed that the file there is replaced.
    pub may_replace: bool,
}

/// Asks for a path in the window until it can be taken, and waits for the user. Empty if the user gives
/// none.
pub fn ask_for_path(dialog: &FileDialog, reporter: &Reporter) -> Vec<PathBuf> {
    let (mut typed, mut fault) = (dialog.proposal(), None);
    loop {
        let (answer, answers) = channel();
        reporter.send(Event::PathWanted(PathQuestion {
            dialog: dialog.clone(),
            typed,
            fault,
            answer,
        }));
        let Ok(answer) = answers.recv() else {
            return Vec::new();
        };
        match check(dialog, &answer) {
            Ok(path) => return vec![path],
            Err(why) => fault = Some(why),
        }
        typed = answer.text;
    }
}

/// Whether the path can be taken, as far as the disk tells.
fn check(dialog: &FileDialog, answer: &TypedPath) -> Result<PathBuf, PathFault> {
    let path = typed_path(&answer.text, dialog.folder.as_deref()).ok_or(PathFault::Empty)?;
    let (exists, is_folder) = (path.exists(), path.is_dir());
    let lacks_parent = path.parent().is_some_and(|parent| !parent.is_dir());
    match dialog.wanted {
        Wanted::Folder | Wanted::Files if !exists => Err(PathFault::NotThere(path)),
        Wanted::NewFolder | Wanted::NewFile if lacks_parent => {
            let folder = path.parent().map(Path::to_path_buf);
            Err(PathFault::NoFolder(folder.unwrap_or(path)))
        }
        Wanted::Folder | Wanted::NewFolder if exists && !is_folder => {
            Err(PathFault::NotAFolder(path))
        }
        Wanted::Files | Wanted::NewFile if is_folder => Err(PathFault::IsAFolder(path)),
        Wanted::NewFile if exists && !answer.may_replace => Err(PathFault::Exists(path)),
        _ => Ok(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jobs::Jobs;

    fn typed(path: &Path) -> TypedPath {
        TypedPath {
            text: path.display().to_string(),
            may_replace: false,
        }
    }

    #[test]
    fn a_path_is_checked_before_it_is_taken() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("a.txt"), "")?;
        for (wanted, name, id) in [
            (Wanted::Folder, "", None),
            (Wanted::Folder, "a.txt", Some("NotAFolder")),
            (Wanted::Folder, "b", Some("NotThere")),
            (Wanted::NewFolder, "b", None),
            (Wanted::NewFolder, "b/c", Some("NoFolder")),
            (Wanted::NewFolder, "a.txt", Some("NotAFolder")),
            (Wanted::Files, "a.txt", None),
            (Wanted::Files, "b.txt", Some("NotThere")),
            (Wanted::Files, "", Some("IsAFolder")),
            (Wanted::NewFile, "b.txt", None),
            (Wanted::NewFile, "a.txt", Some("Exists")),
            (Wanted::NewFile, "b/c.txt", Some("NoFolder")),
            (Wanted::NewFile, "", Some("IsAFolder")),
        ] {
            let dialog = FileDialog::new("Title", wanted);
            let checked = check(&dialog, &typed(&path(name)));
            let fault = checked.as_ref().err().map(|fault| format!("{fault:?}"));
            let fault = fault.as_deref().and_then(|fault| fault.split('(').next());
            assert_eq!(fault, id, "{wanted:?} {name}: {checked:?}");
        }
        let dialog = FileDialog::new("Title", Wanted::NewFile);
        let replacing = TypedPath {
            may_replace: true,
            ..typed(&path("a.txt"))
        };
        assert_eq!(check(&dialog, &replacing), Ok(path("a.txt")));
        let nothing = check(&dialog, &typed(Path::new("")));
        assert_eq!(nothing, Err(PathFault::Empty));
        Ok(())
    }

    #[test]
    fn the_window_is_asked_again_until_the_path_can_be_taken() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let root = folder.path().to_owned();
        let jobs = Jobs::new(|| ());
        let (reporter, start) = (jobs.reporter(), root.clone());
        let asking = std::thread::spawn(move || {
            let dialog = FileDialog {
                folder: Some(start),
                ..FileDialog::new("Title", Wanted::Files)
            };
            ask_for_path(&dialog, &reporter)
        });
        let question = || loop {
            if let Some(Event::PathWanted(question)) = jobs.next_event() {
                return question;
            }
            std::thread::yield_now();
        };
        let first = question();
        assert_eq!(
            (Path::new(&first.typed), first.fault),
            (root.as_path(), None)
        );
        let answer = TypedPath {
            text: "a.txt".to_owned(),
            may_replace: false,
        };
        first.answer.send(answer.clone()).expect("it waits");
        let second = question();
        assert_eq!(second.typed, "a.txt");
        assert_eq!(second.fault, Some(PathFault::NotThere(root.join("a.txt"))));
        std::fs::write(root.join("a.txt"), "")?;
        second.answer.send(answer).expect("it waits");
        assert_eq!(asking.join().expect("it ends"), [root.join("a.txt")]);
        Ok(())
    }
}
