//! The program speaks to no network unless it is told to which endpoint: its verbs open no socket. `tests/window.rs` shows the same of the
//! window, `tests/tidy` that no source names one, and `deny.toml` keeps out crates that would.
#![cfg(target_os = "linux")]

use std::net::{TcpListener, UdpSocket};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{fs, thread};

use crate::sockets::Sockets;

fn start(folder: &Path, args: &[&str], output: Stdio) -> Child {
    let process = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(args)
        .current_dir(folder)
        .env("DEMARCHE_STATE_DIR", folder.join("state"))
        .stdin(Stdio::null())
        .stdout(output)
        .stderr(Stdio::null())
        .spawn();
    process.expect("the program runs")
}

#[test]
fn a_socket_would_be_seen() {
    let before = Sockets::of(std::process::id()).network.len();
    let tcp = TcpListener::bind("127.0.0.1:0").expect("a port");
    let udp = UdpSocket::bind("127.0.0.1:0").expect("a port");
    let seen = Sockets::of(std::process::id()).network;
    assert_eq!(seen.len(), before + 2, "{seen:?}");
    for port in [tcp.local_addr(), udp.local_addr()].map(|place| place.expect("it has one").port())
    {
        assert!(seen.contains(&Some(port)), "{port}: {seen:?}");
    }
}

/// Each verb is looked at again and again while it runs.
#[test]
fn no_verb_opens_a_socket() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_data");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let folder = tempfile::tempdir().expect("a folder");
    let (samples, data) = (samples.display().to_string(), data.display().to_string());
    let dataset = format!("{data}/formats/brat");
    let pages = format!("{data}/ingest");
    let endpoint = "http://127.0.0.1:9/v1";
    let verbs: [&[&str]; 11] = [
        &["check", &samples],
        &["stats", &samples],
        &["search", "envoy", &samples],
        &["reanchor", &samples],
        &["export", "--to", "csv", "--out", "out", &samples],
        &["import", "--from", "brat", "--into", "dataset", &dataset],
        &["import", "--into", "articles", &pages],
        &["codebook", "export", "--to", "csv", &samples],
        &["formats"],
        &[
            "suggest",
            "--endpoint",
            endpoint,
            "--model",
            "m",
            "--estimate",
            &samples,
        ],
        &["suggest", "--command", "no-such-program", &samples],
    ];
    for verb in verbs {
        let mut process = start(folder.path(), verb, Stdio::null());
        let mut looked = 0;
        while process.try_wait().expect("it is our child").is_none() {
            let sockets = Sockets::of(process.id());
            assert!(sockets.network.is_empty(), "{verb:?}: {sockets:?}");
            looked += 1;
        }
        let code = process.wait().expect("it has ended").code();
        assert!(
            matches!(code, Some(0 | 1)),
            "{verb:?} did nothing: {code:?}"
        );
        println!("{} looked at {looked} times", verb[0]);
    }
}

/// A verb that waits for somebody to read what it says can be looked at in peace.
#[test]
fn a_verb_at_work_has_no_socket() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "The council met on Monday. It refused.\n".repeat(8_000);
    fs::write(folder.path().join("long.txt"), text).expect("written");
    // More than a pipe holds.
    let mut process = start(
        folder.path(),
        &["export", "--to", "jsonl", "."],
        Stdio::piped(),
    );
    for _ in 0..20 {
        thread::sleep(Duration::from_millis(10));
        let sockets = Sockets::of(process.id());
        assert!(
            sockets.network.is_empty() && sockets.local == 0,
            "{sockets:?}"
        );
    }
    assert!(
        process.try_wait().expect("it is our child").is_none(),
        "it waits"
    );
    process.kill().expect("it is ended");
    process.wait().expect("it has ended");
}
