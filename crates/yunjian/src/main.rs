//! Yunjian (云鉴): one binary for supervisor, provider and auditor.

/// Prints a line of the answer.
macro_rules! say {
    ($($text:tt)*) => { $crate::line(format_args!($($text)*)) };
}

mod admin;
mod catalogue;
mod child;
mod data;
mod demo;
mod diff;
mod inspect;
mod messages;
mod reconcile;
mod resume;
mod serve;
mod submit;
mod template;
mod verify;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// 云鉴：云计算服务运行监管 · supervision of cloud services.
///
/// Exit status: 0 done, 1 refused or found wanting, 2 wrong usage.
#[derive(Debug, Parser)]
#[command(name = "yunjian", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server.
    Serve(serve::Args),
    /// Start the server with a demo fleet, on a clock set to its evidence.
    Demo(demo::Args),
    /// List the obligations of Appendix A, or show one.
    Catalogue(catalogue::Args),
    /// Hand in files for due items of a platform and wait for proof and reasons.
    Submit(submit::Args),
    /// Show what you are told: returned, decided, served, due soon, overdue.
    Messages(messages::Args),
    /// Write a form or a register to fill in: workbook, JSON Schema or page to print.
    Template(template::Args),
    /// Say what files hold, without any server.
    Inspect(inspect::Args),
    /// Compare two scans: new, persistent, repaired, no longer reported, not scanned.
    Diff(diff::Args),
    /// Hold inventory, scans and register against each other: what stands in one and not in the others.
    Reconcile(reconcile::Args),
    /// Check a receipt offline, or with --replay the whole record.
    Verify(verify::Args),
    /// Administration on the server's machine.
    Admin(admin::Args),
    /// Read one stored file within limits; the server starts this itself.
    #[command(hide = true)]
    ReadOne(child::Args),
    /// Print the API's specification (OpenAPI, JSON).
    Openapi,
}

/// How a command ended.
enum Ended {
    Done,
    /// Refused, or found wanting.
    Wanting,
}

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let ended = match cli.command {
        Command::Serve(args) => serve::run(args),
        Command::Demo(args) => demo::run(args),
        Command::Catalogue(args) => catalogue::run(&args),
        Command::Submit(args) => submit::run(&args),
        Command::Messages(args) => messages::run(&args),
        Command::Template(args) => template::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Reconcile(args) => reconcile::run(&args),
        Command::Verify(args) => verify::run(args),
        Command::Admin(args) => admin::run(args),
        Command::ReadOne(args) => child::run(&args),
        Command::Openapi => print_json(&yunjian_server::routes::openapi()).map(|()| Ended::Done),
    };
    match ended {
        Ok(Ended::Done) => ExitCode::SUCCESS,
        Ok(Ended::Wanting) => ExitCode::from(1),
        Err(error) => {
            eprintln!("yunjian: {error:#}");
            ExitCode::from(1)
        }
    }
}

/// One runtime for the commands that need one.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    // Handlers hold much while they wait; unoptimised, a little more than a thread has by itself.
    Ok(tokio::runtime::Builder::new_multi_thread().thread_stack_size(8 << 20).enable_all().build()?)
}

/// Who reads the answer may stop reading (`| head`): then there is nobody left to tell, and the program ends as
/// if the pipe had stopped it. Any other failure is said.
fn line(text: std::fmt::Arguments<'_>) {
    let mut out = std::io::stdout().lock();
    if let Err(error) = out.write_fmt(text).and_then(|()| out.write_all(b"\n")) {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            std::process::exit(141);
        }
        eprintln!("yunjian: the answer cannot be written: {error}");
        std::process::exit(1);
    }
}

/// Prints JSON for machines.
fn print_json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    say!("{}", serde_json::to_string_pretty(value)?);
    Ok(())
}
