//! Sends pixels to an X server that shares no memory with us: over ssh, to a terminal or from a container.
//!
//! It knows windows of X11 and nothing of egui. softbuffer sends a whole image each frame there, which is slow
//! over a network, and fails if the image is larger than a request may be; here only what has changed is sent,
//! in requests of the size that the server takes.
//!
//! The connection is our own, since that of the window can only be used with `unsafe`; an X server lets every
//! client draw in a window whose number it knows.

use std::fs::File;
use std::os::fd::OwnedFd;

use egui_winit::winit::raw_window_handle::{HasWindowHandle, RawWindowHandle};
use x11rb::connection::{Connection, RequestConnection};
use x11rb::cookie::Cookie;
use x11rb::protocol::shm::ConnectionExt as _;
use x11rb::protocol::xproto::{
    ConnectionExt as _, CreateGCAux, Gcontext, GetInputFocusReply, ImageFormat, ImageOrder, Window,
};
use x11rb::rust_connection::RustConnection;

use crate::PixelRect;

/// What a request has besides its pixels: header, length and places, generously.
const REQUEST_OVERHEAD: usize = 64;

/// Why pixels did not reach the X server.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WireError {
    /// The connection broke, or a request could not be written.
    #[error("the connection to the X server broke: {0}")]
    Connection(#[from] x11rb::errors::ConnectionError),
    /// The server refused what was asked of it.
    #[error("the X server refused a request: {0}")]
    Reply(#[from] x11rb::errors::ReplyError),
    /// The connection has no numbers left for what a client makes.
    #[error("the X server gave no number for a graphics context: {0}")]
    Id(#[from] x11rb::errors::ReplyOrIdError),
    /// Pixels of this window are not made of 32 bits.
    #[error("the X server draws with {0} bits a pixel, and not with 32")]
    PixelSize(u8),
    /// A window that is wider than a row of pixels may be long.
    #[error("a row of {0} pixels is longer than what the X server takes at once")]
    RowTooLong(u32),
}

/// A window at the other end of a connection that has no shared memory.
pub(crate) struct WireSurface {
    connection: RustConnection,
    window: Window,
    context: Gcontext,
    depth: u8,
    order: ImageOrder,
    /// The most bytes of pixels in a request.
    limit: usize,
    bytes: Vec<u8>,
    /// The number of the request that follows the last frame: its answer comes once the frame has arrived.
    last_frame: Option<u64>,
}

impl WireSurface {
    /// A surface for this window, if it is one of X11 and the server shares no memory with us; `None` if shared
    /// memory works, or if the window is another system's.
    ///
    /// # Errors
    /// If the server refuses a graphics context, or has pixels of another size.
    pub(crate) fn if_needed(window: &impl HasWindowHandle) -> Result<Option<Self>, WireError> {
        let window = match window.window_handle().map(|handle| handle.as_raw()) {
            Ok(RawWindowHandle::Xlib(handle)) => u32::try_from(handle.window).ok(),
            Ok(RawWindowHandle::Xcb(handle)) => Some(handle.window.get()),
            _ => None,
        };
        let Some(window) = window else {
            return Ok(None);
        };
        // softbuffer draws over the window's own connection, which exists.
        let Ok((connection, _)) = x11rb::connect(None) else {
            return Ok(None);
        };
        if shares_memory(&connection) {
            return Ok(None);
        }
        Self::new(connection, window).map(Some)
    }

    fn new(connection: RustConnection, window: Window) -> Result<Self, WireError> {
        let depth = connection.get_geometry(window)?.reply()?.depth;
        let setup = connection.setup();
        let bits = setup
            .pixmap_formats
            .iter()
            .find(|format| format.depth == depth);
        let bits = bits.map_or(0, |format| format.bits_per_pixel);
        if bits != 32 {
            return Err(WireError::PixelSize(bits));
        }
        let order = setup.image_byte_order;
        let context = connection.generate_id()?;
        connection
            .create_gc(context, window, &CreateGCAux::new().graphics_exposures(0))?
            .check()?;
        let limit = connection
            .maximum_request_bytes()
            .saturating_sub(REQUEST_OVERHEAD);
        log::info!("the X server shares no memory with us: what changes is sent to it");
        Ok(Self {
            connection,
            window,
            context,
            depth,
            order,
            limit,
            bytes: Vec::new(),
            last_frame: None,
        })
    }

    /// Shows areas of an image of this many pixels a row, each 0x00RRGGBB.
    ///
    /// Waits until the frame before has arrived, so that a slow network does not fall behind the keyboard.
    ///
    /// # Errors
    /// If the connection is broken; what is on screen is then unknown.
    pub(crate) fn show(
        &mut self,
        pixels: &[u32],
        row_length: u32,
        areas: &[PixelRect],
    ) -> Result<(), WireError> {
        if areas.is_empty() {
            return Ok(());
        }
        if let Some(number) = self.last_frame.take() {
            Cookie::<_, GetInputFocusReply>::new(&self.connection, number).reply()?;
        }
        for area in areas {
            for band in bands(*area, self.limit).ok_or(WireError::RowTooLong(area[2]))? {
                self.send(pixels, row_length, band)?;
            }
        }
        let arrived = self.connection.get_input_focus()?;
        self.last_frame = Some(arrived.sequence_number());
        // Dropped, it would give the answer up.
        std::mem::forget(arrived);
        self.connection.flush()?;
        Ok(())
    }

    fn send(&mut self, pixels: &[u32], row_length: u32, area: PixelRect) -> Result<(), WireError> {
        let [x, y, width, height] = area;
        let (Ok(left), Ok(top), Ok(columns), Ok(rows)) = (
            i16::try_from(x),
            i16::try_from(y),
            u16::try_from(width),
            u16::try_from(height),
        ) else {
            // X11 has no window so large.
            return Ok(());
        };
        self.bytes.clear();
        for row in y as usize..y as usize + height as usize {
            let start = row * row_length as usize + x as usize;
            let Some(row) = pixels.get(start..start + width as usize) else {
                return Ok(());
            };
            match self.order {
                ImageOrder::MSB_FIRST => {
                    self.bytes
                        .extend(row.iter().flat_map(|pixel| pixel.to_be_bytes()));
                }
                _ => self
                    .bytes
                    .extend(row.iter().flat_map(|pixel| pixel.to_le_bytes())),
            }
        }
        self.connection
            .put_image(
                ImageFormat::Z_PIXMAP,
                self.window,
                self.context,
                columns,
                rows,
                left,
                top,
                0,
                self.depth,
                &self.bytes,
            )?
            .ignore_error();
        Ok(())
    }
}

/// Whether the server can map a file of ours: it has the extension, runs on this machine and may see the file.
fn shares_memory(connection: &RustConnection) -> bool {
    let attach = || -> Option<bool> {
        let file: File = tempfile::tempfile().ok()?;
        file.set_len(4096).ok()?;
        let segment = connection.generate_id().ok()?;
        let attached = connection
            .shm_attach_fd(segment, OwnedFd::from(file), false)
            .ok()?;
        let detached = connection.shm_detach(segment).ok()?;
        Some(attached.check().is_ok() && detached.check().is_ok())
    };
    attach().unwrap_or(false)
}

/// An area cut into bands of rows, of which each has at most this many bytes; `None` if a row has more.
fn bands(
    [x, y, width, height]: PixelRect,
    limit: usize,
) -> Option<impl Iterator<Item = PixelRect>> {
    let rows = limit / (4 * (width as usize).max(1));
    let rows = u32::try_from(rows).unwrap_or(u32::MAX);
    (rows > 0).then(|| {
        (0..height)
            .step_by(rows as usize)
            .map(move |top| [x, y + top, width, rows.min(height - top)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_fill_an_area_and_none_is_larger_than_a_request() {
        let cut = |area, limit| bands(area, limit).map(Iterator::collect::<Vec<_>>);
        assert_eq!(cut([3, 5, 10, 7], 1000), Some(vec![[3, 5, 10, 7]]));
        assert_eq!(
            cut([3, 5, 10, 7], 120),
            Some(vec![[3, 5, 10, 3], [3, 8, 10, 3], [3, 11, 10, 1]])
        );
        assert_eq!(
            cut([0, 0, 10, 2], 40),
            Some(vec![[0, 0, 10, 1], [0, 1, 10, 1]])
        );
        assert_eq!(
            cut([0, 0, 10, 2], 39),
            None,
            "a row is longer than a request"
        );
        assert_eq!(cut([0, 0, 0, 2], 39), Some(vec![[0, 0, 0, 2]]));
        assert_eq!(cut([0, 0, 4, 0], 39), Some(vec![]));
    }
}
