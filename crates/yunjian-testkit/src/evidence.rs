//! Small evidence written by hand: enough for the rules to have something to say.

use std::fmt::Write as _;

/// A weakness a scanner states.
#[derive(Clone, Copy, Debug)]
pub struct Weakness {
    pub plugin: u32,
    pub title: &'static str,
    /// 0 (info) to 4 (critical).
    pub severity: u8,
    pub cve: &'static str,
    pub port: u16,
}

pub const OLD_TLS: Weakness =
    Weakness { plugin: 10_001, title: "Old TLS", severity: 2, cve: "CVE-2026-1001", port: 443 };
pub const WEAK_SSH: Weakness =
    Weakness { plugin: 10_002, title: "Weak SSH", severity: 3, cve: "CVE-2026-1002", port: 22 };
pub const OPEN_DB: Weakness =
    Weakness { plugin: 10_003, title: "Open database", severity: 4, cve: "CVE-2026-1003", port: 3306 };

/// A host of the small platform: its name, its address.
pub type Host = (&'static str, &'static str);

pub const WEB: Host = ("web-1", "10.1.0.1");
pub const DB: Host = ("db-1", "10.1.0.2");

/// A Nessus v2 file: every host scanned with login, ended at `ended` (milliseconds UTC).
pub fn nessus(ended: i64, hosts: &[(Host, &[Weakness])]) -> Vec<u8> {
    let end = ended / 1000;
    let mut out = String::from(
        "<?xml version=\"1.0\" ?>\n<NessusClientData_v2>\n<Policy><policyName>Monthly</policyName><Preferences>\
         <ServerPreferences><preference><name>plugin_set</name><value>10001;10002;10003;</value></preference>\
         </ServerPreferences></Preferences></Policy>\n<Report name=\"Monthly\">\n",
    );
    for ((name, ip), weaknesses) in hosts {
        let _ = write!(
            out,
            "<ReportHost name=\"{ip}\"><HostProperties><tag name=\"HOST_END_TIMESTAMP\">{end}</tag>\
             <tag name=\"host-fqdn\">{name}</tag><tag name=\"host-ip\">{ip}</tag>\
             <tag name=\"Credentialed_Scan\">true</tag><tag name=\"HOST_START_TIMESTAMP\">{}</tag></HostProperties>\n\
             <ReportItem port=\"0\" svc_name=\"general\" protocol=\"tcp\" severity=\"0\" pluginID=\"19506\" \
             pluginName=\"Nessus Scan Information\" pluginFamily=\"Settings\"><plugin_output>Nessus version : 10.8.3\n\
             Credentialed checks : yes\n</plugin_output><risk_factor>None</risk_factor></ReportItem>\n",
            end - 600,
        );
        for weakness in *weaknesses {
            let risk = ["None", "Low", "Medium", "High", "Critical"][usize::from(weakness.severity.min(4))];
            let _ = writeln!(
                out,
                "<ReportItem port=\"{}\" svc_name=\"x\" protocol=\"tcp\" severity=\"{}\" pluginID=\"{}\" pluginName=\"{}\" \
                 pluginFamily=\"General\"><cve>{}</cve><risk_factor>{risk}</risk_factor></ReportItem>",
                weakness.port, weakness.severity, weakness.plugin, weakness.title, weakness.cve,
            );
        }
        out.push_str("</ReportHost>\n");
    }
    out.push_str("</Report>\n</NessusClientData_v2>\n");
    out.into_bytes()
}

/// A register of components, with Chinese headings; `seen` is a moment as text.
pub fn inventory(hosts: &[Host], seen: &str) -> Vec<u8> {
    let mut out = String::from("组件编号,名称,类型,边界,在用,区域,责任人,最近发现时间,追责属性,IP地址\n");
    for (name, ip) in hosts {
        let _ = writeln!(out, "{name},{name},server,in,是,dmz,P-1,{seen},owner;admin;location,{ip}");
    }
    out.into_bytes()
}

/// A register of findings, as a provider keeps it.
pub fn findings_register(rows: &[(Host, Weakness)], seen: &str) -> Vec<u8> {
    let mut out = String::from(
        "编号,来源工具,规则编号,CVE编号,问题名称,严重程度,组件编号,端口,首次发现时间,最近发现时间,状态,修复期限,责任人,整改计划\n",
    );
    for (number, ((name, _), weakness)) in rows.iter().enumerate() {
        let severity = ["info", "low", "medium", "high", "critical"][usize::from(weakness.severity.min(4))];
        let _ = writeln!(
            out,
            "F-{number},Nessus,{},{},{},{severity},{name},{}/tcp,{seen},{seen},open,{seen},P-1,安装更新",
            weakness.plugin, weakness.cve, weakness.title, weakness.port,
        );
    }
    out.into_bytes()
}

/// A register of accounts reviewed at `reviewed`.
pub fn accounts(hosts: &[Host], reviewed: &str) -> Vec<u8> {
    let mut out = String::from(
        "账号编号,登录名,系统,组件编号,账号类型,特权账号,状态,责任人编号,审批依据,创建时间,检查时间,检查结论\n",
    );
    for (name, _) in hosts {
        let _ = writeln!(
            out,
            "{name}:root,root,{name},{name},builtin,是,enabled,P-1,AP-1,{reviewed},{reviewed},keep"
        );
        let _ = writeln!(
            out,
            "{name}:app,app,{name},{name},human,否,enabled,P-1,AP-2,{reviewed},{reviewed},keep"
        );
    }
    out.into_bytes()
}

/// A register of the people accounts belong to.
pub fn persons() -> Vec<u8> {
    "人员编号,姓名,单位,人员类别,角色,状态\nP-1,甲,云服务商,employee,sysadmin,active\n".as_bytes().to_vec()
}
