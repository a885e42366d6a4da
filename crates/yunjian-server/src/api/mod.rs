//! Handlers, one file per kind of life; the names are the same as in domain, store, wire and web.

pub mod asset;
pub mod catalogue;
pub mod deputy;
pub mod deviation;
pub mod draft;
pub mod due;
pub mod escalation;
pub mod evidence;
pub mod exploited;
pub mod feed;
pub mod fleet;
pub mod history;
pub mod home;
pub mod ledger;
pub mod many;
pub mod message;
pub mod notice;
pub mod organisation;
pub mod plan;
pub mod platform;
pub mod reading;
pub mod reconcile;
pub mod rectification;
pub mod result;
pub mod review;
pub mod session;
pub mod sheet;
pub mod submission;
pub mod template;
pub mod timeline;
pub mod trend;
pub mod tus;
pub mod upload;
pub mod view;
pub mod words;

use yunjian_store::Listed;
use yunjian_wire::{Named, Page};

use crate::text::time;

/// A page on the wire.
pub(crate) fn page<R, W>(listed: Listed<R>, now: i64, wire: impl Fn(R) -> W) -> Page<W> {
    Page { items: listed.items.into_iter().map(wire).collect(), next: listed.next, as_of: time(now) }
}

pub(crate) fn named(id: impl Into<String>, name: Option<String>) -> Named {
    Named { id: id.into(), name }
}

/// Titles of an obligation, Chinese and English; the id itself when the catalogue no longer has it.
pub(crate) fn titles(obligation: &str) -> (String, String) {
    match yunjian_catalogue::catalogue().obligation(obligation) {
        Some(found) => (found.title_zh.clone(), found.title_en.clone()),
        None => (obligation.to_owned(), obligation.to_owned()),
    }
}
