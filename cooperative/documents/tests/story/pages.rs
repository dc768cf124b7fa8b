//! A kept file as a browser gets it.

use documents::File;
use image::ImageFormat;
use kernel::{BookDate, CooperativeId, RegionCode};
use store::testing::on_both_engines;
use web::testing::TestBrowser;
use web::{Tenant, Visit};

use crate::given::*;

#[test]
fn a_file_is_shown_so_that_it_cannot_act() {
    on_both_engines(&[documents::MIGRATIONS], |test| {
        let keep = |file: File| {
            let act = move |tx: &mut store::Tx<'_>| documents::keep_file(tx, HERE, &file, MARNI, minute(0));
            test.db.write_blocking(act).unwrap()
        };
        let pdf = keep(File::check("Akta \"Koperasi\"; x.exe", Paper::letter(1, "").with_table()).unwrap());
        let photo = keep(File::check("nota.html", picture(ImageFormat::Jpeg)).unwrap());
        let at = |cooperative: CooperativeId| {
            let today = BookDate::parse("2026-11-24").unwrap();
            let region = RegionCode::parse("19.71.04.1001").unwrap();
            let fill = |visit: &mut Visit| {
                visit.cooperative = Some(Tenant { id: cooperative, code: region, name: "Contoh".to_owned() });
            };
            TestBrowser::new(&test.db, documents::routes(), (minute(0), today), fill)
        };
        let answer = at(HERE).open(&format!("bukti/{pdf}"));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers["content-type"], "application/pdf");
        assert_eq!(answer.headers["content-disposition"], "inline; filename=\"Akta--Koperasi---x.pdf\"");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        let policy = answer.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
        let answer = at(HERE).open(&format!("bukti/{photo}"));
        assert_eq!(answer.headers["content-type"], "image/jpeg");
        assert_eq!(answer.headers["content-disposition"], "inline; filename=\"nota.jpg\"");
        assert_eq!(at(CooperativeId(8)).open(&format!("bukti/{photo}")).status, 404);
    });
}
