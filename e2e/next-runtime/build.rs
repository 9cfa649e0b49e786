//! Builds the runtime that the end-to-end tests upgrade to: a copy of this one with a higher
//! version and one other constant. It does so only when `VAKA_NEXT_RUNTIME` names a place for the
//! Wasm, because nobody else needs it.

use std::{env, error::Error, fs, path::Path};

/// The changes: the file, its text, and the new text.
const CHANGES: [(&str, &str, &str); 4] = [
    // It has another name, so that the Wasm of the real one is not overwritten.
    (
        "Cargo.toml",
        "vaka-runtime = { path",
        "vaka-runtime = { package = \"vaka-runtime-next\", path",
    ),
    ("runtime/Cargo.toml", "name = \"vaka-runtime\"", "name = \"vaka-runtime-next\""),
    ("runtime/src/lib.rs", "spec_version: 1,", "spec_version: 2,"),
    (
        "runtime/src/configs/energy.rs",
        "type MaxSettle = ConstU32<16>;",
        "type MaxSettle = ConstU32<17>;",
    ),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=VAKA_NEXT_RUNTIME");
    let Ok(target) = env::var("VAKA_NEXT_RUNTIME") else {
        return Ok(());
    };
    let workspace = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../..").canonicalize()?;
    let copy = Path::new(&env::var("OUT_DIR")?).join("workspace");
    fs::create_dir_all(&copy)?;
    // Cargo changes the lock, so it must be a copy.
    for name in ["Cargo.toml", "Cargo.lock"] {
        put(&copy.join(name), &changed(&workspace, name)?)?;
    }
    for name in ["e2e", "node", "pallets", "primitives", "runtime-api"] {
        let link = copy.join(name);
        let _ = fs::remove_file(&link);
        std::os::unix::fs::symlink(workspace.join(name), link)?;
    }
    copy_folder(&workspace, &copy, "runtime")?;
    // This lets cargo see a change of any of them.
    for name in ["pallets", "primitives", "runtime", "runtime-api"] {
        println!("cargo:rerun-if-changed={}", workspace.join(name).display());
    }

    env::set_var("WASM_BUILD_WORKSPACE_HINT", &copy);
    substrate_wasm_builder::WasmBuilder::new()
        .with_project(copy.join("runtime/Cargo.toml"))?
        // As the real one has it: pages sign its hash.
        .enable_metadata_hash("VAKA", 12)
        .import_memory()
        .export_heap_base()
        .build();
    let wasm = Path::new(&env::var("OUT_DIR")?)
        .join("../../../wbuild/vaka-runtime-next/vaka_runtime_next.compact.compressed.wasm");
    fs::copy(wasm, target)?;
    Ok(())
}

fn copy_folder(workspace: &Path, copy: &Path, folder: &str) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(copy.join(folder))?;
    for entry in fs::read_dir(workspace.join(folder))? {
        let entry = entry?;
        let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            copy_folder(workspace, copy, &name)?;
        } else {
            put(&copy.join(&name), &changed(workspace, &name)?)?;
        }
    }
    Ok(())
}

/// A file's text, with its changes made.
fn changed(workspace: &Path, name: &str) -> Result<String, Box<dyn Error>> {
    let mut text = fs::read_to_string(workspace.join(name))?;
    for (file, old, new) in CHANGES {
        if file == name {
            if text.matches(old).count() != 1 {
                return Err(format!("{file} has not one `{old}` to change").into());
            }
            text = text.replace(old, new);
        }
    }
    Ok(text)
}

/// Writes only a file that has changed; otherwise cargo would compile it again.
fn put(path: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    if fs::read_to_string(path).ok().as_deref() != Some(text) {
        fs::write(path, text)?;
    }
    Ok(())
}
