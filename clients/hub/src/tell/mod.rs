//! Tells owners what they want to be told of: in the open page, by e-mail, by short message.
//!
//! Every quarter of an hour the rules of all accounts are gone through. A matter is told once a day. What
//! is to be sent waits in the database, so that a link that is cut, or a hub that is killed, loses nothing.

pub mod mail;
pub mod matters;
pub mod rules;
pub mod sms;
pub mod words;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Transaction;

use crate::chain::Unanswered;
use crate::desk::Desk;
use crate::store::people::contacts::{self, Kind};
use crate::store::people::messages::{self, Draft, Message};
use crate::store::people::{notices, now, texts, People};
use crate::store::{read, StoreError};
use mail::Mail;
use matters::{Round, Told};
use rules::Rules;
use sms::Spool;
use words::Matter;

/// The time between two rounds.
const ROUND: Duration = Duration::from_secs(15 * 60);
/// The time between two looks at what waits to be sent.
const PAUSE: Duration = Duration::from_secs(20);
/// The most messages that are sent in a row.
const ROW: u32 = 20;
/// The accounts that are read at once.
const PAGE: u32 = 100;

/// The ways by which a hub sends messages.
#[derive(Clone, Default)]
pub struct Channels {
    /// The relay of its e-mail.
    pub mail: Option<Mail>,
    /// The spool of its short messages.
    pub spool: Option<Spool>,
    /// The most short messages a day. They cost money.
    pub sms_a_day: u32,
}

/// The most e-mails a day: relays shut out who sends too many.
pub const MAILS_A_DAY: u32 = 2_000;

impl Channels {
    /// Whether it sends by a way.
    pub fn has(&self, kind: Kind) -> bool {
        match kind {
            Kind::Email => self.mail.is_some(),
            Kind::Phone => self.spool.is_some(),
        }
    }

    /// The most messages a day by a way.
    pub fn most_a_day(&self, kind: Kind) -> u32 {
        match kind {
            Kind::Email => MAILS_A_DAY,
            Kind::Phone => self.sms_a_day,
        }
    }

    async fn send(&self, message: &Message) -> Result<(), String> {
        let Message { number, kind, address, subject, text, .. } = message;
        match (kind, &self.mail, &self.spool) {
            (Kind::Email, Some(mail), _) => {
                mail.send(address, subject, text).await.map_err(|error| error.to_string())
            }
            (Kind::Phone, _, Some(spool)) => {
                spool.send(*number, address, text).map_err(|error| error.to_string())
            }
            _ => Err("the hub sends nothing this way any more".into()),
        }
    }
}

/// Why a round ended early.
#[derive(Debug, thiserror::Error)]
pub enum Interrupted {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The node.
    #[error(transparent)]
    Node(#[from] Unanswered),
}

/// Tells owners what they want to be told of.
pub struct Teller {
    /// The database.
    pub database: PathBuf,
    /// What people gave.
    pub people: People,
    /// The chain as it is now.
    pub desk: Arc<dyn Desk>,
    /// The ways by which the hub sends.
    pub channels: Channels,
}

impl Teller {
    /// Tells and sends until the process ends. `say` tells the operator what goes wrong.
    pub async fn run(self, say: impl Fn(&str)) {
        let mut said = None;
        let mut next = tokio::time::Instant::now();
        loop {
            let mut done = Ok(());
            if tokio::time::Instant::now() >= next {
                next += ROUND;
                done = self.round(now()).await.map_err(|error| format!("telling: {error}"));
            }
            let sent = self.send_due(now()).await;
            let sent = sent.map_err(|error| format!("sending: {error}"));
            match done.and(sent) {
                Err(error) if said.as_ref() != Some(&error) => {
                    say(&error);
                    said = Some(error);
                }
                Err(_) => {}
                Ok(()) => said = None,
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Goes through all rules once. What the node does not answer is told in the next round.
    pub async fn round(&self, now: u64) -> Result<(), Interrupted> {
        let db = match read::open(&self.database) {
            Ok(db) => db,
            // Nothing is known yet.
            Err(StoreError::Sql(_)) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        self.people.write(|tx| {
            texts::forget(tx, now)?;
            notices::forget(tx, now)?;
            messages::forget(tx, now)?;
            contacts::forget(tx, now)
        })?;
        let mut round = Round::new(&*self.desk, &db, now)?;
        let mut after = String::new();
        loop {
            let page = contacts::all_rules(&db, &after, PAGE)?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = last.clone();
            for (account, rules) in page {
                // What an older hub wrote and this one does not read is told by nobody.
                let Ok(rules) = serde_json::from_str::<Rules>(&rules) else { continue };
                let matters = round.matters(&account, &rules).await?;
                let day = round.day();
                for matter in matters {
                    let told = Told { account: &account, matter, language: &rules.language };
                    self.people.write(|tx| self.tell(tx, told, day, now))?;
                }
            }
        }
    }

    /// Tells a matter, unless it was told on that day.
    fn tell(&self, tx: &Transaction, told: Told, day: i64, now: u64) -> Result<(), StoreError> {
        let Told { account, matter, language } = told;
        let Some(said) = matter.said(language) else { return Ok(()) };
        if !notices::note(tx, account, &matter.key(), day, now, &said.text)? {
            return Ok(());
        }
        for contact in contacts::contacts(tx, account)? {
            if contact.confirmed && self.channels.has(contact.kind) {
                let most = self.channels.most_a_day(contact.kind);
                let (kind, address) = (contact.kind, contact.address.as_str());
                let (subject, text) = (said.subject.as_str(), said.text.as_str());
                let draft = Draft { account, kind, address, subject, text };
                messages::put(tx, draft, now, most)?;
            }
        }
        Ok(())
    }

    /// Sends what waits. One that fails is tried again later, and keeps no other.
    pub async fn send_due(&self, now: u64) -> Result<(), Interrupted> {
        let db = match read::open(&self.database) {
            Ok(db) => db,
            Err(StoreError::Sql(_)) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        for message in messages::due(&db, now, ROW)? {
            match self.channels.send(&message).await {
                Ok(()) => self.people.write(|tx| messages::sent(tx, message.number))?,
                // Whom it was for is nobody's business, also not the log's.
                Err(_) => self.people.write(|tx| messages::failed(tx, &message, now))?,
            }
        }
        Ok(())
    }
}

/// Puts a code on its way to an address. False if no more may go that way today.
pub fn send_code(
    tx: &Transaction,
    channels: &Channels,
    (account, kind, address): (&str, Kind, &str),
    code: &str,
    now: u64,
) -> Result<bool, StoreError> {
    let Some(said) = Matter::Code(code.into()).said("en") else { return Ok(false) };
    let draft = Draft { account, kind, address, subject: &said.subject, text: &said.text };
    messages::put(tx, draft, now, channels.most_a_day(kind))
}

#[cfg(test)]
#[path = "../tests/tell.rs"]
mod tests;
