//! The life of a deviation request (例外申请): asked for by the provider, decided by the supervisor, held until a date.
//!
//! A decision speaks of weaknesses by identity (asset, weakness, package, port, place), not of rows in a file: that is why
//! it survives the next scan, the same file again, and another version of the scanner. It never hides a finding; it says
//! how the finding is treated until its date. That the date has passed is derived from the clock and never stored.

use yunjian_catalogue::DeviationKind;

use crate::act::{Act, ContentRef, DeviationTarget, Millis, SubmittedFile};
use crate::refused::Refused;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deviation {
    Requested,
    /// Sent back to the provider, to be asked for again.
    Returned,
    /// One person would grant it; its severity asks for a second one.
    Endorsed {
        by: String,
        until: Millis,
    },
    Granted {
        until: Millis,
    },
    Refused,
    /// The provider gave it up, before or after it was granted.
    Withdrawn,
    /// The supervisor took it back before its date.
    Revoked,
}

impl Deviation {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Returned => "returned",
            Self::Endorsed { .. } => "endorsed",
            Self::Granted { .. } => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Revoked => "revoked",
        }
    }
    pub const NAMES: &'static [&'static str] =
        &["requested", "returned", "endorsed", "granted", "refused", "withdrawn", "revoked"];

    /// Whether findings are treated by it at a moment.
    pub fn holds(&self, now: Millis) -> bool {
        matches!(self, Self::Granted { until } if now < *until)
    }
}

/// How far this request may go: its kind's row, and what was found out about the findings it speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Law<'a> {
    pub kind: &'a DeviationKind,
    /// The gravest severity among the findings.
    pub severity: &'a str,
    /// Whether one of them is known to be exploited.
    pub exploited: bool,
    /// The last moment a decision made now may hold until.
    pub latest: Millis,
    /// The vendor has to have been asked since then, where the kind wants it.
    pub contact_since: Option<Millis>,
}

/// What a provider asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub deviation: String,
    pub platform: String,
    pub targets: Vec<DeviationTarget>,
    /// The severity asked for in place of the found one.
    pub adjusted: Option<String>,
    pub until: Millis,
    pub reason: ContentRef,
    pub measures: Option<ContentRef>,
    /// When the vendor was last asked.
    pub vendor_contact: Option<Millis>,
    pub evidence: Vec<SubmittedFile>,
    pub renews: Option<String>,
    /// The import that states it was granted elsewhere.
    pub claimed: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Asked again after it was returned.
    Resubmit {
        adjusted: Option<String>,
        until: Millis,
        reason: ContentRef,
        evidence: Vec<SubmittedFile>,
    },
    Grant {
        who: String,
        until: Millis,
        adjusted: Option<String>,
        reason: ContentRef,
    },
    Refuse {
        reason: ContentRef,
    },
    Return {
        reason: ContentRef,
    },
    Withdraw {
        reason: ContentRef,
    },
    Revoke {
        reason: ContentRef,
    },
}

/// Severities, gravest first.
const SEVERITIES: [&str; 5] = ["critical", "high", "medium", "low", "info"];

fn rank(severity: &str) -> Option<usize> {
    SEVERITIES.iter().position(|known| *known == severity)
}

/// Levels between a severity and a lower one; `None` when it is not lower or unknown.
pub fn steps(from: &str, to: &str) -> Option<u32> {
    let (from, to) = (rank(from)?, rank(to)?);
    (to > from).then(|| (to - from) as u32)
}

/// The law of asking.
///
/// # Errors
/// When the kind does not allow it, with the reason in words.
pub fn request(request: Request, law: &Law<'_>, at: Millis) -> Result<Act, Refused> {
    if request.targets.is_empty() {
        return Err(Refused::new(
            "no_targets",
            "请至少选择一项问题",
            "a deviation speaks of at least one finding",
        ));
    }
    within(law, request.adjusted.as_deref(), request.until, at)?;
    // What was granted elsewhere brings the proof it has; the supervisor looks at it before it holds here.
    if request.claimed.is_none() {
        if law.kind.evidence && request.evidence.is_empty() {
            return Err(Refused::new(
                "evidence_missing",
                format!("“{}”须附证明文件", law.kind.zh),
                format!("a {} needs a file that proves it", law.kind.en.to_lowercase()),
            ));
        }
        if law.kind.measures && request.measures.is_none() {
            return Err(Refused::new(
                "measures_missing",
                format!("“{}”须写明补偿措施", law.kind.zh),
                format!("a {} states the compensating measures", law.kind.en.to_lowercase()),
            ));
        }
        if let Some(since) = law.contact_since
            && request.vendor_contact.is_none_or(|contact| contact < since || contact > at)
        {
            return Err(Refused::new(
                "vendor_contact",
                "最近联系供应商的日期缺失或过久",
                "when the vendor was last asked is missing or too long ago",
            ));
        }
    }
    Ok(Act::DeviationRequested {
        deviation: request.deviation,
        platform: request.platform,
        kind: law.kind.id.clone(),
        targets: request.targets,
        severity: law.severity.to_owned(),
        adjusted: request.adjusted,
        until: request.until,
        reason: request.reason,
        measures: request.measures,
        vendor_contact: request.vendor_contact,
        evidence: request.evidence,
        renews: request.renews,
        claimed: request.claimed,
    })
}

/// The law of what becomes of it.
///
/// # Errors
/// When the command is not allowed in this state or by the kind, with the reason in words.
pub fn decide(
    state: &Deviation,
    id: &str,
    command: Command,
    law: &Law<'_>,
    at: Millis,
) -> Result<Act, Refused> {
    use Command as C;
    use Deviation as D;
    let deviation = id.to_owned();
    match (state, command) {
        (D::Returned, C::Resubmit { adjusted, until, reason, evidence }) => {
            within(law, adjusted.as_deref(), until, at)?;
            Ok(Act::DeviationResubmitted { deviation, adjusted, until, reason, evidence })
        }
        (D::Requested | D::Endorsed { .. }, C::Grant { who, until, adjusted, reason }) => {
            within(law, adjusted.as_deref(), until, at)?;
            if !law.kind.second_person.iter().any(|severity| severity == law.severity) {
                return Ok(Act::DeviationGranted { deviation, until, adjusted, reason });
            }
            match state {
                D::Endorsed { by, .. } if *by == who => Err(Refused::new(
                    "second_person",
                    "此级别的例外须由第二人批准",
                    "a deviation of this severity is granted by a second person",
                )),
                D::Endorsed { until: endorsed, .. } if *endorsed >= until => {
                    Ok(Act::DeviationGranted { deviation, until, adjusted, reason })
                }
                _ => Ok(Act::DeviationEndorsed { deviation, until, adjusted, reason }),
            }
        }
        (D::Requested | D::Endorsed { .. }, C::Refuse { reason }) => {
            Ok(Act::DeviationRefused { deviation, reason })
        }
        (D::Requested | D::Endorsed { .. }, C::Return { reason }) => {
            Ok(Act::DeviationReturned { deviation, reason })
        }
        (D::Requested | D::Returned | D::Endorsed { .. } | D::Granted { .. }, C::Withdraw { reason }) => {
            Ok(Act::DeviationWithdrawn { deviation, reason })
        }
        (D::Granted { until }, C::Revoke { reason }) if at < *until => {
            Ok(Act::DeviationRevoked { deviation, reason })
        }
        _ => Err(Refused::new(
            "wrong_state",
            format!("例外申请处于“{}”状态，不能执行此操作", zh(state)),
            format!("a deviation that is {} does not allow this", state.name()),
        )),
    }
}

/// The next state; total. `None` before the request.
pub fn apply(state: Option<&Deviation>, act: &Act, by: &str) -> Option<Deviation> {
    match act {
        Act::DeviationRequested { .. } | Act::DeviationResubmitted { .. } => Some(Deviation::Requested),
        Act::DeviationReturned { .. } => Some(Deviation::Returned),
        Act::DeviationEndorsed { until, .. } => {
            Some(Deviation::Endorsed { by: by.to_owned(), until: *until })
        }
        Act::DeviationGranted { until, .. } => Some(Deviation::Granted { until: *until }),
        Act::DeviationRefused { .. } => Some(Deviation::Refused),
        Act::DeviationWithdrawn { .. } => Some(Deviation::Withdrawn),
        Act::DeviationRevoked { .. } => Some(Deviation::Revoked),
        _ => state.cloned(),
    }
}

/// What the kind allows whoever asks or grants.
fn within(law: &Law<'_>, adjusted: Option<&str>, until: Millis, at: Millis) -> Result<(), Refused> {
    let kind = law.kind;
    if kind.never.iter().any(|severity| severity == law.severity) {
        return Err(Refused::new(
            "never_for_severity",
            format!("“{}”不适用于此严重程度的问题", kind.zh),
            format!("a {} is never granted for a finding of this severity", kind.en.to_lowercase()),
        ));
    }
    if law.exploited && !kind.known_exploited {
        return Err(Refused::new(
            "known_exploited",
            format!("问题在已知被利用清单上，不能以“{}”处理", kind.zh),
            format!("the weakness is known to be exploited: a {} is not granted", kind.en.to_lowercase()),
        ));
    }
    match adjusted {
        None if kind.steps > 0 => {
            return Err(Refused::new(
                "adjusted_missing",
                "请写明调整后的严重程度",
                "say which severity it would be adjusted to",
            ));
        }
        Some(_) if kind.steps == 0 => {
            return Err(Refused::new(
                "adjusts_nothing",
                format!("“{}”不调整严重程度", kind.zh),
                format!("a {} adjusts no severity", kind.en.to_lowercase()),
            ));
        }
        Some(to) if steps(law.severity, to).is_none_or(|steps| steps > kind.steps) => {
            return Err(Refused::new(
                "too_far",
                format!("严重程度最多降低 {} 级", kind.steps),
                format!("a severity is lowered by {} level(s) at most", kind.steps),
            ));
        }
        _ => {}
    }
    if until <= at {
        return Err(Refused::new("until_past", "有效期须晚于现在", "it has to hold until a later day"));
    }
    if until > law.latest {
        return Err(Refused::new(
            "too_long",
            format!("有效期最长 {}", kind.max),
            format!("it holds for {} at most", kind.max),
        ));
    }
    Ok(())
}

fn zh(state: &Deviation) -> &'static str {
    match state {
        Deviation::Requested => "待决定",
        Deviation::Returned => "已退回",
        Deviation::Endorsed { .. } => "待第二人批准",
        Deviation::Granted { .. } => "已批准",
        Deviation::Refused => "未批准",
        Deviation::Withdrawn => "已撤回",
        Deviation::Revoked => "已撤销",
    }
}

#[cfg(test)]
mod tests;
