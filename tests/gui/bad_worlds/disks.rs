//! Disks that are full, cannot be written, go away or do not answer.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::Duration;

use demarche::command::{Intent, UserCommand};
use demarche::model::history::CodingId;
use egui_kittest::kittest::Queryable as _;

use super::{TEXT, assert_reported, good_sidecar, problem_of};
use crate::common::Desk;
use crate::headless::HeadlessApp;

/// A small file system of its own, which needs root; `None` where there can be none.
struct Disk(PathBuf);

impl Disk {
    fn new() -> Option<Self> {
        let path = tempfile::tempdir().expect("a folder").keep();
        let disk = Self(path);
        disk.mount(&["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
            .then_some(disk)
    }

    fn mount(&self, options: &[&str]) -> bool {
        let mut mount = Process::new("mount");
        let mount = mount.args(options).arg(&self.0).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success())
    }

    fn fill(&self) {
        let mut filler = fs::File::create(self.0.join("filler")).expect("a file");
        while filler.write_all(&[0; 512]).is_ok() {}
    }

    fn make_room(&self) {
        fs::remove_file(self.0.join("filler")).expect("it goes");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Process::new("umount").arg("-l").arg(&self.0).status();
        let _ = fs::remove_dir(&self.0);
    }
}

/// A folder that can be made read-only, whoever runs the test.
enum Closable {
    Mounted(Disk),
    /// By permissions, which do not bind root.
    Folder(tempfile::TempDir),
}

impl Closable {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let closable = Self::Folder(folder);
        closable.close();
        let is_bound = fs::write(closable.path().join("probe"), "").is_err();
        closable.open();
        if is_bound {
            return closable;
        }
        let disk = Disk::new();
        // A test that could not fail would be none.
        Self::Mounted(disk.expect("this user is bound by no permissions and can mount nothing"))
    }

    fn path(&self) -> &Path {
        match self {
            Self::Mounted(disk) => &disk.0,
            Self::Folder(folder) => folder.path(),
        }
    }

    fn close(&self) {
        self.set(true);
    }

    fn open(&self) {
        self.set(false);
    }

    fn set(&self, closed: bool) {
        use std::os::unix::fs::PermissionsExt as _;
        match self {
            Self::Mounted(disk) => {
                let options = if closed { "remount,ro" } else { "remount,rw" };
                assert!(disk.mount(&["-o", options]), "it is mounted anew");
            }
            Self::Folder(folder) => {
                let mode = if closed { 0o555 } else { 0o755 };
                let mode = fs::Permissions::from_mode(mode);
                fs::set_permissions(folder.path(), mode).expect("they are set");
            }
        }
    }
}

fn fill_in(folder: &Path) {
    fs::write(folder.join("bad.txt"), TEXT).expect("a file");
    fs::write(folder.join("bad.txt.ann.json"), good_sidecar()).expect("a file");
}

fn until_refused(program: &mut HeadlessApp, id: CodingId) {
    program.until(|app| {
        let open = app.session().and_then(|session| session.opened(id));
        open.is_some_and(|open| open.saving.problem().is_some())
    });
}

/// Checks that what could not be saved is told, kept and savable elsewhere, and that it is saved
/// once that is possible again.
fn is_kept_and_saved_later(
    case: &str,
    program: &mut HeadlessApp,
    folder: &Path,
    before: &str,
    mend: impl FnOnce(),
) {
    let messages = problem_of(program, "is not saved");
    assert_reported(case, &messages, "bad.txt.ann.json", "");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let copy = elsewhere.path().join("copy.json");
    program.app.save_copy(copy.clone());
    program.until(|_| copy.exists());
    let copied = fs::read_to_string(&copy).expect("it is there");
    assert!(
        copied.contains("\"quote\":[\"demands\"]"),
        "{case}: {copied}"
    );
    let sidecar = folder.join("bad.txt.ann.json");
    let there = fs::read_to_string(&sidecar).unwrap_or_else(|_| before.to_owned());
    assert_eq!(there, before, "{case}");
    mend();
    program.ask(Intent::SaveAgain);
    program.until_saved();
    assert_eq!(
        fs::read_to_string(&sidecar).expect("it is there"),
        copied,
        "{case}"
    );
    let names = fs::read_dir(folder).expect("a folder").flatten();
    let left = names.filter(|entry| entry.file_name().to_string_lossy().contains(".tmp"));
    assert_eq!(left.count(), 0, "{case}: temporary files stay");
}

#[test]
fn on_a_full_disk_the_file_stays_and_what_was_done_is_saved_when_there_is_room() {
    let Some(disk) = Disk::new() else {
        // Without root `tests/survival.rs` limits the size of files instead.
        assert!(!is_root(), "root can mount a file system");
        return;
    };
    fill_in(&disk.0);
    let state = tempfile::tempdir().expect("a folder");
    let mut program = HeadlessApp::open(state.path(), &disk.0);
    disk.fill();
    let id = program.reach("bad.txt");
    program.tag(6..13, "event");
    until_refused(&mut program, id);
    let before = good_sidecar();
    is_kept_and_saved_later("full", &mut program, &disk.0, &before, || disk.make_room());
}

fn is_root() -> bool {
    let id = Process::new("id").arg("-u").output().expect("it runs");
    id.stdout == b"0\n"
}

#[test]
fn in_a_folder_that_is_or_becomes_read_only_work_is_kept() {
    for is_closed_before in [true, false] {
        let folder = Closable::new();
        fill_in(folder.path());
        let state = tempfile::tempdir().expect("a folder");
        if is_closed_before {
            folder.close();
        }
        let mut program = HeadlessApp::open(state.path(), folder.path());
        folder.close();
        let id = program.reach("bad.txt");
        program.tag(6..13, "event");
        until_refused(&mut program, id);
        let path = folder.path().to_owned();
        let case = format!("read-only, before: {is_closed_before}");
        let before = good_sidecar();
        is_kept_and_saved_later(&case, &mut program, &path, &before, || folder.open());
    }
}

#[test]
fn a_file_whose_permission_was_taken_away_is_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    fill_in(folder.path());
    let state = tempfile::tempdir().expect("a folder");
    let sidecar = folder.path().join("bad.txt.ann.json");
    let set = |readonly: bool| {
        let mut mode = fs::metadata(&sidecar).expect("it is there").permissions();
        mode.set_readonly(readonly);
        fs::set_permissions(&sidecar, mode).expect("they are set");
    };
    let mut program = HeadlessApp::open(state.path(), folder.path());
    set(true);
    let id = program.reach("bad.txt");
    program.tag(6..13, "event");
    until_refused(&mut program, id);
    let before = good_sidecar();
    is_kept_and_saved_later("file", &mut program, folder.path(), &before, || set(false));
}

#[test]
fn a_folder_that_goes_away_for_a_while_loses_nothing() {
    let outside = tempfile::tempdir().expect("a folder");
    let (root, away) = (outside.path().join("project"), outside.path().join("away"));
    fs::create_dir(&root).expect("a folder");
    fill_in(&root);
    let state = tempfile::tempdir().expect("a folder");
    let mut program = HeadlessApp::open(state.path(), &root);
    fs::rename(&root, &away).expect("it goes");
    let id = program.reach("bad.txt");
    program.tag(6..13, "event");
    until_refused(&mut program, id);
    let before = good_sidecar();
    is_kept_and_saved_later("away", &mut program, &root, &before, || {
        fs::rename(&away, &root).expect("it comes back");
    });
}

#[test]
fn a_stalled_disk_is_reported_and_the_project_can_be_closed() {
    let mut desk = Desk::with(&[("bad.txt", TEXT)]);
    desk.harness
        .state_mut()
        .set_patience(Duration::from_millis(20));
    // Who saves waits for its turn, and this one never ends.
    let folder = desk.path("bad.txt");
    let folder = folder.parent().expect("a folder");
    let turn = fs::File::open(folder).expect("a folder");
    turn.lock().expect("nobody has it");
    desk.drag_over("demands");
    desk.key(egui::Key::Num3);
    let hangs = |app: &demarche::app::App| app.session().is_some_and(|session| !session.is_saved());
    desk.until(hangs);
    let is_told = |desk: &mut Desk| {
        let messages = desk.harness.state_mut().messages();
        let about = messages
            .iter()
            .find(|messages| messages.contains("does not respond"));
        about.is_some_and(|messages| messages.contains("bad.txt.ann.json"))
    };
    while !is_told(&mut desk) {
        desk.harness.step();
    }
    // The window goes on: what is done is kept.
    desk.drag_over("Zelenskyy");
    desk.key(egui::Key::Num1);
    let shown = desk.app().session().and_then(|session| session.shown());
    assert_eq!(
        shown.map(|shown| shown.document.annotations().len()),
        Some(2)
    );
    // Leaving asks instead of waiting, and can be insisted on.
    desk.harness.state_mut().ask(UserCommand::CloseProject);
    desk.until_label("Leave without saving");
    desk.harness.get_by_label("Leave without saving").click();
    desk.until(|app| app.session().is_none());
    assert!(!is_told(&mut desk));
    turn.unlock().expect("it is ours");
}
