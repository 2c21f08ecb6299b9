//! The report as data, with every measurement.

use serde_json::{Value, json};

use super::goals::Goal;
use super::table::{Measured, Row, Table};
use super::whole::Report;
use crate::contestants::PEERS;

/// The whole report.
pub fn of(report: &Report, goals: &[Goal]) -> Value {
    let conditions: serde_json::Map<String, Value> = report
        .conditions
        .iter()
        .map(|(what, value)| ((*what).to_owned(), value.clone().into()))
        .collect();
    let goals: Vec<Value> = goals
        .iter()
        .map(|goal| {
            json!({
                "what": goal.what, "host": goal.host, "limit": goal.limit, "unit": goal.unit,
                "measured": goal.measured, "verdict": goal.verdict(),
            })
        })
        .collect();
    json!({
        "conditions": conditions,
        "missing": report.missing,
        "tables": report.tables.iter().map(table).collect::<Vec<_>>(),
        "goals": goals,
    })
}

fn table(table: &Table) -> Value {
    json!({
        "id": table.id,
        "work": table.work,
        "title": table.title,
        "unit": table.unit.sign(),
        "ideal": table.ideal,
        "rows": table.rows.iter().map(|own| row(table, own)).collect::<Vec<_>>(),
    })
}

fn row(table: &Table, row: &Row) -> Value {
    let mut json = json!({ "contestant": row.contestant.way.name(), "host": row.contestant.host });
    match &row.measured {
        Measured::Figures(figures) => {
            json["median"] = figures.median().into();
            json["samples"] = figures.all().into();
            for peer in PEERS {
                json[format!("to_{}", peer.name())] = table.ratio(row.contestant, peer).into();
            }
        }
        Measured::LeftOut(why) => json["left_out"] = why.as_str().into(),
        Measured::Failed(error) => json["failed"] = error.as_str().into(),
    }
    json
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::sample;
    use super::*;

    #[test]
    fn every_sample_and_ratio_is_there() {
        let report = Report { tables: vec![sample()], missing: Vec::new(), conditions: Vec::new() };
        let json = of(&report, &[]);
        let row = &json["tables"][0]["rows"][2];
        assert_eq!(row["samples"], json!([119.0, 120.0, 122.0]));
        assert_eq!(row["to_native"], 0.1);
        assert_eq!(json["tables"][0]["rows"][5]["failed"], "out of memory");
    }
}
