//! Why a node's pool does not take a transaction, in words that a wallet can show.

/// A reason.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Reason {
    /// Its number was used: it, or another one of the account, is in a block.
    Stale,
    /// Not signed for this chain and this runtime.
    BadSignature,
    /// The account cannot pay the fee.
    CannotPay,
    /// It is older than the chain remembers, or from a block that the node does not have.
    BirthUnknown,
    /// Such calls are not open to anybody, or not now.
    NotAllowed,
    /// No block has room for it.
    NoRoom,
    /// Another transaction with the same number waits already.
    NumberTaken,
    /// The pool is full, or the node cannot judge now.
    Later,
    /// The node does not read it.
    Undecodable,
    /// Something else.
    Other,
}

/// A transaction was not taken.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// Why.
    pub reason: Reason,
    /// The node's words.
    pub detail: String,
}

/// Codes of the RPC `author_submitExtrinsic`.
const BAD_FORMAT: i32 = 1001;
const VERIFICATION: i32 = 1002;
const INVALID: i32 = 1010;
const UNKNOWN_VALIDITY: i32 = 1011;
const BANNED: i32 = 1012;
const ALREADY_THERE: i32 = 1013;
const LOW_PRIORITY: i32 = 1014;
const DROPPED: i32 = 1016;

/// What the node calls an invalid transaction, by a part of its words.
const WORDS: &[(&str, Reason)] = &[
    ("outdated", Reason::Stale),
    ("bad signature", Reason::BadSignature),
    ("ancient birth", Reason::BirthUnknown),
    ("pay some fees", Reason::CannotPay),
    ("exhaust", Reason::NoRoom),
    ("not expected", Reason::NotAllowed),
    ("Custom error", Reason::NotAllowed),
    ("signing address", Reason::NotAllowed),
];

/// What an error of the node means. None if it has the transaction already.
pub fn refusal(code: i32, words: &str) -> Option<Refusal> {
    let reason = match code {
        ALREADY_THERE => return None,
        INVALID => {
            let found = WORDS.iter().find(|(part, _)| words.contains(part));
            found.map_or(Reason::Other, |(_, reason)| *reason)
        }
        LOW_PRIORITY => Reason::NumberTaken,
        UNKNOWN_VALIDITY | BANNED | DROPPED => Reason::Later,
        BAD_FORMAT | VERIFICATION => Reason::Undecodable,
        _ => Reason::Other,
    };
    Some(Refusal { reason, detail: words.chars().take(LONGEST).collect() })
}

/// Whether an error says only that the pool had the transaction lately and wants it no more: it was used, or it
/// is none.
pub fn is_ban(code: i32) -> bool {
    code == BANNED
}

/// Why the runtime finds a transaction invalid, by what its `validate_transaction` answered. None if it is valid,
/// or if the runtime cannot tell.
pub fn verdict(answer: &[u8]) -> Option<Reason> {
    // `Err`, then `Invalid`, then why.
    let [1, 0, why, ..] = answer else { return None };
    Some(match why {
        1 => Reason::CannotPay,
        3 => Reason::Stale,
        4 => Reason::BadSignature,
        5 => Reason::BirthUnknown,
        6 => Reason::NoRoom,
        0 | 7 | 10 => Reason::NotAllowed,
        // Its number is that of a later one.
        2 => return None,
        _ => Reason::Other,
    })
}

/// The most of a node's words that are passed on.
const LONGEST: usize = 300;

impl Reason {
    /// Its name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::BadSignature => "badSignature",
            Self::CannotPay => "cannotPay",
            Self::BirthUnknown => "birthUnknown",
            Self::NotAllowed => "notAllowed",
            Self::NoRoom => "noRoom",
            Self::NumberTaken => "numberTaken",
            Self::Later => "later",
            Self::Undecodable => "undecodable",
            Self::Other => "refused",
        }
    }

    /// What to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Stale => "its number was used: look whether it is in a block already",
            Self::BadSignature => {
                "it is not signed for this chain as it is now: load the page anew and sign again"
            }
            Self::CannotPay => "the account cannot pay the fee",
            Self::BirthUnknown => "it is too old for the chain: sign it again",
            Self::NotAllowed => "this is not allowed to the account, or not now",
            Self::NoRoom => "no block has room for it",
            Self::NumberTaken => "another transaction with the same number waits already",
            Self::Later => "the node does not take it just now: try again later",
            Self::Undecodable => "the node cannot read it",
            Self::Other => "the node does not take it",
        }
    }
}

/// Whether bytes look like a signed transaction: their length, then the version of a signed one. All else
/// is judged by the node. What is not signed comes from nodes alone.
pub fn is_signed(bytes: &[u8]) -> bool {
    use codec::{Compact, Decode};
    let input = &mut &*bytes;
    let Ok(Compact(length)) = Compact::<u32>::decode(input) else { return false };
    usize::try_from(length) == Ok(input.len()) && input.first() == Some(&SIGNED)
}

/// The fourth version of extrinsics, and that it is signed.
const SIGNED: u8 = 0x84;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_should_be_told_by_its_reason() {
        for (code, words, reason) in [
            (1010, "Invalid Transaction: Transaction is outdated", Reason::Stale),
            (1010, "Invalid Transaction: Transaction has a bad signature", Reason::BadSignature),
            (
                1010,
                "Invalid Transaction: Inability to pay some fees (e.g. account balance too low)",
                Reason::CannotPay,
            ),
            (1010, "Transaction has an ancient birth block", Reason::BirthUnknown),
            (1010, "Custom error: 3", Reason::NotAllowed),
            (1010, "something new", Reason::Other),
            (1012, "Transaction is temporarily banned", Reason::Later),
            (1014, "Priority is too low: (1 vs 2)", Reason::NumberTaken),
            (1002, "Verification Error: Runtime error", Reason::Undecodable),
            (-32_601, "Method not found", Reason::Other),
        ] {
            assert_eq!(refusal(code, words).map(|refusal| refusal.reason), Some(reason), "{words}");
        }
        // It is what the page wanted.
        assert_eq!(refusal(1013, "Transaction Already Imported"), None);
        let long = refusal(1010, &"é".repeat(10_000)).unwrap();
        assert_eq!(long.detail.chars().count(), LONGEST);
    }

    #[test]
    fn a_verdict_should_be_that_of_the_runtime() {
        for (answer, reason) in [
            (&[1, 0, 3][..], Some(Reason::Stale)),
            (&[1, 0, 1], Some(Reason::CannotPay)),
            (&[1, 0, 4], Some(Reason::BadSignature)),
            (&[1, 0, 5], Some(Reason::BirthUnknown)),
            (&[1, 0, 6], Some(Reason::NoRoom)),
            (&[1, 0, 7, 9], Some(Reason::NotAllowed)),
            (&[1, 0, 12], Some(Reason::Other)),
            // It comes later, the runtime cannot tell, it is valid, and there is no answer.
            (&[1, 0, 2], None),
            (&[1, 1, 0], None),
            (&[0, 0, 0, 0, 0, 0, 0, 0, 0], None),
            (&[], None),
        ] {
            assert_eq!(verdict(answer), reason, "{answer:?}");
        }
    }

    #[test]
    fn a_transaction_should_have_its_length_and_be_signed() {
        assert!(is_signed(&[3 << 2, 0x84, 1, 2]));
        for bytes in [
            &[][..],
            &[0],
            &[4],
            &[3 << 2, 0x84, 1],
            &[3 << 2, 0x84, 1, 2, 3],
            // Not signed, and of no version that the chain has.
            &[3 << 2, 0x04, 1, 2],
            &[3 << 2, 0x85, 1, 2],
            &[0xff; 40],
        ] {
            assert!(!is_signed(bytes), "{bytes:?}");
        }
    }
}
