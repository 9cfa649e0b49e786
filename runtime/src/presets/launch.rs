//! A network of one's own: what its genesis needs to know, and everything that can be missing from it.
//!
//! A mistake in a genesis block cannot be mended later, so all that is wrong is told at once, in words of the file.

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
    /// At least one; their founders are the first electorate.
    pub communities: Vec<Community>,
    /// At least four, of different communities.
    pub validators: Vec<Validator>,
    /// At least three.
    pub guardians: Vec<String>,
    /// Who holds how much of the smallest unit of VAKA. Pairs, and no map: a map would forget who is named twice.
    #[serde(deserialize_with = "pairs")]
    pub balances: Vec<(String, String)>,
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

/// The entries of a JSON object as they stand there.
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
            let account = flaws
                .key(&format!("{of}: its account"), &validator.account)
                .map(AccountId::from);
            let aura = flaws.key(&format!("{of}: its aura key"), &validator.aura);
            let grandpa = flaws.key(&format!("{of}: its grandpa key"), &validator.grandpa);
            let community = self
                .communities
                .iter()
                .position(|one| one.name == validator.community);
            flaws.check(!validator.community.is_empty(), || {
                format!("{of}: its community is missing")
            });
            flaws.check(
                community.is_some() || validator.community.is_empty(),
                || {
                    let name = &validator.community;
                    format!("{of}: there is no community named {name:?}")
                },
            );
            let endowed = account
                .as_ref()
                .is_none_or(|who| balances.contains_key(who));
            flaws.check(endowed, || {
                format!("{of}: its account needs a balance, which its session keys hold on to")
            });
            let owner = account.clone().map(Into::into);
            for (what, key) in [
                ("account", owner),
                ("aura key", aura),
                ("grandpa key", grandpa),
            ] {
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
                flaws.check(guardians.insert(key), || {
                    format!("guardian {guardian} is named twice")
                });
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
            let enough = amount
                .as_ref()
                .is_ok_and(|amount| *amount >= EXISTENTIAL_DEPOSIT);
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
        let mut launch = ready();
        // More of the smallest unit than 64 bits count.
        let rich = 100_000_000 * VAKA;
        launch.balances.push((key("rich"), rich.to_string()));
        let patch = launch.genesis().expect("ready");
        crate::tests::externalities_of(patch).execute_with(|| {
            let account = AccountId::from_ss58check(&key("rich")).expect("an address");
            assert_eq!(crate::Balances::free_balance(account), rich);
            assert_eq!(crate::Session::validators().len(), 4);
            assert_eq!(crate::Communities::electorate(None), 20);
            let guardians = pallet_collective::Members::<crate::Runtime>::get();
            assert_eq!(guardians.len(), 3);
        });
    }

    #[test]
    fn genesis_should_name_every_gap_when_the_example_is_not_filled_in() {
        let example = include_str!("../../launch.example.json");
        let launch: Launch = serde_json::from_str(example).expect("it has all fields");
        let mut expected = vec![
            "name is missing".to_string(),
            "id must be letters, digits and _".into(),
            "community 0: its name is missing or too long".into(),
        ];
        expected.extend((0..5).map(|n| format!("community 0: founder {n} is missing")));
        expected.push("community 0: clerk 0 is missing".into());
        expected.push("balances: there is none, and each validator's account needs one".into());
        for n in 0..4 {
            for what in ["account", "aura key", "grandpa key", "community"] {
                expected.push(format!("validator {n}: its {what} is missing"));
            }
        }
        expected.extend((0..3).map(|n| format!("guardian {n} is missing")));
        assert_eq!(launch.genesis(), Err(expected));
    }

    #[test]
    fn genesis_should_tell_everything_at_once_when_all_is_missing() {
        let all = Launch::default().genesis().expect_err("empty");
        for told in [
            "name",
            "id",
            "communities",
            "validators",
            "guardians",
            "balances",
        ] {
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
            "founder 0 is missing",
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
        is_told(
            |l| {
                let founders = (0..12).map(|n| key(&format!("Apia/{n}")));
                l.communities[0].founders = founders.collect();
                l.communities[0].clerks = l.communities[0].founders[..9].to_vec();
            },
            "community Apia: it has 9 clerks and may have 8",
        );
        is_told(
            |l| {
                let clerk = l.communities[0].clerks[0].clone();
                l.communities[0].clerks.push(clerk);
            },
            "is named twice",
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
        is_told(
            |l| l.validators[2].community.clear(),
            "validator 2: its community is missing",
        );
        is_told(|l| l.validators[1].community = "Apia".into(), "may have 1");
        is_told(
            |l| {
                let more = (4..129).map(|n| Validator {
                    account: key(&format!("{n}/account")),
                    community: "Apia".into(),
                    aura: key(&format!("{n}/aura")),
                    grandpa: key(&format!("{n}/grandpa")),
                });
                l.validators.extend(more);
            },
            "validators: there are 129, and there may be 128",
        );
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
            |l| {
                l.guardians.pop();
            },
            "guardians: there are 2, and 3 are needed",
        );
        is_told(
            |l| l.guardians[1] = l.guardians[0].clone(),
            "is named twice",
        );
        is_told(
            |l| l.guardians = (0..14).map(|n| key(&format!("guardian/{n}"))).collect(),
            "guardians: there are 14, and there may be 13",
        );
        let gives = |amount: &str| {
            let pair = (key("x"), amount.to_string());
            move |l: &mut Launch| l.balances.push(pair)
        };
        is_told(gives("a lot"), "must be a number");
        is_told(gives("1"), "at least");
        is_told(gives(&u128::MAX.to_string()), "more than can be counted");
    }

    #[test]
    fn genesis_should_be_refused_when_an_account_has_two_balances() {
        let account = key("Apia/validator");
        let bytes = AccountId::from_ss58check(&account).expect("an address");
        let hex = sp_core::bytes::to_hex(bytes.as_ref(), false);
        let told =
            format!("balances: {hex} is named twice, as an address or in hex; it is {account}");
        is_told(|l| l.balances.push((hex, VAKA.to_string())), &told);
        // A map would keep the last of them only.
        let twice = format!(r#"{{ "balances": {{ "{account}": "1", "{account}": "2" }} }}"#);
        let launch: Launch = serde_json::from_str(&twice).expect("as JSON it is valid");
        assert_eq!(launch.balances.len(), 2);
    }

    #[test]
    fn genesis_should_find_a_validators_balance_when_it_is_under_its_hex() {
        let mut launch = ready();
        let bytes = AccountId::from_ss58check(&launch.balances[0].0).expect("an address");
        launch.balances[0].0 = sp_core::bytes::to_hex(bytes.as_ref(), false);
        assert!(launch.genesis().is_ok());
    }
}
