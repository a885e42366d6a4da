//! Reminders: terms that run, and which of them somebody was reminded of already.

use std::collections::BTreeMap;

use sqlx::{AnyConnection, AssertSqlSafe};
use yunjian_domain::message::{About, Audience, Kind, Person, Thing, audience};

use crate::message::{Outgoing, assessors, people, put, supervisors};
use crate::{Entropy, Result, Scope, Store};

/// A term that runs, or ran out without what it waits for.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct TermRow {
    pub id: String,
    pub platform_id: String,
    pub provider_id: String,
    pub zone: String,
    pub obligation: Option<String>,
    pub period_key: Option<String>,
    /// An organisation, or `assessor`: whoever assesses the platform.
    pub party: Option<String>,
    pub holder: Option<String>,
    pub start_at: i64,
    pub end_at: i64,
    /// The latest reminder so far.
    pub told_until: Option<i64>,
    pub told_step: Option<i64>,
}

/// Kinds of terms, as the table of reminders names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    Due,
    Rectification,
    Statement,
    Notice,
    Review,
}

impl Term {
    pub const ALL: &'static [Self] =
        &[Self::Due, Self::Rectification, Self::Statement, Self::Notice, Self::Review];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Rectification => "rectification",
            Self::Statement => "statement",
            Self::Notice => "notice",
            Self::Review => "review",
        }
    }
}

/// A reminder that has come.
#[derive(Clone, Debug)]
pub struct Due {
    /// What the table of reminders knows it by.
    pub term: &'static str,
    pub kind: Kind,
    pub to: Audience,
    pub thing: Thing,
    /// What the message leads to, when it is not what the term belongs to.
    pub leads_to: Option<String>,
    pub row: TermRow,
    pub until: i64,
    pub step: i64,
}

const HEAD: &str = "p.id AS platform_id, p.provider_id, p.zone";
const NOTHING: &str = "CAST(NULL AS TEXT)";
const SCOPE: &str =
    "($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = p.id AND x.organisation_id = $1))";

impl Store {
    /// Terms of one kind that run by now or ran out, with the latest reminder of each.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn terms(&self, scope: &Scope, term: Term, now: i64) -> Result<Vec<TermRow>> {
        let told = "g.until_at AS told_until, g.step AS told_step";
        let reminded = format!("LEFT JOIN reminded g ON g.term = '{}' AND g.thing_id =", term.as_str());
        let began = |kind: &str, subject: &str| {
            format!("(SELECT MAX(a.at) FROM acts a WHERE a.subject = {subject} AND a.kind = '{kind}')")
        };
        let sql = match term {
            Term::Due => format!(
                "SELECT d.id, {HEAD}, d.obligation, d.period_key, CASE WHEN d.party = 'assessor' THEN 'assessor' ELSE p.provider_id END AS party, \
                 {NOTHING} AS holder, CASE WHEN d.standing = 'returned' THEN COALESCE({}, d.start_at) \
                 WHEN d.end_at < d.waits_until THEN d.end_at ELSE d.start_at END AS start_at, d.waits_until AS end_at, {told} \
                 FROM dues d JOIN platforms p ON p.id = d.platform_id {reminded} d.id \
                 WHERE {SCOPE} AND d.waits_until IS NOT NULL AND d.start_at <= $2",
                began("submission_returned", "d.submission_id")
            ),
            // What was handed in waits for the supervisor; what is ordered, planned or returned waits for the provider.
            Term::Rectification => format!(
                "SELECT r.id, {HEAD}, r.obligation, d.period_key, p.provider_id AS party, {NOTHING} AS holder, \
                 COALESCE(r.served_at, r.ordered_at) AS start_at, r.deadline AS end_at, {told} \
                 FROM rectifications r JOIN submissions s ON s.id = r.submission_id JOIN dues d ON d.id = s.due_id \
                 JOIN platforms p ON p.id = r.platform_id {reminded} r.id \
                 WHERE {SCOPE} AND r.state IN ('ordered', 'planned', 'returned') AND r.ordered_at <= $2"
            ),
            Term::Statement => format!(
                "SELECT s.id, {HEAD}, s.obligation, d.period_key, s.organisation_id AS party, s.reviewer_id AS holder, \
                 COALESCE({}, s.received_at) AS start_at, s.hear_until AS end_at, {told} \
                 FROM submissions s JOIN dues d ON d.id = s.due_id JOIN platforms p ON p.id = s.platform_id {reminded} s.id \
                 WHERE {SCOPE} AND s.state = 'intended' AND s.hearing = 'told' AND s.hear_until > $2",
                began("hearing_opened", "s.id")
            ),
            Term::Notice => format!(
                "SELECT n.id, {HEAD}, s.obligation, d.period_key, n.recipient_id AS party, s.reviewer_id AS holder, \
                 n.issued_at AS start_at, n.deemed_at AS end_at, {told} \
                 FROM notices n JOIN submissions s ON s.id = n.submission_id JOIN dues d ON d.id = s.due_id \
                 JOIN platforms p ON p.id = n.platform_id {reminded} n.id \
                 WHERE {SCOPE} AND n.state = 'issued' AND n.kind <> 'result' AND n.deemed_at > $2"
            ),
            // The term of a review is counted in working days; it is the caller's to add.
            Term::Review => format!(
                "SELECT s.id, {HEAD}, s.obligation, d.period_key, s.organisation_id AS party, s.reviewer_id AS holder, \
                 s.received_at AS start_at, s.received_at AS end_at, {told} \
                 FROM submissions s JOIN dues d ON d.id = s.due_id JOIN platforms p ON p.id = s.platform_id {reminded} s.id \
                 WHERE {SCOPE} AND s.state IN ('assessed', 'under_review') AND s.received_at <= $2"
            ),
        };
        Ok(all!(TermRow, self.reader(), AssertSqlSafe(sql), scope.key().to_owned(), now))
    }

    /// The latest reminder of a term that belongs to no table of its own.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn reminded(&self, term: &str, thing: &str) -> Result<Option<(i64, i64)>> {
        Ok(one!(
            (i64, i64),
            self.reader(),
            "SELECT until_at, step FROM reminded WHERE term = $1 AND thing_id = $2",
            term.to_owned(),
            thing.to_owned()
        ))
    }

    /// Reminds people of what has come, everything in one transaction with the note that it was done: whoever looks
    /// again, or at the same time, reminds nobody twice. Several things of one kind are one message. Answers how many
    /// messages it made.
    ///
    /// # Errors
    /// When the database refuses; then nobody was reminded, and the next look does it.
    pub async fn remind(&self, at: i64, entropy: &dyn Entropy, come: &[Due]) -> Result<usize> {
        if come.is_empty() {
            return Ok(0);
        }
        let mut tx = self.writer().begin().await?;
        let mut known: BTreeMap<String, (About, Vec<Person>)> = BTreeMap::new();
        let mut told: BTreeMap<(String, Kind), Vec<&Due>> = BTreeMap::new();
        let mut news: BTreeMap<(&str, &str), bool> = BTreeMap::new();
        for due in come {
            // One term may be told to several: the first decides whether it is news.
            let term = (due.term, due.row.id.as_str());
            let fresh = match news.get(&term) {
                Some(fresh) => *fresh,
                None => {
                    let fresh = note(&mut tx, due, at).await?;
                    news.insert(term, fresh);
                    fresh
                }
            };
            if !fresh {
                continue;
            }
            let row = &due.row;
            let party = row.party.clone().unwrap_or_default();
            let key = format!("{}:{party}", row.platform_id);
            if !known.contains_key(&key) {
                let parties = match party.as_str() {
                    "" => Vec::new(),
                    "assessor" => assessors(&mut tx, &row.platform_id).await?,
                    one => vec![one.to_owned()],
                };
                let about = About {
                    platform: Some(row.platform_id.clone()),
                    provider: Some(row.provider_id.clone()),
                    supervisors: supervisors(&mut tx, &row.platform_id, &row.zone, at).await?,
                    parties,
                    ..About::default()
                };
                let people = people(&mut tx, &about, at).await?;
                known.insert(key.clone(), (about, people));
            }
            let (about, people) = &known[&key];
            let about = About { holder: row.holder.clone(), ..about.clone() };
            for user in audience(&due.to, &about, people, None) {
                told.entry((user, due.kind)).or_default().push(due);
            }
        }
        let mut made = 0;
        for ((user, kind), mut dues) in told {
            dues.sort_by(|a, b| (a.until, &a.row.id).cmp(&(b.until, &b.row.id)));
            dues.dedup_by(|a, b| a.row.id == b.row.id);
            let Some(first) = dues.first() else { continue };
            let one = dues.len() == 1;
            let same_platform = dues.iter().all(|d| d.row.platform_id == first.row.platform_id);
            let message = Outgoing {
                key: format!("remind:{}:{}:{}:{at}:{user}", kind.as_str(), first.row.id, first.step),
                user,
                kind,
                act: None,
                platform: same_platform.then(|| first.row.platform_id.clone()),
                thing: first.thing,
                thing_id: one.then(|| first.leads_to.clone().unwrap_or_else(|| first.row.id.clone())),
                obligation: if one { first.row.obligation.clone() } else { None },
                period: if one { first.row.period_key.clone() } else { None },
                until: Some(first.until),
                word: None,
                text: None,
                things: dues.len() as i64,
            };
            made += usize::from(put(&mut tx, entropy.id(at), at, message).await?);
        }
        tx.commit().await?;
        Ok(made)
    }
}

/// Notes a reminder; answers whether it is news.
async fn note(on: &mut AnyConnection, due: &Due, at: i64) -> Result<bool> {
    let done = exec!(
        on,
        "INSERT INTO reminded (term, thing_id, until_at, step, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (term, thing_id) DO UPDATE SET until_at = excluded.until_at, step = excluded.step, at = excluded.at \
         WHERE reminded.until_at <> excluded.until_at OR reminded.step < excluded.step",
        due.term,
        due.row.id.clone(),
        due.until,
        due.step,
        at
    );
    Ok(done.rows_affected() > 0)
}
