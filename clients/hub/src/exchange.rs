//! Gets the texts that a hub lacks from other hubs. Whoever gives one: it is the one of the hash, or it is
//! dropped. So no hub need believe another, and plain HTTP does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use ureq::Agent;

use crate::chain::Hash;
use crate::store::people::texts::{self, Reason, Taken, MAX_TEXT};
use crate::store::people::{now, People};
use crate::store::{read, StoreError};

/// The time for a text: 16 KiB on a thin link.
const PATIENCE: Duration = Duration::from_secs(20);
/// The pause between two rounds.
const PAUSE: Duration = Duration::from_secs(60);
/// The most texts that are asked for in a round.
const ROUND: usize = 64;
/// The most texts that are missed at a time: some may be had by nobody, and keep no others.
const MISSED: u32 = 4_096;
/// The first pause after nobody had a text, in seconds; each later one is twice as long.
const AGAIN: u64 = 60;
/// The most doublings of it: about a day and a half.
const DOUBLINGS: u32 = 11;

/// Gets texts from other hubs.
pub struct Exchange {
    database: PathBuf,
    people: People,
    peers: Vec<String>,
    agent: Agent,
    /// What nobody had: how often, and when it is looked for again.
    sought: BTreeMap<Hash, (u32, u64)>,
}

impl Exchange {
    /// Gets texts from other hubs, by their addresses, such as `http://10.0.0.3:8480`.
    pub fn new(database: PathBuf, people: People, peers: Vec<String>) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .http_status_as_error(false);
        let agent = config.build().into();
        Self { database, people, peers, agent, sought: BTreeMap::new() }
    }

    /// Looks for texts until the process ends, in a thread of its own.
    pub fn run(mut self) {
        loop {
            // What went wrong with the database is told by those who write it all the time.
            let _ = self.round(now());
            std::thread::sleep(PAUSE);
        }
    }

    /// Looks for what is missing once. Returns how many texts came.
    pub fn round(&mut self, now: u64) -> Result<usize, StoreError> {
        let missing = texts::missing(&read::open(&self.database)?, MISSED)?;
        let still = missing.iter().collect::<BTreeSet<_>>();
        self.sought.retain(|hash, _| still.contains(hash));
        let mut came = 0;
        let due = missing.into_iter().map(|hash| (hash, self.sought.get(&hash).copied()));
        let due = due.map(|(hash, sought)| (hash, sought.unwrap_or_default()));
        let due = due.filter(|(_, (_, next))| *next <= now).take(ROUND).collect::<Vec<_>>();
        for (hash, (tries, _)) in due {
            let found = self.peers.iter().find_map(|peer| self.ask(peer, &hash));
            let Some(text) = found else {
                let pause = AGAIN << tries.min(DOUBLINGS);
                self.sought.insert(hash, (tries.saturating_add(1), now.saturating_add(pause)));
                continue;
            };
            let taken =
                self.people.write(|tx| texts::take(tx, &hash, &text, Reason::Named, now))?;
            came += usize::from(taken == Taken::Kept);
        }
        Ok(came)
    }

    /// A text, if a hub has it and it is the one.
    fn ask(&self, peer: &str, hash: &Hash) -> Option<Vec<u8>> {
        let address = format!("{}/texts/{}", peer.trim_end_matches('/'), hex::encode(hash));
        let mut response = self.agent.get(address).call().ok()?;
        if response.status().as_u16() != 200 {
            return None;
        }
        let most = u64::try_from(MAX_TEXT).unwrap_or(u64::MAX);
        let text = response.body_mut().with_config().limit(most).read_to_vec().ok()?;
        let good = texts::hash_of(&text) == *hash && std::str::from_utf8(&text).is_ok();
        good.then_some(text)
    }
}

#[cfg(test)]
#[path = "tests/exchange.rs"]
mod tests;
