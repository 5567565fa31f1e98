//! A benchmark of opening projects of many articles: the time until the list is on screen, the time
//! until it is complete, the time of a key press in the filter, the longest frame meanwhile, and
//! the memory in use.
//!
//! Each figure is measured once and printed: `cargo bench --bench project`. Targets: with 10,000
//! articles the list after 0.3 s and, at the second start, all counts after 0.5 s; no frame above
//! 16 ms; with 100,000 articles less than 400 MB. `docs/large_projects.md` has the results.

#[path = "common/project.rs"]
mod project;
#[path = "common/stage.rs"]
mod stage;

use std::path::Path;
use std::time::{Duration, Instant};

use demarche::command::Intent;
use demarche::command::article_list::ArticleListCommand;
use project::{COLLECTION, REPORTS, Shape, write_project};
use stage::{Stage, Took};

fn main() {
    for shape in [COLLECTION, REPORTS] {
        let folder = tempfile::tempdir().expect("a folder");
        let state = tempfile::tempdir().expect("a folder");
        write_project(folder.path(), shape).expect("it is written");
        // The summary cache skips files that changed more recently than the clock can resolve.
        std::thread::sleep(Duration::from_secs(3));
        println!("{} articles", shape.articles);
        for start in ["first start", "second start"] {
            open(start, folder.path(), state.path(), shape);
        }
    }
}

fn open(name: &str, folder: &Path, state: &Path, shape: Shape) {
    println!("  {name}");
    let before = memory();
    let mut stage = Stage::over(state);
    let started = Instant::now();
    stage.app.open(vec![folder.to_owned()]);
    let mut longest = Took::default();
    let mut until = |stage: &mut Stage, so: &dyn Fn(&demarche::session::Session) -> bool| {
        loop {
            longest = longest.max(stage.paced_frame());
            if stage.app.session().is_some_and(so) {
                return started.elapsed();
            }
        }
    };
    let listed = until(&mut stage, &|session| !session.list.rows().is_empty());
    figure("list on screen", listed);
    let complete = until(&mut stage, &|session| {
        let mut articles = session.articles.codings().all();
        articles.all(|article| article.summary.is_some())
    });
    figure("all counts", complete);
    // Until the progress is reported and the summaries are in the cache.
    let message = until(&mut stage, &|session| {
        session.progress.articles == shape.articles
    });
    figure("progress", message);
    println!("    {:<28}{longest:>10}", "longest frame");
    println!(
        "    {:<28}{:>10} MB",
        "memory",
        memory().saturating_sub(before) >> 10
    );

    for (typed, what) in [
        ("r", "filter: a first letter"),
        ("re", "filter: a second letter"),
        ("report 0001", "filter: words"),
        ("status:done talks", "filter: a status"),
        ("", "filter: nothing"),
    ] {
        keystroke(&mut stage, typed, what);
    }
    std::thread::sleep(Duration::from_secs(1));
}

/// The time from the key press to the frame in which the list is filtered.
fn keystroke(stage: &mut Stage, typed: &str, what: &str) {
    let command = Intent::ArticleList(ArticleListCommand::Filter(typed.to_owned()));
    let started = Instant::now();
    let mut longest = Took::default();
    stage.app.ask(command);
    loop {
        longest = longest.max(stage.timed_frame());
        let list = stage.app.session().map(|session| &session.list);
        if list.is_some_and(|list| list.typed() == typed && !list.is_searching()) {
            break;
        }
    }
    figure(what, started.elapsed());
    println!("    {:<28}{longest:>10}", "    longest frame");
}

fn figure(what: &str, time: Duration) {
    println!("    {what:<28}{:>10.1} ms", time.as_secs_f64() * 1e3);
}

/// The memory in use, in kilobytes; zero on systems that do not report it in this way.
fn memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}
