//! Sends a request and reads the answer: the only user of a crate that speaks to the network.

use std::error::Error as _;
use std::io::ErrorKind;
use std::time::Duration;

use super::{EndpointFault, MAX_ANSWER_BYTES, Reply};
use crate::store::io_reason::reason_behind;

/// Sends requests, over one connection as long as the server keeps it.
pub struct Client {
    agent: ureq::Agent,
}

impl Client {
    /// A client that waits so long for an answer. Proxies of the environment are used for other machines only.
    pub fn new(timeout: Duration, is_this_machine: bool) -> Self {
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            // Texts and keys go where the user said, and nowhere else.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("demarche/", env!("CARGO_PKG_VERSION")));
        let config = match is_this_machine {
            true => config.proxy(None),
            false => config,
        };
        Self {
            agent: config.build().into(),
        }
    }

    /// Sends a body of JSON.
    ///
    /// # Errors
    /// If nothing came back, or too much.
    pub fn post(&self, url: &str, key: Option<&str>, body: &[u8]) -> Result<Reply, EndpointFault> {
        let mut request = self
            .agent
            .post(url)
            .header("Content-Type", "application/json");
        if let Some(key) = key {
            request = request.header("Authorization", format!("Bearer {key}"));
        }
        let mut response = request.send(body).map_err(|error| unreachable(&error))?;
        let retry_after = response.headers().get("retry-after");
        let retry_after = retry_after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let status = response.status().as_u16();
        let body = response.body_mut().with_config().limit(MAX_ANSWER_BYTES);
        let body = body.read_to_vec().map_err(|error| match error {
            ureq::Error::BodyExceedsLimit(_) => EndpointFault::LongAnswer,
            error => unreachable(&error),
        })?;
        Ok(Reply {
            status,
            retry_after: retry_after.map(Duration::from_secs),
            body,
        })
    }
}

fn unreachable(error: &ureq::Error) -> EndpointFault {
    let why = match error {
        ureq::Error::Timeout(_) => "no answer in time; see --timeout".to_owned(),
        ureq::Error::Io(error) if error.kind() == ErrorKind::TimedOut => {
            "no answer in time".to_owned()
        }
        error => match error.source() {
            Some(source) => reason_behind(source).into_owned(),
            None => reason_behind(error).into_owned(),
        },
    };
    EndpointFault::Unreachable(why)
}
