//! Which heading stands for which field, and which fact type a row of headings describes.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use yunjian_catalogue::{FactType, FactTypeId, FieldId, FieldType, vocabulary};

const HEADERS: &str = include_str!("headers.toml");
const WORDS: &str = include_str!("words.toml");

type Names = BTreeMap<String, Vec<String>>;

/// A heading or word without the things people vary: NFKC, lower case, no spaces or punctuation, nothing in brackets.
pub(super) fn key(text: &str) -> String {
    let mut out = String::new();
    let mut brackets = 0_u32;
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            // 帐 is how many write 账.
            '帐' if brackets == 0 => out.push('账'),
            '(' | '[' | '【' | '〔' => brackets += 1,
            ')' | ']' | '】' | '〕' => brackets = brackets.saturating_sub(1),
            c if brackets == 0 && (c.is_alphanumeric() || c == '&') => out.push(c),
            _ => {}
        }
    }
    out
}

/// The headings of one fact type.
#[derive(Default)]
struct Headings {
    /// Field and weight: a heading that is told of this fact type alone weighs double.
    fields: HashMap<String, (FieldId, u32)>,
}

struct Dictionary {
    types: Vec<Headings>,
}

static DICTIONARY: LazyLock<Dictionary> =
    LazyLock::new(|| parse(HEADERS).expect("the embedded headings are checked by tests"));

fn parse(source: &str) -> Result<Dictionary, String> {
    let mut tables: BTreeMap<String, toml::Table> = toml::from_str(source).map_err(|e| e.to_string())?;
    let vocabulary = vocabulary();
    let common = names(tables.remove("common").unwrap_or_default())?;
    for field in common.keys() {
        if !vocabulary.types.iter().any(|ty| ty.field(field).is_some()) {
            return Err(format!("common: no fact type has the field {field}"));
        }
    }
    let mut types = Vec::with_capacity(vocabulary.len());
    for ty in &vocabulary.types {
        let own = names(tables.remove(&ty.name).unwrap_or_default())?;
        types.push(headings(ty, &own, &common)?);
    }
    match tables.keys().next() {
        Some(unknown) => Err(format!("there is no fact type {unknown}")),
        None => Ok(Dictionary { types }),
    }
}

fn names(table: toml::Table) -> Result<Names, String> {
    table.try_into().map_err(|e: toml::de::Error| e.to_string())
}

/// First come, first served: headings told of this fact type, then field names, then common headings.
fn headings(ty: &FactType, own: &Names, common: &Names) -> Result<Headings, String> {
    let mut headings = Headings::default();
    for (field, texts) in own {
        let id = ty.field(field).ok_or(format!("{} has no field {field}", ty.name))?;
        for text in texts {
            headings.fields.entry(key(text)).or_insert((id, 2));
        }
    }
    for (index, field) in ty.fields.iter().enumerate() {
        if index < ty.file().0 as usize {
            headings.fields.entry(key(&field.name)).or_insert((FieldId(index as u16), 1));
        }
    }
    for (index, field) in ty.fields.iter().enumerate() {
        for text in common.get(&field.name).into_iter().flatten() {
            headings.fields.entry(key(text)).or_insert((FieldId(index as u16), 1));
        }
    }
    Ok(headings)
}

/// The fact type behind `csv:<name>`.
pub(crate) fn fact_type(name: &str) -> Option<&'static FactType> {
    vocabulary().register(name)
}

/// The field each heading stands for. Of two headings of one field the more telling wins, then the first: beside 账号编号
/// the heading 序号 is a count of rows.
pub(crate) fn columns(ty: &FactType, headings: &[String]) -> Vec<Option<FieldId>> {
    let known = &DICTIONARY.types[ty.id.0 as usize].fields;
    let found: Vec<Option<(FieldId, u32)>> =
        headings.iter().map(|heading| known.get(&key(heading)).copied()).collect();
    let mut winners: HashMap<FieldId, (usize, u32)> = HashMap::new();
    for (column, (field, weight)) in found.iter().enumerate().filter_map(|(i, f)| Some((i, (*f)?))) {
        let best = winners.entry(field).or_insert((column, weight));
        if weight > best.1 {
            *best = (column, weight);
        }
    }
    found
        .iter()
        .enumerate()
        .map(|(column, f)| f.map(|(field, _)| field).filter(|field| winners[field].0 == column))
        .collect()
}

/// Every heading, reduced to its key, that stands for a field of a fact type.
pub(crate) fn keys_of(ty: &FactType, field: FieldId) -> Vec<String> {
    let known = &DICTIONARY.types[ty.id.0 as usize].fields;
    let mut keys: Vec<String> =
        known.iter().filter(|(_, (of, _))| *of == field).map(|(key, _)| key.clone()).collect();
    keys.sort_unstable();
    keys
}

/// Headings for a field of a fact type that lead back to it: Chinese, and English.
pub(crate) fn labels(ty: &FactType, field: FieldId) -> (String, String) {
    let name = &ty.fields[field.0 as usize].name;
    let mut english = name.replace('_', " ");
    if let Some(first) = english.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let named = SOURCE_NAMES.get(&ty.name).and_then(|own| own.get(name)).into_iter().flatten();
    let common = SOURCE_NAMES.get("common").and_then(|all| all.get(name)).into_iter().flatten();
    let known = &DICTIONARY.types[ty.id.0 as usize].fields;
    let chinese = named
        .chain(common)
        .find(|text| !text.is_ascii() && known.get(&key(text)).is_some_and(|(id, _)| *id == field))
        .cloned()
        .unwrap_or_else(|| english.clone());
    (chinese, english)
}

/// The headings as they are written down, by fact type (or `common`) and field.
static SOURCE_NAMES: LazyLock<BTreeMap<String, Names>> = LazyLock::new(|| {
    let tables: BTreeMap<String, toml::Table> = toml::from_str(HEADERS).unwrap_or_default();
    tables.into_iter().filter_map(|(ty, table)| Some((ty, names(table).ok()?))).collect()
});

/// Words of a field for a list to choose from: the Chinese and the English of each, as the file of words has them.
pub(crate) fn choices(ty: &FactType, field: FieldId) -> Vec<(String, String)> {
    type Choices = HashMap<(String, String), Vec<(String, String)>>;
    static ALL: LazyLock<Choices> = LazyLock::new(|| {
        let file: toml::Table = toml::from_str(WORDS).unwrap_or_default();
        let mut all = Choices::new();
        for (ty, fields) in file.iter().filter_map(|(ty, f)| Some((ty, f.as_table()?))) {
            for (field, words) in fields.iter().filter_map(|(field, w)| Some((field, w.as_table()?))) {
                let pairs = words.iter().map(|(word, texts)| {
                    let texts = texts.as_array().into_iter().flatten().filter_map(toml::Value::as_str);
                    let chinese = texts.into_iter().find(|text| !text.is_ascii()).unwrap_or(word);
                    (chinese.to_owned(), word.clone())
                });
                all.insert((ty.clone(), field.clone()), pairs.collect());
            }
        }
        all
    });
    let key = (ty.name.clone(), ty.fields[field.0 as usize].name.clone());
    ALL.get(&key).cloned().unwrap_or_default()
}

/// Whether a time of this name may lie in the future.
pub(super) fn may_be_future(field: &str) -> bool {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let file: toml::Table = toml::from_str(WORDS).unwrap_or_default();
        let names = file.get("future").and_then(toml::Value::as_array).into_iter().flatten();
        names.filter_map(|name| name.as_str().map(str::to_owned)).collect()
    });
    NAMES.iter().any(|name| name == field)
}

/// What a row of headings describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) ty: FactTypeId,
    pub(super) matched: usize,
    score: u32,
}

/// The fact types that fit a row of headings best; several when it cannot be told.
///
/// A fact type fits when it knows at least two headings, and half of them. The one that knows most wins; headings
/// told of it alone count double.
pub(super) fn guess(headings: &[String]) -> Vec<Fit> {
    let keys: Vec<String> = headings.iter().map(|h| key(h)).filter(|k| !k.is_empty()).collect();
    let mut fits = Vec::new();
    for (index, known) in DICTIONARY.types.iter().enumerate() {
        let mut fields = HashMap::new();
        for key in &keys {
            if let Some((id, weight)) = known.fields.get(key) {
                fields.entry(*id).or_insert(*weight);
            }
        }
        let matched = fields.len();
        if matched >= 2 && matched * 2 >= keys.len() {
            fits.push(Fit { ty: FactTypeId(index as u16), matched, score: fields.values().sum() });
        }
    }
    let best = fits.iter().map(|f| f.score).max().unwrap_or(0);
    fits.retain(|f| f.score == best);
    fits
}

/// Words of one field, by their [`key`].
pub(super) struct Words {
    by_key: HashMap<String, &'static str>,
    pub(super) strict: bool,
}

impl Words {
    pub(super) fn find(&self, word: &str) -> Option<&'static str> {
        self.by_key.get(&key(word)).copied()
    }
}

/// The words a field may hold, where the vocabulary limits them.
pub(super) fn words(ty: FactTypeId, field: FieldId) -> Option<&'static Words> {
    static ALL: LazyLock<HashMap<(FactTypeId, FieldId), Words>> =
        LazyLock::new(|| parse_words(WORDS).expect("the embedded words are checked by tests"));
    ALL.get(&(ty, field))
}

fn parse_words(source: &'static str) -> Result<HashMap<(FactTypeId, FieldId), Words>, String> {
    #[derive(serde::Deserialize)]
    struct File {
        strict: Vec<String>,
        future: Vec<String>,
        #[serde(flatten)]
        types: BTreeMap<String, BTreeMap<String, Names>>,
    }
    let file: File = toml::from_str(source).map_err(|e| e.to_string())?;
    let times = |name: &String| {
        let declared =
            vocabulary().types.iter().filter_map(|ty| ty.field(name).map(|id| &ty.fields[id.0 as usize]));
        declared.clone().count() > 0 && declared.clone().all(|field| field.ty == FieldType::Timestamp)
    };
    if let Some(name) = file.future.iter().find(|name| !times(name)) {
        return Err(format!("future: {name} is no time of the vocabulary"));
    }
    let mut all = HashMap::new();
    for (ty_name, fields) in file.types {
        let ty = vocabulary().fact_type(&ty_name).ok_or(format!("there is no fact type {ty_name}"))?;
        for (name, words) in fields {
            let field = ty.field(&name).ok_or(format!("{ty_name} has no field {name}"))?;
            let mut by_key = HashMap::new();
            for (word, texts) in words {
                let word: &'static str = Box::leak(word.into_boxed_str());
                for text in texts.iter().map(String::as_str).chain([word]) {
                    if let Some(other) = by_key.insert(key(text), word)
                        && other != word
                    {
                        return Err(format!("{ty_name}.{name}: {text} stands for {other} and {word}"));
                    }
                }
            }
            let strict = file.strict.contains(&format!("{ty_name}.{name}"));
            all.insert((ty.id, field), Words { by_key, strict });
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(headings: &[&str]) -> Vec<&'static str> {
        let headings: Vec<String> = headings.iter().map(|h| (*h).to_owned()).collect();
        guess(&headings).iter().map(|f| vocabulary().get(f.ty).name.as_str()).collect()
    }

    #[test]
    fn the_data_files_are_sound() {
        parse(HEADERS).unwrap_or_else(|e| panic!("headers.toml: {e}"));
        parse_words(WORDS).unwrap_or_else(|e| panic!("words.toml: {e}"));
    }

    #[test]
    fn every_field_can_be_named_in_chinese() {
        let dictionary = parse(HEADERS).unwrap();
        for ty in &vocabulary().types {
            let known = &dictionary.types[ty.id.0 as usize].fields;
            let han = |text: &String| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            for (index, field) in ty.fields.iter().enumerate().take(ty.file().0 as usize) {
                let named = known.iter().any(|(text, (id, _))| id.0 as usize == index && han(text));
                assert!(named, "{}.{} has no Chinese heading of its own", ty.name, field.name);
            }
        }
    }

    #[test]
    fn keys() {
        assert_eq!(key(" Component_ID* "), "componentid");
        assert_eq!(key("账号名（必填）"), "账号名");
        assert_eq!(key("ＩＰ地址"), "ip地址");
    }

    #[test]
    fn headings_name_their_fact_type() {
        assert_eq!(guessed(&["id", "name", "system", "privileged", "last_login_at"]), ["accounts"]);
        assert_eq!(
            guessed(&["账号名", "所属系统", "是否特权账号", "账号状态", "最近登录时间"]),
            ["accounts"]
        );
        assert_eq!(guessed(&["资产编号", "资产名称", "IP地址", "责任人", "是否在用"]), ["components"]);
        assert_eq!(guessed(&["审查编号", "审查对象", "审查时间", "审查人"]), ["reviews"]);
        assert_eq!(guessed(&["Plugin ID", "CVE", "Risk", "Host", "Protocol", "Port", "Name"]), ["findings"]);
        assert!(guessed(&["id", "name"]).len() > 1);
        assert!(guessed(&["lorem", "ipsum"]).is_empty());
    }

    #[test]
    fn every_label_leads_back_to_its_field() {
        for ty in &vocabulary().types {
            let fields: Vec<FieldId> = (0..ty.file().0).map(FieldId).collect();
            let (chinese, english): (Vec<String>, Vec<String>) =
                fields.iter().map(|f| labels(ty, *f)).unzip();
            let expected: Vec<Option<FieldId>> = fields.iter().copied().map(Some).collect();
            assert_eq!(columns(ty, &chinese), expected, "{}: {chinese:?}", ty.name);
            assert_eq!(columns(ty, &english), expected, "{}: {english:?}", ty.name);
            assert!(chinese.iter().all(|label| !label.is_ascii()), "{}: {chinese:?}", ty.name);
        }
    }

    #[test]
    fn the_more_telling_heading_wins() {
        let ty = vocabulary().fact_type("accounts").unwrap();
        let headings = ["序号", "账号编号", "帐号名"].map(str::to_owned);
        assert_eq!(columns(ty, &headings), [None, ty.field("id"), ty.field("name")]);
    }

    #[test]
    fn words_of_people() {
        let ty = vocabulary().fact_type("findings").unwrap();
        let words = words(ty.id, ty.field("status").unwrap()).unwrap();
        assert_eq!(words.find("已修复"), Some("fixed"));
        assert_eq!(words.find("Open "), Some("open"));
        assert_eq!(words.find("purple"), None);
        assert!(words.strict);
    }
}
