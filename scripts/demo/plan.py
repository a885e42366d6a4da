"""demo/evidence/plan.json: what is handed in when, and what the story expects of each submission."""

import fleet

A123, A97, A87, A78 = "A-12.3-G-1/1", "A-9.7-G-1/1", "A-8.7-G-1/1", "A-7.8-G-1/1"
DEMO_NOW = "2026-11-16T09:00:00+08:00"

# When each submission arrives; monthly items of September are due after ten working days of October, and so on.
SUBMITTED = {
    ("platform-a", "2026-09", A87): "2026-10-12T09:40:00+08:00",
    ("platform-a", "2026-09", A78): "2026-10-12T10:05:00+08:00",
    ("platform-a", "2026-09", A123): "2026-10-12T10:20:00+08:00",
    ("platform-a", "2026-09", A97): "2026-10-12T10:45:00+08:00",
    ("platform-a", "2026-10", A87): "2026-11-09T09:30:00+08:00",
    ("platform-a", "2026-10", A78): "2026-11-09T09:50:00+08:00",
    ("platform-a", "2026-10", A123): "2026-11-09T10:10:00+08:00",
    ("platform-a", "2026-10", A97): "2026-11-09T10:30:00+08:00",
    ("platform-b", "2026-09", A87): "2026-10-20T16:30:00+08:00",
    ("platform-b", "2026-09", A78): "2026-10-20T17:00:00+08:00",
    ("platform-b", "2026-09", A123): "2026-10-20T17:20:00+08:00",
    ("platform-b", "2026-09", A97): "2026-10-28T11:00:00+08:00",
    ("platform-b", "2026-10", A87): "2026-11-12T15:00:00+08:00",
    ("platform-b", "2026-10", A123): "2026-11-15T18:30:00+08:00",
    ("platform-c", "2026-09", A87): "2026-10-13T14:00:00+08:00",
    ("platform-c", "2026-09", A78): "2026-10-13T14:10:00+08:00",
    ("platform-c", "2026-09", A123): "2026-10-13T14:20:00+08:00",
    ("platform-c", "2026-09", A97): "2026-10-13T14:30:00+08:00",
    ("platform-c", "2026-10", A123): "2026-11-10T14:20:00+08:00",
    ("platform-c", "2026-10", A97): "2026-11-10T14:30:00+08:00",
}

STORY = {
    ("platform-a", "2026-09", A123): ("under_rectification", "按时提交；stor-01 未扫描，web-01 的 openssl 更新逾期，不合规、限期整改",
                                      "On time; stor-01 not scanned and openssl on web-01 overdue: rectification ordered"),
    ("platform-a", "2026-09", A97): ("under_rectification", "按时提交；同一逾期缺陷，更新未及时安装",
                                     "On time; the same overdue flaw, updates not installed in time"),
    ("platform-a", "2026-10", A123): ("rectification_closed", "十月扫描覆盖全部组件，逾期项已修复，整改闭环",
                                      "October's scan covers everything, the overdue flaw is fixed: closed"),
    ("platform-a", "2026-10", A97): ("rectification_closed", "逾期缺陷已修复并经扫描验证", "Overdue flaw fixed and verified by scan"),
    ("platform-b", "2026-09", A123): ("returned", "首次提交的未修复数与明细不符，退回补正；10 月 28 日补正后不合规",
                                      "First version's total differs from the register: returned, then non-compliant"),
    ("platform-b", "2026-09", A97): ("late", "逾期提交；未关闭项缺责任人和计划", "Late; open items lack owner and plan"),
    ("platform-b", "2026-09", A87): ("under_rectification", "两台组件自六月未见，扫描发现未登记的 tmp-17",
                                     "Two components unseen since June, the scan saw the unregistered tmp-17"),
    ("platform-b", "2026-09", A78): ("under_rectification", "无主账号，特权账号半年未检查", "Orphan accounts, privileged accounts not reviewed"),
    ("platform-b", "2026-10", A123): ("late", "逾期提交；扫描策略已改且未说明，cache-11 扫描失败而漏洞消失",
                                      "Late; scan profile changed unexplained, cache-11's findings vanished with a failed scan"),
    ("platform-b", "2026-10", A87): ("on_time", "问题依旧", "The same problems again"),
    ("platform-b", "2026-10", A97): ("not_submitted", "未提交", "Not submitted"),
    ("platform-b", "2026-10", A78): ("not_submitted", "整改期内未提交", "Not submitted while under rectification"),
    ("platform-c", "2026-10", A87): ("not_due", "按年交付，本年已提交", "Yearly, already handed in this year"),
    ("platform-c", "2026-10", A78): ("not_due", "按年交付，本年已提交", "Yearly, already handed in this year"),
}
DEFAULT = ("on_time", "按时提交，合规", "On time, compliant")
RETURNED = {("platform-b", "2026-09", A123): dict(
    form="form-first.json", returned_at="2026-10-22T10:00:00+08:00", resubmitted_at="2026-10-28T10:30:00+08:00")}


def expected(rules, failing):
    """Per rule: what the story expects, to be compared with what the product finds."""
    return {f"R{n}": failing.get(n, "pass") for n in range(1, rules + 1)}


EXPECTED = {
    ("platform-a", "2026-09", A123): expected(8, {1: "fail", 3: "fail"}),
    ("platform-a", "2026-09", A97): expected(8, {1: "fail", 3: "fail"}),
    ("platform-a", "2026-09", A87): expected(8, {}),
    ("platform-a", "2026-09", A78): expected(8, {}),
    ("platform-a", "2026-10", A123): expected(8, {}),
    ("platform-a", "2026-10", A97): expected(8, {}),
    ("platform-a", "2026-10", A87): expected(8, {}),
    ("platform-a", "2026-10", A78): expected(8, {}),
    ("platform-b", "2026-09", A123): expected(8, {1: "fail", 2: "fail", 3: "fail", 4: "fail", 5: "fail"}),
    ("platform-b", "2026-09", A97): expected(8, {1: "fail", 3: "fail", 7: "fail"}),
    ("platform-b", "2026-09", A87): expected(8, {2: "fail", 3: "fail", 4: "fail", 5: "fail", 7: "fail", 8: "fail"}),
    # A privileged account without an owner: whether the reviewer reviewed his own cannot be known.
    ("platform-b", "2026-09", A78): expected(8, {1: "fail", 3: "fail", 5: "fail", 7: "undetermined"}),
    ("platform-b", "2026-10", A123): expected(8, {1: "fail", 3: "fail", 4: "fail", 5: "fail", 6: "fail", 7: "fail"}),
    ("platform-b", "2026-10", A87): expected(8, {2: "fail", 3: "fail", 4: "fail", 5: "fail", 7: "fail", 8: "fail"}),
    **{("platform-c", "2026-09", o): expected(8, {}) for o in (A123, A97, A87, A78)},
    **{("platform-c", "2026-10", o): expected(8, {}) for o in (A123, A97)},
}


def document(submissions):
    platforms = []
    for platform, story in fleet.PLATFORMS.items():
        months = {}
        for month in fleet.MONTHS:
            items = {}
            for obligation in (A123, A97, A87, A78):
                key = (platform, month, obligation)
                made, (state, zh, en) = submissions[key], STORY.get(key, DEFAULT)
                if key not in SUBMITTED:
                    items[obligation] = dict(story=state, story_zh=zh, story_en=en, submitted_at=None, files=[])
                    continue
                first = RETURNED.get(key)
                items[obligation] = dict(
                    story=state, story_zh=zh, story_en=en, submitted_at=SUBMITTED[key], files=made.files,
                    form=made.form, form_path=str((made.folder / "form.json").relative_to(made.demo)),
                    expected=EXPECTED[key])
                if first:
                    where = str((made.folder / first["form"]).relative_to(made.demo))
                    items[obligation]["first_version"] = dict(form_path=where, submitted_at=SUBMITTED[key],
                                                              returned_at=first["returned_at"])
                    items[obligation]["submitted_at"] = first["resubmitted_at"]
            folder = f"evidence/{platform}/{month}/native"
            base = submissions[platform, month, A123].demo
            months[month] = dict(obligations=items, samples=sorted(
                f"{folder}/{p.name}" for p in (base / folder).iterdir()))
        platforms.append(dict(
            id=platform, name_zh=story["name_zh"], name_en=story["name_en"], provider=story["provider"],
            provider_zh=story["provider_zh"], customers=story["customers"], supervised_from="2026-01-01T00:00:00+08:00",
            agreed_frequency={} if platform == "platform-c" else {A87: "monthly", A78: "monthly"}, months=months))
    return dict(
        demo_now=DEMO_NOW, time_zone="Asia/Shanghai",
        note="files: what is handed in, with the metadata of the record; samples: native outputs that back the "
             "registers, not to be read into the judged facts",
        assessor=dict(id="assessor-1", name_zh="演示评估机构", name_en="Demo assessment organisation"),
        order=[A87, A78, A123, A97],
        sboms=["evidence/sbom/" + p.name for p in sorted((base / "evidence/sbom").iterdir())],
        customers=[dict(id="customer-1", name_zh="演示客户一"), dict(id="customer-2", name_zh="演示客户二")],
        platforms=platforms)
