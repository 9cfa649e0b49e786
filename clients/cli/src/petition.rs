//! What members ask of the people.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use codec::Encode;
use serde_json::{json, Value as Json};
use vaka_connect::included::failure;
use vaka_connect::subxt::dynamic::Value;
use vaka_connect::subxt::ext::scale_value::{At, ValueDef};
use vaka_connect::{Included, State};

use crate::answers::{CallCheck, PetitionView, PollView};
use crate::call::{self, Bytes};
use crate::failure::Failure;
use crate::key::Signing;
use crate::node::{self, Common, Node};
use crate::report::Report;
use crate::track::{track_words, Clock, Track};
use crate::value::{plain, text_or_hex};

/// The most bytes of a text that explains a petition.
const MAX_TEXT: usize = 16 * 1_024;
/// The verdict on a call that may be petitioned.
const ALLOWED: &str = "Allowed";

#[derive(Subcommand)]
pub enum Petition {
    /// Ask the people for a call.
    Open(Open),
    /// Support a petition, so that it is voted on.
    Endorse(One),
    /// Take an endorsement back.
    Withdraw(One),
    /// Print how far a petition has come.
    Status {
        /// The petition's number.
        petition: u32,
    },
    /// Print the petitions of a track, or of all.
    List {
        /// Of this track alone.
        #[arg(long)]
        track: Option<Track>,
        /// With numbers from this one on. At most 256 are printed.
        #[arg(long, default_value_t = 0)]
        from: u32,
    },
    /// Make the call of a petition again, which was approved but could not be made.
    Retry(One),
}

#[derive(Args)]
pub struct One {
    /// The petition's number.
    petition: u32,
    #[command(flatten)]
    signing: Signing,
}

#[derive(Args)]
#[group(id = "explained", required = true, multiple = false, args = ["text", "text_hash"])]
pub struct Open {
    /// The track: constitution, validators, appeals, treasury, parameters or village:NUMBER.
    #[arg(long)]
    track: Track,
    /// What it wants, in a line.
    #[arg(long)]
    title: String,
    /// The file that explains it. The chain keeps its hash; give the file itself to the members.
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// The hash (blake2-256) of the text that explains it: 0x and 64 digits.
    #[arg(long, value_name = "HASH", value_parser = hash)]
    text_hash: Option<[u8; 32]>,
    /// The call's bytes, as `vaka call encode` prints them. On a village's track, what the village
    /// does in its own name is wrapped in communities.act_as_community.
    #[arg(long, value_name = "BYTES", value_parser = call::bytes)]
    call: Bytes,
    #[command(flatten)]
    signing: Signing,
}

fn hash(text: &str) -> Result<[u8; 32], String> {
    crate::value::from_hex(text)
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| "not 0x and 64 hexadecimal digits".into())
}

impl Petition {
    pub async fn run(self, common: &Common) -> Result<Report, Failure> {
        match self {
            Self::Open(command) => command.run(common).await,
            Self::Endorse(one) => one.endorse(common).await,
            Self::Withdraw(one) => {
                let (id, included) = one.send(common, "withdraw", vec![]).await?;
                Ok(Report::done(format!("Petition {id} lost your endorsement."), &included))
            }
            Self::Retry(one) => one.retry(common).await,
            Self::Status { petition } => {
                let state = common.connect().await?.state().await?;
                status(&state, &find(&state, petition).await?).await
            }
            Self::List { track, from } => list(common, track, from).await,
        }
    }
}

impl Open {
    async fn run(self, common: &Common) -> Result<Report, Failure> {
        let text = match (&self.text, self.text_hash) {
            (Some(path), _) => blake2_256(&read_text(path)?),
            (None, hash) => hash.unwrap_or_default(),
        };
        let account = self.signing.key.account()?;
        let node = common.connect().await?;
        let wish = Wish { track: self.track, title: self.title, text, call: self.call.0 };
        wish.open(&node, &account, &self.signing).await
    }
}

/// What a petition asks for.
pub struct Wish {
    pub track: Track,
    pub title: String,
    pub text: [u8; 32],
    pub call: Vec<u8>,
}

impl Wish {
    /// Opens the petition, if the chain would take the call.
    pub async fn open(
        self,
        node: &Node,
        account: &vaka_connect::Account,
        signing: &Signing,
    ) -> Result<Report, Failure> {
        let Self { track, title, text, call } = self;
        let state = node.state().await?;
        let nested = call::nested(&state, &call)?;
        let asked = vec![track.value(), Value::from_bytes(&call)];
        let check: CallCheck = state.api("PetitionsApi", "check_call", asked).await?;
        match plain(&check.verdict) {
            Json::String(verdict) if verdict == ALLOWED => {}
            verdict => return Err(Failure::NotPetitioned(verdict_words(&verdict))),
        }
        let fields =
            vec![track.value(), Value::from_bytes(&title), Value::from_bytes(text), nested];
        let open = node::call("Petitions", "open", fields);
        let included = node.send(open, account, signing).await?;
        let opened = included.event("Petitions", "Opened").and_then(|it| it.number("petition"));
        let id = opened.unwrap_or_default();
        let mut report = Report::done(
            format!("petition {id}: members endorse it (vaka petition endorse {id}), then vote"),
            &included,
        );
        report.field("petition", id).field("title", title);
        report.field("text", format!("0x{}", hex::encode(text)));
        report.field("call", call::words(&state, &call)?);
        Ok(report)
    }
}

/// The verdict on a call that may not be petitioned.
fn verdict_words(verdict: &Json) -> String {
    match verdict.as_str() {
        Some("Undecodable") => "the bytes are no call of this chain".into(),
        Some("UnknownTrack") => "there is no such track".into(),
        Some("TooLong") => "the call is too long".into(),
        Some("TooHeavy") => "the call takes too much of a block".into(),
        Some("Refused") => {
            "calls of this kind are never petitioned, or it hides another one".into()
        }
        _ => verdict.to_string(),
    }
}

impl One {
    async fn send(
        self,
        common: &Common,
        name: &str,
        more: Vec<Value>,
    ) -> Result<(u32, Included), Failure> {
        let account = self.signing.key.account()?;
        let node = common.connect().await?;
        let mut fields = vec![Value::u128(self.petition.into())];
        fields.extend(more);
        let call = node::call("Petitions", name, fields);
        Ok((self.petition, node.send(call, &account, &self.signing).await?))
    }

    async fn endorse(self, common: &Common) -> Result<Report, Failure> {
        let (id, included) = self.send(common, "endorse", vec![]).await?;
        let mut report = Report::done(format!("Petition {id} has your endorsement."), &included);
        report.field("petition", id);
        Ok(report)
    }

    async fn retry(self, common: &Common) -> Result<Report, Failure> {
        let state = common.connect().await?.state().await?;
        let weight = find(&state, self.petition).await?.weight;
        let (id, included) = self.send(common, "retry", vec![weight]).await?;
        let state = common.connect().await?.state().await?;
        let clock = Clock::read(&state).await?;
        let stage = words_of(&find(&state, id).await?, &state, &clock);
        Ok(Report::done(format!("Petition {id} was tried again. It is {stage}."), &included))
    }
}

/// A petition by its number.
pub async fn find(state: &State, id: u32) -> Result<PetitionView, Failure> {
    let asked = vec![Value::u128(id.into())];
    let found = state.api::<Option<PetitionView>>("PetitionsApi", "petition", asked).await?;
    found.ok_or(Failure::NoPetition(id))
}

/// The poll on a petition, while it is voted on.
pub async fn poll_of(state: &State, id: u32) -> Result<u32, Failure> {
    let petition = find(state, id).await?;
    match (name(&petition.stage), referendum(&petition)) {
        ("Voting", Some(poll)) => Ok(poll),
        _ => {
            let clock = Clock::read(state).await?;
            Err(Failure::NotVoting(id, words_of(&petition, state, &clock)))
        }
    }
}

fn name(variant: &Value) -> &str {
    match &variant.value {
        ValueDef::Variant(it) => &it.name,
        _ => "",
    }
}

fn number(of: &Value, field: &str) -> Option<u32> {
    of.at(field).and_then(Value::as_u128).and_then(|it| it.try_into().ok())
}

fn referendum(petition: &PetitionView) -> Option<u32> {
    number(&petition.stage, "referendum")
}

/// How far a petition has come, in words.
fn words_of(petition: &PetitionView, state: &State, clock: &Clock) -> String {
    let PetitionView { stage, fate, .. } = petition;
    let until = number(stage, "until").map(|slot| clock.when(slot)).unwrap_or_default();
    match name(stage) {
        "Open" => format!("open: it collects endorsements until {until}"),
        "Waiting" => {
            let obstacle = stage.at("obstacle").map(plain).unwrap_or_default();
            format!("waiting for its turn ({obstacle}), until {until}")
        }
        "Voting" => match fate {
            Some(fate) if name(fate) == "Approved" => {
                let due = number(fate, "due").map(|slot| clock.when(slot)).unwrap_or_default();
                format!("approved: its call is made in {due}")
            }
            Some(fate) if name(fate) == "Over" => format!("over: {}", plain(fate)),
            _ => format!("voted on, in poll {}", referendum(petition).unwrap_or_default()),
        },
        "Done" => "done: its call was made".into(),
        "Failed" => {
            let why = stage.at("failure").map(|it| failure_words(it, state)).unwrap_or_default();
            format!("approved, but its call failed: {why}. Anyone may retry until {until}")
        }
        "Ended" => format!("ended: {}", stage.at("ending").map(plain).unwrap_or_default()),
        other => other.to_ascii_lowercase(),
    }
}

/// The reason why a petition's call failed: of a pallet's error, its words.
fn failure_words(why: &Value, state: &State) -> String {
    let error = match name(why) {
        "Call" => why.at(0),
        _ => None,
    };
    let module = error.filter(|it| name(it) == "Module").and_then(|it| it.at(0));
    let Some(module) = module else { return plain(why).to_string() };
    let byte = |it: &Value| it.as_u128().and_then(|it| u8::try_from(it).ok()).unwrap_or_default();
    let index = module.at("index").map(byte).unwrap_or_default();
    let mut bytes = (MODULE, index).encode();
    for n in 0..4usize {
        bytes.push(module.at("error").and_then(|it| it.at(n)).map(byte).unwrap_or_default());
    }
    failure(&bytes, state.0.metadata()).to_string()
}

/// The index of a pallet's error among the kinds of error.
const MODULE: u8 = 3;

/// A petition in lines and JSON.
async fn status(state: &State, petition: &PetitionView) -> Result<Report, Failure> {
    let PetitionView { id, opener, track, title, text, endorsements, threshold, stage, .. } =
        petition;
    let title = text_or_hex(title);
    let words = words_of(petition, state, &Clock::read(state).await?);
    let mut report = Report::new();
    report
        .line(format!("petition {id} on the track {}: {title}", track_words(track)))
        .line(format!("opened by member {opener}, text {text:?}"))
        .line(format!("{endorsements} endorsements of {threshold}"))
        .line(words.clone());
    report
        .field("petition", *id)
        .field("opener", *opener)
        .field("track", plain(track))
        .field("title", title)
        .field("text", format!("{text:?}"))
        .field("endorsements", *endorsements)
        .field("threshold", *threshold)
        .field("stage", plain(stage))
        .field("fate", petition.fate.as_ref().map(plain))
        .field("words", words);
    if let Some(poll) = referendum(petition) {
        report.field("poll", poll);
        let asked = vec![Value::u128(poll.into())];
        if let Some(poll) = state.api::<Option<PollView>>("VotingApi", "poll", asked).await? {
            let PollView { electorate, ayes, nays, abstentions, ayes_needed } = poll;
            report.line(format!(
                "{ayes} ayes, {nays} nays, {abstentions} abstentions of {electorate} members; \
                 {ayes_needed} ayes needed"
            ));
            report.field(
                "tally",
                json!({ "ayes": ayes, "nays": nays, "abstentions": abstentions,
                    "electorate": electorate, "ayesNeeded": ayes_needed }),
            );
        }
    }
    if let Some(call) = &petition.call {
        let call = call::words(state, &call.bytes)?;
        report.line(format!("asks for {call}")).field("call", call);
    }
    Ok(report)
}

async fn list(common: &Common, track: Option<Track>, from: u32) -> Result<Report, Failure> {
    let state = common.connect().await?.state().await?;
    let track = match track {
        Some(track) => Value::unnamed_variant("Some", [track.value()]),
        None => Value::unnamed_variant("None", []),
    };
    let asked = vec![track, Value::u128(from.into())];
    let all: Vec<PetitionView> = state.api("PetitionsApi", "petitions", asked).await?;
    let clock = Clock::read(&state).await?;
    let mut report = Report::new();
    if all.is_empty() {
        report.line("No petitions.");
    }
    let mut listed = Vec::new();
    for petition in &all {
        let PetitionView { id, track, title, endorsements, threshold, stage, .. } = petition;
        let (title, words) = (text_or_hex(title), words_of(petition, &state, &clock));
        report.line(format!(
            "{id}  {}  {title}  {endorsements}/{threshold}  {words}",
            track_words(track)
        ));
        listed.push(json!({ "petition": id, "track": plain(track), "title": title,
            "endorsements": endorsements, "threshold": threshold, "stage": plain(stage) }));
    }
    report.field("petitions", listed);
    Ok(report)
}

/// The hash of a text.
pub fn blake2_256(bytes: &[u8]) -> [u8; 32] {
    let hash = blake2b_simd::Params::new().hash_length(32).hash(bytes);
    hash.as_bytes().try_into().unwrap_or_default()
}

fn read_text(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::File { path: path.into(), error };
    let bound = u64::try_from(MAX_TEXT).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(path).map_err(failed)?.take(bound).read_to_end(&mut bytes).map_err(failed)?;
    match bytes.len() > MAX_TEXT {
        true => Err(Failure::TooLarge { path: path.into(), most: MAX_TEXT }),
        false => Ok(bytes),
    }
}
