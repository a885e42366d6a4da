//! Putting right what was found wanting: ordered, planned, proven, looked at again.

use anyhow::Context as _;
use yunjian_catalogue::{catalogue, working_days};
use yunjian_domain::act::Act;
use yunjian_domain::rectification;
use yunjian_domain::submission::{self, Verdict};
use yunjian_domain::{calendar, plan};
use yunjian_store::Tx;

use super::super::papers::Quality;
use super::{DAY, Desk, Event, Life, midnight};

/// How long the deadline table gives to put a fault right.
pub(super) fn window(blocking: bool, at: i64) -> anyhow::Result<plan::Window> {
    let zone = calendar::zone("Asia/Shanghai")?;
    let severity =
        if blocking { yunjian_catalogue::Severity::Blocking } else { yunjian_catalogue::Severity::Major };
    plan::rectification_window(catalogue(), severity, at, &zone, working_days())?
        .context("a window for rectification")
}

impl Life<'_> {
    pub(super) async fn order(
        &mut self,
        tx: &mut Tx,
        number: usize,
        platform: &str,
        verdict: &str,
        nonconformities: Vec<String>,
        blocking: bool,
    ) -> anyhow::Result<(String, String)> {
        let at = tx.at();
        let window = window(blocking, at)?;
        let case = &self.cases[number];
        let (submission, _, _) = case.submission.as_ref().context("a submission")?;
        let id = tx.id();
        let text = tx.content("请在期限内完成整改，并以新的证据证明。").await?;
        let act = Act::RectificationOrdered {
            rectification: id.clone(),
            platform: platform.to_owned(),
            submission: submission.clone(),
            obligation: case.obligation.id.clone(),
            nonconformities,
            deadline: window.deadline,
            basis: vec![window.row.clone()],
            text,
        };
        let state = rectification::apply(None, &act, at).context("a rectification")?;
        tx.record_because(verdict, Some(platform), act).await?;
        let (desk, platform) = (self.desk_of(case), case.platform);
        self.cases[number].rectification = Some((id.clone(), state));
        let days = self.dice.between(2, 4);
        self.put(at + days * DAY, desk, Event::Plan(number));
        let term = ((window.deadline - at) / DAY).max(3);
        let late = self.dice.per_mille([60, 150, 350][self.care(platform, at)]);
        if self.dice.per_mille(if late { 500 } else { 60 }) && matches!(desk, Desk::Provider(_)) {
            self.put(at + (term - 2) * DAY, desk, Event::AskTime(number));
        }
        let days = if late { term + self.dice.between(2, 25) } else { self.dice.between(term / 2, term - 1) };
        // The plan comes before the proof.
        self.put(at + days.max(5) * DAY, desk, Event::HandIn(number));
        Ok((id, window.row))
    }

    pub(super) async fn ask_time(&mut self, tx: &mut Tx, number: usize) -> anyhow::Result<()> {
        let at = tx.at();
        let case = &self.cases[number];
        let Some((_, state)) = &case.rectification else { return Ok(()) };
        let limit = rectification::ExtensionLimit { count: 1, latest: state.deadline + 10 * DAY };
        let until = state.deadline + 5 * DAY;
        let open = matches!(
            state.stage,
            rectification::Stage::Ordered | rectification::Stage::Planned | rectification::Stage::Returned
        );
        if !open || state.extension != rectification::Extension::None {
            return Ok(());
        }
        let reason = tx.content("备件到货推迟，申请延后五天。").await?;
        self.rectify(tx, number, rectification::Command::RequestExtension { until, reason, limit }).await?;
        let days = self.dice.between(1, 2);
        self.put(at + days * DAY, Desk::Lead, Event::GiveTime(number));
        Ok(())
    }

    pub(super) async fn prove(&mut self, tx: &mut Tx, number: usize) -> anyhow::Result<()> {
        let at = tx.at();
        let case = &self.cases[number];
        let Some((submission, ..)) = &case.submission else { return Ok(()) };
        let submission = submission.clone();
        let statement = tx.content("原不合规项已逐项处理，新的证据可以证明。").await?;
        self.rectify(tx, number, rectification::Command::HandIn { statement, submission }).await?;
        let (desk, days) = (Desk::Reviewer(self.reviewer_of(&self.cases[number])), self.dice.between(1, 6));
        self.put(at + days * DAY, desk, Event::Close(number));
        Ok(())
    }

    pub(super) async fn close(&mut self, tx: &mut Tx, number: usize, desk: Desk) -> anyhow::Result<()> {
        let at = tx.at();
        let platform = self.founded.platforms[self.cases[number].platform].id.clone();
        let reviewer = self.who(desk).context("a reviewer")?.user.clone();
        let take = rectification::Command::Take { reviewer: reviewer.clone() };
        self.rectify(tx, number, take).await?;
        self.submit(tx, number, &platform, submission::Command::Take { reviewer: reviewer.clone() }).await?;
        let good = matches!(self.cases[number].quality, Quality::Clean | Quality::Remarks);
        if good {
            let reason = tx.optional_content(Some("新的证据表明问题已处理。")).await?;
            let command = submission::Command::Decide {
                reviewer: reviewer.clone(),
                verdict: Verdict::Compliant,
                reason,
                nonconformities: Vec::new(),
            };
            let act = self.submit(tx, number, &platform, command).await?;
            self.tell_result(tx, number, &act).await?;
            let note = tx.content("新证据上原不合规项对应的规则均已通过。").await?;
            let recheck = rectification::Recheck { new_evidence: true, still_failing: Vec::new() };
            let command = rectification::Command::Close { reviewer, note, recheck, override_checks: false };
            self.rectify(tx, number, command).await?;
            return Ok(());
        }
        let until = midnight(at) + 11 * DAY;
        let reason = tx.content("问题没有完全处理，请继续整改。").await?;
        let command =
            submission::Command::Return { reviewer: reviewer.clone(), reason: reason.clone(), until };
        self.submit(tx, number, &platform, command).await?;
        let command = rectification::Command::Return { reviewer, reason, deadline: until };
        self.rectify(tx, number, command).await?;
        let (desk, days) = (self.desk_of(&self.cases[number]), self.dice.between(3, 12));
        self.put(at + days * DAY, desk, Event::HandIn(number));
        Ok(())
    }

    pub(super) async fn rectify(
        &mut self,
        tx: &mut Tx,
        number: usize,
        command: rectification::Command,
    ) -> anyhow::Result<()> {
        let case = &mut self.cases[number];
        let platform = &self.founded.platforms[case.platform].id;
        let Some((id, state)) = &mut case.rectification else { return Ok(()) };
        let act = rectification::decide(state, id, command, tx.at())?;
        *state = rectification::apply(Some(state), &act, tx.at()).context("a rectification")?;
        tx.record(Some(platform), act).await?;
        Ok(())
    }
}
