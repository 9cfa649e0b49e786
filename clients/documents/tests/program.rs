//! The program `vaka-credential`, as people run it.

// The lints let tests unwrap, and only this makes the module one.
#[cfg(test)]
mod shop;

use std::fs;

use serde_json::{json, Value};
use shop::{names, Shop, GENESIS};

const NOW: &str = "2026-12-01T00:00:00Z";

#[test]
fn a_secret_should_be_new_and_for_its_owner_alone() {
    let shop = Shop::new();
    let one = shop.succeed(&["secret", "one"]);
    let two = shop.succeed(&["secret", "two"]);
    assert_ne!(one["asHolder"], two["asHolder"]);
    assert_eq!(shop.succeed(&["identity", "--holder", "one"])["did"], one["asHolder"]);
    assert!(shop.fail(&["secret", "one"]).contains("there is something there already"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(shop.0.path().join("one")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_web_site_should_list_former_keys() {
    let shop = Shop::new();
    let former = shop.succeed(&["identity", "--holder", "mele.secret"]);
    let former = former["did"].as_str().unwrap().trim_start_matches("did:key:").to_owned();
    let web = "did:web:college.example";
    let arguments = ["identity", "--seed", "issuer.secret", "--web", web, "--former", &former];
    let document = &shop.succeed(&arguments)["document"];
    assert_eq!(document["verificationMethod"][1]["publicKeyMultibase"], json!(former));
    assert_eq!(document["assertionMethod"][1], json!(format!("{web}#{former}")));
    let bad = ["identity", "--seed", "issuer.secret", "--web", "college.example"];
    assert!(shop.fail(&bad).contains("not an issuer: did:web:HOST"));
}

#[test]
fn a_folder_should_be_whole_or_not_there() {
    let shop = Shop::new();
    shop.succeed(&shop.order(&["--out", "class"]));
    let folder = shop.0.path().join("class");
    assert_eq!(names(&folder).len(), 6);
    assert!(shop.fail(&shop.order(&["--out", "class"])).contains("something there already"));
    assert!(shop.fail(&shop.order(&["--out", "no/such"])).contains("no/such"));
    fs::create_dir(shop.0.path().join("empty")).unwrap();
    shop.succeed(&shop.order(&["--out", "empty"]));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
    // Nothing half made is left.
    assert!(names(shop.0.path()).iter().all(|name| !name.starts_with('.')));
}

#[test]
fn a_lost_folder_should_be_made_again_and_no_other() {
    let shop = Shop::new();
    shop.succeed(&shop.order(&["--pad", "8", "--out", "class"]));
    let again = shop.order(&["--rebuild", "class/batch.json", "--out", "again"]);
    shop.succeed(&again);
    let (class, copy) = (shop.0.path().join("class"), shop.0.path().join("again"));
    for name in names(&class) {
        assert_eq!(fs::read(class.join(&name)).unwrap(), fs::read(copy.join(&name)).unwrap());
    }
    let batch = shop.read("class/batch.json");
    for (member, value, why) in [
        ("genesis", json!(format!("0x{}", "00".repeat(32))), "genesis"),
        ("issuer", json!(4), "issuer or sequence"),
        ("schema", json!(2), "schema"),
        ("validUntil", json!(5), "when it expires"),
        ("root", json!(format!("0x{}", "00".repeat(32))), "the seed"),
        ("count", json!(9), "the seed"),
    ] {
        let mut other = batch.clone();
        other[member] = value;
        shop.write("other.json", &other.to_string());
        let order = shop.order(&["--rebuild", "other.json", "--out", "other"]);
        assert!(shop.fail(&order).contains(why), "{member}");
        assert!(!shop.0.path().join("other").exists());
    }
    shop.write("people.csv", "key,name\n");
    assert!(shop.fail(&again).contains("the list of people"));
}

#[test]
fn an_award_should_be_bound_by_its_holder_alone() {
    let shop = Shop::new();
    shop.succeed(&shop.order(&["--out", "class"]));
    let envelope = format!("{}.envelope.json", shop.mele("class"));
    let bind = |secret, account| {
        ["bind", "--envelope", &envelope, "--secret", secret, "--account", account]
    };
    let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
    assert_eq!(shop.succeed(&bind("mele.secret", alice))["call"], "credentials.bind");
    assert!(shop.fail(&bind("mele.secret", "alice")).contains("not an account"));
    assert!(shop.fail(&bind("issuer.secret", alice)).contains("not that of the document's holder"));
    let key = ["identity", "--seed", "issuer.secret", "--issuer", "3", "--genesis", GENESIS];
    assert_eq!(shop.succeed(&key)["setKey"]["call"], "credentials.rotateIssuerKey");
}

#[test]
fn input_should_be_bounded_and_named_when_it_is_wrong() {
    let shop = Shop::new();
    shop.write("long", &"5e".repeat(1_000));
    shop.write("short", "5e");
    shop.write("latin", "x");
    fs::write(shop.0.path().join("latin"), [0xff]).unwrap();
    let identity = |file| ["identity", "--seed", file];
    assert!(shop.fail(&identity("long")).contains("long: larger than 1024 bytes"));
    assert!(shop.fail(&identity("short")).contains("not a secret"));
    assert!(shop.fail(&identity("latin")).contains("latin: not text"));
    assert!(shop.fail(&identity("none")).contains("none: No such file"));
    let order = shop
        .order(&["--out", "class"])
        .iter()
        .map(|argument| match *argument {
            GENESIS => "0x5a",
            other => other,
        })
        .collect::<Vec<_>>();
    assert!(shop.fail(&order).contains("not 32 bytes in hexadecimal digits"));
    shop.write("award.json", "{}");
    assert!(shop.fail(&shop.order(&["--out", "class"])).contains("the award's definition"));
    let export = ["export-status", "--seed", "issuer.secret", "--bits", "short", "--out", "lists"];
    let to = |address| [&export[..], &["--address", address]].concat();
    assert!(shop.fail(&to("college")).contains("not an address"));
    assert!(shop.fail(&to("https://college.example")).contains("not status bits"));
    assert!(!shop.0.path().join("lists").exists());
}

#[test]
fn an_award_should_be_verified_as_the_page_says() {
    let shop = Shop::new();
    shop.succeed(&shop.order(&["--out", "class"]));
    let mele = shop.mele("class");
    let (document, envelope) = (format!("{mele}.json"), format!("{mele}.envelope.json"));
    let bits = |chunks: Value| {
        json!({
            "genesis": GENESIS, "issuer": 3, "at": 1_796_083_200_u64,
            "batches": [{ "sequence": 0, "count": 1, "chunks": chunks }],
        })
    };
    let verify = |chunks: Value, more: &[&str]| {
        shop.write("bits.json", &bits(chunks).to_string());
        let address = "https://college.example/status";
        let export = ["export-status", "--seed", "issuer.secret", "--bits", "bits.json"];
        shop.succeed(&[&export[..], &["--address", address, "--out", "lists"]].concat());
        let mut arguments = vec!["verify", "--document", &document, "--envelope", &envelope];
        arguments.extend(["--batch", "class/batch.json", "--at", NOW]);
        arguments.extend([
            "--list",
            "lists/revocation-0.json",
            "--list",
            "lists/suspension-0.json",
        ]);
        arguments.extend(more);
        let done = shop.run(&arguments);
        let report: Value = serde_json::from_slice(&done.stdout).unwrap();
        (done.status.code().unwrap(), report["standing"].as_str().unwrap().to_owned())
    };
    let answer = |code, standing: &str| (code, standing.to_owned());
    assert_eq!(verify(json!([]), &[]), answer(0, "valid"));
    assert_eq!(verify(json!([[0, "0x01"]]), &[]), answer(3, "revoked"));
    assert_eq!(verify(json!([[0, "0x02"]]), &[]), answer(3, "suspended"));
    let mut tampered = shop.read(&document);
    tampered["name"] = json!("Ships");
    shop.write(&document, &tampered.to_string());
    assert_eq!(verify(json!([]), &[]), answer(3, "refused"));
}
