#![allow(clippy::disallowed_methods, reason = "a test writes the schema when asked")]

use std::path::PathBuf;
use std::{env, fs};

use schemars::{Schema, SchemaGenerator, json_schema, schema_for};
use serde_json::{Map, Value, json};

use super::super::options::{Options, ThresholdOptions};
use super::super::said::{self, CASE, OPERATOR, RULE};
use crate::finding::Role;
use crate::kind::Kind;
use crate::operators::{Action, OPERATORS};

/// A property for each kind, so that editors complete and explain them.
pub(in super::super) fn kinds(generator: &mut SchemaGenerator) -> Schema {
    let rule = said(generator, RULE);
    let property = |kind: &Kind| {
        let value = json!({ "description": format!("{}。 {}.", kind.zh(), kind.en()), "allOf": [rule] });
        (kind.id().to_owned(), value)
    };
    let properties: Map<String, Value> = Kind::ALL.iter().map(property).collect();
    json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// An operator, or a table of this level.
fn said(generator: &mut SchemaGenerator, level: u8) -> Value {
    let name = ["Said", "SaidCase", "SaidRule"][usize::from(level)];
    if !generator.definitions().contains_key(name) {
        // It contains those of lower levels, never itself.
        let table = table(generator, level);
        let words: Vec<_> = OPERATORS.iter().filter(|operator| Action::words().any(|id| id == operator.id)).map(
            |operator| json!({ "const": operator.id, "description": format!("{}。 {}.", operator.zh, operator.en) }),
        ).collect();
        let schema = json!({ "anyOf": [{ "oneOf": words }, table] });
        generator.definitions_mut().insert(name.to_owned(), schema);
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn table(generator: &mut SchemaGenerator, level: u8) -> Value {
    let describe = |zh: &str, en: &str| format!("{zh}。 {en}.");
    let mut properties = Map::new();
    for (operator, parameters) in Action::schemas(generator) {
        let property = json!({ "description": describe(operator.zh, operator.en), "allOf": [parameters] });
        properties.insert(operator.id.to_owned(), property);
    }
    for (_, key) in said::cases().filter(|(from, _)| *from <= level) {
        let role = Role::ALL.into_iter().find(|role| role.id() == key);
        let property = match (key, role) {
            ("basis", _) => {
                json!({ "type": "string", "description": describe("法律依据或理由，写入报告", "The legal basis or the reason, for the report") })
            }
            ("text", _) => {
                with_description(&said(generator, OPERATOR), &describe("在正文中", "In running text"))
            }
            ("table", _) => with_description(&said(generator, OPERATOR), &describe("在表格中", "In tables")),
            (_, Some(role)) => with_description(&said(generator, CASE), &describe(role.zh(), role.en())),
            _ => with_description(
                &said(generator, OPERATOR),
                &describe("未另行列出的情形", "Every case that is not named"),
            ),
        };
        properties.insert(key.to_owned(), property);
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn with_description(schema: &Value, description: &str) -> Value {
    json!({ "description": description, "allOf": [schema] })
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
    // For readers, and for programs.
    for file in ["../../docs/policy.schema.json", "src/policy/policy.schema.json"] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(file);
        if env::var_os("UPDATE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &schema).unwrap();
        }
        let committed = fs::read_to_string(path).unwrap_or_default();
        assert!(committed == schema, "{file} is stale: run the tests with UPDATE=1");
    }
}
