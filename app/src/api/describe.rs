//! The description of the API: OpenAPI for programs, a page for people, both without the internet.

use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use web::{Page, Refusal, Right, Route, Visit};

/// OpenAPI 3.1, kept by hand beside the calls; a test holds it against the routes.
pub const OPENAPI: &str = include_str!("../../api/openapi.json");

/// The calls of this file.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/api/openapi.json", Right::Public, openapi), Route::get("/api", Right::Public, browse)]
}

async fn openapi() -> Response {
    ([(CONTENT_TYPE, "application/json")], OPENAPI).into_response()
}

#[derive(Template)]
#[template(path = "api.html")]
struct Browse {
    title: String,
    description: String,
    calls: Vec<Call>,
}

struct Call {
    method: String,
    path: String,
    summary: String,
    request: String,
    response: String,
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// An example or schema as indented JSON, or nothing.
fn shown(body: Option<&Value>) -> String {
    let media = body.and_then(|body| body.pointer("/content/application~1json"));
    let example = media.and_then(|media| media.get("example").or_else(|| media.get("schema")));
    example.and_then(|example| serde_json::to_string_pretty(example).ok()).unwrap_or_default()
}

fn calls(document: &Value) -> Vec<Call> {
    let mut calls = Vec::new();
    for (path, methods) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for (method, call) in methods.as_object().into_iter().flatten() {
            let answers = call.get("responses").and_then(Value::as_object);
            let good = answers.and_then(|answers| answers.iter().find(|(status, _)| status.starts_with('2')));
            calls.push(Call {
                method: method.to_uppercase(),
                path: path.clone(),
                summary: text(call, "summary"),
                request: shown(call.get("requestBody")),
                response: shown(good.map(|(_, answer)| answer)),
            });
        }
    }
    calls
}

async fn browse(visit: Visit) -> Result<Response, Refusal> {
    let document: Value = serde_json::from_str(OPENAPI).map_err(Refusal::fault)?;
    let info = document.get("info").unwrap_or(&Value::Null);
    let body = Browse {
        title: text(info, "title"),
        description: text(info, "description"),
        calls: calls(&document),
    };
    Ok(Page::new(&visit, "API").body(&body))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Method and path of every call.
    fn described(document: &Value) -> BTreeSet<String> {
        calls(document).iter().map(|call| format!("{} {}", call.method, call.path)).collect()
    }

    #[test]
    fn every_call_is_described_and_every_description_is_a_call() {
        let document: Value = serde_json::from_str(OPENAPI).unwrap();
        let routed: BTreeSet<String> = crate::routes::routes()
            .iter()
            .filter(|route| route.is_api())
            .map(|route| format!("{} {}", route.method, route.path))
            .collect();
        assert_eq!(described(&document), routed);
    }

    #[test]
    fn every_schema_that_is_named_is_there() {
        let document: Value = serde_json::from_str(OPENAPI).unwrap();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        let mut named = 0;
        for part in OPENAPI.split("#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(schemas.contains_key(name), "{name}");
            named += 1;
        }
        assert!(named > 10);
    }
}
