mod command;
mod consent;
mod finality;
mod key;
mod keys_in_force;
mod track;
mod value;
