//! The server as its users meet it: whole lives through the API, on either engine.

mod assets;
mod calendar;
mod decode;
mod deviation;
mod door;
mod erasure;
mod escalation;
mod findings;
mod fleet;
mod life;
mod looks;
mod matrix;
mod messages;
mod openapi;
mod procedure;
mod queue;
mod reading;
mod session;
mod sheet;
mod tampering;
mod template;
mod tenancy;
mod tus;
mod upgrade;
