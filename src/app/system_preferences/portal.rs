//! The preferences of a Linux desktop, from the settings portal
//! (`org.freedesktop.portal.Settings`), which GNOME, KDE, sway and others have.
//!
//! It knows no window. What a portal does not have is not known, and that is no error.

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::Pin;

use zbus::export::futures_core::Stream as _;
use zbus::zvariant::{OwnedValue, Value};
use zbus::{Connection, Proxy};

use super::{PreferenceWatch, SystemPreferences};
use crate::app::session_bus;

/// What is asked for.
const NAMESPACES: [&str; 3] = [
    "org.freedesktop.appearance",
    "org.gnome.desktop.interface",
    "org.gnome.desktop.a11y.interface",
];

/// Watches the preferences on a thread of its own, until the portal goes away.
pub(super) fn watch(watch: PreferenceWatch) {
    let thread = std::thread::Builder::new().name("preferences".to_owned());
    let spawned = thread.spawn(move || {
        let followed = session_bus::block_on(async {
            let connection = session_bus::connect().await?;
            follow(&connection, |preferences| watch.set(preferences)).await
        });
        if let Err(error) = followed {
            log::info!("the desktop tells no preferences: {error}");
        }
    });
    if let Err(error) = spawned {
        log::warn!("the preferences of the desktop are not followed: {error}");
    }
}

/// Reports the preferences now and after each change.
async fn follow(
    connection: &Connection,
    mut report: impl FnMut(SystemPreferences),
) -> zbus::Result<()> {
    let portal = Proxy::new(
        connection,
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Settings",
    )
    .await?;
    // Changes first, so that none is missed.
    let mut changes = portal.receive_signal("SettingChanged").await?;
    let reply = portal.call_method("ReadAll", &(&NAMESPACES[..],)).await?;
    let all: HashMap<String, HashMap<String, OwnedValue>> = reply.body().deserialize()?;
    let mut told = PortalSettings::default();
    for (namespace, values) in &all {
        for (key, value) in values {
            told.take(namespace, key, &Setting::of(value));
        }
    }
    report(told.preferences());
    while let Some(change) = poll_fn(|cx| Pin::new(&mut changes).poll_next(cx)).await {
        let body = change.body();
        let Ok((namespace, key, value)) = body.deserialize::<(&str, &str, Value<'_>)>() else {
            continue;
        };
        if told.take(namespace, key, &Setting::of(&value)) {
            report(told.preferences());
        }
    }
    Ok(())
}

/// The value of a setting, as far as it is of use.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Setting {
    Number(f64),
    Flag(bool),
    Other,
}

impl Setting {
    fn of(value: &Value<'_>) -> Self {
        match value {
            Value::Value(inner) => Self::of(inner),
            Value::U32(number) => Self::Number((*number).into()),
            Value::I32(number) => Self::Number((*number).into()),
            Value::F64(number) => Self::Number(*number),
            Value::Bool(flag) => Self::Flag(*flag),
            _ => Self::Other,
        }
    }
}

/// What the portal has told until now.
#[derive(Clone, Debug, Default)]
struct PortalSettings {
    dark: Option<bool>,
    contrast: Option<bool>,
    gnome_contrast: Option<bool>,
    text_scale: Option<f32>,
    reduced_motion: Option<bool>,
    gnome_animations: Option<bool>,
}

impl PortalSettings {
    /// Takes a setting; returns whether it is one of those that count.
    fn take(&mut self, namespace: &str, key: &str, value: &Setting) -> bool {
        use Setting::{Flag, Number};

        let number = match value {
            Number(number) => Some(*number),
            _ => None,
        };
        let flag = match value {
            Flag(flag) => Some(*flag),
            _ => None,
        };
        match (namespace, key) {
            // 1 is dark, 2 is light; anything else prefers nothing.
            ("org.freedesktop.appearance", "color-scheme") => {
                self.dark = match number {
                    Some(1.0) => Some(true),
                    Some(2.0) => Some(false),
                    _ => None,
                };
            }
            ("org.freedesktop.appearance", "contrast") => {
                self.contrast = number.map(|number| number == 1.0);
            }
            ("org.freedesktop.appearance", "reduced-motion") => {
                self.reduced_motion = number.map(|number| number == 1.0);
            }
            ("org.gnome.desktop.interface", "text-scaling-factor") => {
                let scale = number.filter(|scale| scale.is_finite() && *scale > 0.0);
                self.text_scale = scale.map(|scale| scale as f32);
            }
            ("org.gnome.desktop.interface", "enable-animations") => self.gnome_animations = flag,
            ("org.gnome.desktop.a11y.interface", "high-contrast") => self.gnome_contrast = flag,
            _ => return false,
        }
        true
    }

    /// All of it. Where a desktop tells something twice, either counts: older portals know only GNOME's
    /// own settings.
    fn preferences(&self) -> SystemPreferences {
        let either = |one: Option<bool>, other: Option<bool>| match (one, other) {
            (None, None) => None,
            _ => Some(one == Some(true) || other == Some(true)),
        };
        let is_still = self.gnome_animations.map(|animations| !animations);
        SystemPreferences {
            dark: self.dark,
            high_contrast: either(self.contrast, self.gnome_contrast),
            text_scale: self.text_scale,
            reduced_motion: either(self.reduced_motion, is_still),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead as _, BufReader};
    use std::process::{Child, Command, Stdio};
    use std::sync::mpsc::channel;
    use std::time::Duration;
    use zbus::object_server::SignalEmitter;
    use zbus::{connection, fdo, interface};

    #[test]
    fn settings_of_the_portal_are_understood() {
        use Setting::{Flag, Number, Other};

        const APPEARANCE: &str = "org.freedesktop.appearance";
        const GNOME: &str = "org.gnome.desktop.interface";
        let none = SystemPreferences::default();
        for (namespace, key, value, wanted) in [
            (
                APPEARANCE,
                "color-scheme",
                Number(1.0),
                SystemPreferences {
                    dark: Some(true),
                    ..none
                },
            ),
            (
                APPEARANCE,
                "color-scheme",
                Number(2.0),
                SystemPreferences {
                    dark: Some(false),
                    ..none
                },
            ),
            (APPEARANCE, "color-scheme", Number(0.0), none),
            (APPEARANCE, "color-scheme", Number(9.0), none),
            (APPEARANCE, "color-scheme", Flag(true), none),
            (
                APPEARANCE,
                "contrast",
                Number(1.0),
                SystemPreferences {
                    high_contrast: Some(true),
                    ..none
                },
            ),
            (
                APPEARANCE,
                "contrast",
                Number(0.0),
                SystemPreferences {
                    high_contrast: Some(false),
                    ..none
                },
            ),
            (
                APPEARANCE,
                "reduced-motion",
                Number(1.0),
                SystemPreferences {
                    reduced_motion: Some(true),
                    ..none
                },
            ),
            (
                GNOME,
                "enable-animations",
                Flag(false),
                SystemPreferences {
                    reduced_motion: Some(true),
                    ..none
                },
            ),
            (
                GNOME,
                "enable-animations",
                Flag(true),
                SystemPreferences {
                    reduced_motion: Some(false),
                    ..none
                },
            ),
            (
                GNOME,
                "text-scaling-factor",
                Number(1.25),
                SystemPreferences {
                    text_scale: Some(1.25),
                    ..none
                },
            ),
            (GNOME, "text-scaling-factor", Number(0.0), none),
            (GNOME, "text-scaling-factor", Number(f64::NAN), none),
            (GNOME, "text-scaling-factor", Other, none),
            (
                "org.gnome.desktop.a11y.interface",
                "high-contrast",
                Flag(true),
                SystemPreferences {
                    high_contrast: Some(true),
                    ..none
                },
            ),
        ] {
            let mut told = PortalSettings::default();
            assert!(told.take(namespace, key, &value), "{namespace} {key}");
            assert_eq!(told.preferences(), wanted, "{namespace} {key} {value:?}");
        }
        let mut told = PortalSettings::default();
        assert!(!told.take(GNOME, "clock-format", &Other));
        // Either of two says so.
        told.take(APPEARANCE, "contrast", &Number(0.0));
        told.take(
            "org.gnome.desktop.a11y.interface",
            "high-contrast",
            &Flag(true),
        );
        assert_eq!(told.preferences().high_contrast, Some(true));
        let nested = Value::Value(Box::new(Value::U32(1)));
        assert_eq!(Setting::of(&nested), Number(1.0));
        assert_eq!(Setting::of(&Value::from("1")), Other);
    }

    /// A portal that tells two settings.
    struct Portal;

    #[interface(name = "org.freedesktop.portal.Settings")]
    impl Portal {
        #[zbus(name = "ReadAll")]
        #[expect(clippy::unused_self, reason = "the macro wants methods")]
        fn read_all(
            &self,
            namespaces: Vec<String>,
        ) -> fdo::Result<HashMap<String, HashMap<String, OwnedValue>>> {
            let value = |value: Value<'static>| OwnedValue::try_from(value);
            let refused = |error: zbus::zvariant::Error| fdo::Error::Failed(error.to_string());
            let appearance = HashMap::from([(
                "color-scheme".to_owned(),
                value(Value::U32(1)).map_err(refused)?,
            )]);
            let interface = HashMap::from([(
                "text-scaling-factor".to_owned(),
                value(Value::F64(1.5)).map_err(refused)?,
            )]);
            let all = [
                ("org.freedesktop.appearance".to_owned(), appearance),
                ("org.gnome.desktop.interface".to_owned(), interface),
            ];
            let all = all
                .into_iter()
                .filter(|(name, _)| namespaces.contains(name));
            Ok(all.collect())
        }

        #[zbus(signal, name = "SettingChanged")]
        async fn setting_changed(
            emitter: &SignalEmitter<'_>,
            namespace: &str,
            key: &str,
            value: Value<'_>,
        ) -> zbus::Result<()>;
    }

    /// A bus of its own, ended with the test.
    struct Bus {
        daemon: Child,
        address: String,
    }

    impl Bus {
        /// `None` where there is no `dbus-daemon`.
        fn start() -> Option<Self> {
            let mut daemon = Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address=1"])
                .stdout(Stdio::piped())
                .spawn()
                .ok()?;
            let mut address = String::new();
            let output = daemon.stdout.take();
            let read = output.map(|output| BufReader::new(output).read_line(&mut address));
            let bus = Self {
                daemon,
                address: address.trim().to_owned(),
            };
            let is_there = matches!(read, Some(Ok(length)) if length > 1);
            is_there.then_some(bus)
        }

        async fn connect(&self) -> zbus::Result<Connection> {
            let builder = connection::Builder::address(self.address.as_str())?;
            builder.build().await
        }
    }

    impl Drop for Bus {
        fn drop(&mut self) {
            let _ = self.daemon.kill();
            let _ = self.daemon.wait();
        }
    }

    #[test]
    fn the_portal_is_read_and_its_changes_are_followed() -> zbus::Result<()> {
        let Some(bus) = Bus::start() else {
            eprintln!("skipped: there is no dbus-daemon");
            return Ok(());
        };
        const PATH: &str = "/org/freedesktop/portal/desktop";
        let portal = session_bus::block_on(async {
            let portal = bus.connect().await?;
            portal.object_server().at(PATH, Portal).await?;
            portal
                .request_name("org.freedesktop.portal.Desktop")
                .await?;
            zbus::Result::Ok(portal)
        })?;
        let program = session_bus::block_on(bus.connect())?;
        let (sender, reports) = channel();
        let following = std::thread::spawn(move || {
            session_bus::block_on(follow(&program, |preferences| {
                let _ = sender.send(preferences);
            }))
        });
        let next = || {
            reports
                .recv_timeout(Duration::from_secs(60))
                .expect("a report")
        };
        let at_start = SystemPreferences {
            dark: Some(true),
            text_scale: Some(1.5),
            ..SystemPreferences::default()
        };
        assert_eq!(next(), at_start);
        session_bus::block_on(async {
            let emitter = SignalEmitter::new(&portal, PATH)?;
            let appearance = "org.freedesktop.appearance";
            Portal::setting_changed(&emitter, appearance, "accent-color", Value::U32(3)).await?;
            Portal::setting_changed(&emitter, appearance, "contrast", Value::U32(1)).await?;
            Portal::setting_changed(&emitter, appearance, "color-scheme", Value::U32(2)).await
        })?;
        let contrast = SystemPreferences {
            high_contrast: Some(true),
            ..at_start
        };
        assert_eq!(next(), contrast);
        let light = SystemPreferences {
            dark: Some(false),
            ..contrast
        };
        assert_eq!(next(), light);
        // The bus goes, and the thread ends.
        drop(bus);
        let _ = following.join().expect("it does not panic");
        Ok(())
    }
}
