//! Reading what a request brings, up to a limit.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, StatusCode, header};

use crate::Refusal;

/// What is too large is still read this far and thrown away: a browser shows an answer only after it
/// has sent everything.
const DRAIN_BYTES: u64 = 64 * 1024 * 1024;
const DRAIN_TIME: Duration = Duration::from_secs(20);
/// A photo over a weak signal takes minutes.
const READ_TIME: Duration = Duration::from_secs(300);

/// Reads a whole body of at most `limit` bytes.
///
/// # Errors
/// 413 with this sentence where it is larger, said at once where the request tells its length; 408
/// where it does not arrive; 400 where the connection breaks.
pub async fn read(headers: &HeaderMap, body: Body, limit: usize, sentence: &str) -> Result<Vec<u8>, Refusal> {
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        // Who waits for a "continue" has sent nothing yet.
        if !headers.contains_key(header::EXPECT) {
            drain(body).await;
        }
        return Err(Refusal::too_large(sentence));
    }
    let reading = gather(body, limit, announced.unwrap_or_default());
    match tokio::time::timeout(READ_TIME, reading).await {
        Ok(Gathered::Whole(bytes)) => Ok(bytes),
        Ok(Gathered::TooLarge(rest)) => {
            drain(rest).await;
            Err(Refusal::too_large(sentence))
        }
        Ok(Gathered::Broken) => Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "Kiriman terputus di tengah jalan. Periksa sinyal, lalu kirim lagi.",
        )),
        Err(_) => Err(Refusal::new(
            StatusCode::REQUEST_TIMEOUT,
            "Kiriman terlalu lama di jalan. Cari tempat dengan sinyal lebih baik, lalu kirim lagi.",
        )),
    }
}

enum Gathered {
    Whole(Vec<u8>),
    TooLarge(Body),
    Broken,
}

async fn gather(mut body: Body, limit: usize, expected: usize) -> Gathered {
    let mut bytes = Vec::with_capacity(expected);
    loop {
        match piece(&mut body).await {
            None => return Gathered::Whole(bytes),
            Some(Err(_)) => return Gathered::Broken,
            Some(Ok(more)) if bytes.len().saturating_add(more.len()) > limit => {
                return Gathered::TooLarge(body);
            }
            Some(Ok(more)) => bytes.extend_from_slice(&more),
        }
    }
}

async fn drain(mut body: Body) {
    let reading = async {
        let mut left = DRAIN_BYTES;
        while let Some(Ok(more)) = piece(&mut body).await {
            left = left.saturating_sub(u64::try_from(more.len()).unwrap_or(u64::MAX));
            if left == 0 {
                break;
            }
        }
    };
    // Whoever is slower than this does not see the sentence.
    let _ = tokio::time::timeout(DRAIN_TIME, reading).await;
}

async fn piece(body: &mut Body) -> Option<Result<Bytes, axum::Error>> {
    loop {
        match poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await? {
            Ok(frame) => match frame.into_data() {
                Ok(bytes) => return Some(Ok(bytes)),
                Err(_) => continue,
            },
            Err(error) => return Some(Err(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[tokio::test]
    async fn the_limit_holds_with_and_without_an_announced_length() {
        let mut headers = HeaderMap::new();
        let body = || Body::from(vec![0; 11]);
        let read = async |headers: &HeaderMap, limit| read(headers, body(), limit, "Terlalu besar.").await;
        assert_eq!(read(&headers, 11).await.map(|bytes| bytes.len()), Ok(11));
        assert_eq!(read(&headers, 10).await, Err(Refusal::too_large("Terlalu besar.")));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("11"));
        assert_eq!(read(&headers, 10).await, Err(Refusal::too_large("Terlalu besar.")));
        assert!(read(&headers, 11).await.is_ok());
    }
}
