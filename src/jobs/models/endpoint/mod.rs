//! Asks an endpoint that speaks the OpenAI chat protocol (Ollama, llama.cpp, LM Studio, vLLM, or a paid one).
//!
//! The codebook becomes the instruction (`instruction`), a long article several passages (`passages`), the
//! answer is JSON with quotes (`answer`), never with offsets. This is the only place of the program that sends
//! anything anywhere (`client`); whoever calls it has asked the user and looked at what the project permits.

pub mod address;

pub mod instruction;

pub mod passages;

mod answer;

#[cfg(feature = "endpoints")]
mod client;

#[cfg(not(feature = "endpoints"))]
mod no_client;

use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{ModelEvent, start_of};
use crate::assist::proposals::Proposals;
use crate::model::Text;
use address::EndpointAddress;
use answer::AnswerFault;
#[cfg(feature = "endpoints")]
use client::Client;
use instruction::Instruction;
#[cfg(not(feature = "endpoints"))]
use no_client::NoClient as Client;
use passages::passages;

/// The longest answer, in bytes.
const MAX_ANSWER_BYTES: u64 = 8 << 20;

/// How often a request is tried.
const ATTEMPTS: u32 = 5;

/// How often an answer that cannot be used is asked for.
const ANSWER_ATTEMPTS: u32 = 2;

/// The longest wait before a request is repeated, also if the server asks for more.
const MAX_WAIT: Duration = Duration::from_secs(60);

/// How many articles in a row may fail before the others are not tried.
const MAX_FAILURES: usize = 3;

/// An endpoint, the model that is asked there, and how.
pub struct Endpoint {
    pub address: EndpointAddress,
    pub model: String,
    /// Sent as a bearer token, and nowhere else.
    pub key: Option<String>,
    /// The longest wait for one answer.
    pub timeout: Duration,
    /// The wait before the first repetition of a request; it doubles with each.
    pub first_wait: Duration,
    /// The least time between the beginnings of two requests.
    pub pace: Duration,
    /// The longest passage of an article that is sent at once, in characters.
    pub passage_chars: usize,
}

/// Why an article has no suggestions.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointFault {
    #[error("the endpoint cannot be reached ({0})")]
    Unreachable(String),
    #[error("the endpoint refused the key (status {0}); see --key-command and DEMARCHE_API_KEY")]
    Key(u16),
    #[error("the endpoint answered with status {status}{}", after_colon(said))]
    Status { status: u16, said: String },
    #[error("the answer is longer than {} MB", MAX_ANSWER_BYTES >> 20)]
    LongAnswer,
    #[error(transparent)]
    Answer(#[from] AnswerFault),
    #[error("not tried, because the endpoint failed {MAX_FAILURES} times in a row")]
    NotTried,
}

fn after_colon(said: &str) -> String {
    match said.is_empty() {
        true => String::new(),
        false => format!(": {said}"),
    }
}

impl EndpointFault {
    /// Whether the same request may succeed later.
    fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable(_) => true,
            Self::Status { status, .. } => {
                matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504 | 529)
            }
            _ => false,
        }
    }

    /// Whether every other article would fail in the same way.
    fn is_final(&self) -> bool {
        match self {
            Self::Key(_) => true,
            Self::Status { status, .. } => matches!(status, 300..=399 | 404 | 405),
            _ => false,
        }
    }
}

/// What a request brings back.
struct Reply {
    status: u16,
    /// The wait that the server asks for.
    retry_after: Option<Duration>,
    body: Vec<u8>,
}

/// Asks about articles one after another, and hands over what happens.
pub fn run(
    endpoint: &Endpoint,
    instruction: &Instruction,
    articles: &[&Text],
    take: &mut dyn FnMut(ModelEvent<EndpointFault>),
) {
    let mut conversation = Conversation {
        endpoint,
        instruction,
        client: Client::new(endpoint.timeout, endpoint.address.is_this_machine()),
        last: None,
        is_plain: false,
    };
    let mut failures = 0;
    let mut is_over = false;
    for (index, text) in articles.iter().enumerate() {
        if is_over || failures == MAX_FAILURES {
            take(ModelEvent::Article(index, Err(EndpointFault::NotTried)));
            continue;
        }
        let answer = conversation.article(text);
        failures = match &answer {
            Err(fault) if fault.is_passing() => failures + 1,
            _ => 0,
        };
        is_over = answer.as_ref().is_err_and(EndpointFault::is_final);
        take(ModelEvent::Article(index, answer));
    }
}

/// The requests of one run.
struct Conversation<'e> {
    endpoint: &'e Endpoint,
    instruction: &'e Instruction,
    client: Client,
    /// When the last request began.
    last: Option<Instant>,
    /// Whether the server does not know answers by schema, so that the instruction alone says what is wanted.
    is_plain: bool,
}

impl Conversation<'_> {
    fn article(&mut self, text: &Text) -> Result<Proposals, EndpointFault> {
        let mut all = Proposals::default();
        for (number, passage) in passages(text, self.endpoint.passage_chars)
            .into_iter()
            .enumerate()
        {
            let words = &text.as_str()[passage.clone()];
            if words.trim().is_empty() {
                continue;
            }
            let json = self.answer(words)?;
            let found = answer::proposals(&json, number, passage);
            all.annotations.extend(found.annotations);
            all.links.extend(found.links);
        }
        Ok(all)
    }

    /// The JSON that the model answers to a passage.
    fn answer(&mut self, passage: &str) -> Result<Value, EndpointFault> {
        let mut attempt = 1;
        loop {
            let body = self.reply(passage)?;
            match answer::json_of(&body) {
                Ok(json) => return Ok(json),
                Err(fault) if attempt == ANSWER_ATTEMPTS => return Err(fault.into()),
                Err(_) => attempt += 1,
            }
        }
    }

    /// The body of a successful answer. What may pass is tried again after a wait.
    fn reply(&mut self, passage: &str) -> Result<Vec<u8>, EndpointFault> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let (fault, asked) = match self.request(passage) {
                Ok(reply) if reply.status == 200 => return Ok(reply.body),
                // Some servers know no answers by schema, or no temperature.
                Ok(reply) if matches!(reply.status, 400 | 422) && !self.is_plain => {
                    self.is_plain = true;
                    attempt = 0;
                    continue;
                }
                Ok(reply) => (self.fault(&reply), reply.retry_after),
                Err(fault) => (fault, None),
            };
            if attempt == ATTEMPTS || !fault.is_passing() {
                return Err(fault);
            }
            let wait = self.endpoint.first_wait * 2_u32.pow(attempt - 1);
            thread::sleep(asked.unwrap_or(wait).min(MAX_WAIT));
        }
    }

    fn fault(&self, reply: &Reply) -> EndpointFault {
        match reply.status {
            401 | 403 => EndpointFault::Key(reply.status),
            status => {
                // Whatever a server says, the key is not shown.
                let said = start_of(&reply.body);
                let said = match &self.endpoint.key {
                    Some(key) => said.replace(key.as_str(), "…"),
                    None => said,
                };
                EndpointFault::Status { status, said }
            }
        }
    }

    fn request(&mut self, passage: &str) -> Result<Reply, EndpointFault> {
        if let Some(last) = self.last {
            thread::sleep(self.endpoint.pace.saturating_sub(last.elapsed()));
        }
        self.last = Some(Instant::now());
        let mut body = json!({
            "model": self.endpoint.model,
            "stream": false,
            "messages": [
                { "role": "system", "content": self.instruction.text },
                { "role": "user", "content": passage },
            ],
        });
        if !self.is_plain {
            body["temperature"] = json!(0);
            body["response_format"] = json!({
                "type": "json_schema",
                "json_schema": {
                    "name": "annotations",
                    "strict": true,
                    "schema": self.instruction.schema,
                },
            });
        }
        let endpoint = self.endpoint;
        let url = endpoint.address.completions();
        self.client
            .post(&url, endpoint.key.as_deref(), body.to_string().as_bytes())
    }
}
