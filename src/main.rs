//! The program's entry point: parses arguments and starts the window or the command line. Nothing
//! else.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use demarche::cli::{CliOutcome, Streams, run};
use demarche::store::log_file::Log;

fn main() -> ExitCode {
    demarche::app::note_main();
    let log = Log::default();
    start_log(&log);
    let (mut out, mut talk) = (io::stdout(), io::stderr());
    let mut streams = Streams {
        out: &mut out,
        talk: &mut talk,
    };
    match run(std::env::args_os(), &mut streams) {
        CliOutcome::Done(code) => ExitCode::from(code),
        CliOutcome::Window(paths) => open_window(paths, &log),
    }
}

/// Logs messages and panics to standard error and to the log file.
fn start_log(log: &Log) {
    let env = env_logger::Env::default().default_filter_or("warn");
    env_logger::Builder::from_env(env)
        .target(env_logger::Target::Pipe(Box::new(log.clone())))
        .init();
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        let place = panic.location().map(ToString::to_string);
        // The panic message may quote a text; only standard error gets it.
        log::error!(
            "panic in {} at {}\n{}",
            thread.name().unwrap_or("a thread"),
            place.unwrap_or_default(),
            std::backtrace::Backtrace::force_capture()
        );
        tell(panic);
    }));
}

/// Opens the window, or reports what is missing if that is impossible.
fn open_window(paths: Vec<PathBuf>, log: &Log) -> ExitCode {
    match demarche::app::run(paths, log) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demarche: {error:#}");
            ExitCode::from(2)
        }
    }
}
