//! What the best attacker tries at each rule, as the overview tells it.

mod buyers;
mod codes;
mod disputes;
mod issuers;
mod keys;
mod ratings;
mod sellers;
mod strangers;
