#![allow(clippy::disallowed_methods, reason = "a test writes the schema when asked")]

use std::path::PathBuf;
use std::{env, fs};

use schemars::{Schema, SchemaGenerator, json_schema, schema_for};
use serde_json::{Map, Value, json};

use super::super::options::{Options, RuleOptions, Said, ThresholdOptions};
use crate::kind::Kind;

/// A property for each kind, so that editors complete and explain them.
pub(in super::super) fn kinds(generator: &mut SchemaGenerator) -> Schema {
    let rule = generator.subschema_for::<Said<RuleOptions>>();
    let property = |kind: &Kind| {
        let value = json!({ "description": format!("{}。 {}.", kind.zh(), kind.en()), "allOf": [rule] });
        (kind.id().to_owned(), value)
    };
    let properties: Map<String, Value> = Kind::ALL.iter().map(property).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// What can be taken out of documents.
pub(in super::super) fn extras(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "array", "items": { "enum": crate::policy::EXTRAS } })
}

/// The same for how sure findings of a kind have to be.
pub(in super::super) fn thresholds(generator: &mut SchemaGenerator) -> Schema {
    let thresholds = generator.subschema_for::<ThresholdOptions>();
    let properties: Map<String, Value> =
        Kind::ALL.iter().map(|kind| (kind.id().to_owned(), thresholds.clone().into())).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

#[test]
fn the_schema_is_current() {
    let mut schema = serde_json::to_string_pretty(&schema_for!(Options)).unwrap();
    schema.push('\n');
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/policy.schema.json");
    if env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &schema).unwrap();
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    assert!(committed == schema, "docs/policy.schema.json is stale: run the tests with UPDATE=1");
}
