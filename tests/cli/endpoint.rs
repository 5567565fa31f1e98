//! `demarche suggest --endpoint`: a server in the test plays a model, and misbehaves. Nothing is sent before the
//! project permits it and the user says so.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::cli::message;
use crate::json_schema::violations;

/// What the server does with one request.
#[derive(Clone)]
enum Play {
    /// A chat message.
    Says(String),
    /// A status with some headers and a body.
    Status(u16, &'static str, &'static str),
    /// Fewer bytes than promised.
    Cut,
    Silence,
    Flood,
}

/// A request as it came in.
struct Request {
    headers: String,
    body: Value,
}

/// A server on this machine that answers request after request; the last answer stays.
struct Server {
    address: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    fn new(plays: Vec<Play>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("it has one").port();
        let seen = Arc::default();
        let noted = Arc::clone(&seen);
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let play = plays.get(number).or(plays.last()).expect("a play").clone();
                let noted = Arc::clone(&noted);
                let stream = stream.expect("a connection");
                thread::spawn(move || serve(stream, &play, &noted));
            }
        });
        Self {
            address: format!("http://127.0.0.1:{port}/v1"),
            seen,
        }
    }

    fn count(&self) -> usize {
        self.seen.lock().expect("no panic").len()
    }
}

fn serve(mut stream: TcpStream, play: &Play, noted: &Mutex<Vec<Request>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let (mut headers, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        let count = reader.read_line(&mut line).unwrap_or(0);
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        if count == 0 || line.trim().is_empty() {
            break;
        }
        headers.push_str(&line);
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("a body");
    let body = serde_json::from_slice(&body).expect("JSON");
    noted
        .lock()
        .expect("no panic")
        .push(Request { headers, body });
    // The client may have gone.
    let _ = match play {
        Play::Says(content) => {
            let choice = json!({ "message": { "content": content }, "finish_reason": "stop" });
            reply(
                &mut stream,
                200,
                "",
                &json!({ "choices": [choice] }).to_string(),
            )
        }
        Play::Status(status, headers, body) => reply(&mut stream, *status, headers, body),
        Play::Cut => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"choices\"")
        }
        Play::Silence => {
            thread::sleep(Duration::from_secs(30));
            Ok(())
        }
        Play::Flood => flood(&mut stream),
    };
}

fn reply(stream: &mut TcpStream, status: u16, headers: &str, body: &str) -> std::io::Result<()> {
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
    )
}

fn flood(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")?;
    loop {
        stream.write_all(&[b' '; 100_000])?;
    }
}

const ARTICLES: [(&str, &str); 2] = [
    (
        "a.txt",
        "🕊️ Putin met Zelensky.\nMoscow demands “a ceasefire” now.\n",
    ),
    ("b.txt", "Kyiv answers.\n"),
];

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("p")).expect("a folder");
    for (name, text) in ARTICLES {
        fs::write(folder.path().join("p").join(name), text).expect("a file");
    }
    folder
}

fn run(folder: &Path, key: Option<&str>, args: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command
        .args(args.split_whitespace())
        .current_dir(folder)
        .env("DEMARCHE_STATE_DIR", folder.join("state"))
        .env_remove("DEMARCHE_API_KEY")
        // A proxy of the environment is not for this machine.
        .env("http_proxy", "http://127.0.0.1:9")
        .env("HTTP_PROXY", "http://127.0.0.1:9");
    if let Some(key) = key {
        command.env("DEMARCHE_API_KEY", key);
    }
    message(&command.output().expect("the program runs"))
}

/// Permits the server and asks it.
fn suggest(folder: &Path, server: &Server, args: &str) -> (i32, String, String) {
    let address = &server.address;
    let (code, out, talk) = run(folder, None, &format!("permit p --endpoint {address}"));
    assert_eq!(code, 0, "{talk}");
    assert!(out.contains(address.as_str()), "{out}");
    let args = format!(
        "suggest p --out out --endpoint {address} --model tiny:1b --allow-sending --retry-wait 0 {args}"
    );
    run(folder, Some("sk-secret"), &args)
}

fn good() -> Play {
    let said = json!({
        "annotations": [
            { "id": "1", "label": "actor", "quote": "Moscow", "before": "", "attributes": [] },
            { "id": "2", "label": "demand", "quote": "\"a ceasefire\"", "before": "Moscow demands",
              "attributes": [{ "name": "polarity", "value": "for" }, { "name": "mood", "value": "bad" }] },
            { "id": "3", "label": "actor", "quote": "Vladimir Putin", "before": "", "attributes": [] },
            { "id": "4", "label": "poem", "quote": "Putin", "before": "", "attributes": [] },
        ],
        "links": [{ "type": "makes", "from": "1", "to": "2", "attributes": [] }],
    });
    Play::Says(format!("Here you are:\n```json\n{said}\n```"))
}

fn file(folder: &Path, name: &str) -> Option<Value> {
    let path = folder.join(format!("out/{name}.suggestions.json"));
    let bytes = fs::read(path).ok()?;
    Some(serde_json::from_slice(&bytes).expect("JSON"))
}

#[test]
fn nothing_is_sent_before_it_is_permitted_and_confirmed() {
    let folder = project();
    let server = Server::new(vec![good()]);
    let ask = format!("suggest p --endpoint {} --model m", server.address);
    let (code, _, talk) = run(folder.path(), None, &format!("{ask} --allow-sending"));
    assert_eq!(code, 2, "{talk}");
    assert!(talk.contains("demarche permit"), "{talk}");
    // Another address does not help.
    run(
        folder.path(),
        None,
        "permit p --endpoint http://localhost:1/v1",
    );
    let (code, _, _) = run(folder.path(), None, &format!("{ask} --allow-sending"));
    assert_eq!(code, 2);
    let permit = format!("permit p --endpoint {}", server.address);
    run(folder.path(), None, &permit);
    let (code, _, talk) = run(folder.path(), None, &ask);
    assert_eq!(code, 2, "{talk}");
    assert!(talk.contains("confirm with --allow-sending"), "{talk}");
    let (code, out, _) = run(folder.path(), None, &format!("{ask} --estimate"));
    assert_eq!(code, 0);
    assert!(out.contains("2 articles in 2 requests: about "), "{out}");
    run(folder.path(), None, &format!("{permit} --withdraw"));
    let (code, out, _) = run(folder.path(), None, "permit p");
    assert_eq!(
        (code, out.as_str()),
        (0, "texts may be sent to http://localhost:1/v1\n")
    );
    let (code, _, _) = run(folder.path(), None, &format!("{ask} --allow-sending"));
    assert_eq!(code, 2);
    assert_eq!(server.count(), 0);
    // A project file that cannot be read permits nothing.
    run(folder.path(), None, &permit);
    let path = folder.path().join("p/project.json");
    let broken = fs::read_to_string(&path).expect("a file") + "}";
    fs::write(&path, broken).expect("written");
    let (code, _, _) = run(folder.path(), None, &format!("{ask} --allow-sending"));
    assert_eq!((code, server.count()), (2, 0));
}

#[test]
fn quotes_are_anchored_and_what_is_wrong_is_told() {
    let folder = project();
    let server = Server::new(vec![good()]);
    let (code, _, talk) = suggest(folder.path(), &server, "");
    assert_eq!(code, 0, "{talk}");
    for said in [
        "the model “tiny:1b” at http://127.0.0.1",
        "a.txt: left out: 1 quote or place not in the text, 1 label not in the codebook, 1 value not allowed",
        "2 annotations suggested in 2 articles",
    ] {
        assert!(talk.contains(said), "{said}: {talk}");
    }
    let a = file(folder.path(), "a.txt").expect("a file");
    let schema = include_str!("../../assets/schema/suggestions.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("JSON");
    assert_eq!(violations(&schema, &a), Vec::<String>::new());
    assert_eq!(a["engine"]["name"], "tiny:1b");
    assert_eq!(a["annotations"][1]["quote"][0], "“a ceasefire”");
    assert_eq!(
        a["annotations"][1]["attributes"]["polarity"]["value"],
        "for"
    );
    assert_eq!(a["links"][0]["type"], "makes");
    let seen = server.seen.lock().expect("no panic");
    assert_eq!(seen.len(), 2);
    let headers = seen[0].headers.to_lowercase();
    assert!(
        headers.starts_with("post /v1/chat/completions http/1.1"),
        "{headers}"
    );
    assert!(
        headers.contains("authorization: bearer sk-secret"),
        "{headers}"
    );
    let body = &seen[0].body;
    assert_eq!(body["model"], "tiny:1b");
    assert_eq!(body["messages"][1]["content"], ARTICLES[0].1);
    let instruction = body["messages"][0]["content"].as_str().expect("a text");
    assert!(instruction.contains("## demand"), "{instruction}");
    let schema = &body["response_format"]["json_schema"]["schema"];
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn long_articles_are_sent_in_passages_and_links_stay_within() {
    let folder = project();
    let text = "Moscow demands a ceasefire. It is cold.\n".repeat(20);
    fs::write(folder.path().join("p/a.txt"), &text).expect("written");
    fs::remove_file(folder.path().join("p/b.txt")).expect("removed");
    let server = Server::new(vec![good()]);
    let (code, _, talk) = suggest(folder.path(), &server, "--passage 400");
    assert_eq!(code, 0, "{talk}");
    assert_eq!(server.count(), 2);
    let a = file(folder.path(), "a.txt").expect("a file");
    let places: Vec<u64> = a["annotations"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["spans"][0][0].as_u64().expect("a number"))
        .collect();
    assert_eq!(places, [0, 15, 400, 415]);
}

#[test]
fn what_may_pass_is_tried_again() {
    for (plays, requests) in [
        (vec![Play::Status(429, "Retry-After: 0\r\n", ""), good()], 3),
        (
            vec![
                Play::Status(500, "", "oops"),
                Play::Status(503, "", ""),
                good(),
            ],
            4,
        ),
        (vec![Play::Cut, good()], 3),
        // It knows no answers by schema.
        (
            vec![
                Play::Status(400, "", "{\"error\":\"response_format\"}"),
                good(),
            ],
            3,
        ),
        (
            vec![Play::Says("{\"annotations\":[{\"id".to_owned()), good()],
            3,
        ),
    ] {
        let folder = project();
        let server = Server::new(plays);
        let (code, _, talk) = suggest(folder.path(), &server, "");
        assert_eq!(code, 0, "{talk}");
        assert_eq!(server.count(), requests, "{talk}");
        assert!(file(folder.path(), "b.txt").is_some());
    }
}

#[test]
fn broken_answers_cost_their_article_only() {
    for (play, times, said) in [
        (
            Play::Says("{\"annotations\":[{\"id\":\"1\"".to_owned()),
            2,
            "no JSON of the form",
        ),
        (
            Play::Says("I am sorry.".to_owned()),
            2,
            "it begins: I am sorry.",
        ),
        (
            Play::Status(200, "", "<html>"),
            2,
            "does not speak the chat protocol",
        ),
        (Play::Status(500, "", "oops"), 5, "status 500: oops"),
        (Play::Cut, 5, "cannot be reached"),
        (Play::Silence, 5, "no answer in time"),
        (Play::Flood, 1, "longer than 8 MB"),
    ] {
        let folder = project();
        let mut plays = vec![play; times];
        plays.push(good());
        let server = Server::new(plays);
        let began = Instant::now();
        let (code, _, talk) = suggest(folder.path(), &server, "--timeout 1");
        assert_eq!(code, 1, "{talk}");
        let line = talk.lines().find(|line| line.contains("a.txt: "));
        assert!(
            line.is_some_and(|line| line.contains(said)),
            "{said}: {talk}"
        );
        assert!(file(folder.path(), "a.txt").is_none(), "{said}");
        assert!(file(folder.path(), "b.txt").is_some(), "{said}: {talk}");
        assert!(began.elapsed() < Duration::from_secs(60), "{said}");
    }
}

#[test]
fn a_refused_key_and_a_redirection_end_the_run() {
    let folder = project();
    let server = Server::new(vec![Play::Status(401, "", "bad key sk-secret")]);
    let (code, _, talk) = suggest(folder.path(), &server, "");
    assert_eq!((code, server.count()), (1, 1), "{talk}");
    assert!(
        talk.contains("refused the key") && talk.contains("b.txt: not tried"),
        "{talk}"
    );
    assert!(!talk.contains("sk-secret"), "{talk}");
    let folder = project();
    let elsewhere = Server::new(vec![good()]);
    let to: &'static str = format!("Location: {}/chat/completions\r\n", elsewhere.address).leak();
    let server = Server::new(vec![Play::Status(307, to, "")]);
    let (code, _, talk) = suggest(folder.path(), &server, "");
    assert_eq!(
        (code, server.count(), elsewhere.count()),
        (1, 1, 0),
        "{talk}"
    );
    // A server that fails and repeats the key.
    let folder = project();
    let server = Server::new(vec![Play::Status(418, "", "you sent sk-secret")]);
    let (_, _, talk) = suggest(folder.path(), &server, "");
    assert!(
        talk.contains("you sent …") && !talk.contains("sk-secret"),
        "{talk}"
    );
}

#[test]
fn a_server_that_is_not_there_is_told_once_in_a_while() {
    let folder = project();
    for number in 0..5 {
        fs::write(folder.path().join(format!("p/{number}.txt")), "Text.\n").expect("written");
    }
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("it has one").port();
    drop(listener);
    let server = Server {
        address: format!("http://127.0.0.1:{port}/v1"),
        seen: Arc::default(),
    };
    let (code, _, talk) = suggest(folder.path(), &server, "");
    assert_eq!(code, 1, "{talk}");
    assert_eq!(talk.matches("cannot be reached").count(), 3, "{talk}");
    assert_eq!(talk.matches("not tried").count(), 4, "{talk}");
}

#[test]
fn keys_come_from_the_environment_or_a_command_and_never_go_unencrypted() {
    let folder = project();
    let far = "http://192.0.2.1/v1";
    run(folder.path(), None, &format!("permit p --endpoint {far}"));
    let ask = format!("suggest p --endpoint {far} --model m --allow-sending");
    let (code, _, talk) = run(folder.path(), Some("sk-secret"), &ask);
    assert_eq!(code, 2, "{talk}");
    assert!(talk.contains("could be read on the way"), "{talk}");
    assert!(!talk.contains("sk-secret"), "{talk}");
    let server = Server::new(vec![good()]);
    let folder = project();
    let (code, _, talk) = suggest(folder.path(), &server, "--key-command no-such-program");
    assert_eq!(code, 2, "{talk}");
    assert!(
        talk.contains("--key-command could not be started"),
        "{talk}"
    );
    assert_eq!(server.count(), 0);
}
