//! What every main page keeps: light on the wire, as narrow as a cheap telephone, and quiet.
#![cfg(test)]

use serde_json::json;

use super::given::{self, at};
use super::server::Server;
use super::visitor::Visitor;

/// The most that a page may weigh with everything it loads, in bytes on the wire.
const HEAVIEST: u64 = 60 * 1024;

/// A cheap telephone, and a laptop.
const WIDTHS: [u64; 2] = [360, 1280];

const OF_A_COOPERATIVE: [&str; 44] = [
    "",
    "catat",
    "catat/terima-simpanan-wajib",
    "catat/penjualan-toko",
    "catat/jurnal",
    "buku",
    "buku/kas",
    "buku/kas?akun=11200",
    "buku/besar?akun=31200",
    "transaksi/1",
    "persetujuan",
    "tutup-bulan",
    "tutup-bulan/akrual",
    "tutup-bulan/tanpa-bukti",
    "tutup-tahun",
    "impor",
    "saldo-awal",
    "aset",
    "cocokkan",
    "hitung-kas",
    "anggota",
    "anggota/impor",
    "anggota/baru",
    "anggota/1",
    "anggota/1/simpanan/wajib",
    "simpanan",
    "mitra",
    "laporan",
    "laporan/neraca",
    "laporan/phu",
    "laporan/neraca-saldo",
    "laporan/perubahan-modal",
    "laporan/arus-kas",
    "laporan/catatan",
    "laporan/tahunan",
    "laporan/bulanan",
    "aset/baru",
    "hitung-kas/baru",
    "lainnya",
    "pengurus",
    "pendirian",
    "pendampingan",
    "simkopdes",
    "cari?q=wajib",
];

const OF_THE_CITY: [&str; 15] = [
    "/wilayah/19.71",
    "/wilayah/19.71/koperasi/19.71.04.1001",
    "/wilayah/19.71/pendirian",
    "/wilayah/19.71/pendirian/desa",
    "/wilayah/19.71/penyerahan",
    "/wilayah/19.71/satgas",
    "/wilayah/19.71/satgas/rencana",
    "/wilayah/19.71/satgas/ukuran",
    "/wilayah/19.71/eskalasi",
    "/wilayah/19.71/pelatihan",
    "/wilayah/19.71/tahap",
    "/wilayah/19.71/laporan",
    "/wilayah/19.71/simkopdes",
    "/wilayah/19.71/simkopdes/padanan",
    "/wilayah/19.71/simkopdes/kiriman",
];

/// Opens a page and says what is wrong with it.
fn faults(visitor: &Visitor, path: &str, width: u64) -> Vec<String> {
    visitor.open(path);
    let measure = "const loaded = ['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind));
        const wide = [...document.querySelectorAll('main *, header *')].filter((e) =>
            e.getBoundingClientRect().left + e.scrollWidth > arguments[0] + 1 && !e.closest('.scroll, .visually-hidden, svg'));
        return {
            status: loaded[0].responseStatus,
            bytes: loaded.reduce((sum, one) => sum + one.encodedBodySize + 300, 0),
            width: document.documentElement.scrollWidth,
            wide: wide.slice(-3).map((e) => e.outerHTML.slice(0, 120)),
        };";
    let found = visitor.driver.run(measure, &[json!(width)]).unwrap();
    println!("{width} {path}: {} bytes", found["bytes"]);
    let mut faults = Vec::new();
    if found["status"] != 200 {
        faults.push(format!("{path} answers {}", found["status"]));
    }
    if found["bytes"].as_u64().unwrap() > HEAVIEST {
        faults.push(format!("{path} weighs {} bytes", found["bytes"]));
    }
    if found["width"].as_u64().unwrap() > width {
        faults.push(format!("{path} is {} wide on {width}: {}", found["width"], found["wide"]));
    }
    faults.extend(visitor.complaints().into_iter().map(|line| format!("{path} {width}: {line}")));
    faults
}

fn all_faults(visitor: &Visitor, pages: &[String]) -> Vec<String> {
    let mut all = Vec::new();
    for width in WIDTHS {
        let telephone = width < 600;
        let screen = json!({ "width": width, "height": 800, "deviceScaleFactor": 1, "mobile": telephone });
        visitor.driver.develop("Emulation.setDeviceMetricsOverride", &screen);
        all.extend(pages.iter().flat_map(|page| faults(visitor, page, width)));
    }
    all
}

#[test]
fn pages_are_light_narrow_and_quiet() {
    let Some(server) = Server::demo() else { return };
    let mut visitor = given::city(&server, &["Bendahara", "Ketua", "Dinas"]);
    visitor.becomes("Bendahara");
    let pages = OF_A_COOPERATIVE.map(|page| at(page).trim_end_matches('/').to_owned());
    let mut all = all_faults(&visitor, &pages);
    visitor.becomes("Ketua");
    all.extend(all_faults(&visitor, &["pengaturan", "pengaturan/pengguna"].map(at)));
    visitor.becomes("Dinas");
    all.extend(all_faults(&visitor, &OF_THE_CITY.map(str::to_owned)));
    visitor.becomes("tamu");
    let public = ["/masuk", "/kota/19.71", "/koperasi/19.71.04.1001"];
    all.extend(all_faults(&visitor, &public.map(str::to_owned)));
    assert!(all.is_empty(), "{all:#?}");
    visitor.was_quiet();
}
