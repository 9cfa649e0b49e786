//! Random lives of networks, compared with a naive model after every step. The model knows no
//! storage and no session pallet. It is told what happens, and computes what must come of it.

mod finality;
mod model;
mod sequences;
