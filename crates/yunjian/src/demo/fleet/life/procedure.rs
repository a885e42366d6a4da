//! The procedure of an adverse decision, and the notice of every decision: who does what on which day.

use anyhow::Context as _;
use yunjian_catalogue::{catalogue, working_days};
use yunjian_domain::act::{Act, ContentRef, Nonconformity};
use yunjian_domain::calendar;
use yunjian_domain::notice::{self, Issue, Notice};
use yunjian_domain::submission::{self, Verdict};
use yunjian_domain::{plan, rectification};
use yunjian_store::Tx;
use yunjian_wire::notice::{NoticeBody, NoticeItem};

use super::super::founding::SUPERVISOR;
use super::{DAY, Desk, Event, Life};

const ZONE: &str = "Asia/Shanghai";

/// What was told as intended, and what came of it so far.
pub(super) struct Told {
    pub(super) verdict: Verdict,
    pub(super) reason: Option<ContentRef>,
    pub(super) nonconformities: Vec<(Nonconformity, String)>,
    /// Whether the order follows a blocking fault; nothing when no rectification is ordered.
    pub(super) blocking: Option<bool>,
}

/// The notice that a case waits for: its id, kind and state.
pub(super) struct Paper {
    id: String,
    kind: &'static str,
    state: Notice,
    rectification: Option<String>,
    /// Row of the deadline table that the order's deadline came from.
    basis: String,
}

impl Life<'_> {
    /// Tells what is intended; the notice goes out the same moment.
    pub(super) async fn intend(
        &mut self,
        tx: &mut Tx,
        number: usize,
        desk: Desk,
        told: Told,
    ) -> anyhow::Result<()> {
        let platform = self.founded.platforms[self.cases[number].platform].id.clone();
        let reviewer = self.who(desk).context("a reviewer")?.user.clone();
        let order = match told.blocking {
            Some(_) => Some(tx.content("请在期限内完成整改，并以新的证据证明。").await?),
            None => None,
        };
        let command = submission::Command::Intend {
            reviewer,
            verdict: told.verdict,
            reason: told.reason.clone(),
            nonconformities: told.nonconformities.iter().map(|(n, _)| n.clone()).collect(),
            order,
        };
        let act = self.submit(tx, number, &platform, command).await?;
        self.cases[number].told = Some(told);
        self.draft_notice(tx, number, "intended", &act).await?;
        self.issue_notice(tx, number, None).await?;
        let (provider, days) = (self.desk_of(&self.cases[number]), self.dice.between(1, 2));
        self.put(tx.at() + days * DAY, provider, Event::Hear(number));
        Ok(())
    }

    /// The provider acknowledges what is intended and has nothing to say against it.
    pub(super) async fn hear(&mut self, tx: &mut Tx, number: usize) -> anyhow::Result<()> {
        let platform = self.founded.platforms[self.cases[number].platform].id.clone();
        self.acknowledge(tx, number).await?;
        self.submit(tx, number, &platform, submission::Command::Waive).await?;
        let reviewer = Desk::Reviewer(self.reviewer_of(&self.cases[number]));
        self.put(tx.at() + DAY, reviewer, Event::Draft(number));
        Ok(())
    }

    /// The reviewer writes down the verdict for the lead.
    pub(super) async fn draft(&mut self, tx: &mut Tx, number: usize, desk: Desk) -> anyhow::Result<()> {
        let platform = self.founded.platforms[self.cases[number].platform].id.clone();
        let reviewer = self.who(desk).context("a reviewer")?.user.clone();
        let told = self.cases[number].told.as_ref().context("something told")?;
        let (verdict, reason, ordered) = (told.verdict, told.reason.clone(), told.blocking.is_some());
        let nonconformities = told.nonconformities.iter().map(|(n, _)| n.id.clone()).collect();
        let order = match ordered {
            true => Some(tx.content("请在期限内完成整改，并以新的证据证明。").await?),
            false => None,
        };
        let command =
            submission::Command::Draft { reviewer, verdict, reason, nonconformities, order, deadline: None };
        let act = self.submit(tx, number, &platform, command).await?;
        let kind = if ordered { "rectification" } else { "adverse_result" };
        self.draft_notice(tx, number, kind, &act).await?;
        self.put(tx.at() + DAY, Desk::Lead, Event::Issue(number));
        Ok(())
    }

    /// The lead checks and issues: the verdict is given, the rectification ordered.
    pub(super) async fn issue(&mut self, tx: &mut Tx, number: usize) -> anyhow::Result<()> {
        let platform = self.founded.platforms[self.cases[number].platform].id.clone();
        let told = self.cases[number].told.take().context("something told")?;
        let command = submission::Command::Issue {
            issuer: self.founded.lead.user.clone(),
            second_person: true,
            reason: told.reason,
            nonconformities: told.nonconformities.iter().map(|(n, _)| n.clone()).collect(),
        };
        let act = self.submit(tx, number, &platform, command).await?;
        let mut ordered = None;
        if let Some(blocking) = told.blocking {
            let ids = told.nonconformities.iter().map(|(n, _)| n.id.clone()).collect();
            ordered = Some(self.order(tx, number, &platform, &act, ids, blocking).await?);
        }
        self.issue_notice(tx, number, ordered).await?;
        let provider = self.desk_of(&self.cases[number]);
        self.put(tx.at() + DAY, provider, Event::Acknowledge(number));
        Ok(())
    }

    /// A favourable verdict's notice, issued at once.
    pub(super) async fn tell_result(
        &mut self,
        tx: &mut Tx,
        number: usize,
        because: &str,
    ) -> anyhow::Result<()> {
        self.draft_notice(tx, number, "result", because).await?;
        self.issue_notice(tx, number, None).await?;
        let (provider, days) = (self.desk_of(&self.cases[number]), self.dice.between(1, 3));
        self.put(tx.at() + days * DAY, provider, Event::Acknowledge(number));
        Ok(())
    }

    async fn draft_notice(
        &mut self,
        tx: &mut Tx,
        number: usize,
        kind: &'static str,
        because: &str,
    ) -> anyhow::Result<()> {
        let case = &self.cases[number];
        let platform = &self.founded.platforms[case.platform];
        let (submission, version, state) = case.submission.as_ref().context("a submission")?;
        let recipient = self.who(self.desk_of(case)).context("a recipient")?;
        let verdict = match (&case.told, state) {
            (Some(told), _) => told.verdict,
            (None, submission::Submission::Decided { verdict }) => *verdict,
            _ => Verdict::Compliant,
        };
        let told = case.told.as_ref();
        let basis = match told.and_then(|told| told.blocking).filter(|_| kind == "rectification") {
            Some(blocking) => vec![super::putting_right::window(blocking, tx.at())?.row],
            None => Vec::new(),
        };
        let body = NoticeBody {
            platform: platform.name.clone(),
            supervisor: SUPERVISOR.to_owned(),
            recipient: recipient.name.clone(),
            obligation: case.obligation.id.clone(),
            obligation_zh: case.obligation.title_zh.clone(),
            obligation_en: case.obligation.title_en.clone(),
            section: case.obligation.section.clone(),
            period: case.period.clone(),
            version: *version,
            received_at: yunjian_server::text::time(case.received_at),
            verdict: verdict.as_str().to_owned(),
            reason: None,
            nonconformities: told
                .into_iter()
                .flat_map(|told| &told.nonconformities)
                .map(|(n, text)| NoticeItem {
                    rule: n.rule.clone(),
                    severity: n.severity.clone(),
                    text: text.clone(),
                })
                .collect(),
            order: told.and_then(|t| t.blocking).map(|_| "请在期限内完成整改，并以新的证据证明。".to_owned()),
            statement_workdays: (kind == "intended")
                .then(|| i64::from(catalogue().workflow.statement.workdays)),
            statement: None,
            answer: None,
            basis: yunjian_server::text::basis(&basis),
            deadline: None,
            measure: None,
        };
        let id = tx.id();
        let act = Act::NoticeDrafted {
            escalation: None,
            notice: id.clone(),
            platform: platform.id.clone(),
            kind: kind.to_owned(),
            submission: submission.clone(),
            recipient: recipient.organisation.clone(),
            body: tx.content(&serde_json::to_string(&body)?).await?,
        };
        let by = tx.actor().user.clone().unwrap_or_default();
        let state = notice::apply(None, &act, &by, tx.at()).context("a notice")?;
        tx.record_because(because, Some(&platform.id), act).await?;
        self.cases[number].notice =
            Some(Paper { id, kind, state, rectification: None, basis: String::new() });
        Ok(())
    }

    async fn issue_notice(
        &mut self,
        tx: &mut Tx,
        number: usize,
        ordered: Option<(String, String)>,
    ) -> anyhow::Result<()> {
        let at = tx.at();
        let zone = calendar::zone(ZONE)?;
        let platform = self.founded.platforms[self.cases[number].platform].id.clone();
        let supervisor = self.founded.lead.organisation.clone();
        let year = i64::from(calendar::civil_date(at, &zone)?.year());
        let paper = self.cases[number].notice.as_mut().context("a notice")?;
        let kind = catalogue().notices.of(paper.kind).context("a kind of notice")?;
        let sequence = tx.next_sequence(&supervisor, paper.kind, year).await?;
        let issue = Issue {
            number: kind.numbered(year, sequence),
            year,
            sequence,
            body: None,
            rectification: ordered.as_ref().map(|(id, _)| id.clone()),
            deemed_at: calendar::plus_workdays(
                at,
                catalogue().notices.silence.workdays,
                &zone,
                working_days(),
            )?
            .at,
        };
        let who = tx.actor().user.clone().unwrap_or_default();
        let command = notice::Command::Issue { who: who.clone(), second_person: kind.second_person, issue };
        let act = notice::decide(&paper.state, &paper.id, command, at)?;
        paper.state = notice::apply(Some(&paper.state), &act, &who, at).context("a notice")?;
        if let Some((id, basis)) = ordered {
            (paper.rectification, paper.basis) = (Some(id), basis);
        }
        tx.record(Some(&platform), act).await?;
        Ok(())
    }

    /// The provider acknowledges the notice that waits; what follows from service follows.
    pub(super) async fn acknowledge(&mut self, tx: &mut Tx, number: usize) -> anyhow::Result<()> {
        let at = tx.at();
        let zone = calendar::zone(ZONE)?;
        let platform = self.founded.platforms[self.cases[number].platform].id.clone();
        let Some(mut paper) = self.cases[number].notice.take() else { return Ok(()) };
        if !matches!(paper.state, Notice::Issued { .. }) {
            self.cases[number].notice = Some(paper);
            return Ok(());
        }
        let serve = notice::Command::Serve { method: "in_app".to_owned(), served_at: at, proof: None };
        let act = notice::decide(&paper.state, &paper.id, serve, at)?;
        paper.state = notice::apply(Some(&paper.state), &act, "", at).context("a notice")?;
        let act = tx.record(Some(&platform), act).await?;
        if paper.kind == "intended" {
            let workdays = catalogue().workflow.statement.workdays;
            let until = calendar::plus_workdays(at, workdays, &zone, working_days())?.at;
            let (id, _, state) = self.cases[number].submission.as_mut().context("a submission")?;
            let opened = submission::decide(state, id, submission::Command::OpenHearing { until }, at)?;
            *state = submission::apply(state, &opened);
            tx.record_because(&act, Some(&platform), opened).await?;
        }
        if paper.rectification.is_some()
            && let Some((id, state)) = &mut self.cases[number].rectification
        {
            let row = catalogue().deadline(&paper.basis).context("a row of the deadline table")?;
            let deadline = plan::window(row, at, &zone, working_days())?.deadline;
            let served = rectification::decide(
                state,
                id,
                rectification::Command::Serve { served_at: at, deadline },
                at,
            )?;
            *state = rectification::apply(Some(state), &served, at).context("a rectification")?;
            tx.record_because(&act, Some(&platform), served).await?;
        }
        Ok(())
    }
}
