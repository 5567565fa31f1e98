//! The program without endpoints: nothing is sent.

use std::time::Duration;

use super::{EndpointFault, Reply};

/// Sends nothing.
pub struct NoClient;

impl NoClient {
    /// A client that reaches nobody.
    pub fn new(_timeout: Duration, _is_this_machine: bool) -> Self {
        Self
    }

    /// Fails.
    ///
    /// # Errors
    /// Always.
    pub fn post(&self, _: &str, _: Option<&str>, _: &[u8]) -> Result<Reply, EndpointFault> {
        let why = "this program was built without the feature endpoints";
        Err(EndpointFault::Unreachable(why.to_owned()))
    }
}
