//! The parts of a CycloneDX document that become facts, and the checks a document must stand.

use crate::failure::{Said, said};
use serde::Deserialize;
use serde::de::IgnoredAny;

pub(super) use crate::draft::purl_name as without_version;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Metadata {
    pub(super) timestamp: Option<String>,
    pub(super) tools: Option<Tools>,
    pub(super) component: Option<Named>,
}

/// A list of tools up to 1.4; components and services since 1.5.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Tools {
    List(Vec<Named>),
    Parts(Parts),
    Other(IgnoredAny),
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Parts {
    components: Vec<Named>,
    services: Vec<Named>,
}

impl Tools {
    pub(super) fn first(&self) -> Option<&Named> {
        match self {
            Self::List(list) => list.iter().find(|t| t.name.is_some()),
            Self::Parts(parts) => parts.components.iter().chain(&parts.services).find(|t| t.name.is_some()),
            Self::Other(_) => None,
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Named {
    #[serde(rename = "bom-ref")]
    pub(super) reference: Option<String>,
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
}

/// A component or a service, without what is nested in it.
#[derive(Default)]
pub(super) struct Part {
    pub(super) reference: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) group: Option<String>,
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
    pub(super) purl: Option<String>,
    pub(super) cpe: Option<String>,
    pub(super) scope: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) supplier: Option<String>,
    pub(super) hashes: Vec<Hash>,
    pub(super) swid_without_tag: bool,
    pub(super) mixed_licences: bool,
    pub(super) flows: Vec<Flow>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Hash {
    pub(super) alg: Option<String>,
    pub(super) content: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Flow {
    pub(super) flow: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Swid {
    pub(super) tag_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct LicenceChoice {
    pub(super) license: Option<IgnoredAny>,
    pub(super) expression: Option<IgnoredAny>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Vulnerability {
    pub(super) id: Option<String>,
    pub(super) references: Option<Vec<Reference>>,
    pub(super) ratings: Option<Vec<Rating>>,
    pub(super) published: Option<String>,
    pub(super) analysis: Option<Analysis>,
    pub(super) affects: Option<Vec<Affected>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Reference {
    pub(super) id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Rating {
    pub(super) severity: Option<String>,
    pub(super) score: Option<f64>,
    pub(super) method: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Analysis {
    pub(super) state: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Affected {
    #[serde(rename = "ref")]
    pub(super) reference: Option<String>,
}

const TYPES: [&str; 13] = [
    "application",
    "framework",
    "library",
    "container",
    "platform",
    "operating-system",
    "device",
    "device-driver",
    "firmware",
    "file",
    "machine-learning-model",
    "data",
    "cryptographic-asset",
];

/// Hash algorithms and the hexadecimal digits of their values.
const HASHES: [(&str, usize); 15] = [
    ("MD5", 32),
    ("SHA-1", 40),
    ("SHA-256", 64),
    ("SHA-384", 96),
    ("SHA-512", 128),
    ("SHA3-256", 64),
    ("SHA3-384", 96),
    ("SHA3-512", 128),
    ("BLAKE2b-256", 64),
    ("BLAKE2b-384", 96),
    ("BLAKE2b-512", 128),
    ("BLAKE3", 64),
    ("Streebog-256", 64),
    ("Streebog-512", 128),
    ("SHA-224", 56),
];

impl Part {
    /// What is wrong with a component by the format's own rules.
    pub(super) fn faults(&self, service: bool) -> Vec<Said> {
        let mut faults = Vec::new();
        if self.name.as_deref().is_none_or(str::is_empty) {
            faults.push(said!("it has no name", "没有名称"));
        }
        if !service {
            match &self.kind {
                None => faults.push(said!("it has no type", "没有类型")),
                Some(kind) if !TYPES.contains(&kind.as_str()) => faults.push(said!(
                    "its type {kind:?} is unknown",
                    "类型 {kind:?} 不在规定之内",
                    kind = short(kind)
                )),
                Some(_) => {}
            }
        }
        if let Some(scope) = &self.scope
            && !matches!(scope.as_str(), "required" | "optional" | "excluded")
        {
            faults.push(said!(
                "its scope {scope:?} is unknown",
                "范围 {scope:?} 不在规定之内",
                scope = short(scope)
            ));
        }
        for hash in &self.hashes {
            let (alg, content) =
                (hash.alg.as_deref().unwrap_or_default(), hash.content.as_deref().unwrap_or_default());
            match HASHES.iter().find(|(name, _)| *name == alg) {
                None => faults.push(said!(
                    "its hash algorithm {alg:?} is unknown",
                    "摘要算法 {alg:?} 不在规定之内",
                    alg = short(alg)
                )),
                Some((_, digits))
                    if content.len() != *digits || !content.bytes().all(|b| b.is_ascii_hexdigit()) =>
                {
                    faults.push(said!(
                        "its {alg} value is not {digits} hexadecimal digits",
                        "{alg} 的值不是 {digits} 位十六进制数"
                    ));
                }
                Some(_) => {}
            }
        }
        if self.swid_without_tag {
            faults.push(said!("its software identification tag has no tagId", "软件标识没有 tagId"));
        }
        if self.mixed_licences {
            faults.push(said!(
                "its licences mix an expression with something else",
                "许可证把表达式与其他写法混用"
            ));
        }
        let flows = ["inbound", "outbound", "bi-directional", "unknown"];
        if let Some(flow) =
            self.flows.iter().find(|f| !flows.contains(&f.flow.as_deref().unwrap_or_default()))
        {
            faults.push(said!(
                "the direction of its data, {flow:?}, is unknown",
                "数据流向 {flow:?} 不在规定之内",
                flow = short(flow.flow.as_deref().unwrap_or_default())
            ));
        }
        faults
    }
    /// The name findings know a package by: without the version, which changes while the weakness stays.
    pub(super) fn package(&self) -> Option<String> {
        if let Some(purl) = &self.purl {
            return Some(without_version(purl));
        }
        let name = self.name.as_deref().filter(|n| !n.is_empty())?;
        Some(
            self.group
                .as_deref()
                .filter(|g| !g.is_empty())
                .map_or_else(|| name.to_owned(), |g| format!("{g}/{name}")),
        )
    }
}

/// The vocabulary's word for a component type.
pub(super) fn kind(stated: &str) -> &str {
    match stated {
        "container" => "container_image",
        "device" => "hardware",
        "firmware" => "firmware",
        "application" | "framework" | "library" | "platform" | "operating-system" | "device-driver"
        | "file" => "software",
        other => other,
    }
}

pub(super) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// `urn:uuid:` and 8-4-4-4-12 hexadecimal digits.
pub(super) fn is_serial_number(text: &str) -> bool {
    let Some(uuid) = text.strip_prefix("urn:uuid:") else { return false };
    let groups: Vec<&str> = uuid.split('-').collect();
    groups.iter().map(|g| g.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|g| g.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_and_serial_numbers() {
        assert_eq!(without_version("pkg:maven/org.x/y@1.2?type=jar"), "pkg:maven/org.x/y");
        assert_eq!(without_version("pkg:npm/%40scope/y@1.2"), "pkg:npm/%40scope/y");
        assert_eq!(without_version("pkg:npm/y"), "pkg:npm/y");
        assert!(is_serial_number("urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79"));
        assert!(!is_serial_number("urn:uuid:3e671687-395b-41f5-a30f"));
    }
}
