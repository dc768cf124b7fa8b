//! Where a member lives, against where the cooperative is. Pure: no table, no page.
//!
//! Members of a village's cooperative live in that village, proven by KTP (rules §1.2). The NIK keeps
//! the district of its first registration for life, so another district there is only worth a look.

use kernel::RegionCode;

/// What the papers say about the domicile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domicile {
    /// The KTP is of the cooperative's village, and the NIK of its district.
    Here,
    /// The KTP is of the cooperative's village; the NIK was issued in another district.
    NikElsewhere(RegionCode),
    /// The KTP is of another village: an exception that needs a proof of domicile.
    Elsewhere(RegionCode),
}

impl Domicile {
    /// Compares the village on the KTP and the district in the NIK with the cooperative's village.
    pub fn of(ktp: RegionCode, nik_district: RegionCode, cooperative: RegionCode) -> Self {
        if ktp != cooperative {
            Self::Elsewhere(ktp)
        } else if nik_district.contains(cooperative) {
            Self::Here
        } else {
            Self::NikElsewhere(nik_district)
        }
    }

    /// What officers should look at, as one sentence.
    pub fn warning(self) -> Option<String> {
        match self {
            Self::Here => None,
            Self::NikElsewhere(district) => Some(format!(
                "NIK terbit di wilayah {district}, bukan di kecamatan koperasi. Itu wajar bila pernah pindah; \
                 cocokkan alamat di KTP."
            )),
            Self::Elsewhere(village) => Some(format!(
                "Alamat KTP di {village}, di luar wilayah koperasi. Minta surat keterangan domisili dan tulis \
                 nomornya."
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    #[test]
    fn the_ktp_decides_and_the_nik_is_only_worth_a_look() {
        let here = region("19.71.04.1001");
        let of = |ktp: &str, nik: &str| Domicile::of(region(ktp), region(nik), here);
        assert_eq!(of("19.71.04.1001", "19.71.04"), Domicile::Here);
        assert_eq!(of("19.71.04.1001", "19.01.04"), Domicile::NikElsewhere(region("19.01.04")));
        assert_eq!(of("19.71.04.1002", "19.71.04"), Domicile::Elsewhere(region("19.71.04.1002")));
        assert_eq!(Domicile::Here.warning(), None);
        assert!(of("19.71.04.1001", "19.01.04").warning().unwrap().contains("19.01.04"));
    }
}
