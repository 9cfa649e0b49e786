mod genesis;
mod properties;
mod scenario;
mod scheduler;
mod steps;
