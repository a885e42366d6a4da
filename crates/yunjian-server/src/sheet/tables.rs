//! The tables there are.

use super::{Column, Table};

const fn shown(key: &'static str, zh: &'static str, en: &'static str, width: u16) -> Column {
    Column { key, zh, en, width, fill: false, words: None }
}
const fn worded(
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    width: u16,
    words: &'static str,
) -> Column {
    Column { key, zh, en, width, fill: false, words: Some(words) }
}
const fn fill(key: &'static str, zh: &'static str, en: &'static str, width: u16) -> Column {
    Column { key, zh, en, width, fill: true, words: None }
}
const fn fill_word(
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    width: u16,
    words: &'static str,
) -> Column {
    Column { key, zh, en, width, fill: true, words: Some(words) }
}

/// All of them, for the tests.
pub const ALL: &[&Table] = &[
    &ORGANISATIONS,
    &USERS,
    &PLATFORMS,
    &PLAN,
    &PARAMETERS,
    &DUES,
    &SUBMISSIONS,
    &RECTIFICATIONS,
    &ESCALATIONS,
    &DEVIATIONS,
    &NOTICES,
    &FINDINGS,
    &COMPONENTS,
    &CATALOGUE,
    &TIMELINE,
];

pub const ORGANISATIONS: Table = Table {
    zh: "机构",
    en: "Organisations",
    columns: &[
        fill("id", "编号", "Id", 30),
        fill("name", "名称", "Name", 40),
        fill_word("role", "类型", "Kind", 18, "orgRole"),
        shown("created_at", "登记时间", "Entered at", 20),
    ],
    hint_zh: "编号留空的行登记一个新机构。已有的机构不能用表格修改。",
    hint_en: "A row without an id enters a new organisation. One that exists cannot be changed by a table.",
};

pub const USERS: Table = Table {
    zh: "用户",
    en: "Users",
    columns: &[
        shown("login", "登录名", "Login", 20),
        shown("name", "姓名", "Name", 24),
        worded("role", "角色", "Role", 18, "role"),
        shown("organisation", "机构", "Organisation", 36),
        worded("disabled", "已停用", "Disabled", 10, "yesNo"),
        shown("created_at", "登记时间", "Entered at", 20),
    ],
    hint_zh: "用户不能用表格登记，因为首个密码不应写在表格里。",
    hint_en: "People are not entered by a table, because a first password should not stand in one.",
};

pub const PLATFORMS: Table = Table {
    zh: "云服务平台",
    en: "Platforms",
    columns: &[
        fill("id", "编号", "Id", 30),
        fill("name", "名称", "Name", 28),
        fill("provider", "云服务商", "Provider", 32),
        fill_word("level", "级别", "Level", 10, "level"),
        fill("zone", "时区", "Time zone", 16),
        fill("supervised_from", "监管开始日", "Supervised from", 14),
        fill("commissioned_by", "委托单位", "Commissioned by", 32),
        fill("areas", "监管范围", "Areas", 28),
        fill("mandate_from", "委托开始日", "Mandate from", 14),
        fill("mandate_until", "委托截止日", "Mandate until", 14),
        fill_word("result", "授权结果", "Authorisation", 14, "authorisation"),
        fill("valid_from", "授权开始日", "Valid from", 14),
        fill("valid_until", "授权截止日", "Valid until", 14),
        fill("conditions", "授权条件", "Conditions", 32),
        fill("remind_days", "提前提醒天数", "Remind days", 14),
        worded("state", "监管状态", "Supervision", 16, "supervision"),
        shown("overdue", "逾期", "Overdue", 8),
        shown("to_review", "待审核", "To review", 10),
        shown("non_compliant", "不合规", "Non-compliant", 12),
        shown("rectifications_open", "整改中", "Being put right", 12),
        shown("findings_open", "未关闭问题", "Open findings", 12),
    ],
    hint_zh: "编号留空的行登记一个新平台。已有平台只读取授权各列：与现行授权不同时，记录一次新的授权结果。监管范围用顿号分开。",
    hint_en: "A row without an id registers a platform. Of one that exists only the columns of the authorisation are read: where they differ, a new result is recorded. Areas are separated by commas.",
};

pub const PLAN: Table = Table {
    zh: "监管计划",
    en: "Supervision plan",
    columns: &[
        fill("obligation", "交付要求", "Obligation", 16),
        shown("title", "名称", "Title", 44),
        fill_word("applies", "适用", "Applies", 8, "yesNo"),
        fill_word("frequency", "频率", "Frequency", 12, "frequency"),
        fill("due_workdays", "期后工作日", "Due working days", 14),
        fill_word("immediate", "立即生效", "At once", 10, "yesNo"),
        fill("reason", "变更理由", "Reason for the change", 40),
    ],
    hint_zh: "改动适用、频率或期后工作日，并写明变更理由；“立即生效”留空表示从下一期起。",
    hint_en: "Change applies, frequency or working days, and give the reason; an empty “At once” means from the next period.",
};

pub const PARAMETERS: Table = Table {
    zh: "参数",
    en: "Parameters",
    columns: &[
        fill("obligation", "交付要求", "Obligation", 16),
        fill("parameter", "参数", "Parameter", 26),
        shown("label", "参数名称", "Meaning", 36),
        fill("value", "取值", "Value", 24),
        shown("source", "依据", "Source", 36),
        shown("applicability", "适用性", "Applicability", 12),
        fill("reason", "变更理由", "Reason for the change", 40),
    ],
    hint_zh: "改动取值，并写明变更理由。",
    hint_en: "Change the value and give the reason.",
};

pub const DUES: Table = Table {
    zh: "待交付事项",
    en: "Due items",
    columns: &[
        fill("id", "编号", "Id", 30),
        fill("platform", "平台", "Platform", 26),
        fill("obligation", "交付要求", "Obligation", 16),
        shown("title", "名称", "Title", 44),
        shown("period", "期间", "Period", 12),
        worded("party", "交付方", "Owed by", 16, "party"),
        shown("due_at", "截止时间", "Due", 20),
        worded("standing", "状态", "State", 16, "standing"),
        worded("overdue", "逾期", "Overdue", 8, "yesNo"),
        worded("late", "迟交", "Late", 8, "yesNo"),
        shown("comments", "审核意见", "Reviewer's comments", 50),
        shown("submission", "提交编号", "Submission", 30),
        fill("due_workdays", "要求工作日内", "Within working days", 14),
        fill("reason", "要求理由", "Reason for asking", 40),
    ],
    hint_zh: "编号留空的行要求一项临时交付：填写平台、交付要求、工作日数和理由。",
    hint_en: "A row without an id asks for a deliverable outside the calendar: give platform, obligation, working days and reason.",
};

pub const SUBMISSIONS: Table = Table {
    zh: "提交记录",
    en: "Submissions",
    columns: &[
        shown("id", "编号", "Id", 30),
        shown("platform", "平台", "Platform", 26),
        shown("obligation", "交付要求", "Obligation", 16),
        shown("title", "名称", "Title", 44),
        shown("period", "期间", "Period", 12),
        shown("version", "版本", "Version", 8),
        shown("received_at", "接收时间", "Received", 20),
        worded("late", "迟交", "Late", 8, "yesNo"),
        worded("state", "状态", "State", 16, "submission"),
        worded("proposal", "规则建议", "Rules propose", 18, "verdict"),
        worded("verdict", "结论", "Verdict", 18, "verdict"),
        shown("reviewer", "审核人", "Reviewer", 18),
        shown("failed", "未通过规则", "Rules failed", 12),
        shown("undetermined", "无法判定规则", "Undetermined", 12),
        shown("comments", "审核意见", "Reviewer's comments", 50),
    ],
    hint_zh: "此表供查阅，不能用来提交。",
    hint_en: "This table is for reading; nothing can be handed in by it.",
};

pub const RECTIFICATIONS: Table = Table {
    zh: "限期整改",
    en: "Rectifications",
    columns: &[
        fill("id", "编号", "Id", 30),
        shown("platform", "平台", "Platform", 26),
        shown("obligation", "交付要求", "Obligation", 16),
        shown("title", "名称", "Title", 44),
        worded("state", "状态", "State", 16, "rectification"),
        shown("ordered_at", "下达时间", "Ordered", 20),
        shown("deadline", "整改期限", "Deadline", 20),
        worded("overdue", "逾期", "Overdue", 8, "yesNo"),
        shown("order", "整改要求", "Order", 40),
        shown("nonconformities", "不合规项", "Nonconformities", 50),
        shown("return_reason", "退回意见", "Why it was returned", 40),
        shown("closing_note", "办结说明", "Closing note", 30),
        fill("plan", "整改方案", "Plan", 50),
        fill("milestones", "里程碑", "Milestones", 60),
        fill("progress", "里程碑进展", "Progress of milestones", 50),
        fill("statement", "整改说明", "Statement", 50),
        fill("proof", "证明提交编号", "Submission that proves it", 30),
        fill("extension_until", "申请延期至", "Extension until", 14),
        fill("extension_reason", "延期理由", "Reason for the extension", 40),
    ],
    hint_zh: "填写或修改整改方案；里程碑每行一个，依次写“日期 | 责任人 | 内容 | 完成标志”，进展每行一个，依次写“序号 | 状态 | 说明”；申请延期须同时写明日期和理由；提交整改须同时写明说明和证明提交编号。退回意见在同一行。",
    hint_en: "Write or change the plan; milestones one a line as “date | who | what | measure”, progress one a line as “number | state | note”; to ask for an extension give date and reason; to hand in give the statement and the submission that proves it. Why something was returned stands in its row.",
};

pub const ESCALATIONS: Table = Table {
    zh: "监管升级",
    en: "Escalations",
    columns: &[
        shown("id", "编号", "Id", 30),
        shown("platform", "平台", "Platform", 26),
        shown("title", "触发项", "Trigger", 50),
        shown("trigger", "触发项编号", "Trigger id", 12),
        worded("level", "监管状态", "Level", 18, "supervision"),
        worded("state", "状态", "State", 14, "escalation"),
        shown("proposed_at", "提出时间", "Proposed", 20),
        shown("observed_at", "最近观察", "Last observed", 20),
        shown("observations", "观察次数", "Observations", 10),
        shown("values", "比较的数值", "Compared values", 40),
        shown("reason", "理由", "Reason", 40),
    ],
    hint_zh: "此表供查阅，不能用来作出决定。",
    hint_en: "This table is for reading; nothing is decided by it.",
};

pub const DEVIATIONS: Table = Table {
    zh: "例外申请",
    en: "Deviation requests",
    columns: &[
        shown("id", "编号", "Id", 30),
        shown("platform", "平台", "Platform", 26),
        worded("kind", "种类", "Kind", 18, "deviationKind"),
        worded("state", "状态", "State", 14, "deviation"),
        worded("severity", "严重程度", "Severity", 12, "severity"),
        worded("adjusted", "调整为", "Adjusted to", 12, "severity"),
        shown("until", "有效期至", "Holds until", 20),
        shown("targets", "涉及问题数", "Findings named", 12),
        shown("reason", "理由", "Reason", 50),
        shown("measures", "补偿措施", "Compensating measures", 40),
        shown("requested_at", "申请时间", "Asked at", 20),
        shown("requested_by", "申请人", "Asked by", 18),
        shown("decided_at", "决定时间", "Decided at", 20),
        shown("decided_by", "决定人", "Decided by", 18),
        shown("decision", "决定理由", "Reason of the decision", 40),
    ],
    hint_zh: "此表供查阅，不能用来申请或作出决定。",
    hint_en: "This table is for reading; nothing is asked for or decided by it.",
};

pub const NOTICES: Table = Table {
    zh: "文书台账",
    en: "Register of notices",
    columns: &[
        shown("number", "文号", "Number", 26),
        worded("kind", "文书", "Kind", 24, "noticeKind"),
        shown("platform", "平台", "Platform", 26),
        shown("recipient", "受送达人", "Served on", 26),
        shown("obligation", "交付要求", "Obligation", 16),
        shown("title", "名称", "Title", 44),
        shown("period", "期间", "Period", 12),
        worded("state", "状态", "State", 14, "notice"),
        shown("drafted_by", "拟稿", "Drafted by", 16),
        shown("checked_by", "核稿", "Checked by", 16),
        shown("issued_by", "签发", "Issued by", 16),
        shown("issued_at", "签发时间", "Issued", 20),
        shown("served_at", "送达时间", "Served", 20),
        worded("method", "送达方式", "Way of service", 16, "serviceMethod"),
    ],
    hint_zh: "此表供查阅。",
    hint_en: "This table is for reading.",
};

pub const FINDINGS: Table = Table {
    zh: "安全发现",
    en: "Findings",
    columns: &[
        worded("severity", "严重程度", "Severity", 12, "severity"),
        worded("status", "状态", "Status", 14, "findingStatus"),
        shown("title", "名称", "Title", 60),
        shown("rule_id", "规则", "Rule", 24),
        shown("cves", "CVE", "CVEs", 24),
        shown("component", "组件", "Component", 30),
        shown("location", "位置", "Location", 30),
        shown("source_tool", "工具", "Tool", 14),
        shown("first_seen", "首次发现", "First seen", 20),
        shown("last_seen", "最近发现", "Last seen", 20),
        shown("fixed_at", "修复时间", "Fixed", 20),
        shown("place", "文件中的位置", "Place in the file", 30),
    ],
    hint_zh: "此表供查阅。",
    hint_en: "This table is for reading.",
};

pub const COMPONENTS: Table = Table {
    zh: "组件清单",
    en: "Components",
    columns: &[
        shown("id", "编号", "Id", 30),
        shown("name", "名称", "Name", 30),
        shown("type", "类型", "Type", 16),
        shown("version", "版本", "Version", 16),
        shown("boundary", "边界", "Boundary", 16),
        shown("owner", "责任人", "Owner", 18),
        shown("first_seen", "首次出现", "First seen", 20),
        shown("last_seen", "最近出现", "Last seen", 20),
        worded("current", "现有", "Present", 8, "yesNo"),
    ],
    hint_zh: "此表供查阅。",
    hint_en: "This table is for reading.",
};

pub const CATALOGUE: Table = Table {
    zh: "交付要求目录",
    en: "Catalogue of obligations",
    columns: &[
        shown("id", "编号", "Id", 16),
        shown("title", "名称", "Title", 50),
        shown("section", "条款", "Section", 12),
        worded("party", "提交方", "Owed by", 14, "party"),
        worded("frequency", "频率", "Frequency", 14, "frequency"),
        shown("due_workdays", "提交期限（工作日）", "Due within (working days)", 14),
        shown("rules", "规则数", "Rules", 10),
    ],
    hint_zh: "此表供查阅。",
    hint_en: "This table is for reading.",
};

pub const TIMELINE: Table = Table {
    zh: "经过",
    en: "Timeline",
    columns: &[
        shown("at", "时间", "Time", 20),
        worded("kind", "事项", "What", 30, "act"),
        shown("subject", "对象编号", "About", 30),
        shown("by", "操作人", "By", 18),
        shown("organisation", "机构", "Organisation", 26),
        shown("seq", "序号", "Number", 10),
        shown("act", "记录编号", "Act", 30),
    ],
    hint_zh: "此表供查阅。",
    hint_en: "This table is for reading.",
};
