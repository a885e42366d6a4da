//! The helper functions a rule may call: their names, and the kinds of values they take and give.

use yunjian_catalogue::vocabulary;

use crate::node::Ty;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Helper {
    Plus,
    Minus,
    PlusWorkdays,
    Seconds,
    Elapsed,
    InPeriod,
    Missing,
    Distinct,
    Duplicates,
    Ratio,
    Sum,
    MaxGap,
    EveryPeriod,
    Excepted,
    Remedied,
    DecisionHash,
    SuggestedLevel,
    Latest,
    Select,
    Ids,
    ById,
    Flat,
    SevRank,
    LevelRank,
    RiskRank,
    FixWindow,
    Identity,
    Similar,
    Weekday,
    Len,
    Double,
    Int,
    String,
}

/// What an argument must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Want {
    Anything,
    Time,
    Text,
    Int,
    Number,
    List,
    Texts,
    Times,
    Numbers,
    Lists,
    Facts,
    Components,
    Row(&'static str),
    /// The word `params`.
    Params,
}

impl Want {
    pub(crate) fn accepts(self, ty: &Ty) -> bool {
        let element = |accepted: fn(&Ty) -> bool| match ty {
            Ty::List(of) => **of == Ty::Any || accepted(of),
            _ => false,
        };
        *ty == Ty::Any
            || match self {
                Want::Anything => true,
                Want::Time => *ty == Ty::Time,
                Want::Text => *ty == Ty::Text,
                Want::Int => *ty == Ty::Int,
                Want::Number => matches!(ty, Ty::Int | Ty::Double),
                Want::List => matches!(ty, Ty::List(_)),
                Want::Texts => element(|of| *of == Ty::Text),
                Want::Times => element(|of| *of == Ty::Time),
                Want::Numbers => element(|of| matches!(of, Ty::Int | Ty::Double)),
                Want::Lists => element(|of| matches!(of, Ty::List(_))),
                Want::Facts => element(|of| matches!(of, Ty::Row(_))),
                Want::Components => *ty == Ty::list(row("components")),
                Want::Row(name) => *ty == row(name),
                Want::Params => false,
            }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Want::Anything => "a value",
            Want::Time => "a timestamp",
            Want::Text => "a text",
            Want::Int => "an int",
            Want::Number => "a number",
            Want::List => "a list",
            Want::Texts => "a list of texts",
            Want::Times => "a list of timestamps",
            Want::Numbers => "a list of numbers",
            Want::Lists => "a list of lists",
            Want::Facts => "a list of facts",
            Want::Components => "a list of components",
            Want::Row(name) => name,
            Want::Params => "the word params",
        }
    }
}

fn row(name: &str) -> Ty {
    vocabulary().fact_type(name).map_or(Ty::Any, |ty| Ty::Row(ty.id))
}

/// The helper of that name, with what it takes.
pub(crate) fn find(name: &str) -> Option<(Helper, &'static [Want])> {
    use Want::{
        Anything, Components, Facts, Int, List, Lists, Number, Numbers, Params, Row, Text, Texts, Time, Times,
    };
    Some(match name {
        "plus" => (Helper::Plus, &[Time, Text]),
        "minus" => (Helper::Minus, &[Time, Text]),
        "plusWorkdays" => (Helper::PlusWorkdays, &[Time, Int]),
        "seconds" => (Helper::Seconds, &[Text]),
        "elapsed" => (Helper::Elapsed, &[Time, Time]),
        "inPeriod" => (Helper::InPeriod, &[Time]),
        "missing" => (Helper::Missing, &[Texts, Texts]),
        "distinct" => (Helper::Distinct, &[Texts]),
        "duplicates" => (Helper::Duplicates, &[Texts]),
        "ratio" => (Helper::Ratio, &[Number, Number]),
        "sum" => (Helper::Sum, &[Numbers]),
        "maxGap" => (Helper::MaxGap, &[Times, Time, Time]),
        "everyPeriod" => (Helper::EveryPeriod, &[Times, Time, Time, Text]),
        "excepted" => (Helper::Excepted, &[Text]),
        "remedied" => (Helper::Remedied, &[Text]),
        "decisionHash" => (Helper::DecisionHash, &[Row("changes")]),
        "suggestedLevel" => (Helper::SuggestedLevel, &[Row("incidents")]),
        "latest" => (Helper::Latest, &[Times]),
        "select" => (Helper::Select, &[Components, Text]),
        "ids" => (Helper::Ids, &[Facts]),
        "byId" => (Helper::ById, &[Facts, Text]),
        "flat" => (Helper::Flat, &[Lists]),
        "sevRank" => (Helper::SevRank, &[Text]),
        "levelRank" => (Helper::LevelRank, &[Text]),
        "riskRank" => (Helper::RiskRank, &[Text]),
        "fixWindow" => (Helper::FixWindow, &[Text, Params]),
        "identity" => (Helper::Identity, &[Row("findings")]),
        "similar" => (Helper::Similar, &[Text, Text]),
        "weekday" => (Helper::Weekday, &[Time]),
        "len" => (Helper::Len, &[Anything]),
        "size" => (Helper::Len, &[List]),
        "double" => (Helper::Double, &[Anything]),
        "int" => (Helper::Int, &[Anything]),
        "string" => (Helper::String, &[Anything]),
        _ => return None,
    })
}

impl Helper {
    /// What it gives, known from what it is given.
    pub(crate) fn gives(self, args: &[Ty]) -> Ty {
        match self {
            Self::Plus | Self::Minus | Self::PlusWorkdays | Self::Latest => Ty::Time,
            Self::Seconds
            | Self::Elapsed
            | Self::Ratio
            | Self::Sum
            | Self::MaxGap
            | Self::Similar
            | Self::Double => Ty::Double,
            Self::InPeriod | Self::EveryPeriod | Self::Excepted | Self::Remedied => Ty::Bool,
            Self::Missing | Self::Distinct | Self::Duplicates | Self::Ids => Ty::list(Ty::Text),
            Self::DecisionHash | Self::SuggestedLevel | Self::FixWindow | Self::Identity | Self::String => {
                Ty::Text
            }
            Self::Select => args[0].clone(),
            Self::ById => match &args[0] {
                Ty::List(of) => (**of).clone(),
                _ => Ty::Any,
            },
            Self::Flat => match &args[0] {
                Ty::List(of) if matches!(**of, Ty::List(_)) => (**of).clone(),
                _ => Ty::list(Ty::Any),
            },
            Self::SevRank | Self::LevelRank | Self::RiskRank | Self::Weekday | Self::Len | Self::Int => {
                Ty::Int
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the vocabulary writes them.
    const SIGNATURES: &str = "plus(ts, dur); minus(ts, dur); plusWorkdays(ts, n); seconds(dur); elapsed(a, b); inPeriod(ts); missing(required, actual); distinct(list); duplicates(list); ratio(n, d); sum(list); maxGap(list_of_ts, from, to); latest(list_of_ts); select(components, selector); ids(list); byId(list, id); flat(list_of_lists); sevRank(severity); levelRank(level); riskRank(level); fixWindow(severity, params); identity(finding); similar(text_a, text_b); weekday(ts); len(x); everyPeriod(list_of_ts, from, to, dur); excepted(subject_id); remedied(subject_id); decisionHash(change); suggestedLevel(incident)";

    #[test]
    fn every_helper_of_the_vocabulary_is_known() {
        let mut seen = 0;
        for signature in SIGNATURES.split(';').map(str::trim) {
            let name = signature.split('(').next().unwrap();
            let (_, wants) = find(name).unwrap_or_else(|| panic!("{name} is unknown"));
            assert_eq!(wants.len(), signature.matches(',').count() + 1, "{signature}");
            seen += 1;
        }
        assert_eq!(seen, 30);
    }
}
