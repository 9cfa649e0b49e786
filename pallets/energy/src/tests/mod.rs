//! Unit tests: a file for each call, and one for each other subject.

mod accept_meter;
mod accept_registers;
mod attacks;
mod bands;
mod claim_tokens;
mod close_grid;
mod close_slot;
mod closing;
mod correct;
mod deposit_tokens;
mod fund_float;
mod genesis;
mod heard;
mod late_readings;
mod missing_readings;
mod network_charge;
mod properties;
mod reconnected;
mod redeem;
mod redeem_tokens;
mod register_grid;
mod register_meter;
mod retire_meter;
mod rotate_meter_key;
mod rules;
mod scenario;
mod schedule;
mod set_capacity;
mod set_limits;
mod set_operator;
mod set_price_cap;
mod set_tariff;
mod settle;
mod slots;
mod standing_charge;
mod standstill;
mod submit_readings;
mod top_up;
mod transfer_meter;
mod types;
mod vector;
mod views;
mod withdraw_credit;
mod withdraw_float;

/// The auction a second time, as its definition reads.
#[path = "../../clearing/src/naive.rs"]
mod naive;
