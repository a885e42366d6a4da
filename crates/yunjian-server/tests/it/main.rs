//! The server as its users meet it: whole lives through the API, on either engine.

mod life;
mod matrix;
mod openapi;
