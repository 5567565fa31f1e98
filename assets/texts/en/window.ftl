### Messages about the native window and what draws it.

# Buttons of panels for which the window is too narrow.
window-text-show-articles = Show articles

window-text-show-annotations = Show annotations

# What a screen reader calls the menu bar, and the context menu of the page.
window-text-menu-bar = Menus

window-text-context-menu = Context menu

# Items of the context menu.
window-text-add-word = Add this word to the annotation

window-text-select-to-here = Select to here

# The title of the window.
window-message-title-of-article = { $article } – { $project } – Demarche

window-message-title-of-project = { $project } – Demarche

# Labels of the settings.
window-message-graphics = Graphics

window-message-graphics-hint = What draws the window. Takes effect at the next start.

window-message-theme-system = System

window-message-theme-light = Light

window-message-theme-dark = Dark

window-message-theme-high-contrast = High contrast

window-message-theme-contrast-light = High contrast, light

window-message-theme-contrast-dark = High contrast, dark

window-message-renderer-auto = Automatic

window-message-renderer-gpu = Graphics card

window-message-renderer-software = Processor

# A setting: what a screen reader says when the caret comes to an annotation.
window-message-spoken = Screen reader: annotations

window-message-spoken-hint = What a screen reader says when the caret comes to an annotation.

window-message-spoken-full = Label, entity, what is missing

window-message-spoken-short = Label only

window-message-spoken-off = Nothing

# A setting: how large everything in the window is.
window-message-interface-size = Size of everything

window-message-percent = { $percent } %

window-message-system-text-scale = As large as the system's text

window-message-system-text-scale-hint = Makes everything in the window as much larger as the desktop makes text.

window-message-animations = Animations

window-message-animations-hint = Fading of controls and blinking of the caret.

window-message-animations-of-system = As the system

window-message-animations-on = Animations on

window-message-animations-off = Animations off

# Copying and pasting.
window-message-nothing-pasted = Nothing was pasted: the clipboard has no text and no files, or cannot be reached. Copy again, or type it.

window-message-not-copied = Nothing was copied: the system’s clipboard cannot be reached. Copy again; a file can be written with File › Export or Save a copy.

window-message-copied-here-only = It was copied for Demarche only: the system’s clipboard cannot be reached. For other programs, write a file with File › Export or Save a copy.

# Lines of the log.
window-message-uses-gpu = renderer: graphics card, since { $why }

window-message-uses-software = renderer: processor, since { $why }

window-message-starts-again = renderer: starts again with the processor, since { $why }

window-message-asked-for = it was asked for

window-message-no-card = this machine has no graphics card

window-message-may-have-card = this machine may have a graphics card

window-message-remote-display = the display “{ $display }” belongs to another machine

window-message-adapter-is-processor = { $name } draws on the processor

window-message-lost-by-card = the graphics card lost the window

window-message-drawing-failed = drawing the window failed

# Something is pasted or typed into a text field.
window-message-paste-too-long = Nothing was pasted: the text has { $chars } characters, and this field holds at most { $limit }.

window-message-field-full = This field is full: it holds at most { $limit } characters.

# An article has letters that no installed font has.
window-message-font-missing = No installed font has the letters of the { $script } script, so boxes stand for them. Install a font for it (on Debian and Ubuntu: apt install { $package }; elsewhere: a Noto font), then start Demarche again.

# The window was closed from outside.
window-message-desktop-ended = the desktop ended the connection: { $why }. What you did is restored when you open the project again.

# Why there is no window, and what to do.
window-message-not-opened = the window could not be opened: { $why }

window-message-no-display = There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set. Start it from a desktop session; “demarche check”, “export” and “stats” work without one.

window-message-no-server = No display answers at { $display } (DISPLAY). Check that it is there and that you may use it; “demarche check”, “export” and “stats” work without one.

window-message-lacks-libraries = Under X11 the window needs libxkbcommon-x11-0, libx11-xcb1, libxcursor1 and libxi6 (on Debian: apt install them).

window-message-lacks-keyboard-library = The window needs libxkbcommon0, and under X11 libxkbcommon-x11-0 as well (on Debian: apt install them).

window-message-lacks-wayland-library = Under Wayland the window needs libwayland-client0 (on Debian: apt install it).

window-message-lacks-driver = Start it with “--renderer software”, which needs no graphics card; or install its driver: Vulkan (on Debian: mesa-vulkan-drivers) or OpenGL (libgl1, libegl1).

window-message-works-without = “demarche check”, “export” and “stats” work without a window.

# In the help of keys.
window-message-keys-in-panels = In panels, letter keys do not tag · Arrows: move · Enter: act · Esc: back to text
