//! Unit tests: a file for each call, and for each other thing that the pallet is asked for.

mod add_validator;
mod authorship;
mod free_calls;
mod genesis;
mod leave;
mod new_session;
mod nodes;
mod offences;
mod pardon;
mod properties;
mod remove_validator;
mod replace_validator;
mod restore_finality;
mod rules;
mod scenario;
mod set_minimum;
mod stay;
mod views;
mod withdraw_keys;
