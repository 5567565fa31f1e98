### Texts of the settings that are not in the files of their capabilities.

# What the dialog is called.
settings-text-title = Settings

# Headings.
settings-text-article = Article

settings-text-coder = Coder

settings-text-window = Window

# The article, with the units of its numbers.
settings-text-text-size = Text size

settings-text-points = points

settings-text-line-width = Line width

settings-text-characters = characters

settings-text-line-height = Line height

settings-text-font = Font

settings-text-serif = Serif

settings-text-sans = Sans

settings-text-coder-id = Coder ID

# The language of the window; the languages have their own names.
settings-text-language = Language

settings-text-language-of-system = System

# The window.
settings-text-margin-tags = Label tags in the margin

settings-text-margin-tags-hint = Shows beside each line which annotations begin on it, if there is room
