//! One level of a JSON file: the parts of the value at a pointer. Everything else is passed over unread.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::window::{Window, shown};
use super::{Ask, Content, Entry, Spot, View};
use crate::failure::ReadFailure;
use crate::limits::Limits;
use crate::source::Source;

/// Bytes of a value that a list of parts shows.
const GLANCE: usize = 400;
/// Bytes of a value that is looked at by itself.
const WHOLE: usize = 64 << 10;

pub(super) fn is_json(prefix: &[u8]) -> bool {
    let text = crate::json::without_mark(prefix).trim_ascii_start();
    matches!(text.first(), Some(b'{' | b'['))
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn steps(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|s| s.replace("~1", "/").replace("~0", "~")).collect()
}

pub(super) fn page(source: &mut Source<'_>, ask: &Ask, limits: &Limits) -> Result<View, ReadFailure> {
    let wanted = match ask.place.as_deref().and_then(Spot::parse) {
        Some(Spot::Pointer(pointer)) => Some(pointer),
        _ => None,
    };
    // The value at a place is shown among its neighbours.
    let pointer = ask.pointer.clone().or_else(|| {
        let (above, _) = wanted.as_deref()?.rsplit_once('/')?;
        Some(above.to_owned())
    });
    let pointer = pointer.unwrap_or_default();
    let below = wanted.as_deref().and_then(|w| w.strip_prefix(pointer.as_str())).and_then(|rest| {
        let first = rest.strip_prefix('/')?.split('/').next()?;
        Some(first.replace("~1", "/").replace("~0", "~"))
    });
    let mut found = None;
    for seek in [below.clone(), None] {
        let mut level = Level {
            window: Window::new(ask.from, ask.limit, seek.is_some()),
            pointer: pointer.clone(),
            seek,
            shape: "",
        };
        let steps = steps(&pointer);
        crate::json::read(source, limits, Step { steps: &steps, level: Some(&mut level) })?;
        if level.shape.is_empty() {
            break;
        }
        if !level.window.missed() {
            found = Some(level);
            break;
        }
    }
    let missing = ask.place.is_some();
    let Some(level) = found else {
        if pointer.is_empty() {
            return Ok(View::of(Content::Other));
        }
        // There is nothing at the pointer: the whole is shown instead.
        let ask = Ask { pointer: None, place: None, from: 0, ..ask.clone() };
        return page(source, &ask, limits).map(|view| View { note: Some("place"), ..view });
    };
    let shape = level.shape;
    let (entries, from, next, at) = level.window.done();
    let note = (missing && at.is_none() && below.is_some()).then_some("place");
    Ok(View { from, next, at, note, ..View::of(Content::Json { pointer, shape, entries }) })
}

struct Level {
    window: Window<Entry>,
    pointer: String,
    seek: Option<String>,
    shape: &'static str,
}

impl Level {
    fn entry(&mut self, key: &str, seen: Seen) {
        let pointer = format!("{}/{}", self.pointer, escaped(key));
        let hit = self.seek.as_deref() == Some(key);
        let size = key.len() + seen.text.as_deref().map_or(0, str::len) + pointer.len();
        let entry =
            Entry { key: key.to_owned(), pointer, shape: seen.shape, text: seen.text, parts: seen.parts };
        self.window.push(entry, size, hit);
    }
}

/// Goes down a pointer, then lists what is there.
struct Step<'a, 'l> {
    steps: &'a [String],
    level: Option<&'l mut Level>,
}

impl<'de> DeserializeSeed<'de> for Step<'_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Step<'a, '_> {
    fn scalar(self, seen: Seen) {
        if self.steps.is_empty()
            && let Some(level) = self.level
        {
            level.shape = seen.shape;
            let entry = Entry {
                key: String::new(),
                pointer: level.pointer.clone(),
                shape: seen.shape,
                text: seen.text,
                parts: None,
            };
            level.window.push(entry, 0, true);
        }
    }
    fn next(&self) -> Option<(&'a String, &'a [String])> {
        self.steps.split_first()
    }
}

impl<'de> Visitor<'de> for Step<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.scalar(Seen::of("bool", value.to_string()));
        Ok(())
    }
    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.scalar(Seen::of("number", value.to_string()));
        Ok(())
    }
    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.scalar(Seen::of("number", value.to_string()));
        Ok(())
    }
    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.scalar(Seen::of("number", value.to_string()));
        Ok(())
    }
    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.scalar(Seen::of("text", shown(value, WHOLE)));
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        self.scalar(Seen::of("null", "null".to_owned()));
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<(), A::Error> {
        let next = self.next();
        let mut index = 0_u64;
        if let Some((step, rest)) = next {
            let wanted: Option<u64> = step.parse().ok();
            loop {
                let more = if wanted == Some(index) {
                    seq.next_element_seed(Step { steps: rest, level: self.level.as_deref_mut() })?.is_some()
                } else {
                    seq.next_element::<IgnoredAny>()?.is_some()
                };
                if !more {
                    return Ok(());
                }
                index += 1;
            }
        }
        let Some(level) = self.level else { return Ok(()) };
        level.shape = "list";
        loop {
            if level.window.full() || level.window.passes() {
                if seq.next_element::<IgnoredAny>()?.is_none() {
                    return Ok(());
                }
                level.window.pass();
            } else {
                let Some(seen) = seq.next_element_seed(Glance)? else { return Ok(()) };
                level.entry(&index.to_string(), seen);
            }
            index += 1;
        }
    }
    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        let next = self.next();
        if let Some((step, rest)) = next {
            while let Some(key) = map.next_key::<String>()? {
                if key == *step {
                    map.next_value_seed(Step { steps: rest, level: self.level.as_deref_mut() })?;
                } else {
                    map.next_value::<IgnoredAny>()?;
                }
            }
            return Ok(());
        }
        let Some(level) = self.level else {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(());
        };
        level.shape = "object";
        while let Some(key) = map.next_key::<String>()? {
            if level.window.full() || level.window.passes() {
                map.next_value::<IgnoredAny>()?;
                level.window.pass();
            } else {
                let seen = map.next_value_seed(Glance)?;
                level.entry(&key, seen);
            }
        }
        Ok(())
    }
}

/// A value in one line.
struct Seen {
    shape: &'static str,
    text: Option<String>,
    parts: Option<u64>,
}

impl Seen {
    fn of(shape: &'static str, text: String) -> Self {
        Self { shape, text: Some(text), parts: None }
    }
}

/// Looks at a value without keeping it.
struct Glance;

impl<'de> DeserializeSeed<'de> for Glance {
    type Value = Seen;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Seen, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Glance {
    type Value = Seen;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_bool<E>(self, value: bool) -> Result<Seen, E> {
        Ok(Seen::of("bool", value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Seen, E> {
        Ok(Seen::of("number", value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Seen, E> {
        Ok(Seen::of("number", value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Seen, E> {
        Ok(Seen::of("number", value.to_string()))
    }
    fn visit_str<E>(self, value: &str) -> Result<Seen, E> {
        Ok(Seen::of("text", shown(value, GLANCE)))
    }
    fn visit_unit<E>(self) -> Result<Seen, E> {
        Ok(Seen::of("null", "null".to_owned()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Seen, A::Error> {
        let mut parts = 0;
        while seq.next_element::<IgnoredAny>()?.is_some() {
            parts += 1;
        }
        Ok(Seen { shape: "list", text: None, parts: Some(parts) })
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Seen, A::Error> {
        let mut parts = 0;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            parts += 1;
        }
        Ok(Seen { shape: "object", text: None, parts: Some(parts) })
    }
}
