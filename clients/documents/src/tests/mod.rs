pub mod ledger;
pub mod support;
