//! What access refuses, each with the sentence that says what to do.

use axum::http::StatusCode;
use kernel::NameError;
use registry::RegistryError;
use store::StoreError;
use thiserror::Error;
use web::Refusal;

/// Why an act of access was refused.
#[derive(Debug, Clone, Error)]
pub enum AccessError {
    /// Login or password do not fit; which of them is not said.
    #[error(
        "Nama pengguna atau kata sandi tidak cocok. Periksa lagi, atau minta ketua membuatkan kata sandi baru."
    )]
    WrongPassword,
    /// Too many wrong passwords.
    #[error("Sudah beberapa kali salah. Tunggu {minutes} menit, lalu coba lagi.")]
    Wait {
        /// How long.
        minutes: i64,
    },
    /// A login of another shape.
    #[error(
        "Tulis nama pengguna 3 sampai 40 huruf kecil atau angka, tanpa spasi; titik, garis bawah, dan tanda hubung boleh."
    )]
    Login,
    /// Somebody else has this login.
    #[error("Nama pengguna ini sudah dipakai. Tambahkan angka atau nama lain.")]
    LoginTaken,
    /// The name cannot be kept.
    #[error(transparent)]
    Name(#[from] NameError),
    /// A password that is too short or too long.
    #[error("Buat kata sandi 8 sampai 200 huruf; satu kalimat pendek mudah diingat dan sulit ditebak.")]
    PasswordLength,
    /// A password that anybody would try.
    #[error("Pilih kata sandi lain: yang ini mudah ditebak.")]
    PasswordEasy,
    /// The two passwords differ.
    #[error("Ketik kata sandi yang sama dua kali.")]
    PasswordsDiffer,
    /// The present password is wrong.
    #[error("Kata sandi sekarang tidak cocok. Ketik lagi.")]
    PresentPassword,
    /// The link was used, has expired or never was.
    #[error(
        "Tautan ini sudah dipakai atau sudah lewat waktunya. Minta tautan baru dari yang mengundang Anda."
    )]
    LinkGone,
    /// A role that is not held in this kind of place.
    #[error("Pilih peran yang cocok untuk tempat ini.")]
    RoleElsewhere,
    /// Who invites may not give this role.
    #[error("Peran ini hanya bisa diberikan oleh pengelola sistem. Minta bantuannya.")]
    RoleAbove,
    /// A role that is not there any more.
    #[error("Peran ini sudah dicabut. Muat ulang daftarnya.")]
    NoSuchGrant,
    /// One's own role.
    #[error("Minta orang lain mencabut peran Anda sendiri, supaya selalu ada yang bisa masuk.")]
    OwnGrant,
    /// The person also serves elsewhere.
    #[error("Orang ini juga bertugas di tempat lain. Minta pengelola sistem membuatkan kata sandi baru.")]
    ServesElsewhere,
    /// A person who is not there.
    #[error("Pengguna ini tidak ada. Muat ulang daftarnya.")]
    NoSuchUser,
    /// The secret is not the one of this database.
    #[error(
        "Kembalikan berkas kunci (.key) yang lama dari cadangan: kunci yang ada bukan kunci basis data ini."
    )]
    OtherSecret,
    /// The registry could not answer.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AccessError {
    /// The field of the form that the sentence is about.
    pub fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Login | Self::LoginTaken => "login",
            Self::Name(_) => "name",
            Self::PasswordLength | Self::PasswordEasy => "password",
            Self::PasswordsDiffer => "password_again",
            Self::PresentPassword => "present_password",
            Self::RoleElsewhere | Self::RoleAbove => "role",
            _ => return None,
        })
    }
}

impl From<AccessError> for Refusal {
    fn from(error: AccessError) -> Self {
        let status = match &error {
            AccessError::Store(store) | AccessError::Registry(RegistryError::Store(store)) => {
                return store.clone().into();
            }
            AccessError::Wait { .. } => StatusCode::TOO_MANY_REQUESTS,
            AccessError::LinkGone => StatusCode::GONE,
            AccessError::NoSuchUser | AccessError::NoSuchGrant => StatusCode::NOT_FOUND,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self::new(status, error.to_string()).about(error.field())
    }
}
