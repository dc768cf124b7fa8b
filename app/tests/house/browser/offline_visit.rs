//! A mentor without signal: the server goes away, the page is opened again, three visits with photos are
//! written, the network returns, and three visits with their photos are there, once.
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

#[test]
fn three_visits_written_without_signal_arrive_once_with_their_photos() {
    let Some(mut server) = Server::demo() else { return };
    let mut visitor = given::city(&server, &["Pendamping"]);
    visitor.becomes("Pendamping");
    visitor.open("/");
    let folder = tempfile::tempdir().unwrap();
    let photo = photo(folder.path());
    let district = given::VILLAGE.rsplit(" · ").next().unwrap().rsplit_once('.').unwrap().0;
    let page = format!("/wilayah/{district}/satgas/kunjungan");
    visitor.open(&page);
    is_kept(&visitor);
    let first = "const option = document.querySelectorAll('#koperasi option')[1]; return [option.text, option.value];";
    let first = visitor.driver.run(first, &[]).unwrap();
    let (name, code) = (text_of(&first[0]), text_of(&first[1]));

    server.goes_away();
    visitor.open(&page);
    visitor.sees(&["Catat kunjungan", "Daftar koperasi per"]);
    for n in 1..=3 {
        writes(&visitor, &name, &format!("Temuan ke-{n} tanpa sinyal."), &photo);
    }
    visitor.sees(&["Belum terkirim: 3 kunjungan, 3 foto."]);
    // The telephone is put away and taken out again: nothing is lost, nothing is called sent.
    visitor.open(&page);
    visitor.sees(&["Belum terkirim: 3 kunjungan, 3 foto."]);

    server.returns();
    visitor.press("Kirim sekarang");
    visitor.sees(&["Semua kunjungan sudah terkirim."]);
    visitor.open(&page);
    visitor.sees_without(&["Semua kunjungan sudah terkirim."], &["Kirim sekarang"]);

    visitor.open(&format!("/k/{code}/pendampingan"));
    // Two were there before, by the demonstration.
    visitor.sees(&["5 kunjungan", "Temuan ke-1 tanpa sinyal.", "Temuan ke-3 tanpa sinyal."]);
    let text = visitor.text();
    for n in 1..=3 {
        assert_eq!(text.matches(&format!("Temuan ke-{n} tanpa sinyal.")).count(), 1, "once:\n{text}");
    }
    let widths = photos(&visitor);
    assert_eq!(widths.len(), 3, "three photos, once");
    assert!(widths.iter().all(|width| *width <= 1_280), "made small on the telephone: {widths:?}");
}
