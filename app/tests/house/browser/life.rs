//! Journey 10: the life of one cooperative, from the ward meeting to the certificate, the first visit and
//! the agreement that was kept.
#![cfg(test)]

use serde_json::{Value, json};

use super::given::{self, BASE, at, months_ago, today};
use super::server::Server;
use super::visitor::{Answer, Visitor, text_of};

const CITY: &str = "/wilayah/19.71";

/// Sends a form of a page and says that it was taken.
fn sends(visitor: &Visitor, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
    let answer = visitor.send(page, action, fields);
    assert!(answer.status == 200 && !answer.text.contains("Belum"), "{action} {answer:?}");
    answer
}

fn meets(visitor: &Visitor) {
    let day = months_ago(3).first_day().to_string();
    for n in 1..=9 {
        let (name, birth) = (format!("Pendiri Contoh {n}"), format!("198{n}-03-04"));
        let sex = if n % 2 == 0 { "f" } else { "m" };
        let page = at("pendirian/pendiri");
        let fields = [
            ("name", name.as_str()),
            ("birth", &birth),
            ("sex", sex),
            ("village", "19.71.04.1001"),
            ("nik", ""),
        ];
        let added = visitor.send(&page, &page, &fields);
        assert!(added.status == 200 && added.text.contains(&name), "{added:?}");
    }
    let page = at("pendirian/rapat");
    let fields = [
        ("name", "Koperasi Kelurahan Merah Putih Pintu Air"),
        ("ward_date", &day),
        ("ward_place", "Balai kelurahan"),
        ("ward_chairs", "Pak Contoh Ketua Musyawarah"),
        ("ward_present", "42"),
        ("founding_date", &day),
        ("founding_place", "Balai kelurahan"),
        ("founding_chair", "Pak Contoh Satu"),
        ("founding_secretary", "Bu Contoh Dua"),
        ("seat", "Pintu Air"),
        ("duration", "tidak terbatas"),
        ("purpose", "Meningkatkan kesejahteraan anggota"),
        ("fields", "Gerai sembako\nSimpan pinjam"),
        ("principal", "50000"),
        ("dues", "20000"),
        ("capital", "10000000"),
        ("officers", "Ketua: Pak Contoh Satu\nSekretaris: Bu Contoh Dua\nBendahara: Bu Contoh Tiga"),
        ("shu_reserve", "30"),
        ("shu_business", "25"),
        ("shu_capital", "20"),
        ("shu_officers", "10"),
        ("shu_staff", "5"),
        ("shu_education", "5"),
        ("shu_social", "5"),
    ];
    let met = visitor.send(&page, &page, &fields);
    assert_eq!((met.status, met.path.as_str()), (200, at("pendirian").as_str()), "{met:?}");
}

/// The first bytes of a file that the server gives.
fn begins_with(visitor: &Visitor, path: &str) -> String {
    let script = "const answer = await fetch(given[0]);
        if (answer.status !== 200) return `${answer.status}`;
        return new TextDecoder('latin1').decode((await answer.arrayBuffer()).slice(0, 4));";
    text_of(&visitor.driver.wait_for(script, &[json!(path)]).unwrap())
}

fn gets_its_papers(visitor: &Visitor) {
    let day = months_ago(2).first_day().to_string();
    let steps = [
        ("musyawarah", "", "Balai kelurahan"),
        ("rapat", "", "Balai kelurahan"),
        ("akta", "12", "Notaris Contoh"),
        ("ahu", "AHU-CONTOH-0012.AH.01.29.TAHUN 2026", "Kementerian Hukum"),
        ("npwp", "0123456789012345", "Kantor pajak"),
        ("nib", "1234567890123", "OSS"),
    ];
    for (step, number, issuer) in steps {
        let page = at(&format!("pendirian/langkah/{step}"));
        let fields =
            [("state", "terbit"), ("number", number), ("dated", &day), ("issuer", issuer), ("note", "")];
        let kept = visitor.send(&page, &page, &fields);
        assert_eq!((kept.status, kept.path.as_str()), (200, at("pendirian").as_str()), "{step} {kept:?}");
    }
    visitor.open(&at("pendirian"));
    visitor.sees(&["6 dari", "Akta pendirian"]);
    visitor.open(&at("pengaturan"));
    visitor.sees(&["AHU-CONTOH-0012", "1234567890123"]);
}

fn is_handed_over(visitor: &Visitor) {
    visitor.open(&format!("{CITY}/penyerahan"));
    visitor.press("Rencanakan acara");
    visitor.fill("Nama acara", "Penyerahan contoh");
    visitor.fill("Tempat", "Alun-alun contoh");
    visitor.fill("Tanggal", &today().to_string());
    visitor.fill("Yang menyerahkan", "Pak Contoh Wali");
    visitor.fill("Jabatannya", "Wali Kota (contoh)");
    visitor.press("Simpan");
    visitor.sees(&["Penyerahan contoh"]);
    let event = visitor.path();
    let event = event.split('?').next().unwrap().trim_end_matches("/pilih").to_owned();
    let choose = format!("{event}/pilih");
    sends(visitor, &choose, &choose, &[("which", "legal")]);
    assert_eq!(begins_with(visitor, &format!("{event}/sertifikat.pdf")), "%PDF");
    assert_eq!(begins_with(visitor, &format!("{event}/berita-acara.pdf")), "%PDF");
    visitor.open(&format!("{event}/hari-ini"));
    visitor.press("Serahkan");
    visitor.sees(&["1 dari 1"]);
}

fn is_seen_by_everybody(visitor: &mut Visitor) {
    visitor.becomes("siapa saja");
    visitor.open("/koperasi/19.71.04.1001");
    visitor.sees(&["Pintu Air", &today().long()]);
    let script = "const page = await fetch(given[0], { credentials: 'omit' }), tag = page.headers.get('etag');
        const again = await fetch(given[0], { credentials: 'omit', headers: { 'If-None-Match': tag }, cache: 'no-store' });
        return { kept: page.headers.get('cache-control'), status: again.status };";
    let answer = visitor.driver.wait_for(script, &[json!("/koperasi/19.71.04.1001")]).unwrap();
    assert_eq!(answer, json!({ "kept": "public, max-age=300", "status": 304 }));
    visitor.open("/kota/19.71");
    visitor.sees(&["Pintu Air"]);
}

/// What the phone of a mentor sends.
fn is_visited(visitor: &Visitor) {
    let visit = json!({
        "key": "kunjungan-contoh-1", "date": today().to_string(), "stage": "ready", "topics": ["keuangan"],
        "findings": "Buku kas belum dimulai.", "written": 1_795_500_000_000_i64,
        "actions": [{ "key": "kesepakatan-contoh-1", "what": "Mulai buku kas", "owner": "Bendahara",
            "due": today().to_string() }],
    });
    let script = "const answer = await fetch(given[0], { method: 'POST', headers: { 'Content-Type': 'application/json',
            'Idempotency-Key': given[2] }, body: JSON.stringify(given[1]) });
        return { status: answer.status, text: await answer.text() };";
    let path = "/api/v1/cooperatives/19.71.04.1001/visits";
    for key in ["kunjungan-contoh-1a", "kunjungan-contoh-1b"] {
        let answer: Value =
            visitor.driver.wait_for(script, &[json!(path), visit.clone(), json!(key)]).unwrap();
        assert!(answer["status"].as_u64().unwrap() < 300, "{answer}");
    }
}

fn keeps_what_was_agreed(visitor: &mut Visitor) {
    visitor.becomes("Ketua");
    visitor.open(&at("pendampingan"));
    visitor.sees(&["Buku kas belum dimulai.", "Mulai buku kas"]);
    visitor.becomes("Dinas");
    visitor.open(&at("pendampingan"));
    visitor.press("Tutup, batalkan, atau teruskan");
    visitor.fill("Yang dilihat, atau alasannya", "Buku kas sudah berjalan");
    visitor.press("Selesai");
    visitor.sees(&["Yang sudah berakhir (1)"]);
    visitor.open(&format!("{CITY}/satgas/ukuran"));
    visitor.sees(&["Tindak lanjut selesai tepat waktu 1 dari 1"]);
}

#[test]
fn a_cooperative_is_formed_handed_over_visited_and_keeps_its_word() {
    let Some(server) = Server::new() else { return };
    let mut visitor = given::cooperative(&server, &[("chair", "Ketua")]);
    visitor.becomes("pengelola");
    given::officer_of(&mut visitor, "pengelola", &format!("{CITY}/pengguna"), "city_office", "Dinas");
    visitor.becomes("Ketua");
    meets(&visitor);
    gets_its_papers(&visitor);
    assert_eq!(
        begins_with(&visitor, &format!("{BASE}/pendirian/rancangan/anggaran-dasar.docx")),
        "PK\u{3}\u{4}"
    );
    assert_eq!(begins_with(&visitor, &format!("{BASE}/pendirian/rancangan/anggaran-dasar.pdf")), "%PDF");
    visitor.becomes("Dinas");
    is_handed_over(&visitor);
    is_seen_by_everybody(&mut visitor);
    visitor.becomes("Dinas");
    is_visited(&visitor);
    keeps_what_was_agreed(&mut visitor);
    visitor.was_quiet();
}
