//! The networks that this node knows by name. They differ in genesis storage; all have the same
//! Wasm.

use sc_service::{ChainType, Properties};
use std::path::Path;
use vaka_runtime::{presets::launch::Launch, WASM_BINARY};

const NO_WASM: &str = "this node was built without the runtime's Wasm";

pub type ChainSpec = sc_service::GenericChainSpec;

/// One validator, Alice.
pub fn development() -> Result<ChainSpec, String> {
    preset(
        "Vaka Development",
        "vaka_dev",
        ChainType::Development,
        sp_genesis_builder::DEV_RUNTIME_PRESET,
    )
}

/// Four validators on one machine, with the grids and meters of the demo.
pub fn local() -> Result<ChainSpec, String> {
    preset(
        "Vaka Local",
        "vaka_local",
        ChainType::Local,
        sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET,
    )
}

fn preset(name: &str, id: &str, kind: ChainType, preset: &str) -> Result<ChainSpec, String> {
    let wasm = WASM_BINARY.ok_or(NO_WASM)?;
    Ok(ChainSpec::builder(wasm, None)
        .with_name(name)
        .with_id(id)
        .with_protocol_id("vaka")
        .with_chain_type(kind)
        .with_genesis_config_preset_name(preset)
        .with_properties(properties())
        .build())
}

/// The network that a file describes, for its people to launch.
pub fn launched(path: &Path) -> Result<ChainSpec, String> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
    let launch: Launch =
        serde_json::from_str(&text).map_err(|error| format!("{shown}: {error}"))?;
    // All mistakes in the file are reported at once.
    let mut flaws = Vec::new();
    let mut boot_nodes = Vec::new();
    for address in &launch.boot_nodes {
        match address.parse() {
            Ok(address) => boot_nodes.push(address),
            Err(error) => flaws.push(format!("boot node {address:?}: {error}")),
        }
    }
    let genesis = launch.genesis().unwrap_or_else(|more| {
        flaws.extend(more);
        Default::default()
    });
    if !flaws.is_empty() {
        return Err(format!("{shown} is not ready:\n  - {}", flaws.join("\n  - ")));
    }
    let wasm = WASM_BINARY.ok_or(NO_WASM)?;
    Ok(ChainSpec::builder(wasm, None)
        .with_name(&launch.name)
        .with_id(&launch.id)
        .with_protocol_id(&launch.id)
        .with_boot_nodes(boot_nodes)
        .with_chain_type(ChainType::Live)
        .with_genesis_config_patch(genesis)
        .with_properties(properties())
        .build())
}

/// The properties by which wallets show amounts and addresses.
fn properties() -> Properties {
    let mut properties = Properties::new();
    properties.insert("tokenSymbol".into(), "VAKA".into());
    properties.insert("tokenDecimals".into(), 12.into());
    properties.insert("ss58Format".into(), 42.into());
    properties
}
