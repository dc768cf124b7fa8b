//! The JSON API of the desk, and its description.

mod acts;
mod describe;
mod months;
mod reversals;

use web::Route;

/// The calls of this folder.
pub fn routes() -> Vec<Route> {
    [acts::routes(), reversals::routes(), months::routes(), describe::routes()]
        .into_iter()
        .flatten()
        .collect()
}
