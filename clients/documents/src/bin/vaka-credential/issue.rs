use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{json, Value};
use vaka_documents::batch::{Issued, Order};
use vaka_documents::calls;
use vaka_documents::definition::{self, Definition, Person};
use vaka_documents::envelope::{self, Batch, Bytes32, Chain};

use crate::failure::Failure;
use crate::files::{self, Folder};
use crate::{identity, print};

#[derive(Args)]
pub struct Issue {
    /// The issuer's secret file.
    #[arg(long)]
    seed: PathBuf,
    /// What is awarded: a JSON file.
    #[arg(long)]
    award: PathBuf,
    /// The people who get it: a CSV file with the columns key, name, and others.
    #[arg(long)]
    people: PathBuf,
    /// The genesis hash of the chain.
    #[arg(long)]
    genesis: String,
    /// The chain's number of the issuer.
    #[arg(long)]
    issuer: u32,
    /// The issuer's next batch.
    #[arg(long)]
    sequence: u32,
    /// The chain's number of what is awarded.
    #[arg(long)]
    schema: u32,
    /// Name the issuer by its web site: did:web:HOST.
    #[arg(long)]
    web: Option<String>,
    /// Fill the batch up to this many awards with decoys, so that its size tells nothing.
    #[arg(long, default_value_t = 0)]
    pad: u32,
    /// A batch that the chain has: make its lost folder again, and nothing if it would be another.
    #[arg(long, conflicts_with = "pad")]
    rebuild: Option<PathBuf>,
    /// The folder to make.
    #[arg(long)]
    out: PathBuf,
}

impl Issue {
    pub fn run(self) -> Result<ExitCode, Failure> {
        let seed = files::read_seed(&self.seed)?;
        let issuer = identity::issuer(seed.signing_key(), self.web.as_deref())?;
        let definition = files::read(&self.award, definition::MAX_BYTES)?;
        let definition = Definition::parse(&definition)?;
        let people = definition::people(&files::read(&self.people, definition::MAX_BYTES)?)?;
        let on_chain = self.rebuild.as_ref().map(|path| {
            Batch::parse(&files::read(path, envelope::MAX_BYTES)?)
                .map_err(|error| Failure::Envelope { path: path.clone(), error })
        });
        let on_chain = on_chain.transpose()?;
        let order = Order {
            seed: &seed,
            issuer: &issuer,
            definition: &definition,
            people: &people,
            chain: self.chain()?,
            schema: self.schema,
            pad: on_chain.as_ref().map_or(self.pad, |batch| batch.count),
        };
        let issued = order.issue()?;
        if let Some(batch) = &on_chain {
            compare(&issued.batch, batch)?;
        }
        self.write(&issued, &people)?;
        print(&json!({
            "folder": self.out,
            "issuer": issuer.did(),
            "awards": issued.awards.len(),
            "batch": issued.batch,
        }))?;
        Ok(ExitCode::SUCCESS)
    }

    fn chain(&self) -> Result<Chain, Failure> {
        let genesis = files::genesis(&self.genesis)?;
        Ok(Chain { genesis, issuer: self.issuer, sequence: self.sequence })
    }

    fn write(&self, issued: &Issued, people: &[Person]) -> Result<(), Failure> {
        let folder = Folder::begin(&self.out)?;
        let mut list = String::from("index,key\n");
        for (award, person) in issued.awards.iter().zip(people) {
            // The holder gets these three, by a name that tells their key and nothing else.
            let name = person.key.multikey();
            folder.add(&format!("{name}.json"), &files::json(&award.credential.clone().into()))?;
            folder.add(&format!("{name}.sd-jwt"), format!("{}\n", award.sd_jwt).as_bytes())?;
            folder.add(&format!("{name}.envelope.json"), &files::json(&json!(award.envelope)))?;
            list.push_str(&format!("{},{name}\n", award.index));
        }
        folder.add("batch.json", &files::json(&json!(issued.batch)))?;
        folder.add("call.json", &files::json(&calls::issue_batch(&issued.batch)))?;
        folder.add("places.csv", list.as_bytes())?;
        folder.finish()
    }
}

/// The root comes last: the others say more of what went wrong.
fn compare(made: &Batch, chain: &Batch) -> Result<(), Failure> {
    let same: [(&'static str, Value, Value); 5] = [
        ("genesis", json!(made.genesis), json!(chain.genesis)),
        (
            "issuer or sequence",
            json!([made.issuer, made.sequence]),
            json!([chain.issuer, chain.sequence]),
        ),
        ("schema", json!(made.schema), json!(chain.schema)),
        ("when it expires", json!(made.valid_until), json!(chain.valid_until)),
        (
            "the list, the award's definition or the seed",
            json!(made.root),
            json!(Bytes32(chain.root.0)),
        ),
    ];
    match same.into_iter().find(|(_, made, chain)| made != chain) {
        None => Ok(()),
        Some((what, _, _)) => Err(Failure::OtherBatch(what)),
    }
}
