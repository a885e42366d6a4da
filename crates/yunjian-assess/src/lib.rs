//! Facts to assessment: acceptance rules (JSON Schema and CEL). Pure.
