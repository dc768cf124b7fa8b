//! The schematic map: a tile a village, drawn from centroids. The page says "skematis, bukan batas resmi".

use std::collections::BTreeMap;

use kernel::RegionCode;
use territory::{Tile, View};

use crate::shown::{class, pattern};
use crate::{City, Row};

/// The drawing before the empty margins are cut off.
const VIEW: View = View { width: 600, height: 600 };

/// A village on the map.
pub(crate) struct Shape {
    /// "Pintu Air: Melapor kegiatan".
    pub title: String,
    /// The village's code, where it has a cooperative.
    pub code: Option<RegionCode>,
    /// The corners.
    pub points: String,
    /// The class of the fill.
    pub class: &'static str,
    /// The pattern over it.
    pub pattern: Option<&'static str>,
    /// Where the mark stands, for the two states without a pattern.
    pub mark: Option<(String, String)>,
}

/// The name of a district, in the middle of its villages.
pub(crate) struct Label {
    pub name: String,
    pub x: String,
    pub y: String,
}

/// All of it.
pub(crate) struct Map {
    /// The `viewBox`.
    pub view: String,
    pub shapes: Vec<Shape>,
    pub labels: Vec<Label>,
}

/// Draws the villages of a region; nothing where there are fewer than two.
pub(crate) fn map(city: &City) -> Option<Map> {
    let tiles = territory::tiles(&city.villages, &city.districts, VIEW);
    if tiles.len() < 2 {
        return None;
    }
    let rows: BTreeMap<RegionCode, &Row> = city.rows.iter().map(|row| (row.code(), row)).collect();
    let names: BTreeMap<RegionCode, &str> =
        city.villages.iter().map(|village| (village.code, village.name.as_str())).collect();
    let shapes = tiles.iter().map(|tile| shape(tile, rows.get(&tile.code).copied(), names.get(&tile.code)));
    Some(Map { view: frame(&tiles), shapes: shapes.collect(), labels: labels(city, &tiles) })
}

fn shape(tile: &Tile, row: Option<&Row>, name: Option<&&str>) -> Shape {
    let (x, y) = tile.centre;
    let points = tile.points.iter().map(|(x, y)| format!("{x:.0},{y:.0}")).collect::<Vec<_>>().join(" ");
    match row {
        Some(row) => {
            let state = row.assessed.state;
            let pattern = pattern(state);
            let mark = pattern.is_none().then(|| (format!("{x:.0}"), format!("{y:.0}")));
            let title = format!("{}: {}", row.name(), state.label());
            Shape { title, code: Some(row.code()), points, class: class(state), pattern, mark }
        }
        None => {
            let title = format!("{}: belum ada koperasi yang tercatat", name.copied().unwrap_or_default());
            Shape { title, code: None, points, class: "none", pattern: None, mark: None }
        }
    }
}

/// The box around all corners.
fn frame(tiles: &[Tile]) -> String {
    let corners = || tiles.iter().flat_map(|tile| tile.points.iter());
    let least = |of: fn(&(f64, f64)) -> f64| corners().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&(f64, f64)) -> f64| corners().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (left, top) = (least(|corner| corner.0), least(|corner| corner.1));
    let (right, bottom) = (most(|corner| corner.0), most(|corner| corner.1));
    format!("{left:.0} {top:.0} {:.0} {:.0}", right - left, bottom - top)
}

fn labels(city: &City, tiles: &[Tile]) -> Vec<Label> {
    let label = |district: &territory::Region| {
        let centres: Vec<(f64, f64)> =
            tiles.iter().filter(|tile| district.code.contains(tile.code)).map(|tile| tile.centre).collect();
        let count = f64::from(u32::try_from(centres.len()).ok().filter(|count| *count > 0)?);
        let (x, y) = centres.iter().fold((0.0, 0.0), |sum, centre| (sum.0 + centre.0, sum.1 + centre.1));
        Some(Label {
            name: district.name.clone(),
            x: format!("{:.0}", x / count),
            y: format!("{:.0}", y / count),
        })
    };
    city.districts.iter().filter_map(label).collect()
}
