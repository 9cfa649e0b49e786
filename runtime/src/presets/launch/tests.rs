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
    // This is more of the smallest unit than 64 bits can count.
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
    let example = include_str!("../../../launch.example.json");
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
    for told in ["name", "id", "communities", "validators", "guardians", "balances"] {
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
    is_told(|l| l.communities[0].founders[0].clear(), "founder 0 is missing");
    is_told(
        |l| l.communities[0].founders[0] = l.communities[1].founders[0].clone(),
        "founds twice",
    );
    is_told(|l| l.communities[0].clerks.clear(), "has no clerk");
    is_told(|l| l.communities[0].clerks[0] = key("x"), "is no founder");
    is_told(|l| l.communities[0].clerks = l.communities[0].founders.clone(), "nobody could vouch");
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
    is_told(|l| l.validators[0].account.clear(), "its account is missing");
    is_told(|l| l.validators[0].aura.clear(), "its aura key is missing");
    is_told(|l| l.validators[0].grandpa = "0x12".into(), "neither an address");
    is_told(|l| l.validators[0].community = "Atlantis".into(), "no community");
    is_told(|l| l.validators[2].community.clear(), "validator 2: its community is missing");
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
    is_told(|l| l.validators[1].aura = l.validators[0].aura.clone(), "another validator's");
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
    is_told(|l| l.guardians[1] = l.guardians[0].clone(), "is named twice");
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
    let told = format!("balances: {hex} is named twice, as an address or in hex; it is {account}");
    is_told(|l| l.balances.push((hex, VAKA.to_string())), &told);
    // A map would keep only the last of them.
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
