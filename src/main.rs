//! The program's entry point: parses arguments and starts the window or the command line. Nothing
//! else.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{self, ExitCode};

use demarche::app::Ended;
use demarche::cli::{CliOutcome, Streams, run};
use demarche::settings::Renderer;
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
        CliOutcome::Done(code) => {
            for limitation in demarche::app::take_limitations() {
                let _ = writeln!(io::stderr(), "demarche: {limitation}");
            }
            ExitCode::from(code)
        }
        CliOutcome::Window { paths, renderer } => open_window(paths, renderer, &log),
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
        if panic
            .payload_as_str()
            .is_some_and(demarche::app::is_lack_of_library)
        {
            return;
        }
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
fn open_window(paths: Vec<PathBuf>, renderer: Option<Renderer>, log: &Log) -> ExitCode {
    let ended = demarche::app::run(paths.clone(), renderer, log).and_then(|ended| match ended {
        Ended::Closed => Ok(ExitCode::SUCCESS),
        Ended::WithoutGraphics => start_in_software(&paths),
    });
    ended.unwrap_or_else(|error| {
        eprintln!("demarche: {error:#}");
        ExitCode::from(2)
    })
}

/// Starts this program once more, without the graphics card; on Unix in this process.
fn start_in_software(paths: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let mut program = process::Command::new(std::env::current_exe()?);
    program.args(["--renderer", "software", "--"]).args(paths);
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        // It returns only if it fails.
        Err(program.exec().into())
    }
    #[cfg(not(unix))]
    {
        let code = program.status()?.code().unwrap_or(1);
        Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
    }
}
