//! `yunjian messages`: what one is told, on the command line.

use std::path::PathBuf;

use serde_json::json;
use yunjian_wire::Page;
use yunjian_wire::message::{Marked, Message};

use crate::submit::Client;
use crate::{Ended, print_json};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Address of the server, for instance https://yunjian.example.
    #[arg(long, value_name = "URL")]
    server: String,
    /// File with the API token; else the environment variable YUNJIAN_TOKEN.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Only messages of this kind, for instance returned or due_soon.
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Also what was read already.
    #[arg(long)]
    all: bool,
    /// Mark what is shown as read.
    #[arg(long)]
    mark_read: bool,
    /// How many at most, newest first.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=200))]
    limit: u16,
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Ended> {
    let client = Client::at(&args.server, args.token_file.as_deref())?;
    let mut path = format!("/messages?limit={}&unread={}", args.limit, !args.all);
    if let Some(kind) = &args.kind {
        anyhow::ensure!(
            kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
            "a kind of message is written like due_soon"
        );
        path.push_str(&format!("&kind={kind}"));
    }
    let page: Page<Message> = client.get(&path)?;
    if args.json {
        print_json(&page)?;
    } else {
        for message in &page.items {
            let mark = if message.read_at.is_none() { "*" } else { " " };
            say!("{mark} {}  {:<22} {}", message.at, message.kind, message.text_zh);
            say!("  {:<44} {}", "", message.text_en);
            if let Some(reason) = &message.reason {
                say!("  {:<44} {}", "", reason.replace('\n', " "));
            }
        }
        if page.items.is_empty() {
            say!("没有未读消息 · nothing new");
        } else if page.next.is_some() {
            say!("还有更多 · there are more; ask with a higher --limit");
        }
    }
    if args.mark_read {
        let ids: Vec<&String> = page.items.iter().map(|m| &m.id).collect();
        let _: Marked = client.post("/messages/read", &json!({"messages": ids}))?;
    }
    Ok(Ended::Done)
}
