//! What the user prefers on the whole system: dark or light, high contrast, the size of text, reduced
//! motion. It is followed at the start and while the program runs, unless the settings say otherwise.
//!
//! It knows no window and no widget. On Linux `portal` reads the preferences of the desktop, on a thread
//! of its own: the first frame does not wait for it. Elsewhere winit tells dark or light, which egui
//! follows, and the rest is not known.

#[cfg(target_os = "linux")]
mod portal;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use egui::{Context, ThemePreference};

use super::Shell;
use crate::settings::{Animations, Settings, Theme};
use crate::ui::{request_frame, theme};

/// The range of scales that the window has; egui's own is wider.
const SCALES: std::ops::RangeInclusive<f32> = 0.5..=4.0;

/// What the system prefers; `None` where it does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct SystemPreferences {
    pub dark: Option<bool>,
    pub high_contrast: Option<bool>,
    /// How large text is, as a multiple of the usual size.
    pub text_scale: Option<f32>,
    pub reduced_motion: Option<bool>,
}

/// How the window looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct WindowLook {
    pub theme: ThemePreference,
    pub high_contrast: bool,
    pub animated: bool,
    /// The scale of everything, beside that of the screen.
    pub zoom: f32,
}

/// The look that the settings and the system ask for; the settings win.
pub(super) fn look(settings: &Settings, system: &SystemPreferences) -> WindowLook {
    let theme = match settings.theme {
        Theme::Light | Theme::HighContrastLight => ThemePreference::Light,
        Theme::Dark | Theme::HighContrastDark => ThemePreference::Dark,
        Theme::System | Theme::HighContrast => match system.dark {
            Some(true) => ThemePreference::Dark,
            Some(false) => ThemePreference::Light,
            None => ThemePreference::System,
        },
    };
    let high_contrast = match settings.theme {
        Theme::System => system.high_contrast == Some(true),
        theme => theme.is_high_contrast(),
    };
    let animated = match settings.animations {
        Animations::System => system.reduced_motion != Some(true),
        Animations::On => true,
        Animations::Off => false,
    };
    let scale = system.text_scale.filter(|_| settings.system_text_scale);
    WindowLook {
        theme,
        high_contrast,
        animated,
        zoom: (scale.unwrap_or(1.0) * settings.interface_size)
            .clamp(*SCALES.start(), *SCALES.end()),
    }
}

/// The preferences as they are now, whichever thread finds them out.
#[derive(Clone, Default)]
pub(super) struct PreferenceWatch(Arc<Mutex<Watched>>);

#[derive(Default)]
struct Watched {
    now: SystemPreferences,
    ctx: Option<Context>,
}

impl PreferenceWatch {
    /// Begins to watch the preferences of this system, in the background.
    pub fn start() -> Self {
        let watch = Self::default();
        #[cfg(target_os = "linux")]
        portal::watch(watch.clone());
        watch
    }

    /// Changes wake this window from now on.
    pub fn wake(&self, ctx: &Context) {
        self.lock().ctx = Some(ctx.clone());
    }

    fn now(&self) -> SystemPreferences {
        self.lock().now
    }

    /// Notes the preferences, and wakes the window if they are new.
    pub fn set(&self, preferences: SystemPreferences) {
        let ctx = {
            let mut watched = self.lock();
            if watched.now == preferences {
                return;
            }
            watched.now = preferences;
            watched.ctx.clone()
        };
        if let Some(ctx) = ctx {
            request_frame(&ctx);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Watched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shell {
    /// Applies what the system prefers, if that has changed.
    pub(super) fn follow_system(&mut self, ctx: &Context) {
        let now = self.preference_watch.now();
        if now != self.system {
            log::info!("preferences of the system: {now:?}");
            self.system = now;
            self.apply_theme(ctx);
        }
    }

    /// Applies the look of the settings and of the system to the window.
    pub(super) fn apply_theme(&self, ctx: &Context) {
        let look = look(&self.settings, &self.system);
        theme::adapt(ctx, look.high_contrast, look.animated);
        ctx.set_theme(look.theme);
        ctx.set_zoom_factor(look.zoom);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::test_program::Program;

    fn preferring(theme: Theme) -> Settings {
        Settings {
            theme,
            ..Settings::default()
        }
    }

    #[test]
    fn the_system_is_followed_unless_the_settings_say_otherwise() {
        let dark_contrast = SystemPreferences {
            dark: Some(true),
            high_contrast: Some(true),
            text_scale: Some(1.5),
            reduced_motion: Some(true),
        };
        let light = SystemPreferences {
            dark: Some(false),
            high_contrast: Some(false),
            ..SystemPreferences::default()
        };
        let unknown = SystemPreferences::default();
        for (theme, system, preference, high_contrast) in [
            (Theme::System, dark_contrast, ThemePreference::Dark, true),
            (Theme::System, light, ThemePreference::Light, false),
            (Theme::System, unknown, ThemePreference::System, false),
            (Theme::Light, dark_contrast, ThemePreference::Light, false),
            (Theme::Dark, light, ThemePreference::Dark, false),
            (
                Theme::HighContrast,
                dark_contrast,
                ThemePreference::Dark,
                true,
            ),
            (Theme::HighContrast, light, ThemePreference::Light, true),
        ] {
            let look = look(&preferring(theme), &system);
            let found = (look.theme, look.high_contrast);
            assert_eq!(found, (preference, high_contrast), "{theme:?} {system:?}");
        }
        for (animations, system, animated) in [
            (Animations::System, dark_contrast, false),
            (Animations::System, light, true),
            (Animations::On, dark_contrast, true),
            (Animations::Off, light, false),
        ] {
            let settings = Settings {
                animations,
                ..Settings::default()
            };
            assert_eq!(
                look(&settings, &system).animated,
                animated,
                "{animations:?}"
            );
        }
        let zoom_at = |interface_size, system_text_scale, text_scale| {
            let settings = Settings {
                system_text_scale,
                interface_size,
                ..Settings::default()
            };
            let system = SystemPreferences {
                text_scale,
                ..SystemPreferences::default()
            };
            look(&settings, &system).zoom
        };
        let zoom = |is_followed, scale| zoom_at(1.0, is_followed, scale);
        assert_eq!(zoom(true, Some(1.5)), 1.5);
        assert_eq!(zoom(false, Some(1.5)), 1.0);
        assert_eq!(zoom(true, None), 1.0);
        assert_eq!(zoom(true, Some(90.0)), *SCALES.end());
        // Both together.
        assert_eq!(zoom_at(2.0, true, Some(1.5)), 3.0);
        assert_eq!(zoom_at(2.0, false, Some(1.5)), 2.0);
        assert_eq!(zoom_at(4.0, true, Some(1.5)), *SCALES.end());
    }

    #[test]
    fn a_change_of_the_system_reaches_the_running_window() {
        let mut program = Program::new();
        program.draw();
        let watch = program.app.shell.preference_watch.clone();
        watch.wake(program.context());
        watch.set(SystemPreferences {
            dark: Some(true),
            text_scale: Some(1.25),
            reduced_motion: Some(true),
            high_contrast: None,
        });
        // The zoom is that of the next frame.
        program.draw();
        program.draw();
        let ctx = program.context().clone();
        let style = ctx.global_style();
        assert!(style.visuals.dark_mode);
        assert_eq!((style.animation_time, ctx.zoom_factor()), (0.0, 1.25));
        // The user's own theme stays.
        program.app.shell.settings.theme = Theme::Light;
        program.draw();
        program.draw();
        assert!(!program.context().global_style().visuals.dark_mode);
        watch.set(SystemPreferences {
            dark: Some(true),
            ..SystemPreferences::default()
        });
        program.draw();
        program.draw();
        let style = program.context().global_style();
        assert!(!style.visuals.dark_mode);
        assert!(style.animation_time > 0.0);
    }
}
