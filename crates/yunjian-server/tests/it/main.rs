//! The server as its users meet it: whole lives through the API, on either engine.

mod calendar;
mod desk;
mod door;
mod erasure;
mod escalation;
mod findings;
mod fleet;
mod life;
mod matrix;
mod openapi;
mod procedure;
mod session;
mod sheet;
mod tampering;
mod template;
mod tenancy;
mod upgrade;
