//! A network that people launch themselves: what its genesis needs to know, and everything that can
//! be wrong with it.
//!
//! A mistake in a genesis block cannot be mended later. So all mistakes are told at once, in words
//! of the file.

use super::{demo, MINIMUM};
use crate::{
    configs::{CommunityRules, EXISTENTIAL_DEPOSIT},
    AccountId, Balance, Runtime,
};
use core::fmt;
use frame_support::traits::Get;
use serde::{
    de::{Deserializer, MapAccess, Visitor},
    Deserialize,
};
use serde_json::{json, Value};
use sp_core::crypto::Ss58Codec;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use std::collections::{BTreeMap, BTreeSet};

/// The decisions of a new network's people, made before there is a chain to decide on.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Launch {
    /// The network's name, as wallets show it.
    pub name: String,
    /// The name of the database's folder: letters, digits, `_`.
    pub id: String,
    /// The addresses at which nodes find others, as `/dns/.../tcp/30333/p2p/...`.
    pub boot_nodes: Vec<String>,
    /// The communities, at least one. Their founders are the first electorate.
    pub communities: Vec<Community>,
    /// The validators, at least four, of different communities.
    pub validators: Vec<Validator>,
    /// The guardians, at least three.
    pub guardians: Vec<String>,
    /// The balances of accounts, in the smallest unit of VAKA. They are pairs, because a map would
    /// hide an account that is named twice.
    #[serde(deserialize_with = "pairs")]
    pub balances: Vec<(String, String)>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Community {
    pub name: String,
    /// The accounts of at least five people.
    pub founders: Vec<String>,
    /// The founders who are clerks.
    pub clerks: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Validator {
    /// An account with a balance.
    pub account: String,
    /// The name of its community.
    pub community: String,
    /// The session keys, as 0x-hex or addresses. `vaka-node key generate` makes them.
    pub aura: String,
    pub grandpa: String,
}

/// The entries of a JSON object, as they are in the file.
fn pairs<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, String)>, D::Error> {
    struct Pairs;

    impl<'de> Visitor<'de> for Pairs {
        type Value = Vec<(String, String)>;

        fn expecting(&self, into: &mut fmt::Formatter) -> fmt::Result {
            into.write_str("an object of texts")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut all = Vec::new();
            while let Some(pair) = map.next_entry()? {
                all.push(pair);
            }
            Ok(all)
        }
    }

    from.deserialize_map(Pairs)
}

/// Collects the mistakes.
#[derive(Default)]
struct Flaws(Vec<String>);

impl Flaws {
    fn check(&mut self, holds: bool, flaw: impl FnOnce() -> String) {
        if !holds {
            self.0.push(flaw());
        }
    }

    /// Reads 32 bytes from 0x-hex or an address.
    fn key(&mut self, what: &str, text: &str) -> Option<[u8; 32]> {
        if text.is_empty() {
            self.0.push(format!("{what} is missing"));
            return None;
        }
        let bytes = match text.strip_prefix("0x") {
            Some(_) => sp_core::bytes::from_hex(text).ok().and_then(|bytes| bytes.try_into().ok()),
            None => AccountId::from_ss58check(text).ok().map(Into::into),
        };
        let Some(bytes) = bytes else {
            self.0.push(format!("{what}: {text} is neither an address nor 32 bytes of 0x-hex"));
            return None;
        };
        self.check(!is_well_known(&bytes), || {
            format!("{what}: {text} is a well-known key; everybody has its secret")
        });
        Some(bytes)
    }
}

impl Launch {
    /// Returns the genesis, or all that is wrong with it.
    pub fn genesis(&self) -> Result<Value, Vec<String>> {
        let mut flaws = Flaws::default();
        flaws.check(!self.name.is_empty(), || "name is missing".into());
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        flaws.check(!self.id.is_empty() && self.id.chars().all(is_plain), || {
            "id must be letters, digits and _".into()
        });
        let communities = self.communities(&mut flaws);
        let balances = self.balances(&mut flaws);
        let (validators, keys) = self.validators(&balances, &mut flaws);
        let guardians = self.guardians(&mut flaws);
        if !flaws.0.is_empty() {
            return Err(flaws.0);
        }
        Ok(json!({
            "balances": { "balances": Vec::from_iter(balances) },
            "communities": { "communities": communities },
            "validators": { "minimum": MINIMUM, "validators": validators },
            "session": { "keys": keys },
            "guardianCouncil": { "members": guardians },
        }))
    }

    fn communities(&self, flaws: &mut Flaws) -> Vec<Value> {
        let rules = CommunityRules::get();
        flaws.check(!self.communities.is_empty(), || {
            "communities: there is none; who should vote?".into()
        });
        let (mut people, mut names) = (BTreeSet::new(), BTreeSet::new());
        let mut all = Vec::new();
        for (index, community) in self.communities.iter().enumerate() {
            let name = &community.name;
            let of = if name.is_empty() {
                format!("community {index}")
            } else {
                format!("community {name}")
            };
            let fits = (1..=pallet_communities::MAX_NAME as usize).contains(&name.len());
            flaws.check(fits, || format!("{of}: its name is missing or too long"));
            flaws.check(names.insert(name), || format!("{of} is named twice"));
            let least = rules.founders as usize;
            flaws.check(community.founders.len() >= least, || {
                let count = community.founders.len();
                format!("{of}: it has {count} founders and needs {least}")
            });
            let mut founders = BTreeSet::new();
            for (n, founder) in community.founders.iter().enumerate() {
                if let Some(key) = flaws.key(&format!("{of}: founder {n}"), founder) {
                    founders.insert(key);
                    flaws.check(people.insert(key), || {
                        format!("{of}: {founder} founds twice; one person, one membership")
                    });
                }
            }
            flaws.check(!community.clerks.is_empty(), || {
                format!("{of}: it has no clerk, so nobody else could join")
            });
            let (count, most) = (community.clerks.len(), pallet_communities::MAX_CLERKS);
            flaws.check(count <= most as usize, || {
                format!("{of}: it has {count} clerks and may have {most}")
            });
            let mut clerks = BTreeSet::new();
            for (n, clerk) in community.clerks.iter().enumerate() {
                if let Some(key) = flaws.key(&format!("{of}: clerk {n}"), clerk) {
                    flaws.check(clerks.insert(key), || {
                        format!("{of}: clerk {clerk} is named twice")
                    });
                    flaws.check(founders.contains(&key), || {
                        format!("{of}: clerk {clerk} is no founder of it")
                    });
                }
            }
            let vouchers = community.founders.len().saturating_sub(count);
            flaws.check(vouchers >= rules.vouches as usize, || {
                format!(
                    "{of}: {} of its founders must be no clerks, or nobody could vouch",
                    rules.vouches
                )
            });
            all.push(json!({
                "name": name,
                "founders": addresses(founders),
                "clerks": addresses(clerks),
            }));
        }
        all
    }

    fn validators(
        &self,
        balances: &BTreeMap<AccountId, Balance>,
        flaws: &mut Flaws,
    ) -> (Vec<Value>, Vec<Value>) {
        let count = self.validators.len();
        flaws.check(count >= MINIMUM as usize, || {
            format!("validators: there are {count}, and {MINIMUM} are needed to do without one")
        });
        let most: u32 = <Runtime as pallet_validators::Config>::MaxValidators::get();
        flaws.check(count <= most as usize, || {
            format!("validators: there are {count}, and there may be {most}")
        });
        let mut used = BTreeSet::new();
        let mut shares = BTreeMap::<usize, usize>::new();
        let (mut validators, mut keys) = (Vec::new(), Vec::new());
        for (index, validator) in self.validators.iter().enumerate() {
            let of = format!("validator {index}");
            let account =
                flaws.key(&format!("{of}: its account"), &validator.account).map(AccountId::from);
            let aura = flaws.key(&format!("{of}: its aura key"), &validator.aura);
            let grandpa = flaws.key(&format!("{of}: its grandpa key"), &validator.grandpa);
            let community = self.communities.iter().position(|one| one.name == validator.community);
            flaws.check(!validator.community.is_empty(), || {
                format!("{of}: its community is missing")
            });
            flaws.check(community.is_some() || validator.community.is_empty(), || {
                let name = &validator.community;
                format!("{of}: there is no community named {name:?}")
            });
            let endowed = account.as_ref().is_none_or(|who| balances.contains_key(who));
            flaws.check(endowed, || {
                format!("{of}: its account needs a balance, which its session keys hold on to")
            });
            let owner = account.clone().map(Into::into);
            for (what, key) in [("account", owner), ("aura key", aura), ("grandpa key", grandpa)] {
                let fresh = key.is_none_or(|key| used.insert((what, key)));
                flaws.check(fresh, || format!("{of}: its {what} is another validator's"));
            }
            let (Some(account), Some(aura), Some(grandpa), Some(community)) =
                (account, aura, grandpa, community)
            else {
                continue;
            };
            let share = shares.entry(community).or_default();
            *share = share.saturating_add(1);
            validators.push(json!({ "account": account, "community": community }));
            let session = json!({
                "aura": sp_core::sr25519::Public::from_raw(aura),
                "grandpa": sp_core::ed25519::Public::from_raw(grandpa),
            });
            keys.push(json!([account, account, session]));
        }
        let cap = pallet_validators::rules::cap(count as u32);
        for (community, share) in shares {
            let within = cap.is_none_or(|cap| share <= cap as usize);
            flaws.check(within, || {
                let name = self.communities.get(community).map(|one| one.name.as_str());
                let name = name.unwrap_or_default();
                let cap = cap.unwrap_or_default();
                format!("community {name} has {share} of {count} validators, and may have {cap}")
            });
        }
        (validators, keys)
    }

    fn guardians(&self, flaws: &mut Flaws) -> Vec<AccountId> {
        let least = pallet_guardians::Rules::default().seats;
        let most: u32 = <Runtime as pallet_collective::Config>::MaxMembers::get();
        let count = self.guardians.len();
        flaws.check(count >= least as usize, || {
            format!("guardians: there are {count}, and {least} are needed to halt anything")
        });
        flaws.check(count <= most as usize, || {
            format!("guardians: there are {count}, and there may be {most}")
        });
        let mut guardians = BTreeSet::new();
        for (n, guardian) in self.guardians.iter().enumerate() {
            if let Some(key) = flaws.key(&format!("guardian {n}"), guardian) {
                flaws
                    .check(guardians.insert(key), || format!("guardian {guardian} is named twice"));
            }
        }
        addresses(guardians)
    }

    fn balances(&self, flaws: &mut Flaws) -> BTreeMap<AccountId, Balance> {
        flaws.check(!self.balances.is_empty(), || {
            "balances: there is none, and each validator's account needs one".into()
        });
        let mut balances = BTreeMap::new();
        let mut issued = Some(0 as Balance);
        for (who, amount) in &self.balances {
            let key = flaws.key("an account with a balance", who);
            let amount = amount.parse::<Balance>();
            let enough = amount.as_ref().is_ok_and(|amount| *amount >= EXISTENTIAL_DEPOSIT);
            flaws.check(enough, || {
                format!("the balance of {who} must be a number of at least {EXISTENTIAL_DEPOSIT}")
            });
            let amount = amount.unwrap_or_default();
            issued = issued.and_then(|issued| issued.checked_add(amount));
            let Some(account) = key.map(AccountId::from) else {
                continue;
            };
            let named = account.to_ss58check();
            flaws.check(balances.insert(account, amount).is_none(), || {
                format!("balances: {who} is named twice, as an address or in hex; it is {named}")
            });
        }
        flaws.check(issued.is_some(), || {
            "balances: together they are more than can be counted".into()
        });
        balances
    }
}

fn addresses(keys: BTreeSet<[u8; 32]>) -> Vec<AccountId> {
    keys.into_iter().map(Into::into).collect()
}

/// Whether everybody knows the secret of this key: it is one of the development networks or of the
/// demo.
fn is_well_known(key: &[u8; 32]) -> bool {
    Sr25519Keyring::iter().any(|known| known.public().0 == *key)
        || Ed25519Keyring::iter().any(|known| known.public().0 == *key)
        || demo::communities()
            .communities
            .iter()
            .flat_map(|community| &community.founders)
            .any(|known| <AccountId as AsRef<[u8]>>::as_ref(known) == key)
}

#[cfg(test)]
mod tests;
