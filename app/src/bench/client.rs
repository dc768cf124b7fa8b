//! A plain HTTP/1.1 client on one kept connection, so that what is measured is the server.

use anyhow::{Context, Result, bail};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// One kept connection.
pub(crate) struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// What came back.
pub(crate) struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Client {
    pub async fn connect(address: std::net::SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(16 * 1024) })
    }

    /// Sends a request as written and reads its answer whole.
    pub async fn send(&mut self, request: &str) -> Result<Answer> {
        self.stream.write_all(request.as_bytes()).await?;
        self.buffer.clear();
        loop {
            if self.stream.read_buf(&mut self.buffer).await? == 0 {
                bail!("the server closed the connection");
            }
            if let Some(answer) = self.whole()? {
                return Ok(answer);
            }
        }
    }

    /// The answer, once all of it is here.
    fn whole(&self) -> Result<Option<Answer>> {
        let Some(head_end) = self.buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
            return Ok(None);
        };
        let head = std::str::from_utf8(&self.buffer[..head_end])?.to_ascii_lowercase();
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("a status")?.parse()?;
        let length = lines.find_map(|line| line.strip_prefix("content-length:"));
        let body_start = head_end + 4;
        let body = match length {
            Some(length) => {
                let end = body_start + length.trim().parse::<usize>()?;
                self.buffer.get(body_start..end)
            }
            // In pieces: the last piece is empty.
            None => self.buffer.ends_with(b"0\r\n\r\n").then(|| &self.buffer[body_start..]),
        };
        Ok(body.map(|body| Answer { status, body: body.to_vec() }))
    }
}
