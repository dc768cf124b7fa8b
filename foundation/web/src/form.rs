//! What a person sent with a form: fields and files, checked to come from a page of ours.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use kernel::CommandId;
use store::Command;

use crate::{Refusal, Site, Visit, body, url};

/// The most bytes in one field that is not a file.
const FIELD_BYTES: usize = 64 * 1024;
/// The most fields and files.
const FIELDS: usize = 200;
/// The most bytes in one file.
const FILE_BYTES: usize = 12 * 1024 * 1024;
/// The most bytes in a form with files.
const WITH_FILES_BYTES: usize = 14 * 1024 * 1024;
/// The most bytes in a form without files.
const PLAIN_BYTES: usize = 1024 * 1024;
/// The most bytes from who is not signed in: a password, an invitation.
const GUEST_BYTES: usize = 64 * 1024;

const TOO_LARGE: &str = "Kiriman ini terlalu besar: paling banyak 12 MB satu berkas. Kecilkan foto atau berkasnya, lalu kirim lagi.";
const TOO_LONG: &str = "Isian ini terlalu panjang. Singkat tulisannya, lalu kirim lagi.";

/// A file that came with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadedFile {
    /// The name it had on the sender's machine; not to be trusted.
    pub name: String,
    /// What the sender says it is; not to be trusted.
    pub content_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A form that was sent, from a page of this session. An extractor, the last argument of a handler.
#[derive(Debug, Clone, Default)]
pub struct Form {
    fields: BTreeMap<String, Vec<String>>,
    files: BTreeMap<String, UploadedFile>,
    command: Option<CommandId>,
}

impl Form {
    /// What was typed into a field, without spaces around it; nothing where it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// A field exactly as it was typed: a password.
    pub fn raw(&self, name: &str) -> &str {
        self.fields.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Everything that was chosen in a field that may come several times, in order.
    pub fn list(&self, name: &str) -> Vec<&str> {
        self.fields.get(name).into_iter().flatten().map(|value| value.trim()).collect()
    }

    /// A checkbox: whether it was ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// The file of a field; nothing where none was chosen.
    pub fn file(&self, name: &str) -> Option<&UploadedFile> {
        self.files.get(name)
    }

    /// The key under which this is done once, however often it is sent.
    ///
    /// # Errors
    /// [`Refusal::stale_form`] where the form carries none.
    pub fn command_id(&self) -> Result<&CommandId, Refusal> {
        self.command.as_ref().ok_or_else(Refusal::stale_form)
    }

    /// The command as the store takes it, of the cooperative that the page is about.
    ///
    /// # Errors
    /// [`Refusal::stale_form`] where the form carries no command id.
    pub fn command(&self, visit: &Visit) -> Result<Command, Refusal> {
        let tenant = visit.cooperative.as_ref().map_or(0, |tenant| tenant.id.0);
        Ok(Command { tenant, key: self.command_id()?.as_str().to_owned(), at: visit.now.0 })
    }

    /// All fields with their values, but for those that are ours.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &[String])> {
        let own = |name: &str| name.starts_with('_');
        self.fields
            .iter()
            .filter(move |(name, _)| !own(name))
            .map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// A form as if it had been sent.
    pub fn for_tests(fields: &[(&str, &str)]) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            form.fields.entry((*name).to_owned()).or_default().push((*value).to_owned());
        }
        form.command = CommandId::parse(form.raw("_command")).ok();
        form
    }

    fn add(&mut self, name: String, value: String) -> Result<(), Refusal> {
        if value.len() > FIELD_BYTES || name.len() > FIELD_BYTES {
            return Err(Refusal::too_large(TOO_LONG));
        }
        self.fields.entry(name).or_default().push(value);
        self.count()
    }

    fn count(&self) -> Result<(), Refusal> {
        match self.fields.values().map(Vec::len).sum::<usize>() + self.files.len() > FIELDS {
            true => Err(Refusal::too_large("Isian formulir ini terlalu banyak. Kirim sebagian dahulu.")),
            false => Ok(()),
        }
    }

    fn checked(mut self, visit: &Visit) -> Result<Self, Refusal> {
        if !visit.agrees(self.raw("_csrf")) {
            return Err(Refusal::stale_form());
        }
        self.command = match self.raw("_command") {
            "" => None,
            key => Some(CommandId::parse(key)?),
        };
        Ok(self)
    }
}

impl FromRequest<Site> for Form {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &Site) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let visit = parts.extensions.get::<Visit>().ok_or_else(Refusal::forbidden)?;
        let content_type = parts.headers.get(header::CONTENT_TYPE);
        let kind = content_type.and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
        let limit = |signed_in| if visit.user.is_some() { signed_in } else { GUEST_BYTES };
        let form = if kind.starts_with("multipart/form-data") {
            let bytes = body::read(&parts.headers, body, limit(WITH_FILES_BYTES), TOO_LARGE).await?;
            let mut again = Request::new(Body::from(bytes));
            content_type.map(|kind| again.headers_mut().insert(header::CONTENT_TYPE, kind.clone()));
            read_multipart(again).await?
        } else if kind.is_empty() || kind.starts_with("application/x-www-form-urlencoded") {
            let bytes = body::read(&parts.headers, body, limit(PLAIN_BYTES), TOO_LARGE).await?;
            read_plain(&bytes)?
        } else {
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "Kirim isian ini lewat formulir di halamannya.",
            ));
        };
        form.checked(visit)
    }
}

fn unreadable() -> Refusal {
    Refusal::new(
        StatusCode::BAD_REQUEST,
        "Isian formulir tidak terbaca. Muat ulang halamannya, lalu kirim lagi.",
    )
}

fn read_plain(bytes: &[u8]) -> Result<Form, Refusal> {
    let mut form = Form::default();
    for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let mut parts = pair.splitn(2, |byte| *byte == b'=');
        let name = url::decode(parts.next().unwrap_or_default()).ok_or_else(unreadable)?;
        let value = url::decode(parts.next().unwrap_or_default()).ok_or_else(unreadable)?;
        form.add(name, value)?;
    }
    Ok(form)
}

async fn read_multipart(mut request: Request) -> Result<Form, Refusal> {
    DefaultBodyLimit::disable().apply(&mut request); // counted already
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
    let mut form = Form::default();
    while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
        let name = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            None => {
                let value = part.text().await.map_err(|_| unreadable())?;
                form.add(name, value)?;
            }
            Some(file) => {
                let content_type = part.content_type().unwrap_or_default().to_owned();
                let bytes = part.bytes().await.map_err(|_| unreadable())?.to_vec();
                if bytes.len() > FILE_BYTES {
                    return Err(Refusal::too_large(TOO_LARGE));
                }
                // A file field without a choice arrives without name and bytes.
                if !file.is_empty() || !bytes.is_empty() {
                    form.files.insert(name, UploadedFile { name: file, content_type, bytes });
                    form.count()?;
                }
            }
        }
    }
    Ok(form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_survive_the_way() {
        let form =
            read_plain("nama=Bu+Marni&catatan=100%25%20%C3%A9&pilih=a&pilih=b&kosong=".as_bytes()).unwrap();
        assert_eq!(form.text("nama"), "Bu Marni");
        assert_eq!(form.text("catatan"), "100% é");
        assert_eq!(form.list("pilih"), ["a", "b"]);
        assert_eq!(form.text("kosong"), "");
        assert_eq!(form.text("tidak ada"), "");
        assert!(form.is_ticked("kosong") && !form.is_ticked("tidak ada"));
        for wrong in ["a=%", "a=%4", "a=%zz", "a=%ff"] {
            assert_eq!(read_plain(wrong.as_bytes()).map(|_| ()), Err(unreadable()), "{wrong}");
        }
    }

    #[test]
    fn a_form_has_limits() {
        let long = format!("a={}", "x".repeat(FIELD_BYTES + 1));
        assert_eq!(read_plain(long.as_bytes()).map(|_| ()), Err(Refusal::too_large(TOO_LONG)));
        assert!(read_plain("a=1&".repeat(FIELDS).as_bytes()).is_ok());
        assert!(read_plain("a=1&".repeat(FIELDS + 1).as_bytes()).is_err());
    }

    #[tokio::test]
    async fn files_come_with_their_name() {
        let body = "--batas\r\nContent-Disposition: form-data; name=\"nama\"\r\n\r\n Bu Marni \r\n\
            --batas\r\nContent-Disposition: form-data; name=\"foto\"; filename=\"bukti.jpg\"\r\n\
            Content-Type: image/jpeg\r\n\r\nJPEG\r\n\
            --batas\r\nContent-Disposition: form-data; name=\"lain\"; filename=\"\"\r\n\r\n\r\n--batas--\r\n";
        let mut request = Request::new(Body::from(body));
        let kind = header::HeaderValue::from_static("multipart/form-data; boundary=batas");
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        let form = read_multipart(request).await.unwrap();
        assert_eq!(form.text("nama"), "Bu Marni");
        let file = form.file("foto").unwrap();
        assert_eq!((file.name.as_str(), file.bytes.as_slice()), ("bukti.jpg", b"JPEG".as_slice()));
        assert_eq!(form.file("lain"), None);
    }
}
