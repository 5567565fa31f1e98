//! `demarche suggest --endpoint`: what must be true before a text is sent, the estimate, the key.
//!
//! Three things are needed: the address on the command line, the same address among the permissions of the
//! project, and `--allow-sending` or a yes to the question.

use std::io::{BufRead as _, IsTerminal as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use clap::Args;
use serde_json::json;

use crate::formats::export_options::ValueError;
use crate::jobs::models::endpoint::Endpoint;
use crate::jobs::models::endpoint::address::EndpointAddress;
use crate::jobs::models::endpoint::instruction::Instruction;
use crate::jobs::models::endpoint::passages::{about_tokens, passages};
use crate::jobs::models::words::words;
use crate::model::Text;
use crate::model::plural::counted;
use crate::store::io_reason::reason;
use crate::store::team::permissions::ModelPermissions;
use crate::store::{Project, display_path};

use crate::cli::values::WrongValues;
use crate::cli::{CliError, Streams, permit};

/// The variable of the environment that has the key.
const KEY_VARIABLE: &str = "DEMARCHE_API_KEY";

/// The shortest and the longest passage that can be chosen, in characters.
const PASSAGE_CHARS: std::ops::RangeInclusive<usize> = 200..=1_000_000;

/// The longest first wait that can be chosen, in seconds.
const MAX_RETRY_WAIT_SECS: u64 = 60;

/// The most requests per minute that can be chosen.
const MAX_PER_MINUTE: u32 = 60_000;

// The options of endpoints.
#[derive(Args)]
pub struct EndpointArgs {
    /// Let a model of language suggest, at this address, which speaks the OpenAI chat protocol (Ollama, llama.cpp,
    /// LM Studio, vLLM or a paid one). The project must permit it; see demarche permit.
    #[arg(long, value_name = "URL", conflicts_with_all = ["evaluate", "command"], requires = "model")]
    pub endpoint: Option<String>,
    /// The name of the model at the endpoint.
    #[arg(long, value_name = "NAME", requires = "endpoint")]
    pub model: Option<String>,
    /// Send texts to the endpoint without asking.
    #[arg(long, requires = "endpoint")]
    pub allow_sending: bool,
    /// Only estimate how much would be sent; nothing is.
    #[arg(long, requires = "endpoint")]
    pub estimate: bool,
    /// The longest passage of an article that is sent at once.
    #[arg(
        long,
        value_name = "CHARACTERS",
        default_value_t = 8_000,
        requires = "endpoint"
    )]
    pub passage: usize,
    /// Send at most so many requests.
    #[arg(long, value_name = "N", requires = "endpoint")]
    pub requests_per_minute: Option<u32>,
    /// The wait before a request that failed is repeated; it doubles with each repetition.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 1,
        requires = "endpoint"
    )]
    pub retry_wait: u64,
    /// Take the key for the endpoint from the first line of what this command prints, such as that of the
    /// system's keyring. Without it the environment variable DEMARCHE_API_KEY is taken.
    #[arg(long, value_name = "COMMAND", requires = "endpoint")]
    pub key_command: Option<String>,
}

impl EndpointArgs {
    /// The endpoint; `None` if none is given.
    ///
    /// # Errors
    /// If a value is wrong, or the key cannot be had or would be readable on the way.
    pub fn endpoint(&self, timeout: Duration) -> Result<Option<Endpoint>, CliError> {
        let Some(typed) = &self.endpoint else {
            return Ok(None);
        };
        let mut wrong = WrongValues::default();
        let address = wrong.keep("--endpoint", permit::address(typed));
        let model = self.model.as_deref().unwrap_or_default().trim();
        let named = match model.is_empty() {
            true => Err(ValueError::malformed("", "the name of a model")),
            false => Ok(()),
        };
        wrong.keep("--model", named);
        let passage = in_range(self.passage, PASSAGE_CHARS, "characters");
        wrong.keep("--passage", passage);
        let waits = in_range(self.retry_wait, 0..=MAX_RETRY_WAIT_SECS, "seconds");
        wrong.keep("--retry-wait", waits);
        let per_minute = self.requests_per_minute.unwrap_or(MAX_PER_MINUTE);
        let pace = in_range(per_minute, 1..=MAX_PER_MINUTE, "requests");
        wrong.keep("--requests-per-minute", pace);
        let key_words = match self.key_command.as_deref().map(words) {
            Some(Err(error)) => {
                let typed = self.key_command.as_deref().unwrap_or_default();
                let expected = format!("a command with its arguments, and {error}");
                wrong.keep(
                    "--key-command",
                    Err::<(), _>(ValueError::malformed(typed, expected)),
                );
                None
            }
            Some(Ok(words)) => Some(words),
            None => None,
        };
        let Some(address) = wrong.unless_wrong(address)? else {
            return Ok(None);
        };
        let key = match self.estimate {
            true => None,
            false => key(key_words.as_deref())?,
        };
        if key.is_some() && address.is_readable_on_the_way() {
            let why = format!(
                "the key could be read on the way to {address}: use https, or unset {KEY_VARIABLE}"
            );
            return Err(CliError::Unusable(why));
        }
        Ok(Some(Endpoint {
            address,
            model: model.to_owned(),
            key,
            timeout,
            first_wait: Duration::from_secs(self.retry_wait),
            pace: Duration::from_secs(60) / per_minute,
            passage_chars: self.passage,
        }))
    }
}

fn in_range<T: PartialOrd + std::fmt::Display>(
    value: T,
    range: std::ops::RangeInclusive<T>,
    of: &str,
) -> Result<T, ValueError> {
    match range.contains(&value) {
        true => Ok(value),
        false => {
            let expected = format!("a number of {of} from {} to {}", range.start(), range.end());
            Err(ValueError::malformed(&value.to_string(), expected))
        }
    }
}

/// The key: of the command, or else of the environment. It is in no file, and no message shows it.
fn key(command: Option<&[String]>) -> Result<Option<String>, CliError> {
    let Some((program, args)) = command.and_then(<[String]>::split_first) else {
        let key = std::env::var(KEY_VARIABLE).unwrap_or_default();
        return plain_key(&key);
    };
    let output = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output();
    let output = output.map_err(|error| {
        let why = reason(&error);
        CliError::Unusable(format!("--key-command could not be started ({why})"))
    })?;
    let said = String::from_utf8_lossy(&output.stdout);
    let key = plain_key(said.lines().next().unwrap_or_default())?;
    match (output.status.success(), key) {
        (true, Some(key)) => Ok(Some(key)),
        (true, None) => Err(CliError::Unusable(
            "--key-command printed no key".to_owned(),
        )),
        (false, _) => {
            let why = format!("--key-command failed ({})", output.status);
            Err(CliError::Unusable(why))
        }
    }
}

fn plain_key(key: &str) -> Result<Option<String>, CliError> {
    let key = key.trim();
    if key.chars().any(|c| !c.is_ascii_graphic()) {
        let why = "the key for the endpoint has characters that no key has";
        return Err(CliError::Unusable(why.to_owned()));
    }
    Ok((!key.is_empty()).then(|| key.to_owned()))
}

/// Refuses an endpoint that the project does not permit.
///
/// # Errors
/// If it does not.
pub fn check_permitted(project: &Project, address: &EndpointAddress) -> Result<(), CliError> {
    let permitted = ModelPermissions::of(&project.team);
    let is_readable = !project.team_is_broken();
    if is_readable && permitted.endpoints.contains(&address.to_string()) {
        return Ok(());
    }
    let root = display_path(&project.root);
    Err(CliError::Unusable(format!(
        "the project does not permit to send its texts to {address}; if it may: demarche permit {root} \
         --endpoint {address}"
    )))
}

/// How much a run would send.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    pub articles: usize,
    pub requests: usize,
    /// Of the texts, about.
    pub text_tokens: usize,
    /// Of the instruction, which goes with each request, about.
    pub instruction_tokens: usize,
}

impl Estimate {
    /// The estimate for articles.
    pub fn new<'t>(
        texts: impl Iterator<Item = &'t Text>,
        instruction: &Instruction,
        passage_chars: usize,
    ) -> Self {
        let told = about_tokens(&instruction.text) + about_tokens(&instruction.schema.to_string());
        let mut estimate = Self::default();
        for text in texts {
            let requests = passages(text, passage_chars).len();
            estimate.articles += 1;
            estimate.requests += requests;
            estimate.text_tokens += about_tokens(text.as_str());
            estimate.instruction_tokens += told * requests;
        }
        estimate
    }

    /// What it means, for people.
    pub fn describe(&self) -> String {
        format!(
            "{} in {}: about {} tokens, of these {} for the instruction, and the answers",
            counted(self.articles, "article"),
            counted(self.requests, "request"),
            self.text_tokens + self.instruction_tokens,
            self.instruction_tokens,
        )
    }

    /// Prints it.
    pub fn print(&self, is_json: bool, streams: &mut Streams<'_>) -> Result<(), CliError> {
        let line = match is_json {
            false => self.describe(),
            true => json!({
                "articles": self.articles,
                "requests": self.requests,
                "text_tokens": self.text_tokens,
                "instruction_tokens": self.instruction_tokens,
            })
            .to_string(),
        };
        writeln!(streams.out, "{line}")?;
        Ok(())
    }
}

/// Asks whether texts may be sent, unless the command line says so.
///
/// # Errors
/// If they may not.
pub fn confirm(
    args: &EndpointArgs,
    address: &EndpointAddress,
    estimate: &Estimate,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let what = estimate.describe();
    if args.allow_sending {
        return Ok(());
    }
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        let why =
            format!("nothing was sent: {what} would go to {address}; confirm with --allow-sending");
        return Err(CliError::Unusable(why));
    }
    write!(streams.talk, "{what}. Send them to {address}? [y/N] ")?;
    streams.talk.flush()?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    match answer.trim().to_lowercase().as_str() {
        "y" | "yes" => Ok(()),
        _ => Err(CliError::Unusable("nothing was sent".to_owned())),
    }
}
