//! Configuration: `config/default.toml` and what a file of the operator's says differently.

use serde::Deserialize;

const DEFAULT: &str = include_str!("../../../config/default.toml");

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub listen: String,
    pub data: String,
    pub database: String,
    pub origin: String,
    pub limits: Limits,
    pub sessions: Sessions,
    pub jobs: Jobs,
    pub messages: Messages,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    pub max_file_mib: u64,
    pub open_uploads_mib: u64,
    pub max_files: usize,
    pub max_body_kib: usize,
    pub upload_hours: i64,
    pub reader_seconds: u64,
    pub reader_mib: u64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sessions {
    pub hours: i64,
    pub failures: i64,
    pub failure_minutes: i64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jobs {
    pub tick_seconds: u64,
    pub attempts: i64,
    pub open_days_ahead: i64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Messages {
    pub tell_from: String,
}

impl Messages {
    /// From when on people are told; always, when nothing is set.
    ///
    /// # Errors
    /// When it is no moment.
    pub fn from(&self) -> Result<i64, BadConfig> {
        if self.tell_from.is_empty() {
            return Ok(i64::MIN);
        }
        self.tell_from
            .parse::<jiff::Timestamp>()
            .map(jiff::Timestamp::as_millisecond)
            .map_err(|e| BadConfig(format!("messages.tell_from: {e}")))
    }
}

/// The configuration cannot be used; the text says where.
#[derive(Debug, thiserror::Error)]
#[error("the configuration cannot be used: {0}")]
pub struct BadConfig(String);

impl Config {
    /// The default, with the lines of `own` in place of its own.
    ///
    /// # Errors
    /// When a line is not known or has the wrong kind of value.
    pub fn with(own: &str) -> Result<Self, BadConfig> {
        let mut base: toml::Table = DEFAULT.parse().map_err(|e: toml::de::Error| BadConfig(e.to_string()))?;
        let own: toml::Table = own.parse().map_err(|e: toml::de::Error| BadConfig(e.to_string()))?;
        merge(&mut base, own);
        base.try_into().map_err(|e: toml::de::Error| BadConfig(e.to_string()))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self::with("").expect("the default configuration is checked by a test")
    }
}

fn merge(base: &mut toml::Table, own: toml::Table) {
    for (name, value) in own {
        match (base.get_mut(&name), value) {
            (Some(toml::Value::Table(base)), toml::Value::Table(own)) => merge(base, own),
            (_, value) => {
                base.insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_file_is_the_default() {
        let config = Config::default();
        assert_eq!(config.listen, "127.0.0.1:8080");
        assert!(config.limits.max_file_mib > 0);
    }

    #[test]
    fn one_line_is_enough_and_a_wrong_one_is_named() {
        assert_eq!(Config::with("[limits]\nmax_files = 3").unwrap().limits.max_files, 3);
        let error = Config::with("[limits]\nmax_flies = 3").unwrap_err().to_string();
        assert!(error.contains("max_flies"), "{error}");
    }
}
