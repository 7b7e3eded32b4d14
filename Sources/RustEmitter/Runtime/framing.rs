//! Where one message ends and the next begins.

use std::io::{Error, ErrorKind, Result};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

/// How messages are told apart on a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// One message on each line.
    Newline,
    /// A header with the message's length in bytes before each, as editors do it.
    ContentLength,
}

/// More header lines than these, or longer ones, are no header.
const MOST_HEADER_BYTES: usize = 16 << 10;

/// Takes messages off a stream.
pub(super) struct FrameReader<R> {
    stream: BufReader<R>,
    framing: Framing,
    limit: usize,
}

impl<R: AsyncRead + Unpin> FrameReader<R> {
    pub(super) fn new(stream: R, framing: Framing, limit: usize) -> Self {
        Self {
            stream: BufReader::with_capacity(64 << 10, stream),
            framing,
            limit,
        }
    }

    /// The bytes of the next message; nothing at the end of the stream. After an error nobody knows
    /// where the next message begins.
    pub(super) async fn next(&mut self) -> Result<Option<Vec<u8>>> {
        match self.framing {
            Framing::Newline => self.next_line().await,
            Framing::ContentLength => self.next_block().await,
        }
    }

    async fn next_line(&mut self) -> Result<Option<Vec<u8>>> {
        loop {
            let mut line = Vec::new();
            let is_whole = self.line(&mut line, self.limit).await?;
            if !line.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(line));
            }
            if !is_whole {
                return Ok(None);
            }
        }
    }

    async fn next_block(&mut self) -> Result<Option<Vec<u8>>> {
        let mut length = None;
        let mut seen = 0;
        loop {
            let mut line = Vec::new();
            let is_whole = self.line(&mut line, MOST_HEADER_BYTES).await?;
            seen += line.len();
            if !is_whole {
                return match seen {
                    0 => Ok(None),
                    _ => Err(ended()),
                };
            }
            match header(&line)? {
                Header::End if length.is_some() => break,
                Header::End if seen > 0 => return Err(wrong("a header without Content-Length")),
                Header::Length(found) => length = Some(found),
                Header::End | Header::Other => {}
            }
            if seen > MOST_HEADER_BYTES {
                return Err(wrong("a header that does not end"));
            }
        }
        self.block(length.unwrap_or(0)).await.map(Some)
    }

    async fn block(&mut self, length: usize) -> Result<Vec<u8>> {
        if length > self.limit {
            return Err(wrong("a message that is too long"));
        }
        let mut bytes = Vec::with_capacity(length.min(64 << 10));
        let mut rest = (&mut self.stream).take(length as u64);
        if rest.read_to_end(&mut bytes).await? < length {
            return Err(ended());
        }
        Ok(bytes)
    }

    /// Adds a line without its end; false when the stream ends first.
    async fn line(&mut self, line: &mut Vec<u8>, limit: usize) -> Result<bool> {
        loop {
            let found = self.stream.fill_buf().await?;
            if found.is_empty() {
                return Ok(false);
            }
            let end = found.iter().position(|byte| *byte == b'\n');
            let taken = end.unwrap_or(found.len());
            if line.len() + taken > limit {
                return Err(wrong("a line that is too long"));
            }
            line.extend_from_slice(&found[..taken]);
            self.stream.consume(taken + usize::from(end.is_some()));
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

enum Header {
    End,
    Length(usize),
    Other,
}

fn header(line: &[u8]) -> Result<Header> {
    let text = std::str::from_utf8(line).map_err(|_| wrong("a header that is no text"))?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(Header::End);
    }
    let (name, value) = match text.split_once(':') {
        Some(parts) => parts,
        None => return Err(wrong("a header line without a colon")),
    };
    if !name.trim().eq_ignore_ascii_case("content-length") {
        return Ok(Header::Other);
    }
    let value = value.trim();
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    match value.parse() {
        Ok(length) if is_number => Ok(Header::Length(length)),
        _ => Err(wrong("a Content-Length that is no number")),
    }
}

fn wrong(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("found {what}"))
}

fn ended() -> Error {
    Error::new(ErrorKind::UnexpectedEof, "the stream ended in a message")
}

/// Puts one message on a stream, without flushing it.
pub(super) async fn write_frame<W>(stream: &mut W, framing: Framing, message: &[u8]) -> Result<()>
where
    W: AsyncWrite + Unpin,
{
    if framing == Framing::ContentLength {
        let header = format!("Content-Length: {}\r\n\r\n", message.len());
        stream.write_all(header.as_bytes()).await?;
    }
    stream.write_all(message).await?;
    if framing == Framing::Newline {
        stream.write_all(b"\n").await?;
    }
    Ok(())
}
