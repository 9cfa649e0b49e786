//! Random lives of networks, compared with a naive model after every step. The model knows no
//! storage and no sessions pallet; it is told what happens, and says what must come of it.

mod finality;
mod model;
mod sequences;
