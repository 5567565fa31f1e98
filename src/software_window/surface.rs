//! Gives drawn pixels to the window system, and only those that have changed. It knows no egui.
//!
//! The window system may keep several buffers and hand out an old one, in which the changes of the
//! frames since are missing; so the changes of some frames are remembered.

use std::collections::VecDeque;
use std::num::NonZeroU32;
use std::sync::Arc;

use egui_winit::winit::event_loop::OwnedDisplayHandle;
use egui_winit::winit::window::Window;
use softbuffer::SoftBufferError;

use crate::PixelRect;
#[cfg(all(unix, not(target_vendor = "apple")))]
use crate::x11_wire::WireSurface;

/// How many frames back a buffer may be and still be completed rather than copied as a whole.
const REMEMBERED: usize = 3;

/// Why pixels did not reach the screen.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub enum SurfaceError {
    /// The window system did not take them.
    Shared(#[from] SoftBufferError),
    /// The X server did not take them, to which they are sent.
    #[cfg(all(unix, not(target_vendor = "apple")))]
    Wire(#[from] crate::x11_wire::WireError),
}

/// The pixels of a window.
pub(crate) struct WindowSurface {
    surface: softbuffer::Surface<OwnedDisplayHandle, Arc<Window>>,
    /// Used instead where the X server shares no memory with us.
    #[cfg(all(unix, not(target_vendor = "apple")))]
    wire: Option<WireSurface>,
    changes: RecentChanges,
    size: [u32; 2],
}

impl WindowSurface {
    /// # Errors
    /// If the window system takes no pixels.
    pub(crate) fn new(
        display: OwnedDisplayHandle,
        window: Arc<Window>,
    ) -> Result<Self, SurfaceError> {
        #[cfg(all(unix, not(target_vendor = "apple")))]
        let wire = WireSurface::if_needed(&window)?;
        let context = softbuffer::Context::new(display)?;
        let surface = softbuffer::Surface::new(&context, window)?;
        Ok(Self {
            surface,
            #[cfg(all(unix, not(target_vendor = "apple")))]
            wire,
            changes: RecentChanges::default(),
            size: [0, 0],
        })
    }

    /// Shows an image of `size` pixels as 0x00RRGGBB, row by row, of which these areas have changed
    /// since the last time. With `all` nothing that the window shows is relied upon.
    ///
    /// # Errors
    /// If the window system took no pixels; what is on screen is then unknown.
    pub(crate) fn show(
        &mut self,
        pixels: &[u32],
        size: [u32; 2],
        changed: &[PixelRect],
        all: bool,
    ) -> Result<(), SurfaceError> {
        let [Some(width), Some(height)] = size.map(NonZeroU32::new) else {
            return Ok(());
        };
        #[cfg(all(unix, not(target_vendor = "apple")))]
        if let Some(wire) = &mut self.wire {
            // The server keeps nothing of a window that has another size now.
            let all = all || self.size != size;
            let whole = [[0, 0, size[0], size[1]]];
            self.size = size;
            let areas = if all { &whole } else { changed };
            return Ok(wire.show(pixels, size[0], areas)?);
        }
        if self.size != size {
            self.surface.resize(width, height)?;
            self.changes.forget();
            self.size = size;
        }
        if !all && changed.is_empty() {
            return Ok(());
        }
        let window = self.surface.window().clone();
        let mut buffer = self.surface.buffer_mut()?;
        let age = usize::from(buffer.age());
        if let Some(lacking) = self.changes.since(age).filter(|_| !all) {
            for rect in lacking.chain(changed) {
                copy_rect(pixels, &mut buffer, width.get(), *rect);
            }
        } else {
            let length = buffer.len().min(pixels.len());
            buffer[..length].copy_from_slice(&pixels[..length]);
        }
        window.pre_present_notify();
        // A new buffer is the first of its size, and the screen shows nothing of it.
        if all || age == 0 {
            self.changes.add(vec![[0, 0, size[0], size[1]]]);
            buffer.present()?;
        } else {
            let damage: Vec<_> = changed.iter().filter_map(|rect| damage(*rect)).collect();
            self.changes.add(changed.to_vec());
            buffer.present_with_damage(&damage)?;
        }
        Ok(())
    }
}

/// The areas that changed in the last frames, the newest first.
#[derive(Debug, Default)]
struct RecentChanges(VecDeque<Vec<PixelRect>>);

impl RecentChanges {
    fn forget(&mut self) {
        self.0.clear();
    }

    fn add(&mut self, changed: Vec<PixelRect>) {
        self.0.push_front(changed);
        self.0.truncate(REMEMBERED);
    }

    /// What a buffer lacks that was shown `age` frames ago, 1 being the last one; `None` if it must be
    /// filled as a whole.
    fn since(&self, age: usize) -> Option<impl Iterator<Item = &PixelRect>> {
        let missed = age.checked_sub(1)?;
        // Its own frame is remembered too, or the window had another size then.
        (self.0.len() > missed).then(|| self.0.iter().take(missed).flatten())
    }
}

/// Copies an area from one image to another of the same width; what is outside is left out.
fn copy_rect(from: &[u32], to: &mut [u32], row_length: u32, [x, y, width, height]: PixelRect) {
    let row_length = row_length as usize;
    let left = x as usize;
    let right = (left + width as usize).min(row_length);
    if left >= right {
        return;
    }
    for row in y as usize..y as usize + height as usize {
        let range = row * row_length + left..row * row_length + right;
        let (Some(from), Some(to)) = (from.get(range.clone()), to.get_mut(range)) else {
            return;
        };
        to.copy_from_slice(from);
    }
}

/// An area as softbuffer wants it; `None` if it is empty.
fn damage([x, y, width, height]: PixelRect) -> Option<softbuffer::Rect> {
    Some(softbuffer::Rect {
        x,
        y,
        width: NonZeroU32::new(width)?,
        height: NonZeroU32::new(height)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_is_copied_row_by_row_and_nothing_around_it() {
        let from: Vec<u32> = (0..20).collect();
        let mut to = vec![99; 20];
        copy_rect(&from, &mut to, 5, [1, 1, 2, 2]);
        let row = |row: usize| to[5 * row..5 * row + 5].to_vec();
        assert_eq!(row(0), [99; 5]);
        assert_eq!(row(1), [99, 6, 7, 99, 99]);
        assert_eq!(row(2), [99, 11, 12, 99, 99]);
        assert_eq!(row(3), [99; 5]);
        // Beyond the image and empty areas change nothing that is not theirs.
        copy_rect(&from, &mut to, 5, [4, 3, 5, 6]);
        assert_eq!(to[19], 19);
        copy_rect(&from, &mut to, 5, [3, 0, 0, 4]);
        assert_eq!(to[3], 99);
    }

    #[test]
    fn an_old_buffer_gets_the_changes_of_the_frames_since_it_was_shown() {
        let mut changes = RecentChanges::default();
        let since = |changes: &RecentChanges, age| {
            changes
                .since(age)
                .map(|rects| rects.map(|rect| rect[0]).collect::<Vec<_>>())
        };
        assert_eq!(since(&changes, 0), None);
        assert_eq!(since(&changes, 1), None, "nothing was shown yet");
        for x in 1..=5 {
            changes.add(vec![[x, 0, 1, 1]]);
        }
        assert_eq!(since(&changes, 0), None);
        assert_eq!(since(&changes, 1), Some(vec![]));
        assert_eq!(since(&changes, 2), Some(vec![5]));
        assert_eq!(since(&changes, 3), Some(vec![5, 4]));
        assert_eq!(since(&changes, 4), None, "too long ago");
        changes.forget();
        assert_eq!(since(&changes, 1), None, "the window had another size");
    }

    #[test]
    fn an_empty_area_is_no_damage() {
        assert!(damage([3, 3, 0, 9]).is_none());
        assert!(damage([3, 3, 2, 0]).is_none());
        let rect = damage([1, 2, 3, 6]).expect("it is not empty");
        assert_eq!((rect.x, rect.y), (1, 2));
        assert_eq!((rect.width.get(), rect.height.get()), (3, 6));
    }
}
