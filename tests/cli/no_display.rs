//! The window where there is none: what the program says, and that nothing is opened.

use std::fs;
use std::process::Command;

/// The exit status and the lines on standard error.
fn start(arguments: &[&str], display: Option<&str>) -> (Option<i32>, Vec<String>) {
    let state = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command
        .args(["--renderer", "software"])
        .args(arguments)
        .env("DEMARCHE_STATE_DIR", state.path())
        .env_remove("RUST_LOG")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env_remove("DISPLAY");
    if let Some(display) = display {
        command.env("DISPLAY", display);
    }
    let output = command.output().expect("the program runs");
    let lines = String::from_utf8_lossy(&output.stderr).into_owned();
    (
        output.status.code(),
        lines.lines().map(str::to_owned).collect(),
    )
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_two_lines_say_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "Talks.\n").expect("a file");
    let path = folder.path().to_str().expect("UTF-8");
    for (display, said) in [
        (None, "There is no display"),
        (Some(":987"), "No display answers at :987"),
    ] {
        let (code, lines) = start(&[path], display);
        assert_eq!((code, lines.len()), (Some(2), 2), "{lines:?}");
        assert!(
            lines[0].starts_with("demarche: the window could not be opened"),
            "{lines:?}"
        );
        assert!(lines[1].starts_with(said), "{lines:?}");
        assert!(!lines.concat().contains(".rs:"), "{lines:?}");
    }
}

#[test]
fn a_path_that_is_not_there_is_an_error_before_any_window() {
    let (code, lines) = start(&["no-such-folder"], Some(":987"));
    assert_eq!((code, lines.len()), (Some(2), 2), "{lines:?}");
    assert!(
        lines[0].ends_with("there is no such file or folder: no-such-folder"),
        "{lines:?}"
    );
}
