use crate::validator::keys::is_here;
use crate::validator::status::{whose, Signing as KeysInForce};

fn keys(n: u8) -> Option<KeysInForce> {
    Some(KeysInForce { aura: [n; 32], grandpa: [n; 32] })
}

#[test]
fn keys_should_be_told_by_which_of_them_sign() {
    assert_eq!(whose(None, keys(1), keys(1), true), "no session keys");
    assert_eq!(whose(keys(1), keys(1), keys(1), true), "keys in force");
    // Rotated: session has not queued them yet, then has, then they are in force.
    let second = "new keys from the second session after this one";
    assert_eq!(whose(keys(2), keys(1), keys(1), true), second);
    assert_eq!(whose(keys(2), keys(1), keys(2), true), "new keys from the next session");
    assert_eq!(whose(keys(2), keys(2), keys(2), true), "keys in force");
    // Rotated twice: those in force were registered before those that are queued.
    assert_eq!(whose(keys(1), keys(1), keys(2), true), second);
    // Admitted.
    let first = "keys from the second session after this one";
    assert_eq!(whose(keys(1), None, None, true), first);
    assert_eq!(whose(keys(1), None, keys(1), true), "keys from the next session");
    assert_eq!(whose(keys(1), None, None, false), "keys not in use");
    // One key alone is another.
    let half = Some(KeysInForce { aura: [1; 32], grandpa: [2; 32] });
    assert_eq!(whose(half, keys(1), None, false), "keys not in use");
}

#[test]
fn node_should_be_on_this_machine() {
    for url in ["ws://127.0.0.1:9944", "ws://localhost", "ws://[::1]:9944", "ws://127.0.0.1:1/x"] {
        assert!(is_here(url), "{url}");
    }
    for url in ["ws://10.0.0.1:9944", "ws://127.0.0.1.example.org:9944", "ws://[::2]:9944", "ws://"]
    {
        assert!(!is_here(url), "{url}");
    }
}
