//! The running program and its window: keys, mouse and what a screen reader is told of it.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use egui::accesskit::{Node, Role};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, pos2};
use egui_inspection::protocol::read_handshake;
use egui_inspection::{Request, Response, read_message, write_message};

/// How long the window may take for anything; a loaded machine is slow.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The program, which is to draw with the renderer that is tested.
pub fn command(folder: &Path, state: &Path) -> Command {
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
pub struct Program {
    pub process: Child,
    pub socket: TcpStream,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Program {
    pub fn start(folder: &Path, state: &Path) -> io::Result<Self> {
        // The port is free again when the listener is dropped.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let process = command(folder, state)
            .env("EGUI_INSPECTION", format!("127.0.0.1:{port}"))
            .spawn()?;
        let end = Instant::now() + PATIENCE;
        let connect = || -> io::Result<TcpStream> {
            let mut socket = TcpStream::connect(("127.0.0.1", port))?;
            socket.set_read_timeout(Some(PATIENCE))?;
            read_handshake(&mut socket)?;
            Ok(socket)
        };
        // A program that is starting may refuse or reset the connection.
        let socket = loop {
            match connect() {
                Ok(socket) => break socket,
                Err(error) if Instant::now() > end => return Err(error),
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        };
        Ok(Self { process, socket })
    }

    /// Asks the window for something; an error tells whether the program still runs.
    pub fn call(&mut self, request: &Request) -> io::Result<Response> {
        let answer =
            write_message(&mut self.socket, request).and_then(|()| read_message(&mut self.socket));
        answer.map_err(|error| {
            let ended = self.process.try_wait();
            io::Error::new(
                error.kind(),
                format!("{error}; the program: {ended:?}; asked: {request:?}"),
            )
        })
    }

    pub fn events(&mut self, events: Vec<Event>) -> io::Result<()> {
        self.call(&Request::ApplyEvents { events }).map(|_| ())
    }

    pub fn nodes(&mut self) -> io::Result<Vec<Node>> {
        match self.call(&Request::GetTree)? {
            Response::Tree { accesskit, .. } => {
                let nodes = accesskit.map(|update| update.nodes).unwrap_or_default();
                Ok(nodes.into_iter().map(|(_, node)| node).collect())
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Where a phrase stands on the page, from the positions that a screen reader gets.
    pub fn phrase(&mut self, phrase: &str) -> io::Result<Rect> {
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

    pub fn drag(&mut self, from: Pos2, to: Pos2) -> io::Result<()> {
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
    pub fn picture(&mut self, path: &Path) -> io::Result<()> {
        let request = Request::GetScreenshot {
            pixels_per_point: None,
        };
        match self.call(&request)? {
            Response::Screenshot(png) => std::fs::write(path, png.bytes),
            other => Err(io::Error::other(format!("no picture but {other:?}"))),
        }
    }

    pub fn key(&mut self, key: Key, modifiers: Modifiers) -> io::Result<()> {
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
pub fn has_display() -> bool {
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
