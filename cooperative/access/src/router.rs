//! From the list of routes to what answers on the network.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::net::TcpListener;
use web::{Refusal, Route, Site, edge};

use crate::caller;
use crate::doors::Doors;
use crate::guard::{Guard, guard};

/// Everything that answers: each route behind the guard, the style sheet, and around them what every
/// answer goes through. `routes` are those of all crates, [`crate::routes`] among them.
pub fn router(site: Site, routes: Vec<Route>) -> Router {
    let doors = Arc::new(Doors::new(&site));
    let mut router = Router::new();
    let assets = web::asset_routes();
    // The assets are the same for everybody: no visitor is looked up for them.
    for route in routes.into_iter().filter(|route| assets.iter().all(|asset| asset.path != route.path)) {
        let guarded = Arc::new(Guard { site: site.clone(), doors: doors.clone(), right: route.right });
        router = router.route(route.path, route.handler.route_layer(from_fn_with_state(guarded, guard)));
    }
    for route in assets {
        router = router.route(route.path, route.handler);
    }
    router
        .with_state(site.clone())
        .layer(from_fn_with_state((site.clone(), doors), hold_back_floods))
        .layer(from_fn_with_state(site.secure_cookies, edge::edge))
}

/// Answers on a listener until `stop`, then lets the requests under way finish.
///
/// # Errors
/// What the network says.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stop).await
}

/// One address alone must not keep all others waiting.
async fn hold_back_floods(
    State((site, doors)): State<(Site, Arc<Doors>)>,
    request: Request,
    next: Next,
) -> Response {
    let counted = caller::counted_address(&site, request.headers(), request.extensions());
    if counted.is_some_and(|address| !doors.flood.lets_through(address, site.clock.now())) {
        let mut response = Refusal::too_many().into_response();
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        return response;
    }
    next.run(request).await
}
