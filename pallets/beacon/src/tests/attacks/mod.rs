//! What attackers try. The overview says what each of them wins.

mod authors;
mod blocks;
mod colluders;
mod sessions;
