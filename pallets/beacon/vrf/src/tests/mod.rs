mod output;
mod seed;
mod support;
mod vectors;

#[cfg(feature = "keystore")]
mod keystore;
