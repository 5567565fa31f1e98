//! The program: arguments, logging, window or command line. Nothing else.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use demarche::cli::{Action, Streams, run};

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).init();
    let (mut out, mut talk) = (io::stdout(), io::stderr());
    let mut streams = Streams {
        out: &mut out,
        talk: &mut talk,
    };
    match run(std::env::args_os(), &mut streams) {
        Action::Done(code) => ExitCode::from(code),
        Action::Window(paths) => open_window(paths),
    }
}

/// Opens the window and says what is missing where there can be none.
fn open_window(paths: Vec<PathBuf>) -> ExitCode {
    match demarche::app::run(paths) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demarche: {error:#}");
            ExitCode::from(2)
        }
    }
}
