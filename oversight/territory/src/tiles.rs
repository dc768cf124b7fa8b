//! Schematic tiles: the part of a box that is nearer to a region's centroid than to any other.
//!
//! There is no free source of village boundaries, so a map is drawn from the centroids (a Voronoi
//! diagram). It shows who is beside whom and where to click, nothing else; the page says
//! "skematis, bukan batas resmi". Within 11 degrees of the equator a degree is about as long
//! either way, so degrees are taken as a plane.

use std::collections::{BTreeMap, BTreeSet};

use kernel::RegionCode;

use crate::Region;

/// How far a region moves that has the same centroid as another, in millionths of a degree:
/// about 130 metres.
const APART: i32 = 1_200;

/// The area of a drawing, as an SVG `viewBox` of `0 0 width height`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// Units from left to right.
    pub width: u16,
    /// Units from top to bottom.
    pub height: u16,
}

/// The tile of a region.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// Whose tile it is.
    pub code: RegionCode,
    /// The corners of a convex polygon, in order.
    pub points: Vec<(f64, f64)>,
    /// The place of the centroid, for a mark or a name.
    pub centre: (f64, f64),
}

impl Tile {
    /// The corners as the `points` of an SVG polygon, to a tenth of a unit.
    pub fn svg_points(&self) -> String {
        let corners: Vec<String> = self.points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        corners.join(" ")
    }
}

type Point = (f64, f64);

/// One tile a region, in the order of the codes; together they fill the regions' bounding box,
/// scaled into the middle of the view with north above. A region without a centroid is placed at
/// the one it lies in, taken from `parents`, or else in the middle. The work grows with the square
/// of the number: made for the villages of a city (42) or a large regency (600).
pub fn tiles(regions: &[Region], parents: &[Region], view: View) -> Vec<Tile> {
    let places = places(regions, parents);
    let frame = Frame::around(places.values(), view);
    let sites: Vec<(RegionCode, Point)> =
        places.into_iter().map(|(code, place)| (code, frame.to_view(place))).collect();
    let tile = |&(code, centre): &(RegionCode, Point)| {
        let mut points = frame.corners();
        for &(other, site) in &sites {
            if other != code {
                points = nearer(&points, centre, site);
            }
        }
        Tile { code, points, centre }
    };
    sites.iter().map(tile).collect()
}

/// Where each region is (latitude, longitude), no two at the same place.
fn places(regions: &[Region], parents: &[Region]) -> BTreeMap<RegionCode, (i32, i32)> {
    let place = |region: &Region| {
        let (lat, lon) = region.position?;
        Some((i32::try_from(lat).ok()?, i32::try_from(lon).ok()?))
    };
    let of_parent: BTreeMap<RegionCode, (i32, i32)> =
        parents.iter().filter_map(|parent| Some((parent.code, place(parent)?))).collect();
    let own: BTreeMap<RegionCode, (i32, i32)> =
        regions.iter().filter_map(|region| Some((region.code, place(region)?))).collect();
    let middle = Bounds::of(own.values().chain(of_parent.values())).middle();
    let mut placed = own.clone();
    let mut taken: BTreeSet<(i32, i32)> = BTreeSet::new();
    // Known centroids first, so that a region placed by its parent is the one that moves.
    let (known, guessed): (Vec<_>, Vec<_>) =
        regions.iter().map(|region| region.code).partition(|code| own.contains_key(code));
    for code in known.into_iter().chain(guessed) {
        let parent = || code.parent().and_then(|parent| of_parent.get(&parent));
        let mut place = *own.get(&code).or_else(parent).unwrap_or(&middle);
        while !taken.insert(place) {
            place.1 += APART;
        }
        placed.insert(code, place);
    }
    placed
}

/// The least and greatest latitude and longitude of some places.
struct Bounds {
    south: i32,
    west: i32,
    north: i32,
    east: i32,
}

impl Bounds {
    fn of<'p>(places: impl Iterator<Item = &'p (i32, i32)>) -> Self {
        let none = Self { south: i32::MAX, west: i32::MAX, north: i32::MIN, east: i32::MIN };
        let bounds = places.fold(none, |bounds, &(lat, lon)| Self {
            south: bounds.south.min(lat),
            west: bounds.west.min(lon),
            north: bounds.north.max(lat),
            east: bounds.east.max(lon),
        });
        if bounds.south > bounds.north {
            return Self { south: 0, west: 0, north: 0, east: 0 };
        }
        bounds
    }

    fn middle(&self) -> (i32, i32) {
        (self.south.midpoint(self.north), self.west.midpoint(self.east))
    }
}

/// How degrees become units of the view.
struct Frame {
    /// Units a millionth of a degree.
    scale: f64,
    /// The middle of the box, as longitude and latitude.
    middle: Point,
    /// Half the width and height of the box, in units.
    half: Point,
    /// The middle of the view, in units.
    origin: Point,
}

impl Frame {
    /// The box around the places with a margin of a tenth, as large as the view allows.
    fn around<'p>(places: impl Iterator<Item = &'p (i32, i32)>, view: View) -> Self {
        let bounds = Bounds::of(places);
        let (south, north) = (f64::from(bounds.south), f64::from(bounds.north));
        let (west, east) = (f64::from(bounds.west), f64::from(bounds.east));
        // All places in one line, or one place alone, still get an area.
        let longest = (east - west).max(north - south).max(f64::from(APART));
        let margin = longest / 10.0;
        let (wide, high) = (east - west + 2.0 * margin, north - south + 2.0 * margin);
        let (width, height) = (f64::from(view.width), f64::from(view.height));
        let scale = (width / wide).min(height / high);
        Self {
            scale,
            middle: (f64::midpoint(west, east), f64::midpoint(south, north)),
            half: (wide * scale / 2.0, high * scale / 2.0),
            origin: (width / 2.0, height / 2.0),
        }
    }

    fn to_view(&self, (lat, lon): (i32, i32)) -> Point {
        let x = self.origin.0 + (f64::from(lon) - self.middle.0) * self.scale;
        let y = self.origin.1 - (f64::from(lat) - self.middle.1) * self.scale;
        (x, y)
    }

    fn corners(&self) -> Vec<Point> {
        let ((x, y), (w, h)) = (self.origin, self.half);
        vec![(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)]
    }
}

/// The part of a convex polygon that is nearer to `site` than to `other`.
fn nearer(polygon: &[Point], site: Point, other: Point) -> Vec<Point> {
    let (dx, dy) = (other.0 - site.0, other.1 - site.1);
    let (mx, my) = (f64::midpoint(site.0, other.0), f64::midpoint(site.1, other.1));
    // Negative on the side of the site, zero on the line halfway.
    let beyond = |point: Point| (point.0 - mx) * dx + (point.1 - my) * dy;
    let mut kept = Vec::with_capacity(polygon.len() + 1);
    let next = polygon.iter().skip(1).chain(polygon.first());
    for (&here, &there) in polygon.iter().zip(next) {
        let (a, b) = (beyond(here), beyond(there));
        if a <= 0.0 {
            kept.push(here);
        }
        if (a < 0.0 && b > 0.0) || (a > 0.0 && b < 0.0) {
            let part = a / (a - b);
            kept.push((here.0 + (there.0 - here.0) * part, here.1 + (there.1 - here.1) * part));
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: View = View { width: 1_000, height: 600 };

    fn region(code: &str, position: Option<(i64, i64)>) -> Region {
        let code = RegionCode::parse(code).unwrap();
        Region { code, name: "Desa".to_owned(), postal_code: None, position }
    }

    fn area(points: &[Point]) -> f64 {
        let next = points.iter().skip(1).chain(points.first());
        points.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>().abs() / 2.0
    }

    #[test]
    fn two_regions_share_the_box_in_half() {
        let regions = [region("19.71.01.1001", Some((0, 0))), region("19.71.01.1002", Some((0, 1_000_000)))];
        let tiles = tiles(&regions, &[], VIEW);
        assert_eq!(tiles.len(), 2);
        assert!((area(&tiles[0].points) - area(&tiles[1].points)).abs() < 0.001);
        assert!(tiles[0].centre.0 < tiles[1].centre.0);
    }

    #[test]
    fn one_region_has_the_whole_box() {
        let tiles = tiles(&[region("19.71.01.1001", Some((5, 5)))], &[], VIEW);
        assert_eq!(tiles[0].points.len(), 4);
        assert!((area(&tiles[0].points) - 600.0 * 600.0).abs() < 0.001);
        assert_eq!(super::tiles(&[], &[], VIEW), Vec::new());
    }

    #[test]
    fn regions_without_a_place_are_put_at_their_district_and_moved_apart() {
        let regions = [
            region("19.71.01.1001", None),
            region("19.71.01.1002", None),
            region("19.71.01.1003", Some((-2_000_000, 106_000_000))),
            region("19.71.02.1001", None),
        ];
        let district = region("19.71.01", Some((-2_000_000, 106_000_000)));
        let tiles = tiles(&regions, &[district], VIEW);
        assert_eq!(tiles.len(), 4);
        for tile in &tiles {
            assert!(area(&tile.points) > 1.0, "{tile:?}");
        }
        // The one with a centroid of its own stays where it is, the first in the row.
        assert!(tiles.iter().all(|tile| tile.centre.0 >= tiles[2].centre.0));
    }
}
