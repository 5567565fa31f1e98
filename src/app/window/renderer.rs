//! Which renderer draws the window: the graphics card or the processor. It opens no window.
//!
//! A graphics driver that runs on the processor draws the same picture with eight times the work of a
//! renderer that is made for it. Asking the drivers takes a tenth of a second or more, so what can be
//! known without them is looked at first.

use std::path::Path;

use crate::session::messages::WindowMessage;
use crate::settings::Renderer;

/// How the window is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RendererChoice {
    pub plan: RendererPlan,
    /// The reason, for the log.
    pub why: WindowMessage,
}

/// Which renderer is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RendererPlan {
    /// The graphics card; if there turns out to be none, the window is not opened.
    Gpu,
    /// The graphics card; if there turns out to be none, the processor.
    GpuIfAny,
    /// The processor.
    Software,
}

/// What is known of the machine without asking its graphics drivers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Machine {
    /// Whether a device of a graphics card is there; `None` if only the drivers know.
    has_card: Option<bool>,
    /// The X11 display, if it belongs to another machine.
    remote_display: Option<String>,
}

impl Machine {
    /// Looks at this machine; takes far less than a millisecond.
    pub(super) fn here() -> Self {
        if !cfg!(target_os = "linux") {
            return Self::default();
        }
        let is_wayland = std::env::var_os("WAYLAND_DISPLAY").is_some_and(|name| !name.is_empty());
        let display = std::env::var("DISPLAY").ok();
        Self {
            has_card: Some(has_card(Path::new("/"))),
            remote_display: display.filter(|name| !is_wayland && is_remote(name)),
        }
    }
}

/// Chooses the renderer that is asked for, or else the one that suits the machine.
pub(super) fn choose(asked: Renderer, machine: &Machine) -> RendererChoice {
    let (plan, why) = match (asked, machine) {
        (Renderer::Gpu, _) => (RendererPlan::Gpu, WindowMessage::AskedFor),
        (Renderer::Software, _) => (RendererPlan::Software, WindowMessage::AskedFor),
        (
            Renderer::Auto,
            Machine {
                has_card: Some(false),
                ..
            },
        ) => (RendererPlan::Software, WindowMessage::NoCard),
        (
            Renderer::Auto,
            Machine {
                remote_display: Some(display),
                ..
            },
        ) => {
            let display = display.clone();
            let why = WindowMessage::RemoteDisplay { display };
            (RendererPlan::Software, why)
        }
        (Renderer::Auto, _) => (RendererPlan::GpuIfAny, WindowMessage::MayHaveCard),
    };
    RendererChoice { plan, why }
}

/// Whether Linux shows a device that can draw for a program, below this root folder.
fn has_card(root: &Path) -> bool {
    let named = |folder: &str, matches: fn(&str) -> bool| {
        let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten();
        entries
            .flatten()
            .any(|entry| entry.file_name().to_str().is_some_and(matches))
    };
    named("dev/dri", |name| name.starts_with("renderD"))
        // Devices of drivers that are not the kernel's own: NVIDIA, Windows below WSL, some phones' chips.
        || named("dev", |name| {
            ["nvidia0", "dxg", "mali0", "kgsl-3d0", "nvmap"].contains(&name)
        })
}

/// Whether an X11 display has the name of a host, as where ssh forwards it.
fn is_remote(display: &str) -> bool {
    let host = display.split_once(':').map_or("", |(host, _)| host);
    // macOS names a socket by its path.
    !matches!(host, "" | "unix") && !host.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_tried_and_otherwise_what_the_machine_has() {
        let machine = |has_card, remote: Option<&str>| Machine {
            has_card,
            remote_display: remote.map(str::to_owned),
        };
        for (asked, machine, plan) in [
            (Renderer::Gpu, machine(Some(false), None), RendererPlan::Gpu),
            (
                Renderer::Software,
                machine(Some(true), None),
                RendererPlan::Software,
            ),
            (
                Renderer::Auto,
                machine(Some(true), None),
                RendererPlan::GpuIfAny,
            ),
            (Renderer::Auto, machine(None, None), RendererPlan::GpuIfAny),
            (
                Renderer::Auto,
                machine(Some(false), None),
                RendererPlan::Software,
            ),
            (
                Renderer::Auto,
                machine(Some(true), Some("localhost:10.0")),
                RendererPlan::Software,
            ),
        ] {
            let choice = choose(asked, &machine);
            assert_eq!(choice.plan, plan, "{asked:?} on {machine:?}: {choice:?}");
        }
    }

    #[test]
    fn a_card_is_known_by_its_device() -> std::io::Result<()> {
        for (devices, has) in [
            (&[][..], false),
            (&["dri/card0", "null"], false),
            (&["dri/card0", "dri/renderD128"], true),
            (&["nvidia0", "nvidiactl"], true),
            (&["nvidiactl"], false),
            (&["dxg"], true),
        ] {
            let root = tempfile::tempdir()?;
            for device in devices {
                let path = root.path().join("dev").join(device);
                std::fs::create_dir_all(path.parent().expect("it has a folder"))?;
                std::fs::write(path, "")?;
            }
            assert_eq!(has_card(root.path()), has, "{devices:?}");
        }
        Ok(())
    }

    #[test]
    fn a_display_with_a_host_is_remote() {
        for (display, remote) in [
            (":0", false),
            (":1.0", false),
            ("unix:0", false),
            ("", false),
            ("/private/tmp/launch-x/org.xquartz:0", false),
            ("localhost:10.0", true),
            ("desk.example.org:0", true),
        ] {
            assert_eq!(is_remote(display), remote, "{display}");
        }
    }
}
