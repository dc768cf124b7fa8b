//! A mentor without signal: the server goes away, the page is opened again, three visits with photos are
//! written, the network returns, and three visits with their photos are there, once. Then what else a telephone
//! meets: no room left, a new version of the worker, a session that ended, two mentors on one telephone, and two
//! who changed the same visit apart.
#![cfg(test)]

use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use serde_json::json;

use super::given;
use super::server::Server;
use super::visitor::{Visitor, text_of};

/// What a telephone takes: twelve megapixels of noise, about 12 MB.
fn photo(folder: &Path) -> PathBuf {
    let mut seed: u32 = 1971;
    let picture = RgbImage::from_fn(4_000, 3_000, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [noise, other, ..] = seed.to_be_bytes();
        let shade = u8::try_from((x / 40 + y / 30) % 200).unwrap();
        Rgb([noise / 3 + shade / 2, other / 3 + shade / 2, shade])
    });
    let file = folder.join("gerai.jpg");
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 92)).unwrap();
    assert!(bytes.len() > 8_000_000, "{} bytes are no telephone's photo", bytes.len());
    std::fs::write(&file, bytes).unwrap();
    file
}

/// The page has been kept on the telephone, and its worker looks after it.
fn is_kept(visitor: &Visitor) {
    let kept = visitor.look(|| {
        let script = "return document.getElementById('kunjungan')?.dataset.kept === '1' &&
            !!navigator.serviceWorker.controller && document.querySelectorAll('#koperasi option').length > 1";
        (visitor.driver.run(script, &[]).ok()? == json!(true)).then_some(())
    });
    assert!(kept.is_some(), "the page was not kept:\n{}", visitor.text());
}

fn writes(visitor: &Visitor, cooperative: &str, findings: &str, photo: &Path) {
    visitor.choose("Koperasi", cooperative);
    visitor.fill("Temuan", findings);
    visitor.attach("Foto", photo);
    visitor.sees(&["Hapus foto"]);
    visitor.press("Simpan kunjungan");
    visitor.sees(&["Tersimpan di HP."]);
    let empty = visitor.look(|| visitor.holds("Temuan").is_empty().then_some(()));
    assert!(empty.is_some(), "the form is ready for the next visit");
}

/// The widths of the photos of the visits, once all are there.
fn photos(visitor: &Visitor) -> Vec<u64> {
    let script = "const all = [...document.querySelectorAll('main img')];
        for (const image of all) image.loading = 'eager';
        return all.every((image) => image.complete && image.naturalWidth) ? all.map((image) => image.naturalWidth) : null";
    let widths = visitor.look(|| {
        let found = visitor.driver.run(script, &[]).ok()?;
        Some(found.as_array()?.iter().map(|width| width.as_u64().unwrap()).collect())
    });
    widths.unwrap()
}

/// From here on the page remembers how much it sends where.
fn is_watched(visitor: &Visitor) {
    let script = "const real = window.fetch; window.sent = [];
        window.fetch = (to, how) => { window.sent.push([String(to), how?.body?.length ?? 0]); return real(to, how); };";
    visitor.driver.run(script, &[]).unwrap();
}

/// The bytes of each photo that the watched page sent.
fn bytes_of_photos(visitor: &Visitor) -> Vec<u64> {
    let script = "return window.sent.filter(([to]) => to.endsWith('/photos')).map(([, bytes]) => bytes)";
    let sent = visitor.driver.run(script, &[]).unwrap();
    sent.as_array().unwrap().iter().map(|bytes| bytes.as_u64().unwrap()).collect()
}

/// Three visits with photos, written without signal, arrive once.
fn three_visits_arrive_once(server: &mut Server, visitor: &Visitor, page: &str, photo: &Path) -> String {
    let first = "const option = document.querySelectorAll('#koperasi option')[1]; return [option.text, option.value];";
    let first = visitor.driver.run(first, &[]).unwrap();
    let (name, code) = (text_of(&first[0]), text_of(&first[1]));

    server.goes_away();
    visitor.open(page);
    visitor.sees(&["Catat kunjungan", "Daftar koperasi per"]);
    for n in 1..=3 {
        writes(visitor, &name, &format!("Temuan ke-{n} tanpa sinyal."), photo);
    }
    visitor.sees(&["Belum terkirim: 3 kunjungan, 3 foto."]);
    // The telephone is put away and taken out again: nothing is lost, nothing is called sent.
    visitor.open(page);
    visitor.sees(&["Belum terkirim: 3 kunjungan, 3 foto."]);

    is_watched(visitor);
    server.returns();
    visitor.press("Kirim sekarang");
    visitor.sees(&["Semua kunjungan sudah terkirim."]);
    let bytes = bytes_of_photos(visitor);
    assert_eq!(bytes.len(), 3, "each photo goes over the air once: {bytes:?}");
    assert!(bytes.iter().all(|bytes| (10_000..300_000).contains(bytes)), "of 12 MB: {bytes:?}");
    visitor.open(page);
    visitor.sees_without(&["Semua kunjungan sudah terkirim."], &["Kirim sekarang"]);

    visitor.open(&format!("/k/{code}/pendampingan"));
    // Two were there before, by the demonstration.
    visitor.sees(&["5 kunjungan", "Temuan ke-1 tanpa sinyal.", "Temuan ke-3 tanpa sinyal."]);
    let text = visitor.text();
    for n in 1..=3 {
        assert_eq!(text.matches(&format!("Temuan ke-{n} tanpa sinyal.")).count(), 1, "once:\n{text}");
    }
    let widths = photos(visitor);
    assert_eq!(widths.len(), 3, "three photos, once");
    assert!(widths.iter().all(|width| *width <= 1_280), "made small on the telephone: {widths:?}");
    code
}

/// No room: what is typed is not called kept, and it is not lost either. The developers' limit on a quota does
/// not reach IndexedDB in this Chromium, so its answer is given in its place.
fn the_telephone_is_full(visitor: &Visitor, name: &str) {
    let full = "window.put = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };";
    visitor.driver.run(full, &[]).unwrap();
    visitor.fill("Temuan", "Rak kosong, gudang penuh. Listrik padam.");
    visitor.sees(&["Penyimpanan HP penuh", "Jangan tutup halaman ini"]);
    visitor.choose("Koperasi", name);
    visitor.press("Simpan kunjungan");
    visitor.sees_without(&["Penyimpanan HP penuh"], &["Tersimpan di HP.", "Belum terkirim: 1"]);
    assert_eq!(visitor.holds("Temuan"), "Rak kosong, gudang penuh. Listrik padam.");
    visitor.driver.run("IDBObjectStore.prototype.put = window.put", &[]).unwrap();
}

/// A new version of the worker takes over while something is being written.
fn a_new_worker_arrives(visitor: &Visitor, page: &str) {
    let script = "const root = document.getElementById('kunjungan'), old = navigator.serviceWorker.controller;
        root.dataset.same = '1';
        const taken = new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done));
        await navigator.serviceWorker.register(root.dataset.worker + '?versi=baru', { scope: location.pathname });
        await taken;
        return [navigator.serviceWorker.controller !== old, root.dataset.same];";
    assert_eq!(visitor.driver.wait_for(script, &[]).unwrap(), json!([true, "1"]), "it takes over quietly");
    assert_eq!(visitor.holds("Temuan"), "Rak kosong, gudang penuh. Listrik padam.");
    visitor.fill("Temuan", "Rak kosong. Listrik padam dua hari.");
    let kept = visitor.look(|| {
        let script = "const asked = indexedDB.open('sokoguru-kunjungan');
            const db = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
            const all = db.transaction('visits').objectStore('visits').getAll();
            await new Promise((done) => { all.onsuccess = done; });
            db.close();
            return all.result.some((v) => v.state === 'draft' && v.findings.includes('dua hari'));";
        (visitor.driver.wait_for(script, &[]).ok()? == json!(true)).then_some(())
    });
    assert!(kept.is_some(), "the draft is kept under the new worker");
    visitor.open(page);
    is_kept(visitor);
    assert_eq!(visitor.holds("Temuan"), "Rak kosong. Listrik padam dua hari.", "and there after a reload");
}

/// The session ended: nothing is lost, and it goes after signing in again.
fn the_session_ended(visitor: &mut Visitor, code: &str, name: &str) {
    visitor.becomes("siapa saja");
    visitor.choose("Koperasi", name);
    visitor.press("Simpan kunjungan");
    visitor.sees(&["Sesi Anda sudah berakhir.", "Belum terkirim: 1 kunjungan, 0 foto."]);
    visitor.becomes("Pendamping");
    visitor.press("Kirim sekarang");
    visitor.sees_without(&["Semua kunjungan sudah terkirim."], &["Sesi Anda sudah berakhir."]);
    visitor.open(&format!("/k/{code}/pendampingan"));
    visitor.sees(&["6 kunjungan", "Listrik padam dua hari."]);
}

fn changes_the_last_visit(visitor: &Visitor, name: &str, findings: &str) {
    visitor.choose("Koperasi", name);
    visitor.press("Ubah kunjungan");
    visitor.fill("Temuan", findings);
    visitor.press("Simpan kunjungan");
}

/// Two mentors share a telephone and change the same visit apart: neither sends the other's, and both versions
/// stand side by side until somebody chooses.
fn two_change_one_visit(server: &mut Server, visitor: &mut Visitor, (page, code, name): (&str, &str, &str)) {
    visitor.becomes("Dinas");
    visitor.open(page);
    is_kept(visitor);
    server.goes_away();
    changes_the_last_visit(visitor, name, "Versi dinas: genset dipinjamkan.");
    visitor.sees(&["Belum terkirim: 1 kunjungan"]);
    visitor.becomes("Pendamping");
    server.returns();
    visitor.press("Kirim sekarang");
    visitor.sees(&["ditulis pendamping lain di HP ini", "Belum terkirim: 1 kunjungan"]);

    visitor.open(page);
    is_kept(visitor);
    visitor.sees(&["1 kunjungan milik pendamping lain masih ada di HP ini."]);
    changes_the_last_visit(visitor, name, "Versi pendamping: listrik sudah menyala.");
    visitor.sees(&["Tersimpan di HP.", "Semua kunjungan sudah terkirim."]);

    visitor.becomes("Dinas");
    visitor.open(page);
    visitor.sees(&["Terkirim, bentrok", "Semua kunjungan sudah terkirim."]);
    let card = format!("/k/{code}/pendampingan");
    visitor.open(&card);
    let both = [
        "Bentrok: pilih versi",
        "Versi dinas: genset dipinjamkan.",
        "Versi pendamping: listrik sudah menyala.",
    ];
    visitor.sees(&both);
    visitor.open(&card);
    visitor.sees(&both);
    visitor.press("Pakai ini");
    visitor.sees_without(&["6 kunjungan", "genset dipinjamkan."], &["Bentrok: pilih versi"]);
}

#[test]
fn visits_written_without_signal_arrive_once_whatever_the_telephone_meets() {
    let Some(mut server) = Server::demo() else { return };
    let mut visitor = given::city(&server, &["Pendamping", "Dinas"]);
    visitor.becomes("Pendamping");
    visitor.open("/");
    let folder = tempfile::tempdir().unwrap();
    let photo = photo(folder.path());
    let district = given::VILLAGE.rsplit(" · ").next().unwrap().rsplit_once('.').unwrap().0;
    let page = format!("/wilayah/{district}/satgas/kunjungan");
    visitor.open(&page);
    is_kept(&visitor);
    let code = three_visits_arrive_once(&mut server, &visitor, &page, &photo);
    visitor.open(&page);
    is_kept(&visitor);
    let named = "return [...document.querySelectorAll('#koperasi option')].find((o) => o.value === arguments[0]).text";
    let name = text_of(&visitor.driver.run(named, &[json!(code)]).unwrap());
    the_telephone_is_full(&visitor, &name);
    a_new_worker_arrives(&visitor, &page);
    the_session_ended(&mut visitor, &code, &name);
    two_change_one_visit(&mut server, &mut visitor, (&page, &code, &name));
}
