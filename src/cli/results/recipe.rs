//! Recipes: the options of a result and a hash of its data, so that it can be made again, byte for byte. They are
//! JSON, without a date, and stand in figures and workbooks or beside other files.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::wrong;
use crate::cli::CliError;
use crate::store::display_path::display_path;
use crate::store::io_reason::reason;

/// What a file of recipes says in `format`.
const FORMAT: &str = "demarche-analysis";
const VERSION: u64 = 1;
/// Beside an output of this name.
const SUFFIX: &str = ".recipe.json";
/// The commands that make results.
pub(in crate::cli) const COMMANDS: [&str; 6] = [
    "statements",
    "network",
    "counts",
    "timeline",
    "events",
    "words",
];
/// Options that say where something is read and written, not what it is.
const OF_PLACES: [&str; 8] = [
    "recipe",
    "out",
    "figure",
    "force",
    "strict",
    "files-from",
    "null",
    "help",
];

/// How a result was made.
#[derive(Clone, Debug)]
pub(super) struct Recipe {
    pub view: &'static str,
    /// The options as they are typed.
    pub options: Vec<String>,
    /// One sentence.
    pub description: String,
    pub articles: usize,
    /// SHA-256 of what was read.
    pub data: String,
}

impl Recipe {
    /// As JSON.
    pub(super) fn text(&self) -> String {
        let json = json!({
            "format": FORMAT,
            "version": VERSION,
            "view": self.view,
            "options": self.options,
            "description": self.description,
            "articles": self.articles,
            "data": self.data,
        });
        format!("{json:#}\n")
    }

    /// What a workbook says of itself.
    pub(super) fn about(&self) -> Vec<(String, String)> {
        vec![
            ("Description".to_owned(), self.description.clone()),
            ("Recipe".to_owned(), self.text()),
        ]
    }

    /// The name of the file beside an output.
    pub(super) fn beside(out: &Path) -> PathBuf {
        let mut name = out.as_os_str().to_owned();
        name.push(SUFFIX);
        name.into()
    }
}

/// The options of a command as they are typed, without those of places: in the order of the command's help.
pub(in crate::cli) fn given(command: &clap::Command, matches: &clap::ArgMatches) -> Vec<String> {
    let mut options = Vec::new();
    for argument in command.get_arguments() {
        let id = argument.get_id().as_str();
        let is_given = matches.value_source(id) == Some(clap::parser::ValueSource::CommandLine);
        let Some(long) = argument.get_long().filter(|_| is_given) else {
            continue;
        };
        if OF_PLACES.contains(&long) {
            continue;
        }
        if argument.get_action().takes_values() {
            for value in matches.get_raw(id).into_iter().flatten() {
                options.push(format!("--{long}"));
                options.push(value.to_string_lossy().into_owned());
            }
        } else {
            options.push(format!("--{long}"));
        }
    }
    options
}

/// The arguments with the options of the recipe that `--recipe FILE` names, before those that were typed, which
/// therefore count.
///
/// # Errors
/// If the file is no recipe of this command.
pub(in crate::cli) fn with_recipe(args: Vec<OsString>) -> Result<Vec<OsString>, CliError> {
    let Some(command) = args.get(1).and_then(|command| command.to_str()) else {
        return Ok(args);
    };
    if !COMMANDS.contains(&command) {
        return Ok(args);
    }
    let mut path = None;
    for (at, arg) in args.iter().enumerate().skip(2) {
        match arg.to_str() {
            Some("--") => break,
            Some("--recipe") => path = args.get(at + 1).map(PathBuf::from),
            Some(arg) => {
                if let Some(given) = arg.strip_prefix("--recipe=") {
                    path = Some(given.into());
                }
            }
            None => {}
        }
    }
    let Some(path) = path else { return Ok(args) };
    let options = read(&path, command)?;
    let (before, after) = args.split_at(2);
    let options = options.into_iter().map(OsString::from);
    let before = before.iter().cloned().chain(options);
    Ok(before.chain(after.iter().cloned()).collect())
}

/// The longest recipe that is read, in bytes.
const MAX_BYTES: u64 = 1 << 20;

fn read(path: &Path, command: &str) -> Result<Vec<String>, CliError> {
    let told = |why: String| wrong(format!("--recipe: {why}: {}", display_path(path)));
    let size = std::fs::metadata(path).map(|of| of.len());
    let size = size.map_err(|error| told(format!("it could not be read ({})", reason(&error))))?;
    if size > MAX_BYTES {
        return Err(told("the file is too long to be a recipe".to_owned()));
    }
    let bytes = std::fs::read(path);
    let bytes =
        bytes.map_err(|error| told(format!("it could not be read ({})", reason(&error))))?;
    let json: Value = serde_json::from_slice(&bytes)
        .map_err(|error| told(format!("the file is no JSON ({error})")))?;
    if json["format"] != FORMAT {
        return Err(told("the file is no recipe".to_owned()));
    }
    if json["version"]
        .as_u64()
        .is_none_or(|version| version > VERSION)
    {
        return Err(told("the recipe is of a newer version".to_owned()));
    }
    if json["view"] != command {
        let view = json["view"].as_str().unwrap_or_default();
        return Err(told(format!("the recipe is one of `demarche {view}`")));
    }
    let options = json["options"].as_array().map(|options| {
        let texts = options
            .iter()
            .map(|option| option.as_str().map(str::to_owned));
        texts.collect::<Option<Vec<String>>>()
    });
    let options = options.flatten();
    let options = options.ok_or_else(|| told("its options are no list of texts".to_owned()))?;
    // A recipe from elsewhere must not say where to write.
    let of_place = |option: &&String| {
        let name = option.trim_start_matches('-');
        let name = name.split_once('=').map_or(name, |(name, _)| name);
        option.starts_with('-') && (OF_PLACES.contains(&name) || !option.starts_with("--"))
    };
    if let Some(option) = options.iter().find(of_place) {
        return Err(told(format!("a recipe must not have the option {option}")));
    }
    Ok(options)
}
