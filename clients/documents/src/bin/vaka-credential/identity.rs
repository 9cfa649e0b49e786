use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::json;
use vaka_documents::calls;
use vaka_documents::keys::{Issuer, PublicKey, SecretKey};

use crate::failure::Failure;
use crate::{files, print};

#[derive(Args)]
pub struct Secret {
    /// Where to write it. Nobody else may read the file.
    file: PathBuf,
}

impl Secret {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(Failure::Random)?;
        let text = hex::encode(secret);
        files::write_secret(&self.file, format!("{text}\n").as_bytes())?;
        let key = SecretKey::parse(&text)?.public();
        print(&json!({ "file": self.file, "asHolder": key.did() }))?;
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub struct Identity {
    /// An issuer's secret file.
    #[arg(long, required_unless_present = "holder")]
    seed: Option<PathBuf>,
    /// A holder's secret file.
    #[arg(long, conflicts_with_all = ["seed", "web"])]
    holder: Option<PathBuf>,
    /// Name the issuer by its web site: did:web:HOST.
    #[arg(long)]
    web: Option<String>,
    /// A key that the issuer had before. What it signed stays verifiable on the web.
    #[arg(long, requires = "web")]
    former: Vec<String>,
    /// The chain's number of the issuer: print the call that sets its key.
    #[arg(long, requires_all = ["seed", "genesis"])]
    issuer: Option<u32>,
    /// The genesis hash of that chain.
    #[arg(long, requires = "issuer")]
    genesis: Option<String>,
}

impl Identity {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let key = match (&self.seed, &self.holder) {
            (Some(seed), _) => files::read_seed(seed)?.signing_key(),
            (None, holder) => {
                SecretKey::parse(&files::read_secret(holder.as_deref().unwrap_or(Path::new("")))?)?
            }
        };
        let public = key.public();
        let issuer = issuer(key, self.web.as_deref())?;
        let mut identity = json!({
            "did": issuer.did(),
            "verificationMethod": issuer.method(),
            "key": format!("0x{}", hex::encode(public.raw())),
        });
        if self.web.is_some() {
            let former = self.former.iter().map(|key| PublicKey::parse(key));
            let keys: Vec<PublicKey> =
                [Ok(public)].into_iter().chain(former).collect::<Result<_, _>>()?;
            let id = |key: &PublicKey| format!("{}#{}", issuer.did(), key.multikey());
            let method = |key: &PublicKey| {
                json!({
                    "id": id(key),
                    "type": "Multikey",
                    "controller": issuer.did(),
                    "publicKeyMultibase": key.multikey(),
                })
            };
            let document = json!({
                "@context": [
                    "https://www.w3.org/ns/did/v1",
                    "https://w3id.org/security/multikey/v1",
                ],
                "id": issuer.did(),
                "verificationMethod": keys.iter().map(method).collect::<Vec<_>>(),
                "assertionMethod": keys.iter().map(id).collect::<Vec<_>>(),
            });
            if let Some(identity) = identity.as_object_mut() {
                identity.insert("document".into(), document);
            }
        }
        if let (Some(number), Some(genesis)) = (self.issuer, &self.genesis) {
            let call = calls::rotate_issuer_key(files::genesis(genesis)?, number, issuer.key());
            if let Some(identity) = identity.as_object_mut() {
                identity.insert("setKey".into(), call);
            }
        }
        print(&identity)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// An issuer by its web site, or else by its key.
pub fn issuer(key: SecretKey, web: Option<&str>) -> Result<Issuer, Failure> {
    match web {
        Some(did) => Ok(Issuer::by_web(did, key)?),
        None => Ok(Issuer::by_key(key)),
    }
}
