//! Files for tests and measurements, made by a rule instead of being kept: the same arguments give the same bytes.

use std::io::{self, Write};

/// Writes a Nessus v2 file of `hosts` hosts with `items` findings each, about 2.5 kB per finding.
///
/// Host `n` is `host-<n>.example.cn`; item `m` of a host is plugin `10000 + m` on port `1 + m % 65535`; severities go
/// round 0, 1, 2, 3, 4. The first item of every host is plugin 19506.
///
/// # Errors
/// When the target cannot be written.
pub fn write_nessus(target: &mut dyn Write, hosts: u32, items: u32) -> io::Result<()> {
    let words = "The remote host is running a service whose version is affected by a weakness that allows a remote \
                 attacker to read memory it should not be able to read. ";
    let description = words.repeat(8);
    let solution =
        "Upgrade the service to the version named by its vendor and restart it afterwards. ".repeat(3);
    write!(
        target,
        "<?xml version=\"1.0\" ?>\n<NessusClientData_v2>\n<Policy><policyName>Monthly scan</policyName><Preferences>\
         <ServerPreferences><preference><name>plugin_set</name><value>10001;10002;10003;</value></preference>\
         </ServerPreferences></Preferences><FamilySelection><FamilyItem><FamilyName>General</FamilyName>\
         <Status>enabled</Status></FamilyItem></FamilySelection></Policy>\n<Report name=\"Monthly\" \
         xmlns:cm=\"http://www.nessus.org/cm\">\n"
    )?;
    for host in 0..hosts {
        let (start, end) = (1_780_000_000_u64 + u64::from(host), 1_780_000_600_u64 + u64::from(host));
        write!(
            target,
            "<ReportHost name=\"10.{}.{}.{}\"><HostProperties>\n<tag name=\"HOST_END_TIMESTAMP\">{end}</tag>\n\
             <tag name=\"host-fqdn\">host-{host}.example.cn</tag>\n<tag name=\"Credentialed_Scan\">true</tag>\n\
             <tag name=\"HOST_START_TIMESTAMP\">{start}</tag>\n</HostProperties>\n",
            host >> 16 & 255,
            host >> 8 & 255,
            host & 255
        )?;
        for item in 0..items {
            let (plugin, name, output) = if item == 0 {
                (
                    19506,
                    "Nessus Scan Information".to_owned(),
                    "Nessus version : 10.8.3\nPlugin feed version : 202605010930\nCredentialed checks : yes\n".to_owned(),
                )
            } else {
                (10_000 + item, format!("Weak service {item}"), words.repeat(4))
            };
            let severity = item % 5;
            let risk = ["None", "Low", "Medium", "High", "Critical"][severity as usize];
            write!(
                target,
                "<ReportItem port=\"{}\" svc_name=\"www\" protocol=\"tcp\" severity=\"{severity}\" pluginID=\"{plugin}\" \
                 pluginName=\"{name}\" pluginFamily=\"General\">\n<cve>CVE-2024-{:05}</cve>\n<cvss3_base_score>7.5\
                 </cvss3_base_score>\n<description>{description}</description>\n<exploit_available>false\
                 </exploit_available>\n<patch_publication_date>2024/05/01</patch_publication_date>\n\
                 <plugin_output>{output}</plugin_output>\n<risk_factor>{risk}</risk_factor>\n<see_also>\
                 https://example.cn/a?b=1&amp;c=2</see_also>\n<solution>{solution}</solution>\n<vuln_publication_date>\
                 2024/04/01</vuln_publication_date>\n</ReportItem>\n",
                1 + item % 65_535,
                item % 100_000
            )?;
        }
        target.write_all(b"</ReportHost>\n")?;
    }
    target.write_all(b"</Report>\n</NessusClientData_v2>\n")
}

/// [`write_nessus`] into memory.
pub fn nessus(hosts: u32, items: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a vector cannot fail.
    let _ = write_nessus(&mut bytes, hosts, items);
    bytes
}
