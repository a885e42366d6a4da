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
    fn fields_are_read_under_their_own_name() {
        let item =
            EvidenceItem { id: "e1".into(), rows: Some(7), received_at: Some(9), ..EvidenceItem::default() };
        let (ty, get) = item_field("rows").unwrap();
        assert_eq!((ty, get(&item).number()), (Ty::Int, Some(7.0)));
        assert!(matches!(item_field("received_at").unwrap().1(&item), Val::Time(9)));
        assert!(item_field("signer").unwrap().1(&item).is_null());
        assert_eq!(item_field("id").unwrap().1(&item).text(), Some("e1"));
        let platform = Platform { sites: vec!["a".into(), "b".into()], ..Platform::default() };
        assert_eq!(platform_field("sites").unwrap().1(&platform).count(), Some(2));
        assert!(period_field("trigger_at").unwrap().1(&Period::default()).is_null());
        assert!(
            item_field("colour").is_none() && period_field("id").is_none() && platform_field("x").is_none()
        );
    }
}
