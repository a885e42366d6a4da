//! The fields of `evidence` items, `period` and `platform`: name, type, and how to read them.

use crate::inputs::{EvidenceItem, Period, Platform};
use crate::node::{ItemField, PeriodField, PlatformField, Ty};
use crate::value::Val;

fn text(value: &Option<String>) -> Val<'_> {
    value.as_deref().map_or(Val::Null, Val::Str)
}

fn time(value: Option<i64>) -> Val<'static> {
    value.map_or(Val::Null, Val::Time)
}

fn int(value: Option<i64>) -> Val<'static> {
    value.map_or(Val::Null, Val::Int)
}

fn flag(value: Option<bool>) -> Val<'static> {
    value.map_or(Val::Null, Val::Bool)
}

pub(crate) fn item_field(name: &str) -> Option<(Ty, ItemField)> {
    let (ty, get): (Ty, ItemField) = match name {
        "id" => (Ty::Text, |e: &EvidenceItem| Val::Str(&e.id)),
        "kind" => (Ty::Text, |e: &EvidenceItem| Val::Str(&e.kind)),
        "format" => (Ty::Text, |e: &EvidenceItem| Val::Str(&e.format)),
        "sha256" => (Ty::Text, |e: &EvidenceItem| Val::Str(&e.sha256)),
        "size" => (Ty::Int, |e: &EvidenceItem| Val::Int(e.size)),
        "produced_at" => (Ty::Time, |e: &EvidenceItem| time(e.produced_at)),
        "collected_from" => (Ty::Time, |e: &EvidenceItem| time(e.collected_from)),
        "collected_to" => (Ty::Time, |e: &EvidenceItem| time(e.collected_to)),
        "received_at" => (Ty::Time, |e: &EvidenceItem| time(e.received_at)),
        "collector" => (Ty::Text, |e: &EvidenceItem| text(&e.collector)),
        "tool" => (Ty::Text, |e: &EvidenceItem| text(&e.tool)),
        "tool_version" => (Ty::Text, |e: &EvidenceItem| text(&e.tool_version)),
        "signer" => (Ty::Text, |e: &EvidenceItem| text(&e.signer)),
        "signature_ok" => (Ty::Bool, |e: &EvidenceItem| flag(e.signature_ok)),
        "parse_errors" => (Ty::Int, |e: &EvidenceItem| int(e.parse_errors)),
        "rows" => (Ty::Int, |e: &EvidenceItem| int(e.rows)),
        "unmapped_rows" => (Ty::Int, |e: &EvidenceItem| int(e.unmapped_rows)),
        "automatic" => (Ty::Bool, |e: &EvidenceItem| flag(e.automatic)),
        _ => return None,
    };
    Some((ty, get))
}

pub(crate) fn period_field(name: &str) -> Option<(Ty, PeriodField)> {
    let (ty, get): (Ty, PeriodField) = match name {
        "start" => (Ty::Time, |p: &Period| time(p.start)),
        "end" => (Ty::Time, |p: &Period| time(p.end)),
        "due_at" => (Ty::Time, |p: &Period| time(p.due_at)),
        "days" => (Ty::Int, |p: &Period| int(p.days)),
        "frequency" => (Ty::Text, |p: &Period| Val::Str(&p.frequency)),
        "trigger_at" => (Ty::Time, |p: &Period| time(p.trigger_at)),
        "trigger_ref" => (Ty::Text, |p: &Period| text(&p.trigger_ref)),
        _ => return None,
    };
    Some((ty, get))
}

pub(crate) fn platform_field(name: &str) -> Option<(Ty, PlatformField)> {
    let (ty, get): (Ty, PlatformField) = match name {
        "id" => (Ty::Text, |p: &Platform| Val::Str(&p.id)),
        "csp" => (Ty::Text, |p: &Platform| Val::Str(&p.csp)),
        "level" => (Ty::Text, |p: &Platform| Val::Str(&p.level)),
        "authorised_at" => (Ty::Time, |p: &Platform| time(p.authorised_at)),
        "supervised_from" => (Ty::Time, |p: &Platform| time(p.supervised_from)),
        "anniversary_at" => (Ty::Time, |p: &Platform| time(p.anniversary_at)),
        "customers" => (Ty::list(Ty::Text), |p: &Platform| Val::Strings(&p.customers)),
        "sites" => (Ty::list(Ty::Text), |p: &Platform| Val::Strings(&p.sites)),
        "rooms" => (Ty::list(Ty::Text), |p: &Platform| Val::Strings(&p.rooms)),
        "room_class" => (Ty::Text, |p: &Platform| text(&p.room_class)),
        "under_cap" => (Ty::Bool, |p: &Platform| flag(p.under_cap)),
        _ => return None,
    };
    Some((ty, get))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_vocabulary_is_known() {
        let source = include_str!("../../../catalogue/vocabulary.json");
        let words: serde_json::Value = serde_json::from_str(source).unwrap();
        let known: [(&str, fn(&str) -> Option<Ty>); 3] = [
            ("evidence_item", |n| item_field(n).map(|f| f.0)),
            ("period", |n| period_field(n).map(|f| f.0)),
            ("platform", |n| platform_field(n).map(|f| f.0)),
        ];
        for (group, find) in known {
            for (name, declared) in words[group].as_object().unwrap() {
                let expected = match declared.as_str().unwrap() {
                    "string" => Ty::Text,
                    "int" => Ty::Int,
                    "bool" => Ty::Bool,
                    "timestamp" => Ty::Time,
                    "list<string>" => Ty::list(Ty::Text),
                    other => panic!("{group}.{name} has the unknown type {other}"),
                };
                assert_eq!(find(name), Some(expected), "{group}.{name}");
            }
        }
    }
}
