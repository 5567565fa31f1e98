//! The real program in a real window: a phrase is tagged with the mouse, another with keys, and
//! what is on disk is compared.
//!
//! Runs with the feature `inspection` and a display. Without a display it says so and passes,
//! unless `DEMARCHE_WINDOW_TEST=required`. `DEMARCHE_WINDOW_RENDERER` names what draws the window.
//!
//! `program` drives the window; `kills` kills it and opens two of them on one folder.
#![cfg(feature = "inspection")]

mod kills;
mod program;
#[cfg(target_os = "linux")]
#[path = "../common/sockets.rs"]
mod sockets;

use std::io;
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use egui::{Event, Key, Modifiers, pos2};
use egui_inspection::Request;
use program::{PATIENCE, Program, command, has_display};

const ARTICLE: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n\
    The council met on Monday. It refused.\n";

/// Label and quote of each annotation in the sidecar, once there are as many as wanted.
fn saved(sidecar: &Path, wanted: usize) -> Vec<(String, String)> {
    let end = Instant::now() + PATIENCE;
    loop {
        let text = std::fs::read_to_string(sidecar).unwrap_or_default();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let found: Vec<(String, String)> = json["annotations"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|a| {
                let text =
                    |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
                (text(&a["label"]), text(&a["quote"][0]))
            })
            .collect();
        if found.len() == wanted || Instant::now() > end {
            return found;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_phrase_tagged_by_mouse_and_one_by_keys_are_on_disk() -> io::Result<()> {
    if !has_display() {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let state = tempfile::tempdir()?;
    let article = folder.path().join("envoy.txt");
    std::fs::write(&article, ARTICLE)?;
    let sidecar = folder.path().join("envoy.txt.ann.json");
    let mut program = Program::start(folder.path(), state.path())?;

    // By mouse: drag over the name, sloppily, then press the label's key.
    let name = program.phrase("envoy Ana Reyes")?;
    let y = name.center().y;
    program.drag(pos2(name.left() + 1.0, y), pos2(name.right() - 3.0, y))?;
    program.key(Key::Num1, Modifiers::NONE)?;
    let mouse = ("actor".to_owned(), "envoy Ana Reyes".to_owned());
    assert_eq!(saved(&sidecar, 1), std::slice::from_ref(&mouse));

    // By keys: from the start of the third paragraph two words on, one word selected.
    program.key(Key::Home, Modifiers::COMMAND | Modifiers::CTRL)?;
    for _ in 0..2 {
        program.key(Key::ArrowDown, Modifiers::COMMAND | Modifiers::CTRL)?;
    }
    for _ in 0..2 {
        program.key(Key::ArrowRight, Modifiers::NONE)?;
    }
    program.key(Key::ArrowRight, Modifiers::SHIFT)?;
    program.key(Key::E, Modifiers::NONE)?;
    let keys = ("event".to_owned(), "met".to_owned());
    assert_eq!(saved(&sidecar, 2), [mouse.clone(), keys]);

    // Taking the last one back is saved as well, and the article is as it was.
    program.key(Key::Z, Modifiers::COMMAND | Modifiers::CTRL)?;
    assert_eq!(saved(&sidecar, 1), [mouse]);
    assert_eq!(std::fs::read_to_string(&article)?, ARTICLE);
    Ok(())
}

/// A desktop that ends tells its programs with a signal: what stands in a field is saved then, and the run
/// has ended properly.
#[cfg(target_os = "linux")]
#[test]
fn what_stands_in_a_field_outlives_a_signal() -> io::Result<()> {
    if !has_display() {
        return Ok(());
    }
    let signal = |program: &Program, name: &str| {
        let id = program.process.id().to_string();
        Command::new("kill").args(["-s", name, &id]).status()
    };
    for name in ["TERM", "INT", "HUP"] {
        let folder = tempfile::tempdir()?;
        let state = tempfile::tempdir()?;
        std::fs::write(folder.path().join("envoy.txt"), ARTICLE)?;
        let sidecar = folder.path().join("envoy.txt.ann.json");
        let mut program = Program::start(folder.path(), state.path())?;
        let rect = program.phrase("envoy Ana Reyes")?;
        let y = rect.center().y;
        program.drag(pos2(rect.left() + 1.0, y), pos2(rect.right() - 3.0, y))?;
        program.key(Key::Num1, Modifiers::NONE)?;
        assert_eq!(saved(&sidecar, 1).len(), 1);
        program.key(Key::M, Modifiers::NONE)?;
        for letter in ["w", "o", "r", "k"] {
            program.events(vec![Event::Text(letter.to_owned())])?;
        }
        assert!(signal(&program, name)?.success());
        let end = Instant::now() + PATIENCE;
        let status = loop {
            match program.process.try_wait()? {
                Some(status) => break status,
                None => assert!(Instant::now() < end, "it does not end after {name}"),
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        assert!(status.success(), "{name}: {status}");
        let text = std::fs::read_to_string(&sidecar)?;
        assert!(text.contains("\"work\""), "{name}: {text}");
        let runs = std::fs::read_dir(state.path().join("runs"))?;
        assert_eq!(runs.count(), 0, "{name}: the run has ended properly");
    }
    Ok(())
}

/// The window speaks to the display and to the desktop, and to no network. The only socket of another
/// kind is that of the inspection, which a program that is built for use has not.
#[cfg(target_os = "linux")]
#[test]
fn the_window_opens_no_socket_to_a_network() -> io::Result<()> {
    if !has_display() {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let state = tempfile::tempdir()?;
    std::fs::write(folder.path().join("envoy.txt"), ARTICLE)?;
    let sidecar = folder.path().join("envoy.txt.ann.json");
    let mut program = Program::start(folder.path(), state.path())?;
    let port = program.socket.peer_addr()?.port();
    let name = program.phrase("envoy Ana Reyes")?;
    let y = name.center().y;
    program.drag(pos2(name.left() + 1.0, y), pos2(name.right() - 3.0, y))?;
    program.key(Key::Num1, Modifiers::NONE)?;
    assert_eq!(saved(&sidecar, 1).len(), 1);
    let worked = sockets::Sockets::of(program.process.id());
    assert!(worked.local > 0, "it has a display: {worked:?}");
    let others = worked.network.iter().filter(|at| **at != Some(port));
    assert_eq!(others.count(), 0, "{worked:?}");
    drop(program);

    // Once more as it is used, without inspection, from before its first frame on.
    let state = tempfile::tempdir()?;
    let process = command(folder.path(), state.path())
        .env_remove("EGUI_INSPECTION")
        .spawn()?;
    let mut process = Ended(process);
    let end = Instant::now() + Duration::from_secs(5);
    let mut has_display = false;
    while Instant::now() < end {
        let sockets = sockets::Sockets::of(process.0.id());
        assert!(sockets.network.is_empty(), "{sockets:?}");
        has_display |= sockets.local > 0;
        std::thread::sleep(Duration::from_millis(2));
    }
    assert!(process.0.try_wait()?.is_none(), "the window is open");
    assert!(has_display, "it speaks to the display");
    Ok(())
}

/// A process that is ended when the test is.
#[cfg(target_os = "linux")]
struct Ended(Child);

#[cfg(target_os = "linux")]
impl Drop for Ended {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Takes the pictures of the README when `DEMARCHE_PICTURES` names a folder to put them into.
#[test]
fn pictures_are_taken_on_request() -> io::Result<()> {
    let Some(folder) = std::env::var_os("DEMARCHE_PICTURES") else {
        return Ok(());
    };
    if !has_display() {
        return Ok(());
    }
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    let project = tempfile::tempdir()?;
    let articles = project.path().join("harbour-and-exchange");
    std::fs::create_dir(&articles)?;
    for entry in std::fs::read_dir(samples.join("harbour-and-exchange"))? {
        let entry = entry?;
        // One coder's work, so that the picture shows it whoever codes.
        let name = entry.file_name().to_string_lossy().replace(".lena.", ".");
        if !name.contains(".mk.") && !name.contains(".gold.") {
            std::fs::copy(entry.path(), articles.join(name))?;
        }
    }
    std::fs::copy(
        samples.join("entities.json"),
        articles.join("entities.json"),
    )?;
    for theme in ["light", "dark"] {
        let state = tempfile::tempdir()?;
        let settings = format!(r#"{{"window":{{"theme":"{theme}"}}}}"#);
        std::fs::write(state.path().join("state.json"), settings)?;
        let mut program = Program::start(&articles, state.path())?;
        program.call(&Request::Resize {
            width: 1280,
            height: 800,
        })?;
        program.phrase("Cranes stand still")?;
        // The other article, and its first demand chosen.
        program.key(Key::PageDown, Modifiers::ALT)?;
        program.phrase("agree to")?;
        for _ in 0..14 {
            program.key(Key::Tab, Modifiers::NONE)?;
        }
        for _ in 0..20 {
            program.events(Vec::new())?;
        }
        let name = format!("screenshot-{theme}.png");
        program.picture(&Path::new(&folder).join(name))?;
    }
    Ok(())
}

/// Wayland tells a program no position of its window, and the size is kept nevertheless.
#[test]
fn the_size_of_the_window_is_kept() -> io::Result<()> {
    if !has_display() {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let state = tempfile::tempdir()?;
    std::fs::write(folder.path().join("envoy.txt"), ARTICLE)?;
    let mut program = Program::start(folder.path(), state.path())?;
    program.phrase("envoy Ana Reyes")?;
    let kept = || -> serde_json::Value {
        let text = std::fs::read_to_string(state.path().join("state.json"));
        let json: serde_json::Value =
            serde_json::from_str(&text.unwrap_or_default()).unwrap_or_default();
        json["window"]["window"].clone()
    };
    let end = Instant::now() + PATIENCE;
    while kept().is_null() {
        assert!(Instant::now() < end, "the window's place is not written");
        program.key(Key::F1, Modifiers::NONE)?;
        std::thread::sleep(Duration::from_millis(50));
    }
    let size = &kept()["size"];
    assert_eq!(size, &serde_json::json!([1280.0, 800.0]));
    Ok(())
}
