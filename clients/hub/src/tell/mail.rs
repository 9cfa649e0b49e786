//! E-mail, by a relay.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::Mailbox;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

/// The time for a message.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why there is no relay, or a message was not sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The file is not two lines.
    #[error("a file for e-mail has two lines: the relay's address (smtps://user:password@host), and the sender")]
    File,
    /// The relay's address is none. It may have a password in it, so it is not shown.
    #[error("the first line is no address of a relay")]
    Relay,
    /// The sender is none.
    #[error("the second line is no sender: {0}")]
    Sender(lettre::address::AddressError),
    /// The message is none.
    #[error("the message: {0}")]
    Message(String),
    /// The relay did not take it.
    #[error("the relay: {0}")]
    Send(#[from] lettre::transport::smtp::Error),
    /// The relay took too long.
    #[error("the relay takes too long")]
    Silent,
}

/// A relay, and who sends.
#[derive(Clone)]
pub struct Mail {
    relay: AsyncSmtpTransport<Tokio1Executor>,
    sender: Mailbox,
}

impl Mail {
    /// A relay as a file says: its address in the first line, which may have a password in it, and the
    /// sender in the second.
    pub fn from_file(text: &str) -> Result<Self, MailError> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let [relay, sender] =
            <[&str; 2]>::try_from(lines.collect::<Vec<_>>()).map_err(|_| MailError::File)?;
        let relay = AsyncSmtpTransport::<Tokio1Executor>::from_url(relay);
        let relay = relay.map_err(|_| MailError::Relay)?.timeout(Some(PATIENCE)).build();
        Ok(Self { relay, sender: sender.parse().map_err(MailError::Sender)? })
    }

    /// Sends a message.
    pub async fn send(&self, to: &str, subject: &str, text: &str) -> Result<(), MailError> {
        let wrong = |error: &dyn std::fmt::Display| MailError::Message(error.to_string());
        let to = to.parse::<Address>().map_err(|error| wrong(&error))?;
        let message = Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, to))
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(|error| wrong(&error))?;
        let sent = tokio::time::timeout(PATIENCE, self.relay.send(message)).await;
        sent.map_err(|_| MailError::Silent)??;
        Ok(())
    }
}

/// Whether a text is an address for e-mail, and one alone.
pub fn is_address(text: &str) -> bool {
    text.len() <= 254 && text.parse::<Address>().is_ok()
}

#[cfg(test)]
#[path = "../tests/mail.rs"]
mod tests;
