//! Random lives of validators, compared with a naive model after every block. The model knows no
//! storage and no bits. It is told what happens, and computes what must come of it.

mod model;
mod sequences;
