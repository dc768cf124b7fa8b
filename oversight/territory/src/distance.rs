//! How far two places are from each other, in whole metres and without a fraction of the machine's.
//!
//! The globe is taken as a sphere and the part between the places as a plane (equirectangular): a degree of
//! longitude is as much shorter as the cosine of the latitude in the middle. Against the great circle of the
//! same sphere this is wrong by less than 1 in 1,000 for places within Indonesia that are up to 500 km apart,
//! and by less than 10 m within a city; the sphere itself differs from the true shape of the earth by up to
//! 6 in 1,000. It is the straight line, not the road: a page that shows it says "garis lurus".

/// A latitude and a longitude in millionths of a degree.
pub type Position = (i64, i64);

/// Metres of a degree on a sphere of the earth's mean radius (6,371,008.8 m, IUGG).
const METRES_OF_DEGREE: i64 = 111_195;

const MILLION: i64 = 1_000_000;

/// Half a turn in millionths of a degree.
const HALF_TURN: i64 = 180 * MILLION;

/// Metres in a straight line between two places.
pub fn metres_between(one: Position, other: Position) -> i64 {
    let north = one.0 - other.0;
    // The shorter way round the globe.
    let east = (one.1 - other.1).abs();
    let east = if east > HALF_TURN { 2 * HALF_TURN - east } else { east };
    let high = metres(north);
    let wide = metres(east) * cosine((one.0 + other.0) / 2) / MILLION;
    (high * high + wide * wide).isqrt()
}

/// The place in the middle of some places: the mean of each coordinate; nothing where there is none.
pub fn middle(places: &[Position]) -> Option<Position> {
    let count = i64::try_from(places.len()).ok().filter(|count| *count > 0)?;
    let sum = |of: fn(&Position) -> i64| places.iter().map(of).sum::<i64>() / count;
    Some((sum(|place| place.0), sum(|place| place.1)))
}

fn metres(millionths: i64) -> i64 {
    millionths * METRES_OF_DEGREE / MILLION
}

/// The cosine in millionths, of a latitude in millionths of a degree: five terms of its series. The sixth
/// would add less than a millionth up to 45 degrees.
fn cosine(latitude: i64) -> i64 {
    // Pi in ten-millionths over 180 degrees.
    let angle = latitude.abs() * 31_415_927 / (10 * HALF_TURN);
    let square = angle * angle / MILLION;
    let mut term = MILLION;
    let mut sum = MILLION;
    for divisor in [2, 12, 30, 56] {
        term = -(term * square / MILLION) / divisor;
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The great circle, as the schools teach it.
    fn haversine(one: Position, other: Position) -> f64 {
        let radians = |millionths: i64| {
            let millionths = i32::try_from(millionths).unwrap();
            (f64::from(millionths) / 1e6).to_radians()
        };
        let (north, east) = (radians(one.0 - other.0), radians(one.1 - other.1));
        let a = (north / 2.0).sin().powi(2)
            + radians(one.0).cos() * radians(other.0).cos() * (east / 2.0).sin().powi(2);
        2.0 * 6_371_008.8 * a.sqrt().asin()
    }

    fn is_near(one: Position, other: Position, wrong_by: f64) {
        let found = f64::from(i32::try_from(metres_between(one, other)).unwrap());
        let true_one = haversine(one, other);
        assert!((found - true_one).abs() <= wrong_by, "{one:?} {other:?}: {found} is not {true_one}");
        assert_eq!(metres_between(one, other), metres_between(other, one));
    }

    #[test]
    fn within_a_city_it_is_right_to_a_few_metres() {
        let places = [(-2_132_810, 106_129_020), (-2_137_830, 106_141_610), (-2_085_000, 106_090_000)];
        for one in places {
            for other in places {
                is_near(one, other, 10.0);
            }
        }
        assert_eq!(metres_between(places[0], places[0]), 0);
    }

    #[test]
    fn within_indonesia_it_is_right_to_one_in_a_thousand() {
        // From Sabang to Rote, a grid of places each with another up to 500 km away.
        for latitude in (-11..=6).map(|degrees| degrees * MILLION) {
            for longitude in (95..=141).step_by(5).map(|degrees: i64| degrees * MILLION) {
                for (north, east) in [(0, 4_400_000), (3_000_000, 3_000_000), (-4_000_000, 100_000)] {
                    let (one, other) = ((latitude, longitude), (latitude + north, longitude + east));
                    is_near(one, other, haversine(one, other) / 1_000.0);
                }
            }
        }
    }

    #[test]
    fn the_shorter_way_round_is_taken_and_the_cosine_keeps_its_scale() {
        assert_eq!(metres_between((0, 179_500_000), (0, -179_500_000)), METRES_OF_DEGREE);
        assert!(cosine(0) == MILLION && (cosine(60 * MILLION) - 500_000).abs() < 10);
        assert!(cosine(90 * MILLION).abs() < 100);
    }

    #[test]
    fn the_middle_of_nothing_is_nowhere() {
        assert_eq!(middle(&[]), None);
        assert_eq!(middle(&[(-2, 10), (-4, 30)]), Some((-3, 20)));
    }
}
