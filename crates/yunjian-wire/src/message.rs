//! Messages, what a person wants to be told, calendars to subscribe to.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Named, Time};

/// One thing a person is told. The sentences are made when it is shown; none is kept.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Message {
    pub id: String,
    /// A row of the list of kinds.
    pub kind: String,
    pub kind_zh: String,
    pub kind_en: String,
    pub urgent: bool,
    pub text_zh: String,
    pub text_en: String,
    /// Why, in the words of whoever acted; null where there are none or they were erased.
    pub reason: Option<String>,
    pub at: Time,
    /// The term it speaks of.
    pub until: Option<Time>,
    pub platform: Option<Named>,
    /// `submission`, `due`, `rectification`, `notice`, `escalation`, `platform` or `deputyship`.
    pub thing: String,
    /// Null when it is about several things: then it leads to their list.
    pub thing_id: Option<String>,
    pub things: i64,
    pub read_at: Option<Time>,
}

/// How many messages are not read; at most the largest number that is counted.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Unread {
    pub unread: i64,
    /// Whether there are more than were counted.
    pub more: bool,
    pub as_of: Time,
}

/// What is marked as read: some messages by id, or everything that came up to a moment.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MarkRead {
    /// At most 200.
    #[serde(default)]
    pub messages: Vec<String>,
    /// Everything up to this moment, so that what came meanwhile is not marked unseen.
    #[serde(default)]
    pub until: Option<Time>,
    /// With `until`: of this kind only.
    #[serde(default)]
    pub kind: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Marked {
    pub marked: i64,
}

/// Whether a person is told of one kind of thing.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Preference {
    pub kind: String,
    pub zh: String,
    pub en: String,
    /// Cannot be switched off.
    pub urgent: bool,
    /// Whether who set nothing is told.
    pub usual: bool,
    pub wanted: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Preferences {
    /// The ways there are; `in_app` is the one that can be chosen by kind.
    pub channels: Vec<String>,
    pub items: Vec<Preference>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPreference {
    pub kind: String,
    pub wanted: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFeed {
    /// Where it is used, shown in the list.
    #[schema(min_length = 1, max_length = 200)]
    pub label: String,
    /// `zh-CN` or `en`.
    pub language: String,
}

/// A new calendar; its address is shown this once.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FeedMade {
    pub id: String,
    /// Path on this server; whoever knows it reads the calendar.
    pub path: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Feed {
    pub id: String,
    pub label: String,
    pub language: String,
    pub created_at: Time,
    pub last_used_at: Option<Time>,
}
