//! Redfish resources as a management controller answers them: temperature and humidity become sensors, other readings metrics, a chassis or system a component.
//!
//! Read are Thermal, Power, Sensor, ThermalMetrics, EnvironmentMetrics, Chassis and ComputerSystem; a collection names its members without values and holds records
//! without a fact. Several documents may stand one after the other or one per line. A single reading is one sample: lowest, highest and mean are the same, and what is
//! between two readings stays unknown. A sensor without its own time has none. Identity: the address (`@odata.id`, or where the data comes from).

use yunjian_domain::facts::Value;

use crate::columns::{Components, Metrics, Sensors};
use crate::draft::{Plain, moment, own, text};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::{Found, records};

pub(super) static REDFISH: Plain = Plain {
    id: "redfish-json",
    zh: "Redfish 硬件与环境读数",
    en: "Redfish sensors and hardware",
    version: 1,
    facts: &["components", "metrics", "sensors"],
    sniff: |prefix| {
        prefix.is_json(|head| head.has("@odata.type") && (head.has("@odata.id") || head.says("/redfish/")))
    },
    read,
};

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut known = false;
    records(
        source,
        job.limits,
        &["/*"],
        &["Oem", "Actions", "Links", "RelatedItem"],
        out,
        &mut |found, out| {
            known |= found.tree.has("@odata.type");
            document(&found, job, out)
        },
    )?;
    if !known {
        return Err(ReadFailure::refused("/", Rule::Schema, "the document is no Redfish resource"));
    }
    Ok(())
}

/// One reading, however the resource writes it.
#[derive(Default)]
struct Reading {
    id: Option<String>,
    name: Option<String>,
    kind: Option<&'static str>,
    unit: Option<String>,
    value: Option<f64>,
    at: Option<i64>,
    state: Option<String>,
    limits: [Option<f64>; 2],
    position: Option<String>,
    component: Option<String>,
}

fn document(found: &Found<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let tree = &found.tree;
    let stated = tree.get("@odata.type").str().unwrap_or_default();
    // `#Sensor.v1_6_0.Sensor`
    let mut parts = stated.trim_start_matches('#').split('.');
    let kind = parts.next().unwrap_or_default();
    let version = parts.next().filter(|v| v.starts_with('v'));
    out.summary.version = out.summary.version.take().or(own(version));
    let chassis = tree.get("@odata.id").str().and_then(|id| id.split("/Chassis/").nth(1)?.split('/').next());
    let each = |out: &mut Out<'_>, key: &str, make: &dyn Fn(&Tree) -> Reading| {
        for (number, part) in tree.get(key).list().iter().enumerate() {
            let mut reading = make(part);
            reading.component = own(chassis);
            reading.id =
                reading.id.or_else(|| own(part.first(&["@odata.id", "DataSourceUri"]))).or_else(|| {
                    Some(format!("{}#/{key}/{}", tree.first(&["@odata.id"])?, part.first(&["MemberId"])?))
                });
            reading.state = reading.state.or_else(|| own(part.first(&["Status/Health", "Status/State"])));
            reading.name =
                reading.name.or_else(|| own(part.first(&["Name", "DeviceName", "PhysicalContext"])));
            reading.record(
                &format!(
                    "{}{key}/{number}",
                    if found.place == "/" { "/".to_owned() } else { format!("{}/", found.place) }
                ),
                out,
            )?;
        }
        Ok::<_, ReadFailure>(())
    };
    let celsius = |value: Option<f64>| Reading {
        kind: Some("temperature"),
        unit: Some("Cel".into()),
        value,
        ..Reading::default()
    };
    match kind {
        "Thermal" => {
            each(out, "Temperatures", &|part| Reading {
                limits: [
                    part.get("LowerThresholdNonCritical")
                        .number()
                        .or(part.get("LowerThresholdCritical").number()),
                    part.get("UpperThresholdNonCritical")
                        .number()
                        .or(part.get("UpperThresholdCritical").number()),
                ],
                position: own(part.get("PhysicalContext").str()),
                ..celsius(part.get("ReadingCelsius").number())
            })?;
            each(out, "Fans", &|part| Reading {
                value: part.get("Reading").number(),
                unit: own(part.get("ReadingUnits").str()),
                ..Reading::default()
            })
        }
        "Power" => {
            each(out, "PowerControl", &|part| Reading {
                value: part.get("PowerConsumedWatts").number(),
                unit: Some("W".into()),
                ..Reading::default()
            })?;
            each(out, "Voltages", &|part| Reading {
                value: part.get("ReadingVolts").number(),
                unit: Some("V".into()),
                ..Reading::default()
            })?;
            each(out, "PowerSupplies", &|part| Reading {
                value: part.first(&["LastPowerOutputWatts", "PowerOutputWatts"]).and_then(|w| w.parse().ok()),
                unit: Some("W".into()),
                ..Reading::default()
            })
        }
        "ThermalMetrics" => {
            let summary = tree.get("TemperatureSummaryCelsius");
            for (place, part) in summary.pairs() {
                let mut reading = celsius(part.get("Reading").number());
                reading.id = own(part.get("DataSourceUri").str());
                reading.name = own(Some(place));
                reading.position = own(Some(place));
                reading.component = own(chassis);
                reading.record(
                    &format!("{}/TemperatureSummaryCelsius/{place}", found.place.trim_end_matches('/')),
                    out,
                )?;
            }
            each(out, "TemperatureReadingsCelsius", &|part| Reading {
                position: own(part.get("DeviceName").str()),
                ..celsius(part.get("Reading").number())
            })
        }
        "EnvironmentMetrics" => {
            let named = [
                ("TemperatureCelsius", "Cel"),
                ("HumidityPercent", "%"),
                ("PowerWatts", "W"),
                ("EnergykWh", "kW.h"),
                ("DewPointCelsius", "Cel"),
            ];
            for (key, unit) in named {
                let part = tree.get(key);
                if part.is_null() {
                    continue;
                }
                let kind = match key {
                    "TemperatureCelsius" => Some("temperature"),
                    "HumidityPercent" => Some("humidity"),
                    _ => None,
                };
                let reading = Reading {
                    id: own(part.get("DataSourceUri").str()),
                    name: own(Some(key)),
                    kind,
                    unit: own(Some(unit)),
                    value: part.get("Reading").number(),
                    component: own(chassis),
                    ..Reading::default()
                };
                reading.record(&format!("{}/{key}", found.place.trim_end_matches('/')), out)?;
            }
            each(out, "FanSpeedsPercent", &|part| Reading {
                value: part.get("Reading").number(),
                unit: Some("%".into()),
                ..Reading::default()
            })
        }
        "Sensor" => {
            let units = tree.get("ReadingUnits").str();
            let kind = match (tree.get("ReadingType").str(), units) {
                (Some("Temperature"), _) | (None, Some("Cel")) => Some("temperature"),
                (Some("Humidity"), _) => Some("humidity"),
                _ => None,
            };
            let limit = |edge: &str| {
                tree.at(&format!("Thresholds/{edge}Caution/Reading"))
                    .number()
                    .or(tree.at(&format!("Thresholds/{edge}Critical/Reading")).number())
            };
            let reading = Reading {
                id: own(tree.first(&["@odata.id", "Id"])),
                name: own(tree.get("Name").str()),
                kind,
                unit: own(units),
                value: tree.get("Reading").number(),
                at: job.moment(tree.get("ReadingTime").str()),
                state: own(tree.first(&["Status/Health", "Status/State"])),
                limits: [limit("Lower"), limit("Upper")],
                position: own(tree.get("PhysicalContext").str()),
                component: own(chassis),
            };
            reading.record(found.place, out)
        }
        "Chassis" | "ComputerSystem" | "StorageController" | "NetworkAdapter" | "Manager" => {
            component(tree, kind, found.place, out)
        }
        _ => {
            out.unmapped();
            Ok(())
        }
    }
}

impl Reading {
    fn record(self, place: &str, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let number = |value: Option<f64>| value.map_or(Value::Null, Value::Double);
        let Some(value) = self.value else {
            out.unmapped();
            return Ok(());
        };
        out.summary.collected_to = out.summary.collected_to.max(self.at);
        let Some(kind) = self.kind else {
            let ids = Metrics::ids();
            let mut row = ids.row();
            let mut set = |id, value| *row.at_mut(id) = value;
            set(ids.id, text(self.id));
            set(ids.name, text(self.name));
            set(ids.unit, text(self.unit));
            set(ids.value, Value::Double(value));
            if let Some(most) = self.limits[1] {
                set(ids.threshold, Value::Double(most));
                set(ids.direction, Value::text("max"));
                set(ids.breached, Value::Bool(value > most));
            }
            set(ids.last_at, moment(self.at));
            set(ids.source, Value::text("redfish"));
            set(ids.component_id, text(self.component));
            return out.record(row, place);
        };
        let ids = Sensors::ids();
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        set(ids.id, text(self.id.or(self.name)));
        set(ids.kind, Value::text(kind));
        set(ids.position, text(self.position));
        for id in [ids.min, ids.max, ids.mean] {
            set(id, Value::Double(value));
        }
        set(ids.samples, Value::Int(1));
        set(ids.last_at, moment(self.at));
        set(ids.state, text(self.state));
        set(ids.unit, text(self.unit));
        set(ids.limit_min, number(self.limits[0]));
        set(ids.limit_max, number(self.limits[1]));
        out.record(row, place)
    }
}

fn component(tree: &Tree, kind: &str, place: &str, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let ids = Components::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.id, text(tree.first(&["SerialNumber", "UUID", "@odata.id", "Id"])));
    set(ids.name, text(tree.first(&["HostName", "Name", "Id"])));
    set(ids.kind, Value::text(if kind == "ComputerSystem" { "server" } else { "hardware" }));
    set(ids.vendor, text(tree.first(&["Manufacturer"])));
    set(ids.model, text(tree.first(&["Model"])));
    set(ids.serial, text(tree.first(&["SerialNumber"])));
    set(ids.version, text(tree.first(&["BiosVersion", "FirmwareVersion"])));
    set(ids.location, text(tree.first(&["Location/Placement/Rack", "Location/PartLocation/ServiceLabel"])));
    set(ids.sources, Value::list(["redfish"]));
    out.record(row, place)
}
