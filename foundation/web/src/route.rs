//! One line of the table of contents: a path, what it needs, who answers.

use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{self, MethodRouter};

use crate::{Right, Site};

/// A place that answers requests. Crates list theirs in `routes()`; `access::router` puts the guard
/// before each, so that a handler runs only for who holds the right.
///
/// - `/k/{cooperative}/…`: a cooperative, by number or by village code with dots.
/// - `/wilayah/{region}/…`: a region, by code with or without dots.
/// - `/api/v1/cooperatives/{cooperative}/…` and `/api/v1/regions/{region}/…`: the same as JSON.
#[derive(Clone)]
pub struct Route {
    /// GET or POST; for the API also others.
    pub method: Method,
    /// The path, with `{names}` for its parts that vary.
    pub path: &'static str,
    /// What the visitor must be allowed at that place.
    pub right: Right,
    /// Who answers.
    pub handler: MethodRouter<Site>,
}

impl Route {
    /// A page, or data, to read. It changes nothing.
    pub fn get<H, T>(path: &'static str, right: Right, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Self { method: Method::GET, path, right, handler: routing::get(handler) }
    }

    /// An act. Its handler takes a [`crate::Form`] (pages) or a [`crate::json::Body`] (API), which
    /// check that the visitor meant it.
    pub fn post<H, T>(path: &'static str, right: Right, handler: H) -> Self
    where
        H: Handler<T, Site>,
        T: 'static,
    {
        Self { method: Method::POST, path, right, handler: routing::post(handler) }
    }

    /// Whether its answers are JSON.
    pub fn is_api(&self) -> bool {
        is_api(self.path)
    }
}

/// Whether answers at this path are JSON.
pub fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}
