//! A network of one's own: what its genesis needs to know, and everything that can be missing from it.
//!
//! A mistake in a genesis block cannot be mended later, so all that is wrong is told at once, in words of the file.

use super::{demo, MINIMUM};
use crate::{
    configs::{CommunityRules, EXISTENTIAL_DEPOSIT},
    AccountId, Balance,
};
use serde::Deserialize;
use serde_json::{json, Value};
use sp_core::crypto::Ss58Codec;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};
use std::collections::{BTreeMap, BTreeSet};

/// What the people of a new network decide on before there is a chain to decide on.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Launch {
    /// As wallets show it.
    pub name: String,
    /// Names the folder of the database: letters, digits, `_`.
    pub id: String,
    /// Addresses at which others are found, as `/dns/.../tcp/30333/p2p/...`.
    pub boot_nodes: Vec<String>,
    /// At least one; the first are the first electorate.
    pub communities: Vec<Community>,
    /// At least four, of different communities.
    pub validators: Vec<Validator>,
    /// At least three.
    pub guardians: Vec<String>,
    /// Who holds how much of the smallest unit of VAKA.
    pub balances: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Community {
    pub name: String,
    /// Accounts of at least five people.
    pub founders: Vec<String>,
    /// Which of them are clerks.
    pub clerks: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
pub struct Validator {
    /// An account with a balance.
    pub account: String,
    /// Name of its community.
    pub community: String,
    /// Session keys, as 0x-hex or addresses: `vaka-node key generate` makes them.
    pub aura: String,
    pub grandpa: String,
}

/// Collects what is wrong.
#[derive(Default)]
struct Flaws(Vec<String>);

impl Flaws {
    fn check(&mut self, holds: bool, flaw: impl FnOnce() -> String) {
        if !holds {
            self.0.push(flaw());
        }
    }

    /// 32 bytes, as 0x-hex or an address.
    fn key(&mut self, what: &str, text: &str) -> Option<[u8; 32]> {
        if text.is_empty() {
            self.0.push(format!("{what} is missing"));
            return None;
        }
        let bytes = match text.strip_prefix("0x") {
            Some(_) => sp_core::bytes::from_hex(text)
                .ok()
                .and_then(|bytes| bytes.try_into().ok()),
            None => AccountId::from_ss58check(text).ok().map(Into::into),
        };
        let Some(bytes) = bytes else {
            self.0.push(format!(
                "{what}: {text} is neither an address nor 32 bytes of 0x-hex"
            ));
            return None;
        };
        self.check(!is_well_known(&bytes), || {
            format!("{what}: {text} is a well-known key; everybody has its secret")
        });
        Some(bytes)
    }
}

impl Launch {
    /// The genesis, or all that is wrong with it.
    pub fn genesis(&self) -> Result<Value, Vec<String>> {
        let mut flaws = Flaws::default();
        flaws.check(!self.name.is_empty(), || "name is missing".into());
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
        flaws.check(!self.id.is_empty() && self.id.chars().all(is_plain), || {
            "id must be letters, digits and _".into()
        });
        let communities = self.communities(&mut flaws);
        let (validators, keys) = self.validators(&mut flaws);
        let guardians = self.guardians(&mut flaws);
        let balances = self.balances(&mut flaws);
        if !flaws.0.is_empty() {
            return Err(flaws.0);
        }
        Ok(json!({
            "balances": { "balances": balances },
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
            for founder in &community.founders {
                if let Some(key) = flaws.key(&format!("{of}: a founder"), founder) {
                    founders.insert(key);
                    flaws.check(people.insert(key), || {
                        format!("{of}: {founder} founds twice; one person, one membership")
                    });
                }
            }
            flaws.check(!community.clerks.is_empty(), || {
                format!("{of}: it has no clerk, so nobody else could join")
            });
            let mut clerks = BTreeSet::new();
            for clerk in &community.clerks {
                if let Some(key) = flaws.key(&format!("{of}: a clerk"), clerk) {
                    clerks.insert(key);
                    flaws.check(founders.contains(&key), || {
                        format!("{of}: clerk {clerk} is no founder of it")
                    });
                }
            }
            let vouchers = founders.len().saturating_sub(clerks.len());
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

    fn validators(&self, flaws: &mut Flaws) -> (Vec<Value>, Vec<Value>) {
        let count = self.validators.len();
        flaws.check(count >= MINIMUM as usize, || {
            format!("validators: there are {count}, and {MINIMUM} are needed to do without one")
        });
        let mut used = BTreeSet::new();
        let mut shares = BTreeMap::<usize, usize>::new();
        let (mut validators, mut keys) = (Vec::new(), Vec::new());
        for (index, validator) in self.validators.iter().enumerate() {
            let of = format!("validator {index}");
            let account = flaws.key(&format!("{of}: its account"), &validator.account);
            let aura = flaws.key(&format!("{of}: its aura key"), &validator.aura);
            let grandpa = flaws.key(&format!("{of}: its grandpa key"), &validator.grandpa);
            let community = self
                .communities
                .iter()
                .position(|one| one.name == validator.community);
            flaws.check(community.is_some(), || {
                let name = &validator.community;
                format!("{of}: there is no community named {name:?}")
            });
            flaws.check(self.balances.contains_key(&validator.account), || {
                format!("{of}: its account needs a balance, which its session keys hold on to")
            });
            for (what, key) in [("account", account), ("aura", aura), ("grandpa", grandpa)] {
                let fresh = key.is_none_or(|key| used.insert((what, key)));
                flaws.check(fresh, || {
                    format!("{of}: its {what} key is another validator's")
                });
            }
            let (Some(account), Some(aura), Some(grandpa), Some(community)) =
                (account, aura, grandpa, community)
            else {
                continue;
            };
            let share = shares.entry(community).or_default();
            *share = share.saturating_add(1);
            let account = AccountId::from(account);
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
        let least = pallet_guardians::Rules::default().seats as usize;
        let mut guardians = BTreeSet::new();
        for guardian in &self.guardians {
            if let Some(key) = flaws.key("a guardian", guardian) {
                guardians.insert(key);
            }
        }
        flaws.check(guardians.len() >= least, || {
            let count = guardians.len();
            format!("guardians: there are {count}, and {least} are needed to halt anything")
        });
        addresses(guardians)
    }

    fn balances(&self, flaws: &mut Flaws) -> Vec<(AccountId, Balance)> {
        let mut balances = Vec::new();
        for (who, amount) in &self.balances {
            let key = flaws.key("an account with a balance", who);
            let amount = amount.parse::<Balance>();
            let enough = amount
                .as_ref()
                .is_ok_and(|amount| *amount >= EXISTENTIAL_DEPOSIT);
            flaws.check(enough, || {
                format!("the balance of {who} must be a number of at least {EXISTENTIAL_DEPOSIT}")
            });
            if let (Some(key), Ok(amount)) = (key, amount) {
                balances.push((key.into(), amount));
            }
        }
        balances
    }
}

fn addresses(keys: BTreeSet<[u8; 32]>) -> Vec<AccountId> {
    keys.into_iter().map(Into::into).collect()
}

/// Whether everybody knows the secret: those of development networks and of our own demo.
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
mod tests {
    use super::*;
    use crate::configs::VAKA;

    fn key(name: &str) -> String {
        let bytes = sp_io::hashing::blake2_256(name.as_bytes());
        AccountId::from(bytes).to_ss58check()
    }

    /// Four villages, each with a validator.
    fn ready() -> Launch {
        let villages = ["Apia", "Alofi", "Avarua", "Funafuti"];
        let community = |name: &&str| Community {
            name: name.to_string(),
            founders: (0..5).map(|n| key(&format!("{name}/{n}"))).collect(),
            clerks: vec![key(&format!("{name}/4"))],
        };
        let validator = |name: &&str| Validator {
            account: key(&format!("{name}/validator")),
            community: name.to_string(),
            aura: key(&format!("{name}/aura")),
            grandpa: key(&format!("{name}/grandpa")),
        };
        Launch {
            name: "Vaka Moana".into(),
            id: "vaka_moana".into(),
            boot_nodes: vec![],
            communities: villages.iter().map(community).collect(),
            validators: villages.iter().map(validator).collect(),
            guardians: (0..3).map(|n| key(&format!("guardian/{n}"))).collect(),
            balances: villages
                .iter()
                .map(|name| (key(&format!("{name}/validator")), VAKA.to_string()))
                .collect(),
        }
    }

    fn flaws(change: impl FnOnce(&mut Launch)) -> Vec<String> {
        let mut launch = ready();
        change(&mut launch);
        launch.genesis().expect_err("something is wrong")
    }

    fn is_told(change: impl FnOnce(&mut Launch), told: &str) {
        let flaws = flaws(change);
        let found = flaws.iter().any(|flaw| flaw.contains(told));
        assert!(found, "{told:?} is not in {flaws:?}");
    }

    #[test]
    fn genesis_should_build_a_network_when_nothing_is_missing() {
        let patch = ready().genesis().expect("ready");
        crate::tests::externalities_of(patch).execute_with(|| {
            assert_eq!(crate::Session::validators().len(), 4);
            assert_eq!(crate::Communities::electorate(None), 20);
            let guardians = pallet_collective::Members::<crate::Runtime>::get();
            assert_eq!(guardians.len(), 3);
        });
    }

    #[test]
    fn genesis_should_tell_everything_at_once_when_all_is_missing() {
        let all = Launch::default().genesis().expect_err("empty");
        for told in ["name", "id", "communities", "validators", "guardians"] {
            assert!(all.iter().any(|flaw| flaw.starts_with(told)), "{told}");
        }
    }

    #[test]
    fn genesis_should_be_refused_when_communities_are_incomplete() {
        is_told(|l| l.communities[0].name.clear(), "name is missing");
        is_told(|l| l.communities[1].name = "Apia".into(), "named twice");
        is_told(
            |l| {
                l.communities[0].founders.pop();
            },
            "has 4 founders and needs 5",
        );
        is_told(
            |l| l.communities[0].founders[0].clear(),
            "a founder is missing",
        );
        is_told(
            |l| l.communities[0].founders[0] = l.communities[1].founders[0].clone(),
            "founds twice",
        );
        is_told(|l| l.communities[0].clerks.clear(), "has no clerk");
        is_told(|l| l.communities[0].clerks[0] = key("x"), "is no founder");
        is_told(
            |l| l.communities[0].clerks = l.communities[0].founders.clone(),
            "nobody could vouch",
        );
    }

    #[test]
    fn genesis_should_be_refused_when_validators_are_incomplete() {
        is_told(
            |l| {
                l.validators.pop();
            },
            "there are 3, and 4 are needed",
        );
        is_told(
            |l| l.validators[0].account.clear(),
            "its account is missing",
        );
        is_told(|l| l.validators[0].aura.clear(), "its aura key is missing");
        is_told(
            |l| l.validators[0].grandpa = "0x12".into(),
            "neither an address",
        );
        is_told(
            |l| l.validators[0].community = "Atlantis".into(),
            "no community",
        );
        is_told(|l| l.validators[1].community = "Apia".into(), "may have 1");
        is_told(
            |l| l.validators[1].aura = l.validators[0].aura.clone(),
            "another validator's",
        );
        is_told(|l| l.balances.clear(), "needs a balance");
    }

    #[test]
    fn genesis_should_be_refused_when_keys_are_well_known() {
        let alice = Sr25519Keyring::Alice.to_account_id().to_ss58check();
        is_told(|l| l.validators[0].aura = alice.clone(), "well-known");
        is_told(|l| l.guardians[0] = alice, "well-known");
        let founder = demo::community("Neiafu").founders[0].to_ss58check();
        is_told(|l| l.communities[0].founders[0] = founder, "well-known");
        let bob = sp_core::bytes::to_hex(&Ed25519Keyring::Bob.public().0, false);
        is_told(|l| l.validators[0].grandpa = bob, "well-known");
    }

    #[test]
    fn genesis_should_be_refused_when_guardians_or_balances_are_wrong() {
        is_told(
            |l| l.guardians[1] = l.guardians[0].clone(),
            "guardians: there are 2",
        );
        is_told(
            |l| {
                l.balances.insert(key("x"), "a lot".into());
            },
            "must be a number",
        );
        is_told(
            |l| {
                l.balances.insert(key("x"), "1".into());
            },
            "at least",
        );
    }
}
