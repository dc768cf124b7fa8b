//! Where the cockpit answers.

use web::{Right, Route};

use crate::{api, city_page, one_page};

/// The pages of a region, its workbook, and the same figures as JSON. All may be read by whoever holds
/// [`Right::ReadRegion`] there; nothing here writes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/wilayah/{region}", Right::ReadRegion, city_page::open),
        Route::get("/wilayah/{region}/unduh.xlsx", Right::ReadRegion, city_page::download),
        Route::get("/wilayah/{region}/koperasi/{village}", Right::ReadRegion, one_page::open),
        Route::get("/api/v1/regions/{region}/activity", Right::ReadRegion, api::activity),
        Route::get("/api/v1/regions/{region}/cooperatives", Right::ReadRegion, api::cooperatives),
    ]
}
