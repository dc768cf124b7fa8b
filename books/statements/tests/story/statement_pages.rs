//! The five statements, the pack and the statement of a member on the screen.

use axum::http::StatusCode;

use crate::given::{self, *};
use crate::site::{HOME, Visitor};
use web::Right;

#[test]
fn sums_need_figures_and_what_names_people_needs_the_books() {
    let needed = |path: String| {
        let route = statements::routes().into_iter().find(|route| route.path == path);
        route.map(|route| route.right)
    };
    for path in ["perubahan-modal", "arus-kas"] {
        assert_eq!(needed(format!("/k/{{cooperative}}/laporan/{path}")), Some(Right::ReadFigures), "{path}");
    }
    for path in ["catatan", "tahunan", "anggota/{party}"] {
        assert_eq!(needed(format!("/k/{{cooperative}}/laporan/{path}")), Some(Right::ReadBooks), "{path}");
    }
    let api = |path| needed(format!("/api/v1/cooperatives/{{cooperative}}/reports/{path}"));
    assert_eq!((api("equity"), api("cash-flow")), (Some(Right::ReadFigures), Some(Right::ReadFigures)));
    for path in ["notes", "annual", "member-statement"] {
        assert_eq!(api(path), Some(Right::ReadBooks), "{path}");
    }
}

#[test]
fn the_members_own_is_told_from_opening_to_closing() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let path = format!("{HOME}/laporan/perubahan-modal?dari=2027-01-01&sampai=2027-05-24");
        Visitor::of(&test.db).get(&path).says(&[
            "Perubahan Modal <small>ekuitas</small>",
            "SHU belum dibagi",
            "<td class=\"n neg\"><a href=\"/k/19.71.04.1001/buku/besar?akun=31600&#38;dari=2027-01-01&#38;sampai=2027-05-24\">(12.000)</a></td>",
            "Jumlah modal sendiri",
            "1.057.000",
            "1 Jan 2026 – 24 Mei 2026",
            "perubahan-modal?dari=2027-01-01&#38;sampai=2027-05-24&#38;format=pdf",
        ]);
        let page = Visitor::who_sees_figures_only(&test.db).get(&path);
        page.says(&["1.057.000"]);
        page.is_silent_about(&["buku/besar"]);
    });
}

#[test]
fn the_cash_flow_opens_the_accounts_it_is_made_of() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let page =
            Visitor::of(&test.db).get(&format!("{HOME}/laporan/arus-kas?dari=2026-01-01&sampai=2026-12-31"));
        page.says(&[
            "Dari mana uang datang, ke mana pergi",
            "<a href=\"/k/19.71.04.1001/buku/besar?akun=41100&#38;dari=2026-01-01&#38;sampai=2026-12-31\">200.000</a>",
            "Arus kas bersih dari kegiatan usaha",
            "Kas dan bank pada akhir masa",
            "1.380.000",
            "Kas dan bank sama dengan neraca",
        ]);
        let unit = Visitor::of(&test.db).get(&format!("{HOME}/laporan/arus-kas?sampai=2026-12-31&unit=10"));
        unit.says(&["unit Gerai sembako", "Uang dari dan ke unit lain"]);
    });
}

#[test]
fn the_notes_explain_every_group() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let page = Visitor::who_is_known(&test.db).get(&format!("{HOME}/laporan/catatan?sampai=2027-05-24"));
        page.says(&[
            "1. Umum",
            "Alamat: Jalan Contoh 1, Kelurahan Contoh Ampera.",
            "<dt>Ketua</dt><dd>Pak Contoh Bakau</dd>",
            "<b>Kas dan bank.</b> Kas dan setara kas adalah",
            "3. Kas dan bank",
            "buku/besar?akun=11100&#38;dari=2027-01-01&#38;sampai=2027-05-24\">814.000</a>",
            "Hasil usaha dengan anggota dan bukan anggota",
            "BAST-07/2026",
        ]);
        let page = Visitor::of(&test.db).get(&format!("{HOME}/laporan/catatan"));
        page.says(&["Laporan ini adalah laporan Koperasi Kelurahan Merah Putih Contoh Bahari."]);
    });
}

#[test]
fn the_year_is_one_file_with_head_and_signatures() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let visitor = Visitor::who_is_known(&test.db);
        let page = visitor.get(&format!("{HOME}/laporan/tahunan?tahun=2026"));
        page.says(&[
            "Januari – Desember 2026",
            "<option value=\"2026\" selected>2026</option>",
            "laporan/tahunan?tahun=2026&#38;format=pdf",
            "laporan/neraca?tanggal=2026-12-31",
            "Kelima laporan saling cocok",
        ]);
        let file = visitor.get(&format!("{HOME}/laporan/tahunan?tahun=2026&format=pdf"));
        assert!(file.bytes.starts_with(b"%PDF"));
        assert_eq!(file.headers["content-type"], "application/pdf");
        assert_eq!(file.headers["content-disposition"], "attachment; filename=\"laporan-tahunan-2026.pdf\"");
        let page = visitor.get(&format!("{HOME}/laporan/tahunan?tahun=2031&format=pdf"));
        page.says(&["Tahun buku 2031 tidak ada."]);
    });
}

#[test]
fn a_member_has_a_page_of_his_own() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let visitor = Visitor::who_is_known(&test.db);
        visitor.get(&format!("{HOME}/laporan/anggota/17?dari=2026-01-01&sampai=2026-12-31")).says(&[
            "Bu Contoh Marni, nomor 017",
            "Rp1.500.000",
            "Tabungan anggota",
            "transaksi/2\">Tabungan</a>",
            "laporan/anggota/17?dari=2026-01-01&#38;sampai=2026-12-31&#38;format=xlsx",
        ]);
        let missing = visitor.get(&format!("{HOME}/laporan/anggota/99"));
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        assert!(missing.text().contains("Anggota atau mitra nomor 99 tidak ada."), "{}", missing.text());
        let nobody = Visitor::of(&test.db).get(&format!("{HOME}/laporan/anggota/99"));
        nobody.says(&["Belum ada transaksi atas nama ini", "Anggota atau mitra nomor 99"]);
    });
}

#[test]
fn each_is_a_workbook_and_a_pdf_too() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        for (path, name) in [
            ("laporan/neraca?tanggal=2027-05-24", "neraca-2027-05-24"),
            ("laporan/perubahan-modal?", "perubahan-modal-2027-01-01-2027-05-24"),
            ("laporan/arus-kas?", "arus-kas-2027-01-01-2027-05-24"),
            ("laporan/catatan?", "catatan-2027-01-01-2027-05-24"),
            ("laporan/tahunan?", "laporan-tahunan-2027"),
            ("laporan/anggota/17?", "rekening-anggota-17-2027-01-01-2027-05-24"),
            ("buku/kas?akun=bank", "buku-bank-2027-05"),
            ("buku/besar?akun=11100", "buku-besar-11100-2027-01-01-2027-05-24"),
        ] {
            for (format, start) in [("xlsx", b"PK".as_slice()), ("pdf", b"%PDF")] {
                let answer = Visitor::who_is_known(&test.db).get(&format!("{HOME}/{path}&format={format}"));
                assert!(answer.bytes.starts_with(start), "{path} {format}: {}", answer.status);
                let disposition = answer.headers["content-disposition"].to_str().expect("text");
                assert_eq!(disposition, format!("attachment; filename=\"{name}.{format}\""));
            }
        }
    });
}

#[test]
fn the_index_lists_the_five_and_hides_what_may_not_be_opened() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let index = format!("{HOME}/laporan");
        let links =
            ["laporan/perubahan-modal\"", "laporan/arus-kas\"", "laporan/catatan\"", "laporan/tahunan\""];
        Visitor::of(&test.db).get(&index).says(&links);
        let page = Visitor::who_sees_figures_only(&test.db).get(&index);
        page.says(&links[..2]);
        page.is_silent_about(&links[2..]);
    });
}
