//! An award as an Open Badges 3.0 credential, and the claims of its SD-JWT.

use serde_json::{json, Map, Value};
use sha2::{Digest, Sha256};

use crate::contexts;
use crate::definition::{Definition, Person};
use crate::status::{self, Entry};
use crate::time::BadDate;

/// The contexts of an award, exactly.
pub const CONTEXTS: [&str; 2] = [contexts::CREDENTIALS, contexts::OPEN_BADGES];
/// Its types, exactly.
pub const TYPES: [&str; 2] = ["VerifiableCredential", "OpenBadgeCredential"];

/// What the holder of an SD-JWT may conceal.
pub const CONCEALABLE: [&str; 5] =
    ["creditsEarned", "licenseNumber", "name", "narrative", "results"];

/// What is random in an award's documents. Each form has a member of 128 bits that the other has
/// not: the leaf has the digests of both, so without it somebody who was shown one form could guess
/// at the other, mark by mark.
pub struct Random {
    /// The id of the credential.
    pub id: [u8; 16],
    /// Beside the name, in the credential alone.
    pub vc: [u8; 16],
    /// The number of the SD-JWT, in it alone.
    pub sd_jwt: [u8; 16],
}

/// One award of a batch.
pub struct Award<'a> {
    /// What all have in common.
    pub definition: &'a Definition,
    /// The person who gets it.
    pub person: &'a Person,
    /// The issuer's DID.
    pub issuer: &'a str,
    /// Where its status is.
    pub entry: Entry,
    /// What is random.
    pub random: Random,
}

impl Award<'_> {
    /// The credential, without proofs.
    pub fn credential(&self) -> Value {
        let Definition { issuer, valid_from, valid_until, status_lists, .. } = self.definition;
        let mut profile = json!({ "id": self.issuer, "type": ["Profile"], "name": issuer.name });
        set(&mut profile, "url", issuer.url.as_deref());
        let mut credential = json!({
            "@context": CONTEXTS,
            "id": uuid(self.random.id),
            "type": TYPES,
            "issuer": profile,
            "name": self.definition.achievement.name,
            "validFrom": valid_from,
            "credentialSubject": self.subject(),
        });
        set(&mut credential, "validUntil", valid_until.as_deref());
        set(&mut credential, "credentialStatus", self.status(status_lists.as_deref()));
        credential
    }

    fn subject(&self) -> Value {
        let Person { key, name, license_number, credits_earned, narrative, results } = self.person;
        let mut subject = json!({
            "id": key.did(),
            "type": ["AchievementSubject"],
            "achievement": self.achievement(),
            "identifier": [{
                "type": "IdentityObject",
                "hashed": false,
                "identityHash": name,
                "identityType": "name",
                "salt": hex::encode(self.random.vc),
            }],
        });
        set(&mut subject, "licenseNumber", license_number.as_deref());
        set(&mut subject, "creditsEarned", credits_earned.map(number));
        set(&mut subject, "narrative", narrative.as_deref());
        let results = results.iter().map(|(of, value)| {
            json!({ "type": ["Result"], "resultDescription": self.result_id(of), "value": value })
        });
        set(&mut subject, "result", list(results));
        subject
    }

    fn achievement(&self) -> Value {
        let achievement = &self.definition.achievement;
        let mut object = json!({
            "id": achievement.id,
            "type": ["Achievement"],
            "name": achievement.name,
            "description": achievement.description,
            "criteria": { "narrative": achievement.criteria },
        });
        set(&mut object, "achievementType", achievement.achievement_type.as_deref());
        set(&mut object, "creditsAvailable", achievement.credits_available.map(number));
        set(&mut object, "tag", list(achievement.tags.iter().map(|tag| tag.as_str().into())));
        let results = self.person.results.iter().map(|(of, _)| {
            json!({
                "id": self.result_id(of),
                "type": ["ResultDescription"],
                "name": of,
                "resultType": "Result",
            })
        });
        set(&mut object, "resultDescription", list(results));
        object
    }

    /// The same in all documents of an achievement.
    fn result_id(&self, of: &str) -> String {
        let name = format!("{}\n{of}", self.definition.achievement.id);
        let [first, _] = halves(Sha256::digest(name).into());
        uuid(first)
    }

    fn status(&self, lists: Option<&str>) -> Option<Value> {
        lists.map(|base| status::references(base, self.entry))
    }

    /// The claims of the SD-JWT, but for those of issuer and holder.
    pub fn claims(&self) -> Result<Map<String, Value>, BadDate> {
        let Definition { issuer, achievement, vct, status_lists, .. } = self.definition;
        let Person { key: _, name, license_number, credits_earned, narrative, results } =
            self.person;
        let mut claims = json!({
            "vct": vct,
            "jti": hex::encode(self.random.sd_jwt),
            "iat": self.definition.begins()?,
            "nbf": self.definition.begins()?,
            "issuerName": issuer.name,
            "achievement": { "id": achievement.id, "name": achievement.name },
            "name": name,
        });
        set(&mut claims, "exp", self.definition.ends()?);
        set(&mut claims, "licenseNumber", license_number.as_deref());
        set(&mut claims, "creditsEarned", credits_earned.map(number));
        set(&mut claims, "narrative", narrative.as_deref());
        set(&mut claims, "credentialStatus", self.status(status_lists.as_deref()));
        let results = results.iter().map(|(of, value)| json!({ "name": of, "value": value }));
        set(&mut claims, "results", list(results));
        Ok(claims.as_object().cloned().unwrap_or_default())
    }
}

/// 32 bytes as two of 16.
pub fn halves(bytes: [u8; 32]) -> [[u8; 16]; 2] {
    let (mut first, mut second) = ([0; 16], [0; 16]);
    let (left, right) = bytes.split_at(16);
    first.copy_from_slice(left);
    second.copy_from_slice(right);
    [first, second]
}

/// A UUID of version 4 from these bytes.
fn uuid(bytes: [u8; 16]) -> String {
    let version = (u128::from_be_bytes(bytes) & !(0xf << 76)) | (0x4 << 76);
    let variant = (version & !(0x3 << 62)) | (0x2 << 62);
    let digits = format!("{variant:032x}");
    let (a, rest) = digits.split_at(8);
    let (b, rest) = rest.split_at(4);
    let (c, rest) = rest.split_at(4);
    let (d, e) = rest.split_at(4);
    format!("urn:uuid:{a}-{b}-{c}-{d}-{e}")
}

/// Whole numbers without a fraction.
fn number(value: f64) -> Value {
    #[allow(clippy::cast_possible_truncation)]
    let whole = value as i64;
    if whole as f64 == value {
        whole.into()
    } else {
        value.into()
    }
}

fn set(object: &mut Value, member: &str, value: Option<impl Into<Value>>) {
    if let (Value::Object(members), Some(value)) = (object, value) {
        members.insert(member.into(), value.into());
    }
}

fn list(items: impl Iterator<Item = Value>) -> Option<Value> {
    let items: Vec<Value> = items.collect();
    (!items.is_empty()).then(|| items.into())
}
