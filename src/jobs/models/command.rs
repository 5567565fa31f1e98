//! Runs a command of the user's over articles.
//!
//! All articles are written to the command as it reads them, and answers are taken as they come, so that a model
//! may work in batches. A command that crashes, is silent for too long or floods costs the article that it owes
//! first: it is started again for the rest. Threads write and read, so that neither side waits for the other
//! for ever.

use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::protocol::{ModelMessage, VERSION, read};
use super::{ModelEvent, start_of};
use crate::store::io_reason::reason;

/// The longest line of an answer, in bytes.
const MAX_LINE_BYTES: u64 = 16 << 20;

/// How many lines that answer nothing a command may write.
const MAX_STRAY_LINES: usize = 1_000;

/// How much of what a command says on standard error is kept, in bytes.
const KEPT_TALK_BYTES: usize = 2_000;

/// How often in a row a command may fail without a single answer.
const MAX_FAILURES: usize = 3;

/// How long a command may take to end after its last answer.
const ENDING: Duration = Duration::from_secs(5);

/// How long a command that has ended is listened to.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// How many lines wait to be read.
const LINES_AHEAD: usize = 16;

/// A command, and how long it may be silent.
#[derive(Clone, Debug)]
pub struct ModelCommand {
    /// Program and arguments; no shell takes part.
    pub words: Vec<String>,
    /// The longest wait for the next answer; the first one includes the start of the program.
    pub timeout: Duration,
}

/// Why an article has no suggestions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandFault {
    #[error("the command could not be started ({0}); check its name and path")]
    NotStarted(String),
    #[error("the command ended early ({status}){}", last_words(talk))]
    Ended { status: String, talk: String },
    #[error("the command gave no answer within {0} s; see --timeout")]
    Silent(u64),
    #[error("the command wrote a line of more than {} MB", MAX_LINE_BYTES >> 20)]
    LongLine,
    #[error("the command wrote more than {MAX_STRAY_LINES} lines that are no answers")]
    Flood,
    #[error("the command speaks version {0} of the protocol, and this program version {VERSION}")]
    OtherVersion(u64),
    #[error("the command ended without an answer")]
    NoAnswer,
    #[error("not tried, because the command failed {MAX_FAILURES} times in a row")]
    NotTried,
    #[error("the command says: {0}")]
    Told(String),
}

/// What a program has said last, for a message.
fn last_words(talk: &str) -> String {
    let lines: Vec<&str> = talk
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    match lines.last() {
        Some(last) => format!("; it said: {}", start_of(last.as_bytes())),
        None => String::new(),
    }
}

/// What happens while a command runs.
pub type CommandEvent = ModelEvent<CommandFault>;

/// Runs a command over articles, each with its name and its line, and hands over what happens.
pub fn run(
    command: &ModelCommand,
    project_line: &[u8],
    articles: &[(String, Vec<u8>)],
    take: &mut dyn FnMut(CommandEvent),
) {
    let mut open: BTreeSet<usize> = (0..articles.len()).collect();
    let mut failures = 0;
    while !open.is_empty() {
        if failures == MAX_FAILURES {
            for index in std::mem::take(&mut open) {
                take(CommandEvent::Article(index, Err(CommandFault::NotTried)));
            }
            return;
        }
        let owed = open.len();
        let fault = match Attempt::start(command, project_line, articles, &open) {
            Ok(mut attempt) => attempt.answers(articles, &mut open, take),
            Err(fault) => Err(fault),
        };
        match fault {
            Ok(()) => {
                for index in std::mem::take(&mut open) {
                    take(CommandEvent::Article(index, Err(CommandFault::NoAnswer)));
                }
            }
            Err(fault @ (CommandFault::NotStarted(_) | CommandFault::OtherVersion(_))) => {
                for index in std::mem::take(&mut open) {
                    take(CommandEvent::Article(index, Err(fault.clone())));
                }
            }
            Err(fault) => {
                failures = if open.len() < owed { 1 } else { failures + 1 };
                if let Some(index) = open.pop_first() {
                    take(CommandEvent::Article(index, Err(fault)));
                }
            }
        }
    }
}

/// A running command.
struct Attempt {
    child: Child,
    lines: Receiver<ReadLine>,
    talk: Arc<Mutex<Vec<u8>>>,
    /// Reads what it says on standard error.
    listener: Option<thread::JoinHandle<()>>,
    timeout: Duration,
    /// Whether it has said what it is.
    is_named: bool,
}

/// What the reading thread has found.
enum ReadLine {
    Line(Vec<u8>),
    TooLong,
    End,
}

impl Drop for Attempt {
    /// Nothing that was started stays.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Attempt {
    fn start(
        command: &ModelCommand,
        project_line: &[u8],
        articles: &[(String, Vec<u8>)],
        open: &BTreeSet<usize>,
    ) -> Result<Self, CommandFault> {
        let not_started = |error: std::io::Error| CommandFault::NotStarted(reason(&error).into());
        let (program, args) = command
            .words
            .split_first()
            .ok_or_else(|| CommandFault::NotStarted("it is empty".to_owned()))?;
        let mut child = Command::new(program)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(not_started)?;
        let (input, output, errors) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (sender, lines) = sync_channel(LINES_AHEAD);
        let talk = Arc::default();
        let mut attempt = Self {
            child,
            lines,
            talk: Arc::clone(&talk),
            listener: None,
            timeout: command.timeout,
            is_named: false,
        };
        let said: Vec<u8> = open.iter().fold(project_line.to_vec(), |mut said, index| {
            said.extend_from_slice(&articles[*index].1);
            said
        });
        let named = |name: &str| thread::Builder::new().name(name.to_owned());
        if let (Some(input), Some(output), Some(errors)) = (input, output, errors) {
            for thread in [
                named("model-input").spawn(move || write_all(input, &said)),
                named("model-output").spawn(move || read_lines(output, &sender)),
            ] {
                thread.map_err(not_started)?;
            }
            let listener = named("model-talk").spawn(move || keep_talk(errors, &talk));
            attempt.listener = Some(listener.map_err(not_started)?);
        }
        Ok(attempt)
    }

    /// Takes answers until all articles have one or the command ends.
    fn answers(
        &mut self,
        articles: &[(String, Vec<u8>)],
        open: &mut BTreeSet<usize>,
        take: &mut dyn FnMut(CommandEvent),
    ) -> Result<(), CommandFault> {
        let names: HashMap<&str, usize> = open
            .iter()
            .map(|index| (articles[*index].0.as_str(), *index))
            .collect();
        let (mut stray, mut is_stray_told) = (0, false);
        let mut last_answer = Instant::now();
        while !open.is_empty() {
            let left = self.timeout.saturating_sub(last_answer.elapsed());
            let line = match self.lines.recv_timeout(left) {
                Ok(ReadLine::Line(line)) => line,
                Ok(ReadLine::TooLong) => return Err(CommandFault::LongLine),
                Ok(ReadLine::End) | Err(RecvTimeoutError::Disconnected) => return self.ended(),
                Err(RecvTimeoutError::Timeout) => {
                    return Err(CommandFault::Silent(self.timeout.as_secs()));
                }
            };
            match read(&line) {
                Ok(ModelMessage::Engine(engine)) if !self.is_named => {
                    self.is_named = true;
                    take(CommandEvent::Engine(engine));
                }
                Ok(ModelMessage::OtherVersion(version)) => {
                    return Err(CommandFault::OtherVersion(version));
                }
                Ok(ModelMessage::Answer { article, proposals })
                    if names
                        .get(article.as_str())
                        .is_some_and(|i| open.contains(i)) =>
                {
                    let index = names[article.as_str()];
                    open.remove(&index);
                    last_answer = Instant::now();
                    take(CommandEvent::Article(
                        index,
                        proposals.map_err(|why| CommandFault::Told(start_of(why.as_bytes()))),
                    ));
                }
                Ok(ModelMessage::Answer { .. } | ModelMessage::Engine(_)) | Err(_) => {
                    stray += 1;
                    let start = start_of(&line);
                    if !is_stray_told && !start.is_empty() {
                        is_stray_told = true;
                        take(CommandEvent::Stray(start));
                    }
                    if stray > MAX_STRAY_LINES {
                        return Err(CommandFault::Flood);
                    }
                }
            }
        }
        // A command that cleans up may do so.
        self.status(ENDING);
        Ok(())
    }

    /// The command has closed its output although it owes answers.
    fn ended(&mut self) -> Result<(), CommandFault> {
        let status = self.status(ENDING);
        if status.is_some_and(|status| status.success()) {
            return Ok(());
        }
        // What it said last may still be on its way.
        let until = Instant::now() + LAST_WORDS;
        while Instant::now() < until && self.listener.as_ref().is_some_and(|one| !one.is_finished())
        {
            thread::sleep(Duration::from_millis(5));
        }
        let talk = self.talk.lock().unwrap_or_else(PoisonError::into_inner);
        let status = status.map_or_else(|| "it had to be killed".to_owned(), |s| s.to_string());
        Err(CommandFault::Ended {
            status,
            talk: String::from_utf8_lossy(&talk).into_owned(),
        })
    }

    /// How it has ended; `None` if it has not after this time.
    fn status(&mut self, within: Duration) -> Option<ExitStatus> {
        let until = Instant::now() + within;
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => return Some(status),
                Ok(None) if Instant::now() < until => thread::sleep(Duration::from_millis(5)),
                _ => return None,
            }
        }
    }
}

/// A command that ends early reads no further; its answers say what it has read.
fn write_all(mut input: ChildStdin, said: &[u8]) {
    let _ = input.write_all(said);
}

fn read_lines(output: ChildStdout, lines: &SyncSender<ReadLine>) {
    let mut output = BufReader::new(output);
    loop {
        let mut line = Vec::new();
        let read = (&mut output)
            .take(MAX_LINE_BYTES + 1)
            .read_until(b'\n', &mut line);
        let found = match read {
            Ok(0) | Err(_) => ReadLine::End,
            Ok(_) if line.len() as u64 > MAX_LINE_BYTES => ReadLine::TooLong,
            Ok(_) => ReadLine::Line(line),
        };
        let is_last = !matches!(found, ReadLine::Line(_));
        if lines.send(found).is_err() || is_last {
            return;
        }
    }
}

/// Reads all that a command says, so that it never waits, and keeps the end.
fn keep_talk(mut errors: ChildStderr, kept: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = errors.read(&mut buffer) {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(&buffer[..count]);
        let surplus = kept.len().saturating_sub(KEPT_TALK_BYTES);
        kept.drain(..surplus);
    }
}
