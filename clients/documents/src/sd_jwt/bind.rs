//! The holder's part: choose what to show and sign it for one verifier, and how that is verified.

use serde_json::{Map, Value};

use super::{encoded_digest, sign, Flaw, SdJwt, ALGORITHM, BINDING_TYPE};
use crate::keys::SecretKey;

/// Clocks of holder and verifier may differ by this many seconds.
const SKEW: u64 = 300;

/// What a verifier asks, so that nobody can show to it what was shown to another.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Its name, such as its address on the web.
    pub audience: &'a str,
    /// A number or word that it has not asked with before.
    pub nonce: &'a str,
}

/// Shows the disclosures with these names to one verifier. `shown` names them as [`SdJwt::open`]
/// does, such as `name` or `results/0`; a name before a slash means all of its items.
pub fn present(
    issued: &SdJwt,
    shown: &[String],
    request: Request<'_>,
    now: u64,
    holder: &SecretKey,
) -> Result<String, Flaw> {
    if issued.holder()? != holder.public() {
        return Err(Flaw::NotHolder);
    }
    let names = issued.open()?.names;
    let is_chosen = |name: &str, choice: &str| {
        name.strip_prefix(choice).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    for choice in shown {
        if !names.keys().any(|name| is_chosen(name, choice)) {
            let all: Vec<&str> = names.keys().map(String::as_str).collect();
            return Err(Flaw::Nothing(choice.clone(), all.join(", ")));
        }
    }
    // A value inside of a concealed one is of no use without it.
    let is_needed =
        |name: &str| shown.iter().any(|choice| is_chosen(name, choice) || is_chosen(choice, name));
    let mut chosen: Vec<usize> =
        names.iter().filter(|(name, _)| is_needed(name)).map(|(_, at)| *at).collect();
    chosen.sort_unstable();

    let mut bound = format!("{}~", issued.jwt);
    for disclosure in chosen.iter().filter_map(|at| issued.disclosures.get(*at)) {
        bound.push_str(disclosure);
        bound.push('~');
    }
    let header =
        Map::from_iter([("alg".into(), ALGORITHM.into()), ("typ".into(), BINDING_TYPE.into())]);
    let payload = Map::from_iter([
        ("iat".into(), now.into()),
        ("aud".into(), request.audience.into()),
        ("nonce".into(), request.nonce.into()),
        ("sd_hash".into(), encoded_digest(&bound).into()),
    ]);
    let binding = sign(header, payload, holder)?;
    Ok(format!("{bound}{binding}"))
}

impl SdJwt {
    /// Verifies that the holder shows just this, to this verifier, and at most `max_age` seconds ago.
    pub fn verify_binding(&self, request: Request<'_>, now: u64, max_age: u64) -> Result<(), Flaw> {
        let binding = self.binding.as_ref().ok_or(Flaw::NotBound)?;
        let header = |member: &str| binding.header.get(member).and_then(Value::as_str);
        if header("alg") != Some(ALGORITHM) || header("typ") != Some(BINDING_TYPE) {
            return Err(Flaw::Binding("its header"));
        }
        if !binding.is_signed_by(&self.holder()?) {
            return Err(Flaw::Binding("the signature is not the holder's"));
        }
        if binding.text("aud") != Some(request.audience) {
            return Err(Flaw::Binding("it was made for another verifier"));
        }
        if binding.text("nonce") != Some(request.nonce) {
            return Err(Flaw::Binding("it answers another request"));
        }
        if binding.text("sd_hash") != Some(encoded_digest(&self.bound).as_str()) {
            return Err(Flaw::Binding("what is shown was changed after it was signed"));
        }
        let made = binding.number("iat").ok_or(Flaw::Binding("it has no date"))?;
        if made > now.saturating_add(SKEW)
            || now > made.saturating_add(max_age.saturating_add(SKEW))
        {
            return Err(Flaw::Binding("it is too old, or from the future"));
        }
        Ok(())
    }
}
