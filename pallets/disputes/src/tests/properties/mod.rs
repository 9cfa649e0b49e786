//! Random lives of parties, arbiters, jurors, clocks and seeds, compared with a naive model after
//! every step. The model knows no storage, no deadlines and no lots: it counts slots down, and is told
//! who was drawn, whom it then checks.

mod acts;
mod ballots;
mod draws;
mod ending;
mod lists;
mod model;
mod ops;
mod sequences;
mod trials;
mod world;
