mod account;
mod failure;
mod watch;
