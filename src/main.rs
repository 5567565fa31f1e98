//! The program: arguments, logging, window or command line. Nothing else.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    env_logger::init();
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(Into::into).collect();
    match demarche::app::run(paths) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("demarche: {error:#}");
            ExitCode::from(2)
        }
    }
}
