//! The real program in a real window: a phrase is tagged with the mouse, another with keys, and
//! what is on disk is compared.
//!
//! Runs with the feature `inspection` and a display. Without a display it says so and passes,
//! unless `DEMARCHE_WINDOW_TEST=required`. `DEMARCHE_WINDOW_RENDERER` names what draws the window.
#![cfg(feature = "inspection")]

#[cfg(target_os = "linux")]
#[path = "common/sockets.rs"]
mod sockets;

use std::io;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use egui::accesskit::{Node, Role};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, pos2};
use egui_inspection::protocol::read_handshake;
use egui_inspection::{Request, Response, read_message, write_message};

const ARTICLE: &str = "Envoy calls for talks\n\
    The envoy Ana Reyes asked the council to release the funds before Friday.\n\
    The council met on Monday. It refused.\n";

/// How long the window may take for anything; a loaded machine is slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program, which is to draw with the renderer that is tested.
fn command(folder: &Path, state: &Path) -> Command {
    let renderer = std::env::var("DEMARCHE_WINDOW_RENDERER").unwrap_or("auto".to_owned());
    let mut process = Command::new(env!("CARGO_BIN_EXE_demarche"));
    process
        .args(["--renderer", &renderer])
        .arg(folder)
        .env("DEMARCHE_STATE_DIR", state)
        .stdin(Stdio::null());
    process
}

/// The running program, ended when the test is.
struct Program {
    process: Child,
    socket: TcpStream,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Program {
    fn start(folder: &Path, state: &Path) -> io::Result<Self> {
        // The port is free again when the listener is dropped.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = command(folder, state)
            .env("EGUI_INSPECTION", format!("127.0.0.1:{port}"))
            .spawn()?;
        let end = Instant::now() + PATIENCE;
        let mut socket = loop {
            match TcpStream::connect(("127.0.0.1", port)) {
                Ok(socket) => break socket,
                Err(error) if Instant::now() > end => return Err(error),
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        };
        socket.set_read_timeout(Some(PATIENCE))?;
        read_handshake(&mut socket)?;
        Ok(Self { process, socket })
    }

    fn call(&mut self, request: &Request) -> io::Result<Response> {
        write_message(&mut self.socket, request)?;
        read_message(&mut self.socket)
    }

    fn events(&mut self, events: Vec<Event>) -> io::Result<()> {
        self.call(&Request::ApplyEvents { events }).map(|_| ())
    }

    fn nodes(&mut self) -> io::Result<Vec<Node>> {
        match self.call(&Request::GetTree)? {
            Response::Tree { accesskit, .. } => {
                let nodes = accesskit.map(|update| update.nodes).unwrap_or_default();
                Ok(nodes.into_iter().map(|(_, node)| node).collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Where a phrase stands on the page, from the positions that a screen reader gets.
    fn phrase(&mut self, phrase: &str) -> io::Result<Rect> {
        let end = Instant::now() + PATIENCE;
        loop {
            for node in self.nodes()? {
                if let Some(rect) = place_in_run(&node, phrase) {
                    return Ok(rect);
                }
            }
            if Instant::now() > end {
                return Err(io::Error::other(format!("“{phrase}” is not on screen")));
            }
        }
    }

    fn drag(&mut self, from: Pos2, to: Pos2) -> io::Result<()> {
        let button = |pos, pressed| Event::PointerButton {
            pos,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.events(vec![Event::PointerMoved(from)])?;
        self.events(vec![button(from, true)])?;
        for step in 1..=6u8 {
            let at = from + (to - from) * (f32::from(step) / 6.0);
            self.events(vec![Event::PointerMoved(at)])?;
        }
        self.events(vec![button(to, false)])
    }

    /// Writes what the window shows, pixel by pixel.
    fn picture(&mut self, path: &Path) -> io::Result<()> {
        let request = Request::GetScreenshot {
            pixels_per_point: None,
        };
        match self.call(&request)? {
            Response::Screenshot(png) => std::fs::write(path, png.bytes),
            other => Err(io::Error::other(format!("no picture but {other:?}"))),
        }
    }

    fn key(&mut self, key: Key, modifiers: Modifiers) -> io::Result<()> {
        let event = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers,
        };
        self.events(vec![event(true)])?;
        self.events(vec![event(false)])
    }
}

/// The box of a phrase within a text run.
fn place_in_run(node: &Node, phrase: &str) -> Option<Rect> {
    if node.role() != Role::TextRun {
        return None;
    }
    let value = node.value()?;
    let (from, to) = (value.find(phrase)?, value.find(phrase)? + phrase.len());
    let bounds = node.bounds()?;
    let (positions, widths) = (node.character_positions()?, node.character_widths()?);
    let mut byte = 0;
    let (mut left, mut right) = (None, None);
    for (index, length) in node.character_lengths().iter().enumerate() {
        if byte == from {
            left = Some(positions[index]);
        }
        byte += usize::from(*length);
        if byte == to {
            right = Some(positions[index] + widths[index]);
        }
    }
    let x = bounds.x0 as f32;
    Some(Rect::from_min_max(
        pos2(x + left?, bounds.y0 as f32),
        pos2(x + right?, bounds.y1 as f32),
    ))
}

/// Whether a window can be opened here; if the test is required it must be.
fn has_display() -> bool {
    let has = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let required = std::env::var("DEMARCHE_WINDOW_TEST").is_ok_and(|value| value == "required");
    assert!(
        has || !required,
        "the window test is required, but there is no display"
    );
    if !has {
        eprintln!("skipped: there is no display");
    }
    has
}

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
    for theme in ["light", "dark"] {
        let state = tempfile::tempdir()?;
        let settings = format!(r#"{{"window":{{"theme":"{theme}"}}}}"#);
        std::fs::write(state.path().join("state.json"), settings)?;
        let mut program = Program::start(&samples.join("harbour-and-exchange"), state.path())?;
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
