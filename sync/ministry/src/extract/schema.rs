//! The tables of the ministry's extract with their columns, as the portal was handed to analysts in the
//! middle of 2026. Names are the portal's own, a space in some of them included.

/// What every table has besides its own columns: when a row was made and last changed.
pub(crate) const STAMPS: [&str; 2] = ["dibuat_pada", "diperbarui_pada"];

/// A table of the extract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtractTable {
    /// Its name; the file is called so, with `.csv`.
    pub name: &'static str,
    /// Its own columns; two stamps follow them.
    pub columns: &'static [&'static str],
}

impl ExtractTable {
    /// All columns, as the first line of the file has them.
    pub fn header(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().copied().chain(STAMPS)
    }
}

macro_rules! tables {
    ($($name:ident: $($column:literal),+;)+) => {
        /// All tables, in the order of the description.
        pub const TABLES: &[ExtractTable] =
            &[$(ExtractTable { name: stringify!($name), columns: &[$($column),+] }),+];
    };
}

tables! {
    profil_koperasi: "koperasi_ref", "nama_koperasi", "status_registrasi", "bentuk_koperasi",
        "kategori_usaha", "nik_koperasi", "alamat_lengkap", "kode_pos", "koordinat_dibulatkan", "modal_awal",
        "sumber_persetujuan", "tentang_koperasi", "pola_pengelolaan", "metode_pengisian";
    referensi_koperasi_wilayah: "koperasi_ref", "kode_wilayah";
    referensi_wilayah: "provinsi", "kab_kota", "kecamatan", "desa_kelurahan", "kode_wilayah";
    referensi_profil_desa: "kode_wilayah", "tahun_populasi", "total_penduduk", "penduduk_laki_laki",
        "penduduk_perempuan", "tahun_pendanaan", "anggaran_dana_desa";
    referensi_komoditas_desa: "komoditas_ref", "kode_wilayah", "nama_komoditas", "luas_area", "volume",
        "jumlah_sdm_terlibat", "nilai_potensi_desa";
    anggota_koperasi: "anggota_ref", "koperasi_ref", "nama", "nik", "kode_wilayah", "jenis_kelamin",
        "status_keanggotaan", "tanggal_terdaftar", "file_ktp", "status_akun", "pekerjaan";
    pengurus_koperasi: "pengurus_ref", "koperasi_ref", "nama", "jabatan", "status", "no_hp", "nik",
        "jenis_kelamin", "foto_profil", "email", "alamat", "kode_pos", "tanggal_lahir", "status_pendidikan",
        "periode_mulai", "periode_selesai", "file_ktp", "sumber_data";
    karyawan_koperasi: "karyawan_ref", "koperasi_ref", "nama", "jabatan", "nomor_hp_karyawan",
        "jenis_kelamin", "nik", "email", "status_karyawan";
    simpanan_anggota: "simpanan_ref", "koperasi_ref", "anggota_ref", "periode_pembayaran",
        "jumlah_simpanan", "status", "dibayar_pada";
    gerai_koperasi: "gerai_ref", "koperasi_ref", "jenis_gerai_ref", "status_gerai", "foto_gerai", "pengisi",
        "akses_internet", "akses_listrik", "status_kepemilikan_aset_gerai", "status_pemanfaatan_aset_gerai",
        "sumber_air_bersih", "jenis_bangunan", "koordinat_dibulatkan";
    referensi_gerai_koperasi: "jenis_gerai_ref", "nama_jenis_gerai";
    kbli_koperasi: "koperasi_ref", "kode_kbli", "nama_kbli", "tipe_izin_usaha", "tahun_kbli";
    dokumen_koperasi: "dokumen_ref", "koperasi_ref", "jenis_dokumen_ref", "nomor", "tanggal_berlaku",
        "tanggal_kadaluarsa", "alamat_pada_dokumen", "unggahan_dokumen";
    referensi_dokumen_koperasi: "jenis_dokumen_ref", "nama_dokumen";
    aset_koperasi: "aset_ref", "koperasi_ref", "nama_aset", "tipe_aset", "status", "progres_pembangunan",
        "luas_lahan", "panjang_lahan", "lebar_lahan", "akses_jalan", "koordinat_dibulatkan";
    modal_koperasi: "modal_ref", "koperasi_ref", "nomor_perjanjian", "tipe_sumber", "nama_sumber",
        "tipe_modal", "jumlah", "tanggal_diterima", "file_perjanjian";
    produk_koperasi: "produk id", "koperasi_ref", "kode_barcode", "nama_produk", "unit";
    inventaris_produk: "inventaris_ref", "produk id", "koperasi_ref", "nama_produk", "stok", "kode_barcode";
    barang_masuk_produk: "barang_masuk_ref", "produk id", "koperasi_ref", "kode_barcode", "nama_produk",
        "jumlah_masuk", "jumlah_tersedia", "harga_beli", "harga_jual", "total_biaya", "keterangan", "status",
        "tanggal_masuk";
    barang_keluar_produk: "transaksi id", "produk id", "koperasi_ref", "kode_barcode", "tanggal_keluar",
        "status", "nama_produk", "jumlah_keluar", "harga", "total_nilai", "status_transaksi";
    transaksi_penjualan: "transaksi id", "koperasi_ref", "nama_pelanggan", "tanggal_dibuat",
        "total_pembayaran", "status_transaksi", "metode_pembayaran";
    rat_koperasi: "rat id", "koperasi_ref", "jenis_sektor_koperasi", "urutan_rat", "tahun_buku",
        "tahun_rencana_kerja", "tahun_rencana_anggaran", "tanggal_rat", "jumlah_peserta_rat", "status_rat",
        "tahap_rat", "laporan_posisi_keuangan", "laporan_hasil_usaha", "rapb_posisi_keuangan",
        "rapb_hasil_usaha";
    pengajuan_pembiayaan: "pengajuan_pembiayaan_ref", "koperasi_ref", "nik", "penanggung_jawab",
        "nomor_penanggung_jawab", "status_permohonan", "formulir", "nominal_permohonan", "tenor",
        "tujuan_permohonan";
    pengajuan_kemitraan: "pengajuan_kemitraan_ref", "koperasi_ref", "nik", "penanggung_jawab",
        "status_permohonan", "bisnis_kemitraan", "paket_kemitraan", "tipe_kemitraan", "catatan";
    pengajuan_rekening_bank: "pengajuan_rekening_ref", "koperasi_ref", "nik", "penanggung_jawab", "status",
        "kode_bank", "nama_bank";
    akun_bank_koperasi: "akun_bank_ref", "koperasi_ref", "nama_rekening", "nama_bank";
    pengajuan_domain: "domain_ref", "koperasi_ref", "domain_koperasi", "status_verifikasi", "status_domain";
}

/// The tables that are written with their first line only, each with the reason.
pub const NOT_FILLED: [(&str, &str); 14] = [
    ("referensi_profil_desa", "penduduk dan dana desa bukan catatan koperasi"),
    ("referensi_komoditas_desa", "potensi desa bukan catatan koperasi"),
    ("kbli_koperasi", "kode KBLI belum dicatat di sini"),
    ("produk_koperasi", "barang toko belum ikut diekspor"),
    ("inventaris_produk", "barang toko belum ikut diekspor"),
    ("barang_masuk_produk", "barang toko belum ikut diekspor"),
    ("barang_keluar_produk", "barang toko belum ikut diekspor"),
    ("transaksi_penjualan", "nota penjualan belum ikut diekspor"),
    ("rat_koperasi", "rapat anggota belum dicatat di sini"),
    ("pengajuan_pembiayaan", "pengajuan dibuat di portal"),
    ("pengajuan_kemitraan", "pengajuan dibuat di portal"),
    ("pengajuan_rekening_bank", "pengajuan dibuat di portal"),
    ("pengajuan_domain", "pengajuan dibuat di portal"),
    ("karyawan_koperasi", "hanya pengelola yang diangkat; karyawan lain belum dicatat di sini"),
];

/// A table by its name.
pub fn table(name: &str) -> Option<&'static ExtractTable> {
    TABLES.iter().find(|table| table.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_twenty_seven_tables_of_distinct_columns() {
        assert_eq!(TABLES.len(), 27);
        for table in TABLES {
            let columns: BTreeSet<&str> = table.header().collect();
            assert_eq!(columns.len(), table.columns.len() + 2, "{}", table.name);
        }
        assert!(NOT_FILLED.iter().all(|(name, _)| table(name).is_some()));
        assert_eq!(table("rat_koperasi").unwrap().header().next(), Some("rat id"));
    }
}
