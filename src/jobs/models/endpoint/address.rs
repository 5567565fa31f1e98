//! The address of an endpoint. Two addresses are the same if they are written alike.

use std::fmt;

/// Why a text is no address of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("an address that begins with http:// or https://")]
    Scheme,
    #[error("an address with the name of a machine, without a name or password before it")]
    Host,
    #[error("an address without ?, # and spaces")]
    Mark,
}

/// An address such as `http://localhost:11434/v1`, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndpointAddress(String);

impl fmt::Display for EndpointAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl EndpointAddress {
    /// Reads an address. Without a path it gets `/v1`, which all known servers have.
    ///
    /// # Errors
    /// If it is no address of the web, or has a password in it.
    pub fn read(typed: &str) -> Result<Self, AddressError> {
        let typed = typed.trim().trim_end_matches('/');
        if typed.contains(|c: char| "?#\\".contains(c) || c.is_whitespace() || c.is_control()) {
            return Err(AddressError::Mark);
        }
        let rest = typed
            .strip_prefix("https://")
            .or_else(|| typed.strip_prefix("http://"))
            .ok_or(AddressError::Scheme)?;
        let host = rest.split('/').next().unwrap_or_default();
        if host.is_empty() || host.starts_with(':') || host.contains('@') {
            return Err(AddressError::Host);
        }
        Ok(Self(match rest == host {
            true => format!("{typed}/v1"),
            false => typed.to_owned(),
        }))
    }

    /// Where chats go.
    pub fn completions(&self) -> String {
        match self.0.ends_with("/chat/completions") {
            true => self.0.clone(),
            false => format!("{}/chat/completions", self.0),
        }
    }

    /// Whether it is a server on the same machine.
    pub fn is_this_machine(&self) -> bool {
        let host = self.host();
        let is_number = host.chars().all(|c| c.is_ascii_digit() || c == '.');
        host == "localhost" || host == "[::1]" || (is_number && host.starts_with("127."))
    }

    /// Whether what is sent there can be read on the way.
    pub fn is_readable_on_the_way(&self) -> bool {
        !self.0.starts_with("https://") && !self.is_this_machine()
    }

    /// The machine, without a port.
    fn host(&self) -> &str {
        let (_, rest) = self.0.split_once("://").unwrap_or_default();
        let host = rest.split('/').next().unwrap_or_default();
        match host.rsplit_once(':') {
            Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
            _ => host,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_other_texts_refused() {
        for (typed, wanted) in [
            ("http://localhost:11434", "http://localhost:11434/v1"),
            ("http://localhost:11434/v1/", "http://localhost:11434/v1"),
            ("https://api.example.org/v1", "https://api.example.org/v1"),
        ] {
            let address = EndpointAddress::read(typed).expect("an address");
            assert_eq!(address.to_string(), wanted);
            assert_eq!(address.completions(), format!("{wanted}/chat/completions"));
        }
        for (typed, error) in [
            ("localhost:11434", AddressError::Scheme),
            ("ftp://a", AddressError::Scheme),
            ("file:///etc/passwd", AddressError::Scheme),
            ("http://", AddressError::Scheme),
            ("http://:80", AddressError::Host),
            ("http://me:secret@example.org", AddressError::Host),
            ("http://a/?key=x", AddressError::Mark),
            ("http://a b", AddressError::Mark),
        ] {
            let read = EndpointAddress::read(typed);
            assert!(read.is_err(), "{typed}");
            if typed != "http://" {
                assert_eq!(read, Err(error), "{typed}");
            }
        }
    }

    #[test]
    fn only_this_machine_is_this_machine() {
        for (typed, is_this, is_readable) in [
            ("http://localhost:1", true, false),
            ("http://127.0.0.1:1", true, false),
            ("http://[::1]:1/v1", true, false),
            ("http://127.0.0.1.example.org", false, true),
            ("http://localhost.example.org/v1", false, true),
            ("http://192.168.1.7:8000", false, true),
            ("https://example.org", false, false),
        ] {
            let address = EndpointAddress::read(typed).expect("an address");
            assert_eq!(address.is_this_machine(), is_this, "{typed}");
            assert_eq!(address.is_readable_on_the_way(), is_readable, "{typed}");
        }
    }
}
