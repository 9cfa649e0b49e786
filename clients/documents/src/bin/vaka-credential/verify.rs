use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::{json, Map, Value};
use vaka_documents::bundle::{self, Bundle, Proof};
use vaka_documents::envelope::{self, BadEnvelope, Batch, Bytes32, Envelope};
use vaka_documents::guard;
use vaka_documents::keys::PublicKey;
use vaka_documents::sd_jwt::Request;
use vaka_documents::shown::{Form, Refusal, Shown};
use vaka_documents::standing::{self, Answer, Offline, Source, Standing};

use crate::checkpoint::read_checkpoint;
use crate::failure::Failure;
use crate::node::Node;
use crate::{files, print};

const REFUSED: u8 = 3;
const UNKNOWN: u8 = 4;
const DAY: u64 = 86_400;
const HOUR: u64 = 3_600;
/// JSON in a file may have spaces and line ends that do not count.
const MAX_DOCUMENT: usize = 4 * guard::MAX_BYTES;

#[derive(Args)]
pub struct Verify {
    /// The document: a credential in JSON, or an SD-JWT.
    #[arg(long)]
    document: PathBuf,
    /// What travels beside it.
    #[arg(long)]
    envelope: PathBuf,
    /// A copy of the batch, read from a node that you trust.
    #[arg(long)]
    batch: Option<PathBuf>,
    /// A key that the chain has for the issuer; the last one given is in force.
    #[arg(long, requires = "batch")]
    issuer_key: Vec<String>,
    /// A status list of the issuer. Both are needed.
    #[arg(long)]
    list: Vec<PathBuf>,
    /// A node's answer, instead of batch and lists.
    #[arg(long, conflicts_with_all = ["batch", "list"])]
    answer: Option<PathBuf>,
    /// A bundle: what the chain says about this award, with all that proves it.
    #[arg(long, requires = "checkpoint", conflicts_with_all = ["batch", "list", "answer"])]
    bundle: Option<PathBuf>,
    /// A node that makes such a bundle: http://127.0.0.1:9944. It need not be trusted.
    #[arg(long, requires = "checkpoint", conflicts_with_all = ["batch", "list", "answer", "bundle"])]
    node: Option<String>,
    /// The block that you trust, for --bundle and --node.
    #[arg(long, conflicts_with_all = ["batch", "list", "answer"])]
    checkpoint: Option<PathBuf>,
    /// The most days since an answer was given, or since the block of a bundle: 1 unless you say. A
    /// node is asked now, so its block may be an hour old unless you say.
    #[arg(long)]
    max_age: Option<u64>,
    /// Your name, to which an SD-JWT must be shown.
    #[arg(long, requires = "nonce")]
    audience: Option<String>,
    /// What you asked with.
    #[arg(long, requires = "audience")]
    nonce: Option<String>,
    /// Take an SD-JWT that anybody may show.
    #[arg(long, conflicts_with = "audience")]
    unbound: bool,
    /// The time, instead of the machine's: 2026-11-29T00:00:00Z.
    #[arg(long)]
    at: Option<String>,
}

/// How long ago a holder may have signed what they show, in seconds.
const SHOWN_AGO: u64 = 600;

impl Verify {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let now = files::now(self.at.as_deref())?;
        let envelope = read_with(&self.envelope, Envelope::parse)?;
        let source = self.source(&envelope)?;
        let shown = match self.shown(now)? {
            Ok(shown) => shown,
            Err(refusal) => {
                print(&json!({ "standing": "refused", "why": refusal.to_string() }))?;
                return Ok(ExitCode::from(REFUSED));
            }
        };
        let standing = standing::standing(&shown, &envelope, source.as_ref(), now);
        let place = envelope.place();
        let mut report = json!({
            "standing": null,
            "form": match shown.form { Form::Credential => "credential", Form::SdJwt => "SD-JWT" },
            "issuer": { "did": shown.issuer, "key": Bytes32(shown.key.raw()) },
            "holder": shown.subject.did(),
            "place": {
                "genesis": Bytes32(place.genesis),
                "issuer": place.issuer,
                "sequence": place.sequence,
                "index": place.index,
                "leaf": Bytes32(envelope.leaf()),
            },
            "content": shown.content,
            "proven": source.evidence(),
            "notTold": self.not_told(&shown, source.as_ref()),
        });
        if let (Value::Object(report), Value::Object(standing)) = (&mut report, json!(standing)) {
            report.extend(standing);
        }
        print(&report)?;
        Ok(match standing {
            Standing::Valid => ExitCode::SUCCESS,
            Standing::Unknown { .. } => ExitCode::from(UNKNOWN),
            _ => ExitCode::from(REFUSED),
        })
    }

    fn not_told(&self, shown: &Shown, source: &dyn Source) -> Vec<&'static str> {
        let mut lines = source.does_not_tell();
        if shown.form == Form::Credential || self.unbound {
            lines.push("whether the one who shows this is its holder: anybody can show a copy");
        }
        lines
    }

    fn shown(&self, now: u64) -> Result<Result<Shown, Refusal>, Failure> {
        let text = files::read_text(&self.document, MAX_DOCUMENT)?;
        if text.trim_start().starts_with('{') {
            let document: Map<String, Value> = serde_json::from_str(&text)
                .map_err(|error| Failure::Json { path: self.document.clone(), error })?;
            return Ok(Shown::credential(document));
        }
        let asked = match (&self.audience, &self.nonce) {
            (Some(audience), Some(nonce)) => Some((Request { audience, nonce }, SHOWN_AGO, now)),
            _ if self.unbound => None,
            _ => return Err(Failure::NotAsked),
        };
        Ok(Shown::sd_jwt(&text, asked))
    }

    /// Where it is learnt what the award is worth.
    fn source(&self, envelope: &Envelope) -> Result<Box<dyn Source>, Failure> {
        let unsaid = if self.node.is_some() { HOUR } else { DAY };
        let max_age = self.max_age.map_or(unsaid, |days| days.saturating_mul(DAY));
        if let Some(path) = &self.answer {
            let mut answer: Answer = files::read_json(path, envelope::MAX_BYTES)?;
            answer.max_age = max_age;
            return Ok(Box::new(answer));
        }
        if let Some(checkpoint) = &self.checkpoint {
            let checkpoint = read_checkpoint(checkpoint)?;
            let place = envelope.place();
            let proven = match (&self.bundle, &self.node) {
                (Some(path), _) => Bundle::parse(&files::read(path, bundle::MAX_BYTES)?)
                    .and_then(|bundle| bundle.prove(&checkpoint, &place)),
                (None, Some(node)) => {
                    Ok(Node::new(node).bundle(&checkpoint, &place)?.prove(&checkpoint, &place)?)
                }
                (None, None) => return Err(Failure::NoBundle),
            };
            return Ok(Box::new(Proof { proven, max_age }));
        }
        let mut batch = match &self.batch {
            Some(path) => Some(read_with(path, Batch::parse)?),
            None => None,
        };
        if let Some(batch) = &mut batch {
            for key in &self.issuer_key {
                batch.keys.push(Bytes32(PublicKey::parse(key)?.raw()));
            }
        }
        let lists = self.list.iter().map(|path| files::read_json(path, MAX_DOCUMENT));
        Ok(Box::new(Offline { batch, lists: lists.collect::<Result<_, _>>()? }))
    }
}

/// Reads an envelope or a batch.
pub fn read_with<T>(
    path: &Path,
    parse: impl Fn(&[u8]) -> Result<T, BadEnvelope>,
) -> Result<T, Failure> {
    parse(&files::read(path, envelope::MAX_BYTES)?)
        .map_err(|error| Failure::Envelope { path: path.into(), error })
}
