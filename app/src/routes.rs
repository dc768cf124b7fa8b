//! All routes of the program: the table of contents.

use web::Route;

use crate::above::ABOVE;
use crate::lines::LINES;
use crate::{api, desk};

/// Every page and every call, in the order of the house.
pub fn routes() -> Vec<Route> {
    let mut routes = Vec::new();
    routes.extend(access::routes());
    routes.extend(desk::routes());
    routes.extend(statements::routes_with(ABOVE));
    routes.extend(assets::routes());
    routes.extend(reconciliation::routes());
    routes.extend(registry::routes());
    routes.extend(members::routes());
    routes.extend(documents::routes());
    routes.extend(LINES.iter().flat_map(|line| (line.routes)()));
    routes.extend(cockpit::routes());
    routes.extend(officers::routes());
    routes.extend(formation::routes());
    routes.extend(handover::routes());
    routes.extend(mentoring::routes());
    routes.extend(ministry::routes());
    routes.extend(api::routes());
    routes
}
