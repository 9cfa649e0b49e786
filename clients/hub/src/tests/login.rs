use ed25519_zebra::SigningKey;

use super::*;
use crate::identity::address;

const NOW: u64 = 1_796_000_000;
const ORIGIN: &str = "https://hub.lapaha.example";
const GENESIS: Hash = [0xaa; 32];

fn key() -> SigningKey {
    SigningKey::from([9; 32])
}

fn account() -> Account {
    ed25519_zebra::VerificationKey::from(&key()).into()
}

fn form(text: &str) -> Form {
    let signature = <[u8; 64]>::from(key().sign(text.as_bytes()));
    Form {
        account: address(account()),
        scheme: Scheme::Ed25519,
        origin: ORIGIN.into(),
        nonce: "5b".repeat(16),
        time: NOW,
        signature: hex::encode(signature),
    }
}

fn text() -> String {
    message(ORIGIN, &GENESIS, &account(), &[0x5b; 16], NOW)
}

fn check(form: &Form, now: u64) -> Result<Login, Refused> {
    form.check(&["http://10.0.0.2:8480".into(), ORIGIN.into()], &GENESIS, now)
}

/// As docs/hub.md shows it.
#[test]
fn a_login_should_be_the_documented_text() {
    let pages = include_str!("../../../../docs/hub.md");
    let lines = text();
    assert!(pages.contains(&lines), "{lines}");
    let signature = form(&lines).signature;
    assert!(pages.contains(&signature), "{signature}");
    assert!(pages.contains(&address(account())), "{}", address(account()));
}

#[test]
fn an_account_should_log_in_by_its_signature() {
    let login = Login { account: account(), nonce: [0x5b; 16], time: NOW };
    assert_eq!(check(&form(&text()), NOW), Ok(login));
    assert_eq!(check(&form(&format!("<Bytes>{}</Bytes>", text())), NOW), Ok(login));
    let pair = sr25519::dev::alice();
    let account = pair.public_key().0;
    let text = message(ORIGIN, &GENESIS, &account, &[0x5b; 16], NOW);
    let signature = hex::encode(pair.sign(text.as_bytes()).0);
    let by_wallet =
        Form { account: address(account), scheme: Scheme::Sr25519, signature, ..form(&text) };
    assert_eq!(check(&by_wallet, NOW).map(|login| login.account), Ok(account));
    let other_scheme = Form { scheme: Scheme::Ed25519, ..by_wallet };
    assert_eq!(check(&other_scheme, NOW), Err(Refused::Signature));
}

#[test]
fn a_login_should_hold_for_its_hub_and_time_alone() {
    for (at, good) in [(NOW - 121, false), (NOW - 120, true), (NOW + 120, true), (NOW + 121, false)]
    {
        let refused = Err(Refused::OtherTime { now: at });
        let checked = check(&form(&text()), at);
        assert!(if good { checked.is_ok() } else { checked == refused });
    }
    // Changing a field of the form changes what must have been signed.
    let signed = || form(&text());
    let other = Form { origin: "http://10.0.0.2:8480".into(), ..signed() };
    assert_eq!(check(&other, NOW), Err(Refused::Signature));
    let other = Form { origin: "https://evil.example".into(), ..signed() };
    assert_eq!(check(&other, NOW), Err(Refused::OtherHub));
    let other = Form { nonce: "5c".repeat(16), ..signed() };
    assert_eq!(check(&other, NOW), Err(Refused::Signature));
    let other = Form { time: NOW + 1, ..signed() };
    assert_eq!(check(&other, NOW), Err(Refused::Signature));
    let other = Form { account: address([1; 32]), ..signed() };
    assert_eq!(check(&other, NOW), Err(Refused::Signature));
    let other_chain = signed().check(&[ORIGIN.into()], &[0xab; 32], NOW);
    assert_eq!(other_chain, Err(Refused::Signature));
}

#[test]
fn a_form_should_be_a_form() {
    let signed = || form(&text());
    for (form, field) in [
        (Form { account: "5Grw".into(), ..signed() }, "account"),
        (Form { account: String::new(), ..signed() }, "account"),
        (Form { nonce: "5b".repeat(15), ..signed() }, "nonce"),
        (Form { nonce: "zz".repeat(16), ..signed() }, "nonce"),
        (Form { signature: "00".repeat(65), ..signed() }, "signature"),
    ] {
        assert_eq!(check(&form, NOW), Err(Refused::Form(field)));
    }
    let forged = Form { signature: "00".repeat(64), ..signed() };
    assert_eq!(check(&forged, NOW), Err(Refused::Signature));
}

#[test]
fn an_origin_should_be_as_browsers_write_it() {
    for text in ["http://10.0.0.2:8480", "https://hub.lapaha.example", "http://[::1]:8480"] {
        assert!(is_origin(text), "{text}");
    }
    for text in [
        "",
        "hub.example",
        "https://",
        "https://hub.example/",
        "https://Hub.example",
        "https://hub.example:443",
        "http://hub.example:80",
        "http://hub.example:080",
        "http://hub.example:99999",
        "ftp://hub.example",
        "http://a b",
        "http://hub\n.example",
        "null",
    ] {
        assert!(!is_origin(text), "{text}");
    }
}
