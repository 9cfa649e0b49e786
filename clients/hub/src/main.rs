//! The program `vaka-hub`.

mod failure;
mod talk;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use vaka_hub::calendar::{date_of, written};
use vaka_hub::chain::{Chain, Hash};
use vaka_hub::desk;
use vaka_hub::exchange::Exchange;
use vaka_hub::follow::{Follower, STACK};
use vaka_hub::node::Node;
use vaka_hub::serve::connections::{self, Limits};
use vaka_hub::serve::{self, Hub};
use vaka_hub::status::Status;
use vaka_hub::store::money::Money;
use vaka_hub::store::people::{texts, People};
use vaka_hub::store::read::household;
use vaka_hub::store::{digest, read, Settings, Store};
use vaka_hub::tell::Teller;

use failure::Failure;
use talk::Talk;

/// How often to look whether there is something new for who listens.
const WATCH: Duration = Duration::from_secs(1);
/// How long to wait after all final blocks were read, or after a failure.
const PAUSE: Duration = Duration::from_secs(2);

/// A village's server beside its node: it remembers what the chain forgets, and answers people.
#[derive(Parser)]
#[command(name = "vaka-hub", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Follow the chain, and answer people over HTTP.
    Run(Run),
    /// Read what is final and not yet read, then end.
    CatchUp {
        #[command(flatten)]
        source: Source,
        /// The last block to read.
        #[arg(long, value_name = "HEIGHT")]
        until: Option<u64>,
    },
    /// Print the registers of a meter as CSV: at the end of each slot, or of each day. Whoever may read
    /// the database may read a load curve; nobody else gets one.
    Registers {
        /// The database.
        #[arg(long, value_name = "FILE")]
        database: PathBuf,
        /// The meter's number.
        #[arg(long)]
        meter: u32,
        /// One line a day. Days are kept for ever, slots for 400 days.
        #[arg(long)]
        days: bool,
    },
    /// Print the bills of a meter as CSV, a line a day. Energy is in mWh, import and export are in Wh, money
    /// in millionths of the currency's smallest unit.
    Bills {
        /// The database.
        #[arg(long, value_name = "FILE")]
        database: PathBuf,
        /// The meter's number.
        #[arg(long)]
        meter: u32,
    },
    /// Let the hub have a text no more, and never take it again. It may be running.
    RefuseText {
        /// The database.
        #[arg(long, value_name = "FILE")]
        database: PathBuf,
        /// The text's hash, in hexadecimal digits.
        #[arg(value_parser = hash)]
        hash: Hash,
    },
    /// Print what each table has in it. Hubs that read the same blocks print the same.
    Digest {
        /// The database.
        #[arg(long, value_name = "FILE")]
        database: PathBuf,
    },
}

#[derive(Args)]
struct Run {
    #[command(flatten)]
    source: Source,
    /// Where people ask.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8480")]
    listen: SocketAddr,
    /// How old the last block may be before /health says that the hub is unwell, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    max_lag: u64,
    #[command(flatten)]
    talk: Talk,
}

#[derive(Args, Clone)]
struct Source {
    /// The node's RPC.
    #[arg(long, value_name = "URL", default_value = "ws://127.0.0.1:9944")]
    node: String,
    /// The database. It is made if it is not there.
    #[arg(long, value_name = "FILE")]
    database: PathBuf,
    /// How far ahead of UTC the village's days begin, as +13:00. It holds for the database's life.
    #[arg(long, value_name = "HH:MM", default_value = "+00:00", allow_hyphen_values = true, value_parser = utc_offset)]
    utc_offset: i32,
}

/// Minutes ahead of UTC.
fn utc_offset(text: &str) -> Result<i32, String> {
    let wrong = || format!("{text:?} is none of -12:00 to +14:00");
    let (sign, time) = match text.split_at_checked(1) {
        Some(("+", time)) => (1, time),
        Some(("-", time)) => (-1, time),
        _ => return Err(wrong()),
    };
    let (hours, minutes) = time.split_once(':').ok_or_else(wrong)?;
    let number = |digits: &str| {
        let digits = Some(digits).filter(|digits| digits.len() == 2);
        digits.and_then(|digits| digits.parse::<u8>().ok()).map(i32::from).ok_or_else(wrong)
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let ahead = sign * (hours * 60 + minutes);
    let known = minutes < 60 && (-12 * 60..=14 * 60).contains(&ahead);
    known.then_some(ahead).ok_or_else(wrong)
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Run(run) => run.run(),
        Command::CatchUp { source, until } => source.catch_up(until),
        Command::Registers { database, meter, days } => print_registers(&database, meter, days),
        Command::Bills { database, meter } => print_bills(&database, meter),
        Command::RefuseText { database, hash } => refuse_text(database, hash),
        Command::Digest { database } => print_digest(&database),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say(&format!("error: {failure}"));
            ExitCode::FAILURE
        }
    }
}

/// Nobody is left to tell if this fails.
fn say(what: &str) {
    let _ = writeln!(io::stderr(), "{what}");
}

fn hash(digits: &str) -> Result<Hash, String> {
    let mut hash = Hash::default();
    let digits = digits.strip_prefix("0x").unwrap_or(digits);
    hex::decode_to_slice(digits, &mut hash).map_err(|_| "a hash is 64 hexadecimal digits")?;
    Ok(hash)
}

fn refuse_text(database: PathBuf, hash: Hash) -> Result<(), Failure> {
    Ok(People::new(database).write(|tx| texts::refuse(tx, &hash))?)
}

fn print_digest(database: &Path) -> Result<(), Failure> {
    let tables = digest::digest(&read::open(database)?)?;
    let failed = |error| Failure::Output { error };
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &tables).map_err(|error| failed(error.into()))?;
    writeln!(out).map_err(failed)
}

fn print_registers(database: &Path, meter: u32, days: bool) -> Result<(), Failure> {
    let db = read::open(database)?;
    let failed = |error| Failure::Output { error };
    let mut out = io::stdout().lock();
    writeln!(out, "day,slot,import_wh,export_wh").map_err(failed)?;
    for row in read::registers(&db, meter, days)? {
        let read::RegisterRow { day, slot, import_wh, export_wh } = row;
        writeln!(out, "{day},{slot},{import_wh},{export_wh}").map_err(failed)?;
    }
    Ok(())
}

fn print_bills(database: &Path, meter: u32) -> Result<(), Failure> {
    let db = read::open(database)?;
    let failed = |error| Failure::Output { error };
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "date,lines,import_wh,export_wh,bought,sold,owed,curtailed,paid,network_charge,\
         standing_charge,received,saved"
    )
    .map_err(failed)?;
    for row in household::days_from(&db, meter, i64::MIN, i64::MAX)? {
        let (Some(of), Some(date)) = (row.bill, date_of(row.day)) else { continue };
        let energy = [of.import_wh, of.export_wh, of.bought, of.sold, of.owed, of.curtailed];
        let money = [of.paid, of.network_charge, of.standing_charge, of.received, of.saved];
        let numbers = energy.map(u128::from).into_iter().chain(money.map(|Money(money)| money));
        let numbers = numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(",");
        writeln!(out, "{},{},{numbers}", written(date), of.lines).map_err(failed)?;
    }
    Ok(())
}

fn runtime() -> Result<Runtime, Failure> {
    Builder::new_current_thread().enable_all().build().map_err(|error| Failure::System { error })
}

impl Source {
    /// A follower, once the node says of which chain it is.
    async fn follower(&self, status: &Status) -> Result<Follower<Node>, Failure> {
        let node = Node::connect(&self.node).await?;
        let settings = Settings {
            genesis: node.genesis().await?,
            slot_seconds: node.slot_seconds().await?,
            utc_offset_minutes: self.utc_offset,
        };
        let store = Store::open(&self.database, settings)?;
        Ok(Follower::new(node, store, status.clone()))
    }

    fn catch_up(self, until: Option<u64>) -> Result<(), Failure> {
        Store::check(&self.database)?;
        on_large_stack(move || {
            runtime()?.block_on(async {
                let follower = self.follower(&Status::default()).await?;
                follower.until(until.unwrap_or(u64::MAX)).catch_up().await?;
                Ok(())
            })
        })?
        .join()
        .map_err(|_| Failure::Panicked)?
    }

    /// Follows the chain until that is of no use any longer.
    fn follow(self, status: &Status) -> Result<(), Failure> {
        let _end = End(status);
        let runtime = runtime()?;
        let mut trouble = Trouble { status, said: None };
        runtime.block_on(async {
            let mut follower = loop {
                match self.follower(status).await {
                    Ok(follower) => break follower,
                    Err(failure) if trouble.is_final(&failure) => return,
                    Err(_) => tokio::time::sleep(PAUSE).await,
                }
            };
            loop {
                match follower.catch_up().await {
                    Ok(_) => trouble.said = None,
                    Err(failure) => {
                        if trouble.is_final(&failure.into()) {
                            return;
                        }
                    }
                }
                tokio::time::sleep(PAUSE).await;
            }
        });
        Ok(())
    }
}

/// What keeps the hub from following, told once until it is something else.
struct Trouble<'a> {
    status: &'a Status,
    said: Option<String>,
}

impl Trouble<'_> {
    fn is_final(&mut self, failure: &Failure) -> bool {
        let text = failure.to_string();
        self.status.trouble(text.clone(), failure.is_final());
        if self.said.as_ref() != Some(&text) {
            say(&format!("following: {text}"));
            self.said = Some(text);
        }
        failure.is_final()
    }
}

/// However the following ends, people are told that it did.
struct End<'a>(&'a Status);

impl Drop for End<'_> {
    fn drop(&mut self) {
        let now = self.0.now();
        if !now.stopped {
            self.0.trouble("the hub met a fault of its own, and reads no more".into(), true);
        }
    }
}

fn on_large_stack<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<std::thread::JoinHandle<T>, Failure> {
    let thread = std::thread::Builder::new().name("follow".into()).stack_size(STACK);
    thread.spawn(work).map_err(|error| Failure::System { error })
}

impl Run {
    fn run(self) -> Result<(), Failure> {
        let Self { source, listen, max_lag, talk } = self;
        Store::check(&source.database)?;
        let (channels, page) = (talk.channels()?, talk.page()?);
        let status = Status::default();
        let desk = Arc::new(desk::node::Node::new(&source.node));
        let lag = Duration::from_secs(max_lag);
        let hub = Hub::new(source.database.clone(), status.clone(), lag, desk.clone());
        runtime()?.block_on(async {
            let listener = TcpListener::bind(listen).await;
            let listener = listener.map_err(|error| Failure::Listen { listen, error })?;
            let here = listener.local_addr().map_err(|error| Failure::System { error })?;
            say(&format!("listening on http://{here}"));
            let hub = hub
                .at(talk.origins(here))
                .sends_by(channels.clone())
                .with_page(page, talk.others());
            let (database, people) = (source.database.clone(), hub.people().clone());
            let exchange = Exchange::new(database.clone(), people.clone(), talk.peers());
            on_large_stack(move || exchange.run())?;
            let teller = Teller { database, people, desk, channels };
            // It waits for the disk, so it has a thread of its own.
            on_large_stack(move || runtime().map(|it| it.block_on(teller.run(say))))?;
            tokio::spawn(hub.clone().watch(WATCH));
            let followed = status.clone();
            on_large_stack(move || source.follow(&followed))?;
            tokio::select! {
                () = connections::serve(listener, serve::router(hub), Limits::default()) => {}
                () = ended() => {}
            }
            Ok(())
        })
    }
}

/// Somebody wants the program to end. Whatever it is doing, the database is whole.
async fn ended() {
    use tokio::signal::unix::{signal, SignalKind};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminated.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

#[cfg(test)]
mod tests {
    use super::utc_offset;

    #[test]
    fn an_offset_should_be_in_minutes() {
        for (text, minutes) in [("+13:00", 780), ("-11:00", -660), ("+12:45", 765), ("+00:00", 0)] {
            assert_eq!(utc_offset(text), Ok(minutes));
        }
        for text in ["", "13:00", "+13", "+13:60", "+14:01", "-12:01", "+1:00", "+1a:00", "é13:00"]
        {
            assert!(utc_offset(text).is_err(), "{text}");
        }
    }
}
