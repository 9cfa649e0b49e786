//! Builds the runtime with its benchmarks. It does so only when `VAKA_BENCHMARKED_RUNTIME` names a
//! place for the Wasm, because nothing but `scripts/weights` needs it.
//!
//! Only the Wasm has them. The program that runs it is compiled as it always is, so it shares all
//! that the node is made of.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=VAKA_BENCHMARKED_RUNTIME");
    let Ok(target) = env::var("VAKA_BENCHMARKED_RUNTIME") else {
        return Ok(());
    };
    // The builder enables those features of the runtime that this crate has, too.
    let runtime = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../Cargo.toml");
    substrate_wasm_builder::WasmBuilder::new()
        .with_project(runtime.canonicalize()?)?
        .import_memory()
        .export_heap_base()
        .build();
    let wasm = Path::new(&env::var("OUT_DIR")?)
        .join("../../../wbuild/vaka-runtime/vaka_runtime.compact.compressed.wasm");
    fs::copy(wasm, target)?;
    Ok(())
}
