//! The program as people and scripts meet it: the real binary, real server processes, real files.

mod admin;
mod catalogue;
mod crash;
mod demo;
mod files;
mod fleet;
mod hostile;
mod house;
mod resume;
mod submit;
mod verify;
