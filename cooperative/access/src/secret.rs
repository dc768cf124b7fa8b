//! Whether the secret beside the database is the one that its sealed data was sealed with.

use ::store::Db;
use web::Keys;

use crate::{AccessError, apart, store};

/// Notes at the first start which secret the installation uses, and afterwards refuses another: with a
/// lost or mixed-up key file, sealed data would stay sealed and new data would be sealed differently,
/// and nobody would notice until somebody opened a NIK.
///
/// # Errors
/// [`AccessError::OtherSecret`].
pub fn check_secret(db: &Db, keys: &Keys) -> Result<(), AccessError> {
    let print = keys.derive("print");
    apart(|| {
        db.write_blocking(move |tx| match store::key_print(tx)? {
            Some(known) if known == print => Ok(()),
            Some(_) => Err(AccessError::OtherSecret),
            None => Ok(store::insert_key_print(tx, &print)?),
        })
    })
}
