//! Runs the benchmarks of a runtime, and writes the weights that come of it.

use clap::Parser;
use frame_benchmarking_cli::PalletCmd;
use sc_cli::LoggerBuilder;
use sp_runtime::traits::BlakeTwo256;

/// Runs benchmarks of pallets.
#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    pallet: PalletCmd,
}

fn main() -> sc_cli::Result<()> {
    let cli = Cli::parse();
    LoggerBuilder::new("warn,frame::benchmark=info").init()?;
    cli.pallet.run_with_spec::<BlakeTwo256, ()>(None)
}
