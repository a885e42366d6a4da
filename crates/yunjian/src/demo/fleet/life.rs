//! Two years of a fleet, day by day: handed in, read, reviewed, put right.
//!
//! Whoever acts on one day acts in one transaction of the door, as somebody who works through a pile does. Every
//! act is one the law of its life allows: it comes from the domain's `decide`.

mod days;
mod procedure;
mod putting_right;

pub(super) use days::{DAY, HOUR, MINUTE};
use days::{midnight, weekday};

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use yunjian_catalogue::{Decider, Obligation, catalogue};
use yunjian_domain::act::{Act, Actor, Nonconformity, SubmittedFile};
use yunjian_domain::escalation;
use yunjian_domain::rectification::{self, Rectification};
use yunjian_domain::submission::{self, Outcome, Proposal, Submission, Verdict};
use yunjian_server::jobs::assess::Document;
use yunjian_server::{App, jobs};
use yunjian_store::{Cursor, Scope, Tx};

use super::dice::Dice;
use super::founding::{Founded, Who};
use super::papers::{self, Handed, Papers, Quality};

/// Who acts; each has a minute of the day of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Desk {
    System,
    Provider(usize),
    Assessor,
    Reviewer(usize),
    Lead,
}

#[derive(Clone, Copy, Debug)]
enum Event {
    HandIn(usize),
    Read(usize),
    Review(usize),
    /// The provider acknowledges what is intended against it, and waives its statement.
    Hear(usize),
    Draft(usize),
    /// The lead checks and issues a drafted verdict.
    Issue(usize),
    /// The provider acknowledges the notice of a verdict.
    Acknowledge(usize),
    Plan(usize),
    AskTime(usize),
    GiveTime(usize),
    Prove(usize),
    Close(usize),
    /// The lead decides about a proposed escalation, by its place in the list.
    Decide(usize),
    /// A second person confirms what the lead endorsed.
    Second(usize),
    Rest(usize),
}

/// One due item and what has become of it.
struct Case {
    due: String,
    period: String,
    platform: usize,
    obligation: &'static Obligation,
    due_at: i64,
    turn: usize,
    attempt: usize,
    submission: Option<(String, i64, Submission)>,
    quality: Quality,
    late: bool,
    automatic: bool,
    paper: usize,
    results: Vec<(String, String, String)>,
    received_at: i64,
    told: Option<procedure::Told>,
    notice: Option<procedure::Paper>,
    rectification: Option<(String, Rectification)>,
}

struct Raised {
    id: String,
    platform: String,
    state: escalation::Escalation,
}

pub(super) struct Life<'a> {
    app: &'a App,
    founded: &'a Founded,
    papers: &'a Papers,
    dice: Dice,
    end: i64,
    cases: Vec<Case>,
    known: std::collections::HashSet<String>,
    raised: Vec<Raised>,
    agenda: BTreeMap<(i64, Desk), Vec<Event>>,
}

impl<'a> Life<'a> {
    pub(super) fn new(app: &'a App, founded: &'a Founded, papers: &'a Papers, dice: Dice, end: i64) -> Self {
        Self {
            app,
            founded,
            papers,
            dice,
            end,
            cases: Vec::new(),
            known: std::collections::HashSet::new(),
            raised: Vec::new(),
            agenda: BTreeMap::new(),
        }
    }

    /// Lives from `begin` to the end; `told` hears of every month.
    pub(super) async fn live(&mut self, begin: i64, told: &mut dyn FnMut(&str, usize)) -> anyhow::Result<()> {
        let mut look = begin;
        while look < self.end {
            self.look_round(look).await?;
            told(&yunjian_server::text::time(look)[..10], self.cases.len());
            // Twice a month is enough for calendar and triggers: the calendar opens ahead.
            let next = (look + 15 * DAY).min(self.end);
            while let Some(((at, desk), _)) = self.agenda.first_key_value() {
                let (at, desk) = (*at, *desk);
                if at >= next {
                    break;
                }
                let events = self.agenda.remove(&(at, desk)).unwrap_or_default();
                self.work(at, desk, events).await?;
            }
            jobs::integrate(self.app).await?;
            look = next;
        }
        self.look_round(self.end).await
    }

    /// Calendar and triggers, and what they brought.
    async fn look_round(&mut self, at: i64) -> anyhow::Result<()> {
        self.app.clock().set(at);
        jobs::tick(self.app).await?;
        jobs::settle(self.app).await?;
        let scope = Scope::system();
        for number in 0..self.founded.platforms.len() {
            let platform = self.founded.platforms[number].id.clone();
            for row in self.app.store().opened_periods(&scope, &platform).await? {
                if row.standing == "open" && self.known.insert(row.id.clone()) {
                    let obligation =
                        catalogue().obligation(&row.obligation).context("an obligation of the plan")?;
                    let turn = usize::try_from(row.start_at / (28 * DAY)).unwrap_or(0) + number;
                    self.cases.push(Case {
                        due: row.id,
                        period: row.period_key,
                        platform: number,
                        obligation,
                        due_at: row.due_at,
                        turn,
                        attempt: 0,
                        submission: None,
                        quality: Quality::Clean,
                        late: false,
                        automatic: false,
                        paper: turn,
                        results: Vec::new(),
                        received_at: 0,
                        told: None,
                        notice: None,
                        rectification: None,
                    });
                    let from = row.start_at.max(row.end_at.min(row.due_at - 12 * DAY)).max(at);
                    self.plan_hand_in(self.cases.len() - 1, from);
                }
            }
        }
        let mut cursor = Cursor::first(200);
        loop {
            let page = self.app.store().escalations(&scope, None, Some("proposed"), &cursor).await?;
            for row in page.items {
                if self.known.insert(row.id.clone()) {
                    self.raised.push(Raised {
                        id: row.id,
                        platform: row.platform_id,
                        state: escalation::Escalation::Proposed { level: row.level },
                    });
                    let case = self.raised.len() - 1;
                    let days = self.dice.between(1, 9);
                    self.put(at + days * DAY, Desk::Lead, Event::Decide(case));
                }
            }
            match page.next {
                Some(next) => cursor.after = Some(next),
                None => return Ok(()),
            }
        }
    }

    /// Notes an event on somebody's desk for a day, at the hour that desk works.
    fn put(&mut self, day: i64, desk: Desk, event: Event) {
        let day = weekday(day);
        let minute = |n: usize| n as i64 * MINUTE;
        let at = match desk {
            Desk::Provider(n) => day + 10 * HOUR + minute(n),
            Desk::Assessor => day + 10 * HOUR + 30 * MINUTE,
            Desk::Reviewer(n) => day + 14 * HOUR + minute(n),
            Desk::Lead => day + 16 * HOUR,
            Desk::System => day + 13 * HOUR,
        };
        self.agenda.entry((at, desk)).or_default().push(event);
    }

    fn desk_of(&self, case: &Case) -> Desk {
        if case.obligation.party.as_str() == "assessor" {
            Desk::Assessor
        } else {
            Desk::Provider(self.founded.platforms[case.platform].provider)
        }
    }

    fn reviewer_of(&self, case: &Case) -> usize {
        case.platform % self.founded.reviewers.len()
    }

    fn who(&self, desk: Desk) -> Option<&Who> {
        match desk {
            Desk::System => None,
            Desk::Provider(n) => self.founded.providers.get(n),
            Desk::Assessor => Some(&self.founded.assessor),
            Desk::Reviewer(n) => self.founded.reviewers.get(n),
            Desk::Lead => Some(&self.founded.lead),
        }
    }

    /// How the platform is run at a moment: 0 well, 1 ordinary, 2 poorly.
    fn care(&self, platform: usize, at: i64) -> usize {
        let platform = &self.founded.platforms[platform];
        if platform.declining && at > self.end - 120 * DAY { 2 } else { platform.quality }
    }

    fn plan_hand_in(&mut self, number: usize, from: i64) {
        let (due_at, platform) = (self.cases[number].due_at, self.cases[number].platform);
        let care = self.care(platform, due_at);
        let day = if self.dice.per_mille([15, 50, 140][care]) {
            let longest = if self.dice.per_mille(100) { 75 } else { 12 };
            due_at + self.dice.between(1, longest) * DAY
        } else {
            // The last day of the term ends at midnight; whoever is in time hands in before it.
            let last = weekday(midnight(due_at - DAY) - 2 * DAY).min(midnight(due_at - DAY));
            let first = midnight(from).min(last);
            first + self.dice.between(0, (last - first) / DAY) * DAY
        };
        let desk = self.desk_of(&self.cases[number]);
        self.put(day, desk, Event::HandIn(number));
    }

    /// Everything one desk does at one moment, in one transaction.
    async fn work(&mut self, at: i64, desk: Desk, events: Vec<Event>) -> anyhow::Result<()> {
        self.app.clock().set(at);
        let actor = match self.who(desk) {
            Some(who) => Actor {
                user: Some(who.user.clone()),
                organisation: Some(who.organisation.clone()),
                acting_for: None,
            },
            None => Actor::system(),
        };
        let documents = self.draw(at, &events)?;
        let (entropy, facts) = (Arc::clone(self.app.entropy()), Arc::clone(self.app.facts()));
        let mut tx = self.app.store().open_door(at, actor, entropy, facts).await?;
        let mut read = Vec::new();
        let mut documents = documents.into_iter();
        for event in events {
            match event {
                Event::HandIn(number) => {
                    if self.hand_in(&mut tx, number, desk).await? {
                        read.push(Event::Read(number));
                    }
                }
                Event::Read(number) => {
                    let document = documents.next().flatten();
                    self.read(&mut tx, number, document).await?;
                }
                Event::Review(number) => self.review(&mut tx, number, desk).await?,
                Event::Hear(number) => self.hear(&mut tx, number).await?,
                Event::Draft(number) => self.draft(&mut tx, number, desk).await?,
                Event::Issue(number) => self.issue(&mut tx, number).await?,
                Event::Acknowledge(number) => self.acknowledge(&mut tx, number).await?,
                Event::Plan(number) => {
                    let text = "一、本周内查明原因；二、完成受影响系统的处理；三、期限前复测并提交结果。责任人：运维部。";
                    let plan = tx.content(text).await?;
                    self.rectify(
                        &mut tx,
                        number,
                        rectification::Command::Plan { plan, milestones: Vec::new() },
                    )
                    .await?;
                }
                Event::AskTime(number) => self.ask_time(&mut tx, number).await?,
                Event::GiveTime(number) => {
                    // What was put right in the meantime needs no more time.
                    if !self.cases[number].rectification.as_ref().is_some_and(|(_, state)| {
                        matches!(state.extension, rectification::Extension::Requested { .. })
                            && !matches!(state.stage, rectification::Stage::Closed { .. })
                    }) {
                        continue;
                    }
                    let command = if self.dice.per_mille(700) {
                        rectification::Command::GrantExtension
                    } else {
                        let reason = tx.content("请求的理由不充分，请按原期限完成。").await?;
                        rectification::Command::RefuseExtension { reason }
                    };
                    self.rectify(&mut tx, number, command).await?;
                }
                Event::Prove(number) => self.prove(&mut tx, number).await?,
                Event::Close(number) => self.close(&mut tx, number, desk).await?,
                Event::Decide(number) => self.decide_raised(&mut tx, number).await?,
                Event::Second(number) => {
                    let reason = tx.content("情况属实，同意。").await?;
                    self.confirm(&mut tx, number, desk, reason).await?;
                }
                Event::Rest(number) => {
                    let reason = tx.content("整改已完成，近两个月没有再次出现。").await?;
                    self.raise(&mut tx, number, escalation::Command::Close { reason }).await?;
                }
            }
        }
        tx.commit().await?;
        if !read.is_empty() {
            self.agenda.entry((at + 20_000, Desk::System)).or_default().extend(read);
        }
        Ok(())
    }

    async fn hand_in(&mut self, tx: &mut Tx, number: usize, desk: Desk) -> anyhow::Result<bool> {
        let at = tx.at();
        let case = &self.cases[number];
        let platform = self.founded.platforms[case.platform].id.clone();
        if let Some((_, _, state)) = &case.submission
            && !matches!(state, Submission::NotAdmitted | Submission::Returned { .. })
            && !matches!(state, Submission::Decided { verdict } if verdict.is_adverse())
        {
            return Ok(false);
        }
        let care = self.care(case.platform, at);
        let again = case.attempt > 0;
        let roll = self.dice.below(1000);
        // Shares of broken, bad, partly, open, with remarks; the rest is clean. A second attempt is a better one.
        let shares: [u64; 5] = match (again, care) {
            (true, _) => [5, 10, 20, 5, 150],
            (false, 0) => [6, 8, 20, 10, 120],
            (false, 1) => [12, 30, 60, 25, 170],
            (false, _) => [30, 110, 140, 50, 200],
        };
        let mut bound = 0;
        let mut quality = Quality::Clean;
        let kinds = [Quality::Broken, Quality::Bad, Quality::Partly, Quality::Open, Quality::Remarks];
        for (share, kind) in shares.iter().zip(kinds) {
            bound += share;
            if roll < bound {
                quality = kind;
                break;
            }
        }
        let automatic = self.dice.per_mille([550, 350, 150][care]);
        let (id, case) = (tx.id(), &mut self.cases[number]);
        let mut supersedes = None;
        let version = match &case.submission {
            Some((before, version, state)) => {
                if !matches!(state, Submission::Decided { .. }) {
                    let command = submission::Command::Supersede { by: id.clone() };
                    let act = submission::decide(state, before, command, at)?;
                    tx.record(Some(&platform), act).await?;
                    supersedes = Some(before.clone());
                }
                version + 1
            }
            None => 1,
        };
        case.paper = case.turn + case.attempt;
        case.attempt += 1;
        case.quality = quality;
        case.late = at > case.due_at;
        case.received_at = at;
        case.automatic = automatic;
        let paper = self.papers.of(&case.obligation.id, case.paper);
        let form =
            papers::form(case.obligation, &yunjian_server::text::time(at)[..10], &mut self.dice).to_string();
        let key = yunjian_server::auth::digest(&format!("{}\0{form}\0{}", paper.facts.sha256, case.attempt));
        let name = tx.content(&paper.name).await?;
        let form = tx.content(&form).await?;
        let act = Act::SubmissionReceived {
            submission: id.clone(),
            due: case.due.clone(),
            platform: platform.clone(),
            obligation: case.obligation.id.clone(),
            version,
            supersedes,
            files: vec![SubmittedFile { sha256: paper.facts.sha256.clone(), size: paper.size, name }],
            form: Some(form),
            covers_from: None,
            covers_to: None,
            key,
            automatic,
            sensitivity: None,
            remarks: None,
        };
        tx.record(Some(&platform), act).await?;
        debug_assert_ne!(desk, Desk::System);
        case.submission = Some((id, version, Submission::Received));
        Ok(true)
    }

    /// Draws what the rules find on everything that is read at this moment, and stores the documents side by side:
    /// each is synced, and the disk is quicker when asked for several at once.
    fn draw(&mut self, at: i64, events: &[Event]) -> anyhow::Result<Vec<Option<(Document, String)>>> {
        let mut drawn = Vec::new();
        for event in events {
            let Event::Read(number) = event else { continue };
            let case = &self.cases[*number];
            let Some((id, ..)) = case.submission.as_ref().filter(|_| case.quality != Quality::Broken) else {
                drawn.push(None);
                continue;
            };
            let handed = Handed {
                submission: id,
                obligation: case.obligation,
                paper: self.papers.of(&case.obligation.id, case.paper),
                now: at,
                late: case.late,
                automatic: case.automatic,
            };
            let document = papers::document(&handed, case.quality, &mut self.dice);
            drawn.push(Some((document, self.app.entropy().id(at))));
        }
        let blobs = self.app.blobs();
        let mut stored: Vec<Option<(Document, String)>> = Vec::with_capacity(drawn.len());
        while !drawn.is_empty() {
            let some: Vec<_> = drawn.drain(..drawn.len().min(8)).collect();
            let done: Vec<anyhow::Result<Option<(Document, String)>>> = std::thread::scope(|scope| {
                let threads: Vec<_> = some
                    .into_iter()
                    .map(|one| {
                        scope.spawn(move || {
                            let Some((document, name)) = one else { return Ok(None) };
                            let digest = blobs.put(&name, &serde_json::to_vec(&document)?)?;
                            Ok(Some((document, digest)))
                        })
                    })
                    .collect();
                threads
                    .into_iter()
                    .map(|thread| {
                        thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a document was not stored")))
                    })
                    .collect()
            });
            for one in done {
                stored.push(one?);
            }
        }
        Ok(stored)
    }

    async fn read(
        &mut self,
        tx: &mut Tx,
        number: usize,
        document: Option<(Document, String)>,
    ) -> anyhow::Result<()> {
        let at = tx.at();
        let case = &self.cases[number];
        let platform = self.founded.platforms[case.platform].id.clone();
        let paper = self.papers.of(&case.obligation.id, case.paper);
        let Some((document, digest)) = document else {
            let report = self.papers.report.clone();
            self.submit(tx, number, &platform, submission::Command::RefuseAdmission { report }).await?;
            let (desk, days) = (self.desk_of(&self.cases[number]), self.dice.between(1, 3));
            self.put(at + days * DAY, desk, Event::HandIn(number));
            return Ok(());
        };
        let inventory = catalogue().links.is_inventory(&case.obligation.id);
        let scan = paper.facts.kind == "scan";
        let files = vec![paper.facts.clone()];
        let care = self.care(case.platform, at);
        self.submit(tx, number, &platform, submission::Command::Admit { files, inventory }).await?;
        let count = |wanted: yunjian_assess::Outcome| {
            document.assessment.results.iter().filter(|r| r.outcome == wanted).count() as i64
        };
        use yunjian_assess::{Outcome as Said, Proposal as Drawn, Severity};
        let outcome = Outcome {
            assessment: tx.id(),
            document: digest,
            proposal: match document.assessment.proposal {
                Drawn::Compliant => Proposal::Compliant,
                Drawn::CompliantWithRemarks => Proposal::CompliantWithRemarks,
                Drawn::PartlyCompliant => Proposal::PartlyCompliant,
                Drawn::NonCompliant => Proposal::NonCompliant,
                Drawn::Undetermined => Proposal::Undetermined,
            },
            passed: count(Said::Pass),
            failed: count(Said::Fail),
            undetermined: count(Said::Undetermined),
            blocking_failed: document
                .assessment
                .results
                .iter()
                .filter(|r| r.outcome == Said::Fail && r.severity == Severity::Blocking)
                .count() as i64,
            unauthenticated: scan.then(|| self.dice.between(0, [200, 500, 1500][care])),
        };
        self.submit(tx, number, &platform, submission::Command::Assess(outcome)).await?;
        self.cases[number].results = document
            .assessment
            .results
            .iter()
            .filter(|r| r.outcome == Said::Fail && r.severity != Severity::Advice)
            .map(|r| {
                let severity = match r.severity {
                    Severity::Blocking => "blocking",
                    Severity::Major => "major",
                    _ => "minor",
                };
                (r.rule.clone(), severity.to_owned(), r.message_zh.clone())
            })
            .collect();
        let case = &self.cases[number];
        if case.rectification.is_some() {
            let desk = self.desk_of(case);
            let days = self.dice.between(1, 2);
            self.put(at + days * DAY, desk, Event::Prove(number));
        } else {
            // Most are looked at within a few days, some lie for two weeks.
            let days =
                if self.dice.per_mille(60) { self.dice.between(8, 15) } else { self.dice.between(0, 5) };
            let desk = Desk::Reviewer(self.reviewer_of(case));
            self.put(at + days * DAY, desk, Event::Review(number));
        }
        Ok(())
    }

    async fn review(&mut self, tx: &mut Tx, number: usize, desk: Desk) -> anyhow::Result<()> {
        let at = tx.at();
        let platform = self.founded.platforms[self.cases[number].platform].id.clone();
        let reviewer = self.who(desk).context("a reviewer")?.user.clone();
        self.submit(tx, number, &platform, submission::Command::Take { reviewer: reviewer.clone() }).await?;
        let quality = self.cases[number].quality;
        let first = self.cases[number].attempt == 1;
        let returns = match quality {
            Quality::Open => 600,
            Quality::Partly => 250,
            Quality::Bad => 120,
            _ => 12,
        };
        if first && self.dice.per_mille(returns) {
            let text = *self.dice.pick(&[
                "填报的汇总数与明细不一致，请核对后重新提交。",
                "缺少负责人签批的页面，请补充。",
                "提交的材料不覆盖整个周期，请补充缺少的部分。",
            ]);
            let reason = tx.content(text).await?;
            let until = midnight(at) + 11 * DAY;
            self.submit(tx, number, &platform, submission::Command::Return { reviewer, reason, until })
                .await?;
            let (desk, days) = (self.desk_of(&self.cases[number]), self.dice.between(2, 12));
            self.put(at + days * DAY, desk, Event::HandIn(number));
            return Ok(());
        }
        let verdict = match quality {
            Quality::Bad => Verdict::NonCompliant,
            Quality::Partly => Verdict::PartlyCompliant,
            Quality::Remarks | Quality::Open => Verdict::CompliantWithRemarks,
            _ => Verdict::Compliant,
        };
        let mut nonconformities = Vec::new();
        let mut worst = "minor";
        if verdict.is_adverse() {
            for (rule, severity, text) in self.cases[number].results.clone() {
                if severity == "blocking" || (severity == "major" && worst != "blocking") {
                    worst = if severity == "blocking" { "blocking" } else { "major" };
                }
                let content = tx.content(&text).await?;
                nonconformities.push((Nonconformity { id: tx.id(), rule, severity, text: content }, text));
            }
        }
        let reason = match verdict {
            Verdict::Compliant => None,
            Verdict::CompliantWithRemarks => Some("不影响结论，请在下一期改进。"),
            _ => Some("自动规则指出的问题经核对属实。"),
        };
        let reason = tx.optional_content(reason).await?;
        if verdict.is_adverse() {
            let blocking = (worst != "minor").then_some(worst == "blocking");
            let told = procedure::Told { verdict, reason, nonconformities, blocking };
            return self.intend(tx, number, desk, told).await;
        }
        let command = submission::Command::Decide { reviewer, verdict, reason, nonconformities: Vec::new() };
        let act = self.submit(tx, number, &platform, command).await?;
        self.tell_result(tx, number, &act).await
    }

    /// Confirms a proposed state of supervision; where two have to, a reviewer is the second.
    async fn confirm(
        &mut self,
        tx: &mut Tx,
        number: usize,
        desk: Desk,
        reason: yunjian_domain::act::ContentRef,
    ) -> anyhow::Result<()> {
        let who = self.who(desk).context("somebody who decides")?.user.clone();
        let head = desk == Desk::Lead;
        if let escalation::Escalation::Proposed { level } = &self.raised[number].state
            && catalogue().state(level).is_some_and(|state| state.hearing)
        {
            // Told as intended; the provider says nothing within its time, and then a second person decides, or the head.
            let by_head = catalogue().state(level).is_some_and(|state| state.decided_by == Decider::Head);
            self.raise(tx, number, escalation::Command::Intend { level: None, who, reason }).await?;
            let until = tx.at() + 7 * DAY;
            self.raise(tx, number, escalation::Command::OpenHearing { until }).await?;
            let next = if by_head { Desk::Lead } else { Desk::Reviewer(0) };
            self.put(until + DAY, next, Event::Second(number));
            return Ok(());
        }
        self.raise(tx, number, escalation::Command::Confirm { level: None, who, head, reason }).await?;
        if matches!(self.raised[number].state, escalation::Escalation::Endorsed { .. }) {
            self.put(tx.at() + DAY, Desk::Reviewer(0), Event::Second(number));
        } else {
            let days = self.dice.between(15, 70);
            self.put(tx.at() + days * DAY, Desk::Lead, Event::Rest(number));
        }
        Ok(())
    }

    async fn decide_raised(&mut self, tx: &mut Tx, number: usize) -> anyhow::Result<()> {
        if self.dice.per_mille(550) {
            let reason = tx.content("触发的情况经核对属实，请说明原因和措施。").await?;
            self.confirm(tx, number, Desk::Lead, reason).await?;
        } else {
            let reason = tx.content("已了解原因，继续观察。").await?;
            self.raise(tx, number, escalation::Command::Dismiss { reason }).await?;
        }
        Ok(())
    }

    async fn raise(
        &mut self,
        tx: &mut Tx,
        number: usize,
        command: escalation::Command,
    ) -> anyhow::Result<()> {
        let levels = yunjian_server::api::escalation::levels();
        let by = tx.actor().user.clone().unwrap_or_default();
        let case = &mut self.raised[number];
        let act = escalation::decide(&case.state, &case.id, command, &levels, tx.at())?;
        case.state = escalation::apply(Some(&case.state), &act, &by, tx.at()).context("an escalation")?;
        tx.record(Some(&case.platform), act).await?;
        Ok(())
    }

    /// Decides about the case's submission and records it; answers the act's id.
    async fn submit(
        &mut self,
        tx: &mut Tx,
        number: usize,
        platform: &str,
        command: submission::Command,
    ) -> anyhow::Result<String> {
        let (id, _, state) = self.cases[number].submission.as_mut().context("a submission")?;
        let act = submission::decide(state, id, command, tx.at())?;
        *state = submission::apply(state, &act);
        Ok(tx.record(Some(platform), act).await?)
    }
}
