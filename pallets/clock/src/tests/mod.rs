mod properties;
mod scheduler;
mod steps;
