//! The command line.

use sc_cli::RunCmd;
use sc_storage_monitor::StorageMonitorParams;

/// The least bound that is useful: inherents and a batch of readings fit into it. An extrinsic
/// larger than a validator's bound waits for a validator with a higher one.
const MIN_BLOCK_BYTES: u64 = 16 * 1024;

/// The most bytes of a block that the runtime accepts.
const MAX_BLOCK_BYTES: u64 = 2 * 1024 * 1024;

#[derive(Debug, clap::Parser)]
pub struct Cli {
    #[command(subcommand)]
    pub subcommand: Option<Subcommand>,

    #[clap(flatten)]
    pub run: RunCmd,

    /// The most bytes in a block that this validator authors (16384 to 2097152).
    ///
    /// Every other validator must fetch the block before its own turn. In the six seconds of a
    /// block a link of L bit/s carries L × 6 / 8 bytes: 48000 bytes at 64 kbit/s. The bound does
    /// not apply to the blocks of others. Only the runtime's limit does.
    #[arg(
        long,
        value_name = "BYTES",
        default_value_t = MAX_BLOCK_BYTES,
        value_parser = clap::value_parser!(u64).range(MIN_BLOCK_BYTES..=MAX_BLOCK_BYTES),
    )]
    pub max_block_bytes: u64,

    #[clap(flatten)]
    pub storage_monitor: StorageMonitorParams,
}

#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
    /// Make, inspect and insert keys.
    #[command(subcommand)]
    Key(sc_cli::KeySubcommand),

    /// Print a chain spec. This is the older command; use export-chain-spec.
    #[allow(deprecated)]
    BuildSpec(sc_cli::BuildSpecCmd),

    /// Print a chain spec, plain or raw.
    ExportChainSpec(sc_cli::ExportChainSpecCmd),

    /// Validate blocks again.
    CheckBlock(sc_cli::CheckBlockCmd),

    /// Write blocks to a file, so that a chain can travel on a memory stick.
    ExportBlocks(sc_cli::ExportBlocksCmd),

    /// Write the state of a block into a chain spec.
    ExportState(sc_cli::ExportStateCmd),

    /// Read blocks from a file.
    ImportBlocks(sc_cli::ImportBlocksCmd),

    /// Remove the whole chain from this machine.
    PurgeChain(sc_cli::PurgeChainCmd),

    /// Take back blocks that are not finalised.
    Revert(sc_cli::RevertCmd),

    /// Show what the database holds.
    ChainInfo(sc_cli::ChainInfoCmd),
}
