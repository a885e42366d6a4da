//! `yunjian catalogue`

use yunjian_catalogue::{Attribute, Frequency, Obligation, ObligationFilter, Party, catalogue};

use crate::{Ended, print_json};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Show one obligation, for instance A-12.3-G-1/1; a row or a section shows those below it.
    id: Option<String>,
    /// Only this control class, Chinese as in the standard.
    #[arg(long)]
    class: Option<String>,
    /// realtime, weekly, monthly, quarterly, yearly, two_yearly, three_yearly, five_yearly or on_demand.
    #[arg(long)]
    frequency: Option<Frequency>,
    /// provider or assessor.
    #[arg(long)]
    party: Option<Party>,
    /// general or enhanced.
    #[arg(long)]
    attribute: Option<Attribute>,
    /// The clauses of the standard: where each is met, and which tests name it.
    #[arg(long, conflicts_with_all = ["id", "class", "frequency", "party", "attribute"])]
    trace: bool,
    #[arg(long)]
    json: bool,
}

/// A clause, where it is met, and the tests that name it; made by `cargo run -p xtask -- trace`.
#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Traced {
    #[serde(rename = "ref")]
    clause: String,
    r#where: Vec<String>,
    tests: Vec<String>,
}

fn trace(json: bool) -> anyhow::Result<Ended> {
    let rows: Vec<Traced> = serde_json::from_str(include_str!("trace.json"))?;
    if json {
        print_json(&rows)?;
        return Ok(Ended::Done);
    }
    for row in &rows {
        say!("{}", row.clause);
        for place in &row.r#where {
            say!("    {place}");
        }
        for test in &row.tests {
            say!("    ✓ {test}");
        }
    }
    let met = rows.iter().filter(|row| !row.tests.is_empty()).count();
    say!("{} clauses, {met} met and named by tests", rows.len());
    Ok(Ended::Done)
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Ended> {
    if args.trace {
        return trace(args.json);
    }
    let filter = ObligationFilter {
        class: args.class.clone(),
        frequency: args.frequency,
        party: args.party,
        attribute: args.attribute,
        ..ObligationFilter::default()
    };
    let found: Vec<&Obligation> = catalogue()
        .filtered(&filter)
        .filter(|o| args.id.as_ref().is_none_or(|id| o.id == *id || o.row == *id || o.section == *id))
        .collect();
    if args.json {
        print_json(&found)?;
    } else if let [only] = found[..] {
        show(only);
    } else {
        for o in &found {
            say!(
                "{:<14} {:<9} {:<11} {:<8} {} · {}",
                o.id,
                o.attribute.as_str(),
                o.frequency.as_str(),
                o.party.as_str(),
                o.class,
                o.title_zh
            );
        }
        say!("{} obligations · catalogue {}", found.len(), catalogue().version());
    }
    if found.is_empty() {
        if let Some(id) = &args.id {
            eprintln!("yunjian: there is no obligation, row or section {id}; `yunjian catalogue` lists all");
        }
        return Ok(Ended::Wanting);
    }
    Ok(Ended::Done)
}

fn show(o: &Obligation) {
    say!("{}  {} / {}", o.id, o.title_zh, o.title_en);
    say!("{} · {} · {} {}", o.class, o.item, o.section, o.clauses.join(" "));
    say!("{} · {} · {} · {}", o.attribute.as_str(), o.frequency.as_str(), o.party.as_str(), o.ty.as_str());
    say!("\n{}\n{}", o.statement_zh, o.statement_en);
    say!("\nevidence 证据");
    for slot in &o.evidence {
        let need = if slot.required { "required" } else { "optional" };
        say!("  {:<10} {need:<9} {}", slot.kind.as_str(), slot.formats.join(", "));
    }
    say!("\nparameters 参数");
    for p in &o.parameters {
        let value = serde_json::to_string(&p.default).unwrap_or_default();
        say!(
            "  {:<20} {value:<12} {} · {} · verified: {} · {}",
            p.name,
            p.clause,
            p.applicability.as_str(),
            p.verified.as_str(),
            p.source
        );
    }
    say!("\nrules 规则");
    for r in &o.rules {
        say!("  {:<20} {:<9} {} / {}", r.id, r.severity.as_str(), r.message_zh, r.message_en);
    }
}
