//! Messages: the outbox, written in the transaction of the act it tells about; lists, reading marks, preferences.
//!
//! Operational and no part of the record: replaying the acts tells nobody anything again.

use sqlx::{AnyConnection, AssertSqlSafe};
use yunjian_catalogue::catalogue;
use yunjian_domain::act::ActRecord;
use yunjian_domain::calendar;
use yunjian_domain::message::{About, Kind, Person, Thing, audience, tellings, worth_telling};
use yunjian_domain::permission::Role;

use crate::{Cursor, Entropy, Listed, Result, Scope, Store, given};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MessageRow {
    pub id: String,
    pub kind: String,
    pub at: i64,
    pub platform_id: Option<String>,
    pub platform_name: Option<String>,
    pub platform_zone: Option<String>,
    pub thing: String,
    pub thing_id: Option<String>,
    pub obligation: Option<String>,
    pub period_key: Option<String>,
    pub until_at: Option<i64>,
    pub word: Option<String>,
    /// Why, in the words of whoever acted; null where erased.
    pub text: Option<String>,
    pub things: i64,
    pub notice_kind: Option<String>,
    pub notice_number: Option<String>,
    pub read_at: Option<i64>,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PreferenceRow {
    pub kind: String,
    pub channel: String,
    pub wanted: i64,
}

#[derive(Clone, Debug, Default)]
pub struct MessageFilter {
    pub kind: Option<String>,
    pub unread: bool,
}

/// Unread messages are counted up to here; beyond it the exact number helps nobody.
pub const MOST_COUNTED: i64 = 1000;

/// A message on its way into the outbox.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    pub(crate) key: String,
    pub(crate) user: String,
    pub(crate) kind: Kind,
    pub(crate) act: Option<String>,
    pub(crate) platform: Option<String>,
    pub(crate) thing: Thing,
    pub(crate) thing_id: Option<String>,
    pub(crate) obligation: Option<String>,
    pub(crate) period: Option<String>,
    pub(crate) until: Option<i64>,
    pub(crate) word: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) things: i64,
}

/// Puts a message into the outbox, unless the person does not want its kind or was told already.
pub(crate) async fn put(on: &mut AnyConnection, id: String, at: i64, message: Outgoing) -> Result<bool> {
    let row = catalogue().messages.of(message.kind.as_str());
    let (urgent, usual) = row.map_or((false, true), |row| (row.urgent, row.default));
    if !urgent {
        let own = one!(
            (i64,),
            &mut *on,
            "SELECT wanted FROM message_preferences WHERE user_id = $1 AND kind = $2 AND channel = 'in_app'",
            message.user.clone(),
            message.kind.as_str()
        );
        if !own.map_or(usual, |(wanted,)| wanted == 1) {
            return Ok(false);
        }
    }
    let done = exec!(
        on,
        "INSERT INTO messages (id, key, user_id, kind, at, act_id, platform_id, thing, thing_id, obligation, period_key, until_at, word, text_ref, things) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (key) DO NOTHING",
        id,
        message.key,
        message.user,
        message.kind.as_str(),
        at,
        message.act,
        message.platform,
        message.thing.as_str(),
        message.thing_id,
        message.obligation,
        message.period,
        message.until,
        message.word,
        message.text,
        message.things
    );
    Ok(done.rows_affected() > 0)
}

/// Tells what an act tells, in the act's own transaction.
pub(crate) async fn tell(on: &mut AnyConnection, record: &ActRecord, entropy: &dyn Entropy) -> Result<()> {
    let told = tellings(&record.act);
    let Some(first) = told.first() else { return Ok(()) };
    let mut about = about(on, first.thing, &first.id, record.at).await?;
    let people = people(on, &about, record.at).await?;
    let mut subject = first.id.clone();
    let mut already: Vec<(String, String)> = Vec::new();
    for telling in &told {
        if telling.id != subject {
            about = self::about(on, telling.thing, &telling.id, record.at).await?;
            subject.clone_from(&telling.id);
        }
        if !worth_telling(telling.kind, &about) {
            continue;
        }
        for user in audience(&telling.to, &about, &people, record.by.user.as_deref()) {
            // Who is two things to a matter is told once.
            let once = (user.clone(), telling.id.clone());
            if already.contains(&once) {
                continue;
            }
            let message = Outgoing {
                key: format!("{}:{}:{}:{user}", record.id, telling.kind.as_str(), telling.id),
                user,
                kind: telling.kind,
                act: Some(record.id.clone()),
                platform: about.platform.clone(),
                thing: telling.thing,
                thing_id: Some(telling.id.clone()),
                obligation: about.obligation.clone(),
                period: about.period.clone(),
                until: telling.until,
                word: telling.word.clone(),
                text: telling.text.as_ref().map(|t| t.0.clone()),
                things: 1,
            };
            put(on, entropy.id(record.at), record.at, message).await?;
            already.push(once);
        }
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Matter {
    platform_id: String,
    provider_id: String,
    zone: String,
    obligation: Option<String>,
    period_key: Option<String>,
    party: Option<String>,
    submitter: Option<String>,
    holder: Option<String>,
    holder_before: Option<String>,
    notice: Option<String>,
}

const NOTHING: &str = "CAST(NULL AS TEXT)";

/// What a thing concerns, as it stands now.
async fn about(on: &mut AnyConnection, thing: Thing, id: &str, at: i64) -> Result<About> {
    let head = "SELECT p.id AS platform_id, p.provider_id, p.zone";
    let sql = match thing {
        Thing::Deputyship => return Ok(About::default()),
        Thing::Submission => format!(
            "{head}, s.obligation, d.period_key, s.organisation_id AS party, s.user_id AS submitter, s.reviewer_id AS holder, \
             (SELECT b.reviewer_id FROM submissions b WHERE b.due_id = s.due_id AND b.version < s.version AND b.reviewer_id IS NOT NULL \
              ORDER BY b.version DESC LIMIT 1) AS holder_before, {NOTHING} AS notice \
             FROM submissions s JOIN dues d ON d.id = s.due_id JOIN platforms p ON p.id = s.platform_id WHERE s.id = $1"
        ),
        Thing::Notice => format!(
            "{head}, s.obligation, d.period_key, n.recipient_id AS party, s.user_id AS submitter, s.reviewer_id AS holder, \
             {NOTHING} AS holder_before, n.kind AS notice FROM notices n LEFT JOIN submissions s ON s.id = n.submission_id \
             LEFT JOIN dues d ON d.id = s.due_id JOIN platforms p ON p.id = n.platform_id WHERE n.id = $1"
        ),
        Thing::Rectification => format!(
            "{head}, r.obligation, d.period_key, p.provider_id AS party, {NOTHING} AS submitter, \
             COALESCE(r.reviewer_id, s.reviewer_id) AS holder, {NOTHING} AS holder_before, {NOTHING} AS notice \
             FROM rectifications r JOIN submissions s ON s.id = r.submission_id JOIN dues d ON d.id = s.due_id \
             JOIN platforms p ON p.id = r.platform_id WHERE r.id = $1"
        ),
        Thing::Due => format!(
            "{head}, d.obligation, d.period_key, CASE WHEN d.party = 'assessor' THEN 'assessor' ELSE p.provider_id END AS party, \
             {NOTHING} AS submitter, {NOTHING} AS holder, {NOTHING} AS holder_before, {NOTHING} AS notice \
             FROM dues d JOIN platforms p ON p.id = d.platform_id WHERE d.id = $1"
        ),
        Thing::Escalation => format!(
            "{head}, {NOTHING} AS obligation, {NOTHING} AS period_key, p.provider_id AS party, {NOTHING} AS submitter, \
             {NOTHING} AS holder, {NOTHING} AS holder_before, {NOTHING} AS notice FROM escalations e JOIN platforms p ON p.id = e.platform_id WHERE e.id = $1"
        ),
        Thing::Deviation => format!(
            "{head}, {NOTHING} AS obligation, {NOTHING} AS period_key, p.provider_id AS party, {NOTHING} AS submitter, \
             {NOTHING} AS holder, {NOTHING} AS holder_before, {NOTHING} AS notice FROM deviations v JOIN platforms p ON p.id = v.platform_id WHERE v.id = $1"
        ),
        Thing::Platform => format!(
            "{head}, {NOTHING} AS obligation, {NOTHING} AS period_key, p.provider_id AS party, {NOTHING} AS submitter, \
             {NOTHING} AS holder, {NOTHING} AS holder_before, {NOTHING} AS notice FROM platforms p WHERE p.id = $1"
        ),
    };
    let Some(found) = one!(Matter, &mut *on, AssertSqlSafe(sql), id.to_owned()) else {
        return Ok(About::default());
    };
    let parties = match found.party.as_deref() {
        Some("assessor") => assessors(on, &found.platform_id).await?,
        Some(party) => vec![party.to_owned()],
        None => Vec::new(),
    };
    Ok(About {
        supervisors: supervisors(on, &found.platform_id, &found.zone, at).await?,
        platform: Some(found.platform_id),
        provider: Some(found.provider_id),
        obligation: found.obligation,
        period: found.period_key,
        parties,
        submitter: found.submitter,
        holder: found.holder,
        holder_before: found.holder_before,
        notice: found.notice,
    })
}

pub(crate) async fn assessors(on: &mut AnyConnection, platform: &str) -> Result<Vec<String>> {
    let rows = all!(
        (String,),
        on,
        "SELECT organisation_id FROM access WHERE platform_id = $1 AND role = 'assessor' ORDER BY organisation_id",
        platform.to_owned()
    );
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Organisations with a mandate in force over a platform.
pub(crate) async fn supervisors(
    on: &mut AnyConnection,
    platform: &str,
    zone: &str,
    at: i64,
) -> Result<Vec<String>> {
    let today = calendar::zone(zone)
        .and_then(|zone| calendar::civil_date(at, &zone))
        .map_err(|e| crate::Error::Corrupt(e.to_string()))?
        .to_string();
    let rows = all!(
        (String,),
        on,
        "SELECT DISTINCT supervisor_id FROM mandates WHERE platform_id = $1 AND valid_from <= $2 AND valid_until >= $2 ORDER BY supervisor_id",
        platform.to_owned(),
        today
    );
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Everybody of the organisations a matter concerns whose access was not taken away.
pub(crate) async fn people(on: &mut AnyConnection, about: &About, at: i64) -> Result<Vec<Person>> {
    let mut organisations: Vec<&String> =
        about.provider.iter().chain(&about.parties).chain(&about.supervisors).collect();
    organisations.sort();
    organisations.dedup();
    let mut people = Vec::new();
    for organisation in organisations {
        let deputies = all!(
            (String, String),
            &mut *on,
            "SELECT d.principal_id, d.deputy_id FROM deputies d JOIN users u ON u.id = d.deputy_id AND u.disabled = 0 \
             WHERE d.organisation_id = $1 AND d.from_at <= $2 AND d.until_at > $2 AND d.ended_at IS NULL ORDER BY d.id",
            organisation.clone(),
            at
        );
        let users = all!(
            (String, String),
            &mut *on,
            "SELECT id, role FROM users WHERE organisation_id = $1 AND disabled = 0 ORDER BY id",
            organisation.clone()
        );
        people.extend(users.into_iter().filter_map(|(user, role)| {
            Some(Person {
                role: Role::parse(&role)?,
                organisation: organisation.clone(),
                deputies: deputies.iter().filter(|(p, _)| *p == user).map(|(_, d)| d.clone()).collect(),
                user,
            })
        }));
    }
    Ok(people)
}

/// A message is seen while its platform is: who lost a platform does not go on reading about it.
const SEEN: &str = "m.user_id = $2 AND (m.platform_id IS NULL OR $1 = '*' \
     OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = m.platform_id AND x.organisation_id = $1))";

impl Store {
    /// A person's own messages, newest first.
    ///
    /// # Errors
    /// When the database cannot be read or the cursor is not of this list.
    pub async fn messages(
        &self,
        scope: &Scope,
        user: &str,
        filter: &MessageFilter,
        cursor: &Cursor,
    ) -> Result<Listed<MessageRow>> {
        let (at, id) = cursor.keyed(i64::MAX)?;
        let mut sql = format!(
            "SELECT m.id, m.kind, m.at, m.platform_id, pn.body AS platform_name, p.zone AS platform_zone, m.thing, m.thing_id, \
             m.obligation, m.period_key, m.until_at, m.word, t.body AS text, m.things, n.kind AS notice_kind, \
             n.number AS notice_number, m.read_at FROM messages m LEFT JOIN platforms p ON p.id = m.platform_id \
             LEFT JOIN contents pn ON pn.digest = p.name_ref LEFT JOIN contents t ON t.digest = m.text_ref \
             LEFT JOIN notices n ON n.id = m.thing_id WHERE {SEEN} AND m.at <= $3 AND (m.at < $3 OR m.id < $4)"
        );
        sql.push_str(given(&filter.kind, " AND m.kind = $5", " AND $5 = ''"));
        if filter.unread {
            sql.push_str(" AND m.read_at IS NULL");
        }
        sql.push_str(" ORDER BY m.at DESC, m.id DESC LIMIT $6");
        let rows = all!(
            MessageRow,
            self.reader(),
            AssertSqlSafe(sql),
            scope.key().to_owned(),
            user.to_owned(),
            at,
            id,
            filter.kind.clone().unwrap_or_default(),
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| format!("{}~{}", row.at, row.id)))
    }

    /// How many messages a person has not read, up to [`MOST_COUNTED`].
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unread(&self, scope: &Scope, user: &str) -> Result<i64> {
        let row = one!(
            (i64,),
            self.reader(),
            AssertSqlSafe(format!(
                "SELECT COUNT(*) FROM (SELECT 1 FROM messages m WHERE {SEEN} AND m.read_at IS NULL LIMIT $3) counted"
            )),
            scope.key().to_owned(),
            user.to_owned(),
            MOST_COUNTED
        );
        Ok(row.map_or(0, |(n,)| n))
    }

    /// Marks some of a person's messages as read; answers how many it were.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_messages(&self, user: &str, messages: &[String], at: i64) -> Result<u64> {
        let mut read = 0;
        for message in messages {
            let done = exec!(
                self.writer(),
                "UPDATE messages SET read_at = $1 WHERE id = $2 AND user_id = $3 AND read_at IS NULL",
                at,
                message.clone(),
                user.to_owned()
            );
            read += done.rows_affected();
        }
        Ok(read)
    }

    /// Marks everything as read that came up to a moment, of one kind or of all.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn read_all_messages(
        &self,
        user: &str,
        kind: Option<&str>,
        until: i64,
        at: i64,
    ) -> Result<u64> {
        let done = exec!(
            self.writer(),
            "UPDATE messages SET read_at = $1 WHERE user_id = $2 AND read_at IS NULL AND at <= $3 AND ($4 = '' OR kind = $4)",
            at,
            user.to_owned(),
            until,
            kind.unwrap_or_default().to_owned()
        );
        Ok(done.rows_affected())
    }

    /// What a person set differently from what is usual; the scope is the person.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn message_preferences(&self, _scope: &Scope, user: &str) -> Result<Vec<PreferenceRow>> {
        Ok(all!(
            PreferenceRow,
            self.reader(),
            "SELECT kind, channel, wanted FROM message_preferences WHERE user_id = $1 ORDER BY kind, channel",
            user.to_owned()
        ))
    }

    /// # Errors
    /// When the database refuses.
    pub async fn prefer(&self, user: &str, kind: &str, channel: &str, wanted: bool) -> Result<()> {
        exec!(
            self.writer(),
            "INSERT INTO message_preferences (user_id, kind, channel, wanted) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (user_id, kind, channel) DO UPDATE SET wanted = excluded.wanted",
            user.to_owned(),
            kind.to_owned(),
            channel.to_owned(),
            i64::from(wanted)
        );
        Ok(())
    }

    /// Removes what was read before a moment.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget_messages(&self, before: i64) -> Result<u64> {
        let old = one!((i64,), self.reader(), "SELECT COUNT(*) FROM messages WHERE read_at < $1", before);
        if old.is_none_or(|(n,)| n == 0) {
            return Ok(0);
        }
        Ok(exec!(self.writer(), "DELETE FROM messages WHERE read_at < $1", before).rows_affected())
    }
}
